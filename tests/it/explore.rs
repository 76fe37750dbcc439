//! A search with everything in it: several handlers, copies, delays, expired leases. Dear, so it
//! is for few messages and few failures; the laws have a cheaper one.

use std::collections::BTreeSet;

use redelivery::sim::invariant;
use redelivery::sim::machine::{Choice, Machine};
use redelivery::sim::model::World;

/// Worlds in one search; one that wants more is too dear for a test.
const WORLDS_MAX: usize = 400_000;

/// A shortest run to a world that `is_sought`, and that world, with at most `failures_max`
/// failures. `is_sought` is also told whether nothing more can happen.
pub fn explore(
    machine: &Machine,
    failures_max: u8,
    is_sought: impl Fn(&World, bool) -> bool,
) -> Option<(Vec<Choice>, World)> {
    explore_among(machine, failures_max, |_| true, is_sought)
}

/// The same, among the choices that `takes` lets through.
pub fn explore_among(
    machine: &Machine,
    failures_max: u8,
    takes: impl Fn(Choice) -> bool,
    is_sought: impl Fn(&World, bool) -> bool,
) -> Option<(Vec<Choice>, World)> {
    #[expect(clippy::disallowed_types, reason = "asked about worlds, never walked through")]
    let mut known = std::collections::HashSet::from([machine.start()]);
    let mut worlds: Vec<(World, usize, Option<Choice>)> = vec![(machine.start(), 0, None)];
    let mut at = 0;
    while at < worlds.len() {
        let world = worlds[at].0;
        if is_sought(&world, machine.is_at_rest(&world)) {
            return Some((run_to(&worlds, at), world));
        }
        let spent = world.failures == failures_max;
        let choices = if spent { machine.progress(&world) } else { machine.enabled(&world) };
        for choice in choices.into_iter().filter(|&choice| takes(choice)) {
            let after = machine.apply(world, choice).0;
            if known.insert(after) {
                worlds.push((after, at, Some(choice)));
            }
        }
        assert!(worlds.len() < WORLDS_MAX, "{} has too many worlds", machine.approach.id);
        at += 1;
    }
    None
}

fn run_to(worlds: &[(World, usize, Option<Choice>)], mut at: usize) -> Vec<Choice> {
    let mut choices = Vec::new();
    while let (_, from, Some(choice)) = worlds[at] {
        choices.push(choice);
        at = from;
    }
    choices.reverse();
    choices
}

/// The promises that `world` breaks, by their ids.
pub fn broken(machine: &Machine, world: &World, at_rest: bool) -> BTreeSet<&'static str> {
    let breaks = |promise: &&invariant::Invariant| {
        promise.judgement(world, &machine.work, at_rest).is_broken()
    };
    invariant::ALL.into_iter().filter(breaks).map(|promise| promise.id).collect()
}
