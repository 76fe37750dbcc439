//! A process manager attaches no `MustFollow` to its commands. So it sends one command in a
//! transition, waits in an intermediate state until that is confirmed, and sends the next in the
//! transition after.

use super::super::io::Part;
use super::steps::{ACKNOWLEDGE, CHECK_JOURNAL, DECIDE_ALL, HANDLE, LOAD, RECEIVE, persist};
use super::{Approach, PLAIN, Sends};

pub(super) static APPROACH: Approach = Approach {
    id: "intermediate-state",
    name: "An intermediate state",
    idea: "Send the next command only when the one before it is confirmed.",
    source: "\"Reliable Delivery\", the Akka-DDD wiki, its caveat",
    steps: &[
        RECEIVE.saying("take the message that the sender sent"),
        LOAD.saying("replay the journal"),
        CHECK_JOURNAL.jumping("it is a duplicate", "receipt"),
        HANDLE,
        DECIDE_ALL,
        persist(
            "write the event to the journal; subscribers are served from there",
            &[Part::Published],
        ),
        ACKNOWLEDGE.saying("send the receipt").called("receipt"),
    ],
    sends: Sends::OneByOne,
    ..PLAIN
};
