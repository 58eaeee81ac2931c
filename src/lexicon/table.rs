//! The form of a list: tab-separated lines under a header, and layers of them.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::fmt::Write;
use std::rc::Rc;

use serde::Deserialize;
use serde::de::value::{Error as Unknown, StrDeserializer};

use super::PlaceKind;
use crate::error::Error;
use crate::record::OrganizationKind;

/// Where a row was read.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    pub file: Rc<str>,
    /// Counted from 1.
    pub line: usize,
    /// 0 for what is embedded.
    pub layer: usize,
}

impl Origin {
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::Lexicon { path: self.file.to_string(), line: self.line, message: message.into() }
    }
}

/// A line of a list.
#[derive(Debug, Clone)]
pub(super) struct Row<K> {
    pub name: String,
    pub aliases: Vec<String>,
    pub ambiguous: Vec<String>,
    pub kind: K,
    /// The parent of an organization, the government of a place.
    pub above: Option<String>,
    pub origin: Origin,
    /// Made by a rule, not by a line: its forms give way to any that a line gives.
    pub derived: bool,
}

impl<K> Row<K> {
    /// Name, aliases and ambiguous forms, each once, with whether it is called ambiguous.
    pub fn forms(&self) -> impl Iterator<Item = (&str, bool)> {
        let name = (!self.ambiguous.contains(&self.name)).then_some(&self.name);
        let plain = name.into_iter().chain(&self.aliases).map(|form| (form.as_str(), false));
        plain.chain(self.ambiguous.iter().map(|form| (form.as_str(), true)))
    }
}

#[derive(Debug)]
pub(super) enum Line<K> {
    Add(Row<K>),
    Remove { name: String, origin: Origin },
}

/// Lines that may not contradict each other.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub organizations: Vec<Line<OrganizationKind>>,
    pub places: Vec<Line<PlaceKind>>,
}

const ORGANIZATIONS: [&str; 5] = ["name", "aliases", "kind", "parent", "ambiguous"];
const PLACES: [&str; 5] = ["name", "aliases", "type", "government", "ambiguous"];

impl Layer {
    /// Reads `files` (name, text) as one layer.
    pub fn read(layer: usize, files: &[(&str, &str)]) -> Result<Self, Error> {
        let mut read = Layer::default();
        for (file, text) in files {
            read.file(layer, file, text)?;
        }
        Ok(read)
    }

    fn file(&mut self, layer: usize, file: &str, text: &str) -> Result<(), Error> {
        let file: Rc<str> = file.into();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let origin = |nth: usize| Origin { file: file.clone(), line: nth + 1, layer };
        let Some((nth, header)) = lines.next() else { return Ok(()) };
        let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
        let is = |wanted: &[&str]| (3..=wanted.len()).contains(&columns.len()) && wanted.starts_with(&columns);
        if is(&ORGANIZATIONS) {
            for (nth, line) in lines {
                self.organizations.push(read(line, columns.len(), origin(nth))?);
            }
        } else if is(&PLACES) {
            for (nth, line) in lines {
                self.places.push(read(line, columns.len(), origin(nth))?);
            }
        } else {
            let wanted = [ORGANIZATIONS, PLACES].map(|columns| columns.join("<TAB>"));
            return Err(origin(nth).error(format!("the header must be {} or {}", wanted[0], wanted[1])));
        }
        Ok(())
    }
}

/// Reads one line under a header of `columns` columns; columns at the end may be left out.
fn read<'t, K: Deserialize<'t>>(line: &'t str, columns: usize, origin: Origin) -> Result<Line<K>, Error> {
    if let Some(name) = line.strip_prefix('-') {
        let name = name.split('\t').next().unwrap_or_default().trim().to_owned();
        return Ok(Line::Remove { name, origin });
    }
    let mut cells = line.split('\t').map(str::trim);
    let mut next = || cells.next().unwrap_or_default();
    let (name, aliases, kind, above, ambiguous) = (next(), next(), next(), next(), next());
    let found = line.split('\t').count();
    if found > columns {
        return Err(origin.error(format!("{found} columns under a header of {columns}")));
    }
    let list = |cell: &str| -> Vec<String> {
        let forms = cell.split(';').map(str::trim);
        if cell.is_empty() { Vec::new() } else { forms.map(str::to_owned).collect() }
    };
    let kind = K::deserialize(StrDeserializer::<Unknown>::new(kind)).map_err(|unknown| origin.error(unknown.to_string()))?;
    let row = Row {
        name: name.to_owned(),
        aliases: list(aliases),
        ambiguous: list(ambiguous),
        kind,
        above: (!above.is_empty()).then(|| above.to_owned()),
        origin,
        derived: false,
    };
    let mut seen = Vec::with_capacity(1 + row.aliases.len() + row.ambiguous.len());
    let name_first = std::iter::once(row.name.as_str());
    for (nth, form) in name_first.chain(row.aliases.iter().chain(&row.ambiguous).map(String::as_str)).enumerate() {
        if form.chars().nth(1).is_none() {
            return Err(row.origin.error(format!("`{form}` is too short: a form has two characters or more")));
        }
        // The name may come again among the ambiguous forms: that is how it is called one.
        let allowed = usize::from(nth > row.aliases.len() && form == row.name);
        if seen.iter().filter(|&&earlier| earlier == form).count() > allowed {
            return Err(row.origin.error(format!("`{form}` stands twice in this line")));
        }
        seen.push(form);
    }
    Ok(Line::Add(row))
}

/// Lays later layers over earlier ones.
pub(super) fn stack<K>(layers: Vec<Vec<Line<K>>>) -> Result<Vec<Row<K>>, Error> {
    let mut rows: Vec<Option<Row<K>>> = Vec::new();
    let mut index: HashMap<Rc<str>, usize> = HashMap::new();
    for line in layers.into_iter().flatten() {
        match line {
            Line::Remove { name, origin } => match index.remove(name.as_str()) {
                Some(at) => rows[at] = None,
                None => return Err(origin.error(format!("`{name}` cannot be taken away: no line has that name"))),
            },
            Line::Add(row) => match index.entry(row.name.as_str().into()) {
                Slot::Vacant(slot) => {
                    slot.insert(rows.len());
                    rows.push(Some(row));
                }
                Slot::Occupied(slot) => {
                    let place = &mut rows[*slot.get()];
                    match place {
                        Some(earlier) if earlier.origin.layer == row.origin.layer => {
                            let Origin { file, line, .. } = &earlier.origin;
                            return Err(row.origin.error(format!("`{}` stands already in {file}:{line}", row.name)));
                        }
                        _ => *place = Some(row),
                    }
                }
            },
        }
    }
    Ok(rows.into_iter().flatten().collect())
}

/// Feeds the content of `rows` to `hasher`, whatever their order.
pub(super) fn hash<K: std::fmt::Debug>(rows: &[Row<K>], hasher: &mut blake3::Hasher) {
    let mut sorted: Vec<_> = rows.iter().collect();
    // Stable: the files are sorted already, and a stable sort merges sorted runs.
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut line = String::new();
    for row in sorted {
        line.clear();
        line.push_str(&row.name);
        for forms in [&row.aliases, &row.ambiguous] {
            line.push('\t');
            for form in forms {
                line.push_str(form);
                line.push(';');
            }
        }
        // Writing to a string cannot fail.
        let _ = writeln!(line, "\t{:?}\t{}", row.kind, row.above.as_deref().unwrap_or_default());
        hasher.update(line.as_bytes());
    }
    hasher.update(b"\0");
}
