//! Investments and budgets: who puts how much into what.
//!
//! An amount is an investment where a verb of investing takes it (`300억원을 투자해`), a budget where public money is named right before or
//! behind it (`국비 55억 원을 확보`, `30억원의 예산을 편성`). What was cut, compared or embezzled is neither.

use rust_decimal::Decimal;

use crate::document::Span;
use crate::facts::lexis::fact;
use crate::facts::modality::modality;
use crate::facts::scene::{Actor, Role, Scene, Who, slice};
use crate::facts::{Draft, FactKind};
use crate::record::{Amount, FactValue, Found, Modality, OrganizationKind};

/// 1억원
const LARGE: Decimal = Decimal::from_parts(100_000_000, 0, 0, false, 0);

pub fn money(scene: &Scene, into: &mut Vec<Draft>) {
    let amounts = &scene.numbers.amounts;
    for (nth, amount) in amounts.iter().enumerate() {
        if amount.what.conversion_of.is_some() || amount.what.per.is_some() {
            continue;
        }
        // A restatement in another currency stands between the amount and its verb: `100만 달러(약 13억원)를`.
        let restated = amounts.get(nth + 1).filter(|next| next.what.conversion_of == Some(nth));
        let end = restated.map_or(amount.span.end, |next| next.span.end);
        let end = if restated.is_some() && scene.text[end..].starts_with(')') { end + 1 } else { end };
        let around = scene.around(amount.span.start);
        let clause =
            Clause { scene, amount, nth, around: Span::new(around.start.min(amount.span.start), around.end.max(end)), end };
        if let Some(draft) = clause.invested().or_else(|| clause.budgeted()) {
            into.push(draft);
        }
    }
}

/// An amount in its clause.
struct Clause<'s, 'a> {
    scene: &'s Scene<'a>,
    amount: &'s Found<Amount>,
    nth: usize,
    around: Span,
    /// Where the amount ends, with its restatement.
    end: usize,
}

impl Clause<'_, '_> {
    fn text(&self) -> &str {
        self.scene.text
    }

    fn behind(&self) -> &str {
        slice(self.text(), self.end, self.around.end)
    }

    /// What stands before the amount and the words that belong to it.
    fn before(&self) -> &str {
        let mut before = slice(self.text(), self.around.start, self.amount.span.start).trim_end();
        loop {
            let shorter =
                ["총", "약", "모두", "최대", "연간", "각각", "무려", "최소", "등", "등 총", "합쳐", "규모", "대략", "("]
                    .iter()
                    .find_map(|word| {
                        before
                            .strip_suffix(word)
                            .filter(|rest| rest.is_empty() || rest.ends_with([' ', '(', ')']) || *word == "(")
                    });
            match shorter {
                Some(rest) => before = rest.trim_end(),
                None => return before,
            }
        }
    }

    /// The words behind the amount, the josa and what else only says it in another way left out: where the next one starts.
    fn next(&self) -> usize {
        let mut at = self.end;
        for _ in 0..5 {
            let rest = slice(self.text(), at, self.around.end);
            let space = rest.len() - rest.trim_start().len();
            let trimmed = &rest[space..];
            let skipped = fact::WON.prefix(trimmed).filter(|word| trimmed[word.len()..].chars().next().is_none_or(|c| c == ' '));
            match skipped {
                Some(word) => at += space + word.len(),
                None => return at + space,
            }
        }
        at
    }

    /// Whether several share several amounts, or the amount is only supposed: who puts in how much is not said.
    fn unsure(&self) -> bool {
        let from = self.actor().map_or(self.around.start, |actor| actor.span.end).min(self.amount.span.start);
        let between = slice(self.text(), from, self.amount.span.start);
        let supposed = ["할 때", "될 때", "할 경우", "될 경우", "하면 ", "되면 "].iter().any(|word| between.contains(word));
        let cut =
            ["삭감된", "삭감한", "감액된", "깎인", "줄어든", "줄인", "횡령", "빼돌"].iter().any(|word| between.contains(word));
        let shared = self.actor().is_some_and(|actor| {
            let named = crate::facts::agreement::listed(self.scene, self.around.start, actor.span.end, Some(actor));
            actor.who.is_some() && named.len() > 1
        });
        supposed
            || cut
            || shared
            || between.contains("각각")
            || self.behind().trim_start_matches(['을', '를', ' ']).starts_with('씩')
    }

    fn invested(&self) -> Option<Draft> {
        let scene = self.scene;
        if self.unsure() {
            return None;
        }
        let at = self.next();
        let rest = slice(self.text(), at, self.around.end);
        let money_before = fact::MONEY.ends(self.before());
        let noun = fact::INVESTED.prefix(rest);
        let spent = ["투입", "들여", "들인", "들이", "쏟아"].iter().find(|word| rest.starts_with(**word));
        let length = match (noun, spent) {
            (Some(noun), _) => {
                let after = &rest[noun.len()..];
                let spaced = after.trim_start();
                if fact::INVESTED_NOT.starts(after)
                    || fact::INVESTED_NOT.starts(spaced)
                        && spaced.len() < after.len()
                        && spaced.starts_with(['유', '받', '대', '비'])
                    || !fact::INVESTED_VERBS.starts(after)
                {
                    return None;
                }
                noun.len()
            }
            (None, Some(word)) if !money_before => word.len(),
            _ => return None,
        };
        let actor = self.actor();
        // Money that a government puts in is public; who it is decides where the verb does not.
        let public = money_before || actor.is_some_and(|actor| self.public(actor));
        if money_before || noun.is_none() && !actor.is_some_and(|actor| actor.who.is_some() || public) {
            return None;
        }
        let verb = Span::new(at + length, self.around.end);
        // `300억원을 투자하는 구상`: the plan of somebody whom the clause does not name.
        let ending = slice(self.text(), verb.start, verb.end).split(' ').next().unwrap_or_default();
        if ["하는", "되는", "될", "는"].contains(&ending) {
            return None;
        }
        let tense = modality(scene, verb, Modality::Planned)?;
        let kind = if public && noun.is_none() { FactKind::Budget } else { FactKind::Investment };
        let mut draft = self.draft(kind, verb.start, tense);
        draft.subject = actor.map(|actor| self.role(actor));
        draft.object = self.goal();
        // Nobody and nothing is no fact; small sums that nobody puts in are examples.
        let large = self.amount.what.currency != "KRW" || self.amount.what.quantity.value.is_some_and(|value| value >= LARGE);
        (draft.subject.is_some() || draft.object.is_some() && large).then_some(draft)
    }

    fn budgeted(&self) -> Option<Draft> {
        let scene = self.scene;
        if self.unsure() {
            return None;
        }
        let before = self.before();
        let stem =
            before.strip_suffix(['은', '는', '이', '가', '을', '를', '도', '으', '로']).unwrap_or(before).trim_end_matches('으');
        let (named, josa) = match (
            fact::MONEY.iter().find(|word| before.ends_with(word)),
            fact::MONEY.iter().find(|word| stem.ends_with(word)),
        ) {
            (Some(_), _) => (Some(before), ""),
            (None, Some(_)) => (Some(stem), &before[stem.len()..]),
            _ => (None, ""),
        };
        let at = self.next();
        let rest = slice(self.text(), at, self.around.end);
        // 30억원의 예산을, 예산 30억원을
        let (verb, noun) = match named {
            Some(_) => (at, None),
            None => {
                let noun = fact::MONEY.prefix(rest)?;
                let close = rest[noun.len()..].chars().next().is_none_or(|c| "을를이가은는으도,. ".contains(c));
                if !close {
                    return None;
                }
                (at + noun.len(), Some(noun))
            }
        };
        let follows = slice(self.text(), verb, self.around.end);
        let words: Vec<&str> = follows.split_whitespace().take(5).collect();
        let near = follows.split([',', '.']).next().unwrap_or(follows);
        if fact::UNSPENT.iter().any(|word| words.iter().take(4).any(|shown| shown.starts_with(word)))
            || ["보다", "에서", "대비"].iter().any(|word| follows.starts_with(word))
        {
            return None;
        }
        let copula =
            ["이다", "다.", "이며", "으로,", "이고", "이었", "였"].iter().any(|word| follows.trim_start().starts_with(word))
                && !josa.is_empty();
        let spent =
            words.iter().any(|shown| fact::SPENT.starts(shown) && !shown.starts_with("규모")) && near.len() <= follows.len();
        if !(spent || copula) {
            return None;
        }
        let present = if copula { Modality::Actual } else { Modality::Planned };
        let tense = modality(scene, Span::new(verb, self.around.end), present)?;
        let mut draft = self.draft(FactKind::Budget, verb, tense);
        let actor = self.actor();
        draft.subject = actor.map(|actor| self.role(actor));
        draft.object = self.goal().or_else(|| named.filter(|_| noun.is_none()).and_then(|named| self.purpose(named)));
        // `정부 예산 10억원`: whose money it is.
        if let Some(Role::Words(span)) = draft.object
            && draft.subject.is_none()
            && (fact::ACTORS.has(span.of(self.text())) || scene.mention_ending(span.end).is_some())
        {
            draft.subject = draft.object.take().map(|role| scene.mention_ending(span.end).map_or(role, Role::Named));
        }
        (draft.subject.is_some() || draft.object.is_some()).then_some(draft)
    }

    fn draft(&self, kind: FactKind, end: usize, tense: Modality) -> Draft {
        let actor = self.actor().map_or(self.amount.span.start, |actor| actor.span.start);
        let start = if self.around.start <= actor { actor.min(self.amount.span.start) } else { self.amount.span.start };
        let mut draft = Draft::new(kind, Span::new(start, end));
        draft.value = Some(FactValue::Amount(self.nth));
        draft.when = self.when();
        // The calendar knows better than the verb.
        // What is planned on a day that has passed was announced on it.
        let passed =
            draft.when.filter(|&date| crate::facts::event::against_publication(self.scene, date) == Some(Modality::Actual));
        if tense == Modality::Planned && passed.is_some() {
            draft.when = None;
        }
        let ahead = draft.when.and_then(|date| crate::facts::event::against_publication(self.scene, date));
        draft.modality = Some(ahead.filter(|known| *known == Modality::Planned).unwrap_or(tense));
        draft
    }

    /// Who acts: in the clause before the amount, or who was the topic of the sentence before where this one has none.
    fn actor(&self) -> Option<Actor> {
        let scene = self.scene;
        let before = Span::new(self.around.start, self.amount.span.start);
        // 300억원이 투입된다: the amount is the subject, and only a topic can be who pays.
        let passive = self.behind().trim_start().starts_with(['이', '가']) && !self.behind().starts_with("이상");
        let actor = if passive { scene.actor(before).filter(|actor| actor.topic) } else { scene.doer(before) }?;
        let known = actor.who.is_some() || fact::ACTORS.has(actor.span.of(scene.text).rsplit(' ').next().unwrap_or_default());
        (known && !actor.organ).then_some(actor)
    }

    fn role(&self, actor: Actor) -> Role {
        actor.who.map_or(Role::Words(actor.span), |who| Role::Named(self.scene.acts_for(who)))
    }

    /// Whether a government or what it owns acts.
    fn public(&self, actor: Actor) -> bool {
        use OrganizationKind::{Assembly, CentralGovernment, LocalGovernment, PublicInstitution};
        match actor.who.map(|who| self.scene.acts_for(who)) {
            Some(Who::Body(nth)) => {
                matches!(self.scene.names.bodies[nth].kind, Assembly | CentralGovernment | LocalGovernment | PublicInstitution)
            }
            _ => ["정부", "시", "군", "구", "도", "당국"].contains(&actor.span.of(self.text())),
        }
    }

    /// The date that stands in the amount's clause: between it and the last predicate or amount before it, or right behind it.
    fn when(&self) -> Option<usize> {
        let scene = self.scene;
        let amounts = &scene.numbers.amounts;
        let from = self.nth.checked_sub(1).map_or(self.around.start, |last| amounts[last].span.end.max(self.around.start));
        let from = from.min(self.amount.span.start);
        let (nth, date) = scene.dates_in(Span::new(from, self.amount.span.start)).next_back()?;
        let between = Span::new(date.end, self.amount.span.start);
        // `3일 밝혔다`, `지난해 발표한`: another predicate's date.
        let inner = scene.words(between).any(|word| scene.acting(word, between.start).is_some_and(|actor| !actor.topic));
        (!inner && !scene.breaks(between) && !slice(self.text(), between.start, between.end).contains('“')).then_some(nth)
    }

    /// What the money goes into: `광주에 300억원을`, `300억원을 들여 공장을 짓는다`.
    fn goal(&self) -> Option<Role> {
        let scene = self.scene;
        let before = self.before();
        if let Some(stem) = before.strip_suffix('에')
            && !stem.is_empty()
        {
            let end = self.around.start + stem.len();
            if scene.dates_in(Span::new(self.around.start, end)).all(|(_, date)| date.end != end) {
                if let Some(who) = scene.mention_ending(end) {
                    return Some(Role::Named(who));
                }
                let phrase = scene.phrase_before(end, self.around.start)?;
                return (!fact::GENERAL.has(phrase.of(scene.text))).then_some(Role::Words(phrase));
            }
        }
        // The object of the verb of building behind the amount.
        let behind = Span::new(self.end, self.around.end);
        let mut last: Option<Span> = None;
        for word in scene.words(behind).take(12) {
            let shown = word.of(scene.text);
            if fact::BUILT.starts(shown) || shown.starts_with("지을") || shown.starts_with("짓") || shown.starts_with("지어")
            {
                let object = last?;
                let text = object.of(scene.text);
                let stem = text.strip_suffix(['을', '를'])?;
                let end = object.start + stem.len();
                let phrase = scene.phrase_before(end, self.end)?;
                return Some(Role::Words(phrase)).filter(|_| !fact::MONEY.ends(stem) && !fact::INVESTED.ends(stem));
            }
            last = Some(word);
        }
        None
    }

    /// What the noun of money is for: `슈퍼컴 구축에 필요한 예산`, `도로 건설 사업비`.
    fn purpose(&self, named: &str) -> Option<Role> {
        let scene = self.scene;
        let end = self.around.start + named.len();
        let noun = fact::MONEY.iter().filter(|word| named.ends_with(word)).max_by_key(|word| word.len())?;
        let head = named[..named.len() - noun.len()].trim_end();
        for needed in ["에 필요한", "에 드는", "에 들어가는", "을 위한", "를 위한"] {
            if let Some(stem) = head.strip_suffix(needed) {
                return scene.phrase_before(self.around.start + stem.len(), self.around.start).map(Role::Words);
            }
        }
        if head.is_empty() || named[..named.len() - noun.len()].len() == head.len() {
            return None;
        }
        let phrase = scene.phrase_before(self.around.start + head.len(), self.around.start)?;
        let shown = phrase.of(scene.text);
        let bare = ["총", "내년", "내년도", "올해", "관련", "이", "전체", "국가", "마중물", "자체", "전체", "해당"]
            .contains(&shown)
            || fact::MONEY.ends(shown)
            || fact::GENERAL.has(shown);
        (phrase.end < end && !bare).then_some(Role::Words(phrase))
    }
}
