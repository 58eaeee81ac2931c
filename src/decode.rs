//! Bytes become text: one charset decision a document, and whether the text is HTML.

use crate::document::{Body, Document, Markup, RawDocument};
use crate::error::{Fault, Reject, Stage};

/// Decides the charset and the markup of a document.
///
/// # Errors
/// `decode.charset` where the bytes are text in no charset that Korean dumps use.
pub fn decode(raw: RawDocument) -> Result<Document, Reject> {
    let RawDocument { mut source, given, body, markup } = raw;
    let text = match body {
        Body::Text(text) => text,
        Body::Bytes(bytes) => match String::from_utf8(bytes) {
            Ok(text) => {
                source.charset = Some("utf-8".into());
                text
            }
            Err(wrong) => {
                let (text, _, faulty) = encoding_rs::EUC_KR.decode(wrong.as_bytes());
                if faulty {
                    let at = wrong.utf8_error().valid_up_to();
                    let message = format!("not text in UTF-8 or CP949 (first wrong byte at {at}); convert the file first");
                    return Err(Fault::new(Stage::Decode, "decode.charset", message).at(source));
                }
                source.charset = Some("euc-kr".into());
                text.into_owned()
            }
        },
    };
    let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
    let markup = markup.unwrap_or_else(|| sniff(&text));
    Ok(Document { source, given, text, markup })
}

/// Whole pages begin with a doctype, a comment or one of the outermost elements.
fn sniff(text: &str) -> Markup {
    let head: String = text.trim_start().chars().take(512).collect::<String>().to_ascii_lowercase();
    let page =
        head.starts_with("<!doctype html") || head.starts_with("<html") || (head.starts_with('<') && head.contains("<head"));
    if page { Markup::Html } else { Markup::Plain }
}
