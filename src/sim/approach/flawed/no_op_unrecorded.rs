//! As historic state, but a message that changes nothing leaves no version.

use super::super::steps::{
    ACKNOWLEDGE, CHECK_HISTORY, DECIDE, HANDLE, LOAD_BEFORE, PUBLISH, RECEIVE,
};
use super::super::{Approach, PLAIN};
use super::steps::APPEND_CHANGED;

pub(super) static APPROACH: Approach = Approach {
    id: "no-op-unrecorded",
    name: "Nothing recorded of a no-op",
    idea: "Append a version only when the document has changed.",
    source: "HandlerInvoker.cs and its post, exactly-once.github.io; the Akka-DDD aggregate root",
    steps: &[
        RECEIVE,
        LOAD_BEFORE,
        CHECK_HISTORY,
        HANDLE,
        APPEND_CHANGED.jumping("it is a duplicate", "decide"),
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH,
        ACKNOWLEDGE,
    ],
    flaw: Some("A late duplicate of a message that changed nothing is new, and may say otherwise."),
    ..PLAIN
};
