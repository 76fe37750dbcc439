//! The shooting range: a shot at a target that moves. Answered from the state of two moments, one
//! shot both hits and misses.
//!
//! Source: "Consistent messaging", exactly-once.github.io.

use super::super::failure::{Act, Injection};
use super::super::io::{EffectKind, Failure};
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId,
    Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const TARGET: FieldId = FieldId(0);

const HIT: EventId = EventId(0);
const MISSED: EventId = EventId(1);
const TARGET_MOVED: EventId = EventId(2);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "shooting-range",
    name: "The shooting range",
    about: "FireAt 42 publishes Hit while the target is at 42, and Missed otherwise; it changes \
            nothing. MoveTarget moves the target to 1.",
    endpoint: "Range",
    document: "Range",
    told: Told::Values,
    fields: &["target"],
    start: State::of({
        let mut values = [0; FIELD_MAX];
        values[0] = 42;
        values
    }),
    in_order: false,
    retries: None,
    subscriber: &Subscriber { name: "Leader board", tallies: &[(HIT, "hits"), (MISSED, "misses")] },
    events: &["Hit", "Missed", "TargetMoved"],
    messages: &[
        Message { name: "FireAt", argument: "42", subject: TARGET, behavior: &FIRE, ..PLAIN },
        Message { name: "MoveTarget", argument: "1", subject: TARGET, behavior: &MOVE, ..PLAIN },
    ],
    failures: &[Injection::early(MessageId(0), Act::Of(EffectKind::Acknowledge), Failure::Refused)],
    compared: &["current-state", "historic-state"],
    offers: &[],
};

static FIRE: Behavior = Behavior {
    says: "see where the target is",
    changes: &[],
    accepts: None,
    already: None,
    publications: &[
        Publication::when(HIT, at_42("see where the target is", Compare::Is(42))),
        Publication::when(MISSED, at_42("look at it again", Compare::IsNot(42))),
    ],
};

static MOVE: Behavior = Behavior {
    says: "move the target",
    changes: &[Change::Set(Place::Field(TARGET), 1)],
    accepts: None,
    already: Some(Condition {
        says: "see where the target is",
        measure: Measure::Of(Place::Field(TARGET)),
        compare: Compare::Is(1),
    }),
    publications: &[Publication::always(TARGET_MOVED)],
};

const fn at_42(says: &'static str, compare: Compare) -> Condition {
    Condition { says, measure: Measure::Of(Place::Field(TARGET)), compare }
}
