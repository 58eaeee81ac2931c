//! What holds for every input.

use std::sync::LazyLock;

use gisa::document::{Body, Format, Given, RawDocument, Source};
use gisa::{Extractor, Record};
use proptest::prelude::*;
use serde_json::Value;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the embedded files are sound"));

fn document(body: Body) -> RawDocument {
    let source = Source::new("-", Format::Text);
    RawDocument { source, given: Given::default(), body, markup: None }
}

/// Every object with `start`, `end` and `text` in a record names the text that stands there; one without `text` lies in it.
fn mentions_stand_in_the_text(record: &Record) -> usize {
    fn visit(value: &Value, text: &[char], seen: &mut usize) {
        match value {
            Value::Object(object) => {
                if let (Some(start), Some(end), Some(surface)) = (object.get("start"), object.get("end"), object.get("text")) {
                    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
                    assert!(start < end && end <= text.len(), "{object:?}");
                    assert_eq!(text[start..end].iter().collect::<String>(), surface.as_str().unwrap());
                    *seen += 1;
                } else if let (Some(start), Some(end)) = (object.get("start"), object.get("end")) {
                    assert!(start.as_u64() < end.as_u64() && end.as_u64().unwrap() <= text.len() as u64, "{object:?}");
                }
                object.values().for_each(|value| visit(value, text, seen));
            }
            Value::Array(items) => items.iter().for_each(|item| visit(item, text, seen)),
            _ => {}
        }
    }
    let text: Vec<char> = record.text.chars().collect();
    let mut seen = 0;
    visit(&serde_json::to_value(record).unwrap(), &text, &mut seen);
    seen
}

/// Pieces of which news is made, in any order: numbers, dates, names, titles, marks, breaks, rubbish.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("한빛시".to_owned()),
        Just("가람대학교".to_owned()),
        Just("(주)누리소프트".to_owned()),
        Just("이하늘 시장".to_owned()),
        Just("박 장관은".to_owned()),
        Just("ABC".to_owned()),
        Just("지난 9일".to_owned()),
        Just("올해 하반기".to_owned()),
        Just("오전 9시 30분".to_owned()),
        Just("2025년부터 2029년까지".to_owned()),
        Just("3천959억여 원".to_owned()),
        Just("5~7억원".to_owned()),
        Just("88.5페타플롭스(PF)".to_owned()),
        Just("두 곳".to_owned()),
        Just("12.3%".to_owned()),
        Just("밝혔다.".to_owned()),
        Just("[가나일보=홍길동 기자]".to_owned()),
        Just("\n".to_owned()),
        Just("\u{a0}".to_owned()),
        Just("&amp;quot;".to_owned()),
        Just("“".to_owned()),
        Just("(".to_owned()),
        Just("”라고 말했다.".to_owned()),
        Just("\"라며".to_owned()),
        Just("‘한마당’".to_owned()),
        Just("관계자는".to_owned()),
        Just("을 투자해".to_owned()),
        Just("국비".to_owned()),
        Just("와 업무협약을 체결하고".to_owned()),
        Just("규모의 데이터센터를".to_owned()),
        Just("개소할 예정이다.".to_owned()),
        Just("착수식을 열고".to_owned()),
        "[0-9]{1,9}",
        "[가-힣]{1,5}",
        "\\PC{1,4}",
    ];
    let joint = prop_oneof![Just(" "), Just(""), Just("·"), Just(","), Just("~")];
    prop::collection::vec((piece, joint), 1..60).prop_map(|parts| parts.into_iter().map(|(piece, joint)| piece + joint).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn mentions_stand_where_they_say(text in pieces()) {
        if let Ok(record) = EXTRACTOR.worker().extract(document(Body::Text(text))) {
            mentions_stand_in_the_text(&record);
        }
    }

    #[test]
    fn any_bytes_become_a_record_or_a_reject(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let outcome = EXTRACTOR.worker().extract(document(Body::Bytes(bytes)));
        if let Err(reject) = outcome {
            prop_assert!(!reject.code.is_empty() && !reject.message.is_empty());
        }
    }

    #[test]
    fn any_text_becomes_a_record_or_a_reject(text in any::<String>()) {
        if let Ok(record) = EXTRACTOR.worker().extract(document(Body::Text(text))) {
            mentions_stand_in_the_text(&record);
        }
    }
}

#[test]
fn the_check_sees_the_mentions_of_an_article() {
    let text = "이하늘 한빛시장은 지난 9일 300억원을 들여 8MW 규모의 데이터센터를 짓는다고 밝혔다.";
    let record = EXTRACTOR.worker().extract(document(Body::Text(text.into()))).unwrap();
    assert!(mentions_stand_in_the_text(&record) >= 4);
}
