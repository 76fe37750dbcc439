//! A future: one plan of failures, played under every approach on show.

use super::Lane;
use crate::sim::approach::Approach;
use crate::sim::failure::{FailurePlan, Injection, play, resume};
use crate::sim::machine::{Choice, Turn};
use crate::sim::scenario::Case;
use crate::sim::timeline::{Run, Timeline};

/// What goes wrong from the first instant on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Future {
    /// The failures to come.
    pub plan: FailurePlan,
    /// What happens around the handlers besides, that no plan can say; only in the run that a link
    /// gave.
    pub beyond: Vec<Turn>,
    /// The run that a link gave, where playing the plan would not give the same.
    given: Option<Given>,
    /// The future it was made from: its place among those tried; none for a first one.
    pub parent: Option<usize>,
    /// What the visitor calls it; empty while it has no name.
    pub name: String,
}

/// Letters of a future's name; more are cut off.
pub const NAME_MAX: usize = 40;

#[derive(Clone, PartialEq, Eq, Debug)]
struct Given {
    approach: &'static str,
    choices: Vec<Choice>,
}

impl Future {
    /// The future in which `plan` strikes.
    pub fn of(plan: FailurePlan) -> Self {
        Self { plan, beyond: Vec::new(), given: None, parent: None, name: String::new() }
    }

    /// The future of a run: its own failures, and `unmet` ones that never come up in it. A run
    /// that ends early goes on without a failure.
    pub fn of_run(run: Run, unmet: Vec<Injection>) -> Self {
        let run = run.to_rest();
        let timeline = Timeline::new(run).expect("a link's run is possible, and so is its rest");
        let plan = unmet.into_iter().fold(timeline.struck(), FailurePlan::with);
        let choices = timeline.run.choices.clone();
        let same = play(&timeline.run.machine(), &plan).choices == choices;
        let approach = timeline.run.approach.id;
        let beyond = timeline.beyond_plan();
        let given = (!same).then_some(Given { approach, choices });
        Self { beyond, given, ..Self::of(plan) }
    }

    /// The future in which `plan` strikes, after what happened in `run` before its frame `frame`.
    pub fn parting(run: &Run, frame: usize, plan: FailurePlan) -> Self {
        let machine = run.machine();
        let choices = resume(&machine, &plan, &run.choices[..frame]).choices;
        let same = play(&machine, &plan).choices == choices;
        let (case, approach) = (run.case, run.approach);
        let timeline = Timeline::new(Run { case, approach, choices: choices.clone() });
        let beyond = timeline.expect("resumed choices are possible").beyond_plan();
        let approach = approach.id;
        let given = (!same).then_some(Given { approach, choices });
        Self { beyond, given, ..Self::of(plan) }
    }

    /// This future, made from the one at place `parent`.
    #[must_use]
    pub(super) fn made_from(self, parent: Option<usize>) -> Self {
        Self { parent, ..self }
    }

    /// This future under this name.
    #[must_use]
    pub(super) fn called(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// The approach whose run a link gave, if this future is not that of its plan alone.
    pub fn given(&self) -> Option<&'static str> {
        self.given.as_ref().map(|given| given.approach)
    }

    /// Whether both are the same future, in whatever order their failures were planned.
    pub fn is(&self, other: &Self) -> bool {
        let (one, two) = (self.plan.injections(), other.plan.injections());
        let same = one.len() == two.len() && one.iter().all(|injection| two.contains(injection));
        same && self.given == other.given
    }

    /// Plays it under each of `approaches`.
    pub(super) fn play(&self, case: Case, approaches: &[&'static Approach]) -> Vec<Lane> {
        approaches.iter().map(|approach| self.lane(case, approach)).collect()
    }

    fn lane(&self, case: Case, approach: &'static Approach) -> Lane {
        let (run, unmet) = match &self.given {
            Some(given) if given.approach == approach.id => {
                let run = Run { case, approach, choices: given.choices.clone() };
                let struck = Timeline::new(run.clone()).map(|timeline| timeline.struck());
                let struck = struck.expect("a given run was possible when it was given");
                let missed = |injection: &&Injection| struck.at(injection.at).is_none();
                (run, self.plan.injections().iter().filter(missed).copied().collect())
            }
            _ => Run::of_plan(case, approach, &self.plan),
        };
        let timeline = Timeline::new(run).expect("played choices are possible");
        Lane { timeline, unmet, spells: Vec::new(), mishaps: Vec::new() }
    }
}
