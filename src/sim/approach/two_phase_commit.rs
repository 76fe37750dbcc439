//! Document and broker are two resources, and a coordinator makes them commit together: both
//! promise, the coordinator logs its decision, both commit, one after the other. From the first
//! promise to the last commit the document is locked, and stays so while the coordinator is gone.

use super::steps::{DECIDE_ALL, HANDLE, LOAD, RECEIVE, persist};
use super::steps_beside::{RELEASE, RESOLVE, VOTE_BROKER, VOTE_DOCUMENT};
use super::{Approach, PLAIN};

pub(super) static APPROACH: Approach = Approach {
    id: "two-phase-commit",
    name: "Two-phase commit",
    idea: "Let a coordinator make document and broker commit together.",
    source: "\"Notes on 2PC\", exactly-once.github.io",
    steps: &[
        RECEIVE,
        LOAD.saying("read the document; wait while another transaction has it locked"),
        HANDLE,
        DECIDE_ALL,
        VOTE_DOCUMENT,
        VOTE_BROKER,
        RESOLVE,
        persist("the document's store commits", &[]).called("commit"),
        RELEASE,
    ],
    ..PLAIN
};
