//! Who published an article.

use std::collections::BTreeMap;

use super::title::SEPARATORS;
use super::{Linked, TAIL, bare, tidy};
use crate::clean::html::body::Body;
use crate::clean::html::names::NAMES;
use crate::clean::html::outline::Outline;
use crate::clean::text::publisher::PUBLISHERS;

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
    ((2..=15).contains(&length) && !NAMES.is_board(&bare(name))).then(|| Publisher { name: name.to_owned(), sure: false })
}
