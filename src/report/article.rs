//! An article as the page shows it. Offsets count UTF-16 code units, as scripts do.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::records::{Mark, Organization, Person, Place, Record, Referent, Reporter};
use crate::report::cuts::{Cut, Cuttings};

#[derive(Debug, Serialize)]
pub struct Article<'r> {
    id: &'r str,
    text: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtitle: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'r str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reporters: Vec<(&'r str, Option<&'r str>)>,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'r str>,
    organizations: Vec<Body<'r>>,
    people: Vec<Human<'r>>,
    marks: Vec<Marked<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quotes: Vec<Quoted<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<Stated<'r>>,
    /// What was cut, or why it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    cuts: Option<Gone<'r>>,
}

#[derive(Debug, Serialize)]
struct Body<'r> {
    id: &'r str,
    name: &'r str,
    kind: &'r str,
    aliases: &'r [String],
}

#[derive(Debug, Serialize)]
struct Human<'r> {
    id: &'r str,
    name: &'r str,
    /// Null for a person without a position.
    title: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_name: Option<&'r str>,
}

/// Start, end, the letter of the kind; then an `id` of this article, or a value with what else is known of it.
#[derive(Debug, Serialize)]
struct Marked<'r>(
    usize,
    usize,
    char,
    #[serde(skip_serializing_if = "str::is_empty")] &'r str,
    #[serde(skip_serializing_if = "Map::is_empty")] Map<String, Value>,
);

#[derive(Debug, Serialize)]
struct Quoted<'r> {
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verb: Option<&'r str>,
}

#[derive(Debug, Serialize)]
struct Stated<'r> {
    kind: &'r str,
    start: usize,
    end: usize,
    /// Role, words, `id`.
    parts: Vec<(String, String, Option<String>)>,
}

/// What was cut: place in the text, reason, words. Or the reason why that is not known.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Gone<'r> {
    Known(Vec<(usize, &'static str, &'r str)>),
    Unknown(&'static str),
}

impl<'r> Article<'r> {
    pub fn new(record: &'r Record, cuts: Option<&'r Cuttings>) -> Self {
        let units = Units::new(&record.text);
        let people = record.officials.iter().chain(&record.people);
        Article {
            id: &record.id,
            text: &record.text,
            subtitle: record.subtitle.as_deref(),
            section: record.section.as_deref(),
            reporters: record.reporters.iter().map(|Reporter { name, email }| (&**name, email.as_deref())).collect(),
            source: match &record.source.member {
                Some(member) => format!("{}:{member}#{}", record.source.path, record.source.record),
                None => format!("{}#{}", record.source.path, record.source.record),
            },
            url: record.source.url.as_deref(),
            organizations: record
                .organizations
                .iter()
                .map(|Organization { id, name, kind, aliases, .. }| Body { id, name, kind, aliases })
                .collect(),
            people: people
                .map(|Person { id, name, title, organization, organization_name, .. }| Human {
                    id,
                    name,
                    title: title.as_deref(),
                    body: organization.as_deref(),
                    body_name: organization_name.as_deref(),
                })
                .collect(),
            marks: record.marks().into_iter().map(|mark| marked(mark, &units)).collect(),
            quotes: record
                .quotes
                .iter()
                .map(|quote| Quoted {
                    start: units.at(quote.place.start),
                    end: units.at(quote.place.end),
                    speaker: quote.speaker.as_deref(),
                    name: record.speaker(quote),
                    verb: quote.verb.as_deref(),
                })
                .collect(),
            facts: record
                .facts
                .iter()
                .map(|fact| Stated {
                    kind: &fact.kind,
                    start: units.at(fact.evidence.start),
                    end: units.at(fact.evidence.end),
                    parts: record.said(fact).into_iter().map(|part| (part.role, part.text, part.id)).collect(),
                })
                .collect(),
            cuts: cuts.map(|cuttings| match cuttings {
                Cuttings::Known(cuts) => {
                    let gone = |cut: &'r Cut| (units.at(cut.at), cut.reason.name(), &*cut.text);
                    Gone::Known(cuts.iter().map(gone).collect())
                }
                Cuttings::Unknown(why) => Gone::Unknown(why.name()),
            }),
        }
    }
}

/// A mention with what the page says of it.
fn marked<'r>(mark: Mark<'r>, units: &Units) -> Marked<'r> {
    let Place { start, end } = mark.place;
    let mut more = Map::new();
    let mut say = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            more.insert(name.to_owned(), value.into());
        }
    };
    let id = match mark.referent {
        Referent::Organization(organization) => &*organization.id,
        Referent::Person(person) => &*person.id,
        Referent::Number(number) => {
            say("value", Some(&mark.value()));
            say("kind", number.kind.as_deref());
            say("subject", number.subject.as_deref());
            say("bound", Some(&*number.bound).filter(|bound| *bound != "eq"));
            say("inferred", number.inferred_currency.then_some("currency"));
            ""
        }
        Referent::Date(date) => {
            say("value", Some(&mark.value()));
            if let (Some(earliest), Some(latest)) = (&date.earliest, &date.latest)
                && earliest != latest
            {
                say("days", Some(&format!("{earliest} – {latest}")));
            }
            say("bound", Some(&*date.bound).filter(|bound| *bound != "eq"));
            say("anchor", Some(&date.anchor));
            ""
        }
    };
    Marked(units.at(start), units.at(end), mark.kind.letter(), id, more)
}

/// Turns code points of a text into UTF-16 code units.
struct Units {
    /// The code points that take two units, in order.
    pairs: Vec<usize>,
    length: usize,
}

impl Units {
    fn new(text: &str) -> Self {
        let pairs = text.chars().enumerate().filter(|(_, c)| c.len_utf16() == 2).map(|(at, _)| at).collect();
        Units { pairs, length: text.chars().count() }
    }

    fn at(&self, point: usize) -> usize {
        let point = point.min(self.length);
        point + self.pairs.partition_point(|&pair| pair < point)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn offsets_are_those_of_scripts() {
        let text = "가😀나😀다";
        let units = Units::new(text);
        let utf16: Vec<u16> = text.encode_utf16().collect();
        for (point, c) in text.chars().enumerate() {
            let unit = utf16[units.at(point)..units.at(point + 1)].to_vec();
            assert_eq!(String::from_utf16(&unit).unwrap(), c.to_string());
        }
        assert_eq!(units.at(99), utf16.len());
    }

    #[test]
    fn an_article_says_what_the_page_shows() {
        let record: Record = serde_json::from_value(json!({
            "id": "a", "text": "😀이 시장은 3억원", "source": {"path": "a.zip", "member": "b.txt", "record": 2},
            "officials": [{"id": "p1", "name": "이하늘", "title": "시장", "organization_name": "한빛시", "mentions": [{"start": 1, "end": 2}]}],
            "amounts": [{"start": 7, "end": 10, "value": "300000000", "bound": "approx", "currency": "KRW", "inferred_currency": true}],
            "quotes": [{"start": 0, "end": 2, "speaker": "p1", "verb": "밝혔다"}],
            "facts": [{"kind": "position", "person": "p1", "evidence": {"start": 1, "end": 5}}]
        }))
        .unwrap();
        let cuts = Cuttings::Unknown(crate::report::cuts::Unknown::Missing);
        let article = serde_json::to_value(Article::new(&record, Some(&cuts))).unwrap();
        assert_eq!(
            article["marks"],
            json!([[2, 3, "P", "p1"], [8, 11, "M", {"value": "~300,000,000 KRW", "bound": "approx", "inferred": "currency"}]])
        );
        assert_eq!(article["people"], json!([{"id": "p1", "name": "이하늘", "title": "시장", "body_name": "한빛시"}]));
        assert_eq!(article["quotes"], json!([{"start": 0, "end": 3, "speaker": "p1", "name": "이하늘", "verb": "밝혔다"}]));
        assert_eq!(article["facts"], json!([{"kind": "position", "start": 2, "end": 6, "parts": [["person", "이하늘", "p1"]]}]));
        assert_eq!((&article["source"], &article["cuts"]), (&json!("a.zip:b.txt#2"), &json!("missing")));
    }
}
