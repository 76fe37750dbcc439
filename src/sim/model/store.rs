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
    /// A document with these values, in the order of its fields.
    pub const fn of(values: [u8; FIELD_MAX]) -> Self {
        Self(values)
    }

    /// The value of `field`.
    pub fn get(self, field: FieldId) -> u8 {
        self.0[field.index()]
    }

    /// Adds `amount` to `field`, up to 255.
    pub fn add(&mut self, field: FieldId, amount: u8) {
        let value = &mut self.0[field.index()];
        *value = value.saturating_add(amount);
    }

    /// Takes `amount` from `field`, down to 0.
    pub fn take(&mut self, field: FieldId, amount: u8) {
        let value = &mut self.0[field.index()];
        *value = value.saturating_sub(amount);
    }

    /// Puts `value` into `field`.
    pub fn set(&mut self, field: FieldId, value: u8) {
        self.0[field.index()] = value;
    }

    /// All fields added up, to 255 at most.
    pub fn sum(self) -> u8 {
        self.0.iter().fold(0, |sum: u8, &value| sum.saturating_add(value))
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

/// Events that were decided together, and everything needed to send them as they were decided.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Outgoing {
    /// The events still to be sent.
    pub events: EventSet,
    /// The version the handler had read when it decided them.
    pub read: VersionId,
    /// Whose random numbers, clock and new ids they carry; 0 when everything in them is derived
    /// from the message.
    pub draw: u8,
    /// Their tokens: the attempt that created them; 0 when they have none yet.
    pub tokens: u8,
}

/// What the outbox keeps for one message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Record {
    /// The message was never processed, or everything about it was cleared away.
    #[default]
    Absent,
    /// It was processed, and these events are still to be sent.
    Pending(Outgoing),
    /// It was processed and its events were sent.
    Dispatched,
}

/// Everything the endpoint has stored with its document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Store {
    /// Every version of the document, oldest first; never empty. The screen and the promises see
    /// all of it; an approach sees only what its steps read.
    pub versions: Bounded<Version, VERSION_MAX>,
    /// Counts the writes to the document that others must notice: what optimistic concurrency
    /// compares.
    pub revision: u8,
    /// Ids of the messages known to have been processed.
    pub processed: MessageSet,
    /// Messages whose traces in the history were cut off: their versions carry no id any more.
    pub forgotten: MessageSet,
    /// Outgoing messages stored with the document, a record for each incoming message.
    pub outbox: [Record; MESSAGE_MAX],
    /// The delivery whose transaction is open: its change is stored, what it staged is not
    /// committed yet.
    pub transaction: Option<Delivery>,
}

impl Default for Store {
    fn default() -> Self {
        Self::starting(State::default())
    }
}

impl Store {
    /// A store with nothing in it but the document, as `state`.
    pub fn starting(state: State) -> Self {
        let mut versions = Bounded::default();
        versions.push(Version { state, made_by: None });
        Self {
            versions,
            revision: 0,
            processed: MessageSet::default(),
            forgotten: MessageSet::default(),
            outbox: Default::default(),
            transaction: None,
        }
    }

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

    /// The version before `message` for a reader who goes by the ids in the history: `None` once
    /// they were cut off.
    pub fn known_before(&self, message: MessageId) -> Option<VersionId> {
        self.before(message).filter(|_| !self.forgotten.contains(message))
    }

    /// The delivery that first changed the document for `message`.
    pub fn winner(&self, message: MessageId) -> Option<Delivery> {
        let made = |version: &Version| version.made_by.filter(|by| by.message == message);
        self.versions.iter().find_map(made)
    }

    /// How many versions `message` made.
    pub fn made(&self, message: MessageId) -> usize {
        self.versions
            .iter()
            .filter(|version| version.made_by.is_some_and(|by| by.message == message))
            .count()
    }

    /// How many of the versions that `message` made differ from the one before.
    pub fn changes(&self, message: MessageId) -> usize {
        let changed = |pair: &&[Version]| {
            let [before, after] = pair else { return false };
            after.state != before.state && after.made_by.is_some_and(|by| by.message == message)
        };
        self.versions.windows(2).filter(changed).count()
    }
}
