//! One file, one document: text and HTML.

use std::io::Read;

use crate::document::{Body, Format, Given, Markup, RawDocument, Source};
use crate::error::Reject;
use crate::read::{Options, too_large, unreadable};

/// Reads the whole stream, up to the limit.
pub fn read(stream: impl Read, source: Source, options: &Options) -> Result<RawDocument, Reject> {
    let limit = options.max_document;
    let mut bytes = Vec::new();
    if let Err(wrong) = stream.take(limit as u64 + 1).read_to_end(&mut bytes) {
        return Err(unreadable(source, &wrong));
    }
    if bytes.len() > limit {
        return Err(too_large(limit).at(source));
    }
    let markup = (source.format == Format::Html).then_some(Markup::Html);
    Ok(RawDocument { source, given: Given::default(), body: Body::Bytes(bytes), markup })
}
