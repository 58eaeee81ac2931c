//! The people of an article: what the sightings of one person say together, and where else the person is named.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::document::Span;

use super::Human;
use super::alone::{alone, in_programme, rules, short_forms};
use super::coreference::Mention;
use super::employer::state;
use super::likeness::{EVEN, SOME, split};
use super::list::{BodyPart, FOREIGN, NOUNS, SURNAMES};
use super::organization::Bodies;
use super::page::{Covered, Page};
use super::person::{Employer, Sighting};
use super::title::TitleAt;
use super::word::is_particle;

/// A person being gathered.
#[derive(Debug)]
pub(super) struct Gathered {
    pub human: Human,
    /// The bodies that mentions give, with where.
    pub employers: Vec<(Employer, Span)>,
    /// What the title's word takes from its body.
    pub part: BodyPart,
    /// From name to title, or from title to name, wherever the two stand together.
    pub titled: Vec<Span>,
}

/// Everyone of the article: the sightings, what repeats them, and names without a title.
pub(super) fn persons(page: &Page, bodies: &Bodies, sightings: &[Sighting], mentions: &[Mention]) -> Vec<Gathered> {
    let mut people: Vec<Gathered> = Vec::new();
    let mut index: FxHashMap<&str, usize> = FxHashMap::default();
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let organized: BTreeMap<usize, usize> = mentions.iter().map(|mention| (mention.span.start, mention.span.end)).collect();
    for seen in sightings.iter().filter(|seen| !seen.short) {
        let name = seen.name.of(page.text);
        let nth = *index.entry(name).or_insert_with(|| {
            let human =
                Human { name: name.to_owned(), mentions: Vec::new(), title: None, titles: Vec::new(), organization: None };
            people.push(Gathered { human, employers: Vec::new(), part: BodyPart::None, titled: Vec::new() });
            people.len() - 1
        });
        record(&mut people[nth], page, seen);
        taken.insert(seen.name.start, seen.name.end);
    }
    // The full names, and the last parts of foreign ones, wherever else they stand.
    let mut lasts: FxHashMap<&str, usize> = FxHashMap::default();
    let mut firsts: FxHashMap<&str, Vec<(&str, usize)>> = FxHashMap::default();
    let mut named: Vec<(usize, &str)> = index.iter().map(|(&name, &nth)| (nth, name)).collect();
    named.sort_unstable();
    for (nth, name) in named {
        if let Some((first, _)) = name.split_once(' ') {
            firsts.entry(first).or_default().push((name, nth));
            for last in short_forms(name) {
                if last.chars().count() >= 2 {
                    lasts.insert(last, nth);
                }
            }
            // 이시바 of 이시바 시게루: the family name comes first.
            if first.chars().count() >= 3 && !FOREIGN.contains(first) && first.chars().all(|c| ('가'..='힣').contains(&c)) {
                lasts.entry(first).or_insert(nth);
            }
        }
    }
    // Given names that only one of the full names has.
    let mut given: FxHashMap<&str, Option<usize>> = FxHashMap::default();
    for (&name, &nth) in &index {
        if let Some((_, own)) = split(name).filter(|(_, own)| own.chars().count() == 2) {
            given.entry(own).and_modify(|human| *human = None).or_insert(Some(nth));
        }
    }
    let mut unknown: FxHashMap<&str, usize> = FxHashMap::default();
    let spans = |map: &BTreeMap<usize, usize>| map.iter().map(|(&start, &end)| Span::new(start, end)).collect::<Vec<_>>();
    let mut words = Covered::by(page, spans(&taken).into_iter().chain(spans(&organized)));
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        let over = |map: &BTreeMap<usize, usize>, span: Span| {
            map.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start)
        };
        if words.has(nth) {
            continue;
        }
        // 홍길동 캠프: a body of its own.
        let camp =
            |nth: usize| page.follows(nth) && page.word(nth).strip_prefix("캠프").is_some_and(|rest| is_particle("캠프", rest));
        if camp(nth) || camp(nth + 1) || in_programme(page, nth) {
            continue;
        }
        let mut found: Option<(Span, usize)> = None;
        let whole = alone(page, nth, bodies).filter(|span| !over(&taken, *span) && !over(&organized, *span));
        if let Some(names) = firsts.get(word.of(page.text)) {
            for (name, human) in names {
                if page.text[word.start..].starts_with(name) && page.ends_name(word.start, word.start + name.len()) {
                    found = Some((Span::new(word.start, word.start + name.len()), *human));
                }
            }
        }
        let longer = whole.is_some_and(|whole| whole.start == word.start && whole.end > word.end);
        if found.is_none() && !longer {
            for end in page.stems(nth) {
                let span = Span::new(word.start, end);
                let surface = span.of(page.text);
                if whole.is_some_and(|whole| whole.start < word.start) {
                    break;
                }
                if let Some(human) = index
                    .get(surface)
                    .filter(|_| surface.len() > 3)
                    .or_else(|| lasts.get(surface))
                    .or_else(|| unknown.get(surface))
                {
                    found = Some((span, *human));
                    break;
                }
            }
        }
        // 홍길동표, 홍길동발: nouns that are written onto known names.
        if found.is_none()
            && let Some(end) = page.word(nth).char_indices().nth(3).map(|(at, _)| word.start + at)
            && let Some(human) = index.get(&page.text[word.start..end])
            && written_on(&page.text[end..word.end])
        {
            found = Some((Span::new(word.start, end), *human));
        }
        // 홍길동씨 and 홍길동의원, with the name known from elsewhere.
        if found.is_none()
            && let Some(title) = page.title(nth)
        {
            let prefix = title.prefix(page);
            if let Some(human) = index.get(prefix.of(page.text)).filter(|_| prefix.len() > 3) {
                found = Some((prefix, *human));
            }
            // 하늘씨 of 김하늘
            // ‘하늘씨의 하루’: a title.
            let quoted = page.gap(nth).ends_with(['\'', '‘', '<', '《', '〈']);
            if let Some(Some(human)) =
                given.get(prefix.of(page.text)).filter(|_| found.is_none() && !quoted && title.span.of(page.text) == "씨")
            {
                found = Some((prefix, *human));
            }
        }
        // 하늘은, 하늘이는 of 김하늘, where the tagger takes the given name for a person's too.
        if found.is_none()
            && whole.is_none()
            && let Some((span, human)) = given_name(page, nth, |name| given.get(name).copied().flatten())
        {
            found = Some((span, human));
        }
        // 열고홍길동 전 시장: a name behind a lost line break.
        if found.is_none()
            && let Some(end) = stuck(page, nth)
            && let Some(human) = index.get(&page.text[end..word.end])
        {
            found = Some((Span::new(end, word.end), *human));
        }
        if let Some(span) = whole.filter(|_| found.is_none())
            && let Some(human) = unknown.get(span.of(page.text)).or_else(|| index.get(span.of(page.text)))
        {
            found = Some((span, *human));
        }
        if found.is_none()
            && let Some(span) = whole
        {
            let name = span.of(page.text);
            let human =
                Human { name: name.to_owned(), mentions: Vec::new(), title: None, titles: Vec::new(), organization: None };
            people.push(Gathered { human, employers: Vec::new(), part: BodyPart::None, titled: Vec::new() });
            unknown.insert(name, people.len() - 1);
            if let Some((_, own)) = split(name).filter(|(_, own)| own.chars().count() == 2) {
                given.entry(own).and_modify(|human| *human = None).or_insert(Some(people.len() - 1));
            }
            for last in short_forms(name).into_iter().filter(|last| name.contains(' ') && last.chars().count() >= 2) {
                lasts.entry(last).or_insert(people.len() - 1);
            }
            found = Some((span, people.len() - 1));
        }
        if let Some((span, human)) = found {
            people[human].human.mentions.push(span);
            taken.insert(span.start, span.end);
            words.add(page, span);
        }
    }
    shorts(page, sightings, &mut people, &taken);
    // 첼리스트 A: a letter for somebody whose name is kept back.
    let letter = |name: &str| name.len() == 1 && name.bytes().all(|c| c.is_ascii_uppercase());
    people.retain(|person| !person.human.mentions.is_empty() && !letter(&person.human.name));
    for person in &mut people {
        person.human.mentions.sort();
        person.human.mentions.dedup();
    }
    people.sort_by_key(|person| person.human.mentions[0]);
    people
}

/// A given name that stands for somebody, with or without the 이 that Korean names in a consonant take before particles (하늘이는).
fn given_name(page: &Page, nth: usize, known: impl Fn(&str) -> Option<usize>) -> Option<(Span, usize)> {
    let word = page.words[nth];
    let text = page.word(nth);
    let name = text.char_indices().nth(2).map_or(text, |(at, _)| &text[..at]);
    let human = known(name)?;
    if page.title(nth).is_some() || page.lexicon.lookup(name).is_some() {
        return None;
    }
    let span = Span::new(word.start, word.start + name.len());
    let rest = &text[name.len()..];
    // No noun takes 이 and a particle after it.
    let called =
        rest.strip_prefix('이').is_some_and(|rest| matches!(rest, "는" | "가" | "를" | "의" | "와" | "도" | "에게" | "랑"));
    let least = if page.common(nth, span) || page.place(nth, span) || NOUNS.contains(name) { EVEN } else { SOME };
    let believed = is_particle(name, rest) && page.hints.name(name).person >= least;
    (called || believed).then_some((span, human))
}

/// Whether what stands behind a name in its word is a noun that is written onto the names of those in power, with its particle.
fn written_on(rest: &str) -> bool {
    ["표", "발", "식", "측", "호", "號"].iter().any(|noun| rest.strip_prefix(noun).is_some_and(|rest| is_particle(noun, rest)))
}

/// Where a name of three syllables may begin inside a word, before a title: 열고홍길동 전 시장.
fn stuck(page: &Page, nth: usize) -> Option<usize> {
    let next = nth + 1;
    let titled =
        page.follows(next) && (page.title(next).is_some_and(|at| at.title.official) || FORMER.contains(&page.word(next)));
    let (at, _) = page.word(nth).char_indices().rev().nth(2).filter(|(at, _)| titled && *at >= 6)?;
    Some(page.words[nth].start + at)
}

/// Adds what a sighting says to its person.
fn record(person: &mut Gathered, page: &Page, seen: &Sighting) {
    person.human.mentions.push(seen.name);
    if let Some(span) = seen.title.filter(|_| seen.official) {
        person.titled.push(Span::new(seen.name.start.min(span.start), seen.name.end.max(span.end)));
        let written = page.word_holding(span.end).and_then(|nth| Some((nth, page.title(nth)?)));
        let title = match written {
            Some((nth, at)) => {
                if person.human.title.is_none() {
                    person.part = at.title.body;
                }
                let own = Span::new(at.prefix(page).start, at.span.end);
                let title = position(page, span, seen, nth, &at);
                // 전 한빛시장: the word with its body in it is held no more than the title alone.
                let former = if title.starts_with("전 ") { "전 " } else { "" };
                let whole = format!("{former}{}", own.of(page.text));
                if span.start <= own.start && own.len() > at.span.len() && !person.human.titles.contains(&whole) {
                    person.human.titles.push(whole);
                }
                title
            }
            None => span.of(page.text).split_whitespace().collect::<Vec<_>>().join(" "),
        };
        if person.human.title.is_none() {
            person.human.title = Some(title.clone());
        }
        if !person.human.titles.contains(&title) {
            person.human.titles.push(title);
        }
    }
    if seen.body != Employer::Unknown {
        person.employers.push((seen.body.clone(), seen.name));
    }
}

/// A title without its body and without the words that only say when it is held: 현 한빛시장 is 시장, 전 대북공작국장 stays.
fn position(page: &Page, span: Span, seen: &Sighting, last: usize, at: &TitleAt) -> String {
    let before = page.words[..last].iter().rev().take_while(|word| word.start >= span.start).count();
    let first = last - before;
    let mut words: Vec<&str> = (first..last)
        .filter(|&nth| !page.country(nth) && state(page.word(nth)).is_none())
        // 한빛부장관 후보자: the ministry is the holder's body.
        .map(|nth| match page.title(nth).filter(|at| at.title.body == BodyPart::Append("부")) {
            Some(minister) if minister.span.end == page.words[nth].end => minister.span.of(page.text),
            _ => page.word(nth),
        })
        // 홍길동 한빛증권(012345) 연구원: a stock code is no part of it.
        .filter(|word| !PRESENT.contains(word) && !COUNTED.contains(word) && word.contains(|c: char| !c.is_ascii_digit()))
        .collect();
    // 홍길동 전 한빛전자 대표: the word that says so stands before the body.
    let former = (first.saturating_sub(4)..first).rev().find(|&nth| FORMER.contains(&page.word(nth)));
    let joined = |nth: usize| matches!(page.gap(nth), " " | "(" | ") ");
    if former.is_some_and(|nth| (nth + 1..=first).all(joined) && page.words[nth].start >= seen.name.end) {
        words.insert(0, "전");
    }
    // 사무총장을 지낸 홍길동 의원, 사무총장 출신의 홍길동 의원
    let held = seen.name.start > at.span.end && page.follows(last + 1) && PAST.contains(&page.word(last + 1));
    if held && !words.iter().any(|word| FORMER.contains(word)) {
        words.insert(0, "전");
    }
    for word in &mut words {
        if FORMER.contains(word) {
            *word = "전";
        }
    }
    // 한빛대 경영학과 교수: the department is no part of the position.
    if at.span.of(page.text).ends_with("교수") {
        let department = |word: &&str| ["학과", "교육과", "학부", "전공", "교실"].iter().any(|end| word.ends_with(end));
        // 전기·전자공학부 교수
        let last = words.iter().rposition(department).map_or(0, |last| last + 1);
        let former = usize::from(words.first().is_some_and(|word| FORMER.contains(word) || *word == "전"));
        words.drain(former.min(last)..last);
    }
    let prefix = at.prefix(page);
    // 한빛시인공지능국장: what is left when the body at the head of the word is gone.
    // 통상협력본부장 beside its ministry: the unit is a part of the title.
    let unit = at.is_unit() && matches!(seen.body, Employer::At(_) | Employer::Short(_));
    let own = if span.start > prefix.start || at.body(page).is_some() && !unit {
        at.span.start
    } else {
        page.lexicon
            .organizations_at(page.text, prefix.start)
            .map(|hit| hit.span.end)
            .find(|&end| end <= prefix.end)
            .unwrap_or(prefix.start)
    };
    words.push(&page.text[own..at.span.end]);
    words.join(" ")
}

/// Words that say that a position is held no more.
pub(super) const FORMER: [&str; 2] = ["전", "前"];

/// Words between a title and its holder's name that say that it is held no more.
const PAST: [&str; 6] = ["출신", "출신인", "출신의", "지낸", "역임한", "맡았던"];

/// Words before a title that are no part of it: what goes without saying, and to whom one belongs.
pub(super) const PRESENT: [&str; 16] =
    ["현", "現", "신임", "초대", "당시", "현직", "故", "고", "당", "무소속", "여당", "야당", "이날", "특히", "등", "같은"];

/// Words before a title that tell of how many holders it is said: 홍길동, 김하늘 두 후보.
const COUNTED: [&str; 7] = ["두", "세", "네", "다섯", "여러", "양", "각"];

/// Whether the name is one word of Hangul, and no Korean's by its form: 시진핑, 라이칭더.
fn not_korean(name: &str) -> bool {
    let hangul = name.chars().all(|c| ('가'..='힣').contains(&c));
    hangul && (2..=4).contains(&name.chars().count()) && split(name).is_none_or(|(_, given)| given.chars().count() > 2)
}

/// The people of one family name whose titles are looked at, so that the work stays linear in the text.
const MOST_NAMESAKES: usize = 48;

/// The family names of single foreign names before a title that the article gives them: 시 주석 of 시진핑, 라이 후보 of 라이칭더.
fn eastern(page: &Page, people: &[Gathered], taken: &BTreeMap<usize, usize>) -> Vec<Sighting> {
    // The titles of those whose names begin so.
    let mut heads: FxHashMap<&str, Vec<&[String]>> = FxHashMap::default();
    for Gathered { human, .. } in people.iter().filter(|person| not_korean(&person.human.name)) {
        for (at, _) in human.name.char_indices().skip(1).take(2) {
            let titles = heads.entry(&human.name[..at]).or_default();
            if titles.len() < MOST_NAMESAKES && !human.titles.is_empty() {
                titles.push(&human.titles);
            }
        }
    }
    let mut found = Vec::new();
    if heads.is_empty() {
        return found;
    }
    for nth in 1..page.words.len() {
        let Some(at) = page.title(nth).filter(|at| at.title.official && page.follows(nth) && at.prefix(page).is_empty()) else {
            continue;
        };
        let name = page.words[nth - 1];
        let (surface, title) = (name.of(page.text), at.span.of(page.text));
        let short = heads.get(surface).is_some_and(|people| people.iter().copied().flatten().any(|known| known.ends_with(title)))
            && taken.range(..name.end).next_back().is_none_or(|(_, end)| *end <= name.start);
        if short {
            found.push(Sighting { name, short: true, title: Some(at.span), official: true, body: Employer::Unknown });
        }
    }
    found
}

/// 박 시장 and 이씨: the one person of that surname whose title agrees, the last one named before where there are several.
fn shorts(page: &Page, sightings: &[Sighting], people: &mut Vec<Gathered>, taken: &BTreeMap<usize, usize>) {
    let mut by_surname: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (nth, person) in people.iter().enumerate() {
        let name = &person.human.name;
        let (first, rest) = name.split_once(' ').unwrap_or_default();
        let family = (first.chars().count() >= 2 && !rest.contains(' ')).then_some(first);
        // 시 and 라이, of 시진핑 and 라이칭더
        let single = not_korean(name).then_some(name.as_str());
        let heads = single.into_iter().flat_map(|name| name.char_indices().skip(1).take(2).map(|(at, _)| &name[..at]));
        for short in short_forms(name).into_iter().chain(family).chain(heads) {
            by_surname.entry(short.to_owned()).or_default().push(nth);
        }
    }
    let eastern = eastern(page, people, taken);
    for seen in sightings.iter().chain(&eastern).filter(|seen| seen.short) {
        if taken.range(..seen.name.end).next_back().is_some_and(|(_, end)| *end > seen.name.start) {
            // 트럼프 대통령: found as a name already, and now with a title.
            let same = |person: &&mut Gathered| person.human.mentions.contains(&seen.name);
            if let Some(person) = people.iter_mut().find(same).filter(|_| seen.official && seen.name.len() > 3) {
                record(person, page, seen);
            }
            continue;
        }
        let surface = seen.name.of(page.text);
        let title = seen.title.map(|span| span.of(page.text)).unwrap_or_default();
        let candidates = by_surname.get(surface).map(Vec::as_slice).unwrap_or_default();
        let agrees =
            |person: &Gathered| person.human.titles.iter().any(|known| known.ends_with(title) || title.ends_with(known.as_str()));
        let last_before = |nth: usize| {
            people[nth].human.mentions.iter().filter(|span| span.start < seen.name.start).map(|span| span.start).max()
        };
        let glued = seen.title.is_some_and(|span| span.start == seen.name.end) && title != "씨";
        // 문 정부: one who governs or governed.
        let governs = seen.title.is_none()
            && page.word_at(seen.name.start).is_some_and(|nth| page.follows(nth + 1) && rules(page, nth + 1));
        let president = |nth: usize| people[nth].human.titles.iter().any(|title| title.ends_with("대통령"));
        let ruler = candidates.iter().copied().find(|&nth| president(nth));
        if governs {
            if let Some(nth) = ruler {
                people[nth].human.mentions.push(seen.name);
            }
            continue;
        }
        let best = candidates.iter().copied().max_by_key(|&nth| (agrees(&people[nth]), last_before(nth), std::cmp::Reverse(nth)));
        match best {
            Some(nth) if glued && !agrees(&people[nth]) => {}
            // 이 시장: this market.
            Some(nth) if title == "시장" && SURNAMES.get(surface) == Some(&true) && !agrees(&people[nth]) => {}
            Some(nth) if agrees(&people[nth]) || !seen.official || people[nth].human.title.is_some() || candidates.len() == 1 => {
                record(&mut people[nth], page, seen);
            }
            _ => {
                let korean = surface.chars().count() == 1;
                let word = SURNAMES.get(surface).copied().unwrap_or(false);
                // 박 평론가: by an occupation, as by a position.
                let addressed = !seen.official && matches!(title, "" | "씨");
                if korean && (word || glued || addressed) {
                    continue;
                }
                let human =
                    Human { name: surface.to_owned(), mentions: Vec::new(), title: None, titles: Vec::new(), organization: None };
                let mut person = Gathered { human, employers: Vec::new(), part: BodyPart::None, titled: Vec::new() };
                record(&mut person, page, seen);
                people.push(person);
                by_surname.entry(surface.to_owned()).or_default().push(people.len() - 1);
            }
        }
    }
}
