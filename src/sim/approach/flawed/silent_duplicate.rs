//! As causation ids, but a duplicate gets no receipt.

use super::super::super::io::Part;
use super::super::steps::{ACKNOWLEDGE, DECIDE_ALL, HANDLE, LOAD, RECEIVE, persist};
use super::super::{Approach, PLAIN, Sends};
use super::steps::DROP_KNOWN;

pub(super) static APPROACH: Approach = Approach {
    id: "silent-duplicate",
    name: "No receipt for a duplicate",
    idea: "Ignore what was seen before.",
    source: "a common mistake; the Akka-DDD wiki says why not",
    steps: &[
        RECEIVE.saying("take the message that the sender sent"),
        LOAD.saying("replay the journal"),
        DROP_KNOWN,
        HANDLE,
        DECIDE_ALL,
        persist(
            "write the event to the journal; subscribers are served from there",
            &[Part::Published],
        ),
        ACKNOWLEDGE.saying("send the receipt").called("receipt"),
    ],
    flaw: Some("Once a receipt is lost, the sender sends for ever."),
    sends: Sends::AtOnce,
    ..PLAIN
};
