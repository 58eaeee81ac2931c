//! Sentences and morphemes.

mod sentence;

pub use sentence::{Sentences, sentences};

use std::ops::Range;
use std::sync::Arc;

use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera::worker::SegmentWorker;

use crate::document::Span;
use crate::error::Error;

/// A part-of-speech tag of mecab-ko-dic (`NNG`, `JKS`, `VCP+ETM` …).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tag(pub(crate) &'static str);

impl Tag {
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

/// A morpheme: its place in the text and its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub tag: Tag,
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
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
}

/// The morphological analyser: one a process, shared by all threads.
#[derive(Clone)]
pub struct Tokenizer {
    segmenter: Arc<Segmenter>,
}

impl Tokenizer {
    /// # Errors
    /// [`Error::Dictionary`] where the embedded dictionary is damaged.
    pub fn new() -> Result<Self, Error> {
        let dictionary = gisa_dictionary::load().map_err(|wrong| Error::Dictionary(wrong.to_string()))?;
        Ok(Tokenizer { segmenter: Arc::new(Segmenter::new(Mode::Normal, dictionary, None)) })
    }

    /// A worker for one thread.
    pub fn worker(&self) -> TokenWorker {
        TokenWorker { worker: self.segmenter.new_worker() }
    }
}

/// One thread's analyser with its reused buffers.
pub struct TokenWorker {
    worker: SegmentWorker,
}

impl TokenWorker {
    /// Splits `text` into sentences and morphemes. Sentences never cross a line break.
    pub fn analyze(&mut self, text: &str) -> Analysis {
        let mut analysis = Analysis::default();
        for span in Sentences::new(text) {
            let first = analysis.tokens.len();
            if let Ok(tokens) = self.worker.segment(span.of(text)) {
                for mut token in tokens {
                    let place = Span::new(span.start + token.byte_start, span.start + token.byte_end);
                    let tag = intern(token.get_detail(0).unwrap_or("UNKNOWN"));
                    analysis.tokens.push(Token { span: place, tag });
                }
            }
            analysis.sentences.push(Sentence { span, tokens: first..analysis.tokens.len() });
        }
        analysis
    }
}

fn intern(tag: &str) -> Tag {
    use std::collections::HashMap;
    use std::sync::{LazyLock, RwLock};
    static TAGS: LazyLock<RwLock<HashMap<String, &'static str>>> = LazyLock::new(RwLock::default);
    if let Some(&known) = TAGS.read().ok().as_deref().and_then(|tags| tags.get(tag)) {
        return Tag(known);
    }
    let leaked: &'static str = Box::leak(tag.to_owned().into_boxed_str());
    if let Ok(mut tags) = TAGS.write() {
        tags.insert(tag.to_owned(), leaked);
    }
    Tag(leaked)
}
