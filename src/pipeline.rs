//! One document, start to end.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::clean::clean;
use crate::clean::learned::{Learned, Lines};
use crate::decode::decode;
use crate::document::{Article, Document, RawDocument, Source};
use crate::error::{Error, Reject};
use crate::facts::facts;
use crate::lexicon::Lexicon;
use crate::recognize::names::{Reading, names};
use crate::recognize::numbers;
use crate::recognize::tagger::{Scope, Scratch, Tagged, Tagger};
use crate::record::{Cleaned, CodePoints, Entities, Found, Morpheme, Morphemes, Provenance, Record, SCHEMA, Tokenized};
use crate::resolve::resolve;
use crate::token::{Analysis, Token, TokenWorker, Tokenizer};

/// What a worker does with a document, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Bytes to text, and the article out of it.
    Clean,
    /// Money, measures, counts, dates.
    Numbers,
    /// Morphemes.
    Tokens,
    /// The learned tagger.
    Tagger,
    /// Organizations, people and officials.
    Names,
    /// Quotations and facts.
    Facts,
}

impl Part {
    /// Every part with its name.
    pub const ALL: [(Part, &'static str); 6] = [
        (Part::Clean, "clean"),
        (Part::Numbers, "numbers"),
        (Part::Tokens, "tokens"),
        (Part::Tagger, "tagger"),
        (Part::Names, "names"),
        (Part::Facts, "facts"),
    ];
}

/// How long all workers of an extractor took for each part, in nanoseconds.
#[derive(Debug, Default)]
struct Clock([AtomicU64; Part::ALL.len()]);

/// Measures the parts of one document, one after the other.
struct Lap<'a> {
    clock: &'a Clock,
    began: Instant,
}

impl<'a> Lap<'a> {
    fn new(clock: &'a Clock) -> Self {
        Lap { clock, began: Instant::now() }
    }

    /// Ends `part`; the next one begins.
    fn end(&mut self, part: Part) {
        let now = Instant::now();
        self.clock.0[part as usize].fetch_add((now - self.began).as_nanos() as u64, Ordering::Relaxed);
        self.began = now;
    }
}

/// All that extraction needs and no document changes: dictionary, lexicons and the tagger's model. Make one a process.
pub struct Extractor {
    tokenizer: Tokenizer,
    lexicon: Arc<Lexicon>,
    learned: Option<Arc<Learned>>,
    tagger: Arc<Tagger<'static>>,
    clock: Arc<Clock>,
}

impl Extractor {
    /// # Errors
    /// [`Error::Dictionary`], [`Error::Lexicon`] or [`Error::Model`] where an embedded file is damaged.
    pub fn new() -> Result<Self, Error> {
        Self::with_lexicons(&[])
    }

    /// Lays the user's lists of organizations and places over the embedded ones, in the order given.
    ///
    /// # Errors
    /// As [`Extractor::new`], and [`Error::Lexicon`] or [`Error::Read`] for the user's files.
    pub fn with_lexicons(lists: &[PathBuf]) -> Result<Self, Error> {
        Ok(Extractor {
            tokenizer: Tokenizer::new()?,
            lexicon: Arc::new(Lexicon::load(lists)?),
            learned: None,
            tagger: Arc::new(Tagger::embedded().ok_or(Error::Model)?),
            clock: Arc::default(),
        })
    }

    /// Cuts also the lines that were learned to be boilerplate.
    pub fn with_learned(self, learned: Learned) -> Self {
        Extractor { learned: Some(Arc::new(learned)), ..self }
    }

    /// What tells this extractor from one that may see other things in a document: the program's version, its executable, which
    /// holds dictionary and model, and the lexicons.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        // Where the executable cannot be read, its version has to do.
        if let Ok(file) = std::env::current_exe().and_then(std::fs::File::open) {
            let _ = hasher.update_reader(file);
        }
        format!("gisa {} {} {}", env!("CARGO_PKG_VERSION"), &hasher.finalize().to_hex()[..32], self.lexicon.fingerprint())
    }

    /// A worker for one thread.
    pub fn worker(&self) -> Worker {
        Worker {
            tokens: self.tokenizer.worker(),
            lexicon: Arc::clone(&self.lexicon),
            learned: self.learned.clone(),
            tagger: Arc::clone(&self.tagger),
            scratch: Scratch::default(),
            clock: Arc::clone(&self.clock),
        }
    }

    /// How long all workers have taken for each [`Part`] so far, in the order of [`Part::ALL`].
    pub fn times(&self) -> [Duration; Part::ALL.len()] {
        std::array::from_fn(|part| Duration::from_nanos(self.clock.0[part].load(Ordering::Relaxed)))
    }
}

/// One thread's way through the house, with its reused buffers.
pub struct Worker {
    tokens: TokenWorker,
    lexicon: Arc<Lexicon>,
    learned: Option<Arc<Learned>>,
    tagger: Arc<Tagger<'static>>,
    scratch: Scratch,
    clock: Arc<Clock>,
}

impl Worker {
    /// Makes the record of one document.
    ///
    /// # Errors
    /// The reject says at which stage the document ended and why.
    pub fn extract(&mut self, raw: RawDocument) -> Result<Record, Reject> {
        let (article, source) = self.article(raw)?;
        let id = identifier(&article);
        let entities = self.entities(&article);
        Ok(Record {
            schema: SCHEMA,
            id,
            source,
            duplicate_of: None,
            title: article.title,
            subtitle: article.subtitle,
            publisher: article.publisher,
            section: article.section,
            reporters: article.reporters,
            published: article.published,
            modified: article.modified,
            published_from: article.published_from,
            text: article.text,
            entities,
            gisa: Provenance { version: env!("CARGO_PKG_VERSION"), lexicon: self.lexicon.fingerprint().to_owned() },
        })
    }

    /// Title, metadata and cleaned text of one document, and no more.
    ///
    /// # Errors
    /// As [`Worker::extract`].
    pub fn clean(&mut self, raw: RawDocument) -> Result<Cleaned, Reject> {
        let (article, source) = self.article(raw)?;
        Ok(Cleaned {
            id: identifier(&article),
            source,
            duplicate_of: None,
            title: article.title,
            subtitle: article.subtitle,
            publisher: article.publisher,
            section: article.section,
            reporters: article.reporters,
            published: article.published,
            modified: article.modified,
            published_from: article.published_from,
            text: article.text,
        })
    }

    /// The morphemes of one document's cleaned text.
    ///
    /// # Errors
    /// As [`Worker::extract`].
    pub fn tokens(&mut self, raw: RawDocument) -> Result<Tokenized, Reject> {
        let (article, source) = self.article(raw)?;
        let Analysis { tokens, sentences } = self.tokens.analyze(&article.text);
        let points = CodePoints::new(&article.text);
        let morphemes = |tokens: &[Token]| Morphemes {
            tokens: tokens
                .iter()
                .map(|token| points.locate(Found { span: token.span, what: Morpheme { tag: token.tag.as_str() } }))
                .collect(),
        };
        let sentences = sentences
            .into_iter()
            .map(|sentence| points.locate(Found { span: sentence.span, what: morphemes(&tokens[sentence.tokens]) }))
            .collect();
        Ok(Tokenized { id: identifier(&article), source, duplicate_of: None, sentences, text: article.text })
    }

    /// The lines of one document's cleaned text, for [`crate::clean::learned`] to count.
    ///
    /// # Errors
    /// As [`Worker::extract`].
    pub fn lines(&mut self, raw: RawDocument) -> Result<Lines, Reject> {
        let (article, source) = self.article(raw)?;
        Ok(Lines::of(&article, &source))
    }

    /// The cleaned article of a raw document, and where it came from.
    fn article(&self, raw: RawDocument) -> Result<(Article, Source), Reject> {
        let mut lap = Lap::new(&self.clock);
        let (article, Document { mut source, .. }) = clean(decode(raw)?, self.learned.as_deref())?;
        source.url = source.url.or_else(|| article.url.clone());
        lap.end(Part::Clean);
        Ok((article, source))
    }

    /// What the learned tagger alone finds in a text, before the grammar of names decides.
    pub fn tagged(&mut self, text: &str) -> Vec<Tagged> {
        let analysis = self.tokens.analyze(text);
        self.tagger.tag(text, &analysis, Scope::All, &mut self.scratch)
    }

    /// Recognizes names, numbers and time in a cleaned article.
    pub fn entities(&mut self, article: &Article) -> Entities {
        let mut lap = Lap::new(&self.clock);
        let numbers = numbers(article);
        lap.end(Part::Numbers);
        let analysis = self.tokens.analyze(&article.text);
        lap.end(Part::Tokens);
        let tagged = self.tagger.tag(&article.text, &analysis, Scope::Names, &mut self.scratch);
        lap.end(Part::Tagger);
        let reading = Reading { article, analysis: &analysis, lexicon: &self.lexicon, numbers: &numbers, tagged: &tagged };
        let names = names(reading);
        lap.end(Part::Names);
        let points = CodePoints::new(&article.text);
        let (quotes, facts) = facts(article, &analysis, &numbers, &names, &points);
        lap.end(Part::Facts);
        let (organizations, officials, people) = resolve(names, &article.text, &points);
        Entities {
            organizations,
            officials,
            people,
            amounts: numbers.amounts.into_iter().map(|found| points.locate(found)).collect(),
            figures: numbers.figures.into_iter().map(|found| points.locate(found)).collect(),
            counts: numbers.counts.into_iter().map(|found| points.locate(found)).collect(),
            dates: numbers.dates.into_iter().map(|found| points.locate(found)).collect(),
            quotes,
            facts,
        }
    }
}

/// 128 bits of BLAKE3 over title and text: the article's words alone, so that the same article has the same id whatever file
/// it comes in.
pub(crate) fn identifier(article: &Article) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(article.title.as_deref().unwrap_or_default().as_bytes());
    hasher.update(b"\0");
    hasher.update(article.text.as_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}
