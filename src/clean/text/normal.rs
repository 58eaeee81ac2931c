//! White space, entities and stray markup: a text as it was scraped becomes lines that rules can look at.

/// The text in one form. `\n` ends a line, a single space is a single space, and `\t` stands where a line had a wide gap
/// (a tab, or two white-space characters and more): a wide gap is where a scrape joined two blocks of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Normal {
    pub text: String,
    pub lines: Vec<Line>,
}

/// One line that is not blank: a byte range of [`Normal::text`] without its line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub start: usize,
    pub end: usize,
    /// Whether at least one blank line stood before it.
    pub apart: bool,
}

/// Elements that break a line. Any other known element is taken away without a trace.
const BLOCKS: [&str; 27] = [
    "br",
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "td",
    "th",
    "table",
    "tbody",
    "thead",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "section",
    "article",
    "figure",
    "figcaption",
    "blockquote",
    "dl",
    "dt",
    "dd",
];
const INLINES: [&str; 22] = [
    "b", "strong", "i", "em", "u", "s", "span", "a", "font", "img", "sup", "sub", "small", "big", "center", "o:p", "iframe",
    "input", "button", "label", "mark", "nobr",
];
/// Elements whose content is no text.
const HIDDEN: [&str; 3] = ["script", "style", "noscript"];

/// Longest tag that is taken for one, in bytes: attributes of stray tags are short, and the look-ahead stays bounded.
const TAG_LIMIT: usize = 600;

/// Brings a text into its normal form: entities decoded (twice, since dumps escape them twice), known tags taken away, control
/// and zero-width characters dropped, white space folded, Hangul jamo composed (NFC). Every other character stays as it is.
pub fn normalize(raw: &str) -> Normal {
    if memchr::memchr(b'&', raw.as_bytes()).is_none() {
        return fold(raw);
    }
    fold(&decode_entities(&decode_entities(raw)))
}

fn fold(text: &str) -> Normal {
    let mut writer = Writer { out: Normal { text: String::with_capacity(text.len()), lines: Vec::new() }, ..Writer::default() };
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut clean_from = 0;
    let mut unclosed = [false; 4];
    while at < bytes.len() {
        if PLAIN[bytes[at] as usize] {
            at += 1;
            continue;
        }
        if let Some(width) = visible(bytes, at, clean_from) {
            at += width;
            continue;
        }
        writer.visible(&text[clean_from..at]);
        let Some(c) = text[at..].chars().next() else { break };
        let mut next = at + c.len_utf8();
        match c {
            '\n' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}' => writer.newline(),
            '\r' => {
                if bytes.get(next) != Some(&b'\n') {
                    writer.newline();
                }
            }
            '\t' => writer.gap(2),
            '\u{3164}' | '\u{FFA0}' => writer.gap(1),
            '\0'..='\x1F' | '\x7F'..='\u{9F}' | '\u{AD}' | '\u{180E}' => {}
            '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}' => {}
            '<' => match markup(text, at, &mut unclosed) {
                Some((end, breaks)) => {
                    next = end;
                    if breaks {
                        writer.newline();
                    }
                }
                None => writer.visible("<"),
            },
            '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}' => writer.jamo(c),
            c if c.is_whitespace() => writer.gap(1),
            c => writer.visible(c.encode_utf8(&mut [0; 4])),
        }
        at = next;
        clean_from = next;
    }
    writer.visible(&text[clean_from..]);
    writer.close();
    writer.out
}

/// Bytes that may be copied without a look: all but white space, controls, `<`, and the lead bytes of the characters that
/// [`fold`] treats (C2: C1 controls, NBSP, soft hyphen; E1: jamo; E2: general punctuation's spaces; E3: ideographic space,
/// Hangul filler; EF: byte order mark, half-width filler).
static PLAIN: [bool; 256] = {
    let mut table = [true; 256];
    let mut byte = 0;
    while byte <= 0x20 {
        table[byte] = false;
        byte += 1;
    }
    table[0x7F] = false;
    table[b'<' as usize] = false;
    table[0xC2] = false;
    table[0xE1] = false;
    table[0xE2] = false;
    table[0xE3] = false;
    table[0xEF] = false;
    table
};

/// The width of what stands at `at` though its first byte is none of [`PLAIN`]: a single space between two visible characters, and
/// the quotation marks, dots and brackets that share their first byte with white space.
fn visible(bytes: &[u8], at: usize, clean_from: usize) -> Option<usize> {
    let next = *bytes.get(at + 1)?;
    match bytes[at] {
        b' ' => (at > clean_from && PLAIN[next as usize]).then_some(1),
        0xC2 => (next > 0xA0 && next != 0xAD).then_some(2),
        0xE2 => (next != 0x80 && next != 0x81 || next == 0x80 && (0x90..0xA8).contains(bytes.get(at + 2)?)).then_some(3),
        0xE3 => (next == 0x80 && *bytes.get(at + 2)? > 0x80).then_some(3),
        _ => None,
    }
}

#[derive(Default)]
struct Writer {
    out: Normal,
    line_start: usize,
    blanks: usize,
    space: usize,
}

impl Writer {
    fn visible(&mut self, part: &str) {
        if part.is_empty() {
            return;
        }
        let text = &mut self.out.text;
        if self.space > 0 && text.len() > self.line_start {
            text.push(if self.space == 1 { ' ' } else { '\t' });
        }
        self.space = 0;
        text.push_str(part);
    }

    fn gap(&mut self, width: usize) {
        self.space += width;
    }

    /// Composes a vowel or a final consonant with what stands before it, as NFC does (Unicode 3.12).
    fn jamo(&mut self, c: char) {
        if self.space == 0 && self.out.text.len() > self.line_start {
            let last = self.out.text.chars().next_back().map_or(0, |c| c as u32);
            let joined = match (last, c as u32) {
                (0x1100..=0x1112, vowel @ 0x1161..=0x1175) => Some(0xAC00 + ((last - 0x1100) * 21 + vowel - 0x1161) * 28),
                (0xAC00..=0xD7A3, coda @ 0x11A8..=0x11C2) if (last - 0xAC00).is_multiple_of(28) => Some(last + coda - 0x11A7),
                _ => None,
            };
            if let Some(joined) = joined.and_then(char::from_u32) {
                self.out.text.pop();
                self.out.text.push(joined);
                return;
            }
        }
        self.visible(c.encode_utf8(&mut [0; 4]));
    }

    fn newline(&mut self) {
        self.space = 0;
        if self.out.text.len() == self.line_start {
            self.blanks += 1;
            return;
        }
        self.close();
        self.out.text.push('\n');
        self.line_start = self.out.text.len();
    }

    fn close(&mut self) {
        let end = self.out.text.len();
        if end > self.line_start {
            self.out.lines.push(Line { start: self.line_start, end, apart: self.blanks > 0 });
            self.blanks = 0;
        }
    }
}

/// The tag, comment or hidden element that starts at `at`: where it ends, and whether it breaks the line. `unclosed` remembers
/// which kinds of hidden content have no end in the rest of the text, so that no search is made twice in vain.
fn markup(text: &str, at: usize, unclosed: &mut [bool; 4]) -> Option<(usize, bool)> {
    let rest = &text.as_bytes()[at + 1..];
    if rest.starts_with(b"!--") {
        if unclosed[3] {
            return None;
        }
        let end = memchr::memmem::find(rest, b"-->");
        unclosed[3] = end.is_none();
        return end.map(|end| (at + 1 + end + 3, false));
    }
    let closing = rest.first() == Some(&b'/');
    let name_start = usize::from(closing);
    let length = rest[name_start..].iter().take(11).take_while(|b| b.is_ascii_alphanumeric() || **b == b':').count();
    if length == 0 || length > 10 {
        return None;
    }
    let name = text[at + 1 + name_start..at + 1 + name_start + length].to_ascii_lowercase();
    let after = name_start + length;
    if !matches!(rest.get(after), Some(b' ' | b'>' | b'/' | b'\t' | b'\n' | b'\r')) {
        return None;
    }
    let window = &rest[after..rest.len().min(after + TAG_LIMIT)];
    let close = memchr::memchr2(b'>', b'<', window).filter(|&end| window[end] == b'>')?;
    let end = at + 1 + after + close + 1;
    if let Some(kind) = HIDDEN.iter().position(|hidden| *hidden == name) {
        if closing || unclosed[kind] {
            return Some((end, true));
        }
        let wanted = format!("</{name}>");
        let found = memchr::memmem::find(&text.as_bytes()[end..], wanted.as_bytes());
        unclosed[kind] = found.is_none();
        return Some((found.map_or(end, |found| end + found + wanted.len()), true));
    }
    let block = BLOCKS.contains(&name.as_str());
    (block || INLINES.contains(&name.as_str())).then_some((end, block))
}

/// Named character references that news texts hold (HTML 4's symbols and punctuation); numbers are decoded for all.
const ENTITIES: [(&str, char); 46] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("shy", '\u{AD}'),
    ("middot", '·'),
    ("bull", '•'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("prime", '′'),
    ("Prime", '″'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("times", '×'),
    ("divide", '÷'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("frac12", '½'),
    ("micro", 'µ'),
    ("permil", '‰'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("rarr", '→'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("darr", '↓'),
];

fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if at < from {
            continue;
        }
        let window = &text.as_bytes()[at + 1..text.len().min(at + 12)];
        let Some(length) = memchr::memchr(b';', window) else { continue };
        let decoded = std::str::from_utf8(&window[..length]).ok().and_then(entity);
        if let Some(c) = decoded {
            out.push_str(&text[from..at]);
            out.push(c);
            from = at + 1 + length + 1;
        }
    }
    out.push_str(&text[from..]);
    out
}

fn entity(name: &str) -> Option<char> {
    match name.strip_prefix('#') {
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_entities_and_markup() {
        for (raw, want) in [
            ("가\u{A0}나\u{3000}다", "가 나 다"),
            ("가  나", "가\t나"),
            ("\t가\t나 \n\n\n다 ", "가\t나\n다"),
            ("가\u{200B}나\u{FEFF}다\u{1}", "가나다"),
            ("A&amp;B &quot;말&quot; &#39;말&#x27;", "A&B \"말\" '말'"),
            ("&amp;quot;말&amp;quot;&amp;nbsp;끝", "\"말\" 끝"),
            ("R&D; AT&T &없음;", "R&D; AT&T &없음;"),
            ("첫 줄<br/>둘째 <b>굵은</b> 줄</p>", "첫 줄\n둘째 굵은 줄"),
            ("<한라신문>은 1 < 2라고 <저작권자 ⓒ 누구>", "<한라신문>은 1 < 2라고 <저작권자 ⓒ 누구>"),
            ("앞<script>var a = 1;</script>뒤", "앞\n뒤"),
            ("앞<!-- 속 -->뒤", "앞뒤"),
            ("\u{1112}\u{1161}\u{11AB}글", "한글"),
            ("가\u{11A8}\u{11A8}", "각\u{11A8}"),
            ("金\u{F90A} “그대로”", "金\u{F90A} “그대로”"),
            ("", ""),
            ("\r\n \r\n", ""),
        ] {
            assert_eq!(normalize(raw).text.trim_end_matches('\n'), want, "{raw:?}");
        }
    }

    #[test]
    fn lines_know_what_stood_before_them() {
        let normal = normalize("하나\n둘\n\n셋");
        let lines: Vec<_> = normal.lines.iter().map(|line| (&normal.text[line.start..line.end], line.apart)).collect();
        assert_eq!(lines, [("하나", false), ("둘", false), ("셋", true)]);
    }
}
