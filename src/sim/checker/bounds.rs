//! The bounds of a search: what may go wrong, how often, and with how many handlers. Within them
//! everything is tried, in every order.

use std::borrow::Cow;

use crate::sim::io::Failure;
use crate::sim::machine::TurnKind;
use crate::sim::model::{FAILURE_MAX, HANDLER_MAX};

/// The bounds of a search.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Handlers that work at once, from 1 to `HANDLER_MAX`.
    pub handlers: usize,
    /// Mishaps in one run, of all kinds together, up to `FAILURE_MAX`.
    pub failures: u8,
    /// How often a message is received again after the first time; `None`: as often as it takes.
    pub retries: Option<u8>,
    /// What may go wrong; of each entry, some and at most so often. At most [`MISHAP_MAX`].
    pub mishaps: Vec<Mishap>,
}

/// Kinds of mishap with a count of their own.
pub const MISHAP_MAX: usize = 3;

/// Something that may go wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mishap {
    /// Any of these.
    pub kinds: Cow<'static, [Kind]>,
    /// How often, at most.
    pub most: u8,
    /// Whether nothing is said of runs in which it has not happened so often.
    pub needed: bool,
}

/// A kind of mishap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A step fails and ends its attempt, before or after its effect, with or without the handler:
    /// what survives of the message stands between these effects.
    Crash(&'static [Gap]),
    /// A step suffers this.
    Suffers(Failure),
    /// This happens around the handlers.
    Turns(TurnKind),
}

/// How far a message has come in the eyes of the world: between which of its durable effects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gap {
    /// Nothing of it is stored or out.
    Before,
    /// Its change is stored and no event is out, or all are out and nothing is stored.
    Between,
    /// Some of its events are out, and some are not.
    Among,
    /// Its change is stored and all of its events are out.
    After,
}

impl Gap {
    /// Wherever it is.
    pub const ANYWHERE: &'static [Gap] = &[Gap::Before, Gap::Between, Gap::Among, Gap::After];
}

/// What a visitor lets go wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Hazard {
    /// A step fails, its answer is lost, or its process dies.
    Crash,
    /// The sender sends a message again. Counted as copies.
    Duplicate,
    /// A lease expires while its handler works.
    Expiry,
    /// The broker delivers messages in another order.
    Delay,
    /// The channel loses a message or a receipt, where there are receipts.
    Loss,
    /// A message is moved aside, and perhaps brought back later.
    DeadLetter,
    /// What was stored to recognize a message is deleted.
    Eviction,
    /// A store beside the document answers from a replica that lags behind.
    StaleRead,
    /// Ids and random numbers come out differently.
    Chance,
}

impl Hazard {
    /// Every hazard, those that a broker and a network always have first.
    pub const ALL: [Hazard; 9] = [
        Hazard::Crash,
        Hazard::Duplicate,
        Hazard::Expiry,
        Hazard::Delay,
        Hazard::Loss,
        Hazard::DeadLetter,
        Hazard::Eviction,
        Hazard::StaleRead,
        Hazard::Chance,
    ];

    /// Those that come with every broker and network that delivers at least once.
    pub const USUAL: &'static [Hazard] =
        &[Hazard::Crash, Hazard::Duplicate, Hazard::Expiry, Hazard::Delay, Hazard::Loss];

    pub(super) fn kinds(self) -> &'static [Kind] {
        match self {
            Hazard::Crash => &[Kind::Crash(Gap::ANYWHERE)],
            Hazard::Duplicate => &[Kind::Turns(TurnKind::Duplicate)],
            Hazard::Expiry => &[Kind::Turns(TurnKind::Redeliver)],
            Hazard::Delay => &[Kind::Turns(TurnKind::Delay)],
            Hazard::Loss => &[Kind::Turns(TurnKind::Lose), Kind::Suffers(Failure::Lost)],
            Hazard::DeadLetter => &[Kind::Turns(TurnKind::Bury), Kind::Turns(TurnKind::Replay)],
            Hazard::Eviction => &[Kind::Turns(TurnKind::Evict)],
            Hazard::StaleRead => &[Kind::Suffers(Failure::Stale)],
            Hazard::Chance => &[Kind::Suffers(Failure::Diverged)],
        }
    }
}

impl Bounds {
    /// At most `failures` mishaps in a run, of these hazards; at most `copies` of them are
    /// duplicates.
    pub fn of(handlers: usize, failures: u8, copies: u8, hazards: &[Hazard]) -> Self {
        let others = hazards.iter().filter(|hazard| **hazard != Hazard::Duplicate);
        let kinds: Vec<Kind> = others.flat_map(|hazard| hazard.kinds()).copied().collect();
        let entry = |kinds, most| Mishap { kinds, most, needed: false };
        let copies = if hazards.contains(&Hazard::Duplicate) { copies } else { 0 };
        let again = Cow::Borrowed(Hazard::Duplicate.kinds());
        let mishaps = vec![entry(Cow::Owned(kinds), failures), entry(again, copies)];
        Self { handlers, failures, retries: None, mishaps }.within_limits()
    }

    /// These bounds, no further than a world can hold.
    #[must_use]
    pub fn within_limits(mut self) -> Self {
        self.handlers = self.handlers.clamp(1, HANDLER_MAX);
        self.failures = self.failures.min(u8::try_from(FAILURE_MAX).expect("it is small"));
        self
    }

    /// What may happen around the handlers.
    pub(super) fn turns(&self) -> impl Iterator<Item = TurnKind> {
        let allowed = |kind: &TurnKind| self.kinds().any(|it| it == Kind::Turns(*kind));
        TurnKind::ALL.into_iter().filter(allowed)
    }

    /// Which failures a step may suffer.
    pub(super) fn failures(&self) -> impl Iterator<Item = Failure> {
        let allowed = |failure: &Failure| {
            self.kinds().any(|kind| match kind {
                Kind::Crash(_) => failure.ends_attempt(),
                Kind::Suffers(other) => other == *failure,
                Kind::Turns(_) => false,
            })
        };
        Failure::ALL.into_iter().filter(allowed)
    }

    fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.mishaps.iter().flat_map(|mishap| mishap.kinds.iter().copied())
    }
}
