//! Positions: a person, a title, a body.

use crate::document::{Span, floor};
use crate::facts::scene::{Role, Scene, Who, slice};
use crate::facts::{Draft, FactKind};

/// How far from a name its title may stand, in bytes.
const NEAR: usize = 120;

/// Everyone who has a title, with the words that say it.
pub fn positions(scene: &Scene, into: &mut Vec<Draft>) {
    for (nth, human) in scene.names.humans.iter().enumerate() {
        let Some(title) = &human.title else { continue };
        let Some(evidence) = human.mentions.iter().find_map(|&mention| beside(scene, mention, &human.titles)) else { continue };
        let who = Who::Human(nth);
        let body = scene.acts_for(who);
        let mut draft = Draft::new(FactKind::Position, evidence);
        draft.subject = Some(Role::Named(who));
        draft.about = Some(title.clone());
        draft.object = if body != who { Some(Role::Named(body)) } else { None };
        draft.object_name = human.organization.clone().filter(|_| draft.object.is_none());
        into.push(draft);
    }
}

/// The name with its title behind it (`홍길동 한빛시장`), or before it (`한빛시장 홍길동`).
fn beside(scene: &Scene, mention: Span, titles: &[String]) -> Option<Span> {
    let around = scene.around(mention.start);
    let ceiling = floor(scene.text, (mention.end + NEAR).min(around.end.max(mention.end)));
    let behind = slice(scene.text, mention.end, ceiling);
    let first = titles.iter().filter_map(|title| behind.find(title.as_str()).map(|at| at + title.len())).min();
    if let Some(length) = first {
        return Some(Span::new(mention.start, mention.end + length));
    }
    let start = crate::facts::scene::ceil(scene.text, mention.start.saturating_sub(NEAR).max(around.start.min(mention.start)));
    let before = slice(scene.text, start, mention.start);
    titles.iter().filter_map(|title| before.rfind(title.as_str())).max().map(|at| Span::new(start + at, mention.end))
}
