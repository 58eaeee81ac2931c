//! PostgreSQL: the tables in the schema that the connection stands in (`?options=-csearch_path=news` chooses one).
//!
//! A unit is a transaction: the numbers of its articles are looked up by their `id`, what is there of them goes, everything comes
//! by COPY, and the cursor is a row of the same transaction. Only one run at a time writes to a schema.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::thread::sleep;
use std::time::{Duration, Instant};

use postgres::config::Host;
use postgres::{Client, Config, NoTls, Transaction};

use crate::error::Error;
use crate::record::Record;
use crate::write::cursor::{Cursor, Identity, Opening, Standing};
use crate::write::rows::Rows;
use crate::write::tables::{self, Column, FORM, Kind, REJECTED, TABLES, Table, VIEWS, Value};
use crate::write::{Sink, Unit};

/// How long an open waits for the end of a run that was killed: the server may still be at its last transaction.
const PATIENCE: Duration = Duration::from_secs(10);

/// What names a reject: paths and members may be longer than an index takes.
const REJECT_KEY: &str = "md5(source_path || chr(10) || source_member), source_record";

pub struct Postgres {
    name: String,
    client: Client,
    /// The number of the next new article.
    next: i64,
}

impl Postgres {
    /// Connects to the server at `url` and makes the tables where they are not there.
    ///
    /// # Errors
    /// [`Error::Database`] where the server cannot be used, [`Error::Usage`] where the address is none, the schema has other
    /// tables of these names, another run writes to it, or the run cannot be resumed.
    pub fn open(url: &str, opening: &Opening) -> Result<(Self, Standing), Error> {
        let config: Config = url.parse().map_err(|wrong| {
            Error::Usage(format!("-o: not an address of PostgreSQL ({wrong}); give postgres://USER@HOST/DATABASE"))
        })?;
        let name = name(&config);
        let failed = |wrong| failure(&name, wrong);
        let mut client = config.connect(NoTls).map_err(failed)?;
        lock(&mut client, &name)?;
        let mut transaction = client.transaction().map_err(failed)?;
        create(&mut transaction, &name)?;
        let standing = stand(&mut transaction, &name, opening)?;
        let next = transaction.query_one("SELECT coalesce(max(article_id), 0) + 1 FROM articles", &[]).map_err(failed)?.get(0);
        transaction.commit().map_err(failed)?;
        Ok((Postgres { name, client, next }, standing))
    }
}

/// The server and database, without the password.
fn name(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "localhost".into(),
    };
    format!("PostgreSQL database {} at {host}", config.get_dbname().or(config.get_user()).unwrap_or("postgres"))
}

fn failure(name: &str, source: postgres::Error) -> Error {
    Error::Database { target: name.to_owned(), source: source.into() }
}

/// Keeps other runs out of the schema until this connection ends.
fn lock(client: &mut Client, name: &str) -> Result<(), Error> {
    let began = Instant::now();
    let sql = "SELECT pg_try_advisory_lock(hashtext('gisa'), hashtext(current_schema()))";
    while !client.query_one(sql, &[]).map_err(|wrong| failure(name, wrong))?.get::<_, bool>(0) {
        if began.elapsed() > PATIENCE {
            return Err(Error::Usage(format!("{name}: another run writes to it; wait for its end, or choose another schema")));
        }
        sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// Makes the tables that are not there, and sees whether those that are there are these.
fn create(transaction: &mut Transaction<'_>, name: &str) -> Result<(), Error> {
    let failed = |wrong| failure(name, wrong);
    let sql = "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 \
               ORDER BY ordinal_position";
    for table in &TABLES {
        let found = transaction.query(sql, &[&table.name]).map_err(failed)?;
        if found.is_empty() {
            transaction.batch_execute(&definition(table)).map_err(failed)?;
        } else if !table.all().map(|column| column.name).eq(found.iter().map(|row| row.get::<_, &str>(0))) {
            return Err(Error::Usage(format!(
                "{name}: its table {} is not one of {FORM}; write to another schema (?options=-csearch_path=NAME), or drop the table",
                table.name
            )));
        }
    }
    let run = "CREATE TABLE IF NOT EXISTS gisa_run (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), form TEXT NOT NULL, \
               identity TEXT NOT NULL, cursor TEXT NOT NULL, done BOOLEAN NOT NULL)";
    transaction.batch_execute(run).map_err(failed)?;
    for view in &VIEWS {
        let sql = format!("CREATE OR REPLACE VIEW {} AS {}", view.name, view.query);
        transaction.batch_execute(&sql).map_err(failed)?;
    }
    Ok(())
}

fn definition(table: &Table) -> String {
    let column = |column: &Column| {
        let kind = match column.kind {
            Kind::Text => "TEXT",
            Kind::Json => "JSONB",
            Kind::Integer => "BIGINT",
            Kind::Boolean => "BOOLEAN",
            Kind::Number => "NUMERIC",
            Kind::Date => "DATE",
        };
        format!("\"{}\" {kind}{}", column.name, if column.required { " NOT NULL" } else { "" })
    };
    let mut parts: Vec<String> = table.all().map(column).collect();
    let mut more = String::new();
    match table.name {
        "articles" => parts.extend(["PRIMARY KEY (article_id)".into(), "UNIQUE (id)".into()]),
        "rejects" => more = format!("; CREATE UNIQUE INDEX rejects_key ON rejects ({REJECT_KEY})"),
        _ => parts.push("PRIMARY KEY (article_id, n)".into()),
    }
    format!("CREATE TABLE {} ({}){more}", table.name, parts.join(", "))
}

/// Where the run stands that the schema holds.
fn stand(transaction: &mut Transaction<'_>, name: &str, opening: &Opening) -> Result<Standing, Error> {
    let failed = |wrong| failure(name, wrong);
    if opening.resume
        && let Some(row) = transaction.query_opt("SELECT identity, cursor, done FROM gisa_run", &[]).map_err(failed)?
    {
        let broken = |_| Error::Usage(format!("{name}: its table gisa_run is damaged; start anew without --resume"));
        let earlier: Identity = serde_json::from_str(row.get(0)).map_err(broken)?;
        opening.identity.continues(&earlier, name)?;
        let cursor: Cursor = serde_json::from_str(row.get(1)).map_err(broken)?;
        return Ok(if row.get(2) { Standing::Done(cursor) } else { Standing::At(cursor) });
    }
    let sql = "INSERT INTO gisa_run VALUES (1, $1, $2, $3, FALSE) ON CONFLICT (only_row) DO UPDATE SET form = EXCLUDED.form, \
               identity = EXCLUDED.identity, cursor = EXCLUDED.cursor, done = FALSE";
    let cursor = Cursor::default();
    transaction.execute(sql, &[&FORM, &json(&opening.identity), &json(&cursor)]).map_err(failed)?;
    Ok(Standing::At(cursor))
}

fn json(value: &impl serde::Serialize) -> String {
    // What is written here has no keys that are not strings.
    serde_json::to_string(value).unwrap_or_default()
}

impl Sink<Record> for Postgres {
    type Row = Rows;

    fn row(record: Record) -> Rows {
        record.into()
    }

    fn commit(&mut self, unit: Unit<Rows>) -> Result<(), Error> {
        let Postgres { name, client, next } = self;
        put(client, next, unit).map_err(|wrong| failure(name, wrong))
    }

    fn finish(&mut self) -> Result<(), Error> {
        let failed = |wrong| failure(&self.name, wrong);
        // Indexes of what is all there are made faster than kept.
        for table in &TABLES {
            for index in table.indexes {
                // A tree takes no long words, and names are asked for as they are.
                let text = |name: &str| table.all().any(|column| column.name == name && column.kind == Kind::Text);
                let method = if text(index) { "hash" } else { "btree" };
                let name = format!("{}_by_{}", table.name, index.replace(", ", "_"));
                let sql = format!("CREATE INDEX IF NOT EXISTS {name} ON {} USING {method} ({index})", table.name);
                self.client.batch_execute(&sql).map_err(failed)?;
            }
        }
        self.client.execute("UPDATE gisa_run SET done = TRUE", &[]).map(drop).map_err(failed)
    }
}

fn put(client: &mut Client, next: &mut i64, unit: Unit<Rows>) -> Result<(), postgres::Error> {
    let mut transaction = client.transaction()?;
    let ids: Vec<&str> = unit.rows.iter().map(|(_, rows)| rows.id.as_str()).collect();
    let found = transaction.query("SELECT id, article_id FROM articles WHERE id = ANY($1)", &[&ids])?;
    let old: Vec<i64> = found.iter().map(|row| row.get(1)).collect();
    let mut known: HashMap<String, i64> = found.iter().map(|row| (row.get(0), row.get(1))).collect();
    let mut new = *next;
    // The last of several documents with the same words stays.
    let mut articles: BTreeMap<i64, &Rows> = BTreeMap::new();
    for (_, rows) in &unit.rows {
        let number = *known.entry(rows.id.clone()).or_insert_with(|| {
            new += 1;
            new - 1
        });
        articles.insert(number, rows);
    }
    if !old.is_empty() {
        for table in &TABLES[..REJECTED] {
            transaction.execute(&format!("DELETE FROM {} WHERE article_id = ANY($1)", table.name), &[&old])?;
        }
    }
    // A reject is taken back by a good reading, and replaced by a later one.
    let sources = unit.rows.iter().map(|(_, rows)| &rows.source).chain(unit.rejects.iter().map(|reject| &reject.source));
    let (mut paths, mut records) = (Vec::new(), Vec::new());
    for source in sources {
        paths.push(clean(&format!("{}\n{}", source.path, source.member.as_deref().unwrap_or_default())));
        records.push(i64::try_from(source.record).unwrap_or(i64::MAX));
    }
    transaction.execute(
        "DELETE FROM rejects WHERE (md5(source_path || chr(10) || source_member), source_record) IN \
         (SELECT md5(k.place), k.record FROM unnest($1::text[], $2::bigint[]) AS k (place, record))",
        &[&paths, &records],
    )?;
    let mut rows: Vec<Vec<u8>> = vec![Vec::new(); TABLES.len()];
    for (number, article) in articles {
        let add = |table: usize, row: &[Value<'_>]| {
            line(&mut rows[table], &TABLES[table], row);
            Ok::<(), postgres::Error>(())
        };
        article.each(number, add)?;
    }
    let last: BTreeMap<_, _> =
        unit.rejects.iter().map(|reject| ((&reject.source.path, &reject.source.member, reject.source.record), reject)).collect();
    last.into_values().for_each(|reject| line(&mut rows[REJECTED], &TABLES[REJECTED], &tables::reject_row(reject)));
    for (table, rows) in TABLES.iter().zip(rows).filter(|(_, rows)| !rows.is_empty()) {
        let names: Vec<String> = table.all().map(|column| format!("\"{}\"", column.name)).collect();
        let mut copy = transaction.copy_in(&format!("COPY {} ({}) FROM STDIN", table.name, names.join(", ")))?;
        // What fails here fails again, with its cause, when the copy is ended.
        let _ = copy.write_all(&rows);
        copy.finish()?;
    }
    transaction.execute("UPDATE gisa_run SET cursor = $1", &[&json(&unit.cursor)])?;
    transaction.commit()?;
    *next = new;
    Ok(())
}

/// PostgreSQL's text has no U+0000.
fn clean(text: &str) -> String {
    text.replace('\0', "\u{FFFD}")
}

/// A row in the text form of COPY.
fn line(into: &mut Vec<u8>, table: &Table, row: &[Value<'_>]) {
    for (nth, (value, column)) in row.iter().zip(table.all()).enumerate() {
        if nth > 0 {
            into.push(b'\t');
        }
        match value {
            Value::Null => into.extend_from_slice(b"\\N"),
            Value::Text(text) if column.kind == Kind::Json => escape(into, &text.replace("\\u0000", "\\ufffd")),
            Value::Text(text) => escape(into, text),
            Value::Integer(number) => into.extend_from_slice(number.to_string().as_bytes()),
            Value::Boolean(truth) => into.push(if *truth { b't' } else { b'f' }),
            Value::Number(number) => into.extend_from_slice(number.to_string().as_bytes()),
            Value::Date(day) => into.extend_from_slice(day.to_string().as_bytes()),
        }
    }
    into.push(b'\n');
}

fn escape(into: &mut Vec<u8>, text: &str) {
    for &byte in text.as_bytes() {
        match byte {
            b'\\' => into.extend_from_slice(b"\\\\"),
            b'\n' => into.extend_from_slice(b"\\n"),
            b'\r' => into.extend_from_slice(b"\\r"),
            b'\t' => into.extend_from_slice(b"\\t"),
            0 => into.extend_from_slice("\u{FFFD}".as_bytes()),
            byte => into.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORTERS: &Table = &TABLES[tables::ARTICLE + 1];

    #[test]
    fn rows_are_escaped() {
        let mut row = vec![Value::Null; REPORTERS.all().count()];
        row[0] = Value::Integer(7);
        row[2] = Value::from("a\tb\\N\nc\0");
        let mut into = Vec::new();
        line(&mut into, REPORTERS, &row);
        assert_eq!(String::from_utf8(into).unwrap(), "7\t\\N\ta\\tb\\\\N\\nc\u{FFFD}\t\\N\n");
    }

    #[test]
    fn the_name_has_no_password() {
        let config: Config = "postgres://me:secret@db.example/news".parse().unwrap();
        assert_eq!(name(&config), "PostgreSQL database news at db.example");
    }
}
