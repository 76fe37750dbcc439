//! Every version is kept with the id of the message that made it. A duplicate is handled again on
//! the version from just before it was first processed, so it publishes what it published then.

use super::steps::{
    ACKNOWLEDGE, APPEND, CHECK_HISTORY, DECIDE, HANDLE, LOAD_BEFORE, PUBLISH, RECEIVE,
};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "historic-state",
    name: "Historic state",
    idea: "Keep every version; re-publish from the document as it was then.",
    source: "\"State-based consistent messaging\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_BEFORE,
        CHECK_HISTORY,
        HANDLE,
        APPEND.jumping("it is a duplicate", "decide"),
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
