//! Organizations of different articles.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes::{self, Telling};
use super::names::{self, Found};
use super::people::Named;
use super::{Article, Link, Linked, Member, SCHEMA, Union, by_frequency, distinct, identifier, key};
use crate::lexicon::{Lexicon, PlaceKind};
use crate::record::OrganizationKind;
use crate::records::{Organization, Place, Record};

/// An organization of an article.
#[derive(Debug)]
pub struct Body {
    pub article: usize,
    /// Its `id` in the record.
    pub local: String,
    pub name: String,
    aliases: Vec<String>,
    kind: String,
    /// The foreign country or place that stands before it where it is first named: the index of a place of the lexicon.
    abroad: Option<usize>,
    reading: Reading,
    telling: Telling,
}

/// How an article reads a name that the lexicon has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// As the lexicon does, for all that the article says.
    Plain,
    /// As the lexicon does: the article has another form of the entry too.
    Supported,
    /// As this entry: `잉글랜드은행(BOE)`, `새한 중공업`.
    Entry(usize),
    /// As something else: `순고객추천지수(NPS)`.
    Other,
}

/// The most mentions that are looked at for what stands before their bracket.
const LOOKED_AT: usize = 8;

impl Body {
    pub fn new(lexicon: &Lexicon, article: usize, record: &Record, body: &Organization) -> Self {
        let Organization { id, name, aliases, kind, mentions } = body;
        let before = match mentions.first() {
            Some(&first) => names::around(record, first, 16).0,
            None => record.text.find(name.as_str()).map_or("", |at| &record.text[..at]),
        };
        Body {
            article,
            local: id.clone(),
            name: name.clone(),
            aliases: aliases.clone(),
            kind: kind.clone(),
            abroad: names::abroad_before(lexicon, before),
            telling: match names::look_up(lexicon, name) {
                Some(_) => Telling::Body,
                None => classes::telling(lexicon, name, kind),
            },
            reading: Reading::of(lexicon, record, body),
        }
    }
}

impl Body {
    /// Whether its name, which is none of a class, tells nothing beyond its article.
    pub fn is_loose(&self) -> bool {
        self.telling != Telling::Body && self.telling != Telling::InState && !classes::is_bare(&self.name)
    }
}

impl Reading {
    fn of(lexicon: &Lexicon, record: &Record, body: &Organization) -> Self {
        let found = names::look_up(lexicon, &body.name);
        let mentions = body.mentions.iter().take(LOOKED_AT);
        let owned = found.as_ref().is_some_and(|found| !found.ambiguous);
        if mentions.clone().any(|&mention| body.kind != "media" && names::is_work(record, mention))
            || !owned && mentions.clone().any(|&mention| names::is_other(record, mention))
        {
            return Reading::Other;
        }
        if body.kind == "bank" && classes::of_several_firms(lexicon, &body.name) {
            let full = mentions.clone().find_map(|&mention| {
                let (before, after) = names::around(record, mention, 60);
                let line = classes::line_of_list(before, after)?;
                names::look_up(lexicon, &format!("{}{line}", body.name))
            });
            if let Some(&[entry]) = full.as_ref().map(|found| &found.entries[..]) {
                return Reading::Entry(entry);
            }
        }
        if mentions.clone().all(|&mention| names::is_currency(record, mention)) && !body.mentions.is_empty() {
            return Reading::Other;
        }
        let Some(found) = found else { return Reading::Plain };
        let [entry] = found.entries[..] else { return Reading::Plain };
        if let [only] = body.mentions[..]
            && let Some(longer) = longer(lexicon, names::around(record, only, 8).1, &body.name)
            && longer != entry
        {
            return Reading::Entry(longer);
        }
        // `인천인재평생교육진흥원` is not the 평생교육진흥원 that is called so for short.
        let within = |&mention: &Place| names::around(record, mention, 1).0.starts_with(|c| ('가'..='힣').contains(&c));
        let society = matches!(body.kind.as_str(), "association" | "union" | "foundation" | "research-institute");
        if (society || lexicon.entry(entry).name != body.name) && !body.mentions.is_empty() && mentions.clone().all(within) {
            return Reading::Other;
        }
        let initials = is_initials(&body.name);
        if !(initials || found.ambiguous) || lexicon.entry(entry).name == body.name {
            return Reading::Plain;
        }
        for &mention in body.mentions.iter().take(if initials { LOOKED_AT } else { 0 }) {
            let Some(full) = names::said_in_full(record, mention) else { continue };
            let squeezed = names::squeeze(full);
            if names::forms(lexicon, entry).any(|form| squeezed.ends_with(&names::squeeze(form))) {
                return Reading::Supported;
            }
            // From word to word: `에스케이티(SKT)` is not 케이티.
            let words = std::iter::once(0).chain(full.match_indices(' ').map(|(at, _)| at + 1));
            let tails = words.map(|at| &full[at..]).filter(|tail| tail.chars().count() >= 3);
            let known = tails.filter_map(|tail| names::look_up(lexicon, tail)).find(|found| !found.ambiguous);
            return match known.as_ref().map(|found| &found.entries[..]) {
                Some(&[other]) => Reading::Entry(other),
                _ => Reading::Other,
            };
        }
        let supports = |form: &str| form.chars().count() >= 3 && !body.name.contains(form) && record.text.contains(form);
        if names::forms(lexicon, entry).any(supports) {
            return Reading::Supported;
        }
        if !initials {
            return Reading::Plain;
        }
        let clubs = record.organizations.iter().filter(|other| other.kind == "sports" && other.name != body.name).take(2).count();
        if clubs == 2 && body.kind != "sports" { Reading::Other } else { Reading::Plain }
    }
}

/// The entry of a name together with the beginning of the word behind it: `새한 중공업`, of which the record has `새한`.
fn longer(lexicon: &Lexicon, after: &str, name: &str) -> Option<usize> {
    let word = after.strip_prefix(' ')?.split(|c: char| !c.is_alphanumeric()).next()?;
    // Latin words do not run on into each other: `KB RISE` holds no `KBRI`.
    if word.starts_with(|c: char| c.is_ascii()) {
        return None;
    }
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    let found = ends.filter_map(|end| lexicon.lookup(&format!("{name}{}", &word[..end]))).last()?;
    let mut entries = lexicon.candidates(found);
    entries.next().filter(|_| !found.ambiguous && entries.next().is_none())
}

/// Whether a name is a few Latin letters, which other things are called by too (`AP`: a news agency, a processor, an access point).
fn is_initials(name: &str) -> bool {
    name.len() <= 4 && name.is_ascii()
}

/// Bodies that are the same, and by what each set is known.
pub struct Groups {
    pub sets: Vec<Vec<usize>>,
    entries: Vec<Option<usize>>,
}

/// How a body is known across articles.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Identity {
    /// An entry of the lexicon.
    Entry(usize),
    /// Its name.
    Name(String),
    /// Its name within a region, where each region has one.
    Local(String, usize),
    /// Its name behind a country's or a place's abroad.
    Foreign(String, usize),
    /// Its name, which needs context and has none in its article.
    Doubtful(String),
    /// Nothing but this article knows it.
    Alone(usize),
}

/// Kinds of bodies of which there is one in every place: their names tell them apart only with the place.
const PLACED: [&str; 5] = ["police", "assembly", "local-government", "court", "prosecution"];

/// Where things lie: with the kind of body alone behind it, no name of its own.
const DIRECTIONS: [&str; 14] =
    ["동부", "서부", "남부", "북부", "중부", "중앙", "동", "서", "남", "북", "중", "제1", "제2", "해양"];

/// What stands alone as the kind of a body, behind a direction or nothing.
const KINDS: [&str; 57] = [
    "보훈병원",
    "대학병원",
    "적십자병원",
    "상공회의소",
    "체육회",
    "교도소",
    "구치소",
    "세관",
    "도서관",
    "박물관",
    "미술관",
    "문화원",
    "총동문회",
    "경찰서",
    "소방서",
    "보건소",
    "구청",
    "시청",
    "군청",
    "도청",
    "시의회",
    "도의회",
    "군의회",
    "구의회",
    "의회",
    "교육지원청",
    "교육청",
    "지방법원",
    "지법",
    "지청",
    "지검",
    "지원",
    "도당",
    "시당",
    "위원회",
    "협의회",
    "사업단",
    "재단",
    "협회",
    "조합",
    "노조",
    "연구소",
    "연구원",
    "센터",
    "본부",
    "추진단",
    "비상대책위원회",
    "비대위",
    "선대위",
    "특위",
    "대책위",
    "대책위원회",
    "공사",
    "공단",
    "은행",
    "병원",
    "대학",
];

/// How bodies within others end, whose names say nothing without the other.
const INNER: [&str; 10] = ["위원회", "협의체", "특위", "대책위", "비대위", "선대위", "학부", "학과", "TF", "사무국"];

/// Bodies of which there are hardly two of one name in different countries: the country before the name says only where it is.
const OWN_NAMED: [&str; 7] = ["company", "bank", "media", "university", "hospital", "school", "international"];

/// What names begin with of what each state has: `국회방송`.
const STATES: [&str; 4] = ["국회", "국군", "국립", "정부"];

/// Bodies whose names are those of what each state has.
const OF_STATES: [&str; 9] = [
    "central-government",
    "local-government",
    "assembly",
    "court",
    "prosecution",
    "police",
    "military",
    "public-institution",
    "party",
];

/// What is a class of banks alone before `은행`.
const BANKS: [&str; 12] = ["중앙", "상업", "투자", "개발", "수출입", "농업", "국책", "국영", "민영", "산업", "저축", "연방준비"];

impl Identity {
    /// How a body is known, but for what stands before its name.
    fn of(lexicon: &Lexicon, body: &Body, at: usize, article: &Article) -> Self {
        let (region, country) = (article.region, article.country);
        match body.reading {
            Reading::Entry(entry) => return Identity::Entry(entry),
            Reading::Other => return Identity::Alone(at),
            Reading::Plain | Reading::Supported => {}
        }
        let found = names::look_up(lexicon, &body.name);
        let name = key(&body.name);
        let known = found.as_ref().and_then(|found| entry(lexicon, found, &body.name, region));
        // A second name that needs context and has none in its article: what the articles together mean by it decides.
        let doubtful = known.is_some_and(|entry| lexicon.entry(entry).name != body.name)
            && found.as_ref().is_some_and(|found| found.ambiguous && found.entries.len() == 1)
            && body.reading == Reading::Plain;
        if let Some(entry) = known.filter(|_| !doubtful) {
            return Identity::Entry(entry);
        }
        match body.telling {
            Telling::Nothing | Telling::Part => return Identity::Alone(at),
            Telling::Class | Telling::Sort => return Identity::Doubtful(name),
            Telling::InState if body.abroad.is_none() => {
                return match country {
                    _ if names::abroad_within(lexicon, &body.name).is_some() => Identity::Name(name),
                    Some(country) => Identity::foreign(lexicon, body, country),
                    None => Identity::Alone(at),
                };
            }
            Telling::InState | Telling::Body => {}
        }
        let bare = is_class(&name);
        let short = name.chars().count() < 2 || PLACED.contains(&body.kind.as_str()) && name.chars().count() < 5;
        // A body within another: every court has a 형사1부, every ministry its committees.
        let inner = name.ends_with('부') && name.contains(|c: char| c.is_ascii_digit())
            || INNER.iter().any(|kind| name.ends_with(kind)) && body.kind != "party"
            || name.ends_with('위') && body.kind != "company"
            || is_branch(&body.name);
        match region {
            _ if inner => Identity::Alone(at),
            _ if found.is_some() && !doubtful || name.is_empty() => Identity::Alone(at),
            Some(region) if bare || short => Identity::Local(name, region),
            None if bare || short => Identity::Alone(at),
            _ if doubtful => Identity::Doubtful(name),
            _ => Identity::Name(name),
        }
    }

    /// The body of that name of a country or a place abroad.
    fn foreign(lexicon: &Lexicon, body: &Body, place: usize) -> Self {
        let full = format!("{} {}", lexicon.place(place).name, body.name);
        match names::look_up(lexicon, &full).filter(|found| !found.ambiguous).as_ref().map(|found| &found.entries[..]) {
            Some(&[entry]) => Identity::Entry(entry),
            _ => Identity::Foreign(key(&body.name), place),
        }
    }

    /// How a body is known whose name stands behind that of a country or a place abroad, given how it would be known without.
    fn abroad(self, lexicon: &Lexicon, body: &Body, place: usize, uses: &Uses) -> Self {
        let foreign = || Identity::foreign(lexicon, body, place);
        match &self {
            Identity::Alone(_) if matches!(body.telling, Telling::Nothing | Telling::Part) => self,
            Identity::Doubtful(_) if matches!(body.telling, Telling::Class | Telling::Sort) => self,
            Identity::Entry(known) => {
                let entry = lexicon.entry(*known);
                let kind = kind_name(entry.kind);
                let within = names::abroad_within(lexicon, &entry.name);
                let one = match within {
                    Some(within) if lexicon.place(within).kind == PlaceKind::Country => within == place,
                    // `뉴욕증권거래소`: nothing at home is called by a place abroad.
                    Some(_) => true,
                    None if kind == "international" => true,
                    None if STATES.iter().any(|word| entry.name.starts_with(word)) => false,
                    None if OWN_NAMED.contains(&kind) => uses.mostly(place, 0.5),
                    None if OF_STATES.contains(&kind) => false,
                    None => uses.mostly(place, 0.8) && uses.share() >= 0.25,
                };
                if one { self } else { foreign() }
            }
            Identity::Name(name) => {
                let class = is_class(name) || name.strip_suffix("은행").is_some_and(|stem| BANKS.contains(&stem));
                let own = OWN_NAMED.contains(&body.kind.as_str()) && !class && uses.mostly(place, 1.0);
                let within = names::abroad_within(lexicon, name);
                if own || within.is_some_and(|within| lexicon.place(within).kind == PlaceKind::Foreign) {
                    self
                } else {
                    foreign()
                }
            }
            _ => foreign(),
        }
    }
}

/// Whether a name is that of a shop of a chain without the chain's: `역전점`.
fn is_branch(name: &str) -> bool {
    let shops = ["백화점", "면세점", "서점", "음식점", "전문점"];
    name.ends_with('점') && !name.contains(' ') && !shops.iter().any(|shop| name.ends_with(shop))
}

/// Whether a name is that of a class of bodies, behind a direction or nothing.
fn is_class(name: &str) -> bool {
    KINDS.iter().any(|kind| name.strip_suffix(kind).is_some_and(|stem| stem.is_empty() || DIRECTIONS.contains(&stem)))
}

/// The name of a kind, as records have it.
fn kind_name(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Company => "company",
        OrganizationKind::Bank => "bank",
        OrganizationKind::Media => "media",
        OrganizationKind::University => "university",
        OrganizationKind::Hospital => "hospital",
        OrganizationKind::School => "school",
        OrganizationKind::International => "international",
        OrganizationKind::CentralGovernment => "central-government",
        OrganizationKind::LocalGovernment => "local-government",
        OrganizationKind::Assembly => "assembly",
        OrganizationKind::Court => "court",
        OrganizationKind::Prosecution => "prosecution",
        OrganizationKind::Police => "police",
        OrganizationKind::Military => "military",
        OrganizationKind::PublicInstitution => "public-institution",
        OrganizationKind::Party => "party",
        _ => "other",
    }
}

/// How often a name is used, and behind which places abroad.
#[derive(Debug, Default)]
struct Uses {
    all: usize,
    abroad: BTreeMap<usize, usize>,
}

impl Uses {
    fn behind(&self) -> usize {
        self.abroad.values().sum()
    }

    /// Whether a place has at least that share of the uses behind places.
    fn mostly(&self, place: usize, share: f64) -> bool {
        self.abroad.get(&place).copied().unwrap_or(0) as f64 >= share * self.behind() as f64
    }

    /// The share of the uses that stand behind a place.
    fn share(&self) -> f64 {
        self.behind() as f64 / self.all.max(1) as f64
    }
}

/// The lexicon's entry of a name: the only one that has it, or the only one in the region.
fn entry(lexicon: &Lexicon, found: &Found, name: &str, region: Option<usize>) -> Option<usize> {
    // `대상`, `KB`: a short form that is a word as well may mean anything.
    let short = name.chars().count() <= if name.is_ascii() { 3 } else { 2 };
    if found.ambiguous && short && !name.ends_with(['시', '군', '구', '도']) {
        return None;
    }
    if let [only] = found.entries[..] {
        return Some(only);
    }
    let region = lexicon.place(region?).name.as_str();
    let within = |&&entry: &&usize| {
        let entry = lexicon.entry(entry);
        entry.name.starts_with(region) || entry.parent.as_deref() == Some(region)
    };
    let mut near = found.entries.iter().filter(within);
    near.next().filter(|_| near.next().is_none()).copied()
}

/// How each body is known.
fn identify(lexicon: &Lexicon, articles: &[Article], bodies: &[Body], people: &[Named]) -> Vec<Identity> {
    // How many articles have a body's name as a person's family name, behind a given name.
    let mut families: FxHashMap<String, usize> = FxHashMap::default();
    for family in people.iter().filter_map(|person| person.name().rsplit_once(' ')) {
        *families.entry(key(family.1)).or_default() += 1;
    }
    let mut named: FxHashMap<String, usize> = FxHashMap::default();
    bodies.iter().for_each(|body| *named.entry(key(&body.name)).or_default() += 1);
    let identities: Vec<Identity> =
        bodies.iter().enumerate().map(|(at, body)| Identity::of(lexicon, body, at, &articles[body.article])).collect();
    let mut uses: FxHashMap<Identity, Uses> = FxHashMap::default();
    // Initials by how many articles read them as the lexicon does not.
    let mut contrary: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for (body, identity) in bodies.iter().zip(&identities) {
        if is_initials(&body.name) {
            let (all, others) = contrary.entry(&body.name).or_default();
            *all += 1;
            *others += usize::from(matches!(body.reading, Reading::Entry(_) | Reading::Other));
        }
        if matches!(identity, Identity::Entry(_) | Identity::Name(_)) {
            let uses = uses.entry(identity.clone()).or_default();
            uses.all += 1;
            if let Some(place) = body.abroad {
                *uses.abroad.entry(place).or_default() += 1;
            }
        }
    }
    let settle = |(at, identity): (usize, Identity)| {
        let body = &bodies[at];
        let contested =
            contrary.get(body.name.as_str()).is_some_and(|&(all, others)| others >= 2 && others as f64 >= CONTESTED * all as f64);
        if contested && body.reading == Reading::Plain {
            return Identity::Alone(at);
        }
        if let Identity::Name(name) | Identity::Doubtful(name) = &identity
            && families.get(name).is_some_and(|&people| people >= named[name])
        {
            return Identity::Alone(at);
        }
        match body.abroad {
            Some(place) if !matches!(body.reading, Reading::Entry(_) | Reading::Other) => {
                let none = Uses::default();
                let uses = uses.get(&identity).unwrap_or(&none);
                identity.abroad(lexicon, body, place, uses)
            }
            _ => identity,
        }
    };
    identities.into_iter().enumerate().map(settle).collect()
}

/// The share of contrary readings from which initials mean nothing without support in their article.
const CONTESTED: f64 = 0.1;

/// The least share of an alias's uses that have to mean one body.
const SURE: f64 = 0.9;

/// Finds which bodies are the same.
pub fn link(lexicon: &Lexicon, articles: &[Article], bodies: &[Body], people: &[Named]) -> Groups {
    let mut union = Union::new(bodies.len());
    let mut first: FxHashMap<Identity, usize> = FxHashMap::default();
    let identities = identify(lexicon, articles, bodies, people);
    for (at, identity) in identities.iter().enumerate() {
        match first.get(identity) {
            Some(&known) => union.join(known, at),
            None => {
                first.insert(identity.clone(), at);
            }
        }
    }
    // What an article calls by a second name may be the first name of another article.
    let mut meant: FxHashMap<String, BTreeMap<usize, FxHashSet<usize>>> = FxHashMap::default();
    for (at, body) in bodies.iter().enumerate() {
        if matches!(identities[at], Identity::Alone(_)) {
            continue;
        }
        for alias in &body.aliases {
            let alias = key(alias);
            let long = alias.chars().count() >= if alias.is_ascii() { 2 } else { 3 };
            if long && !KINDS.contains(&alias.as_str()) && named(&first, &alias).is_some() {
                let root = union.root(at);
                meant.entry(alias).or_default().entry(root).or_default().insert(body.article);
            }
        }
    }
    // How many articles have an alias as the first name of a body.
    let mut named_by: FxHashMap<String, usize> = FxHashMap::default();
    for (body, identity) in bodies.iter().zip(&identities) {
        if let Identity::Name(name) | Identity::Doubtful(name) = identity
            && meant.contains_key(name)
        {
            *named_by.entry(key(&body.name)).or_default() += 1;
        }
    }
    let mut aliases: Vec<_> = meant.into_iter().collect();
    aliases.sort_by(|a, b| a.0.cmp(&b.0));
    for (alias, roots) in aliases {
        let all: usize = roots.values().map(FxHashSet::len).sum();
        let Some((&root, uses)) = roots.iter().max_by_key(|(root, uses)| (uses.len(), std::cmp::Reverse(**root))) else {
            continue;
        };
        let Some(named) = named(&first, &alias) else { continue };
        // Few articles do not speak for many: `현대고` may be a short form once, and another school's name everywhere else.
        let enough = uses.len() >= 3 || 2 * uses.len() >= named_by[&alias];
        let telling = uses.len() >= 2 || alias.chars().count() >= 4;
        let sure = uses.len() as f64 >= SURE * all as f64 && enough && telling;
        let kinds = [&bodies[root].kind, &bodies[named].kind];
        // Three letters are many things' initials.
        let one_kind = kinds[0] == kinds[1] && kinds[0] != "other";
        let fits = if alias.is_ascii() && alias.len() < 4 { one_kind } else { one_kind || kinds.contains(&&"other".to_owned()) };
        if sure && fits {
            union.join(root, named);
        }
    }
    let sets = settle(articles, bodies, people, &identities, union.sets());
    let entries = sets
        .iter()
        .map(|set| {
            set.iter().find_map(|&body| match identities[body] {
                Identity::Entry(entry) => Some(entry),
                _ => None,
            })
        })
        .collect();
    Groups { sets, entries }
}

/// The first body of a name.
fn named(first: &FxHashMap<Identity, usize>, name: &str) -> Option<usize> {
    let (plain, doubtful) = (Identity::Name(name.to_owned()), Identity::Doubtful(name.to_owned()));
    first.get(&plain).or_else(|| first.get(&doubtful)).copied()
}

/// The most articles that name a body or a person that tells an article's context.
const RARE: usize = 12;

/// The most where the articles appeared on one day or the next.
const RARE_THAT_DAY: usize = 40;

/// The most of them that are looked at in an article.
const CONTEXT: usize = 10;

/// Parts the bodies whose names need context, and joins those of one name whose articles share two bodies or people that few articles
/// name.
fn settle(
    articles: &[Article],
    bodies: &[Body],
    people: &[Named],
    identities: &[Identity],
    sets: Vec<Vec<usize>>,
) -> Vec<Vec<usize>> {
    let is_doubtful = |at: usize| matches!(identities[at], Identity::Doubtful(_));
    let needs = |at: usize| match identities[at] {
        Identity::Doubtful(_) => bodies[at].telling != Telling::Sort,
        Identity::Alone(_) => {
            let body = &bodies[at];
            body.telling == Telling::Part && body.reading != Reading::Other && !classes::is_bare_part(&body.name)
        }
        _ => false,
    };
    let (context, that_day) =
        (context(articles, bodies, people, &sets, needs, RARE), context(articles, bodies, people, &sets, needs, RARE_THAT_DAY));
    let mut settled = Vec::with_capacity(sets.len());
    let mut loose: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for set in sets {
        let parted = set.iter().all(|&at| is_doubtful(at)) || matches!(set[..], [only] if needs(only));
        match parted {
            true => set.iter().for_each(|&at| match needs(at) {
                true => loose.entry(key(&bodies[at].name)).or_default().push(at),
                false => settled.push(vec![at]),
            }),
            false => settled.push(set),
        }
    }
    for same in loose.into_values() {
        let mut union = Union::new(same.len());
        let mut first: FxHashMap<(usize, usize), usize> = FxHashMap::default();
        // By what the article names, and by the days on which others of the same news may appear.
        let mut dated: FxHashMap<(usize, i32), usize> = FxHashMap::default();
        for (nth, &at) in same.iter().enumerate() {
            let near = &context[bodies[at].article];
            for (place, &one) in near.iter().enumerate() {
                for &other in &near[place + 1..] {
                    let known = *first.entry((one, other)).or_insert(nth);
                    union.join(known, nth);
                }
            }
            // Parties have the same parts, and are named together.
            if classes::is_partisan(&bodies[at].name) {
                continue;
            }
            let Some(day) = articles[bodies[at].article].day else { continue };
            for &one in &that_day[bodies[at].article] {
                for day in [day, day + 1] {
                    let known = *dated.entry((one, day)).or_insert(nth);
                    union.join(known, nth);
                }
            }
        }
        settled.extend(union.sets().into_iter().map(|set| set.into_iter().map(|nth| same[nth]).collect::<Vec<_>>()));
    }
    settled.sort_unstable();
    settled
}

/// What few articles beside each name: sets of bodies by their number, then names of people.
fn context(
    articles: &[Article],
    bodies: &[Body],
    people: &[Named],
    sets: &[Vec<usize>],
    needs: impl Fn(usize) -> bool,
    most: usize,
) -> Vec<Vec<usize>> {
    let mut context: Vec<Vec<usize>> = vec![Vec::new(); articles.len()];
    let mut add = |number: usize, named: &mut dyn Iterator<Item = usize>| {
        let mut named: Vec<usize> = named.collect();
        named.sort_unstable();
        named.dedup();
        if (2..=most).contains(&named.len()) {
            for article in named {
                if context[article].len() < CONTEXT {
                    context[article].push(number);
                }
            }
        }
    };
    for (number, set) in sets.iter().enumerate() {
        if !set.iter().any(|&at| needs(at)) {
            add(number, &mut set.iter().map(|&at| bodies[at].article));
        }
    }
    let mut names: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for person in people.iter().filter(|person| person.name().chars().count() >= 3) {
        names.entry(person.name()).or_default().push(person.article());
    }
    for (nth, named) in names.into_values().enumerate() {
        add(sets.len() + nth, &mut named.into_iter());
    }
    context
}

/// The links of groups, in their order.
pub fn describe(lexicon: &Lexicon, articles: &[Article], bodies: &[Body], groups: &Groups) -> Vec<Link> {
    let describe = |(set, entry): (&Vec<usize>, &Option<usize>)| {
        let all = || set.iter().map(|&body| &bodies[body]);
        let given = by_frequency(all().map(|body| body.name.as_str()));
        let name = entry.map_or_else(|| given[0].clone(), |entry| lexicon.entry(entry).name.clone());
        let names = forms(lexicon, *entry, &all().collect::<Vec<_>>());
        let kind = by_frequency(all().map(|body| body.kind.as_str())).swap_remove(0);
        let members: Vec<Member> =
            all().map(|body| Member { record: articles[body.article].id.clone(), entity: body.local.clone() }).collect();
        // Two bodies may have the same name: then the first article tells them apart.
        let own = if entry.is_some() { "" } else { members[0].record.as_str() };
        Link {
            schema: SCHEMA,
            id: identifier("organization", &[&name, own]),
            name,
            names,
            records: distinct(all().map(|body| body.article)),
            what: Linked::Organization { kind, members },
        }
    };
    groups.sets.iter().zip(&groups.entries).map(describe).collect()
}

/// The forms of bodies that are one, the most frequent first. A second name that a single article has, and that neither the lexicon
/// knows nor shares its letters with a first name, is left out: most such are another body's.
fn forms(lexicon: &Lexicon, entry: Option<usize>, bodies: &[&Body]) -> Vec<String> {
    let given: BTreeSet<&str> = bodies.iter().map(|body| body.name.as_str()).collect();
    let articles = distinct(bodies.iter().map(|body| body.article));
    let mut aliases: BTreeMap<&str, usize> = BTreeMap::new();
    bodies.iter().flat_map(|body| &body.aliases).for_each(|alias| *aliases.entry(alias).or_default() += 1);
    // `SKT` beside `KT`: the lexicon has it for another body alone.
    let elsewhere = |alias: &str| {
        let found = names::look_up(lexicon, alias).filter(|found| !found.ambiguous);
        entry.zip(found).is_some_and(|(entry, found)| !found.entries.contains(&entry))
    };
    let kept = |alias: &str| {
        articles < 2
            || given.contains(alias)
            || aliases[alias] >= 2
            || entry.is_some_and(|entry| names::is_form(lexicon, entry, alias))
            || articles < FEW && given.iter().any(|name| is_part(alias, name))
    };
    let all = bodies.iter().flat_map(|body| {
        let aliases = body.aliases.iter().map(String::as_str).filter(|alias| kept(alias) && !elsewhere(alias));
        std::iter::once(body.name.as_str()).chain(aliases)
    });
    by_frequency(all)
}

/// Of a body that as many articles name, a fitting second name has more than one of them.
const FEW: usize = 20;

/// Whether all letters of an abbreviation stand in the name, in their order.
fn is_part(short: &str, name: &str) -> bool {
    let mut letters = name.chars();
    short.chars().filter(|c| !c.is_whitespace()).all(|c| letters.any(|letter| letter == c))
}
