//! One approach, checked within bounds: which promises break there, in which run.

use super::bounds::Bounds;
use super::search::{Plan, Progress, Search, Status};
use super::worlds::{BROKEN, Noticed, Reductions, STUCK, Worlds};
use crate::sim::invariant;
use crate::sim::machine::{Choice, Machine};

/// A check on its way.
#[derive(Clone, Debug)]
pub struct Check {
    worlds: Worlds,
    search: Search,
}

/// A run that does not keep a promise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// How bad it is.
    pub harm: Harm,
    /// The shortest run that comes to it. Of several one with the fewest mishaps, and of those one
    /// in which the handlers take turns the least.
    pub choices: Vec<Choice>,
    /// How many of its choices it takes until the harm is done.
    pub harmed: usize,
}

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Harm {
    /// The run has come to rest, and the promise waits for an operator.
    Stuck,
    /// The promise is broken.
    Broken,
}

/// For each promise of [`invariant::ALL`], what its worst run comes to.
pub type Findings = [Option<Finding>; invariant::ALL.len()];

impl Check {
    /// A check of `machine` within `bounds`.
    pub fn new(machine: Machine, bounds: Bounds, reductions: Reductions, plan: Plan) -> Self {
        let mut worlds = Worlds::new(machine, bounds, reductions);
        let search = Search::new(&mut worlds, plan);
        Self { worlds, search }
    }

    /// Looks at `count` more worlds, or all there are.
    pub fn advance(&mut self, count: usize) -> Status {
        self.search.advance(&mut self.worlds, count)
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.search.progress(&self.worlds)
    }

    /// What was noticed so far.
    pub fn noticed(&self) -> Noticed {
        self.worlds.noticed()
    }

    /// What was found so far. What is broken nowhere may be stuck.
    pub fn findings(&mut self) -> Findings {
        let found: Vec<(usize, Harm, Vec<u8>)> =
            (0..invariant::ALL.len()).filter_map(|promise| self.worst(promise)).collect();
        let mut findings = Findings::default();
        for ((promise, harm, _), choices) in found.iter().zip(self.runs(&found)) {
            let harmed = match harm {
                Harm::Broken => harmed(self.worlds.machine(), &choices, *promise),
                Harm::Stuck => choices.len(),
            };
            findings[*promise] = Some(Finding { harm: *harm, choices, harmed });
        }
        findings
    }

    /// The worst that was found of a promise, and the way there.
    fn worst(&self, promise: usize) -> Option<(usize, Harm, Vec<u8>)> {
        let way = |goal| self.search.nearest(goal).map(|node| self.search.way(node));
        let broken = way(BROKEN + promise).map(|way| (promise, Harm::Broken, way));
        broken.or_else(|| Some((promise, Harm::Stuck, way(STUCK + promise)?)))
    }

    /// The runs to show for what was found. One handler takes no turns with another.
    fn runs(&mut self, found: &[(usize, Harm, Vec<u8>)]) -> Vec<Vec<Choice>> {
        let some: Vec<Vec<Choice>> =
            found.iter().map(|(_, _, way)| self.worlds.choices(way)).collect();
        let goal = |(&(promise, harm, _), choices): (&(usize, Harm, Vec<u8>), &Vec<Choice>)| {
            (promise + if harm == Harm::Broken { BROKEN } else { STUCK }, choices.len())
        };
        let goals: Vec<(usize, usize)> = found.iter().zip(&some).map(goal).collect();
        let shown =
            if self.worlds.bounds().handlers > 1 { self.worlds.shown(&goals) } else { None };
        shown.unwrap_or(some)
    }
}

/// How many of `choices` it takes until the promise is broken for good.
pub(super) fn harmed(machine: &Machine, choices: &[Choice], promise: usize) -> usize {
    let mut world = machine.start();
    let mut harmed = choices.len();
    for (count, &choice) in (1..).zip(choices) {
        machine.change(&mut world, choice);
        let at_rest = count == choices.len() && machine.is_at_rest(&world);
        if !invariant::ALL[promise].judgement(&world, &machine.work, at_rest).is_broken() {
            harmed = choices.len();
        } else if harmed == choices.len() {
            harmed = count;
        }
    }
    harmed
}
