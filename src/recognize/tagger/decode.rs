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

type Lanes = [f32; LANES];

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
            let mut sums = [0.0; LANES];
            for lane in 0..LANES {
                sums[lane] = now.single[lane] + now.begin[lane] + now.inside[lane] + now.end[lane];
            }
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

    /// All spans whose probability is at least `floor`, and of spans that overlap only the most probable.
    pub fn spans(&mut self, transitions: &Transitions, floor: f32) -> &[Candidate] {
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
        &self.spans
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
