//! Bytes become text: one charset decision a document, and whether the text is HTML.

use crate::document::{Body, Document, Markup, RawDocument};
use crate::error::{Fault, Reject, Stage};

/// Bytes as text, and the charset that they were read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// WHATWG name in lower case.
    pub charset: &'static str,
}

/// Decides the charset and the markup of a document.
///
/// # Errors
/// `decode.charset` where the bytes are text in no charset that Korean dumps use.
pub fn decode(raw: RawDocument) -> Result<Document, Reject> {
    let RawDocument { mut source, given, body, markup } = raw;
    let text = match body {
        Body::Text(text) => text,
        Body::Bytes(bytes) => match text(&bytes, given.charset.as_deref()) {
            Ok(decoded) => {
                source.charset = Some(decoded.charset.into());
                decoded.text
            }
            Err(fault) => return Err(fault.at(source)),
        },
    };
    let markup = markup.unwrap_or_else(|| sniff(&text));
    Ok(Document { source, given, text, markup })
}

/// Decodes `bytes`. `declared` is the charset that their transport named.
///
/// # Errors
/// `decode.charset` as in [`decode`].
pub fn text(bytes: &[u8], _declared: Option<&str>) -> Result<Decoded, Fault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.to_owned(), charset: "utf-8" }),
        Err(wrong) => {
            let (text, _, faulty) = encoding_rs::EUC_KR.decode(bytes);
            if faulty {
                let at = wrong.valid_up_to();
                let message = format!("not text in UTF-8 or CP949 (first wrong byte at {at}); convert the file first");
                return Err(Fault::new(Stage::Decode, "decode.charset", message));
            }
            Ok(Decoded { text: text.into_owned(), charset: "euc-kr" })
        }
    }
}

/// Whole pages begin with a doctype, a comment or one of the outermost elements.
fn sniff(text: &str) -> Markup {
    let head: String = text.trim_start().chars().take(512).collect::<String>().to_ascii_lowercase();
    let page =
        head.starts_with("<!doctype html") || head.starts_with("<html") || (head.starts_with('<') && head.contains("<head"));
    if page { Markup::Html } else { Markup::Plain }
}
