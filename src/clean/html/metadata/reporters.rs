//! Who wrote an article, as far as its page says so outside of the body.

use std::ops::Range;

use super::dates::date_in;
use super::{Linked, TAIL, in_noise};
use crate::clean::html::body::{Body, is_link};
use crate::clean::html::names::Marks;
use crate::clean::html::outline::Outline;
use crate::clean::text::byline;
use crate::clean::text::publisher::canonical;
use crate::document::Reporter;

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
        outline.metas(name).take(AUTHORS).for_each(|author| add(named(author, true)));
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

/// How many `<meta>` of one name are asked for authors.
const AUTHORS: usize = 10;

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
