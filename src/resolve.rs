//! Names and numbers become the record's lists: identifiers, aliases, links from officials to their bodies.

use crate::recognize::names::Names;
use crate::record::{CodePoints, Official, Organization, Person};

/// The identifier of the organization at `nth` in the order of first mention.
pub fn organization_id(nth: usize) -> String {
    format!("o{}", nth + 1)
}

/// The identifier of the official or person at `nth` in the order of first mention.
pub fn person_id(nth: usize) -> String {
    format!("p{}", nth + 1)
}

/// The record's three lists of names. Identifiers count from 1 in order of first mention.
pub fn resolve(names: Names, text: &str, points: &CodePoints) -> (Vec<Organization>, Vec<Official>, Vec<Person>) {
    let mut organizations: Vec<Organization> = Vec::with_capacity(names.bodies.len());
    for (nth, body) in names.bodies.into_iter().enumerate() {
        let mut aliases: Vec<String> = Vec::new();
        for mention in &body.mentions {
            let surface = mention.of(text);
            if surface != body.name && !aliases.iter().any(|alias| alias == surface) {
                aliases.push(surface.to_owned());
            }
        }
        organizations.push(Organization {
            id: organization_id(nth),
            name: body.name,
            aliases,
            kind: body.kind,
            mentions: body.mentions.into_iter().map(|span| points.mention(span)).collect(),
        });
    }
    let (mut officials, mut people) = (Vec::new(), Vec::new());
    for (nth, human) in names.humans.into_iter().enumerate() {
        let id = person_id(nth);
        let mentions = human.mentions.into_iter().map(|span| points.mention(span)).collect();
        match human.title {
            Some(title) => {
                let organization = human.organization.as_ref().and_then(|name| {
                    organizations
                        .iter()
                        .find(|body| body.name == *name || body.aliases.contains(name))
                        .map(|body| body.id.clone())
                });
                officials.push(Official {
                    id,
                    name: human.name,
                    title,
                    organization,
                    organization_name: human.organization,
                    titles: human.titles,
                    mentions,
                });
            }
            None => people.push(Person { id, name: human.name, mentions }),
        }
    }
    (organizations, officials, people)
}
