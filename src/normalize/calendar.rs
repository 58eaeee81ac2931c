//! Calendar arithmetic: partial dates, halves, quarters, weeks, the lunar calendar.
