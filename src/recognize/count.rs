//! The reader of counts: counters, percentages, multiples, ranks, index points.

use rust_decimal::Decimal;

use crate::document::Span;
use crate::normalize::context;
use crate::normalize::number::{Numeral, Script};
use crate::normalize::unit::{Class, Counter, hangul};
use crate::recognize::phrase::{Phrase, What, bounded, context_after, context_before};
use crate::record::{Bound, Count, CountKind, Found, Quantity};

/// Every one of the text's counts, in order. Spans that amounts and figures have taken are the caller's to leave out.
pub fn counts(text: &str, numerals: &[Numeral], phrases: &[Phrase]) -> Vec<Found<Count>> {
    let mut found: Vec<Found<Count>> = phrases.iter().filter_map(|phrase| count(text, numerals, phrase)).collect();
    let read = found.len();
    for at in memchr::memmem::find_iter(text.as_bytes(), "절반") {
        let span = Span::new(at, at + "절반".len());
        if !text[..at].ends_with(hangul) {
            let quantity = bounded(text, span, Quantity::exactly(Decimal::from(50)));
            found.push(Found { span, what: Count { quantity, unit: "%".to_owned(), kind: CountKind::Percent } });
        }
    }
    for numeral in numerals {
        if let Some(top) = top(text, numeral) {
            found.push(top);
        }
    }
    if found.len() > read {
        found.sort_by_key(|count| (count.span.start, count.span.end));
        found.dedup_by(|next, last| last.span.overlaps(next.span));
    }
    found
}

/// 톱10, TOP 5: a rank and all above it.
fn top(text: &str, numeral: &Numeral) -> Option<Found<Count>> {
    let value = numeral.integer().filter(|&value| numeral.script == Script::Digits && (2..=1000).contains(&value))?;
    let left = &text[..numeral.span.start];
    let word = ["톱", "톱 ", "TOP", "TOP ", "Top ", "Top", "top "].iter().find(|word| left.ends_with(**word))?;
    let outer = &left[..left.len() - word.len()];
    if outer.ends_with(|c: char| hangul(c) || c.is_ascii_alphanumeric()) {
        return None;
    }
    let quantity = Quantity { bound: Bound::Lte, ..Quantity::exactly(Decimal::from(value)) };
    let span = Span::new(outer.len(), numeral.span.end);
    Some(Found { span, what: Count { quantity, unit: "위".to_owned(), kind: CountKind::Rank } })
}

fn count(text: &str, numerals: &[Numeral], phrase: &Phrase) -> Option<Found<Count>> {
    let make = |span: Span, quantity: Quantity, unit: &str, kind: CountKind| {
        Some(Found { span, what: Count { quantity, unit: unit.to_owned(), kind } })
    };
    match phrase.what {
        What::Fraction => make(phrase.span, phrase.quantity, "분의", CountKind::Multiple),
        What::Magnitude => {
            people(text, phrase).then_some(())?;
            make(phrase.span, phrase.quantity, "명", CountKind::Count)
        }
        What::Word(Class::Time) => make(phrase.span, phrase.quantity, phrase.unit(text), CountKind::Count),
        What::Word(Class::Counter(counter)) => {
            if phrase.unit(text) == "대"
                && let Some((end, kind)) = odds(text, numerals, phrase)
            {
                return make(Span::new(phrase.span.start, end), phrase.quantity, &text[phrase.unit.start..end], kind);
            }
            counts_here(text, phrase, counter).then_some(())?;
            if phrase.unit(text) == "할" {
                let ten = |value: Option<Decimal>| value.and_then(|value| value.checked_mul(Decimal::TEN));
                let quantity = phrase.quantity;
                let quantity =
                    Quantity { value: ten(quantity.value), min: ten(quantity.min), max: ten(quantity.max), ..quantity };
                return make(phrase.span, quantity, "%", CountKind::Percent);
            }
            make(phrase.span, phrase.quantity, phrase.unit(text), counter.kind)
        }
        _ => None,
    }
}

/// `3.4대 1의 경쟁률`: the end of the right side. `3대 1로 이겼다` is a score.
fn odds(text: &str, numerals: &[Numeral], phrase: &Phrase) -> Option<(usize, CountKind)> {
    let next = numerals.get(phrase.numerals.1)?;
    if !matches!(&text[phrase.span.end..next.span.start], "" | " ") || next.integer() != Some(1) {
        return None;
    }
    let decimal = !phrase.low().fract().is_zero();
    let near =
        context_before(text, phrase.span.start, 60).contains("경쟁") || context_after(text, next.span.end, 30).contains("경쟁");
    (decimal || near).then_some((next.span.end, CountKind::Multiple))
}

fn people(text: &str, phrase: &Phrase) -> bool {
    let near = text[phrase.span.end..].trim_start_matches(' ');
    let near = near.strip_prefix("의 ").unwrap_or(near);
    context::PEOPLE.starts(near)
}

/// Whether the counter counts here. A number with one is as often a label: 3층 회의실, 2기 신도시, 17대 국회, 4세대 통신, 30대 남성.
fn counts_here(text: &str, phrase: &Phrase, counter: Counter) -> bool {
    let unit = phrase.unit(text);
    let value = phrase.low();
    let rest = &text[phrase.span.end..];
    let near = rest.trim_start_matches(' ');
    let left = &text[..phrase.span.start];
    let glued = left.ends_with(hangul);
    let before = left.trim_end_matches(' ');
    let digits = phrase.script == Script::Digits;
    let large = value >= Decimal::from(100) || phrase.numbers.of(text).ends_with('여');
    let josa = |list: &[&str]| list.iter().any(|josa| rest.starts_with(josa));
    if phrase.numbers.of(text) == "몇" {
        return false;
    }
    if counter.kind == CountKind::Percent && unit != "프로" {
        return true;
    }
    match unit {
        "대" => {
            if near.starts_with(|c: char| c.is_ascii_digit()) && !phrase.spaced {
                return false;
            }
            // 100대 기업, 500대 과제: a list.
            let round = [50, 100, 200, 300, 500, 1000].iter().any(|&round| value == Decimal::from(round));
            let list = digits
                && round
                && !phrase.spaced
                && rest.starts_with(' ')
                && near.starts_with(hangul)
                && !near.starts_with("규모")
                && !near.starts_with("이");
            if list && !phrase.numbers.of(text).ends_with('여') {
                return false;
            }
            if !digits || large || phrase.spaced && value > Decimal::from(12) {
                return true;
            }
            // 30대가, 3대 과제: ages and headings.
            let age = value >= Decimal::TEN && (value % Decimal::TEN).is_zero();
            if age && context::AGES.starts(near) {
                return false;
            }
            if context::MACHINES.ends(before) {
                return true;
            }
            !age && (josa(&["를", "가", "의", "와", "로", "씩", "까지", "도 ", "만 ", "는 "])
                || rest.is_empty()
                || rest.starts_with([',', '.', ')']))
        }
        "기" => context::PLANTS.ends(before) || large || !digits,
        "층" => {
            // 5층 건물, 지하 2층~지상 9층 count storeys; 3층 회의실, 지하 1층에서 are places.
            let named = context::STOREYS.ends(before);
            let open = rest.is_empty() || rest.starts_with([',', ')', '.', '(', '·', '~', '∼', '으', '이', '인']);
            context::BUILT.starts(near) || !digits || named && open && !context::PLACES.starts(rest)
        }
        // 2,600선: an index. 3선 is a term in parliament.
        "선" => {
            digits
                && !phrase.spaced
                && value > Decimal::from(100)
                && (!rest.starts_with(hangul)
                    || josa(&["을", "이", "에", "까지", "도", "은", "으로", "의", "마저", "대", "보다", "인"]))
        }
        "p" | "bp" => !phrase.spaced,
        "등" => {
            digits
                && !phrase.spaced
                && value <= Decimal::from(100)
                && value > Decimal::ZERO
                && !left.ends_with(['·', ',', '.', '-', '~', '/', '(', ')', '’', '\''])
                && !glued
                || unit == "등" && josa(&["을 차지", "에 올", "을 했"])
        }
        "위" => !phrase.spaced || phrase.script != Script::Digits,
        "세대" => !digits || value >= Decimal::TEN && !ages(phrase.numbers.of(text)) && !left.ends_with('·'),
        "종" => !["일반", "전용", "주거", "근린", "보통", "면허", "대형"].iter().any(|word| near.starts_with(word)),
        "팀" | "실" if glued && digits => false,
        "인" => {
            let bound = ["이상", "이하", "미만", "초과"].iter().any(|word| near.starts_with(word));
            !phrase.spaced
                && (bound || value >= Decimal::TEN)
                && !rest.starts_with("치")
                && !rest.starts_with("분")
                && !rest.starts_with("승")
                && !rest.starts_with("당")
        }
        "부" => digits && !phrase.spaced && value >= Decimal::from(100) && !rest.starts_with("동산"),
        "면" => digits && value >= Decimal::from(20) && !glued,
        // 천막 3동, 비닐하우스 51동; 봉선 2동 is a place, 105동 a building's name.
        "동" => {
            digits
                && !glued
                && value < Decimal::from(100)
                && (value >= Decimal::TEN || context::BUILDINGS.ends(before) || near.starts_with("규모"))
                && !["주민", "행정", "복지"].iter().any(|word| near.starts_with(word))
                && !near.starts_with(|c: char| c.is_ascii_digit())
        }
        // 1차로 공개했다: first; 왕복 2차로: lanes.
        "차로" => value > Decimal::from(3) || context::ROADS.within(context_before(text, phrase.span.start, 60)),
        "프로" => !phrase.spaced,
        // 한 경기 포천시의 카페: the province.
        "경기" => {
            digits || value > Decimal::ONE || !phrase.spaced || rest.starts_with(['에', '를', '의', '도', '만', '당', '씩'])
        }
        "권" => !before.ends_with("노동"),
        "번" => {
            !context::LABELS.ends(before)
                && !context::LABELLED.starts(near)
                && !(digits && (glued || large && !context::OFTEN.starts(near)))
        }
        "구" => ["시신", "유해", "유골", "사체"].iter().any(|word| before.ends_with(word)),
        "두" => digits && value >= Decimal::TEN,
        "매" | "본" | "정" | "문제" | "문항" => value >= Decimal::TEN,
        "주" => false,
        "승" | "패" | "무" => digits && value > Decimal::ZERO && !phrase.spaced,
        "분" => false,
        "째" => false,
        "걸음" | "단계" | "모금" | "줄" | "판" | "통" | "발" | "조각" | "방울" | "차례"
            if phrase.script == Script::Native && value == Decimal::ONE =>
        {
            unit == "차례"
        }
        "회" => (!(glued && digits) || value < Decimal::TEN) && (digits || !rest.starts_with('의') || !phrase.spaced),
        "그룹" | "종목" | "과목" | "기관" | "기업" | "업체" | "학교" | "학급" => digits || phrase.spaced,
        // Homes: 20만 호, 1,697호. A small number is a room, a case, an issue.
        "호" => {
            let number = phrase.numbers.of(text);
            digits && (number.ends_with(['만', '천']) || number.contains([',', '만', '천'])) && !before.ends_with('제')
                || near.starts_with("에 대한 청약")
                || near.starts_with("규모")
        }
        // 두 마리 토끼를 잡다: a saying.
        "마리" => !near.starts_with("토끼"),
        "세" | "살" => age_in_years(text, phrase),
        _ => true,
    }
}

/// 2030, 3040: two decades of age in one word.
fn ages(number: &str) -> bool {
    matches!(number, "1020" | "2030" | "2040" | "3040" | "3050" | "4050" | "4060" | "5060" | "5070" | "6070" | "7080")
}

/// 세 is the generation in names of heirs and kings (재벌 3세, 찰스 3세) and years of age elsewhere.
fn age_in_years(text: &str, phrase: &Phrase) -> bool {
    let unit = phrase.unit(text);
    let bound =
        ["이상", "이하", "미만", "초과"].iter().any(|word| text[phrase.span.end..].trim_start_matches(' ').starts_with(word));
    if unit == "살" {
        return true;
    }
    let near = text[phrase.span.end..].trim_start_matches(' ');
    let child =
        ["아동", "아이", "어린이", "여아", "남아", "유아", "딸", "아들", "미만"].iter().any(|word| near.starts_with(word));
    !phrase.spaced
        && (phrase.low() >= Decimal::TEN || !phrase.low().fract().is_zero() || bound || child || phrase.quantity.min.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::tests::read;

    fn counts(text: &str) -> Vec<String> {
        read(text)
            .counts
            .iter()
            .map(|found| {
                let count = &found.what;
                let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
                let value = match count.quantity.value {
                    Some(_) => number(count.quantity.value),
                    None => format!("{}..{}", number(count.quantity.min), number(count.quantity.max)),
                };
                format!("{} = {value} {}", found.span.of(text), count.unit)
            })
            .collect()
    }

    #[test]
    fn counters() {
        for (text, want) in [
            ("현재 41개사가 있다", "41개사 = 41 개사"),
            ("주민 80여 명이", "80여 명 = 80 명"),
            ("두 곳 모두", "두 곳 = 2 곳"),
            ("서버 한대가", "한대 = 1 대"),
            ("트럭 2만 3150대를", "2만 3150대 = 23150 대"),
            ("최대 7층으로", "7층 = 7 층"),
            ("4~6명이", "4~6명 = 4..6 명"),
            ("수백 명의", "수백 명 = 100..1000 명"),
            ("세계 5위권", "5위 = 5 위"),
            ("0.7%포인트 내렸다", "0.7%포인트 = 0.7 %포인트"),
            ("15∼20%가", "15∼20% = 15..20 %"),
            ("네 배로", "네 배 = 4 배"),
            ("타율 3할", "3할 = 30 %"),
            ("5분의 1로", "5분의 1 = 0.2 분의"),
            ("3.4대 1의 경쟁률", "3.4대 1 = 3.4 대 1"),
            ("14억 중국인", "14억 = 1400000000 명"),
            ("스무 명", "스무 명 = 20 명"),
            ("50만~70만 가구가", "50만~70만 가구 = 500000..700000 가구"),
        ] {
            assert_eq!(counts(text), [want], "{text}");
        }
    }

    #[test]
    fn labels_are_no_counts() {
        for text in [
            "문의 062-123-4567",
            "제5조 3항",
            "첨단 2지구에",
            "지하철 3호선",
            "2단계 사업",
            "사관학교 5기 교육생",
            "민선 7기",
            "제21대 국회",
            "30대 남성",
            "4세대 이동통신",
            "5대 은행",
            "3-1 승리",
            "3대2로 이겼다",
            "F-35 전투기",
            "2인 1조로",
            "박모(45)씨",
            "정다운(21·체대)",
            "3개월간",
            "5·18민주화운동",
            "본관 3층 회의실에서",
        ] {
            assert_eq!(counts(text), Vec::<String>::new(), "{text}");
        }
    }
}
