//! Where the article begins and ends among the lines.

use std::collections::HashMap;

use crate::clean::Extent;
use crate::clean::text::publisher::PUBLISHERS;
use crate::clean::text::{Captions, Class, Draft, Reason, byline, floor, headline, sentence, stamp, trim};

/// How much of the first paragraph is looked at for words that a deck names, in bytes.
const LEDE: usize = 3000;

/// How much running text may stand after the head of a closing block, as a share of what stood before it, for all of it to
/// go. A copyright notice and a comment box stand after the article; lists of other articles may also stand within it.
fn share_after(reason: Reason) -> f64 {
    match reason {
        Reason::Copyright | Reason::Comments | Reason::Neighbour | Reason::Caption => 0.8,
        Reason::Ranking => 0.5,
        _ => 0.2,
    }
}

impl Draft<'_> {
    /// Decides by position, and cuts every line that is no part of the article.
    pub(super) fn place(&mut self, captions: Captions) {
        self.teasers();
        let lede = self.lines.iter().position(|line| line.class == Class::Prose);
        self.close(lede.unwrap_or(0), captions);
        if let Some(lede) = lede {
            self.open(lede);
        }
        for i in 0..self.lines.len() {
            if let Class::Gone(reason) | Class::Last(reason) = self.lines[i].class {
                let span = self.lines[i].span;
                self.cut(span, reason);
                self.read(i, reason, lede.is_none_or(|lede| i < lede));
            }
        }
    }

    /// Metadata of a line that goes.
    fn read(&mut self, i: usize, reason: Reason, head: bool) {
        let text = self.lines[i].text;
        match reason {
            Reason::Byline => self.found.byline(text),
            Reason::Broadcast => {
                if let Some(name) = trim::signed_off(text).filter(|name| name.chars().count() >= 3 && byline::is_name(name)) {
                    self.found.byline(&format!("{name} 기자"));
                    let press = PUBLISHERS.inside(text).map(str::to_owned);
                    self.found.publisher(press);
                }
            }
            Reason::Copyright => {
                let owner = headline::copyright_owner(text);
                self.found.publisher(owner);
            }
            Reason::Notice => {
                let owner = PUBLISHERS.inside(text).map(str::to_owned);
                self.found.publisher(owner);
            }
            Reason::Date | Reason::Contact => {
                let stamps = stamp::stamps(text);
                if head || stamps.labelled && reason == Reason::Date {
                    self.found.published = self.found.published.or(stamps.published);
                    self.found.modified = self.found.modified.or(stamps.modified.filter(|_| head || stamps.labelled));
                }
            }
            _ => {}
        }
    }

    /// A run of teasers at the end: title and cut-off beginning of other articles, in turn.
    fn teasers(&mut self) {
        let mut first = self.lines.len();
        let mut snippets = 0;
        let mut titles = 0;
        for i in (0..self.lines.len()).rev() {
            match self.lines[i].class {
                Class::Gone(_) | Class::Last(_) => continue,
                Class::Prose | Class::Short if is_snippet(self.lines[i].text) => {
                    snippets += 1;
                    titles = 0;
                    first = i;
                }
                Class::Short if snippets > 0 && titles == 0 => {
                    titles += 1;
                    first = i;
                }
                _ => break,
            }
        }
        let before = self.lines[..first].iter().any(|line| line.class == Class::Prose);
        if snippets >= 2 && before {
            for line in &mut self.lines[first..] {
                if matches!(line.class, Class::Prose | Class::Short) {
                    line.class = Class::Gone(Reason::Related);
                }
            }
        }
    }

    /// Cuts what stands after the article.
    fn close(&mut self, lede: usize, captions: Captions) {
        let weight = |line: &crate::clean::text::Line| if line.class == Class::Prose { line.text.len() } else { 0 };
        let total: usize = self.lines.iter().map(weight).sum();
        let mut before = 0;
        let mut i = 0;
        while i < self.lines.len() {
            before += weight(&self.lines[i]);
            let reason = match self.lines[i].class {
                Class::Last(reason) => Some(reason),
                Class::Gone(reason @ (Reason::Copyright | Reason::Comments)) => Some(reason),
                _ => None,
            };
            if let Some(reason) = reason
                && i > lede
                && before > 0
                && !(reason == Reason::Caption && captions == Captions::Keep)
            {
                let after = total - before;
                if (after as f64) <= share_after(reason) * before as f64 {
                    for line in &mut self.lines[i + 1..] {
                        if matches!(line.class, Class::Prose | Class::Short) {
                            line.class = Class::Gone(reason_after(reason));
                        }
                    }
                    break;
                }
                // A box within the article: its titles go.
                let mut k = i + 1;
                while k < self.lines.len() && self.lines[k].class == Class::Short {
                    self.lines[k].class = Class::Gone(reason_after(reason));
                    k += 1;
                }
            }
            i += 1;
        }
        // After the last paragraph, short lines are the article's own until the first line that closes it.
        let Some(last) = self.lines.iter().rposition(|line| line.class == Class::Prose) else { return };
        let mut closed = false;
        for line in &mut self.lines[last + 1..] {
            match line.class {
                Class::Gone(Reason::Caption | Reason::Repeat) => {}
                Class::Gone(_) | Class::Last(_) => closed = true,
                Class::Short if closed => line.class = Class::Gone(Reason::Navigation),
                _ => {}
            }
        }
    }

    /// Sorts what stands before the first paragraph: title, decks, and the page's own words.
    fn open(&mut self, lede: usize) {
        let mut lines: Vec<usize> = (0..lede).filter(|&i| self.lines[i].class == Class::Short).collect();
        // A heading right above the first paragraph is the article's own.
        let mut first = lede;
        while let Some(&last) = lines.last() {
            let text = self.lines[last].text;
            // `“이제 갈 곳이 없어요.”`: a paragraph that is one short speech; decks have no full stops.
            if last + 1 == first && is_speech(text) {
                first = last;
                lines.pop();
            } else if lines.len() > 1
                && last + 1 == lede
                && text.starts_with(['■', '◆', '□', '●', '○'])
                && self.extent == Extent::Body
            {
                lines.pop();
            } else {
                break;
            }
        }
        let heads: Vec<headline::Head> = lines.iter().map(|&i| headline::Head::of(self.lines[i].text)).collect();
        for head in &heads {
            if let Some(stamps) = &head.stamps {
                self.found.published = self.found.published.or(stamps.published);
                self.found.modified = self.found.modified.or(stamps.modified);
            }
            if let Some(signature) = head.signature {
                self.found.byline(signature);
            }
            if let Some(press) = &head.publisher {
                self.found.publisher(Some(press.clone()));
            }
        }
        let title = self.choose_title(&lines, &heads);
        let body = self.lines.get(lede).map_or("", |line| &line.text[..floor(line.text, LEDE)]);
        let mut decks: Vec<String> = Vec::new();
        let mut title_text = self.known_title.clone();
        for (k, &i) in lines.iter().enumerate() {
            let text = heads[k].text.trim();
            let reason = if Some(k) == title {
                let (head, deck) = headline::split(text, heads[k].joined, body);
                if !self.has_title {
                    title_text = Some(headline::plain(head));
                }
                decks.extend(deck.map(headline::plain));
                Reason::Title
            } else if title_text.as_deref().is_some_and(|known| headline::same(known, text)) {
                Reason::Title
            } else if title.is_none_or(|title| k > title) && headline::is_headline(text) {
                decks.push(headline::plain(text));
                Reason::Subtitle
            } else {
                Reason::Navigation
            };
            self.lines[i].class = Class::Gone(reason);
        }
        self.found.title = title_text;
        decks.dedup();
        let own_title = self.found.title.clone();
        decks.retain(|deck| own_title.as_deref().is_none_or(|title| !headline::same(title, deck)));
        if !decks.is_empty() {
            self.found.subtitle = Some(decks.join("\n"));
        }
        // A paragraph that repeats the title word for word, and the title below the first paragraph.
        if let Some(title) = &self.found.title {
            for line in &mut self.lines[lede..] {
                if matches!(line.class, Class::Short) && headline::same(title, line.text) {
                    line.class = Class::Gone(Reason::Title);
                }
            }
        }
    }

    /// Which of the lines before the first paragraph is the title: the known one, one that is said twice, one that a date or
    /// a byline follows, else the first that has the form of a headline.
    fn choose_title(&self, lines: &[usize], heads: &[headline::Head]) -> Option<usize> {
        let fits = |k: &usize| headline::is_headline(heads[*k].text);
        if let Some(known) = &self.known_title {
            return heads.iter().position(|head| headline::same(known, head.text));
        }
        let all = || (0..lines.len()).filter(|k| fits(k));
        let mut places: HashMap<String, (usize, usize)> = HashMap::new();
        for k in all() {
            places.entry(headline::letters(heads[k].text)).and_modify(|(_, times)| *times += 1).or_insert((k, 1));
        }
        let twice = places.into_values().filter(|(_, times)| *times > 1).map(|(k, _)| k).min();
        if twice.is_some() {
            return twice;
        }
        if let Some(joined) = all().find(|&k| heads[k].joined) {
            return Some(joined);
        }
        if lines.len() > 4 {
            // Many lines: menus stand above. The title is the first of the block that the date, the byline or the first
            // paragraph follows.
            let followed = all().find(|&k| {
                self.lines[lines[k] + 1..]
                    .iter()
                    .take(2)
                    .any(|line| matches!(line.class, Class::Gone(Reason::Date | Reason::Byline)))
            });
            if let Some(mut first) = followed {
                while first > 0 && fits(&(first - 1)) && lines[first - 1] + 1 == lines[first] && !self.lines[lines[first]].apart {
                    first -= 1;
                }
                return Some(first);
            }
        }
        all().next()
    }
}

/// Whether a line is a quotation that ends as a sentence.
fn is_speech(text: &str) -> bool {
    text.starts_with(['“', '"', '‘', '\''])
        && [".”", ".\"", ".’", ".'"].iter().any(|end| text.ends_with(end))
        && !text.contains("..")
}

/// What follows a closing line, in the report.
fn reason_after(reason: Reason) -> Reason {
    if reason == Reason::Copyright { Reason::Related } else { reason }
}

/// The beginning of another article as lists show it: cut off in the middle, or with a tag of its own and no sentence's end.
fn is_snippet(text: &str) -> bool {
    let bare = text.trim_end();
    if bare.len() < 90 {
        return false;
    }
    let stem = bare.trim_end_matches('.');
    let cut = bare.ends_with("...") || bare.ends_with('…') || bare.ends_with("..") || bare.ends_with(" .");
    let whole = stem.ends_with(['다', '요', '”', '"', ')']);
    let tagged = text.chars().next().is_some_and(byline::opens) && byline::tag(text).is_some_and(|tag| tag.publisher.is_some());
    cut && !(whole && bare.ends_with("..") && !bare.ends_with("..."))
        || tagged && !whole && sentence::ends(stem).last() != Some(bare.len())
}
