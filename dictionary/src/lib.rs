//! The Korean morpheme dictionary mecab-ko-dic 2.1.1-20180720, embedded in the program for [lindera].
//!
//! The build script turns the compressed sources in `sources/` into the form that lindera reads, so that neither
//! building nor running needs anything but this crate. See `README.md` for where the sources come from.
//!
//! [lindera]: https://docs.rs/lindera

use lindera_dictionary::LinderaResult;
use lindera_dictionary::dictionary::Dictionary;
use trie::Trie;

pub mod detail;
pub mod trie;

/// What the build script has built, bound to the program's own bytes.
mod embedded {
    lindera_dictionary::embedded_dictionary!("/mecab-ko-dic", Loader);
}

/// Every tag that an entry or an unknown word carries, one a line, sorted by its bytes.
pub const TAGS: &str = include_str!(concat!(env!("OUT_DIR"), "/tags.txt"));

/// Loads the embedded dictionary.
///
/// The large parts (trie, entries, details, connection costs) stay where they are in the program's read-only data;
/// loading copies only the small ones. Clones of the returned dictionary share everything.
///
/// The fields of an entry's details are at the indices in [`detail`].
///
/// # Errors
///
/// Fails if the embedded data cannot be decoded, which means that they were built by another version of
/// lindera-dictionary than the one that reads them.
pub fn load() -> LinderaResult<Dictionary> {
    embedded::load()
}

/// The surfaces of the dictionary's entries, each with the numbers of its entries in
/// [`PrefixDictionary::vals_data`](lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary::vals_data): what lindera's
/// own trie says, in fewer look-ups. Nothing where the embedded data are damaged.
pub fn trie() -> Option<Trie<'static>> {
    #[repr(align(64))]
    struct Aligned<T: ?Sized>(T);
    static TRIE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/surfaces.trie")));
    Trie::view(&TRIE.0)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use lindera::mode::Mode;
    use lindera::segmenter::Segmenter;

    use super::*;

    /// The surface and the tag of each morpheme of `text`, white space left out.
    fn morphemes(text: &str) -> Vec<(String, String)> {
        let segmenter = Segmenter::new(Mode::Normal, load().unwrap(), None);
        let tokens = segmenter.segment(Cow::Borrowed(text)).unwrap();
        tokens
            .into_iter()
            .map(|mut token| {
                let tag = token.get_detail(detail::TAG).unwrap().to_string();
                (token.surface.to_string(), tag)
            })
            .filter(|(_, tag)| tag != "SP")
            .collect()
    }

    /// The details of the entry for exactly `surface` whose tag is `tag`.
    fn details(dictionary: &Dictionary, surface: &str, tag: &str) -> Vec<String> {
        let entries = dictionary.prefix_dictionary.find_surface(surface);
        entries
            .iter()
            .map(|entry| dictionary.word_details(entry.word_id().id() as usize))
            .find(|details| details[detail::TAG] == tag)
            .unwrap_or_else(|| panic!("no entry {surface}/{tag}"))
            .into_iter()
            .map(str::to_string)
            .collect()
    }

    #[test]
    fn segments_a_sentence_with_tags() {
        let expected = [
            ("정부", "NNG"),
            ("는", "JX"),
            ("부산", "NNP"),
            ("에서", "JKB"),
            ("예산안", "NNG"),
            ("을", "JKO"),
            ("발표", "NNG"),
            ("했", "XSV+EP"),
            ("다", "EF"),
            (".", "SF"),
        ];
        let expected: Vec<_> = expected.iter().map(|&(surface, tag)| (surface.to_string(), tag.to_string())).collect();
        assert_eq!(morphemes("정부는 부산에서 예산안을 발표했다."), expected);
    }

    #[test]
    fn details_are_tag_meaning_and_expression() {
        let dictionary = load().unwrap();
        assert_eq!(details(&dictionary, "부산", "NNP"), ["NNP", "지명", "*"], "a place name without parts");
        assert_eq!(
            details(&dictionary, "교역자", "NNG"),
            ["NNG", "*", "교역/NNG/행위+자/NNG/*"],
            "a compound noun with its parts"
        );
    }

    #[test]
    fn the_schema_names_the_details_in_their_order() {
        let dictionary = load().unwrap();
        assert_eq!(dictionary.metadata.dictionary_schema.get_custom_fields(), detail::NAMES);
    }

    #[test]
    fn the_list_of_tags_is_complete() {
        let dictionary = load().unwrap();
        let words = dictionary.prefix_dictionary.word_count();
        let known = (0..words).step_by(7).filter_map(|word| dictionary.word_details_iter(word).next());
        let unknown = (0..13).filter_map(|word| dictionary.unknown_word_details_iter(word).next());
        let listed: std::collections::HashSet<_> = TAGS.lines().collect();
        assert!(listed.len() > 1000);
        for tag in known.chain(unknown) {
            assert!(listed.contains(tag), "{tag}");
        }
    }

    #[test]
    fn the_trie_says_what_lindera_says() {
        let dictionary = load().unwrap();
        let words = &dictionary.prefix_dictionary;
        let trie = trie().unwrap();
        let texts =
            ["국립중앙박물관에서는", "했습니다", "가각간갇갈", "（주）", "AI반도체", "大韓民國", "뷁", "", "\u{10ffff}", " "];
        let mut hits = 0;
        for text in texts {
            let chars: Vec<char> = text.chars().collect();
            for start in 0..chars.len() {
                let mut place = Some(trie.root());
                let mut found = Vec::new();
                for (&c, length) in chars[start..].iter().zip(1..) {
                    let Some(node) = place.and_then(|place| trie.step(place, trie.code(c))) else { break };
                    let (first, count) = node.entries();
                    if count > 0 {
                        found.push((&words.vals_data[10 * first..10 * (first + count)], length));
                    }
                    place = node.place();
                }
                hits += found.len();
                assert_eq!(found, words.common_prefix_search(&chars[start..]).collect::<Vec<_>>(), "{text} from {start}");
            }
        }
        assert!(hits > 30, "{hits}");
    }

    #[test]
    fn no_part_is_empty() {
        let dictionary = load().unwrap();
        let words = &dictionary.prefix_dictionary;
        assert!(words.words_data.len() > words.words_idx_data.len());
        assert!(!words.vals_data.is_empty());
        // The matrix has a row for each right context and a column for each left context of an entry.
        assert_eq!(dictionary.connection_cost_matrix.forward_size, 3822);
        assert_eq!(dictionary.connection_cost_matrix.backward_size, 2693);
        let categories = dictionary.character_definition.categories();
        for category in ["SPACE", "HANGUL", "HANJA", "NUMERIC", "ALPHA", "SYMBOL"] {
            assert!(categories.iter().any(|name| name == category), "{category}");
        }
        assert_eq!(dictionary.unknown_word_details(0).len(), detail::NAMES.len());
        assert!(dictionary.metadata.space_penalty.is_some());
        assert!(dictionary.metadata.context_id_map.is_some());
    }
}
