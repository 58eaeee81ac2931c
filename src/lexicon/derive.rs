//! What every local government has without a line of its own: a hall (`해남군청`) that is named for it, and an assembly
//! (`해남군의회`).

use std::collections::HashSet;

use super::table::Row;
use crate::record::OrganizationKind;

/// Gives every local government the name of its hall as an alias, and adds its assembly.
pub(super) fn with_assemblies_and_halls(mut rows: Vec<Row<OrganizationKind>>) -> Vec<Row<OrganizationKind>> {
    let known: HashSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let mut assemblies = Vec::new();
    for row in &rows {
        let name = format!("{}의회", row.name);
        if is_government(row, &row.name) && !known.contains(name.as_str()) {
            let with = |forms: &[String]| -> Vec<String> {
                forms.iter().filter(|form| is_government(row, form)).map(|form| format!("{form}의회")).collect()
            };
            assemblies.push(Row {
                aliases: with(&row.aliases),
                ambiguous: with(&row.ambiguous),
                name,
                kind: OrganizationKind::Assembly,
                above: Some(row.name.clone()),
                origin: row.origin.clone(),
                derived: true,
            });
        }
    }
    drop(known);
    for row in &mut rows {
        if is_government(row, &row.name) {
            let halls = |forms: &mut dyn Iterator<Item = &String>| -> Vec<String> {
                forms.filter(|form| is_government(row, form)).map(|form| format!("{form}청")).collect()
            };
            let plain = halls(&mut std::iter::once(&row.name).chain(&row.aliases));
            let flagged = halls(&mut row.ambiguous.iter());
            for hall in plain {
                if !row.aliases.contains(&hall) && !row.ambiguous.contains(&hall) {
                    row.aliases.push(hall);
                }
            }
            for hall in flagged {
                if !row.aliases.contains(&hall) && !row.ambiguous.contains(&hall) {
                    row.ambiguous.push(hall);
                }
            }
        }
    }
    rows.extend(assemblies);
    rows
}

/// Whether `form` is a form of a local government that ends in the word for what it governs.
fn is_government(row: &Row<OrganizationKind>, form: &str) -> bool {
    row.kind == OrganizationKind::LocalGovernment && form.ends_with(['시', '도', '군', '구']) && form.chars().nth(1).is_some()
}
