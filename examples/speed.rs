//! Times the readers of numbers and time over the texts of a file (one a line): `cargo run --release --example speed -- FILE`.

use std::time::Instant;

use gisa::document::Article;
use gisa::recognize::numbers;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let text = std::fs::read_to_string(path)?;
    let articles: Vec<Article> = text.lines().map(|line| Article { text: line.to_owned(), ..Article::default() }).collect();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    for _ in 0..3 {
        let start = Instant::now();
        let found: usize = articles
            .iter()
            .map(numbers)
            .map(|all| all.amounts.len() + all.figures.len() + all.counts.len() + all.dates.len())
            .sum();
        let seconds = start.elapsed().as_secs_f64();
        println!("{found} found, {:.1} MB/s", bytes as f64 / 1e6 / seconds);
    }
    for _ in 0..2 {
        let start = Instant::now();
        let found: usize = articles.iter().map(|article| gisa::normalize::number::numerals(&article.text).len()).sum();
        println!("{found} numerals, {:.1} MB/s", bytes as f64 / 1e6 / start.elapsed().as_secs_f64());
    }
    Ok(())
}
