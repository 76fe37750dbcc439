//! The talk's first handler: it changes its state and publishes one event. Neither order of the
//! two is safe.

use super::super::failure::{Act, Injection};
use super::super::io::Failure;
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId,
    Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const ORDER_CONFIRMED: EventId = EventId(0);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "confirm-order",
    name: "One change, one event",
    about: "ConfirmOrder marks the order as confirmed and publishes OrderConfirmed. After two \
            retries a message goes to the dead-letter queue.",
    endpoint: "Orders",
    document: "Order book",
    told: Told::Things("confirmed order", "confirmed orders"),
    fields: &["7", "8"],
    start: State::of([0; FIELD_MAX]),
    in_order: false,
    retries: Some(2),
    subscriber: &Subscriber { name: "Billing", tallies: &[(ORDER_CONFIRMED, "bills")] },
    events: &["OrderConfirmed"],
    messages: &[
        Message {
            name: "ConfirmOrder",
            argument: "7",
            subject: FieldId(0),
            behavior: &CONFIRM,
            ..PLAIN
        },
        Message {
            name: "ConfirmOrder",
            argument: "8",
            subject: FieldId(1),
            behavior: &CONFIRM,
            ..PLAIN
        },
    ],
    failures: &[Injection::early(MessageId(0), Act::Publish(ORDER_CONFIRMED), Failure::Refused)],
    compared: &["swallow-duplicates", "outbox"],
    offers: &[],
};

static CONFIRM: Behavior = Behavior {
    says: "confirm the order",
    changes: &[Change::Set(Place::Subject, 1)],
    accepts: None,
    already: Some(Condition {
        says: "check whether it is confirmed",
        measure: Measure::Of(Place::Subject),
        compare: Compare::AtLeast(1),
    }),
    publications: &[Publication::always(ORDER_CONFIRMED)],
};
