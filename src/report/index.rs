//! What charts, filters and the table need of every article.

use std::hash::Hash;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::records::{Kind, Number, Record};
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
    /// Amounts in won with their words, largest first.
    won: Vec<(f64, &'r str)>,
    /// Kind, SI value, words and what is measured.
    capacities: Vec<(&'r str, f64, &'r str, &'r str)>,
    /// Mentions by kind, in the order of [`Kind::ALL`].
    marks: [usize; 7],
    facts: Vec<usize>,
    quotes: usize,
}

/// How many amounts of one article may be among the largest of all.
const LARGEST: usize = 5;

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
    let mut seen = Vec::new();
    for place in places {
        if !seen.contains(&place) {
            seen.push(place);
        }
    }
    seen
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

/// The largest sums in won. A price for one of something is no sum.
fn won<'r>(record: &'r Record) -> Vec<(f64, &'r str)> {
    let sums = record.amounts.iter().filter(|amount| amount.currency.as_deref() == Some("KRW") && amount.per.is_none());
    let mut sums: Vec<_> = sums.filter_map(|amount| Some((magnitude(amount)?, amount))).collect();
    sums.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    sums.dedup_by(|(a, _), (b, _)| a == b);
    sums.truncate(LARGEST);
    sums.into_iter().map(|(value, amount)| (value, record.words(amount.place))).collect()
}

/// What can be done or held: power, computing, storage. A fact that names the facility wins over the words beside the figure.
fn capacities<'r>(record: &'r Record) -> Vec<(&'r str, f64, &'r str, &'r str)> {
    let subject = |nth: usize| {
        record.facts.iter().find_map(|fact| {
            let of = fact.parts.get("value")?.get("figure")?.as_u64()?;
            (of == nth as u64).then(|| fact.parts.get("subject")?.as_str())?
        })
    };
    let figures = record.figures.iter().enumerate().filter_map(|(nth, figure)| {
        let kind = figure.kind.as_deref().filter(|kind| ["power", "computing", "storage"].contains(kind))?;
        let what = subject(nth).or(figure.subject.as_deref()).unwrap_or_default();
        Some((kind, si(figure)?, record.words(figure.place), what))
    });
    let mut figures: Vec<_> = figures.collect();
    let mut seen = Vec::new();
    figures.retain(|&(kind, value, _, what)| {
        let new = !seen.contains(&(kind, value, what));
        seen.push((kind, value, what));
        new
    });
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
                    {"start": 9, "end": 15, "value": "50000000", "currency": "KRW"},
                    {"start": 4, "end": 7, "value": null, "min": "100000000", "max": "300000000", "currency": "KRW"},
                    {"start": 16, "end": 18, "value": "300000000", "currency": "KRW"},
                    {"start": 19, "end": 26, "value": "900000000", "currency": "KRW", "per": "명"},
                    {"start": 0, "end": 1, "value": "7", "currency": "USD"}
                ],
                "figures": [{"start": 27, "end": 30, "value": "8", "unit": "MW", "kind": "power", "si": "8000000", "subject": "설비"}],
                "facts": [{"kind": "capacity", "subject": "데이터센터", "value": {"figure": 0}}]
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
        assert_eq!(second["won"], json!([[300000000.0, "3억원"], [50000000.0, "5000만원"]]));
        assert_eq!(second["capacities"], json!([["power", 8000000.0, "8MW", "데이터센터"]]));
        assert_eq!(second["marks"], json!([0, 0, 4, 1, 0, 0, 0]));
        assert_eq!((&index["language"], &second["facts"]), (&json!("ko"), &json!([0])));
    }
}
