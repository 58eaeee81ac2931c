//! A document becomes an article: the body without boilerplate, and its metadata.
//!
//! [`html`] finds the body in a page and what the page says of itself; [`text`] has the line rules, which hold for scraped
//! text and for the body of a page alike.

pub mod html;
pub mod text;

use crate::document::{Article, Document, Markup, PublishedFrom};
use crate::error::{Fault, Reject, Stage};

/// How much of a page a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything that stood on the page, navigation and related articles too.
    Page,
    /// The part that the page's structure says is the article.
    Body,
}

/// Cleans a document. Given metadata wins over what is found.
///
/// # Errors
/// `clean.empty` where nothing is left but boilerplate, `html.*` where a page is beyond its budget.
pub fn clean(document: Document) -> Result<(Article, Document), Reject> {
    let given = &document.given;
    let known = Article {
        title: given.title.clone(),
        subtitle: given.subtitle.clone(),
        publisher: given.publisher.clone(),
        section: given.section.clone(),
        reporters: given.reporters.clone(),
        published: given.published,
        published_from: given.published.map(|_| PublishedFrom::Metadata),
        url: given.url.clone(),
        ..Article::default()
    };
    let cleaned = match document.markup {
        Markup::Html => html::clean(&document.text, known),
        Markup::Plain => Ok(text::clean(&document.text, known, Extent::Page)),
    };
    let fault = match cleaned {
        Ok(article) if !article.text.is_empty() => return Ok((article, document)),
        Ok(_) => Fault::new(Stage::Clean, "clean.empty", "nothing but boilerplate: no line of an article is left"),
        Err(fault) => fault,
    };
    Err(fault.at(document.source))
}
