//! The endpoint's input queue: at least once, first in first out unless the broker delays a copy,
//! and a message put back goes behind the others.

use super::{Bounded, COPY_MAX, Delivery, MESSAGE_MAX, MessageId, MessageSet};

/// The queue: an entry stays until it is acknowledged. Durable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Queue {
    /// The copies, front first. Leased entries keep their place until they are put back.
    pub entries: Bounded<Entry, COPY_MAX>,
    /// How often each logical message has been received, whichever copy of it.
    pub received: [u8; MESSAGE_MAX],
    /// Messages moved aside: their retries were used up. Only an operator brings them back.
    pub dead: MessageSet,
}

/// One copy of a message in the queue.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Entry {
    /// The logical message.
    pub message: MessageId,
    /// How often this copy has been received.
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
    /// It was handed out as this attempt of its message, and is hidden until that is
    /// acknowledged, put back, or the lease expires.
    Leased(u8),
}

impl Lease {
    /// Whether somebody has the copy.
    pub fn is_held(self) -> bool {
        self != Lease::Waiting
    }
}

impl Queue {
    /// A queue holding one copy of each of `messages`, in their order.
    pub fn with(messages: impl IntoIterator<Item = MessageId>) -> Self {
        let mut queue = Self::default();
        for message in messages {
            queue.add(message);
        }
        queue
    }

    /// Adds a copy of `message` behind the others.
    pub fn add(&mut self, message: MessageId) {
        self.entries.push(Entry { message, ..Entry::default() });
    }

    /// The delivery that a receive would be handed now, or `None` when nothing is waiting.
    pub fn front(&self) -> Option<Delivery> {
        let entry = self.entries.iter().find(|entry| entry.lease == Lease::Waiting)?;
        let attempt = self.received[entry.message.index()] + 1;
        Some(Delivery { message: entry.message, attempt })
    }

    /// The first copy of `message`; `None` when there is none.
    pub fn entry(&self, message: MessageId) -> Option<Entry> {
        self.entries.iter().copied().find(|entry| entry.message == message)
    }

    /// Deliveries so far, of all messages.
    pub fn deliveries(&self) -> usize {
        self.received.iter().map(|&count| usize::from(count)).sum()
    }

    /// How many copies of `message` there are.
    pub fn copies(&self, message: MessageId) -> usize {
        self.entries.iter().filter(|entry| entry.message == message).count()
    }

    /// Whether `delivery` still has the lease on its copy.
    pub fn is_leased_to(&self, delivery: Delivery) -> bool {
        self.leased_to(delivery).is_some()
    }

    /// Hands out the front copy of `message`: it is hidden, and one attempt more is counted.
    pub fn lease(&mut self, message: MessageId) {
        let index = self.waiting(message).expect("only a waiting message is leased");
        let attempt = self.received[message.index()] + 1;
        self.received[message.index()] = attempt;
        self.entries[index].lease = Lease::Leased(attempt);
        self.entries[index].attempts += 1;
    }

    /// Makes the copy that `delivery` holds visible again, behind the others. Nothing happens when
    /// it holds none.
    pub fn put_back(&mut self, delivery: Delivery) {
        if let Some(index) = self.leased_to(delivery) {
            let entry = self.entries.remove(index);
            self.entries.push(Entry { lease: Lease::Waiting, ..entry });
        }
    }

    /// Puts the copy back after a failure, unless it has been tried again `retries` times: then it
    /// becomes a dead letter. Returns whether it is in the queue again.
    pub fn try_again(&mut self, delivery: Delivery, retries: Option<u8>) -> bool {
        let Some(index) = self.leased_to(delivery) else { return false };
        let again = retries.is_none_or(|retries| self.entries[index].attempts <= retries);
        if again {
            self.put_back(delivery);
        } else {
            self.entries.remove(index);
            self.dead.insert(delivery.message);
        }
        again
    }

    /// Moves the front copy of `message` behind the others.
    pub fn delay(&mut self, message: MessageId) {
        let index = self.waiting(message).expect("only a waiting message is delayed");
        let entry = self.entries.remove(index);
        self.entries.push(entry);
    }

    /// Removes the copy that `delivery` holds, for good.
    pub fn acknowledge(&mut self, delivery: Delivery) {
        let index = self.leased_to(delivery).expect("only a leased message is acknowledged");
        self.entries.remove(index);
    }

    /// Removes the front copy of `message` that nobody has.
    pub fn lose(&mut self, message: MessageId) {
        let index = self.waiting(message).expect("only a waiting message is lost");
        self.entries.remove(index);
    }

    /// Moves the front copy of `message` aside.
    pub fn bury(&mut self, message: MessageId) {
        self.lose(message);
        self.dead.insert(message);
    }

    /// Brings `message` back from where it was moved aside.
    pub fn replay(&mut self, message: MessageId) {
        self.dead.remove(message);
        self.add(message);
    }

    fn waiting(&self, message: MessageId) -> Option<usize> {
        let waits = |entry: &Entry| entry.message == message && entry.lease == Lease::Waiting;
        self.entries.iter().position(waits)
    }

    fn leased_to(&self, delivery: Delivery) -> Option<usize> {
        let held = Lease::Leased(delivery.attempt);
        self.entries
            .iter()
            .position(|entry| entry.message == delivery.message && entry.lease == held)
    }
}
