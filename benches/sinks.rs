//! Whole runs, from a file of articles to each sink, with one thread and two, beside lindera's worker that tokenizes the same texts
//! and does nothing else. In megabytes of article text a second; the best of some rounds, each of which runs everything once, so
//! that what else the machine does meets all alike.
//!
//!     cargo bench --bench sinks -- [ARTICLES.jsonl]
//!
//! Without a file the seeds are repeated, each time with other numbers. GISA_TEST_POSTGRES=postgres://… adds PostgreSQL.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gisa::clean::learned::Learned;
use gisa::error::Error;
use gisa::run::{Plan, Summary, Watch, run};
use gisa::token::Sentences;
use gisa::write::cursor::{Opening, Standing};
use gisa::write::jsonl::Jsonl;
use gisa::write::parquet::Parquet;
use gisa::write::postgres::Postgres;
use gisa::write::sqlite::Sqlite;
use gisa::write::{Cursor, Identity, Sink};
use gisa::{Extractor, RawDocument, Record, Reject, Worker};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

/// Rounds; other programs on the machine only ever cost time.
const ROUNDS: usize = 5;
/// Repetitions of the seeds.
const COPIES: usize = 200;

const SEEDS: [&str; 5] = [
    include_str!("../seeds/000_7ae01efbf6cd7d47.txt"),
    include_str!("../seeds/001_561ca7393a0e0ac6.txt"),
    include_str!("../seeds/002_2b1f9fc5f19d56c0.txt"),
    include_str!("../seeds/003_844cf7e807d368ab.txt"),
    include_str!("../seeds/004_05958c1f42132624.txt"),
];

struct Silent;

impl Watch for Silent {
    fn start(&self, _: Option<u64>) {}
    fn batch(&self, _: &Summary, _: u64) {}
    fn reject(&self, _: &Reject) {}
    fn note(&self, _: &str) {}
}

/// Keeps the cleaned texts.
#[derive(Default)]
struct Texts(Vec<String>);

impl Sink<gisa::record::Cleaned> for Texts {
    type Row = String;

    fn row(result: gisa::record::Cleaned) -> String {
        result.text
    }

    fn commit(&mut self, unit: gisa::write::Unit<String>) -> Result<(), Error> {
        self.0.extend(unit.rows.into_iter().map(|(_, text)| text));
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

/// What is measured, and the shortest time that it took so far.
struct Measured<'m> {
    name: String,
    once: Box<dyn FnMut() + 'm>,
    best: Duration,
}

impl<'m> Measured<'m> {
    fn new(name: impl Into<String>, once: impl FnMut() + 'm) -> Self {
        Measured { name: name.into(), once: Box::new(once), best: Duration::MAX }
    }
}

fn carry<S: Sink<Record>>(plan: &Plan, extractor: &Extractor, opened: Result<(S, Standing), Error>) {
    let work: fn(&mut Worker, RawDocument) -> Result<Record, Reject> = Worker::extract;
    run(plan, extractor, work, &mut opened.unwrap().0, None, Cursor::default(), &Silent).unwrap();
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let input = given.unwrap_or_else(|| {
        let mut lines = String::new();
        for nth in 0..COPIES * SEEDS.len() {
            let text = SEEDS[nth % SEEDS.len()].replace("1", &(nth % 9 + 1).to_string());
            writeln!(lines, "{}", serde_json::json!({ "text": text })).unwrap();
        }
        let path = folder.path().join("articles.jsonl");
        std::fs::write(&path, lines).unwrap();
        path
    });
    let extractor = Extractor::new().unwrap().with_learned(Learned::default());
    let plan = |jobs| Plan { inputs: vec![input.clone()], jobs, ..Plan::default() };
    let mut texts = Texts::default();
    run(&plan(2), &extractor, Worker::clean, &mut texts, None, Cursor::default(), &Silent).unwrap();
    let texts = texts.0;
    let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    println!("{} articles, {megabytes:.1} MB of text", texts.len());

    let segmenter = Segmenter::new(Mode::Normal, gisa_dictionary::load().unwrap(), None);
    let mut worker = segmenter.new_worker();
    let alone = || {
        for text in &texts {
            for span in Sentences::new(text) {
                std::hint::black_box(worker.segment(span.of(text)).unwrap().len());
            }
        }
    };

    let opening = Opening { identity: Identity::default(), resume: false };
    let at = |name: &str| folder.path().join(name);
    let fresh = |path: &Path| {
        let _ = std::fs::remove_file(path);
        path.to_owned()
    };
    let (jsonl, packed, sqlite, tables) = (at("out.jsonl"), at("out.jsonl.zst"), at("out.sqlite"), at("out"));
    let server = std::env::var("GISA_TEST_POSTGRES").ok();
    let mut measured = vec![Measured::new("lindera alone", alone)];
    for jobs in [1, 2] {
        let plan = plan(jobs);
        let (all, opening, extractor) = (plan.clone(), &opening, &extractor);
        let mut add = |name: &str, mut once: Box<dyn FnMut(&Plan)>| {
            let all = all.clone();
            measured.push(Measured::new(format!("{name}, {jobs} thread(s)"), move || once(&all)));
        };
        let (jsonl, packed, sqlite, tables) = (&jsonl, &packed, &sqlite, &tables);
        add("JSONL", Box::new(|plan| carry(plan, extractor, Jsonl::open(jsonl, opening))));
        add("JSONL.zst", Box::new(|plan| carry(plan, extractor, Jsonl::open(packed, opening))));
        add("SQLite", Box::new(|plan| carry(plan, extractor, Sqlite::open(&fresh(sqlite), opening))));
        add("Parquet", Box::new(|plan| carry(plan, extractor, Parquet::open(tables, false, opening))));
        if let Some(server) = &server {
            let mark = if server.contains('?') { '&' } else { '?' };
            let url = format!("{server}{mark}options=-csearch_path%3Dgisa_bench");
            let postgres = move |plan: &Plan| {
                let mut client = postgres::Client::connect(server, postgres::NoTls).unwrap();
                client.batch_execute("DROP SCHEMA IF EXISTS gisa_bench CASCADE; CREATE SCHEMA gisa_bench").unwrap();
                carry(plan, extractor, Postgres::open(&url, opening));
            };
            add("PostgreSQL", Box::new(postgres));
        }
    }
    if server.is_none() {
        println!("PostgreSQL: skipped, GISA_TEST_POSTGRES names no server");
    }

    for _ in 0..ROUNDS {
        for measured in &mut measured {
            let began = Instant::now();
            (measured.once)();
            measured.best = measured.best.min(began.elapsed());
        }
    }
    let alone = megabytes / measured[0].best.as_secs_f64();
    for Measured { name, best, .. } in &measured {
        let rate = megabytes / best.as_secs_f64();
        println!("{name:26} {rate:8.2} MB/s {:6.3} of lindera", rate / alone);
    }
}
