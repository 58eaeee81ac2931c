//! Sentences and morphemes, side by side with lindera's own segmenter over the same dictionary.

use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gisa::token::{Sentences, Tokenizer};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

static TEXT: LazyLock<String> = LazyLock::new(|| {
    [
        include_str!("../seeds/000_7ae01efbf6cd7d47.txt"),
        include_str!("../seeds/001_561ca7393a0e0ac6.txt"),
        include_str!("../seeds/002_2b1f9fc5f19d56c0.txt"),
        include_str!("../seeds/003_844cf7e807d368ab.txt"),
        include_str!("../seeds/004_05958c1f42132624.txt"),
    ]
    .join("\n")
});

fn main() {
    divan::main();
}

#[divan::bench]
fn sentences(bencher: Bencher) {
    let text = TEXT.as_str();
    bencher.counter(BytesCount::of_str(text)).bench_local(|| Sentences::new(black_box(text)).count());
}

/// Sentences, morphemes and tags.
#[divan::bench]
fn analyze(bencher: Bencher) {
    let mut worker = Tokenizer::new().unwrap().worker();
    let text = TEXT.as_str();
    bencher.counter(BytesCount::of_str(text)).bench_local(|| worker.analyze(black_box(text)));
}

/// Morphemes without tags.
#[divan::bench]
fn lindera(bencher: Bencher) {
    let segmenter = Segmenter::new(Mode::Normal, gisa_dictionary::load().unwrap(), None);
    let mut worker = segmenter.new_worker();
    let text = TEXT.as_str();
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| Sentences::new(black_box(text)).map(|span| worker.segment(span.of(text)).unwrap().len()).sum::<usize>());
}

/// Morphemes and tags.
#[divan::bench]
fn lindera_with_tags(bencher: Bencher) {
    let segmenter = Segmenter::new(Mode::Normal, gisa_dictionary::load().unwrap(), None);
    let mut worker = segmenter.new_worker();
    let text = TEXT.as_str();
    bencher.counter(BytesCount::of_str(text)).bench_local(|| {
        let mut length = 0;
        for span in Sentences::new(black_box(text)) {
            for mut token in worker.segment(span.of(text)).unwrap() {
                length += token.get_detail(gisa_dictionary::detail::TAG).map_or(0, str::len);
            }
        }
        length
    });
}

/// The dictionary loaded and one worker made.
#[divan::bench]
fn start() -> gisa::token::TokenWorker {
    Tokenizer::new().unwrap().worker()
}
