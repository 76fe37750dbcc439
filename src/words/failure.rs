//! Failures in words: their names, the real error that each place produces, what survives.

use super::name;
use crate::sim::failure::Injection;
use crate::sim::io::{EffectKind, Failure};
use crate::sim::scenario::Scenario;

/// The failure's name, as the menu of a step of this kind has it. A step that stays in memory
/// gets no answer that could be lost: it is cancelled instead, and nothing tells the difference.
pub fn failure(kind: EffectKind, failure: Failure) -> &'static str {
    match failure {
        Failure::Refused => "It fails before it happens",
        Failure::Unanswered if kind.is_local() => "It happens, then the handler is cancelled",
        Failure::Unanswered => "It happens, but the answer is lost",
        Failure::Died => "The process dies before it happens",
    }
}

/// The error a team would find in its log when a step of this kind fails this way.
pub fn error(kind: EffectKind, failure: Failure) -> &'static str {
    use EffectKind::{Acknowledge, Check, Decide, Handle, Load, Mark, Persist, Publish, Receive};
    match (failure, kind) {
        (Failure::Died, _) => "the process was killed: out of memory, exit code 137",
        (Failure::Refused, Receive) => "the connection attempt to the broker timed out",
        (Failure::Unanswered, Receive) => {
            "the AMQP channel was closed by a socket error while receiving"
        }
        (Failure::Refused, Load) => "the connection attempt to the database timed out",
        (Failure::Unanswered, Load) => "the database connection was reset while reading the answer",
        (Failure::Refused, Check | Handle | Decide) => "the handler threw an exception",
        (Failure::Unanswered, Check | Handle | Decide) => {
            "the handler ran over its time limit and was cancelled right after"
        }
        (Failure::Refused, Persist | Mark) => {
            "the transaction was chosen as the deadlock victim (database error 1205)"
        }
        (Failure::Unanswered, Persist | Mark) => {
            "the database connection broke while waiting for the commit's answer"
        }
        (Failure::Refused, Publish) => {
            "the queue has insufficient resources to perform the operation"
        }
        (Failure::Unanswered, Publish) => {
            "the AMQP channel was closed by a socket error (code 541) before the confirmation"
        }
        (Failure::Refused, Acknowledge) => {
            "the AMQP channel was closed by a socket error (code 541)"
        }
        (Failure::Unanswered, Acknowledge) => "no answer to the acknowledgement in time",
    }
}

/// What is left after such a failure, in one sentence.
pub fn survives(kind: EffectKind, failure: Failure) -> &'static str {
    let receiving = kind == EffectKind::Receive;
    match failure {
        Failure::Refused | Failure::Died if receiving => {
            "The message stays in the queue, never received."
        }
        Failure::Refused => {
            "Nothing of the step survives. The handler gives up and puts the message back."
        }
        Failure::Unanswered if receiving => {
            "The message is handed out to a handler that does not know it. It comes back when its \
             lease expires."
        }
        Failure::Unanswered if kind == EffectKind::Acknowledge => {
            "The message is gone from the queue, though the handler believes it failed."
        }
        Failure::Unanswered if kind.is_local() || kind == EffectKind::Load => {
            "The step changed only memory, which is lost. The message is put back."
        }
        Failure::Unanswered => {
            "What the step did survives, though the handler believes it failed and puts the \
             message back."
        }
        Failure::Died => {
            "Memory is lost, and nobody puts the message back: it returns when its lease expires."
        }
    }
}

/// `AddItem 123, attempt 1, publish FirstItemAdded: it fails before it happens`.
pub fn injection(scenario: &Scenario, injection: Injection) -> String {
    let point = injection.at;
    let time = if point.nth > 1 { format!(" (time {})", point.nth) } else { String::new() };
    let how = match injection.failure {
        Failure::Refused => "fails before it happens",
        Failure::Unanswered => "happens, the answer is lost",
        Failure::Died => "the process dies",
    };
    format!(
        "{}, {}{time}: {how}",
        name::delivery(scenario, point.delivery),
        name::act(scenario, point.act),
    )
}
