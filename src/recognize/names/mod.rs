//! The reader of names: organizations, people, titles.
//!
//! Evidence is gathered first and decided once. [`organization`] reads the lexicon and the endings of names, [`person`] the
//! ways in which names, titles and bodies stand together, and [`coreference`] takes the article as a whole: a name found
//! surely once is found everywhere, short names lead to full ones, and a place's name is its government only where it acts.

mod coreference;
mod list;
mod organization;
mod page;
mod person;
mod title;
mod word;

use crate::document::{Article, Span};
use crate::lexicon::Lexicon;
use crate::recognize::Numbers;
use crate::record::OrganizationKind;
use crate::token::Analysis;

use self::organization::Bodies;
use self::page::Page;

/// What the recognizers of names may look at.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub article: &'a Article,
    pub analysis: &'a Analysis,
    pub lexicon: &'a Lexicon,
    pub numbers: &'a Numbers,
}

/// An organization of an article: every span that names it, and the name it goes by.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The fullest name in the article.
    pub name: String,
    pub kind: OrganizationKind,
    /// In text order.
    pub mentions: Vec<Span>,
}

/// A person of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Human {
    /// The full name.
    pub name: String,
    /// The name alone, in text order.
    pub mentions: Vec<Span>,
    /// The position without the body, where the article gives one.
    pub title: Option<String>,
    /// Every form of the title that the article uses, in text order.
    pub titles: Vec<String>,
    /// The full name of the body, also where only the title carries it.
    pub organization: Option<String>,
}

/// The names of an article. Mentions of all bodies and humans together do not overlap.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    /// In order of first mention.
    pub bodies: Vec<Body>,
    /// In order of first mention.
    pub humans: Vec<Human>,
}

/// Finds the organizations and people of an article and resolves short mentions to full names.
pub fn names(reading: Reading) -> Names {
    let page = Page::new(&reading.article.text, &reading.analysis.tokens, reading.lexicon);
    let mut bodies = Bodies::read(&page);
    let sightings = person::people(&page, &mut bodies);
    coreference::assemble(&page, bodies, sightings)
}
