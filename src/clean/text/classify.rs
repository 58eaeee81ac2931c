//! What a line is by itself.

use std::sync::LazyLock;

use regex::Regex;

use crate::clean::text::cues::{CUES, Hit, Scope};
use crate::clean::text::{Captions, Class, Draft, Reason, byline, caption, is_letter, repeat, sentence, stamp, trim};
use crate::document::Span;

/// Longest line that a notice can be, in bytes: a longer one is a paragraph that speaks of such things.
const NOTICE: usize = 420;
/// Longest line that a label, a byline or a toolbar can be.
const SHORT: usize = 300;

/// A file of an attachment list: a name with its ending, and what the list says of it.
static FILE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\.(?:hwpx?|pdf|jpe?g|png|gif|zip|xlsx?|docx?|pptx?|mp4)(?:\s*[\[(（]|\s*$|\s+\(?[\d.]+\s*[KM]?B|\s*(?:다운|미리|바로|hit|첨부))")
        .expect("the pattern is well-formed")
});
/// A telephone number.
static PHONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:0\d{1,2}\s?[-.)]\s?)?\d{3,4}\s?[-.]\s?\d{4}").expect("the pattern is well-formed"));
/// What counts of a file list: `0 hit / 103 KB`.
static COUNTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\d*\s*hit\b|^조회\s?:?\s*\d+$|^[\d,.]+\s*[KM]B$|^[,\d\s]+$").expect("the pattern is well-formed")
});

impl Draft<'_> {
    /// Gives every line its class.
    pub(super) fn classify(&mut self, captions: Captions) {
        for i in 0..self.lines.len() {
            self.lines[i].class = self.class_of(i);
        }
        if captions == Captions::Cut {
            self.classify_captions();
        }
        self.classify_repeats();
    }

    fn class_of(&self, i: usize) -> Class {
        let line = &self.lines[i];
        let text = line.text;
        let hits = &self.hits[line.hits.clone()];
        let prose = sentence::is_prose(text);
        if text.len() < SHORT && !text.contains(is_letter) {
            return Class::Gone(Reason::Navigation);
        }
        for hit in hits {
            if let Some(class) = self.class_by_hit(text, line.span.start, hit, prose) {
                return class;
            }
        }
        if let Some(reason) = notice(text, hits, prose) {
            return Class::Gone(reason);
        }
        if is_script(text) {
            return Class::Gone(Reason::Script);
        }
        if prose {
            return Class::Prose;
        }
        if text.len() > SHORT {
            return Class::Short;
        }
        if let Some(reason) = short_reason(text) {
            return Class::Gone(reason);
        }
        Class::Short
    }

    fn class_by_hit(&self, text: &str, start: usize, hit: &Hit, prose: bool) -> Option<Class> {
        let at = hit.span.start - start;
        let opens = at <= 12 && text[..at].chars().all(|c| !is_letter(c));
        let after = &text[hit.span.end - start..];
        // Titles are glued to the head of their list (`관련기사한라군, 새 청사 짓는다`); a josa makes it a word of a sentence.
        let glued = || {
            hit.reason == Reason::Related
                && !after.starts_with(['는', '를', '가', '에', '도', '와', '의', '로', '들', '만', '라'])
        };
        let word_ends = !after.starts_with(|c: char| ('가'..='힣').contains(&c)) || glued();
        match hit.scope {
            Scope::Line if opens && after.len() < 40 && after.chars().all(|c| !c.is_alphabetic()) => {
                Some(Class::Gone(hit.reason))
            }
            Scope::Start if at == 0 && (!prose || text.len() <= 900) => Some(Class::Gone(hit.reason)),
            // A notice that is glued to a paragraph is cut out of it later.
            Scope::Inside if text.len() <= NOTICE && sentence::ends(&text[..at]).next().is_none() => {
                Some(Class::Gone(hit.reason))
            }
            Scope::Footer if !prose && text.len() <= NOTICE => Some(Class::Gone(hit.reason)),
            Scope::After if opens && !prose && text.len() <= SHORT && (word_ends || hit.reason == Reason::Attachment) => {
                let heads = after.trim_matches(|c: char| !is_letter(c)).chars().count() <= 12 || hit.reason != Reason::Ranking;
                heads.then_some(Class::Last(hit.reason))
            }
            // `기자의 다른 기사 보기` after a name.
            Scope::After if hit.reason == Reason::Related && !prose && text.len() <= 90 && text.contains("기자") => {
                Some(Class::Last(hit.reason))
            }
            Scope::Label if at == 0 && !prose && after.trim_start().starts_with([':', '：']) && text.len() <= SHORT => {
                Some(Class::Gone(hit.reason))
            }
            _ => None,
        }
    }

    /// Captions, which also take the short line above a credit that stands alone, and `▲` lines that are no list.
    fn classify_captions(&mut self) {
        let mut head = true;
        for i in 0..self.lines.len() {
            let line = &self.lines[i];
            if !matches!(line.class, Class::Prose | Class::Short) {
                continue;
            }
            let text = line.text;
            let hits = &self.hits[line.hits.clone()];
            let sign = |hit: &Hit| {
                let span = Span::new(hit.span.start - line.span.start, hit.span.end - line.span.start);
                hit.scope == Scope::Grammar && caption::is_sign(text, span)
            };
            let signed = hits.iter().any(|hit| hit.scope != Scope::Spoken);
            let mut gone = signed && caption::is_caption(text, head, hits.iter().any(sign))
                || caption::names_source(text)
                || caption::posed(text).first().is_some_and(|shown| shown.len() == text.len());
            if !gone && line.class == Class::Short && text.starts_with(['▲', '△', '▼', '◀', '▶']) {
                let list = |k: Option<usize>| {
                    k.and_then(|k| self.lines.get(k))
                        .is_some_and(|near| near.text.starts_with(['▲', '△', '▶', '◇', '◆', '■', '□', '○']))
                };
                gone = !list(i.checked_sub(1)) && !list(Some(i + 1)) && text.matches(['▲', '△', '▶']).count() == 1;
            }
            if gone {
                let credit_alone = caption::credits(text).first().is_some_and(|credit| text[..credit.start].trim().is_empty());
                self.lines[i].class = Class::Gone(Reason::Caption);
                let above = i.checked_sub(1).filter(|above| self.lines[*above].class == Class::Short);
                if let Some(above) =
                    above.filter(|above| credit_alone && !self.lines[*above].text.starts_with(['■', '◆', '◇', '□']))
                {
                    self.lines[above].class = Class::Gone(Reason::Caption);
                }
            } else if line.class == Class::Prose {
                head = false;
            }
        }
    }

    /// A paragraph that stood before goes; titles are told apart in their own place.
    fn classify_repeats(&mut self) {
        let prose = |i: &usize| self.lines[*i].class == Class::Prose;
        let mut order: Vec<usize> = (0..self.lines.len()).filter(prose).collect();
        order.sort_unstable_by_key(|i| (self.lines[*i].text.len(), self.lines[*i].text, *i));
        let same = |pair: &&[usize]| self.lines[pair[0]].text == self.lines[pair[1]].text;
        let repeats: Vec<usize> = order.windows(2).filter(same).map(|pair| pair[1]).collect();
        for i in repeats {
            self.lines[i].class = Class::Gone(Reason::Repeat);
        }
        // A caption or a summary above the first paragraph, which says the same.
        let mut paragraphs = (0..self.lines.len()).filter(|i| self.lines[*i].class == Class::Prose);
        if let (Some(first), Some(second)) = (paragraphs.next(), paragraphs.next())
            && repeat::says_again(self.lines[first].text, self.lines[second].text)
        {
            self.lines[first].class = Class::Gone(Reason::Repeat);
        }
    }
}

/// A copyright notice that fills its line.
fn notice(text: &str, hits: &[Hit], prose: bool) -> Option<Reason> {
    let signs = hits.iter().any(|hit| hit.scope == Scope::Grammar);
    if !signs || text.len() > NOTICE {
        return None;
    }
    let forbids = ["무단", "재배포", "ll rights", "ll Rights", "LL RIGHTS"].iter().any(|word| text.contains(word));
    let owner = ["저작권", "opyright", "OPYRIGHT", "ⓒ", "©"].iter().any(|word| text.contains(word));
    let starts = |words: &[&str]| {
        let bare = text.trim_start_matches(|c: char| !is_letter(c) && c != 'ⓒ' && c != '©');
        words.iter().any(|word| bare.starts_with(word))
    };
    let is = (forbids && owner && !prose)
        || (forbids
            && starts(&["저작권자", "ⓒ", "©", "무단", "Copyright", "copyright", "COPYRIGHT"])
            && sentence::ends(text).count() <= 1)
        || (!prose && starts(&["Copyright", "copyright", "COPYRIGHT", "저작권자"]))
        || (!prose && forbids && text.contains("전재"));
    is.then_some(Reason::Copyright)
}

/// What a line that is no sentence and not long is, by its form.
fn short_reason(text: &str) -> Option<Reason> {
    if text.len() <= 200 && CUES.all_tokens(text) {
        return Some(Reason::Widget);
    }
    let breadcrumb = text.matches(" > ").count() + text.matches(" 〉 ").count() + text.matches(" » ").count();
    if breadcrumb >= 2 || breadcrumb >= 1 && ["Home", "HOME", "홈"].iter().any(|home| text.starts_with(home)) {
        return Some(Reason::Navigation);
    }
    let bytes = text.as_bytes();
    if text.starts_with(byline::opens)
        && let Some(tag) = byline::tag(text)
        && tag.length == text.len()
        && (tag.strong || !caption::is_agency(text))
    {
        return Some(Reason::Byline);
    }
    if (bytes.contains(&b'@') || text.contains("기자") || byline_role(text)) && byline::is_byline(text) {
        return Some(Reason::Byline);
    }
    if text.len() <= 90 && trim::is_sign_off(text) {
        return Some(Reason::Broadcast);
    }
    if bytes.iter().any(u8::is_ascii_digit) {
        let stamps = stamp::stamps(text);
        if stamp::is_stamp_line(text, &stamps) {
            return Some(Reason::Date);
        }
        let wrapped = text.starts_with(['【', '〔', '[', '(', '※', '<']) && text.ends_with(['】', '〕', ']', ')', '>']);
        if PHONE.is_match(text) && (wrapped || text.contains('☎')) && text.len() <= 200 {
            return Some(Reason::Contact);
        }
        let bare = text.trim();
        if bare.len() <= 20 && PHONE.find(bare).is_some_and(|found| found.len() == bare.len()) {
            return Some(Reason::Contact);
        }
        if COUNTER.is_match(text) {
            return Some(Reason::Attachment);
        }
    }
    if FILE.is_match(text) {
        return Some(Reason::Attachment);
    }
    if text.starts_with(['(', '[', '（', '［']) && text.ends_with([')', ']', '）', '］']) && text.contains("사진") {
        let inner = &text[1..];
        if ["첨부", "사진1", "사진 1", "사진:", "사진 :"].iter().any(|word| inner.contains(word)) {
            return Some(Reason::Attachment);
        }
    }
    let words = || text.split([' ', '\t']).filter(|word| !word.is_empty());
    if words().all(|word| word.starts_with('#') && word.len() > 1) {
        return Some(Reason::Related);
    }
    if words().all(|word| word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")) {
        return Some(Reason::Navigation);
    }
    if text.contains('{') && text.contains('}') && text.contains(':') || text.starts_with("$(") || text.starts_with("});") {
        return Some(Reason::Script);
    }
    if text.starts_with("//") || text.starts_with("function ") || text.starts_with("var ") && text.contains('=') {
        return Some(Reason::Script);
    }
    None
}

/// Whether a line is code: a rule of a style sheet, a statement or a field of a script. No prose has its marks at its end.
fn is_script(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(last) = bytes.last().filter(|last| matches!(last, b'{' | b'}' | b';' | b',' | b')')) else {
        // A remark may follow the statement.
        let code = if text.len() <= SHORT { memchr::memmem::find(bytes, b"//").map(|at| text[..at].trim_end()) } else { None };
        return code.is_some_and(|code| code.ends_with([',', ';', '{']) && is_script(code));
    };
    let has = |marks: &[&str]| marks.iter().any(|mark| text.contains(mark));
    let hangul = || text.chars().any(|c| ('가'..='힣').contains(&c));
    match last {
        b'}' => {
            // `#box > .item {margin-top:15px;color:#333}`
            let rules = memchr::memchr_iter(b'{', bytes).count();
            let declared = memchr::memchr2_iter(b';', b':', bytes).count();
            rules > 0 && declared >= rules && (text.starts_with(['#', '.', '@', '$', '(']) || !hangul()) || text == "}"
        }
        b'{' => !hangul() || has(&["function", "=> {"]),
        b';' => has(&["(", "=", "}"]) && (!hangul() || has(&["function", "$(", "var ", "document."])),
        b',' => !hangul() && text.split_once(':').is_some_and(|(key, value)| is_key(key) && value.len() <= 60),
        _ => !hangul() && has(&["});", "();", "function("]),
    }
}

/// Whether a word can be the name of a field in a script.
fn is_key(word: &str) -> bool {
    let word = word.trim().trim_matches(['"', '\'']);
    !word.is_empty() && word.len() <= 40 && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'$'))
}

fn byline_role(text: &str) -> bool {
    ["특파원", "통신원", "리포터", "논설위원", "에디터"].iter().any(|role| text.contains(role))
}
