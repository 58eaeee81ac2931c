//! What many records name together: which organizations, people and facilities of different articles are the same one, and what was
//! said of a facility, by whom and when.
//!
//! Precision comes first: two that may be different stay two. An organization is known by its lexicon entry, else by its own name
//! where that is no class of bodies (`위원회`), no part without its whole (`홍보팀`) and no name that every region has (`중부경찰서`);
//! such names join the articles of one piece of news alone. A person is known by name and body;
//! a facility by its name, or by what kind of facility it is, a word of its name and the region.

mod classes;
mod facilities;
mod names;
mod organizations;
mod people;
mod union;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::lexicon::{Lexicon, PlaceKind};
use crate::records::Record;
use facilities::Told;
use organizations::Body;
use people::Named;
use union::Union;

/// The value of `schema` in every line.
pub const SCHEMA: &str = "gisa/link/1";

/// Where an entity stands: a record, and the entity's `id` in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Member {
    pub record: String,
    pub entity: String,
}

/// What one line of `gisa link` says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    pub schema: &'static str,
    /// The same in every run over the same records.
    pub id: String,
    pub name: String,
    /// The forms by which the records name it, the most frequent first.
    pub names: Vec<String>,
    /// The records that name it.
    pub records: usize,
    #[serde(flatten)]
    pub what: Linked,
}

/// What the records name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Linked {
    Organization {
        kind: String,
        members: Vec<Member>,
    },
    Person {
        /// The positions that the records give, with the `id` of the body's own line where it has one.
        positions: Vec<Position>,
        members: Vec<Member>,
    },
    Facility {
        /// The first-level region of Korea in which it lies: by its name, else by the words that say something of it, else by what the
        /// articles speak of.
        region: Option<String>,
        /// By day, then by record.
        timeline: Vec<Event>,
        /// Measures of which the records give different values.
        conflicts: Vec<Conflict>,
    },
}

/// A position that a record gives a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    pub title: String,
    pub organization: Option<String>,
    pub organization_name: Option<String>,
}

/// What one record says of a facility.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// When it is, or is to be: the value of the fact's date.
    pub date: Option<String>,
    pub published: Option<String>,
    pub record: String,
    /// The kind of fact: capacity, investment, budget, event.
    pub kind: String,
    pub modality: Option<String>,
    /// As the article calls the facility.
    pub name: String,
    /// What happens, of an event.
    pub about: Option<String>,
    /// The figure or amount in the article's words.
    pub value: Option<String>,
    /// Who says it: the speaker of the quotation that holds the words, else the publisher.
    pub by: Option<String>,
    /// The words that say it.
    pub evidence: String,
}

/// A measure with different values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// What is measured: a figure's kind (`computing`), or a currency.
    pub measure: String,
    /// From the value that most records give.
    pub values: Vec<Value>,
}

/// One value of a measure, and the records that give it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Value {
    /// In SI units, or in the currency.
    pub value: String,
    /// In the articles' words.
    pub texts: Vec<String>,
    pub records: Vec<String>,
}

/// What is kept of an article.
#[derive(Debug)]
struct Article {
    id: String,
    /// The first-level region that it speaks of most: index of a place of the lexicon.
    region: Option<usize>,
    /// The country abroad that it speaks of most.
    country: Option<usize>,
    /// When it was published: the year, and the day, counted so that days in a row are numbers in a row.
    year: Option<i32>,
    day: Option<i32>,
}

/// Collects records, and then links them. Memory grows with the number of entities, not with the articles' text.
pub struct Linker<'l> {
    lexicon: &'l Lexicon,
    /// The ids of the records that were added.
    seen: FxHashSet<String>,
    articles: Vec<Article>,
    bodies: Vec<Body>,
    people: Vec<Named>,
    told: Vec<Told>,
}

impl<'l> Linker<'l> {
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let seen = FxHashSet::default();
        Linker { lexicon, seen, articles: Vec::new(), bodies: Vec::new(), people: Vec::new(), told: Vec::new() }
    }

    /// Adds a record. One `id` is one record: of records that share it, the first is read and the others say nothing more.
    pub fn add(&mut self, record: &Record) {
        if !record.id.is_empty() && !self.seen.insert(record.id.clone()) {
            return;
        }
        let article = self.articles.len();
        let published = record.published.as_deref();
        let year = published.and_then(|day| day.get(..4)?.parse().ok());
        let day = published.and_then(|day| day.get(..10)?.parse::<jiff::civil::Date>().ok());
        let day = day.map(|day| (day.duration_since(jiff::civil::Date::ZERO).as_hours() / 24) as i32);
        let (region, country) = whereabouts(self.lexicon, &record.text);
        self.bodies.extend(record.organizations.iter().map(|body| Body::new(self.lexicon, article, record, body)));
        let people = record.officials.iter().chain(&record.people);
        self.people.extend(people.filter_map(|person| Named::new(self.lexicon, article, record, person)));
        self.told.extend(facilities::told(self.lexicon, article, record));
        self.articles.push(Article { id: record.id.clone(), region, country, year, day });
    }

    /// The links: organizations, people, facilities, each from the one that most records name.
    pub fn finish(self) -> Vec<Link> {
        let Linker { lexicon, articles, bodies, people, told, .. } = self;
        let groups = organizations::link(lexicon, &articles, &bodies, &people);
        let mut organizations = organizations::describe(lexicon, &articles, &bodies, &groups);
        // The link of each body, by article and local id.
        let mut of: FxHashMap<(usize, &str), usize> = FxHashMap::default();
        for (link, members) in groups.sets.iter().enumerate() {
            for &body in members {
                of.insert((bodies[body].article, bodies[body].local.as_str()), link);
            }
        }
        let mut people = people::link(&articles, &bodies, &people, &organizations, &of);
        let mut facilities = facilities::link(lexicon, &articles, told, &of);
        let mut links = Vec::with_capacity(organizations.len() + people.len() + facilities.len());
        for part in [&mut organizations, &mut people, &mut facilities] {
            part.sort_by(|a, b| b.records.cmp(&a.records).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id)));
            links.append(part);
        }
        links
    }
}

/// The first-level region and the country abroad that a text names most: each where the text names it at least twice and more often
/// than all others together.
fn whereabouts(lexicon: &Lexicon, text: &str) -> (Option<usize>, Option<usize>) {
    let (mut regions, mut countries) = (BTreeMap::new(), BTreeMap::new());
    for hit in lexicon.places(text) {
        if let Some(place) = lexicon.place_candidates(hit).find(|&place| lexicon.place(place).kind == PlaceKind::Province) {
            *regions.entry(place).or_default() += 1;
        }
        let country = |&place: &usize| lexicon.place(place).kind == PlaceKind::Country && names::is_abroad(lexicon, place);
        if let Some(place) = lexicon.place_candidates(hit).find(country) {
            *countries.entry(place).or_default() += 1;
        }
    }
    (most(&regions), most(&countries))
}

fn most(counts: &BTreeMap<usize, usize>) -> Option<usize> {
    let all: usize = counts.values().sum();
    counts.iter().find(|&(_, &count)| count >= 2 && 2 * count > all).map(|(&place, _)| place)
}

/// A link's id: 64 bits of BLAKE3 over what makes it what it is.
fn identifier(kind: &str, parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    }
    format!("{kind}:{}", &hasher.finalize().to_hex()[..16])
}

/// A name without what differs between articles that mean the same: white space, middle dots, a company's legal form, the case of
/// Latin letters.
fn key(name: &str) -> String {
    names::squeeze(name).to_lowercase()
}

/// Values by how often they occur, then by themselves.
fn by_frequency<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    sorted.into_iter().map(|(value, _)| value.to_owned()).collect()
}

/// The number of articles among some that stand in their order.
fn distinct(articles: impl Iterator<Item = usize>) -> usize {
    let mut all: Vec<usize> = articles.collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

#[cfg(test)]
mod tests;
