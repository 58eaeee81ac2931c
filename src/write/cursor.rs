//! How far a run has come, and what it must have in common with the run that goes on from there.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::run::Summary;

/// How far a run has come. Each sink keeps it with its data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cursor {
    /// The counts of everything before the cursor; the next document is number `summary.read`.
    pub summary: Summary,
    /// The length of the file of rejects.
    pub rejects_bytes: u64,
}

/// What decides what a run writes. Two runs with the same identity write the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The program and its data.
    pub pipeline: String,
    /// The inputs with their sizes, times of change, first and last bytes.
    pub inputs: String,
    /// The flags that change the output.
    pub options: String,
}

impl Identity {
    /// Whether a run of this identity may go on from one of the `earlier` identity, whose output is at `target`.
    ///
    /// # Errors
    /// [`Error::Usage`] says which part has changed.
    pub fn continues(&self, earlier: &Identity, target: &str) -> Result<(), Error> {
        let changed = [
            (self.inputs == earlier.inputs, "the inputs have changed"),
            (self.options == earlier.options, "the flags are not the same"),
            (self.pipeline == earlier.pipeline, "this gisa is not the one that began it (another version, build or lexicon)"),
        ];
        match changed.iter().find(|(same, _)| !same) {
            None => Ok(()),
            Some((_, what)) => Err(Error::Usage(format!(
                "{target}: cannot be resumed: {what} since the run began, and the two parts would not fit together. Bring back what \
                 was, or start anew without --resume"
            ))),
        }
    }
}

/// How a sink is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    pub identity: Identity,
    /// Go on where an earlier run of the same identity was ended.
    pub resume: bool,
}

/// Where an opened sink stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// The run begins, or goes on, at the cursor.
    At(Cursor),
    /// The run that is to be resumed had come to its end.
    Done(Cursor),
}

impl Standing {
    pub fn cursor(&self) -> &Cursor {
        match self {
            Standing::At(cursor) | Standing::Done(cursor) => cursor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_named() {
        let identity = |pipeline: &str, inputs: &str, options: &str| Identity {
            pipeline: pipeline.into(),
            inputs: inputs.into(),
            options: options.into(),
        };
        let now = identity("p", "i", "o");
        assert!(now.continues(&now, "x").is_ok());
        for (earlier, word) in [
            (identity("p", "other", "o"), "inputs"),
            (identity("p", "i", "other"), "flags"),
            (identity("other", "i", "o"), "another version"),
        ] {
            let said = now.continues(&earlier, "x.jsonl").unwrap_err().to_string();
            assert!(said.contains(word) && said.starts_with("x.jsonl: cannot be resumed"), "{said}");
        }
    }
}
