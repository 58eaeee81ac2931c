use super::*;

fn cleaned(text: &str) -> Article {
    clean(text, Article::default(), Extent::Page)
}

#[test]
fn an_article_alone_stays_as_it_is() {
    let text = "한라군은 5일 새 청사를 짓겠다고 밝혔다.\n\n홍길동 군수는 “2027년 문을 연다”고 말했다.";
    assert_eq!(cleaned(text).text, text.replace("\n\n", "\n"));
}
