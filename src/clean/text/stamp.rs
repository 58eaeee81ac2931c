//! The lines that say when: `입력 2023.09.11 18:34 수정 2023.09.11 19:02`.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{KST, Span, Timestamp};

/// A date with or without a clock time, as pages print it.
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?P<year>(?:19|20)\d\d)\s?[-./년]\s?(?P<month>\d{1,2})\s?[-./월]\s?(?P<day>\d{1,2})(?:일|\.)?
        (?:\s*[(（\[]?[월화수목금토일](?:요일)?[)）\]])?
        (?:
            (?:[,T]|\s)*(?P<half>오전|오후|낮|AM|PM|am|pm)?\s*
            (?P<hour>\d{1,2})\s?[:시]\s?(?P<minute>\d{1,2})(?:분)?(?:\s?:\s?(?P<second>\d\d)|\s?(?P<second2>\d\d)초)?
            (?:\s?(?P<late>AM|PM|am|pm))?
        )?",
    )
    .expect("the pattern is well-formed")
});

/// What stands before a stamp and names it.
const FIRST: [&str; 15] = [
    "기사입력",
    "최초입력",
    "최초 등록",
    "입력",
    "등록",
    "승인",
    "작성",
    "발행",
    "송고",
    "게재",
    "게시",
    "보도",
    "출고",
    "업로드",
    "기사 입력",
];
const LATER: [&str; 6] = ["최종수정", "최종 수정", "기사수정", "수정", "업데이트", "변경"];
/// Other words of a line of stamps.
const BESIDE: [&str; 20] = [
    "기사원문",
    "기사",
    "원문",
    "일시",
    "시간",
    "일자",
    "날짜",
    "일",
    "최종",
    "댓글",
    "조회수",
    "조회",
    "추천",
    "스크랩",
    "보기",
    "오전",
    "오후",
    "KST",
    "지면",
    "면",
];

/// Times that a line names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stamps {
    /// Each stamp with its labels: what may be cut.
    pub spans: Vec<Span>,
    pub published: Option<Timestamp>,
    pub modified: Option<Timestamp>,
    /// The first of them has a label of publication.
    pub labelled: bool,
}

/// The stamps in a line.
pub fn stamps(line: &str) -> Stamps {
    let mut out = Stamps::default();
    if !(line.contains("20") || line.contains("19")) {
        return out;
    }
    let mut from = 0;
    for found in STAMP.captures_iter(line) {
        let Some(whole) = found.get(0) else { continue };
        let glued = line[..whole.start()].bytes().next_back().is_some_and(|b| b.is_ascii_digit())
            || line[whole.end()..].bytes().next().is_some_and(|b| b.is_ascii_digit());
        let Some(time) = (if glued { None } else { read(&found) }) else { continue };
        let before = line[from..whole.start()].trim_end_matches([' ', '\t', ':', '：', '|', '.', '-']);
        let first = FIRST.iter().find(|label| before.ends_with(**label));
        let later = LATER.iter().find(|label| before.ends_with(**label));
        // `등록일`, `입력시간`, `작성일자`
        let named = ["일", "일시", "시간", "일자", "날짜"].iter().find_map(|tail| before.strip_suffix(tail));
        let first = first.or_else(|| named.and_then(|before| FIRST.iter().find(|label| before.ends_with(**label))));
        let later = later.or_else(|| named.and_then(|before| LATER.iter().find(|label| before.ends_with(**label))));
        let label = match (later, first) {
            (Some(label), _) => label.len() + if before.ends_with(*label) { 0 } else { before.len() - named.map_or(0, str::len) },
            (None, Some(label)) => {
                label.len() + if before.ends_with(*label) { 0 } else { before.len() - named.map_or(0, str::len) }
            }
            (None, None) => 0,
        };
        if later.is_some() {
            out.modified = Some(time);
        } else if out.published.is_none() {
            out.published = Some(time);
            out.labelled = first.is_some();
        } else if first.is_some() && !out.labelled {
            out.published = Some(time);
            out.labelled = true;
        }
        let start = if label > 0 { from + before.len() - label } else { whole.start() };
        out.spans.push(Span::new(start, whole.end()));
        from = whole.end();
    }
    out
}

/// Whether nothing is left of `line` but labels once its stamps are taken away.
pub fn is_stamp_line(line: &str, stamps: &Stamps) -> bool {
    if stamps.spans.is_empty() || line.len() > 250 {
        return false;
    }
    let mut rest = String::with_capacity(line.len());
    let mut from = 0;
    for span in &stamps.spans {
        rest.push_str(&line[from..span.start]);
        rest.push(' ');
        from = span.end;
    }
    rest.push_str(&line[from..]);
    rest.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).all(|word| {
        FIRST.contains(&word)
            || LATER.contains(&word)
            || BESIDE.contains(&word)
            || word.ends_with("면") && word.chars().count() <= 3
    })
}

fn read(found: &regex::Captures<'_>) -> Option<Timestamp> {
    let number = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<i16>().ok());
    let small = |name: &str| number(name).and_then(|value| i8::try_from(value).ok());
    let date = jiff::civil::Date::new(number("year")?, small("month")?, small("day")?).ok()?;
    let (Some(mut hour), Some(minute)) = (small("hour"), small("minute")) else { return Some(Timestamp::day(date)) };
    let half = found.name("half").or_else(|| found.name("late")).map(|half| half.as_str().to_lowercase());
    match half.as_deref() {
        Some("오후" | "pm" | "낮") if hour < 12 => hour += 12,
        Some("오전" | "am") if hour == 12 => hour = 0,
        _ => {}
    }
    let second = small("second").or_else(|| small("second2"));
    let Ok(time) = jiff::civil::Time::new(hour, minute, second.unwrap_or(0).min(59), 0) else {
        return Some(Timestamp::day(date));
    };
    Some(Timestamp { date, time: Some((time, second.is_some())), offset: Some(KST) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_and_their_labels() {
        for (line, published, modified, alone) in [
            ("2023.09.11 18:34\t수정 : 2023.09.12 08:05기사원문", "2023-09-11T18:34+09:00", "2023-09-12T08:05+09:00", true),
            ("2025-02-17 10:05:30", "2025-02-17T10:05:30+09:00", "", true),
            ("입력 2024.03.05. 오후 4:04 | 수정 2024.03.05. 오후 5:10", "2024-03-05T16:04+09:00", "2024-03-05T17:10+09:00", true),
            ("기사입력 2024-03-05 오전 12:04", "2024-03-05T00:04+09:00", "", true),
            ("승인 2024.03.05 11:20", "2024-03-05T11:20+09:00", "", true),
            ("등록일 : 2024. 3. 5.", "2024-03-05", "", true),
            ("2024년 3월 5일 (화) 14시 20분", "2024-03-05T14:20+09:00", "", true),
            ("홍길동 기자 2024-03-05 09:00", "2024-03-05T09:00+09:00", "", false),
            ("2024년 3월 5일 한라군 행사 열려", "2024-03-05", "", false),
            ("2024.13.45", "", "", false),
            ("전화 061-2024-0305", "", "", false),
        ] {
            let stamps = stamps(line);
            let say = |time: Option<Timestamp>| time.map(|time| time.to_string()).unwrap_or_default();
            assert_eq!(say(stamps.published), published, "{line}");
            assert_eq!(say(stamps.modified), modified, "{line}");
            assert_eq!(is_stamp_line(line, &stamps), alone, "{line}");
        }
    }
}
