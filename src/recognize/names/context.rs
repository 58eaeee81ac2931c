//! What the words around a name say of it: that it is a company, or a body at all.

use std::sync::LazyLock;

use rustc_hash::FxHashSet as HashSet;

use crate::document::Span;
use crate::lists::{Ends, Starts};
use crate::record::OrganizationKind;

use super::likeness::{Likeness, likeness};
use super::list::PLATFORMS;
use super::organization::{Bodies, COMPANYWARD, counted};
use super::page::Page;

/// Words that introduce a company by its trade or its place in a group: 전문기업 새솔, 자회사 한들은.
static TRADES: Ends = Ends::new(&[
    "로펌",
    "매체",
    "언론사",
    "팬클럽",
    "보험사",
    "카드사",
    "방산업체",
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
    "자회사",
    "손자회사",
    "모회사",
    "모기업",
    "계열사",
    "협력사",
    "소속사",
    "제작사",
    "기획사",
    "배급사",
    "투자사",
    "운송사",
    "여행사",
    "통신사",
    "에이전시",
    "시민단체",
]);

/// Verbs of what bodies do, at the end of a sentence.
const ACTS: [&str; 42] = [
    "밝혔",
    "발표",
    "출시",
    "공개",
    "체결",
    "설명했",
    "전했",
    "선보",
    "나섰",
    "나선",
    "인수",
    "매각",
    "투자",
    "개최",
    "추진",
    "공시",
    "기록했",
    "출범",
    "개발했",
    "개발하",
    "공급",
    "수주",
    "선임",
    "설립",
    "지원",
    "후원",
    "기부",
    "전달",
    "맺었",
    "맺고",
    "운영",
    "시작",
    "확대",
    "강화",
    "도입",
    "제시",
    "유지했",
    "선정",
    "협력",
    "협약",
    "결정",
    "모집",
];

/// How far a sentence's verb is looked for, in words.
const CLAUSE: usize = 40;

/// Verbs of those who speak: people and bodies.
const SAYS: [&str; 8] = ["밝혔", "발표했", "설명했", "전했", "공시했", "체결했", "출시했", "선보였"];

/// Whether the span is what its sentence says something of, and the sentence's verb is one of bodies.
pub(super) fn acts(page: &Page, span: Span) -> bool {
    does(page, span, &ACTS)
}

fn does(page: &Page, span: Span, acts: &[&str]) -> bool {
    let Some(nth) = page.word_holding(span.end) else { return false };
    let rest = &page.text[span.end..page.words[nth].end];
    if !matches!(rest, "은" | "는" | "이" | "가" | "도" | "측은" | "측이") {
        return false;
    }
    let last =
        (nth + 1..(nth + CLAUSE).min(page.words.len())).take_while(|&at| !page.gap(at).contains(['.', '\n', '?', '!'])).last();
    last.is_some_and(|last| {
        let verb = page.word(last);
        let done = ["됐", "되", "된"].iter().any(|passive| verb.contains(passive));
        verb.ends_with('다')
            && !done
            && (acts.iter().any(|act| verb.starts_with(act))
                || (last > nth + 1 && {
                    let before = page.word(last - 1);
                    matches!(verb, "한다" | "했다" | "있다" | "예정이다" | "계획이다" | "방침이다" | "것이다" | "됐다" | "냈다")
                        && acts.iter().any(|act| before.starts_with(act))
                }))
    })
}

/// Whether the words right beside the span are those beside a body's name: its trade before it, its stock code or its head in
/// parentheses behind it.
pub(super) fn shown(page: &Page, span: Span) -> bool {
    let (Some(first), Some(last)) = (page.word_at(span.start), page.word_holding(span.end)) else { return false };
    let rest = &page.text[span.end..page.words[last].end];
    traded(page, first) || rest.is_empty() && (coded(page, last) || headed(page, last))
}

/// Whether the word before says what trade the named company is in: 개발 기업 새솔은, 자회사인 한들이.
fn traded(page: &Page, nth: usize) -> bool {
    let named = |word: &str| {
        let word = word.strip_suffix("인").unwrap_or(word);
        TRADES.close(word)
    };
    nth > 0 && matches!(page.gap(nth), " " | " '" | " ‘") && named(page.word(nth - 1))
}

/// Whether a stock code follows in parentheses: 새솔전자(012345).
fn coded(page: &Page, nth: usize) -> bool {
    let next = nth + 1;
    next < page.words.len()
        && matches!(page.gap(next), "(" | " (")
        && page.word(next).len() == 6
        && page.word(next).bytes().take(5).all(|c| c.is_ascii_digit())
        && page.gap(next + 1).starts_with(')')
}

/// Whether the body's head follows in parentheses, title first: 새솔(대표 김하늘).
fn headed(page: &Page, nth: usize) -> bool {
    let (title, name) = (nth + 1, nth + 2);
    name < page.words.len()
        && matches!(page.gap(title), "(" | " (")
        && page.follows(name)
        && page
            .title(title)
            .is_some_and(|at| at.title.official && at.prefix(page).is_empty() && at.span.end == page.words[title].end)
        && matches!(page.gap(name + 1).chars().next(), Some(')' | '·' | ',' | '/'))
        && (2..=4).contains(&page.word(name).chars().count())
        && likeness(page, name, page.words[name]) != Likeness::None
}

/// The end of the word without its particle, also where the dictionary takes an unknown name's particle for a verb's ending.
fn nominal(page: &Page, nth: usize) -> usize {
    let end = page.stem(nth);
    let cut = page.stems(nth).find(|&cut| {
        matches!(&page.text[cut..page.words[nth].end], "은" | "는" | "이" | "가" | "을" | "를" | "과" | "와" | "의" | "에")
    });
    if end == page.words[nth].end { cut.unwrap_or(end) } else { end }
}

/// Companies that the words beside them introduce: 개발 기업 새솔은, 새솔 관계자는, 새솔(대표 김하늘).
pub(super) fn introduced(page: &Page, bodies: &mut Bodies) {
    for nth in 0..page.words.len() {
        let word = page.words[nth];
        if coded(page, nth) || headed(page, nth) {
            // What stands before a code or a head is a name, whatever the dictionary makes of it.
            if !bodies.covers(word)
                && !page.country(nth)
                && !page.closes(nth)
                && page.title(nth).is_none()
                && !page.place(nth, word)
            {
                bodies.learn(word);
            }
            continue;
        }
        let own = Span::new(word.start, nominal(page, nth));
        let rest = &page.text[own.end..word.end];
        let trade = traded(page, nth) && matches!(rest, "은" | "는" | "이" | "가" | "의" | "과" | "와" | "에" | "");
        let next = if page.follows(nth + 1) { page.word(nth + 1) } else { "" };
        let spoken = matches!(rest, "측은" | "측이" | "측에")
            || rest.is_empty() && (next.starts_with("관계자") || matches!(next, "측은" | "측이" | "측에" | "측"));
        let partner = matches!(rest, "와" | "과")
            && ["협업", "협력", "손잡", "협약", "업무협약", "제휴", "공동으로"].iter().any(|word| next.starts_with(word));
        // One of whom the tagger does not think that it is a person.
        let speaks = page.unknown(nth, own)
            && own.of(page.text).chars().count() >= 4
            && page.hints.name(own.of(page.text)).person < 0.2
            && does(page, own, &SAYS);
        // 현대한빛, 한화새솔: a company of the group.
        let member = GROUPS.of(own.of(page.text)).any(|group| {
            let rest = Span::new(word.start + group.len(), own.end);
            rest.of(page.text).chars().count() >= 2 && !page.common(nth, rest)
        }) && (acts(page, own) || listing(page, nth, bodies));
        // What follows a company's name is its product: 새솔 한들S는.
        let product = page.follows(nth) && bodies.ending_at(page.words[nth - 1].end).is_some();
        if (trade || spoken || member && !product || (partner || speaks) && !product) && unknown_name(page, nth, own, bodies) {
            bodies.learn(own);
        }
    }
}

/// Names of groups of companies that their companies' names begin with.
static GROUPS: Starts =
    Starts::new(&["현대", "삼성", "LG", "SK", "GS", "CJ", "KT", "LS", "HD현대", "한화", "롯데", "포스코", "두산", "효성"]);

/// Whether a sure body stands next to the word in a list.
fn listing(page: &Page, nth: usize, bodies: &Bodies) -> bool {
    let sure = |at: usize| bodies.over(page.words[at]).is_some_and(|span| bodies.is_sure(span));
    nth > 0 && matches!(page.gap(nth), ", " | "·" | ",") && sure(nth - 1)
        || nth + 1 < page.words.len() && matches!(page.gap(nth + 1), ", " | "·" | ",") && sure(nth + 1)
}

/// Unknown words in a list of bodies: 한빛전자, 새솔, 한들건설 등.
pub(super) fn listed(page: &Page, bodies: &mut Bodies) {
    let sure = |bodies: &Bodies, nth: usize| {
        bodies
            .over(page.words[nth])
            .is_some_and(|span| span.end == page.words[nth].end && bodies.is_sure(span) && !of_place(bodies, span))
    };
    let mut nth = 0;
    while nth + 1 < page.words.len() {
        let mut last = nth;
        while last + 1 < page.words.len() && separates(page.gap(last + 1)) {
            last += 1;
        }
        if last > nth {
            members(page, nth, last, &sure, bodies);
        }
        nth = last + 1;
    }
}

fn of_place(bodies: &Bodies, span: Span) -> bool {
    bodies.get(span).is_some_and(|named| named.kind == OrganizationKind::LocalGovernment)
}

/// What stands between the members of a list.
fn separates(gap: &str) -> bool {
    matches!(gap, ", " | "," | "·" | "ㆍ" | "‧" | "・" | " ▲" | " △" | "/")
}

/// Learns the unknown members of a list of single words whose other members are bodies.
fn members(page: &Page, first: usize, last: usize, sure: &dyn Fn(&Bodies, usize) -> bool, bodies: &mut Bodies) {
    let known = (first..=last).filter(|&nth| sure(bodies, nth)).count();
    let closed = page.follows(last + 1) && page.word(last + 1).starts_with('등');
    if known == 0 {
        return;
    }
    for nth in first..=last {
        // The first word may be the end of a longer phrase, and the last one has a particle.
        let beside = nth > first && sure(bodies, nth - 1) || nth < last && sure(bodies, nth + 1);
        let own = Span::new(page.words[nth].start, if nth == last { page.stem(nth) } else { page.words[nth].end });
        let inner = nth > first && (nth < last || closed);
        if beside && (inner || known >= 2) && unknown_name(page, nth, own, bodies) {
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
        && !(surface.chars().count() == 2 && surface.as_bytes()[0].is_ascii_alphabetic() && !surface.is_ascii())
        && !counted(page, nth)
        && !page.common(nth, own)
        && !page.place(nth, own)
        && !page.country(nth)
        && !bodies.covers(page.words[nth])
        && (!page.closes(nth) || own.end < page.words[nth].end)
        && !TERMS.contains(surface)
        && !PLATFORMS.contains(surface)
        && page.title(nth).is_none()
        && likeness(page, nth, own) == Likeness::None
}

/// Acronyms of things that stand where names do.
pub(super) static TERMS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    HashSet::from_iter([
        "AI",
        "IT",
        "ICT",
        "SW",
        "IoT",
        "ESG",
        "CEO",
        "R&D",
        "PC",
        "TV",
        "GPU",
        "CPU",
        "SNS",
        "TF",
        "SOC",
        "UAM",
        "SMR",
        "OTT",
        "ETF",
        "EPC",
        "CCTV",
        "ADR",
        "GDP",
        "IPO",
        "HBM",
        "LNG",
        "PF",
        "NFT",
        "VR",
        "AR",
        "에듀테크",
        "핀테크",
        "빅테크",
        "캠프",
        "카페",
        "소속사",
        "챗GPT",
        "IPTV",
        "ESS",
        "AIDT",
        "HPC",
        "UHD",
        "LLM",
        "고위험군",
        "예비타당성",
        "도심항공모빌리티",
        "New",
    ])
});

/// What names of sites end in that have a keeper of the same name: a hall, a hotel, a park.
const SITES: [&str; 20] = [
    "리조트",
    "호텔",
    "식물원",
    "수목원",
    "정원",
    "공원",
    "미술관",
    "박물관",
    "과학관",
    "도서관",
    "현충원",
    "전당",
    "랜드",
    "백화점",
    "문화회관",
    "아트홀",
    "체육관",
    "경기장",
    "시장",
    "터미널",
];

/// Words for where something is, seen from a building.
const BESIDE: [&str; 16] = [
    "앞",
    "인근",
    "건너편",
    "맞은편",
    "옆",
    "일대",
    "정문",
    "로비",
    "주차장",
    "광장",
    "투표소",
    "스키장",
    "지하",
    "야외",
    "대강당",
    "전시실",
];

/// Takes out buildings and grounds that are spoken of as places: 한들미술관에서 열린, 한들시청 앞.
pub(super) fn sites(page: &Page, bodies: &mut Bodies) {
    let placed = |span: Span| {
        let Some(nth) = page.word_holding(span.end) else { return false };
        let (name, rest) = (span.of(page.text), &page.text[span.end..page.words[nth].end]);
        let site = SITES.iter().any(|site| name.ends_with(site));
        let hall = ["시청", "도청", "군청", "구청"].iter().any(|hall| name.ends_with(hall));
        let next = if page.follows(nth + 1) { page.word(nth + 1) } else { "" };
        let beside = rest.is_empty() && BESIDE.iter().any(|word| next.starts_with(word));
        site && (beside || matches!(rest, "에" | "에서" | "에는" | "에서는" | "로" | "으로" | "까지" | "부터")) || hall && beside
    };
    bodies.retain(|named| !placed(named.span));
}

/// Takes out services that are spoken of as places to write and watch: 자신의 페이스북에, 유튜브 영상.
pub(super) fn platforms(page: &Page, bodies: &mut Bodies) {
    let services: Vec<Span> =
        bodies.iter().filter(|named| PLATFORMS.contains(named.span.of(page.text))).map(|named| named.span).collect();
    for span in services {
        let Some(nth) = page.word_at(span.start) else { continue };
        let owned = nth > 0
            && matches!(
                page.word(nth - 1),
                "자신의" | "본인의" | "개인" | "공식" | "소셜미디어" | "SNS" | "옛" | "사회관계망서비스"
            );
        let rest = &page.text[span.end..page.words[nth].end];
        let next = if page.follows(nth + 1) { page.word(nth + 1) } else { "" };
        let written = matches!(rest, "에" | "에는" | "에서" | "을" | "를" | "로" | "으로" | "상에" | "");
        let medium = [
            "올",
            "글",
            "통해",
            "게시",
            "라이브",
            "채널",
            "계정",
            "영상",
            "공유",
            "남",
            "썼",
            "적",
            "메시지",
            "생중계",
            "구독",
            "방송",
            "링크",
            "쇼츠",
            "동영상",
            "콘텐츠",
            "조회",
            "댓글",
            "크리에이터",
            "스타",
            "등에",
            "메인",
            "검색",
            "제보",
            "이벤트",
            "라방",
            "프리미엄",
        ]
        .iter()
        .any(|word| next.starts_with(word));
        // On a network of its own one writes; a portal is a company that has one.
        let network = !matches!(span.of(page.text), "네이버" | "카카오" | "엑스");
        let company = COMPANYWARD.iter().any(|word| next.starts_with(word));
        let placed = network
            && (matches!(rest, "에" | "에는" | "에서" | "에서는" | "상에" | "에도")
                || rest.is_empty() && !next.is_empty() && !company && !next.starts_with(['모', '등']));
        if owned || written && medium || placed {
            bodies.retain(|named| named.span != span);
        }
    }
}
