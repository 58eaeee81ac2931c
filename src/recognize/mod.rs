//! Mentions: one file a kind, each with its grammar and its tests.
//!
//! [`numbers`] reads money, measures, counts, dates and durations from the text alone; [`names`] reads organizations and
//! people from text and morphemes.

pub mod amount;
pub mod count;
pub mod date;
pub mod figure;
pub mod names;
pub mod phrase;
pub mod subject;
pub mod tagger;

use crate::document::{Article, Span};
use crate::record::{Amount, Count, Date, Figure, Found};

/// What the five readers of numbers and time found, each in text order. No two spans of any kinds overlap.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers {
    pub amounts: Vec<Found<Amount>>,
    pub figures: Vec<Found<Figure>>,
    pub counts: Vec<Found<Count>>,
    pub dates: Vec<Found<Date>>,
}

/// Reads money, measures, counts, dates and durations in one pass over the numerals of the article's text.
///
/// Dates come first: what they take is out of the others' reach. The rest is cut into number phrases, each of which has one
/// unit and so one reader; a figure may reach over its phrase's neighbours (`‘10의 15승’의 64배 바이트`), so figures go before
/// counts.
pub fn numbers(article: &Article) -> Numbers {
    let text = &article.text;
    let numerals = crate::normalize::number::numerals(text);
    let mut dates = date::dates(text, article.published);
    let taken: Vec<Span> = dates.iter().map(|date| date.span).collect();
    let phrases = phrase::phrases(text, &numerals, &taken);
    let amounts = amount::amounts(text, &numerals, &phrases);
    let figures = figure::figures(text, &numerals, &phrases);
    // 1초에 3조 번: the second is part of the unit.
    let mut figure = figures.iter().map(|figure| figure.span).peekable();
    dates.retain(|date| {
        while figure.next_if(|span| span.end <= date.span.start).is_some() {}
        figure.peek().is_none_or(|span| span.start >= date.span.end)
    });
    let mut counts = count::counts(text, &numerals, &phrases);
    let mut others: Vec<Span> = amounts.iter().map(|found| found.span).chain(figures.iter().map(|found| found.span)).collect();
    others.extend(&taken);
    others.sort_unstable();
    let mut other = others.iter().peekable();
    counts.retain(|count| {
        while other.next_if(|span| span.end <= count.span.start).is_some() {}
        other.peek().is_none_or(|span| span.start >= count.span.end)
    });
    Numbers { amounts, figures, counts, dates }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Timestamp;

    /// What the readers find in a text that was published nowhen.
    pub fn read(text: &str) -> Numbers {
        numbers(&Article { text: text.to_owned(), ..Article::default() })
    }

    use proptest::prelude::*;

    /// A number as newspapers print it: digits, thousands commas, magnitudes, 천 and 백 in words, with or without spaces.
    fn spellings(value: u64) -> Vec<String> {
        let mut groups = String::new();
        let mut words = String::new();
        for (exponent, name) in [(12, "조"), (8, "억"), (4, "만"), (0, "")] {
            let part = value / 10u64.pow(exponent) % 10_000;
            if part == 0 {
                continue;
            }
            groups += &format!("{part}{name}");
            words += &hangul(part);
            words += name;
        }
        let plain = value.to_string();
        let mut commas = String::new();
        for (index, digit) in plain.chars().enumerate() {
            if index > 0 && (plain.len() - index).is_multiple_of(3) {
                commas.push(',');
            }
            commas.push(digit);
        }
        let wide = plain.chars().map(|digit| char::from_u32('０' as u32 + digit as u32 - '0' as u32).unwrap_or(digit)).collect();
        let mut all = vec![plain, commas, groups, wide];
        // 구조 is a word (structure, rescue): nobody writes nine trillion so.
        if !words.starts_with("구조") {
            all.push(words);
        }
        all
    }

    fn hangul(part: u64) -> String {
        let names = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
        let mut word = String::new();
        for (power, name) in [(1000, "천"), (100, "백"), (10, "십"), (1, "")] {
            let digit = part / power % 10;
            if digit > 1 || digit == 1 && power == 1 {
                word += names[digit as usize];
            }
            if digit > 0 {
                word += name;
            }
        }
        word
    }

    #[test]
    fn traps_hold_nothing() {
        for text in [
            "예약은 031-482-7715",
            "문의 070-4412-9083",
            "1577-2468로 거세요",
            "팩스 02)731-2200",
            "시행령 제7조 2항",
            "당규 제48조(공천심사)",
            "대통령령 제31472호",
            "수완 2지구에",
            "송정2지구",
            "부산 지하철 4호선",
            "7블록 모퉁이",
            "2단계 공사 마무리",
            "청년학교 6기 수강생",
            "한빛 3호기",
            "제45회 백상예술대상",
            "민선 6기 시장",
            "5차산업 위원회",
            "유월정신으로",
            "4·19혁명 기념탑",
            "갤럭시 S21을 샀다",
            "8·15 경축식",
            "뉴스9",
            "6G 통신망",
            "8K 화면",
            "A100 GPU",
            "R-2000i 로봇",
            "1-0 승리",
            "4대1로 졌다",
            "78-75 역전승",
            "배우 모집에 한 청년이",
            "이 군수는 이어",
            "아무도 못 구한 표",
            "만국 공통의 백제 문화",
            "일시적으로 멈췄다",
            "나날이 달리 커진다",
            "다시 만나도",
            "배달하고",
            "봄이 올 리 없다",
            "포스트 오월시대",
            "www.korea.kr/2023/1104",
            "https://a.kr/b?id=20240511",
            "minsu88@newsis.com",
            "photo_20231104.jpg",
            "우편번호 58321",
            "사업자등록번호 214-81-30752",
            "계좌 302-0457-1189-21",
            "3인 1조로 일한다",
            "조 삼천 씨가",
            "C조 1차전",
            "천안역 앞",
            "만수동장",
            "최모(41)씨",
            "김민지(19·한국체대)",
            "이모씨(52)",
            "만원 버스",
            "법원 원장",
            "남원 춘향",
            "구조 대원",
            "대한민국 일등공신",
            "(단위: 백만원)",
            "(단위 : 천원)",
            "젊은 세대가 떠났다",
            "열대를 지나는 바람",
        ] {
            for published in [None, Timestamp::parse("2024-05-15")] {
                let article = Article { text: text.to_owned(), published, ..Article::default() };
                assert_eq!(numbers(&article), Numbers::default(), "{text}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_spelling_of_an_amount_is_read_back(value in 100_000u64..9_999_000_000_000_000) {
            for spelling in spellings(value) {
                for text in [format!("모두 {spelling}원을 냈다"), format!("모두 {spelling} 원을 냈다")] {
                    let found = read(&text).amounts;
                    prop_assert_eq!(found.len(), 1, "{}", text);
                    prop_assert_eq!(found[0].what.quantity.value, Some(value.into()), "{}", text);
                }
            }
        }

        #[test]
        fn every_spelling_of_a_count_is_read_back(value in 11u64..100_000_000) {
            for spelling in spellings(value) {
                let text = format!("모두 {spelling}명이 왔다");
                let found = read(&text).counts;
                prop_assert_eq!(found.len(), 1, "{}", text);
                prop_assert_eq!(found[0].what.quantity.value, Some(value.into()), "{}", text);
            }
        }

        #[test]
        fn spans_lie_apart_and_on_characters(text in "([0-9０-９,.~∼만억조천백십여원명개대㎡%달러약수몇한두세() -]|[가-힣]|\\PC){0,60}") {
            let found = read(&text);
            let mut spans: Vec<Span> = Vec::new();
            spans.extend(found.amounts.iter().map(|found| found.span));
            spans.extend(found.figures.iter().map(|found| found.span));
            spans.extend(found.counts.iter().map(|found| found.span));
            spans.extend(found.dates.iter().map(|found| found.span));
            spans.sort_unstable();
            for span in &spans {
                prop_assert!(span.start < span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            }
            for pair in spans.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start, "{:?} in {}", pair, text);
            }
        }
    }
}
