//! What is meant: a point that is said becomes a point of the calendar, against what the narrative has set and then against the
//! time of publication.

use jiff::ToSpan;
use jiff::civil::Date as Day;

use super::lean::{Lean, alone, lean};
use super::place::{Place, between, describes, opens_sentence, recalled, same_paragraph, same_sentence};
use super::point::{Block, DayRef, Point, YearRef};
use super::resolved::{Resolved, Time};
use super::words::{Holiday, PartOfDay, Side, WeekPart};
use crate::document::Timestamp;
use crate::normalize::calendar::{self, Part, Period, Unit, days_between};
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
    year: Option<i16>,
    /// The last year that was said with its number: what 그해 means.
    told_year: Option<i16>,
    /// The last mention of a year alone.
    lone_year: Option<Earlier>,
    /// The last clock time in the 24-hour count.
    clock: Option<(u8, usize)>,
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
            year: None,
            told_year: None,
            lone_year: None,
            clock: None,
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

    /// The next such moment after the time of publication, for a clock time that a line announces.
    fn coming(&self, point: &Point, resolved: Resolved) -> Option<Resolved> {
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
                let offset = i16::from(offset) - i16::from(offset == 0 && self.last_year_end(point, place));
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
                    (Block::StoryMonth(offset), Some(earlier), _) => {
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
                    return self.lunar(point, month, year, anchor);
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

    /// A point that comes once a year: its year is the one that is said, or the one that the narrative, the clause and the
    /// time of publication make likely.
    fn yearly(
        &self,
        point: &Point,
        year: Option<i16>,
        anchor: Anchor,
        place: Place,
        make: impl Fn(Option<i16>) -> Period,
    ) -> Resolved {
        if point.year.is_some() {
            return Resolved::new(make(year), anchor);
        }
        if let Some(year) = self.year_of_sentence(point, place, &make) {
            return Resolved::new(make(Some(year)), Anchor::Narrative);
        }
        let Some(now) = self.now else { return Resolved::new(make(None), Anchor::None) };
        let this = now.year();
        let years = [this - 1, this, this + 1];
        let ended = |year: &i16| make(Some(*year)).last().is_some_and(|last| last < now);
        let begun = |year: &i16| make(Some(*year)).first().is_some_and(|first| first <= now);
        let chosen = match point.side {
            Some(Side::Past) => years.into_iter().rev().find(ended),
            Some(Side::Coming | Side::Next) => years.into_iter().find(|year| !ended(year)),
            // In January and February this winter is the one that began last year.
            Some(Side::This) => Some(this - i16::from(matches!(make(None).unit, Unit::Season(24)) && now.month() < 3)),
            None => {
                let fits = |year: &i16| {
                    // A weekday beside the day settles the year.
                    match (point.weekday, make(Some(*year)).date()) {
                        (Some(weekday), Some(date)) => date.weekday().to_monday_one_offset() == weekday as i8,
                        _ => false,
                    }
                };
                let of_year = matches!(make(None).unit, Unit::Half(_) | Unit::Quarter(_));
                // News tell of what has been more often than of what will be: a past date may lie further off.
                let distance = |year: i16| match make(Some(year)).distance(now) {
                    Some(days) if begun(&year) => days * 3 / 5,
                    Some(days) => days,
                    None => i32::MAX,
                };
                // In the first months of a year its fourth quarter is the last one's.
                let quarter = matches!(make(None).unit, Unit::Quarter(_));
                let last_quarter = quarter
                    && make(Some(this)).first().is_some_and(|first| days_between(now, first) > 150)
                    && make(Some(this - 1)).last().is_some_and(|last| days_between(last, now) < 120);
                let nearest = if of_year {
                    this - i16::from(last_quarter)
                } else {
                    years.into_iter().min_by_key(|&year| distance(year)).unwrap_or(this)
                };
                let results = ["실적", "매출", "영업", "순이익", "당기", "어닝", "성장률"]
                    .iter()
                    .any(|word| place.text[place.end..].trim_start_matches(' ').starts_with(word));
                let leaning = match lean(place) {
                    _ if last_quarter && results => None,
                    Lean::Past { near } => years.into_iter().rev().find(begun).map(|year| (year, near)),
                    // What a far clause says of the days to come does not move a stretch that has just ended by a year.
                    Lean::Future { near: false }
                        if of_year && make(Some(this)).last().is_some_and(|last| last < now && days_between(last, now) < 200) =>
                    {
                        Some((this, true))
                    }
                    Lean::Future { near } => years.into_iter().find(|year| !ended(year)).map(|year| (year, near)),
                    // A limit that no clause dates lies ahead.
                    Lean::Open
                        if ["까지", "전까지"].iter().any(|word| place.text[place.end..].trim_start().starts_with(word)) =>
                    {
                        years.into_iter().find(|year| !ended(year)).map(|year| (year, true))
                    }
                    Lean::Open => None,
                };
                years.into_iter().filter(|year| fits(year) && distance(*year) < 366).min_by_key(|&year| distance(year)).or(
                    match leaning {
                        // A far cue does not move a date from last week by a year.
                        Some((year, near)) if near || of_year || distance(nearest) > 60 => Some(year),
                        _ => Some(nearest),
                    },
                )
            }
        };
        // 29 February waits for its year.
        let mut year = chosen.unwrap_or(this);
        while make(Some(year)).impossible() && !make(None).impossible() && year < this + 8 {
            year += 1;
        }
        Resolved::new(make(Some(year)), anchor)
    }

    /// The year that the sentence has already set, where the point goes on from there (지난해 7월 상장해 9월에는 …).
    fn year_of_sentence(&self, point: &Point, place: Place, make: impl Fn(Option<i16>) -> Period) -> Option<i16> {
        if point.side.is_some() || point.weekday.is_some() {
            return None;
        }
        // 지난해에는 12월 29일, 2019년의 경우 3월
        let topic = self.lone_year.filter(|year| {
            between(place, year.end).is_some_and(|gap| {
                // 지난해 주가가 무너진 8월 5일
                let described = gap.len() <= 160
                    && gap.trim_end_matches(' ').ends_with(['한', '된', '던', '진', '난', '린', '킨'])
                    && !["보다", "대비", "에 비해"].iter().any(|word| gap.trim_start_matches(' ').starts_with(word));
                // 내년 환율이 상반기에 오르다가
                let stretch = matches!(make(None).unit, Unit::Half(_) | Unit::Quarter(_))
                    && gap.len() <= 90
                    && !["보다", "대비", "에 비해", "과 비교", "와 비교", "에 이어"]
                        .iter()
                        .any(|word| gap.trim_start_matches(' ').starts_with(word));
                (gap.len() <= 16 || described || stretch) && !gap.contains(['.', '\n'])
            })
        });
        if let Some(year) = topic {
            return year.period.year;
        }
        let of_year = matches!(make(None).unit, Unit::Half(_) | Unit::Quarter(_));
        let earlier = match make(None).unit {
            Unit::Half(_) | Unit::Quarter(_) => self.stretch,
            // 상반기 분을 8월에
            Unit::Month(_) => self.month.into_iter().chain(self.stretch).max_by_key(|earlier| earlier.end),
            _ => self.month,
        }?;
        let year = earlier.period.year?;
        let this_year = self.now.is_some_and(|now| now.year() == year);
        let gap = between(place, earlier.end)?;
        // 4분기에도 3분기처럼
        if of_year
            && !this_year
            && gap.len() <= 12
            && !gap.contains(['.', '\n'])
            && matches!(earlier.period.unit, Unit::Half(_) | Unit::Quarter(_))
        {
            return Some(year);
        }
        let before = earlier.period.first()?;
        let after = if of_year { make(Some(year)).last()? } else { make(Some(year)).first()? };
        if after <= before {
            return None;
        }
        // 2025년 3분기에서 4분기로, 올해 1분기 및 2분기
        if matches!(gap.trim_matches(' '), "에서" | "및" | "과" | "와" | "," | "·" | "또는" | "이나" | "나") {
            return Some(year);
        }
        if this_year {
            // What has not begun and is told of as past is last year's.
            let begun = self.now.is_some_and(|now| make(Some(year)).first().is_some_and(|first| first <= now));
            let near = gap.len() <= 40 && same_sentence(place, earlier.end) && !of_year;
            return (near && (begun || !matches!(lean(place), Lean::Past { .. }))).then_some(year);
        }
        // The story of a year that was said goes on in the next sentence: 2020년 6월 나왔다. 7월에는 …
        let goes_on = || {
            earlier.dated
                && gap.len() <= NEXT_SENTENCE
                && !gap.contains('\n')
                && gap.matches("다.").count() == 1
                && opens_sentence(place)
                && !matches!(lean(place), Lean::Future { .. })
        };
        (same_sentence(place, earlier.end) || goes_on()).then_some(year)
    }

    /// A year of birth in two digits lies behind the time of publication: 36년생.
    fn born(&self, year: i16, place: Place) -> i16 {
        let latest = self.now.map_or(2025, |now| now.year());
        let short = !place.text[place.start..place.end].contains("20");
        if year > latest && short && place.text[place.end..].starts_with('생') { year - 100 } else { year }
    }

    /// Whether 연말 is the end of last year: 지난 연말, and in the first months of a year where the clause tells of what has been.
    fn last_year_end(&self, point: &Point, place: Place) -> bool {
        let year_end = point.part == Some(Part::Late) && {
            let said = &place.text[place.start..place.end];
            said.contains("연말") || said.contains("세밑")
        };
        year_end
            && self.now.is_some_and(|now| {
                now.month() < 12 && point.side == Some(Side::Past)
                    || now.month() <= 3
                        && point.side.is_none()
                        && (matches!(lean(place), Lean::Past { .. })
                            || ["·연초", "과 연초", " 연초", "연초"].iter().any(|word| place.text[place.end..].starts_with(word)))
            })
    }

    /// The year that 같은 해, 이듬해 and 전년 count from; 그해 is one that was said with its number.
    fn story_year(&self, place: Place) -> Option<i16> {
        let said = &place.text[place.start..place.end];
        if said.starts_with("그해") || said.starts_with("그 해") {
            return self.told_year.or(self.year);
        }
        // 전년 is the year before the stretch that is spoken of, whatever days were named since.
        let stretches = || self.lone_year.into_iter().chain(self.stretch).max_by_key(|stretch| stretch.end);
        let stretch = if said.starts_with("전년") { stretches().and_then(|stretch| stretch.period.year) } else { None };
        stretch.or(self.year)
    }

    fn distance(&self, point: &Point, length: super::duration::Length, forward: bool, place: Place) -> Option<Resolved> {
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
    fn day_of_clock(&self, place: Place) -> Resolved {
        // A day of long ago that was told of without its hours does not take the hours of the next sentence.
        let far = |day: &Earlier| match (self.focus.and_then(Period::date), day.period.date()) {
            (Some(focus), Some(date)) => {
                days_between(date, focus) > 7
                    && !same_sentence(place, day.end)
                    && self.clock.is_none_or(|(_, end)| end != day.end)
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

    fn day(&self, point: &Point, day: DayRef, year: Option<i16>, place: Place) -> Option<Resolved> {
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
                        && !between(place, day.end).is_some_and(|gap| gap.len() <= 120);
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
    fn bare_day(&self, point: &Point, day: u8, place: Place) -> Resolved {
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
                    _ => of(0).or_else(|| past()),
                }
            }
        };
        match chosen.or_else(nearest) {
            Some(date) => Resolved::new(Period::day(date), Anchor::Published),
            None => Resolved::new(Period::new(None, Unit::Day(None, day)), Anchor::None),
        }
    }

    fn weekday(&self, point: &Point, weekday: u8, place: Place) -> Resolved {
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

    fn week_part(&self, point: &Point, part: WeekPart, offset: i8, place: Place) -> Option<Resolved> {
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

    fn nth(&self, point: &Point, nth: u8, year: i16, month: u8, anchor: Anchor) -> Option<Resolved> {
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

    fn lunar(&self, point: &Point, month: u8, year: Option<i16>, anchor: Anchor) -> Option<Resolved> {
        let Some(DayRef::Is(day)) = point.day else { return None };
        let unknown = Resolved::new(Period::new(None, Unit::SomeDay), Anchor::None);
        let Some(year) = year.or(self.now.map(|now| now.year())) else { return Some(unknown) };
        let date = calendar::from_lunar(year, month, day, point.lunar == Some(true))?;
        Some(Resolved::new(Period::day(date), anchor))
    }

    fn holiday(
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
        let compared = matches!(point.year, Some(YearRef::Story(..0))) && point.day.is_none();
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
        if period.month_number().is_some() {
            self.month = Some(Earlier { period, end: place.end, dated });
        }
        if let Some(Time::Clock(hour, ..)) = resolved.time {
            self.clock = Some((hour, place.end));
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

    /// The left end of an interval whose ends are both months, quarters or halves without a year: the right end settles the year
    /// of both (1~3분기, 7~9월).
    fn shared_year(&mut self, from: &Point, to: &Point, place: Place) -> Option<i16> {
        let blocks = match (from.block?, to.block?) {
            (Block::Month(a), Block::Month(b)) | (Block::Quarter(a), Block::Quarter(b)) | (Block::Half(a), Block::Half(b)) => {
                a <= b
            }
            _ => false,
        };
        let open = |point: &Point| point.year.is_none() && point.side.is_none() && point.day.is_none() && point.nth.is_none();
        if !(blocks && open(from) && open(to)) {
            return None;
        }
        self.resolve(to, place)?.period.year
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
