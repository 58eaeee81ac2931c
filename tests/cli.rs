//! The binary, end to end: what it reads, what it writes, how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// An article in the form that scraped text has.
const ARTICLE: &str = "한빛시, 데이터센터 착공\n\n한빛시는 12일 첨단산업단지에서 데이터센터 착공식을 열었다. 시는 300억원을 들여 8MW 규모로 짓는다.\n";

fn gisa(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gisa"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn output(command: &mut Command) -> Output {
    command.output().expect("gisa starts")
}

fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child =
        gisa(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("gisa starts");
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    output.stdout.lines().map(|line| serde_json::from_str(&line.unwrap()).expect("a JSON object a line")).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn standard_input_is_read() {
    let done = with_input(&["extract", "-"], ARTICLE.as_bytes());
    assert!(done.status.success(), "{}", said(&done));
    let records = lines(&done);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["schema"], "gisa/record/1");
    assert_eq!(records[0]["source"]["path"], "-");
    assert_eq!(records[0]["source"]["charset"], "utf-8");
    assert!(records[0]["text"].as_str().unwrap().contains("착공식을 열었다."));
    assert!(said(&done).contains("read 1 = records 1 + rejects 0"));
}

#[test]
fn folders_are_read_in_order_into_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.txt", "a/2.txt", "a/1.txt"] {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, ARTICLE).unwrap();
    }
    let target = folder.path().join("records.jsonl");
    let source = folder.path().join("in");
    let done = output(&mut gisa(&["extract", "-q", source.to_str().unwrap(), "-o", target.to_str().unwrap()]));
    assert!(done.status.success(), "{}", said(&done));
    assert!(done.stdout.is_empty() && done.stderr.is_empty());
    let paths: Vec<String> = fs::read_to_string(target)
        .unwrap()
        .lines()
        .map(|line| {
            let record: Value = serde_json::from_str(line).unwrap();
            let path = record["source"]["path"].as_str().unwrap().to_owned();
            Path::new(&path).strip_prefix(&source).unwrap().display().to_string()
        })
        .collect();
    assert_eq!(paths, ["a/1.txt", "a/2.txt", "b.txt"]);
}

#[test]
fn the_same_article_has_the_same_id_whatever_its_charset() {
    let folder = tempfile::tempdir().unwrap();
    let (cp949, _, _) = encoding_rs::EUC_KR.encode(ARTICLE);
    let marked: Vec<u8> = [b"\xEF\xBB\xBF", ARTICLE.as_bytes()].concat();
    fs::write(folder.path().join("1.txt"), ARTICLE).unwrap();
    fs::write(folder.path().join("2.txt"), &cp949).unwrap();
    fs::write(folder.path().join("3.txt"), marked).unwrap();
    let done = output(&mut gisa(&["extract", folder.path().to_str().unwrap()]));
    assert!(done.status.success(), "{}", said(&done));
    let records = lines(&done);
    assert_eq!(records.len(), 3);
    assert!(records.iter().all(|record| record["id"] == records[0]["id"] && record["text"] == records[0]["text"]));
    assert_eq!(records[1]["source"]["charset"], "euc-kr");
}

#[test]
fn jsonl_metadata_wins_and_its_fields_may_be_named() {
    let line = r#"{"nr": "a-1", "head": "제목이다", "when": "2024-03-05", "main": "한빛시는 5일 협약을 맺었다고 밝혔다.", "text": "요약"}"#;
    let arguments = [
        "extract",
        "--format",
        "jsonl",
        "--text-column",
        "main",
        "--title-column",
        "head",
        "--published-column",
        "when",
        "--id-column",
        "nr",
        "-",
    ];
    let done = with_input(&arguments, line.as_bytes());
    assert!(done.status.success(), "{}", said(&done));
    let record = &lines(&done)[0];
    assert_eq!(record["source"]["id"], "a-1");
    assert_eq!(record["title"], "제목이다");
    assert_eq!(record["published"], "2024-03-05");
    assert_eq!(record["published_from"], "metadata");
    assert_eq!(record["text"], "한빛시는 5일 협약을 맺었다고 밝혔다.");
}

#[test]
fn bad_documents_are_rejected_and_the_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("1-empty.txt"), "").unwrap();
    fs::write(folder.path().join("2-binary.txt"), [0xFFu8, 0xFE, 0x00, 0xD8, 0x80, 0x81].repeat(50)).unwrap();
    fs::write(folder.path().join("3-good.txt"), ARTICLE).unwrap();
    fs::write(folder.path().join("4-broken.jsonl"), "{\"text\": \"한빛시는 협약을 맺었다.\"}\n{broken\n").unwrap();
    let rejects = folder.path().join(".rejects.jsonl");
    let done = output(&mut gisa(&["extract", folder.path().to_str().unwrap(), "--rejects", rejects.to_str().unwrap()]));
    assert_eq!(done.status.code(), Some(1), "three of five rejected is too many: {}", said(&done));
    assert_eq!(lines(&done).len(), 2);
    assert!(said(&done).contains("read 5 = records 2 + rejects 3"), "{}", said(&done));
    let rejects: Vec<Value> =
        fs::read_to_string(rejects).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rejects.len(), 3);
    for reject in &rejects {
        assert!(!reject["message"].as_str().unwrap().is_empty() && reject["source"]["path"].is_string(), "{reject}");
    }
    assert_eq!(rejects[2]["code"], "read.json");
    assert_eq!(rejects[2]["source"]["record"], 1);
    let allowed = output(&mut gisa(&["extract", folder.path().to_str().unwrap(), "--max-rejects", "60"]));
    assert_eq!(allowed.status.code(), Some(0));
}

#[test]
fn a_named_input_that_is_not_there_ends_the_run_and_spares_the_output() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("old.jsonl");
    fs::write(&target, "old").unwrap();
    let done = output(&mut gisa(&["extract", "/no/such/file.txt", "-o", target.to_str().unwrap()]));
    assert_eq!(done.status.code(), Some(2));
    assert!(said(&done).contains("/no/such/file.txt: cannot be read"), "{}", said(&done));
    assert_eq!(fs::read_to_string(target).unwrap(), "old");
}

/// A link that leads to itself cannot be read by anyone, not even by root.
#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_an_error_where_named_and_a_reject_where_found() {
    let folder = tempfile::tempdir().unwrap();
    let looped = folder.path().join("loop");
    std::os::unix::fs::symlink(&looped, &looped).unwrap();
    fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    let named = output(&mut gisa(&["extract", looped.to_str().unwrap()]));
    assert_eq!(named.status.code(), Some(2));
    let found = output(&mut gisa(&["extract", "--max-rejects", "50", folder.path().to_str().unwrap()]));
    assert_eq!(found.status.code(), Some(0), "{}", said(&found));
    assert!(said(&found).contains("read 2 = records 1 + rejects 1"), "{}", said(&found));
    assert!(said(&found).contains("read.io"), "{}", said(&found));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let many: String = (0..3000).map(|n| format!("{{\"text\": \"{n}번째 협약을 맺었다고 한빛시는 밝혔다.\"}}\n")).collect();
    let input = folder.path().join("many.jsonl");
    fs::write(&input, many).unwrap();
    let mut child = gisa(&["extract", input.to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    reader.read_line(&mut first).unwrap();
    assert!(first.starts_with('{'));
    drop(reader);
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", said(&done));
    assert!(done.stderr.is_empty(), "{}", said(&done));
}

#[test]
fn an_output_that_cannot_be_written_is_said() {
    let done = with_input(&["extract", "-", "-o", "/no/such/folder/records.jsonl"], ARTICLE.as_bytes());
    assert_eq!(done.status.code(), Some(2));
    assert!(said(&done).contains("/no/such/folder/records.jsonl: cannot be written"), "{}", said(&done));
}

#[test]
fn wrong_usage_is_exit_2() {
    for arguments in
        [&["extract"][..], &["extract", "-", "--format", "pdf"], &["extract", "-", "--max-rejects", "120"], &["nothing"]]
    {
        assert_eq!(output(&mut gisa(arguments)).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn output_does_not_depend_on_the_threads() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("many.jsonl");
    let many: String =
        (0..500).map(|n| format!("{{\"id\": {n}, \"text\": \"한빛시는 {n}억원을 들여 공장을 짓는다고 밝혔다.\"}}\n")).collect();
    fs::write(&input, many).unwrap();
    let run = |jobs| output(&mut gisa(&["extract", "-q", "--jobs", jobs, input.to_str().unwrap()])).stdout;
    let one = run("1");
    assert_eq!(one.lines().count(), 500);
    assert!(one == run("2") && one == run("8"));
}

#[test]
fn clean_and_tokens_write_what_they_say() {
    let cleaned = lines(&with_input(&["clean", "-"], ARTICLE.as_bytes()));
    assert!(cleaned[0]["text"].is_string() && cleaned[0].get("organizations").is_none());
    let tokens = lines(&with_input(&["tokens", "-"], ARTICLE.as_bytes()));
    let text: Vec<char> = tokens[0]["text"].as_str().unwrap().chars().collect();
    let mut seen = 0;
    for sentence in tokens[0]["sentences"].as_array().unwrap() {
        for token in sentence["tokens"].as_array().unwrap() {
            let (start, end) = (token["start"].as_u64().unwrap() as usize, token["end"].as_u64().unwrap() as usize);
            assert_eq!(text[start..end].iter().collect::<String>(), token["text"].as_str().unwrap());
            assert!(!token["tag"].as_str().unwrap().is_empty());
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} morphemes");
}

#[test]
fn annotate_reads_a_text_a_line() {
    let done = with_input(&["annotate", "--reference", "2024-05-20"], "오는 6월 300억원을 들인다.\n\n끝\n".as_bytes());
    assert!(done.status.success(), "{}", said(&done));
    let lines = lines(&done);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["amounts"][0]["value"], "30000000000");
    assert_eq!(lines[0]["dates"][0]["value"], "2024-06");
}

#[test]
fn the_committed_schema_is_the_types_schema_and_records_satisfy_it() {
    let committed = include_str!("../schema/record-1.json");
    let printed = output(&mut gisa(&["schema"])).stdout;
    assert_eq!(String::from_utf8(printed).unwrap(), committed, "run `gisa schema > schema/record-1.json`");
    let schema: Value = serde_json::from_str(committed).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let records = lines(&output(&mut gisa(&["extract", seeds])));
    assert_eq!(records.len(), 5);
    for record in &records {
        let errors: Vec<String> = validator.iter_errors(record).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", record["source"]["path"]);
    }
}

#[test]
fn completions_and_manual_are_printed() {
    for arguments in [&["completions", "bash"][..], &["completions", "zsh"], &["completions", "fish"], &["man"]] {
        let done = output(&mut gisa(arguments));
        assert!(done.status.success() && String::from_utf8_lossy(&done.stdout).contains("gisa"), "{arguments:?}");
    }
}

#[test]
fn a_list_of_ones_own_is_laid_over_the_lexicons() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("own.tsv");
    let text = "다온누리는 12일 한국은행과 협약을 맺었다.\n";
    let bodies = |arguments: &[&str]| -> Vec<(String, String)> {
        let done = with_input(&[&["annotate"], arguments].concat(), text.as_bytes());
        assert!(done.status.success(), "{}", said(&done));
        let found = lines(&done)[0]["organizations"].as_array().unwrap().clone();
        found.iter().map(|one| (one["name"].as_str().unwrap().to_owned(), one["kind"].as_str().unwrap().to_owned())).collect()
    };
    let bank = ("한국은행".to_owned(), "bank".to_owned());
    assert!(bodies(&[]).contains(&bank));
    fs::write(&list, "name\taliases\tkind\n다온누리재단\t다온누리\tfoundation\n-한국은행\n").unwrap();
    let found = bodies(&["--lexicon", list.to_str().unwrap()]);
    assert!(found.iter().any(|(_, kind)| kind == "foundation"), "{found:?}");
    assert!(!found.contains(&bank), "{found:?}");
    fs::write(&list, "name\taliases\tkind\n다온누리재단\t다온누리\tfundation\n").unwrap();
    let done = with_input(&["extract", "-", "--lexicon", list.to_str().unwrap()], ARTICLE.as_bytes());
    assert_eq!(done.status.code(), Some(2));
    assert!(said(&done).contains("own.tsv:2") && said(&done).contains("foundation"), "{}", said(&done));
}

#[test]
fn a_pipe_answers_each_line_at_once() {
    let mut child = gisa(&["pipe"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("gisa starts");
    let mut asking = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let text = "한빛시는 5일 300억원을 들여 데이터센터를 짓는다고 밝혔다.";
    // Each answer is awaited before the next question is asked.
    for (question, amount, code) in [
        (text.to_owned(), "30000000000".into(), Value::Null),
        ("{".to_owned(), Value::Null, "read.json".into()),
        (serde_json::json!({ "본문": text, "일자": "20240305" }).to_string(), "30000000000".into(), Value::Null),
        (String::new(), Value::Null, "decode.empty".into()),
    ] {
        asking.write_all(question.as_bytes()).unwrap();
        asking.write_all(b"\n").unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!((&answer["amounts"][0]["value"], &answer["code"]), (&amount, &code), "{question}");
    }
    drop(asking);
    assert!(answers.next().is_none());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_pipe_that_nobody_reads_ends_while_its_input_waits() {
    let mut child = gisa(&["pipe", "-j", "2"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("gisa starts");
    drop(child.stdout.take());
    let mut asking = child.stdin.take().unwrap();
    asking.write_all(b"\n").unwrap();
    // Standard input stays open.
    assert!(child.wait().unwrap().success());
    drop(asking);
}

#[test]
fn a_pipe_writes_the_records_of_extract() {
    let lines: String = (0..20).map(|n| format!("{{\"id\": {n}, \"text\": {ARTICLE:?}}}\n{{\"text\": {n}\n")).collect();
    let piped = with_input(&["pipe", "-j", "3"], lines.as_bytes());
    let extracted = with_input(&["extract", "--format", "jsonl", "--max-rejects", "100", "-"], lines.as_bytes());
    assert!(piped.status.success() && extracted.status.success(), "{}", said(&extracted));
    let records: Vec<&[u8]> = piped.stdout.split_inclusive(|&byte| byte == b'\n').step_by(2).collect();
    assert_eq!(records.len(), 20);
    assert_eq!(records.concat(), extracted.stdout);
}
