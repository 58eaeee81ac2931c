//! The words that boilerplate is known by: `lexicon/boilerplate.tsv`, found in one pass over a text.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::clean::text::{Reason, is_letter};
use crate::document::Span;
use crate::lists::phrases::Phrases;
use crate::lists::rows;

static BOILERPLATE: &str = include_str!("../../../lexicon/boilerplate.tsv");

/// What a phrase of the lexicon says of the line that it stands in; the head of the lexicon file describes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Line,
    Start,
    Inside,
    Sentence,
    Footer,
    Phrase,
    Rest,
    After,
    Label,
    /// Not a phrase of the lexicon but a sign that one of the grammars (byline, credit, copyright) has work to do.
    Grammar,
    /// A sign that a broadcaster may sign off.
    Spoken,
}

/// Signs of bylines, credits and copyright notices. A line without any of them and without a phrase of the lexicon holds
/// nothing to cut.
const SIGNS: [&str; 48] = [
    "기자",
    "특파원",
    "통신원",
    "리포터",
    "@",
    "ⓒ",
    "©",
    "℗",
    "제공",
    "사진",
    "photo",
    "Photo",
    "무단",
    "재배포",
    "저작권",
    "opyright",
    "캡처",
    "캡쳐",
    "갈무리",
    "▲",
    "▶",
    "☞",
    "【",
    "DB",
    "왼쪽부터",
    "왼쪽에서",
    "오른쪽부터",
    "function ",
    "연합뉴스",
    "뉴시스",
    "뉴스1",
    "이미지",
    "앵커",
    "영상편집",
    "영상취재",
    "[",
    "스탠딩",
    "자료=",
    "자료 =",
    "자료:",
    "출처",
    "그래픽",
    "일러스트",
    "포스터=",
    "(표",
    "로이터",
    "AFP",
    "블룸버그",
];

/// How the sentences end that broadcasters sign off and hand over with.
const SPOKEN: [&str; 2] = ["입니다.", "습니다."];

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub span: Span,
    pub scope: Scope,
    pub reason: Reason,
}

pub struct Cues {
    phrases: Phrases,
    /// What each phrase says, by its number.
    says: Vec<(Scope, Reason)>,
    tokens: FxHashSet<&'static str>,
    /// Who photographs come from, beside the publishers.
    pub sources: Vec<&'static str>,
}

pub static CUES: LazyLock<Cues> = LazyLock::new(|| Cues::parse(BOILERPLATE));

impl Cues {
    /// Lines that are no entry (too few columns, an unknown reason or scope) are left out; a test holds the file to its form.
    fn parse(table: &'static str) -> Self {
        let mut phrases: Vec<&str> = SIGNS.iter().chain(&SPOKEN).copied().collect();
        let mut says = vec![(Scope::Grammar, Reason::Navigation); SIGNS.len()];
        says.resize(phrases.len(), (Scope::Spoken, Reason::Broadcast));
        let mut tokens = FxHashSet::default();
        let mut sources = Vec::new();
        for row in rows(table) {
            let [reason, scope, words, ..] = row[..] else { continue };
            match (scope, Reason::named(reason)) {
                ("token", _) => _ = tokens.insert(words),
                ("source", _) => sources.push(words),
                (scope, Some(reason)) => {
                    if let Some(scope) = Scope::named(scope) {
                        phrases.push(words);
                        says.push((scope, reason));
                    }
                }
                _ => {}
            }
        }
        Cues { phrases: Phrases::new(phrases), says, tokens, sources }
    }

    /// Every phrase in `text`, by where it ends; phrases may overlap.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let hits = self.phrases.find(text).into_iter().map(|(span, nth)| (span, self.says[nth]));
        hits.map(|(span, (scope, reason))| Hit { span, scope, reason }).collect()
    }

    /// Whether a line is made of words of menus and toolbars alone.
    pub fn all_tokens(&self, line: &str) -> bool {
        let mut some = false;
        for word in line.split([' ', '\t', '|', '·', '>', ',', '/']) {
            let bare = word.trim_matches(|c: char| !is_letter(c) && !matches!(c, '+' | '-'));
            if bare.is_empty() || bare.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            let known = self.tokens.contains(bare) || self.tokens.contains(bare.trim_end_matches(|c: char| c.is_ascii_digit()));
            if !known {
                return false;
            }
            some = true;
        }
        some || self.tokens.contains(line)
    }
}

impl Scope {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "line" => Scope::Line,
            "start" => Scope::Start,
            "inside" => Scope::Inside,
            "sentence" => Scope::Sentence,
            "footer" => Scope::Footer,
            "phrase" => Scope::Phrase,
            "rest" => Scope::Rest,
            "after" => Scope::After,
            "label" => Scope::Label,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_keeps_its_form() {
        let entries = BOILERPLATE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        for line in entries {
            let columns: Vec<_> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            assert!(columns.iter().all(|column| *column == column.trim() && !column.is_empty()), "{line}");
            assert!(matches!(columns[1], "token" | "source") || Scope::named(columns[1]).is_some(), "{line}");
            assert!(columns[1] == "source" || Reason::named(columns[0]).is_some(), "{line}");
        }
    }

    #[test]
    fn lines_of_menu_words() {
        for line in ["메뉴 검색", "인쇄 목록", "가 가+ 가-", "페이스북 트위터 | 카카오톡", "댓글 3", "매우만족", "Top"]
        {
            assert!(CUES.all_tokens(line), "{line}");
        }
        for line in ["메뉴를 바꾼 식당", "검색 시장의 변화", "3 4", "목록 정리"] {
            assert!(!CUES.all_tokens(line), "{line}");
        }
    }
}
