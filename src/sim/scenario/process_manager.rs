//! A process manager takes events in the order of its journal: it accepts a value only as the next
//! after the one it has, and drops any other for good.
//!
//! Source: "Reliable Delivery", the Akka-DDD wiki, and the process manager of its tests.

use super::super::failure::{Act, Injection};
use super::super::io::{EffectKind, Failure};
use super::super::model::{
    Behavior, Change, Compare, Condition, EventId, FIELD_MAX, FieldId, Measure, Message, MessageId,
    Place, Publication, State, Subscriber,
};
use super::{PLAIN, Scenario, Told};

const COUNTER: FieldId = FieldId(0);
const COUNTED: EventId = EventId(0);

pub(super) static SCENARIO: Scenario = Scenario {
    id: "process-manager",
    name: "A process manager",
    about: "ValueChanged sets the counter to its value if that is the next one, and is ignored \
            otherwise. The channel swaps two of the messages.",
    endpoint: "Process",
    document: "Process",
    told: Told::Values,
    fields: &["counter"],
    start: State::of([0; FIELD_MAX]),
    in_order: true,
    retries: None,
    subscriber: &Subscriber { name: "Office", tallies: &[(COUNTED, "steps")] },
    events: &["Counted"],
    messages: &[
        Message {
            name: "ValueChanged",
            argument: "1",
            subject: COUNTER,
            behavior: &FROM_0,
            ..PLAIN
        },
        Message {
            name: "ValueChanged",
            argument: "2",
            subject: COUNTER,
            behavior: &FROM_1,
            ..PLAIN
        },
    ],
    failures: &[Injection::early(MessageId(0), Act::Of(EffectKind::Receive), Failure::Delayed)],
    compared: &["receipts-and-ids", "must-follow"],
    offers: &[],
};

static FROM_0: Behavior = Behavior {
    changes: &[Change::Set(Place::Subject, 1)],
    accepts: Some(counter(Compare::Is(0))),
    already: Some(counter(Compare::AtLeast(1))),
    ..COUNT
};

static FROM_1: Behavior = Behavior {
    changes: &[Change::Set(Place::Subject, 2)],
    accepts: Some(counter(Compare::Is(1))),
    already: Some(counter(Compare::AtLeast(2))),
    ..COUNT
};

const COUNT: Behavior = Behavior {
    says: "count on, if it is the next value",
    changes: &[],
    accepts: None,
    already: None,
    publications: &[Publication::always(COUNTED)],
};

const fn counter(compare: Compare) -> Condition {
    Condition { says: "read the counter", measure: Measure::Of(Place::Subject), compare }
}
