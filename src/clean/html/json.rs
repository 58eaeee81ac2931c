//! Data in scripts, read leniently: JSON-LD as it stands on real pages (raw line breaks and unescaped quotes in strings,
//! trailing commas, comments around it), and the objects of a page's state as JavaScript has them.

use serde_json::{Map, Value};

/// Objects and arrays deeper than this are left out.
const DEPTH: usize = 96;

/// Reads the first value of `text`. Never fails: what is broken ends where it breaks. Numbers are strings; what is neither
/// text nor number is null.
pub fn lenient(text: &str) -> Value {
    if let Ok(value) = serde_json::from_str(text.trim()) {
        return value;
    }
    Reader { text, at: 0 }.value(0)
}

/// Reads every object, array and string that stands in a script, in order.
pub fn in_script(script: &str) -> Vec<Value> {
    let mut reader = Reader { text: script, at: 0 };
    let mut values = Vec::new();
    while let Some(found) = script[reader.at..].find(['{', '[', '"', '\'', '`']) {
        reader.at += found;
        values.push(reader.value(0));
    }
    values
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// White space and comments.
    fn blank(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let (open, end) = if trimmed.starts_with("/*") {
                ("/*", "*/")
            } else if trimmed.starts_with("//") {
                ("//", "\n")
            } else if trimmed.starts_with("<!--") {
                ("<!--", "\n")
            } else {
                return;
            };
            self.at += trimmed[open.len()..].find(end).map_or(trimmed.len(), |length| open.len() + length + end.len());
        }
    }

    fn value(&mut self, depth: usize) -> Value {
        self.blank();
        match self.peek() {
            Some(b'{') if depth < DEPTH => self.object(depth),
            Some(b'[') if depth < DEPTH => self.array(depth),
            Some(quote @ (b'"' | b'\'' | b'`')) => Value::String(self.string(quote)),
            Some(_) => self.bare(depth),
            None => Value::Null,
        }
    }

    fn array(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b'}' | b')' | b';') if depth == 0 => break,
                Some(b',' | b'}' | b')' | b';' | b':') => self.at += 1,
                Some(_) => {
                    let value = self.value(depth + 1);
                    items.push(value);
                }
            }
        }
        Value::Array(items)
    }

    fn object(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut map = Map::new();
        loop {
            self.blank();
            let key = match self.peek() {
                None => break,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(quote @ (b'"' | b'\'' | b'`')) => self.string(quote),
                Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' => {
                    let rest = &self.text[self.at..];
                    let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len());
                    self.at += length;
                    rest[..length].to_owned()
                }
                // Code, not data: what it holds is looked at all the same.
                Some(b'{' | b'[') if depth + 1 < DEPTH => {
                    let value = self.value(depth + 1);
                    map.insert(format!("#{}", map.len()), value);
                    continue;
                }
                Some(_) => {
                    self.step();
                    continue;
                }
            };
            self.blank();
            if self.peek() == Some(b':') {
                self.at += 1;
                let value = self.value(depth + 1);
                map.insert(key, value);
            } else if key.contains(' ') {
                map.insert(format!("#{}", map.len()), Value::String(key));
            }
        }
        Value::Object(map)
    }

    /// A number, a word, or a call around a value (`JSON.parse("…")`).
    fn bare(&mut self, depth: usize) -> Value {
        let rest = &self.text[self.at..];
        let length =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '-' | '+'))).unwrap_or(rest.len());
        if length == 0 {
            self.step();
            return Value::Null;
        }
        self.at += length;
        let word = &rest[..length];
        if self.peek() == Some(b'(') && depth < DEPTH {
            self.at += 1;
            return self.value(depth + 1);
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') { Value::String(word.to_owned()) } else { Value::Null }
    }

    /// One character on.
    fn step(&mut self) {
        self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
    }

    /// A string. A quotation mark that nothing which can follow a string follows is part of it.
    fn string(&mut self, quote: u8) -> String {
        self.at += 1;
        let bytes = self.text.as_bytes();
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(found) = rest.find([char::from(quote), '\\']) else {
                out.push_str(rest);
                self.at = self.text.len();
                return out;
            };
            out.push_str(&rest[..found]);
            self.at += found + 1;
            if bytes[self.at - 1] == quote {
                let mut next = self.at;
                while bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
                    next += 1;
                }
                if bytes.get(next).is_none_or(|byte| b",:}]);+./<".contains(byte)) {
                    return out;
                }
                out.push(char::from(quote));
                continue;
            }
            let Some(escaped) = self.text[self.at..].chars().next() else { return out };
            self.at += escaped.len_utf8();
            match escaped {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' | 'b' | 'f' => out.push(' '),
                'u' => out.push(self.unicode()),
                'x' => {
                    let code = self.hex(2).and_then(char::from_u32);
                    out.push(code.unwrap_or('\u{FFFD}'));
                }
                other => out.push(other),
            }
        }
    }

    fn hex(&mut self, length: usize) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + length)?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        self.at += length;
        Some(code)
    }

    fn unicode(&mut self) -> char {
        let Some(first) = self.hex(4) else { return '\u{FFFD}' };
        if (0xD800..0xDC00).contains(&first) && self.text[self.at..].starts_with("\\u") {
            let before = self.at;
            self.at += 2;
            match self.hex(4) {
                Some(second) if (0xDC00..0xE000).contains(&second) => {
                    let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                    return char::from_u32(code).unwrap_or('\u{FFFD}');
                }
                _ => self.at = before,
            }
        }
        char::from_u32(first).unwrap_or('\u{FFFD}')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_data_is_read_as_far_as_it_makes_sense() {
        for (text, pointer, want) in [
            (r#"{"a": "b", }"#, "/a", "b"),
            ("{\"a\": \"첫 줄\n둘째 줄\"}", "/a", "첫 줄\n둘째 줄"),
            (r#"{"headline": "시장 "예산 두 배로" 약속", "x": "y"}"#, "/headline", "시장 \"예산 두 배로\" 약속"),
            (
                r#"// <![CDATA[
                {"a": {"b": ["c", "d"]}}"#,
                "/a/b/1",
                "d",
            ),
            (r#"{title: '제목', body: JSON.parse("{\"a\":1}")}"#, "/body", r#"{"a":1}"#),
            (r#"{"a": "\ub2e4\u002e", "b": "\ud83d\ude00""#, "/b", "😀"),
            (r#"{"a": {"b": "끝이 없다"#, "/a/b", "끝이 없다"),
        ] {
            assert_eq!(lenient(text).pointer(pointer).and_then(Value::as_str), Some(want), "{text}");
        }
    }

    #[test]
    fn depth_and_garbage_do_no_harm() {
        for piece in ["[", "{\"a\":", "{", "\"", "\\", "a(", "`", "[}", "{]", "/*", "\\u12"] {
            let _ = lenient(&piece.repeat(20_000));
            let _ = in_script(&piece.repeat(20_000));
        }
    }
}
