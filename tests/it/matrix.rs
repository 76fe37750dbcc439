//! The field's own matrix: where a crash strikes, and what becomes of each approach. The outcomes
//! are those of the exactly-once.github.io posts and workshop, checked there by other means.

use redelivery::sim::approach;
use redelivery::sim::failure::{Act, FailurePlan, Injection, Point};
use redelivery::sim::invariant;
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::machine::{Choice, Machine};
use redelivery::sim::model::{Delivery, EventId, MessageId, World};
use redelivery::sim::scenario::{self, Case};

const BEFORE: Act = Act::Of(EffectKind::Load);
const PERSIST: Act = Act::Of(EffectKind::Persist);
const ITEM_ADDED: Act = Act::Publish(EventId(0));
const FIRST_ITEM_ADDED: Act = Act::Publish(EventId(1));
const ACKNOWLEDGE: Act = Act::Of(EffectKind::Acknowledge);

/// Where the first attempt crashes, and whether another message is processed before the retry.
struct Column {
    /// When the first durable step is the write.
    persist_first: Act,
    /// When the first durable step is a publish.
    publish_first: Act,
    overtaken: bool,
}

const COLUMNS: [Column; 6] = [
    // Before the first durable step.
    Column { persist_first: BEFORE, publish_first: BEFORE, overtaken: false },
    // Between the write and the publishes.
    Column { persist_first: ITEM_ADDED, publish_first: PERSIST, overtaken: false },
    // Between the two publishes.
    Column { persist_first: FIRST_ITEM_ADDED, publish_first: FIRST_ITEM_ADDED, overtaken: false },
    // After the last effect, before the acknowledgement.
    Column { persist_first: ACKNOWLEDGE, publish_first: ACKNOWLEDGE, overtaken: false },
    // Between the write and the publishes, and another message gets in between.
    Column { persist_first: ITEM_ADDED, publish_first: PERSIST, overtaken: true },
    // Between the two publishes, and another message gets in between.
    Column { persist_first: FIRST_ITEM_ADDED, publish_first: FIRST_ITEM_ADDED, overtaken: true },
];

/// For each approach the outcome of each column. `WRONG`: nothing is lost or made twice, and
/// still no order of the messages explains what is out.
const OUTCOMES: [(&str, [&str; 6]); 15] = [
    ("publish-then-persist", ["OK", "GHOST", "GHOST", "TWICE", "GHOST WRONG", "GHOST"]),
    (
        "persist-then-publish",
        ["OK", "LOST TWICE", "LOST TWICE", "TWICE", "LOST TWICE", "LOST TWICE"],
    ),
    ("idempotent-logic", ["OK", "OK", "OK", "OK", "LOST", "LOST"]),
    ("swallow-duplicates", ["OK", "LOST", "LOST", "OK", "LOST", "LOST"]),
    ("current-state", ["OK", "OK", "OK", "OK", "LOST", "LOST"]),
    ("historic-state", ["OK"; 6]),
    ("outbox", ["OK"; 6]),
    ("idempotent-swallow", ["OK", "LOST", "LOST", "OK", "LOST", "LOST"]),
    ("random-ids", ["OK", "OK", "NEWID", "NEWID", "LOST", "LOST NEWID"]),
    ("outbox-and-inbox", ["OK"; 6]),
    ("staged-outbox", ["OK"; 6]),
    ("tokens", ["OK"; 6]),
    ("side-effects", ["OK"; 6]),
    ("boundary", ["OK"; 6]),
    ("token-process", ["OK"; 6]),
];

/// The outcome of crashing at `act`, with one message in the queue or with two.
fn outcome(id: &str, act: Act, overtaken: bool) -> String {
    let approach = approach::by_id(id).expect("the approach exists");
    let scenario = scenario::by_id("first-item-added").expect("the talk's scenario exists");
    let case = Case { scenario, count: if overtaken { 2 } else { 1 } };
    let machine = Machine { approach, work: case.work() };
    let delivery = Delivery { message: MessageId(0), attempt: 1 };
    let at = Point { delivery, act, nth: 1 };
    let plan = FailurePlan::new([Injection { at, failure: Failure::Died }]);
    let played = redelivery::sim::failure::play(&machine, &plan);
    assert_eq!(played.unmet, [], "{id} comes to {act:?}");
    let worlds = replay(&machine, &played.choices);
    told(&machine, &worlds)
}

fn replay(machine: &Machine, choices: &[Choice]) -> Vec<World> {
    let mut worlds = vec![machine.start()];
    for &choice in choices {
        worlds.push(machine.apply(worlds[worlds.len() - 1], choice).0);
    }
    worlds
}

/// The broken promises at the end, each as the matrix calls it.
fn told(machine: &Machine, worlds: &[World]) -> String {
    let end = &worlds[worlds.len() - 1];
    let broken = |id: &str| {
        let promise = invariant::ALL[crate::failures::promise(id)];
        promise.judgement(end, &machine.work, true).is_broken()
    };
    let mut told = Vec::new();
    let renamed = broken("recognisable").then_some("NEWID");
    for (id, word) in [("no-ghost", "GHOST"), ("nothing-lost", "LOST"), ("applied-once", "TWICE")] {
        if broken(id) {
            told.push(word);
        }
    }
    let explained = told.contains(&"LOST") || told.contains(&"TWICE");
    assert!(!explained || broken("exactly-once"), "what is lost or made twice is never as if once");
    if broken("exactly-once") && !explained {
        told.push("WRONG");
    }
    told.extend(renamed);
    if told.is_empty() { "OK".into() } else { told.join(" ") }
}

#[test]
fn every_crash_ends_as_the_field_says() {
    for (id, outcomes) in OUTCOMES {
        for (number, (column, expected)) in COLUMNS.iter().zip(outcomes).enumerate() {
            let act = if id == "publish-then-persist" {
                column.publish_first
            } else {
                column.persist_first
            };
            assert_eq!(outcome(id, act, column.overtaken), expected, "{id}, column {number}");
        }
    }
}
