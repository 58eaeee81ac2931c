//! Rosters: lists of people without a word around them, as of squads, casts, winners and donors. What most members of a list are,
//! the others are: a name of rare syllables among names of common ones is a name.

use rustc_hash::FxHashSet;

use crate::document::Span;

use super::likeness::{COMMON, EVEN, Likeness, RARE, derived, frequency, full_name, likeness, seat, split};
use super::list::NOUNS;
use super::organization::Bodies;
use super::page::Page;
use super::person::{Employer, Sighting};

/// No more words stand in brackets behind a member: a school, a club, a part.
const BRACKETED: usize = 8;

/// The mark that parts two members, what closes a bracket aside: a comma, a dot, a slash, a bullet; empty where nothing but white space
/// does.
fn between(gap: &str) -> Option<&str> {
    const MARKS: [&str; 12] = [",", "·", "ㆍ", "‧", "・", "/", "▲", "△", "▷", "▶", "-", "∙"];
    let gap = gap.trim_start_matches([')', ']']);
    let mark = gap.trim();
    let space = mark.is_empty() && !gap.is_empty() && !gap.contains('\n');
    (space || MARKS.contains(&mark)).then_some(mark)
}

/// The first word behind a member's bracket, if there is a bracket, and else the next word.
fn next(page: &Page, nth: usize) -> usize {
    let next = nth + 1;
    if next >= page.words.len() || page.gap(next).trim_start() != "(" {
        return next;
    }
    let closed = |at: usize| page.gap(at).starts_with(')');
    (next + 1..(next + 1 + BRACKETED).min(page.words.len() + 1)).find(|&at| closed(at)).unwrap_or(next)
}

/// How surely the whole word is a name, `None` where it has no name's form.
fn member(page: &Page, bodies: &Bodies, nth: usize) -> Option<Likeness> {
    let word = page.words[nth];
    let name = word.of(page.text);
    if !full_name(name) || NOUNS.contains(name) || bodies.covers(word) || page.title(nth).is_some() {
        return None;
    }
    let likely = likeness(page, nth, word);
    if likely == Likeness::Likely || page.hints.name(name).person >= EVEN {
        return Some(Likeness::Likely);
    }
    let other = seat(page, name) || derived(page, nth) || page.common(nth, word) || page.place(nth, word) || page.country(nth);
    (!other).then_some(likely)
}

/// The members of the lists of the text that are made as names are, where most are likely names; those that a title or another
/// sighting has found aside.
pub(super) fn rosters(page: &Page, bodies: &Bodies, sightings: &mut Vec<Sighting>) {
    pairs(page, bodies, sightings);
    let mut seen: Option<FxHashSet<usize>> = None;
    let mut nth = 0;
    while nth < page.words.len() {
        let first = nth;
        // Prose: two words that no mark parts, of which the second is no name.
        if page.follows(nth + 1) && !full_name(page.word(nth + 1)) {
            nth += 1;
            continue;
        }
        let mut names: Vec<(usize, Likeness)> = Vec::new();
        let mut strange = 0;
        let mut kind: Option<&str> = None;
        while nth < page.words.len() {
            match member(page, bodies, nth) {
                Some(likely) => names.push((nth, likely)),
                // Between marks anything may stand, as stage names do; a row of words with nothing between is prose.
                None if kind.is_some_and(|mark| !mark.is_empty()) => strange += 1,
                None => break,
            }
            let next = next(page, nth);
            nth += 1;
            let separator = if next < page.words.len() { between(page.gap(next)) } else { None };
            match (separator, kind) {
                (Some(separator), None) => kind = Some(separator),
                (Some(separator), Some(known)) if separator == known => {}
                _ => break,
            }
            nth = next;
        }
        nth = nth.max(first + 1);
        let likely = names.iter().filter(|(_, likely)| *likely == Likeness::Likely).count();
        let (least, share) = if kind.is_some_and(|mark| !mark.is_empty()) { (2, 2) } else { (4, 3) };
        // Most are names: two of three between marks, three of four in a row of words.
        if likely < least || likely * (share + 1) < (names.len() + strange) * share {
            continue;
        }
        let seen = seen.get_or_insert_with(|| sightings.iter().map(|seen| seen.name.start).collect());
        let last = names.len() - 1;
        for (at, (nth, likely)) in names.into_iter().enumerate() {
            let word = page.words[nth];
            // 홍길동, 김하늘, 박진과 함께: the last one has the particle.
            let end = if at == last && likely != Likeness::Likely { page.stem(nth) } else { word.end };
            let name = Span::new(word.start, end);
            if seen.contains(&name.start) || name.len() < 6 {
                continue;
            }
            sightings.push(Sighting { name, short: false, title: None, official: false, body: Employer::Unknown });
        }
    }
}

/// Two names of three syllables each in one word, as pairs of opponents are where the mark between them was lost.
fn pair(page: &Page, bodies: &Bodies, nth: usize) -> Option<[Span; 2]> {
    let word = *page.words.get(nth).filter(|word| word.len() == 18 && !bodies.covers(**word))?;
    let halves = [Span::new(word.start, word.start + 9), Span::new(word.start + 9, word.end)];
    let often = |name: Span| {
        let name = page.text.get(name.start..name.end)?;
        full_name(name).then_some(())?;
        split(name).filter(|_| !NOUNS.contains(name)).map(|(_, given)| frequency(given))
    };
    let (first, second) = (often(halves[0])?, often(halves[1])?);
    (first.min(second) >= RARE && first.max(second) >= COMMON).then_some(halves)
}

/// Lists of pairs: 홍길동김하늘, 이바다박한결.
fn pairs(page: &Page, bodies: &Bodies, sightings: &mut Vec<Sighting>) {
    let beside = |nth: usize| matches!(page.gap(nth), ", " | "," | "·");
    let mut last = None;
    for nth in 1..page.words.len() {
        if !beside(nth) {
            continue;
        }
        let (Some(before), Some(own)) = (pair(page, bodies, nth - 1), pair(page, bodies, nth)) else { continue };
        let before = (last != Some(nth - 1)).then_some(before);
        for name in before.into_iter().chain([own]).flatten() {
            sightings.push(Sighting { name, short: false, title: None, official: false, body: Employer::Unknown });
        }
        last = Some(nth);
    }
}
