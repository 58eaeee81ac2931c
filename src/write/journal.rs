//! The journal beside an output that is a file: which run writes it, and up to where it is good.
//!
//! A line for each commit, `CHECKSUM JSON`; the first one names the run. It is written after the data are on the disk, so that the
//! last line that is whole tells where the output is good. It only grows: a journal that is written anew in place can be
//! lost with everything it knows.

use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::write::cursor::{Cursor, Identity};
use crate::write::file::{Growing, failure, replace};

/// The form of the journal's lines.
const FORM: &str = "gisa/journal/1";

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    form: String,
    identity: Identity,
}

/// What one commit has come to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// How far the output is good, as the sink counts it: bytes of a file, parts of a folder.
    pub good: u64,
    /// The output is whole; nothing comes after it.
    pub done: bool,
    pub cursor: Cursor,
}

#[derive(Debug)]
pub struct Journal {
    file: Growing,
}

impl Journal {
    /// The journal of the output at `target`: hidden beside it, so that the folder may be read as an input.
    pub fn path(target: &Path) -> PathBuf {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        target.with_file_name(format!(".{name}.journal"))
    }

    /// Begins the journal of a new run; an old one is gone.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn begin(path: &Path, identity: &Identity) -> Result<Self, Error> {
        replace(path, &line(&Head { form: FORM.into(), identity: identity.clone() }))?;
        Ok(Journal { file: Growing::open(path)? })
    }

    /// Opens the journal of a run that was ended, and tells how far it came. `None` where no run has begun.
    ///
    /// # Errors
    /// [`Error::Usage`] where a run of this identity cannot go on from there; [`Error::Write`].
    pub fn resume(path: &Path, identity: &Identity, target: &Path) -> Result<Option<(Self, Entry)>, Error> {
        let mut lines = match std::fs::File::open(path) {
            Ok(file) => BufReader::new(file),
            Err(wrong) if wrong.kind() == ErrorKind::NotFound => return Ok(None),
            Err(wrong) => return Err(Error::Read { path: path.to_owned(), source: wrong }),
        };
        let mut bytes = Vec::new();
        let mut next = |bytes: &mut Vec<u8>| {
            bytes.clear();
            lines.read_until(b'\n', bytes).map_err(|wrong| failure(path, wrong))
        };
        let mut good = next(&mut bytes)? as u64;
        let Some(head) = parse::<Head>(&bytes) else { return Ok(None) };
        if head.form != FORM {
            let message =
                format!("{}: written by another version of gisa ({}); start anew without --resume", path.display(), head.form);
            return Err(Error::Usage(message));
        }
        identity.continues(&head.identity, &target.display().to_string())?;
        let mut last = Entry::default();
        loop {
            let length = next(&mut bytes)? as u64;
            let Some(entry) = parse(&bytes) else { break };
            last = entry;
            good += length;
        }
        let mut file = Growing::open(path)?;
        file.cut(good)?;
        Ok(Some((Journal { file }, last)))
    }

    /// Notes a commit whose data are on the disk.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn note(&mut self, entry: &Entry) -> Result<(), Error> {
        self.file.append(&line(entry))?;
        self.file.sync()
    }
}

/// A value as a line with its checksum, 64 bits of BLAKE3.
fn line<T: Serialize>(value: &T) -> Vec<u8> {
    // Writing to memory cannot fail, and what is written here has no keys that are not strings.
    let json = serde_json::to_string(value).unwrap_or_default();
    format!("{} {json}\n", checksum(json.as_bytes())).into_bytes()
}

/// The value of a line; `None` where the line is not whole.
fn parse<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
    let (sum, json) = line.strip_suffix(b"\n")?.split_at_checked(17)?;
    (sum == format!("{} ", checksum(json)).as_bytes()).then(|| serde_json::from_slice(json).ok())?
}

fn checksum(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Summary;

    fn identity(inputs: &str) -> Identity {
        Identity { pipeline: "p".into(), inputs: inputs.into(), options: "o".into() }
    }

    fn entry(good: u64) -> Entry {
        let summary = Summary { read: good * 2, ..Summary::default() };
        Entry { good, done: false, cursor: Cursor { summary, rejects_bytes: 1 } }
    }

    #[test]
    fn every_cut_of_a_journal_gives_its_last_whole_line() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out.jsonl");
        let path = Journal::path(&target);
        assert!(path.ends_with(".out.jsonl.journal"));
        assert!(Journal::resume(&path, &identity("i"), &target).unwrap().is_none());
        let mut journal = Journal::begin(&path, &identity("i")).unwrap();
        let mut borders = vec![(std::fs::metadata(&path).unwrap().len(), Entry::default())];
        for good in 1..=3 {
            journal.note(&entry(good)).unwrap();
            borders.push((std::fs::metadata(&path).unwrap().len(), entry(good)));
        }
        drop(journal);
        let whole = std::fs::read(&path).unwrap();
        for length in 0..=whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            let want = borders.iter().rev().find(|(border, _)| *border <= length as u64);
            let got = Journal::resume(&path, &identity("i"), &target).unwrap();
            assert_eq!(got.as_ref().map(|(_, entry)| entry), want.map(|(_, entry)| entry), "{length}");
            if let Some((border, _)) = want {
                assert_eq!(std::fs::metadata(&path).unwrap().len(), *border);
            }
        }
        // A flipped bit ends what is believed.
        let mut torn = whole.clone();
        torn[borders[2].0 as usize - 3] ^= 1;
        std::fs::write(&path, torn).unwrap();
        assert_eq!(Journal::resume(&path, &identity("i"), &target).unwrap().unwrap().1, entry(1));
        let said = Journal::resume(&path, &identity("j"), &target).unwrap_err().to_string();
        assert!(said.contains("inputs have changed"), "{said}");
    }
}
