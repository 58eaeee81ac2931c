//! The native half of the Python package `gisa`: the public functions, with their documentation, are in `lib/gisa`.
//!
//! Documents come in as strings, bytes, JSON objects or Arrow streams; records go out as the JSON that the command writes, or as
//! Arrow. Nothing here holds the interpreter while it extracts.

mod column;
mod rows;
mod stream;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_schema::Schema;
use arrow_schema::ffi::FFI_ArrowSchema;
use gisa::clean::text;
use gisa::document::{Body, Format, Given, Markup, RawDocument, Source, Timestamp};
use gisa::error::{Fault, Stage};
use gisa::read::columns::Role;
use gisa::read::{self, Options};
use gisa::run::guarded;
use gisa::write::jsonl::line;
use gisa::{Record, Reject, Worker};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyString};

/// What all calls of one extractor share.
struct Shared {
    extractor: gisa::Extractor,
    /// Workers that are not at work: as many as there ever were calls at the same time.
    workers: Mutex<Vec<Worker>>,
    options: Options,
}

impl Shared {
    fn extract(&self, document: RawDocument) -> Result<Record, Reject> {
        let idle = || self.workers.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let idler = idle().pop();
        let mut worker = idler.unwrap_or_else(|| self.extractor.worker());
        let outcome = guarded(&mut worker, &self.extractor, document, &Worker::extract);
        idle().push(worker);
        outcome
    }

    /// Whether it is a record, and the JSON of the record or of the reject.
    fn answer(&self, document: Result<RawDocument, Reject>) -> (bool, String) {
        let outcome = document.and_then(|document| self.extract(document));
        let json = match &outcome {
            Ok(record) => line(record),
            Err(reject) => line(reject),
        };
        (outcome.is_ok(), String::from_utf8(json).unwrap_or_default())
    }
}

/// The dictionary, the lexicons and the model, with the workers that use them.
#[pyclass(frozen, module = "gisa._gisa")]
struct Extractor {
    shared: Arc<Shared>,
}

/// The metadata that a caller gives with a text.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Metadata {
    id: Option<String>,
    title: Option<String>,
    subtitle: Option<String>,
    publisher: Option<String>,
    section: Option<String>,
    published: Option<String>,
    url: Option<String>,
    charset: Option<String>,
    html: Option<bool>,
}

#[pymethods]
impl Extractor {
    #[new]
    fn new(py: Python<'_>, lexicons: Vec<PathBuf>, max_document_bytes: usize) -> PyResult<Self> {
        let extractor = py.detach(|| gisa::Extractor::with_lexicons(&lexicons)).map_err(|wrong| match wrong {
            gisa::Error::Read { path, source } => {
                PyErr::from(std::io::Error::new(source.kind(), format!("{}: {source}", path.display())))
            }
            gisa::Error::Lexicon { .. } => PyValueError::new_err(wrong.to_string()),
            wrong => PyRuntimeError::new_err(wrong.to_string()),
        })?;
        let options = Options { max_document: max_document_bytes, ..Options::default() };
        Ok(Extractor { shared: Arc::new(Shared { extractor, workers: Mutex::default(), options }) })
    }

    /// Whether it is a record, and the JSON of the record or of the reject, of one text.
    fn text(&self, py: Python<'_>, document: &Bound<'_, PyAny>, number: u64, given: Metadata) -> PyResult<(bool, String)> {
        let source = Source { record: number, ..Source::new("-", Format::Text) };
        let Some(body) = body(document)? else {
            let kind = document.get_type();
            let message = format!("a document is str, bytes or a mapping with its fields, not {}", kind.name()?);
            return Ok(self.shared.answer(Err(Fault::new(Stage::Read, "read.type", message).at(source))));
        };
        let published = given.published.map(|when| {
            let parsed = Timestamp::parse(&when).or_else(|| text::stamp(&when));
            parsed.ok_or_else(|| {
                PyValueError::new_err(format!("published: {when:?} is no date; give one as 2025-01-13 or 2025-01-13T09:30+09:00"))
            })
        });
        let markup = given.html.map(|html| if html { Markup::Html } else { Markup::Plain });
        let format = if given.html == Some(true) { Format::Html } else { Format::Text };
        let source = Source { id: given.id, url: given.url.clone(), format, ..source };
        let given = Given {
            title: given.title,
            subtitle: given.subtitle,
            publisher: given.publisher,
            section: given.section,
            reporters: Vec::new(),
            published: published.transpose()?,
            url: given.url,
            charset: given.charset,
        };
        Ok(py.detach(|| self.shared.answer(self.sized(RawDocument { source, given, body, markup }))))
    }

    /// As `text`, of a JSON object with the usual field names.
    fn object(&self, py: Python<'_>, json: &str, number: u64) -> (bool, String) {
        let source = Source { record: number, ..Source::new("-", Format::Jsonl) };
        py.detach(|| {
            let limit = self.shared.options.max_document;
            self.shared.answer(if json.len() > limit {
                Err(read::too_large(limit).at(source))
            } else {
                read::line(json.as_bytes().to_vec(), source, &self.shared.options)
            })
        })
    }

    /// The records of a stream of documents: what has `__arrow_c_stream__` comes in and goes out.
    fn stream(
        &self,
        documents: &Bound<'_, PyAny>,
        columns: Vec<(String, String)>,
        keep: Vec<String>,
        jobs: usize,
    ) -> PyResult<Records> {
        let capsule = documents.call_method0("__arrow_c_stream__")?;
        let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(c"arrow_array_stream"))?;
        // SAFETY: a capsule of this name holds a stream that nobody else reads; it is left empty.
        let input = unsafe { FFI_ArrowArrayStream::from_raw(pointer.cast().as_ptr()) };
        let stream = stream::Stream::new(input, Arc::clone(&self.shared), roles(columns)?, &keep, jobs);
        Ok(Records(Mutex::new(Some(stream.map_err(PyValueError::new_err)?))))
    }
}

impl Extractor {
    fn sized(&self, document: RawDocument) -> Result<RawDocument, Reject> {
        let limit = self.shared.options.max_document;
        let length = match &document.body {
            Body::Bytes(bytes) => bytes.len(),
            Body::Text(text) => text.len(),
        };
        if length > limit { Err(read::too_large(limit).at(document.source)) } else { Ok(document) }
    }
}

/// The words of a document; `None` where it is something else. Half a surrogate pair, which a string of Python may hold, is a stray
/// byte of its encoding.
fn body(document: &Bound<'_, PyAny>) -> PyResult<Option<Body>> {
    if let Ok(text) = document.cast::<PyString>() {
        return match text.to_str() {
            Ok(text) => Ok(Some(Body::Text(text.to_owned()))),
            Err(_) => {
                let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
                Ok(Some(Body::Bytes(bytes.cast::<PyBytes>()?.as_bytes().to_vec())))
            }
        };
    }
    Ok(document.cast::<PyBytes>().ok().map(|bytes| Body::Bytes(bytes.as_bytes().to_vec())))
}

/// The roles that are named.
fn roles(columns: Vec<(String, String)>) -> PyResult<Vec<(Role, String)>> {
    let role = |(name, column): (String, String)| match Role::ALL.into_iter().find(|role| role.name() == name) {
        Some(role) => Ok((role, column)),
        None => {
            let known: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
            Err(PyTypeError::new_err(format!("a column holds no {name:?}; what one can hold: {}", known.join(", "))))
        }
    };
    columns.into_iter().map(role).collect()
}

/// A stream of records, which can be read once.
#[pyclass(frozen, module = "gisa._gisa")]
struct Records(Mutex<Option<stream::Stream>>);

#[pymethods]
impl Records {
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A consumer may ask for another schema, and a producer may ignore it.
        drop(requested_schema);
        let stream = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        let stream = stream.ok_or_else(|| PyValueError::new_err("these records have been read; a stream can be read once"))?;
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(stream)), c"arrow_array_stream")
    }
}

/// The schema of a row of records.
#[pyclass(frozen, module = "gisa._gisa")]
struct Fields;

#[pymethods]
impl Fields {
    #[new]
    fn new() -> Self {
        Fields
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&Schema::new(rows::FIELDS.clone()));
        let schema = schema.map_err(|wrong| PyRuntimeError::new_err(wrong.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }
}

/// The JSON Schema of the record, as JSON.
#[pyfunction]
fn schema() -> String {
    serde_json::to_string(&gisa::record::schema()).unwrap_or_default()
}

/// The columns that are read, each with what it holds, and those that are kept.
#[pyfunction]
fn plan(names: Vec<String>, columns: Vec<(String, String)>, keep: Vec<String>) -> PyResult<(stream::Named, Vec<String>)> {
    Ok(stream::Plan::new(names, roles(columns)?, &keep).map_err(PyValueError::new_err)?.columns())
}

#[pymodule]
mod _gisa {
    #[pymodule_export]
    use super::{Extractor, Fields, Records, plan, schema};

    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
