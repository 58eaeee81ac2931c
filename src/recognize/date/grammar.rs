//! What is written: points in time, intervals, durations and recurring times, as their words say them and before anything
//! is resolved.
//!
//! A point is read from its coarsest part to its finest (지난 · 2025년 · 1월 · 9일 · (목) · 오전 · 9시 · 30분); each part has a
//! rank, and a part may follow only parts of a lower rank. Every look-ahead is bounded by a few words.

use super::duration::{self, Length};
use super::lexis::{distance_in_digits, word};
use super::number::{number, separator, short_year, sino, sino_digit};
use super::point::{BLOCK, Block, DAY, DayRef, HOUR, MINUTE, Point, WEEKDAY, YEAR, YearRef};
use super::words::{PartOfDay, Sense, Side, WORDS, closed, is_hangul};
use crate::normalize::context;

/// Something that the text says about time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said {
    At(Point),
    /// Both ends are meant, and all between them.
    Between(Point, Point),
    /// Two points and nothing between them (1970, 80년대).
    Both(Point, Point),
    For(Length),
    /// A recurring time: its period in ISO 8601, the point in it, and its weekdays where there are several.
    Every(&'static str, Option<Point>, Weekdays),
}

/// Some of the seven weekdays: bit 0 is Monday.
pub(super) type Weekdays = u8;

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
            '윤' => rest[first.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()),
            '수' | '몇' => rest.chars().nth(1).is_some_and(|c| " 십백천년개주일시분".contains(c)),
            _ => false,
        }
}

/// The first syllables of what may stand behind a number that says a time.
const UNIT_INITIALS: &str = "년월일시분초주달개세학회여만천백박";

/// Reads what stands at `at`, the start of a character, if that is something about time. Returns it with its end.
pub(super) fn read(text: &str, at: usize) -> Option<(Said, usize)> {
    if !may_begin(text, at) {
        return None;
    }
    if let Some(found) = recurring(text, at).or_else(|| in_brackets(text, at)) {
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
            Some(DayRef::Story(_)) => !day_before(&text[..at]),
            _ => false,
        };
        if beside && of_event(&text[..at]) {
            return None;
        }
        if from.offset.is_some() && from_event(&text[..at]) {
            return duration::read(text, at).map(|(length, end)| (Said::For(length), end));
        }
        if from.complete() && may_stand(&from, &text[..at], &text[at..end], &text[end..]) {
            return Some((Said::At(from), end));
        }
    }
    if let Some((point, end)) = distance_in_digits(text, at)
        && (point.offset.is_none() || !from_event(&text[..at]))
    {
        return Some((Said::At(point), end));
    }
    let (length, end) = duration::read(text, at)?;
    Some((Said::For(length), end))
}

/// `(1911∼1976)`, `(시인·1902~1934)`: the years of a life or a reign; `‘…’(2019)`: the year of a work.
fn in_brackets(text: &str, at: usize) -> Option<(Said, usize)> {
    let year = |at: usize| {
        let value: i16 = (duration::digits(text, at) == 4).then(|| text[at..at + 4].parse().ok())??;
        (1000..2100).contains(&value).then_some(Point { year: Some(YearRef::Is(value)), rank: YEAR, ..Point::default() })
    };
    let from = year(at)?;
    let end = at + 4;
    if text[end..].starts_with(')') {
        let work = ["’(", "'(", "”(", "\"(", "》(", "〉(", "」(", "』(", ">("].iter().any(|quote| text[..at].ends_with(quote));
        return work.then_some((Said::At(from), end));
    }
    let mark = text[end..].chars().next().filter(|c| matches!(c, '~' | '∼' | '〜' | '～' | '-' | '–'))?;
    let next = end + mark.len_utf8();
    let to = year(next).filter(|_| text[next + 4..].starts_with(')'))?;
    let (Some(YearRef::Is(first)), Some(YearRef::Is(last))) = (from.year, to.year) else { return None };
    // 1000~2000 may count anything.
    let round = first % 100 == 0 && last % 100 == 0;
    let before = text[..at].chars().next_back()?;
    let opened = before == '(' || matches!(before, '·' | ' ') && text[..at].char_indices().rev().take(24).any(|(_, c)| c == '(');
    (first < last && !round && opened).then_some((Said::Between(from, to), next + 4))
}

/// Whether an event's noun stands before a length (퇴직 1년 전, 출시 석 달 뒤): it is counted from there and not from now.
fn from_event(before: &str) -> bool {
    // 끊은 지 사흘 뒤: since that.
    before
        .strip_suffix(' ')
        .is_some_and(|before| context::EVENTS.ends(before) || before.ends_with("은 지") || before.ends_with("한 지"))
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
    // 연락이 끊기자 전날 밤: a clause.
    if ["되자", "하자", "지자", "오자", "가자", "기자", "들자"].iter().any(|ending| noun.ends_with(ending)) {
        return false;
    }
    let last = noun.chars().next_back().unwrap_or('.');
    is_hangul(last) && !"은는이가을를에서고며의도로와과만지해어아여면니히게난진된한".contains(last)
}

/// Whether a day stands before: 9일 전날보다 is the day before that day.
fn day_before(before: &str) -> bool {
    let day = before.strip_suffix(' ').and_then(|noun| noun.strip_suffix('일'));
    day.is_some_and(|day| day.ends_with(|c: char| c.is_ascii_digit()))
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

/// What 당일 stands before where it says how fast something is: 당일 배송, 당일치기.
const WITHIN_A_DAY: [&str; 12] =
    ["배송", "배달", "치기", "여행", "코스", "접수", "발급", "출고", "예약", "결제", "환급", "에 배송"];

/// Points that are said by one common word need more than the word.
fn may_stand(point: &Point, before: &str, said: &str, after: &str) -> bool {
    let next = after.trim_start();
    if said == "당일" && WITHIN_A_DAY.iter().any(|word| next.starts_with(word)) {
        return false;
    }
    // 평일·일요일: any such day.
    let weekday_alone = point.weekday.is_some()
        && point.day.is_none()
        && point.block.is_none()
        && point.side.is_none()
        && point.nth.is_none()
        && point.hour.is_none();
    if weekday_alone && (before.ends_with('·') || after.starts_with('·')) {
        return false;
    }
    // 기자회견 당일 오후: whose day is not known, nor is its afternoon.
    if point.clock_only() {
        let mut day = before.trim_end();
        for part in ["오전", "오후", "밤", "아침", "저녁", "새벽", "낮"] {
            day = day.strip_suffix(part).unwrap_or(day).trim_end();
        }
        if ["당일", "전날", "다음날", "다음 날", "이튿날"].iter().any(|word| day.ends_with(word)) {
            return false;
        }
    }
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

pub(super) fn skip_spaces(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    for _ in 0..3 {
        match bytes[end..] {
            [b' ', ..] => end += 1,
            // No-break space
            [0xC2, 0xA0, ..] => end += 2,
            _ => break,
        }
    }
    end
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
pub(super) fn step(text: &str, at: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
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
            let side =
                [("지난 ", Side::Past), ("오는 ", Side::Coming)].into_iter().find(|(word, _)| text[at..].starts_with(word));
            let mut exact = Point { side: side.map_or(point.side, |(_, side)| Some(side)), ..Point::default() };
            let at = at + side.map_or(0, |(word, _)| word.len());
            let mut end = number(text, at, &mut exact, before)?;
            // 하루 뒤인 5월 10일
            if matches!(exact.block, Some(Block::Month(_))) && exact.year.is_none() && exact.day.is_none() && !exact.elided {
                end = number(text, skip_spaces(text, end), &mut exact, before)?;
                point.block = exact.block;
            }
            if exact.elided || !(exact.day.is_some() || matches!(exact.year, Some(YearRef::Is(_)))) {
                return None;
            }
            if exact.year.is_some() {
                (point.year, point.offset, point.day) = (exact.year, None, None);
                point.rank = YEAR;
            }
            if exact.day.is_some() {
                point.near = matches!(point.day, Some(DayRef::Now(_) | DayRef::Story(_))) || point.weekday.is_some();
                point.side = exact.side;
                point.block = match point.block {
                    _ if exact.block.is_some() => exact.block,
                    Some(Block::Holiday(day, _)) if !day.lunar => Some(Block::Month(day.month)),
                    Some(Block::Holiday(..) | Block::Week(_)) => None,
                    other => other,
                };
                (point.day, point.weekday, point.week_part, point.offset) = (exact.day, None, None, None);
                point.rank = DAY;
            }
            Some(end)
        }
        // 다음 주 화요일의 전날
        '의' if (DAY..=WEEKDAY).contains(&point.rank) && rest.starts_with("의 ") => {
            let stop = word(text, at + "의 ".len(), point, before)?;
            (point.shift != 0).then_some(stop)
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

pub(super) fn weekday(word: &str) -> Option<u8> {
    let mut letters = word.chars();
    let day = "월화수목금토일".chars().position(|c| Some(c) == letters.clone().next())? as u8 + 1;
    letters.next();
    matches!(letters.as_str(), "" | "요일").then_some(day)
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
    // 오늘부터 사흘 뒤 is one day: where the distance is counted from is said.
    if to.offset.is_some() && *from == (Point { day: Some(DayRef::Now(0)), rank: DAY, ..Point::default() }) {
        return Some((Said::At(to), stop));
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
    let start = skip_spaces(text, end);
    let (weekdays, start) = weekdays(text, start).unwrap_or((0, several_nth(text, start)));
    if let Some((inner, stop)) = point(text, start, None)
        && !inner.elided
        && inner.year.is_none()
        && (inner.weekday.is_some()
            || inner.day.is_some()
            || inner.hour.is_some()
            || inner.of_day.is_some()
            || inner.nth.is_some()
            || matches!(inner.block, Some(Block::Month(_))))
    {
        return Some((Said::Every(period, Some(inner), weekdays), stop));
    }
    // 매일 is also a newspaper's name; 매일 4시간 is a rate.
    let after = text[end..].trim_start_matches(' ');
    let rate = period == "P1D"
        && (after.starts_with(|c: char| c.is_ascii_digit())
            || ["신문", "경제", "유업", "홀딩스", "방송"].iter().any(|name| after.starts_with(name))
            || !text[end..].starts_with(' '));
    (!rate && closed(&text[end..])).then_some((Said::Every(period, None, 0), end))
}

/// Several weekdays at `at` (월·수요일, 월요일과 수요일, 월∼금요일), as a set, and where the last of them begins.
fn weekdays(text: &str, at: usize) -> Option<(Weekdays, usize)> {
    let (mut set, mut start, mut from): (Weekdays, usize, Option<usize>) = (0, at, None);
    for _ in 0..7 {
        let letter = text[start..].chars().next()?;
        let day = "월화수목금토일".chars().position(|c| c == letter)?;
        set |= from.map_or(1 << day, |from| (from..=day).fold(0, |set, day| set | 1 << day));
        let rest = &text[start + letter.len_utf8()..];
        let whole = rest.strip_prefix("요일");
        let after = whole.unwrap_or(rest);
        let marks: &[&str] = if whole.is_some() {
            &["·", "ㆍ", ", ", ",", "과 ", "와 ", " 및 ", "~", "∼", "부터 "]
        } else {
            &["·", "ㆍ", ", ", ",", "~", "∼"]
        };
        let next = marks.iter().find_map(|mark| Some((*mark, after.strip_prefix(*mark)?)));
        let Some((mark, next)) = next.filter(|(_, next)| next.starts_with(|c| "월화수목금토일".contains(c))) else {
            return (whole.is_some() && set.count_ones() > 1).then_some((set, start));
        };
        from = matches!(mark, "~" | "∼" | "부터 ").then_some(day);
        start = text.len() - next.len();
    }
    None
}

/// Where the last of several ordinals begins: 둘째·넷째 주 일요일. `at` where there is but one.
fn several_nth(text: &str, at: usize) -> usize {
    let mut start = at;
    for _ in 0..4 {
        let Some(word) = WORDS.at(&text[start..]).find(|word| matches!(word.sense, Sense::Nth(_))) else { break };
        let after = &text[start + word.form.len()..];
        let after = after.trim_start_matches(' ').strip_prefix('주').unwrap_or(after);
        let Some(next) = ["·", "ㆍ", ", ", ",", "와 ", "과 "].iter().find_map(|mark| after.strip_prefix(mark)) else { break };
        start = text.len() - next.len();
    }
    start
}
