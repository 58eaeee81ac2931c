//! Names by what they end in or by their legal form: where the name begins and ends, and which words with such an ending are no names.

use std::sync::LazyLock;

use rustc_hash::FxHashSet as HashSet;

use crate::document::Span;
use crate::record::OrganizationKind;
use crate::token::Tag;

use super::context;
use super::likeness::{Likeness, likeness};
use super::list::{COUNTRIES, ENDING_ENDS, ENDINGS, Ending, GENERICS};
use super::organization::{Bodies, Evidence, Named};
use super::page::{Page, REACH};

/// The legal forms of companies that are written as words of their own or onto the name.
const FORMS: [&str; 5] = ["주식회사", "유한회사", "농업회사법인", "사단법인", "재단법인"];

/// A name with its legal form: ㈜한빛, 한빛(주), 주식회사 한빛, 한빛 주식회사.
pub(super) fn legal(page: &Page, nth: usize) -> Option<Named> {
    let word = page.words[nth];
    let surface = word.of(page.text);
    let marked = surface.contains(['㈜', '㈔']) || surface.contains('(');
    let company = |start: usize, end: usize| {
        let span = Span::new(start, end);
        Some(Named { span, kind: OrganizationKind::Company, entry: None, evidence: Evidence::Legal })
    };
    if marked {
        // The mark at the end closes the name; before the name, particles may follow it.
        let end = ["㈜", "㈔", "(주)", "(유)", "(사)", "(재)"]
            .iter()
            .filter_map(|form| surface.rfind(form).map(|at| at + form.len()))
            .max()
            .filter(|end| *end > surface.chars().next().map_or(0, char::len_utf8).max(5))
            .map_or_else(|| page.stem(nth), |end| word.start + end);
        return if end > word.start + 3 { company(word.start, end) } else { None };
    }
    if FORMS.contains(&surface) && page.follows(nth + 1) {
        // 주식회사 대한민국: a country, or somebody, spoken of as a company.
        let next = Span::new(page.words[nth + 1].start, page.stem(nth + 1));
        if likeness(page, nth + 1, next) == Likeness::Likely || COUNTRIES.contains(next.of(page.text)) {
            return None;
        }
        return company(word.start, page.stem(nth + 1));
    }
    let end = page.stem(nth);
    let stemmed = &page.text[word.start..end];
    let form = FORMS.iter().find(|form| stemmed.ends_with(**form))?;
    if stemmed.len() > form.len() && !FORMS.contains(&&stemmed[..stemmed.len() - form.len()]) {
        return company(word.start, end);
    }
    let bare = page.follows(nth) && !page.closes(nth - 1);
    // 때 주식회사: what stands before is no name but a noun of one syllable.
    let bare = bare && likeness(page, nth - 1, page.words[nth - 1]) != Likeness::Likely;
    let name = bare && (page.words[nth - 1].len() > 3 || !page.common(nth - 1, page.words[nth - 1]));
    name.then(|| company(page.words[nth - 1].start, end))?
}

/// The longest ending of the word's nominal part: its place, and what it says.
pub(super) fn ending(page: &Page, nth: usize) -> Option<(Span, Ending)> {
    let word = page.words[nth];
    for end in page.stems(nth) {
        let stem = &page.text[word.start..end];
        if !stem.chars().next_back().is_some_and(|last| ENDING_ENDS.contains(&last)) {
            continue;
        }
        let mut longest = None;
        for (at, _) in stem.char_indices().rev().take(9) {
            if let Some(&ending) = ENDINGS.get(&stem[at..]) {
                longest = Some((Span::new(word.start + at, end), ending));
            }
        }
        if longest.is_some() {
            return longest;
        }
    }
    None
}

/// Whether what stands before an ending makes the word a class of bodies: one or two words of the list.
pub(super) fn generic(prefix: &str) -> bool {
    GENERICS.contains(prefix)
        || prefix.char_indices().skip(1).any(|(at, _)| {
            at >= 6 && prefix.len() - at >= 6 && GENERICS.contains(&prefix[..at]) && GENERICS.contains(&prefix[at..])
        })
}

/// Whole quotations that end as names of bodies do: ‘새솔 산업융합 사업단’.
pub(super) fn quoted(page: &Page, bodies: &mut Bodies) {
    for nth in 0..page.words.len() {
        if !page.gap(nth).ends_with(['\'', '‘', '’', '"', '“']) {
            continue;
        }
        let last =
            (nth..(nth + REACH).min(page.words.len())).find(|&last| page.gap(last + 1).starts_with(['\'', '’', '"', '”', '(']));
        let Some(last) = last.filter(|&last| (nth + 1..=last).all(|word| page.follows(word))) else { continue };
        let span = Span::new(page.words[nth].start, page.words[last].end);
        // 팬클럽인 ‘한빛 사랑’, 후원조직 ‘새솔과 함께하는 연구소’: what the word before calls it.
        let called = nth > 0
            && page.gap(nth).chars().count() <= 2
            && named_so(page.word(nth - 1))
            && page.text[span.end..].starts_with(['\'', '’', '"', '”', '(']);
        if called && span.of(page.text).chars().count() >= 3 && !bodies.covers(span) {
            bodies.learn_as(span, OrganizationKind::Other);
            continue;
        }
        let inflected = (nth..=last).any(|word| {
            page.closes(word) && !page.proper(word, page.words[word])
                || page.word(word).starts_with(|c: char| c.is_ascii_digit()) && page.word(word).ends_with(['월', '일', '년'])
        });
        if last == nth {
            continue;
        }
        let Some((ending, said)) = ending(page, last).filter(|(ending, _)| ending.end == span.end && ending.len() >= 6) else {
            continue;
        };
        if !inflected && (said.sure || said.alone) && page.title(last).is_none() && span.len() > ending.len() {
            bodies.insert(Named { span, kind: said.kind, entry: None, evidence: Evidence::Ending });
        }
    }
}

/// Nouns before a name in quotation marks that say it is a body's.
const CALLERS: [&str; 18] = [
    "매체",
    "언론사",
    "단체",
    "조직",
    "팬클럽",
    "팬카페",
    "로펌",
    "모임",
    "동호회",
    "협의체",
    "연합체",
    "봉사단체",
    "정당",
    "노동조합",
    "노조",
    "연구소",
    "소속사",
    "스타트업",
];

/// Whether the word before a quotation calls it a body: 시민단체인, 팬클럽.
fn named_so(word: &str) -> bool {
    let word = word.strip_suffix("인").unwrap_or(word);
    CALLERS.iter().any(|noun| word.ends_with(noun))
}

/// Endings that stand as words of their own after the name that they close: 온새미 컨소시엄, 한들대 경영대학.
static APART: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    HashSet::from_iter([
        "유가족협의회",
        "유족회",
        "시민대책위원회",
        "대책위원회",
        "대책위",
        "시민연대",
        "기념사업회",
        "컨소시엄",
        "그룹",
        "캠퍼스",
        "재단",
        "법대",
        "공대",
        "의대",
        "대학원",
        "대학교",
        "대학",
        "경영대학",
        "정부",
        "시청",
        "도청",
        "군청",
        "구청",
        "협회",
        "연구소",
        "연구원",
        "학회",
        "은행",
        "재단",
        "홀딩스",
        "노조",
        "주립대",
        "대학병원",
        "병원",
        "위원회",
        "센터",
        "경찰서",
    ])
});

/// Words in -대 and -당 that are no universities and parties: towers, stages, ages, shrines.
const STAGES: [&str; 18] = [
    "전망대",
    "무대",
    "등대",
    "포대",
    "군대",
    "부대",
    "시대",
    "세대",
    "침대",
    "연대",
    "확대",
    "기대",
    "토대",
    "성당",
    "식당",
    "강당",
    "의사당",
    "사당",
];

/// The name that the word ends.
pub(super) fn ended(page: &Page, nth: usize, bodies: &Bodies) -> Option<Named> {
    let word = page.words[nth];
    if let Some((span, ending)) = ending(page, nth) {
        let whole = Span::new(word.start, span.end);
        let prefix = &page.text[word.start..span.start];
        let length = prefix.chars().count();
        // A line break was lost before the name that ends here.
        if bodies.ending_at(span.end).is_some_and(|body| body.start > word.start) {
            return None;
        }
        if length == 0 {
            return apart(page, nth, span, ending.kind, bodies);
        }
        // kWh당, MJ당: so much for each.
        let own = span.of(page.text);
        let each = own == "당" && prefix.is_ascii();
        if length < ending.prefix
            || each
            // 계획대로: the particle. 경영대학: a college of no name.
            || own == "대" && page.text[span.end..word.end].starts_with('로')
            || own == "대학" && !page.proper(nth, Span::new(word.start, span.start))
            || context::TERMS.contains(whole.of(page.text))
            || page.splits(nth, span.start) && !(ending.sure && span.len() >= 9)
            || span.len() == 3 && likeness(page, nth, whole) != Likeness::None
            || STAGES.iter().any(|other| whole.of(page.text).ends_with(other))
            || page.common(nth, whole)
            || generic(prefix)
            // 한빛기전국고등학교 축구대회: the event's name.
            || ending.kind == OrganizationKind::School && page.follows(nth + 1) && page.word(nth + 1).contains("대회")
            || page.title(nth).is_some_and(|title| title.span.end >= span.end && !ENDINGS.contains(title.span.of(page.text)))
        {
            return None;
        }
        // 산하, 소속 and numbers are no part of a name: 20대, 3개 은행.
        if prefix.starts_with(|c: char| c.is_ascii_digit()) && (!ending.sure || span.len() <= 6) {
            return None;
        }
        let proper = page.proper(nth, Span::new(word.start, span.start))
            || page
                .morphemes(nth)
                .iter()
                .any(|token| token.tag == Tag::NNP && token.span.start == whole.start && token.span.end >= whole.end);
        if !ending.sure && !proper && length < 5
            || page.morphemes(nth).first().is_some_and(|token| {
                let tag = token.tag;
                let opens = tag.is_predicate() || tag.is_josa() || matches!(tag, Tag::MAG | Tag::MM | Tag::NP);
                opens && !(ending.sure && (length >= 4 || span.len() >= 12) && token.span.len() <= 6)
            })
        {
            return None;
        }
        let start = if matches!(ending.kind, OrganizationKind::University | OrganizationKind::ResearchInstitute) {
            abroad(page, nth, bodies)
        } else {
            word.start
        };
        return Some(Named { span: Span::new(start, whole.end), kind: ending.kind, entry: None, evidence: Evidence::Ending });
    }
    let end = page.stem(nth);
    let own = Span::new(word.start, end);
    if APART.contains(own.of(page.text)) { apart(page, nth, own, OrganizationKind::Other, bodies) } else { None }
}

/// Where a foreign name of several words begins: 몬트리올 한들 러닝연구소. Places of Korea and countries stay outside.
fn abroad(page: &Page, nth: usize, bodies: &Bodies) -> usize {
    use crate::lexicon::PlaceKind;
    let mut first = nth;
    for back in 1..=3.min(nth) {
        let at = nth - back;
        let word = page.words[at];
        let surface = word.of(page.text);
        if !page.follows(at + 1)
            || page.closes(at)
            || page.country(at)
            || bodies.covers(word)
            || likeness(page, at, word) != Likeness::None
            || page
                .hints
                .ending(word.end)
                .is_some_and(|name| page.hints.name(name.of(page.text)).person >= super::organization::SUPPORTED)
            || !surface.chars().all(|c| ('가'..='힣').contains(&c))
        {
            break;
        }
        match page.lexicon.lookup_place(surface).map(|hit| page.lexicon.place(hit.entry).kind) {
            // A city abroad begins the name whatever stands between.
            Some(PlaceKind::Foreign) => first = at,
            Some(_) => break,
            None if first == at + 1 && word.len() >= 6 && (page.proper(at, word) || page.unknown(at, word)) => first = at,
            None => {}
        }
    }
    page.words[first].start
}

/// A name whose ending is a word of its own.
fn apart(page: &Page, nth: usize, ending: Span, kind: OrganizationKind, bodies: &Bodies) -> Option<Named> {
    let own = ending.of(page.text);
    if !APART.contains(own) || !page.follows(nth) {
        return None;
    }
    let before = page.words[nth - 1];
    let named = |start| Some(Named { span: Span::new(start, ending.end), kind, entry: None, evidence: Evidence::Ending });
    if let Some(body) = bodies.ending_at(before.end) {
        let joins = matches!(
            own,
            "컨소시엄"
                | "그룹"
                | "법대"
                | "공대"
                | "의대"
                | "대학원"
                | "대학"
                | "경영대학"
                | "캠퍼스"
                | "노조"
                | "병원"
                | "홀딩스"
        );
        return if joins { named(body.start) } else { None };
    }
    // A place between a university and its campus.
    if own == "캠퍼스"
        && page.follows(nth - 1)
        && let Some(body) = bodies.ending_at(page.words[nth - 2].end)
    {
        return named(body.start);
    }
    let bare = !page.closes(nth - 1) && page.stem(nth - 1) == before.end;
    let mourned = ["참사", "사건", "사태", "사고"].iter().any(|event| before.of(page.text).ends_with(event))
        && before.of(page.text).chars().count() >= 4;
    let proper = (page.proper(nth - 1, before) && likeness(page, nth - 1, before) == Likeness::None || mourned)
        && !page.country(nth - 1)
        && !before.of(page.text).ends_with('내')
        && before.of(page.text).chars().count() >= 2;
    if !bare
        || !proper
        || matches!(own, "센터" | "위원회" | "대학" | "병원" | "은행" | "정부" | "협회" | "캠퍼스" | "연구원")
            && !before.of(page.text).ends_with('주')
    {
        return None;
    }
    named(before.start)
}
