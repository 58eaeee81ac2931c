//! Parquet: a folder with a file a table, or one file with the tables as lists in their article's row.
//!
//! What is committed lies in a hidden folder of parts until the end: some units are gathered in memory, written as the files of
//! one part, brought to the disk, and renamed into their place; then the journal counts the part. At the end the row groups of
//! the parts are put one behind the other, as they are, and the parts go. `article_id` is the number of the document in the run,
//! from 0: documents of the same words, which have the same `id`, are all there.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil;
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaDataReader;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{ColumnPath, TypePtr};
use rust_decimal::Decimal;

use crate::error::Error;
use crate::record::Record;
use crate::write::cursor::{Opening, Standing};
use crate::write::file::{Growing, failure, sync_folder_of};
use crate::write::journal::{Entry, Journal};
use crate::write::rows::Rows;
use crate::write::tables::{self, ARTICLE, Column, Kind, REJECTED, TABLES, Value};
use crate::write::{Sink, Unit};

/// The units of a part, and so of a row group.
const PART_UNITS: usize = 16;
/// Digits behind the point of a number, of the 38 that Parquet's decimals have: 29 are left, as many as a number here can have.
pub const SCALE: u32 = 9;

pub struct Parquet {
    /// The folder of the tables, or the one file.
    target: PathBuf,
    nested: bool,
    /// The hidden folder of the parts.
    parts: PathBuf,
    journal: Journal,
    entry: Entry,
    /// Held for as long as the run lasts.
    _lock: Growing,
    files: Vec<Gathered>,
    /// Units that are gathered and not yet written.
    units: usize,
}

impl Parquet {
    /// Opens or makes the folder at `target`, or with `nested` the file.
    ///
    /// # Errors
    /// [`Error::Write`] where it cannot be written, [`Error::Usage`] where it cannot be resumed.
    pub fn open(target: &Path, nested: bool, opening: &Opening) -> Result<(Self, Standing), Error> {
        if nested && target.is_dir() {
            return Err(Error::Usage(format!("{}: is a folder; with --nested the output is a file", target.display())));
        }
        if !nested && target.is_file() {
            return Err(Error::Usage(format!(
                "{}: is a file, and the tables go to a folder; give another name, or --nested for one file",
                target.display()
            )));
        }
        let parts = if nested {
            target.with_file_name(format!(".{}.gisa", target.file_name().unwrap_or_default().to_string_lossy()))
        } else {
            target.join(".gisa")
        };
        fs::create_dir_all(&parts).map_err(|wrong| failure(&parts, wrong))?;
        let lock = Growing::open(&parts.join("lock"))?;
        let name = parts.join("journal");
        let earlier = if opening.resume { Journal::resume(&name, &opening.identity, target)? } else { None };
        let (journal, mut entry) = match earlier {
            Some(earlier) => earlier,
            None => (Journal::begin(&name, &opening.identity)?, Entry::default()),
        };
        let standing = if entry.done { Standing::Done(entry.cursor.clone()) } else { Standing::At(entry.cursor.clone()) };
        if entry.done {
            // The parts have gone into the files.
            entry.good = 0;
        }
        let files = if nested { vec![Gathered::nested()] } else { (0..TABLES.len()).map(Gathered::table).collect() };
        let sink = Parquet { target: target.to_owned(), nested, parts, journal, entry, _lock: lock, files, units: 0 };
        sink.forget_uncounted()?;
        Ok((sink, standing))
    }

    /// Removes the parts that the journal does not count.
    fn forget_uncounted(&self) -> Result<(), Error> {
        let failed = |wrong| failure(&self.parts, wrong);
        for entry in fs::read_dir(&self.parts).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let Some(number) = name.strip_prefix("part-") else { continue };
            if number.parse().map_or(true, |number: u64| number >= self.entry.good) {
                fs::remove_dir_all(&path).map_err(|wrong| failure(&path, wrong))?;
            }
        }
        Ok(())
    }

    fn part(&self, number: u64) -> PathBuf {
        self.parts.join(format!("part-{number:06}"))
    }

    /// Writes what is gathered as the next part.
    fn write_part(&mut self) -> Result<(), Error> {
        let (part, new) = (self.part(self.entry.good), self.parts.join("part-new"));
        fs::create_dir_all(&new).map_err(|wrong| failure(&new, wrong))?;
        for file in &mut self.files {
            let path = new.join(&file.name);
            let file = file.write(&path).map_err(|wrong| failed(&path, wrong))?;
            file.sync_all().map_err(|wrong| failure(&path, wrong))?;
        }
        sync_folder_of(&new.join("."))?;
        fs::rename(&new, &part).map_err(|wrong| failure(&part, wrong))?;
        sync_folder_of(&part)?;
        self.units = 0;
        self.entry.good += 1;
        self.journal.note(&self.entry)
    }

    /// Puts the row groups of all parts behind one another in the file at `path`.
    fn join(&self, file: &Gathered, path: &Path) -> Result<(), Error> {
        // The parts of a file are removed from the first one on, when it is whole.
        if self.entry.good > 0 && !self.part(0).join(&file.name).exists() {
            return Ok(());
        }
        let new = path.with_extension("parquet.new");
        let join = || -> Result<File, ParquetError> {
            let mut writer = SerializedFileWriter::new(File::create(&new)?, Arc::clone(&file.schema), file.properties())?;
            for part in 0..self.entry.good {
                let part = File::open(self.part(part).join(&file.name))?;
                let metadata = ParquetMetaDataReader::new().parse_and_finish(&part)?;
                for group in metadata.row_groups() {
                    let mut next = writer.next_row_group()?;
                    for column in group.columns() {
                        let close = ColumnCloseResult {
                            bytes_written: column.compressed_size() as u64,
                            rows_written: group.num_rows() as u64,
                            metadata: column.clone(),
                            bloom_filter: None,
                            column_index: None,
                            offset_index: None,
                        };
                        next.append_column(&part, close)?;
                    }
                    next.close()?;
                }
            }
            writer.into_inner()
        };
        let joined = join().map_err(|wrong| failed(&new, wrong))?;
        joined.sync_all().map_err(|wrong| failure(&new, wrong))?;
        fs::rename(&new, path).map_err(|wrong| failure(path, wrong))?;
        sync_folder_of(path)?;
        for part in 0..self.entry.good {
            let part = self.part(part).join(&file.name);
            match fs::remove_file(&part) {
                Err(wrong) if wrong.kind() != ErrorKind::NotFound => return Err(failure(&part, wrong)),
                _ => {}
            }
        }
        Ok(())
    }
}

impl Sink<Record> for Parquet {
    type Row = Rows;

    fn row(record: Record) -> Rows {
        record.into()
    }

    fn commit(&mut self, unit: Unit<Rows>) -> Result<(), Error> {
        for (number, rows) in &unit.rows {
            let number = i64::try_from(*number).unwrap_or(i64::MAX);
            let gather = |table: usize, row: &[Value<'_>]| {
                if self.nested {
                    self.files[0].nest(table, row)
                } else {
                    self.files[table].add(row)
                }
                Ok::<(), Error>(())
            };
            rows.each(number, gather)?;
            if self.nested {
                self.files[0].end_row();
            }
        }
        if !self.nested {
            unit.rejects.iter().for_each(|reject| self.files[REJECTED].add(&tables::reject_row(reject)));
        }
        self.entry.cursor = unit.cursor;
        self.units += 1;
        if self.units == PART_UNITS { self.write_part() } else { Ok(()) }
    }

    fn finish(&mut self) -> Result<(), Error> {
        if self.units > 0 {
            self.write_part()?;
        }
        for file in &self.files {
            let path = if self.nested { self.target.clone() } else { self.target.join(&file.name) };
            self.join(file, &path)?;
        }
        self.entry.done = true;
        self.journal.note(&self.entry)?;
        self.entry.good = 0;
        self.forget_uncounted()
    }
}

fn failed(path: &Path, wrong: ParquetError) -> Error {
    match wrong {
        ParquetError::External(source) => match source.downcast::<std::io::Error>() {
            Ok(source) => failure(path, *source),
            Err(source) => failure(path, std::io::Error::other(source)),
        },
        wrong => failure(path, std::io::Error::other(wrong)),
    }
}

/// The rows of one file, column by column, until they are written.
struct Gathered {
    name: String,
    schema: TypePtr,
    leaves: Vec<Leaf>,
    rows: usize,
    /// In a nested file, the first leaf of each table and the rows that the article has in it so far.
    lists: Vec<(usize, usize)>,
}

impl Gathered {
    /// The file of one table.
    fn table(table: usize) -> Self {
        let table = &TABLES[table];
        let fields: Vec<String> = table.all().map(field).collect();
        let leaves = table.all().map(|column| Leaf::new(column, false)).collect();
        let name = table.name;
        Gathered { name: format!("{name}.parquet"), schema: schema(name, &fields), leaves, rows: 0, lists: Vec::new() }
    }

    /// The one file in which the tables are lists. Rejects have no article, and no place there.
    fn nested() -> Self {
        let mut fields: Vec<String> = TABLES[ARTICLE].all().map(field).collect();
        let mut leaves: Vec<Leaf> = TABLES[ARTICLE].all().map(|column| Leaf::new(column, false)).collect();
        let mut lists = vec![(0, 0)];
        for table in &TABLES[ARTICLE + 1..REJECTED] {
            lists.push((leaves.len(), 0));
            leaves.extend(table.columns.iter().map(|column| Leaf::new(column, true)));
            let element: Vec<String> = table.columns.iter().map(field).collect();
            fields.push(format!(
                "required group {} (LIST) {{ repeated group list {{ required group element {{ {} }} }} }}",
                table.name,
                element.concat()
            ));
        }
        Gathered { name: "articles.parquet".into(), schema: schema("articles", &fields), leaves, rows: 0, lists }
    }

    fn add(&mut self, row: &[Value<'_>]) {
        self.rows += 1;
        for (leaf, value) in self.leaves.iter_mut().zip(row) {
            leaf.add(value, 0);
        }
    }

    /// Adds an article, or what belongs to the last one.
    fn nest(&mut self, table: usize, row: &[Value<'_>]) {
        if table == ARTICLE {
            return self.add(row);
        }
        let (first, rows) = &mut self.lists[table];
        let repetition = i16::from(*rows > 0);
        *rows += 1;
        for (leaf, value) in self.leaves[*first..].iter_mut().zip(&row[TABLES[table].key.len()..]) {
            leaf.add(value, repetition);
        }
    }

    /// Ends an article's row: what has no rows is an empty list.
    fn end_row(&mut self) {
        for (table, (first, rows)) in self.lists.iter_mut().enumerate().skip(ARTICLE + 1) {
            if *rows == 0 {
                let leaves = self.leaves[*first..].iter_mut().take(TABLES[table].columns.len());
                leaves.for_each(Leaf::add_empty);
            }
            *rows = 0;
        }
    }

    fn properties(&self) -> Arc<WriterProperties> {
        let text = ColumnPath::new(vec!["text".into()]);
        let properties = WriterProperties::builder()
            .set_created_by(concat!("gisa ", env!("CARGO_PKG_VERSION")).into())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true);
        // Whole articles hardly repeat, and nobody asks for the first one of the alphabet.
        let properties = match self.name.as_str() {
            "articles.parquet" => properties
                .set_column_dictionary_enabled(text.clone(), false)
                .set_column_statistics_enabled(text, EnabledStatistics::None),
            _ => properties,
        };
        Arc::new(properties.build())
    }

    /// Writes what is gathered, and forgets it.
    fn write(&mut self, path: &Path) -> Result<File, ParquetError> {
        let mut writer = SerializedFileWriter::new(File::create(path)?, Arc::clone(&self.schema), self.properties())?;
        if self.rows > 0 {
            let mut group = writer.next_row_group()?;
            for leaf in &mut self.leaves {
                let Some(column) = group.next_column()? else { break };
                std::mem::replace(leaf, leaf.emptied()).write(column)?;
            }
            group.close()?;
        }
        self.rows = 0;
        writer.into_inner()
    }
}

/// A field in the language of Parquet's schemas.
fn field(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text => ("binary", " (STRING)"),
        Kind::Json => ("binary", " (JSON)"),
        Kind::Integer => ("int64", ""),
        Kind::Boolean => ("boolean", ""),
        Kind::Number => ("fixed_len_byte_array(16)", " (DECIMAL(38,9))"),
        Kind::Date => ("int32", " (DATE)"),
    };
    let presence = if column.required { "required" } else { "optional" };
    format!("{presence} {} {}{};", kind.0, column.name, kind.1)
}

fn schema(name: &str, fields: &[String]) -> TypePtr {
    // The text is made of the tables, which do not change: a test writes them all.
    Arc::new(parse_message_type(&format!("message {name} {{ {} }}", fields.concat())).expect("the tables make a schema"))
}

/// The values of one column, with their levels (see "Dremel", S. Melnik and others, 2010): a required column has none.
struct Leaf {
    required: bool,
    listed: bool,
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
}

enum Values {
    /// The bytes of all values, and where each ends.
    Bytes(Vec<u8>, Vec<usize>),
    Integers(Vec<i64>),
    Booleans(Vec<bool>),
    Numbers(Vec<i128>),
    Days(Vec<i32>),
}

impl Leaf {
    fn new(column: &Column, listed: bool) -> Self {
        let values = match column.kind {
            Kind::Text | Kind::Json => Values::Bytes(Vec::new(), Vec::new()),
            Kind::Integer => Values::Integers(Vec::new()),
            Kind::Boolean => Values::Booleans(Vec::new()),
            Kind::Number => Values::Numbers(Vec::new()),
            Kind::Date => Values::Days(Vec::new()),
        };
        Leaf { required: column.required, listed, values, definitions: Vec::new(), repetitions: Vec::new() }
    }

    fn emptied(&self) -> Self {
        let values = match self.values {
            Values::Bytes(..) => Values::Bytes(Vec::new(), Vec::new()),
            Values::Integers(_) => Values::Integers(Vec::new()),
            Values::Booleans(_) => Values::Booleans(Vec::new()),
            Values::Numbers(_) => Values::Numbers(Vec::new()),
            Values::Days(_) => Values::Days(Vec::new()),
        };
        Leaf { required: self.required, listed: self.listed, values, definitions: Vec::new(), repetitions: Vec::new() }
    }

    fn add(&mut self, value: &Value<'_>, repetition: i16) {
        let present = match (&mut self.values, value) {
            (Values::Bytes(bytes, ends), Value::Text(text)) => {
                bytes.extend_from_slice(text.as_bytes());
                ends.push(bytes.len());
                true
            }
            (Values::Integers(values), Value::Integer(number)) => {
                values.push(*number);
                true
            }
            (Values::Booleans(values), Value::Boolean(truth)) => {
                values.push(*truth);
                true
            }
            (Values::Numbers(values), Value::Number(number)) => {
                values.push(scaled(*number));
                true
            }
            (Values::Days(values), Value::Date(day)) => {
                values.push(days(*day));
                true
            }
            _ => false,
        };
        self.level(i16::from(self.listed) + i16::from(!self.required && present), repetition);
    }

    /// An empty list.
    fn add_empty(&mut self) {
        self.level(0, 0);
    }

    fn level(&mut self, definition: i16, repetition: i16) {
        if self.listed || !self.required {
            self.definitions.push(definition);
        }
        if self.listed {
            self.repetitions.push(repetition);
        }
    }

    fn write(self, mut column: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let definitions = (self.listed || !self.required).then_some(self.definitions.as_slice());
        let repetitions = self.listed.then_some(self.repetitions.as_slice());
        match self.values {
            Values::Bytes(bytes, ends) => {
                let bytes = ByteArray::from(bytes);
                let starts = std::iter::once(0).chain(ends.iter().copied());
                let values: Vec<ByteArray> = starts.zip(&ends).map(|(start, end)| bytes.slice(start, end - start)).collect();
                column.typed::<ByteArrayType>().write_batch(&values, definitions, repetitions)?;
            }
            Values::Integers(values) => drop(column.typed::<Int64Type>().write_batch(&values, definitions, repetitions)?),
            Values::Booleans(values) => drop(column.typed::<BoolType>().write_batch(&values, definitions, repetitions)?),
            Values::Days(values) => drop(column.typed::<Int32Type>().write_batch(&values, definitions, repetitions)?),
            Values::Numbers(values) => {
                let bytes = |number: i128| FixedLenByteArray::from(number.to_be_bytes().to_vec());
                let values: Vec<FixedLenByteArray> = values.into_iter().map(bytes).collect();
                column.typed::<FixedLenByteArrayType>().write_batch(&values, definitions, repetitions)?;
            }
        }
        column.close()
    }
}

/// A number in units of 10 to the power of -[`SCALE`]; what lies behind is rounded off.
pub fn scaled(number: Decimal) -> i128 {
    let number = number.round_dp(SCALE);
    number.mantissa() * 10_i128.pow(SCALE - number.scale())
}

/// Days since 1970-01-01.
pub fn days(day: civil::Date) -> i32 {
    day.since(civil::date(1970, 1, 1)).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_in_parquets_terms() {
        for (text, want) in [
            ("1", 1_000_000_000),
            ("-0.5", -500_000_000),
            ("1.23456789012", 1_234_567_890),
            ("79228162514264337593543950335", 79_228_162_514_264_337_593_543_950_335_000_000_000),
        ] {
            assert_eq!(scaled(text.parse().unwrap()), want, "{text}");
        }
        for (day, want) in [("1970-01-01", 0), ("1969-12-31", -1), ("2024-02-29", 19_782)] {
            assert_eq!(days(day.parse().unwrap()), want, "{day}");
        }
    }

    #[test]
    fn every_table_has_its_schema_and_file() {
        for (nth, table) in TABLES.iter().enumerate() {
            let gathered = Gathered::table(nth);
            assert_eq!(gathered.schema.get_fields().len(), table.all().count());
            assert_eq!(gathered.name, format!("{}.parquet", table.name));
        }
        assert_eq!(Gathered::nested().schema.get_fields().len(), TABLES[ARTICLE].all().count() + TABLES.len() - 2);
    }
}
