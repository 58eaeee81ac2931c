//! Rejected documents once more, after a fix: a file of rejects says which.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::document::Source;
use crate::error::{Error, Stage};

/// The documents that a file of rejects names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Again {
    files: HashMap<String, Wanted>,
}

/// What is wanted of one file. A member of no archive is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Wanted {
    documents: HashSet<(Option<String>, u64)>,
    /// Where reading broke off: everything from that document on is wanted.
    from: HashMap<Option<String>, u64>,
}

/// A line of the file, as far as it matters.
#[derive(Deserialize)]
struct Line {
    source: Place,
    stage: Stage,
    code: String,
}

#[derive(Deserialize)]
struct Place {
    path: String,
    member: Option<String>,
    record: u64,
}

/// Rejects of the reader that cost one document and not the rest of its file.
const SINGLE: [&str; 3] = ["read.json", "read.no-text", "read.size"];

impl Again {
    /// Reads a file of rejects.
    ///
    /// # Errors
    /// [`Error::Read`] where it cannot be read, [`Error::Usage`] where it is none, or names standard input.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let unreadable = |source| Error::Read { path: path.to_owned(), source };
        let mut again = Again::default();
        for (nth, line) in BufReader::new(std::fs::File::open(path).map_err(unreadable)?).lines().enumerate() {
            let line = line.map_err(unreadable)?;
            let wrong = |what: String| Error::Usage(format!("{}:{}: {what}", path.display(), nth + 1));
            let Line { source, stage, code } = serde_json::from_str(&line)
                .map_err(|why| wrong(format!("no reject of gisa ({why}); give a file that --rejects has written")))?;
            if source.path == "-" {
                let what = "names standard input, which cannot be read again; write it to a file and extract that";
                return Err(wrong(what.into()));
            }
            let wanted = again.files.entry(source.path).or_default();
            if stage == Stage::Read && !SINGLE.contains(&code.as_str()) {
                let from = wanted.from.entry(source.member).or_insert(source.record);
                *from = source.record.min(*from);
            } else {
                wanted.documents.insert((source.member, source.record));
            }
        }
        Ok(again)
    }

    /// The files that hold the documents, in order.
    pub fn inputs(&self) -> Vec<PathBuf> {
        self.files.keys().collect::<BTreeSet<_>>().into_iter().map(PathBuf::from).collect()
    }

    /// Whether a document is wanted.
    pub fn wants(&self, source: &Source) -> bool {
        let Some(wanted) = self.files.get(&source.path) else { return false };
        let from = |member| wanted.from.get(member).is_some_and(|&from| source.record >= from);
        // An archive that was broken as a whole may hold anything.
        wanted.documents.contains(&(source.member.clone(), source.record))
            || from(&source.member)
            || (source.member.is_some() && wanted.from.contains_key(&None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    #[test]
    fn documents_and_rests_of_files_are_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rejects.jsonl");
        let line = |path: &str, member: &str, record: u64, stage: &str, code: &str| {
            format!(
                "{{\"source\": {{\"path\": \"{path}\", \"member\": {member}, \"record\": {record}}}, \"stage\": \"{stage}\", \"code\": \"{code}\"}}\n"
            )
        };
        let lines = [
            line("b.jsonl", "null", 3, "read", "read.json"),
            line("a.gz", "null", 7, "read", "read.io"),
            line("c.zip", "\"x.txt\"", 0, "clean", "clean.empty"),
        ];
        std::fs::write(&file, lines.concat()).unwrap();
        let again = Again::load(&file).unwrap();
        assert_eq!(again.inputs(), ["a.gz", "b.jsonl", "c.zip"].map(PathBuf::from));
        for (path, member, record, want) in [
            ("b.jsonl", None, 3, true),
            ("b.jsonl", None, 4, false),
            ("a.gz", None, 6, false),
            ("a.gz", None, 8, true),
            ("a.gz", Some("inner.txt"), 0, true),
            ("c.zip", Some("x.txt"), 0, true),
            ("c.zip", Some("y.txt"), 0, false),
            ("d.txt", None, 0, false),
        ] {
            let source = Source { member: member.map(str::to_owned), record, ..Source::new(path, Format::Text) };
            assert_eq!(again.wants(&source), want, "{path} {member:?} {record}");
        }
        std::fs::write(&file, "{}\n").unwrap();
        assert!(Again::load(&file).unwrap_err().to_string().contains(":1: no reject of gisa"));
    }
}
