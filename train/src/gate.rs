//! Fits the gate: a logistic regression over hashed keys that tells which morphemes may belong to a name.

use gisa::recognize::tagger::{Gate, GateParts, Kind, Model, SCOPES, Scene, Tagged};
use gisa::token::Analysis;

use crate::crf::Random;
use crate::data::Example;

/// Logarithm of the number of weights.
const LOG: u32 = 16;
/// Steps of a quantized weight in one natural-log unit.
const SCALE: f32 = 16.0;
/// The share of all names that the gate may cost, for each scope.
const LOST: [f32; SCOPES] = [0.003, 0.004];
const EPOCHS: usize = 3;
/// Of so many blocks of samples, one sets the threshold.
const FOLDS: usize = 8;
const BLOCK: usize = 1000;

/// Morphemes by the places of their keys' weights, and how likely each belongs to a name of each scope.
#[derive(Default)]
pub struct Samples {
    places: Vec<u32>,
    ends: Vec<u32>,
    targets: Vec<[f32; SCOPES]>,
}

impl Samples {
    /// Adds the morphemes of an annotated sentence.
    pub fn label(&mut self, example: &Example, model: &Model, scene: &mut Scene) {
        for sentence in &example.analysis.sentences {
            let before = example.text[..sentence.span.start].chars().count();
            scene.read(&example.text, sentence.span, &example.analysis.tokens[sentence.tokens.clone()], &model.classes);
            self.add(scene, |cells| {
                let labels = || example.labels[before + cells.start..before + cells.end].iter().filter(|label| **label > 0);
                let named = labels().any(|&label| is_name(Kind::ALL[(label as usize - 1) / 2]));
                [f32::from(u8::from(labels().next().is_some())), f32::from(u8::from(named))]
            });
        }
    }

    /// Adds the morphemes of a text with what a tagger found in it.
    pub fn tagged(&mut self, text: &str, analysis: &Analysis, names: &[Tagged], model: &Model, scene: &mut Scene) {
        for sentence in &analysis.sentences {
            scene.read(text, sentence.span, &analysis.tokens[sentence.tokens.clone()], &model.classes);
            let mut next = names.partition_point(|name| name.span.end <= sentence.span.start);
            let offsets: Vec<usize> = (0..=scene.len()).map(|cell| scene.offset(cell)).collect();
            self.add(scene, |cells| {
                let (start, end) = (offsets[cells.start], offsets[cells.end]);
                while names.get(next).is_some_and(|name| name.span.end <= start) {
                    next += 1;
                }
                let mut targets = [0.0f32; SCOPES];
                for name in names[next..].iter().take_while(|name| name.span.start < end) {
                    let named: f32 = [Kind::PS, Kind::LC, Kind::OG].map(|kind| name.kinds[kind as usize]).iter().sum();
                    targets = [targets[0].max(name.kinds.iter().sum()), targets[1].max(named)];
                }
                targets.map(|target| target.min(1.0))
            });
        }
    }

    fn add(&mut self, scene: &Scene, mut target: impl FnMut(std::ops::Range<usize>) -> [f32; SCOPES]) {
        for nth in 0..scene.morphemes() {
            scene.gate_keys(nth, |key| self.places.push(Gate::place(key, LOG) as u32));
            self.ends.push(self.places.len() as u32);
            self.targets.push(target(scene.cells_of(nth)));
        }
    }

    pub fn merge(&mut self, other: Samples) {
        let offset = self.places.len() as u32;
        self.places.extend(other.places);
        self.ends.extend(other.ends.iter().map(|end| end + offset));
        self.targets.extend(other.targets);
    }

    fn places(&self, nth: usize) -> &[u32] {
        let from = nth.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.places[from..self.ends[nth] as usize]
    }

    /// Fits the gate: on most samples the weights, on the others the thresholds.
    pub fn fit(&self, name: &str) -> GateParts {
        let (mut kept, held): (Vec<usize>, Vec<usize>) =
            (0..self.targets.len()).partition(|nth| nth / BLOCK % FOLDS != FOLDS - 1);
        let mut weights = vec![[0.0f32; SCOPES]; 1 << LOG];
        let mut squares = vec![[0.1f32; SCOPES]; 1 << LOG];
        let mut random = Random(0x5eed_0f61_7e00_0001);
        for _ in 0..EPOCHS {
            random.shuffle(&mut kept);
            for &nth in &kept {
                let places = self.places(nth);
                let sums = sum(&weights, places);
                let slopes: [f32; SCOPES] =
                    std::array::from_fn(|scope| 1.0 / (1.0 + (-sums[scope]).exp()) - self.targets[nth][scope]);
                for &place in places {
                    let (weight, square) = (&mut weights[place as usize], &mut squares[place as usize]);
                    for scope in 0..SCOPES {
                        square[scope] += slopes[scope] * slopes[scope];
                        weight[scope] -= 0.1 * slopes[scope] / square[scope].sqrt();
                    }
                }
            }
        }
        let weights: Vec<[i8; SCOPES]> =
            weights.iter().map(|weights| weights.map(|weight| (weight * SCALE).round().clamp(-127.0, 127.0) as i8)).collect();
        let whole: Vec<[f32; SCOPES]> = weights.iter().map(|weights| weights.map(f32::from)).collect();
        let least = std::array::from_fn(|scope| {
            let mut scored: Vec<(i32, f32)> =
                held.iter().map(|&nth| (sum(&whole, self.places(nth))[scope] as i32, self.targets[nth][scope])).collect();
            scored.sort_by_key(|scored| scored.0);
            let mut left = LOST[scope] * scored.iter().map(|(_, target)| target).sum::<f32>();
            let shut = scored
                .iter()
                .take_while(|(_, target)| {
                    left -= target;
                    left >= 0.0
                })
                .count();
            eprintln!(
                "{name}gate {scope}: {:.3} of {} morphemes open",
                1.0 - shut as f32 / scored.len().max(1) as f32,
                scored.len()
            );
            scored.get(shut).map_or(i32::MIN, |scored| scored.0)
        });
        GateParts { weights, least }
    }
}

fn is_name(kind: Kind) -> bool {
    matches!(kind, Kind::PS | Kind::LC | Kind::OG)
}

fn sum(weights: &[[f32; SCOPES]], places: &[u32]) -> [f32; SCOPES] {
    places.iter().fold([0.0; SCOPES], |sums, &place| std::array::from_fn(|scope| sums[scope] + weights[place as usize][scope]))
}
