//! As current state, but the write does not compare versions.

use super::super::super::io::Part;
use super::super::steps::overwrite;
use super::super::{Approach, PLAIN};
use super::steps::current_state_but;

pub(super) static APPROACH: Approach = Approach {
    id: "lost-update",
    name: "No optimistic concurrency",
    idea: "Remember processed ids; store whatever is in memory.",
    source: "the exactly-once workshop, the cart without version checks",
    steps: &current_state_but(&[overwrite(
        "store the document and the message's id, whatever was stored in the meantime",
        &[Part::ProcessedId],
    )]),
    flaw: Some("Of two concurrent attempts, the later write undoes the earlier one."),
    ..PLAIN
};
