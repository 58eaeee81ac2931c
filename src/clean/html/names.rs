//! What `class` and `id` attributes say of an element, and what is known of a site: the word lists of `lexicon/sites.toml`.

use std::collections::{HashMap, HashSet};
use std::ops::{BitAnd, BitOr, BitOrAssign, Not};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

/// What an element is, as far as its tag, names and attributes say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u16);

impl Marks {
    pub const NONE: Marks = Marks(0);
    /// Not the article: navigation, advertising, sharing, comments, related articles.
    pub const NOISE: Marks = Marks(1);
    /// Not shown.
    pub const HIDDEN: Marks = Marks(2);
    /// The caption of a picture.
    pub const CAPTION: Marks = Marks(4);
    /// Holds a picture, if it holds one at all.
    pub const PICTURE: Marks = Marks(8);
    pub const SUBTITLE: Marks = Marks(16);
    pub const TITLE: Marks = Marks(32);
    pub const BYLINE: Marks = Marks(64);
    /// Holds the body of the article, by its name.
    pub const BODY: Marks = Marks(128);
    /// Is the body, as the page's markup says it (`itemprop="articleBody"`).
    pub const DECLARED: Marks = Marks(256);
    /// A cell of a table.
    pub const CELL: Marks = Marks(512);
    /// h1 to h6.
    pub const HEADING: Marks = Marks(1024);
    /// A block that is no paragraph by its tag: `div`, `center`, a part of a table.
    pub const BOX: Marks = Marks(2048);

    pub fn has(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Marks {
    type Output = Marks;

    fn bitor(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Marks) {
        self.0 |= other.0;
    }
}

impl BitAnd for Marks {
    type Output = Marks;

    fn bitand(self, other: Marks) -> Marks {
        Marks(self.0 & other.0)
    }
}

impl Not for Marks {
    type Output = Marks;

    fn not(self) -> Marks {
        Marks(!self.0)
    }
}

/// What is known of a site beyond its pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    domain: String,
    /// It shows the articles of others.
    #[serde(default)]
    pub portal: bool,
    /// Squeezed names of elements that hold the body.
    #[serde(default)]
    body: Vec<String>,
    /// Squeezed names of elements that are not the article.
    #[serde(default)]
    skip: Vec<String>,
}

impl Site {
    /// What the site's own lists say of one name.
    pub fn marks(&self, name: &str) -> Marks {
        if self.body.is_empty() && self.skip.is_empty() {
            return Marks::NONE;
        }
        let name = squeeze(name);
        let mut marks = Marks::NONE;
        if self.body.contains(&name) {
            marks |= Marks::BODY;
        }
        if self.skip.contains(&name) {
            marks |= Marks::NOISE;
        }
        marks
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    names: Lists,
    site: Vec<Site>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    noise: Vec<String>,
    noise_parts: Vec<String>,
    blind: Vec<String>,
    caption: Vec<String>,
    picture: Vec<String>,
    subtitle: Vec<String>,
    title: Vec<String>,
    byline: Vec<String>,
    body: Vec<String>,
    boards: Vec<String>,
}

/// The word lists, as they are looked up.
pub struct Names {
    words: HashMap<String, Marks>,
    squeezed: HashMap<String, Marks>,
    parts: AhoCorasick,
    boards: HashSet<String>,
    sites: Vec<Site>,
}

/// The embedded `lexicon/sites.toml`.
pub static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../lexicon/sites.toml")).expect("the embedded site list is well formed");
    let lists = file.names;
    let gather = |lists: &[(&[String], Marks)]| {
        let mut map: HashMap<String, Marks> = HashMap::new();
        for (words, marks) in lists {
            for word in *words {
                *map.entry(word.clone()).or_default() |= *marks;
            }
        }
        map
    };
    Names {
        words: gather(&[
            (&lists.noise, Marks::NOISE),
            (&lists.picture, Marks::PICTURE),
            (&lists.title, Marks::TITLE),
            (&lists.byline, Marks::BYLINE),
        ]),
        squeezed: gather(&[
            (&lists.blind, Marks::HIDDEN),
            (&lists.caption, Marks::CAPTION),
            (&lists.subtitle, Marks::SUBTITLE),
            (&lists.body, Marks::BODY),
        ]),
        parts: AhoCorasick::new(&lists.noise_parts).expect("the embedded site list is small"),
        boards: lists.boards.into_iter().collect(),
        sites: file.site,
    }
});

/// Longer names are no names but accidents (data in an attribute).
const NAME_WITHIN: usize = 64;

impl Names {
    /// What one name says: one class of a `class` attribute, or an `id`.
    pub fn marks(&self, name: &str) -> Marks {
        if name.len() > NAME_WITHIN || !name.is_ascii() {
            return Marks::NONE;
        }
        let whole = squeeze(name);
        if let Some(marks) = self.squeezed.get(&whole) {
            return *marks;
        }
        let mut marks = Marks::NONE;
        for word in words(name) {
            marks |= self.words.get(&word.to_ascii_lowercase()).copied().unwrap_or_default();
        }
        if self.parts.is_match(&whole) {
            marks |= Marks::NOISE;
        }
        marks
    }

    /// Whether the letters of a title are a board's name, or a page's kind.
    pub fn is_board(&self, letters: &str) -> bool {
        self.boards.contains(letters)
    }

    /// The site that a host belongs to: the most particular one.
    pub fn site(&self, host: &str) -> Option<&Site> {
        let belongs = |site: &&Site| {
            let rest = host.strip_suffix(site.domain.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.sites.iter().filter(belongs).max_by_key(|site| site.domain.len())
    }
}

/// In small letters, without `-`, `_` and digits at the end.
fn squeeze(name: &str) -> String {
    let mut squeezed: String = name.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_lowercase()).collect();
    squeezed.truncate(squeezed.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    squeezed
}

/// The words of a name: `articlePhotoC` → article, Photo, C; `sub_cont_AD09` → sub, cont, AD.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let bytes = name.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !bytes[at].is_ascii_alphabetic() {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
            let turn = at > start && bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
            if turn {
                break;
            }
            at += 1;
        }
        (start < at).then(|| &name[start..at])
    })
}

/// The host of an absolute address, in small letters and without `www.`
pub fn host(url: &str) -> Option<String> {
    let rest = url.trim().strip_prefix("https:").or_else(|| url.trim().strip_prefix("http:")).unwrap_or(url.trim());
    let rest = rest.strip_prefix("//")?;
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    let host = rest[..end].to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.contains('.').then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_words_and_squeezed() {
        for (name, want) in [
            ("article_body", Marks::BODY),
            ("articleBody", Marks::BODY),
            ("bodyAd_3211", Marks::NOISE),
            ("sub_cont_AD09", Marks::NOISE),
            ("viewrelate_wrap", Marks::NOISE),
            ("snsBox", Marks::NOISE),
            ("img_desc", Marks::CAPTION),
            ("sr-only", Marks::HIDDEN),
            ("articlePhotoC", Marks::PICTURE),
            ("view_title", Marks::TITLE),
            ("sub-title", Marks::SUBTITLE),
            ("header", Marks::NONE),
            ("loading", Marks::NONE),
            ("shadow", Marks::NONE),
        ] {
            assert_eq!(NAMES.marks(name), want, "{name}");
        }
    }

    #[test]
    fn the_most_particular_site_wins() {
        let domain = |host| NAMES.site(host).map(|site| site.domain.as_str());
        assert_eq!(domain("n.news.naver.com"), Some("news.naver.com"));
        assert_eq!(domain("blog.naver.com"), Some("naver.com"));
        assert_eq!(domain("notnaver.com"), None);
        assert_eq!(host("https://www.Example.co.kr:8080/a?b"), Some("example.co.kr".into()));
        assert_eq!(host("/local"), None);
    }
}
