//! The reader of counts: counters, percentages, multiples, ranks, index points.

use rust_decimal::Decimal;

use crate::document::Span;
use crate::normalize::context;
use crate::normalize::number::{Numeral, Script};
use crate::normalize::unit::{self, Class, Counter, hangul};
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
    let mut indices = Indices::default();
    for numeral in numerals {
        found.extend(top(text, numeral));
        found.extend(indices.points(text, numeral));
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

/// Levels of indices said without a unit: `코스피는 … 2536.75에 마감했다`, `심리지수는 103.9로`.
#[derive(Default)]
struct Indices {
    /// The end of the last line that was looked at, and whether it names an index.
    line: (usize, bool),
}

impl Indices {
    /// A decimal number in a line about an index, before the josa of a level or alone in brackets.
    fn points(&mut self, text: &str, numeral: &Numeral) -> Option<Found<Count>> {
        let digits = numeral.span.of(text);
        let decimals = digits.rsplit_once('.')?.1.len();
        let value = numeral.quantity.value.filter(|value| *value >= Decimal::TEN)?;
        if numeral.script != Script::Digits || numeral.fraction || !(1..=2).contains(&decimals) {
            return None;
        }
        let (left, rest) = (&text[..numeral.span.start], &text[numeral.span.end..]);
        let bracketed = left.ends_with('(') && rest.starts_with(')') && decimals == 2 && value >= Decimal::from(100);
        let level = is_level(rest) && !left.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '￦'));
        if !(bracketed || level) {
            return None;
        }
        if self.line.0 <= numeral.span.start {
            let end = text[numeral.span.end..].find('\n').map_or(text.len(), |at| numeral.span.end + at);
            let start = left.rfind('\n').map_or(0, |at| at + 1);
            self.line = (end, context::INDICES.within(&text[start..end]));
        }
        let near = context_before(text, numeral.span.start, 240);
        if !self.line.1 || !context::INDICES.within(near) || decimals == 1 && !near.contains("지수") {
            return None;
        }
        let quantity = bounded(text, numeral.span, Quantity::exactly(value));
        Some(Found { span: numeral.span, what: Count { quantity, unit: "포인트".to_owned(), kind: CountKind::Points } })
    }
}

/// Whether what stands behind a number says that something stands at it: `에 마감`, `으로 장을`, `이다`.
fn is_level(rest: &str) -> bool {
    if ["다.", "다\n", "이다", "였다", "이었다", "이며", "이고", "이었고", "였고"].iter().any(|copula| rest.starts_with(copula))
    {
        return true;
    }
    let josa = ["으로", "로", "에", "를", "을", "까지", "선까지", "선에", "선을", "선으로"];
    josa.iter().any(|josa| {
        let Some(after) = rest.strip_prefix(josa) else { return false };
        after.starts_with(',') || after.strip_prefix(' ').is_some_and(|after| context::LEVELS.starts(after))
    })
}

fn count(text: &str, numerals: &[Numeral], phrase: &Phrase) -> Option<Found<Count>> {
    let make = |span: Span, quantity: Quantity, unit: &str, kind: CountKind| {
        // 명/㎢, 개/mL, 회/일
        let per = if span.end == phrase.span.end && !phrase.unit.is_empty() { unit::per(&text[span.end..]) } else { None };
        let unit = format!("{unit}{}", &text[span.end..span.end + per.unwrap_or(0)]);
        Some(Found { span: Span::new(span.start, span.end + per.unwrap_or(0)), what: Count { quantity, unit, kind } })
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
                let (end, more) = tenths(text, numerals, phrase);
                let quantity = Quantity {
                    value: ten(quantity.value).and_then(|value| value.checked_add(more)),
                    min: ten(quantity.min),
                    max: ten(quantity.max),
                    ..quantity
                };
                let span = Span::new(phrase.span.start, end);
                return Some(Found { span, what: Count { quantity, unit: "%".to_owned(), kind: CountKind::Percent } });
            }
            // 세계 20위권: the twentieth and all above it. 2위권 are those about the second.
            if phrase.unit(text) == "위"
                && let Some(rest) = text[phrase.span.end..].strip_prefix('권')
                && phrase.quantity.value.is_some_and(|value| value > Decimal::TWO)
                && phrase.quantity.bound == Bound::Eq
            {
                let bound = if rest.trim_start_matches(' ').starts_with('밖') { Bound::Gt } else { Bound::Lte };
                return make(phrase.span, Quantity { bound, ..phrase.quantity }, "위", counter.kind);
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
    let near = context::RATIOS.within(context_before(text, phrase.span.start, 60))
        || context::RATIOS.within(context_after(text, next.span.end, 30));
    (decimal || near).then_some((next.span.end, CountKind::Multiple))
}

/// 푼 and 리, a hundredth and a thousandth, behind 할: where they end, and how many percent they are. `3할2푼5리`
fn tenths(text: &str, numerals: &[Numeral], phrase: &Phrase) -> (usize, Decimal) {
    let (mut end, mut more) = (phrase.span.end, Decimal::ZERO);
    let mut next = phrase.numerals.1;
    for (word, percent) in [("푼", Decimal::ONE), ("리", Decimal::new(1, 1))] {
        let Some(numeral) = numerals.get(next).filter(|_| phrase.quantity.value.is_some()) else { break };
        let between = text.get(end..numeral.span.start);
        if let (Some("" | " "), Some(value @ 1..=9)) = (between, numeral.integer())
            && text[numeral.span.end..].starts_with(word)
        {
            more += Decimal::from(value) * percent;
            (end, next) = (numeral.span.end + word.len(), next + 1);
        }
    }
    (end, more)
}

fn people(text: &str, phrase: &Phrase) -> bool {
    let near = text[phrase.span.end..].trim_start_matches(' ');
    let near = near.strip_prefix("의 ").unwrap_or(near);
    context::PEOPLE.starts(near) || of_people(near)
}

/// Whether a noun of three syllables or more that ends in 자 stands at the start of `near`: 자영업자, 결제자. A company's name
/// may end so too (전자).
fn of_people(near: &str) -> bool {
    let noun: String = near.chars().take_while(|&c| hangul(c)).take(7).collect();
    noun.char_indices().skip(2).any(|(at, c)| {
        let after = &noun[at + c.len_utf8()..];
        c == '자' && !noun[..at].ends_with('전') && (after.is_empty() || after.starts_with('들') || unit::ends_in_josa(after))
    })
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
        // 38층부터 23층까지 무너졌다: places in a building.
        "층" if digits && before.ends_with("층부터") && rest.starts_with("까지") => false,
        // 2종 7층: a class of land, up to so many storeys.
        "층" if digits && before.ends_with('종') && before.trim_end_matches('종').ends_with(|c: char| c.is_ascii_digit()) => {
            false
        }
        "층" => {
            // 5층 건물, 지하 2층~지상 9층 count storeys; 3층 회의실, 지하 1층에서 are places.
            let named = context::STOREYS.ends(before);
            let open = rest.is_empty() || rest.starts_with([',', ')', '.', '(', '·', '~', '∼', '으', '이', '인']);
            // 최고 49층의 호텔, 지상 3층의 건물; 지하 1층의 식당 is a place.
            let of = digits && named && !before.ends_with("지하") && rest.starts_with("의 ");
            context::BUILT.starts(near) || !digits || of || named && open && !context::PLACES.starts(rest)
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
        // 2종 7층, 2종 일반주거지역: a class of land.
        "종" if near.starts_with(|c: char| c.is_ascii_digit()) => false,
        "종" if digits && value <= Decimal::from(3) && context::ZONES.within(context_before(text, phrase.span.start, 90)) => {
            false
        }
        "종" => !["일반", "전용", "주거", "근린", "보통", "면허", "대형"].iter().any(|word| near.starts_with(word)),
        "팀" | "실" if glued && digits => false,
        "인" => {
            let bound = ["이상", "이하", "미만", "초과"].iter().any(|word| near.starts_with(word))
                || value > Decimal::ONE && (rest.starts_with("으로") || rest.starts_with("까지") || rest.starts_with('씩'));
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
                && (value < Decimal::from(100)
                    || ["원룸", "빌라", "하우스", "규모", "주택"].iter().any(|word| near.starts_with(word)))
                && (value >= Decimal::TEN || context::BUILDINGS.ends(before) || near.starts_with("규모"))
                && !["주민", "행정", "복지"].iter().any(|word| near.starts_with(word))
                && !near.starts_with(|c: char| c.is_ascii_digit())
        }
        // 1차로 공개했다: first; 왕복 2차로: lanes.
        "차로" => value > Decimal::from(3) || context::ROADS.within(context_before(text, phrase.span.start, 60)),
        "차선" => !digits || value > Decimal::ONE,
        // 네 단계; 4단계 is the fourth.
        "단계" if digits => false,
        // 1만5천자 of text; 3자 is a third party.
        "자" => digits && !phrase.spaced && value >= Decimal::from(100),
        "교대" => digits && !phrase.spaced && (Decimal::TWO..=Decimal::from(5)).contains(&value),
        // 한 번에: at once; 다시 한 번: once more.
        "번" if !digits
            && value == Decimal::ONE
            && (rest.starts_with('에') && !rest.starts_with("에 그") || before.ends_with("다시") || before.ends_with("또")) =>
        {
            false
        }
        "통" if !digits && value == Decimal::ONE => context::MESSAGES.ends(before),
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
        "구" => {
            ["시신", "유해", "유골", "사체", "달걀", "계란", "유정란", "특란", "대란"].iter().any(|word| before.ends_with(word))
        }
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
        // 8회 142km: an inning.
        "회" if digits && value <= Decimal::from(12) && speed(near) => false,
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

/// Whether a speed in figures stands at the start of `near`.
fn speed(near: &str) -> bool {
    let after = near.trim_start_matches(|c: char| c.is_ascii_digit());
    after.len() < near.len() && ["km", "㎞"].iter().any(|unit| after.trim_start_matches(' ').starts_with(unit))
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
            ("세 곳 가운데", "세 곳 = 3 곳"),
            ("로봇 한대가", "한대 = 1 대"),
            ("로봇 두대가", "두대 = 2 대"),
            ("드론 네대를", "네대 = 4 대"),
            ("택시 열대를", "열대 = 10 대"),
            ("택시 세대를", "세대 = 3 대"),
            ("손님 한명이", "한명 = 1 명"),
            ("손님 두명이", "두명 = 2 명"),
            ("출루율 4할2푼을", "4할2푼 = 42 %"),
            ("출루율 4할1푼7리를", "4할1푼7리 = 41.7 %"),
            ("트럭 2만 3150대를", "2만 3150대 = 23150 대"),
            ("최대 7층으로", "7층 = 7 층"),
            ("4~6명이", "4~6명 = 4..6 명"),
            ("수백 건의", "수백 건 = 100..1000 건"),
            ("세계 5위권", "5위 = 5 위"),
            ("0.7%포인트 내렸다", "0.7%포인트 = 0.7 %포인트"),
            ("15∼20%가", "15∼20% = 15..20 %"),
            ("네 배로", "네 배 = 4 배"),
            ("타율 3할", "3할 = 30 %"),
            ("5분의 1로", "5분의 1 = 0.2 분의"),
            ("3.4대 1의 경쟁률", "3.4대 1 = 3.4 대 1"),
            ("14억 중국인", "14억 = 1400000000 명"),
            ("스무 채를", "스무 채 = 20 채"),
            ("50만~70만 가구가", "50만~70만 가구 = 500000..700000 가구"),
            ("모임을 6인으로 줄인다", "6인 = 6 인"),
            ("달걀 30구를 준다", "30구 = 30 구"),
            ("값이 네 단계로 나뉜다", "네 단계 = 4 단계"),
            ("매출이 8배차로 벌어졌다", "8배 = 8 배"),
            ("2만3천자 분량", "2만3천자 = 23000 자"),
            ("30사이클을 돌린다", "30사이클 = 30 사이클"),
            ("하루 3교대로 일한다", "3교대 = 3 교대"),
            ("노후 화력발전 4기를 멈춘다", "4기 = 4 기"),
            ("최고 49층의 호텔", "49층 = 49 층"),
            ("단지 397동 빌라를", "397동 = 397 동"),
            ("수백만의 백성이", "수백만 = 1000000..10000000 명"),
            ("130만 자영업자에게", "130만 = 1300000 명"),
            ("4명구속, 둘은", "4명 = 4 명"),
            ("문자 메시지 한 통을", "한 통 = 1 통"),
            ("인구 밀도는 1600명/㎢다", "1600명/㎢ = 1600 명/㎢"),
            ("10대 1 비율로 합친다", "10대 1 = 10 대 1"),
            ("코스피는 0.3% 오른 2417.38에 마감했다", "0.3% = 0.3 %"),
            ("주민 4,127명이", "4,127명 = 4127 명"),
            ("버스 2만대를", "2만대 = 20000 대"),
            ("공장 6곳과", "6곳 = 6 곳"),
            ("26만여 점의 그림", "26만여 점 = 260000 점"),
            ("1백20여명이 왔다", "1백20여명 = 120 명"),
            ("6개 지역 학교", "6개 = 6 개"),
            ("전국 25개 시·군", "25개 = 25 개"),
            ("30여 개국 선수", "30여 개국 = 30 개국"),
            ("네 가지를", "네 가지 = 4 가지"),
            ("집 서너 채가", "서너 채 = 3..4 채"),
            ("소 대여섯 마리를", "대여섯 마리 = 5..6 마리"),
            ("88~97석을 얻는다", "88~97석 = 88..97 석"),
            ("수십 마리가", "수십 마리 = 10..100 마리"),
            ("십수 곳에서", "십수 곳 = 11..19 곳"),
            ("인구 267만명의 도시", "267만명 = 2670000 명"),
            ("7천만 국민이", "7천만 = 70000000 명"),
            ("３５０명이", "３５０명 = 350 명"),
            ("GPU 3만 장을", "3만 장 = 30000 장"),
            ("수출의 35퍼센트", "35퍼센트 = 35 퍼센트"),
            ("쌀값이 12프로 올랐다", "12프로 = 12 프로"),
            ("표본오차는 3.1%p다", "3.1%p = 3.1 %p"),
            ("전년 대비 4.6% 늘었다", "4.6% = 4.6 %"),
            ("성장률은 -1.4%였다", "-1.4% = -1.4 %"),
            ("3∼7배가량 크다", "3∼7배 = 3..7 배"),
            ("예산이 절반으로 줄었다", "절반 = 50 %"),
            ("경쟁률은 12 대 1이었다", "12 대 1 = 12 대 1"),
            ("아시아 톱7에 들었다", "톱7 = 7 위"),
            ("세계랭킹 82위까지", "82위 = 82 위"),
            ("세계에서 다섯번째로 길다", "다섯번째 = 5 번째"),
            ("세 개 조로 나눠", "세 개 = 3 개"),
            ("학생 3천여 명이", "3천여 명 = 3000 명"),
        ] {
            assert_eq!(counts(text).first().map(String::as_str), Some(want), "{text}");
        }
    }

    #[test]
    fn bounds() {
        for (text, want) in [
            ("90여명이 모였다", Bound::Approx),
            ("7400여 명이 다녀갔다", Bound::Approx),
            ("약 80마리가", Bound::Approx),
            ("3∼7배가량 크다", Bound::Approx),
            ("200가구 이상", Bound::Gte),
            ("12%포인트 이상 벌어졌다", Bound::Gte),
            ("속도가 5배 이상 빠르다", Bound::Gte),
            ("최소 40곳을", Bound::Gte),
            ("최대 9층으로", Bound::Lte),
            ("20위 안에 들었다", Bound::Lte),
            ("아시아 톱7에 들었다", Bound::Lte),
            ("아시아 30위권에 들었다", Bound::Lte),
            ("30위권 밖으로 밀렸다", Bound::Gt),
            ("300명 미만", Bound::Lt),
            ("1만명을 넘는 관중", Bound::Gt),
            ("수천 명이 모였다", Bound::Vague),
            ("십수 곳에서", Bound::Vague),
            ("공장 6곳과", Bound::Eq),
        ] {
            assert_eq!(read(text).counts[0].what.quantity.bound, want, "{text}");
        }
    }

    #[test]
    fn levels_of_indices() {
        assert_eq!(
            counts("코스피 지수는 전장보다 0.4% 내린 2417.38로 마쳤다. 다우는 38,112.09에, 나스닥은 1만7201.5포인트로 끝났다."),
            ["0.4% = 0.4 %", "2417.38 = 2417.38 포인트", "38,112.09 = 38112.09 포인트", "1만7201.5포인트 = 17201.5 포인트"],
        );
        assert_eq!(counts("소비자심리지수는 97.4로 떨어졌다"), ["97.4 = 97.4 포인트"]);
        assert_eq!(counts("지난해 말(2655.28) 이후 코스피가"), Vec::<String>::new());
        assert_eq!(counts("코스피가 지난해 말(2655.28) 이후"), ["2655.28 = 2655.28 포인트"]);
        assert_eq!(counts("평점 4.55로 1위, 체중은 61.25로"), ["1위 = 1 위"]);
    }

    #[test]
    fn labels_are_no_counts() {
        for text in [
            "8회 142km 직구를 던졌다",
            "2종 7지구 조성",
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
            "5대3으로 이겼다",
            "F-35 전투기",
            "4인 1조로",
            "박모(45)씨",
            "정다운(21·체대)",
            "3개월간",
            "6·10민주항쟁",
            "본관 3층 회의실에서",
            "38층부터 23층까지 무너졌다",
            "201동 건물이",
            "2종 7층 일반주거지역을 3종으로 올린다",
            "1차선에서 끼어들었다",
            "한 번에 몰린다",
            "다시 한 번 사과한다",
            "3자 회담",
            "4단계 공사",
        ] {
            assert_eq!(counts(text), Vec::<String>::new(), "{text}");
        }
    }
}
