use serde_json::{Value, json};

use super::*;

/// A record of an article that says `text`.
fn record(id: &str, text: &str, fields: Value) -> Record {
    let mut record = json!({"schema": "gisa/record/1", "id": id, "text": text});
    record.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    serde_json::from_value(record).unwrap()
}

fn linked(records: &[Record]) -> Vec<Link> {
    let lexicon = Lexicon::embedded().unwrap();
    let mut linker = Linker::new(&lexicon);
    records.iter().for_each(|record| linker.add(record));
    linker.finish()
}

/// The names of the links of one type, each with the records that it stands in.
fn sets(links: &[Link], prefix: &str) -> Vec<(String, Vec<String>)> {
    let of = |link: &Link| {
        let mut records: Vec<String> = match &link.what {
            Linked::Organization { members, .. } | Linked::Person { members, .. } => {
                members.iter().map(|member| member.record.clone()).collect()
            }
            Linked::Facility { timeline, .. } => timeline.iter().map(|event| event.record.clone()).collect(),
        };
        records.sort();
        records.dedup();
        (link.name.clone(), records)
    };
    let mut sets: Vec<_> = links.iter().filter(|link| link.id.starts_with(prefix)).map(of).collect();
    sets.sort();
    sets
}

fn body(id: &str, name: &str, aliases: &[&str], kind: &str) -> Value {
    json!({"id": id, "name": name, "aliases": aliases, "kind": kind, "mentions": []})
}

fn person(id: &str, name: &str, title: &str, organization: Option<&str>) -> Value {
    json!({"id": id, "name": name, "title": title, "organization": organization, "titles": [title], "mentions": []})
}

#[test]
fn organizations_by_entry_name_and_alias() {
    let links = linked(&[
        record(
            "a",
            "",
            json!({"organizations": [body("o1", "광주광역시", &["시"], "local-government"), body("o2", "MS", &[], "company")]}),
        ),
        record(
            "b",
            "",
            json!({"organizations": [body("o1", "마이크로소프트", &[], "company"), body("o2", "㈜한빛이엔지", &[], "company")]}),
        ),
        record(
            "c",
            "",
            json!({"organizations": [body("o1", "한빛이엔지", &["HBE"], "company"), body("o2", "위원회", &[], "other")]}),
        ),
        record("d", "", json!({"organizations": [body("o1", "HBE", &[], "company"), body("o2", "위원회", &[], "other")]})),
        record("e", "", json!({"organizations": [body("o1", "한빛이엔지", &["HBE"], "company")]})),
    ]);
    let strings = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let mut want = vec![
        ("광주광역시".to_owned(), strings(&["a"])),
        ("마이크로소프트".to_owned(), strings(&["a", "b"])),
        ("한빛이엔지".to_owned(), strings(&["b", "c", "d", "e"])),
        ("위원회".to_owned(), strings(&["c"])),
        ("위원회".to_owned(), strings(&["d"])),
    ];
    want.sort();
    assert_eq!(sets(&links, "organization"), want);
}

#[test]
fn what_every_region_has_is_told_by_the_region() {
    let police = || json!({"organizations": [body("o1", "중부경찰서", &[], "police")]});
    let links = linked(&[
        record("a", "부산에서 사고가 났다. 부산 중부경찰서가 조사한다.", police()),
        record("b", "부산 시민이 신고했다. 부산 중부경찰서는 5일 밝혔다.", police()),
        record("c", "대구에서 불이 났다. 대구 중부경찰서가 조사한다.", police()),
        record("d", "경찰이 조사한다.", police()),
    ]);
    let mut members: Vec<Vec<String>> = sets(&links, "organization").into_iter().map(|(_, records)| records).collect();
    members.sort();
    assert_eq!(members, [vec!["a", "b"], vec!["c"], vec!["d"]]);
}

#[test]
fn a_country_before_a_name_and_bodies_within_others() {
    let bodies = |name: &str, kind: &str| json!({"organizations": [body("o1", name, &[], kind)]});
    let links = linked(&[
        record("a", "통계청은 5일 고용 동향을 냈다.", bodies("통계청", "central-government")),
        record("b", "영국 통계청은 물가를 발표했다.", bodies("통계청", "central-government")),
        record("c", "통계청이 가계 동향을 발표했다.", bodies("통계청", "central-government")),
        record("d", "형사1부가 맡았다.", bodies("형사1부", "court")),
        record("e", "형사1부는 형을 정했다.", bodies("형사1부", "court")),
    ]);
    let members: Vec<Vec<String>> = sets(&links, "organization").into_iter().map(|(_, records)| records).collect();
    assert_eq!(members, [vec!["a", "c"], vec!["b"], vec!["d"], vec!["e"]]);
}

#[test]
fn people_are_told_by_their_bodies() {
    let article = |id: &str, organization: &str, title: &str| {
        record(
            id,
            "",
            json!({
                "organizations": [body("o1", organization, &[], "company")],
                "officials": [person("p1", "김영수", title, Some("o1"))]
            }),
        )
    };
    let links = linked(&[
        article("a", "한빛전자", "대표"),
        article("b", "새한은행", "은행장"),
        article("c", "한빛전자", "회장"),
        // No title here; the article names the bank alone.
        record(
            "d",
            "",
            json!({"organizations": [body("o1", "새한은행", &[], "bank")], "people": [{"id": "p1", "name": "김영수", "mentions": []}]}),
        ),
        record(
            "e",
            "",
            json!({"people": [{"id": "p1", "name": "김영수", "mentions": []}, {"id": "p2", "name": "이모", "mentions": []}]}),
        ),
    ]);
    let sets = sets(&links, "person");
    let members: Vec<Vec<String>> = sets
        .into_iter()
        .map(|(name, records)| {
            assert_eq!(name, "김영수");
            records
        })
        .collect();
    assert_eq!(members, [vec!["a", "c"], vec!["b", "d"], vec!["e"]]);
}

#[test]
fn facilities_with_values_that_contradict_each_other() {
    let capacity = |id: &str, text: &str, subject: &str, si: &str| {
        record(
            id,
            text,
            json!({
                "figures": [{"start": 0, "end": 4, "value": "1", "unit": "PFLOPS", "kind": "computing", "si": si, "bound": "eq"}],
                "facts": [{"kind": "capacity", "modality": "planned", "subject": subject, "value": {"figure": 0}, "evidence": {"start": 0, "end": 9}}]
            }),
        )
    };
    let links = linked(&[
        capacity("a", "부산 인공지능 데이터센터는 부산에 선다.", "인공지능 데이터센터", "9"),
        capacity("b", "부산은 부산 AI 데이터센터를 짓는다.", "AI데이터센터", "12"),
        capacity("c", "대구는 대구에 AI 데이터센터를 짓는다.", "AI 데이터센터", "9"),
        capacity("d", "한빛 데이터센터가 문을 열었다.", "한빛 데이터센터", "9"),
        capacity("e", "새 데이터센터가 문을 열었다.", "새 데이터센터", "9"),
    ]);
    let members: Vec<Vec<String>> = sets(&links, "facility").into_iter().map(|(_, records)| records).collect();
    assert_eq!(members.len(), 4);
    let both = links.iter().find(|link| link.records == 2).unwrap();
    let Linked::Facility { region, timeline, conflicts } = &both.what else { panic!("{both:?}") };
    assert_eq!(region.as_deref(), Some("부산광역시"));
    assert_eq!(timeline.len(), 2);
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>(), ["9", "12"]);
}

#[test]
fn the_order_of_the_records_decides_nothing_but_ids() {
    let records: Vec<Record> = ["한빛전자", "새한은행", "한빛전자", "MS", "마이크로소프트"]
        .iter()
        .enumerate()
        .map(|(nth, name)| record(&nth.to_string(), "", json!({"organizations": [body("o1", name, &[], "company")]})))
        .collect();
    let mut other = records.clone();
    other.reverse();
    assert_eq!(sets(&linked(&records), "organization"), sets(&linked(&other), "organization"));
}
