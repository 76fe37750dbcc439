//! As historic state, but the loop that reads the versions does not stop where it should.

use super::super::steps::LOAD;
use super::super::{Approach, PLAIN};
use super::steps::{APPLY_UNLESS_DUPLICATE, historic_state_but};

pub(super) static APPROACH: Approach = Approach {
    id: "latest-as-historic",
    name: "The latest version taken for the historic one",
    idea: "Re-publish from the version where reading stopped.",
    source: "StateStore.cs of the state-based sample",
    steps: &historic_state_but(&[
        LOAD.saying("read the versions from the first, and go on to the last"),
        APPLY_UNLESS_DUPLICATE,
    ]),
    flaw: Some("A duplicate is handled on the latest document, as if no history were kept."),
    ..PLAIN
};
