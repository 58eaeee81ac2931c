//! People whom one word names: those of the list, with the first names that stand before them.

use crate::document::Span;
use crate::token::{Sense, Tag};

use super::likeness::{EVEN, Likeness, NAMED, SOME, foreign, full_name, known, likeness, outlandish};
use super::list::{FOREIGN, NAMED_AFTER, PEOPLE, Renown};
use super::page::Page;

/// Whether the beginning of word `nth` that ends at `end` is somebody's by the list.
fn listed(page: &Page, nth: usize, end: usize) -> bool {
    let span = Span::new(page.words[nth].start, end);
    let name = span.of(page.text);
    // 수지(樹脂), 한다고 하니: words that the dictionary sees here need more.
    let word = || {
        page.common(nth, span) && !full_name(name) || page.morphemes(nth).first().is_some_and(|token| token.tag.is_predicate())
    };
    PEOPLE.get(name).is_some_and(|renown| match renown {
        Renown::Alone => true,
        Renown::Titled => false,
        Renown::Doubted => page.hints.name(name).person >= if word() { NAMED } else { EVEN },
    })
}

/// The famous person whom word `nth` names, or whose last name it is.
pub(super) fn famous(page: &Page, nth: usize) -> Option<Span> {
    let word = page.words[nth];
    let end = page.stems(nth).chain(with_noun(page, word)).find(|&end| listed(page, nth, end))?;
    let bare = end == word.end;
    let next = nth + 1;
    // 장보고-Ⅱ: a ship.
    if bare && (page.gap(next).starts_with('-') || page.follows(next) && named_after(page, next)) {
        return None;
    }
    if bare
        && page.follows(next)
        && FOREIGN.contains(word.of(page.text))
        && let Some(last) = last_part(page, nth)
    {
        return Some(Span::new(word.start, last));
    }
    let name = foreign(page, nth, end).or_else(|| with_first(page, nth, end));
    Some(name.unwrap_or(Span::new(word.start, end)))
}

/// Whether the word is a pen name before the full name, which is the mention: 백범 김구.
pub(super) fn pen_name(page: &Page, nth: usize) -> bool {
    let (word, next) = (page.words[nth], nth + 1);
    let listed = |end: usize| {
        let name = &page.text[page.words[next].start..end];
        full_name(name) && PEOPLE.contains(name)
    };
    let korean = |end: usize| likeness(page, next, Span::new(page.words[next].start, end)) >= Likeness::Possible;
    word.len() == 6
        && page.follows(next)
        && PEOPLE.get(word.of(page.text)).is_some_and(|renown| *renown != Renown::Titled)
        && !FOREIGN.contains(word.of(page.text))
        && (page.stems(next).any(listed) || likeness(page, nth, word) < Likeness::Possible && page.stems(next).any(korean))
}

/// Whether the word is what is named after people: 기념사업회, 상을.
pub(super) fn named_after(page: &Page, nth: usize) -> bool {
    let word = page.word(nth);
    let mut heads = word.char_indices().map(|(at, c)| &word[..at + c.len_utf8()]).take(6);
    heads.any(|head| NAMED_AFTER.get(head) == Some(&true))
        || page.stems(nth).any(|end| NAMED_AFTER.contains(&page.text[page.words[nth].start..end]))
}

/// Where a foreign name ends that begins with the first name `nth`: 이방카 트럼프, 이토 히로부미.
fn last_part(page: &Page, nth: usize) -> Option<usize> {
    let next = nth + 1;
    let start = page.words[next].start;
    let famous = page.stems(next).find(|&end| PEOPLE.contains(&page.text[start..end]));
    let end = page.stem(next);
    let last = Span::new(start, end);
    let strange = page.sense(next, last) == Sense::Person || page.unknown(next, last) || page.odd(next, last);
    let made = || foreign(page, next, end).filter(|name| strange && name.start == page.words[nth].start);
    let heard = |name: &Span| page.hints.name(name.of(page.text)).person >= SOME && name.end > page.words[nth].end;
    let heard = || page.hints.starting(page.words[nth].start).filter(heard);
    famous.or_else(|| made().or_else(heard).map(|name| name.end))
}

/// A foreign last name with the first name before it, which no list knows but the tagger or the form shows: 콜린 파월, but not 하원의
/// 파월, 윤석열 바이든.
fn with_first(page: &Page, nth: usize, end: usize) -> Option<Span> {
    let word = page.words[nth];
    if likeness(page, nth, Span::new(word.start, end)) >= Likeness::Possible {
        return None;
    }
    if let Some(name) = known(page, end, SOME).filter(|name| name.start < word.start) {
        let first = page.word_at(name.start)?;
        return (first..nth).all(|nth| strange(page, nth)).then_some(name);
    }
    let before = nth.checked_sub(1).filter(|_| page.follows(nth))?;
    let first = page.words[before];
    // 지난 주 트럼프: one syllable is a surname by chance.
    let foreign =
        first.len() > 3 && (page.odd(before, first) || page.unknown(before, first) || page.sense(before, first) == Sense::Person);
    (foreign && !page.closes(before) && strange(page, before)).then(|| Span::new(first.start, end))
}

/// Whether the word may be a foreign name's first part: it is nothing else that is known.
fn strange(page: &Page, nth: usize) -> bool {
    let surface = page.word(nth);
    let opens = page.morphemes(nth).first().map_or(Tag::UNKNOWN, |token| token.tag.first());
    surface.chars().count() <= 5
        && outlandish(page, nth, page.words[nth])
        && !matches!(opens, Tag::NNB | Tag::NNBC | Tag::NR | Tag::NP | Tag::MM | Tag::MAG)
        && !PEOPLE.contains(surface)
        && likeness(page, nth, page.words[nth]) < Likeness::Possible
}

/// The ends of a name that a noun is written onto: 트럼프발, 트럼프표.
fn with_noun(page: &Page, word: Span) -> impl Iterator<Item = usize> {
    let cut = move |tail: &str| word.of(page.text).strip_suffix(tail).map(|name| word.start + name.len());
    ["발", "표", "식", "측"].into_iter().filter_map(cut)
}

/// A famous name behind a line break that was lost, in a word that the tagger takes for one name: 과제트럼프.
pub(super) fn behind_lost_break(page: &Page, name: Span) -> Option<Span> {
    let whole = name.of(page.text);
    let nth = page.word_at(name.start).filter(|_| !whole.contains(' ') && !PEOPLE.contains(whole))?;
    let tails = whole.char_indices().skip(2).map(|(at, _)| at).take_while(|at| whole.len() - at >= "트럼프".len());
    let mut tails = tails.filter(|&at| PEOPLE.get(&whole[at..]) == Some(&Renown::Alone) && !FOREIGN.contains(&whole[..at]));
    let tail = Span::new(name.start + tails.next()?, name.end);
    page.morphemes(nth).iter().any(|token| token.span.start == tail.start).then_some(tail)
}
