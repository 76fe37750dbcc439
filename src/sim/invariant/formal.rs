//! The formal promise, computed: is there an order of the messages, each processed exactly once,
//! that would have come to this document and these events?

use super::outputs::gives;
use super::{Invariant, Judgement, Reason, always};
use crate::sim::model::{Exchange, MessageId, Workload, World};

pub(super) static EXACTLY_ONCE: Invariant = Invariant {
    id: "exactly-once",
    code: "WRONG",
    name: "As if each message was processed exactly once",
    kept: "Exactly-once",
    broken: "Not exactly-once",
    means: "The document and the published events are what some order of the messages gives, each \
            processed exactly once.",
    source: "\"Consistent messaging\", exactly-once.github.io",
    concerns: always,
    judge: exactly_once,
};

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

/// While a message waits aside for an operator, what is missing of it is not lost yet.
fn exactly_once(world: &World, work: &Workload, at_rest: bool) -> Judgement {
    let waits = work.ids().any(|message| world.is_aside(message));
    let explained = |at_rest| explanation(world, work, at_rest).is_some();
    match (explained(at_rest && !waits), at_rest && waits) {
        (false, _) => Judgement::Broken(Reason::Unexplained),
        (true, true) if !explained(true) => Judgement::Stuck(Reason::Unexplained),
        (true, _) => Judgement::Holds,
    }
}

/// The first order of the messages that explains `world`, if there is one. Tries them all: there
/// are few messages.
pub fn explanation(world: &World, work: &Workload, at_rest: bool) -> Option<Order> {
    Order::all(work.messages.len()).find(|&order| explains(order, world, work, at_rest))
}

/// Whether processing each message once, in `order`, can still come to `world`: its document is
/// that of the messages applied so far, everything sent is among the order's events, no request was
/// carried out twice, and nothing is missing of a message that is gone. At rest it must have come
/// to `world` exactly.
fn explains(order: Order, world: &World, work: &Workload, at_rest: bool) -> bool {
    let mut serial = work.start;
    let mut applied = work.start;
    for id in order.messages() {
        let message = work.message(id);
        let gone = at_rest || work.is_done(world, id);
        let sent = || world.sent.iter().filter(|output| output.by.message == id);
        if !sent().all(|output| gives(message, serial, *output)) {
            return false;
        }
        let asked = u8::from(message.exchange == Exchange::Asks);
        let executed = world.beside.executed(id);
        if executed > asked || (gone && executed < asked) {
            return false;
        }
        let missing = |event| !sent().any(|output| output.event == event);
        if gone && message.published(serial).any(|(event, _)| missing(event)) {
            return false;
        }
        serial = message.changed(serial);
        if gone || world.store.made(id) > 0 {
            applied = message.changed(applied);
        }
    }
    applied == world.store.state(world.store.latest())
}
