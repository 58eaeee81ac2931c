//! A real server, where there is one: `GISA_TEST_POSTGRES=postgres://…` names it.

use std::process::Stdio;
use std::sync::OnceLock;

use postgres::{Client, NoTls};

use crate::tables::TABLES;
use crate::{Work, dump, said};

/// The address of a server; `None`, with the reason printed, where there is none.
pub fn server() -> Option<&'static str> {
    static SERVER: OnceLock<Option<String>> = OnceLock::new();
    let server = SERVER.get_or_init(|| std::env::var("GISA_TEST_POSTGRES").ok()).as_deref();
    if server.is_none() {
        println!("skipped: GISA_TEST_POSTGRES names no PostgreSQL server (.ci/run starts one)");
    }
    server
}

/// A schema of its own, and the address that leads to it.
pub fn schema(server: &str, name: &str) -> String {
    let mut client = Client::connect(server, NoTls).unwrap();
    client.batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).unwrap();
    let mark = if server.contains('?') { '&' } else { '?' };
    format!("{server}{mark}options=-csearch_path%3D{name}")
}

/// Every row of every table as text, in the order of its columns.
pub fn contents(url: &str) -> Vec<String> {
    let mut client = Client::connect(url, NoTls).unwrap();
    let rows = |table: &str| client.query(&format!("SELECT t::text FROM {table} t ORDER BY 1"), &[]).unwrap();
    TABLES.map(rows).into_iter().flatten().map(|row| row.get(0)).collect()
}

fn number(client: &mut Client, sql: &str) -> i64 {
    client.query_one(sql, &[]).unwrap_or_else(|wrong| panic!("{sql}: {wrong}")).get(0)
}

#[test]
fn postgres_holds_what_sqlite_holds() {
    let Some(server) = server() else { return };
    let url = schema(server, "gisa_same");
    let work = Work::new(&dump(200));
    work.done(&url, &[]);
    work.done("out.sqlite", &[]);
    let mut client = Client::connect(&url, NoTls).unwrap();
    for (table, rows) in crate::tables::contents(&work.path("out.sqlite")) {
        assert_eq!(number(&mut client, &format!("SELECT count(*) FROM {table}")), rows.len() as i64, "{table}");
    }
    for view in ["investments", "capacities", "people_positions", "article_summary"] {
        assert!(number(&mut client, &format!("SELECT count(*) FROM {view}")) > 0, "{view}");
    }
    assert!(number(&mut client, "SELECT count(*) FROM figures WHERE kind = 'power' AND si = 8000000") > 0);
    assert!(
        number(&mut client, "SELECT count(*) FROM dates WHERE earliest <= DATE '2024-12-31' AND latest >= DATE '2023-03-01'") > 0
    );
    assert!(number(&mut client, "SELECT count(*) FROM articles WHERE text LIKE '%''); DROP TABLE articles; --%=cmd|%'") > 10);
    let wrong = "SELECT count(*) FROM mentions m JOIN articles a USING (article_id) \
                 WHERE substr(a.text, span_start::int + 1, (span_end - span_start)::int) <> m.text";
    assert_eq!(number(&mut client, wrong), 0);
    let before = contents(&url);
    assert!(said(&work.done(&url, &["--resume"])).contains("nothing to resume"));
    work.done(&url, &[]);
    assert!(before == contents(&url), "nothing doubles");
    client.batch_execute("DROP SCHEMA gisa_same CASCADE").unwrap();
}

#[test]
fn servers_that_cannot_be_used_are_told() {
    let work = Work::new(&dump(3));
    let refused = work.extract("postgres://me:secret@127.0.0.1:1/none", &[]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let words = said(&refused);
    assert!(words.contains("PostgreSQL database none at 127.0.0.1") && !words.contains("secret"), "{words}");
    let Some(server) = server() else { return };
    let url = schema(server, "gisa_foreign");
    let mut client = Client::connect(&url, NoTls).unwrap();
    client.batch_execute("CREATE TABLE articles (id BIGINT)").unwrap();
    let refused = work.extract(&url, &[]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("its table articles is not one of"), "{}", said(&refused));
    client.batch_execute("DROP SCHEMA gisa_foreign CASCADE").unwrap();
}

/// The server drops the connection in the middle: exit 2, and the run goes on from there.
#[test]
fn a_lost_connection_is_resumed() {
    let Some(server) = server() else { return };
    let work = Work::new(&dump(2000));
    let whole = schema(server, "gisa_whole");
    work.done(&whole, &["--commit-bytes", "3000"]);
    let url = schema(server, "gisa_lost");
    let named = format!("{url}&application_name=gisa_lost");
    let child = work.extract(&named, &["--commit-bytes", "3000"]).stderr(Stdio::piped()).spawn().unwrap();
    let mut client = Client::connect(server, NoTls).unwrap();
    let begun = "SELECT count(*) FROM gisa_lost.articles";
    while client.query_one(begun, &[]).map_or(0, |row| row.get::<_, i64>(0)) == 0 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'gisa_lost'";
    assert_eq!(number(&mut client, end), 1);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(2), "{}", said(&ended));
    assert!(said(&ended).contains("run the same command with --resume"), "{}", said(&ended));
    work.done(&url, &["--commit-bytes", "3000", "--resume"]);
    assert!(contents(&whole) == contents(&url));
    client.batch_execute("DROP SCHEMA gisa_whole CASCADE; DROP SCHEMA gisa_lost CASCADE").unwrap();
}
