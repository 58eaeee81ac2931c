//! JSON values: arrays of documents, objects that hold such an array, nested documents.
//!
//! Every array of objects is read element by element, wherever in the value it stands, so that a dump of any size needs the
//! memory of one document. What a document is, its fields say: an object with a field that holds text.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::document::{RawDocument, Source};
use crate::error::{Fault, Reject, Stage};
use crate::read::columns::{Columns, no_text};
use crate::read::stream::{Allowance, Limited};
use crate::read::{Options, Receiver, unreadable};

/// Reads one JSON value, or several one after the other.
pub fn read(stream: Box<dyn Read + '_>, source: Source, options: &Options, into: &mut dyn Receiver) -> ControlFlow<()> {
    let (stream, allowance) = Limited::new(stream, options.max_document);
    let mut stream = BufReader::with_capacity(64 << 10, stream);
    if let Err(wrong) = skip_mark(&mut stream) {
        return into.document(Err(unreadable(source, &wrong)));
    }
    let mut walk = Walk { source, columns: &options.columns, allowance, into, done: ControlFlow::Continue(()), found: 0 };
    let mut json = serde_json::Deserializer::from_reader(stream);
    loop {
        let outcome = Node { walk: &mut walk, depth: 0 }.deserialize(&mut json);
        walk.done?;
        match outcome {
            Ok(_) if walk.found == 0 => {
                let source = walk.source.clone();
                return walk.into.document(Err(no_text(&[], source)));
            }
            Ok(_) => {}
            Err(wrong) if wrong.is_eof() && walk.found > 0 && json_ended(&wrong) => return ControlFlow::Continue(()),
            Err(wrong) => {
                let source = walk.source.clone();
                let reject = if wrong.is_io() {
                    let wrong: std::io::Error = wrong.into();
                    unreadable(source, &wrong)
                } else {
                    let message = format!("not sound JSON: {wrong}; what stands after this place is not read");
                    Fault::new(Stage::Read, "read.json", message).at(source)
                };
                return walk.into.document(Err(reject));
            }
        }
        if json.end().is_ok() {
            return ControlFlow::Continue(());
        }
    }
}

/// Whether the value that was begun last had not begun at all: only white space was left.
fn json_ended(wrong: &serde_json::Error) -> bool {
    wrong.to_string().starts_with("EOF while parsing a value")
}

/// Passes over a byte order mark.
fn skip_mark(stream: &mut impl std::io::BufRead) -> std::io::Result<()> {
    if stream.fill_buf()?.starts_with(b"\xEF\xBB\xBF") {
        stream.consume(3);
    }
    Ok(())
}

/// Arrays within arrays of objects that are still looked into.
const MAX_DEPTH: u32 = 4;

/// The way through a value, and what has come of it.
struct Walk<'w> {
    source: Source,
    columns: &'w Columns,
    allowance: Allowance,
    into: &'w mut dyn Receiver,
    done: ControlFlow<()>,
    found: u64,
}

impl Walk<'_> {
    fn give(&mut self, document: Result<RawDocument, Reject>) {
        self.found += 1;
        self.source.record += 1;
        self.allowance.renew();
        self.done = self.into.document(document);
    }

    /// Takes a whole value: a document, or something that holds documents.
    fn value(&mut self, value: Value, depth: u32) {
        match value {
            Value::Object(object) => self.object(object, depth),
            Value::Array(items) if depth < MAX_DEPTH => {
                items.into_iter().filter(|item| item.is_object() || item.is_array()).for_each(|item| self.value(item, depth + 1));
            }
            _ => {}
        }
    }

    fn object(&mut self, object: Map<String, Value>, depth: u32) {
        if self.done.is_break() {
            return;
        }
        match document(object, self.source.clone(), self.columns) {
            Ok(document) => self.give(document),
            Err(object) if depth < MAX_DEPTH && holds_objects(&object) => {
                object.into_iter().for_each(|(_, value)| self.value(value, depth + 1));
            }
            // Among the elements of an array an object without text is a document that has none.
            Err(object) if depth > 0 && object.len() > 1 => {
                let header: Vec<&str> = object.keys().map(String::as_str).collect();
                let reject = no_text(&header, self.source.clone());
                self.give(Err(reject));
            }
            Err(_) => {}
        }
    }
}

fn holds_objects(object: &Map<String, Value>) -> bool {
    object.values().any(|value| matches!(value, Value::Array(items) if items.iter().any(Value::is_object)))
}

/// The document that an object holds by its fields; the object again where none of them holds text.
///
/// # Errors
/// Within `Ok`, the reject where the field that should hold text is empty.
pub fn document(
    mut object: Map<String, Value>,
    source: Source,
    columns: &Columns,
) -> Result<Result<RawDocument, Reject>, Map<String, Value>> {
    // What stands in an object within the object (`metadata`, `source`) counts as its own field, unless it has one.
    let inner: Vec<(String, Value)> = object
        .iter()
        .filter_map(|(outer, value)| Some((outer, value.as_object()?)))
        .flat_map(|(outer, inner)| {
            let named = inner.get("name").map(|name| (format!("{outer}.name"), name.clone()));
            inner.iter().map(|(key, value)| (key.clone(), value.clone())).chain(named)
        })
        .filter(|(_, value)| !value.is_object())
        .collect();
    let mut fields: Vec<(String, Value)> = Vec::with_capacity(object.len() + inner.len());
    let holders: Vec<String> = object.iter().filter(|(_, value)| value.is_object()).map(|(key, _)| key.clone()).collect();
    for (key, value) in inner {
        if !object.contains_key(&key) {
            fields.push((key, value));
        }
    }
    let plain = |key: &&String| !holders.contains(key);
    let names: Vec<String> = object.keys().filter(plain).cloned().chain(fields.iter().map(|(key, _)| key.clone())).collect();
    let header: Vec<&str> = names.iter().map(String::as_str).collect();
    let layout = columns.layout(&header);
    let holds_text = |value: &Value| matches!(value, Value::String(_)) || words(value).is_some();
    let text_at = [super::columns::Role::Text, super::columns::Role::Html, super::columns::Role::Summary]
        .into_iter()
        .find_map(|role| layout.place(role))
        .and_then(|at| names.get(at));
    let text = text_at.and_then(|name| object.get(name).or_else(|| fields.iter().find(|(key, _)| key == name).map(|(_, v)| v)));
    if !text.is_some_and(holds_text) {
        return Err(object);
    }
    let field = |at: usize| {
        let name = names.get(at)?;
        let value = match object.get_mut(name) {
            Some(value) => value.take(),
            None => fields.iter_mut().find(|(key, _)| key == name)?.1.take(),
        };
        words(&value)
    };
    Ok(layout.document(field, source))
}

/// The words of a value: a string or a number; of an array its strings, or the sentences of its objects, a line each (an array
/// in an array is a line).
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let lines: Vec<String> = items.iter().filter_map(|item| line(item, 0)).collect();
            (!lines.is_empty()).then(|| lines.join("\n"))
        }
        _ => None,
    }
}

/// The words of an element of a text.
fn line(item: &Value, depth: u32) -> Option<String> {
    match item {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) if depth < MAX_DEPTH => {
            let parts: Vec<String> = parts.iter().filter_map(|part| line(part, depth + 1)).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        }
        Value::Object(object) => {
            ["sentence", "form", "text", "content"].iter().find_map(|key| object.get(*key)?.as_str().map(str::to_owned))
        }
        _ => None,
    }
}

/// A place in the value: arrays are walked as they are read, objects gathered until it is clear what they hold.
struct Node<'n, 'w> {
    walk: &'n mut Walk<'w>,
    depth: u32,
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    /// What was not walked: for the object around to see.
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        while let Some(item) = seq.next_element::<Value>()? {
            if item.is_object() {
                self.walk.value(item, self.depth + 1);
                self.walk.allowance.renew();
            } else {
                kept.push(item);
            }
            if self.walk.done.is_break() {
                return Err(A::Error::custom("nobody reads any more"));
            }
        }
        Ok(Value::Array(kept))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        let before = self.walk.found;
        while let Some(key) = map.next_key::<String>()? {
            let depth = self.depth + 1;
            // An array under the name of a text is the text: its elements are sentences, not documents.
            let is_text = self.walk.columns.layout(&[key.as_str()]).has_text();
            let value = if is_text || depth > MAX_DEPTH {
                map.next_value::<Value>()?
            } else {
                map.next_value_seed(Node { walk: &mut *self.walk, depth })?
            };
            object.insert(key, value);
        }
        if self.walk.found == before {
            self.walk.object(object, self.depth);
        }
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use crate::read::Options;
    use crate::read::tests::{read, texts};

    #[test]
    fn the_layouts_of_real_dumps() {
        for (json, want) in [
            (r#"[{"title": "가", "content": "첫 글"}, {"title": "나", "content": "둘째 글"}]"#, &["첫 글", "둘째 글"][..]),
            (r#"{"status": "ok", "articles": [{"title": "가", "content": "첫 글"}]}"#, &["첫 글"]),
            (r#"{"title": "가", "body": "글 하나"}"#, &["글 하나"]),
            (
                r#"{"name": "모음", "documents": [{"id": "1", "title": "가", "text": [[{"index": 0, "sentence": "첫 문장."}, {"index": 1, "sentence": "둘째."}], [{"index": 2, "sentence": "셋째."}]]}]}"#,
                &["첫 문장. 둘째.\n셋째."],
            ),
            (
                r#"{"id": "말뭉치", "metadata": {"title": "신문"}, "document": [{"id": "1", "metadata": {"title": "가", "publisher": "가나일보", "date": "20200102"}, "paragraph": [{"id": "1.1", "form": "첫 문단"}, {"id": "1.2", "form": "둘째 문단"}]}]}"#,
                &["첫 문단\n둘째 문단"],
            ),
            (r#"[{"id": 1, "article_original": ["첫 문장.", "둘째 문장."]}]"#, &["첫 문장.\n둘째 문장."]),
            (r#"[{"id": 1, "score": 2}]"#, &["read.no-text"]),
            ("[{\"text\": \"글\"}, {\"text\"", &["글", "read.json"]),
        ] {
            assert_eq!(texts("a.json", json.as_bytes()), want, "{json}");
        }
    }

    #[test]
    fn metadata_of_nested_objects() {
        let json = r#"{"document": [{"id": "1", "metadata": {"title": "가", "publisher": "가나일보", "date": "20200102"}, "paragraph": [{"form": "글"}]}]}"#;
        let documents = read("a.json", json.as_bytes(), &Options::default()).documents;
        let document = documents[0].as_ref().unwrap();
        assert_eq!(document.given.title.as_deref(), Some("가"));
        assert_eq!(document.given.publisher.as_deref(), Some("가나일보"));
        assert_eq!(document.given.published.unwrap().to_string(), "2020-01-02");
        let json = r#"{"articles": [{"source": {"id": null, "name": "가나일보"}, "title": "가", "description": "요지"}]}"#;
        let documents = read("a.json", json.as_bytes(), &Options::default()).documents;
        let document = documents[0].as_ref().unwrap();
        assert_eq!(document.given.publisher.as_deref(), Some("가나일보"));
        assert!(document.source.truncated);
    }

    #[test]
    fn a_document_beyond_the_limit_ends_the_file() {
        let json = format!(r#"[{{"text": "글"}}, {{"text": "{}"}}]"#, "가".repeat(200_000));
        let options = Options { max_document: 100_000, ..Options::default() };
        let heap = read("a.json", json.as_bytes(), &options);
        assert_eq!(heap.documents[1].as_ref().unwrap_err().code, "read.size");
    }

    #[test]
    fn deep_values_are_rejected_and_do_not_overflow() {
        let json = format!("{{\"a\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(texts("a.json", json.as_bytes()), ["read.json"]);
    }
}
