//! Agreements: who agrees with whom, on what, when.
//!
//! `A는 B와 … 업무협약을 체결했다`, `A와 B가 …`, `A·B·C는 …`: a noun of agreement with a verb that makes it, the topic or subject, and the names that
//! 와, 과, 등과 or 간 close. At least two names, or there is no fact.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::Span;
use crate::facts::lexis::fact;
use crate::facts::modality::{main_line, modality};
use crate::facts::scene::{Actor, Role, Scene, Who, nominal, slice};
use crate::facts::{Draft, FactKind};
use crate::recognize::names::is_country;
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
    let around = crate::facts::money::part(scene.text, around, noun.start);
    let around = Span::new(around.start, around.end.max(noun.end));
    let verb = made(scene, noun, around)?;
    let when = when(scene, noun, around);
    // The calendar knows better than the verb.
    let known = when.and_then(|date| crate::facts::event::against_publication(scene, date));
    let tense = match (verb, known) {
        (_, Some(known)) => {
            // What was called off is none, whatever the day.
            if let Made::Verb(end) = verb {
                modality(scene, Span::new(end, around.end), Modality::Planned)?;
            }
            known
        }
        (Made::Verb(end), None) => tense(scene, Span::new(end, around.end))?,
        (Made::Past, None) => Modality::Actual,
    };
    let made = match verb {
        Made::Verb(end) => end,
        Made::Past => noun.end,
    };
    let about = about(scene, noun, around);
    let parties = parties(scene, noun, around, made, about.as_deref())?;
    let start = scene.mentions_in(Span::new(around.start, noun.start)).first().map_or(noun.start, |(span, _)| span.start);
    let end = match verb {
        Made::Verb(end) => end,
        Made::Past => noun.end,
    };
    let mut draft = Draft::new(FactKind::Agreement, Span::new(start, end.max(noun.end)));
    draft.when = when;
    draft.modality = Some(tense);
    draft.about = about.map(trimmed).filter(|about| says(about));
    draft.parties = parties;
    Some(draft)
}

/// `협약을 맺고 … 추진하기로 했다`: what is made first is there. Where what follows is only intended (`맺고 … 지을 계획이다`), nothing says
/// whether the agreement is made.
fn tense(scene: &Scene, rest: Span) -> Option<Modality> {
    let text = rest.of(scene.text);
    let first = ["하고", "고", "해", "어", "하며", "으며", "하면서", "으면서"]
        .iter()
        .find(|ending| text.strip_prefix(**ending).is_some_and(|rest| rest.starts_with([' ', ',']) && !rest.starts_with(" 있")));
    let Some(ending) = first else { return modality(scene, rest, Modality::Planned) };
    let behind = Span::new((rest.start + ending.len()).min(rest.end), rest.end);
    // What the sentence ends with is past (`추진하기로 했다`, `추진한다고 밝혔다`), or nothing says that the agreement is.
    let plain = scene.words(behind).all(|word| {
        let shown = word.of(scene.text);
        !fact::PLANNED.iter().any(|noun| noun != "추진" && shown.starts_with(noun)) && !shown.contains('겠')
    });
    let past = scene.words(behind).next_back().is_some_and(|word| {
        let tokens = scene.tokens_in(word);
        tokens.iter().any(|token| token.tag.parts().any(|part| part == Tag::EP)) || tokens[0].span.of(scene.text) == "있"
    });
    let tense = main_line(scene, behind, Modality::Planned)?;
    (tense == Modality::Actual || plain && past).then_some(Modality::Actual)
}

#[derive(Clone, Copy)]
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
            // `체결을 시작으로`, `체결에 따라`: spoken of, not told.
            let spoken = ["을", "를", "에", "은", "이 ", "과 ", "로 ", "으로", " 및", " 여부", "의 "]
                .iter()
                .any(|josa| at[stem.len()..].starts_with(josa));
            let rest = &at[stem.len()..];
            let habit = ["하는 ", "는 "]
                .iter()
                .find_map(|end| rest.strip_prefix(end))
                .is_some_and(|next| !["등", "것", "데"].iter().any(|noun| next.starts_with(noun)));
            if spoken && stem.len() > "맺".len() || habit {
                return None;
            }
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
fn parties(scene: &Scene, noun: Span, around: Span, made: usize, about: Option<&str>) -> Option<Vec<Role>> {
    let clause = clause_start(scene, noun, around);
    let contract = noun.of(scene.text).ends_with("계약");
    let personal = contract && about.is_some_and(|about| fact::PERSONAL.within(about));
    let mut parties: Vec<(Span, Who)> = Vec::new();
    let topic = scene.actor(Span::new(around.start, noun.start)).filter(|actor| !actor.organ);
    match topic {
        Some(actor) => {
            // A와 B는, A·B는: all that stand together.
            actor.who?;
            // `나주시는 가람사와 나래사가 …하기로 협약을 체결했다`: of whom it is told, where nobody says it.
            let told =
                ["했다", "한다", "었다", "는다", "할 "].iter().any(|end| slice(scene.text, made, around.end).starts_with(end))
                    && ["다고", "다며", "다는"]
                        .iter()
                        .any(|end| slice(scene.text, made, around.end).split(' ').next().unwrap_or_default().ends_with(end));
            let outer = Span::new(around.start, actor.span.start.max(around.start));
            let topic = |word: Span| scene.acting(word, outer.start).is_some_and(|other| other.topic && other.who.is_some());
            if !actor.topic && !told && scene.words(outer).any(topic) {
                return None;
            }
            parties.extend(listed_at(scene, around.start, actor.span.end, Some(actor)));
            parties.push((actor.span, actor.who?));
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
            if let Some(&named) = head.and_then(|head| scene.mentions_in(head).first()) {
                parties.push(named);
            } else if scene
                .words(rest)
                .any(|word| scene.marks.around(word.start).is_none() && scene.acting(word, rest.start).is_some())
            {
                return None;
            } else {
                let earlier = scene.actor(scene.sentences[index.checked_sub(1)?].span).filter(|actor| actor.topic)?;
                let who = earlier.who.filter(|_| !earlier.organ)?;
                let before = scene.sentences[index - 1].span;
                let other = |word: Span| {
                    scene.acting(word, before.start).is_some_and(|actor| actor.who.is_some_and(|other| other != who))
                };
                if !main(scene, who) && scene.words(before).any(other) {
                    return None;
                }
                parties.push((earlier.span, who));
            }
        }
    }
    // With whom: the names before 와, 과 and their like, back to the topic or the last predicate.
    let floor = topic.map_or(clause, |actor| actor.span.end.min(noun.start)).max(clause).max(around.start);
    let region = Span::new(floor.min(noun.start), noun.start);
    let own = parties.len();
    for &(span, who) in scene.mentions_in(region) {
        // `가람사와 맺은 협약, 나래사와의 협약`: another agreement's. `가람사와 함께 …를 사는 계약`: of both with a third.
        let rest = slice(scene.text, span.end, noun.start);
        let other = ["맺은 ", "체결한 "].iter().filter_map(|verb| rest.split_once(verb)).any(|(_, rest)| rest.contains(','));
        let beside = contract && ["와 함께", "과 함께"].iter().any(|josa| rest.starts_with(josa));
        if other || beside {
            return None;
        }
        if !bracketed(scene, span, around.start) && closes(scene, span.end, noun.start) {
            parties.extend(listed_at(scene, region.start, span.end, None));
            parties.push((span, who));
        }
    }
    if parties.len() == own && stranger(scene, region, about) {
        return None;
    }
    // `가람과 나래가 계약을 체결한 사업`: with each other, or with whose it is.
    let relative = scene.tokens.get(scene.token(made)).is_some_and(|token| token.tag.last() == Tag::ETM);
    if parties.len() == own && contract && relative {
        return None;
    }
    // `나주시는 가람사와 나래사가 …하기로 협약을 체결했다`: one more who agrees.
    let last = parties.iter().map(|(span, _)| span.end).filter(|&end| end <= noun.start).max().unwrap_or(region.start);
    let inner = |word: Span| scene.acting(word, last).is_some_and(|actor| !actor.topic && actor.who.is_some());
    let between = Span::new(last, noun.start);
    if scene.words(between).skip(1).any(inner) {
        return None;
    }
    // `가람사와 나래 두 곳과`, `6월 가람사와, 9월 나래사와`: one more without a name.
    // Behind the josa of the last name, past what stands in brackets: `가람사(대표 홍길동)와`, `가람도 및 그 기관들과`.
    let rest = slice(scene.text, last, noun.start);
    let close = rest.trim_start().starts_with('(').then(|| rest.find(')')).flatten().map_or(0, |close| close + 1);
    let josa = scene
        .words(Span::new(last + close, noun.start))
        .take(4)
        .find(|word| ["와", "과", "와,", "과,"].iter().any(|end| word.of(scene.text).ends_with(end)));
    let apart = josa.is_some_and(|word| word.of(scene.text).ends_with(','));
    let behind = josa.map_or(region.end, |word| word.end);
    if parties.len() > own && (apart || stranger(scene, Span::new(behind.min(region.end), region.end), about)) {
        return None;
    }
    // A name that is cut, or whose row goes on with what is no name, leaves it open who agrees.
    let whole = parties.iter().all(|&(span, who)| {
        if is_abroad(scene, span, who) {
            return false;
        }
        let joined = joined_before(scene, span.start, around.start);
        let shown = span.of(scene.text);
        // `가람백화점 나주점`: a branch without its house.
        let ends = ["점", "지사", "지점", "지부", "지회"].iter().any(|end| shown.ends_with(end))
            || shown.starts_with("한국") && ["위원회", "본부", "법인"].iter().any(|end| shown.ends_with(end));
        let branch = ends
            && !shown.contains(' ')
            && scene.token(span.start).checked_sub(1).is_some_and(|nth| {
                let before = scene.tokens[nth];
                nominal(before.tag) && before.span.end + 1 == span.start && !scene.is_number(before.span)
            });
        !branch
            && scene.free(span)
            && joined.is_none_or(|end| parties.iter().any(|(other, _)| other.start < end && end <= other.end))
    });
    if !whole {
        return None;
    }
    let mut roles: Vec<Role> = Vec::new();
    for (_, who) in parties {
        let body = scene.acts_for(who);
        // Who signs an agreement signs for a body, but a contract may be one's own.
        let role = match (who, body) {
            (Who::Human(_), Who::Human(_)) if !personal => return None,
            (Who::Human(_), _) if personal => who,
            (Who::Human(_), Who::Body(_)) if contract => return None,
            _ => body,
        };
        if !roles.contains(&Role::Named(role)) {
            roles.push(Role::Named(role));
        }
    }
    (roles.len() >= 2).then_some(roles)
}

/// Whether a public body is another country's, without which its name reads as that of one of ours: `이집트 철도청`, `미 육군`.
fn is_abroad(scene: &Scene, span: Span, who: Who) -> bool {
    use crate::record::OrganizationKind::{
        Assembly, CentralGovernment, Court, LocalGovernment, Military, Police, Prosecution, PublicInstitution,
    };
    let Who::Body(nth) = who else { return false };
    let public = matches!(
        scene.names.bodies[nth].kind,
        Assembly | CentralGovernment | Court | LocalGovernment | Military | Police | Prosecution | PublicInstitution
    );
    let before = scene.text[..span.start].strip_suffix(' ').unwrap_or_default();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    public && (is_country(word) && !matches!(word, "한국" | "대한민국") || matches!(word, "미" | "중" | "일" | "영" | "러"))
}

/// Whether the article names no body more often: whom a sentence without a subject is likely to be about.
fn main(scene: &Scene, who: Who) -> bool {
    let Who::Body(nth) = scene.acts_for(who) else { return false };
    let bodies = &scene.names.bodies;
    bodies.iter().all(|body| body.mentions.len() <= bodies[nth].mentions.len())
}

/// Whether a name stands in brackets: it only tells of the one before them.
fn bracketed(scene: &Scene, mention: Span, floor: usize) -> bool {
    let before = slice(scene.text, floor, mention.start);
    let open = before.rfind('(').is_some_and(|open| !before[open..].contains(')'));
    open && !before.ends_with("(사") && !before.ends_with("(주")
}

/// Whether somebody without a name stands with 와 or 과 in `region`: `건물주와 협약을 맺었다`. What is agreed on may have them as well.
fn stranger(scene: &Scene, region: Span, about: Option<&str>) -> bool {
    let purposes = |rest: &str| ["위한 ", "위해 ", "관한 ", "대한 ", "골자로"].iter().any(|word| rest.contains(word));
    scene.words(region).any(|word| {
        let shown = word.of(scene.text).trim_end_matches(',');
        let Some(stem) = shown.strip_suffix(['와', '과']).filter(|stem| stem.chars().nth(1).is_some()) else { return false };
        let coordinated = about.is_some_and(|about| about.contains(stem)) || purposes(slice(scene.text, word.end, region.end));
        !coordinated || fact::KINDS.ends(stem) || fact::ACTORS.ends(stem)
    })
}

/// Where what a comma, a middle dot or 와 joins to the name at `start` ends: the part before `, 일본 IT기업 ` in `한빛사, 일본 IT기업 가람사`.
fn joined_before(scene: &Scene, start: usize, floor: usize) -> Option<usize> {
    let mut at = start;
    // Back over what tells of the name: nouns, brackets, a genitive.
    let mut depth = 0;
    let behind = scene.tokens.partition_point(|token| token.span.start < start);
    for token in scene.tokens[..behind].iter().rev().take(24).take_while(|token| token.span.start >= floor) {
        let shown = token.span.of(scene.text);
        match token.tag {
            Tag::SSC if shown == ")" => depth += 1,
            Tag::SSO if shown == "(" => depth -= 1,
            _ if depth > 0 => {}
            Tag::JKG | Tag::SSO | Tag::SSC | Tag::SY => {}
            tag if nominal(tag) && !scene.is_number(token.span) && shown != "한편" => {}
            tag => {
                let before = slice(scene.text, floor, at).trim_end();
                let row = if shown == "및" || tag == Tag::JC { Some(shown.len()) } else { None };
                let mark = before.chars().next_back().filter(|c| ",·ㆍ/".contains(*c)).map(char::len_utf8);
                let head = &before[..before.len() - row.or(mark)?.min(before.len())];
                let end = floor + head.trim_end().len();
                // Behind an adverb or a predicate a comma parts clauses; 경북도 is no 경북 with a josa.
                let last = scene.tokens.get(scene.token(end.saturating_sub(1)))?;
                let noun = nominal(last.tag) || head.trim_end().ends_with([')', '도']);
                return (noun && !scene.is_number(last.span)).then(|| outside(scene, end, floor));
            }
        }
        at = token.span.start;
    }
    None
}

/// The end of a name without the brackets behind it.
fn outside(scene: &Scene, end: usize, floor: usize) -> usize {
    let before = slice(scene.text, floor, end);
    match before.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(open) => floor + before[..open].trim_end().len(),
        None => end,
    }
}

/// What is agreed on without the words before it that say nothing of that: 최근.
fn trimmed(about: String) -> String {
    let about = about.strip_suffix(" 관련").map_or(about.clone(), str::to_owned);
    match about.split_once(' ') {
        Some((first, rest)) if fact::VAGUE.has(first) => rest.to_owned(),
        _ => about,
    }
}

/// Whether words say what is agreed on: more than 지원 or 독점.
fn says(about: &str) -> bool {
    let first = about.split(' ').next().unwrap_or(about);
    let stem = first.strip_suffix(['와', '과', ',']).unwrap_or(first);
    let numbered = about.starts_with("규모 ") || about.ends_with("가운데") || about.ends_with('적');
    let broad = about == first && fact::BROAD.has(about) || stem.len() < first.len() && fact::BROAD.has(stem);
    !(numbered || broad) && about.chars().count() > 1
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
    listed_at(scene, start, end, actor).into_iter().map(|(_, who)| who).collect()
}

/// The same with where they stand.
fn listed_at(scene: &Scene, start: usize, end: usize, actor: Option<Actor>) -> Vec<(Span, Who)> {
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
            names.push((mention, who));
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
        // `한빛대(총장 홍길동) 연구센터`: what a body has.
        let above = ["산하", "소속"].contains(&gap.trim())
            || outside.trim().is_empty() && gap.ends_with(' ') && gap.trim_end().ends_with(')');
        if !joined && !above {
            break;
        }
        // `한빛부 산하 한빛재단`: the body above is no party.
        if !gap.trim().ends_with('(') && !above {
            names.push((mention, who));
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
        // 체결한 뒤, 맺은 데 이어
        let after = tokens.last().is_some_and(|token| token.tag.last() == Tag::ETM)
            && ["뒤", "후", "다음", "이후", "직후", "데 이어"]
                .iter()
                .any(|noun| slice(scene.text, word.end, around.end).trim_start().starts_with(noun));
        if connects || after {
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
    for plain in ["업무", "상호", "전략적", "다자간", "3자", "공동", "포괄적", "본", "가", "간"] {
        let whole = |rest: &&str| rest.is_empty() || rest.ends_with([' ', '’', '\'']);
        head = head.strip_suffix(plain).filter(whole).map_or(head, str::trim_end);
    }
    let end = floor + head.len();
    if inside.is_none() && head.ends_with(['’', '\'', '‘']) {
        return scene.phrase_before(end, floor).map(|span| span.of(scene.text).to_owned());
    }
    for needed in FOR {
        if let Some(stem) = head.strip_suffix(needed) {
            if inside.is_some() {
                return Some(stem.trim().to_owned());
            }
            let end = floor + stem.len();
            let span = long_phrase(scene, end, floor)?;
            return Some(span.of(scene.text).to_owned());
        }
    }
    if inside.is_some() {
        let head = head.trim();
        return Some(head.strip_suffix(['을', '를']).unwrap_or(head).to_owned());
    }
    if let Some(deed) = deed(scene, head, floor) {
        return Some(deed);
    }
    // `가람사 매각을 위해 나래사와 본계약을`: before those with whom.
    let with = head.strip_suffix(['와', '과']).and_then(|head| {
        let (at, purpose) = ["을 위해 ", "를 위해 "].iter().filter_map(|end| Some((head.rfind(end)?, end))).max()?;
        let between = &head[at + purpose.len()..];
        (between.split(' ').count() <= 3).then_some(floor + at)
    });
    if let Some(end) = with {
        return long_phrase(scene, end, floor).map(|span| span.of(scene.text).to_owned());
    }
    // `공급 계약`, `산업 육성 업무협약`
    let span = scene.member(end, floor)?;
    // `한빛사와 부품 공급`: where the analysis takes the josa for a part of the name.
    let with = |(mention, _): &(Span, Who)| {
        let rest = slice(scene.text, mention.end, span.end);
        ["와 ", "과 "].iter().find_map(|josa| rest.strip_prefix(josa)).map(|rest| span.end - rest.len())
    };
    let span = Span::new(scene.mentions_in(span).iter().filter_map(with).next_back().unwrap_or(span.start), span.end);
    if slice(scene.text, floor, span.start).ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let shown = span.of(scene.text);
    let names = scene.mentions_in(span).iter().any(|(mention, _)| mention.end + 6 >= span.end);
    let other = ["간", "와", "과", "대규모", "추가", "연간", "정식"].iter().any(|word| shown.ends_with(word));
    (!names && !other && shown.chars().count() > 1).then(|| shown.to_owned())
}

/// What is done by the agreement, as nouns: `새 앱을 도입하기 위한` is 새 앱 도입, `연구에 협력하는` is 연구 협력.
fn deed(scene: &Scene, head: &str, floor: usize) -> Option<String> {
    let stem = ["하기 위한", "하기 위해", "하기 위하여", "하는"].iter().find_map(|end| head.strip_suffix(end))?;
    let (before, verb) = stem.rsplit_once(' ')?;
    let object = before.strip_suffix(['을', '를', '에'])?;
    let noun = verb.chars().count() >= 2 && verb.chars().all(|c| ('가'..='힣').contains(&c));
    let span = long_phrase(scene, floor + object.len(), floor).filter(|_| noun)?;
    Some(format!("{} {verb}", span.of(scene.text)))
}

/// The noun phrase before 을 위한 with the coordinated ones before it (`협력과 교류`), as far as no predicate or name stands in it.
fn long_phrase(scene: &Scene, end: usize, floor: usize) -> Option<Span> {
    let mut span = scene.member(end, floor)?;
    if slice(scene.text, floor, span.start).ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    for _ in 0..4 {
        let before = slice(scene.text, floor, span.start);
        let joined = ["와 ", "과 ", "의 ", ", ", "·", " 및 "].iter().find_map(|josa| before.strip_suffix(josa));
        let Some(head) = joined else { break };
        let at = floor + head.len();
        if scene.mention_ending(at).is_some() {
            break;
        }
        match scene.member(at, floor) {
            Some(more)
                if scene.mentions_in(more).is_empty()
                    && !slice(scene.text, floor, more.start).ends_with(|c: char| c.is_ascii_digit()) =>
            {
                span = Span::new(more.start, span.end)
            }
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
    // `5일 가람사에 따르면 …`, `이날 … 체결했다고 공시했다`: the day on which it is told.
    let told = ["에 따르면", "에 의하면"].iter().any(|source| between.of(scene.text).contains(source));
    if told || slice(scene.text, noun.end, around.end).contains("공시") {
        return None;
    }
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
            let shown = word.of(scene.text);
            let ends = scene.tokens_in(word).iter().any(|token| {
                matches!(token.tag.last(), Tag::EF)
                    || token.tag.last() == Tag::EC
                        && ["고", "며", "면서", "지만", "으며"].iter().any(|end| token.span.of(scene.text).ends_with(end))
            });
            // `내년 시행되는 법에 따라`: another verb's day.
            let modifies = ["하는", "되는", "할", "될"].iter().any(|end| shown.ends_with(end))
                && scene.tokens_in(word).iter().any(|token| scene.tells(*token));
            ends || modifies
        });
    (!breaks).then_some(nth)
}
