//! Scenarios: an endpoint, what its messages mean, which of them come, and what goes wrong at
//! first. Adding one is one new file and one line in [`ALL`].

mod add_remove;
mod cart;
mod confirm_order;
mod coupon;
mod first_item_added;
mod http_exchange;
mod import;
mod process_manager;
mod quantities;
mod shooting_range;
mod two_commands;

use super::approach::{Approach, Need};
use super::failure::Injection;
use super::model::{
    Behavior, EventId, Exchange, FieldId, Message, MessageId, Origin, Output, State, Subscriber,
    Workload,
};

/// Every scenario: the talk's own first, then its way there, then what others ask.
pub static ALL: &[&Scenario] = &[
    &first_item_added::SCENARIO,
    &confirm_order::SCENARIO,
    &quantities::SCENARIO,
    &add_remove::SCENARIO,
    &shooting_range::SCENARIO,
    &coupon::SCENARIO,
    &cart::SCENARIO,
    &import::SCENARIO,
    &process_manager::SCENARIO,
    &two_commands::SCENARIO,
    &http_exchange::SCENARIO,
];

/// The scenario called `id`, if there is one.
pub fn by_id(id: &str) -> Option<&'static Scenario> {
    ALL.iter().copied().find(|scenario| scenario.id == id)
}

/// A message without a name, to be filled in: it comes from its sender, and asks no server.
const PLAIN: Message = Message {
    name: "",
    argument: "",
    subject: FieldId(0),
    behavior: &NOTHING,
    origin: Origin::Sender,
    exchange: Exchange::No,
};

static NOTHING: Behavior =
    Behavior { says: "", changes: &[], accepts: None, already: None, publications: &[] };

/// Messages, meaning and the failures that make the point.
#[derive(Debug)]
pub struct Scenario {
    /// Its name in links: lower case with hyphens. Never changes once published.
    pub id: &'static str,
    /// Its name on the screen.
    pub name: &'static str,
    /// What it shows, in a sentence or two.
    pub about: &'static str,
    /// The endpoint's name.
    pub endpoint: &'static str,
    /// The business document's name.
    pub document: &'static str,
    /// How the document is told.
    pub told: Told,
    /// The document's fields by name, at most `FIELD_MAX`.
    pub fields: &'static [&'static str],
    /// The document before any message.
    pub start: State,
    /// Whether the messages must be processed in the order in which they are sent.
    pub in_order: bool,
    /// How often a message is tried again before it is moved aside; `None`: as often as it takes.
    pub retries: Option<u8>,
    /// Who takes the events.
    pub subscriber: &'static Subscriber,
    /// The events by name, at most `EVENT_MAX`.
    pub events: &'static [&'static str],
    /// The messages in the order in which they are sent, at most `MESSAGE_MAX`.
    pub messages: &'static [Message],
    /// The failures that make the scenario's point.
    pub failures: &'static [Injection],
    /// Ids of the approaches that make it best side by side: the one that fails first.
    pub compared: &'static [&'static str],
    /// What it has that some approaches can't do without.
    pub offers: &'static [Need],
}

/// How a document is put into words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// As a list of things, each field's name as often as the field says; one of them and many, as
    /// in `line` and `lines`.
    Things(&'static str, &'static str),
    /// As a list of the fields, each with its value.
    Values,
}

/// A scenario, and how many of its messages come.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The scenario.
    pub scenario: &'static Scenario,
    /// How many of its messages come, from the first; at least one, at most all.
    pub count: usize,
}

impl Case {
    /// What there is to do.
    pub fn work(self) -> Workload {
        let Self { scenario, count } = self;
        let messages = &scenario.messages[..count];
        let Scenario { start, in_order, retries, .. } = *scenario;
        Workload { messages, start, in_order, retries }
    }

    /// Its first message alone, with those that follow from it.
    #[must_use]
    pub fn alone(self) -> Self {
        let Self { scenario, count } = self;
        let follows = |message: &&Message| message.origin != Origin::Sender;
        let following = scenario.messages[1..count].iter().take_while(follows).count();
        Self { scenario, count: 1 + following }
    }
}

impl From<&'static Scenario> for Case {
    /// With all of the messages.
    fn from(scenario: &'static Scenario) -> Self {
        Self { scenario, count: scenario.messages.len() }
    }
}

impl PartialEq for Case {
    fn eq(&self, other: &Self) -> bool {
        (self.scenario.id, self.count) == (other.scenario.id, other.count)
    }
}

impl Eq for Case {}

impl Scenario {
    /// Why `approach` makes no sense here, as the end of a sentence; `None` when it does.
    pub fn misfit(&self, approach: &Approach) -> Option<&'static str> {
        let asks = self.messages.iter().any(|message| message.exchange != Exchange::No);
        match approach.needs {
            Some(Need::Draft) if !self.offers.contains(&Need::Draft) => {
                Some("there is no draft here whose id a request could use")
            }
            Some(Need::Exchange) if !self.offers.contains(&Need::Exchange) => {
                Some("there is no HTTP server here")
            }
            Some(Need::Draft) | None if asks => Some("it does not speak to the HTTP server"),
            _ => None,
        }
    }

    /// The approaches among `all` that make sense here.
    pub fn suited<'a>(
        &self,
        all: &'a [&'static Approach],
    ) -> impl Iterator<Item = &'static Approach> + use<'a, '_> {
        all.iter().copied().filter(|approach| self.misfit(approach).is_none())
    }

    /// The message `id` names.
    pub fn message(&self, id: MessageId) -> &'static Message {
        &self.messages[id.index()]
    }

    /// The number that `output` tells, if its event tells one.
    pub fn tells(&self, output: &Output) -> Option<u8> {
        let publication = self.message(output.by.message).publication(output.event)?;
        publication.tells.map(|_| output.tells)
    }

    /// The name of `event`.
    pub fn event(&self, event: EventId) -> &'static str {
        self.events[event.index()]
    }

    /// The name of `field`.
    pub fn field(&self, field: FieldId) -> &'static str {
        self.fields[field.index()]
    }
}
