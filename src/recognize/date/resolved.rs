//! What a resolved point says in the record.

use jiff::civil::Date as Day;

use super::words::PartOfDay;
use crate::normalize::calendar::Period;
use crate::record::Anchor;

/// A time of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Clock(u8, u8, Option<u8>),
    Part(PartOfDay),
}

/// A point, or a stretch where `last` is its other end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Resolved {
    pub period: Period,
    pub last: Option<Period>,
    pub time: Option<Time>,
    pub anchor: Anchor,
}

impl Resolved {
    pub fn new(period: Period, anchor: Anchor) -> Self {
        Resolved { period, last: None, time: None, anchor }
    }

    /// The record's `value` of one point.
    pub fn value(&self) -> String {
        let mut value = self.period.value();
        match self.time {
            None => {}
            Some(Time::Clock(hour, minute, None)) => value.push_str(&format!("T{hour:02}:{minute:02}")),
            Some(Time::Clock(hour, minute, Some(second))) => value.push_str(&format!("T{hour:02}:{minute:02}:{second:02}")),
            Some(Time::Part(part)) => value.push_str(match part {
                PartOfDay::Morning | PartOfDay::Breakfast | PartOfDay::Dawn => "TMO",
                PartOfDay::Afternoon | PartOfDay::Noon => "TAF",
                PartOfDay::Evening => "TEV",
                PartOfDay::Night => "TNI",
            }),
        }
        if let Some(last) = self.last {
            value.push('/');
            value.push_str(&last.value());
        }
        value
    }

    /// The same in EDTF, which has no minutes without seconds and no parts of a day.
    pub fn edtf(&self) -> Option<String> {
        let first = match self.time {
            None => self.period.edtf()?,
            Some(Time::Clock(_, _, Some(_))) => return Some(self.value()),
            Some(_) => return None,
        };
        match self.last {
            None => Some(first),
            Some(last) => Some(format!("{first}/{}", last.edtf()?)),
        }
    }

    pub fn first(&self) -> Option<Day> {
        self.period.first()
    }

    pub fn last(&self) -> Option<Day> {
        self.last.unwrap_or(self.period).last()
    }
}
