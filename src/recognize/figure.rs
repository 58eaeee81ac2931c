//! The reader of figures: measured quantities.

use std::cell::LazyCell;
use std::ops::Deref;

use rust_decimal::Decimal;

use crate::document::Span;
use crate::normalize::context;
use crate::normalize::number::{Numeral, Script};
use crate::normalize::unit::{self, Class, Measure, hangul};
use crate::recognize::phrase::{Phrase, What, context_after, context_before};
use crate::recognize::subject::subject;
use crate::record::{Figure, FigureKind, Found, Quantity};

/// Every one of the text's figures, in order. Numbers said as powers of ten (`‘10의 15승’의 64배 바이트`) have no unit word behind
/// the number and are read from the numerals.
pub fn figures(text: &str, numerals: &[Numeral], phrases: &[Phrase]) -> Vec<Found<Figure>> {
    let powers = powers(text, numerals);
    // 도 is a degree of temperature all through an article about the weather: one look at the text, and only where one is needed.
    let climate = LazyCell::new(|| context::CLIMATE.within(text));
    let mut found: Vec<Found<Figure>> = Vec::new();
    let mut power = powers.into_iter().peekable();
    for phrase in phrases {
        while let Some(figure) = power.next_if(|figure| figure.span.start <= phrase.span.start) {
            found.push(figure);
        }
        if found.last().is_some_and(|last| last.span.end > phrase.span.start) {
            continue;
        }
        if let Some(mut figure) = figure(text, phrase, &climate) {
            // 서울 12도, 부산 15도: once temperatures are listed, the next ones are temperatures.
            if let Some(last) = found.last().filter(|last| last.what.unit == "℃" && figure.what.unit == "°")
                && figure.span.start - last.span.end <= 40
                && let Some(celsius) = unit::measure("℃")
            {
                figure.what = describe(text, figure.span, figure.what.quantity, celsius);
            }
            found.push(figure);
        }
    }
    found.extend(power);
    found.dedup_by(|next, last| last.span.overlaps(next.span));
    found
}

fn figure(text: &str, phrase: &Phrase, climate: &impl Deref<Target = bool>) -> Option<Found<Figure>> {
    if let What::Word(Class::Counter(_)) = phrase.what {
        return operations(text, phrase);
    }
    let What::Word(Class::Measure(measure)) = phrase.what else {
        if phrase.what == What::Word(Class::Currency(unit::currency("GBP")?)) {
            return pounds(text, phrase);
        }
        return None;
    };
    let unit = phrase.unit(text);
    if !is_measure(text, phrase, measure) {
        return None;
    }
    let mut span = phrase.span;
    let mut quantity = phrase.quantity;
    let mut measure = measure;
    let left = text[..span.start].trim_end_matches(' ');
    let mut start = span.start;
    if matches!(unit, "도" | "°" | "˚" | "º") {
        let (symbol, words): (&str, usize) = degrees(text, left, phrase, climate)?;
        measure = unit::measure(symbol)?;
        start = left.len() - words;
        if words == 0 {
            start = span.start;
        }
        if left.ends_with("영하") {
            let negative = |value: Option<Decimal>| value.map(|value| (-value).normalize());
            quantity = Quantity {
                value: negative(quantity.value),
                min: negative(quantity.max),
                max: negative(quantity.min),
                ..quantity
            };
        }
    } else if let Some((word, length)) = speed_word(left) {
        // 시속 90km, 초속 20m
        let symbol = match (word, measure.symbol) {
            ("시속", "km") => Some("km/h"),
            ("시속", "마일") => Some("mph"),
            ("초속", "m") => Some("m/s"),
            _ => None,
        };
        if let Some(symbol) = symbol {
            measure = unit::measure(symbol)?;
            start = left.len() - length;
        } else if matches!(measure.symbol, "km/h" | "m/s") {
            start = left.len() - length;
        }
    }
    span.start = start;
    if let Some(end) = restated(text, span.end, measure) {
        span.end = end;
    }
    Some(Found { span, what: describe(text, span, quantity, measure) })
}

fn describe(text: &str, span: Span, quantity: Quantity, measure: &'static Measure) -> Figure {
    Figure {
        quantity,
        unit: measure.symbol,
        kind: measure.kind,
        ucum: measure.ucum,
        si: si(quantity.value, measure),
        subject: subject(text, span),
    }
}

/// The value in the base unit of its kind; kelvin for temperatures.
fn si(value: Option<Decimal>, measure: &Measure) -> Option<Decimal> {
    let value = value?;
    let base = match measure.symbol {
        "℃" => value.checked_add(Decimal::new(27315, 2))?,
        "℉" => (value.checked_add(Decimal::new(45967, 2))?).checked_mul(measure.factor?)?,
        _ => value.checked_mul(measure.factor?)?,
    };
    Some(base.round_dp(12).normalize())
}

/// What 도 means and how many bytes of the words before it belong to it: degrees Celsius after 섭씨, 영하, 기온 … and in an article
/// about the weather, Fahrenheit after 화씨, an angle beside words of turning. `None` where it is neither (38도선, 8도 강산, 119도).
fn degrees(text: &str, left: &str, phrase: &Phrase, climate: &impl Deref<Target = bool>) -> Option<(&'static str, usize)> {
    for (word, symbol) in [("섭씨", "℃"), ("화씨", "℉"), ("영하", "℃"), ("영상", "℃")] {
        if left.ends_with(word) {
            return Some((symbol, word.len()));
        }
    }
    let rest = &text[phrase.span.end..];
    if rest.starts_with("선") || rest.starts_with('는') && phrase.low() < Decimal::from(3) {
        return None;
    }
    if text[..phrase.span.start].ends_with(hangul) {
        return None;
    }
    let sign = phrase.unit(text) != "도";
    let high = phrase.quantity.value.or(phrase.quantity.max).unwrap_or_default();
    // 180도 달라졌다: quite another.
    if !sign
        && (high == Decimal::from(180) || high == Decimal::from(360))
        && context::REVERSALS.starts(rest.trim_start_matches(' '))
    {
        return None;
    }
    let around = context_before(text, phrase.span.start, 120);
    let after = context_after(text, phrase.span.end, 60);
    // 알코올 도수 17도
    if context::LIQUORS.within(around) {
        return None;
    }
    if context::WARMTH.within(around)
        || context::WEATHER.within(around)
        || context::WEATHER.within(after)
        || rest.starts_with("까지 올")
        || rest.starts_with("까지 떨어")
    {
        return Some(("℃", 0));
    }
    let turned = context::ANGLES.within(around) || context::ANGLES.within(after);
    if !sign && !turned && high.abs() <= Decimal::from(60) && **climate {
        return Some(("℃", 0));
    }
    let round = high > Decimal::ZERO && high <= Decimal::from(360) && (high % Decimal::from(45)).is_zero();
    (sign || turned || round).then_some(("°", 0))
}

/// Whether what stands behind a unit makes it the base of a rate: `3.3㎡당`, `㎏(1근)당`.
fn rated(rest: &str) -> bool {
    let rest = match rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((inner, after)) if inner.len() <= 12 => after,
        _ => rest,
    };
    rest.strip_prefix('당').is_some_and(|after| !after.starts_with(['시', '일', '사', '장', '초', '국', '분']))
}

fn speed_word(left: &str) -> Option<(&'static str, usize)> {
    for hedge in ["", "약", "최고", "최대", "평균"] {
        let Some(outer) = left.strip_suffix(hedge) else { continue };
        let outer = outer.trim_end_matches(' ');
        for word in ["시속", "초속"] {
            if outer.ends_with(word) {
                return Some((word, word.len() + left.len() - outer.len()));
            }
        }
    }
    None
}

/// Whether the word is a unit here: short forms are names as well (3D, 5G, 나노 as a prefix, 기가 as a brand).
fn is_measure(text: &str, phrase: &Phrase, measure: &Measure) -> bool {
    let unit = phrase.unit(text);
    let rest = &text[phrase.span.end..];
    if rated(rest) {
        return false;
    }
    if phrase.spaced {
        let short = matches!(
            unit,
            "PF" | "TF" | "EF" | "GF" | "V" | "W" | "PS" | "ps" | "HP" | "l" | "J" | "bar" | "mi" | "um" | "Pa" | "CC" | "KB"
        );
        if short && unit != "W" && unit != "V" {
            return false;
        }
        if unit == "도" {
            return false;
        }
    }
    if unit == "TF" && (rest.starts_with("팀") || rest.starts_with("를") || rest.starts_with("가")) {
        return false;
    }
    if unit == "KB" && !text[..phrase.span.start].is_empty() && rest.starts_with(hangul) && phrase.spaced {
        return false;
    }
    if unit == "기가" {
        // 7기가 시작되면, 만기가: the josa 가.
        return phrase.script == Script::Digits && (rest.is_empty() || context::DATA.starts(rest));
    }
    if unit == "근" && rest.starts_with('로') {
        return false;
    }
    if unit == "평" && phrase.script == Script::Native {
        return true;
    }
    if matches!(unit, "줄" | "리" | "자" | "아르") {
        return false;
    }
    if matches!(unit, "노트") && measure.kind == FigureKind::Speed {
        return ["풍속", "속도", "시속", "함", "선박", "항해", "최고"]
            .iter()
            .any(|word| context_before(text, phrase.span.start, 60).contains(word));
    }
    if unit == "도" && (rest.starts_with("시") || rest.starts_with("심")) {
        return false;
    }
    true
}

/// 파운드 as a weight.
fn pounds(text: &str, phrase: &Phrase) -> Option<Found<Figure>> {
    let left = context_before(text, phrase.span.start, 40);
    context::WEIGHTS.within(left).then_some(())?;
    let measure = unit::measure("파운드")?;
    Some(Found { span: phrase.span, what: describe(text, phrase.span, phrase.quantity, measure) })
}

/// The end of a restatement in brackets directly behind the unit: `페타플롭스(PF)`.
fn restated(text: &str, end: usize, measure: &Measure) -> Option<usize> {
    let rest = &text[end..];
    let open = rest.strip_prefix(['(', '（'])?;
    let word = unit::after(open)?;
    let Class::Measure(inner) = word.class else { return None };
    let close = open[word.len..].strip_prefix([')', '）'])?;
    (inner.symbol == measure.symbol).then_some(text.len() - close.len())
}

/// 1초에 3경2000조 번, 초당 1000조번: operations a second.
fn operations(text: &str, phrase: &Phrase) -> Option<Found<Figure>> {
    if !matches!(phrase.unit(text), "번" | "회") || phrase.low() < Decimal::from(100_000_000) {
        return None;
    }
    let left = text[..phrase.span.start].trim_end_matches(' ');
    let word = ["초당", "1초에", "1초당", "매초"].iter().find(|word| left.ends_with(**word))?;
    let (value, measure) = prefixed(phrase.quantity.value?, "FLOPS")?;
    let span = Span::new(left.len() - word.len(), phrase.span.end);
    Some(Found { span, what: describe(text, span, Quantity { value: Some(value), ..phrase.quantity }, measure) })
}

/// A value in base units as a value of the prefixed unit with the fewest digits before the point, from one up.
fn prefixed(value: Decimal, base: &str) -> Option<(Decimal, &'static Measure)> {
    let prefixes: &[(&str, u32)] = &[("E", 18), ("P", 15), ("T", 12), ("G", 9), ("M", 6), ("", 0)];
    prefixes.iter().find_map(|&(prefix, exponent)| {
        let measure = unit::measure(&format!("{prefix}{base}"))?;
        let scaled = value.checked_div(Decimal::from_i128_with_scale(10i128.pow(exponent), 0))?;
        (scaled >= Decimal::ONE).then(|| (scaled.normalize(), measure))
    })
}

/// Numbers said as a power of ten: `초당 ‘10의 15승’의 30배`, `‘10의 15승’의 64배 바이트`. The power gives the unit's prefix, and
/// the noun behind it (or 초당 before it) the unit.
fn powers(text: &str, numerals: &[Numeral]) -> Vec<Found<Figure>> {
    let mut found = Vec::new();
    for window in numerals.windows(3) {
        let [ten, exponent, times] = window else { continue };
        if ten.integer() != Some(10) || !matches!(&text[ten.span.end..exponent.span.start], "의 " | "의") {
            continue;
        }
        let Some(power) = exponent.integer().filter(|&power| power <= 24) else { continue };
        let Some(between) =
            text[exponent.span.end..times.span.start].strip_prefix(['승', '제']).map(|rest| rest.trim_start_matches('곱'))
        else {
            continue;
        };
        let quotes = ['’', '\'', '"', '”', ' ', ')'];
        if between.trim_matches(quotes).trim_start_matches(quotes) != "의" {
            continue;
        }
        let Some(rest) = text[times.span.end..].strip_prefix('배') else { continue };
        let Some(value) =
            times.quantity.value.and_then(|value| value.checked_mul(Decimal::from_i128_with_scale(10i128.pow(power as u32), 0)))
        else {
            continue;
        };
        let opening = text[..ten.span.start].chars().next_back().filter(|c| matches!(c, '‘' | '\'' | '“' | '"'));
        let mut span = Span::new(ten.span.start - opening.map_or(0, char::len_utf8), text.len() - rest.len());
        let tail = rest.strip_prefix(' ').unwrap_or(rest);
        let left = text[..span.start].trim_end_matches(' ');
        let figure = if tail.starts_with("바이트") {
            span.end = text.len() - tail.len() + "바이트".len();
            Some(("B", value))
        } else if let Some(word) = ["초당", "1초에", "1초당"].iter().find(|word| left.ends_with(**word)) {
            span.start = left.len() - word.len();
            Some(("FLOPS", value))
        } else {
            None
        };
        if let Some((value, measure)) = figure.and_then(|(base, value)| prefixed(value, base)) {
            found.push(Found { span, what: describe(text, span, Quantity { value: Some(value), ..times.quantity }, measure) });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::tests::read;
    use crate::record::Bound;

    fn figures(text: &str) -> Vec<String> {
        read(text)
            .figures
            .iter()
            .map(|found| {
                let figure = &found.what;
                let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
                let value = match figure.quantity.value {
                    Some(_) => number(figure.quantity.value),
                    None => format!("{}..{}", number(figure.quantity.min), number(figure.quantity.max)),
                };
                format!("{} = {value} {} ({})", found.span.of(text), figure.unit, number(figure.si))
            })
            .collect()
    }

    #[test]
    fn units() {
        for (text, want) in [
            ("12MW급 발전소", "12MW = 12 MW (12000000)"),
            ("연산 능력 42.5페타플롭스(PF) 규모", "42.5페타플롭스(PF) = 42.5 PFLOPS (42500000000000000)"),
            ("저장 용량 60페타바이트(PB)", "60페타바이트(PB) = 60 PB (60000000000000000)"),
            ("연면적 2만3000㎡에", "2만3000㎡ = 23000 ㎡ (23000)"),
            ("50Peta-Flops의 성능", "50Peta-Flops = 50 PFLOPS (50000000000000000)"),
            ("약 3,025평 터", "3,025평 = 3025 평 (10000)"),
            ("30∼40㎞ 구간", "30∼40㎞ = 30..40 km ()"),
            ("아침 기온이 영하 7.5도까지", "영하 7.5도 = -7.5 ℃ (265.65)"),
            ("아침 기온은 영하 8∼3도로", "영하 8∼3도 = -8..-3 ℃ ()"),
            ("아침 기온은 영하 4~0도로", "영하 4~0도 = -4..0 ℃ ()"),
            ("시속 90km로", "시속 90km = 90 km/h (25)"),
            ("20만 제곱미터", "20만 제곱미터 = 200000 ㎡ (200000)"),
            ("5나노 공정", "5나노 = 5 ㎚ (0.000000005)"),
            ("４５㎡", "４５㎡ = 45 ㎡ (45)"),
            ("‘10의 15승’의 64배 바이트를", "‘10의 15승’의 64배 바이트 = 64 PB (64000000000000000)"),
            ("초당 ‘10의 15승’의 30배만큼", "초당 ‘10의 15승’의 30배 = 30 PFLOPS (30000000000000000)"),
            ("1초에 3경2000조 번의", "1초에 3경2000조 번 = 32 PFLOPS (32000000000000000)"),
            ("연간 20만 톤의", "20만 톤 = 200000 t (200000000000)"),
            ("카드뮴 0.3㎎/㎏이 나왔다", "0.3㎎/㎏ = 0.3 mg/kg ()"),
            ("초미세먼지는 21㎍/㎥로", "21㎍/㎥ = 21 ㎍/㎥ ()"),
            ("최고 72㎞/h로", "72㎞/h = 72 km/h (20)"),
            ("연산 4만t/년 규모", "4만t/년 = 40000 t/년 ()"),
            ("조도 30W/m² 이상", "30W/m² = 30 W/㎡ ()"),
            ("5~7㎎/ℓ 수준", "5~7㎎/ℓ = 5..7 mg/L ()"),
            ("최대토크 31.5㎏·m의 힘", "31.5㎏·m = 31.5 kgf·m ()"),
            ("한낮에는 대구가 31도, 포항은 33.5도까지", "31도 = 31 ℃ (304.15)"),
            ("몸을 90도 돌려", "90도 = 90 ° ()"),
            ("변전 용량 320㎿로", "320㎿ = 320 MW (320000000)"),
            ("45메가와트급 설비", "45메가와트 = 45 MW (45000000)"),
            ("2.6GW의 전력", "2.6GW = 2.6 GW (2600000000)"),
            ("수력 30만kW를", "30만kW = 300000 kW (300000000)"),
            ("난방기 650W 전력", "650W = 650 W (650)"),
            ("배터리 62kWh를", "62kWh = 62 kWh (223200000)"),
            ("연간 3.7GWh의", "3.7GWh = 3.7 GWh (13320000000000)"),
            ("345kV 변전소", "345kV = 345 kV (345000)"),
            ("35PF 규모", "35PF = 35 PFLOPS (35000000000000000)"),
            ("성능은 64.2펩타플롭스(PF)다", "64.2펩타플롭스(PF) = 64.2 PFLOPS (64200000000000000)"),
            ("2.4엑사플롭스의", "2.4엑사플롭스 = 2.4 EFLOPS (2400000000000000000)"),
            ("400테라플롭스를", "400테라플롭스 = 400 TFLOPS (400000000000000)"),
            ("1,300TOPS의", "1,300TOPS = 1300 TOPS (1300000000000000)"),
            ("초당 3000조번 계산하는", "초당 3000조번 = 3 PFLOPS (3000000000000000)"),
            ("24.6PB를 쓴다", "24.6PB = 24.6 PB (24600000000000000)"),
            ("256GB의 메모리", "256GB = 256 GB (256000000000)"),
            ("40Gbps 회선", "40Gbps = 40 Gbps (40000000000)"),
            ("320기가 용량", "320기가 = 320 GB (320000000000)"),
            ("공장 터(군 소유 2만1000평)", "2만1000평 = 21000 평 (69421.487603305785)"),
            ("창고(1만8300m2)를", "1만8300m2 = 18300 ㎡ (18300)"),
            ("726ha로 줄었다", "726ha = 726 ha (7260000)"),
            ("논 34㏊를", "34㏊ = 34 ha (340000)"),
            ("45헥타르의 숲", "45헥타르 = 45 ha (450000)"),
            ("산책길(5.7㎞)을", "5.7㎞ = 5.7 km (5700)"),
            ("하루 3200t을 태운다", "3200t = 3200 t (3200000000)"),
            ("260㎏의 화약", "260㎏ = 260 kg (260000)"),
            ("술 360㎖를", "360㎖ = 360 mL (0.36)"),
            ("3.5㎓ 대역", "3.5㎓ = 3.5 GHz (3500000000)"),
            ("64큐비트 양자컴퓨터", "64큐비트 = 64 큐비트 ()"),
        ] {
            assert_eq!(figures(text).first().map(String::as_str), Some(want), "{text}");
        }
    }

    #[test]
    fn bounds() {
        for (text, want) in [
            ("약 4,800평 규모의 땅", Bound::Approx),
            ("30∼40평 내외의 집", Bound::Approx),
            ("80여㎞를 걸었다", Bound::Approx),
            ("사거리 450km 이상", Bound::Gte),
            ("최소 30㎝가 쌓였다", Bound::Gte),
            ("최대 12㎞까지", Bound::Lte),
            ("60㎡ 이하의 집", Bound::Lte),
            ("80㎡ 미만의 가게", Bound::Lt),
            ("무게가 10㎏을 넘는 개", Bound::Gt),
            ("연면적 5278㎡", Bound::Eq),
        ] {
            assert_eq!(read(text).figures[0].what.quantity.bound, want, "{text}");
        }
    }

    #[test]
    fn what_is_said_again_in_another_unit() {
        for (text, want) in [
            ("84㎡(약 25평)짜리 집", ["84㎡ = 84 ㎡ (84)", "25평 = 25 평 (82.644628099174)"]),
            ("12평(약 39.7m²) 가게", ["12평 = 12 평 (39.669421487603)", "39.7m² = 39.7 ㎡ (39.7)"]),
        ] {
            assert_eq!(figures(text), want, "{text}");
        }
    }

    #[test]
    fn degrees_of_an_article_about_the_weather() {
        let text = "기상청은 무더위가 이어진다고 했다.\n서울 31도, 대전 32도, 제주는 30도를 넘겠다.";
        assert_eq!(figures(text), ["31도 = 31 ℃ (304.15)", "32도 = 32 ℃ (305.15)", "30도 = 30 ℃ (303.15)"]);
    }

    #[test]
    fn no_figures() {
        for text in [
            "5G 기지국",
            "4K 화질",
            "H200 가속기",
            "갤럭시 S22",
            "5개 TF를",
            "3D 프린터",
            "88고속도로",
            "3 프로젝트",
            "3.3㎡당 1500만원",
            "1㎏(약 5개)당 값",
            "태도를 180도 바꿨다",
            "119도 불렀다",
        ] {
            assert_eq!(figures(text), Vec::<String>::new(), "{text}");
        }
    }
}
