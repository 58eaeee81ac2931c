//! What the names of people look like: Korean names by their syllables, foreign ones by their first parts, others because the
//! learned tagger knows them.

use crate::document::Span;
use crate::token::Tag;

use super::list::{COUNTRIES, FOREIGN, NOUNS, PEOPLE, Renown, SURNAMES, SYLLABLES};
use super::page::Page;
use super::person::captioned;

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
pub(super) fn split(name: &str) -> Option<(&str, &str)> {
    let mut ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    let (single, second) = (&name[..ends.next()?], ends.next());
    let rest = ends.count();
    let double = second.filter(|_| rest >= 1).map(|end| &name[..end]).filter(|surname| SURNAMES.contains(surname));
    let surname = match double {
        Some(double) if rest == 2 => double,
        _ if SURNAMES.contains(single) => single,
        double => double?,
    };
    Some((surname, &name[surname.len()..]))
}

/// How often the two syllables are a given name's, as the product of their frequencies in 10,000 names; 0 for given names
/// of another length.
pub(super) fn frequency(given: &str) -> u32 {
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
pub(super) const COMMON: u32 = 900;
pub(super) const RARE: u32 = 12;

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
    // 남기고: a verb that goes on.
    let verb = morphemes.first().is_some_and(|token| token.tag.is_predicate())
        && morphemes.last().is_some_and(|token| token.tag.last() == Tag::EC && token.span.end == span.end);
    if verb && page.hints.name(name).person < UNHEARD {
        return Likeness::None;
    }
    // 현장+을: the analyser sees a noun and a particle.
    if let [noun, josa] = morphemes {
        let within = noun.span.start == span.start && noun.span.len() == 6 && josa.span.end == span.end;
        let place = || page.lexicon.lookup_place(noun.span.of(page.text)).is_some();
        if within && josa.tag.is_josa() && (noun.tag == Tag::NNG || place()) {
            return Likeness::None;
        }
    }
    let proper =
        morphemes.iter().any(|token| token.tag == Tag::NNP && token.span.start == span.start && token.span.end >= span.end);
    // 노동+자, 정상+화: a common word of two syllables and a suffix.
    let compound = morphemes.first().is_some_and(|token| {
        token.span.start == span.start
            && token.span.len() >= 6
            && token.span.end < span.end
            && matches!(token.tag, Tag::NNG | Tag::NP | Tag::NR | Tag::MAG | Tag::XR)
            && morphemes.get(1).is_some_and(|next| {
                matches!(next.tag, Tag::XSN | Tag::NNG | Tag::NNB | Tag::NNBC | Tag::XSV | Tag::XSA)
                    || matches!(next.tag.as_str(), "XSV+ETM" | "XSA+ETM" | "XSV+EC")
            })
    });
    if compound {
        return Likeness::None;
    }
    let belief = page.hints.name(name).person;
    // 최+우수: a prefix begins no name.
    if belief >= NAMED && morphemes.first().is_none_or(|token| token.tag != Tag::XPN) {
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
pub(super) fn shaped(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    let name = word.of(page.text);
    let hangul = name.chars().all(|c| ('가'..='힣').contains(&c));
    let Some((surname, given)) = split(name).filter(|_| hangul) else { return hangul && chinese(page, nth) };
    let first = page.morphemes(nth).first();
    let verb = !captioned(page, nth + 1) && (page.closes(nth) || first.is_some_and(|token| token.tag.is_predicate()));
    (1..=2).contains(&given.chars().count())
        && !page.common(nth, word)
        && !NOUNS.contains(name)
        && !page.place(nth, word)
        && !page.country(nth)
        // 서초갑, 남구을: constituencies.
        && !seat(page, name)
        && page.title(nth).is_none()
        && first.is_none_or(|token| !matches!(token.tag, Tag::XPN | Tag::MM | Tag::MAG | Tag::MAJ))
        && !verb
        // 이번+주: a surname that is also a word needs usual syllables after it.
        && (SURNAMES.get(surname) != Some(&true)
            || frequency(given) >= RARE
            || first.is_some_and(|token| token.span == word && token.tag == Tag::NNP))
}

/// Whether the word is made as Chinese names are written in Hangul, of a surname that no Korean has, and is no other word: 궈즈후이.
pub(super) fn chinese(page: &Page, nth: usize) -> bool {
    const SURNAMES: [&str; 36] = [
        "궈", "저우", "자오", "쉬", "쑨", "뤄", "셰", "쑹", "덩", "펑", "쩡", "샤오", "톈", "둥", "위안", "판", "차오", "린",
        "옌", "웨이", "쉐", "녜", "딩", "런", "야오", "쭤", "다이", "좡", "중", "타이", "후", "리", "천", "장", "황", "우",
    ];
    let word = page.words[nth];
    let name = word.of(page.text);
    let (odd, unknown) = (page.odd(nth, word), page.unknown(nth, word));
    (3..=4).contains(&name.chars().count())
        && SURNAMES.iter().any(|surname| name.starts_with(surname))
        && name.contains([
            '쯔', '쥔', '쉬', '쑹', '쩌', '웨', '젠', '취', '췬', '쉐', '짱', '펑', '뤄', '츠', '톈', '옌', '즈', '슈', '징',
            '후', '룽', '둥',
        ])
        && (odd || unknown)
        && !page.common(nth, word)
        && !page.place(nth, word)
        && !page.country(nth)
        && !NOUNS.contains(name)
        && page.title(nth).is_none()
}

/// Whether what stands before 씨 in one word is a name: anything that begins as a surname does, unless the whole is a word.
pub(super) fn addressed(page: &Page, nth: usize, name: Span) -> bool {
    let whole = Span::new(name.start, name.end + '씨'.len_utf8());
    let three = name.of(page.text).chars().count() >= 3 && split(name.of(page.text)).is_some();
    !page.common(nth, whole) && (three || likeness(page, nth, name) >= Likeness::Possible)
}

/// What the learned tagger must believe before its word alone makes a person.
pub(super) const NAMED: f32 = 0.8;
/// What it believes at least of verbs' forms that a distant title can make a person's.
pub(super) const UNHEARD: f32 = 0.05;
/// What it must believe where a title or a name's syllables speak for a person too.
pub(super) const EVEN: f32 = 0.5;

/// What it must believe of a foreign name's last part right before a title.
pub(super) const SOME: f32 = 0.3;

/// What it must believe of a name of common syllables that stands as names do.
pub(super) const FAIR: f32 = 0.6;
/// From so many mentions on, the mean over all of them tells enough of a name that is made as Korean names are, framed or not.
const MANY: u32 = 4;
/// What it must believe of a name that is not made as Korean names are.
pub(super) const CERTAIN: f32 = 0.9;

/// Whether the learned tagger's word alone makes the span, which begins with word `nth`, a person's name.
pub(super) fn certain(page: &Page, nth: usize, span: Span) -> bool {
    let name = span.of(page.text);
    let often = split(name).map_or(0, |(_, given)| frequency(given));
    // A particle, a comma or a bracket after it: 최우수 관광마을 has none.
    let framed = page
        .word_holding(span.end)
        .is_some_and(|last| page.words[last].end > span.end || !matches!(page.gap(last + 1), " " | "\n"));
    let least = match often {
        COMMON.. if page.hints.mentions(name) >= MANY => EVEN,
        COMMON.. if framed => FAIR,
        RARE.. if page.hints.mentions(name) >= MANY => FAIR,
        RARE.. if framed => NAMED,
        _ => CERTAIN,
    };
    // 시진핑(習近平): Chinese characters explain a name and are none.
    let explains = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{f900}'..='\u{faff}').contains(&c));
    page.hints.name(name).person >= least
        && !explains
        && !compared(page, nth)
        && name.chars().count() >= 2
        && !made(page, nth, span)
        && !page.common(nth, span)
        && !NOUNS.contains(name)
        && !page.place(nth, span)
        && !page.country(nth)
}

/// Whether the word says how a quantity before it compares: 50% 이상인, 4마리 이상일, 1억원 이하임.
fn compared(page: &Page, nth: usize) -> bool {
    const COMPARES: [&str; 4] = ["이상", "이하", "미만", "초과"];
    let quantity = || page.word(nth - 1).starts_with(|c: char| c.is_ascii_digit()) || page.gap(nth).contains('%');
    nth > 0 && COMPARES.iter().any(|noun| page.word(nth).starts_with(noun)) && quantity()
}

/// Whether the dictionary makes up the span of other words, and no name has this form: 범+야권, 심야+버스, 강관+주, 한강+의,
/// 메뉴+이+ㄴ 와퍼.
fn made(page: &Page, nth: usize, span: Span) -> bool {
    let inside = || page.morphemes(nth).iter().filter(|token| span.contains(token.span));
    let Some(first) = inside().next() else { return false };
    let last = inside().next_back().unwrap_or(first);
    let usual = split(span.of(page.text)).is_some_and(|(_, given)| frequency(given) >= RARE);
    // 쿠바인, 유대인
    let people = span.of(page.text).strip_suffix('인').is_some_and(|country| COUNTRIES.contains(country));
    let describes = span.end > page.words[nth].end && inside().any(|token| token.tag.first() == Tag::VCP);
    first.tag == Tag::XPN && first.span.end < span.end
        || people
        || !usual && compound(page, nth, span)
        || describes
        || last.span.end == span.end && last.tag == Tag::JKG
}

/// Whether nouns and suffixes of the dictionary make up the span, a longer one before others.
fn compound(page: &Page, nth: usize, span: Span) -> bool {
    let inside = || page.morphemes(nth).iter().filter(|token| span.contains(token.span));
    let (Some(first), Some(last)) = (inside().next(), inside().next_back()) else { return false };
    let noun = |tag: Tag| matches!(tag, Tag::NNG | Tag::NNB | Tag::NNBC | Tag::XSN);
    first.span.len() >= 6
        && first.span.start == span.start
        && last.span.end == span.end
        && first.span != last.span
        && inside().all(|token| noun(token.tag))
}

/// A name that the learned tagger knows, ending at `end`: Korean names of rare syllables, foreign names of several words.
pub(super) fn known(page: &Page, end: usize, least: f32) -> Option<Span> {
    page.hints.ending(end).filter(|span| page.hints.name(span.of(page.text)).person >= least)
}

/// A foreign name of two or three words that ends with word `last`, by its first part or its capitals: `Bruce Harrell`,
/// `도널드 트럼프`. The last word's name ends at `end`.
pub(super) fn foreign(page: &Page, last: usize, end: usize) -> Option<Span> {
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
            && (back == 1 || !page.closes(last - 1) && !apart(page, last, Span::new(page.words[last].start, end)))
        {
            return Some(Span::new(page.words[last - back].start, end));
        }
    }
    None
}

/// Whether a word behind a whole foreign name is no part of it: 톰 하트만 원자재 전략가, 톰 하트만 알래스카 주지사.
fn apart(page: &Page, nth: usize, own: Span) -> bool {
    let surface = own.of(page.text);
    NOUNS.contains(surface)
        || page.common(nth, own)
        || page.lexicon.lookup_place(surface).is_some()
        || page.lexicon.lookup(surface).is_some()
        || page.place(nth, own)
}

/// A word of Latin letters that begins with a capital and goes on in small letters: a name's, rather than an acronym's.
pub(super) fn capitalised(word: &str) -> bool {
    let mut letters = word.bytes();
    letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && word.len() >= 2
        && letters.next().is_some_and(|c| c.is_ascii_lowercase())
}

/// Whether the word, the beginning of word `nth`, is the name of somebody who goes by one foreign name: 푸틴.
pub(super) fn renowned(page: &Page, nth: usize, span: Span) -> bool {
    let name = span.of(page.text);
    PEOPLE.get(name) == Some(&Renown::Alone)
        || page.hints.starting(span.start) == Some(span)
            && page.hints.name(name).person >= CERTAIN
            && name.chars().count() >= 2
            && name.chars().all(|c| ('가'..='힣').contains(&c))
            && page.title(nth).is_none()
            && !page.common(nth, span)
            && !NOUNS.contains(name)
            && !page.place(nth, span)
            && !page.country(nth)
}

/// A name that ends with word `nth`, whole and without a particle.
pub(super) fn name_at(page: &Page, nth: usize, least: Likeness) -> Option<Span> {
    let word = page.words[nth];
    let korean = likeness(page, nth, word);
    // 브라이언 하트먼을 의장으로: whoever is made something holds no title yet.
    let object =
        page.morphemes(nth).last().is_some_and(|token| matches!(token.span.of(page.text), "을" | "를") && token.tag.is_josa());
    // 존 오소프, 세키야 나오야: a foreign name's last part that begins as a Korean surname does.
    let usual = split(word.of(page.text)).is_some_and(|(_, given)| frequency(given) >= COMMON);
    if !(object || usual && korean == Likeness::Likely)
        && let Some(name) = foreign(page, nth, word.end).or_else(|| strange(page, nth))
    {
        return Some(name);
    }
    if korean >= least || PEOPLE.get(word.of(page.text)) == Some(&Renown::Titled) {
        return Some(word);
    }
    // 박진, 김산: names that are words as well, where the learned tagger is sure; 구본성: rare syllables, where it rather thinks so.
    let least = if word.len() == 9 && full_name(word.of(page.text)) { EVEN } else { NAMED };
    let believed = split(word.of(page.text)).is_some_and(|(_, given)| given.chars().count() <= 2)
        && word.of(page.text).chars().all(|c| ('가'..='힣').contains(&c))
        && !NOUNS.contains(word.of(page.text))
        && page.lexicon.lookup_place(word.of(page.text)).is_none()
        && page.title(nth).is_none()
        && !made(page, nth, word)
        && page.hints.name(word.of(page.text)).person >= least;
    if believed {
        return Some(word);
    }
    if object {
        return None;
    }
    known(page, word.end, EVEN).filter(|name| name.start < word.start)
}

/// A foreign name of two words, whole and without a particle, of which the learned tagger believes something and the dictionary knows
/// neither: 세키야 나오야.
fn strange(page: &Page, last: usize) -> Option<Span> {
    let name = known(page, page.words[last].end, SOME)?;
    let first = page.word_at(name.start).filter(|&first| first + 1 == last)?;
    (outlandish(page, first, page.words[first]) && outlandish(page, last, page.words[last])).then_some(name)
}

/// Whether a word, or its stem, is no Korean word, place or body and not made as Korean names are.
pub(super) fn outlandish(page: &Page, nth: usize, own: Span) -> bool {
    let surface = own.of(page.text);
    surface.chars().all(|c| ('가'..='힣').contains(&c))
        && !apart(page, nth, own)
        && !page.country(nth)
        && page.title(nth).is_none()
        && split(surface).is_none_or(|(_, given)| frequency(given) < RARE)
}

/// Whether the word, which the dictionary takes for another, may be a name between a clause's beginning and a body with a title: a
/// noun and its particle (임경은), a verb's form (정다운), a word of two syllables that the learned tagger rather takes for a name.
pub(super) fn worded(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    let name = word.of(page.text);
    let hangul = name.chars().all(|c| ('가'..='힣').contains(&c));
    let Some((_, given)) = split(name).filter(|_| hangul && !NOUNS.contains(name)) else { return false };
    let morphemes = page.morphemes(nth);
    // 지금은, 여기에: adverbs and pronouns begin no name.
    let other = morphemes.first().is_some_and(|token| {
        token.span.len() > 3 && matches!(token.tag, Tag::MAG | Tag::MAJ | Tag::NP | Tag::NR | Tag::NNB) && token.span != word
    });
    let cut = morphemes.len() == 2 && morphemes[1].tag.is_josa();
    let verb = morphemes.first().is_some_and(|token| token.tag.is_predicate())
        && morphemes.last().is_some_and(|token| token.tag.last() == Tag::ETM);
    let opens = nth == 0 || page.gap(nth) != " ";
    page.title(nth).is_none()
        && !other
        && !page.place(nth, word)
        && (frequency(given) >= COMMON && (cut && opens || verb) || page.hints.name(name).person >= EVEN)
}

/// Whether a word has a Korean full name's form: a surname and a given name of one or two syllables.
pub(super) fn full_name(name: &str) -> bool {
    (6..=12).contains(&name.len())
        && name.chars().all(|c| ('가'..='힣').contains(&c))
        && split(name).is_some_and(|(_, given)| (1..=2).contains(&given.chars().count()))
}

/// Whether a word is a constituency: 서초갑, 남구을.
pub(super) fn seat(page: &Page, name: &str) -> bool {
    name.strip_suffix(['갑', '을', '병']).is_some_and(|place| page.lexicon.lookup_place(place).is_some())
}

/// Whether the gap before the word parts clauses or the members of a list: more than a space, and no opening bracket.
pub(super) fn parted(page: &Page, nth: usize) -> bool {
    nth == 0 || page.gap(nth) != " " && !page.gap(nth).ends_with('(')
}

/// Whether the word has a Korean full name's form where only a name is expected, whatever the dictionary makes of its syllables:
/// at the beginning of a clause, before a body with a title (박상병 한빛대 교수는: no corporal) or a title that names its body
/// (강보름 한빛면장은). What the dictionary knows as another word stays that word: adverbs and pronouns with their particles
/// (지금은, 여기에), frequent nouns with theirs, verbs of frequent nouns that go on inside a clause.
pub(super) fn unheard(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    let name = word.of(page.text);
    let hangul = name.chars().all(|c| ('가'..='힣').contains(&c));
    let Some((surname, given)) = split(name).filter(|(_, given)| hangul && given.chars().count() == 2) else { return false };
    let stem = &name[..name.len() - "가".len()];
    if !(parted(page, nth) || page.closes(nth - 1))
        || NOUNS.contains(name)
        || NOUNS.contains(stem)
        || NOUNS.contains(given)
        || page.common(nth, word)
        || page.place(nth, word)
        || page.country(nth)
        || seat(page, name)
        || page.lexicon.lookup_place(stem).is_some()
        // 박상병, 황상무: a surname and a rank are a name where a body and another title follow; longer ones are none.
        || page.title(nth).is_some_and(|at| at.prefix(page).of(page.text) != surname)
    {
        return false;
    }
    let [first, rest @ ..] = page.morphemes(nth) else { return false };
    let syllables = first.span.len() / "가".len();
    let tag = first.tag.first();
    if matches!(tag, Tag::XPN | Tag::MM)
        || syllables > 1 && matches!(tag, Tag::MAG | Tag::MAJ | Tag::NP | Tag::NR | Tag::NNB | Tag::IC)
    {
        return false;
    }
    let Some(last) = rest.last() else { return true };
    let often = frequency(given);
    if last.tag.is_josa() {
        // 전서은, 나진이: particles that given names end in as well.
        return matches!(last.span.of(page.text), "은" | "인" | "이" | "나" | "라" | "아") && often >= COMMON;
    }
    if first.tag.is_predicate() {
        return often >= COMMON && last.tag.last() == Tag::ETM;
    }
    let suffixed = rest.iter().any(|token| matches!(token.tag.first(), Tag::XSN | Tag::NNB | Tag::NNBC));
    let verbal = rest.iter().any(|token| matches!(token.tag.first(), Tag::XSV | Tag::XSA | Tag::VCP));
    // 노동+자; 주도+한: a verb's form only where a sentence begins, and of usual syllables.
    let begins = nth == 0 || page.gap(nth).contains(['.', '\n', '”', '“', '"', '?', '!']);
    !(syllables > 1 && suffixed) && (!verbal || begins && often >= COMMON)
}

/// Whether the dictionary makes the word of a noun and a suffix or a verb's ending: 공개+적, 성공+한.
pub(super) fn derived(page: &Page, nth: usize) -> bool {
    let [first, next, ..] = page.morphemes(nth) else { return false };
    let noun = matches!(first.tag.first(), Tag::NNG | Tag::XR) && first.span.len() > 3;
    noun && matches!(next.tag.first(), Tag::XSN | Tag::NNB | Tag::NNBC | Tag::XSV | Tag::XSA | Tag::VCP)
}

/// Whether the span is a Korean full name by its form and the learned tagger rather takes it for one, be it a word of the
/// dictionary as well (정현, 박산): enough beside an age or behind a word for kin.
pub(super) fn told(page: &Page, span: Span) -> bool {
    let name = span.of(page.text);
    full_name(name) && !NOUNS.contains(name) && page.hints.name(name).person >= SOME
}
