//! A customer is billed over HTTP: the server carries out whatever it is asked, and the caller may
//! have to ask twice. The response is processed by a message of its own.
//!
//! Source: "Exactly-once HTTP", exactly-once.github.io.

use super::super::approach::Need;
use super::super::failure::{Act, Injection};
use super::super::io::{EffectKind, Failure};
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, Exchange, FIELD_MAX, FieldId, Measure, Message,
    MessageId, Origin, Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const PROCESS_RESPONSE: EventId = EventId(0);
const BILLING_SUCCEEDED: EventId = EventId(1);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "http-exchange",
    name: "A bill over HTTP",
    about: "BillCustomer asks an HTTP server to debit the account and sends itself \
            ProcessResponse, which fetches the response and publishes BillingSucceeded.",
    endpoint: "Billing",
    document: "Bill",
    told: Told::Values,
    fields: &["asked", "billed"],
    start: State::of([0; FIELD_MAX]),
    in_order: false,
    retries: None,
    subscriber: &Subscriber { name: "Orders", tallies: &[(BILLING_SUCCEEDED, "bills")] },
    events: &["ProcessResponse", "BillingSucceeded"],
    messages: &[
        Message {
            name: "BillCustomer",
            argument: "1",
            subject: FieldId(0),
            behavior: &BILL,
            exchange: Exchange::Asks,
            ..PLAIN
        },
        Message {
            name: "ProcessResponse",
            argument: "2",
            subject: FieldId(1),
            behavior: &PROCESS,
            exchange: Exchange::Answers,
            origin: Origin::Follows(PROCESS_RESPONSE),
        },
    ],
    failures: &[Injection::early(MessageId(0), Act::Of(EffectKind::Post), Failure::Unanswered)],
    compared: &["post-directly", "http-exchange"],
    offers: &[Need::Exchange],
};

static BILL: Behavior = Behavior {
    says: "record the request to the server",
    changes: &[Change::Add(Place::Subject, 1)],
    accepts: None,
    already: Some(done("check whether the server is asked")),
    publications: &[Publication::always(PROCESS_RESPONSE)],
};

static PROCESS: Behavior = Behavior {
    says: "record that it is billed",
    changes: &[Change::Add(Place::Subject, 1)],
    accepts: None,
    already: Some(done("check whether it is billed")),
    publications: &[Publication::always(BILLING_SUCCEEDED)],
};

const fn done(says: &'static str) -> Condition {
    Condition { says, measure: Measure::Of(Place::Subject), compare: Compare::AtLeast(1) }
}
