//! As `MustFollow`, but what comes too early is dropped with a receipt.

use super::super::super::io::Part;
use super::super::steps::{ACKNOWLEDGE, CHECK_JOURNAL, DECIDE_ALL, HANDLE, LOAD, RECEIVE, persist};
use super::super::{Approach, PLAIN, Sends};
use super::steps::CHECK_ORDER;

pub(super) static APPROACH: Approach = Approach {
    id: "early-receipt",
    name: "A receipt for what comes too early",
    idea: "Drop what comes too early, and send the receipt.",
    source: "a common mistake; the Akka-DDD wiki says why not",
    steps: &[
        RECEIVE.saying("take the message that the sender sent"),
        LOAD.saying("replay the journal"),
        CHECK_JOURNAL.jumping("it is a duplicate", "receipt"),
        CHECK_ORDER.jumping("it comes too early", "receipt"),
        HANDLE,
        DECIDE_ALL,
        persist(
            "write the event to the journal; subscribers are served from there",
            &[Part::Published],
        ),
        ACKNOWLEDGE.saying("send the receipt").called("receipt"),
    ],
    flaw: Some("The sender thinks that the message was processed."),
    sends: Sends::AtOnce,
    ..PLAIN
};
