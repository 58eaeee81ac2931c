//! Records and rejects leave the house.
//!
//! A [`Sink`] takes whole units: what a unit holds is committed together, in order, with the [`Cursor`] that tells how far the run
//! has come. Where a run is killed, the sink is opened again at its last cursor, and what was not committed is done once
//! more: nothing is lost and nothing doubled. One file a sink; what the databases and Parquet share is in [`tables`] and [`rows`].

pub mod cursor;
pub mod file;
pub mod journal;
pub mod jsonl;
pub mod parquet;
pub mod postgres;
pub mod rejects;
pub mod rows;
pub mod sqlite;
pub mod tables;

use crate::error::{Error, Reject};
pub use cursor::{Cursor, Identity, Opening};

/// What is committed together.
pub struct Unit<Row> {
    /// Each with the number of its document in the run, from 0.
    pub rows: Vec<(u64, Row)>,
    pub rejects: Vec<Reject>,
    /// How far the run has come with this unit.
    pub cursor: Cursor,
}

/// Where the results of a run go.
pub trait Sink<T>: Send {
    /// A result in the form that is committed.
    type Row: Send;

    /// Makes the row of one result; runs on the worker's thread.
    fn row(result: T) -> Self::Row;

    /// Takes one unit. What it has taken may become safe only with a later one.
    ///
    /// # Errors
    /// [`Error::Write`] or [`Error::Database`] where the target does not take it, [`Error::Closed`] where nobody reads any more.
    fn commit(&mut self, unit: Unit<Self::Row>) -> Result<(), Error>;

    /// Ends the output: after this, everything committed is safe and the run cannot be resumed any more.
    ///
    /// # Errors
    /// As [`Sink::commit`].
    fn finish(&mut self) -> Result<(), Error>;
}
