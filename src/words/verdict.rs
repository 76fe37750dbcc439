//! Why a promise is broken, in a sentence a listener understands.

use super::name;
use crate::sim::invariant::{Judgement, Reason};
use crate::sim::model::Output;
use crate::sim::scenario::Scenario;

/// The sentence for a judgement; `None` when the promise simply holds.
pub fn reason(scenario: &Scenario, judgement: Judgement) -> Option<String> {
    let (reason, broken) = match judgement {
        Judgement::Holds | Judgement::NotApplicable => return None,
        Judgement::Stuck(reason) => return Some(stuck(scenario, reason)),
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
        Reason::Contradicts { output } => {
            let (event, message) = (told(scenario, output), by(scenario, output));
            format!("{event} is false: it is not what the stored change of {message} gives.")
        }
        Reason::Differs { one, other } if one.event == other.event => {
            let (event, message) = (scenario.event(one.event), by(scenario, one));
            let (one, other) = (one.tells, other.tells);
            format!("{event} of {message} went out twice, and told {one} and {other}.")
        }
        Reason::Differs { one, other } => {
            let message = by(scenario, one);
            let (one, other) = (told(scenario, one), told(scenario, other));
            format!("{message} was answered with {one} and with {other}: both can't be true.")
        }
        Reason::OutOfOrder { message, before } => {
            let message = name::message(scenario, message);
            let before = name::message(scenario, before);
            format!("{message} was processed before {before}, which was sent first.")
        }
        Reason::NeverRests { message } => {
            let message = name::message(scenario, message);
            format!("{message} is delivered again and again, and never done.")
        }
        Reason::Unexplained => String::from(
            "No order of the messages, each processed once, ends with this document and these \
             events.",
        ),
    })
}

/// What waits for an operator.
fn stuck(scenario: &Scenario, reason: Reason) -> String {
    match reason {
        Reason::NotPublished { message, event } => {
            let (message, event) = (name::message(scenario, message), scenario.event(event));
            format!("{event} is stuck: {message} waits aside until an operator brings it back.")
        }
        Reason::NotApplied { message } => {
            let message = name::message(scenario, message);
            format!("{message} is stuck: it waits aside until an operator brings it back.")
        }
        _ => String::from("A message waits aside until an operator brings it back."),
    }
}

/// `Hit`, or `PaymentBooked 60` where it tells a number.
fn told(scenario: &Scenario, output: Output) -> String {
    let event = scenario.event(output.event);
    let publication = scenario.message(output.by.message).publication(output.event);
    let tells = publication.is_some_and(|publication| publication.tells.is_some());
    if tells { format!("{event} {}", output.tells) } else { event.to_string() }
}

fn by(scenario: &Scenario, output: Output) -> String {
    name::message(scenario, output.by.message)
}
