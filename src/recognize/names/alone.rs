//! People without a title beside them, and the parts of a name that stand for the whole.

use crate::document::Span;
use crate::token::{Sense, Tag};

use super::likeness::{COMMON, EVEN, Likeness, NAMED, RARE, SOME, certain, foreign, frequency, likeness, shaped, split, told};
use super::list::{FOREIGN, NOUNS, PEOPLE, PROGRAMMES};
use super::organization::Bodies;
use super::page::{Page, REACH};
use super::person::captioned;
use super::renown::{behind_lost_break, famous, named_after, pen_name};
use super::title::TitleAt;

/// Whether an age stands in brackets behind the word, with or without more.
pub(super) fn aged(page: &Page, nth: usize) -> bool {
    let next = nth + 1;
    next < page.words.len() && page.gap(next) == "(" && {
        let age = page.word(next);
        let digits = age.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits)
            && matches!(&age[digits..], "" | "세" | "살")
            && page.gap(next + 1).starts_with([')', '·', ',', '・', 'ㆍ'])
    }
}

/// Whether the brackets behind the word say where somebody belongs, a body or a school, and whether it is a school or a public team.
fn affiliated(page: &Page, nth: usize, bodies: &Bodies) -> Option<bool> {
    let next = nth + 1;
    if next >= page.words.len() || page.gap(next) != "(" {
        return None;
    }
    let last = (next..(next + REACH).min(page.words.len())).find(|&at| page.gap(at + 1).starts_with(')'))?;
    // 새솔존(SZ): an acronym is the name's own.
    if next == last && page.word(next).is_ascii() {
        return None;
    }
    let school = |nth: usize| {
        let word = page.word(nth);
        word.len() >= 9 && ["초", "중", "고", "대", "시청", "군청", "구청", "도청"].iter().any(|end| word.ends_with(end))
    };
    let school = (next..=last).any(school);
    (school || (next..=last).any(|nth| bodies.covers(page.words[nth]))).then_some(school)
}

/// Whether the word is a government that is named by its head: 정부, 행정부는.
pub(super) fn rules(page: &Page, nth: usize) -> bool {
    page.stems(nth).any(|end| matches!(&page.text[page.words[nth].start..end], "정부" | "정권" | "행정부" | "내각"))
}

/// Whether the title is an occupation that stands before a name: 가수, 배우, 선수.
pub(super) fn is_role(page: &Page, at: &TitleAt) -> bool {
    !at.title.official
        && at.span.len() >= 6
        && at.span.end == page.words[at.word].end
        && !matches!(at.span.of(page.text), "할머니" | "할아버지" | "어르신" | "부친" | "모친")
}

/// Whether the word is whoever plays a part: 한지민(홍길동 역), 홍길동 주연의.
fn plays(page: &Page, nth: usize) -> bool {
    if !page.follows(nth + 1) {
        return false;
    }
    let part = page.gap(nth).ends_with('(') && matches!(page.word(nth + 1), "역" | "분") && page.gap(nth + 2).starts_with(')');
    let lead = matches!(page.word(nth + 1), "주연" | "주연의" | "주연은" | "주연을");
    let word = page.word(nth);
    let name = || (2..=4).contains(&word.chars().count()) && word.chars().all(|c| ('가'..='힣').contains(&c));
    (part || lead) && name() && (part || likeness(page, nth, page.words[nth]) >= Likeness::Possible)
}

/// Words for kin, which stand before the name of whoever is somebody's.
pub(super) const KIN: [&str; 26] = [
    "아들",
    "딸",
    "장남",
    "차남",
    "삼남",
    "장녀",
    "차녀",
    "삼녀",
    "남편",
    "부인",
    "아내",
    "배우자",
    "동생",
    "남동생",
    "여동생",
    "누나",
    "오빠",
    "언니",
    "어머니",
    "아버지",
    "사위",
    "며느리",
    "손자",
    "손녀",
    "손주",
    "조카",
];

/// Where a foreign name of two words that begins with word `nth` ends before its particle: both are strange to the dictionary.
fn abroad(page: &Page, nth: usize) -> Option<usize> {
    let next = nth + 1;
    let strange = |nth: usize, own: Span| {
        let name = own.of(page.text);
        name.chars().count() >= 2
            && name.chars().all(|c| ('가'..='힣').contains(&c))
            && !NOUNS.contains(name)
            && !page.common(nth, own)
            && !page.place(nth, own)
            && !page.country(nth)
            && page.title(nth).is_none()
            && (page.odd(nth, own) || FOREIGN.contains(name) || page.sense(nth, own) == Sense::Person)
    };
    let second = *page.words.get(next).filter(|_| page.follows(next))?;
    let particle = |rest: &str| matches!(rest, "이" | "가" | "은" | "는" | "을" | "를" | "와" | "과" | "의" | "도");
    let end = page.stems(next).find(|&end| particle(&page.text[end..second.end]))?;
    let whole = strange(nth, page.words[nth]) && strange(next, Span::new(second.start, end));
    whole.then_some(end)
}

/// Full names without a title: what the learned tagger or the dictionary knows as a person's and what is made like a name.
pub(super) fn alone(page: &Page, nth: usize, bodies: &Bodies) -> Option<Span> {
    let word = page.words[nth];
    if in_title(page, nth) || pen_name(page, nth) {
        return None;
    }
    if plays(page, nth) && !bodies.covers(word) {
        return Some(word);
    }
    if let Some(name) = page.hints.starting(word.start).filter(|name| !bodies.covers(*name)) {
        if let Some(name) = behind_lost_break(page, name) {
            return Some(name);
        }
        let bare = name == word && page.follows(nth + 1);
        // 이방카 트럼프, 홍범도 장군로: the name goes on, or is another thing's.
        let more =
            bare && (FOREIGN.contains(name.of(page.text)) || named_after(page, nth + 1) && PEOPLE.contains(name.of(page.text)));
        if !more && (certain(page, nth, name) || supported(page, nth, name)) {
            return Some(name);
        }
    }
    if !bodies.covers(word)
        && let Some(famous) = famous(page, nth)
    {
        return Some(famous);
    }
    let name = untitled(page, nth, bodies)?;
    let own = Span::new(word.start, page.stem(nth));
    let other = bodies.covers(word) || page.place(nth, own) || page.place(nth, word) || page.country(nth);
    (!other).then_some(name)
}

/// Whether something beside a name that the tagger rather takes for a person's speaks for it too: a first name that begins it
/// (저스틴 비버), an age behind it, a word before it that says what somebody is (만담가 새솔출은).
fn supported(page: &Page, nth: usize, name: Span) -> bool {
    let surface = name.of(page.text);
    let Some(last) = page.word_holding(name.end) else { return false };
    let own = Span::new(page.words[last].start, name.end);
    let hangul = surface.chars().all(|c| ('가'..='힣').contains(&c) || c == ' ');
    let several = last > nth;
    if page.hints.name(surface).person < EVEN
        || !hangul
        || surface.chars().count() < 2
        || NOUNS.contains(surface)
        || page.place(nth, own)
        || page.country(last)
        || page.title(last).is_some()
        || page.lexicon.lookup(surface).is_some()
        || !several && page.common(nth, name)
    {
        return false;
    }
    let bare = name.end == page.words[last].end;
    let particle = page.morphemes(last).iter().any(|token| token.span.end == name.end && token.tag.is_josa());
    // 헌터 들먹이며: a verb's root.
    let verb = page.morphemes(last).iter().any(|token| token.span.start == name.end && matches!(token.tag, Tag::XSV | Tag::XSA));
    // 그레타 툰베리: the name goes on. 칼 새솔 항모: a ship.
    if verb
        || particle && several
        || !several && bare && FOREIGN.contains(surface)
        || bare && page.follows(last + 1) && named_after(page, last + 1)
    {
        return false;
    }
    // 앤 베리: one syllable and a word of the dictionary need more.
    let sure = !page.common(last, own) || page.words[nth].len() > 3 || page.hints.name(surface).person >= NAMED;
    // 지난 주 트럼프: no first name.
    let noun = page.morphemes(nth).first().is_some_and(|token| matches!(token.tag, Tag::NNB | Tag::NNBC));
    // 메릴 에드워드 뉴먼: the second name may be the known one.
    let first = several && sure && !noun && (nth..last).any(|nth| FOREIGN.contains(page.word(nth))) && !page.closes(nth);
    let beside = bare && aged(page, last) || page.follows(nth) && occupation(page, nth - 1);
    // 손주 홍길동(7): a noun begins no name.
    first || beside && !(several && page.common(nth, page.words[nth]))
}

/// Whether the word says by its last syllable what somebody is: 만담가, 창업자, 언론인, but not 상장법인.
fn occupation(page: &Page, nth: usize) -> bool {
    let noun = page.morphemes(nth).iter().all(|token| matches!(token.tag, Tag::NNG | Tag::XSN));
    let word = page.word(nth);
    noun && word.chars().count() >= 3 && word.ends_with(['가', '자', '꾼', '인']) && !word.ends_with("법인")
}

/// A name by what stands beside it: an age, a government, a rank, a role, a particle.
fn untitled(page: &Page, nth: usize, bodies: &Bodies) -> Option<Span> {
    let word = page.words[nth];
    let end = page.stem(nth);
    let span = Span::new(word.start, end);
    let korean = |least: Likeness| likeness(page, nth, span) >= least || span == word && shaped(page, nth);
    // 홍길동(45), 홍길동(23·한빛시청)
    if span == word && aged(page, nth) && (korean(Likeness::Possible) || told(page, word)) {
        return Some(span);
    }
    // [홍길동 / 한빛동 주민 : …]
    let captioned = page.gap(nth).ends_with(['[', '<']) && captioned(page, nth + 1);
    if captioned && (likeness(page, nth, word) >= Likeness::Possible || shaped(page, nth)) {
        return Some(word);
    }
    // 홍길동 정부, 트럼프 행정부
    if span == word && page.follows(nth + 1) && rules(page, nth + 1) {
        let foreign = page.proper(nth, word) && !page.common(nth, word) && word.len() <= 15 && page.title(nth).is_none();
        let hangul = word.of(page.text).chars().all(|c| ('가'..='힣').contains(&c));
        let known = page.lexicon.lookup(word.of(page.text)).is_some();
        if likeness(page, nth, span) >= Likeness::Possible || foreign && hangul && !known && word.len() >= 6 {
            return Some(span);
        }
    }
    // 홍길동정부: in one word.
    let ruled = page.stems(nth).find_map(|end| {
        let name = ["정부", "정권"].iter().find_map(|noun| page.text[word.start..end].strip_suffix(noun))?;
        let (_, given) = split(name).filter(|(_, given)| !given.ends_with('의'))?;
        (name.len() == 9 && frequency(given) >= RARE).then(|| Span::new(word.start, word.start + name.len()))
    });
    if ruled.is_some() {
        return ruled;
    }
    // 홍길동 9단: a rank of Go.
    let rank = |word: &str| {
        word.strip_prefix(|c: char| c.is_ascii_digit())
            .is_some_and(|rest| rest == "단" || rest.starts_with("단이") || rest.starts_with("단은"))
    };
    if span == word && page.follows(nth + 1) && rank(page.word(nth + 1)) && likeness(page, nth, span) >= Likeness::Possible {
        return Some(span);
    }
    // 가수 홍길동이
    let role = nth > 0 && page.follows(nth) && page.title(nth - 1).is_some_and(|at| is_role(page, &at));
    // 피아니스트 율리아나 새솔바가: two words that the dictionary does not know behind an occupation.
    if role && let Some(end) = abroad(page, nth) {
        return Some(Span::new(word.start, end));
    }
    if role && (likeness(page, nth, span) >= Likeness::Possible || page.hints.name(span.of(page.text)).person >= SOME) {
        return Some(span);
    }
    // 홍길동(한빛초), 홍길동(한빛당·서울 종로을)
    if span == word
        && let Some(school) = affiliated(page, nth, bodies)
        && (likeness(page, nth, word) >= Likeness::Possible || told(page, word) || school && shaped(page, nth))
    {
        return Some(span);
    }
    // 차남 홍길동이
    let kin = nth > 0 && page.follows(nth) && {
        let before = page.word(nth - 1);
        KIN.contains(&before.strip_suffix('인').unwrap_or(before))
    };
    if kin && end < word.end && (likeness(page, nth, span) >= Likeness::Possible || told(page, span)) {
        return Some(span);
    }
    // A name alone has a particle, an age or its like beside it.
    let listed = |gap: &str| {
        gap.starts_with([',', '·']) || gap == "(" && page.text[word.end + 1..].starts_with(|c: char| c.is_ascii_digit())
    };
    let framed = end < word.end || listed(page.gap(nth + 1));
    if !framed {
        return None;
    }
    let usual = || split(span.of(page.text)).is_some_and(|(_, given)| frequency(given) >= COMMON);
    if span.len() == 9 && usual() && page.sense(nth, span) == Sense::Person && likeness(page, nth, span) == Likeness::Likely {
        return Some(span);
    }
    // Asked first, for it costs less.
    if page.sense(nth, span) != Sense::Person && !page.unknown(nth, span) {
        return None;
    }
    foreign(page, nth, end).filter(|name| {
        let first = page.word_at(name.start);
        let hangul = !name.of(page.text).is_ascii();
        let whole = first.is_some_and(|first| {
            page.word(first).chars().count() > 1 && !page.closes(first) && !page.common(first, page.words[first])
        });
        hangul && whole
    })
}

/// Whether the name is a part of a title in quotation marks, ‘홍길동의 아침마당’, or of a programme's.
fn in_title(page: &Page, nth: usize) -> bool {
    page.word(nth).ends_with('의')
        && page.gap(nth).ends_with(['\'', '‘', '<', '《', '〈'])
        && (nth + 1..(nth + 4).min(page.words.len()))
            .take_while(|&at| page.follows(at))
            .any(|at| page.gap(at + 1).starts_with(['\'', '’', '>', '》', '〉']))
        || in_programme(page, nth)
}

/// Whether the name is a part of a programme's title: 라디오 홍길동의 뉴스쇼.
pub(super) fn in_programme(page: &Page, nth: usize) -> bool {
    let programme = |at: usize| page.stems(at).any(|end| PROGRAMMES.contains(&page.text[page.words[at].start..end]));
    page.word(nth).ends_with('의') && (nth + 1..(nth + 4).min(page.words.len())).take_while(|&at| page.follows(at)).any(programme)
}

/// The last parts by which people are named after their first mention: 박 of 박형준, 트럼프 of 도널드 트럼프.
pub(super) fn short_forms(name: &str) -> Vec<&str> {
    if let Some((_, last)) = name.rsplit_once(' ') {
        // 박 모: the surname stands for the name that is kept back.
        return if last == "모" { vec![&name[..name.len() - " 모".len()]] } else { vec![last] };
    }
    match split(name) {
        Some((surname, _)) => vec![surname],
        None => Vec::new(),
    }
}
