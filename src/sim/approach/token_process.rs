//! A token is created for every signal before it is given, whatever carries the signal. The
//! activity that the signal starts consumes the token with its effects; a copy finds none. The
//! tokens of the next signals are created before the write and stored with it.

use super::super::io::Part;
use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, RECEIVE, SEND_STORED, persist,
};
use super::steps_beside::{CONSUME, FORGET, GRANT_ALWAYS, LOOK_FOR_TOKEN};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "token-process",
    name: "Token-driven process",
    idea: "Create a token for each signal; store the next signals' tokens with the change.",
    source: "the draft post Token-driven processes of the exactly-once blog",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        LOOK_FOR_TOKEN.jumping("it is not", "forget"),
        CHECK_OUTBOX.jumping("there is one", "publish"),
        HANDLE,
        DECIDE_ALL,
        GRANT_ALWAYS.saying("create a token for each signal that follows"),
        persist("store the document, the signals and their tokens in one write", &[Part::Outgoing]),
        SEND_STORED,
        CONSUME,
        FORGET,
        ACKNOWLEDGE,
    ],
    ..PLAIN
};
