//! The model file: transitions, two tables keyed by hashes, and the gate's weights, read in place.
//!
//! | part | bytes |
//! |---|---|
//! | magic | 8 |
//! | buckets of the weight and class tables, logarithm of the gate's size | 3 × u32 |
//! | least sums that open the gate, for each [`Scope`] | 2 × i32 |
//! | zeros | 4 |
//! | transition factors | 96 × f32 |
//! | `exp(-k / SCALE)` for k below [`STEPS`] | f32 each |
//! | the two tables | |
//! | the gate's weights for each key and scope | 2 × i8 each |
//!
//! All numbers are little-endian. A table is an array of buckets of [`WAYS`] 16-bit fingerprints, then the payloads in the
//! same order. A key's upper half chooses the bucket, its lower 16 bits are the fingerprint; a slot with fingerprint 0 is
//! empty. There is no probing: of the keys that want the same bucket, the builder keeps the strongest. So a look-up costs
//! two loads and a few operations on them, most misses never leave the fingerprints, and an unknown key passes for a known
//! one in at most 8 of 65,536 cases.

use wide::i16x8;

use super::decode::{LANES, Transitions, WEIGHTS};

const MAGIC: &[u8; 8] = b"gisaNER3";
const WAYS: usize = 8;
/// Steps of a quantized weight in one natural-log unit.
pub const SCALE: f32 = 32.0;
/// Differences of this many steps or more (32 natural-log units) count as impossible.
const STEPS: usize = 1024;
/// With the zeros, buckets start at multiples of their length, so that none lies in two cache lines where the file itself does not.
const HEADER: usize = 8 + 6 * 4;

/// A view of a table in the model file.
#[derive(Debug, Clone, Copy)]
struct Table<'a> {
    prints: &'a [Prints],
    payload: &'a [u8],
}

/// Bucket and fingerprint of a key.
#[inline(always)]
fn locate(key: u64, buckets: usize) -> (usize, u16) {
    let bucket = ((key >> 32) * buckets as u64) >> 32;
    (bucket as usize, (key as u16).max(1))
}

/// A bucket's fingerprints.
type Prints = [[u8; 2]; WAYS];

/// The first way of a bucket that holds a fingerprint, and whether there is one: all are compared at once, without a branch.
#[inline(always)]
fn way(bucket: &Prints, print: u16) -> (usize, bool) {
    let prints = i16x8::new(bucket.map(i16::from_le_bytes));
    let equal = prints.simd_eq(i16x8::splat(print as i16)).to_bitmask();
    (equal.trailing_zeros() as usize, equal != 0)
}

impl<'a> Table<'a> {
    /// The slot of a key.
    #[inline]
    fn find(&self, key: u64) -> Option<usize> {
        let (bucket, print) = locate(key, self.prints.len());
        let (way, known) = way(self.prints.get(bucket)?, print);
        known.then_some(bucket * WAYS + way)
    }

    fn split(bytes: &'a [u8], buckets: usize, width: usize) -> Option<(Table<'a>, &'a [u8])> {
        let (prints, rest) = bytes.split_at_checked(buckets.checked_mul(2 * WAYS)?)?;
        let (_, after) = rest.split_at_checked(buckets.checked_mul(WAYS * width)?)?;
        // The payload goes on to the end of the file, so that a wide load from its last slot stays within it.
        Some((Table { prints: prints.as_chunks().0.as_chunks().0, payload: rest }, after))
    }

    /// Appends a table of `entries` (key, strength, payload) to `out`. Where a bucket overflows, the weakest are left out;
    /// returns how many were.
    fn write<const N: usize>(out: &mut Vec<u8>, buckets: usize, entries: &[(u64, f32, [u8; N])]) -> usize {
        let mut slots: Vec<Vec<(u16, f32, &[u8; N])>> = vec![Vec::new(); buckets];
        for (key, strength, payload) in entries {
            let (bucket, print) = locate(*key, buckets);
            slots[bucket].push((print, *strength, payload));
        }
        let mut lost = 0;
        for slot in &mut slots {
            slot.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)).then(a.2.cmp(b.2)));
            let mut seen = Vec::new();
            let before = slot.len();
            slot.retain(|entry| seen.len() < WAYS && !seen.contains(&entry.0) && (seen.push(entry.0), true).1);
            lost += before - slot.len();
        }
        for slot in &slots {
            for way in 0..WAYS {
                out.extend_from_slice(&slot.get(way).map_or(0, |entry| entry.0).to_le_bytes());
            }
        }
        for slot in &slots {
            for way in 0..WAYS {
                out.extend_from_slice(slot.get(way).map_or(&[0; N], |entry| entry.2));
            }
        }
        lost
    }
}

/// Classes that a form has, from coarse to fine.
pub const LEVELS: usize = 2;

/// Distributional classes of forms.
#[derive(Debug, Clone, Copy)]
pub struct Classes<'a> {
    table: Table<'a>,
}

impl Classes<'_> {
    /// The classes of a form by its key; zeros for an unknown form.
    #[inline]
    pub fn of(&self, key: u64) -> [u8; LEVELS] {
        let known = self.table.find(key).and_then(|slot| self.table.payload.get(slot * LEVELS..)?.first_chunk());
        known.copied().unwrap_or_default()
    }
}

/// What to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Names of all six kinds.
    All,
    /// People, places and organizations. Dates, times and quantities are found only where they happen to be looked at.
    Names,
}

/// How many scopes there are.
pub const SCOPES: usize = 2;

/// A small linear model that judges by a few hashed keys whether a morpheme may belong to a name at all. Keys share
/// weights where their hashes collide.
#[derive(Debug, Clone, Copy)]
pub struct Gate<'a> {
    weights: &'a [[u8; SCOPES]],
    /// How far a key is shifted to the right to tell its weight's place.
    shift: u32,
    least: [i32; SCOPES],
}

impl Gate<'_> {
    /// The place of a key's weight where there are 2^`log` weights.
    pub fn place(key: u64, log: u32) -> usize {
        (key >> (64 - log)) as usize
    }

    #[inline(always)]
    pub fn weight(&self, key: u64, scope: Scope) -> i32 {
        i32::from(self.weights.get((key >> self.shift) as usize).map_or(0, |weights| weights[scope as usize] as i8))
    }

    /// Whether a morpheme whose keys have weights of this `sum` may belong to a name.
    #[inline(always)]
    pub fn opens(&self, sum: i32, scope: Scope) -> bool {
        sum >= self.least[scope as usize]
    }
}

/// Adds up the weights in some slots. Two lanes more than there are weights make the vectors whole. On its own, so that
/// compilers keep the sums in vectors of 16-bit lanes.
#[inline(never)]
fn total(payload: &[u8], slots: &[u32]) -> [i16; 16] {
    let mut sums = [0i16; 16];
    for &slot in slots {
        let weights: Option<&[u8; 16]> = payload.get(slot as usize * WEIGHTS..).and_then(|rest| rest.first_chunk());
        let wide: [i16; 16] = weights.map_or([0; 16], |weights| weights.map(|weight| i16::from(weight as i8)));
        sums = std::array::from_fn(|lane| sums[lane].wrapping_add(wide[lane]));
    }
    sums
}

/// The feature keys of one cell.
#[derive(Debug, Clone)]
pub struct Keys {
    keys: [u64; Keys::MOST],
    count: usize,
}

impl Default for Keys {
    fn default() -> Self {
        Keys { keys: [0; Keys::MOST], count: 0 }
    }
}

impl Keys {
    /// More than a cell has; further ones are left out.
    const MOST: usize = 128;

    pub fn clear(&mut self) {
        self.count = 0;
    }

    #[inline(always)]
    pub fn push(&mut self, key: u64) {
        if self.count < Self::MOST {
            self.keys[self.count] = key;
            self.count += 1;
        }
    }

    fn get(&self) -> &[u64] {
        &self.keys[..self.count.min(Self::MOST)]
    }
}

/// A model, viewed in the bytes of its file.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    weights: Table<'a>,
    pub classes: Classes<'a>,
    pub gate: Gate<'a>,
    pub transitions: Transitions,
    exp: &'a [[u8; 4]],
}

fn floats(bytes: &[[u8; 4]]) -> impl Iterator<Item = f32> {
    bytes.iter().map(|&bytes| f32::from_le_bytes(bytes))
}

impl<'a> Model<'a> {
    /// Views a model file. Returns nothing where the bytes are not one.
    pub fn view(bytes: &'a [u8]) -> Option<Model<'a>> {
        let (head, rest) = bytes.split_at_checked(HEADER)?;
        let counts = head.strip_prefix(MAGIC)?.as_chunks::<4>().0;
        let [weights, classes, log] = [0, 1, 2].map(|n| u32::from_le_bytes(counts[n]) as usize);
        let least = [3, 4].map(|n| i32::from_le_bytes(counts[n]));
        let log = u32::try_from(log).ok().filter(|log| (1..=24).contains(log))?;
        let (factors, rest) = rest.split_at_checked((LANES + 4) * LANES * 4)?;
        let mut rows = factors.as_chunks::<{ 4 * LANES }>().0.iter().map(|row| {
            let mut lanes = [0.0; LANES];
            lanes.iter_mut().zip(floats(row.as_chunks().0)).for_each(|(lane, value)| *lane = value);
            lanes
        });
        let mut cross = [[0.0; LANES]; LANES];
        cross.iter_mut().zip(&mut rows).for_each(|(to, row)| *to = row);
        let transitions = Transitions {
            cross,
            begin_inside: rows.next()?,
            inside_inside: rows.next()?,
            begin_end: rows.next()?,
            inside_end: rows.next()?,
        };
        let (exp, rest) = rest.split_at_checked(STEPS * 4)?;
        let (weights, rest) = Table::split(rest, weights, WEIGHTS)?;
        let (classes, rest) = Table::split(rest, classes, LEVELS)?;
        let gate = Gate { weights: rest.get(..SCOPES << log)?.as_chunks().0, shift: 64 - log, least };
        Some(Model { weights, classes: Classes { table: classes }, gate, transitions, exp: exp.as_chunks().0 })
    }

    /// The sums of the weights of a cell's features.
    ///
    /// Nearly all the time of tagging goes into waiting for memory here. So all fingerprints are compared first, without a
    /// branch that could be predicted wrongly, and then all weights are added: the loads of each round overlap.
    #[inline]
    pub fn sum(&self, keys: &Keys) -> [i32; WEIGHTS] {
        let mut slots = [0u32; Keys::MOST];
        let mut count = 0;
        let buckets = self.weights.prints.len();
        for &key in keys.get() {
            let (bucket, print) = locate(key, buckets);
            let (way, known) = way(&self.weights.prints[bucket], print);
            slots[count & (Keys::MOST - 1)] = (bucket * WAYS + way) as u32;
            count += usize::from(known);
        }
        let sums = total(self.weights.payload, &slots[..count.min(Keys::MOST)]);
        std::array::from_fn(|lane| i32::from(sums[lane]))
    }

    /// `exp(-steps / SCALE)`.
    #[inline]
    pub fn exp(&self, steps: i32) -> f32 {
        self.exp.get(steps as usize).map_or(0.0, |&bytes| f32::from_le_bytes(bytes))
    }
}

/// What a model file is made of.
#[derive(Debug, Clone)]
pub struct Parts<'a> {
    /// Key, strength (what to keep where a bucket overflows) and weights in steps of 1/[`SCALE`].
    pub weights: &'a [(u64, f32, [u8; WEIGHTS])],
    /// Key, strength and classes.
    pub classes: &'a [(u64, f32, [u8; LEVELS])],
    pub gate: &'a GateParts,
    pub transitions: &'a Transitions,
    /// Slots of the weight table, filled up to the last one where there are features enough.
    pub slots: usize,
}

/// What a gate is made of.
#[derive(Debug, Clone)]
pub struct GateParts {
    /// A power of two of them.
    pub weights: Vec<[i8; SCOPES]>,
    pub least: [i32; SCOPES],
}

impl Default for GateParts {
    /// A gate that is always open.
    fn default() -> Self {
        GateParts { weights: vec![[0; SCOPES]; 2], least: [0; SCOPES] }
    }
}

impl Parts<'_> {
    /// The bytes of the model file, and how many weights found no slot.
    pub fn write(&self) -> (Vec<u8>, usize) {
        // Less than half filled, hardly any bucket overflows.
        let roomy = |entries: usize| (9 * entries / 4).div_ceil(WAYS).max(1);
        let buckets = [self.slots.div_ceil(WAYS).max(1), roomy(self.classes.len())];
        let mut out = MAGIC.to_vec();
        for count in buckets {
            out.extend_from_slice(&(count as u32).to_le_bytes());
        }
        out.extend_from_slice(&self.gate.weights.len().ilog2().to_le_bytes());
        self.gate.least.iter().for_each(|least| out.extend_from_slice(&least.to_le_bytes()));
        out.resize(HEADER, 0);
        let t = self.transitions;
        for row in t.cross.iter().chain([&t.begin_inside, &t.inside_inside, &t.begin_end, &t.inside_end]) {
            row.iter().for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
        }
        for step in 0..STEPS {
            out.extend_from_slice(&((-(step as f64) / f64::from(SCALE)).exp() as f32).to_le_bytes());
        }
        let lost = Table::write(&mut out, buckets[0], self.weights);
        Table::write(&mut out, buckets[1], self.classes);
        self.gate.weights.iter().for_each(|weights| out.extend(weights.map(|weight| weight as u8)));
        // Weights are read 16 bytes at a time.
        out.extend_from_slice(&[0; 16]);
        (out, lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Well-spread keys.
    fn key(n: u64) -> u64 {
        n.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31).wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn weights(count: u64) -> Vec<(u64, f32, [u8; WEIGHTS])> {
        (1..=count).map(|n| (key(n), n as f32, [(n % 100) as u8; WEIGHTS])).collect()
    }

    fn file(weights: &[(u64, f32, [u8; WEIGHTS])], slots: usize) -> (Vec<u8>, usize) {
        let mut transitions = Transitions::default();
        transitions.cross[2][3] = 0.25;
        transitions.inside_end[5] = 4.0;
        let classes: Vec<_> = (1..50).map(|n| (key(1000 + n), 1.0, [n as u8; LEVELS])).collect();
        let mut gate = GateParts { weights: vec![[0; SCOPES]; 16], least: [3, -2] };
        gate.weights[Gate::place(key(7000), 4)] = [3, -3];
        Parts { weights, classes: &classes, gate: &gate, transitions: &transitions, slots }.write()
    }

    fn keys(all: &[u64]) -> Keys {
        let mut keys = Keys::default();
        all.iter().for_each(|&key| keys.push(key));
        keys
    }

    #[test]
    fn a_written_model_reads_back() {
        let (bytes, lost) = file(&weights(200), 1000);
        assert_eq!(lost, 0);
        let model = Model::view(&bytes).unwrap();
        assert_eq!(model.sum(&keys(&[key(1), key(2), key(99), key(5000)])), [102; WEIGHTS]);
        assert_eq!(model.classes.of(key(1012)), [12; LEVELS]);
        assert_eq!(model.classes.of(key(1)), [0; LEVELS]);
        for (scope, weight, least) in [(Scope::All, 3, 3), (Scope::Names, -3, -2)] {
            assert_eq!(model.gate.weight(key(7000), scope), weight);
            assert!(model.gate.opens(least, scope) && !model.gate.opens(least - 1, scope));
        }
        assert_eq!((model.transitions.cross[2][3], model.transitions.inside_end[5]), (0.25, 4.0));
        assert_eq!((model.exp(0), model.exp(5000)), (1.0, 0.0));
        assert!((model.exp(32) - (-1.0f32).exp()).abs() < 1e-6);
    }

    #[test]
    fn negative_weights_keep_their_sign() {
        let (bytes, _) = file(&[(key(1), 1.0, [-5i8 as u8; WEIGHTS])], 16);
        assert_eq!(Model::view(&bytes).unwrap().sum(&keys(&[key(1)])), [-5; WEIGHTS]);
    }

    #[test]
    fn a_full_bucket_keeps_the_strongest() {
        let (bytes, lost) = file(&weights(40), 16);
        assert_eq!(lost, 24);
        let model = Model::view(&bytes).unwrap();
        assert_eq!(model.sum(&keys(&[key(40)])), [40; WEIGHTS]);
        assert_eq!(model.sum(&keys(&[key(1)])), [0; WEIGHTS]);
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        let (bytes, _) = file(&weights(40), 64);
        assert!(Model::view(&[]).is_none());
        assert!(Model::view(&bytes[1..]).is_none());
        assert!(Model::view(&bytes[..bytes.len() / 2]).is_none());
    }
}
