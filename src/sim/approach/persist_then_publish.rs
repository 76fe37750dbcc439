//! Persist first, publish second, remember nothing. A failed publish is retried from the top, so
//! the change is applied again, and events that depend on the document come out wrong.

use super::steps::{ACKNOWLEDGE, DECIDE, HANDLE, LOAD, PUBLISH, RECEIVE, persist};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "persist-then-publish",
    name: "Persist, then publish",
    idea: "Store first, tell the others afterwards.",
    source: "the talk's slide \"Persist state / Publish event\"",
    steps: &[
        RECEIVE,
        LOAD,
        HANDLE,
        persist("store the document", &[]),
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
