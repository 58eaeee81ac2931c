//! Runs that end early and go on: what comes out is what an uninterrupted run writes.

use std::io::Read;
use std::path::Path;

use crate::{Work, dump, said};

fn unpacked(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let mut text = String::new();
    match path.extension().unwrap().to_str().unwrap() {
        "gz" => flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap(),
        "zst" => zstd::Decoder::new(bytes.as_slice()).unwrap().read_to_string(&mut text).unwrap(),
        _ => bytes.as_slice().read_to_string(&mut text).unwrap(),
    };
    text
}

#[test]
fn bytes_depend_neither_on_threads_nor_on_batches() {
    let work = Work::new(&dump(300));
    for ending in ["jsonl", "jsonl.gz", "jsonl.zst"] {
        let mut outputs = Vec::new();
        for (jobs, batch) in [("1", "1048576"), ("2", "1"), ("8", "5000"), ("2", "33333")] {
            let name = format!("{jobs}-{batch}.{ending}");
            work.done(&name, &["--jobs", jobs, "--batch-bytes", batch]);
            outputs.push(std::fs::read(work.path(&name)).unwrap());
        }
        assert!(outputs.windows(2).all(|two| two[0] == two[1]), "{ending}");
    }
    let plain = unpacked(&work.path("1-1048576.jsonl"));
    assert_eq!(plain.lines().count(), 283);
    assert_eq!(plain, unpacked(&work.path("1-1048576.jsonl.gz")));
    assert_eq!(plain, unpacked(&work.path("1-1048576.jsonl.zst")));
}

#[test]
fn no_record_at_all_is_still_a_compressed_file() {
    let work = Work::new("{\n");
    for name in ["a.jsonl.gz", "a.jsonl.zst"] {
        work.done(name, &[]);
        assert_eq!(unpacked(&work.path(name)), "");
    }
}

#[test]
fn what_was_cut_off_is_written_again() {
    let work = Work::new(&dump(200));
    for name in ["out.jsonl", "out.jsonl.gz"] {
        work.done(name, &["--rejects", "rejects.jsonl"]);
        let (output, journal) = (work.path(name), work.path(&format!(".{name}.journal")));
        let read = |path: &Path| std::fs::read(path).unwrap();
        let (whole, rejects, log) = (read(&output), read(&work.path("rejects.jsonl")), read(&journal));
        // The journal says nothing of the last commit, or of the end; the output may have more than it says, never less.
        for cut in [3, 250, log.len() / 2, log.len() - 400] {
            std::fs::write(&journal, &log[..log.len() - cut]).unwrap();
            std::fs::write(&output, [&whole[..], b"torn"].concat()).unwrap();
            let done = work.done(name, &["--rejects", "rejects.jsonl", "--resume"]);
            assert!(read(&output) == whole && read(&work.path("rejects.jsonl")) == rejects, "{name} {cut}: {}", said(&done));
            assert!(said(&done).contains("read 200 = records 189 + rejects 11"), "{}", said(&done));
        }
        let again = work.done(name, &["--rejects", "rejects.jsonl", "--resume"]);
        assert!(said(&again).contains("nothing to resume"), "{}", said(&again));
        assert!(read(&output) == whole);
    }
}

#[test]
fn duplicates_are_found_across_an_interruption() {
    let work = Work::new(&dump(200));
    let options = ["--dedupe", "near"];
    work.done("out.jsonl", &options);
    let whole = std::fs::read(work.path("out.jsonl")).unwrap();
    assert!(String::from_utf8_lossy(&whole).contains("\"duplicate_of\":\""));
    let log = std::fs::read(work.path(".out.jsonl.journal")).unwrap();
    std::fs::write(work.path(".out.jsonl.journal"), &log[..log.len() / 2]).unwrap();
    work.done("out.jsonl", &["--dedupe", "near", "--resume"]);
    assert!(whole == std::fs::read(work.path("out.jsonl")).unwrap());
}

#[test]
fn a_run_that_cannot_go_on_says_why() {
    let work = Work::new(&dump(60));
    for output in ["out.jsonl", "out.sqlite"] {
        work.done(output, &[]);
        let refused = |more: &[&str], word: &str| {
            let refused = work.extract(output, &[more, &["--resume"]].concat()).output().unwrap();
            assert_eq!(refused.status.code(), Some(2), "{output} {more:?}");
            assert!(said(&refused).contains(word) && said(&refused).contains("--resume"), "{}", said(&refused));
        };
        refused(&["--dedupe", "exact"], "the flags are not the same");
        let before = std::fs::read(work.path("dump.jsonl")).unwrap();
        std::fs::write(work.path("dump.jsonl"), dump(61)).unwrap();
        refused(&[], "the inputs have changed");
        std::fs::write(work.path("dump.jsonl"), before).unwrap();
    }
    std::fs::write(work.path("other.jsonl"), "{}\n").unwrap();
    let refused = work.extract("other.jsonl", &["--resume"]).output().unwrap();
    assert!(said(&refused).contains("there is no journal"), "{}", said(&refused));
    assert_eq!(std::fs::read(work.path("other.jsonl")).unwrap(), b"{}\n");
    let mut stdin = work.extract("out.jsonl", &["--resume", "-"]);
    assert!(said(&stdin.output().unwrap()).contains("standard input can be read once only"));
}

#[test]
fn rejects_are_read_again_after_a_fix() {
    let work = Work::new(&dump(60));
    work.done("out.sqlite", &["--rejects", "rejects.jsonl"]);
    let fixed = dump(60).replace("{\"text\": \n", "{\"text\": \"한빛시는 이제 9억원을 들인다고 밝혔다.\"}\n");
    std::fs::write(work.path("dump.jsonl"), fixed).unwrap();
    let gisa = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gisa"));
        crate::done(command.current_dir(work.folder.path()).args(["extract", "--from-rejects", "rejects.jsonl"]).args(arguments))
    };
    let done = gisa(&["-o", "fixed.jsonl"]);
    assert!(said(&done).contains("read 3 = records 3 + rejects 0"), "{}", said(&done));
    let records: Vec<u64> =
        crate::lines(&work.path("fixed.jsonl")).iter().map(|record| record["source"]["record"].as_u64().unwrap()).collect();
    assert_eq!(records, [16, 33, 50]);
    gisa(&["-o", "out.sqlite"]);
    let tables = crate::tables::contents(&work.path("out.sqlite"));
    let rejects = tables.iter().find(|(name, _)| name == "rejects").unwrap();
    assert!(rejects.1.is_empty());
}

#[test]
fn statistics_and_the_log_are_json() {
    let work = Work::new(&dump(100));
    let done = work.done("out.jsonl", &["--stats", "stats.json", "--log", "json"]);
    let stats: serde_json::Value = serde_json::from_slice(&std::fs::read(work.path("stats.json")).unwrap()).unwrap();
    assert_eq!(stats["read"], 100);
    assert_eq!(stats["rejects"]["read"]["read.json"], 5);
    let amounts: usize =
        crate::lines(&work.path("out.jsonl")).iter().map(|record| record["amounts"].as_array().unwrap().len()).sum();
    assert_eq!(stats["entities"]["amounts"], amounts);
    assert!(stats["seconds"]["extract"].as_f64().unwrap() > 0.0);
    let parts: f64 = ["clean", "numbers", "tokens", "tagger", "names", "facts"]
        .iter()
        .map(|part| stats["seconds"][format!("extract.{part}")].as_f64().unwrap())
        .sum();
    assert!(parts > 0.0 && parts <= stats["seconds"]["extract"].as_f64().unwrap() + 0.01, "{stats}");
    let events: Vec<serde_json::Value> = said(&done).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(events.iter().all(|event| event["time"].is_string()));
    assert_eq!(events.iter().filter(|event| event["event"] == "reject").count(), 5);
    assert_eq!(events.last().unwrap()["event"], "end");
}
