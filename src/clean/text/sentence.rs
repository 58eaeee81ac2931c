//! Where sentences of running text end. Not the sentence splitter of the recognizers: enough to tell a paragraph from a title,
//! and the last sentence of a paragraph from what a page glued to it.

/// Last syllables of sentences.
const FINALS: [char; 12] = ['다', '요', '죠', '까', '네', '라', '자', '음', '함', '됨', '임', '지'];

/// Where sentences end in `text`: after a full stop that follows a final ending, and the quotation marks after it.
pub fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr3_iter(b'.', b'?', b'!', text.as_bytes()).filter_map(move |at| {
        let before = text[..at].chars().next_back()?;
        let stop = text.as_bytes()[at] == b'.';
        let rest = &text[at + 1..];
        let after = rest.chars().next();
        let closed = closing(rest);
        let fits = if stop {
            FINALS[..4].contains(&before)
                || FINALS[4..].contains(&before) && (closed > 0 || after.is_none_or(|c| c == ' ' || c == '\t'))
        } else {
            FINALS[..5].contains(&before)
        };
        (fits && !after.is_some_and(|c| c.is_ascii_digit() && stop && before.is_ascii_digit())).then_some(at + 1 + closed)
    })
}

/// Where sentences end with a full stop: in what stands after an article, questions and exclamations are calls to click.
pub fn stops(text: &str) -> impl Iterator<Item = usize> + '_ {
    ends(text).filter(|end| text[..*end].trim_end_matches(['”', '’', '"', '\'', '」', '』', ')', '》', '〉']).ends_with('.'))
}

/// Bytes of closing quotation marks and brackets at the start of `rest`.
fn closing(rest: &str) -> usize {
    rest.chars()
        .take_while(|c| matches!(c, '”' | '’' | '"' | '\'' | '」' | '』' | ')' | '》' | '〉' | '.'))
        .map(char::len_utf8)
        .sum()
}

/// Whether a line is running text rather than a title, a label or a list entry.
pub fn is_prose(line: &str) -> bool {
    let stops = |end: &usize| line.len() >= 150 || line[..*end].trim_end_matches(['”', '’', '"', '\'', ')']).ends_with('.');
    // Broadcast scripts break their lines within a sentence: `… 완전히 금지됐는데요,`
    let spoken = line.ends_with("요,") || line.ends_with("고,");
    line.len() >= 45
        && (spoken || ends(line).any(|end| end >= 40 && stops(&end)) || line.len() >= 240 && line.ends_with(['.', '”', '"']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_after_final_endings() {
        let text = "“좋다.” 그가 말했다.홍길동 기자 a@b.kr 3.5배 늘었다. 끝";
        let parts: Vec<_> =
            ends(text).map(|end| &text[..end]).map(|part| part.chars().rev().take(3).collect::<String>()).collect();
        assert_eq!(parts, ["”.다", ".다했", ".다었"]);
    }

    #[test]
    fn prose_and_titles() {
        assert!(is_prose("한라군은 5일 새 청사를 짓겠다고 밝혔다. 2027년 문을 연다."));
        for line in ["한라군, 새 청사 짓는다", "“모두 함께 간다”", "2024.3.5", "좋다."] {
            assert!(!is_prose(line), "{line}");
        }
    }
}
