//! From the first two characters of a text to the words that begin with them.

/// The first two characters of a form as one key. Never 0: no form starts with NUL twice.
pub fn head(first: char, second: char) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// From the first two characters to the range of forms that start with them: open addressing behind a bit filter.
#[derive(Debug, Default)]
pub struct Heads {
    /// A bit for each of the top 16 bits of a hash.
    filter: Vec<u64>,
    /// A power of two, at most half full; key 0 is a free slot.
    slots: Vec<(u64, (u32, u32))>,
}

impl Heads {
    /// `firsts` are the heads in the order of the forms, each with its first form; `forms` is the number of forms.
    pub fn new(firsts: &[(u64, u32)], forms: u32) -> Self {
        let size = (firsts.len() * 2).next_power_of_two();
        let mut heads = Heads { filter: vec![0; 1 << 10], slots: vec![(0, (0, 0)); size] };
        for (nth, &(key, from)) in firsts.iter().enumerate() {
            let to = firsts.get(nth + 1).map_or(forms, |&(_, next)| next);
            let hash = hash(key);
            heads.filter[(hash >> 54) as usize] |= 1 << (hash >> 48 & 63);
            let mut slot = hash as usize >> 16 & (size - 1);
            while heads.slots[slot].0 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            heads.slots[slot] = (key, (from, to));
        }
        heads
    }

    pub fn get(&self, key: u64) -> Option<(u32, u32)> {
        let hash = hash(key);
        if *self.filter.get((hash >> 54) as usize)? & 1 << (hash >> 48 & 63) == 0 {
            return None;
        }
        let mut slot = hash as usize >> 16 & (self.slots.len() - 1);
        loop {
            match self.slots[slot] {
                (0, _) => return None,
                (found, range) if found == key => return Some(range),
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }
}

/// Fibonacci hashing: a multiplication by 2^64 divided by the golden ratio. The two halves of the key are brought together
/// first, since a multiplication carries bits upwards only.
fn hash(key: u64) -> u64 {
    (key ^ key >> 15).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
