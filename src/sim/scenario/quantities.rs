//! The change request that ends "just make your logic idempotent": lines get quantities. That the
//! line is there says nothing any more about whether this message added to it.

use super::super::failure::{Act, Injection};
use super::super::io::{EffectKind, Failure};
use super::super::model::{
    Behavior, Change, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId, Place, Publication,
    State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const QUANTITY_ADDED: EventId = EventId(0);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "quantities",
    name: "Quantities on lines",
    about: "AddQuantity adds to a line's quantity and publishes QuantityAdded with the new \
            number. The document does not tell whether that was done before.",
    endpoint: "Orders",
    document: "Order",
    told: Told::Values,
    fields: &["pierogi", "soup"],
    start: State::of([0; FIELD_MAX]),
    in_order: false,
    retries: None,
    subscriber: &Subscriber { name: "Kitchen", tallies: &[(QUANTITY_ADDED, "additions")] },
    events: &["QuantityAdded"],
    messages: &[
        Message {
            name: "AddQuantity",
            argument: "1",
            subject: FieldId(0),
            behavior: &ADD_TWO,
            ..PLAIN
        },
        Message {
            name: "AddQuantity",
            argument: "2",
            subject: FieldId(0),
            behavior: &ADD_THREE,
            ..PLAIN
        },
    ],
    failures: &[Injection::early(MessageId(0), Act::Of(EffectKind::Acknowledge), Failure::Refused)],
    compared: &["idempotent-logic", "historic-state"],
    offers: &[],
};

static ADD_TWO: Behavior = Behavior { changes: &[Change::Add(Place::Subject, 2)], ..ADD };

static ADD_THREE: Behavior = Behavior { changes: &[Change::Add(Place::Subject, 3)], ..ADD };

const ADD: Behavior = Behavior {
    says: "add to the quantity",
    changes: &[],
    accepts: None,
    already: None,
    publications: &[Publication::always(QUANTITY_ADDED).telling(Measure::Of(Place::Subject))],
};
