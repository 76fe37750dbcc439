//! The checker: every world that can come of a first one, and the nearest that breaks a promise.
//!
//! [`Search`] knows nothing of messages. A [`Model`] gives it worlds as numbers; the timeline's own
//! machine is one model, and so are the published specifications, whose counts are known.

mod absent;
mod alike;
mod bounds;
mod check;
mod ends;
mod inquiry;
mod intern;
mod judge;
mod parts;
pub mod published;
mod rules;
mod search;
mod seen;
mod shown;
mod table;
mod trail;
mod walks;
mod worlds;

pub use absent::{Absence, Absent, Change, Raise};
pub use bounds::{Bounds, Gap, Hazard, Kind, MISHAP_MAX, Mishap};
pub use check::{Check, Finding, Findings, Harm};
pub use ends::{Ending, ending};
pub use inquiry::{Inquiry, Question, Reached, Report};
pub use rules::first_outside;
pub use search::{AtOnce, Keeps, Node, Plan, Progress, Search, Status};
pub use seen::Seen;
pub use walks::{Dice, Outcomes, Walks};
pub use worlds::{BROKEN, Noticed, Reductions, STUCK, Worlds};

use std::num::NonZero;

/// A world as a number: two worlds are one if and only if their keys are equal. Never all ones.
pub type Key = u128;

/// The two halves of a key, the lower one first.
#[expect(clippy::cast_possible_truncation, reason = "that is what halves are")]
fn halves(key: Key) -> [u64; 2] {
    [key as u64, (key >> 64) as u64]
}

/// Things to look for that a model may have.
pub const GOAL_MAX: usize = 24;

/// Something to search through.
pub trait Model {
    /// The first world.
    fn start(&mut self) -> Key;

    /// Looks at the world `key`: adds its successors to `next`, in an order that follows from the
    /// world alone, and answers what there is to see in it, which is `known` if that is given.
    fn visit(&mut self, key: Key, known: Option<Sight>, next: &mut Successors) -> Sight;

    /// Bytes that the model itself has come to use.
    fn bytes(&self) -> usize {
        0
    }

    /// Whether it may run out of numbers for its worlds before long.
    fn is_full(&self) -> bool {
        false
    }
}

/// What there is to see in a world: which goals it shows, and how it ranks among worlds that show
/// the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sight(
    /// Turned around, so that it is never zero and a sight that is not known takes no room.
    NonZero<u32>,
);

impl Default for Sight {
    fn default() -> Self {
        Self::new(0, 0)
    }
}

impl Sight {
    /// A world that shows `goals`, each a bit below [`GOAL_MAX`]. Of worlds at the same distance,
    /// that of the lowest `rank` is shown. No world shows all goals at the highest rank.
    pub fn new(goals: u32, rank: u8) -> Self {
        let shown = goals | u32::from(rank) << GOAL_MAX;
        Self(NonZero::new(!shown).expect("not everything is to be seen at once"))
    }

    /// A world that shows goal `n` if the `n`th of `shown` is true, and ranks like every other.
    pub fn of<const N: usize>(shown: [bool; N]) -> Self {
        let goals = shown.iter().rev().fold(0, |goals, &shown| goals << 1 | u32::from(shown));
        Self::new(goals, 0)
    }

    /// The goals it shows.
    pub fn goals(self) -> u32 {
        !self.0.get() & ((1 << GOAL_MAX) - 1)
    }

    /// How it ranks.
    pub fn rank(self) -> u8 {
        (!self.0.get()).to_be_bytes()[0]
    }
}

/// What follows from a world, or from several.
#[derive(Clone, Debug, Default)]
pub struct Successors {
    keys: Vec<Key>,
    sights: Vec<Option<Sight>>,
    far: Vec<Far>,
}

/// A world that several choices lead to, with none looked at in between.
#[derive(Clone, Copy, Debug)]
struct Far {
    key: Key,
    sight: Option<Sight>,
    /// How many choices, at least two.
    choices: usize,
}

impl Successors {
    /// Adds a world, with what there is to see in it where that is known without looking.
    pub fn push(&mut self, key: Key, sight: Option<Sight>) {
        self.keys.push(key);
        self.sights.push(sight);
    }

    /// Adds a world that it takes `choices` to come to, from 1 on.
    pub fn push_after(&mut self, choices: usize, key: Key, sight: Option<Sight>) {
        if choices == 1 {
            self.push(key, sight);
        } else {
            self.far.push(Far { key, sight, choices });
        }
    }

    /// The worlds one choice away, in order.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The world with this ordinal among the successors of one: those one choice away count from 0
    /// up, the others from the highest number down.
    pub fn key(&self, ordinal: u8) -> Key {
        let near = self.keys.get(usize::from(ordinal)).copied();
        near.unwrap_or_else(|| self.far[usize::from(u8::MAX - ordinal)].key)
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.sights.clear();
        self.far.clear();
    }
}
