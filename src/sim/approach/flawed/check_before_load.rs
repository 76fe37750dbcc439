//! As the outbox with a deduplication store, but the store is asked before the document is read.

use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, PERSIST_OUTGOING, RECEIVE,
    SEND_STORED,
};
use super::super::steps_beside::{FORGET, LOOK, REMEMBER};
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "check-before-load",
    name: "Deduplication store read too early",
    idea: "Look into the deduplication store, then read the document.",
    source: "\"Improving the outbox\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOOK.jumping("it is", "acknowledge"),
        LOAD_AND_RECORD,
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        PERSIST_OUTGOING,
        SEND_STORED,
        REMEMBER,
        FORGET,
        ACKNOWLEDGE,
    ],
    flaw: Some(
        "Another attempt can finish between the lookup and the read, and remove its traces.",
    ),
    ..PLAIN
};
