//! The columns: what may go wrong, how often, with how many messages and handlers. They are those
//! of the field's own table, and those that this world has besides.
//!
//! Source of the first thirteen: the failures named in the posts and the workshop of
//! exactly-once.github.io.

use std::borrow::Cow;

use crate::sim::checker::{Bounds, Gap, Kind, Mishap};
use crate::sim::io::Failure;
use crate::sim::machine::TurnKind;
use crate::sim::scenario::Case;

/// One column of the matrix: the bounds of a search.
#[derive(Debug)]
pub struct Column {
    /// Its short name.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What may go wrong, in a sentence.
    pub about: &'static str,
    /// Why it can't happen to an approach that it does not strike.
    pub never: &'static str,
    /// How many messages come.
    pub messages: Messages,
    /// How many handlers work at once.
    pub handlers: usize,
    /// Whether another message comes before the one that is struck is done.
    pub overtakes: bool,
    /// What may go wrong; of each entry, some and at most so often.
    mishaps: &'static [Mishap],
}

/// How many messages come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Messages {
    /// The first, with those that follow from it.
    First,
    /// All.
    All,
}

const ANYWHERE: &[Gap] = Gap::ANYWHERE;

const fn once(kinds: &'static [Kind]) -> Mishap {
    Mishap { kinds: Cow::Borrowed(kinds), most: 1, needed: true }
}

const fn perhaps(kinds: &'static [Kind]) -> Mishap {
    Mishap { kinds: Cow::Borrowed(kinds), most: 1, needed: false }
}

const fn twice(kinds: &'static [Kind]) -> Mishap {
    Mishap { kinds: Cow::Borrowed(kinds), most: 2, needed: true }
}

const IN_ONE: &str = "Its change and its events are never separate, or there is only one event.";
const ONE_BY_ONE: &str = "One receiver takes one message at a time.";

const fn crash(id: &'static str, name: &'static str, about: &'static str) -> Column {
    let never = "This can't happen to this approach.";
    Column {
        id,
        name,
        about,
        never,
        messages: Messages::First,
        handlers: 1,
        overtakes: false,
        mishaps: &[],
    }
}

/// Every column, in the order of the field's table.
pub static COLUMNS: [Column; 17] = [
    Column {
        mishaps: &[once(&[Kind::Crash(&[Gap::Before])])],
        ..crash(
            "F1",
            "Crash before anything is stored",
            "An attempt fails before its first durable effect.",
        )
    },
    Column {
        never: IN_ONE,
        mishaps: &[once(&[Kind::Crash(&[Gap::Between])])],
        ..crash(
            "F2",
            "Crash between store and broker",
            "An attempt fails between storing its change and publishing.",
        )
    },
    Column {
        never: IN_ONE,
        mishaps: &[once(&[Kind::Crash(&[Gap::Among])])],
        ..crash("F3", "Crash between two events", "An attempt fails between two of its events.")
    },
    Column {
        mishaps: &[once(&[Kind::Crash(&[Gap::After])])],
        ..crash(
            "F4",
            "Crash at the very end",
            "An attempt fails after its last effect, before the message is gone.",
        )
    },
    Column {
        never: "Its change and its events are never apart, there is one event only, or no other \
                message comes.",
        messages: Messages::All,
        overtakes: true,
        mishaps: &[once(&[Kind::Crash(&[Gap::Between, Gap::Among])])],
        ..crash(
            "F5",
            "Crash, and another message first",
            "An attempt fails halfway, and another message is processed before the retry.",
        )
    },
    Column {
        mishaps: &[once(&[Kind::Turns(TurnKind::Duplicate)])],
        ..crash("F6", "Duplicate", "The sender sends the message again.")
    },
    Column {
        never: "No other message comes.",
        messages: Messages::All,
        overtakes: true,
        mishaps: &[once(&[Kind::Turns(TurnKind::Duplicate)])],
        ..crash(
            "F7",
            "Late duplicate",
            "The sender sends a message again, and it arrives after another message.",
        )
    },
    Column {
        never: ONE_BY_ONE,
        handlers: 2,
        mishaps: &[once(&[Kind::Turns(TurnKind::Duplicate), Kind::Turns(TurnKind::Redeliver)])],
        ..crash(
            "F8",
            "Duplicate at the same time",
            "Two handlers work on one message: its lease expired, or it was sent twice.",
        )
    },
    Column {
        never: ONE_BY_ONE,
        messages: Messages::All,
        handlers: 2,
        ..crash(
            "F9",
            "Two messages at the same time",
            "Two handlers work on different messages, and nothing fails.",
        )
    },
    Column {
        mishaps: &[
            once(&[Kind::Crash(ANYWHERE)]),
            once(&[Kind::Turns(TurnKind::Bury)]),
            perhaps(&[Kind::Turns(TurnKind::Replay)]),
        ],
        ..crash(
            "F10",
            "Retries used up",
            "An attempt fails, and the message is dead-lettered and perhaps replayed later.",
        )
    },
    Column {
        never: "It keeps nothing that expires.",
        mishaps: &[
            once(&[Kind::Turns(TurnKind::Evict)]),
            once(&[Kind::Turns(TurnKind::Duplicate)]),
        ],
        ..crash(
            "F11",
            "Duplicate after eviction",
            "What was stored to recognize a message expires, and then a duplicate of it arrives.",
        )
    },
    Column {
        never: "It reads no store that could lag behind.",
        mishaps: &[
            once(&[Kind::Suffers(Failure::Stale)]),
            perhaps(&[Kind::Turns(TurnKind::Duplicate)]),
        ],
        ..crash(
            "F12",
            "Stale read",
            "A store beside the document answers from a replica that lags behind.",
        )
    },
    Column {
        mishaps: &[once(&[Kind::Suffers(Failure::Diverged)]), once(&[Kind::Crash(ANYWHERE)])],
        ..crash(
            "F13",
            "Nondeterministic handler",
            "An attempt fails; the retry gets different ids and random numbers.",
        )
    },
    Column {
        never: "No two messages are on their way at the same time.",
        messages: Messages::All,
        mishaps: &[once(&[Kind::Turns(TurnKind::Delay)])],
        ..crash("F14", "Reordering", "The broker delivers the messages in a different order.")
    },
    Column {
        never: "No other message comes.",
        messages: Messages::All,
        overtakes: true,
        mishaps: &[
            once(&[Kind::Crash(ANYWHERE)]),
            once(&[Kind::Turns(TurnKind::Bury)]),
            once(&[Kind::Turns(TurnKind::Replay)]),
        ],
        ..crash(
            "F15",
            "Dead letter replayed late",
            "A message is dead-lettered, and replayed after another one was processed.",
        )
    },
    Column {
        never: "The broker keeps a message until it is acknowledged.",
        messages: Messages::All,
        mishaps: &[once(&[Kind::Turns(TurnKind::Lose), Kind::Suffers(Failure::Lost)])],
        ..crash("F16", "Message or receipt lost", "The channel loses a message, or its receipt.")
    },
    Column {
        mishaps: &[twice(&[Kind::Crash(ANYWHERE)])],
        ..crash("F17", "Two crashes", "Two attempts fail, at any step.")
    },
];

impl Column {
    /// The bounds of the search behind a cell.
    pub fn bounds(&self) -> Bounds {
        let mishaps = self.mishaps.to_vec();
        let failures = mishaps.iter().map(|mishap| mishap.most).sum();
        Bounds { handlers: self.handlers, failures, retries: None, mishaps }
    }

    /// The messages of `case` that come in this column.
    pub fn case(&self, case: Case) -> Case {
        match self.messages {
            Messages::First => case.alone(),
            Messages::All => case,
        }
    }
}
