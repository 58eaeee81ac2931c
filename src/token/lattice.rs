//! The lattice of all readings of a sentence, and the cheapest way through it.
//!
//! Costs, contexts and entries are mecab-ko-dic's, and so is what a path costs. Readings follow mecab-ko:
//!
//! - White space is no morpheme: what ends before it connects to what starts behind it. A josa or an ending that starts
//!   behind white space pays the penalty that the dictionary's metadata gives for its first tag.
//! - An unknown word may start anywhere where no known word does, also inside a run of characters of one category.
//! - Of equally cheap paths, the one whose last differing morpheme is shorter wins, then the one of the earlier entry.
//!
//! The time goes into waiting for memory, above all for connection costs. What connecting to a position costs depends on the
//! left context alone, and entries that start there share theirs: the best predecessor is sought once for each. All
//! buffers belong to the worker: an analysis allocates nothing once they have grown. Keeping the entries of frequent eojeols,
//! or only the cheapest path of each right context, was no faster: what it saves goes into more memory touched.

use super::eojeol::Eojeol;
use super::words::{Word, Words};

/// The most bytes of one lattice. A longer sentence is cut at white space, or right here where it has none: the price is one
/// connection, and memory stays bounded for any input. No sentence that a person wrote gets near it.
const LONGEST: usize = 6000;

const NONE: u32 = u32::MAX;

/// Left context of the sentence's end.
const SENTENCE_END: u16 = 0;

/// A morpheme of the lattice with the cheapest path up to it. Places are byte offsets.
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
    start: u16,
    end: u16,
}

/// A path that ends at the current position.
#[derive(Clone, Copy)]
struct Path {
    cost: i32,
    right: u16,
    node: u32,
}

/// The cheapest path before a left context, with the cost of connecting, as found at the position numbered `position`.
#[derive(Clone, Copy, Default)]
struct Predecessor {
    position: u32,
    cost: i32,
    node: u32,
}

/// The reused buffers of one worker.
pub(super) struct Lattice {
    eojeol: Eojeol,
    nodes: Vec<Node>,
    /// By position: the last node that ends there.
    ends: Vec<u32>,
    /// The paths that end at the current position, in the order in which a tie is decided.
    paths: Vec<Path>,
    /// The number of the current position: how many there have been since `predecessors` was last wiped.
    position: u32,
    /// By left context.
    predecessors: Vec<Predecessor>,
    /// By left context: the penalty behind white space, once known.
    penalties: Vec<Option<i32>>,
    /// The best path, last node first.
    best: Vec<u32>,
}

impl Lattice {
    pub(super) fn new(words: &Words) -> Self {
        let lefts = words.dictionary.connection_cost_matrix.backward_size as usize;
        Lattice {
            eojeol: Eojeol::default(),
            nodes: Vec::new(),
            ends: Vec::new(),
            paths: Vec::new(),
            position: 0,
            predecessors: vec![Predecessor::default(); lefts],
            penalties: vec![None; lefts],
            best: Vec::new(),
        }
    }

    /// Calls `found` with the byte range and the word of each morpheme of `sentence`, in order.
    pub(super) fn analyze(&mut self, words: &Words, sentence: &str, mut found: impl FnMut(usize, usize, Word)) {
        let mut base = 0;
        while base < sentence.len() {
            let rest = &sentence[base..];
            let mut length = rest.len();
            if length > LONGEST {
                let limit = (0..=LONGEST).rfind(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
                let space = rest.as_bytes()[LONGEST / 2..limit].iter().rposition(|&byte| words.is_space(byte));
                length = space.map_or(limit, |at| LONGEST / 2 + at);
            }
            self.search(words, &rest[..length]);
            for &node in self.best.iter().rev() {
                let node = &self.nodes[node as usize];
                found(base + usize::from(node.start), base + usize::from(node.end), node.word);
            }
            base += length;
        }
    }

    /// Builds the lattice of `text`, of at most [`LONGEST`] bytes, and leaves the best path, last node first, in `best`.
    fn search(&mut self, words: &Words, text: &str) {
        let bytes = text.as_bytes();
        self.nodes.clear();
        self.best.clear();
        self.ends.clear();
        self.ends.resize(bytes.len() + 1, NONE);
        self.nodes.push(Node { word: Word::unknown(0), cost: 0, previous: NONE, sibling: NONE, right: 0, start: 0, end: 0 });
        self.ends[0] = 0;
        // Where the morphemes so far end, before any white space.
        let mut position = 0;
        while let Some(spaces) = bytes[position..].iter().position(|&byte| !words.is_space(byte)) {
            let start = position + spaces;
            let length = bytes[start..].iter().position(|&byte| words.is_space(byte)).unwrap_or(bytes.len() - start);
            self.extend(words, position, start, &text[start..start + length]);
            position = start + length;
        }
        self.gather(position);
        let mut node = self.predecessor(words, SENTENCE_END).node;
        while node != 0 && node != NONE {
            self.best.push(node);
            node = self.nodes[node as usize].previous;
        }
    }

    /// Adds the morphemes of `eojeol`, which starts at `start` and follows what ends at `position`.
    fn extend(&mut self, words: &Words, position: usize, start: usize, eojeol: &str) {
        let mut buffers = std::mem::take(&mut self.eojeol);
        for group in buffers.entries(words, eojeol).chunk_by(|a, b| a.start == b.start) {
            let at = start + usize::from(group[0].start);
            let first = at == start;
            self.gather(if first { position } else { at });
            for entry in group {
                let best = self.predecessor(words, entry.left);
                let mut cost = best.cost + i32::from(entry.cost);
                if first && start > position {
                    let penalty = &mut self.penalties[usize::from(entry.left)];
                    cost += *penalty.get_or_insert_with(|| words.penalty(entry.word));
                }
                let end = start + usize::from(entry.end);
                let sibling = std::mem::replace(&mut self.ends[end], self.nodes.len() as u32);
                self.nodes.push(Node {
                    word: entry.word,
                    cost,
                    previous: best.node,
                    sibling,
                    right: entry.right,
                    start: at as u16,
                    end: end as u16,
                });
            }
        }
        self.eojeol = buffers;
    }

    /// Puts the paths that end at `position` into `paths`.
    ///
    /// The nodes of a position are linked last one first, and a tie goes to the first in the list: so shorter morphemes,
    /// which start later, come before longer ones.
    fn gather(&mut self, position: usize) {
        if self.position == u32::MAX {
            self.predecessors.fill(Predecessor::default());
            self.position = 0;
        }
        self.position += 1;
        self.paths.clear();
        let mut at = self.ends[position];
        while at != NONE {
            let node = &self.nodes[at as usize];
            self.paths.push(Path { cost: node.cost, right: node.right, node: at });
            at = node.sibling;
        }
    }

    /// The cheapest of `paths` before the left context `left`.
    #[inline]
    fn predecessor(&mut self, words: &Words, left: u16) -> Predecessor {
        let known = self.predecessors[usize::from(left)];
        if known.position == self.position {
            return known;
        }
        let costs = words.dictionary.connection_cost_matrix.row(u32::from(left));
        // Cost in the upper half of one number and place in the lower: no branch waits for a cost, so that the loads overlap.
        let best = self.paths.iter().zip(0..).fold(i64::MAX, |best, (path, place)| {
            let cost = path.cost + i32::from(costs[usize::from(path.right)]);
            best.min(i64::from(cost) << 32 | place)
        });
        let node = self.paths.get(best as u32 as usize).map_or(NONE, |path| path.node);
        let best = Predecessor { position: self.position, cost: (best >> 32) as i32, node };
        self.predecessors[usize::from(left)] = best;
        best
    }
}
