//! Bytes become text: one charset decision a document, and whether the text is HTML.
//!
//! Three witnesses are weighed: a byte-order mark, what the transport or the page declares, and the bytes themselves.
//! Declarations are often wrong in Korean dumps (pages that were converted to UTF-8 and still say `euc-kr`, and the
//! reverse), so the bytes win wherever they are clear: valid UTF-8 with a character beyond ASCII is hardly ever anything
//! else, and CP949 text is recognized by how much of it lies in the syllables and symbols of KS X 1001, where everyday
//! Korean lives. A declaration decides between what the bytes leave open.
//!
//! A few stray bytes in a good document become U+FFFD and are counted; a document with more than that is rejected, with the
//! place of the first byte that does not fit.

use encoding_rs::{DecoderResult, EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

use crate::document::{Body, Document, Markup, RawDocument, floor};
use crate::error::{Fault, Reject, Stage};

/// Stray bytes that a document of any length may have.
const STRAY_BYTES: usize = 8;

/// Of a long document, one byte in so many may be stray.
const STRAY_SHARE: usize = 1000;

/// For every stray byte a document must have so many characters that are good: otherwise a handful of random bytes would pass.
const GOOD_PER_STRAY: usize = 50;

/// How far into a document a declaration is looked for, in bytes. HTML asks for it within the first 1,024; real pages put
/// scripts before it.
const DECLARATION_WITHIN: usize = 4096;

/// Decides the charset and the markup of a document.
///
/// # Errors
/// `decode.empty` where there is nothing but white space, `decode.binary` where the bytes are no text at all,
/// `decode.charset` where they are text in no charset that Korean dumps use. The message names the byte.
pub fn decode(raw: RawDocument) -> Result<Document, Reject> {
    let RawDocument { mut source, given, body, markup } = raw;
    let text = match body {
        Body::Text(text) => Ok(Decoded { text, charset: None, replaced: 0 }),
        Body::Bytes(bytes) => bytes_of_text(bytes, given.charset.as_deref()),
    };
    let Decoded { mut text, charset, replaced } = match text {
        Ok(decoded) => decoded,
        Err(fault) => return Err(fault.at(source)),
    };
    if let Some(charset) = charset {
        source.charset = Some(charset.name().to_ascii_lowercase());
    }
    source.replaced += replaced;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.chars().all(|c| c.is_whitespace() || c == '\u{200B}') {
        return Err(Fault::new(Stage::Decode, "decode.empty", "the document is empty").at(source));
    }
    let markup = markup.unwrap_or_else(|| sniff(&text));
    Ok(Document { source, given, text, markup })
}

/// Bytes as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// The charset that they were read in; `None` for what was text before.
    pub charset: Option<&'static Encoding>,
    /// Bytes that stood for no character; each run of them is a U+FFFD in the text.
    pub replaced: u32,
}

/// Decodes a piece of a document whose charset is known: a cell of a table. It may be empty.
///
/// # Errors
/// `decode.charset` where more bytes than a few stand for no character in that charset.
pub fn piece(bytes: &[u8], charset: &'static Encoding) -> Result<Decoded, Fault> {
    settle(Trial::of(charset, bytes), 0, bytes.len())
}

/// Decodes the bytes of a whole text. `declared` is the charset that their transport named.
///
/// # Errors
/// As [`decode`].
pub fn bytes_of_text(bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, Fault> {
    if bytes.is_empty() {
        return Err(Fault::new(Stage::Decode, "decode.empty", "the document is empty: 0 bytes"));
    }
    if let Some(kind) = magic(&bytes) {
        let message = format!("not text but {kind} (from its first bytes); extract the text first");
        return Err(Fault::new(Stage::Decode, "decode.binary", message));
    }
    if let Some((charset, length)) = Encoding::for_bom(&bytes) {
        return settle(Trial::of(charset, &bytes[length..]), length, bytes.len());
    }
    let transport = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let wide = [transport, in_page(&bytes)].into_iter().flatten().find(|charset| [UTF_16LE, UTF_16BE].contains(charset));
    if let Some(charset) = wide
        && memchr::memchr(0, &bytes[..bytes.len().min(DECLARATION_WITHIN)]).is_some()
    {
        return settle(Trial::of(charset, &bytes), 0, bytes.len());
    }
    if let Some(at) = binary(&bytes) {
        let message = format!("not text: control bytes all through it, the first at byte {at}");
        return Err(Fault::new(Stage::Decode, "decode.binary", message));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(valid_utf8(text, transport)),
        Err(wrong) => wrong.into_bytes(),
    };
    let page = in_page(&bytes);
    let declares = |charset: &'static Encoding| transport == Some(charset) || page == Some(charset);
    let utf8 = Trial::of(UTF_8, &bytes);
    let korean = Trial::of(EUC_KR, &bytes);
    let mut fitting: Vec<Trial> = Vec::new();
    let first = if utf8.stray <= korean.stray { utf8.first } else { korean.first };
    fitting.extend([utf8, korean].into_iter().filter(|trial| trial.fits(bytes.len())));
    fitting.retain(|trial| trial.charset != EUC_KR || plausible_korean(&bytes));
    fitting.sort_by_key(|trial| (trial.stray, !declares(trial.charset)));
    if let Some(best) = fitting.into_iter().next() {
        return settle(best, 0, bytes.len());
    }
    // A declared charset is believed where it explains every byte. An undeclared one is guessed only among the multi-byte
    // charsets: in a single-byte charset every byte is a letter, so that nothing would ever be rejected.
    let mut guesser = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    guesser.feed(&bytes, true);
    let guess = Some(guesser.guess(None, chardetng::Utf8Detection::Deny)).filter(|guess| !guess.is_single_byte());
    for charset in [transport, page, guess].into_iter().flatten().filter(|charset| ![UTF_8, EUC_KR].contains(charset)) {
        let trial = Trial::of(charset, &bytes);
        if trial.stray == 0 {
            return settle(trial, 0, bytes.len());
        }
    }
    Err(undecodable(first))
}

fn undecodable(at: usize) -> Fault {
    let message =
        format!("text in no known charset: not UTF-8, not CP949 (the first wrong byte is {at}); convert or mend the file first");
    Fault::new(Stage::Decode, "decode.charset", message)
}

/// The bytes are valid UTF-8. Only a text of a few Hangul characters in CP949 can look like that by chance, and then it has
/// no Hangul as UTF-8: a declaration is believed there.
fn valid_utf8(text: String, transport: Option<&'static Encoding>) -> Decoded {
    let declared = || transport.or_else(|| in_page(text.as_bytes()));
    if !text.is_ascii() && !text.chars().any(is_hangul) && declared() == Some(EUC_KR) {
        let korean = Trial::of(EUC_KR, text.as_bytes());
        if korean.stray == 0 && korean.text.chars().any(is_hangul) && plausible_korean(text.as_bytes()) {
            return Decoded { text: korean.text, charset: Some(EUC_KR), replaced: 0 };
        }
    }
    Decoded { text, charset: Some(UTF_8), replaced: 0 }
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// The text of a document under one charset, and what did not fit.
struct Trial {
    charset: &'static Encoding,
    text: String,
    /// Bytes that stand for no character.
    stray: usize,
    /// The place of the first of them.
    first: usize,
    /// Characters that are good.
    good: usize,
}

impl Trial {
    fn of(charset: &'static Encoding, bytes: &[u8]) -> Self {
        let allowed = allowed(bytes.len());
        let mut decoder = charset.new_decoder_without_bom_handling();
        let mut trial =
            Trial { charset, text: String::with_capacity(bytes.len() + bytes.len() / 2 + 16), stray: 0, first: 0, good: 0 };
        let mut at = 0;
        loop {
            let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut trial.text, true);
            at += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => trial.text.reserve((bytes.len() - at) * 2 + 16),
                DecoderResult::Malformed(length, after) => {
                    if trial.stray == 0 {
                        trial.first = at.saturating_sub(usize::from(length) + usize::from(after));
                    }
                    trial.stray += usize::from(length);
                    trial.text.push('\u{FFFD}');
                    if trial.stray > allowed {
                        break;
                    }
                }
            }
        }
        trial.good = trial.text.chars().count().saturating_sub(trial.stray);
        trial
    }

    fn fits(&self, length: usize) -> bool {
        self.stray <= allowed(length) && self.stray * GOOD_PER_STRAY <= self.good
    }
}

fn allowed(length: usize) -> usize {
    STRAY_BYTES.max(length / STRAY_SHARE)
}

/// `offset`: bytes before the text that was tried (a byte-order mark). `length`: bytes of the document.
fn settle(trial: Trial, offset: usize, length: usize) -> Result<Decoded, Fault> {
    if !trial.fits(length) {
        return Err(undecodable(trial.first + offset));
    }
    Ok(Decoded { text: trial.text, charset: Some(trial.charset), replaced: u32::try_from(trial.stray).unwrap_or(u32::MAX) })
}

/// Whether two-byte characters read as CP949 lie where Korean text lies: KS X 1001 has its 2,350 syllables at lead bytes
/// B0–C8 and its symbols, letters and jamo at A1–AC, both with trail bytes from A1 on. The 8,822 further syllables of CP949
/// are rare in prose, and UTF-8 misread as CP949 is full of them.
fn plausible_korean(bytes: &[u8]) -> bool {
    let (mut everyday, mut other) = (0_usize, 0_usize);
    let mut at = 0;
    while at < bytes.len() {
        let lead = bytes[at];
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let trail = bytes.get(at + 1).copied().unwrap_or(0);
        if matches!(lead, 0xA1..=0xAC | 0xB0..=0xC8) && trail >= 0xA1 {
            everyday += 1;
        } else {
            other += 1;
        }
        at += if trail < 0x41 { 1 } else { 2 };
    }
    everyday > 0 && other * 4 <= everyday
}

/// The charset that the text declares of itself: `<meta charset=…>`, `<meta http-equiv … content="text/html; charset=…">`, or
/// the XML declaration's `encoding="…"`.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_WITHIN)].to_ascii_lowercase();
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if head[start] != b'<' && memmem::find(&head, b"<meta").is_none() {
        return None;
    }
    [&b"charset"[..], b"encoding"].into_iter().find_map(|word| {
        memmem::find_iter(&head, word).find_map(|at| {
            let rest = head[at + word.len()..].trim_ascii_start().strip_prefix(b"=")?;
            let rest = rest.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
            let length = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)))?;
            Encoding::for_label(&rest[..length])
        })
    })
}

/// Kinds of files that are no text, by the bytes they begin with.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 13] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive (or HWPX, DOCX, XLSX)"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an HWP or Office file"),
        (b"HWP Document File", "an HWP file"),
        (b"\x1F\x8B", "a gzip file"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard file"),
        (b"\xFD7zXZ\0", "an XZ file"),
        (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
        (b"\x89PNG\r\n\x1A\n", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

/// The place of the first control byte, where there are more of them than text has by accident.
fn binary(bytes: &[u8]) -> Option<usize> {
    let control = |byte: &u8| matches!(byte, 0..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let count = bytes.iter().filter(|byte| control(byte)).count();
    if count <= allowed(bytes.len()) && count * GOOD_PER_STRAY <= bytes.len() {
        return None;
    }
    bytes.iter().position(control)
}

/// How far into a text its markup is looked for, in bytes.
const SNIFF_WITHIN: usize = 4096;

/// Whether a text is a page, or a part of one. A page begins with a doctype, a comment or one of the outermost elements; a part
/// of a page (the `html` field of a dump, say) has at least three tags that no prose has.
pub fn sniff(text: &str) -> Markup {
    let head = &text[..floor(text, SNIFF_WITHIN)];
    let head = head.trim_start().to_ascii_lowercase();
    let starts = ["<!doctype html", "<html", "<head", "<body", "<meta"];
    if starts.iter().any(|start| head.starts_with(start)) {
        return Markup::Html;
    }
    let begins = head.starts_with("<!--") || head.starts_with("<?xml") || head.starts_with('<');
    if begins && ["<html", "<head>", "<body"].iter().any(|tag| head.contains(tag)) {
        return Markup::Html;
    }
    const TAGS: [&str; 11] = ["<br", "<p>", "<p ", "</p>", "<div", "</div>", "<span", "</span>", "<img ", "<table", "</td>"];
    let tags: usize = TAGS.iter().map(|tag| head.matches(tag).count()).sum();
    if tags >= 3 { Markup::Html } else { Markup::Plain }
}

#[cfg(test)]
pub mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Format, Given, Source};

    /// A source of which nothing is known.
    pub fn source() -> Source {
        Source::new("-", Format::Text)
    }

    fn raw(bytes: Vec<u8>, declared: Option<&str>) -> RawDocument {
        let source = source();
        let given = Given { charset: declared.map(str::to_owned), ..Given::default() };
        RawDocument { source, given, body: Body::Bytes(bytes), markup: None }
    }

    fn korean(text: &str) -> Vec<u8> {
        EUC_KR.encode(text).0.into_owned()
    }

    fn wide(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    const TEXT: &str = "가온시는 내년 3월부터 시내버스 노선을 개편한다고 4일 밝혔다.";

    #[test]
    fn charsets_are_weighed() {
        let page = |charset: &str| format!("<html><head><meta charset=\"{charset}\"></head><body><p>{TEXT}</p></body></html>");
        let xml = format!("<?xml version=\"1.0\" encoding=\"euc-kr\"?><html><body>{TEXT}</body></html>");
        for (name, bytes, declared, charset, want) in [
            ("UTF-8", TEXT.as_bytes().to_vec(), None, "utf-8", TEXT),
            ("UTF-8 with a mark", format!("\u{FEFF}{TEXT}").into_bytes(), None, "utf-8", TEXT),
            ("ASCII", b"plain".to_vec(), Some("euc-kr"), "utf-8", "plain"),
            ("CP949", korean(TEXT), None, "euc-kr", TEXT),
            (
                "CP949 beyond KS X 1001",
                korean("뷁이라는 낱말과 펲시맨이 나오는 글이 있다."),
                None,
                "euc-kr",
                "뷁이라는 낱말과 펲시맨이 나오는 글이 있다.",
            ),
            ("CP949 that the transport calls UTF-8", korean(TEXT), Some("utf-8"), "euc-kr", TEXT),
            ("UTF-8 that the transport calls CP949", TEXT.as_bytes().to_vec(), Some("ks_c_5601-1987"), "utf-8", TEXT),
            ("CP949 page that says UTF-8", korean(&page("utf-8")), None, "euc-kr", &page("utf-8")),
            ("UTF-8 page that says CP949", page("euc-kr").into_bytes(), None, "utf-8", &page("euc-kr")),
            ("CP949 by an XML declaration", korean(&xml), None, "euc-kr", &xml),
            ("UTF-16, little end first", wide(TEXT, false, true), None, "utf-16le", TEXT),
            ("UTF-16, big end first", wide(TEXT, true, true), None, "utf-16be", TEXT),
            (
                "UTF-16 by the transport",
                wide("<p>가온시 버스</p>", false, false),
                Some("utf-16le"),
                "utf-16le",
                "<p>가온시 버스</p>",
            ),
            (
                "Latin, declared",
                b"<meta charset=windows-1252>\x93caf\xE9\x94".to_vec(),
                None,
                "windows-1252",
                "<meta charset=windows-1252>“café”",
            ),
        ] {
            let document = decode(raw(bytes, declared)).unwrap_or_else(|reject| panic!("{name}: {}", reject.message));
            assert_eq!((document.source.charset.as_deref(), document.text.as_str()), (Some(charset), want), "{name}");
            assert_eq!(document.source.replaced, 0, "{name}");
        }
    }

    #[test]
    fn stray_bytes_are_replaced_and_counted() {
        let long = TEXT.repeat(40);
        for (name, bytes, at, charset) in
            [("UTF-8", long.clone().into_bytes(), TEXT.len(), "utf-8"), ("CP949", korean(&long), korean(TEXT).len(), "euc-kr")]
        {
            let mut bytes = bytes;
            bytes.splice(at..at, [0xFF, 0xFF]);
            let document = decode(raw(bytes, None)).unwrap_or_else(|reject| panic!("{name}: {}", reject.message));
            assert_eq!((document.source.charset.as_deref(), document.source.replaced), (Some(charset), 2), "{name}");
            assert_eq!(document.text.replace('\u{FFFD}', ""), long, "{name}");
        }
    }

    #[test]
    fn what_is_no_text_is_rejected_with_its_place() {
        // A fixed linear congruential generator: bytes without any order.
        let noise: Vec<u8> = (0..4000_u32)
            .scan(1_u32, |state, _| {
                *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                Some(state.to_be_bytes()[0])
            })
            .collect();
        let high: Vec<u8> = noise.iter().map(|byte| byte | 0x80).collect();
        let mut torn = TEXT.repeat(3).into_bytes();
        let place = TEXT.len();
        torn.splice(place..place, [0xFE; 20]);
        for (name, bytes, code, told) in [
            ("nothing", Vec::new(), "decode.empty", "0 bytes"),
            ("blanks", b" \r\n\t ".to_vec(), "decode.empty", "empty"),
            ("a mark alone", "\u{FEFF}".into(), "decode.empty", "empty"),
            ("a PDF", b"%PDF-1.7 ...".to_vec(), "decode.binary", "PDF"),
            ("an archive", b"PK\x03\x04....".to_vec(), "decode.binary", "ZIP"),
            ("random bytes", noise, "decode.binary", "byte 8"),
            ("random high bytes", high, "decode.charset", "first wrong byte is"),
            ("a torn text", torn, "decode.charset", &format!("is {place})")),
            (
                "half a UTF-16 text",
                [&[0xFF, 0xFE, 0x00, 0xD8][..], &wide(TEXT, false, false)].concat(),
                "decode.charset",
                "is 2)",
            ),
        ] {
            let reject = decode(raw(bytes, None)).expect_err(name);
            assert_eq!(reject.code, code, "{name}: {}", reject.message);
            assert!(reject.message.contains(told), "{name}: {}", reject.message);
        }
    }

    #[test]
    fn pages_are_told_from_prose() {
        for text in [
            "<!DOCTYPE html><html>",
            "\n <html lang=ko>",
            "<!-- saved --><html>",
            "<?xml version='1.0'?><!DOCTYPE html><html>",
            "<head><title>제목</title>",
            "<p>첫째 문단이다.</p><p>둘째 문단이다.</p>",
            "첫째 문단이다.<br><br>둘째 문단이다.<br/>",
        ] {
            assert_eq!(sniff(text), Markup::Html, "{text}");
        }
        for text in
            ["가온시는 4일 밝혔다.", "<앵커> 버스 노선이 바뀝니다.", "<사진=가온시 제공>", "a < b, b > c", "<AI 시대> 기획", ""]
        {
            assert_eq!(sniff(text), Markup::Plain, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), declared in proptest::option::of("[a-z0-9-]{1,12}")) {
            let _ = decode(raw(bytes, declared.as_deref()));
        }

        #[test]
        fn korean_text_comes_back_from_either_charset(text in "[가-힣]{1,8}( [가-힣]{2,6}[.,]?){6,30}") {
            let utf8 = decode(raw(text.clone().into_bytes(), Some("euc-kr")));
            prop_assert_eq!(utf8.map(|document| document.text).ok(), Some(text));
        }
    }
}
