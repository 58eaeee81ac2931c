//! Cleaning HTML: what the page says of its article, and the article's body by density and structure.
//!
//! ```text
//! budget → scraper → outline (one walk) → body ──────────────┐
//!                      └→ metadata (JSON-LD, meta, visible) ─┴→ text::clean → Article
//! ```
//!
//! General rules carry: names of elements, sentences against links, what metadata says. `lexicon/sites.toml` holds the names
//! and what is peculiar to a site. A body that exists only as data in a script is found too ([`state`]).

mod body;
mod budget;
mod json;
mod metadata;
mod names;
mod outline;
mod state;
#[cfg(test)]
mod tests;

use std::ops::Range;

use scraper::Html;

use self::body::Body;
use self::metadata::{Linked, bare};
use self::names::Marks;
use self::outline::Outline;
use crate::clean::{Extent, text};
use crate::document::{Article, PublishedFrom, Reporter};
use crate::error::Fault;

/// A body in data must say so much more than the one that is to be seen, to be taken instead of it: the page shows the first
/// paragraphs only.
const DATA_OVER_SEEN: f64 = 1.5;

/// A page that shows fewer code points of sentences than this may have its article in a script.
const SEEN_FROM: usize = 200;

/// Cleans a whole page. What `known` has stays; the page fills in the rest.
///
/// # Errors
/// `html.depth`, `html.nodes`, `html.size` where the page is beyond its budget.
pub fn clean(page: &str, mut known: Article) -> Result<Article, Fault> {
    budget::check(page)?;
    let html = Html::parse_document(page);
    let outline = outline::read(&html, known.url.as_deref());
    let body = body::find(&outline);
    let linked = metadata::linked(&outline.scripts);

    let publisher = metadata::publisher(&outline, &linked, &body);
    let said = publisher.as_ref().map(|publisher| publisher.name.as_str());
    let title = known.title.take().or_else(|| metadata::title(&outline, &linked, &body, said));
    let (sure, guess) = match publisher {
        Some(publisher) if publisher.sure => (Some(publisher.name), None),
        Some(publisher) => (None, Some(publisher.name)),
        None => (None, None),
    };
    let head = metadata::head(&outline, &body, title.as_deref());
    known.title = title;
    known.publisher = known.publisher.or(sure);
    known.section = known.section.or_else(|| metadata::section(&outline, &linked));
    known.url = metadata::url(&outline).or(known.url);
    let dates = metadata::dates(&outline, &linked, &body, head.clone());
    if known.published.is_none() && dates.published.is_some() {
        known.published = dates.published;
        known.published_from = Some(PublishedFrom::Html);
    }
    known.modified = known.modified.or(dates.modified);
    known.subtitle = known.subtitle.or_else(|| subtitle(&outline, &body, head.clone()));
    let reporters = metadata::reporters(&outline, &linked, &body, head);

    let lines = lines(&outline, &body, &linked, known.title.as_deref());
    let mut article = text::clean(&lines, known, Extent::Body);
    article.publisher = article.publisher.or(guess);
    if article.published.is_none() {
        let state = state::find(&outline.scripts);
        article.published = state.published.map(|date| metadata::korean(date, None));
        article.published_from = article.published.map(|_| PublishedFrom::Html);
        article.modified = article.modified.or(state.modified.map(|date| metadata::korean(date, None)));
    }
    if article.published.is_none() {
        article.published = article.url.as_deref().and_then(metadata::url_date);
        article.published_from = article.published.map(|_| PublishedFrom::Url);
    }
    merge(&mut article.reporters, reporters);
    Ok(article)
}

/// The lines of the article: those that the page shows, or those that it holds as data where it shows none or only a beginning.
fn lines(outline: &Outline<'_>, body: &Body, linked: &Linked, title: Option<&str>) -> String {
    let mut data = linked.body.as_deref().map(state::text_of).unwrap_or_default();
    // The description is the beginning of most articles: where the page shows something else, that may be its frame alone.
    let beginning = outline.meta(&["og:description", "description"]).and_then(beginning);
    let begins = |lines: &mut dyn Iterator<Item = &str>| {
        beginning
            .as_deref()
            .is_some_and(|beginning| lines.take(BEGINNING_WITHIN).map(bare).collect::<String>().contains(beginning))
    };
    let strange = beginning.is_some() && !begins(&mut body.lines.iter().map(|line| outline.text_of(&outline.lines[*line])));
    let mut taken = false;
    if body.sentences < SEEN_FROM || strange {
        let state = state::find(&outline.scripts);
        taken = strange && begins(&mut state.lines.iter().map(String::as_str));
        if taken || (state.sentences > data.sentences && body.sentences < SEEN_FROM) {
            data = state;
        }
    }
    if taken || data.sentences as f64 > body.sentences as f64 * DATA_OVER_SEEN {
        return data.lines.join("\n");
    }
    let mut lines: Vec<&str> = Vec::with_capacity(body.lines.len());
    for index in &body.lines {
        let line = outline.text_of(&outline.lines[*index]);
        // Press releases repeat their title at the head of the text.
        if lines.len() < 2 && title.is_some_and(|title| bare(line) == bare(title)) {
            continue;
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// Lines of an article among which its description stands.
const BEGINNING_WITHIN: usize = 12;

/// Letters and digits of a description by which an article is known again.
const BEGINNING: usize = 25;

/// The first letters and digits of a description that is prose.
fn beginning(description: &str) -> Option<String> {
    // An opening mark of the agency, the place or the section is left out of many bodies.
    let description = description.trim_start();
    let description = if description.starts_with(['[', '(', '【']) {
        description.split_once([']', ')', '】']).map_or(description, |(_, rest)| rest)
    } else {
        description
    };
    let beginning: String = bare(description).chars().take(BEGINNING).collect();
    let hangul = beginning.chars().filter(|c| ('가'..='힣').contains(c)).count();
    (hangul * 2 > BEGINNING && beginning.chars().count() == BEGINNING).then_some(beginning)
}

/// The subtitle's lines, where the page marks them as such: in the body, or between title and body.
fn subtitle(outline: &Outline<'_>, body: &Body, head: Range<usize>) -> Option<String> {
    let before = head.start..body.extent.0;
    let marked = |index: &usize| {
        let block = outline.lines[*index].block;
        metadata::lies_in(outline, block, Marks::SUBTITLE) && !metadata::lies_in(outline, block, Marks::NOISE | Marks::HIDDEN)
    };
    let lines: Vec<usize> = if body.subtitle.is_empty() { before.filter(marked).collect() } else { body.subtitle.clone() };
    let lines: Vec<&str> = lines.into_iter().map(|index| outline.text_of(&outline.lines[index])).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Adds the reporters that the page names to those of the text, and their addresses to their names.
fn merge(reporters: &mut Vec<Reporter>, more: Vec<Reporter>) {
    for reporter in more {
        match reporters.iter_mut().find(|known| known.name == reporter.name) {
            Some(known) => known.email = known.email.take().or(reporter.email),
            None => reporters.push(reporter),
        }
    }
}
