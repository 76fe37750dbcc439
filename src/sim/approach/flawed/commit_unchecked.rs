//! As the staged outbox, but the document's write does not compare versions.

use super::super::super::io::Part;
use super::super::steps::overwrite;
use super::super::{Approach, PLAIN};
use super::steps::staged_outbox_but;

pub(super) static APPROACH: Approach = Approach {
    id: "commit-unchecked",
    name: "No version check at commit",
    idea: "Stage the events; store whatever is in memory, naming the attempt.",
    source: "a mutant of exactly_once_none_atomic.tla",
    steps: &staged_outbox_but(&[overwrite(
        "store the document and this attempt as its transaction, whatever was stored in the \
         meantime",
        &[Part::Transaction],
    )]),
    flaw: Some(
        "Two concurrent attempts both commit; the later one hides the earlier one's transaction.",
    ),
    ..PLAIN
};
