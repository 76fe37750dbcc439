//! Processed ids are stored with the document, and a duplicate publishes again, from the document
//! as it is now. The change is made once; the events follow a document that has moved on.

use super::steps::{
    ACKNOWLEDGE, CHECK_ID, DECIDE, HANDLE, LOAD, PERSIST_WITH_ID, PUBLISH, RECEIVE,
};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "current-state",
    name: "Current state",
    idea: "Remember processed ids; re-publish from the document as it is now.",
    source: "the timeline of the talk on exactly-once processing; \"Consistent messaging\", \
             exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD,
        CHECK_ID.jumping("it is a duplicate", "decide"),
        HANDLE,
        PERSIST_WITH_ID,
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
