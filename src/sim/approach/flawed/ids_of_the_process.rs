//! As historic state, but the new ids depend on the process that runs the handler.

use super::super::steps::PUBLISH_ANEW;
use super::super::{Approach, PLAIN};
use super::steps::historic_state_but;

pub(super) static APPROACH: Approach = Approach {
    id: "ids-of-the-process",
    name: "Ids that change with the process",
    idea: "Keep every version; generate ids from a seed of the process.",
    source: "HandlerContext.cs of the state-based sample",
    steps: &historic_state_but(&[PUBLISH_ANEW]),
    flaw: Some("A retry in another process sends the same events under different ids."),
    ..PLAIN
};
