//! As tokens, but the test for a token that somebody else has claimed comes before the test for
//! one that nobody has.

use super::super::steps::{
    ACKNOWLEDGE, DECIDE_ALL, HANDLE, LOAD, PERSIST_OUTGOING, RECEIVE, SEND_STORED,
};
use super::super::{Approach, PLAIN};
use super::steps::CHECK_CLAIM;

pub(super) static APPROACH: Approach = Approach {
    id: "claimed-before-unclaimed",
    name: "Unclaimed tokens rejected",
    idea: "Drop a message whose token this attempt has not claimed.",
    source: "SagaManager.cs with tokens, of the outbox-based sample",
    steps: &[
        RECEIVE,
        LOAD,
        CHECK_CLAIM.jumping("it is not", "acknowledge"),
        HANDLE,
        DECIDE_ALL,
        PERSIST_OUTGOING,
        SEND_STORED,
        ACKNOWLEDGE,
    ],
    flaw: Some("No message is ever processed."),
    ..PLAIN
};
