//! The talk's timeline: `AddItem 123` fails between its two events, `AddItem 234` overtakes it,
//! and by the time 123 is redelivered the order has two lines.

use super::super::failure::{Act, Injection};
use super::super::io::Failure;
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId,
    Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const ITEM_ADDED: EventId = EventId(0);
const FIRST_ITEM_ADDED: EventId = EventId(1);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "first-item-added",
    name: "The first item",
    about: "AddItem adds a line to the order and publishes ItemAdded. For the first line it also \
            publishes FirstItemAdded.",
    endpoint: "Orders",
    document: "Order",
    told: Told::Things("line", "lines"),
    fields: &["123", "234"],
    start: State::of([0; FIELD_MAX]),
    in_order: false,
    retries: None,
    subscriber: &Subscriber {
        name: "Marketing",
        tallies: &[(ITEM_ADDED, "items"), (FIRST_ITEM_ADDED, "first items")],
    },
    events: &["ItemAdded", "FirstItemAdded"],
    messages: &[
        Message {
            name: "AddItem",
            argument: "123",
            subject: FieldId(0),
            behavior: &ADD_ITEM,
            ..PLAIN
        },
        Message {
            name: "AddItem",
            argument: "234",
            subject: FieldId(1),
            behavior: &ADD_ITEM,
            ..PLAIN
        },
    ],
    failures: &[Injection::early(MessageId(0), Act::Publish(FIRST_ITEM_ADDED), Failure::Refused)],
    compared: &["current-state", "historic-state"],
    offers: &[],
};

static ADD_ITEM: Behavior = Behavior {
    says: "add the line",
    changes: &[Change::Add(Place::Subject, 1)],
    accepts: None,
    already: Some(Condition {
        says: "look for the line",
        measure: Measure::Of(Place::Subject),
        compare: Compare::AtLeast(1),
    }),
    publications: &[
        Publication::always(ITEM_ADDED),
        Publication::when(
            FIRST_ITEM_ADDED,
            Condition { says: "count the lines", measure: Measure::Sum, compare: Compare::Is(1) },
        ),
    ],
};
