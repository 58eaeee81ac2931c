//! What is written: points in time, intervals, durations and recurring times, as their words say them and before anything
//! is resolved.
//!
//! A point is read from its coarsest part to its finest (지난 · 2025년 · 1월 · 9일 · (목) · 오전 · 9시 · 30분); each part has a
//! rank, and a part may follow only parts of a lower rank. Every look-ahead is bounded by a few words.

use rust_decimal::Decimal;

use super::duration::{self, Length};
use super::words::{Holiday, PartOfDay, Sense, Side, WORDS, WeekPart, closed, closed_strictly, is_hangul};
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
    /// A distance from the anchor (사흘 뒤): the distance, and whether it leads forward.
    pub offset: Option<(Length, bool)>,
    pub of_day: Option<PartOfDay>,
    pub hour: Option<u8>,
    pub minute: Option<u8>,
    pub second: Option<u8>,
    /// 올해 중, 연내
    pub within: bool,
    rank: u8,
    figures: bool,
    /// The last number waits for the unit of the number after it (9~11일).
    elided: bool,
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
    fn complete(&self) -> bool {
        let calendar = self.year.is_some() || self.block.is_some() || self.has_day();
        let season_alone = matches!(self.block, Some(Block::Season(_))) && self.year.is_none() && self.side.is_none();
        let nth_alone = self.nth.is_some() && (!self.nth_week || self.block.is_none()) && self.weekday.is_none();
        let weekend_alone = self.week_part.is_some_and(|part| part != WeekPart::Early)
            && self.side.is_none()
            && self.block.is_none()
            && self.day.is_none();
        (calendar || self.hour.is_some() || self.of_day.is_some()) && !season_alone && !nth_alone && !weekend_alone
    }
}

const YEAR: u8 = 2;
const BLOCK: u8 = 3;
const PART: u8 = 4;
const NTH: u8 = 5;
const DAY: u8 = 7;
const WEEKDAY: u8 = 8;
const OF_DAY: u8 = 9;
const HOUR: u8 = 10;
const MINUTE: u8 = 11;
const SECOND: u8 = 12;

/// Something that the text says about time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said {
    At(Point),
    /// Both ends are meant, and all between them.
    Between(Point, Point),
    /// Two points and nothing between them (1970, 80년대).
    Both(Point, Point),
    For(Length),
    /// A recurring time: its period in ISO 8601, and the point in it.
    Every(&'static str, Option<Point>),
}

/// Whether it is worth reading at `at`: a cheap look at what stands there. `before` is the character before it.
#[inline]
pub(super) fn may_say(text: &str, at: usize, first: char, before: char) -> bool {
    if first.is_ascii_digit() {
        // Eight digits may be a whole date.
        if duration::digits(text, at) == 8 {
            return true;
        }
        let mut rest = text[at..].chars().take(12).skip_while(char::is_ascii_digit);
        return match rest.next() {
            Some(' ') => {
                rest.next().is_some_and(|c| UNIT_INITIALS.contains(c) || c.is_ascii_punctuation() || "~∼〜～–aApP".contains(c))
            }
            Some(c) if is_hangul(c) => UNIT_INITIALS.contains(c),
            Some(c) if c.is_ascii_alphabetic() => matches!(c, 'a' | 'A' | 'p' | 'P'),
            Some('%') => false,
            Some(_) => true,
            None => true,
        };
    }
    if !is_hangul(first) {
        return true;
    }
    if is_hangul(before) {
        return false;
    }
    let rest = &text[at..];
    WORDS.at(rest).next().is_some()
        || (sino_digit(first).is_some() && sino(text, at, &["년", "개월", "시간", "분", "초", "일", "주"]).is_some())
        || match first {
            '음' => rest.starts_with("음력"),
            '수' | '몇' => rest.chars().nth(1).is_some_and(|c| " 십백천년개주일시분".contains(c)),
            _ => false,
        }
}

/// The first syllables of what may stand behind a number that says a time.
const UNIT_INITIALS: &str = "년월일시분초주달개세학여만천백박";

/// Reads what stands at `at`, the start of a character, if that is something about time. Returns it with its end.
pub(super) fn read(text: &str, at: usize) -> Option<(Said, usize)> {
    if !may_begin(text, at) {
        return None;
    }
    if let Some(found) = recurring(text, at) {
        return Some(found);
    }
    if let Some((mut from, end)) = point(text, at, None) {
        if let Some((said, end)) = interval(text, &mut from, end) {
            return Some((said, end));
        }
        if from.elided {
            return duration::read(text, at).map(|(length, end)| (Said::For(length), end));
        }
        let beside = match from.day {
            Some(DayRef::Story(0)) => text[at..].starts_with("당일"),
            Some(DayRef::Story(_)) => true,
            _ => false,
        };
        if beside && of_event(&text[..at]) {
            return None;
        }
        if from.complete() && may_stand(&from, &text[at..end], &text[end..]) {
            return Some((Said::At(from), end));
        }
    }
    if let Some((point, end)) = distance_in_digits(text, at) {
        return Some((Said::At(point), end));
    }
    let (length, end) = duration::read(text, at)?;
    Some((Said::For(length), end))
}

/// Whether a mention may begin at `at`: words of time begin words, numbers begin numbers.
fn may_begin(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].chars().next_back() else { return true };
    let first = text[at..].chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        match before {
            '0'..='9' | 'a'..='z' | 'A'..='Z' | '제' | '$' => false,
            '=' | '#' | '_' | '%' | '&' | '.' | ',' | '/' | ':' | '-' | '+' => {
                // Not inside a longer number or a name; after a mark that ends a clause it may.
                !text[..at - 1].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
            }
            _ => !text[..at].ends_with("주 "),
        }
    } else {
        !is_hangul(before)
    }
}

/// Whether a noun stands before a day word without a particle: 선거 전날, 사건 당일 are days of an event, not of the story.
fn of_event(before: &str) -> bool {
    let Some(noun) = before.strip_suffix(' ') else { return false };
    let last = noun.chars().next_back().unwrap_or('.');
    is_hangul(last) && !"은는이가을를에서고며의도로와과만지해어아여면니히게난진된한".contains(last)
}

/// Words that make an event's name of a holiday or a clock's hour before them.
const NAMES_AFTER: [&str; 15] = [
    "사면",
    "경축",
    "특별",
    "특사",
    "특별사면",
    "기념식",
    "경축사",
    "경축식",
    "특집",
    "편의점",
    "콜센터",
    "상황실",
    "축제",
    "마켓",
    "트리",
];

/// Points that are said by one common word need more than the word.
fn may_stand(point: &Point, said: &str, after: &str) -> bool {
    let next = after.trim_start();
    if matches!(point.block, Some(Block::Holiday(..))) && NAMES_AFTER.iter().any(|name| next.starts_with(name)) {
        return false;
    }
    if point.clock_only() {
        if point.hour.is_none() {
            // 아침, 밤 and the like are words of daily life; 오전 and 오후 are times.
            return matches!(point.of_day, Some(PartOfDay::Morning | PartOfDay::Afternoon)) && closed(after);
        }
        if point.hour == Some(24) && point.minute.is_none() && said.starts_with("24") {
            return after.starts_with("까지") || after.starts_with("부터") || after.starts_with('에') || after.is_empty();
        }
    }
    true
}

fn skip_spaces(text: &str, at: usize) -> usize {
    let spaces = text.as_bytes()[at..].iter().take(3).take_while(|&&byte| byte == b' ').count();
    at + spaces
}

/// Reads a point that begins at `at`. `before` is the left end, where the point is the right end of an interval.
fn point(text: &str, at: usize, before: Option<&Point>) -> Option<(Point, usize)> {
    let mut point = Point::default();
    let mut end = at;
    loop {
        let start = if point.rank == 0 { end } else { skip_spaces(text, end) };
        let mut next = point;
        let Some(stop) = step(text, start, &mut next, before) else { break };
        if start > end && crosses(&point, &next) {
            break;
        }
        point = next;
        end = stop;
        if point.elided {
            break;
        }
    }
    (point.rank > 0).then_some((point, end))
}

/// Whether two parts that stand apart belong to two mentions: a whole clock time and what follows it.
fn crosses(point: &Point, next: &Point) -> bool {
    point.minute.is_some() && next.second.is_none()
}

/// Reads one more part of a point at `at`.
fn step(text: &str, at: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    match first {
        '(' | '[' => parenthesis(text, at, point),
        '0'..='9' => number(text, at, point, before),
        '\'' | '’' | '‘' | '`' | '´' => {
            let at = at + first.len_utf8();
            let digits = duration::digits(text, at);
            if digits == 2 && point.rank < YEAR { short_year(text, at, point) } else { None }
        }
        '인' if point.rank >= YEAR && rest.starts_with("인 ") => {
            // 전날인 13일, 이듬해인 1993년: the number says the same again, and more exactly.
            let at = at + "인 ".len();
            let mut exact = Point { side: point.side, ..Point::default() };
            let end = number(text, at, &mut exact, before)?;
            if exact.elided || !(exact.day.is_some() || matches!(exact.year, Some(YearRef::Is(_)))) {
                return None;
            }
            if exact.year.is_some() {
                point.year = exact.year;
            }
            if exact.day.is_some() {
                point.near = matches!(point.day, Some(DayRef::Now(_) | DayRef::Story(_))) || point.weekday.is_some();
                point.block = match point.block {
                    Some(Block::Holiday(day, _)) if !day.lunar => Some(Block::Month(day.month)),
                    Some(Block::Holiday(..) | Block::Week(_)) => None,
                    other => other,
                };
                (point.day, point.weekday, point.week_part, point.offset) = (exact.day, None, None, None);
                point.rank = DAY;
            }
            Some(end)
        }
        // 내년 2월의 마지막 토요일
        '의' if point.rank == BLOCK && rest.starts_with("의 ") => {
            let stop = word(text, at + "의 ".len(), point, before)?;
            point.nth.is_some().then_some(stop)
        }
        '반' if point.rank == HOUR && closed(&rest['반'.len_utf8()..]) && point.minute.is_none() => {
            point.minute = Some(30);
            point.rank = MINUTE;
            Some(at + '반'.len_utf8())
        }
        _ if is_hangul(first) => word(text, at, point, before),
        _ => None,
    }
}

/// (금), (현지시간), 오늘(8일)
fn parenthesis(text: &str, at: usize, point: &mut Point) -> Option<usize> {
    if !(DAY..=WEEKDAY).contains(&point.rank) {
        return None;
    }
    let rest = &text[at + 1..];
    let end = rest.char_indices().take(12).find(|&(_, c)| c == ')' || c == ']')?.0;
    let inside = &rest[..end];
    let after = at + 1 + end + 1;
    if let Some(weekday) = weekday(inside) {
        point.weekday = point.weekday.or(Some(weekday));
        return Some(after);
    }
    if ["시간", "시각"].iter().any(|word| inside.ends_with(word)) && !inside.bytes().any(|byte| byte.is_ascii_digit()) {
        return Some(after);
    }
    if matches!(point.day, Some(DayRef::Now(_) | DayRef::Story(_))) && inside.ends_with('일') {
        let day: u8 = inside.trim_end_matches('일').parse().ok()?;
        if (1..=31).contains(&day) {
            point.day = Some(DayRef::Is(day));
            point.near = true;
            return Some(after);
        }
    }
    None
}

fn weekday(word: &str) -> Option<u8> {
    let mut letters = word.chars();
    let day = "월화수목금토일".chars().position(|c| Some(c) == letters.clone().next())? as u8 + 1;
    letters.next();
    matches!(letters.as_str(), "" | "요일").then_some(day)
}

/// A year of two digits: which century is the nearest.
pub(super) fn full_year(two_digits: i16) -> i16 {
    if two_digits < 50 { 2000 + two_digits } else { 1900 + two_digits }
}

/// ’24년, ‘20~’24년, `24. 9월, ’25.1.9
fn short_year(text: &str, at: usize, point: &mut Point) -> Option<usize> {
    let year = full_year(text[at..at + 2].parse().ok()?);
    let end = at + 2;
    if let Some((month, day, end)) = dotted(text, end) {
        point.year = Some(YearRef::Is(year));
        point.block = Some(Block::Month(month));
        point.day = Some(DayRef::Is(day));
        point.rank = WEEKDAY;
        return Some(end);
    }
    let unit = skip_spaces(text, end);
    let after = &text[unit..];
    point.year = Some(YearRef::Is(year));
    point.rank = YEAR;
    if let Some(after) = after.strip_prefix("년") {
        let end = text.len() - after.len();
        return Some(if after.starts_with('도') { end + '도'.len_utf8() } else { end });
    }
    if let Some(after) = after.strip_prefix('.') {
        let next = skip_spaces(text, text.len() - after.len());
        let digits = duration::digits(text, next);
        if (1..=2).contains(&digits) && text[next + digits..].starts_with('월') {
            return Some(next);
        }
        return None;
    }
    // ‘20~’24년
    let (right, _) = separator(text, end)?;
    let right = right + quote(text, right);
    let digits = duration::digits(text, right);
    if (digits == 2 || digits == 4) && text[skip_spaces(text, right + digits)..].starts_with('년') {
        point.elided = true;
        return Some(end);
    }
    None
}

/// The length of an apostrophe at `at`.
fn quote(text: &str, at: usize) -> usize {
    text[at..].chars().next().filter(|c| matches!(c, '\'' | '’' | '‘' | '`' | '´')).map_or(0, char::len_utf8)
}

/// `.1.9`, `.01.09`, `-1-9`, `/1/9`, `. 1. 9.` after a year. Returns month, day and the end.
fn dotted(text: &str, at: usize) -> Option<(u8, u8, usize)> {
    let bytes = text.as_bytes();
    let mark = *bytes.get(at).filter(|byte| matches!(byte, b'.' | b'-' | b'/'))?;
    let mut parts = [0u8; 2];
    let mut end = at;
    for part in &mut parts {
        if bytes.get(end) != Some(&mark) {
            return None;
        }
        end += 1;
        if mark == b'.' {
            end = skip_spaces(text, end);
        }
        let digits = duration::digits(text, end);
        if !(1..=2).contains(&digits) {
            return None;
        }
        *part = text[end..end + digits].parse().ok()?;
        end += digits;
    }
    let [month, day] = parts;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // A fourth number makes it something else: a version, an address.
    if bytes.get(end) == Some(&mark) {
        if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        if mark == b'.' {
            end += 1;
        }
    }
    (!bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) || bytes[end] == b'T').then_some((month, day, end))
}

/// A number and its unit, or a date or time in figures.
fn number(text: &str, at: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
    let digits = duration::digits(text, at);
    let end = at + digits;
    let bytes = text.as_bytes();
    if point.rank == 0
        && let Some(end) = figures(text, at, digits, point)
    {
        return Some(end);
    }
    if digits <= 2
        && point.rank < HOUR
        && let Some(end) = clock(text, at, digits, point)
    {
        return Some(end);
    }
    if digits > 4 {
        return None;
    }
    let value: i16 = text[at..end].parse().ok()?;
    match bytes.get(end) {
        Some(b',') if duration::digits(text, end + 1) == 3 => return None,
        Some(b'.') if duration::digits(text, end + 1) > 0 => return None,
        _ => {}
    }
    if let Some(end) = unit(text, end, value, digits, point, before) {
        return Some(end);
    }
    // 9~11일, 1~3분기, 7, 8월: the unit stands behind the second number.
    let (right, _) = separator(text, end)?;
    let right = right + quote(text, right);
    let more = duration::digits(text, right);
    if !(1..=4).contains(&more) {
        return None;
    }
    let second: i16 = text[right..right + more].parse().ok()?;
    let mut other = *point;
    let borrowed = if digits == 4 { Some(Point { year: Some(YearRef::Is(value)), ..Point::default() }) } else { None };
    unit(text, right + more, second, more, &mut other, borrowed.as_ref().or(before))?;
    unit(text, right + more, value, digits, point, before)?;
    point.elided = true;
    Some(end)
}

/// What may stand between the two ends of an interval or the two members of a pair. Returns the end, and whether it is a pair.
fn separator(text: &str, at: usize) -> Option<(usize, bool)> {
    let at = skip_spaces(text, at);
    let mark = text[at..].chars().next()?;
    let end = at + mark.len_utf8();
    match mark {
        '~' | '∼' | '〜' | '～' | '–' | '—' | '‐' | '―' | '-' | '→' | '˜' => Some((skip_spaces(text, end), false)),
        '·' | 'ㆍ' | '・' | '∙' | '⋅' | '‧' | ',' | '/' => Some((skip_spaces(text, end), true)),
        _ => None,
    }
}

/// 2025-01-09, 2025.1.9, 20250109, 2024.02, 25.07.15, 10/15
fn figures(text: &str, at: usize, digits: usize, point: &mut Point) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = at + digits;
    let mut set = |year: Option<i16>, month: u8, day: Option<u8>| {
        point.year = year.map(YearRef::Is);
        point.block = Some(Block::Month(month));
        point.day = day.map(DayRef::Is);
        point.rank = if day.is_some() { DAY } else { PART };
    };
    let plain_end = |end: usize| !bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'%'));
    match digits {
        8 if plain_end(end) => {
            let (year, month, day) =
                (text[at..at + 4].parse().ok()?, text[at + 4..at + 6].parse().ok()?, text[at + 6..end].parse().ok()?);
            if !(1900..2100).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
                return None;
            }
            if text[end..].chars().next().is_some_and(is_hangul) {
                return None;
            }
            set(Some(year), month, Some(day));
            Some(end)
        }
        4 => {
            let year: i16 = text[at..end].parse().ok()?;
            if !(1000..2200).contains(&year) {
                return None;
            }
            if let Some((month, day, mut end)) = dotted(text, end) {
                if bytes.get(end) == Some(&b'T') {
                    end += 1;
                }
                set(Some(year), month, Some(day));
                return Some(end);
            }
            // 2024.02 is a month only where nothing follows that counts (2024.02포인트).
            let month: u8 = text.get(end + 1..end + 3).filter(|_| bytes.get(end) == Some(&b'.'))?.parse().ok()?;
            let after = end + 3;
            let alone = match text[after..].chars().next() {
                None | Some(' ' | ')' | '~' | '∼' | '\n') => true,
                Some(_) => false,
            };
            if !(1900..2100).contains(&year) || !(1..=12).contains(&month) || !alone {
                return None;
            }
            set(Some(year), month, None);
            Some(after)
        }
        1 | 2 => {
            let first: u8 = text[at..end].parse().ok()?;
            let mark = *bytes.get(end)?;
            let more = duration::digits(text, end + 1);
            if !(1..=2).contains(&more) {
                return None;
            }
            if let Some((month, day, stop)) = dotted(text, end) {
                let zeros = digits == 2 && stop - end >= 6;
                if (zeros || mark == b'/' && digits == 2) && plain_end(stop) {
                    set(Some(full_year(i16::from(first))), month, Some(day));
                    return Some(stop);
                }
                return None;
            }
            let second: u8 = text[end + 1..end + 1 + more].parse().ok()?;
            let stop = end + 1 + more;
            let fits = (1..=12).contains(&first) && (1..=31).contains(&second);
            let clear = match mark {
                // A fraction has its smaller number first too; a day beyond 12 or a weekday behind it makes a date.
                b'/' => second > 12 || text[stop..].starts_with('(') && weekday_follows(text, stop),
                b'-' => digits == 2 && more == 2 && bytes[at] == b'0' && text[stop..].chars().next().is_none_or(|c| c == ' '),
                _ => false,
            };
            if !fits || !clear || !plain_end(stop) || matches!(bytes.get(stop), Some(b'/' | b'.')) {
                return None;
            }
            if text[stop..].chars().next().is_some_and(is_hangul) {
                return None;
            }
            set(None, first, Some(second));
            Some(stop)
        }
        _ => None,
    }
}

fn weekday_follows(text: &str, at: usize) -> bool {
    text[at + 1..].split_once(')').is_some_and(|(inside, _)| inside.len() <= 9 && weekday(inside).is_some())
}

/// 15:30, 09:25:40, 3:18pm, 3PM
fn clock(text: &str, at: usize, digits: usize, point: &mut Point) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut hour: u8 = text[at..at + digits].parse().ok()?;
    let mut end = at + digits;
    let (mut minute, mut second) = (None, None);
    if bytes.get(end) == Some(&b':') && duration::digits(text, end + 1) == 2 {
        minute = Some(text[end + 1..end + 3].parse().ok()?);
        end += 3;
        if bytes.get(end) == Some(&b':') && duration::digits(text, end + 1) == 2 {
            second = Some(text[end + 1..end + 3].parse().ok()?);
            end += 3;
        }
    }
    let suffix = &text.as_bytes()[skip_spaces(text, end)..];
    let half = match suffix {
        [b'a' | b'A', b'm' | b'M', ..] => Some((false, 2)),
        [b'p' | b'P', b'm' | b'M', ..] => Some((true, 2)),
        [b'a', ..] if minute.is_some() => Some((false, 1)),
        [b'p', ..] if minute.is_some() => Some((true, 1)),
        _ => None,
    };
    if let Some((afternoon, length)) = half
        && !suffix.get(length).is_some_and(u8::is_ascii_alphanumeric)
        && (1..=12).contains(&hour)
    {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        point.of_day = Some(if afternoon { PartOfDay::Afternoon } else { PartOfDay::Morning });
        end = skip_spaces(text, end) + length;
    } else {
        minute?;
    }
    if hour > 24
        || minute.is_some_and(|minute| minute > 59)
        || bytes.get(end).is_some_and(|byte| matches!(byte, b':' | b'0'..=b'9'))
    {
        return None;
    }
    (point.hour, point.minute, point.second) = (Some(hour), minute.or(Some(0)), second);
    if digits == 2 && hour < 10 {
        // 05:00 is written for the morning alone.
        point.of_day = Some(PartOfDay::Morning);
    }
    (point.rank, point.figures) = (SECOND, true);
    Some(end)
}

/// Particles that 시 takes as a unit.
const AFTER_HOUR: [&str; 20] = [
    "도", "엔", "에", "부터", "까지", "께", "쯤", "경", "반", "정각", "이후", "이전", "전", "즈음", "의", "는", "를", "와", "로",
    "무렵",
];

/// Whether 시 ends as a unit: any particle will do behind a part of the day, a few without one.
fn hour_ends(after: &str, point: &Point) -> bool {
    closed_strictly(after, &AFTER_HOUR)
        || point.of_day.is_some() && (closed(after) || after.starts_with('면')) && !after.starts_with("간")
}

/// The unit of a number that ends at `end`, with at most a space between.
fn unit(text: &str, end: usize, value: i16, digits: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
    let at = skip_spaces(text, end);
    let rest = &text[at..];
    if let Some(after) = rest.strip_prefix("년") {
        return year(text, after, value, digits, point, before);
    }
    if let Some(after) = rest.strip_prefix("학년도") {
        return (digits == 4 && point.rank < YEAR).then(|| {
            point.year = Some(YearRef::Is(value));
            point.rank = PART;
            text.len() - after.len()
        });
    }
    if let Some(after) = rest.strip_prefix("월") {
        let named = ["호", "드", "세", "급", "령"].iter().any(|next| after.starts_with(next));
        if point.rank >= BLOCK || !(1..=12).contains(&value) || digits > 2 || named {
            return None;
        }
        point.block = Some(Block::Month(value as u8));
        point.rank = BLOCK;
        let after = after.strip_prefix('달').unwrap_or(after);
        return Some(text.len() - after.len());
    }
    if let Some(after) = rest.strip_prefix("일") {
        if !(1..=31).contains(&value) || digits > 2 || !is_day(text, end, after, value, point) {
            return None;
        }
        if point.rank >= DAY {
            // 오늘 17일
            if point.rank > DAY || !matches!(point.day, Some(DayRef::Now(_) | DayRef::Story(_))) {
                return None;
            }
            point.near = true;
        }
        if matches!(point.block, Some(Block::Half(_) | Block::Quarter(_) | Block::Season(_) | Block::Week(_))) {
            return None;
        }
        point.day = Some(DayRef::Is(value as u8));
        point.rank = DAY;
        return Some(text.len() - after.len());
    }
    if let Some(after) = rest.strip_prefix("분기").or_else(|| quarter_of_four(rest)) {
        let counted = ["째", "만에", " 연속", " 만에", "연속"].iter().any(|next| after.starts_with(next));
        if point.rank >= BLOCK || !(1..=4).contains(&value) || digits > 1 || counted {
            return None;
        }
        point.block = Some(Block::Quarter(value as u8));
        point.rank = BLOCK;
        return Some(text.len() - after.len());
    }
    if let Some(after) = rest.strip_prefix("세기") {
        if point.rank >= BLOCK || !(1..=30).contains(&value) || digits > 2 {
            return None;
        }
        point.block = Some(Block::Century((value - 1) * 100));
        point.rank = BLOCK;
        return Some(text.len() - after.len());
    }
    if let Some(after) = rest.strip_prefix("시") {
        let minutes = after.starts_with(|c: char| sino_digit(c).is_some());
        if point.rank >= HOUR || !(0..=24).contains(&value) || digits > 2 || !(hour_ends(after, point) || minutes) {
            return None;
        }
        point.hour = Some(value as u8);
        point.rank = HOUR;
        return Some(text.len() - after.len());
    }
    if point.rank == HOUR
        && let Some(after) = rest.strip_prefix("분")
    {
        if !(0..60).contains(&value) || digits > 2 || after.starts_with("기") || after.starts_with("간") {
            return None;
        }
        point.minute = Some(value as u8);
        point.rank = MINUTE;
        // 네 시 십오 분 전: a quarter to four. (9시 30분 전까지 is a limit.)
        if let Some(rest) = after.strip_prefix('전')
            && !rest.starts_with(is_hangul)
            && let (Some(hour @ 1..), 1..) = (point.hour, value)
        {
            (point.hour, point.minute) = (Some(hour - 1), Some(60 - value as u8));
            return Some(text.len() - rest.len());
        }
        return Some(text.len() - after.len());
    }
    if point.rank == MINUTE
        && let Some(after) = rest.strip_prefix("초")
    {
        if !(0..60).contains(&value) || digits > 2 {
            return None;
        }
        point.second = Some(value as u8);
        point.rank = SECOND;
        return Some(text.len() - after.len());
    }
    None
}

/// 3/4분기, 3·4분기: the third of four
fn quarter_of_four(rest: &str) -> Option<&str> {
    let after = ["/4", "·4", "ㆍ4", "・4", "∙4"].iter().find_map(|mark| rest.strip_prefix(mark))?;
    after.trim_start_matches(' ').strip_prefix("분기")
}

fn year(text: &str, after: &str, value: i16, digits: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
    let end = text.len() - after.len();
    // 올해 2023년: the number says the same again.
    let again = point.rank == YEAR && matches!(point.year, Some(YearRef::Now(_) | YearRef::Story(_))) && digits == 4;
    if point.rank >= YEAR && !again {
        return None;
    }
    if let Some(after) = after.strip_prefix('대') {
        let first = match digits {
            4 => value,
            2 => full_year(value),
            _ => return None,
        };
        if first % 10 != 0 || !(1000..2200).contains(&first) {
            return None;
        }
        point.block = Some(Block::Decade(first));
        point.rank = BLOCK;
        return Some(text.len() - after.len());
    }
    match digits {
        4 if (1001..2200).contains(&value) => {
            if ["간", "만에", "동안", " 동안", " 만에"].iter().any(|next| after.starts_with(next)) {
                return None;
            }
            point.year = Some(YearRef::Is(value));
        }
        2 => {
            // Two digits are a year before a month, in 92년도 and 73년생, and behind a year that gives them the century.
            let next = &text[skip_spaces(text, end)..];
            let count = next.bytes().take(3).take_while(u8::is_ascii_digit).count();
            let month = (1..=2).contains(&count) && {
                let unit = next[count..].trim_start_matches(' ');
                unit.starts_with('월') && next[..count].parse().is_ok_and(|month: u8| (1..=12).contains(&month))
            };
            let fiscal = after.starts_with('도')
                && (value >= 60
                    || value >= 15
                        && !["도 안", "도 못", "도 채", "도 넘", "도 더", "도 되", "도 지"]
                            .iter()
                            .any(|next| after.starts_with(next)));
            let born = after.starts_with("생");
            let century = match before.and_then(|before| before.year) {
                Some(YearRef::Is(year)) => Some(year / 100 * 100 + value),
                _ => None,
            };
            if !(month || fiscal || born || century.is_some()) {
                return None;
            }
            point.year = Some(YearRef::Is(century.unwrap_or_else(|| full_year(value))));
        }
        _ => return None,
    }
    point.rank = YEAR;
    Some(if after.starts_with('도') && !after.starts_with("도 ") || after.starts_with("도 ") {
        end + '도'.len_utf8()
    } else {
        end
    })
}

/// Whether `N일` is a day of the month and not so many days.
fn is_day(text: &str, end: usize, after: &str, value: i16, point: &Point) -> bool {
    let start = text[..end].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let before = &text[..start];
    // 2박 3일; 주 5일; 하루 1일
    let nights = before.trim_end_matches(' ').strip_suffix('박');
    if nights.is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit())) {
        return false;
    }
    if before.ends_with('주') || before.ends_with("주 ") {
        return false;
    }
    // Behind its month a day stays a day whatever follows (10월 3일 전까지), but for 3월 5일간 and the like.
    let dated = matches!(point.block, Some(Block::Month(_) | Block::MonthFromNow(_) | Block::StoryMonth(_)));
    let counted =
        if dated { after.starts_with('간') && closed(&after['간'.len_utf8()..]) } else { duration::counts_days(after) };
    if counted {
        return false;
    }
    if ["제", "장", "절", "차", "분", "치", "선", "물", "권"].iter().any(|next| after.starts_with(next)) {
        return false;
    }
    // 1일 평균, 1일 1식: a rate
    if value == 1 {
        let next = after.trim_start();
        let rate = ["평균", "최대", "최고", "이용", "생산", "처리", "권장", "섭취", "통행", "방문"];
        if rate.iter().any(|word| next.starts_with(word)) {
            return false;
        }
        let count = next.bytes().take_while(u8::is_ascii_digit).count();
        if count > 0 && (next[count..].starts_with('식') || next[count..].starts_with('회')) {
            return false;
        }
    }
    true
}

/// The digit that a Sino-Korean numeral's syllable stands for; 10, 100 and 1000 for the multipliers.
pub(super) fn sino_digit(c: char) -> Option<i16> {
    Some(match c {
        '일' => 1,
        '이' => 2,
        '삼' => 3,
        '사' => 4,
        '오' => 5,
        '육' => 6,
        '칠' => 7,
        '팔' => 8,
        '구' => 9,
        '십' => 10,
        '백' => 100,
        '천' => 1000,
        _ => return None,
    })
}

/// A Sino-Korean numeral below 10,000 at `at`, in front of one of `units`. Returns the value, its end and its syllables.
pub(super) fn sino(text: &str, at: usize, units: &[&str]) -> Option<(i16, usize, usize)> {
    let mut ends = [(0usize, 0i16); 8];
    let (mut total, mut digit, mut count) = (0i16, 0i16, 0usize);
    for (offset, c) in text[at..].char_indices().take(8) {
        match sino_digit(c) {
            Some(multiplier @ (10 | 100 | 1000)) => {
                total = total.checked_add(digit.max(1) * multiplier)?;
                digit = 0;
            }
            Some(next) if digit == 0 => digit = next,
            _ => break,
        }
        ends[count] = (at + offset + c.len_utf8(), total + digit);
        count += 1;
    }
    // 이십일 before nothing is 이십 and the unit 일.
    (1..=count).rev().find_map(|syllables| {
        let (end, value) = ends[syllables - 1];
        units.iter().any(|unit| text[skip_spaces(text, end)..].starts_with(unit)).then_some((value, end, syllables))
    })
}

/// A word of time, or a number in words.
fn word(text: &str, at: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
    let rest = &text[at..];
    for found in WORDS.at(rest) {
        let end = at + found.form.len();
        let mut next = *point;
        if let Some(end) = sense(text, at, end, &found.sense, found.open, &mut next, before) {
            *point = next;
            return Some(end);
        }
    }
    if let Some(after) = ["음력 ", "음력"].iter().find_map(|lunar| rest.strip_prefix(lunar)) {
        if point.rank > YEAR {
            return None;
        }
        let leap = ["윤달 ", "윤"].iter().find_map(|leap| after.strip_prefix(leap));
        point.lunar = Some(leap.is_some());
        let next = text.len() - leap.unwrap_or(after).len();
        return step(text, next, point, before);
    }
    in_words(text, at, point, before)
}

/// 이천십오년, 삼월 삼일, 삼분기, 세시 이십분
fn in_words(text: &str, at: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
    sino_digit(text[at..].chars().next()?)?;
    let units: &[&str] = match point.rank {
        HOUR => &["분"],
        MINUTE => &["초"],
        BLOCK => &["일"],
        0 => &["년", "분기", "일"],
        _ => return None,
    };
    let (value, end, syllables) = sino(text, at, units)?;
    let after = &text[skip_spaces(text, end)..];
    if point.rank == 0 {
        let strict = match after.chars().next() {
            Some('년') => value > 1000,
            Some('분') => (1..=4).contains(&value) && closed(&after["분기".len()..]) && end == skip_spaces(text, end),
            _ => syllables >= 2 && value <= 31 && end == skip_spaces(text, end) && closed(&after['일'.len_utf8()..]),
        };
        if !strict {
            return None;
        }
    }
    let digits = if value >= 1000 { 4 } else { 1 + usize::from(value > 9) };
    unit(text, end, value, digits, point, before)
}

/// Adds what a word of the lexicon says to the point, if it may stand there.
fn sense(
    text: &str,
    at: usize,
    end: usize,
    sense: &Sense,
    open: bool,
    point: &mut Point,
    before: Option<&Point>,
) -> Option<usize> {
    let after = &text[end..];
    let rank = point.rank;
    let ends = open || closed(after) || ends_before_time(after);
    match *sense {
        Sense::Side(side) => {
            if rank > YEAR || point.side.is_some() {
                return None;
            }
            point.side = Some(side);
            let next = skip_spaces(text, end);
            if next == end && matches!(side, Side::This | Side::Next) {
                let season = WORDS.at(&text[next..]).any(|word| matches!(word.sense, Sense::Season(_)));
                if !season {
                    return None;
                }
            }
            // The word counts only with what it points to.
            let stop = step(text, next, point, before)?;
            (!matches!(point.day, Some(DayRef::Now(_) | DayRef::Story(_))) && point.hour.is_none() && point.of_day.is_none())
                .then_some(stop)
        }
        Sense::Year(offset) if rank < YEAR && ends => {
            // 올 alone is a verb's form too.
            if &text[at..end] == "올" && !year_part_follows(text, end) {
                return None;
            }
            let end = if after.starts_with('도') { end + '도'.len_utf8() } else { end };
            (point.year, point.rank) = (Some(YearRef::Now(offset)), YEAR);
            Some(within(text, end, point))
        }
        Sense::StoryYear(offset) if rank < YEAR && (ends || after.trim_start().starts_with("동기")) => {
            (point.year, point.rank) = (Some(YearRef::Story(offset)), YEAR);
            let next = skip_spaces(text, end);
            if let Some(same) = ["동기", "같은 기간"].iter().find(|same| text[next..].starts_with(**same)) {
                (point.block, point.rank) = (Some(Block::SamePeriod), PART);
                return Some(next + same.len());
            }
            Some(within(text, end, point))
        }
        Sense::NewYear if rank < YEAR && ends => {
            (point.year, point.rank) = (Some(YearRef::New), YEAR);
            Some(end)
        }
        Sense::Sexagenary(position) if rank < YEAR && ends => {
            (point.year, point.rank) = (Some(YearRef::Cycle(position)), YEAR);
            Some(end)
        }
        Sense::YearPart(part) if rank <= YEAR && ends => {
            point.year = point.year.or(Some(YearRef::Now(0)));
            (point.part, point.within, point.rank) = (part, part.is_none(), PART);
            Some(end)
        }
        Sense::Month(offset) if rank < YEAR && ends && point.side.is_none() => {
            (point.block, point.rank) = (Some(Block::MonthFromNow(offset)), BLOCK);
            Some(within(text, end, point))
        }
        Sense::StoryMonth(offset) if rank < YEAR && ends => {
            (point.block, point.rank) = (Some(Block::StoryMonth(offset)), BLOCK);
            Some(within(text, end, point))
        }
        Sense::MonthPart(part) if rank < YEAR && ends => {
            point.block = Some(Block::MonthFromNow(0));
            (point.part, point.rank) = (Some(part), PART);
            Some(end)
        }
        Sense::Week(offset) if rank < YEAR => {
            let strict =
                ["에", "부터", "까지", "는", "의", "를", "중", "말", "초", "내", "쯤", "로", "도", "만", "엔", "평", "보다"];
            // 금주 and 내주 are other words too (금주를, 내주는).
            let form = &text[at..end];
            let homograph = matches!(form, "금주" | "내주")
                && !(["에", "중", "부터", "까지", "초", "말", "쯤", " 중", " 초", " 말"]
                    .iter()
                    .any(|word| after.starts_with(word))
                    || after.is_empty()
                    || WORDS.at(after.trim_start()).any(|word| matches!(word.sense, Sense::Weekday(_))));
            if homograph || !closed_strictly(after, &strict) || after.starts_with("로나") || after.starts_with("초대") {
                return None;
            }
            (point.block, point.rank) = (Some(Block::Week(offset)), BLOCK);
            // 이번 주말 is the weekend, not the end of the week.
            if let Some(rest) = after.strip_prefix('말')
                && closed(rest)
            {
                (point.week_part, point.rank) = (Some(WeekPart::Weekend), DAY);
                return Some(end + '말'.len_utf8());
            }
            Some(within(text, end, point))
        }
        Sense::WeekPart(part)
            if (rank < YEAR || matches!(point.block, Some(Block::Week(_) | Block::Month(_) | Block::MonthFromNow(_))))
                && ends =>
        {
            if rank >= DAY || point.block.is_some_and(|block| !matches!(block, Block::Week(_))) && point.nth.is_none() {
                return None;
            }
            (point.week_part, point.rank) = (Some(part), DAY);
            Some(end)
        }
        Sense::Quarter(offset) if rank < YEAR && ends => {
            (point.block, point.rank) = (Some(Block::QuarterFromNow(offset)), BLOCK);
            Some(end)
        }
        Sense::Day(offset) if rank == 0 && ends => {
            (point.day, point.rank) = (Some(DayRef::Now(offset)), DAY);
            Some(end)
        }
        Sense::NightOf(offset) if rank == 0 && ends => {
            (point.day, point.of_day, point.rank) = (Some(DayRef::Now(offset)), Some(PartOfDay::Night), OF_DAY);
            Some(end)
        }
        Sense::StoryDay(offset) if ends && rank == 0 => {
            (point.day, point.rank) = (Some(DayRef::Story(offset)), DAY);
            Some(end)
        }
        // 추석 당일
        Sense::StoryDay(0) if ends && matches!(point.block, Some(Block::Holiday(..))) => Some(end),
        Sense::Weekday(day) if rank < WEEKDAY && !matches!(point.block, Some(Block::Half(_) | Block::Quarter(_))) => {
            if !(closed(after) || after.starts_with(|c: char| !is_hangul(c)) || ends) {
                return None;
            }
            (point.weekday, point.rank) = (Some(day), WEEKDAY);
            Some(end)
        }
        Sense::Part(part) if (YEAR..PART).contains(&rank) && part_ends(after) => {
            // 초 alone is also the first syllable of many words, 말 of others: 내년 초, 9월말.
            (point.part, point.rank) = (Some(part), PART);
            Some(end)
        }
        Sense::Half(half) if rank < BLOCK => {
            (point.block, point.rank) = (Some(Block::Half(half)), BLOCK);
            Some(within(text, end, point))
        }
        Sense::Season(season) if rank < BLOCK && ends && (point.year.is_some() || point.side.is_some()) => {
            (point.block, point.rank) = (Some(Block::Season(season)), PART);
            Some(end)
        }
        Sense::LastDay | Sense::FirstDay if rank == YEAR && ends => {
            // 올해 마지막 날, 내년 첫날
            let first = *sense == Sense::FirstDay;
            point.block = Some(Block::Month(if first { 1 } else { 12 }));
            (point.day, point.rank) = (Some(if first { DayRef::First } else { DayRef::Last }), DAY);
            Some(end)
        }
        Sense::LastDay if rank < DAY && ends && (point.block.is_some() || &text[at..end] == "말일") => {
            (point.day, point.rank) = (Some(DayRef::Last), DAY);
            Some(end)
        }
        Sense::FirstDay if rank == BLOCK && ends => {
            (point.day, point.rank) = (Some(DayRef::First), DAY);
            Some(end)
        }
        Sense::Nth(nth) if rank < NTH && (rank == 0 || rank >= BLOCK) => {
            let next = skip_spaces(text, end);
            if let Some(after) = text[next..].strip_prefix('주') {
                let strict = ["에", "부터", "까지", "는", "의", "중", "말", "초", "쯤"];
                if !closed_strictly(after, &strict) {
                    return None;
                }
                (point.nth, point.nth_week, point.rank) = (Some(nth), true, NTH);
                return Some(next + '주'.len_utf8());
            }
            (point.nth, point.rank) = (Some(nth), NTH);
            let stop = step(text, next, point, before)?;
            (point.weekday.is_some() && point.day.is_none()).then_some(stop)
        }
        Sense::Holiday(holiday) if rank < BLOCK => {
            let eve = skip_spaces(text, end);
            let festival = text[eve..].strip_prefix("연휴");
            if !ends && festival.is_none() {
                return None;
            }
            // 설, 구정 and 단오 are other words too: the feast needs its year or what one does on it.
            if matches!(&text[at..end], "설" | "구정" | "단오")
                && festival.is_none()
                && point.year.is_none()
                && point.side.is_none()
            {
                let next = after.trim_start();
                let feast = ["명절", "당일", "전날", "차례", "선물", "귀성", "대목", "앞두", "연휴"]
                    .iter()
                    .any(|word| next.starts_with(word));
                let object = after.strip_prefix('을').is_some_and(|after| after.starts_with(" 앞두") || after.starts_with(" 맞"));
                if !(feast || object || after.is_empty() && at == 0) {
                    return None;
                }
            }
            let days = festival.is_some() && holiday.three_days;
            (point.block, point.rank) = (Some(Block::Holiday(holiday, days)), DAY);
            Some(if festival.is_some() { eve + "연휴".len() } else { end })
        }
        Sense::PartOfDay(part) if rank < OF_DAY && rank != YEAR => {
            if matches!(point.block, Some(block) if !matches!(block, Block::Holiday(..)) && !point.has_day()) {
                return None;
            }
            let hour = hour_follows(text, end);
            if !hour && !part_of_day_ends(after) {
                return None;
            }
            (point.of_day, point.rank) = (Some(part), OF_DAY);
            Some(end)
        }
        Sense::Clock(hour, minute) if rank < HOUR && rank != YEAR && ends => {
            (point.hour, point.minute, point.rank) = (Some(hour), Some(minute), MINUTE);
            Some(end)
        }
        Sense::MonthName(month) if rank < BLOCK => {
            // 오월 and 이월 are words and names too: the name of a month needs its year before it or its day behind it.
            let next = skip_spaces(text, end);
            let day = text[next..].starts_with(|c: char| c.is_ascii_digit()) || sino(text, next, &["일"]).is_some();
            if !(day || point.year.is_some() && ends || point.side.is_some() && ends) {
                return None;
            }
            (point.block, point.rank) = (Some(Block::Month(month)), BLOCK);
            Some(end)
        }
        Sense::Numeral(hour @ 1..=12) if rank < HOUR => {
            let next = skip_spaces(text, end);
            let after = text[next..].strip_prefix('시')?;
            let minutes = sino(text, text.len() - after.len(), &["분"]).is_some();
            if !minutes && !hour_ends(after, point) {
                return None;
            }
            let unsaid = point.of_day.is_none() && !minutes;
            if unsaid && hour == 1 && (next > end || after.starts_with(' ')) && !after.trim_start().starts_with('반') {
                return None;
            }
            (point.hour, point.rank) = (Some(hour), HOUR);
            Some(text.len() - after.len())
        }
        _ => {
            let (length, end) = duration::read(text, at)?;
            distance(text, end, length, point)
        }
    }
}

/// 사흘 뒤, 7년 전: a duration and the way it leads. `end` is the duration's end.
fn distance(text: &str, end: usize, length: Length, point: &mut Point) -> Option<usize> {
    if point.rank != 0 {
        return None;
    }
    let (forward, end) = duration::direction(text, end)?;
    (point.offset, point.rank) = (Some((length, forward)), DAY);
    Some(end)
}

/// A distance that is written with digits (7년 전).
pub(super) fn distance_in_digits(text: &str, at: usize) -> Option<(Point, usize)> {
    let (length, end) = duration::read(text, at)?;
    let mut point = Point::default();
    let mut end = distance(text, end, length, &mut point)?;
    loop {
        let start = skip_spaces(text, end);
        let Some(stop) = step(text, start, &mut point, None) else { break };
        end = stop;
    }
    Some((point, end))
}

/// Whether a unit of the year follows 올: 올 상반기, 올 3월, 올 여름, 올해.
fn year_part_follows(text: &str, end: usize) -> bool {
    let next = skip_spaces(text, end);
    if next == end {
        return false;
    }
    let rest = &text[next..];
    let digits = duration::digits(text, next);
    if digits > 0 {
        return (1..=2).contains(&digits)
            && ["월", "~", "∼", "분기", "·", "/4"].iter().any(|unit| text[next + digits..].trim_start().starts_with(unit));
    }
    WORDS.at(rest).any(|word| {
        matches!(word.sense, Sense::Half(_) | Sense::Season(_) | Sense::Holiday(_) | Sense::YearPart(_) | Sense::MonthName(_))
            || matches!(word.sense, Sense::Part(Part::Early | Part::Late)) && part_ends(&rest[word.form.len()..])
    })
}

/// 중 and 내 behind a period: within it.
fn within(text: &str, end: usize, point: &mut Point) -> usize {
    let next = skip_spaces(text, end);
    for word in ["중", "내", "안"] {
        if let Some(after) = text[next..].strip_prefix(word)
            && (!after.starts_with(is_hangul) || after.starts_with('에') || after.starts_with("으로"))
        {
            point.within = true;
            point.rank = PART;
            return next + word.len();
        }
    }
    end
}

/// Whether 초, 말, 중순 … end here.
fn part_ends(after: &str) -> bool {
    closed_strictly(
        after,
        &[
            "에", "부터", "까지", "께", "쯤", "경", "의", "은", "는", "이", "을", "로", "으로", "만", "엔", "인", "과", "와",
            "보다", "도", "무렵", "이후", "이전",
        ],
    ) && !after.starts_with("의원")
        && !after.starts_with("이사")
        && !after.starts_with("로컬")
}

/// Whether 오전, 아침, 저녁 … end here: 저녁때, 아침일찍, 저녁나절 are the same times.
fn part_of_day_ends(after: &str) -> bool {
    closed(after) || ["늦게", "일찍", "때", "녘", "나절", "시간"].iter().any(|word| after.starts_with(word))
}

/// Whether another word of time follows at once: 지난달말, 내일오후, 오늘저녁.
fn ends_before_time(after: &str) -> bool {
    // 이달중, 올해들어
    if after.starts_with("들어")
        || after.strip_prefix('중').is_some_and(|after| !after.starts_with(is_hangul) || after.starts_with('에'))
    {
        return true;
    }
    WORDS.at(after).any(|word| {
        let rest = &after[word.form.len()..];
        match word.sense {
            Sense::PartOfDay(_) => part_of_day_ends(rest) || rest.starts_with(|c: char| c.is_ascii_digit()),
            Sense::Part(_) => part_ends(rest),
            Sense::Weekday(_) | Sense::Half(_) => true,
            Sense::WeekPart(_) | Sense::LastDay => closed(rest),
            _ => false,
        }
    })
}

/// Whether an hour stands behind a part of the day: 오전 9시, 저녁다섯시, 오후 2~4시.
fn hour_follows(text: &str, end: usize) -> bool {
    let next = skip_spaces(text, end);
    if text[next..].starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    WORDS.at(&text[next..]).any(|word| {
        matches!(word.sense, Sense::Numeral(_)) && text[skip_spaces(text, next + word.form.len())..].starts_with('시')
    })
}

/// The right end of an interval or a pair whose left end is `from`.
fn interval(text: &str, from: &mut Point, end: usize) -> Option<(Said, usize)> {
    if let Some((next, pair)) = separator(text, end) {
        if !from.elided && pair {
            return None;
        }
        let (to, stop) = point(text, next, Some(from))?;
        let ordered = compatible(from, &to);
        if !ordered || to.elided {
            return None;
        }
        from.elided = false;
        let stop = if text[stop..].starts_with("까지") && !pair { stop + "까지".len() } else { stop };
        let said = if pair && !neighbours(from, &to) { Said::Both(*from, to) } else { Said::Between(*from, to) };
        return (from.complete() && to.complete()).then_some((said, stop));
    }
    let at = skip_spaces(text, end);
    let rest = &text[at..];
    let (word, must_close) =
        ["부터", "에서"].iter().find(|word| rest.starts_with(**word)).map(|word| (*word, *word == "에서"))?;
    let next = skip_spaces(text, at + word.len());
    let next = if text[next..].starts_with(',') { skip_spaces(text, next + 1) } else { next };
    let (to, stop) = match point(text, next, Some(from)) {
        Some(found) => found,
        None => distance_in_digits(text, next)?,
    };
    if to.elided || !to.complete() || !from.complete() || !compatible(from, &to) {
        return None;
    }
    let close = skip_spaces(text, stop);
    if text[close..].starts_with("까지") {
        return Some((Said::Between(*from, to), close + "까지".len()));
    }
    let loose = !must_close && !is_hangul(text[stop..].chars().next().unwrap_or(' ')) && same_grain(from, &to);
    loose.then_some((Said::Between(*from, to), stop))
}

/// Whether the two ends can be the ends of one interval.
fn compatible(from: &Point, to: &Point) -> bool {
    let clock = |point: &Point| point.hour.is_some();
    if clock(to) && !to.has_day() && to.block.is_none() && to.year.is_none() {
        return clock(from) || from.of_day.is_some();
    }
    true
}

fn same_grain(from: &Point, to: &Point) -> bool {
    let grain = |point: &Point| {
        if point.hour.is_some() {
            4
        } else if point.has_day() {
            3
        } else if point.block.is_some() {
            2
        } else {
            1
        }
    };
    grain(from) == grain(to)
}

/// Days or months that follow each other (7, 8월): the pair is one stretch of time.
fn neighbours(from: &Point, to: &Point) -> bool {
    match (from.day, to.day, from.block, to.block) {
        (Some(DayRef::Is(a)), Some(DayRef::Is(b)), _, _) => b == a + 1,
        (None, None, Some(Block::Month(a)), Some(Block::Month(b))) => b == a + 1,
        (None, None, Some(Block::Quarter(a)), Some(Block::Quarter(b))) => b == a + 1,
        (None, None, None, None) => matches!((from.year, to.year), (Some(YearRef::Is(a)), Some(YearRef::Is(b))) if b == a + 1),
        _ => false,
    }
}

/// 매주 목요일, 매월 1일, 매년
fn recurring(text: &str, at: usize) -> Option<(Said, usize)> {
    let (period, end) = WORDS.at(&text[at..]).find_map(|word| match word.sense {
        Sense::Set(period) => Some((period, at + word.form.len())),
        _ => None,
    })?;
    if let Some((inner, stop)) = point(text, skip_spaces(text, end), None)
        && !inner.elided
        && inner.year.is_none()
        && (inner.weekday.is_some()
            || inner.day.is_some()
            || inner.hour.is_some()
            || matches!(inner.block, Some(Block::Month(_))))
    {
        return Some((Said::Every(period, Some(inner)), stop));
    }
    // 매일 is also a newspaper's name, and every day is no date.
    (period != "P1D" && closed(&text[end..])).then_some((Said::Every(period, None), end))
}

/// A decimal of a number's digits, for durations.
pub(super) fn decimal(digits: &str) -> Option<Decimal> {
    digits.parse().ok()
}
