//! Which dates may be those of an event.

use crate::document::Span;
use crate::facts::scene::{Scene, slice};
use crate::normalize::unit::hangul;

/// Whether a date stands for itself: not part of a name (`‘2019년 한마당’`, `올해 2035년 기본계획`) or of another word (`2019년형`), no choice of
/// two (`4월이나 5월에`), and of no other noun (`이달의 책`, `지난해 기준`, `24년도 평가`).
pub fn free(scene: &Scene, date: Span) -> bool {
    const BEHIND: [&str; 15] = ["에", "부터", "까지", "은", "는", "이", "가", "께", "쯤", "경", "초", "말", "중", "내", "도"];
    let (before, rest) = (&scene.text[..date.start], &scene.text[date.end..]);
    let shown = date.of(scene.text);
    let named = scene.marks.pairs.iter().any(|pair| !pair.double && pair.outer.start < date.start && date.end < pair.outer.end);
    let whole = !rest.starts_with(hangul) || BEHIND.iter().any(|josa| rest.starts_with(josa));
    let choice = rest.starts_with("이나 ") || before.ends_with("이나 ");
    let doubled = ["올해 ", "내년 ", "지난해 ", "작년 "]
        .iter()
        .filter_map(|year| shown.strip_prefix(year))
        .any(|rest| rest.starts_with("20") || rest.starts_with("19"));
    // `설 연휴 및 회의 결과`: one of a row.
    let row = rest.starts_with(" 및 ");
    let other = rest.starts_with(" 기준")
        || rest.starts_with(" 대비")
        || ["년도", "연도"]
            .iter()
            .any(|end| shown.ends_with(end) && rest.starts_with(' ') && !shown.starts_with(['올', '내', '지', '작']));
    // `크리스마스 케이크를`: a feast that tells what kind it is.
    let feast = !shown.contains(|c: char| c.is_ascii_digit())
        && rest.starts_with(' ')
        && ["스", "데이", "설날", "추석", "어린이날", "어버이날"].iter().any(|end| shown.ends_with(end));
    !named && whole && !choice && !doubled && !row && !other && !feast
}

/// Whether a date is known to be the one day or time of what it is said of: none of a pair (`30일과 1일`), no bound (`이르면 5일`).
pub fn sure(scene: &Scene, nth: usize, date: Span) -> bool {
    const PAIR: [&str; 6] = ["과 ", "와 ", "·", "ㆍ", " 또는 ", "나 "];
    let before = &scene.text[..date.start];
    // `11월 30일과 12월 1일`: two days of which neither is the event's alone.
    let dates = &scene.numbers.dates;
    let beside = |other: usize, from: usize, to: usize| {
        other < dates.len() && PAIR.contains(&slice(scene.text, from, to).trim_start_matches("오는 ").trim_end_matches("오는 "))
    };
    let pair = nth.checked_sub(1).is_some_and(|last| beside(last, dates[last].span.end, date.start))
        || dates.get(nth + 1).is_some_and(|next| beside(nth + 1, date.end, next.span.start));
    // `이르면 5일, 늦어도 10일`: not known to the day.
    let bounded =
        ["이르면", "빠르면", "늦어도", "늦으면", "일러도"].contains(&before.trim_end().rsplit(' ').next().unwrap_or_default());
    !pair && !bounded
}

/// Whether the sentence names another year before a day or month that has none: `2007년 평양을 찾아 10월 2일 … 열었다`.
pub fn misdated(scene: &Scene, nth: usize, date: Span, around: Span) -> bool {
    let year = |nth: usize| scene.numbers.dates[nth].what.value.get(..4).and_then(|year| year.parse::<u16>().ok());
    let own = year(nth);
    let bare = date.of(scene.text).starts_with(|c: char| c.is_ascii_digit()) && !date.of(scene.text).contains('년');
    bare && own.is_some()
        && scene
            .dates_in(Span::new(around.start.min(date.start), date.start))
            .any(|(other, span)| span.of(scene.text).contains('년') && year(other).is_some() && year(other) != own)
}

/// Whether `이날` may be the day of an aside (`지난 3일 합의했던 … 이 대표는 이날`): it is sure only where it is the day of publication, or
/// the first one that the article names, as its first sentence does.
pub fn aside(scene: &Scene, nth: usize, date: Span) -> bool {
    const DAY: usize = "2024-05-20".len();
    if !date.of(scene.text).starts_with("이날") {
        return false;
    }
    let day =
        |value: &'_ str| value.get(..DAY).filter(|day| day.bytes().all(|b| b.is_ascii_digit() || b == b'-')).map(str::to_owned);
    let Some(own) = day(&scene.numbers.dates[nth].what.value) else { return false };
    let published = scene.published.map(|day| day.to_string());
    let first = scene.numbers.dates.iter().find_map(|date| day(&date.what.value));
    published.is_some() && published.as_deref() != Some(&own) && first.as_deref() != Some(&own)
}

/// Where the brackets close that hold a date and belong to the noun before them: `강릉(6월 26일, 강릉아레나) 등 세 곳에서`. A date like that
/// is no date of what stands behind.
pub fn holder(scene: &Scene, date: Span, around: Span) -> Option<usize> {
    let before = slice(scene.text, around.start.min(date.start), date.start);
    let open = before.rfind(['(', ')', '[', ']']).filter(|&open| before[open..].starts_with(['(', '[']))?;
    let noun = before[..open].ends_with(|c: char| c.is_alphanumeric() || "’'”\"」》".contains(c));
    let close = slice(scene.text, date.end, around.end).find([')', ']']).map(|close| date.end + close);
    close.filter(|_| noun)
}

/// Whether a word between a date and an event takes the date for itself: `2003년 대란 이후 설립된`, `오는 26일 개막을 앞두고 … 연`. `day`:
/// what happens on the same day has its date all the same (`3일 본회의 직후 간담회를`).
pub fn bound_elsewhere(word: &str, first: bool, day: bool) -> bool {
    const SINCE: [&str; 2] = ["이후", "이래"];
    const AFTER: [&str; 6] = ["뒤", "후", "직후", "당시", "무렵", "끝에"];
    let word = word.trim_end_matches(',');
    let since = SINCE.contains(&word) || word.ends_with("이후") && !first;
    !day && (since || AFTER.contains(&word))
        || ["앞두고", "앞둔", "앞두", "대비해", "대비한", "맞춰", "기점으로", "목표로"].contains(&word)
}
