//! gisa reads raw Korean news articles and makes structured records of them.
//!
//! One way through the house, no way back:
//!
//! ```text
//! read → decode → clean → tokenize → recognize → normalize → facts → resolve → record → write
//! ```
//!
//! The library is one function from bytes to [`record::Record`]: make an [`Extractor`] once, a [`Worker`] for each thread,
//! and hand the worker one [`RawDocument`] at a time. [`run`] does that for whole dumps, in order and in bounded memory.

pub mod again;
pub mod clean;
pub mod decode;
pub mod dedupe;
pub mod document;
pub mod error;
pub mod facts;
pub mod lexicon;
pub mod link;
mod lists;
pub mod normalize;
pub mod pipe;
pub mod pipeline;
pub mod read;
pub mod recognize;
pub mod record;
pub mod records;
pub mod report;
pub mod resolve;
pub mod run;
pub mod show;
pub mod token;
pub mod write;

pub use document::{Article, Document, RawDocument};
pub use error::{Error, Reject};
pub use pipeline::{Extractor, Worker};
pub use record::Record;
