//! SQLite files: the table that holds articles.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use crate::document::Source;
use crate::error::{Fault, Stage};
use crate::read::columns::{Layout, no_text};
use crate::read::table::Table;
use crate::read::{Options, Receiver, unreadable};

/// Reads the table whose columns fit an article best: beside it stand comments and logs, whose texts are no articles. What was
/// passed over is noted.
pub fn read(
    mut stream: Box<dyn Read + '_>,
    file: Option<&Path>,
    source: Source,
    options: &Options,
    into: &mut dyn Receiver,
) -> ControlFlow<()> {
    // SQLite opens files by their names only.
    let mut copy = None;
    let path = match file {
        Some(path) => path.to_owned(),
        None => {
            let spooled = tempfile::NamedTempFile::new().and_then(|mut file| io::copy(&mut stream, &mut file).map(|_| file));
            match spooled {
                Ok(file) => copy.insert(file).path().to_owned(),
                Err(wrong) => return into.document(Err(unreadable(source, &wrong))),
            }
        }
    };
    let mut failed = |wrong: rusqlite::Error| {
        let message = format!("not a sound SQLite file: {wrong}");
        into.document(Err(Fault::new(Stage::Read, "read.sqlite", message).at(source.clone())))
    };
    let database = match Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        Ok(database) => database,
        Err(wrong) => return failed(wrong),
    };
    let tables = match tables(&database) {
        Ok(tables) => tables,
        Err(wrong) => return failed(wrong),
    };
    let layouts: Vec<Layout> = tables
        .iter()
        .map(|(_, columns)| options.columns.layout(&columns.iter().map(String::as_str).collect::<Vec<_>>()))
        .collect();
    let best = (0..tables.len()).rev().filter(|&nth| layouts[nth].has_text()).max_by_key(|&nth| layouts[nth].len());
    let Some(best) = best else {
        let header: Vec<&str> = tables.iter().flat_map(|(_, columns)| columns.iter().map(String::as_str)).collect();
        return into.document(Err(no_text(&header, source)));
    };
    for (nth, (name, _)) in tables.iter().enumerate().filter(|(nth, _)| *nth != best) {
        let what = if layouts[nth].has_text() { "its columns fit an article less well" } else { "no column of texts" };
        into.note(format!("{} [{name}]: {what}; passed over", source.path));
    }
    let (name, columns) = &tables[best];
    let mut table = Table::new(&options.columns, Source { member: Some(name.clone()), ..source.clone() });
    let mut flow = table.row(columns.clone(), into);
    let query = format!("SELECT * FROM \"{}\"", name.replace('"', "\"\""));
    let outcome = (|| {
        let mut statement = database.prepare(&query)?;
        let mut rows = statement.query([])?;
        while flow.is_continue()
            && let Some(row) = rows.next()?
        {
            let cells = (0..columns.len()).map(|at| row.get_ref(at).map(text)).collect::<Result<_, _>>()?;
            flow = table.row(cells, into);
        }
        Ok(())
    })();
    if let Err(wrong) = outcome {
        let wrong: rusqlite::Error = wrong;
        flow = table.reject(Fault::new(Stage::Read, "read.sqlite", format!("table {name} cannot be read on: {wrong}")), into);
    }
    table.end(flow, into)
}

/// The tables of a database and the names of their columns.
fn tables(database: &Connection) -> rusqlite::Result<Vec<(String, Vec<String>)>> {
    let query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
    let names: Vec<String> = database.prepare(query)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    names
        .into_iter()
        .map(|name| {
            let query = "SELECT name FROM pragma_table_info(?1) ORDER BY cid";
            let columns = database.prepare(query)?.query_map([&name], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok((name, columns))
        })
        .collect()
}

fn text(value: ValueRef) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::read::Options;
    use crate::read::tests::{read, texts};

    #[test]
    fn the_table_of_articles_is_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let database = rusqlite::Connection::open(file.path()).unwrap();
        database
            .execute_batch(
                "CREATE TABLE comment (작성자 TEXT, 내용 TEXT); INSERT INTO comment VALUES ('아무개', '댓글');
                 CREATE TABLE article (제목 TEXT, 본문 TEXT, 작성시점 TEXT, 언론사 TEXT);
                 INSERT INTO article VALUES ('가', '첫 글', '2024-03-05 10:00', '가나일보'), ('나', '둘째 글', NULL, '다라신문');",
            )
            .unwrap();
        drop(database);
        let bytes = std::fs::read(file.path()).unwrap();
        assert_eq!(texts("a.db", &bytes), ["첫 글", "둘째 글"]);
        let heap = read("a.db", &bytes, &Options::default());
        assert!(heap.notes.iter().any(|note| note.contains("[comment]")), "{:?}", heap.notes);
        assert_eq!(texts("a.db", &bytes[..600]), ["read.sqlite"]);
    }
}
