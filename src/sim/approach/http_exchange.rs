//! The body that the handler has made is put at an address of the attempt's own, which is the
//! registered side effect; the document's write says which attempt has won; only its request is
//! posted, and the server carries it out once. The response is processed by a message of its own,
//! which fetches it as often as it must and deletes it in the end. All of it goes by tokens: what
//! is done leaves nothing behind.

use super::super::io::Part;
use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, RECEIVE, SEND_STORED, persist,
};
use super::steps_beside::{
    CHECKPOINT, CONSUME, DELETE, FORGET, GET, GRANT, LOOK_FOR_TOKEN, POST, PUT,
};
use super::{Approach, Need, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "http-exchange",
    name: "Exactly-once HTTP",
    idea: "Put the request, commit, then post; process the response in its own message.",
    source: "\"Exactly-once HTTP\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        LOOK_FOR_TOKEN.jumping("it is not", "delete"),
        CHECK_OUTBOX.jumping("there is one", "grant"),
        GET,
        HANDLE,
        DECIDE_ALL,
        PUT,
        persist(
            "store document, events, and whose request counts; if refused, delete it",
            &[Part::Outgoing, Part::Winner],
        ),
        GRANT,
        CHECKPOINT,
        POST,
        SEND_STORED,
        DELETE,
        CONSUME,
        FORGET,
        ACKNOWLEDGE,
    ],
    needs: Some(Need::Exchange),
    ..PLAIN
};
