//! The records of one kind that one copy of the site keeps, as one window knows them.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{self, Head, Revision};
use super::{Entry, Found, Kind, Store, digest, of_copy};

/// See the file. What it knows is what it has read or written last, and only that does it replace.
#[derive(Clone, Debug)]
pub struct Shelf {
    pub(super) kind: &'static Kind,
    /// The beginning of the names of the copy's records of this kind.
    pub(super) prefix: String,
    /// The beginning of the names of the marks that say what was taken over.
    pub(super) taken: String,
    /// What this window is called in revisions.
    window: String,
    /// The records, by name.
    known: BTreeMap<String, Known>,
    /// Where each record stands, and how often it was changed.
    marks: BTreeMap<String, Mark>,
    /// What there was no room for, by name.
    unkept: BTreeMap<String, String>,
    /// What was stored when this window looked last.
    seen: BTreeSet<String>,
}

/// A record as it was read or written last.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Known {
    revisions: Vec<Revision>,
    text: String,
}

#[derive(Clone, Copy, Default, Debug)]
struct Mark {
    place: u64,
    count: u64,
}

/// A stored record that nothing has replaced yet.
pub(super) struct Leaf {
    pub revision: Revision,
    pub head: Head,
    pub text: String,
}

/// Letters of a record's name that stay when it is set apart.
const NAME_KEPT: usize = 31;
/// Digits that tell it from others then.
const DIGITS: usize = 8;

impl Shelf {
    /// The records of `kind` of the copy that lies in the folder `place`, as the window with the id
    /// `window` knows them: nothing yet.
    pub fn new(kind: &'static Kind, place: &str, window: &str) -> Self {
        let copy = of_copy(place);
        Self {
            kind,
            prefix: format!("{copy}{} ", kind.word),
            taken: format!("{copy}taken {} ", kind.word),
            window: window.to_string(),
            known: BTreeMap::new(),
            marks: BTreeMap::new(),
            unkept: BTreeMap::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Whether nothing was changed by others since this window looked.
    pub fn is_current(&self, store: &impl Store) -> bool {
        self.seen == self.look(store)
    }

    /// Whether there was no room for something.
    pub fn is_behind(&self) -> bool {
        !self.unkept.is_empty()
    }

    /// Reads all records, and takes over what older versions have kept.
    pub fn read(&mut self, store: &mut impl Store) -> Found {
        // What there was no room for may have room now; it replaces what it was made of.
        for (name, text) in self.unkept.clone() {
            if self.put(store, &name, &text) {
                self.unkept.remove(&name);
            }
        }
        let (mut leaves, mut unread) = self.leaves(store);
        let (left, unreadable) = self.take_over(store, &leaves);
        unread.extend(unreadable);
        if left.is_some() {
            leaves = self.leaves(store).0;
        }
        let before = std::mem::take(&mut self.known);
        let mut found = Found { unread, ..Found::default() };
        for (name, mut leaves) in leaves {
            leaves.sort_by(|one, other| other.revision.cmp(&one.revision));
            self.mark(&name, &leaves);
            if self.kind.joined.is_none() {
                found.parted |= self.part(store, &name, &mut leaves);
            }
            self.know(&name, leaves);
        }
        for (name, text) in left.into_iter().flatten() {
            if !self.known.contains_key(&name) {
                self.unkept.entry(name).or_insert(text);
            }
        }
        // This window still means what it could not store.
        for name in self.unkept.keys() {
            match before.get(name) {
                Some(known) => self.known.insert(name.clone(), known.clone()),
                None => self.known.remove(name),
            };
        }
        self.seen = self.look(store);
        found.entries = self.entries();
        found
    }

    /// Keeps `entries` and no other record that this window knows of; whether there was room.
    pub fn keep(&mut self, store: &mut impl Store, entries: &[Entry]) -> bool {
        // What another window has changed since is not seen by writing beside it.
        let was_current = self.is_current(store);
        for (name, text) in entries {
            let is_kept = self.known.get(name).is_some_and(|known| known.text == *text);
            if is_kept || self.put(store, name, text) {
                self.unkept.remove(name);
            } else {
                self.unkept.insert(name.clone(), text.clone());
            }
        }
        let is_wanted = |name: &String| entries.iter().any(|(wanted, _)| wanted == name);
        self.unkept.retain(|name, _| is_wanted(name));
        let gone: Vec<String> = self.known.keys().filter(|it| !is_wanted(it)).cloned().collect();
        for name in gone {
            for revision in self.known.remove(&name).into_iter().flat_map(|it| it.revisions) {
                store.remove(&self.stored(&name, &revision));
            }
        }
        if was_current {
            self.seen = self.look(store);
        }
        self.unkept.is_empty()
    }

    /// Takes away what can't be read, unless somebody has changed it since.
    pub fn delete(&mut self, store: &mut impl Store, unread: &[Entry]) {
        for (name, text) in unread {
            if store.get(name).as_ref() == Some(text) {
                store.remove(name);
            }
        }
    }

    /// Keeps nothing, of older versions neither; what can't be read stays. Whether there was room.
    pub fn clear(&mut self, store: &mut impl Store) -> bool {
        let is_cleared = self.keep(store, &[]);
        let older = store.get(self.kind.older);
        if older.is_some_and(|older| (self.kind.taken_apart)(&older).1) {
            store.remove(self.kind.older);
        }
        is_cleared
    }

    /// Writes a change of a record, reads it back, and takes away what it replaces.
    fn put(&mut self, store: &mut impl Store, name: &str, text: &str) -> bool {
        let next = self.marks.values().map(|mark| mark.place + 1).max().unwrap_or_default();
        let mark = self.marks.entry(name.to_string()).or_insert(Mark { place: next, count: 0 });
        mark.count += 1;
        let revision = Revision { count: mark.count, window: self.window.clone() };
        let place = mark.place;
        let before = self.known.get(name).map(|it| it.revisions.clone()).unwrap_or_default();
        let replaces = before.iter().map(ToString::to_string).collect();
        if !self.write(store, name, &revision, &Head { place, replaces }, text) {
            return false;
        }
        for revision in before {
            store.remove(&self.stored(name, &revision));
        }
        let known = Known { revisions: vec![revision], text: text.to_string() };
        self.known.insert(name.to_string(), known);
        true
    }

    /// Writes a record and reads it back.
    pub(super) fn write(
        &self,
        store: &mut impl Store,
        name: &str,
        revision: &Revision,
        head: &Head,
        text: &str,
    ) -> bool {
        let (stored, text) = (self.stored(name, revision), record::write(head, text));
        store.set(&stored, &text) && store.get(&stored).as_ref() == Some(&text)
    }

    /// The name under which a record is stored.
    fn stored(&self, name: &str, revision: &Revision) -> String {
        format!("{}{name} {revision}", self.prefix)
    }

    /// What is stored, by names; and the one text of older versions, by its digest.
    fn look(&self, store: &impl Store) -> BTreeSet<String> {
        let is_own = |name: &String| name.starts_with(&self.prefix) || name == self.kind.aside;
        let older = store.get(self.kind.older).map(|text| digest(&[&text]));
        store.names().into_iter().filter(is_own).chain(older).collect()
    }

    /// The records that nothing has replaced, by name, and what can't be read. What was replaced
    /// and not yet taken away, goes.
    fn leaves(&self, store: &mut impl Store) -> (BTreeMap<String, Vec<Leaf>>, Vec<Entry>) {
        let (mut leaves, mut unread) = (BTreeMap::<String, Vec<Leaf>>::new(), Vec::new());
        let mut names = store.names();
        names.sort();
        for stored in names {
            let Some(rest) = stored.strip_prefix(&self.prefix) else { continue };
            let Some(content) = store.get(&stored) else { continue };
            let record = record::read(&content).filter(|(_, text)| (self.kind.is_read)(text));
            let called = rest.rsplit_once(' ');
            let called = called.and_then(|(name, it)| Some((name, Revision::read(it)?)));
            match (record, called) {
                (Some((head, text)), Some((name, revision))) => {
                    let leaf = Leaf { revision, head, text: text.to_string() };
                    leaves.entry(name.to_string()).or_default().push(leaf);
                }
                _ => unread.push((stored, content)),
            }
        }
        for (name, leaves) in &mut leaves {
            let replaced: BTreeSet<String> =
                leaves.iter().flat_map(|leaf| leaf.head.replaces.clone()).collect();
            leaves.retain(|leaf| {
                let is_replaced = replaced.contains(&leaf.revision.to_string());
                if is_replaced {
                    store.remove(&self.stored(name, &leaf.revision));
                }
                !is_replaced
            });
        }
        leaves.retain(|_, leaves| !leaves.is_empty());
        (leaves, unread)
    }

    /// Notes where a record stands, and how often it was changed.
    fn mark(&mut self, name: &str, leaves: &[Leaf]) {
        let mark = self.marks.entry(name.to_string()).or_default();
        let count = leaves.iter().map(|leaf| leaf.revision.count).max().unwrap_or_default();
        *mark = Mark { place: leaves[0].head.place, count: mark.count.max(count) };
    }

    /// Sets apart what another window has made of a record at the same time, under a name that
    /// every window would give it. Whether there was such a thing.
    fn part(&mut self, store: &mut impl Store, name: &str, leaves: &mut Vec<Leaf>) -> bool {
        let text = leaves[0].text.clone();
        let (same, others): (Vec<Leaf>, Vec<Leaf>) =
            std::mem::take(leaves).into_iter().partition(|leaf| leaf.text == text);
        *leaves = same;
        let mut parted = false;
        for Leaf { revision, head, text } in others {
            let digits = digest(&[name, &revision.to_string()]);
            let start: String = name.chars().take(NAME_KEPT).collect();
            let apart = format!("{start}-{}", &digits[..DIGITS]);
            let head = Head { place: head.place, replaces: Vec::new() };
            if self.write(store, &apart, &revision, &head, &text) {
                store.remove(&self.stored(name, &revision));
                let leaf = Leaf { revision, head, text };
                self.mark(&apart, std::slice::from_ref(&leaf));
                self.know(&apart, vec![leaf]);
                parted = true;
            }
        }
        parted
    }

    /// Goes on with what was read of a record.
    fn know(&mut self, name: &str, leaves: Vec<Leaf>) {
        let revisions = leaves.iter().map(|leaf| leaf.revision.clone()).collect();
        let texts = leaves.into_iter().map(|leaf| leaf.text);
        let text = match self.kind.joined {
            Some(joined) => texts.reduce(|one, other| joined(&one, &other)),
            None => texts.into_iter().next(),
        };
        let known = Known { revisions, text: text.unwrap_or_default() };
        self.known.insert(name.to_string(), known);
    }

    /// Every record, oldest first.
    fn entries(&self) -> Vec<Entry> {
        let kept = self.known.iter().map(|(name, known)| (name, &known.text));
        let all: BTreeMap<&String, &String> = kept.chain(&self.unkept).collect();
        let place = |name: &String| self.marks.get(name).map_or(u64::MAX, |mark| mark.place);
        let mut all: Vec<_> =
            all.into_iter().map(|(name, text)| (place(name), name, text)).collect();
        all.sort();
        all.into_iter().map(|(_, name, text)| (name.clone(), text.clone())).collect()
    }
}
