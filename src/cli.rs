//! The commands and flags, and what they mean to the library.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, CommandFactory, Parser, Subcommand};
use gisa::again::Again;
use gisa::clean::learned::learn;
use gisa::dedupe::Dedupe;
use gisa::document::{Article, Format, PublishedFrom, Timestamp};
use gisa::lexicon::Lexicon;
use gisa::link::Linker;
use gisa::read;
use gisa::read::columns::{Columns, Role};
use gisa::recognize::tagger::{Tagged, Tagger};
use gisa::record::{Annotated, CodePoints};
use gisa::records::Records;
use gisa::report::cuts::Cuts;
use gisa::run::{Outcome, Plan, Summary, Tallied, Watch, run};
use gisa::write::cursor::{Opening, Standing};
use gisa::write::jsonl::Jsonl;
use gisa::write::parquet::Parquet;
use gisa::write::postgres::Postgres;
use gisa::write::rejects::Rejects;
use gisa::write::sqlite::Sqlite;
use gisa::write::{Sink, file};
use gisa::{Error, Extractor, RawDocument, Reject, Worker};
use gisa::{report, show};
use serde::Serialize;

use crate::progress::{Log, Progress, statistics};
use crate::target::{Form, Target};

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
    /// How to tell on standard error what happens: for a person, or as JSON Lines
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value = "text")]
    log: Log,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the record of every article: JSON Lines, Parquet, SQLite or PostgreSQL
    #[command(after_help = EXIT_CODES)]
    Extract(Extract),
    /// Write title, metadata and cleaned text only, as JSON Lines
    #[command(after_help = EXIT_CODES)]
    Clean(Job),
    /// Write the morphemes of the cleaned text with their tags and spans, as JSON Lines
    #[command(after_help = EXIT_CODES)]
    Tokens(Job),
    /// Read one text a line from standard input and write what is recognized in each, as JSON Lines
    Annotate(Annotate),
    /// Show one article: its mentions marked with their values, and what it names
    Show(Show),
    /// Make one HTML file of records: charts, a table to search and filter, each article with its mentions
    Report(Report),
    /// Tell which organizations, people and facilities of many records are the same, and what was said of each facility
    Link(Link),
    /// Write exactly one line for each line of standard input, at once: its record, or the reject of a line that cannot be read
    #[command(after_help = PIPE)]
    Pipe(Pipe),
    /// Write the JSON Schema of the record
    Schema,
    /// Write the completions for a shell
    Completions { shell: clap_complete::Shell },
    /// Write the manual page, in roff
    Man,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 done, but more documents were rejected than --max-rejects allows; \
2 wrong usage, or an input or output that cannot be used; 130 or 143 interrupted, everything committed (--resume goes on).";

const PIPE: &str = "A line is a JSON object with the text and its metadata in fields (text, title, date, publisher, url …), or else the \
text of an article. A reject has the field code, a record has not. The exit code is 0 whatever the lines were.";

#[derive(Debug, Args)]
struct Pipe {
    /// Threads that extract; the lines keep their order
    #[arg(short, long, value_name = "N", default_value_t = 1)]
    jobs: usize,
    /// Reject lines longer than this
    #[arg(long, value_name = "BYTES", default_value_t = read::Options::default().max_document)]
    max_document_bytes: usize,
    #[command(flatten)]
    lexicons: Lexicons,
    #[command(flatten)]
    columns: ColumnNames,
}

#[derive(Debug, Args)]
struct Extract {
    #[command(flatten)]
    job: Job,
    /// The form of the output, where its name does not tell (.sqlite, .parquet, a folder, postgres://; all else is JSON Lines)
    #[arg(long, value_enum, value_name = "FORM")]
    to: Option<Form>,
    /// With Parquet: one file with lists inside, instead of a folder with a file a table
    #[arg(long)]
    nested: bool,
}

#[derive(Debug, Args)]
struct Job {
    /// Files, folders (recursive, sorted) or - for standard input
    #[arg(required_unless_present = "from_rejects", value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Write to FILE instead of standard output; compressed where its name ends in .gz or .zst
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Go on where an earlier run of the same command into the same output was ended
    #[arg(long)]
    resume: bool,
    /// Read only the documents that a file of rejects names, from where they were
    #[arg(long, value_name = "FILE", conflicts_with_all = ["inputs", "learn_boilerplate"])]
    from_rejects: Option<PathBuf>,
    /// Write counts and times to FILE at the end, as JSON
    #[arg(long, value_name = "FILE")]
    stats: Option<PathBuf>,
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
    /// The bytes of documents that are worked on at a time
    #[arg(long, value_name = "BYTES", default_value_t = Plan::default().batch_bytes, hide = true)]
    batch_bytes: usize,
    /// The bytes of documents that are committed as one
    #[arg(long, value_name = "BYTES", default_value_t = Plan::default().commit_bytes, hide = true)]
    commit_bytes: usize,
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
#[derive(Debug, Clone, Args)]
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

#[derive(Debug, Args)]
struct Show {
    /// A file of records (JSON Lines, also in gzip or zstd), or of raw articles, which are extracted; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The article's id, or the beginning of it [default: the first article]
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Colour the mentions by their kinds: where the output is a terminal and NO_COLOR is not set, always or never
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: When,
    /// Columns of a line [default: those of the terminal, or 80]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<u16>,
    #[command(flatten)]
    lexicons: Lexicons,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
struct Report {
    /// Files of records (JSON Lines, also in gzip or zstd); - for standard input
    #[arg(required = true, value_name = "RECORDS")]
    records: Vec<PathBuf>,
    /// Write the page to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The name of the page
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The language of the page's own words at the beginning [default: the browser's]
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<gisa::report::Language>,
    /// Read the sources that the records name again, to show in each article what was cut from it
    #[arg(long)]
    cuts: bool,
    /// The folder from which the records were extracted, where their sources have relative paths
    #[arg(long, value_name = "FOLDER", default_value = ".", requires = "cuts")]
    sources: PathBuf,
}

#[derive(Debug, Args)]
struct Link {
    /// Files of records (JSON Lines, also in gzip or zstd); - for standard input
    #[arg(required = true, value_name = "RECORDS")]
    records: Vec<PathBuf>,
    /// Write the links to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only what so many records name
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: usize,
    #[command(flatten)]
    lexicons: Lexicons,
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let say = Progress::new(cli.quiet, cli.verbose, cli.log);
    cli.command.run(&say).unwrap_or_else(|wrong| {
        say.error(&format!("{wrong:#}"));
        ExitCode::from(2)
    })
}

impl Command {
    /// # Errors
    /// What ends the run.
    fn run(self, say: &Progress) -> anyhow::Result<ExitCode> {
        match self {
            Command::Extract(Extract { job, to, nested }) => {
                let target = Target::new(job.output.as_deref(), to, nested)?;
                match &target {
                    Target::Sqlite(path) => job.run(say, "extract", Worker::extract, |opening| Sqlite::open(path, opening)),
                    Target::Parquet { path, nested } => {
                        let command = if *nested { "extract nested" } else { "extract tables" };
                        job.run(say, command, Worker::extract, |opening| Parquet::open(path, *nested, opening))
                    }
                    Target::Postgres(url) => job.run(say, "extract", Worker::extract, |opening| Postgres::open(url, opening)),
                    target => job.lines(say, "extract", Worker::extract, target),
                }
            }
            Command::Clean(job) => job.lines(say, "clean", Worker::clean, &job.target()?),
            Command::Tokens(job) => job.lines(say, "tokens", Worker::tokens, &job.target()?),
            Command::Annotate(annotate) => annotate.run(),
            Command::Show(show) => show.run(say),
            Command::Report(report) => report.run(say),
            Command::Link(link) => link.run(say),
            Command::Pipe(pipe) => pipe.run(),
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
}

impl Job {
    /// The target of a command that writes JSON Lines only.
    fn target(&self) -> anyhow::Result<Target> {
        match Target::new(self.output.as_deref(), None, false)? {
            target @ (Target::Stdout | Target::Jsonl(_)) => Ok(target),
            target => bail!(
                "{target}: this command writes JSON Lines only; give -o a name that ends in .jsonl, .jsonl.gz or .jsonl.zst"
            ),
        }
    }

    /// Runs with JSON Lines as output.
    fn lines<T: Serialize + Tallied>(
        &self,
        say: &Progress,
        command: &str,
        work: fn(&mut Worker, RawDocument) -> Result<T, Reject>,
        target: &Target,
    ) -> anyhow::Result<ExitCode> {
        match target {
            Target::Jsonl(path) => self.run(say, command, work, |opening| Jsonl::open(path, opening)),
            _ if self.resume => bail!("--resume needs an output that keeps what it has: name it with -o"),
            _ => self.run(say, command, work, |_| Ok((Jsonl::stdout(), Standing::At(Default::default())))),
        }
    }

    fn run<T: Tallied, S: Sink<T>>(
        &self,
        say: &Progress,
        command: &str,
        work: fn(&mut Worker, RawDocument) -> Result<T, Reject>,
        open: impl FnOnce(&Opening) -> Result<(S, Standing), Error>,
    ) -> anyhow::Result<ExitCode> {
        let plan = self.plan()?;
        // Named inputs are looked at before the output is created: a typing error must not empty an old result.
        gisa::read::inputs(&plan.inputs)?;
        let mut extractor = Extractor::with_lexicons(&self.lexicons.lists)?;
        if self.learn_boilerplate {
            let learned = learn(&plan, &extractor)?;
            if learned.lines() > 0 {
                say.note(&format!("{} lines of boilerplate learned", learned.lines()));
            }
            extractor = extractor.with_learned(learned);
        }
        say.take_signals().context("signals")?;
        let stays = self.output.is_some();
        let identity = if stays { self.identity(&plan, &extractor, command)? } else { Default::default() };
        let (mut sink, standing) = open(&Opening { identity, resume: self.resume })?;
        let cursor = standing.cursor().clone();
        let mut rejects = self.rejects.as_deref().map(|path| Rejects::open(path, &cursor)).transpose()?;
        if let Standing::Done(cursor) = standing {
            say.note("nothing to resume: the run had come to its end");
            return self.end(say, &Outcome { summary: cursor.summary, stopped: false });
        }
        if cursor.summary.read > 0 {
            say.note(&format!("resumed after {} documents", cursor.summary.read));
        }
        match run(&plan, &extractor, work, &mut sink, rejects.as_mut(), cursor, say) {
            Ok(outcome) => self.end(say, &outcome),
            Err(Error::Closed) => Ok(ExitCode::SUCCESS),
            Err(wrong @ (Error::Write { .. } | Error::Database { .. })) if stays => {
                let wrong = anyhow::Error::from(wrong);
                bail!("{wrong:#}. What was committed is safe: when the cause is gone, run the same command with --resume")
            }
            Err(wrong) => Err(wrong.into()),
        }
    }

    fn plan(&self) -> anyhow::Result<Plan> {
        if !(0.0..=100.0).contains(&self.max_rejects) {
            bail!("--max-rejects {}: give a percentage from 0 to 100", self.max_rejects);
        }
        if !(0.5..=1.0).contains(&self.dedupe_threshold) {
            bail!("--dedupe-threshold {}: give a share from 0.5 to 1", self.dedupe_threshold);
        }
        let stdin = self.inputs.iter().any(|input| input.as_os_str() == "-");
        if self.learn_boilerplate && stdin {
            bail!(
                "--learn-boilerplate reads its inputs twice, and standard input can be read once only: write it to a file first"
            );
        }
        if self.resume && stdin {
            bail!("--resume reads its inputs again, and standard input can be read once only: write it to a file first");
        }
        let again = self.from_rejects.as_deref().map(Again::load).transpose()?;
        Ok(Plan {
            inputs: again.as_ref().map_or_else(|| self.inputs.clone(), Again::inputs),
            again: again.map(Arc::new),
            dedupe: match self.dedupe {
                How::Off => Dedupe::Off,
                How::Exact => Dedupe::Exact,
                How::Near => Dedupe::Near { threshold: self.dedupe_threshold },
            },
            read: read::Options {
                format: self.format,
                columns: self.columns.clone().into(),
                max_document: self.max_document_bytes,
            },
            jobs: self.jobs,
            batch_bytes: self.batch_bytes,
            commit_bytes: self.commit_bytes,
        })
    }

    /// What decides the output: see [`Plan::identity`].
    fn identity(&self, plan: &Plan, extractor: &Extractor, command: &str) -> anyhow::Result<gisa::write::Identity> {
        let rejects = self.rejects.as_deref().map(Path::display).map(|path| path.to_string());
        let options = format!("{command} {} {rejects:?} {:?}", self.learn_boilerplate, self.from_rejects);
        Ok(plan.identity(extractor, &options)?)
    }

    /// Tells how the run ended.
    fn end(&self, say: &Progress, outcome: &Outcome) -> anyhow::Result<ExitCode> {
        let Outcome { summary, stopped } = outcome;
        say.finish(summary);
        if let Some(path) = &self.stats {
            file::replace(path, &statistics(summary))?;
        }
        match say.interrupted() {
            Some(code) if *stopped => {
                let next = if self.output.is_some() { "; run the same command with --resume to go on" } else { "" };
                say.note(&format!("interrupted: {} documents are done{next}", summary.read));
                Ok(ExitCode::from(code))
            }
            _ => Ok(ExitCode::from(u8::from(too_many(summary, self.max_rejects)))),
        }
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

impl Show {
    fn run(self, say: &Progress) -> anyhow::Result<ExitCode> {
        let worker = || Ok(Extractor::with_lexicons(&self.lexicons.lists)?.worker());
        let picked = show::pick(&self.file, self.id.as_deref(), worker)?;
        let colour = match self.color {
            When::Auto => anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
            When::Always => true,
            When::Never => false,
        };
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| width.0);
        let width = self.width.or_else(terminal).or(columns).unwrap_or(80).max(show::NARROWEST);
        let done = print(|out| show::show(&picked.record, show::Look { colour, width: width.into() }, out))?;
        if picked.more > 0 {
            let others = picked.others.iter().map(|id| id.get(..12).unwrap_or(id)).collect::<Vec<_>>().join(", ");
            let named = if others.is_empty() { String::new() } else { format!(": {others} …") };
            say.note(&format!("the first of {} articles; give an ID to see another one{named}", picked.more + 1));
        }
        Ok(done)
    }
}

impl Report {
    fn run(self, say: &Progress) -> anyhow::Result<ExitCode> {
        let mut records = Vec::new();
        for path in &self.records {
            for record in self::records(path)? {
                records.push(record?);
            }
        }
        let cuts = self.cuts.then(|| Cuts::find(&records, &self.sources));
        let options = report::Options { title: self.title, language: self.lang, cuts };
        let Some(path) = &self.output else { return print(|out| report::write(&records, &options, out)) };
        let mut page = Vec::new();
        report::write(&records, &options, &mut page).context("the page")?;
        file::replace(path, &page)?;
        say.note(&format!("{} articles in {}", records.len(), path.display()));
        Ok(ExitCode::SUCCESS)
    }
}

impl Link {
    fn run(self, say: &Progress) -> anyhow::Result<ExitCode> {
        let lexicon = Lexicon::load(&self.lexicons.lists)?;
        let mut linker = Linker::new(&lexicon);
        for path in &self.records {
            for record in records(path)? {
                linker.add(&record?);
            }
        }
        let links = linker.finish();
        let mut lines = Vec::new();
        for link in links.iter().filter(|link| link.records >= self.least) {
            serde_json::to_writer(&mut lines, link)?;
            lines.push(b'\n');
        }
        let Some(path) = &self.output else { return print(|out| out.write_all(&lines)) };
        file::replace(path, &lines)?;
        say.note(&format!("{} links in {}", links.iter().filter(|link| link.records >= self.least).count(), path.display()));
        Ok(ExitCode::SUCCESS)
    }
}

/// The records of a file, or of standard input.
fn records(path: &Path) -> anyhow::Result<Records<'static>> {
    let opened = match path.as_os_str() == "-" {
        true => Records::new(path, Box::new(std::io::stdin()))?,
        false => Records::open(path)?,
    };
    opened.with_context(|| format!("{}: no records of gisa; make them with gisa extract", path.display()))
}

impl Pipe {
    fn run(self) -> anyhow::Result<ExitCode> {
        let extractor = Extractor::with_lexicons(&self.lexicons.lists)?;
        let options =
            read::Options { columns: self.columns.into(), max_document: self.max_document_bytes, ..read::Options::default() };
        let stdin = std::io::BufReader::with_capacity(64 << 10, std::io::stdin());
        match gisa::pipe::pipe(stdin, &mut std::io::stdout(), &extractor, &options, self.jobs) {
            Err(Error::Closed) | Ok(()) => Ok(ExitCode::SUCCESS),
            Err(wrong) => Err(wrong.into()),
        }
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
