//! Which field of a document, or column of a table, holds what.

use std::fmt::Write;
use std::sync::LazyLock;

use serde::Serialize;

use crate::clean::text;
use crate::document::{Body, Given, Markup, RawDocument, Reporter, Source, Timestamp};
use crate::error::{Fault, Reject, Stage};

/// What a field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Id,
    Text,
    Html,
    /// The beginning or the gist of the article: read where there is no text, and marked as truncated.
    Summary,
    Title,
    Subtitle,
    Published,
    Publisher,
    Section,
    Reporters,
    Url,
}

impl Role {
    pub const ALL: [Role; 11] = [
        Role::Id,
        Role::Text,
        Role::Html,
        Role::Summary,
        Role::Title,
        Role::Subtitle,
        Role::Published,
        Role::Publisher,
        Role::Section,
        Role::Reporters,
        Role::Url,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Role::Id => "id",
            Role::Text => "text",
            Role::Html => "html",
            Role::Summary => "summary",
            Role::Title => "title",
            Role::Subtitle => "subtitle",
            Role::Published => "published",
            Role::Publisher => "publisher",
            Role::Section => "section",
            Role::Reporters => "reporters",
            Role::Url => "url",
        }
    }
}

/// The usual names of each role's field, folded, in the order in which they win (`lexicon/columns.tsv`).
static USUAL: LazyLock<Vec<(Role, Vec<String>)>> = LazyLock::new(|| {
    include_str!("../../lexicon/columns.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(role, names)| {
            let role = Role::ALL.into_iter().find(|known| known.name() == role)?;
            Some((role, names.split(';').map(fold).collect()))
        })
        .collect()
});

/// Field names that the user gives; what is not given is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    given: Vec<(Role, String)>,
}

impl Columns {
    pub fn new(given: impl IntoIterator<Item = (Role, String)>) -> Self {
        Columns { given: given.into_iter().collect() }
    }

    /// Decides for each role which of the fields named in `header` holds it.
    pub fn layout(&self, header: &[&str]) -> Layout {
        let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
        let mut places: [Option<usize>; Role::ALL.len()] = [None; Role::ALL.len()];
        let mut taken = vec![false; header.len()];
        let mut place = |role: Role, at: Option<usize>, taken: &mut Vec<bool>| {
            if let Some(at) = at {
                places[role as usize] = Some(at);
                taken[at] = true;
            }
        };
        for (role, name) in &self.given {
            place(*role, header.iter().position(|column| column == name), &mut taken);
        }
        let guessed = || USUAL.iter().filter(|(role, _)| !self.given.iter().any(|(given, _)| given == role));
        for (role, usual) in guessed() {
            let at = usual.iter().find_map(|name| folded.iter().position(|column| column == name));
            place(*role, at.filter(|&at| !taken[at]), &mut taken);
        }
        // `기사 제목`, `news_title`: names of at least two syllables or four letters at the end of a longer one.
        let tail = |column: &str, name: &str| name.len() >= 4 && column.ends_with(name);
        for (role, usual) in guessed().filter(|(role, _)| !matches!(role, Role::Id | Role::Html | Role::Section)) {
            if places[*role as usize].is_none() {
                let free = |name: &String| (0..folded.len()).find(|&at| !taken[at] && tail(&folded[at], name));
                let at = usual.iter().find_map(free);
                if let Some(at) = at {
                    places[*role as usize] = Some(at);
                    taken[at] = true;
                }
            }
        }
        Layout { places }
    }
}

/// The name with case, spaces and joining marks taken away.
fn fold(name: &str) -> String {
    let joining = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '.' | '/' | ':' | '\u{FEFF}');
    name.chars().filter(|&c| !joining(c)).flat_map(char::to_lowercase).collect()
}

/// Where each role stands among the fields of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    places: [Option<usize>; Role::ALL.len()],
}

impl Layout {
    /// A layout whose places are known.
    pub fn at(places: impl IntoIterator<Item = (Role, usize)>) -> Self {
        let mut layout = Layout { places: [None; Role::ALL.len()] };
        for (role, at) in places {
            layout.places[role as usize] = Some(at);
        }
        layout
    }

    pub fn place(&self, role: Role) -> Option<usize> {
        self.places[role as usize]
    }

    /// Whether some field holds words of the article.
    pub fn has_text(&self) -> bool {
        self.texts().next().is_some()
    }

    /// The number of roles that have a field.
    pub fn len(&self) -> usize {
        self.places.iter().flatten().count()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `text=본문, title=제목 …`: the mapping in words.
    pub fn describe(&self, header: &[&str]) -> String {
        let mut words = String::new();
        for role in Role::ALL {
            if let Some(name) = self.place(role).and_then(|at| header.get(at)) {
                let joint = if words.is_empty() { "" } else { ", " };
                let _ = write!(words, "{joint}{}={name}", role.name());
            }
        }
        words
    }

    /// The fields that may hold words of the article, in the order in which they are asked for them.
    pub fn texts(&self) -> impl Iterator<Item = usize> + '_ {
        [Role::Text, Role::Html, Role::Summary].into_iter().filter_map(|role| self.place(role))
    }

    /// The document whose fields `field` gives by their place in `header`.
    ///
    /// # Errors
    /// `read.no-text` where no field that holds words has any.
    pub fn document<N: AsRef<str>>(
        &self,
        header: &[N],
        mut field: impl FnMut(usize) -> Option<String>,
        mut source: Source,
    ) -> Result<RawDocument, Reject> {
        let mut take = |role: Role| {
            let value = field(self.place(role)?)?;
            (!value.trim().is_empty()).then_some(value)
        };
        // A quotation mark keeps Excel from rounding an identifier.
        source.id = take(Role::Id).map(|id| id.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'').to_owned());
        let is_url = |value: &String| value.trim_start().starts_with("http://") || value.trim_start().starts_with("https://");
        // `출처` is a name in one dump and an address in the next.
        let publisher = take(Role::Publisher);
        let given = Given {
            title: take(Role::Title),
            subtitle: take(Role::Subtitle),
            publisher: publisher.clone().filter(|name| !is_url(name)).map(|name| name.trim().to_owned()),
            section: take(Role::Section),
            reporters: take(Role::Reporters).map(|names| reporters(&names)).unwrap_or_default(),
            published: take(Role::Published).as_deref().and_then(|when| Timestamp::parse(when).or_else(|| text::stamp(when))),
            url: take(Role::Url).or(publisher.filter(is_url)),
            charset: None,
        };
        source.url = given.url.clone();
        let (text, summary) = (take(Role::Text), take(Role::Summary));
        let korean = |text: &String| text.contains(|c| ('가'..='힣').contains(&c));
        // Some services strip Hangul from the text and leave it in the summary.
        let robbed = summary.as_ref().is_some_and(korean) && !text.as_ref().is_some_and(korean);
        let (body, markup) = if let Some(mut text) = text.filter(|_| !robbed) {
            // `… [+1234 chars]`: NewsAPI's mark of what it left out.
            if let Some(mark) = text.rfind("[+").filter(|mark| text[*mark..].trim_end().ends_with(" chars]")) {
                text.truncate(mark);
                source.truncated = true;
            }
            (text, None)
        } else if let Some(page) = take(Role::Html) {
            (page, Some(Markup::Html))
        } else if let Some(summary) = summary {
            source.truncated = true;
            (summary, None)
        } else {
            return Err(empty_text(self.texts().filter_map(|at| header.get(at)).map(AsRef::as_ref), source));
        };
        Ok(RawDocument { source, given, body: Body::Text(body), markup })
    }
}

/// The reporters that a field names: `홍길동`, `홍길동;김하늘 기자`, `홍길동 기자 hong@example.com`.
fn reporters(names: &str) -> Vec<Reporter> {
    names
        .split([';', ',', '|', '/', '·', '\n'])
        .filter_map(|part| {
            let mut words = part.split_whitespace();
            let name = words.next()?.trim_end_matches("기자");
            let hangul = name.chars().all(|c| ('가'..='힣').contains(&c));
            let email = words.find(|word| word.contains('@')).map(str::to_owned);
            (hangul && (2..=4).contains(&name.chars().count())).then(|| Reporter { name: name.to_owned(), email })
        })
        .collect()
}

/// The reject for an input whose fields hold no text.
pub fn no_text(header: &[&str], source: Source) -> Reject {
    let message = format!(
        "no field with the article's text among ({}); name it with --text-column or --html-column",
        header.iter().take(40).map(|name| first_words(name)).collect::<Vec<_>>().join(", ")
    );
    Fault::new(Stage::Read, "read.no-text", message).at(source)
}

/// The reject for a document whose fields for text are there and empty.
pub fn empty_text<'n>(fields: impl Iterator<Item = &'n str>, source: Source) -> Reject {
    let names = fields.map(first_words).collect::<Vec<_>>().join(", ");
    let message = if names.is_empty() {
        "the field that holds the text is empty".to_owned()
    } else {
        format!("the field that holds the text ({names}) is empty")
    };
    Fault::new(Stage::Read, "read.no-text", message).at(source)
}

/// At most 30 characters of a name: what stands where a column's name should may be of any length.
pub fn first_words(name: &str) -> &str {
    let end = name.char_indices().nth(30).map_or(name.len(), |(at, _)| at);
    name[..end].lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<'h>(columns: &Columns, header: &[&'h str]) -> Vec<(&'static str, &'h str)> {
        let layout = columns.layout(header);
        Role::ALL.into_iter().filter_map(|role| Some((role.name(), header[layout.place(role)?]))).collect()
    }

    #[test]
    fn headers_of_real_dumps() {
        let columns = Columns::default();
        for (header, want) in [
            (
                &["뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "본문", "URL"][..],
                &[
                    ("id", "뉴스 식별자"),
                    ("text", "본문"),
                    ("title", "제목"),
                    ("published", "일자"),
                    ("publisher", "언론사"),
                    ("section", "통합 분류1"),
                    ("reporters", "기고자"),
                    ("url", "URL"),
                ][..],
            ),
            (
                &["기사 주제", "기사 제목", "기사 링크", "기사 내용"],
                &[("text", "기사 내용"), ("title", "기사 제목"), ("url", "기사 링크")],
            ),
            (
                &["title", "link", "originallink", "description", "pubDate"],
                &[("summary", "description"), ("title", "title"), ("published", "pubDate"), ("url", "originallink")],
            ),
        ] {
            assert_eq!(names(&columns, header), want);
        }
    }

    #[test]
    fn a_given_name_overrules() {
        let columns = Columns::new([(Role::Text, "요약".to_owned())]);
        assert_eq!(names(&columns, &["본문", "요약"]), [("text", "요약")]);
        assert!(!columns.layout(&["본문"]).has_text());
    }

    #[test]
    fn fields_in_the_forms_of_real_dumps() {
        let columns = Columns::default();
        let header = ["id", "text", "description", "출처", "date"];
        let of = |values: [&str; 5]| {
            let source = crate::decode::tests::source();
            let field = |at: usize| Some(values[at].to_owned());
            columns.layout(&header).document(&header, field, source).unwrap()
        };
        let text = |document: RawDocument| match document.body {
            Body::Text(text) => (text, document.source.truncated),
            Body::Bytes(_) => unreachable!(),
        };
        let first = of(["\"01.2\"", "글이다. … [+120 chars]", "요지", "https://example.com/1", "입력2025.02.15. 오전 12:19"]);
        assert_eq!(first.source.id.as_deref(), Some("01.2"));
        assert_eq!((first.given.publisher.as_deref(), first.given.url.as_deref()), (None, Some("https://example.com/1")));
        assert_eq!(first.given.published.unwrap().to_string(), "2025-02-15T00:19+09:00");
        assert_eq!(text(first), ("글이다. … ".to_owned(), true));
        assert_eq!(text(of(["1", "3 . 12.5%", "금값이 올랐다.", "가나일보", ""])), ("금값이 올랐다.".to_owned(), true));
        assert_eq!(text(of(["1", "글이다.", "요지", "가나일보", ""])), ("글이다.".to_owned(), false));
    }

    #[test]
    fn every_role_has_usual_names() {
        assert_eq!(USUAL.len(), Role::ALL.len());
        assert!(USUAL.iter().all(|(_, names)| names.iter().all(|name| !name.is_empty())));
    }

    #[test]
    fn reporters_are_names() {
        let found = reporters("홍길동 기자 hong@example.com; 김하늘기자, 온라인뉴스팀, AFP");
        assert_eq!(found.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["홍길동", "김하늘"]);
        assert_eq!(found[0].email.as_deref(), Some("hong@example.com"));
    }
}
