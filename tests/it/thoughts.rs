//! What a handler does in its memory alone: that nobody else can tell when, which is what lets the
//! checker put it off until the handler's next step.

use std::collections::VecDeque;

use redelivery::sim::approach::{self, Approach};
use redelivery::sim::invariant::{self, Judgement};
use redelivery::sim::machine::{Choice, Machine};
use redelivery::sim::model::{HandlerId, World};
use redelivery::sim::scenario::{self, Case};

/// Worlds looked at, nearest first, of each approach.
const WORLD_MAX: usize = 4_000;

/// Worlds with both handlers at work and one mishap, of the first scenario in which the approach
/// makes sense.
#[expect(clippy::disallowed_types, reason = "asked about worlds, never walked through")]
fn worlds(approach: &'static Approach) -> (Machine, Vec<World>) {
    let suits = |scenario: &&scenario::Scenario| {
        scenario.suited(&[approach]).next().is_some_and(|suited| suited.id == approach.id)
    };
    let scenario = scenario::ALL.iter().copied().find(suits).expect("each makes sense somewhere");
    let machine = Machine { approach, work: Case::from(scenario).work() };
    let mut known = std::collections::HashSet::from([machine.start()]);
    let mut waiting = VecDeque::from([machine.start()]);
    let mut worlds = Vec::new();
    while let Some(world) = waiting.pop_front().filter(|_| worlds.len() < WORLD_MAX) {
        worlds.push(world);
        for choice in machine.enabled(&world) {
            let after = machine.apply(world, choice).0;
            if after.failures <= 1 && known.insert(after) {
                waiting.push_back(after);
            }
        }
    }
    (machine, worlds)
}

fn judgements(machine: &Machine, world: &World) -> Vec<Judgement> {
    let at_rest = machine.is_at_rest(world);
    invariant::ALL.iter().map(|it| it.judgement(world, &machine.work, at_rest)).collect()
}

/// Thoughts in `world`: a handler, and the world after.
fn thoughts(machine: &Machine, world: &World) -> impl Iterator<Item = (HandlerId, World)> {
    machine.progress(world).into_iter().filter_map(move |choice| {
        let Choice::Step(handler) = choice else { return None };
        let (after, happening) = machine.apply(*world, choice);
        machine.has_thought(world, &happening).then_some((handler, after))
    })
}

fn is_of(handler: HandlerId, choice: Choice) -> bool {
    matches!(choice, Choice::Step(by) | Choice::Fail(by, _) if by == handler)
}

#[test]
fn a_thought_commutes_with_all_that_others_do() {
    let mut count = 0;
    for &approach in approach::ALL.iter().chain(approach::FLAWED) {
        let (machine, worlds) = worlds(approach);
        for world in worlds {
            for (handler, thought) in thoughts(&machine, &world) {
                count += 1;
                let id = approach.id;
                assert_eq!(judgements(&machine, &thought), judgements(&machine, &world), "{id}");
                let others = |world| {
                    let mut choices = machine.enabled(world);
                    choices.retain(|&choice| !is_of(handler, choice));
                    choices
                };
                assert_eq!(others(&thought), others(&world), "{id}");
                for choice in others(&world) {
                    let (first, told) = machine.apply(world, choice);
                    let (then, told_later) = machine.apply(thought, choice);
                    assert_eq!(told, told_later, "{id}: {choice:?}");
                    let late = machine.apply(first, Choice::Step(handler)).0;
                    assert!(late == then, "{id}: {choice:?} can tell whether {handler:?} thought");
                }
            }
        }
    }
    assert!(count > 10_000, "{count} thoughts are too few to say");
}
