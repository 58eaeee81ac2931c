//! Quotation marks: which open, which close, and what lies between.
//!
//! One pass over the bytes. A mark with two faces (`"`) opens behind white space or at the start of a line and closes elsewhere;
//! quotations never cross a line break. What opens anew before it was closed was forgotten to be closed.

use crate::document::Span;
use crate::facts::lexis::speech;
use crate::facts::scene::slice;

/// What quotation marks hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// With the marks.
    pub outer: Span,
    /// Between them, white space at the ends left out.
    pub inner: Span,
    /// In marks that hold speech alone; single ones hold names as well.
    pub double: bool,
}

/// The quotations of a text, in order; those within others are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    pub pairs: Vec<Pair>,
}

/// The most bytes that single marks may hold.
const SINGLE: usize = 900;

#[derive(Clone, Copy, PartialEq)]
enum Face {
    Opens,
    Closes,
    Both,
}

impl Marks {
    pub fn read(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut pairs: Vec<Pair> = Vec::new();
        let mut open: Option<(usize, usize)> = None;
        let mut single: Option<(usize, usize)> = None;
        let mut at = 0;
        while at < bytes.len() {
            let (length, double, face) = match bytes[at] {
                b'\n' => {
                    (open, single) = (None, None);
                    at += 1;
                    continue;
                }
                b'"' => (1, true, Face::Both),
                b'\'' => (1, false, Face::Both),
                0xE2 if bytes[at + 1] == 0x80 => match bytes[at + 2] {
                    0x9C | 0x9F => (3, true, Face::Opens),
                    0x9D => (3, true, Face::Closes),
                    0x98 => (3, false, Face::Opens),
                    0x99 => (3, false, Face::Closes),
                    _ => {
                        at += 3;
                        continue;
                    }
                },
                0xE3 if bytes[at + 1] == 0x80 && bytes[at + 2] == 0x8C => (3, true, Face::Opens),
                0xE3 if bytes[at + 1] == 0x80 && bytes[at + 2] == 0x8D => (3, true, Face::Closes),
                0xEF if bytes[at + 1] == 0xBC && bytes[at + 2] == 0x82 => (3, true, Face::Both),
                _ => {
                    at += 1;
                    continue;
                }
            };
            let (start, end) = (at, at + length);
            at = end;
            if !double && open.is_some() {
                continue;
            }
            let slot = if double { &mut open } else { &mut single };
            let opens = match face {
                Face::Opens => true,
                Face::Closes => false,
                Face::Both => opens(text, start, end, slot.is_some()),
            };
            if opens {
                // An apostrophe or a measure of inches opens nothing.
                *slot = Some((start, end));
                if double {
                    single = None;
                }
                continue;
            }
            let Some((from, inside)) = slot.take() else { continue };
            let words = slice(text, inside, start).trim();
            if words.is_empty() || !double && end - from > SINGLE {
                continue;
            }
            let first = words.as_ptr() as usize - text.as_ptr() as usize;
            let pair = Pair { outer: Span::new(from, end), inner: Span::new(first, first + words.len()), double };
            // A quotation swallows what lies in it.
            while pairs.last().is_some_and(|last| pair.outer.contains(last.outer)) {
                pairs.pop();
            }
            if pairs.last().is_none_or(|last| last.outer.end <= pair.outer.start) {
                pairs.push(pair);
            }
        }
        Marks { pairs }
    }

    /// Whether byte `at` lies between single marks: in a name, mostly.
    pub fn named(&self, at: usize) -> bool {
        let behind = self.pairs.partition_point(|pair| pair.outer.end <= at);
        self.pairs.get(behind).is_some_and(|pair| !pair.double && pair.outer.start <= at)
    }

    /// What the quotation in double marks holds that byte `at` lies in.
    pub fn around(&self, at: usize) -> Option<Span> {
        let behind = self.pairs.partition_point(|pair| pair.outer.end <= at);
        self.pairs.get(behind).filter(|pair| pair.double && pair.outer.start <= at).map(|pair| pair.inner)
    }
}

/// Whether a mark with two faces opens, as far as what stands around it tells.
fn opens(text: &str, start: usize, end: usize, open: bool) -> bool {
    let left = text[..start].chars().next_back();
    let right = text[end..].chars().next();
    let free = left.is_none_or(|c| c.is_whitespace() || "([{<〈《【‘“'\"·,■▲△◇◆○●-–—…:".contains(c));
    let attached = right.is_some_and(|c| !c.is_whitespace());
    if !open {
        // A mark behind a digit may be inches, one between letters an apostrophe.
        return free || (attached && !left.is_some_and(|c| c.is_ascii_alphanumeric()));
    }
    // Newly opened though the last one is not closed: white space before it, a word behind it that continues no quotation.
    let quotative = [&speech::FINAL, &speech::LINKING, &speech::ADNOMINAL].iter().any(|words| words.starts(&text[end..]));
    left.is_some_and(char::is_whitespace) && attached && !quotative
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_between_marks() {
        for (text, want) in [
            ("“가” 나 “다”", vec!["가", "다"]),
            ("\"가\"라며 \"나\"라고", vec!["가", "나"]),
            ("\"가\"며 \" 나\"라고", vec!["가", "나"]),
            ("“가 ‘나’ 다”고", vec!["가 ‘나’ 다"]),
            ("‘가’와 ‘나’", vec!["가", "나"]),
            ("“가\n나” “다”", vec!["다"]),
            ("“가 “나”", vec!["나"]),
            ("65\" 화면 \"가\"고", vec!["가"]),
            ("「가」라고", vec!["가"]),
            ("“” ‘ ’", vec![]),
        ] {
            let marks = Marks::read(text);
            let got: Vec<_> = marks.pairs.iter().map(|pair| pair.inner.of(text)).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
