//! Arrow in, Arrow out: a stream of documents becomes a stream of records, row for row.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use gisa::document::{Body, Format, Markup, RawDocument, Source};
use gisa::read::columns::{Columns, Layout, Role};
use gisa::read::too_large;
use gisa::{Record, Reject, decode};
use rayon::ThreadPool;
use rayon::prelude::*;

use crate::Shared;
use crate::column::{Cell, cell, is_readable};
use crate::rows::{FIELDS, Rows};

/// The bytes of documents that make a batch for each thread, and the rows: the memory that a stream takes follows them, and not
/// the size of the batches that come in.
const BATCH_BYTES: usize = 1 << 20;
const BATCH_ROWS: usize = 1024;

/// Columns by what they hold.
pub type Named = Vec<(&'static str, String)>;

/// Which column holds what, by its place.
pub struct Plan {
    names: Vec<String>,
    layout: Layout,
    /// Columns that go from in to out as they are.
    keep: Vec<usize>,
}

impl Plan {
    /// Decides by the names of columns; `given` and `keep` are the caller's.
    ///
    /// # Errors
    /// Says what to do where a column is not there.
    pub fn new(names: Vec<String>, given: Vec<(Role, String)>, keep: &[String]) -> Result<Self, String> {
        let find = |wanted: &String| {
            let missing = || format!("there is no column {wanted:?} among ({})", names.join(", "));
            names.iter().position(|name| name == wanted).ok_or_else(missing)
        };
        given.iter().try_for_each(|(_, name)| find(name).map(drop))?;
        let keep = keep.iter().map(find).collect::<Result<Vec<usize>, String>>()?;
        if let Some(at) = keep.iter().find(|&&at| FIELDS.iter().any(|field| *field.name() == names[at])) {
            return Err(format!("keep: the record has a column {:?} too; rename yours", names[*at]));
        }
        let header: Vec<&str> = names.iter().map(String::as_str).collect();
        let layout = Columns::new(given).layout(&header);
        if !layout.has_text() {
            let names = names.join(", ");
            return Err(format!(
                "no column among ({names}) has a name that says it holds articles; name it: text=\"…\" or html=\"…\""
            ));
        }
        Ok(Plan { names, layout, keep })
    }

    /// The columns that are read, and those that are kept.
    pub fn columns(&self) -> (Named, Vec<String>) {
        let name = |at: usize| self.names[at].clone();
        let read = Role::ALL.into_iter().filter_map(|role| Some((role.name(), name(self.layout.place(role)?))));
        (read.collect(), self.keep.iter().map(|&at| name(at)).collect())
    }

    /// The schema that comes out where `schema` comes in.
    ///
    /// # Errors
    /// Says what to do where a column has a type that holds no words.
    fn schema(&self, schema: &Schema) -> Result<SchemaRef, String> {
        for at in Role::ALL.into_iter().filter_map(|role| self.layout.place(role)) {
            let field = schema.field(at);
            if !is_readable(field.data_type()) {
                return Err(format!("the column {:?} has the type {}; cast it to a string", field.name(), field.data_type()));
            }
        }
        let kept = self.keep.iter().map(|&at| Arc::new(schema.field(at).clone()));
        Ok(Arc::new(Schema::new(kept.chain(FIELDS.iter().map(Arc::clone)).collect::<Vec<_>>())))
    }
}

/// The records of a stream of documents.
pub struct Stream {
    input: RecordBatchStreamReader,
    plan: Plan,
    schema: SchemaRef,
    shared: Arc<Shared>,
    /// With more than one thread.
    pool: Option<ThreadPool>,
    threads: usize,
    /// The batch that is read, and its next row.
    batch: Option<(RecordBatch, usize)>,
    /// Rows read so far.
    rows: u64,
}

impl Stream {
    /// # Errors
    /// Says what to do where the stream cannot be read so.
    pub fn new(
        input: FFI_ArrowArrayStream,
        shared: Arc<Shared>,
        given: Vec<(Role, String)>,
        keep: &[String],
        jobs: usize,
    ) -> Result<Self, String> {
        let input = RecordBatchStreamReader::try_new(input).map_err(|wrong| wrong.to_string())?;
        let names = input.schema().fields().iter().map(|field| field.name().clone()).collect();
        let plan = Plan::new(names, given, keep)?;
        let schema = plan.schema(&input.schema())?;
        let pool = (jobs != 1)
            .then(|| rayon::ThreadPoolBuilder::new().num_threads(jobs).thread_name(|n| format!("gisa-{n}")).build())
            .transpose()
            .map_err(|wrong| format!("cannot start {jobs} threads: {wrong}; give a smaller number of jobs"))?;
        let threads = pool.as_ref().map_or(1, ThreadPool::current_num_threads);
        Ok(Stream { input, plan, schema, shared, pool, threads, batch: None, rows: 0 })
    }

    /// The next batch of records; `None` where the input has ended.
    fn read(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let (batch, start) = loop {
            match self.batch.take() {
                Some((batch, row)) if row < batch.num_rows() => break (batch, row),
                _ => match self.input.next() {
                    Some(batch) => self.batch = Some((batch?, 0)),
                    None => return Ok(None),
                },
            }
        };
        let (mut documents, mut bytes, mut row) = (Vec::new(), 0, start);
        while row < batch.num_rows() && bytes < BATCH_BYTES * self.threads && documents.len() < BATCH_ROWS * self.threads {
            let document = self.document(&batch, row);
            bytes += document.as_ref().map_or(0, weight);
            documents.push(document);
            row += 1;
            self.rows += 1;
        }
        let shared = &self.shared;
        let work = |document: Result<RawDocument, Reject>| document.and_then(|document| shared.extract(document));
        let outcomes: Vec<Result<Record, Reject>> = match &self.pool {
            Some(pool) => pool.install(|| documents.into_par_iter().with_max_len(1).map(work).collect()),
            None => documents.into_iter().map(work).collect(),
        };
        let mut rows = Rows::new();
        outcomes.iter().for_each(|outcome| rows.add(outcome));
        let kept = self.plan.keep.iter().map(|&at| batch.column(at).slice(start, row - start));
        let columns: Vec<ArrayRef> = kept.chain(rows.finish()?).collect();
        self.batch = Some((batch, row));
        RecordBatch::try_new(Arc::clone(&self.schema), columns).map(Some)
    }

    /// The document of a row.
    fn document(&self, batch: &RecordBatch, row: usize) -> Result<RawDocument, Reject> {
        let limit = self.shared.options.max_document;
        let mut source = Source { record: self.rows, ..Source::new("-", Format::Text) };
        let mut charset = None;
        let mut fault = None;
        let field = |at: usize| match cell(batch.column(at), row)? {
            Cell::Text(text) if text.len() <= limit => Some(text),
            Cell::Bytes(bytes) if bytes.is_empty() => None,
            Cell::Bytes(bytes) if bytes.len() <= limit => match decode::bytes_of_text(bytes, None) {
                Ok(decoded) => {
                    // Of all fields the text is asked for last.
                    charset = decoded.charset.map(|charset| (charset, decoded.replaced));
                    Some(decoded.text)
                }
                Err(wrong) => {
                    fault.get_or_insert(wrong);
                    None
                }
            },
            _ => {
                fault.get_or_insert(too_large(limit));
                None
            }
        };
        let document = self.plan.layout.document(&self.plan.names, field, source.clone());
        if let Some(fault) = fault {
            source.id = document.map_or_else(|reject| reject.source.id, |document| document.source.id);
            return Err(fault.at(source));
        }
        let mut document = document?;
        if document.markup == Some(Markup::Html) {
            document.source.format = Format::Html;
        }
        if let Some((charset, replaced)) = charset {
            document.source.charset = Some(charset.name().to_ascii_lowercase());
            document.source.replaced = replaced;
        }
        Ok(document)
    }
}

fn weight(document: &RawDocument) -> usize {
    match &document.body {
        Body::Bytes(bytes) => bytes.len(),
        Body::Text(text) => text.len(),
    }
}

impl Iterator for Stream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // A panic must not pass through the C interface.
        let read = catch_unwind(AssertUnwindSafe(|| self.read()));
        let bug =
            |_| Err(ArrowError::ComputeError("gisa failed on a batch; this is a bug, please report it with the batch".into()));
        read.unwrap_or_else(bug).transpose()
    }
}

impl RecordBatchReader for Stream {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
