//! A record as it is stored: its name says which record it is and which change of it, and its first
//! line what it replaces.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which change of a record: changes are counted, and each window has an id of its own, so that two
/// changes never have one name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Revision {
    /// How many changes went before, and this one.
    pub count: u64,
    /// The window that made it.
    pub window: String,
}

/// What stands before the text. Fields that a newer version adds are ignored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Head {
    /// Where the record stands among its kind.
    #[serde(default)]
    pub place: u64,
    /// The revisions that it was made of.
    #[serde(default)]
    pub replaces: Vec<String>,
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.count, self.window)
    }
}

impl Revision {
    pub fn read(text: &str) -> Option<Self> {
        let (count, window) = text.split_once('.')?;
        Some(Self { count: count.parse().ok()?, window: window.to_string() })
    }
}

/// The record that is stored for `text`.
pub(super) fn write(head: &Head, text: &str) -> String {
    let head = serde_json::to_string(head).unwrap_or_default();
    [&head, "\n", text].concat()
}

/// What [`write`] has written.
pub(super) fn read(stored: &str) -> Option<(Head, &str)> {
    let (head, text) = stored.split_once('\n')?;
    Some((serde_json::from_str(head).ok()?, text))
}
