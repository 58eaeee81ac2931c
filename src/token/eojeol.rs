//! The morphemes that an eojeol, a run of text without white space, can hold.

use gisa_dictionary::trie::{Code, Place};
use lindera_dictionary::dictionary::character_definition::{CategoryId, CharacterDefinition};

use super::words::{Entry, Word, Words};

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

/// A known surface: the characters that it covers, and its entries.
#[derive(Debug, Clone, Copy)]
struct Surface {
    end: u16,
    count: u16,
    first: u32,
    /// The next longer one that starts at the same character.
    longer: u32,
}

/// The surfaces that start at a character: the shortest and the longest.
#[derive(Debug, Clone, Copy)]
struct Surfaces {
    shortest: u32,
    longest: u32,
}

const NONE: u32 = u32::MAX;

/// The morphemes of one eojeol, and the reused buffers that finding them needs.
#[derive(Default)]
pub(super) struct Eojeol {
    entries: Vec<Placed>,
    codes: Vec<Code>,
    kinds: Vec<Kind>,
    /// Byte offset of each character, and the end.
    offsets: Vec<u16>,
    /// By character: whether a morpheme ends before it.
    reached: Vec<bool>,
    /// Known surfaces, shorter ones first.
    known: Vec<Surface>,
    /// By character.
    starts: Vec<Surfaces>,
    /// The characters from which a longer surface may still start, with the place in the trie.
    walks: Vec<(u16, Place)>,
}

impl Eojeol {
    /// The morphemes that `eojeol`, which has less than 64 KiB, can hold and that others can lead up to, by their start. Of
    /// one start, those that come later win a tie.
    pub(super) fn entries(&mut self, words: &Words, eojeol: &str) -> &[Placed] {
        self.entries.clear();
        self.codes.clear();
        self.kinds.clear();
        self.offsets.clear();
        for (offset, c) in eojeol.char_indices() {
            self.codes.push(words.trie.code(c));
            self.kinds.push(words.kind(c));
            self.offsets.push(offset as u16);
        }
        self.offsets.push(eojeol.len() as u16);
        self.reached.clear();
        self.reached.resize(self.codes.len() + 1, false);
        self.reached[0] = true;
        self.look_up(words);
        for start in 0..self.codes.len() {
            if self.reached[start] {
                self.start_at(words, start);
            }
        }
        &self.entries
    }

    /// Finds the known surfaces from every character on.
    ///
    /// All walks through the trie take a step before any takes the next one: no step waits for that of another walk, so that their
    /// loads overlap.
    fn look_up(&mut self, words: &Words) {
        let Eojeol { codes, known, starts, walks, .. } = self;
        known.clear();
        starts.clear();
        starts.resize(codes.len(), Surfaces { shortest: NONE, longest: NONE });
        walks.clear();
        walks.extend((0..codes.len()).map(|start| (start as u16, words.trie.root())));
        for length in 1.. {
            // The last characters have no further one to go on with.
            while walks.last().is_some_and(|&(start, _)| usize::from(start) + length > codes.len()) {
                walks.pop();
            }
            if walks.is_empty() {
                break;
            }
            walks.retain_mut(|(start, place)| {
                let end = usize::from(*start) + length;
                let Some(node) = words.trie.step(*place, codes[end - 1]) else { return false };
                let (first, count) = node.entries();
                if count > 0 {
                    let number = known.len() as u32;
                    known.push(Surface { end: end as u16, count: count as u16, first: first as u32, longer: NONE });
                    let surfaces = &mut starts[usize::from(*start)];
                    match known.get_mut(surfaces.longest as usize) {
                        Some(longest) => longest.longer = number,
                        None => surfaces.shortest = number,
                    }
                    surfaces.longest = number;
                }
                match node.place() {
                    Some(next) => *place = next,
                    None => return false,
                }
                true
            });
        }
    }

    /// Adds the morphemes that start at the character `start`. Known words win a tie against unknown ones.
    fn start_at(&mut self, words: &Words, start: usize) {
        let invoked = words.dictionary.character_definition.lookup_definition(self.kinds[start].category()).invoke;
        let mut any = invoked && self.unknown(words, start);
        let mut next = self.starts[start].shortest;
        let known = next != NONE;
        while let Some(&surface) = self.known.get(next as usize) {
            let end = usize::from(surface.end);
            self.reached[end] = true;
            // The entries of a surface come last one first.
            self.entries.extend(words.entries(surface.first as usize, usize::from(surface.count)).map(|entry| {
                let Entry { word, cost, left, right } = entry;
                Placed { word, cost, left, right, start: self.offsets[start], end: self.offsets[end] }
            }));
            next = surface.longer;
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
