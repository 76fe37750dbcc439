//! An item is added and removed, and the two are not processed in the order in which they were
//! sent. Each alone is idempotent; taken in turns they are not.

use super::super::failure::{Act, Injection};
use super::super::io::{EffectKind, Failure};
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId,
    Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const ITEM_ADDED: EventId = EventId(0);
const ITEM_REMOVED: EventId = EventId(1);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "add-remove",
    name: "Add and remove",
    about: "AddItem adds a line unless it is already there; RemoveItem removes it. A duplicate of \
            AddItem arrives late.",
    endpoint: "Orders",
    document: "Order",
    told: Told::Things("line", "lines"),
    fields: &["meat"],
    start: State::of([0; FIELD_MAX]),
    in_order: true,
    retries: None,
    subscriber: &Subscriber {
        name: "Billing",
        tallies: &[(ITEM_ADDED, "added"), (ITEM_REMOVED, "removed")],
    },
    events: &["ItemAdded", "ItemRemoved"],
    messages: &[
        Message { name: "AddItem", argument: "1", subject: FieldId(0), behavior: &ADD, ..PLAIN },
        Message {
            name: "RemoveItem",
            argument: "2",
            subject: FieldId(0),
            behavior: &REMOVE,
            ..PLAIN
        },
    ],
    failures: &[Injection::early(MessageId(0), Act::Of(EffectKind::Receive), Failure::Duplicated)],
    compared: &["idempotent-logic", "historic-state"],
    offers: &[],
};

static ADD: Behavior = Behavior {
    says: "add the line",
    changes: &[Change::Set(Place::Subject, 1)],
    accepts: None,
    already: Some(Condition {
        says: "look for the line",
        measure: Measure::Of(Place::Subject),
        compare: Compare::AtLeast(1),
    }),
    publications: &[Publication::always(ITEM_ADDED)],
};

static REMOVE: Behavior = Behavior {
    says: "remove the line",
    changes: &[Change::Set(Place::Subject, 0)],
    accepts: None,
    already: Some(Condition {
        says: "look for the line",
        measure: Measure::Of(Place::Subject),
        compare: Compare::Is(0),
    }),
    publications: &[Publication::always(ITEM_REMOVED)],
};
