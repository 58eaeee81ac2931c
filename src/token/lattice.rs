//! The lattice of all readings of a sentence, and the cheapest way through it.
//!
//! Costs, contexts and entries are mecab-ko-dic's, and so is what a path costs. Readings follow mecab-ko:
//!
//! - White space is no morpheme: what ends before it connects to what starts behind it. A josa or an ending that starts
//!   behind white space pays the penalty that the dictionary's metadata gives for its first tag.
//! - An unknown word may start anywhere where no known word does, also inside a run of characters of one category.
//! - Of equally cheap paths, the one whose last differing morpheme is shorter wins, then the one of the earlier entry.
//!
//! The time goes into waiting for memory, so that what is known is kept near:
//!
//! - No morpheme spans white space, and the morphemes that an eojeol can hold do not depend on its sentence: they are found
//!   once and kept, for the eojeols met lately ([`Eojeols`]).
//! - What connecting to a position costs depends on the left context alone, and the few dozen entries that start there share
//!   a handful of those: the best predecessor is sought once for each left context.
//! - Of the paths that end at a position only the cheapest of each right context can win.
//! - All buffers belong to the worker: an analysis allocates nothing once they have grown.

use super::eojeol::Eojeols;
use super::words::{HOT, Word, Words};

/// The most bytes of one lattice. A longer sentence is cut at white space, or right here where it has none: the price is one
/// connection, and memory stays bounded for any input. No sentence that a person wrote gets near it.
const LONGEST: usize = 6000;

const NONE: u32 = u32::MAX;

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

/// The reused buffers of one worker.
pub(super) struct Lattice {
    eojeols: Eojeols,
    nodes: Vec<Node>,
    /// By position: the last node that ends there.
    ends: Vec<u32>,
    /// The paths that end at the current position.
    paths: Vec<Path>,
    /// Whether one of them has a right context that is not a frequent one.
    rare: bool,
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
            eojeols: Eojeols::default(),
            nodes: Vec::new(),
            ends: Vec::new(),
            paths: Vec::new(),
            rare: false,
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
            let rest = &sentence[base..];
            let mut length = rest.len();
            if length > LONGEST {
                let limit = rest.floor_char_boundary(LONGEST);
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
        let mut node = self.predecessor(words, 0).index;
        while node != 0 && node != NONE {
            self.best.push(node);
            node = self.nodes[node as usize].previous;
        }
    }

    /// Adds the morphemes of `eojeol`, which starts at `start` and follows what ends at `position`.
    fn extend(&mut self, words: &Words, position: usize, start: usize, eojeol: &str) {
        let mut eojeols = std::mem::take(&mut self.eojeols);
        for group in eojeols.entries(words, eojeol).chunk_by(|a, b| a.start == b.start) {
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
                    previous: best.index,
                    sibling,
                    right: entry.right,
                    start: at as u16,
                    end: end as u16,
                });
            }
        }
        self.eojeols = eojeols;
    }

    /// Puts the paths that end at `position` into `paths`: the cheapest of each right context, in the order in which a tie
    /// is decided.
    ///
    /// The nodes of a position are linked last one first, and a tie goes to the first in the list: so shorter morphemes,
    /// which start later, come before longer ones.
    fn gather(&mut self, position: usize) {
        if self.stamp == u32::MAX {
            self.rights.fill(Remembered::default());
            self.lefts.fill(Remembered::default());
            self.stamp = 0;
        }
        self.stamp += 1;
        self.paths.clear();
        self.rare = false;
        let mut at = self.ends[position];
        while at != NONE {
            let node = self.nodes[at as usize];
            let known = &mut self.rights[usize::from(node.right)];
            let fresh = known.stamp != self.stamp;
            if fresh || node.cost < known.cost {
                if !fresh {
                    // The dearer one keeps its place but can no longer win: its successor comes later in a tie.
                    self.paths[known.index as usize].cost = i32::MAX / 2;
                }
                *known = Remembered { stamp: self.stamp, cost: node.cost, index: self.paths.len() as u32 };
                self.rare |= usize::from(node.right) >= HOT;
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
        let best = match words.hot_costs(left) {
            Some(costs) if !self.rare => cheapest_path(&self.paths, |right| costs[usize::from(right) % HOT]),
            _ => {
                let costs = words.dictionary.connection_cost_matrix.row(u32::from(left));
                cheapest_path(&self.paths, |right| costs[usize::from(right)])
            }
        };
        let best = match self.paths.get(best as u32 as usize) {
            Some(path) => Remembered { stamp: self.stamp, cost: (best >> 32) as i32, index: path.node },
            None => Remembered { stamp: self.stamp, cost: i32::MAX / 2, index: NONE },
        };
        self.lefts[usize::from(left)] = best;
        best
    }
}

/// The cheapest of `paths` with the cost that `connect` gives to its right context: the cost in the upper half, the place in
/// the lower. In one number, no branch waits for a cost, so that the loads overlap.
#[inline]
fn cheapest_path(paths: &[Path], connect: impl Fn(u16) -> i16) -> i64 {
    paths.iter().zip(0..).fold(i64::MAX, |best, (path, place)| {
        let cost = path.cost + i32::from(connect(path.right));
        best.min(i64::from(cost) << 32 | place)
    })
}
