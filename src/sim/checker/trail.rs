//! How each world was found, and which are to be looked at next: level by level.

use std::collections::VecDeque;
use std::ops::Range;

use super::search::Node;
use super::table::{Slot, Table, hash};
use super::{Far, Key, Model, Sight, Successors};

/// How each world was found, and those that are to be looked at on the next level.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    /// For each world, the one that it was found from.
    pub parents: Vec<Node>,
    /// And as which of its successors.
    pub ordinals: Vec<u8>,
    pub coming: Level,
    /// Worlds further away than the next level, nearest level first: they are found only when
    /// everything nearer is, so that each is as far away as it says.
    later: VecDeque<Vec<Later>>,
}

/// A world that a level further on will find, if nobody has before.
#[derive(Clone, Copy, Debug)]
struct Later {
    key: Key,
    sight: Option<Sight>,
    parent: Node,
    ordinal: u8,
}

/// Worlds at the same distance from the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub keys: Vec<Key>,
    /// What is known of each without looking.
    pub sights: Vec<Option<Sight>>,
}

/// What a batch of worlds leads to; kept, so that nothing is allocated for a world.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    pub found: Successors,
    hashes: Vec<u64>,
    /// Where each world's successors end: those one choice away, and the others.
    ends: Vec<[usize; 2]>,
    /// What there was to see in each world.
    pub sights: Vec<Sight>,
    /// Bytes that the model used by then.
    pub model_bytes: usize,
    /// Whether the model might have run out of numbers.
    pub is_model_full: bool,
}

impl Batch {
    /// A batch that leads to the first world.
    pub fn of(start: Key, model_bytes: usize) -> Self {
        let mut batch = Self { ends: vec![[1, 0]], model_bytes, ..Self::default() };
        batch.found.push(start, None);
        batch.hashes.push(hash(start));
        batch
    }

    /// Looks at these worlds of `level`: what there is to see, and what follows. Once in the
    /// program for each model, with all that the model does in it: that is what makes it fast.
    #[inline(never)]
    pub fn look(&mut self, model: &mut impl Model, level: &Level, worlds: Range<usize>) {
        self.found.clear();
        self.ends.clear();
        self.sights.clear();
        for at in worlds {
            self.sights.push(model.visit(level.keys[at], level.sights[at], &mut self.found));
            self.ends.push([self.found.keys.len(), self.found.far.len()]);
        }
        self.hashes.clear();
        self.hashes.extend(self.found.keys.iter().map(|&key| hash(key)));
        (self.model_bytes, self.is_model_full) = (model.bytes(), model.is_full());
    }
}

impl Trail {
    /// Adds what the worlds of `batch` led to; the first of them is world `first`. Nothing, if that
    /// takes more than `room` bytes.
    pub fn add<S: Slot>(
        &mut self,
        table: &mut Table<S>,
        batch: &Batch,
        first: usize,
        room: usize,
    ) -> bool {
        let Batch { found, hashes, ends, .. } = batch;
        if !self.make_room(table, found.keys.len(), room) {
            return false;
        }
        // Nothing comes of it but that the slots are near when they are needed.
        let free = hashes.iter().filter(|&&hash| table.touch(hash)).count();
        std::hint::black_box(free);
        let (mut at, mut far_at) = (0, 0);
        for (index, &[end, far_end]) in ends.iter().enumerate() {
            let parent = number(first + index);
            for ordinal in 0..end - at {
                let (key, hash) = (found.keys[at + ordinal], hashes[at + ordinal]);
                if table.insert(key, hash) {
                    let sight = found.sights[at + ordinal];
                    let ordinal = u8::try_from(ordinal).expect("few things can happen");
                    self.found(parent, ordinal, key, sight);
                }
            }
            for (ordinal, far) in (0..).zip(&found.far[far_at..far_end]) {
                let Far { key, sight, choices } = *far;
                self.later.resize_with(self.later.len().max(choices - 1), Vec::new);
                let ordinal = u8::MAX - ordinal;
                self.later[choices - 2].push(Later { key, sight, parent, ordinal });
            }
            (at, far_at) = (end, far_end);
        }
        true
    }

    /// Adds the worlds that are due on the level after this one, unless somebody has found them
    /// nearer by. Nothing, if that takes more than `room` bytes.
    pub fn add_due<S: Slot>(&mut self, table: &mut Table<S>, room: usize) -> bool {
        let due = self.later.pop_front().unwrap_or_default();
        let fits = self.make_room(table, due.len(), room);
        for Later { key, sight, parent, ordinal } in due.into_iter().filter(|_| fits) {
            if table.insert(key, hash(key)) {
                self.found(parent, ordinal, key, sight);
            }
        }
        fits
    }

    fn found(&mut self, parent: Node, ordinal: u8, key: Key, sight: Option<Sight>) {
        self.parents.push(parent);
        self.ordinals.push(ordinal);
        self.coming.keys.push(key);
        self.coming.sights.push(sight);
    }

    /// Makes room for `count` worlds more; whether that takes no more than `room` bytes.
    fn make_room<S: Slot>(&mut self, table: &mut Table<S>, count: usize, room: usize) -> bool {
        while !table.has_room(count) {
            let nodes = table.next_room() - self.parents.capacity().min(table.next_room());
            if table.growth() + nodes * (size_of::<Node>() + size_of::<u8>()) > room {
                return false;
            }
            table.grow();
            self.parents.reserve_exact(table.capacity() - self.parents.len());
            self.ordinals.reserve_exact(table.capacity() - self.ordinals.len());
        }
        true
    }

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        let later = self.later.iter().map(Vec::capacity).sum::<usize>();
        self.parents.capacity() * size_of::<Node>()
            + self.ordinals.capacity() * size_of::<u8>()
            + self.coming.bytes()
            + later * size_of::<Later>()
    }

    /// Whether no world is to be looked at after this level.
    pub fn is_over(&self) -> bool {
        self.coming.keys.is_empty() && self.later.iter().all(Vec::is_empty)
    }
}

impl Level {
    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        self.keys.capacity() * size_of::<Key>()
            + self.sights.capacity() * size_of::<Option<Sight>>()
    }
}

/// A world's position as it is kept.
pub(super) fn number(node: usize) -> Node {
    Node::try_from(node).expect("memory ends before the numbers do")
}
