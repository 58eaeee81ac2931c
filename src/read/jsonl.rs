//! JSON Lines: one document a line, metadata beside the text.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use serde_json::{Map, Value};

use crate::decode;
use crate::document::{RawDocument, Source};
use crate::error::{Fault, Reject, Stage};
use crate::read::columns::{Columns, no_text};
use crate::read::{Options, Receiver, json, too_large, unreadable};

/// Reads the documents of a JSONL stream. Blank lines are no documents.
pub fn read(stream: Box<dyn Read + '_>, mut source: Source, options: &Options, into: &mut dyn Receiver) -> ControlFlow<()> {
    let mut lines = Lines::new(BufReader::with_capacity(256 << 10, stream), options.max_document);
    loop {
        match lines.next() {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(Err(too_large))) => into.document(Err(too_large.at(source.clone())))?,
            Ok(Some(Ok(line))) if line.trim_ascii().is_empty() => continue,
            Ok(Some(Ok(line))) => into.document(document(line, source.clone(), &options.columns))?,
            Err(wrong) => return into.document(Err(unreadable(source, &wrong))),
        }
        source.record += 1;
    }
}

/// The lines of a stream, of which none is held in memory beyond a limit.
pub struct Lines<R> {
    stream: R,
    limit: usize,
}

impl<R: BufRead> Lines<R> {
    pub fn new(stream: R, limit: usize) -> Self {
        Lines { stream, limit }
    }

    /// The next line with the mark of its end; the fault of one that is longer than the limit; `None` where there are no more.
    ///
    /// # Errors
    /// What the stream says.
    #[expect(clippy::should_implement_trait, reason = "an error ends the lines; as an iterator's item it would not")]
    pub fn next(&mut self) -> io::Result<Option<Result<Vec<u8>, Fault>>> {
        let mut line = Vec::new();
        (&mut self.stream).take(self.limit as u64 + 1).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        if line.len() > self.limit && line.last() != Some(&b'\n') {
            drop(line);
            self.skip();
            return Ok(Some(Err(too_large(self.limit))));
        }
        Ok(Some(Ok(line)))
    }

    /// Passes over the rest of a line, in bounded memory.
    fn skip(&mut self) {
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

/// The document of one line.
pub fn document(line: Vec<u8>, mut source: Source, columns: &Columns) -> Result<RawDocument, Reject> {
    let line = match decode::bytes_of_text(line, None) {
        Ok(decoded) => {
            source.charset = decoded.charset.map(|charset| charset.name().to_ascii_lowercase());
            source.replaced = decoded.replaced;
            decoded.text
        }
        Err(fault) => return Err(fault.at(source)),
    };
    let object: Map<String, Value> = match serde_json::from_str(&line) {
        Ok(object) => object,
        Err(wrong) => {
            let message = format!("document {} of the file is not a JSON object: {wrong}", source.record + 1);
            return Err(Fault::new(Stage::Read, "read.json", message).at(source));
        }
    };
    json::document(object, source.clone(), columns).unwrap_or_else(|object| {
        let header: Vec<&str> = object.keys().map(String::as_str).collect();
        Err(no_text(&header, source))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Body, Markup};
    use crate::read::tests::read;

    #[test]
    fn a_document_a_line() {
        let input =
            "{\"id\": 7, \"본문\": \"글이다.\", \"일자\": \"20240305\", \"언론사\": \"가나일보\"}\n\n{\"html\": \"<p>글</p>\"}";
        let documents = read("a.jsonl", input.as_bytes(), &Options::default()).documents;
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
        let input = "{\"text\": \"하나\"}\n[1]\n{\"x\": 1}\n{\"text\": \"둘\"}";
        let documents = read("a.jsonl", input.as_bytes(), &Options::default()).documents;
        let codes: Vec<_> = documents.iter().map(|document| document.as_ref().err().map(|reject| reject.code)).collect();
        assert_eq!(codes, [None, Some("read.json"), Some("read.no-text"), None]);
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over() {
        let long = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"둘\"}}\n", "가".repeat(100));
        let documents = read("a.jsonl", long.as_bytes(), &Options { max_document: 64, ..Options::default() }).documents;
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].as_ref().unwrap_err().code, "read.size");
        assert_eq!(documents[1].as_ref().unwrap().body, Body::Text("둘".into()));
    }
}
