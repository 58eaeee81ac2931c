//! Whether what a clause says is there, is intended, or neither.
//!
//! Korean says it at the end: the words behind a fact are read until the first one that decides. 예정, 계획, 할, 하기로, 하겠다
//! and 위한 look ahead; 했다, 한 and 됐다 look back; 하면 and its like say nothing of what is, and what was called off or is denied is no
//! fact.

use crate::document::Span;
use crate::facts::lexis::fact;
use crate::facts::scene::{Scene, closes_in, slice};
use crate::record::Modality;
use crate::token::{Tag, Token};

/// ㄴ, ㄹ and ㅆ among Hangul's final consonants.
const NIEUN: u32 = 4;
const RIEUL: u32 = 8;
const SSANGSIOT: u32 = 20;

/// How many tokens behind a fact may decide.
const REACH: usize = 60;

/// How the words of `span`, which follow a fact, say it. `present` is what a bare present tense means there. `None` where it is
/// denied, called off or only supposed.
pub fn modality(scene: &Scene, span: Span, present: Modality) -> Option<Modality> {
    read(scene, span, present)
}

/// Whether a verb ends so that its clause goes on: 열고, 열어, 열며.
pub fn links(scene: &Scene, token: Token) -> bool {
    let shown = token.span.of(scene.text);
    token.tag.last() == Tag::EC
        && ["고", "며", "어", "아", "해", "면서", "여", "러", "려"].iter().any(|end| shown.ends_with(end))
        && !shown.ends_with("다고")
}

/// Whether a word has the tense of what is past: 열었다, 밝혔다.
pub fn past(scene: &Scene, word: Span) -> bool {
    scene.tokens_in(word).iter().any(|token| {
        let shown = token.span.of(scene.text);
        token.tag.parts().any(|part| part == Tag::EP)
            && shown.chars().any(|c| closes_in(c.encode_utf8(&mut [0; 4]), SSANGSIOT))
            && !shown.contains('겠')
    })
}

/// How a clause says it whose verb is `word` and may only link to what follows in `span`, which begins behind the verb's stem (`투자해
/// 공장을 지을 계획이다`, `들여 지었다`): then the main line of the sentence decides, not the clauses within it that modify a noun.
pub fn modality_of_deed(scene: &Scene, word: Span, span: Span, present: Modality) -> Option<Modality> {
    let shown = word.of(scene.text).trim_end_matches(|c: char| !c.is_alphanumeric());
    let links = ["고", "며", "면서", "해", "하여", "여", "어", "아", "서"].iter().any(|end| shown.ends_with(end))
        && !["다고", "라고", "다며", "다면서"].iter().any(|end| shown.ends_with(end));
    let own = Span::new(span.start.min(word.end), word.end);
    let past = scene.tokens_in(own).iter().any(|token| {
        token.tag.parts().any(|part| part == Tag::EP)
            && token.span.of(scene.text).chars().any(|c| closes_in(c.encode_utf8(&mut [0; 4]), SSANGSIOT))
    }) && !own.of(scene.text).contains('겠');
    let behind = slice(scene.text, word.end, span.end).trim_start();
    // 교부했고; 지원할 수 있다; 투자한다고 가정하면
    if past && links {
        return Some(Modality::Actual);
    }
    // 투자할 전망이다, 투자할 것이라는 관측
    let forecast = ["것이라는 ", "것이란 ", "거라는 "].iter().find_map(|told| behind.strip_prefix(told));
    let forecast = forecast.unwrap_or(behind);
    let guessed = ["전망", "관측", "예상", "소문", "추측"].iter().any(|noun| forecast.starts_with(noun));
    let possible =
        shown.ends_with(['할', '될']) && (guessed || ["수", "경우", "때", "가능성"].iter().any(|word| behind.starts_with(word)));
    if possible || ["가정", "치면", "해도"].iter().any(|word| behind.starts_with(word)) {
        return None;
    }
    // `300억원을 투입한 공장을 열 예정이다`: when it was put in is not said.
    let modifies = !past && (shown.ends_with('한') || shown.ends_with('인'));
    if modifies && ["바 ", "적 ", "것", "데 "].iter().any(|noun| behind.starts_with(noun)) {
        return Some(Modality::Actual);
    }
    if modifies {
        return main_line(scene, Span::new(word.end, span.end), present).filter(|tense| *tense == Modality::Actual);
    }
    // `예산을 투입, 공장을 짓는다`: a noun that stands for its verb.
    if links || word.end <= span.start || shown.len() < word.len() && word.start + shown.len() <= span.start {
        return main_line(scene, Span::new(word.end.min(span.end), span.end), present);
    }
    // 투자를 약속했다
    if !shown.starts_with("추진") && fact::PLANNED.iter().any(|noun| shown.starts_with(noun)) {
        return Some(Modality::Planned);
    }
    // 확보했다는 의혹
    let doubted = shown.ends_with("다는") && ["의혹", "혐의", "소문", "주장", "가정"].iter().any(|noun| behind.starts_with(noun));
    // 투자했다고 주장한다
    let claimed = shown.ends_with("다고") && ["주장", "추정", "추산"].iter().any(|verb| behind.starts_with(verb));
    if doubted || claimed || shown.ends_with("려면") {
        return None;
    }
    // What one makes others do is not yet done.
    if shown.ends_with("도록") {
        return None;
    }
    modality(scene, span, present)
}

/// What the predicates of `span` say that modify no noun; those that do decide only before a noun like 계획 or 것.
pub fn main_line(scene: &Scene, span: Span, present: Modality) -> Option<Modality> {
    const SURE: [&str; 4] = ["바", "적", "것", "상태"];
    let text = scene.text;
    let mut words = scene.words(span).filter(|word| scene.marks.around(word.start).is_none_or(|inside| inside.contains(span)));
    let mut next = words.next();
    // `300억원을 들여 공장을 짓는 사업을 시작했다`: the deed is the project's, not yet the sentence's.
    let mut within = None;
    let told = |tense: Modality, within: Option<bool>| (tense == Modality::Planned || within != Some(true)).then_some(tense);
    // `30억원을 들여 도왔던 사업을 늘릴 계획이다`: the deed is past.
    let first = scene.words(span).find(|word| scene.tokens_in(*word).iter().any(|token| token.tag.last() == Tag::ETM));
    if first.is_some_and(|word| word.of(text).ends_with("했던")) {
        return None;
    }
    for _ in 0..REACH {
        let Some(word) = next else { break };
        next = words.next();
        let tokens = scene.tokens_in(word);
        let Some(last) = tokens.iter().rfind(|token| !token.tag.is_mark()) else { continue };
        let said = last.span.of(text);
        let shown = word.of(text).trim_end_matches(|c: char| !c.is_alphanumeric());
        let first = tokens[0].span.of(text);
        let following = next.map_or("", |next| next.of(text));
        // `지어 문을 열기 위해 심사를 신청했다`: all of it is still wished for.
        if shown.ends_with("기") && following_is(next, text, "위해") || shown.contains("어렵") || shown.contains("어려") {
            return None;
        }
        let has = |wanted: Tag| tokens.iter().any(|token| token.tag.parts().any(|part| part == wanted));
        let denied = tokens.iter().any(|token| {
            let shown = token.span.of(text);
            fact::VOID.has(shown) || shown.starts_with("않") || shown.starts_with("못하")
        });
        if denied || first == "싶" || first == "없" {
            return None;
        }
        let past = tokens.iter().any(|token| {
            let shown = token.span.of(text);
            token.tag.parts().any(|part| part == Tag::EP)
                && shown.chars().any(|c| closes_in(c.encode_utf8(&mut [0; 4]), SSANGSIOT))
                && !shown.contains('겠')
        });
        match last.tag.last() {
            Tag::ETM => {
                let planned = fact::PLANNED.iter().chain(["전략", "복안", "포부"]).any(|noun| following.starts_with(noun));
                if fact::UNDECIDED.iter().any(|noun| following.starts_with(noun)) {
                    return None;
                }
                if planned && !past || said.contains('겠') || tokens.iter().any(|token| token.span.of(text) == "겠") {
                    return Some(Modality::Planned);
                }
                // 조성한다는 계획
                if said.ends_with("다는") && !past {
                    return Some(present);
                }
                if SURE.iter().any(|noun| following.starts_with(noun)) {
                    let ahead = closes_in(said, RIEUL) || said.contains('겠');
                    return if ahead {
                        Some(Modality::Planned)
                    } else if past || closes_in(said, NIEUN) && !said.ends_with('는') {
                        told(Modality::Actual, within)
                    } else {
                        None
                    };
                }
                within = within.or(Some(said.ends_with('는') && !past));
            }
            Tag::EC | Tag::EF => {
                if shown.ends_with("기로") || shown.ends_with("키로") || shown.contains('겠') {
                    return Some(Modality::Planned);
                }
                if shown.ends_with('면') || shown.ends_with('야') {
                    return None;
                }
                let copula = has(Tag::VCP);
                if first != "추진" && fact::PLANNED.iter().any(|noun| shown.starts_with(noun)) {
                    return Some(Modality::Planned);
                }
                if past {
                    return if shown.ends_with("다면") { None } else { told(Modality::Actual, within) };
                }
                if first == "중" && copula || first == "있" {
                    return told(Modality::Actual, within);
                }
                within = within.or(Some(false));
                if tokens[0].tag.is_noun() && fact::UNDECIDED.has(first) && !has(Tag::EP) {
                    return None;
                }
                let reported = ["다고", "라고", "다며", "다는"].iter().any(|end| shown.ends_with(end));
                if reported || last.tag.last() == Tag::EF {
                    return if copula { None } else { Some(present) };
                }
            }
            _ => {
                if shown.ends_with("기로") || shown.ends_with("키로") || shown == "목표로" {
                    return Some(Modality::Planned);
                }
                // 건립 계획을 밝혔다
                let plan = ["을", "를"]
                    .iter()
                    .any(|josa| shown.strip_suffix(josa).is_some_and(|noun| noun != "추진" && fact::PLANNED.has(noun)));
                let tells = ["밝", "발표", "공개", "세", "내놓", "내놨", "공시", "확정", "전했"]
                    .iter()
                    .any(|verb| following.starts_with(verb));
                if plan && tells {
                    return Some(Modality::Planned);
                }
                let closed = next.is_none() || word.of(text).ends_with(['.', ',', '…']);
                if closed && tokens[0].tag.is_noun() && fact::PLANNED.has(shown) {
                    return Some(Modality::Planned);
                }
            }
        }
    }
    Some(present)
}

/// Whether the next word begins with `start`.
fn following_is(next: Option<Span>, text: &str, start: &str) -> bool {
    next.is_some_and(|next| next.of(text).starts_with(start))
}

fn read(scene: &Scene, span: Span, present: Modality) -> Option<Modality> {
    let tokens = scene.tokens_in(span);
    let mut decided = None;
    let mut decided_at = None;
    for (nth, token) in tokens.iter().enumerate().take(REACH) {
        // Words that are quoted say nothing of the clause around them.
        if scene.marks.around(token.span.start).is_some_and(|inside| !inside.contains(span)) {
            continue;
        }
        let shown = token.span.of(scene.text);
        let next = tokens.get(nth + 1).map_or("", |token| token.span.of(scene.text));
        let last = token.tag.last();
        let verbal = token.tag.is_predicate()
            || matches!(token.tag.first(), Tag::XSV | Tag::EP | Tag::ETM | Tag::EC | Tag::EF | Tag::ETN | Tag::XSA);
        if fact::VOID.has(shown)
            || fact::VOID.iter().any(|word| word.len() > 3 && shown.starts_with(word))
            || shown.starts_with("않")
            || ["못하", "못할", "못한", "못해", "못했"].iter().any(|denied| shown.starts_with(denied))
            || shown.starts_with("없") && decided.is_none()
        {
            return None;
        }
        // 열 계획이었다: whether it came about is not said.
        let rest = slice(scene.text, token.span.end, span.end.max(token.span.end));
        if decided.is_none_or(|tense| tense == Modality::Planned)
            && fact::PLANNED.has(shown)
            && ["이었", "였", "이던"].iter().any(|past| rest.starts_with(past))
        {
            return None;
        }
        // 투자했다면: the tense decided, and the ending behind it only supposes.
        if decided_at.is_some_and(|at| at + 1 == nth) && last == Tag::EC && shown.ends_with("다면") {
            return None;
        }
        if decided.is_some() {
            continue;
        }
        // 하고 싶다: a wish.
        if token.tag.first() == Tag::VX && shown == "싶" && decided.is_none() {
            return None;
        }
        // What is asked for, weighed or owed is not decided.
        let owed = token.tag.last() == Tag::EC && shown.ends_with('야');
        if owed || token.tag.is_noun() && fact::UNDECIDED.has(shown) {
            return None;
        }
        let parts = |wanted: Tag| token.tag.parts().any(|part| part == wanted);
        let found = if token.tag.is_noun() && !token.tag.last().is_ending() {
            let built = nth > 0 && fact::BUILT.has(tokens[nth - 1].span.of(scene.text));
            // 추진했다: the tense behind it decides.
            let deed = shown == "추진" && next.starts_with(['했', '한']);
            if fact::PLANNED.has(shown) && next != "대로" && !deed || built && shown == "중" {
                Some(Modality::Planned)
            } else if shown == "중" && next.starts_with('이') {
                Some(Modality::Actual)
            } else {
                None
            }
        } else if shown == "위한"
            || shown == "위해"
            || shown.contains("겠") && parts(Tag::EP)
            || verbal && (shown.ends_with("기로") || shown.ends_with("키로") || shown == "기" && next.starts_with('로'))
            || last == Tag::EC && ["려고", "고자", "도록"].iter().any(|end| shown.ends_with(end))
        {
            Some(Modality::Planned)
        } else if last == Tag::EC
            && (shown == "면"
                || shown.ends_with("으면")
                || shown.ends_with("하면")
                || shown.ends_with("되면")
                || shown.ends_with("다면"))
        {
            return None;
        } else if last == Tag::ETM && verbal && closes_in(shown, RIEUL) {
            // 할 경우: supposed.
            if next == "경우" {
                return None;
            }
            // 할 수 있다: what it can do, not what it will.
            (!["수", "만", "때", "당시"].contains(&next)).then_some(Modality::Planned)
        } else if parts(Tag::EP) && shown.chars().any(|c| closes_in(c.encode_utf8(&mut [0; 4]), SSANGSIOT)) {
            Some(Modality::Actual)
        } else if last == Tag::ETM && shown.ends_with('는') && next == "등" {
            // 협약을 맺는 등
            Some(Modality::Actual)
        } else if last == Tag::ETM && shown.ends_with("다는") {
            // 지원한다는 생각: weighed. 맺는다는 소식: told.
            if fact::UNDECIDED.has(next) {
                return None;
            }
            Some(present)
        } else if last == Tag::ETM && verbal && closes_in(shown, NIEUN) && !shown.ends_with('는') {
            let adjective = matches!(token.tag.first(), Tag::VA | Tag::XSA | Tag::VCP | Tag::VCN);
            (!adjective && !fact::NEUTRAL.has(&word(scene, token.span)[..])).then_some(Modality::Actual)
        } else if last == Tag::ETM && verbal && (shown == "는" || shown.ends_with("하는") || shown.ends_with("되는")) {
            let noun = nth.checked_sub(if shown == "는" { 2 } else { 1 }).map_or("", |at| tokens[at].span.of(scene.text));
            fact::BUILT.has(noun).then_some(present)
        } else if nth > 0 && tokens[nth - 1].tag.last() == Tag::EP && tokens[nth - 1].span.end == token.span.start {
            // The tense stands before this ending.
            None
        } else if last == Tag::EF
            || last == Tag::EC && (shown.ends_with("다고") || shown.ends_with("다며") || shown.ends_with("다는"))
        {
            // 하고 있다, 운영한다: it is there.
            let lasting = nth > 0 && token.tag.first() == Tag::EF && tokens[nth - 1].span.of(scene.text) == "있";
            (verbal || token.tag == Tag::EF).then_some(if lasting { Modality::Actual } else { present })
        } else {
            None
        };
        if found.is_some() {
            (decided, decided_at) = (found, Some(nth));
        }
    }
    decided.or(Some(present))
}

/// The word that a token ends.
fn word(scene: &Scene, span: Span) -> String {
    let from = scene.text[..span.start].rfind([' ', '\n']).map_or(0, |at| at + 1);
    slice(scene.text, from, span.end).to_owned()
}
