//! Tables: rows whose columns hold the text and its metadata. CSV and TSV here; workbooks and databases share [`Table`].

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use crate::decode;
use crate::document::{Source, Timestamp};
use crate::error::{Fault, Stage};
use crate::read::columns::{Columns, Layout, Role, no_text};
use crate::read::stream::Limited;
use crate::read::{Options, Receiver, unreadable};

/// The rows of a table become documents, once it is known what its columns hold.
pub struct Table<'c> {
    columns: &'c Columns,
    source: Source,
    header: Vec<String>,
    layout: Option<Layout>,
    /// The table is an export of the news archive BigKinds, which cuts its texts.
    bigkinds: bool,
}

/// What a column is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Text,
    Metadata,
    None,
}

/// The characters after which BigKinds cuts 본문.
const BIGKINDS_CUT: usize = 200;

impl<'c> Table<'c> {
    pub fn new(columns: &'c Columns, source: Source) -> Self {
        Table { columns, source, header: Vec::new(), layout: None, bigkinds: false }
    }

    /// Takes a row whose cells are decoded. The first one is the header, unless it reads like a row of values.
    pub fn row(&mut self, cells: Vec<String>, into: &mut dyn Receiver) -> ControlFlow<()> {
        let layout = match self.layout {
            Some(layout) => layout,
            None => {
                let header: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
                let layout = self.columns.layout(&header);
                if layout.has_text() {
                    into.note(format!("{}: {}", self.name(), layout.describe(&header)));
                    self.bigkinds = header.contains(&"뉴스 식별자");
                    self.header = header.into_iter().map(str::to_owned).collect();
                    self.layout = Some(layout);
                    return ControlFlow::Continue(());
                }
                let Some(layout) = by_values(&cells) else {
                    self.header = cells;
                    return ControlFlow::Break(());
                };
                let numbers: Vec<String> = (1..=cells.len()).map(|n| format!("column {n}")).collect();
                let names: Vec<&str> = numbers.iter().map(String::as_str).collect();
                into.note(format!("{}: no header; {}", self.name(), layout.describe(&names)));
                self.layout = Some(layout);
                layout
            }
        };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return ControlFlow::Continue(());
        }
        let mut cells: Vec<Option<String>> = cells.into_iter().map(Some).collect();
        let mut document = layout.document(&self.header, |at| cells.get_mut(at)?.take(), self.source.clone());
        if let Ok(document) = &mut document
            && let crate::document::Body::Text(text) = &document.body
            && self.bigkinds
        {
            document.source.truncated |= text.chars().count() >= BIGKINDS_CUT;
        }
        self.source.record += 1;
        into.document(document)
    }

    /// What the column at `at` is used for. Where the columns are not known yet, it counts as text.
    fn use_of(&self, at: usize) -> Use {
        match &self.layout {
            Some(layout) if layout.texts().any(|text| text == at) => Use::Text,
            Some(layout) if Role::ALL.into_iter().any(|role| layout.place(role) == Some(at)) => Use::Metadata,
            Some(_) => Use::None,
            None => Use::Text,
        }
    }

    /// Takes a row that cannot be read.
    pub fn reject(&mut self, fault: Fault, into: &mut dyn Receiver) -> ControlFlow<()> {
        let source = self.source.clone();
        self.source.record += 1;
        into.document(Err(fault.at(source)))
    }

    /// Ends the table. `flow` is what [`Table::row`] gave last: it also breaks off where the columns are not understood.
    pub fn end(self, flow: ControlFlow<()>, into: &mut dyn Receiver) -> ControlFlow<()> {
        if self.layout.is_some() || self.header.is_empty() {
            return flow;
        }
        let header: Vec<&str> = self.header.iter().map(String::as_str).collect();
        into.document(Err(no_text(&header, self.source.clone())))
    }

    fn name(&self) -> String {
        match &self.source.member {
            Some(member) => format!("{} [{member}]", self.source.path),
            None => self.source.path.clone(),
        }
    }
}

/// How well a table's columns fit an article, by its first row: the number of roles that have a column, 0 where none holds
/// texts.
pub fn fit(columns: &Columns, first: &[String]) -> usize {
    let header: Vec<&str> = first.iter().map(|cell| cell.trim()).collect();
    let layout = columns.layout(&header);
    if layout.has_text() { layout.len() } else { by_values(first).map_or(0, |layout| layout.len()) }
}

/// The remark for a table that stands beside one that is read; `fit` is how well it fits an article.
pub fn passed_over(path: &str, name: &str, fit: usize) -> String {
    let what = if fit > 0 { "its columns fit an article less well" } else { "no column of texts" };
    format!("{path} [{name}]: {what}; passed over")
}

/// The layout of a table without a header, by its first row: a date, an address, short cells, and one long one.
fn by_values(cells: &[String]) -> Option<Layout> {
    let length = |at: usize| cells[at].chars().count();
    let text = (0..cells.len()).max_by_key(|&at| length(at)).filter(|&at| length(at) >= 80)?;
    let mut places = vec![(Role::Text, text)];
    let others = || (0..cells.len()).filter(|&at| at != text);
    places.extend(others().find(|&at| Timestamp::parse(&cells[at]).is_some()).map(|at| (Role::Published, at)));
    places.extend(others().find(|&at| cells[at].starts_with("http")).map(|at| (Role::Url, at)));
    let known: Vec<usize> = places.iter().map(|(_, at)| *at).collect();
    let free = || others().filter(|at| !known.contains(at) && !cells[*at].trim().is_empty());
    let title = free().max_by_key(|&at| length(at)).filter(|&at| (8..=120).contains(&length(at)));
    places.extend(title.map(|at| (Role::Title, at)));
    let name =
        |at: &usize| Some(*at) != title && (2..=12).contains(&length(*at)) && !cells[*at].contains(|c: char| c.is_ascii_digit());
    places.extend(free().find(name).map(|at| (Role::Publisher, at)));
    (places.len() > 1).then(|| Layout::at(places))
}

/// Whether the lines of a text are rows: the first ones have the same number of tabs, and at least two.
pub fn is_tab_separated(head: &[u8]) -> bool {
    let mut lines = head.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n"));
    let tabs = |line: &[u8]| memchr::memchr_iter(b'\t', line).count();
    let Some(first) = lines.next().map(tabs).filter(|&tabs| tabs >= 2) else { return false };
    let mut others = lines.take(4).map(tabs).peekable();
    others.peek().is_some() && others.all(|tabs| tabs == first)
}

/// Most columns that a row may have: what Excel allows (XFD).
const MAX_COLUMNS: usize = 16_384;

/// Reads comma- or tab-separated values, whose cells may be quoted and span lines.
pub fn read(
    stream: Box<dyn Read + '_>,
    separator: u8,
    mut source: Source,
    options: &Options,
    into: &mut dyn Receiver,
) -> ControlFlow<()> {
    let mut stream = BufReader::with_capacity(64 << 10, stream);
    let head = match stream.fill_buf() {
        Ok(head) => head,
        Err(wrong) => return into.document(Err(unreadable(source, &wrong))),
    };
    // UTF-16 has no bytes to split at: it is decoded as a whole; the other charsets keep the marks of a table as they are.
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let charset = if wide || is_utf8(head) { encoding_rs::UTF_8 } else { encoding_rs::EUC_KR };
    source.charset = Some(charset.name().to_ascii_lowercase());
    if head.starts_with(b"\xEF\xBB\xBF") {
        stream.consume(3);
    }
    let stream: Box<dyn Read + '_> =
        if wide { Box::new(encoding_rs_io::DecodeReaderBytes::new(stream)) } else { Box::new(stream) };
    let (stream, allowance) = Limited::new(stream, options.max_document);
    let quoted = separator == b',';
    let mut rows =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).quoting(quoted).from_reader(stream);
    let mut table = Table::new(&options.columns, source.clone());
    let mut row = csv::ByteRecord::new();
    let mut flow = ControlFlow::Continue(());
    while flow.is_continue() {
        match rows.read_byte_record(&mut row) {
            Ok(false) => break,
            Ok(true) => {
                allowance.renew();
                table.source.replaced = 0;
                if row.len() > MAX_COLUMNS {
                    let message = format!("a row of {} columns: more than {MAX_COLUMNS}, the limit of spreadsheets", row.len());
                    flow = table.reject(Fault::new(Stage::Read, "read.csv", message), into);
                    if table.layout.is_none() {
                        return flow;
                    }
                    continue;
                }
                // A cell that cannot be read is missing where it is no part of the document, or metadata alone.
                let mut fault = None;
                let mut cells = Vec::with_capacity(row.len());
                for (at, cell) in row.iter().enumerate() {
                    let place = table.use_of(at);
                    cells.push(match decode::piece(cell, charset) {
                        Ok(decoded) => {
                            table.source.replaced += if place == Use::None { 0 } else { decoded.replaced };
                            decoded.text
                        }
                        Err(wrong) if place == Use::Text => {
                            fault = Some(wrong);
                            String::new()
                        }
                        Err(_) => {
                            table.source.replaced += if place == Use::None { 0 } else { cell.len() as u32 };
                            String::new()
                        }
                    });
                }
                flow = match fault {
                    None => table.row(cells, into),
                    Some(fault) => table.reject(fault, into),
                };
            }
            Err(wrong) => {
                let reject = match wrong.into_kind() {
                    csv::ErrorKind::Io(wrong) => unreadable(table.source.clone(), &wrong),
                    other => {
                        let message = format!("not a sound table: {other:?}");
                        Fault::new(Stage::Read, "read.csv", message).at(table.source.clone())
                    }
                };
                return into.document(Err(reject));
            }
        }
    }
    table.end(flow, into)
}

/// Whether bytes that may end within a character are UTF-8, whole or damaged.
pub fn is_utf8(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        // A few wrong bytes late in the head are faults of a good file, not another charset.
        Err(wrong) => wrong.error_len().is_none() || wrong.valid_up_to() > 4096 || is_damaged_utf8(head),
    }
}

/// Whether a good part of the bytes beyond ASCII are Hangul in UTF-8: in CP949 such triples are a rare accident, while some
/// program that did not know UTF-8 may have spoilt a part of every line.
fn is_damaged_utf8(head: &[u8]) -> bool {
    let beyond = head.iter().filter(|byte| !byte.is_ascii()).count();
    let hangul = |part: &&[u8]| matches!(part, [0xEA..=0xED, 0x80..=0xBF, 0x80..=0xBF]);
    head.windows(3).filter(hangul).count() * 3 * 4 > beyond
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tests::{read, texts};

    const BODY: &str = "한빛시는 첨단산업단지에 데이터센터를 짓는다고 밝혔다. 시는 이를 위해 부지를 마련하고 협약을 맺었으며, 내년 상반기에 공사를 시작해 그다음 해에 마칠 계획이라고 설명했다.";

    #[test]
    fn quoted_cells_and_charsets() {
        let csv = "\u{FEFF}제목,본문,언론사\n가,\"첫 줄,\n둘째 \"\"줄\"\"\",가나일보\n나,글,다라신문\n";
        let want = ["첫 줄,\n둘째 \"줄\"", "글"];
        assert_eq!(texts("a.csv", csv.as_bytes()), want);
        let (cp949, _, _) = encoding_rs::EUC_KR.encode(csv.trim_start_matches('\u{FEFF}'));
        let heap = read("a.csv", &cp949, &Options::default());
        assert_eq!(heap.documents[1].as_ref().unwrap().given.publisher.as_deref(), Some("다라신문"));
        assert_eq!(heap.documents[0].as_ref().unwrap().source.charset.as_deref(), Some("euc-kr"));
        assert!(heap.notes[0].contains("text=본문"), "{:?}", heap.notes);
        let utf16: Vec<u8> = csv.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts("a.csv", &utf16), want);
    }

    #[test]
    fn damaged_utf8_is_not_read_as_cp949() {
        // Every third syllable has lost its first byte.
        let spoilt: Vec<u8> = BODY
            .chars()
            .enumerate()
            .flat_map(|(n, c)| {
                let bytes = c.to_string().into_bytes();
                if n % 3 == 0 && bytes.len() == 3 { [b"?", &bytes[1..]].concat() } else { bytes }
            })
            .collect();
        let csv = [&b"title,text\n"[..], b"a,", &spoilt, b"\nb,", BODY.as_bytes(), b"\n"].concat();
        let documents = read("a.csv", &csv, &Options::default()).documents;
        let [Err(first), Ok(_)] = documents.as_slice() else { panic!("{documents:?}") };
        assert_eq!(first.code, "decode.charset");
        let (cp949, _, _) = encoding_rs::EUC_KR.encode(BODY);
        assert!(!is_utf8(&cp949) && is_utf8(BODY.as_bytes()));
    }

    #[test]
    fn a_table_without_a_header() {
        let row = |day: u32| format!("2024.03.{day:02}.\t가나일보\t한빛시 데이터센터 착공\t{BODY}\thttps://example.com/{day}\n");
        let heap = read("a.txt", (row(1) + &row(2) + &row(3)).as_bytes(), &Options::default());
        assert_eq!(heap.documents.len(), 3);
        let second = heap.documents[1].as_ref().unwrap();
        assert_eq!(second.given.title.as_deref(), Some("한빛시 데이터센터 착공"));
        assert_eq!(second.given.publisher.as_deref(), Some("가나일보"));
        assert_eq!(second.given.published.unwrap().to_string(), "2024-03-02");
        assert_eq!(second.given.url.as_deref(), Some("https://example.com/2"));
    }

    #[test]
    fn bigkinds_cuts_are_marked() {
        let long = "글".repeat(200);
        let csv = format!(
            "뉴스 식별자,일자,언론사,제목,본문\n01100101.20200101,20200101,가나일보,가,{long}\n01100101.20200102,20200102,가나일보,나,짧다\n"
        );
        let heap = read("a.csv", csv.as_bytes(), &Options::default());
        let [Ok(first), Ok(second)] = heap.documents.as_slice() else { panic!("{:?}", heap.documents) };
        assert!(first.source.truncated && !second.source.truncated);
        assert_eq!(first.source.id.as_deref(), Some("01100101.20200101"));
    }

    #[test]
    fn columns_that_hold_no_text_are_said() {
        let heap = read("a.csv", b"x,y\n1,2\n", &Options::default());
        let reject = heap.documents[0].as_ref().unwrap_err();
        assert_eq!(reject.code, "read.no-text");
        assert!(reject.message.contains("x, y") && reject.message.contains("--text-column"), "{}", reject.message);
    }

    #[test]
    fn a_broken_cell_matters_where_it_is_used() {
        let broken = b"\xB0\xFF".repeat(20);
        let row = |cells: [&[u8]; 3]| [&cells.join(&b','), &b"\n"[..]].concat();
        let cp949 = |text| encoding_rs::EUC_KR.encode(text).0;
        let (good, head) = (cp949("글이다"), ["본문", "제목", "키워드"].map(cp949));
        let (good, head): (&[u8], _) = (&good, [&*head[0], &*head[1], &*head[2]]);
        let csv = [row(head), row([good, good, &broken]), row([good, &broken, good]), row([&broken, good, good])].concat();
        let documents = read("a.csv", &csv, &Options::default()).documents;
        let [Ok(first), Ok(second), Err(third)] = documents.as_slice() else { panic!("{documents:?}") };
        assert_eq!((first.source.replaced, first.given.title.as_deref()), (0, Some("글이다")));
        assert_eq!((second.source.replaced, second.given.title.as_deref()), (broken.len() as u32, None));
        assert_eq!(third.code, "decode.charset");
    }

    #[test]
    fn a_row_of_too_many_columns_is_said() {
        let csv = format!("본문,제목\n글,가\n{}\n글,나\n", ",".repeat(1_000_000));
        assert_eq!(texts("a.csv", csv.as_bytes()), ["글", "read.csv", "글"]);
        assert_eq!(texts("a.csv", ",".repeat(1_000_000).as_bytes()), ["read.csv"]);
    }

    #[test]
    fn an_endless_row_is_bounded() {
        let options = Options { max_document: 1 << 16, ..Options::default() };
        let csv = format!("제목,본문\n가,\"{}", "글,".repeat(1 << 17));
        assert_eq!(read("a.csv", csv.as_bytes(), &options).documents.last().unwrap().as_ref().unwrap_err().code, "read.size");
    }
}
