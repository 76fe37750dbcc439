//! The outbox lies outside the document, so no write holds both. Events are staged under the
//! attempt's own id, the document's write names the attempt that has won, and only then do they
//! become the message's record. Whoever finds a transaction open finishes it first, under its own
//! message. The outbox is asked after the document is read: so whoever overlooks a record loses the
//! race for the document.

use super::steps::{ACKNOWLEDGE, DECIDE_ALL, HANDLE, PERSIST_TRANSACTION, RECEIVE, SEND_STORED};
use super::steps_beside::{
    LOAD_WITHOUT_RECORD, LOOK_FOR_RECORD, REVEAL, REVEAL_FOUND, SETTLE, SETTLE_FOUND, STAGE,
};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "staged-outbox",
    name: "Staged outbox",
    idea: "Stage the events elsewhere; let the document's write name the attempt that won.",
    source: "exactly_once_none_atomic.tla; the exactly-once workshop, exercises 15 and 16",
    steps: &[
        RECEIVE,
        LOAD_WITHOUT_RECORD,
        REVEAL_FOUND,
        SETTLE_FOUND.jumping("there was one, to read again", "load"),
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
    ..PLAIN
};
