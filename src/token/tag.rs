//! Part-of-speech tags as small integers.

use std::fmt;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A part-of-speech tag of mecab-ko-dic: one tag of the Sejong set (`NNG`, `JKS`) or, for an inflected or fused form, several
/// joined with `+` (`VCP+ETM`).
///
/// The class tests look at the first part, by which a form begins; ask [`Tag::last`] what it ends in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u16);

/// Declares the simple tags in order: their constants and their names.
macro_rules! simple {
    ($($(#[$doc:meta])* $name:ident)*) => {
        /// The simple tags; a tag's number is its place here.
        const SIMPLE: &[&str] = &[$(stringify!($name)),*];

        #[allow(clippy::upper_case_acronyms)]
        #[derive(Clone, Copy)]
        #[repr(u16)]
        enum Number { $($name),* }

        impl Tag {
            $($(#[$doc])* pub const $name: Tag = Tag(Number::$name as u16);)*
        }
    };
}

// The order makes each class a range.
simple! {
    /// Common noun.
    NNG
    /// Proper noun.
    NNP
    /// Bound noun.
    NNB
    /// Bound noun of counting: 명, 개, 원.
    NNBC
    /// Numeral: 하나, 만.
    NR
    /// Pronoun.
    NP
    /// Hangul that the dictionary does not know.
    UNKNOWN
    /// Unanalysable.
    NA
    /// Unanalysable.
    UNA
    /// Root: 깨끗.
    XR
    /// Verb.
    VV
    /// Adjective.
    VA
    /// Auxiliary verb or adjective.
    VX
    /// Verb of an idiom.
    VSV
    /// Positive copula: 이다.
    VCP
    /// Negative copula: 아니다.
    VCN
    /// Determiner.
    MM
    /// General adverb.
    MAG
    /// Conjunctive adverb.
    MAJ
    /// Interjection.
    IC
    /// Subject josa: 이, 가.
    JKS
    /// Complement josa.
    JKC
    /// Genitive josa: 의.
    JKG
    /// Object josa: 을, 를.
    JKO
    /// Adverbial josa: 에, 에서, 로.
    JKB
    /// Vocative josa.
    JKV
    /// Quotative josa: 라고, 고.
    JKQ
    /// Auxiliary josa: 은, 는, 도.
    JX
    /// Conjunctive josa: 와, 과.
    JC
    /// Prefinal ending: 았, 시.
    EP
    /// Final ending: 다.
    EF
    /// Connective ending: 고, 며.
    EC
    /// Nominalizing ending: 기, 음.
    ETN
    /// Adnominal ending: 은, 는, 을.
    ETM
    /// Noun suffix: 들, 님.
    XSN
    /// Verb suffix: 하, 되.
    XSV
    /// Adjective suffix: 하, 스럽.
    XSA
    /// Prefix.
    XPN
    /// Period, question mark, exclamation mark.
    SF
    /// Ellipsis.
    SE
    /// Opening bracket or quotation mark.
    SSO
    /// Closing bracket or quotation mark.
    SSC
    /// Separator: comma, middle dot, slash, colon.
    SC
    /// Other symbol.
    SY
    /// Latin and other foreign script.
    SL
    /// Hanja.
    SH
    /// Digits.
    SN
    /// White space.
    SP
}

/// What the joined tags look like, behind the simple ones.
struct Joined {
    /// By number less the number of simple tags: the name, its first and its last part.
    tags: Vec<(&'static str, Tag, Tag)>,
    numbers: FxHashMap<&'static str, Tag>,
}

static JOINED: LazyLock<Joined> = LazyLock::new(|| {
    let simple = |name: &str| SIMPLE.iter().position(|&known| known == name).map(|number| Tag(number as u16));
    let mut numbers: FxHashMap<_, _> = SIMPLE.iter().enumerate().map(|(number, &name)| (name, Tag(number as u16))).collect();
    let mut tags = Vec::with_capacity(1200);
    for name in gisa_dictionary::TAGS.lines().filter(|name| name.contains('+')) {
        let first = name.split('+').next().and_then(simple).unwrap_or(Tag::UNKNOWN);
        let last = name.rsplit('+').next().and_then(simple).unwrap_or(Tag::UNKNOWN);
        numbers.insert(name, Tag((SIMPLE.len() + tags.len()) as u16));
        tags.push((name, first, last));
    }
    Joined { tags, numbers }
});

impl Tag {
    /// The tag called `name`, where the dictionary has it.
    pub fn named(name: &str) -> Option<Tag> {
        JOINED.numbers.get(name).copied()
    }

    pub(super) fn number(self) -> u16 {
        self.0
    }

    /// The tag with the number `number`, which [`Tag::number`] has given.
    pub(super) fn numbered(number: u16) -> Tag {
        Tag(number)
    }

    /// The tag as mecab-ko-dic writes it.
    pub fn as_str(self) -> &'static str {
        match SIMPLE.get(usize::from(self.0)) {
            Some(name) => name,
            None => self.joined().0,
        }
    }

    fn joined(self) -> (&'static str, Tag, Tag) {
        JOINED.tags[usize::from(self.0) - SIMPLE.len()]
    }

    /// Whether the tag is one part, not several joined.
    pub fn is_simple(self) -> bool {
        usize::from(self.0) < SIMPLE.len()
    }

    /// The first part: `VCP` of `VCP+ETM`; the tag itself where it has one part.
    pub fn first(self) -> Tag {
        if self.is_simple() { self } else { self.joined().1 }
    }

    /// The last part: `ETM` of `VCP+ETM`; the tag itself where it has one part.
    pub fn last(self) -> Tag {
        if self.is_simple() { self } else { self.joined().2 }
    }

    /// The parts in order.
    pub fn parts(self) -> impl Iterator<Item = Tag> {
        self.as_str().split('+').map(|part| Tag::named(part).unwrap_or(Tag::UNKNOWN))
    }

    fn in_class(self, from: Tag, to: Tag) -> bool {
        (from..=to).contains(&self.first())
    }

    /// N*: nouns of all kinds, numerals and pronouns, and Hangul that the dictionary does not know.
    pub fn is_noun(self) -> bool {
        self.in_class(Tag::NNG, Tag::UNA)
    }

    /// NNP.
    pub fn is_proper(self) -> bool {
        self.first() == Tag::NNP
    }

    /// V*: verbs, adjectives, auxiliaries and copulas.
    pub fn is_predicate(self) -> bool {
        self.in_class(Tag::VV, Tag::VCN)
    }

    /// M*: determiners and adverbs.
    pub fn is_modifier(self) -> bool {
        self.in_class(Tag::MM, Tag::MAJ)
    }

    /// J*.
    pub fn is_josa(self) -> bool {
        self.in_class(Tag::JKS, Tag::JC)
    }

    /// E*.
    pub fn is_ending(self) -> bool {
        self.in_class(Tag::EP, Tag::ETM)
    }

    /// XSN, XSV, XSA.
    pub fn is_suffix(self) -> bool {
        self.in_class(Tag::XSN, Tag::XSA)
    }

    /// SF, SE, SSO, SSC, SC, SY: marks, but no letters, Hanja or digits.
    pub fn is_mark(self) -> bool {
        self.in_class(Tag::SF, Tag::SY)
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_of_the_dictionary_has_its_number() {
        for name in gisa_dictionary::TAGS.lines() {
            let tag = Tag::named(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(tag.as_str(), name);
            assert_eq!(tag.parts().map(Tag::as_str).collect::<Vec<_>>().join("+"), name, "every part is a simple tag");
        }
    }

    #[test]
    fn classes_look_at_the_first_part() {
        let tag = |name| Tag::named(name).unwrap();
        assert_eq!((tag("VCP+ETM").first(), tag("VCP+ETM").last()), (Tag::VCP, Tag::ETM));
        assert!(tag("VCP+ETM").is_predicate() && tag("VCP+ETM").last().is_ending());
        for (name, class) in [
            ("NNBC", Tag::is_noun as fn(Tag) -> bool),
            ("NP+JX", Tag::is_noun),
            ("NNP", Tag::is_proper),
            ("JKB", Tag::is_josa),
            ("EP+EF", Tag::is_ending),
            ("XSV+EP", Tag::is_suffix),
            ("MAJ", Tag::is_modifier),
            ("SSO", Tag::is_mark),
        ] {
            assert!(class(tag(name)), "{name}");
        }
        for tag in [Tag::XR, Tag::SN, Tag::SL, Tag::SP, Tag::IC, Tag::XPN] {
            assert!(!tag.is_noun() && !tag.is_josa() && !tag.is_ending() && !tag.is_mark() && !tag.is_suffix(), "{tag}");
        }
    }
}
