//! All forms of a lexicon in one pass over a text: leftmost, then longest.
//!
//! The forms lie sorted in one string. The first two characters lead to a range of them through a hash table with a bit
//! filter before it, so that almost every place of a text is passed over at the cost of one multiplication. Inside a range a
//! binary search finds the greatest form that is not greater than the rest of the text. Every form that is a prefix of the
//! text is a prefix of that one as well, so a link from each form to the longest form that is its own prefix finds the
//! longest match, and then the shorter ones. There is nothing to build but the sorted table: an automaton over as many
//! forms takes many times as long, and the program starts anew for every run.

use super::table::{Origin, Row};
use super::{Hit, Span};
use crate::error::Error;
use crate::lists::heads::{Heads, head};

const NONE: u32 = u32::MAX;

#[derive(Debug, Default)]
pub(super) struct Matcher {
    /// All forms, one after the other.
    pool: String,
    /// Sorted by their text.
    forms: Vec<Form>,
    /// The entries that have a form, form by form; those that nothing is above come first.
    owners: Vec<u32>,
    heads: Heads,
}

#[derive(Debug, Clone, Copy)]
struct Form {
    /// The first eight bytes behind the first two characters: the search compares these numbers and seldom has to look at the
    /// forms. A form of one character stands behind the range of another head, and so is greater than all of it.
    key: u64,
    /// Byte range into `Matcher::pool`.
    start: u32,
    end: u32,
    /// The longest form that is a prefix of this one, or `NONE`.
    prefix: u32,
    /// Range into `Matcher::owners`.
    owners: (u32, u32),
    ambiguous: bool,
}

/// One row's claim to a form.
struct Claim<'r> {
    /// The form's first eight bytes: sorting compares these numbers and seldom has to look at the forms.
    prefix: u64,
    form: &'r str,
    entry: usize,
    /// The row calls the form ambiguous.
    flagged: bool,
    /// Made by a rule: gives way to any claim that a line makes.
    derived: bool,
    origin: &'r Origin,
}

impl<'r> Claim<'r> {
    fn new(form: &'r str, entry: usize, flagged: bool, derived: bool, origin: &'r Origin) -> Self {
        Claim { prefix: key(form), form, entry, flagged, derived, origin }
    }
}

impl Matcher {
    /// # Errors
    /// [`Error::Lexicon`] where two rows of one layer have the same form and one of them does not call it ambiguous.
    pub fn new<K>(rows: &[Row<K>]) -> Result<Self, Error> {
        let variants = case_variants(rows);
        let mut claims: Vec<Claim> = Vec::with_capacity(rows.len() * 4 + variants.len());
        for (entry, row) in rows.iter().enumerate() {
            claims.extend(row.forms().map(|(form, flagged)| Claim::new(form, entry, flagged, row.derived, &row.origin)));
        }
        let variants = variants.iter().map(|(form, entry)| Claim::new(form, *entry, true, true, &rows[*entry].origin));
        claims.extend(variants);
        let rank = |claim: &Claim| (rows[claim.entry].above.is_some(), claim.entry);
        claims.sort_unstable_by(|a, b| {
            let forms = a.prefix.cmp(&b.prefix).then_with(|| a.form.cmp(b.form));
            forms.then_with(|| rank(a).cmp(&rank(b)))
        });

        let mut matcher = Matcher::default();
        matcher.pool.reserve(claims.iter().map(|claim| claim.form.len()).sum());
        matcher.forms.reserve(claims.len());
        matcher.owners.reserve(claims.len());
        let mut heads: Vec<(u64, u32)> = Vec::with_capacity(claims.len() / 2);
        // The forms that the next one may continue, each a prefix of the one above it.
        let mut prefixes: Vec<u32> = Vec::new();
        for rivals in claims.chunk_by(|a, b| a.form == b.form) {
            let form = rivals[0].form;
            let first_owner = matcher.owners.len() as u32;
            let ambiguous = settle(rivals, &mut matcher.owners)?;
            let owners = (first_owner, matcher.owners.len() as u32);
            while prefixes.last().is_some_and(|&last| !form.starts_with(matcher.text(last))) {
                prefixes.pop();
            }
            let prefix = prefixes.last().copied().unwrap_or(NONE);
            let start = matcher.pool.len() as u32;
            matcher.pool.push_str(form);
            let end = matcher.pool.len() as u32;
            let nth = matcher.forms.len() as u32;
            prefixes.push(nth);
            let mut characters = form.chars();
            let first_two = characters.next().zip(characters.next());
            let key = first_two.map_or(u64::MAX, |_| key(characters.as_str()));
            matcher.forms.push(Form { key, start, end, prefix, owners, ambiguous });
            if let Some((first, second)) = first_two {
                let head = head(first, second);
                if heads.last().is_none_or(|&(last, _)| last != head) {
                    heads.push((head, nth));
                }
            }
        }
        matcher.heads = Heads::new(&heads, matcher.forms.len() as u32);
        Ok(matcher)
    }

    fn text(&self, form: u32) -> &str {
        let Form { start, end, .. } = self.forms[form as usize];
        &self.pool[start as usize..end as usize]
    }

    /// The longest form in the range of one head that is a prefix of `rest`, or `NONE`.
    fn longest(&self, (from, to): (u32, u32), rest: &str) -> u32 {
        let range = &self.forms[from as usize..to as usize];
        let bytes = self.pool.as_bytes();
        let mut behind = rest.chars();
        behind.next();
        behind.next();
        let key = key(behind.as_str());
        let not_greater = range.partition_point(|form| {
            form.key < key || form.key == key && &bytes[form.start as usize..form.end as usize] <= rest.as_bytes()
        }) as u32;
        let mut form = if not_greater == 0 { NONE } else { from + not_greater - 1 };
        while form != NONE && !rest.starts_with(self.text(form)) {
            form = self.forms[form as usize].prefix;
        }
        form
    }

    /// The hit of `form` at `at`, or of the longest of its prefixes that has its Latin edges free.
    fn settled(&self, text: &str, at: usize, mut form: u32) -> Option<Hit> {
        while form != NONE {
            let end = at + self.text(form).len();
            if free(text, at) && free(text, end) {
                return Some(self.hit(form, Span::new(at, end)));
            }
            form = self.forms[form as usize].prefix;
        }
        None
    }

    fn hit(&self, form: u32, span: Span) -> Hit {
        let Form { owners, ambiguous, .. } = self.forms[form as usize];
        Hit { span, entry: self.owners[owners.0 as usize] as usize, ambiguous, form }
    }

    /// Leftmost, then longest, no overlaps.
    pub fn find_all(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut free_from = 0;
        let mut characters = text.char_indices();
        let Some((mut at, mut first)) = characters.next() else { return hits };
        for (next, second) in characters {
            if at >= free_from
                && let Some(range) = self.heads.get(head(first, second))
                && let Some(hit) = self.settled(text, at, self.longest(range, &text[at..]))
            {
                free_from = hit.span.end;
                hits.push(hit);
            }
            (at, first) = (next, second);
        }
        hits
    }

    /// Every form that starts at `at`, the longest first.
    pub fn find_at<'a>(&'a self, text: &'a str, at: usize) -> impl Iterator<Item = Hit> + 'a {
        let mut characters = text[at..].chars();
        let range = characters.next().zip(characters.next()).and_then(|(first, second)| self.heads.get(head(first, second)));
        let mut form = range.map_or(NONE, |range| self.longest(range, &text[at..]));
        std::iter::from_fn(move || {
            let hit = self.settled(text, at, form)?;
            form = self.forms[hit.form as usize].prefix;
            Some(hit)
        })
    }

    /// The form that is all of `text`.
    pub fn exact(&self, text: &str) -> Option<Hit> {
        let mut characters = text.chars();
        let (from, to) = match characters.next().zip(characters.next()) {
            Some((first, second)) => self.heads.get(head(first, second))?,
            None => (0, self.forms.len() as u32),
        };
        let range = &self.forms[from as usize..to as usize];
        let nth = range.binary_search_by(|form| self.pool[form.start as usize..form.end as usize].cmp(text)).ok()?;
        Some(self.hit(from + nth as u32, Span::new(0, text.len())))
    }

    /// The entries that have a form.
    pub fn owners(&self, form: u32) -> impl Iterator<Item = usize> + '_ {
        let (from, to) = self.forms[form as usize].owners;
        self.owners[from as usize..to as usize].iter().map(|&entry| entry as usize)
    }
}

/// Whether no word in Latin letters or digits runs across the byte offset `at`.
fn free(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    at == 0 || at == bytes.len() || !(bytes[at - 1].is_ascii_alphanumeric() && bytes[at].is_ascii_alphanumeric())
}

/// The first eight bytes of a text as a number in whose order texts are sorted; zeros stand for what a shorter one lacks.
fn key(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut key = [0; 8];
    let length = bytes.len().min(8);
    key[..length].copy_from_slice(&bytes[..length]);
    u64::from_be_bytes(key)
}

/// Decides between all claims to one form: appends the entries that own it and returns whether it is ambiguous.
fn settle(rivals: &[Claim], owners: &mut Vec<u32>) -> Result<bool, Error> {
    if let [only] = rivals {
        owners.push(only.entry as u32);
        return Ok(only.flagged);
    }
    let by_line = rivals.iter().any(|claim| !claim.derived);
    let counting = || rivals.iter().filter(|claim| !(by_line && claim.derived));
    // The latest layer that gives the form away without a flag takes it from the layers below.
    let owner = counting().filter(|claim| !claim.flagged).max_by_key(|claim| claim.origin.layer);
    let layer = owner.map_or(0, |owner| owner.origin.layer);
    if let Some(owner) = owner.filter(|_| by_line)
        && let Some(rival) = counting().find(|claim| claim.origin.layer == layer && claim.entry != owner.entry)
    {
        let (form, Origin { file, line, .. }) = (rival.form, rival.origin);
        return Err(owner.origin.error(format!("`{form}` is also a form of {file}:{line}: call it ambiguous in both lines")));
    }
    let first = owners.len();
    let mut flagged = false;
    for claim in counting().filter(|claim| claim.origin.layer >= layer) {
        flagged |= claim.flagged;
        if !owners[first..].contains(&(claim.entry as u32)) {
            owners.push(claim.entry as u32);
        }
    }
    Ok(flagged || owners.len() > first + 1)
}

/// What people also write for acronyms of three letters and more (`Nasa`, `kbs`). Always ambiguous: `who`, `aids`.
fn case_variants<K>(rows: &[Row<K>]) -> Vec<(String, usize)> {
    let mut variants = Vec::new();
    for (entry, row) in rows.iter().enumerate() {
        for (form, _) in row.forms() {
            if form.len() >= 3 && form.bytes().all(|byte| byte.is_ascii_uppercase()) {
                let lower = form.to_ascii_lowercase();
                variants.push((form[..1].to_owned() + &lower[1..], entry));
                variants.push((lower, entry));
            }
        }
    }
    variants
}
