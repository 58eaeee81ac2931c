//! `gisa show`, end to end.

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

const SEED: &str = "seeds/002_2b1f9fc5f19d56c0.txt";

fn gisa(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gisa"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).env_remove("NO_COLOR").env_remove("COLUMNS");
    command
}

fn run(arguments: &[&str]) -> Output {
    gisa(arguments).stdin(Stdio::null()).output().expect("gisa starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The records of the seeds, in a file of its own.
fn records(folder: &tempfile::TempDir, name: &str) -> String {
    let path = folder.path().join(name);
    let path = path.to_str().unwrap();
    assert!(run(&["-q", "extract", "seeds", "-o", path]).status.success());
    path.to_owned()
}

#[test]
fn an_article_is_the_same_raw_and_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let raw = run(&["show", SEED]);
    assert!(raw.status.success(), "{}", text(&raw.stderr));
    let shown = text(&raw.stdout);
    assert!(shown.contains("[MS|O 마이크로소프트]"), "{shown}");
    assert!(shown.contains("[88.5페타플롭스(PF)|Q 88.5 PFLOPS]"), "{shown}");
    assert!(shown.contains("\n  김준하  단장  인공지능산업융합사업단"), "{shown}");
    for name in ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"] {
        let recorded = run(&["show", &records(&folder, name), "e9ba6ea3"]);
        assert_eq!(text(&recorded.stdout), shown, "{name}");
        assert!(recorded.stderr.is_empty(), "{}", text(&recorded.stderr));
    }
}

#[test]
fn the_first_article_tells_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["seeds", &records(&folder, "a.jsonl")] {
        let done = run(&["show", file]);
        assert!(text(&done.stdout).starts_with("부산시-마이크로소프트"), "{file}");
        assert!(text(&done.stderr).contains("the first of 5 articles"), "{}", text(&done.stderr));
        let missing = run(&["show", file, "zz"]);
        assert_eq!(missing.status.code(), Some(2));
        assert!(text(&missing.stderr).contains("no article whose id begins with zz"), "{}", text(&missing.stderr));
    }
}

#[test]
fn standard_input_is_shown() {
    let mut child = gisa(&["show", "-", "--width", "100"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("한빛시는 12일 데이터센터 착공식을 열었다. 시는 300억원을 들인다.\n".as_bytes())
        .unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(text(&done.stdout).contains("[300억원|M 30,000,000,000 KRW]"), "{}", text(&done.stdout));
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let coloured = |arguments: &[&str]| run(&[&["show", SEED], arguments].concat()).stdout.contains(&0x1b);
    assert!(!coloured(&[]), "a pipe is no terminal");
    assert!(coloured(&["--color", "always"]));
    assert!(!coloured(&["--color", "never"]));
    let environment = |set: &[&str]| {
        let mut command = gisa(&["show", SEED]);
        command.envs(set.iter().map(|name| (name, "1")));
        command.stdin(Stdio::null()).output().unwrap().stdout.contains(&0x1b)
    };
    assert!(environment(&["CLICOLOR_FORCE"]));
    assert!(!environment(&["CLICOLOR_FORCE", "NO_COLOR"]));
}

#[test]
fn a_closed_pipe_is_silent() {
    let mut child = gisa(&["show", SEED]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success(), "{said}");
    assert_eq!(said, "");
}
