//! Documents that repeat an earlier one of the run.
//!
//! A [`Signature`] is made of each text on the worker's thread; the [`Index`] is asked in input order, so that what is found
//! does not depend on the number of threads. Only documents that repeat nothing are kept in the index: a chain of small
//! changes does not make everything the duplicate of everything.
//!
//! Near duplicates are found by MinHash (A. Broder, "On the resemblance and containment of documents", 1997) over shingles of
//! five letters, hashed once into bins (P. Li, A. Owen, C.-H. Zhang, "One Permutation Hashing", 2012), and banded.

use std::collections::HashMap;

use crate::record::{Cleaned, Record, Tokenized};

/// Which documents are duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Dedupe {
    /// None is looked for.
    #[default]
    Off,
    /// The same letters and digits in the same order.
    Exact,
    /// Exact ones, and those whose shingles are the same to a share of at least `threshold` (Jaccard).
    Near { threshold: f64 },
}

/// What can repeat an earlier one.
pub trait Repeatable {
    /// 32 hexadecimal digits.
    fn id(&self) -> &str;
    fn text(&self) -> &str;
    /// Notes the `id` of the document that this one repeats.
    fn mark(&mut self, original: String);
}

macro_rules! repeatable {
    ($($result:ty),*) => {$(
        impl Repeatable for $result {
            fn id(&self) -> &str {
                &self.id
            }

            fn text(&self) -> &str {
                &self.text
            }

            fn mark(&mut self, original: String) {
                self.duplicate_of = Some(original);
            }
        }
    )*};
}

repeatable!(Record, Cleaned, Tokenized);

/// Letters and digits in a shingle: two eojeols or so, of which one at least says something.
const SHINGLE: usize = 5;
/// Bins of a sketch. The similarity that they estimate is right to within 0.035 (one standard deviation at 0.8).
const BINS: usize = 128;
/// The share of pairs right at the threshold that the bands must find; pairs beyond it are found more surely.
const RECALL: f64 = 0.98;
/// Earlier documents that one band's value may bring up: in a dump of forms filled in, all are alike.
const CANDIDATES: usize = 64;

/// A text as it is compared: 16 bytes for equality, and for likeness a sketch of 256 bytes where the text has a shingle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    exact: u128,
    sketch: Option<Box<[u16; BINS]>>,
}

impl Dedupe {
    /// The signature of a text.
    pub fn signature(self, text: &str) -> Signature {
        let bare: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let mut exact = [0; 16];
        exact.copy_from_slice(&blake3::hash(bare.iter().collect::<String>().as_bytes()).as_bytes()[..16]);
        let sketch = match self {
            Dedupe::Near { .. } => sketch(&bare),
            _ => None,
        };
        Signature { exact: u128::from_le_bytes(exact), sketch }
    }

    /// An empty index; none where nothing is looked for.
    pub fn index(self) -> Option<Index> {
        let threshold = match self {
            Dedupe::Off => return None,
            Dedupe::Exact => 2.0,
            Dedupe::Near { threshold } => threshold,
        };
        let rows = rows(threshold);
        Some(Index { threshold, rows, ..Index::default() })
    }
}

/// The sketch of a text: in each bin the smallest hash of the shingles that fall into it. A bin into which none falls takes what
/// another one has, the same one for every text (A. Shrivastava, "Optimal Densification for Fast and Accurate Minwise
/// Hashing", 2017).
fn sketch(text: &[char]) -> Option<Box<[u16; BINS]>> {
    let mut least = [u64::MAX; BINS];
    for shingle in text.windows(SHINGLE) {
        let hash = shingle.iter().fold(0, |hash, &c| mix(hash ^ u64::from(c)));
        let bin = (hash >> 57) as usize;
        least[bin] = least[bin].min(hash & (u64::MAX >> 7));
    }
    least.iter().find(|&&hash| hash != u64::MAX)?;
    let mut sketch = Box::new([0; BINS]);
    for bin in 0..BINS {
        let mut from = bin;
        let mut attempt = bin as u64;
        while least[from] == u64::MAX {
            attempt = mix(attempt);
            from = (attempt >> 57) as usize;
        }
        // Values are compared for equality alone: 16 well-mixed bits of them do.
        sketch[bin] = (mix(least[from]) >> 48) as u16;
    }
    Some(sketch)
}

/// The finalizer of SplitMix64 (G. Steele, D. Lea, C. Flood, 2014).
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// The bins of a band: as many as still find [`RECALL`] of the pairs at the threshold, since long bands bring up few wrong ones.
fn rows(threshold: f64) -> usize {
    let found = |rows: i32| 1.0 - (1.0 - threshold.powi(rows)).powi(BINS as i32 / rows);
    (2..=16).rev().find(|&rows| found(rows) >= RECALL).unwrap_or(2) as usize
}

/// What came earlier. For each document that repeats nothing 36 bytes and the tables' slack, and 256 more with 18 for each band
/// where near duplicates are looked for.
#[derive(Debug, Default)]
pub struct Index {
    threshold: f64,
    rows: usize,
    exact: HashMap<u128, u32>,
    ids: Vec<u128>,
    sketches: Vec<[u16; BINS]>,
    /// For the sketch of each number, the document it is of.
    documents: Vec<u32>,
    /// The last sketch with a band of this value.
    last: HashMap<u32, u32>,
    /// For each band of each sketch, the sketch before it with the same value, or [`NONE`].
    before: Vec<u32>,
}

/// No sketch.
const NONE: u32 = u32::MAX;

impl Index {
    /// Finds the earlier document that one with this signature repeats and gives its `id`; where there is none, the document
    /// takes its place among the earlier ones. Of several the most similar one wins, of equally similar ones the first.
    pub fn place(&mut self, signature: &Signature, id: &str) -> Option<String> {
        if let Some(&document) = self.exact.get(&signature.exact) {
            return Some(self.name(document));
        }
        let document = self.ids.len() as u32;
        if let Some(sketch) = &signature.sketch {
            let bands = self.bands(sketch);
            if let Some(document) = self.like(sketch, &bands) {
                // The same words once more are found without a look at the sketches.
                self.exact.insert(signature.exact, document);
                return Some(self.name(document));
            }
            let number = self.sketches.len() as u32;
            for band in bands {
                self.before.push(self.last.insert(band, number).unwrap_or(NONE));
            }
            self.sketches.push(**sketch);
            self.documents.push(document);
        }
        self.exact.insert(signature.exact, document);
        self.ids.push(u128::from_str_radix(id, 16).unwrap_or_default());
        None
    }

    fn name(&self, document: u32) -> String {
        format!("{:032x}", self.ids[document as usize])
    }

    /// One value for each band of a sketch.
    fn bands(&self, sketch: &[u16; BINS]) -> Vec<u32> {
        let band = |(nth, band): (usize, &[u16])| {
            (band.iter().fold(mix(nth as u64), |hash, &bin| mix(hash ^ u64::from(bin))) >> 32) as u32
        };
        sketch.chunks_exact(self.rows).enumerate().map(band).collect()
    }

    /// The document whose sketch is most like this one, if it is like enough.
    fn like(&self, sketch: &[u16; BINS], bands: &[u32]) -> Option<u32> {
        let mut seen = Vec::new();
        for (nth, band) in bands.iter().enumerate() {
            let mut next = self.last.get(band).copied().unwrap_or(NONE);
            for _ in 0..CANDIDATES {
                if next == NONE {
                    break;
                }
                seen.push(next);
                next = self.before[next as usize * bands.len() + nth];
            }
        }
        seen.sort_unstable();
        seen.dedup();
        let same = |number: u32| sketch.iter().zip(&self.sketches[number as usize]).filter(|(one, other)| one == other).count();
        let (same, number) = seen
            .into_iter()
            .map(|number| (same(number), number))
            .max_by_key(|&(same, number)| (same, std::cmp::Reverse(number)))?;
        (same as f64 >= self.threshold * BINS as f64).then(|| self.documents[number as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places the texts in order; for each the number of the text that it repeats.
    fn placed(dedupe: Dedupe, texts: &[String]) -> Vec<Option<usize>> {
        let mut index = dedupe.index().unwrap();
        let place = |(nth, text): (usize, &String)| {
            let original = index.place(&dedupe.signature(text), &format!("{nth:032x}"))?;
            Some(usize::from_str_radix(&original, 16).unwrap())
        };
        texts.iter().enumerate().map(place).collect()
    }

    /// An article of `sentences` sentences that share few shingles with those of another `seed`.
    fn article(seed: u32, sentences: u32) -> String {
        let word = |n: u32| -> String {
            (0..3).map(|at| char::from_u32(0xAC00 + (mix(u64::from(n * 3 + at)) % 11_172) as u32).unwrap()).collect()
        };
        let sentence =
            |nth: u32| format!("{}는 {}을 {}했다고 밝혔다.", word(seed + nth), word(seed + nth + 500), word(seed + nth + 900));
        (0..sentences).map(sentence).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn exact_duplicates_differ_in_spaces_and_signs_at_most() {
        let texts =
            ["시는 3억원을 들인다.", "시는 3억 원을 들인다", "시는 4억원을 들인다.", "시는 3억원을 들인다!"].map(str::to_owned);
        assert_eq!(placed(Dedupe::Exact, &texts), [None, Some(0), None, Some(0)]);
        assert_eq!(Dedupe::Off.index().map(|_| ()), None);
    }

    #[test]
    fn near_duplicates_share_most_of_their_words() {
        let near = Dedupe::Near { threshold: 0.8 };
        let original = article(1, 30);
        let texts = [
            original.clone(),
            article(2000, 30),
            format!("{original} 사진 제공은 한빛시청이다."),
            format!("[속보] {}", original.replacen("밝혔다", "말했다", 1)),
            format!("{}{}", article(1, 15), article(4000, 15)),
            article(2000, 30).replace('.', ". "),
            "짧다".to_owned(),
            "짧다!".to_owned(),
        ];
        assert_eq!(placed(near, &texts), [None, None, Some(0), Some(0), None, Some(1), None, Some(6)]);
        let half = Dedupe::Near { threshold: 0.5 };
        assert_eq!(placed(half, &[original.clone(), format!("{original} {}", article(7000, 8))]), [None, Some(0)]);
    }

    #[test]
    fn sketches_estimate_the_share_of_common_shingles() {
        let shingles = |text: &str| -> std::collections::HashSet<Vec<char>> {
            let bare: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
            bare.windows(SHINGLE).map(<[char]>::to_vec).collect()
        };
        let near = Dedupe::Near { threshold: 0.8 };
        for (more, sentences) in [(3, 30), (10, 40), (40, 40), (2, 4)] {
            let one = article(1, sentences);
            let other = format!("{one} {}", article(9000, more));
            let (a, b) = (shingles(&one), shingles(&other));
            let truth = a.intersection(&b).count() as f64 / a.union(&b).count() as f64;
            let (a, b) = (near.signature(&one).sketch.unwrap(), near.signature(&other).sketch.unwrap());
            let estimate = a.iter().zip(b.iter()).filter(|(a, b)| a == b).count() as f64 / BINS as f64;
            assert!((truth - estimate).abs() < 0.13, "{truth} {estimate}");
        }
    }

    #[test]
    fn bands_grow_with_the_threshold() {
        let lengths: Vec<usize> = [0.5, 0.7, 0.8, 0.9, 1.0].into_iter().map(rows).collect();
        assert!(lengths.is_sorted() && lengths[0] >= 2 && lengths[4] == 16, "{lengths:?}");
    }

    #[test]
    fn many_alike_are_placed_in_linear_time() {
        let near = Dedupe::Near { threshold: 1.0 };
        let form = |n: usize| format!("{} {n}호", article(1, 20));
        let texts: Vec<String> = (0..2000).map(form).collect();
        assert_eq!(placed(near, &texts).len(), 2000);
    }
}
