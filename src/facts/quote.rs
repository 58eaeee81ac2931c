//! Direct quotations: whose words stand between quotation marks, and the verb that says so.
//!
//! What follows the closing mark tells a quotation from a name, a slogan or a word set off: a quotative josa with a verb of speaking
//! (`“…”라고 밝혔다`, `“…”라며`), or an adnominal one with a noun of what is said (`“…”는 입장이다`). The speaker is the topic or the
//! subject before it, the subject between it and its verb, the noun that the verb modifies (`“…”고 말한 김 대표`), or who spoke before where
//! the sentence names nobody (`이어 “…”라고 덧붙였다`).

use crate::document::Span;
use crate::facts::lexis::{called_so, speaks, speech};
use crate::facts::marks::Pair;
use crate::facts::scene::{Actor, Scene, Who, slice};
use crate::record::{Found, Quote};
use crate::resolve::{organization_id, person_id};
use crate::token::Tag;

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaker {
    Named(Who),
    /// Without a name: for a body, where one is named.
    Called(Option<Who>, Span),
    /// Somebody whom the grammar does not find.
    Unknown,
}

/// How a quotation hangs in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Josa {
    Final,
    Linking,
    Adnominal,
    /// No josa follows.
    None,
}

/// A quotation that was read, for those behind it to look back at.
#[derive(Debug, Clone, Copy)]
struct Earlier {
    outer: Span,
    sentence: usize,
    speaker: Speaker,
}

/// How many words behind a quotation may hold its verb.
const REACH: usize = 24;

/// How many quotations may stand in a row with commas between them.
const LISTED: usize = 5;

/// How many sentences back a pronoun finds whom it means.
const PRONOUN: usize = 3;

/// How many sentences back a sentence without a subject finds its speaker.
const BACK: usize = 2;

pub fn quotes(scene: &Scene) -> Vec<Found<Quote>> {
    let mut quotes = Vec::new();
    let mut earlier: Option<Earlier> = None;
    for (nth, pair) in scene.marks.pairs.iter().enumerate() {
        let Some((josa, length)) = josa(scene, pair) else { continue };
        let Some((speaker, verb)) = read(scene, nth, josa, pair.outer.end + length, earlier) else { continue };
        earlier = Some(Earlier { outer: pair.outer, sentence: scene.sentence(pair.outer.start), speaker });
        let (id, name) = match speaker {
            Speaker::Named(who) => (Some(who), Some(scene.name(who).to_owned())),
            Speaker::Called(body, span) => (body, Some(span.of(scene.text).to_owned())),
            Speaker::Unknown => (None, None),
        };
        let id = id.map(|who| match who {
            Who::Body(nth) => organization_id(nth),
            Who::Human(nth) => person_id(nth),
        });
        let verb = verb.map(|span| span.of(scene.text).to_owned());
        quotes.push(Found { span: pair.inner, what: Quote { speaker: id, speaker_name: name, verb } });
    }
    quotes
}

/// What follows the closing mark, and its length in bytes with the asides before it.
fn josa(scene: &Scene, pair: &Pair) -> Option<(Josa, usize)> {
    josa_at(scene, pair, 0)
}

fn josa_at(scene: &Scene, pair: &Pair, depth: usize) -> Option<(Josa, usize)> {
    let rest = &scene.text[pair.outer.end..];
    let mut behind = rest;
    if let Some(aside) = behind.trim_start_matches(' ').strip_prefix('(')
        && let Some(close) = aside.find(')').filter(|&close| close < 40)
    {
        behind = &aside[close + 1..];
    }
    // `"…" 라고`: a space that should not be there.
    let spaced = behind.strip_prefix(' ').unwrap_or(behind);
    let mut best: Option<(Josa, usize)> = None;
    for (kind, words) in [(Josa::Final, &speech::FINAL), (Josa::Linking, &speech::LINKING), (Josa::Adnominal, &speech::ADNOMINAL)]
    {
        for (start, least) in [(behind, 1), (spaced, 2)] {
            let Some(word) = words.prefix(start).filter(|word| word.chars().count() >= least) else { continue };
            let after = start[word.len()..].chars().next();
            let length = rest.len() - start.len() + word.len();
            if after.is_none_or(|c| c.is_whitespace() || ",.\"“".contains(c)) && best.is_none_or(|(_, longest)| length > longest)
            {
                best = Some((kind, length));
            }
        }
    }
    match best {
        Some(best) => Some(best),
        // `“…”, “…”라며`: what follows the last one holds for all.
        None if pair.double && depth < LISTED => {
            let listed =
                behind.strip_prefix(", ").or_else(|| behind.strip_prefix(' ')).filter(|rest| rest.starts_with(['“', '"']));
            let next = listed.and_then(|listed| {
                let start = scene.text.len() - listed.len();
                scene.marks.pairs.iter().find(|next| next.outer.start == start)
            });
            match next.and_then(|next| josa_at(scene, next, depth + 1).map(|(josa, length)| (josa, next.outer.end + length))) {
                Some((josa, end)) if josa != Josa::None => Some((josa, end - pair.outer.end)),
                _ => Some((Josa::None, rest.len() - behind.len())),
            }
        }
        None if pair.double => Some((Josa::None, rest.len() - behind.len())),
        None => None,
    }
}

/// The speaker and the verb of a quotation; `None` where it is none.
fn read(scene: &Scene, nth: usize, josa: Josa, behind: usize, earlier: Option<Earlier>) -> Option<(Speaker, Option<Span>)> {
    let pair = &scene.marks.pairs[nth];
    let sentence = scene.sentence(pair.outer.start);
    let start = sentence_start(scene, sentence);
    let start = start.min(pair.outer.start);
    let end = scene.sentences.get(scene.sentence(behind.saturating_sub(1))).map_or(behind, |sentence| sentence.span.end);
    let rest = Span::new(behind, end.max(behind));
    let stated = stated(pair.inner.of(scene.text));
    let previous = earlier.filter(|earlier| earlier.outer.start >= start);
    let gap = Span::new(previous.map_or(start, |earlier| earlier.outer.end.min(pair.outer.start)), pair.outer.start);
    let before = scene.actor(gap);
    match josa {
        Josa::None => return standing(scene, pair, rest, before, stated),
        Josa::Adnominal if !pair.double => return None,
        Josa::Adnominal => return statement(scene, rest, before, earlier, start),
        Josa::Final | Josa::Linking => {}
    }
    let verb = verb(scene, rest, josa);
    if verb == Verb::Hearsay {
        return None;
    }
    let spoken = match verb {
        Verb::Spoken(span) => Some(span),
        _ => None,
    };
    // A word set off is a quotation only where a verb of speaking follows; single marks need both.
    if spoken.is_none() && !stated
        || !pair.double && (spoken.is_none() || !stated || before.is_none_or(|actor| !personal(scene, actor)))
    {
        return None;
    }
    // A가 “…”라고 말했다고 B는 전했다: the inner verb is the subject's, not the topic's.
    let reported = spoken.is_some_and(|span| {
        let shown = span.of(scene.text).trim_end_matches([',', '.']);
        ["다고", "다며", "다면서"].iter().any(|josa| shown.ends_with(josa))
    });
    let inner = if reported { subject(scene, gap) } else { None };
    // “…”라고 한 이 교수의 주장에 김 대표는 …: the verb modifies its own subject.
    let modified = || modified(scene, rest, spoken);
    let before = match before {
        Some(actor) if actor.topic => modified().or(before),
        _ => before,
    };
    let actor = inner.or(before).or_else(|| between(scene, rest, spoken)).or_else(modified).or_else(|| according(scene, gap));
    let speaker = match (actor, previous) {
        (Some(actor), _) => speaker(scene, actor, earlier),
        // `“…”라고 묻자 “…”라고 답했다`: somebody else answers.
        (None, Some(_)) if answers(scene, gap) => Speaker::Unknown,
        (None, Some(Earlier { speaker: Speaker::Unknown, .. })) => match scene.actor(Span::new(start, pair.outer.start)) {
            Some(actor) => speaker(scene, actor, earlier),
            None => Speaker::Unknown,
        },
        (None, Some(earlier)) => earlier.speaker,
        (None, None) => inherited(scene, sentence, start, earlier),
    };
    Some((speaker, spoken.map(|span| whole(scene, span))))
}

/// Whether what stands between two quotations hands over to another speaker: 묻자, 하자, 질문에.
fn answers(scene: &Scene, gap: Span) -> bool {
    scene.words(gap).any(|word| {
        let shown = word.of(scene.text).trim_end_matches(',');
        shown.ends_with('자') && scene.tokens_in(word).last().is_some_and(|token| token.tag.last() == Tag::EC)
            || ["질문에", "물음에", "말에", "지적에", "질문에는", "물음에는"].contains(&shown)
    })
}

/// Where the sentence begins, also where a long quotation was cut into several.
fn sentence_start(scene: &Scene, mut sentence: usize) -> usize {
    let mut start = scene.sentences.get(sentence).map_or(0, |sentence| sentence.span.start);
    for _ in 0..3 {
        let Some(inside) = scene.marks.around(start) else { break };
        sentence = scene.sentence(inside.start.saturating_sub(1));
        start = scene.sentences.get(sentence).map_or(start, |sentence| sentence.span.start).min(start);
    }
    start
}

/// Whether words make a statement, a question or a call, and are not just a noun.
fn stated(words: &str) -> bool {
    const ENDS: [&str; 30] = [
        "다", "요", "까", "죠", "자", "라", "냐", "나", "네", "지", "군", "구나", "걸", "데", "해", "어", "아", "야", "것", "함",
        "음", "임", "됨", "중", "세", "니", "돼", "마", "고", "서",
    ];
    let end = words.trim_end_matches(['.', '!', '?', '…', ' ', '’', '\'', ')', '~', ',']);
    let sentence = words.len() > end.len() && words.ends_with(['.', '!', '?', '…']);
    let several = end.contains(' ');
    several && (sentence || ENDS.iter().any(|last| end.ends_with(last))) || sentence && end.chars().count() > 2
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Spoken(Span),
    Hearsay,
    None,
}

/// The first verb of speaking in `rest`, outside other quotations. Where another quotation comes first, its verb is this one's too, as
/// long as nothing else is done between them.
fn verb(scene: &Scene, rest: Span, josa: Josa) -> Verb {
    let ceiling = &scene.text[..rest.end];
    let mut clear = true;
    let mut crossed = false;
    for (nth, word) in scene.words(rest).take(REACH * 6).enumerate() {
        if scene.marks.around(word.start).is_some() {
            crossed = true;
            if !clear {
                return Verb::None;
            }
            continue;
        }
        let shown = word.of(scene.text);
        let from = ceiling[word.start..].trim_start_matches(['”', '"', ',', '‘', '’', '\'', '(']);
        if shown.len() <= rest.end - word.start - from.len() {
            continue;
        }
        let at = rest.end - from.len();
        if nth < 5 && speech::HEARSAY.starts(from) {
            return Verb::Hearsay;
        }
        let early = nth < 4 || crossed;
        // `“…”며 … 설명하는 것을`: a clause within the clause that follows.
        let relative = josa == Josa::Linking
            && scene
                .tokens_in(word)
                .last()
                .is_some_and(|token| token.tag.last() == Tag::ETM && token.span.of(scene.text).ends_with('는'));
        if relative {
            clear = false;
            continue;
        }
        if let Some(length) = spoken(from, early) {
            let end = at + length;
            let end = end + ceiling[end..].find([' ', '\n', '.', ',']).unwrap_or(rest.end - end);
            return Verb::Spoken(Span::new(at, end));
        }
        if nth >= REACH && !crossed {
            return Verb::None;
        }
        clear &= josa == Josa::Linking && !scene.breaks(word) || scene.acting(word, rest.start).is_some() || !scene.breaks(word);
    }
    Verb::None
}

/// The length of the stem or idiom of speaking that `from` starts with.
fn spoken(from: &str, bare: bool) -> Option<usize> {
    if let Some(noun) = speech::HADA.prefix(from) {
        let rest = &from[noun.len()..];
        if rest.starts_with(['했', '하', '해', '한', '할', '합']) {
            return Some(noun.len());
        }
        // 주장도 했다, 답변을 했다
        if ["을 했", "도 했", "을 하", "도 하", "를 했", "를 하"].iter().any(|verb| rest.starts_with(verb)) {
            return Some(noun.len() + "을 했".len());
        }
    }
    if let Some(stem) = speech::VERBS.prefix(from) {
        return Some(stem.len());
    }
    if bare && let Some(stem) = speech::BARE.prefix(from) {
        // 한 뒤, 한 것: what follows only tells it from 한, one.
        return stem.split(' ').next().map(str::len);
    }
    None
}

/// The verb to the end of what it is, with 있다 behind 고: `밝히고 있다`.
fn whole(scene: &Scene, span: Span) -> Span {
    let ceiling = scene.text[span.start..].find('\n').map_or(scene.text.len(), |at| span.start + at);
    let mut end = span.start + span.of(scene.text).trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    // 말을 아꼈다, 소감을 전했다: the object with its verb, adverbs between them or not.
    if slice(scene.text, span.start, end).ends_with(['을', '를']) {
        let mut words = scene.words(Span::new(end, ceiling)).take(3);
        let predicate =
            words.find(|word| scene.tokens_in(*word).iter().any(|token| token.tag.is_predicate() || token.tag.is_suffix()));
        if let Some(word) = predicate {
            let shown = word.of(scene.text);
            let shown = shown.split(['.', ',']).next().unwrap_or(shown);
            end = word.start + shown.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        }
    }
    for joined in ["다고", "다며", "다면서", "다는", "다지만", "다면"] {
        if slice(scene.text, span.start, end).ends_with(joined) {
            return Span::new(span.start, end - joined.len() + '다'.len_utf8());
        }
    }
    if slice(scene.text, span.start, end).ends_with('고') && slice(scene.text, end, ceiling).starts_with(" 있") {
        let next = end + 1;
        let after = slice(scene.text, next, ceiling).find([' ', '.', ',']).map_or(ceiling, |at| next + at);
        end = after;
    }
    Span::new(span.start, end)
}

/// The subject with 이 or 가 that stands nearest before a quotation.
fn subject(scene: &Scene, gap: Span) -> Option<Actor> {
    let word = scene.words(gap).rev().find_map(|word| scene.acting(word, gap.start));
    word.filter(|actor| !actor.topic && actor.who.is_some())
}

/// `“…”고 김 대표는 말했다`: who stands between the quotation and its verb.
fn between(scene: &Scene, rest: Span, verb: Option<Span>) -> Option<Actor> {
    let verb = verb?;
    let words = scene.words(Span::new(rest.start, verb.start)).take(8);
    words
        .filter(|word| scene.marks.around(word.start).is_none())
        .find_map(|word| scene.acting(word, rest.start))
        .filter(|actor| personal(scene, *actor))
}

/// `“…”고 말한 김 대표`: whom the verb modifies.
fn modified(scene: &Scene, rest: Span, verb: Option<Span>) -> Option<Actor> {
    let verb = verb?;
    let last = scene.tokens_in(verb).last()?;
    if last.tag.last() != Tag::ETM {
        return None;
    }
    let phrase = scene.phrase_after(verb.end, rest.end)?;
    let (span, who) = *scene.mentions_in(phrase).iter().rfind(|(_, who)| matches!(who, Who::Human(_)))?;
    // The name is the phrase's head, with a title or not: 이 교수의 주장, not 이 교수 지지자.
    let head = slice(scene.text, span.end, phrase.end).split("의 ").next().unwrap_or_default().trim();
    (head.is_empty() || speaks(head)).then_some(Actor { who: Some(who), span, organ: false, topic: false })
}

/// `경찰에 따르면`, `김 대표에 의하면`
fn according(scene: &Scene, gap: Span) -> Option<Actor> {
    let at = ["에 따르면", "에 의하면"].iter().find_map(|josa| gap.of(scene.text).rfind(josa))?;
    let end = gap.start + at;
    let start = slice(scene.text, gap.start, end).rfind(' ').map_or(gap.start, |at| gap.start + at + 1);
    if start == end {
        return None;
    }
    let (who, span, organ) = scene.phrase(Span::new(start, end), gap.start)?;
    Some(Actor { who, span, organ, topic: true }).filter(|actor| personal(scene, *actor))
}

/// Whether somebody who can speak is meant.
fn personal(scene: &Scene, actor: Actor) -> bool {
    scene.personal(&actor)
}

fn speaker(scene: &Scene, actor: Actor, earlier: Option<Earlier>) -> Speaker {
    let shown = actor.span.of(scene.text);
    match actor.who {
        Some(who) if !actor.organ => Speaker::Named(who),
        who if actor.organ => Speaker::Called(who, actor.span),
        // `“…”라고 하자 그가 “…”라고 답했다`: one of two.
        _ if speech::PRONOUNS.has(shown)
            && earlier.is_some_and(|earlier| earlier.sentence == scene.sentence(actor.span.start)) =>
        {
            Speaker::Unknown
        }
        _ if speech::PRONOUNS.has(shown) => meant(scene, actor.span.start, earlier),
        // A bare title names nobody; a group speaks as one.
        _ if speech::GROUPS.has(shown) || called_so(shown).is_some_and(|title| title.len() < shown.len()) => {
            Speaker::Called(None, actor.span)
        }
        _ => Speaker::Unknown,
    }
}

/// Whom 그 means: who spoke in one of the sentences before, or the only person or the topic of one.
fn meant(scene: &Scene, at: usize, earlier: Option<Earlier>) -> Speaker {
    let sentence = scene.sentence(at);
    for back in (sentence.saturating_sub(PRONOUN)..sentence).rev() {
        let span = scene.sentences[back].span;
        if let Some(earlier) = earlier
            && span.start < earlier.outer.end
        {
            return match earlier.speaker {
                human @ Speaker::Named(Who::Human(_)) => human,
                Speaker::Called(None, called) if !called.of(scene.text).ends_with('들') => earlier.speaker,
                _ => Speaker::Unknown,
            };
        }
        // Who acts there: the topic of several, or the only one.
        let acting = |word| scene.acting(word, span.start).filter(|actor| matches!(actor.who, Some(Who::Human(_))));
        let mut humans = scene.words(span).filter(|word| scene.marks.around(word.start).is_none()).filter_map(acting);
        let Some(first) = humans.next() else { continue };
        let topic = scene.actor(span).filter(|actor| actor.topic).and_then(|actor| actor.who);
        return match (topic, first.who) {
            (Some(who @ Who::Human(_)), _) => Speaker::Named(who),
            (_, Some(who)) if humans.all(|actor| actor.who == first.who) => Speaker::Named(who),
            _ => Speaker::Unknown,
        };
    }
    Speaker::Unknown
}

/// Who spoke last, or was spoken of as the topic, in the sentences right before.
fn inherited(scene: &Scene, sentence: usize, start: usize, earlier: Option<Earlier>) -> Speaker {
    for back in (sentence.saturating_sub(BACK)..sentence).rev() {
        let span = scene.sentences[back].span;
        if span.start >= start {
            continue;
        }
        if let Some(earlier) = earlier
            && span.start <= earlier.outer.end
            && earlier.sentence >= back.min(earlier.sentence)
            && earlier.outer.end > span.start
        {
            return earlier.speaker;
        }
        match scene.actor(span).filter(|actor| actor.topic) {
            // Who has no name may be anybody when the next sentence begins.
            Some(actor) if actor.who.is_some() => return speaker(scene, actor, earlier),
            Some(_) => return Speaker::Unknown,
            None => {}
        }
    }
    Speaker::Unknown
}

/// `“…”는 입장이다`, `“…”라는 뜻을 밝혔다`, `“…”는 게 김 대표의 설명이다`: a noun of what is said takes up the quotation.
fn statement(
    scene: &Scene,
    rest: Span,
    before: Option<Actor>,
    earlier: Option<Earlier>,
    start: usize,
) -> Option<(Speaker, Option<Span>)> {
    for (nth, word) in scene.words(rest).take(8).enumerate() {
        let shown = word.of(scene.text);
        if scene.marks.around(word.start).is_some() {
            return None;
        }
        let Some(noun) = speech::STATEMENTS.prefix(shown) else {
            // Only what may stand between: 게, 것이, 점을, a genitive, an adnominal noun.
            let between = ["게", "것이", "것은", "점을", "점이", "내용의", "취지의", "것"].contains(&shown)
                || shown.ends_with('의')
                || nth < 2;
            if between {
                continue;
            } else {
                return None;
            };
        };
        let after = &shown[noun.len()..];
        if !(after.is_empty()
            || after.starts_with([
                '을', '를', '이', '도', '에', '과', '와', '다', '였', '은', '는', '로', '까', '만', '의', ',', '.',
            ])
            || after == "가")
        {
            continue;
        }
        // `“…”라는 질문에 …`: what somebody else said, which the sentence answers.
        if after.starts_with('에') || after.is_empty() && slice(scene.text, word.end, rest.end).trim_start().starts_with("관련")
        {
            return Some((Speaker::Unknown, None));
        }
        let verb = verb(scene, Span::new(word.start, rest.end), Josa::Final);
        let said = speech::PREDICATES.starts(after);
        let actor = match before {
            Some(actor) if personal(scene, actor) => Some(actor),
            Some(_) => None,
            None => owner(scene, rest, word),
        };
        let speaker = match (actor, verb) {
            (Some(actor), Verb::Spoken(_)) => speaker(scene, actor, earlier),
            (Some(actor), _) if said => speaker(scene, actor, earlier),
            (None, Verb::Spoken(_)) if before.is_none() && earlier.is_some_and(|earlier| earlier.outer.start >= start) => {
                earlier.map_or(Speaker::Unknown, |earlier| earlier.speaker)
            }
            _ => Speaker::Unknown,
        };
        let verb = match verb {
            Verb::Spoken(span) => Some(whole(scene, span)),
            _ if said => Some(whole(scene, word)),
            _ => None,
        };
        return Some((speaker, verb));
    }
    None
}

/// `김 대표의 설명`: whose words they are.
fn owner(scene: &Scene, rest: Span, noun: Span) -> Option<Actor> {
    let before = slice(scene.text, rest.start, noun.start).trim_end();
    let stem = before.strip_suffix('의')?;
    let end = rest.start + stem.len();
    let start = rest.start + stem.rfind(' ').map_or(0, |at| at + 1);
    if start >= end {
        return None;
    }
    let (who, span, organ) = scene.phrase(Span::new(start, end), rest.start)?;
    Some(Actor { who, span, organ, topic: false }).filter(|actor| personal(scene, *actor))
}

/// A quotation that no josa follows: `“…” 김 대표의 말이다.`, `“…” 김 대표는 이렇게 말했다.`, `김 대표는 이같이 밝혔다. “…”`
fn standing(scene: &Scene, pair: &Pair, rest: Span, before: Option<Actor>, stated: bool) -> Option<(Speaker, Option<Span>)> {
    if !stated {
        return None;
    }
    let closed = rest.of(scene.text).trim().trim_matches('.').is_empty();
    let next = scene.sentence(pair.outer.end.max(rest.start));
    let follows = if closed { scene.sentences.get(next).map_or(rest, |sentence| sentence.span) } else { rest };
    let same_line = !slice(scene.text, pair.outer.end, follows.end.max(pair.outer.end)).contains('\n');
    if same_line && follows.start >= pair.outer.end {
        let words: Vec<Span> = scene.words(follows).take(10).collect();
        let quoted = words.iter().any(|word| word.of(scene.text).contains(['“', '"', '”']));
        // 김 대표의 말이다
        for (nth, word) in words.iter().enumerate().take(6) {
            let shown = word.of(scene.text);
            if nth > 0 && speech::STATEMENTS.prefix(shown).is_some_and(|noun| speech::PREDICATES.starts(&shown[noun.len()..])) {
                let actor = owner(scene, follows, *word)?;
                return Some((speaker(scene, actor, None), Some(whole(scene, *word))));
            }
        }
        // 김 대표는 이렇게 말했다
        let here = words.iter().any(|word| speech::HERE.starts(slice(scene.text, word.start, follows.end)));
        if here && !quoted {
            let actor =
                words.iter().find_map(|word| scene.acting(*word, follows.start)).filter(|actor| personal(scene, *actor))?;
            if let Verb::Spoken(span) = verb(scene, follows, Josa::Final) {
                return Some((speaker(scene, actor, None), Some(whole(scene, span))));
            }
        }
    }
    // 김 대표는 이같이 밝혔다. “…”
    let sentence = scene.sentence(pair.outer.start);
    let start = scene.sentences.get(sentence)?.span.start;
    if start == pair.outer.start && sentence > 0 {
        let last = scene.sentences[sentence - 1].span;
        let here = scene.words(last).any(|word| speech::HERE.starts(slice(scene.text, word.start, last.end)));
        if here && let Verb::Spoken(span) = verb(scene, last, Josa::Final) {
            let actor = scene.actor(last).filter(|actor| personal(scene, *actor))?;
            return Some((speaker(scene, actor, None), Some(whole(scene, span))));
        }
    }
    // 김 대표는 “…”
    let actor = before.filter(|actor| closed && actor.topic && matches!(actor.who, Some(Who::Human(_))))?;
    let adjacent = slice(scene.text, actor.span.end, pair.outer.start).chars().count() <= 3;
    adjacent.then(|| (speaker(scene, actor, None), None))
}
