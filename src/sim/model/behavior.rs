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
    /// Where it comes from.
    pub origin: Origin,
    /// What handling it asks of another server over HTTP.
    pub exchange: Exchange,
}

/// Where a message comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Its sender: it is there at first.
    Sender,
    /// The event of this kind that the message of the scenario before it publishes: each time it
    /// is published, a copy of the message joins the queue.
    Follows(EventId),
}

/// A message's part in an exchange with an HTTP server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exchange {
    /// None.
    No,
    /// It makes a request.
    Asks,
    /// It processes the response to the request of the message before it.
    Answers,
}

/// What handling one kind of message means. Deterministic: the same state gives the same result.
#[derive(Debug)]
pub struct Behavior {
    /// What the handling is called, as in `add the line`.
    pub says: &'static str,
    /// Changes to the document, in order.
    pub changes: &'static [Change],
    /// When the message may be applied at all; handled in any other document it changes nothing
    /// and tells of nothing. `None`: always.
    pub accepts: Option<Condition>,
    /// True of a document in which this message's change can already be seen. It is all that
    /// "just make your logic idempotent" has to go by. `None`: nothing in the document tells.
    pub already: Option<Condition>,
    /// Events to publish, in order; each is decided from the document after the changes.
    pub publications: &'static [Publication],
}

/// One change to one field.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    /// Adds the number to the field.
    Add(Place, u8),
    /// Takes the number from the field, which does not go below 0.
    Take(Place, u8),
    /// Puts the number into the field.
    Set(Place, u8),
}

/// Which field a rule speaks of.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// The field that the message is about.
    Subject,
    /// This field, whatever the message is about.
    Field(FieldId),
}

/// An event to publish, always or only when a condition holds.
#[derive(Clone, Copy, Debug)]
pub struct Publication {
    /// The event.
    pub event: EventId,
    /// When it is published; `None`: always.
    pub when: Option<Condition>,
    /// The number that the event tells, if it tells one.
    pub tells: Option<Measure>,
}

impl Publication {
    /// An event published always, which tells nothing but that it happened.
    pub const fn always(event: EventId) -> Self {
        Self { event, when: None, tells: None }
    }

    /// An event published when `when` holds.
    pub const fn when(event: EventId, when: Condition) -> Self {
        Self { event, when: Some(when), tells: None }
    }

    /// This event, telling a number.
    #[must_use]
    pub const fn telling(self, measure: Measure) -> Self {
        Self { tells: Some(measure), ..self }
    }
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
    /// All fields but the one that the message is about, added up.
    Others,
}

/// What a measured number is held against.
#[derive(Clone, Copy, Debug)]
pub enum Compare {
    /// Exactly this.
    Is(u8),
    /// Anything but this.
    IsNot(u8),
    /// This or more.
    AtLeast(u8),
    /// Less than this.
    Below(u8),
}

impl Place {
    fn field(self, message: &Message) -> FieldId {
        match self {
            Place::Subject => message.subject,
            Place::Field(field) => field,
        }
    }
}

impl Measure {
    /// The number, read from `state` for `message`.
    pub fn of(self, message: &Message, state: State) -> u8 {
        match self {
            Measure::Of(place) => state.get(place.field(message)),
            Measure::Sum => state.sum(),
            Measure::Others => state.sum().saturating_sub(state.get(message.subject)),
        }
    }
}

impl Condition {
    /// The number that the question is about, read from `state` for `message`.
    pub fn measured(&self, message: &Message, state: State) -> u8 {
        self.measure.of(message, state)
    }

    /// The answer, read from `state` for `message`.
    pub fn holds(&self, message: &Message, state: State) -> bool {
        let measured = self.measured(message, state);
        match self.compare {
            Compare::Is(value) => measured == value,
            Compare::IsNot(value) => measured != value,
            Compare::AtLeast(value) => measured >= value,
            Compare::Below(value) => measured < value,
        }
    }
}

impl Message {
    /// Whether `state` lets the message be applied.
    pub fn is_accepted(&self, state: State) -> bool {
        self.behavior.accepts.is_none_or(|accepts| accepts.holds(self, state))
    }

    /// The document after this message's changes.
    pub fn changed(&self, mut state: State) -> State {
        if !self.is_accepted(state) {
            return state;
        }
        for change in self.behavior.changes {
            match *change {
                Change::Add(place, amount) => state.add(place.field(self), amount),
                Change::Take(place, amount) => state.take(place.field(self), amount),
                Change::Set(place, value) => state.set(place.field(self), value),
            }
        }
        state
    }

    /// The publications that come due in `after`, the document after the changes.
    pub fn due(&self, after: State) -> impl Iterator<Item = Publication> {
        let publications = self.behavior.publications.iter().copied();
        publications
            .filter(move |publication| publication.when.is_none_or(|when| when.holds(self, after)))
    }

    /// What handling it in `before` publishes: each event with the number it tells. Nothing when
    /// `before` does not accept it.
    pub fn published(&self, before: State) -> impl Iterator<Item = (EventId, Option<u8>)> {
        let accepted = self.is_accepted(before);
        let after = self.changed(before);
        self.due(after).filter(move |_| accepted).map(move |publication| {
            (publication.event, publication.tells.map(|measure| measure.of(self, after)))
        })
    }

    /// The publication of `event`, if the message has one.
    pub fn publication(&self, event: EventId) -> Option<Publication> {
        self.behavior.publications.iter().copied().find(|publication| publication.event == event)
    }
}
