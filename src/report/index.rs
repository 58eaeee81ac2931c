//! What charts, filters and the table need of every article.

use std::hash::Hash;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::records::{Fact, Kind, Number, Record};
use crate::report::Language;

/// All articles, with the names that recur in tables of their own. Names that are the same in two articles are taken for the
/// same body or person: what stands behind a name is not known here.
#[derive(Debug, Serialize)]
pub struct Index<'r> {
    version: &'static str,
    title: &'r str,
    language: Option<Language>,
    /// Whether the articles say what was cut from them.
    cuts: bool,
    publishers: Vec<&'r str>,
    /// Name and kind.
    organizations: Vec<(&'r str, &'r str)>,
    /// Name, body and the usual title.
    officials: Vec<(&'r str, &'r str, &'r str)>,
    /// The kinds of facts.
    facts: Vec<&'r str>,
    articles: Vec<Entry<'r>>,
}

/// One article.
#[derive(Debug, Serialize)]
struct Entry<'r> {
    title: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'r str>,
    organizations: Vec<usize>,
    officials: Vec<usize>,
    /// Amounts in won with their words and what they are for, largest first.
    won: Vec<(f64, &'r str, String)>,
    /// Kind, SI value, words and what is measured.
    capacities: Vec<(&'r str, f64, &'r str, String)>,
    /// Mentions by kind, in the order of [`Kind::ALL`].
    marks: [usize; 7],
    facts: Vec<usize>,
    quotes: usize,
}

/// How many amounts of one article may be among the largest of all.
const LARGEST: usize = 5;
/// How many capacities of one article are charted.
const CAPACITIES: usize = 50;

impl<'r> Index<'r> {
    pub fn new(records: &'r [Record], title: &'r str, language: Option<Language>, cuts: bool) -> Self {
        let mut publishers = Names::default();
        let mut organizations = Names::default();
        let mut officials = Names::default();
        let mut facts = Names::default();
        let articles = records.iter().map(|record| Entry {
            title: record.title.as_deref().unwrap_or_else(|| beginning(&record.text)),
            publisher: record.publisher.as_deref().map(|name| publishers.at(name, || name)),
            published: record.published.as_deref(),
            organizations: distinct(
                record.organizations.iter().map(|known| organizations.at(&*known.name, || (&*known.name, &*known.kind))),
            ),
            officials: distinct(record.officials.iter().map(|known| {
                let body = known.organization_name.as_deref().unwrap_or_default();
                let at = officials.at((&*known.name, body), || (&*known.name, body, Titles::default()));
                *officials.names[at].2.entry(known.title.as_deref().unwrap_or_default()).or_default() += 1;
                at
            })),
            won: won(record),
            capacities: capacities(record),
            marks: marks(record),
            facts: distinct(record.facts.iter().map(|fact| facts.at(&*fact.kind, || &*fact.kind))),
            quotes: record.quotes.len(),
        });
        let articles = articles.collect();
        Index {
            version: env!("CARGO_PKG_VERSION"),
            title,
            language,
            cuts,
            publishers: publishers.names,
            organizations: organizations.names,
            officials: officials.names.into_iter().map(|(name, body, titles)| (name, body, usual(&titles))).collect(),
            facts: facts.names,
            articles,
        }
    }
}

/// How often a person has a title.
type Titles<'r> = FxHashMap<&'r str, usize>;

/// The title that most articles give; of two that as many give, the one that is first in order.
fn usual<'r>(titles: &Titles<'r>) -> &'r str {
    titles.iter().max_by_key(|(title, count)| (**count, std::cmp::Reverse(**title))).map_or("", |(title, _)| title)
}

/// Names with their places in a table.
struct Names<K, V> {
    places: FxHashMap<K, usize>,
    names: Vec<V>,
}

impl<K, V> Default for Names<K, V> {
    fn default() -> Self {
        Names { places: FxHashMap::default(), names: Vec::new() }
    }
}

impl<K: Hash + Eq, V> Names<K, V> {
    fn at(&mut self, key: K, name: impl FnOnce() -> V) -> usize {
        *self.places.entry(key).or_insert_with(|| {
            self.names.push(name());
            self.names.len() - 1
        })
    }
}

fn distinct(places: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut seen = FxHashSet::default();
    places.filter(|place| seen.insert(*place)).collect()
}

/// The beginning of a text that has no title.
fn beginning(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.char_indices().nth(80).map_or(line, |(at, _)| &line[..at])
}

fn number(text: &Option<String>) -> Option<f64> {
    text.as_deref()?.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// The value, or the upper end of a range, or its lower one.
fn magnitude(known: &Number) -> Option<f64> {
    number(&known.value).or_else(|| number(&known.max)).or_else(|| number(&known.min))
}

/// Who and what a fact says that a number is of: names, the `list` being that of the number.
fn told(record: &Record, list: &str, nth: usize) -> Option<String> {
    let of = |fact: &&Fact| fact.parts.get("value").and_then(|value| value.get(list)?.as_u64()) == Some(nth as u64);
    let fact = record.facts.iter().find(of)?;
    let names = ["subject", "object"].iter().filter_map(|role| fact.parts.get(*role)?.as_str());
    let names: Vec<_> = names.map(|name| record.name_of(name).unwrap_or(name)).collect();
    (!names.is_empty()).then(|| names.join(" – "))
}

/// The largest sums in won. A price for one of something is no sum.
fn won(record: &Record) -> Vec<(f64, &str, String)> {
    let sums = record.amounts.iter().enumerate();
    let sums = sums.filter(|(_, amount)| amount.currency.as_deref() == Some("KRW") && amount.per.is_none());
    let mut sums: Vec<_> = sums.filter_map(|(nth, amount)| Some((magnitude(amount)?, nth))).collect();
    sums.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    sums.dedup_by(|(a, _), (b, _)| a == b);
    sums.truncate(LARGEST);
    let sum = |(value, nth): (f64, usize)| {
        (value, record.words(record.amounts[nth].place), told(record, "amount", nth).unwrap_or_default())
    };
    sums.into_iter().map(sum).collect()
}

/// What can be done or held: power, computing, storage. A fact that names the facility wins over the words beside the figure.
fn capacities(record: &Record) -> Vec<(&str, f64, &str, String)> {
    let mut figures: Vec<(&str, f64, &str, String)> = Vec::new();
    for (nth, figure) in record.figures.iter().enumerate() {
        let kind = figure.kind.as_deref().filter(|kind| ["power", "computing", "storage"].contains(kind));
        let Some((kind, value)) = kind.zip(si(figure)) else { continue };
        if figures.len() == CAPACITIES {
            break;
        }
        let what = told(record, "figure", nth).or_else(|| figure.subject.clone()).unwrap_or_default();
        if !figures.iter().any(|(known, same, _, of)| (*known, *same, of) == (kind, value, &what)) {
            figures.push((kind, value, record.words(figure.place), what));
        }
    }
    figures
}

/// The shortest floating point number of the SI value.
fn si(figure: &Number) -> Option<f64> {
    let value = figure.si.as_deref()?;
    let exact = value.parse::<Decimal>().ok().map(|value| value.normalize()).and_then(|value| value.to_f64());
    exact.or_else(|| value.parse().ok()).filter(|value| value.is_finite() && *value > 0.0)
}

fn marks(record: &Record) -> [usize; 7] {
    let mut counts = [0; 7];
    for mark in record.marks() {
        if let Some(nth) = Kind::ALL.iter().position(|kind| *kind == mark.kind) {
            counts[nth] += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_counted_once_an_article() {
        let record = |name: &str| -> Record {
            serde_json::from_value(json!({
                "title": name, "publisher": "가람일보", "text": "한빛시 3억원 5000만원 3억 1인당 9억원 8MW",
                "organizations": [{"id": "o1", "name": "한빛시", "kind": "local-government"}, {"id": "o2", "name": name, "kind": "company"}],
                "officials": [{"id": "p1", "name": "이하늘", "title": "시장", "organization_name": "한빛시"}],
                "amounts": [
                    {"start": 8, "end": 14, "value": "50000000", "currency": "KRW"},
                    {"start": 4, "end": 7, "value": null, "min": "100000000", "max": "300000000", "currency": "KRW"},
                    {"start": 15, "end": 17, "value": "300000000", "currency": "KRW"},
                    {"start": 18, "end": 25, "value": "900000000", "currency": "KRW", "per": "명"},
                    {"start": 0, "end": 1, "value": "7", "currency": "USD"}
                ],
                "figures": [{"start": 26, "end": 29, "value": "8", "unit": "MW", "kind": "power", "si": "8000000", "subject": "설비"}],
                "facts": [{"kind": "capacity", "subject": "데이터센터", "value": {"figure": 0}},
                    {"kind": "budget", "subject": "o1", "object": "도로", "value": {"amount": 1}}]
            }))
            .unwrap()
        };
        let mut records = [record("가"), record("나"), record("다")];
        records[0].officials[0].title = Some("지사".into());
        let index = serde_json::to_value(Index::new(&records, "t", Some(Language::Ko), false)).unwrap();
        assert_eq!(index["publishers"], json!(["가람일보"]));
        assert_eq!(
            index["organizations"],
            json!([["한빛시", "local-government"], ["가", "company"], ["나", "company"], ["다", "company"]])
        );
        assert_eq!(index["officials"], json!([["이하늘", "한빛시", "시장"]]));
        let second = &index["articles"][1];
        assert_eq!(second["organizations"], json!([0, 2]));
        assert_eq!(second["won"], json!([[300000000.0, "3억원", "한빛시 – 도로"], [50000000.0, "5000만원", ""]]));
        assert_eq!(second["capacities"], json!([["power", 8000000.0, "8MW", "데이터센터"]]));
        assert_eq!(second["marks"], json!([0, 0, 5, 1, 0, 0, 0]));
        assert_eq!((&index["language"], &second["facts"]), (&json!("ko"), &json!([0, 1])));
    }
}
