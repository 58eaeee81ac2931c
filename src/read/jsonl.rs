//! JSON Lines: one document a line, metadata beside the text.

use std::io::{BufRead, Read};

use serde_json::{Map, Value};

use crate::decode;
use crate::document::{Body, Given, Markup, RawDocument, Source, Timestamp};
use crate::error::{Fault, Reject, Stage};
use crate::read::columns::{Columns, Role};
use crate::read::{Options, too_large, unreadable};

/// The documents of a JSONL stream. Blank lines are no documents.
pub struct Lines<R> {
    stream: R,
    source: Source,
    columns: Columns,
    limit: usize,
    line: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub fn new(stream: R, source: Source, options: &Options) -> Self {
        Lines { stream, source, columns: options.columns.clone(), limit: options.max_document, line: Vec::new(), ended: false }
    }

    /// Passes over the rest of a line that is beyond the limit, in bounded memory.
    fn skip_line(&mut self) {
        loop {
            let (used, done) = match self.stream.fill_buf() {
                Ok([]) | Err(_) => return,
                Ok(buffer) => match memchr::memchr(b'\n', buffer) {
                    Some(at) => (at + 1, true),
                    None => (buffer.len(), false),
                },
            };
            self.stream.consume(used);
            if done {
                return;
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<RawDocument, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.line.clear();
            let read = (&mut self.stream).take(self.limit as u64 + 1).read_until(b'\n', &mut self.line);
            let source = self.source.clone();
            match read {
                Ok(0) => return None,
                Ok(_) if self.line.len() > self.limit && self.line.last() != Some(&b'\n') => {
                    self.skip_line();
                    self.source.record += 1;
                    return Some(Err(too_large(source, self.limit)));
                }
                Ok(_) if self.line.trim_ascii().is_empty() => {}
                Ok(_) => {
                    self.source.record += 1;
                    return Some(document(&self.line, source, &self.columns));
                }
                Err(wrong) => {
                    self.ended = true;
                    return Some(Err(unreadable(source, &wrong)));
                }
            }
        }
        None
    }
}

/// The document of one line.
fn document(line: &[u8], mut source: Source, columns: &Columns) -> Result<RawDocument, Reject> {
    let line = match decode::text(line, None) {
        Ok(decoded) => {
            source.charset = Some(decoded.charset.into());
            decoded.text
        }
        Err(fault) => return Err(fault.at(source)),
    };
    let object: Map<String, Value> = match serde_json::from_str(&line) {
        Ok(object) => object,
        Err(wrong) => {
            let message = format!("line {} is not a JSON object: {wrong}", source.record + 1);
            return Err(Fault::new(Stage::Read, "read.json", message).at(source));
        }
    };
    from_object(object, source, columns)
}

/// The document that a JSON object holds, by its columns.
fn from_object(mut object: Map<String, Value>, mut source: Source, columns: &Columns) -> Result<RawDocument, Reject> {
    let mut take = |role: Role| -> Option<String> {
        let at = columns.find(role, object.keys().map(String::as_str))?;
        let key = object.keys().nth(at)?.clone();
        match object.get_mut(&key)?.take() {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    };
    let text = take(Role::Text);
    let html = take(Role::Html);
    source.id = take(Role::Id);
    let given = Given {
        title: take(Role::Title),
        publisher: take(Role::Publisher),
        published: take(Role::Published).as_deref().and_then(Timestamp::parse),
        url: take(Role::Url),
        charset: None,
    };
    let (body, markup) = match (text, html) {
        (Some(text), _) => (text, None),
        (None, Some(page)) => (page, Some(Markup::Html)),
        (None, None) => {
            let fields: Vec<&str> = object.keys().map(String::as_str).collect();
            let message = format!(
                "no text in any of the fields ({}); name the field with --text-column or --html-column",
                fields.join(", ")
            );
            return Err(Fault::new(Stage::Read, "read.no-text", message).at(source));
        }
    };
    source.url = given.url.clone();
    Ok(RawDocument { source, given, body: Body::Text(body), markup })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use crate::read::Input;

    fn lines(input: &[u8], limit: usize) -> Vec<Result<RawDocument, Reject>> {
        let options = Options { max_document: limit, ..Options::default() };
        Lines::new(input, Input::Stdin.source(Format::Jsonl), &options).collect()
    }

    #[test]
    fn a_document_a_line() {
        let input =
            "{\"id\": 7, \"본문\": \"글이다.\", \"일자\": \"20240305\", \"언론사\": \"가나일보\"}\n\n{\"html\": \"<p>글</p>\"}";
        let documents = lines(input.as_bytes(), 1 << 20);
        let [Ok(first), Ok(second)] = documents.as_slice() else { panic!("{documents:?}") };
        assert_eq!(first.source.id.as_deref(), Some("7"));
        assert_eq!(first.body, Body::Text("글이다.".into()));
        assert_eq!(first.given.published.map(|day| day.to_string()).as_deref(), Some("2024-03-05"));
        assert_eq!(first.given.publisher.as_deref(), Some("가나일보"));
        assert_eq!(second.markup, Some(Markup::Html));
        assert_eq!(second.source.record, 1);
    }

    #[test]
    fn a_bad_line_is_a_reject_in_its_place() {
        let documents = lines("{\"text\": \"하나\"}\n[1]\n{\"x\": 1}\n{\"text\": \"둘\"}".as_bytes(), 1 << 20);
        let codes: Vec<_> = documents.iter().map(|document| document.as_ref().err().map(|reject| reject.code)).collect();
        assert_eq!(codes, [None, Some("read.json"), Some("read.no-text"), None]);
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over() {
        let long = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"둘\"}}\n", "가".repeat(100));
        let documents = lines(long.as_bytes(), 64);
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].as_ref().unwrap_err().code, "read.size");
        assert_eq!(documents[1].as_ref().unwrap().body, Body::Text("둘".into()));
    }
}
