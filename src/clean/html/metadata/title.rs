//! The title of an article, as its page shows it.

use super::{HEAD, Linked, bare, dates, tidy};
use crate::clean::html::body::{Body, is_link};
use crate::clean::html::names::{Marks, NAMES};
use crate::clean::html::outline::Outline;
use crate::clean::text::publisher::{PUBLISHERS, canonical};

/// The marks that set a site's name or a section apart from a title.
pub const SEPARATORS: [&str; 14] =
    [" - ", " | ", " : ", " :: ", " < ", " > ", " – ", " — ", " ‹ ", " » ", " « ", " ::: ", " ㅣ ", "｜"];

/// What papers call their sections.
const SECTIONS: [&str; 24] = [
    "정치",
    "경제",
    "사회",
    "국제",
    "세계",
    "문화",
    "연예",
    "스포츠",
    "오피니언",
    "사설",
    "칼럼",
    "지역",
    "전국",
    "IT",
    "과학",
    "생활",
    "라이프",
    "산업",
    "금융",
    "증권",
    "부동산",
    "기업",
    "피플",
    "사람",
];

/// The title of the article, without the names of site and section.
pub fn title(outline: &Outline<'_>, linked: &Linked, body: &Body, publisher: Option<&str>) -> Option<String> {
    let named = [
        linked.headline.as_deref().or_else(|| outline.meta(&["headline"])),
        outline.meta(&["og:title"]),
        outline.meta(&["twitter:title", "title", "dable:title"]),
    ];
    let sites = site_names(outline, linked, publisher);
    let mut candidates: Vec<String> = named.into_iter().flatten().map(tidy).filter(|title| !is_site(title, &sites)).collect();
    let named = candidates.len();
    candidates.extend(outline.title.as_deref().map(tidy).filter(|title| !is_site(title, &sites)));
    // The page shows its title without the rest: the longest line that a candidate begins with, up to a separator.
    let shown: Vec<(&str, String)> = outline
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| (4..=200).contains(&line.chars))
        .filter(|(index, line)| outline.blocks[line.block].marks.has(Marks::TITLE | Marks::HEADING) || body_head(*index, body))
        .map(|(_, line)| (outline.text_of(line), bare(outline.text_of(line))))
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
        // Some put the site first.
        let ends = shown.iter().filter(|(_, line)| line.len() * 2 > whole.len() && whole.ends_with(line.as_str()));
        if let Some((text, _)) = ends.max_by_key(|(_, line)| line.len()) {
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
            && dates::date_in(outline.text_of(line)).is_none()
    });
    let heading = headings.max_by_key(|line| line.chars).map(|line| outline.text_of(line).to_owned());
    heading.or_else(|| stripped.into_iter().rfind(|title| !is_site(title, &sites)))
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

/// Whether a title is the site's name or a board's.
fn is_site(title: &str, sites: &[String]) -> bool {
    let title = bare(title);
    title.is_empty() || sites.contains(&title) || NAMES.is_board(&title)
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
    // `제목-정치ㅣ한라일보`: without spaces, only a site's own name and a section before it are cut.
    if let Some(at) = title.rfind(['ㅣ', '|', '｜', '│'])
        && let Some((_, mark)) = title.char_indices().find(|(start, _)| *start == at)
        && is_site(&title[at + mark.len_utf8()..], sites)
    {
        let head = title[..at].trim_end();
        title =
            head.rsplit_once('-').filter(|(_, last)| SECTIONS.contains(&last.trim())).map_or(head, |(head, _)| head.trim_end());
    }
    title.to_owned()
}
