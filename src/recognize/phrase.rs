//! Number phrases: numerals joined with what they count, shared by the readers of money, measures and counts.
//!
//! One table decides what the word after a number is, and the longest word wins; so each numeral belongs to one reader, and the
//! readers never quarrel over it. A phrase also holds what its number says: the range, the sign, the hedges around it.

use rust_decimal::Decimal;

use crate::document::Span;
use crate::normalize::context::begins;
use crate::normalize::number::{Numeral, Script, range_between};
use crate::normalize::unit::{self, Class, Currency, hangul};
use crate::record::{Bound, Quantity};

/// What the number of a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum What {
    /// A unit, counter or currency after the number.
    Word(Class),
    /// A currency sign or code before the number.
    Sign(&'static Currency),
    /// Nothing but a magnitude: `4조2000억`.
    Magnitude,
    /// Nothing: `3분의 1`.
    Fraction,
}

/// Numerals and what they count.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// Numbers and unit together, without hedges.
    pub span: Span,
    /// The numbers alone, from the first to the last.
    pub numbers: Span,
    /// The unit as written; empty where there is none.
    pub unit: Span,
    pub what: What,
    pub quantity: Quantity,
    pub script: Script,
    /// The index of the first numeral, and of the first one behind the phrase.
    pub numerals: (usize, usize),
    /// White space between number and unit.
    pub spaced: bool,
}

impl Phrase {
    pub fn unit<'t>(&self, text: &'t str) -> &'t str {
        self.unit.of(text)
    }

    /// The value, or the lower end of the range.
    pub fn low(&self) -> Decimal {
        self.quantity.value.or(self.quantity.min).unwrap_or_default()
    }
}

/// All number phrases of `text`, in order, without overlaps. Numerals inside `taken` (the spans of dates, in order) and
/// numerals that are parts of identifiers are left out.
pub fn phrases(text: &str, numerals: &[Numeral], taken: &[Span]) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut dates = taken.iter().peekable();
    let mut index = 0;
    while index < numerals.len() {
        let numeral = &numerals[index];
        while dates.next_if(|date| date.end <= numeral.span.start).is_some() {}
        if dates.peek().is_some_and(|date| date.start < numeral.span.end)
            || part_of_identifier(text, numerals, index)
            || heads_table(&text[..numeral.span.start])
        {
            index += 1;
            continue;
        }
        let limit = dates.peek().map_or(text.len(), |date| date.start);
        match phrase(text, numerals, index, limit) {
            Some(phrase) => {
                index = phrase.numerals.1;
                found.push(phrase);
            }
            None => index += 1,
        }
    }
    found
}

/// Whether what stands behind `left` is the unit of a table's figures: `(단위: 백만원)`.
fn heads_table(left: &str) -> bool {
    let left = left.trim_end_matches(' ');
    match left.strip_suffix([':', '：']) {
        Some(outer) => outer.trim_end_matches(' ').ends_with("단위"),
        None => left.ends_with("(단위"),
    }
}

/// Whether the numeral stands inside a name, an address, a telephone number, a law: `S24`, `F-35`, `02-3463`, `제3조`, `a/2024`.
fn part_of_identifier(text: &str, numerals: &[Numeral], index: usize) -> bool {
    let numeral = &numerals[index];
    if numeral.script != Script::Digits {
        return false;
    }
    let start = numeral.span.start;
    let left = &text[..start];
    let Some(last) = left.chars().next_back() else { return false };
    if last.is_ascii_alphabetic() {
        return unit::currency_before(left).is_none();
    }
    if matches!(last, '@' | '_' | '#' | '=' | '&' | '/' | '\\' | '.' | ':') {
        let before = left[..left.len() - last.len_utf8()].chars().next_back();
        return before.is_some_and(|c| c.is_ascii_alphanumeric()) || matches!(last, '@' | '_' | '#' | '=' | '&');
    }
    if matches!(last, '-' | '–' | '‑') {
        let outer = &left[..left.len() - last.len_utf8()];
        if outer.ends_with(|c: char| c.is_ascii_alphabetic()) {
            return true;
        }
        // A chain of digits and hyphens: a telephone or account number.
        if index >= 1 && numerals[index - 1].span.end == outer.len() {
            let first = &text[..numerals[index - 1].span.start];
            return first.ends_with(['-', '–', '‑']) || index + 1 < numerals.len() && hyphen_after(text, numerals, index);
        }
    }
    if hyphen_after(text, numerals, index) && index + 2 < numerals.len() && hyphen_after(text, numerals, index + 1) {
        return true;
    }
    if last == '제' {
        return !left.trim_end_matches('제').ends_with(hangul);
    }
    left.ends_with("제 ") && !left.trim_end_matches("제 ").ends_with(hangul)
}

fn hyphen_after(text: &str, numerals: &[Numeral], index: usize) -> bool {
    let end = numerals[index].span.end;
    numerals.get(index + 1).is_some_and(|next| matches!(&text[end..next.span.start], "-" | "–" | "‑"))
}

/// The unit at `at`, behind one optional space.
fn unit_at(text: &str, at: usize) -> Option<(Span, Class, bool)> {
    let rest = &text[at..];
    let spaced = rest.starts_with(' ');
    let start = at + usize::from(spaced);
    let word = if spaced { unit::after_space(&text[start..])? } else { unit::after(&text[start..])? };
    Some((Span::new(start, start + word.len), word.class, spaced))
}

fn phrase(text: &str, numerals: &[Numeral], index: usize, limit: usize) -> Option<Phrase> {
    let first = &numerals[index];
    if let Some((_, currency)) = unit::currency_before(text[..first.span.start].trim_end_matches(' ')) {
        return signed_money(text, numerals, index, currency);
    }
    if first.fraction {
        let quantity = first.quantity;
        let empty = Span::new(first.span.end, first.span.end);
        return Some(Phrase {
            span: first.span,
            numbers: first.span,
            unit: empty,
            what: What::Fraction,
            quantity: bounded(text, first.span, quantity),
            script: first.script,
            numerals: (index, index + 1),
            spaced: false,
        });
    }
    let own = unit_at(text, first.span.end).or_else(|| won_glued(text, first)).filter(|(span, ..)| span.end <= limit);
    // A range: the two sides, with or without the unit after the left one.
    if let Some(second) = numerals.get(index + 1).filter(|second| second.span.end <= limit && !second.fraction) {
        let left_end = own.map_or(first.span.end, |(span, ..)| span.end);
        let between = text.get(left_end..second.span.start);
        let joined = between.is_some_and(range_between)
            || own.is_some() && text.get(first.span.end..second.span.start).is_some_and(range_between);
        if joined && let Some(range) = range(text, numerals, index, own, limit) {
            return Some(range);
        }
    }
    let numbers = first.span;
    match own {
        // 코로나19 병상, 코스피200 종목: the number belongs to the name before it.
        Some((_, _, true)) if first.script == Script::Digits && first.scale == Decimal::ONE && named(text, first.span.start) => {
            None
        }
        // 100억 대: about so much money.
        Some((span, _, spaced))
            if span.of(text) == "대"
                && first.span.of(text).ends_with(['억', '조'])
                && (spaced || text[span.end..].starts_with(' ') || first.span.of(text) == "억") =>
        {
            magnitude(text, numerals, index, first.quantity, numbers, index + 1)
        }
        Some((span, class, spaced)) => {
            if class == Class::Time && !shares(text, first, span) {
                return None;
            }
            let quantity = bounded(text, Span::new(numbers.start, span.end), first.quantity);
            Some(Phrase {
                span: Span::new(numbers.start, span.end),
                numbers,
                unit: span,
                what: What::Word(class),
                quantity,
                script: first.script,
                numerals: (index, index + 1),
                spaced,
            })
        }
        None => magnitude(text, numerals, index, first.quantity, numbers, index + 1),
    }
}

/// 원 before a word that is written onto it (`4만2000원투자의견`): money all the same where the number is large enough to be a sum.
fn won_glued(text: &str, numeral: &Numeral) -> Option<(Span, Class, bool)> {
    let start = numeral.span.end;
    let sum = numeral.script == Script::Digits && numeral.quantity.value.is_some_and(|value| value >= Decimal::from(1000));
    if !sum || !text[start..].starts_with('원') || text[start..].starts_with("원전") || text[start..].starts_with("원여") {
        return None;
    }
    Some((Span::new(start, start + '원'.len_utf8()), Class::Currency(unit::currency("KRW")?), false))
}

/// Whether Hangul stands directly before `at` that is no word for a hedge or a sum.
fn named(text: &str, at: usize) -> bool {
    let left = &text[..at];
    left.ends_with(hangul)
        && !["약", "총", "각", "당", "계", "단", "위", "내", "씩", "대"].iter().any(|word| left.ends_with(word))
}

/// 주 is a week, but a share of stock where there are too many of them.
fn shares(text: &str, numeral: &Numeral, unit: Span) -> bool {
    unit.of(text) == "주"
        && (numeral.quantity.value.is_some_and(|value| value >= Decimal::from(1000)) || numeral.span.of(text).ends_with('만'))
}

/// A number whose last word is 억 or 조 (or 만), without a unit.
fn magnitude(text: &str, _: &[Numeral], index: usize, quantity: Quantity, numbers: Span, next: usize) -> Option<Phrase> {
    let word = numbers.of(text).trim_end_matches('여');
    if !word.ends_with(['만', '억', '조']) {
        return None;
    }
    let empty = Span::new(numbers.end, numbers.end);
    Some(Phrase {
        span: numbers,
        numbers,
        unit: empty,
        what: What::Magnitude,
        quantity: bounded(text, numbers, quantity),
        script: Script::Digits,
        numerals: (index, next),
        spaced: false,
    })
}

/// Two numerals that make a range, where their values allow it.
fn range(text: &str, numerals: &[Numeral], index: usize, own: Option<(Span, Class, bool)>, limit: usize) -> Option<Phrase> {
    let (first, second) = (&numerals[index], &numerals[index + 1]);
    let right = unit_at(text, second.span.end).filter(|(span, ..)| span.end <= limit);
    // The left side's unit must be the right side's.
    if let Some((left, class, _)) = own {
        match right {
            Some((right, ..)) if left.of(text) == right.of(text) => {}
            Some((_, other, _)) if same_class(class, other) => {}
            _ => return None,
        }
    }
    let start = own.map_or(first.span.end, |(span, ..)| span.end).min(second.span.start);
    let connector = text[start..second.span.start].trim_matches(' ');
    let classes = first.quantity.bound == Bound::Vague && second.quantity.bound == Bound::Vague;
    if matches!(connector, "에서" | "부터") && !classes {
        let end = right.map_or(second.span.end, |(span, ..)| span.end);
        let tail = text[end..].trim_start_matches(' ');
        let closed =
            ["까지", "사이", "정도", "수준", "선", "안팎", "가량", "내외", "대"].iter().any(|word| tail.starts_with(word));
        // From one value to another (`7만원에서 8만원으로 올렸다`) is a change: two numbers.
        if !closed && !(connector == "에서" && (tail.is_empty() || tail.starts_with(')'))) {
            return None;
        }
    }
    let (low, high) = match (first.quantity, second.quantity) {
        // 영하 7∼2도: the colder side first.
        (Quantity { value: Some(cold), .. }, Quantity { value: Some(mild), .. })
            if cold > mild && text[..first.span.start].trim_end_matches(' ').ends_with("영하") =>
        {
            (mild, cold)
        }
        (Quantity { value: Some(_), .. }, Quantity { value: Some(high), .. }) => (first.spread(second, text)?, high),
        (Quantity { value: None, min: Some(low), .. }, Quantity { value: None, max: Some(high), .. }) => (low, high),
        _ => return None,
    };
    if low > high || low == high && first.printed == second.printed {
        return None;
    }
    let numbers = Span::new(first.span.start, second.span.end);
    let mut quantity = Quantity::between(low, high);
    if first.quantity.bound != Bound::Eq || second.quantity.bound != Bound::Eq {
        quantity.bound = if second.quantity.bound == Bound::Eq { first.quantity.bound } else { second.quantity.bound };
    }
    match right {
        Some((_, Class::Time, _)) => None,
        Some((unit, class, spaced)) => {
            let span = Span::new(numbers.start, unit.end);
            Some(Phrase {
                span,
                numbers,
                unit,
                what: What::Word(class),
                quantity: bounded(text, span, quantity),
                script: second.script,
                numerals: (index, index + 2),
                spaced,
            })
        }
        None => magnitude(text, numerals, index, quantity, numbers, index + 2),
    }
}

fn same_class(one: Class, other: Class) -> bool {
    match (one, other) {
        (Class::Measure(one), Class::Measure(other)) => one.symbol == other.symbol,
        (Class::Currency(one), Class::Currency(other)) => one == other,
        _ => false,
    }
}

/// `US$2.4bn`, `₩2,300,000`, `$5억`, `EUR 20`: the currency before the number.
fn signed_money(text: &str, numerals: &[Numeral], index: usize, currency: &'static Currency) -> Option<Phrase> {
    let first = &numerals[index];
    let left = text[..first.span.start].trim_end_matches(' ');
    let (sign, _) = unit::currency_before(left)?;
    let letters = left[left.len() - sign..].starts_with(|c: char| c.is_ascii_alphabetic() || hangul(c));
    if !letters && left.len() != first.span.start {
        return None;
    }
    let mut end = first.span.end;
    let mut factor = currency.factor;
    let rest = &text[end..];
    let spaced = rest.strip_prefix(' ').unwrap_or(rest);
    for (word, exponent) in [
        ("billion", 9),
        ("bn", 9),
        ("trillion", 12),
        ("tn", 12),
        ("million", 6),
        ("mn", 6),
        ("B", 9),
        ("b", 9),
        ("M", 6),
        ("m", 6),
        ("T", 12),
        ("K", 3),
        ("k", 3),
    ] {
        let source = if word.len() > 2 { spaced } else { rest };
        if let Some(after) = source.strip_prefix(word)
            && !after.starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            factor *= Decimal::from(10i64.pow(exponent));
            end = text.len() - after.len();
            break;
        }
    }
    let mut quantity = first.quantity;
    let mut next = index + 1;
    let mut numbers = first.span;
    if let Some(second) = numerals.get(index + 1) {
        let between = &text[first.span.end..second.span.start];
        let plain = between.trim_end_matches(&left[left.len() - sign..]);
        if (range_between(plain) || range_between(between))
            && let (Some(low), Some(high)) = (first.spread(second, text), second.quantity.value)
            && low < high
        {
            quantity = Quantity { bound: quantity.bound, ..Quantity::between(low, high) };
            numbers.end = second.span.end;
            end = end.max(second.span.end);
            next = index + 2;
        }
    }
    let scale = |value: Option<Decimal>| value.and_then(|value| value.checked_mul(factor));
    quantity = Quantity { value: scale(quantity.value), min: scale(quantity.min), max: scale(quantity.max), ..quantity };
    // `$100달러` and `미화 100만 달러` say the currency twice.
    if let Some((unit, Class::Currency(_), _)) = unit_at(text, end) {
        end = unit.end;
    }
    let span = Span::new(left.len() - sign, end);
    let empty = Span::new(end, end);
    Some(Phrase {
        span,
        numbers,
        unit: empty,
        what: What::Sign(currency),
        quantity: bounded(text, span, quantity),
        script: first.script,
        numerals: (index, next),
        spaced: false,
    })
}

/// Words before a number that hedge it.
const BEFORE: &[(&str, Bound)] = &[
    ("약", Bound::Approx),
    ("대략", Bound::Approx),
    ("어림잡아", Bound::Approx),
    ("얼추", Bound::Approx),
    ("줄잡아", Bound::Approx),
    ("거의", Bound::Approx),
    ("최대", Bound::Lte),
    ("많게는", Bound::Lte),
    ("많아야", Bound::Lte),
    ("최소", Bound::Gte),
    ("최소한", Bound::Gte),
    ("적어도", Bound::Gte),
    ("적게는", Bound::Gte),
];

/// Words after a number that hedge it; a josa may stand between.
const AFTER: &[(&str, Bound)] = &[
    ("이상", Bound::Gte),
    ("이하", Bound::Lte),
    ("이내", Bound::Lte),
    ("안에 ", Bound::Lte),
    ("안의 ", Bound::Lte),
    ("초과", Bound::Gt),
    ("미만", Bound::Lt),
    ("가량", Bound::Approx),
    ("정도", Bound::Approx),
    ("안팎", Bound::Approx),
    ("내외", Bound::Approx),
    ("남짓", Bound::Approx),
    ("쯤", Bound::Approx),
    ("전후", Bound::Approx),
    ("수준", Bound::Approx),
    ("가까이", Bound::Approx),
    ("상당", Bound::Approx),
    ("초반", Bound::Approx),
    ("중반", Bound::Approx),
    ("후반", Bound::Approx),
];

/// Verbs after the number and a josa.
const VERBS: &[(&str, Bound)] = &[
    ("넘는", Bound::Gt),
    ("넘게", Bound::Gt),
    ("넘은", Bound::Gt),
    ("넘어", Bound::Gt),
    ("넘었", Bound::Gt),
    ("넘긴", Bound::Gt),
    ("웃도", Bound::Gt),
    ("웃돌", Bound::Gt),
    ("웃돈", Bound::Gt),
    ("상회", Bound::Gt),
    ("초과", Bound::Gt),
    ("밑도", Bound::Lt),
    ("밑돌", Bound::Lt),
    ("밑돈", Bound::Lt),
    ("하회", Bound::Lt),
    ("못 미치", Bound::Lt),
    ("못 미친", Bound::Lt),
    ("못미치", Bound::Lt),
    ("미치지 못", Bound::Lt),
    ("육박", Bound::Approx),
    ("근접", Bound::Approx),
    ("가까운", Bound::Approx),
    ("가까이", Bound::Approx),
    ("달하는 ", Bound::Eq),
];

/// The quantity with the bound that the words around `span` give it.
pub fn bounded(text: &str, span: Span, quantity: Quantity) -> Quantity {
    if quantity.bound == Bound::Vague {
        return quantity;
    }
    let rest = &text[span.end..];
    let tail = rest.strip_prefix(' ').unwrap_or(rest);
    for &(word, bound) in AFTER {
        if begins(tail, word) {
            return Quantity { bound, ..quantity };
        }
    }
    let josa = ["을 ", "를 ", "에 ", "이 ", "가 ", "보다 "].iter().find_map(|josa| rest.strip_prefix(josa)).unwrap_or(tail);
    for &(word, bound) in VERBS {
        if begins(josa, word) && bound != Bound::Eq {
            return Quantity { bound, ..quantity };
        }
    }
    let left = text[..span.start].trim_end_matches([' ', '(']);
    for &(word, bound) in BEFORE {
        if let Some(outer) = left.strip_suffix(word) {
            let close = word == "약" || span.start - left.len() <= 1;
            if close && !outer.ends_with(hangul) {
                return Quantity { bound, ..quantity };
            }
        }
    }
    quantity
}

/// The last `count` bytes of the text before `at`, on a character boundary, within one line.
pub fn context_before(text: &str, at: usize, count: usize) -> &str {
    let mut start = at.saturating_sub(count);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let window = &text[start..at];
    window.rfind('\n').map_or(window, |line| &window[line + 1..])
}

/// The first `count` bytes of the text from `at`, on a character boundary, within one line.
pub fn context_after(text: &str, at: usize, count: usize) -> &str {
    let mut end = (at + count).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = &text[at..end];
    window.find('\n').map_or(window, |line| &window[..line])
}
