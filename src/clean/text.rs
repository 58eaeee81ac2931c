//! Cleaning plain text: line rules for what is not the article.

use crate::clean::Extent;
use crate::document::Article;

/// Cleans `text`. `known` holds the metadata that is known already: what it lacks is filled in from the text, what it has
/// stays. `known.text` is ignored.
pub fn clean(text: &str, known: Article, _extent: Extent) -> Article {
    let lines: Vec<String> =
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|line| !line.is_empty()).collect();
    Article { text: lines.join("\n"), ..known }
}
