//! Batches that can be trusted: sinks, resume, faults. Each test runs the binary.

mod faults;
mod hostile;
mod kept;
mod postgres;
mod tables;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a dump in it.
struct Work {
    folder: TempDir,
}

impl Work {
    fn new(dump: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("dump.jsonl"), dump).unwrap();
        Work { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `gisa extract` of the dump, with small commits, into `output`.
    fn extract(&self, output: &str, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gisa"));
        command.current_dir(self.folder.path());
        command.args(["extract", "dump.jsonl", "--max-rejects", "100", "-o", output]);
        if !more.contains(&"--commit-bytes") {
            command.args(["--commit-bytes", "20000"]);
        }
        command.args(more).stdin(Stdio::null());
        command
    }

    fn done(&self, output: &str, more: &[&str]) -> Output {
        done(&mut self.extract(output, more))
    }
}

fn done(command: &mut Command) -> Output {
    let output = command.output().expect("gisa starts");
    assert!(output.status.success(), "{:?}: {}", output.status, said(&output));
    output
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn lines(path: &Path) -> Vec<Value> {
    std::fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A dump of `count` documents: articles of several kinds, each 13th a repetition of an earlier one, each 17th no document.
fn dump(count: usize) -> String {
    let mut dump = String::new();
    for nth in 0..count {
        if nth % 17 == 16 {
            dump.push_str("{\"text\": \n");
            continue;
        }
        let n = if nth % 13 == 12 { nth - 5 } else { nth };
        let text = match n % 4 {
            0 => format!(
                "한빛시는 {}일 첨단산업단지에서 데이터센터 착공식을 열었다. 시는 {n}억원을 투자해 {}MW 규모로 짓는다.\n김가람 한빛시장은 \
                 \"2027년까지 {}명을 뽑겠다\"고 말했다.",
                n % 28 + 1,
                n % 40 + 8,
                n + 100
            ),
            1 => format!(
                "나래전자가 {n}번째 공장에 {}만 달러(약 {}억원)를 투입한다고 밝혔다. 부지는 {}㎡다.",
                n + 10,
                n + 13,
                n * 100 + 1
            ),
            2 => format!("이가온 다솜연구원장은 지난해 3월 {n}건의 특허를 냈다. 전력 사용량은 {}kWh 줄었다.", n * 3 + 7),
            _ => format!(
                "한빛시 게시판에 '); DROP TABLE articles; -- 라는 글이 {n}일 올라왔다.\n=cmd|'/c calc'!A1 이라는 글이 {n}차례 올라왔다고 마루일보는 전했다. {}",
                "\\\\".repeat(3)
            ),
        };
        let article = serde_json::json!({
            "id": n,
            "title": format!("{n}번째 소식"),
            "date": format!("2024-0{}-1{}", n % 9 + 1, n % 10),
            "publisher": if n % 2 == 0 { "한빛일보" } else { "=1+1" },
            "text": text,
        });
        writeln!(dump, "{article}").unwrap();
    }
    dump
}
