//! Boilerplate that one run learns by itself: lines that come again and again in the articles of one source.
//!
//! A first pass over the inputs cleans every document as usual and counts the lines that are left ([`learn`]); the second
//! one cuts those that recur ([`Learned::cut`]). A source is a publisher; where a document names none, the host of its address;
//! where it has no address, the folder of its file.

use std::collections::{HashMap, HashSet};

use crate::dedupe::{Dedupe, Repeatable};
use crate::document::{Article, Source};
use crate::error::{Error, Reject};
use crate::pipeline::{Extractor, Worker};
use crate::run::{Plan, Summary, Tallied, Watch, run};
use crate::write::{Cursor, Sink, Unit};

/// The documents of one source in which a line must stand: fewer may tell of the same event.
const DOCUMENTS: u32 = 10;
/// The share of the source's documents in which a line must stand, one in this many: a large dump has some of everything.
const ONE_IN: u32 = 10;
/// Lines that are counted at a time; beyond them those that came least often are forgotten. Some 32 bytes each.
const COUNTED: usize = 1 << 20;
/// Documents that are known again, so that a dump that repeats an article does not make boilerplate of it. 16 bytes each.
const KNOWN: usize = 1 << 22;

/// The lines of one document, as they are counted: hashes of 64 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    source: u64,
    document: u64,
    lines: Vec<u64>,
}

impl Lines {
    pub fn of(article: &Article, source: &Source) -> Self {
        let key = source_key(article, source);
        let mut lines: Vec<u64> = article.paragraphs().map(|line| hash(key, line.of(&article.text))).collect();
        lines.sort_unstable();
        lines.dedup();
        Lines { source: key, document: hash(key, &article.text), lines }
    }
}

/// Lines are counted, not compared: duplicates are the counter's own business.
impl Repeatable for Lines {
    fn id(&self) -> &str {
        ""
    }

    fn text(&self) -> &str {
        ""
    }

    fn mark(&mut self, _: String) {}
}

impl Tallied for Lines {}

/// The source that a document's lines are counted for.
fn source_key(article: &Article, source: &Source) -> u64 {
    if let Some(publisher) = &article.publisher {
        return hash(0, publisher);
    }
    let host =
        source.url.as_deref().or(article.url.as_deref()).and_then(|url| url.split_once("://")?.1.split(['/', '?', '#']).next());
    match host {
        Some(host) if !host.is_empty() => hash(1, &host.to_ascii_lowercase()),
        _ => {
            let file = source.member.as_deref().filter(|member| member.contains('/')).unwrap_or(&source.path);
            hash(2, file.rsplit_once('/').map_or("", |(folder, _)| folder))
        }
    }
}

/// 64 bits of BLAKE3; `key` keeps the lines of sources apart.
fn hash(key: u64, words: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&key.to_le_bytes());
    hasher.update(words.as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

/// Counts lines, in bounded memory.
#[derive(Debug, Default)]
struct Counter {
    /// The documents of each source.
    documents: HashMap<u64, u32>,
    /// The source of each line, and the documents in which it stood since it was first remembered.
    lines: HashMap<u64, (u64, u32)>,
    known: HashSet<u64>,
}

impl Counter {
    fn add(&mut self, document: Lines) {
        if self.known.contains(&document.document) {
            return;
        }
        if self.known.len() < KNOWN {
            self.known.insert(document.document);
        }
        *self.documents.entry(document.source).or_default() += 1;
        for line in document.lines {
            self.lines.entry(line).or_insert((document.source, 0)).1 += 1;
        }
        let mut least = 1;
        while self.lines.len() > COUNTED {
            self.lines.retain(|_, (_, count)| *count > least);
            least += 1;
        }
    }

    fn learned(self) -> Learned {
        let recurs = |(source, count): (u64, u32)| {
            count >= DOCUMENTS && self.documents.get(&source).is_some_and(|&documents| count >= documents.div_ceil(ONE_IN))
        };
        Learned { lines: self.lines.into_iter().filter(|(_, line)| recurs(*line)).map(|(line, _)| line).collect() }
    }
}

impl Sink<Lines> for Counter {
    type Row = Lines;

    fn row(lines: Lines) -> Lines {
        lines
    }

    fn commit(&mut self, unit: Unit<Lines>) -> Result<(), Error> {
        unit.rows.into_iter().for_each(|(_, lines)| self.add(lines));
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

/// The first pass is not watched: the second one tells the same.
struct Unwatched;

impl Watch for Unwatched {
    fn start(&self, _: Option<u64>) {}
    fn batch(&self, _: &Summary, _: u64) {}
    fn reject(&self, _: &Reject) {}
    fn note(&self, _: &str) {}
}

/// Reads the inputs of `plan` once, to learn the boilerplate of their sources.
///
/// # Errors
/// As [`run`].
pub fn learn(plan: &Plan, extractor: &Extractor) -> Result<Learned, Error> {
    let plan = Plan { dedupe: Dedupe::Off, ..plan.clone() };
    let mut counter = Counter::default();
    run(&plan, extractor, Worker::lines, &mut counter, None, Cursor::default(), &Unwatched)?;
    Ok(counter.learned())
}

/// Lines that are boilerplate in one source or another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learned {
    lines: HashSet<u64>,
}

impl Learned {
    /// The number of lines that were learned.
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Takes the learned lines out of an article. One that has no other lines stays as it is: it is all that the document has.
    pub fn cut(&self, article: &mut Article, source: &Source) {
        if self.lines.is_empty() {
            return;
        }
        let key = source_key(article, source);
        let kept: Vec<&str> = article
            .paragraphs()
            .map(|line| line.of(&article.text))
            .filter(|line| !self.lines.contains(&hash(key, line)))
            .collect();
        let text = kept.join("\n");
        if !text.is_empty() && text.len() < article.text.len() {
            article.text = text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn source(path: &str, url: Option<&str>) -> Source {
        Source { url: url.map(str::to_owned), ..Source::new(path, Format::Text) }
    }

    fn article(publisher: Option<&str>, text: impl Into<String>) -> Article {
        Article { publisher: publisher.map(str::to_owned), text: text.into(), ..Article::default() }
    }

    fn learned(articles: &[(Article, Source)]) -> Learned {
        let mut counter = Counter::default();
        articles.iter().for_each(|(article, source)| counter.add(Lines::of(article, source)));
        counter.learned()
    }

    const FOOT: &str = "한빛일보는 독자 여러분의 의견을 기다립니다";

    fn story(nth: usize) -> String {
        format!("한빛시는 {nth}일 {nth}번째 협약을 맺었다고 밝혔다.\n{FOOT}")
    }

    #[test]
    fn lines_that_recur_in_one_source_are_cut_there() {
        let file = source("뉴스/a.jsonl", None);
        let mut articles: Vec<_> = (1..=12).map(|nth| (article(Some("한빛일보"), story(nth)), file.clone())).collect();
        let learned = learned(&articles);
        assert_eq!(learned.lines(), 1);
        let (first, _) = &mut articles[0];
        learned.cut(first, &file);
        assert_eq!(first.text, "한빛시는 1일 1번째 협약을 맺었다고 밝혔다.");
        // Another publisher's line of the same words may be its own.
        let mut other = article(Some("가람신문"), story(1));
        learned.cut(&mut other, &file);
        assert_eq!(other.text, story(1));
        // A document that is nothing else is kept.
        let mut bare = article(Some("한빛일보"), FOOT);
        learned.cut(&mut bare, &file);
        assert_eq!(bare.text, FOOT);
    }

    #[test]
    fn few_documents_and_small_shares_teach_nothing() {
        let file = source("a.jsonl", None);
        let few: Vec<_> = (1..10).map(|nth| (article(Some("한빛일보"), story(nth)), file.clone())).collect();
        assert_eq!(learned(&few).lines(), 0);
        let plain = |nth| (article(Some("한빛일보"), format!("시는 {nth}번째 소식을 알렸다.")), file.clone());
        let rare: Vec<_> =
            (1..=12).map(|nth| (article(Some("한빛일보"), story(nth)), file.clone())).chain((0..200).map(plain)).collect();
        assert_eq!(learned(&rare).lines(), 0);
        // The same article again and again is one article.
        let same: Vec<_> = (0..50).map(|_| (article(Some("한빛일보"), story(1)), file.clone())).collect();
        assert_eq!(learned(&same).lines(), 0);
    }

    #[test]
    fn sources_without_a_publisher_are_hosts_and_folders() {
        let key = |path, url| source_key(&article(None, ""), &source(path, url));
        assert_eq!(key("a/1.html", Some("https://News.example.com/1?a")), key("b/2.html", Some("http://news.example.com#x")));
        assert_ne!(key("a/1.html", Some("https://news.example.com/1")), key("a/1.html", Some("https://example.com/1")));
        assert_eq!(key("a/1.html", None), key("a/2.html", None));
        assert_ne!(key("a/1.html", None), key("b/1.html", None));
        assert_ne!(source_key(&article(Some("a"), ""), &source("a/1", None)), key("a/1", None));
    }

    #[test]
    fn memory_is_bounded_and_frequent_lines_survive() {
        let mut counter = Counter::default();
        for document in 0..40_u64 {
            let lines = (0..60_000).map(|nth| 1 + document * 60_000 + nth).chain([0]).collect();
            counter.add(Lines { source: 7, document, lines });
            assert!(counter.lines.len() <= COUNTED);
        }
        assert!(counter.learned().lines.contains(&0));
    }
}
