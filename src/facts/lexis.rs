//! The words that quotations and facts are read by, from `lexicon/speech.tsv` and `lexicon/facts.tsv`.

use std::sync::LazyLock;

use crate::lists::lines;
use crate::normalize::context::Words;

macro_rules! lists {
    ($file:literal: $($(#[$meta:meta])* $name:ident = $key:literal;)*) => {
        $($(#[$meta])* pub static $name: LazyLock<Words> =
            LazyLock::new(|| Words::of(include_str!(concat!("../../lexicon/", $file)), $key));)*

        #[cfg(test)]
        pub const ALL: &[(&str, &LazyLock<Words>)] = &[$(($key, &$name)),*];
    };
}

pub mod speech {
    use super::*;

    lists! {
        "speech.tsv":
        /// Behind the closing mark: a quotation that a verb follows.
        FINAL = "final";
        /// Behind the closing mark: a quotation that another clause follows.
        LINKING = "linking";
        /// Behind the closing mark: a quotation that modifies a noun.
        ADNOMINAL = "adnominal";
        /// Nouns of what is said.
        STATEMENTS = "statements";
        /// Behind a noun of what is said: it is somebody's.
        PREDICATES = "predicates";
        /// Nouns that make a verb of speaking with 하다.
        HADA = "hada";
        /// Stems of other verbs of speaking, and idioms.
        VERBS = "verbs";
        /// 하다 alone, where it speaks.
        BARE = "bare";
        /// Verbs of what nobody says.
        HEARSAY = "hearsay";
        /// 이렇게 and its like.
        HERE = "here";
        /// The ends of what speakers without a name are called.
        NAMES = "names";
        /// Of these, what speaks as one.
        GROUPS = "groups";
        /// Who speaks for an organization without a name.
        ORGANS = "organs";
        /// Who spoke last.
        PRONOUNS = "pronouns";
    }
}

/// The words of `lexicon/titles.tsv`.
static TITLES: LazyLock<rustc_hash::FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../lexicon/titles.tsv")).filter_map(|line| line.split('\t').next()).collect());

/// Whether what is called so can speak: it ends in a title, or in a noun for people or bodies.
pub fn speaks(called: &str) -> bool {
    called_so(called).is_some()
}

/// Whether a word is a title.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(word)
}

/// The longest title or noun for people or bodies that `called` ends in.
pub fn called_so(called: &str) -> Option<&str> {
    let called = called.strip_suffix('들').unwrap_or(called);
    let title = called.char_indices().rev().take(10).filter(|(at, _)| TITLES.contains(&called[*at..])).last();
    let noun = speech::NAMES.iter().filter(|noun| called.ends_with(noun)).map(str::len).max();
    let longest = noun.max(title.map(|(at, _)| called.len() - at))?;
    Some(&called[called.len() - longest..])
}

pub mod fact {
    use super::*;

    lists! {
        "facts.tsv":
        /// The ends of nouns for what has a capacity.
        FACILITIES = "facilities";
        /// Words that say nothing of what money is for.
        VAGUE = "vague";
        /// Nouns that do not say alone what something is for.
        BROAD = "broad";
        /// Before a noun of money: which money, not what for.
        SUMS = "sums";
        /// What stands for something said before.
        PRONOUNS = "pronouns";
        /// Behind an amount: it was or is to be had, not yet used.
        GRANTED = "granted";
        /// Before an amount: it was only asked for.
        ASKED = "asked";
        /// Behind an amount: a bound.
        BOUNDS = "bounds";
        /// The ends of titles of who decides for a body.
        HEADS = "heads";
        /// Nouns before 에 that say when or how, not what for.
        OCCASIONS = "occasions";
        /// What a person agrees on for himself.
        PERSONAL = "personal";
        /// Behind a figure that is a capacity.
        CAPABLE = "capable";
        /// Behind a figure that is an example.
        CONDITIONAL = "conditional";
        /// Nouns of verbs for building, opening and running.
        BUILT = "built";
        /// Other deeds that money is spent on: nouns of verbs.
        DONE = "done";
        /// The ends of nouns for public money and costs.
        MONEY = "money";
        /// Behind an amount of public money: given or used.
        SPENT = "spent";
        /// Behind an amount of public money: not given, or compared.
        UNSPENT = "unspent";
        /// Between an amount and its verb.
        WON = "won";
        /// Nouns of putting money in.
        INVESTED = "invested";
        /// Behind one of them: it is done.
        INVESTED_VERBS = "invested-verbs";
        /// Behind one of them: another word.
        INVESTED_NOT = "invested-not";
        /// The ends of nouns for agreements.
        AGREEMENTS = "agreements";
        /// Nouns too general to say what opens.
        GENERAL = "general";
        /// What many have: too general to say, without a name, what opens or begins.
        COMMON = "common";
        /// Regions and cities, beside the countries: where, not whose.
        ABROAD = "abroad";
        /// Words that do not say which gathering it is, without who holds it.
        GATHERINGS = "gatherings";
        /// Behind an object: what something is done by or about.
        RULERS = "rulers";
        /// Behind what is to come: somebody only expects it.
        GUESSES = "guesses";
        /// Nouns of what may act as its own opener: founded, listed, opened.
        INTRANSITIVE = "intransitive";
        /// The ends of nouns for bodies of a kind.
        KINDS = "kinds";
        /// Behind an agreement: it is made.
        AGREED = "agreed";
        /// Behind the last of some names: with them.
        BETWEEN = "between";
        /// Nouns of verbs for openings and their like.
        OPENINGS = "openings";
        /// The ends of nouns for what is held.
        CEREMONIES = "ceremonies";
        /// Behind one of them: it is held.
        HELD = "held";
        /// Two words for a start.
        STARTED = "started";
        /// Nouns of what is intended.
        PLANNED = "planned";
        /// Nouns of what is not decided.
        UNDECIDED = "undecided";
        /// Behind a noun of building: it is not yet there.
        BUILDING = "building";
        /// Behind a fact: it did not come about.
        VOID = "void";
        /// Adnominal forms that say nothing of time.
        NEUTRAL = "neutral";
        /// The ends of nouns for who acts without a name.
        ACTORS = "actors";
        /// Forms of address that are no posts.
        ADDRESSES = "addresses";
        /// Adverbial nouns between what opens and that it does.
        ADVERBS = "adverbs";
        /// Where shares are listed.
        MARKETS = "markets";
        /// What is traded, and so opens at a price.
        TRADED = "traded";
        /// Posts that only parties have.
        PARTY_POSTS = "party-posts";
        /// Nouns of verbs by which what was planned does not come about.
        REFUSED = "refused";
        /// The ends of nouns for what people speak at.
        SPEAKING = "speaking";
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_list_is_empty() {
        for (name, words) in super::speech::ALL.iter().chain(super::fact::ALL) {
            assert!(words.iter().all(|word| !word.is_empty()) && words.iter().count() > 0, "{name}");
        }
    }
}
