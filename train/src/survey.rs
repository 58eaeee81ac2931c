//! Surveys raw news with a first model: how often each form stands where that model sees a person, a place, an
//! organization. Forms that behave alike get the same class, which the final model reads as features. So what is plain in
//! one sentence of the corpus helps where the same form stands without context. Only counts by hashed form are kept.

use std::collections::HashMap;
use std::io::BufRead;
use std::path::Path;

use anyhow::{Context, Result};
use gisa::recognize::tagger::{GateParts, Kind, LEVELS, Model, SCOPES, Scene, Scope, Scratch, Tagger};
use gisa::token::{TokenWorker, Tokenizer};

use crate::gate::Samples;

/// Classes by form key, with the form's frequency.
pub type Classes = Vec<(u64, f32, [u8; LEVELS])>;

/// Where a form stood, in thousandths of an occurrence.
#[derive(Debug, Clone, Copy, Default)]
struct Record {
    seen: u64,
    /// Covered by a name of the kind; the last is all that are not PS, LC or OG.
    kinds: [u64; 4],
    /// Covered from its first character to its last by a name that starts with it, ends with it.
    starts: u64,
    ends: u64,
}

/// The texts of every `step`-th line of a JSONL file with a `text` field.
pub fn texts(corpus: &Path, step: usize) -> Result<Vec<String>> {
    let file = std::fs::File::open(corpus).with_context(|| format!("cannot read {}", corpus.display()))?;
    let mut texts = Vec::new();
    for line in std::io::BufReader::new(file).lines().step_by(step) {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        texts.push(line["text"].as_str().unwrap_or_default().to_owned());
    }
    Ok(texts)
}

/// Surveys raw news.
pub fn survey(texts: &[String], least: u64, tokenizer: &Tokenizer, model: &[u8]) -> Classes {
    let halves: Vec<&[String]> = texts.chunks(texts.len().div_ceil(2).max(1)).collect();
    let mut records: HashMap<u64, Record> = HashMap::new();
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            halves.iter().map(|half| scope.spawn(move || count(half, &mut tokenizer.worker(), model))).collect();
        for worker in workers {
            for (key, record) in worker.join().expect("a survey failed") {
                records.entry(key).or_default().add(&record);
            }
        }
    });
    let mut classes: Classes = records
        .into_iter()
        .filter(|(_, record)| record.seen >= least * 1000)
        .map(|(key, record)| (key, record.seen as f32, record.classes()))
        // Most forms never stand in a name: that is what an unknown form is taken for, unless it is frequent.
        .filter(|(_, seen, classes)| classes[0] != 1 || *seen >= 50_000.0)
        .collect();
    classes.sort_by_key(|class| class.0);
    classes
}

/// Samples for the gate from raw news: what the `model` says, with the keys that forms of these `classes` have.
pub fn samples(texts: &[&String], tokenizer: &Tokenizer, model: &[u8], classes: &Model) -> Samples {
    let read = |texts: &[&String]| {
        let tagger = Tagger::new(model).expect("a model that was just written");
        let (mut worker, mut scratch, mut scene) = (tokenizer.worker(), Scratch::default(), Scene::default());
        let mut samples = Samples::default();
        for text in texts {
            let analysis = worker.analyze(text);
            let names = tagger.tag(text, &analysis, Scope::All, &mut scratch);
            samples.tagged(text, &analysis, &names, classes, &mut scene);
        }
        samples
    };
    let (one, two) = texts.split_at(texts.len() / 2);
    let (mut samples, more) = std::thread::scope(|scope| {
        let one = scope.spawn(|| read(one));
        let two = read(two);
        (one.join().expect("a survey failed"), two)
    });
    samples.merge(more);
    samples
}

fn count(texts: &[String], worker: &mut TokenWorker, model: &[u8]) -> HashMap<u64, Record> {
    let tagger = Tagger::new(model).expect("a model that was just written");
    let view = gisa::recognize::tagger::Model::view(model).expect("a model that was just written");
    let (mut scratch, mut scene) = (Scratch::default(), Scene::default());
    let mut records: HashMap<u64, Record> = HashMap::new();
    for text in texts {
        let analysis = worker.analyze(text);
        let names = tagger.tag(text, &analysis, Scope::All, &mut scratch);
        for sentence in &analysis.sentences {
            scene.read(text, sentence.span, &analysis.tokens[sentence.tokens.clone()], &view.classes);
            for cores in [true, false] {
                let mut next = names.partition_point(|name| name.span.end <= sentence.span.start);
                for (key, cells) in scene.class_keys(cores) {
                    let (start, end) = (scene.offset(cells.start), scene.offset(cells.end));
                    while names.get(next).is_some_and(|name| name.span.end <= start) {
                        next += 1;
                    }
                    let record = records.entry(key).or_default();
                    record.seen += 1000;
                    // The name over the form's last character.
                    let over = names[next..].iter().take_while(|name| name.span.start < end).find(|name| name.span.end >= end);
                    if let Some(name) = over {
                        let share = (name.score * 1000.0) as u64;
                        let kind = match name.kind {
                            Kind::PS => 0,
                            Kind::LC => 1,
                            Kind::OG => 2,
                            Kind::DT | Kind::TI | Kind::QT => 3,
                        };
                        record.kinds[kind] += share;
                        record.starts += if name.span.start == start { share } else { 0 };
                        record.ends += if name.span.end == end { share } else { 0 };
                    }
                }
            }
        }
    }
    records
}

impl Record {
    fn add(&mut self, other: &Record) {
        self.seen += other.seen;
        self.starts += other.starts;
        self.ends += other.ends;
        for (kind, other) in self.kinds.iter_mut().zip(other.kinds) {
            *kind += other;
        }
    }

    /// The first class tells the shares of the three kinds of names; the second the commonest kind, how sure it is, how
    /// frequent the form and whether it is a whole name. Class 1 is a form that is as good as never a name, 0 an unknown one.
    fn classes(&self) -> [u8; LEVELS] {
        let bin = |part: u64, whole: u64, borders: &[u64]| borders.iter().filter(|&&b| part * 100 >= whole * b).count() as u8;
        let [person, place, body, other] = self.kinds.map(|kind| bin(kind, self.seen, &[3, 20, 60]));
        let shares = 1 + (person * 4 + place) * 4 + body + if other >= 2 { 64 } else { 0 };
        let (top, most) =
            self.kinds.iter().enumerate().max_by_key(|(n, share)| (**share, 3 - n)).map_or((0, 0), |(n, s)| (n as u8, *s));
        let sure = bin(most, self.seen, &[10, 30, 60, 90]);
        let named: u64 = self.kinds.iter().sum();
        let whole = bin(self.starts, named, &[50]) * 2 + bin(self.ends, named, &[50]);
        let second = if shares == 1 { 1 } else { 2 + ((top * 5 + sure) * 4 + whole) * 3 + bin(self.seen, 1, &[1000, 10_000]) };
        [shares, second]
    }
}

/// A survey as bytes: the gate's thresholds, the logarithm of its size and its weights; key, frequency and classes of each form.
pub fn to_bytes(classes: &Classes, gate: &GateParts) -> Vec<u8> {
    let mut bytes = Vec::new();
    gate.least.iter().for_each(|least| bytes.extend_from_slice(&least.to_le_bytes()));
    bytes.extend_from_slice(&gate.weights.len().ilog2().to_le_bytes());
    gate.weights.iter().for_each(|weights| bytes.extend(weights.map(|weight| weight as u8)));
    for (key, seen, classes) in classes {
        bytes.extend_from_slice(&key.to_le_bytes());
        bytes.extend_from_slice(&seen.to_le_bytes());
        bytes.extend_from_slice(classes);
    }
    bytes
}

/// What [`to_bytes`] wrote.
pub fn from_bytes(bytes: &[u8]) -> Option<(Classes, GateParts)> {
    let (head, rest) = bytes.split_at_checked(4 * (SCOPES + 1))?;
    let numbers = head.as_chunks::<4>().0;
    let least = std::array::from_fn(|scope| i32::from_le_bytes(numbers[scope]));
    let (weights, rest) = rest.split_at_checked(SCOPES << u32::from_le_bytes(numbers[SCOPES]).min(24))?;
    let weights = weights.as_chunks::<SCOPES>().0.iter().map(|weights| weights.map(|weight| weight as i8)).collect();
    let (records, _) = rest.as_chunks::<{ 12 + LEVELS }>();
    let classes = records
        .iter()
        .map(|record| {
            let (key, rest) = record.split_first_chunk().expect("8 bytes");
            let (seen, classes) = rest.split_first_chunk().expect("4 bytes");
            (u64::from_le_bytes(*key), f32::from_le_bytes(*seen), std::array::from_fn(|n| classes[n]))
        })
        .collect();
    Some((classes, GateParts { weights, least }))
}
