//! Facilities and projects of different articles, and what was said of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::{Article, Conflict, Event, Link, Linked, SCHEMA, Union, Value, by_frequency, distinct, identifier, names};
use crate::lexicon::Lexicon;
use crate::lists::lines;
use crate::records::{Fact, Number, Organization, Record};

/// The words of `lexicon/facilities.tsv`.
struct Words {
    /// Longest first.
    heads: Vec<&'static str>,
    /// The heads of what every firm has of its own.
    owned: Vec<&'static str>,
    plain: Vec<&'static str>,
    weak: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = lines(include_str!("../../lexicon/facilities.tsv"));
    let mut words = Words { heads: Vec::new(), owned: Vec::new(), plain: Vec::new(), weak: Vec::new() };
    for (word, role) in rows.filter_map(|row| row.split_once('\t')) {
        match role {
            "head" => words.heads.push(word),
            "owned" => {
                words.heads.push(word);
                words.owned.push(word);
            }
            "plain" => words.plain.push(word),
            _ => words.weak.push(word),
        }
    }
    for list in [&mut words.heads, &mut words.plain, &mut words.weak] {
        list.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    words
});

/// What a name says of a facility.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    head: &'static str,
    /// What tells it from others: the name without its head and the words of the lexicon.
    own: String,
    /// The words that tell it from others together with the region.
    weak: BTreeSet<&'static str>,
}

impl Known {
    /// `None` where the name is no facility's.
    fn of(name: &str) -> Option<Self> {
        let name: String = name.chars().filter(|c| !c.is_whitespace() && !"‘’“”'\"·()".contains(*c)).collect();
        let name =
            ordinal(&name).replace("인공지능", "AI").replace("수퍼컴", "슈퍼컴").replace("데이타", "데이터").to_uppercase();
        let head = WORDS.heads.iter().find(|head| name.ends_with(**head))?;
        let mut own = name[..name.len() - head.len()].to_owned();
        let mut weak = BTreeSet::new();
        for word in &WORDS.weak {
            if own.contains(word) {
                own = own.replace(word, "");
                weak.insert(*word);
            }
        }
        for word in &WORDS.plain {
            own = own.replace(word, "");
        }
        Some(Known { head, own, weak })
    }

    /// Whether it is one facility wherever it is named; `수도권` and the like name a part of the country alone.
    fn is_own(&self) -> bool {
        self.own.chars().count() >= 2 && !self.own.ends_with('권')
    }

    /// Whether only the firm tells it from others: `부산 2공장`, `해외 공장`.
    fn needs_owner(&self, lexicon: &Lexicon) -> bool {
        let place = self.own.trim_end_matches(|c: char| c.is_ascii_digit());
        WORDS.owned.contains(&self.head) && (place.chars().count() < 2 || lexicon.lookup_place(place).is_some())
    }

    /// Whether two names in one article can be one facility's.
    fn fits(&self, other: &Known) -> bool {
        self.head == other.head && (self.own == other.own || self.own.is_empty() || other.own.is_empty())
    }
}

/// A name with its ordinals as bare numbers: `제2공장` is `2공장`.
fn ordinal(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '제' || !letters.peek().is_some_and(char::is_ascii_digit) {
            plain.push(letter);
        }
    }
    plain
}

/// What a record says of a facility.
#[derive(Debug)]
pub struct Told {
    article: usize,
    name: String,
    known: Known,
    /// The firm whose it is: its `id` in the record.
    owner: Option<String>,
    /// Where the name or the words lie; `Some(None)` abroad.
    region: Option<Option<String>>,
    event: Event,
    /// The measure and its value, where the fact has one.
    value: Option<(String, Decimal)>,
}

/// The facts of a record that are about facilities.
pub fn told(lexicon: &Lexicon, article: usize, record: &Record) -> Vec<Told> {
    record.facts.iter().filter_map(|fact| tell(lexicon, article, record, fact)).collect()
}

/// The firm that a fact names, else the one that the record mentions more often than any other.
fn owner(record: &Record, fact: &Fact) -> Option<String> {
    let is_firm = |body: &&Organization| body.kind == "company";
    let named = |role: &str| {
        let id = fact.parts.get(role)?.as_str()?;
        record.organizations.iter().filter(is_firm).find(|body| body.id == id)
    };
    let most = || {
        let count = record.organizations.iter().filter(is_firm).map(|body| body.mentions.len()).max()?;
        let mut firms = record.organizations.iter().filter(is_firm).filter(|body| body.mentions.len() == count);
        firms.next().filter(|_| firms.next().is_none())
    };
    ["subject", "object"].into_iter().find_map(named).or_else(most).map(|body| body.id.clone())
}

fn tell(lexicon: &Lexicon, article: usize, record: &Record, fact: &Fact) -> Option<Told> {
    if !["capacity", "investment", "budget", "event"].contains(&fact.kind.as_str()) {
        return None;
    }
    let text =
        |role: &str| fact.parts.get(role).and_then(serde_json::Value::as_str).filter(|text| record.name_of(text).is_none());
    let roles = if fact.kind == "capacity" || fact.kind == "event" { ["subject", "object"] } else { ["object", "subject"] };
    let (name, known) = roles.into_iter().filter_map(text).find_map(|name| Some((name, Known::of(name)?)))?;
    let (name, known) = fuller(&record.text, name, known);
    let number = |list: &str, numbers: &'_ [Number]| {
        let at = fact.parts.get("value")?.get(list)?.as_u64()?;
        numbers.get(at as usize).cloned()
    };
    let (figure, amount) = (number("figure", &record.figures), number("amount", &record.amounts));
    let value = match (&figure, &amount) {
        (Some(figure), _) => figure.kind.clone().zip(figure.si.as_deref().and_then(|si| si.parse().ok())),
        (_, Some(amount)) => amount
            .currency
            .as_ref()
            .map(|currency| format!("{} {currency}", fact.kind))
            .zip(amount.value.as_deref().and_then(|value| value.parse().ok())),
        _ => None,
    };
    let date = fact.parts.get("when").and_then(|when| when.get("date")).and_then(serde_json::Value::as_u64);
    let within =
        |quote: &&crate::records::Quote| quote.place.start <= fact.evidence.start && fact.evidence.end <= quote.place.end;
    let speaker = record.quotes.iter().find(within).and_then(|quote| record.speaker(quote));
    let string = |role: &str| fact.parts.get(role).and_then(serde_json::Value::as_str).map(str::to_owned);
    let event = Event {
        date: date.and_then(|at| record.dates.get(at as usize)).map(|date| date.value.clone()),
        published: record.published.clone(),
        record: record.id.clone(),
        kind: fact.kind.clone(),
        modality: string("modality"),
        name: name.clone(),
        about: string("about"),
        value: figure.or(amount).map(|number| record.words(number.place).to_owned()),
        by: speaker.map(str::to_owned).or_else(|| record.publisher.clone()),
        evidence: record.words(fact.evidence).to_owned(),
    };
    let region = names::region_within(lexicon, &name).or_else(|| names::region_within(lexicon, &event.evidence));
    Some(Told { article, name, known, owner: owner(record, fact), region, event, value })
}

/// The longest name in the article that ends in `name`: `AI클라우드데이터센터` for `클라우드데이터센터`.
fn fuller(text: &str, name: &str, known: Known) -> (String, Known) {
    let longer = text.match_indices(name).map(|(at, _)| {
        let start = text[..at]
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        &text[start..at + name.len()]
    });
    let best = longer.max_by_key(|longer| longer.len()).unwrap_or(name);
    match Known::of(best) {
        Some(more) if more.fits(&known) && best.chars().count() <= 30 => (best.to_owned(), more),
        _ => (name.to_owned(), known),
    }
}

/// What facilities of different articles are joined by: head, own name or word, region, firm.
type Key<'a> = (&'a str, &'a str, Option<usize>, Option<usize>);

/// Links facilities.
pub fn link(lexicon: &Lexicon, articles: &[Article], told: Vec<Told>, of: &FxHashMap<(usize, &str), usize>) -> Vec<Link> {
    let mut union = Union::new(told.len());
    // Within an article: names that fit, as long as no third one tells them apart.
    let mut by_article: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, one) in told.iter().enumerate() {
        by_article.entry(one.article).or_default().push(at);
    }
    for same in by_article.values() {
        for &at in same {
            let others: BTreeSet<&str> = same
                .iter()
                .filter(|&&other| told[other].known.head == told[at].known.head && !told[other].known.own.is_empty())
                .map(|&other| told[other].known.own.as_str())
                .collect();
            for &other in same.iter().filter(|&&other| other < at && told[other].known.fits(&told[at].known)) {
                if told[other].known.own == told[at].known.own || others.len() <= 1 {
                    union.join(other, at);
                }
            }
        }
    }
    // Across articles: by its own name, with the firm where it says too little; or by region and a word of its name.
    let mut first: FxHashMap<Key<'_>, usize> = FxHashMap::default();
    for (at, one) in told.iter().enumerate() {
        let region = articles[one.article].region;
        let Known { head, own, weak } = &one.known;
        let mut keys = Vec::new();
        if one.known.is_own() && one.known.needs_owner(lexicon) {
            let owner = one.owner.as_deref().and_then(|local| of.get(&(one.article, local)).copied());
            keys.extend(owner.map(|owner| (*head, own.as_str(), None, Some(owner))));
        } else if one.known.is_own() {
            keys.push((*head, own.as_str(), None, None));
        } else if own.is_empty() && region.is_some() {
            keys.extend(weak.iter().map(|&word| (*head, word, region, None)));
        }
        for key in keys {
            let known = *first.entry(key).or_insert(at);
            union.join(known, at);
        }
    }
    union.sets().into_iter().map(|set| describe(lexicon, articles, &told, &set)).collect()
}

/// The values of a measure, each with the articles' words for it and the records that give it.
type Values<'a> = BTreeMap<Decimal, (BTreeSet<&'a str>, BTreeSet<&'a str>)>;

fn describe(lexicon: &Lexicon, articles: &[Article], told: &[Told], set: &[usize]) -> Link {
    let all = || set.iter().map(|&at| &told[at]);
    let names = by_frequency(all().map(|one| one.name.as_str()));
    // The fullest of the frequent names says most.
    let name = names.iter().take(3).max_by_key(|name| name.chars().count()).cloned().unwrap_or_default();
    let mut timeline: Vec<Event> = all().map(|one| one.event.clone()).collect();
    timeline.sort_by(|a, b| {
        let day = |event: &Event| event.date.clone().or_else(|| event.published.clone()).unwrap_or_default();
        day(a).cmp(&day(b)).then_with(|| a.record.cmp(&b.record))
    });
    timeline.dedup();
    let mut measures: BTreeMap<&str, Values> = BTreeMap::new();
    for one in all() {
        if let Some((measure, value)) = &one.value {
            let (texts, records) = measures.entry(measure).or_default().entry(value.normalize()).or_default();
            texts.extend(one.event.value.as_deref());
            records.insert(&articles[one.article].id);
        }
    }
    let conflicts = measures
        .into_iter()
        // One article alone does not contradict itself: it has parts and stages.
        .filter(|(_, values)| {
            let everyone: BTreeSet<_> = values.values().flat_map(|(_, records)| records).collect();
            values.len() > 1 && everyone.len() > 1
        })
        .map(|(measure, values)| {
            let owned = |set: BTreeSet<&str>| set.into_iter().map(str::to_owned).collect();
            let mut values: Vec<Value> = values
                .into_iter()
                .map(|(value, (texts, records))| Value { value: value.to_string(), texts: owned(texts), records: owned(records) })
                .collect();
            values.sort_by_key(|value| std::cmp::Reverse(value.records.len()));
            Conflict { measure: measure.to_owned(), values }
        })
        .collect();
    let region = if all().any(|one| one.region.is_some()) {
        by_frequency(all().filter_map(|one| one.region.as_ref()?.as_deref())).into_iter().next()
    } else {
        let spoken_of = by_frequency(all().filter_map(|one| articles[one.article].region).map(|place| {
            let place = lexicon.place(place);
            place.government.as_deref().unwrap_or(&place.name)
        }));
        spoken_of.into_iter().next()
    };
    Link {
        schema: SCHEMA,
        id: identifier("facility", &[&name, &told[set[0]].event.record]),
        name,
        names,
        records: distinct(all().map(|one| one.article)),
        what: Linked::Facility { region, timeline, conflicts },
    }
}
