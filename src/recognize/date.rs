//! The reader of dates, clock times, durations and recurring times.

use crate::document::Timestamp;
use crate::normalize::number::Numeral;
use crate::record::{Date, Found};

/// Every date and duration of `text`, in order, without overlaps, resolved in reading order against the running anchor: a date
/// that the narrative has set, then `published`, then nothing (`X` digits).
pub fn dates(_text: &str, _numerals: &[Numeral], _published: Option<Timestamp>) -> Vec<Found<Date>> {
    Vec::new()
}
