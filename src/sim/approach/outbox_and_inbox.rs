//! The outbox keeps the events until they are sent; a deduplication store of its own keeps the
//! ids. The id is in at least one of the two at every instant, and the document no longer grows.
//! The deduplication store is asked after the document is read: so whoever overlooks a commit
//! loses the race for the next.

use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, PERSIST_OUTGOING, RECEIVE,
    SEND_STORED,
};
use super::steps_beside::{FORGET, LOOK, REMEMBER};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "outbox-and-inbox",
    name: "Outbox and inbox",
    idea: "Keep events in the outbox until they are sent, and ids in a separate store.",
    source: "\"Improving the outbox\", exactly-once.github.io; the exactly-once workshop, \
             exercise 13",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        LOOK.jumping("it is", "forget"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        PERSIST_OUTGOING,
        SEND_STORED,
        REMEMBER,
        FORGET,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
