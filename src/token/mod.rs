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
