//! Which year is meant where none is said: the sentence's, the narrative's, the one that the clause and the publication make likely.

use super::{NEXT_SENTENCE, Narrative};
use crate::normalize::calendar::{Part, Period, Unit, days_between};
use crate::recognize::date::lean::{Lean, lean};
use crate::recognize::date::place::{Place, between, opens_sentence, same_sentence};
use crate::recognize::date::point::{Block, Point};
use crate::recognize::date::resolved::Resolved;
use crate::recognize::date::words::Side;
use crate::record::Anchor;

impl Narrative {
    /// A point that comes once a year: its year is the one that is said, or the one that the narrative, the clause and the
    /// time of publication make likely.
    pub(super) fn yearly(
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
                    // 4월부터, of which no clause says that it lies ahead, has begun.
                    Lean::Open
                        if distance(nearest) > 75
                            && !begun(&nearest)
                            && place.text[place.end..].trim_start_matches(' ').starts_with("부터") =>
                    {
                        years.into_iter().rev().find(begun).map(|year| (year, true))
                    }
                    Lean::Open => None,
                };
                let likely = match leaning {
                    // A far cue does not move a date from last week by a year.
                    Some((year, near)) if near || of_year || distance(nearest) > 60 => year,
                    _ => nearest,
                };
                // A weekday settles the year. One that is a slip (4월 9일(수) 열렸다, a Tuesday) does not move the day into a year
                // that is both on the other side and further off.
                let settles = |year: &i16| {
                    let days = |year: i16| make(Some(year)).distance(now).unwrap_or(i32::MAX);
                    let far = days(*year);
                    let astride = begun(year) != begun(&likely) && (matches!(leaning, Some((_, true))) || far > 183);
                    far <= 60 || !astride || far <= days(likely)
                };
                let settled = years.into_iter().filter(|year| fits(year) && distance(*year) < 366 && settles(year));
                Some(settled.min_by_key(|&year| distance(year)).unwrap_or(likely))
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
    pub(super) fn year_of_sentence(&self, point: &Point, place: Place, make: impl Fn(Option<i16>) -> Period) -> Option<i16> {
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
            Unit::Month(_) => {
                let close = self.stretch.filter(|stretch| between(place, stretch.end).is_some_and(|gap| gap.len() <= 20));
                self.month.into_iter().chain(close).max_by_key(|earlier| earlier.end)
            }
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
            // 4분기보다 1분기: the next year's.
            let wraps = matches!(
                (earlier.period.unit, make(None).unit),
                (Unit::Quarter(4), Unit::Quarter(1)) | (Unit::Half(2), Unit::Half(1))
            );
            return Some(year + i16::from(wraps));
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
            let near = gap.len() <= 20
                && same_sentence(place, earlier.end)
                && matches!(earlier.period.unit, Unit::Month(_) | Unit::Quarter(_) | Unit::Half(_))
                && !of_year;
            return (near && (begun || !matches!(lean(place), Lean::Past { .. }))).then_some(year);
        }
        // The story of a year that was said goes on in the next sentence: 2020년 6월 나왔다. 7월에는 …
        let goes_on = || {
            earlier.dated
                && !of_year
                && gap.len() <= NEXT_SENTENCE
                && !gap.contains('\n')
                && gap.matches("다.").count() == 1
                && opens_sentence(place)
                && !matches!(lean(place), Lean::Future { .. })
        };
        (same_sentence(place, earlier.end) || goes_on()).then_some(year)
    }

    /// A year of birth in two digits lies behind the time of publication: 36년생.
    pub(super) fn born(&self, year: i16, place: Place) -> i16 {
        let latest = self.now.map_or(2025, |now| now.year());
        let short = !place.text[place.start..place.end].contains("20");
        if year > latest && short && place.text[place.end..].starts_with('생') { year - 100 } else { year }
    }

    /// Whether 연말 is the end of last year: 지난 연말, and in the first months of a year where the clause tells of what has been.
    pub(super) fn last_year_end(&self, point: &Point, place: Place) -> bool {
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

    /// Whether 올겨울 is the winter that began last year: in January and February.
    pub(super) fn last_winter(&self, point: &Point, place: Place) -> bool {
        let said = &place.text[place.start..place.end];
        point.block == Some(Block::Season(24))
            && (said.starts_with("올겨울") || said.starts_with("올 겨울"))
            && self.now.is_some_and(|now| now.month() < 3)
    }

    /// The year that 같은 해, 이듬해 and 전년 count from; 그해 is one that was said with its number.
    pub(super) fn story_year(&self, place: Place) -> Option<i16> {
        let said = &place.text[place.start..place.end];
        if said.starts_with("그해") || said.starts_with("그 해") {
            return self.told_year.or(self.year);
        }
        // 전년 is the year before the stretch that is spoken of, whatever days were named since.
        let stretches = || self.lone_year.into_iter().chain(self.stretch).max_by_key(|stretch| stretch.end);
        let stretch = if said.starts_with("전년") { stretches().and_then(|stretch| stretch.period.year) } else { None };
        stretch.or(self.year)
    }

    /// The left end of an interval whose ends are both months, quarters or halves without a year: the right end settles the year
    /// of both (1~3분기, 7~9월).
    pub(super) fn shared_year(&mut self, from: &Point, to: &Point, place: Place) -> Option<i16> {
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
