//! The endpoint's input queue: at least once, first in first out, and a message put back goes
//! behind the others.

use super::{Bounded, Delivery, MESSAGE_MAX, MessageId};

/// The queue: an entry stays until it is acknowledged. Durable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Queue {
    /// The entries, front first. Leased entries keep their place until they are put back.
    pub entries: Bounded<Entry, MESSAGE_MAX>,
}

/// One message in the queue.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Entry {
    /// The logical message.
    pub message: MessageId,
    /// How often it has been received.
    pub attempts: u8,
    /// Whether a handler has it.
    pub lease: Lease,
}

/// Whether an entry can be received.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lease {
    /// Nobody has it: it can be received.
    #[default]
    Waiting,
    /// It was handed out and is hidden until it is acknowledged, put back, or the lease expires.
    Leased,
}

impl Queue {
    /// A queue holding `count` messages in the scenario's order.
    pub fn with(count: usize) -> Self {
        let mut queue = Self::default();
        for message in (0..).take(count).map(MessageId) {
            queue.entries.push(Entry { message, ..Entry::default() });
        }
        queue
    }

    /// The delivery that a receive would be handed now, or `None` when nothing is waiting.
    pub fn front(&self) -> Option<Delivery> {
        let entry = self.entries.iter().find(|entry| entry.lease == Lease::Waiting)?;
        Some(Delivery { message: entry.message, attempt: entry.attempts + 1 })
    }

    /// The entry of `message`; `None` once it was acknowledged.
    pub fn entry(&self, message: MessageId) -> Option<Entry> {
        self.entries.iter().copied().find(|entry| entry.message == message)
    }

    /// Hands out `message`: it is hidden, and one attempt more is counted.
    pub fn lease(&mut self, message: MessageId) {
        let index = self.position(message).expect("only a waiting message is leased");
        self.entries[index].lease = Lease::Leased;
        self.entries[index].attempts += 1;
    }

    /// Makes `message` visible again behind the others. Nothing happens when it is gone.
    pub fn put_back(&mut self, message: MessageId) {
        if let Some(index) = self.position(message) {
            let entry = self.entries.remove(index);
            self.entries.push(Entry { lease: Lease::Waiting, ..entry });
        }
    }

    /// Removes `message` for good.
    pub fn acknowledge(&mut self, message: MessageId) {
        let index = self.position(message).expect("only a leased message is acknowledged");
        self.entries.remove(index);
    }

    fn position(&self, message: MessageId) -> Option<usize> {
        self.entries.iter().position(|entry| entry.message == message)
    }
}
