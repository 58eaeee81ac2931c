//! Annotated sentences: reading them, and scoring what the tagger makes of them.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use gisa::recognize::tagger::{KINDS, Kind, Tagged};
use gisa::token::{Analysis, TokenWorker};

/// A sentence, or an article, with the BIO label of each character: 0 outside, 1 + 2 × kind begin, 2 + 2 × kind inside.
#[derive(Default)]
pub struct Example {
    pub text: String,
    pub labels: Vec<u8>,
    /// Where only some kinds were annotated, for each character the kinds that it may belong to though its label is 0, as
    /// bits; otherwise empty.
    pub kinds: Vec<u8>,
    pub analysis: Analysis,
    /// Whether the sentence comes from news (KLUE-NER mixes news and film reviews).
    pub news: bool,
}

/// An entity in characters.
pub type Entity = (usize, usize, Kind);

/// Reads a file of `character TAB label` lines, where a line that starts with `## klue-ner` opens a sentence.
pub fn read(path: &Path, worker: &mut TokenWorker) -> Result<Vec<Example>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut examples: Vec<Example> = Vec::new();
    for line in file.lines() {
        if let Some(head) = line.strip_prefix("## klue-ner") {
            let news = head.split('\t').next().is_some_and(|name| name.contains("wikitree"));
            examples.push(Example { news, ..Example::default() });
        } else if !line.is_empty()
            && !line.starts_with("## ")
            && let Some(example) = examples.last_mut()
        {
            let (character, label) = line.rsplit_once('\t').with_context(|| format!("no label in {line:?}"))?;
            let mut characters = character.chars();
            let one = characters.next().filter(|_| characters.next().is_none());
            example.text.push(one.unwrap_or('?'));
            example.labels.push(label_of(label).with_context(|| format!("unknown label {label}"))?);
        }
    }
    ensure!(!examples.is_empty(), "{} holds no sentence", path.display());
    for example in &mut examples {
        example.analysis = worker.analyze(&example.text);
    }
    Ok(examples)
}

/// A line of [`articles`].
#[derive(serde::Deserialize)]
struct Annotated {
    text: String,
    marks: Vec<Mark>,
}

#[derive(serde::Deserialize)]
struct Mark {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads articles in which organizations and people alone are annotated: JSONL of `text` and `marks`, each with `start`, `end`
/// (in code points) and `type`, which is O or P. A mark of another type tells that nothing is known of what it covers.
pub fn articles(path: &Path, worker: &mut TokenWorker) -> Result<Vec<Example>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let examples = file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(nth, line)| {
        let place = || format!("{}:{}", path.display(), nth + 1);
        let Annotated { text, marks } = serde_json::from_str(line).with_context(place)?;
        let count = text.chars().count();
        let annotated = 1 << Kind::PS as u8 | 1 << Kind::OG as u8;
        let any = (1 << KINDS) - 1;
        let mut labels = vec![0; count];
        let mut kinds = vec![any & !annotated; count];
        for mark in marks {
            let cells = mark.start..mark.end;
            ensure!(
                cells.start < cells.end && cells.end <= count,
                "{}: a mark from {} to {} of {count}",
                place(),
                cells.start,
                cells.end
            );
            let kind = match mark.kind.as_str() {
                "O" => Kind::OG,
                "P" => Kind::PS,
                _ => {
                    kinds[cells].fill(any);
                    continue;
                }
            };
            ensure!(labels[cells.clone()].iter().all(|&label| label == 0), "{}: marks overlap at {}", place(), cells.start);
            labels[cells.start] = 1 + 2 * kind as u8;
            labels[cells.start + 1..cells.end].fill(2 + 2 * kind as u8);
        }
        let analysis = worker.analyze(&text);
        Ok(Example { text, labels, kinds, analysis, news: true })
    });
    examples.collect()
}

fn label_of(label: &str) -> Option<u8> {
    if label == "O" {
        return Some(0);
    }
    let (head, kind) = label.split_once('-')?;
    let kind = Kind::ALL.iter().position(|known| known.as_str() == kind)? as u8;
    Some(1 + 2 * kind + u8::from(head == "I"))
}

/// The entities of a BIO sequence; an inside that continues nothing begins one.
pub fn entities(labels: &[u8]) -> Vec<Entity> {
    let mut found: Vec<Entity> = Vec::new();
    for (at, &label) in labels.iter().enumerate().filter(|(_, label)| **label > 0) {
        let kind = Kind::ALL[(label as usize - 1) / 2];
        match found.last_mut() {
            Some(last) if label % 2 == 0 && last.1 == at && last.2 == kind => last.1 = at + 1,
            _ => found.push((at, at + 1, kind)),
        }
    }
    found
}

/// What the tagger found, in characters.
fn in_characters(example: &Example, found: &[Tagged]) -> impl Iterator<Item = (Entity, f32)> {
    let character = |byte: usize| example.text[..byte].chars().count();
    found.iter().map(move |name| ((character(name.span.start), character(name.span.end), name.kind), name.score))
}

/// Counts by tenths of the score how many spans there are and how many of them are right.
pub fn calibrate(example: &Example, found: &[Tagged], bins: &mut [(u32, u32); 10]) {
    let gold = entities(&example.labels);
    for (entity, score) in in_characters(example, found) {
        let bin = &mut bins[((score * 10.0) as usize).min(9)];
        bin.0 += 1;
        bin.1 += u32::from(gold.contains(&entity));
    }
}

/// Counts of exact matches by kind.
#[derive(Debug, Clone, Default)]
pub struct Score {
    hit: [f64; KINDS],
    said: [f64; KINDS],
    want: [f64; KINDS],
}

impl Score {
    pub fn add(&mut self, example: &Example, found: &[Tagged], floor: f32) {
        let gold = entities(&example.labels);
        for &(_, _, kind) in &gold {
            self.want[kind as usize] += 1.0;
        }
        for (entity, _) in in_characters(example, found).filter(|(_, score)| *score >= floor) {
            self.said[entity.2 as usize] += 1.0;
            self.hit[entity.2 as usize] += if gold.contains(&entity) { 1.0 } else { 0.0 };
        }
    }

    pub fn merge(&mut self, other: &Score) {
        for kind in 0..KINDS {
            self.hit[kind] += other.hit[kind];
            self.said[kind] += other.said[kind];
            self.want[kind] += other.want[kind];
        }
    }

    /// F1 of each kind.
    pub fn f1(&self) -> [f64; KINDS] {
        std::array::from_fn(|kind| 2.0 * self.hit[kind] / (self.said[kind] + self.want[kind]).max(1.0))
    }

    pub fn macro_f1(&self) -> f64 {
        self.f1().iter().sum::<f64>() / KINDS as f64
    }

    pub fn micro_f1(&self) -> f64 {
        let sum = |counts: &[f64]| counts.iter().sum::<f64>();
        2.0 * sum(&self.hit) / (sum(&self.said) + sum(&self.want)).max(1.0)
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "macro {:.4}  micro {:.4} ", self.macro_f1(), self.micro_f1())?;
        for (kind, value) in Kind::ALL.iter().zip(self.f1()) {
            write!(f, "  {} {:.3}", kind.as_str(), value)?;
        }
        Ok(())
    }
}
