//! The business logic looks whether its change is already there, and then does nothing at all.
//! What the first attempt did not publish stays unpublished, and an operation that is idempotent
//! alone is not so when others come between.

use super::steps::{
    ACKNOWLEDGE, CHECK_EFFECT, DECIDE, HANDLE, LOAD, PERSIST_ALONE, PUBLISH, RECEIVE,
};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "idempotent-swallow",
    name: "Idempotent and silent",
    idea: "Make the change only if the document does not show it yet; otherwise do nothing.",
    source: "the exactly-once workshop, exercises 5 and 6",
    steps: &[
        RECEIVE,
        LOAD,
        CHECK_EFFECT.jumping("it can be seen", "acknowledge"),
        HANDLE,
        PERSIST_ALONE,
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
