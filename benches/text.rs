//! Cleaning plain text, on one thread: `cargo bench --bench text -- PATH` over the `text` fields of a `.jsonl` file (its first
//! 32 MB) or the `.txt` files of a folder, or without a path over articles made here. Beside it stands a pass that only folds
//! white space, so that figures of two machines can be compared.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Error};
use std::path::Path;
use std::time::{Duration, Instant};

use gisa::clean::{Extent, text::clean};
use gisa::document::Article;

/// How long each side is measured.
const MEASURE: Duration = Duration::from_secs(4);
/// How much text is measured, in bytes.
const LIMIT: usize = 32_000_000;

fn main() -> Result<(), Error> {
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let texts = match path.as_deref().map(Path::new) {
        Some(path) if path.is_dir() => folder(path)?,
        Some(path) => lines(path)?,
        None => articles(),
    };
    let bytes: usize = texts.iter().map(String::len).sum();
    // The two sides take turns, so that a busy machine is busy for both.
    let (mut fold, mut whole, mut rounds) = (Duration::ZERO, Duration::ZERO, 0_u32);
    while fold + whole < MEASURE * 2 {
        let start = Instant::now();
        for text in &texts {
            black_box(black_box(text).split_whitespace().fold(String::new(), |folded, word| folded + word + " "));
        }
        fold += start.elapsed();
        let start = Instant::now();
        for text in &texts {
            black_box(clean(black_box(text), Article::default(), Extent::Page));
        }
        whole += start.elapsed();
        rounds += 1;
    }
    let megabytes = |time: Duration| f64::from(rounds) * bytes as f64 / time.as_secs_f64() / 1e6;
    println!("{} texts, {bytes} bytes", texts.len());
    println!("fold white space  {:8.1} MB/s", megabytes(fold));
    println!("clean             {:8.1} MB/s", megabytes(whole));
    Ok(())
}

fn folder(path: &Path) -> Result<Vec<String>, Error> {
    let mut paths: Vec<_> = fs::read_dir(path)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.iter().filter(|path| path.extension().is_some_and(|end| end == "txt")).map(fs::read_to_string).collect()
}

fn lines(path: &Path) -> Result<Vec<String>, Error> {
    let mut texts = Vec::new();
    let mut bytes = 0;
    for line in BufReader::new(File::open(path)?).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        if let Some(text) = value["text"].as_str() {
            bytes += text.len();
            texts.push(text.to_owned());
        }
        if bytes > LIMIT {
            break;
        }
    }
    Ok(texts)
}

/// Articles in the usual forms: an agency's, a paper's with decks and pictures, a scraped page with the page's own words.
fn articles() -> Vec<String> {
    let paragraph = "한라군은 내년 상반기까지 버스 노선 12개를 개편하고 환승 정류장 30곳을 새로 만들 계획이라고 4일 밝혔다. 홍길동 군수는 \
                     \"주민이 바라는 곳에 버스가 서도록 하겠다\"고 말했다.";
    let body = |paragraphs: usize| vec![paragraph; paragraphs].join("\n\n");
    let agency =
        format!("(한라=새한통신) 홍길동 기자 = {}\n\nhong@example.kr\n<저작권자 ⓒ 새한통신 무단 전재 및 재배포 금지>", body(6));
    let paper = format!(
        "한라군, 버스 노선 바꾼다\n환승 정류장 30곳 새로 … 내년 상반기\n\n▲ 한라군청 전경. 한라군 제공\n\n{}\n\n홍길동 기자 hong@example.kr",
        body(9)
    );
    let page = format!(
        "메뉴 검색\n로그인 | 회원가입\n한라군, 버스 노선 바꾼다\n홍길동 기자\n입력 2024.03.04 10:20\n페이스북 트위터\n\n{}\n\n\
         관련기사\n이웃 군도 버스 노선 손본다\n댓글 0\nCopyright ⓒ 예시일보. All rights reserved.",
        body(12)
    );
    [agency, paper, page].into_iter().cycle().take(300).collect()
}
