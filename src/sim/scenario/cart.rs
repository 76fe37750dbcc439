//! The shopping cart that is submitted twice: a click has no identity, the draft has. The second
//! click is a second copy of one request, if the request's id is the draft's.
//!
//! Source: "Sync-async boundary", exactly-once.github.io.

use super::super::approach::Need;
use super::super::failure::{Act, Injection};
use super::super::io::{EffectKind, Failure};
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId,
    Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const SUBMIT_ORDER: EventId = EventId(0);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "cart",
    name: "A cart submitted twice",
    about: "The customer clicks Submit twice. The request marks the cart as submitted and sends \
            SubmitOrder.",
    endpoint: "Frontend",
    document: "Carts",
    told: Told::Things("submitted cart", "submitted carts"),
    fields: &["5", "6"],
    start: State::of([0; FIELD_MAX]),
    in_order: false,
    retries: None,
    subscriber: &Subscriber { name: "Orders", tallies: &[(SUBMIT_ORDER, "orders")] },
    events: &["SubmitOrder"],
    messages: &[
        Message { name: "Submit", argument: "5", subject: FieldId(0), behavior: &SUBMIT, ..PLAIN },
        Message { name: "Submit", argument: "6", subject: FieldId(1), behavior: &SUBMIT, ..PLAIN },
    ],
    failures: &[Injection::early(MessageId(0), Act::Of(EffectKind::Receive), Failure::Duplicated)],
    compared: &["random-ids", "boundary"],
    offers: &[Need::Draft],
};

static SUBMIT: Behavior = Behavior {
    says: "submit the cart",
    changes: &[Change::Add(Place::Subject, 1)],
    accepts: None,
    already: Some(Condition {
        says: "check whether it is submitted",
        measure: Measure::Of(Place::Subject),
        compare: Compare::AtLeast(1),
    }),
    publications: &[Publication::always(SUBMIT_ORDER)],
};
