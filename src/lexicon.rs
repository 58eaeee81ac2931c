//! Word lists that a person may edit, layered (the embedded ones, then the user's) and matched in one pass.
//!
//! A list is a TSV file whose header says what it holds: organizations or places. `lexicon/README.md` describes the columns.
//! The embedded lists are one layer; every file of the user's is a layer of its own above it. A line of a later layer
//! replaces the line of the same name, a line that starts with `-` takes one away, and a form (a name or an alias) that a later
//! layer gives to something else moves there. Within a layer two lines may share a form only where both call it ambiguous.

mod derive;
mod matcher;
mod table;

use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;

use crate::document::Span;
use crate::error::Error;
use crate::record::OrganizationKind;
use matcher::Matcher;
use table::{Layer, Row};

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        [$((concat!("lexicon/", $name), include_str!(concat!("../lexicon/", $name)))),*]
    };
}

/// The embedded files: their names for error messages, and their text.
const EMBEDDED: &[(&str, &str)] = &embedded![
    "organizations/associations.tsv",
    "organizations/central-government.tsv",
    "organizations/companies.tsv",
    "organizations/courts-and-prosecution.tsv",
    "organizations/education-offices.tsv",
    "organizations/finance.tsv",
    "organizations/foreign-companies.tsv",
    "organizations/foreign-governments.tsv",
    "organizations/foundations.tsv",
    "organizations/hospitals.tsv",
    "organizations/international.tsv",
    "organizations/local-bodies.tsv",
    "organizations/local-governments.tsv",
    "organizations/media.tsv",
    "organizations/military.tsv",
    "organizations/parties.tsv",
    "organizations/police.tsv",
    "organizations/public-institutions.tsv",
    "organizations/research-institutes.tsv",
    "organizations/sports.tsv",
    "organizations/unions.tsv",
    "organizations/universities.tsv",
    "places.tsv",
];

/// An organization that a lexicon knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its full name.
    pub name: String,
    /// Short names, abbreviations, Latin and Hangul spellings.
    pub aliases: Vec<String>,
    /// Forms that are ordinary words, places or people as well, or that other entries share; the name itself may be one.
    pub ambiguous: Vec<String>,
    pub kind: OrganizationKind,
    /// The full name of the body it belongs to.
    pub parent: Option<String>,
}

/// The kind of area that a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// 특별시, 광역시, 도: the first level of Korea's local governments.
    Province,
    /// 시
    City,
    /// 군
    County,
    /// 구
    District,
    /// A part of Korea without a government of its own (영남, 수도권).
    Region,
    Country,
    /// A city, state or region abroad.
    Foreign,
}

/// A place that a lexicon knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub name: String,
    pub aliases: Vec<String>,
    /// As in [`Entry::ambiguous`].
    pub ambiguous: Vec<String>,
    pub kind: PlaceKind,
    /// The full name of the [`Entry`] that governs it and may be meant by its name.
    pub government: Option<String>,
}

/// A place in a text where a lexicon's form stands. Nothing is said of what stands left and right of it: whether the match is
/// a word of its own is for the recognizer to decide. Only an edge in Latin letters or digits is always an edge of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub span: Span,
    /// Index for [`Lexicon::entry`] (or [`Lexicon::place`]); the first of [`Lexicon::candidates`] where the form is shared.
    pub entry: usize,
    /// The form is an ordinary word as well, or more than one entry has it: it needs context.
    pub ambiguous: bool,
    form: u32,
}

/// The lexicons of a run.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    places: Vec<Place>,
    organization_forms: Matcher,
    place_forms: Matcher,
    fingerprint: String,
}

impl Lexicon {
    /// The embedded lexicons.
    ///
    /// # Errors
    /// [`Error::Lexicon`] with file and line where a line is malformed.
    pub fn embedded() -> Result<Self, Error> {
        Self::load(&[])
    }

    /// The embedded lexicons and the user's files above them, in the order given.
    ///
    /// # Errors
    /// [`Error::Lexicon`] with file and line where a line is malformed, gives an unflagged form to two entries or takes away
    /// what is not there; [`Error::Read`] where a file cannot be read.
    pub fn load(extra: &[PathBuf]) -> Result<Self, Error> {
        let mut layers = Vec::with_capacity(1 + extra.len());
        layers.push(Layer::read(0, EMBEDDED)?);
        for (nth, path) in extra.iter().enumerate() {
            let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.clone(), source })?;
            let text: String = text.nfc().collect();
            layers.push(Layer::read(1 + nth, &[(&path.display().to_string(), &text)])?);
        }
        Self::stack(layers)
    }

    fn stack(layers: Vec<Layer>) -> Result<Self, Error> {
        let (organizations, places) = layers.into_iter().map(|layer| (layer.organizations, layer.places)).unzip();
        let organizations = table::stack(organizations)?;
        let places = table::stack(places)?;
        let fingerprint = fingerprint(&organizations, &places);
        let organizations = derive::with_assemblies_and_halls(organizations);
        Ok(Lexicon {
            organization_forms: Matcher::new(&organizations)?,
            place_forms: Matcher::new(&places)?,
            entries: organizations.into_iter().map(Entry::from).collect(),
            places: places.into_iter().map(Place::from).collect(),
            fingerprint,
        })
    }

    pub fn entry(&self, index: usize) -> &Entry {
        &self.entries[index]
    }

    pub fn place(&self, index: usize) -> &Place {
        &self.places[index]
    }

    /// Every place in `text` where an organization of the lexicons is named: leftmost, then longest, no overlaps.
    pub fn organizations(&self, text: &str) -> Vec<Hit> {
        self.organization_forms.find_all(text)
    }

    /// Every place in `text` where a place of the lexicons is named: leftmost, then longest, no overlaps.
    pub fn places(&self, text: &str) -> Vec<Hit> {
        self.place_forms.find_all(text)
    }

    /// The organizations whose forms start at the byte offset `at` of `text`, the longest form first: what
    /// [`Lexicon::organizations`] would say there, and what is left where the longest form does not fit its surroundings.
    pub fn organizations_at<'a>(&'a self, text: &'a str, at: usize) -> impl Iterator<Item = Hit> + 'a {
        self.organization_forms.find_at(text, at)
    }

    /// The indices of all entries that have the form of `hit`, a hit of [`Lexicon::organizations`].
    pub fn candidates(&self, hit: Hit) -> impl Iterator<Item = usize> + '_ {
        self.organization_forms.owners(hit.form)
    }

    /// The indices of all places that have the form of `hit`, a hit of [`Lexicon::places`].
    pub fn place_candidates(&self, hit: Hit) -> impl Iterator<Item = usize> + '_ {
        self.place_forms.owners(hit.form)
    }

    /// The organization whose name or alias is exactly `form`.
    pub fn lookup(&self, form: &str) -> Option<Hit> {
        self.organization_forms.exact(form)
    }

    /// The place whose name or alias is exactly `form`.
    pub fn lookup_place(&self, form: &str) -> Option<Hit> {
        self.place_forms.exact(form)
    }

    /// A hash over the content of all lexicons; comments and the order of lines do not change it.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

impl From<Row<OrganizationKind>> for Entry {
    fn from(row: Row<OrganizationKind>) -> Self {
        Entry { name: row.name, aliases: row.aliases, ambiguous: row.ambiguous, kind: row.kind, parent: row.above }
    }
}

impl From<Row<PlaceKind>> for Place {
    fn from(row: Row<PlaceKind>) -> Self {
        Place { name: row.name, aliases: row.aliases, ambiguous: row.ambiguous, kind: row.kind, government: row.above }
    }
}

/// 64 bits of BLAKE3 over the rows that are left when all layers are stacked, in hexadecimal.
fn fingerprint(organizations: &[Row<OrganizationKind>], places: &[Row<PlaceKind>]) -> String {
    let mut hasher = blake3::Hasher::new();
    table::hash(organizations, &mut hasher);
    table::hash(places, &mut hasher);
    hasher.finalize().to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_loads() {
        let lexicon = Lexicon::embedded().unwrap();
        assert!(lexicon.entries.len() > 4000);
    }
}
