//! Word lists that a person may edit, layered (the embedded ones, then the user's) and matched in one pass.
//!
//! A list is a TSV file whose header says what it holds: organizations or places. `lexicon/README.md` describes the columns.
//! The embedded lists are one layer; every file of the user's is a layer of its own above it. A line of a later layer
//! replaces the line of the same name, a line that starts with `-` takes one away, and a form (a name or an alias) that a later
//! layer gives to something else moves there. Within a layer two lines may share a form only where both call it ambiguous.

mod derive;
mod matcher;
mod table;

use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;

use crate::document::Span;
use crate::error::Error;
use crate::record::OrganizationKind;
use matcher::Matcher;
use table::{Layer, Row};

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        [$((concat!("lexicon/", $name), include_str!(concat!("../lexicon/", $name)))),*]
    };
}

/// The embedded files: their names for error messages, and their text.
const EMBEDDED: &[(&str, &str)] = &embedded![
    "organizations/associations.tsv",
    "organizations/central-government.tsv",
    "organizations/companies.tsv",
    "organizations/courts-and-prosecution.tsv",
    "organizations/education-offices.tsv",
    "organizations/finance.tsv",
    "organizations/foreign-companies.tsv",
    "organizations/foreign-governments.tsv",
    "organizations/foundations.tsv",
    "organizations/hospitals.tsv",
    "organizations/international.tsv",
    "organizations/local-bodies.tsv",
    "organizations/local-governments.tsv",
    "organizations/media.tsv",
    "organizations/military.tsv",
    "organizations/parties.tsv",
    "organizations/police.tsv",
    "organizations/public-institutions.tsv",
    "organizations/research-institutes.tsv",
    "organizations/sports.tsv",
    "organizations/unions.tsv",
    "organizations/universities.tsv",
    "places.tsv",
];

/// The names and aliases of the embedded lists that mean nothing else.
pub(crate) fn embedded_forms() -> impl Iterator<Item = &'static str> {
    let rows = EMBEDDED.iter().flat_map(|(_, table)| {
        let header = table.lines().find(|row| !row.starts_with('#')).unwrap_or_default();
        let ambiguous = header.split('\t').position(|column| column == "ambiguous");
        let rows = table.lines().filter(move |row| !row.starts_with('#') && *row != header);
        rows.map(move |row| (row, ambiguous))
    });
    rows.flat_map(|(row, ambiguous)| {
        let unclear = ambiguous.and_then(|column| row.split('\t').nth(column)).unwrap_or_default();
        let forms = row.split('\t').take(2).flat_map(|column| column.split(';'));
        forms.filter(move |form| !form.is_empty() && !unclear.split(';').any(|word| word == *form))
    })
}

/// An organization that a lexicon knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its full name.
    pub name: String,
    /// Short names, abbreviations, Latin and Hangul spellings.
    pub aliases: Vec<String>,
    /// Forms that are ordinary words, places or people as well, or that other entries share; the name itself may be one.
    pub ambiguous: Vec<String>,
    pub kind: OrganizationKind,
    /// The full name of the body it belongs to.
    pub parent: Option<String>,
}

/// The kind of area that a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// 특별시, 광역시, 도: the first level of Korea's local governments.
    Province,
    /// 시
    City,
    /// 군
    County,
    /// 구
    District,
    /// A part of Korea without a government of its own (영남, 수도권).
    Region,
    Country,
    /// A city, state or region abroad.
    Foreign,
}

/// A place that a lexicon knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub name: String,
    pub aliases: Vec<String>,
    /// As in [`Entry::ambiguous`].
    pub ambiguous: Vec<String>,
    pub kind: PlaceKind,
    /// The full name of the [`Entry`] that governs it and may be meant by its name.
    pub government: Option<String>,
}

/// A place in a text where a lexicon's form stands. Nothing is said of what stands left and right of it: whether the match is
/// a word of its own is for the recognizer to decide. Only an edge in Latin letters or digits is always an edge of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub span: Span,
    /// Index for [`Lexicon::entry`] (or [`Lexicon::place`]); the first of [`Lexicon::candidates`] where the form is shared.
    pub entry: usize,
    /// The form is an ordinary word as well, or more than one entry has it: it needs context.
    pub ambiguous: bool,
    form: u32,
}

/// The lexicons of a run.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    places: Vec<Place>,
    organization_forms: Matcher,
    place_forms: Matcher,
    fingerprint: String,
}

impl Lexicon {
    /// The embedded lexicons.
    ///
    /// # Errors
    /// [`Error::Lexicon`] with file and line where a line is malformed.
    pub fn embedded() -> Result<Self, Error> {
        Self::load(&[])
    }

    /// The embedded lexicons and the user's files above them, in the order given.
    ///
    /// # Errors
    /// [`Error::Lexicon`] with file and line where a line is malformed, gives an unflagged form to two entries or takes away
    /// what is not there; [`Error::Read`] where a file cannot be read.
    pub fn load(extra: &[PathBuf]) -> Result<Self, Error> {
        let mut layers = Vec::with_capacity(1 + extra.len());
        layers.push(Layer::read(0, EMBEDDED)?);
        for (nth, path) in extra.iter().enumerate() {
            let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.clone(), source })?;
            let text: String = text.nfc().collect();
            layers.push(Layer::read(1 + nth, &[(&path.display().to_string(), &text)])?);
        }
        Self::stack(layers)
    }

    fn stack(layers: Vec<Layer>) -> Result<Self, Error> {
        let (organizations, places) = layers.into_iter().map(|layer| (layer.organizations, layer.places)).unzip();
        let organizations = table::stack(organizations)?;
        let places = table::stack(places)?;
        let fingerprint = fingerprint(&organizations, &places);
        let organizations = derive::with_assemblies_and_halls(organizations);
        Ok(Lexicon {
            organization_forms: Matcher::new(&organizations)?,
            place_forms: Matcher::new(&places)?,
            entries: organizations.into_iter().map(Entry::from).collect(),
            places: places.into_iter().map(Place::from).collect(),
            fingerprint,
        })
    }

    pub fn entry(&self, index: usize) -> &Entry {
        &self.entries[index]
    }

    pub fn place(&self, index: usize) -> &Place {
        &self.places[index]
    }

    /// Every place in `text` where an organization of the lexicons is named: leftmost, then longest, no overlaps.
    pub fn organizations(&self, text: &str) -> Vec<Hit> {
        self.organization_forms.find_all(text)
    }

    /// Every place in `text` where a place of the lexicons is named: leftmost, then longest, no overlaps.
    pub fn places(&self, text: &str) -> Vec<Hit> {
        self.place_forms.find_all(text)
    }

    /// The organizations whose forms start at the byte offset `at` of `text`, the longest form first: what
    /// [`Lexicon::organizations`] would say there, and what is left where the longest form does not fit its surroundings.
    pub fn organizations_at<'a>(&'a self, text: &'a str, at: usize) -> impl Iterator<Item = Hit> + 'a {
        self.organization_forms.find_at(text, at)
    }

    /// The indices of all entries that have the form of `hit`, a hit of [`Lexicon::organizations`].
    pub fn candidates(&self, hit: Hit) -> impl Iterator<Item = usize> + '_ {
        self.organization_forms.owners(hit.form)
    }

    /// The indices of all places that have the form of `hit`, a hit of [`Lexicon::places`].
    pub fn place_candidates(&self, hit: Hit) -> impl Iterator<Item = usize> + '_ {
        self.place_forms.owners(hit.form)
    }

    /// The organization whose name or alias is exactly `form`.
    pub fn lookup(&self, form: &str) -> Option<Hit> {
        self.organization_forms.exact(form)
    }

    /// The place whose name or alias is exactly `form`.
    pub fn lookup_place(&self, form: &str) -> Option<Hit> {
        self.place_forms.exact(form)
    }

    /// A hash over the content of all lexicons; comments and the order of lines do not change it.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

impl From<Row<OrganizationKind>> for Entry {
    fn from(row: Row<OrganizationKind>) -> Self {
        Entry { name: row.name, aliases: row.aliases, ambiguous: row.ambiguous, kind: row.kind, parent: row.above }
    }
}

impl From<Row<PlaceKind>> for Place {
    fn from(row: Row<PlaceKind>) -> Self {
        Place { name: row.name, aliases: row.aliases, ambiguous: row.ambiguous, kind: row.kind, government: row.above }
    }
}

/// 64 bits of BLAKE3 over the rows that are left when all layers are stacked, in hexadecimal.
fn fingerprint(organizations: &[Row<OrganizationKind>], places: &[Row<PlaceKind>]) -> String {
    let mut hasher = blake3::Hasher::new();
    table::hash(organizations, &mut hasher);
    table::hash(places, &mut hasher);
    hasher.finalize().to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const HEADER: &str = "name\taliases\tkind\tparent\tambiguous\n";

    /// A lexicon of layers that are written here; every layer is one file of organizations.
    fn layered(layers: &[&str]) -> Result<Lexicon, Error> {
        let read = |(nth, lines): (usize, &&str)| Layer::read(nth, &[("own.tsv", &format!("{HEADER}{lines}"))]);
        Lexicon::stack(layers.iter().enumerate().map(read).collect::<Result<_, _>>()?)
    }

    fn complaint(layers: &[&str]) -> String {
        layered(layers).map(|_| String::new()).unwrap_or_else(|error| error.to_string())
    }

    /// The matches of `lexicon` in `text` as (surface, name, ambiguous).
    fn found<'a>(lexicon: &'a Lexicon, text: &'a str) -> Vec<(&'a str, &'a str, bool)> {
        let hits = lexicon.organizations(text).into_iter();
        hits.map(|hit| (hit.span.of(text), lexicon.entry(hit.entry).name.as_str(), hit.ambiguous)).collect()
    }

    #[test]
    fn embedded_files_are_sorted_normalized_and_whole() {
        for (file, text) in EMBEDDED {
            let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            let names: Vec<&str> = lines[1..].iter().map(|line| line.split('\t').next().unwrap()).collect();
            assert!(names.is_sorted(), "{file} is not sorted by name");
            assert!(unicode_normalization::is_nfc(text), "{file} is not in normal form C");
            assert!(!text.contains('\r') && text.ends_with('\n'), "{file} has foreign line ends");
            for line in lines {
                assert!(line.split(['\t', ';']).all(|cell| cell == cell.trim()), "{file}: stray white space: {line}");
            }
        }
    }

    #[test]
    fn embedded_lexicon_is_consistent() {
        let lexicon = Lexicon::embedded().unwrap();
        let names: HashSet<&str> = lexicon.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names.len(), lexicon.entries.len());
        for entry in &lexicon.entries {
            let parent = entry.parent.as_deref();
            assert!(parent.is_none_or(|parent| names.contains(parent) && parent != entry.name), "parent of {}", entry.name);
        }
        for place in &lexicon.places {
            let government = place.government.as_deref();
            assert!(government.is_none_or(|government| names.contains(government)), "government of {}", place.name);
            let needed = matches!(place.kind, PlaceKind::Province | PlaceKind::City | PlaceKind::County | PlaceKind::District);
            assert!(!needed || government.is_some(), "{} has no government", place.name);
        }
        // A form that two entries share is ambiguous, whatever the lines say.
        for entry in &lexicon.entries {
            for form in std::iter::once(&entry.name).chain(&entry.aliases).chain(&entry.ambiguous) {
                let hit = lexicon.lookup(form).unwrap_or_else(|| panic!("{form} cannot be looked up"));
                assert!(hit.ambiguous || lexicon.candidates(hit).count() == 1, "{form} is shared");
            }
        }
    }

    #[test]
    fn organizations_match_leftmost_then_longest() {
        let lexicon = Lexicon::embedded().unwrap();
        for (text, wanted) in [
            ("과기정통부와 NIPA가", vec![("과기정통부", "과학기술정보통신부", false), ("NIPA", "정보통신산업진흥원", false)]),
            ("한국전력공사(한전)", vec![("한국전력공사", "한국전력공사", false), ("한전", "한국전력공사", false)]),
            ("삼성전자서비스 노동자", vec![("삼성전자서비스", "삼성전자서비스", false)]),
            ("SK텔레콤과 SK는", vec![("SK텔레콤", "SK텔레콤", false), ("SK", "SK그룹", false)]),
            ("전남도의회에서", vec![("전남도의회", "전라남도의회", false)]),
            ("해남군청을 찾아", vec![("해남군청", "해남군", false)]),
            ("울산 중구는", vec![("울산 중구", "울산광역시 중구", false)]),
            ("광주시가", vec![("광주시", "광주광역시", true)]),
            ("ALGOL과 WLGX", vec![]),
            ("LG와", vec![("LG", "LG그룹", false)]),
            ("nasa 연구진", vec![("nasa", "미국 항공우주국", true)]),
            ("", vec![]),
            ("시", vec![]),
        ] {
            assert_eq!(found(&lexicon, text), wanted, "{text}");
        }
    }

    #[test]
    fn shorter_forms_are_there_for_the_asking() {
        let lexicon = layered(&["서울대공원\t\tpublic-institution\n서울대학교\t서울대\tuniversity\n"]).unwrap();
        let text = "가 서울대공원";
        let at = text.find("서울").unwrap();
        let forms: Vec<_> = lexicon.organizations_at(text, at).map(|hit| hit.span.of(text)).collect();
        assert_eq!(forms, ["서울대공원", "서울대"]);
        assert_eq!(lexicon.organizations_at(text, text.len()).count(), 0);
    }

    #[test]
    fn shared_forms_have_all_candidates() {
        let lexicon = Lexicon::embedded().unwrap();
        let names = |form| -> Vec<&str> {
            let candidates = lexicon.candidates(lexicon.lookup(form).unwrap());
            candidates.map(|entry| lexicon.entry(entry).name.as_str()).collect()
        };
        assert_eq!(names("광주시"), ["광주광역시", "경기도 광주시"]);
        assert_eq!(names("고성군의회"), ["강원특별자치도 고성군의회", "경상남도 고성군의회"]);
        assert_eq!(names("분당구청"), ["분당구"]);
        for form in ["분당구의회", "제주시의회", "없는 이름", ""] {
            assert_eq!(lexicon.lookup(form), None, "{form}");
        }
    }

    #[test]
    fn places_know_their_governments() {
        let lexicon = Lexicon::embedded().unwrap();
        for (form, kind, government) in [
            ("해남", PlaceKind::County, Some("해남군")),
            ("전남", PlaceKind::Province, Some("전라남도")),
            ("분당구", PlaceKind::District, Some("분당구")),
            ("독일", PlaceKind::Country, Some("독일 정부")),
            ("판교", PlaceKind::Region, None),
            ("실리콘밸리", PlaceKind::Foreign, None),
        ] {
            let place = lexicon.place(lexicon.lookup_place(form).unwrap().entry);
            assert_eq!((place.kind, place.government.as_deref()), (kind, government), "{form}");
        }
        let text = "독일 뮌헨과 전남 해남을";
        let surfaces: Vec<_> = lexicon.places(text).iter().map(|hit| hit.span.of(text)).collect();
        assert_eq!(surfaces, ["독일", "뮌헨", "전남", "해남"]);
        let shared = lexicon.lookup_place("고성").unwrap();
        assert!(shared.ambiguous);
        assert_eq!(lexicon.place_candidates(shared).count(), 2);
    }

    #[test]
    fn later_layers_add_replace_take_away_and_take_over() {
        let below = "가나기술\t가나\tcompany\n다라은행\t다라;다은\tbank\n마바당\t마바\tparty\n";
        let above = "가나기술\t가나테크\tcompany\t다라은행\n-마바당\n사아일보\t다은\tmedia\n";
        let lexicon = layered(&[below, above]).unwrap();
        let names = |form| lexicon.lookup(form).map(|hit| (lexicon.entry(hit.entry).name.as_str(), hit.ambiguous));
        for (form, wanted) in [
            ("가나테크", Some(("가나기술", false))),
            ("가나", None),
            ("마바당", None),
            ("마바", None),
            ("다라", Some(("다라은행", false))),
            ("다은", Some(("사아일보", false))),
        ] {
            assert_eq!(names(form), wanted, "{form}");
        }
        let shared = layered(&[below, "사아일보\t\tmedia\t\t다은\n"]).unwrap();
        let hit = shared.lookup("다은").unwrap();
        assert!(hit.ambiguous);
        assert_eq!(shared.candidates(hit).count(), 2);
    }

    #[test]
    fn user_files_are_layers_and_may_be_untidy() {
        let folder = tempfile::tempdir().unwrap();
        let organizations = folder.path().join("ours.tsv");
        // A byte order mark, foreign line ends, decomposed Hangul, only the columns that are needed.
        std::fs::write(&organizations, "\u{feff}# ours\r\nname\taliases\tkind\r\n\u{1100}\u{1161}나랩스\tGNL\tcompany\r\n\r\n")
            .unwrap();
        let places = folder.path().join("places.tsv");
        std::fs::write(&places, "name\taliases\ttype\tgovernment\n가나밸리\t\tregion\n-판교\n").unwrap();
        let lexicon = Lexicon::load(&[organizations, places]).unwrap();
        assert_eq!(found(&lexicon, "가나랩스(GNL)"), [("가나랩스", "가나랩스", false), ("GNL", "가나랩스", false)]);
        assert!(lexicon.lookup_place("가나밸리").is_some());
        assert!(lexicon.lookup_place("판교").is_none());
        assert_ne!(lexicon.fingerprint(), Lexicon::embedded().unwrap().fingerprint());
        let missing = Lexicon::load(&[folder.path().join("missing.tsv")]).unwrap_err().to_string();
        assert!(missing.contains("missing.tsv"), "{missing}");
    }

    #[test]
    fn errors_name_file_and_line() {
        for (layers, wanted) in [
            (&["가나\t\tcompani\n"][..], "own.tsv:2: unknown variant `compani`"),
            (&["가나\t\tcompany\n가나\t\tbank\n"], "own.tsv:3: `가나` stands already in own.tsv:2"),
            (&["가나\t다라\tcompany\n다라\t\tbank\n"], "own.tsv:3: `다라` is also a form of own.tsv:2: call it ambiguous"),
            (&["가나\t다라\tcompany\n마바\t\tbank\t\t다라\n"], "`다라` is also a form of own.tsv:3: call it ambiguous"),
            (&["가나\t다라;다라\tcompany\n"], "own.tsv:2: `다라` stands twice in this line"),
            (&["가\t\tcompany\n"], "own.tsv:2: `가` is too short"),
            (&["가나\t다라;\tcompany\n"], "own.tsv:2: `` is too short"),
            (&["가나\t\tcompany\t\t\t더\n"], "own.tsv:2: 6 columns under a header of 5"),
            (&["가나\t\tcompany\n", "-다라\n"], "own.tsv:2: `다라` cannot be taken away"),
        ] {
            let message = complaint(layers);
            assert!(message.contains(wanted), "{message}");
        }
        let message = Layer::read(1, &[("own.tsv", "# 주석\n이름\t별칭\n")]).unwrap_err().to_string();
        assert!(message.starts_with("own.tsv:2: the header must be name<TAB>aliases<TAB>kind"), "{message}");
        assert!(layered(&["가나\t\tcompany\t\t다라\n마바\t\tbank\t\t다라\n"]).is_ok());
    }

    #[test]
    fn fingerprint_follows_content_alone() {
        let print = |lines| layered(&[lines]).unwrap().fingerprint().to_owned();
        let first = print("가나\t다라\tcompany\n마바\t\tbank\n");
        assert_eq!(first.len(), 16);
        assert_eq!(first, print("# 주석\n마바\t\tbank\n\n가나\t다라\tcompany\n"));
        for other in ["가나\t다라\tcompany\n", "가나\t\tcompany\t\t다라\n마바\t\tbank\n", "가나\t다라\tbank\n마바\t\tbank\n"]
        {
            assert_ne!(first, print(other));
        }
    }

    proptest::proptest! {
        /// The matcher agrees with trying every form at every place.
        #[test]
        fn matches_are_those_of_a_plain_search(text in "[가나다라AB ]{0,40}") {
            let lines = "가나\t가나다;가나다라;나다라;라라\tcompany\nAB\tABA가;가AB\tbank\n다라가나\t다라가;BA BA\tparty\n";
            let lexicon = layered(&[lines]).unwrap();
            let forms = ["가나", "가나다", "가나다라", "나다라", "라라", "AB", "ABA가", "가AB", "다라가나", "다라가", "BA BA"];
            let edge = |at: usize| {
                let (left, right) = text.split_at(at);
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                !(latin(left.chars().next_back()) && latin(right.chars().next()))
            };
            let mut wanted = Vec::new();
            let mut from = 0;
            for (at, _) in text.char_indices() {
                let fits = |form: &&&str| text[at..].starts_with(**form) && edge(at) && edge(at + form.len());
                if at >= from && let Some(form) = forms.iter().filter(fits).max_by_key(|form| form.len()) {
                    from = at + form.len();
                    wanted.push(Span::new(at, from));
                }
            }
            let got: Vec<Span> = lexicon.organizations(&text).iter().map(|hit| hit.span).collect();
            proptest::prop_assert_eq!(got, wanted);
        }
    }
}
