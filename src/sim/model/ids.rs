//! Names for things: indices into a scenario's lists, and the pair that tells one delivery of a
//! message from the next.

/// A logical message: index into the scenario's messages. However many copies of it exist and
/// however often it is delivered, the id stays the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct MessageId(pub u8);

/// A kind of event: index into the scenario's events.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct EventId(pub u8);

/// One of the small integers of the business document: index into the scenario's fields.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct FieldId(pub u8);

/// A version of the document, counted from 0, the document before any message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct VersionId(pub u8);

/// One delivery of a logical message: the message, and which time it is received (from 1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Delivery {
    /// The logical message delivered.
    pub message: MessageId,
    /// 1 for the first time it is received, 2 for the first redelivery, and so on.
    pub attempt: u8,
}

/// One of the handlers that take messages from the queue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct HandlerId(pub u8);

impl HandlerId {
    /// Position in the world's handlers.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl MessageId {
    /// Position in the scenario's messages.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl EventId {
    /// Position in the scenario's events.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl FieldId {
    /// Position in the document's fields.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl VersionId {
    /// Position in the document's history.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A set of logical messages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct MessageSet(u8);

impl MessageSet {
    /// Adds `message`; adding it again changes nothing.
    pub fn insert(&mut self, message: MessageId) {
        self.0 |= 1 << message.0;
    }

    /// Takes `message` out.
    pub fn remove(&mut self, message: MessageId) {
        self.0 &= !(1 << message.0);
    }

    /// Whether `message` is in the set.
    pub fn contains(self, message: MessageId) -> bool {
        self.0 & (1 << message.0) != 0
    }

    /// Whether nothing is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The messages of the set, in order.
    pub fn iter(self) -> impl Iterator<Item = MessageId> {
        (0..8).map(MessageId).filter(move |message| self.contains(*message))
    }
}

impl FromIterator<MessageId> for MessageSet {
    fn from_iter<I: IntoIterator<Item = MessageId>>(messages: I) -> Self {
        messages.into_iter().fold(Self::default(), |mut set, message| {
            set.insert(message);
            set
        })
    }
}

/// A set of kinds of event, in the order of the scenario's events.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct EventSet(u8);

impl EventSet {
    /// Adds `event`; adding it again changes nothing.
    pub fn insert(&mut self, event: EventId) {
        self.0 |= 1 << event.0;
    }

    /// Takes `event` out.
    pub fn remove(&mut self, event: EventId) {
        self.0 &= !(1 << event.0);
    }

    /// Whether nothing is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `event` is in the set.
    pub fn contains(self, event: EventId) -> bool {
        self.0 & (1 << event.0) != 0
    }

    /// The events of the set, in order.
    pub fn iter(self) -> impl Iterator<Item = EventId> {
        (0..8).map(EventId).filter(move |event| self.contains(*event))
    }
}
