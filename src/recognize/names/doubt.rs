//! Whether what stands beside a title is a name: by its place, by what the title means there, by what else the word may be.

use crate::document::Span;
use crate::record::OrganizationKind;
use crate::token::Tag;

use super::likeness::{EVEN, SOME, full_name, parted, shaped, unheard};
use super::list::{HOLDERS, NOUNS, SURNAMES};
use super::organization::Bodies;
use super::page::Page;
use super::title::TitleAt;

/// Whether 의사 is what somebody means to do, and no doctor: 출마 의사를 밝혔다, 팔 의사가 없다.
pub(super) fn intends(page: &Page, at: &TitleAt) -> bool {
    const MEANT: [&str; 16] =
        ["밝", "표명", "표시", "전달", "전했", "전해", "타진", "있", "없", "보이", "보였", "굳", "확인", "내비", "피력", "물"];
    at.span.of(page.text) == "의사"
        && matches!(&page.text[at.span.end..page.words[at.word].end], "를" | "가" | "도" | "는")
        && page.follows(at.word + 1)
        && MEANT.iter().any(|verb| page.word(at.word + 1).starts_with(verb))
}

/// Whether a surname and 씨 are a family's, and nobody's: 김씨 문중, 허씨 일가.
pub(super) fn clan(page: &Page, nth: usize) -> bool {
    const CLANS: [&str; 10] = ["문중", "가문", "집안", "종중", "일가", "집성촌", "종친회", "종가", "종택", "후손"];
    page.follows(nth + 1) && CLANS.iter().any(|noun| page.word(nth + 1).starts_with(noun))
}

/// A monk's name before 스님, two syllables that are no other word: 새솔 스님, 새솔스님.
pub(super) fn dharma(page: &Page, nth: usize, name: Span, at: &TitleAt) -> bool {
    let surface = name.of(page.text);
    at.span.of(page.text) == "스님"
        && surface.len() == 6
        && surface.chars().all(|c| ('가'..='힣').contains(&c))
        && !NOUNS.contains(surface)
        && !page.place(nth, name)
        && !page.country(nth)
        && page.morphemes(nth).first().is_some_and(|token| {
            !token.tag.is_predicate() && !matches!(token.tag, Tag::MM | Tag::MAG | Tag::MAJ | Tag::NP | Tag::NR | Tag::NNB)
        })
}

/// Whether the word is the particle of a quotation that ends right before it, and no surname: “바란다”고 감사의 뜻을.
pub(super) fn quotes(page: &Page, nth: usize) -> bool {
    let mut gap = page.gap(nth).chars().rev();
    let closed = match gap.next() {
        Some('”' | '’') => true,
        // An opening mark has white space before it.
        Some('"' | '\'') => gap.next().is_none_or(|c| !c.is_whitespace()),
        _ => false,
    };
    closed && matches!(page.word(nth), "고" | "라")
}

/// Whether the word is a surname and a given name, and no title.
pub(super) fn formed(page: &Page, nth: usize) -> bool {
    let name = page.word(nth);
    full_name(name) && !NOUNS.contains(name) && page.title(nth).is_none()
}

/// Whether a syllable that is no surname may be a foreigner's name before a title (싱 부사장), as determiners, bound nouns, numerals
/// and verbs' forms are not (각 후보, 네 후보, 팔 후보).
pub(super) fn lone(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    let noun = |tag: Tag| matches!(tag, Tag::NNP | Tag::NNG | Tag::UNKNOWN | Tag::SH | Tag::SL);
    page.hints.name(word.of(page.text)).person >= EVEN && page.morphemes(nth).iter().all(|token| noun(token.tag))
}

/// Whether the word right before a title is a name by where it stands, be its syllables rare: a clause begins with it, or a body stands
/// before it, and the clause is about the title's holder (임도한 대표는, 강보름 한빛면장은, 한빛부 하무길 서기관은).
pub(super) fn acclaimed(page: &Page, nth: usize, at: &TitleAt, bodies: &Bodies) -> bool {
    let title = at.span.of(page.text);
    let rest = &page.text[at.span.end..page.words[at.word].end];
    let employed = nth > 0 && page.follows(nth) && bodies.ending_at(page.words[nth - 1].end).is_some();
    let told_of = matches!(rest, "은" | "는" | "이" | "가" | "도");
    let named = !at.prefix(page).is_empty() && at.body(page).is_some();
    at.title.official
        && page.follows(at.word)
        && title.len() >= 6
        && title != "시장"
        && told_of
        && (named && unheard(page, nth)
            || at.prefix(page).is_empty() && parted(page, nth) && unheard(page, nth)
            || at.prefix(page).is_empty() && employed && shaped(page, nth) && page.words[nth].len() == 9)
}

/// Whether the word is a bound noun that leans on the word before it, and no surname: 70여 명 검사, 문을 닫은 채 시장에.
pub(super) fn bound(page: &Page, nth: usize) -> bool {
    if !page.follows(nth) {
        return false;
    }
    let counted = |c: char| c.is_ascii_digit() || matches!(c, '여' | '십' | '백' | '천' | '몇' | '수');
    match page.word(nth) {
        "명" => page.word(nth - 1).ends_with(counted),
        // 옮겨 갈 의사, 텅 빈 시장
        "갈" | "빈" => page.morphemes(nth).iter().any(|token| token.tag.is_predicate()),
        "간" => page.morphemes(nth).iter().any(|token| token.tag.first() == Tag::NNB),
        "채" => page.morphemes(nth - 1).last().is_some_and(|token| token.tag.last() == Tag::ETM),
        _ => false,
    }
}

/// A surname and 모 before a position, where the name is kept back: 김모 경위.
pub(super) fn hidden(page: &Page, nth: usize, at: &TitleAt) -> Option<Span> {
    let word = page.words[nth];
    let surname = word.of(page.text).strip_suffix('모').is_some_and(|surname| SURNAMES.contains(surname));
    // 공모 위원장, 추모 위원장: common nouns; no noun but 이모 and 고모 stands before a rank of the police.
    let noun = NOUNS.contains(word.of(page.text)) || page.common(nth, word);
    let rank = HOLDERS
        .get(at.span.of(page.text))
        .is_some_and(|kinds| kinds.iter().any(|kinds| kinds.contains(&OrganizationKind::Police)));
    (at.title.official && at.prefix(page).is_empty() && surname && (rank || !noun)).then_some(word)
}

/// A name that Chinese characters in brackets explain, between it and a title: 왕샤오밍(王小明) 후보.
pub(super) fn glossed(page: &Page, nth: usize, bracketed: bool) -> Option<Span> {
    let word = page.words[nth];
    let hanja =
        |word: &str| word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{f900}'..='\u{faff}').contains(&c));
    let explained = bracketed && nth + 1 < page.words.len() && page.gap(nth + 1) == "(" && hanja(page.word(nth + 1));
    let hangul = word.of(page.text).chars().all(|c| ('가'..='힣').contains(&c));
    if !explained || !hangul || page.title(nth).is_some() || page.word(nth).chars().count() < 2 {
        return None;
    }
    // 이토 다로(伊藤太郎): as many words as the name has.
    let whole = page.hints.ending(word.end).filter(|name| page.hints.name(name.of(page.text)).person >= SOME);
    Some(whole.unwrap_or(word))
}
