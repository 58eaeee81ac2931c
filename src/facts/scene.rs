//! An article as the readers of quotations and facts see it: its words, who is named where, and what lies in quotation marks.

use crate::document::{Article, Span};
use crate::facts::lexis::{fact, is_title, speaks, speech};
use crate::facts::marks::Marks;
use crate::normalize::unit::hangul;
use crate::recognize::Numbers;
use crate::recognize::names::Names;
use crate::token::{Analysis, Sentence, Tag, Token};

/// An organization or a person of the article, by its place in [`Names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Body(usize),
    Human(usize),
}

/// Who or what takes part in a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Named(Who),
    /// In the article's words.
    Words(Span),
}

/// A noun phrase that acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// `None` where the phrase is nobody that the article names.
    pub who: Option<Who>,
    /// The phrase without its josa.
    pub span: Span,
    /// Speaks for `who` without being it: `한빛시 관계자`.
    pub organ: bool,
    /// With 은 or 는, not 이 or 가.
    pub topic: bool,
}

pub struct Scene<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub sentences: &'a [Sentence],
    pub numbers: &'a Numbers,
    pub names: &'a Names,
    pub marks: Marks,
    /// Every mention, in text order.
    pub mentions: Vec<(Span, Who)>,
    /// The day of publication, where it is known.
    pub published: Option<jiff::civil::Date>,
}

/// The most tokens of a noun phrase, and the most words between a name and its title.
const PHRASE: usize = 10;

/// The most characters of what something is for: what is longer is a heading without marks.
const LONG: usize = 40;

/// The characters of an article's lead, two or three sentences: of sums without what they are for that were read, 24 of 27 were right
/// within it, 12 of 32 behind it where nothing more was said of them.
const LEAD: usize = 300;

/// What joins the noun phrases of a row.
const ROW: [&str; 8] = [", ", "·", "ㆍ", " 및 ", "와 ", "과 ", " 그리고 ", ","];

/// The part of a text from `start` to `end`; nothing where what ends there begins behind it, as where two mentions overlap.
pub fn slice(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

impl<'a> Scene<'a> {
    pub fn new(article: &'a Article, analysis: &'a Analysis, numbers: &'a Numbers, names: &'a Names) -> Self {
        let text = article.text.as_str();
        let bodies = names.bodies.iter().enumerate().map(|(nth, body)| (Who::Body(nth), &body.mentions));
        let humans = names.humans.iter().enumerate().map(|(nth, human)| (Who::Human(nth), &human.mentions));
        let mut mentions: Vec<(Span, Who)> =
            bodies.chain(humans).flat_map(|(who, spans)| spans.iter().map(move |&span| (span, who))).collect();
        mentions.sort_unstable_by_key(|(span, _)| *span);
        let marks = Marks::read(text);
        Scene {
            text,
            tokens: &analysis.tokens,
            sentences: &analysis.sentences,
            numbers,
            names,
            marks,
            mentions,
            published: article.published.map(|time| time.date),
        }
    }

    /// Whether byte `at` lies in the article's lead, which its title is about.
    pub fn leads(&self, at: usize) -> bool {
        self.text[..at].chars().take(LEAD).count() < LEAD
    }

    /// The place in `sentences` of the one that byte `at` lies in, or of the next.
    pub fn sentence(&self, at: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.end <= at)
    }

    /// The clause that `at` may look around in: its sentence, or within it the quotation that it lies in. A quotation that lies
    /// across sentences widens them.
    pub fn around(&self, at: usize) -> Span {
        let sentence = self.sentences.get(self.sentence(at)).map_or(Span::new(at, at), |sentence| sentence.span);
        match self.marks.around(at) {
            Some(inside) => Span::new(sentence.start.max(inside.start).min(at), sentence.end.min(inside.end).max(at)),
            None => sentence,
        }
    }

    /// The first token that ends behind byte `at`.
    pub fn token(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= at)
    }

    /// The tokens that touch `span`.
    pub fn tokens_in(&self, span: Span) -> &'a [Token] {
        let first = self.token(span.start);
        let count = self.tokens[first..].partition_point(|token| token.span.start < span.end);
        &self.tokens[first..first + count]
    }

    /// The mentions that lie in `span`.
    pub fn mentions_in(&self, span: Span) -> &[(Span, Who)] {
        let first = self.mentions.partition_point(|(mention, _)| mention.start < span.start);
        let count = self.mentions[first..].partition_point(|(mention, _)| mention.end <= span.end);
        &self.mentions[first..first + count]
    }

    /// The words of `span` between white space, outside quotations.
    pub fn words(&self, span: Span) -> impl DoubleEndedIterator<Item = Span> + 'a {
        let (text, from) = (self.text, span.start);
        let base = text.as_ptr() as usize;
        slice(text, from, span.end).split([' ', '\n']).filter(|word| !word.is_empty()).map(move |word| {
            let start = word.as_ptr() as usize - base;
            Span::new(start, start + word.len())
        })
    }

    /// The name of whom it is in the article.
    pub fn name(&self, who: Who) -> &str {
        match who {
            Who::Body(nth) => &self.names.bodies[nth].name,
            Who::Human(nth) => &self.names.humans[nth].name,
        }
    }

    /// The body that a person with a position acts for, where the article names it; others act for themselves.
    pub fn acts_for(&self, who: Who) -> Who {
        let Who::Human(nth) = who else { return who };
        let Some(name) = &self.names.humans[nth].organization else { return who };
        let known = |body: &crate::recognize::names::Body| {
            body.name == *name || body.mentions.iter().any(|mention| mention.of(self.text) == name)
        };
        self.names.bodies.iter().position(known).map_or(who, Who::Body)
    }

    /// Who does what stands behind `span`: the nearest subject that no relative clause holds, or topic.
    pub fn doer(&self, span: Span) -> Option<Actor> {
        let mut relative = false;
        for word in self.words(span).rev() {
            if self.quoted(word, span) {
                continue;
            }
            if let Some(actor) = self.acting(word, span.start).filter(|actor| actor.topic || !relative) {
                return Some(actor);
            }
            relative |= self.relative(word);
        }
        None
    }

    /// Whether somebody who can speak is meant.
    pub fn personal(&self, actor: &Actor) -> bool {
        let called = actor.span.of(self.text);
        actor.who.is_some() || speaks(called) || speech::PRONOUNS.has(called)
    }

    /// Whether a word of `span` lies in a quotation that `span` does not lie in.
    fn quoted(&self, word: Span, span: Span) -> bool {
        self.marks.around(word.start).is_some_and(|inside| !inside.contains(span))
    }

    /// Who acts in `span`, outside quotations: the last topic, or else the last subject that no relative clause holds.
    pub fn actor(&self, span: Span) -> Option<Actor> {
        let mut subject: Option<Actor> = None;
        let mut relative = false;
        let mut broken = false;
        for word in self.words(span).rev() {
            if self.quoted(word, span) {
                continue;
            }
            if let Some(actor) = self.acting(word, span.start) {
                // A는 B가 …: with no predicate behind it, what stands behind is B's.
                if actor.topic || !broken && self.personal(&actor) {
                    return Some(actor);
                }
                if subject.is_none() && !relative {
                    subject = Some(actor);
                }
            }
            relative |= self.relative(word);
            broken |= self.breaks(word);
        }
        subject
    }

    /// Whether a word ends a relative clause: not 위한 and its like, nor a clause of time (취임한 지, 열린 뒤).
    fn relative(&self, word: Span) -> bool {
        const TIMES: [&str; 5] = ["지", "뒤", "후", "가운데", "직후"];
        let next = self.token(word.end);
        let time = self.tokens.get(next).is_some_and(|token| TIMES.contains(&token.span.of(self.text)) && token.tag.is_noun());
        !time && self.tokens_in(word).iter().any(|token| self.tells(*token))
    }

    /// The noun phrase that ends in this word with a josa of subject or topic.
    pub fn acting(&self, word: Span, floor: usize) -> Option<Actor> {
        const TOPICS: [&str; 5] = ["께서는", "측은", "은", "는", "도"];
        const SUBJECTS: [&str; 4] = ["께서", "측이", "이", "가"];
        let end = word.start + word.of(self.text).trim_end_matches([',', '’', '\'', '”', '"', ')']).len();
        let word = Span::new(word.start, end);
        let shown = word.of(self.text);
        let (josa, topic) = (TOPICS.iter().map(|josa| (josa, true)))
            .chain(SUBJECTS.iter().map(|josa| (josa, false)))
            .find(|(josa, _)| shown.ends_with(**josa))
            .map(|(josa, topic)| (*josa, topic))?;
        let mut stem = Span::new(word.start, word.end - josa.len());
        let named = self.mention_ending(stem.end);
        // 도 stands behind anything: only with a name it tells who acts.
        let noun = || {
            self.token(stem.end)
                .checked_sub(1)
                .is_some_and(|last| self.tokens[last].tag.is_noun() || self.tokens[last].tag == Tag::XSN)
        };
        if josa == "도" && named.is_none() && self.titled(stem, floor).is_none() && !(speaks(stem.of(self.text)) && noun()) {
            return None;
        }
        if josa.starts_with('측') && !stem.is_empty() {
            let who = named.filter(|who| matches!(who, Who::Body(_)));
            let start =
                if who.is_some() { stem.start } else { self.phrase_before(stem.end, floor).map_or(stem.start, |p| p.start) };
            return Some(Actor { who, span: Span::new(start, stem.end + '측'.len_utf8()), organ: true, topic });
        }
        if josa.starts_with('측') {
            stem.end = word.end - josa.len() + '측'.len_utf8();
        }
        if stem.is_empty() {
            return None;
        }
        if named.is_none() {
            let last = self.tokens.get(self.token(word.end - 1))?;
            let before = self.token(word.end - 1).checked_sub(1).map(|at| self.tokens[at]);
            let fits = last.span.end == word.end
                && last.span.start >= stem.end
                && matches!(last.tag.last(), Tag::JX | Tag::JKS | Tag::JKC)
                && !before.is_some_and(|token| {
                    token.span.end > stem.start && (token.tag.last().is_josa() || token.tag.last().is_ending())
                });
            // Where the analysis is unsure of the josa, a name in front makes it sure; nothing else does.
            if !fits && self.titled(stem, floor).is_none() {
                return None;
            }
        }
        let (who, span, organ) = self.phrase(stem, floor)?;
        Some(Actor { who, span, organ, topic })
    }

    /// The mention that ends at byte `at`. What is a title as well is one behind a name: 홍길동 한빛은행 이코노미스트.
    pub fn mention_ending(&self, at: usize) -> Option<Who> {
        let behind = self.mentions.partition_point(|(span, _)| span.end < at);
        let &(span, who) = self.mentions.get(behind).filter(|(span, _)| span.end == at)?;
        let title = matches!(who, Who::Body(_)) && is_title(span.of(self.text)) && self.text[..span.start].ends_with(' ');
        (!title).then_some(who)
    }

    /// The noun phrase whose last word, without its josa, is `stem`: who it is, where it lies, whether it only speaks for it.
    pub fn phrase(&self, stem: Span, floor: usize) -> Option<(Option<Who>, Span, bool)> {
        let stem = self.inside_brackets(stem, floor);
        if let Some(who) = self.mention_ending(stem.end) {
            let start = self.mentions_in(Span::new(floor, stem.end)).last().map_or(stem.start, |(span, _)| span.start);
            return Some((Some(who), Span::new(start, stem.end), false));
        }
        if let Some((who, start)) = self.titled(stem, floor) {
            return Some((Some(who), Span::new(start, stem.end), false));
        }
        let span = self.phrase_before(stem.end, floor).unwrap_or(stem);
        let shown = span.of(self.text);
        let span = self.with_brackets(span, floor);
        if let Some(organ) = speech::ORGANS.iter().filter(|organ| shown.ends_with(organ)).max_by_key(|organ| organ.len()) {
            let head = floor + slice(self.text, floor, span.end - organ.len()).trim_end_matches(['의', ' ', ')']).len();
            let body = self.mention_ending(head).filter(|who| matches!(who, Who::Body(_)));
            let whole = self.phrase_before(head, floor).filter(|phrase| phrase.start < span.start);
            return Some((body, Span::new(whole.map_or(span.start, |phrase| phrase.start), span.end), true));
        }
        Some((None, span, false))
    }

    /// `김모(27)씨`: a phrase whose beginning stands before brackets.
    fn with_brackets(&self, span: Span, floor: usize) -> Span {
        let before = slice(self.text, floor, span.start);
        let open = before.strip_suffix(')').and_then(|before| before.rfind('('));
        match open.and_then(|open| self.phrase_before(floor + before[..open].trim_end().len(), floor)) {
            Some(head) if span.start - head.end < 40 => Span::new(head.start, span.end),
            _ => span,
        }
    }

    /// `홍길동(54)`: what the brackets stand behind.
    fn inside_brackets(&self, stem: Span, floor: usize) -> Span {
        let shown = stem.of(self.text);
        if !shown.ends_with(')') {
            return stem;
        }
        let open = slice(self.text, floor, stem.end).rfind('(').map(|at| floor + at);
        match open.filter(|&open| stem.end - open < 60) {
            Some(open) => Span::new(stem.start.min(open), open),
            None => stem,
        }
    }

    /// A person's title that ends with `stem`, with the person's name before it: who, and where the name starts.
    fn titled(&self, stem: Span, floor: usize) -> Option<(Who, usize)> {
        const POLITE: [&str; 6] = ["씨", "양", "군", "옹", "여사", "님"];
        const ACTING: [&str; 10] =
            ["직무대리", "직무대행", "권한대행", "대행", "후보자", "내정자", "당선인", "당선자", "지명자", "예정자"];
        let shown = stem.of(self.text);
        let near = crate::document::floor(self.text, stem.end.saturating_sub(120)).max(floor);
        for &(span, who) in self.mentions_in(Span::new(near, stem.end)).iter().rev() {
            let Who::Human(nth) = who else { continue };
            let between = slice(self.text, span.end, stem.end);
            let human = &self.names.humans[nth];
            // `시장 직무대행`: the post goes on.
            let post = ACTING.iter().find_map(|acting| between.strip_suffix(acting)).map_or(between, str::trim_end);
            // 전 대표: the name of the body may stand between the two.
            let titles = human.titles.iter().map(|title| title.rsplit(' ').next().unwrap_or(title));
            let title = titles.filter(|title| post.ends_with(title)).map(str::len).max();
            let polite = POLITE.iter().find(|word| between.trim_start() == **word).map(|word| word.len());
            // A title that stands right behind the name and is nobody else's.
            let stated = between
                .strip_prefix(' ')
                .filter(|word| !word.contains(' ') && word.chars().count() > 1 && speaks(word) && !speech::GROUPS.has(word));
            let head = title
                .or(polite)
                .or(stated.map(str::len))
                .map(|length| Span::new(span.end, span.end + post.len().max(length) - length));
            if head.is_some_and(|head| self.plain(head)) {
                return Some((who, span.start));
            }
            break;
        }
        // 시장은: the only one who has that title, with no other noun before it.
        if self.phrase_before(stem.end, floor).is_some_and(|phrase| phrase.start < stem.start) {
            return None;
        }
        let mut holders =
            self.names.humans.iter().enumerate().filter(|(_, human)| human.titles.iter().any(|title| title == shown));
        match (holders.next(), holders.next()) {
            (Some((nth, _)), None) if shown.chars().nth(1).is_some() => Some((Who::Human(nth), stem.start)),
            _ => None,
        }
    }

    /// Whether nothing but nouns stands in `span`, in or out of brackets.
    pub fn plain(&self, span: Span) -> bool {
        let mut words = 0;
        let mut depth = 0u32;
        self.tokens_in(span).iter().all(|token| {
            words += 1;
            match token.tag {
                Tag::SSO => depth += 1,
                Tag::SSC => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                Tag::SC => return words < 4 * PHRASE && !token.span.of(self.text).contains(','),
                tag => {
                    return words < 4 * PHRASE
                        && (nominal(tag) || tag == Tag::SY || tag == Tag::JKG || tag == Tag::JC || tag == Tag::MAG);
                }
            }
            words < 4 * PHRASE
        })
    }

    /// The noun phrase that ends at byte `end`: bare nouns, or what quotation marks hold.
    pub fn phrase_before(&self, end: usize, floor: usize) -> Option<Span> {
        let before = slice(self.text, floor, end);
        if let Some(inner) = before.strip_suffix(['’', '‘', '\'', '”', '"', '」', '》', '〉', '』']) {
            let from = crate::document::floor(inner, inner.len().saturating_sub(240));
            let open = inner[from..].rfind(['‘', '’', '\'', '“', '"', '「', '《', '〈', '『'])?;
            let start = from + open + inner[from + open..].chars().next()?.len_utf8();
            return (start < inner.len()).then(|| Span::new(floor + start, floor + inner.len()));
        }
        if before.ends_with(')') {
            let open = floor + before.rfind('(')?;
            return self.phrase_before(floor + slice(self.text, floor, open).trim_end().len(), floor);
        }
        let last = self.tokens[..self.token(end)].len();
        let mut start = end;
        let mut taken = 0;
        for token in self.tokens[..last].iter().rev() {
            let joined = self.text.get(token.span.end..start).is_some_and(|gap| gap.is_empty() || gap == " ");
            let shown = token.span.of(self.text);
            // What the analysis makes of the parts of a long word says nothing: a word is whole.
            let touching = taken > 0 && token.span.end == start;
            let apart = matches!(
                shown,
                "이후" | "이전" | "사이" | "동안" | "이래" | "당시" | "등" | "및" | "때" | "현재" | "한편" | "이날"
            );
            let fits = nominal(token.tag) && (touching || token.tag != Tag::NNB && !apart)
                || touching && !token.tag.is_mark() && !token.tag.is_josa()
                || touching && token.tag == Tag::SY
                || token.tag == Tag::SC && shown != "," && taken > 0
                || taken > 0 && shown == "및";
            let mark = shown.starts_with(['‘', '’', '\'', '“', '”', '"', '▲', '△', '■', '◆']);
            if token.span.start < floor || !joined || mark || !fits || taken == PHRASE || self.is_number(token.span) {
                break;
            }
            start = token.span.start;
            taken += 1;
        }
        // `15MW급 발전소`, `60개 사업`: what belongs to the number, and a conjunction.
        for word in ["급 ", "및 ", "규모 ", "개 ", "여 "] {
            let number = word == "및 "
                || slice(self.text, floor, start).ends_with(|c: char| c.is_ascii_alphanumeric() || "㎿㎾ⅯＷ".contains(c));
            if number && slice(self.text, start, end).starts_with(word) {
                start += word.len();
            }
        }
        // A word that the analysis cuts behind something else begins no noun phrase.
        let cut = slice(self.text, floor, start).chars().next_back().is_some_and(hangul);
        (taken > 0 && start < end && !cut).then(|| Span::new(start, end))
    }

    /// The noun phrase that ends at byte `end` with the marked names and brackets within it (`‘가람’ 모델 개발`, `기술개발(R&D) 지원`) and
    /// the others of its row. `None` where the row or a number before it goes on with what is no noun phrase, or it says nothing alone.
    pub fn whole_phrase(&self, end: usize, floor: usize) -> Option<Span> {
        let mut span = self.member(end, floor)?;
        // `‘가람’과 ‘나래’를`: one of several marked names.
        let mark = self.text[..span.start].chars().next_back().filter(|c| "‘’'“”\"「《〈『".contains(*c));
        if let Some(mark) = mark {
            let before = slice(self.text, floor, span.start - mark.len_utf8());
            let row = ["’와 ", "’과 ", "’, ", "'와 ", "'과 ", "', ", "’·‘"].iter().any(|joint| before.contains(joint));
            return (!row && !ROW.iter().any(|joint| before.ends_with(joint))).then_some(span);
        }
        for _ in 0..6 {
            let before = slice(self.text, floor, span.start);
            let Some(head) = ROW.iter().find_map(|joint| before.strip_suffix(joint)) else { break };
            let at = floor + head.len();
            // `나주시와 공장에`: with whom. `2026년까지, 공장에`: no row.
            let token = self.token(at).checked_sub(1).map(|nth| self.tokens[nth]);
            let with = !before.ends_with(['·', ' ']) || ["와 ", "과 "].iter().any(|josa| before.ends_with(josa));
            if with && self.mention_ending(at).is_some() {
                break;
            }
            if before.ends_with(", ") && token.is_some_and(|token| !nominal(token.tag) && !token.tag.is_mark()) {
                break;
            }
            if !head.ends_with(')') && token.is_some_and(|token| self.is_number(token.span)) {
                break;
            }
            span.start = self.member(at, floor)?.start;
        }
        // `나주시에 공장`: where the analysis takes a josa for a part of the noun.
        while let Some((word, _)) = span.of(self.text).split_once(' ').filter(|(word, _)| word.ends_with('에')) {
            span.start += word.len() + 1;
        }
        // `한국 대신 베트남`: not where it was meant to go.
        if let Some(at) = span.of(self.text).rfind(" 대신 ") {
            span.start += at + " 대신 ".len();
        }
        let shown = span.of(self.text);
        let demonstrative = ["이 ", "그 ", "저 ", "해당 ", "각 "].iter().any(|word| shown.starts_with(word));
        let counted = shown.trim_start_matches(|c: char| c.is_ascii_digit());
        let counted = counted.len() < shown.len()
            && ["대 ", "개", "곳", "종 ", "가지", "건", "단계", "차", "여 ", "여개", "여 개"]
                .iter()
                .any(|unit| counted.starts_with(unit));
        let before = slice(self.text, floor, span.start);
        // `53개 과제`: so many of them.
        let some = ["개 ", "여개 ", "여 개 "].iter().find_map(|unit| before.strip_suffix(unit)).unwrap_or(before);
        let cut = some.ends_with(|c: char| c.is_ascii_digit());
        let last = shown.rsplit(' ').next().unwrap_or(shown);
        // `청년에 대한 미래투자`: one word that the one before it tells.
        let told = !shown.contains(' ')
            && ["대한 ", "위한 ", "관한 "].iter().any(|word| slice(self.text, floor, span.start).ends_with(word));
        // 사업 추진
        let broad = shown.split([' ', '·']).all(|word| fact::BROAD.has(word)) || shown.chars().count() > LONG;
        let vague = broad
            || told
            || !shown.contains(' ') && (fact::BROAD.has(shown) || fact::GENERAL.has(shown))
            || fact::PRONOUNS.has(last);
        (!counted && !cut && !vague && !demonstrative).then_some(span)
    }

    /// One noun phrase of a row, with the marked names and brackets within it.
    pub fn member(&self, end: usize, floor: usize) -> Option<Span> {
        const CLOSING: [char; 9] = ['’', '‘', '\'', '”', '"', '」', '》', '〉', '』'];
        let mut span = self.phrase_before(end, floor)?;
        if self.text[..end].ends_with(CLOSING) {
            return Some(span);
        }
        for _ in 0..4 {
            let before = slice(self.text, floor, span.start);
            let head = before.strip_suffix(' ').unwrap_or(before);
            let at = floor + head.len();
            // A mark behind a space opens.
            if before.strip_suffix(['\'', '"']).is_some_and(|head| head.is_empty() || head.ends_with([' ', '\n'])) {
                break;
            }
            if head.ends_with(CLOSING) {
                let inner = self.phrase_before(at, floor)?;
                let mark = self.text[..inner.start].chars().next_back().filter(|c| !c.is_whitespace())?;
                span.start = inner.start - mark.len_utf8();
            } else if head.ends_with(')') && head.len() - head.rfind('(').unwrap_or(0) < 80 {
                span.start = self.phrase_before(at, floor)?.start;
            } else if at < span.start && self.tokens_in(span).len() >= PHRASE {
                // A phrase longer than is looked at at once.
                let Some(more) = self.phrase_before(at, floor).filter(|more| more.end == at) else { break };
                span.start = more.start;
            } else {
                break;
            }
        }
        Some(span)
    }

    /// Whether a name stands as a word of its own: no part of a longer one.
    pub fn free(&self, mention: Span) -> bool {
        !self.text[..mention.start].ends_with(|c: char| c.is_alphanumeric())
    }

    /// The noun phrase that starts at byte `start`, up to its josa.
    pub fn phrase_after(&self, start: usize, ceiling: usize) -> Option<Span> {
        const OPENING: [char; 8] = ['‘', '’', '\'', '“', '"', '「', '《', '〈'];
        let rest = slice(self.text, start, ceiling);
        let rest = rest.trim_start_matches(' ');
        let start = ceiling - rest.len();
        if let Some(inner) = rest.strip_prefix(OPENING) {
            let from = ceiling - inner.len();
            let close =
                inner.find(['’', '‘', '\'', '”', '"', '」', '》', '〉', '(']).filter(|&close| close > 0 && close < 200)?;
            return Some(Span::new(from, from + close));
        }
        let mut end = start;
        let mut taken = 0;
        let mut brackets = false;
        for token in &self.tokens[self.token(start)..] {
            if taken > 0
                && matches!(token.tag, Tag::SSO | Tag::SSC)
                && matches!(token.span.of(self.text), "(" | ")")
                && token.span.end <= ceiling
            {
                brackets = token.tag == Tag::SSO;
                if !brackets {
                    end = token.span.end;
                }
                continue;
            }
            if brackets {
                taken += 1;
                if taken > 2 * PHRASE {
                    break;
                }
                continue;
            }
            let gap = token.span.start.checked_sub(end).map(|_| slice(self.text, end, token.span.start));
            let shown = token.span.of(self.text);
            let joined = gap.is_some_and(|gap| gap.is_empty() || gap == " ");
            let mark = taken > 0 && matches!(token.tag, Tag::SY | Tag::SC) && matches!(shown, "·" | "-" | "&" | "/" | "ㆍ");
            if token.span.end > ceiling
                || !joined
                || taken >= 2 * PHRASE
                || !(nominal(token.tag) || mark || token.tag == Tag::JKG || shown == "및")
            {
                // A word that goes on as something else than a noun with its josa or copula is no noun.
                let cut = joined && gap == Some("") && taken > 0;
                if cut && !(token.tag.is_josa() || token.tag.is_mark() || token.tag.first() == Tag::VCP || token.tag.is_suffix())
                {
                    return None;
                }
                break;
            }
            end = token.span.end;
            taken += 1;
        }
        (end > start).then(|| Span::new(start, start + slice(self.text, start, end).trim_end_matches(['(', ' ']).len()))
    }

    /// Whether a number or a date holds this place.
    pub fn is_number(&self, span: Span) -> bool {
        fn holds<T>(list: &[crate::record::Found<T>], span: Span) -> bool {
            let behind = list.partition_point(|found| found.span.end <= span.start);
            list.get(behind).is_some_and(|found| found.span.overlaps(span))
        }
        holds(&self.numbers.dates, span)
            || holds(&self.numbers.counts, span) && self.text[span.start..].starts_with(|c: char| c.is_ascii_digit())
            || holds(&self.numbers.amounts, span)
            || holds(&self.numbers.figures, span)
    }

    /// The dates (no durations, no sets) that lie in `span`, by their place in the list.
    pub fn dates_in(&self, span: Span) -> impl DoubleEndedIterator<Item = (usize, Span)> + '_ {
        let dates = &self.numbers.dates;
        let first = dates.partition_point(|date| date.span.start < span.start);
        let count = dates[first..].partition_point(|date| date.span.end <= span.end);
        (first..first + count)
            .filter(|&nth| dates[nth].what.kind == crate::record::DateType::Date)
            .map(|nth| (nth, dates[nth].span))
    }

    /// Whether a clause ends in `span`: a predicate that connects or closes, or a relative clause that says something of its own.
    pub fn breaks(&self, span: Span) -> bool {
        self.tokens_in(span).iter().any(|token| {
            let last = token.tag.last();
            let shown = token.span.of(self.text);
            let linking = matches!(last, Tag::EC | Tag::EF)
                && !(last == Tag::EC && matches!(shown, "위해" | "통해" | "대해" | "따라" | "비롯해"));
            linking && !self.neutral(token.span) || self.tells(*token)
        })
    }

    /// Whether a token is an adnominal form of a verb: adjectives only describe.
    pub fn tells(&self, token: Token) -> bool {
        // 주관한: where the analysis takes the verb's end for the numeral 한.
        let taken = token.tag == Tag::MM
            && token.span.of(self.text) == "한"
            && self.text[..token.span.start].chars().next_back().is_some_and(hangul);
        // 다양한 describes; 주관한 tells, though the analysis may call its end an adjective's.
        let root = || self.token(token.span.start).checked_sub(1).is_some_and(|at| self.tokens[at].tag == Tag::XR);
        let adjective = token.tag.first() == Tag::VA || token.tag.first() == Tag::XSA && root();
        (taken || token.tag.last() == Tag::ETM && !adjective) && !self.neutral(token.span)
    }

    /// Whether the word that a token ends is an adnominal or adverbial form that stands for a josa: 위한, 대한, 통해.
    fn neutral(&self, span: Span) -> bool {
        if self.marks.named(span.start) {
            return true;
        }
        let from = self.text[..span.start].rfind([' ', '\n']).map_or(0, |at| at + 1);
        let word = slice(self.text, from, span.end).trim_end_matches(',');
        fact::NEUTRAL.has(word)
            || matches!(word, "위해" | "통해" | "대해" | "따라" | "관해" | "비롯해" | "지난" | "오는" | "함께" | "현재")
            || ["라는", "란", "적인"].iter().any(|end| word.ends_with(end))
    }
}

/// The first character boundary of `text` that does not lie before byte `at`.
pub fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Whether a tag is a noun's or of what nouns are made of.
pub fn nominal(tag: Tag) -> bool {
    (tag.is_noun() || matches!(tag.first(), Tag::SL | Tag::SN | Tag::SH | Tag::XPN | Tag::XSN | Tag::XR | Tag::MM))
        && !tag.last().is_josa()
        && !tag.last().is_ending()
}

/// Whether a syllable has the final consonant with this index among Hangul's 28 (0 none, 4 ㄴ, 8 ㄹ, 20 ㅆ).
pub fn closes_in(text: &str, index: u32) -> bool {
    text.chars().next_back().is_some_and(|c| hangul(c) && (c as u32).wrapping_sub(0xAC00) % 28 == index)
}
