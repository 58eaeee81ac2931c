//! Reads one text a line and prints what the readers of numbers and time find in it, one JSON object a line.
//!
//! `cargo run --release --example annotate -- [--reference 2025-01-13T09:25] < texts`

use std::io::{BufRead, Write};

use gisa::document::{Article, Timestamp};
use gisa::recognize::numbers;
use gisa::record::CodePoints;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut published = None;
    while let Some(argument) = arguments.next() {
        if argument == "--reference" {
            published = arguments.next().and_then(|text| Timestamp::parse(&text));
        }
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let article = Article { text: line?, published, ..Article::default() };
        let found = numbers(&article);
        let points = CodePoints::new(&article.text);
        let amounts: Vec<_> = found.amounts.into_iter().map(|found| points.locate(found)).collect();
        let figures: Vec<_> = found.figures.into_iter().map(|found| points.locate(found)).collect();
        let counts: Vec<_> = found.counts.into_iter().map(|found| points.locate(found)).collect();
        let dates: Vec<_> = found.dates.into_iter().map(|found| points.locate(found)).collect();
        let line = serde_json::json!({ "amounts": amounts, "figures": figures, "counts": counts, "dates": dates });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
