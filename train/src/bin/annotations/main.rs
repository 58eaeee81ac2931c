//! Checks annotated articles, and turns them from the form in which they are made into the one that is kept, and back.
//!
//! `annotations/README.md` describes both.

mod marked;
mod standoff;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::{Parser, Subcommand};
use serde::Deserialize;

use standoff::{Annotation, Kind, hash};

/// Checks and converts annotated articles
#[derive(Parser)]
#[command(name = "annotations")]
enum Options {
    /// Check annotations: each by itself and, with --articles, against the text that was annotated
    Check {
        /// The annotations, as JSON Lines
        annotations: PathBuf,
        /// The articles, as JSON Lines with `id` and `text`
        #[arg(long)]
        articles: Option<PathBuf>,
    },
    #[command(flatten)]
    Convert(Convert),
}

#[derive(Subcommand)]
enum Convert {
    /// Print the annotations of marked articles (FOLDER/*.gold.txt)
    Pack {
        folder: PathBuf,
        /// The articles, as JSON Lines with `id` and `text`
        #[arg(long)]
        articles: PathBuf,
        /// Mark them as held back
        #[arg(long)]
        held: bool,
    },
    /// Write marked articles (ID.gold.txt) into a folder
    Unpack {
        /// The annotations, as JSON Lines
        annotations: PathBuf,
        /// The articles, as JSON Lines with `id` and `text`
        #[arg(long)]
        articles: PathBuf,
        /// Where to write
        #[arg(long)]
        to: PathBuf,
    },
    /// Print text and names as JSON Lines, for training: `text` and `marks` of `start`, `end` and `type` O or P, in code points.
    /// What is not the article is left out, and so are the articles that are held back
    Sentences {
        /// The annotations, as JSON Lines
        annotations: PathBuf,
        /// The articles, as JSON Lines with `id` and `text`
        #[arg(long)]
        articles: PathBuf,
    },
}

#[derive(Deserialize)]
struct Source {
    id: String,
    text: String,
}

fn main() -> Result<()> {
    match Options::parse() {
        Options::Check { annotations, articles } => {
            let list = read(&annotations)?;
            if let Some(articles) = &articles {
                let texts = texts(articles, |id, _| list.iter().any(|one| one.id == id))?;
                for one in &list {
                    let raw = texts.get(&one.id).with_context(|| format!("{}: not among the articles", one.id))?;
                    one.fits(raw).with_context(|| one.id.clone())?;
                }
            }
            let marks = list.iter().map(|one| one.marks.iter().filter(|mark| mark.kind.is_name()).count());
            println!("{} articles, {} names: sound", list.len(), marks.sum::<usize>());
            Ok(())
        }
        Options::Convert(Convert::Pack { folder, articles, held }) => pack(&folder, &articles, held),
        Options::Convert(Convert::Unpack { annotations, articles, to }) => {
            let list = read(&annotations)?;
            let texts = texts(&articles, |id, _| list.iter().any(|one| one.id == id))?;
            fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
            for one in &list {
                let raw = texts.get(&one.id).with_context(|| format!("{}: not among the articles", one.id))?;
                one.fits(raw).with_context(|| one.id.clone())?;
                let path = to.join(format!("{}.gold.txt", one.id));
                fs::write(&path, marked::write(raw, one)).with_context(|| format!("cannot write {}", path.display()))?;
            }
            Ok(())
        }
        Options::Convert(Convert::Sentences { annotations, articles }) => {
            let list = read(&annotations)?;
            let texts = texts(&articles, |id, _| list.iter().any(|one| one.id == id))?;
            for one in list.iter().filter(|one| !one.held) {
                let raw = texts.get(&one.id).with_context(|| format!("{}: not among the articles", one.id))?;
                one.fits(raw).with_context(|| one.id.clone())?;
                println!("{}", serde_json::to_string(&sentences(raw, one))?);
            }
            Ok(())
        }
    }
}

/// The annotations of a file, each of which agrees with itself.
fn read(path: &Path) -> Result<Vec<Annotation>> {
    let file = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut list: Vec<Annotation> = Vec::new();
    let mut ids = HashSet::new();
    for (nth, line) in BufReader::new(file).lines().enumerate() {
        let place = || format!("{}:{}", path.display(), nth + 1);
        let one: Annotation = serde_json::from_str(&line.with_context(place)?).with_context(place)?;
        one.check().with_context(place)?;
        ensure!(ids.insert(one.id.clone()), "{}: {} stands there twice", place(), one.id);
        list.push(one);
    }
    Ok(list)
}

/// The wanted articles' texts by id.
fn texts(path: &Path, mut wanted: impl FnMut(&str, &str) -> bool) -> Result<BTreeMap<String, String>> {
    let file = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut texts = BTreeMap::new();
    for (nth, line) in BufReader::new(file).lines().enumerate() {
        let place = || format!("{}:{}", path.display(), nth + 1);
        let article: Source = serde_json::from_str(&line.with_context(place)?).with_context(place)?;
        if wanted(&article.id, &article.text) {
            texts.insert(article.id, article.text);
        }
    }
    Ok(texts)
}

fn pack(folder: &Path, articles: &Path, held: bool) -> Result<()> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.to_string_lossy().ends_with(".gold.txt"));
    files.sort();
    let mut by_hash = BTreeMap::new();
    for path in files {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let marked::Marked { raw, annotation } = marked::parse(&text).with_context(|| path.display().to_string())?;
        if by_hash.insert(hash(&raw), (path.clone(), raw, annotation)).is_some() {
            bail!("{}: another file annotates the same text", path.display());
        }
    }
    let mut packed: Vec<Annotation> = Vec::new();
    texts(articles, |id, text| {
        if let Some((_, _, mut annotation)) = by_hash.remove(&hash(text)) {
            (annotation.id, annotation.hash, annotation.held) = (id.to_owned(), hash(text), held);
            packed.push(annotation);
        }
        false
    })?;
    if let Some((path, ..)) = by_hash.values().next() {
        bail!("{}: its text is not among the articles", path.display());
    }
    packed.sort_by(|a, b| a.id.cmp(&b.id));
    for one in &packed {
        one.check().with_context(|| one.id.clone())?;
        println!("{}", serde_json::to_string(one)?);
    }
    Ok(())
}

/// The article's own text with its names; doubtful ones, boilerplate, title and subtitle are cut out with their lines' breaks kept.
fn sentences(raw: &str, annotation: &Annotation) -> serde_json::Value {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut length = 0;
    let mut pending = annotation.marks.iter().peekable();
    let mut inside: Option<(&standoff::Mark, usize)> = None;
    for (at, letter) in raw.chars().enumerate() {
        if let Some(mark) = pending.next_if(|mark| mark.start == at) {
            inside = Some((mark, length));
        }
        let cut = inside.is_some_and(|(mark, _)| !matches!(mark.kind, Kind::Organization | Kind::Person));
        if !cut {
            text.push(letter);
            length += 1;
        }
        if let Some((mark, start)) = inside.take_if(|(mark, _)| mark.end == at + 1)
            && !cut
        {
            marks.push(serde_json::json!({"start": start, "end": length, "type": mark.kind.as_str()}));
        }
    }
    serde_json::json!({"text": text, "marks": marks})
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKED: &str = "given_published: 2024-03-05\npublisher: 한빛일보\nreporters: 나기자\nemails:\npublished:\nanchor: 2024-03-05\nofficial: 이가람 | 시장 | 한빛시\norg: 한빛시 | 시\n----\n⟦#¦한빛시, 공원 연다⟧\n⟦X¦(한빛=통신)⟧ ⟦O¦한빛시⟧는 5일 공원을 연다. ⟦P¦이가람⟧ 시장은 “⟦O¦시¦한빛시⟧가 ⟦O?¦모임⟧을 돕는다”고 했다.\n";

    fn annotated() -> (String, Annotation) {
        let text = MARKED.replace("⟦O?¦모임⟧", "모임");
        let marked::Marked { raw, mut annotation } = marked::parse(&text).unwrap();
        (annotation.id, annotation.hash) = ("a-1".to_owned(), hash(&raw));
        (raw, annotation)
    }

    #[test]
    fn what_is_packed_can_be_unpacked() {
        let (raw, annotation) = annotated();
        annotation.check().unwrap();
        annotation.fits(&raw).unwrap();
        assert_eq!(marked::write(&raw, &annotation), MARKED.replace("⟦O?¦모임⟧", "모임"));
        let line = serde_json::to_string(&annotation).unwrap();
        assert!(!line.contains("공원"), "the article's text is not kept: {line}");
        assert_eq!(serde_json::from_str::<Annotation>(&line).unwrap(), annotation);
    }

    #[test]
    fn training_sees_the_article_alone() {
        let (raw, annotation) = annotated();
        let value = sentences(&raw, &annotation);
        assert_eq!(value["text"], "\n 한빛시는 5일 공원을 연다. 이가람 시장은 “시가 모임을 돕는다”고 했다.\n");
        assert_eq!(value["marks"][0], serde_json::json!({"start": 2, "end": 5, "type": "O"}));
        assert_eq!(value["marks"].as_array().unwrap().len(), 3);
    }

    #[test]
    fn what_does_not_agree_is_found() {
        let complaint = |change: fn(&mut Annotation)| {
            let (raw, mut annotation) = annotated();
            change(&mut annotation);
            annotation.check().and_then(|()| annotation.fits(&raw)).map_or_else(|wrong| wrong.to_string(), |()| String::new())
        };
        assert_eq!(complaint(|_| {}), "");
        assert!(complaint(|one| one.marks.swap(0, 1)).contains("overlaps"));
        assert!(complaint(|one| one.marks[2].end += 1).contains("no form of"));
        assert!(complaint(|one| one.marks[0].start = one.marks[0].end).contains("empty"));
        assert!(complaint(|one| one.organizations.clear()).contains("is no `org`"));
        assert!(complaint(|one| one.officials[0].name = "나가람".to_owned()).contains("marked nowhere"));
        assert!(complaint(|one| one.hash.replace_range(0..1, "x")).contains("hexadecimal"));
        assert!(complaint(|one| one.hash = hash("")).contains("not the one"));
        assert!(marked::parse("org: 가\n----\n⟦O¦가").is_err());
        assert!(marked::parse("org: 가\n").is_err());
    }

    #[test]
    fn the_annotations_of_the_repository_are_sound() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../annotations/news.jsonl");
        assert!(!read(&path).unwrap().is_empty());
    }
}
