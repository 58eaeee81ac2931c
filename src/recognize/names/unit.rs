//! Names of several words: a body and a part of it that is named behind it (`한빛대 법학전문대학원`), and companies abroad
//! (`한빛 캐피털`).

use crate::document::Span;
use crate::record::OrganizationKind;

use super::ending::generic;
use super::list::{CLOSERS, ENDINGS, FOREIGN, UNITS};
use super::organization::{Bodies, Evidence, Named};
use super::page::Page;

/// Joins a body and the word for its part behind it to one longer name.
pub(super) fn units(page: &Page, bodies: &mut Bodies) {
    for nth in 1..page.words.len() {
        if !page.follows(nth) {
            continue;
        }
        let Some(body) = bodies.ending_at(page.words[nth - 1].end) else { continue };
        let Some(&whole) = bodies.get(body) else { continue };
        if let Some((end, kind)) = unit(page, nth, whole, bodies) {
            bodies.insert(Named { span: Span::new(body.start, end), kind, entry: None, evidence: Evidence::Ending });
        }
    }
}

/// The end of the part's name, and the kind of body that the whole is.
fn unit(page: &Page, nth: usize, whole: Named, bodies: &Bodies) -> Option<(usize, OrganizationKind)> {
    use OrganizationKind::{Assembly, Court, Police, Prosecution};
    let word = page.words[nth];
    // A part that the lexicon knows is a body of its own: 산업통상자원부 국가기술표준원.
    let known = bodies.over(word).and_then(|span| bodies.get(span)).filter(|part| part.entry.is_some());
    // 국회 입법조사처, 보건복지부 중앙사고수습본부: offices of the body itself.
    if let Some(part) = known {
        let office = part.kind == Assembly && whole.kind == Assembly && whole.span.of(page.text) == "국회"
            || part.span.of(page.text).ends_with("수습본부");
        return office.then_some((part.span.end, whole.kind));
    }
    // 한빛대 경영학부 교수: the department is said of the professor.
    let department = page.word(nth).ends_with("학부") && page.title(nth + 1).is_some();
    for end in page.stems(nth).filter(|_| !department) {
        let part = &page.text[word.start..end];
        for (at, _) in part.char_indices() {
            let Some(unit) = UNITS.get(&part[at..]) else { continue };
            let fits = match &unit.bodies {
                None => !matches!(whole.kind, Court | Prosecution | Police | Assembly),
                Some(kinds) => kinds.contains(&whole.kind),
            };
            let named = if at == 0 { unit.bare } else { unit.named && part[..at].chars().count() >= 2 };
            let title = page.title(nth).is_some_and(|title| title.span.end == end && title.span.len() >= part.len() - at);
            if !fits || !named || title || whole.evidence == Evidence::Place && at == 0 {
                return None;
            }
            let kind = ENDINGS.get(&part[at..]).map_or(whole.kind, |ending| ending.kind);
            return Some((end, kind));
        }
    }
    None
}

/// No name of a company has more words before the one that closes it.
const MOST_WORDS: usize = 3;

/// Companies abroad by the word that closes their names.
pub(super) fn several(page: &Page, bodies: &mut Bodies) {
    for nth in 1..page.words.len() {
        let word = page.words[nth];
        let Some((end, &noun)) = page.stems(nth).find_map(|end| CLOSERS.get(&page.text[word.start..end]).map(|noun| (end, noun)))
        else {
            continue;
        };
        if noun && end == word.end && page.follows(nth + 1) && page.title(nth + 1).is_none() {
            continue;
        }
        let mut first = nth;
        for back in 1..=MOST_WORDS.min(nth) {
            let at = nth - back;
            let before = page.words[at];
            if !page.follows(at + 1) {
                break;
            }
            if let Some(body) = bodies.ending_at(before.end) {
                if first == nth || body.start == before.start && page.unknown(at, before) {
                    first = page.word_at(body.start).unwrap_or(at);
                }
                break;
            }
            let person = page.hints.ending(before.end).is_some_and(|name| page.hints.name(name.of(page.text)).person >= 0.5);
            // No name begins with a word that closes names.
            let bare = first < nth && CLOSERS.contains(page.word(first)) && !page.closes(at) && page.title(at).is_none();
            // 냇한들 시큐리티스: the word beside one that is no Korean noun need not be unknown.
            let beside = back == 1 && !noun && compound(page, at);
            if person || !foreign(page, at) && !bare && !beside || bodies.covers(before) {
                break;
            }
            first = at;
        }
        if first < nth && !CLOSERS.contains(page.word(first)) {
            let span = Span::new(page.words[first].start, end);
            bodies.insert(Named { span, kind: OrganizationKind::Company, entry: None, evidence: Evidence::Ending });
        }
    }
}

/// Whether the word is a long one that the dictionary does not have as a whole.
fn compound(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    let surface = word.of(page.text);
    surface.chars().count() >= 4
        && surface.chars().all(|c| ('가'..='힣').contains(&c))
        && !page.common(nth, word)
        && !page.closes(nth)
        && page.title(nth).is_none()
        && !page.place(nth, word)
        && !CLOSERS.contains(surface)
        && !generic(surface)
}

/// Whether the word is what a foreign name looks like in Hangul or Latin letters: no word of the dictionary, without a particle.
fn foreign(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    let surface = word.of(page.text);
    let latin = surface.is_ascii() && surface.len() >= 2 && surface.as_bytes()[0].is_ascii_uppercase();
    let hangul = surface.chars().count() >= 2 && surface.chars().all(|c| ('가'..='힣').contains(&c) || c == '&');
    let strange = page.unknown(nth, word) || page.odd(nth, word) || page.proper(nth, word) || FOREIGN.contains(surface);
    (latin || hangul && strange)
        && !page.country(nth)
        && !page.common(nth, word)
        && page.title(nth).is_none()
        && page.lexicon.lookup_place(surface).is_none()
        && (!page.closes(nth) || page.unknown(nth, word))
        && !page.stems(nth).any(|end| end < word.end && page.common(nth, Span::new(word.start, end)))
}
