//! The detail fields that every entry of the dictionary carries.
//!
//! mecab-ko-dic gives eight fields to an entry. The build script keeps the ones below, in this order, and leaves the
//! others out: they repeat what these say (first and last tag, kind of entry, final consonant) or give the reading of
//! a Hanja word, and they would add a third to the size of the embedded data.

/// Index of the part-of-speech tag of the Sejong tag set, such as `NNG`; an inflected form joins its tags with `+`,
/// such as `VV+EF`. Unknown Hangul words carry `UNKNOWN`.
pub const TAG: usize = 0;

/// Index of the semantic class, such as `인명` (person) or `지명` (place); `*` where the dictionary gives none.
pub const MEANING: usize = 1;

/// Index of the parts of a compound, an inflected form or a name, each as `surface/tag/class` and joined with `+`,
/// such as `교역/NNG/행위+자/NNG/*`; `*` for an entry without parts.
pub const EXPRESSION: usize = 2;

/// The fields' names in the dictionary's schema, in the order of their indices.
pub const NAMES: [&str; 3] = {
    let mut names = [""; 3];
    names[TAG] = "part_of_speech_tag";
    names[MEANING] = "meaning";
    names[EXPRESSION] = "expression";
    names
};
