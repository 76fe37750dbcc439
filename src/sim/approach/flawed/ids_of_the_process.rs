//! As historic state, but the new ids depend on the process that runs the handler.

use super::super::steps::{
    ACKNOWLEDGE, APPEND, CHECK_HISTORY, DECIDE, HANDLE, LOAD_BEFORE, PUBLISH_ANEW, RECEIVE,
};
use super::super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "ids-of-the-process",
    name: "Ids that change with the process",
    idea: "Keep every version; draw ids from a seed of the process.",
    source: "HandlerContext.cs of the state-based sample, exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_BEFORE,
        CHECK_HISTORY,
        HANDLE,
        APPEND.jumping("it is a duplicate", "decide"),
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH_ANEW,
        ACKNOWLEDGE,
    ],
    flaw: Some("A retry in another process sends the same events under other ids."),
    ..PLAIN
};
