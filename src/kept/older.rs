//! What older versions have kept: all records of a kind in one text. Each is taken over once, and
//! their text stays as it is: an older version may still be open in another window, and go on.

use std::collections::BTreeMap;

use super::record::{Head, Revision};
use super::shelf::Leaf;
use super::{Entry, Shelf, Store, digest};

/// How the windows are called that take something over: whichever does it, writes the same.
const OLDER: &str = "older-";

impl Shelf {
    /// Takes over what is new in the text of an older version. Says what there was no room for, if
    /// there was anything new, and what can't be read.
    pub(super) fn take_over(
        &self,
        store: &mut impl Store,
        leaves: &BTreeMap<String, Vec<Leaf>>,
    ) -> (Option<Vec<Entry>>, Vec<Entry>) {
        let unread = |name: &str| Some((name.to_string(), store.get(name)?));
        let mut unreadable: Vec<Entry> = unread(self.kind.aside).into_iter().collect();
        let Some((older, kept)) = unread(self.kind.older) else { return (None, unreadable) };
        let (entries, is_whole) = (self.kind.taken_apart)(&kept);
        if !is_whole {
            unreadable.push((older, kept));
        }
        let mut left = None;
        for (place, (name, text)) in (0..).zip(entries) {
            let digits = digest(&[&name, &text]);
            let mark = format!("{}{digits}", self.taken);
            if store.get(&mark).is_some() {
                continue;
            }
            let leaves = leaves.get(&name).map_or(&[][..], Vec::as_slice);
            let left: &mut Vec<Entry> = left.get_or_insert_default();
            let is_there = leaves.iter().any(|leaf| leaf.text == text);
            // What was changed in both versions since is there twice.
            let before = leaves.iter().filter(|leaf| leaf.revision.window.starts_with(OLDER));
            let before: Vec<&Revision> = before.map(|leaf| &leaf.revision).collect();
            let count = before.iter().map(|revision| revision.count).max().unwrap_or_default() + 1;
            let revision = Revision { count, window: [OLDER, &digits].concat() };
            let replaces = before.iter().map(ToString::to_string).collect();
            if is_there || self.write(store, &name, &revision, &Head { place, replaces }, &text) {
                store.set(&mark, "");
            } else {
                left.push((name, text));
            }
        }
        (left, unreadable)
    }
}
