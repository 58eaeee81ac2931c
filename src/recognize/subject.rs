//! What a figure measures, in the article's words.
//!
//! Four shapes of Korean say it, and nothing else is guessed: a noun of measure right before the figure (`저장 용량 60PB`), a
//! noun with the figure in brackets behind it (`발전소(80MW)`), a topic or subject right before it (`시설용량은 310MW로`), and
//! a noun that the figure modifies (`32MW급 데이터센터`, `600평 규모의 지원센터`).

use crate::document::Span;
use crate::normalize::context;
use crate::normalize::unit::hangul;
use crate::recognize::phrase::{context_after, context_before};

/// The subject of the figure at `span`, where the grammar says it.
pub fn subject(text: &str, span: Span) -> Option<String> {
    let left = context_before(text, span.start, 90);
    let right = context_after(text, span.end, 90);
    bracketed(left).or_else(|| measured(left)).or_else(|| modified(right)).or_else(|| topic(left, right))
}

fn words(left: &str) -> Vec<&str> {
    let mut words: Vec<&str> = left.split(' ').filter(|word| !word.is_empty()).collect();
    while words.last().is_some_and(|word| context::BETWEEN.has(word)) {
        words.pop();
    }
    words
}

/// `저장 용량 60PB`: the bare nouns before the figure, at most three, the last one of measure.
fn measured(left: &str) -> Option<String> {
    let words = words(left);
    let last = words.last()?;
    if !context::MEASURED.ends(last) {
        return None;
    }
    let mut taken = 1;
    while taken < 3 && words.len() > taken && bare(words[words.len() - taken - 1]) {
        taken += 1;
    }
    noun(&words[words.len() - taken..].join(" "))
}

/// `연료전지발전소(80㎿)`
fn bracketed(left: &str) -> Option<String> {
    let outer = left.trim_end_matches(['약', ' ']).strip_suffix('(')?;
    let last = outer.split([' ', ',', '·', '‘', '’', '“', '”', '\'', '"']).next_back()?;
    (last.chars().count() >= 3 && last.ends_with(hangul)).then(|| noun(last)).flatten()
}

/// `시설용량은 310MW로`: a topic or subject right before a figure that is said of it. A subject that is no noun of measure
/// (`선수가 20km를 달렸다`) does something else with the figure.
fn topic(left: &str, right: &str) -> Option<String> {
    let words = words(left);
    let last = words.last()?;
    let stem = last.strip_suffix(['은', '는', '이', '가'])?;
    // 연결되는, 있는, 이르는: verbs; 우리는: nobody's measure.
    let verb = stem.ends_with(['되', '하', '있', '없', '르', '리']) && last.ends_with('는');
    if verb || stem.chars().count() < 2 || !stem.ends_with(hangul) || !agrees(stem, last) {
        return None;
    }
    let said_of = last.ends_with(['은', '는']) && stem.chars().count() >= 3 && context::PREDICATES.starts(right);
    let adverbial = ["에서", "까지", "부터", "에게", "으로", "보다"].iter().any(|josa| stem.ends_with(josa));
    if adverbial || !(said_of || context::MEASURED.ends(stem)) {
        return None;
    }
    let mut taken = Vec::new();
    let mut index = words.len() - 1;
    while index > 0 && taken.len() < 2 && bare(words[index - 1]) {
        index -= 1;
        taken.insert(0, words[index]);
    }
    taken.push(stem);
    noun(&taken.join(" "))
}

/// Whether the josa at the end of `word` fits the final consonant of its stem: 은, 이 after one, 는, 가 after none.
fn agrees(stem: &str, word: &str) -> bool {
    let closed = stem.chars().next_back().is_some_and(|c| hangul(c) && !(c as u32 - 0xAC00).is_multiple_of(28));
    closed == word.ends_with(['은', '이'])
}

/// `32MW급 데이터센터`, `600평 규모의 지원센터`: the noun phrase that the figure modifies, up to its josa.
fn modified(right: &str) -> Option<String> {
    let rest = right.strip_prefix(' ').unwrap_or(right);
    let rest = ["규모의 ", "급의 ", "급 ", "짜리 ", "규모 ", "용량의 "].iter().find_map(|word| rest.strip_prefix(word))?;
    let mut taken: Vec<&str> = Vec::new();
    for word in rest.split(' ').take(4) {
        let end = word.find(['(', ')', ',', '.', '’', '”', '"', '\'', '·']).unwrap_or(word.len());
        let quoted = word.starts_with(['‘', '“', '\'', '"']);
        if quoted || end == 0 {
            return None;
        }
        let (stem, closed) = match josa(&word[..end]) {
            Some(stem) => (stem, true),
            None => (&word[..end], end < word.len()),
        };
        taken.push(stem);
        if closed {
            return noun(&taken.join(" "));
        }
    }
    None
}

/// The word without its josa, where it ends with one.
fn josa(word: &str) -> Option<&str> {
    ["에서는", "에서", "에는", "으로", "부터", "까지", "을", "를", "은", "는", "이", "가", "의", "에", "와", "과", "로", "도"]
        .iter()
        .find_map(|josa| {
            let stem = word.strip_suffix(josa)?;
            (stem.chars().count() >= 2 && stem.ends_with(|c: char| hangul(c) || c.is_ascii_alphabetic())).then_some(stem)
        })
}

/// Whether a word is a noun without josa or ending, as far as its shape tells.
fn bare(word: &str) -> bool {
    word.chars().all(|c| hangul(c) || c.is_ascii_alphabetic())
        && word.chars().count() >= 2
        && !context::BETWEEN.has(word)
        && !context::ADVERBS.has(word)
        && !["까지", "마다", "부터", "처럼", "보다", "에서", "에게", "하자", "들자", "되자", "하게", "되게"]
            .iter()
            .any(|ending| word.ends_with(ending))
        && !word.ends_with([
            '은', '는', '을', '를', '의', '에', '와', '과', '로', '이', '가', '한', '된', '할', '인', '고', '며', '서', '해',
            '도', '던', '등', '중', '후', '만', '면', '히', '될', '릴', '려',
        ])
}

fn noun(words: &str) -> Option<String> {
    let words = words.trim();
    // 데이터센터 1기, 1984년: another number has its own reader.
    let words = words
        .split_once(|c: char| c.is_ascii_digit())
        .map_or(words, |(noun, _)| noun.rsplit_once(' ').map_or("", |(noun, _)| noun));
    let plain = words.chars().all(|c| hangul(c) || c.is_ascii_alphabetic() || matches!(c, ' ' | '-'));
    (plain && words.chars().count() >= 2 && words.chars().any(|c| hangul(c) || c.is_ascii_alphabetic())).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::recognize::tests::read;

    #[test]
    fn subjects() {
        for (text, want) in [
            ("저장 용량 60페타바이트(PB) 규모로", Some("저장 용량")),
            ("연료전지발전소(80㎿)를 짓고", Some("연료전지발전소")),
            ("시설용량은 310MW로 크다", Some("시설용량")),
            ("32MW급 데이터센터를 세운다", Some("데이터센터")),
            ("600평 규모의 창업 지원센터가", Some("창업 지원센터")),
            ("연면적 약 4200㎡다", Some("연면적")),
            ("기존 발전소는 310MW다", Some("기존 발전소")),
            ("전체 시설 역시 용량 40MW로", Some("용량")),
            ("그는 어제 20km 달렸다", None),
            ("출전 선수가 20km를 달렸다", None),
            ("서울에서 20km 떨어진", None),
            ("광주에는 시간당 70㎜가 내렸다", None),
        ] {
            assert_eq!(read(text).figures[0].what.subject.as_deref(), want, "{text}");
        }
    }
}
