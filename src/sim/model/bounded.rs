//! A list that lives in place: `Copy`, ordered, with a fixed limit. Worlds are cloned and hashed
//! millions of times a second, so nothing in them may point at the heap.

use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

/// Up to `N` values of `T` in order. Slots past the length always hold the default value.
#[derive(Clone, Copy, Debug)]
pub struct Bounded<T, const N: usize> {
    len: u8,
    slots: [T; N],
}

impl<T: Copy + Default, const N: usize> Bounded<T, N> {
    /// Appends `value`. Panics when the list is full: every limit is derived from how often the
    /// machine can push, so a full list is a mistake in the limits.
    pub fn push(&mut self, value: T) {
        assert!(usize::from(self.len) < N, "a bounded list of {N} overflowed");
        self.slots[usize::from(self.len)] = value;
        self.len += 1;
    }

    /// Takes out the value at `index`; the ones behind it move up.
    pub fn remove(&mut self, index: usize) -> T {
        let value = self[index];
        self.slots.copy_within(index + 1..usize::from(self.len), index);
        self.len -= 1;
        self.slots[usize::from(self.len)] = T::default();
        value
    }
}

impl<T: Copy + Default, const N: usize> Default for Bounded<T, N> {
    fn default() -> Self {
        Self { len: 0, slots: [T::default(); N] }
    }
}

impl<T, const N: usize> Deref for Bounded<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.slots[..usize::from(self.len)]
    }
}

impl<T, const N: usize> DerefMut for Bounded<T, N> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.slots[..usize::from(self.len)]
    }
}

impl<T: PartialEq, const N: usize> PartialEq for Bounded<T, N> {
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}

impl<T: Eq, const N: usize> Eq for Bounded<T, N> {}

impl<T: Hash, const N: usize> Hash for Bounded<T, N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self[..].hash(state);
    }
}
