//! Photographs: their captions, and the credits that captions end with.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use crate::clean::text::byline;
use crate::clean::text::cues::CUES;
use crate::clean::text::publisher::Publishers;
use crate::clean::text::{ceil, floor, is_letter, sentence};
use crate::document::Span;

/// Agencies and papers by every name, and other sources of photographs; longest first, so that the longest wins.
static SOURCES: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<String> = Publishers::spellings().chain(CUES.sources.iter().copied()).map(regex::escape).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.join("|")
});

/// A credit at the start of a text; [`opens_credit`] knows every character that one can begin with. What a bracket holds is a credit where a label opens it (`사진=`), a verb of lending closes it
/// (`제공`, `캡처`), or it is the name of an agency alone.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let sources = SOURCES.as_str();
    compile(&format!(
        r#"(?x) ^(?:
        [\[(（〈<【［{{]\s*(?:
            (?:사진|이미지|그래픽|영상|포토|캡처|photo|Photo)(?:\s?(?:제공|출처|캡처))?\s*[=:·ㆍ/|\-–ⓒ©]\s*[^\[\]()<>]{{0,60}}(?:\([^()]{{0,20}}\))?
          | (?:자료|출처|제공|자료사진|표|도표|포스터|일러스트|제작|디자인)\s*[=:]\s*[^\[\]()<>]{{1,60}}
          | (?:사진|이미지)\s?제공\s*[^\[\]()<>]{{0,40}}
          | [^\[\]()<>0-9=]{{1,40}}\s(?:제공|캡처|캡쳐|갈무리|자료\s?사진|DB|포토|사진)
          | [^\[\]()<>=]{{0,60}}(?:\s?캡처|\s?캡쳐|갈무리|DB\s?금지|자료사진|사진기자단)
          | [ⓒ©]\s*[^\[\]()<>]{{1,40}}
        )\.?\s*[\])）〉>】］}}]
      | [\[(（【［]\s*(?:{sources})(?:\s?자료\s?사진|\s?DB|\s?제공|\s?특약)?\s*[\])）】］]
      | (?:/\s*)?(?:사진|이미지|그래픽|자료|포토)\s?(?:제공|출처)?\s*[=:]\s*(?:\([^()=]{{1,30}}=(?:{sources})\)?(?:\s?[가-힣]{{2,4}}\s기자)?|(?:{sources})|[^\s.,"“”\[\]()<>·/◆◇■□▲△▶━※]{{1,20}}(?:\s(?:제공|캡처|캡쳐|갈무리|기자|페이스북|인스타그램|유튜브)){{0,2}})
      | (?:\d\s?/\s?)?(?:뉴스1\s*)?[ⓒ©]\s*(?:(?:{sources})(?:\s*,\s*(?:{sources}))*(?:\s*[가-힣]{{2,4}}\s*기자|\s?DB|\s?자료)?|[가-힣A-Za-z0-9]{{2,15}})
      | (?:photo|Photo|PHOTO)\s*(?:by\s)?(?:{sources}|[가-힣]{{2,6}})
      | /\s?(?:{sources}|[가-힣A-Za-z0-9·]{{2,15}}\s제공)
        )"#
    ))
});

/// The marks that [`BARE`] begins with.
const STOPS: [char; 7] = ['.', ')', ']', '’', '”', '\'', '"'];

/// A credit without any mark, which only its place after a full stop at the start of a text tells: `. 한라군 제공`, `. 연합뉴스`.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    let sources = SOURCES.as_str();
    compile(&format!(
        r#"(?x) ^[.)\]’”'"]\s*
        (?:
            [^\s.,"“”0-9][^.,"“”\n]{{0,30}}\s(?:제공|캡처|캡쳐|갈무리|자료사진)
          | (?:[가-힣]{{2,3}}=)?(?:{sources})(?:\s?DB|\s?자료사진)?
          | (?:[가-힣]{{2,5}}=)?[가-힣]{{2,4}}\s(?:선임|인턴)?기자
        )"#
    ))
});

/// The patterns name hundreds of publishers: the automaton's cache must hold the states that news texts lead to, or it is
/// built again and again.
fn compile(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).size_limit(64 << 20).dfa_size_limit(4 << 20).build().expect("the pattern is well-formed")
}

/// Signs without which no credit is looked for.
const SIGNS: [&str; 28] = [
    "기자",
    "제공",
    "사진",
    "photo",
    "Photo",
    "ⓒ",
    "©",
    "캡처",
    "캡쳐",
    "갈무리",
    "DB",
    "연합뉴스",
    "뉴시스",
    "뉴스1",
    "이미지",
    "자료=",
    "자료 =",
    "자료:",
    "출처",
    "그래픽",
    "일러스트",
    "포스터=",
    "(표",
    "로이터",
    "AFP",
    "블룸버그",
    "▲",
    "왼쪽부터",
];

/// Whether a sign found in a line can be a credit's: `제공하고`, `사진을` and `연합뉴스에` are words of sentences.
pub fn is_sign(line: &str, sign: Span) -> bool {
    let word = sign.of(line);
    let rest = &line[sign.end..];
    SIGNS.contains(&word)
        && match word {
            "기자" => {
                line[..sign.start].ends_with(' ')
                    && rest.starts_with(|c: char| ('가'..='힣').contains(&c) || c == '“' || c == '"')
            }
            "제공" => !verb_follows(rest),
            "사진" if line[..sign.start].trim_end().ends_with("자료") => true,
            "사진" => !rest.starts_with(['을', '이', '도', '에', '과', '집', '전', '작', '가', '첩', '관', '의']),
            "연합뉴스" | "뉴시스" | "뉴스1" => !rest.starts_with(['에', '와', '가', '는', '의', '를']),
            "이미지" => line[..sign.start].ends_with("게티") || rest.starts_with([' ', '=', ':', '투', 'ⓒ', ']', ')']),
            _ => true,
        }
}

/// Longest line that can be a caption, in bytes: some name everyone in the picture.
const LONGEST: usize = 1200;

/// How much of a line's end is looked at for who took the picture, in bytes.
const SIGNATURE: usize = 90;
/// Longest rest of a lender's name after its first word, in bytes.
const LENDER: usize = 40;
/// Longest title of a picture that may stand before an agency's tag, in bytes.
const TITLE: usize = 90;

/// Words of captions: where and when the picture was taken, and who stands where in it.
const SCENES: [&str; 26] = [
    "왼쪽",
    "오른쪽",
    "가운데",
    "앞줄",
    "뒷줄",
    "맨 앞",
    "사진은",
    "모습",
    "기념촬영",
    "기념사진",
    "포즈",
    "인사말을 하고",
    "발언하고",
    "발언을 하고",
    "입장하고",
    "악수",
    "들어서고",
    "오전",
    "오후",
    "에서 열린",
    "참석해",
    "전경",
    "조감도",
    "바라보고",
    "살펴보고",
    "장면",
];

/// Whether a sentence says where and when its picture was taken: one of the words of scenes, or a day and a place.
fn has_scene(sentence: &str) -> bool {
    let day = || sentence.match_indices("일 ").any(|(at, _)| sentence[..at].ends_with(|c: char| c.is_ascii_digit()));
    let place = || ["에서 ", "방문", "앞을", "열린"].iter().any(|word| sentence.contains(word));
    SCENES.iter().any(|word| sentence.contains(word)) || day() && place()
}

/// The credits in a short `text`, with where each may be cut; those that a josa follows belong to a sentence and are left out.
pub fn credits(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    credits_within(text, Span::new(0, text.len()), &mut out);
    out
}

/// The credits in `text` around the signs of credits that were found in it, in order.
pub fn credits_near(text: &str, signs: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut window = Span::default();
    for sign in signs {
        let start = floor(text, sign.start.saturating_sub(REACH)).max(out.last().map_or(0, |credit| credit.end));
        let end = ceil(text, text.len().min(sign.end + REACH));
        if window.is_empty() {
            window = Span::new(start.min(end), end);
        } else if start <= window.end {
            window.end = window.end.max(end);
        } else {
            credits_within(text, window, &mut out);
            window = Span::new(start.min(end), end);
        }
    }
    if !window.is_empty() {
        credits_within(text, window, &mut out);
    }
    out
}

/// How far from its sign a credit can begin or end, in bytes.
const REACH: usize = 200;

fn credits_within(text: &str, window: Span, out: &mut Vec<Span>) {
    let known = out.len();
    let part = window.of(text);
    let mut done = 0;
    for (at, _) in part.char_indices().filter(|(at, c)| opens_credit(part, *at, *c)) {
        if at < done {
            continue;
        }
        if let Some(found) = CREDIT.find(&part[at..]) {
            done = at + found.end();
            let start = window.start + at;
            let span = Span::new(start, start + once(found.as_str(), &part[done..]));
            if !belongs(text, span) {
                out.push(span);
            }
        }
    }
    let mut done = 0;
    for (at, stop) in part.char_indices().filter(|(_, c)| STOPS.contains(c)) {
        if at < done {
            continue;
        }
        let Some(found) = BARE.find(&part[at..]) else { continue };
        done = at + found.end();
        let credit = found.as_str()[stop.len_utf8()..].trim_start();
        let span = Span::new(window.start + done - credit.len(), window.start + done);
        let rest = &text[span.end..];
        // Glued to the next sentence, before a wide gap, or at the end: anything else is a sentence that goes on.
        let archive = credit.ends_with("DB") || credit.ends_with("자료사진");
        let ends = archive && rest.starts_with(' ')
            || rest.starts_with(['.', '\t', '|', '▲', '[', '(', '“', '"', '‘', '\''])
            || rest.trim_start().is_empty();
        let verb = ["제공", "캡처", "캡쳐", "갈무리"].iter().any(|noun| credit.ends_with(noun)) && verb_follows(rest);
        let glued = rest.starts_with(is_letter) && !josa_follows(rest) && !verb;
        // `… 밝혔다.로이터통신은`: an agency's longer name.
        if glued && rest.starts_with("통신") {
            continue;
        }
        let words = ["회견", "간담", "단", "들", "협회", "님", "와", "는", "가", "의"];
        let role = credit.ends_with("기자");
        if role && (!glued || words.iter().any(|word| rest.starts_with(word))) {
            continue;
        }
        if (ends || glued) && !out[known..].iter().any(|known| known.overlaps(span)) {
            out.push(span);
        }
    }
    out[known..].sort_unstable();
}

/// Whether [`CREDIT`] can match at `at`, where `c` stands.
fn opens_credit(text: &str, at: usize, c: char) -> bool {
    let rest = || &text[at..];
    match c {
        '[' | '(' | '（' | '〈' | '<' | '【' | '［' | '{' | '/' | 'ⓒ' | '©' => true,
        '사' => rest().starts_with("사진"),
        '이' => rest().starts_with("이미지"),
        '그' => rest().starts_with("그래픽"),
        '자' => rest().starts_with("자료"),
        '포' => rest().starts_with("포토"),
        '뉴' => rest().starts_with("뉴스1"),
        'p' | 'P' => rest()[1..].starts_with("hoto") || rest().starts_with("PHOTO"),
        '가'..='힣' => false,
        c if c.is_numeric() => rest()[c.len_utf8()..].trim_start().starts_with('/'),
        _ => false,
    }
}

/// How much of a credit is a credit: where the next sentence begins with the lender's own name (`/자료=한라증권한라증권은`), it
/// ends after the first of the two; where a josa follows the only one (`사진=한라일보가 주최한`), before it. `rest`: what follows.
fn once(credit: &str, rest: &str) -> usize {
    let Some(name) = credit.rfind(['=', ':']).map(|sign| sign + 1).filter(|_| !credit.ends_with([']', ')', '>', '】'])) else {
        return credit.len();
    };
    let names = credit[name..].trim_start();
    if josa_follows(rest) && !names.contains(' ') {
        return credit.len() - names.len();
    }
    let doubled =
        names.char_indices().skip(2).find(|(half, _)| names[*half..].starts_with(&names[..*half])).map(|(half, _)| half);
    doubled.map_or(credit.len(), |half| credit.len() - names.len() + half)
}

/// A bracket that a josa follows stands inside its sentence: `홍길동(사진=한라군)은`.
fn belongs(text: &str, credit: Span) -> bool {
    let bracket = text[..credit.end].ends_with([')', ']', '>', '）', '】', '〉']);
    bracket && josa_follows(&text[credit.end..]) && !text[..credit.start].ends_with([' ', '\t', '.'])
}

/// Whether a josa and nothing else stands at the start of `rest`.
pub fn josa_follows(rest: &str) -> bool {
    let word = rest.split(|c: char| !('가'..='힣').contains(&c)).next().unwrap_or_default();
    ["은", "는", "이", "가", "을", "를", "의", "와", "과", "도", "에", "로", "으로", "에서", "에게", "에는", "만", "측은", "측이"]
        .contains(&word)
}

/// `제공하고`, `제공한`, `제공받`, `제공된`: the verb. What is glued to a credit may begin with the same syllable (`제공한라군은`).
fn verb_follows(rest: &str) -> bool {
    let mut letters = rest.chars();
    let (first, second) = (letters.next(), letters.next().unwrap_or(' '));
    match first {
        Some('한') => " \t다것데바편채뒤후,.".contains(second),
        Some('해') => " \t야온오왔준주줄줬도서드달,.".contains(second),
        Some('하') => "고는지며여였기겠려면던자게".contains(second),
        Some(first) => "할함했합받된되될돼됐됩중자키업량시의을이".contains(first),
        None => false,
    }
}

/// Whether a whole line is the caption of a photograph. `head`: it stands before the first paragraph of the article.
pub fn is_caption(line: &str, head: bool, pictured: bool) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let body = line.trim_end_matches([' ', '\t', '|', '.']);
    let ends: Vec<usize> = sentence::ends(line).take(6).collect();
    let scene = || has_scene(line);
    // A tag within the line: the caption is glued to the article.
    let glued = ["기자 =", "기자=", "특파원 ="].iter().filter_map(|sign| line.find(sign)).min();
    if glued.is_some_and(|sign| line[..sign].rfind(['(', '[']).is_some_and(|open| open > TITLE)) {
        return false;
    }
    // `한라군 제공`: a credit on a line of its own.
    if let Some(lender) = line.trim_end_matches(['.', ']', ')']).strip_suffix(" 제공") {
        let lender = lender.trim_start_matches(['[', '(', '/']);
        let named = !lender.contains([' ', '\t']) && lender.chars().count() >= 2 && lender.chars().all(is_letter);
        if named && !lender.ends_with(['에', '을', '를', '로', '게', '의', '도', '은', '는', '이', '가']) {
            return true;
        }
    }
    // `발언하는 군수(서울=한라통신) 홍길동 기자 = … 있다.`: an agency's picture with its title, below the first paragraph.
    if !head && glued.is_some() && ends.len() <= 3 && ends.last().is_some_and(|end| is_shown(&line[..*end])) {
        return true;
    }
    if placed(line) && ends.len() <= 3 {
        return true;
    }
    // An agency's picture: a tag of its own, and at the end its day and the photographer's address.
    if line.starts_with(byline::opens) && ends.len() <= 4 {
        let tail = strip_mail(body);
        if tail.len() < body.len()
            && strip_date(tail).len() < tail.len()
            && byline::tag(line).is_some_and(|tag| tag.strong || tag.publisher.is_some())
        {
            return true;
        }
    }
    let found = if pictured { credits(line) } else { Vec::new() };
    let credit = found.into_iter().rev().find(|credit| credit.end + 2 >= body.len() || tail_of_credit(&line[credit.end..]));
    // `주민 설문조사 / 사진제공=한라군 새마을회`: a lender of several words.
    let labelled = |credit: &Span| line.len() - credit.end <= LENDER && credit.of(line).contains('=');
    if ends.is_empty() && line.len() <= 2 * TITLE && credits(line).last().is_some_and(labelled) {
        return true;
    }
    if let Some(credit) = credit {
        let before = line[..credit.start].trim_end();
        let sentences = ends.iter().filter(|end| **end <= credit.start + 1).count();
        if sentences == 0 {
            return true;
        }
        // `… 워크숍 장면. 군은 … 있다. /한라군 제공`: a picture is named before anything is said of it.
        let named =
            before.find(". ").is_some_and(|at| at >= 24 && !before[..at].ends_with(['다', '요', '죠', '까']) && ends[0] > at + 1);
        let shown = shows(before);
        return named && sentences <= 2
            || shown && (sentences == 1 && (head || scene()) || sentences <= 3 && scene() && (head || line.len() < 500));
    }
    // `… 대표. 홍길동 기자`: who took the picture, after a noun.
    let tail = floor(line, line.len().saturating_sub(SIGNATURE));
    let signed = if line[tail..].contains("기자") { byline::signature_start(&line[tail..]).map(|at| tail + at) } else { None };
    if let Some(at) = signed {
        let before = line[..at].trim_end_matches([' ', '\t', '/', '=', ':']);
        let stopped = before.ends_with(['.', '’', '\'', '>', ')']);
        let closes = byline::is_byline(&line[at..]);
        if stopped && closes && ends.len() <= 1 && at > 20 && (ends.is_empty() || shows(before)) && !line.contains('@') {
            return true;
        }
    }
    false
}

/// Whether a bracket names an agency, whose pictures other papers print.
pub fn is_agency(bracket: &str) -> bool {
    let name = bracket.trim_matches(|c: char| !is_letter(c));
    matches!(name, "연합뉴스" | "뉴시스" | "뉴스1" | "연합뉴스TV") || CUES.sources.contains(&name)
}

/// Whether a text ends as captions do: `… 하고 있다.`, `… 모습.`, `… 전경`, or with any noun.
fn shows(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '\t', '(', '[', '/']);
    let bare = text.trim_end_matches(['.', ' ', '”', '"', '’']);
    let bare = strip_date(bare);
    bare.ends_with("있다") || bare.ends_with("있는 모습이다") || bare.ends_with("모습이다") || !bare.ends_with(['다', '요', '죠'])
}

/// Agencies close a caption with the day of the picture: `… 하고 있다. 2024.3.5`.
pub fn strip_date(text: &str) -> &str {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '/' | '-' | '\t'));
    if text.len() > bare.len() + 5 { bare } else { text }
}

/// Whether what stands before a credit at the head of an article is a caption though it has sentences: it shows a scene.
pub fn is_scene(text: &str) -> bool {
    if text.contains("사진은 ") || text.contains("왼쪽부터") {
        return true;
    }
    let first = sentence::ends(text).next().map_or(text, |end| &text[..end]);
    shows(first) && has_scene(first)
}

/// Whether a sentence says what a picture shows: `… 하고 있다.`
pub fn is_shown(sentence: &str) -> bool {
    let bare = strip_date(sentence.trim_end_matches(['.', ' ', '\t', '”', '"', '’'])).trim_end_matches(['.', ' ']);
    let stands = ["고 있다", "서 있다", "어 있다", "여 있다", "아 있다", "해 있다", "려 있다", "져 있다", "돼 있다"];
    stands.iter().any(|ending| bare.ends_with(ending)) && has_scene(bare) || bare.ends_with("모습이다") || bare.ends_with("모습")
}

/// A text without the address at its end.
fn strip_mail(text: &str) -> &str {
    let mail = byline::emails(text).last().filter(|mail| text[mail.end..].trim_matches(|c: char| !is_letter(c)).is_empty());
    mail.map_or(text, |mail| text[..mail.start].trim_end())
}

/// What may follow a credit at the end of its line: a full stop, a mark, a photographer's address, the day.
fn tail_of_credit(rest: &str) -> bool {
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '|' | '/' | '*' | '-'));
    rest.len() <= 90
        && (rest.is_empty()
            || rest.starts_with("재판매")
            || rest.contains("DB 금지")
            || rest.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase())
            || byline::is_byline(rest))
}

/// A caption that places the people in its picture: `… 하고 있다. 왼쪽부터 …`.
fn placed(line: &str) -> bool {
    let Some(at) = ["왼쪽부터", "왼쪽에서", "오른쪽부터", "앞줄 왼쪽"].iter().filter_map(|word| line.find(word)).min()
    else {
        return false;
    };
    let before = &line[..at];
    let mut ends = sentence::ends(before);
    match (ends.next(), ends.next()) {
        (Some(end), None) => shows(&before[..end]) && before[end..].len() <= 20,
        (None, _) => before.len() <= 20 || sentence::ends(line).next().is_none_or(|end| shows(&line[..end])),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_in_running_text() {
        for (text, want) in [
            ("산마루 전경. 한라군 제공", vec!["한라군 제공"]),
            ("(사진=한라군 제공)", vec!["(사진=한라군 제공)"]),
            ("회의 모습 [한라군 제공] 다음 달", vec!["[한라군 제공]"]),
            ("의장. EPA연합뉴스\t조사는", vec!["EPA연합뉴스"]),
            ("들어서는 모습 ⓒ연합뉴스", vec!["ⓒ연합뉴스"]),
            ("전경 © 뉴스1", vec!["© 뉴스1"]),
            ("공장 전경. 새한전기 제공변압기를 만드는", vec!["새한전기 제공"]),
            ("표시되고 있다. /사진=뉴시스가상자산을", vec!["/사진=뉴시스"]),
            ("주가 추이. /자료=한라증권한라증권은 목표를", vec!["/자료=한라증권"]),
            ("한 달 만에 처음이다.로이터통신은 이를", vec![]),
            ("새한전자 대표. 전자신문DB새한전자가", vec!["전자신문DB"]),
            ("새한전자 전경. 부산일보DB 한라군이", vec!["부산일보DB"]),
            ("새 공장. 매경DB중국이 수출을", vec!["매경DB"]),
            ("항의가 나왔다. \"영상이 동의 없이 캡처돼 퍼졌다\"고", vec![]),
            ("시상식 모습 사진=한라일보가 주최한 대회에서", vec!["사진="]),
            ("사장. /사진제공=한라생명◆취임 뒤", vec!["/사진제공=한라생명"]),
            ("배우 홍길동(사진=소속사)은 말했다.", vec![]),
            ("밝혔다. 서비스를 제공하고 있다.", vec![]),
            ("국장(사진)은 편의를 제공한 적이 없다고", vec![]),
            ("연합뉴스와 뉴시스 기자", vec![]),
        ] {
            let got: Vec<_> = credits(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn whole_lines() {
        for (line, head) in [
            ("홍길동 한라군수가 5일 군청에서 열린 회의에서 발언하고 있다. 한라군 제공", true),
            ("새 청사 조감도. 한라군 제공", false),
            ("새 청사를 짓는 터 /한라군 제공 |", false),
            ("[연합뉴스 자료사진]", false),
            ("주민 설문조사 결과 / 사진제공=한라군 새마을회", false),
            ("5일 오후 한라군청에서 홍길동 군수가 인사말을 하고 있다. 2024.3.5/뉴스1 © News1 성춘향 기자", true),
            ("협약을 맺은 홍길동 대표. 성춘향 기자", false),
            ("두 기관 관계자들이 5일 협약을 맺고 기념촬영을 하고 있다. 왼쪽부터 홍길동 군수, 성춘향 대표.", false),
        ] {
            assert!(is_caption(line, head, true), "{line}");
        }
        for line in [
            "군은 사진 공모전을 연다고 밝혔다. 상금은 100만원이다.",
            "홍 군수는 “사진 한 장이 군민의 삶을 바꿨다”고 말했다.",
            "군은 지난해부터 안내 책자를 무료로 제공하고 있다.",
            "홍 군수는 “모두의 사진”이라고 말했다. (사진=한라군)",
        ] {
            assert!(!is_caption(line, false, true), "{line}");
        }
    }
}
