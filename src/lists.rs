//! Lists of words: how the embedded tables are read, and whether a text begins with or ends in one of some words.
//!
//! Such questions are asked at every word of an article, and nearly always answered with no. So each list knows the first or
//! the last characters of its words, and a text with another one costs a look at one bit.

pub mod heads;
pub mod phrases;
pub mod table;

/// The lines of an embedded table; `#` begins a comment line.
pub fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// The lines of an embedded table as tab-separated fields.
pub fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    lines(table).map(|line| line.split('\t').collect())
}

/// A set of characters that may also hold others: a bit for each remainder of the code point by 1,024.
#[derive(Debug, Clone, Copy)]
pub struct Characters([u64; 16]);

impl Characters {
    pub const NONE: Self = Characters([0; 16]);

    pub const fn with(mut self, c: char) -> Self {
        let place = c as usize & 1023;
        self.0[place >> 6] |= 1 << (place & 63);
        self
    }

    /// Never false for a character of the set.
    pub const fn may_hold(&self, c: char) -> bool {
        let place = c as usize & 1023;
        self.0[place >> 6] & 1 << (place & 63) != 0
    }
}

/// The first character of a text, for constants.
const fn first(text: &str) -> char {
    let bytes = text.as_bytes();
    let (length, lead) = match bytes[0] {
        lead @ 0..0x80 => (1, lead as u32),
        lead @ 0..0xE0 => (2, lead as u32 & 0x1F),
        lead @ 0..0xF0 => (3, lead as u32 & 0x0F),
        lead => (4, lead as u32 & 0x07),
    };
    let mut code = lead;
    let mut nth = 1;
    while nth < length {
        code = code << 6 | bytes[nth] as u32 & 0x3F;
        nth += 1;
    }
    match char::from_u32(code) {
        Some(c) => c,
        None => char::REPLACEMENT_CHARACTER,
    }
}

/// The last character of a text, for constants.
const fn last(text: &str) -> char {
    let bytes = text.as_bytes();
    let mut start = bytes.len() - 1;
    while bytes[start] & 0xC0 == 0x80 {
        start -= 1;
    }
    first(text.split_at(start).1)
}

/// Words that texts are asked to begin with.
#[derive(Debug)]
pub struct Starts {
    words: &'static [&'static str],
    firsts: Characters,
}

impl Starts {
    /// `words` are not empty.
    pub const fn new(words: &'static [&'static str]) -> Self {
        let mut firsts = Characters::NONE;
        let mut nth = 0;
        while nth < words.len() {
            firsts = firsts.with(first(words[nth]));
            nth += 1;
        }
        Starts { words, firsts }
    }

    /// The words that `text` begins with, in the order of the list.
    pub fn of(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let some = text.chars().next().is_some_and(|c| self.firsts.may_hold(c));
        let words = if some { self.words } else { &[] };
        words.iter().copied().filter(move |word| text.starts_with(word))
    }

    /// Whether `text` begins with one of the words.
    pub fn open(&self, text: &str) -> bool {
        self.of(text).next().is_some()
    }
}

/// Words that texts are asked to end in.
#[derive(Debug)]
pub struct Ends {
    words: &'static [&'static str],
    lasts: Characters,
}

impl Ends {
    /// `words` are not empty.
    pub const fn new(words: &'static [&'static str]) -> Self {
        let mut lasts = Characters::NONE;
        let mut nth = 0;
        while nth < words.len() {
            lasts = lasts.with(last(words[nth]));
            nth += 1;
        }
        Ends { words, lasts }
    }

    /// The words that `text` ends in, in the order of the list.
    pub fn of(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let some = text.chars().next_back().is_some_and(|c| self.lasts.may_hold(c));
        let words = if some { self.words } else { &[] };
        words.iter().copied().filter(move |word| text.ends_with(word))
    }

    /// Whether `text` ends in one of the words.
    pub fn close(&self, text: &str) -> bool {
        self.of(text).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_the_edges_of_texts() {
        const WORDS: &[&str] = &["시", "청", "㈜", "é", "TV", "시청", "😀"];
        let (starts, ends) = (Starts::new(WORDS), Ends::new(WORDS));
        for text in
            ["", "시", "시청", "청시", "한라시청", "TV시", "T", "V", "é청", "\u{9}é", "청㈜", "😀시", "시😀", "뷁", "㈜시"]
        {
            assert!(starts.of(text).eq(WORDS.iter().copied().filter(|word| text.starts_with(word))), "{text}");
            assert!(ends.of(text).eq(WORDS.iter().copied().filter(|word| text.ends_with(word))), "{text}");
            assert_eq!(starts.open(text), WORDS.iter().any(|word| text.starts_with(word)), "{text}");
            assert_eq!(ends.close(text), WORDS.iter().any(|word| text.ends_with(word)), "{text}");
        }
    }

    #[test]
    fn comments_and_blank_lines_are_no_rows() {
        let table = "# a\tb\n가\t나\n\n \n다\n";
        assert_eq!(rows(table).collect::<Vec<_>>(), [vec!["가", "나"], vec!["다"]]);
    }
}
