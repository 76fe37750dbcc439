//! Laws of runs and timelines: the same choices give the same frames, plans and runs are two
//! views of one thing.

use std::collections::BTreeSet;

use proptest::prelude::*;

use redelivery::sim::approach::Sends;
use redelivery::sim::failure::{FailurePlan, Injection, Point};
use redelivery::sim::machine::Choice;
use redelivery::sim::model::{FAILURE_MAX, HandlerId};
use redelivery::sim::scenario;
use redelivery::sim::timeline::{Frame, Run, Timeline};

use crate::failures;
use crate::search;
use crate::walk;

fn unroll(run: &Run) -> Timeline {
    Timeline::new(run.clone()).expect("a walk takes enabled choices")
}

fn same(left: &Frame, right: &Frame) -> bool {
    left.happened == right.happened
        && left.world == right.world
        && left.at_rest == right.at_rest
        && left.judgements == right.judgements
}

fn all_same(left: &[Frame], right: &[Frame]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
}

/// The injections of a plan, whatever their order.
fn sorted(injections: &[Injection]) -> Vec<Injection> {
    let mut sorted = injections.to_vec();
    sorted.sort_by_key(|injection| (injection.at, injection.failure));
    sorted
}

fn without(plan: &FailurePlan, unmet: &[Injection]) -> Vec<Injection> {
    let met = plan.injections().iter().copied().filter(|injection| !unmet.contains(injection));
    sorted(&met.collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(walk::config())]

    #[test]
    fn the_same_choices_give_the_same_frames(run in walk::any_run()) {
        prop_assert!(all_same(&unroll(&run).frames, &unroll(&run).frames));
    }

    #[test]
    fn a_prefix_of_the_choices_gives_a_prefix_of_the_frames(
        run in walk::any_run(),
        part in any::<prop::sample::Index>(),
    ) {
        let whole = unroll(&run);
        let length = part.index(run.choices.len() + 1);
        let prefix = Run { choices: run.choices[..length].to_vec(), ..run };
        prop_assert!(all_same(&unroll(&prefix).frames, &whole.frames[..=length]));
    }

    #[test]
    fn a_run_goes_on_to_rest(run in walk::any_run()) {
        let length = run.choices.len();
        let ended = run.clone().to_rest();
        prop_assert_eq!(&ended.choices[..length], &run.choices[..]);
        let fails = |choice: &Choice| matches!(choice, Choice::Fail(..));
        prop_assert!(!ended.choices[length..].iter().any(fails));
        let timeline = unroll(&ended);
        prop_assert!(timeline.frames[timeline.last()].at_rest);
        prop_assert_eq!(ended.clone().to_rest().choices, ended.choices);
    }

    /// Plans find a step by its point, so no point may come up twice.
    #[test]
    fn no_point_comes_up_twice(run in walk::any_run()) {
        let mut seen: BTreeSet<Point> = BTreeSet::new();
        for happened in unroll(&run).frames.iter().filter_map(|frame| frame.happened) {
            if let Some(point) = happened.point {
                prop_assert!(seen.insert(point), "{:?}", point);
            }
        }
    }

    #[test]
    fn a_plan_plays_against_every_approach_and_back(
        plan in walk::any_plan(scenario::ALL[0], FAILURE_MAX + 1)
    ) {
        for (scenario, approach) in search::pairs() {
            if scenario.id != scenario::ALL[0].id {
                continue;
            }
            let (run, unmet) = Run::of_plan(scenario, approach, &plan);
            let timeline = unroll(&run);
            prop_assert!(timeline.frames[timeline.last()].at_rest);
            let struck = timeline.struck();
            prop_assert_eq!(sorted(struck.injections()), without(&plan, &unmet));
            let (again, none) = Run::of_plan(scenario, approach, &struck);
            prop_assert_eq!(again.choices, run.choices);
            prop_assert_eq!(none, vec![]);
        }
    }

    #[test]
    fn a_plan_holds_one_injection_a_point(
        injections in prop::collection::vec(walk::any_injection(scenario::ALL[0]), 0..20)
    ) {
        let plan = FailurePlan::new(injections.iter().copied());
        let points: BTreeSet<Point> = injections.iter().map(|injection| injection.at).collect();
        prop_assert_eq!(plan.injections().len(), points.len());
        for point in points {
            let last = injections.iter().rev().find(|injection| injection.at == point);
            prop_assert_eq!(plan.at(point), last.map(|injection| injection.failure));
            prop_assert_eq!(plan.clone().without(point).at(point), None);
        }
    }
}

/// A plan may hold more failures than a run can: the ones beyond the limit do not strike.
#[test]
fn a_plan_longer_than_a_run_may_fail_still_plays() {
    // Where retries have a limit, the message is moved aside before a run may fail no more.
    let queued = search::pairs().filter(|(scenario, approach)| {
        approach.sends == Sends::ToQueue && scenario.retries.is_none()
    });
    for (scenario, approach) in queued {
        let mut plan = FailurePlan::default();
        for _ in 0..FAILURE_MAX + 2 {
            let timeline = failures::play(scenario, approach, &plan);
            let last = failures::points(&timeline).last().expect("a run has points");
            plan =
                plan.with(Injection { at: last, failure: redelivery::sim::io::Failure::Refused });
        }
        let (run, unmet) = Run::of_plan(scenario, approach, &plan);
        let timeline = Timeline::new(run).expect("a plan plays to possible choices");
        assert_eq!(timeline.struck().injections().len() + unmet.len(), plan.injections().len());
        assert_eq!(timeline.struck().injections().len(), FAILURE_MAX);
    }
}

#[test]
fn an_injection_that_never_comes_up_is_reported() {
    for (scenario, approach) in search::pairs() {
        let mut point = scenario.failures[0].at;
        point.delivery.attempt = 9;
        let never = Injection { at: point, failure: scenario.failures[0].failure };
        let plan = FailurePlan::new(scenario.failures.iter().copied()).with(never);
        let (_, unmet) = Run::of_plan(scenario, approach, &plan);
        assert!(unmet.contains(&never), "{}", approach.id);
    }
}

/// What random walks come to, the search has found: they share the choices, not the way.
#[test]
fn a_walk_never_leaves_the_search() {
    let mut found = 0;
    for run in walk::seeded_alone(40) {
        let search = search::ALL
            .iter()
            .find(|search| {
                search.scenario.id == run.case.scenario.id && search.approach.id == run.approach.id
            })
            .expect("every pair is searched");
        for frame in unroll(&run).frames.iter().step_by(13) {
            if frame.world.failures <= search.failures_max {
                assert!(search.worlds.contains(&frame.world), "{:?}", run.choices);
                found += 1;
            }
        }
    }
    assert!(found > 200, "the walks have something to say");
}

#[test]
fn an_impossible_choice_is_named_with_its_place() {
    for (scenario, approach) in search::pairs() {
        let mut run = failures::play(scenario, approach, &FailurePlan::default()).run;
        let index = run.choices.len();
        run.choices.extend([Choice::Step(HandlerId(0)), Choice::Step(HandlerId(0))]);
        let impossible = Timeline::new(run).expect_err("nothing is left to do");
        assert_eq!((impossible.index, impossible.choice), (index, Choice::Step(HandlerId(0))));
    }
}

/// The verdict names the frame that broke the promise: it is broken from there on, and not before.
#[test]
fn a_verdict_names_the_frame_that_broke_the_promise() {
    for (scenario, approach) in search::pairs() {
        for struck in failures::each(scenario, approach, &FailurePlan::default()) {
            let timeline = &struck.timeline;
            let mut first = timeline.frames.len();
            for (index, verdict) in struck.verdicts().into_iter().enumerate() {
                let Some(since) = verdict.broken_in else { continue };
                first = first.min(since);
                for frame in 0..timeline.frames.len() {
                    let expected = (frame >= since).then_some(since);
                    assert_eq!(timeline.verdict(index, frame).broken_in, expected);
                }
            }
            let next = (first < timeline.frames.len()).then_some(first);
            assert_eq!(timeline.next_violation(0), next);
        }
    }
}
