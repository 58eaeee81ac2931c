//! What an event is said of: the whole name of what opens or is held.

use crate::document::Span;
use crate::facts::Draft;
use crate::facts::lexis::fact;
use crate::facts::scene::{Role, Scene, nominal, slice};
use crate::record::Found;
use crate::token::{Tag, Token};

/// Whether words before a subject belong to its name: an amount (`수출 100억 달러 달성 기념행사`), a count (`7채의 새 건물`), what marks hold
/// (`‘물빛’ 새 모델`), or a clause without which the nouns say little (`시장에 반대하는 연합기구`); or whether it is itself a part of what
/// marks or brackets hold. `owned`: who holds it is said, which tells it apart.
pub fn cut_short(scene: &Scene, subject: Role, owned: bool) -> bool {
    let Role::Words(span) = subject else { return false };
    let shown = span.of(scene.text);
    let inside = scene.marks.pairs.iter().any(|pair| !pair.double && pair.inner.contains(span) && pair.inner != span);
    let unbalanced = [('‘', '’'), ('“', '”'), ('「', '」'), ('《', '》'), ('〈', '〉'), ('｢', '｣'), ('(', ')'), ('<', '>')]
        .iter()
        .any(|&(open, close)| shown.matches(open).count() != shown.matches(close).count());
    // `소프트웨어를 이용한 택시 서비스`: the object of its first word is left out.
    let first = scene.words(span).next().filter(|word| word.end < span.end && !scene.marks.named(word.start));
    let verb = first.is_some_and(|word| {
        let object = scene.text[..span.start].trim_end().ends_with(['을', '를', '로', '에']);
        object && word.of(scene.text).ends_with(['한', '된', '은', '는'])
    });
    if inside || unbalanced || verb {
        return true;
    }
    let Some(head) = scene.text[..span.start].strip_suffix(' ') else { return false };
    fn ends_at<T>(numbers: &[Found<T>], at: usize) -> bool {
        let next = numbers.partition_point(|number| number.span.start < at);
        next.checked_sub(1).is_some_and(|last| numbers[last].span.end == at)
    }
    let numbers = scene.numbers;
    let head = head.strip_suffix('의').unwrap_or(head);
    let at = head.len();
    let common = |token: &Token| token.tag == Tag::NNG || token.tag == Tag::XSN || token.tag == Tag::XPN;
    // A long one is a name of its own: 동북권 세대융합형 복합시설.
    let tokens = scene.tokens_in(span);
    let plain = !owned && tokens.len() <= 3 && tokens.iter().all(common);
    let clause = || {
        let word = scene.words(Span::new(crate::document::floor(scene.text, at.saturating_sub(60)), at)).next_back();
        word.is_some_and(|word| scene.tokens_in(word).iter().any(|token| scene.tells(*token)))
    };
    // `감염병19 대응 점검회의`: a noun that the phrase does not reach belongs to it as well.
    let left = || {
        const TIMES: [&str; 12] = ["전", "후", "뒤", "직전", "직후", "이후", "중", "당시", "현재", "한편", "앞서", "최근"];
        let noun = scene.token(at).checked_sub(1).map(|nth| scene.tokens[nth]).filter(|token| token.span.end == at);
        noun.is_some_and(|token| {
            matches!(token.tag, Tag::NNG | Tag::NNP)
                && !scene.is_number(token.span)
                && !TIMES.contains(&token.span.of(scene.text))
        })
    };
    plain && clause()
        || tokens.len() <= 3 && left()
        || head.ends_with(['’', '\'', '”', '」', '》'])
        || ends_at(&numbers.amounts, at)
        || ends_at(&numbers.figures, at)
        || ends_at(&numbers.counts, at)
}

/// A noun phrase with the marked names, brackets and numbers that stand before it and belong to it: `‘물빛 대회’ 시상식`, `취임 1주년 간담회`.
pub fn whole(scene: &Scene, phrase: Span, floor: usize) -> Span {
    let text = scene.text;
    // What marks hold is whole.
    const MARKS: [char; 10] = ['‘', '’', '\'', '“', '”', '"', '「', '」', '《', '》'];
    if text[..phrase.start].ends_with(MARKS) && text[phrase.end..].starts_with(MARKS) {
        return phrase;
    }
    let mut start = scene
        .member(phrase.end, floor)
        .filter(|span| span.end <= phrase.end)
        .map_or(phrase.start, |span| span.start.min(phrase.start));
    if slice(text, floor, start).ends_with(|c: char| c.is_ascii_digit()) {
        let head = slice(text, floor, start).trim_end_matches(|c: char| c.is_ascii_digit() || c == '제');
        let at = floor + head.len();
        if scene.dates_in(Span::new(floor, phrase.end)).all(|(_, date)| !date.overlaps(Span::new(at, start))) {
            let before = head.ends_with(' ').then(|| scene.phrase_before(floor + head.trim_end().len(), floor)).flatten();
            start = before.map_or(at, |before| before.start);
        }
    }
    // `물빛 방문의 해 선포식`, `노인의 날 기념식`: a day or year that has a name.
    let first = slice(text, start, phrase.end).split(' ').next().unwrap_or_default();
    let head = slice(text, floor, start).strip_suffix("의 ");
    if let Some(head) = head.filter(|_| ["해", "날", "달", "밤", "주간"].contains(&first)) {
        start = scene.phrase_before(floor + head.len(), floor).map_or(start, |named| named.start);
    }
    // ‘물빛’을 주제로 한 토론회: the verb's end.
    let shown = slice(text, start, phrase.end);
    if shown.starts_with("한 ") && slice(text, floor, start).trim_end().ends_with('로') {
        start += "한 ".len();
    }
    // `본회의 전 의원총회`, `출소 후 연구원`: when.
    for word in ["전 ", "후 ", "뒤 ", "직전 ", "직후 ", "이후 "] {
        let shown = slice(text, start, phrase.end);
        let at = shown.rmatch_indices(word).map(|(at, _)| at).find(|&at| at == 0 || shown[..at].ends_with(' '));
        start += at.map_or(0, |at| at + word.len());
    }
    Span::new(start.min(phrase.end), phrase.end)
}

/// A noun phrase before an event noun without the adverbial nouns around it: `물빛페이 국내 출시`, `코스닥 물빛사 상장`. `None` where nothing is
/// left (`공식 출범`).
pub fn bare(scene: &Scene, phrase: Span, about: Option<&str>) -> Option<Span> {
    let listed = about == Some("상장");
    let aside = |word: &str| fact::ADVERBS.has(word) || listed && fact::MARKETS.has(word);
    let mut words: Vec<Span> = scene.words(phrase).collect();
    while words.last().is_some_and(|word| aside(word.of(scene.text))) {
        words.pop();
    }
    let first = words.iter().position(|word| !aside(word.of(scene.text)))?;
    Some(Span::new(words[first].start, words.last()?.end))
}

/// Whether a noun phrase tells what opens or is held: not only of what kind it is, which one of those before, or a part of a number.
pub fn says(scene: &Scene, span: Span) -> bool {
    let shown = span.of(scene.text);
    // 센터, 공장, 재단: which one?
    let kind = fact::FACILITIES.has(shown) || fact::KINDS.has(shown);
    let pointing = [
        "이 ", "그 ", "저 ", "이들 ", "해당 ", "이번 ", "각 ", "본 ", "당 ", "등과", "관련 ", "기준 ", "등 ", "한 ", "다음 ",
        "같은 ",
    ]
    .iter()
    .any(|word| shown.starts_with(word));
    let general = shown.split(' ').all(vague);
    // 권역별 4개소, 음료 4종: how many, not which.
    let last = shown.rsplit(' ').next().unwrap_or(shown);
    let unit = last.trim_start_matches(|c: char| c.is_ascii_digit() || "·~여".contains(c));
    let counted =
        unit.len() < last.len() && ["종", "개", "개소", "곳", "가지", "건", "대", "척", "권", "편", "채"].contains(&unit);
    let cut = scene.text[..span.start].ends_with(|c: char| c.is_ascii_digit());
    // ‘물빛’과 ‘가람’을, ‘물빛’ 등 앱을: one of several, and not the first.
    let before = scene.text[..span.start].trim_end_matches(['‘', '\'', '“', '"', '「', '《']);
    let row = ["’와 ", "’과 ", "'와 ", "'과 ", "”와 ", "”과 ", "\"와 ", "\"과 ", "’, ", "', "];
    let several = before.len() < span.start && row.iter().any(|joint| before.ends_with(joint))
        || ["’ 등 ", "' 등 ", "” 등 ", "\" 등 "].iter().any(|joint| scene.text[..span.start].ends_with(joint));
    !several && !kind && !counted && shown.chars().count() > 1 && !pointing && !general && !cut
}

/// The whole noun phrase that a span ends.
pub fn full(scene: &Scene, span: Span, floor: usize) -> Span {
    // What marks hold is whole: ‘가능성과 한계’가 열렸다.
    if let Some(pair) =
        scene.marks.pairs.iter().find(|pair| !pair.double && pair.inner.end == span.end && pair.inner.start >= floor)
    {
        return pair.inner;
    }
    let phrase = scene.phrase_before(span.end, floor).unwrap_or(span);
    let start = scene
        .tokens
        .get(scene.token(phrase.start))
        .filter(|token| nominal(token.tag))
        .map_or(phrase.start, |token| token.span.start);
    Span::new(start.min(phrase.end), phrase.end)
}

/// Whether a word only tells one of several apart: 첫, 2차, 제3회, 4공장.
fn ordinal(word: &str) -> bool {
    const ENDS: [&str; 15] =
        ["차", "회", "기", "번째", "차례", "대", "종", "개", "곳", "호점", "공장", "호기", "제공장", "개소", "일차"];
    let rest = word.strip_prefix('제').unwrap_or(word);
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '·');
    unit.len() < rest.len() && (unit.is_empty() || ENDS.contains(&unit))
        || ["첫", "두", "세", "네", "번째", "첫번째", "두번째", "첫째", "새", "신"].contains(&word)
}

/// Whether the words for a gathering or a ceremony do not say which one it is, without who holds it: 정기 주주총회, 2차 회의, 긴급 대책회의.
pub fn unowned(scene: &Scene, name: Span) -> bool {
    let shown = name.of(scene.text);
    // 족구대회, 마을축제: of which there are many.
    let tokens = scene.tokens_in(name);
    let plain = !shown.contains(' ') && tokens.len() <= 2 && tokens.iter().all(|token| token.tag == Tag::NNG);
    let kind = ["대회", "행사", "축제", "음악회", "설명회", "간담회", "공연"].iter().any(|end| shown.ends_with(end));
    // 분향소 개소식: a place of a kind.
    let place = |word: &str| word.ends_with(['소', '관', '실', '당', '원']) && word.chars().count() > 1;
    let common = |word: Span| {
        let tokens = scene.tokens_in(word);
        place(word.of(scene.text)) && tokens.len() == 1 && tokens[0].tag == Tag::NNG
    };
    let told = |word: Span| {
        let shown = word.of(scene.text);
        fact::GATHERINGS.has(shown) || fact::CEREMONIES.has(shown) || vague(shown) || common(word)
    };
    plain && kind || scene.words(name).all(told)
}

/// Whether a word does not tell one thing from others of its kind.
fn vague(word: &str) -> bool {
    let kind = fact::FACILITIES.has(word) || fact::KINDS.has(word);
    kind || fact::GENERAL.has(word) || fact::COMMON.has(word) || fact::ADVERBS.has(word) || ordinal(word)
}

/// Whether a subject is only the last of several that a josa joins: `개소식과 현판 제막식`, `출판기념회와 사인회`. Whom something is done with
/// is none of them.
pub fn joined(scene: &Scene, subject: Role) -> bool {
    let Role::Words(span) = subject else { return false };
    let before = &scene.text[..span.start];
    let Some(head) = ["과 ", "와 ", " 및 "].iter().find_map(|josa| before.strip_suffix(josa)) else { return false };
    let last = scene.token(head.len()).checked_sub(1).map(|nth| scene.tokens[nth]);
    let noun = last.is_some_and(|token| token.span.end == head.len() && matches!(token.tag, Tag::NNG | Tag::XSN));
    let word = head.rsplit(' ').next().unwrap_or(head);
    noun && scene.mention_ending(head.len()).is_none() && !fact::ACTORS.ends(word) && !fact::KINDS.ends(word)
}

/// Whether a thing that is put on sale or published has no name by which it is told from others: `택시 서비스를 출시한다는 소식`.
pub fn nameless(scene: &Scene, subject: Role, draft: &Draft) -> bool {
    let Role::Words(span) = subject else { return false };
    let sold = matches!(draft.about.as_deref(), Some("출시" | "출간" | "발간"));
    let marked = scene.text[span.end..].starts_with(['’', '\'', '”', '"', '」', '》', '〉', '>']);
    let common = |token: &Token| matches!(token.tag, Tag::NNG | Tag::XPN | Tag::XSN | Tag::NNB | Tag::JKG | Tag::MM);
    // One word may be a name that the dictionary takes apart: 가람폰.
    let told = span.of(scene.text).contains(' ');
    sold && told && !marked && scene.mentions_in(span).is_empty() && scene.tokens_in(span).iter().all(common)
}
