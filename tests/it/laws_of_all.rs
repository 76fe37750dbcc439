//! Laws of everything that can happen: every scenario under every approach, with two handlers and
//! every kind of mishap, as far as random walks come; and of how a step is held to its row.

use std::sync::LazyLock;

use redelivery::sim::approach::{self, Approach, Jump, Sends, Step};
use redelivery::sim::failure::{FailurePlan, play};
use redelivery::sim::io::{Declared, Effect, EffectKind, Failure, Io, Part};
use redelivery::sim::machine::{Choice, Happening, Machine, TurnKind};
use redelivery::sim::model::{Delivery, Handler, Memory, MessageId, Queue, World};
use redelivery::sim::scenario::{self, Case};
use redelivery::sim::timeline::Run;

use crate::{failures, search, walk};

/// Walks for each scenario and approach.
const WALKS: usize = 40;

/// One choice of a walk.
struct Edge {
    machine: Machine,
    before: World,
    choice: Choice,
    happening: Happening,
    after: World,
}

static EDGES: LazyLock<Vec<Edge>> =
    LazyLock::new(|| walk::seeded(WALKS).flat_map(|run| edges(&run)).collect());

fn edges(run: &Run) -> Vec<Edge> {
    let machine = run.machine();
    let mut world = machine.start();
    let edge = |&choice: &Choice| {
        let before = world;
        let (after, happening) = machine.apply(before, choice);
        world = after;
        Edge { machine, before, choice, happening, after }
    };
    run.choices.iter().map(edge).collect()
}

fn told(edge: &Edge) -> String {
    format!("{}: {:?}", edge.machine.approach.id, edge.happening)
}

/// Whether the step has its effect: it was not refused, and nobody died before it.
fn took_effect(edge: &Edge) -> bool {
    let failed =
        |failure: Failure| matches!(failure, Failure::Refused | Failure::Died | Failure::Conflict);
    match edge.happening {
        Happening::Step { failure, .. } => !failure.is_some_and(failed),
        Happening::Turned(_) => true,
    }
}

/// Whether the copy has used up its retries with what happened: it was tried as often as it may be.
fn gives_up(edge: &Edge) -> bool {
    let message = edge.happening.message();
    let tried = |entry: &redelivery::sim::model::Entry| {
        entry.message == message
            && edge.machine.work.retries.is_some_and(|retries| entry.attempts > retries)
    };
    let failed = match edge.choice {
        Choice::Turn(turn) => turn.kind == TurnKind::Redeliver,
        Choice::Step(_) | Choice::Fail(..) => {
            matches!(edge.happening, Happening::Step { failure: Some(failure), .. }
                if failure.ends_attempt())
        }
    };
    failed && edge.before.queue.entries.iter().any(tried)
}

/// Whether what happened takes a copy of its own message out of the queue for good.
fn takes_out(edge: &Edge) -> bool {
    match edge.happening {
        _ if gives_up(edge) => true,
        Happening::Turned(turn) => matches!(turn.kind, TurnKind::Lose | TurnKind::Bury),
        Happening::Step { effect, row, failure, .. } => {
            let writes = edge.machine.approach.steps[row].writes;
            let acknowledges = matches!(effect, Effect::Acknowledge | Effect::Release)
                || matches!(effect, Effect::Follow { ready: false, .. })
                || writes.contains(&Part::Acknowledged);
            // Without a broker nobody puts a copy back: its sender sends it again.
            let given_up = edge.machine.approach.sends != Sends::ToQueue
                && failure.is_some_and(Failure::ends_attempt);
            (acknowledges && took_effect(edge)) || given_up
        }
    }
}

#[test]
fn no_copy_of_a_message_vanishes_without_an_acknowledgement_or_a_dead_letter() {
    let mut taken = 0;
    for edge in EDGES.iter() {
        for message in edge.machine.work.ids() {
            let (was, is) = (edge.before.queue.copies(message), edge.after.queue.copies(message));
            if is >= was {
                continue;
            }
            let own = edge.happening.message() == message;
            assert!(own && was == is + 1 && takes_out(edge), "{}", told(edge));
            taken += 1;
        }
    }
    assert!(taken > 1000);
}

#[test]
fn a_message_moved_aside_is_kept_until_an_operator_brings_it_back() {
    let mut buried = 0;
    for edge in EDGES.iter() {
        for message in edge.machine.work.ids() {
            let (was, is) =
                (edge.before.queue.dead.contains(message), edge.after.queue.dead.contains(message));
            let turn = |kind| matches!(edge.choice, Choice::Turn(turn) if turn.kind == kind);
            let buried_by = turn(TurnKind::Bury) || gives_up(edge);
            assert!(is == was || if is { buried_by } else { turn(TurnKind::Replay) });
            buried += usize::from(is && !was);
        }
    }
    assert!(buried > 50);
}

/// A death leaves the world as it was, but for the memory of the one who died; where there is no
/// broker to keep the message, also for the copy it had in hand.
#[test]
fn a_crash_loses_exactly_the_volatile_memory() {
    let mut deaths = 0;
    for edge in EDGES.iter() {
        let Choice::Fail(handler, Failure::Died) = edge.choice else { continue };
        let mut expected = edge.before;
        expected.handlers[handler.index()] = Handler::Idle;
        expected.failures += 1;
        if edge.machine.approach.sends != Sends::ToQueue {
            expected.queue = edge.after.queue;
        }
        assert!(edge.after == expected, "{}", told(edge));
        deaths += 1;
    }
    assert!(deaths > 100);
}

/// Time passes only for the one who steps: nobody else's memory changes.
#[test]
fn a_step_of_one_handler_leaves_the_other_alone() {
    for edge in EDGES.iter() {
        let (Choice::Step(handler) | Choice::Fail(handler, _)) = edge.choice else { continue };
        for other in (0..edge.before.handlers.len()).filter(|&at| at != handler.index()) {
            assert!(edge.before.handlers[other] == edge.after.handlers[other], "{}", told(edge));
        }
    }
}

/// What is listed as possible at a step is what can be chosen there, and nothing else.
#[test]
fn a_menu_offers_what_can_happen() {
    for edge in EDGES.iter().step_by(7) {
        let enabled = edge.machine.enabled(&edge.before);
        for handler in (0..2).map(redelivery::sim::model::HandlerId) {
            for failure in edge.machine.fates(&edge.before, handler) {
                let fails = Choice::Fail(handler, failure);
                let around = !failure.is_of_step() || failure == Failure::Lost;
                assert!(around || enabled.contains(&fails), "{failure:?} {}", told(edge));
            }
        }
    }
}

fn door(world: &mut World, does: EffectKind) -> Io<'_> {
    let messages = scenario::ALL[0].messages;
    let delivery = Delivery { message: MessageId(0), attempt: 1 };
    let declared = Declared { does, writes: &[], receipts: false };
    Io::new(world, messages, delivery, declared, None)
}

fn start() -> World {
    World { queue: Queue::with([MessageId(0)]), ..World::default() }
}

#[test]
#[should_panic(expected = "a step has the effect its row declares")]
fn an_effect_that_its_row_does_not_declare_is_refused() {
    let mut world = start();
    let _ = door(&mut world, EffectKind::Load).receive();
}

#[test]
#[should_panic(expected = "a step has one effect")]
fn a_second_effect_in_one_step_is_refused() {
    let mut world = start();
    let mut io = door(&mut world, EffectKind::Mark);
    let _ = io.mark();
    let _ = io.mark();
}

#[test]
fn the_effect_that_its_row_declares_is_done() {
    let mut world = start();
    assert!(door(&mut world, EffectKind::Receive).receive().is_ok());
    assert!(world.queue.front().is_none());
}

/// `approach` with every label another.
fn renamed(approach: &'static Approach) -> &'static Approach {
    let label = |label: &str| -> &'static str { Box::leak(format!("other-{label}").into()) };
    let step = |step: &Step| Step {
        label: label(step.label),
        jump: step.jump.as_ref().map(|jump| Jump { when: jump.when, to: label(jump.to) }),
        ..*step
    };
    let steps: Vec<Step> = approach.steps.iter().map(step).collect();
    Box::leak(Box::new(Approach { steps: Vec::leak(steps), ..*approach }))
}

/// Plans name steps by message, attempt and effect, so a table may be renamed under them.
#[test]
fn the_same_plan_strikes_under_renamed_steps() {
    let mut struck = 0;
    for &original in approach::ALL {
        let (scenario, _) = search::pairs()
            .find(|(_, approach)| approach.id == original.id)
            .expect("every approach makes sense somewhere");
        let work = Case::from(scenario).work();
        let other = Machine { approach: renamed(original), work };
        for failure in failures::each(scenario, original, &FailurePlan::default()) {
            let plan = FailurePlan::new([failure.injection]);
            let played = play(&other, &plan);
            assert_eq!(played.unmet, [], "{} {:?}", original.id, failure.injection);
            assert_eq!(played, play(&Machine { approach: original, work }, &plan));
            struck += 1;
        }
    }
    assert!(struck > 500);
}

/// An idle handler remembers nothing, whatever it did before.
#[test]
fn a_fresh_delivery_starts_with_an_empty_memory() {
    for edge in EDGES.iter() {
        let Happening::Step { handler, effect: Effect::Receive, failure: None, .. } =
            edge.happening
        else {
            continue;
        };
        if let Handler::Busy { memory, .. } = edge.after.handlers[handler.index()] {
            assert!(memory == Memory::default(), "{}", told(edge));
        }
    }
}
