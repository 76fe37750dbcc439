//! As the staged outbox, but closing a transaction leaves the document's version as it was.

use super::super::super::io::Part;
use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, RECEIVE, SEND_STORED, persist,
};
use super::super::steps_beside::{REVEAL, REVEAL_FOUND, STAGE};
use super::super::{Approach, PLAIN};
use super::steps::{SETTLE_FOUND_UNNOTICED, SETTLE_UNNOTICED};

pub(super) static APPROACH: Approach = Approach {
    id: "close-unnoticed",
    name: "No new version at closing",
    idea: "Close the transaction, and leave the version as it was.",
    source: "exactly_once_none_atomic.tla, a mutant of it",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document, its open transaction, and this message's outbox record"),
        REVEAL_FOUND,
        SETTLE_FOUND_UNNOTICED.jumping("there was one, to read again", "load"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        STAGE,
        persist(
            "store the document, with this attempt as its open transaction",
            &[Part::Transaction],
        ),
        REVEAL,
        SETTLE_UNNOTICED,
        SEND_STORED,
        ACKNOWLEDGE,
    ],
    flaw: Some(
        "Whoever read the document before can't tell that its transaction was closed since.",
    ),
    ..PLAIN
};
