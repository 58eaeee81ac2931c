//! Bodies that the words beside a person do not give: what a list of people says once for all of them, and what the article
//! has named before.

use rustc_hash::FxHashMap;

use crate::document::Span;
use crate::lexicon::PlaceKind;
use crate::record::OrganizationKind;

use super::coreference::Mention;
use super::gather::Gathered;
use super::list::{BodyPart, HOLDERS, SEATS, STANDING};
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
    /// The parties that are named, by group, and how often. Where there are several, what stands before a politician is as likely
    /// the other side.
    parties: FxHashMap<usize, usize>,
    /// How often any party is named.
    party_mentions: usize,
    /// What is quoted, in text order, where the article names several parties.
    quotes: Vec<Span>,
}

/// Gives a body to those of `humans` whose own sightings give none.
pub(super) fn complete(page: &Page, humans: &mut [Gathered], mentions: &[Mention], full: &FxHashMap<usize, &str>) {
    let mut context = Context {
        page,
        mentions,
        full,
        abroad: offices_abroad(page),
        parties: FxHashMap::default(),
        party_mentions: 0,
        quotes: Vec::new(),
    };
    let mut parties: FxHashMap<usize, usize> = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| context.employs(mention, &[OrganizationKind::Party])) {
        *parties.entry(mention.group).or_default() += 1;
    }
    if parties.len() > 1 {
        context.quotes = quotes(page.text);
    }
    context.party_mentions = parties.values().sum();
    context.parties = parties;
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
            let body = body.or_else(|| context.named_before(human, humans, &ends));
            humans[nth].human.organization = body;
        }
    }
    for human in humans.iter_mut().filter(|human| human.human.organization.is_none()) {
        human.human.organization = context.offices(human);
    }
}

/// A sentence is looked for over so many words at most.
const SENTENCE: usize = 60;

/// The other holders of an office are looked for among so many people, so that the work stays linear in the text.
const MOST_HOLDERS: usize = 256;

/// A list of a party's people is closed by so many words at most.
const LISTED: usize = 16;

/// What a sentence is about stands among its first words.
const HEAD: usize = 5;

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
        let standing = STANDING.contains(mention.span.of(self.page.text));
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

    /// The party that stands right before the name somewhere in the article, or behind it in brackets: 한빛당 홍길동,
    /// 홍길동(한빛당·서울 종로을).
    fn party(&self, person: &Gathered) -> Option<String> {
        let title = person.human.title.as_deref()?;
        let politician =
            matches!(person.part, BodyPart::Append("의회")) || ["후보", "대표"].iter().any(|end| title.ends_with(end));
        person.human.mentions.iter().filter(|_| politician).find_map(|name| {
            let next = self.mentions.partition_point(|mention| mention.span.start < name.start);
            let bracketed = self.mentions.get(next).filter(|party| {
                self.page.text[name.end..].starts_with('(')
                    && party.span.start == name.end + 1
                    && self.employs(party, &[OrganizationKind::Party])
            });
            if let Some(party) = bracketed {
                return self.full.get(&party.group).map(|name| (*name).to_owned());
            }
            let party = self.mentions[next.checked_sub(1)?];
            let gap = &self.page.text[party.span.end.min(name.start)..name.start];
            (self.employs(&party, &[OrganizationKind::Party]) && matches!(gap, " " | " 소속 " | "의 "))
                .then(|| self.full.get(&party.group).map(|name| (*name).to_owned()))?
        })
    }

    /// The last body before the person of a kind that the title asks for. Where several parties are named, a party only by what
    /// binds it to the person.
    fn named_before(&self, person: &Gathered, humans: &[Gathered], ends: &FxHashMap<usize, usize>) -> Option<String> {
        let title = person.human.title.as_deref()?;
        let phrase = person.titled.first()?;
        // 같은 당 홍길동 의원
        let before = self.page.text[..phrase.start].trim_end_matches("소속 ");
        let same = before.ends_with("같은 당 ") || before.ends_with("같은당 ");
        let party = [vec![OrganizationKind::Party]];
        let kinds = if same { &party } else { holders(title).unwrap_or_default() };
        if same && let Some(party) = self.fellow(*phrase, humans, ends) {
            return Some(party);
        }
        let end = self.mentions.partition_point(|mention| mention.span.start < phrase.start);
        let found =
            kinds.iter().find_map(|kinds| self.mentions[..end].iter().rev().find(|mention| self.employs(mention, kinds)))?;
        if found.kind == OrganizationKind::Party && self.parties.len() > 1 && !same {
            let bound = person.titled.iter().find_map(|phrase| self.party_at_issue(*phrase).or_else(|| self.closed_by(*phrase)));
            return bound.or_else(|| self.other_side(title, humans)).or_else(|| self.mostly(found));
        }
        self.named(found)
    }

    /// The full name of the party that the mention is of.
    fn named(&self, party: &Mention) -> Option<String> {
        self.full.get(&party.group).map(|name| (*name).to_owned())
    }

    /// Whether somebody is quoted as naming the body.
    fn quoted(&self, mention: &Mention) -> bool {
        let next = self.quotes.partition_point(|quote| quote.end <= mention.span.start);
        self.quotes.get(next).is_some_and(|quote| quote.start <= mention.span.start)
    }

    /// The party of the mention, where the article is about it rather than about the others, and nobody is quoted as naming it.
    fn mostly(&self, found: &Mention) -> Option<String> {
        if self.quoted(found) {
            return None;
        }
        let own = *self.parties.get(&found.group)?;
        (own * 4 >= self.party_mentions * 3).then(|| self.named(found)).flatten()
    }

    /// The one of two parties whose holder of an office is not known, where the other party's is: each has one.
    fn other_side(&self, title: &str, humans: &[Gathered]) -> Option<String> {
        let mut parties = self.parties.keys().copied();
        let (Some(a), Some(b), None) = (parties.next(), parties.next(), parties.next()) else { return None };
        let office = |title: &str| matches!(title, "대표" | "당대표" | "원내대표" | "정책위의장" | "사무총장" | "대선후보");
        let mut held =
            humans.iter().take(MOST_HOLDERS).filter(|other| other.human.title.as_deref() == Some(title) && office(title));
        let party = held.find_map(|other| {
            let body = other.human.organization.as_deref()?;
            [a, b].into_iter().find(|group| self.full.get(group) == Some(&body))
        })?;
        self.full.get(if party == a { &b } else { &a }).map(|name| (*name).to_owned())
    }

    /// The party that closes a list of its people: 홍길동 대표, 김하늘 원내대표 등 한빛당 지도부.
    fn closed_by(&self, phrase: Span) -> Option<String> {
        let page = self.page;
        let last = page.word_holding(phrase.end)?;
        let end = (last + 1..(last + LISTED).min(page.words.len()))
            .take_while(|&nth| !page.gap(nth).contains(['.', '\n', '"', '”']))
            .find(|&nth| page.word(nth).starts_with('등'))?;
        let whole = matches!(&page.text[phrase.end..page.words[last].end], "" | "와" | "과") && page.word(end) == "등";
        let next = page.words.get(end + 1).filter(|_| whole && page.follows(end + 1))?;
        let at = self.mentions.binary_search_by_key(&next.start, |mention| mention.span.start).ok()?;
        self.employs(&self.mentions[at], &[OrganizationKind::Party]).then(|| self.named(&self.mentions[at])).flatten()
    }

    /// The party of the last politician who is named before the phrase: that of 같은 당.
    fn fellow(&self, phrase: Span, humans: &[Gathered], ends: &FxHashMap<usize, usize>) -> Option<String> {
        let before = self.page.word_at(phrase.start)?;
        let near = (before.saturating_sub(SENTENCE)..before).rev();
        let body = near
            .flat_map(|nth| self.page.stems(nth))
            .find_map(|end| humans[*ends.get(&end)?].human.organization.as_deref())
            .filter(|body| self.kind(body) == Some(OrganizationKind::Party))?;
        Some(body.to_owned())
    }

    /// The party that the text is about where the phrase opens a sentence: what the sentence before says of it, its spokesman goes on
    /// to say (한빛당은 반발했다. 홍길동 수석대변인은 …); or the party that the sentence lets speak before the phrase (한빛당에서는 홍길동
    /// 대표가).
    fn party_at_issue(&self, phrase: Span) -> Option<String> {
        let page = self.page;
        let nth = page.word_at(phrase.start)?;
        let opening = |nth: usize| {
            (nth.saturating_sub(SENTENCE)..=nth).rev().find(|&at| at == 0 || page.gap(at).contains(['.', '?', '!', '\n']))
        };
        let own = opening(nth)?;
        let from = |first: usize, last: usize, particles: &[&str]| {
            let quoted = page.gap(first).contains(['"', '“', '‘', '\'']);
            let within = &page.text[page.words[first].start..phrase.start];
            let open = within.matches('“').count() != within.matches('”').count() || within.matches('"').count() % 2 == 1;
            if quoted || open {
                return None;
            }
            let at = self.mentions.partition_point(|mention| mention.span.start < page.words[first].start);
            let named = self.mentions[at..].iter().take_while(|mention| mention.span.start < page.words[last].end);
            let parties = named.filter(|mention| self.employs(mention, &[OrganizationKind::Party]) && !self.quoted(mention));
            let topic = |party: &&Mention| {
                let Some(nth) = page.word_holding(party.span.end) else { return false };
                let rest = &page.text[party.span.end..page.words[nth].end];
                // 한빛당 지도부는
                let people =
                    || ["지도부", "의원들", "선대위", "측"].iter().find_map(|people| page.word(nth + 1).strip_prefix(people));
                let led = rest.is_empty() && page.follows(nth + 1) && people().is_some_and(|rest| particles.contains(&rest));
                led || particles.contains(&rest)
            };
            parties.filter(topic).last().and_then(|party| self.named(party))
        };
        if own < nth {
            // 한빛당도 홍길동 대표와 김하늘 원내대표 등이
            let last = page.word_holding(phrase.end)?;
            let coordinated = matches!(&page.text[phrase.end..page.words[last].end], "와" | "과")
                || page.text[phrase.end..].starts_with([',', '·'])
                || page.follows(last + 1) && page.word(last + 1).starts_with('등');
            if nth - own < HEAD
                && coordinated
                && let Some(party) = from(own, nth - 1, &["은", "는", "이", "가", "도"])
            {
                return Some(party);
            }
            return from(own, nth - 1, &["에서는", "에선", "에서도"]);
        }
        // 새솔당이 낸 것에 대해 한빛당은 비판했다: what is said is the topic's.
        let before = opening(own.checked_sub(1)?)?;
        let topic = from(before, own - 1, &["은", "는", "도", "측은", "측도", "에서는"]);
        topic.or_else(|| from(before, (before + HEAD).min(own) - 1, &["이", "가"]))
    }

    /// The body before the first mention that has the form the title asks for (도지사 → …도), or the assembly of a 의원.
    fn offices(&self, person: &Gathered) -> Option<String> {
        let title = person.human.title.as_deref()?;
        if let Some(place) = self.abroad.get(title).or_else(|| SEATS.get(title.strip_prefix("전 ").unwrap_or(title))) {
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

/// What stands between quotation marks, line by line, in text order. A mark that nothing closes quotes up to its line's end.
fn quotes(text: &str) -> Vec<Span> {
    let mut quotes = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match (c, open) {
            ('“' | '"', None) => open = Some(at),
            ('”' | '"' | '\n', Some(from)) => {
                quotes.push(Span::new(from, at));
                open = None;
            }
            _ => {}
        }
    }
    quotes
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
