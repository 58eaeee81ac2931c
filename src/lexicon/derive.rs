//! What every local government has without a line of its own: a hall (`해남군청`) that is named for it, and an assembly
//! (`해남군의회`).

use std::collections::HashSet;

use super::table::Row;
use crate::record::OrganizationKind;

/// The province whose cities have neither mayors of their own choice nor assemblies since 2006.
const WITHOUT_ASSEMBLIES: &str = "제주특별자치도";

/// Gives every local government the name of its hall as an alias, and adds its assembly: provinces have one, and what stands
/// directly below a province; the districts of a city (분당구) have a hall alone.
pub(super) fn with_assemblies_and_halls(mut rows: Vec<Row<OrganizationKind>>) -> Vec<Row<OrganizationKind>> {
    let governments = || rows.iter().filter(|row| is_government(row, &row.name));
    let provinces: HashSet<&str> = governments().filter(|row| row.above.is_none()).map(|row| row.name.as_str()).collect();
    let known: HashSet<&str> = rows.iter().map(|row| row.name.as_str()).filter(|name| name.ends_with("의회")).collect();
    let mut assemblies = Vec::new();
    for row in governments() {
        let name = format!("{}의회", row.name);
        let elects = row.above.as_deref().is_none_or(|above| provinces.contains(above) && above != WITHOUT_ASSEMBLIES);
        if elects && !known.contains(name.as_str()) {
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
    for row in &mut rows {
        if is_government(row, &row.name) {
            let halls = |forms: &mut dyn Iterator<Item = &String>| -> Vec<String> {
                forms.filter(|form| is_government(row, form)).map(|form| format!("{form}청")).collect()
            };
            let plain = halls(&mut std::iter::once(&row.name).filter(|name| !row.ambiguous.contains(name)).chain(&row.aliases));
            let flagged = halls(&mut row.ambiguous.iter());
            let new = |hall: &String| !row.aliases.contains(hall) && !row.ambiguous.contains(hall);
            let (plain, flagged): (Vec<_>, Vec<_>) =
                (plain.into_iter().filter(new).collect(), flagged.into_iter().filter(new).collect());
            row.aliases.extend(plain);
            row.ambiguous.extend(flagged);
        }
    }
    rows.extend(assemblies);
    rows
}

/// Whether `form` is a form of a local government that ends in the word for what it governs.
fn is_government(row: &Row<OrganizationKind>, form: &str) -> bool {
    row.kind == OrganizationKind::LocalGovernment && form.ends_with(['시', '도', '군', '구']) && form.chars().nth(1).is_some()
}
