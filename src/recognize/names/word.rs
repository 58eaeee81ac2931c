//! Words: what stands between white space and punctuation, and where the particles at a word's end begin.

use crate::document::Span;

/// A run of letters and digits, with the marks that belong inside names (`R&D`, `D-wave`, `(주)`).
pub(super) type Word = Span;

/// The legal forms in parentheses that are part of a name.
const LEGAL: [&str; 7] = ["(주)", "(유)", "(사)", "(재)", "(합)", "(株)", "(의)"];

/// Splits `text` into words, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 8);
    let mut start: Option<usize> = None;
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        let inside = match c {
            // What most characters are.
            '가'..='힣' => true,
            '(' => match legal_form(text, at, start.is_some()) {
                Some(length) => {
                    skip = at + length;
                    true
                }
                None => false,
            },
            '&' | '-' | '.' | '\'' | '’' => start.is_some_and(|from| joins(&text[from..at], c, &text[at + c.len_utf8()..])),
            // The middle dot of old code pages is a letter by Unicode.
            'ㆍ' => false,
            _ => c.is_alphanumeric() || c == '㈜' || c == '㈔',
        };
        match (inside, start) {
            // 故홍길동: the late, and a name.
            (true, None) if c == '故' => words.push(Span::new(at, at + c.len_utf8())),
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push(Span::new(from, text.len()));
    }
    words
}

/// The length of a legal form in parentheses at `at` that touches a name: `NHN(주)`, `(주)한빛`.
fn legal_form(text: &str, at: usize, after_name: bool) -> Option<usize> {
    let rest = &text[at..];
    let form = LEGAL.iter().find(|form| rest.starts_with(**form))?;
    let before_name = rest[form.len()..].starts_with(char::is_alphanumeric);
    (after_name || before_name).then_some(form.len())
}

/// Whether a mark joins what stands left of it in the word with what follows: `R&D`, `D-wave`, `U.S`.
fn joins(before: &str, mark: char, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return false };
    match mark {
        '&' => next.is_alphanumeric(),
        _ => next.is_ascii_alphabetic() && before.is_ascii() && before.as_bytes()[0].is_ascii_alphabetic(),
    }
}

/// Whether `rest`, what follows a noun in its word, is a particle, a copula or a chain of them. The particle's form must
/// agree with the noun's last sound where that is Hangul (은 after a consonant, 는 after a vowel).
pub(super) fn is_particle(noun: &str, rest: &str) -> bool {
    if rest.is_empty() {
        return true;
    }
    // 대표님은: the particle agrees with 님.
    let (noun, rest) = match rest.strip_prefix('님') {
        Some("") => return true,
        Some(rest) => ("님", rest),
        None => (noun, rest),
    };
    let (rest, last) = match rest.strip_prefix('들') {
        Some("") => return true,
        Some(rest) => (rest, final_consonant('들')),
        None => (rest, noun.chars().next_back().and_then(final_consonant)),
    };
    if !JOSA.contains(rest) {
        return false;
    }
    let Some(agree) = last else { return true };
    match rest.chars().next() {
        Some('은' | '을' | '과') => agree != 0,
        Some('는' | '가' | '를' | '와') => agree == 0,
        Some('이') => agree != 0 || rest.len() > 3,
        Some('으') => agree != 0 && agree != RIEUL,
        Some('로') => agree == 0 || agree == RIEUL,
        Some('라' | '여' | '야' | '나') if rest.len() > 3 => agree == 0,
        _ => true,
    }
}

/// The index of the final consonant ㄹ among Hangul's finals.
const RIEUL: u32 = 8;

/// The final consonant of a Hangul syllable, 0 where it has none; `None` for other characters.
fn final_consonant(c: char) -> Option<u32> {
    ('가'..='힣').contains(&c).then(|| (c as u32 - '가' as u32) % 28)
}

/// The particles that follow nouns in news prose, and the forms of the copula that stand in for them.
static JOSA: std::sync::LazyLock<rustc_hash::FxHashSet<&'static str>> = std::sync::LazyLock::new(|| {
    "은 는 이 가 을 를 의 에 와 과 도 로 으로 만 에서 에게 에게서 께 께서 께서는 한테 부터 까지 까지는 까지도 에는 에도 에만 에서는 \
     에서도 에서만 에서의 에게는 에게도 에선 에겐 으로는 로는 으로도 로도 으로부터 로부터 으로서 로서 으로써 로써 와의 과의 와는 과는 와도 \
     과도 만의 만이 만은 만을 이라고 라고 이라는 라는 이란 란 이라며 라며 이라면 라면 인 이다 다 였다 이었다 이며 며 이고 고 이자 자 이나 나 이든 \
     든 처럼 보다 보다는 마저 조차 마다 이라도 라도 이야말로 야말로 이라 라 인데 이지만 지만 이었던 였던 이었으며 였으며 이던 일 이기도 이기 \
     이었고 였고 뿐 뿐만 으로의 로의 에의 에서부터 부터는 부터의 까지의 하고 이랑 랑 이여 여 밖에 이면서 면서 이어서 여서 이니 니 커녕 \
     으로서는 로서는 으로선 로선 으로부터의 로부터의 으로부터도 로부터도 으로까지 로까지 에까지 에게까지 에게만 인가 이죠 \
     뿐이 뿐이다 뿐만이 뿐만은 마저도 조차도 부턴 까진 에게선 끼리 입니다 이었습니다 였습니다 이라는데 이라서 라서 엔 에서야 대로 만큼 같은 이라고는"
        .split_whitespace()
        .collect()
});

/// The characters that particles, and the nouns that [`is_particle`] passes over, end in.
static JOSA_ENDS: std::sync::LazyLock<rustc_hash::FxHashSet<char>> =
    std::sync::LazyLock::new(|| JOSA.iter().filter_map(|josa| josa.chars().next_back()).chain(['님', '들']).collect());

/// Where the nominal part of a word may end before a particle, by ever longer particles.
pub(super) fn particles(word: &str) -> impl Iterator<Item = usize> + use<'_> {
    /// The longest particle, in syllables.
    const LONGEST: usize = 6;
    let may = word.chars().next_back().is_some_and(|last| JOSA_ENDS.contains(&last));
    let cuts = word.char_indices().rev().take_while(|(at, _)| *at > 0).take(if may { LONGEST } else { 0 });
    cuts.map(|(at, _)| at).filter(|&at| is_particle(&word[..at], &word[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_text() {
        for (text, want) in [
            ("한빛시는 D-wave, R&D와", vec!["한빛시는", "D-wave", "R&D와"]),
            ("NHN(주) 김 대표(45)", vec!["NHN(주)", "김", "대표", "45"]),
            ("(주)새솔건설·광주-나주", vec!["(주)새솔건설", "광주", "나주"]),
            ("㈜한들이 (주) 말", vec!["㈜한들이", "주", "말"]),
            ("故홍길동 故 김하늘", vec!["故", "홍길동", "故", "김하늘"]),
        ] {
            let got: Vec<_> = words(text).into_iter().map(|word| word.of(text)).collect();
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn particles_agree_with_the_last_sound() {
        for (noun, rest, want) in [
            ("시장", "은", true),
            ("시장", "는", false),
            ("대표", "가", true),
            ("대표", "이", false),
            ("서울", "로", true),
            ("지사", "께서는", true),
            ("의원", "들이", true),
            ("대표", "님은", true),
            ("대표", "님는", false),
            ("IBM", "은", true),
            ("시장", "놀이", false),
        ] {
            assert_eq!(is_particle(noun, rest), want, "{noun}+{rest}");
        }
    }
}
