//! One document, start to end.

use std::sync::Arc;

use crate::clean::clean;
use crate::decode::decode;
use crate::document::{Article, RawDocument, Source};
use crate::error::{Error, Reject};
use crate::lexicon::Lexicon;
use crate::recognize::names::{Reading, names};
use crate::recognize::numbers;
use crate::record::{CodePoints, Provenance, Record, SCHEMA};
use crate::resolve::resolve;
use crate::token::{TokenWorker, Tokenizer};

/// All that extraction needs and no document changes: dictionary and lexicons. Make one a process.
pub struct Extractor {
    tokenizer: Tokenizer,
    lexicon: Arc<Lexicon>,
}

impl Extractor {
    /// # Errors
    /// [`Error::Dictionary`] or [`Error::Lexicon`] where an embedded file is damaged.
    pub fn new() -> Result<Self, Error> {
        Ok(Extractor { tokenizer: Tokenizer::new()?, lexicon: Arc::new(Lexicon::embedded()?) })
    }

    /// A worker for one thread.
    pub fn worker(&self) -> Worker {
        Worker { tokens: self.tokenizer.worker(), lexicon: Arc::clone(&self.lexicon) }
    }
}

/// One thread's way through the house, with its reused buffers.
pub struct Worker {
    tokens: TokenWorker,
    lexicon: Arc<Lexicon>,
}

impl Worker {
    /// Makes the record of one document.
    ///
    /// # Errors
    /// The reject says at which stage the document ended and why.
    pub fn extract(&mut self, raw: RawDocument) -> Result<Record, Reject> {
        let (article, document) = clean(decode(raw)?)?;
        Ok(self.record(article, document.source))
    }

    /// Makes the record of a cleaned article.
    pub fn record(&mut self, article: Article, mut source: Source) -> Record {
        let numbers = numbers(&article);
        let analysis = self.tokens.analyze(&article.text);
        let names = names(Reading { article: &article, analysis: &analysis, lexicon: &self.lexicon, numbers: &numbers });
        let points = CodePoints::new(&article.text);
        let (organizations, officials, people) = resolve(names, &article.text, &points);
        let amounts = numbers.amounts.into_iter().map(|found| points.locate(found)).collect();
        let figures = numbers.figures.into_iter().map(|found| points.locate(found)).collect();
        let counts = numbers.counts.into_iter().map(|found| points.locate(found)).collect();
        let dates = numbers.dates.into_iter().map(|found| points.locate(found)).collect();
        source.url = source.url.or_else(|| article.url.clone());
        Record {
            schema: SCHEMA,
            id: identifier(&article),
            source,
            title: article.title,
            subtitle: article.subtitle,
            publisher: article.publisher,
            section: article.section,
            reporters: article.reporters,
            published: article.published,
            modified: article.modified,
            published_from: article.published_from,
            text: article.text,
            organizations,
            officials,
            people,
            amounts,
            figures,
            counts,
            dates,
            gisa: Provenance { version: env!("CARGO_PKG_VERSION"), lexicon: self.lexicon.fingerprint().to_owned() },
        }
    }
}

/// 128 bits of BLAKE3 over title and text: the article's words alone, so that the same article has the same id whatever file
/// it comes in.
fn identifier(article: &Article) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(article.title.as_deref().unwrap_or_default().as_bytes());
    hasher.update(b"\0");
    hasher.update(article.text.as_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}
