//! Where the lexicon's names stand in the text and mean something else, or more than the name: a currency, an index, a standard, a
//! region before the name.

use crate::document::Span;
use crate::record::OrganizationKind;
use crate::token::Tag;

use super::context;
use super::list::COUNTRIES;
use super::page::Page;

/// Whether the name is a letter that stands for one that is kept back (A사, B업체), or the name of no body but of a thing.
pub(super) fn anonymous(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = name.len() - rest.len();
    let kinds = [
        "사",
        "업체",
        "기업",
        "회사",
        "그룹",
        "병원",
        "은행",
        "대",
        "대학",
        "대학교",
        "학교",
        "고",
        "초",
        "중",
        "팀",
        "법인",
        "재단",
        "협회",
        "의원",
        "공사",
        "공단",
        "재단",
        "연구소",
    ];
    letters == 1 && kinds.contains(&rest) || context::TERMS.contains(name) && name != "TF"
}

/// Whether the name is the Korean currency, in parentheses before an amount: 20억 달러(한화 약 2조 원).
pub(super) fn currency(page: &Page, span: Span) -> bool {
    span.of(page.text) == "한화"
        && page.text[..span.start].ends_with('(')
        && page.text[span.end..]
            .trim_start()
            .strip_prefix('약')
            .unwrap_or(page.text[span.end..].trim_start())
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the span is a word of an English sentence rather than an acronym: who, One.
pub(super) fn english(page: &Page, span: Span) -> bool {
    let name = span.of(page.text);
    if !name.is_ascii() || !name.bytes().any(|c| c.is_ascii_lowercase()) || name.len() > 5 {
        return false;
    }
    let small = |nth: usize| nth < page.words.len() && page.word(nth).bytes().all(|c| c.is_ascii_lowercase());
    page.word_at(span.start)
        .is_some_and(|nth| page.follows(nth + 1) && small(nth + 1) || nth > 0 && page.follows(nth) && small(nth - 1))
}

/// Whether the name is that of a standard after the body that sets it: ISO 12345.
pub(super) fn standard(page: &Page, span: Span) -> bool {
    matches!(span.of(page.text), "ISO" | "IEC" | "IEEE")
        && page.word_holding(span.end).is_some_and(|nth| {
            matches!(page.gap(nth + 1), " " | "/" | "·") && nth + 1 < page.words.len() && {
                let next = page.word(nth + 1);
                next.starts_with(|c: char| c.is_ascii_digit()) || matches!(next, "IEC" | "IEEE" | "ISO")
            }
        })
}

/// Whether the span is a government by its country: 미국 정부, 일본정부.
pub(super) fn governs(page: &Page, span: Span, kind: OrganizationKind) -> bool {
    let name = span.of(page.text);
    let head = ["행정부", "정부"].iter().find_map(|head| name.strip_suffix(head));
    kind == OrganizationKind::ForeignGovernment
        && head.is_some_and(|country| {
            let country = country.trim_end();
            country == "미" || COUNTRIES.contains(country) || name.ends_with("행정부")
        })
}

/// Whether the name is that of an index after the house that reckons it: S&P 500지수, MSCI 신흥지수.
pub(super) fn indexed(page: &Page, span: Span) -> bool {
    let Some(nth) = page.word_holding(span.end) else { return false };
    let own = page.words[nth];
    let glued = page.text[span.end..own.end].starts_with(|c: char| c.is_ascii_digit());
    let index = |at: usize| ["지수", "ETF"].iter().any(|word| page.word(at).contains(word));
    let number = |at: usize| page.word(at).starts_with(|c: char| c.is_ascii_digit());
    // The house's short name may stand between in parentheses.
    let from = if matches!(page.gap(nth + 1), "(" | " (") { nth + 2 } else { nth + 1 };
    if from >= page.words.len() || !matches!(page.gap(from), " " | ")" | ") ") {
        return glued;
    }
    let digits = number(from) && (index(from) || from + 1 < page.words.len() && page.follows(from + 1) && index(from + 1));
    glued
        || digits
        || from == nth + 1
            && ["한국", "신흥", "선진"].iter().any(|word| page.word(from).starts_with(word))
            && (from..(from + 3).min(page.words.len())).any(index)
}

/// Whether a name that stands inside a word begins there, since a line break was lost before it: 사업 순항 중한들시는. The name
/// is a long one that is no other word's part, and what stands before it is a word's end.
pub(super) fn glued(page: &Page, hit: crate::lexicon::Hit, entry: &crate::lexicon::Entry) -> bool {
    let Some(nth) = page.word_holding(hit.span.start + 1) else { return false };
    let word = page.words[nth];
    let name = hit.span.of(page.text);
    let rest = &page.text[hit.span.end..word.end.max(hit.span.end)];
    // 한빛시체조협회: the city's own, and no line break.
    if page.lexicon.lookup_place(&page.text[word.start..hit.span.start]).is_some() {
        return false;
    }
    let government =
        entry.kind == OrganizationKind::LocalGovernment && name.chars().count() >= 3 && matches!(rest, "은" | "는" | "이" | "가");
    let long = name.chars().count() >= 4 && !hit.ambiguous && entry.kind != OrganizationKind::LocalGovernment;
    if !(government || long) || hit.span.end > word.end {
        return false;
    }
    let last = page.morphemes(nth).iter().rfind(|token| token.span.end <= hit.span.start);
    let cut = !page.morphemes(nth).iter().any(|token| token.span.start < hit.span.start && hit.span.start < token.span.end);
    last.is_some_and(|token| {
        let tag = token.tag;
        let noun = matches!(tag.first(), Tag::NNG | Tag::NNP | Tag::NNB | Tag::NNBC);
        let bound = matches!(tag.first(), Tag::NNB | Tag::NNBC);
        let syllables = token.span.of(page.text).chars().count();
        cut && tag.first() != Tag::XPN && (syllables >= 2 && noun || bound || tag.is_ending() || tag.is_josa())
    })
}

/// The span without the country that a name's entry may begin with: 독일 한들연구소 is named 한들연구소.
pub(super) fn without_country(page: &Page, span: Span) -> Span {
    match page.word_at(span.start) {
        Some(nth)
            if (page.country(nth) || page.word(nth) == "미") && page.follows(nth + 1) && page.words[nth + 1].start < span.end =>
        {
            Span::new(page.words[nth + 1].start, span.end)
        }
        _ => span,
    }
}

/// The span of a police station without the province or city before its name: 서울 한빛경찰서 is named 한빛경찰서.
pub(super) fn without_region(page: &Page, span: Span, kind: OrganizationKind) -> Span {
    if kind != OrganizationKind::Police {
        return span;
    }
    match page.word_at(span.start) {
        Some(nth) if page.words[nth].end < span.end && page.place(nth, page.words[nth]) && page.follows(nth + 1) => {
            Span::new(page.words[nth + 1].start, span.end)
        }
        _ => span,
    }
}
