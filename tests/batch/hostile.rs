//! Inputs that nobody should write: each ends in records or in a reject, and none of them holds up the others.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{lines, said};

/// What one input may take: a debug build is several times slower.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });
/// What one input may take, in bytes, with the mapped pages of the program and its dictionary.
const MEMORY: u64 = 200 << 20;

/// Bytes without any order, the same in every run (a linear congruential generator).
fn noise(seed: u32, length: usize) -> Vec<u8> {
    let step = |state: &mut u32| {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Some(state.to_be_bytes()[0])
    };
    (0..length).scan(seed, |state, _| step(state)).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

const TEXT: &str = "한빛시는 12일 300억원을 들여 8MW 데이터센터를 짓는다고 밝혔다.\n";

/// The most memory that the process held at once, in bytes, asked for again and again while it runs.
#[cfg(target_os = "linux")]
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? << 10)
}

#[cfg(not(target_os = "linux"))]
fn peak(_: u32) -> Option<u64> {
    None
}

/// `gisa extract` of one input, that has to end in time and within the memory.
fn extract(folder: &Path, input: &str) -> (Duration, u64) {
    let began = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gisa"));
    command.current_dir(folder).args(["extract", input, "--max-rejects", "100", "-q", "-o", "out.jsonl"]);
    command.args(["--rejects", "rejects.jsonl", "--jobs", "1"]);
    let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(peak(child.id()).unwrap_or(0));
        if began.elapsed() > TIME {
            child.kill().unwrap();
            panic!("{input} takes more than {TIME:?}");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{input}: {}", said(&done));
    assert!(most <= MEMORY, "{input} took {most} bytes");
    let ended = ["out.jsonl", "rejects.jsonl"].map(|name| lines(&folder.join(name)).len());
    assert!(ended != [0, 0], "{input} is lost");
    (began.elapsed(), most)
}

/// Writes the `nth` input of some kind into the folder and gives its name.
fn write(folder: &Path, nth: usize) -> String {
    let seed = nth as u32;
    let size = 50 + nth * 37 % 4000;
    let text = TEXT.repeat(1 + nth % 30);
    let record = format!("{{\"text\": {}}}\n", serde_json::Value::from(text.clone()));
    let cut = |bytes: Vec<u8>| {
        let length = bytes.len() * (nth % 97 + 1) / 98;
        bytes[..length].to_vec()
    };
    let (ending, bytes) = match nth % 16 {
        0 => ("txt", noise(seed, size)),
        1 => ("jsonl", noise(seed, size)),
        2 => ("csv", noise(seed, size)),
        3 => ("html", noise(seed, size)),
        4 => ("jsonl.gz", cut(gzip(record.repeat(9).as_bytes()))),
        5 => ("jsonl.zst", cut(zstd::encode_all(record.repeat(9).as_bytes(), 1).unwrap())),
        6 => ("zip", cut(zipped("a.txt", text.as_bytes()))),
        7 => ("txt.gz", gzip(&vec![b'a' + (nth % 20) as u8; 24 << 20])),
        8 => ("json", [b"[".repeat(20_000 + nth), b"{\"text\": 1}".to_vec()].concat()),
        9 => ("jsonl", format!("{{\"a\":{}\n{record}", "{\"a\":".repeat(9_000 + nth)).into_bytes()),
        10 => ("html", "<div>".repeat(30_000 + nth).into_bytes()),
        11 => ("csv", format!("text{}\n{TEXT}", ",x".repeat(1_000_000 + nth)).into_bytes()),
        12 => ("txt", {
            let mut bytes = text.into_bytes();
            let at = noise(seed, 1)[0] as usize % bytes.len();
            bytes.splice(at..at, noise(seed, nth % 60));
            bytes
        }),
        13 => ("txt", "가".repeat(100_000 + nth).into_bytes()),
        14 => ("xlsx", [b"PK\x03\x04[Content_Types].xml".to_vec(), noise(seed, size)].concat()),
        _ => ("parquet", [b"PAR1".to_vec(), noise(seed, size), b"PAR1".to_vec()].concat()),
    };
    let name = format!("{nth:04}.{ending}");
    fs::write(folder.join(&name), bytes).unwrap();
    name
}

/// `GISA_TEST_HOSTILE` says how many inputs there are.
fn count() -> usize {
    std::env::var("GISA_TEST_HOSTILE").ok().and_then(|count| count.parse().ok()).unwrap_or(160)
}

#[test]
fn every_hostile_input_ends_in_a_record_or_a_reject() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = folder.path().join("in");
    fs::create_dir(&inputs).unwrap();
    for nth in 0..count() {
        write(&inputs, nth);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_gisa"));
    command.current_dir(folder.path()).args([
        "extract",
        "in",
        "--max-rejects",
        "100",
        "-q",
        "-o",
        "out.jsonl",
        "--rejects",
        "rejects.jsonl",
    ]);
    let done = command.stdin(Stdio::null()).output().unwrap();
    assert!(done.status.success(), "{}", said(&done));
    let paths = |name: &str| -> BTreeSet<String> {
        let of = |line: &serde_json::Value| line["source"]["path"].as_str().unwrap().to_owned();
        lines(&folder.path().join(name)).iter().map(of).collect()
    };
    let ended: BTreeSet<String> = paths("out.jsonl").union(&paths("rejects.jsonl")).cloned().collect();
    let given: BTreeSet<String> =
        fs::read_dir(&inputs).unwrap().map(|entry| format!("in/{}", entry.unwrap().file_name().to_str().unwrap())).collect();
    let lost: Vec<_> = given.difference(&ended).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(lines(&folder.path().join("rejects.jsonl")).iter().all(|reject| reject["code"] != "extract.panic"));
}

#[test]
fn no_hostile_input_takes_long_or_much() {
    let folder = tempfile::tempdir().unwrap();
    let (mut longest, mut most) = (Duration::ZERO, 0);
    for nth in 0..count() {
        let input = write(folder.path(), nth);
        let (time, memory) = extract(folder.path(), &input);
        (longest, most) = (longest.max(time), most.max(memory));
        fs::remove_file(folder.path().join(input)).unwrap();
    }
    println!("longest {longest:?}, most memory {} MB", most >> 20);
}

/// A line far beyond what a document may have is passed over, whatever its length.
#[test]
fn an_endless_line_costs_itself_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = fs::File::create(folder.path().join("in.jsonl")).unwrap();
    writeln!(file, "{{\"text\": \"{}\"}}", TEXT.trim_end()).unwrap();
    file.write_all(b"{\"text\": \"").unwrap();
    let piece = "가나다라 ".repeat(1 << 16);
    (0..64).for_each(|_| file.write_all(piece.as_bytes()).unwrap());
    writeln!(file, "\"}}\n{{\"text\": \"{}\"}}", TEXT.trim_end()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gisa"));
    command.current_dir(folder.path()).args([
        "extract",
        "in.jsonl",
        "--max-rejects",
        "100",
        "-o",
        "out.jsonl",
        "--rejects",
        "rejects.jsonl",
    ]);
    let done = command.stdin(Stdio::null()).output().unwrap();
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(lines(&folder.path().join("out.jsonl")).len(), 2);
    assert_eq!(lines(&folder.path().join("rejects.jsonl"))[0]["code"], "read.size");
}
