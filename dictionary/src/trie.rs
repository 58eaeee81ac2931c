//! The surfaces of the entries as a trie over characters, read in place.
//!
//! A double array whose nodes hold everything that a walk asks for: eight bytes are read for a character, and a surface that ends
//! there needs no further look-up. The child of a node by a character's code lies in the slot `base ^ code`. No two nodes share
//! a base, so that a slot whose code is the one sought is the child sought (Yata et al. 2007, "A compact static double-array
//! keeping character codes"). Frequent characters have small codes: their nodes lie close together.
//!
//! | part | bytes |
//! |---|---|
//! | base of the root, number of codes, number of slots, zero | 4 × u32 |
//! | the code of each character up to the last one that occurs | u16 each |
//! | zeros up to a multiple of 8 | |
//! | slots: from the lowest bit on 22 bits of base, 14 of code, 20 of the first entry, 8 of the number of entries | u64 each |
//!
//! All numbers are little-endian.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Bytes of an entry where lindera's dictionary keeps them
/// ([`PrefixDictionary::vals_data`](lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary::vals_data)).
pub const ENTRY_LENGTH: usize = 10;

const BASE_BITS: u32 = 22;
const CODE_BITS: u32 = 14;
const FIRST_BITS: u32 = 20;
const COUNT_BITS: u32 = 8;

/// The base of a node without children: its slots lie behind all others.
const CHILDLESS: u32 = (1 << BASE_BITS) - 1;
/// The code of characters that no surface holds. No slot carries it.
const ABSENT: u16 = (1 << CODE_BITS) - 1;
/// Codes lie below this, so slots come in blocks of it: a base and a code never lead out of the base's block.
const BLOCK: u32 = 1 << CODE_BITS;
const HEADER: usize = 16;

/// The low `bits` of `value`.
const fn low(value: u64, bits: u32) -> u32 {
    (value & ((1 << bits) - 1)) as u32
}

/// A trie in the bytes that [`build`] wrote.
#[derive(Debug, Clone, Copy)]
pub struct Trie<'a> {
    root: u32,
    codes: &'a [[u8; 2]],
    slots: &'a [[u8; 8]],
}

/// A character as the trie knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code(u16);

/// Where a walk stands: a prefix of some surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(u32);

/// A node of the trie.
#[derive(Debug, Clone, Copy)]
pub struct Node(u64);

impl Node {
    /// From where to go on; nothing where no longer surface starts like this.
    #[inline]
    pub fn place(self) -> Option<Place> {
        let base = low(self.0, BASE_BITS);
        (base != CHILDLESS).then_some(Place(base))
    }

    /// The first entry of the surface that ends here, and how many there are: none where none ends.
    #[inline]
    pub fn entries(self) -> (usize, usize) {
        let first = low(self.0 >> (BASE_BITS + CODE_BITS), FIRST_BITS);
        ((first as usize), (self.0 >> (64 - COUNT_BITS)) as usize)
    }
}

impl<'a> Trie<'a> {
    /// The trie in `bytes`; nothing where they are none.
    pub fn view(bytes: &'a [u8]) -> Option<Trie<'a>> {
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let numbers = header.as_chunks::<4>().0;
        let [root, codes, slots] = [0, 1, 2].map(|nth| u32::from_le_bytes(numbers[nth]));
        let (codes, rest) = rest.split_at_checked((2 * codes as usize).next_multiple_of(8))?;
        let slots = rest.get(..8 * slots as usize)?;
        Some(Trie { root, codes: codes.as_chunks().0, slots: slots.as_chunks().0 })
    }

    #[inline]
    pub fn code(&self, c: char) -> Code {
        Code(self.codes.get(c as usize).map_or(ABSENT, |&code| u16::from_le_bytes(code)))
    }

    /// Where every walk starts.
    #[inline]
    pub fn root(&self) -> Place {
        Place(self.root)
    }

    /// The node for the prefix at `place` with one more character; nothing where no surface starts like that.
    #[inline]
    pub fn step(&self, place: Place, code: Code) -> Option<Node> {
        let slot = u64::from_le_bytes(*self.slots.get((place.0 ^ u32::from(code.0)) as usize)?);
        (low(slot >> BASE_BITS, CODE_BITS) == u32::from(code.0)).then_some(Node(slot))
    }
}

/// The bytes of a trie of surfaces, each with its first entry and the number of its entries, sorted by the surfaces' characters.
///
/// # Errors
/// Where surfaces repeat or are empty, or there is more than the bits of a slot can tell.
pub fn build(surfaces: &[(String, usize, usize)]) -> Result<Vec<u8>, String> {
    let mut occurrences = BTreeMap::new();
    surfaces.iter().flat_map(|(surface, ..)| surface.chars()).for_each(|c| *occurrences.entry(c).or_insert(0u32) += 1);
    let mut characters: Vec<char> = occurrences.keys().copied().collect();
    characters.sort_by_key(|c| Reverse(occurrences[c]));
    if characters.len() >= usize::from(ABSENT) {
        return Err(format!("{} characters are too many for {CODE_BITS} bits", characters.len()));
    }
    let mut codes = vec![ABSENT; occurrences.last_key_value().map_or(0, |(&c, _)| c as usize + 1)];
    // An empty slot has code 0.
    characters.iter().zip(1..).for_each(|(&c, code)| codes[c as usize] = code);

    let mut keys: Vec<(Vec<u16>, u64)> = Vec::with_capacity(surfaces.len());
    for (surface, first, count) in surfaces {
        if surface.is_empty() || *first >> FIRST_BITS > 0 || *count == 0 || *count >> COUNT_BITS > 0 {
            return Err(format!("the surface {surface:?} with {count} entries from {first} on does not fit"));
        }
        let entries = (*first as u64) << (BASE_BITS + CODE_BITS) | (*count as u64) << (64 - COUNT_BITS);
        keys.push((surface.chars().map(|c| codes[c as usize]).collect(), entries));
    }
    keys.sort();
    if let Some(pair) = keys.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(format!("a surface of {} characters repeats", pair[0].0.len()));
    }

    let parents = parents(&keys);
    let mut slots = Slots::default();
    let mut places = vec![0u32; parents.len()];
    // Those with many children are placed while there is room; the others fill the gaps.
    let mut order: Vec<usize> = (0..parents.len()).collect();
    order.sort_by_key(|&nth| Reverse(parents[nth].len()));
    for nth in order {
        let codes: Vec<u16> = parents[nth].iter().map(|child| child.code).collect();
        places[nth] = slots.place(&codes);
    }
    if slots.len() as u32 > CHILDLESS - BLOCK {
        return Err(format!("{} slots are too many for {BASE_BITS} bits", slots.len()));
    }
    let mut out = Vec::with_capacity(HEADER + 2 * codes.len() + 8 * slots.len());
    let root = places.first().copied().unwrap_or(CHILDLESS);
    for number in [root, codes.len() as u32, slots.len() as u32, 0] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    codes.iter().for_each(|code| out.extend_from_slice(&code.to_le_bytes()));
    out.resize(HEADER + (2 * codes.len()).next_multiple_of(8), 0);
    let mut nodes = vec![0u64; slots.len()];
    for (children, base) in parents.iter().zip(&places) {
        for child in children {
            let place = child.parent.map_or(CHILDLESS, |nth| places[nth]);
            nodes[(base ^ u32::from(child.code)) as usize] =
                child.entries | u64::from(child.code) << BASE_BITS | u64::from(place);
        }
    }
    nodes.iter().for_each(|node| out.extend_from_slice(&node.to_le_bytes()));
    Ok(out)
}

struct Child {
    code: u16,
    /// The bits of a slot that tell its entries.
    entries: u64,
    /// The number of the child among the nodes that have children themselves.
    parent: Option<usize>,
}

/// The children of each node of the sorted `keys` that has any, those of the root first.
fn parents(keys: &[(Vec<u16>, u64)]) -> Vec<Vec<Child>> {
    let mut parents = vec![Vec::new()];
    // The keys that start like a node, how many codes that is, and the node's number.
    let mut open = vec![(keys, 0, 0)];
    while let Some((keys, depth, number)) = open.pop() {
        for group in keys.chunk_by(|a, b| a.0[depth] == b.0[depth]) {
            let (ends, longer) = group.split_at(usize::from(group[0].0.len() == depth + 1));
            let parent = (!longer.is_empty()).then_some(parents.len());
            let entries = ends.first().map_or(0, |(_, entries)| *entries);
            parents[number].push(Child { code: group[0].0[depth], entries, parent });
            if parent.is_some() {
                open.push((longer, depth + 1, parents.len()));
                parents.push(Vec::new());
            }
        }
    }
    parents
}

/// The slots while they are given away.
#[derive(Default)]
struct Slots {
    /// By slot: itself while it is free, then a later slot before which none is free. One more than there are slots.
    free: Vec<u32>,
    /// By slot: whether it is somebody's base.
    bases: Vec<bool>,
    /// By block: how many parents with as many children as the last one have found no place there.
    failed: Vec<usize>,
    /// How many children the last parent had.
    children: usize,
}

impl Slots {
    /// A block in which so many parents have found no place is passed over until parents have fewer children.
    const PATIENCE: usize = 4;

    fn len(&self) -> usize {
        self.bases.len()
    }

    /// The first free slot from `slot` on, or the number of slots.
    fn next(&mut self, mut slot: usize) -> usize {
        while let Some(&next) = self.free.get(slot)
            && next as usize != slot
        {
            let after = self.free[next as usize];
            self.free[slot] = after;
            slot = after as usize;
        }
        slot
    }

    /// A base in the slots of `range` that has room for children with these codes.
    fn base(&mut self, codes: &[u16], range: std::ops::Range<usize>) -> Option<usize> {
        let lead = usize::from(*codes.first()?);
        let mut slot = self.next(range.start);
        while slot < range.end {
            let base = slot ^ lead;
            let is_free = |&code: &u16| self.free[base ^ usize::from(code)] as usize == base ^ usize::from(code);
            if !self.bases[base] && codes.iter().all(is_free) {
                return Some(base);
            }
            slot = self.next(slot + 1);
        }
        None
    }

    /// Takes the slots of the children with these codes, and returns their parent's base.
    fn place(&mut self, codes: &[u16]) -> u32 {
        if self.children != codes.len() {
            self.children = codes.len();
            self.failed.fill(0);
        }
        let mut found = None;
        for block in 0..self.failed.len() {
            if self.failed[block] < Self::PATIENCE {
                let start = block * BLOCK as usize;
                found = self.base(codes, start..start + BLOCK as usize);
                if found.is_some() {
                    break;
                }
                self.failed[block] += 1;
            }
        }
        let base = found.unwrap_or_else(|| {
            let new = self.len();
            self.bases.resize(new + BLOCK as usize, false);
            self.free.truncate(new);
            self.free.extend(new as u32..=self.bases.len() as u32);
            self.failed.push(0);
            new
        });
        self.bases[base] = true;
        codes.iter().map(|&code| base ^ usize::from(code)).for_each(|slot| self.free[slot] = slot as u32 + 1);
        base as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lengths in characters of the surfaces that `text` starts with, with their entries.
    fn prefixes(trie: &Trie<'_>, text: &str) -> Vec<(usize, (usize, usize))> {
        let mut place = Some(trie.root());
        let mut found = Vec::new();
        for (c, length) in text.chars().zip(1..) {
            let Some(node) = place.and_then(|place| trie.step(place, trie.code(c))) else { break };
            if node.entries().1 > 0 {
                found.push((length, node.entries()));
            }
            place = node.place();
        }
        found
    }

    fn surfaces(of: &[(&str, usize, usize)]) -> Vec<(String, usize, usize)> {
        of.iter().map(|&(surface, first, count)| (surface.to_owned(), first, count)).collect()
    }

    #[test]
    fn every_surface_is_found_with_its_entries() {
        let given = surfaces(&[("가", 0, 2), ("가나", 2, 1), ("가나다라", 3, 255), ("나", 258, 1), ("𠮷", 1_048_575, 1)]);
        let bytes = build(&given).unwrap();
        let trie = Trie::view(&bytes).unwrap();
        assert_eq!(prefixes(&trie, "가나다라마"), [(1, (0, 2)), (2, (2, 1)), (4, (3, 255))]);
        assert_eq!(prefixes(&trie, "나가"), [(1, (258, 1))]);
        assert_eq!(prefixes(&trie, "𠮷"), [(1, (1_048_575, 1))]);
        for text in ["", "다", "라마", "\u{10ffff}", "가\0", "\0"] {
            assert_eq!(prefixes(&trie, text).len(), usize::from(text.starts_with('가')), "{text:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for wrong in [("", 0, 1), ("가", 0, 0), ("가", 0, 256), ("가", 1 << 20, 1)] {
            assert!(build(&surfaces(&[wrong])).is_err(), "{wrong:?}");
        }
        assert!(build(&surfaces(&[("가", 0, 1), ("가", 1, 1)])).is_err());
        assert!(Trie::view(&[0; 15]).is_none());
        let bytes = build(&surfaces(&[("가", 0, 1)])).unwrap();
        assert!(Trie::view(&bytes[..bytes.len() - 1]).is_none());
    }

    #[test]
    fn an_empty_trie_holds_nothing() {
        let bytes = build(&[]).unwrap();
        let trie = Trie::view(&bytes).unwrap();
        assert_eq!(prefixes(&trie, "가"), []);
    }

    /// Many surfaces of many lengths and fan-outs, beside a map.
    #[test]
    fn a_trie_agrees_with_a_map() {
        let mut seed = 1u32;
        let mut random = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % below
        };
        let mut map = std::collections::BTreeMap::new();
        for nth in 0..30_000 {
            let length = 1 + random(5);
            let surface: String = (0..length).filter_map(|_| char::from_u32(0xAC00 + random(40) * random(40))).collect();
            map.entry(surface).or_insert((nth, 1 + random(9) as usize));
        }
        let given: Vec<_> = map.iter().map(|(surface, &(first, count))| (surface.clone(), first, count)).collect();
        let bytes = build(&given).unwrap();
        let trie = Trie::view(&bytes).unwrap();
        for _ in 0..30_000 {
            let text: String = (0..7).filter_map(|_| char::from_u32(0xAC00 + random(40) * random(40))).collect();
            let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
            let want: Vec<_> = ends.zip(1..).filter_map(|(end, length)| Some((length, *map.get(&text[..end])?))).collect();
            assert_eq!(prefixes(&trie, &text), want);
        }
    }
}
