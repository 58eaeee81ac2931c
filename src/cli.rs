//! The commands and flags, and what they mean to the library.

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, CommandFactory, Parser, Subcommand};
use gisa::clean::learned::learn;
use gisa::dedupe::{Dedupe, Repeatable};
use gisa::document::{Article, Format, PublishedFrom, Timestamp};
use gisa::read;
use gisa::read::columns::{Columns, Role};
use gisa::recognize::tagger::{Tagged, Tagger};
use gisa::record::{Annotated, CodePoints};
use gisa::run::{Plan, Summary, Watch, run};
use gisa::write::jsonl::Jsonl;
use gisa::{Error, Extractor, RawDocument, Reject, Worker};
use serde::Serialize;

use crate::progress::Progress;

/// Structured records from raw Korean news articles: organizations, officials, money, measures, dates.
#[derive(Debug, Parser)]
#[command(name = "gisa", version, about, max_term_width = 110)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Say only what goes wrong.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more: each reject as it happens.
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the record of every article, as JSON Lines
    #[command(after_help = EXIT_CODES)]
    Extract(Job),
    /// Write title, metadata and cleaned text only, as JSON Lines
    #[command(after_help = EXIT_CODES)]
    Clean(Job),
    /// Write the morphemes of the cleaned text with their tags and spans, as JSON Lines
    #[command(after_help = EXIT_CODES)]
    Tokens(Job),
    /// Read one text a line from standard input and write what is recognized in each, as JSON Lines
    Annotate(Annotate),
    /// Write the JSON Schema of the record
    Schema,
    /// Write the completions for a shell
    Completions { shell: clap_complete::Shell },
    /// Write the manual page, in roff
    Man,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 done, but more documents were rejected than --max-rejects allows; \
2 wrong usage, or an input or output that cannot be used.";

#[derive(Debug, Args)]
struct Job {
    /// Files, folders (recursive, sorted) or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the rejects to FILE, as JSON Lines
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// The share of rejected documents, in percent, beyond which the exit code is 1
    #[arg(long, value_name = "PERCENT", default_value_t = 10.0)]
    max_rejects: f64,
    /// Threads that extract [default: one for each core]
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// Read every input in this format instead of deciding by its name and first bytes
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Reject documents larger than this
    #[arg(long, value_name = "BYTES", default_value_t = read::Options::default().max_document)]
    max_document_bytes: usize,
    /// Look for documents that repeat an earlier one of this run, and name the earlier one in duplicate_of
    ///
    /// They are written all the same. exact: the same letters and digits, whatever stands between them. near: most runs of five
    /// letters are the same (MinHash). Takes some 100 bytes of memory for each document (exact) or 800 (near), until the run ends.
    #[arg(long, value_enum, value_name = "HOW", default_value = "off")]
    dedupe: How,
    /// The similarity (Jaccard, 0.5 to 1) from which a document is a near duplicate
    #[arg(long, value_name = "SHARE", default_value_t = 0.8)]
    dedupe_threshold: f64,
    /// Read the inputs twice: first to learn which lines come again and again in one publisher's articles (or one site's, or
    /// one folder's), then to cut them. Not for standard input
    #[arg(long)]
    learn_boilerplate: bool,
    #[command(flatten)]
    lexicons: Lexicons,
    #[command(flatten)]
    columns: ColumnNames,
}

/// The user's own word lists.
#[derive(Debug, Args)]
struct Lexicons {
    /// Lay a list of organizations or places (TSV) over the built-in ones; may be given more than once, later lists win
    ///
    /// The first line names the columns: name, aliases, kind, parent, ambiguous (organizations) or name, aliases, type,
    /// government, ambiguous (places). Forms in a cell are separated by ; and a line -NAME takes an entry away.
    #[arg(long = "lexicon", value_name = "FILE")]
    lists: Vec<PathBuf>,
}

/// What counts as a duplicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum How {
    Off,
    Exact,
    Near,
}

/// Field names; what is not given is guessed from the usual names.
#[derive(Debug, Args)]
#[command(next_help_heading = "Field names")]
struct ColumnNames {
    /// The field with the text of the article
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,
    /// The field with the article's HTML
    #[arg(long, value_name = "NAME")]
    html_column: Option<String>,
    /// The field with the dump's own identifier
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
    /// The field with the beginning or the gist of the article, read where there is no text
    #[arg(long, value_name = "NAME")]
    summary_column: Option<String>,
    /// The field with the title
    #[arg(long, value_name = "NAME")]
    title_column: Option<String>,
    /// The field with the subtitle
    #[arg(long, value_name = "NAME")]
    subtitle_column: Option<String>,
    /// The field with the time of publication
    #[arg(long, value_name = "NAME")]
    published_column: Option<String>,
    /// The field with the publisher
    #[arg(long, value_name = "NAME")]
    publisher_column: Option<String>,
    /// The field with the section
    #[arg(long, value_name = "NAME")]
    section_column: Option<String>,
    /// The field with the reporters
    #[arg(long, value_name = "NAME")]
    reporters_column: Option<String>,
    /// The field with the address
    #[arg(long, value_name = "NAME")]
    url_column: Option<String>,
}

#[derive(Debug, Args)]
struct Annotate {
    /// The day, or time, against which relative dates are resolved (ISO 8601)
    #[arg(long, value_name = "DATE")]
    reference: Option<String>,
    /// Write what the learned tagger alone finds, by KLUE-NER's kinds, with its scores
    #[arg(long, conflicts_with = "reference")]
    tagger: bool,
    #[command(flatten)]
    lexicons: Lexicons,
}

/// Runs the command line.
///
/// # Errors
/// What ends the run; the caller prints it and exits with 2.
pub fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    let say = Progress::new(cli.quiet, cli.verbose);
    match cli.command {
        Command::Extract(job) => job.run(&say, Worker::extract),
        Command::Clean(job) => job.run(&say, Worker::clean),
        Command::Tokens(job) => job.run(&say, Worker::tokens),
        Command::Annotate(annotate) => annotate.run(),
        Command::Schema => print(|out| {
            serde_json::to_writer_pretty(&mut *out, &gisa::record::schema())?;
            writeln!(out)
        }),
        Command::Completions { shell } => print(|out| {
            clap_complete::generate(shell, &mut Cli::command(), "gisa", out);
            Ok(())
        }),
        Command::Man => print(|out| clap_mangen::Man::new(Cli::command()).render(out)),
    }
}

impl Job {
    fn run<T: Serialize + Repeatable + Send>(
        self,
        say: &Progress,
        work: fn(&mut Worker, RawDocument) -> Result<T, Reject>,
    ) -> anyhow::Result<ExitCode> {
        if !(0.0..=100.0).contains(&self.max_rejects) {
            bail!("--max-rejects {}: give a percentage from 0 to 100", self.max_rejects);
        }
        if !(0.5..=1.0).contains(&self.dedupe_threshold) {
            bail!("--dedupe-threshold {}: give a share from 0.5 to 1", self.dedupe_threshold);
        }
        if self.learn_boilerplate && self.inputs.iter().any(|input| input.as_os_str() == "-") {
            bail!(
                "--learn-boilerplate reads its inputs twice, and standard input can be read once only: write it to a file first"
            );
        }
        let plan = Plan {
            inputs: self.inputs,
            dedupe: match self.dedupe {
                How::Off => Dedupe::Off,
                How::Exact => Dedupe::Exact,
                How::Near => Dedupe::Near { threshold: self.dedupe_threshold },
            },
            read: read::Options { format: self.format, columns: self.columns.into(), max_document: self.max_document_bytes },
            jobs: self.jobs,
        };
        // Named inputs are looked at before the output is created: a typing error must not empty an old result.
        read::inputs(&plan.inputs)?;
        let mut extractor = Extractor::with_lexicons(&self.lexicons.lists)?;
        if self.learn_boilerplate {
            let learned = learn(&plan, &extractor)?;
            if learned.lines() > 0 {
                say.note(&format!("{} lines of boilerplate learned", learned.lines()));
            }
            extractor = extractor.with_learned(learned);
        }
        let mut results = match &self.output {
            Some(path) => Jsonl::create(path)?,
            None => Jsonl::stdout(),
        };
        let mut rejects = self.rejects.as_deref().map(Jsonl::create).transpose()?;
        let summary = match run(&plan, &extractor, work, &mut results, rejects.as_mut(), say) {
            Ok(summary) => summary,
            Err(Error::Closed) => return Ok(ExitCode::SUCCESS),
            Err(wrong) => return Err(wrong.into()),
        };
        say.finish(&summary);
        Ok(ExitCode::from(u8::from(too_many(&summary, self.max_rejects))))
    }
}

fn too_many(summary: &Summary, percent: f64) -> bool {
    summary.rejected as f64 > summary.read as f64 * percent / 100.0
}

impl Annotate {
    fn run(self) -> anyhow::Result<ExitCode> {
        let reference = self
            .reference
            .map(|text| Timestamp::parse(&text).with_context(|| format!("--reference {text}: give a date as 2025-01-13")))
            .transpose()?;
        let mut worker = Extractor::with_lexicons(&self.lexicons.lists)?.worker();
        let stdin = std::io::stdin().lock();
        print(|out| {
            for line in stdin.lines() {
                let text = line?;
                if self.tagger {
                    serde_json::to_writer(&mut *out, &Tags::new(&mut worker, &text))?;
                    writeln!(out)?;
                    continue;
                }
                let published_from = reference.map(|_| PublishedFrom::Metadata);
                let article = Article { text, published: reference, published_from, ..Article::default() };
                let entities = worker.entities(&article);
                serde_json::to_writer(&mut *out, &Annotated { text: article.text, entities })?;
                writeln!(out)?;
            }
            Ok(())
        })
    }
}

/// What the learned tagger alone finds in a text.
#[derive(Debug, Serialize)]
struct Tags {
    mentions: Vec<Tag>,
}

/// A name with its borders in code points, its kind and its probability.
#[derive(Debug, Serialize)]
struct Tag {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    score: f32,
}

impl Tags {
    fn new(worker: &mut Worker, text: &str) -> Self {
        let points = CodePoints::new(text);
        let likely = worker.tagged(text).into_iter().filter(|name| name.score >= Tagger::LIKELY);
        let tag = |name: Tagged| Tag {
            start: points.at(name.span.start),
            end: points.at(name.span.end),
            kind: name.kind.as_str(),
            score: name.score,
        };
        Tags { mentions: likely.map(tag).collect() }
    }
}

/// Writes to standard output; that nobody reads it any more is no failure.
fn print(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(wrong) if wrong.kind() != std::io::ErrorKind::BrokenPipe => Err(wrong).context("standard input or output"),
        _ => Ok(ExitCode::SUCCESS),
    }
}

impl From<ColumnNames> for Columns {
    fn from(names: ColumnNames) -> Self {
        let given = [
            (Role::Text, names.text_column),
            (Role::Html, names.html_column),
            (Role::Id, names.id_column),
            (Role::Summary, names.summary_column),
            (Role::Title, names.title_column),
            (Role::Subtitle, names.subtitle_column),
            (Role::Published, names.published_column),
            (Role::Publisher, names.publisher_column),
            (Role::Section, names.section_column),
            (Role::Reporters, names.reporters_column),
            (Role::Url, names.url_column),
        ];
        Columns::new(given.into_iter().filter_map(|(role, name)| Some((role, name?))))
    }
}
