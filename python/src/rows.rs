//! Records and rejects as record batches: the schema and the columns, both made of [`TABLES`].
//!
//! A row holds what a row of the nested Parquet does, save `article_id`: the article's own columns, then each table of what belongs
//! to it as a list. A reject is a row too: `reject` says why, its `source_…` columns say where, all else is null or empty.

use std::sync::{Arc, LazyLock};

use arrow_array::builder::{BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields};
use gisa::write::parquet::{SCALE, days, scaled};
use gisa::write::tables::{self, ARTICLE, Column, Kind, REJECTED, TABLES, Value};
use gisa::{Record, Reject};

/// The digits of a decimal.
const PRECISION: u8 = 38;

/// The fields of a row.
pub static FIELDS: LazyLock<Fields> = LazyLock::new(|| {
    // A reject has no article: none of the article's columns is there in every row.
    let article = TABLES[ARTICLE].columns.iter().map(|column| Arc::new(field(column, true)));
    let lists = TABLES[ARTICLE + 1..REJECTED].iter().map(|table| {
        let columns = table.columns.iter().map(|column| Arc::new(field(column, !column.required))).collect();
        let element = Field::new("element", DataType::Struct(columns), false);
        Arc::new(Field::new(table.name, DataType::List(Arc::new(element)), false))
    });
    let reasons = reasons().map(|column| Arc::new(field(column, true))).collect();
    let reject = Arc::new(Field::new("reject", DataType::Struct(reasons), true));
    article.chain(lists).chain([reject]).collect()
});

fn field(column: &Column, nullable: bool) -> Field {
    let kind = match column.kind {
        Kind::Text | Kind::Json => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Boolean => DataType::Boolean,
        Kind::Number => DataType::Decimal128(PRECISION, SCALE as i8),
        Kind::Date => DataType::Date32,
    };
    Field::new(column.name, kind, nullable)
}

/// The columns of a reject that an article does not have: why it was rejected.
fn reasons() -> impl Iterator<Item = &'static Column> + Clone {
    TABLES[REJECTED].all().filter(|column| place(column.name).is_none())
}

/// Where an article has the column.
fn place(name: &str) -> Option<usize> {
    TABLES[ARTICLE].columns.iter().position(|column| column.name == name)
}

/// Gathers the rows of a batch.
pub struct Rows {
    article: Vec<Cells>,
    lists: Vec<List>,
    reject: Vec<Cells>,
    rejected: Vec<bool>,
}

struct List {
    columns: Vec<Cells>,
    /// Where the elements of each row end.
    ends: Vec<i32>,
    length: i32,
}

impl Rows {
    pub fn new() -> Self {
        let list = |table: &tables::Table| List { columns: cells(table.columns.iter()), ends: vec![0], length: 0 };
        Rows {
            article: cells(TABLES[ARTICLE].columns.iter()),
            lists: TABLES[ARTICLE + 1..REJECTED].iter().map(list).collect(),
            reject: cells(reasons()),
            rejected: Vec::new(),
        }
    }

    pub fn add(&mut self, outcome: &Result<Record, Reject>) {
        match outcome {
            Ok(record) => self.record(record),
            Err(reject) => self.reject(reject),
        }
        self.lists.iter_mut().for_each(|list| list.ends.push(list.length));
        self.rejected.push(outcome.is_err());
    }

    fn record(&mut self, record: &Record) {
        let into = |table: usize, row: &[Value<'_>]| {
            let values = &row[TABLES[table].key.len()..];
            if table == ARTICLE {
                put(&mut self.article, values);
            } else {
                let list = &mut self.lists[table - ARTICLE - 1];
                put(&mut list.columns, values);
                list.length += 1;
            }
            Ok::<(), std::convert::Infallible>(())
        };
        let Ok(()) = tables::rows(record, 0, into);
        self.reject.iter_mut().for_each(|cells| cells.add(&Value::Null));
    }

    fn reject(&mut self, reject: &Reject) {
        let row = tables::reject_row(reject);
        let mut article = vec![&Value::Null; self.article.len()];
        let mut reasons = self.reject.iter_mut();
        for (column, value) in TABLES[REJECTED].all().zip(&row) {
            match place(column.name) {
                // What is a part of the rejects' key and so never null there may be unknown.
                Some(_) if *value == Value::from("") => {}
                Some(at) => article[at] = value,
                None => reasons.by_ref().take(1).for_each(|cells| cells.add(value)),
            }
        }
        self.article.iter_mut().zip(article).for_each(|(cells, value)| cells.add(value));
    }

    /// The columns, in the order of [`FIELDS`].
    ///
    /// # Errors
    /// Where the schema does not fit, which would be a bug.
    pub fn finish(self) -> Result<Vec<ArrayRef>, ArrowError> {
        let mut columns: Vec<ArrayRef> = self.article.into_iter().map(Cells::finish).collect();
        for (list, field) in self.lists.into_iter().zip(&FIELDS[columns.len()..]) {
            let DataType::List(element) = field.data_type() else { continue };
            let values = StructArray::try_new(inner(element), list.columns.into_iter().map(Cells::finish).collect(), None)?;
            let ends = OffsetBuffer::new(ScalarBuffer::from(list.ends));
            columns.push(Arc::new(ListArray::try_new(Arc::clone(element), ends, Arc::new(values), None)?));
        }
        let reject = self.reject.into_iter().map(Cells::finish).collect();
        columns.push(Arc::new(StructArray::try_new(
            inner(&FIELDS[columns.len()]),
            reject,
            Some(NullBuffer::from(self.rejected)),
        )?));
        Ok(columns)
    }
}

fn inner(field: &FieldRef) -> Fields {
    match field.data_type() {
        DataType::Struct(fields) => fields.clone(),
        _ => Fields::empty(),
    }
}

/// The values of one column.
enum Cells {
    Text(StringBuilder),
    Integer(Int64Builder),
    Boolean(BooleanBuilder),
    Number(Decimal128Builder),
    Date(Date32Builder),
}

fn cells<'c>(columns: impl Iterator<Item = &'c Column>) -> Vec<Cells> {
    columns.map(Cells::new).collect()
}

fn put(cells: &mut [Cells], values: &[Value<'_>]) {
    cells.iter_mut().zip(values).for_each(|(cells, value)| cells.add(value));
}

impl Cells {
    fn new(column: &Column) -> Self {
        match column.kind {
            Kind::Text | Kind::Json => Cells::Text(StringBuilder::new()),
            Kind::Integer => Cells::Integer(Int64Builder::new()),
            Kind::Boolean => Cells::Boolean(BooleanBuilder::new()),
            Kind::Number => Cells::Number(Decimal128Builder::new().with_data_type(DataType::Decimal128(PRECISION, SCALE as i8))),
            Kind::Date => Cells::Date(Date32Builder::new()),
        }
    }

    fn add(&mut self, value: &Value<'_>) {
        match (self, value) {
            (Cells::Text(cells), Value::Text(text)) => cells.append_value(text),
            (Cells::Text(cells), _) => cells.append_null(),
            (Cells::Integer(cells), Value::Integer(number)) => cells.append_value(*number),
            (Cells::Integer(cells), _) => cells.append_null(),
            (Cells::Boolean(cells), Value::Boolean(truth)) => cells.append_value(*truth),
            (Cells::Boolean(cells), _) => cells.append_null(),
            (Cells::Number(cells), Value::Number(number)) => cells.append_value(scaled(*number)),
            (Cells::Number(cells), _) => cells.append_null(),
            (Cells::Date(cells), Value::Date(day)) => cells.append_value(days(*day)),
            (Cells::Date(cells), _) => cells.append_null(),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Cells::Text(mut cells) => Arc::new(cells.finish()),
            Cells::Integer(mut cells) => Arc::new(cells.finish()),
            Cells::Boolean(mut cells) => Arc::new(cells.finish()),
            Cells::Number(mut cells) => Arc::new(cells.finish()),
            Cells::Date(mut cells) => Arc::new(cells.finish()),
        }
    }
}
