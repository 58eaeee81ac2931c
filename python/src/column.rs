//! What stands in a row of an Arrow column, as the fields of a document know it: words.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, downcast_dictionary_array};
use arrow_schema::{DataType, TimeUnit};
use gisa::document::KST;
use jiff::civil;
use jiff::tz::Offset;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    /// Text whose charset is not known.
    Bytes(Vec<u8>),
}

/// Whether [`cell`] reads columns of this type.
pub fn is_readable(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_readable(values),
        DataType::List(item) | DataType::LargeList(item) => is_readable(item.data_type()),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => true,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) | DataType::Null => true,
        kind => kind.is_integer(),
    }
}

/// What stands in one row; `None` where nothing does. A day and a time become ISO 8601: one that is a point in time, in Korea's
/// time, because a Korean article's words (어제, 오는 10일) count from the day there. Of a list every item is a line.
pub fn cell(column: &dyn Array, row: usize) -> Option<Cell> {
    if column.is_null(row) {
        return None;
    }
    let text = |text: &str| Some(Cell::Text(text.to_owned()));
    let bytes = |bytes: &[u8]| Some(Cell::Bytes(bytes.to_vec()));
    let number = |number: i128| Some(Cell::Text(number.to_string()));
    match column.data_type() {
        DataType::Utf8 => text(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => text(column.as_string::<i64>().value(row)),
        DataType::Utf8View => text(column.as_string_view().value(row)),
        DataType::Binary => bytes(column.as_binary::<i32>().value(row)),
        DataType::LargeBinary => bytes(column.as_binary::<i64>().value(row)),
        DataType::BinaryView => bytes(column.as_binary_view().value(row)),
        DataType::Dictionary(..) => downcast_dictionary_array!(
            column => column.key(row).and_then(|key| cell(column.values().as_ref(), key)),
            _ => None
        ),
        DataType::List(_) => lines(column.as_list::<i32>().value(row).as_ref()),
        DataType::LargeList(_) => lines(column.as_list::<i64>().value(row).as_ref()),
        DataType::Int8 => number(of::<Int8Type>(column, row).into()),
        DataType::Int16 => number(of::<Int16Type>(column, row).into()),
        DataType::Int32 => number(of::<Int32Type>(column, row).into()),
        DataType::Int64 => number(of::<Int64Type>(column, row).into()),
        DataType::UInt8 => number(of::<UInt8Type>(column, row).into()),
        DataType::UInt16 => number(of::<UInt16Type>(column, row).into()),
        DataType::UInt32 => number(of::<UInt32Type>(column, row).into()),
        DataType::UInt64 => number(of::<UInt64Type>(column, row).into()),
        DataType::Date32 => day(of::<Date32Type>(column, row).into()),
        DataType::Date64 => day(of::<Date64Type>(column, row).div_euclid(24 * 60 * 60 * 1000)),
        DataType::Timestamp(unit, zone) => {
            let (count, nanoseconds) = match unit {
                TimeUnit::Second => (of::<TimestampSecondType>(column, row), 1_000_000_000),
                TimeUnit::Millisecond => (of::<TimestampMillisecondType>(column, row), 1_000_000),
                TimeUnit::Microsecond => (of::<TimestampMicrosecondType>(column, row), 1_000),
                TimeUnit::Nanosecond => (of::<TimestampNanosecondType>(column, row), 1),
            };
            time(i128::from(count) * nanoseconds, zone.is_some())
        }
        _ => None,
    }
}

/// A value of a column whose type was looked at.
fn of<T: ArrowPrimitiveType>(column: &dyn Array, row: usize) -> T::Native {
    column.as_primitive::<T>().value(row)
}

fn lines(items: &dyn Array) -> Option<Cell> {
    let lines: Vec<String> = (0..items.len())
        .filter_map(|row| match cell(items, row)? {
            Cell::Text(text) => Some(text),
            Cell::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        })
        .collect();
    (!lines.is_empty()).then(|| Cell::Text(lines.join("\n")))
}

/// The day so many days after 1970-01-01.
fn day(days: i64) -> Option<Cell> {
    let span = jiff::Span::new().try_days(days).ok()?;
    Some(Cell::Text(civil::date(1970, 1, 1).checked_add(span).ok()?.to_string()))
}

/// The time so many nanoseconds after 1970-01-01T00:00: a point in time, or what a clock showed somewhere.
fn time(nanoseconds: i128, point: bool) -> Option<Cell> {
    let offset = Offset::from_seconds(if point { i32::from(KST) * 60 } else { 0 }).ok()?;
    let time = offset.to_datetime(jiff::Timestamp::from_nanosecond(nanoseconds).ok()?);
    let seconds = time.strftime("%Y-%m-%dT%H:%M:%S");
    Some(Cell::Text(if point { format!("{seconds}+{:02}:{:02}", KST / 60, KST % 60) } else { seconds.to_string() }))
}
