//! Payments and the coupon: whoever's payments first reach 40 gets one. Asked again later, the
//! total says that it was reached long ago.
//!
//! Source: the workshop of exactly-once.github.io, its payment exercises; prices are smaller here.

use super::super::failure::{Act, Injection};
use super::super::io::Failure;
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId,
    Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const PAYMENT_BOOKED: EventId = EventId(0);
const COUPON_GRANTED: EventId = EventId(1);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "coupon",
    name: "Payments and the coupon",
    about: "BookPayment adds to the total and publishes PaymentBooked with it. The first payment \
            that brings it to 40 also publishes CouponGranted.",
    endpoint: "Payments",
    document: "Customer",
    told: Told::Values,
    fields: &["order 1", "order 2"],
    start: State::of([0; FIELD_MAX]),
    in_order: false,
    retries: None,
    subscriber: &Subscriber {
        name: "Marketing",
        tallies: &[(PAYMENT_BOOKED, "payments"), (COUPON_GRANTED, "coupons")],
    },
    events: &["PaymentBooked", "CouponGranted"],
    messages: &[
        Message {
            name: "BookPayment",
            argument: "1",
            subject: FieldId(0),
            behavior: &BOOK_60,
            ..PLAIN
        },
        Message {
            name: "BookPayment",
            argument: "2",
            subject: FieldId(1),
            behavior: &BOOK_40,
            ..PLAIN
        },
    ],
    failures: &[Injection::early(MessageId(0), Act::Publish(COUPON_GRANTED), Failure::Refused)],
    compared: &["current-state", "outbox"],
    offers: &[],
};

static BOOK_60: Behavior = Behavior { changes: &[Change::Add(Place::Subject, 60)], ..BOOK };

static BOOK_40: Behavior = Behavior { changes: &[Change::Add(Place::Subject, 40)], ..BOOK };

const BOOK: Behavior = Behavior {
    says: "book the payment",
    changes: &[],
    accepts: None,
    already: Some(Condition {
        says: "look for the payment",
        measure: Measure::Of(Place::Subject),
        compare: Compare::AtLeast(1),
    }),
    publications: &[
        Publication::always(PAYMENT_BOOKED).telling(Measure::Sum),
        Publication::when(
            COUPON_GRANTED,
            Condition {
                says: "add up the other payments",
                measure: Measure::Others,
                compare: Compare::Below(40),
            },
        ),
    ],
};
