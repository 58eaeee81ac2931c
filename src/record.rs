//! The record: what one article becomes. The JSON Schema (`gisa schema`) is generated from these types.
//!
//! Inside the program a mention is a [`Found`] value with a byte span; on the way out it becomes a [`Located`] value
//! whose offsets count Unicode code points, so that `text[start:end] == mention.text` in Python, SQL and annotation tools.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::document::{PublishedFrom, Reporter, Source, Span, Timestamp};

/// The name and version of the record's form. Additions keep it; a removal or a changed meaning makes the next one.
pub const SCHEMA: &str = "gisa/record/1";

/// A value at its place inside the program: a byte span into the article's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    pub span: Span,
    pub what: T,
}

/// A value at its place in the record.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "{T}Mention")]
pub struct Located<T> {
    /// Code points from the start of `text`.
    pub start: usize,
    /// Code points from the start of `text`; the first one after the mention.
    pub end: usize,
    /// The mention as it stands in `text`.
    pub text: String,
    #[serde(flatten)]
    pub what: T,
}

/// A place where a name stands.
pub type Mention = Located<Name>;

/// A name says all by its text: it carries no value of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Name {}

/// How a number that is said relates to the number that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// Exactly.
    #[default]
    Eq,
    /// 약, 여, 가량, 안팎 …
    Approx,
    /// 초과
    Gt,
    /// 이상, 최소
    Gte,
    /// 미만
    Lt,
    /// 이하, 최대
    Lte,
    /// A class only (수백억): `value` is null, `min` and `max` are the class.
    Vague,
}

/// A number as it is said: one value, or a range (`value` null). Decimal strings in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Quantity {
    #[serde(with = "rust_decimal::serde::str_option")]
    #[schemars(with = "Option<String>")]
    pub value: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::str_option")]
    #[schemars(with = "Option<String>")]
    pub min: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::str_option")]
    #[schemars(with = "Option<String>")]
    pub max: Option<Decimal>,
    pub bound: Bound,
}

impl Quantity {
    pub fn exactly(value: Decimal) -> Self {
        Quantity { value: Some(value), ..Quantity::default() }
    }

    pub fn between(min: Decimal, max: Decimal) -> Self {
        Quantity { min: Some(min), max: Some(max), ..Quantity::default() }
    }
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Amount {
    #[serde(flatten)]
    pub quantity: Quantity,
    /// ISO 4217.
    pub currency: &'static str,
    /// The text names no currency (`매출 3조2000억`): the won is meant.
    pub inferred_currency: bool,
    /// The index in `amounts` of the amount that this one restates in another currency (`100만 달러(약 13억원)`).
    pub conversion_of: Option<usize>,
    /// What one of which costs so much (`1인당`, `㎡당`): the unit's word; null for a plain amount.
    pub per: Option<String>,
}

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FigureKind {
    Power,
    Energy,
    Computing,
    Storage,
    Bandwidth,
    Area,
    Length,
    Mass,
    Volume,
    Temperature,
    Speed,
    Frequency,
    Pressure,
    Emissions,
    Voltage,
    Other,
}

/// A measured quantity.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Figure {
    #[serde(flatten)]
    pub quantity: Quantity,
    /// The unit's canonical symbol (`MW`, `PFLOPS`, `PB`, `평`, `㎡`).
    pub unit: &'static str,
    pub kind: FigureKind,
    /// The UCUM code of the unit; null where UCUM has none (평).
    pub ucum: Option<&'static str>,
    /// The value in the SI unit of its kind (W, J, FLOP/s, byte, bit/s, m2, m, g, L …); null for a range.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[schemars(with = "Option<String>")]
    pub si: Option<Decimal>,
    /// What is measured, in the article's words; null where the grammar does not say.
    pub subject: Option<String>,
}

/// What a count counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CountKind {
    Count,
    Percent,
    Multiple,
    Rank,
    Points,
}

/// A count with its counter, a percentage, a multiple or a rank.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Count {
    #[serde(flatten)]
    pub quantity: Quantity,
    /// The counter as it is written (`명`, `개사`, `%`, `배`, `위`).
    pub unit: String,
    pub kind: CountKind,
}

/// TIMEX3's types, as far as the record has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DateType {
    Date,
    Duration,
    Set,
}

/// How a date that is said relates to the time that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DateBound {
    #[default]
    Eq,
    /// 부터, 이후
    From,
    /// 까지 (the day it names is inside), 이전
    Until,
    /// 안에, 내, 중
    Within,
    /// 쯤, 경, 무렵
    Approx,
}

/// What a relative or partial date was resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// The mention says it all.
    Explicit,
    /// The time of publication.
    Published,
    /// A date set earlier in the article.
    Narrative,
    /// Something in the document other than its own time of publication.
    Document,
    /// Nothing: what is unknown stays `X`.
    None,
}

/// A date, a clock time, a duration or a recurring time.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Date {
    #[serde(rename = "type")]
    pub kind: DateType,
    /// ISO 8601, in TIMEX3's reduced forms where ISO 8601 has none (`2024-H2`, `2024-Q3`, `XXXX-XX-12`, `P7M`).
    pub value: String,
    /// The same in EDTF (a half is `2024-41`); null where EDTF cannot say it.
    pub edtf: Option<String>,
    /// The first day that is meant; null where it cannot be known.
    pub earliest: Option<String>,
    /// The last day that is meant; null where it cannot be known.
    pub latest: Option<String>,
    pub bound: DateBound,
    pub anchor: Anchor,
}

/// The kind of body that an organization is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrganizationKind {
    CentralGovernment,
    LocalGovernment,
    Assembly,
    Court,
    Prosecution,
    Police,
    Military,
    PublicInstitution,
    Company,
    University,
    School,
    ResearchInstitute,
    Hospital,
    Bank,
    Party,
    Media,
    Association,
    Foundation,
    Union,
    International,
    ForeignGovernment,
    Sports,
    #[default]
    Other,
}

/// An organization with every place where the article names it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Organization {
    /// `o1`, `o2` … in order of first mention.
    pub id: String,
    /// Its fullest name in the article.
    pub name: String,
    /// The other names that the article gives it, in order of first mention.
    pub aliases: Vec<String>,
    pub kind: OrganizationKind,
    pub mentions: Vec<Mention>,
}

/// A person with a title or position.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Official {
    /// `p1`, `p2` … in order of first mention, officials and people together.
    pub id: String,
    pub name: String,
    /// The position without the body (`시장`, `총괄 부사장`).
    pub title: String,
    /// The `id` of the body in this record's organizations; null where it has no mention there.
    pub organization: Option<String>,
    /// The body's fullest name, also where only the title carries it (`광주시장` → `광주시`).
    pub organization_name: Option<String>,
    /// Every form of the title that the article uses.
    pub titles: Vec<String>,
    /// The name alone (`박` in `박 시장`).
    pub mentions: Vec<Mention>,
}

/// A person without a position.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub mentions: Vec<Mention>,
}

/// Somebody's words in quotation marks: `text` is what stands between the marks.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Quote {
    /// The `id` of the official, person or organization that says it; of an unnamed spokesman (`한빛시 관계자`) the body's; null where
    /// the article does not say who speaks, or it is nobody with a name.
    pub speaker: Option<String>,
    /// The speaker's full name, or what the article calls one without a name (`업계 관계자`).
    pub speaker_name: Option<String>,
    /// The verb of speaking as it stands (`밝혔다`); one verb may govern several quotations.
    pub verb: Option<String>,
}

/// What a fact tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FactKind {
    /// `subject`, a facility or a part of one, can do or hold `value`.
    Capacity,
    /// `subject` puts `value` into `object`.
    Investment,
    /// `subject` gives or has `value` of public money for `object`, or `object` costs it.
    Budget,
    /// `parties` agree about `about`.
    Agreement,
    /// `subject`, a person, is `about`, a title, of `object`, a body.
    Position,
    /// `subject` has `about` (개소, 착수식), held by `parties`.
    Event,
}

/// Whether a fact is there or intended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    Actual,
    Planned,
}

/// The number of a fact: an index into one of the record's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FactValue {
    Amount(usize),
    Figure(usize),
}

/// The time of a fact: an index into `dates`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FactTime {
    Date(usize),
}

/// A part of `text`, in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Extent {
    pub start: usize,
    pub end: usize,
}

/// A fact. Who and what stand as an `id` of the record where it is an organization or a person, else in the article's words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Fact {
    pub kind: FactKind,
    /// Null for a position.
    pub modality: Option<Modality>,
    pub subject: Option<String>,
    pub object: Option<String>,
    pub parties: Vec<String>,
    pub about: Option<String>,
    pub value: Option<FactValue>,
    pub when: Option<FactTime>,
    /// The words that say it.
    pub evidence: Extent,
}

/// What made the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Provenance {
    pub version: &'static str,
    /// The content hash of the lexicons that were used.
    pub lexicon: String,
}

/// The JSON Schema of what `gisa extract` writes for one article.
pub fn schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Record>()
}

/// One article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Record {
    pub schema: &'static str,
    /// A hash of the article's words: the same article gets the same id in every run.
    pub id: String,
    pub source: Source,
    /// The `id` of the earlier document of the run that this one repeats; null where there is none, or where none was looked for
    /// (`--dedupe`).
    pub duplicate_of: Option<String>,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub reporters: Vec<Reporter>,
    pub published: Option<Timestamp>,
    pub modified: Option<Timestamp>,
    pub published_from: Option<PublishedFrom>,
    pub text: String,
    #[serde(flatten)]
    pub entities: Entities,
    pub gisa: Provenance,
}

/// Everything that was recognized in a text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Entities {
    pub organizations: Vec<Organization>,
    pub officials: Vec<Official>,
    /// Persons without a position.
    pub people: Vec<Person>,
    pub amounts: Vec<Located<Amount>>,
    pub figures: Vec<Located<Figure>>,
    pub counts: Vec<Located<Count>>,
    pub dates: Vec<Located<Date>>,
    /// Direct quotations, in text order.
    pub quotes: Vec<Located<Quote>>,
    /// In the order of their evidence.
    pub facts: Vec<Fact>,
}

/// An article without its boilerplate, as `gisa clean` writes it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Cleaned {
    pub id: String,
    pub source: Source,
    /// The `id` of the earlier document of the run that this one repeats; null where there is none, or where none was looked for
    /// (`--dedupe`).
    pub duplicate_of: Option<String>,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub reporters: Vec<Reporter>,
    pub published: Option<Timestamp>,
    pub modified: Option<Timestamp>,
    pub published_from: Option<PublishedFrom>,
    pub text: String,
}

/// The morphemes of an article, as `gisa tokens` writes them.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Tokenized {
    pub id: String,
    pub source: Source,
    /// The `id` of the earlier document of the run that this one repeats; null where there is none, or where none was looked for
    /// (`--dedupe`).
    pub duplicate_of: Option<String>,
    pub text: String,
    pub sentences: Vec<Located<Morphemes>>,
}

/// What stands in a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Morphemes {
    pub tokens: Vec<Located<Morpheme>>,
}

/// A morpheme's part of speech.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Morpheme {
    /// mecab-ko-dic's tag (`NNG`, `JKS`, `VCP+ETM` …).
    pub tag: &'static str,
}

/// A text that `gisa annotate` has read.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Annotated {
    pub text: String,
    #[serde(flatten)]
    pub entities: Entities,
}

/// Turns byte offsets of one text into code point offsets.
///
/// Offsets may be asked for in any order; a table of every 64th byte keeps each answer at O(64).
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `64 * i`.
    before: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 64;

    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0u32;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            before.push(count);
            count += leading_bytes(chunk);
        }
        before.push(count);
        CodePoints { text, before }
    }

    /// The number of code points before the byte offset `at`.
    pub fn at(&self, at: usize) -> usize {
        let block = at / Self::STEP;
        let rest = &self.text.as_bytes()[block * Self::STEP..at];
        (self.before[block] + leading_bytes(rest)) as usize
    }

    /// The value at its place in the record.
    pub fn locate<T>(&self, found: Found<T>) -> Located<T> {
        Located {
            start: self.at(found.span.start),
            end: self.at(found.span.end),
            text: found.span.of(self.text).to_owned(),
            what: found.what,
        }
    }

    /// A part of the text, in code points.
    pub fn extent(&self, span: Span) -> Extent {
        Extent { start: self.at(span.start), end: self.at(span.end) }
    }

    /// A name at its place in the record.
    pub fn mention(&self, span: Span) -> Mention {
        self.locate(Found { span, what: Name {} })
    }
}

/// The bytes that begin a character: all but UTF-8's continuation bytes.
fn leading_bytes(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_of_mixed_text() {
        let text = "가a나😀".repeat(40);
        let points = CodePoints::new(&text);
        for (nth, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(at), nth);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
    }

    #[test]
    fn numbers_leave_as_decimal_strings() {
        let amount = Located {
            start: 0,
            end: 4,
            text: "55억원".into(),
            what: Amount {
                quantity: Quantity::exactly(Decimal::from(5_500_000_000_i64)),
                currency: "KRW",
                inferred_currency: false,
                conversion_of: None,
                per: None,
            },
        };
        let json = serde_json::to_value(&amount).unwrap();
        assert_eq!(json["value"], "5500000000");
        assert_eq!(json["min"], serde_json::Value::Null);
        assert_eq!(json["bound"], "eq");
        assert_eq!(json["currency"], "KRW");
    }
}
