//! As the staged outbox, but closing a transaction leaves the document's version as it was.

use super::super::{Approach, PLAIN};
use super::steps::{SETTLE_FOUND_UNNOTICED, SETTLE_UNNOTICED, staged_outbox_but};

pub(super) static APPROACH: Approach = Approach {
    id: "close-unnoticed",
    name: "No new version at closing",
    idea: "Close the transaction, and leave the version as it was.",
    source: "a mutant of exactly_once_none_atomic.tla",
    steps: &staged_outbox_but(&[SETTLE_FOUND_UNNOTICED, SETTLE_UNNOTICED]),
    flaw: Some(
        "An attempt that read the document earlier can't tell that its transaction was closed in \
         the meantime. No harm of that is known.",
    ),
    ..PLAIN
};
