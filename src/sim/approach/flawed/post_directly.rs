//! A plain call to an HTTP server from the handler.

use super::super::super::io::Part;
use super::super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD, MARK, RECEIVE, SEND_STORED, persist,
};
use super::super::steps_beside::POST_DIRECT;
use super::super::{Approach, Need, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "post-directly",
    name: "A plain POST",
    idea: "Call the server, then store what came of it.",
    source: "\"Exactly-once HTTP\", exactly-once.github.io, where it starts",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document as it is now, and this message's outbox record"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        POST_DIRECT,
        HANDLE,
        DECIDE_ALL,
        persist("store the document and the outgoing events in one write", &[Part::Outgoing]),
        SEND_STORED,
        MARK,
        ACKNOWLEDGE,
    ],
    flaw: Some("Every attempt has the server carry it out."),
    needs: Some(Need::Exchange),
    ..PLAIN
};
