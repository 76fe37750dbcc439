//! As `MustFollow`, but what comes too early is dropped with a receipt.

use super::super::steps::{
    CHECK_JOURNAL, DECIDE_ALL, HANDLE, RECEIPT, RECEIVE_SENT, REPLAY, WRITE_JOURNAL,
};
use super::super::{Approach, PLAIN, Sends};
use super::steps::CHECK_ORDER;

pub(super) static APPROACH: Approach = Approach {
    id: "early-receipt",
    name: "A receipt for an early message",
    idea: "Drop an early message, and send its receipt.",
    source: "a mistake that Saga.scala of Akka-DDD does not make",
    steps: &[
        RECEIVE_SENT,
        REPLAY,
        CHECK_JOURNAL.jumping("it is a duplicate", "receipt"),
        CHECK_ORDER.jumping("it comes too early", "receipt"),
        HANDLE,
        DECIDE_ALL,
        WRITE_JOURNAL,
        RECEIPT,
    ],
    flaw: Some("The sender thinks that the message was processed."),
    sends: Sends::AtOnce,
    ..PLAIN
};
