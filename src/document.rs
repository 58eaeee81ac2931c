//! What travels between the rooms of the house: a raw document as a reader hands it over, the decoded text of it, and
//! the article that cleaning makes of it. Everything inside works with byte spans into [`Article::text`].

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open byte range into a text. Both ends lie on character boundaries of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The part of `text` that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// The last character boundary of `text` that does not lie behind byte `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How the bytes of a source are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Text,
    Html,
    Jsonl,
}

/// Where a document came from. Copied into the record, so that every record can be traced back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// The input file as it was named or found; `-` for standard input.
    pub path: String,
    /// The file inside an archive, where `path` is one.
    pub member: Option<String>,
    /// The place of the document in its file, from 0.
    pub record: u64,
    pub format: Format,
    /// The charset the bytes were read in, by its WHATWG name in lower case; null where they could not be read.
    pub charset: Option<String>,
    /// Bytes that stood for no character in that charset: each run of them is a U+FFFD in the text. 0 for a clean document;
    /// a document with many is rejected.
    #[serde(rename = "replaced_bytes")]
    pub replaced: u32,
    /// The address the article was published under, where the source or the page says it.
    pub url: Option<String>,
}

/// Metadata that came with the document, outside its text. What is given wins over what is guessed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<Timestamp>,
    pub url: Option<String>,
    /// The charset that the transport declared (an HTTP header), before the bytes were looked at.
    pub charset: Option<String>,
}

/// How the text of a document is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    Html,
    Plain,
}

/// The body of a document as a reader found it.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Bytes whose charset is not yet known.
    Bytes(Vec<u8>),
    /// Text that its container (JSON, for one) has already decoded.
    Text(String),
}

/// One document as a reader hands it over.
#[derive(Debug, Clone, PartialEq)]
pub struct RawDocument {
    pub source: Source,
    pub given: Given,
    pub body: Body,
    /// Known where the container says it (`html` field, `.html` file); otherwise it is seen in the text.
    pub markup: Option<Markup>,
}

/// One document as text: the charset is decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub source: Source,
    pub given: Given,
    pub text: String,
    pub markup: Markup,
}

/// A reporter of the byline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reporter {
    pub name: String,
    pub email: Option<String>,
}

/// Where the time of publication was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PublishedFrom {
    /// A dateline in the text.
    Text,
    /// Metadata that came with the document.
    Metadata,
    /// The page's own metadata or its visible date.
    Html,
    /// The address it was published under.
    Url,
}

/// A cleaned article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub reporters: Vec<Reporter>,
    pub published: Option<Timestamp>,
    pub published_from: Option<PublishedFrom>,
    pub modified: Option<Timestamp>,
    /// The canonical address that the page names.
    pub url: Option<String>,
    /// The article's own words: paragraphs joined by `\n`, NFC for Hangul, runs of white space folded to one space.
    pub text: String,
}

impl Article {
    /// The paragraphs of the text, in order: what lies between line breaks. Never empty ones.
    pub fn paragraphs(&self) -> impl Iterator<Item = Span> + '_ {
        let base = self.text.as_ptr() as usize;
        self.text.split('\n').filter(|line| !line.is_empty()).map(move |line| {
            let start = line.as_ptr() as usize - base;
            Span::new(start, start + line.len())
        })
    }
}

/// A point in time as precise as a source says it: a day, or a wall-clock time with or without its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    pub date: jiff::civil::Date,
    /// Wall-clock time and whether its seconds are known.
    pub time: Option<(jiff::civil::Time, bool)>,
    /// Offset from UTC in minutes.
    pub offset: Option<i16>,
}

/// Korea Standard Time, UTC+09:00: the zone of a clock time that a Korean publisher prints without one.
pub const KST: i16 = 9 * 60;

impl Timestamp {
    pub fn day(date: jiff::civil::Date) -> Self {
        Timestamp { date, time: None, offset: None }
    }

    /// Reads an ISO 8601 date or date-time, with the variations that dumps have: a space for `T`, `.` or `/` between
    /// the parts of the date, eight or fourteen digits in a row, `Z`, `+09:00`, `+0900`, `+09`, fractions of a second.
    /// `None` where the text is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut digits = |count: usize| -> Option<i16> {
            let part = bytes.get(at..at + count)?;
            if !part.iter().all(u8::is_ascii_digit) {
                return None;
            }
            at += count;
            std::str::from_utf8(part).ok()?.parse().ok()
        };
        let year = digits(4)?;
        let mut rest = &text[4..];
        let month;
        let day;
        if rest.len() >= 4 && rest.as_bytes()[..4].iter().all(u8::is_ascii_digit) {
            month = rest[..2].parse().ok()?;
            day = rest[2..4].parse().ok()?;
            rest = &rest[4..];
        } else {
            let mut part = || -> Option<i8> {
                rest = rest.strip_prefix(['-', '.', '/'])?.trim_start();
                let length = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
                let value = rest[..length].parse().ok()?;
                rest = &rest[length..];
                Some(value)
            };
            month = part()?;
            day = part()?;
        }
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        rest = rest.strip_prefix('.').unwrap_or(rest).trim_start_matches(['T', 't', ' ']);
        if rest.is_empty() {
            return Some(Timestamp::day(date));
        }
        let mut two = |separated: bool| -> Option<i8> {
            if separated {
                rest = rest.strip_prefix(':').unwrap_or(rest);
            }
            let length = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
            let value = rest[..length].parse().ok()?;
            rest = &rest[length..];
            Some(value)
        };
        let hour = two(false)?;
        let minute = two(true)?;
        let second = two(true);
        let time = jiff::civil::Time::new(hour, minute, second.unwrap_or(0).min(59), 0).ok()?;
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        rest = rest.trim_start();
        let offset = match rest.as_bytes().first() {
            None => None,
            Some(b'Z' | b'z') => Some(0),
            Some(sign @ (b'+' | b'-')) => {
                let hours: i16 = rest.get(1..3)?.parse().ok()?;
                let minutes: i16 = match rest[3..].trim_start_matches(':') {
                    "" => 0,
                    minutes => minutes.parse().ok()?,
                };
                let total = hours * 60 + minutes;
                Some(if *sign == b'-' { -total } else { total })
            }
            Some(_) if rest == "KST" => Some(KST),
            Some(_) => return None,
        };
        Some(Timestamp { date, time: Some((time, second.is_some())), offset })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        let Some((time, with_seconds)) = self.time else { return Ok(()) };
        write!(f, "T{:02}:{:02}", time.hour(), time.minute())?;
        if with_seconds {
            write!(f, ":{:02}", time.second())?;
        }
        match self.offset {
            None => Ok(()),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "ISO 8601, as precise as the source says it: a day, or a time with its zone where known.",
            "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d)?)?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_read_and_print() {
        for (text, want) in [
            ("2025-01-13", "2025-01-13"),
            ("2025.1.3", "2025-01-03"),
            ("2025. 1. 3.", "2025-01-03"),
            ("20250113", "2025-01-13"),
            ("2025-01-13 09:25:40", "2025-01-13T09:25:40"),
            ("2025-01-13T09:25", "2025-01-13T09:25"),
            ("20250113092540", "2025-01-13T09:25:40"),
            ("2025-01-13T09:25:40.123+0900", "2025-01-13T09:25:40+09:00"),
            ("2025-01-13T00:25:40Z", "2025-01-13T00:25:40+00:00"),
            ("2025-01-13T09:25:40-08:00", "2025-01-13T09:25:40-08:00"),
        ] {
            assert_eq!(Timestamp::parse(text).map(|t| t.to_string()).as_deref(), Some(want), "{text}");
        }
        for text in ["", "2025", "2025-13-01", "어제", "2025-01-13T25:00", "2025-01-13 오전", "1월 3일"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn paragraphs_are_spans_of_the_text() {
        let article = Article { text: "첫째 문단\n\n둘째".into(), ..Article::default() };
        let parts: Vec<_> = article.paragraphs().map(|span| span.of(&article.text)).collect();
        assert_eq!(parts, ["첫째 문단", "둘째"]);
    }
}
