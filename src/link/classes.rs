//! How much a name tells by itself: names of classes, of parts of bodies, and of things that pass for bodies.
//!
//! The words are in `lexicon/classes.tsv`, with those of the lists by which articles are read.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::key;
use super::names::look_up;
use crate::lexicon::Lexicon;
use crate::lists::lines;
use crate::record::OrganizationKind;

/// What a name that the lexicon does not have tells across articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// Which body it is.
    Body,
    /// A part without its whole (`홍보팀`): which body it is together with what else its article speaks of.
    Part,
    /// A class that may have become a name (`평화연구소`): the same, or a short form that articles explain.
    Class,
    /// A class of firms or schools, or a few letters: nothing but an article that has it for a short form tells which body it is.
    Sort,
    /// Which body it is together with its state's name: `의회`.
    InState,
    /// Nothing, or no body: `법원`, `시가총액`, `IT업계`.
    Nothing,
}

/// The words of `lexicon/classes.tsv` by their role, and of the lists of names and classes.
struct Words {
    things: FxHashSet<String>,
    nouns: FxHashSet<String>,
    bare: FxHashSet<String>,
    states: FxHashSet<String>,
    /// Longest first.
    heads: Vec<String>,
    /// Those of them that many bodies are called by and none is.
    sorts: Vec<String>,
    stems: FxHashSet<String>,
    parts: Vec<String>,
    branches: Vec<String>,
    ends: Vec<String>,
    brands: Vec<&'static str>,
    given: FxHashSet<&'static str>,
}

/// The first fields of an embedded list.
fn column(file: &'static str) -> impl Iterator<Item = &'static str> {
    lines(file).map(|row| row.split('\t').next().unwrap_or(row))
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut roles: FxHashMap<&str, Vec<&'static str>> = FxHashMap::default();
    for (word, given) in lines(include_str!("../../lexicon/classes.tsv")).filter_map(|row| row.split_once('\t')) {
        given.split(',').for_each(|role| roles.entry(role).or_default().push(word));
    }
    let list = |role: &str| roles.get(role).cloned().unwrap_or_default();
    let set = |role: &str| list(role).into_iter().map(key).collect::<FxHashSet<String>>();
    let longest = |role: &str| {
        let mut words: Vec<String> = list(role).into_iter().map(key).filter(|word| !word.is_empty()).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    };
    let mut stems = set("stem");
    stems.extend(column(include_str!("../../lexicon/organization-generics.tsv")).map(key));
    stems.extend(column(include_str!("../../lexicon/organization-words.tsv")).map(key));
    let mut sorts = longest("sort");
    sorts.extend(column(include_str!("../../lexicon/organization-words.tsv")).map(key));
    let mut heads = longest("head");
    heads.extend(sorts.iter().cloned());
    heads.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let given = column(include_str!("../../lexicon/foreign-given-names.tsv")).collect();
    Words {
        things: set("thing"),
        nouns: column(include_str!("../../lexicon/common-nouns.tsv")).map(key).collect(),
        bare: set("bare"),
        states: set("state"),
        heads,
        sorts,
        stems,
        parts: longest("part"),
        branches: longest("branch"),
        ends: longest("end"),
        brands: list("brand"),
        given,
    }
});

/// Kinds of bodies that are given for want of a better one, by what a name looks like.
const LOOSE: [&str; 6] = ["company", "other", "bank", "university", "hospital", "public-institution"];

/// Marks that only registered bodies have.
const MARKS: [&str; 7] = ["(주)", "㈜", "(사)", "㈔", "(재)", "㈶", "(유)"];

/// What a name of a body of a kind tells, which the lexicon does not have.
pub fn telling(lexicon: &Lexicon, name: &str, kind: &str) -> Telling {
    let squeezed = key(name);
    if MARKS.iter().any(|mark| name.contains(mark)) && squeezed.chars().count() >= 5 && !is_broken(name) {
        return Telling::Body;
    }
    if squeezed.is_empty() {
        return Telling::Nothing;
    }
    let loose = LOOSE.contains(&kind);
    if WORDS.states.contains(&squeezed) || kind == "foreign-government" {
        return Telling::InState;
    }
    let thing = WORDS.things.contains(&squeezed)
        || WORDS.nouns.contains(&squeezed)
        || WORDS.bare.contains(&squeezed)
        || is_broken(name)
        || is_mission(lexicon, name)
        || is_anonymous(name)
        || loose && WORDS.given.contains(name)
        || loose && lexicon.lookup_place(name).is_some()
        || is_product(lexicon, name)
        || kind != "media" && is_glued(lexicon, name)
        || before(&squeezed, &WORDS.ends).is_some();
    if thing {
        return Telling::Nothing;
    }
    let part = before(&squeezed, &WORDS.branches).map(|rest| (rest, false)).filter(|_| !is_own_party(lexicon, &squeezed));
    if let Some((rest, placed)) = part.or_else(|| before(&squeezed, &WORDS.parts).map(|rest| (rest, true))) {
        return if has_owner(lexicon, name, rest, placed) { Telling::Body } else { Telling::Part };
    }
    let of_class = |heads: &[String]| heads.iter().filter_map(|head| squeezed.strip_suffix(head.as_str())).any(is_stems);
    if is_of_country(lexicon, name) {
        return Telling::Body;
    }
    if is_stems(&squeezed)
        || of_class(&WORDS.sorts)
        || is_placed(lexicon, name)
        || squeezed.is_ascii() && squeezed.len() <= 2
        || of_several_firms(lexicon, name)
    {
        return Telling::Sort;
    }
    if of_class(&WORDS.heads) {
        return Telling::Class;
    }
    Telling::Body
}

/// Whether a name is that of a class of bodies by itself: `법원`.
pub fn is_bare(name: &str) -> bool {
    WORDS.bare.contains(&key(name))
}

/// Whether a name is a word for a thing: `시가총액`.
pub fn is_thing(name: &str) -> bool {
    WORDS.things.contains(&key(name))
}

/// What short names of several firms go on with.
const LINES: [&str; 10] = ["은행", "증권", "투자증권", "카드", "생명", "화재", "손해보험", "캐피탈", "자산운용", "저축은행"];

/// The line of business of the firms of a list that a mention stands in: `은행` of `새한·한빛은행` and of `은행(새한, 한빛)`.
pub fn line_of_list(before: &str, after: &str) -> Option<&'static str> {
    let beside = |c: Option<char>| c.is_some_and(|c| "·,(".contains(c));
    let listed = beside(before.trim_end().chars().next_back()) || beside(after.chars().next());
    // The bracket that the mention stands in.
    let open = before.rfind('(').filter(|&at| !before[at..].contains(')'));
    let head = open.map(|at| before[..at].trim_end().trim_end_matches('사'));
    let heads = || LINES.into_iter().filter(|line| head.is_some_and(|head| head.ends_with(line)));
    let behind = || LINES.into_iter().filter_map(|line| Some((after.find(line)?, std::cmp::Reverse(line.len()), line))).min();
    heads().max_by_key(|line| line.len()).or_else(|| behind().map(|(_, _, line)| line)).filter(|_| listed)
}

/// Whether a name is that of what each party has.
pub fn is_partisan(name: &str) -> bool {
    ["선대", "선거대책", "캠프", "시당", "도당", "비대위", "비상대책위", "공천", "윤리", "당원"]
        .iter()
        .any(|part| name.contains(part))
}

/// Whether a name is a part's and nothing more: `선대위`, `노조`.
pub fn is_bare_part(name: &str) -> bool {
    let name = key(name);
    WORDS.parts.contains(&name) || WORDS.branches.contains(&name)
}

/// Whether a word is the first part of foreign people's names.
pub fn is_given_name(word: &str) -> bool {
    word.chars().count() >= 2 && WORDS.given.contains(word)
}

/// What stands before the longest of the ends that a name has.
fn before<'n>(name: &'n str, ends: &[String]) -> Option<&'n str> {
    ends.iter().find_map(|end| name.strip_suffix(end.as_str()))
}

/// Whether a name is made of words of classes alone, each of two letters or more.
fn is_stems(text: &str) -> bool {
    // Where words may begin.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    for start in std::iter::once(0).chain(ends.iter().copied()).take(ends.len()) {
        if !reached[start] {
            continue;
        }
        for &end in ends.iter().filter(|&&end| end > start).skip(1).take(7) {
            if WORDS.stems.contains(&text[start..end]) {
                reached[end] = true;
            }
        }
    }
    reached[text.len()]
}

/// Whether a name is made of words of classes alone, or of them behind a place: `대구 공무원`.
fn is_stems_of_place(lexicon: &Lexicon, text: &str) -> bool {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    is_stems(text) || ends.take(6).any(|end| lexicon.lookup_place(&text[..end]).is_some() && is_stems(&text[end..]))
}

/// What names of a whole country's bodies begin with: there is one of each.
const OF_ALL: [&str; 12] =
    ["한국", "대한", "대한민국", "전국", "국제", "세계", "국립", "국가", "아시아", "유럽", "범국민", "재일"];

/// What a place has many of.
const MANY: [&str; 12] =
    ["대학", "대학교", "병원", "은행", "고등학교", "중학교", "초등학교", "캠퍼스", "기업", "건설", "호텔", "노조"];

/// Whether a name is a place and a word for what a place has many of: `종로구 대학`.
fn is_placed(lexicon: &Lexicon, name: &str) -> bool {
    name.split_once(' ').is_some_and(|(place, kind)| MANY.contains(&kind) && lexicon.lookup_place(place).is_some())
}

/// Whether a name begins with whose it is: a country.
fn is_of_country(lexicon: &Lexicon, name: &str) -> bool {
    let national = OF_ALL.iter().filter_map(|word| name.strip_prefix(word)).any(|rest| rest.chars().count() >= 4);
    national || super::names::abroad_within(lexicon, name).is_some()
}

/// Whether a name has a mark that no name has: `Δ20대`, `한빛)=김영수`.
fn is_broken(name: &str) -> bool {
    let outside = [')', '(', '㈜', '㈔', '㈐', '㈶'];
    let odd = |c: char| !c.is_alphanumeric() && !" &·ㆍ‧․∙•・-.'’!+/＆,:".contains(c) && !outside.contains(&c);
    let greek = |c: char| ('\u{370}'..='\u{3ff}').contains(&c);
    let open = name.matches('(').count() != name.matches(')').count();
    open || name.contains(odd) || name.chars().all(|c| !c.is_alphabetic()) || name.starts_with(greek)
}

/// Whether a name is a mission's without the mission: `주프랑스`.
fn is_mission(lexicon: &Lexicon, name: &str) -> bool {
    let country = name.strip_prefix('주').and_then(|country| lexicon.lookup_place(country));
    country.is_some_and(|hit| lexicon.place_candidates(hit).any(|place| super::names::is_abroad(lexicon, place)))
}

/// Whether a name hides which body it is: `A카페`, `OO일보`.
fn is_anonymous(name: &str) -> bool {
    let initial = name
        .strip_prefix(|c: char| c.is_ascii_uppercase())
        .is_some_and(|rest| WORDS.bare.contains(rest) || WORDS.heads.iter().any(|head| head == rest) || rest == "사도");
    initial || ["○", "OO", "〇", "◯", "XX"].iter().any(|mark| name.starts_with(mark))
}

/// Whether a name is that of a fund (`KODEX 반도체`), or of preferred stock (`새한전자우`).
fn is_product(lexicon: &Lexicon, name: &str) -> bool {
    let fund = WORDS.brands.iter().filter_map(|brand| Some((brand, name.strip_prefix(brand)?)));
    let mut fund = fund.filter(|(brand, rest)| match rest.chars().next() {
        None | Some(' ') => true,
        Some(c) => brand.is_ascii() && !c.is_ascii_alphabetic(),
    });
    let stock = ["우", "우B", "1우", "2우B"].iter().filter_map(|mark| name.strip_suffix(mark));
    fund.next().is_some() || stock.filter(|firm| firm.chars().count() >= 3).any(|firm| look_up(lexicon, firm).is_some())
}

/// Whether a name runs on from another word: an agency's (`연합뉴스김영수`), a footnote's number (`3새한전자`), a party's behind a word
/// (`기자민주당`).
fn is_glued(lexicon: &Lexicon, name: &str) -> bool {
    let known =
        |name: &str| look_up(lexicon, name).filter(|found| !found.ambiguous).and_then(|found| found.entries.first().copied());
    let of_kind = |name: &str, kind| known(name).is_some_and(|entry| lexicon.entry(entry).kind == kind);
    let cuts = || name.char_indices().map(|(at, _)| at).skip(2);
    let numbered = name.trim_start_matches(|c: char| c.is_ascii_digit());
    // `이어한빛전자`: the end of the word before.
    let company = || {
        let ends = name.char_indices().skip(1).take(3).filter(|&(at, _)| name[at..].chars().count() >= 4);
        ends.map(|(at, _)| &name[at..]).any(|rest| of_kind(rest, OrganizationKind::Company) && !name.contains(' '))
    };
    // `한빛과새한`: two.
    let two = || {
        let joins = name.char_indices().filter(|&(_, c)| c == '와' || c == '과');
        joins.filter(|&(at, _)| at > 0).any(|(at, c)| known(&name[..at]).is_some() && known(&name[at + c.len_utf8()..]).is_some())
    };
    numbered.len() < name.len() && known(numbered).is_some()
        || !is_of_country(lexicon, name) && company()
        || two()
        || !is_of_country(lexicon, name)
            && cuts().any(|at| at >= 9 && of_kind(&name[..at], OrganizationKind::Media) && !runs_on(&name[at..]))
        || name.ends_with('당')
            && !is_of_country(lexicon, name)
            && name.char_indices().skip(1).any(|(at, _)| of_kind(&name[at..], OrganizationKind::Party))
}

/// Whether what follows an agency's name goes on with the name: `한국경제신문사`, `이데일리TV`.
fn runs_on(rest: &str) -> bool {
    ["사", "TV", "라디오", "닷컴", "스포츠", "경제"].contains(&rest)
        || rest.starts_with(' ')
        || WORDS.heads.iter().any(|head| rest.ends_with(head.as_str()))
}

/// Parts that bear the whole's name in one word, whatever the whole is: `청계피복노동조합`, `아헨공대`.
const BEARING: [&str; 8] = ["노조", "노동조합", "의대", "공대", "법대", "약대", "대학원", "컨소시엄"];

/// Whether what stands before a part's name is the whole: a body that the lexicon has, or words of its own.
fn has_owner(lexicon: &Lexicon, name: &str, rest: &str, placed: bool) -> bool {
    let owns = |word: &str| {
        let Some(found) = look_up(lexicon, word) else { return false };
        let kinds = || found.entries.iter().map(|&entry| lexicon.entry(entry).kind);
        let governs = placed && (name.contains(' ') || word.ends_with(['시', '도', '군', '구']));
        let local = kinds().any(|kind| kind == OrganizationKind::LocalGovernment) && !governs;
        !local && (!found.ambiguous || word.is_ascii() || kinds().any(|kind| kind == OrganizationKind::Party))
    };
    if let Some((whole, _)) = name.rsplit_once(' ')
        && (owns(whole)
            || whole.split(' ').next().is_some_and(owns)
            || whole.chars().count() >= 4
                && lexicon.lookup_place(whole).is_none()
                && (is_stems(&key(whole)) || !is_stems_of_place(lexicon, &key(whole)))
                && telling(lexicon, whole, "other") == Telling::Body)
    {
        return true;
    }
    let bearing = BEARING.iter().any(|part| name.ends_with(part));
    if bearing && (is_of_country(lexicon, name) || rest.chars().count() >= 2 && !is_stems_of_place(lexicon, rest)) {
        return true;
    }
    let squeezed = super::names::squeeze(name);
    let ends = squeezed.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    ends.take_while(|&end| end <= rest.len()).any(|end| owns(&squeezed[..end]))
}

/// Whether a name ends as a party's branch does by chance: `신한반도당` beside `경남도당`.
fn is_own_party(lexicon: &Lexicon, name: &str) -> bool {
    let Some(place) = name.strip_suffix('당').filter(|place| place.ends_with(['시', '도'])) else { return false };
    let short = place.strip_suffix(['시', '도']).unwrap_or(place);
    let is_place = |word: &str| lexicon.lookup_place(word).is_some();
    !place.char_indices().any(|(at, _)| is_place(&place[at..]) || at < short.len() && is_place(&short[at..]))
}

/// Whether several firms have the name with the word for what they do behind it: `하나` of `신한·하나·우리은행`.
pub fn of_several_firms(lexicon: &Lexicon, name: &str) -> bool {
    LINES.iter().filter(|line| look_up(lexicon, &format!("{name}{line}")).is_some()).take(2).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_tell() {
        let lexicon = Lexicon::embedded().unwrap();
        use Telling::{Body, Class, InState, Nothing, Part, Sort};
        for (name, kind, want) in [
            // Firms and bodies of names of their own.
            ("한빛로보틱스", "company", Body),
            ("새한물산", "company", Body),
            ("한국푸른숲협회", "association", Body),
            ("국제당구연맹", "association", Body),
            ("푸른숲연구소", "research-institute", Body),
            ("㈜글로벌테크", "company", Body),
            ("한빛제강 노동조합", "union", Body),
            ("새한대 의대", "university", Body),
            // Parts of a body, with and without it.
            ("홍보팀", "company", Part),
            ("전략기획실", "company", Part),
            ("IB그룹", "company", Part),
            ("삼성전자 홍보팀", "company", Body),
            ("경남도당", "other", Part),
            ("더불어민주당 경남도당", "party", Body),
            ("전남지부", "other", Part),
            ("전국금속노동조합 전남지부", "union", Body),
            ("나주시지회", "company", Part),
            ("중앙선거대책위원회", "party", Part),
            ("국민의힘 선거대책위원회", "party", Body),
            ("대구공무원 노조", "union", Part),
            ("형사3단독", "company", Part),
            // Classes.
            ("평화연구소", "research-institute", Class),
            ("문인협회", "association", Class),
            ("유가족협의회", "association", Class),
            ("시중은행", "company", Sort),
            ("선두그룹", "company", Sort),
            ("글로벌 파트너스", "company", Sort),
            ("종로구 대학", "university", Sort),
            ("WM", "company", Nothing),
            ("KX", "company", Sort),
            ("법원", "court", Nothing),
            ("농업기술센터", "company", Nothing),
            // What each state has.
            ("재무부", "foreign-government", InState),
            ("의회", "other", InState),
            // No bodies.
            ("시가총액", "company", Nothing),
            ("수익증권", "bank", Nothing),
            ("반도체주(株)", "company", Nothing),
            ("조선업계", "company", Nothing),
            ("KODEX 반도체", "company", Nothing),
            ("TIGER 새한전자", "company", Nothing),
            ("삼성전자우", "other", Nothing),
            ("Δ30대", "university", Nothing),
            ("A카페", "company", Nothing),
            ("OO일보", "media", Nothing),
            ("마이클", "company", Nothing),
            ("런던", "company", Nothing),
            ("주프랑스", "company", Nothing),
            ("연합뉴스김영수", "other", Nothing),
            ("7삼성전자", "company", Nothing),
            ("기자민주당", "party", Nothing),
            ("이어삼성전자", "company", Nothing),
            ("네이버와카카오", "other", Nothing),
            ("한국삼성전자", "company", Body),
            ("한국방송기자클럽", "other", Body),
        ] {
            assert_eq!(telling(&lexicon, name, kind), want, "{name}");
        }
    }

    #[test]
    fn lists_of_firms() {
        for (before, after, line) in [
            ("시중은행(국민·", "·우리)이 올렸다", Some("은행")),
            ("국민·신한·", "·우리은행이 올렸다", Some("은행")),
            ("5개 증권사(", ", 키움)의 은행 계좌", Some("증권")),
            ("KB국민, ", ", 우리카드가 냈다", Some("카드")),
            ("그는 ", " 둘 은행을 옮겼다", None),
            ("(국민) 그리고 ", "가 은행을 샀다", None),
        ] {
            assert_eq!(line_of_list(before, after), line, "{before}|{after}");
        }
    }

    #[test]
    fn the_list_is_well_formed() {
        let mut seen = FxHashSet::default();
        for row in include_str!("../../lexicon/classes.tsv").lines().filter(|row| !row.starts_with('#')) {
            let (word, roles) = row.split_once('\t').unwrap();
            assert!(seen.insert(word), "twice: {word}");
            let known = ["thing", "bare", "head", "sort", "stem", "part", "branch", "state", "end", "brand"];
            assert!(roles.split(',').all(|role| known.contains(&role)), "{row}");
        }
    }
}
