//! Why a promise is broken, in a sentence a listener understands.

use super::name;
use crate::sim::invariant::{Judgement, Reason};
use crate::sim::model::{MessageId, Output};
use crate::sim::scenario::Scenario;

/// The sentence for a judgement; `None` when the promise simply holds.
pub fn reason(scenario: &Scenario, judgement: Judgement) -> Option<String> {
    let (reason, broken) = match judgement {
        Judgement::Holds | Judgement::NotApplicable => return None,
        Judgement::Stuck(reason) => return Some(stuck(scenario, reason)),
        Judgement::Open(reason) => (reason, false),
        Judgement::Broken(reason) => (reason, true),
    };
    let of = |message: MessageId| name::message(scenario, message);
    let told = |output: Output| told(scenario, output);
    Some(match reason {
        Reason::NotPublished { message, event } if broken => {
            let event = scenario.event(event);
            format!("{event} is lost: {} has left the queue without it.", of(message))
        }
        Reason::NotPublished { message, event } => {
            let event = scenario.event(event);
            format!("{event} is owed: {} is stored, the event is not out yet.", of(message))
        }
        Reason::NotApplied { message } => {
            format!("{} is lost: it is gone from the queue and was never applied.", of(message))
        }
        Reason::AppliedAgain { message, times } => {
            format!("{} changed the {} {}.", of(message), scenario.document, count(times))
        }
        Reason::CarriedOutAgain { message, times } => {
            format!("The server did what {} asks {}.", of(message), count(usize::from(times)))
        }
        Reason::NotCarriedOut { message } if broken => {
            format!("{} is gone, and the server never carried out its request.", of(message))
        }
        Reason::NotCarriedOut { message } => {
            format!("The server has still to carry out the request of {}.", of(message))
        }
        Reason::Overwritten { message } => {
            let message = of(message);
            format!("What {message} announced was overwritten by an attempt that did not win.")
        }
        Reason::NotStored { output } if broken => {
            let (attempt, message) = (output.by.attempt, of(output.by.message));
            format!("{} is a ghost: attempt {attempt} of {message} stored nothing.", told(output))
        }
        Reason::NotStored { output } => {
            format!("{} is out, and what it tells of is not stored yet.", told(output))
        }
        Reason::Renamed { output } => {
            let (event, message) = (scenario.event(output.event), of(output.by.message));
            let end = "the next endpoint counts two";
            format!("{event} of {message} went out twice under two ids: {end}.")
        }
        Reason::Contradicts { output } => {
            let message = of(output.by.message);
            let false_event = format!("{} is false", told(output));
            format!("{false_event}: {message} as it was stored gives something else.")
        }
        Reason::Differs { one, other } => differs(scenario, one, other),
        Reason::OutOfOrder { message, before } => {
            let (message, before) = (of(message), of(before));
            format!("{message} was processed before {before}, which was sent first.")
        }
        Reason::NeverRests { message } => {
            format!("{} is delivered again and again, and never done.", of(message))
        }
        Reason::Unexplained => String::from(
            "No order of the messages, each processed once, ends with this document and these \
             events.",
        ),
    })
}

/// `twice`, `3 times`.
fn count(times: usize) -> String {
    if times == 2 { String::from("twice") } else { format!("{times} times") }
}

/// Two answers to one message.
fn differs(scenario: &Scenario, one: Output, other: Output) -> String {
    let message = name::message(scenario, one.by.message);
    if one.event == other.event {
        let event = scenario.event(one.event);
        return format!(
            "{event} of {message} went out twice, and told {} and {}.",
            one.tells, other.tells
        );
    }
    let (one, other) = (told(scenario, one), told(scenario, other));
    format!("{message} was answered with {one} and with {other}: both can't be true.")
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
    scenario.tells(&output).map_or(event.to_string(), |told| format!("{event} {told}"))
}
