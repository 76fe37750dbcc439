//! Steps put into an order: the rows of an approach's table, some of them in other places.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use crate::sim::approach::{Approach, Jump, Step};

/// Steps that can change places: neighbours in the table of an approach, each one row or several
/// that belong together. What stands before and after them stays.
#[derive(Clone, Debug)]
pub struct Arrangement {
    /// The approach whose rows they are.
    base: &'static Approach,
    /// The rows of each, in the order of the table.
    units: Vec<Range<usize>>,
    /// The order in which they are at first.
    pub first: Vec<usize>,
}

impl Arrangement {
    /// Reads `handle | decide publish | persist`: labels of `base`'s rows, in the order in which
    /// they are at first.
    pub(super) fn read(base: &'static Approach, text: &str) -> Option<Self> {
        let row = |label: &str| base.steps.iter().position(|step| step.label == label);
        let unit = |text: &str| {
            let rows: Vec<usize> = text.split_whitespace().map(row).collect::<Option<_>>()?;
            let (first, last) = (*rows.first()?, *rows.last()?);
            (first..=last).eq(rows).then_some(first..last + 1)
        };
        let given: Vec<Range<usize>> = text.split('|').map(unit).collect::<Option<_>>()?;
        let mut units = given.clone();
        units.sort_unstable_by_key(|unit| unit.start);
        let place = |unit: &Range<usize>| units.iter().position(|it| it == unit);
        let first = given.iter().map(place).collect::<Option<_>>()?;
        let follow = units.windows(2).all(|pair| pair[0].end == pair[1].start);
        (follow && units.len() > 1).then_some(Self { base, units, first })
    }

    /// How many steps can change places.
    pub fn count(&self) -> usize {
        self.units.len()
    }

    /// What the step with this number does: the listing lines of its rows.
    pub fn says(&self, unit: usize) -> impl Iterator<Item = &'static str> {
        self.base.steps[self.units[unit].clone()].iter().map(|step| step.says)
    }

    /// Reads the names of the steps, each its first row's label, in an order.
    pub(super) fn attempt(&self, text: &str) -> Option<Vec<usize>> {
        let named = |name: &str| (0..self.count()).find(|&unit| self.name(unit) == name);
        let order: Vec<usize> = text.split(' ').map(named).collect::<Option<_>>()?;
        let mut all = order.clone();
        all.sort_unstable();
        all.iter().copied().eq(0..self.count()).then_some(order)
    }

    /// What [`Arrangement::attempt`] reads.
    pub(super) fn written(&self, order: &[usize]) -> String {
        order.iter().map(|&unit| self.name(unit)).collect::<Vec<_>>().join(" ")
    }

    fn name(&self, unit: usize) -> &'static str {
        self.base.steps[self.units[unit].start].label
    }

    /// The approach with its steps in this order, each of them once; `None` if a step would jump
    /// back to one before it, which no table may do.
    pub fn arranged(&self, order: &[usize]) -> Option<&'static Approach> {
        let steps = self.steps(order);
        let place = |label: &str| steps.iter().position(|step| step.label == label);
        let base = |label: &str| self.base.row(label);
        let is_forward = |(row, step): (usize, &Step)| {
            let Some(jump) = &step.jump else { return true };
            // A loop within a step goes back, as it does in the table.
            place(jump.to).is_some_and(|to| to > row) || base(jump.to) <= base(step.label)
        };
        steps.iter().enumerate().all(is_forward).then(|| kept(self.base, steps))
    }

    fn steps(&self, order: &[usize]) -> Vec<Step> {
        let (from, to) = (self.units[0].start, self.units[self.count() - 1].end);
        let all = self.base.steps;
        let mut steps = all[..from].to_vec();
        for (place, &unit) in order.iter().enumerate() {
            let Range { start, end } = self.units[unit];
            // Whoever leaves his step for what comes behind it does so wherever it stands.
            let behind = order.get(place + 1).map_or(to, |&next| self.units[next].start);
            steps.extend(all[start..end].iter().map(|step| match &step.jump {
                Some(jump) if jump.to == all[end].label => {
                    let jump = Jump { to: all[behind].label, ..*jump };
                    Step { jump: Some(jump), ..*step }
                }
                _ => *step,
            }));
        }
        steps.extend(&all[to..]);
        steps
    }
}

/// Tables put together so far. There are as many as there are orders of a challenge's steps, and
/// they live as long as those that are written down.
static KEPT: Mutex<Vec<&'static Approach>> = Mutex::new(Vec::new());

/// An approach with these rows: one that is known, if there is one, so that its runs are links.
fn kept(base: &'static Approach, steps: Vec<Step>) -> &'static Approach {
    use crate::sim::approach::{ALL, FLAWED};
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let known = ALL.iter().chain(FLAWED).chain(kept.iter());
    let same = known.copied().find(|it| it.sends == base.sends && are_alike(it.steps, &steps));
    same.unwrap_or_else(|| {
        let steps = Box::leak(steps.into_boxed_slice());
        let (name, idea) = ("Your order", "The steps as they are in order now.");
        let made = Approach { id: ARRANGED, name, idea, source: "", steps, ..*base };
        let approach = Box::leak(Box::new(made));
        kept.push(approach);
        approach
    })
}

/// The id of an approach that no link can name.
const ARRANGED: &str = "arranged";

/// Whether two tables have the same rows.
fn are_alike(one: &[Step], other: &[Step]) -> bool {
    let key = |step: &Step| {
        let jump = step.jump.map(|jump| (jump.when, jump.to));
        (step.label, step.does, step.says, jump, step.writes, step.uses_history)
    };
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| key(one) == key(other))
}
