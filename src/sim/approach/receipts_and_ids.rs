//! The receiver writes the id of the message into the event it journals, as its causation id, and
//! knows a duplicate by the ids in the journal. A duplicate is not processed, but its receipt is
//! sent. Nothing is said about order.

use super::steps::{
    CHECK_JOURNAL, DECIDE_ALL, HANDLE, RECEIPT, RECEIVE_SENT, REPLAY, WRITE_JOURNAL,
};
use super::{Approach, PLAIN, Sends};

pub(super) static APPROACH: Approach = Approach {
    id: "receipts-and-ids",
    name: "Receipts and causation ids",
    idea: "Recognize duplicates by the causation ids in the journal; send their receipts anyway.",
    source: "\"Reliable Delivery\", the Akka-DDD wiki",
    steps: &[
        RECEIVE_SENT,
        REPLAY,
        CHECK_JOURNAL.jumping("it is a duplicate", "receipt"),
        HANDLE,
        DECIDE_ALL,
        WRITE_JOURNAL,
        RECEIPT,
    ],
    sends: Sends::AtOnce,
    ..PLAIN
};
