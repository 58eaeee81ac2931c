//! Investments and budgets: who puts how much into what.
//!
//! An amount is an investment where a verb of investing takes it (`300억원을 투자해`), a budget where public money is named right before or
//! behind it (`국비 55억 원을 확보`, `30억원의 예산을 편성`). What was cut, compared or embezzled is neither.

mod goal;

use rust_decimal::Decimal;

use crate::document::Span;
use crate::facts::lexis::fact;
use crate::facts::modality::modality_of_deed;
use crate::facts::scene::{Actor, Role, Scene, Who, slice};
use crate::facts::{Draft, FactKind};
use crate::record::{Amount, Bound, FactValue, Found, Modality, OrganizationKind};

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
        // `1억 달러(약 1300억 원) 이상`: a bound that the amount does not tell.
        if restated.is_some() && amount.what.quantity.bound == Bound::Eq && fact::BOUNDS.starts(scene.text[end..].trim_start()) {
            continue;
        }
        let around = scene.around(amount.span.start);
        let around = part(scene.text, Span::new(around.start.min(amount.span.start), around.end.max(end)), amount.span.start);
        let clause = Clause { scene, amount, nth, around: Span::new(around.start, around.end.max(end)), end };
        if let Some(draft) = clause.invested().or_else(|| clause.budgeted()) {
            let leads = scene.leads(amount.span.start);
            // Behind the lead, a sum without what it is for, when or what comes of it is taken for what the title is about.
            let told = draft.object.is_some() || draft.when.is_some() || clause.goes_on() || leads;
            // Who invests is the half of it; one word does not say what nobody's money is for.
            let whole = match draft.object {
                _ if draft.subject.is_some() => true,
                _ if draft.kind == FactKind::Investment => leads,
                Some(Role::Words(span)) => span.of(scene.text).contains(' '),
                _ => true,
            };
            if told && whole {
                into.push(draft);
            }
        }
    }
}

/// The part of a line of headings or short news (`A시, 도로 확장 / 사업비 3억`, `▲A사=B사와 계약`) that byte `at` lies in.
pub(super) fn part(text: &str, span: Span, at: usize) -> Span {
    const PARTS: [&str; 5] = [" / ", "▲", "△", "■", "◆"];
    let start = |mark: &&str| slice(text, span.start, at).rfind(*mark).map(|found| span.start + found + mark.len());
    let end = |mark: &&str| slice(text, at, span.end).find(*mark).map(|found| at + found);
    Span::new(PARTS.iter().filter_map(start).max().unwrap_or(span.start), PARTS.iter().filter_map(end).min().unwrap_or(span.end))
}

/// The noun of public money or costs that `text` ends in: 연구비 is no 구비.
fn money_noun(text: &str) -> Option<&'static str> {
    const WHOLE: [&str; 6] = ["국비", "도비", "시비", "군비", "구비", "국고"];
    let fits = |word: &&str| {
        text.strip_suffix(word).is_some_and(|head| !WHOLE.contains(word) || !head.ends_with(crate::normalize::unit::hangul))
    };
    fact::MONEY.iter().filter(fits).max_by_key(|word| word.len())
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

    /// Whether another clause says what is done with the amount: `30억원을 투입해 …`.
    fn goes_on(&self) -> bool {
        let behind = self.behind().trim_start_matches(['을', '를', ' ']);
        let verb = behind.split(' ').next().unwrap_or_default().trim_end_matches(',');
        // 추가 투자해
        let next = behind.split(' ').nth(1).unwrap_or_default().trim_end_matches(',');
        [verb, next].iter().any(|word| ["투자해", "투입해", "들여", "출자해", "쏟아", "투자하여", "투입하여"].contains(word))
    }

    /// What stands before the amount in its clause.
    fn ahead(&self) -> &str {
        slice(self.text(), self.around.start, self.amount.span.start)
    }

    /// What stands before the amount and the words that belong to it.
    fn before(&self) -> &str {
        let mut before = self.ahead().trim_end();
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
        let supposed = ["할 때", "될 때", "할 경우", "될 경우", "하면 ", "되면 ", "하면,", "되면,"]
            .iter()
            .any(|word| between.contains(word));
        // `공모에 선정되면 물빛대는 30억원을 받아`: the condition may stand before who acts.
        let supposed = supposed || ["되면 ", "되면,", "될 경우", "할 경우"].iter().any(|word| self.ahead().contains(word));
        let cut = fact::ASKED.within(between);
        // `300억원을 썼다고도 주장했다`: what somebody claims.
        let claimed = ["다고 주장", "다고도 주장", "다는 주장"].iter().any(|claim| self.behind().contains(claim));
        // What each one gets: `가구당 최대 3000만원을`.
        let quantity = &self.amount.what.quantity;
        let small = self.amount.what.currency == "KRW" && quantity.value.is_some_and(|value| value < LARGE);
        let near = crate::document::floor(between, between.len().saturating_sub(60));
        let per = ["곳당", "개당", "명당", "인당", "가구당", "건당", "기당", "호당"];
        let each = per.iter().any(|word| between[near..].contains(word))
            || between.ends_with("각 ")
            || small
                && (["에게", "당 ", "마다"].iter().any(|word| between[near..].contains(word))
                    || matches!(quantity.bound, Bound::Lte | Bound::Lt));
        let shared = self.actor().is_some_and(|actor| {
            let named = crate::facts::agreement::listed(self.scene, self.around.start, actor.span.end, Some(actor));
            // 나주시와 정부는
            let before = slice(self.text(), self.around.start, actor.span.start);
            let joined = actor.who.is_none() && ["와 ", "과 ", "·", ", "].iter().any(|joint| before.ends_with(joint));
            joined || actor.who.is_some() && named.len() > 1
        });
        // `예산 600억원 중 63%를`, `국비 100억 포함 총 200억을`: a whole or a part of what is spent.
        let behind = self.behind().trim_start_matches([' ', ')']);
        let part = ["중 ", "가운데 ", "포함", "을 포함", "에 달하는"].iter().any(|word| behind.starts_with(word));
        let nothing = quantity.value.is_some_and(|value| value.is_zero());
        supposed
            || part
            || claimed
            || self.of_a_row()
            || self.breaks_up()
            || nothing
            || cut
            || each
            || shared
            || between.contains("각각")
            || self.behind().trim_start_matches(['을', '를', ' ']).starts_with('씩')
    }

    /// Whether the amount is one of several that are given or spent together: `국비 10억원, 도비 3억 원을`, `국비 10억원 등 30억원을`.
    fn of_a_row(&self) -> bool {
        let amounts = &self.scene.numbers.amounts;
        let joined = |from: usize, to: usize| {
            let gap = slice(self.text(), from, to.max(from)).trim_start_matches("원");
            let Some(rest) =
                [", ", "과 ", "와 ", "·", "에 ", "및 ", " 및 ", " + ", "+"].iter().find_map(|joint| gap.strip_prefix(joint))
            else {
                return false;
            };
            // 도비, 시비: and nothing else.
            let rest = rest.trim_end().trim_end_matches(" 약").trim_end_matches(" 총");
            !rest.is_empty() && !rest.contains(' ') && money_noun(rest).is_some()
        };
        let before = self.nth.checked_sub(1).is_some_and(|last| joined(amounts[last].span.end, self.amount.span.start));
        let whole = |next: &Found<Amount>| {
            let gap = slice(self.text(), self.end, next.span.start.max(self.end)).trim_start();
            gap.strip_prefix('등').is_some_and(|rest| {
                let words = rest.split(' ').filter(|word| !word.is_empty());
                words.clone().count() <= 3 && !words.clone().any(|word| word.ends_with(['을', '를', '로', '고', ',']))
            })
        };
        before
            || amounts
                .get(self.nth + 1)
                .is_some_and(|next| next.span.start < self.around.end && (joined(self.end, next.span.start) || whole(next)))
    }

    /// Whether the amount ends a list of things with an amount each: `도로에 60억원, 하천에 30억원, 공원 10억원 등을 투입해`.
    fn ends_a_list(&self) -> bool {
        let Some(last) = self.nth.checked_sub(1).map(|last| &self.scene.numbers.amounts[last]) else { return false };
        let gap = Span::new(last.span.end, self.amount.span.start.max(last.span.end));
        let shown = gap.of(self.text());
        gap.start > self.around.start
            && shown.trim_start_matches("원").starts_with(',')
            && shown.len() < 120
            && !["총 ", "모두 ", "등 "].iter().any(|whole| shown.contains(whole))
            && !self.scene.breaks(gap)
    }

    /// Whether the amount stands in brackets that break up the one before them: `20억 원(국비 14억 원, 도비 6억 원)을`.
    fn breaks_up(&self) -> bool {
        let before = self.ahead();
        let Some(open) = before.rfind('(').filter(|open| !before[*open..].contains(')')) else { return false };
        let open = self.around.start + open;
        let whole =
            |amount: &Found<Amount>| amount.span.end <= open && slice(self.text(), amount.span.end, open).trim().is_empty();
        self.scene.numbers.amounts[..self.nth].iter().rev().take_while(|amount| amount.span.end > self.around.start).any(whole)
    }

    fn invested(&self) -> Option<Draft> {
        let scene = self.scene;
        if self.unsure() {
            return None;
        }
        let at = self.next();
        let rest = slice(self.text(), at, self.around.end);
        let money_before = money_noun(self.before()).is_some();
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
        let mut words = scene.words(Span::new(at, self.around.end));
        let mut word = words.next()?;
        let ending = slice(self.text(), verb.start.min(word.end), word.end);
        if ["하는", "되는", "될", "는"].contains(&ending) {
            return None;
        }
        // 투자를 단행해
        if ending == "를" || ending.is_empty() && noun.is_some() {
            word = words.next().unwrap_or(word);
        }
        // 투자한 혐의
        if words.next().is_some_and(|next| {
            ["혐의", "의혹", "경우", "가능성", "소문"].iter().any(|noun| next.of(self.text()).starts_with(noun))
        }) {
            return None;
        }
        // `삼성전자는 네이버와 함께 300억원을 투자했다`: how much is whose is not said.
        let from = actor.map_or(self.around.start, |actor| actor.span.end).min(at);
        if scene
            .words(Span::new(from, word.end))
            .any(|word| ["함께", "공동"].iter().any(|joint| word.of(self.text()).starts_with(joint)))
        {
            return None;
        }
        let tense = modality_of_deed(scene, word, verb, Modality::Planned)?;
        // 투자를 결정했다, 투자를 추진하고 있다: not yet put in.
        let decided = noun.is_some()
            && ["결정", "확정", "약속", "추진", "계획"].iter().any(|start| word.of(self.text()).starts_with(start));
        let tense = if decided { Modality::Planned } else { tense };
        // `당시 300억원을 투자하겠다고 밝혔다`: what came of it, the clause does not say.
        if tense == Modality::Planned && self.long_ago() {
            return None;
        }
        let kind = if public && noun.is_none() { FactKind::Budget } else { FactKind::Investment };
        // `대체투자에 190조원을 투입`: what a fund holds is no budget.
        if kind == FactKind::Budget && self.before().strip_suffix('에').is_some_and(|stem| fact::INVESTED.ends(stem)) {
            return None;
        }
        let mut draft = self.draft(kind, verb.start, tense, false)?;
        draft.subject = actor.map(|actor| self.role(actor));
        // `물빛연구원에 3억원을 들여 조사를 맡겼다`: whom it is given to is the next verb's.
        let taker = |goal: &Role| matches!(goal, Role::Named(_)) && spent.is_some_and(|word| word.starts_with('들'));
        draft.object = self.goal(word.end, None).filter(|goal| !self.of_several_deeds(*goal) && !taker(goal));
        if kind == FactKind::Budget && draft.object.is_none() && self.ends_a_list() {
            return None;
        }
        self.built(&mut draft, word.end);
        if draft.object.is_none() && self.tells_goal() {
            return None;
        }
        if draft.object.is_none() && actor.is_some_and(|actor| self.builds_itself(actor, at)) {
            return None;
        }
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
        let (named, josa) = match (money_noun(before), money_noun(stem)) {
            (Some(_), _) => (Some(before), ""),
            (None, Some(_)) => (Some(stem), &before[stem.len()..]),
            _ => (None, ""),
        };
        // 예산안: proposed, not yet a budget, with all that is put into it (`정부 예산안에 … 30억원이 반영됐다`).
        if named.is_some_and(|named| named.ends_with("안"))
            || ["예산안에", "추경안에", "정부안에"].iter().any(|bill| self.ahead().contains(bill))
        {
            return None;
        }
        // `시가 추산한 예산은 30억원이다`: what somebody reckons, not what there is.
        if ["추산", "추정"].iter().any(|reckoned| self.ahead().contains(reckoned)) {
            return None;
        }
        // `30억원을 편성했으나 국회에서 삭감됐다`: not what it came to.
        if ["삭감됐", "삭감되", "삭감했", "깎였", "깎았"].iter().any(|cut| self.behind().contains(cut)) {
            return None;
        }
        let at = self.next();
        let rest = slice(self.text(), at, self.around.end);
        // 30억원의 예산을, 예산 30억원을
        let (verb, noun) = match named {
            Some(_) => (at, None),
            None => {
                let noun = fact::MONEY.prefix(rest)?;
                if noun.ends_with("안") {
                    return None;
                }
                let close = rest[noun.len()..].chars().next().is_none_or(|c| "을를이가은는으도,. ".contains(c));
                if !close {
                    return None;
                }
                (at + noun.len(), Some(noun))
            }
        };
        let follows = slice(self.text(), verb, self.around.end);
        let words: Vec<Span> = scene.words(Span::new(verb, self.around.end)).take(6).collect();
        if fact::UNSPENT.iter().any(|word| words.iter().any(|shown| shown.of(self.text()).starts_with(word)))
            || ["보다", "에서", "대비"].iter().any(|word| follows.starts_with(word))
        {
            return None;
        }
        let copula =
            ["이다", "다.", "이며", "으로,", "이고", "이었다", "였다"].iter().any(|word| follows.trim_start().starts_with(word))
                && !josa.is_empty();
        // The verb that uses it: 투입해, 확보했다.
        let verbs = |word: &Span| -> Option<(Span, &'static str)> {
            let shown = word.of(self.text());
            fact::SPENT.prefix(shown).filter(|_| !shown.starts_with("규모")).map(|stem| (*word, stem))
        };
        let until = words.iter().position(|word| verbs(word).is_none() && scene.breaks(*word)).unwrap_or(words.len());
        let spent = words[..until].iter().find_map(verbs);
        // `예산이 30억원, 예비비로 20억원이 편성됐다`: the verb is the next one's.
        if follows.starts_with(',') && !josa.is_empty() {
            return None;
        }
        let granted = spent.is_some_and(|(_, stem)| fact::GRANTED.has(stem));
        // `사업비 30억원을 지원받아`: who gets it does not give it.
        if spent.is_some_and(|(word, stem)| slice(self.text(), word.start + stem.len(), word.end).starts_with('받')) {
            return None;
        }
        let (verb, tense) = match spent {
            _ if copula => {
                let rest = Span::new(verb, self.around.end);
                (verb, modality_of_deed(scene, rest, rest, Modality::Actual)?)
            }
            Some((word, stem)) => {
                // `국비 확보를 통해`: spoken of, not told.
                let josa = slice(self.text(), (word.start + stem.len()).min(word.end), word.end);
                let spoken = ["를", "을", "와", "과", "에", "로", "의", "액"].iter().any(|start| josa.starts_with(start));
                if spoken && !["를 ", "을 "].contains(&stem) && !matches!(stem, "을 들" | "를 들") {
                    return None;
                }
                let end = (word.start + stem.len()).min(word.end);
                // `재원 2조원 마련 계획을 따졌다`: a noun before a noun.
                let next = scene.words(Span::new(word.end, self.around.end)).next().map_or("", |next| next.of(self.text()));
                let bare = fact::GRANTED.has(stem) && word.of(self.text()) == stem && !next.is_empty();
                if bare && !["예정", "계획이", "방침이", "했"].iter().any(|start| next.starts_with(start)) {
                    return None;
                }
                let shown = word.of(self.text());
                let tense = modality_of_deed(scene, word, Span::new(end, self.around.end), Modality::Planned)?;
                // `확보해 지을 계획이다`: whether it is there already is not said.
                let shown = shown.trim_end_matches(|c: char| !c.is_alphanumeric());
                let linked = shown == stem || ["해", "하여", "해서", "하고", "하며"].iter().any(|end| shown.ends_with(end));
                if granted && linked && tense == Modality::Planned {
                    return None;
                }
                (verb, tense)
            }
            None => return None,
        };
        let mut draft = self.draft(FactKind::Budget, verb, tense, granted)?;
        let actor = self.actor();
        draft.subject = actor.map(|actor| self.role(actor));
        if draft.subject.is_none() && self.amount.what.quantity.value.is_some_and(|value| value < LARGE) {
            return None;
        }
        // What a company spends of its own is no public money.
        let own = || {
            noun.or(money_noun(before)).or(money_noun(stem)).is_none_or(|noun| !noun.ends_with("비") || noun.ends_with("사업비"))
        };
        let party = actor.is_some_and(|actor| {
            matches!(actor.who.map(|who| scene.acts_for(who)), Some(Who::Body(nth)) if scene.names.bodies[nth].kind == OrganizationKind::Party)
        });
        if party || actor.is_some_and(|actor| self.private(actor)) && own() {
            return None;
        }
        let behind = spent.map_or(self.end, |(word, _)| word.end);
        draft.object = self
            .goal(behind, named.filter(|_| noun.is_none()))
            .or_else(|| self.won().filter(|_| granted))
            .filter(|goal| !self.of_several_deeds(*goal));
        if draft.object.is_none() && self.ends_a_list() {
            return None;
        }
        self.built(&mut draft, behind);
        if draft.object.is_none() && self.tells_goal() {
            return None;
        }
        // `정부 예산 10억원`: whose money it is.
        if let Some(Role::Words(span)) = draft.object
            && draft.subject.is_none()
            && spent.is_none_or(|(_, stem)| stem != "반영")
            && (fact::ACTORS.has(span.of(self.text())) || scene.mention_ending(span.end).is_some())
        {
            draft.subject = draft.object.take().map(|role| scene.mention_ending(span.end).map_or(role, Role::Named));
        }
        // `사업비 30억원을 들여 센터를 짓는다`: which one, nobody says.
        if let Some(Role::Words(span)) = draft.object
            && draft.subject.is_none()
        {
            let shown = span.of(self.text());
            let kind = fact::FACILITIES.has(shown) || fact::KINDS.has(shown) || fact::COMMON.has(shown);
            // A plant is a company's, and so is what it costs.
            let kind = kind || shown.ends_with("공장") || shown.ends_with("라인");
            draft.object = draft.object.filter(|_| !kind);
        }
        // `물빛시의 지원금 예산은 30억원이다`: whose it is.
        if let Some(Role::Words(span)) = draft.object
            && draft.subject.is_none()
            && let Some(head) = self.text()[..span.start].strip_suffix("의 ")
        {
            draft.subject = scene.mention_ending(head.len()).map(Role::Named);
        }
        (draft.subject.is_some() || draft.object.is_some()).then_some(draft)
    }

    /// Whether what money is for is the last of several deeds: `감시원을 두고 장비 운용에 30억원을 투입한다`.
    fn of_several_deeds(&self, goal: Role) -> bool {
        let Role::Words(span) = goal else { return false };
        let before = Span::new(self.around.start.min(span.start), span.start);
        let word = self.scene.words(before).next_back();
        span.end <= self.amount.span.start
            && word.is_some_and(|word| {
                ["고", "며", "고,", "며,"].iter().any(|end| word.of(self.text()).ends_with(end)) && self.scene.breaks(word)
            })
    }

    /// `granted`: the date may be that of its use, which is still to come.
    fn draft(&self, kind: FactKind, end: usize, tense: Modality, granted: bool) -> Option<Draft> {
        let actor = self.actor().map_or(self.amount.span.start, |actor| actor.span.start);
        let start = if self.around.start <= actor { actor.min(self.amount.span.start) } else { self.amount.span.start };
        let mut draft = Draft::new(kind, Span::new(start, end));
        draft.value = Some(FactValue::Amount(self.nth));
        draft.when = self.when();
        // The calendar knows better than the verb.
        // What is planned on a day that has passed was announced on it.
        let passed =
            draft.when.filter(|&date| crate::facts::event::against_publication(self.scene, date) == Some(Modality::Actual));
        if tense == Modality::Planned && passed.is_some() && !granted {
            // Where it was not announced, it may be done: `지난해 300억원을 투입해 내년부터 만들 방침이다`.
            if !self.told() {
                return None;
            }
            draft.when = None;
        }
        let ahead = draft.when.filter(|_| !granted).and_then(|date| crate::facts::event::against_publication(self.scene, date));
        draft.modality = Some(ahead.filter(|known| *known == Modality::Planned).unwrap_or(tense));
        Some(draft)
    }

    /// Who acts: in the clause before the amount, or who was the topic of the sentence before where this one has none.
    fn actor(&self) -> Option<Actor> {
        let scene = self.scene;
        let before = Span::new(self.around.start, self.amount.span.start);
        // 300억원이 투입된다: who pays is not said.
        if self.behind().trim_start().starts_with(['이', '가']) && !self.behind().trim_start().starts_with("이상") {
            return None;
        }
        let mut actor = scene.doer(before).filter(|actor| !actor.organ)?;
        match actor.who {
            // A minister or president spends what is not his.
            Some(who @ Who::Human(nth)) => {
                let title = scene.names.humans[nth].title.as_deref().unwrap_or_default();
                let office = ["장관", "총리", "대통령", "주석", "지사", "시장", "군수", "구청장", "의원"]
                    .iter()
                    .any(|end| title.ends_with(end));
                (self.acts(actor) && (!office || self.heads(who))).then_some(actor)
            }
            Some(Who::Body(_)) => scene.free(actor.span).then_some(actor),
            None => {
                let last = actor.span.of(scene.text).rsplit(' ').next().unwrap_or_default();
                // `이 기간 시는`: what is one syllable is named by no more.
                if last.chars().count() == 1 {
                    actor.span.start = actor.span.end - last.len();
                }
                let unnamed = ["이 ", "그 ", "해당 ", "한 "].iter().any(|word| actor.span.of(scene.text).starts_with(word));
                // `3개 회사는`: more than one.
                let counted = |c: char| c.is_ascii_digit() || c == '개' || c == '여';
                let several = scene.text[..actor.span.start].trim_end().ends_with(counted)
                    || actor.span.of(scene.text).starts_with(counted);
                (fact::ACTORS.has(last) && !several && !unnamed).then_some(actor)
            }
        }
    }

    /// Whether a person puts in money for himself or his body: not who only tells what others do.
    fn acts(&self, actor: Actor) -> bool {
        !self.told() || actor.who.is_some_and(|who| self.heads(who))
    }

    /// Whether the clause is somebody's words.
    fn told(&self) -> bool {
        const TOLD: [&str; 12] = [
            "다고 ",
            "라고 ",
            "다며 ",
            "라며 ",
            "다면서 ",
            "계획을 ",
            "방침을 ",
            "포부를 ",
            "의지를 ",
            "뜻을 ",
            "구상을 ",
            "점을 ",
        ];
        TOLD.iter().any(|words| self.behind().contains(words))
    }

    /// Whether the clause tells of the past: 당시, or a year or month before the one of publication.
    fn long_ago(&self) -> bool {
        let scene = self.scene;
        let told = scene.words(self.around).any(|word| ["당시", "당시엔", "당시에는"].contains(&word.of(self.text())));
        let before = |nth: usize| {
            let date = &scene.numbers.dates[nth].what;
            let day = date.latest.as_deref().and_then(|day| day.parse::<jiff::civil::Date>().ok());
            let year = scene.published.map(|published| published.year());
            date.bound == crate::record::DateBound::Eq && day.zip(year).is_some_and(|(day, year)| day.year() < year)
        };
        told || scene.dates_in(Span::new(self.around.start, self.amount.span.start)).any(|(nth, _)| before(nth))
    }

    /// Whether a person speaks and decides for a body that spends.
    fn heads(&self, who: Who) -> bool {
        use OrganizationKind::{Assembly, CentralGovernment, ForeignGovernment, LocalGovernment, Media, Party};
        let Who::Human(nth) = who else { return false };
        let title = self.scene.names.humans[nth].title.as_deref().unwrap_or_default();
        match self.scene.acts_for(who) {
            Who::Body(body) => {
                let kind = self.scene.names.bodies[body].kind;
                // A minister heads a ministry, though he may have been of another body.
                let office = if ["장관", "차관", "총리", "대통령"].iter().any(|end| title.ends_with(end)) {
                    kind == CentralGovernment || kind == ForeignGovernment
                } else if ["군수", "구청장", "도지사"].iter().any(|end| title.ends_with(end)) {
                    kind == LocalGovernment
                } else {
                    true
                };
                fact::HEADS.ends(title) && office && !matches!(kind, Party | Assembly | Media)
            }
            Who::Human(_) => false,
        }
    }

    /// The body whose money a head of a government spends, or a head of any body speaks of; what others do they do for themselves.
    fn role(&self, actor: Actor) -> Role {
        let Some(who) = actor.who else { return self.government(actor.span).unwrap_or(Role::Words(actor.span)) };
        let lifted = self.heads(who) && (self.told() || self.public(actor));
        Role::Named(if lifted { self.scene.acts_for(who) } else { who })
    }

    /// The one government of the article that a syllable stands for: 군은 of 예산군.
    fn government(&self, span: Span) -> Option<Role> {
        let kind = span.of(self.text());
        let mut bodies = self.scene.names.bodies.iter().enumerate().filter(|(_, body)| {
            body.kind == OrganizationKind::LocalGovernment && body.name.len() > kind.len() && body.name.ends_with(kind)
        });
        let only = bodies.next().filter(|_| matches!(kind, "시" | "군" | "구" | "도") && bodies.next().is_none());
        only.map(|(nth, _)| Role::Named(Who::Body(nth)))
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

    /// `도서관은 30억원을 들여 신축됐다`: what is built puts in nothing.
    fn built(&self, draft: &mut Draft, verb: usize) {
        let passive = self.scene.words(Span::new(verb.min(self.around.end), self.around.end)).take(8).any(|word| {
            let shown = word.of(self.text());
            let rest = fact::BUILT.prefix(shown).map_or("", |noun| &shown[noun.len()..]);
            rest.starts_with(['됐', '된', '되', '돼'])
        });
        if passive {
            draft.object = draft.subject.take().or(draft.object);
        }
    }

    /// `물빛체육관은 30억원을 들여 건립한다`: the building that is built is nobody who pays.
    fn builds_itself(&self, actor: Actor, verb: usize) -> bool {
        const BUILDINGS: [&str; 9] = ["센터", "체육관", "도서관", "박물관", "미술관", "회관", "경기장", "공원", "타운"];
        let building = BUILDINGS.iter().any(|end| actor.span.of(self.text()).ends_with(end));
        let mut words = self.scene.words(Span::new(verb.min(self.around.end), self.around.end)).take(12);
        building && words.any(|word| fact::BUILT.starts(word.of(self.text())))
    }

    /// Whether a company acts.
    fn private(&self, actor: Actor) -> bool {
        use OrganizationKind::{Bank, Company};
        matches!(actor.who, Some(Who::Body(nth)) if matches!(self.scene.names.bodies[nth].kind, Company | Bank))
    }

    /// The date that stands in the amount's clause: between it and the last predicate or amount before it, or right behind it.
    fn when(&self) -> Option<usize> {
        let scene = self.scene;
        let amounts = &scene.numbers.amounts;
        let from = self.nth.checked_sub(1).map_or(self.around.start, |last| amounts[last].span.end.max(self.around.start));
        let from = from.min(self.amount.span.start);
        let (nth, date) = scene.dates_in(Span::new(from, self.amount.span.start)).next_back()?;
        let between = Span::new(date.end, self.amount.span.start);
        let rest = between.of(scene.text);
        // `지난해보다 많은`, `(2023년)`; `3일 … 투자했다고 밝혔다`: the day on which it was said.
        let said = self.told() && scene.numbers.dates[nth].what.value.len() >= "XXXX-XX".len();
        if said
            || rest.starts_with([')', '('])
            || ["보다", "대비", "에 비", " 대비", "과 비", "와 비"].iter().any(|word| rest.starts_with(word))
        {
            return None;
        }
        // `‘2026년 … 평가’에서`: a name's. `올해 … 5년간 300억원`: when it was decided, not how long it takes.
        let named = scene.marks.named(date.start) && !scene.marks.named(self.amount.span.start);
        let found = &scene.numbers.dates[nth].what;
        let lasts = found.bound == crate::record::DateBound::Eq
            && !found.value.contains('/')
            && scene
                .numbers
                .dates
                .iter()
                .any(|other| other.what.kind == crate::record::DateType::Duration && between.contains(other.span));
        if named || lasts {
            return None;
        }
        // `3일 밝혔다`, `지난해 발표한`: another predicate's date.
        let inner = scene.words(between).any(|word| scene.acting(word, between.start).is_some_and(|actor| !actor.topic));
        (!inner && !scene.breaks(between) && !slice(self.text(), between.start, between.end).contains('“')).then_some(nth)
    }
}
