//! What a page may cost: a linear look over its tags before it is parsed.
//!
//! html5ever does work that grows with the depth of the tree for every tag, compares each attribute of a tag with all the
//! others, and opens every unclosed formatting element (`<b>`, `<font>` …) anew in each following paragraph. A page of 200 KB
//! can so cost seconds. The scan here counts what would be expensive, the way the tree builder would meet it, and no more: it
//! is no parser, and real pages stay far below its bounds.

use memchr::{memchr, memmem};

use crate::error::{Fault, Stage};

/// Bytes of a page. The largest real article pages have about 5 MB, nearly all of it scripts.
const SIZE: usize = 16 << 20;

/// Elements inside one another. Browsers stop at 512 too.
const DEPTH: usize = 512;

/// Elements of a page. The largest real article pages have some 20,000; each costs about 3 µs.
const NODES: usize = 100_000;

/// Elements of a page, those counted in that unclosed formatting elements may be opened again.
const OPENINGS: usize = 1_000_000;

/// Attributes of one tag.
const ATTRIBUTES: usize = 256;

/// Whether `page` can be parsed in reasonable time.
///
/// # Errors
/// `html.size`, `html.depth` or `html.nodes`, with the place where the bound is crossed.
pub fn check(page: &str) -> Result<(), Fault> {
    let fault = |code, message: String| Err(Fault::new(Stage::Clean, code, message));
    if page.len() > SIZE {
        return fault("html.size", format!("a page of {} bytes; at most {SIZE} are read", page.len()));
    }
    let bytes = page.as_bytes();
    let mut open = Open::default();
    let (mut nodes, mut openings) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        match bytes.get(at) {
            Some(b'!') if bytes[at..].starts_with(b"!--") => {
                at = memmem::find(&bytes[at + 3..], b"-->").map_or(bytes.len(), |end| at + 3 + end + 3);
            }
            Some(b'/') => {
                let name = tag_name(&bytes[at + 1..]);
                at += 1 + name.len();
                open.close(name);
            }
            Some(letter) if letter.is_ascii_alphabetic() => {
                let name = tag_name(&bytes[at..]);
                at += name.len();
                let (end, attributes) = tag_end(bytes, at);
                at = end;
                if attributes > ATTRIBUTES {
                    let message = format!("a tag with more than {ATTRIBUTES} attributes at byte {start}");
                    return fault("html.nodes", message);
                }
                let kind = kind(name);
                nodes += 1;
                openings += 1;
                if kind == Kind::Raw {
                    at = raw_end(bytes, at, name);
                } else {
                    openings += open.formatting;
                    open.open(name, kind);
                }
                if open.depth > DEPTH {
                    return fault("html.depth", format!("elements more than {DEPTH} deep at byte {start}"));
                }
                if nodes > NODES || openings > OPENINGS {
                    return fault("html.nodes", format!("more than {NODES} elements at byte {start}"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// What an element's start tag means for the cost of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Its content is not markup.
    Raw,
    /// It has no content, or the next one of its kind closes it: a chain of them is not deep.
    Flat,
    /// The tree builder opens it again after it was cut off by the end of a block.
    Formatting,
    /// A second one closes the first.
    Alone,
    Deep,
}

fn kind(name: &[u8]) -> Kind {
    let mut lower = [0; 12];
    let Some(lower) = lower.get_mut(..name.len()) else { return Kind::Deep };
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    match &*lower {
        b"script" | b"style" | b"textarea" | b"title" | b"xmp" | b"iframe" | b"noembed" | b"noframes" | b"noscript" => Kind::Raw,
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link" | b"meta" | b"param" | b"source"
        | b"track" | b"wbr" | b"p" | b"li" | b"dt" | b"dd" | b"td" | b"th" | b"tr" | b"tbody" | b"thead" | b"tfoot"
        | b"colgroup" | b"caption" | b"option" | b"optgroup" | b"rp" | b"rt" | b"html" | b"head" | b"body" => Kind::Flat,
        b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"s" | b"small" | b"strike" | b"strong" | b"tt" | b"u" => {
            Kind::Formatting
        }
        b"a" | b"nobr" | b"button" => Kind::Alone,
        _ => Kind::Deep,
    }
}

/// How many elements are open, by name. Names beyond the table share its last place.
#[derive(Default)]
struct Open {
    depth: usize,
    formatting: usize,
    counts: Vec<(Box<[u8]>, usize)>,
}

/// Different names of elements that are told apart. HTML has about 110.
const DIFFERENT: usize = 200;

impl Open {
    fn count(&mut self, name: &[u8]) -> &mut usize {
        let place = self.counts.iter().position(|(other, _)| other.eq_ignore_ascii_case(name));
        let place = place.unwrap_or_else(|| {
            if self.counts.len() < DIFFERENT {
                self.counts.push((name.into(), 0));
            }
            self.counts.len() - 1
        });
        &mut self.counts[place].1
    }

    fn open(&mut self, name: &[u8], kind: Kind) {
        if kind == Kind::Flat || (kind == Kind::Alone && *self.count(name) > 0) {
            return;
        }
        *self.count(name) += 1;
        self.depth += 1;
        self.formatting += usize::from(kind == Kind::Formatting);
    }

    fn close(&mut self, name: &[u8]) {
        let kind = kind(name);
        if kind == Kind::Flat {
            return;
        }
        let count = self.count(name);
        if *count > 0 {
            *count -= 1;
            self.depth -= 1;
            self.formatting -= usize::from(kind == Kind::Formatting);
        }
    }
}

fn tag_name(bytes: &[u8]) -> &[u8] {
    // Longer names than any element has are cut: they count as one.
    let length = bytes.iter().take(32).take_while(|byte| !byte.is_ascii_whitespace() && !b"/>".contains(byte)).count();
    &bytes[..length]
}

/// Where a tag ends (behind its `>`), and how many attributes it has.
fn tag_end(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut attributes = 0;
    loop {
        while bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'/') {
            at += 1;
        }
        match bytes.get(at) {
            None => return (bytes.len(), attributes),
            Some(b'>') => return (at + 1, attributes),
            Some(_) => {}
        }
        attributes += 1;
        at += 1;
        while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && !b"/>=".contains(byte)) {
            at += 1;
        }
        let mut value = at;
        while bytes.get(value).is_some_and(u8::is_ascii_whitespace) {
            value += 1;
        }
        if bytes.get(value) != Some(&b'=') {
            continue;
        }
        at = value + 1;
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => memchr(*quote, &bytes[at + 1..]).map_or(bytes.len(), |length| at + 1 + length + 1),
            _ => {
                let length = bytes[at..].iter().take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'>').count();
                at + length
            }
        };
    }
}

/// Where the end tag of a raw element begins.
fn raw_end(bytes: &[u8], mut at: usize, name: &[u8]) -> usize {
    while let Some(found) = memmem::find(&bytes[at.min(bytes.len())..], b"</") {
        let end = at + found;
        if tag_name(&bytes[end + 2..]).eq_ignore_ascii_case(name) {
            return end;
        }
        at = end + 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bombs_are_found_and_real_pages_pass() {
        let attributes: String = (0..300).map(|n| format!(" a{n}=\"<div>\"")).collect();
        let fonts: String = (0..400).map(|n| format!("<font size={n}>")).collect();
        for (page, want) in [
            ("<div>".repeat(513), Some("html.depth")),
            ("<span class=x>".repeat(2000), Some("html.depth")),
            ("<b>".repeat(2000), Some("html.depth")),
            ("<table><tr><td>".repeat(600), Some("html.depth")),
            (format!("<p{attributes}>"), Some("html.nodes")),
            (format!("{fonts}{}", "<p>a".repeat(5000)), Some("html.nodes")),
            ("<br>".repeat(1 << 18), Some("html.nodes")),
            ("a".repeat(SIZE + 1), Some("html.size")),
            ("<p>가".repeat(5000), None),
            ("<ul>".to_owned() + &"<li>가".repeat(5000) + "</ul>", None),
            ("<tr><td>".repeat(5000), None),
            ("<a href=x>".repeat(5000), None),
            ("<div><b>가</b></div>".repeat(5000), None),
            (format!("<script>{}</script>", "'<div>'+".repeat(5000)), None),
            (format!("<!-- {} -->", "<div>".repeat(5000)), None),
            (format!("<p title='{}'>", "<div>".repeat(5000)), None),
            ("<".repeat(5000), None),
            ("</div>".repeat(5000), None),
        ] {
            assert_eq!(check(&page).err().map(|fault| fault.code), want, "{}", &page[..crate::document::floor(&page, 40)]);
        }
    }

    #[test]
    fn a_scan_is_linear_in_what_never_closes() {
        // Each of these would take minutes if a part of the page were looked through again for every tag.
        for piece in ["<script>", "<!--", "<p a=\"", "</script", "<textarea>", "<x y='"] {
            let _ = check(&piece.repeat((1 << 20) / piece.len()));
        }
    }
}
