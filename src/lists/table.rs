//! Words of a list, asked at every word of a text, which nearly never is one of them.

use rustc_hash::FxHashMap;

/// Words, each with what the list says of it. Before a word is looked up, a filter over its ends and its length tells most others
/// apart, in one access to memory that stays near.
#[derive(Debug, Clone)]
pub struct Table<V> {
    words: FxHashMap<&'static str, V>,
    /// A power of two of bits.
    filter: Vec<u64>,
}

/// Words of which the list says nothing more.
pub type Set = Table<()>;

/// Bits of the filter for each word.
const BITS: usize = 16;

impl<V> Table<V> {
    #[inline]
    fn bit(&self, word: &str) -> (usize, u64) {
        let bytes = word.as_bytes();
        let byte = |at: usize| bytes.get(at).copied().map_or(0, u64::from);
        let last = bytes.len().saturating_sub(3);
        let ends = byte(0) | byte(1) << 8 | byte(2) << 16 | byte(last) << 24 | byte(last + 1) << 32 | byte(last + 2) << 40;
        let hash = (ends ^ (bytes.len() as u64) << 48).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let bit = (hash >> 32) as usize & (self.filter.len() * 64 - 1);
        (bit / 64, 1 << (bit % 64))
    }

    #[inline]
    pub fn get(&self, word: &str) -> Option<&V> {
        let (at, bit) = self.bit(word);
        if self.filter[at] & bit == 0 { None } else { self.words.get(word) }
    }

    /// The word as the list holds it, and what the list says of it.
    pub fn entry(&self, word: &str) -> Option<(&'static str, &V)> {
        self.get(word)?;
        self.words.get_key_value(word).map(|(&word, value)| (word, value))
    }

    #[inline]
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// All words, in no order.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<'_, V> {
        self.words.keys().copied()
    }
}

impl<V> FromIterator<(&'static str, V)> for Table<V> {
    fn from_iter<I: IntoIterator<Item = (&'static str, V)>>(rows: I) -> Self {
        let words: FxHashMap<&'static str, V> = rows.into_iter().collect();
        let bits = (BITS * words.len()).next_power_of_two().max(64);
        let mut table = Table { words, filter: vec![0; bits / 64] };
        for word in table.words().collect::<Vec<_>>() {
            let (at, bit) = table.bit(word);
            table.filter[at] |= bit;
        }
        table
    }
}

impl FromIterator<&'static str> for Set {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> Self {
        words.into_iter().map(|word| (word, ())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_its_words_and_no_others() {
        let table: Table<usize> = ["가", "나라", "서울시청", "IBM", "é"].into_iter().zip(0..).collect();
        for (nth, word) in ["가", "나라", "서울시청", "IBM", "é"].into_iter().enumerate() {
            assert_eq!(table.get(word), Some(&nth), "{word}");
        }
        for word in ["", "나", "가나", "서울청", "서시청울시청", "IBMM", "I", "e"] {
            assert_eq!(table.get(word), None, "{word}");
        }
        assert_eq!(table.words().count(), 5);
        assert!(!Set::from_iter([] as [&str; 0]).contains("가"));
    }
}
