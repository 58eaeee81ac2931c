//! Whole runs, from a file of articles to each sink, with one thread and two, beside lindera's worker that tokenizes the same texts
//! and does nothing else. In megabytes of article text a second; the best of some rounds.
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

/// Rounds of each measurement; other programs on the machine only ever cost time.
const ROUNDS: usize = 3;
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

/// The shortest of some rounds.
fn best(mut round: impl FnMut(usize)) -> Duration {
    let timed = |nth| {
        let began = Instant::now();
        round(nth);
        began.elapsed()
    };
    (0..ROUNDS).map(timed).min().unwrap_or_default()
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
    let alone = megabytes
        / best(|_| {
            for text in &texts {
                for span in Sentences::new(text) {
                    std::hint::black_box(worker.segment(span.of(text)).unwrap().len());
                }
            }
        })
        .as_secs_f64();
    println!("{:28} {alone:6.2} MB/s", "lindera alone, 1 thread");
    drop(texts);

    let opening = Opening { identity: Identity::default(), resume: false };
    let at = |name: String| folder.path().join(name);
    let work: fn(&mut Worker, RawDocument) -> Result<Record, Reject> = Worker::extract;
    for jobs in [1, 2] {
        let report = |name: &str, time: Duration| {
            let rate = megabytes / time.as_secs_f64();
            println!("{name:12} {jobs} thread(s) {rate:12.2} MB/s {:6.3} of lindera", rate / alone);
        };
        let all = |sink: &mut dyn FnMut(&Plan)| best(|_| sink(&plan(jobs)));
        fn carry<S: Sink<Record>>(
            plan: &Plan,
            extractor: &Extractor,
            work: fn(&mut Worker, RawDocument) -> Result<Record, Reject>,
            opened: Result<(S, Standing), Error>,
        ) {
            run(plan, extractor, work, &mut opened.unwrap().0, None, Cursor::default(), &Silent).unwrap();
        }
        let fresh = |path: &Path| {
            let _ = std::fs::remove_file(path);
            path.to_owned()
        };
        let jsonl = at("out.jsonl".into());
        report("JSONL", all(&mut |plan| carry(plan, &extractor, work, Jsonl::open(&jsonl, &opening))));
        let packed = at("out.jsonl.zst".into());
        report("JSONL.zst", all(&mut |plan| carry(plan, &extractor, work, Jsonl::open(&packed, &opening))));
        let sqlite = at("out.sqlite".into());
        report("SQLite", all(&mut |plan| carry(plan, &extractor, work, Sqlite::open(&fresh(&sqlite), &opening))));
        let tables = at("out".into());
        report("Parquet", all(&mut |plan| carry(plan, &extractor, work, Parquet::open(&tables, false, &opening))));
        match std::env::var("GISA_TEST_POSTGRES") {
            Ok(server) => {
                let empty = || {
                    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
                    client.batch_execute("DROP SCHEMA IF EXISTS gisa_bench CASCADE; CREATE SCHEMA gisa_bench").unwrap();
                };
                let mark = if server.contains('?') { '&' } else { '?' };
                let url = format!("{server}{mark}options=-csearch_path%3Dgisa_bench");
                report(
                    "PostgreSQL",
                    all(&mut |plan| {
                        empty();
                        carry(plan, &extractor, work, Postgres::open(&url, &opening));
                    }),
                );
            }
            Err(_) => println!("PostgreSQL: skipped, GISA_TEST_POSTGRES names no server"),
        }
    }
}
