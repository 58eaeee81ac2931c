//! Sets that are joined.

/// A forest of disjoint sets (union by the smaller root, so that the result does not depend on the order of joins).
#[derive(Debug)]
pub struct Union(Vec<usize>);

impl Union {
    pub fn new(size: usize) -> Self {
        Union((0..size).collect())
    }

    pub fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The sets, each in order, by their first element.
    pub fn sets(mut self) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = vec![Vec::new(); self.0.len()];
        for at in 0..self.0.len() {
            let root = self.root(at);
            sets[root].push(at);
        }
        sets.retain(|set| !set.is_empty());
        sets
    }
}
