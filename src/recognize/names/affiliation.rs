//! Bodies that the words beside a person do not give: what a list of people says once for all of them, and what the article
//! has named before.

use rustc_hash::FxHashMap;

use crate::lexicon::PlaceKind;
use crate::record::OrganizationKind;

use super::coreference::Mention;
use super::gather::Gathered;
use super::list::{BodyPart, HOLDERS, STANDING};
use super::page::Page;

/// What the context of people without a body is read from.
struct Context<'a> {
    page: &'a Page<'a>,
    /// In text order.
    mentions: &'a [Mention],
    /// The full name of each group of mentions.
    full: &'a FxHashMap<usize, &'a str>,
    /// The cities abroad whose offices the article names without the person, by title.
    abroad: FxHashMap<&'a str, &'a str>,
}

/// Gives a body to those of `humans` whose own sightings give none.
pub(super) fn complete(page: &Page, humans: &mut [Gathered], mentions: &[Mention], full: &FxHashMap<usize, &str>) {
    let context = Context { page, mentions, full, abroad: offices_abroad(page) };
    // Where the phrase of name and title ends, and whose it is.
    let mut ends: FxHashMap<usize, usize> = FxHashMap::default();
    for (nth, human) in humans.iter().enumerate() {
        ends.extend(human.titled.iter().map(|phrase| (phrase.end, nth)));
    }
    let mut order: Vec<(usize, usize)> =
        humans.iter().enumerate().filter_map(|(nth, human)| Some((human.titled.first()?.start, nth))).collect();
    order.sort_unstable();
    for (_, nth) in order {
        if humans[nth].human.organization.is_none() {
            let human = &humans[nth];
            let body = context.listed(human, humans, &ends).or_else(|| context.party(human));
            let body = body.or_else(|| context.named_before(human));
            humans[nth].human.organization = body;
        }
    }
    for human in humans.iter_mut().filter(|human| human.human.organization.is_none()) {
        human.human.organization = context.offices(human);
    }
}

/// What stands between the members of a list of people.
const BETWEEN: [&str; 8] = [", ", ",", "·", "ㆍ", "와 ", "과 ", " 및 ", "·"];

impl Context<'_> {
    /// The kind of a body by its full name.
    fn kind(&self, name: &str) -> Option<OrganizationKind> {
        let mention = self.mentions.iter().find(|mention| self.full.get(&mention.group) == Some(&name))?;
        Some(mention.kind)
    }

    /// Whether the mention is of a body of one of the kinds; a party's committees are none of its kind.
    fn employs(&self, mention: &Mention, kinds: &[OrganizationKind]) -> bool {
        let committee = ["위", "위원회", "본부", "본"].iter().any(|end| mention.span.of(self.page.text).ends_with(end));
        let standing = STANDING.contains_key(mention.span.of(self.page.text));
        kinds.contains(&mention.kind) && !standing && !(mention.kind == OrganizationKind::Party && committee)
    }

    /// The body of the person before in a list that names it once: 한빛당 홍길동 원내대표, 김하늘 의원.
    fn listed(&self, person: &Gathered, humans: &[Gathered], ends: &FxHashMap<usize, usize>) -> Option<String> {
        let title = person.human.title.as_deref()?;
        let kinds = holders(title);
        person.titled.iter().find_map(|phrase| {
            let before = &self.page.text[..phrase.start];
            let end = BETWEEN.iter().find_map(|gap| before.strip_suffix(gap)).map(str::len)?;
            let body = humans[*ends.get(&end)?].human.organization.as_deref()?;
            let kind = self.kind(body)?;
            let fits = match person.part {
                BodyPart::Append("의회") => kind == OrganizationKind::Party,
                BodyPart::Append(_) => false,
                _ => kinds.is_some_and(|kinds| kinds.iter().any(|kinds| kinds.contains(&kind))),
            };
            fits.then(|| body.to_owned())
        })
    }

    /// The party that stands right before the name somewhere in the article: 한빛당 홍길동.
    fn party(&self, person: &Gathered) -> Option<String> {
        let title = person.human.title.as_deref()?;
        let politician =
            matches!(person.part, BodyPart::Append("의회")) || ["후보", "대표"].iter().any(|end| title.ends_with(end));
        person.human.mentions.iter().filter(|_| politician).find_map(|name| {
            let last = self.mentions.partition_point(|mention| mention.span.start < name.start).checked_sub(1)?;
            let party = self.mentions[last];
            let gap = &self.page.text[party.span.end.min(name.start)..name.start];
            (self.employs(&party, &[OrganizationKind::Party]) && matches!(gap, " " | " 소속 " | "의 "))
                .then(|| self.full.get(&party.group).map(|name| (*name).to_owned()))?
        })
    }

    /// The last body before the person of a kind that the title asks for.
    fn named_before(&self, person: &Gathered) -> Option<String> {
        let title = person.human.title.as_deref()?;
        let phrase = person.titled.first()?;
        // 같은 당 홍길동 의원
        let same = self.page.text[..phrase.start].trim_end_matches("소속 ").ends_with("같은 당 ");
        let party = [vec![OrganizationKind::Party]];
        let kinds = if same { &party } else { holders(title).unwrap_or_default() };
        let end = self.mentions.partition_point(|mention| mention.span.start < phrase.start);
        kinds.iter().find_map(|kinds| {
            let found = self.mentions[..end].iter().rev().find(|mention| self.employs(mention, kinds))?;
            self.full.get(&found.group).map(|name| (*name).to_owned())
        })
    }

    /// The body before the first mention that has the form the title asks for (도지사 → …도), or the assembly of a 의원.
    fn offices(&self, person: &Gathered) -> Option<String> {
        let title = person.human.title.as_deref()?;
        if let Some(place) = self.abroad.get(title) {
            return Some((*place).to_owned());
        }
        let form = match person.part {
            BodyPart::Append("의회") => {
                // The assembly named last before, the National Assembly by its committees too; else the first one.
                let first = person.human.mentions.first()?.start;
                let named = |mention: &&Mention| mention.kind == OrganizationKind::Assembly;
                let before = self.mentions.partition_point(|mention| mention.span.start < first);
                let last = self.mentions[..before].iter().rev().find(named);
                let assembly = last.or_else(|| self.mentions.iter().find(named));
                return match assembly.filter(|assembly| assembly.span.of(self.page.text).ends_with("의회")) {
                    Some(assembly) => self.full.get(&assembly.group).map(|name| (*name).to_owned()),
                    None if title == "의원" => Some("국회".to_owned()),
                    None => None,
                };
            }
            BodyPart::Append(form) => form,
            _ => return None,
        };
        let first = person.human.mentions.first()?.start;
        let fits = |mention: &&Mention| {
            let name = mention.span.of(self.page.text);
            // 한빛구청 of its 구청장
            let hall = if mention.kind == OrganizationKind::LocalGovernment { name.strip_suffix('청') } else { None };
            let name = hall.unwrap_or(name);
            name.ends_with(form) && name.len() > form.len()
        };
        let before = self.mentions.iter().rev().filter(|mention| mention.span.start < first).find(fits);
        let found = before.or_else(|| self.mentions.iter().find(fits))?;
        self.full.get(&found.group).map(|name| (*name).to_owned())
    }
}

/// The kinds of body that holders of the title belong to: by the longest end of the title that the list has.
fn holders(title: &str) -> Option<&'static [Vec<OrganizationKind>]> {
    title.char_indices().find_map(|(at, _)| HOLDERS.get(&title[at..])).map(Vec::as_slice)
}

/// The cities abroad whose offices the article names without the person, by title: 시애틀 시장.
fn offices_abroad<'a>(page: &Page<'a>) -> FxHashMap<&'a str, &'a str> {
    let mut offices = FxHashMap::default();
    for nth in 1..page.words.len() {
        let Some(at) = page.title(nth).filter(|at| at.title.official && at.prefix(page).is_empty() && page.follows(nth)) else {
            continue;
        };
        let place = page.word(nth - 1);
        let foreign = |hit: &crate::lexicon::Hit| page.lexicon.place(hit.entry).kind == PlaceKind::Foreign;
        if page.lexicon.lookup_place(place).filter(foreign).is_some() {
            offices.entry(at.span.of(page.text)).or_insert(place);
        }
    }
    offices
}
