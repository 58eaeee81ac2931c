//! Fits the conditional random field: AdaGrad on one sentence at a time, with L1 regularization applied lazily.

use std::collections::HashMap;

use gisa::recognize::tagger::{KINDS, LANES, Lattice, Model, OUTSIDE, Scene, Scope, States, Transitions, WEIGHTS};

use crate::data::{Example, entities};

pub type Weights = [f32; WEIGHTS];

/// How to train.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Plan {
    /// Passes over the training text
    #[arg(long, default_value_t = 10)]
    pub epochs: usize,
    /// AdaGrad's step
    #[arg(long, default_value_t = 0.1)]
    pub rate: f32,
    /// L1 penalty of each weight, summed over one pass
    #[arg(long, default_value_t = 0.4)]
    pub penalty: f32,
    /// How often a feature must occur to be kept
    #[arg(long, default_value_t = 2)]
    pub support: u32,
    /// Share of features hidden at random at each step
    #[arg(long, default_value_t = 0.3)]
    pub dropout: f32,
    /// How many times each gold sentence and each article is seen in one pass
    #[arg(long, default_value_t = 4)]
    pub gold_passes: usize,
}

/// A training sentence as numbers.
#[derive(Default)]
pub struct Encoded {
    /// Runs of open cells.
    pub runs: Vec<Run>,
}

#[derive(Default)]
pub struct Run {
    /// Features of all cells, and where each cell's features end.
    pub features: Vec<u32>,
    pub ends: Vec<u32>,
    /// 0 outside, 1 + 4 × kind + (begin 0, inside 1, end 2, single 3).
    pub states: Vec<u8>,
    /// Of a sentence that is annotated in part, the kinds that an outside cell may as well belong to, as bits; otherwise
    /// empty.
    pub kinds: Vec<u8>,
}

/// Numbers for feature keys.
#[derive(Default)]
pub struct Alphabet {
    pub keys: Vec<u64>,
    ids: HashMap<u64, u32, std::hash::BuildHasherDefault<Identity>>,
}

/// The keys are hashes already.
#[derive(Default)]
pub struct Identity(u64);

impl std::hash::Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("only 64-bit keys are hashed")
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

impl Alphabet {
    /// The keys that occur at least `support` times in `examples`.
    pub fn count<'e>(examples: impl Iterator<Item = &'e Example>, model: &Model, support: u32) -> Alphabet {
        let mut counts: HashMap<u64, u32, std::hash::BuildHasherDefault<Identity>> = HashMap::default();
        let mut order = Vec::new();
        let mut scene = Scene::default();
        for example in examples {
            for_cells(example, model, &mut scene, |scene, at, _| {
                scene.features(at, |key| {
                    let count = counts.entry(key).or_insert(0);
                    *count += 1;
                    if *count == support {
                        order.push(key);
                    }
                });
            });
        }
        let ids = order.iter().enumerate().map(|(id, &key)| (key, id as u32)).collect();
        Alphabet { keys: order, ids }
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn encode(&self, example: &Example, model: &Model, scene: &mut Scene) -> Encoded {
        let mut encoded = Encoded::default();
        let mut last = usize::MAX;
        let mut labels: Vec<u8> = Vec::new();
        for_cells(example, model, scene, |scene, at, place| {
            if last.wrapping_add(1) != at || at == 0 || encoded.runs.is_empty() {
                finish(&mut encoded, &mut labels);
                encoded.runs.push(Run::default());
            }
            last = at;
            let run = encoded.runs.last_mut().expect("a run was pushed");
            scene.features(at, |key| run.features.extend(self.ids.get(&key)));
            run.ends.push(run.features.len() as u32);
            run.kinds.extend(example.kinds.get(place));
            labels.push(example.labels[place]);
        });
        finish(&mut encoded, &mut labels);
        encoded
    }
}

fn finish(encoded: &mut Encoded, labels: &mut Vec<u8>) {
    if let Some(run) = encoded.runs.last_mut() {
        run.states = vec![0; labels.len()];
        for (start, end, kind) in entities(labels) {
            let base = 1 + 4 * kind as u8;
            if end == start + 1 {
                run.states[start] = base + 3;
            } else {
                run.states[start] = base;
                run.states[start + 1..end - 1].fill(base + 1);
                run.states[end - 1] = base + 2;
            }
        }
    }
    labels.clear();
}

/// Calls `each` for every open cell, sentence by sentence, as the tagger reads them: with the cell's place in the scene, which
/// is its sentence, and in the example.
pub fn for_cells(example: &Example, model: &Model, scene: &mut Scene, mut each: impl FnMut(&Scene, usize, usize)) {
    for sentence in &example.analysis.sentences {
        let before = example.text[..sentence.span.start].chars().count();
        let tokens = &example.analysis.tokens[sentence.tokens.clone()];
        scene.read(&example.text, sentence.span, tokens, &model.classes);
        scene.open(&model.gate, Scope::All);
        for at in (0..scene.len()).filter(|&at| scene.is_open(at)).collect::<Vec<_>>() {
            each(scene, at, before + at);
        }
    }
}

/// The field's parameters in the log domain.
pub struct Field {
    pub weights: Vec<Weights>,
    pub transitions: Transitions,
}

/// A small generator (xorshift64*), so that runs repeat.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

fn zeros() -> Transitions {
    let lanes = [0.0; LANES];
    Transitions { cross: [lanes; LANES], begin_inside: lanes, inside_inside: lanes, begin_end: lanes, inside_end: lanes }
}

fn rows(transitions: &mut Transitions) -> impl Iterator<Item = &mut [f32; LANES]> {
    let Transitions { cross, begin_inside, inside_inside, begin_end, inside_end } = transitions;
    cross.iter_mut().chain([begin_inside, inside_inside, begin_end, inside_end])
}

/// Factors from weights. The unused lane stays impossible.
pub fn factors(log: &Transitions) -> Transitions {
    let mut factors = log.clone();
    for row in rows(&mut factors) {
        for value in row {
            *value = value.exp();
        }
    }
    for (from, row) in factors.cross.iter_mut().enumerate() {
        row[OUTSIDE + 1] = 0.0;
        if from > OUTSIDE {
            *row = [0.0; LANES];
        }
    }
    factors
}

/// Trains a field over `count` features.
pub fn fit(data: &[&Encoded], count: usize, plan: Plan, mut progress: impl FnMut(usize, f64)) -> Field {
    let mut weights: Vec<Weights> = vec![[0.0; WEIGHTS]; count];
    let mut squares: Vec<Weights> = vec![[1e-4; WEIGHTS]; count];
    let mut seen: Vec<u32> = vec![0; count];
    let (mut log, mut log_squares) = (zeros(), zeros());
    let penalty = plan.penalty / data.len() as f32;
    let mut order: Vec<u32> = (0..data.len() as u32).collect();
    let mut random = Random(0x5eed_0f61_5a00_0001);
    let (mut lattice, mut constrained) = (Lattice::default(), Lattice::default());
    let mut step = 0u32;
    let threshold = (f64::from(plan.dropout) * f64::from(u32::MAX)) as u32;
    let keep = 1.0 / (1.0 - plan.dropout);
    let mut live: Vec<u32> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for epoch in 0..plan.epochs {
        random.shuffle(&mut order);
        let mut loss = 0.0f64;
        // The step falls linearly to a tenth.
        let rate = plan.rate * (1.0 - 0.9 * epoch as f32 / plan.epochs.max(2).saturating_sub(1) as f32);
        for &sentence in &order {
            step += 1;
            let factors = factors(&log);
            let mut change = zeros();
            for run in &data[sentence as usize].runs {
                live.clear();
                ends.clear();
                lattice.emissions.clear();
                let mut from = 0;
                let mut gold_score = 0.0f64;
                for (cell, &to) in run.ends.iter().enumerate() {
                    let mut sums = [0.0f32; WEIGHTS];
                    for &feature in &run.features[from..to as usize] {
                        if threshold > 0 && ((random.next() >> 32) as u32) < threshold {
                            continue;
                        }
                        live.push(feature);
                        let weight = &mut weights[feature as usize];
                        let late = (step - seen[feature as usize]) as f32;
                        if late > 0.0 && penalty > 0.0 {
                            shrink(weight, &squares[feature as usize], late * penalty * rate);
                        }
                        seen[feature as usize] = step;
                        for (sum, weight) in sums.iter_mut().zip(weight) {
                            *sum += *weight;
                        }
                    }
                    if threshold > 0 {
                        sums = sums.map(|sum| sum * keep);
                    }
                    from = to as usize;
                    ends.push(live.len());
                    if run.kinds.is_empty() {
                        gold_score += f64::from(gold_sum(&sums, run.states[cell]) - top(&sums));
                    }
                    lattice.emissions.push(States::emissions(&sums, |below: f32| (-below).exp()));
                }
                let total = lattice.run(&factors);
                loss += partition(&lattice, total);
                expect(&lattice, &factors, &mut change, 1.0);
                let partial = !run.kinds.is_empty();
                if partial {
                    // All paths that agree with what is known take the place of the one gold path.
                    constrain(&lattice.emissions, run, &mut constrained.emissions);
                    let total = constrained.run(&factors);
                    loss -= partition(&constrained, total);
                    expect(&constrained, &factors, &mut change, -1.0);
                } else {
                    loss -= gold_score + f64::from(gold_transitions(&run.states, &log));
                    steps(&run.states, |row, lane| *cell_of(&mut change, row, lane) -= 1.0);
                }
                let mut from = 0;
                for (cell, &to) in ends.iter().enumerate() {
                    let target = if partial { expected(&constrained, cell) } else { one_hot(run.states[cell]) };
                    let expected = expected(&lattice, cell);
                    let gradient: Weights = std::array::from_fn(|n| expected[n] - target[n]);
                    if gradient.iter().all(|value| value.abs() < 1e-3) {
                        from = to;
                        continue;
                    }
                    for &feature in &live[from..to] {
                        let (weight, square) = (&mut weights[feature as usize], &mut squares[feature as usize]);
                        for n in 0..WEIGHTS {
                            square[n] += gradient[n] * gradient[n];
                            weight[n] -= rate * gradient[n] / square[n].sqrt();
                        }
                    }
                    from = to;
                }
            }
            for ((value, change), square) in rows(&mut log).zip(rows(&mut change)).zip(rows(&mut log_squares)) {
                for lane in 0..LANES {
                    square[lane] += change[lane] * change[lane];
                    value[lane] -= rate * change[lane] / (1.0 + square[lane]).sqrt();
                }
            }
        }
        progress(epoch, loss / data.len() as f64);
    }
    let rate = plan.rate * 0.1;
    for ((weight, square), seen) in weights.iter_mut().zip(&squares).zip(&seen) {
        shrink(weight, square, (step - seen) as f32 * penalty * rate);
    }
    Field { weights, transitions: log }
}

fn shrink(weight: &mut Weights, square: &Weights, by: f32) {
    for (weight, square) in weight.iter_mut().zip(square) {
        let less = by / square.sqrt();
        *weight = if *weight > 0.0 { (*weight - less).max(0.0) } else { (*weight + less).min(0.0) };
    }
}

fn top(sums: &Weights) -> f32 {
    let end = sums[WEIGHTS - 1];
    sums[1..WEIGHTS - 1].iter().fold(sums[0], |top, &sum| top.max(sum).max(sum + end))
}

fn gold_sum(sums: &Weights, state: u8) -> f32 {
    if state == 0 {
        return sums[0];
    }
    let (kind, part) = ((state as usize - 1) / 4, (state - 1) % 4);
    let middle = matches!(part, 1 | 2);
    sums[1 + 2 * kind + usize::from(middle)] + if part >= 2 { sums[WEIGHTS - 1] } else { 0.0 }
}

/// The weights that a state is the sum of.
fn one_hot(state: u8) -> Weights {
    let mut ones = [0.0; WEIGHTS];
    if state == 0 {
        ones[0] = 1.0;
    } else {
        let (kind, part) = ((state as usize - 1) / 4, (state - 1) % 4);
        ones[1 + 2 * kind + usize::from(matches!(part, 1 | 2))] = 1.0;
        ones[WEIGHTS - 1] = f32::from(u8::from(part >= 2));
    }
    ones
}

/// How often each weight is expected at a cell.
fn expected(lattice: &Lattice, cell: usize) -> Weights {
    let (forward, backward) = (&lattice.forward[cell], &lattice.backward[cell]);
    let mut expected = [0.0; WEIGHTS];
    expected[0] = forward.single[OUTSIDE] * backward.single[OUTSIDE];
    for kind in 0..KINDS {
        let begin = forward.begin[kind] * backward.begin[kind];
        let inside = forward.inside[kind] * backward.inside[kind];
        let end = forward.end[kind] * backward.end[kind];
        let single = forward.single[kind] * backward.single[kind];
        expected[1 + 2 * kind] = begin + single;
        expected[2 + 2 * kind] = inside + end;
        expected[WEIGHTS - 1] += end + single;
    }
    expected
}

/// The logarithm of the partition function of a lattice that was run.
fn partition(lattice: &Lattice, total: f32) -> f64 {
    lattice.scales.iter().chain([&total]).map(|scale| f64::from(scale.ln())).sum()
}

/// Leaves of each cell's emissions those of the states that agree with what is known of it: its label, or that it is outside
/// or in an entity of a kind that was not annotated.
fn constrain(emissions: &[States], run: &Run, allowed: &mut Vec<States>) {
    allowed.clear();
    allowed.extend(emissions.iter().zip(&run.states).zip(&run.kinds).map(|((all, &state), &kinds)| {
        let mut left = States::default();
        if state == 0 {
            left.single[OUTSIDE] = all.single[OUTSIDE];
            for kind in (0..KINDS).filter(|kind| kinds >> kind & 1 == 1) {
                left.begin[kind] = all.begin[kind];
                left.inside[kind] = all.inside[kind];
                left.end[kind] = all.end[kind];
                left.single[kind] = all.single[kind];
            }
        } else {
            let (kind, part) = ((state as usize - 1) / 4, (state - 1) % 4);
            match part {
                0 => left.begin[kind] = all.begin[kind],
                1 => left.inside[kind] = all.inside[kind],
                2 => left.end[kind] = all.end[kind],
                _ => left.single[kind] = all.single[kind],
            }
        }
        left
    }));
}

/// Adds how often each transition is expected in a lattice, times `sign`, to `change`.
fn expect(lattice: &Lattice, factors: &Transitions, change: &mut Transitions, sign: f32) {
    let count = lattice.forward.len();
    for at in 0..=count {
        let outs: [f32; LANES] = match at.checked_sub(1) {
            None => std::array::from_fn(|lane| f32::from(u8::from(lane == OUTSIDE))),
            Some(last) => {
                let states = &lattice.forward[last];
                std::array::from_fn(|lane| states.end[lane] + states.single[lane])
            }
        };
        let ins: [f32; LANES] = if at == count {
            // The backward value of the last cell is the factor to outside over the total.
            let total: f32 = (0..=OUTSIDE).map(|lane| outs[lane] * factors.cross[lane][OUTSIDE]).sum();
            std::array::from_fn(|lane| if lane == OUTSIDE { 1.0 / total.max(f32::MIN_POSITIVE) } else { 0.0 })
        } else {
            let (emission, next, by) = (&lattice.emissions[at], &lattice.backward[at], 1.0 / lattice.scales[at]);
            std::array::from_fn(|lane| (emission.single[lane] * next.single[lane] + emission.begin[lane] * next.begin[lane]) * by)
        };
        for ((row, factors), out) in change.cross.iter_mut().zip(&factors.cross).zip(outs) {
            for ((change, factor), next) in row.iter_mut().zip(factors).zip(ins) {
                *change += sign * out * factor * next;
            }
        }
        if at > 0 && at < count {
            let (last, emission) = (&lattice.forward[at - 1], &lattice.emissions[at]);
            let (next, by) = (&lattice.backward[at], 1.0 / lattice.scales[at]);
            for lane in 0..6 {
                let (go_on, stop) = (emission.inside[lane] * next.inside[lane] * by, emission.end[lane] * next.end[lane] * by);
                change.begin_inside[lane] += sign * last.begin[lane] * factors.begin_inside[lane] * go_on;
                change.inside_inside[lane] += sign * last.inside[lane] * factors.inside_inside[lane] * go_on;
                change.begin_end[lane] += sign * last.begin[lane] * factors.begin_end[lane] * stop;
                change.inside_end[lane] += sign * last.inside[lane] * factors.inside_end[lane] * stop;
            }
        }
    }
}

/// The transitions of a path, as (place in the row list, lane).
fn steps(states: &[u8], mut each: impl FnMut(usize, usize)) {
    let lane = |state: u8| if state == 0 { OUTSIDE } else { (state as usize - 1) / 4 };
    let part = |state: u8| if state == 0 { 3 } else { (state - 1) % 4 };
    for at in 0..=states.len() {
        let last = at.checked_sub(1).map_or(0, |last| states[last]);
        let now = states.get(at).copied().unwrap_or(0);
        let row = match (part(last), part(now)) {
            (0, 1) => LANES,
            (1, 1) => LANES + 1,
            (0, 2) => LANES + 2,
            (1, 2) => LANES + 3,
            _ => lane(last),
        };
        each(row, lane(now));
    }
}

fn cell_of(transitions: &mut Transitions, row: usize, lane: usize) -> &mut f32 {
    &mut rows(transitions).nth(row).expect("LANES + 4 rows")[lane]
}

fn gold_transitions(states: &[u8], log: &Transitions) -> f32 {
    let mut log = log.clone();
    let mut sum = 0.0;
    steps(states, |row, lane| sum += *cell_of(&mut log, row, lane));
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn emissions(cells: usize) -> Vec<States> {
        let mut random = Random(7);
        let mut sums = || std::array::from_fn(|_| (random.next() % 1000) as f32 / 250.0);
        (0..cells).map(|_| States::emissions(&sums(), |below: f32| (-below).exp())).collect()
    }

    fn run(states: &[u8], kinds: &[u8]) -> Run {
        Run { states: states.to_vec(), kinds: kinds.to_vec(), ..Run::default() }
    }

    /// Expected weights of each cell, expected transitions, and the logarithm of the partition function.
    fn expectations(emissions: Vec<States>) -> (Vec<Weights>, Transitions, f64) {
        let factors = factors(&zeros());
        let mut lattice = Lattice::default();
        lattice.emissions = emissions;
        let total = lattice.run(&factors);
        let mut change = zeros();
        expect(&lattice, &factors, &mut change, 1.0);
        let cells = (0..lattice.forward.len()).map(|cell| expected(&lattice, cell)).collect();
        (cells, change, partition(&lattice, total))
    }

    #[test]
    fn where_all_is_known_what_is_expected_is_the_gold_path() {
        let states = [0, 1, 2, 3, 12, 0];
        let mut left = Vec::new();
        constrain(&emissions(states.len()), &run(&states, &[0; 6]), &mut left);
        let (cells, mut change, _) = expectations(left);
        steps(&states, |row, lane| *cell_of(&mut change, row, lane) -= 1.0);
        for (cell, &state) in cells.iter().zip(&states) {
            assert!(cell.iter().zip(one_hot(state)).all(|(got, want)| (got - want).abs() < 1e-4), "{cell:?}");
        }
        assert!(rows(&mut change).flatten().all(|left| left.abs() < 1e-4));
    }

    #[test]
    fn what_was_not_annotated_is_left_open() {
        // A person over two cells, then a cell that may be outside or a place.
        let all = emissions(3);
        let mut left = Vec::new();
        constrain(&all, &run(&[1, 3, 0], &[0b10; 3]), &mut left);
        let (cells, _, some) = expectations(left);
        let (_, _, whole) = expectations(all.clone());
        assert!(some < whole);
        let place = all[2].single[1] / (all[2].single[1] + all[2].single[OUTSIDE]);
        assert!((cells[2][0] - (1.0 - place)).abs() < 1e-4 && (cells[2][3] - place).abs() < 1e-4, "{:?}", cells[2]);
        assert_eq!((cells[2][1], cells[2][5]), (0.0, 0.0));
    }
}
