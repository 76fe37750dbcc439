//! The failures planned, and the futures tried.

use crate::app::state::State;
use crate::sim::failure::{FailurePlan, Point};
use crate::sim::scenario::Scenario;
use crate::words;

/// The plan and its alternatives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanView {
    /// The failures of the future on show.
    pub failures: Vec<FailureView>,
    /// Every future tried, oldest first.
    pub futures: Vec<FutureView>,
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
    /// Whether it is on show.
    pub shown: bool,
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
        text: name(state.case.scenario, &future.plan),
        shown: index == state.future,
    });
    PlanView { failures: failures.collect(), futures: futures.collect() }
}

fn name(scenario: &Scenario, plan: &FailurePlan) -> String {
    let failures: Vec<String> =
        plan.injections().iter().map(|&injection| words::injection(scenario, injection)).collect();
    if failures.is_empty() { String::from("Nothing fails") } else { failures.join("; ") }
}
