//! What the tagger sees: a sentence cut into cells, and the features of each cell as 64-bit keys.
//!
//! A cell is one character. Training and tagging read features through [`Scene::features`] alone, so that a model
//! and the program that runs it can never disagree. A feature is never a string: character n-grams are hashed
//! incrementally, and every other key mixes the hashes of morphemes and eojeols, which are computed once each.

use crate::document::Span;
use crate::token::Token;

use super::model::{Classes, Gate, LEVELS, Scope};

/// Widest character n-gram.
const GRAMS: usize = 2;
/// How far n-grams may reach beyond a sentence's ends.
const PAD: usize = 3;

/// Mixes `b` into `a`.
#[inline(always)]
const fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Spreads the bits of a mixed key over all 64 places.
#[inline(always)]
const fn finish(key: u64) -> u64 {
    let key = (key ^ (key >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    key ^ (key >> 29)
}

/// A character as features see it: all digits are one, and so are the shapes of a quotation mark, a bracket, a bullet or
/// a space, which differ from newsroom to newsroom.
#[inline(always)]
fn fold(c: char) -> char {
    match c {
        '0'..='9' => '0',
        '\u{80}'.. => match c {
            '‘' | '’' | '`' | '′' => '\'',
            '“' | '”' | '″' => '"',
            '〈' | '《' | '「' | '『' | '＜' => '<',
            '〉' | '》' | '」' | '』' | '＞' => '>',
            '（' | '〔' | '【' => '(',
            '）' | '〕' | '】' => ')',
            '△' | '▲' | '▷' | '▶' | '■' | '□' | '●' | '○' | '◆' | '◇' | '◎' | '★' | '☆' | '※' | '☞' => {
                '▲'
            }
            '·' | '・' | 'ㆍ' | '‧' | '•' | '∙' | '⋅' => '·',
            '–' | '—' | '―' | '−' => '-',
            '～' | '∼' | '〜' => '~',
            '\u{a0}' | '\u{3000}' => ' ',
            '０'..='９' => '0',
            _ => c,
        },
        _ => c,
    }
}

/// Coarse class of a folded character.
#[inline]
fn class_of(c: char) -> u8 {
    match c {
        '가'..='힣' => 1,
        '0' => 2,
        'A'..='Z' => 3,
        'a'..='z' => 4,
        ' ' | '\t' => 0,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' => 5,
        '(' | '[' | '<' => 6,
        ')' | ']' | '>' => 7,
        '\'' | '"' | '▲' => 8,
        '.' | ',' | '·' | '-' | '~' | '/' | ':' | '%' => 9,
        _ if c.is_alphabetic() => 10,
        _ if c.is_whitespace() => 0,
        _ => 11,
    }
}

/// The hash of a part-of-speech tag.
fn tag_key(tag: &str) -> u64 {
    tag.bytes().fold(tag.len() as u64, |key, byte| mix(key, u64::from(byte)))
}

/// Where a cell lies in its morpheme.
fn place(at: usize, start: usize, end: usize) -> u64 {
    match (at == start, at + 1 == end) {
        (true, true) => 1,
        (true, false) => 2,
        (false, false) => 3,
        (false, true) => 4,
    }
}

/// One character of a sentence.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// Byte offset into the text.
    at: usize,
    /// Index of its morpheme in [`Scene::morphs`]; for white space, of the morpheme before it.
    morph: u32,
    class: u8,
    /// Whether a name may cover it.
    open: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Morph {
    start: u32,
    end: u32,
    word: u32,
    form: u64,
    tag: u64,
    classes: [u8; LEVELS],
}

/// An eojeol: a run of characters between white space.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    start: u32,
    end: u32,
    /// The cells without the josa, endings and punctuation at its ends.
    core: (u32, u32),
    whole: u64,
    core_key: u64,
    /// Hashes of the last one and two characters of the core.
    tail: [u64; GRAMS],
    classes: [u8; LEVELS],
}

/// A sentence as cells, morphemes and eojeols. Keeps its buffers from sentence to sentence.
#[derive(Debug, Default)]
pub struct Scene {
    cells: Vec<Cell>,
    /// One entry more at each end than there are morphemes, so that neighbours need no test.
    morphs: Vec<Morph>,
    words: Vec<Word>,
    raw: Vec<u64>,
    /// `grams[n][i + PAD]` is the hash of the n+1 letters from cell i on.
    grams: [Vec<u64>; GRAMS],
    end: usize,
}

/// Neighbours that are read on each side of a morpheme or an eojeol.
const REACH: usize = 2;

impl Scene {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Byte offset of a cell, or of the sentence's end.
    pub fn offset(&self, cell: usize) -> usize {
        self.cells.get(cell).map_or(self.end, |cell| cell.at)
    }

    /// Whether a name may cover the cell.
    pub fn is_open(&self, cell: usize) -> bool {
        self.cells[cell].open
    }

    /// Reads a sentence. No cell is open after it.
    pub fn read(&mut self, text: &str, span: Span, tokens: &[Token], classes: &Classes<'_>) {
        self.cells.clear();
        self.morphs.clear();
        self.words.clear();
        self.raw.clear();
        self.end = span.end;
        self.morphs.resize(REACH, Morph::default());
        self.words.resize(REACH, Word::default());
        let mut tokens = tokens.iter().peekable();
        let mut in_word = false;
        let mut covered = span.start;
        for (offset, c) in span.of(text).char_indices() {
            let at = span.start + offset;
            let folded = fold(c);
            let letter = folded as u64;
            let class = class_of(folded);
            let cell = self.cells.len() as u32;
            if class == 0 {
                in_word = false;
            } else {
                if !in_word {
                    self.words.push(Word { start: cell, end: cell, ..Word::default() });
                    in_word = true;
                }
                while tokens.peek().is_some_and(|token| token.span.end <= at) {
                    tokens.next();
                }
                let word = (self.words.len() - 1) as u32;
                // A character that no token covers is a morpheme of its own.
                let token = tokens.peek().filter(|token| token.span.start <= at);
                if at >= covered || token.is_none() {
                    let tag = token.map_or("", |token| token.tag.as_str());
                    covered = token.map_or(at + c.len_utf8(), |token| token.span.end);
                    // A mark is its own tag: how the analyser tags it depends on its shape.
                    let tag = if class >= 6 { letter } else { tag_key(tag) };
                    self.morphs.push(Morph { start: cell, end: cell, word, tag, ..Morph::default() });
                }
            }
            if let Some(morph) = self.morphs.last_mut().filter(|_| class != 0) {
                morph.form = mix(morph.form, letter);
                morph.end = cell + 1;
                let word = &mut self.words[morph.word as usize];
                word.whole = mix(word.whole, letter);
                word.end = cell + 1;
            }
            self.raw.push(if c.is_ascii_digit() { c as u64 } else { letter });
            self.cells.push(Cell { at, morph: (self.morphs.len() - 1) as u32, class, open: false });
        }
        self.hash_grams();
        self.close_morphs(classes);
        self.morphs.resize(self.morphs.len() + REACH, Morph::default());
        self.words.resize(self.words.len() + REACH, Word::default());
    }

    fn hash_grams(&mut self) {
        let [ones, rest @ ..] = &mut self.grams;
        ones.clear();
        ones.resize(PAD, 1);
        let digit = u64::from(b'0')..=u64::from(b'9');
        // All digits are one here.
        ones.extend(self.raw.iter().map(|&c| if digit.contains(&c) { u64::from(b'0') } else { c }));
        ones.resize(ones.len() + PAD, 2);
        let mut shorter: &Vec<u64> = ones;
        for (n, longer) in rest.iter_mut().enumerate() {
            longer.clear();
            longer.extend(shorter.iter().zip(&ones[n + 1..]).map(|(&head, &tail)| mix(head, tail)));
            longer.resize(ones.len(), 0);
            shorter = longer;
        }
    }

    /// Finds each eojeol's core, and gives morphemes and cores their classes.
    fn close_morphs(&mut self, classes: &Classes<'_>) {
        let mut first = REACH;
        for index in REACH..self.words.len() {
            let mut word = self.words[index];
            let mut last = first;
            while last < self.morphs.len() && self.morphs[last].word as usize == index {
                last += 1;
            }
            let morphs = &self.morphs[first..last];
            let mut core = (word.start, word.end);
            for morph in morphs.iter().rev() {
                if morph.start <= word.start || !self.is_tail(morph) {
                    break;
                }
                core.1 = morph.start;
            }
            while core.0 + 1 < core.1 && matches!(self.cells[core.0 as usize].class, 6 | 8) {
                core.0 += 1;
            }
            // What stands in brackets after a name is not the name.
            if let Some(bracket) = (core.0 + 1..core.1).find(|&cell| self.cells[cell as usize].class == 6) {
                core.1 = bracket;
            }
            word.core = core;
            for cell in core.0..core.1 {
                word.core_key = mix(word.core_key, self.grams[0][PAD + cell as usize]);
            }
            for (n, tail) in word.tail.iter_mut().enumerate() {
                let from = (PAD + core.1 as usize).saturating_sub(n + 1);
                *tail = self.grams[n][from];
            }
            word.classes = classes.of(finish(mix(word.core_key, 1)));
            for morph in &mut self.morphs[first..last] {
                morph.classes = classes.of(finish(mix(morph.form, 2)));
            }
            self.words[index] = word;
            first = last;
        }
    }

    /// Opens the cells of the morphemes that may belong to a name by the gate, and the white space between two of them.
    pub fn open(&mut self, gate: &Gate<'_>, scope: Scope) {
        for nth in 0..self.morphemes() {
            let mut sum = 0;
            self.gate_keys(nth, |key| sum += gate.weight(key, scope));
            if gate.opens(sum, scope) {
                for cell in self.cells_of(nth) {
                    self.cells[cell].open = true;
                }
            }
        }
        for at in 1..self.cells.len().saturating_sub(1) {
            if self.cells[at].class == 0 {
                self.cells[at].open = self.cells[at - 1].open && self.cells[at + 1].class != 0 && self.cells[at + 1].open;
            }
        }
    }

    /// Whether a morpheme is what follows a noun in its eojeol: josa, endings, the copula, closing marks.
    fn is_tail(&self, morph: &Morph) -> bool {
        TAILS.contains(&morph.tag) || matches!(self.cells[morph.start as usize].class, 7..=9)
    }

    /// Number of morphemes.
    pub fn morphemes(&self) -> usize {
        self.morphs.len() - 2 * REACH
    }

    /// The cells of a morpheme.
    pub fn cells_of(&self, nth: usize) -> std::ops::Range<usize> {
        let morph = &self.morphs[nth + REACH];
        morph.start as usize..morph.end as usize
    }

    /// Hands every key by which the gate judges a morpheme to `emit`.
    #[inline]
    pub fn gate_keys(&self, nth: usize, mut emit: impl FnMut(u64)) {
        let mut template = 1u64;
        macro_rules! put {
            ($($part:expr),+) => {{
                template = template.wrapping_add(STEP);
                let key = template;
                $(let key = mix(key, $part);)+
                emit(finish(key));
            }};
        }
        let m = nth + REACH;
        let [before, morph, after] = [m - 1, m, m + 1].map(|m| &self.morphs[m]);
        let w = morph.word as usize;
        let [left, word, right] = [w - 1, w, w + 1].map(|w| &self.words[w]);
        let edges = u64::from(before.word != morph.word) << 1 | u64::from(morph.word != after.word);
        let class = |classes: &[u8; LEVELS], level: usize| u64::from(classes[level]);
        let around = class(&before.classes, 0) << 16 | class(&morph.classes, 0) << 8 | class(&after.classes, 0);
        let words = class(&left.classes, 0) << 16 | class(&word.classes, 0) << 8 | class(&right.classes, 0);
        let own = class(&morph.classes, 1) << 8 | class(&word.classes, 1);
        put!(morph.form, morph.tag, edges);
        put!(before.tag, morph.tag, after.tag, edges);
        put!(around);
        put!(words);
        put!(own);
        put!(class(&word.classes, 0) << 8 | class(&morph.classes, 0), morph.tag, edges);
        put!(before.form, morph.tag, edges);
        put!(after.form, morph.tag, edges);
        put!(morph.form, after.form, edges);
        put!(before.form, morph.form, edges);
        put!(word.core_key);
        put!(word.tail[0], morph.tag);
        put!(right.core_key, morph.tag);
        put!(left.core_key, morph.tag);
        put!(u64::from(morph.end - morph.start).min(5), morph.tag, edges, u64::from(word.core.1 - word.core.0).min(6));
    }

    /// The class keys of the sentence, in order: its eojeols' cores, or its morphemes.
    pub fn class_keys(&self, cores: bool) -> Vec<(u64, std::ops::Range<usize>)> {
        if cores {
            let inner = &self.words[REACH..self.words.len() - REACH];
            inner.iter().map(|word| (finish(mix(word.core_key, 1)), word.core.0 as usize..word.core.1 as usize)).collect()
        } else {
            let inner = &self.morphs[REACH..self.morphs.len() - REACH];
            inner.iter().map(|morph| (finish(mix(morph.form, 2)), morph.start as usize..morph.end as usize)).collect()
        }
    }

    /// Hands every feature key of a cell to `emit`.
    #[inline]
    pub fn features(&self, at: usize, mut emit: impl FnMut(u64)) {
        let cell = self.cells[at];
        let mut template = 0u64;
        // Each call site has its own template number, so that equal contents at other places are other features.
        macro_rules! put {
            ($($part:expr),+) => {{
                template = template.wrapping_add(STEP);
                let key = template;
                $(let key = mix(key, $part);)+
                emit(finish(key));
            }};
        }
        let gram = |n: usize, from: isize| self.grams[n - 1][(at + PAD).wrapping_add_signed(from)];
        let space = u64::from(cell.class == 0);
        let m = cell.morph as usize;
        let morph = &self.morphs[m];
        let p = if space == 1 { 0 } else { place(at, morph.start as usize, morph.end as usize) };

        put!(p);
        for from in -3..=3 {
            put!(gram(1, from));
        }
        put!(self.raw[at]);
        for from in -3..=2 {
            put!(gram(2, from));
        }
        let class =
            |from: isize| at.checked_add_signed(from).and_then(|at| self.cells.get(at)).map_or(12, |cell| u64::from(cell.class));
        let shape = (-2..=2).fold(0, |shape, from| shape << 4 | class(from));
        put!(shape);
        put!(shape << 8 | class(-3) << 4 | class(3));

        // Neighbours: around white space, the morpheme before it and the one after it are the two in the middle.
        let near = |step: isize| &self.morphs[m.wrapping_add_signed(step)];
        let (before, after) = (near(-1), near(1));
        let gap = |left: &Morph, right: &Morph| u64::from(left.word != right.word);
        let edges = p | gap(before, morph) << 3 | gap(morph, after) << 4;
        put!(morph.form, morph.tag, p);
        put!(before.form, edges);
        put!(after.form, edges);
        put!(near(-2).form, p);
        put!(near(2).form, p);
        put!(morph.tag, edges);
        put!(before.tag, morph.tag, edges);
        put!(morph.tag, after.tag, edges);
        put!(before.tag, morph.tag, after.tag, edges);
        put!(near(-2).tag, before.tag, morph.tag, p);
        put!(morph.tag, after.tag, near(2).tag, p);

        let w = morph.word as usize;
        let word = &self.words[w];
        let (left, right) = (&self.words[w - 1], &self.words[w + 1]);
        let within = if space == 1 {
            7
        } else {
            let from_start = (at as u64).saturating_sub(u64::from(word.core.0)).min(3);
            let to_end = u64::from(word.core.1).saturating_sub(at as u64).min(3);
            1 << 6 | from_start << 3 | to_end
        };
        put!(left.core_key, within & 64, p);
        put!(right.core_key, within & 64, p);
        put!(left.whole, p);
        put!(self.words[w - 2].core_key, p);
        put!(self.words[w + 2].core_key, p);
        put!(word.tail[0], within);
        put!(left.tail[1], p);
        put!(right.tail[1], p);
        put!(u64::from(word.core.1 - word.core.0).min(9), u64::from(word.end - word.core.1).min(4), within);

        for level in 0..LEVELS {
            let class = |classes: &[u8; LEVELS]| u64::from(classes[level]);
            // An unknown form's class says nothing on its own.
            macro_rules! put_known {
                ($classes:expr, $part:expr) => {
                    if $classes[level] > 0 {
                        put!(class(&$classes), $part);
                    } else {
                        template = template.wrapping_add(STEP);
                    }
                };
            }
            put_known!(morph.classes, p);
            put_known!(before.classes, edges);
            put_known!(after.classes, edges);
            put_known!(word.classes, within);
            put_known!(left.classes, p);
            put_known!(right.classes, p);
            put!(class(&before.classes), class(&morph.classes), class(&after.classes), p);
            put!(class(&word.classes), class(&right.classes), within);
            put!(class(&left.classes), class(&word.classes), within);
        }
    }
}

/// Between the numbers of two templates.
const STEP: u64 = 0x2545_f491_4f6c_dd1d;

/// Hashes of the tags that close an eojeol's core.
static TAILS: std::sync::LazyLock<Vec<u64>> = std::sync::LazyLock::new(|| {
    const TAGS: [&str; 18] = [
        "JKS", "JKC", "JKG", "JKO", "JKB", "JKV", "JKQ", "JX", "JC", "EF", "EC", "EP", "VCP", "VCP+EF", "VCP+EC", "VCP+ETM",
        "JKB+JX", "SF",
    ];
    TAGS.iter().map(|tag| tag_key(tag)).collect()
});

#[cfg(test)]
mod tests {
    use super::super::model::{Model, Parts};
    use super::super::{Transitions, decode::WEIGHTS};
    use super::*;
    use crate::token::{Analysis, Tokenizer};

    fn blank() -> Vec<u8> {
        let weights: &[(u64, f32, [u8; WEIGHTS])] = &[];
        let transitions = Transitions::default();
        Parts { weights, classes: &[], gate: &Default::default(), transitions: &transitions, slots: 1 }.write().0
    }

    /// The features of every cell of each sentence.
    fn features(text: &str, analysis: &Analysis) -> Vec<Vec<Vec<u64>>> {
        let blank = blank();
        let model = Model::view(&blank).unwrap();
        let mut scene = Scene::default();
        let mut sentences = Vec::new();
        for sentence in &analysis.sentences {
            scene.read(text, sentence.span, &analysis.tokens[sentence.tokens.clone()], &model.classes);
            let cells = (0..scene.len()).map(|at| {
                let mut keys = Vec::new();
                scene.features(at, |key| keys.push(key));
                keys
            });
            sentences.push(cells.collect());
        }
        sentences
    }

    #[test]
    fn features_do_not_depend_on_where_the_sentence_stands() {
        let mut worker = Tokenizer::new().unwrap().worker();
        let sentence = "김민수 대표(45)는 12일 ‘한빛전자’ 본사를 찾았다.";
        let twice = format!("다른 문장이다.\n{sentence}");
        let alone = features(sentence, &worker.analyze(sentence));
        let after = features(&twice, &worker.analyze(&twice));
        assert_eq!(alone[0], after[1]);
    }

    #[test]
    fn all_templates_of_a_cell_differ() {
        let mut worker = Tokenizer::new().unwrap().worker();
        let text = "가가 가가 가가";
        for cell in features(text, &worker.analyze(text)).concat() {
            let mut keys = cell.clone();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), cell.len());
        }
    }

    #[test]
    fn sentences_without_morphemes_have_cells() {
        let text = "가나\u{3000}다 \u{10ffff}";
        let analysis =
            Analysis { tokens: vec![], sentences: vec![crate::token::Sentence { span: Span::new(0, text.len()), tokens: 0..0 }] };
        assert_eq!(features(text, &analysis)[0].len(), 6);
    }

    #[test]
    fn digits_are_one_letter() {
        let (one, two) = ("3월", "7월");
        let mut worker = Tokenizer::new().unwrap().worker();
        let (one, two) = (features(one, &worker.analyze(one)), features(two, &worker.analyze(two)));
        let same = one[0][1].iter().filter(|key| two[0][1].contains(key)).count();
        assert_eq!(same, one[0][1].len());
    }
}
