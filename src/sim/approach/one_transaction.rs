//! Queue, document and broker are one resource, as with a queue in the database: all or nothing.
//! No redelivery makes a duplicate. Copies that come from outside are new messages to it, since it
//! remembers nothing.

use super::super::io::Part;
use super::steps::{DECIDE_ALL, HANDLE, LOAD, RECEIVE, commit_all};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "one-transaction",
    name: "All in one transaction",
    idea: "Receive, store, send and acknowledge in one local transaction.",
    source: "\"Messaging infrastructure\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD,
        HANDLE,
        DECIDE_ALL,
        commit_all(
            "store the document, send the events and drop the message in one write",
            &[Part::Published, Part::Acknowledged],
        ),
    ],
    ..PLAIN
};
