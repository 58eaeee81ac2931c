//! Titles: where a word is or ends in a position, and what body a title in one word with it means.

use crate::document::Span;

use super::list::{BodyPart, ENDINGS, TITLE_ENDS, TITLES, Title};
use super::page::Page;

/// A title in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct TitleAt {
    /// The index of its word.
    pub word: usize,
    /// The title alone, without what stands before it in its word.
    pub span: Span,
    pub title: Title,
}

/// What stands before a title in one word and is its rank.
pub(super) const RANKS: [&str; 20] = [
    "수석",
    "총괄",
    "선임",
    "책임",
    "상임",
    "비상임",
    "공동",
    "명예",
    "전임",
    "신임",
    "전",
    "현",
    "부",
    "제1",
    "제2",
    "임시",
    "공공",
    "민간",
    "당연직",
    "위촉직",
];

/// What special weather reports are about: 한파특보 is no adviser.
const WEATHER: [&str; 11] = ["한파", "호우", "폭염", "대설", "강풍", "풍랑", "건조", "태풍", "기상", "황사", "홍수"];

/// Titles are at most this long, in characters.
const LONGEST: usize = 10;

/// The longest title that the nominal part of the word ends in; none beyond the last word.
pub(super) fn title_at(page: &Page, nth: usize) -> Option<TitleAt> {
    let word = page.words.get(nth)?;
    for end in page.stems(nth) {
        let stem = &page.text[word.start..end];
        if !stem.chars().next_back().is_some_and(|last| TITLE_ENDS.contains(&last)) {
            continue;
        }
        let mut starts = [0; LONGEST];
        let mut count = 0;
        for (at, _) in stem.char_indices().rev().take(LONGEST) {
            starts[count] = at;
            count += 1;
        }
        for &at in starts[..count].iter().rev() {
            if let Some(&title) = TITLES.get(&stem[at..]) {
                return Some(TitleAt { word: nth, span: Span::new(word.start + at, end), title });
            }
        }
    }
    None
}

/// Whether a word ends as names of organizations do.
fn ends_a_body(name: &str) -> bool {
    name.char_indices().skip(2).any(|(at, _)| ENDINGS.get(&name[at..]).is_some_and(|ending| ending.sure))
}

impl TitleAt {
    /// Whether the title's word means something else: 금융시장 and 주식시장 are no mayors, 한파특보 is no adviser.
    pub fn is_other_word(&self, page: &Page) -> bool {
        let prefix = self.prefix(page).of(page.text);
        if self.span.of(page.text) == "특보" && WEATHER.contains(&prefix) {
            return true;
        }
        let BodyPart::Append(form @ ("시" | "군" | "구")) = self.title.body else { return false };
        if self.is_deputy(page) {
            return false;
        }
        let whole = format!("{prefix}{form}");
        let known = |name: &str| page.lexicon.lookup_place(name).is_some() || page.lexicon.lookup(name).is_some();
        !prefix.is_empty() && !prefix.ends_with(form) && !known(prefix) && !known(&whole)
    }

    /// Whether the title is that of a body's part, which is named after what it does: 개발1처장, 도시기반시설본부장. The body
    /// that stands beside it is its holder's then.
    pub fn is_unit(&self) -> bool {
        matches!(
            self.title.body,
            BodyPart::Append("본부" | "처" | "지회" | "지부" | "지점" | "지역본부" | "센터" | "단" | "회" | "위원회" | "소")
        )
    }

    /// Whether the title is that of a government's second head, before which in its word there may be what the holder is charged
    /// with: 평화부지사, 일자리경제부시장.
    fn is_deputy(&self, page: &Page) -> bool {
        let title = self.span.of(page.text);
        ["부시장", "부지사", "부군수", "부구청장"].iter().any(|deputy| title.ends_with(deputy))
    }

    /// What stands before the title in its word: 광주 in 광주시장.
    pub fn prefix(&self, page: &Page) -> Span {
        Span::new(page.words[self.word].start, self.span.start)
    }

    /// The name of the body that a title in one word with it means: 광주시 of 광주시장, 하원 of 하원의장.
    pub fn body(&self, page: &Page) -> Option<String> {
        let prefix = self.prefix(page).of(page.text);
        let title = self.span.of(page.text);
        // 3차장, 수석본부장: a number or a rank, no body.
        let ranked = prefix.chars().all(|c| c.is_ascii_digit()) || RANKS.contains(&prefix);
        // 평화부지사: what the second head of a government is charged with is no place.
        let charged = |form: &str| {
            let known = |name: &str| page.lexicon.lookup_place(name).is_some() || page.lexicon.lookup(name).is_some();
            !prefix.ends_with(form) && !known(prefix) && !known(&format!("{prefix}{form}"))
        };
        let ranked = ranked || matches!(self.title.body, BodyPart::Append(form) if self.is_deputy(page) && charged(form));
        let prefix = if ranked { "" } else { prefix };
        match (self.title.body, prefix) {
            // 국회의원, 대법원장: the title's own word names the body.
            (BodyPart::Append(body), "") => {
                (title.starts_with(body) && page.lexicon.lookup(body).is_some()).then(|| body.to_owned())
            }
            (_, "") | (BodyPart::None, _) => None,
            (BodyPart::Prefix, prefix) => {
                (page.lexicon.lookup(prefix).is_some() || ends_a_body(prefix)).then(|| prefix.to_owned())
            }
            (BodyPart::Append("의회"), "하원" | "상원" | "국회") => Some(prefix.to_owned()),
            (BodyPart::Append("의회"), prefix) if !prefix.ends_with(['시', '도', '군', '구']) => None,
            (BodyPart::Append("구"), prefix) if prefix.ends_with('구') => Some(prefix.to_owned()),
            (BodyPart::Append("시" | "도"), prefix) if prefix.ends_with(['시', '도']) => Some(prefix.to_owned()),
            (BodyPart::Append(body), prefix) if prefix.ends_with(body) => Some(prefix.to_owned()),
            // 공정위원장: the head of what is called 공정위.
            (BodyPart::Append("위원회"), prefix) if page.lexicon.lookup(&format!("{prefix}위")).is_some() => {
                let short = format!("{prefix}위");
                let whole = format!("{prefix}위원회");
                let named = page.lexicon.lookup(&short).map(|hit| page.lexicon.entry(hit.entry).name.clone());
                Some(if page.lexicon.lookup(&whole).is_some() { whole } else { named.unwrap_or(short) })
            }
            (BodyPart::Append(body), prefix) => Some(match title.strip_suffix('장') {
                // 사업단장: the title's own word says what the body ends in.
                Some(own) if own.chars().count() > 1 && !own.starts_with('부') && own.ends_with(body) => {
                    format!("{prefix}{own}")
                }
                _ => format!("{prefix}{body}"),
            }),
        }
    }
}
