//! Reliable delivery without a broker: the sender keeps what is unconfirmed, the receiver answers
//! with receipts.

use redelivery::sim::approach;
use redelivery::sim::failure::{self, Act, FailurePlan, Injection, Point};
use redelivery::sim::io::{Effect, EffectKind, Failure};
use redelivery::sim::machine::{Choice, Happening, Machine, Turn, TurnKind};
use redelivery::sim::model::{
    Behavior, Change, Compare, Condition, Delivery, EventId, Exchange, FieldId, Measure, Message,
    MessageId, Origin, Place, Publication, State, Workload, World,
};

use crate::explore::{broken, explore, explore_among};

/// `Pay`, which can always be applied, and `Ship`, which only a paid order accepts.
static ORDER: [Message; 2] = [
    message("Pay", &Behavior { accepts: None, ..PAY }),
    message(
        "Ship",
        &Behavior {
            says: "ship the order",
            changes: &[Change::Add(Place::Field(FieldId(1)), 1)],
            accepts: Some(Condition {
                says: "is it paid?",
                measure: Measure::Of(Place::Field(FieldId(0))),
                compare: Compare::AtLeast(1),
            }),
            publications: &[Publication::always(EventId(1))],
            ..PAY
        },
    ),
];

const PAY: Behavior = Behavior {
    says: "pay the order",
    changes: &[Change::Add(Place::Field(FieldId(0)), 1)],
    accepts: None,
    already: None,
    publications: &[Publication::always(EventId(0))],
};

const fn message(name: &'static str, behavior: &'static Behavior) -> Message {
    Message {
        name,
        argument: name,
        subject: FieldId(0),
        behavior,
        origin: Origin::Sender,
        exchange: Exchange::No,
    }
}

const FAMILY: [&str; 4] = ["receipts", "receipts-and-ids", "must-follow", "intermediate-state"];

fn machine(id: &str) -> Machine {
    let approach = approach::by_id(id).expect("the approach exists");
    let work =
        Workload { messages: &ORDER, start: State::default(), in_order: false, retries: None };
    Machine { approach, work }
}

fn at(message: u8, act: EffectKind, failure: Failure) -> Injection {
    let delivery = Delivery { message: MessageId(message), attempt: 1 };
    Injection { at: Point { delivery, act: Act::Of(act), nth: 1 }, failure }
}

/// What happens when `injection` strikes, and the last world.
fn play(machine: &Machine, injection: Injection) -> (Vec<Happening>, World) {
    let played = failure::play(machine, &FailurePlan::new([injection]));
    assert_eq!(played.unmet, [], "{}", machine.approach.id);
    let mut world = machine.start();
    let happened = played.choices.iter().map(|&choice| {
        let (after, happening) = machine.apply(world, choice);
        world = after;
        happening
    });
    (happened.collect(), world)
}

fn sends_of(happened: &[Happening], message: u8) -> usize {
    let sends = |happening: &&Happening| {
        matches!(happening, Happening::Turned(turn)
            if turn.kind == TurnKind::Send && turn.message == MessageId(message))
    };
    happened.iter().filter(sends).count()
}

fn versions(world: &World) -> Vec<u8> {
    world.store.versions.iter().filter_map(|version| Some(version.made_by?.message.0)).collect()
}

#[test]
fn what_is_not_confirmed_is_sent_again() {
    for id in FAMILY {
        let machine = machine(id);
        for injection in [
            at(0, EffectKind::Receive, Failure::Lost),
            at(0, EffectKind::Load, Failure::Died),
            at(0, EffectKind::Persist, Failure::Refused),
            at(0, EffectKind::Acknowledge, Failure::Lost),
        ] {
            let (happened, world) = play(&machine, injection);
            assert_eq!(sends_of(&happened, 0), 2, "{id} {injection:?}");
            assert!(machine.is_at_rest(&world) && world.sender.unconfirmed.is_empty());
        }
    }
}

#[test]
fn a_duplicate_gets_its_receipt_and_is_not_processed() {
    for id in FAMILY {
        let (happened, world) = play(&machine(id), at(0, EffectKind::Acknowledge, Failure::Lost));
        let receipts = |happening: &&Happening| {
            matches!(happening, Happening::Step { effect: Effect::Acknowledge, delivery, .. }
                if delivery.message == MessageId(0))
        };
        assert_eq!(happened.iter().filter(receipts).count(), 2, "{id}");
        let times = if id == "receipts" { 2 } else { 1 };
        assert_eq!(world.store.made(MessageId(0)), times, "{id}");
    }
}

#[test]
fn what_comes_too_early_is_dropped_without_a_receipt_and_comes_again() {
    let (happened, world) =
        play(&machine("must-follow"), at(0, EffectKind::Receive, Failure::Lost));
    let dropped = happened.iter().position(|happening| {
        matches!(happening, Happening::Step { effect: Effect::Follow { ready: false, .. }, .. })
    });
    assert!(dropped.is_some_and(|step| sends_of(&happened[step..], 1) == 1));
    assert_eq!(versions(&world), [0, 1]);
}

/// Only with `MustFollow`, or when nothing is sent before the last is confirmed, can nobody be
/// overtaken, whatever goes wrong.
#[test]
fn the_order_is_kept_by_those_who_say_so() {
    let overtaken = |world: &World, _: bool| versions(world).first() == Some(&1);
    for id in FAMILY {
        let keeps = ["must-follow", "intermediate-state"].contains(&id);
        assert_eq!(explore(&machine(id), 3, overtaken).is_none(), keeps, "{id}");
    }
}

/// A journal that is cut is another matter.
#[test]
fn whatever_goes_wrong_nothing_is_lost_or_made_twice_where_ids_are_kept() {
    for id in FAMILY {
        let machine = machine(id);
        let wrong = |world: &World, at_rest: bool| !broken(&machine, world, at_rest).is_empty();
        let keeps = |choice| !matches!(choice, Choice::Turn(Turn { kind: TurnKind::Evict, .. }));
        let found = explore_among(&machine, 3, keeps, wrong).map(|(choices, _)| choices);
        assert_eq!(found.is_some(), id == "receipts", "{id} {found:?}");
    }
}

/// A message that its handler declines was processed all the same: it must leave a trace, or its
/// followers wait for ever and its late copy is taken for new.
#[test]
fn what_is_declined_leaves_a_version() {
    let machine = machine("receipts-and-ids");
    let (happened, world) = play(&machine, at(0, EffectKind::Receive, Failure::Lost));
    assert_eq!(versions(&world), [1, 0], "shipping came first, and was declined");
    assert_eq!(world.store.versions[1].state, world.store.versions[0].state);
    assert!(!world.has_sent(MessageId(1), EventId(1)));
    assert_eq!(sends_of(&happened, 1), 1, "it has its receipt");
}

/// There is one receiver, and no lease that could hand its message to another.
#[test]
fn one_receiver_works_at_a_time() {
    for id in FAMILY {
        let machine = machine(id);
        let redelivers = |turn: Turn| turn.kind == TurnKind::Redeliver;
        let expires = |choice: &Choice| matches!(*choice, Choice::Turn(turn) if redelivers(turn));
        let wrong = |world: &World, _: bool| {
            let busy = world.handlers.iter().all(|handler| handler.held().is_some());
            busy || machine.enabled(world).iter().any(expires)
        };
        assert!(explore(&machine, 2, wrong).is_none(), "{id}");
    }
}
