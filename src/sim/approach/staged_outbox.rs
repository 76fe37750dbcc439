//! The outbox lies outside the document, so no write holds both. Events are staged under the
//! attempt's own id, the document's write names the attempt that has won, and only then do they
//! become the message's record. Whoever finds a transaction open finishes it first, under its own
//! message.

use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, PERSIST_TRANSACTION, RECEIVE, SEND_STORED,
};
use super::steps_beside::{REVEAL, REVEAL_FOUND, SETTLE, SETTLE_FOUND, STAGE};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "staged-outbox",
    name: "Staged outbox",
    idea: "Stage the events elsewhere; let the document's write name the attempt that won.",
    source: "exactly_once_none_atomic.tla; the exactly-once workshop, exercises 15 and 16",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document, its open transaction, and this message's outbox record"),
        REVEAL_FOUND,
        SETTLE_FOUND.jumping("there was one, to read again", "load"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        STAGE,
        PERSIST_TRANSACTION,
        REVEAL,
        SETTLE,
        SEND_STORED,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
