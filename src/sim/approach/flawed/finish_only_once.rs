//! As the staged outbox, but revealing what is revealed already is an error.

use super::super::super::io::Part;
use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, RECEIVE, SEND_STORED, persist,
};
use super::super::steps_beside::{REVEAL, SETTLE, SETTLE_FOUND, STAGE};
use super::super::{Approach, PLAIN};
use super::steps::REVEAL_ONCE;

pub(super) static APPROACH: Approach = Approach {
    id: "finish-only-once",
    name: "Revealing twice is an error",
    idea: "Finish an open transaction; fail if part of it is done.",
    source: "InMemoryOutbox.cs of the exactly-once workshop",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document, its open transaction, and this message's outbox record"),
        REVEAL_ONCE,
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
    flaw: Some("After a crash between revealing and closing, every later attempt fails."),
    ..PLAIN
};
