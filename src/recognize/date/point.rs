//! A point in time as its words say it.

use super::duration::Length;
use super::words::{Holiday, PartOfDay, Side, WeekPart};
use crate::normalize::calendar::Part;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearRef {
    Is(i16),
    /// Years from the present one.
    Now(i8),
    /// Years from the one that the narrative has set.
    Story(i8),
    /// 새해: the year that begins or has just begun.
    New,
    /// Position in the sexagenary cycle.
    Cycle(u8),
}

/// What of a year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Century(i16),
    Decade(i16),
    Half(u8),
    Quarter(u8),
    QuarterFromNow(i8),
    Season(u8),
    Month(u8),
    MonthFromNow(i8),
    StoryMonth(i8),
    Week(i8),
    /// 동기: the stretch that was named last, in another year.
    SamePeriod,
    /// The holiday; whether the days around it are meant too.
    Holiday(Holiday, bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayRef {
    Is(u8),
    Now(i8),
    Story(i8),
    First,
    Last,
}

/// A point in time as far as its words say it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Point {
    pub side: Option<Side>,
    /// 음력; true for a leap month.
    pub lunar: Option<bool>,
    pub year: Option<YearRef>,
    pub block: Option<Block>,
    pub part: Option<Part>,
    /// An ordinal before a week or a weekday; 0 is the last.
    pub nth: Option<u8>,
    pub nth_week: bool,
    pub week_part: Option<WeekPart>,
    pub day: Option<DayRef>,
    /// The day of the month stands beside a day word (오늘 17일): the nearest such day is meant.
    pub near: bool,
    pub weekday: Option<u8>,
    /// Days from the day that is said (추석 전날 is -1).
    pub shift: i8,
    /// A distance from the anchor (사흘 뒤): the distance, and whether it leads forward.
    pub offset: Option<(Length, bool)>,
    pub of_day: Option<PartOfDay>,
    pub hour: Option<u8>,
    pub minute: Option<u8>,
    pub second: Option<u8>,
    /// 올해 중, 연내
    pub within: bool,
    /// 학년도: from March to the end of the next February.
    pub school: bool,
    pub rank: u8,
    pub figures: bool,
    /// The last number waits for the unit of the number after it (9~11일).
    pub elided: bool,
}

impl Point {
    /// Whether a day is said, in whatever way.
    pub fn has_day(&self) -> bool {
        self.day.is_some()
            || self.offset.is_some()
            || self.weekday.is_some()
            || matches!(self.block, Some(Block::Holiday(..)))
            || self.week_part.is_some()
    }

    /// Whether the clock time is written in figures (15:30), which count 24 hours.
    pub fn in_figures(&self) -> bool {
        self.figures
    }

    /// Whether nothing is said but a clock time.
    pub fn clock_only(&self) -> bool {
        (self.hour.is_some() || self.of_day.is_some())
            && !self.has_day()
            && self.year.is_none()
            && self.block.is_none()
            && self.side.is_none()
    }

    /// Whether the words make a point in time at all.
    pub fn complete(&self) -> bool {
        let calendar = self.year.is_some() || self.block.is_some() || self.has_day();
        let season_alone = matches!(self.block, Some(Block::Season(_))) && self.year.is_none() && self.side.is_none();
        let of_period = self.block.is_some() || self.year.is_some();
        let nth_alone = self.nth.is_some()
            && self.weekday.is_none()
            && self.week_part != Some(WeekPart::Weekend)
            && !(self.nth_week && of_period);
        let weekend_alone = self.week_part.is_some_and(|part| part != WeekPart::Early)
            && self.side.is_none()
            && self.block.is_none()
            && self.day.is_none();
        (calendar || self.hour.is_some() || self.of_day.is_some()) && !season_alone && !nth_alone && !weekend_alone
    }
}

pub(super) const YEAR: u8 = 2;
pub(super) const BLOCK: u8 = 3;
pub(super) const PART: u8 = 4;
pub(super) const NTH: u8 = 5;
pub(super) const DAY: u8 = 7;
pub(super) const WEEKDAY: u8 = 8;
pub(super) const OF_DAY: u8 = 9;
pub(super) const HOUR: u8 = 10;
pub(super) const MINUTE: u8 = 11;
pub(super) const SECOND: u8 = 12;
