//! Pages in the forms that publishing systems give them, with sentences of our own.

use proptest::prelude::*;

use super::clean;
use crate::document::Article;

const P1: &str = "가온시는 내년 3월부터 시내버스 노선 12개를 개편한다고 4일 밝혔다.";
const P2: &str = "시에 따르면 이번 개편으로 출퇴근 시간의 배차 간격이 15분에서 9분으로 줄어들 전망이다.";
const P3: &str = "박하나 가온시 교통국장은 “시민의 발이 되는 버스를 만들겠다”며 “환승 정류장도 30곳 늘릴 것”이라고 말했다.";
const P4: &str = "시는 오는 12일 시청 대강당에서 주민 설명회를 연다. 누구나 참석할 수 있다.";
const TITLE: &str = "가온시, 내년 3월 시내버스 노선 12개 개편";

fn links(count: usize) -> String {
    "<li><a href=\"/n/1\"><img src=\"t.jpg\" alt=\"\"><strong>누리군 겨울 축제에 관광객 5만 명 몰렸다</strong></a></li>"
        .repeat(count)
}

fn menu() -> String {
    format!("<ul>{}</ul>", "<li><a href=\"/s\">사회</a></li><li><a href=\"/e\">경제</a></li>".repeat(20))
}

fn read(page: &str) -> Article {
    clean(page, Article::default()).expect("the page is within its budget")
}

fn whole() -> String {
    [P1, P2, P3, P4].join("\n")
}

#[test]
fn bodies_are_found_and_nothing_else() {
    let menu = menu();
    let links = links(12);
    let paragraphs = format!("<p>{P1}</p><p>{P2}</p><p>{P3}</p><p>{P4}</p>");
    let broken = format!("{P1}<br><br>{P2}<br><br>{P3}<br><br>{P4}");
    for (name, page) in [
        (
            "a declared body with a figure",
            format!(
                "<html><body><header>{menu}</header><section><h3 class=\"heading\">{TITLE}</h3><article id=\"article-view-content-div\" \
                 itemprop=\"articleBody\"><figure class=\"photo-layout\"><img src=a><figcaption>새 버스가 시청 앞을 지나고 있다.</figcaption>\
                 </figure>{paragraphs}</article><div class=\"tag-group\"><a href=x>#버스</a></div></section>\
                 <section class=\"auto-article\"><ul>{links}</ul></section></body></html>"
            ),
        ),
        (
            "a body with no names, in line breaks",
            format!("<body><div>{menu}</div><div><div><h2>{TITLE}</h2><div>{broken}</div></div><ul>{links}</ul></div></body>"),
        ),
        (
            "captions without a name",
            format!(
                "<body><h1>{TITLE}</h1><div><div><img src=a><div>새 버스가 시청 앞을 지나고 있다. 30대가 더 들어온다.</div></div><p>{P1}</p><p>{P2}</p>\
                 <div><img src=b>정류장에 시민들이 서 있다.</div><p><img src=c>{P3}</p><p>{P4}</p></div></body>"
            ),
        ),
        (
            "a layout of tables",
            format!(
                "<body><table><tr><td>{menu}</td></tr></table><table><tr><td width=160>{menu}</td><td><table><tr><td><b>{TITLE}</b></td></tr>\
                 <tr><td><table align=right><tr><td><img src=a></td></tr><tr><td>▲ 시청 앞 정류장에 시민들이 서 있다.</td></tr></table>\
                 <span id=\"newsContent1\">{broken}</span></td></tr></table></td><td><table>{links}</table></td></tr></table>"
            ),
        ),
        (
            "a press release in a board's table",
            format!(
                "<body>{menu}<div id=\"contents\"><table class=\"board_view\"><tr><th>제목</th><td>{TITLE}</td></tr><tr><th>작성일</th>\
                 <td>2025-11-04</td></tr><tr><th>조회수</th><td>52</td></tr><tr><td colspan=2><div>{paragraphs}</div></td></tr>\
                 <tr><th>첨부파일</th><td><a href=f>보도자료.hwp</a></td></tr></table></div><div class=\"public_nuri\">공공누리 제1유형에 \
                 따라 이용할 수 있습니다.</div></body>"
            ),
        ),
        (
            "a body whose lines are those of the source",
            format!("<body>{menu}<h2>{TITLE}</h2><pre>{P1}\n\n{P2}\n{P3}\r\n\n{P4}\n</pre><ul>{links}</ul></body>"),
        ),
        (
            "boxes inside the body",
            format!(
                "<body><div class=\"view_wrap sns_on\"><div class=\"txt\"><p>{P1}</p><div class=\"ad_box\">광고 문의는 이곳으로 하세요.</div>\
                 <p>{P2}</p><div class=\"related\"><p>관련 기사를 더 읽어 보세요. 오늘의 소식입니다.</p><ul>{links}</ul></div><p>{P3}</p>\
                 <p><a href=\"/n/7\">☞ 누리군도 버스 노선 개편 나선다</a></p><p>{P4}</p></div><div class=\"comment_area\"><p>정말 좋은 \
                 소식이네요. 기대됩니다.</p><p>우리 동네에도 정류장을 만들어 주세요.</p></div></div></body>"
            ),
        ),
        (
            "a body that a script is to show",
            format!("<body>{menu}<div class=\"body\" style=\"display: none\">{paragraphs}</div><ul>{links}</ul></body>"),
        ),
        ("a link that is never closed", format!("<body><a href=\"/\">가온일보<div>{paragraphs}</div></body>")),
        (
            "leads of other articles behind it",
            format!(
                "<body><h1>{TITLE}</h1><div class=\"c1\">{paragraphs}</div><div class=\"c2\">{}</div></body>",
                format!("<dl><dt><a href=x>다른 소식</a></dt><dd><a href=x>{P4} {P1}</a></dd></dl>").repeat(8)
            ),
        ),
        (
            "leads that are not linked, in one block with it",
            format!(
                "<body><div><h1>{TITLE}</h1><div class=c1>{paragraphs}</div>{}</div></body>",
                format!("<div><a href=x><b>누리군 겨울 축제에 5만 명</b></a><div>{P4} {P1}</div></div>").repeat(8)
            ),
        ),
        (
            "a body in the state of a page",
            format!(
                "<head><title>{TITLE} | 가온일보</title></head><body><div id=root></div><script>window.G={{\"a\":1}};G.content={{\"_id\":\"X\",\
                 \"content_elements\":[{{\"type\":\"text\",\"content\":\"{P1}\"}},{{\"type\":\"image\",\"caption\":\"새 버스가 달리고 있다. \
                 모두 30대가 들어온다.\"}},{{\"type\":\"text\",\"content\":\"{P2}\"}},{{\"type\":\"text\",\"content\":\"{P3}\"}},\
                 {{\"type\":\"text\",\"content\":\"{P4}\"}}],\"related\":[{{\"title\":\"다른 기사\",\"summary\":\"{P1}\"}}]}};\
                 G.arc=\"abc\";</script></body>"
            ),
        ),
        (
            "a body as markup in __NEXT_DATA__",
            format!(
                "<body><div id=__next><p>잠시만 기다려 주세요.</p></div><script id=\"__NEXT_DATA__\" type=\"application/json\">{}</script></body>",
                serde_json::json!({"props": {"pageProps": {"article": {"title": TITLE, "summary": P1, "content": paragraphs},
                    "ranking": [{"title": "다른 기사", "content": P4}]}}})
            ),
        ),
        (
            "a body in a stream of rows",
            format!(
                "<body><div id=app></div><script>self.__next_f.push([1,{}])</script><script>self.__next_f.push([1,{}])</script></body>",
                serde_json::json!(format!("5:[\"$\",\"div\",null,{{\"children\":\"메뉴\"}}]\n6:T{:x},", paragraphs.len())),
                serde_json::json!(format!("{paragraphs}7:[\"$\",\"p\",null,{{\"children\":\"$6\"}}]\n"))
            ),
        ),
        (
            "a frame with sentences of its own around a body in data",
            format!(
                "<head><meta property=og:description content='{P1} {P2}'></head><body><main><p>{}</p></main><script>window.S={};</script></body>",
                "가온일보는 개인정보를 소중히 여기며 약관에 따라 처리합니다. ".repeat(12),
                serde_json::json!({"post": {"body": whole(), "terms": P3}})
            ),
        ),
        (
            "the first paragraph only, and the whole in JSON-LD",
            format!(
                "<body><script type=\"application/ld+json\">{}</script><div class=\"article_body\"><p>{P1}</p></div></body>",
                serde_json::json!({"@type": "NewsArticle", "headline": TITLE, "articleBody": whole()})
            ),
        ),
    ] {
        assert_eq!(read(&page).text, whole(), "{name}");
    }
}

#[test]
fn the_forms_of_boards_mirrors_and_weblogs() {
    let share = "<ul class=\"sns_list\"><li><a href=\"#\">페이스북</a></li><li><a href=\"#\">카카오톡</a></li></ul>";
    let broken = format!("{P1}<br />&nbsp;<br />{P2}<br><br>{P3}<br><br>{P4}");
    let survey = "<form class=\"research\"><p>이 페이지에서 제공하는 정보에 대하여 만족하십니까?</p><label><input type=\"radio\"> 매우만족</label>\
                  <label><input type=\"radio\"> 만족</label><textarea>의견을 남겨 주세요.</textarea></form>";
    let licence = "<div class=\"copy\"><img alt=\"공공누리\"><p>본 공공저작물은 공공누리 “출처표시” 조건에 따라 이용할 수 있습니다.</p></div>";
    let neighbours = "<table class=\"prenext\"><tr><th>이전글</th><td><a href=\"?n=1\">가온시, 겨울 축제 12일 개막</a></td></tr>\
                      <tr><th>다음글</th><td><a href=\"?n=3\">가온시립도서관 새 단장 마쳐</a></td></tr></table>";
    for (name, page) in [
        (
            "a board of the e-government framework",
            format!(
                "<title>보도자료 | 가온시청</title><div id=\"container\"><h3>보도자료</h3><table class=\"board_view\"><caption>보도자료 상세</caption>\
                 <tbody><tr><th>제목</th><td colspan=\"3\">{TITLE}</td></tr><tr><th>작성자</th><td>홍보담당관</td><th>등록일</th><td>2024-12-04</td></tr>\
                 <tr><th>조회수</th><td>132</td><th>연락처</th><td>055-000-1234</td></tr><tr><th>첨부파일</th><td colspan=\"3\">\
                 <a href=\"a.hwp\">241204 버스 노선 개편.hwp</a> (124 KB) <a href=\"#\">미리보기</a><br><a href=\"b.jpg\">노선도.jpg</a> (2.1 MB)</td></tr>\
                 <tr><td colspan=\"4\" class=\"bbs_content\">{broken}</td></tr></tbody></table>{neighbours}\
                 <div class=\"btn_area\"><a href=\"#\">목록</a></div>{licence}{survey}</div>"
            ),
        ),
        (
            "a board of divisions with its department",
            format!(
                "<div class=\"bbs_view\"><div class=\"bbs_vtop\"><h4>{TITLE}</h4><ul><li><span>작성일</span>2024-12-04</li><li><span>담당부서</span>교통과</li>\
                 <li><span>조회</span>55</li></ul></div><div class=\"bbs_filedown\"><ul><li><a href=\"#\">버스.hwpx</a></li></ul></div>\
                 <div class=\"bbs_con\"><p class=\"0\"><span style=\"font-family:바탕\">{P1}</span></p><p class=\"0\"><span>{P2}</span></p><p>&nbsp;</p>\
                 <p class=\"0\"><span>{P3}</span></p><p class=\"0\"><span>{P4}</span></p></div></div>{neighbours}\
                 <div class=\"charge\"><dl><dt>담당자</dt><dd>교통과 박하나</dd><dt>연락처</dt><dd>055-000-1234</dd></dl></div>{survey}"
            ),
        ),
        (
            "an accelerated mobile page",
            format!(
                "<html amp><body><header><a href=\"/\">예시일보</a></header><amp-sidebar><ul><li>정치</li></ul></amp-sidebar><article><h1>{TITLE}</h1>\
                 <div class=\"amp-meta\">홍길동 기자 · 2024.12.04 10:20</div><figure><amp-img src=\"a.jpg\"></amp-img><figcaption>가온시청 전경</figcaption></figure>\
                 <p>{P1}</p><amp-ad width=\"300\"></amp-ad><p>{P2}</p><p>{P3}</p><p>{P4}</p></article><amp-social-share type=\"twitter\"></amp-social-share>\
                 <section class=\"amp-related\"><ul>{}</ul></section></body></html>",
                links(4)
            ),
        ),
        (
            "a portal's mirror in line breaks with pictures",
            format!(
                "<div id=\"ct\"><h2 id=\"title_area\" class=\"media_end_head_headline\"><span>{TITLE}</span></h2>{share}<div id=\"newsct_article\">\
                 <article id=\"dic_area\" class=\"go_trans _article_content\"><strong class=\"media_end_summary\">환승 정류장 30곳 늘려</strong>\
                 <span class=\"end_photo_org\"><img alt=\"\"><em class=\"img_desc\">가온시 버스가 정류장에 서 있다. 가온시 제공</em></span>\
                 {P1}<br><br>{P2}<br><br>{P3}<br><br>{P4}</article><div class=\"byline\"><p class=\"byline_p\"><span class=\"byline_s\">홍길동 기자(hong@example.kr)</span></p></div>\
                 </div><div class=\"media_end_linked_more\"><ul>{}</ul></div></div>",
                links(6)
            ),
        ),
        (
            "a portal's mirror in marked paragraphs",
            format!(
                "<div class=\"head_view\"><h3 class=\"tit_view\">{TITLE}</h3><span class=\"txt_info\">홍길동</span></div><div class=\"article_view\"><section>\
                 <figure class=\"figure_frm\"><p class=\"link_figure\"><img></p><figcaption class=\"txt_caption\">[예시일보 제공]</figcaption></figure>\
                 <p dmcf-ptype=\"general\">{P1}</p><p dmcf-ptype=\"general\">{P2}</p><div dmcf-ptype=\"general\">{P3}</div><p>{P4}</p>\
                 <p dmcf-ptype=\"general\">홍길동 기자 hong@example.kr</p></section></div><p class=\"txt_copyright\">Copyright © 예시일보. 무단전재 및 재배포 금지.</p>"
            ),
        ),
        (
            "a local paper's system with notices inside the body",
            format!(
                "<header class=\"article-view-header\"><h3 class=\"heading\">{TITLE}</h3><ul class=\"infomation\"><li>홍길동 기자</li><li>승인 2024.12.04 10:20</li>\
                 <li>댓글 0</li></ul></header><article id=\"article-view-content-div\" itemprop=\"articleBody\"><figure class=\"photo-layout\"><img>\
                 <figcaption>▲ 가온시청 전경</figcaption></figure><p>{P1}</p><p>{P2}</p><div class=\"ad-template\">광고</div><p>{P3}</p><p>{P4}</p>\
                 <p>홍길동 기자 hong@example.kr</p></article><div class=\"view-copyright\">저작권자 © 예시일보 무단전재 및 재배포 금지</div>\
                 <div class=\"tag-group\"><a href=\"#\">#버스</a></div><section class=\"writer\"><strong>홍길동 기자</strong><a>다른기사 보기</a></section>\
                 <section id=\"article-relation\"><h4>관련기사</h4><ul>{}</ul></section><section class=\"reply\">댓글삭제 삭제한 댓글은 다시 복구할 수 없습니다. 그래도 삭제하시겠습니까?</section>",
                links(5)
            ),
        ),
        (
            "a weblog's system",
            format!(
                "<article class=\"post type-post\"><h1 class=\"entry-title\">{TITLE}</h1><div class=\"entry-content\"><p><strong>{P1}</strong></p><p>{P2}</p>\
                 <blockquote><p>{P3}</p></blockquote><p>{P4}</p><div class=\"sharedaddy sd-sharing-enabled\"><h3>공유하기</h3>{share}</div>\
                 <div id=\"jp-relatedposts\"><h3>관련</h3><p>누리군 겨울 축제에 관광객 5만 명이 몰렸다고 한다.</p></div></div></article>"
            ),
        ),
        (
            "divisions for paragraphs, and a picture with its caption in a table",
            format!(
                "<h1>{TITLE}</h1><div class=\"contents\" id=\"news_body\"><table border=\"0\" align=\"center\"><tr><td><img src=\"a.jpg\"></td></tr>\
                 <tr><td class=\"photo_desc\">가온시 버스가 정류장에 서 있다.</td></tr></table><div>{P1}</div><div>&nbsp;</div><div>{P2}</div><div><br></div>\
                 <div>{P3}</div><div>{P4}</div><div>/홍길동 기자 hong@example.kr</div></div>"
            ),
        ),
        (
            "a ministry's page with the source's line",
            format!(
                "<div class=\"article_head\"><h1>{TITLE}</h1><div class=\"info\"><span>2024.12.04</span> <span>가온시</span></div></div><div class=\"article_body\">\
                 <div class=\"view_cont\"><p>{P1}</p><p>{P2}</p><p>{P3}</p><p>{P4}</p></div></div>\
                 <div class=\"filedown\"><span>첨부파일</span><a href=\"#\">붙임.pdf</a></div><p class=\"source\">&lt;자료출처=정책브리핑 www.korea.kr&gt;</p>{survey}"
            ),
        ),
    ] {
        assert_eq!(read(&page).text, whole(), "{name}");
    }
}

#[test]
fn the_state_of_a_page_says_when() {
    let body = format!("<p>{P1}</p><p>{P2}</p><p>{P3}</p><p>{P4}</p>");
    let data = serde_json::json!({"props": {"article": {"title": TITLE, "regDate": "2024.12.04 10:20", "updateDt": "2024-12-04 11:05", "content": body},
        "next": {"title": "다른 글", "regDate": "2024.12.01 09:00"}}});
    let page = format!(
        "<title>{TITLE}-사회ㅣ예시일보</title><meta property=\"og:title\" content=\"{TITLE}-사회ㅣ예시일보\"><meta property=\"og:site_name\" \
         content=\"예시일보\"><div id=\"__next\"></div><script id=\"__NEXT_DATA__\" type=\"application/json\">{data}</script>"
    );
    let article = read(&page);
    assert_eq!(article.text, whole());
    assert_eq!(article.title.as_deref(), Some(TITLE));
    assert_eq!(article.published.unwrap().to_string(), "2024-12-04T10:20+09:00");
    assert_eq!(article.modified.unwrap().to_string(), "2024-12-04T11:05+09:00");
}

#[test]
fn inline_elements_do_not_split_words_and_blocks_do() {
    let page = format!(
        "<body><div class=article_body><p><a href=/p>박하나</a> 국장은 <b>가온</b>시의 <span class=\"ad_keyword\">시내버스</span> 노선을 \
         소개했<!-- x -->다.</p><p>{P2}<div>{P3}</div>{P4}</div></body>"
    );
    let want = format!("박하나 국장은 가온시의 시내버스 노선을 소개했다.\n{P2}\n{P3}\n{P4}");
    assert_eq!(read(&page).text, want);
}

#[test]
fn titles_lose_the_names_of_site_and_section() {
    for (head, body) in [
        (format!("<title>{TITLE} - 가온일보</title>"), String::new()),
        (format!("<title>{TITLE} : 교통 : 사회 : 뉴스 : 가온일보</title>"), String::new()),
        (format!("<title>{TITLE} &lt; 사회 &lt; 기사본문 - 가온일보</title>"), String::new()),
        (format!("<title>가온일보</title><meta property=og:title content='{TITLE} | 가온일보'>"), String::new()),
        ("<meta property=og:title content=가온일보>".to_owned(), format!("<h1>가온일보</h1><h2>{TITLE}</h2>")),
        (format!("<title>가온일보 - {TITLE}</title>"), format!("<h2>{TITLE}</h2>")),
        ("<title>보도자료 | 가온군청</title>".to_owned(), format!("<h2>보도자료</h2><h3>{TITLE}</h3>")),
        ("<title>보도자료 &gt; 상세</title>".to_owned(), format!("<p class=tit>{TITLE}</p><b class=tit>등록일 2025-11-04</b>")),
        (format!("<title>{TITLE} — Gaon</title>"), format!("<h1>{TITLE}</h1>")),
        (format!("<meta property=og:title content='[단독] {TITLE}'>"), format!("<h2>[단독] {TITLE}</h2>")),
    ] {
        let page = format!("<html><head>{head}</head><body>{body}<div id=articleBody><p>{P1}</p><p>{P2}</p></div></body></html>");
        let page = page.replace("<head>", "<head><meta property=og:site_name content=가온일보>");
        let title = read(&page).title.unwrap_or_default();
        assert_eq!(title.trim_start_matches("[단독] "), TITLE, "{head}");
    }
}

#[test]
fn dates_are_read_with_their_zone() {
    for (head, body, published, modified) in [
        ("<meta property=article:published_time content='2025-11-04T09:30:12+0900'>", "", "2025-11-04T09:30:12+09:00", None),
        ("<meta property=og:regDate content=20251104093012>", "", "2025-11-04T09:30:12+09:00", None),
        (
            "",
            "<span>입력 2025.11.04. 오후 8:06</span><span>수정 2025.11.05. 오전 12:10</span>",
            "2025-11-04T20:06+09:00",
            Some("2025-11-05T00:10+09:00"),
        ),
        ("", "<dl><dt>승인</dt><dd>2025-11-04 09:30</dd></dl>", "2025-11-04T09:30+09:00", None),
        ("", "<p>기사입력 :[ 2025-11-04 09:30 ]</p>", "2025-11-04T09:30+09:00", None),
        ("", "<table><tr><th>등록일</th><td>2025년 11월 4일</td></tr></table>", "2025-11-04", None),
        ("", "<em data-date-time='2025-11-04 09:30:12'>방금 전</em>", "2025-11-04T09:30:12+09:00", None),
        ("<link rel=canonical href='https://gaon.example/news/2025/11/04/12345'>", "", "2025-11-04", None),
        ("<link rel=canonical href='https://gaon.example/v/20251104093012547'>", "", "2025-11-04", None),
        // In UTC, and in Korean time that says it is UTC.
        ("<meta property=article:published_time content='2025-11-03T20:30:00Z'>", "", "2025-11-04T05:30:00+09:00", None),
        (
            "<meta property=article:published_time content='2025-11-04T09:30:00Z'>",
            "<p>입력 2025-11-04 09:30</p>",
            "2025-11-04T09:30:00+09:00",
            None,
        ),
    ] {
        let page = format!(
            "<html><head>{head}</head><body><h1>{TITLE}</h1><div>{body}</div><div id=articleBody><p>{P1}</p><p>{P2}</p></div>\
             <footer><p>등록일 2009.11.30 발행인 김누리</p></footer></body></html>"
        );
        let article = read(&page);
        assert_eq!(article.published.map(|date| date.to_string()).as_deref(), Some(published), "{head}{body}");
        assert_eq!(article.modified.map(|date| date.to_string()).as_deref(), modified, "{head}{body}");
    }
}

#[test]
fn publishers_are_named_and_portals_are_not() {
    for (head, tail, want) in [
        ("<meta property=og:site_name content=가온일보>", "", Some("가온일보")),
        ("<link rel=canonical href='https://www.hani.co.kr/arti/1.html'>", "", Some("한겨레")),
        (
            "<meta property=og:url content='https://n.news.naver.com/article/1'><meta property=og:site_name content='네이버 뉴스'>\
             <meta property=og:article:author content='가온일보 | 네이버'>",
            "",
            Some("가온일보"),
        ),
        (
            "<meta property=og:url content='https://v.daum.net/v/1'>",
            "<p>Copyright © 가온일보. 무단전재 및 재배포 금지.</p>",
            Some("가온일보"),
        ),
        ("<title>담당 &gt; 알림 &gt; 보도자료 - 상세</title>", "", None),
        ("<title>버스 노선 개편 - Gaon</title>", "", Some("Gaon")),
        ("<meta name=keywords content='가온, 가온군, 가온군청'>", "", Some("가온군청")),
        (
            "<script type='application/ld+json'>{\"@context\": \"x\", \"@graph\": [{\"@type\": \"WebPage\"}, {\"@type\": [\"NewsArticle\"], \
             \"publisher\": {\"name\": \"가온일보\"},}]}</script>",
            "",
            Some("가온일보"),
        ),
    ] {
        let page = format!("<head>{head}</head><body><div id=articleBody><p>{P1}</p><p>{P2}</p></div>{tail}</body>");
        assert_eq!(read(&page).publisher.as_deref(), want, "{head}");
    }
}

#[test]
fn reporters_are_found_around_the_body() {
    for (head, before, after, want) in [
        ("<meta property=dable:author content=김누리>", "", "", vec![("김누리", None)]),
        (
            "<meta name=author content=가온일보>",
            "<p class=byline>김누리 기자 nuri@gaon.example</p>",
            "",
            vec![("김누리", Some("nuri@gaon.example"))],
        ),
        (
            "",
            "<dl><dt class=name>김누리 기자</dt><dd class=email>nuri@gaon.example</dd></dl>",
            "",
            vec![("김누리", Some("nuri@gaon.example"))],
        ),
        ("", "<li>기자명 김누리·박하나 기자</li>", "", vec![("김누리", None), ("박하나", None)]),
        ("", "<span>김누리</span><div>2025. 11. 4. 12:52</div>", "", vec![("김누리", None)]),
        ("", "<p><span>김누리</span> <span>2025. 11. 4. 12:52</span></p>", "", vec![("김누리", None)]),
        ("", "<p><span>등록</span> <span>2025-11-04</span></p>", "", vec![]),
        ("", "<dl><dt>조회수</dt><dd>2025</dd><dt>작성자</dt><dd>가온시</dd></dl>", "", vec![]),
        ("<meta name=author content='연합뉴스'>", "", "<ul class=rank><li>최보람 기자</li></ul>", vec![]),
    ] {
        let page = format!(
            "<head>{head}</head><body><h1>{TITLE}</h1>{before}<div id=articleBody><p>{P1}</p><p>{P2}</p></div>{after}</body>"
        );
        let article = read(&page);
        let found: Vec<_> = article.reporters.iter().map(|found| (found.name.as_str(), found.email.as_deref())).collect();
        assert_eq!(found, want, "{head}{before}");
    }
}

#[test]
fn subtitles_are_not_the_text() {
    let page = format!(
        "<body><h1>{TITLE}</h1><div itemprop=articleBody><div class=mid_title>배차 간격 9분으로<br>환승 정류장 30곳</div><p>{P1}</p><p>{P2}</p></div>"
    );
    let article = read(&page);
    assert_eq!(article.subtitle.as_deref(), Some("배차 간격 9분으로\n환승 정류장 30곳"));
    assert_eq!(article.text, format!("{P1}\n{P2}"));
    let page = format!(
        "<body><h1>{TITLE}</h1><h2 class=sub-title>배차 간격 9분으로</h2><p>입력 2025-11-04</p><div id=articleBody><p>{P1}</p><p>{P2}</p></div>"
    );
    assert_eq!(read(&page).subtitle.as_deref(), Some("배차 간격 9분으로"));
}

#[test]
fn what_is_known_stays() {
    let known =
        Article { title: Some("주어진 제목".into()), publisher: Some("주어진 매체".into()), ..Article::default() };
    let page = format!(
        "<title>{TITLE}</title><meta property=og:site_name content=가온일보><div id=articleBody><p>{P1}</p><p>{P2}</p></div>"
    );
    let article = clean(&page, known).expect("the page is within its budget");
    assert_eq!((article.title.as_deref(), article.publisher.as_deref()), (Some("주어진 제목"), Some("주어진 매체")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_string_makes_it_panic(page in "\\PC{0,400}") {
        let _ = clean(&page, Article::default());
    }

    #[test]
    fn no_soup_of_tags_makes_it_panic(parts in proptest::collection::vec(prop_oneof![
        Just("<div class=article_body>"), Just("</div>"), Just("<p>"), Just("<a href=x>"), Just("</a>"), Just("<table><tr><td>"), Just("</table>"),
        Just("<script type=application/ld+json>"), Just("<script>"), Just("</script>"), Just("{\"@type\":\"NewsArticle\",\"articleBody\":\""), Just("\"}"),
        Just("<br>"), Just("시는 버스를 늘린다고 밝혔다. "), Just("2025년 11월"), Just("2025-11-04 25:99"), Just("<meta property=og:title content='"),
        Just("'>"), Just("김누리 기자 a@b.kr"), Just("ⓒ"), Just("&#x"), Just("<span class=blind>"), Just("</span>"), Just("<title>"), Just("</title>"),
        Just("\\ud83d"), Just("self.__next_f.push([1,\"6:Tffff,"), Just("\u{0}"),
    ], 0..60)) {
        let _ = clean(&parts.concat(), Article::default());
    }
}
