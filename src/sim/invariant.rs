//! The promises an endpoint makes, judged at every instant and at rest.
//!
//! A judgement says what is wrong as data; sentences are made elsewhere.

use super::model::{EVENT_MAX, EventId, Message, MessageId, Output, State, Version, World};

/// A promise.
#[derive(Debug)]
pub struct Invariant {
    /// Its name in tables and tests.
    pub id: &'static str,
    /// The promise, as one says it.
    pub name: &'static str,
    /// What a label says while it is kept.
    pub kept: &'static str,
    /// What a label says once it is broken.
    pub broken: &'static str,
    /// What exactly is promised.
    pub means: &'static str,
    /// Where it is stated.
    pub source: &'static str,
    /// Judges one world. `at_rest` says that nothing more can happen.
    pub judge: fn(&World, &'static [Message], at_rest: bool) -> Judgement,
}

/// Every promise: the talk's three, the formal one, and what the next endpoint needs.
pub static ALL: [&Invariant; 5] =
    [&NOTHING_LOST, &APPLIED_ONCE, &NO_GHOST, &EXACTLY_ONCE, &RECOGNISABLE];

/// How many of [`ALL`], from the first, are what every visitor is to learn: the talk's three
/// demands and the definition.
pub const IN_SIGHT: usize = 4;

/// What a world says about a promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// It holds here.
    Holds,
    /// It is not broken yet, but something still has to happen for it to hold.
    Open(Reason),
    /// It is broken, whatever happens next.
    Broken(Reason),
}

/// What a judgement rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The change of `message` is stored, and `event` that tells of it was not published.
    NotPublished {
        /// The message.
        message: MessageId,
        /// The event that is missing.
        event: EventId,
    },
    /// The message is gone from the queue and was never applied.
    NotApplied {
        /// The message.
        message: MessageId,
    },
    /// The message changed the document more than once.
    AppliedAgain {
        /// The message.
        message: MessageId,
        /// How often it did.
        times: usize,
    },
    /// The event is out and the change it tells of is not stored.
    NotStored {
        /// The event that is out.
        output: Output,
    },
    /// The event went out before, under another id.
    Renamed {
        /// The event that went out last.
        output: Output,
    },
    /// No order of the messages, each processed once, comes to this document and these events.
    Unexplained,
}

static NOTHING_LOST: Invariant = Invariant {
    id: "nothing-lost",
    name: "Don't lose messages",
    kept: "Nothing lost",
    broken: "Message lost",
    means: "Once a message is gone from the queue, its change is stored and every event that \
            tells of the change is published.",
    source: "the talk's first demand; NoLostMessages in the workshop's MessageHandler.tla",
    judge: nothing_lost,
};

static APPLIED_ONCE: Invariant = Invariant {
    id: "applied-once",
    name: "Apply a change only once",
    kept: "Applied once",
    broken: "Applied again",
    means: "No message changes the document more than once.",
    source: "the talk's second demand; AtMostOneStateChange in exactly_once.tla",
    judge: applied_once,
};

static NO_GHOST: Invariant = Invariant {
    id: "no-ghost",
    name: "Don't leak non-durable state",
    kept: "Nothing leaked",
    broken: "State leaked",
    means: "No event tells of a change that the attempt which sent it, or an earlier one, did \
            not store.",
    source: "the talk's third demand; NoGhostMessages in exactly_once.tla",
    judge: no_ghost,
};

static EXACTLY_ONCE: Invariant = Invariant {
    id: "exactly-once",
    name: "As if each message was processed exactly once",
    kept: "As if exactly once",
    broken: "Not as if once",
    means: "The document and the events out are those of some order of the messages, each \
            processed exactly once.",
    source: "\"Consistent messaging\", exactly-once.github.io",
    judge: exactly_once,
};

static RECOGNISABLE: Invariant = Invariant {
    id: "recognisable",
    name: "Repeat an event under its own id",
    kept: "Repeats known",
    broken: "Repeat not known",
    means: "An event that goes out again carries the id that it had the first time, so that the \
            next endpoint knows it.",
    source: "\"Consistent messaging\", exactly-once.github.io; the workshop, exercises 8 and 9",
    judge: recognisable,
};

fn ids(messages: &[Message]) -> impl Iterator<Item = MessageId> {
    (0..).take(messages.len()).map(MessageId)
}

/// The first event that the first handling of `message` owed and that is not out.
fn missing(world: &World, message: MessageId, messages: &'static [Message]) -> Option<EventId> {
    let read = world.store.before(message)?;
    let message_data = &messages[message.index()];
    let mut published = message_data.published(world.store.state(read));
    published.find(|&(event, _)| !world.has_sent(message, event)).map(|(event, _)| event)
}

/// Broken when a message is gone and something of it is missing; open once the attempt that
/// stored its change is over and something is missing that a later attempt may still bring.
fn nothing_lost(world: &World, messages: &'static [Message], _at_rest: bool) -> Judgement {
    let mut judgement = Judgement::Holds;
    for message in ids(messages) {
        let gone = world.is_gone(message);
        let storing = world.store.versions.iter().any(|version| {
            version.made_by.is_some_and(|by| by.message == message && world.works_on(by))
        });
        if gone && world.store.made(message) == 0 {
            return Judgement::Broken(Reason::NotApplied { message });
        }
        let Some(event) = missing(world, message, messages) else { continue };
        let reason = Reason::NotPublished { message, event };
        if gone {
            return Judgement::Broken(reason);
        }
        if !storing && judgement == Judgement::Holds {
            judgement = Judgement::Open(reason);
        }
    }
    judgement
}

fn applied_once(world: &World, messages: &'static [Message], _at_rest: bool) -> Judgement {
    ids(messages)
        .map(|message| (message, world.store.made(message)))
        .find(|&(_, times)| times > 1)
        .map_or(Judgement::Holds, |(message, times)| {
            Judgement::Broken(Reason::AppliedAgain { message, times })
        })
}

/// Broken by the first event that leaked, open while one may still turn out to. Re-publishing from
/// a later version leaks nothing: what the event tells of is stored, if not as it tells it.
fn no_ghost(world: &World, _messages: &'static [Message], _at_rest: bool) -> Judgement {
    let leaks = || world.sent.iter().map(|&output| leak(world, output));
    let broken = leaks().find(|judgement| matches!(judgement, Judgement::Broken(_)));
    let open = leaks().find(|judgement| matches!(judgement, Judgement::Open(_)));
    broken.or(open).unwrap_or(Judgement::Holds)
}

/// Broken by the first event that went out before under another id: whoever takes it counts two.
fn recognisable(world: &World, _messages: &'static [Message], _at_rest: bool) -> Judgement {
    let same = |one: &Output, two: &Output| {
        one.event == two.event && one.by.message == two.by.message && one.id != two.id
    };
    let renamed = (0..world.sent.len())
        .find(|&index| world.sent[..index].iter().any(|earlier| same(earlier, &world.sent[index])));
    renamed.map_or(Judgement::Holds, |index| {
        Judgement::Broken(Reason::Renamed { output: world.sent[index] })
    })
}

/// Whether `output` leaked: open while the attempt that sent it still runs and has not stored,
/// broken once it ended without storing. The published `NoGhostMessages` looks only at messages
/// that are done, and so misses the window.
pub fn leak(world: &World, output: Output) -> Judgement {
    let made = |version: &Version| version.made_by;
    let versions = || world.store.versions.iter().filter_map(made);
    let stored = output.stored || versions().any(|made| made == output.by);
    let reason = Reason::NotStored { output };
    match (stored, world.works_on(output.by)) {
        (true, _) => Judgement::Holds,
        (false, true) => Judgement::Open(reason),
        (false, false) => Judgement::Broken(reason),
    }
}

/// An order of a scenario's messages, by its rank among all their orders.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Order {
    rank: usize,
    count: usize,
}

impl Order {
    /// Every order of `count` messages; the order of their ids comes first.
    pub fn all(count: usize) -> impl Iterator<Item = Order> {
        (0..(1..=count).product()).map(move |rank| Order { rank, count })
    }

    /// The messages in this order.
    pub fn messages(self) -> Vec<MessageId> {
        let mut left: Vec<MessageId> = (0..).take(self.count).map(MessageId).collect();
        let mut rank = self.rank;
        (1..=self.count)
            .rev()
            .map(|count| {
                let block: usize = (1..count).product();
                let index = rank / block;
                rank %= block;
                left.remove(index)
            })
            .collect()
    }
}

fn exactly_once(world: &World, messages: &'static [Message], at_rest: bool) -> Judgement {
    match explanation(world, messages, at_rest) {
        Some(_) => Judgement::Holds,
        None => Judgement::Broken(Reason::Unexplained),
    }
}

/// The first order of the messages that explains `world`, if there is one. Tries them all: there
/// are few messages.
pub fn explanation(world: &World, messages: &'static [Message], at_rest: bool) -> Option<Order> {
    Order::all(messages.len()).find(|&order| explains(order, world, messages, at_rest))
}

/// Whether processing each message once, in `order`, can still come to `world`: its document is
/// that of the messages applied so far, everything sent is among the order's events, and nothing
/// is missing of a message that is gone. At rest it must have come to `world` exactly.
fn explains(order: Order, world: &World, messages: &'static [Message], at_rest: bool) -> bool {
    let mut serial = State::default();
    let mut applied = State::default();
    for id in order.messages() {
        let message = &messages[id.index()];
        let published: Vec<EventId> = message.published(serial).map(|(event, _)| event).collect();
        serial = message.changed(serial);
        let gone = at_rest || world.is_gone(id);
        if gone || world.store.made(id) > 0 {
            applied = message.changed(applied);
        }
        for event in (0..).take(EVENT_MAX).map(EventId) {
            let due = published.contains(&event);
            let sent = world.has_sent(id, event);
            if (sent && !due) || (gone && due && !sent) {
                return false;
            }
        }
    }
    applied == world.store.state(world.store.latest())
}
