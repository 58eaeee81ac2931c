//! Excel workbooks, row by row.

use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use crate::document::Source;
use crate::error::{Fault, Stage};
use crate::read::columns::no_text;
use crate::read::stream::{bomb, is_bomb, seekable};
use crate::read::table::{Table, fit, passed_over};
use crate::read::{Options, Receiver, unreadable};

/// Reads the sheets whose columns fit an article best: beside them stand quotes, comments and codes, whose texts are no articles.
/// What was passed over is noted; a workbook without a column of texts is a reject.
pub fn read(
    stream: Box<dyn Read + '_>,
    file: Option<&Path>,
    source: Source,
    options: &Options,
    into: &mut dyn Receiver,
) -> ControlFlow<()> {
    let broken = |wrong: &dyn std::fmt::Display| {
        let message = format!("not a sound Excel workbook: {wrong}; save it again as .xlsx or .csv");
        Fault::new(Stage::Read, "read.xlsx", message).at(source.clone())
    };
    let file = match seekable(stream, file) {
        Ok(file) => file,
        Err(wrong) => return into.document(Err(unreadable(source, &wrong))),
    };
    match expands_too_far(&file) {
        Ok(false) => {}
        Ok(true) => return into.document(Err(unreadable(source, &bomb()))),
        Err(wrong) => return into.document(Err(broken(&wrong))),
    }
    let mut workbook = match Xlsx::new(BufReader::new(file)) {
        Ok(workbook) => workbook,
        Err(wrong) => return into.document(Err(broken(&wrong))),
    };
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let mut first = Vec::new();
        let take = |row| {
            first = row;
            ControlFlow::Break(())
        };
        match rows(&mut workbook, &name, take) {
            // A chart sheet has no cells, an empty one no rows.
            Ok(_) if first.is_empty() => {}
            Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => {}
            Ok(_) => sheets.push((fit(&options.columns, &first), name, first)),
            Err(wrong) => into.document(Err(broken(&format!("sheet {name}: {wrong}"))))?,
        }
    }
    let alone = sheets.len() == 1;
    let best = sheets.iter().map(|(fit, ..)| *fit).max().unwrap_or(0);
    if best == 0 {
        let Some((_, _, header)) = sheets.first() else { return ControlFlow::Continue(()) };
        return into.document(Err(no_text(&header.iter().map(String::as_str).collect::<Vec<_>>(), source)));
    }
    for (fit, name, _) in sheets {
        if fit < best {
            into.note(passed_over(&source.path, &name, fit));
            continue;
        }
        let member = if alone { source.member.clone() } else { Some(name.clone()) };
        let mut table = Table::new(&options.columns, Source { member, ..source.clone() });
        let flow = match rows(&mut workbook, &name, |row| table.row(row, into)) {
            Ok(flow) => flow,
            Err(wrong) => table.reject(Fault::new(Stage::Read, "read.xlsx", format!("sheet {name}: {wrong}")), into),
        };
        table.end(flow, into)?;
    }
    ControlFlow::Continue(())
}

/// Hands over the rows of a sheet, until `take` breaks off.
fn rows<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
    mut take: impl FnMut(Vec<String>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let mut row: Vec<String> = Vec::new();
    let mut at = None;
    loop {
        let cell = cells.next_cell()?;
        let place = cell.as_ref().map(|cell| cell.get_position());
        if at.is_some() && place.map(|(line, _)| line) != at && take(std::mem::take(&mut row)).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        let (Some(cell), Some((line, column))) = (cell, place) else { return Ok(ControlFlow::Continue(())) };
        at = Some(line);
        // Excel's own limit; a cell further right is a fault of the file.
        if column < 16_384 {
            row.resize(row.len().max(column as usize + 1), String::new());
            row[column as usize] = text(cell.get_value());
        }
    }
}

/// Whether the parts of the workbook come to more than a dump of articles does. calamine holds the shared strings in memory.
fn expands_too_far(file: &std::fs::File) -> Result<bool, zip::result::ZipError> {
    let mut archive = zip::ZipArchive::new(BufReader::new(file))?;
    for nth in 0..archive.len() {
        let part = archive.by_index_raw(nth)?;
        if is_bomb(part.compressed_size(), part.size()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A cell as it is shown: numbers without a fraction are identifiers and days, and stay whole.
fn text(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use crate::read::Options;
    use crate::read::tests::{read, texts};

    /// A workbook as the news archive BigKinds writes it: inline strings with numeric character references.
    fn workbook(sheets: &[&[&[&str]]]) -> Vec<u8> {
        let cell = |text: &str| {
            let references: String = text.chars().map(|c| format!("&#{};", c as u32)).collect();
            format!("<c t=\"inlineStr\"><is><t>{references}</t></is></c>")
        };
        let row = |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(|text| cell(text)).collect::<String>());
        let sheet = |rows: &&[&[&str]]| {
            let rows: String = rows.iter().map(row).collect();
            format!(
                "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
            )
        };
        let numbers = || 1..=sheets.len();
        let named: String = numbers().map(|n| format!("<sheet name=\"sheet{n}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>")).collect();
        let related: String = numbers()
            .map(|n| {
                format!(
                    "<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
                )
            })
            .collect();
        let mut parts = vec![
            (
                "[Content_Types].xml".to_owned(),
                "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".to_owned(),
            ),
            (
                "xl/workbook.xml".to_owned(),
                format!(
                    "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{named}</sheets></workbook>"
                ),
            ),
            (
                "_rels/.rels".to_owned(),
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned(),
            ),
            (
                "xl/_rels/workbook.xml.rels".to_owned(),
                format!(
                    "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{related}</Relationships>"
                ),
            ),
        ];
        parts.extend(sheets.iter().zip(numbers()).map(|(rows, n)| (format!("xl/worksheets/sheet{n}.xml"), sheet(rows))));
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn rows_of_a_sheet() {
        let bytes = workbook(&[&[
            &["뉴스 식별자", "일자", "언론사", "제목", "본문"],
            &["02100101.20200103080011001", "20200103", "가나일보", "가", "첫 글"],
            &["02100101.20200103080011002", "20200103", "가나일보", "나", "둘째 글"],
        ]]);
        let heap = read("a.xlsx", &bytes, &Options::default());
        let [Ok(first), Ok(_)] = heap.documents.as_slice() else { panic!("{:?}", heap.documents) };
        assert_eq!(first.source.id.as_deref(), Some("02100101.20200103080011001"));
        assert_eq!(first.given.published.unwrap().to_string(), "2020-01-03");
        assert_eq!(texts("a.xlsx", &workbook(&[&[&["가", "나"], &["1", "2"]]])), ["read.no-text"]);
        assert_eq!(texts("a.xlsx", &bytes[..bytes.len() / 2]), ["read.xlsx"]);
    }

    #[test]
    fn the_sheets_of_articles_are_read() {
        let articles: &[&[&str]] = &[&["id", "제목", "본문", "언론사"], &["1", "가", "첫 글", "가나일보"]];
        let more: &[&[&str]] = &[&["id", "제목", "본문", "언론사"], &["2", "나", "둘째 글", "가나일보"]];
        let quotes: &[&[&str]] = &[&["id", "text"], &["1", "인용문"]];
        let codes: &[&[&str]] = &[&["code", "name"], &["1", "가"]];
        let bytes = workbook(&[quotes, articles, &[], codes, more]);
        assert_eq!(texts("a.xlsx", &bytes), ["첫 글", "둘째 글"]);
        let heap = read("a.xlsx", &bytes, &Options::default());
        assert_eq!(heap.documents[1].as_ref().unwrap().source.member.as_deref(), Some("sheet5"));
        let passed: Vec<_> = heap.notes.iter().filter(|note| note.ends_with("passed over")).collect();
        assert_eq!(passed.len(), 2, "{:?}", heap.notes);
        assert!(passed[0].contains("[sheet1]") && passed[1].contains("[sheet4]"), "{passed:?}");
        assert_eq!(texts("a.xlsx", &workbook(&[quotes])), ["인용문"]);
    }
}
