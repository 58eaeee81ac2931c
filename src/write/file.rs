//! Files that only grow, and that can be cut back to where they were good.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A file that only grows. One process at a time has it.
#[derive(Debug)]
pub struct Growing {
    path: PathBuf,
    file: File,
    length: u64,
    /// Devices and pipes cannot be cut, and have nothing that could be made safe.
    regular: bool,
}

impl Growing {
    /// Opens the file, or makes it, and leaves what it holds.
    ///
    /// # Errors
    /// [`Error::Write`] where it cannot be opened for writing, [`Error::Usage`] where another process has it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let failed = |source| failure(path, source);
        let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path).map_err(failed)?;
        let regular = file.metadata().map_err(failed)?.is_file();
        if regular {
            match file.try_lock() {
                // A file system without locks leaves it to its user that only one run writes to the file.
                Ok(()) | Err(TryLockError::Error(_)) => {}
                Err(TryLockError::WouldBlock) => {
                    let message = format!("{}: another run writes to this file; wait for its end", path.display());
                    return Err(Error::Usage(message));
                }
            }
        }
        let length = if regular { file.seek(SeekFrom::End(0)).map_err(failed)? } else { 0 };
        Ok(Growing { path: path.to_owned(), file, length, regular })
    }

    pub fn is_regular(&self) -> bool {
        self.regular
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    /// Forgets everything behind the first `length` bytes.
    ///
    /// # Errors
    /// [`Error::Write`]; [`Error::Usage`] where the file has not so many bytes.
    pub fn cut(&mut self, length: u64) -> Result<(), Error> {
        if !self.regular {
            return Ok(());
        }
        if length > self.length {
            let message = format!(
                "{}: has {} bytes, but {length} were written to it: it was changed after the run was interrupted. Bring back what \
                 was, or start anew without --resume",
                self.path.display(),
                self.length
            );
            return Err(Error::Usage(message));
        }
        let cut = self.file.set_len(length).and_then(|()| self.file.seek(SeekFrom::Start(length)));
        self.length = cut.map_err(|source| failure(&self.path, source))?;
        Ok(())
    }

    /// # Errors
    /// [`Error::Write`], [`Error::Closed`].
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(|source| failure(&self.path, source))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Brings what was appended to the disk.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn sync(&self) -> Result<(), Error> {
        if self.regular { self.file.sync_data().map_err(|source| failure(&self.path, source)) } else { Ok(()) }
    }
}

/// The error for a file that cannot be written.
pub fn failure(path: &Path, source: io::Error) -> Error {
    if source.kind() == io::ErrorKind::BrokenPipe {
        return Error::Closed;
    }
    Error::Write { path: path.display().to_string(), source }
}

/// Brings the names in the folder of `path` to the disk: a file that was made or renamed is there after a loss of power too.
///
/// # Errors
/// [`Error::Write`].
pub fn sync_folder_of(path: &Path) -> Result<(), Error> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Only Unix opens folders as files.
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| failure(folder, source))?;
    }
    Ok(())
}

/// Puts a file at `path` as a whole or not at all.
///
/// # Errors
/// [`Error::Write`].
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    let written = File::create(&new).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|source| failure(&new, source))?;
    std::fs::rename(&new, path).map_err(|source| failure(path, source))?;
    sync_folder_of(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growing_file_is_cut_back_and_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut file = Growing::open(&path).unwrap();
        file.append(b"one two three").unwrap();
        file.cut(8).unwrap();
        file.append(b"four").unwrap();
        file.sync().unwrap();
        assert_eq!(file.length(), 12);
        assert_eq!(std::fs::read(&path).unwrap(), b"one two four");
        assert!(file.cut(13).unwrap_err().to_string().contains("has 12 bytes, but 13"));
        assert!(Growing::open(&path).unwrap_err().to_string().contains("another run"));
        drop(file);
        assert_eq!(Growing::open(&path).unwrap().length(), 12);
    }

    #[test]
    fn replacing_leaves_the_new_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        replace(&path, b"old").unwrap();
        replace(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
