//! Sentences with the quotations and facts that are read from them, and those that have none.

use std::sync::LazyLock;

use crate::Extractor;
use crate::document::{Article, Timestamp};
use crate::record::{Entities, Fact, FactKind, FactTime, FactValue};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the embedded files are sound"));

/// What is read in a text that was published on 2024-05-20.
fn read(text: &str) -> Entities {
    let published = Timestamp::parse("2024-05-20");
    EXTRACTOR.worker().entities(&Article { text: text.to_owned(), published, ..Article::default() })
}

fn name(entities: &Entities, of: &str) -> String {
    let organizations = entities.organizations.iter().map(|of| (&of.id, &of.name));
    let officials = entities.officials.iter().map(|of| (&of.id, &of.name));
    let people = entities.people.iter().map(|of| (&of.id, &of.name));
    organizations.chain(officials).chain(people).find(|(id, _)| *id == of).map_or(of, |(_, name)| name).to_owned()
}

/// Each quotation as `speaker|verb|words`; `-` where there is none, `~` before a speaker without an id.
fn quotes(text: &str) -> Vec<String> {
    let entities = read(text);
    let speaker = |quote: &crate::record::Quote| match (&quote.speaker, &quote.speaker_name) {
        (Some(_), Some(name)) => name.clone(),
        (None, Some(name)) => format!("~{name}"),
        _ => "-".to_owned(),
    };
    let line = |quote: &crate::record::Located<crate::record::Quote>| {
        format!("{}|{}|{}", speaker(&quote.what), quote.what.verb.as_deref().unwrap_or("-"), quote.text)
    };
    entities.quotes.iter().map(line).collect()
}

/// Each fact of a kind as `modality|subject|object|parties|about|value|when`; nothing where there is nothing.
fn facts(text: &str, kind: FactKind) -> Vec<String> {
    let entities = read(text);
    let own = |of: &Option<String>| of.as_deref().map(|of| name(&entities, of)).unwrap_or_default();
    let line = |fact: &Fact| {
        let modality = fact.modality.map(|modality| format!("{modality:?}").to_lowercase()).unwrap_or_default();
        let parties: Vec<String> = fact.parties.iter().map(|of| name(&entities, of)).collect();
        let value = match fact.value {
            Some(FactValue::Amount(nth)) => entities.amounts[nth].text.clone(),
            Some(FactValue::Figure(nth)) => entities.figures[nth].text.clone(),
            None => String::new(),
        };
        let when = fact.when.map(|FactTime::Date(nth)| entities.dates[nth].text.clone()).unwrap_or_default();
        let about = fact.about.as_deref().unwrap_or_default();
        format!("{modality}|{}|{}|{}|{about}|{value}|{when}", own(&fact.subject), own(&fact.object), parties.join("+"))
    };
    entities.facts.iter().filter(|fact| fact.kind == kind).map(line).collect()
}

#[track_caller]
fn check(kind: FactKind, cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (text, want) in cases {
        let got = facts(text, kind);
        if got != *want {
            wrong += &format!("{text}\n  want {want:?}\n  got  {got:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn quotations_with_their_speakers() {
    let cases: &[(&str, &[&str])] = &[
        ("김철호 나주시장은 “물길을 다시 열겠다”고 밝혔다.", &["김철호|밝혔다|물길을 다시 열겠다"]),
        (
            "김철호 나주시장은 \"물길을 열겠다\"며 \"내년이면 된다\"라고 말했다.",
            &["김철호|말했다|물길을 열겠다", "김철호|말했다|내년이면 된다"],
        ),
        (
            "김철호 나주시장은 “물길을 열겠다”고 말했다. 이어 “예산도 있다”고 덧붙였다.",
            &["김철호|말했다|물길을 열겠다", "김철호|덧붙였다|예산도 있다"],
        ),
        (
            "김철호 나주시장은 5일 나주를 찾아 현장을 살폈다. 그는 “서두르겠다고 약속했다”고 강조했다.",
            &["김철호|강조했다|서두르겠다고 약속했다"],
        ),
        ("“물길을 다시 열겠다”고 김철호 나주시장은 말했다.", &["김철호|말했다|물길을 다시 열겠다"]),
        ("“물길을 다시 열겠다”고 밝힌 김철호 나주시장은 현장을 떠났다.", &["김철호|밝힌|물길을 다시 열겠다"]),
        ("나주시 관계자는 “곧 시작한다”고 설명했다.", &["나주시 관계자|설명했다|곧 시작한다"]),
        ("한 업계 관계자는 “값이 오를 수밖에 없다”고 귀띔했다.", &["~한 업계 관계자|귀띔했다|값이 오를 수밖에 없다"]),
        ("나주시는 “늦지 않았다”는 입장이다.", &["나주시|입장이다|늦지 않았다"]),
        ("나주시는 \"이미 끝난 일이다\"라는 뜻을 밝혔다.", &["나주시|뜻을 밝혔다|이미 끝난 일이다"]),
        ("“지금이 아니면 안 된다”는 게 김철호 시장의 설명이다.", &["김철호|설명이다|지금이 아니면 안 된다"]),
        (
            "김철호 나주시장은 “‘물의 도시’를 만들겠다. 시민이 먼저다”라고 밝히고 있다.",
            &["김철호|밝히고 있다|‘물의 도시’를 만들겠다. 시민이 먼저다"],
        ),
        ("교육부는 김철호 나주시장이 “돈이 없다”고 말했다고 전했다.", &["김철호|말했다|돈이 없다"]),
        ("김철호 나주시장은 「물길을 다시 열겠다」고 다짐했다.", &["김철호|다짐했다|물길을 다시 열겠다"]),
        ("경찰에 따르면 김철호 나주시장은 “모르는 일이다”라고 진술했다.", &["김철호|진술했다|모르는 일이다"]),
        ("김철호 나주시장은 “믿어 달라”며 눈물을 보였다.", &["김철호|눈물을 보였다|믿어 달라"]),
    ];
    let mut wrong = String::new();
    for (text, want) in cases {
        let got = quotes(text);
        if got != *want {
            wrong += &format!("{text}\n  want {want:?}\n  got  {got:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_marks_hold_and_nobody_says() {
    for text in [
        "나주시는 ‘물의 도시’ 사업을 시작했다.",
        "나주시는 “꿈의 시작, 나주”라는 주제로 축제를 열었다.",
        "이른바 “물길”이라고 불리는 수로가 있다.",
        "건물에는 “들어오지 마시오”라고 적힌 종이가 붙었다.",
        "영화 “바람의 길을 걷다”가 개봉했다.",
        "‘간이 세다’고 표현하는 음식이 있다.",
        "나주시는 “우수 기관”으로 뽑혔다.",
    ] {
        assert_eq!(quotes(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn capacities() {
    check(
        FactKind::Capacity,
        &[
            ("나주시는 2026년까지 40MW 규모의 데이터센터를 짓는다.", &["planned|데이터센터||||40MW|2026년"]),
            ("나주시는 지난해 40MW급 데이터센터를 준공했다.", &["actual|데이터센터||||40MW|지난해"]),
            ("이 회사는 연료전지발전소(80MW)를 운영하고 있다.", &["actual|연료전지발전소||||80MW|"]),
            (
                "물빛 데이터센터는 연산 능력 20페타플롭스, 저장 용량 60PB 규모로 오는 10월 개소할 예정이다.",
                &["planned|물빛 데이터센터||||20페타플롭스|오는 10월", "planned|물빛 데이터센터||||60PB|오는 10월"],
            ),
            ("40MW급이면 서버 오만 대를 돌릴 수 있다.", &[]),
            ("이 데이터센터는 지난달 전력 40MWh를 썼다.", &[]),
            ("나주시는 40MW 규모의 데이터센터 건립 계획을 철회했다.", &[]),
            ("나주시에는 40MW 규모의 발전소가 필요하다.", &[]),
            ("58만kW급의 물빛원전 1호기가 멈췄다.", &["actual|물빛원전 1호기||||58만kW|"]),
            ("40MW 규모의 물빛 발전소 사업권 매각은 1분기에 인식될 예정이다.", &[]),
        ],
    );
}

#[test]
fn investments() {
    check(
        FactKind::Investment,
        &[
            ("삼성전자는 2027년까지 평택에 3조원을 투자한다고 밝혔다.", &["planned|삼성전자|평택|||3조원|2027년"]),
            ("삼성전자는 지난해 나주에 300억원을 투자했다.", &["actual|삼성전자|나주|||300억원|지난해"]),
            ("삼성전자가 300억원 규모의 투자를 단행했다.", &["actual|삼성전자||||300억원|"]),
            ("삼성전자는 500억원을 들여 연구동을 신축했다.", &["actual|삼성전자|연구동|||500억원|"]),
            ("삼성전자는 300억원을 투자하지 않기로 했다.", &[]),
            ("삼성전자는 300억원의 투자금을 유치했다.", &[]),
            ("삼성전자와 네이버가 각각 300억원을 투자했다.", &[]),
            ("300억원을 투자하면 삼성전자는 지분을 얻는다.", &[]),
        ],
    );
}

#[test]
fn budgets() {
    check(
        FactKind::Budget,
        &[
            ("나주시는 국비 55억 원을 확보했다.", &["actual|나주시||||55억 원|"]),
            ("나주시는 내년에 30억원의 예산을 편성할 계획이다.", &["planned|나주시||||30억원|내년"]),
            ("나주시는 2025년부터 2029년까지 300억원을 투입할 예정이다.", &["planned|나주시||||300억원|2025년부터 2029년까지"]),
            ("하천 정비에 필요한 예산은 총 120억원이다.", &["actual||하천 정비|||120억원|"]),
            ("나주시의 예산은 300억원에서 200억원으로 줄었다.", &[]),
            ("나주시의회는 예산 30억원을 삭감했다.", &[]),
            ("그는 나주시 예산 3억원을 횡령했다.", &[]),
        ],
    );
}

#[test]
fn agreements() {
    check(
        FactKind::Agreement,
        &[
            (
                "나주시는 지난 9일 삼성전자와 하천 정비를 위한 업무협약을 체결했다.",
                &["actual|||나주시+삼성전자|하천 정비||지난 9일"],
            ),
            ("나주시와 삼성전자가 업무협약(MOU)을 맺었다.", &["actual|||나주시+삼성전자|||"]),
            (
                "나주시는 삼성전자, 네이버와 ‘물길 잇기’ 업무협약을 체결할 예정이다.",
                &["planned|||나주시+삼성전자+네이버|물길 잇기||"],
            ),
            (
                "나주시는 5일 시청에서 기념식을 열었다. 이어 네이버와 공동 연구 협약을 체결했다.",
                &["actual|||나주시+네이버|공동 연구||"],
            ),
            // Whether it is made or still planned is not said.
            ("나주시는 삼성전자와 협약을 맺고 내년까지 연구동을 지을 계획이다.", &[]),
            ("나주시는 삼성전자와 협약을 맺고 연구동을 짓기로 했다.", &["actual|||나주시+삼성전자|||"]),
            ("나주시는 지난 9일 삼성전자와 협약을 맺고 연구동을 짓는다.", &["actual|||나주시+삼성전자|||지난 9일"]),
            ("나주시는 삼성전자와 업무협약을 체결하지 않았다.", &[]),
            ("나주시는 여러 기업과 업무협약을 체결했다.", &[]),
            ("나주시는 삼성전자와 맺은 협약을 파기했다.", &[]),
        ],
    );
}

#[test]
fn money_of_clauses_that_go_on() {
    check(
        FactKind::Investment,
        &[
            ("삼성전자는 500억원을 투자해 좁아진 연구동을 넓힐 계획이다.", &["planned|삼성전자||||500억원|"]),
            ("삼성전자는 500억원을 투자해 시장을 이끌기 위한 발판을 마련한 바 있다.", &["actual|삼성전자||||500억원|"]),
            ("삼성전자는 500억원을 투입해 흩어져 있던 지분을 인수한다고 밝혔다.", &["planned|삼성전자||||500억원|"]),
            ("삼성전자는 500억원을 투자하고 싶다는 뜻을 비쳤다.", &[]),
            ("삼성전자는 500억원을 들여 연구동 건립 계획을 밝혔다.", &["planned|삼성전자||||500억원|"]),
            ("삼성전자는 나주에 500억원 투자를 약속했다.", &["planned|삼성전자|나주|||500억원|"]),
            ("이들 3개 회사는 나주에 500억원을 투자할 계획이다.", &["planned||나주|||500억원|"]),
            ("삼성전자가 나주에 500억원을 투자할 것이라는 전망이 나왔다.", &[]),
            ("삼성전자는 나주 대신 평택에 500억원 투자를 결정했다.", &["actual|삼성전자|평택|||500억원|"]),
            ("삼성전자가 500억원을 투자하도록 한 혐의를 받는다.", &[]),
            ("이 상품에 1억원을 투자한다고 가정하면 이자는 30만원이다.", &[]),
            ("삼성전자는 500억원을 투입한 연구동을 내년에 열 예정이다.", &[]),
            ("삼성전자는 지난해 500억원을 투입해 내년부터 부품을 만들 방침이다.", &[]),
            ("삼성전자가 나주에 500억원을 투자한 데 이어 연구동도 지었다.", &["actual|삼성전자|나주|||500억원|"]),
        ],
    );
    check(
        FactKind::Budget,
        &[
            ("나주시는 예산 30억원을 들여 낡은 수로를 고칠 계획이다.", &["planned|나주시||||30억원|"]),
            ("나주시는 예산 30억원을 투입해 수로를 지어 운영 중이다.", &["actual|나주시|수로|||30억원|"]),
            ("나주시는 국비 30억원을 마을에 교부했고 나머지는 내년에 지급할 방침이다.", &["actual|나주시||||30억원|"]),
            ("나주시는 내년도 사업비 30억원을 확보했다.", &["actual|나주시||||30억원|내년도"]),
            ("나주시는 국비 30억원을 확보해 수로를 지을 계획이다.", &[]),
            ("나주시는 30억원을 들여 수로를 짓는 사업에 선정됐다.", &[]),
            ("나주시는 30억원을 들여 시가지에 나무를 심는다는 계획을 세웠다고 밝혔다.", &["planned|나주시||||30억원|"]),
            ("나주시가 예산 30억원을 확보했다는 의혹이 있다.", &[]),
            ("나주시는 물빛 공약에 필요한 재원 2조원 마련 계획을 따졌다.", &[]),
            ("나주시는 30억원을 들여 상인을 지원했던 사업을 늘릴 계획이다.", &[]),
            ("정부가 내년 30억원을 투입하려면 빚을 내야 한다.", &[]),
            ("나주시는 수로 정비 예산 30억원을 요구했지만 절반만 반영됐다.", &[]),
            ("한 곳당 예산 150억원을 지원한다.", &[]),
            ("나주시의 물길 예산이 30억원, 예비비로 20억원이 편성됐다.", &[]),
            ("나주시는 국비 30억원 확보를 통해 수로 공사에 착수할 계획이다.", &[]),
            ("나주시는 30억원을 들여 수로를 짓기 위해 심사를 신청했다.", &[]),
            ("추경이 30조원으로 편성될 경우 나주시의 빚은 늘어난다.", &[]),
            ("나주시는 ‘2026년 물길 평가’에서 으뜸으로 뽑혀 국비 30억원을 확보했다.", &["actual|나주시||||30억원|"]),
            ("나주시는 올해 세운 방안을 통해 5년간 30억원을 투입한다.", &["planned|나주시||||30억원|"]),
        ],
    );
}

#[test]
fn who_puts_money_in() {
    check(
        FactKind::Investment,
        &[
            ("김철호 전 총리는 공장 두 곳에 500억원을 투자한다고 밝혔다.", &[]),
            ("정바다 삼성전자 대표는 나주에 500억원을 투자하겠다고 밝혔다.", &["planned|삼성전자|나주|||500억원|"]),
            ("나주시는 1억 달러(약 1300억 원) 이상을 투자했다.", &[]),
        ],
    );
    check(
        FactKind::Budget,
        &[
            ("나주시는 도로에 사업비 30억원이 반영된 예산안을 설명했다.", &[]),
            ("나주시청은 총사업비 30억원을 들여 신축됐다.", &["actual||나주시청|||30억원|"]),
            ("나주시와 정부는 수로에 30억원을 투입한다.", &[]),
            ("이번 사업에는 총 30억원의 사업비를 투입했다.", &[]),
            ("나주시는 물빛동 일원에 30억원을 들여 나무를 심었다.", &["actual|나주시||||30억원|"]),
            ("이 기간 시는 30억원의 예산을 들여 수로를 고쳤다.", &["actual|시||||30억원|"]),
            ("나주시는 집중호우로 다친 이들에게 복구비 300만원을 지원했다.", &[]),
            ("나주시는 내년 예산 600억원 중 절반을 상반기에 집행할 계획이다.", &[]),
            ("나주시는 국비 10억원 포함 총 30억원을 지원받았다.", &[]),
            ("나주시가 요구한 수로 정비 예산은 30억원이다.", &[]),
            ("나주시의 국세 수입 예산은 300억원이다.", &[]),
            ("삼성전자는 5억원의 예산을 투입해 표지판을 달았다.", &[]),
        ],
    );
}

#[test]
fn what_money_is_for() {
    check(
        FactKind::Investment,
        &[
            ("삼성전자는 ‘가람’ 모델 개발에 300억원을 투자했다.", &["actual|삼성전자|‘가람’ 모델 개발|||300억원|"]),
            ("삼성전자는 기술개발(R&D) 지원에 300억원을 투자했다.", &["actual|삼성전자|기술개발(R&D) 지원|||300억원|"]),
            ("삼성전자는 외부 업체 4곳에 300억원을 투자했다.", &["actual|삼성전자||||300억원|"]),
            ("삼성전자는 이 공장에 300억원을 투자했다.", &["actual|삼성전자||||300억원|"]),
            (
                "삼성전자는 300억원을 투자해 원전, 증기터빈(가람), 가스터빈 설비를 증설했다.",
                &["actual|삼성전자|원전, 증기터빈(가람), 가스터빈 설비|||300억원|"],
            ),
            (
                "삼성전자는 나주 기존 공장부지(7만4천㎡) 및 확장부지(9천㎡)에 300억원을 투자했다.",
                &["actual|삼성전자|나주 기존 공장부지(7만4천㎡) 및 확장부지|||300억원|"],
            ),
            ("삼성전자는 300억원을 투자해 이미 나주시에 공장을 지었다.", &["actual|삼성전자|공장|||300억원|"]),
            ("삼성전자는 300억원을 투자해 ‘가람’과 ‘나래’를 지었다.", &["actual|삼성전자||||300억원|"]),
            ("삼성전자는 300억원을 투자해 누구나 오를 수 있는 사다리를 세웠다.", &["actual|삼성전자||||300억원|"]),
        ],
    );
}

#[test]
fn who_agrees_on_what() {
    check(
        FactKind::Agreement,
        &[
            // The one before has its own.
            (
                "나주시는 지난 3월 삼성전자와 협약을 체결한 뒤 지난 9일 네이버와 하천 정비 협약을 맺었다.",
                &["actual|||나주시+삼성전자|||지난 3월", "actual|||나주시+네이버|하천 정비||지난 9일"],
            ),
            // A row with somebody who is no name the article knows.
            ("나주시는 지역 숙소 물빛모텔, 삼성전자와 협약을 맺었다.", &[]),
            ("나주시와 삼성전자는 건물주와 협약을 맺었다.", &[]),
            ("나주시는 네이버(2011년 삼성전자와 합병)와 협약을 맺었다.", &["actual|||나주시+네이버|||"]),
            ("나주시가 삼성전자와 협약을 맺는다는 소식이 전해지며 값이 올랐다.", &["planned|||나주시+삼성전자|||"]),
            ("나주시는 삼성전자와 협약을 맺는 등 애쓰고 있다.", &["actual|||나주시+삼성전자|||"]),
            ("나주시는 이번 삼성전자와의 협약 체결을 시작으로 물길을 넓힐 계획이다.", &[]),
            (
                "나주시는 삼성전자와 ‘어린이 저축’ 도입을 위한 업무협약을 체결했다.",
                &["actual|||나주시+삼성전자|‘어린이 저축’ 도입||"],
            ),
            ("나주시는 삼성전자와 4종 판매·공급 계약을 체결했다.", &["actual|||나주시+삼성전자|||"]),
            (
                "나주시는 삼성전자와 수로 정비 120주년 축제의 성공적 개최를 위한 협약을 체결했다.",
                &["actual|||나주시+삼성전자|성공적 개최||"],
            ),
            ("나주시는 삼성전자와 물길 정비를 위한 전략적 업무 협약을 체결했다.", &["actual|||나주시+삼성전자|물길 정비||"]),
            ("삼성전자와 네이버가 계약을 체결한 나주 사업의 규모는 30억원이다.", &[]),
            ("나주시는 네이버와 계약을 체결하는 업무를 맡는다.", &[]),
            ("나주시는 지난해 6월 삼성전자와, 9월 가람 물빛과 전환 양해각서를 맺었다.", &[]),
            ("나주시는 오는 22일 물빛도, 삼성전자와 협약을 맺는다고 밝혔다.", &[]),
            ("나주시는 물빛상사 및 삼성전자와 협약을 맺었다.", &[]),
            ("삼성전자는 네이버와 함께 물빛사 지분을 인수하는 계약을 체결했다.", &[]),
            ("나주시는 삼성전자와 물빛상사 두 군데와 계약을 체결했다.", &[]),
            ("나주시는 삼성전자와 네이버가 내년에 연구동을 짓기로 양해각서를 체결했다.", &[]),
            ("나주시는 삼성전자와 독점 계약을 체결했다.", &["actual|||나주시+삼성전자|||"]),
            ("나주시는 내년 1월 13일 시행되는 법에 따라 삼성전자와 협약을 맺었다.", &["actual|||나주시+삼성전자|||"]),
            ("정바다 삼성전자 대표는 네이버와 30억원의 대출 계약을 맺었다.", &["actual|||정바다+네이버|대출||"]),
            ("▲나주시=예산 편성 ▲삼성전자=네이버와 부품 계약 체결.", &[]),
        ],
    );
}

#[test]
fn positions() {
    check(
        FactKind::Position,
        &[
            ("김철호 나주시장은 시민을 만났다.", &["|김철호|나주시||시장||"]),
            ("정바다 삼성전자 대표가 나주를 찾았다.", &["|정바다|삼성전자||대표||"]),
        ],
    );
}

#[test]
fn events() {
    check(
        FactKind::Event,
        &[
            ("나주시는 도서관을 오는 10월 개관할 예정이다.", &["planned|도서관||나주시|개관||오는 10월"]),
            ("물빛도서관이 지난 3일 개관했다.", &["actual|물빛도서관|||개관||지난 3일"]),
            ("나주시는 지난 9일 시청에서 ‘물길 잇기 착공식’을 개최했다.", &["actual|물길 잇기 착공식||나주시|개최||지난 9일"]),
            ("삼성전자는 지난 9일 새 휴대전화를 출시했다.", &["actual|새 휴대전화||삼성전자|출시||지난 9일"]),
            ("물빛도서관 오는 10월 개관", &["planned|물빛도서관|||개관||오는 10월"]),
            ("나주시는 2026년 물빛도서관 개관 전까지 책을 모은다.", &["planned|물빛도서관|||개관||2026년"]),
            ("나주시는 지난 9일 시민을 만나고 도서관을 개관하겠다고 말했다.", &[]),
            ("나주시는 지난 9일 열 예정이던 착공식을 취소했다.", &[]),
            ("삼성전자는 ‘2019년 물빛 축제’를 열었다.", &[]),
            ("삼성전자는 2019년형 휴대전화를 출시했다.", &[]),
        ],
    );
}

#[test]
fn evidence_holds_value_and_time() {
    let text = "나주시는 지난해 40MW급 데이터센터를 2027년까지 건설하기로 했다.";
    let entities = read(text);
    let fact = entities.facts.iter().find(|fact| fact.kind == FactKind::Capacity).expect("a capacity");
    let (Some(FactValue::Figure(figure)), Some(FactTime::Date(date))) = (fact.value, fact.when) else { panic!("{fact:?}") };
    for (start, end) in
        [(entities.figures[figure].start, entities.figures[figure].end), (entities.dates[date].start, entities.dates[date].end)]
    {
        assert!(fact.evidence.start <= start && end <= fact.evidence.end, "{fact:?}");
    }
    assert_eq!(entities.dates[date].text, "2027년");
}
