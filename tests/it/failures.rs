//! Every single failure there can be in a run, played to rest: what the verdict tables list and
//! the claims are checked on.

use redelivery::sim::approach::Approach;
use redelivery::sim::failure::{FailurePlan, Injection, Point};
use redelivery::sim::invariant;
use redelivery::sim::scenario::Scenario;
use redelivery::sim::timeline::{Run, Timeline, Verdict};

/// A run with one failure that is not in the plan it started from.
pub struct Struck {
    /// The failure.
    pub injection: Injection,
    /// The run, to rest.
    pub timeline: Timeline,
}

impl Struck {
    /// The verdict on each promise at rest.
    pub fn verdicts(&self) -> [Verdict; invariant::ALL.len()] {
        std::array::from_fn(|index| self.timeline.verdict(index, self.timeline.last()))
    }

    /// Whether the promise called `id` is broken at rest.
    pub fn breaks(&self, id: &str) -> bool {
        self.verdicts()[promise(id)].broken_in.is_some()
    }

    /// Whether every promise holds at rest.
    pub fn survives(&self) -> bool {
        self.verdicts().iter().all(|verdict| verdict.judgement.is_kept())
    }
}

/// The position of the promise called `id`.
pub fn promise(id: &str) -> usize {
    invariant::ALL.iter().position(|promise| promise.id == id).expect("the promise exists")
}

/// `plan` under `approach`, to rest.
pub fn play(
    scenario: &'static Scenario,
    approach: &'static Approach,
    plan: &FailurePlan,
) -> Timeline {
    let (run, _) = Run::of_plan(scenario, approach, plan);
    Timeline::new(run).expect("a plan plays to possible choices")
}

/// The points of a timeline at which nothing failed, in order.
pub fn points(timeline: &Timeline) -> impl Iterator<Item = Point> {
    timeline
        .frames
        .iter()
        .filter_map(|frame| frame.happened)
        .filter(|happened| happened.injection().is_none())
        .filter_map(|happened| happened.point)
}

/// `plan` with one failure more: at each point of its run, each way in which it can fail there.
pub fn each(
    scenario: &'static Scenario,
    approach: &'static Approach,
    plan: &FailurePlan,
) -> Vec<Struck> {
    let base = play(scenario, approach, plan);
    points(&base)
        .flat_map(|at| crate::search::PLAIN.map(|failure| Injection { at, failure }))
        .filter_map(|injection| {
            let (run, unmet) = Run::of_plan(scenario, approach, &plan.clone().with(injection));
            let timeline = Timeline::new(run).expect("a plan plays to possible choices");
            (!unmet.contains(&injection)).then_some(Struck { injection, timeline })
        })
        .collect()
}

/// Taking a message out of one's own mailbox and sending a receipt are no calls that could be
/// refused; everything else can fail in every plain way.
#[test]
fn every_step_can_fail_in_every_plain_way_but_those_of_a_channel() {
    use redelivery::sim::approach::Sends;
    use redelivery::sim::failure::Act;
    use redelivery::sim::io::EffectKind::{Acknowledge, Receive};
    for (scenario, approach) in crate::search::pairs() {
        let plan = FailurePlan::default();
        let of_channel = |at: &Point| {
            let here = [Act::Of(Receive), Act::Of(Acknowledge)].contains(&at.act);
            here && approach.sends != Sends::ToQueue
        };
        let base = play(scenario, approach, &plan);
        let ways = points(&base).map(|at| if of_channel(&at) { 1 } else { 3 });
        let count = each(scenario, approach, &plan).len();
        assert_eq!(count, ways.sum::<usize>(), "{}", approach.id);
    }
}

#[test]
fn each_failure_strikes_and_the_run_comes_to_rest() {
    for (scenario, approach) in crate::search::pairs() {
        let all = each(scenario, approach, &FailurePlan::default());
        assert!(all.len() > 20, "{} has too few points", approach.id);
        for struck in all {
            let timeline = &struck.timeline;
            assert_eq!(timeline.struck().injections(), [struck.injection], "{}", approach.id);
            assert!(timeline.frames[timeline.last()].at_rest);
        }
    }
}
