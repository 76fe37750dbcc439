//! As the staged outbox, but whoever finishes a transaction found open books it under the message
//! in hand.

use super::super::super::io::Part;
use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, RECEIVE, SEND_STORED, persist,
};
use super::super::steps_beside::{REVEAL, SETTLE, SETTLE_FOUND, STAGE};
use super::super::{Approach, PLAIN};
use super::steps::REVEAL_AS_MINE;

pub(super) static APPROACH: Approach = Approach {
    id: "finish-as-mine",
    name: "Finished under the wrong message",
    idea: "Finish an open transaction, under the message in hand.",
    source: "OutboxBehavior.cs of the exactly-once workshop, exercise 16",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document, its open transaction, and this message's outbox record"),
        REVEAL_AS_MINE,
        SETTLE_FOUND.jumping("there was one, to read again", "load"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        STAGE,
        persist(
            "store the document, with this attempt as its open transaction",
            &[Part::Transaction],
        ),
        REVEAL,
        SETTLE,
        SEND_STORED,
        ACKNOWLEDGE,
    ],
    flaw: Some("The message in hand is swallowed; the one that was processed is applied again."),
    ..PLAIN
};
