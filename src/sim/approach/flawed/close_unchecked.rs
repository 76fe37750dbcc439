//! As the staged outbox, but whoever closes a transaction does not look whether it is still the
//! one to close.

use super::super::super::io::Part;
use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, RECEIVE, SEND_STORED, persist,
};
use super::super::steps_beside::{REVEAL, REVEAL_FOUND, STAGE};
use super::super::{Approach, PLAIN};
use super::steps::{SETTLE_FOUND_UNCHECKED, SETTLE_UNCHECKED};

pub(super) static APPROACH: Approach = Approach {
    id: "close-unchecked",
    name: "No version check at closing",
    idea: "Close the open transaction, whosever it is by now.",
    source: "exactly_once_none_atomic.tla, a mutant of it",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document, its open transaction, and this message's outbox record"),
        REVEAL_FOUND,
        SETTLE_FOUND_UNCHECKED.jumping("there was one, to read again", "load"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        STAGE,
        persist(
            "store the document, with this attempt as its open transaction",
            &[Part::Transaction],
        ),
        REVEAL,
        SETTLE_UNCHECKED,
        SEND_STORED,
        ACKNOWLEDGE,
    ],
    flaw: Some(
        "A late attempt closes a transaction that was opened since, and nobody finishes that one.",
    ),
    ..PLAIN
};
