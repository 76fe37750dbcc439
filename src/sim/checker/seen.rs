//! Which kinds of mishap have happened in any of the runs looked at.

use super::bounds::{Hazard, Kind};
use crate::sim::io::Failure;
use crate::sim::machine::Choice;

/// The kinds of mishap that have happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Seen {
    /// A bit for each failure that a step suffered.
    failures: u16,
    /// A bit for each kind of what happened around the handlers.
    turns: u16,
}

impl Seen {
    /// Notes a choice that went wrong.
    pub(super) fn note(&mut self, mishap: Choice) {
        match mishap {
            Choice::Step(_) => {}
            Choice::Fail(_, failure) => self.failures |= 1 << failure as u16,
            Choice::Turn(turn) => self.turns |= 1 << turn.kind as u16,
        }
    }

    /// Whether one of what `hazard` stands for has happened.
    pub fn has(self, hazard: Hazard) -> bool {
        let suffered = |failure: Failure| self.failures >> failure as u16 & 1 == 1;
        hazard.kinds().iter().any(|kind| match kind {
            Kind::Crash(_) => Failure::ALL.into_iter().any(|it| it.ends_attempt() && suffered(it)),
            Kind::Suffers(failure) => suffered(*failure),
            Kind::Turns(kind) => self.turns >> *kind as u16 & 1 == 1,
        })
    }
}

impl std::ops::BitOr for Seen {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self { failures: self.failures | other.failures, turns: self.turns | other.turns }
    }
}
