//! The report: one HTML file that shows records to a person, without a network and without a server.
//!
//! The page holds an index of all articles (what charts, filters and the table need) and the articles themselves in blocks, as
//! JSON that the browser parses when it is asked for an article. Text reaches the page through `textContent` alone; a content
//! security policy lets no script run but the page's own, which it knows by their hashes, and no address be reached.

mod article;
pub mod cuts;
mod index;

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};
use sha2::{Digest, Sha256};

use crate::records::Record;
use article::Article;
use cuts::Cuts;
use index::Index;

/// The language of the page's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Ko,
    En,
}

/// What a report is given beside its records.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The name that the page has; none is as good as "gisa".
    pub title: Option<String>,
    /// The language that the page begins with; without one it is the browser's.
    pub language: Option<Language>,
    /// What cleaning cut from the articles; `None` where it was not looked for.
    pub cuts: Option<Cuts>,
}

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const LABELS: &str = include_str!("labels.json");
/// In the order in which they run.
const SCRIPTS: [&str; 7] = [
    include_str!("vendor/d3.min.js"),
    include_str!("vendor/plot.min.js"),
    include_str!("data.js"),
    include_str!("charts.js"),
    include_str!("table.js"),
    include_str!("article.js"),
    include_str!("main.js"),
];

/// The licences of the libraries among them, which ask to stand in every copy.
const LICENCES: [&str; 2] = [include_str!("vendor/LICENSE-d3"), include_str!("vendor/LICENSE-plot")];

/// Articles that the browser parses at once.
const BLOCK: usize = 50;

/// Writes the report of some records.
///
/// # Errors
/// Those of the output.
pub fn write(records: &[Record], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = PAGE;
    let title = options.title.as_deref().unwrap_or("gisa");
    while let Some((before, name, after)) = slot(page) {
        out.write_all(before.as_bytes())?;
        page = after;
        match name {
            "policy" => policy(out)?,
            "title" => out.write_all(escaped(title).as_bytes())?,
            "style" => out.write_all(STYLE.as_bytes())?,
            "labels" => json(&serde_json::from_str::<serde_json::Value>(LABELS)?, out)?,
            "index" => json(&Index::new(records, title, options.language, options.cuts.is_some()), out)?,
            "articles" => articles(records, options.cuts.as_ref(), out)?,
            "scripts" => {
                for licence in LICENCES {
                    writeln!(out, "<!--\n{licence}-->")?;
                }
                for script in SCRIPTS {
                    writeln!(out, "<script>{script}</script>")?;
                }
            }
            _ => unreachable!("the page has no other slots"),
        }
    }
    out.write_all(page.as_bytes())
}

/// The first `{{name}}` of the page: what stands before it, the name, what follows.
fn slot(page: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = page.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name, after))
}

/// Nothing is loaded, and no script runs but the page's own.
fn policy(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src")?;
    for script in SCRIPTS {
        write!(out, " 'sha256-{}'", STANDARD.encode(Sha256::digest(script)))?;
    }
    Ok(())
}

fn articles(records: &[Record], cuts: Option<&Cuts>, out: &mut dyn Write) -> io::Result<()> {
    for (nth, block) in records.chunks(BLOCK).enumerate() {
        let article = |(at, record)| Article::new(record, cuts.map(|cuts| cuts.of(nth * BLOCK + at)));
        let block: Vec<Article<'_>> = block.iter().enumerate().map(article).collect();
        out.write_all(b"<script type=\"application/json\" class=\"articles\">")?;
        json(&block, out)?;
        out.write_all(b"</script>\n")?;
    }
    Ok(())
}

/// Writes JSON that may stand in a `<script>` element.
fn json<T: Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, Embedded)).map_err(io::Error::from)
}

/// JSON without the characters that a page would read: `<`, with which `</script` and `<!--` begin, and the line separators
/// that scripts once took for line breaks.
struct Embedded;

impl Formatter for Embedded {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['<', '\u{2028}', '\u{2029}']) {
            let (before, from) = rest.split_at(at);
            CompactFormatter.write_string_fragment(writer, before)?;
            let mut characters = from.chars();
            if let Some(c) = characters.next() {
                write!(writer, "\\u{:04x}", c as u32)?;
            }
            rest = characters.as_str();
        }
        CompactFormatter.write_string_fragment(writer, rest)
    }
}

/// Text as it may stand in an element or an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const WILD: &str = "<script>alert(1)</script> <!-- \" ' \\ & \u{2028}\u{2029} ]]> {{index}} '; DROP TABLE 기사; --";

    fn written(records: &[Record], options: &Options) -> String {
        let mut out = Vec::new();
        write(records, options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn wild() -> Record {
        serde_json::from_value(json!({"id": "a", "title": WILD, "publisher": WILD, "text": WILD,
            "organizations": [{"id": "o1", "name": WILD, "kind": WILD, "mentions": [{"start": 0, "end": 8}]}]}))
        .unwrap()
    }

    /// The JSON of the blocks of the page, in order, with their elements' beginnings.
    fn blocks(page: &str) -> Vec<(&str, Value)> {
        let mut blocks = Vec::new();
        let mut rest = page;
        while let Some((_, from)) = rest.split_once("<script type=\"application/json\" ") {
            let (attributes, from) = from.split_once('>').unwrap();
            let (content, after) = from.split_once("</script").unwrap();
            blocks.push((attributes, serde_json::from_str(content).expect(attributes)));
            rest = after;
        }
        blocks
    }

    #[test]
    fn text_stays_text() {
        let options = Options { title: Some(WILD.into()), ..Options::default() };
        let page = written(&[wild()], &options);
        let blocks = blocks(&page);
        assert_eq!(
            blocks.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
            ["id=\"labels\"", "id=\"index\"", "class=\"articles\""]
        );
        assert_eq!(blocks[1].1["articles"][0]["title"], WILD);
        assert_eq!(blocks[1].1["organizations"][0][0], WILD);
        assert_eq!(blocks[2].1[0]["text"], WILD);
        assert!(!page.contains("alert(1)</script>"));
        assert!(!page.contains("<!-- \""));
        assert!(page.contains("<title>&lt;script&gt;alert(1)"));
    }

    #[test]
    fn every_slot_is_filled() {
        let mut names = Vec::new();
        let mut page = PAGE;
        while let Some((_, name, after)) = slot(page) {
            names.push(name);
            page = after;
        }
        assert_eq!(names, ["policy", "title", "style", "labels", "index", "articles", "scripts"]);
    }

    #[test]
    fn scripts_run_by_their_hashes_alone() {
        let page = written(&[], &Options::default());
        let policy = page.split_once("content=\"default-src 'none'").unwrap().1.split_once('"').unwrap().0;
        assert_eq!(policy.matches("'sha256-").count(), SCRIPTS.len());
        assert!(!policy.contains("http"));
        for script in SCRIPTS {
            assert!(!script.to_ascii_lowercase().contains("</script"), "it would end its element");
            assert!(!script.contains("<!--"), "it would hide the end of its element");
        }
    }

    #[test]
    fn the_page_says_all_in_both_languages() {
        let labels: Value = serde_json::from_str(LABELS).unwrap();
        let keys = |language: &str| labels[language].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys("ko"), keys("en"));
        // A label is asked for by its name in the page and in the scripts: none may be missing.
        let named = |text: &'static str, from: &str| {
            text.split(from).skip(1).map(|rest| rest.split(['"', '\'', '`']).next().unwrap()).collect::<Vec<_>>()
        };
        let mut asked = named(PAGE, "data-label=\"");
        for script in &SCRIPTS[2..] {
            asked.extend(named(script, " t(\""));
            asked.extend(named(script, "(t(\""));
        }
        assert!(asked.len() > 20);
        for key in asked {
            assert!(labels["en"][key].is_string(), "{key}");
        }
    }
}
