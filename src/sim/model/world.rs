//! Everything there is at one instant, small enough to copy for every step of every search.

use super::{
    Beside, Bounded, Delivery, EventId, EventSet, HANDLER_MAX, HandlerId, MessageId, MessageSet,
    OUTPUT_MAX, Queue, Record, State, Store, VersionId,
};

/// One instant. Everything but the handlers survives a crash of theirs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct World {
    /// Messages on their way to the endpoint.
    pub queue: Queue,
    /// The sender, where it delivers to the endpoint itself, without a broker.
    pub sender: Sender,
    /// The handlers.
    pub handlers: [Handler; HANDLER_MAX],
    /// The document and what is stored with it.
    pub store: Store,
    /// What is stored beside the document.
    pub beside: Beside,
    /// Events the broker has accepted, in order, repeats included. They can't be recalled.
    pub sent: Bounded<Output, OUTPUT_MAX>,
    /// What went wrong so far: failures, copies, delays, expired leases and the like.
    pub failures: u8,
}

/// A sender that keeps what is unconfirmed and sends it again until a receipt arrives.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Sender {
    /// Messages not sent yet.
    pub unsent: MessageSet,
    /// Messages sent, without a receipt so far.
    pub unconfirmed: MessageSet,
}

/// A handler: idle, or part-way through a delivery.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Handler {
    /// Waiting for a message. An idle handler remembers nothing.
    #[default]
    Idle,
    /// Processing.
    Busy {
        /// The delivery it works on.
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
    /// The newest version when it read.
    pub latest: VersionId,
    /// The document's revision when it read; a commit must still find it.
    pub revision: u8,
    /// The document as the handler has it now.
    pub state: State,
    /// Whether what it read says that this message was processed before.
    pub duplicate: bool,
    /// Whether the history it read has a version of this message's.
    pub in_history: bool,
    /// The outbox record it read.
    pub record: Record,
    /// The open transaction it found.
    pub transaction: Option<Delivery>,
    /// The publication that is decided or published next: index into the behaviour's list.
    pub publication: u8,
    /// Whether the business logic found that the message may not be applied here.
    pub declined: bool,
    /// Events decided, or read from the outbox, and not yet sent.
    pub outgoing: EventSet,
    /// Whose random numbers, clock and new ids its events carry; 0 when all of it is derived from
    /// the message.
    pub draw: u8,
    /// The tokens of its events: the attempt that created them; 0 for none.
    pub tokens: u8,
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
    /// What the next endpoint knows it by, among the events of its message and kind: 0 is the id
    /// derived from the message; any other number was drawn by that attempt.
    pub id: u8,
    /// The number it tells; 0 when it tells none.
    pub tells: u8,
    /// Whether that number depends on random numbers or the clock.
    pub drawn: bool,
    /// Whether the message's change was stored when it was sent, or while the attempt that sent it
    /// was still at work.
    pub stored: bool,
}

impl Handler {
    /// The delivery it works on.
    pub fn held(&self) -> Option<Delivery> {
        match *self {
            Handler::Idle => None,
            Handler::Busy { delivery, .. } => Some(delivery),
        }
    }
}

impl World {
    /// The delivery that `handler` works on, if any.
    pub fn held(&self, handler: HandlerId) -> Option<Delivery> {
        self.handlers[handler.index()].held()
    }

    /// Whether some handler works on `delivery`.
    pub fn works_on(&self, delivery: Delivery) -> bool {
        self.handlers.iter().any(|handler| handler.held() == Some(delivery))
    }

    /// Whether some handler works on a delivery of `message`.
    pub fn works_on_message(&self, message: MessageId) -> bool {
        let of = |delivery: Delivery| delivery.message == message;
        self.handlers.iter().any(|handler| handler.held().is_some_and(of))
    }

    /// Whether `message` caused `event` to be sent at least once.
    pub fn has_sent(&self, message: MessageId, event: EventId) -> bool {
        self.sent.iter().any(|output| output.by.message == message && output.event == event)
    }

    /// Whether nothing of `message` is on its way any more: no copy waits, no handler works on one,
    /// none was moved aside, and its sender does not send it again.
    pub fn is_gone(&self, message: MessageId) -> bool {
        self.queue.entry(message).is_none()
            && !self.works_on_message(message)
            && !self.queue.dead.contains(message)
            && !self.sender.unsent.contains(message)
            && !self.sender.unconfirmed.contains(message)
    }

    /// Whether `message` was moved aside, and no other copy of it is on its way: it waits for an
    /// operator.
    pub fn is_aside(&self, message: MessageId) -> bool {
        self.queue.dead.contains(message)
            && self.queue.entry(message).is_none()
            && !self.works_on_message(message)
    }
}
