//! Notices: obituaries and personnel changes, which list people in a grammar of their own.
//!
//! An obituary is a chain of clauses, each a list of names that ends in what the dead is to them: `홍길동씨(전 새솔전자 부사장) 별세,
//! 홍영수(한들은행 과장)·영희씨 부친상`. A personnel notice is a list of entries between bullets, each a position and a name under
//! headings that say what changes: `◇과장급 전보 ▲기획총괄과장 홍길동`. What these grammars read wins over what the grammar of
//! running text sees in the same place.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::document::Span;
use crate::lists::rows;
use crate::record::OrganizationKind;

use super::likeness::{Likeness, likeness};
use super::list::{SURNAMES, SYLLABLES};
use super::organization::{Bodies, Evidence};
use super::page::Page;
use super::person::{Employer, Sighting};
use super::title::title_at;
use super::{Human, Names};

/// What a word of `lexicon/notices.tsv` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Death,
    Paternal,
    Maternal,
    Affinal,
    Move,
    Rank,
}

static WORDS: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/notices.tsv"))
        .map(|row| {
            let class = match row[1] {
                "death" => Class::Death,
                "paternal" => Class::Paternal,
                "maternal" => Class::Maternal,
                "affinal" => Class::Affinal,
                "move" => Class::Move,
                _ => Class::Rank,
            };
            (row[0], class)
        })
        .collect()
});

/// The class of a word that closes a clause of an obituary. After the dead is named, the relation alone may: 부친 for 부친상.
fn mourning(word: &str, dead: bool) -> Option<Class> {
    let class = WORDS.get(word).copied();
    let class = class.or_else(|| if dead && word.len() <= 12 { WORDS.get(format!("{word}상").as_str()).copied() } else { None });
    class.filter(|class| !matches!(class, Class::Move | Class::Rank))
}

/// Whether the word is, or ends in, a personnel change: 승진, 직위승진, 3급이상전보.
fn moves(word: &str) -> bool {
    word.char_indices().rev().take(5).any(|(at, _)| WORDS.get(&word[at..]) == Some(&Class::Move))
}

/// One person of a notice.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    /// The name as it is written.
    name: Span,
    /// The full name where a given name stands alone.
    full: Option<String>,
    title: Option<Span>,
    /// 전 stands before the body or the title.
    former: bool,
    body: Employer,
}

/// The notices of an article.
#[derive(Debug, Default)]
pub(super) struct Notices {
    entries: Vec<Entry>,
    /// Where the notices' grammar has read the text, in text order, apart from each other.
    zones: Vec<Span>,
}

/// No affiliation or entry has more words than this.
const LONGEST: usize = 14;

impl Notices {
    /// Reads the notices of the text. Bodies of persons are added to `bodies`, names of persons taken out.
    pub fn read(page: &Page, headline: Option<&str>, bodies: &mut Bodies) -> Self {
        let mut notices = Notices::default();
        obituaries(page, bodies, &mut notices);
        personnel(page, headline, bodies, &mut notices);
        notices.zones.sort();
        notices.entries.sort_by_key(|entry| entry.name);
        notices.settle(bodies);
        notices
    }

    /// The people of the article with those of the notices in place of what was seen there.
    pub fn replace(&self, mut sightings: Vec<Sighting>, bodies: &mut Bodies) -> Vec<Sighting> {
        if self.entries.is_empty() {
            return sightings;
        }
        self.settle(bodies);
        sightings.retain(|seen| !self.covers(seen.name));
        sightings.extend(self.entries.iter().filter(|entry| entry.full.is_none()).map(|entry| Sighting {
            name: entry.name,
            short: false,
            title: entry.title,
            official: entry.title.is_some(),
            body: entry.body.clone(),
        }));
        sightings.sort_by_key(|seen| seen.name);
        sightings
    }

    /// Takes bodies that lie across names and titles out of the notices, and those that only running text would make bodies.
    fn settle(&self, bodies: &mut Bodies) {
        let own: Vec<Span> =
            self.entries.iter().filter_map(|entry| if let Employer::At(span) = entry.body { Some(span) } else { None }).collect();
        bodies.retain(|named| {
            !self.covers(named.span) || own.contains(&named.span) || named.evidence != Evidence::Context && !self.says(named.span)
        });
    }

    /// Whether a notice's grammar has read the text at the span.
    fn covers(&self, span: Span) -> bool {
        let nth = self.zones.partition_point(|zone| zone.end <= span.start);
        self.zones.get(nth).is_some_and(|zone| zone.overlaps(span))
    }

    /// Whether a notice's name or title overlaps the span.
    fn says(&self, span: Span) -> bool {
        let nth = self.entries.partition_point(|entry| entry.name.end <= span.start);
        let near = &self.entries[nth.saturating_sub(2)..(nth + 2).min(self.entries.len())];
        near.iter().any(|entry| entry.name.overlaps(span) || entry.title.is_some_and(|title| title.overlaps(span)))
    }

    /// Adds those who are named by their given names alone, and takes out what the whole article's reading put into the notices.
    pub fn complete(self, text: &str, mut names: Names) -> Names {
        if self.entries.is_empty() {
            return names;
        }
        let named = |span: &Span| self.entries.binary_search_by_key(span, |entry| entry.name).is_ok();
        for human in &mut names.humans {
            human.mentions.retain(|mention| !self.covers(*mention) || named(mention));
        }
        for body in &mut names.bodies {
            body.mentions.retain(|mention| !self.covers(*mention) || !self.says(*mention));
        }
        names.bodies.retain(|body| !body.mentions.is_empty());
        let mut index: FxHashMap<String, usize> =
            names.humans.iter().enumerate().map(|(nth, human)| (human.name.clone(), nth)).collect();
        for entry in &self.entries {
            let title = entry.title.map(|span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
            let name = entry.full.clone().unwrap_or_else(|| entry.name.of(text).to_owned());
            let nth = *index.entry(name).or_insert_with_key(|name| {
                names.humans.push(Human {
                    name: name.clone(),
                    mentions: Vec::new(),
                    title: None,
                    titles: Vec::new(),
                    organization: None,
                });
                names.humans.len() - 1
            });
            let human = &mut names.humans[nth];
            if !human.mentions.contains(&entry.name) {
                human.mentions.push(entry.name);
            }
            if entry.full.is_some() && human.title.is_none() {
                human.titles.extend(title.clone());
                human.title = title.clone();
                human.organization = match &entry.body {
                    Employer::Unknown | Employer::Short(_) => None,
                    Employer::Meant(name) => Some(name.clone()),
                    Employer::At(span) => {
                        let body = names.bodies.iter().find(|body| body.mentions.contains(span));
                        Some(body.map_or_else(|| span.of(text).to_owned(), |body| body.name.clone()))
                    }
                };
            }
            if entry.former && human.title == title {
                human.title = title.map(|title| format!("전 {title}"));
            }
        }
        for human in &mut names.humans {
            human.mentions.sort();
        }
        names.humans.retain(|human| !human.mentions.is_empty());
        names.humans.sort_by_key(|human| human.mentions[0]);
        names
    }
}

fn hangul(word: &str) -> bool {
    word.chars().all(|c| ('가'..='힣').contains(&c))
}

/// Whether the span has the form of a Korean full name: surname and given name, and no position.
fn full(page: &Page, nth: usize, span: Span) -> bool {
    let name = span.of(page.text);
    let count = name.chars().count();
    let first = name.chars().next().map_or(0, char::len_utf8);
    hangul(name)
        && match count {
            2 | 3 => SURNAMES.contains(&name[..first]),
            4 => SURNAMES.contains(&name[..2 * first]),
            _ => false,
        }
        && title_at(page, nth).is_none_or(|at| !at.title.official || at.span.end != span.end || at.span.len() < 6)
        && !WORDS.contains_key(name)
}

/// The surname that a full name begins with.
fn surname(name: &str) -> &str {
    let first = name.chars().next().map_or(0, char::len_utf8);
    if name.chars().count() == 4 { &name[..2 * first] } else { &name[..first] }
}

/// Whether the word is a position: a title, or a rank of the list.
fn position(page: &Page, nth: usize) -> bool {
    let word = page.words[nth];
    title_at(page, nth).is_some_and(|at| at.title.official && at.span.end == word.end)
        || word.of(page.text).char_indices().rev().take(5).any(|(at, _)| WORDS.get(&page.word(nth)[at..]) == Some(&Class::Rank))
}

/// Takes `span` for the body of a person, whatever was seen there before.
fn claim(page: &Page, bodies: &mut Bodies, span: Span) -> Employer {
    if bodies.get(span).is_none() {
        bodies.retain(|named| !named.span.overlaps(span));
        let school = span.of(page.text).ends_with(['고', '중', '초']);
        let kind = if school { OrganizationKind::School } else { OrganizationKind::Company };
        bodies.learn_as(span, kind);
    }
    Employer::At(span)
}

// Obituaries.

/// Reads every clause of the obituaries.
fn obituaries(page: &Page, bodies: &mut Bodies, notices: &mut Notices) {
    let mut nth = 0;
    let mut dead: Option<&str> = None;
    // The word after the last clause: a further clause may begin there.
    let mut open = usize::MAX;
    while nth < page.words.len() {
        let gap = page.gap(nth);
        let fresh = gap.contains(BULLETS) || gap.contains(['\n', ']', '】', '>']);
        if !fresh && nth != open {
            nth += 1;
            continue;
        }
        if fresh && nth != open {
            dead = None;
        }
        match clause(page, nth, dead.is_some()) {
            Some(clause) => {
                let last = clause.end;
                dead = clause.resolve(page, bodies, dead, notices);
                notices.zones.push(Span::new(page.words[nth].start, page.words[last].end));
                nth = last + 1;
                open = if matches!(page.gap(nth).trim(), "," | "·" | "ㆍ" | "‧" | "" | ";" | "/" | ":") && page.gap(nth) != "\n"
                {
                    nth
                } else {
                    usize::MAX
                };
            }
            None => nth += 1,
        }
    }
}

/// A name in a clause, with the words of its affiliation.
struct Mourner {
    name: Span,
    word: usize,
    affiliation: Option<(usize, usize)>,
}

struct Clause {
    people: Vec<Mourner>,
    relation: Class,
    /// The word that closes the clause.
    end: usize,
}

/// Lists of mourners are at most this long.
const MOURNERS: usize = 40;

/// Reads a clause that begins with word `first`: names, each with an affiliation or without, up to the word of mourning.
fn clause(page: &Page, first: usize, dead: bool) -> Option<Clause> {
    let mut people: Vec<Mourner> = Vec::new();
    let mut nth = first;
    while nth < page.words.len() && people.len() < MOURNERS {
        let surface = page.word(nth);
        let listed =
            nth == first || matches!(page.gap(nth).trim(), "" | "·" | "ㆍ" | "‧" | "," | ")" | ")·" | ")," | ")ㆍ" | "-");
        if !listed || nth > first && page.gap(nth).contains('\n') && !page.gap(nth).contains([',', '·']) {
            return None;
        }
        // 씨, 씨의 and what is written onto them: 씨별세.
        let bare = surface.strip_prefix('씨').map_or(surface, |rest| rest.strip_prefix('의').unwrap_or(rest));
        if let Some(relation) = mourning(bare, dead && !people.is_empty()) {
            return (!people.is_empty()).then_some(Clause { people, relation, end: nth });
        }
        if matches!(surface, "씨" | "씨의" | "옹" | "여사" | "님" | "고" | "故" | "등" | "일가") {
            nth += 1;
            continue;
        }
        let word = page.words[nth];
        let rest = ["씨의", "씨", "옹", "여사", "님"]
            .into_iter()
            .find(|form| surface.ends_with(form) && surface.len() >= form.len() + 6);
        let name = Span::new(word.start, word.end - rest.map_or(0, str::len));
        let count = name.of(page.text).chars().count();
        if hangul(name.of(page.text))
            && (1..=4).contains(&count)
            && (!people.is_empty() || full(page, nth, name) || dead && count == 2)
        {
            people.push(Mourner { name, word: nth, affiliation: None });
            nth += 1;
            // Ages and affiliations in parentheses, as many as there are.
            while page.gap(nth).trim_start().starts_with('(') || page.gap(nth).ends_with("(") && page.gap(nth).len() <= 3 {
                let last = (nth..(nth + LONGEST).min(page.words.len())).find(|&last| page.gap(last + 1).contains([')', '\n']))?;
                if !page.gap(last + 1).contains(')') && last + 1 < page.words.len() {
                    return None;
                }
                let person = people.last_mut()?;
                if person.affiliation.is_none() && !aside(page, nth, last) {
                    person.affiliation = Some((nth, last));
                }
                nth = last + 1;
            }
            // 홍길동 새솔전자 부장: the affiliation without parentheses.
            let begins = rest.is_none() && page.follows(nth) && people.last().is_some_and(|person| person.affiliation.is_none());
            if begins {
                let last = (nth..(nth + 6).min(page.words.len()))
                    .take_while(|&at| {
                        page.follows(at) && mourning(page.word(at), dead).is_none() && !page.word(at).starts_with('씨')
                    })
                    .last();
                if let Some(last) = last.filter(|&last| position(page, last) && !page.inflected(last)) {
                    people.last_mut()?.affiliation = Some((nth, last));
                    nth = last + 1;
                }
            }
            continue;
        }
        return None;
    }
    None
}

/// Whether the words in parentheses say an age or a place to live rather than an affiliation.
fn aside(page: &Page, first: usize, last: usize) -> bool {
    (first..=last).any(|nth| {
        let word = page.word(nth);
        matches!(word, "향년" | "거주" | "재미" | "재일" | "사망" | "자영업" | "사업" | "주부" | "학생")
            || word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['세', '살'])
            || !word.contains(|c: char| !c.is_ascii_digit())
    })
}

impl Clause {
    /// Makes entries of the people; gives back the name of the dead for the clauses that follow.
    fn resolve<'a>(self, page: &Page<'a>, bodies: &mut Bodies, dead: Option<&'a str>, notices: &mut Notices) -> Option<&'a str> {
        let mut family: Option<&str> = dead.filter(|_| self.relation == Class::Paternal).map(surname);
        let mut short = false;
        let mut first_dead = None;
        for person in &self.people {
            let written = person.name.of(page.text);
            let count = written.chars().count();
            let kin = matches!(self.relation, Class::Paternal | Class::Maternal);
            let own = full(page, person.word, person.name);
            // Siblings share a surname, which only the first of them has: a name of two syllables among them is a given name.
            let given =
                kin && family.is_some_and(|family| {
                    count == 1 || count == 2 && !(short && written.starts_with(family)) || count == 3 && !own
                }) && (count != 3 || !own);
            let named = match (given, family) {
                (true, Some(family)) => Some(format!("{family}{written}")),
                _ if own => {
                    family = Some(surname(written));
                    short = count == 2;
                    None
                }
                _ => continue,
            };
            if self.relation == Class::Death && first_dead.is_none() {
                first_dead = Some(written);
            }
            let (body, title, former) = match person.affiliation {
                Some((first, last)) => affiliation(page, bodies, first, last),
                None => (Employer::Unknown, None, false),
            };
            notices.entries.push(Entry { name: person.name, full: named, title, former, body });
        }
        if self.relation == Class::Death { first_dead } else { dead }
    }
}

/// Body and title in an affiliation of the words `first..=last`: 전 새솔전자 부사장, 한들대 경영대학원 교수.
fn affiliation(page: &Page, bodies: &mut Bodies, mut first: usize, mut last: usize) -> (Employer, Option<Span>, bool) {
    let mut former = false;
    while first < last && matches!(page.word(first), "전" | "현" | "前" | "現" | "전직" | "현직") {
        former |= matches!(page.word(first), "전" | "前" | "전직");
        first += 1;
    }
    // The first of several affiliations.
    if let Some(next) = (first + 1..=last)
        .find(|&at| page.gap(at).contains([',', ';']) || page.gap(at).contains(['·', 'ㆍ', '/']) && position(page, at - 1))
    {
        last = next - 1;
    }
    let mut from = page.words[first].start;
    if let Some(rest) = page.word(first).strip_prefix('前').filter(|rest| !rest.is_empty()) {
        former = true;
        from = page.words[first].end - rest.len();
    }
    let end = page.words[last].end;
    if !position(page, last) {
        return (Employer::Unknown, None, former);
    }
    if first == last {
        let at = title_at(page, last).filter(|at| at.span.start > from);
        let meant = at.and_then(|at| {
            let body = at.body(page)?;
            let known = page.lexicon.lookup(&body).is_some() || at.span.len() > 6 || at.prefix(page).len() >= 12;
            known.then_some(body)
        });
        return (meant.map_or(Employer::Unknown, Employer::Meant), Some(Span::new(from, end)), former);
    }
    let known = |bodies: &Bodies, nth: usize| {
        bodies.overlapping_at(page.words[nth]).filter(|span| span.start >= from && span.end <= page.words[last].start)
    };
    let mut body = None;
    let mut next = first;
    for nth in first..last {
        if let Some(span) = known(bodies, nth) {
            body = Some(span);
            next = page.words.partition_point(|word| word.start < span.end);
            break;
        }
    }
    let begins = page.word(first);
    let span = match body {
        // 서울 새솔고: the place before a school's name is a part of it.
        Some(span) if span.start > from => {
            let placed = page.place(first, page.words[first]) || span.start < page.words[first].end;
            if placed { Span::new(from, span.end) } else { span }
        }
        Some(span) => span,
        None if page.place(first, page.words[first])
            && first + 1 < last
            && page.word(first + 1).ends_with(['고', '중', '초', '교', '원']) =>
        {
            next = first + 2;
            Span::new(from, page.words[first + 1].end)
        }
        None if page.place(first, page.words[first])
            || title_at(page, first).is_some_and(|at| at.title.official && at.prefix(page).is_empty())
            || matches!(begins, "개인" | "전" | "재" | "국내" | "해외") =>
        {
            // 대구 새솔병원장: the title's own word carries the body.
            let meant = title_at(page, last).filter(|at| at.prefix(page).len() >= 6).and_then(|at| at.body(page));
            return match meant {
                Some(body) => (Employer::Meant(body), Some(page.words[last]), former),
                None => (Employer::Unknown, Some(Span::new(from, end)), former),
            };
        }
        None => {
            next = first + 1;
            Span::new(from, page.words[first].end)
        }
    };
    // A school or institute of the body belongs to its name.
    let span = if next < last
        && ["대학원", "대학", "의대", "병원", "연구소", "연구원", "캠퍼스"].iter().any(|form| page.word(next).ends_with(form))
    {
        next += 1;
        Span::new(span.start, page.words[next - 1].end)
    } else {
        span
    };
    while next < last && matches!(page.word(next), "전" | "前") {
        former = true;
        next += 1;
    }
    (claim(page, bodies, span), Some(Span::new(page.words[next].start, end)), former)
}

// Personnel notices.

/// The marks that open headings and entries.
const BULLETS: [char; 21] =
    ['▲', '△', '▷', '▶', '◇', '◆', '◈', '◎', '■', '□', '●', '○', '▪', '◦', '※', '☞', '★', '☆', '▣', '◁', '•'];

/// A stretch of text between marks.
#[derive(Debug, Clone, Copy)]
struct Segment {
    mark: char,
    /// The words `first..end`.
    first: usize,
    end: usize,
}

/// Cuts the text at bullets, brackets and line breaks.
fn segments(page: &Page) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for nth in 0..page.words.len() {
        let mark =
            page.gap(nth).chars().rev().find(|c| {
                BULLETS.contains(c) || matches!(c, '\n' | '<' | '>' | '〈' | '〉' | '[' | ']' | '【' | '】' | '＜' | '＞')
            });
        match (mark, segments.last_mut()) {
            (None, Some(last)) => last.end = nth + 1,
            (mark, _) => segments.push(Segment { mark: mark.unwrap_or('\n'), first: nth, end: nth + 1 }),
        }
    }
    segments
}

/// The words of a segment outside parentheses.
fn outside(page: &Page, segment: Segment) -> Vec<usize> {
    let mut depth = 0i32;
    let mut words = Vec::new();
    for nth in segment.first..segment.end {
        if nth > segment.first {
            for c in page.gap(nth).chars() {
                depth += i32::from(c == '(') - i32::from(c == ')');
            }
        } else if page.gap(nth).ends_with('(') {
            depth = 1;
        }
        if depth <= 0 {
            words.push(nth);
        }
    }
    words
}

/// How surely the word is a person's name in a list of persons.
fn listed(page: &Page, nth: usize) -> Likeness {
    let word = page.words[nth];
    let name = word.of(page.text);
    if !full(page, nth, word) || moves(name) || position(page, nth) {
        return Likeness::None;
    }
    let seen = likeness(page, nth, word);
    if seen != Likeness::None {
        return seen;
    }
    let given = &name[surname(name).len()..];
    let mut syllables = given.chars().map(|c| SYLLABLES.get(&c).copied().unwrap_or_default());
    let usual = match (syllables.next(), syllables.next()) {
        (Some(only), None) => only.first + only.second > 0 && !page.common(nth, word),
        (Some(first), Some(second)) => first.first > 0 && second.second > 0 && !page.common(nth, word),
        _ => false,
    };
    if usual && !page.place(nth, word) { Likeness::Possible } else { Likeness::None }
}

/// What a list's headings have said so far.
#[derive(Default)]
struct Heading {
    rank: Option<Span>,
    body: Option<Employer>,
}

/// Reads the lists of a personnel notice.
fn personnel(page: &Page, headline: Option<&str>, bodies: &mut Bodies, notices: &mut Notices) {
    let tagged = headline.and_then(tag);
    if tagged.is_none() && !page.text.contains(BULLETS) {
        return;
    }
    let segments = segments(page);
    let heading = |segment: &Segment| {
        let words = outside(page, *segment);
        let Some(&last) = words.last().filter(|_| segment.end - segment.first <= 8) else { return false };
        moves(page.word(last))
            || (last + 1..segment.end).any(|nth| moves(page.word(nth))) && listed(page, last) == Likeness::None
            || page.word(segment.first) == "인사" && words.len() == 1
    };
    if tagged.is_none() && !segments.iter().any(heading) {
        return;
    }
    let body = tagged.filter(|name| !name.is_empty()).map(|name| Employer::Meant(name.to_owned()));
    let mut said = Heading { body, ..Heading::default() };
    let before = |at: usize, bodies: &Bodies| {
        let named = bodies.iter().find(|named| named.kind != OrganizationKind::Media && named.evidence > Evidence::Ambiguous);
        named.filter(|named| named.span.end <= at).map_or(Employer::Unknown, |named| Employer::At(named.span))
    };
    let mut on = tagged.is_some();
    let (mut entries, mut zones, mut misses): (Vec<Entry>, Vec<Span>, usize) = (Vec::new(), Vec::new(), 0);
    let mut close = |entries: &mut Vec<Entry>, zones: &mut Vec<Span>, misses: &mut usize| {
        if entries.len() > *misses {
            notices.entries.append(entries);
            notices.zones.append(zones);
        }
        entries.clear();
        zones.clear();
        *misses = 0;
    };
    for segment in &segments {
        let words = outside(page, *segment);
        let Some(&first) = words.first() else { continue };
        let span = Span::new(page.words[segment.first].start, page.words[segment.end - 1].end);
        if notices_cover(&zones, span) {
            continue;
        }
        if heading(segment) {
            on = true;
            said.rank = rank(page, segment);
            if let Some(body) = bodies.overlapping_at(page.words[first]).filter(|body| body.end < span.end) {
                said.body = Some(Employer::At(body));
            }
            continue;
        }
        // ◆새솔은행: a heading that names the body alone.
        let named = bodies.overlapping_at(page.words[first]);
        let alone =
            named.filter(|body| body.start == page.words[first].start && body.end == page.words[words[words.len() - 1]].end);
        if let Some(body) =
            alone.filter(|_| BULLETS.contains(&segment.mark) || matches!(segment.mark, ']' | '>' | '】' | '〉' | '＞'))
        {
            said.body = Some(Employer::At(body));
            said.rank = None;
            continue;
        }
        if !on {
            continue;
        }
        let prose = segment.end - segment.first > LONGEST * 2;
        let found = if prose { None } else { entry(page, &words, segment, bodies) };
        match found {
            Some((names, held)) => {
                let head = match &said.body {
                    Some(body) => body.clone(),
                    None => {
                        let body = before(span.start, bodies);
                        said.body = Some(body.clone());
                        body
                    }
                };
                let (body, title) = post(page, bodies, held, &head, said.rank);
                let last = names[names.len() - 1].end.max(title.map_or(0, |title| title.end));
                let start = names[0]
                    .start
                    .min(title.map_or(usize::MAX, |title| if span.contains(title) { title.start } else { usize::MAX }));
                let start =
                    if let Employer::At(at) = body { if span.contains(at) { start.min(at.start) } else { start } } else { start };
                zones.push(Span::new(start, last.max(start)));
                entries.extend(names.into_iter().map(|name| Entry {
                    name,
                    full: None,
                    title,
                    former: false,
                    body: body.clone(),
                }));
            }
            None if prose => {
                on = tagged.is_some() && entries.is_empty();
                close(&mut entries, &mut zones, &mut misses);
            }
            None => {
                // ◇부장, <1급>: a heading that says the rank alone.
                let short = words.len() <= 4 && !matches!(segment.mark, '▲' | '△' | '▷' | '▶' | '\n');
                match rank(page, segment).filter(|_| short) {
                    Some(rank) => said.rank = Some(rank),
                    None if short || segment.mark == '\n' => {}
                    None => misses += 1,
                }
            }
        }
    }
    close(&mut entries, &mut zones, &mut misses);
}

fn notices_cover(zones: &[Span], span: Span) -> bool {
    zones.last().is_some_and(|zone| zone.overlaps(span))
}

/// The body that a headline of personnel notices names: 새솔부 of `[인사] 새솔부 과장급`. Empty where it names none; `None` for other
/// headlines.
fn tag(headline: &str) -> Option<&str> {
    let headline = headline.trim();
    let rest = ["[인사]", "<인사>", "〈인사〉", "【인사】", "(인사)", "＜인사＞", "[승진]", "[정부인사]", "[기업인사]"]
        .iter()
        .find_map(|tag| headline.strip_prefix(tag))
        .or_else(|| headline.strip_prefix("인사]"))?;
    let mut end = 0;
    for word in rest.split_inclusive([' ', ',', '·', '(', '-', '…']) {
        let bare = word.trim_end_matches([' ', ',', '·', '(', '-', '…']);
        if bare.is_empty() && end == 0 {
            end += word.len();
            continue;
        }
        if moves(bare)
            || bare.ends_with(['급', '外'])
            || matches!(bare, "외" | "등" | "및" | "인사" | "신임" | "" | "임원" | "간부")
            || bare.ends_with("인사")
        {
            break;
        }
        end += word.len();
        if !word.ends_with(' ') {
            break;
        }
    }
    let name = rest[..end].trim_matches([' ', ',', '·', '(', '-', '…']);
    Some(if name.chars().count() <= 20 { name } else { "" })
}

/// The position that a heading says: 과장 of `과장급 전보`, 부장 of `2급(부장)`.
fn rank(page: &Page, segment: &Segment) -> Option<Span> {
    (segment.first..segment.end).find_map(|nth| {
        let word = page.words[nth];
        let surface = word.of(page.text);
        let bare = surface.split("급").next().filter(|bare| bare.len() >= 6).unwrap_or(surface);
        super::list::TITLES.get(bare).is_some_and(|title| title.official).then(|| Span::new(word.start, word.start + bare.len()))
    })
}

/// What names of departments end in; names of persons seldom do.
const DEPARTMENTS: [char; 8] = ['부', '국', '과', '실', '팀', '처', '단', '소'];

/// The names of an entry, and the words of the position beside them.
fn entry(page: &Page, words: &[usize], segment: &Segment, bodies: &Bodies) -> Option<(Vec<Span>, Vec<usize>)> {
    if words.len() > LONGEST || words[1..].iter().any(|&nth| page.gap(nth).contains(['.', '?', '"', '“', '‘', '=', ':'])) {
        return None;
    }
    let last = *words.last()?;
    let bullet = segment.mark != '\n';
    let free = |nth: usize| bodies.overlapping_at(page.words[nth]).is_none_or(|_| listed(page, nth) == Likeness::Likely);
    // 박 신: a name of two syllables with a space between.
    if words.len() >= 3 && bullet && page.words[last].len() == 3 && page.follows(last) && SURNAMES.contains(page.word(last - 1)) {
        let name = Span::new(page.words[last - 1].start, page.words[last].end);
        return Some((vec![name], words[..words.len() - 2].to_vec()));
    }
    let first = words[0];
    let titled = |nth: Option<&usize>| {
        nth.is_some_and(|&nth| title_at(page, nth).is_some_and(|at| at.title.official && at.span.end == page.words[nth].end))
    };
    // 리스크관리그룹장 홍길동 상무: the name between two positions.
    let middle = words.len().checked_sub(2).filter(|&at| at > 0 && bullet && titled(Some(&last)) && titled(words.get(at - 1)));
    if let Some(at) = middle.filter(|&at| listed(page, words[at]) != Likeness::None) {
        return Some((vec![page.words[words[at]]], words[..at].to_vec()));
    }
    let named = match listed(page, last) {
        // After a position the form of a name is enough.
        Likeness::None
            if titled(words.iter().rev().nth(1)) && page.words[last].len() == 9 && full(page, last, page.words[last]) =>
        {
            Likeness::Possible
        }
        seen if free(last) => seen,
        _ => Likeness::None,
    };
    let least = if bullet { Likeness::Possible } else { Likeness::Likely };
    // 홍길동 새솔경찰서장: the name before the position.
    if words.len() > 1 && named != Likeness::Likely && listed(page, first) == Likeness::Likely && free(first) && bullet {
        let held = words[1..].to_vec();
        let fits = held.iter().all(|&nth| !page.inflected(nth))
            && (position(page, last) || bodies.overlapping_at(page.words[held[0]]).is_some());
        return fits.then(|| (vec![page.words[first]], held));
    }
    if named < least {
        return None;
    }
    let mut names = vec![page.words[last]];
    let mut rest = words.len() - 1;
    while rest > 0
        && listed(page, words[rest - 1]) != Likeness::None
        && (rest > 1 || names.len() > 1 || named == Likeness::Likely)
        && likeness(page, words[rest - 1], page.words[words[rest - 1]])
            >= if page.word(words[rest - 1]).ends_with(DEPARTMENTS) { Likeness::Likely } else { Likeness::Possible }
        && !bodies.covers(page.words[words[rest - 1]])
    {
        rest -= 1;
        names.push(page.words[words[rest]]);
    }
    names.reverse();
    let held = words[..rest].to_vec();
    // In a line of its own an entry has a position; so has one whose name is not likely.
    let positioned = held.last().is_some_and(|&nth| position(page, nth));
    if !bullet && !positioned
        || held.is_empty() && named != Likeness::Likely
        || held.iter().any(|&nth| page.inflected(nth) && !position(page, nth) && page.word(nth).chars().count() < 4)
    {
        return None;
    }
    Some((names, held))
}

/// Body and title of the position in the words `held` under the list's body and rank.
fn post(page: &Page, bodies: &mut Bodies, held: Vec<usize>, head: &Employer, rank: Option<Span>) -> (Employer, Option<Span>) {
    let (Some(&first), Some(&last)) = (held.first(), held.last()) else { return (head.clone(), rank) };
    let whole = Span::new(page.words[first].start, page.words[last].end);
    // 새솔국립박물관 학예실장: a body of its own; a part of the list's body (새솔사업그룹) belongs to the position.
    let own = |span: Span| {
        *head == Employer::Unknown
            || bodies.get(span).is_some_and(|named| {
                named.evidence >= Evidence::Lexicon
                    || !matches!(named.kind, OrganizationKind::Company | OrganizationKind::Other | OrganizationKind::Bank)
            })
    };
    let leading = bodies.overlapping_at(page.words[first]);
    if let Some(body) = leading.filter(|body| body.start == whole.start && body.end <= whole.end && own(*body)) {
        let rest = held.iter().find(|&&nth| page.words[nth].start >= body.end);
        return match (rest, rank) {
            (Some(&rest), _) => (Employer::At(body), Some(Span::new(page.words[rest].start, whole.end))),
            (None, Some(rank)) => (Employer::At(body), Some(rank)),
            (None, None) => (head.clone(), Some(whole)),
        };
    }
    // 새솔물산 대표이사: a head of a body stands beside its name.
    if let [first, second, ..] = held[..] {
        let unknown = page.proper(first, page.words[first]) && !position(page, first) && page.follows(second);
        if unknown && ["대표", "각자대표", "공동대표", "회장", "총장"].iter().any(|head| page.word(second).starts_with(head))
        {
            let body = claim(page, bodies, page.words[first]);
            return (body, Some(Span::new(page.words[second].start, whole.end)));
        }
    }
    // 새솔지방청장: one word with a body that the lexicon or the title's word knows.
    if first == last
        && let Some(at) = title_at(page, first)
    {
        let meant = at.body(page).filter(|body| page.lexicon.lookup(body).is_some() || *head == Employer::Unknown);
        if let Some(body) = meant {
            return (Employer::Meant(body), Some(whole));
        }
    }
    (head.clone(), Some(whole))
}

#[cfg(test)]
mod tests {
    use crate::document::Article;
    use crate::lexicon::Lexicon;
    use crate::recognize::Numbers;
    use crate::recognize::names::{Names, Reading, names};
    use crate::token::Tokenizer;

    fn read(title: Option<&str>, text: &str) -> Names {
        let (tokenizer, lexicon) = (Tokenizer::new().unwrap(), Lexicon::embedded().unwrap());
        let article = Article { text: text.to_owned(), title: title.map(str::to_owned), ..Article::default() };
        let analysis = tokenizer.worker().analyze(text);
        let numbers = Numbers::default();
        names(Reading { article: &article, analysis: &analysis, lexicon: &lexicon, numbers: &numbers, tagged: &[] })
    }

    /// Everyone as `name|title|body`, in order of first mention.
    fn everyone(title: Option<&str>, text: &str) -> Vec<String> {
        let humans = read(title, text).humans.into_iter();
        humans
            .map(|human| format!("{}|{}|{}", human.name, human.title.unwrap_or_default(), human.organization.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn obituaries_name_the_dead_and_the_mourners() {
        for (text, want) in [
            (
                "■홍길동씨(전 가나기업 부사장) 별세, 홍영수(다라전자 시스템 부장)·영희씨(마바병원 원장) 부친상, 김철수씨(사아대 교수) \
                 장인상 = 25일 오후 2시, 자차병원 장례식장, 발인 28일",
                vec!["홍길동|전 부사장|가나기업", "홍영수|시스템 부장|다라전자", "홍영희|원장|마바병원", "김철수|교수|사아대"],
            ),
            (
                "▲정복순(향년 88세)씨 별세, 김상훈·상민(삼성전자 수석연구원)씨 모친상 = 5일 새벽, 발인 7일",
                vec!["정복순||", "김상훈||", "김상민|수석연구원|삼성전자"],
            ),
            ("△홍길동씨 별세·철수·영수씨 부친상=8일", vec!["홍길동||", "홍철수||", "홍영수||"]),
            ("▲이순자씨 별세, 박민호·허준씨 장인상 = 9일", vec!["이순자||", "박민호||", "허준||"]),
            (
                "◆ 홍길동(전 새솔우체국장)씨 별세: 석호 유진씨 부친, 이은형씨 시부, 김덕헌(대구 한들병원장)씨 장인=22일",
                vec!["홍길동|전 우체국장|새솔우체국", "홍석호||", "홍유진||", "이은형||", "김덕헌|병원장|한들병원"],
            ),
            ("△김가영씨 별세, 최서준 새솔증권 전 이사 모친상 = 9일", vec!["김가영||", "최서준|전 이사|새솔증권"]),
        ] {
            assert_eq!(everyone(None, text), want, "{text}");
        }
    }

    #[test]
    fn given_names_are_mentions_of_the_full_name() {
        let text = "■홍길동씨 별세, 홍영수·영희씨 부친상 = 25일";
        let names = read(None, text);
        let sister = names.humans.iter().find(|human| human.name == "홍영희").unwrap();
        assert_eq!(sister.mentions.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["영희"]);
    }

    #[test]
    fn personnel_notices_pair_positions_with_names() {
        for (title, text, want) in [
            (
                Some("[인사] 가나새솔부"),
                "◇ 과장급 승진 ▲기획총괄과장 홍길동 ▲운영지원과 김철수",
                vec!["홍길동|기획총괄과장|가나새솔부", "김철수|운영지원과|가나새솔부"],
            ),
            (
                None,
                "[인사] 교육부 ◇국장급 전보 ▷정책관 박영희 ▷대변인 이정훈(유임)",
                vec!["박영희|정책관|교육부", "이정훈|대변인|교육부"],
            ),
            (
                None,
                "◆한국은행 <부장 승진> △조사국 김영수 이민호 △인사부장 이은정",
                vec!["김영수|조사국|한국은행", "이민호|조사국|한국은행", "이은정|인사부장|한국은행"],
            ),
            (
                Some("[인사]경찰청"),
                "◇경무관 전보\n△김철수 서울경찰청 수사부장 △이영호 경찰대학 학생지도부장",
                vec!["김철수|수사부장|서울경찰청", "이영호|학생지도부장|경찰대학"],
            ),
            (
                None,
                "삼성전자는 임원 인사를 했다고 밝혔다.\n◇ 전무 승진\n▲김철수 ▲이준호\n◇ 상무 승진\n▲박영수 상무보",
                vec!["김철수|전무|삼성전자", "이준호|전무|삼성전자", "박영수|상무보|삼성전자"],
            ),
        ] {
            assert_eq!(everyone(title, text), want, "{text}");
        }
    }

    #[test]
    fn other_lists_are_no_notices() {
        for text in [
            "주총에서 ▲재무제표 승인 ▲이사 선임 ▲이사 보수한도 승인 등을 의결했다.",
            "노조는 ▲임금 인상 ▲부당 전보 △정책 전환 △조직 안정을 요구했다.",
            "▲ 모친상 빈소 ▲ 부친상을 당한 주민",
        ] {
            assert_eq!(everyone(None, text), Vec::<String>::new(), "{text}");
        }
    }
}
