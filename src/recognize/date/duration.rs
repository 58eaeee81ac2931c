//! How long: 7개월간, 1시간 30분, 사흘, 10여 년, 4~5시간.

use rust_decimal::Decimal;

use super::number::{sino, sino_digit};
use super::words::{Sense, WORDS, closed, closed_strictly, is_hangul};

/// Years, months, weeks, days, hours, minutes, seconds.
const UNITS: usize = 7;
const YEARS: usize = 0;
const MONTHS: usize = 1;
const WEEKS: usize = 2;
const DAYS: usize = 3;
const HOURS: usize = 4;
const MINUTES: usize = 5;
const SECONDS: usize = 6;

/// How long something takes: least and most, unit by unit, as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    pub least: [Decimal; UNITS],
    pub most: [Decimal; UNITS],
    /// 여, 가량, 정도
    pub about: bool,
    /// 이내, 안에
    pub within: bool,
}

impl Length {
    fn new() -> Self {
        Length { least: [Decimal::ZERO; UNITS], most: [Decimal::ZERO; UNITS], about: false, within: false }
    }

    fn of(unit: usize, least: Decimal, most: Decimal) -> Self {
        let mut length = Length::new();
        (length.least[unit], length.most[unit]) = (least, most);
        length
    }

    /// ISO 8601; a range as `PT4H..PT5H`.
    pub fn value(&self) -> String {
        let (least, most) = (iso(&self.least), iso(&self.most));
        if least == most { least } else { format!("{least}..{most}") }
    }

    /// Whether it is counted in days or more.
    pub fn of_days(&self) -> bool {
        self.least[HOURS..].iter().all(Decimal::is_zero)
    }

    /// Whether it has one exact value in whole units.
    pub fn exact(&self) -> bool {
        self.least == self.most && self.least.iter().all(Decimal::is_integer)
    }

    /// The finest unit that is said: `Y`, `M`, `W`, `D`, or `T` for a part of a day.
    pub fn grain(&self) -> char {
        match self.least.iter().rposition(|number| !number.is_zero()) {
            Some(YEARS) | None => 'Y',
            Some(MONTHS) => 'M',
            Some(WEEKS) => 'W',
            Some(DAYS) => 'D',
            Some(_) => 'T',
        }
    }

    /// As a span of the calendar.
    pub fn span(&self) -> Option<jiff::Span> {
        use rust_decimal::prelude::ToPrimitive;
        let number = |unit: usize| self.least[unit].to_i64();
        jiff::Span::new()
            .try_years(number(YEARS)?)
            .and_then(|span| span.try_months(number(MONTHS).unwrap_or(0)))
            .and_then(|span| span.try_weeks(number(WEEKS).unwrap_or(0)))
            .and_then(|span| span.try_days(number(DAYS).unwrap_or(0)))
            .and_then(|span| span.try_hours(number(HOURS).unwrap_or(0)))
            .and_then(|span| span.try_minutes(number(MINUTES).unwrap_or(0)))
            .and_then(|span| span.try_seconds(number(SECONDS).unwrap_or(0)))
            .ok()
    }

    /// Reads the ISO 8601 of the lexicon (`P3D`, `PT30M`, `P3M..P4M`; `P1M~` is somewhat more than that).
    fn parse(text: &str) -> Option<Self> {
        let (least, most) = text.split_once("..").unwrap_or((text, text));
        let mut length = Length { about: least.ends_with('~'), ..Length::new() };
        for (text, units) in [(least, &mut length.least), (most, &mut length.most)] {
            let (mut time, mut number) = (false, 0i64);
            for c in text.strip_prefix('P')?.chars() {
                let unit = match (c, time) {
                    ('0'..='9', _) => {
                        number = number * 10 + i64::from(c as u8 - b'0');
                        continue;
                    }
                    ('T', _) => {
                        time = true;
                        continue;
                    }
                    ('Y', _) => YEARS,
                    ('M', false) => MONTHS,
                    ('W', _) => WEEKS,
                    ('D', _) => DAYS,
                    ('H', _) => HOURS,
                    ('M', true) => MINUTES,
                    ('S', _) => SECONDS,
                    ('~', _) => continue,
                    _ => return None,
                };
                units[unit] = Decimal::from(number);
                number = 0;
            }
        }
        Some(length)
    }
}

fn iso(units: &[Decimal; UNITS]) -> String {
    let mut units = *units;
    // ISO 8601 lets the smallest unit have a fraction; half an hour is better said in minutes.
    if !units[HOURS].is_integer() && units[MINUTES].is_zero() {
        let minutes = units[HOURS].fract() * Decimal::from(60);
        if minutes.is_integer() {
            (units[HOURS], units[MINUTES]) = (units[HOURS].trunc(), minutes);
        }
    }
    let mut text = String::from("P");
    for (unit, letter) in "YMWDHMS".chars().enumerate() {
        if unit == HOURS && units[HOURS..].iter().any(|number| !number.is_zero()) {
            text.push('T');
        }
        if !units[unit].is_zero() {
            text.push_str(&units[unit].normalize().to_string());
            text.push(letter);
        }
    }
    if text == "P" { "PT0S".into() } else { text }
}

/// The number of ASCII digits at `at`, 9 at most.
pub(super) fn digits(text: &str, at: usize) -> usize {
    text.as_bytes().get(at..).unwrap_or_default().iter().take(9).take_while(|byte| byte.is_ascii_digit()).count()
}

fn skip_space(text: &str, at: usize) -> usize {
    at + usize::from(text.as_bytes().get(at) == Some(&b' '))
}

/// A number in front of a unit of time.
struct Count {
    least: Decimal,
    most: Decimal,
    end: usize,
    about: bool,
    kind: Kind,
}

#[derive(PartialEq, Clone, Copy)]
enum Kind {
    Digits(usize),
    Native,
    Sino(usize),
    Vague,
}

const UNIT_WORDS: [&str; 12] = ["년", "개월", "달", "주", "일", "시간", "분", "초", "해", "세기", "개 분기", "개분기"];

fn count(text: &str, at: usize) -> Option<Count> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let mut count = if first.is_ascii_digit() {
        let (value, end) = figure(text, at)?;
        let kind = Kind::Digits(digits(text, at));
        let mut count = Count { least: value, most: value, end, about: false, kind };
        // 4~5시간
        if let Some(mark) = text[end..].chars().next().filter(|c| matches!(c, '~' | '∼' | '〜' | '～' | '-' | '–' | '·')) {
            let right = end + mark.len_utf8();
            if let Some((value, end)) = figure(text, right)
                && value > count.least
            {
                (count.most, count.end) = (value, end);
            }
        }
        // 10만 시간, 1백50여 일, 2만4천 시간
        let mut whole = true;
        for (word, big) in [("만", 10_000), ("천", 1000), ("백", 100)] {
            let Some(after) = text[count.end..].strip_prefix(word) else { continue };
            let big = Decimal::from(big);
            if whole {
                (count.least, count.most) = (count.least.checked_mul(big)?, count.most.checked_mul(big)?);
            }
            count.end = text.len() - after.len();
            whole = false;
            if let Some((more, end)) = figure(text, count.end).filter(|(more, _)| *more < big && count.least == count.most) {
                let more = match [("천", 1000), ("백", 100)].iter().find(|(word, _)| text[end..].starts_with(word)) {
                    Some((word, big)) => {
                        count.end = end + word.len();
                        more * Decimal::from(*big)
                    }
                    None => {
                        count.end = end;
                        more
                    }
                };
                (count.least, count.most) = (count.least + more, count.most + more);
            }
        }
        count
    } else if let Some((word, least, most)) =
        [("수십", 20, 90), ("수백", 200, 900), ("수천", 2000, 9000), ("수", 2, 9), ("몇십", 20, 90)]
            .iter()
            .find(|(word, ..)| rest.starts_with(word))
    {
        Count { least: Decimal::from(*least), most: Decimal::from(*most), end: at + word.len(), about: true, kind: Kind::Vague }
    } else if let Some((value, end)) = WORDS.at(rest).find_map(|word| match word.sense {
        Sense::Numeral(value) => Some((value, at + word.form.len())),
        _ => None,
    }) && UNIT_WORDS.iter().any(|unit| text[skip_space(text, end)..].starts_with(unit))
    {
        Count { least: value.into(), most: value.into(), end, about: false, kind: Kind::Native }
    } else {
        sino_digit(first)?;
        // 수 십 년: the value is not the one of 십.
        if text[..at].ends_with("수 ") || text[..at].ends_with("몇 ") {
            return None;
        }
        let (value, end, syllables) = sino(text, at, &["년", "개월", "시간", "분", "초", "일", "주"])?;
        Count { least: value.into(), most: value.into(), end, about: false, kind: Kind::Sino(syllables) }
    };
    let after = &text[count.end..];
    if let Some(rest) = after.strip_prefix('여') {
        count.about = true;
        count.end = text.len() - rest.len();
    }
    Some(count)
}

/// Digits with thousands commas or a fraction.
fn figure(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let mut end = at + digits(text, at);
    if end == at {
        return None;
    }
    let mut number = text[at..end].to_owned();
    while bytes.get(end) == Some(&b',') && digits(text, end + 1) == 3 && number.len() < 12 {
        number.push_str(&text[end + 1..end + 4]);
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && digits(text, end + 1) > 0 {
        let stop = end + 1 + digits(text, end + 1);
        number.push_str(&text[end..stop]);
        end = stop;
    }
    Some((number.parse().ok()?, end))
}

/// Reads a duration at `at`. Returns it with its end, 간 and 여 in it.
pub(super) fn read(text: &str, at: usize) -> Option<(Length, usize)> {
    if let Some(found) = named(text, at) {
        return Some(found);
    }
    let mut first = count(text, at)?;
    let (unit, mut end) = unit(text, &mut first)?;
    // 28년~40년
    if first.least == first.most
        && let Some(mark) = text[end..].chars().next().filter(|c| matches!(c, '~' | '∼' | '〜' | '～'))
        && let Some(mut second) = count(text, end + mark.len_utf8()).filter(|second| second.least > first.least)
        && let Some((same, stop)) =
            self::unit(text, &mut second).filter(|&(same, _)| same == unit && matches!(second.kind, Kind::Digits(_)))
    {
        let mut length = Length::of(same, first.least, second.most);
        let end = finish(text, stop, &mut length);
        return accepted(text, end, unit, &second).then_some((length, end));
    }
    let mut length = Length::of(unit, first.least, first.most);
    length.about = first.about;
    if first.least == first.most {
        end = smaller(text, end, unit, &mut length);
    }
    let end = finish(text, end, &mut length);
    accepted(text, end, unit, &first).then_some((length, end))
}

/// The parts behind the first one: 1년 6개월, 2시간 30분, 한 시간 반.
fn smaller(text: &str, end: usize, unit: usize, length: &mut Length) -> usize {
    let (mut end, mut unit_before) = (end, unit);
    loop {
        let next = skip_space(text, end);
        let rest = &text[next..];
        let half = match unit_before {
            YEARS => Some((MONTHS, 6)),
            MONTHS => Some((DAYS, 15)),
            HOURS => Some((MINUTES, 30)),
            _ => None,
        };
        if let Some((unit, value)) = half
            && let Some(after) = rest.strip_prefix('반')
            && (!after.starts_with(is_hangul) || closed(after) || cue(after))
            && !after.starts_with("도체")
            && !after.starts_with("경")
        {
            length.least[unit] = value.into();
            length.most[unit] = value.into();
            return text.len() - after.len();
        }
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return end;
        }
        let Some(mut more) = count(text, next) else { return end };
        let Some((unit, stop)) = self::unit(text, &mut more) else { return end };
        if unit <= unit_before
            || more.least != more.most
            || unit == DAYS && !(cue(&text[stop..]) || unit_before == WEEKS || unit_before == MONTHS)
        {
            return end;
        }
        length.least[unit] = more.least;
        length.most[unit] = more.most;
        (end, unit_before) = (stop, unit);
    }
}

/// What belongs to a duration's mention behind its unit: 여, 가량, 간.
fn finish(text: &str, end: usize, length: &mut Length) -> usize {
    let mut end = end;
    for word in ["여", "가량", "남짓", "정도"] {
        let next = if word == "여" { end } else { skip_space(text, end) };
        if text[next..].starts_with(word) && (next == end && word != "정도" || closed(&text[next + word.len()..])) {
            length.about = true;
            end = next + word.len();
            break;
        }
    }
    let next = skip_space(text, end);
    if let Some(after) = text[next..].strip_prefix('간')
        && closed(after)
    {
        end = text.len() - after.len();
    }
    let next = &text[skip_space(text, end)..];
    length.within = ["이내", "안에", "안으로"].iter().any(|word| next.starts_with(word))
        || next
            .strip_prefix('내')
            .or_else(|| next.strip_prefix('안'))
            .is_some_and(|after| !after.starts_with(is_hangul) || after.starts_with('에') || after.starts_with('로'));
    end
}

/// 하루, 사흘, 보름, 일주일, 반년
fn named(text: &str, at: usize) -> Option<(Length, usize)> {
    let (form, iso) = WORDS.at(&text[at..]).find_map(|word| match word.sense {
        Sense::Length(iso) => Some((word.form.as_str(), iso)),
        _ => None,
    })?;
    let end = at + form.len();
    let after = &text[end..];
    if !(closed(after) || cue(after) || after.starts_with("여 ") || after.starts_with("가량")) {
        return None;
    }
    // 하루 is a rate and an adverb more often than a length.
    if form == "하루" && !(cue(after) || after.trim_start().starts_with("종일") || after.trim_start().starts_with("앞")) {
        return None;
    }
    let mut length = Length::parse(iso)?;
    let end = finish(text, end, &mut length);
    Some((length, end))
}

/// The unit behind a number, if it counts time there.
fn unit(text: &str, count: &mut Count) -> Option<(usize, usize)> {
    let at = skip_space(text, count.end);
    let rest = &text[at..];
    let is = |word: &str| rest.strip_prefix(word);
    let starts = |after: &str, words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let (unit, after) = if let Some(after) = is("개월") {
        if starts(after, &["물", "차", "령"]) {
            return None;
        }
        (MONTHS, after)
    } else if let Some(after) = is("월") {
        // 징역 1년 6월, 금고 6월
        if !sentenced(number_starts(text, count)) {
            return None;
        }
        (MONTHS, after)
    } else if let Some(after) = is("년") {
        if starts(
            after,
            &["차", " 차", "생", "산", "물", "근", "식", "제", "대", "도 ", "도에", "도의", "급", "만기", "임", "국채"],
        ) {
            return None;
        }
        (YEARS, after)
    } else if let Some(after) = is("달") {
        let strict = [
            "간", "여", "만", "에", "이", "을", "은", "의", "도", "가", "넘", "반", "새", "내", "앞", "후", "뒤", "전", "치",
            "째", "쯤", "동안", "정도", "남짓", "안", "까지", "부터", "로",
        ];
        if !closed_strictly(after, &strict) || after.starts_with("러") || count.kind == Kind::Vague {
            return None;
        }
        (MONTHS, after)
    } else if let Some(after) = is("주일").or_else(|| is("주간")) {
        if !(closed(after) || cue(after)) {
            return None;
        }
        (WEEKS, after)
    } else if let Some(after) = is("주") {
        let days = after
            .strip_prefix(' ')
            .is_some_and(|after| after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with("일 "));
        if count.kind == Kind::Vague
            || count.least >= Decimal::from(1000)
            || starts(after, &["년", "기", "차", "식", " 차"])
            || !(cue(after)
                || count.least != count.most && !after.starts_with(is_hangul)
                || count.least != count.most && after.starts_with("의 ")
                || after.starts_with("이전")
                || days && after.as_bytes()[1].is_ascii_digit())
        {
            return None;
        }
        (WEEKS, after)
    } else if let Some(after) = is("시간") {
        if starts(after, &["제", "당", "표", "대별"]) {
            return None;
        }
        (HOURS, after)
    } else if let Some(after) = is("일") {
        // 사십일만이천 is one number and counts no days.
        if matches!(count.kind, Kind::Sino(_)) && after.starts_with('만') && !after.starts_with("만에") {
            return None;
        }
        let many = count.least > Decimal::from(31) && count.most > Decimal::from(31);
        if !(counts_days(after)
            || many && !starts(after, &["장", "차", "치", "기념"])
            || nights(text, count)
            || measured(number_starts(text, count))
            || changed(number_starts(text, count), after))
        {
            return None;
        }
        (DAYS, after)
    } else if let Some(after) = is("개 분기").or_else(|| is("개분기")) {
        if !closed(after) && !cue(after) {
            return None;
        }
        quarters(count)?;
        (MONTHS, after)
    } else if let Some(after) = is("분기") {
        // 6분기 연속, 두 분기 만에; 3분기 alone is the third of the year, 1·2분기 the first and the second.
        let named = count.least != count.most && text[..count.end].trim_end_matches(|c: char| c.is_ascii_digit()).ends_with('·');
        if !counts_quarters(after) || named {
            return None;
        }
        quarters(count)?;
        (MONTHS, after)
    } else if let Some(after) = is("세기") {
        // 1세기 만에, 한 세기를; 19세기 내내 is a time.
        let measures = match count.kind {
            Kind::Native => closed(after) || cue(after),
            _ => count.most < Decimal::TEN && cue(after),
        };
        if !measures {
            return None;
        }
        count.least = count.least.checked_mul(Decimal::ONE_HUNDRED)?;
        count.most = count.most.checked_mul(Decimal::ONE_HUNDRED)?;
        (YEARS, after)
    } else if let Some(after) = is("분") {
        let strict = [
            "간", "만", "가량", "여", "대", "동안", "전", "후", "뒤", "이내", "이상", "이하", "정도", "남짓", "씩", "짜리", "을",
            "이", "은", "에", "도", "가", "쯤", "까지", "안", "내", "과", "이나", "으로", "부터", "째", "인", "의", "거리", "밖",
        ];
        let fraction = after
            .strip_prefix('의')
            .is_some_and(|after| after.trim_start().starts_with(|c: char| c.is_ascii_digit() || sino_digit(c).is_some()));
        // The fifth minute of a match is no length.
        let number = text[..count.end].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(' ');
        let of_match = ["전반", "후반", "연장"].iter().any(|half| number.ends_with(half));
        if fraction
            || of_match
            || !closed_strictly(after, &strict)
            || starts(after, &["대표", "과위", "은행", "이사", "가스", "이하"])
        {
            return None;
        }
        (MINUTES, after)
    } else if let Some(after) = is("초") {
        let strict = [
            "간", "만", "가량", "여", "대", "동안", "전", "후", "뒤", "이내", "이상", "이하", "정도", "남짓", "씩", "짜리", "를",
            "가", "는", "에", "도", "쯤", "까지", "안", "의", "와", "로", "내",
        ];
        if !closed_strictly(after, &strict) || starts(after, &["등", "반"]) || after.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        (SECONDS, after)
    } else if let Some(after) = is("해") {
        if !matches!(count.kind, Kind::Native) || !cue(after) {
            return None;
        }
        (YEARS, after)
    } else {
        return None;
    };
    Some((unit, text.len() - after.len()))
}

/// A number of quarters as a number of months.
fn quarters(count: &mut Count) -> Option<()> {
    let three = Decimal::from(3);
    count.least = count.least.checked_mul(three)?;
    count.most = count.most.checked_mul(three)?;
    Some(())
}

/// Whether what follows `N분기` makes it so many quarters: 연속, 만에, 째 …
pub(super) fn counts_quarters(after: &str) -> bool {
    let next = after.strip_prefix(' ').unwrap_or(after);
    let words = ["연속", "만에", "만의", "째", "내리", "가량", "정도", "동안", "연달아", "연이어"];
    words.iter().any(|word| next.starts_with(word))
}

/// The text before the digits of a count.
fn number_starts<'t>(text: &'t str, count: &Count) -> &'t str {
    text[..count.end].trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Whether a word stands before a number that makes a length of it: 최장 9일, 불과 3일.
pub(super) fn measured(before: &str) -> bool {
    ["최장 ", "최대 ", "최소 ", "무려 ", "불과 ", "평균 "].iter().any(|word| before.ends_with(word))
}

/// Whether `N일` between `before` and `after` is one side of a length that changes: 10일에서 7일로 단축. (10일에서 17일로 연기 moves a
/// day.)
pub(super) fn changed(before: &str, after: &str) -> bool {
    let to = match after.strip_prefix("에서 ") {
        Some(next) => next.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('일'),
        None => before.ends_with("일에서 ").then_some(after),
    };
    let verbs = ["단축", "축소", "줄", "늘", "연장", "확대", "감소", "증가"];
    to.and_then(|to| to.strip_prefix("로 ")).is_some_and(|to| verbs.iter().any(|verb| to.starts_with(verb)))
}

/// Whether the number behind `before` measures a sentence, whose months are 월: 징역 1년 6월.
pub(super) fn sentenced(before: &str) -> bool {
    let mut before = before.trim_end_matches(' ');
    // 징역 2년∼1년 6월
    for _ in 0..3 {
        let Some(years) =
            before.trim_end_matches(['∼', '~', '월']).trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('년')
        else {
            break;
        };
        before = years.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(' ');
    }
    before.ends_with("징역") || before.ends_with("금고")
}

/// 2박 3일
fn nights(text: &str, count: &Count) -> bool {
    let Kind::Digits(_) = count.kind else { return false };
    let before = text[..count.end].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(' ');
    before.strip_suffix('박').is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// What a numeral's kind needs beside its unit.
fn accepted(text: &str, end: usize, unit: usize, count: &Count) -> bool {
    let after = &text[end..];
    match count.kind {
        Kind::Digits(digits) => {
            !(unit == YEARS && digits == 4 && (1900..=2100).any(|year| count.least == Decimal::from(year))) || cue(after)
        }
        // 두 분 are two people.
        Kind::Native => unit != MINUTES || count.least >= Decimal::from(20),
        // 이 년, 일 분: a single syllable is a numeral only where something measures.
        // 이 시간: this time.
        Kind::Sino(1) if unit == HOURS => false,
        Kind::Sino(syllables) => {
            unit != DAYS && syllables > 1 && (closed(after) || cue(after)) || cue(after) || text[..end].ends_with('간')
        }
        // 수년간 is said of years; 수일 and the like need their cue.
        // 수분 is moisture too.
        Kind::Vague => !matches!(unit, DAYS | MINUTES) || cue(after),
    }
}

/// Words behind a unit that say that it measures.
fn cue(after: &str) -> bool {
    let next = after.strip_prefix(' ').unwrap_or(after);
    let open = ["만에", "만의", "만이", "만인", "만으로", "연속", "짜리", "이내", "넘게", "넘는", "가까이", "앞두", "앞서"];
    let shut = [
        "간", "동안", "내내", "째", "가량", "남짓", "정도", "씩", "이상", "이하", "미만", "초과", "안팎", "내외", "사이", "새",
        "후", "뒤", "안", "내", "여",
    ];
    open.iter().any(|word| next.starts_with(word))
        || shut.iter().any(|word| next.strip_prefix(word).is_some_and(|after| !after.starts_with(is_hangul) || closed(after)))
        // 11일만 at a headline's end
        || next.strip_prefix('만').is_some_and(|after| after.starts_with(['\n', '…', ',', '.', '/', '"', '”']))
        || before_now(next)
}

/// 전 as "ago", and not as the first syllable of a word (전국) or as "all" or "former" (전 직원, 전 장관).
pub(super) fn before_now(next: &str) -> bool {
    let Some(after) = next.strip_prefix('전') else { return false };
    match after.chars().next() {
        Some(' ') => {
            let word = &after[1..];
            ![
                "국민",
                "직원",
                "세계",
                "지역",
                "국",
                "당원",
                "대표",
                "대통령",
                "장관",
                "총리",
                "의원",
                "위원",
                "회장",
                "시장",
                "교수",
                "사장",
                "구간",
                "과정",
                "부문",
                "종목",
                "경기",
                "거래",
            ]
            .iter()
            .any(|all| word.starts_with(all))
        }
        Some(c) if is_hangul(c) => ["에", "의", "부터", "까지", "만", "보다", "쯤", "엔", "인", "과", "이"]
            .iter()
            .any(|particle| after.starts_with(particle)),
        _ => true,
    }
}

/// Whether what follows `N일` makes it a number of days: 간, 동안, 만에, 이내, 전, 뒤 …
pub(super) fn counts_days(after: &str) -> bool {
    let next = after.strip_prefix(' ').unwrap_or(after);
    // 5일 이상민, 3일 안팎: 이후 and 후보 are no cues.
    if ["후보", "사이버", "안에서"].iter().any(|word| next.starts_with(word)) {
        return false;
    }
    cue(after)
}

/// 전, 후, 뒤 behind a duration. Returns whether it leads forward, and the end.
pub(super) fn direction(text: &str, end: usize) -> Option<(bool, usize)> {
    let at = skip_space(text, end);
    let rest = &text[at..];
    if let Some(after) = rest.strip_prefix("이전")
        && closed(after)
    {
        return Some((false, at + "이전".len()));
    }
    if before_now(rest) {
        return Some((false, at + '전'.len_utf8()));
    }
    for word in ["후", "뒤", "있다가"] {
        if let Some(after) = rest.strip_prefix(word)
            && (!after.starts_with(is_hangul)
                || ["에", "의", "부터", "까지", "엔", "인", "로", "면", "에는", "쯤", "나"]
                    .iter()
                    .any(|particle| after.starts_with(particle)))
        {
            return Some((true, at + word.len()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_at(text: &str) -> Option<(String, &str)> {
        read(text, 0).map(|(length, end)| (length.value(), &text[..end]))
    }

    #[test]
    fn durations() {
        for (text, value, span) in [
            ("7개월간 교육", "P7M", "7개월간"),
            ("6개월 만에", "P6M", "6개월"),
            ("2년 연속", "P2Y", "2년"),
            ("30분 거리", "PT30M", "30분"),
            ("12분대로", "PT12M", "12분"),
            ("1시간 30분", "PT1H30M", "1시간 30분"),
            ("1년 6개월의 형", "P1Y6M", "1년 6개월"),
            ("3일 동안", "P3D", "3일"),
            ("5일 이내에", "P5D", "5일"),
            ("사흘 만에", "P3D", "사흘"),
            ("한 달 동안", "P1M", "한 달"),
            ("두 달가량", "P2M", "두 달가량"),
            ("보름 넘게", "P15D", "보름"),
            ("10여 년간", "P10Y", "10여 년간"),
            ("20년 가까이", "P20Y", "20년"),
            ("4~5시간씩", "PT4H..PT5H", "4~5시간"),
            ("1.5시간", "PT1H30M", "1.5시간"),
            ("한 시간 반 뒤", "PT1H30M", "한 시간 반"),
            ("2주간", "P2W", "2주간"),
            ("1주일", "P1W", "1주일"),
            ("100일을 맞아", "P100D", "100일"),
            ("수년간", "P2Y..P9Y", "수년간"),
            ("3일만… 복귀", "P3D", "3일"),
            ("1백50여 일 동안", "P150D", "1백50여 일"),
            ("2만4천 시간을", "PT24000H", "2만4천 시간"),
            ("10만 시간", "PT100000H", "10만 시간"),
            ("28년~40년이 지난", "P28Y..P40Y", "28년~40년"),
            ("1~2주의 기간", "P1W..P2W", "1~2주"),
            ("5분기 연속 줄었다", "P15M", "5분기"),
            ("7분기 만에 늘었다", "P21M", "7분기"),
            ("세 분기 연속 늘었다", "P9M", "세 분기"),
            ("3개 분기 연속 늘었다", "P9M", "3개 분기"),
            ("두 개 분기 만에", "P6M", "두 개 분기"),
            ("2세기 만에", "P200Y", "2세기"),
            ("한 세기를 지킨", "P100Y", "한 세기"),
            ("반세기 만에", "P50Y", "반세기"),
            ("달포 만에", "P1M", "달포"),
            ("5개월 남짓 걸린다", "P5M", "5개월 남짓"),
        ] {
            assert_eq!(read_at(text), Some((value.to_owned(), span)), "{text}");
        }
        for text in [
            "3년 차",
            "5년생",
            "1주년",
            "3주기",
            "100주를",
            "두 달러",
            "3분의 1",
            "3분기",
            "18세기 내내",
            "1·2분기 연속",
            "5분야",
            "9일 간담회",
            "12일 만나",
            "3일 이상민",
            "두 분이",
            "10년물",
            "30년국채",
            "이 시간에",
            "7만2588주씩",
            "수분이 마른다",
            "서초",
            "서해",
        ] {
            assert_eq!(read_at(text), None, "{text}");
        }
    }
}
