//! Trains the name tagger and writes its model file.

mod crf;
mod data;
mod gate;
mod survey;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use gisa::recognize::tagger::{GateParts, Kind, Model, Parts, SCALE, Scene, Scope, Scratch, Tagger, Transitions, WEIGHTS};
use gisa::token::Tokenizer;

use crf::{Alphabet, Plan};
use data::{Example, Score};
use gate::Samples;

/// Trains the name tagger of gisa
#[derive(Parser)]
struct Options {
    /// Sentences with labels made by machine
    #[arg(long)]
    silver: Vec<PathBuf>,
    /// Sentences with gold labels
    #[arg(long, required = true)]
    gold: Vec<PathBuf>,
    /// Articles in which organizations and people are annotated, and nothing else
    #[arg(long)]
    articles: Vec<PathBuf>,
    /// Raw news as JSONL with a `text` field, to survey with a first model that is trained on the silver sentences
    #[arg(long)]
    corpus: Option<PathBuf>,
    /// Of the raw news, read every so-manieth article
    #[arg(long, default_value_t = 3)]
    step: usize,
    /// How often a form must occur in the raw news to get a class
    #[arg(long, default_value_t = 4)]
    least: u64,
    /// File that keeps the survey: read where it exists, written where not
    #[arg(long)]
    survey: Option<PathBuf>,
    /// Where to write the model
    #[arg(long)]
    out: Option<PathBuf>,
    /// Instead of writing a model, train and test on this many parts of the gold sentences
    #[arg(long)]
    folds: Option<usize>,
    /// Of the folds, run only the first ones
    #[arg(long)]
    only: Option<usize>,
    /// Test the tagger as it looks for people, places and organizations alone
    #[arg(long)]
    names: bool,
    /// Slots of the weight table, 16 bytes each
    #[arg(long, default_value_t = 520_000)]
    slots: usize,
    #[command(flatten)]
    plan: Plan,
}

/// What raw news teach.
struct Survey {
    classes: survey::Classes,
    gate: GateParts,
}

impl Options {
    fn scope(&self) -> Scope {
        if self.names { Scope::Names } else { Scope::All }
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    let tokenizer = Tokenizer::new()?;
    let mut worker = tokenizer.worker();
    let mut silver = Vec::new();
    for path in &options.silver {
        silver.extend(data::read(path, &mut worker)?);
    }
    let mut gold = Vec::new();
    for path in &options.gold {
        gold.extend(data::read(path, &mut worker)?);
    }
    let mut articles = Vec::new();
    for path in &options.articles {
        articles.extend(data::articles(path, &mut worker)?);
    }
    eprintln!("{} silver and {} gold sentences, {} articles", silver.len(), gold.len(), articles.len());
    let survey = survey(&options, &silver, &gold, &tokenizer)?;
    if let Some(folds) = options.folds {
        return cross_validate(&silver, &gold, &articles, folds, &survey, &options);
    }
    let out = options.out.as_ref().context("--out or --folds is needed")?;
    let again = |example| (example, options.plan.gold_passes);
    let examples: Vec<(&Example, usize)> =
        silver.iter().map(|example| (example, 1)).chain(gold.iter().chain(&articles).map(again)).collect();
    let model = train(&examples, &survey, options.plan, options.slots, "");
    std::fs::write(out, model).with_context(|| format!("cannot write {}", out.display()))
}

/// What raw news teach: the classes of forms, none without a corpus, and the gate.
fn survey(options: &Options, silver: &[Example], gold: &[Example], tokenizer: &Tokenizer) -> Result<Survey> {
    if let Some(bytes) = options.survey.as_ref().and_then(|path| std::fs::read(path).ok()) {
        let (classes, gate) = survey::from_bytes(&bytes).context("the survey's file is damaged")?;
        return Ok(Survey { classes, gate });
    }
    // The first model must not have seen the gold sentences, or cross-validation would test on what it trained on.
    let labelled = if silver.is_empty() { gold } else { silver };
    let blank = Survey { classes: Vec::new(), gate: GateParts::default() };
    let gate = label(labelled, &blank).fit("first model: ");
    let blank = Survey { gate, ..blank };
    let Some(corpus) = &options.corpus else { return Ok(blank) };
    let examples: Vec<(&Example, usize)> = silver.iter().map(|example| (example, 1)).collect();
    let plan = Plan { epochs: options.plan.epochs.div_ceil(2), ..options.plan };
    let first = train(&examples, &blank, plan, options.slots, "first model: ");
    let texts = survey::texts(corpus, options.step)?;
    let classes = survey::survey(&texts, options.least, tokenizer, &first);
    eprintln!("{} forms with classes", classes.len());
    let survey = Survey { classes, ..blank };
    let mut samples = label(labelled, &survey);
    let view = blank_model(&survey);
    let model = Model::view(&view).expect("a model that was just written");
    // A quarter of what gives the classes is plenty for the gate.
    let texts: Vec<&String> = texts.iter().step_by(4).collect();
    samples.merge(survey::samples(&texts, tokenizer, &first, &model));
    let survey = Survey { gate: samples.fit(""), ..survey };
    if let Some(path) = &options.survey {
        std::fs::write(path, survey::to_bytes(&survey.classes, &survey.gate))?;
    }
    Ok(survey)
}

/// Samples for the gate from annotated sentences.
fn label(examples: &[Example], survey: &Survey) -> Samples {
    let bytes = blank_model(survey);
    let model = Model::view(&bytes).expect("a model that was just written");
    let (mut samples, mut scene) = (Samples::default(), Scene::default());
    examples.iter().for_each(|example| samples.label(example, &model, &mut scene));
    samples
}

/// Trains on silver and all folds but one, tests on that one, for each fold.
fn cross_validate(
    silver: &[Example],
    gold: &[Example],
    articles: &[Example],
    folds: usize,
    survey: &Survey,
    options: &Options,
) -> Result<()> {
    let floors = [0.3, 0.35, 0.4, 0.45, 0.5];
    let run = |fold: usize| {
        let part = |all, held: bool| {
            let all: &[Example] = all;
            all.iter().enumerate().filter(move |(n, _)| (n % folds == fold) == held).map(|(_, example)| example)
        };
        let kept = part(gold, false).chain(part(articles, false)).map(|example| (example, options.plan.gold_passes));
        let examples: Vec<(&Example, usize)> = silver.iter().map(|example| (example, 1)).chain(kept).collect();
        let model = train(&examples, survey, options.plan, options.slots, &format!("fold {fold}: "));
        let tagger = Tagger::new(&model).expect("a model that was just written");
        let mut scratch = Scratch::default();
        let mut scores: Vec<[Score; 3]> = vec![Default::default(); floors.len()];
        let mut bins = [(0, 0); 10];
        for example in part(articles, true) {
            let found = tagger.tag(&example.text, &example.analysis, options.scope(), &mut scratch);
            for (score, &floor) in scores.iter_mut().zip(&floors) {
                score[2].add(example, &found, floor);
            }
        }
        for example in part(gold, true) {
            let found = tagger.tag(&example.text, &example.analysis, options.scope(), &mut scratch);
            data::calibrate(example, &found, &mut bins);
            for (score, &floor) in scores.iter_mut().zip(&floors) {
                score[0].add(example, &found, floor);
                if example.news {
                    score[1].add(example, &found, floor);
                }
            }
        }
        (scores, bins)
    };
    let mut bins = [(0, 0); 10];
    let count = options.only.unwrap_or(folds).min(folds);
    let mut totals: Vec<[Score; 3]> = vec![Default::default(); floors.len()];
    for pair in (0..count).collect::<Vec<_>>().chunks(2) {
        let results: Vec<_> = std::thread::scope(|scope| {
            let handles: Vec<_> = pair.iter().map(|&fold| scope.spawn(move || run(fold))).collect();
            handles.into_iter().map(|handle| handle.join().expect("a fold failed")).collect()
        });
        for (scores, more) in results {
            for (bin, more) in bins.iter_mut().zip(more) {
                *bin = (bin.0 + more.0, bin.1 + more.1);
            }
            for (total, score) in totals.iter_mut().zip(&scores) {
                for (total, score) in total.iter_mut().zip(score) {
                    total.merge(score);
                }
            }
        }
    }
    for (floor, [all, news, marked]) in floors.iter().zip(&totals) {
        println!("score ≥ {floor:.2}  all   {all}");
        println!("              news  {news}");
        if !articles.is_empty() {
            let f1 = marked.f1();
            println!("              articles  PS {:.3}  OG {:.3}", f1[Kind::PS as usize], f1[Kind::OG as usize]);
        }
    }
    for (n, (all, right)) in bins.iter().enumerate().filter(|(_, bin)| bin.0 > 0) {
        println!("of {all:5} spans with a score from 0.{n} on {:.3} are right", f64::from(*right) / f64::from(*all));
    }
    Ok(())
}

/// Features that can change less than this many steps are left out.
const WEAKEST: f32 = 2.0;

/// Trains on `examples`, each taken so many times a pass, and returns the bytes of the model file.
fn train(examples: &[(&Example, usize)], survey: &Survey, plan: Plan, slots: usize, name: &str) -> Vec<u8> {
    let began = std::time::Instant::now();
    let blank = blank_model(survey);
    let model = Model::view(&blank).expect("a model that was just written");
    let alphabet = Alphabet::count(examples.iter().map(|(example, _)| *example), &model, plan.support);
    let mut scene = Scene::default();
    let encoded: Vec<_> = examples.iter().map(|(example, _)| alphabet.encode(example, &model, &mut scene)).collect();
    let cells: usize = encoded.iter().flat_map(|sentence| &sentence.runs).map(|run| run.ends.len()).sum();
    let all: usize = examples.iter().map(|(example, _)| example.labels.len()).sum();
    eprintln!("{name}{} features, {cells} of {all} cells open, {:.1?}", alphabet.len(), began.elapsed());
    let data: Vec<_> =
        encoded.iter().zip(examples).flat_map(|(sentence, (_, times))| std::iter::repeat_n(sentence, *times)).collect();
    let field = crf::fit(&data, alphabet.len(), plan, |epoch, loss| {
        eprintln!("{name}pass {epoch}: loss {loss:.4}, {:.1?}", began.elapsed());
        assert!(loss.is_finite(), "the training diverged");
    });
    let mut entries = Vec::new();
    for (&key, weights) in alphabet.keys.iter().zip(&field.weights) {
        let steps = weights.map(|weight| (weight * SCALE).round().clamp(-127.0, 127.0) as i8);
        {
            // What dropping the feature would change: the difference it can make between two labels.
            let high = steps[..WEIGHTS - 1].iter().max().copied().unwrap_or(0);
            let low = steps[..WEIGHTS - 1].iter().min().copied().unwrap_or(0);
            let strength = f32::from(high) - f32::from(low) + f32::from(steps[WEIGHTS - 1]).abs();
            if strength >= WEAKEST {
                entries.push((key, strength, steps.map(|step| step as u8)));
            }
        }
    }
    // A bucket that is five eighths full on average seldom overflows.
    let slots = slots.min(entries.len() * 8 / 5);
    let Survey { classes, gate } = survey;
    let parts = Parts { weights: &entries, classes, gate, transitions: &crf::factors(&field.transitions), slots };
    let (bytes, lost) = parts.write();
    eprintln!("{name}{} features with weight, {lost} without a slot, {} bytes", entries.len(), bytes.len());
    bytes
}

/// A model file without weights, for reading features.
fn blank_model(survey: &Survey) -> Vec<u8> {
    let Survey { classes, gate } = survey;
    Parts { weights: &[], classes, gate, transitions: &Transitions::default(), slots: 1 }.write().0
}
