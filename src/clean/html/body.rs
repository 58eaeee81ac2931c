//! Which part of a page is the article.
//!
//! Every line is weighed: sentences speak for the block that holds them, links and fragments against it. The block with the
//! greatest sum is the article, where the page's names and markup do not say better. Inside it, what names say is not the
//! article is left out, unless the name stands on most of the page.

use super::names::Marks;
use super::outline::{Line, Outline};

/// A name on a block that holds more than this share of a page's sentences (by code points) is not believed: it says
/// something of the page's look.
const VOID_SHARE: f64 = 0.6;

/// A picture with at most so many code points around it is a picture with its caption.
const CAPTION_WITHIN: usize = 400;

/// Code points of sentences from which a block can be an article.
pub const ARTICLE_FROM: usize = 40;

/// What a block's names can do for it, against others with as many sentences.
const NAMED: f64 = 1.25;
const DECLARED: f64 = 1.6;

/// The part of a page that is the article.
#[derive(Debug, Default)]
pub struct Body {
    /// Indices of its lines, in order.
    pub lines: Vec<usize>,
    /// Indices of the lines that are a subtitle inside it or right before it.
    pub subtitle: Vec<usize>,
    /// Index of the first and behind the last line of the block that holds it, with what was left out.
    pub extent: (usize, usize),
    /// Code points of its sentences.
    pub sentences: usize,
}

/// How a line speaks for the block that holds it.
#[derive(Debug, Clone, Copy)]
struct Weight {
    /// Code points of sentences.
    sentences: usize,
    score: f64,
}

/// How strictly a page's names are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Names,
    /// Names and links say nothing: a page with unclosed links, or a body that a script shows.
    Nothing,
}

/// Finds the article. Empty where no block has sentences.
pub fn find(outline: &Outline<'_>) -> Body {
    let body = choose(outline, Trust::Names);
    if body.sentences >= ARTICLE_FROM {
        return body;
    }
    let lax = choose(outline, Trust::Nothing);
    if lax.sentences > body.sentences { lax } else { body }
}

fn choose(outline: &Outline<'_>, trust: Trust) -> Body {
    if outline.blocks.is_empty() || outline.lines.is_empty() {
        return Body::default();
    }
    let mut weights: Vec<Weight> = outline.lines.iter().map(|line| weigh(outline.text_of(line), line, trust)).collect();
    let marks = believed(outline, &weights, trust);
    let left_out = Marks::NOISE | Marks::HIDDEN | Marks::CAPTION;
    if trust == Trust::Names {
        // What stands between two linked titles is the lead of another article.
        let title = |index: usize| {
            let line = outline.lines.get(index);
            line.is_some_and(|line| line.chars >= TITLE_FROM && is_link(line) && !marks[line.block].has(left_out))
        };
        for (index, weight) in weights.iter_mut().enumerate().skip(1) {
            let between = title(index - 1) && (title(index + 1) || (index >= 3 && title(index - 3)));
            if between && weight.score > 0.0 {
                weight.score = -20.0;
            }
        }
    }
    let mut scores = vec![0.0; outline.blocks.len()];
    for (line, weight) in outline.lines.iter().zip(&weights) {
        if !marks[line.block].has(left_out | Marks::SUBTITLE | Marks::BYLINE) {
            scores[line.block] += weight.score;
        }
    }
    for block in (1..scores.len()).rev() {
        let parent = outline.blocks[block].parent;
        scores[parent] += scores[block];
    }
    let worth = |block: usize| {
        let own = outline.blocks[block].marks;
        let factor = if own.has(Marks::DECLARED) {
            DECLARED
        } else if own.has(Marks::BODY) {
            NAMED
        } else {
            1.0
        };
        scores[block] * factor
    };
    let mut best = 0;
    for (block, marks) in marks.iter().enumerate().skip(1) {
        // The innermost of equals.
        if worth(block) >= worth(best) && !marks.has(left_out) {
            best = block;
        }
    }
    // A name may stand on a wrapper that holds title, date and buttons too: the block inside it that has all of its
    // sentences and less of the rest is the body.
    let sentences = |block: usize| -> usize {
        let (first, last) = outline.blocks[block].lines;
        let kept = |index: &usize| !marks[outline.lines[*index].block].has(left_out | Marks::SUBTITLE | Marks::BYLINE);
        (first..last).filter(kept).map(|index| weights[index].sentences).sum()
    };
    let whole = sentences(best);
    let mut inner = best + 1;
    while inner < outline.blocks[best].end {
        if scores[inner] > scores[best] && !marks[inner].has(left_out) && sentences(inner) == whole {
            best = inner;
        } else if scores[inner] < scores[best] / 2.0 {
            inner = outline.blocks[inner].end.max(inner + 1);
            continue;
        }
        inner += 1;
    }
    gather(outline, &weights, &marks, best, trust)
}

/// What each block is, with what it lies in: its own marks where they are believed, and its parents'.
fn believed(outline: &Outline<'_>, weights: &[Weight], trust: Trust) -> Vec<Marks> {
    let mut sums = Vec::with_capacity(weights.len() + 1);
    let (mut sum, mut chars) = (0, 0);
    sums.push((0, 0));
    for (line, weight) in outline.lines.iter().zip(weights) {
        sum += weight.sentences;
        chars += line.chars;
        sums.push((sum, chars));
    }
    let inherited = Marks::NOISE | Marks::HIDDEN | Marks::CAPTION | Marks::SUBTITLE | Marks::BYLINE;
    let mut marks: Vec<Marks> = Vec::with_capacity(outline.blocks.len());
    // The last block that is declared or named the body: what it holds is told apart from what holds it.
    for (index, block) in outline.blocks.iter().enumerate() {
        let (first, last) = block.lines;
        let sentences = sums[last].0 - sums[first].0;
        let inside = sums[last].1 - sums[first].1;
        let mut own = block.marks;
        // What is named a picture, and a box of a picture and a line or two.
        let pictured =
            own.has(Marks::PICTURE) || (own.has(Marks::BOX) && !own.has(Marks::BODY) && (1..=2).contains(&(last - first)));
        if pictured && block.pictures > 0 && inside <= CAPTION_WITHIN {
            own |= Marks::CAPTION;
        }
        let void = own.has(inherited) && sentences as f64 > VOID_SHARE * sum as f64 && sum >= ARTICLE_FROM;
        if trust == Trust::Nothing || void || own.has(Marks::DECLARED) {
            own = own & !inherited;
        }
        let from = if index == 0 { Marks::NONE } else { marks[block.parent] & inherited };
        marks.push(own | from);
    }
    marks
}

fn gather(outline: &Outline<'_>, weights: &[Weight], marks: &[Marks], block: usize, trust: Trust) -> Body {
    let extent = outline.blocks[block].lines;
    let mut body = Body { extent, ..Body::default() };
    // Marks from outside of the chosen block say nothing of its lines: it was chosen in spite of them.
    let outer = if block == 0 { Marks::NONE } else { marks[outline.blocks[block].parent] };
    for (index, line) in outline.lines.iter().enumerate().take(extent.1).skip(extent.0) {
        let marks = marks[line.block] & !outer;
        if marks.has(Marks::SUBTITLE) && !marks.has(Marks::NOISE | Marks::HIDDEN) {
            body.subtitle.push(index);
            continue;
        }
        if marks.has(Marks::NOISE | Marks::HIDDEN | Marks::CAPTION | Marks::SUBTITLE | Marks::BYLINE) {
            continue;
        }
        if trust == Trust::Names
            && (is_link(line) || line.noisy * 10 >= line.chars * 9)
            && !(weights[index].sentences > 0 && line.chars > 60)
        {
            continue;
        }
        body.sentences += weights[index].sentences;
        body.lines.push(index);
    }
    body
}

/// Whether all of a line is a link, but for a mark or two around it.
pub fn is_link(line: &Line) -> bool {
    line.linked * 10 >= line.chars * 8
}

/// Links longer than this can be titles of other articles, in code points.
const TITLE_FROM: usize = 10;

/// Lines shorter than this are no sentences, in code points: they are headings, buttons, dates.
const SENTENCE_FROM: usize = 15;

fn weigh(text: &str, line: &Line, trust: Trust) -> Weight {
    let chars = line.chars as f64;
    if trust == Trust::Names && line.linked * 2 > line.chars {
        return Weight { sentences: 0, score: -20.0 - chars.min(80.0) };
    }
    if line.chars >= SENTENCE_FROM && has_sentence(text) {
        let plain = line.chars - if trust == Trust::Names { line.linked } else { 0 };
        return Weight { sentences: plain, score: plain as f64 };
    }
    // A long fragment can be a paragraph of an enumeration or a quotation; a short one is a label or a heading.
    let score = if line.chars >= 80 { chars * 0.3 } else { -8.0 };
    Weight { sentences: 0, score }
}

/// Whether a text has a sentence of prose: a Korean verb's ending before a full stop, a quotation that ends, or in other
/// languages a full stop in a text long enough.
pub fn has_sentence(text: &str) -> bool {
    let endings = ['다', '요', '죠', '까', '음', '함', '됨', '임', '라', '자', '오', '네', '지', '것'];
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '.' | '?' | '!' | '。') && endings.contains(&before) {
            let closed = chars.peek().is_none_or(|next| !next.is_alphanumeric() || ('가'..='힣').contains(next));
            if closed {
                return true;
            }
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    let end = text.trim_end_matches(['"', '”', '\'', '’', ')', ']', ' ']);
    text.chars().count() >= 60 && end.ends_with(['.', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_from_labels() {
        for text in [
            "시는 내년부터 버스 노선을 개편한다고 밝혔다.",
            "“내년에는 더 나아질 것입니다.”",
            "과연 그럴까? 전문가들의 말은 다르다",
            "세 번째로, 예산을 두 배로 늘리기로 함.",
        ] {
            assert!(has_sentence(text), "{text}");
        }
        for text in ["많이 본 뉴스", "입력 2025.01.02. 오전 9:30", "홍길동 기자 hong@example.com", "서울특별시 중구 세종대로 110"]
        {
            assert!(!has_sentence(text), "{text}");
        }
    }
}
