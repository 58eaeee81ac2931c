//! Whole dumps: batches, threads, order, commit, progress.
//!
//! A reader thread hands over batches of about a mebibyte; the threads of a pool share out the documents of a batch, and
//! its results are committed in order before the next batch begins to be committed. So output does not depend on
//! the number of threads, and memory not on the size of the input.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once};

use crossbeam_channel::{Sender, bounded};
use rayon::prelude::*;

use crate::document::{Body, RawDocument};
use crate::error::{Error, Fault, Reject, Stage};
use crate::pipeline::{Extractor, Worker};
use crate::read::{self, Input, Receiver};
use crate::write::Sink;

/// The bytes of documents that make a batch.
const BATCH_BYTES: usize = 1 << 20;
/// The documents that make a batch, however small they are.
const BATCH_DOCUMENTS: usize = 4096;
/// Batches that may wait between the reader and the workers.
const BATCHES_AHEAD: usize = 2;

/// What a run does and with how much of the machine.
pub struct Plan {
    pub inputs: Vec<PathBuf>,
    pub read: read::Options,
    /// Threads that extract; 0 means one for each core.
    pub jobs: usize,
}

/// What a run did. `read = written + rejected` holds for every run that ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    pub read: u64,
    pub written: u64,
    pub rejected: u64,
}

/// Told about the run while it goes on.
pub trait Watch: Sync {
    /// The inputs are known. `bytes` is their size where all sizes are known.
    fn start(&self, bytes: Option<u64>);
    /// A batch is committed; `bytes` of the inputs have been read so far.
    fn batch(&self, summary: &Summary, bytes: u64);
    /// A document was rejected.
    fn reject(&self, reject: &Reject);
    /// A remark of a reader: which column was taken for what, what was passed over.
    fn note(&self, note: &str);
}

type Batch = Vec<Result<RawDocument, Reject>>;

/// Reads every input, makes a result of each document with `work`, and commits the results to `results`, the rejects to
/// `rejects`, both in input order.
///
/// # Errors
/// [`Error::Read`] where a named input is not there, [`Error::Write`] and [`Error::Closed`] from the sinks.
pub fn run<T, R, J>(
    plan: &Plan,
    extractor: &Extractor,
    work: impl Fn(&mut Worker, RawDocument) -> Result<T, Reject> + Sync,
    results: &mut R,
    mut rejects: Option<&mut J>,
    watch: &dyn Watch,
) -> Result<Summary, Error>
where
    R: Sink<T>,
    J: Sink<Reject>,
{
    let inputs = read::inputs(&plan.inputs)?;
    watch.start(total_size(&inputs));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(plan.jobs)
        .thread_name(|n| format!("gisa-{n}"))
        .build()
        .map_err(|wrong| Error::Usage(format!("cannot start {} threads: {wrong}; give a smaller --jobs", plan.jobs)))?;
    let workers: Vec<Mutex<Worker>> = (0..pool.current_num_threads()).map(|_| Mutex::new(extractor.worker())).collect();
    let bytes = Arc::new(AtomicU64::new(0));
    let mut summary = Summary::default();
    std::thread::scope(|scope| {
        let (sender, batches) = bounded::<Batch>(BATCHES_AHEAD);
        let progress = Arc::clone(&bytes);
        scope.spawn(move || {
            let mut gather = Gather { sender, watch, batch: Vec::new(), bytes: 0 };
            let going = inputs.into_iter().try_for_each(|input| match input {
                Ok(input) => read::documents(&input, &plan.read, Arc::clone(&progress), &mut gather),
                Err(reject) => gather.document(Err(reject)),
            });
            if going.is_continue() {
                let _ = gather.flush();
            }
        });
        for batch in batches {
            let shared: &R = results;
            let done: Vec<Result<R::Row, Reject>> = pool.install(|| {
                batch
                    .into_par_iter()
                    .map(|document| {
                        let thread = rayon::current_thread_index().unwrap_or(0);
                        let mut worker = workers[thread].lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                        guarded(&mut worker, extractor, document?, &work).map(|result| shared.prepare(&result))
                    })
                    .collect()
            });
            summary.read += done.len() as u64;
            let mut rows = Vec::with_capacity(done.len());
            let mut refused = Vec::new();
            for outcome in done {
                match outcome {
                    Ok(row) => rows.push(row),
                    Err(reject) => refused.push(reject),
                }
            }
            summary.written += rows.len() as u64;
            summary.rejected += refused.len() as u64;
            results.commit(rows)?;
            refused.iter().for_each(|reject| watch.reject(reject));
            if let Some(sink) = rejects.as_deref_mut() {
                let rows = refused.iter().map(|reject| sink.prepare(reject)).collect();
                sink.commit(rows)?;
            }
            watch.batch(&summary, bytes.load(Ordering::Relaxed));
        }
        Ok(())
    })?;
    results.finish()?;
    if let Some(sink) = rejects {
        sink.finish()?;
    }
    Ok(summary)
}

fn total_size(inputs: &[Result<Input, Reject>]) -> Option<u64> {
    inputs.iter().filter_map(|input| input.as_ref().ok()).map(Input::size).sum()
}

/// Gathers documents into batches.
struct Gather<'w> {
    sender: Sender<Batch>,
    watch: &'w dyn Watch,
    batch: Batch,
    bytes: usize,
}

impl Gather<'_> {
    fn flush(&mut self) -> ControlFlow<()> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        // The receiving side hangs up when a sink fails: then nobody takes batches any more.
        if batch.is_empty() || self.sender.send(batch).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

impl Receiver for Gather<'_> {
    fn document(&mut self, document: Result<RawDocument, Reject>) -> ControlFlow<()> {
        self.bytes += document.as_ref().map_or(0, |document| match &document.body {
            Body::Bytes(bytes) => bytes.len(),
            Body::Text(text) => text.len(),
        });
        self.batch.push(document);
        let full = self.bytes >= BATCH_BYTES || self.batch.len() >= BATCH_DOCUMENTS;
        if full { self.flush() } else { ControlFlow::Continue(()) }
    }

    fn note(&mut self, note: String) {
        self.watch.note(&note);
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
fn guarded<T>(
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
