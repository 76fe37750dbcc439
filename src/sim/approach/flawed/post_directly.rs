//! A plain call to an HTTP server from the handler.

use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, MARK, PERSIST_OUTGOING,
    RECEIVE, SEND_STORED,
};
use super::super::steps_beside::POST_DIRECT;
use super::super::{Approach, Need, PLAIN};

pub(in crate::sim::approach) static APPROACH: Approach = Approach {
    id: "post-directly",
    name: "A plain POST",
    idea: "Call the server, then store the result.",
    source: "\"Exactly-once HTTP\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        CHECK_OUTBOX.jumping("there is one", "publish"),
        POST_DIRECT,
        HANDLE,
        DECIDE_ALL,
        PERSIST_OUTGOING,
        SEND_STORED,
        MARK,
        ACKNOWLEDGE,
    ],
    flaw: Some("Every attempt makes the server carry it out."),
    needs: Some(Need::Exchange),
    ..PLAIN
};
