//! A document becomes an article: the body without boilerplate, and its metadata.
//!
//! [`html`] finds the body in a page and what the page says of itself; [`text`] has the line rules, which hold for scraped
//! text and for the body of a page alike. [`learned`] cuts what one run has seen again and again.

pub mod html;
pub mod learned;
pub mod text;

use self::learned::Learned;
use self::text::Cut;
use crate::document::{Article, Document, Given, Markup, PublishedFrom};
use crate::error::{Fault, Reject, Stage};

/// How much of a page a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything that stood on the page, navigation and related articles too.
    Page,
    /// The part that the page's structure says is the article.
    Body,
}

/// Cleans a document. Given metadata wins over what is found. Lines that were `learned` to be boilerplate go too.
///
/// # Errors
/// `clean.empty` where nothing is left but boilerplate, `html.*` where a page is beyond its budget.
pub fn clean(document: Document, learned: Option<&Learned>) -> Result<(Article, Document), Reject> {
    let known = known(&document.given);
    let cleaned = match document.markup {
        Markup::Html => html::clean(&document.text, known),
        Markup::Plain => Ok(text::clean(&document.text, known, Extent::Page)),
    };
    let fault = match cleaned {
        Ok(mut article) if article.text.contains(char::is_alphanumeric) => {
            if let Some(learned) = learned {
                learned.cut(&mut article, &document.source);
            }
            return Ok((article, document));
        }
        Ok(_) => Fault::new(Stage::Clean, "clean.empty", "nothing but boilerplate: no line of an article is left"),
        Err(fault) => fault,
    };
    Err(fault.at(document.source))
}

/// The article that cleaning a plain text makes, and what it cuts, in order. `None` for a page: what its structure leaves out is
/// never made a text.
pub fn cuts(document: &Document) -> Option<(Article, Vec<Cut>)> {
    match document.markup {
        Markup::Html => None,
        Markup::Plain => Some(text::clean_with_cuts(&document.text, known(&document.given), Extent::Page)),
    }
}

/// What is known of an article before its text is looked at.
fn known(given: &Given) -> Article {
    let plain = |field: &Option<String>| field.as_deref().and_then(text::plain);
    Article {
        title: plain(&given.title),
        subtitle: plain(&given.subtitle),
        publisher: plain(&given.publisher),
        section: plain(&given.section),
        reporters: given.reporters.clone(),
        published: given.published,
        published_from: given.published.map(|_| PublishedFrom::Metadata),
        url: given.url.clone(),
        ..Article::default()
    }
}
