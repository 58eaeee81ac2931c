//! Surface forms become values: numbers, units, currencies, the calendar.

pub mod calendar;
pub mod context;
pub mod number;
pub mod unit;
