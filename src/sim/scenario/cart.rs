//! The shopping cart that is submitted twice: a click has no identity, the draft has. The second
//! click is a second copy of one request, if the request's id is the draft's.
//!
//! Source: "Sync-async boundary", exactly-once.github.io; the exactly-once workshop, new exercises
//! 1 to 10.

use super::super::approach::Need;
use super::super::failure::{Act, Injection};
use super::super::io::{EffectKind, Failure};
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FieldId, Measure, Message, MessageId, Place,
    Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const SUBMIT_ORDER: EventId = EventId(0);
const ITEMS: FieldId = FieldId(0);
const CLOSED: FieldId = FieldId(1);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "cart",
    name: "A cart submitted twice",
    about: "The customer clicks Submit twice and adds an item. Submit accepts the cart, closes it \
            and sends SubmitOrder. A closed cart takes no items.",
    endpoint: "Frontend",
    document: "Cart",
    told: Told::Values,
    fields: &["items", "closed"],
    start: State::of([1, 0, 0, 0]),
    in_order: false,
    retries: None,
    subscriber: &Subscriber { name: "Orders", tallies: &[(SUBMIT_ORDER, "orders")] },
    events: &["SubmitOrder"],
    messages: &[
        Message { name: "Submit", argument: "5", subject: CLOSED, behavior: &SUBMIT, ..PLAIN },
        Message { name: "AddItem", argument: "6", subject: ITEMS, behavior: &ADD, ..PLAIN },
    ],
    failures: &[Injection::early(MessageId(0), Act::Of(EffectKind::Receive), Failure::Duplicated)],
    compared: &["random-ids", "boundary"],
    offers: &[Need::Draft],
};

static SUBMIT: Behavior = Behavior {
    says: "accept the cart",
    changes: &[Change::Set(Place::Subject, 1)],
    accepts: None,
    already: Some(Condition {
        says: "check whether it is closed",
        measure: Measure::Of(Place::Subject),
        compare: Compare::AtLeast(1),
    }),
    publications: &[Publication::always(SUBMIT_ORDER).telling(Measure::Of(Place::Field(ITEMS)))],
};

/// What is sent again after a crash must be what was sent before.
static ADD: Behavior = Behavior {
    says: "add the item, unless the cart is closed",
    changes: &[Change::Add(Place::Subject, 1)],
    accepts: Some(Condition {
        says: "is the cart still open?",
        measure: Measure::Of(Place::Field(CLOSED)),
        compare: Compare::Is(0),
    }),
    already: Some(Condition {
        says: "look for the item",
        measure: Measure::Of(Place::Subject),
        compare: Compare::AtLeast(2),
    }),
    publications: &[],
};
