//! Organizations: what the lexicon names, what a name's ending shows, and where the name begins and ends.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::document::Span;
use crate::record::OrganizationKind;
use crate::token::Tag;

use super::brand;
use super::context;
use super::ending::{ended, ending, legal, quoted};
use super::hit::{anonymous, currency, english, glued, governs, indexed, standard, without_country, without_region};
use super::list::{COUNTRIES, ENDINGS, GENERICS, STANDING, TITLES};
use super::page::Page;
use super::unit;

/// A place in the text where an organization is, or may be, named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Named {
    pub span: Span,
    pub kind: OrganizationKind,
    /// The lexicon's entry.
    pub entry: Option<usize>,
    /// What shows that the words are an organization's name.
    pub evidence: Evidence,
}

/// Why a span is taken for an organization, the stronger the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// A place's name, which is its government's only where it acts.
    Place,
    /// The lexicon, but the form is also another word.
    Ambiguous,
    /// It stands where a person's body stands.
    Context,
    /// The learned tagger's word for it.
    Tagged,
    /// Its ending.
    Ending,
    /// The lexicon.
    Lexicon,
    /// (주), 주식회사 and the like.
    Legal,
}

/// The organizations that have been found so far. Their spans never overlap.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    found: BTreeMap<usize, Named>,
    /// A bit for each byte of the text that one of them covers: most questions are about words that none does.
    covered: Vec<u64>,
}

impl Bodies {
    /// Reads lexicon and endings.
    pub fn read(page: &Page) -> Self {
        let lexicon = page.lexicon;
        let mut bodies = Bodies::default();
        for hit in lexicon.organizations(page.text) {
            let entry = lexicon.entry(hit.entry);
            let starts = page.word_at(hit.span.start).is_some() || glued(page, hit, entry);
            let radio = entry.kind == OrganizationKind::Media && page.text[hit.span.end..].starts_with("라디오");
            if !starts || !radio && !page.ends_name(hit.span.start, hit.span.end) {
                continue;
            }
            // 클락슨 of 켈리 클락슨 is no company.
            let human = |name: Span| name.len() > hit.span.len() && page.hints.name(name.of(page.text)).person >= CERTAIN;
            if page.hints.ending(hit.span.end).is_some_and(|name| name.contains(hit.span) && human(name)) {
                continue;
            }
            if english(page, hit.span)
                || standard(page, hit.span)
                || currency(page, hit.span)
                || governs(page, hit.span, entry.kind)
                || indexed(page, hit.span)
            {
                continue;
            }
            let place = entry.kind == OrganizationKind::LocalGovernment && !hit.span.of(page.text).ends_with('청');
            let evidence = match (
                place,
                hit.ambiguous && lexicon.candidates(hit).nth(1).is_none() && shared_with_words(page, entry, hit.span),
            ) {
                (true, _) => Evidence::Place,
                (_, true) => Evidence::Ambiguous,
                _ => Evidence::Lexicon,
            };
            // 한빛방송라디오: the broadcaster's radio in one word.
            let end = hit.span.end + if radio { "라디오".len() } else { 0 };
            let span = without_region(page, without_country(page, Span::new(hit.span.start, end)), entry.kind);
            bodies.insert(Named { span, kind: entry.kind, entry: Some(hit.entry), evidence });
        }
        for nth in 0..page.words.len() {
            if let Some(named) = legal(page, nth).or_else(|| ended(page, nth, &bodies)) {
                bodies.insert(named);
            }
        }
        standing(page, &mut bodies);
        parted(page, &mut bodies);
        quoted(page, &mut bodies);
        tagged(page, &mut bodies);
        bodies.settle(page);
        brand::brands(page, &mut bodies);
        unit::several(page, &mut bodies);
        context::introduced(page, &mut bodies);
        context::listed(page, &mut bodies);
        schools(page, &mut bodies);
        context::platforms(page, &mut bodies);
        context::sites(page, &mut bodies);
        unit::units(page, &mut bodies);
        bodies.retain(|named| named.entry.is_some() || !anonymous(named.span.of(page.text)));
        bodies
    }

    /// Drops the ambiguous names that nothing around them supports: a longer form of the same body, a neighbour in a list,
    /// a company's words after it.
    fn settle(&mut self, page: &Page) {
        let sure: FxHashSet<usize> =
            self.found.values().filter(|named| named.evidence > Evidence::Ambiguous).filter_map(|named| named.entry).collect();
        let doubtful: Vec<Named> = self.found.values().filter(|named| named.evidence == Evidence::Ambiguous).copied().collect();
        // The tagger calls every acronym an organization.
        let heard = |name: &str| {
            page.hints.name(name).organization >= if name.is_ascii() { CERTAIN } else { SUPPORTED }
                && !NO_BODIES.iter().any(|head| name.ends_with(head))
        };
        for named in doubtful {
            let (before, after) = (&page.text[..named.span.start], &page.text[named.span.end..]);
            let next = after.strip_prefix(' ').unwrap_or("\0");
            let listed = |gap: &str| {
                matches!(gap, "," | ", " | "·" | "ㆍ" | "-" | "와 " | "과 ")
                    || gap.len() <= 24 && gap.starts_with('(') && gap.ends_with("), ") && !gap.contains('\n')
            };
            let neighbour = |other: Option<&Named>| other.is_some_and(|other| other.evidence > Evidence::Ambiguous);
            let last = self.found.range(..named.span.start).next_back().map(|(_, other)| other);
            let following = self.found.range(named.span.end..).next().map(|(_, other)| other);
            let beside = last.filter(|last| listed(&page.text[last.span.end..named.span.start]));
            let beyond = following.filter(|next| listed(&page.text[named.span.end..next.span.start]));
            let bare = after.starts_with([' ', ',', '·', '(', ')', '\'', '’', '"']) || before.ends_with(['(', '\'', '‘']);
            let supported = named.entry.is_some_and(|entry| sure.contains(&entry))
                || heard(named.span.of(page.text))
                || neighbour(beside)
                || neighbour(beyond)
                || context::shown(page, named.span)
                || context::acts(page, named.span)
                    && page.word_at(named.span.start).is_some_and(|nth| !page.common(nth, named.span))
                || bare
                    && COMPANYWARD.iter().any(|word| next.starts_with(word))
                    && !before.ends_with(|c: char| c.is_ascii_digit());
            // 수석 이코노미스트는: a title is no newspaper.
            let title = page.word_at(named.span.start).filter(|&nth| page.follows(nth)).and_then(|nth| page.title(nth));
            let supported = supported && title.is_none_or(|title| title.span != named.span || !title.title.official);
            match (supported, self.found.get_mut(&named.span.start)) {
                (true, Some(named)) => named.evidence = Evidence::Lexicon,
                _ => {
                    self.remove(named.span.start);
                }
            }
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Named> {
        self.found.values()
    }

    /// Takes in a span. Where it overlaps others the longer one stays, of equals the one with the better evidence.
    pub fn insert(&mut self, named: Named) {
        let rivals: Vec<usize> = self.overlapping(named.span).map(|rival| rival.span.start).collect();
        for start in &rivals {
            let rival = self.found[start];
            let shorter = named.span.len() < rival.span.len();
            if shorter || named.span.len() == rival.span.len() && named.evidence <= rival.evidence {
                return;
            }
        }
        for start in rivals {
            self.remove(start);
        }
        self.put(named);
    }

    /// Takes in a span in place of one that is no longer.
    pub fn take(&mut self, named: Named) {
        if self.overlapping(named.span).all(|rival| rival.span.len() <= named.span.len()) {
            let rivals: Vec<usize> = self.overlapping(named.span).map(|rival| rival.span.start).collect();
            for start in rivals {
                self.remove(start);
            }
            self.put(named);
        }
    }

    fn put(&mut self, named: Named) {
        let Span { start, end } = named.span;
        if self.covered.len() * 64 < end {
            self.covered.resize(end.div_ceil(64), 0);
        }
        (start..end).for_each(|at| self.covered[at / 64] |= 1 << (at % 64));
        self.found.insert(start, named);
    }

    fn remove(&mut self, start: usize) {
        if let Some(named) = self.found.remove(&start) {
            (named.span.start..named.span.end).for_each(|at| self.covered[at / 64] &= !(1 << (at % 64)));
        }
    }

    /// Whether an organization or a place covers the byte at `at`.
    fn has(&self, at: usize) -> bool {
        self.covered.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    /// Whether an organization or a place covers one of the bytes from `start` to before `end`.
    fn any(&self, start: usize, end: usize) -> bool {
        let mut at = start;
        while at < end {
            let bits = self.covered.get(at / 64).map_or(0, |bits| bits >> (at % 64));
            let within = (64 - at % 64).min(end - at);
            if bits & (u64::MAX >> (64 - within)) != 0 {
                return true;
            }
            at += within;
        }
        false
    }

    fn overlapping(&self, span: Span) -> impl Iterator<Item = &Named> {
        self.found.range(..span.end).rev().map(|(_, named)| named).take_while(move |named| named.span.end > span.start)
    }

    pub fn get(&self, span: Span) -> Option<&Named> {
        if !self.has(span.start) {
            return None;
        }
        self.found.get(&span.start).filter(|named| named.span == span)
    }

    /// Whether the span is a body by more than a guess.
    pub fn is_sure(&self, span: Span) -> bool {
        self.get(span).is_some_and(|named| named.evidence > Evidence::Ambiguous)
    }

    /// Whether an organization or a place covers a part of the span.
    pub fn covers(&self, span: Span) -> bool {
        self.any(span.start, span.end)
    }

    /// The organization that begins with the span and does not go beyond it, particles aside.
    pub fn over(&self, word: Span) -> Option<Span> {
        if !self.any(word.start, word.end) {
            return None;
        }
        self.overlapping(word).next().map(|named| named.span).filter(|span| span.end <= word.end)
    }

    /// The organization that ends at `end`.
    pub fn ending_at(&self, end: usize) -> Option<Span> {
        if !self.has(end.checked_sub(1)?) {
            return None;
        }
        self.found.range(..end).next_back().map(|(_, named)| named.span).filter(|span| span.end == end)
    }

    /// The last organization inside the range.
    pub fn last_within(&self, range: Span) -> Option<Span> {
        self.found.range(range.start..range.end).next_back().map(|(_, named)| named.span).filter(|span| span.end <= range.end)
    }

    /// Takes a word for an organization because of what stands beside it.
    pub fn learn(&mut self, span: Span) -> Span {
        self.learn_as(span, OrganizationKind::Company)
    }

    /// Takes a span for an organization of the kind because of what stands beside it.
    pub fn learn_as(&mut self, span: Span, kind: OrganizationKind) -> Span {
        self.insert(Named { span, kind, entry: None, evidence: Evidence::Context });
        span
    }

    /// The organization or place that covers a part of the span.
    pub fn overlapping_at(&self, span: Span) -> Option<Span> {
        self.overlapping(span).next().map(|named| named.span)
    }

    /// Keeps only the organizations that `keep` holds for.
    pub fn retain(&mut self, mut keep: impl FnMut(&Named) -> bool) {
        let dropped: Vec<usize> = self.found.values().filter(|named| !keep(named)).map(|named| named.span.start).collect();
        dropped.into_iter().for_each(|start| self.remove(start));
    }
}

/// What the learned tagger must believe before its word alone makes an organization.
const CERTAIN: f32 = 0.93;
/// What it must believe where something else, such as the lexicon, speaks for an organization too.
pub(super) const SUPPORTED: f32 = 0.6;

/// What it must believe where the words around the name are those around a body.
const HEARD: f32 = 0.4;

/// Names of news agencies, which run into the words around them where a photograph's credit lost its line.
const NEWSROOMS: [&str; 3] = ["연합뉴스", "뉴시스", "뉴스"];

/// Whether the word is a numeral and what it counts: 두곳, 세팀.
pub(super) fn counted(page: &Page, nth: usize) -> bool {
    let word = page.word(nth);
    let counts = |rest: &str| ["곳", "팀", "회사", "업체", "기관", "단체"].iter().any(|counter| rest.starts_with(counter));
    ["두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "몇", "여러"]
        .iter()
        .any(|numeral| word.strip_prefix(numeral).is_some_and(counts))
}

/// Heads of phrases that the tagger's guideline takes for organizations and ours does not: governments by their country or
/// president, meetings, generations, treaties and laws, trades, people of a place, funds, events, buildings, things.
const NO_BODIES: [&str; 37] = [
    "선거",
    "수색",
    "동맹",
    "전담",
    "규칙",
    "회담",
    "공무원",
    "행정부",
    "지지자",
    "시설",
    "게임",
    "시리즈",
    "정부",
    "당국",
    "회의",
    "세대",
    "시대",
    "협정",
    "산업",
    "기업",
    "업계",
    "교육",
    "법",
    "민",
    "전",
    "IC",
    "펀드",
    "지수",
    "메모리",
    "투자",
    "대회",
    "축제",
    "잼버리",
    "청사",
    "데이터센터",
    "복사",
    "선",
];

/// Names that only the learned tagger knows. Its kind of organization is wider than ours: classes of bodies and countries
/// stay out, and what lexicon or endings have found stands.
fn tagged(page: &Page, bodies: &mut Bodies) {
    for span in page.hints.spans() {
        let name = span.of(page.text);
        let belief = page.hints.name(name);
        if belief.organization < HEARD || bodies.covers(span) {
            continue;
        }
        let (Some(first), Some(last)) = (page.word_at(span.start), page.word_holding(span.end)) else { continue };
        let own = Span::new(page.words[last].start, span.end);
        let closed = ending(page, last).is_some_and(|(ending, _)| ending.end == span.end);
        // A class of bodies is made of common nouns; a name has something that the dictionary does not explain so.
        let strange = (first..=last).any(|nth| {
            let word = if nth == last { own } else { page.words[nth] };
            (page.proper(nth, word) || page.unknown(nth, word) || page.odd(nth, word))
                && !page.common(nth, word)
                && (!page.country(nth) || closed)
        });
        // 코스피: one word of the dictionary, which the lexicon would have if it were a body.
        let explained = first == last && page.morphemes(first).iter().any(|token| token.span == span && token.word.is_known());
        let shown = context::shown(page, span);
        let sure = shown && belief.organization >= CERTAIN && (first, name.chars().count()) >= (last, 4);
        if !(strange || sure)
            || name.chars().count() < 2
            || NO_BODIES.iter().any(|head| name.ends_with(head))
            || explained
            || page.place(last, own)
            || COUNTRIES.contains(own.of(page.text))
            || ENDINGS.contains(name)
            || context::TERMS.contains(name)
            || counted(page, last)
            // 한빛도지사: a position.
            || page.title(last).is_some_and(|at| at.title.official && at.span.end == span.end)
            || page
                .morphemes(last)
                .iter()
                .any(|token| token.span.start > page.words[last].start && NEWSROOMS.contains(&token.span.of(page.text)))
            || GENERICS.contains(own.of(page.text))
            || name.contains(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let listed = first > 0
            && matches!(page.gap(first), ", " | "," | "·" | "ㆍ")
            && bodies.ending_at(page.words[first - 1].end).is_some_and(|span| bodies.is_sure(span));
        let introduced = page.follows(first) && CALLED.iter().any(|noun| page.word(first - 1).ends_with(noun));
        let led = span.end == page.words[last].end
            && page.follows(last + 1)
            && (COMPANYWARD.iter().any(|noun| page.word(last + 1).starts_with(noun)) || page.title(last + 1).is_some());
        // Works and events stand in quotation marks too, and acronyms are more often of things.
        let doubtful = page.gap(first).ends_with(['\'', '‘', '"', '“', '《', '<', '〈', '「', '『', '[', '('])
            || name.contains(|c: char| c.is_ascii_alphabetic())
            || name.starts_with("우리");
        let shown = shown || !doubtful && belief.person < belief.organization && context::acts(page, span);
        let supported = belief.organization >= SUPPORTED && (listed || introduced || led);
        if belief.organization >= CERTAIN && !doubtful || supported || shown {
            bodies.insert(Named { span, kind: OrganizationKind::Other, entry: None, evidence: Evidence::Tagged });
        }
    }
}

/// Nouns before a name that say it is a body's: 소속사 새솔, 걸그룹 한들.
const CALLED: [&str; 22] = [
    "기업",
    "업체",
    "회사",
    "스타트업",
    "소속사",
    "제작사",
    "기획사",
    "배급사",
    "개발사",
    "운영사",
    "제조사",
    "계열사",
    "자회사",
    "그룹",
    "밴드",
    "구단",
    "팀",
    "출판사",
    "단체",
    "레이블",
    "은행",
    "증권사",
];

/// Names of the lexicon that are written with a space or with their letters explained: 한빛 신문, 에이치비(HB)전자.
fn parted(page: &Page, bodies: &mut Bodies) {
    for nth in 1..page.words.len() {
        let (before, word) = (page.words[nth - 1], page.words[nth]);
        let (gap, mut start) = (page.gap(nth), before.start);
        let letters = gap == ")" && page.word(nth - 1).bytes().all(|c| c.is_ascii_uppercase()) && page.gap(nth - 1) == "(";
        if letters && nth >= 2 {
            let spelled = page.word(nth - 2);
            if spelled.chars().count() > 6 || !spelled.chars().all(|c| ('가'..='힣').contains(&c)) {
                continue;
            }
            start = page.words[nth - 2].start;
        } else if gap != " "
            || !bodies.ending_at(before.end).is_some_and(|body| body.start == before.start && bodies.is_sure(body))
                && !bodies.over(word).is_some_and(|body| body.start == word.start && bodies.is_sure(body))
        {
            continue;
        }
        // 한빛시 한빛경찰서, 국립 한빛대: a region or a country before a name that the lexicon has without it is no part of it.
        let named = bodies.over(word).is_some_and(|body| bodies.get(body).is_some_and(|named| named.entry.is_some()));
        let outside = page.country(nth - 1) && page.word(nth - 1) != "한국"
            || named && (page.place(nth - 1, before) && page.word(nth - 1) != "한국" || page.word(nth - 1).ends_with('립'))
            || page.closes(nth - 1) && !bodies.covers(before);
        if outside && !letters {
            continue;
        }
        let hit = page.stems(nth).find_map(|end| {
            let whole = format!("{}{}", before.of(page.text), &page.text[word.start..end]);
            let hit = page.lexicon.lookup(&whole).filter(|_| whole.chars().count() >= 4)?;
            Some((Span::new(start, end), hit.entry))
        });
        if let Some((span, entry)) = hit {
            let kind = page.lexicon.entry(entry).kind;
            bodies.take(Named { span, kind, entry: Some(entry), evidence: Evidence::Lexicon });
        }
    }
}

/// Whether an ambiguous form may be another word or a title, rather than the name of one of several bodies.
fn shared_with_words(page: &Page, entry: &crate::lexicon::Entry, span: Span) -> bool {
    let surface = span.of(page.text);
    entry.ambiguous.iter().any(|form| form == surface) && (surface.chars().count() <= 4 || TITLES.contains(surface))
}

/// Bodies that are named by their kind alone: 검찰은, 경찰에.
fn standing(page: &Page, bodies: &mut Bodies) {
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        for end in page.stems(nth) {
            let span = Span::new(word.start, end);
            if let Some(&kind) = STANDING.get(span.of(page.text)) {
                if !bodies.covers(word) {
                    bodies.insert(Named { span, kind, entry: None, evidence: Evidence::Lexicon });
                }
                break;
            }
        }
    }
}

/// Schools by their short ending, where a school's words follow: 새솔고 졸업, 한들여고 교장.
fn schools(page: &Page, bodies: &mut Bodies) {
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        for end in page.stems(nth) {
            let own = Span::new(word.start, end);
            let surface = own.of(page.text);
            let ended = surface.ends_with(['고', '중', '초']) && (3..=6).contains(&surface.chars().count());
            if !ended
                || bodies.covers(word)
                || page.common(nth, own)
                || !(page.proper(nth, own) || page.splits(nth, end) || page.odd(nth, own) || page.closes(nth))
            {
                continue;
            }
            // 한빛상고: a place and the kind of school.
            let kind = ["상고", "공고", "농고", "여고", "남고", "외고", "과고", "예고"]
                .into_iter()
                .find_map(|end| surface.strip_suffix(end));
            if kind.is_some_and(|place| page.lexicon.lookup_place(place).is_some()) {
                bodies.insert(Named { span: own, kind: OrganizationKind::School, entry: None, evidence: Evidence::Ending });
                break;
            }
            let near = (nth + 1..(nth + 4).min(page.words.len())).take_while(|&at| page.follows(at)).any(|at| {
                ["졸업", "출신", "동문", "교장", "교감", "학생", "재학", "야구부", "축구부"]
                    .iter()
                    .any(|word| page.word(at).starts_with(word))
            });
            let verb = page.morphemes(nth).iter().any(|token| {
                let tag = token.tag;
                tag.is_suffix() || tag.is_predicate() && tag.first() != Tag::VCP || tag.first() == Tag::EP
            });
            if near && !verb {
                bodies.insert(Named { span: own, kind: OrganizationKind::School, entry: None, evidence: Evidence::Ending });
                break;
            }
        }
    }
}

/// Words after a name that only a company's name has after it.
pub(super) const COMPANYWARD: [&str; 24] = [
    "주가",
    "주식",
    "관계자",
    "측은",
    "측",
    "그룹",
    "계열사",
    "본사",
    "지분",
    "매출",
    "영업이익",
    "대표",
    "대표이사",
    "회장",
    "사장",
    "부사장",
    "임원",
    "직원",
    "노조",
    "이사회",
    "컨소시엄",
    "공장",
    "자회사",
    "주주",
];
