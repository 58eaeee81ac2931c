//! Capacities: what a facility or a part of it can do or hold.
//!
//! Three shapes say it: the figure modifies the facility (`8MW 규모의 데이터센터`), stands in brackets behind it (`발전소(80MW)`), or is said
//! of it as topic or subject (`데이터센터는 저장 용량 60PB로 구축된다`).

use crate::document::Span;
use crate::facts::lexis::fact;
use crate::facts::modality::modality;
use crate::facts::scene::{Role, Scene, nominal, slice};
use crate::facts::{Draft, FactKind};
use crate::record::{Bound, FactValue, Figure, FigureKind, Found, Modality};

pub fn capacities(scene: &Scene, into: &mut Vec<Draft>) {
    for (nth, figure) in scene.numbers.figures.iter().enumerate() {
        use FigureKind::{Bandwidth, Computing, Energy, Power, Storage};
        if !matches!(figure.what.kind, Power | Energy | Computing | Storage | Bandwidth) {
            continue;
        }
        if let Some(draft) = capacity(scene, nth, figure) {
            into.push(draft);
        }
    }
}

fn capacity(scene: &Scene, nth: usize, figure: &Found<Figure>) -> Option<Draft> {
    let around = scene.around(figure.span.start);
    let behind = slice(scene.text, figure.span.end, around.end.max(figure.span.end));
    // `500MW 이상의 설비`: a class, not one of it.
    let bounded =
        matches!(figure.what.quantity.bound, Bound::Gt | Bound::Gte | Bound::Lt) || behind.trim_start().starts_with("이상의");
    if bounded || fact::CONDITIONAL.starts(behind) {
        return None;
    }
    // What is needed or lacking is not there.
    let needed =
        |word: &Span| ["필요", "부족", "수요", "수준", "맞먹", "해당하"].iter().any(|need| word.of(scene.text).starts_with(need));
    if scene.words(Span::new(figure.span.end, around.end.max(figure.span.end))).take(5).any(|word| needed(&word)) {
        return None;
    }
    let (facility, end) = modified(scene, figure.span, around)
        .map(|span| (span, span.end))
        .or_else(|| bracketed(scene, figure.span, around).map(|span| (span, figure.span.end)))
        .or_else(|| said_of(scene, figure, around).map(|span| (span, figure.span.end)))?;
    let after = Span::new(end, around.end.max(end));
    // `40MW급 발전소 사업권 매각`: what is told is not told of the facility.
    let other =
        slice(scene.text, end, around.end).strip_prefix(' ').and_then(|rest| rest.split(' ').next()).is_some_and(|next| {
            // `발전소 사업을 수주했다` is said of it, `연료전지 시스템을 공급한다` is not.
            let project = ["사업", "프로젝트", "공사", "단지"].iter().any(|noun| next.starts_with(noun));
            let josa = next.ends_with(['을', '를', '이', '가', '의']);
            let bare = !fact::BUILT.starts(next) && !next.starts_with(|c: char| c.is_ascii_digit());
            let noun = if josa { &next[..next.len() - '을'.len_utf8()] } else { next };
            bare && (!josa || !project)
                && scene.tokens_in(Span::new(end + 1, end + 1 + noun.len())).iter().all(|token| nominal(token.tag))
        });
    if other && !scene.is_number(Span::new(end + 1, end + 2)) {
        return None;
    }
    if several(slice(scene.text, end, around.end)) {
        return None;
    }
    let tense = modality(scene, after, Modality::Actual)?;
    let building = || planned(scene, facility);
    let builds = builds(scene, after);
    // `건설되는 50MW급 발전소`
    let before = scene.words(Span::new(around.start.min(figure.span.start), figure.span.start)).rev().take(2);
    let coming = before.into_iter().any(|word| {
        let shown = word.of(scene.text);
        fact::BUILT.starts(shown) && ["되는", "하는", "될", "할", "설", "을"].iter().any(|end| shown.ends_with(end))
    });
    let tense = match tense {
        Modality::Actual if coming => Modality::Planned,
        Modality::Actual if builds == Some(Modality::Planned) || builds.is_none() && building() => Modality::Planned,
        tense => tense,
    };
    let tense = match tense {
        Modality::Planned if built_since(scene, facility) => Modality::Actual,
        Modality::Planned if refused(scene, facility) => return None,
        tense => tense,
    };
    let mut draft =
        Draft::new(FactKind::Capacity, Span::new(figure.span.start.min(facility.start), figure.span.end.max(facility.end)));
    draft.subject = Some(Role::Words(facility));
    draft.value = Some(FactValue::Figure(nth));
    draft.when =
        when(scene, figure.span, facility, Span::new(around.start.min(figure.span.start), around.end.max(figure.span.end)));
    draft.modality = Some(tense);
    Some(draft)
}

/// `32MW급 데이터센터`, `88.5PF의 연산성능의 데이터센터`: the facility in the noun phrase that the figure modifies.
fn modified(scene: &Scene, figure: Span, around: Span) -> Option<Span> {
    let rest = slice(scene.text, figure.end, around.end);
    let trimmed =
        ["규모의 ", "급의 ", "급 ", "짜리 ", "규모 ", "용량의 ", "의 ", "이상의 ", "이상 ", "급 규모의 ", "급의 규모의 "]
            .iter()
            .filter_map(|word| rest.strip_prefix(' ').unwrap_or(rest).strip_prefix(word))
            .min_by_key(|rest| rest.len())?;
    let phrase = scene.phrase_after(around.end - trimmed.len(), around.end)?;
    facility(scene, phrase)
}

/// The facility that a noun phrase names, without what stands behind it (`데이터센터 구축`) and the genitives before it.
fn facility(scene: &Scene, phrase: Span) -> Option<Span> {
    let shown = phrase.of(scene.text);
    let end = fact::FACILITIES
        .iter()
        .filter_map(|word| shown.rfind(word).map(|at| at + word.len()))
        .filter(|&end| shown[end..].chars().next().is_none_or(|c| c == ' ' || c == '(' || c.is_ascii_digit()))
        .max()?;
    // 고리원전 1호기
    let unit = shown[end..].trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let end = if unit.starts_with("호기") && unit.len() < shown[end..].trim_start().len() {
        shown.len() - unit.len() + "호기".len()
    } else {
        end
    };
    let start = shown[..end].rfind("의 ").map_or(0, |at| at + "의 ".len());
    (start < end && shown[start..end].chars().nth(1).is_some()).then(|| Span::new(phrase.start + start, phrase.start + end))
}

/// `연료전지발전소(80MW)`
fn bracketed(scene: &Scene, figure: Span, around: Span) -> Option<Span> {
    let before = slice(scene.text, around.start, figure.start).trim_end_matches([' ', '약', '총']);
    let outer = before.strip_suffix('(')?;
    let close = slice(scene.text, figure.end, around.end);
    // `물빛발전소(26㎿) 389억원, …`: a row of a table says nothing of whether it is there.
    let row =
        close.find(')').map(|at| close[at + 1..].trim_start()).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if row {
        return None;
    }
    if !close.trim_start_matches(['급', ' ']).starts_with([')', ',', '·']) {
        return None;
    }
    let phrase = scene.phrase_before(around.start + outer.trim_end().len(), around.start)?;
    facility(scene, phrase).filter(|facility| facility.end == phrase.end)
}

/// `데이터센터는 … 연산 능력 88.5PF로`: the topic or subject that the figure is said of.
fn said_of(scene: &Scene, figure: &Found<Figure>, around: Span) -> Option<Span> {
    use FigureKind::{Computing, Storage};
    let behind = slice(scene.text, figure.span.end, around.end);
    let rest = behind.trim_start();
    // `40MW급 터빈`, `2단계 설비는 0.4MW급 42개다`: the figure is said of what stands behind it.
    if !fact::CAPABLE.starts(rest) || rest.starts_with("급 ") || rest.starts_with("짜리") {
        return None;
    }
    // Power is also what is used, sold or saved: a word of capacity has to say it.
    if !matches!(figure.what.kind, Computing | Storage) {
        let before = slice(scene.text, around.start, figure.span.start).trim_end();
        let capacity = ["용량", "용량은", "용량이", "용량의", "출력", "규모는", "규모가", "능력", "능력은"]
            .iter()
            .any(|word| before.ends_with(word));
        let measured = ["규모", "급", "용량", "의 설비", "의 발전 설비", "의 용량"].iter().any(|word| rest.starts_with(word));
        if !capacity && !measured {
            return None;
        }
    }
    let mut distance = 0;
    for word in scene.words(Span::new(around.start, figure.span.start)).rev() {
        distance += 1;
        if distance > 16 {
            return None;
        }
        let Some(actor) = scene.acting(word, around.start) else { continue };
        let outer = scene.phrase_before(actor.span.end, around.start).unwrap_or(actor.span);
        match facility(scene, outer).filter(|facility| facility.end == outer.end) {
            Some(facility) => return Some(facility),
            None if fact::CAPABLE.ends(actor.span.of(scene.text)) => continue,
            None => return None,
        }
    }
    None
}

/// Whether the first verb of building behind the facility says that it is still to come.
fn builds(scene: &Scene, after: Span) -> Option<Modality> {
    for word in scene.words(after).take(12) {
        let shown = word.of(scene.text);
        let Some(noun) = fact::BUILT.prefix(shown) else { continue };
        let rest = Span::new(word.start + noun.len(), after.end);
        return modality(scene, rest, Modality::Planned);
    }
    None
}

/// Whether the article says elsewhere that the facility is still to be built: `데이터센터 구축을 추진하고 있다`.
fn planned(scene: &Scene, facility: Span) -> bool {
    let name = facility.of(scene.text);
    let last = name.rsplit(' ').next().unwrap_or(name);
    memchr::memmem::find_iter(scene.text.as_bytes(), last.as_bytes()).take(20).any(|at| {
        let end = at + last.len();
        let around = scene.around(at);
        let after = Span::new(end, around.end.max(end));
        let near = scene.words(after).take(3).find_map(|word| {
            let shown = word.of(scene.text);
            fact::BUILT.prefix(shown).map(|noun| word.start + noun.len())
        });
        near.is_some_and(|verb| {
            let rest = slice(scene.text, verb, after.end);
            rest.starts_with("하느냐")
                || rest.starts_with("해야")
                || fact::BUILDING.starts(rest.trim_start())
                || modality(scene, Span::new(verb, after.end), Modality::Planned) == Some(Modality::Planned)
        })
    })
}

/// Whether what stands behind a facility counts more than one: each has the capacity, or all have it together.
fn several(behind: &str) -> bool {
    let rest = behind.trim_start_matches(['을', '를', '은', '는', '이', '가', ' ']);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let counts = |rest: &str| ["기", "개", "곳", "대"].iter().any(|unit| rest.trim_start().starts_with(unit));
    let range = digits.strip_prefix(['~', '∼', '-']).map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    digits.len() < rest.len() && (range.is_some_and(counts) || counts(digits) && &rest[..rest.len() - digits.len()] != "1")
}

/// The sentences behind a facility that point at it (`이 발전소는`) or name it whole, with what follows it there.
fn later<'s>(scene: &'s Scene, facility: Span) -> impl Iterator<Item = Span> + 's {
    let name = facility.of(scene.text);
    let last = name.rsplit(' ').next().unwrap_or(name);
    memchr::memmem::find_iter(&scene.text.as_bytes()[facility.end..], last.as_bytes()).take(20).filter_map(move |at| {
        let end = facility.end + at + last.len();
        let before = scene.text[..end - last.len()].trim_end();
        let points = ["이", "해당", "그"]
            .iter()
            .any(|word| before.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\n', '.'])));
        let around = scene.around(end - last.len());
        (points || last != name && scene.text[..end].ends_with(name)).then(|| Span::new(end, around.end.max(end)))
    })
}

/// Whether what the article goes on to say of the facility shows that it is there: `이 발전소는 지난해 준공됐다`.
fn built_since(scene: &Scene, facility: Span) -> bool {
    later(scene, facility).any(|after| {
        scene.words(after).take(6).any(|word| {
            let Some(noun) = fact::BUILT.prefix(word.of(scene.text)) else { return false };
            let verb = Span::new((word.start + noun.len()).min(after.end), after.end);
            modality(scene, verb, Modality::Planned) == Some(Modality::Actual)
        })
    })
}

/// Whether the article tells that what was to be built was refused or given up.
fn refused(scene: &Scene, facility: Span) -> bool {
    let name = facility.of(scene.text);
    let last = name.rsplit(' ').next().unwrap_or(name);
    fact::REFUSED.iter().any(|word| {
        memchr::memmem::find_iter(scene.text.as_bytes(), word.as_bytes()).take(20).any(|at| {
            let told = scene.text[at + word.len()..].starts_with(['됐', '된', '했', '한', '되', '돼']);
            let sentence = scene.around(at);
            let said = slice(scene.text, sentence.start, sentence.end);
            told && (said.contains(last) || ["사업", "시설", "건설", "설치", "허가"].iter().any(|noun| said.contains(noun)))
        })
    })
}

/// Whether the facility that the figure modifies is the object or subject of a verb of building right behind it.
fn direct(scene: &Scene, figure: Span, around: Span) -> bool {
    let Some(facility) = modified(scene, figure, around) else { return false };
    let rest = slice(scene.text, facility.end, around.end).trim_start_matches(['’', '\'']);
    let rest = rest.strip_prefix(['을', '를', '이', '가']).unwrap_or(rest).trim_start();
    fact::BUILT.starts(rest)
}

/// The date by which it is built or opened: the only one in the sentence that a verb of building follows.
fn when(scene: &Scene, figure: Span, facility: Span, around: Span) -> Option<usize> {
    let mut dates = scene.dates_in(around).filter(|(_, date)| {
        for word in scene.words(Span::new(date.end, around.end)).take(3) {
            let shown = word.of(scene.text);
            if fact::BUILT.starts(shown) {
                // `2022년 문을 연 가람사는 40MW 규모의 공장을 갖고 있다`: somebody else stands between.
                let between = Span::new(word.end, figure.start.max(word.end));
                return scene
                    .words(between)
                    .all(|word| scene.acting(word, between.start).is_none_or(|actor| actor.span.overlaps(facility)));
            }
            if date.end <= figure.start && figure.end <= word.end {
                // `2026년까지 40MW 규모의 데이터센터를 짓는다`: the facility itself stands between.
                return direct(scene, figure, around);
            }
            // What is built till then is something else.
            let other = shown.strip_suffix(['을', '를']).is_some_and(|stem| !fact::FACILITIES.ends(stem));
            if other || scene.breaks(word) {
                return false;
            }
        }
        false
    });
    let (nth, _) = dates.next()?;
    dates.next().is_none().then_some(nth)
}
