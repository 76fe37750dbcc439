//! Values by number: each different value once. What is compared and stored millions of times is
//! the number.
//!
//! Source: the COLLAPSE mode of SPIN; Gerard Holzmann, "State Compression in SPIN".

use std::hash::{Hash, Hasher};

/// The different values of one part of a world, each with its number, from 0 in the order in which
/// they come.
#[derive(Clone, Debug)]
pub(super) struct Interner<T> {
    values: Vec<T>,
    /// One more than a value's number, by the value's hash; 0 is free.
    slots: Vec<u32>,
}

impl<T: Copy + Eq + Hash> Interner<T> {
    /// No values yet.
    pub fn new() -> Self {
        Self { values: Vec::new(), slots: vec![0; 64] }
    }

    /// The number of `value`.
    pub fn number(&mut self, value: &T) -> u32 {
        if self.values.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mut at = self.place(value);
        loop {
            match self.slots[at] {
                0 => {
                    self.values.push(*value);
                    let count = u32::try_from(self.values.len()).expect("memory ends before");
                    self.slots[at] = count;
                    return count - 1;
                }
                number if self.values[number as usize - 1] == *value => return number - 1,
                _ => at = (at + 1) % self.slots.len(),
            }
        }
    }

    /// The value with this number.
    pub fn value(&self, number: u32) -> &T {
        &self.values[number as usize]
    }

    /// The value with this number, if there is one.
    pub fn get(&self, number: usize) -> Option<&T> {
        self.values.get(number)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        self.values.capacity() * size_of::<T>() + self.slots.len() * size_of::<u32>()
    }

    fn place(&self, value: &T) -> usize {
        let mut fold = Fold(0);
        value.hash(&mut fold);
        // The length is a power of two, so that any bits would do; the upper ones are the best.
        (fold.finish() >> 32) as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for (number, value) in (1..).zip(&self.values) {
            let mut at = self.place(value);
            while self.slots[at] != 0 {
                at = (at + 1) % self.slots.len();
            }
            self.slots[at] = number;
        }
    }
}

/// Multiplies and folds: fast, and the same everywhere.
struct Fold(u64);

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for &word in words {
            self.write_u64(u64::from_le_bytes(word));
        }
        for &byte in rest {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_u16(&mut self, value: u16) {
        self.write_u64(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    // As wide as the machine's words, and those differ: a length must hash the same everywhere.
    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    // What tells the cases of an enum apart is as wide as the machine's words too.
    fn write_isize(&mut self, value: isize) {
        self.write_u64(value.cast_unsigned() as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}
