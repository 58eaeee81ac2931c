//! Excel workbooks, row by row.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx};

use crate::document::Source;
use crate::error::{Fault, Stage};
use crate::read::stream::{bomb, is_bomb, seekable};
use crate::read::table::Table;
use crate::read::{Options, Receiver, unreadable};

/// Reads every sheet of the workbook that has a column of texts. Sheets beside it, and empty ones, are passed over with a
/// note; a workbook that has no such sheet is a reject.
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
    let names = workbook.sheet_names();
    let mut refused = Vec::new();
    let mut understood = false;
    for name in &names {
        let sheet = if names.len() > 1 { Some(name.clone()) } else { None };
        let mut table = Table::new(&options.columns, Source { member: sheet.or(source.member.clone()), ..source.clone() });
        let mut cells = match workbook.worksheet_cells_reader(name) {
            Ok(cells) => cells,
            // A chart sheet has no cells.
            Err(_) => continue,
        };
        let mut row: Vec<String> = Vec::new();
        let mut at = None;
        let mut flow = ControlFlow::Continue(());
        loop {
            let cell = match cells.next_cell() {
                Ok(cell) => cell,
                Err(wrong) => {
                    let fault = Fault::new(Stage::Read, "read.xlsx", format!("sheet {name}: {wrong}"));
                    flow = table.reject(fault, into);
                    break;
                }
            };
            let place = cell.as_ref().map(|cell| cell.get_position());
            if at.is_some() && place.map(|(line, _)| line) != at {
                flow = table.row(std::mem::take(&mut row), into);
                if flow.is_break() {
                    break;
                }
            }
            let (Some(cell), Some((line, column))) = (cell, place) else { break };
            at = Some(line);
            // Excel's own limit; a cell further right is a fault of the file.
            if column < 16_384 {
                row.resize(row.len().max(column as usize + 1), String::new());
                row[column as usize] = text(cell.get_value());
            }
        }
        match table.understood() {
            Some(true) => {
                understood = true;
                flow?;
            }
            Some(false) => refused.push(table),
            None => {}
        }
    }
    for table in refused {
        if understood {
            into.note(table.passed_over());
        } else {
            return table.end(ControlFlow::Continue(()), into);
        }
    }
    ControlFlow::Continue(())
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
    fn workbook(rows: &[&[&str]]) -> Vec<u8> {
        let cell = |text: &str| {
            let references: String = text.chars().map(|c| format!("&#{};", c as u32)).collect();
            format!("<c t=\"inlineStr\"><is><t>{references}</t></is></c>")
        };
        let row = |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(|text| cell(text)).collect::<String>());
        let sheet = format!(
            "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{}</sheetData></worksheet>",
            rows.iter().map(row).collect::<String>()
        );
        let parts = [
            (
                "[Content_Types].xml",
                "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
            ),
            (
                "xl/workbook.xml",
                "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"sheet\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            ),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn rows_of_a_sheet() {
        let bytes = workbook(&[
            &["뉴스 식별자", "일자", "언론사", "제목", "본문"],
            &["02100101.20200103080011001", "20200103", "가나일보", "가", "첫 글"],
            &["02100101.20200103080011002", "20200103", "가나일보", "나", "둘째 글"],
        ]);
        let heap = read("a.xlsx", &bytes, &Options::default());
        let [Ok(first), Ok(_)] = heap.documents.as_slice() else { panic!("{:?}", heap.documents) };
        assert_eq!(first.source.id.as_deref(), Some("02100101.20200103080011001"));
        assert_eq!(first.given.published.unwrap().to_string(), "2020-01-03");
        assert_eq!(texts("a.xlsx", &workbook(&[&["가", "나"], &["1", "2"]])), ["read.no-text"]);
        assert_eq!(texts("a.xlsx", &bytes[..bytes.len() / 2]), ["read.xlsx"]);
    }
}
