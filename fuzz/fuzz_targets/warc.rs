//! A web archive becomes documents and rejects.
#![no_main]

use gisa::document::Format;
use gisa::read::{Options, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = Options { format: Some(Format::Warc), max_document: 1 << 20, ..Options::default() };
    let _ = parse("fuzz", bytes, &options);
});
