//! Words that say a time, one rule a sense.

use super::duration::{self, Length};
use super::grammar::{skip_spaces, step};
use super::number::{hour_ends, sino, sino_digit, unit};
use super::point::{BLOCK, Block, DAY, DayRef, HOUR, MINUTE, NTH, OF_DAY, PART, Point, WEEKDAY, YEAR, YearRef};
use super::words::{PartOfDay, Sense, Side, WORDS, WeekPart, closed, closed_strictly, is_hangul};
use crate::normalize::calendar::Part;
use crate::normalize::unit as measure;

/// Words that name the stretch that was told of, in another year.
const SAME: [&str; 4] = ["동기", "동월", "같은 기간", "같은 달"];

/// A word of time, or a number in words.
pub(super) fn word(text: &str, at: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
    let rest = &text[at..];
    for found in WORDS.at(rest) {
        let end = at + found.form.len();
        let mut next = *point;
        if let Some(end) = sense(text, at, end, &found.sense, found.open, &mut next, before) {
            *point = next;
            return Some(end);
        }
    }
    // 윤6월 is of the lunar calendar without saying so.
    let leap = rest.strip_prefix('윤').filter(|month| {
        let digits = duration::digits(month, 0);
        (1..=2).contains(&digits) && month[digits..].starts_with('월')
    });
    if let Some(after) = ["음력 ", "음력"].iter().find_map(|lunar| rest.strip_prefix(lunar)).or(leap.map(|_| rest)) {
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
pub(super) fn in_words(text: &str, at: usize, point: &mut Point, before: Option<&Point>) -> Option<usize> {
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
            _ => {
                let rest = &after['일'.len_utf8()..];
                // 이십일만 명, 삼십일만육천 원: 일 is a digit and 만 its magnitude.
                let magnitude = rest.strip_prefix('만').is_some_and(|rest| !closed_strictly(rest, &["에", "의"]))
                    || rest.strip_prefix("만 ").is_some_and(|rest| measure::after(rest).is_some());
                syllables >= 2 && value <= 31 && end == skip_spaces(text, end) && closed(rest) && !magnitude
            }
        };
        if !strict {
            return None;
        }
    }
    let digits = if value >= 1000 { 4 } else { 1 + usize::from(value > 9) };
    unit(text, end, value, digits, point, before)
}

/// Adds what a word of the lexicon says to the point, if it may stand there.
pub(super) fn sense(
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
            // 당해 is a verb's form far more often: 공격을 당해.
            if &text[at..end] == "당해"
                && !["연도", "년도", "회계", "사업"].iter().any(|year| after.trim_start().starts_with(year))
            {
                return None;
            }
            // 올 alone is a verb's form too.
            if &text[at..end] == "올" && !year_part_follows(text, end) {
                return None;
            }
            let fiscal: &[&str] = if &text[at..end] == "당해" { &["년도", "연도", " 연도"] } else { &["도"] };
            let end = end + fiscal.iter().find(|word| after.starts_with(**word)).map_or(0, |word| word.len());
            (point.year, point.rank) = (Some(YearRef::Now(offset)), YEAR);
            Some(within(text, end, point))
        }
        Sense::StoryYear(offset)
            if rank < YEAR && (ends || ["동기", "동월"].iter().any(|same| after.trim_start().starts_with(same))) =>
        {
            (point.year, point.rank) = (Some(YearRef::Story(offset)), YEAR);
            let next = skip_spaces(text, end);
            if let Some(same) = SAME.iter().find(|same| text[next..].starts_with(**same)) {
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
        // 신청일 다음 달: counted from that day.
        Sense::Month(1..)
            if rank == 0 && text[..at].trim_end_matches(' ').strip_suffix('일').is_some_and(|noun| noun.ends_with(is_hangul)) =>
        {
            None
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
            // 금주, 내주 and 차주 are other words too (금주를, 내주는, 차주의).
            let form = &text[at..end];
            let homograph = matches!(form, "금주" | "내주" | "차주")
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
        // 추석 전날, 다음 달 첫날 다음 날, 다음 주 화요일의 전날. (9일 전날보다 is two days.)
        Sense::StoryDay(offset)
            if ends
                && (DAY..=WEEKDAY).contains(&rank)
                && point.shift == 0
                && (matches!(point.block, Some(Block::Holiday(_, false)))
                    || matches!(point.day, Some(DayRef::First | DayRef::Last))
                    || text[..at].ends_with("의 ")) =>
        {
            (point.shift, point.rank) = (offset, WEEKDAY);
            Some(end)
        }
        // 그다음 주 토요일: of which week, only the story knows.
        Sense::Weekday(_)
            if rank == 0
                && ["그다음 주 ", "그 다음 주 ", "그다음주 ", "그 주 "].iter().any(|week| text[..at].ends_with(week)) =>
        {
            None
        }
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
        // 올해 첫 월요일, 내년 마지막 금요일; a year's third Friday nobody says.
        Sense::Nth(nth) if rank < NTH && (rank == 0 || rank >= BLOCK || rank == YEAR && nth <= 1) => {
            let next = skip_spaces(text, end);
            if let Some(after) = text[next..].strip_prefix("주말")
                && closed(after)
                && rank >= BLOCK
            {
                (point.nth, point.week_part, point.rank) = (Some(nth), Some(WeekPart::Weekend), DAY);
                return Some(next + "주말".len());
            }
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
            // 한시도 쉬지 않고, 한시바삐
            if unsaid
                && hour == 1
                && next == end
                && !["에", "부터", "까지", "반", "쯤", "께", "정각"].iter().any(|word| after.starts_with(word))
            {
                return None;
            }
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
pub(super) fn distance(text: &str, end: usize, length: Length, point: &mut Point) -> Option<usize> {
    if point.rank != 0 {
        return None;
    }
    let (forward, end) = duration::direction(text, end)?;
    (point.offset, point.rank) = (Some((length, forward)), DAY);
    // 4년 전 오늘: the very day.
    let day = skip_spaces(text, end);
    if matches!(length.grain(), 'Y' | 'M')
        && let Some(word) = ["오늘", "이날", "같은 날"].iter().find(|word| text[day..].starts_with(**word))
        && closed(&text[day + word.len()..])
    {
        point.near = true;
        return Some(day + word.len());
    }
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
pub(super) fn year_part_follows(text: &str, end: usize) -> bool {
    let next = skip_spaces(text, end);
    let rest = &text[next..];
    if next == end {
        // 올봄, 올여름
        return WORDS.at(rest).any(|word| matches!(word.sense, Sense::Season(_)) && closed(&rest[word.form.len()..]));
    }
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
pub(super) fn within(text: &str, end: usize, point: &mut Point) -> usize {
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
pub(super) fn part_ends(after: &str) -> bool {
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
pub(super) fn part_of_day_ends(after: &str) -> bool {
    closed(after) || ["늦게", "일찍", "때", "녘", "나절", "시간"].iter().any(|word| after.starts_with(word))
}

/// Whether another word of time follows at once: 지난달말, 내일오후, 오늘저녁.
pub(super) fn ends_before_time(after: &str) -> bool {
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
            Sense::WeekPart(_) | Sense::LastDay | Sense::Season(_) => closed(rest),
            _ => false,
        }
    })
}

/// Whether an hour stands behind a part of the day: 오전 9시, 저녁다섯시, 오후 2~4시.
pub(super) fn hour_follows(text: &str, end: usize) -> bool {
    let next = skip_spaces(text, end);
    if text[next..].starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    WORDS.at(&text[next..]).any(|word| {
        matches!(word.sense, Sense::Numeral(_)) && text[skip_spaces(text, next + word.form.len())..].starts_with('시')
    })
}
