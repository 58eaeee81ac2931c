//! Events: what opens, starts, is completed, held or launched, and when.
//!
//! Only with a date: the one in the event's own clause, with no other predicate between them.

mod date;
mod subject;

use crate::document::Span;
pub(super) use crate::facts::event::date::aside;
use crate::facts::event::date::{bound_elsewhere, free, holder, misdated, sure};
use crate::facts::event::subject::{bare, cut_short, full, joined, nameless, says, unowned, whole};
use crate::facts::lexis::fact;
use crate::facts::modality::{links, modality, past};
use crate::facts::scene::{Role, Scene, Who, slice};
use crate::facts::{Draft, FactKind};
use crate::recognize::names::is_country;
use crate::record::Modality;
use crate::token::{Sense, Tag};

/// How many words behind a date its event may stand.
const REACH: usize = 12;

pub fn events(scene: &Scene, into: &mut Vec<Draft>) {
    let mut last_end = 0;
    let all = Span::new(0, scene.text.len());
    for (nth, date) in scene.dates_in(all) {
        let around = scene.around(date.start);
        let around = Span::new(around.start.min(date.start), around.end.max(date.end));
        if !free(scene, date) || !sure(scene, nth, date) || misdated(scene, nth, date, around) {
            continue;
        }
        let Some((word, draft)) = event(scene, nth, date, around) else { continue };
        let owned = !draft.parties.is_empty();
        let lost =
            |subject| cut_short(scene, subject, owned) || joined(scene, subject) || !owned && nameless(scene, subject, &draft);
        if draft.subject.is_some_and(lost) || aside(scene, nth, date) {
            continue;
        }
        // `출시할 예정이라는 보도에 대해 사실이 아니라고`: denied.
        let behind = slice(scene.text, word, around.end);
        if ["사실이 아니", "사실무근", "부인했", "부인하"].iter().any(|denied| behind.contains(denied)) {
            continue;
        }
        // Two dates of one event: the nearer one holds it.
        if let Some(last) = into.last_mut().filter(|last| last.kind == FactKind::Event && last_end == word) {
            *last = draft;
        } else {
            into.push(draft);
        }
        last_end = word;
    }
}

/// Whether a date lies wholly behind or ahead of the day of publication.
pub(super) fn against_publication(scene: &Scene, nth: usize) -> Option<Modality> {
    let day = |day: &Option<String>| day.as_deref().and_then(|day| day.parse::<jiff::civil::Date>().ok());
    let date = &scene.numbers.dates[nth].what;
    let published = scene.published?;
    if day(&date.earliest).is_some_and(|day| day > published) {
        Some(Modality::Planned)
    } else if day(&date.latest).is_some_and(|day| day < published) {
        Some(Modality::Actual)
    } else {
        None
    }
}

/// The event of a date, and where its word ends.
fn event(scene: &Scene, nth: usize, date: Span, around: Span) -> Option<(usize, Draft)> {
    let text = scene.text;
    // `2025년 3월 …을 개최한다고 19일 밝혔다`: the nearer date is the event's. `해마다`: it has more days than one.
    let other = |end: usize| scene.dates_in(Span::new(date.end, end)).any(|(_, other)| free(scene, other));
    let habit = |word: &str| ["매년", "매달", "매월", "매주"].contains(&word) || word.ends_with("마다");
    if scene.words(Span::new(around.start, date.start)).rev().take(2).any(|word| habit(word.of(text))) {
        return None;
    }
    let holder = holder(scene, date, around);
    // `사업이 추진될 경우 내년 초 … 착수`: only then.
    if scene.words(Span::new(around.start, date.start)).rev().take(2).any(|word| ["경우", "경우,"].contains(&word.of(text))) {
        return None;
    }
    let day = scene.numbers.dates[nth].what.value.len() >= "XXXX-XX-DD".len();
    // `2일 물가 발표 이후 … 열고`: on the same day. `2003년 1월 25일 대란 이후`: since then.
    let day = day && !date.of(text).contains('년');
    let mut first = true;
    // 지난 5일부터 … 개최하고: a period's start is no date of an opening, but a ceremony may last.
    for word in scene.words(Span::new(date.end, around.end)).take(REACH) {
        let shown = word.of(text);
        if habit(shown) {
            return None;
        }
        if holder.is_some_and(|close| word.start > close) || bound_elsewhere(shown, first, day) {
            return None;
        }
        first = false;
        // Words that somebody else says.
        if scene.marks.around(word.start).is_some() && scene.marks.around(date.start).is_none() {
            return None;
        }
        let bare = shown.trim_start_matches(['‘', '\'', '“', '"', '(', '’']);
        let at = word.end - bare.len();
        if scene.dates_in(Span::new(at, word.end.max(at))).next().is_some() || other(word.end) {
            return None;
        }
        let from = slice(text, at, around.end);
        if let Some(start) = fact::STARTED.prefix(from) {
            let end = at + start.len();
            let about = start.replace("을 ", " ").replace("를 ", " ").replace("에 들어", " 시작");
            return finish(scene, nth, date, around, Span::new(at, end), about);
        }
        if let Some(noun) = opening(bare) {
            let end = at + noun.len();
            return finish(scene, nth, date, around, Span::new(at, end), noun.to_owned());
        }
        if let Some(span) = ceremony(scene, word, around) {
            return held(scene, nth, date, around, span);
        }
        if scene.breaks(word) || shown.ends_with(',') && nominal_verb(scene, word) {
            return None;
        }
    }
    None
}

/// `사업을 신청, …`: a noun that stands for its verb before a comma.
fn nominal_verb(scene: &Scene, word: Span) -> bool {
    let before = scene.text[..word.start].trim_end();
    before.ends_with(['을', '를'])
}

/// The noun of opening that a word starts with, where it is a verb or stands alone: 개소했다, 개소할, 개소, 개소 예정.
fn opening(word: &str) -> Option<&str> {
    let noun = fact::OPENINGS.prefix(word)?;
    let rest = &word[noun.len()..];
    let verb = rest.starts_with(['하', '했', '한', '할', '해', '되', '됐', '된', '될', '돼']);
    let alone = rest.trim_end_matches(['.', ',', '…', '’', '\'', ')']).is_empty();
    (verb || alone).then(|| &word[..noun.len()])
}

/// `운영을 시작한다`, `개소할 예정이다`: the event of a verb, with the thing that it is said of.
fn finish(scene: &Scene, nth: usize, date: Span, around: Span, word: Span, about: String) -> Option<(usize, Draft)> {
    let text = scene.text;
    let rest = slice(text, word.end, around.end);
    let verb = word.start;
    let alone = !rest.starts_with(['하', '했', '한', '할', '해', '되', '됐', '된', '될', '돼', '시', '개']);
    // 올해 ‘2019년 한마당’을 개최: a year alone names the edition.
    if about == "개최" && scene.numbers.dates[nth].what.value.len() == "XXXX".len() && !stands(scene, nth, date) {
        return None;
    }
    let tense = if alone
        && !rest.trim_start().starts_with(['예', '했', '전'])
        && !rest.trim_start().is_empty()
        && !rest.trim_start().starts_with(['‘', '…', ','])
    {
        // 개통 전까지, 개소 예정, 개막 후
        noun_tense(scene, nth, rest)?
    } else if alone {
        noun_tense(scene, nth, rest).or_else(|| relative(scene, nth))?
    } else {
        tense(scene, nth, Span::new(word.end, around.end), false)?
    };
    // `1일은 방송사가 개국한 지 10년이 되는 날`: the day is not that of the opening.
    let since = rest.split_once(' ').is_some_and(|(_, behind)| behind.starts_with("지 "));
    if since && text[date.end..].starts_with(['은', '는']) {
        return None;
    }
    let adnominal = adnominal(scene, word.end, around.end);
    // `재선임을 다음 달 개최할 주주총회 안건으로 의결했다`: what is held stands behind; the object is the next verb's.
    let gathering = adnominal.flatten().is_some_and(|head| {
        about == "개최" && head.of(text).split(' ').any(|word| fact::CEREMONIES.ends(word) || fact::GATHERINGS.has(word))
    });
    // `올해 보고서를 발간한 증권사 중`: several have, each one of its own.
    let several = adnominal.flatten().is_some_and(|head| {
        let mut words = slice(text, head.start, around.end).split(' ').take(3);
        words.any(|word| matches!(word, "중" | "가운데") || word.ends_with('들'))
    });
    // `이날 함께 상장한 물빛사`: what a noun is told of by its past is done.
    let past = adnominal.is_some() && rest.starts_with(['한', '된']) && relative(scene, nth) != Some(Modality::Planned);
    let tense = if past { Modality::Actual } else { tense };
    let started = about.contains(' ');
    let object = if started {
        // 배터리 모듈 양산을 시작했다: what is made.
        let made = scene.phrase_before(text[..verb].trim_end().len(), around.start.max(date.end.min(verb)));
        let made = made.filter(|_| text[..verb].ends_with(' ')).and_then(|made| bare(scene, made, None));
        // 미국 판매를 시작했다: where. 운행, 판매 alone have what is run or sold before them, or in the topic.
        let place =
            made.is_some_and(|made| scene.tokens.get(scene.token(made.end - 1)).is_some_and(|token| token.sense == Sense::Place));
        if place {
            return None;
        }
        // 숏폼 서비스: a service is called by both; what marks hold is whole.
        let service = about.strip_prefix("서비스").map(|_| "서비스".len());
        made.map(|made| {
            let marked = text[made.end..].starts_with(['’', '\'', '”', '"', '」', '》']);
            let end = text[..verb].trim_end().len();
            match service.filter(|_| !marked) {
                Some(length) => Span::new(made.start, end + text[end..].find("서비스").map_or(0, |at| at + length)),
                None => made,
            }
        })
    } else {
        // 심리에 착수했다: what is entered upon, not what was taken before.
        let object = || object(scene, Span::new(around.start, verb)).map(|object| whole(scene, object, around.start));
        entered(scene, &about, date.end, verb).or_else(object)
    };
    let intransitive = rest.starts_with(['되', '됐', '된', '될', '돼']);
    let actor = scene.doer(Span::new(around.start, verb)).filter(|actor| !actor.organ);
    let mut draft = Draft::new(FactKind::Event, Span::new(date.start, word.end));
    draft.modality = Some(tense);
    draft.about = Some(about);
    draft.when = Some(nth);
    if let Some(object) = object.filter(|_| !intransitive && !gathering) {
        if several {
            return None;
        }
        let held = draft.about.as_deref().is_some_and(no_body);
        draft.subject = Some(if held { Role::Words(object) } else { role(scene, object) });
        draft.parties =
            actor.and_then(|actor| maker(scene, actor, draft.about.as_deref()?)).map(Role::Named).into_iter().collect();
        draft.evidence = Span::new(object.start.min(date.start), word.end);
    } else if let Some(head) = adnominal {
        let head = named_kind(scene, head?, draft.about.as_deref()?, around.end)?;
        // `이날 한빛사가 출간한 책`: the date may be the sentence's, not the book's.
        // `4일 한빛사는 … 설립한 새솔사에`: no topic stands within a clause that tells of a noun.
        let inner = scene
            .words(Span::new(date.end, verb))
            .any(|word| word.of(text).starts_with("최근") || scene.acting(word, date.end).is_some());
        // `연구소는 27일 … 출시된 기기를 시험했다`: the day is the sentence's.
        let begins = actor.is_some_and(|actor| actor.span.end <= date.start);
        let day = scene.numbers.dates[nth].what.value.len() >= "XXXX-XX-DD".len();
        let marked = ["지난", "오는", "다음", "내달"].iter().any(|word| date.of(text).starts_with(word));
        if inner || begins && day && !marked && draft.about.as_deref() != Some("개최") {
            return None;
        }
        // 지난 1일 출범한 한빛재단은; 한빛사는 2015년에 설립된 … 기업이다.
        let shown = head.of(text).trim_end_matches(|c: char| !c.is_alphanumeric());
        let copula =
            ["다.", "다", "이다", "이며", "으로,", "로,", "으로 ", "로 "].iter().any(|end| text[head.end..].starts_with(end));
        let topic = actor.filter(|actor| {
            let told = actor.topic && actor.who.is_some() && actor.span.end <= date.start;
            told && !gathering && (fact::KINDS.ends(shown) || copula)
        });
        let named = matches!(role(scene, head), Role::Named(_)) || text[..head.start].ends_with(['‘', '\'']);
        let thing = named || fact::FACILITIES.ends(shown) || fact::CEREMONIES.ends(shown);
        let subject = match topic {
            Some(actor) => actor.span,
            None if thing && !started => head,
            None => return None,
        };
        let itself = draft.about.as_deref().is_some_and(no_body);
        draft.subject = Some(if itself { Role::Words(subject) } else { role(scene, subject) });
        draft.evidence = Span::new(subject.start.min(date.start), word.end.max(subject.end));
    } else if alone && !slice(text, date.end, verb).trim().is_empty() {
        // 2027년 한빛센터 개통
        let phrase =
            scene.phrase_before(text[..verb].trim_end().len(), date.end).filter(|phrase| phrase.start <= date.end + 3)?;
        let phrase = bare(scene, phrase, draft.about.as_deref())?;
        // `4일 중국 출시`: where, not what.
        let place = scene.tokens.get(scene.token(phrase.end - 1)).is_some_and(|token| token.sense == Sense::Place);
        if place {
            return None;
        }
        draft.subject = Some(role(scene, phrase));
    } else if alone {
        // 한빛센터 10월 개소
        // `온라인 접수, 15일 개최`: another thing.
        if draft.about.as_deref() == Some("개최") && text[..date.start].trim_end().ends_with(',') {
            return None;
        }
        let phrase = scene.phrase_before(text[..date.start].trim_end_matches([' ', ',']).len(), around.start)?;
        // `가람~물빛선, 10월 개통 예정인 나루~물빛선`: of a row, but for a heading.
        let comma = text[..date.start].trim_end().ends_with(',');
        if comma && (phrase.start > around.start + "‘".len() || rest.trim_start().starts_with("예정인")) {
            return None;
        }
        let phrase = bare(scene, phrase, draft.about.as_deref())?;
        draft.subject = Some(role(scene, phrase));
        draft.evidence = Span::new(phrase.start, word.end);
    } else {
        let actor = actor?;
        // Who builds or launches is not what is built; a product may be the topic of its launch.
        let itself = started || intransitive || fact::INTRANSITIVE.has(draft.about.as_deref().unwrap_or_default());
        let product = actor.topic
            && actor.who.is_none()
            && draft.about.as_deref() == Some("출시")
            && !fact::KINDS.ends(actor.span.of(text))
            && !scene.words(Span::new(actor.span.end, verb)).any(|word| word.of(text).ends_with(['을', '를']));
        if !itself && !product {
            return None;
        }
        if scene.breaks(Span::new(actor.span.end, date.start.max(actor.span.end))) && !actor.topic {
            return None;
        }
        let (_, next) = rest.split_once(' ').unwrap_or_default();
        // `한빛사는 이달 출시될 예정인 새솔폰의 예약을 받는다`: what stands behind.
        if ["예정인", "예정이던", "것으로 보이는"].iter().any(|planned| next.starts_with(planned)) {
            return None;
        }
        // `인사는 출범할 당시보다 못하다`: the topic is the sentence's.
        if actor.topic && actor.who.is_none() && (next.starts_with("당시") || next.starts_with("때")) {
            return None;
        }
        draft.subject = Some(actor.who.map_or_else(|| role(scene, full(scene, actor.span, around.start)), Role::Named));
        draft.evidence = Span::new(actor.span.start.min(date.start), word.end);
        if makes(scene, actor, verb) && matches!(draft.subject, Some(Role::Named(who)) if opens_others(scene, who)) {
            return None;
        }
    }
    match draft.subject? {
        Role::Words(span) => {
            let shown = span.of(text);
            // 환율은 1400원에 개장했다: what is traded.
            let traded = draft.about.as_deref() == Some("개장") && (fact::MARKETS.ends(shown) || fact::TRADED.ends(shown));
            // 물빛시, 내년 개관: a place opens nothing of its own.
            let town = OPENED.contains(&draft.about.as_deref()?)
                && shown.chars().count() > 2
                && !shown.contains(' ')
                && shown.ends_with(['시', '군', '구', '도'])
                && scene.tokens_in(span).last().is_some_and(|token| token.sense == Sense::Place);
            if town || shown.starts_with(['"', '“', '”']) || scene.is_number(span) || traded || !says(scene, span) {
                return None;
            }
        }
        // A body opens or is founded; it is not built or launched. What it builds the sentence does not say.
        Role::Named(Who::Human(_)) => return None,
        Role::Named(who) => {
            let about = draft.about.as_deref()?;
            let made = ["양산", "생산", "판매", "공사", "운행"].iter().any(|noun| about.starts_with(noun));
            if opens_others(scene, who) && (made || OPENED.contains(&about)) {
                return None;
            }
            draft.parties.retain(|party| *party != Role::Named(who));
        }
    }
    // 인도 법인, 국내 ETF: whose?
    let nobodys = |span: Span| {
        let shown = span.of(text);
        let last = shown.rsplit(' ').next().unwrap_or(shown);
        let before = Span::new(span.start, span.end - last.len());
        let place = |token: &crate::token::Token| token.sense == Sense::Place;
        let head = before.of(text).trim_end();
        let abroad = is_country(head) || fact::ABROAD.has(head);
        fact::GENERAL.has(last) && (abroad || scene.tokens_in(before).iter().all(place))
    };
    if draft.parties.is_empty() && matches!(draft.subject, Some(Role::Words(span)) if nobodys(span)) {
        return None;
    }
    let gathers = matches!(draft.about.as_deref(), Some("개최" | "개막" | "폐막"));
    if gathers && draft.parties.is_empty() && matches!(draft.subject, Some(Role::Words(span)) if unowned(scene, span)) {
        return None;
    }
    Some((word.end, draft))
}

/// What a ceremony of its own is held for, with 식 behind: 개소식, 착공식.
const OPENING: [&str; 14] =
    ["착수", "착공", "기공", "준공", "개소", "개관", "개원", "개교", "개장", "개통", "출범", "현판", "상량", "점등"];

/// What happens to a place, a work or a festival, never to a company or a government: `물빛시, 2024년 개관` is said of what it opens.
const OPENED: [&str; 14] =
    ["개소", "개관", "개원", "개장", "개통", "개막", "폐막", "착공", "기공", "준공", "완공", "발간", "출간", "개봉"];

/// Whether a body opens, builds or makes things for others: a government, party or company, not a school, a hospital or a centre.
fn opens_others(scene: &Scene, who: Who) -> bool {
    use crate::record::OrganizationKind::{
        Assembly, Bank, CentralGovernment, Company, ForeignGovernment, LocalGovernment, Party,
    };
    let Who::Body(nth) = who else { return true };
    let body = &scene.names.bodies[nth];
    let place = fact::FACILITIES.ends(&body.name)
        || ["아파트", "병원", "의원", "학교", "관", "역", "점"].iter().any(|end| body.name.ends_with(end));
    !place && matches!(body.kind, Assembly | Bank | CentralGovernment | Company | ForeignGovernment | LocalGovernment | Party)
}

/// Whether a body first makes something that then opens: `물빛시는 ‘가람관’을 지어 내년 개관한다`, `… 회사를 세우고 11월 출범한다`. What it has
/// gone through itself (`심사를 거쳐 상장했다`) says nothing of that.
fn makes(scene: &Scene, actor: crate::facts::scene::Actor, verb: usize) -> bool {
    const THROUGH: [&str; 12] =
        ["거쳐", "거친", "거치고", "마치고", "마친", "받아", "받고", "받은", "끝내고", "앞두고", "통해", "들여"];
    let mut object = false;
    scene.words(Span::new(actor.span.end.min(verb), verb)).any(|word| {
        let shown = word.of(scene.text).trim_end_matches(',');
        let linked = object && scene.breaks(word) && !THROUGH.contains(&shown) && !fact::RULERS.has(shown);
        object = shown.trim_end_matches(['’', '\'']).ends_with(['을', '를']) && !scene.is_number(word)
            || object && !scene.breaks(word);
        linked
    })
}

/// What a verb in adnominal form is said of, where its kind and its name stand together: the noun phrase that a marked name tells of, where what is held is called by both: `개최한 ‘물빛과 가람’ 토론회`. `None` where brackets part
/// the two.
fn named_kind(scene: &Scene, head: Span, about: &str, ceiling: usize) -> Option<Span> {
    const CLOSING: [char; 6] = ['’', '\'', '”', '"', '」', '》'];
    let rest = slice(scene.text, head.end, ceiling);
    // `개막하는 세계 최대 전시회인 ‘가람 2026’`, `개막한 개발자 회의 ‘가람 2026’`: the name behind is what it is called.
    let named = rest.strip_prefix('인').unwrap_or(rest);
    if let Some(name) = named.strip_prefix(' ').filter(|name| name.starts_with(['‘', '\'', '“', '「', '《'])) {
        // A mark that nothing closes holds no name.
        let closed = |span: &Span| scene.text[span.end..].starts_with(CLOSING);
        return scene.phrase_after(ceiling - name.len(), ceiling).filter(closed);
    }
    if named.len() < rest.len() && named.starts_with(' ') {
        return None;
    }
    let behind = rest.trim_start_matches(CLOSING);
    if about != "개최" || behind.len() == rest.len() {
        return Some(head);
    }
    if behind.starts_with('(') {
        return None;
    }
    let Some(noun) = behind.strip_prefix(' ') else { return Some(head) };
    let kind = scene.phrase_after(ceiling - noun.len(), ceiling)?;
    let mark = scene.text[..head.start].chars().next_back().map_or(0, char::len_utf8);
    Some(Span::new(head.start - mark, kind.end))
}

/// The ceremony that ends in a word with a verb of holding behind it: its whole name.
fn ceremony(scene: &Scene, word: Span, around: Span) -> Option<Span> {
    let text = scene.text;
    let shown = word.of(text);
    let trimmed = shown.trim_end_matches(['을', '를', '이', '가', ',']);
    let inner = trimmed.trim_end_matches(['’', '\'', '”', '"', '」', '》', '‘']);
    if !fact::CEREMONIES.ends(inner) {
        return None;
    }
    let end = word.start + trimmed.len();
    let rest = slice(text, end, around.end);
    let behind = rest.strip_prefix(['을', '를', '이', '가']);
    let verb = fact::HELD.prefix(behind.unwrap_or(rest).trim_start())?;
    // Without its josa a ceremony is held by a noun alone: 기념식 개최.
    if behind.is_none() && verb != "개최" && verb != "진행" {
        return None;
    }
    // `노동신문은 회의 개최 소식을 전했다`: told of by a noun.
    let told = rest.trim_start().strip_prefix(verb).and_then(|rest| rest.strip_prefix(' '));
    if behind.is_none()
        && told.is_some_and(|next| next.starts_with(crate::normalize::unit::hangul) && !fact::PLANNED.starts(next))
    {
        return None;
    }
    // `… 토론회가 열렸다`: the whole phrase, or what the marks hold.
    let phrase = scene.phrase_before(end, around.start).unwrap_or(Span::new(word.start, word.start + inner.len()));
    Some(Span::new(whole(scene, Span::new(phrase.start, end), around.start).start, end))
}

fn held(scene: &Scene, nth: usize, date: Span, around: Span, phrase: Span) -> Option<(usize, Draft)> {
    let text = scene.text;
    let rest = slice(text, phrase.end, around.end);
    let behind = rest.strip_prefix(['을', '를', '이', '가']).unwrap_or(rest).trim_start();
    let stem = fact::HELD.prefix(behind)?;
    let end = around.end - behind.len() + stem.len();
    // A verb's stem may be the tense itself: 가졌, 열린.
    let verb = Span::new(around.end - behind.len(), around.end);
    let token = scene.tokens.get(scene.token(verb.start))?;
    // 개최 + 하고, 열 + 고: the stem's ending; 가졌, 열린: the stem has it.
    let from = if token.span.end <= end && token.tag.is_simple() { end.max(token.span.end) } else { verb.start };
    let speaking = fact::SPEAKING.ends(phrase.of(text).trim_end_matches(['’', '\'', '”', '"', '」', '》', '‘']));
    let tense = tense(scene, nth, Span::new(from, around.end), speaking)?;
    // `7월 임시국회의 마지막 회의`: what the date modifies.
    if !stands(scene, nth, date) {
        return None;
    }
    // 회의가 열렸다: who acts before it does something else.
    let passive = rest.starts_with(['이', '가']) || ["열리", "열린", "열렸", "열릴"].iter().any(|form| behind.starts_with(form));
    let actor = scene.doer(Span::new(around.start, phrase.start)).filter(|actor| !actor.organ);
    let name = Span::new(
        phrase.start,
        phrase.start + slice(text, phrase.start, phrase.end).trim_end_matches(['’', '\'', '”', '"', '」', '》', '‘']).len(),
    );
    let mut draft = Draft::new(FactKind::Event, Span::new(date.start.min(phrase.start), end));
    draft.modality = Some(tense);
    draft.when = Some(nth);
    let single = !name.of(text).contains(' ') && name.of(text).strip_suffix('식').is_some_and(|deed| OPENING.contains(&deed));
    // `주변 경관이 아름다운 전시관이`: what a clause within tells of.
    let inner = |actor: &crate::facts::scene::Actor| {
        let between = Span::new(actor.span.end, phrase.start.max(actor.span.end));
        scene.tokens_in(between).iter().any(|token| token.tag.last() == Tag::ETM)
    };
    match actor {
        // 한빛센터가 4일 착수식을 갖고: the facility's ceremony.
        Some(actor) if single && actor.who.is_none() && !passive && !inner(&actor) => {
            let facility = full(scene, actor.span, around.start);
            if !says(scene, facility) {
                return None;
            }
            draft.subject = Some(role(scene, facility));
            draft.about = Some(name.of(text).to_owned());
            draft.evidence = Span::new(actor.span.start.min(date.start), end);
        }
        actor => {
            // `양측은 워크숍을 진행했다`: who they are is said elsewhere.
            let they = ["양측", "양 측", "양사", "양 기관", "두 회사", "두 기관", "두 단체", "이들"];
            let unsaid = |actor: &crate::facts::scene::Actor| {
                actor.who.is_none() && they.iter().any(|they| text[..actor.span.end].ends_with(they))
            };
            if actor.is_some_and(|actor| unsaid(&actor)) && scene.mentions_in(name).is_empty() {
                return None;
            }
            if fact::CEREMONIES.has(name.of(text)) && actor.is_none_or(|actor| actor.who.is_none()) {
                return None;
            }
            if !says(scene, name) && !fact::CEREMONIES.has(name.of(text)) {
                return None;
            }
            draft.subject = Some(Role::Words(name));
            draft.about = Some("개최".to_owned());
            let free = |actor: &crate::facts::scene::Actor| actor.who.is_some() && scene.free(actor.span);
            if let Some(actor) = actor.filter(|actor| free(actor) && !passive) {
                let list = crate::facts::agreement::listed(scene, around.start, actor.span.end, Some(actor));
                draft.parties = list.into_iter().chain(actor.who).map(Role::Named).collect();
                draft.parties.dedup();
            }
            // 나주시는 개통식을 열었다, 업무 협약식을 가졌다: of what?
            let deed = name.of(text).strip_prefix("업무").unwrap_or(name.of(text)).trim_start();
            let bare = deed
                .strip_suffix('식')
                .is_some_and(|deed| OPENING.contains(&deed) || ["제막", "협약", "체결", "조인", "시상", "수여"].contains(&deed));
            if bare || draft.parties.is_empty() && unowned(scene, name) {
                return None;
            }
        }
    }
    Some((end, draft))
}

/// Whether what this is said of is no body, even where it is called like one: a meeting of a 위원회, a device of its maker's name.
fn no_body(about: &str) -> bool {
    ["개최", "출시", "출간", "발간", "개봉", "론칭", "런칭"].contains(&about)
}

/// Whether a date stands for itself before what is held: a day, or with its josa or a word like 지난.
fn stands(scene: &Scene, nth: usize, date: Span) -> bool {
    let precise = scene.numbers.dates[nth].what.value.len() >= "XXXX-XX-DD".len();
    let marked = scene.text[date.end..].starts_with(['에', '중', '까'])
        || ["지난", "오는", "다음", "내달", "올해", "내년", "작년"].iter().any(|word| date.of(scene.text).starts_with(word));
    precise || marked
}

/// How a verb of opening or holding is meant whose stem `rest` follows: what the verb itself says, or where it links to others (`회의를 열고 …
/// 논의했다`) the end of the sentence, each as far as the calendar does not know better. `None` where the two do not agree. `speaking`: it is
/// something that people speak at.
fn tense(scene: &Scene, nth: usize, rest: Span, speaking: bool) -> Option<Modality> {
    let known = relative(scene, nth);
    // 개최|하고: the last of the verb's tokens tells.
    let verb = scene.words(rest).next().map_or(rest, |word| Span::new(rest.start, word.end));
    let first = scene.tokens_in(verb).iter().rfind(|token| !token.tag.is_mark()).copied();
    let comma = rest.of(scene.text).starts_with(',');
    if !comma && !first.is_some_and(|token| links(scene, token)) {
        // `내달 26일 출시된 뒤`: before what comes then.
        let (verb, behind) = rest.of(scene.text).split_once(' ').unwrap_or_default();
        let then = verb.ends_with(['한', '된', '인', '린', '은', '연', '진'])
            && ["뒤", "후", "다음", "이후", "직후"].iter().any(|word| behind.starts_with(word));
        // `출범하도록 힘쓴다`: what one works for. `12일 … 출시한다는 계획이다`: the day is that of telling.
        let day = scene.numbers.dates[nth].what.value.len() >= "XXXX-XX-DD".len();
        let plan = verb.ends_with("다는") && fact::PLANNED.starts(behind);
        let verb = verb.trim_end_matches(|c: char| !c.is_alphanumeric());
        // 열 수 있다: it may be. 출시할 때: when is the other clause's.
        if behind.starts_with("수 ") || behind.starts_with("수도") {
            return None;
        }
        if ["때", "당시", "무렵", "즈음"].iter().any(|time| behind.starts_with(time)) {
            return known.filter(|known| *known == Modality::Actual);
        }
        // 출시할 것이라고 예측했다, 열릴 것으로 보인다: somebody's guess. 열기로 했으나: it did not come about.
        let guess = ["것이라고 ", "것이라는 ", "것이란 ", "것으로 ", "거라고 ", "거라는 ", "거란 "]
            .iter()
            .find_map(|told| behind.strip_prefix(told))
            .is_some_and(|rest| rest.split(' ').take(2).any(|word| fact::GUESSES.starts(word)));
        let dropped = verb.ends_with("기로")
            && ["했으나", "했지만", "했는데", "했다가", "했던", "돼 있었"].iter().any(|end| behind.starts_with(end));
        if guess || dropped {
            return None;
        }
        // 개최하려는 위원회, 개최되길 바란다; `착수할 것으로 기대했다`: it did not come about, or nobody knows.
        let wished = ["도록", "려는", "려던", "길", "기를"].iter().any(|end| verb.ends_with(end));
        if wished || plan && day && known != Some(Modality::Planned) {
            return None;
        }
        let tense = modality(scene, rest, Modality::Planned)?;
        if then {
            return known.or(Some(tense));
        }
        // What a bare present says the calendar may overrule, nothing else.
        let sure = modality(scene, rest, Modality::Actual)? == tense;
        return if sure && known.is_some_and(|known| known != tense) { None } else { known.or(Some(tense)) };
    }
    let inside = |word: &Span| scene.marks.around(word.start).is_none_or(|inside| inside.contains(rest));
    let words: Vec<Span> = scene.words(rest).filter(inside).collect();
    // 열어 … 정할 계획이었다, 열려던: it did not come about.
    let shown = |word: &Span| word.of(scene.text).trim_end_matches(|c: char| !c.is_alphanumeric());
    let undone = words.iter().any(|word| {
        let shown = shown(word);
        fact::PLANNED
            .prefix(shown)
            .is_some_and(|noun| ["이었", "였", "이던"].iter().any(|past| shown[noun.len()..].starts_with(past)))
            || shown.ends_with("려던")
    });
    let (&end, before) = words.split_last()?;
    let previous = before.last().map_or("", |word| shown(word));
    let last = shown(&end);
    let attempted = last.starts_with('했') && (previous.ends_with('려') || previous.ends_with("려고"));
    if undone || attempted || last.starts_with('있') && previous == "수" || last.starts_with('보') && previous == "것으로" {
        return None;
    }
    // 예정이다, 계획이라고; not 추진했다, 약속했다, which tell what was done there.
    let intended =
        fact::PLANNED.prefix(last).is_some_and(|noun| !last[noun.len()..].starts_with(['하', '했', '한', '해', '됐', '되']));
    if intended || last.contains('겠') {
        return known.or(Some(Modality::Planned));
    }
    // `회의를 열고 돕기로 했다`: what was resolved there.
    if last.starts_with(['했', '하']) && (previous.ends_with("기로") || previous.ends_with("키로")) {
        return known.or_else(|| scene.published.map(|_| Modality::Actual));
    }
    let done = past(scene, end) || last.starts_with('있');
    // `회의를 열어 처리하겠다는 뜻을 밝혔다`: it is still to come, or not.
    if before.iter().rev().take(5).any(|word| shown(word).ends_with("겠다는")) {
        return known.filter(|known| *known == Modality::Planned);
    }
    let told =
        before.iter().rposition(|word| ["다고", "라고", "자고", "다며", "라며"].iter().any(|told| shown(word).ends_with(told)));
    if let Some(at) = told.filter(|at| done && at + 4 > before.len()) {
        // `축제를 열고 … 한다고 23일 밝혔다`: what is told has its own day.
        let dated = scene.dates_in(Span::new(before[at].end, end.start.max(before[at].end))).next().is_some();
        let within = if past(scene, before[at]) { Modality::Actual } else { Modality::Planned };
        return known.or(match (dated, speaking) {
            (true, _) => Some(within),
            (false, true) => Some(Modality::Actual),
            (false, false) => Some(within).filter(|within| *within == Modality::Actual),
        });
    }
    if done {
        return Some(Modality::Actual).filter(|_| known != Some(Modality::Planned));
    }
    let present = scene.tokens_in(end).iter().any(|token| token.tag.last() == Tag::EF);
    known.or(present.then_some(Modality::Planned))
}

/// How an event noun without a verb is meant: `개통 전까지`, `개소 예정`, `개막 이후`. `None` where nothing says it, or the calendar says another
/// thing.
fn noun_tense(scene: &Scene, nth: usize, rest: &str) -> Option<Modality> {
    let rest = rest.trim_start();
    let known = relative(scene, nth);
    let agrees = |tense: Modality| known.is_none_or(|known| known == tense).then_some(tense);
    if ["전까지", "전 "].iter().any(|word| rest.starts_with(word)) {
        return known.or(Some(Modality::Planned));
    }
    // 설립 추진위원회: a body.
    let body = ["추진위", "추진단", "추진본부", "준비"].iter().any(|word| rest.starts_with(word));
    if ["예정", "목표", "계획", "추진"].iter().any(|word| rest.starts_with(word)) && !body {
        return agrees(Modality::Planned);
    }
    // `올해 상반기 개소 이후에도 …할 것`: it may be still to come.
    let open = known.is_none() && scene.published.is_some();
    if open && ["이후", "후 "].iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    if ["이후", "후 ", "당시", "했"].iter().any(|word| rest.starts_with(word)) {
        return agrees(Modality::Actual);
    }
    if rest.is_empty() || rest.starts_with(['.', '…', ',', '’']) { known } else { None }
}

/// Who opens, builds or launches something. What a person tells of his body, his body does; who only founds, writes or begins may be a person.
fn maker(scene: &Scene, actor: crate::facts::scene::Actor, about: &str) -> Option<Who> {
    const OWN: [&str; 11] = ["설립", "창립", "창업", "창설", "발족", "출간", "발간", "개최", "개업", "개원", "착수"];
    let who = actor.who?;
    if matches!(who, Who::Human(_)) && !OWN.contains(&about) {
        use crate::record::OrganizationKind::{Assembly, Media, Party};
        let acts =
            |body: &Who| matches!(body, Who::Body(nth) if !matches!(scene.names.bodies[*nth].kind, Party | Assembly | Media));
        return Some(scene.acts_for(who)).filter(acts);
    }
    (matches!(who, Who::Human(_)) || scene.free(actor.span)).then_some(who)
}

/// Whether a date lies behind or ahead of the article, as far as its words say it.
fn relative(scene: &Scene, nth: usize) -> Option<Modality> {
    let date = &scene.numbers.dates[nth];
    let shown = date.span.of(scene.text);
    if ["오는", "내년", "내달", "다음", "향후"].iter().any(|word| shown.starts_with(word)) {
        Some(Modality::Planned)
    } else if ["지난", "작년", "어제", "전날"].iter().any(|word| shown.starts_with(word)) {
        Some(Modality::Actual)
    } else {
        against_publication(scene, nth)
    }
}

/// `검토에 착수했다`: what is entered upon.
fn entered(scene: &Scene, about: &str, floor: usize, verb: usize) -> Option<Span> {
    if about != "착수" {
        return None;
    }
    let word = scene.words(Span::new(floor, verb)).rev().take(2).find(|word| word.of(scene.text).ends_with('에'))?;
    scene.phrase_before(word.end - '에'.len_utf8(), floor)
}

/// The noun that a verb in adnominal form modifies: `개관한 한빛도서관은`. `Some(None)` where the form is adnominal and no such noun is
/// found; `None` where it modifies a noun of time or intent (`개소할 예정`, `개관한 뒤`), or is no such form.
fn adnominal(scene: &Scene, verb: usize, ceiling: usize) -> Option<Option<Span>> {
    // 개최|되|는: the last of the verb's tokens tells.
    let word = scene.words(Span::new(verb, ceiling)).next().filter(|word| word.start == verb)?;
    let token = scene.tokens_in(word).iter().rfind(|token| !token.tag.is_mark())?;
    if token.tag.last() != Tag::ETM || token.span.end > ceiling {
        return None;
    }
    let next = scene.tokens.get(scene.token(token.span.end))?;
    // 개소할 예정이다, 개관한 것으로
    let shown = next.span.of(scene.text);
    // 데|뷰: a noun that only begins like one that depends on others.
    let part =
        scene.tokens.get(scene.token(next.span.end)).is_some_and(|more| more.span.start == next.span.end && more.tag.is_noun());
    if next.tag == Tag::NNB && !part
        || fact::PLANNED.has(shown)
        || ["이후", "후", "뒤", "직후", "이래", "당시", "가운데"].contains(&shown)
    {
        return None;
    }
    Some(scene.phrase_after(token.span.end, ceiling))
}

/// The object with 을 or 를 nearest before the verb, with no predicate between.
fn object(scene: &Scene, before: Span) -> Option<Span> {
    for word in scene.words(before).rev().take(8) {
        if word.of(scene.text).ends_with(',') {
            return None;
        }
        let shown = word.of(scene.text).trim_end_matches(['’', '\'']);
        // 을 대상으로 and its like are josa of another kind.
        let with = shown.ends_with(['을', '를']) && fact::RULERS.starts(scene.text[word.end..].trim_start());
        if with {
            continue;
        }
        // 물길을 잇기 위해 설립했다: another verb's.
        if shown.starts_with("위해") || shown.starts_with("위한") || shown.starts_with("위하여") {
            if scene.text[..word.start].trim_end().ends_with('기') {
                return None;
            }
            continue;
        }
        if let Some(stem) = shown.strip_suffix(['을', '를']) {
            let last = scene.tokens.get(scene.token(word.start + stem.len()))?;
            if last.tag != Tag::JKO {
                return None;
            }
            return scene.phrase_before(word.start + stem.len(), before.start);
        }
        if scene.breaks(word) {
            return None;
        }
    }
    None
}

/// A phrase as who it is, where it is all of a name.
fn role(scene: &Scene, span: Span) -> Role {
    let covers =
        scene.mentions_in(span).last().is_some_and(|(mention, _)| mention.end == span.end && mention.start <= span.start);
    // `통합 물빛항공`: what is to come of it.
    let merged = span.of(scene.text).starts_with("통합 ");
    match scene.mention_ending(span.end) {
        Some(_) if merged => Role::Words(span),
        Some(who) if covers || !scene.marks.named(span.start) => Role::Named(who),
        _ => Role::Words(span),
    }
}
