//! The specifications that the field has published, written on the same search: their counts are
//! known from TLC, so that they tell whether the search counts right.

mod exactly_once;
mod message_handler;
mod none_atomic;

pub use exactly_once::{ExactlyOnce, Reduction};
pub use message_handler::{MessageHandler, Variant};
pub use none_atomic::NoneAtomic;

use std::fmt::{self, Display};
use std::ops::RangeInclusive;

use super::{Key, Model};

/// A published specification with its constants.
pub trait Specification: Model {
    /// What must hold everywhere: goal `n` of the model shows where the `n`th does not.
    fn properties(&self) -> &'static [&'static str];

    /// A world in words.
    fn tell(&self, key: Key) -> String;

    /// Whether everything is done in a world: what `Termination` wants to come about.
    fn is_done(&self, key: Key) -> bool;
}

/// A constant that is too large for a key, or too small to mean anything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutOfScope {
    name: &'static str,
    value: u8,
    range: RangeInclusive<u8>,
}

impl Display for OutOfScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, value, range } = self;
        write!(f, "{name} is {value}, it can be {} to {}", range.start(), range.end())
    }
}

impl std::error::Error for OutOfScope {}

fn within(name: &'static str, value: u8, range: RangeInclusive<u8>) -> Result<(), OutOfScope> {
    if range.contains(&value) { Ok(()) } else { Err(OutOfScope { name, value, range }) }
}
