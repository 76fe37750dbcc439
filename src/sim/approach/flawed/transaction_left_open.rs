//! As the staged outbox, but nobody finishes a transaction found open.

use super::super::steps::{
    ACKNOWLEDGE, DECIDE_ALL, HANDLE, PERSIST_TRANSACTION, RECEIVE, SEND_STORED,
};
use super::super::steps_beside::{LOAD_WITHOUT_RECORD, LOOK_FOR_RECORD, REVEAL, SETTLE, STAGE};
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "transaction-left-open",
    name: "Open transactions ignored",
    idea: "Stage, commit, reveal; after a crash, start over.",
    source: "a mutant of exactly_once_none_atomic.tla",
    steps: &[
        RECEIVE,
        LOAD_WITHOUT_RECORD,
        LOOK_FOR_RECORD.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        STAGE,
        PERSIST_TRANSACTION,
        REVEAL,
        SETTLE,
        SEND_STORED,
        ACKNOWLEDGE,
    ],
    flaw: Some(
        "After a crash between commit and reveal nobody knows that the message was processed.",
    ),
    ..PLAIN
};
