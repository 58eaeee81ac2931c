//! What a page says of its article: JSON-LD first, then `<meta>`, then what is to be seen around the body.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use super::body::{Body, is_link};
use super::json;
use super::names::Marks;
use super::outline::{Outline, Script};
use crate::clean::text::byline;
use crate::clean::text::publisher::{PUBLISHERS, canonical};
use crate::document::{KST, Reporter, Timestamp};

/// What JSON-LD says.
#[derive(Debug, Default)]
pub struct Linked {
    pub headline: Option<String>,
    pub published: Option<Timestamp>,
    pub modified: Option<Timestamp>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub body: Option<String>,
}

/// Objects of JSON-LD that are looked through for the article.
const OBJECTS: usize = 2000;

/// Reads the article from a page's JSON-LD: an object, one of an array, or one of a `@graph`.
pub fn linked(scripts: &[Script<'_>]) -> Linked {
    for script in scripts {
        let Script::Linked(text) = script else { continue };
        let value = json::lenient(text);
        let mut open = vec![&value];
        let mut looked = 0;
        while let Some(value) = open.pop() {
            looked += 1;
            if looked > OBJECTS {
                break;
            }
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(map) => {
                    if is_article(value) {
                        return read(value);
                    }
                    open.extend(["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|key| map.get(*key)));
                }
                _ => {}
            }
        }
    }
    Linked::default()
}

fn is_article(value: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report")
    };
    match &value["@type"] {
        Value::Array(kinds) => kinds.iter().any(named),
        kind => named(kind),
    }
}

fn read(article: &Value) -> Linked {
    let text = |key: &str| article[key].as_str().map(tidy).filter(|text| !text.is_empty());
    let date = |key: &str| article[key].as_str().and_then(timestamp);
    let name = |value: &Value| match value {
        Value::String(name) => Some(tidy(name)),
        value => value["name"].as_str().map(tidy),
    };
    let several = |value: &Value| match value {
        Value::Array(items) => items.iter().filter_map(name).collect::<Vec<_>>(),
        value => name(value).into_iter().collect(),
    };
    Linked {
        headline: text("headline").or_else(|| text("name")),
        published: date("datePublished").or_else(|| date("dateCreated")),
        modified: date("dateModified"),
        authors: several(&article["author"]),
        publisher: several(&article["publisher"]).into_iter().next().filter(|name| !name.is_empty()),
        section: several(&article["articleSection"]).into_iter().next().filter(|name| !name.is_empty()),
        body: article["articleBody"].as_str().map(str::to_owned),
    }
}

/// White space folded, and entities that were escaped twice resolved.
pub fn tidy(text: &str) -> String {
    const ENTITIES: [(&str, &str); 17] = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#034;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&apos;", "'"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&hellip;", "…"),
        ("&middot;", "·"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&uarr;", "↑"),
        ("&amp;", "&"),
    ];
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains('&') {
        for (entity, plain) in ENTITIES {
            text = text.replace(entity, plain);
        }
        text = text.trim().to_owned();
    }
    text.replace(['\u{200B}', '\u{FEFF}'], "")
}

/// The letters and digits of a text, without white space and marks: what is compared where two places print the same words.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Lines before the body in which its title and dates stand, where the title is not among them.
const HEAD: usize = 60;

/// Lines between a title and its body, at most: the tools of a page (languages, voices, type sizes) can be many.
const TITLE_WITHIN: usize = 600;

/// Lines behind the body in which its dates and copyright stand, at most.
const TAIL: usize = 40;

/// The marks that set a site's name or a section apart from a title.
const SEPARATORS: [&str; 14] =
    [" - ", " | ", " : ", " :: ", " < ", " > ", " – ", " — ", " ‹ ", " » ", " « ", " ::: ", " ㅣ ", "｜"];

/// The title of the article, without the names of site and section.
pub fn title(outline: &Outline<'_>, linked: &Linked, body: &Body, publisher: Option<&str>) -> Option<String> {
    let named =
        [linked.headline.as_deref(), outline.meta(&["og:title"]), outline.meta(&["twitter:title", "title", "dable:title"])];
    let sites = site_names(outline, linked, publisher);
    let mut candidates: Vec<String> = named.into_iter().flatten().map(tidy).filter(|title| !is_site(title, &sites)).collect();
    let named = candidates.len();
    candidates.extend(outline.title.as_deref().map(tidy).filter(|title| !is_site(title, &sites)));
    // The page shows its title without the rest: the longest line that a candidate begins with, up to a separator.
    let shown: Vec<(&str, String)> = outline
        .lines
        .iter()
        .filter(|line| (4..=200).contains(&line.chars))
        .filter(|line| {
            outline.blocks[line.block].marks.has(Marks::TITLE | Marks::HEADING) || body_head(line_index(outline, line), body)
        })
        .map(|line| (outline.text_of(line), bare(outline.text_of(line))))
        .filter(|(text, bare)| bare.chars().count() >= 3 && !is_site(text, &sites))
        .collect();
    for candidate in &candidates {
        let whole = bare(candidate);
        let equal = shown.iter().find(|(_, line)| *line == whole);
        if let Some((text, _)) = equal {
            return Some((*text).to_owned());
        }
    }
    for candidate in &candidates {
        let whole = bare(candidate);
        let begins = shown.iter().filter(|(text, line)| whole.starts_with(line.as_str()) && rest_is_apart(candidate, text));
        if let Some((text, _)) = begins.max_by_key(|(_, line)| line.len()) {
            return Some((*text).to_owned());
        }
    }
    let stripped: Vec<String> = candidates.iter().map(|title| strip(title, &sites)).collect();
    if let Some(title) = stripped.iter().take(named).find(|title| !is_site(title, &sites)) {
        return Some(title.clone());
    }
    // Only the page's own title is left, and the page shows it nowhere: a board's or a site's name. The longest heading
    // before the body is the article's.
    let range = body.extent.0.saturating_sub(HEAD)..body.extent.0;
    let headings = outline.lines[range].iter().filter(|line| {
        let marks = outline.blocks[line.block].marks;
        marks.has(Marks::TITLE | Marks::HEADING)
            && !marks.has(Marks::HIDDEN | Marks::NOISE)
            && !is_link(line)
            && (8..=150).contains(&line.chars)
            && date_in(outline.text_of(line)).is_none()
    });
    let heading = headings.max_by_key(|line| line.chars).map(|line| outline.text_of(line).to_owned());
    heading.or_else(|| stripped.into_iter().rfind(|title| !is_site(title, &sites)))
}

fn line_index(outline: &Outline<'_>, line: &super::outline::Line) -> usize {
    let size = size_of::<super::outline::Line>();
    (std::ptr::from_ref(line) as usize - outline.lines.as_ptr() as usize) / size
}

/// The lines from the title that the page shows to the body's first ones.
pub fn head(outline: &Outline<'_>, body: &Body, title: Option<&str>) -> Range<usize> {
    let start = body.extent.0;
    let end = (start + 3).min(body.extent.1);
    let far = start.saturating_sub(TITLE_WITHIN);
    let title = title.map(bare).filter(|title| !title.is_empty());
    let shown = title.and_then(|title| (far..start).rev().find(|index| bare(outline.text_of(&outline.lines[*index])) == title));
    // A date or a byline may stand above the title.
    shown.map_or(start.saturating_sub(HEAD), |shown| shown.saturating_sub(8))..end
}

/// Whether a line stands right before the body or begins it.
fn body_head(index: usize, body: &Body) -> bool {
    let start = body.extent.0;
    (start.saturating_sub(HEAD)..start + 3).contains(&index)
}

/// Whether what follows `head` in `title` begins with a separator.
fn rest_is_apart(title: &str, head: &str) -> bool {
    let mut want = head.chars().filter(|c| c.is_alphanumeric()).count();
    let mut rest = title.chars();
    while want > 0 {
        match rest.next() {
            Some(c) if c.is_alphanumeric() => want -= 1,
            Some(_) => {}
            None => return false,
        }
    }
    let rest = rest.as_str().trim_start_matches(['"', '”', '’', '\'', ')', ']', '?', '!', '.', '…', '」', '』', '>', ' ']);
    rest.is_empty() || rest.starts_with(['-', '|', ':', '<', '>', '–', '—', '‹', '»', '«', '·', '[', '(', 'ㅣ', '｜'])
}

/// The names a site goes by in its titles.
fn site_names(outline: &Outline<'_>, linked: &Linked, publisher: Option<&str>) -> Vec<String> {
    let meta = ["og:site_name", "application-name", "apple-mobile-web-app-title", "dable:site_name", "twitter:site", "author"];
    let mut names: Vec<String> = meta.iter().filter_map(|name| outline.meta(&[name])).map(bare).collect();
    names.extend(linked.publisher.as_deref().map(bare));
    names.extend(publisher.map(bare));
    names.extend(outline.host.as_deref().and_then(|host| PUBLISHERS.of_domain(host)).map(bare));
    names.retain(|name| !name.is_empty());
    names
}

fn is_site(title: &str, sites: &[String]) -> bool {
    let title = bare(title);
    title.is_empty() || sites.contains(&title)
}

/// Cuts the names of site and sections off the end of a title.
fn strip(title: &str, sites: &[String]) -> String {
    let mut title = title;
    loop {
        let cut = SEPARATORS.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, at + mark.len()))).max();
        let Some((at, from)) = cut else { break };
        let last = title[from..].trim();
        let short = last.chars().count() <= 20;
        let site = is_site(last, sites) || (short && canonical(last).is_some());
        // `제목 < 보도자료 < 군정소식 - 강진군청`, `제목 : 사회 : 뉴스 : 한겨레`: a path of sections.
        let path =
            short && title[..at].chars().count() >= 8 && [" < ", " : ", " > "].iter().any(|mark| &title[at..from] == *mark);
        if !(site || path) || title[..at].trim().is_empty() {
            break;
        }
        title = title[..at].trim();
    }
    title.to_owned()
}

/// A publisher's name, and whether it is sure: what the page says in as many words, not what its title or logo suggests.
pub struct Publisher {
    pub name: String,
    pub sure: bool,
}

/// Who published the article. On a portal it is not the portal.
pub fn publisher(outline: &Outline<'_>, linked: &Linked, body: &Body) -> Option<Publisher> {
    let portal = outline.site.is_some_and(|site| site.portal);
    let named = |name: &str| {
        let name = tidy(name.split(" | ").next().unwrap_or(name));
        let fits = name.chars().any(char::is_alphabetic) && name.chars().count() <= 30 && !name.contains("://");
        fits.then(|| PUBLISHERS.named(&name).map_or(name, str::to_owned))
    };
    let sure = |name: String| Publisher { name, sure: true };
    if portal {
        let author = outline.meta(&["og:article:author", "article:media_name", "article:publisher_name"]).and_then(named);
        let author = author.or_else(|| linked.publisher.as_deref().and_then(named));
        return author.map(sure).or_else(|| copyright(outline, body));
    }
    let said = [
        outline.meta(&["og:site_name"]),
        linked.publisher.as_deref(),
        outline.meta(&["application-name", "dable:site_name", "article:media_name"]),
    ];
    let said: Vec<String> = said.into_iter().flatten().filter_map(named).collect();
    // A publisher that is known by name, or by its host; then a name in Hangul; what else the page hints at is a guess.
    let listed = said.iter().find(|name| PUBLISHERS.named(name).is_some()).cloned();
    let hosted = || hosted(outline).map(str::to_owned);
    let korean = || said.iter().find(|name| name.chars().any(|c| ('가'..='힣').contains(&c))).cloned();
    listed
        .or_else(hosted)
        .or_else(korean)
        .map(sure)
        .or_else(|| office(outline))
        .or_else(|| copyright(outline, body))
        .or_else(|| said.into_iter().next().map(|name| Publisher { name, sure: false }))
        .or_else(|| title_end(outline))
}

/// The publisher of the page's host, or of most hosts that a page without an address links to.
fn hosted(outline: &Outline<'_>) -> Option<&'static str> {
    if let Some(host) = &outline.host {
        return PUBLISHERS.of_domain(host);
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (host, count) in &outline.hosts {
        if let Some(publisher) = PUBLISHERS.of_domain(host) {
            *counts.entry(publisher).or_default() += count;
        }
    }
    let all: usize = outline.hosts.values().sum();
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count >= LINKS_FROM && count * 5 >= all * 2).map(|(publisher, _)| publisher)
}

/// Links to a publisher's hosts from which a page can be its own.
const LINKS_FROM: usize = 5;

/// A local government or office: its keywords name it.
fn office(outline: &Outline<'_>) -> Option<Publisher> {
    let keywords = outline.meta(&["keywords"])?;
    let name = keywords.split([',', '|', '/']).map(str::trim).find(|word| {
        let length = word.chars().count();
        ["시청", "군청", "구청", "도청", "교육청"].iter().any(|end| word.ends_with(end))
            && (3..=12).contains(&length)
            && !word.contains(' ')
    })?;
    Some(Publisher { name: name.to_owned(), sure: true })
}

/// `저작권자 ⓒ 이름 무단전재`, `Copyright © 이름. All rights reserved`: the line nearest to the body.
fn copyright(outline: &Outline<'_>, body: &Body) -> Option<Publisher> {
    let after = outline.lines.iter().skip(body.extent.0).take(body.extent.1 - body.extent.0 + TAIL);
    after.filter_map(|line| holder(outline.text_of(line))).next().map(|name| Publisher { name, sure: false })
}

/// The holder of the rights that a copyright line names.
fn holder(line: &str) -> Option<String> {
    let mark = ["ⓒ", "©", "(c)", "(C)"].iter().filter_map(|mark| line.find(mark).map(|at| at + mark.len())).min()?;
    let rest = line[mark..].trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '-');
    // A slogan in quotation marks may come first.
    let rest = match rest.strip_prefix(['\'', '‘', '"', '“']) {
        Some(quoted) => quoted.split_once(['\'', '’', '"', '”']).map_or(quoted, |(_, rest)| rest),
        None => rest,
    };
    let ends = [
        ". ",
        "(",
        "<",
        ">",
        ",",
        "|",
        "무단",
        " All",
        " all",
        " ALL",
        "All Right",
        "(주)",
        " 저작권",
        "Inc",
        "Corp",
        "Co.",
        "&",
    ];
    let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let name = rest[..end].trim().trim_end_matches(['.', ':', '&']).trim();
    let name = name.trim_start_matches("㈜").trim_end_matches("㈜").trim();
    let length = name.chars().count();
    ((2..=20).contains(&length) && name.chars().any(|c| ('가'..='힣').contains(&c))).then(|| name.to_owned())
}

/// The last part of the page's title.
fn title_end(outline: &Outline<'_>) -> Option<Publisher> {
    let title = outline.title.as_deref()?;
    let from = SEPARATORS.iter().filter_map(|mark| title.rfind(mark).map(|at| at + mark.len())).max()?;
    let name = title[from..].trim();
    let length = name.chars().count();
    (2..=15).contains(&length).then(|| Publisher { name: name.to_owned(), sure: false })
}

/// When the article was published and last changed.
#[derive(Debug, Default)]
pub struct Dates {
    pub published: Option<Timestamp>,
    pub modified: Option<Timestamp>,
}

/// The dates of the article. A clock time without a zone is Korean; one in UTC is brought to it, or is Korean after all where
/// the page shows the same hours: some publishing systems print a `Z` behind local time.
pub fn dates(outline: &Outline<'_>, linked: &Linked, body: &Body, head: Range<usize>) -> Dates {
    let seen = visible_dates(outline, body, head);
    let named = |names: &[&str]| names.iter().find_map(|name| outline.meta(&[name]).and_then(timestamp));
    let published = linked
        .published
        .or_else(|| {
            named(&[
                "article:published_time",
                "article:published",
                "og:article:published_time",
                "og:regdate",
                "article:regdate",
                "datepublished",
                "og:published_time",
                "published_time",
                "published_at",
                "pubdate",
                "publishdate",
                "publish_date",
                "parsely-pub-date",
                "sailthru.date",
                "dc.date.issued",
                "dcterms.created",
                "dcterms.date",
                "dc.date",
                "dc.date.created",
                "citation_date",
                "news_date",
                "regdate",
                "date",
                "article_date",
                "article:published_date",
                "dable:published_time",
                "cxenseparse:recs:publishtime",
            ])
        })
        .or_else(|| attribute(outline, false))
        .or(seen.published);
    let modified = linked
        .modified
        .or_else(|| {
            named(&[
                "article:modified_time",
                "article:modified",
                "og:article:modified_time",
                "og:updated_time",
                "datemodified",
                "lastmod",
                "article:updated_time",
                "dcterms.modified",
                "dc.date.modified",
                "modified_time",
            ])
        })
        .or(seen.modified)
        .or_else(|| attribute(outline, true));
    Dates {
        published: published.map(|date| korean(date, seen.published)),
        modified: modified.map(|date| korean(date, seen.modified)),
    }
}

fn attribute(outline: &Outline<'_>, modified: bool) -> Option<Timestamp> {
    let fits = |name: &str| name.contains("modif") == modified && (name != "datetime" || !modified);
    outline.dates.iter().filter(|(name, _)| fits(name)).find_map(|(_, value)| timestamp(value))
}

fn korean(date: Timestamp, seen: Option<Timestamp>) -> Timestamp {
    let Some((time, seconds)) = date.time else { return date };
    match date.offset {
        None => Timestamp { offset: Some(KST), ..date },
        Some(0) => {
            let same = seen.is_some_and(|seen| {
                let clock = |time: jiff::civil::Time| (time.hour(), time.minute());
                seen.date == date.date && seen.time.is_some_and(|(shown, _)| clock(shown) == clock(time))
            });
            let local = date.date.to_datetime(time);
            let local = if same { Ok(local) } else { local.checked_add(jiff::Span::new().minutes(KST)) };
            local.map_or(date, |local| Timestamp { date: local.date(), time: Some((local.time(), seconds)), offset: Some(KST) })
        }
        Some(_) => date,
    }
}

/// Reads a date of metadata: ISO 8601 and its variants, also with words around it.
fn timestamp(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text).or_else(|| date_in(text).map(|(date, _)| date))
}

/// Words before a date of publication, and before one of a change.
const PUBLISHED: [&str; 13] =
    ["입력", "등록", "승인", "작성", "게시", "발행", "날짜", "일자", "보도", "송고", "배포", "작성일", "Published"];
const MODIFIED: [&str; 6] = ["수정", "업데이트", "갱신", "최종", "변경", "Updated"];

/// Whether a block or one that holds it is not the article, by its name or tag.
fn in_noise(outline: &Outline<'_>, mut block: usize) -> bool {
    while block > 0 {
        if outline.blocks[block].marks.has(Marks::NOISE | Marks::HIDDEN) {
            return true;
        }
        block = outline.blocks[block].parent;
    }
    false
}

/// The dates that stand around the body: before it, or else right behind it.
fn visible_dates(outline: &Outline<'_>, body: &Body, head: Range<usize>) -> Dates {
    let end = body.extent.1;
    let mut dates = Dates::default();
    let mut loose: Option<Timestamp> = None;
    let mut label = "";
    for line in &outline.lines[head] {
        let text = outline.text_of(line);
        if line.chars > 120 || is_link(line) {
            label = "";
            continue;
        }
        let before = label;
        label = if line.chars > 20 { "" } else { text };
        for (date, place) in dates_in(text) {
            label = "";
            match said(text, place, before) {
                Said::Modified => dates.modified = dates.modified.or(Some(date)),
                Said::Published => dates.published = dates.published.or(Some(date)),
                // The date nearest to the body, but one with a clock time before one without.
                Said::Nothing if loose.is_none_or(|old| old.time.is_none() || date.time.is_some()) => loose = Some(date),
                Said::Nothing => {}
            }
        }
    }
    dates.published = dates.published.or(loose);
    if dates.published.is_none() {
        let behind = outline.lines.iter().skip(end).take(TAIL);
        for line in behind.filter(|line| line.chars <= 60 && !is_link(line) && !in_noise(outline, line.block)) {
            let text = outline.text_of(line);
            // The registration of the medium is dated too.
            if ["발행인", "편집인", "등록번호", "등록일자", "대표"].iter().any(|word| text.contains(word)) {
                continue;
            }
            for (date, place) in dates_in(text) {
                match said(text, place, "") {
                    Said::Modified => dates.modified = dates.modified.or(Some(date)),
                    Said::Published => dates.published = dates.published.or(Some(date)),
                    Said::Nothing => {}
                }
            }
        }
    }
    dates
}

/// What is said of a date.
enum Said {
    Published,
    Modified,
    Nothing,
}

/// What stands before the date at `place` says of it; `label` is the line before, where the date's own line says nothing.
fn said(text: &str, place: (usize, usize), label: &str) -> Said {
    let before = &text[..place.0];
    let before = if before.chars().any(char::is_alphabetic) { before } else { label };
    let last = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
    match (last(&PUBLISHED), last(&MODIFIED)) {
        (None, None) => Said::Nothing,
        (published, modified) if modified > published => Said::Modified,
        _ => Said::Published,
    }
}

/// The dates of a text and their places.
fn dates_in(text: &str) -> impl Iterator<Item = (Timestamp, (usize, usize))> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let (date, place) = date_in(&text[from..])?;
        let place = (from + place.0, from + place.1);
        from = place.1;
        Some((date, place))
    })
}

/// The first date of a text and its place: `2025-01-13 09:25`, `2025.01.13. 오후 8:06`, `2025년 1월 13일 9시 25분`.
pub fn date_in(text: &str) -> Option<(Timestamp, (usize, usize))> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()).map(|found| from + found) {
        let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if run == 4 && matches!(&text[at..at + 2], "19" | "20") {
            let mut reader = Reader { text, at };
            if let Some(date) = reader.date() {
                return Some((date, (at, reader.at)));
            }
        }
        // Day, minute, second, millisecond.
        if matches!(run, 8 | 12 | 14 | 17)
            && matches!(&text[at..at + 2], "19" | "20")
            && let Some(date) = Timestamp::parse(&text[at..at + run.min(14)])
        {
            return Some((date, (at, at + run)));
        }
        from = at + run;
    }
    None
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn number(&mut self, most: usize) -> Option<i16> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 || length > most {
            return None;
        }
        let value = self.text[self.at..self.at + length].parse().ok()?;
        self.at += length;
        Some(value)
    }

    fn skip(&mut self, marks: &[char]) -> bool {
        let rest = &self.text[self.at..];
        let trimmed = rest.trim_start_matches(marks);
        self.at += rest.len() - trimmed.len();
        trimmed.len() < rest.len()
    }

    fn date(&mut self) -> Option<Timestamp> {
        const BETWEEN: [char; 7] = ['-', '.', '/', ' ', '년', '월', '·'];
        let year = self.number(4)?;
        if !self.skip(&BETWEEN) {
            return None;
        }
        let month = self.number(2)?;
        if !self.skip(&BETWEEN) {
            return None;
        }
        let day = self.number(2)?;
        let date = jiff::civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        let end = self.at;
        let time = self.time();
        if time.is_none() {
            self.at = end;
        }
        Some(Timestamp { date, time, offset: None })
    }

    fn time(&mut self) -> Option<(jiff::civil::Time, bool)> {
        self.skip(&['일', '.', ' ', 'T', ',', '|', '(', ')', '월', '화', '수', '목', '금', '토', '요']);
        let mut half = None;
        for (word, hours) in [("오전", 0), ("오후", 12), ("AM", 0), ("PM", 12)] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                half = Some(hours);
            }
        }
        self.skip(&[' ']);
        let hour = self.number(2)?;
        if !self.skip(&[':', '시', ' ']) {
            return None;
        }
        let minute = self.number(2)?;
        let before = self.at;
        let second = if self.skip(&[':', '분', ' ']) { self.number(2) } else { None };
        if second.is_none() {
            self.at = before;
        }
        let hour = match half {
            Some(more) => hour % 12 + more,
            None => hour,
        };
        let time =
            jiff::civil::Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.unwrap_or(0).try_into().ok()?, 0);
        Some((time.ok()?, second.is_some()))
    }
}

/// The section the article stands in.
pub fn section(outline: &Outline<'_>, linked: &Linked) -> Option<String> {
    let said = outline.meta(&["article:section", "og:article:section", "og:category", "section", "category", "dable:section"]);
    let korean = |name: &&str| name.chars().any(|c| ('가'..='힣').contains(&c));
    let linked = linked.section.as_deref();
    let best = said.filter(korean).or(linked.filter(korean)).or(said).or(linked)?;
    Some(tidy(best))
}

/// The address of the article: the canonical one, where it is one of an article and not the site's front page.
pub fn url(outline: &Outline<'_>) -> Option<String> {
    let deep = |url: &&str| {
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        rest.trim_end_matches('/').contains(['/', '?'])
    };
    let canonical = outline.canonical.filter(deep);
    let url = canonical.or_else(|| outline.meta(&["og:url", "twitter:url"]).filter(deep));
    url.or(outline.canonical).map(str::to_owned)
}

/// The day in an address: `/2025/11/04/`, `/20251104093012`.
pub fn url_date(url: &str) -> Option<Timestamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = &path[path.find('/')?..];
    date_in(path).map(|(date, _)| Timestamp::day(date.date))
}

/// The reporters whom the page names outside of its body, with their e-mail where it stands beside the name.
pub fn reporters(outline: &Outline<'_>, linked: &Linked, body: &Body, head: Range<usize>) -> Vec<Reporter> {
    let mut found: Vec<Reporter> = Vec::new();
    let mut add = |names: Vec<Reporter>| {
        for reporter in names {
            match found.iter_mut().find(|known| known.name == reporter.name) {
                Some(known) => known.email = known.email.take().or(reporter.email),
                None => found.push(reporter),
            }
        }
    };
    for author in &linked.authors {
        add(named(author, true));
    }
    let portal = outline.site.is_some_and(|site| site.portal);
    for name in
        ["dable:author", "article:author", "author", "byl", "parsely-author", "og:article:author", "article:reporter", "reporter"]
    {
        if name.starts_with("og:") && portal {
            continue;
        }
        outline.meta(&[name]).into_iter().for_each(|author| add(named(author, true)));
    }
    let end = (body.extent.1 + TAIL).min(outline.lines.len());
    let mut email_for: Option<String> = None;
    for index in head.start..end {
        let line = &outline.lines[index];
        let inside = (body.extent.0..body.extent.1).contains(&index);
        if line.chars > 80 || (inside && !outline.blocks[line.block].marks.has(Marks::BYLINE)) {
            email_for = None;
            continue;
        }
        let text = outline.text_of(line);
        let byline = outline.blocks[line.block].marks.has(Marks::BYLINE);
        // Behind the body, boxes of other articles have bylines too: only the name with its address is this one's.
        let head = index < body.extent.1;
        let near = index < body.extent.1 + BYLINE_WITHIN && !is_link(line) && !in_noise(outline, line.block);
        if head || near || text.contains('@') {
            let names = named(text, byline && head);
            email_for = names.last().map(|reporter| reporter.name.clone()).or(email_for.filter(|_| email(text).is_some()));
            add(names);
        }
        if let Some(name) = &email_for
            && let Some(email) = email(text)
        {
            add(vec![Reporter { name: name.clone(), email: Some(email.to_owned()) }]);
            email_for = None;
        }
        // A name of its own beside the date of publication, on the line or on the next one.
        let next = outline.lines.get(index + 1).map(|line| outline.text_of(line));
        let alone = match date_in(text) {
            Some((_, place)) => text[..place.0].trim_end_matches(|c: char| !c.is_alphanumeric()),
            None if next.is_some_and(|next| next.chars().count() <= 40 && date_in(next).is_some()) => text,
            None => "",
        };
        if head && byline::is_name(alone) && !LABELS.contains(&alone) {
            add(vec![Reporter { name: alone.to_owned(), email: None }]);
        }
    }
    found
}

/// Lines behind the body in which its byline stands without an address, at most.
const BYLINE_WITHIN: usize = 5;

/// Words that look like a name and stand before a date.
const LABELS: [&str; 24] = [
    "조회수",
    "작성자",
    "등록일",
    "수정일",
    "게시일",
    "작성일",
    "이메일",
    "담당자",
    "공고일",
    "신청일",
    "전체글",
    "추천수",
    "등록",
    "수정",
    "승인",
    "게시",
    "작성",
    "전송",
    "송고",
    "발행일",
    "배포일",
    "보도일",
    "전체",
    "조회",
];

/// The address that a line is and nothing else.
fn email(line: &str) -> Option<&str> {
    let found = byline::emails(line).next()?;
    (found.len() == line.len()).then_some(line)
}

/// Reporters in a text that names them. With `sure`, the text is known to be names: `홍길동, 성춘향` counts without a role.
fn named(text: &str, sure: bool) -> Vec<Reporter> {
    let text = text.trim().trim_start_matches("기자명").trim_start_matches([' ', ':']);
    let mut reporters = byline::reporters(text);
    if !sure {
        return reporters;
    }
    let text = text.trim_start_matches("By ").trim_start_matches("by ");
    for part in text.split([',', '·', '/', '|', ';', '&']).map(str::trim) {
        let name = part.strip_suffix("기자").map_or(part, str::trim_end);
        if byline::is_name(name) && canonical(name).is_none() && !reporters.iter().any(|known| known.name == name) {
            reporters.push(Reporter { name: name.to_owned(), email: None });
        }
    }
    reporters
}
