//! Orders imported from a system that is not transactional: the importer sends its messages, then
//! deletes the row it read. When deleting fails, it sends them all again: duplicates made by the
//! sender, whatever the broker promises.
//!
//! Source: the workshop of exactly-once.github.io, exercise 3.

use super::super::failure::{Act, Injection};
use super::super::io::{EffectKind, Failure};
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId,
    Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const ORDER_CREATED: EventId = EventId(0);
const ITEM_ADDED: EventId = EventId(1);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "import",
    name: "Imported orders",
    about: "For each row an importer sends SubmitOrder and AddItem, then deletes the row. When \
            deleting fails, it sends both again.",
    endpoint: "Orders",
    document: "Order",
    told: Told::Values,
    fields: &["orders", "items"],
    start: State::of([0; FIELD_MAX]),
    in_order: false,
    retries: None,
    subscriber: &Subscriber {
        name: "Billing",
        tallies: &[(ORDER_CREATED, "orders"), (ITEM_ADDED, "items")],
    },
    events: &["OrderCreated", "ItemAdded"],
    messages: &[
        Message {
            name: "SubmitOrder",
            argument: "1",
            subject: FieldId(0),
            behavior: &SUBMIT,
            ..PLAIN
        },
        Message {
            name: "AddItem",
            argument: "2",
            subject: FieldId(1),
            behavior: &ADD_ITEM,
            ..PLAIN
        },
    ],
    failures: &[sent_again(0), sent_again(1)],
    compared: &["persist-then-publish", "historic-state"],
    offers: &[],
};

const fn sent_again(message: u8) -> Injection {
    Injection::early(MessageId(message), Act::Of(EffectKind::Acknowledge), Failure::Duplicated)
}

static SUBMIT: Behavior = Behavior {
    says: "create the order",
    changes: &[Change::Add(Place::Subject, 1)],
    accepts: None,
    already: Some(Condition {
        says: "look for the order",
        measure: Measure::Of(Place::Subject),
        compare: Compare::AtLeast(1),
    }),
    publications: &[Publication::always(ORDER_CREATED)],
};

/// Two lines for one dish are one order of two: nothing tells a copy from a second helping.
static ADD_ITEM: Behavior = Behavior {
    says: "add the item",
    changes: &[Change::Add(Place::Subject, 1)],
    accepts: None,
    already: None,
    publications: &[Publication::always(ITEM_ADDED).telling(Measure::Of(Place::Subject))],
};
