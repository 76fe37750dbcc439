//! A process manager attaches no `MustFollow` to its commands. So it sends one command in a
//! transition, waits in an intermediate state until that is confirmed, and sends the next in the
//! transition after.

use super::steps::{
    CHECK_JOURNAL, DECIDE_ALL, HANDLE, RECEIPT, RECEIVE_SENT, REPLAY, WRITE_JOURNAL,
};
use super::{Approach, PLAIN, Sends};

pub(super) static APPROACH: Approach = Approach {
    id: "intermediate-state",
    name: "An intermediate state",
    idea: "Send the next command only when the one before it is confirmed.",
    source: "\"Reliable Delivery\", the Akka-DDD wiki, its caveat",
    steps: &[
        RECEIVE_SENT,
        REPLAY,
        CHECK_JOURNAL.jumping("it is a duplicate", "receipt"),
        HANDLE,
        DECIDE_ALL,
        WRITE_JOURNAL,
        RECEIPT,
    ],
    sends: Sends::OneByOne,
    ..PLAIN
};
