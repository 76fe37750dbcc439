//! An effect outside the document is registered, prepared under a name that nobody looks at, and
//! becomes visible only when the document's write has named the attempt that won. What the losers
//! prepared is deleted before the message is gone: by the winner, by a duplicate that comes later,
//! or by a loser that is told that it has lost.

use super::super::io::Part;
use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, RECEIVE, SEND_STORED, persist,
};
use super::steps_beside::{CLEAN, CONSUME, FORGET, LOOK_FOR_TOKEN, PREPARE, REGISTER};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "side-effects",
    name: "Side effects in five steps",
    idea: "Prepare side effects where nobody looks; let the commit decide whose count.",
    source: "\"Side effects\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        LOOK_FOR_TOKEN.jumping("it is not", "clean"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        REGISTER,
        PREPARE,
        persist(
            "store document, events, and which attempt has won; if refused, delete the blob",
            &[Part::Outgoing, Part::Winner],
        ),
        SEND_STORED,
        CLEAN,
        CONSUME,
        FORGET,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
