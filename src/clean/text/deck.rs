//! Decks that a page glued to the article's first sentence: `… 사업 확대한라군은 5일 …`, `… 성과 거둬 한라군은 …`.
//!
//! A deck is a headline: it leaves josa and verbs out and ends with a noun of action or a short verb. Where its end meets the
//! sentence after it no stop stands, and often no space. Both sides must show it: the end of a headline on the left, on the right
//! the name of a body, a day or another word that first sentences begin with. `lexicon/headlines.tsv` holds the words.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::clean::text::{byline, floor, sentence};

/// How far into the paragraph decks may go, in bytes.
const DECKS: usize = 900;
/// How much of the article is looked at for words that come again, in bytes.
const REST: usize = 12_000;
/// Most places in one paragraph that are looked at in the rest of the article.
const LOOKED_UP: usize = 24;
/// Shortest deck and shortest sentence after it, in characters.
const SHORTEST: usize = 10;
const SENTENCE: usize = 15;

/// The words of one class of `lexicon/headlines.tsv`.
fn class(name: &str) -> FxHashSet<&'static str> {
    rows(include_str!("../../../lexicon/headlines.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .filter(|(class, _)| *class == name)
        .map(|(_, word)| word)
        .collect()
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|row| !row.starts_with('#') && !row.is_empty())
}

/// Nouns that headlines end with, of two and three syllables.
static NOUNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| class("action").into_iter().chain(class("noun")).collect());
/// Nouns that headlines end with where they are words of their own.
static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| class("word"));
/// Further words of their own that headlines end with.
static LAST: LazyLock<FxHashSet<&str>> = LazyLock::new(|| class("last"));
static OPENERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| class("opener"));

/// Bodies and places by names that mean nothing else.
static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let words: FxHashSet<&str> = rows(include_str!("../../../lexicon/common-nouns.tsv"))
        .chain(rows(include_str!("../../../lexicon/titles.tsv")))
        .chain(rows(include_str!("../../../lexicon/organization-generics.tsv")))
        .filter_map(|row| row.split('\t').next())
        .collect();
    // A name of two syllables whose second is a josa is also a syllable with its josa.
    let clear = |name: &&str| !words.contains(name) && (name.chars().nth(2).is_some() || !name.ends_with(JOSA_ENDS));
    crate::lexicon::embedded_forms().filter(clear).collect()
});

/// Positions that follow the name of a person.
static TITLES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/titles.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .filter(|(_, class)| class.starts_with("official"))
        .map(|(title, _)| title)
        .collect()
});

const JOSA_ENDS: [char; 12] = ['은', '는', '이', '가', '을', '를', '의', '와', '과', '도', '에', '로'];
/// Longest first.
const JOSA: [&str; 19] = [
    "으로부터", "에서는", "에서", "에게", "으로", "부터", "까지", "은", "는", "이", "가", "을", "를", "의", "와", "과", "도",
    "에", "로",
];

/// Acronyms that also end compounds: `대응TF`.
const ACRONYMS: [&str; 18] =
    ["TF", "AI", "SW", "IT", "CEO", "PC", "ETF", "IB", "IPO", "CCTV", "GDP", "DB", "TV", "PF", "IC", "PB", "ESG", "FTA"];

/// How verbs end at the end of a headline: in the plain form, and in the short one that leaves the rest out (`선보여`).
const VERBS: [&str; 44] = [
    "한다", "된다", "했다", "됐다", "없다", "있다", "난다", "진다", "간다", "선다", "온다", "는다", "왔다", "났다", "졌다", "커져",
    "밝혀", "열려", "몰려", "올려", "늘려", "내려", "줄여", "높여", "보여", "낮춰", "갖춰", "맞춰", "나서", "올라", "늘어", "줄어",
    "넘어서", "떨어져", "이어져", "쏟아져", "있나", "되나", "될까", "할까", "키로", "하기로", "지만", "에도",
];

/// Nouns and adverbs that end as the josa of a subject or object do.
const UNMARKED: [&str; 37] = [
    "평가", "국가", "증가", "물가", "주가", "추가", "전문가", "작가", "휴가", "허가", "인가", "원가", "단가", "불가", "참가",
    "유가", "시가", "고가", "저가", "대가", "정가", "나이", "아이", "어린이", "높이", "차이", "마을", "가을", "겨울", "많은",
    "적은", "같은", "있는", "없는", "하는", "되는", "놀이",
];

/// Bytes of the decks at the start of `paragraph`, 0 where none are. `rest` is the article after the paragraph's first sentence
/// and what else is known of it; words of the paragraph come again there.
pub fn glued(paragraph: &str, title: &str, rest: &str) -> usize {
    let Some(end) = sentence::stops(&paragraph[..floor(paragraph, 2 * DECKS)]).next() else { return 0 };
    let sentence = &paragraph[..end];
    if sentence.contains('\n') {
        return 0;
    }
    let said = Said { title, rest: [&paragraph[end..], &rest[..floor(rest, REST)]] };
    let mut best = 0;
    let mut looked_up = 0;
    let mut before = "";
    for (start, eojeol) in eojeols(sentence) {
        if start > DECKS || looked_up > LOOKED_UP {
            break;
        }
        if start > 0 {
            let next = &sentence[start + eojeol.len()..];
            let inner = eojeol.char_indices().map(|(at, _)| at).skip(1);
            for at in std::iter::once(0).chain(inner) {
                let spaced = at == 0;
                let (deck, first) = if spaced { (before, eojeol) } else { eojeol.split_at(at) };
                let Some(last) = deck.chars().next_back() else { continue };
                let stays = first.starts_with(|c: char| c.is_ascii_digit()) && (last.is_ascii_digit() || ",.~∼-".contains(last))
                    || first.starts_with(|c: char| c.is_ascii_alphabetic()) && last.is_ascii_alphabetic();
                if stays || !ends_headline(deck, !spaced) {
                    continue;
                }
                let cut = start + at;
                if !long(&sentence[..cut], SHORTEST) || !long(&sentence[cut..], SENTENCE) {
                    continue;
                }
                looked_up += 1;
                if opens(first, next, spaced, &said) && (spaced || !said.compound(deck, first)) && has_subject(&sentence[cut..]) {
                    best = cut;
                }
            }
        }
        before = eojeol;
        if is_marked(eojeol) && best <= start {
            break;
        }
        if best > start && is_marked(&sentence[best..start + eojeol.len()]) {
            break;
        }
    }
    best
}

/// What an article says beside the sentence that is looked at.
struct Said<'t> {
    title: &'t str,
    rest: [&'t str; 2],
}

impl Said<'_> {
    /// Whether a word of it begins with `letters`.
    fn begins(&self, letters: &str) -> bool {
        [self.title, self.rest[0], self.rest[1]].iter().any(|text| {
            memchr::memmem::find_iter(text.as_bytes(), letters.as_bytes())
                .any(|at| text[..at].chars().next_back().is_none_or(|c| !super::is_letter(c)))
        })
    }

    /// Whether the two parts of an eojeol are one word: it comes again, or it is a name.
    fn compound(&self, deck: &str, first: &str) -> bool {
        let tail = deck.trim_end_matches(super::is_letter).len();
        let word = format!("{}{}", &deck[tail..], bare(letters(first)));
        tail < deck.len() && (NAMES.contains(word.as_str()) || self.begins(&word))
    }
}

fn eojeols(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split([' ', '\t']).filter_map(move |eojeol| {
        let start = offset;
        offset += eojeol.len() + 1;
        (!eojeol.is_empty()).then_some((start, eojeol))
    })
}

fn long(text: &str, least: usize) -> bool {
    text.chars().nth(least - 1).is_some()
}

/// The letters and digits that a text begins with.
fn letters(text: &str) -> &str {
    &text[..text.find(|c: char| !super::is_letter(c) && c != '&').unwrap_or(text.len())]
}

/// A word without its josa; at least two syllables are left.
fn bare(word: &str) -> &str {
    JOSA.iter().filter_map(|josa| word.strip_suffix(josa)).find(|stem| long(stem, 2)).unwrap_or(word)
}

/// Whether a headline may end with `word`. `glued`: no space stands after it.
fn ends_headline(word: &str, glued: bool) -> bool {
    if word.ends_with(['↑', '↓', '%', '…', '?', '!']) {
        return true;
    }
    let hangul = &word[word.trim_end_matches(|c| matches!(c, '가'..='힣' | '說' | '順')).len()..];
    if hangul.is_empty() || NAMES.contains(hangul) || NAMES.contains(bare(hangul)) {
        return false;
    }
    let noun = |word: &str| {
        let mut tails = word.char_indices().rev().map(|(at, _)| &word[at..]).skip(1).take(2);
        tails.any(|tail| NOUNS.contains(tail))
    };
    noun(hangul)
        || WORDS.contains(hangul)
        || glued
            && (LAST.contains(hangul)
                || VERBS.iter().any(|verb| hangul.ends_with(verb))
                || hangul.strip_suffix('도').is_some_and(noun))
}

/// Whether the article may begin with `first`, which `next` follows.
fn opens(first: &str, next: &str, spaced: bool, said: &Said) -> bool {
    let word = letters(first);
    let stem = bare(word);
    if NAMES.contains(stem) || NAMES.contains(word) {
        return true;
    }
    if !spaced && (OPENERS.contains(word) || OPENERS.contains(stem) || is_day(first)) {
        return true;
    }
    // `홍길동 한라군수가 … 홍 군수는`: someone with a position, who is named again as papers do.
    if word == first && word.chars().count() == 3 && byline::is_name(word) && said.begins(word) {
        let title = |text: &str| TITLES.iter().any(|title| text.ends_with(title));
        let surname = &word[..word.chars().next().map_or(0, char::len_utf8)];
        let mut positions = next.split(' ').filter(|word| !word.is_empty()).take(3).map(|word| bare(letters(word)));
        let again = |title: &&str| said.begins(&format!("{surname} {title}"));
        return positions.any(title) && TITLES.iter().any(again);
    }
    !spaced
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && long(stem, 2)
        && !ACRONYMS.contains(&stem)
        && said.begins(stem)
}

/// Whether a text begins with a day, a month or a year: `5일 `, `3월`, `2024년`.
fn is_day(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match text.len() - rest.len() {
        1 | 2 => rest == "일" || rest.starts_with("일(") || rest.starts_with('월') && !rest.starts_with("월세"),
        4 => text.starts_with("20") && rest.starts_with('년'),
        _ => false,
    }
}

/// Whether the last word of a text has the josa of a subject, topic or object.
fn is_marked(text: &str) -> bool {
    let word = text.rsplit([' ', '…', '·', ',']).next().unwrap_or_default();
    let word = word.trim_end_matches(['’', '\'', '"', '”', ')', ']']);
    word.ends_with(['은', '는', '이', '가', '을', '를']) && long(word, 2) && !UNMARKED.iter().any(|noun| word.ends_with(noun))
}

/// Whether a sentence says who does something.
fn has_subject(sentence: &str) -> bool {
    sentence.split([' ', '\t']).any(|word| {
        let word = word.trim_end_matches([',', '’', '\'', '"', '”']);
        word.ends_with(['은', '는', '이', '가']) && long(word, 2)
    })
}
