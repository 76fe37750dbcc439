//! A user's private draft becomes a message with an id of its own: submitting it twice asks twice
//! for the same thing. The draft is marked accepted, then the message is sent, then the draft is
//! marked submitted; whoever finds it accepted sends again.

use super::super::io::Part;
use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, MARK, RECEIVE, SEND_STORED, persist,
};
use super::{Approach, Need, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "boundary",
    name: "Accept and submit",
    idea: "Give the request the draft's identity; accept, send, then mark as submitted.",
    source: "\"Sync-async boundary\", exactly-once.github.io",
    steps: &[
        RECEIVE.saying("take the request to submit the draft from the local queue"),
        LOAD.saying("read the draft, and whether it is accepted or submitted"),
        CHECK_OUTBOX.saying("is it accepted or submitted?").jumping("it is", "publish"),
        HANDLE,
        DECIDE_ALL,
        persist("mark the draft as accepted", &[Part::Outgoing]).called("accept"),
        SEND_STORED.saying("send it under the draft's id, unless it is submitted"),
        MARK.saying("mark the draft as submitted").called("submit"),
        ACKNOWLEDGE,
    ],
    needs: Some(Need::Draft),
    ..PLAIN
};
