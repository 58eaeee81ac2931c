//! Organizations of different articles.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Article, Link, Linked, Member, SCHEMA, Union, by_frequency, distinct, identifier, key};
use crate::lexicon::{Lexicon, PlaceKind};
use crate::records::{Organization, Record};

/// An organization of an article.
#[derive(Debug)]
pub struct Body {
    pub article: usize,
    /// Its `id` in the record.
    pub local: String,
    pub name: String,
    aliases: Vec<String>,
    kind: String,
    /// The country that stands before it where it is first named: the index of a place of the lexicon.
    country: Option<usize>,
}

impl Body {
    pub fn new(lexicon: &Lexicon, article: usize, record: &Record, body: &Organization) -> Self {
        let Organization { id, name, aliases, kind, .. } = body;
        let country = record.text.find(name.as_str()).and_then(|at| country(lexicon, &record.text[..at]));
        Body { article, local: id.clone(), name: name.clone(), aliases: aliases.clone(), kind: kind.clone(), country }
    }
}

/// The foreign country that a text ends in: `영국 통계청`.
fn country(lexicon: &Lexicon, before: &str) -> Option<usize> {
    let word = before.strip_suffix(' ')?.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    let word = word.strip_suffix('의').unwrap_or(word);
    let hit = lexicon.lookup_place(word)?;
    lexicon
        .place_candidates(hit)
        .find(|&place| lexicon.place(place).kind == PlaceKind::Country && !HOME.contains(&lexicon.place(place).name.as_str()))
}

/// The country whose bodies are named without it.
const HOME: [&str; 3] = ["한국", "대한민국", "우리나라"];

/// Bodies that are the same, and by what each set is known.
pub struct Groups {
    pub sets: Vec<Vec<usize>>,
    entries: Vec<Option<usize>>,
}

/// How a body is known across articles.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Identity {
    /// An entry of the lexicon.
    Entry(usize),
    /// Its name.
    Name(String),
    /// Its name within a region, where each region has one.
    Local(String, usize),
    /// Its name behind a country's.
    Foreign(String, usize),
    /// Nothing but this article knows it.
    Alone(usize),
}

/// Kinds of bodies of which there is one in every place: their names tell them apart only with the place.
const PLACED: [&str; 5] = ["police", "assembly", "local-government", "court", "prosecution"];

/// Where things lie: with the kind of body alone behind it, no name of its own.
const DIRECTIONS: [&str; 14] =
    ["동부", "서부", "남부", "북부", "중부", "중앙", "동", "서", "남", "북", "중", "제1", "제2", "해양"];

/// What stands alone as the kind of a body, behind a direction or nothing.
const KINDS: [&str; 44] = [
    "경찰서",
    "소방서",
    "보건소",
    "구청",
    "시청",
    "군청",
    "도청",
    "시의회",
    "도의회",
    "군의회",
    "구의회",
    "의회",
    "교육지원청",
    "교육청",
    "지방법원",
    "지법",
    "지청",
    "지검",
    "지원",
    "도당",
    "시당",
    "위원회",
    "협의회",
    "사업단",
    "재단",
    "협회",
    "조합",
    "노조",
    "연구소",
    "연구원",
    "센터",
    "본부",
    "추진단",
    "비상대책위원회",
    "비대위",
    "선대위",
    "특위",
    "대책위",
    "대책위원회",
    "공사",
    "공단",
    "은행",
    "병원",
    "대학",
];

/// How bodies within others end, whose names say nothing without the other.
const INNER: [&str; 10] = ["위원회", "협의체", "특위", "대책위", "비대위", "선대위", "학부", "학과", "TF", "사무국"];

impl Identity {
    fn of(lexicon: &Lexicon, body: &Body, at: usize, region: Option<usize>) -> Self {
        let name = key(&body.name);
        if let Some(country) = body.country {
            return Identity::Foreign(name, country);
        }
        if let Some(entry) = entry(lexicon, &body.name, region) {
            return Identity::Entry(entry);
        }
        let known = lexicon.lookup(&body.name).is_some();
        let bare = KINDS.iter().any(|kind| {
            let stem = name.strip_suffix(kind);
            stem.is_some_and(|stem| stem.is_empty() || DIRECTIONS.contains(&stem))
        });
        let short = name.chars().count() < 2 || PLACED.contains(&body.kind.as_str()) && name.chars().count() < 5;
        // A body within another: every court has a 형사1부, every ministry its committees.
        let inner = name.ends_with('부') && name.contains(|c: char| c.is_ascii_digit())
            || INNER.iter().any(|kind| name.ends_with(kind)) && body.kind != "party";
        match region {
            _ if inner => Identity::Alone(at),
            _ if known || name.is_empty() => Identity::Alone(at),
            Some(region) if bare || short => Identity::Local(name, region),
            None if bare || short => Identity::Alone(at),
            _ => Identity::Name(name),
        }
    }
}

/// The lexicon's entry of a name: the only one that has it, or the only one in the region.
fn entry(lexicon: &Lexicon, name: &str, region: Option<usize>) -> Option<usize> {
    let hit = lexicon.lookup(name)?;
    // `대상`, `KB`: a short form that is a word as well may mean anything.
    if hit.ambiguous && name.chars().count() <= if name.is_ascii() { 3 } else { 2 } && !name.ends_with(['시', '군', '구', '도'])
    {
        return None;
    }
    let all: Vec<usize> = lexicon.candidates(hit).collect();
    if let [only] = all[..] {
        return Some(only);
    }
    let region = lexicon.place(region?).name.as_str();
    let within = |&entry: &usize| {
        let entry = lexicon.entry(entry);
        entry.name.starts_with(region) || entry.parent.as_deref() == Some(region)
    };
    let mut near = all.into_iter().filter(within);
    near.next().filter(|_| near.next().is_none())
}

/// The least share of an alias's uses that have to mean one body.
const SURE: f64 = 0.9;

/// Finds which bodies are the same.
pub fn link(lexicon: &Lexicon, articles: &[Article], bodies: &[Body]) -> Groups {
    let mut union = Union::new(bodies.len());
    let mut first: FxHashMap<Identity, usize> = FxHashMap::default();
    let mut identities = Vec::with_capacity(bodies.len());
    for (at, body) in bodies.iter().enumerate() {
        let identity = Identity::of(lexicon, body, at, articles[body.article].region);
        match first.get(&identity) {
            Some(&known) => union.join(known, at),
            None => {
                first.insert(identity.clone(), at);
            }
        }
        identities.push(identity);
    }
    // What an article calls by a second name may be the first name of another article.
    let mut meant: FxHashMap<String, BTreeMap<usize, FxHashSet<usize>>> = FxHashMap::default();
    for (at, body) in bodies.iter().enumerate() {
        for alias in &body.aliases {
            let alias = key(alias);
            let long = alias.chars().count() >= if alias.is_ascii() { 2 } else { 3 };
            if long && !KINDS.contains(&alias.as_str()) && first.contains_key(&Identity::Name(alias.clone())) {
                let root = union.root(at);
                meant.entry(alias).or_default().entry(root).or_default().insert(body.article);
            }
        }
    }
    let mut aliases: Vec<_> = meant.into_iter().collect();
    aliases.sort_by(|a, b| a.0.cmp(&b.0));
    for (alias, roots) in aliases {
        let all: usize = roots.values().map(FxHashSet::len).sum();
        let Some((&root, uses)) = roots.iter().max_by_key(|(root, uses)| (uses.len(), std::cmp::Reverse(**root))) else {
            continue;
        };
        let named = first[&Identity::Name(alias.clone())];
        let sure = uses.len() as f64 >= SURE * all as f64 && (uses.len() >= 2 || alias.chars().count() >= 4);
        let kinds = [&bodies[root].kind, &bodies[named].kind];
        if sure && (kinds[0] == kinds[1] || kinds.iter().any(|kind| *kind == "other")) {
            union.join(root, named);
        }
    }
    let sets = union.sets();
    let entries = sets
        .iter()
        .map(|set| {
            set.iter().find_map(|&body| match identities[body] {
                Identity::Entry(entry) => Some(entry),
                _ => None,
            })
        })
        .collect();
    Groups { sets, entries }
}

/// The links of groups, in their order.
pub fn describe(lexicon: &Lexicon, articles: &[Article], bodies: &[Body], groups: &Groups) -> Vec<Link> {
    let describe = |(set, entry): (&Vec<usize>, &Option<usize>)| {
        let all = || set.iter().map(|&body| &bodies[body]);
        let given = by_frequency(all().map(|body| body.name.as_str()));
        let name = entry.map_or_else(|| given[0].clone(), |entry| lexicon.entry(entry).name.clone());
        let names = by_frequency(all().flat_map(|body| std::iter::once(&body.name).chain(&body.aliases)).map(String::as_str));
        let kind = by_frequency(all().map(|body| body.kind.as_str())).swap_remove(0);
        let members: Vec<Member> =
            all().map(|body| Member { record: articles[body.article].id.clone(), entity: body.local.clone() }).collect();
        // Two bodies may have the same name: then the first article tells them apart.
        let own = if entry.is_some() { "" } else { members[0].record.as_str() };
        Link {
            schema: SCHEMA,
            id: identifier("organization", &[&name, own]),
            name,
            names,
            records: distinct(all().map(|body| body.article)),
            what: Linked::Organization { kind, members },
        }
    };
    groups.sets.iter().zip(&groups.entries).map(describe).collect()
}
