//! Two kinds of failure, never mixed: an [`Error`] ends the run, a [`Reject`] ends one document.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Source;

/// What ends the run: usage, configuration, or a target that cannot be written. Exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{path}: cannot be read", path = path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{path}: cannot be written")]
    Write { path: String, source: std::io::Error },
    /// A database that does not do what it is told. The source says why.
    #[error("{target}: the database did not take the records")]
    Database { target: String, source: Box<dyn std::error::Error + Send + Sync> },
    #[error("the embedded dictionary cannot be loaded: {0}; the binary is damaged, build it again")]
    Dictionary(String),
    #[error("the embedded model of the tagger cannot be loaded; the binary is damaged, build it again")]
    Model,
    #[error("{path}:{line}: {message}")]
    Lexicon { path: String, line: usize, message: String },
    /// Nobody reads the output any more (a closed pipe): the run ends, and that is no failure.
    #[error("the output was closed")]
    Closed,
    #[error("{0}")]
    Usage(String),
}

/// The room of the house in which a document ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    Read,
    Decode,
    Clean,
    Extract,
}

/// Why a document ended, without where it came from: rooms that do not know the source return this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub stage: Stage,
    /// Stable, dotted and lower-case (`decode.charset`, `html.depth`, `clean.empty`): what a script can act on.
    pub code: &'static str,
    /// For a person: what is wrong, where, and what to do about it.
    pub message: String,
}

impl Fault {
    pub fn new(stage: Stage, code: &'static str, message: impl Into<String>) -> Self {
        Fault { stage, code, message: message.into() }
    }

    pub fn at(self, source: Source) -> Reject {
        Reject { source, stage: self.stage, code: self.code, message: self.message }
    }
}

/// A document that cannot be read. The run goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reject {
    pub source: Source,
    pub stage: Stage,
    pub code: &'static str,
    pub message: String,
}
