//! People beside their titles: the ways in which names, titles and bodies stand together.

use crate::document::Span;
use crate::record::OrganizationKind;
use crate::token::{Sense, Tag};

use super::alone::rules;
use super::doubt::{acclaimed, bound, clan, dharma, formed, glossed, hidden, intends, lone, quotes};
use super::employer::{BESIDE, above, before_name, between_body, division, foreign_short, headed, heads_state, without_division};
use super::gather::FORMER;
use super::likeness::{
    Likeness, SOME, UNHEARD, addressed, chinese, full_name, likeness, name_at, renowned, shaped, told, unheard, worded,
};
use super::list::{BodyPart, FOREIGN, NOUNS, SURNAMES};
use super::organization::{Bodies, Evidence};
use super::page::{Page, REACH};
use super::roster::rosters;
use super::second::second;
use super::title::{RANKS, TitleAt};

/// A place where a person is named.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sighting {
    /// The name alone.
    pub name: Span,
    /// The surname alone, or a foreign name's last part: whose it is, the article says elsewhere.
    pub short: bool,
    /// The title as it is written, from its first word.
    pub title: Option<Span>,
    /// The title makes an official.
    pub official: bool,
    pub body: Employer,
}

/// The body that a sighting gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Employer {
    #[default]
    Unknown,
    /// Named in the text.
    At(Span),
    /// A word that is short for a body named elsewhere, or else no body: 공사, 협회.
    Short(Span),
    /// Meant by the title's own word.
    Meant(String),
}

/// Whether the word may be, or belong to, a body or a title's own first words between a name and a title.
fn between(page: &Page, nth: usize) -> bool {
    !matches!(page.word(nth), "등" | "및" | "그리고" | "또는" | "외" | "이날" | "씨") && {
        let word = page.words[nth];
        !page.inflected(nth) || page.stems(nth).any(|end| matches!(&page.text[end..word.end], "와" | "과") && end < word.end)
    }
}

/// Finds everyone that stands beside a title.
pub(super) fn people(page: &Page, bodies: &mut Bodies) -> Vec<Sighting> {
    let mut sightings: Vec<Sighting> = Vec::new();
    let mut nth = 0;
    while nth < page.words.len() {
        if let Some(title) = page.title(nth).filter(|title| {
            let other = intends(page, title) || title.is_other_word(page) && !named(page, title);
            !bodies.covers(title.span) && !leads(page, title) && !other
        }) {
            beside(page, title, bodies, &mut sightings);
        }
        // 문 정부: the president's surname.
        let surname =
            page.words[nth].len() == 3 && SURNAMES.contains(page.word(nth)) && page.word(nth) != "현" && !quotes(page, nth);
        if surname && page.follows(nth + 1) && rules(page, nth + 1) && !bodies.covers(page.words[nth]) {
            let name = page.words[nth];
            sightings.push(Sighting { name, short: true, title: None, official: false, body: Employer::Unknown });
        }
        // 박 의원실
        let office = surname && page.follows(nth + 1) && page.word(nth + 1).starts_with("의원실");
        if office && !bodies.covers(page.words[nth]) {
            let name = page.words[nth];
            sightings.push(Sighting { name, short: true, title: None, official: false, body: Employer::Unknown });
        }
        nth += 1;
    }
    candidates(page, bodies, &mut sightings);
    rosters(page, bodies, &mut sightings);
    second(page, bodies, &mut sightings);
    sightings
}

/// Lists of candidates, each behind a party, whom one word at the end calls so: 한빛당 홍길동, 새솔당 김하늘 등 4명의 후보.
fn candidates(page: &Page, bodies: &Bodies, sightings: &mut Vec<Sighting>) {
    let party = |nth: usize| {
        let body = bodies.ending_at(page.words[nth].end)?;
        bodies.get(body).filter(|named| named.kind == OrganizationKind::Party).map(|_| body)
    };
    let person = |nth: usize| {
        let word = page.words[nth];
        !bodies.covers(word) && (likeness(page, nth, word) >= Likeness::Possible || shaped(page, nth))
    };
    let mut nth = 1;
    while nth < page.words.len() {
        let mut list: Vec<(Span, Span)> = Vec::new();
        let first = nth;
        while nth < page.words.len() && page.follows(nth) {
            let Some(body) = party(nth - 1).filter(|_| person(nth)) else { break };
            list.push((page.words[nth], body));
            nth += 2;
            if !matches!(page.gap(nth - 1), ", " | "," | "·") {
                break;
            }
        }
        let end = nth.saturating_sub(1);
        let close = (end..(end + 4).min(page.words.len()))
            .take_while(|&at| page.follows(at))
            .find_map(|at| page.title(at).filter(|title| title.span.of(page.text) == "후보" && title.prefix(page).is_empty()));
        if let Some(title) = close.filter(|_| list.len() >= 2 && page.word(end).starts_with('등')) {
            for (name, body) in list {
                sightings.retain(|seen| !seen.name.overlaps(name));
                let (title, body) = (Some(title.span), Employer::At(body));
                sightings.push(Sighting { name, short: false, title, official: true, body });
            }
        }
        nth = nth.max(first + 1);
    }
}

/// Whether the body is a place, and no government that has parts.
fn seat(page: &Page, span: Span, bodies: &Bodies) -> bool {
    let government = span.of(page.text).ends_with(['시', '도', '군', '구', '청']);
    !government && bodies.get(span).is_some_and(|named| named.evidence == Evidence::Place)
}

/// Whether a likely name stands right before a title that is in one word with a place nobody knows: 홍길동 한빛시장, but not
/// 홍길동 금융시장.
fn named(page: &Page, title: &TitleAt) -> bool {
    let nth = title.word;
    page.follows(nth) && !page.common(nth, title.prefix(page)) && likeness(page, nth - 1, page.words[nth - 1]) == Likeness::Likely
}

/// Those who work for one person.
const ASSISTANTS: [&str; 4] = ["보좌관", "비서관", "비서실장", "비서"];

/// Those who work for the holder of an office, and have what they are charged with before it in their title's word.
const AIDES: [&str; 9] =
    ["특보", "특별보좌관", "보좌관", "보좌역", "비서관", "수석비서관", "비서실장", "안보실장", "국가안보실장"];

/// Whether the title is the first word of the title that follows: 총괄 of 총괄 부사장.
fn leads(page: &Page, at: &TitleAt) -> bool {
    let next = at.word + 1;
    let official = |nth: usize| page.title(nth).is_some_and(|title| title.title.official);
    // 경제부총리 겸 한빛부 장관
    let both = page.follows(next)
        && page.word(next) == "겸"
        && (next + 1..(next + 4).min(page.words.len())).take_while(|&nth| page.follows(nth)).any(official);
    // 홍길동 대표 보좌관 김하늘: whoever assists someone is named behind.
    let assists = page.follows(next)
        && ASSISTANTS.contains(&page.word(next))
        && page.follows(next + 1)
        && page.title(next + 1).is_none()
        && likeness(page, next + 1, page.words[next + 1]) == Likeness::Likely;
    // 홍길동 의원 보좌관: a lawmaker is nobody's assistant.
    let serves = page.follows(next)
        && matches!(at.span.of(page.text), "의원" | "후보" | "대표")
        && at.span == page.words[at.word]
        && at.word > 0
        && page.title(next).is_some_and(|title| {
            title.prefix(page).is_empty() && matches!(title.span.of(page.text), "보좌관" | "비서관" | "비서" | "보좌역")
        });
    // 홍길동 대통령 외교특보
    let aide = page.follows(next)
        && at.span == page.words[at.word]
        && matches!(at.span.of(page.text), "대통령" | "당대표")
        && page.title(next).is_some_and(|title| AIDES.contains(&title.span.of(page.text)));
    if aide {
        return true;
    }
    let assists = assists || serves;
    // 경영지원총괄 부사장, 통화정책담당 부총재보
    let charge = ["총괄", "담당"].contains(&at.span.of(page.text)) && at.span.end == page.words[at.word].end;
    // 한빛구청장 후보, 한빛구청장 권한대행
    let standing = page.follows(next)
        && page.title(next).is_some_and(|title| {
            title.prefix(page).is_empty() && matches!(title.span.of(page.text), "후보" | "예비후보" | "당선인" | "당선자")
        })
        && at.span.end == page.words[at.word].end
        && matches!(at.title.body, BodyPart::Append("시" | "도" | "군" | "구" | "교육청"));
    // 한빛부장관 후보자
    let nominated = page.follows(next)
        && at.title.body == BodyPart::Append("부")
        && at.span.end == page.words[at.word].end
        && page.title(next).is_some_and(|title| {
            title.prefix(page).is_empty() && matches!(title.span.of(page.text), "후보자" | "내정자" | "지명자")
        });
    if standing || nominated {
        return true;
    }
    at.title.official
        && !assists
        && (both
            || (at.span == page.words[at.word] || charge)
                && page.follows(next)
                && official(next)
                && page.title(next).is_some_and(|title| title.prefix(page).is_empty()))
}

/// The people whom the title belongs to.
fn beside(page: &Page, at: TitleAt, bodies: &mut Bodies, sightings: &mut Vec<Sighting>) {
    let prefix = at.prefix(page);
    let nth = at.word;
    let official = at.title.official;
    let one_syllable = at.span.len() == 3;
    let free = |span: Span, sightings: &[Sighting]| !sightings.iter().rev().take(8).any(|seen| seen.name.overlaps(span));

    // 홍길동씨, 김대표: the name and the title in one word.
    if !prefix.is_empty() {
        let surface = prefix.of(page.text);
        // 박상병 한빛대 교수
        let whole = at.span.end == page.words[nth].end && page.follows(nth + 1) && bodies.covers(page.words[nth + 1]);
        if SURNAMES.contains(surface)
            && prefix.len() == 3
            && !(whole && unheard(page, nth))
            && (one_syllable || official && !page.common(nth, Span::new(prefix.start, at.span.end)))
        {
            if one_syllable && (at.span.of(page.text) != "씨" || clan(page, nth)) {
                return;
            }
            sightings.push(Sighting { name: prefix, short: true, title: Some(at.span), official, body: Employer::Unknown });
            return;
        }
        if one_syllable {
            let (name, short) = match surface.strip_suffix('모') {
                Some(surname) if SURNAMES.contains(surname) => (Some(prefix), false),
                _ => (Some(prefix).filter(|_| at.span.of(page.text) == "씨" && addressed(page, nth, prefix)), false),
            };
            if let Some(name) = name {
                sightings.push(role(page, name, bodies).unwrap_or(Sighting {
                    name,
                    short,
                    title: None,
                    official: false,
                    body: Employer::Unknown,
                }));
            }
            return;
        }
        let body = page.lexicon.lookup(surface).is_some();
        let named = likeness(page, nth, prefix) == Likeness::Likely && at.title.body == BodyPart::Prefix && !body;
        if (named || dharma(page, nth, prefix, &at)) && official && !bodies.covers(prefix) {
            let body = before_name(page, nth, &at, bodies);
            sightings.push(Sighting { name: prefix, short: false, title: Some(at.span), official, body });
            return;
        }
    }
    // 한빛시인공지능국장: the body's name stands at the head of the word.
    let head = page
        .lexicon
        .organizations_at(page.text, prefix.start)
        .map(|hit| hit.span)
        .find(|span| span.end <= prefix.end && !prefix.is_empty());
    let meant = match (at.title.body, head) {
        (BodyPart::None | BodyPart::Prefix, Some(head)) => Employer::Meant(head.of(page.text).to_owned()),
        _ => at.body(page).map_or(Employer::Unknown, Employer::Meant),
    };
    let title = |from: usize| Some(Span::new(from.min(at.span.start), at.span.end));
    // A committee that the lexicon knows is no part of the party that its head belongs to.
    let committee = at.title.body == BodyPart::Append("위원회")
        && matches!(&meant, Employer::Meant(name) if page.lexicon.lookup(name).is_some());
    let unit = at.is_unit() && !committee;

    // 홍길동(한빛전자 부장)씨
    if official && page.gap(nth + 1).starts_with(')') {
        let open =
            (1..=4.min(nth)).map(|back| nth + 1 - back).find(|&first| page.gap(first).contains('(') || !page.follows(first));
        if let Some(first) = open.filter(|&first| first > 0 && page.gap(first) == "(") {
            let name = name_at(page, first - 1, Likeness::Likely).filter(|name| !bodies.covers(*name) && free(*name, sightings));
            if let Some(name) = name {
                let (body, from) =
                    if first < nth { between_body(page, first, nth, &at, bodies) } else { (Employer::Unknown, at.span.start) };
                let body = if meant == Employer::Unknown { body } else { meant };
                sightings.push(Sighting { name, short: false, title: title(from), official, body });
                return;
            }
        }
    }

    // 홍길동(45) 씨, 홍길동 시장: nothing but a space or an age between.
    let (before, aged) = before_age(page, nth);
    if let Some(last) = before {
        // 김 모(45) 씨
        if aged && one_syllable && page.word(last) == "모" && page.follows(last) && SURNAMES.contains(page.word(last - 1)) {
            let name = Span::new(page.words[last - 1].start, page.words[last].end);
            sightings.push(Sighting { name, short: false, title: None, official: false, body: Employer::Unknown });
            return;
        }
        // 박 신임 사장, 김 수석부의장
        let new = matches!(page.word(last), "신임" | "전임" | "총괄" | "수석" | "공동") && page.follows(last);
        let last_of_name = if new && page.words[last - 1].len() == 3 { last - 1 } else { last };
        let ranked = RANKS.contains(&prefix.of(page.text)) && at.body(page).is_none();
        if page.words[last_of_name].len() == 3 && !aged && (prefix.is_empty() || ranked) {
            let last = last_of_name;
            // 박 시장, 이 씨
            let last =
                if matches!(page.word(last), "전" | "현" | "신") && page.follows(last) && SURNAMES.contains(page.word(last - 1))
                {
                    last - 1
                } else {
                    last
                };
            // 조 모 씨
            if page.word(last) == "모" && page.follows(last) && SURNAMES.contains(page.word(last - 1)) {
                let name = Span::new(page.words[last - 1].start, page.words[last].end);
                let untitled = Sighting { name, short: false, title: None, official: false, body: Employer::Unknown };
                sightings.push(role(page, name, bodies).unwrap_or(untitled));
                return;
            }
            let surname = page.word(last);
            if let Some(&is_word) = SURNAMES.get(surname).filter(|_| !quotes(page, last)) {
                // 이들은 이 대표를: only words that stand between a name and its title are in doubt.
                let former = is_word
                    && surname != "이"
                    && page.follows(last)
                    && (name_at(page, last - 1, Likeness::Possible).is_some()
                        || renowned(page, last - 1, page.words[last - 1])
                        || held_before(page, last, bodies));
                if !former && !bound(page, last) && (official || at.span.of(page.text) == "씨") {
                    sightings.push(Sighting {
                        name: page.words[last],
                        short: true,
                        title: title(prefix.start),
                        official,
                        body: Employer::Unknown,
                    });
                    return;
                }
            }
        }
        let word = page.words[last];
        if page.word(last).strip_suffix('모').is_some_and(|surname| SURNAMES.contains(surname) && one_syllable) {
            let untitled = Sighting { name: word, short: false, title: None, official: false, body: Employer::Unknown };
            sightings.push(role(page, word, bodies).unwrap_or(untitled));
            return;
        }
        let known = bodies.covers(word);
        let found =
            name_at(page, last, Likeness::Possible).or_else(|| hidden(page, last, &at)).or_else(|| glossed(page, last, aged));
        let monk = || !aged && page.title(last).is_none() && dharma(page, last, word, &at);
        let asked = (aged || at.span.of(page.text) == "씨") && told(page, word);
        let found = found.or_else(|| (asked || acclaimed(page, last, &at, bodies) || monk()).then_some(word));
        let found = found.filter(|name| !known && free(*name, sightings));
        let found = found.filter(|name| {
            at.span.of(page.text) != "양" && at.span.of(page.text) != "군" || likeness(page, last, *name) == Likeness::Likely
        });
        if let Some(name) = found {
            let mut names = vec![name];
            let first = sharing(page, bodies, &mut names);
            let body = match meant {
                meant if unit && official => match before_name(page, first, &at, bodies) {
                    Employer::Unknown => meant,
                    body => body,
                },
                Employer::Unknown if official => before_name(page, first, &at, bodies),
                meant => meant,
            };
            if let Some(seen) = role(page, name, bodies).filter(|_| !official && names.len() == 1) {
                sightings.push(seen);
                return;
            }
            for name in names.into_iter().rev() {
                let body = if official { body.clone() } else { Employer::Unknown };
                let short = name.len() == 3 && SURNAMES.contains(name.of(page.text));
                let title = title(prefix.start).filter(|_| official || short);
                sightings.push(Sighting { name, short, title, official, body });
            }
            return;
        }
        // 트럼프 대통령, 매카시 의장: the last part of a foreign name.
        let short = heads_state(&at, page) && foreign_short(page, last)
            || page.hints.ending(word.end) == Some(word)
                && page.hints.name(word.of(page.text)).person >= SOME
                && !page.country(last)
                && !NOUNS.contains(page.word(last))
                && page.morphemes(last).first().is_none_or(|token| token.tag != Tag::XPN)
                && (word.len() > 3 || lone(page, last));
        // 네트워크 시장: what trades a market may be about is endless; a mayor of one name is named again.
        let market = at.span.of(page.text) == "시장" && !page.recurs(word);
        if official && !aged && !known && prefix.is_empty() && short && !market {
            sightings.push(Sighting { name: word, short: true, title: title(at.span.start), official, body: Employer::Unknown });
            return;
        }
        if official
            && let Some((name, first)) = across(page, last, bodies, several(page, &at))
            && free(name, sightings)
        {
            let (body, from) = between_body(page, first, nth, &at, bodies);
            let body = match (meant, body) {
                (Employer::Unknown, Employer::Unknown) => {
                    let first = page.word_at(name.start).unwrap_or(first);
                    before_name(page, first, &at, bodies)
                }
                (Employer::Unknown, body) => body,
                // 한빛 새솔본부장: where it is, and no body that it is a part of.
                (meant, Employer::At(span)) if unit && seat(page, span, bodies) => meant,
                (_, body @ (Employer::At(_) | Employer::Short(_))) if unit => body,
                (meant, _) => meant,
            };
            let mut names = vec![name];
            sharing(page, bodies, &mut names);
            for name in names.into_iter().rev() {
                sightings.push(Sighting { name, short: false, title: title(from), official, body: body.clone() });
            }
            return;
        }
    }
    if official {
        after(page, at, meant, bodies, sightings);
    }
}

/// Adds the people before the first of `names` who share its title, and returns the first one's first word:
/// 김하늘·이바다 의원.
fn sharing(page: &Page, bodies: &Bodies, names: &mut Vec<Span>) -> usize {
    let Some(mut first) = names.first().and_then(|name| page.word_at(name.start)) else { return 0 };
    while first > 0 && matches!(page.gap(first), "·" | "ㆍ" | "‧" | "," | ", " | " ") {
        // (김하늘 이바다 판사): names of three syllables with nothing but a space between.
        let spaced = page.gap(first) == " ";
        let whole = |word: Span| {
            let nth = page.word_at(word.start).unwrap_or(first);
            let named = page.sense(nth, word) == Sense::Person || page.hints.name(word.of(page.text)).person >= SOME;
            word.len() == 9 && named && likeness(page, nth, word) == Likeness::Likely
        };
        if spaced && !(whole(page.words[first - 1]) && whole(page.words[first]) && page.title(first - 1).is_none()) {
            break;
        }
        let dotted = !page.gap(first).starts_with([',', ' ']);
        // 이성만·윤관석 의원: no particle stands before a dot.
        let own = page.words[first - 1];
        let formed =
            || dotted && full_name(own.of(page.text)) && !page.common(first - 1, own) && !NOUNS.contains(own.of(page.text));
        // 존 하트먼, 폴 히키 상원의원: foreign names of several words.
        let several = |name: &Span| name.of(page.text).contains(' ');
        let foreign = || {
            let believed = |name: &Span| several(name) && page.hints.name(name.of(page.text)).person >= SOME;
            page.hints.ending(own.end).filter(|name| believed(name) && names.iter().any(several))
        };
        let more = name_at(page, first - 1, Likeness::Possible).or_else(foreign).or_else(|| formed().then_some(own));
        let Some(more) = more else { break };
        let abroad = several(&more) && names.iter().any(several);
        if bodies.covers(more) || !dotted && !abroad && likeness(page, first - 1, more) != Likeness::Likely {
            break;
        }
        names.push(more);
        first = page.word_at(more.start).unwrap_or(first - 1);
    }
    first
}

/// No more words stand in brackets between a name and a title.
const BRACKETED: usize = 4;

/// The word before the title, over an age or a second name in parentheses; and whether there were any.
fn before_age(page: &Page, nth: usize) -> (Option<usize>, bool) {
    if nth == 0 {
        return (None, false);
    }
    if page.follows(nth) || page.gap(nth).is_empty() {
        return (Some(nth - 1), false);
    }
    if captioned(page, nth) {
        return (Some(nth - 1), true);
    }
    // (제39대): a term of office, not a person's age or second name.
    let term = |word: &str| word.strip_prefix('제').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if page.gap(nth).trim_end() != ")" {
        return (None, false);
    }
    let first = (1..=BRACKETED.min(nth - 1)).map(|back| nth - back).find(|&first| page.gap(first).contains(['(', ')', '\n']));
    let Some(first) = first.filter(|&first| page.gap(first) == "(") else { return (None, false) };
    if page.words[nth - 1].end - page.words[first].start <= 40 && !term(page.word(first)) {
        return (Some(first - 1), true);
    }
    (None, false)
}

/// Whether a slash alone parts the word from a speaker's name, as under the pictures of television news: `[홍길동 / 한빛시장]`.
pub(super) fn captioned(page: &Page, nth: usize) -> bool {
    page.gap(nth).trim() == "/"
        && (nth < 2 || !matches!(page.gap(nth - 1), " " | "·") || page.country(nth - 2) || foreign_first(page, nth - 2))
}

/// Whether the word is the first part of a foreign name.
fn foreign_first(page: &Page, nth: usize) -> bool {
    FOREIGN.contains(page.word(nth))
        || page.hints.starting(page.words[nth].start).is_some_and(|span| span.end > page.words[nth].end)
}

/// Governments, and those who run for them, that are named by who leads them.
const GOVERNMENTS: [&str; 4] = ["정부", "정권", "행정부", "캠프"];

/// Whether the title is that of several: 의원들, 정책실장 4명.
fn several(page: &Page, at: &TitleAt) -> bool {
    let next = at.word + 1;
    let rest = &page.text[at.span.end..page.words[at.word].end];
    let counted = || {
        let word = page.word(next);
        word.starts_with(|c: char| c.is_ascii_digit()) && (word.contains('명') || word.contains('인'))
    };
    rest.starts_with('들') || rest.is_empty() && page.follows(next) && counted()
}

/// A name some words before the title, with the body and the title's first words between: 홍길동 한빛전자 총괄 부사장.
fn across(page: &Page, last: usize, bodies: &Bodies, several: bool) -> Option<(Span, usize)> {
    let mut nth = last;
    // The first word behind whose government it was, where somebody's is named.
    let mut behind: Option<usize> = None;
    for _ in 0..REACH {
        // 홍길동·김하늘 등 전임 정책실장; 홍길동, 김하늘 등 정책실장 2명
        let listed = |gap: &str| matches!(gap, "·" | "ㆍ" | "‧") || several && matches!(gap, ", " | ",");
        if page.word(nth) == "등" && nth >= 2 && page.follows(nth) && listed(page.gap(nth - 1)) {
            return name_at(page, nth - 1, Likeness::Likely).map(|name| (name, behind.unwrap_or(nth + 1)));
        }
        let governs = page.follows(nth + 1) && GOVERNMENTS.contains(&page.word(nth + 1));
        if nth == 0
            || !governs && !between(page, nth) && bodies.over(page.words[nth]).is_none_or(|span| span.end < page.words[nth].end)
        {
            return None;
        }
        let joined = page.follows(nth) || matches!(page.gap(nth), "·" | "ㆍ") || captioned(page, nth);
        let (before, _) = if joined { (Some(nth - 1), false) } else { before_age(page, nth) };
        nth = before?;
        let word = page.words[nth];
        if bodies.covers(word) {
            continue;
        }
        // 홍길동 문재인 정부 정책실장: whose government it was.
        let led = !RANKS.contains(&page.word(nth)) && !page.country(nth);
        if led && page.follows(nth + 1) && GOVERNMENTS.contains(&page.word(nth + 1)) {
            behind = behind.or(Some(nth + 2));
            continue;
        }
        // Beside a body a possible name is enough.
        let beside = bodies.covers(page.words[nth + 1])
            || FORMER.contains(&page.word(nth + 1)) && page.words.get(nth + 2).is_some_and(|word| bodies.covers(*word));
        let least = if beside { Likeness::Possible } else { Likeness::Likely };
        // 나오자: a verb's form, whatever its syllables.
        let verb = page.inflected(nth) && page.morphemes(nth).first().is_some_and(|token| token.tag.is_predicate());
        let heard = |name: &Span| !verb || *name != word || page.hints.name(name.of(page.text)).person >= UNHEARD;
        let spaced = page.gap(nth + 2) == ") ";
        if let Some(name) = name_at(page, nth, least).filter(heard).or_else(|| glossed(page, nth, spaced)) {
            return Some((name, behind.unwrap_or(nth + 1)));
        }
        // 푸틴 러시아 대통령, 트럼프 전 대통령
        if (beside || page.country(nth + 1) || FORMER.contains(&page.word(nth + 1)))
            && page.follows(nth + 1)
            && (renowned(page, nth, word) || chinese(page, nth))
        {
            return Some((word, behind.unwrap_or(nth + 1)));
        }
        let next = page.follows(nth + 1) || captioned(page, nth + 1);
        if beside && next && (shaped(page, nth) || worded(page, nth) || unheard(page, nth)) {
            return Some((word, behind.unwrap_or(nth + 1)));
        }
    }
    None
}

/// A title before its name: 시장 홍길동, 국회의원 홍길동, ▲기획실장 홍길동.
fn after(page: &Page, at: TitleAt, meant: Employer, bodies: &mut Bodies, sightings: &mut Vec<Sighting>) {
    let next = at.word + 1;
    if !page.follows(next) || at.span.end != page.words[at.word].end {
        return;
    }
    let word = page.words[next];
    let name = page
        .stems(next)
        .map(|end| Span::new(word.start, end))
        .find(|span| !bodies.covers(*span) && likeness(page, next, *span) == Likeness::Likely);
    // 한빛부(장관 이담): between a title and the bracket's end a name's form is enough.
    let bracketed = page.gap(at.word).trim_start() == "(" && page.gap(next + 1).starts_with(')') && !bodies.covers(word);
    let name = name.or_else(|| (bracketed && formed(page, next)).then_some(word));
    let Some(name) = name else {
        // 공동 창업자 폴 히키는
        let foreign = page.hints.starting(word.start).filter(|name| {
            let text = name.of(page.text);
            text.contains(' ') && page.hints.name(text).person >= SOME && !bodies.covers(*name) && !page.closes(next)
        });
        if let Some(name) = foreign {
            let of = |nth: usize| bodies.ending_at(page.words[nth].end).or_else(|| bodies.over(page.words[nth]));
            let before = at.word.checked_sub(1).filter(|_| page.follows(at.word));
            let above =
                before.and_then(|nth| nth.checked_sub(1).filter(|_| BESIDE.contains(&page.word(nth)) && page.follows(nth)));
            let body = before.and_then(of).or_else(|| above.and_then(of)).map_or(Employer::Unknown, Employer::At);
            let body = if meant == Employer::Unknown { body } else { meant };
            sightings.push(Sighting { name, short: false, title: Some(at.span), official: true, body });
        }
        return;
    };
    let proper = page.morphemes(next).first().is_some_and(|token| token.tag == Tag::NNP && token.span.end >= name.end);
    let opened = page.gap(at.word).ends_with(['(', '·', '▲', '△', '◇', '▷', '-', ':']) || page.gap(at.word).contains('(');
    let closed = next + 1 >= page.words.len()
        || page.gap(next + 1).starts_with([')', '▲', '△', '·', ',', '\n'])
        || page.gap(at.word).contains('(') && page.gap(next + 1) == " "
        || page.text[name.end..].is_empty();
    // A title that ends one phrase is followed by another person's name and title: 시장 홍길동 의원.
    // (재판장 홍길동 부장판사): the bracket closes after the name's own title.
    let own = opened && page.title(next + 1).is_some_and(|at| at.title.official) && page.gap(next + 2).starts_with(')');
    let taken = page.title(next + 1).is_some_and(|_| page.follows(next + 1)) && (!opened || own);
    // 창업주 홍길동 한빛당 의원: the title behind the name and its body comes first.
    let employed = !opened
        && page.follows(next + 1)
        && name.end == word.end
        && bodies.overlapping_at(page.words[next + 1]).is_some_and(|body| {
            let behind = page.word_holding(body.end).map_or(next + 2, |nth| nth + 1);
            let whole = page.words.get(behind - 1).is_some_and(|word| word.end == body.end);
            let titled = |nth: usize| page.title(nth).is_some_and(|at| at.title.official && at.prefix(page).is_empty());
            whole && page.follows(behind) && titled(behind)
        });
    if taken || employed || !(opened && closed || proper) {
        return;
    }
    // (대표이사 회장 홍길동): a title of two words.
    let led = page.follows(at.word) && at.prefix(page).is_empty() && at.word > 1 && {
        let lead = page.title(at.word - 1).filter(|lead| lead.title.official && lead.span == page.words[at.word - 1]);
        lead.is_some() && page.gap(at.word - 1).contains('(')
    };
    let head = if led { at.word - 1 } else { at.word };
    let written = Span::new(if led { page.words[head].start } else { at.span.start }, at.span.end);
    let body = match meant {
        Employer::Unknown => {
            let before = head.checked_sub(1);
            match before {
                Some(before) if page.gap(head) == "(" || page.gap(head) == " " => {
                    let of = |nth: usize| bodies.ending_at(page.words[nth].end).or_else(|| bodies.over(page.words[nth]));
                    let above = || above(page, before, bodies).filter(|_| division(page, before));
                    let own = page.words[before];
                    // 한빛노인복지관(관장 홍길동): whoever has a head is a body.
                    let headed = opened && closed && page.gap(head) == "(" && !division(page, before) && headed(page, before);
                    let body = of(before).or_else(above);
                    let body = body.or_else(|| headed.then(|| bodies.learn(own)));
                    body.and_then(|span| without_division(page, span, bodies)).map_or(Employer::Unknown, Employer::At)
                }
                _ => Employer::Unknown,
            }
        }
        meant => meant,
    };
    sightings.push(Sighting { name, short: false, title: Some(written), official: true, body: body.clone() });
    // (대표 홍길동 김하늘): more of them, up to the bracket's end.
    let mut nth = next + 1;
    while opened && nth < page.words.len() && matches!(page.gap(nth), " " | "·" | ", " | ",") {
        let name = page.words[nth];
        if likeness(page, nth, name) != Likeness::Likely || bodies.covers(name) {
            break;
        }
        let official = true;
        sightings.push(Sighting { name, short: false, title: Some(written), official, body: body.clone() });
        nth += 1;
    }
}

/// Whether the word says that the title is held no more, or now, behind a name and a body: 홍길동 한빛당 전 대표.
fn held_before(page: &Page, nth: usize, bodies: &Bodies) -> bool {
    let first = bodies.ending_at(page.words[nth - 1].end).and_then(|body| page.word_at(body.start));
    let name = first.and_then(|first| first.checked_sub(1).filter(|_| page.follows(first)));
    matches!(page.word(nth), "전" | "현") && name.is_some_and(|name| name_at(page, name, Likeness::Likely).is_some())
}

/// Someone with a position before the name and an address behind it: 한빛연구소 사무국장 김모씨, 전 회장 박 모 씨.
fn role(page: &Page, name: Span, bodies: &Bodies) -> Option<Sighting> {
    let first = page.word_at(name.start)?;
    let nth = first.checked_sub(1).filter(|_| page.follows(first))?;
    // 홍길동 의원 보좌관 출신 김모씨, 보좌관인 김모씨
    let was = matches!(page.word(nth), "출신" | "출신인" | "출신의");
    let nth = if was { nth.checked_sub(1).filter(|_| page.follows(nth))? } else { nth };
    let at = page.title(nth).filter(|at| at.title.official && !at.is_other_word(page))?;
    let rest = &page.text[at.span.end..page.words[nth].end];
    if !(rest.is_empty() || !was && rest == "인") {
        return None;
    }
    if page.common(nth, page.words[nth]) && !at.prefix(page).is_empty() && at.body(page).is_none() {
        return None;
    }
    let mut from = nth;
    while from > 0 && page.follows(from) && (FORMER.contains(&page.word(from - 1)) || page.word(from - 1) == "전직") {
        from -= 1;
    }
    let of = |nth: usize| bodies.ending_at(page.words[nth].end).or_else(|| bodies.over(page.words[nth]));
    let close = matches!(page.gap(from), " " | "’ " | "' " | "” " | "\" ");
    let before = from.checked_sub(1).filter(|_| close).and_then(of);
    let body = match at.body(page) {
        Some(meant) => Employer::Meant(meant),
        None => before.map_or(Employer::Unknown, Employer::At),
    };
    let start = if at.body(page).is_some() { at.span.start } else { at.prefix(page).start };
    let start = if from < nth { page.words[from].start } else { start };
    Some(Sighting { name, short: false, title: Some(Span::new(start, at.span.end)), official: true, body })
}
