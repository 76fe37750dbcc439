//! Processed ids are stored with the document, and a duplicate publishes again, each time under an
//! id drawn anew. Whoever receives the events can't tell that they are the same.

use super::steps::{
    ACKNOWLEDGE, CHECK_ID, DECIDE, HANDLE, LOAD, PERSIST_WITH_ID, PUBLISH_ANEW, RECEIVE,
};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "random-ids",
    name: "Random ids",
    idea: "Remember processed ids; re-publish from the document as it is now, under new ids.",
    source: "the exactly-once workshop, exercise 8",
    steps: &[
        RECEIVE,
        LOAD,
        CHECK_ID.jumping("it is a duplicate", "decide"),
        HANDLE,
        PERSIST_WITH_ID,
        DECIDE.jumping("nothing is left to publish", "acknowledge"),
        PUBLISH_ANEW.saying("send the event under a new id, then decide about the next"),
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
