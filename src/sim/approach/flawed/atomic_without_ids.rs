//! Document and broker are one resource, and nothing is remembered.

use super::super::steps::{ACKNOWLEDGE, DECIDE_ALL, HANDLE, LOAD, PERSIST_AND_SEND, RECEIVE};
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "atomic-without-ids",
    name: "One write without ids",
    idea: "Write the document and the events together.",
    source: "MessageHandler.tla of the exactly-once workshop, its third version",
    steps: &[RECEIVE, LOAD, HANDLE, DECIDE_ALL, PERSIST_AND_SEND, ACKNOWLEDGE],
    flaw: Some("A redelivery does it all again."),
    ..PLAIN
};
