//! Cleaning a page against parsing it alone, on one thread: `cargo bench --bench html -- FOLDER` over the `.html` files of a
//! folder, or without a folder over a page made here.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use gisa::clean::html::clean;
use gisa::document::Article;

/// How long each side is measured.
const MEASURE: Duration = Duration::from_secs(4);

fn main() -> std::io::Result<()> {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let pages: Vec<String> = match folder {
        Some(folder) => {
            let paths: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
            let pages = paths.iter().filter(|path| path.extension().is_some_and(|end| end == "html"));
            pages.filter_map(|path| std::fs::read_to_string(path).ok()).collect()
        }
        None => vec![page()],
    };
    let bytes: usize = pages.iter().map(String::len).sum();
    // The two sides take turns, so that a busy machine is busy for both.
    let (mut parse, mut whole, mut rounds) = (Duration::ZERO, Duration::ZERO, 0_u32);
    while parse + whole < MEASURE * 2 {
        let start = Instant::now();
        for page in &pages {
            black_box(scraper::Html::parse_document(black_box(page)));
        }
        parse += start.elapsed();
        let start = Instant::now();
        for page in &pages {
            let _ = black_box(clean(black_box(page), Article::default()));
        }
        whole += start.elapsed();
        rounds += 1;
    }
    let rate = |time: Duration| f64::from(rounds) * pages.len() as f64 / time.as_secs_f64();
    let megabytes = |time: Duration| f64::from(rounds) * bytes as f64 / time.as_secs_f64() / 1e6;
    println!("{} pages, {bytes} bytes", pages.len());
    println!("parse alone  {:8.1} pages/s {:8.1} MB/s", rate(parse), megabytes(parse));
    println!("clean        {:8.1} pages/s {:8.1} MB/s", rate(whole), megabytes(whole));
    println!("clean / parse alone  {:.3}", rate(whole) / rate(parse));
    Ok(())
}

/// A page of the usual proportions: menus and lists of links around twenty paragraphs.
fn page() -> String {
    let menu = "<ul class=\"menu\">".to_owned() + &"<li><a href=\"/section/1\"><span>사회</span></a></li>".repeat(120) + "</ul>";
    let paragraph = "<p>시는 내년 상반기까지 버스 노선 12개를 개편하고 환승 정류장 30곳을 새로 만들 계획이라고 4일 밝혔다.</p>";
    let list =
        "<li><a href=\"/news/1\"><img src=\"a.jpg\" alt=\"\"><strong>다른 기사의 제목이 여기에 있다</strong></a></li>".repeat(80);
    let script = format!("<script>var data = [{}];</script>", "{\"a\":1,\"b\":\"c\"},".repeat(1000));
    format!(
        "<!doctype html><html><head><title>버스 노선 개편 - 예시일보</title>{script}</head><body>{menu}<h1>버스 노선 개편</h1>\
         <div id=\"articleBody\">{}</div><div class=\"related\"><ul>{list}</ul></div>{menu}</body></html>",
        paragraph.repeat(20)
    )
}
