//! What the learned tagger believes of an article's names, one judgement a name rather than one a mention.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Span;
use crate::recognize::tagger::{Kind, Tagged};
use crate::token::Tag;

use super::alone::KIN;
use super::gather::{FORMER, PRESENT};
use super::list::FOREIGN;
use super::page::Page;

/// How likely a name is a person's, a place's and an organization's, from 0 to 1: the mean over its mentions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Belief {
    pub person: f32,
    pub place: f32,
    pub organization: f32,
}

impl Belief {
    fn of(tagged: &Tagged) -> Self {
        let of = |kind: Kind| tagged.kinds[kind as usize];
        Belief { person: of(Kind::PS), place: of(Kind::LC), organization: of(Kind::OG) }
    }
}

/// The tagger's spans on the borders of words, and what it believes of each name.
#[derive(Debug, Default)]
pub(super) struct Hints<'a> {
    /// In text order, without overlaps.
    spans: Vec<(Span, Belief)>,
    /// For each name, the mean of all its mentions, and how many there are.
    names: FxHashMap<&'a str, (Belief, u32)>,
}

impl<'a> Hints<'a> {
    /// Takes the spans of people, places and organizations whose borders are those of words, particles aside.
    pub fn new(page: &Page<'a>, tagged: &[Tagged]) -> Self {
        let mut spans: Vec<(Span, Belief)> = Vec::new();
        for name in tagged.iter().filter(|name| matches!(name.kind, Kind::PS | Kind::LC | Kind::OG)) {
            let Some(last) = page.word_holding(name.span.end) else { continue };
            let Some(first) = page.word_at(name.span.start) else { continue };
            if page.stems(last).any(|end| end == name.span.end) {
                let span = if name.kind == Kind::PS { bare(page, first, last, name.span) } else { name.span };
                spans.push((span, Belief::of(name)));
            }
        }
        let bands: FxHashSet<&str> =
            spans.iter().filter(|(span, _)| band(page, *span)).map(|(span, _)| span.of(page.text)).collect();
        spans.retain(|(span, _)| bands.is_empty() || !bands.contains(span.of(page.text)));
        let mut names: FxHashMap<&str, (Belief, u32)> = FxHashMap::default();
        for (span, belief) in &spans {
            let (sum, _) = names.entry(span.of(page.text)).or_default();
            sum.person += belief.person;
            sum.place += belief.place;
            sum.organization += belief.organization;
        }
        // A mention where the tagger sees nothing counts too; one inside a longer name is another name's.
        let mut next = 0;
        for nth in 0..page.words.len() {
            let word = page.words[nth];
            while next < spans.len() && spans[next].0.end <= word.start {
                next += 1;
            }
            if let Some((span, _)) = spans.get(next).filter(|(span, _)| span.start < word.end) {
                if span.start == word.start
                    && let Some((_, count)) = names.get_mut(span.of(page.text))
                {
                    *count += 1;
                }
                continue;
            }
            if let Some(end) = page.stems(nth).find(|&end| names.contains_key(&page.text[word.start..end]))
                && let Some((_, count)) = names.get_mut(&page.text[word.start..end])
            {
                *count += 1;
            }
        }
        for (belief, count) in names.values_mut() {
            let mentions = (*count).max(1) as f32;
            *belief = Belief {
                person: belief.person / mentions,
                place: belief.place / mentions,
                organization: belief.organization / mentions,
            };
        }
        Hints { spans, names }
    }

    /// What the tagger believes of a name; nothing where it never saw one.
    pub fn name(&self, name: &str) -> Belief {
        self.names.get(name).map_or(Belief::default(), |(belief, _)| *belief)
    }

    /// How often the name stands in the text, seen by the tagger or not.
    pub fn mentions(&self, name: &str) -> u32 {
        self.names.get(name).map_or(0, |(_, count)| *count)
    }

    /// The span that begins at `start`.
    pub fn starting(&self, start: usize) -> Option<Span> {
        self.spans.binary_search_by_key(&start, |(span, _)| span.start).ok().map(|at| self.spans[at].0)
    }

    /// The span that ends at `end`.
    pub fn ending(&self, end: usize) -> Option<Span> {
        let at = self.spans.partition_point(|(span, _)| span.end < end);
        self.spans.get(at).map(|(span, _)| *span).filter(|span| span.end == end)
    }

    /// All spans, in text order.
    pub fn spans(&self) -> impl Iterator<Item = Span> + use<'_> {
        self.spans.iter().map(|(span, _)| *span)
    }
}

/// Words for musicians who play together, which stand before the name that they go by.
const BANDS: [&str; 9] = ["그룹", "걸그룹", "보이그룹", "아이돌그룹", "보컬그룹", "혼성그룹", "밴드", "듀오", "트리오"];

/// Whether the span is the name of a band: 걸그룹 새솔은, but not 한들 그룹 홍길동 회장은.
fn band(page: &Page, span: Span) -> bool {
    let Some(first) = page.word_at(span.start).filter(|&first| page.follows(first)) else { return false };
    let Some(last) = page.word_holding(span.end) else { return false };
    BANDS.contains(&page.word(first - 1)) && !(page.follows(last + 1) && page.title(last + 1).is_some_and(|at| at.title.official))
}

/// Groups around a person that are named by the person.
const CAMPS: [&str; 5] = ["캠프", "정부", "정권", "내각", "일가"];

/// A person's name without the titles and common nouns around it, which the tagger's guideline counts in: 홍 의장, 챔피언 새솔.
fn bare(page: &Page, mut first: usize, mut last: usize, span: Span) -> Span {
    let noun = |nth: usize, own: Span| own.len() > 3 && page.common(nth, own);
    let mut end = span.end;
    while first < last {
        let own = Span::new(page.words[last].start, end);
        let title = page.title(last).is_some_and(|title| title.prefix(page).is_empty());
        let word = own.of(page.text);
        // 홍길동 현 시장
        if FORMER.contains(&word) || PRESENT.contains(&word) {
            last -= 1;
            end = page.words[last].end;
            continue;
        }
        if !title && (!noun(last, own) || FOREIGN.contains(page.word(last - 1))) && !CAMPS.contains(&own.of(page.text)) {
            break;
        }
        last -= 1;
        end = page.words[last].end;
    }
    // 공격수: a noun and a suffix; a foreign name's first part may be a noun by chance.
    let role = |nth: usize| {
        let morphemes = page.morphemes(nth);
        morphemes.len() >= 2 && morphemes.iter().all(|token| matches!(token.tag, Tag::NNG | Tag::XSN | Tag::NNB))
    };
    while first < last && (page.title(first).is_some() || role(first) || KIN.contains(&page.word(first))) {
        first += 1;
    }
    // 모하메드 엘 에리언 알리안츠, 자비에 베텔 룩셈부르크: the body or the country of a title that follows.
    let body = |own: Span, nth: usize| page.lexicon.lookup(own.of(page.text)).is_some() || page.country(nth);
    while first < last && body(Span::new(page.words[last].start, end), last) {
        last -= 1;
        end = page.words[last].end;
    }
    // 마르타 새솔치의: the particle of a foreign name is none of it.
    let josa = page.morphemes(last).last().filter(|token| first < last && token.tag.is_josa() && token.span.end == end);
    let written = |josa: &Span| matches!(josa.of(page.text), "의" | "을" | "를") && josa.start >= page.words[last].start + 6;
    if let Some(josa) = josa.map(|token| token.span).filter(written).filter(|_| !page.closes(first)) {
        end = josa.start;
    }
    Span::new(page.words[first].start, end)
}
