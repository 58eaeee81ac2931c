//! Sentences and morphemes.

use std::ops::Range;
use std::sync::Arc;

use gisa_dictionary::detail;

use crate::document::Span;
use crate::error::Error;
use lattice::Lattice;
use words::Words;

mod eojeol;
mod lattice;
mod sentence;
mod tag;
mod words;

pub use sentence::{Sentences, sentences};
pub use tag::Tag;
pub use words::{Sense, Word};

/// A morpheme: its place in the text, its tag, and what the dictionary says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub tag: Tag,
    pub sense: Sense,
    pub word: Word,
}

impl Token {
    /// The parts of a compound, an inflected form or a name of a person, each as `surface/tag/class` and joined with `+`;
    /// `None` where the dictionary gives none.
    pub fn expression(self, tokenizer: &Tokenizer) -> Option<&str> {
        tokenizer.words.details(self.word).nth(detail::EXPRESSION).filter(|&parts| parts != "*")
    }

    /// The dictionary's semantic class, such as `인명`, `지명`, `장소` or `행위`; `None` where it gives none.
    pub fn meaning(self, tokenizer: &Tokenizer) -> Option<&str> {
        tokenizer.words.details(self.word).nth(detail::MEANING).filter(|&meaning| meaning != "*")
    }
}

/// A sentence: its place in the text, white space at its ends left out, and its morphemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Indexes into [`Analysis::tokens`].
    pub tokens: Range<usize>,
}

/// A text, analysed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    /// In text order; they do not overlap and cover every character that is not white space.
    pub tokens: Vec<Token>,
    /// In text order.
    pub sentences: Vec<Sentence>,
}

/// The morphological analyser: one a process, shared by all threads.
#[derive(Clone)]
pub struct Tokenizer {
    words: Arc<Words>,
}

impl Tokenizer {
    /// # Errors
    /// [`Error::Dictionary`] where the embedded dictionary is damaged.
    pub fn new() -> Result<Self, Error> {
        Ok(Tokenizer { words: Arc::new(Words::load()?) })
    }

    /// A worker for one thread.
    pub fn worker(&self) -> TokenWorker {
        TokenWorker { words: Arc::clone(&self.words), lattice: Lattice::new(&self.words) }
    }
}

/// One thread's analyser with its reused buffers.
pub struct TokenWorker {
    words: Arc<Words>,
    lattice: Lattice,
}

impl TokenWorker {
    /// Splits `text` into sentences and morphemes. Sentences never cross a line break.
    pub fn analyze(&mut self, text: &str) -> Analysis {
        // A morpheme of news takes 5 bytes on average, white space included.
        let mut analysis = Analysis { tokens: Vec::with_capacity(text.len() / 4), sentences: Vec::new() };
        for span in Sentences::new(text) {
            let first = analysis.tokens.len();
            self.lattice.analyze(&self.words, span.of(text), |start, end, word| {
                let (tag, sense) = self.words.describe(word);
                let span = Span::new(span.start + start, span.start + end);
                analysis.tokens.push(Token { span, tag, sense, word });
            });
            analysis.sentences.push(Sentence { span, tokens: first..analysis.tokens.len() });
        }
        analysis
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TOKENIZER: std::sync::LazyLock<Tokenizer> = std::sync::LazyLock::new(|| Tokenizer::new().unwrap());

    #[track_caller]
    fn check(text: &str, analysis: &Analysis) {
        let mut covered = 0;
        for token in &analysis.tokens {
            assert!(token.span.start >= covered && token.span.end > token.span.start);
            assert!(text[covered..token.span.start].trim().is_empty(), "{:?}", &text[covered..token.span.start]);
            covered = token.span.end;
        }
        assert!(text[covered..].trim().is_empty());
        let mut tokens = 0;
        for sentence in &analysis.sentences {
            assert_eq!(sentence.tokens.start, tokens);
            tokens = sentence.tokens.end;
            assert!(analysis.tokens[sentence.tokens.clone()].iter().all(|token| sentence.span.contains(token.span)));
        }
        assert_eq!(tokens, analysis.tokens.len());
    }

    #[test]
    fn a_text_becomes_sentences_and_tokens() {
        let text = "정부는 부산에서 3일 밝혔다.김철수 교역자다.\n끝";
        let analysis = TOKENIZER.worker().analyze(text);
        check(text, &analysis);
        let tokens: Vec<_> = analysis.sentences[0].tokens.clone().map(|at| analysis.tokens[at]).collect();
        let read: Vec<_> = tokens.iter().map(|token| (token.span.of(text), token.tag)).collect();
        assert_eq!(read[..4], [("정부", Tag::NNG), ("는", Tag::JX), ("부산", Tag::NNP), ("에서", Tag::JKB)]);
        assert_eq!(analysis.sentences.len(), 3);
        assert_eq!((tokens[2].sense, tokens[2].meaning(&TOKENIZER)), (Sense::Place, Some("지명")));
        assert_eq!((tokens[0].sense, tokens[0].meaning(&TOKENIZER)), (Sense::Other, None));
        let person = analysis.tokens[analysis.sentences[1].tokens.start];
        assert_eq!((person.span.of(text), person.tag, person.sense), ("김철수", Tag::NNP, Sense::Person));
        assert_eq!((person.expression(&TOKENIZER), person.word.is_known()), (None, true));
        let compound = analysis.tokens[analysis.sentences[1].tokens.start + 1];
        assert_eq!(compound.expression(&TOKENIZER), Some("교역/NNG/행위+자/NNG/*"));
    }

    #[test]
    fn what_the_dictionary_does_not_know_is_covered() {
        let text = "뚥뚥 \u{1F600}\u{1F600} \u{E000} \u{3000}ᄀ ⅷ １２ xyz가나";
        let analysis = TOKENIZER.worker().analyze(text);
        check(text, &analysis);
        let unknown = analysis.tokens[0];
        assert_eq!((unknown.span.of(text), unknown.tag, unknown.word.is_known()), ("뚥뚥", Tag::UNKNOWN, false));
        assert_eq!(unknown.expression(&TOKENIZER), None);
    }

    #[test]
    fn an_endless_sentence_is_cut() {
        let mut worker = TOKENIZER.worker();
        for unit in ["가", "뚥", "a", "\u{1F600}", "대한민국", "나라 ", "(“", "1."] {
            let text = unit.repeat(300_000 / unit.len());
            check(&text, &worker.analyze(&text));
        }
    }

    #[test]
    fn a_worker_keeps_nothing_of_an_earlier_text() {
        let mut worker = TOKENIZER.worker();
        let texts = ["군은 도로를 넓힌다.", "도로는 군이 넓힌다.", "", " ", "군은 도로를 넓힌다."];
        let first: Vec<_> = texts.map(|text| worker.analyze(text)).into();
        let fresh: Vec<_> = texts.map(|text| TOKENIZER.worker().analyze(text)).into();
        assert_eq!(first, fresh);
        assert_eq!(first[0], first[4]);
    }

    proptest::proptest! {
        #[test]
        fn tokens_cover_any_text(text in r"\PC{0,60}", korean in "[가-힣 a-z0-9.,·“”()\\[\\]\n\t\u{A0}ㄱ-ㅎ一-十]{0,80}") {
            let mut worker = TOKENIZER.worker();
            for text in [text, korean] {
                check(&text, &worker.analyze(&text));
            }
        }
    }
}
