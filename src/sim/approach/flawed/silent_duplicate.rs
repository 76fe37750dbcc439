//! As causation ids, but a duplicate gets no receipt.

use super::super::steps::{DECIDE_ALL, HANDLE, RECEIPT, RECEIVE_SENT, REPLAY, WRITE_JOURNAL};
use super::super::{Approach, PLAIN, Sends};
use super::steps::DROP_KNOWN;

pub(super) static APPROACH: Approach = Approach {
    id: "silent-duplicate",
    name: "No receipt for a duplicate",
    idea: "Ignore what was seen before.",
    source: "the Akka-DDD wiki, which says why not",
    steps: &[RECEIVE_SENT, REPLAY, DROP_KNOWN, HANDLE, DECIDE_ALL, WRITE_JOURNAL, RECEIPT],
    flaw: Some("Once a receipt is lost, the sender sends forever."),
    sends: Sends::AtOnce,
    ..PLAIN
};
