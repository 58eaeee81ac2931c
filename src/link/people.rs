//! People of different articles.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes;
use super::organizations::Body;
use super::{Article, Link, Linked, Member, Position, SCHEMA, Union, distinct, identifier, key, names};
use crate::lexicon::Lexicon;
use crate::records::{Person, Place, Record};

/// A person of an article.
#[derive(Debug)]
pub struct Named {
    article: usize,
    /// Its `id` in the record.
    local: String,
    name: String,
    title: Option<String>,
    /// The body's `id` in the record.
    organization: Option<String>,
    organization_name: Option<String>,
    /// Somebody of whom an article says an age or `씨` and no office: whose body the article names by chance.
    lay: bool,
    /// The words around the name speak of a firm or a band.
    firm: bool,
    /// What the word before the name says that it does: `배우 김영수`.
    occupation: Option<&'static str>,
}

/// The most mentions that are looked at for what stands behind them.
const LOOKED_AT: usize = 8;

impl Named {
    /// `None` where the name names nobody beyond its article (`김모`, `최아무개`, a surname, initials, a name that the article says is
    /// assumed), or is an organization's.
    pub fn new(lexicon: &Lexicon, article: usize, record: &Record, person: &Person) -> Option<Self> {
        let name = person.name.as_str();
        let behind = || person.mentions.iter().take(LOOKED_AT).map(|&mention| names::around(record, mention, 16).1);
        if is_masked(name) || is_station(name) || classes::is_thing(name) || behind().any(is_assumed) {
            return None;
        }
        // A firm or band of people's names (`올리버 와이만`).
        if name.chars().count() >= 4 && names::look_up(lexicon, name).is_some_and(|found| !found.ambiguous) {
            return None;
        }
        Some(Named {
            article,
            local: person.id.clone(),
            name: person.name.clone(),
            title: person.title.clone(),
            organization: person.organization.clone(),
            organization_name: person.organization_name.clone(),
            firm: person.title.is_none() && person.mentions.iter().take(LOOKED_AT).any(|&mention| is_firm(record, mention)),
            lay: person.title.is_none() && behind().any(is_lay),
            occupation: person.mentions.iter().take(LOOKED_AT).find_map(|&mention| {
                let before = names::around(record, mention, 8).0.strip_suffix(' ')?;
                OCCUPATIONS.into_iter().find(|word| before.ends_with(word))
            }),
        })
    }
}

impl Named {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn article(&self) -> usize {
        self.article
    }
}

/// What a name that follows is a firm's or a band's.
const CLASSES: [&str; 17] = [
    "그룹",
    "투자은행",
    "은행",
    "증권사",
    "운용사",
    "투자사",
    "로펌",
    "컨설팅",
    "컨설팅사",
    "컨설팅업체",
    "컨설팅회사",
    "업체",
    "브랜드",
    "밴드",
    "록밴드",
    "노조",
    "출판사",
];

/// Those whom a firm sends to speak: `새한의 애널리스트`.
const ANALYSTS: [&str; 5] = ["애널리스트", "이코노미스트", "분석가", "전략가", "연구원"];

/// Whether the words around a mention are those around a firm or a band: `투자은행 …`, `…의 애널리스트`, or a person that it has
/// (`…의 로저 한스`).
fn is_firm(record: &Record, mention: Place) -> bool {
    let (before, behind) = names::around(record, mention, 16);
    let class = before.strip_suffix(' ').and_then(|before| before.rsplit(|c: char| !c.is_alphanumeric()).next());
    if class.is_some_and(|class| CLASSES.contains(&class)) {
        return true;
    }
    let Some(owned) = behind.strip_prefix("의 ") else { return false };
    let start = mention.end + "의 ".chars().count();
    let mut people = record.officials.iter().chain(&record.people).flat_map(|person| &person.mentions);
    ANALYSTS.iter().any(|word| owned.starts_with(word)) || people.any(|other| other.start == start)
}

/// What people do who hold no office.
const OCCUPATIONS: [&str; 22] = [
    "배우",
    "가수",
    "감독",
    "선수",
    "작가",
    "시인",
    "소설가",
    "화가",
    "방송인",
    "개그맨",
    "개그우먼",
    "코미디언",
    "아나운서",
    "모델",
    "래퍼",
    "유튜버",
    "피아니스트",
    "기자",
    "변호사",
    "셰프",
    "아이돌",
    "음악감독",
];

/// What the titles of those end in who are known to the whole country, whatever they are of.
const POLITICAL: [&str; 24] = [
    "의원",
    "대표",
    "후보",
    "예비후보",
    "위원장",
    "최고위원",
    "대변인",
    "의장",
    "총장",
    "단장",
    "본부장",
    "실장",
    "수석",
    "비서관",
    "장관",
    "차관",
    "총리",
    "부총리",
    "대통령",
    "지사",
    "시장",
    "구청장",
    "군수",
    "특보",
];

/// Whether a name hides who it is: `김모`, `최아무개`, `이○○`, `A`.
fn is_masked(name: &str) -> bool {
    let letters = name.chars().count();
    let hidden = ["○", "〇", "◯", "*", "×", "□", "△", "아무개", "O"].iter().any(|mark| name.contains(mark));
    letters < 2
        || letters <= 3 && name.ends_with(['모', '某'])
        || hidden
        || letters <= 3 && name.contains(|c: char| c.is_ascii_uppercase())
}

/// Whether a name is rather that of a station: `양재역`.
fn is_station(name: &str) -> bool {
    name.ends_with('역') && name.chars().count() == 3
}

/// Whether the words behind a name say that it is assumed: `(30·가명)`, ` 씨(가명)`.
fn is_assumed(behind: &str) -> bool {
    let (Some(open), Some(close)) = (behind.find('('), behind.find(')')) else { return false };
    open < close && behind[..open].chars().count() <= 2 && behind[open..close].contains("가명")
}

/// Whether the words behind a name speak of somebody without an office: `씨는`, `(63)`, `(28·여)`.
fn is_lay(behind: &str) -> bool {
    let behind = behind.trim_start();
    let age = behind.strip_prefix('(').is_some_and(|inner| {
        let digits = inner.chars().take_while(char::is_ascii_digit).count();
        (1..=3).contains(&digits) && inner[digits..].starts_with([')', '·', ',', '세', '여', '남', ' ', '/', 'ㆍ'])
    });
    age || behind.starts_with('씨')
}

/// Offices of which a country has one.
const UNIQUE: [&str; 7] = ["대통령", "국무총리", "총리", "대법원장", "국회의장", "검찰총장", "헌법재판소장"];

/// What tells a person from another of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Evidence<'a> {
    /// The link of the body.
    Body(usize),
    /// A body that is no entity of the record.
    Called(&'a str),
    Office(&'static str),
}

/// What tells a person from another of the same name: its body, by its link or by its name, or its office.
fn evidence<'p>(person: &'p Named, of: &FxHashMap<(usize, &str), usize>, loose: &FxHashSet<usize>) -> Option<Evidence<'p>> {
    let local = person.organization.as_deref();
    if let Some(&body) = local.and_then(|local| of.get(&(person.article, local)))
        && !loose.contains(&body)
    {
        return Some(Evidence::Body(body));
    }
    if let Some(called) = person.organization_name.as_deref() {
        return Some(Evidence::Called(called));
    }
    let title = person.title.as_deref()?.trim_start_matches("전 ").trim_start_matches("전직 ");
    UNIQUE.iter().find(|office| **office == title).map(|office| Evidence::Office(office))
}

/// Joins who is a member of the National Assembly (`국회 의원`) and of a party (`새한당 의원`), where only one party has one of the name.
fn join_members(union: &mut Union, people: &[Named], organizations: &[Link], known: &BTreeMap<Evidence<'_>, usize>) {
    let of = |wanted: fn(&Link) -> bool| {
        known.iter().filter_map(move |(evidence, &first)| match evidence {
            Evidence::Body(body) if wanted(&organizations[*body]) => Some(first),
            _ => None,
        })
    };
    let is_party = |link: &Link| matches!(&link.what, Linked::Organization { kind, .. } if kind == "party");
    let is_member = |&at: &usize| people[at].title.as_deref().is_some_and(|title| title == "의원" || title == "국회의원");
    let mut parties = of(is_party);
    if let (Some(party), None) = (parties.next(), parties.next())
        && is_member(&party)
    {
        of(|link| link.name == "국회").filter(is_member).for_each(|seat| union.join(party, seat));
    }
}

/// Bodies that so many articles name are named by chance in many more.
const COMMON: usize = 300;

/// The most years between two articles that speak of one person in one body, where only one of them says that it is in it.
const TENURE: i32 = 6;

/// What is known of somebody by the articles that say where it is.
#[derive(Debug, Default)]
struct Profile<'p> {
    titles: BTreeSet<&'p str>,
    years: BTreeSet<i32>,
}

fn is_political(title: &str) -> bool {
    POLITICAL.iter().any(|office| title.ends_with(office))
}

impl Profile<'_> {
    fn is_political(&self) -> bool {
        self.titles.iter().any(|title| is_political(title))
    }

    /// Whether somebody of the same name without a body may be this one, whose body its article names.
    fn fits(&self, person: &Named, year: Option<i32>, common: bool, known: bool) -> bool {
        let bare = |title: &str| title.trim_start_matches("전직 ").trim_start_matches("전 ").replace(' ', "");
        let has = |title: &str| {
            let title = bare(title);
            self.titles.iter().any(|other| {
                let other = bare(other);
                other.contains(&title) || title.contains(&other)
            })
        };
        let near = year.is_none_or(|year| self.years.is_empty() || self.years.iter().any(|other| (other - year).abs() <= TENURE));
        let does = person.occupation.is_none_or(&has);
        near && does
            && match person.title.as_deref() {
                Some(title) => has(title) || !common || is_political(title) && self.is_political(),
                None => !common || known,
            }
    }
}

/// Links people, given the links of organizations and where each organization of a record is linked.
pub fn link(
    articles: &[Article],
    bodies: &[Body],
    people: &[Named],
    organizations: &[Link],
    of: &FxHashMap<(usize, &str), usize>,
) -> Vec<Link> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        // `존 F. 케네디` and `존 F 케네디`.
        by_name.entry(key(&person.name).replace('.', "")).or_default().push(at);
    }
    // Bodies that only their article knows, whose names tell one person from another all the same: `홍보팀`.
    let links = bodies.iter().filter(|body| body.is_loose()).filter_map(|body| of.get(&(body.article, body.local.as_str())));
    let loose: FxHashSet<usize> = links.copied().filter(|&link| organizations[link].records == 1).collect();
    // The bodies that each article names.
    let mut named: FxHashMap<usize, BTreeSet<usize>> = FxHashMap::default();
    for (&(article, _), &link) in of {
        named.entry(article).or_default().insert(link);
    }
    // How many articles take a name for an organization's.
    let mut taken: FxHashMap<String, usize> = FxHashMap::default();
    bodies.iter().for_each(|body| *taken.entry(key(&body.name)).or_default() += 1);
    let mut union = Union::new(people.len());
    for (name, same) in &by_name {
        let letters = name.chars().count();
        if taken.get(name).is_some_and(|&bodies| letters >= 4 && 5 * bodies >= same.len() || letters == 3 && bodies >= same.len())
        {
            continue;
        }
        // `도널드 트럼프`, `샘 올트먼`: names of so many syllables are hardly ever two people's.
        let unique = name.chars().count() >= 5;
        // A firm of a person's name (`올리버 와이만`), as most articles that say anything of it say.
        let firms = same.iter().filter(|&&at| people[at].firm).count();
        let titled = same.iter().filter(|&&at| people[at].title.is_some()).count();
        if unique && firms > titled {
            continue;
        }
        let mut known: BTreeMap<Evidence<'_>, usize> = BTreeMap::new();
        for &at in same {
            let Some(evidence) = evidence(&people[at], of, &loose) else { continue };
            let first = *known.entry(evidence).or_insert(at);
            union.join(first, at);
        }
        join_members(&mut union, people, organizations, &known);
        if unique {
            same.windows(2).for_each(|two| union.join(two[0], two[1]));
            continue;
        }
        // Without a body: the one whose body the article names, where there is only one such.
        let bodies: Vec<(usize, usize)> = known
            .iter()
            .filter_map(|(evidence, &first)| match evidence {
                Evidence::Body(body) => Some((*body, first)),
                _ => None,
            })
            .collect();
        let mut profiles: BTreeMap<usize, Profile<'_>> = BTreeMap::new();
        for &at in same.iter().filter(|&&at| evidence(&people[at], of, &loose).is_some()) {
            let profile = profiles.entry(union.root(at)).or_default();
            profile.titles.extend(people[at].title.as_deref());
            profile.years.extend(articles[people[at].article].year);
        }
        // One, or all known to the whole country, where two of a name hardly ever are.
        let sure = profiles.len() == 1 || profiles.values().all(Profile::is_political);
        for &at in same {
            let person = &people[at];
            if person.lay || evidence(person, of, &loose).is_some() {
                continue;
            }
            let Some(named) = named.get(&person.article) else { continue };
            let near: Vec<(usize, usize)> = bodies.iter().filter(|(body, _)| named.contains(body)).copied().collect();
            let mut roots: Vec<usize> = near.iter().map(|&(_, first)| union.root(first)).collect();
            roots.sort_unstable();
            roots.dedup();
            let [only] = roots[..] else { continue };
            let common = near.iter().all(|&(body, _)| organizations[body].records >= COMMON);
            let year = articles[person.article].year;
            if profiles.get(&only).is_none_or(|profile| profile.fits(person, year, common, sure)) {
                union.join(only, at);
            }
        }
    }
    union
        .sets()
        .into_iter()
        .map(|set| {
            let all = || set.iter().map(|&at| &people[at]);
            let names = super::by_frequency(all().map(|person| person.name.as_str()));
            let mut positions: Vec<Position> = all()
                .filter_map(|person| {
                    let link = person.organization.as_deref().and_then(|local| of.get(&(person.article, local)));
                    let link = link.map(|&link| &organizations[link]);
                    Some(Position {
                        title: person.title.clone()?,
                        organization: link.map(|link| link.id.clone()),
                        organization_name: link.map(|link| link.name.clone()).or_else(|| person.organization_name.clone()),
                    })
                })
                .collect();
            positions.sort();
            positions.dedup();
            let members: Vec<Member> = all()
                .map(|person| Member { record: articles[person.article].id.clone(), entity: person.local.clone() })
                .collect();
            let name = names[0].clone();
            Link {
                schema: SCHEMA,
                id: identifier("person", &[&name, &members[0].record, &members[0].entity]),
                name,
                names,
                records: distinct(all().map(|person| person.article)),
                what: Linked::Person { positions, members },
            }
        })
        .collect()
}
