//! As tokens, but completing an earlier message's record deletes the token of the message in hand.

use super::super::super::io::Part;
use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, RECEIVE, SEND_STORED, persist,
};
use super::super::steps_beside::{CONSUME, FORGET, LOOK_FOR_TOKEN};
use super::super::{Approach, PLAIN};
use super::steps::CONSUME_MINE;

pub(super) static APPROACH: Approach = Approach {
    id: "token-of-the-wrong-message",
    name: "The wrong token deleted",
    idea: "Complete what is pending, then delete the token in hand.",
    source: "SagaManager.cs with tokens and an external outbox, exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document as it is now, and this message's outbox record"),
        CONSUME_MINE,
        LOOK_FOR_TOKEN.jumping("it is", "acknowledge"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        persist("store the document and the outgoing events in one write", &[Part::Outgoing]),
        SEND_STORED,
        CONSUME,
        FORGET,
        ACKNOWLEDGE,
    ],
    flaw: Some("The message whose token is gone is dropped though nobody has processed it."),
    ..PLAIN
};
