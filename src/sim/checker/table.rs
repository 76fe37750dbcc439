//! The worlds known so far: open addressing with linear probing in one array, grown by half.
//!
//! A slot's place follows from the upper half of its hash by multiplication, so that any length
//! will do and the table grows without a jump in memory; a growing table is read from front to back
//! and written from front to back.

use super::{Key, halves};

/// What the table keeps of a world.
pub(super) trait Slot: Copy + Eq {
    /// What stands in a free slot.
    const EMPTY: Self;

    /// What is kept of the world with this key and hash.
    fn of(key: Key, hash: u64) -> Self;

    /// The hash of a world kept as this.
    fn hash(self) -> u64;
}

/// Exact: the key itself, turned around so that a free slot is zero.
impl Slot for Key {
    const EMPTY: Self = 0;

    fn of(key: Key, _: u64) -> Self {
        !key
    }

    fn hash(self) -> u64 {
        hash(!self)
    }
}

/// A fingerprint: two worlds with one fingerprint are taken for one.
impl Slot for u64 {
    const EMPTY: Self = 0;

    fn of(_: Key, hash: u64) -> Self {
        hash.max(1)
    }

    fn hash(self) -> u64 {
        self
    }
}

/// A set of worlds.
#[derive(Clone, Debug)]
pub(super) struct Table<S> {
    slots: Vec<S>,
    len: usize,
}

/// Slots of an empty table.
const SLOT_MIN: usize = 1 << 12;

/// Slots of a table that is large: where memory counts for more than time.
const DOUBLES_BELOW: usize = 1 << 19;

impl<S: Slot> Table<S> {
    /// An empty table.
    pub fn new() -> Self {
        Self { slots: vec![S::EMPTY; SLOT_MIN], len: 0 }
    }

    /// Whether `more` worlds fit without growing.
    pub fn has_room(&self, more: usize) -> bool {
        self.len + more <= room(self.slots.len())
    }

    /// Worlds that fit.
    pub fn capacity(&self) -> usize {
        room(self.slots.len())
    }

    /// Worlds that fit after growing once.
    pub fn next_room(&self) -> usize {
        room(grown(self.slots.len()))
    }

    /// Bytes that growing takes besides those in use: old and new are there together.
    pub fn growth(&self) -> usize {
        grown(self.slots.len()) * size_of::<S>()
    }

    /// Makes room for more.
    pub fn grow(&mut self) {
        let slots = vec![S::EMPTY; grown(self.slots.len())];
        let old = std::mem::replace(&mut self.slots, slots);
        self.len = 0;
        for slot in old.into_iter().filter(|slot| *slot != S::EMPTY) {
            self.put(slot, slot.hash());
        }
    }

    /// Reads the place where a world with this hash belongs. Several such reads wait for memory
    /// together; an insertion soon after does not wait again.
    pub fn touch(&self, hash: u64) -> bool {
        self.slots[place(hash, self.slots.len())] == S::EMPTY
    }

    /// Adds a world; whether it is new.
    pub fn insert(&mut self, key: Key, hash: u64) -> bool {
        self.put(S::of(key, hash), hash)
    }

    fn put(&mut self, slot: S, hash: u64) -> bool {
        let mut at = place(hash, self.slots.len());
        loop {
            let found = self.slots[at];
            if found == S::EMPTY {
                self.slots[at] = slot;
                self.len += 1;
                return true;
            }
            if found == slot {
                return false;
            }
            at += 1;
            if at == self.slots.len() {
                at = 0;
            }
        }
    }

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        self.slots.len() * size_of::<S>()
    }
}

/// Three quarters full is full.
fn room(slots: usize) -> usize {
    slots / 4 * 3
}

/// A small table doubles, a large one grows by half.
fn grown(slots: usize) -> usize {
    if slots < DOUBLES_BELOW { slots * 2 } else { slots + slots / 2 }
}

/// Where a world with this hash belongs among `slots`, of which there are fewer than 2^32.
fn place(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

/// A key's hash, the same everywhere: the finalizer of Austin Appleby's `MurmurHash3` over one
/// half, and again over that and the other.
pub(super) fn hash(key: Key) -> u64 {
    let [low, high] = halves(key);
    mix(mix(low ^ 0x9e37_79b9_7f4a_7c15) ^ high)
}

fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    bits = (bits ^ (bits >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    bits ^ (bits >> 33)
}
