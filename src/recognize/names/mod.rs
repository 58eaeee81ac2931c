//! The reader of names: organizations, people, titles.
//!
//! Evidence is gathered first and decided once. [`organization`] reads the lexicon and the endings of names, [`person`] the
//! ways in which names, titles and bodies stand together, [`hints`] what the learned tagger believes, and [`coreference`] takes the article as a whole: a name found
//! surely once is found everywhere, short names lead to full ones, and a place's name is its government only where it acts.

mod acting;
mod affiliation;
mod alone;
mod brand;
mod context;
mod coreference;
mod doubt;
mod employer;
mod ending;
mod gather;
mod hints;
mod hit;
mod likeness;
mod list;
mod notice;
mod organization;
mod page;
mod person;
mod renown;
mod roster;
mod second;
mod title;
mod unit;
mod word;

use crate::document::{Article, Span};
use crate::lexicon::Lexicon;
use crate::recognize::Numbers;
use crate::recognize::tagger::Tagged;
use crate::record::OrganizationKind;
use crate::token::Analysis;

use self::notice::Notices;
use self::organization::Bodies;
use self::page::Page;

/// What the recognizers of names may look at.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub article: &'a Article,
    pub analysis: &'a Analysis,
    pub lexicon: &'a Lexicon,
    pub numbers: &'a Numbers,
    /// What the learned tagger found, in text order.
    pub tagged: &'a [Tagged],
}

/// An organization of an article: every span that names it, and the name it goes by.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The fullest name in the article.
    pub name: String,
    pub kind: OrganizationKind,
    /// In text order.
    pub mentions: Vec<Span>,
}

/// A person of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Human {
    /// The full name.
    pub name: String,
    /// The name alone, in text order.
    pub mentions: Vec<Span>,
    /// The position without the body, where the article gives one.
    pub title: Option<String>,
    /// Every form of the title that the article uses, in text order.
    pub titles: Vec<String>,
    /// The full name of the body, also where only the title carries it.
    pub organization: Option<String>,
}

/// The names of an article. Mentions of all bodies and humans together do not overlap.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    /// In order of first mention.
    pub bodies: Vec<Body>,
    /// In order of first mention.
    pub humans: Vec<Human>,
}

/// Finds the organizations and people of an article and resolves short mentions to full names.
pub fn names(reading: Reading) -> Names {
    let page = Page::new(&reading.article.text, &reading.analysis.tokens, reading.lexicon, reading.tagged);
    let mut bodies = Bodies::read(&page);
    let notices = Notices::read(&page, reading.article.title.as_deref(), &mut bodies);
    let sightings = notices.replace(person::people(&page, &mut bodies), &mut bodies);
    let mut names = notices.complete(page.text, coreference::assemble(&page, bodies, sightings));
    names.humans.retain(|human| !makes_the_news(human, reading.article));
    names
}

/// Whether someone is known as the maker of the report alone and not as somebody it tells of: its reporters, the photographer,
/// whom the anchor hands over to. A reporter who is somebody's, and so is told of, has a body (한빛일보 홍길동 기자).
fn makes_the_news(human: &Human, article: &Article) -> bool {
    const MAKERS: [&str; 7] = ["기자", "선임기자", "특파원", "앵커", "캐스터", "기상캐스터", "아나운서"];
    // 홍길동 전 아나운서: who was one is told of.
    let maker = |title: &String| MAKERS.iter().any(|maker| title.ends_with(maker)) && !title.starts_with("전 ");
    article.reporters.iter().any(|reporter| reporter.name == human.name)
        || human.organization.is_none() && !human.titles.is_empty() && human.titles.iter().all(maker)
}

/// Whether a word is a country or what papers call it for short.
pub(crate) fn is_country(word: &str) -> bool {
    list::COUNTRIES.contains(word)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::recognize::tagger::{Scope, Scratch, Tagger};
    use crate::token::Tokenizer;

    static TOOLS: LazyLock<(Tokenizer, Lexicon, Tagger)> = LazyLock::new(|| {
        let tokenizer = Tokenizer::new().expect("the dictionary loads");
        (tokenizer, Lexicon::embedded().expect("the lexicons load"), Tagger::embedded().expect("the model is whole"))
    });

    fn read(text: &str) -> Names {
        let (tokenizer, lexicon, tagger) = &*TOOLS;
        let article = Article { text: text.to_owned(), ..Article::default() };
        let analysis = tokenizer.worker().analyze(text);
        let tagged = tagger.tag(text, &analysis, Scope::Names, &mut Scratch::default());
        names(Reading { article: &article, analysis: &analysis, lexicon, numbers: &Numbers::default(), tagged: &tagged })
    }

    /// Everyone as `name|title|body`, in order of first mention.
    fn officials(text: &str) -> Vec<String> {
        let show = |human: Human| {
            format!("{}|{}|{}", human.name, human.title.unwrap_or_default(), human.organization.unwrap_or_default())
        };
        read(text).humans.into_iter().map(show).collect()
    }

    /// Every body as `name: mention, mention`, in order of first mention.
    fn bodies(text: &str) -> Vec<String> {
        let show = |body: Body| {
            let mentions: Vec<_> = body.mentions.iter().map(|span| span.of(text)).collect();
            format!("{}: {}", body.name, mentions.join(", "))
        };
        read(text).bodies.into_iter().map(show).collect()
    }

    #[test]
    fn people_beside_their_titles() {
        for (text, want) in [
            ("박서준 부산시장은 말했다.", vec!["박서준|시장|부산시"]),
            ("김도윤 국토교통부 장관이 왔다.", vec!["김도윤|장관|국토교통부"]),
            ("이하준 새솔전자(주) 대표와 만났다.", vec!["이하준|대표|새솔전자(주)"]),
            ("새솔전자(주) 이하준 대표는 말했다.", vec!["이하준|대표|새솔전자(주)"]),
            ("경기도(지사 정민재)는 밝혔다.", vec!["정민재|지사|경기도"]),
            ("국회의원 정민재와 주민이 모였다.", vec!["정민재|국회의원|국회"]),
            ("Maria Keller IBM 총괄 부사장은 말했다.", vec!["Maria Keller|총괄 부사장|IBM"]),
            ("마이클 로버트슨 미국 대통령은 말했다.", vec!["마이클 로버트슨|대통령|미국"]),
            ("정민재 국무총리가 주재했다.", vec!["정민재|국무총리|"]),
            ("최지훈(52) 서울대 교수는 말했다.", vec!["최지훈|교수|서울대"]),
            ("최지훈 서울대 경영학과 교수는 말했다.", vec!["최지훈|교수|서울대"]),
            ("마이클 로버트슨 미국 대통령 당선인은 말했다.", vec!["마이클 로버트슨|대통령 당선인|미국"]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn titles_without_their_bodies() {
        for (text, want) in [
            ("김도윤 전 부산시장은 말했다.", vec!["김도윤|전 시장|부산시"]),
            ("김도윤 현 부산시장은 말했다.", vec!["김도윤|시장|부산시"]),
            ("김도윤 전 서울대 교수가 왔다.", vec!["김도윤|전 교수|서울대"]),
            ("박서준 전 미국 대통령의 말이다.", vec!["박서준|전 대통령|미국"]),
            ("김도윤 산업통상자원부 통상협력본부장은 말했다.", vec!["김도윤|통상협력본부장|산업통상자원부"]),
            ("김도윤 대법원장 후보자가 답했다.", vec!["김도윤|대법원장 후보자|대법원"]),
            ("박서준 무소속 의원이 발의했다.", vec!["박서준|의원|국회"]),
            ("이하준 경제부총리 겸 기획재정부 장관이 주재했다.", vec!["이하준|경제부총리 겸 기획재정부 장관|기획재정부"]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn people_in_brackets_and_under_pictures() {
        for (text, want) in [
            ("[김도윤 / 한국은행 총재]", vec!["김도윤|총재|한국은행"]),
            ("[박서준/부산시장 : 곧 짓겠습니다.]", vec!["박서준|시장|부산시"]),
            ("서울중앙지법 형사3부(김도윤 부장판사)는 선고했다.", vec!["김도윤|부장판사|서울중앙지법"]),
            ("대법원 2부(주심 박서준 대법관)는 확정했다.", vec!["박서준|대법관|대법원"]),
            ("새솔전자(대표 김도윤 이하준)는 공장을 짓는다.", vec!["김도윤|대표|새솔전자", "이하준|대표|새솔전자"]),
            ("한빛노인복지관(관장 박서준)은 잔치를 열었다.", vec!["박서준|관장|한빛노인복지관"]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn who_makes_the_news_is_not_in_it() {
        assert_eq!(officials("김도윤 기자의 보도입니다. 시장은 웃었다. KBS 뉴스 김도윤입니다."), Vec::<String>::new());
        assert_eq!(officials("서울경제 김도윤 기자는 법정에서 증언했다."), ["김도윤|기자|서울경제"]);
    }

    #[test]
    fn names_that_share_a_title() {
        let got = officials("행사에는 김도윤·박서준·이하준 의원이 참석했다.");
        assert_eq!(got, ["김도윤|의원|국회", "박서준|의원|국회", "이하준|의원|국회"]);
        let got = officials("김도윤·박서준 전 한국은행 총재가 만났다.");
        assert_eq!(got, ["김도윤|전 총재|한국은행", "박서준|전 총재|한국은행"]);
        let got = officials("조사 대상은 김도윤·박서준 등 전임 정부 정책실장 2명이다.");
        assert_eq!(got, ["김도윤|전임 정부 정책실장|", "박서준|전임 정부 정책실장|"]);
    }

    #[test]
    fn short_forms_lead_to_the_person() {
        let text = "박서준 부산시장은 말했다. 박 시장은 또 이하준 의원을 만났다. 이 의원은 박 시장에게 물었다.";
        let names = read(text);
        let mentions: Vec<Vec<&str>> =
            names.humans.iter().map(|human| human.mentions.iter().map(|span| span.of(text)).collect()).collect();
        assert_eq!(mentions, [vec!["박서준", "박", "박"], vec!["이하준", "이"]]);
    }

    #[test]
    fn words_that_only_look_like_surnames() {
        for text in ["이 시장은 크게 성장했다.", "전 대표팀 경기가 열렸다.", "부동산 시장이 얼었다.", "이번 의장국은 어디인가."]
        {
            assert_eq!(officials(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn bodies_by_lexicon_ending_and_form() {
        for (text, want) in [
            ("㈜한들바람은 공장을 짓는다.", vec!["㈜한들바람: ㈜한들바람"]),
            (
                "과학기술정보통신부 산하 한들산업융합사업단은",
                vec!["과학기술정보통신부: 과학기술정보통신부", "한들산업융합사업단: 한들산업융합사업단"],
            ),
            ("시중은행과 종합병원이 참여했다.", vec![]),
            ("대책위원회를 꾸렸다.", vec![]),
            ("검찰은 수사를 시작했다.", vec!["검찰: 검찰"]),
        ] {
            assert_eq!(bodies(text), want, "{text}");
        }
    }

    #[test]
    fn second_and_short_names_lead_to_the_full_one() {
        let text = "한들산업융합사업단은 문을 열었다. 사업단은 사람을 뽑는다.";
        assert_eq!(bodies(text), ["한들산업융합사업단: 한들산업융합사업단, 사업단"]);
        let text = "새솔기술연구원(SRI)은 문을 열었다. SRI는 사람을 뽑는다.";
        assert_eq!(bodies(text), ["새솔기술연구원: 새솔기술연구원, SRI, SRI"]);
    }

    #[test]
    fn a_place_is_a_body_where_it_acts() {
        for (text, want) in [
            ("해남군은 계획을 밝혔다. 군은 예산을 늘린다.", vec!["해남군: 해남군, 군"]),
            ("해남군은 상을 주었다. 김도윤(13) 군은 기뻐했다고 밝혔다.", vec!["해남군: 해남군"]),
            ("해남군 해남읍에 공장이 들어선다.", vec![]),
            ("그는 해남군에서 태어났다.", vec![]),
            ("주민들은 해남군에 도로 개설을 건의했다.", vec!["해남군: 해남군"]),
        ] {
            assert_eq!(bodies(text), want, "{text}");
        }
    }

    #[test]
    fn names_that_the_tagger_knows() {
        let people = |text: &str| -> Vec<String> {
            let mentions = |human: &Human| human.mentions.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(", ");
            read(text).humans.iter().map(mentions).collect()
        };
        for (text, want) in [
            ("미국 배우 마이클 하트먼이 영화에 출연했다. 하트먼은 작품을 칭찬했다.", vec!["마이클 하트먼, 하트먼"]),
            ("가수 윤하람은 무대에 올랐다. 관객은 윤하람을 반겼다.", vec!["윤하람, 윤하람"]),
            ("축구선수 하르트만은 두 골을 넣었다. 하르트만은 기뻐했다.", vec!["하르트만, 하르트만"]),
            ("관객의 박수가 나오자 국민의힘 의원은 웃었다.", vec![]),
        ] {
            assert_eq!(people(text), want, "{text}");
        }
        assert_eq!(bodies("소속사 새솔엔터테인먼트는 계약을 알렸다."), ["새솔엔터테인먼트: 새솔엔터테인먼트"]);
        // Governments in general are no bodies of ours, though the tagger's guideline calls them so.
        assert_eq!(bodies("정부는 여당과 함께 대책을 냈다."), Vec::<String>::new());
    }

    #[test]
    fn people_whom_one_word_names() {
        let people = |text: &str| -> Vec<String> {
            let mentions = |human: &Human| human.mentions.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(", ");
            read(text).humans.iter().map(mentions).collect()
        };
        for (text, want) in [
            ("그는 톨스토이와 피카소를 좋아한다.", vec!["톨스토이", "피카소"]),
            // The first name or the rest of the name beside it.
            ("이방카 트럼프는 백악관을 떠났다.", vec!["이방카 트럼프"]),
            ("지난 주 트럼프 대통령의 발표가 있었다.", vec!["트럼프"]),
            ("대학생 오토 웜비어는 숨졌다. 웜비어는 북한을 여행했다.", vec!["오토 웜비어, 웜비어"]),
            ("다산 정약용은 책을 썼다.", vec!["정약용"]),
            // What is named after them, and words that they share.
            ("메르켈 세포는 압력을 느낀다.", vec![]),
            ("시민들은 베토벤 콩쿠르를 찾았다.", vec![]),
            ("통합재정 수지는 적자다.", vec![]),
            ("곧 수사를 한다고 하니 기다려 보자.", vec![]),
            // A break that was lost before a name.
            ("무역 갈등 임박트럼프 대통령이 명령에 서명했다.", vec!["트럼프"]),
            ("이곳은 태종무열왕의 무덤이다.", vec!["태종무열왕"]),
            // Bands are nobody, and so is what quantities are compared with.
            ("트와이스는 무대에 올랐다.", vec![]),
            ("지분이 50% 이상인 경우 신고한다.", vec![]),
            // Who was an announcer is told of.
            ("그의 부인은 노하정 전 아나운서다.", vec!["노하정"]),
        ] {
            assert_eq!(people(text), want, "{text}");
        }
    }

    #[test]
    fn what_supports_a_name_that_the_tagger_half_knows() {
        let people = |text: &str| -> Vec<String> { read(text).humans.into_iter().map(|human| human.name).collect() };
        for (text, want) in [
            ("예술감독 대행인 크리스티나 테오발드는 작품을 골랐다.", vec!["크리스티나 테오발드"]),
            ("탐험가 올라프센은 남극에 갔다.", vec!["올라프센"]),
            ("유명 인플루언서 가렛 진(35)은 사진을 올렸다.", vec!["가렛 진"]),
            ("항공모함 칼 새턴 항모가 부산에 왔다.", vec![]),
        ] {
            assert_eq!(people(text), want, "{text}");
        }
    }

    #[test]
    fn given_names_of_those_whom_the_article_names() {
        let text = "김하늘 교사는 말했다. 하늘이는 웃었다. 파란 하늘이 보였다. 하늘이에게 편지가 왔다.";
        let names = read(text);
        let mentions = |human: &Human| human.mentions.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(", ");
        assert_eq!(names.humans.iter().map(mentions).collect::<Vec<_>>(), ["김하늘, 하늘, 하늘"]);
    }

    #[test]
    fn a_body_and_its_part_are_one_longer_name() {
        for (text, want) in [
            (
                "국민의힘 선거대책위원회는 밝혔다. 선대위는 또 말했다.",
                vec!["국민의힘 선거대책위원회: 국민의힘 선거대책위원회, 선대위"],
            ),
            ("고려대 법학전문대학원은 학생을 뽑는다.", vec!["고려대 법학전문대학원: 고려대 법학전문대학원"]),
            ("참여연대 행정감시센터가 조사했다.", vec!["참여연대 행정감시센터: 참여연대 행정감시센터"]),
            // Courts and their divisions, ministries and their agencies stand side by side.
            ("산업통상자원부 국가기술표준원은", vec!["산업통상자원부: 산업통상자원부", "국가기술표준원: 국가기술표준원"]),
        ] {
            assert_eq!(bodies(text), want, "{text}");
        }
    }

    #[test]
    fn companies_that_the_words_around_them_show() {
        for (text, want) in [
            ("새누비라(012345)는 공장을 늘린다.", vec!["새누비라: 새누비라"]),
            ("자회사 하늘누비소프트는 게임을 만든다.", vec!["하늘누비소프트: 하늘누비소프트"]),
            ("투자사 브라이튼 캐피털 매니지먼트는 주식을 샀다.", vec!["브라이튼 캐피털 매니지먼트: 브라이튼 캐피털 매니지먼트"]),
            // What is counted, acronyms of things and indices are none.
            ("들러리 회사 두곳은 자료를 받았다.", vec![]),
            ("사고 장면은 CCTV를 통해 공개됐다.", vec![]),
            ("스탠더드앤드푸어스(S&P) 500지수는 올랐다.", vec![]),
            ("20억 달러(한화 약 2조 원) 규모다.", vec![]),
        ] {
            assert_eq!(bodies(text), want, "{text}");
        }
    }

    #[test]
    fn bodies_that_are_said_once_or_before() {
        for (text, want) in [
            (
                "국민의힘 김도윤 원내대표, 박서준 의원, 이하준 의원이 참석했다.",
                vec!["김도윤|원내대표|국민의힘", "박서준|의원|국민의힘", "이하준|의원|국민의힘"],
            ),
            ("국민의힘도 김도윤 대표와 박서준 원내대표가 나섰다.", vec!["김도윤|대표|국민의힘", "박서준|원내대표|국민의힘"]),
            ("정의당 김도윤 의원은 반대했다. 같은 당 박서준 의원도 반대했다.", vec!["김도윤|의원|정의당", "박서준|의원|정의당"]),
            ("가람증권은 전망을 냈다. 김도윤 연구원은 말했다.", vec!["김도윤|연구원|가람증권"]),
            ("가람은행은 금리를 내린다. 김도윤 회장은 말했다.", vec!["김도윤|회장|가람은행"]),
            ("서울중앙지검 형사3부(부장검사 김도윤)는 수사한다.", vec!["김도윤|부장검사|서울중앙지검"]),
            ("경기도 김도윤 교육감은 말했다.", vec!["김도윤|교육감|경기도교육청"]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn positions_in_other_orders() {
        for (text, want) in [
            ("‘새솔연구소’ 사무국장 김모씨를 불렀다.", vec!["김모|사무국장|새솔연구소"]),
            ("해남상공회의소 전 회장 박 모 씨의 집이다.", vec!["박 모|전 회장|해남상공회의소"]),
            ("강남경찰서 소속 하모 경위가 입건됐다.", vec!["하모|경위|강남경찰서"]),
            ("박서준 북한 국무위원장이 만났다.", vec!["박서준|국무위원장|북한"]),
            ("서울고법 형사1부(재판장 김도윤 부장판사)는 선고했다.", vec!["김도윤|부장판사|서울고법"]),
            ("김도윤 새솔전자 경영지원총괄 부사장은 말했다.", vec!["김도윤|경영지원총괄 부사장|새솔전자"]),
            ("이번에는 정의당 김도윤, 진보당 박서준 등 4명의 후보가 나섰다.", vec!["김도윤|후보|정의당", "박서준|후보|진보당"]),
            ("정다운 한들증권 연구원은 말했다.", vec!["정다운|연구원|한들증권"]),
            ("우원식 국회의장이 열었다.", vec!["우원식|의장|국회"]),
            ("김도윤 전 금융위원장은 말했다.", vec!["김도윤|전 위원장|금융위원회"]),
            ("정의당 박서준(서울 중랑을) 의원은 말했다.", vec!["박서준|의원|정의당"]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    /// Every form of the titles of everyone, as `name: title, title`.
    fn titles(text: &str) -> Vec<String> {
        let show = |human: Human| format!("{}: {}", human.name, human.titles.join(", "));
        read(text).humans.into_iter().filter(|human| human.title.is_some()).map(show).collect()
    }

    #[test]
    fn second_positions() {
        for (text, want) in [
            ("국민의힘 새길지원단장인 김도윤 의원이 왔다.", vec!["김도윤: 의원, 새길지원단장"]),
            ("국회 국토교통위원회 간사인 국민의힘 김도윤 의원이 왔다.", vec!["김도윤: 의원, 간사"]),
            ("준비단장을 맡고 있는 박서준 서울대 교수가 왔다.", vec!["박서준: 교수, 준비단장, 단장"]),
            ("통계청장을 지낸 이하준 국민의힘 의원이 왔다.", vec!["이하준: 의원, 전 통계청장, 전 청장"]),
            ("통계청장 출신의 이하준 국민의힘 의원이 왔다.", vec!["이하준: 의원, 전 통계청장, 전 청장"]),
            ("박서준 최고위원(선대위 공보단장)이 왔다.", vec!["박서준: 최고위원, 공보단장"]),
            ("박서준 서울대 교수(한들경제학회장)가 왔다.", vec!["박서준: 교수, 한들경제학회장, 학회장"]),
            // The same in other letters, and another person's title.
            ("박서준 한들전자 최고경영자(CEO)가 왔다.", vec!["박서준: 최고경영자"]),
            ("김도윤 의원이 시장 박서준 장관을 만났다.", vec!["김도윤: 의원", "박서준: 장관"]),
        ] {
            assert_eq!(titles(text), want, "{text}");
        }
        for (text, want) in [
            // A calling gives way to the position.
            ("한들기독교총연합회 대표회장 박서준 목사가 왔다.", vec!["박서준|대표회장|한들기독교총연합회"]),
            ("팬클럽 '새봄 사랑(새사모)' 회장인 김도윤 변호사가 왔다.", vec!["김도윤|회장|새봄 사랑"]),
            ("국민의힘 정책위의장인 김도윤 의원이 왔다.", vec!["김도윤|의원|국민의힘"]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn titles_held_no_more_in_every_form() {
        for (text, want) in [
            ("김도윤 전 통계청장이 왔다.", vec!["김도윤: 전 통계청장, 전 청장"]),
            ("김도윤(52·기호 2번) 전 강서구청장이 왔다.", vec!["김도윤: 전 강서구청장, 전 구청장"]),
            ("박서준 전 국민의힘(새누리당 후신) 의원이 왔다.", vec!["박서준: 전 의원"]),
        ] {
            assert_eq!(titles(text), want, "{text}");
        }
    }

    #[test]
    fn words_before_a_title_that_are_no_part_of_it() {
        for (text, want) in [
            ("마이클 로버트슨 미 대통령은 말했다.", vec!["마이클 로버트슨|대통령|미국"]),
            ("마이클 로버트슨 미국 재무장관은 말했다.", vec!["마이클 로버트슨|재무장관|미국"]),
            ("김도윤, 박서준 두 후보가 만났다.", vec!["김도윤|후보|", "박서준|후보|"]),
            ("김도윤 새솔기술연구원(SRI) 선임연구원은 말했다.", vec!["김도윤|선임연구원|새솔기술연구원"]),
            ("이하준 대통령 외교안보특보는 말했다.", vec!["이하준|대통령 외교안보특보|"]),
            ("이하준 경기도 평화부지사는 말했다.", vec!["이하준|평화부지사|경기도"]),
            ("한들협의체(공공위원장 김도윤)는 밝혔다.", vec!["김도윤|위원장|한들협의체"]),
            ("김도윤 국방부장관 후보자는 말했다.", vec!["김도윤|장관 후보자|국방부"]),
            ("김도윤 의원 보좌관 박모씨를 불렀다.", vec!["김도윤|의원|국회", "박모|보좌관|"]),
            ("김도윤 전 대표 보좌관 출신 박서준씨를 불렀다.", vec!["김도윤|전 대표|", "박서준|전 보좌관|"]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn whose_government_it_was() {
        for (text, want) in [
            ("박서준 정부 문화체육관광부 장관 출신인 김도윤 의원이 왔다.", vec!["박서준||", "김도윤|의원|국회"]),
            (
                "대상은 김도윤, 이하준 등 박서준 정부 청와대 정책실장 2명이다.",
                vec!["김도윤|정책실장|청와대", "이하준|정책실장|청와대", "박서준||"],
            ),
            ("김도윤 박서준 캠프 대변인은 말했다.", vec!["김도윤|대변인|"]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn bodies_over_marks_and_of_several_words() {
        for (text, want) in [
            ("한들대학교(총장 이하준) 김도윤 교수가 왔다.", vec!["이하준|총장|한들대학교", "김도윤|교수|한들대학교"]),
            ("그들은 ‘새봄 사랑’의 김도윤 대표를 만났다.", vec!["김도윤|대표|새봄 사랑"]),
            // A work's maker.
            ("그들은 ‘새봄 사랑’의 김도윤 감독을 만났다.", vec!["김도윤|감독|"]),
            ("김도윤 법무법인 새솔 변호사는 말했다.", vec!["김도윤|변호사|법무법인 새솔"]),
            ("대구지방법원 제4-1 민사부(재판장 김도윤)는 선고했다.", vec!["김도윤|재판장|대구지방법원"]),
            ("서울중앙지법 형사합의21-2부(부장 김도윤)는 심리했다.", vec!["김도윤|부장|서울중앙지법"]),
            ("대법원 3부(주심: 김도윤 대법관)는 선고했다.", vec!["김도윤|대법관|대법원"]),
            ("새솔전자(대표이사 회장 김도윤)는 밝혔다.", vec!["김도윤|대표이사 회장|새솔전자"]),
            ("박서준 금융감독원장이 왔다. 금감원은 밝혔다.", vec!["박서준|원장|금융감독원"]),
            ("이하준 경호처장이 왔다.", vec!["이하준|경호처장|경호처"]),
            (
                "서울대 전기·전자공학부 교수 김도윤은 말했다. 김도윤 서울대 전기·전자공학부 교수는 떠났다.",
                vec!["김도윤|교수|서울대"],
            ),
            ("새솔전자 창업주 박서준 국민의힘 의원이 왔다.", vec!["박서준|의원|국민의힘"]),
            ("박서준 세종시교육감은 말했다. 교육청은 밝혔다.", vec!["박서준|교육감|세종시교육청"]),
            ("나주시는 밝혔다. 박서준 시의장이 왔다.", vec!["박서준|의장|나주시의회"]),
            (
                "존 하트먼, 폴 히키, 마이클 로버트슨 상원의원이 왔다.",
                vec!["존 하트먼|상원의원|", "폴 히키|상원의원|", "마이클 로버트슨|상원의원|"],
            ),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn people_by_a_part_of_their_names() {
        let people = |text: &str| -> Vec<String> {
            let mentions = |human: &Human| human.mentions.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(", ");
            read(text).humans.iter().map(mentions).collect()
        };
        for (text, want) in [
            ("문재인 전 대통령은 말했다. 문 정부는 달랐다.", vec!["문재인, 문"]),
            ("트럼프의 관세와 트럼프발 충격이다.", vec!["트럼프, 트럼프"]),
            ("그는 ‘김도윤의 아침마당’에 나왔다.", vec![]),
            ("이하준 새솔전자 사장이 왔다. 이 신임 사장은 웃었다.", vec!["이하준, 이"]),
            ("첼리스트 A 씨가 말했다.", vec![]),
            ("이태원 참사를 추모했다.", vec![]),
        ] {
            assert_eq!(people(text), want, "{text}");
        }
    }

    #[test]
    fn bodies_by_what_stands_around_them() {
        for (text, want) in [
            (
                "5대 은행(KB국민·신한·하나·우리·NH농협)의 금리다.",
                vec!["KB국민: KB국민", "신한: 신한", "하나: 하나", "우리: 우리", "NH농협: NH농협"],
            ),
            ("한들고등학교가 이겼다. 한들고는 처음이다.", vec!["한들고등학교: 한들고등학교, 한들고"]),
            ("국회 입법조사처는 밝혔다.", vec!["국회 입법조사처: 국회 입법조사처"]),
            ("서울 강남경찰서는 조사한다.", vec!["강남경찰서: 강남경찰서"]),
            ("강남경찰서 한들지구대는 도왔다.", vec!["강남경찰서 한들지구대: 강남경찰서 한들지구대"]),
            ("해남군은 밝혔다. 군의회는 반대했다.", vec!["해남군: 해남군", "해남군의회: 군의회"]),
            ("후원조직 ‘새솔과 함께하는 사람들’은 알렸다.", vec!["새솔과 함께하는 사람들: 새솔과 함께하는 사람들"]),
            ("A사는 ISO 9001 인증을 받았다.", vec![]),
            ("그럴 때 주식회사도 아니다.", vec![]),
            ("맨체스터대학 연구팀은 밝혔다.", vec!["맨체스터대학: 맨체스터대학"]),
            ("전력수급계획대로 진행한다.", vec![]),
            ("1kWh당 3원을 올린다.", vec![]),
            ("선대위는 회의를 열었다.", vec!["선대위: 선대위"]),
        ] {
            assert_eq!(bodies(text), want, "{text}");
        }
    }

    #[test]
    fn people_of_other_countries() {
        for (text, want) in [
            ("푸틴 러시아 대통령은 말했다.", vec!["푸틴|대통령|러시아"]),
            ("네타냐후 이스라엘 총리는 말했다.", vec!["네타냐후|총리|이스라엘"]),
            ("커밍원(柯明元) 총통 후보는 말했다.", vec!["커밍원|총통 후보|"]),
            ("트럼프 전 대통령은 말했다. 전규하 연구원은 썼다.", vec!["트럼프|전 대통령|", "전규하|연구원|"]),
            // Last parts that begin as Korean surnames do, and what follows the name.
            ("존 차르텐 상원의원은 말했다.", vec!["존 차르텐|상원의원|"]),
            ("서니 마드로 부사장이 왔다.", vec!["서니 마드로|부사장|"]),
            ("마이크 던햄 알래스카 주지사는 말했다.", vec!["마이크 던햄|주지사|알래스카"]),
            ("브라이언 하트먼을 의장으로 뽑았다.", vec!["브라이언 하트먼||"]),
            ("궈즈하오 대만 총통 후보는 말했다.", vec!["궈즈하오|총통 후보|"]),
            ("나하린 미래에셋증권 이코노미스트는 말했다.", vec!["나하린|이코노미스트|미래에셋증권"]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
        let text = "시진핑 중국 국가주석은 말했다. 시 주석은 떠났다.";
        let mentions: Vec<_> = read(text).humans[0].mentions.iter().map(|span| span.of(text)).collect();
        assert_eq!(mentions, ["시진핑", "시"]);
    }

    #[test]
    fn people_by_what_stands_around_them() {
        let people = |text: &str| -> Vec<String> {
            let mentions = |human: &Human| human.mentions.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(", ");
            read(text).humans.iter().map(mentions).collect()
        };
        for (text, want) in [
            ("[이경은 / 서울 중구 : \"걱정입니다.\"]", vec!["이경은"]),
            ("조국 당시 법무부 장관은 말했다. 그들은 독립을 바랐다.", vec!["조국"]),
            ("독립투사들은 조국 광복을 바랐다.", vec![]),
            ("다산 정약용은 글을 썼다.", vec!["정약용"]),
            ("정약용 기념관이 문을 열었다.", vec![]),
            ("목민(박한결 역)은 웃었다.", vec!["박한결"]),
            ("김도윤 의원은 말했다. 김 의원실에 따르면 그렇다.", vec!["김도윤, 김"]),
            ("김도윤 대표는 말했다. 김 대표님을 만났다.", vec!["김도윤, 김"]),
            ("김도윤 캠프에 돈이 갔다.", vec![]),
            ("70여 명 검사가 수사했다.", vec![]),
            ("그는 경험이 모자란 채 시장에 나섰다.", vec![]),
            ("정책은 소규모 시장을 살핀다.", vec![]),
            ("이하준 씨는 말했다. 이 시장을 선점하려 한다.", vec!["이하준"]),
            ("문을 열고김도윤 전 시장이 왔다. 김도윤 전 시장은 웃었다.", vec!["김도윤, 김도윤"]),
            ("유족 박 모(45)씨는 말했다.", vec!["박 모"]),
            ("황예진씨의 친구들이 모였다. 예진씨는 웃었다.", vec!["황예진, 예진"]),
            ("서울에 한파특보가 내려졌다.", vec![]),
            ("모바일 시장이 커졌다.", vec![]),
            ("그는 출마 의사를 밝혔다. 낙농가 대상 회합 개최 의사를 전달했다.", vec![]),
            // The head of a government, a monk, a king.
            ("문재인정부 때 늘었고 박근혜정권 때 줄었다.", vec!["문재인", "박근혜"]),
            ("지방정부와 국민의정부를 견주었다.", vec![]),
            ("도월 스님은 합장했다. 청담스님도 왔다.", vec!["도월", "청담"]),
            ("주지 스님은 합장했다. 여러 스님이 왔다.", vec![]),
            ("개혁을 꿈꾸던 정조가 화성을 지었다. 인조 가죽을 둘렀다.", vec!["정조"]),
            ("총선까지 반년 남았다. 박 평론가는 내다봤다.", vec!["박"]),
            // Parts of names that are no mention.
            ("라디오 김도윤의 정치쇼에 나왔다.", vec![]),
            ("그는 ‘장보고-Ⅲ 사업’을 맡았다.", vec![]),
            ("하채원 회장은 떠났다. 하씨 일가가 남았다.", vec!["하채원"]),
        ] {
            assert_eq!(people(text), want, "{text}");
        }
    }

    #[test]
    fn names_by_where_they_stand() {
        for (text, want) in [
            // Rare syllables where a clause begins, or behind a body.
            ("선물을 받았다. 임도한 대표는 웃었다.", vec!["임도한|대표|"]),
            ("산업통상자원부 하무길 서기관은 말했다.", vec!["하무길|서기관|산업통상자원부"]),
            ("선물을 주었다.지은해 미래에셋증권 연구원은 말했다.", vec!["지은해|연구원|미래에셋증권"]),
            ("연구를 이끈 전서은 서울대 교수는 말했다.", vec!["전서은|교수|서울대"]),
            ("답을 냈다. 박상병 서울대 교수는 말했다.", vec!["박상병|교수|서울대"]),
            ("해남군(군수 김산)은 밝혔다.", vec!["김산|군수|해남군"]),
            ("해군 故채도윤 상병을 기렸다.", vec!["채도윤|상병|"]),
            ("송다운 서울대 전 교수가 왔다.", vec!["송다운|전 교수|서울대"]),
            ("반드시 성공한 정부, 성공한 대통령이 되겠다.", vec![]),
            ("지금은 국토교통부 장관과 다툰다.", vec![]),
            ("문을 열겠다”고 감사의 뜻을 전했다.", vec![]),
            ("각 후보 지지층은 다르다. 네 후보가 나섰다.", vec![]),
            ("옮겨 갈 의사가 없다. 업체들 간 시장 경쟁이다.", vec![]),
            ("국고채 시장은 얼었다.", vec![]),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn names_in_lists_and_brackets() {
        let people = |text: &str| -> Vec<String> {
            let mentions = |human: &Human| human.mentions.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(", ");
            read(text).humans.iter().map(mentions).collect()
        };
        for (text, want) in [
            ("출연 김서연·하봄솔·윤정민·김민준·김철영 등", vec!["김서연", "하봄솔", "윤정민", "김민준", "김철영"]),
            // Pairs whose mark was lost.
            ("대진은 김서연윤정민, 김민준박철영으로 짜였다.", vec![]),
            ("대진은 김서연윤정민, 김민준박철영 등이다.", vec!["김서연", "윤정민", "김민준", "박철영"]),
            ("▷강서연 권봄솔 김민준 이도윤 박지훈 각 5만원", vec!["강서연", "권봄솔", "김민준", "이도윤", "박지훈"]),
            ("대상 김서연(새솔초), 금상 박꽃비(한들초) 등이다.", vec!["김서연", "박꽃비"]),
            ("딸 조민서의 입시를 도왔다.", vec!["조민서"]),
            ("사과, 배추, 고구마, 양배추를 심었다.", vec![]),
            ("이천, 여주, 양평, 구리를 지났다.", vec![]),
            ("이하준 대표는 말했다. 이하준표 예산이다.", vec!["이하준, 이하준"]),
            ("첼리스트 키안 하르트만이 연주한다.", vec!["키안 하르트만"]),
        ] {
            assert_eq!(people(text), want, "{text}");
        }
        // Bands are nobody.
        assert_eq!(people("걸그룹 새솔핑크가 무대에 올랐다."), Vec::<String>::new());
    }

    #[test]
    fn parties_of_politicians_where_several_are_named() {
        for (text, want) in [
            ("정의당은 밝혔다. 국민의힘은 반발했다. 강도윤 수석대변인은 말했다.", vec!["강도윤|수석대변인|국민의힘"]),
            ("정의당이 낸 것에 대해 국민의힘은 비판했다. 강도윤 수석대변인은 말했다.", vec!["강도윤|수석대변인|국민의힘"]),
            ("국민의힘은 이하준 대표를 비판했다. 정의당은 반발했다.", vec!["이하준|대표|"]),
            ("정의당은 나섰다. 국민의힘에서는 김도윤 대표가 나섰다.", vec!["김도윤|대표|국민의힘"]),
            (
                "정의당은 나섰다. 국민의힘도 김도윤 대표와 박서준 원내대표가 나섰다.",
                vec!["김도윤|대표|국민의힘", "박서준|원내대표|국민의힘"],
            ),
            (
                "국민의힘은 나섰다. 정의당 김도윤 의원은 반대했다. 같은 당 박서준 의원도 반대했다.",
                vec!["김도윤|의원|정의당", "박서준|의원|정의당"],
            ),
        ] {
            assert_eq!(officials(text), want, "{text}");
        }
    }

    #[test]
    fn bodies_in_other_spellings() {
        for (text, want) in [
            ("산케이 신문은 전했다.", vec!["산케이 신문: 산케이 신문"]),
            ("엘지(LG)전자는 공장을 짓는다.", vec!["엘지(LG)전자: 엘지(LG)전자"]),
            ("청와대에서 열린 민주당 모임이다.", vec!["청와대: 청와대", "민주당: 민주당"]),
            (
                "국민의힘 새길준비위원회(새길위)는 회의를 열었다.",
                vec!["국민의힘 새길준비위원회: 국민의힘 새길준비위원회, 새길위"],
            ),
        ] {
            assert_eq!(bodies(text), want, "{text}");
        }
        assert_eq!(bodies("전남도지사는 말했다."), Vec::<String>::new());
    }

    #[test]
    fn places_to_write_on_and_to_meet_at() {
        for (text, want) in [
            ("그는 페이스북에 글을 올렸다.", vec![]),
            ("주민들은 유튜브 영상을 보았다.", vec![]),
            ("행사는 서울시청 앞에서 열렸다.", vec![]),
            ("페이스북은 직원을 줄인다고 발표했다.", vec!["페이스북: 페이스북"]),
            ("미국 정부와 일본 정부가 만났다.", vec![]),
        ] {
            assert_eq!(bodies(text), want, "{text}");
        }
    }

    #[test]
    fn a_name_behind_a_lost_line_break() {
        assert_eq!(bodies("재생사업 순항 중서울시는 계획을 밝혔다."), ["서울시: 서울시"]);
        assert_eq!(bodies("사진 제공 연합뉴스더불어민주당은 반대했다."), ["더불어민주당: 더불어민주당"]);
    }

    #[test]
    fn nothing_to_find() {
        assert_eq!(read(""), Names::default());
        assert_eq!(read("오늘은 날씨가 맑다."), Names::default());
    }

    proptest! {
        #[test]
        fn any_text_gives_ordered_spans_on_character_boundaries(
            parts in prop::collection::vec(prop::sample::select(vec![
                "박서준", "부산시장", "시장", " ", "은", "(", ")", "·", ", ", "(주)", "㈜", "새솔전자", "대표", "모", "씨", "이", "전", "의원",
                "IBM", "Maria", "Keller", "‘", "’", "이하", "사업단", "해남군", "군은", "에", "\n", ".", "미국", "대통령", "45", "한들연구소", "é", "😀",
            ]), 0..40)
        ) {
            let text = parts.concat();
            let names = read(&text);
            let mut spans: Vec<Span> = names.bodies.iter().flat_map(|body| body.mentions.iter().copied())
                .chain(names.humans.iter().flat_map(|human| human.mentions.iter().copied()))
                .collect();
            spans.sort();
            for span in &spans {
                prop_assert!(text.get(span.start..span.end).is_some_and(|mention| !mention.trim().is_empty()));
            }
            for pair in spans.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start, "{:?} {:?}", pair[0].of(&text), pair[1].of(&text));
            }
        }
    }
}
