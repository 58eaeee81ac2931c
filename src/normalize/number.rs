//! One grammar for Korean numbers, shared by every reader.
//!
//! A number is Arabic digits, Sino-Korean words, native words or Chinese characters, and the first two mix freely with the
//! magnitudes: `3천72억`, `1조 5천억`, `42억8000만`, `5.3조`, `3,456백만`. Digits are a number wherever they stand. Words
//! are one only before a unit, a counter, a currency or a word of time, because nearly every syllable that can count means
//! something else far more often (이, 사, 한, 조, 만 …).
//!
//! Numerals are single numbers: [`range_between`] says whether two of them make a range, and [`Numeral::spread`] gives
//! the left one what it borrows from the right one (`5~7억`).

mod words;

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::document::Span;
use crate::normalize::unit::{self, hangul};
use crate::record::{Bound, Quantity};
use words::{NATIVE_WORDS, word_at};

/// How a number is written: what may follow it depends on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Arabic digits, also with 만/억/조 between them.
    Digits,
    /// Sino-Korean words (삼백, 이천).
    Sino,
    /// Native Korean words (열두, 한, 세).
    Native,
    /// Chinese characters (三, 二十).
    Hanja,
    /// 수백, 수십만, 몇.
    Vague,
}

/// A number in a text, whatever it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Numeral {
    /// The number alone, with its sign, its magnitudes and 여 (`-3.2조`, `400억여`, `100여만`), without hedges and unit.
    pub span: Span,
    /// A value; a range where one word says two numbers (`두세`, `대여섯`); a class for `수백`. `bound` is `Approx` for 여
    /// and `Vague` for a class.
    pub quantity: Quantity,
    pub script: Script,
    /// The first group of digits as printed (`1만4000` → 1, `05` → 5, `5억` → 5); for words the value.
    pub printed: Decimal,
    /// The units right of the last digits multiplied together (`2천만` → 10,000,000; `1조 5천억` → 10^11; `12` → 1).
    pub scale: Decimal,
    /// Written as parts of a whole: `3분의 1`.
    pub fraction: bool,
}

impl Numeral {
    /// The value, where there is one and it is whole and not negative.
    pub fn integer(&self) -> Option<u64> {
        use rust_decimal::prelude::ToPrimitive;
        self.quantity.value.filter(|value| value.fract().is_zero()).and_then(|value| value.to_u64())
    }

    /// The value of this numeral as the left side of a range whose right side is `right`: a side without a magnitude borrows
    /// the right one's (`5~7억` → 5억, `1천~2천만` → 1천만). `None` where one of the sides has no single value.
    pub fn spread(&self, right: &Numeral, text: &str) -> Option<Decimal> {
        let (low, high) = (self.quantity.value?, right.quantity.value?);
        let large = |numeral: &Numeral| numeral.span.of(text).trim_end_matches('여').ends_with(['만', '억', '조', '경']);
        if large(self) || right.scale == Decimal::ONE {
            return Some(low);
        }
        let scale = if self.scale == Decimal::ONE {
            right.scale
        } else {
            let mut large = right.scale;
            while large >= Decimal::from(100_000_000) {
                large /= Decimal::from(10_000);
            }
            if large >= Decimal::from(10_000) { right.scale / (large / Decimal::from(10_000)) } else { Decimal::ONE }
        };
        match low.checked_mul(scale) {
            Some(spread) if spread < high => Some(spread),
            _ => Some(low),
        }
    }
}

/// Whether the text between two numerals joins them into a range: `~`, `∼`, `-`, `–`, `에서`, `내지`, with white space around it.
/// A unit between the two (`5000원에서 1만원`) is the caller's to skip.
pub fn range_between(between: &str) -> bool {
    let trimmed = between.trim_matches(' ');
    matches!(trimmed, "~" | "∼" | "〜" | "～" | "-" | "–" | "—" | "−" | "‐" | "‑" | "―" | "에서" | "부터" | "내지" | "∽" | "→" if trimmed != "→")
}

/// Every numeral of `text`, in order, without overlaps. Linear in the text: the look-ahead at a place is bounded.
///
/// Arabic digits always make a numeral, also inside identifiers, phone numbers and dates (`2024-03-05` is three,
/// `2025.01.13` is three, `2025.01` is one decimal number): what they mean is for the readers to say. Words make one only
/// before a unit, a counter, a currency or a word of time, at the start of a word.
pub fn numerals(text: &str) -> Vec<Numeral> {
    let bytes = text.as_bytes();
    let mut found: Vec<Numeral> = Vec::new();
    let mut scratch = Scratch::default();
    let mut at = 0;
    // Whether the character before `at` is Hangul or Hanja: words of number stand at the start of a word.
    let mut inside = false;
    let starts = &*STARTS;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte < 0x80 {
            if byte.is_ascii_digit() {
                let numeral = digits_at(text, at, &mut scratch);
                at = numeral.span.end;
                found.push(numeral);
                inside = true;
            } else {
                inside = false;
                at += 1;
            }
            continue;
        }
        if matches!(byte, 0xEA..=0xED) {
            // Hangul: three bytes, one look into the table.
            let code =
                (usize::from(byte & 0x0F) << 12) | (usize::from(bytes[at + 1] & 0x3F) << 6) | usize::from(bytes[at + 2] & 0x3F);
            if let Some(&class) = starts.get(code.wrapping_sub('가' as usize)) {
                // 약삼천만 원, but 약한 and 제한 are words.
                let class = if inside { class & SINO } else { class };
                if class != 0
                    && (!inside || prefixed(text, at))
                    && let Some(numeral) = word_at(text, at, class, &mut scratch)
                {
                    at = numeral.span.end;
                    found.push(numeral);
                    inside = true;
                    continue;
                }
                inside = true;
                at += 3;
                continue;
            }
        }
        let Some((c, len)) = decode(bytes, at) else {
            at += 1;
            continue;
        };
        if fullwidth_digit(c) {
            let numeral = digits_at(text, at, &mut scratch);
            at = numeral.span.end;
            found.push(numeral);
            inside = true;
            continue;
        }
        if hanja(c)
            && symbol(c).is_some()
            && !inside
            && let Some(numeral) = word_at(text, at, SINO, &mut scratch)
        {
            at = numeral.span.end;
            found.push(numeral);
            inside = true;
            continue;
        }
        inside = hanja(c);
        at += len;
    }
    found
}

/// Words that stand before a number without a space: 약, 총, 제.
fn prefixed(text: &str, at: usize) -> bool {
    let left = &text[..at];
    let word = |word: &&str| left.strip_suffix(*word).is_some_and(|outer| !outer.ends_with(|c: char| hangul(c) || hanja(c)));
    // 삼달러오십센트: the smaller coin follows the larger.
    ["약", "총", "제"].iter().any(word)
        || (left.ends_with("달러") || left.ends_with('불')) && text[at..].chars().take(6).any(|c| c == '센')
}

fn decode(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let lead = bytes[at];
    let len = match lead {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0.. => 4,
        _ => return None,
    };
    let part = bytes.get(at..at + len)?;
    let code = match len {
        2 => u32::from(part[0] & 0x1F) << 6 | u32::from(part[1] & 0x3F),
        3 => u32::from(part[0] & 0x0F) << 12 | u32::from(part[1] & 0x3F) << 6 | u32::from(part[2] & 0x3F),
        _ => return Some(('\u{FFFD}', len)),
    };
    char::from_u32(code).map(|c| (c, len))
}

fn fullwidth_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}

pub(crate) fn hanja(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c) || ('\u{F900}'..='\u{FAFF}').contains(&c)
}

const SINO: u8 = 1;
const NATIVE: u8 = 2;
const VAGUE: u8 = 4;

/// What kinds of number words each Hangul syllable (from 가) may begin, as a set of bits.
static STARTS: LazyLock<Box<[u8]>> = LazyLock::new(|| {
    let mut table = vec![0u8; 11_172].into_boxed_slice();
    let mut mark = |c: char, class: u8| table[c as usize - '가' as usize] |= class;
    "영공일이삼사오육륙칠팔구십백천만억조".chars().for_each(|c| mark(c, SINO));
    NATIVE_WORDS.iter().filter_map(|word| word.0.chars().next()).for_each(|c| mark(c, NATIVE));
    "수몇".chars().for_each(|c| mark(c, VAGUE));
    table
});

/// A syllable or character of the Sino-Korean system.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Symbol {
    /// 영 … 구
    One(u8),
    /// 십, 백, 천: the exponent of ten.
    Small(u32),
    /// 만, 억, 조, 경, 해: the exponent of ten.
    Large(u32),
}

fn symbol(c: char) -> Option<Symbol> {
    use Symbol::{Large, One, Small};
    Some(match c {
        '영' | '공' | '零' | '〇' => One(0),
        '일' | '一' | '壹' => One(1),
        '이' | '二' => One(2),
        '삼' | '三' => One(3),
        '사' | '四' => One(4),
        '오' | '五' => One(5),
        '육' | '륙' | '六' => One(6),
        '칠' | '七' => One(7),
        '팔' | '八' => One(8),
        '구' | '九' => One(9),
        '십' | '十' => Small(1),
        '백' | '百' => Small(2),
        '천' | '千' => Small(3),
        '만' | '萬' | '万' => Large(4),
        '억' | '億' => Large(8),
        '조' | '兆' => Large(12),
        '경' => Large(16),
        _ => return None,
    })
}

fn power(exponent: u32) -> Decimal {
    Decimal::from_i128_with_scale(10i128.pow(exponent), 0)
}

/// A place where a number may end, and its value up to there.
#[derive(Debug, Clone, Copy)]
struct Stop {
    end: usize,
    value: Decimal,
    scale: Decimal,
    approx: bool,
}

/// Reused between numerals: the stops of the number being read.
#[derive(Default)]
struct Scratch {
    stops: Vec<Stop>,
}

/// The longest number that is looked at, in bytes.
const LONGEST: usize = 96;

/// Arabic digits at `at`, ASCII or full-width, with thousands commas and a decimal point.
struct Group {
    end: usize,
    value: Decimal,
    /// Digits before the point.
    whole: usize,
    decimal: bool,
}

fn digit_at(text: &str, at: usize) -> Option<(u8, usize)> {
    let bytes = text.as_bytes();
    match *bytes.get(at)? {
        byte @ b'0'..=b'9' => Some((byte - b'0', 1)),
        0xEF => match text.get(at..at + 3).and_then(|c| c.chars().next()) {
            Some(c) if fullwidth_digit(c) => Some(((c as u32 - '０' as u32) as u8, 3)),
            _ => None,
        },
        _ => None,
    }
}

/// The end of the run of digits at `at`, and their number.
fn run(text: &str, mut at: usize) -> (usize, usize) {
    let mut count = 0;
    while let Some((_, len)) = digit_at(text, at) {
        at += len;
        count += 1;
    }
    (at, count)
}

fn group(text: &str, start: usize) -> Group {
    let bytes = text.as_bytes();
    let (mut end, mut whole) = run(text, start);
    let mut decimal = false;
    if whole <= 3 {
        // Thousands: every comma is followed by exactly three digits.
        while let Some(comma) = comma_at(text, end) {
            let (next, count) = run(text, end + comma);
            if count != 3 {
                break;
            }
            end = next;
            whole += 3;
        }
    }
    let point = point_at(text, end);
    if point > 0 {
        let (next, count) = run(text, end + point);
        // A second point (2025.01.13, 192.168.0.1) or a comma group behind it: no decimal number.
        let dotted = start > 0 && bytes[start - 1] == b'.' && start > 1 && bytes[start - 2].is_ascii_digit();
        let again = point_at(text, next) > 0 && digit_at(text, next + point_at(text, next)).is_some();
        if count > 0 && !dotted && !again {
            end = next;
            decimal = true;
        }
    }
    let mut mantissa: i128 = 0;
    let mut scale = 0u32;
    let mut fraction = false;
    let mut digits = 0;
    let mut at = start;
    while at < end {
        if let Some((digit, len)) = digit_at(text, at) {
            if digits < 24 {
                mantissa = mantissa * 10 + i128::from(digit);
                digits += usize::from(mantissa > 0);
                scale += u32::from(fraction);
            }
            at += len;
        } else {
            let c = text[at..].chars().next().unwrap_or('.');
            fraction |= c == '.' || c == '．';
            at += c.len_utf8();
        }
    }
    Group { end, value: Decimal::from_i128_with_scale(mantissa, scale.min(24)), whole, decimal }
}

fn comma_at(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        b',' => Some(1),
        0xEF if text[at..].starts_with('，') => Some(3),
        _ => None,
    }
}

fn point_at(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(b'.') => 1,
        Some(0xEF) if text[at..].starts_with('．') => 3,
        _ => 0,
    }
}

/// The number that begins with the Arabic digits at `at`.
fn digits_at(text: &str, at: usize, scratch: &mut Scratch) -> Numeral {
    let first = group(text, at);
    let printed = first.value;
    scratch.stops.clear();
    compose(text, at, &mut scratch.stops);
    let stop =
        scratch.stops.last().copied().unwrap_or(Stop { end: first.end, value: first.value, scale: Decimal::ONE, approx: false });
    let mut numeral = Numeral {
        span: Span::new(at, stop.end),
        quantity: Quantity { bound: if stop.approx { Bound::Approx } else { Bound::Eq }, ..Quantity::exactly(stop.value) },
        script: Script::Digits,
        printed,
        scale: stop.scale,
        fraction: false,
    };
    if let Some((end, value)) = fraction_at(text, stop) {
        numeral.span.end = end;
        numeral.quantity = Quantity::exactly(value);
        numeral.fraction = true;
        return numeral;
    }
    if let Some(start) = sign_before(text, at) {
        numeral.span.start = start;
        numeral.quantity.value = numeral.quantity.value.map(|value| -value);
    }
    numeral
}

/// `3분의 1`: the parts after the whole.
fn fraction_at(text: &str, whole: Stop) -> Option<(usize, Decimal)> {
    let rest = text[whole.end..].strip_prefix("분의")?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let at = text.len() - rest.len();
    let (end, parts) = match digit_at(text, at) {
        Some(_) => {
            let group = group(text, at);
            (group.end, group.value)
        }
        None => match symbol(rest.chars().next()?)? {
            Symbol::One(digit) if digit > 0 => (at + rest.chars().next()?.len_utf8(), Decimal::from(digit)),
            _ => return None,
        },
    };
    parts.checked_div(whole.value).map(|value| (end, value.round_dp(12).normalize()))
}

/// A minus sign before the digits at `at`: `-`, `−`, `–` after white space or an opening bracket but not at the start of a line (a
/// bullet) nor after a number (a range), and 마이너스.
fn sign_before(text: &str, at: usize) -> Option<usize> {
    let left = &text[..at];
    let spaced = left.strip_suffix(' ').unwrap_or(left);
    for word in ["마이너스", "마이나스"] {
        if let Some(outer) = spaced.strip_suffix(word)
            && !outer.ends_with(hangul)
        {
            return Some(outer.len());
        }
    }
    let sign = left.chars().next_back().filter(|c| matches!(c, '-' | '−' | '–'))?;
    let outer = &left[..at - sign.len_utf8()];
    let signed = match outer.chars().next_back() {
        None => true,
        Some('(' | '[' | '‘' | '“' | '\'' | '"') => true,
        Some(' ') => {
            let word = outer.trim_end_matches(' ').chars().next_back();
            word.is_some_and(|c| !c.is_ascii_digit() && !matches!(c, '\n' | '%' | '％'))
        }
        _ => false,
    };
    signed.then_some(outer.len())
}

/// Reads a number from `at` in the Sino-Korean system, digits and words mixed, and notes every place where it may end.
///
/// After Arabic digits a Hangul digit must be followed by a magnitude (`2조칠백억`), or the josa 이 in `1억이 넘는` would count.
fn compose(text: &str, start: usize, stops: &mut Vec<Stop>) {
    let limit = (start + LONGEST).min(text.len());
    let mut at = start;
    let mut total = Decimal::ZERO;
    let mut section = Decimal::ZERO;
    let mut current: Option<Decimal> = None;
    let mut last_large = u32::MAX;
    let mut last_small = u32::MAX;
    let mut scale = Decimal::ONE;
    let mut approx = false;
    let mut arabic = false;
    // Whether the last thing read was a magnitude: a space may follow it.
    let mut after_large = false;
    while at < limit {
        let mut here = at;
        if after_large && text.as_bytes()[here] == b' ' {
            if !continues(text, here + 1, last_large) {
                return;
            }
            here += 1;
        }
        if digit_at(text, here).is_some() {
            let first = at == start;
            let group = group(text, here);
            if !first && (current.is_some() || !after_large && last_small == u32::MAX) {
                return;
            }
            let room = if last_small != u32::MAX { last_small } else { last_large };
            if !first && (room == u32::MAX || group.value >= power(room.min(24)) || group.decimal && section > Decimal::ZERO) {
                return;
            }
            // 만 19세: an age in full years; 만 5000원 is one number.
            let lone = after_large && !arabic && at == start + '만'.len_utf8();
            if lone && group.value < Decimal::from(1000) && !text[group.end..].starts_with(['백', '천']) {
                return;
            }
            arabic = true;
            current = Some(group.value);
            scale = Decimal::ONE;
            at = group.end;
            after_large = false;
        } else {
            let Some((c, read)) = text[here..].chars().next().and_then(|c| symbol(c).map(|read| (c, read))) else { return };
            let end = here + c.len_utf8();
            match read {
                Symbol::One(digit) => {
                    if current.is_some() {
                        return;
                    }
                    if arabic && !text[end..].starts_with(['십', '백', '천']) {
                        return;
                    }
                    // 천사, 백이, 조사: a lone magnitude counts no ones.
                    let second = at != start && at - start == c.len_utf8();
                    if !arabic
                        && (digit == 0 && !text[end..].starts_with(['점', '쩜']) || second && lone_magnitude(text, start, end))
                    {
                        return;
                    }
                    let (value, end) = with_point(text, end, digit);
                    current = Some(value);
                    scale = Decimal::ONE;
                    at = end;
                    after_large = false;
                }
                Symbol::Small(exponent) => {
                    if exponent >= last_small {
                        return;
                    }
                    let Some(part) = current.take().unwrap_or(Decimal::ONE).checked_mul(power(exponent)) else { return };
                    section += part;
                    last_small = exponent;
                    scale = if scale == Decimal::ONE || after_large { power(exponent) } else { scale * power(exponent) };
                    at = end;
                    after_large = false;
                }
                Symbol::Large(exponent) => {
                    let part = section + current.take().unwrap_or(Decimal::ZERO);
                    let lone = part.is_zero() && at == start;
                    if exponent >= last_large || part.is_zero() && !lone {
                        return;
                    }
                    // 경기, 경찰, 경남: 경 is 10^16 only before what can follow a number.
                    let behind = text[end..].chars().next();
                    if c == '경'
                        && (!arabic && part < Decimal::TEN
                            || behind
                                .is_some_and(|c| hangul(c) && !matches!(c, '원' | '여' | '달' | '번') && symbol(c).is_none()))
                    {
                        return;
                    }
                    let part = if lone { Decimal::ONE } else { part };
                    let Some(sum) = part.checked_mul(power(exponent)).and_then(|part| part.checked_add(total)) else { return };
                    total = sum;
                    section = Decimal::ZERO;
                    last_large = exponent;
                    last_small = u32::MAX;
                    scale = if scale >= power(4) { power(exponent) } else { scale * power(exponent) };
                    at = end;
                    after_large = true;
                }
            }
        }
        if let Some(rest) = text[at..].strip_prefix('여') {
            let next = rest.chars().next();
            let magnitude = matches!(next.and_then(symbol_of_hangul), Some(Symbol::Large(_)));
            if magnitude && !after_large {
                approx = true;
                at += '여'.len_utf8();
                continue;
            }
            if next == Some(' ') || unit::after(rest).is_some() {
                let value = total + section + current.unwrap_or(Decimal::ZERO);
                stops.push(Stop { end: at + '여'.len_utf8(), value, scale, approx: true });
                return;
            }
        }
        stops.push(Stop { end: at, value: total + section + current.unwrap_or(Decimal::ZERO), scale, approx });
    }
}

/// Whether the number at `start` is one magnitude word (백, 천, 만, 억, 조) and what follows its first digit (which ends at `end`) is
/// no magnitude.
fn lone_magnitude(text: &str, start: usize, end: usize) -> bool {
    match text[start..].chars().next().and_then(symbol) {
        Some(Symbol::Large(exponent)) if exponent >= 8 => true,
        Some(Symbol::Small(exponent)) if exponent < 2 => false,
        Some(Symbol::Small(_) | Symbol::Large(_)) => {
            !matches!(text[end..].chars().next().and_then(symbol), Some(Symbol::Small(_) | Symbol::Large(_)))
        }
        _ => false,
    }
}

fn symbol_of_hangul(c: char) -> Option<Symbol> {
    if hangul(c) { symbol(c) } else { None }
}

/// `일점이삼`: the digits after 점 or 쩜. Gives the value and its end.
fn with_point(text: &str, end: usize, digit: u8) -> (Decimal, usize) {
    let Some(rest) = text[end..].strip_prefix(['점', '쩜']) else { return (Decimal::from(digit), end) };
    let mut at = end + '점'.len_utf8();
    let mut mantissa = i64::from(digit);
    let mut scale = 0;
    for c in rest.chars().take(9) {
        let Some(Symbol::One(next)) = symbol(c) else { break };
        mantissa = mantissa * 10 + i64::from(next);
        scale += 1;
        at += c.len_utf8();
    }
    if scale == 0 { (Decimal::from(digit), end) } else { (Decimal::new(mantissa, scale), at) }
}

/// Whether the number goes on at `at`, behind a magnitude and a space: `1조 5천억`, `21만 4307대`, `1억 천만`, but not `1조 3팀`.
fn continues(text: &str, at: usize, last_large: u32) -> bool {
    if at >= text.len() {
        return false;
    }
    if digit_at(text, at).is_some() {
        let group = group(text, at);
        let behind = &text[group.end..];
        let next = behind.strip_prefix('여').unwrap_or(behind).chars().next().and_then(symbol);
        let magnitude = match next {
            Some(Symbol::Large(exponent)) => exponent < last_large,
            Some(Symbol::Small(_)) => true,
            _ => false,
        };
        return magnitude
            // 2만 4307대, 2만 3045.25
            || last_large == 4
                && (group.whole == 4 || group.whole == 3 && !group.decimal)
                && text.as_bytes()[at] != b'0';
    }
    // Words: they must reach a smaller magnitude.
    let mut multiplied = false;
    for c in text[at..].chars().take(9) {
        match symbol_of_hangul(c) {
            Some(Symbol::One(digit)) if digit > 0 => {}
            Some(Symbol::Small(_)) => multiplied = true,
            Some(Symbol::Large(exponent)) => return multiplied && exponent < last_large,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        numerals(text)
            .iter()
            .map(|numeral| {
                let value = match numeral.quantity {
                    Quantity { value: Some(value), .. } => value.normalize().to_string(),
                    Quantity { min, max, .. } => {
                        format!("{}..{}", min.unwrap_or_default().normalize(), max.unwrap_or_default().normalize())
                    }
                };
                (numeral.span.of(text).to_owned(), value)
            })
            .collect()
    }

    fn one(text: &str, surface: &str, value: &str) {
        assert_eq!(read(text), [(surface.to_owned(), value.to_owned())], "{text}");
    }

    #[test]
    fn digits_and_magnitudes() {
        for (text, surface, value) in [
            ("사업비 3천72억 원", "3천72억", "307200000000"),
            ("1조 5천억원", "1조 5천억", "1500000000000"),
            ("42억8000만원", "42억8000만", "4280000000"),
            ("5.3조", "5.3조", "5300000000000"),
            ("3,456백만원", "3,456백만", "3456000000"),
            ("7백만 원", "7백만", "7000000"),
            ("3조7백억원", "3조7백억", "3070000000000"),
            ("21만 4307대", "21만 4307", "214307"),
            ("2만 3045.25로", "2만 3045.25", "23045.25"),
            ("만35세 이하", "35", "35"),
            ("1만5000원", "1만5000", "15000"),
            ("２５만명", "２５만", "250000"),
            ("1억이 넘는", "1억", "100000000"),
            ("2억 천만원", "2억 천만", "210000000"),
            ("9경1200조 번", "9경1200조", "91200000000000000"),
            ("70여명", "70여", "70"),
            ("3100여만원", "3100여만", "31000000"),
            ("2천여 명", "2천여", "2000"),
            ("손실 -3.5%", "-3.5", "-3.5"),
            ("5분의 1", "5분의 1", "0.2"),
        ] {
            one(text, surface, value);
        }
    }

    #[test]
    fn words() {
        for (text, surface, value) in [
            ("삼천만 원", "삼천만", "30000000"),
            ("이조사천억 원", "이조사천억", "2400000000000"),
            ("이십오번째", "이십오", "25"),
            ("삼십일 동안", "삼십", "30"),
            ("십일 명", "십일", "11"),
            ("일점오달러", "일점오", "1.5"),
            ("열두 명", "열두", "12"),
            ("스무 곳", "스무", "20"),
            ("한 대", "한", "1"),
            ("두 달", "두", "2"),
            ("서너 곳", "서너", "3..4"),
            ("수백억원", "수백억", "10000000000..100000000000"),
            ("수십 차례", "수십", "10..100"),
            ("만원을 냈다", "만", "10000"),
            ("사분의 삼", "사분의 삼", "0.75"),
            ("만 5천 원", "만 5천", "15000"),
        ] {
            one(text, surface, value);
        }
    }

    #[test]
    fn no_words_of_number() {
        for text in [
            "또한 번",
            "한편 시는",
            "이 시장은",
            "구조 활동",
            "공사 구간",
            "일반적으로",
            "천하제일",
            "세계 시장",
            "네트워크",
            "수조 안의",
            "조 씨가",
            "만일 이",
            "두산 네이버",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn dates_stay_apart() {
        let surfaces = |text: &str| read(text).into_iter().map(|(surface, _)| surface).collect::<Vec<_>>();
        assert_eq!(surfaces("2025.01.13"), ["2025", "01", "13"]);
        assert_eq!(surfaces("2025-01-13"), ["2025", "01", "13"]);
        assert_eq!(surfaces("2025. 1. 13."), ["2025", "1", "13"]);
        assert_eq!(surfaces("2025년 5월 3일"), ["2025", "5", "3"]);
        assert_eq!(surfaces("1,2분기"), ["1", "2"]);
        assert_eq!(surfaces("5~7억"), ["5", "7억"]);
    }

    #[test]
    fn a_left_side_borrows() {
        let spread = |text: &str| {
            let found = numerals(text);
            found[0].spread(&found[1], text).map(|value| value.normalize().to_string())
        };
        assert_eq!(spread("5~7억원").as_deref(), Some("500000000"));
        assert_eq!(spread("1천~2천만 원").as_deref(), Some("10000000"));
        assert_eq!(spread("30~50명").as_deref(), Some("30"));
        assert_eq!(spread("160만∼180만 원").as_deref(), Some("1600000"));
        assert_eq!(spread("9000~1만원").as_deref(), Some("9000"));
    }
}
