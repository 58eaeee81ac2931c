//! Mentions: one file a kind, each with its grammar and its tests.
//!
//! [`numbers`] reads money, measures, counts, dates and durations from the text alone; [`names`] reads organizations and
//! people from text and morphemes.

pub mod amount;
pub mod count;
pub mod date;
pub mod figure;
pub mod names;
pub mod phrase;
pub mod subject;

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
///
/// Dates come first: what they take is out of the others' reach. The rest is cut into number phrases, each of which has one
/// unit and so one reader; a figure may reach over its phrase's neighbours (`‘10의 15승’의 128배 바이트`), so figures go before
/// counts.
pub fn numbers(article: &Article) -> Numbers {
    let text = &article.text;
    let numerals = crate::normalize::number::numerals(text);
    let dates = date::dates(text, &numerals, article.published);
    let taken: Vec<Span> = dates.iter().map(|date| date.span).collect();
    let phrases = phrase::phrases(text, &numerals, &taken);
    let amounts = amount::amounts(text, &numerals, &phrases);
    let figures = figure::figures(text, &numerals, &phrases);
    let mut counts = count::counts(text, &numerals, &phrases);
    let mut others: Vec<Span> = amounts.iter().map(|found| found.span).chain(figures.iter().map(|found| found.span)).collect();
    others.extend(&taken);
    others.sort_unstable();
    let mut other = others.iter().peekable();
    counts.retain(|count| {
        while other.next_if(|span| span.end <= count.span.start).is_some() {}
        other.peek().is_none_or(|span| span.start >= count.span.end)
    });
    Numbers { amounts, figures, counts, dates }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the readers find in a text that was published nowhen.
    pub fn read(text: &str) -> Numbers {
        numbers(&Article { text: text.to_owned(), ..Article::default() })
    }
}
