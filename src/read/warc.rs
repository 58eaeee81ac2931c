//! Web archives: the responses that are pages.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use fastwarc::warc::iter::ArchiveIterator;
use fastwarc::warc::record::{AutoDecode, WarcRecordType};

use crate::document::{Body, Given, Markup, RawDocument, Source};
use crate::error::{Fault, Stage};
use crate::read::stream::seekable;
use crate::read::{Options, Receiver, too_large, unreadable};

/// Reads every response whose content type is HTML or plain text. Requests, metadata, images are no documents.
pub fn read(
    stream: Box<dyn Read + '_>,
    file: Option<&Path>,
    mut source: Source,
    options: &Options,
    into: &mut dyn Receiver,
) -> ControlFlow<()> {
    let file = match seekable(stream, file) {
        Ok(file) => file,
        Err(wrong) => return into.document(Err(unreadable(source, &wrong))),
    };
    let records = ArchiveIterator::new(BufReader::with_capacity(256 << 10, file))
        .with_parse_http(true)
        .with_decode_http_payload(AutoDecode::All);
    for record in records {
        let record = match record {
            Ok(record) => record,
            Err(wrong) => {
                let message = format!("the archive cannot be read on: {wrong}; what stands after this place is not read");
                return into.document(Err(Fault::new(Stage::Read, "read.warc", message).at(source)));
            }
        };
        let mut record = record.borrow_mut();
        if record.record_type() != WarcRecordType::Response || !record.is_http() {
            continue;
        }
        let markup = match record.http_content_type().map(|kind| kind.to_ascii_lowercase()).as_deref() {
            Some("text/html" | "application/xhtml+xml") => Some(Markup::Html),
            Some("text/plain") => Some(Markup::Plain),
            Some(_) => continue,
            None => None,
        };
        let url = record.headers().get("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
        let charset = record.http_charset().map(|name| name.into_owned());
        let mut bytes = Vec::new();
        let limit = options.max_document as u64 + 1;
        let outcome = record.reader_mut().map(|reader| reader.take(limit).read_to_end(&mut bytes));
        let at = Source { url: url.clone(), ..source.clone() };
        source.record += 1;
        into.document(match outcome {
            Some(Err(wrong)) => Err(unreadable(at, &wrong)),
            _ if bytes.len() > options.max_document => Err(too_large(options.max_document).at(at)),
            _ => Ok(RawDocument {
                source: at,
                given: Given { url, charset, ..Given::default() },
                body: Body::Bytes(bytes),
                markup,
            }),
        })?;
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use crate::read::Options;
    use crate::read::tests::read;

    fn record(kind: &str, http: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:a867666a-99f7-41a4-88b0-6fd81257cfb8>\r\nWARC-Date: 2024-03-05T09:10:10Z\r\nWARC-Target-URI: https://example.com/1\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
    }

    #[test]
    fn only_pages_are_read() {
        let page = "<html><body><p>글이다.</p></body></html>";
        let archive = [
            record("request", "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"),
            record("response", &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=euc-kr\r\n\r\n{page}")),
            record("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG"),
        ]
        .concat();
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(archive.as_bytes()).unwrap();
        for bytes in [archive.clone().into_bytes(), encoder.finish().unwrap()] {
            let heap = read("a.warc", &bytes, &Options::default());
            assert_eq!(heap.documents.len(), 1, "{:?}", heap.documents);
            let document = heap.documents[0].as_ref().unwrap();
            assert_eq!(document.source.url.as_deref(), Some("https://example.com/1"));
            assert_eq!(document.given.charset.as_deref(), Some("euc-kr"));
            assert_eq!(document.body, crate::document::Body::Bytes(page.as_bytes().to_vec()));
        }
    }
}
