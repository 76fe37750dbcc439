//! The named promises are the account of the formal one: at rest none of them is broken where some
//! order of the messages explains the world, and where none does, one says how.

use std::collections::BTreeMap;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use redelivery::codec::Link;
use redelivery::sim::approach::{self, Approach};
use redelivery::sim::invariant::{self, Judgement, Reason};
use redelivery::sim::machine::{Choice, Machine};
use redelivery::sim::model::RETRY_MAX;
use redelivery::sim::scenario::{self, Case, Scenario};
use redelivery::sim::timeline::{Run, Timeline};

use crate::failures::promise;

/// Walks for each scenario and approach.
const WALKS: u64 = 60;
/// Choices in one walk before nothing goes wrong any more.
const CHOICES: usize = 60;
/// One in so many choices is any that is possible; the others are the first.
const WILD: u32 = 5;

/// What the formal promise says nothing of: the sender's order, where the endpoint's own explains
/// all; and that the run comes to an end.
const BESIDE: [&str; 2] = ["in-order", "comes-to-rest"];

/// Every scenario with every approach that makes sense there, those that are wrong on purpose too.
fn pairs() -> impl Iterator<Item = (&'static Scenario, &'static Approach)> {
    scenario::ALL.iter().flat_map(|&scenario| {
        let right = scenario.suited(approach::ALL);
        right.chain(scenario.suited(approach::FLAWED)).map(move |approach| (scenario, approach))
    })
}

/// A walk over whatever can happen, from `seed`, and then to rest without a failure.
fn walk(scenario: &'static Scenario, approach: &'static Approach, seed: u64) -> Timeline {
    let mut random = StdRng::seed_from_u64(seed);
    let messages = scenario.messages.len();
    let count =
        if random.random_range(0..3) == 0 { random.random_range(1..=messages) } else { messages };
    let case = Case { scenario, count };
    let mut run = Run { case, approach, choices: Vec::new() };
    let machine: Machine = run.machine();
    let mut world = machine.start();
    for _ in 0..random.random_range(0..CHOICES) {
        let enabled: Vec<Choice> = machine.enabled(&world);
        if enabled.is_empty() {
            break;
        }
        let wild = random.random_range(0..WILD) == 0;
        let index = if wild { random.random_range(0..enabled.len()) } else { 0 };
        run.choices.push(enabled[index]);
        world = machine.apply(world, enabled[index]).0;
    }
    Timeline::new(run.to_rest()).expect("a walk takes enabled choices")
}

/// The walks that end at rest with every message done or lost: no operator is waited for, and
/// nothing goes in circles.
fn ended() -> impl Iterator<Item = Timeline> {
    let walks = pairs().flat_map(|(scenario, approach)| {
        (0..WALKS).map(move |seed| walk(scenario, approach, seed))
    });
    walks.filter(|timeline| {
        let last = &timeline.frames[timeline.last()];
        let circles = last.world.queue.deliveries() >= RETRY_MAX;
        last.at_rest && last.world.queue.dead.is_empty() && !circles
    })
}

fn link(timeline: &Timeline) -> String {
    Link::of(timeline.run.clone()).to_string()
}

/// What a world at its end says of the account, as faults of the law.
fn faults(timeline: &Timeline) -> Vec<String> {
    let last = &timeline.frames[timeline.last()];
    let formal = promise("exactly-once");
    let consistent = last.judgements[formal].is_kept();
    let mut faults = Vec::new();
    let mut named = false;
    for (at, judgement) in last.judgements.iter().enumerate() {
        let id = invariant::ALL[at].id;
        if at == formal || !judgement.is_broken() {
            continue;
        }
        named = true;
        let leaked = matches!(judgement, Judgement::Broken(Reason::Leaked { stored: true, .. }));
        if consistent && !leaked && !BESIDE.contains(&id) {
            faults.push(format!("consistent, but {id} is broken"));
        }
    }
    if !consistent && !named {
        faults.push("not consistent, and nothing says how".into());
    }
    let counts = timeline.counts(timeline.last());
    if consistent && counts.iter().any(|count| count.is_wrong) {
        faults.push("consistent, but the next endpoint counts something else".into());
    }
    faults
}

#[test]
fn the_named_promises_say_how_the_formal_one_is_broken_and_nothing_else() {
    let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let (mut ended_count, mut broken) = (0, 0);
    for timeline in ended() {
        ended_count += 1;
        broken += usize::from(
            timeline.frames[timeline.last()].judgements[promise("exactly-once")].is_broken(),
        );
        for fault in faults(&timeline) {
            let run = &timeline.run;
            let key = format!("{fault}: {} {}", run.case.scenario.id, run.approach.id);
            let entry = found.entry(key).or_insert_with(|| (0, link(&timeline)));
            entry.0 += 1;
        }
    }
    for (what, (count, link)) in &found {
        println!("{count} x {what}: {link}");
    }
    assert!(found.is_empty(), "{} kinds of fault", found.len());
    assert!(broken > 500 && ended_count > 2 * broken, "{broken} of {ended_count} were broken");
}
