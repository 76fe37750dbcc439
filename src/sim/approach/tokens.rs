//! Every message has a token, created before it is sent. No token, no processing: nothing has to
//! be remembered of what is done. The tokens of outgoing events are written into the outbox record
//! before the first is sent, so that a retry sends the same ones.

use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, PERSIST_OUTGOING, RECEIVE,
    SEND_STORED,
};
use super::steps_beside::{CHECKPOINT, CONSUME, FORGET, GRANT, LOOK_FOR_TOKEN};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "tokens",
    name: "Tokens",
    idea: "Create a token before sending; process a message only while its token exists.",
    source: "\"Token-based deduplication\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        LOOK_FOR_TOKEN.jumping("it is not", "forget"),
        CHECK_OUTBOX.jumping("there is one", "grant"),
        HANDLE,
        DECIDE_ALL,
        PERSIST_OUTGOING,
        GRANT,
        CHECKPOINT,
        SEND_STORED,
        CONSUME,
        FORGET,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
