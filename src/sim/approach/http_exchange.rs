//! The request's body is put at an address of the attempt's own, which is the registered side
//! effect; the document's write says which attempt has won; only its request is posted, and the
//! server carries it out once. The response is processed by a message of its own, which fetches it
//! as often as it must and deletes it in the end.

use super::steps::{
    ACKNOWLEDGE, CHECK_OUTBOX, DECIDE_ALL, HANDLE, LOAD_AND_RECORD, MARK, PERSIST_OUTGOING,
    RECEIVE, SEND_STORED,
};
use super::steps_beside::{DELETE, GET, POST, PUT};
use super::{Approach, Need, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "http-exchange",
    name: "Exactly-once HTTP",
    idea: "Put the request, commit, then post; process the response in its own message.",
    source: "\"Exactly-once HTTP\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD_AND_RECORD,
        CHECK_OUTBOX.jumping("there is one", "post"),
        PUT,
        GET,
        HANDLE,
        DECIDE_ALL,
        PERSIST_OUTGOING,
        POST,
        SEND_STORED,
        DELETE,
        MARK,
        ACKNOWLEDGE,
    ],
    needs: Some(Need::Exchange),
    ..PLAIN
};
