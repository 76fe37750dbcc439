//! As the staged outbox, but revealing what is revealed already is an error.

use super::super::{Approach, PLAIN};
use super::steps::{REVEAL_ONCE, staged_outbox_but};

pub(super) static APPROACH: Approach = Approach {
    id: "finish-only-once",
    name: "Revealing twice is an error",
    idea: "Finish an open transaction; fail if part of it is done.",
    source: "InMemoryOutbox.cs of the outbox-based sample",
    steps: &staged_outbox_but(&[REVEAL_ONCE]),
    flaw: Some("After a crash between revealing and closing, every later attempt fails."),
    ..PLAIN
};
