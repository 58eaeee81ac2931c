//! The record as tables: one definition of tables, columns and types for SQLite, PostgreSQL and Parquet.
//!
//! `articles` has one row an article; what was recognized in it lies in tables keyed by `(article_id, n)`, `n` from 0 in the order
//! of the record. `article_id` is the sink's own number of the article (in Parquet: of the document in the run); `id` is the
//! record's. Offsets count code points into `articles.text`, from 0, half-open: `substr(text, span_start + 1, span_end -
//! span_start)` is the mention.

use std::borrow::Cow;

use jiff::civil;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::document::{Reporter, Timestamp};
use crate::error::Reject;
use crate::record::{
    Amount, Count, Date, Entities, Fact, FactTime, FactValue, Figure, Located, Mention, Official, Organization, Person, Quote,
    Record,
};

/// The name and version of the tables' form, as databases keep it.
pub const FORM: &str = "gisa/tables/1";

/// What a column holds. A sink knows its own type for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// A list of words, or of objects, as JSON.
    Json,
    Integer,
    Boolean,
    /// An exact decimal number.
    Number,
    /// A day.
    Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    /// Never null.
    pub required: bool,
}

/// A table: the columns of its key, and the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    pub key: &'static [Column],
    pub columns: &'static [Column],
    /// The columns of each index.
    pub indexes: &'static [&'static str],
}

impl Table {
    /// The key's columns, then the others: the order of the values of a row.
    pub fn all(&self) -> impl Iterator<Item = &'static Column> + Clone {
        self.key.iter().chain(self.columns)
    }
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'r> {
    Null,
    Text(Cow<'r, str>),
    Integer(i64),
    Boolean(bool),
    Number(Decimal),
    Date(civil::Date),
}

macro_rules! table {
    ($columns:ident, $values:ident, |$row:ident: $type:ty| { $($name:literal $kind:ident $null:tt $value:expr;)* }) => {
        const $columns: &[Column] =
            &[$(Column { name: $name, kind: Kind::$kind, required: table!(@ $null) }),*];

        fn $values<'r>($row: $type) -> impl IntoIterator<Item = Value<'r>> {
            [$(Value::from($value)),*]
        }
    };
    (@ !) => { true };
    (@ ?) => { false };
}

table!(ARTICLES, article, |record: &'r Record| {
    "id" Text ! &record.id;
    "title" Text ? &record.title;
    "subtitle" Text ? &record.subtitle;
    "publisher" Text ? &record.publisher;
    "section" Text ? &record.section;
    "published" Text ? time(record.published);
    "published_on" Date ? record.published.map(|time| time.date);
    "published_from" Text ? record.published_from.map(word);
    "modified" Text ? time(record.modified);
    "text" Text ! &record.text;
    "duplicate_of" Text ? &record.duplicate_of;
    "source_path" Text ! &record.source.path;
    "source_member" Text ? &record.source.member;
    "source_record" Integer ! record.source.record;
    "source_id" Text ? &record.source.id;
    "source_format" Text ! word(record.source.format);
    "source_charset" Text ? &record.source.charset;
    "source_replaced_bytes" Integer ! u64::from(record.source.replaced);
    "source_truncated" Boolean ! record.source.truncated;
    "url" Text ? &record.source.url;
    "gisa_version" Text ! record.gisa.version;
    "gisa_lexicon" Text ! &record.gisa.lexicon;
});

table!(REPORTERS, reporter, |row: &'r Reporter| {
    "name" Text ! &row.name;
    "email" Text ? &row.email;
});

table!(ORGANIZATIONS, organization, |row: &'r Organization| {
    "id" Text ! &row.id;
    "name" Text ! &row.name;
    "kind" Text ! word(row.kind);
    "aliases" Json ! json(&row.aliases);
});

table!(OFFICIALS, official, |row: &'r Official| {
    "id" Text ! &row.id;
    "name" Text ! &row.name;
    "title" Text ! &row.title;
    "organization" Text ? &row.organization;
    "organization_name" Text ? &row.organization_name;
    "titles" Json ! json(&row.titles);
});

table!(PEOPLE, person, |row: &'r Person| {
    "id" Text ! &row.id;
    "name" Text ! &row.name;
});

table!(MENTIONS, mention, |row: Named<'r>| {
    "entity" Text ! row.entity;
    "entity_kind" Text ! row.kind;
    "span_start" Integer ! row.mention.start;
    "span_end" Integer ! row.mention.end;
    "text" Text ! &row.mention.text;
});

table!(AMOUNTS, amount, |row: (&'r Located<Amount>, Option<Decimal>)| {
    "span_start" Integer ! row.0.start;
    "span_end" Integer ! row.0.end;
    "text" Text ! &row.0.text;
    "value" Number ? row.0.what.quantity.value;
    "min" Number ? row.0.what.quantity.min;
    "max" Number ? row.0.what.quantity.max;
    "bound" Text ! word(row.0.what.quantity.bound);
    "currency" Text ! row.0.what.currency;
    "inferred_currency" Boolean ! row.0.what.inferred_currency;
    "conversion_of" Integer ? row.0.what.conversion_of;
    "per" Text ? &row.0.what.per;
    "value_krw" Number ? row.1;
});

table!(FIGURES, figure, |row: &'r Located<Figure>| {
    "span_start" Integer ! row.start;
    "span_end" Integer ! row.end;
    "text" Text ! &row.text;
    "value" Number ? row.what.quantity.value;
    "min" Number ? row.what.quantity.min;
    "max" Number ? row.what.quantity.max;
    "bound" Text ! word(row.what.quantity.bound);
    "unit" Text ! row.what.unit;
    "kind" Text ! word(row.what.kind);
    "ucum" Text ? row.what.ucum;
    "si" Number ? row.what.si;
    "subject" Text ? &row.what.subject;
});

table!(COUNTS, count, |row: &'r Located<Count>| {
    "span_start" Integer ! row.start;
    "span_end" Integer ! row.end;
    "text" Text ! &row.text;
    "value" Number ? row.what.quantity.value;
    "min" Number ? row.what.quantity.min;
    "max" Number ? row.what.quantity.max;
    "bound" Text ! word(row.what.quantity.bound);
    "unit" Text ! &row.what.unit;
    "kind" Text ! word(row.what.kind);
});

table!(DATES, date, |row: &'r Located<Date>| {
    "span_start" Integer ! row.start;
    "span_end" Integer ! row.end;
    "text" Text ! &row.text;
    "type" Text ! word(row.what.kind);
    "value" Text ! &row.what.value;
    "edtf" Text ? &row.what.edtf;
    "earliest" Date ? day(&row.what.earliest);
    "latest" Date ? day(&row.what.latest);
    "bound" Text ! word(row.what.bound);
    "anchor" Text ! word(row.what.anchor);
});

table!(QUOTES, quote, |row: &'r Located<Quote>| {
    "span_start" Integer ! row.start;
    "span_end" Integer ! row.end;
    "text" Text ! &row.text;
    "speaker" Text ? &row.what.speaker;
    "speaker_name" Text ? &row.what.speaker_name;
    "verb" Text ? &row.what.verb;
});

table!(FACTS, fact, |row: (&'r Fact, &'r Entities)| {
    "kind" Text ! word(row.0.kind);
    "modality" Text ? row.0.modality.map(word);
    "subject" Text ? &row.0.subject;
    "subject_name" Text ? row.0.subject.as_ref().map(|of| name(row.1, of));
    "object" Text ? &row.0.object;
    "object_name" Text ? row.0.object.as_ref().map(|of| name(row.1, of));
    "parties" Json ! json(&row.0.parties);
    "party_names" Json ! json(&row.0.parties.iter().map(|of| name(row.1, of)).collect::<Vec<_>>());
    "about" Text ? &row.0.about;
    "amount_n" Integer ? match row.0.value { Some(FactValue::Amount(nth)) => Some(nth), _ => None };
    "figure_n" Integer ? match row.0.value { Some(FactValue::Figure(nth)) => Some(nth), _ => None };
    "date_n" Integer ? row.0.when.map(|FactTime::Date(nth)| nth);
    "span_start" Integer ! row.0.evidence.start;
    "span_end" Integer ! row.0.evidence.end;
});

table!(REJECTS, rejected, |reject: &'r Reject| {
    "source_path" Text ! &reject.source.path;
    "source_member" Text ! reject.source.member.as_deref().unwrap_or_default();
    "source_record" Integer ! reject.source.record;
    "source_id" Text ? &reject.source.id;
    "source_format" Text ! word(reject.source.format);
    "url" Text ? &reject.source.url;
    "stage" Text ! word(reject.stage);
    "code" Text ! reject.code;
    "message" Text ! &reject.message;
});

const ID: Column = Column { name: "article_id", kind: Kind::Integer, required: true };
const N: Column = Column { name: "n", kind: Kind::Integer, required: true };

const fn of_article(name: &'static str, columns: &'static [Column], indexes: &'static [&'static str]) -> Table {
    Table { name, key: &[ID, N], columns, indexes }
}

/// The place of `articles` among the tables; [`REJECTED`] is that of `rejects`. The others hold what belongs to an article.
pub const ARTICLE: usize = 0;
pub const REJECTED: usize = TABLES.len() - 1;

/// Every table.
pub const TABLES: [Table; 13] = [
    Table { name: "articles", key: &[ID], columns: ARTICLES, indexes: &["published_on", "publisher"] },
    of_article("reporters", REPORTERS, &["name"]),
    of_article("organizations", ORGANIZATIONS, &["name"]),
    of_article("officials", OFFICIALS, &["name", "organization_name"]),
    of_article("people", PEOPLE, &["name"]),
    of_article("mentions", MENTIONS, &[]),
    of_article("amounts", AMOUNTS, &["value_krw"]),
    of_article("figures", FIGURES, &["kind, si"]),
    of_article("counts", COUNTS, &["unit, value"]),
    of_article("dates", DATES, &["earliest"]),
    of_article("quotes", QUOTES, &["speaker_name"]),
    of_article("facts", FACTS, &["kind, subject_name"]),
    Table { name: "rejects", key: REJECTS.split_at(3).0, columns: REJECTS.split_at(3).1, indexes: &["code"] },
];

/// A view over the tables, in the SQL that SQLite, PostgreSQL and DuckDB share.
#[derive(Debug, Clone, Copy)]
pub struct View {
    pub name: &'static str,
    pub query: &'static str,
}

/// Questions that are asked again and again.
pub const VIEWS: [View; 4] = [
    // Money beside the words for putting it in; the words around it say what for.
    View {
        name: "investments",
        query: "SELECT * FROM (SELECT m.article_id, m.n, a.title, a.publisher, a.published_on, m.text, m.value_krw, m.value, m.min, \
                m.max, m.currency, m.bound, substr(a.text, CAST(CASE WHEN m.span_start > 40 THEN m.span_start - 39 ELSE 1 END \
                AS INTEGER), CAST(m.span_end - m.span_start + CASE WHEN m.span_start > 40 THEN 80 ELSE m.span_start + 40 END \
                AS INTEGER)) AS context \
                FROM amounts m JOIN articles a ON a.article_id = m.article_id WHERE m.conversion_of IS NULL AND m.per IS NULL) c \
                WHERE context LIKE '%투자%' OR context LIKE '%투입%' OR context LIKE '%들여%' OR context LIKE '%사업비%' \
                OR context LIKE '%예산%'",
    },
    View {
        name: "capacities",
        query: "SELECT f.article_id, f.n, a.title, a.publisher, a.published_on, f.subject, f.kind, f.text, f.value, f.min, f.max, \
                f.unit, f.si, f.bound FROM figures f JOIN articles a ON a.article_id = f.article_id \
                WHERE f.kind IN ('power', 'energy', 'computing', 'storage', 'bandwidth')",
    },
    View {
        name: "people_positions",
        query: "SELECT o.name, o.title, o.organization_name, count(*) AS articles, min(a.published_on) AS first_seen, \
                max(a.published_on) AS last_seen FROM officials o JOIN articles a ON a.article_id = o.article_id \
                GROUP BY o.name, o.title, o.organization_name",
    },
    View {
        name: "article_summary",
        query: "SELECT a.article_id, a.id, a.title, a.publisher, a.published_on, length(a.text) AS letters, \
                (SELECT count(*) FROM organizations t WHERE t.article_id = a.article_id) AS organizations, \
                (SELECT count(*) FROM officials t WHERE t.article_id = a.article_id) AS officials, \
                (SELECT count(*) FROM people t WHERE t.article_id = a.article_id) AS people, \
                (SELECT count(*) FROM amounts t WHERE t.article_id = a.article_id) AS amounts, \
                (SELECT count(*) FROM figures t WHERE t.article_id = a.article_id) AS figures, \
                (SELECT count(*) FROM counts t WHERE t.article_id = a.article_id) AS counts, \
                (SELECT count(*) FROM dates t WHERE t.article_id = a.article_id) AS dates, \
                (SELECT count(*) FROM quotes t WHERE t.article_id = a.article_id) AS quotes, \
                (SELECT count(*) FROM facts t WHERE t.article_id = a.article_id) AS facts, \
                (SELECT max(t.value_krw) FROM amounts t WHERE t.article_id = a.article_id) AS largest_krw FROM articles a",
    },
];

/// A mention with what it names.
struct Named<'r> {
    entity: &'r str,
    kind: &'static str,
    mention: &'r Mention,
}

/// Hands every row of a record to `into`, with the place of its table in [`TABLES`].
///
/// # Errors
/// What `into` says.
pub fn rows<'r, E>(
    record: &'r Record,
    article_id: i64,
    mut into: impl FnMut(usize, &[Value<'r>]) -> Result<(), E>,
) -> Result<(), E> {
    let mut row = vec![Value::Integer(article_id)];
    row.extend(article(record));
    into(ARTICLE, &row)?;
    let entities = &record.entities;
    let named = |entity: &'r String, kind, mentions: &'r [Mention]| {
        mentions.iter().map(move |mention| Named { entity: entity.as_str(), kind, mention })
    };
    let mentions = (entities.organizations.iter().flat_map(|of| named(&of.id, "organization", &of.mentions)))
        .chain(entities.officials.iter().flat_map(|of| named(&of.id, "official", &of.mentions)))
        .chain(entities.people.iter().flat_map(|of| named(&of.id, "person", &of.mentions)));
    let amounts = entities.amounts.iter().enumerate().map(|(nth, amount)| (amount, value_krw(&entities.amounts, nth)));
    // In the order of TABLES.
    let mut children = Children { table: ARTICLE, article_id, row, into: &mut into };
    children.all(&record.reporters, reporter)?;
    children.all(&entities.organizations, organization)?;
    children.all(&entities.officials, official)?;
    children.all(&entities.people, person)?;
    children.all(mentions, mention)?;
    children.all(amounts, amount)?;
    children.all(&entities.figures, figure)?;
    children.all(&entities.counts, count)?;
    children.all(&entities.dates, date)?;
    children.all(&entities.quotes, quote)?;
    children.all(entities.facts.iter().map(|fact| (fact, entities)), fact)
}

/// The row of a reject in the last of [`TABLES`].
pub fn reject_row(reject: &Reject) -> Vec<Value<'_>> {
    rejected(reject).into_iter().collect()
}

/// The tables of what belongs to an article, one after the other.
struct Children<'c, 'r, F> {
    table: usize,
    article_id: i64,
    row: Vec<Value<'r>>,
    into: &'c mut F,
}

impl<'r, F> Children<'_, 'r, F> {
    /// The rows of the next table.
    fn all<I, V, E>(&mut self, items: impl IntoIterator<Item = I>, values: impl Fn(I) -> V) -> Result<(), E>
    where
        V: IntoIterator<Item = Value<'r>>,
        F: FnMut(usize, &[Value<'r>]) -> Result<(), E>,
    {
        self.table += 1;
        for (n, item) in items.into_iter().enumerate() {
            self.row.clear();
            self.row.extend([Value::Integer(self.article_id), Value::Integer(n as i64)]);
            self.row.extend(values(item));
            (self.into)(self.table, &self.row)?;
        }
        Ok(())
    }
}

/// An amount in won: its own value, or that of the amount that restates it in won.
fn value_krw(amounts: &[Located<Amount>], nth: usize) -> Option<Decimal> {
    let won = |amount: &Amount| amount.quantity.value.filter(|_| amount.currency == "KRW");
    won(&amounts[nth].what).or_else(|| {
        // A restatement follows what it restates.
        amounts[nth..].iter().find(|other| other.what.conversion_of == Some(nth)).and_then(|other| won(&other.what))
    })
}

/// The name that a plain enumeration has in JSON.
fn word<'r>(name: impl Serialize) -> Value<'r> {
    match serde_json::to_value(name) {
        Ok(serde_json::Value::String(name)) => Value::Text(name.into()),
        _ => Value::Null,
    }
}

/// The name of what a fact refers to: an organization's or person's where it is an `id` of the record, else the words themselves.
fn name<'r>(entities: &'r Entities, of: &'r str) -> &'r str {
    let organizations = entities.organizations.iter().map(|of| (&of.id, &of.name));
    let officials = entities.officials.iter().map(|of| (&of.id, &of.name));
    let people = entities.people.iter().map(|of| (&of.id, &of.name));
    organizations.chain(officials).chain(people).find(|(id, _)| *id == of).map_or(of, |(_, name)| name)
}

fn json<'r, T: Serialize>(list: &[T]) -> Value<'r> {
    serde_json::to_string(list).map_or(Value::Null, |json| Value::Text(json.into()))
}

fn time<'r>(time: Option<Timestamp>) -> Value<'r> {
    time.map_or(Value::Null, |time| Value::Text(time.to_string().into()))
}

fn day(day: &Option<String>) -> Option<civil::Date> {
    day.as_deref()?.parse().ok()
}

impl<'r> From<&'r str> for Value<'r> {
    fn from(text: &'r str) -> Self {
        Value::Text(text.into())
    }
}

impl<'r> From<&'r String> for Value<'r> {
    fn from(text: &'r String) -> Self {
        Value::Text(text.as_str().into())
    }
}

impl<'r> From<&'r Option<String>> for Value<'r> {
    fn from(text: &'r Option<String>) -> Self {
        text.as_ref().into()
    }
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Value::from(number as u64)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Value::Boolean(truth)
    }
}

impl From<Decimal> for Value<'_> {
    fn from(number: Decimal) -> Self {
        Value::Number(number)
    }
}

impl From<civil::Date> for Value<'_> {
    fn from(day: civil::Date) -> Self {
        Value::Date(day)
    }
}

impl<'r, T: Into<Value<'r>>> From<Option<T>> for Value<'r> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}
