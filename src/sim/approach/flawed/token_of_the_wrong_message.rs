//! As tokens, but completing an earlier message's record deletes the token of the message in hand.

use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, PERSIST_OUTGOING, RECEIVE,
    SEND_STORED,
};
use super::super::steps_beside::{CONSUME, FORGET, LOOK_FOR_TOKEN};
use super::super::{Approach, PLAIN};
use super::steps::CONSUME_MINE;

pub(super) static APPROACH: Approach = Approach {
    id: "token-of-the-wrong-message",
    name: "Wrong token deleted",
    idea: "Complete what is pending, then delete this message's token.",
    source: "SagaManager.cs with tokens and an external outbox, of the outbox-based sample",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        CONSUME_MINE,
        LOOK_FOR_TOKEN.jumping("it is not", "acknowledge"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        PERSIST_OUTGOING,
        SEND_STORED,
        CONSUME,
        FORGET,
        ACKNOWLEDGE,
    ],
    flaw: Some("A message whose token is gone is dropped, although nobody has processed it."),
    ..PLAIN
};
