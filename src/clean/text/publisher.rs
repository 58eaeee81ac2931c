//! Who publishes: `lexicon/publishers.tsv`, and the forms that a publisher's name has in tags and notices.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

static TABLE: &str = include_str!("../../../lexicon/publishers.tsv");

pub struct Publishers {
    /// Every name by the letters that count in it (no spaces, ASCII in lower case), and the publisher's own name.
    names: HashMap<String, &'static str>,
    domains: HashMap<&'static str, &'static str>,
    finder: AhoCorasick,
    found: Vec<&'static str>,
}

pub static PUBLISHERS: LazyLock<Publishers> = LazyLock::new(|| {
    let mut names = HashMap::new();
    let mut domains = HashMap::new();
    let mut patterns = Vec::new();
    let mut found = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let mut columns = line.split('\t');
        let Some(name) = columns.next() else { continue };
        let others = columns.next().unwrap_or_default().split('|').filter(|other| !other.is_empty());
        for spelling in std::iter::once(name).chain(others) {
            names.entry(key(spelling)).or_insert(name);
            patterns.push(spelling);
            found.push(name);
        }
        for domain in columns.next().unwrap_or_default().split('|').filter(|domain| !domain.is_empty()) {
            domains.entry(domain).or_insert(name);
        }
    }
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&patterns)
        .expect("the names of the lexicon are few and short");
    Publishers { names, domains, finder, found }
});

fn key(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

impl Publishers {
    /// The publisher whose name is `name`.
    pub fn named(&self, name: &str) -> Option<&'static str> {
        self.names.get(&key(name)).copied()
    }

    /// The publisher of a host or of an e-mail address's domain; subdomains belong to their parent.
    pub fn of_domain(&self, host: &str) -> Option<&'static str> {
        let host = host.to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(name) = self.domains.get(rest) {
                return Some(name);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The first publisher that a short text (a notice, a tag) names, by a name that is not a part of a longer word.
    pub fn inside(&self, text: &str) -> Option<&'static str> {
        self.finder
            .find_iter(text)
            .find(|found| {
                let before = text[..found.start()].chars().next_back();
                let after = text[found.end()..].chars().next();
                let ascii = text[found.start()..found.end()].is_ascii();
                let joined = |c: char| c.is_alphanumeric() && (!ascii || c.is_ascii());
                let goes_on = ascii && after.is_some_and(|c| c.is_ascii_alphanumeric());
                !before.is_some_and(joined) && !goes_on
            })
            .map(|found| self.found[found.pattern().as_usize()])
    }

    /// Every spelling of every name.
    pub fn spellings() -> impl Iterator<Item = &'static str> {
        TABLE.lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
            let mut columns = line.split('\t');
            let name = columns.next().unwrap_or_default();
            let others = columns.next().unwrap_or_default();
            std::iter::once(name).chain(others.split('|')).filter(|name| !name.is_empty())
        })
    }
}

/// Last parts of the names of papers, agencies and stations: a name that ends in one of them is taken for a publisher's where
/// its place (a tag, a copyright notice) calls for one, listed or not.
const PRESS_ENDINGS: [&str; 30] = [
    "뉴스",
    "일보",
    "신문",
    "통신",
    "경제",
    "방송",
    "타임스",
    "타임즈",
    "저널",
    "미디어",
    "투데이",
    "데일리",
    "TV",
    "매일",
    "News",
    "NEWS",
    "news",
    "헤럴드",
    "포스트",
    "리뷰",
    "시민신문",
    "매거진",
    "뉴스통신",
    "인터넷신문",
    "닷컴",
    "라디오",
    "매일신문",
    "시보",
    "신보",
    "시사",
];

/// Whether `name` has the form of a publisher's name.
pub fn looks_like_press(name: &str) -> bool {
    let name = name.trim();
    (4..=45).contains(&name.len()) && PUBLISHERS.named(name).is_some()
        || (name.chars().count() >= 3
            && name.chars().count() <= 14
            && PRESS_ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
            && !name.contains(['.', ',', '"', '“', '(', '?', '!']))
}

/// A publisher's own name for a spelling of it; the spelling itself where it is not listed but has the form of one.
pub fn canonical(name: &str) -> Option<String> {
    let name = name.trim();
    PUBLISHERS.named(name).map(str::to_owned).or_else(|| looks_like_press(name).then(|| name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_domains() {
        assert_eq!(PUBLISHERS.named("파이낸셜 뉴스"), Some("파이낸셜뉴스"));
        assert_eq!(PUBLISHERS.named("News1"), Some("뉴스1"));
        assert_eq!(PUBLISHERS.of_domain("news.chosun.com"), Some("조선일보"));
        assert_eq!(PUBLISHERS.of_domain("weekly.chosun.com"), Some("주간조선"));
        assert_eq!(PUBLISHERS.of_domain("example.org"), None);
        assert_eq!(PUBLISHERS.inside("Copyrights ⓒ 연합뉴스TV. All rights reserved"), Some("연합뉴스TV"));
        assert_eq!(PUBLISHERS.inside("'남도의 아침' 전남매일 무단 전재"), Some("전남매일"));
        assert_eq!(PUBLISHERS.inside("새한라일보사람들"), None);
        assert_eq!(canonical("가나다뉴스").as_deref(), Some("가나다뉴스"));
        assert_eq!(canonical("서울"), None);
    }
}
