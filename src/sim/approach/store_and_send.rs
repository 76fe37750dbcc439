//! Document and broker are one resource: the change, the id and the events are written together.
//! Only the acknowledgement is apart, so the id has to be checked; nothing ever has to be sent
//! again.

use super::super::io::Part;
use super::steps::{ACKNOWLEDGE, CHECK_ID, DECIDE_ALL, HANDLE, LOAD, RECEIVE, persist};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "store-and-send",
    name: "Store and send in one write",
    idea: "Write the document, the id and the events together; acknowledge separately.",
    source: "\"Messaging infrastructure\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD,
        CHECK_ID.jumping("it is a duplicate", "acknowledge"),
        HANDLE,
        DECIDE_ALL,
        persist(
            "store the document and the id, and send the events, in one write",
            &[Part::ProcessedId, Part::Published],
        ),
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
