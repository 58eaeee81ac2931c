//! Money, measures, counts and time beside the tokenizer on the same articles.

use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gisa::document::{Article, Timestamp};
use gisa::recognize::{date, numbers};
use gisa::token::Tokenizer;

static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    [
        include_str!("../seeds/000_7ae01efbf6cd7d47.txt"),
        include_str!("../seeds/001_561ca7393a0e0ac6.txt"),
        include_str!("../seeds/002_2b1f9fc5f19d56c0.txt"),
        include_str!("../seeds/003_844cf7e807d368ab.txt"),
        include_str!("../seeds/004_05958c1f42132624.txt"),
    ]
    .into_iter()
    .map(|text| Article { text: text.to_owned(), published: Timestamp::parse("2025-01-13T09:25"), ..Article::default() })
    .collect()
});

fn bytes() -> BytesCount {
    BytesCount::new(ARTICLES.iter().map(|article| article.text.len()).sum::<usize>())
}

fn main() {
    divan::main();
}

/// All five readers.
#[divan::bench]
fn all(bencher: Bencher) {
    bencher
        .counter(bytes())
        .bench_local(|| ARTICLES.iter().map(|article| numbers(black_box(article)).counts.len()).sum::<usize>());
}

/// Dates and durations alone.
#[divan::bench]
fn dates(bencher: Bencher) {
    bencher.counter(bytes()).bench_local(|| {
        ARTICLES.iter().map(|article| date::dates(black_box(&article.text), article.published).len()).sum::<usize>()
    });
}

/// Sentences, morphemes and tags.
#[divan::bench]
fn analyze(bencher: Bencher) {
    let mut worker = Tokenizer::new().unwrap().worker();
    bencher
        .counter(bytes())
        .bench_local(|| ARTICLES.iter().map(|article| worker.analyze(black_box(&article.text)).tokens.len()).sum::<usize>());
}
