//! What the article says: who is quoted, and the facts that no list of entities shows.
//!
//! Grammar over sentences, morphemes and what was recognized before. A fact that the grammar is not sure of is left out. [`quote`]
//! reads direct quotations; [`capacity`], [`money`], [`agreement`], [`event`] and [`position`] each read their kind of fact.

mod agreement;
mod capacity;
mod event;
mod lexis;
mod marks;
mod modality;
mod money;
mod position;
mod quote;
mod scene;

use crate::document::{Article, Span};
use crate::recognize::Numbers;
use crate::recognize::names::Names;
use crate::record::{CodePoints, Fact, FactKind, FactTime, FactValue, Located, Modality, Quote};
use crate::resolve::{organization_id, person_id};
use crate::token::Analysis;
use scene::{Role, Scene, Who};

/// A fact inside the program.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    kind: FactKind,
    modality: Option<Modality>,
    subject: Option<Role>,
    object: Option<Role>,
    /// The object by a name that the text does not spell (광주시장 → 광주시).
    object_name: Option<String>,
    parties: Vec<Role>,
    about: Option<String>,
    value: Option<FactValue>,
    when: Option<usize>,
    evidence: Span,
}

impl Draft {
    fn new(kind: FactKind, evidence: Span) -> Self {
        Draft {
            kind,
            modality: None,
            subject: None,
            object: None,
            object_name: None,
            parties: Vec::new(),
            about: None,
            value: None,
            when: None,
            evidence,
        }
    }
}

/// Reads the quotations and facts of an article with what analysis and recognition made of it.
pub fn facts(
    article: &Article,
    analysis: &Analysis,
    numbers: &Numbers,
    names: &Names,
    points: &CodePoints,
) -> (Vec<Located<Quote>>, Vec<Fact>) {
    let text = article.text.as_str();
    let scene = Scene::new(article, analysis, numbers, names);
    let quotes = quote::quotes(&scene).into_iter().map(|found| points.locate(found)).collect();
    let mut drafts = Vec::new();
    position::positions(&scene, &mut drafts);
    capacity::capacities(&scene, &mut drafts);
    money::money(&scene, &mut drafts);
    agreement::agreements(&scene, &mut drafts);
    event::events(&scene, &mut drafts);
    for draft in &mut drafts {
        draft.when = draft.when.filter(|&nth| !event::aside(&scene, nth, numbers.dates[nth].span));
        // What says when is evidence too.
        if let Some(date) = draft.when.map(|nth| numbers.dates[nth].span) {
            draft.evidence = Span::new(draft.evidence.start.min(date.start), draft.evidence.end.max(date.end));
        }
    }
    for draft in drafts.iter_mut().filter(|draft| matches!(draft.kind, FactKind::Investment | FactKind::Budget)) {
        if let Some(Role::Words(span)) = draft.object {
            draft.object = purpose(text, span).map(Role::Words);
        }
    }
    drafts.retain(|draft| {
        !matches!(draft.kind, FactKind::Investment | FactKind::Budget) || draft.subject.is_some() || draft.object.is_some()
    });
    drafts.sort_by_key(|draft| (draft.evidence, draft.kind));
    let id = |role: Role| match role {
        Role::Named(Who::Body(nth)) => organization_id(nth),
        Role::Named(Who::Human(nth)) => person_id(nth),
        Role::Words(span) => span.of(text).to_owned(),
    };
    let facts = drafts.into_iter().map(|draft| Fact {
        kind: draft.kind,
        modality: draft.modality,
        subject: draft.subject.map(id),
        object: draft.object.map(id).or(draft.object_name),
        parties: draft.parties.into_iter().map(id).collect(),
        about: draft.about,
        value: draft.value,
        when: draft.when.map(FactTime::Date),
        evidence: points.extent(draft.evidence),
    });
    (quotes, facts.collect())
}

/// What money is for, without the words before it that say nothing of that: `최근 인천 공장` is `인천 공장`. `None` where nothing is left, or
/// it is where the money stands (`정부예산안`).
fn purpose(text: &str, span: Span) -> Option<Span> {
    let mut start = span.start;
    while let Some((word, _)) = text[start..span.end].split_once(' ').filter(|(word, _)| lexis::fact::VAGUE.has(word)) {
        start += word.len() + 1;
    }
    let end = start + text[start..span.end].trim_end_matches(" 총").trim_end_matches(" 관련").len();
    let rest = &text[start..end];
    let vague = rest.is_empty() || lexis::fact::BROAD.has(rest) || lexis::fact::VAGUE.has(rest) || rest.ends_with("예산안");
    (!vague).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests;
