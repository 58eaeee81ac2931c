//! Titles and decks: told from the page's words around them, and from each other where they are glued.

use crate::clean::text::publisher::{self, PUBLISHERS};
use crate::clean::text::{byline, fold, is_letter, sentence, stamp};

/// A line that stands before the first paragraph, without the date, byline and publisher that a page joined to it.
pub struct Head<'t> {
    pub text: &'t str,
    pub stamps: Option<stamp::Stamps>,
    pub signature: Option<&'t str>,
    pub publisher: Option<String>,
    /// A date or a byline was on the line: the page joined its whole head to one line.
    pub joined: bool,
}

impl<'t> Head<'t> {
    pub fn of(line: &'t str) -> Self {
        let mut head = Head { text: line, stamps: None, signature: None, publisher: None, joined: false };
        let stamps = stamp::stamps(line);
        // A date within a title has words after it; what a page joins comes at the end, or has a clock time.
        if let Some(first) = stamps.spans.first() {
            let last = stamps.spans[stamps.spans.len() - 1];
            let timed = stamps.published.or(stamps.modified).is_some_and(|time| time.time.is_some());
            if first.start > 0
                && (line[last.end..].trim().len() <= 30 && (timed || stamps.labelled || line[last.end..].trim().is_empty()))
            {
                head.text = line[..first.start].trim_end_matches([' ', '\t', '|', '-', '·', '(', '[']);
                head.stamps = Some(stamps);
                head.joined = true;
            }
        }
        if let Some(at) = byline::signature_start(head.text).filter(|at| *at > 0) {
            let signature = &head.text[at..];
            if byline::is_byline(signature) {
                head.signature = Some(signature);
                head.text = head.text[..at].trim_end_matches([' ', '\t', '|', '/', '-', '[', '(']);
                head.joined = true;
            }
        }
        for mark in [" - ", " | ", " :: ", " < "] {
            if let Some((left, right)) = head.text.rsplit_once(mark)
                && left.len() > 15
                && let Some(name) = PUBLISHERS.named(right)
            {
                head.text = left.split(" < ").next().unwrap_or(left);
                head.publisher = Some(name.to_owned());
            }
        }
        head
    }
}

/// Whether a line can be a title or a deck: long enough for one, and made of words.
pub fn is_headline(text: &str) -> bool {
    let letters = text.chars().filter(|c| is_letter(*c)).count();
    let picture = text.contains("DB 금지")
        || text.ends_with("모습.")
        || text.ends_with("모습")
        || text.contains("자료사진")
        || text.contains("자료 사진");
    !picture && letters >= 8 && text.chars().any(|c| ('가'..='힣').contains(&c)) && text.len() <= 450
}

/// A title or deck without the dashes that press releases put around decks.
pub fn plain(text: &str) -> String {
    let text = text.trim();
    let bare = text.trim_start_matches(['-', '–', '―', '·', '○', '□', '◇', '△', '▲', '*', 'ㅇ']).trim();
    let bare = bare.strip_suffix([' ', '\t']).unwrap_or(bare);
    let bare = if bare.len() < text.len() { bare.trim_end_matches(['-', '–', '―', ' ', '\t']) } else { bare };
    fold(if bare.is_empty() { text } else { bare })
}

/// Whether two lines say the same: letters and digits alone count.
pub fn same(a: &str, b: &str) -> bool {
    let mut a = a.chars().filter(|c| is_letter(*c)).peekable();
    let b = b.chars().filter(|c| is_letter(*c));
    a.peek().is_some() && a.eq(b)
}

/// What of a line counts when it is compared with another.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| is_letter(*c)).collect()
}

/// Nouns of action that Korean headlines end with.
const ENDINGS: [&str; 64] = [
    "체결",
    "개최",
    "추진",
    "선정",
    "착공",
    "준공",
    "확대",
    "강화",
    "지원",
    "출범",
    "개소",
    "개막",
    "실시",
    "발표",
    "공개",
    "출시",
    "유치",
    "수상",
    "달성",
    "돌입",
    "박차",
    "본격화",
    "운영",
    "모집",
    "설립",
    "구축",
    "조성",
    "완료",
    "성료",
    "확정",
    "통과",
    "도입",
    "기대",
    "전망",
    "논의",
    "협력",
    "전달",
    "기부",
    "방문",
    "점검",
    "당부",
    "강조",
    "촉구",
    "호소",
    "비판",
    "반발",
    "우려",
    "검토",
    "승인",
    "개통",
    "개관",
    "개장",
    "취임",
    "선출",
    "당선",
    "구속",
    "기소",
    "선고",
    "급증",
    "급락",
    "돌파",
    "나선다",
    "밝혔다",
    "열린다",
];
/// Words that carry on what an action noun began, so that no title ends there.
const CARRY_ON: [&str; 28] = [
    "및",
    "후",
    "뒤",
    "등",
    "위해",
    "위한",
    "관련",
    "계획",
    "사업",
    "방안",
    "행사",
    "예정",
    "중",
    "전",
    "시",
    "결과",
    "대상",
    "기념",
    "앞두고",
    "통해",
    "따른",
    "이후",
    "대책",
    "방침",
    "결정",
    "성공",
    "완료",
    "협약",
];

/// What follows a closing quotation mark within a sentence.
const PARTICLES: [&str; 26] = [
    "라고", "라며", "라는", "라면", "라니", "라도", "이라", "라", "로 ", "으로", "에서", "에게", "에는", "이다", "인 ", "했다",
    "하는", "하며", "처럼", "까지", "부터", "만의", "보다", "와의", "과의", "이란",
];

/// Shortest title and deck that a glued line is split into, in characters.
const SHORTEST: usize = 11;

/// Tells title and deck apart on one line. `joined`: the page joined its whole head to the line, so that a deck is likely.
/// `lede` is the first paragraph, which names again what a deck names.
pub fn split<'t>(line: &'t str, joined: bool, lede: &str) -> (&'t str, Option<&'t str>) {
    if let Some((title, deck)) = line.split_once('\t')
        && is_headline(title)
        && is_headline(deck)
    {
        return (title, Some(deck));
    }
    if line.chars().count() < 2 * SHORTEST + 4 {
        return (line, None);
    }
    let at = split_in_eojeol(line, lede).or_else(|| joined.then(|| split_after_action(line)).flatten());
    match at {
        Some(at) => (line[..at].trim_end(), Some(line[at..].trim_start())),
        None => (line, None),
    }
}

/// Where two headlines meet without a space: within an eojeol whose end begins a word of the first paragraph, while the
/// eojeol itself is no word of it (`궤도` + `한라군·…`); or after a closing mark that a new word follows.
fn split_in_eojeol(line: &str, lede: &str) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    let total = line.chars().count();
    let mut offset = 0;
    for eojeol in line.split([' ', '\t']) {
        let start = offset;
        offset += eojeol.len() + 1;
        let marks = eojeol.char_indices().filter(|(_, c)| matches!(c, '?' | '!' | '”' | '’' | '"'));
        for (at, c) in marks {
            let cut = start + at + c.len_utf8();
            let next = &line[cut..];
            let glued = next.chars().next().is_some_and(|c| ('가'..='힣').contains(&c));
            let word = next.split(|c: char| !('가'..='힣').contains(&c)).next().unwrap_or_default();
            let ends = match c {
                '?' | '!' => true,
                '"' => line[..cut].matches('"').count().is_multiple_of(2),
                _ => true,
            };
            let particle = PARTICLES.iter().any(|particle| word.starts_with(particle)) || word.chars().count() < 2;
            if glued && ends && !particle && balanced(line, cut, total) {
                return Some(cut);
            }
        }
        let stem: String = eojeol.chars().take_while(|c| is_letter(*c)).collect();
        if stem.chars().count() < 5 || lede.contains(&stem) {
            continue;
        }
        for (at, _) in stem.char_indices().skip(2) {
            let right = &stem[at..];
            let syllables = right.chars().count();
            if syllables < 3 || !balanced(line, start + at, total) {
                continue;
            }
            // The longest end of the eojeol that the first paragraph begins a word with.
            let begins =
                lede.match_indices(right).any(|(found, _)| lede[..found].chars().next_back().is_none_or(|c| !is_letter(c)));
            if begins && best.is_none_or(|(_, known)| syllables > known) {
                best = Some((start + at, syllables));
            }
        }
    }
    best.map(|(at, _)| at)
}

/// What stands behind a closing quotation mark within one sentence, beside [`PARTICLES`]: endings of the verb that quotes, josa,
/// and suffixes that make one word with what is quoted.
const CARRIED: [&str; 44] = [
    "라", "이라", "이란", "이다", "이며", "이고", "이나", "이었", "였", "인데", "에", "으로", "로서", "하", "했", "할", "함",
    "한다", "고는", "고도", "면서", "는", "을", "를", "까지", "부터", "처럼", "보다", "마저", "조차", "뿐", "식", "등", "급",
    "설", "론", "형", "란", "류", "간", "측", "발", "며", "만",
];

/// Shortest decks, and shortest beginning of the sentence after them, in characters.
const GLUED: usize = 15;

/// Where the article begins in a paragraph whose decks a page glued to it: `… “예산 확보할 것”한라군은 5일 …`, 0 where none are.
/// The sign is a closing quotation mark that a word follows without a space. What stands before it says who does nothing (no
/// eojeol outside of quotations has a josa of a subject, topic or object), what follows says so; a quotation alone is the
/// article's own beginning.
pub fn glued_decks(paragraph: &str) -> usize {
    let Some(first) = sentence::ends(paragraph).next() else { return 0 };
    let sentence = &paragraph[..first];
    let mut best = 0;
    let mut straight = 0;
    let mut quotations = 0;
    // Whether the eojeol before `at` is a subject, topic or object; looked at once, from left to right.
    let mut outside = 0;
    for (at, c) in sentence.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”')) {
        straight += usize::from(c == '"');
        if c == '“' || c == '"' && straight % 2 == 1 {
            if marked(&sentence[outside..at]) {
                break;
            }
            continue;
        }
        quotations += 1;
        outside = at + c.len_utf8();
        let next = &sentence[outside..];
        let word = next.split(|c: char| !('가'..='힣').contains(&c)).next().unwrap_or_default();
        let begins = match word.chars().count() {
            0 => next.starts_with(|c: char| c.is_ascii_digit()),
            1 => word == "올",
            _ => !CARRIED.iter().chain(&PARTICLES).any(|carried| word.starts_with(carried.trim_end())),
        };
        let alone = quotations == 1 && sentence.starts_with(['"', '“']);
        let long = |text: &str| text.chars().nth(GLUED).is_some();
        // `“남도 맛 축제”행사를 연다`: what is quoted is the name of something.
        let begins = begins && !next.split(' ').next().unwrap_or_default().ends_with(['을', '를', '과', '와', '에', '도', '의']);
        if begins && !alone && long(&sentence[..outside]) && long(next) {
            best = outside;
        }
    }
    if best > 0 && has_subject(&sentence[best..]) { best } else { 0 }
}

/// Whether an eojeol of `text` has the josa of a subject, a topic or an object, or one that headlines do without.
fn marked(text: &str) -> bool {
    let josa = ['은', '는', '이', '가', '을', '를'];
    let stem = |word: &str| word.trim_end_matches(['’', '\'', ')', ']']).to_owned();
    text.split([' ', '\t', '…', '·', ',']).any(|word| {
        let word = stem(word);
        word.ends_with(josa) && word.chars().count() >= 2 || word.ends_with("에서") || word.ends_with("에게")
    })
}

/// Whether a sentence says who does something.
fn has_subject(sentence: &str) -> bool {
    sentence.split([' ', '\t']).any(|word| word.ends_with(['은', '는', '이', '가']) && word.chars().count() >= 2)
}

/// After the noun of action nearest to the middle.
fn split_after_action(line: &str) -> Option<usize> {
    let total = line.chars().count();
    let mut best: Option<(usize, usize)> = None;
    for (at, _) in line.match_indices(' ') {
        let word = line[..at].rsplit([' ', '\t']).next().unwrap_or_default();
        let next = line[at + 1..].split([' ', '\t']).next().unwrap_or_default();
        let ends = ENDINGS.iter().any(|ending| word.ends_with(ending)) || word.ends_with(['”', '"', '’', '…', '!', '?']);
        if !ends || CARRY_ON.iter().any(|carry| next.starts_with(carry)) || !balanced(line, at, total) {
            continue;
        }
        let left = line[..at].chars().count();
        let off = left.abs_diff(total / 2);
        if best.is_none_or(|(_, known)| off < known) {
            best = Some((at, off));
        }
    }
    best.map(|(at, _)| at)
}

fn balanced(line: &str, at: usize, total: usize) -> bool {
    let left = line[..at].chars().count();
    left >= SHORTEST && total - left >= SHORTEST
}

/// Who a copyright notice names: a listed publisher, or the words between the sign and what is forbidden.
pub fn copyright_owner(notice: &str) -> Option<String> {
    if let Some(name) = PUBLISHERS.inside(notice) {
        return Some(name.to_owned());
    }
    for host in notice.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))) {
        if host.contains('.')
            && let Some(name) = PUBLISHERS.of_domain(host)
        {
            return Some(name.to_owned());
        }
    }
    let signs = ["ⓒ", "©", "(c)", "저작권자", "Copyright", "COPYRIGHT", "copyright", "Copyrights"];
    let start = signs.iter().filter_map(|sign| notice.find(sign).map(|at| at + sign.len())).max()?;
    let rest = notice[start..].trim_start_matches(|c: char| !is_letter(c));
    let end = ["무단", "재배포", "All", "all", "ALL", ",", ".", "(", ">", "]", "/", "-", "|"]
        .iter()
        .filter_map(|stop| rest.find(stop))
        .min()
        .unwrap_or(rest.len());
    let name = rest[..end].trim();
    let name = name.rsplit(['\'', '’', '"', '”']).next().unwrap_or(name).trim();
    (name.chars().count() <= 20).then(|| publisher::canonical(name)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_without_what_the_page_joined() {
        let head = Head::of("한라군-새한전자, 연구소 세운다 홍길동 기자 2025-01-13 09:25:40");
        assert_eq!(head.text, "한라군-새한전자, 연구소 세운다");
        assert_eq!(head.signature, Some("홍길동 기자"));
        assert!(head.joined);
        let head = Head::of("한라군, 새 청사 짓는다 - 연합뉴스");
        assert_eq!((head.text, head.publisher.as_deref()), ("한라군, 새 청사 짓는다", Some("연합뉴스")));
        assert!(!Head::of("2024년 3월 5일 열린 회의의 뒷이야기").joined);
    }

    #[test]
    fn glued_titles_and_decks() {
        let lede = "한라자치도는 새한전자와 손잡고 반도체를 키운다고 5일 밝혔다.";
        for (line, joined, want) in [
            (
                "남도 디지털 생태계 조성 사업 정상 궤도한라자치도·새한전자 협약 후속조치 점검",
                false,
                ("남도 디지털 생태계 조성 사업 정상 궤도", Some("한라자치도·새한전자 협약 후속조치 점검")),
            ),
            (
                "한라군-새한전자, 데이터연구소 설립 협약 체결 이온전자와 양자기술 산업육성 업무협약도",
                true,
                ("한라군-새한전자, 데이터연구소 설립 협약 체결", Some("이온전자와 양자기술 산업육성 업무협약도")),
            ),
            ("한라군, 새 청사 짓는다", true, ("한라군, 새 청사 짓는다", None)),
            (
                "한라군, 데이터연구소 설립 협약 체결 후 첫 공동 사업 설명회",
                false,
                ("한라군, 데이터연구소 설립 협약 체결 후 첫 공동 사업 설명회", None),
            ),
        ] {
            assert_eq!(split(line, joined, lede), want, "{line}");
        }
    }

    #[test]
    fn decks_glued_to_the_first_sentence() {
        for (text, decks) in [
            (
                "군의회 예산 심사 착수 홍길동 “허투루 쓴 돈 없다”한라군의회는 5일 새해 예산안을 심사했다.",
                "군의회 예산 심사 착수 홍길동 “허투루 쓴 돈 없다”",
            ),
            (
                "상장 앞둔 새한전자 \"공장 증설\"몸값 연일 상승 \"내년 흑자 낼 것\"2년 만에 최고치를 새한전자가 다시 썼다.",
                "상장 앞둔 새한전자 \"공장 증설\"몸값 연일 상승 \"내년 흑자 낼 것\"",
            ),
            ("“이러다 다 죽는다는 말이 나옵니다”한라시장 상인들은 5일 이렇게 말했다.", ""),
            ("홍길동 군수는 “예산 확보가 먼저입니다”강조하며 한라군의 사업이 늦었다고 했다.", ""),
            ("한라군 올해 첫 축제 “바다의 밤”이라는 이름으로 군민이 연다고 밝혔다.", ""),
            ("한라군 읍내 시장에서 5일 \"남도 맛 축제\"행사를 연다고 군이 밝혔다.", ""),
            ("한라군 읍내 곳곳 5일 저녁 \"남도 맛 축제\"행사를 연다고 군이 밝혔다.", ""),
            ("한라군은 5일 새 청사를 짓겠다고 밝혔다. “곧”한다고 했다.", ""),
        ] {
            assert_eq!(&text[..glued_decks(text)], decks, "{text}");
        }
    }

    #[test]
    fn owners_of_notices() {
        for (notice, want) in [
            ("<저작권자 ⓒ 새한 뉴스통신 무단전재 및 재배포 금지>", Some("새한 뉴스통신")),
            ("- Copyrights ⓒ 조선일보 & chosun.com, 무단 전재 및 재배포 금지 -", Some("조선일보")),
            ("[저작권자ⓒ UPI뉴스. 무단전재-재배포 금지]", Some("UPI뉴스")),
            ("<저작권자 ⓒ '꿈을 주는 아침' 가나다신문, 무단전재 금지>", Some("가나다신문")),
            ("무단 전재 및 재배포 금지", None),
        ] {
            assert_eq!(copyright_owner(notice).as_deref(), want, "{notice}");
        }
    }

    #[test]
    fn decks_without_dashes() {
        assert_eq!(plain("- 2027년 문 열어 …  단계적 확장 -"), "2027년 문 열어 … 단계적 확장");
        assert_eq!(plain("“모두 함께”"), "“모두 함께”");
    }
}
