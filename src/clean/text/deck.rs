//! Decks that a page glued to the article's first sentence: `… 사업 확대한라군은 5일 …`, `… 성과 거둬 한라군은 …`.
//!
//! A deck is a headline: it leaves josa and verbs out and ends with a noun of action or a short verb. Where its end meets the
//! sentence after it no stop stands, and often no space. Both sides must show it: the end of a headline on the left, on the right
//! the name of a body, a day or another word that first sentences begin with. `lexicon/headlines.tsv` holds the words.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::clean::text::{byline, floor, sentence};
use crate::lists::{Ends, lines};

/// How far into the paragraph decks may go, in bytes.
const DECKS: usize = 900;
/// How much of the article is looked at for words that come again, in bytes.
const REST: usize = 12_000;
/// Most places in one paragraph that are looked at in the rest of the article.
const LOOKED_UP: usize = 24;
/// Shortest deck and shortest sentence after it, in characters.
const SHORTEST: usize = 10;
const SENTENCE: usize = 15;

/// The words of one class of `lexicon/headlines.tsv`.
fn class(name: &str) -> FxHashSet<&'static str> {
    lines(include_str!("../../../lexicon/headlines.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .filter(|(class, _)| *class == name)
        .map(|(_, word)| word)
        .collect()
}

/// Nouns that headlines end with, of two and three syllables.
static NOUNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| class("action").into_iter().chain(class("noun")).collect());
/// Nouns that headlines end with where they are words of their own.
static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| class("word"));
/// Further words of their own that headlines end with.
static LAST: LazyLock<FxHashSet<&str>> = LazyLock::new(|| class("last"));
static OPENERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| class("opener"));

/// Bodies and places by names that mean nothing else.
static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let words: FxHashSet<&str> = lines(include_str!("../../../lexicon/common-nouns.tsv"))
        .chain(lines(include_str!("../../../lexicon/titles.tsv")))
        .chain(lines(include_str!("../../../lexicon/organization-generics.tsv")))
        .filter_map(|row| row.split('\t').next())
        .collect();
    // A name of two syllables whose second is a josa is also a syllable with its josa.
    let clear = |name: &&str| !words.contains(name) && (name.chars().nth(2).is_some() || !name.ends_with(JOSA_ENDS));
    crate::lexicon::embedded_forms().filter(clear).collect()
});

/// The first two letters of what first sentences begin with by `NAMES` and `OPENERS`; most words are told by theirs.
static HEADS: LazyLock<FxHashSet<[char; 2]>> =
    LazyLock::new(|| NAMES.iter().chain(OPENERS.iter()).map(|name| head(name)).collect());

/// The first two letters of a word, the second `\0` where it has but one.
fn head(word: &str) -> [char; 2] {
    let mut letters = word.chars();
    let first = letters.next().unwrap_or_default();
    [first, letters.next().filter(|c| is_letter(*c)).unwrap_or_default()]
}

/// Positions that follow the name of a person.
static TITLES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    lines(include_str!("../../../lexicon/titles.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .filter(|(_, class)| class.starts_with("official"))
        .map(|(title, _)| title)
        .collect()
});

const JOSA_ENDS: [char; 12] = ['은', '는', '이', '가', '을', '를', '의', '와', '과', '도', '에', '로'];
/// Longest first.
static JOSA: Ends = Ends::new(&[
    "으로부터",
    "에서는",
    "에서",
    "에게",
    "으로",
    "부터",
    "까지",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "와",
    "과",
    "도",
    "에",
    "로",
]);

/// Acronyms that also end compounds: `대응TF`.
const ACRONYMS: [&str; 18] =
    ["TF", "AI", "SW", "IT", "CEO", "PC", "ETF", "IB", "IPO", "CCTV", "GDP", "DB", "TV", "PF", "IC", "PB", "ESG", "FTA"];

/// How verbs end at the end of a headline: in the plain form, and in the short one that leaves the rest out (`선보여`).
static VERBS: Ends = Ends::new(&[
    "한다",
    "된다",
    "했다",
    "됐다",
    "없다",
    "있다",
    "난다",
    "진다",
    "간다",
    "선다",
    "온다",
    "는다",
    "왔다",
    "났다",
    "졌다",
    "커져",
    "밝혀",
    "열려",
    "몰려",
    "올려",
    "늘려",
    "내려",
    "줄여",
    "높여",
    "보여",
    "낮춰",
    "갖춰",
    "맞춰",
    "나서",
    "올라",
    "늘어",
    "줄어",
    "넘어서",
    "떨어져",
    "이어져",
    "쏟아져",
    "있나",
    "되나",
    "될까",
    "할까",
    "키로",
    "하기로",
    "지만",
    "에도",
    "없어",
    "높아",
    "낮아",
    "않아",
    "그쳐",
    "내줘",
    "남겨",
    "나와",
    "걸어",
    "선봬",
    "앞서",
    "질듯",
    "할듯",
    "될듯",
    "해야",
    "가야",
    "려야",
]);

/// Nouns that make one name with the body after them.
static PREFIXES: Ends = Ends::new(&[
    "국립", "시립", "도립", "구립", "공립", "사립", "주한", "주미", "한국", "재단", "법인", "산하", "소속", "전국", "통합",
    "문화", "중앙", "지방", "남북", "국제",
]);

/// Nouns and adverbs that end as the josa of a subject or object do.
static UNMARKED: Ends = Ends::new(&[
    "평가",
    "국가",
    "증가",
    "물가",
    "주가",
    "추가",
    "전문가",
    "작가",
    "휴가",
    "허가",
    "인가",
    "원가",
    "단가",
    "불가",
    "참가",
    "유가",
    "시가",
    "고가",
    "저가",
    "대가",
    "정가",
    "나이",
    "아이",
    "어린이",
    "높이",
    "차이",
    "마을",
    "가을",
    "겨울",
    "많은",
    "적은",
    "같은",
    "있는",
    "없는",
    "하는",
    "되는",
    "놀이",
]);

/// What is glued to the article's first sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Glued {
    /// Bytes before the sentence, 0 where nothing is.
    pub length: usize,
    /// It ends as a headline does; otherwise it is the title of a picture: `한라군청 전경한라군은 …`.
    pub deck: bool,
}

/// What is glued to the first sentence of `paragraph`. `rest` is the article after the paragraph; with `title` it shows which words
/// come again.
pub fn glued(paragraph: &str, title: &str, rest: &str) -> Glued {
    let mut best = Glued::default();
    let Some(end) = sentence::stops(&paragraph[..floor(paragraph, 2 * DECKS)]).next() else { return best };
    let sentence = &paragraph[..end];
    let said = Said { title, rest: [&paragraph[end..], &rest[..floor(rest, REST)]] };
    let mut looked_up = 0;
    let mut before = "";
    // Whether a subject, topic or object stood before: decks rarely name one.
    let mut marked = false;
    for (start, eojeol) in eojeols(sentence) {
        if start > DECKS || looked_up > LOOKED_UP {
            break;
        }
        // A page that links `한라전자(012345)` to its share price leaves no space before the name.
        let inner = if is_listed(eojeol) { 1 } else { usize::MAX };
        for (at, _) in eojeol.char_indices().take(inner).filter(|_| start > 0) {
            let spaced = at == 0;
            let (deck, first) = if spaced { (before, eojeol) } else { eojeol.split_at(at) };
            if spaced && marked || !Opening::may_be(first) || !parts(deck, first) {
                continue;
            }
            let ends = End::of(deck, !spaced);
            let cut = start + at;
            if ends == End::None || !long(&sentence[..cut], SHORTEST) || !long(&sentence[cut..], SENTENCE) {
                continue;
            }
            let next = &sentence[start + eojeol.len()..];
            let Some(opening) = Opening::of(first, next, spaced) else { continue };
            looked_up += 1;
            let fits = match ends {
                End::Headline => !marked || opening != Opening::Word,
                _ => !marked && opening == Opening::Name && long(bare(letters(first)), 3),
            };
            let again = opening == Opening::Sure && ends == End::Headline || said.names_again(first, opening, ends);
            if fits && again && (spaced || !said.compound(deck, first)) && has_subject(&sentence[cut..]) {
                best = Glued { length: cut, deck: ends == End::Headline };
            }
        }
        before = eojeol;
        if best.length > start {
            // The article's own first eojeol.
            if is_marked(&sentence[best.length..start + eojeol.len()]) {
                break;
            }
        } else if is_marked(eojeol) {
            if best.length > 0 {
                break;
            }
            marked = true;
        }
    }
    best
}

/// Whether two parts of an eojeol may be two words: no number and no Latin word is cut.
fn parts(deck: &str, first: &str) -> bool {
    let Some(last) = deck.chars().next_back() else { return false };
    !(first.starts_with(|c: char| c.is_ascii_digit()) && (last.is_ascii_digit() || ",.~∼-".contains(last))
        || first.starts_with(|c: char| c.is_ascii_alphabetic()) && last.is_ascii_alphabetic())
}

/// What an article says beside the sentence that is looked at.
struct Said<'t> {
    title: &'t str,
    rest: [&'t str; 2],
}

impl Said<'_> {
    /// What follows `letters` wherever a word begins with them.
    fn places<'s>(&'s self, letters: &'s str) -> impl Iterator<Item = &'s str> {
        [self.title, self.rest[0], self.rest[1]].into_iter().flat_map(move |text| {
            memchr::memmem::find_iter(text.as_bytes(), letters.as_bytes())
                .filter(move |at| text[..*at].chars().next_back().is_none_or(|c| !super::is_letter(c)))
                .map(move |at| &text[at + letters.len()..])
        })
    }

    /// Whether a word of it begins with `letters`.
    fn begins(&self, letters: &str) -> bool {
        self.places(letters).next().is_some()
    }

    /// Whether the two parts of an eojeol are one word: it comes again, or the end of it is a name.
    fn compound(&self, deck: &str, first: &str) -> bool {
        let tail = &deck[deck.trim_end_matches(super::is_letter).len()..];
        let word = format!("{tail}{}", bare(letters(first)));
        // Two syllables of it at the least: `협의` and `정부` do not meet in 의정부.
        let name = || tail.char_indices().rev().skip(1).any(|(at, _)| NAMES.contains(&word[at..]));
        !tail.is_empty() && (name() || self.begins(&word))
    }

    /// Whether the article says again what `first` names.
    fn names_again(&self, first: &str, opening: Opening, ends: End) -> bool {
        let word = letters(first);
        match opening {
            // Papers name someone with a position again by the surname: `홍 군수는`.
            Opening::Person => {
                let surname = &word[..word.chars().next().map_or(0, char::len_utf8)];
                self.begins(word)
                    && self
                        .places(surname)
                        .any(|rest| rest.strip_prefix(' ').is_some_and(|next| TITLES.contains(bare(letters(next)))))
            }
            Opening::Name if ends == End::Headline => true,
            _ => self.begins(bare(word)),
        }
    }
}

fn eojeols(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split([' ', '\t']).filter_map(move |eojeol| {
        let start = offset;
        offset += eojeol.len() + 1;
        (!eojeol.is_empty()).then_some((start, eojeol))
    })
}

fn long(text: &str, least: usize) -> bool {
    text.chars().nth(least - 1).is_some()
}

/// Whether a character is part of a name.
fn is_letter(c: char) -> bool {
    super::is_letter(c) || c == '&'
}

/// The letters and digits that a text begins with.
fn letters(text: &str) -> &str {
    &text[..text.find(|c| !is_letter(c)).unwrap_or(text.len())]
}

/// A word without its josa; at least two syllables are left.
fn bare(word: &str) -> &str {
    JOSA.of(word).map(|josa| &word[..word.len() - josa.len()]).find(|stem| long(stem, 2)).unwrap_or(word)
}

/// What a word before the article's first one shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Headlines end so.
    Headline,
    /// A noun, glued to what follows.
    Noun,
    None,
}

impl End {
    /// `glued`: no space stands after the word.
    fn of(word: &str, glued: bool) -> Self {
        if word.ends_with(['↑', '↓', '%', '…', '?', '!']) {
            return End::Headline;
        }
        let hangul = &word[word.trim_end_matches(|c| matches!(c, '가'..='힣' | '說' | '順')).len()..];
        if hangul.is_empty() || NAMES.contains(hangul) || NAMES.contains(bare(hangul)) {
            return End::None;
        }
        let noun = |word: &str| {
            let mut tails = word.char_indices().rev().map(|(at, _)| &word[at..]).skip(1).take(2);
            tails.any(|tail| NOUNS.contains(tail))
        };
        let short = || LAST.contains(hangul) || VERBS.close(hangul) || hangul.strip_suffix('도').is_some_and(noun);
        if noun(hangul) || WORDS.contains(hangul) || glued && short() {
            End::Headline
        } else if glued && long(hangul, 2) && !PREFIXES.close(hangul) {
            End::Noun
        } else {
            End::None
        }
    }
}

/// What a word that the article may begin with is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// A day, or another word that first sentences begin with.
    Sure,
    /// A body or a place that the lexicon knows.
    Name,
    /// Someone with a position.
    Person,
    /// A word in Latin letters.
    Word,
}

impl Opening {
    /// Whether it is worth asking what `first` is.
    fn may_be(first: &str) -> bool {
        let name = || first.len() == 9 && byline::is_name(first);
        first.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()) || HEADS.contains(&head(first)) || name()
    }

    /// `next`: what follows the eojeol that `first` ends. `spaced`: a space stands before it.
    fn of(first: &str, next: &str, spaced: bool) -> Option<Self> {
        let word = letters(first);
        let stem = bare(word);
        if NAMES.contains(stem) || NAMES.contains(word) {
            return Some(Opening::Name);
        }
        let future = || word != "오는" || next.trim_start().starts_with(|c: char| c.is_ascii_digit());
        if !spaced && ((OPENERS.contains(word) || OPENERS.contains(stem)) && future() || is_day(first)) {
            return Some(Opening::Sure);
        }
        if word == first && word.chars().count() == 3 && byline::is_name(word) {
            let mut positions = next.split(' ').filter(|word| !word.is_empty()).take(3).map(|word| bare(letters(word)));
            let titled = |word: &str| word.char_indices().any(|(at, _)| TITLES.contains(&word[at..]));
            return positions.any(titled).then_some(Opening::Person);
        }
        let latin = word.starts_with(|c: char| c.is_ascii_uppercase()) && long(stem, 2) && !ACRONYMS.contains(&stem);
        (latin && !spaced).then_some(Opening::Word)
    }
}

/// Whether a text begins with a day, a month or a year: `5일 `, `3월`, `2024년`.
fn is_day(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match text.len() - rest.len() {
        1 | 2 => rest == "일" || rest.starts_with("일(") || rest.starts_with('월') && !rest.starts_with("월세"),
        4 => text.starts_with("20") && rest.starts_with('년'),
        _ => false,
    }
}

/// Whether a share's number of six digits stands in an eojeol.
fn is_listed(eojeol: &str) -> bool {
    let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count() == 6 && rest[6..].starts_with(')');
    eojeol.match_indices('(').any(|(at, _)| digits(&eojeol[at + 1..]))
}

/// Whether the last word of a text has the josa of a subject, topic or object.
fn is_marked(text: &str) -> bool {
    let word = text.rsplit([' ', '…', '·', ',']).next().unwrap_or_default();
    let word = word.trim_end_matches(['’', '\'', '"', '”', ')', ']']);
    word.ends_with(['은', '는', '이', '가', '을', '를']) && long(word, 2) && !UNMARKED.close(word)
}

/// Whether a sentence says who does something.
fn has_subject(sentence: &str) -> bool {
    sentence.split([' ', '\t']).any(|word| {
        let word = word.trim_end_matches([',', '’', '\'', '"', '”']);
        word.ends_with(['은', '는', '이', '가']) && long(word, 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decks_and_titles_of_pictures_before_the_first_sentence() {
        let rest = "전라남도는 한라 사업을 내년에 시작한다. 홍 회장은 “함께하겠다”고 말했다. 홍길동 회장은 6일 돌아온다. 카카오도 나선다.";
        for (glued_text, sentence, deck) in [
            ("청년 주거 지원 사업 확대", "서울시가 5일 청년의 집세를 더 돕겠다고 밝혔다.", true),
            ("청년 주거 지원 사업 확대 ", "서울시가 5일 청년의 집세를 더 돕겠다고 밝혔다.", true),
            ("월 소득 274만원 이하로일하는 청년으로 대상 확대", "서울시가 청년 1인 가구를 5일부터 돕는다.", true),
            ("주가 사흘 만에 10%↑", "코스피가 5일 사흘 만에 크게 올랐다고 거래소는 밝혔다.", true),
            ("새 요금제 이달 출시 예정", "5일 업계에 따르면 통신사들은 요금을 내린다고 한다.", true),
            ("새 청사로 옮기는 직원 늘어", "국회가 5일 예산안을 의결하고 회기를 마쳤다.", true),
            ("지역 인재 채용 협약도 체결", "홍길동 한라전자 회장이 5일 군청을 찾아 협약을 맺었다.", true),
            ("한라산 아래 새 도서관 전경", "전라남도는 5일 새 도서관의 문을 열었다고 밝혔다.", false),
        ] {
            let got = glued(&format!("{glued_text}{sentence}"), "", rest);
            assert_eq!(got, Glued { length: glued_text.len(), deck }, "{glued_text}{sentence}");
        }
    }

    #[test]
    fn first_sentences_stay_whole() {
        let rest = "영장은 5일 기각됐다. 위원회는 6일 모인다. 정의당은 반대했다. 씨아이에스는 올랐다.";
        for sentence in [
            "한라군은 5일 군청에서 새 청사를 짓겠다고 밝혔다.",
            "이몽룡 군수의 구속영장 기각에 불만을 품은 사람이 5일 집을 떠났다.",
            "지난해 마을 기업들의 운영자금과 대출이 함께 늘어난 것으로 나타났다.",
            "한라당 남원시 선거대책위원회 공동상황실장인 성춘향 의원이 5일 사과했다.",
            "서울 구로구 한라동 마을기업협력센터는 5일 새로 문을 열었다고 밝혔다.",
            "대선에 나선 진보정의당 이몽룡 후보가 5일 후보 등록을 마쳤다고 밝혔다.",
            "2차전지 장비 업체씨아이에스(222080)가 5일 실적을 냈다고 밝혔다.",
            "새 공장을 지은 혁신기술 신약개발사 한라테라퓨틱이 5일 상장했다.",
        ] {
            assert_eq!(glued(sentence, "", rest), Glued::default(), "{sentence}");
        }
    }
}
