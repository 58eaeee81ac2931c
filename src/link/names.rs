//! Names beside the lexicon, and what stands around them in an article.

use crate::lexicon::{Lexicon, PlaceKind};
use crate::records::{Place, Record};

/// Marks of a legal form. They say what a body is, and are no part of its name.
const MARKS: [&str; 11] = ["(주)", "㈜", "주식회사", "(유)", "유한회사", "(재)", "㈶", "재단법인", "(사)", "㈔", "사단법인"];

/// A name without white space, middle dots and the marks of a legal form.
pub fn squeeze(name: &str) -> String {
    let bare = MARKS.iter().fold(name.to_owned(), |name, mark| if name.contains(mark) { name.replace(mark, "") } else { name });
    bare.chars().filter(|c| !c.is_whitespace() && !"·ㆍ‧․∙•・-".contains(*c)).collect()
}

/// The entries that a lexicon has for a name.
#[derive(Debug, Clone)]
pub struct Found {
    pub entries: Vec<usize>,
    pub ambiguous: bool,
}

/// Looks a name up as it is, then without spaces and marks: `뉴욕 타임스`, `㈜새한은행`.
pub fn look_up(lexicon: &Lexicon, name: &str) -> Option<Found> {
    let hit = lexicon.lookup(name).or_else(|| lexicon.lookup(&squeeze(name)))?;
    Some(Found { entries: lexicon.candidates(hit).collect(), ambiguous: hit.ambiguous })
}

/// Whether a name that may be squeezed is a form of an entry.
pub fn is_form(lexicon: &Lexicon, entry: usize, name: &str) -> bool {
    forms(lexicon, entry).any(|form| form == name || squeeze(form) == name)
}

/// Every form of an entry.
pub fn forms(lexicon: &Lexicon, entry: usize) -> impl Iterator<Item = &str> {
    let entry = lexicon.entry(entry);
    std::iter::once(&entry.name).chain(&entry.aliases).chain(&entry.ambiguous).map(String::as_str)
}

/// What an article says left and right of a mention, at most so many characters.
pub fn around(record: &Record, mention: Place, most: usize) -> (&str, &str) {
    let (Some(start), Some(end)) = (record.byte(mention.start), record.byte(mention.end)) else { return ("", "") };
    let before = &record.text[..start];
    let from = before.char_indices().rev().nth(most).map_or(0, |(at, c)| at + c.len_utf8());
    let after = &record.text[end..];
    let to = after.char_indices().nth(most).map_or(after.len(), |(at, _)| at);
    (&before[from..], &after[..to])
}

/// Countries in a letter, as they stand before a name.
const LETTERS: [(&str, &str); 12] = [
    ("미", "미국"),
    ("美", "미국"),
    ("中", "중국"),
    ("日", "일본"),
    ("英", "영국"),
    ("佛", "프랑스"),
    ("러", "러시아"),
    ("露", "러시아"),
    ("獨", "독일"),
    ("북", "북한"),
    ("北", "북한"),
    ("印", "인도"),
];

/// The country whose bodies are named without it.
const HOME: [&str; 3] = ["한국", "대한민국", "우리나라"];

/// The foreign country or place abroad that a text ends in (`영국 통계청`): the index of a place of the lexicon.
pub fn abroad_before(lexicon: &Lexicon, before: &str) -> Option<usize> {
    let word = before.strip_suffix(' ')?.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    abroad(lexicon, word).or_else(|| abroad(lexicon, word.strip_suffix('의')?))
}

/// The foreign country or place abroad that a name begins with: `뉴욕증권거래소`, `미국 국세청`.
pub fn abroad_within(lexicon: &Lexicon, name: &str) -> Option<usize> {
    let first = lexicon.places(name).into_iter().next().filter(|hit| hit.span.start == 0)?;
    lexicon.place_candidates(first).find(|&place| is_abroad(lexicon, place))
}

/// Where a text lies that names places of one region: its first-level region, by the government's full name; `Some(None)` abroad.
pub fn region_within(lexicon: &Lexicon, text: &str) -> Option<Option<String>> {
    let mut regions = lexicon.places(text).into_iter().filter(|hit| !hit.ambiguous).filter_map(|hit| {
        let place = hit.entry;
        if is_abroad(lexicon, place) { Some(None) } else { province(lexicon, place).map(Some) }
    });
    let first = regions.next()?;
    regions.all(|other| other == first).then_some(first)
}

/// The first-level region of a place, by its government's full name.
fn province(lexicon: &Lexicon, place: usize) -> Option<String> {
    let mut name = lexicon.place(place).government.as_deref()?;
    // A district of a city of a province.
    for _ in 0..3 {
        match lexicon.entry(lexicon.lookup(name)?.entry).parent.as_deref() {
            Some(above) => name = above,
            None => break,
        }
    }
    Some(name.to_owned())
}

fn abroad(lexicon: &Lexicon, word: &str) -> Option<usize> {
    let word = LETTERS.iter().find(|(letter, _)| *letter == word).map_or(word, |(_, country)| country);
    let hit = lexicon.lookup_place(word)?;
    lexicon.place_candidates(hit).find(|&place| is_abroad(lexicon, place))
}

/// Whether a place lies abroad.
pub fn is_abroad(lexicon: &Lexicon, place: usize) -> bool {
    let place = lexicon.place(place);
    matches!(place.kind, PlaceKind::Country | PlaceKind::Foreign) && !HOME.contains(&place.name.as_str())
}

/// Words for what has a title of its own, before it: `영화 ‘새한’`.
const WORKS: [&str; 18] = [
    "영화",
    "드라마",
    "다큐멘터리",
    "다큐",
    "소설",
    "장편소설",
    "뮤지컬",
    "연극",
    "웹툰",
    "웹소설",
    "만화",
    "예능",
    "앨범",
    "노래",
    "신곡",
    "저서",
    "시집",
    "전시",
];

/// Opening quotation marks and brackets with those that close them.
const MARKED: [(char, char); 9] =
    [('\'', '\''), ('"', '"'), ('‘', '’'), ('“', '”'), ('<', '>'), ('〈', '〉'), ('《', '》'), ('「', '」'), ('『', '』')];

/// Whether the words around a mention are those around the title of a work: `영화 ‘새한’`, `《새한》`.
pub fn is_work(record: &Record, mention: Place) -> bool {
    let (before, after) = around(record, mention, 12);
    let Some(open) = before.chars().next_back() else { return false };
    let Some((_, close)) = MARKED.iter().find(|(mark, _)| *mark == open) else { return false };
    if !after.starts_with(*close) {
        return false;
    }
    let word = before[..before.len() - open.len_utf8()].trim_end();
    matches!(open, '《' | '〈' | '『' | '「') || WORKS.iter().any(|work| word.ends_with(work))
}

/// Whether a mention is that of a currency before an amount: `한화로 약 90조원`, `한화 3000억원`.
pub fn is_currency(record: &Record, mention: Place) -> bool {
    let (_, after) = around(record, mention, 10);
    let amount = after.strip_prefix("로").unwrap_or(after).trim_start();
    let amount = amount.strip_prefix("약").unwrap_or(amount).trim_start();
    record.words(mention).ends_with('화') && amount.len() < after.len() && amount.starts_with(|c: char| c.is_ascii_digit())
}

/// What a name of a fund goes on with: `한빛 반도체 ETF`, `한빛 불 3X`.
const FUNDS: [&str; 8] = ["ETF", "ETN", "상장지수", "불 ", "베어 ", "레버리지", "인버스", "액티브"];

/// Whether the words around a mention say that it names a fund, or a person's family name.
pub fn is_other(record: &Record, mention: Place) -> bool {
    let (before, after) = around(record, mention, 8);
    let given = before.strip_suffix(' ').and_then(|before| before.rsplit(|c: char| !c.is_alphanumeric()).next());
    FUNDS.iter().any(|word| after.trim_start().starts_with(word)) || given.is_some_and(super::classes::is_given_name)
}

/// What the article says in full where a mention stands in brackets behind it: `순고객추천지수` of `순고객추천지수(NPS)`.
/// The end of its clause, at most 24 characters.
pub fn said_in_full(record: &Record, mention: Place) -> Option<&str> {
    let (before, after) = around(record, mention, 24);
    let before = before.strip_suffix('(')?;
    let said = after.starts_with([')', '·', ',', ':']) && before.ends_with(char::is_alphanumeric);
    said.then(|| before.rsplit(['.', ',', '(', ')', '\n', '·']).next().unwrap_or_default())
}
