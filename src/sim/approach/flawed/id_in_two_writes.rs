//! The id is stored after the document, in a write of its own.

use super::super::steps::{ACKNOWLEDGE, DECIDE_ALL, HANDLE, LOAD, PERSIST_AND_SEND, RECEIVE};
use super::super::steps_beside::{LOOK, REMEMBER};
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "id-in-two-writes",
    name: "Id stored separately",
    idea: "Store the document, then the id.",
    source: "a common mistake, asked about in the exactly-once workshop",
    steps: &[
        RECEIVE,
        LOAD,
        LOOK.jumping("it is", "acknowledge"),
        HANDLE,
        DECIDE_ALL,
        PERSIST_AND_SEND,
        REMEMBER,
        ACKNOWLEDGE,
    ],
    flaw: Some("A crash between the two writes leaves a change that nobody knows about."),
    ..PLAIN
};
