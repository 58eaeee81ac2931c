//! Lists of bodies that share the word for what they are: `5대 은행(한빛·새솔·가람)`, `한빛·새솔·가람증권`.

use crate::document::Span;

use super::organization::{Bodies, Evidence, Named};
use super::page::Page;

/// The words that lists share, and what the names that they stand for end in.
const SHARED: [(&str, &[&str]); 7] = [
    ("은행", &["은행"]),
    ("증권", &["증권", "투자증권"]),
    ("카드", &["카드"]),
    ("생명", &["생명", "생명보험"]),
    ("화재", &["화재", "손해보험"]),
    ("보험", &["화재", "손해보험", "생명", "생명보험"]),
    ("금융", &["금융지주", "금융", "금융그룹"]),
];

/// A list is read up to this many names.
const LONGEST: usize = 16;
/// The shared word stands at most this many words before or after the list.
const NEAR: usize = 3;

/// Finds the names of lists whose shared word makes lexicon entries of them.
pub(super) fn brands(page: &Page, bodies: &mut Bodies) {
    let mut first = 0;
    while first < page.words.len() {
        // Most words are followed by a space: no list begins there.
        if !page.gap(first + 1).starts_with(['·', 'ㆍ', '‧', ',', '(']) {
            first += 1;
            continue;
        }
        let items = list(page, first);
        let Some(&(last, _)) = items.last().filter(|_| items.len() >= 3) else {
            first += 1;
            continue;
        };
        for (word, ends) in SHARED {
            if shares(page, first, last, word) {
                name(page, bodies, &items, word, ends);
            }
        }
        first = last + 1;
    }
}

/// The words of a list that begins with word `first`, and where their names end. What stands in brackets behind a name is
/// passed over: `한빛(10억원)·새솔(8억원)`.
fn list(page: &Page, first: usize) -> Vec<(usize, usize)> {
    let mut items = vec![(first, page.words[first].end)];
    let mut nth = first;
    while items.len() < LONGEST {
        let mut next = nth + 1;
        if next < page.words.len() && page.gap(next) == "(" {
            let close = (next + 1..(next + 4).min(page.words.len())).find(|&at| page.gap(at).starts_with(')'));
            let Some(close) = close else { break };
            next = close;
        }
        let gap = page.gap(next).trim_start_matches(')');
        if next >= page.words.len() || !matches!(gap, "·" | "ㆍ" | "‧" | "," | ", ") {
            break;
        }
        items.push((next, page.words[next].end));
        nth = next;
    }
    items
}

/// Whether the shared word stands beside the list or ends its last name.
fn shares(page: &Page, first: usize, last: usize, word: &str) -> bool {
    let near = first.saturating_sub(NEAR)..(last + NEAR + 2).min(page.words.len());
    near.filter(|&nth| nth < first || nth >= last).any(|nth| page.word(nth).contains(word))
}

/// Takes the names that are entries of the lexicon with the shared word, where most of the list are.
fn name(page: &Page, bodies: &mut Bodies, items: &[(usize, usize)], word: &str, ends: &[&str]) {
    let entry = |name: &str| {
        let mut whole = name.to_owned();
        ends.iter().find_map(|end| {
            whole.truncate(name.len());
            whole.push_str(end);
            page.lexicon.lookup(&whole).map(|hit| hit.entry)
        })
    };
    let mut found: Vec<(Span, usize)> = Vec::new();
    for &(nth, _) in items {
        let start = page.words[nth].start;
        let named = page.stems(nth).find_map(|end| {
            let name = &page.text[start..end];
            let whole = name.ends_with(word);
            if whole { page.lexicon.lookup(name).map(|hit| hit.entry) } else { entry(name) }
                .map(|hit| (Span::new(start, end), hit))
        });
        found.extend(named);
    }
    if found.len() < 2 || 3 * found.len() < 2 * items.len() {
        return;
    }
    for (span, hit) in found {
        if bodies.get(span).is_none_or(|named| named.evidence <= Evidence::Ambiguous || named.entry.is_none()) {
            let kind = page.lexicon.entry(hit).kind;
            bodies.take(Named { span, kind, entry: Some(hit), evidence: Evidence::Lexicon });
        }
    }
}
