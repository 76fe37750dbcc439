//! The decided events are stored with the document in one write, and sent from there. A retry
//! sends what is stored; it decides nothing anew.

use super::super::io::Part;
use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, MARK, RECEIVE, SEND_STORED, persist,
};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "outbox",
    name: "Outbox",
    idea: "Store the outgoing events with the document; send them from there.",
    source: "\"Outbox\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document as it is now, and this message's outbox record"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        persist("store the document and the outgoing events in one write", &[Part::Outgoing]),
        SEND_STORED,
        MARK,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
