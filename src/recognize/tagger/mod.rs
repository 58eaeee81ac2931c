//! The learned tagger: names of people, places and organizations, dates, times and quantities, each with a probability.
//!
//! A conditional random field over characters that reads the morphemes beside them, behind a gate that passes over most of a
//! text. See `model/README.md` for what it was trained on and how well it does, and the crate `gisa-train` for how the model
//! is made.

mod decode;
mod features;
mod model;

pub use decode::{Candidate, KINDS, LANES, Lattice, OUTSIDE, States, Transitions, WEIGHTS};
pub use features::Scene;
use model::Keys;
pub use model::{Classes, Gate, GateParts, LEVELS, Model, Parts, SCALE, SCOPES, Scope};

use crate::document::Span;
use crate::token::Analysis;

/// The kinds of KLUE-NER, in the order of the model's states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A person.
    PS,
    /// A place.
    LC,
    /// An organization.
    OG,
    /// A date.
    DT,
    /// A time.
    TI,
    /// A quantity.
    QT,
}

impl Kind {
    pub const ALL: [Kind; KINDS] = [Kind::PS, Kind::LC, Kind::OG, Kind::DT, Kind::TI, Kind::QT];

    pub fn as_str(self) -> &'static str {
        ["PS", "LC", "OG", "DT", "TI", "QT"][self as usize]
    }
}

/// A span that the tagger takes for a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tagged {
    pub span: Span,
    pub kind: Kind,
    /// The model's probability, from 0 to 1, that there is an entity of this kind with exactly these borders.
    pub score: f32,
    /// The same for each kind, by its place in [`Kind::ALL`], with the same borders. `광주시` as a place and as an
    /// organization share what the model believes in; together they tell how likely a name stands there at all.
    pub kinds: [f32; KINDS],
}

/// Buffers of one thread.
#[derive(Debug, Default)]
pub struct Scratch {
    scene: Scene,
    keys: Keys,
    lattice: Lattice,
}

/// Bytes that start a cache line.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

/// The tagger: shared by all threads.
#[derive(Debug, Clone)]
pub struct Tagger<'a> {
    model: Model<'a>,
}

impl Tagger<'static> {
    /// The tagger of the model in the program, viewed in place. Nothing where that model is damaged.
    pub fn embedded() -> Option<Self> {
        static MODEL: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../model/tagger.bin"));
        Tagger::new(&MODEL.0)
    }
}

impl<'a> Tagger<'a> {
    /// The score from which taking every span for right gives the highest F1. What lies between [`Tagger::FLOOR`] and this
    /// is worth believing only where something else speaks for it.
    pub const LIKELY: f32 = 0.4;
    /// The lowest score that [`Tagger::tag`] tells of.
    pub const FLOOR: f32 = 0.1;

    /// A tagger over the bytes of a model file. Nothing where they are not one.
    pub fn new(model: &'a [u8]) -> Option<Self> {
        Some(Tagger { model: Model::view(model)? })
    }

    /// The spans of `text` whose score is at least [`Tagger::FLOOR`], in text order and without overlaps: of spans that
    /// overlap, the one with the highest score. `scope` tells which kinds to look for.
    pub fn tag(&self, text: &str, analysis: &Analysis, scope: Scope, scratch: &mut Scratch) -> Vec<Tagged> {
        let mut found = Vec::new();
        let Scratch { scene, keys, lattice } = scratch;
        let model = &self.model;
        for sentence in &analysis.sentences {
            let tokens = &analysis.tokens[sentence.tokens.clone()];
            scene.read(text, sentence.span, tokens, &model.classes);
            scene.open(&model.gate, scope);
            let mut at = 0;
            while at < scene.len() {
                let first = at;
                lattice.emissions.clear();
                while at < scene.len() && scene.is_open(at) {
                    keys.clear();
                    scene.features(at, |key| keys.push(key));
                    let sums = model.sum(keys);
                    lattice.emissions.push(States::emissions(&sums, |steps| model.exp(steps)));
                    at += 1;
                }
                if at > first {
                    lattice.run(&model.transitions);
                    lattice.find(&model.transitions, Self::FLOOR);
                    for name in lattice.spans() {
                        let span = Span::new(scene.offset(first + name.start), scene.offset(first + name.end));
                        let all = lattice.probabilities(&model.transitions, name.start, name.end);
                        let kinds = std::array::from_fn(|kind| all[kind]);
                        found.push(Tagged { span, kind: Kind::ALL[name.kind], score: name.probability, kinds });
                    }
                } else {
                    at += 1;
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Sentence, Tokenizer};

    fn names(text: &str) -> Vec<(&str, Kind)> {
        let analysis = Tokenizer::new().unwrap().worker().analyze(text);
        let tagger = Tagger::embedded().unwrap();
        let found = tagger.tag(text, &analysis, Scope::All, &mut Scratch::default());
        found.iter().filter(|name| name.score >= Tagger::LIKELY).map(|name| (name.span.of(text), name.kind)).collect()
    }

    #[test]
    fn tags_people_places_organizations_and_numbers() {
        use Kind::{DT, LC, OG, PS, QT, TI};
        for (text, want) in [
            ("박정우 교육부 장관은 부산을 찾았다.", vec![("박정우", PS), ("교육부", OG), ("부산", LC)]),
            ("한국전력공사는 3월 5일 직원 120명을 뽑는다고 밝혔다.", vec![("한국전력공사", OG), ("3월 5일", DT), ("120명", QT)]),
            ("행사는 오후 3시에 서울에서 열린다.", vec![("오후 3시", TI), ("서울", LC)]),
            ("이것은 아주 쉬운 일이다.", vec![]),
        ] {
            assert_eq!(names(text), want, "{text}");
        }
    }

    #[test]
    fn spans_lie_in_the_text_in_order_whatever_the_morphemes() {
        let text = "김철수는 서울시청에 갔다.\u{200b} (주)가나 — ０１２년 \u{1f600} 李某 氏\n\n\t둘째 줄 ABC Corp.";
        let whole = Analysis { tokens: vec![], sentences: vec![Sentence { span: Span::new(0, text.len()), tokens: 0..0 }] };
        let tokenized = Tokenizer::new().unwrap().worker().analyze(text);
        for analysis in [whole, tokenized, Analysis::default()] {
            let found = Tagger::embedded().unwrap().tag(text, &analysis, Scope::All, &mut Scratch::default());
            assert!(found.iter().all(|name| text.get(name.span.start..name.span.end).is_some_and(|form| !form.is_empty())));
            assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            assert!(found.iter().all(|name| (Tagger::FLOOR..=1.001).contains(&name.score)));
        }
    }

    #[test]
    fn scratch_carries_nothing_over() {
        let tagger = Tagger::embedded().unwrap();
        let mut worker = Tokenizer::new().unwrap().worker();
        let mut scratch = Scratch::default();
        let texts = ["이정은 의원은 국회에서 말했다.", "", "삼성전자와 현대자동차가 지난 10일 손잡았다."];
        for text in texts {
            let analysis = worker.analyze(text);
            let fresh = tagger.tag(text, &analysis, Scope::All, &mut Scratch::default());
            assert_eq!(tagger.tag(text, &analysis, Scope::All, &mut scratch), fresh);
        }
    }
}
