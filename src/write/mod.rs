//! Records and rejects leave the house.
//!
//! A [`Sink`] takes whole batches: what a batch holds is committed together, in order. Rows are prepared on the threads
//! that made the records, so that committing is little more than copying.

pub mod jsonl;

use crate::error::Error;

/// Where the results of a run go.
pub trait Sink<T>: Sync {
    /// A result in the form that is committed.
    type Row: Send;

    /// Makes the row of one result; runs on the worker's thread.
    fn prepare(&self, result: &T) -> Self::Row;

    /// Takes the rows of one batch, in order.
    ///
    /// # Errors
    /// [`Error::Write`] where the target does not take them, [`Error::Closed`] where nobody reads any more.
    fn commit(&mut self, rows: Vec<Self::Row>) -> Result<(), Error>;

    /// Ends the output: after this, everything committed is safe.
    ///
    /// # Errors
    /// As [`Sink::commit`].
    fn finish(&mut self) -> Result<(), Error>;
}
