//! A user's private draft becomes a message with an id of its own: submitting it twice asks twice
//! for the same thing. The draft is marked accepted, then the message is sent, then the draft is
//! marked submitted; whoever finds it accepted sends again. Both flags are the draft's own, so they
//! last as long as the draft. What is accepted is not changed any more, so that what is sent again
//! is what was sent before.

use super::steps::{
    ACKNOWLEDGE, CHECK_EFFECT, CHECK_OUTBOX, DECIDE, HANDLE, LOAD, MARK_SUBMITTED, PUBLISH,
    RECEIVE, persist,
};
use super::{Approach, Need, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "boundary",
    name: "Accept and submit",
    idea: "Mark the draft as accepted, send under its id, then mark it as submitted.",
    source: "the exactly-once workshop, new exercises 7, 8 and 10; \"Sync-async boundary\", \
             exactly-once.github.io",
    steps: &[
        RECEIVE.saying("take the request from the local queue"),
        LOAD.saying("read the draft, and whether it is accepted or submitted"),
        CHECK_OUTBOX.saying("is it submitted?").jumping("it is", "acknowledge"),
        CHECK_EFFECT
            .called("check-accepted")
            .saying("is it accepted, or changed, by this request already?")
            .jumping("it is", "decide"),
        HANDLE,
        persist("store the draft: accepted, or changed", &[]).called("accept"),
        DECIDE.jumping("nothing is left to send", "submit"),
        PUBLISH.saying("send it under the draft's id"),
        MARK_SUBMITTED,
        ACKNOWLEDGE,
    ],
    needs: Some(Need::Draft),
    ..PLAIN
};
