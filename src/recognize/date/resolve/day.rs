//! Which day is meant: distances, bare days of the month, weekdays, holidays, days of the story.

use jiff::ToSpan;
use jiff::civil::Date as Day;

use super::{Earlier, NEXT_SENTENCE, Narrative, days_away, months_away};
use crate::normalize::calendar::{self, Part, Period, Unit, days_between};
use crate::recognize::date::duration::Length;
use crate::recognize::date::lean::{Lean, lean};
use crate::recognize::date::place::{Place, between, same_paragraph, same_sentence};
use crate::recognize::date::point::{DayRef, Point};
use crate::recognize::date::resolved::{Resolved, Time};
use crate::recognize::date::words::{Holiday, Side, WeekPart};
use crate::record::Anchor;

impl Narrative {
    /// The next such moment after the time of publication, for a clock time that a line announces.
    pub(super) fn coming(&self, point: &Point, resolved: Resolved) -> Option<Resolved> {
        let (Some(Time::Clock(hour, minute, second)), Some(date)) = (resolved.time, resolved.period.date()) else {
            return Some(resolved);
        };
        let Some((now, _)) = self.published.filter(|now| now.date == date).and_then(|now| now.time) else {
            return Some(resolved);
        };
        let passed = |hour: u8| (hour, minute) < (now.hour() as u8, now.minute() as u8);
        if !passed(hour) {
            return Some(resolved);
        }
        if point.of_day.is_none() && (1..12).contains(&hour) && !passed(hour + 12) && self.clock.is_none() {
            return Some(Resolved { time: Some(Time::Clock(hour + 12, minute, second)), ..resolved });
        }
        Some(Resolved { period: Period::day(date.checked_add(1.day()).ok()?), ..resolved })
    }

    pub(super) fn distance(&self, point: &Point, length: Length, forward: bool, place: Place) -> Option<Resolved> {
        if !length.exact() {
            // 5~6년 후, 20여 년 전: too vague for a point, but its grain is known.
            if !length.of_days() {
                return None;
            }
        }
        let grain = length.grain();
        if grain == 'T' {
            // Part of a day: only from a known moment, and only while the narrative has set no other.
            let (time, _) = self.published?.time.filter(|_| self.focus.is_none())?;
            let at = self.now?.to_datetime(time);
            let span = length.span()?;
            let at = if forward { at.checked_add(span) } else { at.checked_sub(span) }.ok()?;
            let mut resolved = Resolved::new(Period::day(at.date()), Anchor::Published);
            let second = (at.second() != 0).then_some(at.second() as u8);
            resolved.time = Some(Time::Clock(at.hour() as u8, at.minute() as u8, second));
            return Some(resolved);
        }
        let unknown = || {
            let unit = match grain {
                'Y' => Unit::Year,
                'M' => Unit::Month(None),
                _ => Unit::SomeDay,
            };
            Some(Resolved::new(Period::new(None, unit), Anchor::None))
        };
        let span = length.span()?;
        let mut story = self.focus.and_then(Period::date).filter(|_| grain == 'D');
        // 2015년 세웠다. 3년 뒤 상장했다: a clause about what has been counts from what the narrative has set.
        if forward && story.is_none() && matches!(lean(place), Lean::Past { near: true }) {
            let told = match grain {
                'Y' => self.told_year.and_then(|year| Day::new(year, 1, 1).ok()),
                'M' => self.month.filter(|month| same_paragraph(place, month.end)).and_then(|month| month.period.first()),
                _ => self.day.filter(|day| same_paragraph(place, day.end)).and_then(|day| day.period.date()),
            };
            let passed = |date: &Day| {
                let then = date.checked_add(span).ok();
                self.now.is_none_or(|now| then.is_some_and(|then| then <= now))
            };
            match told.filter(passed) {
                Some(date) => story = Some(date),
                None if self.now.is_some() => return unknown(),
                None => {}
            }
        }
        // 2024년 생산은 1년 전보다 늘었다: a comparison counts from the stretch that is compared.
        if !forward && grain == 'Y' {
            let next = place.text[place.end..].trim_start_matches(' ');
            let compared =
                ["보다", "대비", "과 비교", "과 같은", "같은 기간", "에 비해"].iter().any(|word| next.starts_with(word));
            let stretches = self.lone_year.into_iter().chain(self.stretch).max_by_key(|stretch| stretch.end);
            let told = stretches.filter(|stretch| compared && same_sentence(place, stretch.end));
            story = told.and_then(|told| Day::new(told.period.year?, 1, 1).ok());
        }
        let anchor = if story.is_some() { Anchor::Narrative } else { self.anchored() };
        let Some(base) = story.or(self.now) else { return unknown() };
        let date = if forward { base.checked_add(span) } else { base.checked_sub(span) }.ok()?;
        // 5000년 전 is how long ago, not when.
        if date.year() < 1 {
            return None;
        }
        Some(Resolved::new(
            match grain {
                // 한 달 뒤 오후 7시 names a day.
                _ if point.hour.is_some() || point.near => Period::day(date),
                'Y' => Period::new(Some(date.year()), Unit::Year),
                'M' => Period::month(date),
                _ => Period::day(date),
            },
            anchor,
        ))
    }

    /// The day that a clock time alone belongs to: the last one that was named, then the day of publication.
    pub(super) fn day_of_clock(&self, place: Place) -> Resolved {
        // A day of long ago that was told of without its hours does not take the hours of the next sentence.
        let far = |day: &Earlier| match (self.focus.and_then(Period::date), day.period.date()) {
            (Some(focus), Some(date)) => {
                days_between(date, focus) > 7 && !same_sentence(place, day.end) && self.clock_day != Some(day.period)
            }
            _ => false,
        };
        let named = self.day.filter(|day| same_paragraph(place, day.end) && !far(day)).map(|day| day.period);
        match (named.or(self.focus), self.now) {
            (Some(day), _) => Resolved::new(day, Anchor::Narrative),
            (None, Some(now)) => Resolved::new(Period::day(now), Anchor::Published),
            (None, None) => Resolved::new(Period::new(None, Unit::SomeDay), Anchor::None),
        }
    }

    pub(super) fn day(&self, point: &Point, day: DayRef, year: Option<i16>, place: Place) -> Option<Resolved> {
        match day {
            DayRef::Is(day) if point.year.is_some() => {
                Some(Resolved::new(Period::new(year, Unit::Day(None, day)), self.anchored()))
            }
            DayRef::Is(day) => Some(self.bare_day(point, day, place)),
            DayRef::First | DayRef::Last => {
                let now = self.now?;
                let day = if day == DayRef::First { now.first_of_month() } else { now.last_of_month() };
                Some(Resolved::new(Period::day(day), Anchor::Published))
            }
            DayRef::Now(offset) => {
                // In a quotation the speaker's day is the day that is told of.
                let spoken = self.focus.filter(|_| self.quoted.1 || self.now.is_none());
                match (spoken, self.now) {
                    (Some(day), _) => Some(Resolved::new(days_away(day, offset), Anchor::Narrative)),
                    (None, Some(now)) => {
                        Some(Resolved::new(Period::day(now.checked_add(i64::from(offset).days()).ok()?), Anchor::Published))
                    }
                    (None, None) => Some(Resolved::new(Period::new(None, Unit::SomeDay), Anchor::None)),
                }
            }
            DayRef::Story(offset) => {
                let lately = self.lately.filter(|day| {
                    // 24일 최고가를 찍었지만 이날 내렸다: within a sentence the two days stand against each other.
                    let close = between(place, day.end).is_some_and(|gap| gap.len() <= NEXT_SENTENCE);
                    // 전날 of a day of long ago stands right behind it.
                    let old = offset < 0
                        && self.now.zip(day.period.date()).is_some_and(|(now, date)| days_between(date, now) > 10)
                        && between(place, day.end).is_none_or(|gap| gap.len() > 120);
                    close && !old && (offset > 0 || !same_sentence(place, day.end))
                });
                // The last day that was named is one to come, and the clause does not tell of what has been.
                let last = |day: &Earlier| self.day.is_some_and(|last| last.period == day.period);
                let coming = self.ahead.filter(|day| offset == 0 && last(day)).filter(|day| {
                    match (lately.map(|day| day.period).or(self.focus), lean(place)) {
                        (None, lean) => !matches!(lean, Lean::Past { .. }),
                        (Some(_), Lean::Future { .. }) => between(place, day.end).is_some_and(|gap| gap.len() <= NEXT_SENTENCE),
                        _ => false,
                    }
                });
                // 다음 날 is the one after the day that was named last.
                let named = self.day.filter(|day| {
                    offset > 0 && between(place, day.end).is_some_and(|gap| gap.len() <= NEXT_SENTENCE && !gap.contains('\n'))
                });
                let told = coming.or(named).or(lately).map(|day| day.period).or(self.focus);
                match (told.or(self.day.filter(|_| self.now.is_none()).map(|day| day.period)), self.now) {
                    (Some(day), _) => Some(Resolved::new(days_away(day, offset), Anchor::Narrative)),
                    (None, Some(now)) => {
                        Some(Resolved::new(Period::day(now.checked_add(i64::from(offset).days()).ok()?), Anchor::Published))
                    }
                    (None, None) => Some(Resolved::new(Period::new(None, Unit::SomeDay), Anchor::None)),
                }
            }
        }
    }

    /// `D일`: its month is the one that the sentence has set, or the likely one beside the day of publication.
    pub(super) fn bare_day(&self, point: &Point, day: u8, place: Place) -> Resolved {
        let from_sentence = self.month.filter(|earlier| {
            let Unit::Day(Some(_), before) = earlier.period.unit else { return false };
            let there = Period::new(earlier.period.year, Unit::Day(earlier.period.month_number(), day));
            day > before && !there.impossible() && same_sentence(place, earlier.end) && point.side.is_none()
        });
        let in_sentence = |earlier: Earlier| {
            let period = Period::new(earlier.period.year, Unit::Day(earlier.period.month_number(), day));
            Resolved::new(period, Anchor::Narrative)
        };
        let Some(now) = self.now else {
            return match from_sentence {
                Some(earlier) => in_sentence(earlier),
                None => Resolved::new(Period::new(None, Unit::Day(None, day)), Anchor::None),
            };
        };
        let of = |months: i8| {
            let (year, month) = months_away(Some(now.year()), now.month() as u8, months);
            Day::new(year?, month as i8, day as i8).ok()
        };
        let candidates = [of(0), of(-1), of(1), of(-2)];
        let past = || candidates.into_iter().flatten().filter(|&date| date <= now).max();
        let coming = |strict: bool| candidates.into_iter().flatten().filter(|&date| date > now || !strict && date == now).min();
        let nearest = || candidates.into_iter().flatten().min_by_key(|&date| days_between(date, now).abs());
        let weekday = point.weekday.and_then(|weekday| {
            let fits = |date: &Day| date.weekday().to_monday_one_offset() == weekday as i8;
            candidates.into_iter().flatten().filter(fits).min_by_key(|&date| days_between(date, now).abs())
        });
        let chosen = match point.side {
            Some(Side::Past) => past(),
            Some(Side::Coming | Side::Next) => coming(false),
            Some(Side::This) => of(0),
            None if weekday.is_some() => weekday,
            None if point.near => nearest(),
            None => {
                // 10일에서 17일로 미뤘다: both days are of one month.
                if let Some(earlier) = from_sentence.filter(|_| place.text[..place.start].ends_with("일에서 ")) {
                    return in_sentence(earlier);
                }
                let fresh = past().is_some_and(|date| days_between(date, now) <= 3);
                if let Some(earlier) =
                    from_sentence.filter(|earlier| !fresh && earlier.period.month_number() != Some(now.month() as u8))
                {
                    return in_sentence(earlier);
                }
                let ahead = i32::from(day) - i32::from(now.day());
                match lean(place) {
                    _ if ahead == 0 => of(0),
                    // A day or two ahead of a print date is that day; a month ago would be 지난달.
                    Lean::Past { .. } if ahead > 2 => past(),
                    Lean::Future { near } if ahead < 0 => {
                        let next = coming(true).map_or(i32::MAX, |date| days_between(now, date));
                        if next < -ahead || near && ahead < -3 { coming(true) } else { of(0) }
                    }
                    Lean::Open if ahead > 15 => past(),
                    // The 31st of a month that has none is the next one's.
                    Lean::Future { .. } => of(0).or_else(|| coming(false)),
                    _ => of(0).or_else(past),
                }
            }
        };
        match chosen.or_else(nearest) {
            Some(date) => Resolved::new(Period::day(date), Anchor::Published),
            None => Resolved::new(Period::new(None, Unit::Day(None, day)), Anchor::None),
        }
    }

    pub(super) fn weekday(&self, point: &Point, weekday: u8, place: Place) -> Resolved {
        let unknown = Resolved::new(Period::new(None, Unit::Weekday(weekday)), Anchor::None);
        let Some(now) = self.now else { return unknown };
        let behind = (i64::from(now.weekday().to_monday_one_offset()) - i64::from(weekday)).rem_euclid(7);
        let last = if behind == 0 { 7 } else { behind };
        let past = match point.side {
            Some(Side::Past) => true,
            Some(Side::This) => {
                return calendar::weekday_of_week(now, weekday)
                    .map_or(unknown, |date| Resolved::new(Period::day(date), Anchor::Published));
            }
            Some(_) => false,
            None => matches!(lean(place), Lean::Past { .. }),
        };
        let days = if past { -last } else { 7 - behind };
        now.checked_add(days.days()).map_or(unknown, |date| Resolved::new(Period::day(date), Anchor::Published))
    }

    pub(super) fn week_part(&self, point: &Point, part: WeekPart, offset: i8, place: Place) -> Option<Resolved> {
        let Some(now) = self.now else { return Some(Resolved::new(Period::new(None, Unit::Week(None)), Anchor::None)) };
        let offset = match point.side {
            Some(Side::Past) => -1,
            Some(Side::Next) => 1,
            // On a Monday 이번 주말 … 찾았다 is the weekend that has just been.
            None | Some(Side::This)
                if offset == 0
                    && part == WeekPart::Weekend
                    && now.weekday().to_monday_one_offset() <= 2
                    && matches!(lean(place), Lean::Past { near: true }) =>
            {
                -1
            }
            _ => i64::from(offset),
        };
        let date = now.checked_add((offset * 7).days()).ok()?;
        let (first, last) = match part {
            WeekPart::Early => {
                return Some(Resolved::new(Period { part: Some(Part::Early), ..Period::week(date) }, Anchor::Published));
            }
            WeekPart::Weekend => (6, 7),
            WeekPart::Weekdays => (1, 5),
        };
        let mut resolved = Resolved::new(Period::day(calendar::weekday_of_week(date, first)?), Anchor::Published);
        match self.time(point, Place { text: "", start: 0, end: 0 }) {
            Some(time) => resolved.time = Some(time),
            None => resolved.last = Some(Period::day(calendar::weekday_of_week(date, last)?)),
        }
        Some(resolved)
    }

    pub(super) fn nth(&self, point: &Point, nth: u8, year: i16, month: u8, anchor: Anchor) -> Option<Resolved> {
        // 셋째 주 토요일 is the third Saturday: the week counts its own weekday. A week alone counts as ISO 8601 does.
        let weekday = point.weekday.or((point.week_part == Some(WeekPart::Weekend)).then_some(6));
        let which = if nth == 0 { -1 } else { nth as i8 };
        let period = match weekday {
            Some(weekday) => Period::day(calendar::nth_weekday(year, month, which, weekday)?),
            None if point.nth_week => Period::week(calendar::nth_week(year, month, nth)?),
            None => return None,
        };
        if point.week_part == Some(WeekPart::Weekend) {
            let sunday = period.date()?.checked_add(1.day()).ok()?;
            return Some(Resolved { last: Some(Period::day(sunday)), ..Resolved::new(period, anchor) });
        }
        Some(Resolved::new(period, anchor))
    }

    pub(super) fn lunar(&self, point: &Point, month: u8, year: Option<i16>, anchor: Anchor, place: Place) -> Option<Resolved> {
        let Some(DayRef::Is(day)) = point.day else { return None };
        let unknown = Resolved::new(Period::new(None, Unit::SomeDay), Anchor::None);
        let leap = point.lunar == Some(true);
        let Some(this) = year.or(self.now.map(|now| now.year())) else { return Some(unknown) };
        let mut date = calendar::from_lunar(this, month, day, leap);
        if leap && year.is_none() && date.is_none() {
            // Few years have the leap month: the next one's, or the last one's.
            let beside = if matches!(lean(place), Lean::Past { .. }) { this - 1 } else { this + 1 };
            date = calendar::from_lunar(beside, month, day, leap);
            if date.is_none() {
                return Some(unknown);
            }
        }
        let date = date?;
        Some(Resolved::new(Period::day(date), anchor))
    }

    pub(super) fn holiday(
        &self,
        point: &Point,
        holiday: Holiday,
        days: bool,
        year: Option<i16>,
        anchor: Anchor,
        place: Place,
    ) -> Option<Resolved> {
        let in_year = |year: i16| {
            if holiday.lunar {
                calendar::from_lunar(year, holiday.month, holiday.day, false)
            } else {
                Day::new(year, holiday.month as i8, holiday.day as i8).ok()
            }
        };
        let date = match (year, self.now) {
            (Some(year), _) => in_year(year)?,
            (None, Some(now)) => {
                let dates = [-1, 0, 1].into_iter().filter_map(|offset| in_year(now.year() + offset));
                let past = || dates.clone().filter(|&date| date < now).max();
                let coming = || dates.clone().filter(|&date| date >= now).min();
                // A past verb does not reach back most of a year where the feast is at hand: 설 선물을 돌려보냈다.
                let at_hand = coming().is_some_and(|date| days_between(now, date) <= 45)
                    && past().is_none_or(|date| days_between(date, now) > 200);
                match (point.side, lean(place)) {
                    (None, _) if at_hand => coming()?,
                    // Nor does a future one reach forward a year where the feast has just been.
                    (None, _)
                        if past().is_some_and(|date| days_between(date, now) <= 4)
                            && coming().is_none_or(|date| days_between(now, date) > 200) =>
                    {
                        past()?
                    }
                    (Some(Side::Past), _) | (None, Lean::Past { near: true }) => past()?,
                    (Some(Side::Coming | Side::Next), _) | (None, Lean::Future { near: true }) => coming()?,
                    _ => in_year(now.year())?,
                }
            }
            (None, None) => {
                let unit = if holiday.lunar { Unit::SomeDay } else { Unit::Day(Some(holiday.month), holiday.day) };
                return Some(Resolved::new(Period::new(None, unit), Anchor::None));
            }
        };
        let mut resolved = Resolved::new(Period::day(date), anchor);
        if days {
            resolved.period = Period::day(date.checked_sub(1.day()).ok()?);
            resolved.last = Some(Period::day(date.checked_add(1.day()).ok()?));
        }
        Some(resolved)
    }
}
