//! The body that the words around a name and its title give.

use crate::document::Span;
use crate::record::OrganizationKind;

use super::gather::PRESENT;
use super::likeness::{Likeness, SOME, likeness};
use super::list::{BodyPart, ENDINGS};
use super::organization::Bodies;
use super::page::Page;
use super::person::Employer;
use super::title::TitleAt;

/// Words that stand between a name and a title or before a name and are no body: 전 의원, 홍길동 신임 대표.
pub(super) const BESIDE: [&str; 30] = [
    "전",
    "현",
    "신임",
    "초대",
    "역대",
    "당시",
    "이날",
    "특히",
    "이어",
    "또",
    "한편",
    "등",
    "및",
    "공동",
    "수석",
    "총괄",
    "선임",
    "책임",
    "명예",
    "상임",
    "비상임",
    "대외",
    "현직",
    "전직",
    "국내",
    "해외",
    "前",
    "現",
    "故",
    "고",
];

/// The country that papers write as one letter before a title: 홍길동 미 대통령.
pub(super) fn state(word: &str) -> Option<&'static str> {
    Some(match word {
        "미" | "美" => "미국",
        "日" => "일본",
        "中" => "중국",
        "英" => "영국",
        "佛" => "프랑스",
        "獨" => "독일",
        _ => return None,
    })
}

/// Titles whose holders a country has rather than a body.
const STATESMEN: [&str; 20] = [
    "대통령",
    "부통령",
    "총리",
    "의장",
    "장관",
    "의원",
    "당선인",
    "당선자",
    "주석",
    "국가주석",
    "국무위원장",
    "총통",
    "국무장관",
    "국방장관",
    "재무장관",
    "상무장관",
    "외교장관",
    "외무장관",
    "법무장관",
    "통일장관",
];

/// The body in the words before a name: 한빛전자 홍길동 대표.
pub(super) fn before_name(page: &Page, first: usize, at: &TitleAt, bodies: &mut Bodies) -> Employer {
    // 한빛지법 형사1부(홍길동 부장판사), 대법원 2부(주심 홍길동 대법관)
    let presides = first > 0 && matches!(page.word(first - 1), "주심" | "재판장");
    let first = if presides && (page.follows(first) || page.gap(first).trim() == ":") { first - 1 } else { first };
    let opened = first > 0 && page.gap(first) == "(";
    if let Some(span) = over_marks(page, first, at, bodies, false) {
        return held(page, at, span, bodies);
    }
    if first == 0 || !page.follows(first) && !opened && page.gap(first).trim() != ")" {
        return Employer::Unknown;
    }
    let nth = first - 1;
    let word = page.words[nth];
    // 대통령 and the like belong to the country, if to anything.
    if matches!(
        at.span.of(page.text),
        "대통령" | "부통령" | "총리" | "국무총리" | "여사" | "주석" | "국가주석" | "국무위원장" | "총통"
    ) {
        let country = page.country(nth) && page.follows(first);
        return if country { Employer::Meant(page.word(nth).to_owned()) } else { Employer::Unknown };
    }
    let fits = |span: Span| match at.title.body {
        BodyPart::Append(form @ ("시" | "도" | "군" | "구")) => span.of(page.text).ends_with(form),
        _ => true,
    };
    // A department or an office may stand between the body and the name: 한빛지법 형사1부 홍길동 판사.
    for back in 0..3.min(first) {
        let before = page.words[nth - back];
        let body = bodies.ending_at(before.end).or_else(|| bodies.over(before));
        let whole = body.filter(|span| matches!(&page.text[span.end..before.end], "" | "의"));
        if let Some(span) = whole.filter(|span| fits(*span)) {
            return held(page, at, span, bodies);
        }
        let titled = page.title(nth - back).is_some_and(|title| title.title.official);
        if body.is_some()
            || !page.follows(nth - back)
            || page.closes(nth - back)
            || titled
            || opened && !division(page, nth - back)
        {
            break;
        }
    }
    if page.gap(first) != " " {
        return Employer::Unknown;
    }
    let own = Span::new(word.start, page.stem(nth));
    let joined = matches!(&page.text[own.end..word.end], "" | "의");
    if joined && employs(at) && may_employ(page, nth, own) {
        return Employer::At(bodies.learn(own));
    }
    // 새솔 파트너스의 홍길동 대표: of several words, by the tagger.
    let heard = page.hints.ending(own.end).filter(|span| {
        span.start < own.start && page.hints.name(span.of(page.text)).organization >= SOME && !bodies.covers(*span)
    });
    match heard.filter(|_| joined && employs(at)) {
        Some(span) => Employer::At(bodies.learn(span)),
        None => Employer::Unknown,
    }
}

/// No more words stand between two marks before a name.
const MARKED: usize = 4;

/// Titles of those who head or speak for what is named in quotation marks before them; a work's makers have others.
const HEADS: [&str; 14] = [
    "대표",
    "공동대표",
    "대표이사",
    "회장",
    "사장",
    "이사장",
    "이사",
    "위원장",
    "운영위원장",
    "집행위원장",
    "소장",
    "사무국장",
    "사무총장",
    "간사",
];

/// The body before a name or a title over the marks between: a closing quotation mark (‘한빛 사랑’ 홍길동 회장, ‘한빛 사랑’의 홍길동
/// 회장), or brackets that hold its head or its code (한빛대(총장 김하늘) 홍길동 교수, 한빛전자(012345) 홍길동 부장). What stands in
/// quotation marks is learned as one where `sure` says that nothing but a body may stand there.
pub(super) fn over_marks(page: &Page, first: usize, at: &TitleAt, bodies: &mut Bodies, sure: bool) -> Option<Span> {
    const CLOSING: [char; 4] = ['\'', '’', '"', '”'];
    const OPENING: [char; 4] = ['\'', '‘', '"', '“'];
    let nth = first.checked_sub(1)?;
    let gap = page.gap(first).strip_suffix(' ')?;
    // ‘한빛 사랑’의
    let of = gap.is_empty() && nth > 0 && page.word(nth) == "의";
    let (mut last, gap) = if of { (nth - 1, page.gap(nth)) } else { (nth, gap) };
    let marks = gap.trim_end_matches(CLOSING);
    let quoted = marks.len() < gap.len();
    if marks == ")" {
        let open = (0..MARKED.min(last)).map(|back| last - back).find(|&nth| page.gap(nth).contains(['(', ')', '\n']))?;
        let headed = page.title(open).is_some_and(|head| head.title.official);
        let coded = page.word(open).bytes().all(|c| c.is_ascii_alphanumeric());
        let named = !quoted && bodies.ending_at(page.words[last].end).is_some();
        if page.gap(open) != "(" || named || !(headed || coded || quoted) {
            return None;
        }
        last = open - 1;
    } else if !marks.is_empty() || !quoted {
        return None;
    }
    let body = bodies.ending_at(page.words[last].end);
    if body.is_some() || !quoted || !(of || sure) || !HEADS.contains(&at.span.of(page.text)) {
        return body;
    }
    let open = (0..=MARKED.min(last)).map(|back| last - back).find(|&nth| page.gap(nth) != " ")?;
    let span = Span::new(page.words[open].start, page.words[last].end);
    (page.text[..span.start].ends_with(OPENING) && !bodies.covers(span)).then(|| bodies.learn(span))
}

/// The body of a title's holder beside whose name stands `span`: the education office of a province for its 교육감.
fn held(page: &Page, at: &TitleAt, span: Span, bodies: &Bodies) -> Employer {
    let Some(span) = without_division(page, span, bodies) else { return Employer::Unknown };
    let government = bodies.get(span).is_some_and(|named| named.kind == OrganizationKind::LocalGovernment);
    match at.title.body {
        BodyPart::Append(office @ "교육청") if government => Employer::Meant(format!("{}{office}", span.of(page.text))),
        _ => Employer::At(span),
    }
}

/// The court or office that a division belongs to, where `span` is one: 한빛지법 of 한빛지법 형사3단독. None where it stands alone.
pub(super) fn without_division(page: &Page, span: Span, bodies: &Bodies) -> Option<Span> {
    let name = span.of(page.text);
    // 한빛지법 제1-2 민사부
    let bench = ["민사", "형사", "가사"].iter().any(|field| name.starts_with(field));
    let divided = (bench || name.contains(|c: char| c.is_ascii_digit())) && ["부", "단독"].iter().any(|end| name.ends_with(end));
    if !divided || name.contains(' ') {
        return Some(span);
    }
    above(page, page.word_at(span.start)?, bodies)
}

/// The body that stands before a division's words: 한빛지법 before 형사합의21-2부, before 제1-2 민사부.
pub(super) fn above(page: &Page, nth: usize, bodies: &Bodies) -> Option<Span> {
    let numbered = |nth: usize| page.word(nth).contains(|c: char| c.is_ascii_digit());
    let mut first = nth;
    while first > 1 && first + MARKED > nth && matches!(page.gap(first), " " | "-") && numbered(first - 1) {
        first -= 1;
    }
    let before = first.checked_sub(1).filter(|_| page.follows(first))?;
    bodies.ending_at(page.words[before].end).or_else(|| bodies.over(page.words[before]))
}

/// Whether the word names a division of a court or an office: 형사12부, 반부패수사2부, 3단독.
pub(super) fn division(page: &Page, nth: usize) -> bool {
    ["부", "단독", "과", "국", "팀", "실", "재판부"].iter().any(|end| page.word(nth).ends_with(end))
}

/// Whether an unknown word beside the title may be taken for the person's body.
pub(super) fn employs(at: &TitleAt) -> bool {
    !matches!(at.title.body, BodyPart::Append("시" | "도" | "군" | "구" | "국회" | "의회" | "부" | "면" | "동" | "읍"))
}

/// Whether the word, unknown to lexicon and grammar, may be a body's name.
pub(super) fn may_employ(page: &Page, nth: usize, own: Span) -> bool {
    let surface = own.of(page.text);
    surface.chars().count() >= 2
        && (!page.closes(nth) || own.end < page.words[nth].end)
        && !BESIDE.contains(&surface)
        && !page.country(nth)
        && !page.common(nth, own)
        && (page.proper(nth, own) || page.odd(nth, own) || loan(page, own) || page.hints.name(surface).organization >= SOME)
        && page.title(nth).is_none_or(|title| !title.title.official)
        && likeness(page, nth, own) != Likeness::Likely
        && !surface.starts_with(|c: char| c.is_ascii_digit())
        && !surface.ends_with(['시', '도', '군', '구', '읍', '면', '동', '리'])
}

/// Whether the word is several nouns in one that are no compound of Korean words, as names of companies are: 새솔|인베스트,
/// 컴|퍼|니. Units and ranks have endings that say so.
pub(super) fn loan(page: &Page, own: Span) -> bool {
    let surface = own.of(page.text);
    let unit = [
        "과",
        "부",
        "실",
        "팀",
        "국",
        "처",
        "단",
        "대",
        "총괄",
        "담당",
        "전담",
        "부문",
        "학부",
        "대학원",
        "위원회",
        "급",
        "권",
        "차",
        "기",
        "대회",
    ];
    surface.chars().count() >= 4 && !unit.iter().any(|end| surface.ends_with(end)) && page.recurs(own)
}

/// Kinds of firm that stand before the firm's own name.
const FIRMS: [&str; 5] = ["법무법인", "회계법인", "세무법인", "특허법인", "노무법인"];

/// The body between a name and a title, and where the title's own words begin.
pub(super) fn between_body(page: &Page, first: usize, title: usize, at: &TitleAt, bodies: &mut Bodies) -> (Employer, usize) {
    // Over an age in parentheses, and what else they hold: 홍길동(48·기호 2번) 전 한빛시장.
    let closed = |from: usize| (from + 1..=title).find(|&nth| page.gap(nth).starts_with(')'));
    let first = if first < title && page.gap(first) == "(" { closed(first).unwrap_or(first) } else { first };
    let range = Span::new(page.words[first].start, page.words[title].start);
    // 법무법인 한빛 변호사: what kind of firm it is stands before its name.
    let kind = (first..title).take(MARKED).find(|&nth| FIRMS.contains(&page.word(nth)));
    let named = |&kind: &usize| kind + 1 < title && title <= kind + MARKED && (kind + 1..=title).all(|nth| page.follows(nth));
    if let Some(kind) = kind.filter(named).filter(|_| page.title(title - 1).is_none()) {
        let firm = Span::new(page.words[kind].start, page.words[title - 1].end);
        let firm = bodies.ending_at(firm.end).filter(|known| known.contains(firm)).unwrap_or_else(|| bodies.learn(firm));
        return (Employer::At(firm), page.words[title].start);
    }
    // 한빛당(새솔당 전신) 의원: what brackets tell of the body is another one.
    let open = (first + 1..title).find(|&nth| page.gap(nth).trim() == "(" && closed(nth).is_some());
    let outside = open.and_then(|open| bodies.last_within(Span::new(range.start, page.words[open].start)));
    if let Some(span) = outside.or_else(|| bodies.last_within(range)) {
        let behind = (first..title).find(|&nth| page.words[nth].start >= span.end);
        // 한빛사령부(HIST) 사령관: its second name is no part of the title.
        let behind = behind.and_then(|nth| if page.gap(nth).trim() == "(" { closed(nth) } else { Some(nth) });
        let from = behind.map_or(page.words[title].start, |nth| page.words[nth].start);
        let both = (first..title).any(|nth| page.word(nth) == "겸");
        return (held(page, at, span, bodies), if both { page.words[first].start } else { from });
    }
    let mut nth = first;
    while nth < title && (BESIDE.contains(&page.word(nth)) || PRESENT.contains(&page.word(nth))) {
        nth += 1;
    }
    if nth >= title {
        return (Employer::Unknown, range.start);
    }
    // 한빛시장 후보: who stands for an office belongs to a party, if to any body.
    let office = nth + 1 == title
        && page.title(nth).is_some_and(|at| matches!(at.title.body, BodyPart::Append("시" | "도" | "군" | "구" | "교육청")));
    if office && at.span.of(page.text).ends_with("후보") {
        return (Employer::Unknown, at.span.start);
    }
    // 대법원장 후보자
    if let Some(name) = (nth..title).find_map(|nth| page.title(nth).filter(|at| at.title.official)?.body(page)) {
        return (Employer::Meant(name), range.start);
    }
    let country = if page.country(nth) { Some(page.word(nth)) } else { state(page.word(nth)) };
    if let Some(country) = country.filter(|_| STATESMEN.contains(&at.span.of(page.text))) {
        return (Employer::Meant(country.to_owned()), page.words[nth].start);
    }
    let own = page.words[nth];
    // 홍길동 시 문화국장: the city that the article is about.
    let government = matches!(own.of(page.text), "시" | "도" | "군" | "구") && page.follows(nth + 1);
    if government || ENDINGS.get(own.of(page.text)).is_some_and(|ending| ending.alone) {
        return (Employer::Short(own), page.words[nth + 1].start);
    }
    if employs(at) && may_employ(page, nth, own) {
        let from = page.words.get(nth + 1).map_or(at.span.start, |word| word.start);
        return (Employer::At(bodies.learn(own)), from);
    }
    (Employer::Unknown, page.words[nth].start)
}

/// Whether the word may name a body that nothing but its head in brackets shows.
pub(super) fn headed(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    word.of(page.text).chars().count() >= 3
        && !page.common(nth, word)
        && !page.place(nth, word)
        && !page.closes(nth)
        && page.title(nth).is_none()
        && likeness(page, nth, word) != Likeness::Likely
}

/// Titles of heads of state and government, which a foreign name's last part alone stands before (트럼프 대통령).
pub(super) fn heads_state(at: &TitleAt, page: &Page) -> bool {
    matches!(at.span.of(page.text), "대통령" | "부통령" | "총리" | "주석" | "국왕" | "여왕" | "교황" | "왕세자" | "총서기")
}

/// Whether the word may be a foreign name's last part.
pub(super) fn foreign_short(page: &Page, last: usize) -> bool {
    let word = page.words[last];
    let surface = word.of(page.text);
    (2..=6).contains(&surface.chars().count())
        && surface.chars().all(|c| ('가'..='힣').contains(&c))
        && !page.country(last)
        && page.title(last).is_none()
        && !page.place(last, word)
        && !page.common(last, word)
        && page.proper(last, word)
        && page.morphemes(last).len() <= 3
        && !page.closes(last)
}
