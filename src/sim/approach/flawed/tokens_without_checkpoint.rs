//! As tokens, but they are not written into the outbox record before they are used.

use super::super::super::io::Part;
use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, RECEIVE, SEND_STORED, persist,
};
use super::super::steps_beside::{CONSUME, FORGET, GRANT, LOOK_FOR_TOKEN};
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "tokens-without-checkpoint",
    name: "Tokens without a checkpoint",
    idea: "Create tokens and send.",
    source: "\"Token-based deduplication\", exactly-once.github.io, first draft",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document as it is now, and this message's outbox record"),
        LOOK_FOR_TOKEN.jumping("it is", "forget"),
        CHECK_OUTBOX.jumping("there is one", "grant"),
        HANDLE,
        DECIDE_ALL,
        persist("store the document and the outgoing events in one write", &[Part::Outgoing]),
        GRANT,
        SEND_STORED,
        CONSUME,
        FORGET,
        ACKNOWLEDGE,
    ],
    flaw: Some("A retry creates tokens anew, and both sets are good."),
    ..PLAIN
};
