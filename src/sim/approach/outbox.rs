//! The decided events are stored with the document in one write, and sent from there. A retry
//! sends what is stored; it decides nothing anew.

use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, MARK, PERSIST_OUTGOING,
    RECEIVE, SEND_STORED,
};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "outbox",
    name: "Outbox",
    idea: "Store the outgoing events with the document; send them from there.",
    source: "\"Outbox\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        PERSIST_OUTGOING,
        SEND_STORED,
        MARK,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
