//! The sender keeps a message until its receipt arrives, and sends it again until then. The
//! receiver does not know what it has seen: enough only where doing it again changes nothing.

use super::steps::{DECIDE_ALL, HANDLE, RECEIPT, RECEIVE_SENT, REPLAY, WRITE_JOURNAL};
use super::{Approach, PLAIN, Sends};

pub(super) static APPROACH: Approach = Approach {
    id: "receipts",
    name: "Receipts only",
    idea: "Send again until a receipt arrives; rely on actions that are safe to repeat.",
    source: "\"Reliable Delivery\", the Akka-DDD wiki",
    steps: &[RECEIVE_SENT, REPLAY, HANDLE, DECIDE_ALL, WRITE_JOURNAL, RECEIPT],
    sends: Sends::AtOnce,
    ..PLAIN
};
