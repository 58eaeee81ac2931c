//! People of different articles.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{Article, Link, Linked, Member, Position, SCHEMA, Union, distinct, identifier, key};
use crate::records::Person;

/// A person of an article.
#[derive(Debug)]
pub struct Named {
    article: usize,
    /// Its `id` in the record.
    local: String,
    name: String,
    title: Option<String>,
    /// The body's `id` in the record.
    organization: Option<String>,
    organization_name: Option<String>,
}

impl Named {
    /// `None` where the name names nobody beyond its article: `김모`, a surname, initials.
    pub fn new(article: usize, person: &Person) -> Option<Self> {
        let letters = person.name.chars().count();
        let masked = letters < 2 || letters <= 3 && person.name.ends_with(['모', '某']) || person.name.contains(['○', '*', 'O']);
        (!masked).then(|| Named {
            article,
            local: person.id.clone(),
            name: person.name.clone(),
            title: person.title.clone(),
            organization: person.organization.clone(),
            organization_name: person.organization_name.clone(),
        })
    }
}

/// Offices of which a country has one.
const UNIQUE: [&str; 7] = ["대통령", "국무총리", "총리", "대법원장", "국회의장", "검찰총장", "헌법재판소장"];

/// What tells a person from another of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Evidence<'a> {
    /// The link of the body.
    Body(usize),
    /// A body that is no entity of the record.
    Called(&'a str),
    Office(&'static str),
}

/// What tells a person from another of the same name: its body, by its link or by its name, or its office.
fn evidence<'p>(person: &'p Named, of: &FxHashMap<(usize, &str), usize>) -> Option<Evidence<'p>> {
    let local = person.organization.as_deref();
    if let Some(&body) = local.and_then(|local| of.get(&(person.article, local))) {
        return Some(Evidence::Body(body));
    }
    if let Some(called) = person.organization_name.as_deref() {
        return Some(Evidence::Called(called));
    }
    let title = person.title.as_deref()?.trim_start_matches("전 ").trim_start_matches("전직 ");
    UNIQUE.iter().find(|office| **office == title).map(|office| Evidence::Office(office))
}

/// Links people, given the links of organizations and where each organization of a record is linked.
pub fn link(articles: &[Article], people: &[Named], organizations: &[Link], of: &FxHashMap<(usize, &str), usize>) -> Vec<Link> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        by_name.entry(key(&person.name)).or_default().push(at);
    }
    // The bodies that each article names.
    let mut named: FxHashMap<usize, BTreeSet<usize>> = FxHashMap::default();
    for (&(article, _), &link) in of {
        named.entry(article).or_default().insert(link);
    }
    let mut union = Union::new(people.len());
    for (name, same) in &by_name {
        // `도널드 트럼프`, `샘 올트먼`: names of so many syllables are hardly ever two people's.
        let unique = name.chars().count() >= 5;
        let mut known: BTreeMap<Evidence<'_>, usize> = BTreeMap::new();
        for &at in same {
            let Some(evidence) = evidence(&people[at], of) else { continue };
            let first = *known.entry(evidence).or_insert(at);
            union.join(first, at);
        }
        if unique {
            same.windows(2).for_each(|two| union.join(two[0], two[1]));
            continue;
        }
        // Without a body: the one whose body the article names, where there is only one such.
        let bodies: Vec<(usize, usize)> = known
            .iter()
            .filter_map(|(evidence, &first)| match evidence {
                Evidence::Body(body) => Some((*body, first)),
                _ => None,
            })
            .collect();
        for &at in same {
            if evidence(&people[at], of).is_some() {
                continue;
            }
            let Some(named) = named.get(&people[at].article) else { continue };
            let mut near: Vec<usize> =
                bodies.iter().filter(|(body, _)| named.contains(body)).map(|&(_, first)| union.root(first)).collect();
            near.dedup();
            if let [only] = near[..] {
                union.join(only, at);
            }
        }
    }
    union
        .sets()
        .into_iter()
        .map(|set| {
            let all = || set.iter().map(|&at| &people[at]);
            let names = super::by_frequency(all().map(|person| person.name.as_str()));
            let mut positions: Vec<Position> = all()
                .filter_map(|person| {
                    let link = person.organization.as_deref().and_then(|local| of.get(&(person.article, local)));
                    let link = link.map(|&link| &organizations[link]);
                    Some(Position {
                        title: person.title.clone()?,
                        organization: link.map(|link| link.id.clone()),
                        organization_name: link.map(|link| link.name.clone()).or_else(|| person.organization_name.clone()),
                    })
                })
                .collect();
            positions.sort();
            positions.dedup();
            let members: Vec<Member> = all()
                .map(|person| Member { record: articles[person.article].id.clone(), entity: person.local.clone() })
                .collect();
            let name = names[0].clone();
            Link {
                schema: SCHEMA,
                id: identifier("person", &[&name, &members[0].record, &members[0].entity]),
                name,
                names,
                records: distinct(all().map(|person| person.article)),
                what: Linked::Person { positions, members },
            }
        })
        .collect()
}
