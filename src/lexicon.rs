//! Word lists that a person may edit, layered (the embedded ones, then the user's) and matched in one pass.

use crate::document::Span;
use crate::error::Error;
use crate::record::OrganizationKind;

/// An organization that a lexicon knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its full name.
    pub name: String,
    /// Short names, abbreviations, Latin and Hangul spellings.
    pub aliases: Vec<String>,
    pub kind: OrganizationKind,
    /// The full name of the body it belongs to.
    pub parent: Option<String>,
}

/// A place in a text where a lexicon's organization is named. Nothing is said of what stands left and right of it: whether
/// the match is a word of its own is for the recognizer to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub span: Span,
    /// Index for [`Lexicon::entry`].
    pub entry: usize,
}

/// The lexicons of a run.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    fingerprint: String,
}

impl Lexicon {
    /// The embedded lexicons.
    ///
    /// # Errors
    /// [`Error::Lexicon`] with file and line where a line is malformed.
    pub fn embedded() -> Result<Self, Error> {
        Ok(Lexicon { entries: Vec::new(), fingerprint: "0".into() })
    }

    pub fn entry(&self, index: usize) -> &Entry {
        &self.entries[index]
    }

    /// Every place in `text` where an organization of the lexicons is named: leftmost, then longest, no overlaps.
    pub fn organizations(&self, _text: &str) -> Vec<Hit> {
        Vec::new()
    }

    /// A hash over the content of all lexicons.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}
