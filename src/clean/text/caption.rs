//! Photographs: their captions, and the credits that captions end with.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashSet;

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
      | /\s?(?:[가-힣]{{2,4}}=)?(?:(?:{sources})(?:\s?DB)?|[가-힣A-Za-z0-9·]{{2,15}}\s제공|[가-힣]{{2,4}}\s(?:선임|인턴|사진)?기자)
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

/// Words of which every credit has one, unless it is the name of a source alone. Finding them costs far less than a pattern.
static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = [
        "사진",
        "이미지",
        "그래픽",
        "영상",
        "포토",
        "캡처",
        "캡쳐",
        "갈무리",
        "제공",
        "자료",
        "출처",
        "도표",
        "표",
        "포스터",
        "일러스트",
        "제작",
        "디자인",
        "기자",
        "DB",
        "ⓒ",
        "©",
        "hoto",
        "PHOTO",
    ];
    AhoCorasick::new(words).expect("the words are few")
});

/// How the names of sources begin: two characters of each.
static BEGINNINGS: LazyLock<FxHashSet<[char; 2]>> =
    LazyLock::new(|| Publishers::spellings().chain(CUES.sources.iter().copied()).filter_map(beginning).collect());

fn beginning(text: &str) -> Option<[char; 2]> {
    let mut letters = text.chars();
    Some([letters.next()?, letters.next()?])
}

/// Longest credit in brackets, or after a full stop, in bytes.
const LONGEST_CREDIT: usize = 330;

/// Whether a credit may stand at the start of `rest`, before the first of the characters `ends`: what the patterns find has a
/// credit's word or the beginning of a source there.
fn may_open(rest: &str, ends: &[char]) -> bool {
    let part = &rest[..floor(rest, LONGEST_CREDIT)];
    let part = part.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']);
    let part = &part[..part.find(ends).unwrap_or(part.len())];
    // `한라=연합뉴스`
    let source = part.find('=').map_or(part, |sign| &part[sign + 1..]);
    [part, source].iter().any(|name| beginning(name.trim_start()).is_some_and(|two| BEGINNINGS.contains(&two)))
        || WORDS.is_match(part)
}

/// Signs without which no credit is looked for.
const SIGNS: [&str; 29] = [
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
    "[",
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
            // `[연합]`, `[AP 한라통신]`
            "[" => ["연합]", "AP", "AFP", "EPA", "게티"].iter().any(|source| rest.starts_with(source)),
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
    let numbered = |(at, _): (usize, &str)| sentence[..at].ends_with(|c: char| c.is_ascii_digit());
    let day = || sentence.match_indices("일 ").chain(sentence.match_indices("일(")).any(numbered);
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
    for (at, c) in part.char_indices().filter(|(at, c)| opens_credit(part, *at, *c)) {
        let bracket = matches!(c, '[' | '(' | '（' | '〈' | '<' | '【' | '［' | '{');
        if at < done || bracket && !may_open(&part[at + c.len_utf8()..], &[']', ')', '）', '〉', '>', '】', '］', '}']) {
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
        if at < done || !may_open(&part[at + stop.len_utf8()..], &['.', ',', '“', '”']) {
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
        let glued = rest.starts_with(is_letter) && !josa_follows(rest) && !verb || lends(credit, rest);
        // `… 밝혔다.로이터통신은`: an agency's longer name.
        if glued && rest.starts_with("통신") {
            continue;
        }
        let words = ["회견", "간담", "단", "들", "협회", "님", "와", "는", "가", "의", "입니", "였습", "이었"];
        let role = credit.ends_with("기자");
        if role && (!glued || words.iter().any(|word| rest.starts_with(word))) {
            continue;
        }
        if (ends || glued) && !out[known..].iter().any(|known| known.overlaps(span)) {
            out.push(span);
        }
    }
    if window.start == 0
        && let Some(credit) = opening_credit(part)
        && !out[known..].iter().any(|known| known.overlaps(credit))
    {
        out.push(credit);
    }
    out[known..].sort_unstable();
}

/// Longest credit without a mark at the start of a text, in bytes.
const OPENING: usize = 100;

/// The credit that a paragraph begins with where nothing else is left of its picture: `한라군의회 제공한라군은 5일 …`
fn opening_credit(text: &str) -> Option<Span> {
    let head = &text[..floor(text, OPENING)];
    let nouns = ["제공", "캡처", "캡쳐", "갈무리"];
    let end = nouns.iter().filter_map(|noun| head.find(noun).map(|at| at + noun.len())).min()?;
    let rest = &text[end..];
    let glued = rest.starts_with(is_letter) && !josa_follows(rest) && !verb_follows(rest);
    (glued && is_bare_credit(&text[..end])).then_some(Span::new(0, end))
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

/// Whether a credit without any mark (`한라전기 제공`) lends a picture to the article in `rest`, which starts behind a space and
/// names the lender again: without that, `제공` may be a noun of the sentence.
fn lends(credit: &str, rest: &str) -> bool {
    let Some(lender) = ["제공", "캡처", "캡쳐", "갈무리"].iter().find_map(|noun| credit.strip_suffix(noun)) else {
        return false;
    };
    let lender = lender.trim_end();
    let word = rest.trim_start_matches(' ');
    let connected =
        ["및", "등", "기간", "여부", "방식", "업체", "서비스", "사업", "대상", "차원"].iter().any(|noun| word.starts_with(noun));
    rest.starts_with(' ')
        && word.starts_with(is_letter)
        && lender.chars().count() >= 3
        && !connected
        && !josa_follows(word)
        && !verb_follows(word)
        && rest.contains(lender)
}

/// How the names of those who lend pictures end, besides companies.
const LENDERS: [&str; 30] = [
    "청",
    "시",
    "군",
    "구",
    "도",
    "대",
    "부",
    "원",
    "사",
    "회",
    "단",
    "과",
    "측",
    "실",
    "소",
    "처",
    "국",
    "당",
    "노조",
    "은행",
    "증권",
    "그룹",
    "전자",
    "대학교",
    "학교",
    "센터",
    "공단",
    "재단",
    "교수",
    "독자",
];

/// Whether a line is a credit alone: `한라군 제공`, `한라경찰청 수사과 제공`, `새한전기 누리집 갈무리`.
fn is_bare_credit(line: &str) -> bool {
    let taken = ["캡처", "캡쳐", "갈무리"].iter().find_map(|noun| line.strip_suffix(noun));
    let Some(lender) = taken.or_else(|| line.strip_suffix("제공")) else { return false };
    let name = lender.trim_end();
    let josa = ["에", "을", "를", "로", "게", "의", "도", "은", "는", "이", "가"];
    let words = || name.split(' ');
    let plain = name.chars().all(|c| is_letter(c) || c == ' ') && (2..=32).contains(&name.chars().count());
    if !plain || name.len() == lender.len() && taken.is_none() {
        return false;
    }
    if !name.contains(' ') {
        return !josa.iter().any(|josa| name.ends_with(josa));
    }
    let bound = words().any(|word| {
        word.chars().count() > 2 && ["에", "을", "를", "으로", "에게", "에서"].iter().any(|josa| word.ends_with(josa))
    });
    !bound && (taken.is_some() || LENDERS.iter().any(|ending| name.ends_with(ending)))
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
    if is_bare_credit(line.trim_end_matches(['.', ']', ')']).trim_start_matches(['[', '(', '/'])) {
        return true;
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
        // The article's own sentences stand before the picture's, which no space parts from them.
        let glued =
            |end: &&usize| before.get(**end..).is_some_and(|rest| rest.starts_with(is_letter)) && reports(&before[..**end]);
        if ends.iter().any(|end| glued(&end)) {
            return false;
        }
        return named && sentences <= 2
            || head && sentences == 1 && is_present(before)
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

/// Whether a sentence is in the plain present, as captions say what they show: `… 선보인다.`, `… 오르는 사람들이 줄을 섰다` is not.
pub fn is_present(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches(['.', ' ', '\t', '”', '"', '’', '\'']);
    // A syllable in ㄴ before 다: 한다, 열린다, 는다. Finals are numbered in the syllables' order; ㄴ is the fourth.
    let stem = bare.strip_suffix('다').and_then(|stem| stem.chars().next_back());
    stem.is_some_and(|c| ('가'..='힣').contains(&c) && (c as u32 - '가' as u32) % 28 == 4)
}

/// Whether a text reports: it says who said it, or on which day it was. The first sentences of an article do, captions rarely.
pub fn reports(text: &str) -> bool {
    let said = ["밝혔", "말했", "전했", "따르면", "설명했", "강조했", "다고 ", "라고 ", "알려졌", "나타났", "드러났"];
    let day = |(at, _): (usize, &str)| text[..at].ends_with(|c: char| c.is_ascii_digit());
    said.iter().any(|word| text.contains(word)) || text.match_indices("일").any(day)
}

/// Whether a sentence says what a picture shows: `… 하고 있다.`
pub fn is_shown(sentence: &str) -> bool {
    let bare = strip_date(sentence.trim_end_matches(['.', ' ', '\t', '”', '"', '’'])).trim_end_matches(['.', ' ']);
    let stands = ["고 있다", "서 있다", "어 있다", "여 있다", "아 있다", "해 있다", "려 있다", "져 있다", "돼 있다"];
    stands.iter().any(|ending| bare.ends_with(ending)) && has_scene(bare) || bare.ends_with("모습이다") || bare.ends_with("모습")
}

/// Longest sentence that can be a picture's, in bytes.
const POSED: usize = 700;

/// What goes on for longer than a picture shows: the verb before `있다`.
const LASTING: [&str; 45] = [
    "받고",
    "얻고",
    "끌고",
    "모으고",
    "강화하고",
    "추진하고",
    "운영하고",
    "이어가고",
    "기록하고",
    "겪고",
    "높이고",
    "늘리고",
    "줄이고",
    "나타내고",
    "커지고",
    "늘고",
    "줄고",
    "되고",
    "돼고",
    "지고",
    "조사하고",
    "수사하고",
    "파악하고",
    "검토하고",
    "쫓고",
    "추적하고",
    "모집하고",
    "접수하고",
    "판매하고",
    "실시하고",
    "계획하고",
    "두고",
    "갖추고",
    "고 보고",
    "것으로 보고",
    "하고도",
    "전하고",
    "제공하고",
    "치르고",
    "앓고",
    "보유하고",
    "거두고",
    "차지하고",
    "맡고",
    "구축하고",
];

/// Words of sentences that tell rather than show.
const TELLING: [&str; 12] =
    ["따르면", "혐의", "앞두고", "오는 ", "내달", "다음 달", "다음달", "까지 ", "부터 ", "현재 ", "이후 ", "관계자는"];

/// How pictures say where.
const PLACES: [&str; 14] = [
    "에서 ",
    "앞을 ",
    "방문",
    "열린 ",
    "에 들어서",
    "으로 들어서",
    "에 출석",
    "에 자진출두",
    "에 도착",
    "에 입장",
    "으로 입장",
    "을 나서",
    "를 나서",
    "으로 향하",
];

/// Whether a sentence only says what a picture shows: on a day, at a place, in the progressive, as no report tells what has happened
/// (`홍길동 군수가 5일 군청에서 열린 회의에서 발언하고 있다.`). `signed`: the picture's source follows, and day and place may lack.
fn is_posed(sentence: &str, signed: bool) -> bool {
    let bare = sentence.trim_end_matches(['.', ' ', '\t']);
    let Some(act) =
        bare.strip_suffix(" 있다").filter(|act| bare.len() <= POSED && act.ends_with(['고', '서', '돼', '져', '어', '여']))
    else {
        return false;
    };
    let on_a_day = |(at, _): (usize, &str)| {
        let before = bare[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        bare[before.len()..at].parse().is_ok_and(|day: u8| (1..=31).contains(&day)) && !before.ends_with(['.', ','])
    };
    let dated = || bare.match_indices("일 ").any(on_a_day) || bare.match_indices("일(").any(on_a_day);
    let placed = || PLACES.iter().any(|place| bare.contains(place));
    if bare.matches(['“', '”', '"']).count() % 2 == 1 {
        return false;
    }
    if signed {
        return (dated() || placed()) && !TELLING.iter().take(2).any(|telling| bare.contains(telling));
    }
    dated()
        && placed()
        && act.ends_with(['고', '서'])
        && !LASTING.iter().any(|lasting| act.ends_with(lasting))
        && !TELLING.iter().any(|telling| bare.contains(telling))
}

/// Whether a sentence has a topic (`군청은 5일 …`), as reports have and captions hardly; verbs before a noun end in the same syllable
/// (`기다리는 주민들이`).
fn has_topic(sentence: &str) -> bool {
    const VERBAL: &str =
        "하되있없보지오가리르내주나이기시키치열막맞받찾남높깊낮같많젊늘비듣타들먹묻쓰잡따추우두꾸누켜짓웃앉걷뛰싣돕입벗읽앓겪";
    sentence.split([' ', '\t']).any(|word| {
        let stem = word.strip_suffix('은').or_else(|| word.strip_suffix('는'));
        stem.and_then(|stem| stem.chars().next_back()).is_some_and(|c| ('가'..='힣').contains(&c) && !VERBAL.contains(c))
    })
}

/// The sentences of a paragraph that are pictures' without any credit: its first, or one that nothing separates from what stands
/// around it, as where a page drops the picture and keeps its words. With the photographer or the agency behind them.
pub fn posed(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for end in memchr::memmem::find_iter(text.as_bytes(), " 있다").map(|at| at + " 있다".len()) {
        let rest = &text[end..];
        let stop = usize::from(rest.starts_with('.'));
        let next = &rest[stop..];
        let left = out.last().map_or(0, |span| span.end);
        let near = left.max(floor(text, end.saturating_sub(POSED)));
        let before = &text[near..end];
        let words = |at: usize| at + (text[at..].len() - text[at..].trim_start().len());
        let start = words(near + sentence::stops(before).last().unwrap_or(0));
        let first = start == 0 || start == left;
        let source = source(next);
        // A page that drops the picture leaves no space, or a wide one. What stands before a wide one at the head is a deck.
        let shown = words(before.rfind('\t').map_or(start, |gap| near + gap + 1)).max(start);
        let signed = source > 0;
        let begin = [start, shown].into_iter().find(|begin| {
            let fresh = !text[..*begin].ends_with(' ');
            let glued = fresh && !text[..*begin].ends_with('\t') && !next.starts_with([' ', '\t']);
            let sentence = &text[*begin..end];
            (first || glued) && is_posed(sentence, false)
                || fresh && (signed || !next.starts_with(' ')) && !has_topic(sentence) && is_posed(sentence, signed)
        });
        let Some(begin) = begin.filter(|_| (stop > 0 || next.is_empty()) && !(near > left && start == near)) else { continue };
        out.push(Span::new(if first { start } else { begin }, end + stop + source));
    }
    out
}

/// Longest name of who lent a picture after a slash, in bytes.
const SOURCE_NAME: usize = 60;

/// Whether a line is a caption by what closes it, the picture's source behind a full stop and a slash: `… 문을 연다. /한라군 누리집`.
pub fn names_source(line: &str) -> bool {
    if line.len() > LONGEST / 2 || !line.ends_with(|c: char| is_letter(c) || c == ')') {
        return false;
    }
    let Some(at) = line.rfind('/').filter(|at| line.len() - at <= SOURCE_NAME) else { return false };
    let (before, name) = (line[..at].trim_end(), line[at + 1..].trim());
    let sentences = sentence::stops(before).take(4).count();
    before.ends_with('.')
        && (1..=3).contains(&sentences)
        && name.chars().count() >= 2
        && !name.contains(['.', ',', '“', '"'])
        && !name.ends_with(['다', '요'])
}

/// Who took the picture, and when: what stands before the next sentence, in any order. ` 연합뉴스 `, ` 홍길동 기자`, ` 2023.10.11 뉴시스`
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^\s*(?:(?:[/<\[(ⓒ©]\s?)?(?:사진=)?
            (?:(?:AP|AFP|EPA|로이터|신화)?[\s·=/]?연합뉴스|뉴시스|뉴스1|사진공동취재단|공동취재(?:사진)?|[가-힣]{2,4}\s(?:선임|인턴|전문)?기자
              |(?:AP|AFP|EPA|로이터|신화)?[\s·=/]?연합|20\d\d\.\s?\d{1,2}\.\s?\d{1,2}\.?)
            [>\])]?\s*){1,3}",
    )
    .expect("the pattern is well-formed")
});

/// Bytes of what names the picture's source at the start of `rest`.
fn source(rest: &str) -> usize {
    let Some(found) = SOURCE.find(rest) else { return 0 };
    let after = &rest[found.end()..];
    let word =
        found.as_str().ends_with("기자") && ["회견", "간담", "단", "들", "협회", "님"].iter().any(|next| after.starts_with(next));
    // After a vowel the subject's josa is 가: `연합뉴스이 의원은` is two words.
    let vowel = found.as_str().ends_with(['스', '시', '자']) && after.starts_with('이');
    if word || josa_follows(after) && !vowel { 0 } else { found.as_str().trim_end().len() }
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
            ("한라군의회 제공한라군은 5일", vec!["한라군의회 제공"]),
            ("인천국제공항은 5일", vec![]),
            ("한라군이 무료 제공한 교재는", vec![]),
            ("한라 펀드. 한라증권 제공 한라증권은 펀드를", vec!["한라증권 제공"]),
            ("한라 펀드. 무료 상담 제공 등을 약속했다. 무료 상담은", vec![]),
            ("한라 펀드. 무료 상담 제공 행사가 열린다.", vec![]),
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
    fn sentences_that_only_show() {
        for (text, want) in [
            (
                "홍길동 군수가 5일 군청에서 열린 회의에서 발언하고 있다.",
                vec!["홍길동 군수가 5일 군청에서 열린 회의에서 발언하고 있다."],
            ),
            (
                "홍길동 군수가 5일 군청에 들어서고 있다. 연합뉴스 군은 6일 예산안을 냈다.",
                vec!["홍길동 군수가 5일 군청에 들어서고 있다. 연합뉴스"],
            ),
            (
                "홍길동 군수가 5일 군청에 들어서고 있다. 성춘향 기자 2024.3.5군은 예산안을 냈다.",
                vec!["홍길동 군수가 5일 군청에 들어서고 있다. 성춘향 기자 2024.3.5"],
            ),
            (
                "군은 예산안을 냈다.\t홍길동 군수가 5일 군청에서 발언하고 있다. 성춘향 기자\t군은 6일",
                vec!["홍길동 군수가 5일 군청에서 발언하고 있다. 성춘향 기자"],
            ),
            ("군은 예산안을 냈다.\t경찰은 5일 군청에서 압수수색을 벌이고 있다.\t군은 6일", vec![]),
            (
                "군은 예산안을 냈다.주민들이 군청에서 기다리고 있다. 연합뉴스이 의원은 6일",
                vec!["주민들이 군청에서 기다리고 있다. 연합뉴스"],
            ),
            ("군은 예산안을 냈다.군이 군청에서 주민을 만나고 있다. 연합뉴스는 6일", vec![]),
            ("선거를 80일 앞둔 장터에서 두 후보가 인사하고 있다.", vec![]),
            (
                "군은 예산안을 냈다.홍길동 군수가 5일 오전 의회에서 인사하고 있다.의회는 이를 심의한다.",
                vec!["홍길동 군수가 5일 오전 의회에서 인사하고 있다."],
            ),
            ("군은 예산안을 냈다. 군은 지난 5일 장터에서 캠페인을 열었으며 홍보도 강화하고 있다. 군은", vec![]),
            ("홍씨는 5일 시장에서 지갑을 훔친 혐의를 받고 있다.", vec![]),
            ("군은 오는 5일 군청에서 열리는 행사를 준비하고 있다.", vec![]),
            ("홍 군수는 “5일 군청에서 회의를 열고 있다.", vec![]),
        ] {
            let got: Vec<_> = posed(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn sources_behind_a_slash() {
        for line in [
            "홍길동 군수가 새 청사를 둘러봤다. /한라군 누리집",
            "새 청사의 모습이 공개됐다. 군은 내년에 문을 연다./한라=연합뉴스",
        ] {
            assert!(names_source(line), "{line}");
        }
        for line in [
            "군은 5일 새 청사를 짓겠다고 밝혔다.",
            "기획 홍길동 / 편집 성춘향",
            "값은 1만원이다. 문의는 전화 061/000",
            "군은 내년에 문을 연다. /군수는 “모두의 집”이라고 했다",
        ] {
            assert!(!names_source(line), "{line}");
        }
    }

    #[test]
    fn whole_lines() {
        for (line, head) in [
            ("홍길동 한라군수가 5일 군청에서 열린 회의에서 발언하고 있다. 한라군 제공", true),
            ("새 청사 조감도. 한라군 제공", false),
            ("새 청사를 짓는 터 /한라군 제공 |", false),
            ("[연합뉴스 자료사진]", false),
            ("한라경찰청 강력범죄수사대 제공", false),
            ("홍길동 전 군수 페이스북 갈무리", false),
            ("한라전기가 설을 맞아 선물 세트를 선보인다. 한라전기 제공", true),
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
            "청년에게 새로운 활력 제공",
            "홍 군수는 “모두의 사진”이라고 말했다. (사진=한라군)",
        ] {
            assert!(!is_caption(line, false, true), "{line}");
        }
    }
}
