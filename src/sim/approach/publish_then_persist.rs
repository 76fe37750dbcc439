//! Publish first, persist second, remember nothing. Anything that stops the write leaves events
//! out there that tell of a change nobody stored.

use super::steps::{ACKNOWLEDGE, DECIDE, HANDLE, LOAD, PERSIST_ALONE, PUBLISH, RECEIVE};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "publish-then-persist",
    name: "Publish then persist",
    idea: "Tell the others first, store afterwards.",
    source: "the talk on exactly-once processing, slide \"Publish event / Persist state\"",
    steps: &[
        RECEIVE,
        LOAD,
        HANDLE,
        DECIDE.jumping("nothing is left to publish", "persist"),
        PUBLISH,
        PERSIST_ALONE,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
