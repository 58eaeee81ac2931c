//! Where the results go, as the command line says it.

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::bail;

/// The forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// JSON Lines, compressed where the name ends in .gz or .zst
    Jsonl,
    /// A folder of Parquet files, one a table
    Parquet,
    /// One SQLite database
    Sqlite,
    /// A PostgreSQL database
    Postgres,
}

/// Where the results go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Stdout,
    Jsonl(PathBuf),
    Parquet { path: PathBuf, nested: bool },
    Sqlite(PathBuf),
    Postgres(String),
}

impl Target {
    /// Sees by the name of the output, unless the form is said, what it is.
    ///
    /// # Errors
    /// Where form and name do not go together.
    pub fn new(output: Option<&Path>, form: Option<Form>, nested: bool) -> anyhow::Result<Self> {
        let Some(path) = output else {
            if form.is_some_and(|form| form != Form::Jsonl) || nested {
                bail!("only JSON Lines go to standard output: name a file, folder or database with -o");
            }
            return Ok(Target::Stdout);
        };
        let form = form.unwrap_or_else(|| guess(path));
        if nested && form != Form::Parquet {
            bail!("--nested is for Parquet: give -o a name that ends in .parquet");
        }
        Ok(match form {
            Form::Jsonl => Target::Jsonl(path.to_owned()),
            Form::Parquet => Target::Parquet { path: path.to_owned(), nested },
            Form::Sqlite => Target::Sqlite(path.to_owned()),
            Form::Postgres => Target::Postgres(path.to_string_lossy().into_owned()),
        })
    }
}

fn guess(path: &Path) -> Form {
    let name = path.to_string_lossy();
    if name.starts_with("postgres://") || name.starts_with("postgresql://") {
        return Form::Postgres;
    }
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("sqlite" | "sqlite3" | "db") => Form::Sqlite,
        Some("parquet") => Form::Parquet,
        _ if name.ends_with('/') || path.is_dir() => Form::Parquet,
        _ => Form::Jsonl,
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Stdout => f.write_str("standard output"),
            Target::Jsonl(path) | Target::Parquet { path, .. } | Target::Sqlite(path) => path.display().fmt(f),
            // The address may hold a password.
            Target::Postgres(_) => f.write_str("the PostgreSQL database"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_forms() {
        let target = |name: &str, nested| Target::new(Some(Path::new(name)), None, nested).map_err(|wrong| wrong.to_string());
        assert_eq!(target("a.jsonl.gz", false), Ok(Target::Jsonl("a.jsonl.gz".into())));
        assert_eq!(target("a.db", false), Ok(Target::Sqlite("a.db".into())));
        assert_eq!(target("a.parquet", true), Ok(Target::Parquet { path: "a.parquet".into(), nested: true }));
        assert_eq!(target("tables/", false), Ok(Target::Parquet { path: "tables/".into(), nested: false }));
        assert_eq!(target("postgres://u@h/d", false), Ok(Target::Postgres("postgres://u@h/d".into())));
        assert!(target("a.jsonl", true).unwrap_err().contains("--nested is for Parquet"));
        assert!(Target::new(None, Some(Form::Sqlite), false).is_err());
        assert_eq!(Target::new(None, None, false).unwrap(), Target::Stdout);
        assert_eq!(Target::new(Some(Path::new("out")), Some(Form::Sqlite), false).unwrap(), Target::Sqlite("out".into()));
    }
}
