//! Inputs become raw documents, in order and one at a time.
//!
//! [`inputs`] turns the command line's paths into files; [`documents`] reads one of them. A reader is an iterator: what
//! cannot be read comes out of it as a [`Reject`] in the place of the document, never as the end of the run.

pub mod columns;
mod jsonl;
mod whole;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use walkdir::WalkDir;

use crate::document::{Format, RawDocument, Source};
use crate::error::{Error, Fault, Reject, Stage};
use columns::Columns;

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
        Options { format: None, columns: Columns::default(), max_document: 64 << 20 }
    }
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

    fn source(&self, format: Format) -> Source {
        Source { path: self.name(), member: None, record: 0, id: None, format, charset: None, url: None }
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
                    inputs.push(Err(Fault::new(Stage::Read, "read.io", message).at(Input::File(at).source(Format::Text))));
                }
            }
        }
    }
    Ok(inputs)
}

/// The documents of one input, in order.
pub type Documents = Box<dyn Iterator<Item = Result<RawDocument, Reject>> + Send>;

/// Reads one input. `progress` counts the bytes that have been read of it.
pub fn documents(input: &Input, options: &Options, progress: Arc<AtomicU64>) -> Documents {
    let opened: io::Result<Box<dyn Read + Send>> = match input {
        Input::Stdin => Ok(Box::new(io::stdin())),
        Input::File(path) => open(path),
    };
    let mut stream = match opened {
        Ok(stream) => BufReader::with_capacity(256 << 10, Counted { stream, read: progress }),
        Err(wrong) => return once(Err(unreadable(input.source(options.format.unwrap_or(Format::Text)), &wrong))),
    };
    let format = match options.format {
        Some(format) => format,
        None => {
            // An error here shows itself again at the first real read, where it has its place.
            let head = stream.fill_buf().unwrap_or_default();
            by_name(input).unwrap_or_else(|| by_content(head))
        }
    };
    let source = input.source(format);
    match format {
        Format::Jsonl => Box::new(jsonl::Lines::new(stream, source, options)),
        Format::Text | Format::Html => once(whole::read(stream, source, options)),
    }
}

fn once(document: Result<RawDocument, Reject>) -> Documents {
    Box::new(std::iter::once(document))
}

fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    Ok(Box::new(File::open(path)?))
}

fn unreadable(source: Source, wrong: &io::Error) -> Reject {
    Fault::new(Stage::Read, "read.io", format!("cannot be read: {wrong}")).at(source)
}

/// The layout that a file's name says.
fn by_name(input: &Input) -> Option<Format> {
    let Input::File(path) = input else { return None };
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        _ => None,
    }
}

/// The layout that the first bytes say. Text is the rest: whether it is a page is seen once it is decoded.
fn by_content(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let object = line.first() == Some(&b'{') && memchr::memmem::find(line, b"\":").is_some();
    if object { Format::Jsonl } else { Format::Text }
}

/// Counts what is read through it.
struct Counted<R> {
    stream: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(into)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// The reject for a document beyond [`Options::max_document`].
fn too_large(source: Source, limit: usize) -> Reject {
    let message = format!("larger than {limit} bytes; raise --max-document-bytes to read it");
    Fault::new(Stage::Read, "read.size", message).at(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell_the_layout() {
        for (head, want) in [
            (&b"{\"text\": \"...\"}\n{"[..], Format::Jsonl),
            (b"\xEF\xBB\xBF {\"id\":1", Format::Jsonl),
            (b"{\xEA\xB4\x84}", Format::Text),
            (b"<!doctype html>", Format::Text),
            (b"", Format::Text),
        ] {
            assert_eq!(by_content(head), want, "{}", String::from_utf8_lossy(head));
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
