//! The inputs under `fuzz/regressions`: each ends in documents, rejects or faults, quickly.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use gisa::document::{Article, Format};
use gisa::read::{Options, parse};

/// Runs `outcomes` over every input of a fuzz target. An input is named after what it is, and after what comes of it: the number of
/// documents or texts behind the last `-`.
fn each(target: &str, outcomes: impl Fn(&[u8]) -> usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/regressions").join(target);
    let mut inputs = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let started = Instant::now();
        let name = path.file_name().unwrap().to_str().unwrap();
        let want = name.rsplit_once('-').and_then(|(_, count)| count.parse().ok());
        assert_eq!(Some(outcomes(&bytes)), want, "{name}");
        assert!(started.elapsed() < Duration::from_secs(5), "{name}");
        inputs += 1;
    }
    assert!(inputs > 0, "{target}");
}

fn documents(format: Format, bytes: &[u8]) -> usize {
    let options = Options { format: Some(format), max_document: 1 << 20, ..Options::default() };
    let outcomes = parse("input", bytes, &options);
    assert!(!outcomes.is_empty() || format == Format::Warc, "an input is never passed over in silence");
    outcomes.iter().filter(|outcome| outcome.is_ok()).count()
}

#[test]
fn decode() {
    each("decode", |bytes| {
        let declared = [None, Some("euc-kr"), Some("utf-8"), Some("utf-16le"), Some("iso-2022-kr"), Some("x-unknown")];
        let (choice, bytes) = bytes.split_first().unwrap();
        usize::from(gisa::decode::bytes_of_text(bytes.to_vec(), declared[*choice as usize % declared.len()]).is_ok())
    });
}

#[test]
fn html() {
    each("html", |bytes| usize::from(gisa::clean::html::clean(std::str::from_utf8(bytes).unwrap(), Article::default()).is_ok()));
}

#[test]
fn csv() {
    each("csv", |bytes| documents(Format::Csv, bytes));
}

#[test]
fn warc() {
    each("warc", |bytes| documents(Format::Warc, bytes));
}
