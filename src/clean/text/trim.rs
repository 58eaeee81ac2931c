//! What is glued to the article's own lines: tags and captions before the first sentence, signatures and notices after the
//! last one, captions in between.

use std::sync::LazyLock;

use regex::Regex;

use crate::clean::text::cues::{Hit, Scope};
use crate::clean::text::{
    Captions, Class, Draft, Line, Reason, byline, caption, deck, floor, headline, is_letter, repeat, sentence,
};
use crate::document::Span;

/// How far into its first paragraph an article may still not have begun, in bytes: decks, captions and a tag.
const HEAD: usize = 1500;
/// How long the fragment after a paragraph's last sentence may be, before its first sign of a signature or credit, and still
/// belong to it, in bytes: the title of a photograph, a slogan.
const LEAD: usize = 120;
/// How much of a paragraph's end is looked at, in bytes.
const TAIL: usize = 2400;

/// How far into the first paragraph a caption with sentences of its own may go, in bytes.
const CAPTION: usize = 800;
/// Longest sentence of a picture that says nothing of its scene, in bytes.
const TITLED: usize = 330;
/// Longest reference to an earlier issue of the paper, in bytes.
const REFERENCE: usize = 90;
/// Longest sentence that can be a notice, in bytes.
const NOTICE: usize = 300;

/// How broadcasters sign off: `한라뉴스 홍길동입니다.`, `지금까지 군청에서 전해드렸습니다.`, and how the studio hands over: `홍길동 기자입니다.`
static SIGN_OFF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?:지금까지\s(?:[^.\s]{1,20}\s){1,6})?
        (?:[A-Z][A-Za-z0-9]{1,7}(?:\s?Biz|\s?뉴스|TV|조선|\s?NEWS)?|채널A(?:\s?뉴스)?|[가-힣]{2,6}(?:TV|뉴스|방송))\s?
        (?:[가-힣]{2,6}에서\s)?(?P<name>[가-힣]{2,4})(?:\s?(?:기자|특파원))?(?:입니다|이었습니다|였습니다)\.?
      | (?:지금까지\s(?:[^.\s]{1,20}\s){1,6}
          |(?:먼저|이어서|계속해서|첫\s소식,?|보도에는?|취재에|자세한\s(?:내용|소식)은?|단독,?|현장에서)\s)?
        (?P<who>[가-힣]{2,4})\s?(?:기자|특파원|캐스터|리포터)
        (?:입니다|였습니다|의\s(?:단독\s?)?(?:보도|취재|리포트)입니다
          |가\s(?:단독\s?)?(?:취재했습니다|취재\s?보도합니다|보도합니다|보도했습니다|전합니다|전해\s?드립니다|전해드렸습니다
            |종합했습니다|정리했습니다|알아봤습니다|살펴봤습니다|짚어봤습니다|다녀왔습니다|만나고\s왔습니다))\.
      | 지금까지\s(?:[^.\s]{1,20}\s){1,6}전해\s?드렸습니다\.",
    )
    .expect("the pattern is well-formed")
});
/// A reporter before the camera: `▶ 스탠딩 : 홍길동 / 기자-`
static STANDING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"▶\s*스탠딩\s*:\s*[가-힣]{2,4}\s*/\s*[가-힣]{0,4}기자\s*[-–]?").expect("the pattern is well-formed")
});
/// Who filmed, drew and edited.
static CREW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\[(【/]?\s?(?:영상\s?취재|촬영\s?기자|영상\s?편집|취재|촬영|자료\s?조사|그래픽|화면\s?제공|영상\s?촬영|VJ)\s?(?:[·/,]\s?[가-힣]{2,4}\s?)*[:=]\s?[가-힣]{1,4}")
        .expect("the pattern is well-formed")
});
/// A stub of a script.
static FUNCTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"function\s+\w{1,40}\s*\([^)]{0,80}\)\s*\{[^{}]{0,300}\}").expect("the pattern is well-formed"));

impl Draft<'_> {
    /// Cuts within the lines that stay.
    pub(super) fn trim(&mut self, captions: Captions) {
        let mut head = true;
        for i in 0..self.lines.len() {
            if !matches!(self.lines[i].class, Class::Prose | Class::Short) {
                continue;
            }
            let prose = self.lines[i].class == Class::Prose;
            if head || !self.lines[i].hits.is_empty() {
                let left = self.trim_line(i, head, captions);
                if head && prose && left {
                    head = false;
                }
            }
            if captions == Captions::Cut {
                let Line { text, span, .. } = self.lines[i];
                for shown in caption::posed(text) {
                    self.cut(Span::new(span.start + shown.start, span.start + shown.end), Reason::Caption);
                }
            }
        }
    }

    /// Cuts within line `i`; whether something of it is left. `head`: the article has not begun before it.
    fn trim_line(&mut self, i: usize, head: bool, captions: Captions) -> bool {
        let line = &self.lines[i];
        let text = line.text;
        let base = line.span.start;
        let hits: Vec<Hit> = self.hits[line.hits.clone()]
            .iter()
            .map(|hit| Hit { span: Span::new(hit.span.start - base, hit.span.end - base), ..*hit })
            .collect();
        let signs = hits.iter().filter(|hit| hit.scope == Scope::Grammar && caption::is_sign(text, hit.span)).map(|hit| hit.span);
        let pictured = signs.clone().next().is_some();
        let credits = if captions == Captions::Cut { caption::credits_near(text, signs) } else { Vec::new() };
        let mut cuts: Vec<(Span, Reason)> = Vec::new();
        let mut from = self.trim_head(text, base, head, &credits, captions, &mut cuts);
        let mut to = text.len();
        let (mut scripts, mut standing) = (false, false);
        let mut last_sentence = None;
        for hit in &hits {
            match hit.scope {
                Scope::Phrase if hit.span.start >= from => {
                    if hit.span.start <= from + 2 {
                        from = from.max(hit.span.end);
                    }
                    cuts.push((hit.span, hit.reason));
                }
                Scope::Rest if hit.span.start >= from => {
                    let start = rest_start(text, from, hit.span.start);
                    if start < to {
                        cuts.push((Span::new(start, to), hit.reason));
                        to = start;
                    }
                }
                Scope::Inside | Scope::Sentence if hit.span.start >= from && hit.span.end <= to => {
                    // A notice glued to a paragraph: its sentence goes.
                    let near = from.max(floor(text, hit.span.start.saturating_sub(2 * NOTICE)));
                    let start = near + sentence::ends(&text[near..hit.span.start]).last().unwrap_or(0);
                    let far = floor(text, to.min(hit.span.end + 2 * NOTICE)).max(hit.span.end);
                    // The phrase itself may close its sentence: `… 표출됐습니다` before a full stop.
                    let last = hit.span.of(text).chars().next_back().map_or(hit.span.end, |c| hit.span.end - c.len_utf8());
                    let end = sentence::ends(&text[last..far]).next().map_or(far, |end| last + end);
                    // At the head, what stands before a notice without a sentence's end is a deck or a caption.
                    let opens = head && start == from && hit.scope == Scope::Sentence && end - start <= 2 * NOTICE;
                    if start > from && end - start <= NOTICE || opens {
                        cuts.push((Span::new(start, end), hit.reason));
                        let owner = crate::clean::text::publisher::PUBLISHERS.inside(&text[start..end]).map(str::to_owned);
                        self.found.publisher(owner.filter(|_| hit.reason == Reason::Notice));
                        if end == to {
                            to = start;
                        } else if opens {
                            from = end;
                        }
                    }
                }
                Scope::Grammar => {
                    if hit.span.start < from || hit.span.start >= to {
                        continue;
                    }
                    match hit.span.of(text) {
                        "무단" | "재배포" | "opyright" | "저작권" => {
                            let last = *last_sentence.get_or_insert_with(|| sentence::ends(text).last().unwrap_or(0));
                            if let Some(span) = copyright(text, from, to, hit.span, last) {
                                let owner = headline::copyright_owner(span.of(text));
                                self.found.publisher(owner);
                                cuts.push((span, Reason::Copyright));
                                if span.end >= to {
                                    to = span.start;
                                }
                            }
                        }
                        "function " if !scripts => {
                            scripts = true;
                            cuts.extend(
                                FUNCTION.find_iter(text).map(|found| (Span::new(found.start(), found.end()), Reason::Script)),
                            );
                        }
                        // `▶본지 8월 24일자 A17면 참조`
                        "▶" if text[hit.span.end..].trim_start().starts_with("본지") => {
                            let after = &text[hit.span.end..floor(text, to.min(hit.span.end + REFERENCE)).max(hit.span.end)];
                            if let Some(end) = after.find("참조").map(|at| hit.span.end + at + "참조".len()) {
                                cuts.push((Span::new(hit.span.start, end), Reason::Related));
                            }
                        }
                        "스탠딩" if !standing => {
                            standing = true;
                            cuts.extend(
                                STANDING.find_iter(text).map(|found| (Span::new(found.start(), found.end()), Reason::Broadcast)),
                            );
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        to = self.broadcast(text, to, &hits, &mut cuts);
        to = self.trim_tail(text, from, to, pictured, &mut cuts);
        if captions == Captions::Cut && from < to && (!credits.is_empty() || text.contains('@')) {
            inner_captions(text, from, to, &credits, &mut cuts);
        }
        for (span, reason) in &cuts {
            self.cut(Span::new(base + span.start, base + span.end), *reason);
        }
        let mut left: Vec<Span> = cuts.iter().map(|(span, _)| *span).collect();
        left.sort_unstable();
        let mut at = 0;
        for span in left {
            if span.start > at && text[at..span.start].contains(is_letter) {
                return true;
            }
            at = at.max(span.end);
        }
        text[at..].contains(is_letter)
    }

    /// Cuts what stands before the line's first sentence; where the line begins then. `base`: where the line stands in the normal text.
    fn trim_head(
        &mut self,
        text: &str,
        base: usize,
        head: bool,
        credits: &[Span],
        captions: Captions,
        cuts: &mut Vec<(Span, Reason)>,
    ) -> usize {
        let mut from = 0;
        let window = floor(text, HEAD);
        if head {
            from = counter(text);
            cuts.extend((from > 0).then_some((Span::new(0, from), Reason::Widget)));
        }
        let signature = if head { bare_byline(&text[from..]) } else { 0 };
        if signature > 0 {
            let span = Span::new(from, from + signature);
            self.found.byline(span.of(text));
            cuts.push((span, Reason::Byline));
            from = span.end;
        } else if head {
            // The last tag that no real sentence stands before: what is before it are decks and captions.
            let mut best = None;
            for at in byline::openings(&text[..window]) {
                let Some(tag) = byline::tag(&text[at..]) else { continue };
                // What follows a tag is the article: a tag that no sentence follows is the end of a text without sentences.
                let after = &text[at + tag.length..floor(text, at + tag.length + HEAD).max(at + tag.length)];
                if at > 0 && sentence::ends(after).next().is_none() {
                    continue;
                }
                let credited = credits.iter().any(|credit| credit.end <= at && text[credit.end..at].trim_start().is_empty());
                // `… 사업 확대[한라경제]한라군은 …`: the paper's own name, after decks that it ends.
                let own = || {
                    let bracket = text[at..at + tag.length].trim();
                    let alone = bracket.ends_with([']', '】']) && !caption::is_agency(bracket);
                    alone && tag.publisher.is_some() && sentence::stops(&text[..at]).next().is_none()
                };
                if at > 0 && !tag.strong && !credited && !own() {
                    continue;
                }
                let signed = credited || closes_caption(&text[..at]);
                // A tag whose sentence shows a scene is a picture's, within the article.
                let first = sentence::stops(&text[at + tag.length..]).next().map_or("", |end| &text[at + tag.length..][..end]);
                let limit = if signed { 4 } else { usize::from(!caption::is_shown(first)) };
                if at > 0 && real_sentences(&text[..at]) > limit {
                    break;
                }
                best = Some((at, tag));
            }
            if let Some((at, tag)) = best {
                let before = text[..at].trim();
                let deck = headline::is_headline(before)
                    && sentence::ends(before).next().is_none()
                    && !credits.iter().any(|credit| credit.end <= at);
                if deck && self.found.title.is_none() {
                    // No line stood before this one: `한라군, 새 청사 짓는다\t【한라=새한통신】 …`
                    self.found.title = Some(headline::plain(before));
                    cuts.push((Span::new(0, at), Reason::Title));
                } else if deck {
                    self.found.deck(before);
                    cuts.push((Span::new(0, at), Reason::Subtitle));
                } else if at > 0 && captions == Captions::Cut {
                    cuts.push((Span::new(0, at), Reason::Caption));
                }
                from = at + tag.length;
                cuts.push((Span::new(at, from), Reason::Byline));
                self.found.publisher(tag.publisher);
                self.found.reporters(tag.reporters);
            }
        } else if text.starts_with(byline::opens)
            && let Some(tag) = byline::tag(text)
        {
            from = tag.length;
            cuts.push((Span::new(0, from), Reason::Byline));
            self.found.publisher(tag.publisher);
            self.found.reporters(tag.reporters);
        }
        if head && captions == Captions::Cut && from < window && (!credits.is_empty() || text[from..window].contains('@')) {
            // A caption glued before the first sentence: up to the last credit or address that no real sentence stands before.
            let part = &text[from..window];
            let mut end = None;
            let inside = credits.iter().filter(|credit| credit.start >= from && credit.end <= window);
            let inside = inside.map(|credit| Span::new(credit.start - from, credit.end - from));
            let signed = byline::emails(part).filter(|mail| signs(part, 0, *mail));
            for mark in inside.chain(signed) {
                // What follows a glued caption is the article, which has sentences; a credit at the end of a list is the list's.
                let goes_on = sentence::ends(&part[mark.end..]).next().is_some() || window < text.len();
                let glued = part[mark.end..].starts_with(is_letter) || part[mark.end..].starts_with(['“', '‘', '"', '\'']);
                let marked = part[mark.start..mark.end].contains("사진");
                let scene = (glued || marked) && mark.end < CAPTION && caption::is_scene(&part[..mark.start]);
                // Behind a byline stands the article's own first sentence, with a picture after it.
                let before = &part[..mark.start];
                let present = from == 0 && caption::is_present(before) && sentence::ends(before).nth(1).is_none();
                // What tells nothing that was said or done on a day is a caption where the sentences behind it do. A credit in
                // brackets may as well be that of a picture behind the article's first sentences.
                let bare = ["제공", "캡처", "캡쳐", "갈무리"].iter().any(|noun| part[..mark.end].ends_with(noun));
                let after = &part[mark.end..];
                let opening = &after[..sentence::stops(after).nth(1).unwrap_or(after.len())];
                let silent = bare && from == 0 && mark.end < CAPTION && !caption::reports(before) && caption::reports(opening);
                let allowed = if scene || silent { 2 } else { usize::from(present) };
                if real_sentences(&part[..mark.start]) <= allowed && goes_on {
                    end = end.max(Some(mark.end));
                }
            }
            if let Some(mut end) = end {
                // A credit may be followed by the photographer's name and address.
                let rest = &part[end..];
                end += photographer(rest);
                while part[end..].starts_with(['.', ' ', '\t', ']', ')', '|']) {
                    end += 1;
                }
                cuts.push((Span::new(from, from + end), Reason::Caption));
                from += end;
                if let Some(tag) = text[from..].starts_with(byline::opens).then(|| byline::tag(&text[from..])).flatten() {
                    cuts.push((Span::new(from, from + tag.length), Reason::Byline));
                    self.found.publisher(tag.publisher);
                    self.found.reporters(tag.reporters);
                    from += tag.length;
                }
            }
        }
        if head {
            let rest = &self.text[base + text.len()..];
            from = self.trim_glued(text, from, window, rest, captions, cuts);
        }
        from
    }

    /// Cuts the decks and the title of a picture at `from` that no sign parts from the first sentence; and the first sentence where
    /// the second says it again; where the article begins then. `rest`: what follows the line.
    fn trim_glued(
        &mut self,
        text: &str,
        from: usize,
        window: usize,
        rest: &str,
        captions: Captions,
        cuts: &mut Vec<(Span, Reason)>,
    ) -> usize {
        let quoted = headline::glued_decks(&text[from..window.max(from)]);
        let title = self.known_title.as_deref().or(self.found.title.as_deref()).unwrap_or_default();
        let glued = deck::glued(&text[from + quoted..], title, rest);
        let decks = if glued.deck { quoted + glued.length } else { quoted };
        let end = from + if captions == Captions::Cut { quoted + glued.length } else { decks };
        if decks > 0 {
            self.found.deck(&text[from..from + decks]);
            cuts.push((Span::new(from, from + decks), Reason::Subtitle));
        }
        cuts.extend((end > from + decks).then_some((Span::new(from + decks, end), Reason::Caption)));
        let twice = if captions == Captions::Cut { repeat::said_twice(&text[end..]) } else { 0 };
        if twice == 0 {
            return end;
        }
        let mut start = end + twice;
        start += text[start..].len() - text[start..].trim_start().len();
        cuts.push((Span::new(end, start), Reason::Repeat));
        if let Some(tag) = text[start..].starts_with(byline::opens).then(|| byline::tag(&text[start..])).flatten() {
            cuts.push((Span::new(start, start + tag.length), Reason::Byline));
            self.found.publisher(tag.publisher);
            self.found.reporters(tag.reporters);
            start += tag.length;
        }
        start
    }

    /// Marks of speakers, sign-offs and crews of broadcast scripts. Returns where the line ends then.
    fn broadcast(&mut self, text: &str, to: usize, hits: &[Hit], cuts: &mut Vec<(Span, Reason)>) -> usize {
        let sign = |wanted: &[&str]| hits.iter().any(|hit| hit.scope == Scope::Grammar && wanted.contains(&hit.span.of(text)));
        if sign(&["【", "앵커", "["]) {
            for at in byline::openings(text).filter(|at| text[*at..].starts_with(['【', '[', '<'])) {
                let Some((content, length)) = byline::bracket(&text[at..]) else { continue };
                if byline::is_broadcast_mark(content) {
                    cuts.push((Span::new(at, at + length), Reason::Broadcast));
                }
            }
        }
        let spoken = hits.iter().any(|hit| hit.scope == Scope::Spoken);
        if spoken || text.contains("입니다") || sign(&["영상편집", "영상취재"]) {
            for found in SIGN_OFF.captures_iter(text) {
                let Some(whole) = found.get(0) else { continue };
                let name = found.name("name").or_else(|| found.name("who")).map(|name| name.as_str());
                if name.is_some_and(|name| name.chars().count() < 3 || !byline::is_name(name)) {
                    continue;
                }
                // A sentence of its own: `… 이 문제를 홍길동 기자가 취재했습니다.` is the anchor's.
                let before = text[..whole.start()].trim_end();
                if !(before.is_empty()
                    || before.ends_with(['.', '”', '"', ']', '】', '▶', '?', '!', '>'])
                    || before.ends_with("니다") && whole.end() == text.len())
                {
                    continue;
                }
                if let Some(name) = name {
                    self.found.byline(&format!("{name} 기자"));
                }
                if let Some(press) = crate::clean::text::publisher::PUBLISHERS.inside(whole.as_str()) {
                    self.found.publisher(Some(press.to_owned()));
                }
                cuts.push((Span::new(whole.start(), whole.end()), Reason::Broadcast));
            }
            if let Some(crew) = CREW.find(&text[..to]).filter(|crew| sentence::ends(&text[crew.start()..to]).next().is_none()) {
                cuts.push((Span::new(crew.start(), to), Reason::Broadcast));
                return crew.start();
            }
        }
        to
    }

    /// Cuts what stands after the line's last sentence: signatures, calls to subscribe, credits, end marks. Returns where the
    /// line ends then.
    fn trim_tail(&mut self, text: &str, from: usize, mut to: usize, pictured: bool, cuts: &mut Vec<(Span, Reason)>) -> usize {
        for _ in 0..3 {
            let floor = from.max(floor(text, to.saturating_sub(TAIL)));
            if floor >= to {
                return to;
            }
            let part = &text[floor..to];
            // A call to subscribe has sentences of its own: the article's last one is before it.
            let last = sentence::stops(&part[..call_start(part)]).last();
            let start = floor + last.unwrap_or(0);
            let fragment = &text[start..to];
            if fragment.trim().is_empty() {
                return to;
            }
            let Some((sign, reason)) = closing_sign(fragment, pictured) else { return to };
            let lead = fragment[..sign].trim_matches([' ', '\t', '/', '-', '|', '=', '[', '(', '<', '【']);
            let whole = (last.is_some() || floor > from)
                && lead.len() <= LEAD
                && !lead.ends_with(['다', '"', '”'])
                && !lead.contains(['▲', '△', '■', '◆', '○']);
            let cut_from = if whole { start } else { start + opening(fragment, sign) };
            if reason == Reason::Byline {
                self.found.byline(&text[cut_from..to]);
            }
            cuts.push((Span::new(cut_from, to), reason));
            to = cut_from;
        }
        to
    }
}

/// Counters that a number with a space after it may count at the head of a sentence: `50 대 1`, `3 개월`.
const COUNTERS: [&str; 40] = [
    "개",
    "명",
    "년",
    "월",
    "일",
    "시간",
    "시 ",
    "분",
    "초",
    "배",
    "건",
    "곳",
    "달",
    "원",
    "억",
    "만",
    "조 ",
    "천",
    "백",
    "위",
    "세",
    "차",
    "층",
    "호",
    "번",
    "회",
    "군데",
    "평",
    "종",
    "인 ",
    "대 ",
    "주 ",
    "주일",
    "주년",
    "퍼센트",
    "프로",
    "킬로",
    "미터",
    "톤",
    "포인트",
];

/// Bytes of the number at the head of an article that a page's button left there (`0 정부가 …`): readers' comments or likes.
fn counter(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some(rest) = text[digits..].strip_prefix(' ').filter(|_| (1..=3).contains(&digits)) else { return 0 };
    let counted = &text[..digits] != "0" && COUNTERS.iter().any(|counter| rest.starts_with(counter));
    let word = rest.chars().take_while(|c| ('가'..='힣').contains(c)).count();
    if word >= 2 && !counted { digits + 1 } else { 0 }
}

/// Bytes of a byline without a bracket at the head of an article: `홍길동 경제전문기자 = `.
fn bare_byline(text: &str) -> usize {
    let window = &text[..floor(text, 60)];
    let Some(sign) = window.find("기자 = ").filter(|sign| !window[..*sign].contains(['[', '(', '.', '<', '【'])) else {
        return 0;
    };
    let mut words = window[..sign].split(' ');
    let named = words.next().is_some_and(|name| name.chars().count() == 3 && byline::is_name(name));
    if named && words.count() == 1 { sign + "기자 = ".len() } else { 0 }
}

/// The photographer after a credit at the head of an article.
static PHOTOGRAPHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^\s*(?:[가-힣]{2,4}\s?(?:인턴|선임)?기자)?\s*(?:[A-Za-z0-9._-]{1,40}@[A-Za-z0-9.-]{1,40})?
        (?:[.\s,]*All\ [Rr]ights\ [Rr]eserved\.?)?(?:\s*무단\s?전재[^.다]{0,60}금지\.?)?(?:\s*\*?\s*재판매\s?및\s?DB\s?금지\.?)?",
    )
    .expect("the pattern is well-formed")
});

/// Bytes of the photographer's name and address at the start of what follows a credit.
fn photographer(rest: &str) -> usize {
    let Some(found) = PHOTOGRAPHER.find(rest) else { return 0 };
    let after = &rest[found.end()..];
    // `이날 기자회견은`: no name and no role.
    let word = found.as_str().ends_with("기자")
        && ["회견", "간담", "단", "들", "협회", "는", "가", "의", "와", "를"].iter().any(|next| after.starts_with(next));
    if word { 0 } else { found.end() }
}

/// Where the first sign of a signature, a credit, a call or a hashtag list stands in what follows a last sentence.
fn closing_sign(fragment: &str, pictured: bool) -> Option<(usize, Reason)> {
    let mut first: Option<(usize, Reason)> = None;
    let mut offer = |at: Option<usize>, reason: Reason| {
        if let Some(at) = at
            && first.is_none_or(|(known, _)| at < known)
        {
            first = Some((at, reason));
        }
    };
    let signed = byline::signature_start(fragment);
    let credits = if pictured { caption::credits(fragment) } else { Vec::new() };
    let credit = credits.iter().find(|credit| {
        let rest = &fragment[credit.end..];
        !rest.contains(is_letter)
            || rest.trim_start().starts_with(['▶', 'ⓒ', '<', '['])
            || signed.is_some_and(|at| at >= credit.start)
    });
    let alone = fragment.trim_matches(|c: char| !is_letter(c));
    offer(signed, Reason::Byline);
    if alone == "연합뉴스" || alone == "뉴시스" || alone == "뉴스1" {
        offer(Some(fragment.find(alone).unwrap_or(0)), Reason::Caption);
    }
    offer(credit.map(|credit| credit.start), Reason::Caption);
    for mark in ["▶", "☞", "►", "▷", "[▶", "◆"] {
        let call = fragment.find(mark).filter(|at| is_call(&fragment[*at..]));
        offer(call, Reason::Promotion);
    }
    let owner = fragment.find(['ⓒ', '©']).filter(|at| fragment[*at..].len() < 300);
    offer(owner, Reason::Copyright);
    let tags = fragment
        .find('#')
        .filter(|at| fragment[*at..].split([' ', '\t']).filter(|w| !w.is_empty()).all(|word| word.starts_with('#')));
    offer(tags.filter(|at| fragment[..*at].trim().is_empty()), Reason::Related);
    let bare = fragment.trim();
    if matches!(bare, "끝" | "끝." | "<끝>" | "(끝)" | "/끝/" | "[끝]" | "-끝-") {
        offer(Some(0), Reason::EndMark);
    }
    let day = fragment.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '(' | ')' | '[' | ']' | '/'));
    if day.len() >= 8 && day.len() <= 10 && day.bytes().all(|b| b.is_ascii_digit() || b == b'.') && day.matches('.').count() == 2
    {
        offer(Some(0), Reason::Date);
    }
    let links = fragment.find('[').filter(|at| {
        let rest = &fragment[*at..];
        ["바로가기]", "페이스북]", "구독하기]", "구독신청]", "트위터]", "카카오"].iter().any(|word| rest.contains(word))
            && rest.len() < 600
    });
    offer(links, Reason::Promotion);
    if byline::opens(bare.chars().next().unwrap_or(' '))
        && byline::bracket(bare).is_some_and(|(_, length)| length == bare.len())
        && byline::tag(bare).is_some()
    {
        offer(Some(0), Reason::Byline);
    }
    let related =
        ["[관련기사", "[관련 기사", "<관련기사", "☞관련기사", "[관련뉴스"].iter().filter_map(|word| fragment.find(word)).min();
    offer(related, Reason::Related);
    first
}

/// Words of calls to subscribe and to click.
const CALLS: [&str; 26] = [
    "구독",
    "바로가기",
    "바로 가기",
    "받아보",
    "채널",
    "제보",
    "네이버",
    "페이스북",
    "클릭",
    "홈에서",
    "메인에서",
    "뉴스스탠드",
    "이벤트",
    "무료",
    "만화",
    "앱",
    "보기",
    "뉴스레터",
    "유튜브",
    "인스타그램",
    "카카오",
    "뉴스 ",
    "기사",
    "정기",
    "독자",
    "http",
];

fn is_call(text: &str) -> bool {
    let short = &text[..floor(text, 240)];
    CALLS.iter().any(|word| short.contains(word)) && sentence::stops(text).next().is_none()
}

/// Where the calls that end a paragraph begin: at an arrow that a call follows, after a sentence or a signature.
fn call_start(part: &str) -> usize {
    let window = floor(part, part.len().saturating_sub(600));
    // All of them start with the byte 0xE2.
    let marks = memchr::memchr_iter(0xE2, &part.as_bytes()[window..]).map(|at| window + at);
    for at in marks.filter(|at| part[*at..].starts_with(['▶', '►', '▷', '☞'])) {
        let call = &part[at..floor(part, at + 120).max(at)];
        let before = part[..at].trim_end();
        let fresh = before.ends_with(['.', '"', '”', ']', ')', '!', '?'])
            || before.ends_with(|c: char| c.is_ascii_alphanumeric())
            || before.ends_with("기자");
        if fresh && CALLS.iter().take(13).any(|word| call.contains(word)) {
            return at;
        }
    }
    part.len()
}

/// Takes the brackets and marks right before a sign along.
fn opening(fragment: &str, sign: usize) -> usize {
    fragment[..sign].trim_end_matches([' ', '\t', '/', '[', '(', '<', '【', '-', '|', '■', '※', '=']).len()
}

/// Whether a line is a broadcaster's sign-off and nothing else.
pub fn is_sign_off(line: &str) -> bool {
    line.ends_with("니다.") && SIGN_OFF.find(line).is_some_and(|found| found.start() == 0 && found.end() == line.len())
}

/// The name in a sign-off.
pub fn signed_off(line: &str) -> Option<&str> {
    let found = SIGN_OFF.captures(line)?;
    found.name("name").or_else(|| found.name("who")).map(|name| name.as_str())
}

/// Sentences of running text, not of captions, in what stands before a tag or a credit.
fn real_sentences(text: &str) -> usize {
    let mut from = 0;
    let mut count = 0;
    for end in sentence::ends(text) {
        let bare = text[from..end].trim_end_matches(['.', '”', '"', '’', ')', ' ']);
        if !bare.ends_with("있다")
            && !bare.ends_with("모습이다")
            && !bare.trim_start().starts_with("사진은")
            && !bare.ends_with(['?', '!'])
        {
            count += 1;
        }
        from = end;
    }
    count
}

/// Where a call that `at` lies in begins: at the mark that opens it, or after the last sentence before it.
fn rest_start(text: &str, from: usize, at: usize) -> usize {
    let floor = from.max(floor(text, at.saturating_sub(200)));
    let before = &text[floor..at];
    let sentence = sentence::ends(before).last().unwrap_or(0);
    let mark = promotion_start(&before[sentence..]).map_or(sentence, |mark| sentence + mark);
    // A phrase that opens with its own mark starts there.
    if text[at..].starts_with(['[', '■', '※', '☞', '▷', '▶', '◇', '<']) || sentence == 0 && floor > from {
        at
    } else {
        floor + mark
    }
}

/// Where the calls begin that a phrase at the end of `before` belongs to: `▶ [특집] ▶ 메인에서` are two of them. Squares head
/// sections and lists of the article too, and count only right before the phrase.
fn promotion_start(before: &str) -> Option<usize> {
    /// Longest call before the next one, in bytes.
    const CALL: usize = 90;
    let calls = ['※', '▶', '☞', '▷'];
    let mut start = before.rfind(['■', '◆']).filter(|at| before.len() - at <= 12);
    let mut at = before.len();
    while let Some(mark) = before[..at].rfind(calls).filter(|mark| at - mark <= CALL || at == before.len()) {
        start = Some(start.map_or(mark, |start| start.min(mark)));
        at = mark;
    }
    start
}

/// The copyright notice around a sign of one. `last`: where the last sentence of the text ends.
fn copyright(text: &str, from: usize, to: usize, sign: Span, last: usize) -> Option<Span> {
    let left = from.max(floor(text, sign.start.saturating_sub(260)));
    let before = &text[left..sign.end];
    let sentence = sentence::ends(&text[left..sign.start]).last().unwrap_or(0);
    let owners = ["ⓒ", "©", "저작권자", "Copyright", "COPYRIGHT", "copyright", "(c)"];
    let owner = owners.iter().filter_map(|owner| before[sentence..].find(owner)).min();
    let after = &text[sign.end..floor(text, to.min(sign.end + 240)).max(sign.end)];
    let forbids =
        ["금지", "reserved", "Reserved", "RESERVED"].iter().filter_map(|word| after.find(word).map(|at| at + word.len())).max();
    let early = sign.of(text) == "저작권" || sign.of(text) == "opyright";
    if owner.is_none() && !(forbids.is_some_and(|at| at <= 40) && before.ends_with("무단") && !sentence::is_prose(after)) {
        return None;
    }
    if early && forbids.is_none() && !after.contains("무단") && !after.contains("ⓒ") && !after.contains("©") {
        return None;
    }
    let start = owner.map_or(sign.start, |owner| left + sentence + owner);
    let lead = text[left..start].trim_end_matches("GoodNews Paper ").trim_end_matches("GoodNews paper ");
    let start = left + lead.trim_end_matches([' ', '\t', '<', '[', '(', '〈', '＜', '※', '-', '–', '/', '*', '|', '【']).len();
    let stop = forbids.map_or(sign.end, |at| sign.end + at);
    let rest = &text[stop..to];
    let closers = rest.len() - rest.trim_start_matches(['>', ']', ')', '〉', '＞', '.', ' ', '\t', '-', '】', '|']).len();
    let end = if last.min(to) > stop { stop + closers } else { to };
    Some(Span::new(start.max(left), end))
}

/// Whether a text ends as an agency's caption does, in an address or the day of the picture.
fn closes_caption(text: &str) -> bool {
    let bare = text.trim_end_matches([' ', '\t', '.', '*']);
    byline::emails(bare).last().is_some_and(|mail| mail.end == bare.len())
        || caption::strip_date(bare).len() < bare.len() && bare.ends_with(|c: char| c.is_ascii_digit())
        || bare.ends_with("DB 금지")
}

/// Captions between the sentences of a paragraph: from where a caption begins to its credit, or to its photographer's address.
fn inner_captions(text: &str, from: usize, to: usize, credits: &[Span], cuts: &mut Vec<(Span, Reason)>) {
    let part = &text[from..to];
    let inside = credits.iter().filter(|credit| credit.start >= from && credit.end <= to);
    let mut marks: Vec<(Span, bool)> = inside.map(|credit| (Span::new(credit.start - from, credit.end - from), false)).collect();
    marks.extend(byline::emails(part).map(|mail| (mail, true)));
    marks.sort_unstable();
    let mut done = 0;
    for (mark, mail) in marks {
        if mark.start < done {
            continue;
        }
        let near = done.max(floor(part, mark.start.saturating_sub(TAIL)));
        let start = near + sentence::stops(&part[near..mark.start]).last().unwrap_or(0);
        let piece = &part[start..mark.start];
        let bare = caption::strip_date(piece).trim_matches([' ', '\t', '/', '.', '(', ')']);
        let rest = &part[mark.end..];
        let arrow = piece.find(['▲', '△', '▼', '◀']).map(|at| start + at);
        let begin = if mail {
            // `… 하고 있다. 홍길동 기자 hong@a.kr`, `(서울=한라통신) 홍길동 기자 = … 하고 있다. 2024.3.5 hong@a.kr`
            let dated = is_dated(piece);
            if !signs(part, near, mark) || rest.trim().is_empty() && done == 0 && !dated {
                continue;
            }
            caption_start(part, done, start, false).unwrap_or(start)
        } else if let Some(arrow) = arrow {
            arrow
        } else if bare.is_empty() {
            let slashed = mark.of(part).starts_with('/');
            caption_start(part, done, start, slashed).unwrap_or(if piece.trim().is_empty() { mark.start } else { start })
        } else {
            let bracket = part[..mark.end].ends_with([']', ')', '>', '】']);
            let sure = ["ⓒ", "©", "사진=", "사진 ="].iter().any(|sign| mark.of(part).contains(sign));
            let fresh = rest.trim().is_empty()
                || rest.starts_with(['\t', '“', '"', '[', '▲', '◇', '△', '■'])
                || !bracket && rest.starts_with(['‘', '\'']) && mark.of(part).contains(['/', '='])
                || rest.starts_with(|c: char| ('가'..='힣').contains(&c));
            let whole = piece.len() <= 400 && piece.split(' ').count() >= 2 && (start > 0 || rest.starts_with('\t'));
            if whole && (fresh || sure && !bracket) {
                start
            } else if fresh || bracket || sure {
                mark.start
            } else {
                continue;
            }
        };
        let mut end = mark.end;
        if !mail {
            end += photographer(&part[end..]);
        }
        end += part[end..].len() - part[end..].trim_start_matches(['.', ' ']).len();
        cuts.push((Span::new(from + begin, from + end), Reason::Caption));
        done = end;
    }
}

/// Whether a piece of text ends in a day.
fn is_dated(piece: &str) -> bool {
    let piece = piece.trim_matches([' ', '\t', '(', ')', '[', ']']);
    caption::strip_date(piece).len() < piece.len()
}

/// Whether an address signs a caption or a byline: nothing but a day, or a name with its role, stands between the last sentence
/// and it, and no josa follows.
fn signs(part: &str, floor: usize, mail: Span) -> bool {
    let start = floor + sentence::stops(&part[floor..mail.start]).last().unwrap_or(0);
    let piece = &part[start..mail.start];
    let bare = caption::strip_date(piece).trim_matches([' ', '\t', '/', '.', '(', ')', '[', ']']);
    let role = ["기자", "특파원", "="].iter().any(|sign| bare.ends_with(sign));
    let title = start == 0 && byline::is_byline(piece.rsplit(['.', '\t']).next().unwrap_or_default());
    let pictured = start == 0 && (bare.ends_with("기자") || is_dated(piece));
    (bare.is_empty() || role && byline::is_byline(&part[start..mail.end]) || title || pictured)
        && !caption::josa_follows(&part[mail.end..])
}

/// Where the caption begins that ends at `at`: with the agency's tag, or with the sentence that says what is seen; `None` where
/// the sentence before `at` says no such thing. `slashed`: a slash and who lent the picture stand at `at`, so that a paragraph of one sentence
/// without a space before it is a caption unless it reports.
fn caption_start(part: &str, left: usize, at: usize, slashed: bool) -> Option<usize> {
    let window = left.max(floor(part, at.saturating_sub(CAPTION)));
    let before = &part[window..at];
    for open in byline::openings(before) {
        if byline::tag(&before[open..]).is_some_and(|tag| tag.strong && tag.publisher.is_some())
            && real_sentences(&before[open..]) <= 2
        {
            // Words between the sentence before and the tag are the picture's title.
            let title = sentence::stops(&before[..open]).last().unwrap_or(open);
            return Some(window + if open - title <= LEAD { title } else { open });
        }
    }
    let ends: Vec<usize> = sentence::stops(before).collect();
    let last = ends.len().checked_sub(1)?;
    let start = if last > 0 {
        ends[last - 1]
    } else if window == left {
        0
    } else {
        return None;
    };
    let sentence = &before[start..ends[last]];
    let fresh = |start: usize| start > 0 && !before[start..].starts_with([' ', '\t']);
    if !caption::is_shown(sentence) {
        let paragraph = slashed && fresh(start) && sentence.len() <= TITLED && !caption::reports(sentence);
        return paragraph.then_some(window + start);
    }
    // A picture of two sentences shows in both.
    let former = last.checked_sub(1).map(|last| if last > 0 { ends[last - 1] } else { 0 });
    let more = former.filter(|former| !fresh(start) && fresh(*former) && caption::is_shown(&before[*former..start]));
    Some(window + more.unwrap_or(start))
}
