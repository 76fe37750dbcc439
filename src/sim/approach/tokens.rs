//! Every message has a token, created before it is sent. No token, no processing: nothing has to
//! be remembered of what is done. The tokens of outgoing events are written into the outbox record
//! before the first is sent, so that a retry sends the same ones.

use super::super::io::Part;
use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, RECEIVE, SEND_STORED, persist,
};
use super::steps_beside::{CHECKPOINT, CONSUME, FORGET, GRANT, LOOK_FOR_TOKEN};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "tokens",
    name: "Tokens",
    idea: "Create a token before sending; process a message only while its token is there.",
    source: "\"Token-based deduplication\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document as it is now, and this message's outbox record"),
        LOOK_FOR_TOKEN.jumping("it is", "forget"),
        CHECK_OUTBOX.jumping("there is one", "grant"),
        HANDLE,
        DECIDE_ALL,
        persist("store the document and the outgoing events in one write", &[Part::Outgoing]),
        GRANT,
        CHECKPOINT,
        SEND_STORED,
        CONSUME,
        FORGET,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
