//! Failures in words: their names, the real error that each place produces, what survives.

use super::{name, stack};
use crate::language::tell;
use crate::sim::approach::{Approach, Sends};
use crate::sim::failure::Injection;
use crate::sim::io::{EffectKind, Failure, Part, Where};
use crate::sim::machine::{TurnKind, Why};
use crate::sim::model::{Delivery, World};
use crate::sim::scenario::Scenario;

/// The failure's name, as the menu of a step of this kind has it. A step that stays in memory
/// gets no answer that could be lost: it is cancelled instead, and nothing tells the difference.
pub fn failure(kind: EffectKind, failure: Failure) -> &'static str {
    match failure {
        Failure::Refused => "It fails before it happens",
        Failure::Unanswered if kind.is_local() => "It happens, then the handler is canceled",
        Failure::Unanswered => "It happens, but the answer is lost",
        Failure::Died => "The process dies before it happens",
        Failure::Stale => "It reads from a replica that lags behind",
        Failure::Diverged => "Ids and random numbers differ this time",
        Failure::Lost if kind == EffectKind::Receive => "The channel loses the message",
        Failure::Lost => "The channel loses the receipt",
        Failure::Paused => "The handler pauses before it",
        Failure::Expired => "The handler is too slow: its lease expires",
        Failure::Duplicated => "The sender sends the message again",
        Failure::Delayed => "The broker delivers another message first",
        Failure::Exhausted => "The retries are used up",
        Failure::Evicted => "The stored ids expire",
        Failure::Conflict => "Another attempt was faster",
    }
}

/// What went wrong around the handlers, in a word or two.
pub fn around(kind: TurnKind) -> &'static str {
    match kind {
        TurnKind::Redeliver => "lease expired",
        TurnKind::Recover => "recovered",
        TurnKind::Send => "sent",
        TurnKind::Duplicate => "sent again",
        TurnKind::Delay => "delayed",
        TurnKind::Lose => "lost on the way",
        TurnKind::Bury => "dead-lettered",
        TurnKind::Replay => "replayed",
        TurnKind::Evict => "ids expired",
    }
}

/// Why a failure can't happen to a step.
pub fn why(why: Why) -> &'static str {
    match why {
        Why::Enough => "enough has gone wrong in this run",
        Why::NoBroker => "no broker takes part in it",
        Why::NoReplica => "it reads no store that could lag behind",
        Why::NothingToMiss => "the store has nothing that a stale read could miss",
        Why::NothingDrawn => "it uses no new ids and no random numbers",
        Why::KeptByBroker => "the broker keeps the message until it is acknowledged",
        Why::NothingOnTheWay => "neither message nor receipt is on its way",
        Why::NotBegun => "the handler has not begun",
        Why::Alone => "nobody else has anything to do meanwhile",
        Why::NoLease => "there is no lease, only a sender waiting for a receipt",
        Why::NotItsLease => "this delivery has no lease on the message",
        Why::Promised => "the message is promised to the transaction",
        Why::NotFromSender => "this message comes from an event, not from its sender",
        Why::NotSentYet => "the sender has not sent it yet",
        Why::Received => "the message has been received already",
        Why::NoOther => "no other message is waiting",
        Why::FirstTry => "this is its first attempt",
        Why::NothingKept => "nothing is stored to recognize a duplicate by",
    }
}

/// The error a team would find in its log when a step of this kind fails this way: what the stack
/// in use says, or what there is to say where no product fails.
pub fn error(kind: EffectKind, failure: Failure) -> &'static str {
    let is_server = kind.place() == Where::Server;
    stack::of_product(kind, failure).unwrap_or(match failure {
        Failure::Refused if is_server => "the HTTP server answered 503, service unavailable",
        Failure::Refused => "the handler threw an exception",
        Failure::Unanswered if is_server => "the HTTP request timed out before the response",
        Failure::Unanswered => "the handler ran over its time limit and was canceled",
        Failure::Conflict => "the HTTP server answered 400, bad request",
        Failure::Died => "the process was killed",
        Failure::Stale => "no error: the replica had not caught up with the last write",
        Failure::Diverged => "no error: the clock, a random number or a new id is different",
        Failure::Lost => "no error: nobody knows yet",
        Failure::Paused => "no error: garbage collection, or a busy machine",
        Failure::Expired => "no error yet: the work takes longer than the lease",
        Failure::Duplicated => "no error: the sender never saw the broker's confirmation",
        Failure::Delayed => "no error: queues promise no order",
        Failure::Exhausted => "no error: after its last retry a message is dead-lettered",
        Failure::Evicted => "no error: the retention period was over",
    })
}

/// Who sees to a message when its handler fails at a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeper {
    /// The queue: a handler that lives puts the message back, the lease of a dead one expires.
    Queue,
    /// The queue, but if the step happens, the message leaves it with the step.
    Step,
    /// The sender, who gets no receipt.
    Sender,
    /// The coordinator of a transaction that can still be rolled back.
    Undecided,
    /// The coordinator of a transaction that it has decided to commit.
    Decided,
}

impl Keeper {
    /// Who sees to `delivery` if its step at `row` fails in `world`.
    pub fn of(approach: &Approach, row: usize, world: &World, delivery: Delivery) -> Self {
        let step = &approach.steps[row];
        match world.beside.prepared.filter(|prepared| prepared.by == delivery) {
            Some(prepared) if prepared.decided => Keeper::Decided,
            Some(_) => Keeper::Undecided,
            None if approach.sends != Sends::ToQueue => Keeper::Sender,
            None if step.writes.contains(&Part::Acknowledged) => Keeper::Step,
            None => Keeper::Queue,
        }
    }
}

/// What is left after such a failure, in a sentence or two.
pub fn survives(kind: EffectKind, failure: Failure, keeper: Keeper) -> &'static str {
    match failure {
        Failure::Stale => "The answer is out of date, and the handler believes it.",
        Failure::Diverged => "The handler carries on with what it got this time.",
        Failure::Lost => "The sender gets no receipt and sends the message again.",
        Failure::Paused => {
            "The others carry on; then the handler resumes as if nothing had happened."
        }
        Failure::Expired => "Another handler gets the message while this one carries on, unaware.",
        Failure::Duplicated => "There is one more copy of the message in the queue.",
        Failure::Delayed => "The message is delivered after the others.",
        Failure::Exhausted => {
            "The message waits in the dead-letter queue until an operator \
                               replays it."
        }
        Failure::Evicted => "A late duplicate of the message looks new.",
        Failure::Conflict => "Nothing of the step survives. The handler gives up and starts over.",
        Failure::Refused | Failure::Unanswered | Failure::Died => over(kind, failure, keeper),
    }
}

/// What is left once the attempt is over.
fn over(kind: EffectKind, failure: Failure, keeper: Keeper) -> &'static str {
    let happened = failure == Failure::Unanswered;
    let died = failure == Failure::Died;
    match (keeper, kind) {
        (_, EffectKind::Receive) if happened => {
            "The message is leased to a handler that never got it. It comes back when the lease \
             expires."
        }
        (_, EffectKind::Receive) => "The message stays in the queue, never received.",
        (Keeper::Sender, _) => over_for_the_sender(kind, failure),
        (Keeper::Queue, EffectKind::Acknowledge) | (Keeper::Step, _) if happened => {
            "The message is gone from the queue, but the handler believes it failed."
        }
        (Keeper::Decided, EffectKind::Release) if happened => {
            "Everything is done and the message is gone, but the handler believes it failed."
        }
        (Keeper::Decided, _) => {
            "The decision stands. Nobody puts the message back: the coordinator comes back and \
             carries it out."
        }
        (Keeper::Undecided, EffectKind::Resolve) if happened => {
            "The decision is in the log, so it stands: the coordinator comes back and carries it \
             out."
        }
        (Keeper::Undecided, _) if died => {
            "Memory is lost. The document stays locked until the coordinator comes back and rolls \
             the transaction back."
        }
        (Keeper::Undecided, _) => {
            "Nothing of the transaction survives: it is rolled back, and the handler puts the \
             message back."
        }
        (_, EffectKind::Vote) if happened => {
            "The vote is withdrawn: the transaction is rolled back, and the handler puts the \
             message back."
        }
        _ if died => {
            "Memory is lost, and nobody puts the message back: it comes again when its lease \
             expires."
        }
        _ if !happened => {
            "Nothing of the step survives. The handler gives up and puts the message back."
        }
        _ if kind.is_local() || kind == EffectKind::Load => {
            "The step changed only memory, which is lost. The message is put back."
        }
        _ => {
            "What the step did survives, but the handler believes it failed and puts the message \
             back."
        }
    }
}

/// What survives where nobody has anything to put back.
fn over_for_the_sender(kind: EffectKind, failure: Failure) -> &'static str {
    match failure {
        Failure::Died => {
            "Memory is lost, and with it the message. The sender gets no receipt and sends it \
             again."
        }
        Failure::Unanswered if kind.is_local() || kind == EffectKind::Load => {
            "The step changed only memory, which is lost. The sender gets no receipt and sends \
             the message again."
        }
        Failure::Unanswered => {
            "What the step did survives, but the receiver believes it failed. The sender gets no \
             receipt and sends the message again."
        }
        _ => {
            "Nothing of the step survives. The sender gets no receipt and sends the message again."
        }
    }
}

/// `AddItem 123, attempt 1, publish FirstItemAdded: it fails before it happens`.
pub fn injection(scenario: &Scenario, injection: Injection) -> String {
    let point = injection.at;
    let time = if point.nth > 1 { tell(" (no. {0})", &[&point.nth]) } else { String::new() };
    let how = match injection.failure {
        Failure::Refused => "fails before it happens",
        Failure::Unanswered => "happens, the answer is lost",
        Failure::Died => "the process dies",
        Failure::Stale => "reads what is out of date",
        Failure::Diverged => "ids and random numbers differ",
        Failure::Lost => "the channel loses it",
        Failure::Paused => "the handler pauses",
        Failure::Expired => "the lease expires",
        Failure::Duplicated => "the sender sends again",
        Failure::Delayed => "another message comes first",
        Failure::Exhausted => "the retries are used up",
        Failure::Evicted => "the stored ids expire",
        Failure::Conflict => "another attempt was faster",
    };
    tell(
        "{0}, {1}{2}: {3}",
        &[&name::delivery(scenario, point.delivery), &name::act(scenario, point.act), &time, &how],
    )
}
