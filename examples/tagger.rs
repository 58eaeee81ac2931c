//! Tags names: one text a line on standard input, one JSON object a line on standard output,
//! `{"text": …, "mentions": [{"start": 0, "end": 3, "type": "PS", "score": 0.98}, …]}` with offsets in code points.
//!
//! `--floor` sets the lowest score to print (default 0.3, where the F1 of training's cross-validation is highest).
//! `--time` prints the speed of tagging alone, morphemes given, on one thread, instead of mentions.

use std::io::{BufRead, Write};

use gisa::recognize::tagger::{Scratch, Tagger};
use gisa::token::Tokenizer;
use serde_json::json;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let floor = arguments.iter().position(|a| a == "--floor").and_then(|at| arguments.get(at + 1));
    let floor: f32 = floor.map_or(Ok(0.3), |floor| floor.parse())?;
    let began = std::time::Instant::now();
    let tagger = Tagger::embedded().ok_or_else(|| anyhow::anyhow!("the embedded model is damaged"))?;
    let loading = began.elapsed();
    let mut worker = Tokenizer::new()?.worker();
    let mut scratch = Scratch::default();
    let lines = std::io::stdin().lock().lines().collect::<Result<Vec<_>, _>>()?;
    if arguments.iter().any(|a| a == "--time") {
        let began = std::time::Instant::now();
        let analyses: Vec<_> = lines.iter().map(|line| worker.analyze(line)).collect();
        let analysing = began.elapsed().as_secs_f64();
        let began = std::time::Instant::now();
        let names: usize =
            lines.iter().zip(&analyses).map(|(line, analysis)| tagger.tag(line, analysis, &mut scratch).len()).sum();
        let tagging = began.elapsed().as_secs_f64();
        let megabytes = lines.iter().map(String::len).sum::<usize>() as f64 / 1e6;
        println!("loading {loading:.1?}; {names} names in {megabytes:.1} MB");
        println!("morphemes {:.2} MB/s, names {:.2} MB/s", megabytes / analysing, megabytes / tagging);
        return Ok(());
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in &lines {
        let found = tagger.tag(line, &worker.analyze(line), &mut scratch);
        let points = |byte: usize| line[..byte].chars().count();
        let mentions: Vec<_> = found
            .iter()
            .filter(|name| name.score >= floor)
            .map(|name| {
                let (start, end) = (points(name.span.start), points(name.span.end));
                json!({"start": start, "end": end, "type": name.kind.as_str(), "score": name.score})
            })
            .collect();
        writeln!(out, "{}", json!({"text": line, "mentions": mentions}))?;
    }
    Ok(())
}
