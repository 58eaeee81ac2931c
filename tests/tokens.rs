//! Morphemes against what mecab-ko 1.3.7 makes of the same sentences with the same dictionary.
//!
//! `fixtures/tokens.tsv` holds a sentence and its morphemes as `surface/tag`, recorded with the package `python-mecab-ko`.

use gisa::token::{Tokenizer, sentences};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

fn recorded() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    include_str!("../fixtures/tokens.tsv").lines().map(|line| {
        let (sentence, morphemes) = line.split_once('\t').expect("a sentence and its morphemes");
        (sentence, morphemes.split(' ').collect())
    })
}

#[test]
fn morphemes_are_those_of_mecab_ko() {
    let mut worker = Tokenizer::new().unwrap().worker();
    assert!(recorded().count() >= 15);
    for (sentence, want) in recorded() {
        assert_eq!(sentences(sentence).len(), 1, "{sentence}");
        let got: Vec<_> = worker
            .analyze(sentence)
            .tokens
            .into_iter()
            .map(|token| format!("{}/{}", token.span.of(sentence), token.tag))
            .collect();
        assert_eq!(got, want, "{sentence}");
    }
}

/// The reason for a lattice of our own: lindera's segmenter over the same dictionary keeps white space as a morpheme and so
/// reads on without what came before. Where this fails, lindera has caught up.
#[test]
fn lindera_alone_reads_some_of_them_otherwise() {
    let segmenter = Segmenter::new(Mode::Normal, gisa_dictionary::load().unwrap(), None);
    let mut worker = segmenter.new_worker();
    let differing = recorded()
        .filter(|(sentence, want)| {
            let got: Vec<_> = worker
                .segment(sentence)
                .unwrap()
                .into_iter()
                .map(|mut token| format!("{}/{}", token.surface.clone(), token.get_detail(0).unwrap()))
                .filter(|token| !token.ends_with("/SP"))
                .collect();
            got != *want
        })
        .count();
    assert!(differing >= 3, "{differing} sentences differ");
}
