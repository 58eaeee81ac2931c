//! Units, currencies and counters: surface forms, canonical symbols, UCUM codes, factors to the base unit of their kind.
//!
//! The words live in `lexicon/units.tsv`, `lexicon/currencies.tsv` and `lexicon/counters.tsv`; one table holds them all, and
//! the longest surface form at a place wins, whatever its class. That is how `3개월` is a time and never `3개`.

mod compound;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use compound::per;

use rust_decimal::Decimal;

use crate::lists::rows;
use crate::normalize::context;
use crate::record::{CountKind, FigureKind};

/// A unit of measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The canonical symbol.
    pub symbol: &'static str,
    pub kind: FigureKind,
    pub ucum: Option<&'static str>,
    /// One of it in the base unit of its kind; `None` where there is none.
    pub factor: Option<Decimal>,
}

/// A currency word or symbol.
#[derive(Debug, Clone, PartialEq)]
pub struct Currency {
    /// ISO 4217.
    pub code: &'static str,
    /// One of it in the code's unit (a cent is 0.01).
    pub factor: Decimal,
}

/// A counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    pub kind: CountKind,
    pub native: bool,
    pub vague: bool,
}

/// What a word after a number is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Class {
    Measure(&'static Measure),
    Currency(&'static Currency),
    Counter(Counter),
    /// A word of the calendar or the clock: 년, 개월, 시간 …
    Time,
}

/// A word after (or before) a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Word {
    /// Its length in bytes.
    pub len: usize,
    pub class: Class,
}

struct Table {
    /// The forms by their first character, the longest first.
    forms: Vec<Vec<(Box<str>, Class)>>,
    /// For each Hangul syllable the index into `forms`; 0 where no form begins with it.
    syllables: Box<[u16]>,
    /// The same for all other characters.
    others: HashMap<char, u16>,
    before: Vec<(Box<str>, &'static Currency)>,
    measures: HashMap<&'static str, &'static Measure>,
    currencies: HashMap<&'static str, &'static Currency>,
}

impl Table {
    /// The forms that begin with `first`, the longest first.
    fn at(&self, first: char) -> &[(Box<str>, Class)] {
        let index = if hangul(first) {
            self.syllables[first as usize - '가' as usize]
        } else {
            self.others.get(&first).copied().unwrap_or(0)
        };
        &self.forms[usize::from(index)]
    }
}

/// The number of Hangul syllables, 가 to 힣.
const SYLLABLES: usize = 11_172;

static TABLE: LazyLock<Table> = LazyLock::new(build);

fn fraction(text: &str) -> Option<Decimal> {
    match text.split_once('/') {
        Some((over, under)) => over.parse::<Decimal>().ok()?.checked_div(under.parse().ok()?),
        None => text.parse().ok(),
    }
}

fn build() -> Table {
    let mut all: HashMap<Box<str>, Class> = HashMap::new();
    let mut before = Vec::new();
    let mut measures = HashMap::new();
    let mut currencies: HashMap<&'static str, &'static Currency> = HashMap::new();
    for word in context::TIME.iter() {
        all.insert(word.into(), Class::Time);
    }
    for row in rows(include_str!("../../lexicon/counters.tsv")) {
        let [kind, takes, forms] = row[..] else { continue };
        let kind = match kind {
            "percent" => CountKind::Percent,
            "multiple" => CountKind::Multiple,
            "rank" => CountKind::Rank,
            "points" => CountKind::Points,
            _ => CountKind::Count,
        };
        let counter = Counter { kind, native: takes.contains('n'), vague: takes.contains('v') };
        for form in forms.split_whitespace() {
            all.entry(form.replace('_', " ").into()).or_insert(Class::Counter(counter));
        }
    }
    for row in rows(include_str!("../../lexicon/currencies.tsv")) {
        let [code, factor, place, forms] = row[..] else { continue };
        let Some(factor) = fraction(factor) else { continue };
        let currency: &'static Currency = Box::leak(Box::new(Currency { code, factor }));
        currencies.entry(code).or_insert(currency);
        for form in forms.split_whitespace() {
            let form: Box<str> = form.replace('_', " ").into();
            if place == "before" {
                before.push((form, currency));
            } else {
                all.entry(form).or_insert(Class::Currency(currency));
            }
        }
    }
    for row in rows(include_str!("../../lexicon/units.tsv")) {
        let [symbol, kind, ucum, factor, forms] = row[..] else { continue };
        let kind = match kind {
            "power" => FigureKind::Power,
            "energy" => FigureKind::Energy,
            "computing" => FigureKind::Computing,
            "storage" => FigureKind::Storage,
            "bandwidth" => FigureKind::Bandwidth,
            "area" => FigureKind::Area,
            "length" => FigureKind::Length,
            "mass" => FigureKind::Mass,
            "volume" => FigureKind::Volume,
            "temperature" => FigureKind::Temperature,
            "speed" => FigureKind::Speed,
            "frequency" => FigureKind::Frequency,
            "pressure" => FigureKind::Pressure,
            "emissions" => FigureKind::Emissions,
            "voltage" => FigureKind::Voltage,
            _ => FigureKind::Other,
        };
        let ucum = (ucum != "-").then_some(ucum);
        let measure: &'static Measure = Box::leak(Box::new(Measure { symbol, kind, ucum, factor: fraction(factor) }));
        measures.insert(symbol, measure);
        for form in forms.split_whitespace() {
            all.entry(form.replace('_', " ").into()).or_insert(Class::Measure(measure));
        }
    }
    let mut after: HashMap<char, Vec<(Box<str>, Class)>> = HashMap::new();
    for (form, class) in all {
        if let Some(first) = form.chars().next() {
            after.entry(first).or_default().push((form, class));
        }
    }
    for forms in after.values_mut() {
        forms.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    }
    let mut forms = vec![Vec::new()];
    let mut syllables = vec![0u16; SYLLABLES].into_boxed_slice();
    let mut others = HashMap::new();
    for (first, list) in after {
        let index = forms.len() as u16;
        if hangul(first) {
            syllables[first as usize - '가' as usize] = index;
        } else {
            others.insert(first, index);
        }
        forms.push(list);
    }
    before.sort_by(|a: &(Box<str>, _), b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    Table { forms, syllables, others, before, measures, currencies }
}

/// The same as [`after`], behind a space: a word of its own stands there more often than a counter.
pub fn after_space(rest: &str) -> Option<Word> {
    let word = after(rest)?;
    if matches!(word.class, Class::Counter(_))
        && context::OTHER_WORDS.iter().any(|other| context::begins(rest, other) && other.len() > word.len)
    {
        return None;
    }
    Some(word)
}

/// The longest unit, currency, counter or word of time at the start of `rest` that ends there: letters of the same script that
/// would make another word of it (`3GB` is no `G`, `5건설` no `건`) rule it out.
pub fn after(rest: &str) -> Option<Word> {
    for (form, class) in TABLE.at(rest.chars().next()?) {
        if context::begins(rest, form) && ends(form, &rest[form.len()..], *class) {
            return Some(match *class {
                Class::Measure(measure) => compound::whole(rest, form.len(), measure),
                class => Word { len: form.len(), class },
            });
        }
    }
    None
}

/// The measure with this canonical symbol.
pub fn measure(symbol: &str) -> Option<&'static Measure> {
    TABLE.measures.get(symbol).copied()
}

/// The currency with this ISO 4217 code whose unit is the code's own.
pub fn currency(code: &str) -> Option<&'static Currency> {
    TABLE.currencies.get(code).copied()
}

/// The currency sign or code that ends at the end of `left`.
pub fn currency_before(left: &str) -> Option<(usize, &'static Currency)> {
    let last = left.chars().next_back()?;
    if last.is_ascii_lowercase() || last.is_ascii_digit() {
        return None;
    }
    for (form, currency) in &TABLE.before {
        if left.ends_with(&**form) {
            let outer = &left[..left.len() - form.len()];
            let letter = form.starts_with(|c: char| c.is_ascii_alphabetic());
            if letter && outer.ends_with(|c: char| c.is_ascii_alphanumeric()) {
                return None;
            }
            return Some((form.len(), currency));
        }
    }
    None
}

pub(crate) fn hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// Whether a word may end before `rest`: nothing of Hangul there, or a josa or a suffix of measure.
pub fn ends_in_josa(rest: &str) -> bool {
    !rest.starts_with(hangul) || context::TAILS.starts(rest)
}

fn ends(form: &str, rest: &str, class: Class) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    let last = form.chars().next_back().unwrap_or(' ');
    if last.is_ascii_alphanumeric() {
        return !(next.is_ascii_alphanumeric() || next == '²' || next == '³');
    }
    if !hangul(last) || !hangul(next) {
        return true;
    }
    if matches!(class, Class::Time) || form.chars().count() > 2 && !form.contains(' ') && !matches!(class, Class::Currency(_)) {
        return true;
    }
    if form == "원" && rest.starts_with('여') {
        return false;
    }
    if context::TAILS.starts(rest) {
        // 등급, 국가 are other words.
        return !(form == "등" && rest.starts_with('급') || form == "개 국" && rest.starts_with('가'));
    }
    match class {
        Class::Counter(_) if form == "위" && rest.starts_with('권') => return true,
        // 400명대, 20건대를: a class of numbers.
        Class::Counter(_)
            if matches!(form, "명" | "건" | "개" | "석" | "점" | "가구" | "포인트" | "배" | "위") && rest.starts_with('대') =>
        {
            return ends_in_josa(&rest['대'.len_utf8()..]);
        }
        Class::Counter(_) if form == "곳" && rest.starts_with('서') => return true,
        Class::Counter(_) if matches!(form, "점" | "표" | "승" | "위" | "배") && rest.starts_with('차') => return true,
        // 7명구속, 2명사망: headlines leave the space out.
        Class::Counter(_) if form == "명" && context::HEADLINES.starts(rest) => return true,
        Class::Counter(_) if matches!(form, "배" | "위") && rest.starts_with(['대', '여']) => return true,
        Class::Counter(counter) if counter.kind == CountKind::Percent && rest.starts_with(['대', '선']) => return true,
        Class::Measure(_) if rest.starts_with(['대', '여']) => return true,
        _ => {}
    }
    if matches!(class, Class::Currency(_)) && form.chars().count() > 1 {
        // 위안부, 유로존, 프랑스 are other words.
        return !rest.starts_with(['부', '존', '스', '본', '파']);
    }
    matches!(class, Class::Currency(_)) && context::MONEY_TAILS.starts(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_lexicons_is_well_formed() {
        for row in rows(include_str!("../../lexicon/units.tsv")) {
            let [symbol, _, _, factor, forms] = row[..] else { panic!("{row:?}") };
            assert!(measure(symbol).is_some() && !forms.trim().is_empty(), "{row:?}");
            assert!(factor == "-" || fraction(factor).is_some_and(|factor| factor > Decimal::ZERO), "{row:?}");
        }
        for row in rows(include_str!("../../lexicon/currencies.tsv")) {
            let [code, factor, place, _] = row[..] else { panic!("{row:?}") };
            assert!(code.len() == 3 && fraction(factor).is_some() && matches!(place, "after" | "before"), "{row:?}");
        }
        for row in rows(include_str!("../../lexicon/counters.tsv")) {
            assert!(row.len() == 3 && matches!(row[0], "count" | "percent" | "multiple" | "rank" | "points"), "{row:?}");
        }
    }

    #[test]
    fn the_longest_word_that_ends_there_wins() {
        let len = |rest: &str| after(rest).map(|word| word.len);
        assert_eq!(len("개월간"), Some("개월".len()));
        assert_eq!(len("개사가"), Some("개사".len()));
        assert_eq!(len("건설"), None);
        assert_eq!(len("건이"), Some("건".len()));
        assert_eq!(len("GBps"), None);
        assert_eq!(len("위안부"), None);
        assert_eq!(len("홍콩 달러를"), Some("홍콩 달러".len()));
        assert_eq!(after_space("정도"), None);
    }
}
