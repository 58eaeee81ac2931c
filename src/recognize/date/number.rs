//! Numbers that say a time: dates and clock times in figures, and numbers with a unit of the calendar behind them.

use super::duration;
use super::grammar::{skip_spaces, weekday};
use super::point::{BLOCK, Block, DAY, DayRef, HOUR, MINUTE, PART, Point, SECOND, WEEKDAY, YEAR, YearRef};
use super::words::{PartOfDay, Side, closed, closed_strictly, is_hangul};

/// A year of two digits: which century is the nearest.
pub(super) fn full_year(two_digits: i16) -> i16 {
    if two_digits < 50 { 2000 + two_digits } else { 1900 + two_digits }
}

/// ’24년, ‘20~’24년, `24. 9월, ’25.1.9
pub(super) fn short_year(text: &str, at: usize, point: &mut Point) -> Option<usize> {
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
pub(super) fn quote(text: &str, at: usize) -> usize {
    text[at..].chars().next().filter(|c| matches!(c, '\'' | '’' | '‘' | '`' | '´')).map_or(0, char::len_utf8)
}

/// `.1.9`, `.01.09`, `-1-9`, `/1/9`, `. 1. 9.` after a year. Returns month, day and the end.
pub(super) fn dotted(text: &str, at: usize) -> Option<(u8, u8, usize)> {
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
pub(super) fn number(text: &str, at: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
    let digits = duration::digits(text, at);
    let end = at + digits;
    let bytes = text.as_bytes();
    if point.rank == 0
        && let Some(end) = figures(text, at, digits, point).or_else(|| month_and_day(text, at, point, before))
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
pub(super) fn separator(text: &str, at: usize) -> Option<(usize, bool)> {
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
pub(super) fn figures(text: &str, at: usize, digits: usize, point: &mut Point) -> Option<usize> {
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
                // 12.31일까지
                b'.' if fits && day_behind(&text[stop..], more) => {
                    set(None, first, Some(second));
                    return Some(stop + '일'.len_utf8());
                }
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

/// `10.11.(수)`, `8. 20.~10. 30.`: month and day with dots alone are a date where a weekday or the other end stands beside them.
fn month_and_day(text: &str, at: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
    let dated = before.is_some_and(|before| before.day.is_some() && matches!(before.block, Some(Block::Month(_))));
    // 3.27(수)~29(금)
    let digits = duration::digits(text, at);
    if dated && (1..=2).contains(&digits) && text[at + digits..].starts_with('(') && weekday_follows(text, at + digits) {
        let day = text[at..at + digits].parse().ok().filter(|day| (1..=31).contains(day))?;
        (point.day, point.rank) = (Some(DayRef::Is(day)), DAY);
        return Some(at + digits);
    }
    let (month, day, end) = dots(text, at)?;
    let other_end = || separator(text, end).is_some_and(|(next, pair)| !pair && dots(text, next).is_some());
    let weekday = text[end..].starts_with('(') && weekday_follows(text, end);
    if !(weekday || dated || other_end()) {
        return None;
    }
    (point.block, point.day, point.rank) = (Some(Block::Month(month)), Some(DayRef::Is(day)), DAY);
    Some(end)
}

/// `8. 20.`, `10.11.`: a month, a day and their dots; the second dot may be missing before a bracket.
fn dots(text: &str, at: usize) -> Option<(u8, u8, usize)> {
    let part = |at: usize| {
        let digits = duration::digits(text, at);
        (1..=2).contains(&digits).then(|| Some((text[at..at + digits].parse::<u8>().ok()?, at + digits)))?
    };
    let (month, end) = part(at)?;
    let rest = text[end..].strip_prefix('.')?;
    let (day, end) = part(skip_spaces(text, text.len() - rest.len()))?;
    let end = match text.as_bytes().get(end) {
        Some(b'.') if !text.as_bytes().get(end + 1).is_some_and(u8::is_ascii_digit) => end + 1,
        Some(b'(') => end,
        _ => return None,
    };
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day, end))
}

/// Whether 일 behind `12.31` is the day of a date: 2.5일 counts days.
fn day_behind(rest: &str, digits: usize) -> bool {
    let Some(after) = rest.strip_prefix('일') else { return false };
    ["까지", "부터", "자", "("].iter().any(|next| after.starts_with(next))
        || digits == 2 && closed(after) && !duration::counts_days(after)
}

pub(super) fn weekday_follows(text: &str, at: usize) -> bool {
    let inside: String = text[at + 1..].chars().take(4).take_while(|&c| c != ')').collect();
    weekday(&inside).is_some()
}

/// 15:30, 09:25:40, 3:18pm, 3PM
pub(super) fn clock(text: &str, at: usize, digits: usize, point: &mut Point) -> Option<usize> {
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
    // PM 3:30
    let before = text.as_bytes()[..at].strip_suffix(b" ").unwrap_or(&text.as_bytes()[..at]);
    if let [outer @ .., letter, b'm' | b'M'] = before
        && minute.is_some()
        && (1..=12).contains(&hour)
        && !outer.last().is_some_and(u8::is_ascii_alphanumeric)
    {
        match letter {
            b'a' | b'A' => hour %= 12,
            b'p' | b'P' => hour = hour % 12 + 12,
            _ => {}
        }
    }
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
pub(super) const AFTER_HOUR: [&str; 20] = [
    "도", "엔", "에", "부터", "까지", "께", "쯤", "경", "반", "정각", "이후", "이전", "전", "즈음", "의", "는", "를", "와", "로",
    "무렵",
];

/// Whether 시 ends as a unit: any particle will do behind a part of the day, a few without one.
pub(super) fn hour_ends(after: &str, point: &Point) -> bool {
    closed_strictly(after, &AFTER_HOUR)
        || point.of_day.is_some() && (closed(after) || after.starts_with('면')) && !after.starts_with("간")
}

/// The unit of a number that ends at `end`, with at most a space between.
pub(super) fn unit(
    text: &str,
    end: usize,
    value: i16,
    digits: usize,
    point: &mut Point,
    before: Option<&Point>,
) -> Option<usize> {
    let at = skip_spaces(text, end);
    let rest = &text[at..];
    if let Some(after) = rest.strip_prefix("년") {
        return year(text, after, value, digits, point, before);
    }
    let school = rest.strip_prefix("학년도");
    if let Some(after) = school.or_else(|| ["회계연도", "회계년도"].iter().find_map(|word| rest.strip_prefix(word))) {
        return (digits == 4 && point.rank < YEAR).then(|| {
            point.year = Some(YearRef::Is(value));
            (point.school, point.rank) = (school.is_some(), PART);
            text.len() - after.len()
        });
    }
    if let Some(after) = rest.strip_prefix("월") {
        let named = ["물", "호", "드", "세", "급", "령"].iter().any(|next| after.starts_with(next));
        if point.rank >= BLOCK
            || !(1..=12).contains(&value)
            || digits > 2
            || named
            || text.get(..end - digits).is_some_and(duration::sentenced)
        {
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
        let counted = duration::counts_quarters(after) || text.get(..end - digits).is_some_and(|before| before.ends_with("약 "));
        if point.rank >= BLOCK || !(1..=4).contains(&value) || digits > 1 || counted {
            return None;
        }
        point.block = Some(Block::Quarter(value as u8));
        point.rank = BLOCK;
        return Some(text.len() - after.len());
    }
    if let Some(after) = rest.strip_prefix("세기") {
        // 1세기 만에: a hundred years.
        let counted = value < 10 && duration::counts_days(after);
        if point.rank >= BLOCK || !(1..=30).contains(&value) || digits > 2 || counted {
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
        // 네 시 십오 분 전, 오후 3시 10분 전: before the hour. (9시 30분 전까지 is a limit.)
        let ago = after.strip_prefix(' ').filter(|_| value <= 15).unwrap_or(after);
        if let Some(rest) = ago.strip_prefix('전')
            && (!rest.starts_with(is_hangul) && duration::before_now(ago) || value <= 15 && rest.starts_with("부터"))
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
pub(super) fn quarter_of_four(rest: &str) -> Option<&str> {
    let after = ["/4", "·4", "ㆍ4", "・4", "∙4"].iter().find_map(|mark| rest.strip_prefix(mark))?;
    after.trim_start_matches(' ').strip_prefix("분기")
}

pub(super) fn year(
    text: &str,
    after: &str,
    value: i16,
    digits: usize,
    point: &mut Point,
    before: Option<&Point>,
) -> Option<usize> {
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
            // 40년생 70주: trees.
            let grown = ["주", "그루", "뿌리"];
            let planted = after.strip_prefix("생").is_some_and(|after| {
                let next = after.trim_start_matches(' ');
                let count = next.trim_start_matches(|c: char| c.is_ascii_digit());
                count.len() < next.len() && grown.iter().any(|word| count.starts_with(word))
                    || ["나무", "소나무", "인삼", "산삼", "홍삼", "묘목", "과수"].iter().any(|word| next.starts_with(word))
            });
            let born = after.starts_with("생") && !planted;
            // 22년 상반기, 24년 1분기
            let next_word = next.trim_start_matches(|c: char| c.is_ascii_digit());
            let stretch = next.starts_with("상반기")
                || next.starts_with("하반기")
                || next_word.len() + 1 == next.len() && next.starts_with(['1', '2', '3', '4']) && next_word.starts_with("분기");
            // 68년 납북돼, 69년에 풀려난: so long ago that a length would say 간 or 동안.
            let last_century = value >= 50 && {
                let start = text[..end - "년".len()].trim_end_matches(|c: char| c.is_ascii_digit()).len();
                let spans = ["걸쳐", "한 번", "한번", "달하", "달한", "이르", "불과", "가까", "육박"];
                after.strip_prefix("에 ").is_some_and(|next| !spans.iter().any(|word| next.starts_with(word)))
                    || text[..start].ends_with("지난 ")
                        && value % 5 != 0
                        && after.starts_with(' ')
                        && !duration::counts_days(after)
            };
            let century = match before.and_then(|before| before.year) {
                Some(YearRef::Is(year)) => Some(year / 100 * 100 + value),
                _ => None,
            };
            if !(month || fiscal || born || stretch || last_century || century.is_some()) {
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
pub(super) fn is_day(text: &str, end: usize, after: &str, value: i16, point: &Point) -> bool {
    let start = text[..end].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let before = &text[..start];
    // 13월 1일: no date at all
    let month = before.trim_end_matches(' ').strip_suffix('월').filter(|_| point.block.is_none());
    if month.is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit())) {
        return false;
    }
    // 10일에서 7일로 단축
    if duration::changed(before, after) {
        return false;
    }
    // 2박 3일; 주 5일; 하루 1일
    let nights = before.trim_end_matches(' ').strip_suffix('박');
    if nights.is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit())) {
        return false;
    }
    // 최장 9일, 단 3일
    if duration::measured(before) {
        return false;
    }
    if before.ends_with('주') || before.ends_with("주 ") {
        return false;
    }
    // Behind its month a day stays a day whatever follows (10월 3일 전까지), but for 3월 5일간 and the like.
    let dated = matches!(point.block, Some(Block::Month(_) | Block::MonthFromNow(_) | Block::StoryMonth(_)));
    // 지난 23일 새 전화기를 내놨다: 새 is new, and not within so many days.
    let new = point.side == Some(Side::Past)
        && after.strip_prefix(" 새 ").is_some_and(|next| !next.starts_with(|c: char| c.is_ascii_digit()));
    let counted =
        if dated || new { after.starts_with('간') && closed(&after['간'.len_utf8()..]) } else { duration::counts_days(after) };
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
