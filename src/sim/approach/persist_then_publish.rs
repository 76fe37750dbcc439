//! Persist first, publish second, remember nothing. A failed publish is retried from the top, so
//! the change is applied again, and events that depend on the document come out wrong.

use super::steps::{ACKNOWLEDGE, DECIDE, HANDLE, LOAD, PERSIST_ALONE, PUBLISH, RECEIVE};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "persist-then-publish",
    name: "Persist then publish",
    idea: "Store first, tell the others afterwards.",
    source: "the talk on exactly-once processing, slide \"Persist state / Publish event\"",
    steps: &[
        RECEIVE,
        LOAD,
        HANDLE,
        PERSIST_ALONE,
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
