//! What an amount is for: what stands before it with 에, what is built with it, what a noun of money names.

use super::{Clause, money_noun};
use crate::document::Span;
use crate::facts::lexis::fact;
use crate::facts::scene::{Role, nominal, slice};
use crate::token::Tag;

/// Between what money is for in the end and what it is for at once.
const AIMED: [&str; 2] = ["을 위한 ", "를 위한 "];

/// Behind a noun of which something is made to be more or less.
const MORE: [&str; 11] =
    ["많은", "늘어난", "늘린", "증가한", "증액한", "증액된", "적은", "줄어든", "감소한", "웃도는", "차지하는"];

/// What stands with 에 at the end of the words before an amount: `4대 분야에`.
fn target_stem(lead: &str) -> Option<&str> {
    ["에", "에는", "에만", "에도"].iter().find_map(|josa| lead.strip_suffix(josa))
}

impl Clause<'_, '_> {
    /// What the money is for. `verb` is where the word of the verb ends, `named` what stands before the amount up to the noun of money.
    pub(super) fn goal(&self, verb: usize, named: Option<&str>) -> Option<Role> {
        let lead = self.lead();
        let stem = target_stem(lead).filter(|stem| !stem.is_empty());
        // `내년 예산에 30억원을 반영했다`: where it stands.
        if let Some(stem) = stem.filter(|stem| money_noun(stem).is_none()) {
            let end = self.around.start + stem.len();
            if self.scene.dates_in(Span::new(self.around.start, end)).all(|(_, date)| date.end != end) {
                return self.target(end).or_else(|| self.deed(verb));
            }
        }
        self.deed(verb)
            .or_else(|| named.and_then(|named| self.purpose(named)))
            .or_else(|| self.aim(lead))
            .or_else(|| self.bought(lead, verb))
    }

    /// Whether the words before the amount tell what it is for, readable or not: `4대 분야에 30억원을`. What is left of such a fact
    /// without it misleads.
    pub(super) fn tells_goal(&self) -> bool {
        let lead = self.lead();
        target_stem(lead).is_some_and(|stem| money_noun(stem).is_none())
    }

    /// `건물을 30억원을 들여 매입했다`: the object before the amount.
    fn bought(&self, lead: &str, verb: usize) -> Option<Role> {
        let stem = lead.strip_suffix(['을', '를'])?;
        let next = self.scene.words(Span::new(verb.min(self.around.end), self.around.end)).next()?.of(self.text());
        let end = self.around.start + stem.len();
        (fact::BUILT.starts(next) || fact::DONE.starts(next)).then(|| self.phrase(end, self.around.start).map(Role::Words))?
    }

    /// What stands before the amount without the words that tell how long, whose money and how much more than before:
    /// `수로 정비에 올해보다 3억 원 많은 국비`.
    fn lead(&self) -> &str {
        let dates = &self.scene.numbers.dates;
        let mut lead = self.before();
        loop {
            let end = self.around.start + lead.len();
            let bare = ["에 걸쳐", "까지", "부터", "동안", "안에", "에", "간", ""].iter().find_map(|josa| {
                let at = lead.strip_suffix(josa)?.len() + self.around.start;
                let nth = dates.partition_point(|date| date.span.end < at);
                dates
                    .get(nth)
                    .filter(|date| date.span.end == at && date.span.start >= self.around.start)
                    .map(|date| date.span.start)
            });
            let shorter = if let Some(start) = bare {
                slice(self.text(), self.around.start, start)
            } else if MORE.iter().any(|more| lead.ends_with(more)) {
                let near = crate::document::floor(lead, lead.len().saturating_sub(80));
                let Some(at) = ["보다 ", "대비 ", "비해 ", "의 "].iter().filter_map(|than| lead[near..].rfind(than)).max()
                else {
                    return lead;
                };
                // 올해보다, 올해 대비, 올해에 비해: with the word that it is compared with.
                let head = lead[..near + at].trim_end();
                &head[..head.rfind(' ').map_or(0, |space| space + 1)]
            } else {
                let word = &lead[lead.rfind(' ').map_or(0, |space| space + 1)..];
                let sum = money_noun(word).is_some_and(|noun| {
                    let head = &word[..word.len() - noun.len()];
                    head.is_empty() || head.chars().count() == 2 && head.ends_with('·')
                });
                let head = lead[..lead.len() - word.len()].trim_end();
                // `백신 개발에 R&D 예산`: which kind of money.
                let noun = || {
                    self.scene
                        .tokens_in(Span::new(end - word.len(), end))
                        .iter()
                        .all(|token| nominal(token.tag) || token.tag.is_mark())
                };
                let kind = end < self.around.start + self.before().len() && head.ends_with('에') && noun();
                let other = fact::SUMS.has(word) || matches!(word, "향후" | "앞으로" | "총" | "약");
                if !sum && !other && !kind || word.len() == lead.len() {
                    return lead;
                }
                &lead[..lead.len() - word.len()]
            };
            lead = shorter.trim_end();
            if lead.is_empty() || self.around.start + lead.len() >= end {
                return lead;
            }
        }
    }

    /// What the noun before 에 names: `광주에 300억원을`.
    fn target(&self, end: usize) -> Option<Role> {
        let scene = self.scene;
        if let Some(who) = scene.mention_ending(end) {
            let start = scene.mentions_in(Span::new(self.around.start, end)).last().map_or(end, |(span, _)| span.start);
            let row = [", ", "·", "와 ", "과 ", "및 "].iter().any(|joint| self.text()[..start].ends_with(joint));
            return (!row && scene.free(Span::new(start, end))).then_some(Role::Named(who));
        }
        let phrase = self.phrase(end, self.around.start)?;
        let last = phrase.of(scene.text).rsplit(' ').next().unwrap_or_default();
        // `가나전자와 다라에 1조원을`: the last of several.
        let row = ["와 ", "과 ", "및 "].iter().any(|joint| self.text()[..phrase.start].ends_with(joint));
        (!row && !fact::OCCASIONS.has(last)).then_some(Role::Words(phrase))
    }

    /// The noun phrase before one of `words`, which end at byte `at`.
    fn before_aim(&self, at: usize, words: &[&str]) -> Option<Role> {
        let before = slice(self.text(), self.around.start, at);
        let head = words.iter().find_map(|word| before.strip_suffix(word))?;
        self.phrase(self.around.start + head.len(), self.around.start).map(Role::Words)
    }

    /// The noun phrase that ends at byte `end` with what it is of or for: `수산물의 안전성 확보`, `하천 복원을 위한 기술 확보`.
    fn phrase(&self, end: usize, floor: usize) -> Option<Span> {
        let whole = self.scene.whole_phrase(end, floor);
        let mut span = whole.or_else(|| self.scene.member(end, floor))?;
        let before = slice(self.text(), floor, span.start);
        let more = AIMED.iter().chain(&["의 "]).find_map(|joint| before.strip_suffix(joint)).map(|head| floor + head.len());
        // 124대의 순찰차, 30억원 규모의 공원: how much of it.
        let counted = |own: &Span| {
            let head = slice(self.text(), floor, own.start).trim_end();
            head.ends_with(|c: char| c.is_ascii_digit()) || own.of(self.text()) == "규모" || self.scene.is_number(*own)
        };
        if let Some(own) = more.and_then(|end| self.scene.member(end, floor).filter(|own| own.end == end && !counted(own))) {
            span.start = own.start;
            let last = span.of(self.text()).rsplit(' ').next().unwrap_or_default();
            return (!fact::PRONOUNS.has(last)).then_some(span);
        }
        whole
    }

    /// The object of what is done with it behind its verb, with no other predicate between: `300억원을 들여 공장을 내년까지 짓는다`;
    /// not 투입하고.
    fn deed(&self, verb: usize) -> Option<Role> {
        let scene = self.scene;
        let own = slice(self.text(), self.end, verb.min(self.around.end)).trim_end_matches([',', ' ']);
        let links = ["해", "여", "하여", "해서", "투입", "투자", "쏟아"].iter().any(|end| own.ends_with(end));
        if !links {
            return None;
        }
        let mut object: Option<Span> = None;
        for word in scene.words(Span::new(verb.min(self.around.end), self.around.end)).take(14) {
            let shown = word.of(scene.text);
            let beside = object.is_some_and(|object| slice(scene.text, object.end, word.start) == " ");
            // `센터 구축 사업을`: a noun before a noun.
            let bare = fact::BUILT.has(shown) || fact::DONE.has(shown);
            if (fact::BUILT.starts(shown) || fact::DONE.starts(shown)) && (beside || !bare && object.is_some()) {
                return self.thing(object?, verb);
            }
            let linked = scene.tokens_in(word).iter().any(|token| matches!(token.tag.last(), Tag::EC | Tag::EF));
            if linked && !["위해", "통해", "따라"].contains(&shown) {
                return None;
            }
            if shown.ends_with(['을', '를']) {
                object = Some(word);
            } else if fact::RULERS.has(shown) || scene.breaks(word) {
                // `개교를 목표로`, `안전을 위한 공사를`: no object of the verb that follows.
                object = None;
            }
        }
        None
    }

    /// The thing that an object names: `공장을`, `순찰차 50대를`.
    fn thing(&self, object: Span, floor: usize) -> Option<Role> {
        let scene = self.scene;
        let stem = object.of(scene.text).strip_suffix(['을', '를'])?;
        let end = object.start + stem.len();
        let counts = &scene.numbers.counts;
        let counted = counts.get(counts.partition_point(|count| count.span.end < end)).filter(|count| count.span.end == end);
        let end = counted.map_or(end, |count| floor + slice(scene.text, floor, count.span.start.max(floor)).trim_end().len());
        let phrase = self.phrase(end, floor)?;
        let shown = phrase.of(scene.text);
        // `누구나 오를 수 있는 사다리`: what one word is not without the clause before it.
        let bare = !shown.contains(' ') && !fact::FACILITIES.ends(shown);
        let clause = scene.words(Span::new(floor.min(phrase.start), phrase.start)).next_back();
        let cut = bare && clause.is_some_and(|word| scene.tokens_in(word).iter().any(|token| token.tag.last() == Tag::ETM));
        (!cut && money_noun(stem).is_none() && !fact::INVESTED.ends(stem)).then_some(Role::Words(phrase))
    }

    /// `수로 정비를 위해 30억원을`, `수로를 조성하기 위해`: with no other predicate between.
    fn aim(&self, lead: &str) -> Option<Role> {
        let scene = self.scene;
        let at = lead.rfind(" 위해").or_else(|| lead.rfind(" 위하여"))?;
        let rest = lead[at + 1..].find(' ').map_or(lead.len(), |space| at + 1 + space);
        let between = Span::new(self.around.start + rest, self.around.start + lead.len());
        let other = scene.breaks(between) || scene.numbers.amounts.iter().any(|amount| between.contains(amount.span));
        if other || !matches!(&lead[at + 1..rest], "위해" | "위해서" | "위하여" | "위해," | "위하여,") {
            return None;
        }
        let end = self.around.start + at;
        if let Some(goal) = self.before_aim(end, &["을", "를"]) {
            return Some(goal);
        }
        let word = scene.words(Span::new(self.around.start, end)).next_back()?;
        let done = word.of(scene.text).strip_suffix('기')?;
        (fact::BUILT.starts(done) || fact::DONE.starts(done)).then(|| self.before_aim(word.start, &["을 ", "를 "]))?
    }

    /// `물길 잇기 공모에 선정돼 국비 30억원을 확보`: what it was won for, or what was chosen.
    pub(super) fn won(&self) -> Option<Role> {
        let scene = self.scene;
        let lead = self.lead();
        let at = lead.rfind("공모")?;
        let chosen = ["선정돼", "선정되"].iter().find_map(|verb| lead[at..].find(verb))?;
        // `물길 잇기 공모에 청년 마을 사업이 선정돼`
        let own = lead[at..at + chosen].trim_end().trim_end_matches("최종").trim_end();
        let end = match own.strip_suffix(['이', '가']) {
            Some(own) => self.around.start + at + own.len(),
            None => self.around.start + lead[..at].trim_end().len(),
        };
        let phrase = scene.whole_phrase(end, self.around.start)?;
        (money_noun(phrase.of(scene.text)).is_none() && scene.mention_ending(end).is_none()).then_some(Role::Words(phrase))
    }

    /// What the noun of money is for: `슈퍼컴 구축에 필요한 예산`, `도로 건설 사업비`.
    fn purpose(&self, named: &str) -> Option<Role> {
        let scene = self.scene;
        let end = self.around.start + named.len();
        let noun = money_noun(named)?;
        // 국·도비
        let head = named[..named.len() - noun.len()].trim_end();
        let head = ["국·", "도·", "시·", "군·"].iter().find_map(|part| head.strip_suffix(part)).unwrap_or(head).trim_end();
        for needed in ["에 필요한", "에 드는", "에 들어가는", "을 위한", "를 위한"] {
            if let Some(stem) = head.strip_suffix(needed) {
                return scene.whole_phrase(self.around.start + stem.len(), self.around.start).map(Role::Words);
            }
        }
        let at = self.around.start + head.len();
        // `건보 재정 10조원`: where it comes from.
        if matches!(noun, "재정" | "재원" | "기금") {
            return None;
        }
        // R&D예산을: in one word.
        let glued = named.len() - noun.len() == head.len();
        let word = head.rsplit(' ').next().unwrap_or_default();
        let phrase = match glued {
            true => (word.chars().count() > 1).then(|| Span::new(at - word.len(), at))?,
            false => scene.whole_phrase(at, self.around.start)?,
        };
        // `교육부에 배정한 연구 예산`: a part that the words before it tell.
        let part = scene
            .words(Span::new(self.around.start, phrase.start))
            .next_back()
            .is_some_and(|word| word.of(scene.text).ends_with('한') && scene.breaks(word));
        if part {
            return None;
        }
        let shown = phrase.of(scene.text);
        // A headline goes on: `예산 최대 편성 복지 예산`.
        if shown.contains(", ") || shown.split(' ').any(|word| money_noun(word).is_some()) {
            return None;
        }
        // 국세 수입 예산: what comes in.
        let income = ["수입", "세입", "세수"].iter().any(|noun| shown.ends_with(noun));
        let bare = income || fact::SUMS.has(shown) || money_noun(shown).is_some();
        (phrase.end < end && !bare).then_some(Role::Words(phrase))
    }
}
