//! An article's text as the grammar of names sees it: words, the gaps between them, and what the morphemes say of a word.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::document::Span;
use crate::lexicon::Lexicon;
use crate::recognize::tagger::Tagged;
use crate::token::{Sense, Tag, Token};

use super::hints::Hints;
use super::list;
use super::title::{TitleAt, title_at};
use super::word::{Word, is_particle, particles, words};

/// No name has more words than this, and no rule looks further.
pub(super) const REACH: usize = 6;

pub(super) struct Page<'a> {
    pub text: &'a str,
    pub words: Vec<Word>,
    pub lexicon: &'a Lexicon,
    tokens: &'a [Token],
    /// For each word, its morphemes: a range of `tokens`.
    parts: Vec<(u32, u32)>,
    /// The ends of all words' nominal parts, and for each word where its own begin.
    stems: Vec<u32>,
    stems_from: Vec<u32>,
    /// For each word, its end without the particle, by its morphemes.
    bare: Vec<u32>,
    /// Whether nothing but one space stands before each word.
    spaced: Vec<bool>,
    titles: Vec<Option<TitleAt>>,
    /// What the learned tagger believes.
    pub hints: Hints<'a>,
    /// How often each nominal part of a word occurs, once somebody asks.
    recurring: OnceCell<FxHashMap<String, u32>>,
}

impl<'a> Page<'a> {
    pub fn new(text: &'a str, tokens: &'a [Token], lexicon: &'a Lexicon, tagged: &[Tagged]) -> Self {
        let words = words(text);
        let mut parts = Vec::with_capacity(words.len());
        let mut at = 0;
        for word in &words {
            while at < tokens.len() && tokens[at].span.end <= word.start {
                at += 1;
            }
            let mut end = at;
            while end < tokens.len() && tokens[end].span.start < word.end {
                end += 1;
            }
            parts.push((at as u32, end as u32));
            at = end.saturating_sub(1).max(at);
        }
        let mut stems = Vec::with_capacity(2 * words.len());
        let mut stems_from = Vec::with_capacity(words.len());
        for word in &words {
            stems_from.push(stems.len() as u32);
            stems.push(word.end as u32);
            stems.extend(particles(word.of(text)).map(|at| (word.start + at) as u32));
        }
        let spaced = |(nth, word): (usize, &Word)| nth > 0 && &text[words[nth - 1].end..word.start] == " ";
        let spaced = words.iter().enumerate().map(spaced).collect();
        let mut page = Page {
            text,
            words,
            lexicon,
            tokens,
            parts,
            stems,
            stems_from,
            bare: Vec::new(),
            spaced,
            titles: Vec::new(),
            hints: Hints::default(),
            recurring: OnceCell::new(),
        };
        page.bare = (0..page.words.len()).map(|nth| page.without_particle(nth) as u32).collect();
        page.titles = (0..page.words.len()).map(|nth| title_at(&page, nth)).collect();
        page.hints = Hints::new(&page, tagged);
        page
    }

    pub fn word(&self, nth: usize) -> &'a str {
        self.words[nth].of(self.text)
    }

    /// What stands between a word and the one before it; a line break before the first.
    pub fn gap(&self, nth: usize) -> &'a str {
        match nth {
            0 => "\n",
            _ if nth >= self.words.len() => "\n",
            _ => &self.text[self.words[nth - 1].end..self.words[nth].start],
        }
    }

    /// Whether nothing but one space stands before the word.
    pub fn follows(&self, nth: usize) -> bool {
        self.spaced.get(nth).is_some_and(|&spaced| spaced)
    }

    /// The word that begins at `at`.
    pub fn word_at(&self, at: usize) -> Option<usize> {
        self.words.binary_search_by_key(&at, |word| word.start).ok()
    }

    /// The word that holds the byte before `end`.
    pub fn word_holding(&self, end: usize) -> Option<usize> {
        let nth = self.words.partition_point(|word| word.end < end);
        (nth < self.words.len() && self.words[nth].start < end).then_some(nth)
    }

    pub fn morphemes(&self, nth: usize) -> &'a [Token] {
        let (from, to) = self.parts[nth];
        &self.tokens[from as usize..to as usize]
    }

    /// What the dictionary says the span names, where one morpheme makes it up.
    pub fn sense(&self, nth: usize, span: Span) -> Sense {
        self.morphemes(nth).iter().find(|token| token.span == span).map_or(Sense::Other, |token| token.sense)
    }

    /// Whether a morpheme that is no proper noun has `at` inside it.
    pub fn splits(&self, nth: usize, at: usize) -> bool {
        self.morphemes(nth)
            .iter()
            .any(|token| token.span.start < at && at < token.span.end && !matches!(token.tag, Tag::NNP | Tag::UNKNOWN | Tag::SL))
    }

    /// Whether the span is a place of the lexicon or the dictionary.
    pub fn place(&self, nth: usize, span: Span) -> bool {
        self.sense(nth, span) == Sense::Place || self.lexicon.lookup_place(span.of(self.text)).is_some()
    }

    /// Whether the word ends in a particle or a verb's ending, by its morphemes.
    pub fn inflected(&self, nth: usize) -> bool {
        self.morphemes(nth).last().is_some_and(|token| {
            let last = token.tag.last();
            token.span.len() < self.words[nth].len() && (last.is_josa() || last.is_ending() || last == Tag::VCP)
        })
    }

    /// Whether the word is an adverb, a determiner or an inflected word: nothing that a name could begin with.
    pub fn closes(&self, nth: usize) -> bool {
        self.inflected(nth)
            || self.morphemes(nth).last().is_some_and(|token| {
                let last = token.tag.last();
                matches!(last, Tag::MAG | Tag::MAJ | Tag::MM | Tag::IC) || last.is_ending()
            })
    }

    /// Whether one morpheme that is a common word makes up the whole span.
    pub fn common(&self, nth: usize, span: Span) -> bool {
        self.morphemes(nth)
            .iter()
            .any(|token| token.span == span && !matches!(token.tag, Tag::NNP | Tag::UNKNOWN | Tag::SL | Tag::UNA | Tag::NA))
    }

    /// Whether a part of the span is a proper noun, foreign letters or unknown to the dictionary.
    pub fn proper(&self, nth: usize, span: Span) -> bool {
        self.morphemes(nth).iter().any(|token| {
            span.overlaps(token.span)
                && match token.tag {
                    Tag::NNP => !matches!(token.span.of(self.text), "인공지능" | "클라우드" | "빅데이터" | "대한민국"),
                    Tag::SL => {
                        token.span.of(self.text).len() > 1
                            && !matches!(token.span.of(self.text), "AI" | "IT" | "SW" | "ICT" | "R")
                    }
                    Tag::UNKNOWN | Tag::UNA | Tag::NA | Tag::SH => true,
                    _ => false,
                }
        })
    }

    /// Whether the morphemes of the span make no sense as Korean nouns: particles, verbs and single syllables side by side are
    /// what the dictionary's analysis of an unknown name looks like (파인|앤|파트|너스).
    pub fn odd(&self, nth: usize, span: Span) -> bool {
        let inside = || self.morphemes(nth).iter().filter(|token| span.contains(token.span));
        let strange = |tag: Tag| {
            matches!(tag.first(), Tag::IC | Tag::XR | Tag::NR | Tag::MM | Tag::UNKNOWN | Tag::JX | Tag::NP)
                || !tag.is_simple() && tag.as_str().contains("JX")
        };
        let count = inside().count();
        count >= 2 && inside().any(|token| strange(token.tag))
            || count >= 3 && inside().filter(|token| token.span.len() == 3).count() * 2 >= count
            || self.unknown(nth, span)
    }

    /// Whether the span, which begins a word, begins another word as well, with nothing or a particle behind it.
    pub fn recurs(&self, span: Span) -> bool {
        let counts = self.recurring.get_or_init(|| {
            let mut counts: FxHashMap<String, u32> = FxHashMap::default();
            for nth in 0..self.words.len() {
                for end in self.stems(nth) {
                    *counts.entry(self.text[self.words[nth].start..end].to_owned()).or_default() += 1;
                }
            }
            counts
        });
        counts.get(span.of(self.text)).is_some_and(|&count| count > 1)
    }

    /// Whether the dictionary does not know the span, or a part of it.
    pub fn unknown(&self, nth: usize, span: Span) -> bool {
        self.morphemes(nth).iter().any(|token| span.contains(token.span) && !token.word.is_known())
    }

    /// The ends that the nominal part of the word may have, the whole word first, then by ever longer particles.
    pub fn stems(&self, nth: usize) -> impl Iterator<Item = usize> + use<'_> {
        let from = self.stems_from[nth] as usize;
        let to = self.stems_from.get(nth + 1).map_or(self.stems.len(), |&to| to as usize);
        self.stems[from..to].iter().map(|&end| end as usize)
    }

    /// The end of the word without its particle, by its morphemes.
    pub fn stem(&self, nth: usize) -> usize {
        self.bare[nth] as usize
    }

    fn without_particle(&self, nth: usize) -> usize {
        let word = self.words[nth];
        let mut end = word.end;
        for token in self.morphemes(nth).iter().rev() {
            let tag = token.tag;
            if tag.is_josa() || tag.first() == Tag::VCP || tag.is_ending() && end < word.end {
                end = token.span.start.max(word.start);
            } else {
                break;
            }
        }
        if end == word.start { word.end } else { end }
    }

    /// The title that the word is or ends in.
    pub fn title(&self, nth: usize) -> Option<TitleAt> {
        self.titles.get(nth).copied().flatten()
    }

    /// Whether what follows `end` in its word may follow a name: nothing, a particle, or a noun that is written onto names.
    pub fn ends_name(&self, start: usize, end: usize) -> bool {
        let Some(nth) = self.word_holding(end) else { return false };
        let rest = &self.text[end..self.words[nth].end];
        rest.is_empty() || is_particle(&self.text[start..end], rest) || tail(rest)
    }

    pub fn country(&self, nth: usize) -> bool {
        list::COUNTRIES.contains(self.word(nth))
    }
}

/// The words that some spans cover, in whole or in part.
pub(super) struct Covered(Vec<bool>);

impl Covered {
    pub fn by(page: &Page, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut covered = Covered(vec![false; page.words.len()]);
        for span in spans {
            covered.add(page, span);
        }
        covered
    }

    pub fn add(&mut self, page: &Page, span: Span) {
        let first = page.words.partition_point(|word| word.end <= span.start);
        for (word, covered) in page.words[first..].iter().zip(&mut self.0[first..]) {
            if word.start >= span.end {
                break;
            }
            *covered = true;
        }
    }

    /// Whether a span covers a part of the word.
    pub fn has(&self, nth: usize) -> bool {
        self.0[nth]
    }
}

/// Nouns that are written onto a name without a space, with their particles: `LH소유`, `시청측은`.
fn tail(rest: &str) -> bool {
    const TAILS: [&str; 16] = [
        "측",
        "소유",
        "부지",
        "산하",
        "소속",
        "제공",
        "출신",
        "관계자",
        "등",
        "내",
        "본사",
        "직원",
        "노사",
        "발",
        "주가",
        "주식",
    ];
    TAILS.iter().any(|noun| rest.strip_prefix(noun).is_some_and(|rest| is_particle(noun, rest)))
}
