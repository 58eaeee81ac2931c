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
    let mut members: Vec<Vec<String>> = sets(&links, "organization").into_iter().map(|(_, records)| records).collect();
    members.sort();
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

/// A body with its mentions in `text`, each where the name stands.
fn mentioned(id: &str, text: &str, name: &str, kind: &str) -> Value {
    json!({"id": id, "name": name, "aliases": [], "kind": kind, "mentions": places(text, name)})
}

fn places(text: &str, name: &str) -> Vec<Value> {
    let place = |(at, _)| {
        let start = text[..at].chars().count();
        json!({"start": start, "end": start + name.chars().count(), "text": name})
    };
    text.match_indices(name).map(place).collect()
}

/// The records that are joined where each has one body: `(text, name, kind)`.
fn joined(articles: &[(&str, &str, &str)]) -> Vec<Vec<String>> {
    let records: Vec<Record> = articles
        .iter()
        .enumerate()
        .map(|(nth, (text, name, kind))| {
            record(&nth.to_string(), text, json!({"organizations": [mentioned("o1", text, name, kind)]}))
        })
        .collect();
    let mut sets: Vec<Vec<String>> = sets(&linked(&records), "organization").into_iter().map(|(_, records)| records).collect();
    sets.sort();
    sets
}

#[test]
fn a_country_before_a_name_parts_only_what_each_state_has() {
    let company = "company";
    for (articles, want) in [
        // A firm's country says where it is.
        (
            vec![
                ("미국 한빛로보틱스는 5일 밝혔다.", "한빛로보틱스", company),
                ("한빛로보틱스가 나섰다.", "한빛로보틱스", company),
            ],
            vec![vec!["0", "1"]],
        ),
        (
            vec![("미국 블룸버그는 5일 보도했다.", "블룸버그", "media"), ("블룸버그 통신이 전했다.", "블룸버그 통신", "media")],
            vec![vec!["0", "1"]],
        ),
        (
            vec![("영국 새한대는 연구를 냈다.", "새한대", "university"), ("새한대 연구진이다.", "새한대", "university")],
            vec![vec!["0", "1"]],
        ),
        // Every state has one.
        (
            vec![("미국 육군은 훈련했다.", "육군", "military"), ("육군은 훈련했다.", "육군", "military")],
            vec![vec!["0"], vec!["1"]],
        ),
        (
            vec![("미 법무부가 기소했다.", "법무부", "central-government"), ("법무부가 밝혔다.", "법무부", "central-government")],
            vec![vec!["0"], vec!["1"]],
        ),
        (
            vec![("일본 중앙은행은 금리를 올렸다.", "중앙은행", "bank"), ("중앙은행은 금리를 내렸다.", "중앙은행", "bank")],
            vec![vec!["0"], vec!["1"]],
        ),
        (
            vec![("프랑스 국회방송이 전했다.", "국회방송", "media"), ("국회방송이 전했다.", "국회방송", "media")],
            vec![vec!["0"], vec!["1"]],
        ),
        // What each town and each chain has.
        (
            vec![("워싱턴 보훈병원을 찾았다.", "보훈병원", "hospital"), ("보훈병원을 찾았다.", "보훈병원", "hospital")],
            vec![vec!["0"], vec!["1"]],
        ),
        // A short form at the end of another's name.
        (
            vec![
                ("새한인재평생교육진흥원이 열었다.", "평생교육진흥원", "public-institution"),
                ("국가평생교육진흥원은 컸다.", "국가평생교육진흥원", "public-institution"),
            ],
            vec![vec!["0"], vec!["1"]],
        ),
        (vec![("역전점은 쉰다.", "역전점", company), ("역전점을 연다.", "역전점", company)], vec![vec!["0"], vec!["1"]]),
        // Two countries' firms of one name.
        (
            vec![
                ("미국 한빛전자는 컸다.", "한빛전자", company),
                ("일본 한빛전자는 컸다.", "한빛전자", company),
                ("한빛전자는 작다.", "한빛전자", company),
            ],
            vec![vec!["0"], vec!["1"], vec!["2"]],
        ),
        // The country stands there by chance.
        (
            vec![
                ("이란의 국제연합 대사가 말했다.", "국제연합", "international"),
                ("유엔은 5일 밝혔다.", "유엔", "international"),
            ],
            vec![vec!["0", "1"]],
        ),
    ] {
        assert_eq!(joined(&articles), want, "{articles:?}");
    }
}

#[test]
fn marks_of_legal_forms_and_spaces_part_nothing() {
    for (one, other, kind) in [
        ("㈜하나은행", "하나은행", "bank"),
        ("(재)푸른숲장학회", "푸른숲장학회", "foundation"),
        ("㈔푸른숲", "푸른숲", "association"),
        ("뉴욕 타임스", "뉴욕타임스", "media"),
        ("롯데 그룹", "롯데그룹", "company"),
    ] {
        let articles = [(one, one, kind), (other, other, kind)];
        assert_eq!(joined(&articles), [["0", "1"]], "{one} {other}");
    }
}

#[test]
fn initials_that_the_article_reads_otherwise() {
    let media = "media";
    for (text, name, other, one) in [
        ("순고객추천지수(NPS)가 높다.", "NPS", "국민연금공단", false),
        ("국민연금공단(NPS)이 샀다.", "NPS", "국민연금공단", true),
        ("유럽연합(EU)은 5일 밝혔다.", "EU", "유럽연합", true),
        ("에스케이티(SKT)가 밝혔다.", "SKT", "케이티", false),
        ("삼성 전자가 밝혔다.", "삼성", "삼성전자", true),
        ("KB RISE 상품이 나왔다.", "KB", "한국뇌연구원", false),
        ("잉글랜드은행(BOE)은 금리를 올렸다.", "BOE", "잉글랜드은행", true),
    ] {
        let articles = [(text, name, media), (other, other, media)];
        assert_eq!(joined(&articles).len() == 1, one, "{text}");
    }
}

#[test]
fn initials_that_articles_often_read_otherwise_need_support() {
    let company = "company";
    let articles = [
        ("영상처리장치(BOE)가 팔렸다.", "BOE", company),
        ("전자기판(BOE)을 만든다.", "BOE", company),
        ("BOE가 나섰다.", "BOE", company),
        ("BOE테크놀로지가 나섰다. BOE는 크다.", "BOE", company),
        ("BOE테크놀로지는 중국에 있다.", "BOE테크놀로지", company),
    ];
    assert_eq!(joined(&articles), [vec!["0"], vec!["1"], vec!["2"], vec!["3", "4"]]);
}

#[test]
fn one_id_is_one_record() {
    let article = || record("a", "한빛이엔지", json!({"organizations": [body("o1", "한빛이엔지", &[], "company")]}));
    let links = linked(&[article(), article()]);
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].records, 1);
    let Linked::Organization { members, .. } = &links[0].what else { panic!("{links:?}") };
    assert_eq!(members.len(), 1);
}

#[test]
fn second_names_of_one_article_that_share_no_letter() {
    let bodies = |aliases: &[&str]| json!({"organizations": [body("o1", "새한증권", aliases, "bank")]});
    let links = linked(&[
        record("a", "", bodies(&["새증", "푸른사회", "SHS"])),
        record("b", "", bodies(&["SHS"])),
        record("c", "", bodies(&[])),
    ]);
    assert_eq!(links[0].names, ["새한증권", "SHS", "새증"]);
}

#[test]
fn masked_and_lay_people() {
    for (text, name, one) in [
        ("새한은행이 밝혔다. 김영수가 말했다.", "김영수", true),
        ("새한은행이 밝혔다. 김영수 씨는 손님이다.", "김영수", false),
        ("새한은행이 밝혔다. 김영수씨는 손님이다.", "김영수", false),
        ("새한은행이 밝혔다. 손님 김영수(63)가 왔다.", "김영수", false),
        ("새한은행이 밝혔다. 김영수(28·여)가 왔다.", "김영수", false),
    ] {
        let fields = |people: Value| {
            let mut fields = json!({"organizations": [body("o1", "새한은행", &[], "bank")]});
            fields.as_object_mut().unwrap().extend(people.as_object().unwrap().clone());
            fields
        };
        let links = linked(&[
            record("a", "", fields(json!({"officials": [person("p1", name, "은행장", Some("o1"))]}))),
            record("b", text, fields(json!({"people": [{"id": "p1", "name": name, "mentions": places(text, name)}]}))),
        ]);
        assert_eq!(sets(&links, "person").len() == 1, one, "{text}");
    }
    for (text, name) in [
        ("최아무개", "최아무개"),
        ("박모 씨", "박모"),
        ("A씨", "A"),
        ("이준호(30·가명)", "이준호"),
        ("이준호 씨(가명)", "이준호"),
    ] {
        let people = json!({"people": [{"id": "p1", "name": name, "mentions": places(text, name)}]});
        assert_eq!(sets(&linked(&[record("a", text, people)]), "person"), [], "{text}");
    }
}

#[test]
fn members_of_the_assembly_and_of_a_party() {
    let seat = |id: &str, body_name: &str, kind: &str| {
        let organizations = json!([body("o1", body_name, &[], kind)]);
        record(id, "", json!({"organizations": organizations, "officials": [person("p1", "김영수", "의원", Some("o1"))]}))
    };
    let assembly = || seat("a", "국회", "assembly");
    let one = linked(&[assembly(), seat("b", "더불어민주당", "party")]);
    assert_eq!(sets(&one, "person").len(), 1);
    let two_parties = linked(&[assembly(), seat("b", "더불어민주당", "party"), seat("c", "정의당", "party")]);
    assert_eq!(sets(&two_parties, "person").len(), 3);
    let council = linked(&[seat("a", "광주광역시의회", "assembly"), seat("b", "더불어민주당", "party")]);
    assert_eq!(sets(&council, "person").len(), 2);
}

#[test]
fn initials_in_names_with_and_without_dots_and_names_of_firms() {
    let article = |id: &str, name: &str, firm: Option<&str>| {
        let firms: Vec<Value> = firm.iter().map(|firm| body("o1", firm, &[], "company")).collect();
        record(id, "", json!({"organizations": firms, "people": [{"id": "p1", "name": name, "mentions": []}]}))
    };
    let one = linked(&[article("a", "제임스 T 한스", None), article("b", "제임스 T. 한스", None)]);
    assert_eq!(sets(&one, "person").len(), 1);
    let firm = linked(&[article("a", "헨리 앤더스톤", None), article("b", "헨리앤더스톤", Some("헨리앤더스톤"))]);
    assert_eq!(sets(&firm, "person").len(), 2);
}

#[test]
fn facilities_that_only_their_firm_tells_apart() {
    let plant = |id: &str, text: &str, name: &str, firm: &str| {
        let fields = json!({
            "organizations": [mentioned("o1", text, firm, "company")],
            "facts": [{"kind": "event", "subject": name, "about": "준공", "evidence": {"start": 0, "end": text.chars().count()}}]
        });
        record(id, text, fields)
    };
    let links = linked(&[
        plant("a", "한빛전자는 밀양 2공장을 준공했다.", "밀양 2공장", "한빛전자"),
        plant("b", "한빛전자가 밀양 제2공장을 준공했다.", "밀양 제2공장", "한빛전자"),
        plant("c", "새한식품이 밀양 2공장을 준공했다.", "밀양 2공장", "새한식품"),
        plant("d", "한빛전자는 중국 공장을 준공했다.", "중국 공장", "한빛전자"),
        plant("e", "새한식품은 중국 공장을 준공했다.", "중국 공장", "새한식품"),
        plant("f", "한빛전자는 수도권 광역철도를 준공했다.", "수도권 광역철도", "한빛전자"),
        plant("g", "한빛전자는 수도권 광역철도를 준공했다.", "수도권 광역철도", "한빛전자"),
    ]);
    let mut members: Vec<Vec<String>> = sets(&links, "facility").into_iter().map(|(_, records)| records).collect();
    members.sort();
    assert_eq!(members, [vec!["a", "b"], vec!["c"], vec!["d"], vec!["e"], vec!["f"], vec!["g"]]);
    let region = |wanted: &str| {
        links.iter().find_map(|link| match &link.what {
            Linked::Facility { region, .. } if link.name == wanted => Some(region.as_deref()),
            _ => None,
        })
    };
    assert_eq!(region("밀양 제2공장"), Some(Some("경상남도")));
    assert_eq!(region("중국 공장"), Some(None));
}

#[test]
fn firms_and_bands_of_peoples_names() {
    for (text, other, one) in [
        ("헨리 앤더스톤은 5일 말했다.", None, true),
        ("투자은행 헨리 앤더스톤은 목표가를 낮췄다.", None, false),
        ("헨리 앤더스톤의 애널리스트가 말했다.", None, false),
        ("헨리 앤더스톤의 로저 한스는 기타를 친다.", Some("로저 한스"), false),
        ("헨리 앤더스톤의 책이 나왔다.", None, true),
    ] {
        let name = "헨리 앤더스톤";
        let mut people = vec![json!({"id": "p1", "name": name, "mentions": places(text, name)})];
        people.extend(other.map(|other| json!({"id": "p2", "name": other, "mentions": places(text, other)})));
        let links = linked(&[
            record("a", text, json!({"people": people})),
            record("b", "", json!({"people": [{"id": "p1", "name": name, "mentions": []}]})),
        ]);
        let sets = sets(&links, "person");
        assert_eq!(sets.iter().filter(|(linked, _)| linked == name).count() == 1, one, "{text}");
    }
}

#[test]
fn second_names_of_few_articles_do_not_speak_for_many() {
    let bodies = |name: &str, aliases: &[&str], kind: &str| json!({"organizations": [body("o1", name, aliases, kind)]});
    let others = |nth: usize| record(&format!("other{nth}"), "", bodies("새한고등학교", &[], "school"));
    let one = record("a", "", bodies("새한푸른고등학교", &["새한고등학교"], "school"));
    let few: Vec<Record> = std::iter::once(one.clone()).chain((0..2).map(others)).collect();
    assert_eq!(sets(&linked(&few), "organization").len(), 1);
    let many: Vec<Record> = std::iter::once(one).chain((0..5).map(others)).collect();
    assert_eq!(sets(&linked(&many), "organization").len(), 2);
    // Three letters of two bodies whose kinds nobody knows.
    let agency = |id: &str| record(id, "", bodies("새한우주국", &["SHU"], "other"));
    let links = linked(&[agency("a"), agency("b"), record("c", "", bodies("SHU", &[], "other"))]);
    assert_eq!(sets(&links, "organization").len(), 2);
}

#[test]
fn classes_and_parts_join_by_what_their_articles_name() {
    // Two bodies beside it that no other article names; one; none.
    let article = |id: &str, day: &str, beside: &[&str]| {
        let mut bodies = vec![body("o1", "전략기획실", &[], "company")];
        bodies.extend(beside.iter().enumerate().map(|(nth, name)| body(&format!("b{nth}"), name, &[], "company")));
        record(id, "", json!({"published": day, "organizations": bodies}))
    };
    for (other, joined) in [
        (article("b", "2024-09-01", &["한빛로보틱스", "새한정공"]), true),
        (article("b", "2024-05-02", &["한빛로보틱스"]), true),
        (article("b", "2024-09-01", &["한빛로보틱스"]), false),
        (article("b", "2024-05-01", &[]), false),
    ] {
        let links = linked(&[article("a", "2024-05-01", &["한빛로보틱스", "새한정공"]), other]);
        let parts = sets(&links, "organization").into_iter().filter(|(name, _)| name == "전략기획실").count();
        assert_eq!(parts == 1, joined);
    }
}

#[test]
fn bodies_of_the_state_that_an_article_speaks_of() {
    let kind = "foreign-government";
    for (articles, want) in [
        (
            vec![("미국 재무부가 밝혔다.", "재무부", kind), ("미국은 미국 국채를 판다. 재무부가 밝혔다.", "재무부", kind)],
            vec![vec!["0", "1"]],
        ),
        (
            vec![
                ("미국은 미국 국채를 판다. 재무부가 밝혔다.", "재무부", kind),
                ("일본은 일본 국채를 판다. 재무부다.", "재무부", kind),
            ],
            vec![vec!["0"], vec!["1"]],
        ),
        (vec![("재무부가 밝혔다.", "재무부", kind), ("재무부가 말했다.", "재무부", kind)], vec![vec!["0"], vec!["1"]]),
    ] {
        assert_eq!(joined(&articles), want, "{articles:?}");
    }
}

#[test]
fn names_of_works_funds_and_people() {
    let bank = "bank";
    for (text, name, kind, one) in [
        ("한빛로보틱스는 5일 밝혔다.", "한빛로보틱스", "company", true),
        ("영화 ‘한빛로보틱스’가 나왔다.", "한빛로보틱스", "company", false),
        ("《한빛로보틱스》를 읽었다.", "한빛로보틱스", "company", false),
        ("한빛로보틱스 ETF를 샀다.", "한빛로보틱스", "company", false),
        ("마이클 한빛로보틱스는 말했다.", "한빛로보틱스", "company", false),
        ("은행(신한·하나·우리)이 올렸다.", "하나", bank, false),
        ("매출은 한화로 약 90조원이다.", "한화", "company", false),
        ("매출은 한화 900억원이다.", "한화", "company", false),
        ("한화로 옮겼다.", "한화", "company", true),
    ] {
        let other = format!("{name}는 컸다.");
        let articles = [(text, name, kind), (other.as_str(), name, kind)];
        assert_eq!(joined(&articles).len() == 1, one, "{text}");
    }
    let listed = [("은행(신한·하나·우리)이 올렸다.", "하나", bank), ("하나은행은 올렸다.", "하나은행", bank)];
    assert_eq!(joined(&listed), [["0", "1"]]);
}

#[test]
fn people_without_a_body() {
    let with = |id: &str, year: i32, title: &str| {
        let published = format!("{year}-03-01");
        let fields = json!({
            "published": published,
            "organizations": [body("o1", "새한은행", &[], "bank")],
            "officials": [person("p1", "김영수", title, Some("o1"))]
        });
        record(id, "", fields)
    };
    let without = |year: i32, text: &str, title: Option<&str>| {
        let one = json!({"id": "p1", "name": "김영수", "title": title, "mentions": places(text, "김영수")});
        let published = format!("{year}-03-01");
        record(
            "b",
            text,
            json!({"published": published, "organizations": [body("o1", "새한은행", &[], "bank")], "people": [one]}),
        )
    };
    for (other, one) in [
        (without(2024, "김영수가 말했다.", None), true),
        (without(2012, "김영수가 말했다.", None), false),
        (without(2024, "배우 김영수가 새한은행에 왔다.", None), false),
        (without(2024, "김영수 은행장이 말했다.", Some("은행장")), true),
    ] {
        let links = linked(&[with("a", 2024, "은행장"), other]);
        assert_eq!(sets(&links, "person").len() == 1, one, "{links:?}");
    }
    // A part that no other article names in the same context: the name of the part does for the person.
    let part = |id: &str| {
        let mut one = person("p1", "김영수", "팀장", Some("o1"));
        one["organization_name"] = json!("홍보팀");
        record(id, "", json!({"organizations": [body("o1", "홍보팀", &[], "company")], "officials": [one]}))
    };
    assert_eq!(sets(&linked(&[part("a"), part("b")]), "person").len(), 1);
}
