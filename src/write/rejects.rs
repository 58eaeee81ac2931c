//! The file of rejects: JSON Lines, committed before the unit that they belong to.

use std::path::Path;

use crate::error::{Error, Reject};
use crate::write::Cursor;
use crate::write::file::Growing;
use crate::write::jsonl::line;

#[derive(Debug)]
pub struct Rejects {
    file: Growing,
}

impl Rejects {
    /// Opens the file, and cuts it to what belongs to the documents before the cursor.
    ///
    /// # Errors
    /// [`Error::Write`] where it cannot be written, [`Error::Usage`] where it does not hold what the cursor says.
    pub fn open(path: &Path, cursor: &Cursor) -> Result<Self, Error> {
        let mut file = Growing::open(path)?;
        file.cut(cursor.rejects_bytes)?;
        Ok(Rejects { file })
    }

    /// Brings rejects to the disk and gives the length that the file has then.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn add(&mut self, rejects: &[Reject]) -> Result<u64, Error> {
        if !rejects.is_empty() {
            self.file.append(&rejects.iter().flat_map(line).collect::<Vec<u8>>())?;
            self.file.sync()?;
        }
        Ok(self.file.length())
    }
}
