//! Rosters: lists of people without a word around them, as of squads, casts, winners and donors. What most members of a list are,
//! the others are: a name of rare syllables among names of common ones is a name.

use rustc_hash::FxHashSet;

use crate::document::Span;

use super::likeness::{EVEN, Likeness, likeness, split};
use super::list::NOUNS;
use super::organization::Bodies;
use super::page::Page;
use super::person::{Employer, Sighting};

/// No more words stand in brackets behind a member: a school, a club, a part.
const BRACKETED: usize = 8;

/// What stands between two members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    /// A comma, a dot, a slash, a bullet.
    Mark,
    /// White space alone.
    Space,
}

/// The separator that `gap` is, what closes a bracket aside.
fn between(gap: &str) -> Option<Between> {
    let gap = gap.trim_start_matches([')', ']']);
    match gap.trim() {
        "" if !gap.is_empty() && !gap.contains('\n') => Some(Between::Space),
        "," | "·" | "ㆍ" | "‧" | "・" | "/" | "▲" | "△" | "▷" | "▶" | "-" | "∙" => Some(Between::Mark),
        _ => None,
    }
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
    if !(6..=12).contains(&word.len()) || !name.chars().all(|c| ('가'..='힣').contains(&c)) {
        return None;
    }
    let (_, given) = split(name)?;
    if given.chars().count() > 2 || NOUNS.contains(name) || bodies.covers(word) || page.title(nth).is_some() {
        return None;
    }
    let likely = likeness(page, nth, word);
    if likely == Likeness::Likely || page.hints.name(name).person >= EVEN {
        return Some(Likeness::Likely);
    }
    let other = page.common(nth, word) || page.place(nth, word) || page.country(nth);
    (!other).then_some(likely)
}

/// The members of the lists of the text that are made as names are, where most are likely names; those that a title or another
/// sighting has found aside.
pub(super) fn rosters(page: &Page, bodies: &Bodies, sightings: &mut Vec<Sighting>) {
    let mut seen: Option<FxHashSet<usize>> = None;
    let mut nth = 0;
    while nth < page.words.len() {
        let first = nth;
        let mut names: Vec<(Span, Likeness)> = Vec::new();
        let mut strange = 0;
        let mut kind: Option<Between> = None;
        while nth < page.words.len() {
            match member(page, bodies, nth) {
                Some(likely) => names.push((page.words[nth], likely)),
                // Between marks anything may stand, as stage names do; a row of words with nothing between is prose.
                None if kind == Some(Between::Mark) => strange += 1,
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
        let (least, share) = if kind == Some(Between::Mark) { (2, 2) } else { (4, 3) };
        // Most are names: two of three between marks, three of four in a row of words.
        if likely < least || likely * (share + 1) < (names.len() + strange) * share {
            continue;
        }
        let seen = seen.get_or_insert_with(|| sightings.iter().map(|seen| seen.name.start).collect());
        for (name, _) in names.into_iter().filter(|(name, _)| !seen.contains(&name.start)) {
            sightings.push(Sighting { name, short: false, title: None, official: false, body: Employer::Unknown });
        }
    }
}
