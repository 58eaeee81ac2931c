//! One article for a person at a terminal: its text with the mentions marked and their values beside them, and what it names.
//!
//! A mention reads `[MS|O 마이크로소프트]`: its words, the letter of its kind, and its value where the words do not say it. The
//! marks are the same with and without colour, so that what is piped or printed loses nothing.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::document::RawDocument;
use crate::error::{Error, Reject};
use crate::pipeline::Worker;
use crate::read::{self, Input, Options, Receiver};
use crate::records::{Kind, Mark, Organization, Place, Record, Records, Referent};

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub colour: bool,
    /// Columns of the terminal; Hangul takes two.
    pub width: usize,
}

/// Columns below which a line holds no word worth reading.
pub const NARROWEST: u16 = 20;

/// The article that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Picked {
    pub record: Record,
    /// The `id`s of some other articles of the file.
    pub others: Vec<String>,
    /// How many other articles the file holds.
    pub more: usize,
}

/// How many other articles are named.
const NAMED: usize = 3;

impl Picked {
    fn new(record: Record) -> Self {
        Picked { record, others: Vec::new(), more: 0 }
    }

    fn other(&mut self, id: impl FnOnce() -> Option<String>) {
        self.more += 1;
        if self.others.len() < NAMED {
            self.others.extend(id());
        }
    }
}

/// Finds an article in a file of records, or extracts it from a file of raw articles; `-` is standard input. Without an `id` it is
/// the first one; an `id` may be the beginning of the record's, or the whole of the dump's own.
///
/// # Errors
/// [`Error::Read`]; [`Error::Usage`] where there is no such article, or more than one, or it cannot be extracted.
pub fn pick(path: &Path, id: Option<&str>, worker: impl FnOnce() -> Result<Worker, Error>) -> Result<Picked, Error> {
    let mut input = Vec::new();
    let stdin = path.as_os_str() == "-";
    if stdin {
        let failed = |source| Error::Read { path: path.to_owned(), source };
        io::Read::read_to_end(&mut io::stdin().lock(), &mut input).map_err(failed)?;
    }
    let records = match stdin {
        true => Records::new(path, Box::new(input.as_slice()))?,
        false if path.is_dir() => None,
        false => Records::open(path)?,
    };
    if let Some(records) = records {
        return recorded(path, records, id);
    }
    let mut picker = Picker { worker: worker()?, id, picked: None, rejected: None };
    if stdin {
        for document in read::parse("-", &input, &Options::default()) {
            if picker.document(document).is_break() {
                break;
            }
        }
    } else {
        for input in read::inputs(&[path.to_owned()])? {
            let goes_on = match input {
                Ok(input @ (Input::File(_) | Input::Stdin)) => {
                    read::documents(&input, &Options::default(), Default::default(), &mut picker)
                }
                Err(reject) => picker.document(Err(reject)),
            };
            if goes_on.is_break() {
                break;
            }
        }
    }
    match (picker.picked, picker.rejected) {
        (Some(picked), _) => Ok(picked),
        (None, Some(reject)) if id.is_none() => {
            Err(Error::Usage(format!("{}: {}: {}", reject.source.path, reject.code, reject.message)))
        }
        _ => Err(missing(path, id)),
    }
}

fn missing(path: &Path, id: Option<&str>) -> Error {
    Error::Usage(match id {
        Some(id) => format!("{}: holds no article whose id begins with {id}", path.display()),
        None => format!("{}: holds no article", path.display()),
    })
}

/// Picks from records.
fn recorded(path: &Path, mut records: Records<'_>, id: Option<&str>) -> Result<Picked, Error> {
    let Some(id) = id else {
        let mut picked = Picked::new(records.next().ok_or_else(|| missing(path, id))??);
        while let Some(other) = records.next_id() {
            let other = other?;
            picked.other(|| Some(other));
        }
        return Ok(picked);
    };
    let mut picked: Option<Record> = None;
    for record in records {
        let record = record?;
        if record.id == id || record.source.id.as_deref() == Some(id) {
            return Ok(Picked::new(record));
        }
        if !record.id.starts_with(id) {
            continue;
        }
        if let Some(first) = picked.as_ref().filter(|first| first.id != record.id) {
            let message = format!("{}: {} and {} both begin with {id}; give more of the id", path.display(), first.id, record.id);
            return Err(Error::Usage(message));
        }
        picked.get_or_insert(record);
    }
    picked.map(Picked::new).ok_or_else(|| missing(path, Some(id)))
}

/// Picks from raw documents.
struct Picker<'i> {
    worker: Worker,
    id: Option<&'i str>,
    picked: Option<Picked>,
    rejected: Option<Reject>,
}

impl Receiver for Picker<'_> {
    fn document(&mut self, document: Result<RawDocument, Reject>) -> ControlFlow<()> {
        if let Some(picked) = &mut self.picked {
            picked.other(|| document.ok()?.source.id);
            return ControlFlow::Continue(());
        }
        match document.and_then(|raw| self.worker.extract(raw)) {
            Ok(record) => {
                let own = record.source.id.as_deref();
                if self.id.is_some_and(|id| !record.id.starts_with(id) && own != Some(id)) {
                    return ControlFlow::Continue(());
                }
                // What the record says of itself is what its file would say.
                let record = serde_json::to_value(&record).and_then(serde_json::from_value).unwrap_or_default();
                self.picked = Some(Picked::new(record));
                if self.id.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
            Err(reject) => {
                self.rejected.get_or_insert(reject);
                ControlFlow::Continue(())
            }
        }
    }

    fn note(&mut self, _: String) {}
}

const PLAIN: Style = Style::new();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// The colour of a kind: the eight of every terminal, so that the user's palette decides how they look.
fn style(kind: Kind) -> Style {
    let colour = match kind {
        Kind::Organization => AnsiColor::Cyan,
        Kind::Person => AnsiColor::Green,
        Kind::Amount => AnsiColor::Yellow,
        Kind::Figure => AnsiColor::Magenta,
        Kind::Count => AnsiColor::Blue,
        Kind::Date | Kind::Duration => AnsiColor::Red,
    };
    colour.on_default()
}

/// Shows a record.
///
/// # Errors
/// Those of the output.
pub fn show(record: &Record, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { look, out, line: Vec::new(), column: 0, indent: 0 };
    page.head(record)?;
    page.text(record)?;
    page.lists(record)
}

/// Lines on their way out.
struct Page<'o> {
    look: Look,
    out: &'o mut dyn Write,
    /// The line that is being filled.
    line: Vec<(Style, String)>,
    column: usize,
    /// Columns that a line leaves free at its beginning.
    indent: usize,
}

impl Page<'_> {
    fn head(&mut self, record: &Record) -> io::Result<()> {
        if let Some(title) = &record.title {
            self.paragraph(&[(STRONG, title.as_str())])?;
        }
        for line in record.subtitle.iter().flat_map(|subtitle| subtitle.split('\n')) {
            self.paragraph(&[(PLAIN, line)])?;
        }
        let reporters = record.reporters.iter().map(|reporter| match &reporter.email {
            Some(email) => format!("{} <{email}>", reporter.name),
            None => reporter.name.clone(),
        });
        let place = match &record.source.member {
            Some(member) => format!("{}:{member}", record.source.path),
            None => record.source.path.clone(),
        };
        let id = record.id.get(..12).unwrap_or(&record.id).to_owned();
        let about: Vec<String> = [record.publisher.clone(), record.section.clone()]
            .into_iter()
            .flatten()
            .chain(reporters)
            .chain(record.published.clone())
            .chain([place, id])
            .filter(|part| !part.is_empty())
            .collect();
        self.paragraph(&[(FAINT, &about.join(" · "))])?;
        self.blank()
    }

    /// The text with its marks, and what their letters mean.
    fn text(&mut self, record: &Record) -> io::Result<()> {
        let marks = record.marks();
        let mut seen: Vec<Kind> = marks.iter().map(|mark| mark.kind).collect();
        seen.sort_unstable();
        seen.dedup();
        let mut rest = Runs { text: &record.text, at: 0 };
        let mut runs: Vec<(Style, String)> = Vec::new();
        for mark in &marks {
            self.plain(rest.until(mark.place.start), &mut runs)?;
            marked(mark, rest.until(mark.place.end), &mut runs);
        }
        self.plain(rest.until(usize::MAX), &mut runs)?;
        self.end_paragraph(&mut runs)?;
        self.blank()?;
        if !seen.is_empty() {
            let entry =
                |kind: &Kind| [(style(*kind), kind.letter().to_string()), (FAINT, format!("\u{a0}{}\u{a0} ", kind.name()))];
            let legend: Vec<_> = seen.iter().flat_map(entry).collect();
            self.paragraph(&legend)?;
        }
        Ok(())
    }

    /// Words outside of mentions; a line break among them ends the paragraph.
    fn plain(&mut self, words: &str, runs: &mut Vec<(Style, String)>) -> io::Result<()> {
        for (nth, piece) in words.split('\n').enumerate() {
            if nth > 0 {
                self.end_paragraph(runs)?;
            }
            runs.push((PLAIN, piece.to_owned()));
        }
        Ok(())
    }

    fn end_paragraph(&mut self, runs: &mut Vec<(Style, String)>) -> io::Result<()> {
        let runs = std::mem::take(runs);
        self.paragraph(&runs)
    }

    fn lists(&mut self, record: &Record) -> io::Result<()> {
        let organizations = record.organizations.iter().map(|organization| {
            let Organization { name, kind, aliases, mentions, .. } = organization;
            [
                (style(Kind::Organization), name.clone()),
                (PLAIN, kind.clone()),
                (FAINT, times(mentions)),
                (PLAIN, aliases.join(", ")),
            ]
        });
        self.table("Organizations", &organizations.collect::<Vec<_>>())?;
        let officials = record.officials.iter().map(|official| {
            [
                (style(Kind::Person), official.name.clone()),
                (PLAIN, official.title.clone().unwrap_or_default()),
                (style(Kind::Organization), official.organization_name.clone().unwrap_or_default()),
                (FAINT, times(&official.mentions)),
            ]
        });
        self.table("Officials", &officials.collect::<Vec<_>>())?;
        let people =
            record.people.iter().map(|person| [(style(Kind::Person), person.name.clone()), (FAINT, times(&person.mentions))]);
        self.table("People", &people.collect::<Vec<_>>())?;
        self.quotes(record)?;
        self.facts(record)
    }

    fn quotes(&mut self, record: &Record) -> io::Result<()> {
        self.heading("Quotes", record.quotes.len())?;
        for quote in &record.quotes {
            let speaker = record.speaker(quote).unwrap_or("—");
            let verb = quote.verb.as_deref().unwrap_or_default();
            self.hanging(&[
                (style(Kind::Person), speaker.to_owned()),
                (FAINT, format!(" {verb}: ")),
                (PLAIN, record.words(quote.place).to_owned()),
            ])?;
        }
        Ok(())
    }

    fn facts(&mut self, record: &Record) -> io::Result<()> {
        self.heading("Facts", record.facts.len())?;
        for fact in &record.facts {
            let mut runs = vec![(STRONG, fact.kind.clone())];
            let mut last = String::new();
            for said in record.said(fact) {
                let before = if said.role == last { ", ".to_owned() } else { format!("  {} ", said.role) };
                runs.push((FAINT, before));
                runs.push((PLAIN, said.text));
                last = said.role;
            }
            self.hanging(&runs)?;
        }
        Ok(())
    }

    fn heading(&mut self, name: &str, count: usize) -> io::Result<()> {
        if count == 0 {
            return Ok(());
        }
        self.blank()?;
        self.paragraph(&[(STRONG, name.to_owned()), (FAINT, format!(" {count}"))])
    }

    /// A paragraph whose lines but the first stand further in.
    fn hanging<S: AsRef<str>>(&mut self, runs: &[(Style, S)]) -> io::Result<()> {
        self.indent = 2;
        let done = self.paragraph(runs);
        self.indent = 0;
        done
    }

    /// Rows with their columns below each other, as far as they fit.
    fn table<const N: usize>(&mut self, name: &str, rows: &[[(Style, String); N]]) -> io::Result<()> {
        /// No column but the last is padded beyond this.
        const WIDEST: usize = 36;
        self.heading(name, rows.len())?;
        let width = |nth: usize| rows.iter().map(|row| row[nth].1.width()).filter(|&width| width <= WIDEST).max().unwrap_or(0);
        let widths: [usize; N] = std::array::from_fn(width);
        for row in rows {
            let mut runs = Vec::with_capacity(2 * N);
            for (nth, (style, cell)) in row.iter().enumerate() {
                let space = if nth + 1 < N && widths[nth] > 0 { widths[nth].saturating_sub(cell.width()) + 2 } else { 0 };
                runs.push((*style, cell.clone()));
                // A space that does not break, so that the columns stay below each other.
                runs.push((PLAIN, "\u{a0}".repeat(space)));
            }
            self.hanging(&runs)?;
        }
        Ok(())
    }

    fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Fills lines with words. Lines break between eojeol, as Korean prose does; a word that is wider than a line breaks anywhere.
    fn paragraph<S: AsRef<str>>(&mut self, runs: &[(Style, S)]) -> io::Result<()> {
        if self.indent > 0 {
            self.put(PLAIN, ' ');
            self.put(PLAIN, ' ');
        }
        let start = self.column;
        let mut word: Vec<(Style, char)> = Vec::new();
        let mut space = None;
        for (style, run) in runs {
            for c in run.as_ref().chars() {
                if c == ' ' || c == '\n' || c == '\t' {
                    self.word(&mut word, &mut space, start)?;
                    space = Some(*style);
                } else {
                    word.push((*style, shown(c)));
                }
            }
        }
        self.word(&mut word, &mut space, start)?;
        self.end_line()
    }

    /// Puts a word into the line, or begins a new one with it. `space` is the one before it.
    fn word(&mut self, word: &mut Vec<(Style, char)>, space: &mut Option<Style>, start: usize) -> io::Result<()> {
        if word.is_empty() {
            return Ok(());
        }
        let width: usize = word.iter().map(|(_, c)| columns(*c)).sum();
        if let Some(style) = space.take()
            && self.column > start
        {
            if self.column + 1 + width > self.look.width {
                self.new_line(start)?;
            } else {
                self.put(style, ' ');
            }
        }
        for (style, c) in word.drain(..) {
            if self.column + columns(c) > self.look.width && self.column > start {
                self.new_line(start)?;
            }
            self.put(style, c);
        }
        Ok(())
    }

    fn new_line(&mut self, start: usize) -> io::Result<()> {
        self.end_line()?;
        let further = if self.indent > 0 { start + self.indent } else { start };
        (0..further).for_each(|_| self.put(PLAIN, ' '));
        Ok(())
    }

    fn put(&mut self, style: Style, c: char) {
        self.column += columns(c);
        let c = if c == '\u{a0}' { ' ' } else { c };
        match self.line.last_mut() {
            Some((last, run)) if *last == style => run.push(c),
            _ => self.line.push((style, c.into())),
        }
    }

    fn end_line(&mut self) -> io::Result<()> {
        while let Some((_, run)) = self.line.last_mut() {
            run.truncate(run.trim_end_matches(' ').len());
            if !run.is_empty() {
                break;
            }
            self.line.pop();
        }
        for (style, run) in self.line.drain(..) {
            if self.look.colour && style != PLAIN {
                write!(self.out, "{style}{run}{style:#}")?;
            } else {
                write!(self.out, "{run}")?;
            }
        }
        self.column = 0;
        writeln!(self.out)
    }
}

/// A mention with its kind and value.
fn marked(mark: &Mark<'_>, words: &str, runs: &mut Vec<(Style, String)>) {
    let style = style(mark.kind);
    runs.push((FAINT, "[".into()));
    runs.push((style, words.to_owned()));
    let value = mark.value();
    let told = match mark.referent {
        // `330명` says all that `330 명` does.
        Referent::Number(_) | Referent::Date(_) => bare(words) == bare(&value),
        _ => words == value,
    };
    let value = if told || value.is_empty() { String::new() } else { format!(" {value}") };
    runs.push((FAINT, format!("|{}{value}]", mark.kind.letter())));
}

/// A value without what only sets it out.
fn bare(value: &str) -> String {
    value.chars().filter(|c| !matches!(c, ' ' | ',')).collect()
}

fn times(mentions: &[Place]) -> String {
    if mentions.is_empty() { String::new() } else { format!("{}×", mentions.len()) }
}

/// Columns that a character takes.
fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Control characters would speak to the terminal: a picture of each stands for it.
fn shown(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    }
}

/// A text that is given out piece by piece.
struct Runs<'t> {
    text: &'t str,
    /// Code points that were given out.
    at: usize,
}

impl<'t> Runs<'t> {
    /// What stands before the code point `to` and was not given out.
    fn until(&mut self, to: usize) -> &'t str {
        let count = to.saturating_sub(self.at);
        let end = self.text.char_indices().nth(count).map_or(self.text.len(), |(at, _)| at);
        let (piece, rest) = self.text.split_at(end);
        self.text = rest;
        self.at = to;
        piece
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown_as(record: serde_json::Value, width: usize, colour: bool) -> String {
        let record: Record = serde_json::from_value(record).unwrap();
        let mut out = Vec::new();
        show(&record, Look { colour, width }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn sample() -> serde_json::Value {
        let text = "시는 300억원을 들여 8MW 규모로 짓는다.\n이 시장은 330명을 뽑는다고 12일 밝혔다.";
        let at = |words: &str, rest: serde_json::Value| {
            let start = text[..text.find(words).unwrap()].chars().count();
            let mut place = json!({"start": start, "end": start + words.chars().count()});
            place.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            place
        };
        json!({
            "id": "0123456789abcdef", "title": "한빛시, 데이터센터 착공", "publisher": "가람일보", "source": {"path": "a.txt"},
            "text": text,
            "organizations": [{"id": "o1", "name": "한빛시", "aliases": ["시"], "kind": "local-government",
                "mentions": [at("시", json!({}))]}],
            "officials": [{"id": "p1", "name": "이하늘", "title": "시장", "organization": "o1", "organization_name": "한빛시",
                "titles": ["시장"], "mentions": [at("이", json!({}))]}],
            "amounts": [at("300억원", json!({"value": "30000000000", "bound": "eq", "currency": "KRW"}))],
            "figures": [at("8MW", json!({"value": "8", "bound": "eq", "unit": "MW", "kind": "power"}))],
            "counts": [at("330명", json!({"value": "330", "bound": "eq", "unit": "명", "kind": "count"}))],
            "dates": [at("12일", json!({"type": "date", "value": "2025-01-12", "bound": "eq", "anchor": "published"}))],
            "quotes": [at("330명을 뽑는다", json!({"speaker": "p1", "verb": "밝혔다"}))],
            "facts": [
                {"kind": "capacity", "subject": "데이터센터", "value": {"figure": 0}, "evidence": {"start": 0, "end": 9}},
                {"kind": "agreement", "parties": ["o1", "p1"], "evidence": {"start": 0, "end": 9}}
            ]
        })
    }

    #[test]
    fn an_article_without_colour() {
        assert_eq!(
            shown_as(sample(), 80, false),
            "한빛시, 데이터센터 착공\n\
             가람일보 · a.txt · 0123456789ab\n\
             \n\
             [시|O 한빛시]는 [300억원|M 30,000,000,000 KRW]을 들여 [8MW|Q] 규모로 짓는다.\n\
             [이|P 이하늘] 시장은 [330명|N]을 뽑는다고 [12일|D 2025-01-12] 밝혔다.\n\
             \n\
             O organization  P person  M money  Q figure  N count  D date\n\
             \n\
             Organizations 1\n  한빛시  local-government  1×  시\n\
             \n\
             Officials 1\n  이하늘  시장  한빛시  1×\n\
             \n\
             Quotes 1\n  이하늘 밝혔다: 330명을 뽑는다\n\
             \n\
             Facts 2\n  capacity subject 데이터센터 value 8MW (8 MW)\n  agreement parties 한빛시, 이하늘\n"
        );
    }

    #[test]
    fn lines_keep_to_the_width() {
        let narrow = shown_as(sample(), 30, false);
        assert!(narrow.lines().all(|line| line.width() <= 30), "{narrow}");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&narrow), words(&shown_as(sample(), 200, false)), "no word is lost or broken");
        let long = shown_as(json!({"text": "가".repeat(50)}), 21, false);
        assert_eq!(long.lines().filter(|line| line.width() == 20).count(), 5, "{long}");
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let coloured = shown_as(sample(), 60, true);
        assert!(coloured.contains("\x1b["));
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), shown_as(sample(), 60, false));
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let text = shown_as(json!({"title": "\u{1b}]0;x\u{7}", "text": "가\u{1b}[31m나\u{9b}1m\u{202e}다\u{7f}"}), 80, true);
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert!(plain.chars().all(|c| c == '\n' || !c.is_control()), "{plain:?}");
        assert!(plain.contains("가␛[31m나\u{fffd}1m\u{fffd}다␡"), "{plain:?}");
    }
}
