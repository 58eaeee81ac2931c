//! Captions and summaries that say what the first sentence says: the same words in the same order, above it or right before it.

use crate::clean::text::{floor, is_letter, sentence};

/// Fewest and most words of what is said twice; the second time, so many words more may stand between them.
const WORDS: std::ops::RangeInclusive<usize> = 8..=60;
const BETWEEN: usize = 12;
/// How many of ten words come again.
const AGAIN: usize = 8;
/// Longest sentence that is looked at, in bytes.
const LONGEST: usize = 900;

/// Whether `second` begins by saying what `first`, of at most two sentences, says: eight of ten words come again in order.
pub fn says_again(first: &str, second: &str) -> bool {
    if first.len() > LONGEST
        || sentence::ends(first).nth(2).is_some()
        || ["왼쪽", "오른쪽", "가운데"].iter().any(|place| second.contains(place))
    {
        return false;
    }
    let first = words(first, *WORDS.end() + 1);
    if !WORDS.contains(&first.len()) {
        return false;
    }
    let second = words(second, first.len() + BETWEEN);
    common(&first, &second) * 10 >= first.len() * AGAIN
}

/// Bytes of the first sentence of a paragraph where the second one says it again, 0 where it does not.
pub fn said_twice(paragraph: &str) -> usize {
    let window = &paragraph[..floor(paragraph, 2 * LONGEST)];
    let mut ends = sentence::stops(window);
    let (Some(first), Some(second)) = (ends.next(), ends.next()) else { return 0 };
    if says_again(&paragraph[..first], &paragraph[first..second]) { first } else { 0 }
}

/// The first `most` words of a text, without the marks around them.
fn words(text: &str, most: usize) -> Vec<&str> {
    let bare = text.split([' ', '\t']).map(|word| word.trim_matches(|c: char| !is_letter(c)));
    bare.filter(|word| !word.is_empty()).take(most).collect()
}

/// The length of the longest common subsequence.
fn common(left: &[&str], right: &[&str]) -> usize {
    let mut row = vec![0; right.len() + 1];
    for word in left {
        let mut diagonal = 0;
        for (at, other) in right.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice() {
        let lede = "한라군은 5일 한라전자와 손잡고 청년의 일자리를 늘리는 협약을 맺었다고 밝혔다.";
        for (first, again) in [
            ("한라군이 5일 한라전자와 손잡고 청년의 일자리를 늘리는 협약을 맺었다고 밝혔다.", true),
            ("한라군은 5일 한라전자와 손잡고 청년의 일자리를 늘리는 데에 나선다.", false),
            ("한라군은 5일 한라전자와 손잡고 청년의 일자리를 늘리는 새 협약을 맺었다고 밝혔다.", true),
            ("한라군은 5일 한라전자 공장에서 주민과 함께 잔치를 열고 음식을 나눴다.", false),
            ("한라군은 5일 협약을 맺었다고 밝혔다.", false),
        ] {
            assert_eq!(says_again(first, lede), again, "{first}");
            assert_eq!(said_twice(&format!("{first} {lede}")), if again { first.len() } else { 0 }, "{first}");
        }
        assert_eq!(said_twice(lede), 0);
    }
}
