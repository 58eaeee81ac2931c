//! The rows of one record in two pieces of memory.
//!
//! What waits to be committed is many times smaller so than as a record, and the record's many parts are given back by the
//! thread that made them.

use jiff::civil;
use rust_decimal::Decimal;

use crate::document::Source;
use crate::record::Record;
use crate::write::tables::{self, TABLES, Value};

/// The rows of a record for every one of the [`TABLES`] that has any, without their first column: the number of the article is the
/// sink's.
#[derive(Debug)]
pub struct Rows {
    /// The record's.
    pub id: String,
    /// The record's.
    pub source: Source,
    /// Row by row the place of the table, and the values: what each is ([`tag`]), and its bytes.
    cells: Vec<u8>,
    /// The texts of all values, one after the other.
    texts: String,
}

/// What a value is.
mod tag {
    pub const NULL: u8 = 0;
    pub const TEXT: u8 = 1;
    pub const INTEGER: u8 = 2;
    pub const FALSE: u8 = 3;
    pub const TRUE: u8 = 4;
    pub const NUMBER: u8 = 5;
    pub const DATE: u8 = 6;
}

impl From<Record> for Rows {
    fn from(record: Record) -> Self {
        let mut cells = Vec::with_capacity(4096);
        let mut texts = String::with_capacity(2 * record.text.len());
        let packed = tables::rows(&record, 0, |table, row| {
            cells.push(table as u8);
            row[1..].iter().for_each(|value| pack(value, &mut cells, &mut texts));
            Ok::<(), std::convert::Infallible>(())
        });
        let Ok(()) = packed;
        cells.shrink_to_fit();
        texts.shrink_to_fit();
        Rows { id: record.id, source: record.source, cells, texts }
    }
}

impl Rows {
    /// Hands every row to `into`, with the place of its table, as [`tables::rows`] does.
    ///
    /// # Errors
    /// What `into` says.
    pub fn each<'r, E>(&'r self, article_id: i64, mut into: impl FnMut(usize, &[Value<'r>]) -> Result<(), E>) -> Result<(), E> {
        let mut cells = Cells { bytes: &self.cells, texts: &self.texts };
        let mut row = Vec::new();
        while let Some(table) = cells.byte() {
            let table = usize::from(table);
            row.clear();
            row.push(Value::Integer(article_id));
            row.extend(TABLES[table].all().skip(1).map(|_| cells.value()));
            into(table, &row)?;
        }
        Ok(())
    }
}

fn pack(value: &Value<'_>, cells: &mut Vec<u8>, texts: &mut String) {
    match value {
        Value::Null => cells.push(tag::NULL),
        Value::Text(text) => {
            cells.push(tag::TEXT);
            pack_number(text.len() as u64, cells);
            texts.push_str(text);
        }
        Value::Integer(number) => {
            cells.push(tag::INTEGER);
            // Small numbers of either sign are small then.
            pack_number((number << 1 ^ number >> 63) as u64, cells);
        }
        Value::Boolean(truth) => cells.push(if *truth { tag::TRUE } else { tag::FALSE }),
        Value::Number(number) => {
            cells.push(tag::NUMBER);
            cells.extend_from_slice(&number.serialize());
        }
        Value::Date(day) => {
            cells.push(tag::DATE);
            cells.extend_from_slice(&day.year().to_le_bytes());
            cells.extend_from_slice(&[day.month() as u8, day.day() as u8]);
        }
    }
}

/// Seven bits a byte, the lowest first; the highest bit of a byte says that more follow.
fn pack_number(mut number: u64, cells: &mut Vec<u8>) {
    while number >= 0x80 {
        cells.push(number as u8 | 0x80);
        number >>= 7;
    }
    cells.push(number as u8);
}

/// What is left to read.
struct Cells<'r> {
    bytes: &'r [u8],
    texts: &'r str,
}

impl<'r> Cells<'r> {
    fn byte(&mut self) -> Option<u8> {
        self.bytes.split_off_first().copied()
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let bytes = self.bytes.split_off(..N).and_then(|bytes| bytes.try_into().ok());
        bytes.unwrap_or([0; N])
    }

    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte().unwrap_or_default();
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    fn value(&mut self) -> Value<'r> {
        match self.byte() {
            Some(tag::TEXT) => {
                let (text, rest) = self.texts.split_at(self.number() as usize);
                self.texts = rest;
                Value::Text(text.into())
            }
            Some(tag::INTEGER) => {
                let number = self.number();
                Value::Integer((number >> 1) as i64 ^ -((number & 1) as i64))
            }
            Some(tag::FALSE) => Value::Boolean(false),
            Some(tag::TRUE) => Value::Boolean(true),
            Some(tag::NUMBER) => Value::Number(Decimal::deserialize(self.bytes())),
            Some(tag::DATE) => {
                let [low, high, month, day] = self.bytes();
                let year = i16::from_le_bytes([low, high]);
                civil::Date::new(year, month as i8, day as i8).map_or(Value::Null, Value::Date)
            }
            _ => Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Body, Format, Given, RawDocument};
    use crate::pipeline::Extractor;

    #[test]
    fn values_come_back() {
        let day = |year, month, day| Value::Date(civil::date(year, month, day));
        let values = [
            Value::Null,
            Value::from(""),
            Value::from("가나다 abc\0"),
            Value::Integer(0),
            Value::Integer(-1),
            Value::Integer(127),
            Value::Integer(128),
            Value::Integer(i64::MAX),
            Value::Integer(i64::MIN),
            Value::Boolean(true),
            Value::Boolean(false),
            Value::Number(Decimal::new(-12_345, 3)),
            Value::Number(Decimal::MAX),
            Value::Number(Decimal::MIN),
            day(-9999, 1, 1),
            day(9999, 12, 31),
            day(2024, 2, 29),
        ];
        let (mut cells, mut texts) = (Vec::new(), String::new());
        values.iter().for_each(|value| pack(value, &mut cells, &mut texts));
        let mut read = Cells { bytes: &cells, texts: &texts };
        for value in values {
            assert_eq!(read.value(), value);
        }
        assert_eq!((read.bytes.len(), read.texts), (0, ""));
    }

    #[test]
    fn a_record_has_the_same_rows() {
        let text = "홍길동 한라군수는 5일 새한전자와 업무협약을 맺고 2027년까지 88.5PF급 데이터센터에 1,200억원을 투자한다고 밝혔다.\n\
                    그는 “3월에 착공한다”고 말했다.";
        let (source, given) = (Source::new("-", Format::Text), Given::default());
        let document = RawDocument { source, given, body: Body::Text(text.into()), markup: None };
        let record = Extractor::new().unwrap().worker().extract(document).unwrap();
        let mut want = Vec::new();
        let keep = |rows: &mut Vec<(usize, String)>, table, row: &[Value<'_>]| {
            rows.push((table, format!("{row:?}")));
            Ok::<(), ()>(())
        };
        tables::rows(&record, 7, |table, row| keep(&mut want, table, row)).unwrap();
        let mut got = Vec::new();
        Rows::from(record).each(7, |table, row| keep(&mut got, table, row)).unwrap();
        assert!(want.len() > 8, "{want:?}");
        assert_eq!(got, want);
    }
}
