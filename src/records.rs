//! Records read back, as far as a person looks at them: what `gisa show` and `gisa report` share.
//!
//! The types are lenient where [`crate::record`] is strict: a field that is missing is empty, one that is not known is passed
//! over, so that files of older and newer versions can be looked at too.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;
use crate::read::stream::decompress;

/// One article's record.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Record {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub source: Source,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    #[serde(default)]
    pub reporters: Vec<Reporter>,
    pub published: Option<String>,
    pub text: String,
    #[serde(default)]
    pub organizations: Vec<Organization>,
    #[serde(default)]
    pub officials: Vec<Person>,
    #[serde(default)]
    pub people: Vec<Person>,
    #[serde(default)]
    pub amounts: Vec<Number>,
    #[serde(default)]
    pub figures: Vec<Number>,
    #[serde(default)]
    pub counts: Vec<Number>,
    #[serde(default)]
    pub dates: Vec<Date>,
    #[serde(default)]
    pub quotes: Vec<Quote>,
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Made when it is first asked for.
    #[serde(skip)]
    lookup: OnceLock<Lookup>,
}

/// What keeps every question about a record cheap, however long its article is.
#[derive(Debug, Clone, Default, PartialEq)]
struct Lookup {
    /// The byte at which every [`STEP`]th code point of the text begins.
    steps: Vec<usize>,
    /// The names that `id`s stand for.
    names: FxHashMap<String, String>,
}

const STEP: usize = 64;

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Source {
    pub path: String,
    pub member: Option<String>,
    pub record: u64,
    pub id: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Reporter {
    pub name: String,
    pub email: Option<String>,
}

/// A place in the text: code points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Place {
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Organization {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub kind: String,
    pub mentions: Vec<Place>,
}

/// A person, with a title where it is an official.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub title: Option<String>,
    pub organization: Option<String>,
    pub organization_name: Option<String>,
    pub titles: Vec<String>,
    pub mentions: Vec<Place>,
}

/// An amount, a figure or a count.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Number {
    #[serde(flatten)]
    pub place: Place,
    pub value: Option<String>,
    pub min: Option<String>,
    pub max: Option<String>,
    pub bound: String,
    /// Of an amount.
    pub currency: Option<String>,
    pub inferred_currency: bool,
    pub conversion_of: Option<usize>,
    pub per: Option<String>,
    /// Of a figure or a count.
    pub unit: Option<String>,
    pub kind: Option<String>,
    pub si: Option<String>,
    pub subject: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Date {
    #[serde(flatten)]
    pub place: Place,
    #[serde(rename = "type")]
    pub kind: String,
    pub value: String,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    pub bound: String,
    pub anchor: String,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Quote {
    #[serde(flatten)]
    pub place: Place,
    /// The `id` of a person or of an organization of the record.
    pub speaker: Option<String>,
    /// Who speaks, also where it is nobody of the record.
    pub speaker_name: Option<String>,
    pub verb: Option<String>,
}

/// A fact. Its parts differ by its kind; those that refer to the record are resolved by [`Record::said`].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Fact {
    pub kind: String,
    pub evidence: Place,
    #[serde(flatten)]
    pub parts: serde_json::Map<String, Value>,
}

/// What a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Organization,
    Person,
    Amount,
    Figure,
    Count,
    Date,
    Duration,
}

impl Kind {
    pub const ALL: [Kind; 7] =
        [Kind::Organization, Kind::Person, Kind::Amount, Kind::Figure, Kind::Count, Kind::Date, Kind::Duration];

    /// One letter for where there is no colour.
    pub fn letter(self) -> char {
        match self {
            Kind::Organization => 'O',
            Kind::Person => 'P',
            Kind::Amount => 'M',
            Kind::Figure => 'Q',
            Kind::Count => 'N',
            Kind::Date => 'D',
            Kind::Duration => 'U',
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Organization => "organization",
            Kind::Person => "person",
            Kind::Amount => "money",
            Kind::Figure => "figure",
            Kind::Count => "count",
            Kind::Date => "date",
            Kind::Duration => "duration",
        }
    }
}

/// What a mention refers to in its record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Referent<'r> {
    Organization(&'r Organization),
    Person(&'r Person),
    Number(&'r Number),
    Date(&'r Date),
}

/// A mention in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark<'r> {
    pub place: Place,
    pub kind: Kind,
    pub referent: Referent<'r>,
}

impl Mark<'_> {
    /// What the mention means, where the words alone do not say it in full: a name, a value with its unit, a date.
    pub fn value(&self) -> String {
        match self.referent {
            Referent::Organization(organization) => organization.name.clone(),
            Referent::Person(person) => person.name.clone(),
            Referent::Number(number) => number.label(),
            Referent::Date(date) => date.label(),
        }
    }
}

/// The sign before a value that is no exact one.
fn sign(bound: &str) -> &'static str {
    match bound {
        "approx" | "vague" => "~",
        "gt" => ">",
        "gte" => "≥",
        "lt" => "<",
        "lte" => "≤",
        _ => "",
    }
}

impl Number {
    /// The value or range with its unit, thousands apart: `≥5,500,000,000 KRW`.
    pub fn label(&self) -> String {
        let mut label = sign(&self.bound).to_owned();
        match (&self.value, &self.min, &self.max) {
            (Some(value), _, _) => group(value, &mut label),
            (None, None, None) => {}
            (None, min, max) => {
                for (nth, end) in [min, max].into_iter().enumerate() {
                    if nth == 1 {
                        label.push('–');
                    }
                    if let Some(end) = end {
                        group(end, &mut label);
                    }
                }
            }
        }
        let unit = self.currency.as_deref().or(self.unit.as_deref()).unwrap_or_default();
        let spaced = unit.starts_with(|c: char| c.is_ascii_alphabetic());
        if spaced && !label.is_empty() {
            label.push(' ');
        }
        label.push_str(unit);
        if let Some(per) = &self.per {
            let _ = write!(label, " / {per}");
        }
        label
    }
}

impl Date {
    pub fn label(&self) -> String {
        match self.bound.as_str() {
            "from" => format!("≥{}", self.value),
            "until" => format!("≤{}", self.value),
            "approx" => format!("~{}", self.value),
            _ => self.value.clone(),
        }
    }
}

/// Writes a decimal string with commas between thousands.
fn group(number: &str, into: &mut String) {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    into.push_str(sign);
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth).is_multiple_of(3) {
            into.push(',');
        }
        into.push(digit);
    }
    if let Some(fraction) = fraction {
        into.push('.');
        into.push_str(fraction);
    }
}

/// A part of a fact in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The field that holds it (`subject`, `value`, `when`, `parties` …).
    pub role: String,
    pub text: String,
    /// The `id` of the organization or person that it is.
    pub id: Option<String>,
}

impl Record {
    /// Every mention in reading order; none overlaps another. Places that do not lie in the text are left out.
    pub fn marks(&self) -> Vec<Mark<'_>> {
        let mut marks = Vec::new();
        let mut add = |place: Place, kind, referent| marks.push(Mark { place, kind, referent });
        for organization in &self.organizations {
            for &place in &organization.mentions {
                add(place, Kind::Organization, Referent::Organization(organization));
            }
        }
        for person in self.officials.iter().chain(&self.people) {
            for &place in &person.mentions {
                add(place, Kind::Person, Referent::Person(person));
            }
        }
        for (numbers, kind) in [(&self.amounts, Kind::Amount), (&self.figures, Kind::Figure), (&self.counts, Kind::Count)] {
            for number in numbers {
                add(number.place, kind, Referent::Number(number));
            }
        }
        for date in &self.dates {
            let kind = if date.kind == "duration" { Kind::Duration } else { Kind::Date };
            add(date.place, kind, Referent::Date(date));
        }
        marks.sort_by_key(|mark| (mark.place.start, std::cmp::Reverse(mark.place.end)));
        let length = self.text.chars().count();
        let mut free = 0;
        marks.retain(|Mark { place, .. }| {
            let fits = place.start >= free && place.start < place.end && place.end <= length;
            if fits {
                free = place.end;
            }
            fits
        });
        marks
    }

    fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| {
            let organizations = self.organizations.iter().map(|organization| (&organization.id, &organization.name));
            let people = self.officials.iter().chain(&self.people).map(|person| (&person.id, &person.name));
            Lookup {
                steps: self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).step_by(STEP).collect(),
                names: organizations.chain(people).map(|(id, name)| (id.clone(), name.clone())).collect(),
            }
        })
    }

    /// The byte at which a code point of the text begins; `None` beyond its end.
    pub(crate) fn byte(&self, point: usize) -> Option<usize> {
        let step = *self.lookup().steps.get(point / STEP)?;
        let mut edges = self.text[step..].char_indices().map(|(at, _)| step + at).chain([self.text.len()]);
        edges.nth(point % STEP)
    }

    /// The words at a place in the text; empty where there are none.
    pub fn words(&self, place: Place) -> &str {
        match (self.byte(place.start), self.byte(place.end)) {
            (Some(start), Some(end)) if start < end => &self.text[start..end],
            _ => "",
        }
    }

    /// The name that an `id` of this record stands for.
    pub fn name_of(&self, id: &str) -> Option<&str> {
        self.lookup().names.get(id).map(String::as_str)
    }

    /// Who says a quotation, in the record's words.
    pub fn speaker<'r>(&'r self, quote: &'r Quote) -> Option<&'r str> {
        let known = quote.speaker.as_deref().map(|id| self.name_of(id).unwrap_or(id));
        quote.speaker_name.as_deref().or(known)
    }

    /// The parts of a fact in words: who, what, how much, when, and then what else it has.
    pub fn said(&self, fact: &Fact) -> Vec<Said> {
        const ORDER: [&str; 7] = ["subject", "parties", "about", "object", "value", "when", "modality"];
        let mut parts: Vec<_> = fact.parts.iter().collect();
        parts.sort_by_key(|(role, _)| ORDER.iter().position(|known| known == role).unwrap_or(ORDER.len()));
        let mut said = Vec::new();
        for (role, part) in parts {
            self.say(role, part, &mut said);
        }
        said
    }

    fn say(&self, role: &str, part: &Value, said: &mut Vec<Said>) {
        let mut one = |text: String, id: Option<&str>| {
            if !text.is_empty() {
                said.push(Said { role: role.to_owned(), text, id: id.map(str::to_owned) });
            }
        };
        match part {
            Value::String(text) => match self.name_of(text) {
                Some(name) => one(name.to_owned(), Some(text)),
                None => one(text.clone(), None),
            },
            Value::Number(number) => one(number.to_string(), None),
            Value::Array(parts) => parts.iter().for_each(|part| self.say(role, part, said)),
            Value::Object(fields) => {
                let at = |name: &str| fields.get(name).and_then(Value::as_u64).map(|at| at as usize);
                let number = [("amount", &self.amounts), ("figure", &self.figures), ("count", &self.counts)]
                    .into_iter()
                    .find_map(|(name, numbers)| numbers.get(at(name)?))
                    .map(|number| (number.label(), number.place));
                let date = || at("date").and_then(|at| self.dates.get(at)).map(|date| (date.label(), date.place));
                if let Some((label, place)) = number.or_else(date) {
                    one(format!("{} ({label})", self.words(place)), None);
                } else if let Some(text) = ["id", "name", "text", "value"].iter().find_map(|name| fields.get(*name)) {
                    self.say(role, text, said);
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
}

/// The records of a stream of JSON Lines.
pub struct Records<'s> {
    path: String,
    stream: BufReader<Box<dyn Read + 's>>,
    line: Vec<u8>,
    number: usize,
}

/// The bytes at the beginning of a stream in which the first record names its schema.
const HEAD: u64 = 64 << 10;

impl<'s> Records<'s> {
    /// Opens a file of records, as it is or in gzip or zstd. `None` where the file holds something else.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub fn open(path: &Path) -> Result<Option<Records<'static>>, Error> {
        let stream = File::open(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        Records::new(path, Box::new(stream))
    }

    /// As [`Records::open`], of a stream. `path` names it.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub fn new(path: &Path, stream: Box<dyn Read + 's>) -> Result<Option<Records<'s>>, Error> {
        let failed = |source| Error::Read { path: path.to_owned(), source };
        let (head, stream) = head(stream).map_err(failed)?;
        let gzip = head.starts_with(b"\x1F\x8B");
        let (head, stream) = if gzip || head.starts_with(b"\x28\xB5\x2F\xFD") {
            decompress(stream, gzip).and_then(self::head).map_err(failed)?
        } else {
            (head, stream)
        };
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start();
        if !is_record(head) {
            return Ok(None);
        }
        let stream = BufReader::with_capacity(256 << 10, stream);
        Ok(Some(Records { path: path.display().to_string(), stream, line: Vec::new(), number: 0 }))
    }

    /// The next record's line, and what makes of it what is wanted.
    fn next_line<T: for<'l> Deserialize<'l>>(&mut self) -> Option<Result<T, Error>> {
        loop {
            self.line.clear();
            self.number += 1;
            match self.stream.read_until(b'\n', &mut self.line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(source) => return Some(Err(Error::Read { path: self.path.clone().into(), source })),
            }
            let line = self.line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.line).trim_ascii();
            if line.is_empty() {
                continue;
            }
            return Some(serde_json::from_slice(line).map_err(|wrong| {
                let message = format!("{}:{}: no record of gisa ({wrong})", self.path, self.number);
                Error::Usage(message)
            }));
        }
    }

    /// The `id` of the next record, at less cost than the record.
    pub fn next_id(&mut self) -> Option<Result<String, Error>> {
        #[derive(Deserialize)]
        struct Id {
            id: String,
        }
        Some(self.next_line::<Id>()?.map(|line| line.id))
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_line()
    }
}

/// The first bytes of a stream, and the whole stream again.
fn head<'s>(mut stream: Box<dyn Read + 's>) -> std::io::Result<(Vec<u8>, Box<dyn Read + 's>)> {
    let mut head = Vec::new();
    (&mut stream).take(HEAD).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(stream))))
}

/// Whether a stream that begins so holds records: an object whose first line names the record's schema.
fn is_record(head: &[u8]) -> bool {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"{")
        && memchr::memmem::find_iter(line, b"\"gisa/record/").any(|at| {
            let before = line[..at].trim_ascii_end();
            before.strip_suffix(b":").is_some_and(|before| before.trim_ascii_end().ends_with(b"\"schema\""))
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record(value: Value) -> Record {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn labels_of_numbers_and_dates() {
        for (number, want) in [
            (json!({"value": "5500000000", "bound": "eq", "currency": "KRW"}), "5,500,000,000 KRW"),
            (json!({"value": "-1234.50", "bound": "gte", "currency": "USD"}), "≥-1,234.50 USD"),
            (json!({"value": null, "min": "500", "max": "70000", "bound": "eq", "currency": "KRW"}), "500–70,000 KRW"),
            (json!({"min": "10000000000", "max": null, "bound": "vague", "currency": "KRW"}), "~10,000,000,000– KRW"),
            (json!({"value": "88.5", "bound": "approx", "unit": "PFLOPS"}), "~88.5 PFLOPS"),
            (json!({"value": "330", "bound": "eq", "unit": "명"}), "330명"),
            (json!({"value": "3000", "bound": "eq", "currency": "KRW", "per": "명"}), "3,000 KRW / 명"),
        ] {
            let number: Number = serde_json::from_value(number).unwrap();
            assert_eq!(number.label(), want);
        }
        let date: Date = serde_json::from_value(json!({"value": "2025-01", "bound": "until", "type": "date"})).unwrap();
        assert_eq!(date.label(), "≤2025-01");
    }

    #[test]
    fn marks_stand_apart_and_in_the_text() {
        let record = record(json!({
            "text": "한빛시 이하늘 시장 3억원",
            "organizations": [{"id": "o1", "name": "한빛시", "kind": "local-government",
                "mentions": [{"start": 0, "end": 3}, {"start": 1, "end": 3}, {"start": 12, "end": 99}]}],
            "officials": [{"id": "p1", "name": "이하늘", "title": "시장", "organization": "o1", "mentions": [{"start": 4, "end": 7}]}],
            "amounts": [{"start": 11, "end": 14, "value": "300000000", "bound": "eq", "currency": "KRW"}]
        }));
        let marks: Vec<_> = record.marks().iter().map(|mark| (record.words(mark.place).to_owned(), mark.kind.letter())).collect();
        assert_eq!(marks, [("한빛시".to_owned(), 'O'), ("이하늘".to_owned(), 'P'), ("3억원".to_owned(), 'M')]);
        assert_eq!(record.words(Place { start: 13, end: 15 }), "");
        assert_eq!(record.words(Place { start: 3, end: 1 }), "");
    }

    #[test]
    fn words_stand_where_they_are_said_to() {
        let text = "가a나😀".repeat(48);
        let record = record(json!({ "text": text }));
        let points: Vec<char> = text.chars().collect();
        for (start, end) in [(0, 1), (0, 192), (63, 65), (64, 128), (127, 192), (191, 192), (3, 130)] {
            assert_eq!(record.words(Place { start, end }), points[start..end].iter().collect::<String>(), "{start} {end}");
        }
        for (start, end) in [(0, 193), (192, 192), (192, 193), (5, 4), (999, 1000)] {
            assert_eq!(record.words(Place { start, end }), "", "{start} {end}");
        }
    }

    #[test]
    fn facts_are_said_in_words() {
        let record = record(json!({
            "text": "한빛시 8MW",
            "organizations": [{"id": "o1", "name": "한빛시", "mentions": []}],
            "figures": [{"start": 4, "end": 7, "value": "8", "bound": "eq", "unit": "MW", "kind": "power"}],
            "facts": [{"kind": "capacity", "subject": "데이터센터", "value": {"figure": 0}, "when": {"date": 7}, "parties": ["o1", "o9"],
                "object": null, "modality": "planned", "evidence": {"start": 0, "end": 7}}]
        }));
        let said: Vec<_> = record.said(&record.facts[0]).into_iter().map(|part| (part.role, part.text, part.id)).collect();
        let part = |role: &str, text: &str, id: Option<&str>| (role.to_owned(), text.to_owned(), id.map(str::to_owned));
        assert_eq!(
            said,
            [
                part("subject", "데이터센터", None),
                part("parties", "한빛시", Some("o1")),
                part("parties", "o9", None),
                part("value", "8MW (8 MW)", None),
                part("modality", "planned", None),
            ]
        );
        assert_eq!(record.facts[0].evidence, Place { start: 0, end: 7 });
    }

    #[test]
    fn records_are_told_from_articles() {
        let line = r#"{"schema":"gisa/record/1","id":"ab","text":"글","neu":[1]}"#;
        let open = |bytes: Vec<u8>| Records::new(Path::new("a"), Box::new(Cursor::new(bytes))).unwrap();
        for article in ["글이다.", r#"{"text": "\"gisa/record/1\" 형식"}"#, r#"{"id": 1}"#, ""] {
            assert!(open(article.into()).is_none(), "{article}");
        }
        let lines = format!("\u{feff}{line}\n\n{}\n[]", line.replace("\":\"", "\" : \""));
        let zstd = zstd::encode_all(lines.as_bytes(), 1).unwrap();
        for bytes in [lines.into_bytes(), zstd] {
            let mut records = open(bytes).unwrap();
            assert_eq!(records.next().unwrap().unwrap().text, "글");
            assert_eq!(records.next_id().unwrap().unwrap(), "ab");
            let wrong = records.next().unwrap().unwrap_err().to_string();
            assert!(wrong.starts_with("a:4: no record of gisa"), "{wrong}");
            assert!(records.next().is_none());
        }
    }
}
