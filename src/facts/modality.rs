//! Whether what a clause says is there, is intended, or neither.
//!
//! Korean says it at the end: the words behind a fact are read until the first one that decides. 예정, 계획, 할, 하기로, 하겠다
//! and 위한 look ahead; 했다, 한 and 됐다 look back; 하면 and its like say nothing of what is, and what was called off or is denied is no
//! fact.

use crate::document::Span;
use crate::facts::lexis::fact;
use crate::facts::scene::{Scene, closes_in, slice};
use crate::record::Modality;
use crate::token::Tag;

/// ㄴ, ㄹ and ㅆ among Hangul's final consonants.
const NIEUN: u32 = 4;
const RIEUL: u32 = 8;
const SSANGSIOT: u32 = 20;

/// How many tokens behind a fact may decide.
const REACH: usize = 60;

/// How the words of `span`, which follow a fact, say it. `present` is what a bare present tense means there. `None` where it is
/// denied, called off or only supposed.
pub fn modality(scene: &Scene, span: Span, present: Modality) -> Option<Modality> {
    read(scene, span, present, false)
}

/// The same where the clause goes on (`행사를 열고 … 밝혔다`, `공장을 준공하고 … 시작할 예정이다`): its end decides.
pub fn modality_at_end(scene: &Scene, span: Span, present: Modality) -> Option<Modality> {
    let token = scene.tokens_in(span).first().copied();
    let linked = token.is_some_and(|token| {
        let shown = token.span.of(scene.text);
        token.tag.last() == Tag::EC
            && ["고", "며", "어", "아", "해", "면서", "여", "러", "려"].iter().any(|end| shown.ends_with(end))
            && !shown.ends_with("다고")
    });
    read(scene, span, present, linked)
}

fn read(scene: &Scene, span: Span, present: Modality, last_wins: bool) -> Option<Modality> {
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
            || shown.starts_with("못하")
            || shown.starts_with("없") && decided.is_none()
        {
            return None;
        }
        // 투자했다면: the tense decided, and the ending behind it only supposes.
        if decided_at.is_some_and(|at| at + 1 == nth) && last == Tag::EC && shown.ends_with("다면") {
            return None;
        }
        if decided.is_some() && !last_wins {
            continue;
        }
        // What is asked for, weighed or owed is not decided.
        let owed = token.tag.last() == Tag::EC && shown.ends_with('야');
        if !last_wins && (owed || token.tag.is_noun() && fact::UNDECIDED.has(shown)) {
            return None;
        }
        let reported = token.tag.last() == Tag::EC && (shown.ends_with("다고") || shown.ends_with("라고"));
        if last_wins && reported && decided.is_some() {
            break;
        }
        let parts = |wanted: Tag| token.tag.parts().any(|part| part == wanted);
        let found = if token.tag.is_noun() && !token.tag.last().is_ending() {
            let built = nth > 0 && fact::BUILT.has(tokens[nth - 1].span.of(scene.text));
            if fact::PLANNED.has(shown) && next != "대로" || built && shown == "중" {
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
            // 할 수 있다: what it can do, not what it will.
            (next != "수" && next != "만" && next != "때").then_some(Modality::Planned)
        } else if parts(Tag::EP) && shown.chars().any(|c| closes_in(c.encode_utf8(&mut [0; 4]), SSANGSIOT)) {
            Some(Modality::Actual)
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
