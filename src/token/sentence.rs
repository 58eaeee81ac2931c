//! Sentence boundaries of Korean news text.
//!
//! One pass over the bytes that stops only at the few that can matter. A sentence never crosses a line break. A quotation or
//! a bracket that closes within its bound is stepped over as a whole, so `“… 했다. … 했다”고 말했다` stays one sentence;
//! one that does not close is read as if its opening mark were not there.

use crate::document::Span;

/// The most bytes that a quotation in double marks may span. A statement that news quotes in one breath stays far below 400
/// syllables of 3 bytes; beyond that, the closing mark is taken to be forgotten.
const QUOTATION: usize = 1200;

/// The most bytes that single marks or brackets may span: titles, emphasis, asides.
const ASIDE: usize = 400;

/// Syllables that close a statement, question or note. After one of them a period ends the sentence even where the next one
/// follows without a space.
const FINAL: [char; 8] = ['다', '요', '죠', '까', '함', '됨', '임', '음'];

/// What continues the clause around a quotation: quotative josa and the nouns that take up what was quoted. The entries of
/// one syllable count only as a whole word.
const QUOTATIVES: [&str; 17] = [
    "라고",
    "이라고",
    "라며",
    "이라며",
    "라면서",
    "이라면서",
    "라는",
    "이라는",
    "이란",
    "하고",
    "고",
    "며",
    "는",
    "란",
    "등",
    "면서",
    "라",
];

/// Enumerators of lists in Korean documents: `가. 개요`.
const ENUMERATORS: [char; 14] = ['가', '나', '다', '라', '마', '바', '사', '아', '자', '차', '카', '타', '파', '하'];

/// Latin abbreviations that are written with a period and go on, in lower case.
const ABBREVIATIONS: [&str; 37] = [
    "inc", "ltd", "corp", "co", "no", "nos", "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "vol", "fig", "gen", "sen",
    "rep", "gov", "pres", "capt", "col", "sgt", "dept", "univ", "jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov", "dec",
    "bros",
];

/// Sentence spans of `text`, in order, without the white space at their ends. They cover every character that is not white
/// space.
pub fn sentences(text: &str) -> Vec<Span> {
    Sentences::new(text).collect()
}

/// Iterator over the sentences of a text.
pub struct Sentences<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Sentences<'a> {
    pub fn new(text: &'a str) -> Self {
        Sentences { text, at: 0 }
    }
}

impl Iterator for Sentences<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = &self.text[self.at..];
        let start = self.text.len() - rest.trim_start().len();
        if start == self.text.len() {
            self.at = start;
            return None;
        }
        let end = sentence_end(self.text, start);
        self.at = end;
        Some(Span::new(start, start + self.text[start..end].trim_end().len()))
    }
}

/// Bytes at which the scan stops: ASCII marks, and the first bytes of the others.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let marks = b".?!\n\r\"'([\xE2\xE3\xEF";
    let mut index = 0;
    while index < marks.len() {
        stops[marks[index] as usize] = true;
        index += 1;
    }
    stops
};

/// The end of the sentence that starts at `start`, which is no white space.
fn sentence_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(step) = bytes[at..].iter().position(|&byte| STOPS[usize::from(byte)]) {
        at += step;
        match bytes[at] {
            b'\n' | b'\r' => return at,
            b'.' | b'?' | b'!' => match terminated(text, start, at) {
                Mark::End(end) => return end,
                Mark::Skip(next) => at = next,
            },
            _ => {
                let mark = first(&text[at..]);
                let after = at + mark.len_utf8();
                match mark {
                    '。' | '．' | '？' | '！' => match terminated(text, start, at) {
                        Mark::End(end) => return end,
                        Mark::Skip(next) => at = next,
                    },
                    _ => match enclosed(text, start, at, mark) {
                        Some(close) if terminates_inside(&text[after..close], mark) && !continues(&text[close..]) => {
                            return close;
                        }
                        Some(close) => at = close,
                        None => at = after,
                    },
                }
            }
        }
    }
    text.len()
}

enum Mark {
    /// The sentence ends here.
    End(usize),
    /// It goes on; the scan does too, from here.
    Skip(usize),
}

/// Whether the terminator at `at` ends the sentence that began at `start`.
fn terminated(text: &str, start: usize, at: usize) -> Mark {
    let terminators = |c: char| matches!(c, '.' | '?' | '!' | '。' | '．' | '？' | '！');
    let run = text[at..].trim_start_matches(terminators);
    let run_end = text.len() - run.len();
    let mark = match first(&text[at..]) {
        '。' | '．' => '.',
        mark => mark,
    };
    let before = last(&text[start..at]);
    let skip = Mark::Skip(run_end);
    // An ellipsis trails off; what follows tells nothing about the sentence. Two periods are a slip.
    if mark == '.' && text[at..run_end].len() > 2 && text[at..run_end].bytes().all(|byte| byte == b'.') {
        return skip;
    }
    let close = closers(text, run_end);
    let next = first(&text[close..]);
    // End of the line, or white space with no clause going on around a closing mark.
    let spaced = close == text.len() || next.is_whitespace();
    if close > run_end && spaced && continues(&text[close..]) {
        return Mark::Skip(close);
    }
    let ends = match (mark, before) {
        (_, '\0' | '(' | '[') => false,
        ('.', '0'..='9') => false,
        ('.', 'a'..='z' | 'A'..='Z') => spaced && latin_word_ends(&text[start..at], &text[close..]),
        ('.', _) if spaced => !is_enumerator(&text[start..at]),
        (_, _) if spaced => true,
        // The next sentence follows without a space, or a clause goes on after the closing mark.
        _ if close > run_end => false,
        _ => is_final(&text[start..at], before, mark) && begins_sentence(&text[close..]),
    };
    if ends { Mark::End(close) } else { skip }
}

/// Whether the Latin word before a period ends a sentence rather than being an abbreviation or an initial. `after` is what
/// follows, from the white space on.
fn latin_word_ends(before: &str, after: &str) -> bool {
    let word = before.len() - before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let (before, word) = before.split_at(word);
    let next = first(after.trim_start());
    word.len() >= 3
        && !matches!(last(before), '.' | '@' | '/')
        && !ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
        && !next.is_ascii_lowercase()
}

/// Whether `before`, the sentence up to a period, is nothing but a list's enumerator.
fn is_enumerator(before: &str) -> bool {
    let mut chars = before.chars();
    matches!((chars.next(), chars.next()), (Some(only), None) if ENUMERATORS.contains(&only))
}

/// Whether `before` closes a sentence without the white space that should follow.
fn is_final(before: &str, last: char, mark: char) -> bool {
    match mark {
        '.' => FINAL.contains(&last) && !before.ends_with("다음"),
        _ => FINAL.contains(&last) || matches!(last, '나' | '가' | '냐' | '지' | '라' | '자'),
    }
}

/// Whether `after`, right behind a terminator, may be a sentence's beginning: Hangul, a capital, a number, an opening mark,
/// a bullet, but no address like `.kr`.
fn begins_sentence(after: &str) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        Some('가'..='힣' | 'A'..='Z' | '0'..='9' | '一'..='龥') => true,
        // A name like iPhone, or the reporter's address.
        Some('a'..='z') => chars.next().is_some_and(|second| second.is_ascii_uppercase()) || is_address(after),
        Some('“' | '‘' | '"' | '\'' | '(' | '[' | '「' | '『' | '《' | '〈' | '【' | '<') => {
            !is_quotative(chars.as_str())
        }
        Some('\u{2190}'..='\u{21FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2500}'..='\u{257F}' | '※' | 'ㅇ' | 'ⓒ' | '©' | '/') => {
            true
        }
        _ => false,
    }
}

/// Whether `text` starts with an e-mail address.
fn is_address(text: &str) -> bool {
    let local = text.bytes().take(64).take_while(|byte| byte.is_ascii_alphanumeric() || b"._-+".contains(byte)).count();
    text.as_bytes().get(local) == Some(&b'@')
}

/// The end of the closing marks right behind `at`. A straight mark closes only where nothing is opened by it: before white
/// space, another closing mark or a quotative.
fn closers(text: &str, mut at: usize) -> usize {
    loop {
        let mark = first(&text[at..]);
        let after = at + mark.len_utf8();
        match mark {
            '”' | '’' | ')' | ']' | '}' | '」' | '』' | '》' | '〉' | '】' | '）' => at = after,
            '"' | '\'' => {
                let next = &text[after..];
                let closes = next.is_empty()
                    || next.starts_with(|c: char| c.is_whitespace() || matches!(c, '”' | '’' | ')' | ']' | '"' | '\'' | ','))
                    || is_quotative(next);
                if !closes {
                    return at;
                }
                at = after;
            }
            _ => return at,
        }
    }
}

/// The end of the quotation or bracket that `mark` at `at` opens: behind its closing mark on the same line, within the
/// bound, with no second opening mark before it. `None` where `mark` opens nothing.
///
/// The bytes that a call looks at hold no other opening mark of that kind, so that all calls together stay linear.
fn enclosed(text: &str, start: usize, at: usize, mark: char) -> Option<usize> {
    let (closing, bound) = match mark {
        '“' => ('”', QUOTATION),
        '"' => ('"', QUOTATION),
        '‘' => ('’', ASIDE),
        '\'' => ('\'', ASIDE),
        '(' => (')', ASIDE),
        '（' => ('）', ASIDE),
        '[' => (']', ASIDE),
        '「' => ('」', ASIDE),
        '『' => ('』', ASIDE),
        '《' => ('》', ASIDE),
        '〈' => ('〉', ASIDE),
        '【' => ('】', ASIDE),
        _ => return None,
    };
    let after = at + mark.len_utf8();
    let before = last(&text[start..at]);
    match mark {
        // Inches and seconds: 27".
        '"' if before.is_ascii_digit() => return None,
        // An apostrophe: K's, '24.
        '\'' if before.is_ascii_alphanumeric() || is_short_year(&text[after..]) => return None,
        _ => {}
    }
    let mut limit = text.len().min(after + bound);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let inside = &text[after..limit];
    let mut opening = [0; 4];
    let mut ending = [0; 4];
    let opening = mark.encode_utf8(&mut opening).as_bytes();
    let ending = closing.encode_utf8(&mut ending).as_bytes();
    let bytes = inside.as_bytes();
    // Both marks start with the same byte, or are one byte long.
    let mut from = 0;
    while let Some(step) = memchr::memchr3(opening[0], ending[0], b'\n', &bytes[from..]) {
        from += step;
        if bytes[from..].starts_with(ending) {
            let line = memchr::memchr(b'\r', &bytes[..from]).is_none();
            return line.then_some(after + from + ending.len());
        }
        if bytes[from] == b'\n' || bytes[from..].starts_with(opening) {
            return None;
        }
        from += 1;
    }
    None
}

/// Whether `after` is the rest of a year of two digits, as in `'24년`.
fn is_short_year(after: &str) -> bool {
    let digits = after.bytes().take(3).take_while(u8::is_ascii_digit).count();
    digits == 2 && !after[2..].starts_with('\'')
}

/// Whether what `mark` opens is a quoted sentence: `inside`, up to and with its closing mark, ends in a terminator of its own.
/// Single marks also hold titles (`‘가자! 바다로!’`), so there only a period counts; brackets hold asides.
fn terminates_inside(inside: &str, mark: char) -> bool {
    let mut chars = inside.chars().rev().skip(1);
    let terminator = chars.next();
    let before = chars.next().is_some_and(|c| c != '.' && !c.is_ascii_digit());
    match (mark, terminator) {
        ('“' | '"', Some('.' | '?' | '!' | '。' | '．' | '？' | '！')) | ('‘' | '\'', Some('.' | '。' | '．')) => {
            before
        }
        _ => false,
    }
}

/// Whether the clause goes on after a closing mark: no white space, or a quotative behind it.
fn continues(after: &str) -> bool {
    let next = after.trim_start_matches([' ', '\u{A0}', '\t', '\u{3000}']);
    if next.is_empty() || next.starts_with(['\n', '\r']) {
        return false;
    }
    next.len() == after.len() || is_quotative(next)
}

/// Whether `text` starts with a word that goes on after a quotation.
fn is_quotative(text: &str) -> bool {
    QUOTATIVES.iter().any(|word| {
        text.strip_prefix(word)
            .is_some_and(|rest| word.len() > 3 || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '“'))
    })
}

fn first(text: &str) -> char {
    text.chars().next().unwrap_or('\0')
}

fn last(text: &str) -> char {
    text.chars().next_back().unwrap_or('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(want: &[&str]) {
        for separator in [" ", "\n"] {
            let text = want.join(separator);
            let got: Vec<_> = sentences(&text).into_iter().map(|span| span.of(&text)).collect();
            assert_eq!(got, want);
        }
    }

    #[track_caller]
    fn check_text(text: &str, want: &[&str]) {
        let got: Vec<_> = sentences(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn statements_end_at_their_period() {
        check(&["군은 13일 축제를 연다.", "관람료는 무료예요.", "예산은 20억원임.", "비가 그쳤음.", "누가 맡을까?", "이겼다!"]);
        check(&["회의는 끝났다(사진).", "참석자는 30명."]);
        check(&["지난해보다 5%.", "올해는 다르다."]);
    }

    #[test]
    fn a_missing_space_does_not_join_sentences() {
        check_text(
            "시는 3일 밝혔다.이어 도로를 넓혔다.2026년에는 다리를 놓는다.AI도 쓴다.“좋다”는 반응이다.▲문의",
            &[
                "시는 3일 밝혔다.",
                "이어 도로를 넓혔다.",
                "2026년에는 다리를 놓는다.",
                "AI도 쓴다.",
                "“좋다”는 반응이다.",
                "▲문의",
            ],
        );
        check_text(
            "축제는 끝났다.ⓒ가나일보 비가 내렸다．hong.gd@example.com",
            &["축제는 끝났다.", "ⓒ가나일보 비가 내렸다．", "hong.gd@example.com"],
        );
        check_text("왜 늦었을까?시민들은 물었다.", &["왜 늦었을까?", "시민들은 물었다."]);
    }

    #[test]
    fn numbers_dates_and_abbreviations_go_on() {
        for text in [
            "성장률은 3.2%로 올랐다.",
            "기준일은 2026.3.14. 현재다.",
            "2026. 3. 14. 시행한다.",
            "U.S. 스틸과 Apple Inc. 은 No. 1을 다퉜다.",
            "J. R. 스미스가 왔다.",
            "문의는 desk@example.co.kr 또는 www.example.kr/가나다.html 이다.",
            "그러나… 아직은 아니다... 더 봐야 한다.",
            "다음.네이버 두 곳에 실렸다.",
            "1. 사업 개요",
            "가. 사업 개요",
            "3.1운동 기념식이 열렸다.",
            "진짜일까(?) 싶었다.",
        ] {
            check_text(text, &[text]);
        }
        check(&["무대는 Thank you Seoul.", "이 한마디로 끝났다."]);
    }

    #[test]
    fn a_quotation_is_part_of_its_sentence() {
        for text in [
            "이 군수는 “길을 넓혔다. 다리도 놓겠다”고 말했다.",
            "이 군수는 \"길을 넓혔다. 다리도 놓겠다.\"라고 말했다.",
            "이 군수는 “길을 넓혔다. 다리도 놓겠다.” 라고 말했다.",
            "‘가자! 바다로’ 행사가 열렸다.",
            "위원장(전 국회의원. 3선)이 맡았다.",
        ] {
            check_text(text, &[text]);
        }
        check(&["“길을 넓혔다. 다리도 놓겠다.”", "이 군수는 이렇게 말했다."]);
        check(&["\"우리는 이긴다!\"", "응원단이 외쳤다."]);
    }

    #[test]
    fn an_open_quotation_does_not_swallow_what_follows() {
        check(&["그는 “길을 넓혔다.", "다리도 놓았다.", "시장은 “좋다”고 했다."]);
        let far = format!("그는 “{} 했다. 끝이다.”", "긴 말을 했다. ".repeat(100));
        assert!(sentences(&far).len() > 50);
        check_text("'24년 예산이다. '25년은 아직이다.", &["'24년 예산이다.", "'25년은 아직이다."]);
        check_text("27\" 화면이다. 32\" 화면도 있다.", &["27\" 화면이다.", "32\" 화면도 있다."]);
    }

    #[test]
    fn a_line_break_always_ends() {
        check_text("제목\r\n  “첫 줄이다. 둘째\n줄”이다\n\n", &["제목", "“첫 줄이다.", "둘째", "줄”이다"]);
        check_text(" \n\t\u{3000}", &[]);
    }

    proptest::proptest! {
        #[test]
        fn every_visible_character_is_in_one_sentence(text in r#"[가-힣 다.?!“”"'‘’()\n\r0-9a-zA-Z…。\u{3000}]{0,80}"#) {
            let spans = sentences(&text);
            let mut covered = 0;
            for span in spans {
                assert!(span.start >= covered && span.end > span.start);
                assert!(text[covered..span.start].trim().is_empty());
                assert_eq!(span.of(&text).trim(), span.of(&text));
                assert!(!span.of(&text).contains(['\n', '\r']));
                covered = span.end;
            }
            assert!(text[covered..].trim().is_empty());
        }
    }
}
