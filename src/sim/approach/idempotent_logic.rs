//! The business logic looks whether its change is already there, and only then makes it; the
//! events are published every time, from the document as it is.

use super::steps::{
    ACKNOWLEDGE, CHECK_EFFECT, DECIDE, HANDLE, LOAD, PERSIST_ALONE, PUBLISH, RECEIVE,
};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "idempotent-logic",
    name: "Idempotent logic",
    idea: "Make the change only if the document does not show it yet; publish every time.",
    source: "the talk on exactly-once processing, \"just make your logic idempotent\"",
    steps: &[
        RECEIVE,
        LOAD,
        CHECK_EFFECT.jumping("it can be seen", "decide"),
        HANDLE,
        PERSIST_ALONE,
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
