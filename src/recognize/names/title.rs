//! Titles: where a word is or ends in a position, and what body a title in one word with it means.

use crate::document::Span;

use super::list::{BodyPart, TITLE_ENDS, TITLES, Title};
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

impl TitleAt {
    /// What stands before the title in its word: 광주 in 광주시장.
    pub fn prefix(&self, page: &Page) -> Span {
        Span::new(page.words[self.word].start, self.span.start)
    }

    /// The name of the body that a title in one word with it means: 광주시 of 광주시장, 하원 of 하원의장.
    pub fn body(&self, page: &Page) -> Option<String> {
        let prefix = self.prefix(page).of(page.text);
        let title = self.span.of(page.text);
        match (self.title.body, prefix) {
            (BodyPart::Append(body), "") => matches!(title, "국회의원" | "국회의장" | "국회부의장").then(|| body.to_owned()),
            (_, "") | (BodyPart::None, _) => None,
            (BodyPart::Prefix, prefix) => Some(prefix.to_owned()),
            (BodyPart::Append("의회"), prefix) if !prefix.ends_with(['시', '도', '군', '구']) => Some(prefix.to_owned()),
            (BodyPart::Append("구"), prefix) if prefix.ends_with('구') => Some(prefix.to_owned()),
            (BodyPart::Append("시" | "도"), prefix) if prefix.ends_with(['시', '도']) => Some(prefix.to_owned()),
            (BodyPart::Append("단"), prefix)
                if !prefix.ends_with("사업") && TITLES.contains_key(title) && prefix.ends_with('단') =>
            {
                Some(prefix.to_owned())
            }
            (BodyPart::Append(body), prefix) if prefix.ends_with(body) => Some(prefix.to_owned()),
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
