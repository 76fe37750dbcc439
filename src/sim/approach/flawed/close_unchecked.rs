//! As the staged outbox, but whoever closes a transaction does not look whether it is still the
//! one to close.

use super::super::{Approach, PLAIN};
use super::steps::{SETTLE_FOUND_UNCHECKED, SETTLE_UNCHECKED, staged_outbox_but};

pub(super) static APPROACH: Approach = Approach {
    id: "close-unchecked",
    name: "No version check at closing",
    idea: "Close the open transaction, even if it is another attempt's by now.",
    source: "a mutant of exactly_once_none_atomic.tla",
    steps: &staged_outbox_but(&[SETTLE_FOUND_UNCHECKED, SETTLE_UNCHECKED]),
    flaw: Some(
        "A late attempt closes a transaction that was opened in the meantime, and nobody finishes \
         that one.",
    ),
    ..PLAIN
};
