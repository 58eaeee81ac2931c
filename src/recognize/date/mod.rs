//! The reader of dates, clock times, durations and recurring times.
//!
//! One pass over the text: where a digit, an apostrophe or the first syllable of a word of time stands, the grammar reads what is
//! said there ([`grammar`], [`duration`]), and the narrative resolves what is meant ([`resolve`]).

mod duration;
mod grammar;
mod lean;
mod lexis;
mod number;
mod place;
mod point;
mod resolve;
mod resolved;
mod words;

use crate::document::{Span, Timestamp};
use crate::record::{Anchor, Date, DateBound, DateType, Found};
use grammar::Said;
use place::Place;
use point::Point;
use resolve::Narrative;
use resolved::{Resolved, Time};
use words::WORDS;

/// Every date and duration of `text`, in order, without overlaps, resolved in reading order against the running anchor: a date
/// that the narrative has set, then `published`, then nothing (`X` digits).
pub fn dates(text: &str, published: Option<Timestamp>) -> Vec<Found<Date>> {
    let mut narrative = Narrative::new(published);
    let mut found: Vec<Found<Date>> = Vec::new();
    let bytes = text.as_bytes();
    // Inside a word nothing begins but numbers: most of a Korean text is passed over in whole syllables.
    let (mut at, mut before) = (0, ' ');
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' | b'\'' | b'`' => {}
            0x00..=0x7F => {
                (at, before) = (at + 1, ' ');
                continue;
            }
            0xEB..=0xEC if words::is_hangul(before) => {
                at += 3;
                continue;
            }
            _ => {}
        }
        let Some(first) = text[at..].chars().next() else { break };
        let step = match first {
            '0'..='9' => duration::digits(text, at).max(1),
            _ => first.len_utf8(),
        };
        let opens = !WORDS.beginning(first).is_empty()
            || matches!(first, '0'..='9' | '\'' | '`' | '’' | '‘' | '´' | '음' | '윤' | '수' | '몇')
            || number::sino_digit(first).is_some();
        if !opens || !grammar::may_say(text, at, first, before) {
            (at, before) = (at + step, first);
            continue;
        }
        let Some((said, end)) = grammar::read(text, at) else {
            (at, before) = (at + step, first);
            continue;
        };
        if let Some(date) = resolved(&mut narrative, said, Place { text, start: at, end }) {
            found.push(Found { span: Span::new(at, end), what: date });
        }
        (at, before) = (end, ' ');
    }
    found
}

fn resolved(narrative: &mut Narrative, said: Said, place: Place) -> Option<Date> {
    match said {
        Said::At(point) => {
            match narrative.point(&point, place, !matches!(bound(&point, place), DateBound::Eq | DateBound::Approx)) {
                Some(resolved) if point.school => Some(school_year(date(&resolved, bound(&point, place)), &resolved)),
                Some(resolved) => Some(date(&resolved, bound(&point, place))),
                // 30분 뒤 of an unknown moment is still half an hour.
                None => point.offset.map(|(length, _)| length_of(&length, place)),
            }
        }
        Said::Between(from, to) => {
            let start = narrative.since(&from, &to, place)?;
            let end = narrative.until(&start, &to, place)?;
            Some(interval(&start, &end))
        }
        Said::Both(from, to) => {
            let start = narrative.point(&from, place, true)?;
            let end = narrative.until(&start, &to, place)?;
            let set = format!("{{{},{}}}", start.value(), end.value());
            Some(Date {
                edtf: (start.edtf().is_some() && end.edtf().is_some()).then(|| set.clone()),
                value: set,
                ..interval(&start, &end)
            })
        }
        Said::For(length) => Some(length_of(&length, place)),
        Said::Every(period, point, weekdays) => Some(recurring(period, point, weekdays)),
    }
}

fn date(resolved: &Resolved, bound: DateBound) -> Date {
    Date {
        kind: DateType::Date,
        value: resolved.value(),
        edtf: resolved.edtf(),
        earliest: resolved.first().map(|day| day.to_string()),
        latest: resolved.last().map(|day| day.to_string()),
        bound,
        anchor: resolved.anchor,
    }
}

/// 2025학년도: the days from the first of March to the last of the next February (Elementary and Secondary Education Act, article
/// 24, paragraph 1).
fn school_year(date: Date, resolved: &Resolved) -> Date {
    let Some(year) = resolved.period.year.filter(|_| date.edtf.is_some()) else { return date };
    let last = jiff::civil::Date::new(year + 1, 2, 1).map(jiff::civil::Date::last_of_month);
    Date {
        edtf: Some(format!("{year:04}-03/{:04}-02", year + 1)),
        earliest: Some(format!("{year:04}-03-01")),
        latest: last.ok().map(|day| day.to_string()),
        ..date
    }
}

fn interval(from: &Resolved, to: &Resolved) -> Date {
    let join = |from: String, to: String| if from == to { from } else { format!("{from}/{to}") };
    let first = Resolved { last: None, ..*from };
    let last = Resolved { period: to.last.unwrap_or(to.period), last: None, ..*to };
    Date {
        kind: DateType::Date,
        value: join(first.value(), last.value()),
        edtf: first.edtf().zip(last.edtf()).map(|(from, to)| join(from, to)),
        earliest: from.first().map(|day| day.to_string()),
        latest: to.last().map(|day| day.to_string()),
        bound: DateBound::Eq,
        anchor: if from.anchor == Anchor::Explicit { to.anchor } else { from.anchor },
    }
}

fn length_of(length: &duration::Length, place: Place) -> Date {
    Date {
        kind: DateType::Duration,
        value: length.value(),
        edtf: None,
        earliest: None,
        latest: None,
        bound: if length.within {
            DateBound::Within
        } else if length.about || hedged(place) {
            DateBound::Approx
        } else {
            DateBound::Eq
        },
        anchor: Anchor::Explicit,
    }
}

/// Whether the words beside a length say that it is about so long: 약 3개월, 3개월 안팎.
fn hedged(place: Place) -> bool {
    let before = place.text[..place.start].trim_end_matches(' ');
    let after = place.text[place.end..].trim_start_matches(' ');
    ["안팎", "내외", "쯤"].iter().any(|word| after.starts_with(word))
        || ["약", "대략", "어림잡아", "얼추", "줄잡아"]
            .iter()
            .any(|word| before.strip_suffix(word).is_some_and(|outer| !outer.ends_with(words::is_hangul)))
}

/// A recurring time in TIMEX3's form: `XXXX-WXX-4` for every Thursday, `XXXX-XX-01` for the first of every month; several
/// weekdays as a set in braces. What that form cannot say (every other Saturday, the first Monday of every month) is the period alone.
fn recurring(period: &str, point: Option<Point>, weekdays: grammar::Weekdays) -> Date {
    use point::{Block, DayRef};
    let weekly = |point: &Point| point.weekday.is_some() && point.nth.is_none() && period == "P1W";
    let value = match point {
        None => period.to_owned(),
        Some(point) if weekly(&point) && weekdays != 0 => {
            let days = (0..7).filter(|day| weekdays >> day & 1 == 1).map(|day| format!("XXXX-WXX-{}", day + 1));
            format!("{{{}}}", days.collect::<Vec<_>>().join(","))
        }
        Some(point) if point.nth.is_some() || point.weekday.is_some() && point.day.is_none() && !weekly(&point) => {
            match point.block {
                Some(Block::Month(month)) => format!("XXXX-{month:02}"),
                _ => period.to_owned(),
            }
        }
        // 매일 아침
        Some(point) if point.of_day.is_some() && point.hour.is_none() && !point.has_day() => period.to_owned(),
        Some(point) => {
            let month = match point.block {
                Some(Block::Month(month)) => format!("{month:02}"),
                _ => "XX".to_owned(),
            };
            let mut value = match (point.weekday, point.day, point.block) {
                (Some(weekday), None, _) => format!("XXXX-WXX-{weekday}"),
                (_, Some(DayRef::Is(day)), _) => format!("XXXX-{month}-{day:02}"),
                (_, None, Some(Block::Month(_))) => format!("XXXX-{month}"),
                _ => "XXXX-XX-XX".to_owned(),
            };
            if let Some(Time::Clock(hour, minute, _)) = Narrative::new(None).time(&point, Place { text: "", start: 0, end: 0 }) {
                value.push_str(&format!("T{hour:02}:{minute:02}"));
            }
            value
        }
    };
    Date { kind: DateType::Set, value, edtf: None, earliest: None, latest: None, bound: DateBound::Eq, anchor: Anchor::Explicit }
}

/// The particle or noun behind a point that makes it a limit.
fn bound(point: &Point, place: Place) -> DateBound {
    let after = &place.text[place.end..];
    let next = after.strip_prefix(' ').unwrap_or(after);
    let starts = |words: &[&str]| words.iter().any(|word| next.starts_with(word));
    if starts(&["부터", "이후", "이래"]) {
        DateBound::From
    } else if starts(&["까지", "이전", "전까지"]) {
        DateBound::Until
    } else if starts(&["쯤", "경 ", "경에", "께 ", "무렵", "즈음"]) {
        DateBound::Approx
    } else if point.within || starts(&["안에", "이내"]) {
        DateBound::Within
    } else {
        DateBound::Eq
    }
}

#[cfg(test)]
mod tests;
