//! Inputs become raw documents, in order and one at a time.
//!
//! [`inputs`] turns the command line's paths into files; [`documents`] reads one of them: it takes off compression, opens
//! archives, sees which layout the content has, and hands each document to the receiver. What cannot be read comes
//! out as a [`Reject`] in the place of the document, never as the end of the run.

mod archive;
pub mod columns;
mod json;
mod jsonl;
mod parquet;
mod sqlite;
pub(crate) mod stream;
mod table;
mod warc;
mod whole;
mod xlsx;
mod xml;

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use walkdir::WalkDir;

use crate::document::{Body, Format, Given, RawDocument, Source};
use crate::error::{Error, Fault, Reject, Stage};
use columns::Columns;
pub use jsonl::Lines;
use stream::Counted;

/// How inputs are read.
#[derive(Debug, Clone)]
pub struct Options {
    /// The layout of every input; `None` lets the file name, then the first bytes decide.
    pub format: Option<Format>,
    pub columns: Columns,
    /// The largest document in bytes; a larger one is rejected without being held in memory.
    pub max_document: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { format: None, columns: Columns::default(), max_document: 16 << 20 }
    }
}

/// Takes what a reader reads.
pub trait Receiver {
    /// Takes a document, or what became of it. Breaks where nobody takes documents any more.
    fn document(&mut self, document: Result<RawDocument, Reject>) -> ControlFlow<()>;

    /// Takes a remark for the person who runs the program: which column was taken for what, what was left out.
    fn note(&mut self, note: String);
}

/// One input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// The name that the record's source gives; `-` for standard input.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin => "-".into(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// The input's size in bytes where it is known beforehand.
    pub fn size(&self) -> Option<u64> {
        match self {
            Input::Stdin => None,
            Input::File(path) => path.metadata().ok().map(|metadata| metadata.len()),
        }
    }

    fn source(&self) -> Source {
        Source::new(self.name(), Format::Text)
    }
}

/// The inputs that `paths` name: files, folders (recursive, sorted by name, hidden files left out) and `-` for standard
/// input. What lies in a folder and cannot be reached is a reject in its place.
///
/// # Errors
/// [`Error::Read`] where a path that was named cannot be read: a typing error should not pass for an empty run.
pub fn inputs(paths: &[PathBuf]) -> Result<Vec<Result<Input, Reject>>, Error> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Ok(Input::Stdin));
            continue;
        }
        let unreadable = |source| Error::Read { path: path.clone(), source };
        let metadata = path.metadata().map_err(unreadable)?;
        if !metadata.is_dir() {
            inputs.push(Ok(Input::File(path.clone())));
            continue;
        }
        path.read_dir().map_err(unreadable)?;
        let visible = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        for entry in WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => inputs.push(Ok(Input::File(entry.into_path()))),
                Err(wrong) => {
                    let at = wrong.path().unwrap_or(path).to_owned();
                    let message = format!("cannot be read: {wrong}; check its permissions and links");
                    inputs.push(Err(Fault::new(Stage::Read, "read.io", message).at(Input::File(at).source())));
                }
            }
        }
    }
    Ok(inputs)
}

/// Reads one input. `progress` counts the bytes that have been read of it.
pub fn documents(input: &Input, options: &Options, progress: Arc<AtomicU64>, into: &mut dyn Receiver) -> ControlFlow<()> {
    let source = input.source();
    // Parsers of foreign formats meet files that their authors did not think of: a panic ends the file, not the run.
    let outcome = catch_unwind(AssertUnwindSafe(|| match input {
        Input::Stdin => any(Box::new(Counted::new(io::stdin(), progress)), None, source.clone(), 0, options, into),
        Input::File(path) => match open(path) {
            Ok(file) => any(Box::new(Counted::new(file, progress)), Some(path.as_path()), source.clone(), 0, options, into),
            Err(wrong) => into.document(Err(unreadable(source.clone(), &wrong))),
        },
    }));
    outcome.unwrap_or_else(|_| {
        let message = "the reader failed on this file; this is a bug, please report it with the file";
        into.document(Err(Fault::new(Stage::Read, "read.panic", message).at(input.source())))
    })
}

/// Reads a dump that is in memory. `name` stands for the file's name: its ending helps to tell the layout.
pub fn parse(name: &str, bytes: &[u8], options: &Options) -> Vec<Result<RawDocument, Reject>> {
    struct Gather(Vec<Result<RawDocument, Reject>>);
    impl Receiver for Gather {
        fn document(&mut self, document: Result<RawDocument, Reject>) -> ControlFlow<()> {
            self.0.push(document);
            ControlFlow::Continue(())
        }
        fn note(&mut self, _: String) {}
    }
    let mut gather = Gather(Vec::new());
    // Nobody breaks off here.
    let _ = any(Box::new(bytes), None, Input::File(name.into()).source(), 0, options, &mut gather);
    gather.0
}

/// Reads one line: a JSON object with the usual field names, or else the text of an article.
///
/// # Errors
/// As for a line of a JSONL file.
pub fn line(line: Vec<u8>, source: Source, options: &Options) -> Result<RawDocument, Reject> {
    if line.trim_ascii_start().starts_with(b"{") {
        return jsonl::document(line, Source { format: Format::Jsonl, ..source }, &options.columns);
    }
    Ok(RawDocument { source, given: Given::default(), body: Body::Bytes(line), markup: None })
}

/// Archives in archives: deeper ones are rejected.
const MAX_NESTING: u32 = 4;
/// The bytes at the beginning of a stream by which its layout is known.
const HEAD: u64 = 64 << 10;

/// Reads a stream of any layout. `file` is the file that the stream reads from its start, where there is one: what wants to
/// jump about in it opens it anew.
fn any(
    mut stream: Box<dyn Read + '_>,
    file: Option<&Path>,
    mut source: Source,
    nesting: u32,
    options: &Options,
    into: &mut dyn Receiver,
) -> ControlFlow<()> {
    if nesting > MAX_NESTING {
        let message = format!("archives are nested deeper than {MAX_NESTING}; unpack the outer ones");
        return into.document(Err(Fault::new(Stage::Read, "read.nesting", message).at(source)));
    }
    let mut head = Vec::new();
    if let Err(wrong) = (&mut stream).take(HEAD).read_to_end(&mut head) {
        return into.document(Err(unreadable(source, &wrong)));
    }
    let layout = layout(&head, source.member.as_deref().unwrap_or(&source.path), options.format);
    let stream: Box<dyn Read + '_> = Box::new(Cursor::new(head).chain(stream));
    let format = match layout {
        Layout::Gzip | Layout::Zstd => {
            return match stream::decompress(stream, layout == Layout::Gzip) {
                Ok(stream) => any(stream, None, source, nesting + 1, options, into),
                Err(wrong) => into.document(Err(unreadable(source, &wrong))),
            };
        }
        Layout::Tar => return archive::tar(stream, source, nesting, options, into),
        Layout::Zip => return archive::zip(stream, file, source, nesting, options, into),
        Layout::Foreign(what) => {
            let message = format!("this is {what}");
            return into.document(Err(Fault::new(Stage::Read, "read.format", message).at(source)));
        }
        Layout::Known(format) => format,
    };
    source.format = format;
    match format {
        Format::Text | Format::Html => into.document(whole::read(stream, source, options)),
        Format::Jsonl => jsonl::read(stream, source, options, into),
        Format::Json => json::read(stream, source, options, into),
        Format::Csv => table::read(stream, b',', source, options, into),
        Format::Tsv => table::read(stream, b'\t', source, options, into),
        Format::Xml => xml::read(stream, source, options, into),
        Format::Xlsx => xlsx::read(stream, file, source, options, into),
        Format::Sqlite => sqlite::read(stream, file, source, options, into),
        Format::Parquet => parquet::read(stream, file, source, options, into),
        Format::Warc => warc::read(stream, file, source, options, into),
    }
}

fn open(path: &Path) -> io::Result<File> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    File::open(path)
}

/// The reject for a stream that fails while it is read.
fn unreadable(source: Source, wrong: &io::Error) -> Reject {
    let code = match wrong.kind() {
        io::ErrorKind::FileTooLarge => "read.bomb",
        io::ErrorKind::QuotaExceeded => "read.size",
        _ => "read.io",
    };
    Fault::new(Stage::Read, code, format!("cannot be read: {wrong}")).at(source)
}

/// The fault of a document beyond [`Options::max_document`].
pub fn too_large(limit: usize) -> Fault {
    Fault::new(Stage::Read, "read.size", format!("larger than {limit} bytes; raise --max-document-bytes to read it"))
}

/// What the content of a stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Gzip,
    Zstd,
    Tar,
    Zip,
    /// Something that is known and not read, with what to do about it.
    Foreign(&'static str),
    Known(Format),
}

/// Sees by its first bytes, then by its name, what a stream holds. A `format` that was asked for holds for everything that is
/// no archive.
fn layout(head: &[u8], name: &str, format: Option<Format>) -> Layout {
    for (magic, layout) in [
        (&b"\x1F\x8B"[..], Layout::Gzip),
        (b"\x28\xB5\x2F\xFD", Layout::Zstd),
        (b"SQLite format 3\0", Layout::Known(Format::Sqlite)),
        (b"PAR1", Layout::Known(Format::Parquet)),
        (b"WARC/", Layout::Known(Format::Warc)),
        (b"%PDF-", Layout::Foreign("a PDF file; extract its text first")),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Layout::Foreign("an old Office or HWP file; save it as .xlsx, .csv or .txt first")),
        (b"BZh", Layout::Foreign("a bzip2 file; decompress it first")),
        (b"\xFD7zXZ\0", Layout::Foreign("an xz file; decompress it first")),
        (b"7z\xBC\xAF\x27\x1C", Layout::Foreign("a 7z archive; unpack it first")),
    ] {
        if head.starts_with(magic) {
            return layout;
        }
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let workbook =
            memchr::memmem::find(head, b"[Content_Types].xml").is_some() || memchr::memmem::find(head, b"xl/").is_some();
        return if workbook { Layout::Known(Format::Xlsx) } else { Layout::Zip };
    }
    if head.get(257..262) == Some(b"ustar") {
        return Layout::Tar;
    }
    Layout::Known(format.or_else(|| by_name(name)).unwrap_or_else(|| match by_content(head) {
        Format::Text if has_ending(name, "json") => Format::Json,
        format => format,
    }))
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|known| known.eq_ignore_ascii_case(ending))
}

/// The layout that a file's name says for certain. `.txt` and `.json` say little: there the content decides.
fn by_name(name: &str) -> Option<Format> {
    match Path::new(name).extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "csv" => Some(Format::Csv),
        "tsv" => Some(Format::Tsv),
        _ => None,
    }
}

/// The layout that the first bytes say. Text is the rest: whether it is a page is seen once it is decoded.
fn by_content(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let mut lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    let first = lines.next().unwrap_or_default();
    match first.first() {
        // An object that is all there is may hold documents: it is read as a value.
        Some(b'{') if first.ends_with(b"}") && memchr::memmem::find(first, b"\":").is_some() => {
            if lines.any(|line| line.starts_with(b"{")) { Format::Jsonl } else { Format::Json }
        }
        Some(b'{') if head[1..].trim_ascii_start().starts_with(b"\"") => Format::Json,
        Some(b'[') if head[1..].trim_ascii_start().starts_with(b"{") => Format::Json,
        Some(b'<') if [&b"<?xml"[..], b"<rss", b"<NewsML"].iter().any(|root| first.starts_with(root)) => {
            let page = [&b"<html"[..], b"<HTML"].iter().any(|root| memchr::memmem::find(head, root).is_some());
            if page { Format::Html } else { Format::Xml }
        }
        _ if table::is_tab_separated(head) => Format::Tsv,
        _ => Format::Text,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Everything that a reader handed over.
    #[derive(Default)]
    pub struct Heap {
        pub documents: Vec<Result<RawDocument, Reject>>,
        pub notes: Vec<String>,
    }

    impl Receiver for Heap {
        fn document(&mut self, document: Result<RawDocument, Reject>) -> ControlFlow<()> {
            self.documents.push(document);
            ControlFlow::Continue(())
        }

        fn note(&mut self, note: String) {
            self.notes.push(note);
        }
    }

    /// What comes out of `bytes` under the file name `name`.
    pub fn read(name: &str, bytes: &[u8], options: &Options) -> Heap {
        let mut heap = Heap::default();
        let source = Input::File(name.into()).source();
        assert!(any(Box::new(bytes), None, source, 0, options, &mut heap).is_continue());
        heap
    }

    /// The texts of the documents that came out, and the codes of the rejects.
    pub fn texts(name: &str, bytes: &[u8]) -> Vec<String> {
        let documents = read(name, bytes, &Options::default()).documents.into_iter();
        documents
            .map(|document| match document {
                Ok(RawDocument { body: crate::document::Body::Text(text), .. }) => text,
                Ok(RawDocument { body: crate::document::Body::Bytes(bytes), .. }) => String::from_utf8(bytes).unwrap(),
                Err(reject) => reject.code.to_owned(),
            })
            .collect()
    }

    #[test]
    fn first_bytes_and_names_tell_the_layout() {
        for (name, head, want) in [
            ("a", &b"{\"text\": \"...\"}\n{"[..], Layout::Known(Format::Jsonl)),
            ("a", b"\xEF\xBB\xBF {\"id\":1}\n\n{\"id\":2}\n", Layout::Known(Format::Jsonl)),
            ("a.json", b"{\"documents\": [{\"id\": 1}]}\n", Layout::Known(Format::Json)),
            ("a.json", b"{\n  \"documents\": [", Layout::Known(Format::Json)),
            ("a.json", b"[\n  {\"id\": 1}", Layout::Known(Format::Json)),
            ("a.txt", b"[\xEA\xB0\x80] {", Layout::Known(Format::Text)),
            ("a", b"{\xEA\xB4\x84}", Layout::Known(Format::Text)),
            ("a", b"<!doctype html>", Layout::Known(Format::Text)),
            ("a.json", b"[[{}]]", Layout::Known(Format::Json)),
            ("a.xml", b"<?xml version=\"1.0\"?><rss>", Layout::Known(Format::Xml)),
            ("a", b"<?xml version=\"1.0\"?>\n<html xmlns", Layout::Known(Format::Html)),
            ("a.csv", b"a,b\n", Layout::Known(Format::Csv)),
            ("a.csv.gz", b"\x1F\x8B\x08", Layout::Gzip),
            ("a.txt", b"a\tb\tc\nd\te\tf\n", Layout::Known(Format::Tsv)),
            ("a.hwp", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Layout::Foreign("")),
            ("a", b"", Layout::Known(Format::Text)),
        ] {
            let seen = layout(head, name, None);
            let same = matches!((seen, want), (Layout::Foreign(_), Layout::Foreign(_))) || seen == want;
            assert!(same, "{name} {}: {seen:?}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn folders_are_walked_in_order_and_hidden_files_left_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.txt", ".hidden.txt", "sub/c.txt"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "글").unwrap();
        }
        let names: Vec<_> = inputs(&[folder.path().to_owned()])
            .unwrap()
            .into_iter()
            .map(|input| match input {
                Ok(Input::File(path)) => path.strip_prefix(folder.path()).unwrap().display().to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(names, ["a.txt", "b.txt", "sub/c.txt"]);
    }

    #[test]
    fn a_path_that_is_not_there_ends_the_run() {
        assert!(matches!(inputs(&["/no/such/place".into()]), Err(Error::Read { .. })));
    }
}
