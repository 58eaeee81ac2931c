//! Some hundred phrases, found in one pass over a text.

use crate::document::Span;
use crate::lists::Characters;
use crate::lists::heads::{Heads, head};

/// Phrases, sorted behind their heads. An automaton would look at every byte and depend on the one before; this looks at one bit
/// for nearly every character.
#[derive(Debug)]
pub struct Phrases {
    /// Each with its number.
    sorted: Vec<(&'static str, usize)>,
    heads: Heads,
    /// Those that are phrases by themselves.
    alone: Characters,
}

/// The key of what a text begins with; that of a single character has nothing as its second.
fn key(text: &str) -> Option<u64> {
    let mut characters = text.chars();
    Some(head(characters.next()?, characters.next().unwrap_or_default()))
}

impl Phrases {
    /// `phrases` are numbered in their order; an empty one is found nowhere.
    pub fn new(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        let mut sorted: Vec<(&str, usize)> = phrases.into_iter().zip(0..).filter(|(phrase, _)| !phrase.is_empty()).collect();
        sorted.sort_unstable_by_key(|&(phrase, nth)| (key(phrase), nth));
        let keys = sorted.iter().zip(0u32..).filter_map(|((phrase, _), nth)| Some((key(phrase)?, nth)));
        let mut firsts: Vec<(u64, u32)> = keys.collect();
        firsts.dedup_by_key(|(key, _)| *key);
        let heads = Heads::new(&firsts, sorted.len() as u32);
        let alone = sorted.iter().filter_map(|(phrase, _)| phrase.parse().ok()).fold(Characters::NONE, Characters::with);
        Phrases { sorted, heads, alone }
    }

    /// Every phrase in `text` with its number, by where it ends, the longest first; phrases may overlap.
    pub fn find(&self, text: &str) -> Vec<(Span, usize)> {
        let mut found = Vec::new();
        let mut look = |at: usize, key: u64| {
            let (from, to) = self.heads.get(key).unwrap_or_default();
            let here = self.sorted[from as usize..to as usize].iter().filter(|(phrase, _)| text[at..].starts_with(phrase));
            found.extend(here.map(|&(phrase, nth)| (Span::new(at, at + phrase.len()), nth)));
        };
        let mut characters = text.char_indices().peekable();
        while let Some((at, first)) = characters.next() {
            if self.alone.may_hold(first) {
                look(at, head(first, '\0'));
            }
            if let Some(&(_, second)) = characters.peek() {
                look(at, head(first, second));
            }
        }
        found.sort_unstable_by_key(|&(span, nth)| (span.end, span.start, nth));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_places_of_all_phrases() {
        const PHRASES: [&str; 8] = ["@", "무단", "무단 전재", "전재", "단 전", "▲", "DB", "재"];
        let phrases = Phrases::new(PHRASES);
        for text in ["", "@", "무단 전재@", "▲무단▲ DB", "전재 무단 전재", "디비DB▲", "무", "다른 글이다."]
        {
            let mut want = Vec::new();
            for (nth, phrase) in PHRASES.iter().enumerate() {
                want.extend(text.match_indices(phrase).map(|(at, _)| (Span::new(at, at + phrase.len()), nth)));
            }
            want.sort_by_key(|&(span, nth): &(Span, usize)| (span.end, span.start, nth));
            assert_eq!(phrases.find(text), want, "{text}");
        }
    }
}
