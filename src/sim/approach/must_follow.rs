//! The sender attaches to each message the id of the one it sent before to the same receiver. The
//! receiver does not process a message before the one it must follow, and sends no receipt for it:
//! so it comes again.

use super::steps::{
    CHECK_JOURNAL, DECIDE_ALL, HANDLE, RECEIPT, RECEIVE_SENT, REPLAY, WRITE_JOURNAL,
};
use super::steps_beside::FOLLOW;
use super::{Approach, PLAIN, Sends};

pub(super) static APPROACH: Approach = Approach {
    id: "must-follow",
    name: "MustFollow",
    idea: "Name the message that must come first; drop an early message without a receipt.",
    source: "\"Reliable Delivery\", the Akka-DDD wiki",
    steps: &[
        RECEIVE_SENT,
        REPLAY,
        CHECK_JOURNAL.jumping("it is a duplicate", "receipt"),
        FOLLOW,
        HANDLE,
        DECIDE_ALL,
        WRITE_JOURNAL,
        RECEIPT,
    ],
    sends: Sends::AtOnce,
    ..PLAIN
};
