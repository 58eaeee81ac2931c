//! Who wrote it: names with their roles, e-mail addresses, and the tags that agencies and papers open an article with.

use crate::clean::text::is_letter;
use crate::clean::text::publisher::{self, PUBLISHERS, looks_like_press};
use crate::document::{Reporter, Span};

/// Surnames of one syllable in use in Korea (Statistics Korea, census of 2015: those of more than about 1,000 bearers).
const SURNAMES: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감호간음빈동온범좌팽승시당화";
/// Surnames of two syllables.
const DOUBLE_SURNAMES: [&str; 6] = ["남궁", "황보", "제갈", "사공", "선우", "독고"];

/// Roles that follow a reporter's name.
const ROLES: [&str; 9] = ["기자", "특파원", "통신원", "리포터", "논설위원", "에디터", "칼럼니스트", "앵커", "해설위원"];
/// What may stand before a role and belongs to it.
const RANKS: [&str; 13] = ["인턴", "선임", "전문", "수습", "객원", "대표", "편집", "시민", "명예", "취재", "여행", "사진", "대"];

/// Words of two to four syllables that begin like a name and are none: desks, ranks, places of bylines.
const NO_NAMES: [&str; 82] = [
    "인턴",
    "전문",
    "선임",
    "사진",
    "정치",
    "경제",
    "사회",
    "문화",
    "국제",
    "연예",
    "산업",
    "전국",
    "지방",
    "현장",
    "방송",
    "신문",
    "주재",
    "유통",
    "금융",
    "증권",
    "부동산",
    "서울",
    "인천",
    "부산",
    "전주",
    "제주",
    "경기",
    "경남",
    "경북",
    "전남",
    "전북",
    "광주",
    "강원",
    "여수",
    "순천",
    "목포",
    "안동",
    "원주",
    "천안",
    "성남",
    "고양",
    "용인",
    "안산",
    "안양",
    "진주",
    "구미",
    "경주",
    "김해",
    "양산",
    "정읍",
    "나주",
    "남원",
    "김천",
    "영주",
    "상주",
    "문경",
    "제천",
    "공주",
    "서산",
    "당진",
    "계룡",
    "여주",
    "이천",
    "하남",
    "오산",
    "안성",
    "김포",
    "파주",
    "의정부",
    "동두천",
    "온라인",
    "공동취재",
    "정책",
    "정보",
    "시민",
    "객원",
    "수습",
    "영상",
    "이미지",
    "자료",
    "도쿄",
    "연합",
];

/// An e-mail address in `text`, by where its `@` stands.
pub fn email_at(text: &str, at: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+');
    let start = at - bytes[..at].iter().rev().take(40).take_while(|b| local(b)).count();
    let domain = bytes[at + 1..].iter().take(60).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let mut end = at + 1 + domain;
    while end > at + 1 && matches!(bytes[end - 1], b'.' | b'-') {
        end -= 1;
    }
    (start < at && text[at + 1..end].contains('.')).then(|| Span::new(start, end))
}

/// Every e-mail address in `text`, in order; also the local part of one that is printed without its domain (`hong@`).
pub fn emails(text: &str) -> impl Iterator<Item = Span> + '_ {
    memchr::memchr_iter(b'@', text.as_bytes()).filter_map(|at| {
        email_at(text, at).or_else(|| {
            let local = text.as_bytes()[..at].iter().rev().take(40);
            let length = local.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-')).count();
            let ends = !text.as_bytes().get(at + 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'@');
            (length >= 3 && ends).then(|| Span::new(at - length, at + 1))
        })
    })
}

/// Whether an address has its domain.
pub fn is_whole(mail: &str) -> bool {
    !mail.ends_with('@')
}

/// Whether `word` can be a Korean name: surname and one or two syllables (three after a surname of two).
pub fn is_name(word: &str) -> bool {
    let mut syllables = 0;
    for c in word.chars() {
        if !('가'..='힣').contains(&c) {
            return false;
        }
        syllables += 1;
    }
    let Some(first) = word.chars().next() else { return false };
    let double = DOUBLE_SURNAMES.iter().any(|surname| word.starts_with(surname));
    match syllables {
        2 | 3 => SURNAMES.contains(first) && !NO_NAMES.contains(&word) && !(syllables == 3 && word.ends_with(['부', '팀'])),
        4 => double,
        _ => false,
    }
}

/// A name of surname and three syllables (`김가나다`): too rare to be taken for a name anywhere but before `기자 =`.
fn is_long_name(word: &str) -> bool {
    word.chars().all(|c| ('가'..='힣').contains(&c)) && word.chars().next().is_some_and(|first| SURNAMES.contains(first))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Email(&'t str),
    /// `·`, `,`, `/` and the like: a separator of two names of one role.
    Link,
    /// `:` and `=`, which make what stands before them a label.
    Label,
    Other,
}

fn tokens(text: &str) -> Vec<(Span, Token<'_>)> {
    let mut out = Vec::new();
    let mut mails = emails(text).peekable();
    let mut at = 0;
    while at < text.len() {
        if let Some(mail) = mails.next_if(|mail| mail.start <= at) {
            out.push((mail, Token::Email(mail.of(text))));
            at = at.max(mail.end);
            continue;
        }
        let limit = mails.peek().map_or(text.len(), |mail| mail.start);
        let Some(c) = text[at..].chars().next() else { break };
        let mut end = at + c.len_utf8();
        if is_letter(c) {
            while let Some(next) = text[end..].chars().next().filter(|next| is_letter(*next) && end < limit) {
                end += next.len_utf8();
            }
            out.push((Span::new(at, end), Token::Word(&text[at..end])));
        } else if !c.is_whitespace() {
            let token = match c {
                '·' | ',' | '/' | 'ㆍ' | '‧' | '・' | '&' | '、' | '•' => Token::Link,
                ':' | '=' | '：' => Token::Label,
                _ => Token::Other,
            };
            out.push((Span::new(at, end), token));
        }
        at = end;
    }
    out
}

/// What is left of `word` before a role at its end: `Some("")` for a role alone, `Some("홍길동")` for `홍길동기자`.
fn before_role(word: &str) -> Option<&str> {
    let role = ROLES.iter().find(|role| word.ends_with(**role))?;
    let mut rest = &word[..word.len() - role.len()];
    for rank in RANKS {
        if let Some(shorter) = rest.strip_suffix(rank).filter(|shorter| shorter.is_empty() || is_name(shorter)) {
            rest = shorter;
            break;
        }
    }
    Some(rest)
}

/// Labels of those who filmed, drew and edited: no reporters.
fn is_crew(word: &str) -> bool {
    ["영상", "촬영", "편집", "그래픽", "CG", "음향", "삽화", "일러스트", "사진", "이미지", "포토"]
        .iter()
        .any(|crew| word.contains(crew))
}

/// The reporters that a byline names, in order, each with its address where one stands beside it. `text` is a byline, a tag or
/// the end of a paragraph: not running text.
pub fn reporters(text: &str) -> Vec<Reporter> {
    let tokens = tokens(text);
    let mut found: Vec<(usize, Reporter)> = Vec::new();
    let word = |i: usize| match tokens.get(i) {
        Some((_, Token::Word(word))) => Some(*word),
        _ => None,
    };
    for i in 0..tokens.len() {
        let Some(part) = word(i).and_then(before_role) else { continue };
        let crew =
            (i.saturating_sub(4)..i).any(|k| matches!(tokens[k].1, Token::Label) && k > 0 && word(k - 1).is_some_and(is_crew));
        if crew {
            continue;
        }
        let mut names = Vec::new();
        // The name, or the last of several, ends here; `left` is the token before it.
        let mut left = if is_name(part) {
            names.push((i, part.to_owned()));
            i
        } else if !part.is_empty() && !looks_like_press(part) && part.chars().count() > 4 {
            continue;
        } else {
            let mut k = i;
            let mut name = None;
            while k > 0 && i - k < 3 && name.is_none() {
                k -= 1;
                if matches!(tokens[k].1, Token::Link) {
                    continue;
                }
                let Some(word) = word(k) else { break };
                name = spaced_name(&tokens, k).or_else(|| is_name(word).then(|| (k, word.to_owned())));
                if name.is_none() && before_role(word).is_some() && !RANKS.contains(&word) {
                    break;
                }
            }
            let Some((start, name)) = name else { continue };
            names.push((start, name));
            start
        };
        // Further names before it: `홍길동·김철수 기자`, `홍길동 김철수 기자`.
        for _ in 0..6 {
            let Some(mut k) = left.checked_sub(1) else { break };
            if matches!(tokens[k].1, Token::Link) {
                let Some(before) = k.checked_sub(1) else { break };
                k = before;
                if matches!(tokens[k].1, Token::Email(_)) {
                    let Some(before) = k.checked_sub(1) else { break };
                    k = before;
                }
            }
            match word(k) {
                Some(word) if is_name(word) && word.chars().count() > 2 && PUBLISHERS.named(word).is_none() => {
                    names.push((k, word.to_owned()));
                    left = k;
                }
                _ => break,
            }
        }
        found.extend(names.into_iter().map(|(at, name)| (at, Reporter { name, email: None })));
    }
    // A name without a role signs where its address stands beside it.
    for i in 1..tokens.len() {
        if !matches!(tokens[i].1, Token::Email(_)) {
            continue;
        }
        let before = if matches!(tokens[i - 1].1, Token::Other | Token::Label) { i.checked_sub(2) } else { Some(i - 1) };
        let Some(k) = before else { continue };
        if let Some(name) = word(k).filter(|name| name.chars().count() >= 3 && is_name(name)) {
            let own = k == 0 || !matches!(tokens[k - 1].1, Token::Label) || !(k > 1 && word(k - 2).is_some_and(is_crew));
            if own {
                found.push((k, Reporter { name: name.to_owned(), email: None }));
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    let mut out: Vec<(usize, Reporter)> = Vec::new();
    for (at, reporter) in found {
        if !out.iter().any(|(_, known)| known.name == reporter.name) {
            out.push((at, reporter));
        }
    }
    for (i, (_, token)) in tokens.iter().enumerate() {
        let Token::Email(mail) = token else { continue };
        if !is_whole(mail) {
            continue;
        }
        let open = |reporter: &Reporter| reporter.email.is_none();
        let before = out.iter().rposition(|(at, reporter)| *at < i && i - at <= 5 && open(reporter));
        let after = out.iter().position(|(at, reporter)| *at > i && at - i <= 3 && open(reporter));
        if let Some(place) = before.or(after) {
            out[place].1.email = Some((*mail).to_owned());
        }
    }
    out.into_iter().map(|(_, reporter)| reporter).collect()
}

/// A name with a space after its surname (`이 배운`), ending at token `k`.
fn spaced_name(tokens: &[(Span, Token<'_>)], k: usize) -> Option<(usize, String)> {
    let (Token::Word(given), Token::Word(surname)) = (tokens[k].1, tokens.get(k.checked_sub(1)?)?.1) else { return None };
    let joined = format!("{surname}{given}");
    let fits = surname.chars().count() == 1 && given.chars().count() <= 2 && given.chars().all(|c| ('가'..='힣').contains(&c));
    (fits && SURNAMES.contains(surname) && tokens[k - 1].0.end < tokens[k].0.start).then_some((k - 1, joined))
}

/// Where the last name with a role, or the last address, that ends a piece of text begins; `None` where it has neither. For
/// cutting `홍길동 기자 hong@a.kr` off the end of a paragraph.
pub fn signature_start(text: &str) -> Option<usize> {
    let tokens = tokens(text);
    let mut first = None;
    for (i, (span, token)) in tokens.iter().enumerate() {
        match token {
            Token::Email(_) => {
                first = first.or(Some((i, span.start)));
            }
            Token::Word(word) => {
                let Some(part) = before_role(word) else { continue };
                // In running text a role is followed by a josa in its own eojeol, or by words after a space; at the end
                // of a byline comes nothing, an address or a mark.
                let ends = match tokens.get(i + 1) {
                    None => true,
                    Some((_, Token::Email(_))) => true,
                    Some((next, Token::Word(word))) => {
                        (is_name(word)
                            && word.chars().count() == 3
                            && tokens.get(i + 2).is_some_and(|t| matches!(t.1, Token::Word(w) if before_role(w).is_some())))
                            || text[span.end..next.start].contains('\t')
                    }
                    Some((_, Token::Other | Token::Link | Token::Label)) => true,
                };
                let named = is_name(part)
                    || (part.chars().count() <= 4
                        && i > 0
                        && (1..=3).any(|back| {
                            i.checked_sub(back).is_some_and(|k| matches!(tokens[k].1, Token::Word(w) if is_name(w)))
                        }));
                if ends && named {
                    let name = |j: usize| matches!(tokens[j].1, Token::Word(w) if is_name(w));
                    let k = if is_name(part) {
                        i
                    } else {
                        (1..=3).filter_map(|back| i.checked_sub(back)).find(|j| name(*j)).unwrap_or(i)
                    };
                    first = first.or(Some((k, tokens[k].0.start)));
                }
            }
            _ => {}
        }
        if first.is_some() {
            break;
        }
    }
    // What leads up to the first sign and belongs to it: names before an address, a place before `=`.
    let (mut i, mut start) = first?;
    for _ in 0..6 {
        let Some(k) = i.checked_sub(1) else { break };
        match tokens[k].1 {
            Token::Word(word) if before_role(word).is_some() || RANKS.contains(&word) => {}
            Token::Word(word) if is_name(word) && (matches!(tokens[i].1, Token::Link | Token::Email(_)) || k == 0) => {}
            Token::Word(word) if PUBLISHERS.named(word).is_some() => {}
            Token::Word(_) if matches!(tokens[i].1, Token::Label) => {}
            Token::Link => {}
            Token::Label if k > 0 && !matches!(tokens[k - 1].1, Token::Word(word) if is_crew(word)) => {}
            _ => break,
        }
        i = k;
        start = tokens[k].0.start;
    }
    Some(start)
}

/// Whether a short line is a byline and nothing else: names, roles, desks, publishers, places before `=`, addresses.
pub fn is_byline(line: &str) -> bool {
    let tokens = tokens(line);
    if tokens.is_empty() || tokens.len() > 30 {
        return false;
    }
    let mut signs = 0;
    let mut roles = 0;
    let mut strangers = 0;
    for (i, (_, token)) in tokens.iter().enumerate() {
        match token {
            Token::Email(_) => signs += 1,
            Token::Word(word) => {
                if let Some(part) = before_role(word) {
                    if !part.is_empty() && !is_name(part) && part.chars().count() > 5 {
                        strangers += 2;
                    }
                    signs += 1;
                    roles += 1;
                } else if !belongs_to_byline(word, tokens.get(i + 1).map(|(_, token)| token)) {
                    strangers += 1;
                }
            }
            _ => {}
        }
    }
    signs > 0 && strangers <= usize::from(roles > 0 && tokens.len() > 2)
}

/// Whether a word of a byline is a name, a rank, a desk, a publisher, a place before `=`, or a label.
fn belongs_to_byline(word: &str, next: Option<&Token<'_>>) -> bool {
    is_name(word)
        || RANKS.contains(&word)
        || PUBLISHERS.named(word).is_some()
        || looks_like_press(word)
        || word.ends_with(['팀', '부', '국', '실', '장', '소', '처', '단'])
        || matches!(word, "글" | "영상" | "정리" | "e메일" | "이메일" | "메일" | "by" | "By" | "입력" | "온라인" | "그래픽")
        || matches!(next, Some(Token::Label | Token::Link)) && word.chars().count() <= 8
        || word.chars().count() == 1 && SURNAMES.contains(word)
}

/// A tag at the head of an article or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Bytes of it, from its opening bracket through its brackets, names and `=`.
    pub length: usize,
    pub publisher: Option<String>,
    pub reporters: Vec<Reporter>,
    /// It says place and agency, or a reporter's name: nothing in running text has this form.
    pub strong: bool,
}

const BRACKETS: [(char, char); 9] =
    [('[', ']'), ('(', ')'), ('【', '】'), ('〔', '〕'), ('<', '>'), ('〈', '〉'), ('［', '］'), ('（', '）'), ('＜', '＞')];

/// Whether a tag could start with this character.
pub fn opens(c: char) -> bool {
    BRACKETS.iter().any(|(open, _)| *open == c)
}

/// Where a tag could start in `text`.
pub fn openings(text: &str) -> impl Iterator<Item = usize> + '_ {
    // The first bytes of [`BRACKETS`]: 0xE3 of `【〔〈`, 0xEF of `［（＜`.
    let first = |b: u8| matches!(b, b'[' | b'(' | b'<' | 0xE3 | 0xEF);
    let starts = text.bytes().enumerate().filter(move |(_, b)| first(*b)).map(|(at, _)| at);
    starts.filter(|at| text[*at..].starts_with(opens))
}

/// Longest content of a tag in bytes.
const TAG_LIMIT: usize = 150;

/// What a bracket at the start of `text` holds, and how long it is with its brackets. A bracket that a different bracket closes
/// (`[헤럴드경제=배문숙 기자］`) counts too.
pub fn bracket(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next()?;
    let (_, close) = BRACKETS.iter().find(|(bracket, _)| *bracket == open)?;
    let wide = matches!(open, '[' | '［').then_some([']', '］']);
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        if at > TAG_LIMIT || c == '\n' {
            return None;
        }
        if c == open {
            depth += 1;
        } else if c == *close || wide.is_some_and(|wide| wide.contains(&c)) {
            depth -= 1;
            if depth == 0 {
                return Some((&text[open.len_utf8()..at], at + c.len_utf8()));
            }
        }
    }
    None
}

/// The tag that `text` starts with.
pub fn tag(text: &str) -> Option<Tag> {
    let (content, mut length) = bracket(text)?;
    let content = content.trim();
    if is_broadcast_mark(content) {
        return Some(Tag { length, publisher: None, reporters: Vec::new(), strong: true });
    }
    if content.is_empty() || content.contains(['"', '“', '?', '!']) || is_credit_label(content) {
        return None;
    }
    let mut names;
    let mut tag = Tag { length: 0, publisher: None, reporters: Vec::new(), strong: false };
    if let Some((left, right)) = content.rsplit_once(['=', '＝']) {
        let known = [right, left].into_iter().find_map(press_of);
        let signed = signs(content);
        if known.is_none() && !signed {
            return None;
        }
        names = reporters(content);
        if names.is_empty() && known.is_some() && PUBLISHERS.named(right.trim()).is_none() {
            let name = right.trim();
            if name.chars().count() == 3 && is_name(name) && !looks_like_press(name) {
                names.push(Reporter { name: name.to_owned(), email: None });
            }
        }
        tag.publisher = known;
        tag.strong = true;
    } else if signs(content)
        && let (signed, press) = (reporters(content), press_of(content))
        && (!signed.is_empty() || press.is_some())
    {
        names = signed;
        tag.publisher = press;
        tag.strong = true;
    } else if let Some(known) = PUBLISHERS.named(content) {
        names = reporters(content);
        tag.publisher = Some(known.to_owned());
    } else if let Some((press, place)) = content.split_once(' ')
        && let Some(known) = PUBLISHERS.named(press)
        && (2..=4).contains(&place.chars().count())
        && place.chars().all(|c| ('가'..='힣').contains(&c))
        && !(place.chars().count() == 3 && is_name(place))
        && !["제공", "자료", "사진", "캡처", "캡쳐", "갈무리", "특약", "포토", "영상", "화면", "그래픽"]
            .iter()
            .any(|lent| place.contains(lent))
    {
        // `[한라방송 탐라]`: a station and its place.
        names = Vec::new();
        tag.publisher = Some(known.to_owned());
    } else if let Some((left, right)) = content.split_once(['/', ' ']) {
        // `[새한통신/ 홍길동]`
        let name = right.trim_matches([' ', '/']);
        if !is_name(name) || name.chars().count() < 3 {
            return None;
        }
        let press = press_of(left.trim())?;
        names = reporters(content);
        names.push(Reporter { name: name.to_owned(), email: None });
        tag.publisher = Some(press);
        tag.strong = true;
    } else {
        return None;
    }
    // Names, roles and the `=` that may follow the bracket.
    let rest = &text[length..];
    let mut window_end = rest.len().min(120);
    while !rest.is_char_boundary(window_end) {
        window_end -= 1;
    }
    let window = &rest[..window_end];
    let sign = window.find(['=', '＝', '\n', '.', '”', '"']).filter(|&at| window[at..].starts_with(['=', '＝']));
    if let Some(at) = sign {
        let between = &window[..at];
        let mut more = reporters(between);
        let empty = between.trim().is_empty();
        if more.is_empty()
            && let Some(name) =
                before_role(between.trim()).map(str::trim).filter(|name| name.chars().count() == 4 && is_long_name(name))
        {
            more.push(Reporter { name: name.to_owned(), email: None });
        }
        if empty || !more.is_empty() || ["사진", "취재단", "기자단"].iter().any(|word| between.contains(word)) {
            if !empty {
                tag.strong = true;
            }
            names.extend(more);
            length += at + window[at..].chars().next().map_or(1, char::len_utf8);
        }
    } else if tag.publisher.is_some() {
        // `[서울=뉴시스] 홍길동 기자` at the end of a line.
        let more = reporters(window);
        if !more.is_empty() && is_byline(rest) {
            names.extend(more);
            length = text.len();
        }
    }
    tag.length = length;
    tag.reporters = names;
    Some(tag)
}

/// Whether a bracket's content ends in a reporter's role, an address or a place after it: `홍길동 기자`, `홍길동 기자(=서울)`.
fn signs(content: &str) -> bool {
    let content = content.split(['(', '（']).next().unwrap_or_default().trim();
    let last = content.split([' ', '\t']).next_back().unwrap_or_default();
    before_role(last).is_some() || last.contains('@')
}

/// The publisher in one side of a tag: `서울=뉴시스`, `파이낸셜뉴스 광주`, `AP=연합뉴스`.
fn press_of(side: &str) -> Option<String> {
    let side = side.trim();
    if let Some(name) = publisher::canonical(side) {
        return Some(name);
    }
    let words: Vec<&str> = side.split([' ', '\t', '/', '·', '=']).filter(|word| !word.is_empty()).collect();
    for length in (1..words.len()).rev() {
        for part in words.windows(length) {
            if let Some(name) = PUBLISHERS.named(&part.concat()) {
                return Some(name.to_owned());
            }
        }
    }
    words.iter().find(|word| looks_like_press(word)).map(|word| (*word).to_owned())
}

/// Marks of broadcast scripts: who speaks now. White space within a mark does not count.
pub fn is_broadcast_mark(content: &str) -> bool {
    ["앵커", "앵커멘트", "기자", "기자멘트", "리포트", "앵커리포트", "아나운서", "VCR", "리포터", "캐스터"]
        .iter()
        .any(|mark| content.chars().filter(|c| !c.is_whitespace()).eq(mark.chars()))
}

/// Words that open a credit, which has the shape of a tag but names photographers.
pub fn is_credit_label(content: &str) -> bool {
    [
        "사진",
        "이미지",
        "그래픽",
        "자료",
        "영상",
        "출처",
        "제공",
        "캡처",
        "photo",
        "Photo",
        "그림",
        "삽화",
        "일러스트",
        "표",
        "인포그래픽",
        "글",
        "촬영",
        "편집",
    ]
    .iter()
    .any(|label| {
        content
            .strip_prefix(label)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '=', ':', '·', '/', '-', '|', '제', 'ⓒ', '©', '출']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(String, Option<String>)> {
        reporters(text).into_iter().map(|reporter| (reporter.name, reporter.email)).collect()
    }

    #[test]
    fn names_roles_and_addresses() {
        for (text, want) in [
            ("홍길동 기자", "홍길동"),
            ("홍길동기자 hong@a.kr", "홍길동 hong@a.kr"),
            ("홍길동·성춘향 기자", "홍길동,성춘향"),
            ("홍길동/성춘향 기자 hong@a.kr", "홍길동,성춘향 hong@a.kr"),
            ("홍길동 기자, 성춘향 인턴기자", "홍길동,성춘향"),
            ("홍길동 hong@a.kr·성춘향 기자", "홍길동 hong@a.kr,성춘향"),
            ("hong@a.kr 홍길동 기자", "홍길동 hong@a.kr"),
            ("홍길동 hong@a.kr", "홍길동 hong@a.kr"),
            ("홍길동 (hong@a.kr)", "홍길동 hong@a.kr"),
            ("도쿄=홍길동 특파원", "홍길동"),
            ("파주/글·사진 홍길동 기자", "홍길동"),
            ("디지털뉴스국 홍길동 기자", "홍길동"),
            ("정치부 홍길동 기자", "홍길동"),
            ("홍길동 헬스조선 기자 hong@a.kr", "홍길동 hong@a.kr"),
            ("이 몽룡 기자", "이몽룡"),
            ("남궁민수 선임기자", "남궁민수"),
            ("영상취재 : 김 원 기자", ""),
            ("사진=홍길동 기자", ""),
            ("정치부 기자", ""),
            ("온라인 기자", ""),
        ] {
            let got: Vec<_> = said(text)
                .into_iter()
                .map(|(name, email)| email.map_or(name.clone(), |email| format!("{name} {email}")))
                .collect();
            assert_eq!(got.join(","), want, "{text}");
        }
    }

    #[test]
    fn tags() {
        for (text, length, publisher, names, strong) in [
            ("(서울=연합뉴스) 홍길동 기자 = 본문", "(서울=연합뉴스) 홍길동 기자 =", Some("연합뉴스"), "홍길동", true),
            (
                "[부산=뉴시스]홍길동 성춘향 기자 = 본문",
                "[부산=뉴시스]홍길동 성춘향 기자 =",
                Some("뉴시스"),
                "홍길동,성춘향",
                true,
            ),
            ("(세종=뉴스1 ) 홍길동 기자 = 본문", "(세종=뉴스1 ) 홍길동 기자 =", Some("뉴스1"), "홍길동", true),
            ("【파이낸셜뉴스 광주=홍길동 기자】본문", "【파이낸셜뉴스 광주=홍길동 기자】", Some("파이낸셜뉴스"), "홍길동", true),
            ("[데일리안 = 이 몽룡 기자] 본문", "[데일리안 = 이 몽룡 기자]", Some("데일리안"), "이몽룡", true),
            ("[새한 뉴스통신=새한 뉴스통신] 본문", "[새한 뉴스통신=새한 뉴스통신]", Some("새한 뉴스통신"), "", true),
            ("[이데일리 홍길동 기자] 본문", "[이데일리 홍길동 기자]", Some("이데일리"), "홍길동", true),
            ("[홍길동 기자(=전주)] 본문", "[홍길동 기자(=전주)]", None, "홍길동", true),
            ("[ 홍길동 기자\t] 본문", "[ 홍길동 기자\t]", None, "홍길동", true),
            ("[새한통신/ 홍길동] 본문", "[새한통신/ 홍길동]", Some("새한통신"), "홍길동", true),
            ("[파이낸셜뉴스] 본문", "[파이낸셜뉴스]", Some("파이낸셜뉴스"), "", false),
            ("[KBS 부산]본문", "[KBS 부산]", Some("KBS"), "", false),
            ("[앵커]", "[앵커]", None, "", true),
        ] {
            let tag = tag(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(&text[..tag.length], length);
            assert_eq!(tag.publisher.as_deref(), publisher, "{text}");
            let got: Vec<_> = tag.reporters.iter().map(|reporter| reporter.name.as_str()).collect();
            assert_eq!(got.join(","), names, "{text}");
            assert_eq!(tag.strong, strong, "{text}");
        }
        for text in [
            "[단독] 본문",
            "(사진=홍길동 기자)",
            "<나의 책>을 썼다",
            "(AI) 기술",
            "[a=b] 본문",
            "(이하 기자협회)는",
            "[KBS 제공]",
        ] {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn lines_that_are_bylines() {
        for line in [
            "[홍길동 기자]",
            "홍길동 기자 hong@a.kr",
            "UPI뉴스 / 홍길동 기자 hong@a.kr",
            "hong@a.kr",
            "광주=홍길동 기자",
            "글·사진 홍길동 기자",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in ["한국기자협회, 새 회장에 홍길동 기자 선출하기로", "기자회견 여는 시장", "홍길동 시장 취임 100일 기자간담회"]
        {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn where_a_signature_starts() {
        for (text, want) in [
            ("홍길동 기자 hong@a.kr", Some("홍길동 기자 hong@a.kr")),
            (" 하지은/김대훈 기자 ha@a.kr", Some("하지은/김대훈 기자 ha@a.kr")),
            ("hong@a.kr▶ 구독하기", Some("hong@a.kr▶ 구독하기")),
            ("서울의 밤 홍길동 기자", Some("홍길동 기자")),
            ("홍길동 기자는 그 자리에 있었다", None),
            ("기자들과 만나", None),
        ] {
            assert_eq!(signature_start(text).map(|at| &text[at..]), want, "{text}");
        }
    }
}
