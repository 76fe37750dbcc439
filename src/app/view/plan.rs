//! The failures planned, and the futures tried.

use crate::app::state::{Future, State};
use crate::language::Own;
use crate::sim::failure::Point;
use crate::sim::scenario::Scenario;
use crate::words;

/// The plan and its alternatives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanView {
    /// The failures of the future on show.
    pub failures: Vec<FailureView>,
    /// What happens besides, in words; only in the run that a link gave.
    pub beyond: Vec<String>,
    /// Every future tried, oldest first.
    pub futures: Vec<FutureView>,
    /// Whether there is something to undo, and to redo.
    pub past: (bool, bool),
}

/// One planned failure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FailureView {
    /// Where and how, in words.
    pub text: String,
    /// Where, for taking it out.
    pub point: Point,
    /// The approaches in which it never comes up.
    pub unmet: Vec<&'static str>,
    /// Whether it comes up in none.
    pub nowhere: bool,
}

/// One future.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FutureView {
    /// Its failures in words.
    pub text: String,
    /// What the visitor calls it; empty while it has no name.
    pub name: Own,
    /// The future it was made from: its place in [`PlanView::futures`].
    pub parent: Option<usize>,
    /// Whether it is on show.
    pub shown: bool,
}

impl FutureView {
    /// Whether the visitor calls it something.
    pub fn is_named(&self) -> bool {
        !self.name.as_str().is_empty()
    }
}

pub(super) fn plan(state: &State) -> PlanView {
    let failures = state.plan().injections().iter().map(|&injection| {
        let unmet: Vec<&'static str> = state
            .lanes
            .iter()
            .filter(|lane| lane.unmet.contains(&injection))
            .map(|lane| lane.timeline.run.approach.name)
            .collect();
        FailureView {
            text: words::injection(state.case.scenario, injection),
            point: injection.at,
            nowhere: unmet.len() == state.lanes.len(),
            unmet,
        }
    });
    let futures = state.futures.iter().enumerate().map(|(index, future)| FutureView {
        text: name(state.case.scenario, future),
        name: Own::new(&future.name),
        parent: future.parent,
        shown: index == state.future,
    });
    let beyond = state.futures[state.future].beyond.iter();
    let beyond = beyond.map(|&turn| words::turn(state.case.scenario, turn)).collect();
    let past = state.past.reaches();
    PlanView { failures: failures.collect(), beyond, futures: futures.collect(), past }
}

fn name(scenario: &Scenario, future: &Future) -> String {
    let planned = future.plan.injections().iter().map(|&it| words::injection(scenario, it));
    let beyond = future.beyond.iter().map(|&turn| words::turn(scenario, turn));
    let failures: Vec<String> = planned.chain(beyond).collect();
    if failures.is_empty() { String::from("Nothing fails") } else { failures.join("; ") }
}
