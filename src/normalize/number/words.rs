//! Numbers in words: which Sino-Korean, native and vague words are numbers, and which only look like it.

use rust_decimal::Decimal;

use super::{
    NATIVE, Numeral, SINO, Scratch, Script, Stop, Symbol, VAGUE, compose, fraction_at, hanja, power, sign_before, symbol,
    symbol_of_hangul,
};
use crate::document::Span;
use crate::normalize::context::{self, begins};
use crate::normalize::unit::{self, Class, hangul};
use crate::record::{Bound, Quantity};

/// The number word that begins at `at`, where a unit, counter, currency or word of time confirms it.
pub(super) fn word_at(text: &str, at: usize, class: u8, scratch: &mut Scratch) -> Option<Numeral> {
    if class & VAGUE != 0
        && let Some(numeral) = vague_at(text, at)
    {
        return Some(numeral);
    }
    if class & NATIVE != 0
        && let Some(numeral) = native_at(text, at)
    {
        return Some(numeral);
    }
    if class & SINO == 0 {
        return None;
    }
    scratch.stops.clear();
    compose(text, at, &mut scratch.stops);
    let mut index = scratch.stops.len();
    while index > 0 {
        index -= 1;
        let stop = scratch.stops[index];
        let word = &text[at..stop.end];
        let numeral = |end, value| Numeral {
            span: Span::new(sign_before(text, at).unwrap_or(at), end),
            quantity: Quantity { bound: if stop.approx { Bound::Approx } else { Bound::Eq }, ..Quantity::exactly(value) },
            script: if word.starts_with(hanja) { Script::Hanja } else { Script::Sino },
            printed: stop.value,
            scale: stop.scale,
            fraction: false,
        };
        if let Some((end, value)) = fraction_at(text, stop) {
            return Some(Numeral { fraction: true, ..numeral(end, value) });
        }
        if confirmed(text, at, stop) {
            let mut numeral = numeral(stop.end, stop.value);
            if numeral.span.start < at {
                numeral.quantity.value = Some(-stop.value);
            }
            return Some(numeral);
        }
        // 십수 명, 이십수 년: some more than the tens.
        if let Some(rest) = text[stop.end..].strip_prefix('수') {
            let tail = rest.strip_prefix(' ').unwrap_or(rest);
            if word.ends_with('십') && unit::after(tail).is_some() {
                let quantity = Quantity {
                    bound: Bound::Vague,
                    ..Quantity::between(stop.value + Decimal::ONE, stop.value + Decimal::from(9))
                };
                let span = Span::new(at, stop.end + '수'.len_utf8());
                return Some(Numeral {
                    span,
                    quantity,
                    script: Script::Vague,
                    printed: stop.value,
                    scale: stop.scale,
                    fraction: false,
                });
            }
        }
    }
    None
}

/// Whether what follows a number in words says that it is one.
fn confirmed(text: &str, start: usize, stop: Stop) -> bool {
    let word = &text[start..stop.end];
    let rest = &text[stop.end..];
    let spaced = rest.starts_with(' ');
    let tail = if spaced { &rest[1..] } else { rest };
    let Some(unit) = unit::after(tail) else {
        // A magnitude without a unit: 삼조오천억, 억대.
        return word.chars().count() >= 3 && word.ends_with(['억', '조']) && !rest.starts_with(hangul);
    };
    let letters = tail[..unit.len].chars().count();
    let syllables = word.trim_end_matches('여').chars().count();
    let approx = word.ends_with('여');
    if word.starts_with(hanja) {
        return !spaced;
    }
    let form = &tail[..unit.len];
    if ["구조", "삼천포", "사천시", "이천시"].iter().any(|word| text[start..].starts_with(word))
        || form == "원화" && syllables == 1
    {
        return false;
    }
    if syllables > 1 {
        let mut letters_of = word.chars();
        let pair = (letters_of.next().and_then(symbol), letters_of.next().and_then(symbol), letters_of.next());
        if let (Some(Symbol::One(_)), Some(Symbol::Large(exponent)), None) = pair {
            // 사조, 이경 are names, 이만 is a word of its own.
            if exponent >= 12 {
                return matches!(unit.class, Class::Currency(_)) && word != "구조";
            }
            if word == "이만" {
                return !spaced && matches!(form, "명" | "원" | "개" | "달러" | "평" | "가구" | "대");
            }
        }
        // 이천, 사천 and the like are towns as well; 구조, 사경, 이만 are words.
        if word.ends_with('일') && spaced && unit.class == Class::Time {
            return false;
        }
        if unit.class == Class::Time && tail.starts_with('시') {
            return stop.value <= Decimal::from(24) && (tail.starts_with("시간") || !spaced);
        }
        if word == "이상" || letters == 1 && matches!(word, "이사" | "오이") {
            return false;
        }
        return true;
    }
    let magnitude = matches!(text[start..].chars().next().and_then(symbol), Some(Symbol::Small(_) | Symbol::Large(_)));
    if magnitude {
        // A lone 십, 백, 천, 만: only before what is really counted in them.
        if word == "억" && rest.starts_with('대') && !rest.starts_with("대학") {
            return true;
        }
        return approx
            || matches!(unit.class, Class::Currency(_)) && !matches!(word, "억" | "조") && !(word == "십" && spaced)
            || matches!(form, "명" | "배" | "분" | "가구" | "마리")
                && !matches!(word, "억" | "조")
                && !tail.starts_with("명하")
                && !tail.starts_with("명했")
                && (spaced || word != "천" || form != "배")
            || spaced && matches!(form, "개" | "번" | "가지" | "곳" | "대" | "년" | "권" | "그루")
            || !spaced && form == "년" && word != "조" && word != "억"
            || matches!(unit.class, Class::Measure(_)) && letters >= 2 && !matches!(word, "억" | "조");
    }
    // A lone digit: only before units of two syllables and more, and never across a space for 이 (this) and 일 (work).
    let safe = match unit.class {
        Class::Measure(_) | Class::Currency(_) => {
            letters >= 2 && !(form == "유로" && matches!(word, "이" | "사"))
                || form == "불" && !spaced && tail.chars().take(8).collect::<String>().contains("센트")
        }
        Class::Time => {
            matches!(form, "개월" | "주일" | "년간" | "개년" | "분기" | "주간" | "시간") && word != "이"
                || form == "년" && word == "일"
        }
        Class::Counter(_) => letters >= 2 && matches!(form, "번째" | "개월" | "퍼센트" | "포인트" | "개국" | "개사"),
    };
    safe && (!spaced
        || !matches!(word, "이" | "일" | "공" | "사" | "구") && matches!(unit.class, Class::Measure(_) | Class::Currency(_)))
        || word == "이" && !spaced && form == "개월"
}

/// 수백, 수십만, 수조, 몇, 몇십: a class of numbers.
fn vague_at(text: &str, at: usize) -> Option<Numeral> {
    let head = text[at..].chars().next()?;
    let mut end = at + head.len_utf8();
    // 수 십억 명, 수 백 개: the space that some write.
    if head == '수' && [" 십", " 백", " 천"].iter().any(|word| text[end..].starts_with(word)) {
        end += 1;
    }
    let mut exponent = 0u32;
    let mut last: Option<Symbol> = None;
    for c in text[end..].chars().take(4) {
        match (symbol_of_hangul(c), last) {
            (Some(small @ Symbol::Small(more)), None) => {
                exponent += more;
                last = Some(small);
            }
            (Some(large @ Symbol::Large(more)), None | Some(Symbol::Small(_))) => {
                exponent += more;
                last = Some(large);
            }
            _ => break,
        }
        end += c.len_utf8();
    }
    if let Some(rest) = text[end..].strip_prefix(' ') {
        // 몇십 억, 수천 만.
        if matches!(last, Some(Symbol::Small(_)))
            && let Some((c, Symbol::Large(more))) = rest.chars().next().and_then(|c| symbol_of_hangul(c).map(|s| (c, s)))
        {
            let after = &rest[c.len_utf8()..];
            let tail = after.strip_prefix(' ').unwrap_or(after);
            if !after.starts_with(hangul) || unit::after(tail).is_some() {
                exponent += more;
                end += 1 + c.len_utf8();
            }
        }
    }
    if last.is_none() && head == '수' || exponent > 20 {
        return None;
    }
    let approx = text[end..].starts_with('여');
    if approx {
        end += '여'.len_utf8();
    }
    let rest = &text[end..];
    let tail = rest.strip_prefix(' ').unwrap_or(rest);
    let unit = unit::after(tail);
    let counted = match unit.map(|unit| unit.class) {
        Some(Class::Counter(counter)) => counter.vague || exponent > 0,
        Some(_) => true,
        // 수십억에서 수백억 원
        // 수백만의 백성, 수십만 관중
        None if exponent >= 4 && context::PEOPLE.starts(rest.strip_prefix('의').unwrap_or(rest).trim_start_matches(' ')) => true,
        None if rest.strip_prefix("에서 ").is_some_and(|right| right.starts_with(['수', '몇'])) => exponent >= 4,
        // 수백억을, 수천억이
        None => exponent >= 8 && unit::ends_in_josa(rest) && text[at..end].chars().count() >= 3,
    };
    if !counted || text[at..].starts_with("수조") && !matches!(unit.map(|unit| unit.class), Some(Class::Currency(_))) {
        return None;
    }
    let quantity = if exponent == 0 {
        Quantity { bound: Bound::Vague, ..Quantity::between(Decimal::from(2), Decimal::from(9)) }
    } else {
        Quantity { bound: Bound::Vague, ..Quantity::between(power(exponent), power(exponent + 1)) }
    };
    let scale = power(exponent);
    Some(Numeral { span: Span::new(at, end), quantity, script: Script::Vague, printed: scale, scale, fraction: false })
}

/// Native words of one to nine and of two neighbours at once, and the tens before them: the word, the lowest and the highest value.
pub(super) const NATIVE_WORDS: &[(&str, u8, u8)] = &[
    ("한두", 1, 2),
    ("두세", 2, 3),
    ("두서너", 2, 4),
    ("서너", 3, 4),
    ("너댓", 4, 5),
    ("네댓", 4, 5),
    ("너덧", 4, 5),
    ("네다섯", 4, 5),
    ("대여섯", 5, 6),
    ("대엿", 5, 6),
    ("예닐곱", 6, 7),
    ("일고여덟", 7, 8),
    ("일여덟", 7, 8),
    ("여덟아홉", 8, 9),
    ("엳아홉", 8, 9),
    ("하나", 1, 1),
    ("다섯", 5, 5),
    ("여섯", 6, 6),
    ("일곱", 7, 7),
    ("여덟", 8, 8),
    ("아홉", 9, 9),
    ("한", 1, 1),
    ("첫", 1, 1),
    ("두", 2, 2),
    ("둘", 2, 2),
    ("세", 3, 3),
    ("셋", 3, 3),
    ("석", 3, 3),
    ("서", 3, 3),
    ("네", 4, 4),
    ("넷", 4, 4),
    ("넉", 4, 4),
    ("너", 4, 4),
    ("열", 10, 10),
    ("스물", 20, 20),
    ("스무", 20, 20),
    ("서른", 30, 30),
    ("마흔", 40, 40),
    ("쉰", 50, 50),
    ("예순", 60, 60),
    ("일흔", 70, 70),
    ("여든", 80, 80),
    ("아흔", 90, 90),
    ("반", 0, 0),
];

fn longest_native(text: &str, tens: bool) -> Option<(usize, u8, u8)> {
    NATIVE_WORDS
        .iter()
        .filter(|(word, low, _)| (*low >= 10) == tens && begins(text, word))
        .max_by_key(|(word, ..)| word.len())
        .map(|&(word, low, high)| (word.len(), low, high))
}

/// The native number word at `at`.
fn native_at(text: &str, at: usize) -> Option<Numeral> {
    let rest = &text[at..];
    let (mut len, mut low, mut high) = (0, 0, 0);
    if let Some((tens_len, tens, _)) = longest_native(rest, true) {
        (len, low, high) = (tens_len, tens, tens);
    }
    let ones = longest_native(&rest[len..], false).filter(|&(_, ones, _)| ones > 0 || len == 0);
    // The longer reading first (열두 명), then the tens alone (열 명).
    let mut readings = [(0usize, 0u8, 0u8); 2];
    if let Some((ones_len, ones_low, ones_high)) = ones {
        readings[0] = (len + ones_len, low + ones_low, high + ones_high);
    }
    readings[1] = (len, low, high);
    for (len, low, high) in readings {
        if len == 0 {
            continue;
        }
        let word = &rest[..len];
        let mut end = at + len;
        let approx = low >= 10 && low == high && text[end..].starts_with('여');
        if approx {
            end += '여'.len_utf8();
        }
        if !native_confirmed(text, at, word, &text[end..]) {
            continue;
        }
        let quantity = if word == "반" {
            Quantity::exactly(Decimal::new(5, 1))
        } else if low == high {
            Quantity { bound: if approx { Bound::Approx } else { Bound::Eq }, ..Quantity::exactly(Decimal::from(low)) }
        } else {
            Quantity::between(Decimal::from(low), Decimal::from(high))
        };
        let printed = Decimal::from(low);
        return Some(Numeral {
            span: Span::new(at, end),
            quantity,
            script: Script::Native,
            printed,
            scale: Decimal::ONE,
            fraction: false,
        });
    }
    None
}

fn native_confirmed(text: &str, start: usize, word: &str, rest: &str) -> bool {
    let spaced = rest.starts_with(' ');
    let tail = if spaced { &rest[1..] } else { rest };
    let Some(unit) = unit::after(tail) else { return false };
    let form = &tail[..unit.len];
    let letters = form.chars().count();
    match word {
        "반" => return matches!(unit.class, Class::Measure(_)) && letters >= 2,
        "첫" | "둘" | "셋" | "넷" | "하나" => return matches!(form, "번째" | "째"),
        "석" | "넉" => return matches!(form, "달" | "장" | "대" | "잔" | "점" | "섬" | "자"),
        "서" | "너" => return matches!(form, "말" | "푼" | "돈") && !spaced,
        _ => {}
    }
    match unit.class {
        Class::Time => {
            let time = matches!(
                form,
                "달" | "해" | "시" | "시간" | "시간대" | "주" | "학기" | "세기" | "분기" | "주간" | "달간" | "끼" | "밤"
            );
            // 한시, 한해, 세시, 네시: written together only before what can be nothing else.
            time && (spaced
                || matches!(form, "달" | "시간" | "달간" | "시") && !(word == "한" && form == "시")
                || word.chars().count() > 1
                || form == "해" && word != "세")
        }
        Class::Counter(counter) if counter.native => {
            let glued = !spaced && together_is_another_word(word, form);
            let counts = glued && counts_together(&text[..start], word, form, &tail[unit.len..]);
            if word != "한" {
                return !glued || counts;
            }
            if glued && !counts {
                return false;
            }
            !(spaced && verb_before(text, start) && matches!(form, "점" | "건" | "사람" | "곳" | "분" | "판" | "편" | "채"))
        }
        Class::Counter(_) => word != "한" && spaced && letters >= 2,
        Class::Measure(measure) => matches!(measure.symbol, "근" | "컵") || letters >= 2 && (spaced || word.chars().count() > 1),
        Class::Currency(_) => false,
    }
}

/// 한편, 한번, 한층, 한때 …: written together they are words of their own more often than a number and a counter.
fn together_is_another_word(word: &str, form: &str) -> bool {
    match word {
        "한" => matches!(
            form,
            "편" | "번"
                | "층"
                | "판"
                | "장"
                | "권"
                | "잔"
                | "점"
                | "줄"
                | "분"
                | "건"
                | "통"
                | "병"
                | "발"
                | "골"
                | "채"
                | "갑"
                | "팀"
                | "벌"
                | "척"
                | "필"
                | "명"
                | "회"
                | "개"
                | "갈래"
                | "조각"
        ),
        "두" | "세" | "네" | "열" => matches!(
            form,
            "대" | "분"
                | "통"
                | "판"
                | "점"
                | "번"
                | "회"
                | "권"
                | "건"
                | "벌"
                | "골"
                | "장"
                | "척"
                | "발"
                | "편"
                | "줄"
                | "층"
                | "병"
                | "필"
                | "팀"
        ),
        _ => false,
    }
}

/// Whether what stands around such a pair says that it counts: 한명이, 두대가; 세대 and 열대 are words of their own (a generation, the
/// tropics) but behind what is counted so (트럭 세대를).
fn counts_together(left: &str, word: &str, form: &str, rest: &str) -> bool {
    match (word, form) {
        ("한", "명" | "개") => ["이", "가", "을", "를", "은", "는", "도", "만", "의", "씩", "당", "과", "와", "에게", "뿐"]
            .iter()
            .any(|josa| rest.starts_with(josa)),
        ("두" | "네", "대") => true,
        ("세" | "열", "대") => {
            let left = left.trim_end_matches(' ');
            context::MACHINES.ends(left) && !left.ends_with("모두")
        }
        _ => false,
    }
}

/// Whether the word before `at` is something that 한 (did, that did) governs: `회의를 한 곳`, `하도록 한 점`.
fn verb_before(text: &str, at: usize) -> bool {
    let left = text[..at].trim_end_matches(' ');
    ["을", "를", "도록", "로", "고", "게", "못", "다고", "라고"].iter().any(|ending| left.ends_with(ending))
}
