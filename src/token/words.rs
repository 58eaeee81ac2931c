//! The dictionary as the lattice reads it: entries, categories, and what is known of a word.

use std::sync::atomic::{AtomicU16, Ordering};

use gisa_dictionary::detail;
use gisa_dictionary::trie::{ENTRY_LENGTH, Trie};
use lindera_dictionary::dictionary::{DetailFields, Dictionary};

use super::eojeol::Kind;
use super::tag::Tag;
use crate::error::Error;

/// A word of the dictionary: its number, or that of the unknown word's category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word(u32);

const UNKNOWN: u32 = 1 << 31;

impl Word {
    pub(super) fn unknown(number: u32) -> Word {
        Word(number | UNKNOWN)
    }

    /// Whether the dictionary knows the word.
    pub fn is_known(self) -> bool {
        self.0 & UNKNOWN == 0
    }
}

/// What the dictionary says of the thing that a noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[repr(u16)]
pub enum Sense {
    /// Anything else, or nothing.
    #[default]
    Other,
    /// 인명: the name of a person, whole or in part.
    Person,
    /// 지명: the name of a place.
    Place,
}

/// An entry: a word with its cost and contexts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub word: Word,
    pub cost: i16,
    pub left: u16,
    pub right: u16,
}

impl Entry {
    /// Reads number, cost, left and right context, each little-endian.
    #[inline]
    fn read(bytes: &[u8; ENTRY_LENGTH]) -> Entry {
        let &[a, b, c, d, e, f, g, h, i, j] = bytes;
        Entry {
            word: Word(u32::from_le_bytes([a, b, c, d])),
            cost: i16::from_le_bytes([e, f]),
            left: u16::from_le_bytes([g, h]),
            right: u16::from_le_bytes([i, j]),
        }
    }
}

/// Bit of a remembered description that tells it from the zero of a word not yet met.
const MET: u16 = 1 << 15;

/// Where the sense stands in a remembered description; the tag is below.
const SENSE: u32 = 12;

/// The dictionary with what is remembered of its words. One a process.
pub(super) struct Words {
    pub dictionary: Dictionary,
    /// The surfaces of the entries.
    pub trie: Trie<'static>,
    /// By byte: whether it is white space to the dictionary. All of that is ASCII.
    spaces: [bool; 256],
    /// The categories of a Hangul syllable, which most characters are.
    syllable: Kind,
    /// By word: tag and sense, once it has been met. Each slot only ever goes from zero to its one value, so that no order
    /// between threads matters.
    met: Box<[AtomicU16]>,
    /// By category of unknown words: tag and sense.
    unknown: Vec<u16>,
}

impl Words {
    /// # Errors
    /// [`Error::Dictionary`] where the embedded dictionary is damaged.
    pub(super) fn load() -> Result<Self, Error> {
        let dictionary = gisa_dictionary::load().map_err(|wrong| Error::Dictionary(wrong.to_string()))?;
        let trie = gisa_dictionary::trie().ok_or_else(|| Error::Dictionary("its trie is cut short".into()))?;
        let characters = &dictionary.character_definition;
        let syllable = Kind::of('가', characters);
        let space = Kind::of(' ', characters);
        let spaces = std::array::from_fn(|byte| byte < 128 && Kind::of(byte as u8 as char, characters).shares(space));
        let met = (0..dictionary.prefix_dictionary.word_count()).map(|_| AtomicU16::new(0)).collect();
        let mut words = Words { dictionary, trie, spaces, syllable, met, unknown: Vec::new() };
        let categories = words.dictionary.unknown_dictionary.costs.len() as u32;
        words.unknown = (0..categories).map(|number| words.look_up(Word::unknown(number))).collect();
        Ok(words)
    }

    /// `count` entries from the one numbered `first` on.
    #[inline]
    pub(super) fn entries(&self, first: usize, count: usize) -> impl Iterator<Item = Entry> {
        let entries = self.dictionary.prefix_dictionary.vals_data.as_chunks().0;
        entries.get(first..first + count).unwrap_or_default().iter().map(Entry::read)
    }

    /// Whether `byte` is white space to the dictionary.
    #[inline]
    pub(super) fn is_space(&self, byte: u8) -> bool {
        self.spaces[usize::from(byte)]
    }

    #[inline]
    pub(super) fn kind(&self, c: char) -> Kind {
        if matches!(c, '가'..='힣') { self.syllable } else { Kind::of(c, &self.dictionary.character_definition) }
    }

    pub(super) fn details(&self, word: Word) -> DetailFields<'_> {
        let number = (word.0 & !UNKNOWN) as usize;
        if word.is_known() {
            self.dictionary.word_details_iter(number)
        } else {
            self.dictionary.unknown_word_details_iter(number)
        }
    }

    /// Tag and sense of `word`.
    #[inline]
    pub(super) fn describe(&self, word: Word) -> (Tag, Sense) {
        let description = if word.is_known() {
            let slot = &self.met[word.0 as usize];
            match slot.load(Ordering::Relaxed) {
                0 => {
                    let description = self.look_up(word);
                    slot.store(description, Ordering::Relaxed);
                    description
                }
                met => met,
            }
        } else {
            self.unknown[(word.0 & !UNKNOWN) as usize]
        };
        let sense = match (description & !MET) >> SENSE {
            1 => Sense::Person,
            2 => Sense::Place,
            _ => Sense::Other,
        };
        (Tag::numbered(description & ((1 << SENSE) - 1)), sense)
    }

    #[cold]
    fn look_up(&self, word: Word) -> u16 {
        let mut details = self.details(word);
        let tag = details.nth(detail::TAG).and_then(Tag::named).unwrap_or(Tag::UNKNOWN);
        let sense = match details.nth(detail::MEANING - detail::TAG - 1) {
            Some("인명") => Sense::Person,
            Some("지명") => Sense::Place,
            _ => Sense::Other,
        };
        MET | (sense as u16) << SENSE | tag.number()
    }

    /// What `word` costs more behind white space.
    #[cold]
    pub(super) fn penalty(&self, word: Word) -> i32 {
        let tag = self.describe(word).0.first();
        self.dictionary.metadata.space_penalty.as_ref().map_or(0, |rules| rules.cost_for_tag(tag.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_as_the_dictionary_writes_them() {
        let words = Words::load().unwrap();
        let node = words.trie.step(words.trie.root(), words.trie.code('가')).unwrap();
        let (first, count) = node.entries();
        let read: Vec<_> = words.entries(first, count).collect();
        let want: Vec<_> = words
            .dictionary
            .prefix_dictionary
            .find_surface("가")
            .iter()
            .map(|entry| Entry {
                word: Word(entry.word_id().id()),
                cost: entry.word_cost(),
                left: entry.left_id() as u16,
                right: entry.right_id() as u16,
            })
            .collect();
        assert!(read.len() > 5);
        assert_eq!(read, want);
    }

    #[test]
    fn white_space_is_ascii() {
        let words = Words::load().unwrap();
        let space = words.kind(' ');
        assert!(words.is_space(b' ') && words.is_space(b'\t') && !words.is_space(b'.'));
        assert!(('\u{80}'..=char::MAX).all(|c| !words.kind(c).shares(space)));
    }

    /// The lattice asks for the penalty once a left context, and the description has room for all tags.
    #[test]
    fn the_left_context_decides_the_penalty() {
        let words = Words::load().unwrap();
        let mut penalties = std::collections::HashMap::new();
        for bytes in words.dictionary.prefix_dictionary.vals_data.as_chunks::<ENTRY_LENGTH>().0 {
            let entry = Entry::read(bytes);
            let penalty = words.penalty(entry.word);
            assert_eq!(*penalties.entry(entry.left).or_insert(penalty), penalty, "{entry:?}");
        }
        assert!(penalties.len() > 2000);
        for name in gisa_dictionary::TAGS.lines() {
            assert!(Tag::named(name).unwrap().number() < 1 << SENSE);
        }
    }
}
