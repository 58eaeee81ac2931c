//! Organizations: what the lexicon names, what a name's ending shows, and where the name begins and ends.

use std::collections::BTreeMap;

use crate::document::Span;
use crate::record::OrganizationKind;

use super::brand;
use super::context;
use super::likeness::{Likeness, likeness};
use super::list::{COUNTRIES, ENDING_ENDS, ENDINGS, Ending, GENERICS, STANDING};
use super::page::{Page, REACH};
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
        let sure: std::collections::HashSet<usize> =
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
                    self.found.remove(&named.span.start);
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
            self.found.remove(&start);
        }
        self.found.insert(named.span.start, named);
    }

    /// Takes in a span in place of one that is no longer.
    pub fn take(&mut self, named: Named) {
        if self.overlapping(named.span).all(|rival| rival.span.len() <= named.span.len()) {
            let rivals: Vec<usize> = self.overlapping(named.span).map(|rival| rival.span.start).collect();
            for start in rivals {
                self.found.remove(&start);
            }
            self.found.insert(named.span.start, named);
        }
    }

    fn overlapping(&self, span: Span) -> impl Iterator<Item = &Named> {
        self.found.range(..span.end).rev().map(|(_, named)| named).take_while(move |named| named.span.end > span.start)
    }

    pub fn get(&self, span: Span) -> Option<&Named> {
        self.found.get(&span.start).filter(|named| named.span == span)
    }

    /// Whether the span is a body by more than a guess.
    pub fn is_sure(&self, span: Span) -> bool {
        self.get(span).is_some_and(|named| named.evidence > Evidence::Ambiguous)
    }

    /// Whether an organization or a place covers a part of the span.
    pub fn covers(&self, span: Span) -> bool {
        self.overlapping(span).next().is_some()
    }

    /// The organization that begins with the span and does not go beyond it, particles aside.
    pub fn over(&self, word: Span) -> Option<Span> {
        self.overlapping(word).next().map(|named| named.span).filter(|span| span.end <= word.end)
    }

    /// The organization that ends at `end`.
    pub fn ending_at(&self, end: usize) -> Option<Span> {
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
        self.found.retain(|_, named| keep(named));
    }
}

/// What the learned tagger must believe before its word alone makes an organization.
const CERTAIN: f32 = 0.93;
/// What it must believe where something else, such as the lexicon, speaks for an organization too.
const SUPPORTED: f32 = 0.6;

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
            || ENDINGS.contains_key(name)
            || context::TERMS.contains(&name)
            || counted(page, last)
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

/// Whether the name is a letter that stands for one that is kept back (A사, B업체), or the name of no body but of a thing.
fn anonymous(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = name.len() - rest.len();
    let kinds = [
        "사",
        "업체",
        "기업",
        "회사",
        "그룹",
        "병원",
        "은행",
        "대",
        "대학",
        "대학교",
        "학교",
        "고",
        "초",
        "중",
        "팀",
        "법인",
        "재단",
        "협회",
        "의원",
        "공사",
        "공단",
        "재단",
        "연구소",
    ];
    letters == 1 && kinds.contains(&rest) || context::TERMS.contains(&name) && name != "TF"
}

/// Whether an ambiguous form may be another word, rather than the name of one of several bodies.
fn shared_with_words(page: &Page, entry: &crate::lexicon::Entry, span: Span) -> bool {
    let surface = span.of(page.text);
    entry.ambiguous.iter().any(|form| form == surface) && surface.chars().count() <= 4
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
            let count = surface.chars().count();
            let ended = surface.ends_with(['고', '중', '초']) && (3..=6).contains(&count);
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
                let tag = token.tag.as_str();
                tag.starts_with("XS") || tag.starts_with('V') && !tag.starts_with("VCP") || tag.starts_with("EP")
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

/// Whether the name is the Korean currency, in parentheses before an amount: 20억 달러(한화 약 2조 원).
fn currency(page: &Page, span: Span) -> bool {
    span.of(page.text) == "한화"
        && page.text[..span.start].ends_with('(')
        && page.text[span.end..]
            .trim_start()
            .strip_prefix('약')
            .unwrap_or(page.text[span.end..].trim_start())
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the span is a word of an English sentence rather than an acronym: who, One.
fn english(page: &Page, span: Span) -> bool {
    let name = span.of(page.text);
    if !name.is_ascii() || !name.bytes().any(|c| c.is_ascii_lowercase()) || name.len() > 5 {
        return false;
    }
    let small = |nth: usize| nth < page.words.len() && page.word(nth).bytes().all(|c| c.is_ascii_lowercase());
    page.word_at(span.start)
        .is_some_and(|nth| page.follows(nth + 1) && small(nth + 1) || nth > 0 && page.follows(nth) && small(nth - 1))
}

/// Whether the name is that of a standard after the body that sets it: ISO 12345.
fn standard(page: &Page, span: Span) -> bool {
    matches!(span.of(page.text), "ISO" | "IEC" | "IEEE")
        && page.word_holding(span.end).is_some_and(|nth| {
            matches!(page.gap(nth + 1), " " | "/" | "·") && nth + 1 < page.words.len() && {
                let next = page.word(nth + 1);
                next.starts_with(|c: char| c.is_ascii_digit()) || matches!(next, "IEC" | "IEEE" | "ISO")
            }
        })
}

/// Whether the span is a government by its country: 미국 정부, 일본정부.
fn governs(page: &Page, span: Span, kind: OrganizationKind) -> bool {
    let name = span.of(page.text);
    let head = ["행정부", "정부"].iter().find_map(|head| name.strip_suffix(head));
    kind == OrganizationKind::ForeignGovernment
        && head.is_some_and(|country| {
            let country = country.trim_end();
            country == "미" || COUNTRIES.contains(country) || name.ends_with("행정부")
        })
}

/// Whether the name is that of an index after the house that reckons it: S&P 500지수, MSCI 신흥지수.
fn indexed(page: &Page, span: Span) -> bool {
    let Some(nth) = page.word_holding(span.end) else { return false };
    let own = page.words[nth];
    let glued = page.text[span.end..own.end].starts_with(|c: char| c.is_ascii_digit());
    let index = |at: usize| ["지수", "ETF"].iter().any(|word| page.word(at).contains(word));
    let number = |at: usize| page.word(at).starts_with(|c: char| c.is_ascii_digit());
    // The house's short name may stand between in parentheses.
    let from = if matches!(page.gap(nth + 1), "(" | " (") { nth + 2 } else { nth + 1 };
    if from >= page.words.len() || !matches!(page.gap(from), " " | ")" | ") ") {
        return glued;
    }
    let digits = number(from) && (index(from) || from + 1 < page.words.len() && page.follows(from + 1) && index(from + 1));
    glued
        || digits
        || from == nth + 1
            && ["한국", "신흥", "선진"].iter().any(|word| page.word(from).starts_with(word))
            && (from..(from + 3).min(page.words.len())).any(index)
}

/// Whether a name that stands inside a word begins there, since a line break was lost before it: 사업 순항 중한들시는. The name
/// is a long one that is no other word's part, and what stands before it is a word's end.
fn glued(page: &Page, hit: crate::lexicon::Hit, entry: &crate::lexicon::Entry) -> bool {
    let Some(nth) = page.word_holding(hit.span.start + 1) else { return false };
    let word = page.words[nth];
    let name = hit.span.of(page.text);
    let rest = &page.text[hit.span.end..word.end.max(hit.span.end)];
    // 한빛시체조협회: the city's own, and no line break.
    if page.lexicon.lookup_place(&page.text[word.start..hit.span.start]).is_some() {
        return false;
    }
    let government =
        entry.kind == OrganizationKind::LocalGovernment && name.chars().count() >= 3 && matches!(rest, "은" | "는" | "이" | "가");
    let long = name.chars().count() >= 4 && !hit.ambiguous && entry.kind != OrganizationKind::LocalGovernment;
    if !(government || long) || hit.span.end > word.end {
        return false;
    }
    let last = page.morphemes(nth).iter().rfind(|token| token.span.end <= hit.span.start);
    let cut = !page.morphemes(nth).iter().any(|token| token.span.start < hit.span.start && hit.span.start < token.span.end);
    last.is_some_and(|token| {
        let tag = token.tag.as_str();
        let syllables = token.span.of(page.text).chars().count();
        cut && !tag.starts_with("XP")
            && (syllables >= 2 && tag.starts_with("NN") || tag.starts_with("NNB") || tag.starts_with('E') || tag.starts_with('J'))
    })
}

/// The span without the country that a name's entry may begin with: 독일 한들연구소 is named 한들연구소.
fn without_country(page: &Page, span: Span) -> Span {
    match page.word_at(span.start) {
        Some(nth)
            if (page.country(nth) || page.word(nth) == "미") && page.follows(nth + 1) && page.words[nth + 1].start < span.end =>
        {
            Span::new(page.words[nth + 1].start, span.end)
        }
        _ => span,
    }
}

/// The span of a police station without the province or city before its name: 서울 한빛경찰서 is named 한빛경찰서.
fn without_region(page: &Page, span: Span, kind: OrganizationKind) -> Span {
    if kind != OrganizationKind::Police {
        return span;
    }
    match page.word_at(span.start) {
        Some(nth) if page.words[nth].end < span.end && page.place(nth, page.words[nth]) && page.follows(nth + 1) => {
            Span::new(page.words[nth + 1].start, span.end)
        }
        _ => span,
    }
}

/// The legal forms of companies that are written as words of their own or onto the name.
const FORMS: [&str; 5] = ["주식회사", "유한회사", "농업회사법인", "사단법인", "재단법인"];

/// A name with its legal form: ㈜한빛, 한빛(주), 주식회사 한빛, 한빛 주식회사.
fn legal(page: &Page, nth: usize) -> Option<Named> {
    let word = page.words[nth];
    let surface = word.of(page.text);
    let marked = surface.contains(['㈜', '㈔']) || surface.contains('(');
    let company = |start: usize, end: usize| {
        let span = Span::new(start, end);
        Some(Named { span, kind: OrganizationKind::Company, entry: None, evidence: Evidence::Legal })
    };
    if marked {
        // The mark at the end closes the name; before the name, particles may follow it.
        let end = ["㈜", "㈔", "(주)", "(유)", "(사)", "(재)"]
            .iter()
            .filter_map(|form| surface.rfind(form).map(|at| at + form.len()))
            .max()
            .filter(|end| *end > surface.chars().next().map_or(0, char::len_utf8).max(5))
            .map_or_else(|| stem(page, nth), |end| word.start + end);
        return if end > word.start + 3 { company(word.start, end) } else { None };
    }
    if FORMS.contains(&surface) && page.follows(nth + 1) {
        // 주식회사 대한민국: a country, or somebody, spoken of as a company.
        let next = Span::new(page.words[nth + 1].start, stem(page, nth + 1));
        if likeness(page, nth + 1, next) == Likeness::Likely || COUNTRIES.contains(next.of(page.text)) {
            return None;
        }
        return company(word.start, stem(page, nth + 1));
    }
    let end = stem(page, nth);
    let stemmed = &page.text[word.start..end];
    let form = FORMS.iter().find(|form| stemmed.ends_with(**form))?;
    if stemmed.len() > form.len() && !FORMS.contains(&&stemmed[..stemmed.len() - form.len()]) {
        return company(word.start, end);
    }
    let bare = page.follows(nth) && !page.closes(nth - 1);
    // 때 주식회사: what stands before is no name but a noun of one syllable.
    let bare = bare && likeness(page, nth - 1, page.words[nth - 1]) != Likeness::Likely;
    let name = bare && (page.words[nth - 1].len() > 3 || !page.common(nth - 1, page.words[nth - 1]));
    name.then(|| company(page.words[nth - 1].start, end))?
}

/// The end of the word without its particle, by its morphemes and, where they cut otherwise, by its sound.
pub(super) fn stem(page: &Page, nth: usize) -> usize {
    let word = page.words[nth];
    let mut end = word.end;
    for token in page.morphemes(nth).iter().rev() {
        let tag = token.tag.as_str();
        if tag.starts_with('J') || tag.starts_with("VCP") || (tag.starts_with('E') && end < word.end) {
            end = token.span.start.max(word.start);
        } else {
            break;
        }
    }
    if end == word.start { word.end } else { end }
}

/// The longest ending of the word's nominal part: its place, and what it says.
fn ending(page: &Page, nth: usize) -> Option<(Span, Ending)> {
    let word = page.words[nth];
    for end in page.stems(nth) {
        let stem = &page.text[word.start..end];
        if !stem.chars().next_back().is_some_and(|last| ENDING_ENDS.contains(&last)) {
            continue;
        }
        let mut longest = None;
        for (at, _) in stem.char_indices().rev().take(9) {
            if let Some(&ending) = ENDINGS.get(&stem[at..]) {
                longest = Some((Span::new(word.start + at, end), ending));
            }
        }
        if longest.is_some() {
            return longest;
        }
    }
    None
}

/// Whether what stands before an ending makes the word a class of bodies: one or two words of the list.
pub(super) fn generic(prefix: &str) -> bool {
    GENERICS.contains(prefix)
        || prefix.char_indices().skip(1).any(|(at, _)| {
            at >= 6 && prefix.len() - at >= 6 && GENERICS.contains(&prefix[..at]) && GENERICS.contains(&prefix[at..])
        })
}

/// Whole quotations that end as names of bodies do: ‘새솔 산업융합 사업단’.
fn quoted(page: &Page, bodies: &mut Bodies) {
    for nth in 0..page.words.len() {
        if !page.gap(nth).ends_with(['\'', '‘', '’', '"', '“']) {
            continue;
        }
        let last =
            (nth..(nth + REACH).min(page.words.len())).find(|&last| page.gap(last + 1).starts_with(['\'', '’', '"', '”', '(']));
        let Some(last) = last.filter(|&last| (nth + 1..=last).all(|word| page.follows(word))) else { continue };
        let span = Span::new(page.words[nth].start, page.words[last].end);
        // 팬클럽인 ‘한빛 사랑’, 후원조직 ‘새솔과 함께하는 연구소’: what the word before calls it.
        let called = nth > 0
            && page.gap(nth).chars().count() <= 2
            && named_so(page.word(nth - 1))
            && page.text[span.end..].starts_with(['\'', '’', '"', '”', '(']);
        if called && span.of(page.text).chars().count() >= 3 && !bodies.covers(span) {
            bodies.learn_as(span, OrganizationKind::Other);
            continue;
        }
        let inflected = (nth..=last).any(|word| {
            page.closes(word) && !page.proper(word, page.words[word])
                || page.word(word).starts_with(|c: char| c.is_ascii_digit()) && page.word(word).ends_with(['월', '일', '년'])
        });
        if last == nth {
            continue;
        }
        let Some((ending, said)) = ending(page, last).filter(|(ending, _)| ending.end == span.end && ending.len() >= 6) else {
            continue;
        };
        if !inflected && (said.sure || said.alone) && page.title(last).is_none() && span.len() > ending.len() {
            bodies.insert(Named { span, kind: said.kind, entry: None, evidence: Evidence::Ending });
        }
    }
}

/// Nouns before a name in quotation marks that say it is a body's.
const CALLERS: [&str; 18] = [
    "매체",
    "언론사",
    "단체",
    "조직",
    "팬클럽",
    "팬카페",
    "로펌",
    "모임",
    "동호회",
    "협의체",
    "연합체",
    "봉사단체",
    "정당",
    "노동조합",
    "노조",
    "연구소",
    "소속사",
    "스타트업",
];

/// Whether the word before a quotation calls it a body: 시민단체인, 팬클럽.
fn named_so(word: &str) -> bool {
    let word = word.strip_suffix("인").unwrap_or(word);
    CALLERS.iter().any(|noun| word.ends_with(noun))
}

/// Endings that stand as words of their own after the name that they close: 온새미 컨소시엄, 한들대 경영대학.
const APART: [&str; 37] = [
    "유가족협의회",
    "유족회",
    "시민대책위원회",
    "대책위원회",
    "대책위",
    "시민연대",
    "기념사업회",
    "컨소시엄",
    "그룹",
    "캠퍼스",
    "재단",
    "법대",
    "공대",
    "의대",
    "대학원",
    "대학교",
    "대학",
    "경영대학",
    "정부",
    "시청",
    "도청",
    "군청",
    "구청",
    "협회",
    "연구소",
    "연구원",
    "학회",
    "은행",
    "재단",
    "홀딩스",
    "노조",
    "주립대",
    "대학병원",
    "병원",
    "위원회",
    "센터",
    "경찰서",
];

/// Words in -대 and -당 that are no universities and parties: towers, stages, ages, shrines.
const STAGES: [&str; 18] = [
    "전망대",
    "무대",
    "등대",
    "포대",
    "군대",
    "부대",
    "시대",
    "세대",
    "침대",
    "연대",
    "확대",
    "기대",
    "토대",
    "성당",
    "식당",
    "강당",
    "의사당",
    "사당",
];

/// The name that the word ends.
fn ended(page: &Page, nth: usize, bodies: &Bodies) -> Option<Named> {
    let word = page.words[nth];
    if let Some((span, ending)) = ending(page, nth) {
        let whole = Span::new(word.start, span.end);
        let prefix = &page.text[word.start..span.start];
        let length = prefix.chars().count();
        // A line break was lost before the name that ends here.
        if bodies.ending_at(span.end).is_some_and(|body| body.start > word.start) {
            return None;
        }
        if length == 0 {
            return apart(page, nth, span, ending.kind, bodies);
        }
        // kWh당, MJ당: so much for each.
        let own = span.of(page.text);
        let each = own == "당" && prefix.is_ascii();
        if length < ending.prefix
            || each
            // 계획대로: the particle. 경영대학: a college of no name.
            || own == "대" && page.text[span.end..word.end].starts_with('로')
            || own == "대학" && !page.proper(nth, Span::new(word.start, span.start))
            || context::TERMS.contains(&whole.of(page.text))
            || page.splits(nth, span.start) && !(ending.sure && span.len() >= 9)
            || span.len() == 3 && likeness(page, nth, whole) != Likeness::None
            || STAGES.iter().any(|other| whole.of(page.text).ends_with(other))
            || page.common(nth, whole)
            || generic(prefix)
            // 한빛기전국고등학교 축구대회: the event's name.
            || ending.kind == OrganizationKind::School && page.follows(nth + 1) && page.word(nth + 1).contains("대회")
            || page.title(nth).is_some_and(|title| title.span.end >= span.end && !ENDINGS.contains_key(title.span.of(page.text)))
        {
            return None;
        }
        // 산하, 소속 and numbers are no part of a name: 20대, 3개 은행.
        if prefix.starts_with(|c: char| c.is_ascii_digit()) && (!ending.sure || span.len() <= 6) {
            return None;
        }
        let proper = page.proper(nth, Span::new(word.start, span.start))
            || page
                .morphemes(nth)
                .iter()
                .any(|token| token.tag.as_str() == "NNP" && token.span.start == whole.start && token.span.end >= whole.end);
        if !ending.sure && !proper && length < 5
            || page.morphemes(nth).first().is_some_and(|token| {
                let tag = token.tag.as_str();
                let opens = tag.starts_with('V') || tag.starts_with('J') || tag == "MAG" || tag == "MM" || tag == "NP";
                opens && !(ending.sure && (length >= 4 || span.len() >= 12) && token.span.len() <= 6)
            })
        {
            return None;
        }
        let start = if matches!(ending.kind, OrganizationKind::University | OrganizationKind::ResearchInstitute) {
            abroad(page, nth, bodies)
        } else {
            word.start
        };
        return Some(Named { span: Span::new(start, whole.end), kind: ending.kind, entry: None, evidence: Evidence::Ending });
    }
    let end = stem(page, nth);
    let own = Span::new(word.start, end);
    if APART.contains(&own.of(page.text)) { apart(page, nth, own, OrganizationKind::Other, bodies) } else { None }
}

/// Where a foreign name of several words begins: 몬트리올 한들 러닝연구소. Places of Korea and countries stay outside.
fn abroad(page: &Page, nth: usize, bodies: &Bodies) -> usize {
    use crate::lexicon::PlaceKind;
    let mut first = nth;
    for back in 1..=3.min(nth) {
        let at = nth - back;
        let word = page.words[at];
        let surface = word.of(page.text);
        if !page.follows(at + 1)
            || page.closes(at)
            || page.country(at)
            || bodies.covers(word)
            || likeness(page, at, word) != Likeness::None
            || page.hints.ending(word.end).is_some_and(|name| page.hints.name(name.of(page.text)).person >= SUPPORTED)
            || !surface.chars().all(|c| ('가'..='힣').contains(&c))
        {
            break;
        }
        match page.lexicon.lookup_place(surface).map(|hit| page.lexicon.place(hit.entry).kind) {
            // A city abroad begins the name whatever stands between.
            Some(PlaceKind::Foreign) => first = at,
            Some(_) => break,
            None if first == at + 1 && word.len() >= 6 && (page.proper(at, word) || page.unknown(at, word)) => first = at,
            None => {}
        }
    }
    page.words[first].start
}

/// A name whose ending is a word of its own.
fn apart(page: &Page, nth: usize, ending: Span, kind: OrganizationKind, bodies: &Bodies) -> Option<Named> {
    let own = ending.of(page.text);
    if !APART.contains(&own) || !page.follows(nth) {
        return None;
    }
    let before = page.words[nth - 1];
    let named = |start| Some(Named { span: Span::new(start, ending.end), kind, entry: None, evidence: Evidence::Ending });
    if let Some(body) = bodies.ending_at(before.end) {
        let joins = matches!(
            own,
            "컨소시엄"
                | "그룹"
                | "법대"
                | "공대"
                | "의대"
                | "대학원"
                | "대학"
                | "경영대학"
                | "캠퍼스"
                | "노조"
                | "병원"
                | "홀딩스"
        );
        return if joins { named(body.start) } else { None };
    }
    // A place between a university and its campus.
    if own == "캠퍼스"
        && page.follows(nth - 1)
        && let Some(body) = bodies.ending_at(page.words[nth - 2].end)
    {
        return named(body.start);
    }
    let bare = !page.closes(nth - 1) && stem(page, nth - 1) == before.end;
    let mourned = ["참사", "사건", "사태", "사고"].iter().any(|event| before.of(page.text).ends_with(event))
        && before.of(page.text).chars().count() >= 4;
    let proper = (page.proper(nth - 1, before) && likeness(page, nth - 1, before) == Likeness::None || mourned)
        && !page.country(nth - 1)
        && !before.of(page.text).ends_with('내')
        && before.of(page.text).chars().count() >= 2;
    if !bare
        || !proper
        || matches!(own, "센터" | "위원회" | "대학" | "병원" | "은행" | "정부" | "협회" | "캠퍼스" | "연구원")
            && !before.of(page.text).ends_with('주')
    {
        return None;
    }
    named(before.start)
}
