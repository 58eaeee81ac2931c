//! Units of a unit: `㎎/㎏`, `W/㎡`, `t/년`, `mg/kg/일`.
//!
//! What stands behind the slash is a unit of measure, a word of time or a counter. A compound is composed once, from the
//! symbols and UCUM codes of its parts, and kept: there are only so many of them.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use rust_decimal::Decimal;

use super::{Class, Measure, TABLE, Word, ends_in_josa, hangul};
use crate::record::FigureKind;

/// Words of time behind a slash: the surface form, UCUM's code, seconds (0 for what has no fixed length or is no plain time).
const TIMES: [(&str, &str, i64); 24] = [
    ("s²", "s2", 0),
    ("s2", "s2", 0),
    ("sec", "s", 1),
    ("s", "s", 1),
    ("초", "s", 1),
    ("min", "min", 60),
    ("분", "min", 60),
    ("hr", "h", 3600),
    ("h", "h", 3600),
    ("H", "h", 3600),
    ("시간", "h", 3600),
    ("시", "h", 3600),
    ("day", "d", 86_400),
    ("d", "d", 86_400),
    ("일", "d", 86_400),
    ("week", "wk", 604_800),
    ("주", "wk", 604_800),
    ("month", "mo", 0),
    ("월", "mo", 0),
    ("year", "a", 0),
    ("yr", "a", 0),
    ("y", "a", 0),
    ("年", "a", 0),
    ("년", "a", 0),
];

/// Counters behind a slash. UCUM has no word for them.
const COUNTERS: [&str; 14] = ["가구", "세대", "병상", "명", "인", "회", "대", "개", "호", "건", "병", "팩", "포", "주"];

/// What stands behind a slash.
struct Under {
    len: usize,
    symbol: &'static str,
    ucum: Option<&'static str>,
    seconds: i64,
}

/// The denominator at the start of `rest`, where a word ends behind it.
fn under(rest: &str, counters: bool) -> Option<Under> {
    let first = rest.chars().next()?;
    if first.is_ascii_digit() {
        return None;
    }
    let closed = |len: usize| {
        let after = &rest[len..];
        match rest[..len].chars().next_back() {
            Some(last) if last.is_ascii_alphanumeric() => {
                !after.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '²' | '³'))
            }
            _ => !after.starts_with(hangul) || ends_in_josa(after),
        }
    };
    let measured = TABLE.at(first).iter().find_map(|(form, class)| match class {
        Class::Measure(measure) if rest.starts_with(&**form) && closed(form.len()) => {
            // 인치 and 원 stand behind a slash as words of a list, not as what something is measured by.
            let divides = matches!(
                measure.kind,
                FigureKind::Length
                    | FigureKind::Area
                    | FigureKind::Volume
                    | FigureKind::Mass
                    | FigureKind::Energy
                    | FigureKind::Power
                    | FigureKind::Temperature
            );
            divides.then_some(Under { len: form.len(), symbol: measure.symbol, ucum: measure.ucum, seconds: 0 })
        }
        _ => None,
    });
    let timed = || {
        TIMES.iter().find(|(form, ..)| rest.starts_with(form) && closed(form.len())).map(|&(form, ucum, seconds)| {
            let symbol = if form.starts_with(|c: char| c.is_ascii_alphabetic()) && seconds > 0 { ucum } else { form };
            Under { len: form.len(), symbol, ucum: Some(ucum), seconds }
        })
    };
    let counted = || {
        let form = COUNTERS.iter().find(|form| counters && rest.starts_with(**form) && closed(form.len()))?;
        Some(Under { len: form.len(), symbol: form, ucum: None, seconds: 0 })
    };
    measured.or_else(timed).or_else(counted)
}

/// The length of `/㎡`, `/kg` or `/일` at the start of `rest`: what one of which something costs or is counted by.
pub fn per(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(['/', '／'])?;
    under(after, false).map(|under| rest.len() - after.len() + under.len)
}

/// The measure whose form takes the first `len` bytes of `rest`, with the units behind slashes that follow it, two at most.
pub(super) fn whole(rest: &str, len: usize, measure: &'static Measure) -> Word {
    let (mut len, mut measure) = (len, measure);
    for _ in 0..2 {
        let after = &rest[len..];
        let spaced = after.strip_prefix(' ').unwrap_or(after);
        let Some(divisor) = spaced.strip_prefix(['/', '／']) else { break };
        let Some(under) = under(divisor, true).filter(|_| measure.kind != FigureKind::Temperature) else { break };
        let Some(composed) = compose(measure, &under) else { break };
        len = rest.len() - divisor.len() + under.len;
        measure = composed;
    }
    Word { len, class: Class::Measure(measure) }
}

static COMPOSED: LazyLock<Mutex<HashMap<String, &'static Measure>>> = LazyLock::new(Mutex::default);

fn compose(over: &'static Measure, under: &Under) -> Option<&'static Measure> {
    let symbol = format!("{}/{}", over.symbol, under.symbol);
    if let Some(known) = TABLE.measures.get(symbol.as_str()) {
        return Some(known);
    }
    let mut composed = COMPOSED.lock().ok()?;
    if let Some(known) = composed.get(&symbol) {
        return Some(known);
    }
    let seconds = Decimal::from(under.seconds);
    let (kind, factor) = match over.kind {
        FigureKind::Length if under.seconds > 0 => {
            (FigureKind::Speed, over.factor.and_then(|factor| factor.checked_div(seconds)))
        }
        FigureKind::Storage if under.seconds > 0 => {
            let bits = over.factor.and_then(|factor| factor.checked_mul(Decimal::from(8)));
            (FigureKind::Bandwidth, bits.and_then(|bits| bits.checked_div(seconds)))
        }
        _ => (FigureKind::Other, None),
    };
    // UCUM divides from left to right: what is divided by a product needs brackets.
    let ucum = over
        .ucum
        .zip(under.ucum)
        .map(|(over, under)| &*if under.contains('.') { format!("{over}/({under})") } else { format!("{over}/{under}") }.leak());
    let measure: &'static Measure = Box::leak(Box::new(Measure { symbol: symbol.clone().leak(), kind, ucum, factor }));
    composed.insert(symbol, measure);
    Some(measure)
}

#[cfg(test)]
mod tests {
    use super::super::after;
    use super::*;

    #[test]
    fn units_of_units() {
        for (rest, len, symbol, ucum) in [
            ("㎎/㎏으로", "㎎/㎏", "mg/kg", Some("mg/kg")),
            ("W/㎡", "W/㎡", "W/㎡", Some("W/m2")),
            ("W/m² 이상", "W/m²", "W/㎡", Some("W/m2")),
            ("t/년을", "t/년", "t/년", Some("t/a")),
            ("톤/분 규모", "톤/분", "t/분", Some("t/min")),
            ("㎞/h로", "㎞/h", "km/h", Some("km/h")),
            ("m/s²", "m/s²", "m/s²", Some("m/s2")),
            ("mg/kg/일", "mg/kg/일", "mg/kg/일", Some("mg/kg/d")),
            ("kg /m2 이상", "kg /m2", "kg/㎡", Some("kg/m2")),
            ("㎥/㏊로", "㎥/㏊", "㎥/ha", Some("m3/har")),
            ("GB/초", "GB/초", "GB/초", Some("GBy/s")),
            ("ℓ/회씩", "ℓ/회", "L/회", None),
            ("㎞/㎾h", "㎞/㎾h", "km/kWh", Some("km/(kW.h)")),
            ("㎡/블랙", "㎡", "㎡", Some("m2")),
            ("GB/256GB", "GB", "GB", Some("GBy")),
            ("kg/일반석", "kg", "kg", Some("kg")),
        ] {
            let word = after(rest).unwrap_or_else(|| panic!("{rest}"));
            let Class::Measure(measure) = word.class else { panic!("{rest}") };
            assert_eq!((&rest[..word.len], measure.symbol, measure.ucum), (len, symbol, ucum), "{rest}");
        }
    }

    #[test]
    fn what_something_is_counted_by() {
        assert_eq!(per("/㎡ 이상"), Some("/㎡".len()));
        assert_eq!(per("/일로"), Some("/일".len()));
        assert_eq!(per("/일반"), None);
        assert_eq!(per("/3명"), None);
    }
}
