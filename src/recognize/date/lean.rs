//! Whether a clause speaks of what has been or of what is to come: the side on which a date without year or month lies.

use crate::lists::Starts;

use super::place::Place;
use super::words::is_hangul;

/// What the words behind a date say about its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lean {
    Past { near: bool },
    Future { near: bool },
    Open,
}

/// Bytes behind a mention that are looked at.
const REACH: usize = 240;
/// A cue within so many bytes belongs to the mention without doubt.
const NEAR: usize = 40;

static FUTURE: Starts = Starts::new(&[
    "예정",
    "계획",
    "전망",
    "앞두고",
    "앞둔",
    "가능성",
    "목표",
    "방침",
    "기로 했",
    "기로 한",
    "개최한다",
    "열린다",
    "열리는",
    "열릴",
    "나선다",
    "실시한다",
    "것으로 예상",
    "것으로 보",
    "되면",
    "추진한다",
    "시행되는",
    "착공해",
    "개막",
    "출시 ",
    "출범할",
    "들어갈",
    "까지 진행",
    "기대를",
    "기대하",
    "기대된",
    "기대되",
    "기대감",
    "예상되",
    "예상된다",
    "관측된다",
    "회복할",
]);
static PAST: Starts = Starts::new(&[
    "밝혔",
    "열린 ",
    "한 바",
    "치러진",
    "발표한",
    "체결한",
    "전했",
    "말했",
    "따르면",
    "벌어진",
    "개최한 ",
    "출시한",
    "지난",
    "숨진",
    "발생한",
    "열렸",
    "당선",
    "구속",
    "별세",
    "했던",
]);
/// Words that speak of what has been unless the clause goes on to say something else.
static PAST_AT_LAST: Starts = Starts::new(&["실적", "영업이익", "매출", "순이익", "누적", "고 있다", "며 있다"]);
/// A past participle within so many bytes stands right behind the mention and describes what happened then.
const ADJACENT: usize = 24;

/// Whether a mention is all that its line says, as in a schedule.
pub(super) fn alone(Place { text, start, end }: Place) -> bool {
    let before = text[..start].trim_end_matches(' ');
    let opens = before.is_empty() || before.ends_with('\n');
    let rest = text[end..].trim_start_matches([' ', '에', '.', ',']);
    opens && (rest.is_empty() || rest.starts_with('\n'))
}

/// Reads the sentence of a mention: a line that says nothing but a date announces it.
pub(super) fn lean(place: Place) -> Lean {
    if alone(place) { Lean::Future { near: true } } else { behind(place.text, place.end) }
}

/// Reads the rest of the sentence behind `end`, up to the next date or a fixed reach.
fn behind(text: &str, end: usize) -> Lean {
    let mut stop = (end + REACH).min(text.len());
    while !text.is_char_boundary(stop) {
        stop -= 1;
    }
    let rest = &text[end..stop];
    let (mut before, mut quoted) = (' ', false);
    let mut at_last = Lean::Open;
    for (at, c) in rest.char_indices() {
        // What a quotation says is not when it was said.
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '"' => quoted = !quoted,
            _ => {}
        }
        if quoted && c != '\n' {
            before = c;
            continue;
        }
        let near = at <= NEAR;
        let here = &rest[at..];
        let sentence_ends = c == '\n' || c == '.' && before == '다' || c == '?' || c == '!';
        let another_date = c.is_ascii_digit() && !before.is_ascii_digit() && at > 0 && {
            let digits = here.bytes().take_while(u8::is_ascii_digit).count();
            let unit = here[digits..].trim_start_matches(' ');
            digits <= 4 && (unit.starts_with('월') || unit.starts_with('일') || unit.starts_with("년 "))
        };
        if sentence_ends || another_date {
            return at_last;
        }
        if is_hangul(c) {
            // ㄹ before a space: 할 전망
            let foreseen =
                rest[..at].trim_end_matches(' ').chars().next_back().is_some_and(|c| is_hangul(c) && final_consonant(c) == L);
            // 전망치, 목표주가, 예정보다: what was foreseen, and not what is.
            let future = |cue: &str| {
                let after = &here[cue.len()..];
                if ["치", "주가", "가 ", "가를", "보다", "일보다"].iter().any(|word| after.starts_with(word)) {
                    return false;
                }
                // 11월 전망(0.5%), 계획을 내놨다: a forecast and a plan; 할 전망, 전망된다 foresee.
                let noun = matches!(cue, "전망" | "계획");
                let verb = ["이", "되", "된", "됐", "하", "한", "했", "할", "도", "을 세", "을 밝"];
                !noun
                    || foreseen
                    || verb.iter().any(|word| after.starts_with(word))
                    || after.is_empty()
                    || after.starts_with(['.', '”', '"'])
            };
            if FUTURE.of(here).any(future) {
                return Lean::Future { near };
            }
            // 발표한 is past, 발표한다 is not.
            let past = |cue: &str| !(cue.ends_with('한') && here[cue.len()..].starts_with('다'));
            if PAST.of(here).any(past) || at <= ADJACENT && here.starts_with("된 ") {
                return Lean::Past { near };
            }
            if at_last == Lean::Open && (here.starts_with("된 ") || PAST_AT_LAST.open(here)) {
                at_last = Lean::Past { near: near && !here.starts_with("된 ") };
            }
            let next = here[c.len_utf8()..].chars().next().unwrap_or('\0');
            match final_consonant(c) {
                // 했다, 됐고, 였으며 …
                SS if c != '있' && c != '겠' && matches!(next, '다' | '고' | '으' | '지' | '던' | '는' | '습') => {
                    return Lean::Past { near };
                }
                SS if c == '겠' => return Lean::Future { near },
                // 한다, 연다, 된다: the present of what is to come.
                N if next == '다'
                    && here[c.len_utf8() + next.len_utf8()..].starts_with(|c: char| !is_hangul(c) || c == '고' || c == '는') =>
                {
                    return Lean::Future { near };
                }
                // 열릴 예정, 할 것
                L if next == ' '
                    && ["예정", "것", "계획", "전망", "수 있"].iter().any(|word| here[c.len_utf8() + 1..].starts_with(word)) =>
                {
                    return Lean::Future { near };
                }
                _ => {}
            }
        }
        before = c;
    }
    at_last
}

const N: u32 = 4;
const L: u32 = 8;
const SS: u32 = 20;

/// The index of a syllable's final consonant in Unicode's order; 0 where it has none.
fn final_consonant(c: char) -> u32 {
    (c as u32 - '가' as u32) % 28
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_lean() {
        for (text, want) in [
            (" 문을 연다.", Lean::Future { near: true }),
            (" 서울에서 열릴 예정이다.", Lean::Future { near: true }),
            ("까지 공사를 마칠 계획이다.", Lean::Future { near: true }),
            (" 협약을 맺었다.", Lean::Past { near: true }),
            (" 열린 회의에서", Lean::Past { near: true }),
            (" 서울 본부에서", Lean::Open),
            (" 회의, 9월 5일 결과를 발표했다", Lean::Open),
            (" 임명된 장관은 곧 떠난다.", Lean::Past { near: true }),
            (" 보조금 지급이 포함된 계획이 나올 수 있다.", Lean::Future { near: true }),
            (" 실적 회복에 대한 기대를 접지 않았다.", Lean::Future { near: true }),
            (" 영업이익 100억원, 순이익 20억원을 올렸다.", Lean::Past { near: false }),
            (" 전망(0.5%)에 못 미쳤다.", Lean::Past { near: true }),
            (" 문을 열 전망이다.", Lean::Future { near: true }),
            (" 매출은 전망치를 웃돌았다.", Lean::Past { near: true }),
            (" 결과를 발표한다.", Lean::Future { near: true }),
            (" 광장에서 인사하고 있다.", Lean::Past { near: true }),
        ] {
            assert_eq!(behind(text, 0), want, "{text}");
        }
    }
}
