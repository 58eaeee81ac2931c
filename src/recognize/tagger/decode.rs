//! A linear-chain conditional random field over BIOES states: marginals by forward-backward, and the spans they support.
//!
//! States are begin, inside, end and single of six kinds, and outside. An entity may be followed by any other state that
//! starts something, so the 25 × 25 transitions come down to 7 × 7 between what ends and what starts, and four a kind
//! within an entity. Everything is in the linear domain with one rescaling a cell; additions and multiplications of `f32`
//! in a fixed order give the same bits on every machine.

/// Kinds of names that the states tell apart.
pub const KINDS: usize = 6;
/// Six kinds, outside, and one unused lane that fills the vector.
pub const LANES: usize = 8;
/// The lane of the outside state among the singles.
pub const OUTSIDE: usize = 6;
/// Weights of one feature: outside, begin and inside of each kind, and one that all ends (end, single) share.
pub const WEIGHTS: usize = 2 * KINDS + 2;

/// A value for each lane.
pub type Lanes = [f32; LANES];

/// Factors of the transitions (exponentials of weights).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transitions {
    /// From what ends (an entity of a kind, outside) to what starts.
    pub cross: [Lanes; LANES],
    pub begin_inside: Lanes,
    pub inside_inside: Lanes,
    pub begin_end: Lanes,
    pub inside_end: Lanes,
}

/// One value for each state; outside is lane [`OUTSIDE`] of `single`.
#[derive(Debug, Clone, Copy, Default)]
pub struct States {
    pub begin: Lanes,
    pub inside: Lanes,
    pub end: Lanes,
    pub single: Lanes,
}

impl States {
    /// Emission factors of a cell from its summed weights. `exp` maps how far a sum lies below the highest one, at least
    /// zero, to the exponential of that distance's negative.
    #[inline]
    pub fn emissions<T>(sums: &[T; WEIGHTS], exp: impl Fn(T) -> f32) -> States
    where
        T: Copy + PartialOrd + std::ops::Add<Output = T> + std::ops::Sub<Output = T>,
    {
        let max = |a: T, b: T| if b > a { b } else { a };
        let end = sums[WEIGHTS - 1];
        let mut top = sums[0];
        for kind in 0..KINDS {
            let open = max(sums[1 + 2 * kind], sums[2 + 2 * kind]);
            top = max(max(top, open), open + end);
        }
        let mut states = States::default();
        states.single[OUTSIDE] = exp(top - sums[0]);
        for kind in 0..KINDS {
            let (begin, inside) = (sums[1 + 2 * kind], sums[2 + 2 * kind]);
            states.begin[kind] = exp(top - begin);
            states.inside[kind] = exp(top - inside);
            states.end[kind] = exp(top - (inside + end));
            states.single[kind] = exp(top - (begin + end));
        }
        states
    }
}

/// Forward and backward values of a run of cells. Before and after the run everything is outside.
#[derive(Debug, Default)]
pub struct Lattice {
    /// Filled by the caller, one entry a cell.
    pub emissions: Vec<States>,
    pub forward: Vec<States>,
    pub backward: Vec<States>,
    /// What each cell's forward values were divided by; `backward` carries the same divisors.
    pub scales: Vec<f32>,
    spans: Vec<Candidate>,
}

/// A span of cells with the probability that it is an entity of this kind with exactly these borders.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub start: usize,
    pub end: usize,
    pub kind: usize,
    pub probability: f32,
}

#[inline(always)]
fn zip(a: &Lanes, b: &Lanes, f: impl Fn(f32, f32) -> f32) -> Lanes {
    std::array::from_fn(|lane| f(a[lane], b[lane]))
}

impl Lattice {
    /// Runs forward-backward over [`Lattice::emissions`]. Returns the last factor of the partition function; the others are
    /// [`Lattice::scales`].
    pub fn run(&mut self, transitions: &Transitions) -> f32 {
        let count = self.emissions.len();
        self.forward.clear();
        self.scales.clear();
        self.backward.clear();
        self.backward.resize(count, States::default());
        if count == 0 {
            return 1.0;
        }
        let mut last = States::default();
        last.single[OUTSIDE] = 1.0;
        for emission in &self.emissions {
            let mut now = States::default();
            let out = zip(&last.end, &last.single, |a, b| a + b);
            let mut start = [0.0; LANES];
            for (from, row) in out.iter().zip(&transitions.cross) {
                for lane in 0..LANES {
                    start[lane] += from * row[lane];
                }
            }
            now.single = zip(&start, &emission.single, |a, b| a * b);
            now.begin = zip(&start, &emission.begin, |a, b| a * b);
            for lane in 0..LANES {
                let (begin, inside) = (last.begin[lane], last.inside[lane]);
                now.inside[lane] =
                    (begin * transitions.begin_inside[lane] + inside * transitions.inside_inside[lane]) * emission.inside[lane];
                now.end[lane] =
                    (begin * transitions.begin_end[lane] + inside * transitions.inside_end[lane]) * emission.end[lane];
            }
            let starts = zip(&now.single, &now.begin, |a, b| a + b);
            let sums = zip(&zip(&starts, &now.inside, |a, b| a + b), &now.end, |a, b| a + b);
            let scale = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            let by = 1.0 / scale;
            for part in [&mut now.begin, &mut now.inside, &mut now.end, &mut now.single] {
                for value in part {
                    *value *= by;
                }
            }
            self.scales.push(scale);
            self.forward.push(now);
            last = now;
        }
        let mut end = States::default();
        for lane in 0..=OUTSIDE {
            end.end[lane] = transitions.cross[lane][OUTSIDE];
            end.single[lane] = transitions.cross[lane][OUTSIDE];
        }
        let total: f32 = (0..LANES).map(|lane| last.end[lane] * end.end[lane] + last.single[lane] * end.single[lane]).sum();
        let by = 1.0 / total.max(f32::MIN_POSITIVE);
        end.end = end.end.map(|value| value * by);
        end.single = end.single.map(|value| value * by);
        self.backward[count - 1] = end;
        for at in (0..count - 1).rev() {
            let (emission, next) = (&self.emissions[at + 1], &self.backward[at + 1]);
            let by = 1.0 / self.scales[at + 1];
            let mut start = [0.0; LANES];
            let mut go_on = [0.0; LANES];
            let mut stop = [0.0; LANES];
            for lane in 0..LANES {
                start[lane] = (emission.single[lane] * next.single[lane] + emission.begin[lane] * next.begin[lane]) * by;
                go_on[lane] = emission.inside[lane] * next.inside[lane] * by;
                stop[lane] = emission.end[lane] * next.end[lane] * by;
            }
            let now = &mut self.backward[at];
            for (row, out) in transitions.cross.iter().zip(&mut now.single) {
                let products = zip(row, &start, |a, b| a * b);
                *out = products.iter().sum();
            }
            now.end = now.single;
            for lane in 0..LANES {
                now.begin[lane] = transitions.begin_inside[lane] * go_on[lane] + transitions.begin_end[lane] * stop[lane];
                now.inside[lane] = transitions.inside_inside[lane] * go_on[lane] + transitions.inside_end[lane] * stop[lane];
            }
        }
        total
    }

    /// Finds all spans whose probability is at least `floor`, and of spans that overlap only the most probable.
    pub fn find(&mut self, transitions: &Transitions, floor: f32) {
        self.candidates(transitions, floor);
        // Longest first among equals keeps the order total.
        self.spans.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.start.cmp(&b.start)).then(b.end.cmp(&a.end)));
        let mut kept = 0;
        for index in 0..self.spans.len() {
            let span = self.spans[index];
            if self.spans[..kept].iter().all(|other| other.end <= span.start || span.end <= other.start) {
                self.spans[kept] = span;
                kept += 1;
            }
        }
        self.spans.truncate(kept);
        self.spans.sort_by_key(|span| span.start);
    }

    /// What [`Lattice::find`] found, in order.
    pub fn spans(&self) -> &[Candidate] {
        &self.spans
    }

    /// The probability of each kind that there is an entity over exactly the cells from `start` to before `end`.
    pub fn probabilities(&self, transitions: &Transitions, start: usize, end: usize) -> Lanes {
        let (forward, backward) = (&self.forward[start], &self.backward[end - 1]);
        if end == start + 1 {
            return std::array::from_fn(|lane| if lane < KINDS { forward.single[lane] * backward.single[lane] } else { 0.0 });
        }
        let mut path = forward.begin;
        for at in start + 1..end {
            let (emission, last, by) = (&self.emissions[at], at + 1 == end, 1.0 / self.scales[at]);
            let step = match (at == start + 1, last) {
                (true, true) => &transitions.begin_end,
                (true, false) => &transitions.begin_inside,
                (false, true) => &transitions.inside_end,
                (false, false) => &transitions.inside_inside,
            };
            let emission = if last { &emission.end } else { &emission.inside };
            path = std::array::from_fn(|lane| path[lane] * step[lane] * emission[lane] * by);
        }
        zip(&path, &backward.end, |a, b| a * b)
    }

    /// Fills [`Lattice::spans`] with every span of at least `floor`, overlapping ones too.
    fn candidates(&mut self, transitions: &Transitions, floor: f32) {
        self.spans.clear();
        for (start, (forward, backward)) in self.forward.iter().zip(&self.backward).enumerate() {
            for kind in 0..KINDS {
                let single = forward.single[kind] * backward.single[kind];
                if single >= floor {
                    self.spans.push(Candidate { start, end: start + 1, kind, probability: single });
                }
                if forward.begin[kind] * backward.begin[kind] < floor {
                    continue;
                }
                // The forward value of the path that began here and is still inside.
                let mut path = forward.begin[kind];
                let (mut inside, mut end) = (transitions.begin_inside[kind], transitions.begin_end[kind]);
                for at in start + 1..self.forward.len() {
                    let (emission, next) = (&self.emissions[at], &self.backward[at]);
                    let by = 1.0 / self.scales[at];
                    let probability = path * end * emission.end[kind] * by * next.end[kind];
                    if probability >= floor {
                        self.spans.push(Candidate { start, end: at + 1, kind, probability });
                    }
                    path *= inside * emission.inside[kind] * by;
                    if path * next.inside[kind] < floor {
                        break;
                    }
                    (inside, end) = (transitions.inside_inside[kind], transitions.inside_end[kind]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every path through `cells` cells as a list of states (0 outside, 1 + 4 × kind + begin, inside, end, single).
    fn paths(cells: usize) -> Vec<Vec<usize>> {
        let mut paths = vec![vec![]];
        for _ in 0..cells {
            paths = paths.iter().flat_map(|path| (0..25).map(move |state| [&path[..], &[state]].concat())).collect();
        }
        paths
    }

    /// What a step between two states multiplies by; zero where it is not allowed.
    fn step(t: &Transitions, from: usize, to: usize) -> f32 {
        let parts = |state: usize| if state == 0 { (OUTSIDE, 3) } else { ((state - 1) / 4, (state - 1) % 4) };
        let ((kind, part), (next, goes)) = (parts(from), parts(to));
        match (part, goes) {
            (0, 1) if kind == next => t.begin_inside[kind],
            (1, 1) if kind == next => t.inside_inside[kind],
            (0, 2) if kind == next => t.begin_end[kind],
            (1, 2) if kind == next => t.inside_end[kind],
            (2 | 3, 0 | 3) => t.cross[kind][next],
            _ => 0.0,
        }
    }

    fn value(emission: &States, state: usize) -> f32 {
        match state {
            0 => emission.single[OUTSIDE],
            _ => {
                let parts = [&emission.begin, &emission.inside, &emission.end, &emission.single];
                parts[(state - 1) % 4][(state - 1) / 4]
            }
        }
    }

    fn example(cells: usize) -> (Lattice, Transitions) {
        let mut seed = 7u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as f32 / 65_536.0 + 0.1
        };
        let mut t = Transitions::default();
        for from in 0..=OUTSIDE {
            for to in 0..=OUTSIDE {
                t.cross[from][to] = random();
            }
        }
        for row in [&mut t.begin_inside, &mut t.inside_inside, &mut t.begin_end, &mut t.inside_end] {
            *row = std::array::from_fn(|_| random());
        }
        let mut lattice = Lattice::default();
        for _ in 0..cells {
            let sums: [f32; WEIGHTS] = std::array::from_fn(|_| 2.0 * random());
            lattice.emissions.push(States::emissions(&sums, |below| (-below).exp()));
        }
        (lattice, t)
    }

    #[test]
    fn span_probabilities_are_those_of_all_paths() {
        for cells in 1..=3 {
            let (mut lattice, t) = example(cells);
            lattice.run(&t);
            lattice.candidates(&t, 0.0);
            let mut total = 0.0;
            let mut want = std::collections::BTreeMap::new();
            for path in paths(cells) {
                let mut weight = step(&t, 0, path[0]) * step(&t, path[cells - 1], 0);
                weight *= path.windows(2).map(|pair| step(&t, pair[0], pair[1])).product::<f32>();
                weight *= path.iter().zip(&lattice.emissions).map(|(&state, emission)| value(emission, state)).product::<f32>();
                total += weight;
                let mut start = 0;
                for (at, &state) in path.iter().enumerate().filter(|(_, state)| **state > 0) {
                    let part = (state - 1) % 4;
                    if part == 0 || part == 3 {
                        start = at;
                    }
                    if part >= 2 {
                        *want.entry((start, at + 1, (state - 1) / 4)).or_insert(0.0) += weight;
                    }
                }
            }
            assert_eq!(lattice.spans.len(), cells * (cells + 1) / 2 * KINDS);
            for span in &lattice.spans {
                let want = want[&(span.start, span.end, span.kind)] / total;
                assert!((span.probability - want).abs() < 1e-5, "{span:?} should be {want}");
                let same = lattice.probabilities(&t, span.start, span.end)[span.kind];
                assert!((same - want).abs() < 1e-5, "{same} should be {want}");
            }
        }
    }

    #[test]
    fn kept_spans_do_not_overlap() {
        let (mut lattice, t) = example(12);
        lattice.run(&t);
        lattice.find(&t, 0.001);
        let spans = lattice.spans();
        assert!(!spans.is_empty());
        assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?}");
    }

    #[test]
    fn a_run_of_no_cells_has_no_spans() {
        let mut lattice = Lattice::default();
        let t = Transitions::default();
        lattice.run(&t);
        lattice.find(&t, 0.1);
        assert_eq!(lattice.spans(), []);
    }
}
