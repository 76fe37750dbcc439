//! What there is to do in one run: the messages that come, the document before any of them, and
//! who takes the events.

use super::{EVENT_MAX, EventId, Message, MessageId, Origin, State, VersionId, World};

/// What there is to do.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    /// The messages, in the order in which they are sent.
    pub messages: &'static [Message],
    /// The document before any of them.
    pub start: State,
    /// Whether they mean what they mean only when they are processed in the order in which they
    /// were sent.
    pub in_order: bool,
    /// How often the broker hands a copy out again after a failure, before it moves it aside;
    /// `None`: as often as it takes.
    pub retries: Option<u8>,
}

impl Workload {
    /// The ids of the messages, in order.
    pub fn ids(&self) -> impl Iterator<Item = MessageId> + use<> {
        (0..).take(self.messages.len()).map(MessageId)
    }

    /// The message that `id` names.
    pub fn message(&self, id: MessageId) -> &'static Message {
        &self.messages[id.index()]
    }

    /// Whether nothing of `message` is on its way any more, though it was: one that follows from an
    /// event is not there before the event is out.
    pub fn is_done(&self, world: &World, id: MessageId) -> bool {
        let came = match self.message(id).origin {
            Origin::Sender => true,
            Origin::Follows(event) => world.has_sent(MessageId(id.0 - 1), event),
        };
        came && world.is_gone(id)
    }

    /// The order in which the endpoint went through the messages, as their first versions were
    /// stored, and those without one behind them.
    pub fn course(&self, world: &World) -> Vec<MessageId> {
        let place = |&id: &MessageId| world.store.before(id).map_or(usize::MAX, VersionId::index);
        let mut left: Vec<MessageId> = self.ids().collect();
        let mut course = Vec::new();
        // There are few messages: whoever is next is looked for.
        while !left.is_empty() {
            let places = left.iter().map(place).enumerate();
            let next = places.min_by_key(|&(_, place)| place);
            course.push(left.remove(next.map_or(0, |(index, _)| index)));
        }
        course
    }
}

/// The endpoint that takes the published events. It does its part: it knows an event by its id,
/// and takes no id twice. So what it gets wrong, it was told wrong.
#[derive(Debug)]
pub struct Subscriber {
    /// Its name.
    pub name: &'static str,
    /// What it counts, each with the name of its tally.
    pub tallies: &'static [(EventId, &'static str)],
}

/// How many events of each kind.
pub type Tally = [u8; EVENT_MAX];

impl Subscriber {
    /// What it has counted in `world`.
    pub fn counted(&self, world: &World) -> Tally {
        let mut tally = Tally::default();
        for (index, output) in world.sent.iter().enumerate() {
            let known = world.sent[..index].iter().any(|earlier| {
                (earlier.by.message, earlier.event, earlier.id)
                    == (output.by.message, output.event, output.id)
            });
            tally[output.event.index()] += u8::from(!known);
        }
        tally
    }

    /// What it would count if each message of `work` were processed exactly once, in `order`.
    pub fn expected(&self, work: &Workload, order: &[MessageId]) -> Tally {
        let mut tally = Tally::default();
        let mut state = work.start;
        for &id in order {
            let message = work.message(id);
            for (event, _) in message.published(state) {
                tally[event.index()] += 1;
            }
            state = message.changed(state);
        }
        tally
    }
}
