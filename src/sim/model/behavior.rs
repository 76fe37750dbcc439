//! Business behaviour as data: what handling a message changes and what it publishes, kept apart
//! from every approach, so that each approach can run each behaviour.

use super::{EventId, FieldId, State};

/// A logical message a scenario starts with.
#[derive(Debug)]
pub struct Message {
    /// The command's name, as in `AddItem`.
    pub name: &'static str,
    /// What it is about, as in `123`. Unique within a scenario: links and plans name it.
    pub argument: &'static str,
    /// The field of the document that it is about.
    pub subject: FieldId,
    /// What handling it means.
    pub behavior: &'static Behavior,
}

/// What handling one kind of message means. Deterministic: the same state gives the same result.
#[derive(Debug)]
pub struct Behavior {
    /// What the handling is called, as in `add the line`.
    pub says: &'static str,
    /// Changes to the document, in order.
    pub changes: &'static [Change],
    /// True of a document in which this message's change can already be seen. It is all that
    /// "just make your logic idempotent" has to go by.
    pub already: Condition,
    /// Events to publish, in order; each is decided from the document after the changes.
    pub publications: &'static [Publication],
}

/// One change to one field.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    /// Adds the number to the field.
    Add(Place, u8),
}

/// Which field a rule speaks of.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The field that the message is about.
    Subject,
}

/// An event to publish, always or only when a condition holds.
#[derive(Clone, Copy, Debug)]
pub struct Publication {
    /// The event.
    pub event: EventId,
    /// When it is published; `None`: always.
    pub when: Option<Condition>,
}

/// A question about the document with a yes or no answer.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// What is asked, as in `count the lines`.
    pub says: &'static str,
    /// The number looked at.
    pub measure: Measure,
    /// What it must be.
    pub compare: Compare,
}

/// A number read from the document.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// One field.
    Of(Place),
    /// All fields added up.
    Sum,
}

/// What a measured number is held against.
#[derive(Clone, Copy, Debug)]
pub enum Compare {
    /// Exactly this.
    Is(u8),
    /// This or more.
    AtLeast(u8),
}

impl Place {
    fn field(self, message: &Message) -> FieldId {
        match self {
            Place::Subject => message.subject,
        }
    }
}

impl Condition {
    /// The number that the question is about, read from `state` for `message`.
    pub fn measured(&self, message: &Message, state: State) -> u8 {
        match self.measure {
            Measure::Of(place) => state.get(place.field(message)),
            Measure::Sum => state.sum(),
        }
    }

    /// The answer, read from `state` for `message`.
    pub fn holds(&self, message: &Message, state: State) -> bool {
        let measured = self.measured(message, state);
        match self.compare {
            Compare::Is(value) => measured == value,
            Compare::AtLeast(value) => measured >= value,
        }
    }
}

impl Message {
    /// The document after this message's changes.
    pub fn changed(&self, mut state: State) -> State {
        for change in self.behavior.changes {
            match *change {
                Change::Add(place, amount) => state.add(place.field(self), amount),
            }
        }
        state
    }

    /// The publications that come due in `after`, the document after the changes.
    pub fn due(&self, after: State) -> impl Iterator<Item = EventId> {
        self.behavior
            .publications
            .iter()
            .filter(move |publication| publication.when.is_none_or(|when| when.holds(self, after)))
            .map(|publication| publication.event)
    }
}
