//! Organizations: what the lexicon names, what a name's ending shows, and where the name begins and ends.

use std::collections::BTreeMap;

use crate::document::Span;
use crate::record::OrganizationKind;

use super::list::{COUNTRIES, ENDING_ENDS, ENDINGS, Ending, GENERICS, PLATFORMS, STANDING};
use super::page::{Page, REACH};
use super::person::{Likeness, likeness};

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
            if page.word_at(hit.span.start).is_none() || !page.ends_name(hit.span.start, hit.span.end) {
                continue;
            }
            // 클락슨 of 켈리 클락슨 is no company.
            let human = |name: Span| name.len() > hit.span.len() && page.hints.name(name.of(page.text)).person >= CERTAIN;
            if page.hints.ending(hit.span.end).is_some_and(|name| name.contains(hit.span) && human(name)) {
                continue;
            }
            let place = entry.kind == OrganizationKind::LocalGovernment && !hit.span.of(page.text).ends_with('청');
            let evidence = match (place, hit.ambiguous && shared_with_words(page, entry, hit.span)) {
                (true, _) => Evidence::Place,
                (_, true) => Evidence::Ambiguous,
                _ => Evidence::Lexicon,
            };
            let span = without_country(page, hit.span);
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
        introduced(page, &mut bodies);
        listed(page, &mut bodies);
        schools(page, &mut bodies);
        platforms(page, &mut bodies);
        bodies
    }

    /// Drops the ambiguous names that nothing around them supports: a longer form of the same body, a neighbour in a list,
    /// a company's words after it.
    fn settle(&mut self, page: &Page) {
        let sure: std::collections::HashSet<usize> =
            self.found.values().filter(|named| named.evidence > Evidence::Ambiguous).filter_map(|named| named.entry).collect();
        let doubtful: Vec<Named> = self.found.values().filter(|named| named.evidence == Evidence::Ambiguous).copied().collect();
        let heard =
            |name: &str| page.hints.name(name).organization >= SUPPORTED && !NO_BODIES.iter().any(|head| name.ends_with(head));
        for named in doubtful {
            let (before, after) = (&page.text[..named.span.start], &page.text[named.span.end..]);
            let next = after.strip_prefix(' ').unwrap_or("\0");
            let listed = |gap: &str| matches!(gap, "," | ", " | "·" | "ㆍ" | "-");
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
                || bare
                    && COMPANYWARD.iter().any(|word| next.starts_with(word))
                    && !before.ends_with(|c: char| c.is_ascii_digit());
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

    fn overlapping(&self, span: Span) -> impl Iterator<Item = &Named> {
        self.found.range(..span.end).rev().map(|(_, named)| named).take_while(move |named| named.span.end > span.start)
    }

    pub fn get(&self, span: Span) -> Option<&Named> {
        self.found.get(&span.start).filter(|named| named.span == span)
    }

    /// Whether the span is a body by more than a guess.
    fn is_sure(&self, span: Span) -> bool {
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

/// Heads of phrases that the tagger's guideline takes for organizations and ours does not: governments by their country or
/// president, meetings, generations, treaties and laws, trades, people of a place, funds, events, buildings, things.
const NO_BODIES: [&str; 25] = [
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
        if belief.organization < SUPPORTED || bodies.covers(span) {
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
        if !strange
            || name.chars().count() < 2
            || NO_BODIES.iter().any(|head| name.ends_with(head))
            || explained
            || page.place(last, own)
            || COUNTRIES.contains(own.of(page.text))
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
        if belief.organization >= CERTAIN && !doubtful || listed || introduced || led {
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

/// Words that introduce a company by its trade: 전문기업 새솔, 스타트업 한들은.
const TRADES: [&str; 14] = [
    "기업",
    "업체",
    "회사",
    "스타트업",
    "제조사",
    "개발사",
    "운영사",
    "시행사",
    "시공사",
    "운용사",
    "제약사",
    "증권사",
    "유통사",
    "벤처",
];

/// Companies that the words beside them introduce: 개발 기업 새솔은, 새솔 관계자는.
fn introduced(page: &Page, bodies: &mut Bodies) {
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        let own = Span::new(word.start, stem(page, nth));
        let rest = &page.text[own.end..word.end];
        let trade = page.follows(nth)
            && TRADES.iter().any(|trade| page.word(nth - 1).ends_with(trade))
            && matches!(rest, "은" | "는" | "이" | "가" | "의" | "과" | "와" | "에" | "");
        let spoken = rest.is_empty() && page.follows(nth + 1) && page.word(nth + 1).starts_with("관계자");
        if (trade || spoken) && unknown_name(page, nth, own, bodies) {
            bodies.learn(own);
        }
    }
}

/// Unknown words in a list of bodies: 한빛전자, 새솔, 한들건설 등.
fn listed(page: &Page, bodies: &mut Bodies) {
    let comma = |gap: &str| matches!(gap, ", " | "," | "·" | "ㆍ");
    for nth in 1..page.words.len() {
        let own = page.words[nth];
        let before = comma(page.gap(nth)) && bodies.ending_at(page.words[nth - 1].end).is_some_and(|span| bodies.is_sure(span));
        if !before || !unknown_name(page, nth, own, bodies) {
            continue;
        }
        let closed = page.follows(nth + 1) && page.word(nth + 1).starts_with('등');
        let next = nth + 1 < page.words.len()
            && comma(page.gap(nth + 1))
            && bodies.over(page.words[nth + 1]).is_some_and(|span| bodies.is_sure(span));
        if closed || next {
            bodies.learn(own);
        }
    }
}

/// Whether the span is a word that no list and no dictionary explains.
fn unknown_name(page: &Page, nth: usize, own: Span, bodies: &Bodies) -> bool {
    let surface = own.of(page.text);
    let latin = surface.is_ascii() && surface.len() >= 2 && surface.bytes().next().is_some_and(|c| c.is_ascii_uppercase());
    let strange = latin || page.unknown(nth, own) || page.odd(nth, own) || page.proper(nth, own);
    strange
        && surface.chars().count() >= 2
        && !surface.contains(|c: char| c.is_ascii_digit())
        && !page.common(nth, own)
        && !page.place(nth, own)
        && !page.country(nth)
        && !bodies.covers(page.words[nth])
        && (!page.closes(nth) || own.end < page.words[nth].end)
        && !matches!(
            surface,
            "AI" | "IT"
                | "ICT"
                | "SW"
                | "IoT"
                | "ESG"
                | "CEO"
                | "R&D"
                | "PC"
                | "TV"
                | "GPU"
                | "CPU"
                | "SNS"
                | "TF"
                | "SOC"
                | "UAM"
                | "SMR"
        )
        && page.title(nth).is_none()
        && likeness(page, nth, own) == Likeness::None
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

/// Takes out services that are spoken of as places to write and watch: 자신의 페이스북에, 옛 트위터.
fn platforms(page: &Page, bodies: &mut Bodies) {
    let services: Vec<Named> = bodies.iter().filter(|named| PLATFORMS.contains(named.span.of(page.text))).copied().collect();
    for named in services {
        let Some(nth) = page.word_at(named.span.start) else { continue };
        let owned = nth > 0
            && matches!(
                page.word(nth - 1),
                "자신의" | "본인의" | "개인" | "공식" | "소셜미디어" | "SNS" | "옛" | "사회관계망서비스"
            );
        let rest = &page.text[named.span.end..page.words[nth].end];
        let written = matches!(rest, "에" | "에는" | "에서" | "을" | "를" | "로" | "으로" | "상에" | "");
        let next = if page.follows(nth + 1) { page.word(nth + 1) } else { "" };
        let place =
            ["올", "글", "통해", "게시", "라이브", "채널", "계정", "영상", "공유", "남", "썼", "적", "메시지", "생중계", "구독"]
                .iter()
                .any(|word| next.starts_with(word));
        if owned || written && place {
            bodies.found.remove(&named.span.start);
        }
    }
}

/// Words after a name that only a company's name has after it.
const COMPANYWARD: [&str; 24] = [
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

/// The span without the country that a name's entry may begin with: 독일 한들연구소 is named 한들연구소.
fn without_country(page: &Page, span: Span) -> Span {
    match page.word_at(span.start) {
        Some(nth) if page.country(nth) && page.follows(nth + 1) && page.words[nth + 1].start < span.end => {
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
        return company(word.start, stem(page, nth + 1));
    }
    let end = stem(page, nth);
    let stemmed = &page.text[word.start..end];
    let form = FORMS.iter().find(|form| stemmed.ends_with(**form))?;
    if stemmed.len() > form.len() && !FORMS.contains(&&stemmed[..stemmed.len() - form.len()]) {
        return company(word.start, end);
    }
    (page.follows(nth) && !page.closes(nth - 1)).then(|| company(page.words[nth - 1].start, end))?
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
fn generic(prefix: &str) -> bool {
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
        let Some(last) = last.filter(|&last| last > nth && (nth + 1..=last).all(|word| page.follows(word))) else { continue };
        let span = Span::new(page.words[nth].start, page.words[last].end);
        let inflected = (nth..=last).any(|word| page.closes(word) && !page.proper(word, page.words[word]));
        let Some((ending, said)) = ending(page, last).filter(|(ending, _)| ending.end == span.end && ending.len() >= 6) else {
            continue;
        };
        if !inflected && (said.sure || said.alone) && page.title(last).is_none() && span.len() > ending.len() {
            bodies.insert(Named { span, kind: said.kind, entry: None, evidence: Evidence::Ending });
        }
    }
}

/// Endings that stand as words of their own after the name that they close: 온새미 컨소시엄, 한들대 경영대학.
const APART: [&str; 30] = [
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
        if length == 0 {
            return apart(page, nth, span, ending.kind, bodies);
        }
        if length < ending.prefix
            || page.splits(nth, span.start) && !(ending.sure && span.len() >= 9)
            || span.len() == 3 && likeness(page, nth, whole) != Likeness::None
            || STAGES.iter().any(|other| whole.of(page.text).ends_with(other))
            || page.common(nth, whole)
            || generic(prefix)
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
    let proper = page.proper(nth - 1, before)
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
