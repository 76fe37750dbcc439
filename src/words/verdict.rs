//! Why a promise is broken, in a sentence a listener understands.

use super::name;
use crate::language::{said, tell};
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
            tell("{0} is lost: {1} has left the queue without it.", &[&event, &of(message)])
        }
        Reason::NotPublished { message, event } => {
            let event = scenario.event(event);
            tell(
                "{0} is owed: {1} is stored, but the event is not out yet.",
                &[&event, &of(message)],
            )
        }
        Reason::NotApplied { message } => {
            tell("{0} is lost: it is gone from the queue and was never processed.", &[&of(message)])
        }
        Reason::AppliedAgain { message, times } => {
            tell("{0} changed the {1} {2}.", &[&of(message), &scenario.document, &count(times)])
        }
        Reason::CarriedOutAgain { message, times } => {
            let times = count(usize::from(times));
            tell("The server carried out {0} {1}.", &[&of(message), &times])
        }
        Reason::NotCarriedOut { message } => not_carried_out(&of(message), broken),
        Reason::Overwritten { message } => {
            let message = of(message);
            tell("What {0} announced was overwritten by an attempt that did not win.", &[&message])
        }
        Reason::LostUpdate { message, version } => {
            let (message, version) = (of(message), name::version(version));
            tell("{0} overwrote {1}: it was processed on an older version.", &[&message, &version])
        }
        Reason::LeftBehind { by } => left_behind(by.attempt, &of(by.message)),
        Reason::Ghost { output } => ghost(&told(output), &of(output.by.message)),
        Reason::Leaked { output, stored } => leaked(scenario, output, stored),
        Reason::NotStored { output } => {
            tell("{0} is out before its change is stored.", &[&told(output)])
        }
        Reason::Renamed { output } => {
            let (event, message) = (scenario.event(output.event), of(output.by.message));
            tell(
                "{0} for {1} went out under two different ids, so the next endpoint counts two.",
                &[&event, &message],
            )
        }
        Reason::Contradicts { output } => {
            let (told, message) = (told(output), of(output.by.message));
            tell("{0} is false: what {1} stored says otherwise.", &[&told, &message])
        }
        Reason::Differs { one, other } => differs(scenario, one, other),
        Reason::OutOfOrder { message, before } => {
            let (message, before) = (of(message), of(before));
            tell("{0} was processed before {1}, which was sent first.", &[&message, &before])
        }
        Reason::NeverRests { message } => tell("{0} is delivered forever.", &[&of(message)]),
        Reason::Unexplained => said(
            "No order of the messages, each processed exactly once, gives this document and these \
             events.",
        ),
    })
}

/// The request of `message` is still to be carried out, or was not when its message went.
fn not_carried_out(message: &str, broken: bool) -> String {
    if broken {
        tell("{0} is gone, but the server never carried out its request.", &[&message])
    } else {
        tell("The server has not carried out the request of {0} yet.", &[&message])
    }
}

/// Something of attempt `attempt` of `message` is left beside the document.
fn left_behind(attempt: u8, message: &str) -> String {
    tell(
        "{1} is gone from the queue, and what attempt {0} wrote beside the document is still \
         there.",
        &[&attempt, &message],
    )
}

/// The event is out, and nothing is stored of what it tells of.
fn ghost(told: &str, message: &str) -> String {
    tell("{0} is a ghost: {1} is gone and stored nothing.", &[&told, &message])
}

/// What leaked may be acted on by others, though it is stored since, or may still be.
fn leaked(scenario: &Scenario, output: Output, stored: bool) -> String {
    let told = told(scenario, output);
    let message = name::message(scenario, output.by.message);
    let attempt = output.by.attempt;
    if stored {
        tell(
            "{0} leaked: attempt {1} of {2} published it and stored nothing. A later attempt \
             stored the change.",
            &[&told, &attempt, &message],
        )
    } else {
        tell(
            "{0} leaked: attempt {1} of {2} published it and stored nothing. A retry may still \
             store the change.",
            &[&told, &attempt, &message],
        )
    }
}

/// `twice`, `3 times`.
fn count(times: usize) -> String {
    if times == 2 { said("twice") } else { tell("{0} times", &[&times]) }
}

/// Two answers to one message.
fn differs(scenario: &Scenario, one: Output, other: Output) -> String {
    let message = name::message(scenario, one.by.message);
    if one.event == other.event {
        let event = scenario.event(one.event);
        return tell(
            "{0} for {1} went out twice, with {2} and with {3}.",
            &[&event, &message, &one.tells, &other.tells],
        );
    }
    let (one, other) = (told(scenario, one), told(scenario, other));
    tell(
        "{0} was answered with {1} and with {2}: they can't both be true.",
        &[&message, &one, &other],
    )
}

/// What waits for an operator.
fn stuck(scenario: &Scenario, reason: Reason) -> String {
    match reason {
        Reason::NotPublished { message, event } => {
            let (message, event) = (name::message(scenario, message), scenario.event(event));
            tell(
                "{0} is stuck: {1} is in the dead-letter queue until an operator replays it.",
                &[&event, &message],
            )
        }
        Reason::NotApplied { message } => {
            let message = name::message(scenario, message);
            tell("{0} is stuck in the dead-letter queue until an operator replays it.", &[&message])
        }
        _ => said("A message waits in the dead-letter queue until an operator replays it."),
    }
}

/// `Hit`, or `PaymentBooked 60` where it tells a number.
fn told(scenario: &Scenario, output: Output) -> String {
    let event = scenario.event(output.event);
    scenario.tells(&output).map_or(event.to_string(), |told| tell("{0} {1}", &[&event, &told]))
}
