//! Kills, interrupts, full disks: whatever ends a run, it goes on to what an uninterrupted run writes, and nothing that
//! is wrong calls itself done.
//!
//! `GISA_TEST_KILLS` and `GISA_TEST_FAULTS` say how many kills and faults each sink gets, beyond a few.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Work, dump, said, tables};

/// The outputs that are files.
const OUTPUTS: [(&str, &[&str]); 5] = [
    ("out.jsonl", &["--rejects", "rejects.jsonl"]),
    ("out.jsonl.gz", &["--rejects", "rejects.jsonl"]),
    ("out.parquet", &["--rejects", "rejects.jsonl"]),
    ("nested.parquet", &["--nested"]),
    ("out.sqlite", &["--rejects", "rejects.jsonl"]),
];

fn asked(variable: &str, few: usize) -> usize {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(few)
}

/// Everything of an output that has to be the same.
fn result(work: &Work, output: &str) -> BTreeMap<String, Vec<u8>> {
    let mut result = BTreeMap::new();
    let path = work.path(output);
    if output.ends_with(".sqlite") {
        result.insert(output.to_owned(), format!("{:?}", tables::contents(&path)).into_bytes());
    } else if path.is_dir() {
        for entry in std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            result.insert(entry.display().to_string(), std::fs::read(entry).unwrap());
        }
    } else {
        result.insert(output.to_owned(), std::fs::read(&path).unwrap());
    }
    if let Ok(rejects) = std::fs::read(work.path("rejects.jsonl")) {
        result.insert("rejects".into(), rejects);
    }
    result
}

/// Takes an output away with all that belongs to it.
fn forget(work: &Work, output: &str) {
    for entry in std::fs::read_dir(work.folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap().to_str().unwrap();
        if name.contains(output) || name == "rejects.jsonl" {
            if entry.is_dir() { std::fs::remove_dir_all(&entry) } else { std::fs::remove_file(&entry) }.unwrap();
        }
    }
}

/// Times that are spread over a run without an order, the same in every run.
fn moments(count: usize, whole: Duration) -> impl Iterator<Item = Duration> {
    (1..=count).map(move |nth| whole.mul_f64((nth as f64 * 0.618_034).fract()))
}

#[test]
fn killed_runs_go_on() {
    let work = Work::new(&dump(1200));
    let kills = asked("GISA_TEST_KILLS", 4);
    for (output, more) in OUTPUTS {
        let began = Instant::now();
        work.done(output, more);
        let length = began.elapsed();
        let whole = result(&work, output);
        let mut early = 0;
        for moment in moments(kills, length) {
            forget(&work, output);
            let mut child = work.extract(output, more).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(moment);
            early += usize::from(child.try_wait().unwrap().is_none());
            child.kill().unwrap();
            child.wait().unwrap();
            let resumed = work.done(output, &[more, &["--resume"]].concat());
            assert!(result(&work, output) == whole, "{output} killed after {moment:?}: {}", said(&resumed));
        }
        println!("{output}: {early} of {kills} runs were killed before their end");
        forget(&work, output);
    }
}

#[test]
fn killed_runs_into_postgres_go_on() {
    let Some(server) = crate::postgres::server() else { return };
    let work = Work::new(&dump(1200));
    let whole = crate::postgres::schema(server, "gisa_kill_whole");
    let began = Instant::now();
    work.done(&whole, &[]);
    let length = began.elapsed();
    let whole = crate::postgres::contents(&whole);
    for moment in moments(asked("GISA_TEST_KILLS", 4), length) {
        let url = crate::postgres::schema(server, "gisa_kill");
        let mut child = work.extract(&url, &[]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        work.done(&url, &["--resume"]);
        assert!(crate::postgres::contents(&url) == whole, "killed after {moment:?}");
    }
}

/// The library that makes calls fail; `None`, with the reason printed, where it cannot be made.
fn faults(work: &Work) -> Option<PathBuf> {
    let library = work.path("faults.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/batch/faults.c");
    let made = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).args([source, "-ldl"]).status();
    if !cfg!(target_os = "linux") || !made.is_ok_and(|made| made.success()) {
        println!("skipped: there is no C compiler to make failing calls with");
        return None;
    }
    Some(library)
}

#[test]
fn failing_writes_syncs_and_renames_never_pass_for_success() {
    let work = Work::new(&dump(120));
    let Some(library) = faults(&work) else { return };
    let few = asked("GISA_TEST_FAULTS", 8);
    for (output, more) in OUTPUTS {
        let more = &[more, &["--commit-bytes", "8000", "--jobs", "1"]].concat();
        let run = |at: usize, on: bool| {
            let mut command = work.extract(output, more);
            command.env("LD_PRELOAD", &library).env("FAULT_AT", at.to_string()).env("FAULT_COUNT", work.path("count"));
            if on {
                command.env("FAULT_ON", "1");
            }
            command.output().unwrap()
        };
        let unharmed = run(0, false);
        assert!(unharmed.status.success(), "{}", said(&unharmed));
        let whole = result(&work, output);
        let calls: usize = std::fs::read_to_string(work.path("count")).unwrap().parse().unwrap();
        assert!(calls > 10, "{output}: {calls} calls");
        let mut failed = 0;
        for nth in 0..few.min(calls) {
            let at = 1 + nth * calls / few.min(calls);
            forget(&work, output);
            // Once, or from then on: a disk that is full stays so.
            let ended = run(at, nth % 2 == 1);
            match ended.status.code() {
                Some(0) => {}
                Some(2) => {
                    failed += 1;
                    let words = said(&ended);
                    assert!(words.contains("cannot be written") || words.contains("did not take"), "{output} {at}: {words}");
                    work.done(output, &[more, &["--resume"][..]].concat());
                }
                code => panic!("{output}, call {at}: {code:?} {}", said(&ended)),
            }
            assert!(result(&work, output) == whole, "{output}, call {at} of {calls}: {}", said(&ended));
        }
        println!("{output}: {calls} calls, {failed} of {} faults ended the run", few.min(calls));
        forget(&work, output);
    }
}

#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_is_told_and_survived() {
    let work = Work::new(&dump(600));
    for (output, more) in OUTPUTS {
        work.done(output, more);
        let whole = result(&work, output);
        forget(&work, output);
        let command = work.extract(output, more);
        let mut limited = Command::new("bash");
        limited.args(["-c", "ulimit -f 24; exec \"$0\" \"$@\""]).arg(command.get_program()).args(command.get_args());
        let ended = limited.current_dir(work.folder.path()).output().unwrap();
        if output.ends_with("gz") || output.ends_with("parquet") {
            assert!(matches!(ended.status.code(), Some(0 | 2)), "{output}: {}", said(&ended));
        } else {
            assert_eq!(ended.status.code(), Some(2), "{output}: {}", said(&ended));
            assert!(said(&ended).contains(output), "{}", said(&ended));
        }
        work.done(output, &[more, &["--resume"]].concat());
        assert!(result(&work, output) == whole, "{output}");
        forget(&work, output);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn outputs_and_rejects_that_take_nothing_are_told() {
    let work = Work::new(&dump(40));
    for (output, more) in
        [("/dev/full", &[][..]), ("out.jsonl", &["--rejects", "/dev/full"]), ("out.sqlite", &["--rejects", "/dev/full"])]
    {
        let ended = work.extract(output, more).output().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{output}");
        let words = said(&ended);
        assert!(words.contains("/dev/full: cannot be written: No space left") && words.contains("--resume"), "{words}");
    }
    for output in ["/proc/out.jsonl", "/proc/out.sqlite", "/proc/out/"] {
        let ended = work.extract(output, &[]).output().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{output}");
        assert!(said(&ended).contains("/proc/out"), "{}", said(&ended));
    }
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([format!("-{name}"), child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

fn wait_for(path: &Path) {
    let began = Instant::now();
    while std::fs::metadata(path).map_or(0, |metadata| metadata.len()) == 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing is written to {}", path.display());
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[cfg(unix)]
#[test]
fn interrupts_end_a_run_well() {
    let work = Work::new(&dump(4000));
    work.done("whole.jsonl", &[]);
    let whole = std::fs::read(work.path("whole.jsonl")).unwrap();
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        forget(&work, "out.jsonl");
        let child = work.extract("out.jsonl", &["--commit-bytes", "5000"]).stderr(Stdio::piped()).spawn().unwrap();
        wait_for(&work.path("out.jsonl"));
        signal(&child, name);
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(code), "{}", said(&ended));
        assert!(said(&ended).contains("run the same command with --resume"), "{}", said(&ended));
        let part = std::fs::read(work.path("out.jsonl")).unwrap();
        assert!(!part.is_empty() && part.len() < whole.len() && part.ends_with(b"\n") && whole.starts_with(&part));
        work.done("out.jsonl", &["--commit-bytes", "5000", "--resume"]);
        assert!(std::fs::read(work.path("out.jsonl")).unwrap() == whole);
    }
}

/// A run that waits for its input hears an interrupt too.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_wait_for_standard_input() {
    let work = Work::new("");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gisa"));
    command.args(["extract", "-", "-o"]).arg(work.path("out.jsonl"));
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let open = child.stdin.take();
    let journal = work.path(".out.jsonl.journal");
    wait_for(&journal);
    std::thread::sleep(Duration::from_millis(300));
    signal(&child, "TERM");
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(143), "{}", said(&ended));
    drop(open);
}
