//! As historic state, but a message that changes nothing leaves no version: an aggregate root that
//! rejects a command journals nothing. The state-based sample has no such hole: its store appends
//! an empty change.

use super::super::{Approach, PLAIN};
use super::steps::{APPEND_CHANGED, historic_state_but};

pub(super) static APPROACH: Approach = Approach {
    id: "no-op-unrecorded",
    name: "No-op not recorded",
    idea: "Append a version only when the document has changed.",
    source: "AggregateRoot.scala of Akka-DDD",
    steps: &historic_state_but(&[APPEND_CHANGED]),
    flaw: Some(
        "A late duplicate of a message that changed nothing looks new and may give another \
                answer.",
    ),
    ..PLAIN
};
