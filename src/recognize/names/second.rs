//! Second positions: what someone who stands beside a title holds besides. Before the name (대책위원장인 홍길동 의원, 간사를 맡은
//! 홍길동 의원, 대표회장 홍길동 목사) or in brackets behind the title (홍길동 교수(한빛학회장)).

use rustc_hash::FxHashMap;

use crate::document::Span;
use crate::record::OrganizationKind;

use super::employer::{between_body, over_marks};
use super::likeness::{Likeness, likeness};
use super::list::UNITS;
use super::organization::Bodies;
use super::page::Page;
use super::person::{Employer, Sighting};
use super::title::TitleAt;

/// No more words stand in brackets behind a title.
const BRACKETED: usize = 5;

/// Callings: where somebody with one of them heads a body as well, the position is what the news names them for.
const CALLINGS: [&str; 9] = ["변호사", "목사", "신부", "스님", "박사", "의사", "회계사", "변리사", "세무사"];

/// Titles that are other nouns too: right before a name, without a word between, they say nothing.
const NOUNS_TOO: [&str; 12] = ["의원", "감사", "의사", "선임", "담당", "총괄", "수석", "시장", "대사", "대리", "후보", "기자"];

/// Adds the second positions of those who have been found beside a title behind their names.
pub(super) fn second(page: &Page, bodies: &mut Bodies, sightings: &mut Vec<Sighting>) {
    // Whose the titles are that have been read.
    let taken: FxHashMap<usize, Span> = sightings.iter().filter_map(|seen| Some((seen.title?.end, seen.name))).collect();
    let whole = std::mem::take(sightings);
    for seen in whole {
        let behind = seen.title.filter(|title| seen.official && !seen.short && title.start >= seen.name.end);
        let Some(title) = behind else {
            sightings.push(seen);
            continue;
        };
        let free = |at: &TitleAt| taken.get(&at.span.end).is_none_or(|name| *name == seen.name);
        let before = before(page, &seen, bodies).filter(|(at, _)| free(at));
        let bracketed = bracketed(page, title, bodies).filter(|(at, _)| free(at));
        let calling = CALLINGS.iter().any(|calling| title.of(page.text).ends_with(calling)) && seen.body == Employer::Unknown;
        let mut first = None;
        let mut more = Vec::new();
        for (_, held) in [before, bracketed].into_iter().flatten() {
            let known = held.body != Employer::Unknown;
            let party = |body: &Employer| match body {
                Employer::At(span) => bodies.get(*span).is_some_and(|named| named.kind == OrganizationKind::Party),
                _ => false,
            };
            let held = Sighting { name: seen.name, ..held };
            if calling && known && first.is_none() {
                first = Some(held);
            } else if party(&held.body) && seen.body == Employer::Unknown {
                more.push(held);
            } else {
                more.push(Sighting { body: Employer::Unknown, ..held });
            }
        }
        sightings.extend(first);
        sightings.push(seen);
        sightings.extend(more);
    }
}

/// The position that stands before a name: 대책위원장인, 간사를 맡은, 사무총장을 지낸, 사무총장 출신의, 대표회장.
fn before(page: &Page, seen: &Sighting, bodies: &mut Bodies) -> Option<(TitleAt, Sighting)> {
    let first = page.word_at(seen.name.start)?;
    let last = first.checked_sub(1).filter(|_| page.follows(first))?;
    // 위원장인 한빛당 홍길동 의원
    let over = bodies.ending_at(page.words[last].end).and_then(|body| page.word_at(body.start));
    let last = match over {
        Some(body) => body.checked_sub(1).filter(|_| page.follows(body))?,
        None => last,
    };
    let back = |nth: usize| nth.checked_sub(1).filter(|_| page.follows(nth));
    let (nth, particles): (usize, &[&str]) = match page.word(last) {
        "맡은" | "맡았던" | "지낸" | "역임한" | "겸한" | "겸하는" | "겸임하는" => (back(last)?, &["을", "를"]),
        "있는" if matches!(page.word(back(last)?), "맡고" | "겸하고" | "겸임하고") => {
            (back(back(last)?)?, &["을", "를"])
        }
        "출신" | "출신인" | "출신의" => (back(last)?, &[""]),
        _ if over.is_some() => (last, &["인"]),
        _ => (last, &["인", ""]),
    };
    let at = page.title(nth).filter(|at| at.title.official && !at.is_other_word(page) && !bodies.covers(at.span))?;
    let rest = &page.text[at.span.end..page.words[nth].end];
    if !particles.contains(&rest) {
        return None;
    }
    let (whole, own) = (page.words[nth], Span::new(at.prefix(page).start, at.span.end));
    if rest.is_empty() && nth == last && (NOUNS_TOO.contains(&own.of(page.text)) || page.common(nth, whole) && own != at.span) {
        return None;
    }
    let beside = match nth.checked_sub(1).filter(|_| page.follows(nth)) {
        Some(before) => bodies.ending_at(page.words[before].end),
        None => None,
    };
    let beside = beside.or_else(|| over_marks(page, nth, &at, bodies, rest == "인"));
    let body = match (at.body(page), beside) {
        (Some(meant), None) => Employer::Meant(meant),
        (Some(meant), Some(_)) if !at.is_unit() => Employer::Meant(meant),
        (_, Some(span)) => Employer::At(span),
        (None, None) => Employer::Unknown,
    };
    // 전 사무총장 홍길동 교수, 선대위 공보단장 홍길동 의원
    let led = back(nth).filter(|&nth| beside.is_none() && matches!(page.word(nth), "전" | "前" | "선대위"));
    let start = led.map_or(own.start, |nth| page.words[nth].start);
    Some((at, held(Span::new(start, at.span.end), body)))
}

/// The position in brackets right behind a title.
fn bracketed(page: &Page, title: Span, bodies: &mut Bodies) -> Option<(TitleAt, Sighting)> {
    let first = page.word_holding(title.end)? + 1;
    // 최고경영자(CEO): the same in other letters.
    if first >= page.words.len()
        || page.word(first).is_ascii()
        || page.gap(first) != "("
        || page.words[first - 1].end != title.end
    {
        return None;
    }
    let close = (first + 1..=(first + BRACKETED).min(page.words.len())).find(|&nth| !page.follows(nth))?;
    let nth = close - 1;
    let at = page.title(nth).filter(|at| at.title.official && at.span.end == page.words[nth].end && !at.is_other_word(page))?;
    // 선대위 looks like a name.
    let named = |nth: usize| {
        let known = bodies.covers(page.words[nth]) || UNITS.contains(page.word(nth));
        !known && likeness(page, nth, page.words[nth]) == Likeness::Likely
    };
    if !page.gap(close).starts_with(')') || page.word(first) == "당시" || (first..nth).any(named) || bodies.covers(at.span) {
        return None;
    }
    let (body, from) =
        if first < nth { between_body(page, first, nth, &at, bodies) } else { (Employer::Unknown, at.prefix(page).start) };
    let body = match at.body(page) {
        Some(meant) if body == Employer::Unknown || !at.is_unit() => Employer::Meant(meant),
        _ => body,
    };
    Some((at, held(Span::new(from.min(at.span.start), at.span.end), body)))
}

/// A position that is held; whose it is, the caller says.
fn held(title: Span, body: Employer) -> Sighting {
    Sighting { name: title, short: false, title: Some(title), official: true, body }
}
