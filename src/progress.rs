//! What a person sees of a run: a bar while it goes on, rejects, and the count at the end. All on standard error.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use anstream::eprintln;
use gisa::Reject;
use gisa::run::{Summary, Watch};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Rejects that are told one by one unless more is asked for: beyond them only the count is of use.
const REJECTS_TOLD: u64 = 10;

pub struct Progress {
    quiet: bool,
    verbose: bool,
    bar: ProgressBar,
    told: std::sync::atomic::AtomicU64,
}

impl Progress {
    pub fn new(quiet: bool, verbose: bool) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        Progress { quiet, verbose, bar: ProgressBar::with_draw_target(None, target), told: Default::default() }
    }

    /// The count at the end of a run.
    pub fn finish(&self, summary: &Summary) {
        self.bar.finish_and_clear();
        if !self.quiet {
            let Summary { read, written, rejected } = summary;
            eprintln!("read {read} = records {written} + rejects {rejected}");
        }
    }
}

impl Watch for Progress {
    fn start(&self, bytes: Option<u64>) {
        let template = match bytes {
            Some(bytes) => {
                self.bar.set_length(bytes);
                "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, {msg}, {eta} left"
            }
            None => "{spinner} {bytes}, {bytes_per_sec}, {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    fn batch(&self, summary: &Summary, bytes: u64) {
        self.bar.set_position(bytes);
        self.bar.set_message(format!("{} documents, {} rejects", summary.read, summary.rejected));
    }

    fn note(&self, note: &str) {
        if !self.quiet {
            self.bar.suspend(|| eprintln!("{note}"));
        }
    }

    fn reject(&self, reject: &Reject) {
        let told = self.told.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if self.quiet || (told > REJECTS_TOLD && !self.verbose) {
            return;
        }
        self.bar.suspend(|| {
            let mut err = anstream::stderr().lock();
            // Standard error may be closed; there is nobody left to tell then.
            let _ = if told == REJECTS_TOLD && !self.verbose {
                writeln!(err, "more rejects follow; --verbose tells each, --rejects FILE keeps them")
            } else {
                let source = &reject.source;
                writeln!(err, "reject {}[{}]: {}: {}", source.path, source.record, reject.code, reject.message)
            };
        });
    }
}
