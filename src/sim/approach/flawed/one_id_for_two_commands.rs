//! A process manager sends several commands for one event, and the id of each is made from the
//! event's: so all of them have the same.

use super::super::steps::{DECIDE_ALL, HANDLE, RECEIPT, RECEIVE, REPLAY, WRITE_JOURNAL};
use super::super::{Approach, PLAIN, Sends};
use super::steps::CHECK_CAUSE;

pub(super) static APPROACH: Approach = Approach {
    id: "one-id-for-two-commands",
    name: "One id for two commands",
    idea: "Give each command an id made from that of the event that caused it.",
    source: "MetaDataPropagationPolicy.scala of Akka-DDD",
    steps: &[
        RECEIVE.saying("take the next command from the process manager"),
        REPLAY,
        CHECK_CAUSE.jumping("it is a duplicate", "receipt"),
        HANDLE,
        DECIDE_ALL,
        WRITE_JOURNAL,
        RECEIPT,
    ],
    flaw: Some("The second command is mistaken for the first, and dropped with a receipt."),
    sends: Sends::AtOnce,
    ..PLAIN
};
