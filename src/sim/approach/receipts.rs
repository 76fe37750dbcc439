//! The sender keeps a message until its receipt arrives, and sends it again until then. The
//! receiver does not know what it has seen: enough only where doing it again changes nothing.

use super::super::io::Part;
use super::steps::{ACKNOWLEDGE, DECIDE_ALL, HANDLE, LOAD, RECEIVE, persist};
use super::{Approach, PLAIN, Sends};

pub(super) static APPROACH: Approach = Approach {
    id: "receipts",
    name: "Receipts alone",
    idea: "Send again until a receipt arrives; rely on actions that may be repeated.",
    source: "\"Reliable Delivery\", the Akka-DDD wiki",
    steps: &[
        RECEIVE.saying("take the message that the sender sent"),
        LOAD.saying("replay the journal"),
        HANDLE,
        DECIDE_ALL,
        persist(
            "write the event to the journal; subscribers are served from there",
            &[Part::Published],
        ),
        ACKNOWLEDGE.saying("send the receipt").called("receipt"),
    ],
    sends: Sends::AtOnce,
    ..PLAIN
};
