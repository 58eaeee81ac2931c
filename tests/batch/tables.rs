//! What the databases hold, and that running again doubles nothing.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use crate::{Work, dump, lines};

pub const TABLES: [&str; 13] = [
    "articles",
    "reporters",
    "organizations",
    "officials",
    "people",
    "mentions",
    "amounts",
    "figures",
    "counts",
    "dates",
    "quotes",
    "facts",
    "rejects",
];
const VIEWS: [&str; 4] = ["investments", "capacities", "people_positions", "article_summary"];

/// Every row of every table, in the order of its key.
pub fn contents(path: &Path) -> Vec<(String, Vec<Vec<Sql>>)> {
    let database = Connection::open(path).unwrap();
    let check: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let rows = |table: &str| {
        let mut statement = database.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2, 3")).unwrap();
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get::<_, Sql>(column)).collect();
        statement.query_map([], row).unwrap().map(Result::unwrap).collect()
    };
    TABLES.iter().map(|table| ((*table).to_owned(), rows(table))).collect()
}

fn number(database: &Connection, sql: &str) -> i64 {
    database.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|wrong| panic!("{sql}: {wrong}"))
}

#[test]
fn sqlite_holds_what_the_records_hold() {
    let work = Work::new(&dump(200));
    work.done("out.jsonl", &["--rejects", "rejects.jsonl"]);
    work.done("out.sqlite", &[]);
    let database = Connection::open(work.path("out.sqlite")).unwrap();
    // The last of several documents with the same words is the one that is there.
    let records: std::collections::BTreeMap<String, serde_json::Value> =
        lines(&work.path("out.jsonl")).into_iter().map(|record| (record["id"].as_str().unwrap().to_owned(), record)).collect();
    assert!(records.len() > 150);
    assert_eq!(number(&database, "SELECT count(*) FROM articles"), records.len() as i64);
    for (table, field) in [
        ("reporters", "reporters"),
        ("organizations", "organizations"),
        ("officials", "officials"),
        ("people", "people"),
        ("amounts", "amounts"),
        ("figures", "figures"),
        ("counts", "counts"),
        ("dates", "dates"),
        ("quotes", "quotes"),
        ("facts", "facts"),
    ] {
        let want: usize = records.values().map(|record| record[field].as_array().unwrap().len()).sum();
        assert_eq!(number(&database, &format!("SELECT count(*) FROM {table}")), want as i64, "{table}");
    }
    assert_eq!(number(&database, "SELECT count(*) FROM rejects"), lines(&work.path("rejects.jsonl")).len() as i64);
    for view in VIEWS {
        assert!(number(&database, &format!("SELECT count(*) FROM {view}")) > 0, "{view}");
    }
    // Values by their types, offsets by their meaning.
    assert_eq!(number(&database, "SELECT count(*) FROM amounts WHERE currency = 'KRW' AND typeof(value_krw) <> 'integer'"), 0);
    assert!(
        number(&database, "SELECT count(*) FROM amounts WHERE currency = 'USD' AND value_krw > 0 AND conversion_of IS NULL") > 0
    );
    assert!(number(&database, "SELECT count(*) FROM figures WHERE kind = 'power' AND si = 8000000") > 0);
    assert!(number(&database, "SELECT count(*) FROM dates WHERE earliest <= '2024-12-31' AND latest >= date('2023-03-01')") > 0);
    for table in ["mentions", "amounts", "figures", "counts", "dates", "quotes"] {
        let wrong = format!(
            "SELECT count(*) FROM {table} m JOIN articles a USING (article_id) \
             WHERE substr(a.text, span_start + 1, span_end - span_start) <> m.text"
        );
        assert_eq!(number(&database, &wrong), 0, "{table}");
    }
    // What looks like SQL or a formula has arrived as it was.
    assert!(number(&database, "SELECT count(*) FROM articles WHERE text LIKE '%''); DROP TABLE articles; --%=cmd|%\\\\%'") > 10);
    assert!(number(&database, "SELECT count(*) FROM articles WHERE publisher = '=1+1'") > 10);
}

#[test]
fn running_again_into_a_database_doubles_nothing() {
    let work = Work::new(&dump(120));
    work.done("out.sqlite", &[]);
    let first = contents(&work.path("out.sqlite"));
    work.done("out.sqlite", &[]);
    assert!(first == contents(&work.path("out.sqlite")));
    // More documents keep the others; a document that was broken and is whole now is no reject any more.
    let fixed = dump(150).replacen("{\"text\": \n", "{\"text\": \"한빛시는 이제 9억원을 들인다고 밝혔다.\"}\n", 1);
    std::fs::write(work.path("dump.jsonl"), fixed).unwrap();
    work.done("out.sqlite", &[]);
    let database = Connection::open(work.path("out.sqlite")).unwrap();
    assert_eq!(number(&database, "SELECT count(*) FROM rejects"), 7);
    assert_eq!(number(&database, "SELECT count(*) FROM rejects WHERE source_record = 16"), 0);
    assert_eq!(number(&database, "SELECT count(*) FROM articles WHERE source_record = 16"), 1);
    let journal: String = database.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(journal, "delete", "one file is left");
}

#[test]
fn a_database_of_something_else_is_left_alone() {
    let work = Work::new(&dump(3));
    let database = Connection::open(work.path("out.db")).unwrap();
    database.execute_batch("CREATE TABLE articles (id INTEGER, words TEXT); INSERT INTO articles VALUES (1, 'mine')").unwrap();
    drop(database);
    let refused = work.extract("out.db", &[]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(crate::said(&refused).contains("its table articles is not one of gisa/tables/1"), "{}", crate::said(&refused));
    std::fs::write(work.path("text.db"), "this is no database, though it is called one, and long enough to be read as one")
        .unwrap();
    let refused = work.extract("text.db", &[]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        crate::said(&refused).contains("text.db") && crate::said(&refused).contains("not a database"),
        "{}",
        crate::said(&refused)
    );
}

mod parquet_files {
    use std::collections::BTreeMap;
    use std::fs::File;
    use std::path::Path;

    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, Row};
    use serde_json::Value;

    use super::TABLES;
    use crate::{Work, dump, lines};

    fn rows(path: &Path) -> Vec<Value> {
        let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
        reader.get_row_iter(None).unwrap().map(|row| object(&row.unwrap())).collect()
    }

    fn object(row: &Row) -> Value {
        row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()
    }

    fn value(field: &Field) -> Value {
        match field {
            Field::Null => Value::Null,
            Field::Bool(truth) => (*truth).into(),
            Field::Long(number) => (*number).into(),
            Field::Str(text) => text.as_str().into(),
            Field::Group(row) => object(row),
            Field::ListInternal(list) => list.elements().iter().map(value).collect(),
            other => other.to_string().into(),
        }
    }

    #[test]
    fn parquet_holds_what_the_records_hold() {
        let work = Work::new(&dump(300));
        work.done("out.jsonl", &["--rejects", "rejects.jsonl"]);
        // A folder by its name's end; several parts, so that row groups are joined.
        work.done("tables/", &["--commit-bytes", "2000"]);
        work.done("nested.parquet", &["--nested", "--commit-bytes", "2000"]);
        let records = lines(&work.path("out.jsonl"));
        let table = |name: &str| rows(&work.path("tables").join(format!("{name}.parquet")));
        let articles = table("articles");
        let nested = rows(&work.path("nested.parquet"));
        assert_eq!((articles.len(), nested.len()), (records.len(), records.len()));
        for ((record, article), nested) in records.iter().zip(&articles).zip(&nested) {
            for field in ["id", "title", "text", "publisher", "published"] {
                assert!(record[field] == article[field] && record[field] == nested[field], "{record} {article} {nested}");
            }
            for field in ["organizations", "officials", "people", "amounts", "figures", "counts", "dates", "quotes", "facts"] {
                let (want, got) = (record[field].as_array().unwrap(), nested[field].as_array().unwrap());
                assert_eq!(want.len(), got.len(), "{field}: {record} {nested}");
                for (want, got) in want.iter().zip(got) {
                    for name in ["name", "text", "unit", "title", "bound", "verb", "about"] {
                        assert_eq!(want[name], got[name], "{field}");
                    }
                }
            }
        }
        for field in ["organizations", "officials", "people", "amounts", "figures", "counts", "dates", "quotes", "facts"] {
            // Each row by its document and its place.
            let found: BTreeMap<(u64, u64), Value> = table(field)
                .into_iter()
                .map(|row| ((row["article_id"].as_u64().unwrap(), row["n"].as_u64().unwrap()), row))
                .collect();
            let all: usize = records.iter().map(|record| record[field].as_array().unwrap().len()).sum();
            assert_eq!(found.len(), all, "{field}");
            for (record, article) in records.iter().zip(&articles) {
                for (n, want) in record[field].as_array().unwrap().iter().enumerate() {
                    let got = &found[&(article["article_id"].as_u64().unwrap(), n as u64)];
                    assert!(want["text"] == got["text"] && want["name"] == got["name"], "{want} {got}");
                }
            }
        }
        assert_eq!(table("rejects").len(), lines(&work.path("rejects.jsonl")).len());
        assert!(TABLES.iter().all(|name| work.path("tables").join(format!("{name}.parquet")).is_file()));
        // Nothing is left of the parts, and the bytes do not depend on the batches.
        let hidden: Vec<_> =
            std::fs::read_dir(work.path("tables/.gisa")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(hidden.iter().all(|name| name == "journal" || name == "lock"), "{hidden:?}");
        work.done("again/", &["--commit-bytes", "2000", "--batch-bytes", "1", "--jobs", "1"]);
        for name in TABLES.map(|name| format!("{name}.parquet")) {
            let read = |folder: &str| std::fs::read(work.path(folder).join(&name)).unwrap();
            assert!(read("tables") == read("again"), "{name}");
        }
    }

    #[test]
    fn no_document_makes_empty_tables() {
        let work = Work::new("\n");
        work.done("tables/", &[]);
        work.done("nested.parquet", &["--nested"]);
        for name in TABLES {
            assert!(rows(&work.path("tables").join(format!("{name}.parquet"))).is_empty(), "{name}");
        }
        assert!(rows(&work.path("nested.parquet")).is_empty());
    }
}
