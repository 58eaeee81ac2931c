use proptest::prelude::*;

use super::*;

fn cleaned(text: &str) -> Article {
    clean(text, Article::default(), Extent::Page)
}

fn names(article: &Article) -> String {
    article.reporters.iter().map(|reporter| reporter.name.as_str()).collect::<Vec<_>>().join(",")
}

const LEDE: &str = "한라군은 5일 군청에서 새 청사를 짓겠다고 밝혔다.";
const MORE: &str = "홍길동 군수는 “2027년 문을 연다”며 “군민 모두의 집이 될 것”이라고 말했다.";

#[test]
fn an_article_alone_stays_as_it_is() {
    for text in [
        format!("{LEDE}\n{MORE}"),
        format!("{LEDE}\n■ 새 청사, 어떻게 짓나\n{MORE}\n공사는 내년에 시작한다"),
        format!("{LEDE} 군은 ▲설계 공모 ▲주민 설명회 ▲착공 순으로 일을 한다.\n{MORE}"),
        format!("{LEDE}\n▲설계 공모 내년 3월\n▲주민 설명회 내년 5월\n▲착공 내년 10월\n{MORE}"),
        format!("{LEDE}\n그는 “사진 한 장을 제공받았을 뿐”이라며 “기자회견을 열어 밝히겠다”고 말했다."),
        format!("{LEDE}\n성춘향 기자협회장은 “무단 전재를 막을 법이 필요하다”고 했다.\n{MORE}"),
        format!("{LEDE}\n한라군은 주민에게 안내 책자를 제공하고 있다.\n{MORE}"),
        format!("{LEDE}\n이 소식은 <한라신문>과 [누리집]에 실렸다고 군은 설명했다. 군은 감사의 뜻을 전했다."),
        format!("“이제 정말 갈 곳이 없어요.”\n{LEDE}\n{MORE}"),
        format!("50 대 1의 경쟁을 뚫은 한라군이 새 청사를 짓겠다고 5일 밝혔다.\n{MORE}"),
        format!("3 개월 만에 한라군이 다시 새 청사를 짓겠다고 5일 밝혔다고 한다.\n{MORE}"),
        format!("{LEDE}\n관련기사를 본 주민은 “반갑다”고 했다.\n{MORE}"),
        format!("{LEDE}\n함수 f(x) = {{x: 1}}을 배우는 학생이 늘었다고 군은 밝혔다.\n{MORE}"),
        format!("{LEDE}\n문의는 전자우편(hong@halla.kr)으로 하면 된다고 군은 덧붙였다.\n{MORE}"),
    ] {
        assert_eq!(cleaned(&text).text, text);
    }
}

#[test]
fn what_a_page_puts_around_an_article_goes() {
    let body = format!("{LEDE}\n{MORE}");
    for (before, after) in [
        ("메뉴 검색\n로그인 회원가입\n", ""),
        ("Home 소식 > 군정소식 > 보도자료 프린트\n", ""),
        ("페이스북 트위터 카카오톡 URL복사\n글자크기 가 가+\n", ""),
        ("기사내용 요약\n", ""),
        ("// flash 오류를 우회하기 위한 함수 추가\nfunction _flash_removeCallback() {}\n", ""),
        ("【기획팀장 성춘향 061-000-1234】\n(새 청사 조감도 사진 2장 첨부)\n", ""),
        ("", "\n<저작권자 ⓒ 한라통신 무단전재 및 재배포 금지>\n관련 없는 제목 하나\n또 다른 제목"),
        ("", "\n많이 본 뉴스\n1 어느 마을의 잔치\n2 어느 집의 강아지"),
        ("", "\n댓글\n|\n"),
        ("", "\n※ 붙임 : 사업 현황"),
        ("", "\n첨부파일\t새 청사.hwp[123 kb] [바로보기]\n목록\n다음글\n다른 보도자료 제목\n2025-01-01"),
        ("", "\n\"공공누리\" 출처표시 조건에 따라 이용할 수 있습니다."),
        ("", "\n이 페이지에서 제공하는 정보에 대하여 어느 정도 만족하셨습니까?\n매우만족\n만족\n보통\n의견 :"),
        ("", "\n담당부서 : 기획예산실\n연락처 : 061-000-1234"),
        ("", "\n◇ 사진 설명\n(새 청사 1)\n홍길동 군수가 5일 군청에서 인사말을 하고 있다."),
        ("", "\n이 기사의 카테고리는 언론사의 분류를 따릅니다.\n언론사는 한 기사를 두 개 이상의 카테고리로 분류할 수 있습니다."),
        ("", "\n성춘향 기자의 다른 기사 보기\n포토"),
        ("", "\n#한라군 #청사 #홍길동"),
        ("0 ", ""),
        ("[KBS 부산]", ""),
        ("홍길동 경제전문기자 = ", ""),
        ("이 기사는 2025년 2월 3일 15시 16분 한라경제 사이트에 표출됐습니다.", ""),
        ("이 기사는 2025년 2월 3일 15시 16분 한라경제 사이트에 표출됐습니다. ", ""),
        ("새한전자 새 공장 조감도이 기사는 2025년 2월 3일 15시 16분 한라경제 사이트에 표출됐습니다. ", ""),
        ("", "\n*사진설명 : 홍길동 군수가 주민과 이야기를 나누고 있다."),
        ("", "\n본 공공저작물은 공공누리 출처표시 (상업적 이용 및 변경 가능) 조건에 따라 이용할 수 있습니다."),
        ("", "\n관련기사이웃 군도 새 청사 짓는다 새 청사 설계 공모"),
        (
            "",
            "\n다른 제목 #skin-5 > .item {margin-top:15px;color:#333}\n(function() {\narrows: false, // 화살표\ndots: true,\n});",
        ),
        ("", "\n기자명"),
        ("", "\n주소복사 뒤로가기"),
        ("", "\n한라방송 기사문의 및 제보 : 카톡/라인 halla01"),
        ("", "\n화면제공 - 한라해양경찰서"),
        ("", &format!("\n{MORE}")),
    ] {
        assert_eq!(cleaned(&format!("{before}{body}{after}")).text, body, "{before:?} … {after:?}");
    }
}

#[test]
fn what_is_glued_to_a_paragraph_goes() {
    for (text, want) in [
        (format!("(한라=연합뉴스) 성춘향 기자 = {LEDE}"), LEDE.to_owned()),
        (format!("【파이낸셜뉴스 한라=성춘향 기자】{LEDE}"), LEDE.into()),
        (format!("[새한 뉴스통신=새한 뉴스통신] {LEDE}"), LEDE.into()),
        (format!("{MORE}성춘향 기자 chun@newsis.com"), MORE.into()),
        (
            format!(
                "{MORE}chun@news1.kr▶ 네이버 메인에서 [뉴스1] 구독하기!▶ 뉴스1 바로가기 © 뉴스1코리아(news1.kr), 무단 전재 및 재배포 금지"
            ),
            MORE.into(),
        ),
        (format!("{MORE} <저작권자 ⓒ 새한 뉴스통신 무단전재 및 재배포 금지>"), MORE.into()),
        (format!("{MORE} <끝>"), MORE.into()),
        (format!("{MORE}※주간조선 온라인 기사입니다."), MORE.into()),
        (format!("{MORE} (사진=한라군)"), MORE.into()),
        (format!("홍길동 군수가 5일 군청에서 발언하고 있다. 한라군 제공.{LEDE}"), LEDE.into()),
        (format!("한라군 새 청사 조감도. 한라군 제공{LEDE}"), LEDE.into()),
        (format!("인사하는 홍길동 군수[한라군 제공]    {LEDE}"), LEDE.into()),
        (
            format!(
                "한라군, 청사 옮긴다2027년 문 열어홍길동 군수가 5일 웃고 있다. 2025.1.5/뉴스1 © News1 성춘향 기자(한라=뉴스1) 이몽룡 기자 = {LEDE}"
            ),
            LEDE.into(),
        ),
        (format!("{LEDE} ▲ 홍길동 한라군수 [한라군 제공] {MORE}"), format!("{LEDE} {MORE}")),
        (format!("{LEDE}홍길동 군수가 새 청사를 둘러봤다. /성춘향 기자{MORE}"), format!("{LEDE} {MORE}")),
        (format!("{LEDE}\n홍길동 군수가 새 청사를 둘러봤다. /한라군 누리집\n{MORE}"), format!("{LEDE}\n{MORE}")),
        (format!("{LEDE}\n홍길동 군수가 군청에서 인사하고 있다. [연합]\n{MORE}"), format!("{LEDE}\n{MORE}")),
        (format!("{LEDE}\n{MORE}홍길동 군수가 5일 군청에서 인사하고 있다. (사진=연합뉴스)"), format!("{LEDE}\n{MORE}")),
        (format!("{LEDE}\t홍길동 군수가 5일 군청에서 인사하고 있다. 성춘향 기자\t{MORE}"), format!("{LEDE} {MORE}")),
        (format!("{MORE} 〈한라신문은 한국온라인신문협회(www.kona.or.kr)의 이용규칙에 따른 저작권을 행사합니다.〉"), MORE.into()),
        (
            format!("{LEDE} 군은 이달 중 8개 과를 두게 된다. [사진=한라군]{MORE}"),
            format!("{LEDE} 군은 이달 중 8개 과를 두게 된다. {MORE}"),
        ),
        (
            format!(
                "{LEDE}(한라=연합뉴스) 성춘향 기자 = 5일 오후 군청에서 홍길동 군수가 인사말을 하고 있다. 2025.1.5 chun@yna.co.kr {MORE}"
            ),
            format!("{LEDE} {MORE}"),
        ),
        (
            format!(
                "【 앵커멘트 】{LEDE}성춘향 기자입니다.【 기자 】{MORE}MBN뉴스 성춘향입니다.영상취재 : 이 도 기자영상편집 : 이몽룡"
            ),
            format!("{LEDE} {MORE}"),
        ),
    ] {
        assert_eq!(cleaned(&text).text, want, "{text}");
    }
}

#[test]
fn captions_of_their_own_line_go() {
    for caption in [
        "홍길동 군수가 5일 군청에서 열린 행사에서 인사말을 하고 있다. 한라군 제공",
        "새 청사 조감도. 한라군 제공",
        "새 청사 터 © 뉴스1",
        "5일 새 청사 터를 둘러보는 모습 ⓒ연합뉴스",
        "새 청사를 알린 홍길동 군수. 성춘향 기자",
        "기자회견하는 홍길동 군수\n[한라군 제공·재판매 및 DB 금지]",
        "▲ 홍길동 한라군수",
        "[사진 제공: 연합뉴스]",
    ] {
        assert_eq!(cleaned(&format!("{LEDE}\n\n{caption}\n\n{MORE}")).text, format!("{LEDE}\n{MORE}"), "{caption}");
    }
}

#[test]
fn an_article_that_is_a_photograph_keeps_its_caption() {
    let article =
        cleaned("[한라=뉴시스] 성춘향 기자 = 5일 한라군청에서 군민들이 새해 행사를 하고 있다. 2025.01.05. chun@newsis.com");
    assert_eq!(article.text, "5일 한라군청에서 군민들이 새해 행사를 하고 있다.");
    assert_eq!(article.publisher.as_deref(), Some("뉴시스"));
    assert_eq!(names(&article), "성춘향");
}

#[test]
fn teasers_at_the_end_go() {
    let teasers = "남도, 새 다리 놓는다\n[새한통신=이몽룡 ] ▲ 사진제공=남도남도(지사 성춘향)가 지난 9월부터 10월까지 진행한 ‘다리 이름 짓기’에 주민 3천 명이 참가했다. 이번 공모는 주민이 자주 쓰는 이름을 우리말로 바꾸어 보며 우...\n동네 도서관, 새 단장\n남도 동구(구청장 이몽룡)가 5일 새 도서관을 열었다. 책을 읽는 마을을 내걸고 여러 해 동안 일해 온 결과다. 이 도서관은 어린이와 어른이 함께 쓰는 공간으로 꾸며졌으며 운영 시간은...";
    assert_eq!(cleaned(&format!("{LEDE}\n{MORE}\n{teasers}")).text, format!("{LEDE}\n{MORE}"));
}

#[test]
fn broadcasters_sign_off_and_hand_over() {
    const SPOKEN: &str = "한라군이 5일 군청에서 새 청사를 짓겠다고 밝혔습니다.";
    for (text, want) in [
        (format!("{SPOKEN}지금까지 군청에서 YTN 성춘향입니다."), SPOKEN.to_owned()),
        (format!("{SPOKEN}지금까지 국회에서 전해드렸습니다."), SPOKEN.into()),
        (format!("{SPOKEN}\n채널A 뉴스 성춘향입니다."), SPOKEN.into()),
        (format!("{SPOKEN} TV조선 성춘향입니다."), SPOKEN.into()),
        (format!("{SPOKEN}성춘향 기자의 보도입니다. {SPOKEN} 끝이 났습니다."), format!("{SPOKEN} {SPOKEN} 끝이 났습니다.")),
        (format!("{SPOKEN}\n보도에 성춘향 기자입니다.\n{MORE}"), format!("{SPOKEN}\n{MORE}")),
        (format!("{SPOKEN}\n먼저 성춘향 기자가 취재했습니다.\n{MORE}"), format!("{SPOKEN}\n{MORE}")),
        // Sentences of their own.
        (format!("{SPOKEN} 지금까지 군민 모두가 함께했습니다."), format!("{SPOKEN} 지금까지 군민 모두가 함께했습니다.")),
        (format!("{SPOKEN} 이 문제를 성춘향 기자가 취재했습니다."), format!("{SPOKEN} 이 문제를 성춘향 기자가 취재했습니다.")),
        (format!("{SPOKEN} 첫 여성 군수는 성춘향입니다."), format!("{SPOKEN} 첫 여성 군수는 성춘향입니다.")),
    ] {
        assert_eq!(cleaned(&text).text, want, "{text}");
    }
}

#[test]
fn glued_decks_and_tags_go_with_the_head() {
    let body = format!("{LEDE}\n{MORE}");
    for before in ["2027년 문 여는 새 청사 공개[파이낸셜뉴스]", "2027년 문 여는 새 청사 공개[서울경제] "]
    {
        assert_eq!(cleaned(&format!("{before}{body}")).text, body, "{before}");
    }
    let article = cleaned(&format!("군민 쉼터와 도서관도 마련전라남도는 6일 한라군을 돕겠다고 밝혔다.\n{MORE}"));
    assert_eq!(article.subtitle.as_deref(), Some("군민 쉼터와 도서관도 마련"));
    assert_eq!(article.text, format!("전라남도는 6일 한라군을 돕겠다고 밝혔다.\n{MORE}"));
}

#[test]
fn metadata_is_read() {
    let article = cleaned(&format!(
        "한라군, 새 청사 짓는다\n\n2027년 문 열어\n입력 2025-01-05 09:25 수정 2025-01-05 10:00\n{LEDE}\n{MORE}\n성춘향 기자 chun@fnnews.com"
    ));
    assert_eq!(article.title.as_deref(), Some("한라군, 새 청사 짓는다"));
    assert_eq!(article.subtitle.as_deref(), Some("2027년 문 열어"));
    assert_eq!(article.published.map(|time| time.to_string()).as_deref(), Some("2025-01-05T09:25+09:00"));
    assert_eq!(article.published_from, Some(PublishedFrom::Text));
    assert_eq!(article.modified.map(|time| time.to_string()).as_deref(), Some("2025-01-05T10:00+09:00"));
    assert_eq!(article.publisher.as_deref(), Some("파이낸셜뉴스"));
    assert_eq!(article.reporters, [Reporter { name: "성춘향".into(), email: Some("chun@fnnews.com".into()) }]);
    assert_eq!(article.text, format!("{LEDE}\n{MORE}"));
}

#[test]
fn a_title_that_is_said_twice_is_the_title() {
    let article = cleaned(&format!(
        "보도자료\n한라군, 새 청사 짓는다\n\n\n한라군, 새 청사 짓는다\n- 2027년 문 열어 군민 품으로 -\n{LEDE}\n{MORE}"
    ));
    assert_eq!(article.title.as_deref(), Some("한라군, 새 청사 짓는다"));
    assert_eq!(article.subtitle.as_deref(), Some("2027년 문 열어 군민 품으로"));
    assert_eq!(article.text, format!("{LEDE}\n{MORE}"));
}

#[test]
fn a_lede_is_no_title() {
    let article = cleaned(&format!("{LEDE}\n{MORE}"));
    assert_eq!((article.title, article.subtitle), (None, None));
}

#[test]
fn what_is_known_stays() {
    let known = Article {
        title: Some("한라군, 새 청사 짓는다".into()),
        publisher: Some("한라신문".into()),
        published: Timestamp::parse("2025-01-01"),
        ..Article::default()
    };
    let text =
        format!("한라군, 새 청사 짓는다\n군민 품으로 가는 새 청사\n2025.02.02 10:00\n(한라=연합뉴스) 성춘향 기자 = {LEDE}");
    let article = clean(&text, known, Extent::Body);
    assert_eq!(article.title.as_deref(), Some("한라군, 새 청사 짓는다"));
    assert_eq!(article.subtitle.as_deref(), Some("군민 품으로 가는 새 청사"));
    assert_eq!(article.publisher.as_deref(), Some("한라신문"));
    assert_eq!(article.published, Timestamp::parse("2025-01-01"));
    assert_eq!(article.published_from, None);
    assert_eq!(article.text, LEDE);
}

#[test]
fn cuts_say_why() {
    let (_, cuts) =
        clean_with_cuts(&format!("메뉴 검색\n{LEDE}\n{MORE} 성춘향 기자\n많이 본 뉴스"), Article::default(), Extent::Page);
    let said: Vec<_> = cuts.iter().map(|cut| (cut.reason.name(), cut.text.as_str())).collect();
    assert_eq!(said, [("widget", "메뉴 검색"), ("byline", "성춘향 기자"), ("ranking", "많이 본 뉴스")]);
}

/// Whether the letters of `part` stand in `whole` in the same order.
fn drawn_from(part: &str, whole: &str) -> bool {
    let mut letters = whole.chars().filter(|c| !c.is_whitespace());
    part.chars().filter(|c| !c.is_whitespace()).all(|c| letters.any(|other| other == c))
}

fn piece() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = vec![
        LEDE,
        MORE,
        "\n",
        "\n\n",
        " ",
        "\t",
        "  ",
        "(한라=연합뉴스) 성춘향 기자 = ",
        "[한라일보]",
        "【",
        "】",
        "<",
        ">",
        "[",
        "]",
        "(",
        ")",
        "성춘향 기자",
        " chun@a.kr",
        "ⓒ",
        "© 뉴스1",
        "무단전재 및 재배포 금지",
        "저작권자",
        "사진=",
        " 제공",
        "▲",
        "▶ 구독하기",
        "많이 본 뉴스",
        "댓글",
        "2025.01.05 10:00",
        "입력 ",
        "수정 ",
        "// flash",
        "function a() {}",
        "<br>",
        "<script>",
        "</p>",
        "&nbsp;",
        "#태그",
        "\u{200B}",
        "\u{3000}",
        "\"",
        "”",
        "…",
        "...",
        "@",
        "기자",
        "왼쪽부터 ",
        "하고 있다.",
        "입니다.",
        "MBN뉴스 성춘향입니다.",
        "■ 제보하기",
        "◇ 사진 설명",
        "\u{1112}\u{1161}",
        "金",
        "é",
    ];
    prop_oneof![4 => prop::sample::select(pieces).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

proptest! {
    #[test]
    fn any_text_is_cleaned_and_nothing_is_made_up(pieces in prop::collection::vec(piece(), 0..40), body in any::<bool>()) {
        let text = pieces.concat();
        let extent = if body { Extent::Body } else { Extent::Page };
        let (article, cuts) = clean_with_cuts(&text, Article::default(), extent);
        let normal = normal::normalize(&text).text;
        prop_assert!(drawn_from(&article.text, &normal));
        prop_assert!(article.text.lines().all(|line| !line.is_empty() && line == line.trim_matches(' ')));
        prop_assert!(cuts.iter().all(|cut| drawn_from(&cut.text, &normal)));
        prop_assert!(!article.text.contains(['\t', '\r']));
    }
}
