//! Articles that a page holds as data: `articleBody` of JSON-LD, the state of a page that is built in the browser
//! (`__NEXT_DATA__`, `self.__next_f`, Fusion, Nuxt and their like).

use memchr::memmem;
use scraper::Html;
use serde_json::Value;

use super::body::{self, has_sentence};
use super::metadata::timestamp;
use super::outline::{self, Script};
use super::{budget, json};
use crate::document::{Timestamp, floor};

/// Paragraphs of an article in data, and the code points of its sentences.
#[derive(Debug, Default)]
pub struct Found {
    pub lines: Vec<String>,
    pub sentences: usize,
    /// When the article was published and changed, as the data says beside it.
    pub published: Option<Timestamp>,
    pub modified: Option<Timestamp>,
}

/// The longest article in the page's scripts.
pub fn find(scripts: &[Script<'_>]) -> Found {
    let mut best = Best::default();
    let mut stream = String::new();
    for script in scripts {
        let Script::State(text) = script else { continue };
        // Every Korean article has a sentence that ends in 다, as it stands or escaped.
        let streamed_here = memmem::find(text.as_bytes(), b"__next_f").is_some();
        if !streamed_here
            && !["다.", "\\ub2e4.", "\\uB2E4.", "요."].iter().any(|end| memmem::find(text.as_bytes(), end.as_bytes()).is_some())
        {
            continue;
        }
        for value in json::in_script(text) {
            match streamed(&value).filter(|_| streamed_here) {
                Some(piece) => stream.push_str(piece),
                None => best.look(&value, "", 0),
            }
        }
    }
    best.stream(&stream);
    Found { published: best.published, modified: best.modified, ..text_of(&best.text) }
}

/// The text of an article as data has it: plain, or with markup.
pub fn text_of(text: &str) -> Found {
    let mut text = text.to_owned();
    // Markup may be escaped once more than it should be.
    for _ in 0..2 {
        if !has_markup(&text) || budget::check(&text).is_err() {
            break;
        }
        let html = Html::parse_document(&text);
        let outline = outline::read(&html, None);
        let found = body::find(&outline);
        let lines: Vec<&str> = found.lines.iter().map(|line| outline.text_of(&outline.lines[*line])).collect();
        text = lines.join("\n");
    }
    let lines: Vec<String> =
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|line| !line.is_empty()).collect();
    let sentences = lines.iter().filter(|line| has_sentence(line)).map(|line| line.chars().count()).sum();
    Found { lines, sentences, ..Found::default() }
}

fn has_markup(text: &str) -> bool {
    ["<p", "<br", "</", "<div", "&nbsp;", "&lt;", "&quot;", "&#"].iter().any(|mark| text.contains(mark))
}

/// `self.__next_f.push([1, "…"])`: a piece of a stream of rows.
fn streamed(value: &Value) -> Option<&str> {
    match value.as_array()?.as_slice() {
        [_, piece] => piece.as_str(),
        _ => None,
    }
}

#[derive(Default)]
struct Best {
    text: String,
    score: f64,
    published: Option<Timestamp>,
    modified: Option<Timestamp>,
}

/// Parts of the names of fields that say when an article was published, without joining marks: the surest first.
const PUBLISHED: [&str; 12] =
    ["publish", "deploy", "service", "issue", "regist", "regdate", "regdt", "input", "firstdate", "write", "creat", "date"];
/// Parts of the names of fields that say when it was changed.
const MODIFIED: [&str; 6] = ["modif", "updat", "redeploy", "edit", "moddate", "chgdt"];

/// How deep into data an article is looked for: data in strings in data included.
const DEPTH: usize = 64;

/// An array is the article only where it says so much more than its longest string.
const SUM_OVER_PART: f64 = 1.2;

impl Best {
    /// Rows of a stream: `id:JSON`, or `id:Tlength,text` with the length in bytes, as a hexadecimal number.
    fn stream(&mut self, stream: &str) {
        let mut rest = stream;
        while !rest.is_empty() {
            let line = rest.find('\n').unwrap_or(rest.len());
            let Some((_, row)) = rest[..line].split_once(':') else {
                rest = rest.get(line + 1..).unwrap_or_default();
                continue;
            };
            if let Some((length, _)) = row.strip_prefix('T').and_then(|row| row.split_once(','))
                && let Ok(length) = usize::from_str_radix(length, 16)
            {
                let from = rest.find(',').map_or(0, |comma| comma + 1);
                let to = floor(rest, from.saturating_add(length));
                self.offer(&rest[from..to], 1.0);
                rest = &rest[to..];
                continue;
            }
            let row = row.trim_start_matches(|c: char| c.is_ascii_uppercase());
            if row.starts_with(['{', '[', '"']) {
                self.look(&json::lenient(row), "", 0);
            }
            rest = rest.get(line + 1..).unwrap_or_default();
        }
    }

    fn offer(&mut self, text: &str, factor: f64) {
        let score = weigh(text) as f64 * factor;
        if score > self.score {
            self.score = score;
            text.clone_into(&mut self.text);
            (self.published, self.modified) = (None, None);
        }
    }

    /// The dates of an object that holds the article, unless one within it has told them.
    fn dates(&mut self, object: &serde_json::Map<String, Value>) {
        let fields: Vec<(String, Timestamp)> = object
            .iter()
            .filter_map(|(key, value)| {
                let date = value.as_str().filter(|text| (8..=40).contains(&text.len())).and_then(timestamp)?;
                Some((key.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase(), date))
            })
            .collect();
        let changed = |key: &str| MODIFIED.iter().any(|part| key.contains(part));
        let first = |part: &&str| fields.iter().find(|(key, _)| key.contains(*part) && !changed(key)).map(|(_, date)| *date);
        self.published = self.published.or_else(|| PUBLISHED.iter().find_map(first));
        self.modified = self.modified.or_else(|| fields.iter().find(|(key, _)| changed(key)).map(|(_, date)| *date));
    }

    /// Looks for an article in a value; `key` is what it is called.
    fn look(&mut self, value: &Value, key: &str, depth: usize) {
        let factor = factor(key);
        if depth > DEPTH || factor == 0.0 {
            return;
        }
        match value {
            Value::String(text) if text.len() > 200 && text.trim_start().starts_with(['{', '[']) => {
                let inner = json::lenient(text);
                self.look(&inner, key, depth + 8);
            }
            Value::String(text) => self.offer(text, factor),
            Value::Object(map) => {
                let before = self.score;
                for (key, value) in map {
                    self.look(value, key, depth + 1);
                }
                if self.score > before {
                    self.dates(map);
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.look(item, key, depth + 1);
                }
                let mut parts = Vec::new();
                strings(value, &mut parts, 0);
                let weights: Vec<usize> = parts.iter().map(|part| weigh(part)).collect();
                let longest = weights.iter().max().copied().unwrap_or(0) as f64;
                let sum = weights.iter().sum::<usize>() as f64;
                // The elements of a list of articles have titles of their own.
                let listed = items.iter().filter(|item| TITLED.iter().any(|key| item.get(key).is_some())).count();
                if sum >= longest * SUM_OVER_PART && sum * factor > self.score && listed < 2 {
                    self.score = sum * factor;
                    self.text = parts.join("\n");
                    (self.published, self.modified) = (None, None);
                }
            }
            _ => {}
        }
    }
}

const TITLED: [&str; 3] = ["title", "headline", "headlines"];

/// The strings of an array in order, those that are paragraphs or may be headings between them.
fn strings<'v>(value: &'v Value, out: &mut Vec<&'v str>, depth: usize) {
    if depth > 12 {
        return;
    }
    match value {
        Value::String(text) if text.contains(' ') => out.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, out, depth + 1)),
        Value::Object(map) => {
            for (key, value) in map {
                if matches!(
                    key.as_str(),
                    "content" | "contents" | "text" | "children" | "html" | "value" | "paragraph" | "body" | "props"
                ) {
                    strings(value, out, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// Code points of a text that has sentences.
fn weigh(text: &str) -> usize {
    if text.len() < 60 || !has_sentence(text) { 0 } else { text.chars().filter(|c| ('가'..='힣').contains(c)).count() }
}

/// How likely an article is called so.
fn factor(key: &str) -> f64 {
    let key = key.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if has(&[
        "caption",
        "title",
        "headline",
        "comment",
        "reply",
        "related",
        "recommend",
        "ranking",
        "copyright",
        "policy",
        "terms",
        "script",
        "css",
    ]) {
        0.0
    } else if has(&["summary", "description", "desc", "lead", "preview", "excerpt", "subtitle", "meta", "seo"]) {
        0.4
    } else if has(&["body", "content", "article", "paragraph", "text", "html"]) {
        1.3
    } else {
        1.0
    }
}
