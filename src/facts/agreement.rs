//! Agreements: who agrees with whom, on what, when.
//!
//! `A는 B와 … 업무협약을 체결했다`, `A와 B가 …`, `A·B·C는 …`: a noun of agreement with a verb that makes it, the topic or subject, and the names that
//! 와, 과, 등과 or 간 close. At least two names, or there is no fact.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::Span;
use crate::facts::lexis::fact;
use crate::facts::modality::modality;
use crate::facts::scene::{Actor, Role, Scene, Who, slice};
use crate::facts::{Draft, FactKind};
use crate::record::Modality;
use crate::token::Tag;

/// The nouns of agreement, longest first where several fit.
static NOUNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().match_kind(aho_corasick::MatchKind::LeftmostLongest).build(fact::AGREEMENTS.iter()).ok()
});

pub fn agreements(scene: &Scene, into: &mut Vec<Draft>) {
    let Some(nouns) = NOUNS.as_ref() else { return };
    for noun in nouns.find_iter(scene.text) {
        if let Some(draft) = agreement(scene, Span::new(noun.start(), noun.end())) {
            into.push(draft);
        }
    }
}

fn agreement(scene: &Scene, noun: Span) -> Option<Draft> {
    let around = scene.around(noun.start);
    let around = Span::new(around.start.min(noun.start), around.end.max(noun.end));
    let verb = made(scene, noun, around)?;
    let tense = match verb {
        Made::Verb(end) => tense(scene, Span::new(end, around.end))?,
        Made::Past => Modality::Actual,
    };
    let made = match verb {
        Made::Verb(end) => end,
        Made::Past => noun.end,
    };
    let parties = parties(scene, noun, around, made)?;
    let start = scene.mentions_in(Span::new(around.start, noun.start)).first().map_or(noun.start, |(span, _)| span.start);
    let end = match verb {
        Made::Verb(end) => end,
        Made::Past => noun.end,
    };
    let mut draft = Draft::new(FactKind::Agreement, Span::new(start, end.max(noun.end)));
    draft.when = when(scene, noun, around);
    // The calendar knows better than the verb.
    let known = draft.when.and_then(|date| crate::facts::event::against_publication(scene, date));
    draft.modality = Some(known.unwrap_or(tense));
    draft.about = about(scene, noun, around);
    draft.parties = parties;
    Some(draft)
}

/// `협약을 맺고 … 추진할 계획이다`: what is made first is there, whatever follows from it.
fn tense(scene: &Scene, rest: Span) -> Option<Modality> {
    let text = rest.of(scene.text);
    let first = ["하고", "고", "해", "어", "하며", "으며"]
        .iter()
        .any(|ending| text.strip_prefix(ending).is_some_and(|rest| rest.starts_with([' ', ',']) && !rest.starts_with(" 있")));
    if first { Some(Modality::Actual) } else { modality(scene, rest, Modality::Planned) }
}

enum Made {
    /// Where the stem of the verb ends.
    Verb(usize),
    /// `… 추진한 협약 이후`: it has been made before.
    Past,
}

/// The verb that makes the agreement: `을 체결`, `(MOU)를 맺`, ` 체결`.
fn made(scene: &Scene, noun: Span, around: Span) -> Option<Made> {
    let rest = slice(scene.text, noun.end, around.end);
    let mut behind = rest.trim_start_matches(['’', '\'', '”', '"', '」', '식', '서']);
    if let Some(inner) = behind.trim_start().strip_prefix('(') {
        let close = inner.find(')').filter(|&close| close < 60)?;
        behind = inner[close + 1..].trim_start_matches(['’', '\'']);
    }
    let past = [" 이후", " 체결 이후", " 이래"].iter().any(|word| behind.starts_with(word));
    let behind = behind.strip_prefix(['을', '를', '도']).unwrap_or(behind);
    let mut words = 0;
    let mut at = behind;
    while words < 4 {
        at = at.trim_start();
        if let Some(stem) = fact::AGREED.prefix(at) {
            return Some(Made::Verb(around.end - at.len() + stem.len()));
        }
        // Adverbs alone may stand between: 최근, 각각, 잇따라, 공식.
        let word = at.split(' ').next().filter(|word| !word.is_empty())?;
        let plain = [
            "최근",
            "각각",
            "잇따라",
            "공식",
            "정식",
            "새로",
            "잇달아",
            "연이어",
            "추가로",
            "최종",
            "공동",
            "함께",
            "이미",
            "전격",
            "본격",
            "상호",
            "서면으로",
        ];
        if !plain.contains(&word) {
            break;
        }
        at = &at[word.len()..];
        words += 1;
    }
    past.then_some(Made::Past)
}

/// Who agrees: what the sentence names before the agreement as topic or subject, and with 와, 과 or 간. A sentence without a
/// subject takes the topic of the one before.
fn parties(scene: &Scene, noun: Span, around: Span, made: usize) -> Option<Vec<Role>> {
    let before = Span::new(clause_start(scene, noun, around), noun.start);
    let mut parties: Vec<Who> = Vec::new();
    let mut add = |who: Who| {
        let who = scene.acts_for(who);
        if !parties.contains(&who) {
            parties.push(who);
        }
    };
    let topic = scene.actor(Span::new(around.start, noun.start)).filter(|actor| !actor.organ);
    match topic {
        Some(actor) => {
            // A와 B는, A·B는: all that stand together.
            let end = actor.span.end;
            let first = actor.who?;
            for who in listed(scene, around.start, end, Some(actor)) {
                add(who);
            }
            add(first);
        }
        None => {
            let index = scene.sentence(noun.start);
            if scene.marks.around(noun.start).is_some() {
                return None;
            }
            // `한빛사와 계약을 체결한 새솔사는`: who comes after the verb is the subject that is missing before it.
            let rest = Span::new(made.min(around.end), around.end);
            let verb = scene.tokens.get(scene.token(made)).filter(|token| token.tag.last() == Tag::ETM);
            let head = verb.and_then(|verb| scene.phrase_after(verb.span.end.min(around.end), around.end));
            if let Some((_, who)) = head.and_then(|head| scene.mentions_in(head).first().copied()) {
                add(who);
            } else if scene
                .words(rest)
                .any(|word| scene.marks.around(word.start).is_none() && scene.acting(word, rest.start).is_some())
            {
                return None;
            } else {
                let earlier = scene.actor(scene.sentences[index.checked_sub(1)?].span).filter(|actor| actor.topic)?;
                add(earlier.who.filter(|_| !earlier.organ)?);
            }
        }
    }
    // With whom: the names before 와, 과 and their like, back to the topic.
    let floor = topic.map_or(before.start, |actor| actor.span.end.min(noun.start)).max(around.start);
    let floor = floor.max(if topic.is_some_and(|actor| actor.span.end > before.start) { 0 } else { before.start });
    let region = Span::new(floor.min(noun.start), noun.start);
    for &(span, who) in scene.mentions_in(region) {
        if closes(scene, span.end, noun.start) {
            for other in listed(scene, region.start, span.end, None) {
                add(other);
            }
            add(who);
        }
    }
    (parties.len() >= 2).then(|| parties.into_iter().map(Role::Named).collect())
}

/// Whether what follows a name, without brackets and a title, is a josa of company: 와, 과, 등과, 간.
fn closes(scene: &Scene, end: usize, ceiling: usize) -> bool {
    let mut rest = slice(scene.text, end, ceiling);
    if let Some(inner) = rest.trim_start().strip_prefix('(') {
        let Some(close) = inner.find(')').filter(|&close| close < 60) else { return false };
        rest = &inner[close + 1..];
    }
    for word in [" 등 ", " 등", " 측"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    // `한빛시 및 산하 기관들과`
    if let Some(others) = rest.strip_prefix(" 및 ") {
        return others.split(' ').take(3).any(|word| word.ends_with(['과', '와']) && word.chars().count() > 2);
    }
    // A place or a thing of the same name goes on with another noun; here the word ends.
    let rest = rest.trim_start_matches(' ');
    let josa = fact::BETWEEN.prefix(rest).filter(|word| *word != "및");
    josa.is_some_and(|word| rest[word.len()..].chars().next().is_none_or(|c| c == ' ' || c == ',' || c == '의'))
}

/// The names that stand in a row from `start` to `end` and end with the last one, or with `actor`'s: joined by 와, 과, 및, commas and
/// middle dots.
pub(super) fn listed(scene: &Scene, start: usize, end: usize, actor: Option<Actor>) -> Vec<Who> {
    let mut names = Vec::new();
    // A title behind a person's name may name a body: it is none of the row.
    let person = actor.filter(|actor| matches!(actor.who, Some(Who::Human(_))));
    let own =
        person.and_then(|actor| scene.mentions_in(Span::new(actor.span.start, end)).first().map(|(mention, _)| mention.end));
    let span = Span::new(start, own.unwrap_or(end));
    let mut next = None;
    for &(mention, who) in scene.mentions_in(span).iter().rev() {
        let Some(start) = next else {
            // The last one, whose title may stand behind it.
            next = Some(mention.start);
            names.push(who);
            continue;
        };
        let gap = slice(scene.text, mention.end, start);
        // `한빛협회(회장 홍길동)와`: who stands in brackets is none of the row.
        if gap.find(')').is_some_and(|close| gap.find('(').is_none_or(|open| close < open)) {
            continue;
        }
        // `부산시(시장 박형준)와`: what stands in brackets belongs to the name before it.
        let outside =
            gap.split('(').next().unwrap_or(gap).to_owned() + gap.rsplit(')').next().filter(|_| gap.contains(')')).unwrap_or("");
        let joined = ["와", "과", "및", ",", "·", "ㆍ", "와 함께", "과 함께", "/", "", "-"].contains(&outside.trim())
            && (!outside.trim().is_empty() || gap.contains('('));
        let above = ["산하", "소속"].contains(&gap.trim());
        if !joined && !above {
            break;
        }
        // `한빛부 산하 한빛재단`: the body above is no party.
        if !gap.trim().ends_with('(') && !above {
            names.push(who);
        }
        next = Some(mention.start);
    }
    names.reverse();
    names
}

/// Where the clause begins that holds the agreement: behind the last predicate that connects, or the sentence's start.
fn clause_start(scene: &Scene, noun: Span, around: Span) -> usize {
    let mut start = around.start;
    for word in scene.words(Span::new(around.start, noun.start)) {
        let tokens = scene.tokens_in(word);
        let connects = tokens.last().is_some_and(|token| token.tag.last() == Tag::EC || token.span.of(scene.text) == ",")
            && tokens.iter().any(|token| {
                token.tag.last() == Tag::EC
                    && ["고", "며", "면서", "지만", "으며"].iter().any(|end| token.span.of(scene.text).ends_with(end))
            });
        if connects {
            start = word.end;
        }
    }
    start
}

/// What is agreed on: `… 을 위한 업무협약`, `‘… 협약’`, `… 업무협약`.
fn about(scene: &Scene, noun: Span, around: Span) -> Option<String> {
    const FOR: [&str; 12] = [
        "을 위한",
        "를 위한",
        "을 위해",
        "를 위해",
        "에 관한",
        "에 대한",
        "을 골자로 한",
        "를 골자로 한",
        "을 위하여",
        "를 위하여",
        "을 내용으로 한",
        "를 내용으로 한",
    ];
    let quoted =
        scene.marks.pairs.iter().find(|pair| !pair.double && pair.inner.start <= noun.start && noun.end <= pair.inner.end);
    let inside = quoted.map(|pair| pair.inner);
    let floor = inside.map_or(around.start, |inner| inner.start);
    let mut head = slice(scene.text, floor, noun.start).trim_end();
    // `‘… 조성' 협약`: the name stands right before.
    for plain in ["상호", "전략적", "업무", "다자간", "3자", "공동", "포괄적", "본", "가"] {
        head = head.strip_suffix(plain).map_or(head, str::trim_end);
    }
    let end = floor + head.len();
    if inside.is_none() && head.ends_with(['’', '\'', '‘']) {
        return scene.phrase_before(end, floor).map(|span| span.of(scene.text).to_owned());
    }
    for needed in FOR {
        if let Some(stem) = head.strip_suffix(needed) {
            if inside.is_some() {
                return Some(stem.trim().to_owned()).filter(|about| !about.is_empty());
            }
            let end = floor + stem.len();
            let span = long_phrase(scene, end, floor)?;
            return Some(span.of(scene.text).to_owned());
        }
    }
    if inside.is_some() {
        return Some(head.trim().to_owned()).filter(|about| !about.is_empty());
    }
    // `공급 계약`, `산업 육성 업무협약`
    let span = scene.phrase_before(end, floor)?;
    let shown = span.of(scene.text);
    let names = scene.mentions_in(span).iter().any(|(mention, _)| mention.end + 6 >= span.end);
    let other = ["간", "와", "과", "대규모", "추가", "연간", "정식"].iter().any(|word| shown.ends_with(word));
    (!names && !other && shown.chars().count() > 1).then(|| shown.to_owned())
}

/// The noun phrase before 을 위한 with the coordinated ones before it (`협력과 교류`), as far as no predicate or name stands in it.
fn long_phrase(scene: &Scene, end: usize, floor: usize) -> Option<Span> {
    let mut span = scene.phrase_before(end, floor)?;
    for _ in 0..4 {
        let before = slice(scene.text, floor, span.start);
        let joined = ["와 ", "과 ", "의 ", ", ", "·", " 및 "].iter().find_map(|josa| before.strip_suffix(josa));
        let Some(head) = joined else { break };
        let at = floor + head.len();
        if scene.mention_ending(at).is_some() {
            break;
        }
        match scene.phrase_before(at, floor) {
            Some(more) if scene.mentions_in(more).is_empty() => span = Span::new(more.start, span.end),
            _ => break,
        }
    }
    Some(span)
}

/// The date of the clause: the last one before the agreement with no predicate between.
fn when(scene: &Scene, noun: Span, around: Span) -> Option<usize> {
    // What stands in brackets belongs to the name before them.
    let bracketed = |date: Span| {
        let behind = slice(scene.text, date.end, noun.start);
        behind.find(')').is_some_and(|close| behind.find('(').is_none_or(|open| close < open))
    };
    let (nth, date) = scene.dates_in(Span::new(around.start, noun.start)).rev().find(|(_, date)| !bracketed(*date))?;
    let between = Span::new(date.end, noun.start);
    // What it is agreed for or until, and the time of something before it.
    let rest = between.of(scene.text);
    let other = rest.starts_with("까지")
        || rest.starts_with("부터")
        || scene
            .words(between)
            .take(3)
            .any(|word| ["취임", "이후", "설립", "창립"].iter().any(|noun| word.of(scene.text).starts_with(noun)));
    let breaks = other
        || scene.words(between).any(|word| {
            let tokens = scene.tokens_in(word);
            tokens.iter().any(|token| matches!(token.tag.last(), Tag::EF))
                || tokens.iter().any(|token| {
                    token.tag.last() == Tag::EC
                        && ["고", "며", "면서", "지만", "으며"].iter().any(|end| token.span.of(scene.text).ends_with(end))
                })
        });
    (!breaks).then_some(nth)
}
