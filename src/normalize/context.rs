//! Words around numbers that say what the number is, from `lexicon/number-context.tsv`.

use std::sync::LazyLock;

use crate::lists::{Characters, lines};

/// A list of words.
pub struct Words {
    words: Vec<String>,
    firsts: Characters,
    lasts: Characters,
}

impl Words {
    fn list(name: &str) -> Self {
        Words::of(include_str!("../../lexicon/number-context.tsv"), name)
    }

    /// The list called `name` of a file of lists: a line a list, its name, what it holds, and its words, parted by tabs.
    pub fn of(file: &str, name: &str) -> Self {
        let rows = lines(file).filter_map(|line| line.strip_prefix(name)?.strip_prefix('\t')?.split_once('\t'));
        let words: Vec<String> = rows.flat_map(|(_, words)| words.split(' ')).map(|word| word.replace('_', " ")).collect();
        let firsts = words.iter().filter_map(|word| word.chars().next()).fold(Characters::NONE, Characters::with);
        let lasts = words.iter().filter_map(|word| word.chars().next_back()).fold(Characters::NONE, Characters::with);
        Words { words, firsts, lasts }
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// The words of the list that `text` starts with.
    fn prefixes(&self, text: &str) -> impl Iterator<Item = &str> {
        let some = text.chars().next().is_some_and(|c| self.firsts.may_hold(c));
        let words: &[String] = if some { &self.words } else { &[] };
        words.iter().map(String::as_str).filter(move |word| text.starts_with(word))
    }

    /// The longest word of the list that `text` starts with.
    pub fn prefix(&self, text: &str) -> Option<&str> {
        self.prefixes(text).max_by_key(|word| word.len())
    }

    /// Whether `text` starts with a word of the list.
    pub fn starts(&self, text: &str) -> bool {
        self.prefixes(text).next().is_some()
    }

    /// Whether `text` ends with a word of the list.
    pub fn ends(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|c| self.lasts.may_hold(c)) && self.iter().any(|word| text.ends_with(word))
    }

    /// Whether a word of the list stands anywhere in `text`.
    pub fn within(&self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    /// Whether `text` is a word of the list.
    pub fn has(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|c| self.firsts.may_hold(c)) && self.iter().any(|word| word == text)
    }
}

/// Whether `text` starts with `word`: the same as `starts_with`, with one byte looked at first, because lists of words are tried
/// at every number and nearly all of them fail.
pub fn begins(text: &str, word: &str) -> bool {
    let last = word.len().wrapping_sub(1);
    text.as_bytes().get(last) == word.as_bytes().last() && text.starts_with(word)
}

macro_rules! lists {
    ($($(#[$meta:meta])* $name:ident = $key:literal;)*) => {
        $($(#[$meta])* pub static $name: LazyLock<Words> = LazyLock::new(|| Words::list($key));)*

        #[cfg(test)]
        const ALL: &[(&str, &LazyLock<Words>)] = &[$(($key, &$name)),*];
    };
}

lists! {
    /// Before a bare 억 or 조: nouns of money.
    MONEY = "money";
    /// Behind a bare 억 or 조: nouns and verbs of money.
    MONEY_AFTER = "money-after";
    /// Behind 만원 and 천원: a full house, a name of a scheme.
    FULL_HOUSE = "full-house";
    /// Behind 명 without a space: what happened to so many.
    HEADLINES = "headlines";
    /// Before a length of time and 전 or 뒤: what it is counted from.
    EVENTS = "events";
    /// Behind a bare 억: views, users, heads.
    HEADS = "heads";
    /// Before △ in accounts: nouns of results.
    ACCOUNTS = "accounts";
    /// Between a bracket and a converted amount.
    CONVERSIONS = "conversions";
    /// Behind a bare 만 or 억: nouns of people.
    PEOPLE = "people";
    /// Behind 30대: an age.
    AGES = "ages";
    /// Before a number and 대.
    MACHINES = "machines";
    /// Before a number and 기.
    PLANTS = "plants";
    /// In a line that gives levels of an index.
    INDICES = "indices";
    /// Behind the level of an index and its josa.
    LEVELS = "levels";
    /// Before 한 통: what comes in ones.
    MESSAGES = "messages";
    /// Around N대 1.
    RATIOS = "ratios";
    /// Before 종: a class of land.
    ZONES = "zones";
    /// Before a number and 층: storeys are counted.
    STOREYS = "storeys";
    /// Behind 층: storeys are counted.
    BUILT = "built";
    /// Behind 층: a place in a building.
    PLACES = "places";
    /// Before a number and 동.
    BUILDINGS = "buildings";
    /// Around 차로: lanes.
    ROADS = "roads";
    /// Behind a large number and 번: times.
    OFTEN = "often";
    /// Before a number and 번: a label.
    LABELS = "labels";
    /// Behind 번: a label.
    LABELLED = "labelled";
    /// Around 도: degrees Celsius.
    WARMTH = "warmth";
    /// Around 도, also behind it: degrees Celsius.
    WEATHER = "weather";
    /// Anywhere in an article where 도 is a degree of temperature.
    CLIMATE = "climate";
    /// Around 도: an angle.
    ANGLES = "angles";
    /// Before 도: the strength of a drink.
    LIQUORS = "liquors";
    /// Behind 180도: quite another.
    REVERSALS = "reversals";
    /// Behind 기가: gigabytes.
    DATA = "data";
    /// Ends a noun right before its figure.
    MEASURED = "measured";
    /// Before a noun of measure: adverbs, and what modifies it.
    ADVERBS = "adverbs";
    /// Behind a figure that is said of its topic.
    PREDICATES = "predicates";
    /// Between a subject and its figure.
    BETWEEN = "between";
    /// Before 파운드: a weight.
    WEIGHTS = "weights";
    /// Words of the calendar and the clock that a number may stand before.
    TIME = "time";
    /// Behind a unit or counter without a space: josa, copula, suffixes of measure.
    TAILS = "tails";
    /// Behind a currency word without a space.
    MONEY_TAILS = "money-tails";
    /// Words that begin like a counter and its josa.
    OTHER_WORDS = "other-words";
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_list_is_empty_and_none_is_forgotten() {
        for (name, words) in super::ALL {
            assert!(words.iter().all(|word| !word.is_empty()) && words.iter().count() > 0, "{name}");
        }
        let rows = include_str!("../../lexicon/number-context.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows, super::ALL.len());
    }
}
