//! When an article was published and last changed.

use std::ops::Range;

use super::{Linked, TAIL, in_noise};
use crate::clean::html::body::{Body, is_link};
use crate::clean::html::outline::Outline;
use crate::document::{KST, Timestamp};

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

pub fn korean(date: Timestamp, seen: Option<Timestamp>) -> Timestamp {
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
pub fn timestamp(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text).or_else(|| date_in(text).map(|(date, _)| date))
}

/// Words before a date of publication, and before one of a change.
const PUBLISHED: [&str; 13] =
    ["입력", "등록", "승인", "작성", "게시", "발행", "날짜", "일자", "보도", "송고", "배포", "작성일", "Published"];
const MODIFIED: [&str; 6] = ["수정", "업데이트", "갱신", "최종", "변경", "Updated"];

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

/// The day in an address: `/2025/11/04/`, `/20251104093012`.
pub fn url_date(url: &str) -> Option<Timestamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = &path[path.find('/')?..];
    date_in(path).map(|(date, _)| Timestamp::day(date.date))
}
