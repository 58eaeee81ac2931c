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
///
/// Dates come first: what they take is out of the others' reach. The rest is cut into number phrases, each of which has one
/// unit and so one reader; a figure may reach over its phrase's neighbours (`‘10의 15승’의 64배 바이트`), so figures go before
/// counts.
pub fn numbers(article: &Article) -> Numbers {
    let text = &article.text;
    let numerals = crate::normalize::number::numerals(text);
    let dates = date::dates(text, article.published);
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

    use proptest::prelude::*;

    /// A number as newspapers print it: digits, thousands commas, magnitudes, 천 and 백 in words, with or without spaces.
    fn spellings(value: u64) -> Vec<String> {
        let mut groups = String::new();
        let mut words = String::new();
        for (exponent, name) in [(12, "조"), (8, "억"), (4, "만"), (0, "")] {
            let part = value / 10u64.pow(exponent) % 10_000;
            if part == 0 {
                continue;
            }
            groups += &format!("{part}{name}");
            words += &hangul(part);
            words += name;
        }
        let plain = value.to_string();
        let mut commas = String::new();
        for (index, digit) in plain.chars().enumerate() {
            if index > 0 && (plain.len() - index).is_multiple_of(3) {
                commas.push(',');
            }
            commas.push(digit);
        }
        let wide = plain.chars().map(|digit| char::from_u32('０' as u32 + digit as u32 - '0' as u32).unwrap_or(digit)).collect();
        let mut all = vec![plain, commas, groups, wide];
        // 구조 is a word (structure, rescue): nobody writes nine trillion so.
        if !words.starts_with("구조") {
            all.push(words);
        }
        all
    }

    fn hangul(part: u64) -> String {
        let names = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
        let mut word = String::new();
        for (power, name) in [(1000, "천"), (100, "백"), (10, "십"), (1, "")] {
            let digit = part / power % 10;
            if digit > 1 || digit == 1 && power == 1 {
                word += names[digit as usize];
            }
            if digit > 0 {
                word += name;
            }
        }
        word
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_spelling_of_an_amount_is_read_back(value in 100_000u64..9_999_000_000_000_000) {
            for spelling in spellings(value) {
                for text in [format!("모두 {spelling}원을 냈다"), format!("모두 {spelling} 원을 냈다")] {
                    let found = read(&text).amounts;
                    prop_assert_eq!(found.len(), 1, "{}", text);
                    prop_assert_eq!(found[0].what.quantity.value, Some(value.into()), "{}", text);
                }
            }
        }

        #[test]
        fn every_spelling_of_a_count_is_read_back(value in 11u64..100_000_000) {
            for spelling in spellings(value) {
                let text = format!("모두 {spelling}명이 왔다");
                let found = read(&text).counts;
                prop_assert_eq!(found.len(), 1, "{}", text);
                prop_assert_eq!(found[0].what.quantity.value, Some(value.into()), "{}", text);
            }
        }

        #[test]
        fn spans_lie_apart_and_on_characters(text in "([0-9０-９,.~∼만억조천백십여원명개대㎡%달러약수몇한두세() -]|[가-힣]|\\PC){0,60}") {
            let found = read(&text);
            let mut spans: Vec<Span> = Vec::new();
            spans.extend(found.amounts.iter().map(|found| found.span));
            spans.extend(found.figures.iter().map(|found| found.span));
            spans.extend(found.counts.iter().map(|found| found.span));
            spans.extend(found.dates.iter().map(|found| found.span));
            spans.sort_unstable();
            for span in &spans {
                prop_assert!(span.start < span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            }
            for pair in spans.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start, "{:?} in {}", pair, text);
            }
        }
    }
}
