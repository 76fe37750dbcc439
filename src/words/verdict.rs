//! Why a promise is broken, in a sentence a listener understands.

use super::name;
use crate::sim::invariant::{Judgement, Reason};
use crate::sim::scenario::Scenario;

/// The sentence for a judgement; `None` when the promise simply holds.
pub fn reason(scenario: &Scenario, judgement: Judgement) -> Option<String> {
    let (reason, broken) = match judgement {
        Judgement::Holds => return None,
        Judgement::Open(reason) => (reason, false),
        Judgement::Broken(reason) => (reason, true),
    };
    Some(match reason {
        Reason::NotPublished { message, event } => {
            let (message, event) = (name::message(scenario, message), scenario.event(event));
            if broken {
                format!("{event} is lost: {message} has left the queue without it.")
            } else {
                format!("{event} is owed: {message} is stored, the event is not out yet.")
            }
        }
        Reason::NotApplied { message } => {
            let message = name::message(scenario, message);
            format!("{message} is lost: it is gone from the queue and was never applied.")
        }
        Reason::AppliedAgain { message, times } => {
            let message = name::message(scenario, message);
            format!("{message} changed the {} {times} times.", scenario.document)
        }
        Reason::NotStored { output } => {
            let event = scenario.event(output.event);
            let (attempt, message) =
                (output.by.attempt, name::message(scenario, output.by.message));
            if broken {
                format!("{event} is a ghost: attempt {attempt} of {message} stored nothing.")
            } else {
                format!("{event} is out, and what it tells of is not stored yet.")
            }
        }
        Reason::Renamed { output } => {
            let event = scenario.event(output.event);
            let message = name::message(scenario, output.by.message);
            format!(
                "{event} of {message} went out twice under two ids: the next endpoint counts two."
            )
        }
        Reason::Unexplained => String::from(
            "No order of the messages, each processed once, ends with this document and these \
             events.",
        ),
    })
}
