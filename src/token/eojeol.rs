//! The morphemes that an eojeol, a run of text without white space, can hold.

use lindera_dictionary::dictionary::character_definition::{CategoryId, CharacterDefinition};

use super::words::{ENTRY_LENGTH, Entry, Word, Words};

/// The most characters that may follow the first one in an unknown word: MeCab's default `max-grouping-size`.
const LONGEST_GROUP: usize = 24;

/// The categories of a character: a set of bits, and the one that makes its unknown words.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    set: u16,
    main: u16,
}

impl Kind {
    pub(super) fn of(c: char, characters: &CharacterDefinition) -> Kind {
        let categories = characters.lookup_categories(c);
        Kind {
            set: categories.iter().fold(0, |set, category| set | 1 << (category.0 % 16)),
            main: categories.first().map_or(0, |category| category.0 as u16),
        }
    }

    pub(super) fn category(self) -> CategoryId {
        CategoryId(usize::from(self.main))
    }

    pub(super) fn shares(self, other: Kind) -> bool {
        self.set & other.set != 0
    }
}

/// A morpheme at its place: byte offsets into its eojeol.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub word: Word,
    pub cost: i16,
    pub left: u16,
    pub right: u16,
    pub start: u16,
    pub end: u16,
}

/// The morphemes of one eojeol, and the reused buffers that finding them needs.
#[derive(Default)]
pub(super) struct Eojeol {
    entries: Vec<Placed>,
    chars: Vec<char>,
    kinds: Vec<Kind>,
    /// Byte offset of each character, and the end.
    offsets: Vec<u16>,
    /// By character: whether a morpheme ends before it.
    reached: Vec<bool>,
}

impl Eojeol {
    /// The morphemes that `eojeol`, which has less than 64 KiB, can hold and that others can lead up to, by their start. Of
    /// one start, those that come later win a tie.
    pub(super) fn entries(&mut self, words: &Words, eojeol: &str) -> &[Placed] {
        self.entries.clear();
        self.chars.clear();
        self.kinds.clear();
        self.offsets.clear();
        for (offset, c) in eojeol.char_indices() {
            self.chars.push(c);
            self.kinds.push(words.kind(c));
            self.offsets.push(offset as u16);
        }
        self.offsets.push(eojeol.len() as u16);
        self.reached.clear();
        self.reached.resize(self.chars.len() + 1, false);
        self.reached[0] = true;
        for start in 0..self.chars.len() {
            if self.reached[start] {
                self.start_at(words, start);
            }
        }
        &self.entries
    }

    /// Adds the morphemes that start at the character `start`. Known words win a tie against unknown ones.
    fn start_at(&mut self, words: &Words, start: usize) {
        let invoked = words.dictionary.character_definition.lookup_definition(self.kinds[start].category()).invoke;
        let mut any = invoked && self.unknown(words, start);
        let mut known = false;
        for (found, length) in words.dictionary.prefix_dictionary.common_prefix_search(&self.chars[start..]) {
            known = true;
            let end = start + length;
            self.reached[end] = true;
            // The entries of a surface come last one first.
            self.entries.extend(found.as_chunks::<ENTRY_LENGTH>().0.iter().map(|entry| {
                let Entry { word, cost, left, right } = Entry::read(entry);
                Placed { word, cost, left, right, start: self.offsets[start], end: self.offsets[end] }
            }));
        }
        if !known && !invoked {
            any = self.unknown(words, start);
        }
        if !known && !any {
            self.add_unknown(words, start, start + 1);
        }
    }

    /// Adds the unknown words that start at `start`: the whole run of its category, where the category says so and the run
    /// is not too long, and words of one to the category's `length` characters. Returns whether there are any.
    fn unknown(&mut self, words: &Words, start: usize) -> bool {
        let kind = self.kinds[start];
        let definition = *words.dictionary.character_definition.lookup_definition(kind.category());
        let rest = &self.kinds[start + 1..];
        let mut group = 0;
        if definition.group {
            let mut before = kind;
            let run = rest.iter().take(LONGEST_GROUP + 1).take_while(|&&next| {
                let joined = before.shares(next);
                before = next;
                joined
            });
            group = 1 + run.count();
        }
        let longest = definition.length as usize;
        let shorter = longest.min(1 + rest.iter().take(longest).take_while(|next| kind.shares(**next)).count());
        let mut any = false;
        if definition.group && group <= LONGEST_GROUP + 1 {
            any = true;
            self.add_unknown(words, start, start + group);
        }
        for length in (1..=shorter).take_while(|&length| length != group) {
            any = true;
            self.add_unknown(words, start, start + length);
        }
        any
    }

    fn add_unknown(&mut self, words: &Words, start: usize, end: usize) {
        self.reached[end] = true;
        let unknown = &words.dictionary.unknown_dictionary;
        self.entries.extend(unknown.lookup_word_ids(self.kinds[start].category()).iter().map(|&number| {
            let entry = unknown.word_entry(number);
            Placed {
                word: Word::unknown(number),
                cost: entry.word_cost(),
                left: entry.left_id() as u16,
                right: entry.right_id() as u16,
                start: self.offsets[start],
                end: self.offsets[end],
            }
        }));
    }
}
