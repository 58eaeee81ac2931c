//! What cleaning cut from the articles of a report: a record does not carry it, so the sources are read again.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::clean::cuts;
pub use crate::clean::text::Reason;
use crate::decode::decode;
use crate::document::RawDocument;
use crate::error::Reject;
use crate::pipeline::identifier;
use crate::read::{self, Input, Options, Receiver};
use crate::record::CodePoints;
use crate::records::Record;

/// What was cut from one article, where that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cuttings {
    Known(Vec<Cut>),
    Unknown(Unknown),
}

/// A piece that was cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub reason: Reason,
    pub text: String,
    /// Code points of the article's text that stood before it.
    pub at: usize,
}

/// Why it is not known what was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// The source is not where the record says, or is no longer read as it was.
    Missing,
    /// Another article comes out of the source: it has changed, or was read with other flags.
    Changed,
    /// The source is a page: what its structure leaves out is never made a text.
    Page,
}

impl Unknown {
    /// Lower-case and stable.
    pub fn name(self) -> &'static str {
        match self {
            Unknown::Missing => "missing",
            Unknown::Changed => "changed",
            Unknown::Page => "page",
        }
    }
}

/// What was cut from each of some records, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cuts(Vec<Cuttings>);

impl Cuts {
    /// Reads the sources of some records again. A path that is relative is looked up from `folder`.
    pub fn find(records: &[Record], folder: &Path) -> Self {
        let mut files: FxHashMap<&str, Wanted<'_>> = FxHashMap::default();
        for (nth, record) in records.iter().enumerate() {
            let place = (record.source.member.as_deref(), record.source.record);
            files.entry(&record.source.path).or_default().entry(place).or_default().push(nth);
        }
        let mut found = vec![Cuttings::Unknown(Unknown::Missing); records.len()];
        for (path, wanted) in files {
            let path: PathBuf = folder.join(path);
            if path.is_file() {
                let left = wanted.len();
                let mut finder = Finder { records, wanted, left, found: &mut found };
                // It breaks off where all has been found.
                let _ = read::documents(&Input::File(path), &Options::default(), Default::default(), &mut finder);
            }
        }
        Cuts(found)
    }

    /// What was cut from a record, by its place.
    pub fn of(&self, nth: usize) -> &Cuttings {
        &self.0[nth]
    }
}

/// The records that come from each member and place of one file.
type Wanted<'r> = FxHashMap<(Option<&'r str>, u64), Vec<usize>>;

struct Finder<'r> {
    records: &'r [Record],
    wanted: Wanted<'r>,
    left: usize,
    found: &'r mut [Cuttings],
}

impl Receiver for Finder<'_> {
    fn document(&mut self, document: Result<RawDocument, Reject>) -> ControlFlow<()> {
        let Ok(raw) = document else { return ControlFlow::Continue(()) };
        if let Some(wanted) = self.wanted.get(&(raw.source.member.as_deref(), raw.source.record)).cloned() {
            let cuttings = cuttings(raw, &self.records[wanted[0]].id);
            for nth in wanted {
                self.found[nth] = cuttings.clone();
            }
            self.left -= 1;
        }
        if self.left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn note(&mut self, _: String) {}
}

/// What is cut from a document, if it is the one from which the record was made.
fn cuttings(raw: RawDocument, id: &str) -> Cuttings {
    let Ok(document) = decode(raw) else { return Cuttings::Unknown(Unknown::Changed) };
    let Some((article, cuts)) = cuts(&document) else { return Cuttings::Unknown(Unknown::Page) };
    if identifier(&article) != id {
        return Cuttings::Unknown(Unknown::Changed);
    }
    let points = CodePoints::new(&article.text);
    Cuttings::Known(cuts.into_iter().map(|cut| Cut { reason: cut.reason, at: points.at(cut.at), text: cut.text }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Extractor;

    const ARTICLE: &str = "한빛시, 데이터센터 착공\n\n홍길동 기자 hong@example.com\n\n한빛시는 12일 데이터센터 착공식을 열었다.\n\n\
        무단 전재 및 재배포 금지\n";

    #[test]
    fn cuts_are_found_in_the_source() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        std::fs::write(&file, ARTICLE).unwrap();
        let raw = read::parse(file.to_str().unwrap(), ARTICLE.as_bytes(), &Options::default()).remove(0).unwrap();
        let record = Extractor::new().unwrap().worker().extract(raw).unwrap();
        let record: Record = serde_json::from_value(serde_json::to_value(record).unwrap()).unwrap();
        let find = |record: &Record| Cuts::find(std::slice::from_ref(record), Path::new("")).0.remove(0);

        let Cuttings::Known(cuts) = find(&record) else { panic!("{record:?}") };
        let length = record.text.chars().count();
        let seen: Vec<_> = cuts.iter().map(|cut| (cut.reason.name(), cut.at, cut.text.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("title", 0, "한빛시, 데이터센터 착공"),
                ("byline", 0, "홍길동 기자 hong@example.com"),
                ("copyright", length, "무단 전재 및 재배포 금지")
            ]
        );

        std::fs::write(&file, ARTICLE.replace("착공식", "기공식")).unwrap();
        assert_eq!(find(&record), Cuttings::Unknown(Unknown::Changed));
        std::fs::write(&file, format!("<html><body><p>{ARTICLE}</p></body></html>")).unwrap();
        assert_eq!(find(&record), Cuttings::Unknown(Unknown::Page));
        std::fs::remove_file(&file).unwrap();
        assert_eq!(find(&record), Cuttings::Unknown(Unknown::Missing));
    }
}
