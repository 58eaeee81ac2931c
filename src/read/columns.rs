//! Which field of a JSON document, or column of a table, holds what.

use std::sync::LazyLock;

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Id,
    Text,
    Html,
    Title,
    Published,
    Publisher,
    Url,
}

impl Role {
    pub const ALL: [Role; 7] = [Role::Id, Role::Text, Role::Html, Role::Title, Role::Published, Role::Publisher, Role::Url];

    pub fn name(self) -> &'static str {
        match self {
            Role::Id => "id",
            Role::Text => "text",
            Role::Html => "html",
            Role::Title => "title",
            Role::Published => "published",
            Role::Publisher => "publisher",
            Role::Url => "url",
        }
    }
}

/// The usual names of each role's column, folded, in the order in which they win (`lexicon/columns.tsv`).
static USUAL: LazyLock<Vec<(&'static str, Vec<String>)>> = LazyLock::new(|| {
    include_str!("../../lexicon/columns.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(role, names)| (role, names.split(';').map(fold).collect()))
        .collect()
});

/// Column names that the user gives; what is not given is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    given: Vec<(Role, String)>,
}

impl Columns {
    pub fn new(given: impl IntoIterator<Item = (Role, String)>) -> Self {
        Columns { given: given.into_iter().collect() }
    }

    /// The place in `header` of the column that holds `role`. A name that the user gave must be there literally; otherwise the
    /// usual names are tried in their order.
    pub fn find<'h>(&self, role: Role, header: impl Iterator<Item = &'h str> + Clone) -> Option<usize> {
        if let Some((_, name)) = self.given.iter().find(|(given, _)| *given == role) {
            return header.clone().position(|column| column == name);
        }
        let usual = &USUAL.iter().find(|(name, _)| *name == role.name())?.1;
        usual.iter().find_map(|name| header.clone().position(|column| fold(column) == *name))
    }
}

/// The name with case, spaces, `_` and `-` taken away.
fn fold(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{FEFF}')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_win_in_their_order() {
        let columns = Columns::default();
        let header = ["뉴스 식별자", "일자", "언론사", "제목", "본문", "URL"];
        for (role, want) in [
            (Role::Id, Some(0)),
            (Role::Published, Some(1)),
            (Role::Publisher, Some(2)),
            (Role::Title, Some(3)),
            (Role::Text, Some(4)),
            (Role::Url, Some(5)),
            (Role::Html, None),
        ] {
            assert_eq!(columns.find(role, header.iter().copied()), want, "{role:?}");
        }
        assert_eq!(columns.find(Role::Text, ["content", "Text"].iter().copied()), Some(1));
    }

    #[test]
    fn a_given_name_overrules() {
        let columns = Columns::new([(Role::Text, "요약".to_owned())]);
        assert_eq!(columns.find(Role::Text, ["본문", "요약"].iter().copied()), Some(1));
        assert_eq!(columns.find(Role::Text, ["본문"].iter().copied()), None);
    }

    #[test]
    fn every_role_has_usual_names() {
        for role in Role::ALL {
            assert!(USUAL.iter().any(|(name, names)| *name == role.name() && !names.is_empty()), "{role:?}");
        }
    }
}
