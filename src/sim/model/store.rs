//! The endpoint's store: one business document whose every version is kept with the delivery
//! that made it, and what the approaches keep beside it. Durable.

use super::{
    Bounded, Delivery, EventSet, FIELD_MAX, FieldId, MESSAGE_MAX, MessageId, MessageSet,
    VERSION_MAX, VersionId,
};

/// The business document at one instant: a few small integers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct State([u8; FIELD_MAX]);

impl State {
    /// The value of `field`.
    pub fn get(self, field: FieldId) -> u8 {
        self.0[field.index()]
    }

    /// Adds `amount` to `field`.
    pub fn add(&mut self, field: FieldId, amount: u8) {
        self.0[field.index()] += amount;
    }

    /// All fields added up.
    pub fn sum(self) -> u8 {
        self.0.iter().sum()
    }
}

/// One version of the document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Version {
    /// The document as it was.
    pub state: State,
    /// The delivery whose handling made it; `None` for the document before any message.
    pub made_by: Option<Delivery>,
}

/// What the outbox keeps for one message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Record {
    /// The message was never processed.
    #[default]
    Absent,
    /// It was processed, and these events are still to be sent.
    Pending {
        /// The events, as they were decided when the message was processed.
        events: EventSet,
        /// The version the handler had read when it decided them.
        read: VersionId,
    },
    /// It was processed and its events are out.
    Dispatched,
}

/// Everything the endpoint has stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Store {
    /// Every version of the document, oldest first; never empty. The screen and the promises see
    /// all of it; an approach sees only what its steps read.
    pub versions: Bounded<Version, VERSION_MAX>,
    /// Ids of the messages known to have been processed.
    pub processed: MessageSet,
    /// Outgoing messages stored with the document, a record for each incoming message.
    pub outbox: [Record; MESSAGE_MAX],
}

impl Default for Store {
    fn default() -> Self {
        let mut versions = Bounded::default();
        versions.push(Version::default());
        Self { versions, processed: MessageSet::default(), outbox: Default::default() }
    }
}

impl Store {
    /// The newest version.
    pub fn latest(&self) -> VersionId {
        VersionId(u8::try_from(self.versions.len() - 1).expect("versions are bounded"))
    }

    /// The document as of `version`.
    pub fn state(&self, version: VersionId) -> State {
        self.versions[version.index()].state
    }

    /// The version just before the first one that `message` made; `None` if it made none.
    pub fn before(&self, message: MessageId) -> Option<VersionId> {
        let made = self
            .versions
            .iter()
            .position(|version| version.made_by.is_some_and(|by| by.message == message))?;
        Some(VersionId(u8::try_from(made - 1).expect("versions are bounded")))
    }

    /// How many versions `message` made.
    pub fn made(&self, message: MessageId) -> usize {
        self.versions
            .iter()
            .filter(|version| version.made_by.is_some_and(|by| by.message == message))
            .count()
    }
}
