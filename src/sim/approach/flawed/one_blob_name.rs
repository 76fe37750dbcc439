//! As registered side effects, but all attempts of a message write to one name.

use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, PERSIST_OUTGOING, RECEIVE,
    SEND_STORED,
};
use super::super::steps_beside::PREPARE_SHARED;
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "one-blob-name",
    name: "One name for all attempts",
    idea: "Prepare the blob under the message's name, then commit.",
    source: "\"Side effects\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        PREPARE_SHARED,
        PERSIST_OUTGOING,
        SEND_STORED,
        ACKNOWLEDGE,
    ],
    flaw: Some("An attempt that loses can overwrite what the winner has announced."),
    ..PLAIN
};
