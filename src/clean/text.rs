//! Cleaning plain text: line rules for what is not the article.
//!
//! One way through, each step in a file of its own:
//!
//! ```text
//! normal    entities, stray tags, white space: lines
//! cues      the lexicon's phrases, found in one pass
//! classify  what each line is by itself, with the reason
//! zones     where the article begins and ends: title and decks before it, what a page puts after it
//! repeat    captions and summaries that the first sentence says again
//! deck      decks that are glued to the first sentence
//! trim      what is glued to the article's own lines: tags, captions, signatures, notices
//! ```
//!
//! Everything that goes is a [`Cut`] with its [`Reason`]; what no cut covers is the article, unchanged.

pub(in crate::clean) mod byline;
mod caption;
mod classify;
mod cues;
mod deck;
mod headline;
mod normal;
pub(in crate::clean) mod publisher;
mod repeat;
mod sentence;
mod stamp;
mod trim;
mod zones;

use crate::clean::Extent;
use crate::document::{Article, PublishedFrom, Reporter, Span, Timestamp};

/// Why a piece of a text is not the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Menus, breadcrumbs, links to other parts of the site.
    Navigation,
    Share,
    /// Font size, print, speech and translation tools, players.
    Widget,
    Title,
    Subtitle,
    Byline,
    Date,
    /// Marks of a broadcast script and its crew.
    Broadcast,
    Caption,
    Copyright,
    /// What a site says of itself or of how it files the article.
    Notice,
    Summary,
    /// Calls to subscribe, to follow, to send in stories.
    Promotion,
    Related,
    Ranking,
    Comments,
    /// The previous and the next article of a list.
    Neighbour,
    Attachment,
    Survey,
    Licence,
    /// Who answers for a press release, and its telephone.
    Contact,
    EndMark,
    Script,
    /// A line that stood before.
    Repeat,
}

impl Reason {
    /// Every reason with its name in the lexicon and in reports.
    const NAMES: [(&'static str, Reason); 24] = [
        ("navigation", Reason::Navigation),
        ("share", Reason::Share),
        ("widget", Reason::Widget),
        ("title", Reason::Title),
        ("subtitle", Reason::Subtitle),
        ("byline", Reason::Byline),
        ("date", Reason::Date),
        ("broadcast", Reason::Broadcast),
        ("caption", Reason::Caption),
        ("copyright", Reason::Copyright),
        ("notice", Reason::Notice),
        ("summary", Reason::Summary),
        ("promotion", Reason::Promotion),
        ("related", Reason::Related),
        ("ranking", Reason::Ranking),
        ("comments", Reason::Comments),
        ("neighbour", Reason::Neighbour),
        ("attachment", Reason::Attachment),
        ("survey", Reason::Survey),
        ("licence", Reason::Licence),
        ("contact", Reason::Contact),
        ("endmark", Reason::EndMark),
        ("script", Reason::Script),
        ("repeat", Reason::Repeat),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, reason)| *reason)
    }

    /// Lower-case and stable.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, reason)| *reason == self).map_or("", |(name, _)| name)
    }
}

/// A piece of the text that was cut, as it stood there (white space folded).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub reason: Reason,
    pub text: String,
    /// Bytes of the article's text that stood before it.
    pub at: usize,
}

/// Cleans `text`. `known` holds the metadata that is known already: what it lacks is filled in from the text, what it has
/// stays. `known.text` is ignored.
pub fn clean(text: &str, known: Article, extent: Extent) -> Article {
    let normal = normal::normalize(text);
    Draft::cleaned(&normal, &known, extent).finish(known)
}

/// [`clean`], and what was cut, in order.
pub fn clean_with_cuts(text: &str, known: Article, extent: Extent) -> (Article, Vec<Cut>) {
    let normal = normal::normalize(text);
    let mut draft = Draft::cleaned(&normal, &known, extent);
    draft.cuts.sort_unstable_by_key(|(span, _)| (span.start, span.end));
    // Where each piece that was kept ends, in the normal text and in the article's.
    let mut ends = vec![(0, 0)];
    draft.joined(|normal, joined| ends.push((normal, joined)));
    let cut = |(span, reason): &(Span, Reason)| {
        let before = ends.partition_point(|(normal, _)| *normal <= span.start);
        Cut { reason: *reason, text: fold(span.of(draft.text)), at: ends[before - 1].1 }
    };
    let cuts = draft.cuts.iter().map(cut).collect();
    (draft.finish(known), cuts)
}

/// A field of a dump (a title, a name) in the form that texts have: without tags and entities, white space folded; `None` where
/// nothing is left.
pub fn plain(field: &str) -> Option<String> {
    let normal = normal::normalize(field);
    let plain = normal.text.split(['\n', '\t', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    (!plain.is_empty()).then_some(plain)
}

/// The time that a field of a dump names among words of its own: `입력2025.02.15. 오전 12:19`.
pub fn stamp(field: &str) -> Option<Timestamp> {
    let stamps = stamp::stamps(field);
    stamps.published.or(stamps.modified)
}

/// Whether captions are boilerplate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Captions {
    Cut,
    Keep,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// No part of the article.
    Gone(Reason),
    /// No part of the article, and neither is what follows it.
    Last(Reason),
    /// Running text.
    Prose,
    /// A title, a deck, a heading, a list entry: its place decides.
    Short,
}

/// A line with what is known of it so far. Spans are of the normal text.
#[derive(Debug)]
struct Line<'t> {
    text: &'t str,
    span: Span,
    class: Class,
    hits: std::ops::Range<usize>,
    /// Whether a blank line stood before it.
    apart: bool,
}

/// Most reporters that one article has: a page with more of them is a list.
const REPORTERS: usize = 30;

/// What the text says of itself.
#[derive(Debug, Default)]
struct Findings {
    title: Option<String>,
    subtitle: Option<String>,
    /// Publishers by how well they are attested: a tag or a notice, the domain of a reporter's address.
    publisher: Option<String>,
    reporters: Vec<Reporter>,
    /// An address that stood alone.
    email: Option<String>,
    published: Option<Timestamp>,
    modified: Option<Timestamp>,
}

impl Findings {
    fn publisher(&mut self, name: Option<String>) {
        if self.publisher.is_none() {
            self.publisher = name;
        }
    }

    fn reporters(&mut self, found: Vec<Reporter>) {
        for reporter in found {
            let full = self.reporters.len() >= REPORTERS;
            match self.reporters.iter_mut().find(|known| known.name == reporter.name) {
                Some(known) => known.email = known.email.take().or(reporter.email),
                None if !full => self.reporters.push(reporter),
                None => {}
            }
        }
    }

    /// A deck that a page glued to the first paragraph.
    fn deck(&mut self, deck: &str) {
        let deck = headline::plain(deck);
        match &mut self.subtitle {
            Some(subtitle) => {
                subtitle.push('\n');
                subtitle.push_str(&deck);
            }
            None => self.subtitle = Some(deck),
        }
    }

    /// What a byline says: names, and the address of one who signs elsewhere.
    fn byline(&mut self, text: &str) {
        let found = byline::reporters(text);
        if found.is_empty() && self.email.is_none() {
            self.email = byline::emails(text).map(|mail| mail.of(text)).find(|mail| byline::is_whole(mail)).map(str::to_owned);
        }
        self.reporters(found);
        if let Some(name) = publisher::PUBLISHERS.inside(text) {
            self.publisher(Some(name.to_owned()));
        }
    }
}

/// White space between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

impl Gap {
    fn of(space: &str) -> Self {
        if memchr::memchr(b'\n', space.as_bytes()).is_some() {
            Gap::Line
        } else if space.is_empty() {
            Gap::None
        } else {
            Gap::Space
        }
    }
}

/// An article on its way: lines, and what is cut of them.
struct Draft<'t> {
    text: &'t str,
    lines: Vec<Line<'t>>,
    hits: Vec<cues::Hit>,
    cuts: Vec<(Span, Reason)>,
    found: Findings,
    extent: Extent,
    known_title: Option<String>,
    has_title: bool,
}

impl<'t> Draft<'t> {
    fn new(normal: &'t normal::Normal, known: &Article, extent: Extent) -> Self {
        let hits = cues::CUES.find(&normal.text);
        let mut next = 0;
        let lines = normal
            .lines
            .iter()
            .map(|line| {
                let first = next;
                while hits.get(next).is_some_and(|hit| hit.span.end <= line.end) {
                    next += 1;
                }
                let span = Span::new(line.start, line.end);
                Line { text: span.of(&normal.text), span, class: Class::Short, hits: first..next, apart: line.apart }
            })
            .collect();
        Draft {
            text: &normal.text,
            lines,
            hits,
            cuts: Vec::new(),
            found: Findings::default(),
            extent,
            known_title: known.title.clone(),
            has_title: known.title.is_some(),
        }
    }

    /// The draft of a text with everything cut that is no part of the article.
    fn cleaned(normal: &'t normal::Normal, known: &Article, extent: Extent) -> Self {
        let mut draft = Draft::new(normal, known, extent);
        draft.run(Captions::Cut);
        if draft.is_empty() {
            // An article that is a photograph has no other words than its caption.
            draft = Draft::new(normal, known, extent);
            draft.run(Captions::Keep);
        }
        draft
    }

    fn run(&mut self, captions: Captions) {
        self.classify(captions);
        self.place(captions);
        self.trim(captions);
    }

    fn cut(&mut self, span: Span, reason: Reason) {
        if !span.is_empty() {
            self.cuts.push((span, reason));
        }
    }

    /// Whether nothing of the text is left.
    fn is_empty(&self) -> bool {
        self.kept().iter().all(|span| !span.of(self.text).contains(is_letter))
    }

    /// The complement of the cuts, in order. Never crosses a line break that a cut covers.
    fn kept(&self) -> Vec<Span> {
        let mut cuts: Vec<Span> = self.cuts.iter().map(|(span, _)| *span).collect();
        cuts.sort_unstable();
        let mut out = Vec::new();
        let mut from = 0;
        for cut in cuts {
            if cut.start > from {
                out.push(Span::new(from, cut.start));
            }
            from = from.max(cut.end);
        }
        if from < self.text.len() {
            out.push(Span::new(from, self.text.len()));
        }
        out
    }

    /// What is kept, paragraphs joined by line breaks, gaps folded. `piece_ends` is told where each piece ends, in the normal text and
    /// in the joined one.
    fn joined(&self, mut piece_ends: impl FnMut(usize, usize)) -> String {
        let mut text = String::with_capacity(self.text.len());
        // What is due before the next word: the widest gap since the last one.
        let mut due = Gap::None;
        let mut last = 0;
        for span in self.kept() {
            if span.start > last {
                due = due.max(Gap::Space).max(Gap::of(&self.text[last..span.start]));
            }
            last = span.end;
            // The normal text has single spaces alone: within a piece nothing is to be folded.
            let mut rest = span.of(self.text);
            while !rest.is_empty() {
                let end = memchr::memchr2(b'\n', b'\t', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
                let (piece, after) = rest.split_at(end);
                rest = after;
                let words = piece.trim_matches([' ', '\t', '\n']);
                if words.is_empty() {
                    due = due.max(Gap::of(piece));
                    continue;
                }
                if piece.starts_with([' ', '\t']) {
                    due = due.max(Gap::Space);
                }
                match due {
                    Gap::Line if !text.is_empty() => text.push('\n'),
                    Gap::Space if !text.is_empty() => text.push(' '),
                    _ => {}
                }
                text.push_str(words);
                piece_ends(span.end - rest.len(), text.len());
                due = Gap::of(&piece[piece.trim_end_matches([' ', '\t', '\n']).len()..]);
            }
        }
        text
    }

    /// Builds the article.
    fn finish(self, known: Article) -> Article {
        let text = self.joined(|_, _| {});
        let mut found = self.found;
        if let ([only], Some(mail)) = (found.reporters.as_mut_slice(), found.email.as_ref())
            && only.email.is_none()
        {
            only.email = Some(mail.clone());
        }
        let by_mail = found
            .reporters
            .iter()
            .filter_map(|reporter| reporter.email.as_deref())
            .chain(found.email.as_deref())
            .find_map(|mail| publisher::PUBLISHERS.of_domain(mail.rsplit_once('@').map_or("", |(_, domain)| domain)));
        let dated = known.published.is_none() && found.published.is_some();
        Article {
            title: known.title.or(found.title),
            subtitle: known.subtitle.or(found.subtitle),
            publisher: known.publisher.or(found.publisher).or_else(|| by_mail.map(str::to_owned)),
            section: known.section,
            reporters: if known.reporters.is_empty() { found.reporters } else { known.reporters },
            published: known.published.or(found.published),
            published_from: if dated { Some(PublishedFrom::Text) } else { known.published_from },
            modified: known.modified.or(found.modified),
            url: known.url,
            text,
        }
    }
}

/// The last character boundary of `text` at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The first character boundary of `text` at or after `at`.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// `char::is_alphanumeric`, which looks Hangul up the long way.
fn is_letter(c: char) -> bool {
    matches!(c, '가'..='힣') || c.is_alphanumeric()
}

/// White space folded to single spaces.
fn fold(text: &str) -> String {
    text.split([' ', '\t', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
