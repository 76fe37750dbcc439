//! Why something can't go wrong with a step: what is impossible says as much about an approach as
//! what is possible.

use super::super::approach::Sends;
use super::super::io::{EffectKind, Failure};
use super::super::model::{Entry, HandlerId, Origin, World};
use super::{Happening, Machine, is_worn_out};

/// Why a failure can't happen to a step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    /// Enough has gone wrong in this run.
    Enough,
    /// No broker takes part in the step.
    NoBroker,
    /// No store that could lag behind is asked.
    NoReplica,
    /// The store is asked, but holds nothing that an answer out of date could miss.
    NothingToMiss,
    /// Nothing is drawn, and the clock is not looked at.
    NothingDrawn,
    /// A broker keeps the message until it is acknowledged.
    KeptByBroker,
    /// Nothing is on its way at this step.
    NothingOnTheWay,
    /// The handler has not begun.
    NotBegun,
    /// Nobody else has anything to do meanwhile.
    Alone,
    /// Where a sender waits for receipts there is no lease.
    NoLease,
    /// The lease is not this delivery's, or not any more.
    NotItsLease,
    /// Nobody may take back what was promised to a transaction.
    Promised,
    /// An event brings the message, not its sender.
    NotFromSender,
    /// The sender has not sent it yet.
    NotSentYet,
    /// The message has been received already.
    Received,
    /// No other message waits.
    NoOther,
    /// The copy is delivered for the first time.
    FirstTry,
    /// Nothing is kept by which a copy would be recognized, or nothing yet.
    NothingKept,
}

impl Machine {
    /// What can't go wrong with the next step of `handler`, or around it just before, and why: all
    /// that [`Machine::fates`] does not list.
    pub fn ruled_out(&self, world: &World, handler: HandlerId) -> Vec<(Failure, Why)> {
        let fates = self.fates(world, handler);
        let others = Failure::ALL.into_iter().filter(|failure| !fates.contains(failure));
        others.filter_map(|failure| Some((failure, self.why(world, handler, failure)?))).collect()
    }

    fn why(&self, world: &World, handler: HandlerId, failure: Failure) -> Option<Why> {
        let Happening::Step { delivery, effect, .. } = self.preview(world, handler)? else {
            return None;
        };
        let (kind, message) = (effect.kind(), delivery.message);
        let receiving = kind == EffectKind::Receive;
        let receipts = self.approach.sends != Sends::ToQueue;
        let promised = world.beside.prepared.is_some_and(|prepared| prepared.by == delivery);
        let tried = |entry: &Entry| entry.message == message && entry.attempts > 0;
        Some(match failure {
            _ if is_worn_out(world) => Why::Enough,
            Failure::Stale if kind == EffectKind::Look => Why::NothingToMiss,
            Failure::Stale => Why::NoReplica,
            Failure::Diverged => Why::NothingDrawn,
            Failure::Lost if receipts => Why::NothingOnTheWay,
            Failure::Lost => Why::KeptByBroker,
            Failure::Paused if receiving => Why::NotBegun,
            Failure::Paused => Why::Alone,
            Failure::Expired if receipts => Why::NoLease,
            Failure::Expired if promised => Why::Promised,
            Failure::Expired => Why::NotItsLease,
            Failure::Duplicated if self.work.message(message).origin != Origin::Sender => {
                Why::NotFromSender
            }
            Failure::Duplicated => Why::NotSentYet,
            Failure::Delayed | Failure::Exhausted | Failure::Evicted if !receiving => Why::Received,
            Failure::Delayed => Why::NoOther,
            Failure::Exhausted if !receipts && !world.queue.entries.iter().any(tried) => {
                Why::FirstTry
            }
            Failure::Evicted => Why::NothingKept,
            _ => Why::NoBroker,
        })
    }
}
