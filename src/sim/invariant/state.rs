//! Promises about the messages: that each is applied, once, in order, in the end, and that what
//! tells of it goes out.

use super::{Invariant, Judgement, Reason, always, publishes, worst};
use crate::sim::model::{EventId, Exchange, MessageId, RETRY_MAX, Workload, World};

pub(super) static NOTHING_LOST: Invariant = Invariant {
    id: "nothing-lost",
    code: "LOST",
    name: "Don't lose messages",
    kept: "Nothing lost",
    broken: "Message lost",
    means: "Once a message is gone from the queue, every event that announces its change is \
            published.",
    source: "the talk on exactly-once processing, first demand; NoLostMessages in \
             MessageHandler.tla of the exactly-once workshop",
    concerns: publishes,
    judge: nothing_lost,
};

pub(super) static APPLIED_ONCE: Invariant = Invariant {
    id: "applied-once",
    code: "DUP",
    name: "Apply a change only once",
    kept: "Applied once",
    broken: "Applied again",
    means: "No message changes the document, or anything else, more than once.",
    source: "the talk on exactly-once processing, second demand; AtMostOneStateChange in \
             exactly_once.tla",
    concerns: always,
    judge: applied_once,
};

pub(super) static ALL_APPLIED: Invariant = Invariant {
    id: "all-applied",
    code: "UNP",
    name: "Leave no message out",
    kept: "None left out",
    broken: "Never applied",
    means: "No message leaves the queue without being applied.",
    source: "Termination in exactly_once.tla; NoLostWrite in MessageHandler.tla of the \
             exactly-once workshop",
    concerns: always,
    judge: all_applied,
};

pub(super) static IN_ORDER: Invariant = Invariant {
    id: "in-order",
    code: "OOO",
    name: "Keep the sender's order",
    kept: "In order",
    broken: "Out of order",
    means: "No message is processed before one that its sender sent before it.",
    source: "\"Reliable Delivery\", the Akka-DDD wiki; the talk on exactly-once processing, last \
             question",
    concerns: |work| work.in_order && work.messages.len() > 1,
    judge: in_order,
};

pub(super) static COMES_TO_REST: Invariant = Invariant {
    id: "comes-to-rest",
    code: "ENDLESS",
    name: "Come to an end",
    kept: "Comes to an end",
    broken: "Never ends",
    means: "Once nothing fails any more, every message is done after a few more deliveries.",
    source: "Termination in exactly_once.tla",
    concerns: always,
    judge: comes_to_rest,
};

/// The events that the first handling of `message` owed and that are not out.
fn missing(world: &World, work: &Workload, message: MessageId) -> Vec<EventId> {
    let Some(read) = world.store.before(message) else { return Vec::new() };
    let published = work.message(message).published(world.store.state(read));
    published.map(|(event, _)| event).filter(|&event| !world.has_sent(message, event)).collect()
}

/// Whether the server has still to carry out the request of `message`.
fn is_unasked(world: &World, work: &Workload, message: MessageId) -> bool {
    let asks = work.message(message).exchange == Exchange::Asks;
    asks && world.store.made(message) > 0 && world.beside.executed(message) == 0
}

/// Broken when a message is gone and something of it is missing; open once the attempt that
/// stored its change is over and something is missing that a later attempt may still bring.
fn nothing_lost(world: &World, work: &Workload, _at_rest: bool) -> Judgement {
    worst(debts(world, work).into_iter())
}

/// Everything that is missing of the messages, each judged on its own.
pub fn debts(world: &World, work: &Workload) -> Vec<Judgement> {
    let of = |message: MessageId| {
        let unasked = is_unasked(world, work, message).then_some(Reason::NotCarriedOut { message });
        let missing = missing(world, work, message).into_iter();
        let missing = missing.map(move |event| Reason::NotPublished { message, event });
        missing.chain(unasked).map(move |reason| (message, reason))
    };
    let judged = |(message, reason): (MessageId, Reason)| {
        let mut makers = world.store.versions.iter().filter_map(|version| version.made_by);
        if work.is_done(world, message) {
            Some(Judgement::Broken(reason))
        } else if world.is_aside(message) {
            Some(Judgement::Stuck(reason))
        } else if makers.any(|by| by.message == message && world.works_on(by)) {
            None
        } else {
            Some(Judgement::Open(reason))
        }
    };
    work.ids().flat_map(of).filter_map(judged).collect()
}

/// Doing again what leaves the document as it is changes nothing: there an action that may be
/// repeated needs no check.
fn applied_once(world: &World, work: &Workload, _at_rest: bool) -> Judgement {
    let again = |message: MessageId| {
        let (times, carried_out) = (world.store.changes(message), world.beside.executed(message));
        let applied = (times > 1).then_some(Reason::AppliedAgain { message, times });
        let asked = Reason::CarriedOutAgain { message, times: carried_out };
        applied.or((carried_out > 1).then_some(asked))
    };
    work.ids().find_map(again).map_or(Judgement::Holds, Judgement::Broken)
}

/// A message whose handling changes nothing, and whose events are out, counts as applied though
/// nothing of it is stored.
fn all_applied(world: &World, work: &Workload, _at_rest: bool) -> Judgement {
    worst(work.ids().filter_map(|message| {
        let told = work.message(message).behavior.changes.is_empty()
            && world.sent.iter().any(|output| output.by.message == message);
        if world.store.made(message) > 0 || told {
            return None;
        }
        let reason = Reason::NotApplied { message };
        let gone = work.is_done(world, message).then_some(Judgement::Broken(reason));
        gone.or(world.is_aside(message).then_some(Judgement::Stuck(reason)))
    }))
}

/// Goes by the versions: the receiver's journal must have the sender's order.
fn in_order(world: &World, work: &Workload, _at_rest: bool) -> Judgement {
    let early = |message: MessageId| {
        let read = world.store.before(message)?;
        let overtaken = |&before: &MessageId| {
            world.store.before(before).is_none_or(|other| other.index() > read.index())
        };
        let before = work.ids().take(message.index()).find(overtaken)?;
        Some(Judgement::Broken(Reason::OutOfOrder { message, before }))
    };
    work.ids().find_map(early).unwrap_or(Judgement::Holds)
}

/// A run that has gone through as many deliveries as there can be, long after anything went wrong,
/// and still has a message to deliver, is going in circles.
fn comes_to_rest(world: &World, work: &Workload, _at_rest: bool) -> Judgement {
    let worn_out = world.queue.deliveries() >= RETRY_MAX;
    let left = |&message: &MessageId| !world.is_gone(message) && !world.is_aside(message);
    work.ids()
        .filter(|_| worn_out)
        .find(left)
        .map_or(Judgement::Holds, |message| Judgement::Broken(Reason::NeverRests { message }))
}
