//! JSON Lines: one object a line, as it is or compressed.
//!
//! A compressed unit is a gzip member or a Zstandard frame of its own, so that the file is whole at the end of every unit.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::error::Error;
use crate::write::cursor::{Cursor, Opening, Standing};
use crate::write::file::{Growing, failure, sync_folder_of};
use crate::write::journal::{Entry, Journal};
use crate::write::{Sink, Unit};

/// How the lines are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("gz") => Compression::Gzip,
            Some("zst") => Compression::Zstd,
            _ => Compression::None,
        }
    }

    fn pack(self, lines: Vec<u8>) -> io::Result<Vec<u8>> {
        match self {
            Compression::None => Ok(lines),
            Compression::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                encoder.write_all(&lines)?;
                encoder.finish()
            }
            Compression::Zstd => zstd::encode_all(lines.as_slice(), zstd::DEFAULT_COMPRESSION_LEVEL),
        }
    }
}

/// JSON Lines into a file or to standard output.
#[derive(Debug)]
pub struct Jsonl {
    /// `None` is standard output.
    output: Option<Output>,
}

#[derive(Debug)]
struct Output {
    file: Growing,
    compression: Compression,
    /// What is no regular file has none.
    journal: Option<Journal>,
    cursor: Cursor,
}

impl Output {
    /// Brings lines to the disk.
    fn put(&mut self, lines: Vec<u8>) -> Result<(), Error> {
        let packed = self.compression.pack(lines).map_err(|source| failure(Path::new("memory"), source))?;
        self.file.append(&packed)?;
        self.file.sync()
    }

    fn note(&mut self, done: bool) -> Result<(), Error> {
        match &mut self.journal {
            Some(journal) => journal.note(&Entry { good: self.file.length(), done, cursor: self.cursor.clone() }),
            None => Ok(()),
        }
    }
}

impl Jsonl {
    pub fn stdout() -> Self {
        Jsonl { output: None }
    }

    /// Opens the file at `path`, compressed where its name ends in `.gz` or `.zst`.
    ///
    /// # Errors
    /// [`Error::Write`] where it cannot be written, [`Error::Usage`] where it cannot be resumed.
    pub fn open(path: &Path, opening: &Opening) -> Result<(Self, Standing), Error> {
        let mut file = Growing::open(path)?;
        let compression = Compression::of(path);
        let name = Journal::path(path);
        let (journal, entry) = if !file.is_regular() {
            if opening.resume {
                let message = format!("{}: is no regular file, so that it cannot be resumed", path.display());
                return Err(Error::Usage(message));
            }
            (None, Entry::default())
        } else {
            let earlier = if opening.resume { Journal::resume(&name, &opening.identity, path)? } else { None };
            let (journal, entry) = match earlier {
                Some(earlier) => earlier,
                None if opening.resume && file.length() > 0 => {
                    let message = format!(
                        "{}: cannot be resumed: there is no journal of a run that writes it ({}). Start anew without --resume",
                        path.display(),
                        name.display()
                    );
                    return Err(Error::Usage(message));
                }
                None => (Journal::begin(&name, &opening.identity)?, Entry::default()),
            };
            file.cut(entry.good)?;
            sync_folder_of(path)?;
            (Some(journal), entry)
        };
        let output = Output { file, compression, journal, cursor: entry.cursor.clone() };
        let standing = if entry.done { Standing::Done(entry.cursor) } else { Standing::At(entry.cursor) };
        Ok((Jsonl { output: Some(output) }, standing))
    }
}

/// A value as a line of JSON.
pub fn line<T: Serialize>(value: &T) -> Vec<u8> {
    let mut line = Vec::with_capacity(4096);
    // Writing to memory cannot fail, and no type that is written here has keys that are not strings.
    if serde_json::to_writer(&mut line, value).is_ok() {
        line.push(b'\n');
    }
    line
}

impl<T: Serialize> Sink<T> for Jsonl {
    type Row = Vec<u8>;

    fn row(result: T) -> Vec<u8> {
        line(&result)
    }

    fn commit(&mut self, unit: Unit<Vec<u8>>) -> Result<(), Error> {
        let mut lines = Vec::with_capacity(unit.rows.iter().map(|(_, row)| row.len()).sum());
        unit.rows.into_iter().for_each(|(_, row)| lines.extend_from_slice(&row));
        let Some(output) = &mut self.output else {
            let mut out = io::stdout().lock();
            let written = out.write_all(&lines).and_then(|()| out.flush());
            return written.map_err(|source| failure(Path::new("standard output"), source));
        };
        if !lines.is_empty() {
            output.put(lines)?;
        }
        output.cursor = unit.cursor;
        output.note(false)
    }

    fn finish(&mut self) -> Result<(), Error> {
        let Some(output) = &mut self.output else { return Ok(()) };
        if output.file.length() == 0 && output.compression != Compression::None {
            // No bytes at all are no compressed file.
            output.put(Vec::new())?;
        }
        output.note(true)
    }
}
