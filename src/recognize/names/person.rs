//! People: what a personal name looks like, and the ways names, titles and bodies stand together.

use crate::document::Span;
use crate::token::Sense;

use super::gather::{FORMER, PRESENT};
use super::list::{BodyPart, ENDINGS, FOREIGN, NOUNS, SURNAMES, SYLLABLES};
use super::organization::{Bodies, stem};
use super::page::{Page, REACH};
use super::title::TitleAt;

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

/// How much a string of Hangul looks like a Korean personal name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// It is a common word, or no name has this form.
    None,
    /// A possible name: good enough beside a title.
    Possible,
    /// A name of common syllables that is no common word.
    Likely,
}

/// The surname that a full name begins with, and the given name after it.
fn split(name: &str) -> Option<(&str, &str)> {
    let ends: Vec<usize> = name.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let double = (ends.len() >= 3).then(|| &name[..ends[1]]).filter(|surname| SURNAMES.contains_key(surname));
    let surname = match double {
        Some(double) if ends.len() == 4 => double,
        _ if SURNAMES.contains_key(&name[..*ends.first()?]) => &name[..ends[0]],
        double => double?,
    };
    Some((surname, &name[surname.len()..]))
}

/// How often the two syllables are a given name's, as the product of their frequencies in 10,000 names; 0 for given names
/// of another length.
fn frequency(given: &str) -> u32 {
    let mut syllables = given.chars();
    match (syllables.next(), syllables.next(), syllables.next()) {
        (Some(first), Some(second), None) => {
            let of = |c| SYLLABLES.get(&c).copied().unwrap_or_default();
            u32::from(of(first).first) * u32::from(of(second).second)
        }
        _ => 0,
    }
}

/// Given names above this frequency are likely, above [`RARE`] possible: of the personal names in mecab-ko-dic, 80 and 97 of
/// 100 are.
const COMMON: u32 = 900;
const RARE: u32 = 12;

/// Judges `span`, the beginning of word `nth`, as a Korean full name.
pub(super) fn likeness(page: &Page, nth: usize, span: Span) -> Likeness {
    let name = span.of(page.text);
    let count = name.chars().count();
    if !(2..=4).contains(&count) || !name.chars().all(|c| ('가'..='힣').contains(&c)) {
        return Likeness::None;
    }
    let Some((_, given)) = split(name) else { return Likeness::None };
    if given == "아무개" {
        return Likeness::Likely;
    }
    // 이전+은, 하원+의: a common noun and its particle.
    let last = name.char_indices().next_back().map_or(0, |(at, _)| at);
    if NOUNS.contains(&name[..last])
        && matches!(&name[last..], "은" | "의" | "도" | "이" | "로" | "인" | "만" | "나" | "가" | "에" | "과" | "기")
    {
        return Likeness::None;
    }
    if page.common(nth, span) || page.place(nth, span) || NOUNS.contains(name) {
        return Likeness::None;
    }
    let morphemes = page.morphemes(nth);
    // 현장+을: the analyser sees a noun and a particle.
    if let [noun, josa] = morphemes {
        let within = noun.span.start == span.start && noun.span.len() == 6 && josa.span.end == span.end;
        if within && noun.tag.as_str() == "NNG" && josa.tag.as_str().starts_with('J') {
            return Likeness::None;
        }
    }
    let proper =
        morphemes.iter().any(|token| token.tag.as_str() == "NNP" && token.span.start == span.start && token.span.end >= span.end);
    // 노동+자, 정상+화: a common word of two syllables and a suffix.
    let compound = morphemes.first().is_some_and(|token| {
        token.span.start == span.start
            && token.span.len() >= 6
            && token.span.end < span.end
            && matches!(token.tag.as_str(), "NNG" | "NP" | "NR" | "MAG" | "XR")
            && morphemes.get(1).is_some_and(|next| {
                matches!(next.tag.as_str(), "XSN" | "NNG" | "NNB" | "NNBC" | "XSV" | "XSA" | "XSV+ETM" | "XSA+ETM" | "XSV+EC")
            })
    });
    if compound {
        return Likeness::None;
    }
    let belief = page.hints.name(name).person;
    // 최+우수: a prefix begins no name.
    if belief >= NAMED && morphemes.first().is_none_or(|token| token.tag.as_str() != "XPN") {
        return Likeness::Likely;
    }
    let likeness = match given.chars().count() {
        1 => {
            let single = SYLLABLES.get(&given.chars().next().unwrap_or_default()).copied().unwrap_or_default();
            let usual = single.first + single.second >= 20;
            if proper && usual && span.len() == 6 && morphemes[0].span == span { Likeness::Possible } else { Likeness::None }
        }
        2 => match frequency(given) {
            often if often >= COMMON => Likeness::Likely,
            often if often >= RARE => {
                if proper {
                    Likeness::Likely
                } else {
                    Likeness::Possible
                }
            }
            _ => Likeness::None,
        },
        _ => Likeness::None,
    };
    if likeness == Likeness::Possible && belief >= EVEN { Likeness::Likely } else { likeness }
}

/// Whether the word has a Korean full name's form, be its syllables rare: a surname and one or two syllables that no common
/// word, place or verb makes up. Enough between the beginning of a clause and a body with a title: 목성호 특허청 국장.
fn shaped(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    let name = word.of(page.text);
    let hangul = name.chars().all(|c| ('가'..='힣').contains(&c));
    let Some((surname, given)) = split(name).filter(|_| hangul) else { return false };
    let first = page.morphemes(nth).first();
    let verb = !captioned(page, nth + 1) && (page.closes(nth) || first.is_some_and(|token| token.tag.as_str().starts_with('V')));
    (1..=2).contains(&given.chars().count())
        && !page.common(nth, word)
        && !NOUNS.contains(name)
        && !page.place(nth, word)
        && !page.country(nth)
        // 서초갑, 남구을: constituencies.
        && name.strip_suffix(['갑', '을', '병']).is_none_or(|place| page.lexicon.lookup_place(place).is_none())
        && page.title(nth).is_none()
        && first.is_none_or(|token| !matches!(token.tag.as_str(), "XPN" | "MM" | "MAG" | "MAJ"))
        && !verb
        // 이번+주: a surname that is also a word needs usual syllables after it.
        && (SURNAMES.get(surname) != Some(&true)
            || frequency(given) >= RARE
            || first.is_some_and(|token| token.span == word && token.tag.as_str() == "NNP"))
}

/// Whether what stands before 씨 in one word is a name: anything that begins as a surname does, unless the whole is a word.
fn addressed(page: &Page, nth: usize, name: Span) -> bool {
    let whole = Span::new(name.start, name.end + '씨'.len_utf8());
    let three = name.of(page.text).chars().count() >= 3 && split(name.of(page.text)).is_some();
    !page.common(nth, whole) && (three || likeness(page, nth, name) >= Likeness::Possible)
}

/// What the learned tagger must believe before its word alone makes a person.
pub(super) const NAMED: f32 = 0.8;
/// What it believes at least of verbs' forms that a distant title can make a person's.
const UNHEARD: f32 = 0.05;
/// What it must believe where a title or a name's syllables speak for a person too.
const EVEN: f32 = 0.5;

/// What it must believe of a foreign name's last part right before a title.
const SOME: f32 = 0.3;

/// What it must believe of a name of common syllables that stands as names do.
const FAIR: f32 = 0.6;
/// What it must believe of a name that is not made as Korean names are.
const CERTAIN: f32 = 0.9;

/// Whether the learned tagger's word alone makes the span, which begins with word `nth`, a person's name.
fn certain(page: &Page, nth: usize, span: Span) -> bool {
    let name = span.of(page.text);
    let often = split(name).map_or(0, |(_, given)| frequency(given));
    // A particle, a comma or a bracket after it: 최우수 관광마을 has none.
    let framed = page
        .word_holding(span.end)
        .is_some_and(|last| page.words[last].end > span.end || !matches!(page.gap(last + 1), " " | "\n"));
    let least = match often {
        COMMON.. if framed => FAIR,
        RARE.. if framed => NAMED,
        _ => CERTAIN,
    };
    page.hints.name(name).person >= least
        && name.chars().count() >= 2
        && page.morphemes(nth).first().is_none_or(|token| token.tag.as_str() != "XPN")
        && !page.common(nth, span)
        && !NOUNS.contains(name)
        && !page.place(nth, span)
        && !page.country(nth)
}

/// A name that the learned tagger knows, ending at `end`: Korean names of rare syllables, foreign names of several words.
fn known(page: &Page, end: usize, least: f32) -> Option<Span> {
    page.hints.ending(end).filter(|span| page.hints.name(span.of(page.text)).person >= least)
}

/// A foreign name of two or three words that ends with word `last`, by its first part or its capitals: `Bruce Harrell`,
/// `도널드 트럼프`. The last word's name ends at `end`.
fn foreign(page: &Page, last: usize, end: usize) -> Option<Span> {
    let own = Span::new(page.words[last].start, end).of(page.text);
    if capitalised(own) {
        let mut first = last;
        while first > 0 && last - first < 3 && page.follows(first) && capitalised(page.word(first - 1)) {
            first -= 1;
        }
        return (first < last).then(|| Span::new(page.words[first].start, end));
    }
    if !own.chars().all(|c| ('가'..='힣').contains(&c)) || own.chars().count() < 2 {
        return None;
    }
    let hangul = |nth: usize| page.word(nth).chars().all(|c| ('가'..='힣').contains(&c));
    for back in [2, 1] {
        if last >= back
            && (last - back + 1..=last).all(|nth| page.follows(nth))
            && FOREIGN.contains(page.word(last - back))
            && (last - back..last).all(&hangul)
            && !page.country(last)
            && page.title(last).is_none()
            && (back == 1 || !page.closes(last - 1))
        {
            return Some(Span::new(page.words[last - back].start, end));
        }
    }
    None
}

/// A word of Latin letters that begins with a capital and goes on in small letters: a name's, rather than an acronym's.
fn capitalised(word: &str) -> bool {
    let mut letters = word.bytes();
    letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && word.len() >= 2
        && letters.next().is_some_and(|c| c.is_ascii_lowercase())
}

/// Words that stand between a name and a title or before a name and are no body: 전 의원, 홍길동 신임 대표.
const BESIDE: [&str; 30] = [
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
            !bodies.covers(title.span) && !leads(page, title) && (!title.is_other_word(page) || named(page, title))
        }) {
            beside(page, title, bodies, &mut sightings);
        }
        nth += 1;
    }
    sightings
}

/// Whether a likely name stands right before a title that is in one word with a place nobody knows: 홍길동 한빛시장, but not
/// 홍길동 금융시장.
fn named(page: &Page, title: &TitleAt) -> bool {
    let nth = title.word;
    page.follows(nth) && !page.common(nth, title.prefix(page)) && likeness(page, nth - 1, page.words[nth - 1]) == Likeness::Likely
}

/// Whether the title is the first word of the title that follows: 총괄 of 총괄 부사장.
fn leads(page: &Page, at: &TitleAt) -> bool {
    let next = at.word + 1;
    let official = |nth: usize| page.title(nth).is_some_and(|title| title.title.official);
    // 경제부총리 겸 한빛부 장관
    let both = page.follows(next)
        && page.word(next) == "겸"
        && (next + 1..(next + 4).min(page.words.len())).take_while(|&nth| page.follows(nth)).any(official);
    at.title.official
        && (both
            || at.span == page.words[at.word]
                && page.follows(next)
                && official(next)
                && page.title(next).is_some_and(|title| title.prefix(page).is_empty()))
}

/// A name that ends with word `nth`, whole and without a particle.
fn name_at(page: &Page, nth: usize, least: Likeness) -> Option<Span> {
    let word = page.words[nth];
    if likeness(page, nth, word) >= least {
        return Some(word);
    }
    foreign(page, nth, word.end).or_else(|| known(page, word.end, EVEN).filter(|name| name.start < word.start))
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
        if SURNAMES.contains_key(surface)
            && prefix.len() == 3
            && (one_syllable || official && !page.common(nth, Span::new(prefix.start, at.span.end)))
        {
            if one_syllable && at.span.of(page.text) != "씨" {
                return;
            }
            sightings.push(Sighting { name: prefix, short: true, title: Some(at.span), official, body: Employer::Unknown });
            return;
        }
        if one_syllable {
            let (name, short) = match surface.strip_suffix('모') {
                Some(surname) if SURNAMES.contains_key(surname) => (Some(prefix), false),
                _ => (Some(prefix).filter(|_| at.span.of(page.text) == "씨" && addressed(page, nth, prefix)), false),
            };
            if let Some(name) = name {
                sightings.push(Sighting { name, short, title: None, official: false, body: Employer::Unknown });
            }
            return;
        }
        if likeness(page, nth, prefix) == Likeness::Likely
            && official
            && !bodies.covers(prefix)
            && at.title.body == BodyPart::Prefix
        {
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
    let unit = at.is_unit();

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
        if page.words[last].len() == 3 && !aged && prefix.is_empty() {
            // 박 시장, 이 씨
            let last = if matches!(page.word(last), "전" | "현" | "신")
                && page.follows(last)
                && SURNAMES.contains_key(page.word(last - 1))
            {
                last - 1
            } else {
                last
            };
            // 조 모 씨
            if page.word(last) == "모" && page.follows(last) && SURNAMES.contains_key(page.word(last - 1)) {
                let name = Span::new(page.words[last - 1].start, page.words[last].end);
                sightings.push(Sighting { name, short: false, title: None, official: false, body: Employer::Unknown });
                return;
            }
            let surname = page.word(last);
            if let Some(&is_word) = SURNAMES.get(surname) {
                let former = is_word && page.follows(last) && name_at(page, last - 1, Likeness::Possible).is_some();
                if !former && (official || at.span.of(page.text) == "씨") {
                    sightings.push(Sighting {
                        name: page.words[last],
                        short: true,
                        title: title(at.span.start),
                        official,
                        body: Employer::Unknown,
                    });
                    return;
                }
            }
        }
        let word = page.words[last];
        if page.word(last).strip_suffix('모').is_some_and(|surname| SURNAMES.contains_key(surname) && one_syllable) {
            sightings.push(Sighting { name: word, short: false, title: None, official: false, body: Employer::Unknown });
            return;
        }
        let known = bodies.covers(word);
        let found = name_at(page, last, Likeness::Possible).filter(|name| !known && free(*name, sightings));
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
            for name in names.into_iter().rev() {
                let body = if official { body.clone() } else { Employer::Unknown };
                sightings.push(Sighting { name, short: false, title: title(prefix.start).filter(|_| official), official, body });
            }
            return;
        }
        // 트럼프 대통령, 매카시 의장: the last part of a foreign name.
        let short = heads_state(&at, page) && foreign_short(page, last)
            || page.hints.ending(word.end) == Some(word) && page.hints.name(word.of(page.text)).person >= SOME;
        if official && !aged && !known && prefix.is_empty() && short {
            sightings.push(Sighting { name: word, short: true, title: title(at.span.start), official, body: Employer::Unknown });
            return;
        }
        if official
            && let Some((name, first)) = across(page, last, bodies)
            && free(name, sightings)
        {
            let (body, from) = between_body(page, first, nth, &at, bodies);
            let body = match (meant, body) {
                (Employer::Unknown, Employer::Unknown) => {
                    let first = page.word_at(name.start).unwrap_or(first);
                    before_name(page, first, &at, bodies)
                }
                (Employer::Unknown, body) => body,
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
    while first > 0 && matches!(page.gap(first), "·" | "ㆍ" | "‧" | "," | ", ") {
        let Some(more) = name_at(page, first - 1, Likeness::Possible) else { break };
        let dotted = !page.gap(first).starts_with(',');
        if bodies.covers(more) || !dotted && likeness(page, first - 1, more) != Likeness::Likely {
            break;
        }
        names.push(more);
        first = page.word_at(more.start).unwrap_or(first - 1);
    }
    first
}

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
    let inside = nth >= 2 && page.gap(nth).trim_end() == ")" && page.gap(nth - 1) == "(";
    if inside && page.words[nth - 1].len() <= 30 && !term(page.word(nth - 1)) {
        return (Some(nth - 2), true);
    }
    (None, false)
}

/// Whether a slash alone parts the word from a speaker's name, as under the pictures of television news: `[홍길동 / 한빛시장]`.
fn captioned(page: &Page, nth: usize) -> bool {
    page.gap(nth).trim() == "/"
        && (nth < 2 || !matches!(page.gap(nth - 1), " " | "·") || page.country(nth - 2) || foreign_first(page, nth - 2))
}

/// Whether the word is the first part of a foreign name.
fn foreign_first(page: &Page, nth: usize) -> bool {
    FOREIGN.contains(page.word(nth))
        || page.hints.starting(page.words[nth].start).is_some_and(|span| span.end > page.words[nth].end)
}

/// The body in the words before a name: 한빛전자 홍길동 대표.
fn before_name(page: &Page, first: usize, at: &TitleAt, bodies: &mut Bodies) -> Employer {
    // 한빛지법 형사1부(홍길동 부장판사), 대법원 2부(주심 홍길동 대법관)
    let first = if first > 0 && page.word(first - 1) == "주심" && page.follows(first) { first - 1 } else { first };
    let opened = first > 0 && page.gap(first) == "(";
    if first == 0 || !page.follows(first) && !opened && page.gap(first).trim() != ")" {
        return Employer::Unknown;
    }
    let nth = first - 1;
    let word = page.words[nth];
    // 대통령 and the like belong to the country, if to anything.
    if matches!(at.span.of(page.text), "대통령" | "부통령" | "총리" | "국무총리" | "여사" | "주석") {
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
            return Employer::At(span);
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
    let own = Span::new(word.start, stem(page, nth));
    let joined = matches!(&page.text[own.end..word.end], "" | "의");
    if joined && employs(at) && may_employ(page, nth, own) {
        return Employer::At(bodies.learn(own));
    }
    Employer::Unknown
}

/// Whether the word names a division of a court or an office: 형사12부, 반부패수사2부, 3단독.
fn division(page: &Page, nth: usize) -> bool {
    ["부", "단독", "과", "국", "팀", "실", "재판부"].iter().any(|end| page.word(nth).ends_with(end))
}

/// Whether an unknown word beside the title may be taken for the person's body.
fn employs(at: &TitleAt) -> bool {
    !matches!(at.title.body, BodyPart::Append("시" | "도" | "군" | "구" | "국회" | "의회" | "부" | "면" | "동" | "읍"))
}

/// Whether the word, unknown to lexicon and grammar, may be a body's name.
fn may_employ(page: &Page, nth: usize, own: Span) -> bool {
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
fn loan(page: &Page, own: Span) -> bool {
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
        "부문",
        "학부",
        "대학원",
        "위원회",
        "급",
        "차",
        "기",
        "대회",
    ];
    surface.chars().count() >= 4 && !unit.iter().any(|end| surface.ends_with(end)) && page.recurs(own)
}

/// A name some words before the title, with the body and the title's first words between: 홍길동 한빛전자 총괄 부사장.
fn across(page: &Page, last: usize, bodies: &Bodies) -> Option<(Span, usize)> {
    let mut nth = last;
    for _ in 0..REACH {
        // 홍길동·김하늘 등 전임 정책실장
        if page.word(nth) == "등" && nth >= 2 && page.follows(nth) && matches!(page.gap(nth - 1), "·" | "ㆍ" | "‧") {
            return name_at(page, nth - 1, Likeness::Likely).map(|name| (name, nth + 1));
        }
        if nth == 0 || !between(page, nth) && bodies.over(page.words[nth]).is_none_or(|span| span.end < page.words[nth].end) {
            return None;
        }
        let joined = page.follows(nth) || matches!(page.gap(nth), "·" | "ㆍ") || captioned(page, nth);
        let (before, _) = if joined { (Some(nth - 1), false) } else { before_age(page, nth) };
        nth = before?;
        let word = page.words[nth];
        if bodies.covers(word) {
            continue;
        }
        // Beside a body a possible name is enough.
        let beside = bodies.covers(page.words[nth + 1])
            || FORMER.contains(&page.word(nth + 1)) && page.words.get(nth + 2).is_some_and(|word| bodies.covers(*word));
        let least = if beside { Likeness::Possible } else { Likeness::Likely };
        // 나오자: a verb's form, whatever its syllables.
        let verb = page.inflected(nth) && page.morphemes(nth).first().is_some_and(|token| token.tag.as_str().starts_with('V'));
        let heard = |name: &Span| !verb || *name != word || page.hints.name(name.of(page.text)).person >= UNHEARD;
        if let Some(name) = name_at(page, nth, least).filter(heard) {
            return Some((name, nth + 1));
        }
        if beside && (page.follows(nth + 1) || captioned(page, nth + 1)) && shaped(page, nth) {
            return Some((word, nth + 1));
        }
    }
    None
}

/// The body between a name and a title, and where the title's own words begin.
fn between_body(page: &Page, first: usize, title: usize, at: &TitleAt, bodies: &mut Bodies) -> (Employer, usize) {
    // Over an age in parentheses.
    let first = if first < title && page.gap(first) == "(" { first + 1 } else { first };
    let range = Span::new(page.words[first].start, page.words[title].start);
    if let Some(span) = bodies.last_within(range) {
        let from = page.words.iter().skip(first).find(|word| word.start >= span.end).map_or(at.span.start, |word| word.start);
        let both = (first..title).any(|nth| page.word(nth) == "겸");
        return (Employer::At(span), if both { page.words[first].start } else { from });
    }
    let mut nth = first;
    while nth < title && (BESIDE.contains(&page.word(nth)) || PRESENT.contains(&page.word(nth))) {
        nth += 1;
    }
    if nth >= title {
        return (Employer::Unknown, range.start);
    }
    // 대법원장 후보자
    if let Some(name) = (nth..title).find_map(|nth| page.title(nth).filter(|at| at.title.official)?.body(page)) {
        return (Employer::Meant(name), range.start);
    }
    if matches!(at.span.of(page.text), "대통령" | "부통령" | "총리" | "의장" | "장관" | "의원") && page.country(nth)
    {
        return (Employer::Meant(page.word(nth).to_owned()), page.words[nth].start);
    }
    let own = page.words[nth];
    if ENDINGS.get(own.of(page.text)).is_some_and(|ending| ending.alone) {
        return (Employer::Short(own), page.words[nth + 1].start);
    }
    if employs(at) && may_employ(page, nth, own) {
        let from = page.words.get(nth + 1).map_or(at.span.start, |word| word.start);
        return (Employer::At(bodies.learn(own)), from);
    }
    (Employer::Unknown, page.words[nth].start)
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
    let Some(name) = name else {
        // 공동 창업자 폴 히키는
        let foreign = page.hints.starting(word.start).filter(|name| {
            let text = name.of(page.text);
            text.contains(' ') && page.hints.name(text).person >= SOME && !bodies.covers(*name)
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
    let proper = page.morphemes(next).first().is_some_and(|token| token.tag.as_str() == "NNP" && token.span.end >= name.end);
    let opened = page.gap(at.word).ends_with(['(', '·', '▲', '△', '◇', '▷', '-', ':']) || page.gap(at.word).contains('(');
    let closed = next + 1 >= page.words.len()
        || page.gap(next + 1).starts_with([')', '▲', '△', '·', ',', '\n'])
        || page.gap(at.word).contains('(') && page.gap(next + 1) == " "
        || page.text[name.end..].is_empty();
    // A title that ends one phrase is followed by another person's name and title: 시장 홍길동 의원.
    let taken = page.title(next + 1).is_some_and(|_| page.follows(next + 1)) && !opened;
    if taken || !(opened && closed || proper) {
        return;
    }
    let body = match meant {
        Employer::Unknown => {
            let before = at.word.checked_sub(1);
            match before {
                Some(before) if page.gap(at.word) == "(" || page.gap(at.word) == " " => {
                    let of = |nth: usize| bodies.ending_at(page.words[nth].end).or_else(|| bodies.over(page.words[nth]));
                    let above = || before.checked_sub(1).filter(|_| division(page, before) && page.follows(before)).and_then(of);
                    let own = page.words[before];
                    // 한빛노인복지관(관장 홍길동): whoever has a head is a body.
                    let headed = opened && closed && page.gap(at.word) == "(" && !division(page, before) && headed(page, before);
                    let body = of(before).or_else(above);
                    body.or_else(|| headed.then(|| bodies.learn(own))).map_or(Employer::Unknown, Employer::At)
                }
                _ => Employer::Unknown,
            }
        }
        meant => meant,
    };
    sightings.push(Sighting { name, short: false, title: Some(at.span), official: true, body: body.clone() });
    // (대표 홍길동 김하늘): more of them, up to the bracket's end.
    let mut nth = next + 1;
    while opened && nth < page.words.len() && matches!(page.gap(nth), " " | "·" | ", " | ",") {
        let name = page.words[nth];
        if likeness(page, nth, name) != Likeness::Likely || bodies.covers(name) {
            break;
        }
        let official = true;
        sightings.push(Sighting { name, short: false, title: Some(at.span), official, body: body.clone() });
        nth += 1;
    }
}

/// Whether the word may name a body that nothing but its head in brackets shows.
fn headed(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    word.of(page.text).chars().count() >= 3
        && !page.common(nth, word)
        && !page.place(nth, word)
        && !page.closes(nth)
        && page.title(nth).is_none()
        && likeness(page, nth, word) != Likeness::Likely
}

/// Titles of heads of state and government, which a foreign name's last part alone stands before (트럼프 대통령).
fn heads_state(at: &TitleAt, page: &Page) -> bool {
    matches!(at.span.of(page.text), "대통령" | "부통령" | "총리" | "주석" | "국왕" | "여왕" | "교황" | "왕세자" | "총서기")
}

/// Whether the word may be a foreign name's last part.
fn foreign_short(page: &Page, last: usize) -> bool {
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

/// Whether an age stands in brackets behind the word, with or without more.
fn aged(page: &Page, nth: usize) -> bool {
    let next = nth + 1;
    next < page.words.len() && page.gap(next) == "(" && {
        let age = page.word(next);
        let digits = age.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits)
            && matches!(&age[digits..], "" | "세" | "살")
            && page.gap(next + 1).starts_with([')', '·', ',', '・', 'ㆍ'])
    }
}

/// Whether the word is a government that is named by its head: 정부, 행정부는.
fn rules(page: &Page, nth: usize) -> bool {
    page.stems(nth).any(|end| matches!(&page.text[page.words[nth].start..end], "정부" | "정권" | "행정부" | "내각"))
}

/// Whether the title is an occupation that stands before a name: 가수, 배우, 선수.
fn is_role(page: &Page, at: &TitleAt) -> bool {
    !at.title.official
        && at.span.len() >= 6
        && at.span.end == page.words[at.word].end
        && !matches!(at.span.of(page.text), "할머니" | "할아버지" | "어르신" | "부친" | "모친")
}

/// Full names without a title: what the learned tagger or the dictionary knows as a person's and what is made like a name.
pub(super) fn alone(page: &Page, nth: usize, bodies: &Bodies) -> Option<Span> {
    let word = page.words[nth];
    if let Some(name) = page.hints.starting(word.start).filter(|name| !bodies.covers(*name))
        && certain(page, nth, name)
    {
        return Some(name);
    }
    let end = stem(page, nth);
    let span = Span::new(word.start, end);
    if bodies.covers(word) || page.place(nth, span) || page.place(nth, word) || page.country(nth) {
        return None;
    }
    let korean = |least: Likeness| likeness(page, nth, span) >= least || span == word && shaped(page, nth);
    // 홍길동(45), 홍길동(23·한빛시청); [홍길동 / 한빛동 주민 : …]
    if span == word && (aged(page, nth) || page.gap(nth).ends_with('[') && captioned(page, nth + 1)) && korean(Likeness::Possible)
    {
        return Some(span);
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
    // 가수 홍길동이
    let role = nth > 0 && page.follows(nth) && page.title(nth - 1).is_some_and(|at| is_role(page, &at));
    if role && (likeness(page, nth, span) >= Likeness::Possible || page.hints.name(span.of(page.text)).person >= SOME) {
        return Some(span);
    }
    // A name alone has a particle, an age or its like beside it.
    let listed = |gap: &str| {
        gap.starts_with([',', '·']) || gap == "(" && page.text[word.end + 1..].starts_with(|c: char| c.is_ascii_digit())
    };
    let framed = end < word.end || listed(page.gap(nth + 1));
    let usual = split(span.of(page.text)).is_some_and(|(_, given)| frequency(given) >= COMMON);
    if !framed {
        return None;
    }
    if span.len() == 9 && usual && page.sense(nth, span) == Sense::Person && likeness(page, nth, span) == Likeness::Likely {
        return Some(span);
    }
    foreign(page, nth, end).filter(|name| {
        let first = page.word_at(name.start);
        let hangul = !name.of(page.text).is_ascii();
        let whole = first.is_some_and(|first| {
            page.word(first).chars().count() > 1 && !page.closes(first) && !page.common(first, page.words[first])
        });
        hangul && whole && (page.sense(nth, span) == Sense::Person || page.unknown(nth, span))
    })
}

/// The last parts by which people are named after their first mention: 박 of 박형준, 트럼프 of 도널드 트럼프.
pub(super) fn short_forms(name: &str) -> Vec<&str> {
    if let Some((_, last)) = name.rsplit_once(' ') {
        return vec![last];
    }
    match split(name) {
        Some((surname, _)) => vec![surname],
        None => Vec::new(),
    }
}
