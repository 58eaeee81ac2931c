//! Mentions: one file a kind, each with its grammar and its tests.
//!
//! [`numbers`] reads money, measures, counts, dates and durations from the text alone; [`names`] reads organizations and
//! people from text and morphemes.

pub mod amount;
pub mod count;
pub mod date;
pub mod figure;
pub mod names;
pub mod tagger;

use crate::document::{Article, Span};
use crate::record::{Amount, Count, Date, Figure, Found};

/// What the five readers of numbers and time found, each in text order. No two spans of any kinds overlap.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers {
    pub amounts: Vec<Found<Amount>>,
    pub figures: Vec<Found<Figure>>,
    pub counts: Vec<Found<Count>>,
    pub dates: Vec<Found<Date>>,
}

/// Reads money, measures, counts, dates and durations in one pass over the numerals of the article's text.
pub fn numbers(article: &Article) -> Numbers {
    let text = &article.text;
    let numerals = crate::normalize::number::numerals(text);
    let dates = date::dates(text, &numerals, article.published);
    let taken: Vec<Span> = dates.iter().map(|date| date.span).collect();
    let amounts = amount::amounts(text, &numerals, &taken);
    let figures = figure::figures(text, &numerals, &taken);
    let counts = count::counts(text, &numerals, &taken);
    Numbers { amounts, figures, counts, dates }
}
