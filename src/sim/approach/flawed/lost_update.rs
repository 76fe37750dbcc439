//! As swallowing duplicates, but the write does not compare versions.

use super::super::super::io::Part;
use super::super::steps::{
    ACKNOWLEDGE, CHECK_ID, DECIDE, HANDLE, LOAD, PUBLISH, RECEIVE, overwrite,
};
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "lost-update",
    name: "No optimistic concurrency",
    idea: "Remember processed ids; store whatever is in memory.",
    source: "the exactly-once workshop, the cart without version checks",
    steps: &[
        RECEIVE,
        LOAD,
        CHECK_ID.jumping("it is a duplicate", "decide"),
        HANDLE,
        overwrite(
            "store the document and the message's id, whatever was stored since",
            &[Part::ProcessedId],
        ),
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH,
        ACKNOWLEDGE,
    ],
    flaw: Some("Of two attempts at once, the later write undoes the earlier."),
    ..PLAIN
};
