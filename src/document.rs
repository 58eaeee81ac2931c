//! What travels between the rooms of the house: a raw document as a reader hands it over, the decoded text of it, and
//! the article that cleaning makes of it. Everything inside works with byte spans into [`Article::text`].

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One plain text.
    Text,
    /// One page.
    Html,
    /// A JSON object a line.
    Jsonl,
    /// One JSON value: an array of documents, or an object that holds them.
    Json,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// An Excel workbook.
    Xlsx,
    /// NewsML, or RSS and its like.
    Xml,
    Sqlite,
    Parquet,
    /// A web archive.
    Warc,
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
    /// The identifier that the dump itself gives the document.
    pub id: Option<String>,
    pub format: Format,
    /// The charset the bytes were read in, by its WHATWG name in lower case; null where they could not be read.
    pub charset: Option<String>,
    /// Bytes that stood for no character in that charset: each run of them is a U+FFFD in the text. 0 for a clean document;
    /// a document with many is rejected.
    #[serde(rename = "replaced_bytes")]
    pub replaced: u32,
    /// The address the article was published under, where the source or the page says it.
    pub url: Option<String>,
    /// The dump holds only the beginning of the article.
    pub truncated: bool,
}

impl Source {
    /// The source that `path` is when no more is known of it.
    pub fn new(path: impl Into<String>, format: Format) -> Self {
        Source {
            path: path.into(),
            member: None,
            record: 0,
            id: None,
            format,
            charset: None,
            replaced: 0,
            url: None,
            truncated: false,
        }
    }
}

/// Metadata that came with the document, outside its text. What is given wins over what is guessed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub reporters: Vec<Reporter>,
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

    /// Reads an ISO 8601 date or date-time with the variations that dumps have (a space for `T`, `.` or `/` between the parts of
    /// the date, eight or fourteen digits in a row, `2025년 1월 9일`, 오전/오후 and AM/PM, `Z`, `+09:00`, `+0900`, `+09`,
    /// fractions of a second), or the date of a mail header (RFC 2822). `None` where the text is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Self::of_mail(text);
        }
        let mut rest = text;
        let year = digits(&mut rest, 4, 4)? as i16;
        pass(&mut rest, &["-", ".", "/", "년"]);
        let month = digits(&mut rest, 1, 2)? as i8;
        pass(&mut rest, &["-", ".", "/", "월"]);
        let day = digits(&mut rest, 1, 2)? as i8;
        pass(&mut rest, &[".", "일", "T", "t"]);
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        if rest.is_empty() {
            return Some(Timestamp::day(date));
        }
        // A weekday in brackets says nothing new.
        if let Some((_, after)) = rest.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
            rest = after.trim_start();
        }
        let half = HALF_DAYS.into_iter().find(|(word, _)| rest.starts_with(word));
        if let Some((word, _)) = half {
            rest = rest[word.len()..].trim_start();
        }
        let mut hour = digits(&mut rest, 1, 2)? as i8;
        pass(&mut rest, &[":", "시"]);
        let minute = digits(&mut rest, 1, 2)? as i8;
        pass(&mut rest, &[":", "분"]);
        let second = digits(&mut rest, 1, 2);
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        pass(&mut rest, &["초"]);
        let half = half.or_else(|| HALF_DAYS.into_iter().find(|(word, _)| *word == rest));
        if let Some((word, afternoon)) = half {
            rest = rest.strip_prefix(word).unwrap_or(rest);
            hour = hour % 12 + if afternoon { 12 } else { 0 };
        }
        let time = jiff::civil::Time::new(hour, minute, second.unwrap_or(0).min(59) as i8, 0).ok()?;
        Some(Timestamp { date, time: Some((time, second.is_some())), offset: offset(rest.trim_start())? })
    }

    /// `Mon, 02 Dec 2024 15:51:38 +0900`, also with a named zone, or without the weekday.
    fn of_mail(text: &str) -> Option<Self> {
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let mut words = text.split([' ', ',']).filter(|word| !word.is_empty()).skip(1);
        let day = words.next()?.parse().ok()?;
        let month = words.next()?.get(..3)?.to_ascii_lowercase();
        let month = MONTHS.iter().position(|name| *name == month)? as i8 + 1;
        let year = words.next()?.parse().ok()?;
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        let mut rest = words.next()?;
        let hour = digits(&mut rest, 1, 2)? as i8;
        pass(&mut rest, &[":"]);
        let minute = digits(&mut rest, 2, 2)? as i8;
        pass(&mut rest, &[":"]);
        let second = digits(&mut rest, 2, 2);
        let time = jiff::civil::Time::new(hour, minute, second.unwrap_or(0).min(59) as i8, 0).ok()?;
        Some(Timestamp { date, time: Some((time, second.is_some())), offset: offset(words.next().unwrap_or_default())? })
    }
}

/// The words for the halves of a day, and whether it is the second one.
const HALF_DAYS: [(&str, bool); 6] = [("오전", false), ("오후", true), ("AM", false), ("PM", true), ("am", false), ("pm", true)];

/// Takes a number of `least` to `most` digits off the text.
fn digits(rest: &mut &str, least: usize, most: usize) -> Option<u16> {
    let length = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, after) = rest.split_at(length);
    *rest = after;
    if length < least { None } else { number.parse().ok() }
}

/// Passes over one of the marks, where there is one, and the white space around it.
fn pass(rest: &mut &str, marks: &[&str]) {
    let after = rest.trim_start();
    *rest = marks.iter().find_map(|mark| after.strip_prefix(mark)).unwrap_or(after).trim_start();
}

/// The offset from UTC in minutes that a zone says; `Some(None)` where there is no zone, `None` where it is something else.
fn offset(zone: &str) -> Option<Option<i16>> {
    let bytes = zone.as_bytes();
    match bytes {
        [] => Some(None),
        b"Z" | b"z" | b"GMT" | b"UTC" => Some(Some(0)),
        b"KST" => Some(Some(KST)),
        [sign @ (b'+' | b'-'), ..] => {
            let mut rest = &zone[1..];
            let hours = digits(&mut rest, 2, 2)? as i16;
            pass(&mut rest, &[":"]);
            let minutes = if rest.is_empty() { 0 } else { digits(&mut rest, 2, 2)? as i16 };
            let total = hours * 60 + minutes;
            (rest.is_empty() && hours < 15).then_some(Some(if *sign == b'-' { -total } else { total }))
        }
        _ => None,
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
            ("20250113T092540+0900", "2025-01-13T09:25:40+09:00"),
            ("2011.01.18. 오전 9:18", "2011-01-18T09:18"),
            ("2011.01.18 (화) 오후 12:05:07", "2011-01-18T12:05:07"),
            ("2025년 1월 9일 14시 30분", "2025-01-09T14:30"),
            ("2025/1/9 2:30 PM", "2025-01-09T14:30"),
            ("Mon, 02 Dec 2024 15:51:38 +0900", "2024-12-02T15:51:38+09:00"),
            ("Mon, 2 Dec 2024 06:51 GMT", "2024-12-02T06:51+00:00"),
        ] {
            assert_eq!(Timestamp::parse(text).map(|t| t.to_string()).as_deref(), Some(want), "{text}");
        }
        for text in
            ["", "2025", "2025-13-01", "어제", "2025-01-13T25:00", "2025-01-13 오전", "1월 3일", "Monday", "2025-01-13T09:25+9"]
        {
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
