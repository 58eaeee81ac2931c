//! JSON Lines: one object a line.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use serde::Serialize;

use crate::error::Error;
use crate::write::Sink;

/// JSON Lines into a file or to standard output.
pub struct Jsonl {
    name: String,
    stream: Box<dyn Write + Send + Sync>,
}

impl Jsonl {
    pub fn stdout() -> Self {
        Jsonl { name: "standard output".into(), stream: Box::new(BufWriter::with_capacity(256 << 10, io::stdout())) }
    }

    /// # Errors
    /// [`Error::Write`] where the file cannot be created.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        match File::create(path) {
            Ok(file) => Ok(Jsonl { name, stream: Box::new(BufWriter::with_capacity(256 << 10, file)) }),
            Err(source) => Err(Error::Write { path: name, source }),
        }
    }

    fn failed(&self, source: io::Error) -> Error {
        if source.kind() == ErrorKind::BrokenPipe { Error::Closed } else { Error::Write { path: self.name.clone(), source } }
    }
}

impl<T: Serialize> Sink<T> for Jsonl {
    type Row = Vec<u8>;

    fn prepare(&self, result: &T) -> Vec<u8> {
        let mut row = Vec::with_capacity(4096);
        // Writing to memory cannot fail, and no type that is written here has keys that are not strings.
        if serde_json::to_writer(&mut row, result).is_ok() {
            row.push(b'\n');
        }
        row
    }

    fn commit(&mut self, rows: Vec<Vec<u8>>) -> Result<(), Error> {
        rows.iter().try_for_each(|row| self.stream.write_all(row)).and_then(|()| self.stream.flush()).map_err(|e| self.failed(e))
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.stream.flush().map_err(|wrong| self.failed(wrong))
    }
}
