//! Quotations and facts of the sample articles against what was read from them by hand (`fixtures/facts/README.md`).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gisa::Extractor;
use gisa::document::{Body, Format, Given, RawDocument, Source};
use serde_json::{Map, Value, json};

/// The least that may be right of what is said, and found of what is there, of each kind over all articles.
const PRECISION: f64 = 0.95;
const RECALL: f64 = 0.90;

fn record(extractor: &Extractor, name: &str, bytes: Vec<u8>) -> Value {
    let source = Source::new(name, Format::Text);
    let raw = RawDocument { source, given: Given::default(), body: Body::Bytes(bytes), markup: None };
    serde_json::to_value(extractor.worker().extract(raw).expect("a sample article makes a record")).unwrap()
}

/// A record's quotations and facts with what they refer to written out.
fn written_out(record: &Value) -> Vec<Map<String, Value>> {
    let list = |field: &str| record[field].as_array().unwrap().clone();
    let names: BTreeMap<String, Value> = ["organizations", "officials", "people"]
        .iter()
        .flat_map(|field| list(field))
        .map(|entity| (entity["id"].as_str().unwrap().to_owned(), entity["name"].clone()))
        .collect();
    let name = |value: &Value| value.as_str().and_then(|id| names.get(id)).unwrap_or(value).clone();
    let mut all = Vec::new();
    for quote in list("quotes") {
        let quote = json!({"kind": "quote", "speaker": name(&quote["speaker"]), "text": quote["text"], "verb": quote["verb"]});
        all.push(quote.as_object().unwrap().clone());
    }
    for fact in list("facts") {
        let mut fact = fact.as_object().unwrap().clone();
        for role in ["subject", "object"] {
            fact[role] = name(&fact[role]);
        }
        fact["parties"] = fact["parties"].as_array().unwrap().iter().map(name).collect();
        let figure = fact["value"].get("figure").and_then(Value::as_u64);
        fact.insert("si".into(), figure.map_or(Value::Null, |nth| record["figures"][nth as usize]["si"].clone()));
        for (field, key, of) in [("value", "amount", "amounts"), ("value", "figure", "figures"), ("when", "date", "dates")] {
            if let Some(nth) = fact[field].get(key).and_then(Value::as_u64) {
                fact[field] = record[of][nth as usize]["text"].clone();
            }
        }
        all.push(fact);
    }
    all
}

/// Whether what was found says what was expected: every field that the expectation names.
fn agrees(want: &Map<String, Value>, got: &Map<String, Value>) -> bool {
    want.iter().all(|(field, want)| {
        let got = got.get(field).unwrap_or(&Value::Null);
        match (field.as_str(), want.as_str(), got.as_str()) {
            ("text", Some(want), Some(got)) => {
                let (first, last) = want.split_once(" … ").expect("first and last words");
                got.starts_with(first) && got.ends_with(last)
            }
            ("subject" | "object" | "about", Some(want), Some(got)) => want.ends_with(got) || got.ends_with(want),
            ("parties", ..) => {
                let sorted = |value: &Value| {
                    let mut names: Vec<String> = value.as_array().unwrap().iter().map(Value::to_string).collect();
                    names.sort();
                    names
                };
                sorted(want) == sorted(got)
            }
            _ => want == got,
        }
    })
}

#[test]
fn quotations_and_facts_of_the_seeds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let extractor = Extractor::new().expect("the embedded files are sound");
    // By kind: expected, found, right.
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut report = String::new();
    let mut articles = 0;
    for entry in fs::read_dir(root.join("fixtures/facts")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        articles += 1;
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let record = record(&extractor, &name, fs::read(root.join("seeds").join(format!("{name}.txt"))).unwrap());
        let mut got = written_out(&record);
        let text = fs::read_to_string(&path).unwrap();
        let kind = |fact: &Map<String, Value>| fact["kind"].as_str().unwrap().to_owned();
        let mut found = Vec::new();
        for line in text.lines() {
            let want: Map<String, Value> = serde_json::from_str(line).unwrap();
            let counts = counts.entry(kind(&want)).or_default();
            counts[0] += 1;
            match got.iter().position(|got| agrees(&want, got)) {
                Some(at) => {
                    counts[1] += 1;
                    counts[2] += 1;
                    found.push(got.remove(at));
                }
                None => report += &format!("{name}\n  missing {line}\n"),
            }
        }
        for extra in got {
            // The same value said again in other words is no fault.
            let again = kind(&extra) == "capacity"
                && found
                    .iter()
                    .any(|found| ["kind", "subject", "modality", "si"].iter().all(|field| found[*field] == extra[*field]));
            if !again {
                counts.entry(kind(&extra)).or_default()[1] += 1;
                report += &format!("{name}\n  wrong   {}\n", Value::Object(extra));
            }
        }
    }
    assert_eq!(articles, 5);
    assert_eq!(counts.len(), 7, "every kind is expected");
    for (kind, [want, got, right]) in &counts {
        report += &format!("{kind:<11} expected {want:>3} found {got:>3} right {right:>3}\n");
    }
    println!("{report}");
    for (kind, [want, got, right]) in counts {
        assert!(right as f64 >= PRECISION * got as f64, "precision of {kind}\n{report}");
        assert!(right as f64 >= RECALL * want as f64, "recall of {kind}\n{report}");
    }
}
