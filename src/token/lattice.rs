//! The lattice of all readings of a sentence, and the cheapest way through it.
//!
//! Costs, contexts and entries are mecab-ko-dic's, and so is what a path costs. Readings follow mecab-ko:
//!
//! - White space is no morpheme: what ends before it connects to what starts behind it. A josa or an ending that starts
//!   behind white space pays the penalty that the dictionary's metadata gives for its first tag.
//! - An unknown word may start anywhere where no known word does, also inside a run of characters of one category.
//! - Of equally cheap paths, the one whose last differing morpheme is shorter wins, then the one of the earlier entry.
//!
//! Three facts keep it fast. What an entry costs behind a position depends on its left context alone, and the few dozen entries
//! that start at a position share a handful of those, so that the best predecessor is sought once for each left context.
//! Of the paths that end at a position only the cheapest of each right context can win. And all buffers belong to
//! the worker: an analysis allocates nothing once they have grown.

use lindera_dictionary::dictionary::character_definition::{CategoryId, CharacterDefinition};

use super::words::{ENTRY_LENGTH, Entry, Word, Words};

/// The most characters of one lattice. A longer sentence is cut at white space, or right here where it has none: the price
/// is one connection, and memory stays bounded for any input. No sentence that a person wrote gets near it.
pub(super) const LONGEST: usize = 2000;

/// The most characters that may follow the first one in an unknown word: MeCab's default `max-grouping-size`.
const LONGEST_GROUP: usize = 24;

const NONE: u32 = u32::MAX;

/// A morpheme of the lattice with the cheapest path up to it.
#[derive(Clone, Copy)]
struct Node {
    word: Word,
    /// Cost of the path from the sentence's start, this morpheme's own included.
    cost: i32,
    /// The node before it on that path.
    previous: u32,
    /// The next node that ends at the same place.
    sibling: u32,
    right: u16,
    /// First character.
    start: u16,
}

/// A path that ends at the current position: the cheapest of its right context.
#[derive(Clone, Copy)]
struct Path {
    cost: i32,
    right: u16,
    node: u32,
}

/// Something remembered at the position numbered `stamp`.
#[derive(Clone, Copy, Default)]
struct Remembered {
    stamp: u32,
    cost: i32,
    index: u32,
}

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

    fn shares(self, other: Kind) -> bool {
        self.set & other.set != 0
    }
}

/// The reused buffers of one worker.
pub(super) struct Lattice {
    chars: Vec<char>,
    kinds: Vec<Kind>,
    /// Byte offset of each character, and the end.
    offsets: Vec<u32>,
    nodes: Vec<Node>,
    /// By character position: the last node that ends there.
    ends: Vec<u32>,
    /// The paths that end at the current position.
    paths: Vec<Path>,
    /// By right context: its place in `paths`.
    rights: Vec<Remembered>,
    /// By left context: its best predecessor.
    lefts: Vec<Remembered>,
    /// By left context: the penalty behind white space, once known.
    penalties: Vec<Option<i32>>,
    stamp: u32,
    best: Vec<u32>,
}

impl Lattice {
    pub(super) fn new(words: &Words) -> Self {
        let matrix = &words.dictionary.connection_cost_matrix;
        Lattice {
            chars: Vec::new(),
            kinds: Vec::new(),
            offsets: Vec::new(),
            nodes: Vec::new(),
            ends: Vec::new(),
            paths: Vec::new(),
            rights: vec![Remembered::default(); matrix.forward_size as usize],
            lefts: vec![Remembered::default(); matrix.backward_size as usize],
            penalties: vec![None; matrix.backward_size as usize],
            stamp: 0,
            best: Vec::new(),
        }
    }

    /// Calls `found` with the byte range and the word of each morpheme of `sentence`, in order.
    pub(super) fn analyze(&mut self, words: &Words, sentence: &str, mut found: impl FnMut(usize, usize, Word)) {
        let mut base = 0;
        while base < sentence.len() {
            let length = self.read(words, &sentence[base..]);
            self.search(words);
            for &node in self.best.iter().rev() {
                let node = &self.nodes[node as usize];
                let (start, end) = (usize::from(node.start), node.sibling as usize);
                found(base + self.offsets[start] as usize, base + self.offsets[end] as usize, node.word);
            }
            base += length;
        }
    }

    /// Takes in the characters of `text` that the next lattice covers. Returns their length in bytes, never 0.
    fn read(&mut self, words: &Words, text: &str) -> usize {
        self.chars.clear();
        self.kinds.clear();
        self.offsets.clear();
        let mut length = text.len();
        for (offset, c) in text.char_indices() {
            if self.chars.len() == LONGEST {
                let space = self.kinds.iter().rposition(|kind| kind.shares(words.space));
                let keep = space.filter(|&at| at > LONGEST / 2).unwrap_or(LONGEST);
                length = self.offsets.get(keep).map_or(offset, |&offset| offset as usize);
                self.chars.truncate(keep);
                self.kinds.truncate(keep);
                self.offsets.truncate(keep);
                break;
            }
            self.chars.push(c);
            self.kinds.push(words.kind(c));
            self.offsets.push(offset as u32);
        }
        self.offsets.push(length as u32);
        length
    }

    /// Builds the lattice and leaves the best path, last node first, in `best`. Their `sibling` is then the position at
    /// which they end.
    fn search(&mut self, words: &Words) {
        let length = self.chars.len();
        self.nodes.clear();
        self.best.clear();
        self.ends.clear();
        self.ends.resize(length + 1, NONE);
        self.nodes.push(Node { word: Word::unknown(0), cost: 0, previous: NONE, sibling: NONE, right: 0, start: 0 });
        self.ends[0] = 0;
        // Where the last morpheme ends: before the white space at the end, if any.
        let mut last = length;
        for position in 0..length {
            if self.ends[position] == NONE {
                continue;
            }
            let spaces = self.kinds[position..].iter().take_while(|kind| kind.shares(words.space)).count();
            if position + spaces == length {
                last = position;
                break;
            }
            self.gather(position);
            self.extend(words, position + spaces, spaces > 0);
        }
        self.gather(last);
        let mut end = last as u32;
        let mut node = self.predecessor(words, 0).index;
        while node != 0 && node != NONE {
            self.best.push(node);
            let Node { previous, start, .. } = self.nodes[node as usize];
            self.nodes[node as usize].sibling = end;
            end = u32::from(start);
            // White space between the two belongs to neither.
            while end > 0 && self.kinds[end as usize - 1].shares(words.space) {
                end -= 1;
            }
            node = previous;
        }
    }

    /// Puts the paths that end at `position` into `paths`: the cheapest of each right context, in the order in which a tie
    /// is decided.
    fn gather(&mut self, position: usize) {
        self.stamp += 1;
        if self.stamp == u32::MAX {
            self.rights.fill(Remembered::default());
            self.lefts.fill(Remembered::default());
            self.stamp = 1;
        }
        self.paths.clear();
        let mut at = self.ends[position];
        while at != NONE {
            let node = self.nodes[at as usize];
            let known = &mut self.rights[usize::from(node.right)];
            if known.stamp != self.stamp {
                *known = Remembered { stamp: self.stamp, cost: node.cost, index: self.paths.len() as u32 };
                self.paths.push(Path { cost: node.cost, right: node.right, node: at });
            } else if node.cost < known.cost {
                // The dearer one keeps its place but can no longer win: its successor comes later in a tie.
                self.paths[known.index as usize].cost = i32::MAX / 2;
                *known = Remembered { stamp: self.stamp, cost: node.cost, index: self.paths.len() as u32 };
                self.paths.push(Path { cost: node.cost, right: node.right, node: at });
            }
            at = node.sibling;
        }
    }

    /// The cheapest path at the current position for what has the left context `left`, with the cost of connecting.
    #[inline]
    fn predecessor(&mut self, words: &Words, left: u16) -> Remembered {
        let known = self.lefts[usize::from(left)];
        if known.stamp == self.stamp {
            return known;
        }
        let costs = words.dictionary.connection_cost_matrix.row(u32::from(left));
        let mut best = Remembered { stamp: self.stamp, cost: i32::MAX, index: NONE };
        for path in &self.paths {
            let cost = path.cost + i32::from(costs[usize::from(path.right)]);
            if cost < best.cost {
                best.cost = cost;
                best.index = path.node;
            }
        }
        self.lefts[usize::from(left)] = best;
        best
    }

    /// Adds every morpheme that starts at `start` and can follow the gathered paths.
    ///
    /// Nodes of one end are linked last one first, and a tie goes to the first in the list: so the shorter, which start
    /// later, come before the longer, and what goes to the front within one start is added last.
    fn extend(&mut self, words: &Words, start: usize, spaced: bool) {
        let kind = self.kinds[start];
        let invoked = words.dictionary.character_definition.lookup_definition(kind.category()).invoke;
        let mut any = invoked && self.extend_unknown(words, start, spaced);
        // Taken out so that the search can borrow it while the lattice is written.
        let chars = std::mem::take(&mut self.chars);
        let mut known = false;
        for (entries, length) in words.dictionary.prefix_dictionary.common_prefix_search(&chars[start..]) {
            known = true;
            // The entries of a surface come last one first.
            for entry in entries.as_chunks::<ENTRY_LENGTH>().0 {
                self.add(words, Entry::read(entry), start, start + length, spaced);
            }
        }
        self.chars = chars;
        if !known && !invoked {
            any = self.extend_unknown(words, start, spaced);
        }
        if !known && !any {
            self.add_unknown(words, kind, start, start + 1, spaced);
        }
    }

    /// Adds the unknown words that start at `start`: the whole run of its category, where the category says so and the run
    /// is not too long, and words of one to the category's `length` characters. Returns whether there are any.
    fn extend_unknown(&mut self, words: &Words, start: usize, spaced: bool) -> bool {
        let kind = self.kinds[start];
        let definition = *words.dictionary.character_definition.lookup_definition(kind.category());
        let rest = &self.kinds[start + 1..];
        let mut any = false;
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
        let shorter = rest.iter().take_while(|next| kind.shares(**next)).take(definition.length as usize).count();
        if definition.group && group <= LONGEST_GROUP + 1 {
            any = true;
            self.add_unknown(words, kind, start, start + group, spaced);
        }
        for length in 1..=(definition.length as usize).min(shorter + 1) {
            if length == group {
                break;
            }
            any = true;
            self.add_unknown(words, kind, start, start + length, spaced);
        }
        any
    }

    fn add_unknown(&mut self, words: &Words, kind: Kind, start: usize, end: usize, spaced: bool) {
        for &number in words.dictionary.unknown_dictionary.lookup_word_ids(kind.category()) {
            let entry = words.dictionary.unknown_dictionary.word_entry(number);
            let entry = Entry {
                word: Word::unknown(number),
                cost: entry.word_cost(),
                left: entry.left_id() as u16,
                right: entry.right_id() as u16,
            };
            self.add(words, entry, start, end, spaced);
        }
    }

    #[inline]
    fn add(&mut self, words: &Words, entry: Entry, start: usize, end: usize, spaced: bool) {
        let best = self.predecessor(words, entry.left);
        let mut cost = best.cost + i32::from(entry.cost);
        if spaced {
            let penalty = &mut self.penalties[usize::from(entry.left)];
            cost += *penalty.get_or_insert_with(|| words.penalty(entry.word));
        }
        let number = self.nodes.len() as u32;
        self.nodes.push(Node {
            word: entry.word,
            cost,
            previous: best.index,
            sibling: self.ends[end],
            right: entry.right,
            start: start as u16,
        });
        self.ends[end] = number;
    }
}
