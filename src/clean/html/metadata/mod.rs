//! What a page says of its article: JSON-LD first, then `<meta>`, then what is to be seen around the body.

mod dates;
mod publisher;
mod reporters;
mod title;

use std::ops::Range;

use serde_json::Value;

pub use self::dates::{dates, korean, timestamp, url_date};
pub use self::publisher::publisher;
pub use self::reporters::reporters;
pub use self::title::title;
use super::body::Body;
use super::json;
use super::names::Marks;
use super::outline::{Line, Outline, Script};
use crate::document::Timestamp;

/// What JSON-LD says.
#[derive(Debug, Default)]
pub struct Linked {
    pub headline: Option<String>,
    pub published: Option<Timestamp>,
    pub modified: Option<Timestamp>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub body: Option<String>,
}

/// Objects of JSON-LD that are looked through for the article.
const OBJECTS: usize = 2000;

/// Reads the article from a page's JSON-LD: an object, one of an array, or one of a `@graph`.
pub fn linked(scripts: &[Script<'_>]) -> Linked {
    for script in scripts {
        let Script::Linked(text) = script else { continue };
        let value = json::lenient(text);
        let mut open = vec![&value];
        let mut looked = 0;
        while let Some(value) = open.pop() {
            looked += 1;
            if looked > OBJECTS {
                break;
            }
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(map) => {
                    if is_article(value) {
                        return read(value);
                    }
                    open.extend(["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|key| map.get(*key)));
                }
                _ => {}
            }
        }
    }
    Linked::default()
}

fn is_article(value: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report")
    };
    match &value["@type"] {
        Value::Array(kinds) => kinds.iter().any(named),
        kind => named(kind),
    }
}

fn read(article: &Value) -> Linked {
    let text = |key: &str| article[key].as_str().map(tidy).filter(|text| !text.is_empty());
    let date = |key: &str| article[key].as_str().and_then(dates::timestamp);
    let name = |value: &Value| match value {
        Value::String(name) => Some(tidy(name)),
        value => value["name"].as_str().map(tidy),
    };
    let several = |value: &Value| match value {
        Value::Array(items) => items.iter().filter_map(name).collect::<Vec<_>>(),
        value => name(value).into_iter().collect(),
    };
    Linked {
        headline: text("headline").or_else(|| text("name")),
        published: date("datePublished").or_else(|| date("dateCreated")),
        modified: date("dateModified"),
        authors: several(&article["author"]),
        publisher: several(&article["publisher"]).into_iter().next().filter(|name| !name.is_empty()),
        section: several(&article["articleSection"]).into_iter().next().filter(|name| !name.is_empty()),
        body: article["articleBody"].as_str().map(str::to_owned),
    }
}

/// White space folded, and entities that were escaped twice resolved.
pub fn tidy(text: &str) -> String {
    const ENTITIES: [(&str, &str); 17] = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#034;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&apos;", "'"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&hellip;", "…"),
        ("&middot;", "·"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&uarr;", "↑"),
        ("&amp;", "&"),
    ];
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains('&') {
        for (entity, plain) in ENTITIES {
            text = text.replace(entity, plain);
        }
        text = text.trim().to_owned();
    }
    text.replace(['\u{200B}', '\u{FEFF}'], "")
}

/// The letters and digits of a text, without white space and marks: what is compared where two places print the same words.
pub fn bare(text: &str) -> String {
    // Nearly all of it is Hangul or ASCII, which need no table.
    let counts =
        |c: &char| ('가'..='힣').contains(c) || if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() };
    text.chars().filter(counts).map(|c| c.to_ascii_lowercase()).collect()
}

/// Lines before the body in which its title and dates stand, where the title is not among them.
const HEAD: usize = 60;

/// Lines between a title and its body, at most: the tools of a page (languages, voices, type sizes) can be many.
const TITLE_WITHIN: usize = 600;

/// Lines behind the body in which its dates and copyright stand, at most.
const TAIL: usize = 40;

/// The lines from the title that the page shows to the body's first ones.
pub fn head(outline: &Outline<'_>, body: &Body, title: Option<&str>) -> Range<usize> {
    let start = body.extent.0;
    let end = (start + 3).min(body.extent.1);
    let far = start.saturating_sub(TITLE_WITHIN);
    let title = title.map(bare).filter(|title| !title.is_empty());
    let shown = title.and_then(|title| {
        let letters = title.chars().count();
        let fits = |line: &Line| (letters..letters * 2).contains(&line.chars) && bare(outline.text_of(line)) == title;
        (far..start).rev().find(|index| fits(&outline.lines[*index]))
    });
    // A date or a byline may stand above the title.
    shown.map_or(start.saturating_sub(HEAD), |shown| shown.saturating_sub(8))..end
}

/// The section the article stands in.
pub fn section(outline: &Outline<'_>, linked: &Linked) -> Option<String> {
    let said = outline.meta(&["article:section", "og:article:section", "og:category", "section", "category", "dable:section"]);
    let korean = |name: &&str| name.chars().any(|c| ('가'..='힣').contains(&c));
    let linked = linked.section.as_deref();
    let best = said.filter(korean).or(linked.filter(korean)).or(said).or(linked)?;
    Some(tidy(best))
}

/// The address of the article: the canonical one, where it is one of an article and not the site's front page.
pub fn url(outline: &Outline<'_>) -> Option<String> {
    let deep = |url: &&str| {
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        rest.trim_end_matches('/').contains(['/', '?'])
    };
    let canonical = outline.canonical.filter(deep);
    let url = canonical.or_else(|| outline.meta(&["og:url", "twitter:url"]).filter(deep));
    url.or(outline.canonical).map(str::to_owned)
}

/// Whether a block or one that holds it is not the article, by its name or tag.
fn in_noise(outline: &Outline<'_>, block: usize) -> bool {
    lies_in(outline, block, Marks::NOISE | Marks::HIDDEN)
}

/// Whether a block or one that holds it has one of the marks.
pub fn lies_in(outline: &Outline<'_>, mut block: usize, marks: Marks) -> bool {
    while block > 0 {
        if outline.blocks[block].marks.has(marks) {
            return true;
        }
        block = outline.blocks[block].parent;
    }
    false
}
