//! Promises about the messages: that each is applied, once, in order, in the end, and that what
//! tells of it goes out.

use super::{Invariant, Judged, Judgement, Reason, always, publishes, worst};
use crate::sim::model::{
    Delivery, EventId, Exchange, MessageId, RETRY_MAX, VersionId, Workload, World,
};

pub(super) static NOTHING_LOST: Invariant = Invariant {
    id: "nothing-lost",
    code: "LOST",
    once: None,
    demand: Some(&super::LOSE_NOTHING),
    name: "Don't lose outgoing messages",
    kept: "No message lost",
    broken: "Message lost",
    means: "Once a message is gone from the queue, every event that announces its change is \
            published.",
    source: "the talk on exactly-once processing, first demand; NoLostMessages in \
             MessageHandler.tla of the exactly-once workshop",
    concerns: publishes,
    explains: true,
    judge: nothing_lost,
};

pub(super) static APPLIED_ONCE: Invariant = Invariant {
    id: "applied-once",
    code: "DUP",
    once: None,
    demand: Some(&super::APPLY_ONCE),
    name: "Apply a change only once",
    kept: "Applied once",
    broken: "Applied again",
    means: "No message changes the document, or anything else, more than once.",
    source: "the talk on exactly-once processing, second demand; AtMostOneStateChange in \
             exactly_once.tla",
    concerns: always,
    explains: true,
    judge: applied_once,
};

pub(super) static ALL_APPLIED: Invariant = Invariant {
    id: "all-applied",
    code: "NEVER",
    once: Some("UNP"),
    demand: Some(&super::LOSE_NOTHING),
    name: "Don't lose incoming messages",
    kept: "None left out",
    broken: "Never processed",
    means: "No message leaves the queue without being processed.",
    source: "Termination in exactly_once.tla; NoLostWrite in MessageHandler.tla of the \
             exactly-once workshop",
    concerns: always,
    explains: true,
    judge: all_applied,
};

pub(super) static IN_ORDER: Invariant = Invariant {
    id: "in-order",
    code: "OUT-OF-ORDER",
    once: Some("OOO"),
    demand: None,
    name: "Keep the sender's order",
    kept: "In order",
    broken: "Out of order",
    means: "No message is processed before one that its sender sent before it.",
    source: "\"Reliable Delivery\", the Akka-DDD wiki; the talk on exactly-once processing, last \
             question",
    concerns: |work| work.in_order && work.messages.len() > 1,
    explains: false,
    judge: in_order,
};

pub(super) static COMES_TO_REST: Invariant = Invariant {
    id: "comes-to-rest",
    code: "ENDLESS",
    once: None,
    demand: None,
    name: "Come to an end",
    kept: "Comes to an end",
    broken: "Never ends",
    means: "Once nothing fails any more, every message is done after a few more deliveries.",
    source: "Termination in exactly_once.tla",
    concerns: always,
    explains: false,
    judge: comes_to_rest,
};

pub(super) static NO_LOST_UPDATE: Invariant = Invariant {
    id: "no-lost-update",
    code: "LOST-UPDATE",
    once: None,
    demand: None,
    name: "Lose no update",
    kept: "No update lost",
    broken: "Update lost",
    means: "Each version of the document extends the one before it: no message overwrites a \
            change that it has not read.",
    source: "\"Consistent state\", exactly-once.github.io",
    concerns: always,
    explains: true,
    judge: no_lost_update,
};

pub(super) static NOTHING_LEFT: Invariant = Invariant {
    id: "nothing-left-behind",
    code: "LEFTOVER",
    once: None,
    demand: None,
    name: "Leave nothing behind",
    kept: "Nothing left behind",
    broken: "Left behind",
    means: "Once a message is gone from the queue, nothing remains of what its losing attempts \
            wrote beside the document.",
    source: "\"Side effects\", exactly-once.github.io",
    concerns: always,
    explains: true,
    judge: nothing_left,
};

/// The events that handling `message` owed, where something of it is stored, and that are not out.
fn missing(judged: &Judged, message: MessageId) -> Vec<EventId> {
    let Judged { world, work, ref account, .. } = *judged;
    if world.store.made(message) == 0 {
        return Vec::new();
    }
    let published = work.message(message).published(account.base(message));
    published.map(|(event, _)| event).filter(|&event| !world.has_sent(message, event)).collect()
}

/// Whether the server has still to carry out the request of `message`.
fn is_unasked(world: &World, work: &Workload, message: MessageId) -> bool {
    let asks = work.message(message).exchange == Exchange::Asks;
    asks && world.store.made(message) > 0 && world.beside.executed(message) == 0
}

/// Broken when a message is gone and something of it is missing; open once the attempt that
/// stored its change is over and something is missing that a later attempt may still bring.
fn nothing_lost(judged: &Judged) -> Judgement {
    worst(owed(judged).into_iter())
}

/// Everything that is missing of the messages, each judged on its own; nothing is lost where an
/// order of the messages explains `world`.
pub fn debts(world: &World, work: &Workload, at_rest: bool) -> Vec<Judgement> {
    let judged = Judged::new(world, work, at_rest);
    let mut owed = owed(&judged);
    owed.retain(|judgement| !(judgement.is_broken() && judged.account.is_full()));
    owed
}

fn owed(judged: &Judged) -> Vec<Judgement> {
    let Judged { world, work, .. } = *judged;
    let of = |message: MessageId| {
        let unasked = is_unasked(world, work, message).then_some(Reason::NotCarriedOut { message });
        let missing = missing(judged, message).into_iter();
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
fn applied_once(judged: &Judged) -> Judgement {
    let Judged { world, work, .. } = *judged;
    let again = |message: MessageId| {
        let (times, carried_out) = (world.store.changes(message), world.beside.executed(message));
        let applied = (times > 1).then_some(Reason::AppliedAgain { message, times });
        let asked = Reason::CarriedOutAgain { message, times: carried_out };
        applied.or((carried_out > 1).then_some(asked))
    };
    work.ids().find_map(again).map_or(Judgement::Holds, Judgement::Broken)
}

/// Whether `message` was processed. One whose handling changes nothing, and whose events are out,
/// was, though nothing of it is stored.
pub(super) fn is_applied(world: &World, work: &Workload, message: MessageId) -> bool {
    let told = || {
        work.message(message).behavior.changes.is_empty()
            && world.sent.iter().any(|output| output.by.message == message)
    };
    world.store.made(message) > 0 || told()
}

/// An attempt of `message` that has not won and of which something is left beside the document; not
/// under a name that the winner has written to.
pub(super) fn leftover(world: &World, message: MessageId) -> Option<Delivery> {
    let winner = world.store.winner(message);
    let mut blobs = world.beside.blobs.iter().filter(|blob| blob.by.message == message);
    blobs
        .find(|blob| winner.is_none() || ![Some(blob.by), blob.written].contains(&winner))
        .map(|blob| blob.by)
}

fn nothing_left(judged: &Judged) -> Judgement {
    let Judged { world, work, .. } = *judged;
    let done = work.ids().filter(|&message| work.is_done(world, message));
    let mut left = done.filter_map(|message| leftover(world, message));
    left.next().map_or(Judgement::Holds, |by| Judgement::Broken(Reason::LeftBehind { by }))
}

/// Doing again what is done may leave the document as it is: that loses nothing.
fn no_lost_update(judged: &Judged) -> Judgement {
    let Judged { world, work, .. } = *judged;
    let versions = (1..).zip(world.store.versions.windows(2));
    let mut lost = versions.filter_map(|(at, pair)| {
        let [before, after] = pair else { return None };
        let message = after.made_by?.message;
        let extends = work.message(message).changed(before.state) == after.state;
        let version = VersionId(at - 1);
        (before.state != after.state && !extends).then_some(Reason::LostUpdate { message, version })
    });
    lost.next().map_or(Judgement::Holds, Judgement::Broken)
}

fn all_applied(judged: &Judged) -> Judgement {
    let Judged { world, work, .. } = *judged;
    worst(work.ids().filter_map(|message| {
        if is_applied(world, work, message) {
            return None;
        }
        let reason = Reason::NotApplied { message };
        let gone = work.is_done(world, message).then_some(Judgement::Broken(reason));
        gone.or(world.is_aside(message).then_some(Judgement::Stuck(reason)))
    }))
}

/// Goes by the versions: the receiver's journal must have the sender's order.
fn in_order(judged: &Judged) -> Judgement {
    let Judged { world, work, .. } = *judged;
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
fn comes_to_rest(judged: &Judged) -> Judgement {
    let Judged { world, work, .. } = *judged;
    let worn_out = world.queue.deliveries() >= RETRY_MAX;
    let left = |&message: &MessageId| !world.is_gone(message) && !world.is_aside(message);
    work.ids()
        .filter(|_| worn_out)
        .find(left)
        .map_or(Judgement::Holds, |message| Judgement::Broken(Reason::NeverRests { message }))
}
