//! Organizations and people: the learned tagger, the grammar that decides, and both with the tokenizer before them.

use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gisa::document::{Article, Timestamp};
use gisa::lexicon::Lexicon;
use gisa::recognize::names::{Reading, names};
use gisa::recognize::tagger::{Scope, Scratch, Tagged, Tagger};
use gisa::recognize::{Numbers, numbers};
use gisa::token::{Analysis, TokenWorker, Tokenizer};

/// An article and all that stands before the reading of names.
struct Read {
    article: Article,
    numbers: Numbers,
    analysis: Analysis,
    tagged: Vec<Tagged>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded().unwrap());
static TAGGER: LazyLock<Tagger<'static>> = LazyLock::new(|| Tagger::embedded().unwrap());

static ARTICLES: LazyLock<Vec<Read>> = LazyLock::new(|| {
    let mut worker = worker();
    let mut scratch = Scratch::default();
    [
        include_str!("../seeds/000_7ae01efbf6cd7d47.txt"),
        include_str!("../seeds/001_561ca7393a0e0ac6.txt"),
        include_str!("../seeds/002_2b1f9fc5f19d56c0.txt"),
        include_str!("../seeds/003_844cf7e807d368ab.txt"),
        include_str!("../seeds/004_05958c1f42132624.txt"),
    ]
    .into_iter()
    .map(|text| {
        let article = Article { text: text.to_owned(), published: Timestamp::parse("2025-01-13T09:25"), ..Article::default() };
        let (numbers, analysis) = (numbers(&article), worker.analyze(text));
        let tagged = TAGGER.tag(text, &analysis, Scope::Names, &mut scratch);
        Read { article, numbers, analysis, tagged }
    })
    .collect()
});

fn worker() -> TokenWorker {
    Tokenizer::new().unwrap().worker()
}

/// Runs `each` over all articles; what it returns is added up, so that nothing can be left out as useless.
fn bench(bencher: Bencher, mut each: impl FnMut(&Read) -> usize) {
    let bytes = BytesCount::new(ARTICLES.iter().map(|read| read.article.text.len()).sum::<usize>());
    bencher.counter(bytes).bench_local(|| ARTICLES.iter().map(|read| each(black_box(read))).sum::<usize>());
}

/// The grammar over what the tagger found.
fn decide(Read { article, numbers, .. }: &Read, analysis: &Analysis, tagged: &[Tagged]) -> usize {
    names(Reading { article, analysis, lexicon: &LEXICON, numbers, tagged }).bodies.len()
}

fn main() {
    divan::main();
}

/// Everything that reads names, morphemes and numbers given.
#[divan::bench]
fn all(bencher: Bencher) {
    let mut scratch = Scratch::default();
    bench(bencher, |read| {
        let tagged = TAGGER.tag(&read.article.text, &read.analysis, Scope::Names, &mut scratch);
        decide(read, &read.analysis, &tagged)
    });
}

/// The same and the morphemes.
#[divan::bench]
fn all_with_morphemes(bencher: Bencher) {
    let (mut worker, mut scratch) = (worker(), Scratch::default());
    bench(bencher, |read| {
        let analysis = worker.analyze(&read.article.text);
        let tagged = TAGGER.tag(&read.article.text, &analysis, Scope::Names, &mut scratch);
        decide(read, &analysis, &tagged)
    });
}

/// The learned tagger alone.
#[divan::bench]
fn tagger(bencher: Bencher) {
    let mut scratch = Scratch::default();
    bench(bencher, |read| TAGGER.tag(&read.article.text, &read.analysis, Scope::Names, &mut scratch).len());
}

/// The grammar alone.
#[divan::bench]
fn grammar(bencher: Bencher) {
    bench(bencher, |read| decide(read, &read.analysis, &read.tagged));
}

/// Sentences, morphemes and tags alone.
#[divan::bench]
fn analyze(bencher: Bencher) {
    let mut worker = worker();
    bench(bencher, |read| worker.analyze(&read.article.text).tokens.len());
}
