//! What is meant: a point that is said becomes a point of the calendar, against what the narrative has set and then against the
//! time of publication.

mod day;
mod year;

use jiff::ToSpan;
use jiff::civil::Date as Day;

use super::lean::alone;
use super::place::{Place, describes, opens_sentence, recalled, same_paragraph};
use super::point::{Block, DayRef, Point, YearRef};
use super::resolved::{Resolved, Time};
use super::words::{PartOfDay, Side};
use crate::document::Timestamp;
use crate::normalize::calendar::{self, Period, Unit, days_between};
use crate::record::Anchor;

/// Bytes from a text's start within which its lead tells when the story happened.
const LEAD: usize = 600;
/// Bytes that a sentence and its successor may take.
const NEXT_SENTENCE: usize = 400;

/// A mention that was resolved, and where it ended.
#[derive(Clone, Copy)]
struct Earlier {
    period: Period,
    end: usize,
    /// Its year was said and not guessed.
    dated: bool,
}

/// What has been told so far.
pub(super) struct Narrative {
    published: Option<Timestamp>,
    now: Option<Day>,
    /// The day that the story is about: what 이날 means.
    focus: Option<Period>,
    /// Another day that was told of since: what 이날 means in the next sentence, and no longer.
    lately: Option<Earlier>,
    /// A day to come that was told of: what 이날 means in what is still to come.
    ahead: Option<Earlier>,
    /// The last day that was named.
    day: Option<Earlier>,
    /// The last period of a month or less.
    month: Option<Earlier>,
    /// The last quarter, half or month, for 전년 동기.
    stretch: Option<Earlier>,
    /// The last month that lies beside the publication: the one whose figures are told.
    recent: Option<Earlier>,
    year: Option<i16>,
    /// The last year that was said with its number: what 그해 means.
    told_year: Option<i16>,
    /// The last mention of a year alone.
    lone_year: Option<Earlier>,
    /// The last clock time in the 24-hour count.
    clock: Option<(u8, usize)>,
    /// The day of the last clock time.
    clock_day: Option<Period>,
    /// Up to where quotation marks were counted, and whether a quotation is open there.
    quoted: (usize, bool),
}

impl Narrative {
    pub fn new(published: Option<Timestamp>) -> Self {
        Narrative {
            published,
            now: published.map(|published| published.date),
            focus: None,
            lately: None,
            ahead: None,
            day: None,
            month: None,
            stretch: None,
            recent: None,
            year: None,
            told_year: None,
            lone_year: None,
            clock: None,
            clock_day: None,
            quoted: (0, false),
        }
    }

    /// Resolves a point and takes it into the narrative.
    pub fn point(&mut self, point: &Point, place: Place, bounded: bool) -> Option<Resolved> {
        self.read_quotes(place);
        let resolved = self.resolve(point, place)?;
        self.remember(point, &resolved, place, bounded);
        Some(resolved)
    }

    /// Resolves the left end of an interval.
    pub fn since(&mut self, from: &Point, to: &Point, place: Place) -> Option<Resolved> {
        let Some(year) = self.shared_year(from, to, place) else { return self.point(from, place, true) };
        let mut dated = *from;
        dated.year = Some(YearRef::Is(year));
        let resolved = self.point(&dated, place, true)?;
        Some(Resolved { anchor: self.anchored(), ..resolved })
    }

    /// Resolves the right end of an interval against its left end.
    pub fn until(&mut self, from: &Resolved, point: &Point, place: Place) -> Option<Resolved> {
        let mut resolved = self.end_of(from, point, place)?;
        if let (Some(first), Some(last)) = (from.first(), resolved.last())
            && first > last
        {
            resolved = later(from, point, resolved)?;
        }
        self.remember(point, &resolved, place, true);
        Some(resolved)
    }

    fn end_of(&mut self, from: &Resolved, point: &Point, place: Place) -> Option<Resolved> {
        let said = point.year.is_some() || point.side.is_some() || point.offset.is_some();
        if said {
            return self.resolve(point, place);
        }
        let mut inherited = *point;
        let base = from.period;
        match (point.block, point.day) {
            // 9월 29일부터 10월 23일까지, 1~3분기: the year is the left one's.
            (Some(Block::Month(month)), day) if !point.nth_week && point.weekday.is_none_or(|_| day.is_some()) => {
                let unit = match day {
                    Some(DayRef::Is(day)) => Unit::Day(Some(month), day),
                    Some(DayRef::First) => Unit::Day(Some(month), 1),
                    Some(DayRef::Last) => Unit::Day(Some(month), last_day(base.year, month)),
                    _ => Unit::Month(Some(month)),
                };
                let mut resolved = Resolved::new(Period { part: point.part, ..Period::new(base.year, unit) }, from.anchor);
                resolved.time = self.time(point, place);
                return Some(resolved);
            }
            (Some(Block::Half(half)), None) => return Some(Resolved::new(Period::new(base.year, Unit::Half(half)), from.anchor)),
            (Some(Block::Quarter(quarter)), None) => {
                return Some(Resolved::new(Period::new(base.year, Unit::Quarter(quarter)), from.anchor));
            }
            // 전날부터 말일까지: the last day of the left end's month.
            (None, Some(DayRef::Last)) if base.month_number().is_some() => {
                let month = base.month_number()?;
                let day = last_day(base.year, month);
                return Some(Resolved::new(Period::new(base.year, Unit::Day(Some(month), day)), from.anchor));
            }
            (None, Some(DayRef::Is(day))) => {
                let mut resolved = Resolved::new(Period::new(base.year, Unit::Day(base.month_number(), day)), from.anchor);
                resolved.time = self.time(point, place);
                return Some(resolved);
            }
            // 월요일부터 금요일까지
            (None, None) if point.weekday.is_some() => {
                if let (Some(start), Some(weekday)) = (base.date(), point.weekday) {
                    let ahead = (i64::from(weekday) - i64::from(start.weekday().to_monday_one_offset())).rem_euclid(7);
                    let mut resolved = Resolved::new(Period::day(start.checked_add(ahead.days()).ok()?), from.anchor);
                    resolved.time = self.time(point, place);
                    return Some(resolved);
                }
            }
            (None, None) if point.clock_only() => {
                let mut resolved = Resolved::new(base, from.anchor);
                if inherited.of_day.is_none()
                    && let (Some(hour), Some(Time::Clock(start, ..))) = (point.hour, from.time)
                    && hour < start
                    && hour < 12
                {
                    // 오후 2~4시, 오전 10시~2시
                    inherited.of_day = Some(PartOfDay::Afternoon);
                }
                resolved.time = self.time(&inherited, place);
                let hours = |time: Option<Time>| match time {
                    Some(Time::Clock(hour, minute, _)) => Some((hour, minute)),
                    _ => None,
                };
                if let (Some(start), Some(stop)) = (hours(from.time), hours(resolved.time))
                    && stop < start
                    && let Some(date) = base.date()
                {
                    resolved.period = Period::day(date.checked_add(1.day()).ok()?);
                }
                return Some(resolved);
            }
            _ => {}
        }
        self.resolve(point, place)
    }

    fn read_quotes(&mut self, place: Place) {
        let (from, mut open) = self.quoted;
        let told = &place.text.as_bytes()[from.min(place.start)..place.start];
        for (at, &byte) in told.iter().enumerate() {
            match byte {
                b'"' => open = !open,
                b'\n' => open = false,
                // “ and ” are E2 80 9C and E2 80 9D.
                0xE2 if told[at..].starts_with("“".as_bytes()) => open = true,
                0xE2 if told[at..].starts_with("”".as_bytes()) => open = false,
                _ => {}
            }
        }
        self.quoted = (place.start, open);
    }

    fn resolve(&mut self, point: &Point, place: Place) -> Option<Resolved> {
        let mut resolved = self.calendar(point, place)?;
        if resolved.time.is_none() {
            resolved.time = self.time(point, place);
        }
        if point.clock_only() && alone(place) {
            resolved = self.coming(point, resolved)?;
        }
        if resolved.period.impossible() {
            return None;
        }
        if point.shift != 0 {
            resolved.period = days_away(resolved.period, point.shift);
        }
        Some(resolved)
    }

    fn anchored(&self) -> Anchor {
        if self.now.is_some() { Anchor::Published } else { Anchor::None }
    }

    fn calendar(&self, point: &Point, place: Place) -> Option<Resolved> {
        if let Some((length, forward)) = point.offset {
            return self.distance(point, length, forward, place);
        }
        if point.clock_only() {
            return Some(self.day_of_clock(place));
        }
        let (year, mut anchor) = match point.year {
            None => (None, self.anchored()),
            Some(YearRef::Is(year)) => (Some(self.born(year, place)), Anchor::Explicit),
            Some(YearRef::Now(offset)) => {
                let before = offset == 0 && (self.last_year_end(point, place) || self.last_winter(point, place));
                let offset = i16::from(offset) - i16::from(before);
                (self.now.map(|now| now.year() + offset), self.anchored())
            }
            Some(YearRef::Story(offset)) => match (self.story_year(place), self.now) {
                (Some(year), _) => (Some(year + i16::from(offset)), Anchor::Narrative),
                (None, Some(now)) => (Some(now.year() + i16::from(offset)), Anchor::Published),
                (None, None) => (None, Anchor::None),
            },
            Some(YearRef::New) => (self.now.map(|now| now.year() + i16::from(now.month() >= 7)), self.anchored()),
            Some(YearRef::Cycle(position)) => (self.now.map(|now| calendar::sexagenary(position, now.year())), self.anchored()),
        };
        let period = |unit| Period { year, unit, part: point.part };
        let Some(block) = point.block else {
            if let (Some(nth), Some(_)) = (point.nth, point.year) {
                return self.nth(point, nth, year?, if nth == 0 { 12 } else { 1 }, anchor);
            }
            if let Some(nth) = point.nth {
                return self.nth(point, nth, self.now?.year(), self.now?.month() as u8, anchor);
            }
            return match (point.day, point.weekday) {
                (Some(day), _) => self.day(point, day, year, place),
                (None, Some(weekday)) => Some(self.weekday(point, weekday, place)),
                (None, None) => match point.week_part {
                    Some(part) => self.week_part(point, part, 0, place),
                    None => point.year.map(|_| Resolved::new(period(Unit::Year), anchor)),
                },
            };
        };
        match block {
            Block::Century(first) => Some(Resolved::new(Period::new(Some(first), Unit::Century), Anchor::Explicit)),
            Block::Decade(first) => {
                let period = Period { part: point.part, ..Period::new(Some(first), Unit::Decade) };
                Some(Resolved::new(period, Anchor::Explicit))
            }
            Block::Half(half) => Some(self.yearly(point, year, anchor, place, |year| Period::new(year, Unit::Half(half)))),
            Block::Quarter(quarter) => {
                Some(self.yearly(point, year, anchor, place, |year| Period::new(year, Unit::Quarter(quarter))))
            }
            Block::Season(season) => {
                Some(self.yearly(point, year, anchor, place, |year| Period::new(year, Unit::Season(season))))
            }
            Block::SamePeriod => {
                let said = &place.text[place.start..place.end];
                let month = self.month.filter(|_| said.ends_with('월') || said.ends_with('달'));
                let month = month.and_then(|month| month.period.month_number()).map(|month| Unit::Month(Some(month)));
                let unit = month.or(self.stretch.map(|stretch| stretch.period.unit)).unwrap_or(Unit::Year);
                Some(Resolved::new(Period::new(year, unit), anchor))
            }
            Block::QuarterFromNow(offset) => {
                let Some(now) = self.now else { return Some(Resolved::new(Period::new(None, Unit::Year), Anchor::None)) };
                let quarters = i32::from(now.year()) * 4 + i32::from(now.month() - 1) / 3 + i32::from(offset);
                let unit = Unit::Quarter(quarters.rem_euclid(4) as u8 + 1);
                Some(Resolved::new(Period::new(Some(quarters.div_euclid(4) as i16), unit), anchor))
            }
            Block::Holiday(holiday, days) => {
                if let Some(DayRef::Is(day)) = point.day {
                    return self.day(point, DayRef::Is(day), year, place);
                }
                self.holiday(point, holiday, days, year, anchor, place)
            }
            Block::Week(offset) => {
                let Some(now) = self.now else {
                    return Some(Resolved::new(
                        Period::new(None, point.weekday.map_or(Unit::Week(None), Unit::Weekday)),
                        Anchor::None,
                    ));
                };
                let date = now.checked_add((i64::from(offset) * 7).days()).ok()?;
                if let Some(part) = point.week_part {
                    return self.week_part(point, part, offset, place);
                }
                Some(Resolved::new(
                    match point.weekday {
                        Some(weekday) => Period::day(calendar::weekday_of_week(date, weekday)?),
                        None => Period { part: point.part, ..Period::week(date) },
                    },
                    anchor,
                ))
            }
            Block::MonthFromNow(_) | Block::StoryMonth(_) => {
                let (year, month) = match (block, self.month, self.now) {
                    // 전월 is the month before the one whose figures are told, whatever days were named since.
                    (Block::StoryMonth(offset), Some(earlier), _) => {
                        let told = self.stretch.filter(|stretch| {
                            matches!(stretch.period.unit, Unit::Month(Some(_))) && same_paragraph(place, stretch.end)
                        });
                        let told = self.recent.or(told).filter(|_| offset < 0);
                        let earlier = told.unwrap_or(earlier);
                        anchor = Anchor::Narrative;
                        let month = earlier.period.month_number()?;
                        months_away(earlier.period.year, month, offset)
                    }
                    (Block::MonthFromNow(offset) | Block::StoryMonth(offset), _, Some(now)) => {
                        // 월말 기준, in the first half of a month: the last one's end.
                        let end = offset == 0
                            && now.day() <= 15
                            && place.text[place.start..].starts_with("월말")
                            && place.text[place.end..].trim_start_matches(' ').starts_with("기준");
                        let offset = offset - i8::from(end);
                        months_away(Some(now.year()), now.month() as u8, offset)
                    }
                    _ => (None, 0),
                };
                let month = (month > 0).then_some(month);
                if let (Some(nth), Some(year), Some(month)) = (point.nth, year, month) {
                    return self.nth(point, nth, year, month, anchor);
                }
                if let (None, Some(weekday), Some(year), Some(month)) = (point.day, point.weekday, year, month) {
                    return Some(Resolved::new(Period::day(calendar::nth_weekday(year, month, 1, weekday)?), anchor));
                }
                let unit = match point.day {
                    Some(DayRef::Is(day)) => Unit::Day(month, day),
                    Some(DayRef::First) => Unit::Day(month, 1),
                    Some(DayRef::Last) => Unit::Day(month, last_day(year, month?)),
                    _ => Unit::Month(month),
                };
                Some(Resolved::new(Period { year, unit, part: point.part }, anchor))
            }
            Block::Month(month) => {
                if point.lunar.is_some() {
                    return self.lunar(point, month, year, anchor, place);
                }
                let unit = match point.day {
                    Some(DayRef::Is(day)) => Unit::Day(Some(month), day),
                    Some(DayRef::First) => Unit::Day(Some(month), 1),
                    _ => Unit::Month(Some(month)),
                };
                let mut resolved = self.yearly(point, year, anchor, place, |year| Period { year, unit, part: point.part });
                if let (Some(nth), Some(year)) = (point.nth, resolved.period.year) {
                    return self.nth(point, nth, year, month, resolved.anchor);
                }
                if let (Some(DayRef::Last), year) = (point.day, resolved.period.year) {
                    resolved.period.unit = Unit::Day(Some(month), last_day(year, month));
                }
                Some(resolved)
            }
        }
    }

    /// The time of the day that a point says, in the 24-hour count.
    pub fn time(&self, point: &Point, place: Place) -> Option<Time> {
        let Some(hour) = point.hour else { return point.of_day.map(Time::Part) };
        let hour = match point.of_day {
            _ if hour > 12 => hour,
            Some(PartOfDay::Morning | PartOfDay::Dawn) => hour % 12,
            Some(PartOfDay::Afternoon) => hour % 12 + 12,
            Some(PartOfDay::Breakfast) => hour,
            Some(PartOfDay::Noon) => {
                if hour < 6 {
                    hour + 12
                } else {
                    hour
                }
            }
            Some(PartOfDay::Evening) => hour + 12,
            Some(PartOfDay::Night) => {
                if (1..5).contains(&hour) {
                    hour
                } else {
                    hour + 12
                }
            }
            None if point.in_figures() || hour == 0 => hour,
            None => {
                // An hour without its half of the day goes on from the last one that was named.
                let last = self.clock.filter(|&(_, end)| same_paragraph(place, end)).map(|(hour, _)| hour);
                match last {
                    Some(last) if hour >= last => hour,
                    Some(_) if hour < 12 => hour + 12,
                    None if hour < 7 => hour + 12,
                    _ => hour,
                }
            }
        };
        Some(Time::Clock(hour, point.minute.unwrap_or(0), point.second))
    }

    fn remember(&mut self, point: &Point, resolved: &Resolved, place: Place, bounded: bool) {
        // 21일 오후 2시부터 회의를 열었다: the hour is the limit, and the day is the story's.
        let bounded = bounded && point.hour.is_none();
        let period = resolved.period;
        // 전년 is what something is compared with: the story stays in its year.
        let compared = point.day.is_none()
            && (matches!(point.year, Some(YearRef::Story(..0))) || matches!(point.block, Some(Block::StoryMonth(..0))));
        // 2008년 이후 처음, 2020년=100: a landmark and a base, and no part of the story.
        let next = place.text[place.end..].trim_start_matches(' ');
        let landmark = ["이후", "이래", "="].iter().any(|word| next.starts_with(word)) && !matches!(period.unit, Unit::Day(..));
        if compared || landmark {
            return;
        }
        let dated = matches!(point.year, Some(YearRef::Is(_) | YearRef::Story(_)));
        if let Some(year) = period.year {
            self.year = Some(year);
            if dated {
                self.told_year = Some(year);
            }
        }
        if period.unit == Unit::Year {
            self.lone_year = Some(Earlier { period, end: place.end, dated });
        }
        if matches!(period.unit, Unit::Month(Some(_)) | Unit::Quarter(_) | Unit::Half(_)) {
            self.stretch = Some(Earlier { period, end: place.end, dated });
        }
        let beside = || self.now.zip(period.last()).is_some_and(|(now, last)| days_between(last, now).abs() <= 100);
        if matches!(period.unit, Unit::Month(Some(_))) && beside() {
            self.recent = Some(Earlier { period, end: place.end, dated });
        }
        if period.month_number().is_some() {
            self.month = Some(Earlier { period, end: place.end, dated });
        }
        if let Some(Time::Clock(hour, ..)) = resolved.time {
            (self.clock, self.clock_day) = (Some((hour, place.end)), Some(period));
        }
        if !matches!(period.unit, Unit::Day(..)) || point.clock_only() {
            return;
        }
        self.day = Some(Earlier { period, end: place.end, dated });
        let told = match (period.date(), self.now) {
            (Some(date), Some(now)) => date <= now,
            _ => !matches!(point.side, Some(Side::Coming | Side::Next)),
        };
        let plain = match (point.day, point.block, point.year) {
            // 9일, 지난 9일: the day that is reported.
            (Some(DayRef::Is(_)), None, None) => !point.near || self.focus.is_none(),
            // A day with its month is the story's when it opens a sentence.
            (Some(DayRef::Is(_)), Some(_), year) => self.focus.is_none() && year.is_none() || opens_sentence(place),
            _ => false,
        };
        if !told && plain && !bounded && matches!(point.side, None | Some(Side::Coming)) {
            self.ahead = Some(Earlier { period, end: place.end, dated });
        }
        // A day of long ago that only describes something (2005년 5월 18일 신설된 조항) is not what the story is about.
        let aside = period.date() != self.focus.and_then(Period::date) && recalled(place)
            || self.focus.is_some()
                && period.date().zip(self.now).is_some_and(|(date, now)| days_between(date, now) > 60)
                && describes(place);
        if !(told && plain) || bounded || aside {
            return;
        }
        // A day beside the publication, and in the lead one of the last week, is the story's; any other one only for a while.
        let age = period.date().zip(self.now).map_or(0, |(date, now)| days_between(date, now));
        if age <= 2 || age <= 7 && place.start <= LEAD {
            (self.focus, self.lately) = (Some(period), None);
        } else {
            self.lately = Some(Earlier { period, end: place.end, dated });
        }
    }
}

/// The right end moved behind the left one: the next month, the next year.
fn later(from: &Resolved, point: &Point, resolved: Resolved) -> Option<Resolved> {
    if point.year.is_some() || point.side.is_some() {
        return Some(resolved);
    }
    let period = match (point.block, resolved.period.unit) {
        (None, Unit::Day(Some(month), day)) => {
            let (year, month) = months_away(resolved.period.year, month, 1);
            Period { year, unit: Unit::Day(Some(month), day), part: None }
        }
        (Some(Block::Month(_) | Block::Quarter(_) | Block::Half(_)), unit) => {
            Period { year: from.period.year.map(|year| year + 1), unit, part: resolved.period.part }
        }
        _ => return Some(resolved),
    };
    (!period.impossible()).then_some(Resolved { period, ..resolved })
}

/// Month arithmetic; the year stays unknown where it is.
fn months_away(year: Option<i16>, month: u8, by: i8) -> (Option<i16>, u8) {
    let months = i16::from(month) - 1 + i16::from(by);
    (year.map(|year| year + months.div_euclid(12)), months.rem_euclid(12) as u8 + 1)
}

/// The day so many days from another, as far as that can be known.
fn days_away(day: Period, by: i8) -> Period {
    if let Some(date) = day.date().and_then(|date| date.checked_add(i64::from(by).days()).ok()) {
        return Period::day(date);
    }
    match day.unit {
        Unit::Day(month, number) => match number.checked_add_signed(by) {
            Some(number @ 1..=28) => Period { unit: Unit::Day(month, number), ..day },
            _ => Period::new(None, Unit::SomeDay),
        },
        _ => Period::new(None, Unit::SomeDay),
    }
}

fn last_day(year: Option<i16>, month: u8) -> u8 {
    Day::new(year.unwrap_or(2001), month as i8, 1).map_or(28, |day| day.last_of_month().day() as u8)
}
