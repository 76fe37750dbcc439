//! Runs that nobody planned: walks over the choices a machine enables, steered by bytes, so that
//! both a seeded generator and proptest can produce them.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use redelivery::sim::failure::{Act, FailurePlan, Injection, Point};
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::machine::{Choice, Machine};
use redelivery::sim::model::{Delivery, EventId, MessageId, World};
use redelivery::sim::scenario::Scenario;
use redelivery::sim::timeline::Run;

use crate::search;

/// Choices in one walk; enough to come to rest through many failures.
const WALK_MAX: usize = 150;
/// Bytes below this take the first choice enabled, so that walks get somewhere.
const FIRST_BELOW: u8 = 200;

/// Proptest with the same cases every time: a build that was green stays green.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_240_523),
        ..ProptestConfig::default()
    }
}

/// The run that `bytes` steer to: a byte a choice, to the end of the bytes or to rest.
pub fn steer(pair: usize, bytes: &[u8]) -> Run {
    steer_among(pair, bytes, |_, _, _| true)
}

/// The same, among the choices that `takes` lets through.
fn steer_among(pair: usize, bytes: &[u8], takes: Takes) -> Run {
    let (scenario, approach) = pair_at(pair);
    let mut run = Run { case: scenario.into(), approach, choices: Vec::new() };
    let machine = run.machine();
    let mut world = machine.start();
    for &byte in bytes {
        let mut enabled = machine.enabled(&world);
        enabled.retain(|&choice| takes(&machine, &world, choice));
        let Some(&first) = enabled.first() else { break };
        let index = usize::from(byte.saturating_sub(FIRST_BELOW)) % enabled.len();
        let choice = if byte < FIRST_BELOW { first } else { enabled[index] };
        run.choices.push(choice);
        world = machine.apply(world, choice).0;
    }
    run
}

fn pair_at(index: usize) -> (&'static Scenario, &'static redelivery::sim::approach::Approach) {
    let count = search::pairs().count();
    search::pairs().nth(index % count).expect("the index is within the pairs")
}

/// Whether a walk may make a choice.
type Takes = fn(&Machine, &World, Choice) -> bool;

/// Seeded walks, `count` for each scenario and approach.
pub fn seeded(count: usize) -> impl Iterator<Item = Run> {
    seeded_among(count, |_, _, _| true)
}

/// The same, with one handler that fails in the plain ways.
pub fn seeded_alone(count: usize) -> impl Iterator<Item = Run> {
    seeded_among(count, search::is_alone)
}

fn seeded_among(count: usize, takes: Takes) -> impl Iterator<Item = Run> {
    let mut random = StdRng::seed_from_u64(123_234);
    let pairs = search::pairs().count();
    (0..count * pairs).map(move |pair| {
        let mut bytes = vec![0; random.random_range(0..WALK_MAX)];
        random.fill(&mut bytes[..]);
        steer_among(pair, &bytes, takes)
    })
}

/// Any run.
pub fn any_run() -> impl Strategy<Value = Run> {
    (any::<usize>(), prop::collection::vec(any::<u8>(), 0..WALK_MAX))
        .prop_map(|(pair, bytes)| steer(pair, &bytes))
}

/// Any injection that can be planned for `scenario`, whether or not it ever comes up.
pub fn any_injection(scenario: &'static Scenario) -> impl Strategy<Value = Injection> {
    let messages = u8::try_from(scenario.messages.len()).expect("there are few messages");
    let events = u8::try_from(scenario.events.len()).expect("there are few events");
    let kinds: Vec<Act> = EffectKind::ALL
        .into_iter()
        .filter(|&kind| kind != EffectKind::Publish)
        .map(Act::Of)
        .chain((0..events).map(|event| Act::Publish(EventId(event))))
        .collect();
    let point = (0..messages, 1..4_u8, prop::sample::select(kinds), 1..3_u8).prop_map(
        |(message, attempt, act, nth)| Point {
            delivery: Delivery { message: MessageId(message), attempt },
            act,
            nth,
        },
    );
    let failure = prop::sample::select(Failure::ALL.to_vec());
    (point, failure).prop_map(|(at, failure)| Injection { at, failure })
}

/// Any plan for `scenario` of less than `most` injections.
pub fn any_plan(scenario: &'static Scenario, most: usize) -> impl Strategy<Value = FailurePlan> {
    prop::collection::vec(any_injection(scenario), 0..most).prop_map(FailurePlan::new)
}
