//! As the staged outbox, but whoever finishes a transaction found open books it under the message
//! in hand.

use super::super::{Approach, PLAIN};
use super::steps::{REVEAL_AS_MINE, staged_outbox_but};

pub(super) static APPROACH: Approach = Approach {
    id: "finish-as-mine",
    name: "Finished under the wrong message",
    idea: "Finish an open transaction under the current message.",
    source: "OutboxBehavior.cs of the exactly-once workshop, exercise 16",
    steps: &staged_outbox_but(&[REVEAL_AS_MINE]),
    flaw: Some(
        "The current message is swallowed; the one that was already processed is applied \
                again.",
    ),
    ..PLAIN
};
