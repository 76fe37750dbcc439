//! Whether all comes to its end: no world that is stuck, and no way round for ever.
//!
//! Fairness: as long as anything can happen, something does. Of two handlers one may starve; a
//! way round on which it does is reported too.

use super::intern::Interner;
use super::{Key, Model, Successors};

/// Whether all comes to its end, and if not, how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// Every way leads to where all is done.
    Always,
    /// This way leads to where nothing can happen and not all is done: from the first world on,
    /// which of the successors of each comes next.
    DeadEnd(Vec<u8>),
    /// This way leads into a circle.
    Circle {
        /// The way there.
        way: Vec<u8>,
        /// Once round.
        round: Vec<u8>,
    },
    /// There are too many worlds to tell.
    Unknown,
}

/// All worlds with what follows from each.
struct Graph {
    parents: Vec<(usize, u8)>,
    /// Where the successors of each end in `edges`.
    ends: Vec<usize>,
    edges: Vec<u32>,
}

/// Looks at every world of `model`, up to `count_max`, and says whether all of them lead to one
/// for which `is_done` holds.
pub fn ending<M: Model>(
    model: &mut M,
    count_max: usize,
    is_done: impl Fn(&M, Key) -> bool,
) -> Ending {
    let mut keys = Interner::new();
    let mut graph = Graph { parents: vec![(0, 0)], ends: Vec::new(), edges: Vec::new() };
    let mut done = Vec::new();
    let mut next = Successors::default();
    keys.number(&model.start());
    while let Some(&key) = keys.get(graph.ends.len()) {
        let at = graph.ends.len();
        done.push(is_done(model, key));
        next.clear();
        model.visit(key, None, &mut next);
        if next.keys().is_empty() && !done[at] {
            return Ending::DeadEnd(graph.way(at));
        }
        for (ordinal, key) in (0..).zip(next.keys()) {
            let number = keys.number(key);
            graph.edges.push(number);
            if number as usize == graph.parents.len() {
                graph.parents.push((at, ordinal));
            }
        }
        graph.ends.push(graph.edges.len());
        if graph.parents.len() > count_max {
            return Ending::Unknown;
        }
    }
    graph.circle(&done)
}

impl Graph {
    fn next(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.edges[start..self.ends[at]]
    }

    fn way(&self, mut at: usize) -> Vec<u8> {
        let mut way = Vec::new();
        while at != 0 {
            let (parent, ordinal) = self.parents[at];
            way.push(ordinal);
            at = parent;
        }
        way.reverse();
        way
    }

    /// Takes away, again and again, each world all of whose successors are gone. What is left goes
    /// on for ever.
    fn circle(&self, done: &[bool]) -> Ending {
        let count = self.ends.len();
        let mut before = vec![Vec::new(); count];
        for at in 0..count {
            for &next in self.next(at) {
                before[next as usize].push(at);
            }
        }
        let mut left: Vec<usize> = (0..count).map(|at| self.next(at).len()).collect();
        let is_over = |at: &usize| done[*at] || left[*at] == 0;
        let mut over: Vec<usize> = (0..count).filter(is_over).collect();
        let mut goes_on = vec![true; count];
        while let Some(at) = over.pop() {
            if !std::mem::take(&mut goes_on[at]) {
                continue;
            }
            for &before in &before[at] {
                left[before] -= 1;
                if left[before] == 0 {
                    over.push(before);
                }
            }
        }
        match goes_on.iter().position(|goes_on| *goes_on) {
            Some(first) => self.round(first, &goes_on),
            None => Ending::Always,
        }
    }

    /// From `first` on through worlds that go on, until one comes again.
    fn round(&self, first: usize, goes_on: &[bool]) -> Ending {
        let (mut seen, mut ordinals) = (vec![first], Vec::new());
        loop {
            let at = seen[seen.len() - 1];
            let next = self.next(at).iter().position(|&next| goes_on[next as usize]);
            let ordinal = next.expect("it goes on because one of its successors does");
            ordinals.push(u8::try_from(ordinal).expect("few things can happen"));
            let next = self.next(at)[ordinal] as usize;
            if let Some(start) = seen.iter().position(|&seen| seen == next) {
                let round = ordinals.split_off(start);
                return Ending::Circle { way: [self.way(first), ordinals].concat(), round };
            }
            seen.push(next);
        }
    }
}
