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
    target: Target,
}

#[derive(Debug)]
enum Target {
    Stdout,
    File { file: Growing, compression: Compression, journal: Option<Journal>, cursor: Cursor },
}

impl Jsonl {
    pub fn stdout() -> Self {
        Jsonl { target: Target::Stdout }
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
        let target = Target::File { file, compression, journal, cursor: entry.cursor.clone() };
        let standing = if entry.done { Standing::Done(entry.cursor) } else { Standing::At(entry.cursor) };
        Ok((Jsonl { target }, standing))
    }
}

/// A value as a line of JSON.
pub(super) fn line<T: Serialize>(value: &T) -> Vec<u8> {
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
        match &mut self.target {
            Target::Stdout => {
                let lines: Vec<u8> = unit.rows.into_iter().flat_map(|(_, row)| row).collect();
                let mut out = io::stdout().lock();
                out.write_all(&lines).and_then(|()| out.flush()).map_err(|source| failure(Path::new("standard output"), source))
            }
            Target::File { file, compression, journal, cursor } => {
                if !unit.rows.is_empty() {
                    let mut lines = Vec::with_capacity(unit.rows.iter().map(|(_, row)| row.len()).sum());
                    unit.rows.iter().for_each(|(_, row)| lines.extend_from_slice(row));
                    drop(unit.rows);
                    let packed = compression.pack(lines).map_err(|source| failure(Path::new("memory"), source))?;
                    file.append(&packed)?;
                    file.sync()?;
                }
                *cursor = unit.cursor;
                match journal {
                    Some(journal) => journal.note(&Entry { good: file.length(), done: false, cursor: cursor.clone() }),
                    None => Ok(()),
                }
            }
        }
    }

    fn finish(&mut self) -> Result<(), Error> {
        let Target::File { file, compression, journal, cursor } = &mut self.target else { return Ok(()) };
        if file.length() == 0 && *compression != Compression::None {
            // No bytes at all are no compressed file.
            let packed = compression.pack(Vec::new()).map_err(|source| failure(Path::new("memory"), source))?;
            file.append(&packed)?;
            file.sync()?;
        }
        match journal {
            Some(journal) => journal.note(&Entry { good: file.length(), done: true, cursor: cursor.clone() }),
            None => Ok(()),
        }
    }
}
