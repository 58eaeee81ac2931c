//! The form in which annotations are kept: offsets and names, without the article's text.

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

/// What was annotated in one article. Offsets are code points into its raw text, end exclusive.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// The article's identifier in the collection that it comes from.
    pub id: String,
    /// 128 bits of BLAKE3 over the raw text in UTF-8, in hexadecimal.
    pub hash: String,
    /// Whether the article is held back: nobody looks at it while developing and nothing is trained on it, so that it measures.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
    /// The day of publication that the collection gives, or nothing.
    pub published: String,
    /// The publisher that the text itself names, or nothing.
    pub publisher: String,
    pub reporters: Vec<String>,
    pub organizations: Vec<Organization>,
    pub officials: Vec<Official>,
    /// In text order; no two overlap.
    pub marks: Vec<Mark>,
}

/// A body: its fullest name in the article and the other forms that stand for it there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    pub name: String,
    pub aliases: Vec<String>,
}

/// A person with a position, the position without its body, and the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Official {
    pub name: String,
    pub title: String,
    pub organization: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "(usize, usize, Kind, Option<String>)", into = "(usize, usize, Kind, Option<String>)")]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// The full name that a mention of an organization or a person stands for.
    pub value: Option<String>,
}

impl From<(usize, usize, Kind, Option<String>)> for Mark {
    fn from((start, end, kind, value): (usize, usize, Kind, Option<String>)) -> Self {
        Mark { start, end, kind, value }
    }
}

impl From<Mark> for (usize, usize, Kind, Option<String>) {
    fn from(mark: Mark) -> Self {
        (mark.start, mark.end, mark.kind, mark.value)
    }
}

/// The types of marks that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    #[serde(rename = "#")]
    Title,
    #[serde(rename = "##")]
    Subtitle,
    /// What is not the article.
    #[serde(rename = "X")]
    Boilerplate,
    #[serde(rename = "O")]
    Organization,
    /// A doubtful organization, neither rewarded nor punished.
    #[serde(rename = "O?")]
    MaybeOrganization,
    #[serde(rename = "P")]
    Person,
    #[serde(rename = "P?")]
    MaybePerson,
}

impl Kind {
    const ALL: [(Kind, &'static str); 7] = [
        (Kind::Title, "#"),
        (Kind::Subtitle, "##"),
        (Kind::Boilerplate, "X"),
        (Kind::Organization, "O"),
        (Kind::MaybeOrganization, "O?"),
        (Kind::Person, "P"),
        (Kind::MaybePerson, "P?"),
    ];

    pub fn of(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == sign).map(|(kind, _)| kind)
    }

    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(kind, _)| *kind == self).map(|(_, sign)| sign).unwrap_or_default()
    }

    pub fn is_name(self) -> bool {
        !matches!(self, Kind::Title | Kind::Subtitle | Kind::Boilerplate)
    }
}

/// 128 bits of BLAKE3 in hexadecimal.
pub fn hash(raw: &str) -> String {
    blake3::hash(raw.as_bytes()).to_hex()[..32].to_owned()
}

impl Annotation {
    /// Whether the annotation agrees with itself.
    ///
    /// # Errors
    /// The first thing that does not.
    pub fn check(&self) -> Result<()> {
        ensure!(!self.id.is_empty(), "no id");
        ensure!(
            self.hash.len() == 32 && self.hash.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "hash is no 128 bits in hexadecimal"
        );
        let mut end = 0;
        for mark in &self.marks {
            ensure!(mark.start < mark.end, "the mark at {} is empty", mark.start);
            ensure!(mark.start >= end, "the mark at {} overlaps the one before it", mark.start);
            ensure!(
                mark.kind.is_name() == mark.value.is_some(),
                "the mark at {}: a name has a value, nothing else has",
                mark.start
            );
            end = mark.end;
        }
        let of = |kinds: [Kind; 2]| {
            self.marks.iter().filter(move |mark| kinds.contains(&mark.kind)).filter_map(|mark| mark.value.as_deref())
        };
        for value in of([Kind::Organization, Kind::MaybeOrganization]) {
            ensure!(self.organizations.iter().any(|body| body.name == value), "`{value}` is marked, but is no `org`");
        }
        for (nth, body) in self.organizations.iter().enumerate() {
            ensure!(self.organizations[..nth].iter().all(|other| other.name != body.name), "`{}` is an `org` twice", body.name);
        }
        for official in &self.officials {
            ensure!(!official.title.is_empty(), "`{}` has no title", official.name);
            ensure!(
                of([Kind::Person, Kind::MaybePerson]).any(|name| name == official.name),
                "official `{}` is marked nowhere",
                official.name
            );
        }
        Ok(())
    }

    /// Whether the annotation fits the raw text of its article.
    ///
    /// # Errors
    /// The first thing that does not.
    pub fn fits(&self, raw: &str) -> Result<()> {
        ensure!(self.hash == hash(raw), "the text is not the one that was annotated: its hash is {}", hash(raw));
        let letters: Vec<char> = raw.chars().collect();
        for mark in &self.marks {
            ensure!(mark.end <= letters.len(), "the mark at {} ends behind the text", mark.start);
            let surface: String = letters[mark.start..mark.end].iter().collect();
            ensure!(!surface.contains('\n'), "the mark at {} crosses a line break", mark.start);
            ensure!(surface.trim() == surface, "the mark at {} begins or ends with white space: {surface:?}", mark.start);
            if let Some(value) =
                mark.value.as_deref().filter(|_| matches!(mark.kind, Kind::Organization | Kind::MaybeOrganization))
            {
                let plain = |name: &str| name.split_whitespace().collect::<String>();
                let known = self.organizations.iter().filter(|body| body.name == value).any(|body| {
                    plain(&body.name) == plain(&surface) || body.aliases.iter().any(|alias| plain(alias) == plain(&surface))
                });
                ensure!(known, "{surface:?} at {} is no form of `{value}`", mark.start);
            }
        }
        Ok(())
    }
}
