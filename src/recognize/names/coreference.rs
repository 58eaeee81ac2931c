//! The article as a whole: one name found surely is found everywhere, and short names lead to full ones.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::document::Span;
use crate::lexicon::Lexicon;
use crate::record::OrganizationKind;

use super::acting::acts;
use super::affiliation;
use super::context::TERMS;
use super::gather::persons;
use super::list::{ENDINGS, UNITS};
use super::organization::{Bodies, Evidence, Named};
use super::page::{Covered, Page};
use super::person::{Employer, Sighting};
use super::{Body, Names};

/// A name without spaces, brackets and legal forms: two mentions with the same key name the same body.
fn key(name: &str) -> String {
    const MARKS: [&str; 4] = ["(주)", "(사)", "(재)", "(유)"];
    const FORMS: [&str; 5] = ["주식회사", "농업회사법인", "유한회사", "사단법인", "재단법인"];
    if name.contains('(') && MARKS.iter().any(|mark| name.contains(mark)) {
        return self::key(&MARKS.iter().fold(name.to_owned(), |name, mark| name.replace(mark, "")));
    }
    let mut key: String =
        name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '㈜' | '㈔' | '\'' | '’' | '‘')).collect();
    if key.contains("회사") || key.contains("법인") {
        for form in FORMS {
            if let Some(at) = key.find(form)
                && key.len() > form.len()
            {
                key.replace_range(at..at + form.len(), "");
            }
        }
    }
    key
}

/// Which names are one body's: a forest over keys.
#[derive(Debug, Default)]
struct Groups {
    of: FxHashMap<String, usize>,
    parent: Vec<usize>,
}

impl Groups {
    fn find(&self, mut group: usize) -> usize {
        while self.parent[group] != group {
            group = self.parent[group];
        }
        group
    }

    fn group(&mut self, key: &str) -> usize {
        if let Some(&group) = self.of.get(key) {
            return self.find(group);
        }
        let group = self.parent.len();
        self.parent.push(group);
        self.of.insert(key.to_owned(), group);
        group
    }

    fn known(&self, key: &str) -> Option<usize> {
        self.of.get(key).map(|group| self.find(*group))
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b)] = a.min(b);
    }
}

/// Whether `short` is an abbreviation of `full` in the Korean way: its characters in order, the first one first.
fn abbreviates(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    let mut letters = short.chars();
    let Some(first) = letters.next() else { return false };
    rest.next() == Some(first) && short.len() < full.len() && letters.all(|letter| rest.any(|c| c == letter))
}

/// A mention of a body, and the group that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    pub span: Span,
    pub group: usize,
    pub kind: OrganizationKind,
    /// The mention is good only where the words around it are a body's: 광주시, 도.
    place: bool,
    /// The lexicon knows it as a body of its own.
    known: bool,
}

pub(super) fn assemble(page: &Page, mut bodies: Bodies, sightings: Vec<Sighting>) -> Names {
    let lexicon = page.lexicon;
    let mut groups = Groups::default();
    parenthesised(page, &mut bodies, &mut groups, lexicon);
    let people: BTreeMap<usize, Span> = sightings.iter().map(|seen| (seen.name.start, seen.name)).collect();
    let is_person = |span: Span| people.range(..span.end).next_back().is_some_and(|(_, name)| name.end > span.start);
    let persons_words = Covered::by(page, people.values().copied());

    let mut mentions: Vec<Mention> = Vec::new();
    for named in bodies.iter() {
        let surface = named.span.of(page.text);
        let mut group = groups.group(&key(surface));
        if let Some(entry) = named.entry {
            let same = groups.group(&format!("\0{entry}"));
            groups.join(group, same);
            group = groups.find(group);
        }
        let place = named.evidence == Evidence::Place;
        if !is_person(named.span) {
            mentions.push(Mention { span: named.span, group, kind: named.kind, place, known: named.entry.is_some() });
        }
    }
    abbreviations(page, &mut mentions, &mut groups, &persons_words);
    repeat(page, &mut mentions, &mut groups, &persons_words);
    let implied: Vec<Implied> = sightings
        .iter()
        .filter_map(|seen| match &seen.body {
            Employer::Meant(name) => Some(Implied {
                at: seen.name.start,
                group: implied_group(name, lexicon, &mut groups, &mentions, page),
                name,
                whole: false,
            }),
            _ => None,
        })
        .collect();
    let own = offices(page, &mut mentions, &mut groups, lexicon, &persons_words);
    let implied: Vec<Implied> = implied
        .into_iter()
        .chain(own.iter().map(|(at, group, name)| Implied { at: *at, group: *group, name, whole: true }))
        .collect();
    heads(page, &mut mentions, &implied, &groups, &persons_words);
    camps(page, &mut mentions, &mut groups);
    for mention in &mut mentions {
        mention.group = groups.find(mention.group);
    }
    mentions.sort_by_key(|mention| mention.span.start);
    let full = full_names(page, &mentions, &implied, &groups);
    mentions.retain(|mention| !mention.place || acts(page, mention.span));

    let mut humans = persons(page, &bodies, &sightings, &mentions);
    let employer = |employer: &Employer, at: usize| -> Option<String> {
        match employer {
            Employer::Unknown => None,
            // 홍길동 시의장: of the city that is named last before.
            Employer::Meant(name) if let Some((office, head)) = OFFICES.iter().find(|(office, _)| office == name) => {
                let government = |mention: &&Mention| {
                    mention.kind == OrganizationKind::LocalGovernment && {
                        let name = mention.span.of(page.text);
                        name.ends_with(head) && name.len() > head.len()
                    }
                };
                let before = mentions.partition_point(|mention| mention.span.start < at);
                let named = mentions[..before].iter().rev().take(NEAR).find(government);
                Some(named.map_or(name.clone(), |named| format!("{}{}", named.span.of(page.text), &office[head.len()..])))
            }
            Employer::Short(span) => {
                let mention = mentions.binary_search_by_key(&span.start, |mention| mention.span.start).ok()?;
                full.get(&mentions[mention].group).map(|name| (*name).to_owned())
            }
            Employer::At(span) => {
                let surface = span.of(page.text);
                // 공사 사장: the mention may be short for a longer name.
                let mention = mentions.binary_search_by_key(&span.start, |mention| mention.span.start).ok();
                let group = mention.map(|nth| mentions[nth].group).or_else(|| groups.known(&key(surface)));
                Some(group.and_then(|group| full.get(&group)).map_or_else(|| surface.to_owned(), |name| (*name).to_owned()))
            }
            Employer::Meant(name) => {
                let group = groups.known(&key(name));
                Some(group.and_then(|group| full.get(&group)).map_or_else(|| name.clone(), |name| (*name).to_owned()))
            }
        }
    };
    for human in &mut humans {
        human.human.organization = human.employers.iter().find_map(|(body, name)| employer(body, name.start));
    }
    affiliation::complete(page, &mut humans, &mentions, &full);

    let mut named: Vec<Span> = humans.iter().flat_map(|human| human.human.mentions.iter().copied()).collect();
    named.sort();
    let mut order: Vec<usize> = Vec::new();
    let mut found: FxHashMap<usize, Body> = FxHashMap::default();
    for mention in &mentions {
        let last = named.partition_point(|name| name.start < mention.span.end);
        if last > 0 && named[last - 1].end > mention.span.start {
            continue;
        }
        let body = found.entry(mention.group).or_insert_with(|| {
            order.push(mention.group);
            Body {
                name: full.get(&mention.group).map(|name| (*name).to_owned()).unwrap_or_default(),
                kind: mention.kind,
                mentions: Vec::new(),
            }
        });
        body.mentions.push(mention.span);
    }
    let bodies = order.into_iter().filter_map(|group| found.remove(&group)).collect();
    let humans = humans.into_iter().map(|human| human.human).collect();
    Names { bodies, humans }
}

/// A body that only a title's word names: 부산시 of 부산시장.
#[derive(Debug, Clone, Copy)]
struct Implied<'a> {
    at: usize,
    group: usize,
    name: &'a str,
    /// It is the name of what the text names by its kind alone (시의회).
    whole: bool,
}

/// The group of a body that a title's word names: that of the lexicon's entry, of the same name, or of the one name in the
/// article that it is short for.
fn implied_group(name: &str, lexicon: &Lexicon, groups: &mut Groups, mentions: &[Mention], page: &Page) -> usize {
    if let Some(group) = groups.known(&key(name)) {
        return group;
    }
    let entry = lexicon.lookup(name).and_then(|hit| groups.known(&format!("\0{}", hit.entry)));
    let mut alike = mentions.iter().filter(|mention| {
        let full = mention.span.of(page.text);
        (mention.place || !mention.known)
            && !full.contains(' ')
            && full.chars().next_back() == name.chars().next_back()
            && (abbreviates(name, full) || abbreviates(full, name))
    });
    let own = groups.group(&key(name));
    let other = entry.or_else(|| alike.next().map(|mention| mention.group));
    if let Some(other) = other {
        groups.join(own, other);
    }
    groups.find(own)
}

/// The fullest name of each group in the article: Hangul before Latin, then the longest, then the first.
fn full_names<'a>(page: &Page<'a>, mentions: &[Mention], implied: &[Implied<'a>], groups: &Groups) -> FxHashMap<usize, &'a str> {
    let mut full: FxHashMap<usize, (usize, &str)> = FxHashMap::default();
    for body in implied {
        let score = if body.whole { body.name.chars().count() + 100 } else { 2 };
        full.entry(groups.find(body.group)).or_insert((score, body.name));
    }
    for mention in mentions {
        let surface = mention.span.of(page.text);
        let hangul = surface.chars().any(|c| ('가'..='힣').contains(&c));
        let hall = mention.kind == OrganizationKind::LocalGovernment && surface.ends_with('청');
        let score = surface.chars().count() + if hangul && !hall { 100 } else { 0 };
        let best = full.entry(mention.group).or_insert((score, surface));
        if score > best.0 {
            *best = (score, surface);
        }
    }
    let mut full: FxHashMap<usize, &str> = full.into_iter().map(|(group, (_, name))| (group, name)).collect();
    // 교육청, after 한빛교육감: the title says of which.
    for body in implied {
        let named = full.get_mut(&groups.find(body.group));
        // 금감원, where the title has the whole name: 금융감독원장.
        let fuller = |name: &str| body.name.ends_with(name) || abbreviates(name, body.name) && page.text.contains(body.name);
        if let Some(name) = named.filter(|name| body.name.len() > name.len() && fuller(name)) {
            *name = body.name;
        }
    }
    full
}

/// Second names in parentheses: 한빛과학기술원(HIST·히스트), 새솔위원회(이하 새솔위).
fn parenthesised(page: &Page, bodies: &mut Bodies, groups: &mut Groups, lexicon: &Lexicon) {
    let named: Vec<Named> = bodies.iter().copied().collect();
    for named in named {
        let rest = &page.text[named.span.end..];
        let open = named.span.end + rest.len() - rest.trim_start_matches([' ', '\'', '’', '‘', '"', '”']).len();
        if !page.text[open..].starts_with('(') || open > named.span.end + 4 {
            continue;
        }
        let inside = open + 1;
        let reach = page.text[inside..].char_indices().take(40).find(|(_, c)| matches!(c, ')' | '\n'));
        let Some((length, ')')) = reach else { continue };
        let close = inside + length;
        let full = named.span.of(page.text);
        let mut at = inside;
        let mut pieces: Vec<Span> = Vec::new();
        for piece in page.text[inside..close].split(['·', ',', '/', ';', 'ㆍ']) {
            let trimmed = piece.trim_matches([' ', '\'', '’', '‘', '"', '“', '”', '\u{201c}']);
            let lead = piece.find(trimmed).unwrap_or(0);
            let (lead, trimmed) = match trimmed.strip_prefix("이하") {
                Some(rest) => {
                    let rest = rest.trim_start_matches([' ', '\'', '’', '‘', '"', '“']);
                    (lead + trimmed.len() - rest.len(), rest)
                }
                None => (lead, trimmed),
            };
            pieces.push(Span::new(at + lead, at + lead + trimmed.len()));
            at += piece.len() + page.text[at + piece.len()..].chars().next().map_or(0, char::len_utf8);
        }
        for piece in pieces {
            let alias = piece.of(page.text);
            let said = page.text[inside..piece.start].contains("이하");
            let acronym = alias.len() >= 2
                && !matches!(alias, "NO" | "No" | "New")
                && (alias == "TF" || !TERMS.contains(alias))
                && alias.is_ascii()
                && alias.bytes().all(|c| c.is_ascii_alphabetic() || matches!(c, b'-' | b'&' | b' ' | b'.'))
                && alias.bytes().next().is_some_and(|c| c.is_ascii_uppercase());
            // 한빛당 새시대준비위원회(새시대위)
            let own = full.rsplit(' ').next().unwrap_or(full);
            let tail = alias.ends_with('위') && full.strip_suffix("원회").is_some_and(|cut| cut.ends_with(alias));
            let short = alias.chars().count() >= 2 && (abbreviates(alias, full) || abbreviates(alias, own) || tail);
            let known = bodies.get(piece).is_some();
            let acronym_place = named.evidence == Evidence::Place;
            if alias.is_empty()
                || alias.contains(char::is_whitespace) && !acronym && !known
                || !(said || acronym || short || known)
                || acronym_place && !short && !said
            {
                continue;
            }
            if title_at_span(page, piece) {
                continue;
            }
            bodies.insert(Named {
                span: piece,
                kind: named.kind,
                entry: bodies.get(piece).and_then(|known| known.entry),
                evidence: Evidence::Ending,
            });
            let differ = |a: Option<usize>, b: Option<usize>| matches!((a, b), (Some(a), Some(b)) if a != b && lexicon.entry(a).name != lexicon.entry(b).name);
            let latin = alias.is_ascii() != full.is_ascii();
            let clash =
                known && !said && !short && !latin || differ(named.entry, bodies.get(piece).and_then(|known| known.entry));
            if !clash {
                let (a, b) = (groups.group(&key(full)), groups.group(&key(alias)));
                groups.join(a, b);
            }
        }
    }
}

fn title_at_span(page: &Page, span: Span) -> bool {
    page.word_at(span.start).and_then(|nth| page.title(nth)).is_some_and(|title| title.span == span)
}

/// Names of bodies without the words that only say what kind of body it is: 한빛 of 한빛 그룹, 새솔 of ㈜새솔.
fn shortened(name: &str) -> Option<String> {
    let bare = key(name);
    if bare.len() < name.replace(' ', "").len() && bare.chars().count() >= 2 {
        return Some(bare);
    }
    let (first, last) = name.rsplit_once(' ')?;
    (matches!(last, "그룹" | "컨소시엄") && first.chars().count() >= 2).then(|| first.to_owned())
}

/// The names with one first character that are kept to be abbreviated, so that the work stays linear in the text.
const MOST_NAMES: usize = 48;

/// Mentions that an earlier one explains: 개보위 of 개인정보보호위원회; and two found names one of which is short for the
/// other.
fn abbreviations(page: &Page, mentions: &mut Vec<Mention>, groups: &mut Groups, people: &Covered) {
    use OrganizationKind::{Company, LocalGovernment};
    // The names long enough to be shortened, by first character.
    let mut long: FxHashMap<char, Vec<(String, usize, OrganizationKind, bool)>> = FxHashMap::default();
    for mention in mentions.iter() {
        let name = key(mention.span.of(page.text));
        if name.chars().count() >= 4 && mention.kind != Company {
            let names = long.entry(name.chars().next().unwrap_or_default()).or_default();
            if names.len() < MOST_NAMES && !names.iter().any(|(known, ..)| *known == name) {
                names.push((name, mention.group, mention.kind, mention.known));
            }
        }
    }
    for mention in mentions.iter() {
        let name = key(mention.span.of(page.text));
        let Some(names) = name.chars().next().and_then(|first| long.get(&first)) else { continue };
        let same_end = |full: &str| name.chars().next_back() == full.chars().next_back() || mention.kind != LocalGovernment;
        let candidates: Vec<_> = names
            .iter()
            .filter(|(full, _, kind, _)| {
                // The lexicon has the full name of what it knows.
                let longer = full.starts_with(&name) && !cut_short(&name, full);
                let same_end = same_end(full) || cut_short(&name, full);
                !mention.known && *kind == mention.kind && abbreviates(&name, full) && !longer && same_end
            })
            .collect();
        if let [(_, group, ..)] = candidates[..] {
            groups.join(*group, mention.group);
        }
    }
    let taken = Covered::by(page, mentions.iter().map(|mention| mention.span));
    let mut more = Vec::new();
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        if taken.has(nth) || people.has(nth) {
            continue;
        }
        let Some(names) = page.text[word.start..].chars().next().and_then(|first| long.get(&first)) else { continue };
        // 한들고는 of 한들고등학교, whatever the dictionary takes it for.
        let cut = page.stems(nth).find_map(|end| {
            let span = Span::new(word.start, end);
            let (_, group, kind, _) = names.iter().find(|(full, ..)| cut_short(span.of(page.text), full))?;
            Some(Mention { span, group: *group, kind: *kind, place: false, known: false })
        });
        if let Some(mention) = cut.filter(|_| page.title(nth).is_none()) {
            more.push(mention);
            continue;
        }
        {
            let own = Span::new(word.start, page.stem(nth));
            let short = own.of(page.text);
            let count = short.chars().count();
            if !(3..=6).contains(&count)
                || short.ends_with("청문회")
                || short.ends_with("회의")
                || page.common(nth, own)
                || page.title(nth).is_some()
            {
                continue;
            }
            for (full, group, kind, _) in names {
                let closing = full.char_indices().rev().nth(2).map_or(full.as_str(), |(at, _)| &full[at..]);
                // 한들위 of 한들위원회.
                let cut = cut_short(short, full);
                if *kind != LocalGovernment
                    && !ENDINGS.get(short).is_some_and(|ending| ending.alone)
                    && (cut || short.chars().next_back().is_some_and(|last| closing.contains(last)))
                    && count < full.chars().count()
                    && abbreviates(short, full)
                    && (cut || !full.starts_with(short))
                {
                    more.push(Mention { span: own, group: *group, kind: *kind, place: false, known: false });
                    break;
                }
            }
        }
    }
    mentions.extend(more);
}

/// Whether the full name only goes on to say what the short one's last syllable means: 한들위원회 after 한들위, 한빛고등학교 after
/// 한빛고.
fn cut_short(short: &str, full: &str) -> bool {
    match full.strip_prefix(short) {
        Some("원회") => short.ends_with('위'),
        Some("등학교") => short.ends_with(['초', '고']),
        Some("학교") => short.ends_with(['중', '대']),
        _ => false,
    }
}

/// Finds every further place where a name of a found body stands as a word of its own.
fn repeat(page: &Page, mentions: &mut Vec<Mention>, groups: &mut Groups, people: &Covered) {
    let mut single: FxHashMap<String, (usize, OrganizationKind, bool)> = FxHashMap::default();
    let mut several: FxHashMap<&str, Vec<(&str, usize, OrganizationKind, bool)>> = FxHashMap::default();
    for mention in mentions.iter() {
        let surface = mention.span.of(page.text);
        let known = (mention.group, mention.kind, mention.place);
        let first = page.word_at(mention.span.start).map(|nth| page.words[nth]);
        if let Some(first) = first.filter(|first| first.end < mention.span.end) {
            let names = several.entry(first.of(page.text)).or_default();
            if !names.iter().any(|(name, ..)| *name == surface) {
                names.push((surface, known.0, known.1, known.2));
            }
        } else {
            single.entry(surface.to_owned()).or_insert(known);
        }
        if let Some(short) = shortened(surface).filter(|short| !short.contains(' ')) {
            let group = groups.group(&key(&short));
            groups.join(group, mention.group);
            single.entry(short).or_insert(known);
        }
    }
    let mut taken = Covered::by(page, mentions.iter().map(|mention| mention.span));
    let mut more: Vec<Mention> = Vec::new();
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        if taken.has(nth) || people.has(nth) {
            continue;
        }
        let mut found = None;
        if let Some(names) = several.get(word.of(page.text)) {
            for (name, group, kind, place) in names {
                let span = Span::new(word.start, (word.start + name.len()).min(page.text.len()));
                if page.text[word.start..].starts_with(name) && page.ends_name(span.start, span.end) {
                    found = Some(Mention { span, group: *group, kind: *kind, place: *place, known: false });
                }
            }
        }
        for end in page.stems(nth) {
            if found.is_some() {
                break;
            }
            let span = Span::new(word.start, end);
            if let Some((group, kind, place)) = single.get(span.of(page.text)) {
                found = Some(Mention { span, group: *group, kind: *kind, place: *place, known: false });
            }
        }
        if let Some(mention) = found {
            taken.add(page, mention.span);
            more.push(mention);
        }
    }
    mentions.extend(more);
}

/// The words that name a local government by its kind alone.
const GOVERNMENTS: [&str; 4] = ["시", "도", "군", "구"];

/// Bare heads: 사업단은 of a body named …사업단 before, 시는 of a city government.
fn heads(page: &Page, mentions: &mut Vec<Mention>, implied: &[Implied], groups: &Groups, people: &Covered) {
    let lexicon = page.lexicon;
    // For each head, the places of the bodies named with it, in text order.
    let mut antecedents: FxHashMap<&str, Vec<(usize, usize, OrganizationKind)>> = FxHashMap::default();
    let mut sorted: Vec<Mention> = mentions.clone();
    sorted.sort_by_key(|mention| mention.span.start);
    for mention in &sorted {
        let surface = mention.span.of(page.text);
        let group = groups.find(mention.group);
        if mention.kind == OrganizationKind::LocalGovernment {
            for head in GOVERNMENTS {
                if surface.ends_with(head) {
                    antecedents.entry(head).or_default().push((mention.span.start, group, mention.kind));
                }
            }
        }
        for (at, _) in surface.char_indices().skip(1) {
            if let Some((head, _)) = ENDINGS.entry(&surface[at..]).filter(|(_, ending)| ending.alone) {
                antecedents.entry(head).or_default().push((mention.span.start, group, mention.kind));
            }
        }
        for tail in tails(surface, lexicon) {
            antecedents.entry(tail).or_default().push((mention.span.start, group, mention.kind));
        }
    }
    for body in implied {
        let last = GOVERNMENTS.into_iter().find(|head| body.name.ends_with(head));
        let ending = body
            .name
            .char_indices()
            .skip(1)
            .find_map(|(at, _)| ENDINGS.entry(&body.name[at..]).filter(|(_, ending)| ending.alone));
        let kind = if last.is_some() {
            OrganizationKind::LocalGovernment
        } else {
            ending.map_or(OrganizationKind::Other, |(_, ending)| ending.kind)
        };
        if let Some(head) = last.or(ending.map(|(head, _)| head)) {
            antecedents.entry(head).or_default().push((body.at, groups.find(body.group), kind));
        }
    }
    let mut courts: Vec<_> = sorted.iter().filter(|mention| mention.kind == OrganizationKind::Court && !mention.place).collect();
    courts.retain(|mention| !mention.span.of(page.text).starts_with("법원"));
    for mention in courts {
        antecedents.entry("법원").or_default().push((mention.span.start, groups.find(mention.group), mention.kind));
    }
    for named in antecedents.values_mut() {
        named.sort_by_key(|(start, ..)| *start);
        named.dedup();
    }
    if antecedents.is_empty() {
        return;
    }
    // 선대위 of 한빛당 선거대책위원회.
    let units: Vec<(&str, &str)> = antecedents
        .keys()
        .filter(|head| head.chars().count() >= 5 && UNITS.contains(head))
        .flat_map(|head| UNITS.words().map(|unit| (unit, *head)))
        .filter(|(short, head)| abbreviates(short, head))
        .collect();
    for (short, head) in units {
        let bodies = antecedents[head].clone();
        antecedents.entry(short).or_default().extend(bodies);
    }
    for named in antecedents.values_mut() {
        named.sort_by_key(|(start, ..)| *start);
        named.dedup();
    }
    let taken = Covered::by(page, sorted.iter().map(|mention| mention.span));
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        let surface = word.of(page.text);
        // 선대위 looks like a person's surname and rank.
        let person = people.has(nth) && !page.stems(nth).any(|end| UNITS.contains(&page.text[word.start..end]));
        if taken.has(nth) || person {
            continue;
        }
        let ours = if surface.starts_with("우리") { "우리".len() } else { 0 };
        for end in page.stems(nth) {
            let span = Span::new((word.start + ours).min(end), end);
            let head = span.of(page.text);
            let Some(named) = antecedents.get(head) else { continue };
            let government = GOVERNMENTS.contains(&head);
            // A word before it that is no particle's or verb's makes it another body: 평가 위원회, 두 재단.
            let free = nth == 0
                || page.gap(nth) != " "
                || page.closes(nth - 1)
                || ours > 0
                || TIMES.contains(&page.word(nth - 1))
                || !government && page.place(nth - 1, page.words[nth - 1]);
            // 홍길동 연구원: a person's title.
            if page.follows(nth) && people.has(nth - 1) && page.title(nth).is_some() {
                break;
            }
            // 공사 is works as well: the body where its people follow.
            if head == "공사" && !(surface == "공사" && page.follows(nth + 1) && staffed(page.word(nth + 1))) {
                break;
            }
            let determiner = nth > 0
                && matches!(
                    page.word(nth - 1),
                    "이" | "그" | "해당" | "동" | "본" | "우리" | "각" | "두" | "세" | "양" | "네" | "한"
                );
            let own = nth > 0 && matches!(page.word(nth - 1), "이" | "해당" | "동" | "우리");
            // 홍길동 군, 홍길동(13) 군: a boy.
            let aged = nth > 0 && page.gap(nth) == ") " && page.word(nth - 1).bytes().all(|c| c.is_ascii_digit());
            if head == "군" && (aged || nth > 0 && people.has(nth - 1)) {
                break;
            }
            if (determiner || !free) && !own || government && !acts(page, span) {
                break;
            }
            let before = named.partition_point(|(start, ..)| *start < word.start);
            let (_, group, kind) = named[before.saturating_sub(1)];
            if before == 0 && !government {
                break;
            }
            mentions.push(Mention { span, group, kind, place: false, known: false });
            break;
        }
    }
}

/// The government that an office belongs to is looked for over so many mentions at most.
const NEAR: usize = 256;

/// What a government has that is named by its kind alone, and how the government's name ends.
const OFFICES: [(&str, &str); 6] =
    [("시의회", "시"), ("도의회", "도"), ("군의회", "군"), ("구의회", "구"), ("시교육청", "시"), ("도교육청", "도")];

/// Assemblies and education offices by their kind alone: 시의회 after 한빛시. What each means, and where, by its group.
fn offices(
    page: &Page,
    mentions: &mut Vec<Mention>,
    groups: &mut Groups,
    lexicon: &Lexicon,
    people: &Covered,
) -> Vec<(usize, usize, String)> {
    let mut governments: Vec<Span> =
        mentions.iter().filter(|mention| mention.kind == OrganizationKind::LocalGovernment).map(|mention| mention.span).collect();
    governments.sort_unstable();
    let taken = Covered::by(page, mentions.iter().map(|mention| mention.span));
    let mut found = Vec::new();
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        if !page.text[word.start..].starts_with(['시', '도', '군', '구']) || taken.has(nth) || people.has(nth) {
            continue;
        }
        let office = page.stems(nth).find_map(|end| {
            let own = Span::new(word.start, end);
            OFFICES.iter().find(|(office, _)| *office == own.of(page.text)).map(|&(office, head)| (own, office, head))
        });
        let Some((span, office, head)) = office else { continue };
        let before = governments.partition_point(|government| government.start < word.start);
        let Some(government) = governments[..before].iter().rev().find(|span| span.of(page.text).ends_with(head)) else {
            continue;
        };
        let name = format!("{}{}", government.of(page.text), &office[head.len()..]);
        let entry = lexicon.lookup(&name).and_then(|hit| groups.known(&format!("\0{}", hit.entry)));
        let own = groups.group(&key(&name));
        if let Some(entry) = entry {
            groups.join(own, entry);
        }
        let group = groups.find(own);
        let kind = if office.ends_with("의회") { OrganizationKind::Assembly } else { OrganizationKind::LocalGovernment };
        mentions.push(Mention { span, group, kind, place: false, known: false });
        found.push((span.start, group, name));
    }
    found
}

/// A party's headquarters in an election, where no party is named with it: 선대위는.
fn camps(page: &Page, mentions: &mut Vec<Mention>, groups: &mut Groups) {
    const CAMPS: [&str; 5] = ["선거대책위원회", "선거대책본부", "선대위", "선대본부", "선대본"];
    let taken = Covered::by(page, mentions.iter().map(|mention| mention.span));
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        if !page.text[word.start..].starts_with('선') || taken.has(nth) {
            continue;
        }
        if let Some(span) = page.stems(nth).map(|end| Span::new(word.start, end)).find(|span| CAMPS.contains(&span.of(page.text)))
        {
            let group = groups.group(&key(span.of(page.text)));
            mentions.push(Mention { span, group, kind: OrganizationKind::Other, place: false, known: false });
        }
    }
}

/// Whether the word is for people of a body.
fn staffed(word: &str) -> bool {
    ["직원", "사장", "임원", "임직원", "관계자", "노조", "측", "사옥", "본사", "이사회"]
        .iter()
        .any(|people| word.starts_with(people))
}

/// What a body's name may be cut down to: its last word, and what is left without its first two syllables, where that is more
/// than an ending (권익위원회 of 국민권익위원회).
fn tails<'a>(name: &'a str, lexicon: &Lexicon) -> impl Iterator<Item = &'a str> + use<'a> {
    let last = name
        .rsplit_once(' ')
        .map(|(_, last)| last)
        .filter(|last| *last != "라디오" && UNITS.words().any(|unit| last.ends_with(unit)));
    let cut = name.char_indices().nth(2).map(|(at, _)| (&name[..at], &name[at..])).filter(|(first, rest)| {
        // 부산한들센터 is not the centre of another place.
        lexicon.lookup_place(first).is_none()
            && !rest.contains(' ')
            && rest.chars().count() >= 5
            && rest.char_indices().skip(2).any(|(at, _)| ENDINGS.get(&rest[at..]).is_some_and(|ending| ending.alone))
    });
    last.into_iter().chain(cut.map(|(_, rest)| rest))
}

/// Nouns of time that stand before a subject and do not belong to it.
const TIMES: [&str; 16] = [
    "최근",
    "이날",
    "현재",
    "앞서",
    "올해",
    "지난해",
    "내년",
    "당시",
    "오늘",
    "어제",
    "내일",
    "당초",
    "그동안",
    "이번",
    "한편",
    "당장",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_keep_order_and_first_character() {
        for (short, full, want) in [
            ("개보위", "개인정보보호위원회", true),
            ("과기정통부", "과학기술정보통신부", true),
            ("한빛시", "한빛광역시", true),
            ("보개위", "개인정보보호위원회", false),
            ("정보위", "개인정보보호위원회", false),
            ("한빛시", "한빛시", false),
        ] {
            assert_eq!(abbreviates(short, full), want, "{short} {full}");
        }
    }

    #[test]
    fn keys_leave_legal_forms_out() {
        for (name, want) in [("한빛(주)", "한빛"), ("㈜한빛", "한빛"), ("주식회사 한빛", "한빛"), ("한빛 그룹", "한빛그룹")]
        {
            assert_eq!(key(name), want);
        }
    }
}
