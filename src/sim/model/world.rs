//! Everything there is at one instant, small enough to copy for every step of every search.

use super::{
    Bounded, Delivery, EventId, EventSet, MessageId, OUTPUT_MAX, Queue, Record, State, Store,
    VersionId,
};

/// One instant. `queue`, `store` and `sent` survive a crash; the handler's memory does not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct World {
    /// Messages not yet acknowledged.
    pub queue: Queue,
    /// The one handler.
    pub handler: Handler,
    /// The document and what is stored with it.
    pub store: Store,
    /// Events the broker has accepted, in order, repeats included. They can't be recalled.
    pub sent: Bounded<Output, OUTPUT_MAX>,
    /// Failures so far.
    pub failures: u8,
}

/// The handler: idle, or part-way through a delivery.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Handler {
    /// Waiting for a message. An idle handler remembers nothing.
    #[default]
    Idle,
    /// Processing.
    Busy {
        /// The delivery it holds the lease of.
        delivery: Delivery,
        /// The row of the approach's table that comes next.
        row: u8,
        /// What it knows.
        memory: Memory,
    },
}

/// What a handler knows while it processes one delivery. Volatile: lost in a crash, and thrown
/// away whole when the delivery ends, for better or worse.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Memory {
    /// The version it read, and so works on.
    pub read: Option<VersionId>,
    /// The newest version when it read; a commit must still find it the newest.
    pub latest: VersionId,
    /// The document as the handler has it now.
    pub state: State,
    /// Whether what it read says that this message was processed before.
    pub duplicate: bool,
    /// The outbox record it read.
    pub record: Record,
    /// The publication that is decided or published next: index into the behaviour's list.
    pub publication: u8,
    /// Events decided, or read from the outbox, and not yet sent.
    pub outgoing: EventSet,
}

/// An event that the broker has accepted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Output {
    /// The event.
    pub event: EventId,
    /// The delivery that sent it.
    pub by: Delivery,
    /// The version that it was decided from.
    pub read: VersionId,
}

impl World {
    /// The first instant: `message_count` messages waiting, nothing stored, nothing sent.
    pub fn new(message_count: usize) -> Self {
        Self { queue: Queue::with(message_count), ..Self::default() }
    }

    /// The delivery being handled, if any.
    pub fn held(&self) -> Option<Delivery> {
        match self.handler {
            Handler::Idle => None,
            Handler::Busy { delivery, .. } => Some(delivery),
        }
    }

    /// Whether `message` caused `event` to be sent at least once.
    pub fn has_sent(&self, message: MessageId, event: EventId) -> bool {
        self.sent.iter().any(|output| output.by.message == message && output.event == event)
    }
}
