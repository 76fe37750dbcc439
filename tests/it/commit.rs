//! Two-phase commit: what a failure leaves, before the decision and after it, and who has to wait.

use redelivery::app::state::State;
use redelivery::app::view::view;
use redelivery::codec::Link;
use redelivery::sim::approach;
use redelivery::sim::failure::{self, Act, FailurePlan, Injection, Point};
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::machine::{Choice, Happening, Machine, Turn, TurnKind};
use redelivery::sim::model::{Delivery, Handler, MessageId, World};
use redelivery::sim::scenario::{self, Case};
use redelivery::sim::timeline::Run;

use crate::explore::{broken, explore_among};

const FIRST: MessageId = MessageId(0);

fn machine() -> Machine {
    let approach = approach::by_id("two-phase-commit").expect("the approach exists");
    Machine { approach, work: Case::from(scenario::ALL[0]).work() }
}

/// The run in which the first message's step of this kind fails so: its choices, and every world
/// with what happened just before.
fn play(kind: EffectKind, nth: u8, failure: Failure) -> (Vec<Choice>, Vec<(Happening, World)>) {
    let machine = machine();
    let at = Point { delivery: Delivery { message: FIRST, attempt: 1 }, act: Act::Of(kind), nth };
    let played = failure::play(&machine, &FailurePlan::new([Injection { at, failure }]));
    assert_eq!(played.unmet, []);
    let mut world = machine.start();
    let happened = played.choices.iter().map(|&choice| {
        let (after, happening) = machine.apply(world, choice);
        world = after;
        (happening, world)
    });
    let happened = happened.collect();
    (played.choices, happened)
}

/// What happened when it failed, and the world after that.
fn struck(happened: &[(Happening, World)]) -> (Happening, World) {
    let fails = |(happening, _): &&(Happening, World)| {
        matches!(happening, Happening::Step { failure: Some(_), .. })
    };
    *happened.iter().find(fails).expect("the failure strikes")
}

fn recovers(happened: &[(Happening, World)]) -> bool {
    let turn = Happening::Turned(Turn { kind: TurnKind::Recover, message: FIRST });
    happened.iter().any(|&(happening, _)| happening == turn)
}

fn ends_well(happened: &[(Happening, World)]) {
    let end = happened[happened.len() - 1].1;
    assert!(machine().is_at_rest(&end) && broken(&machine(), &end, true).is_empty());
    assert_eq!(end.beside.prepared, None);
}

#[test]
fn between_vote_and_decision_a_refusal_rolls_back() {
    use EffectKind::{Resolve, Vote};
    for (kind, nth, failure) in [
        (Vote, 1, Failure::Unanswered),
        (Vote, 2, Failure::Refused),
        (Vote, 2, Failure::Unanswered),
        (Resolve, 1, Failure::Refused),
    ] {
        let (_, happened) = play(kind, nth, failure);
        let (happening, world) = struck(&happened);
        assert!(
            matches!(happening, Happening::Step { put_back: true, .. }),
            "{kind:?} {failure:?}"
        );
        assert_eq!(world.beside.prepared, None);
        assert!(!recovers(&happened));
        ends_well(&happened);
    }
}

#[test]
fn after_the_decision_nobody_puts_the_message_back() {
    use EffectKind::{Persist, Release, Resolve};
    for (kind, failure) in [
        (Resolve, Failure::Unanswered),
        (Persist, Failure::Refused),
        (Persist, Failure::Unanswered),
        (Persist, Failure::Died),
        (Release, Failure::Refused),
        (Release, Failure::Died),
    ] {
        let (_, happened) = play(kind, 1, failure);
        let (happening, world) = struck(&happened);
        assert!(matches!(happening, Happening::Step { put_back: false, .. }));
        assert!(world.beside.prepared.is_some_and(|prepared| prepared.decided));
        assert!(recovers(&happened), "{kind:?} {failure:?}");
        ends_well(&happened);
    }
}

/// The blocking that two-phase commit is known for.
#[test]
fn a_crash_after_the_vote_has_the_others_wait() {
    let (choices, happened) = play(EffectKind::Resolve, 1, Failure::Died);
    assert_eq!(struck(&happened).1.beside.prepared.map(|prepared| prepared.decided), Some(false));
    let waits = happened.iter().position(|(_, world)| {
        let row = |row: u8| machine().approach.steps[usize::from(row)].does;
        let loads = |handler: &Handler| {
            matches!(*handler, Handler::Busy { delivery, row: next, .. }
                if delivery.message != FIRST && row(next) == EffectKind::Load)
        };
        let steps = machine().progress(world).iter().any(|it| matches!(it, Choice::Step(_)));
        world.handlers.iter().any(loads) && !steps
    });
    let waits = waits.expect("the other message waits for the document");
    assert_eq!(
        stored(&choices, waits + 1, "locked").as_deref(),
        Some("AddItem 123, attempt 1, undecided")
    );
    assert!(recovers(&happened));
    ends_well(&happened);
}

#[test]
fn a_decision_is_shown_with_the_lock() {
    let (choices, happened) = play(EffectKind::Persist, 1, Failure::Died);
    let struck = happened.iter().position(|it| *it == struck(&happened)).expect("it strikes");
    let locked = stored(&choices, struck + 1, "locked");
    assert_eq!(locked.as_deref(), Some("AddItem 123, attempt 1, decided: commit"));
}

/// What the page lists under `name` at `frame`.
fn stored(choices: &[Choice], frame: usize, name: &str) -> Option<String> {
    let run = Run {
        case: scenario::ALL[0].into(),
        approach: machine().approach,
        choices: choices.to_vec(),
    };
    let link = Link { run, with: Vec::new(), unmet: Vec::new(), frame, beats_past: 0, theme: None };
    let stored = view(&State::open(&link.to_string())).lanes.remove(0).stored;
    stored.into_iter().find(|fact| fact.name == name).map(|fact| fact.now)
}

/// Copies that come from outside are new messages to a transaction that remembers nothing; short
/// of them nothing goes wrong, and nobody waits for ever.
#[test]
fn only_a_copy_from_outside_is_processed_twice() {
    let machine = machine();
    let wrong = |world: &World, at_rest: bool| {
        let stuck = at_rest && (!world.queue.entries.is_empty() || world.beside.prepared.is_some());
        // A message moved aside is not processed, and nothing of it is out.
        let all_tried = world.queue.dead.is_empty();
        all_tried && (stuck || !broken(&machine, world, at_rest).is_empty())
    };
    let is_copy = |choice| matches!(choice, Choice::Turn(turn) if turn.kind == TurnKind::Duplicate);
    let (choices, world) = explore_among(&machine, 1, |_| true, wrong).expect("a copy does harm");
    assert!(choices.into_iter().any(is_copy));
    assert!(broken(&machine, &world, true).contains("applied-once"));
    let found = explore_among(&machine, 2, |choice| !is_copy(choice), wrong);
    assert_eq!(found.map(|(choices, _)| choices), None);
}
