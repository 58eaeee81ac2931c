//! Bytes of no known charset become text, or a reject.
#![no_main]

use gisa::decode::bytes_of_text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses what the transport declares.
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let declared = [None, Some("euc-kr"), Some("utf-8"), Some("utf-16le"), Some("iso-2022-kr"), Some("x-unknown")];
    let _ = bytes_of_text(bytes.to_vec(), declared[*choice as usize % declared.len()]);
});
