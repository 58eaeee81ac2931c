//! Calendar arithmetic: dates that are known in part, halves, quarters, weeks, the lunar calendar.
//!
//! A [`Period`] is a stretch of the calendar of which some digits may be unknown. It prints itself as the record's
//! `value` (ISO 8601 with TIMEX3's `H`, `Q` and `X`), as EDTF (ISO 8601-2), and as a first and a last day.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A part of a period: 초, 중순, 말.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Early,
    Mid,
    Late,
}

/// What of a year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A hundred years; the period's year is the first of them.
    Century,
    /// Ten years; the period's year is the first of them.
    Decade,
    Year,
    /// 1 or 2.
    Half(u8),
    /// 1 to 4.
    Quarter(u8),
    /// EDTF's codes: 21 spring, 22 summer, 23 autumn, 24 winter.
    Season(u8),
    Month(Option<u8>),
    Day(Option<u8>, u8),
    /// A day of which nothing is known.
    SomeDay,
    /// An ISO 8601 week; the period's year is the week's year.
    Week(Option<u8>),
    /// A day of an unknown week, Monday 1.
    Weekday(u8),
}

/// A stretch of the calendar. What is not known is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub year: Option<i16>,
    pub unit: Unit,
    pub part: Option<Part>,
}

impl Period {
    pub fn new(year: Option<i16>, unit: Unit) -> Self {
        Period { year, unit, part: None }
    }

    pub fn day(date: Date) -> Self {
        Period::new(Some(date.year()), Unit::Day(Some(date.month() as u8), date.day() as u8))
    }

    pub fn month(date: Date) -> Self {
        Period::new(Some(date.year()), Unit::Month(Some(date.month() as u8)))
    }

    /// The ISO week that holds `date`.
    pub fn week(date: Date) -> Self {
        let week = date.iso_week_date();
        Period::new(Some(week.year()), Unit::Week(Some(week.week() as u8)))
    }

    /// The month, where one is known.
    pub fn month_number(self) -> Option<u8> {
        match self.unit {
            Unit::Month(month) | Unit::Day(month, _) => month,
            _ => None,
        }
    }

    /// The day, where the period is one whole known day.
    pub fn date(self) -> Option<Date> {
        match self.unit {
            Unit::Day(Some(month), day) => Date::new(self.year?, month as i8, day as i8).ok(),
            _ => None,
        }
    }

    /// Whether no calendar has such a day (30 February, 31 April).
    pub fn impossible(self) -> bool {
        match self.unit {
            Unit::Day(Some(month), day) => Date::new(self.year.unwrap_or(2000), month as i8, day as i8).is_err(),
            Unit::Day(None, day) => !(1..=31).contains(&day),
            Unit::Month(Some(month)) => !(1..=12).contains(&month),
            _ => false,
        }
    }

    /// The record's `value`.
    pub fn value(self) -> String {
        let year = match self.year {
            Some(year) => format!("{year:04}"),
            None => "XXXX".into(),
        };
        let two = |number: Option<u8>| number.map_or("XX".into(), |number| format!("{number:02}"));
        match self.unit {
            Unit::Century => self.year.map_or("XXXX".into(), |year| format!("{:02}XX", year / 100)),
            Unit::Decade => self.year.map_or("XXXX".into(), |year| format!("{:03}X", year / 10)),
            Unit::Year => year,
            Unit::Half(half) => format!("{year}-H{half}"),
            Unit::Quarter(quarter) => format!("{year}-Q{quarter}"),
            Unit::Season(season) => format!("{year}-{season}"),
            Unit::Month(month) => format!("{year}-{}", two(month)),
            Unit::Day(month, day) => format!("{year}-{}-{day:02}", two(month)),
            Unit::SomeDay => format!("{year}-XX-XX"),
            Unit::Week(week) => format!("{year}-W{}", two(week)),
            Unit::Weekday(day) => format!("{year}-WXX-{day}"),
        }
    }

    /// The same in EDTF, level 2; `None` where EDTF has no form for it.
    pub fn edtf(self) -> Option<String> {
        if let (Some(_), Unit::Month(Some(_))) = (self.part, self.unit)
            && let (Some(first), Some(last)) = (self.first(), self.last())
        {
            return Some(format!("{first}/{last}"));
        }
        match self.unit {
            Unit::Half(half) => Some(format!("{}-{}", Period::new(self.year, Unit::Year).value(), 39 + half)),
            Unit::Quarter(quarter) => Some(format!("{}-{}", Period::new(self.year, Unit::Year).value(), 32 + quarter)),
            Unit::Week(_) => Some(format!("{}/{}", self.first()?, self.last()?)),
            Unit::Weekday(_) => None,
            _ => Some(self.value()),
        }
    }

    /// The first day that is meant.
    pub fn first(self) -> Option<Date> {
        let year = self.year?;
        let month = |month: u8| Date::new(year, month as i8, 1).ok();
        let first = match self.unit {
            Unit::Century | Unit::Decade | Unit::Year => month(1),
            Unit::Half(half) => month(half.checked_sub(1)? * 6 + 1),
            Unit::Quarter(quarter) => month(quarter.checked_sub(1)? * 3 + 1),
            Unit::Season(season) => month(season.checked_sub(20)? * 3),
            Unit::Month(number) => month(number?),
            Unit::Day(..) => self.date(),
            Unit::Week(week) => monday(year, week?),
            Unit::Weekday(_) | Unit::SomeDay => None,
        }?;
        match (self.part, self.unit) {
            (None | Some(Part::Early), _) => Some(first),
            (Some(Part::Mid), Unit::Month(_)) => first.checked_add(10.days()).ok(),
            (Some(Part::Late), Unit::Month(_)) => first.checked_add(20.days()).ok(),
            (Some(Part::Mid), Unit::Year) => month(5),
            (Some(Part::Late), Unit::Year) => month(10),
            (Some(part), Unit::Decade) => first.checked_add(thirds(part).0.years()).ok(),
            _ => Some(first),
        }
    }

    /// The last day that is meant.
    pub fn last(self) -> Option<Date> {
        let year = self.year?;
        let month = |month: u8| Date::new(year, month as i8, 1).ok().map(Date::last_of_month);
        let plain = Period { part: None, ..self };
        match (self.part, self.unit) {
            (Some(Part::Early), Unit::Month(_)) => return plain.first()?.checked_add(9.days()).ok(),
            (Some(Part::Mid), Unit::Month(_)) => return plain.first()?.checked_add(19.days()).ok(),
            (Some(Part::Early), Unit::Year) => return month(3),
            (Some(Part::Mid), Unit::Year) => return month(8),
            (Some(part), Unit::Decade) => return Date::new(year + thirds(part).1 as i16, 12, 31).ok(),
            (Some(Part::Early), Unit::Week(_)) => return plain.first()?.checked_add(2.days()).ok(),
            _ => {}
        }
        match self.unit {
            Unit::Century => Date::new(year.checked_add(99)?, 12, 31).ok(),
            Unit::Decade => Date::new(year.checked_add(9)?, 12, 31).ok(),
            Unit::Year => month(12),
            Unit::Half(half) => month(half * 6),
            Unit::Quarter(quarter) => month(quarter * 3),
            Unit::Season(24) => Date::new(year.checked_add(1)?, 2, 1).ok().map(Date::last_of_month),
            Unit::Season(season) => month(season.checked_sub(20)? * 3 + 2),
            Unit::Month(number) => month(number?),
            Unit::Day(..) => self.date(),
            Unit::Week(week) => monday(year, week?)?.checked_add(6.days()).ok(),
            Unit::Weekday(_) | Unit::SomeDay => None,
        }
    }

    /// Days between the period and `date`; 0 where the period holds it.
    pub fn distance(self, date: Date) -> Option<i32> {
        let (first, last) = (self.first()?, self.last()?);
        Some(if date < first {
            days_between(date, first)
        } else if date > last {
            days_between(last, date)
        } else {
            0
        })
    }
}

/// The years of a decade that a part of it covers: 초반 0–3, 중반 4–6, 후반 7–9.
fn thirds(part: Part) -> (i64, i64) {
    match part {
        Part::Early => (0, 3),
        Part::Mid => (4, 6),
        Part::Late => (7, 9),
    }
}

/// Whole days from `from` to `to`.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

fn monday(year: i16, week: u8) -> Option<Date> {
    jiff::civil::ISOWeekDate::new(year, week as i8, Weekday::Monday).ok().map(|week| week.date())
}

/// The day so many days, weeks, months or years away. A day that its month does not have becomes the month's last one.
pub fn shift(date: Date, by: Span) -> Option<Date> {
    date.checked_add(by).ok()
}

/// The day of the week that holds `date`; Monday is 1 and the week's first.
pub fn weekday_of_week(date: Date, weekday: u8) -> Option<Date> {
    let offset = i64::from(weekday) - i64::from(date.weekday().to_monday_one_offset());
    date.checked_add(offset.days()).ok()
}

/// The `nth` (from 1) such weekday of a month; `None` where the month has no such day.
pub fn nth_weekday(year: i16, month: u8, nth: i8, weekday: u8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday as i8).ok()?;
    Date::new(year, month as i8, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// The Monday of the `nth` week of a month as ISO 8601 counts weeks: the first week is the one that holds its first Thursday.
/// `nth` 0 is the last one.
pub fn nth_week(year: i16, month: u8, nth: u8) -> Option<Date> {
    let thursday = match nth {
        0 => nth_weekday(year, month, -1, 4),
        nth => nth_weekday(year, month, nth as i8, 4),
    }?;
    thursday.checked_sub(3.days()).ok()
}

/// The solar day of a day of the Korean lunisolar calendar; known for the lunar years 1000 to 2050.
pub fn from_lunar(year: i16, month: u8, day: u8, leap_month: bool) -> Option<Date> {
    let mut calendar = rs_klc::LunarSolarConverter::new();
    if !calendar.set_lunar_date(i32::from(year), u32::from(month), u32::from(day), leap_month) {
        return None;
    }
    Date::new(calendar.solar_year() as i16, calendar.solar_month() as i8, calendar.solar_day() as i8).ok()
}

/// The year of the sexagenary cycle that lies nearest to `near`: `position` counts from 0, 갑자 (1984).
pub fn sexagenary(position: u8, near: i16) -> i16 {
    let offset = (1984 + i16::from(position) - near).rem_euclid(60);
    near + if offset > 30 { offset - 60 } else { offset }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_print_in_both_notations() {
        for (period, value, edtf, days) in [
            (Period::day(date(2025, 1, 9)), "2025-01-09", Some("2025-01-09"), Some(("2025-01-09", "2025-01-09"))),
            (Period::new(None, Unit::Day(None, 12)), "XXXX-XX-12", Some("XXXX-XX-12"), None),
            (Period::new(None, Unit::Month(Some(4))), "XXXX-04", Some("XXXX-04"), None),
            (Period::new(None, Unit::Year), "XXXX", Some("XXXX"), None),
            (Period::new(Some(2024), Unit::Half(2)), "2024-H2", Some("2024-41"), Some(("2024-07-01", "2024-12-31"))),
            (Period::new(Some(2024), Unit::Quarter(3)), "2024-Q3", Some("2024-35"), Some(("2024-07-01", "2024-09-30"))),
            (Period::new(Some(2024), Unit::Season(24)), "2024-24", Some("2024-24"), Some(("2024-12-01", "2025-02-28"))),
            (Period::week(date(2025, 1, 15)), "2025-W03", Some("2025-01-13/2025-01-19"), Some(("2025-01-13", "2025-01-19"))),
            (Period::new(Some(1980), Unit::Decade), "198X", Some("198X"), Some(("1980-01-01", "1989-12-31"))),
            (Period::new(Some(2000), Unit::Century), "20XX", Some("20XX"), Some(("2000-01-01", "2099-12-31"))),
            (Period::new(None, Unit::Weekday(5)), "XXXX-WXX-5", None, None),
            (
                Period { year: Some(2025), unit: Unit::Month(Some(2)), part: Some(Part::Late) },
                "2025-02",
                Some("2025-02-21/2025-02-28"),
                Some(("2025-02-21", "2025-02-28")),
            ),
        ] {
            assert_eq!(period.value(), value);
            assert_eq!(period.edtf().as_deref(), edtf, "{value}");
            let got = period.first().zip(period.last()).map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(got, days.map(|(first, last)| (first.to_owned(), last.to_owned())), "{value}");
        }
    }

    #[test]
    fn the_lunar_calendar_is_the_korean_one() {
        // 2027 and 2028 are years in which the Chinese calendar begins a day earlier.
        for (year, new_year, harvest) in [
            (2023, date(2023, 1, 22), date(2023, 9, 29)),
            (2024, date(2024, 2, 10), date(2024, 9, 17)),
            (2025, date(2025, 1, 29), date(2025, 10, 6)),
            (2027, date(2027, 2, 7), date(2027, 9, 15)),
            (2028, date(2028, 1, 27), date(2028, 10, 3)),
        ] {
            assert_eq!(from_lunar(year, 1, 1, false), Some(new_year));
            assert_eq!(from_lunar(year, 8, 15, false), Some(harvest));
        }
        assert_eq!(from_lunar(2025, 13, 1, false), None);
    }

    #[test]
    fn weeks_and_cycles() {
        assert_eq!(weekday_of_week(date(2025, 1, 15), 5), Some(date(2025, 1, 17)));
        assert_eq!(nth_weekday(2024, 3, -1, 7), Some(date(2024, 3, 31)));
        assert_eq!(nth_week(2025, 2, 1), Some(date(2025, 2, 3)));
        assert_eq!(sexagenary(38, 2021), 2022);
        assert_eq!(sexagenary(0, 2021), 2044);
        assert!(Period::new(Some(2025), Unit::Day(Some(2), 29)).impossible());
        assert!(!Period::new(None, Unit::Day(Some(2), 29)).impossible());
    }
}
