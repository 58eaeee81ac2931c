//! Places that act: where a place's name is its government's.

use crate::document::Span;

use super::page::{Page, REACH};

/// Nouns that a government does, has or is asked for: after its name without a particle, or with 의, it is the body.
const DEEDS: [&str; 62] = [
    "관계자",
    "공무원",
    "당국",
    "측",
    "예산",
    "재정",
    "정책",
    "사업",
    "계획",
    "방침",
    "입장",
    "지원",
    "조례",
    "행정",
    "제공",
    "주최",
    "주관",
    "후원",
    "산하",
    "소속",
    "출연",
    "공모",
    "담당",
    "담당자",
    "직원",
    "간부",
    "대표단",
    "대변인",
    "인사",
    "조직",
    "의회",
    "발표",
    "자료",
    "관련",
    "공식",
    "홈페이지",
    "유튜브",
    "국장",
    "과장",
    "팀장",
    "실장",
    "부시장",
    "본부장",
    "전략",
    "노력",
    "요청",
    "건의",
    "결정",
    "협조",
    "제안",
    "인공지능",
    "역점",
    "핵심",
    "민선",
    "추가경정예산",
    "추경",
    "본예산",
    "국비",
    "고문",
    "자문",
    "홍보대사",
    "승인",
];

/// Verbs that one does to a body one turns to: 시에 건의하다, 도에 전달하다.
const TURNED: [&str; 24] = [
    "건의",
    "요청",
    "요구",
    "전달",
    "제출",
    "신청",
    "통보",
    "기부",
    "기탁",
    "촉구",
    "보고",
    "제안",
    "따르면",
    "의하면",
    "납부",
    "문의",
    "신고",
    "접수",
    "당부",
    "위탁",
    "권고",
    "지시",
    "대한",
    "대해",
];

/// Whether a place's name is its government here: what a government does or is asked stands after it.
pub(super) fn acts(page: &Page, span: Span) -> bool {
    let Some(nth) = page.word_holding(span.end) else { return false };
    let rest = &page.text[span.end..page.words[nth].end];
    let surface = span.of(page.text);
    if !surface.ends_with(['시', '도', '군', '구', '청', '부']) && !surface.ends_with("정부") {
        return false;
    }
    let next = (page.follows(nth + 1)).then(|| page.word(nth + 1));
    let deed = |word: &str| DEEDS.iter().any(|deed| word.starts_with(deed));
    match rest {
        "은" | "는" | "이" | "가" | "와" | "과" | "측" | "측은" | "측이" | "에게" | "로부터" | "으로부터" | "에서는" | "도"
        | "와는" | "과는" | "와의" | "과의" | "에게서" | "이라고" | "소속" | "산하" | "관계자" | "제공" => {
            true
        }
        "의" => next.is_some() && head_noun(page, nth + 1).is_some_and(deed),
        "" => match next {
            // 서울 한빛구 …: an address.
            Some(_) if page.follows(nth) && page.place(nth - 1, page.words[nth - 1]) => false,
            Some(word) => !place_like(word) && (deed(word) || head_noun(page, nth + 1).is_some_and(deed)) || word == "및",
            None => {
                let gap = page.gap(nth + 1);
                gap.starts_with([',', '·'])
                    && (nth + 1 < page.words.len())
                    && (acts_next(page, nth + 1) || agrees_with_others(page, nth + 1))
                    || gap.starts_with('(') && nth + 1 < page.words.len() && page.title(nth + 1).is_some()
            }
        },
        "에" | "에도" | "에는" => (nth + 1..(nth + 7).min(page.words.len()))
            .take_while(|&nth| !page.gap(nth).contains(['.', '\n']))
            .any(|nth| TURNED.iter().any(|verb| page.word(nth).starts_with(verb))),
        "를" | "을" => next.is_some_and(|word| matches!(word, "상대로" | "대상으로" | "통해" | "비롯한" | "비롯해" | "대표해")),
        _ => false,
    }
}

/// Whether what follows a list says that its members make an agreement.
fn agrees_with_others(page: &Page, nth: usize) -> bool {
    (nth..(nth + REACH).min(page.words.len()))
        .take_while(|&at| !page.gap(at).contains(['.', '\n', '”']))
        .any(|at| ["협약", "체결", "MOU", "간담회", "손잡", "맞손"].iter().any(|word| page.word(at).contains(word)))
}

/// Whether the next member of a list is a government that acts, or leads to one.
fn acts_next(page: &Page, mut nth: usize) -> bool {
    for _ in 0..4 {
        let word = page.words[nth];
        let rest_acts = page.stems(nth).any(|end| {
            let rest = &page.text[end..word.end];
            matches!(rest, "은" | "는" | "이" | "가" | "와" | "과")
                && page.text[word.start..end].ends_with(['시', '도', '군', '구', '청', '부', '원', '사', '단'])
        });
        if rest_acts {
            return true;
        }
        if nth + 1 >= page.words.len() || !page.gap(nth + 1).starts_with([',', '·']) {
            return false;
        }
        nth += 1;
    }
    false
}

/// The noun that a phrase of bare nouns from word `nth` on leads to: 전략 of 수도 조성 전략이.
fn head_noun<'a>(page: &Page<'a>, nth: usize) -> Option<&'a str> {
    (nth..(nth + REACH).min(page.words.len()))
        .take_while(|&at| at == nth || matches!(page.gap(at), " " | "·"))
        .find(|&at| page.stem(at) < page.words[at].end || !matches!(page.gap(at + 1), " " | "·"))
        .map(|at| page.word(at))
}

/// Whether the word after a place's name goes on with the place: 광주시 북구, 해남군 해남읍.
fn place_like(word: &str) -> bool {
    word.ends_with(['구', '동', '읍', '면', '리'])
}
