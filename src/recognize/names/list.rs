//! The word lists of the grammar of names, read once from the embedded files.
//!
//! Several of them are asked at every word of a text. What they hold is known, so they hash fast rather than against attacks.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::lists::rows;
use crate::lists::table::{Set, Table};
use crate::record::OrganizationKind;

/// A title or position, and how it joins with a body in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Title {
    /// A position; otherwise an address or role that only shows a person (씨, 선수).
    pub official: bool,
    pub body: BodyPart,
}

/// What a title in one word with its body says of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyPart {
    /// Nothing: the title stands alone.
    None,
    /// What stands before the title is the body: 한전사장.
    Prefix,
    /// The body is what stands before the title and this: 광주 + 시장 → 광주 + 시.
    Append(&'static str),
}

/// What a name of an organization ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ending {
    pub kind: OrganizationKind,
    /// The least number of characters before the ending.
    pub prefix: usize,
    /// The ending alone refers back to the body last named with it.
    pub alone: bool,
    /// The ending makes an organization without further evidence.
    pub sure: bool,
}

/// How often a syllable is the first and the second of a given name, in 10,000 names.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Syllable {
    pub first: u16,
    pub second: u16,
}

fn set(file: &'static str) -> Set {
    rows(file).map(|row| row[0]).collect()
}

pub(super) static TITLES: LazyLock<Table<Title>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/titles.tsv"))
        .map(|row| {
            let body = match row[2] {
                "-" => BodyPart::None,
                "=" => BodyPart::Prefix,
                ending => BodyPart::Append(ending),
            };
            (row[0], Title { official: row[1] == "official", body })
        })
        .collect()
});

/// The last characters of all titles: a quick test.
pub(super) static TITLE_ENDS: LazyLock<HashSet<char>> =
    LazyLock::new(|| TITLES.words().filter_map(|title| title.chars().next_back()).collect());

pub(super) static ENDINGS: LazyLock<Table<Ending>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/organization-endings.tsv"))
        .map(|row| {
            let kind = serde_json::from_value(row[1].into()).unwrap_or_default();
            let prefix = row[2].parse().unwrap_or(2);
            (row[0], Ending { kind, prefix, alone: row[3] == "yes", sure: row[4] == "sure" })
        })
        .collect()
});

/// The last characters of all endings: a quick test.
pub(super) static ENDING_ENDS: LazyLock<HashSet<char>> =
    LazyLock::new(|| ENDINGS.words().filter_map(|ending| ending.chars().next_back()).collect());

pub(super) static GENERICS: LazyLock<Set> = LazyLock::new(|| set(include_str!("../../../lexicon/organization-generics.tsv")));

/// Surnames, and whether each is also a word that stands before nouns.
pub(super) static SURNAMES: LazyLock<Table<bool>> =
    LazyLock::new(|| rows(include_str!("../../../lexicon/surnames.tsv")).map(|row| (row[0], row.len() > 1)).collect());

pub(super) static SYLLABLES: LazyLock<HashMap<char, Syllable>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/given-names.tsv"))
        .filter_map(|row| {
            let syllable = Syllable { first: row[1].parse().ok()?, second: row[2].parse().ok()? };
            Some((row[0].chars().next()?, syllable))
        })
        .collect()
});

pub(super) static FOREIGN: LazyLock<Set> = LazyLock::new(|| set(include_str!("../../../lexicon/foreign-given-names.tsv")));

/// What it takes for a name of the list of people to be somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Renown {
    /// Nothing: the word names nobody and nothing else.
    Alone,
    /// A title beside it, for it is a common word as well.
    Titled,
    /// That the learned tagger takes it for a person's, for it is another name or word as well.
    Doubted,
}

/// People whom one word names, without a title: of the world's news, of history, of stage and sport.
pub(super) static PEOPLE: LazyLock<Table<Renown>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../../lexicon/people.tsv"));
    let renown = |row: &[&str]| match row.get(1) {
        None => Some(Renown::Alone),
        Some(&"word") => Some(Renown::Titled),
        Some(&"doubt") => Some(Renown::Doubted),
        Some(_) => None,
    };
    rows.filter_map(|row| Some((row[0], renown(&row)?))).collect()
});

/// Common words and bands that pass for the names of people.
pub(super) static NOUNS: LazyLock<Set> = LazyLock::new(|| {
    let nouns = rows(include_str!("../../../lexicon/common-nouns.tsv"));
    nouns.chain(rows(include_str!("../../../lexicon/bands.tsv"))).map(|row| row[0]).collect()
});

/// What is named after people, and whether other words that begin so are as well.
pub(super) static NAMED_AFTER: LazyLock<Table<bool>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../../lexicon/named-after.tsv"));
    rows.map(|row| (row[0], row.len() > 1)).collect()
});

/// What programmes are called behind their hosts' names.
pub(super) static PROGRAMMES: LazyLock<Set> = LazyLock::new(|| set(include_str!("../../../lexicon/programmes.tsv")));

/// Bodies that are named by their kind alone: 검찰, 경찰.
pub(super) static STANDING: LazyLock<Table<OrganizationKind>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/organization-heads.tsv"))
        .map(|row| (row[0], serde_json::from_value(row[1].into()).unwrap_or_default()))
        .collect()
});

/// Services that people write and publish on, whose names are their companies' as well.
pub(super) static PLATFORMS: LazyLock<Set> = LazyLock::new(|| set(include_str!("../../../lexicon/platforms.tsv")));

/// A part of a body that is named behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// The kinds of body that have the part; `None` for all that have parts in their names.
    pub bodies: Option<Vec<OrganizationKind>>,
    /// The word may stand alone behind the body.
    pub bare: bool,
    /// Something may stand before it in its word.
    pub named: bool,
}

pub(super) static UNITS: LazyLock<Table<Unit>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/organization-units.tsv"))
        .map(|row| {
            let kinds = |kinds: &str| kinds.split(',').filter_map(|kind| serde_json::from_value(kind.into()).ok()).collect();
            (row[0], Unit { bodies: (row[1] != "*").then(|| kinds(row[1])), bare: row[2] != "no", named: row[2] != "only" })
        })
        .collect()
});

/// Words that close names of companies abroad, and whether each is a common noun as well.
pub(super) static CLOSERS: LazyLock<Table<bool>> = LazyLock::new(|| {
    rows(include_str!("../../../lexicon/organization-words.tsv")).map(|row| (row[0], row[1] == "yes")).collect()
});

/// The kinds of body that the holders of titles belong to, in groups, the likelier first.
pub(super) static HOLDERS: LazyLock<Table<Vec<Vec<OrganizationKind>>>> = LazyLock::new(|| {
    let kinds = |group: &str| group.split(',').filter_map(|kind| serde_json::from_value(kind.into()).ok()).collect();
    rows(include_str!("../../../lexicon/title-bodies.tsv"))
        .map(|row| (row[0], row[1].split(';').filter(|group| *group != "-").map(kinds).collect()))
        .collect()
});

/// The one body that has holders of the title, where the title alone says so: 대법관.
pub(super) static SEATS: LazyLock<Table<&'static str>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../../lexicon/title-bodies.tsv"));
    rows.filter_map(|row| Some((row[0], *row.get(2)?))).collect()
});

pub(super) static COUNTRIES: LazyLock<Set> = LazyLock::new(|| set(include_str!("../../../lexicon/countries.tsv")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_well_formed() {
        for (file, fields) in [
            (include_str!("../../../lexicon/titles.tsv"), 3..=3),
            (include_str!("../../../lexicon/organization-endings.tsv"), 5..=5),
            (include_str!("../../../lexicon/organization-generics.tsv"), 1..=1),
            (include_str!("../../../lexicon/surnames.tsv"), 1..=2),
            (include_str!("../../../lexicon/given-names.tsv"), 3..=3),
            (include_str!("../../../lexicon/foreign-given-names.tsv"), 1..=1),
            (include_str!("../../../lexicon/countries.tsv"), 1..=1),
            (include_str!("../../../lexicon/common-nouns.tsv"), 1..=1),
            (include_str!("../../../lexicon/bands.tsv"), 1..=1),
            (include_str!("../../../lexicon/named-after.tsv"), 1..=2),
            (include_str!("../../../lexicon/platforms.tsv"), 1..=1),
            (include_str!("../../../lexicon/organization-heads.tsv"), 2..=2),
            (include_str!("../../../lexicon/notices.tsv"), 2..=2),
            (include_str!("../../../lexicon/organization-units.tsv"), 3..=3),
            (include_str!("../../../lexicon/organization-words.tsv"), 2..=2),
            (include_str!("../../../lexicon/title-bodies.tsv"), 2..=3),
            (include_str!("../../../lexicon/people.tsv"), 1..=2),
        ] {
            let mut seen = HashSet::default();
            for row in rows(file) {
                assert!(fields.contains(&row.len()), "{row:?}");
                assert!(seen.insert(row[0]), "twice: {}", row[0]);
            }
        }
        let kinds = rows(include_str!("../../../lexicon/organization-endings.tsv"));
        for row in kinds {
            assert!(serde_json::from_value::<OrganizationKind>(row[1].into()).is_ok(), "{row:?}");
        }
        for row in rows(include_str!("../../../lexicon/organization-units.tsv")).filter(|row| row[1] != "*") {
            let known = |kind: &str| serde_json::from_value::<OrganizationKind>(kind.into()).is_ok();
            assert!(row[1].split(',').all(known), "{row:?}");
        }
    }
}
