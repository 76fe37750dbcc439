//! Processed ids are stored with the document, and a message whose id is there is dropped. A
//! retry looks just like a duplicate, so what the first attempt did not publish stays unpublished.

use super::steps::{
    ACKNOWLEDGE, CHECK_ID, DECIDE, HANDLE, LOAD, PERSIST_WITH_ID, PUBLISH, RECEIVE,
};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "swallow-duplicates",
    name: "Swallow duplicates",
    idea: "Remember processed ids; drop a message seen before.",
    source: "\"Consistent messaging\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD,
        CHECK_ID.jumping("it is a duplicate", "acknowledge"),
        HANDLE,
        PERSIST_WITH_ID,
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
