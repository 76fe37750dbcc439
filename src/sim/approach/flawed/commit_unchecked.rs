//! As the staged outbox, but the document's write does not compare versions.

use super::super::super::io::Part;
use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, RECEIVE, SEND_STORED, overwrite,
};
use super::super::steps_beside::{REVEAL, REVEAL_FOUND, SETTLE, SETTLE_FOUND, STAGE};
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "commit-unchecked",
    name: "No version check at commit",
    idea: "Stage the events; store whatever is in memory, naming the attempt.",
    source: "exactly_once_none_atomic.tla, a mutant of it",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document, its open transaction, and this message's outbox record"),
        REVEAL_FOUND,
        SETTLE_FOUND.jumping("there was one, to read again", "load"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        STAGE,
        overwrite(
            "store the document and this attempt as its transaction, whatever was stored since",
            &[Part::Transaction],
        ),
        REVEAL,
        SETTLE,
        SEND_STORED,
        ACKNOWLEDGE,
    ],
    flaw: Some(
        "Of two attempts at once both commit; the later hides the transaction of the earlier.",
    ),
    ..PLAIN
};
