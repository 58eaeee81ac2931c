//! SQLite: one file with the tables, indexes and views.
//!
//! A unit is a transaction, and the cursor is a row of it. An article that is there already, by its `id`, is replaced and keeps its
//! `article_id`.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OptionalExtension, ToSql, Transaction, params};
use rust_decimal::prelude::ToPrimitive;

use crate::error::Error;
use crate::record::Record;
use crate::write::cursor::{Cursor, Identity, Opening, Standing};
use crate::write::rows::Rows;
use crate::write::tables::{self, ARTICLE, FORM, Kind, REJECTED, TABLES, Table, VIEWS, Value};
use crate::write::{Sink, Unit};

/// SQLite's cache in KiB: beside it and the unit in hand nothing is held in memory.
const CACHE_KIB: u32 = 2 << 10;

#[derive(Debug)]
pub struct Sqlite {
    name: String,
    database: Connection,
    /// The number of the next new article.
    next: i64,
    /// Whether there may be rejects that a good reading takes back.
    rejects: bool,
}

/// SQL as it is made of the tables.
struct Sql {
    insert: Vec<String>,
    delete: Vec<String>,
}

impl Sql {
    fn new() -> Self {
        let insert = |(nth, table): (usize, &Table)| {
            // What belongs to an article is deleted before it is written anew. OR REPLACE would have each row keep a journal.
            let or = if matches!(nth, ARTICLE | REJECTED) { "OR REPLACE " } else { "" };
            let names: Vec<String> = table.all().map(|column| format!("\"{}\"", column.name)).collect();
            let marks = vec!["?"; names.len()].join(", ");
            format!("INSERT {or}INTO {} ({}) VALUES ({marks})", table.name, names.join(", "))
        };
        let delete = |table: &Table| format!("DELETE FROM {} WHERE article_id = ?", table.name);
        Sql {
            insert: TABLES.iter().enumerate().map(insert).collect(),
            delete: TABLES[ARTICLE + 1..REJECTED].iter().map(delete).collect(),
        }
    }
}

impl Sqlite {
    /// Opens or makes the database at `path`.
    ///
    /// # Errors
    /// [`Error::Database`] where it cannot be written or is none of SQLite's, [`Error::Usage`] where it has other tables of
    /// these names, or cannot be resumed.
    pub fn open(path: &Path, opening: &Opening) -> Result<(Self, Standing), Error> {
        let name = path.display().to_string();
        let failed = |wrong| failure(&name, wrong);
        let mut database = Connection::open(path).map_err(failed)?;
        // An exclusive lock keeps other runs out and the index of the log in memory.
        database.pragma_update(None, "locking_mode", "exclusive").map_err(failed)?;
        database.pragma_update(None, "cache_size", -i64::from(CACHE_KIB)).map_err(failed)?;
        database.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).map_err(failed)?;
        // A loss of power may cost the last commits, with their cursors: the run goes on from the one before.
        database.pragma_update(None, "synchronous", "normal").map_err(failed)?;
        database.set_prepared_statement_cache_capacity(4 * TABLES.len());
        let transaction = database.transaction().map_err(failed)?;
        create(&transaction, &name)?;
        let standing = stand(&transaction, &name, opening)?;
        let next = transaction.query_row("SELECT coalesce(max(article_id), 0) + 1 FROM articles", [], |row| row.get(0));
        let next = next.map_err(failed)?;
        let rejects = transaction.query_row("SELECT EXISTS (SELECT 1 FROM rejects)", [], |row| row.get(0)).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        if matches!(standing, Standing::Done(_)) {
            leave_one_file(&database).map_err(failed)?;
        }
        Ok((Sqlite { name, database, next, rejects }, standing))
    }
}

/// Makes the tables that are not there, and sees whether those that are there are these.
fn create(transaction: &Transaction<'_>, name: &str) -> Result<(), Error> {
    let failed = |wrong| failure(name, wrong);
    for table in &TABLES {
        let mut statement = transaction.prepare("SELECT name FROM pragma_table_info(?)").map_err(failed)?;
        let found = statement.query_map([table.name], |row| row.get(0)).map_err(failed)?;
        let found: Vec<String> = found.collect::<Result<_, _>>().map_err(failed)?;
        if found.is_empty() {
            transaction.execute_batch(&definition(table)).map_err(failed)?;
        } else if !table.all().map(|column| column.name).eq(found.iter().map(String::as_str)) {
            return Err(Error::Usage(format!(
                "{name}: its table {} is not one of {FORM}; write to another database, or drop the table",
                table.name
            )));
        }
    }
    let run = "CREATE TABLE IF NOT EXISTS gisa_run (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), form TEXT NOT NULL, \
               identity TEXT NOT NULL, cursor TEXT NOT NULL, done INTEGER NOT NULL)";
    transaction.execute_batch(run).map_err(failed)?;
    for view in &VIEWS {
        let sql = format!("DROP VIEW IF EXISTS {0}; CREATE VIEW {0} AS {1}", view.name, view.query);
        transaction.execute_batch(&sql).map_err(failed)?;
    }
    Ok(())
}

fn definition(table: &Table) -> String {
    let column = |column: &tables::Column| {
        let kind = match column.kind {
            Kind::Text | Kind::Json => "TEXT",
            Kind::Integer => "INTEGER",
            Kind::Boolean => "BOOLEAN",
            Kind::Number => "NUMERIC",
            Kind::Date => "DATE",
        };
        format!("\"{}\" {kind}{}", column.name, if column.required { " NOT NULL" } else { "" })
    };
    let mut parts: Vec<String> = table.all().map(column).collect();
    let key: Vec<&str> = table.key.iter().map(|column| column.name).collect();
    parts.push(format!("PRIMARY KEY ({})", key.join(", ")));
    let mut kind = " WITHOUT ROWID";
    match table.name {
        "articles" => {
            parts.push("UNIQUE (id)".into());
            kind = "";
        }
        "rejects" => {}
        _ => parts.push("FOREIGN KEY (article_id) REFERENCES articles (article_id)".into()),
    }
    format!("CREATE TABLE {} ({}){kind}", table.name, parts.join(", "))
}

/// Where the run stands that the database holds.
fn stand(transaction: &Transaction<'_>, name: &str, opening: &Opening) -> Result<Standing, Error> {
    let failed = |wrong| failure(name, wrong);
    if opening.resume {
        let sql = "SELECT identity, cursor, done FROM gisa_run";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?));
        if let Some((identity, cursor, done)) = transaction.query_row(sql, [], row).optional().map_err(failed)? {
            let broken = |_| Error::Usage(format!("{name}: its table gisa_run is damaged; start anew without --resume"));
            let earlier: Identity = serde_json::from_str(&identity).map_err(broken)?;
            opening.identity.continues(&earlier, name)?;
            let cursor: Cursor = serde_json::from_str(&cursor).map_err(broken)?;
            return Ok(if done { Standing::Done(cursor) } else { Standing::At(cursor) });
        }
    }
    let sql = "INSERT OR REPLACE INTO gisa_run VALUES (1, ?, ?, ?, FALSE)";
    let cursor = Cursor::default();
    transaction.execute(sql, params![FORM, json(&opening.identity), json(&cursor)]).map_err(failed)?;
    Ok(Standing::At(cursor))
}

/// Brings the log into the database's one file.
fn leave_one_file(database: &Connection) -> rusqlite::Result<()> {
    database.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))
}

fn json(value: &impl serde::Serialize) -> String {
    // What is written here has no keys that are not strings.
    serde_json::to_string(value).unwrap_or_default()
}

fn failure(name: &str, source: rusqlite::Error) -> Error {
    Error::Database { target: name.to_owned(), source: source.into() }
}

impl Sink<Record> for Sqlite {
    type Row = Rows;

    fn row(record: Record) -> Rows {
        record.into()
    }

    fn commit(&mut self, unit: Unit<Rows>) -> Result<(), Error> {
        let Sqlite { name, database, next, rejects } = self;
        put(database, next, rejects, unit).map_err(|wrong| failure(name, wrong))
    }

    fn finish(&mut self) -> Result<(), Error> {
        let failed = |wrong| failure(&self.name, wrong);
        // Indexes of what is all there are made faster than kept, and lie better on the disk.
        for table in &TABLES {
            for index in table.indexes {
                let name = format!("{}_by_{}", table.name, index.replace(", ", "_"));
                let sql = format!("CREATE INDEX IF NOT EXISTS {name} ON {} ({index})", table.name);
                self.database.execute_batch(&sql).map_err(failed)?;
            }
        }
        self.database.execute("UPDATE gisa_run SET done = TRUE", []).map_err(failed)?;
        leave_one_file(&self.database).map_err(failed)
    }
}

fn put(database: &mut Connection, next: &mut i64, rejects: &mut bool, unit: Unit<Rows>) -> rusqlite::Result<()> {
    let sql = Sql::new();
    let transaction = database.transaction()?;
    let mut new = *next;
    {
        let mut insert: Vec<CachedStatement<'_>> =
            sql.insert.iter().map(|sql| transaction.prepare_cached(sql)).collect::<Result<_, _>>()?;
        let mut delete: Vec<CachedStatement<'_>> =
            sql.delete.iter().map(|sql| transaction.prepare_cached(sql)).collect::<Result<_, _>>()?;
        let mut known = transaction.prepare_cached("SELECT article_id FROM articles WHERE id = ?")?;
        let mut resolved = transaction
            .prepare_cached("DELETE FROM rejects WHERE source_path = ? AND source_member = ? AND source_record = ?")?;
        for (_, rows) in &unit.rows {
            let article_id = match known.query_row([&rows.id], |row| row.get(0)).optional()? {
                Some(article_id) => {
                    for statement in &mut delete {
                        statement.execute([article_id])?;
                    }
                    article_id
                }
                None => {
                    new += 1;
                    new - 1
                }
            };
            rows.each(article_id, |table, row| insert[table].execute(rusqlite::params_from_iter(row)).map(drop))?;
            if *rejects {
                let source = &rows.source;
                let member = source.member.as_deref().unwrap_or_default();
                resolved.execute(params![source.path, member, source.record as i64])?;
            }
        }
        for reject in &unit.rejects {
            *rejects = true;
            insert[REJECTED].execute(rusqlite::params_from_iter(tables::reject_row(reject)))?;
        }
        transaction.prepare_cached("UPDATE gisa_run SET cursor = ?")?.execute([json(&unit.cursor)])?;
    }
    transaction.commit()?;
    *next = new;
    Ok(())
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Integer(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Value::Boolean(truth) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*truth))),
            // SQLite's numbers: whole ones of 64 bits are exact, others are the nearest double.
            Value::Number(number) if number.is_integer() && number.to_i64().is_some() => {
                ToSqlOutput::Borrowed(ValueRef::Integer(number.to_i64().unwrap_or_default()))
            }
            Value::Number(number) => ToSqlOutput::Borrowed(ValueRef::Real(number.to_f64().unwrap_or_default())),
            Value::Date(day) => ToSqlOutput::from(day.to_string()),
        })
    }
}
