//! Whole dumps: batches, threads, order, commit, resume.
//!
//! A reader thread hands over batches; the threads of a pool share out the documents of a batch; a writer thread commits the
//! results, in input order, while the next batch is worked on. Commits lie where the input says: a unit of about half a mebibyte
//! of documents is committed as one, whatever the batches and however many threads. So output does not depend on the number of
//! threads, and memory not on the size of the input.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once};
use std::time::{Duration, Instant, UNIX_EPOCH};

use crossbeam_channel::{Receiver as Incoming, RecvTimeoutError, Sender, bounded};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::again::Again;
use crate::dedupe::{Dedupe, Repeatable};
use crate::document::{Body, RawDocument};
use crate::error::{Error, Fault, Reject, Stage};
use crate::pipeline::{Extractor, Part, Worker};
use crate::read::{self, Input, Receiver};
use crate::record::{Cleaned, Record, Tokenized};
use crate::write::rejects::Rejects;
use crate::write::{Cursor, Identity, Sink, Unit};

/// The documents that make a unit or a batch, however small they are.
const MANY_DOCUMENTS: usize = 4096;
/// Batches that may wait between the reader and the workers, beside the one that the reader gathers.
const BATCHES_AHEAD: usize = 0;
/// Units that may wait between the workers and the writer, beside the one that is gathered.
const UNITS_AHEAD: usize = 0;
/// How often a run that waits for its input looks whether it should stop.
const PATIENCE: Duration = Duration::from_millis(100);

/// What a run does and with how much of the machine.
#[derive(Debug, Clone)]
pub struct Plan {
    pub inputs: Vec<PathBuf>,
    /// Of the documents of the inputs only these.
    pub again: Option<Arc<Again>>,
    pub read: read::Options,
    /// Threads that extract; 0 means one for each core.
    pub jobs: usize,
    pub dedupe: Dedupe,
    /// The bytes of documents that are worked on at a time: a matter of speed and memory alone.
    pub batch_bytes: usize,
    /// The bytes of documents that are committed as one: the members of a compressed file and the row groups of Parquet follow it.
    pub commit_bytes: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            inputs: Vec::new(),
            again: None,
            read: read::Options::default(),
            jobs: 0,
            dedupe: Dedupe::Off,
            batch_bytes: 1 << 19,
            commit_bytes: 1 << 19,
        }
    }
}

impl Plan {
    /// What decides the output of a run of this plan. `options` names what the plan does not know: the work that is done, the form
    /// of the output.
    ///
    /// # Errors
    /// [`Error::Read`] where a named input is not there, [`Error::Usage`] where one can be read only once.
    pub fn identity(&self, extractor: &Extractor, options: &str) -> Result<Identity, Error> {
        let mut hasher = blake3::Hasher::new();
        for input in read::inputs(&self.inputs)?.into_iter().flatten() {
            hasher.update(state(&input).as_bytes());
        }
        Ok(Identity {
            pipeline: extractor.fingerprint(),
            inputs: hasher.finalize().to_hex()[..32].to_owned(),
            options: format!("{:?} {:?} {} {options}", self.read, self.dedupe, self.commit_bytes),
        })
    }
}

/// What a run did. `read = written + rejected` holds for every run that ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub read: u64,
    pub written: u64,
    pub rejected: u64,
    /// Of the written ones, those that repeat an earlier one.
    pub duplicates: u64,
    /// The bytes of the documents that were read, as their readers hand them over.
    pub bytes: u64,
    /// The rejects of each stage and code.
    pub rejects: BTreeMap<Stage, BTreeMap<String, u64>>,
    /// What was recognized, by the names of the record's fields.
    pub entities: BTreeMap<String, u64>,
    /// Where the time went, since this process began the run.
    #[serde(skip)]
    pub time: Times,
}

/// Where the time of a run went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Times {
    /// From the start to the last commit.
    pub all: Duration,
    /// Reading and taking apart the inputs, on the reader's thread.
    pub read: Duration,
    /// Making results of documents, all threads together.
    pub work: Duration,
    /// Of that, what each [`Part`](crate::pipeline::Part) took, in the order of [`Part::ALL`].
    pub parts: [Duration; Part::ALL.len()],
    /// Committing, on the writer's thread.
    pub write: Duration,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub summary: Summary,
    /// The run was asked to stop before its end; what is counted is committed.
    pub stopped: bool,
}

/// What a run can make of a document.
pub trait Tallied: Repeatable + Send {
    /// Counts what the result holds, by name.
    fn tally(&self, _count: &mut dyn FnMut(&'static str, usize)) {}
}

impl Tallied for Cleaned {}

impl Tallied for Tokenized {
    fn tally(&self, count: &mut dyn FnMut(&'static str, usize)) {
        count("sentences", self.sentences.len());
        count("tokens", self.sentences.iter().map(|sentence| sentence.what.tokens.len()).sum());
    }
}

impl Tallied for Record {
    fn tally(&self, count: &mut dyn FnMut(&'static str, usize)) {
        let entities = &self.entities;
        count("organizations", entities.organizations.len());
        count("officials", entities.officials.len());
        count("people", entities.people.len());
        count("amounts", entities.amounts.len());
        count("figures", entities.figures.len());
        count("counts", entities.counts.len());
        count("dates", entities.dates.len());
    }
}

/// Told about the run while it goes on.
pub trait Watch: Sync {
    /// The inputs are known. `bytes` is their size where all sizes are known.
    fn start(&self, bytes: Option<u64>);
    /// A unit is committed; `bytes` of the inputs have been read so far.
    fn batch(&self, summary: &Summary, bytes: u64);
    /// A document was rejected.
    fn reject(&self, reject: &Reject);
    /// A remark of a reader: which column was taken for what, what was passed over.
    fn note(&self, note: &str);
    /// Whether the run should stop: it commits what is in hand and ends.
    fn stopped(&self) -> bool {
        false
    }
}

/// A document on its way, with what it weighs.
struct Given {
    document: Result<RawDocument, Reject>,
    bytes: usize,
    /// The last document of its unit.
    last: bool,
}

/// What the reader thread hands over.
enum Message {
    Note(String),
    /// Documents that an earlier run has committed: they are only looked at.
    Known(Vec<Result<RawDocument, Reject>>),
    Batch(Vec<Given>),
    /// The inputs have come to their end.
    End,
}

/// Reads every input, makes a result of each document with `work`, and commits the results to `sink`, the rejects to
/// `rejects`, both in input order. The documents before `start` are passed over.
///
/// # Errors
/// [`Error::Read`] where a named input is not there, [`Error::Write`], [`Error::Database`] and [`Error::Closed`] from the sinks.
pub fn run<T, S>(
    plan: &Plan,
    extractor: &Extractor,
    work: impl Fn(&mut Worker, RawDocument) -> Result<T, Reject> + Sync,
    sink: &mut S,
    rejects: Option<&mut Rejects>,
    start: Cursor,
    watch: &dyn Watch,
) -> Result<Outcome, Error>
where
    T: Tallied,
    S: Sink<T>,
{
    let began = Instant::now();
    let inputs = read::inputs(&plan.inputs)?;
    watch.start(total_size(&inputs));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(plan.jobs)
        .thread_name(|n| format!("gisa-{n}"))
        .build()
        .map_err(|wrong| Error::Usage(format!("cannot start {} threads: {wrong}; give a smaller --jobs", plan.jobs)))?;
    let crew = Crew {
        workers: (0..pool.current_num_threads()).map(|_| Mutex::new(extractor.worker())).collect(),
        pool,
        extractor,
        work,
        time: AtomicU64::new(0),
    };
    let bytes = Arc::new(AtomicU64::new(0));
    let read_time = Arc::new(AtomicU64::new(0));
    let messages = reader(plan, inputs, start.summary.read, &bytes, &read_time);
    let mut units = Units { cursor: start.clone(), rows: Vec::new(), rejects: Vec::new() };
    let mut index = plan.dedupe.index();
    std::thread::scope(|scope| {
        let (sender, committed) = bounded::<Unit<S::Row>>(UNITS_AHEAD);
        let writer = scope.spawn(|| {
            let mut writer = Writer { sink, rejects, watch, bytes: &bytes, last: start, time: Duration::ZERO };
            committed.into_iter().try_for_each(|unit| writer.commit::<T>(unit)).map(|()| (writer.sink, writer.last, writer.time))
        });
        // A failed writer hangs up: then there is nothing more to do.
        let mut stopped = false;
        let mut going = true;
        while going {
            stopped = watch.stopped();
            if stopped {
                break;
            }
            match messages.recv_timeout(PATIENCE) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Message::End) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Error::Usage("the reader broke off; this is a bug, please report it with the input".into()));
                }
                Ok(Message::Note(note)) => watch.note(&note),
                Ok(Message::Known(documents)) => {
                    if let Some(index) = &mut index {
                        let signed = crew.map(documents, |worker, document| {
                            let cleaned = worker.clean(document)?;
                            Ok((plan.dedupe.signature(cleaned.text()), cleaned.id))
                        });
                        for (signature, id) in signed.into_iter().flatten() {
                            index.place(&signature, &id);
                        }
                    }
                }
                Ok(Message::Batch(batch)) => {
                    let mut weights = Vec::with_capacity(batch.len());
                    let documents: Vec<_> = batch
                        .into_iter()
                        .map(|given| {
                            weights.push((given.bytes, given.last));
                            given.document
                        })
                        .collect();
                    let done = match &mut index {
                        None => crew.results(documents, |result| Done::new::<T, S>(result, false)),
                        // Signatures on the threads, the look-up in order, the rows on the threads again.
                        Some(index) => {
                            let sign = |result: T| (plan.dedupe.signature(result.text()), false, result);
                            let mut done = crew.results(documents, sign);
                            for (signature, repeats, result) in done.iter_mut().flatten() {
                                if let Some(original) = index.place(signature, result.id()) {
                                    result.mark(original);
                                    *repeats = true;
                                }
                            }
                            let row = |outcome: Result<_, Reject>| {
                                outcome.map(|(_, repeats, result)| Done::new::<T, S>(result, repeats))
                            };
                            crew.pool.install(|| done.into_par_iter().map(row).collect())
                        }
                    };
                    for (outcome, (bytes, last)) in done.into_iter().zip(weights) {
                        units.add(outcome, bytes);
                        if last {
                            going &= sender.send(units.unit()).is_ok();
                        }
                    }
                }
            }
        }
        if !stopped && !units.is_empty() {
            let _ = sender.send(units.unit());
        }
        drop(sender);
        let (sink, last, write_time) = match writer.join() {
            Ok(written) => written?,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        if !stopped {
            sink.finish()?;
        }
        let mut summary = last.summary;
        summary.time = Times {
            all: began.elapsed(),
            read: Duration::from_nanos(read_time.load(Ordering::Relaxed)),
            work: Duration::from_nanos(crew.time.load(Ordering::Relaxed)),
            parts: extractor.times(),
            write: write_time,
        };
        Ok(Outcome { summary, stopped })
    })
}

fn total_size(inputs: &[Result<Input, Reject>]) -> Option<u64> {
    inputs.iter().filter_map(|input| input.as_ref().ok()).map(Input::size).sum()
}

/// What tells an input from the same one after a change: name, size, time of the last change, first and last bytes.
fn state(input: &Input) -> String {
    const ENDS: u64 = 4096;
    let Input::File(path) = input else { return input.name() };
    let ends = |file: &mut File, size: u64| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.take(ENDS).read_to_end(&mut bytes)?;
        file.seek(SeekFrom::Start(size.saturating_sub(ENDS)))?;
        file.take(ENDS).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let seen = path.metadata().and_then(|metadata| {
        let changed = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        // What is no regular file (a pipe) gives its bytes only once.
        let ends = if metadata.is_file() { ends(&mut File::open(path)?, metadata.len())? } else { Vec::new() };
        Ok(format!("{} {} {}", metadata.len(), changed.as_nanos(), blake3::hash(&ends)))
    });
    format!("{} {}\n", input.name(), seen.unwrap_or_else(|wrong| wrong.to_string()))
}

/// One result, ready to be committed.
struct Done<Row> {
    row: Row,
    counts: Vec<(&'static str, usize)>,
    /// It repeats an earlier one.
    repeats: bool,
}

impl<Row> Done<Row> {
    fn new<T: Tallied, S: Sink<T, Row = Row>>(result: T, repeats: bool) -> Self {
        let mut counts = Vec::with_capacity(8);
        result.tally(&mut |name, count| counts.push((name, count)));
        Done { row: S::row(result), counts, repeats }
    }
}

/// The threads that work, each with its worker.
struct Crew<'e, W> {
    workers: Vec<Mutex<Worker>>,
    pool: rayon::ThreadPool,
    extractor: &'e Extractor,
    work: W,
    /// Nanoseconds at work, all threads together.
    time: AtomicU64,
}

impl<W: Sync> Crew<'_, W> {
    /// What `work` makes of each document, in order.
    fn map<T: Send>(
        &self,
        documents: Vec<Result<RawDocument, Reject>>,
        work: impl Fn(&mut Worker, RawDocument) -> Result<T, Reject> + Sync,
    ) -> Vec<Result<T, Reject>> {
        let one = |document: Result<RawDocument, Reject>| {
            let began = Instant::now();
            let thread = rayon::current_thread_index().unwrap_or(0);
            let mut worker = self.workers[thread].lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            let result = guarded(&mut worker, self.extractor, document?, &work);
            self.time.fetch_add(began.elapsed().as_nanos() as u64, Ordering::Relaxed);
            result
        };
        self.pool.install(|| documents.into_par_iter().with_max_len(1).map(one).collect())
    }

    /// The results of a batch, each made into what `then` says.
    fn results<T, R: Send>(
        &self,
        documents: Vec<Result<RawDocument, Reject>>,
        then: impl Fn(T) -> R + Sync,
    ) -> Vec<Result<R, Reject>>
    where
        W: Fn(&mut Worker, RawDocument) -> Result<T, Reject> + Sync,
    {
        self.map(documents, |worker, document| (self.work)(worker, document).map(&then))
    }
}

/// Gathers results into units.
struct Units<Row> {
    cursor: Cursor,
    rows: Vec<(u64, Row)>,
    rejects: Vec<Reject>,
}

impl<Row> Units<Row> {
    fn add(&mut self, outcome: Result<Done<Row>, Reject>, bytes: usize) {
        let summary = &mut self.cursor.summary;
        match outcome {
            Ok(Done { row, counts, repeats }) => {
                for (name, count) in counts {
                    match summary.entities.get_mut(name) {
                        Some(all) => *all += count as u64,
                        None => drop(summary.entities.insert(name.to_owned(), count as u64)),
                    }
                }
                summary.written += 1;
                summary.duplicates += u64::from(repeats);
                self.rows.push((summary.read, row));
            }
            Err(reject) => {
                summary.rejected += 1;
                *summary.rejects.entry(reject.stage).or_default().entry(reject.code.to_owned()).or_default() += 1;
                self.rejects.push(reject);
            }
        }
        summary.read += 1;
        summary.bytes += bytes as u64;
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.rejects.is_empty()
    }

    fn unit(&mut self) -> Unit<Row> {
        let rows = std::mem::take(&mut self.rows);
        let rejects = std::mem::take(&mut self.rejects);
        Unit { rows, rejects, cursor: self.cursor.clone() }
    }
}

/// Commits units.
struct Writer<'r, S> {
    sink: &'r mut S,
    rejects: Option<&'r mut Rejects>,
    watch: &'r dyn Watch,
    bytes: &'r AtomicU64,
    last: Cursor,
    time: Duration,
}

impl<S> Writer<'_, S> {
    fn commit<T>(&mut self, mut unit: Unit<S::Row>) -> Result<(), Error>
    where
        S: Sink<T>,
    {
        let began = Instant::now();
        if let Some(rejects) = &mut self.rejects {
            unit.cursor.rejects_bytes = rejects.add(&unit.rejects)?;
        }
        unit.rejects.iter().for_each(|reject| self.watch.reject(reject));
        let cursor = unit.cursor.clone();
        self.sink.commit(unit)?;
        self.time += began.elapsed();
        self.watch.batch(&cursor.summary, self.bytes.load(Ordering::Relaxed));
        self.last = cursor;
        Ok(())
    }
}

/// Starts the thread that reads. It is not waited for: a read that waits for standard input cannot be called off.
fn reader(
    plan: &Plan,
    inputs: Vec<Result<Input, Reject>>,
    known: u64,
    bytes: &Arc<AtomicU64>,
    time: &Arc<AtomicU64>,
) -> Incoming<Message> {
    let (sender, messages) = bounded(BATCHES_AHEAD);
    let (bytes, time, options) = (Arc::clone(bytes), Arc::clone(time), plan.read.clone());
    let mut gather = Gather {
        sender,
        again: plan.again.clone(),
        known,
        keep_known: plan.dedupe != Dedupe::Off,
        earlier: Vec::new(),
        batch: Vec::new(),
        batch_limit: plan.batch_bytes.max(1),
        batch_bytes: 0,
        unit_limit: plan.commit_bytes.max(1),
        unit_bytes: 0,
        unit_documents: 0,
        waited: Duration::ZERO,
    };
    std::thread::spawn(move || {
        let began = Instant::now();
        let going = inputs.into_iter().try_for_each(|input| {
            let flow = match input {
                Ok(input) => read::documents(&input, &options, Arc::clone(&bytes), &mut gather),
                Err(reject) => gather.document(Err(reject)),
            };
            time.store((began.elapsed() - gather.waited).as_nanos() as u64, Ordering::Relaxed);
            flow
        });
        if going.is_continue() && gather.flush().is_continue() {
            let _ = gather.send(Message::End);
        }
    });
    messages
}

/// Gathers documents into batches, on the reader's thread.
struct Gather {
    sender: Sender<Message>,
    again: Option<Arc<Again>>,
    /// Documents that are still to be passed over.
    known: u64,
    /// What is passed over is looked at: its words are needed to find their repetitions.
    keep_known: bool,
    earlier: Vec<Result<RawDocument, Reject>>,
    batch: Vec<Given>,
    batch_limit: usize,
    batch_bytes: usize,
    unit_limit: usize,
    unit_bytes: usize,
    unit_documents: usize,
    waited: Duration,
}

impl Gather {
    fn flush(&mut self) -> ControlFlow<()> {
        self.batch_bytes = 0;
        let earlier = std::mem::take(&mut self.earlier);
        if !earlier.is_empty() {
            self.send(Message::Known(earlier))?;
        }
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() { ControlFlow::Continue(()) } else { self.send(Message::Batch(batch)) }
    }

    /// Breaks where the run has ended.
    fn send(&mut self, message: Message) -> ControlFlow<()> {
        let began = Instant::now();
        let sent = self.sender.send(message);
        self.waited += began.elapsed();
        if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

impl Receiver for Gather {
    fn document(&mut self, document: Result<RawDocument, Reject>) -> ControlFlow<()> {
        if let Some(again) = &self.again {
            let source = document.as_ref().map_or_else(|reject| &reject.source, |document| &document.source);
            if !again.wants(source) {
                return ControlFlow::Continue(());
            }
        }
        let bytes = document.as_ref().map_or(0, |document| match &document.body {
            Body::Bytes(bytes) => bytes.len(),
            Body::Text(text) => text.len(),
        });
        if self.known > 0 {
            self.known -= 1;
            if !self.keep_known {
                return ControlFlow::Continue(());
            }
            self.batch_bytes += bytes;
            self.earlier.push(document);
        } else {
            self.batch_bytes += bytes;
            self.unit_bytes += bytes;
            self.unit_documents += 1;
            let last = self.unit_bytes >= self.unit_limit || self.unit_documents >= MANY_DOCUMENTS;
            if last {
                (self.unit_bytes, self.unit_documents) = (0, 0);
            }
            self.batch.push(Given { document, bytes, last });
        }
        let full = self.batch_bytes >= self.batch_limit || self.batch.len() + self.earlier.len() >= MANY_DOCUMENTS;
        if full { self.flush() } else { ControlFlow::Continue(()) }
    }

    fn note(&mut self, note: String) {
        let _ = self.send(Message::Note(note));
    }
}

thread_local! {
    /// Whether this thread is inside a document, so that a panic becomes a reject and not a message on the terminal.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    /// Where in the program the last panic of this thread arose.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Works on one document; a panic ends that document alone, and the worker, whose buffers it may have left in any state, is
/// made anew.
///
/// # Errors
/// What `work` says; `extract.panic` where it panics.
pub fn guarded<T>(
    worker: &mut Worker,
    extractor: &Extractor,
    document: RawDocument,
    work: &(impl Fn(&mut Worker, RawDocument) -> Result<T, Reject> + Sync),
) -> Result<T, Reject> {
    quiet_panics();
    let source = document.source.clone();
    INSIDE.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(|| work(worker, document)));
    INSIDE.set(false);
    outcome.unwrap_or_else(|panic| {
        *worker = extractor.worker();
        let what = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        let place = PLACE.take();
        let message =
            format!("gisa failed on this document at {place}: {what}; this is a bug, please report it with the document");
        Err(Fault::new(Stage::Extract, "extract.panic", message).at(source))
    })
}

/// Keeps the panic of a single document off the terminal: it is told as a reject.
fn quiet_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if INSIDE.get() {
                PLACE.set(panic.location().map(ToString::to_string).unwrap_or_default());
            } else {
                usual(panic);
            }
        }));
    });
}
