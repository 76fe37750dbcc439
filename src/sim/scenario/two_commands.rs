//! The caveat: one transition of a process manager sends two commands to one aggregate root. A
//! process manager attaches no `MustFollow` to its commands, so they can be swapped. An
//! intermediate state of the process, in which it waits for the first to be done, is the cure.
//!
//! Source: "Reliable Delivery", the Akka-DDD wiki.

use super::super::failure::{Act, Injection};
use super::super::io::{EffectKind, Failure};
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId,
    Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const RESERVATION: FieldId = FieldId(0);

const RESERVED: EventId = EventId(0);
const CLOSED: EventId = EventId(1);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "two-commands",
    name: "Two commands in one transition",
    about: "A process sends Reserve and Close to one reservation in one transition. The channel \
            swaps them.",
    endpoint: "Reservations",
    document: "Reservation",
    told: Told::Values,
    fields: &["stage"],
    start: State::of([0; FIELD_MAX]),
    in_order: true,
    retries: None,
    subscriber: &Subscriber {
        name: "Shipping",
        tallies: &[(RESERVED, "reserved"), (CLOSED, "closed")],
    },
    events: &["Reserved", "Closed"],
    messages: &[
        Message {
            name: "Reserve",
            argument: "1",
            subject: RESERVATION,
            behavior: &RESERVE,
            ..PLAIN
        },
        Message { name: "Close", argument: "2", subject: RESERVATION, behavior: &CLOSE, ..PLAIN },
    ],
    failures: &[Injection::early(MessageId(0), Act::Of(EffectKind::Receive), Failure::Delayed)],
    compared: &["receipts-and-ids", "intermediate-state"],
    offers: &[],
};

static RESERVE: Behavior = Behavior {
    says: "reserve",
    changes: &[Change::Set(Place::Subject, 1)],
    accepts: Some(stage(Compare::Is(0))),
    already: Some(stage(Compare::AtLeast(1))),
    publications: &[Publication::always(RESERVED)],
};

static CLOSE: Behavior = Behavior {
    says: "close, if it is reserved",
    changes: &[Change::Set(Place::Subject, 2)],
    accepts: Some(stage(Compare::Is(1))),
    already: Some(stage(Compare::AtLeast(2))),
    publications: &[Publication::always(CLOSED)],
};

const fn stage(compare: Compare) -> Condition {
    Condition { says: "read the stage", measure: Measure::Of(Place::Subject), compare }
}
