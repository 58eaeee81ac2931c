//! Positions: a person, a title, a body.
//!
//! The title stands beside the name with nothing but nouns between them. The body is told only where words beside the person say it: what
//! an article only names somewhere before may be somebody else's.

use crate::document::{Span, floor};
use crate::facts::lexis::{fact, is_title};
use crate::facts::scene::{Role, Scene, Who, ceil, nominal, slice};
use crate::facts::{Draft, FactKind};
use crate::normalize::unit::hangul;
use crate::record::OrganizationKind;
use crate::token::Tag;

/// How far from a name its title may stand, in bytes.
const NEAR: usize = 120;

/// How many tokens before a name or title may lead to the body.
const REACH: usize = 30;

/// What joins the names of a row.
const JOINTS: [char; 4] = ['·', 'ㆍ', ',', '/'];

/// What begins an entry of a list of appointments.
const ENTRIES: [char; 12] = ['▲', '△', '▷', '▶', '◇', '◆', '■', '□', '○', '●', '<', '〃'];

/// Everyone who has a title, with the words that say it.
pub fn positions(scene: &Scene, into: &mut Vec<Draft>) {
    for (nth, human) in scene.names.humans.iter().enumerate() {
        let Some(title) = &human.title else { continue };
        // 김 의원: who it is the article does not say.
        if human.name.chars().count() < 2 || !post(title) {
            continue;
        }
        let who = Who::Human(nth);
        let shown: Vec<Span> = human.mentions.iter().filter_map(|&mention| beside(scene, mention, &human.titles)).collect();
        let Some(&evidence) = shown.first() else { continue };
        let body = scene.acts_for(who);
        let mut draft = Draft::new(FactKind::Position, evidence);
        draft.subject = Some(Role::Named(who));
        draft.about = Some(title.clone());
        let stated = human.organization.as_deref().is_some_and(|name| {
            // Every 의원 that no other assembly is named for sits in the 국회; 시장 and 과장 are those of the one city.
            name == "국회" && title.ends_with("의원")
                || only(scene, body, title)
                || body == who && office(scene, name, title)
                || shown.iter().any(|&evidence| states(scene, evidence, body, name))
        });
        if stated {
            draft.object = if body != who { Some(Role::Named(body)) } else { None };
            draft.object_name = human.organization.clone().filter(|_| draft.object.is_none());
        }
        into.push(draft);
    }
}

/// Whether a body is the only local government that the article names, or the only party and the post one that only parties have.
fn only(scene: &Scene, body: Who, title: &str) -> bool {
    use OrganizationKind::{LocalGovernment, Party};
    let Who::Body(own) = body else { return false };
    let kind = scene.names.bodies[own].kind;
    let last = title.rsplit(' ').next().unwrap_or(title);
    let fits = kind == LocalGovernment || kind == Party && fact::PARTY_POSTS.has(last);
    fits && scene.names.bodies.iter().filter(|body| body.kind == kind).count() == 1
}

/// Whether the article names the post of what is no body to it, a city abroad (`시애틀 시장`).
fn office(scene: &Scene, name: &str, title: &str) -> bool {
    memchr::memmem::find_iter(scene.text.as_bytes(), name.as_bytes())
        .take(20)
        .any(|at| scene.text[at + name.len()..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(title)))
}

/// Whether a title is that of a post: its end is one, and no form of address.
fn post(title: &str) -> bool {
    let last = title.rsplit(' ').next().unwrap_or(title);
    let known = last.char_indices().any(|(at, _)| is_title(&last[at..]));
    // 대선 때 위원장: debris of a clause.
    let clause = title.split(' ').any(|word| ["때", "당시", "후", "등", "내"].contains(&word));
    known && !clause && !fact::ADDRESSES.has(last)
}

/// The name with its title behind it (`홍길동 한빛시장`), or before it (`한빛시장 홍길동`), with nothing but nouns between.
fn beside(scene: &Scene, mention: Span, titles: &[String]) -> Option<Span> {
    let around = scene.around(mention.start);
    let ceiling = floor(scene.text, (mention.end + NEAR).min(around.end.max(mention.end)));
    let behind = slice(scene.text, mention.end, ceiling);
    // 홍길동 전 한빛당 대표: the body stands within the title.
    let words = || titles.iter().map(|title| title.rsplit(' ').next().unwrap_or(title));
    let first = titles.iter().map(String::as_str).chain(words());
    let first = first.filter_map(|title| behind.find(title).map(|at| (at, at + title.len()))).min();
    if let Some((at, length)) = first
        && row(scene, Span::new(mention.end, mention.end + at))
        && !goes_on(scene, mention.end + length, around.end)
        && !behind[..length].rsplit(' ').next().is_some_and(|word| fact::ADDRESSES.ends(word))
    {
        return Some(Span::new(mention.start, mention.end + length));
    }
    let start = ceil(scene.text, mention.start.saturating_sub(NEAR).max(around.start.min(mention.start)));
    let before = slice(scene.text, start, mention.start);
    let last = titles.iter().filter_map(|title| before.rfind(title.as_str()).map(|at| (at, at + title.len()))).max();
    let (at, end) = last?;
    row(scene, Span::new(start + end, mention.start)).then(|| Span::new(start + at, mention.end))
}

/// Whether nothing but nouns stands in `span`, and nobody else but in a row (`김하늘·홍길동 의원`).
fn row(scene: &Scene, span: Span) -> bool {
    let mut depth = 0u32;
    // What the analysis makes of the parts of a name says nothing.
    let named = |token: &Span| scene.mentions_in(span).iter().any(|(mention, _)| mention.contains(*token));
    let nouns = scene.tokens_in(span).iter().filter(|token| span.contains(token.span) && !named(&token.span)).all(|token| {
        let shown = token.span.of(scene.text);
        match shown {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 0
            || nominal(token.tag)
            || matches!(token.tag, Tag::JKG | Tag::JC | Tag::MAG)
            // 전남도 과장: 도 is no josa.
            || token.tag == Tag::JX && shown == "도"
            || matches!(shown, ")" | "]" | "및" | "겸" | "현" | "&" | "-" | ":" | "’" | "‘" | "'")
            || shown.ends_with(JOINTS)
    });
    let alone = scene
        .mentions_in(span)
        .iter()
        .all(|(other, who)| matches!(who, Who::Body(_)) || scene.text[..other.start].trim_end_matches(' ').ends_with(JOINTS));
    nouns && alone
}

/// Whether the title is only the beginning of another (`당대표 정무실장`, `구청장 보궐선거 후보`), or of those who are counted (`의원 45명`).
fn goes_on(scene: &Scene, end: usize, ceiling: usize) -> bool {
    let rest = slice(scene.text, end, ceiling);
    // 시장실, 애국지사회: cut out of another word.
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '여');
    let counts = counted.len() < rest.len() && counted.trim_start().starts_with('명');
    let runs = ["보궐선거", "재선거", "재보궐선거", "선거", "예비후보", "후보", "직무대행", "권한대행"]
        .iter()
        .any(|word| rest.starts_with(word));
    counts || runs
}

/// Whether the words beside a person (`evidence` is the name with its title) say whose he is: in the title (`나주시장`), right before, at the
/// head of the row that the name stands in, or in brackets behind.
fn states(scene: &Scene, evidence: Span, body: Who, name: &str) -> bool {
    let said = evidence.of(scene.text);
    // 보궐선거 후보: what one stands for or took part in is nobody's employer.
    if ["선거", "총선", "대선", "경선", "사건", "의혹"].iter().any(|end| name.ends_with(end)) {
        return false;
    }
    // What a title's word keeps of a name: 나주시장, 경남지사; 금통위원 of the 금융통화위원회.
    let kept = name.split(' ').any(|word| said.contains(&word.chars().take(2).collect::<String>()));
    let short = ["위원장", "위원", "원장", "청장", "장관"].iter().filter_map(|end| said.strip_suffix(end)).any(|head| {
        let head = head.rsplit(' ').next().unwrap_or(head);
        let mut rest = name.chars();
        head.chars().nth(1).is_some() && head.chars().all(|c| rest.any(|other| other == c))
    });
    let kind = |who: Who| match who {
        Who::Body(nth) => Some(scene.names.bodies[nth].kind),
        Who::Human(_) => None,
    };
    let own = |span: Span| scene.mentions_in(span).iter().any(|(_, who)| *who == body && matches!(who, Who::Body(_)));
    let close = scene.text[evidence.end..].starts_with('(').then(|| {
        let rest = &scene.text[evidence.end..];
        Span::new(evidence.end, evidence.end + rest.find(')').filter(|&close| close < NEAR).unwrap_or(0))
    });
    // `홍길동 교수(한빛대)`: the brackets say whose.
    let other = |span: Span| scene.mentions_in(span).iter().any(|(_, who)| *who != body && kind(*who).is_some());
    if !kept && close.is_some_and(|span| other(span) && !own(span)) {
        return false;
    }
    if kept || short || own(evidence) || close.is_some_and(own) {
        return true;
    }
    // 나주시의 홍길동: right before, whatever the analysis makes of the josa.
    let before = scene.mentions_in(Span::new(evidence.start.saturating_sub(NEAR), evidence.start)).last();
    let close = |gap: &str| gap.strip_prefix('의').unwrap_or(gap).trim_matches([' ', '(', '‘', '’', '\'', '[']).is_empty();
    if before.is_some_and(|(mention, who)| *who == body && close(slice(scene.text, mention.end, evidence.start))) {
        return true;
    }
    let around = scene.around(evidence.start);
    let first = scene.token(evidence.start);
    let near = scene.mentions_in(Span::new(around.start, evidence.start.max(around.start)));
    for token in scene.tokens[..first].iter().rev().take(REACH) {
        if token.span.start < around.start {
            break;
        }
        let inside = near.iter().rev().take(REACH).find(|(mention, _)| mention.contains(token.span));
        if inside.is_some_and(|(mention, who)| matches!(who, Who::Human(_)) || mention.end > token.span.end) {
            continue;
        }
        let shown = token.span.of(scene.text);
        if shown.starts_with(ENTRIES) {
            return true;
        }
        // Names end where their last token does.
        if let Some(other) = scene.mention_ending(token.span.end).filter(|who| matches!(who, Who::Body(_))) {
            if other == body {
                return true;
            }
            if kind(other) == kind(body) {
                return false;
            }
        }
        // 나주시는: with its josa in one token, or a predicate.
        let joins = nominal(token.tag)
            || matches!(token.tag, Tag::JKG | Tag::JC | Tag::MAG)
            || matches!(shown, "(" | ")" | "[" | "]" | "및" | "겸" | "&" | "-" | ":" | "=" | "’" | "‘" | "'" | "/")
            || shown.ends_with(JOINTS);
        if !joins {
            return false;
        }
    }
    let head = slice(scene.text, around.start, evidence.start).trim_end();
    head.ends_with(ENTRIES) || name.starts_with(|c: char| !hangul(c)) && said.contains(name)
}
