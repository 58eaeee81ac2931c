//! The reader of amounts of money.

use std::cell::LazyCell;
use std::ops::Deref;

use rust_decimal::Decimal;

use crate::normalize::context;
use crate::normalize::number::{Numeral, Script};
use crate::normalize::unit::{self, Class, hangul};
use crate::recognize::phrase::{Phrase, What, context_after, context_before};
use crate::record::{Amount, Bound, Found, Quantity};

/// Every one of the text's amounts, in order.
pub fn amounts(text: &str, numerals: &[Numeral], phrases: &[Phrase]) -> Vec<Found<Amount>> {
    let mut found: Vec<Found<Amount>> = Vec::new();
    // 동 is a building or a neighbourhood but where the article is about Vietnam: one look at the text, and only where one is needed.
    let vietnam = LazyCell::new(|| text.contains("베트남"));
    for phrase in phrases {
        if let Some(mut amount) = amount(text, phrase, &vietnam) {
            // A sign between two numbers (`8$3`) belongs to the first.
            if found.last().is_some_and(|last| amount.span.start < last.span.end) {
                continue;
            }
            link(text, &found, &mut amount);
            jeon(text, numerals, phrase, &mut amount);
            if let Some(cents) = found.last_mut().filter(|last| cents(text, last, &amount)) {
                // 2달러 23센트: one amount.
                let value = cents.what.quantity.value.zip(amount.what.quantity.value).map(|(whole, part)| whole + part);
                cents.what.quantity.value = value;
                cents.span.end = amount.span.end;
                continue;
            }
            found.push(amount);
        }
    }
    found
}

/// 전, a hundredth of a won, directly behind an amount of won: `1,349원50전`.
fn jeon(text: &str, numerals: &[Numeral], phrase: &Phrase, amount: &mut Found<Amount>) {
    let Some(next) = numerals.get(phrase.numerals.1) else { return };
    let between = text.get(amount.span.end..next.span.start);
    if amount.what.currency != "KRW" || !matches!(between, Some("" | " ")) || !text[next.span.end..].starts_with('전') {
        return;
    }
    if let (Some(value), Some(part @ 1..=99)) = (amount.what.quantity.value, next.integer()) {
        amount.what.quantity.value = Some(value + Decimal::new(part as i64, 2));
        amount.span.end = next.span.end + '전'.len_utf8();
    }
}

/// Whether `next` is the smaller coin of the amount directly before it.
fn cents(text: &str, last: &Found<Amount>, next: &Found<Amount>) -> bool {
    last.what.currency == next.what.currency
        && text[last.span.end..next.span.start].trim_matches(' ').is_empty()
        && next.span.of(text).ends_with("센트")
        && !last.span.of(text).ends_with("센트")
        && last.what.quantity.value.is_some()
}

fn amount(text: &str, phrase: &Phrase, vietnam: &impl Deref<Target = bool>) -> Option<Found<Amount>> {
    let mut span = phrase.span;
    let mut quantity = phrase.quantity;
    let (currency, inferred) = match phrase.what {
        What::Sign(currency) => (currency.code, false),
        What::Word(Class::Currency(currency)) => {
            if !is_money(text, phrase) {
                return None;
            }
            quantity = scaled(quantity, currency.factor);
            (currency.code, false)
        }
        What::Word(Class::Counter(_)) if phrase.unit(text) == "동" && phrase.low() >= Decimal::from(1000) && **vietnam => {
            ("VND", false)
        }
        What::Magnitude if bare_money(text, phrase) => ("KRW", true),
        _ => return None,
    };
    if let Some(rest) =
        text[span.end..].trim_start_matches(' ').strip_prefix('대').filter(|_| inferred || text[span.end..].starts_with('대'))
        && (!rest.starts_with(hangul) || unit::ends_in_josa(rest))
    {
        span.end = text.len() - rest.len();
        if quantity.bound == Bound::Eq {
            quantity.bound = Bound::Approx;
        }
    }
    if let Some(start) = minus_before(text, span.start) {
        span.start = start;
        let negative = |value: Option<Decimal>| value.map(|value| -value);
        quantity =
            Quantity { value: negative(quantity.value), min: negative(quantity.max), max: negative(quantity.min), ..quantity };
    }
    let mut per = per(text, span.start);
    // 1200원/㎏
    if let Some(len) = unit::per(&text[span.end..]) {
        per = per.or_else(|| Some(text[span.end..span.end + len].trim_start_matches(['/', '／']).to_owned()));
        span.end += len;
    }
    let what = Amount { quantity, currency, inferred_currency: inferred, conversion_of: None, per };
    Some(Found { span, what })
}

fn scaled(quantity: Quantity, factor: Decimal) -> Quantity {
    let scale = |value: Option<Decimal>| value.and_then(|value| value.checked_mul(factor)).map(|value| value.normalize());
    Quantity { value: scale(quantity.value), min: scale(quantity.min), max: scale(quantity.max), ..quantity }
}

/// Whether a number before a currency word is money: 만원 is a full house too, and 불, 동, 프랑 … have other meanings.
fn is_money(text: &str, phrase: &Phrase) -> bool {
    let unit = phrase.unit(text);
    let rest = &text[phrase.span.end..];
    // 1조원 클럽: a name.
    if rest.trim_start_matches(' ').starts_with("클럽") {
        return false;
    }
    if unit == "원" && matches!(phrase.numbers.of(text), "만" | "천") {
        // 만원 지하철, 만원 관중, 만원의 행복: a full house, a name.
        let tail = rest.trim_start_matches(' ');
        if context::FULL_HOUSE.starts(tail) || text[..phrase.span.start].ends_with("초") {
            return false;
        }
    }
    if unit == "불" && phrase.script == Script::Digits && phrase.low() < Decimal::from(100) {
        return false;
    }
    if unit == "엔" && phrase.script == Script::Digits && phrase.low() < Decimal::from(32) && !phrase.spaced {
        // 5·18엔, 3일엔: the josa 엔.
        let left = context_before(text, phrase.span.start, 4);
        if left.ends_with(['·', '.', ',', '-', '∼', '~']) {
            return false;
        }
    }
    if unit == "파운드" {
        let left = context_before(text, phrase.span.start, 40);
        if context::WEIGHTS.within(left) {
            return false;
        }
    }
    true
}

/// Whether a bare magnitude is an amount of won: 억 and 조 next to words of money. 3조 may be an article, a team, a man called 조.
fn bare_money(text: &str, phrase: &Phrase) -> bool {
    let word = phrase.numbers.of(text).trim_end_matches('여');
    if word.ends_with('만') {
        return false;
    }
    let rest = &text[phrase.span.end..];
    if rest.starts_with(hangul) && !unit::ends_in_josa(rest) && !context::MONEY_AFTER.starts(rest) {
        return false;
    }
    let tail = context_after(text, phrase.span.end, 36);
    let near = tail.trim_start_matches(' ');
    if near.starts_with("클럽")
        || ["명", "인구", "중국인", "인도인", "인류", "국민", "조각", "년", "개"].iter().any(|word| near.starts_with(word))
    {
        return false;
    }
    let left = context_before(text, phrase.span.start, 60);
    if phrase.quantity.bound == Bound::Vague {
        // 매출 수백억을; 수십억의 사람.
        return !rest.starts_with(hangul) || context::MONEY.within(left) || context::MONEY_AFTER.starts(rest);
    }
    let lone = matches!(word, "억" | "조");
    if lone {
        return word == "억" && rest.starts_with('대') && !rest.starts_with("대학");
    }
    if word.ends_with('조') && !word.contains(['억', '십', '백', '천', '.']) {
        // 1조로, 2조 3팀, 3조 2항: groups and articles need a noun of money close by.
        let close = context_before(text, phrase.span.start, 30);
        return context::MONEY.within(close)
            || ["규모", "투자", "투입", "원", "예산", "매출"].iter().any(|noun| near.starts_with(noun));
    }
    // 억 without a unit is won but for heads and views; 조 with a compound number too.
    word.contains(['억']) && !context::HEADS.starts(near) && !tail.contains("인구") && !left.ends_with("인구 ")
        || word.contains('조') && word.len() > '조'.len_utf8() + 2
        || context::MONEY.within(left)
        || context::MONEY_AFTER.starts(near)
}

/// △, ▽ and ▼ before an amount in accounts or alone in brackets: minus. Before any other word they are bullets and arrows.
fn minus_before(text: &str, at: usize) -> Option<usize> {
    let sign = text[..at].chars().next_back().filter(|c| matches!(c, '△' | '▽' | '▼' | '▵'))?;
    let start = at - sign.len_utf8();
    let bracketed = text[..start].ends_with('(');
    let left = text[..start].trim_end_matches([' ', '(', ':']);
    (bracketed || context::ACCOUNTS.ends(left)).then_some(start)
}

/// What one of which costs so much: `1인당`, `㎡당`, `시간당`, `월`, `연`.
fn per(text: &str, at: usize) -> Option<String> {
    let left = context_before(text, at, 40);
    let mut left = left.trim_end_matches(' ');
    for hedge in ["약", "최대", "최소", "평균"] {
        if let Some(outer) = left.strip_suffix(hedge) {
            left = outer.trim_end_matches(' ');
        }
    }
    let word = left.rsplit([' ', '(', ',', '‘', '“', '"', '\'']).next()?;
    if let Some(noun) = word.strip_suffix('당') {
        let plain = noun.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '㎡' | '㎢' | '㎏' | '㎾' | 'ℓ'));
        return (plain && !noun.is_empty() && noun.chars().count() <= 8 && !matches!(noun, "상" | "정" | "해" | "식" | "담"))
            .then(|| noun.to_owned());
    }
    matches!(word, "월" | "연" | "매월" | "매년" | "일당" | "시급" | "연간").then(|| word.to_owned())
}

/// Links an amount in brackets to the one directly before them, where the currencies differ: `300만 유로(약 45억원)`.
fn link(text: &str, found: &[Found<Amount>], amount: &mut Found<Amount>) {
    let Some(last) = found.last() else { return };
    if last.what.currency == amount.what.currency {
        return;
    }
    let Some(between) = text.get(last.span.end..amount.span.start) else { return };
    let Some((left, right)) = between.split_once(['(', '（', '[']) else { return };
    let (left, right) = (left.trim_matches(' '), right.trim_matches(' '));
    let hedged = ["가량", "정도", "상당", "이상", "규모", "어치", "를", "을"].contains(&left);
    if (left.is_empty() || hedged) && (right.is_empty() || context::CONVERSIONS.has(right)) {
        amount.what.conversion_of = Some(found.len() - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::recognize::tests::read;

    fn amounts(text: &str) -> Vec<String> {
        read(text)
            .amounts
            .iter()
            .map(|found| {
                let amount = &found.what;
                let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
                let value = match amount.quantity.value {
                    Some(_) => number(amount.quantity.value),
                    None => format!("{}..{}", number(amount.quantity.min), number(amount.quantity.max)),
                };
                format!("{} = {value} {}", found.span.of(text), amount.currency)
            })
            .collect()
    }

    #[test]
    fn spellings() {
        for (text, want) in [
            ("사업비 3천72억 원을 들인다", "3천72억 원 = 307200000000 KRW"),
            ("순이익이 2조4천15억원이다", "2조4천15억원 = 2401500000000 KRW"),
            ("매출액 8,912백만원", "8,912백만원 = 8912000000 KRW"),
            ("입장료로 만원을 받는다", "만원 = 10000 KRW"),
            ("벌금 오백만 원을 냈다", "오백만 원 = 5000000 KRW"),
            ("₩1,250,000", "₩1,250,000 = 1250000 KRW"),
            ("US$2.4bn 규모", "US$2.4bn = 2400000000 USD"),
            ("4천만 홍콩달러", "4천만 홍콩달러 = 40000000 HKD"),
            ("지난달(△83억원)부터 줄었다", "△83억원 = -8300000000 KRW"),
            ("영업손익 △83억원", "△83억원 = -8300000000 KRW"),
            ("영업이익 -1.7조원", "-1.7조원 = -1700000000000 KRW"),
            ("3~4억원을 빌렸다", "3~4억원 = 300000000..400000000 KRW"),
            ("160만∼180만 원 선", "160만∼180만 원 = 1600000..1800000 KRW"),
            ("손해가 수백억원대다", "수백억원대 = 10000000000..100000000000 KRW"),
            ("총사업비 700억 투입", "700억 = 70000000000 KRW"),
            ("삼달러오십센트", "삼달러오십센트 = 3.5 USD"),
            ("400억여 원을", "400억여 원 = 40000000000 KRW"),
            ("군은 도로에 87억원을 쓴다", "87억원 = 8700000000 KRW"),
            ("기금은 3,150억 원이다", "3,150억 원 = 315000000000 KRW"),
            ("공사비 2조 3500억원을 들였다", "2조 3500억원 = 2350000000000 KRW"),
            ("순매도액이 4조850억원이었다", "4조850억원 = 4085000000000 KRW"),
            ("장학금 12억5000만원을 모았다", "12억5000만원 = 1250000000 KRW"),
            ("수출은 4218만5000달러였다", "4218만5000달러 = 42185000 USD"),
            ("5조3백억원이 풀렸다", "5조3백억원 = 5030000000000 KRW"),
            ("성금 이천오백만 원을 맡겼다", "이천오백만 원 = 25000000 KRW"),
            ("이조칠천억 원을 빌렸다", "이조칠천억 원 = 2700000000000 KRW"),
            ("몸값이 23.7조원이다", "23.7조원 = 23700000000000 KRW"),
            ("4.8억 달러를 벌었다", "4.8억 달러 = 480000000 USD"),
            ("수십억 원대 빌라를 샀다", "수십억 원대 = 1000000000..10000000000 KRW"),
            ("수조원대 빚을 졌다", "수조원대 = 1000000000000..10000000000000 KRW"),
            ("몇백만 원이 든다", "몇백만 원 = 1000000..10000000 KRW"),
            ("7만원대 신발을 판다", "7만원대 = 70000 KRW"),
            ("2300억 원대 공사를 땄다", "2300억 원대 = 230000000000 KRW"),
            ("4조~6조원을 붓는다", "4조~6조원 = 4000000000000..6000000000000 KRW"),
            ("3000억에서 4000억원 사이다", "3000억에서 4000억원 = 300000000000..400000000000 KRW"),
            ("5억원부터 8억원까지 빌려준다", "5억원부터 8억원 = 500000000..800000000 KRW"),
            ("2조1894억 엔을 썼다", "2조1894억 엔 = 2189400000000 JPY"),
            ("6억 유로를 썼다", "6억 유로 = 600000000 EUR"),
            ("640만불 수출을 이뤘다", "640만불 = 6400000 USD"),
            ("방값은 6500위안이다", "6500위안 = 6500 CNY"),
            ("사업비 5,670천원", "5,670천원 = 5670000 KRW"),
            ("순손익 ▽31억원", "▽31억원 = -3100000000 KRW"),
            ("▲31억원을 들인 다리", "31억원 = 3100000000 KRW"),
            ("620억원의 영업손실을 냈다", "620억원 = 62000000000 KRW"),
            ("자전거를 48만3000원에 샀다", "48만3000원 = 483000 KRW"),
            ("축의금 41,870,000원", "41,870,000원 = 41870000 KRW"),
            ("“커피값 4500원”으로", "4500원 = 4500 KRW"),
            ("매출 수백억을 낸다", "수백억 = 10000000000..100000000000 KRW"),
            ("예산 수천억이 남았다", "수천억 = 100000000000..1000000000000 KRW"),
        ] {
            assert_eq!(amounts(text), [want], "{text}");
        }
    }

    #[test]
    fn bounds() {
        for (text, want) in [
            ("약 7조원을 들인다", Bound::Approx),
            ("대략 60억원을 썼다", Bound::Approx),
            ("어림잡아 90억원이 든다", Bound::Approx),
            ("700억여 원이 들었다", Bound::Approx),
            ("5300여만원을 찾았다", Bound::Approx),
            ("8000억원가량을 빌렸다", Bound::Approx),
            ("40억 원 안팎의 빚", Bound::Approx),
            ("20억원 내외로 본다", Bound::Approx),
            ("30억원 정도를 쓴다", Bound::Approx),
            ("9만원쯤 한다", Bound::Approx),
            ("6억원 남짓을 모았다", Bound::Approx),
            ("빚이 5조 원에 육박했다", Bound::Approx),
            ("3천만원 이상의 소득", Bound::Gte),
            ("최소 80억원이 든다", Bound::Gte),
            ("적어도 20억원을 문다", Bound::Gte),
            ("50억 원 이하의 과징금", Bound::Lte),
            ("최대 450억원을 댄다", Bound::Lte),
            ("많게는 6억원을 받는다", Bound::Lte),
            ("5억원을 초과하는 집", Bound::Gt),
            ("70억원을 넘는 손해", Bound::Gt),
            ("800억원을 상회했다", Bound::Gt),
            ("30억 원 미만의 공사", Bound::Lt),
            ("1조원을 밑도는 실적", Bound::Lt),
            ("90억원에 못 미치는 이익", Bound::Lt),
            ("수천억원의 빚을 졌다", Bound::Vague),
            ("87억원을 쓴다", Bound::Eq),
        ] {
            assert_eq!(read(text).amounts[0].what.quantity.bound, want, "{text}");
        }
    }

    #[test]
    fn a_magnitude_beside_a_word_of_money_is_of_won() {
        for (text, want) in [
            ("2조 6천억 규모 매립지 사업", "2조 6천억 = 2600000000000 KRW"),
            ("예산 340억이 깎였다", "340억 = 34000000000 KRW"),
            ("총공사비 910억 투입", "910억 = 91000000000 KRW"),
            ("억대 빚을 졌다", "억대 = 100000000 KRW"),
        ] {
            assert_eq!(amounts(text), [want], "{text}");
            assert!(read(text).amounts[0].what.inferred_currency, "{text}");
        }
        assert!(!read("예산 340억원이 깎였다").amounts[0].what.inferred_currency);
    }

    #[test]
    fn what_is_said_again_in_won() {
        for (text, want) in [
            ("700만 달러(약 96억원)를 냈다", ["700만 달러 = 7000000 USD", "96억원 = 9600000000 KRW"]),
            ("38억 달러(약 5조2000억원)짜리 배", ["38억 달러 = 3800000000 USD", "5조2000억원 = 5200000000000 KRW"]),
            ("이적료 1400만파운드(약 240억원)", ["1400만파운드 = 14000000 GBP", "240억원 = 24000000000 KRW"]),
        ] {
            assert_eq!(amounts(text), want, "{text}");
            assert_eq!(read(text).amounts[1].what.conversion_of, Some(0), "{text}");
        }
    }

    #[test]
    fn what_one_costs() {
        for (text, want, per) in [
            ("1인당 8만원씩 준다", "8만원 = 80000 KRW", "1인"),
            ("분양가는 3.3㎡당 1900만 원이다", "1900만 원 = 19000000 KRW", "3.3㎡"),
            ("월 240만원을 낸다", "240만원 = 2400000 KRW", "월"),
            ("시간당 9860원을 준다", "9860원 = 9860 KRW", "시간"),
        ] {
            assert_eq!(amounts(text), [want], "{text}");
            assert_eq!(read(text).amounts[0].what.per.as_deref(), Some(per), "{text}");
        }
    }

    #[test]
    fn no_money() {
        for text in [
            "만원 버스에서",
            "1조 클럽에 들었다",
            "2조원 클럽 가입",
            "A조 3차전",
            "2인 1조로 다닌다",
            "제4조 2항",
            "공원 관리소",
            "남원 광한루",
            "3불 정책",
            "위안부 할머니",
        ] {
            assert_eq!(amounts(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_change_is_two_amounts() {
        assert_eq!(amounts("6만3000원에서 7만원으로 올렸다"), ["6만3000원 = 63000 KRW", "7만원 = 70000 KRW"]);
        assert_eq!(amounts("식빵이 2900원에서 3200원, 우유가 1천원에서 1200원 등으로 오른다").len(), 4);
        assert_eq!(amounts("수십억에서 수백억 원에 이른다"), ["수십억에서 수백억 원 = 1000000000..100000000000 KRW"]);
        assert_eq!(amounts("2,000원에서 3,000원까지"), ["2,000원에서 3,000원 = 2000..3000 KRW"]);
    }

    #[test]
    fn conversions_and_rates() {
        let found = read("300만 유로(약 45억원)를 냈다").amounts;
        assert_eq!(found[1].what.conversion_of, Some(0));
        assert_eq!(read("1인당 7만원씩").amounts[0].what.per.as_deref(), Some("1인"));
        assert_eq!(read("한우 9500원/㎏에").amounts[0].what.per.as_deref(), Some("㎏"));
        assert_eq!(read("약 8억원을").amounts[0].what.quantity.bound, Bound::Approx);
        assert_eq!(read("8억원을 웃도는").amounts[0].what.quantity.bound, Bound::Gt);
        assert!(read("매출 4조2000억, 영업이익 320억").amounts.iter().all(|found| found.what.inferred_currency));
        assert_eq!(found[0].span, Span::new(0, "300만 유로".len()));
    }
}
