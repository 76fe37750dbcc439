//! As tokens, but they are not written into the outbox record before they are used.

use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, PERSIST_OUTGOING, RECEIVE,
    SEND_STORED,
};
use super::super::steps_beside::{CONSUME, FORGET, GRANT, LOOK_FOR_TOKEN};
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "tokens-without-checkpoint",
    name: "Tokens without a checkpoint",
    idea: "Create tokens and send.",
    source: "\"Token-based deduplication\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        LOOK_FOR_TOKEN.jumping("it is not", "forget"),
        CHECK_OUTBOX.jumping("there is one", "grant"),
        HANDLE,
        DECIDE_ALL,
        PERSIST_OUTGOING,
        GRANT,
        SEND_STORED,
        CONSUME,
        FORGET,
        ACKNOWLEDGE,
    ],
    flaw: Some("A retry creates new tokens, and both sets are valid."),
    ..PLAIN
};
