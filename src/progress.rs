//! What a person, or a program, sees of a run: a bar or a line now and then, rejects, the count at the end. All on standard
//! error.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use gisa::Reject;
use gisa::pipeline::Part;
use gisa::run::{Summary, Watch};
use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use crate::signals::Signals;

/// Rejects that are told one by one unless more is asked for: beyond them only the count is of use.
const REJECTS_TOLD: u64 = 10;
/// How often a run tells of itself where there is no terminal.
const EVERY: Duration = Duration::from_secs(30);

/// How it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Log {
    Text,
    /// An object a line, with the time and the event
    Json,
}

pub struct Progress {
    quiet: bool,
    verbose: bool,
    log: Log,
    bar: ProgressBar,
    began: Instant,
    total: AtomicU64,
    /// The last line about the progress: when, and at which byte the run stood at the first one.
    last: Mutex<(Instant, Option<u64>)>,
    rejects: AtomicU64,
    signals: Signals,
}

impl Progress {
    pub fn new(quiet: bool, verbose: bool, log: Log) -> Self {
        let shown = !quiet && log == Log::Text && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        Progress {
            quiet,
            verbose,
            log,
            bar: ProgressBar::with_draw_target(None, target),
            began: Instant::now(),
            total: AtomicU64::new(0),
            last: Mutex::new((Instant::now(), None)),
            rejects: AtomicU64::new(0),
            signals: Signals::default(),
        }
    }

    /// From now on an interrupt lets the run end well.
    pub fn take_signals(&self) -> std::io::Result<()> {
        self.signals.take()
    }

    /// The exit code that an interrupt asks for.
    pub fn interrupted(&self) -> Option<u8> {
        self.signals.code()
    }

    /// What ends the program.
    pub fn error(&self, message: &str) {
        self.tell(&format!("gisa: {message}"), "error", json!({ "message": message }));
    }

    /// The count at the end of a run.
    pub fn finish(&self, summary: &Summary) {
        self.bar.finish_and_clear();
        if !self.quiet {
            let Summary { read, written, rejected, duplicates, .. } = summary;
            let repeats = if *duplicates > 0 { format!(", {duplicates} of the records are duplicates") } else { String::new() };
            let text = format!("read {read} = records {written} + rejects {rejected}{repeats}");
            self.tell(&text, "end", counts(summary));
        }
    }

    /// One line, above the bar where there is one.
    fn tell(&self, text: &str, event: &str, mut fields: Value) {
        let line = match self.log {
            Log::Text => text.to_owned(),
            Log::Json => {
                fields["event"] = event.into();
                fields["time"] = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into();
                fields.to_string()
            }
        };
        // Standard error may be closed; there is nobody left to tell then.
        self.bar.suspend(|| drop(writeln!(anstream::stderr().lock(), "{line}")));
    }

    /// A line about the progress, where the last one is some time ago.
    fn line(&self, summary: &Summary, bytes: u64) {
        let Ok(mut last) = self.last.lock() else { return };
        let first = *last.1.get_or_insert(bytes);
        if self.quiet || !self.bar.is_hidden() || last.0.elapsed() < EVERY {
            return;
        }
        last.0 = Instant::now();
        let rate = (bytes - first) as f64 / self.began.elapsed().as_secs_f64();
        let total = self.total.load(Ordering::Relaxed);
        let left = (total > bytes && rate > 0.0).then(|| Duration::from_secs_f64((total - bytes) as f64 / rate));
        let mut text = format!(
            "{} documents, {} rejects, {}, {}/s",
            summary.read,
            summary.rejected,
            HumanBytes(bytes),
            HumanBytes(rate as u64)
        );
        if let Some(left) = left {
            text += &format!(", {} left", HumanDuration(left));
        }
        let mut fields = counts(summary);
        fields["input_bytes"] = bytes.into();
        fields["bytes_per_second"] = (rate as u64).into();
        fields["seconds_left"] = left.map(|left| left.as_secs()).into();
        self.tell(&text, "progress", fields);
    }
}

impl Watch for Progress {
    fn start(&self, bytes: Option<u64>) {
        self.total.store(bytes.unwrap_or(0), Ordering::Relaxed);
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
        self.line(summary, bytes);
    }

    fn note(&self, note: &str) {
        if !self.quiet {
            self.tell(note, "note", json!({ "message": note }));
        }
    }

    fn reject(&self, reject: &Reject) {
        let told = self.rejects.fetch_add(1, Ordering::Relaxed);
        if self.quiet || (told > REJECTS_TOLD && !self.verbose) {
            return;
        }
        if told == REJECTS_TOLD && !self.verbose {
            self.note("more rejects follow; --verbose tells each, --rejects FILE keeps them");
        } else {
            let source = &reject.source;
            let text = format!("reject {}[{}]: {}: {}", source.path, source.record, reject.code, reject.message);
            self.tell(&text, "reject", serde_json::to_value(reject).unwrap_or_default());
        }
    }

    fn stopped(&self) -> bool {
        self.interrupted().is_some()
    }
}

fn counts(summary: &Summary) -> Value {
    serde_json::to_value(summary).unwrap_or_default()
}

/// The counts and times of a run, as `--stats` writes them.
pub fn statistics(summary: &Summary) -> Vec<u8> {
    let mut all = counts(summary);
    let time = &summary.time;
    let seconds = |time: Duration| (time.as_secs_f64() * 1000.0).round() / 1000.0;
    all["seconds"] = json!({
        "all": seconds(time.all),
        "read": seconds(time.read),
        "extract": seconds(time.work),
        "write": seconds(time.write),
    });
    for ((_, name), part) in Part::ALL.iter().zip(time.parts) {
        all["seconds"][format!("extract.{name}")] = seconds(part).into();
    }
    let mut text = serde_json::to_vec_pretty(&all).unwrap_or_default();
    text.push(b'\n');
    text
}
