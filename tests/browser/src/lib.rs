//! The built site in a real Chromium, as a visitor meets it: a [`Site`] serves the folder from a
//! sub-path, as a host would, and a [`Page`] is one visitor's tab with the verbs that tests need.
//! Each verb waits until what it needs is there, with a deadline, and panics with what it saw;
//! none of them sleeps for a fixed time.

mod chrome;
mod frame;
mod keys;
mod page;
mod picture;
mod pointer;
mod record;
mod site;
mod tab;
mod visitor;
mod wire;

use std::env;
use std::path::PathBuf;

pub use frame::Frame;
pub use page::{PATIENCE, Page};
pub use picture::{Difference, Picture};
pub use site::Site;
pub use visitor::Visitor;

/// Fails, one finding a line, unless there is none.
#[track_caller]
pub fn assert_none(findings: &[String]) {
    assert!(findings.is_empty(), "{} found:\n  {}", findings.len(), findings.join("\n  "));
}

/// The folder of the built site.
#[track_caller]
pub fn dist() -> PathBuf {
    path_from("REDELIVERY_DIST")
}

/// The site as one page.
#[track_caller]
pub fn single() -> PathBuf {
    path_from("REDELIVERY_SINGLE")
}

/// The script of axe-core, the accessibility checker.
#[track_caller]
pub fn axe() -> PathBuf {
    path_from("REDELIVERY_AXE")
}

/// The folder of reveal.js, whose decks figures must get along with.
#[track_caller]
pub fn reveal() -> PathBuf {
    path_from("REDELIVERY_REVEAL")
}

/// Mermaid's script, which draws the diagrams that the page writes.
#[track_caller]
pub fn mermaid() -> PathBuf {
    path_from("REDELIVERY_MERMAID")
}

/// Hugo, which builds pages with the shortcode for figures.
#[track_caller]
pub fn hugo() -> PathBuf {
    path_from("REDELIVERY_HUGO")
}

#[track_caller]
fn path_from(variable: &str) -> PathBuf {
    let Some(path) = env::var_os(variable).map(PathBuf::from) else {
        panic!(
            "{variable} is not set: run `cargo xtask test`, which builds the site and sets it, \
             instead of the browser tests alone"
        )
    };
    assert!(path.exists(), "{variable} is {}, which is not there", path.display());
    path
}
