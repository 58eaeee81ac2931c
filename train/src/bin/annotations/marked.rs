//! The form in which articles are annotated: the raw article with inline marks under a small header.
//!
//! `fixtures/gold/README.md` describes it. Taking the marks away gives back the raw article, byte for byte.

use anyhow::{Result, bail};

use crate::standoff::{Annotation, Kind, Mark, Official, Organization};

/// What was marked in one article: the annotation without the article's identity, and the raw text.
pub struct Marked {
    pub raw: String,
    pub annotation: Annotation,
}

/// Reads a marked article.
///
/// # Errors
/// What is malformed, in words that say where.
pub fn parse(text: &str) -> Result<Marked> {
    let Some((head, body)) = text.split_once("\n----\n") else { bail!("no line `----` ends the header") };
    let mut annotation = Annotation::default();
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        let Some((key, value)) = line.split_once(':') else { bail!("header line without a colon: {line}") };
        let list = || value.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect();
        match key.trim() {
            "publisher" => annotation.publisher = value.trim().to_owned(),
            "reporters" => annotation.reporters = list(),
            "official" => {
                let parts: Vec<&str> = value.split('|').map(str::trim).collect();
                let [name, title, organization] = parts[..] else { bail!("official needs `name | title | body`: {line}") };
                annotation.officials.push(Official {
                    name: name.to_owned(),
                    title: title.to_owned(),
                    organization: organization.to_owned(),
                });
            }
            "org" => {
                let (name, aliases) = value.split_once('|').unwrap_or((value, ""));
                let aliases = aliases.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect();
                annotation.organizations.push(Organization { name: name.trim().to_owned(), aliases });
            }
            "given_published" => annotation.published = value.trim().to_owned(),
            // Times are not annotated here, nor are addresses.
            "emails" | "published" | "anchor" => {}
            other => bail!("unknown header `{other}`"),
        }
    }
    let mut raw = String::with_capacity(body.len());
    let mut points = 0;
    let mut rest = body;
    while let Some(open) = rest.find('⟦') {
        let plain = &rest[..open];
        let inside = &rest[open + '⟦'.len_utf8()..];
        let near = || plain.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect::<String>();
        let Some(close) = inside.find('⟧') else { bail!("a mark does not end, behind {:?}", near()) };
        let mut parts = inside[..close].split('¦');
        let (Some(kind), Some(surface), value, None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            bail!("a mark needs ⟦TYPE¦surface⟧ or ⟦TYPE¦surface¦value⟧, behind {:?}", near());
        };
        if surface.is_empty() || surface.contains(['\n', '⟦']) {
            bail!("a mark is empty, nested or crosses a line break, behind {:?}", near());
        }
        raw.push_str(plain);
        raw.push_str(surface);
        points += plain.chars().count();
        let start = points;
        points += surface.chars().count();
        // Other types are left to other annotations.
        if let Some(kind) = Kind::of(kind) {
            let value = kind.is_name().then(|| value.unwrap_or(surface).to_owned());
            annotation.marks.push(Mark { start, end: points, kind, value });
        }
        rest = &inside[close + '⟧'.len_utf8()..];
    }
    raw.push_str(rest);
    if raw.contains(['⟧', '¦']) {
        bail!("a stray ⟧ or ¦");
    }
    Ok(Marked { raw, annotation })
}

/// Writes an article with its marks, as [`parse`] reads it.
pub fn write(raw: &str, annotation: &Annotation) -> String {
    let mut text = format!(
        "given_published: {published}\npublisher: {}\nreporters: {}\nemails:\npublished:\nanchor: {published}\n",
        annotation.publisher,
        annotation.reporters.join(", "),
        published = annotation.published,
    );
    for Official { name, title, organization } in &annotation.officials {
        text += &format!("official: {name} | {title} | {organization}\n");
    }
    for Organization { name, aliases } in &annotation.organizations {
        text += &format!("org: {name} | {}\n", aliases.join(", "));
    }
    text += "----\n";
    let mut marks = annotation.marks.iter().peekable();
    let mut end = None;
    for (at, letter) in raw.chars().chain(['\0']).enumerate() {
        if let Some(mark) = end.take_if(|mark: &mut &Mark| mark.end == at) {
            if let Some(value) = mark.value.as_deref() {
                let surface: String = raw.chars().skip(mark.start).take(mark.end - mark.start).collect();
                if surface != value {
                    text += &format!("¦{value}");
                }
            }
            text.push('⟧');
        }
        if let Some(mark) = marks.next_if(|mark| mark.start == at) {
            text += &format!("⟦{}¦", mark.kind.as_str());
            end = Some(mark);
        }
        if letter != '\0' {
            text.push(letter);
        }
    }
    text
}
