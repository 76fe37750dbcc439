//! The formal promise, computed: is there an order of the messages, each processed exactly once,
//! that would have come to this document and these events?

use super::account::Account;
use super::{Invariant, Judged, Judgement, Reason, always};
use crate::sim::model::{MessageId, Workload, World};

pub(super) static EXACTLY_ONCE: Invariant = Invariant {
    id: "exactly-once",
    code: "INCONSISTENT",
    once: Some("WRONG"),
    demand: None,
    name: "Stay consistent: as if each message was processed exactly once",
    kept: "Consistent",
    broken: "Not consistent",
    means: "The document, what attempts wrote beside it, and the published events with their ids \
            are what some order of the messages gives, each processed exactly once.",
    source: "\"Consistent messaging\", exactly-once.github.io",
    concerns: always,
    explains: false,
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

    /// The order in which `messages` stand.
    pub(super) fn of(messages: &[MessageId]) -> Self {
        let behind = |(at, message): (usize, &MessageId)| {
            let left = &messages[at + 1..];
            let smaller = left.iter().filter(|&other| other < message).count();
            smaller * (1..=left.len()).product::<usize>()
        };
        Self { rank: messages.iter().enumerate().map(behind).sum(), count: messages.len() }
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
fn exactly_once(judged: &Judged) -> Judgement {
    let Judged { world, work, at_rest, .. } = *judged;
    if !judged.account.is_full() {
        Judgement::Broken(Reason::Unexplained)
    } else if at_rest && judged.waits() && !Account::of(world, work, true).is_full() {
        Judgement::Stuck(Reason::Unexplained)
    } else {
        Judgement::Holds
    }
}

/// The first order of the messages that explains `world`, if there is one.
pub fn explanation(world: &World, work: &Workload, at_rest: bool) -> Option<Order> {
    let account = Account::of(world, work, at_rest);
    account.is_full().then_some(account.order)
}

/// The order of the messages that explains most of `world`: all of it, if it is consistent.
pub fn nearest_order(world: &World, work: &Workload, at_rest: bool) -> Order {
    Judged::new(world, work, at_rest).account.order
}
