//! A step in a sentence: what it did, what it will do next.

use super::{failure, name};
use crate::sim::invariant::Order;
use crate::sim::io::{Effect, Failure, Part};
use crate::sim::machine::Happening;
use crate::sim::model::{Delivery, EventId, Handler, Lease, Memory, Message, World};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::Run;

/// What happened, told of `world`, the world after it.
pub fn step(run: &Run, happening: &Happening, world: &World) -> String {
    let scenario = run.scenario;
    match *happening {
        Happening::Redelivered(message) => {
            let message = name::message(scenario, message);
            format!("The lease of the dead process expires: {message} can be received again.")
        }
        Happening::Step { delivery, row, effect, failure: None, .. } => {
            capital(&did(run, delivery, row, effect, world))
        }
        Happening::Step { delivery, effect, failure: Some(how), put_back, .. } => {
            let what = capital(&wish(scenario, delivery, effect));
            let error = failure::error(effect.kind(), how);
            let end = aftermath(scenario, delivery, put_back, world);
            match how {
                Failure::Refused => format!("{what}: failed, {error}.{end}"),
                Failure::Unanswered => {
                    format!("{what}: done, but the answer is lost, {error}.{end}")
                }
                Failure::Died => format!("{what}: never happens, {error}.{end}"),
            }
        }
    }
}

/// What the next step will do, from a preview of it.
pub fn next(run: &Run, happening: &Happening) -> String {
    match *happening {
        Happening::Redelivered(_) => String::from("the lease expires"),
        Happening::Step { delivery, effect, .. } => wish(run.scenario, delivery, effect),
    }
}

/// `AddItem 123, then AddItem 234`.
pub fn explain_order(scenario: &Scenario, order: Order) -> String {
    let names: Vec<String> =
        order.messages().into_iter().map(|id| name::message(scenario, id)).collect();
    names.join(", then ")
}

/// What is asked before `event` is published for `message`, as in `count the lines`; `None` when
/// it is published always.
pub fn question(message: &Message, event: EventId) -> Option<&'static str> {
    let publications = message.behavior.publications;
    let publication = publications.iter().find(|publication| publication.event == event)?;
    publication.when.map(|condition| condition.says)
}

/// Where the failure leaves the message.
fn aftermath(scenario: &Scenario, delivery: Delivery, put_back: bool, world: &World) -> String {
    let message = name::message(scenario, delivery.message);
    let entry = world.queue.entry(delivery.message);
    match (put_back, entry.map(|entry| entry.lease)) {
        (true, _) => format!(" {message} goes back to the queue, behind the others."),
        (false, Some(Lease::Leased)) => {
            format!(" {message} stays leased, and nobody works on it.")
        }
        (false, Some(Lease::Waiting) | None) => String::new(),
    }
}

/// The step that worked, as an imperative with what came of it.
fn did(run: &Run, delivery: Delivery, row: usize, effect: Effect, world: &World) -> String {
    let scenario = run.scenario;
    let message = name::message(scenario, delivery.message);
    let wish = wish(scenario, delivery, effect);
    match effect {
        Effect::Receive => {
            format!("{} receives {}.", scenario.endpoint, name::delivery(scenario, delivery))
        }
        Effect::Load { read, .. } => {
            let lines = name::lines(scenario, world.store.state(read));
            format!("{wish}: {}, {lines}.", name::version(read))
        }
        Effect::Check { duplicate: false } => format!("{message} is new."),
        Effect::Check { duplicate: true } => format!("{message} is a duplicate."),
        Effect::Handle { before, after } => {
            let (before, after) = (name::lines(scenario, before), name::lines(scenario, after));
            format!("{wish}, in memory: {before} → {after}.")
        }
        Effect::Decide { event, measured, due } => {
            let end = if due { "is due" } else { "is not published" };
            let on = match world.handler {
                Handler::Busy { memory: Memory { read: Some(read), state, .. }, .. } => {
                    let (read, lines) = (name::version(read), name::lines(scenario, state));
                    format!(" (read {read}, in memory {lines})")
                }
                _ => String::new(),
            };
            format!("{wish}{on}: {measured}. {} {end}.", scenario.event(event))
        }
        Effect::Persist { made } => {
            let along = match run.approach.steps[row].writes {
                [] => "",
                [Part::ProcessedId] => ", and the message's id with it",
                [Part::Outgoing] => ", and the outgoing events with it",
                [_, _, ..] => ", and what belongs to it",
            };
            format!("{wish}, {}{along}.", name::lines(scenario, world.store.state(made)))
        }
        Effect::Publish { event, read, stored } => {
            let asked = question(scenario.message(delivery.message), event).is_some();
            let version = name::version(read);
            match (stored, asked) {
                (true, _) => format!("{wish} from the outbox, as it was decided from {version}."),
                (false, true) => format!("{wish}, decided from {version}."),
                (false, false) => format!("{wish}."),
            }
        }
        Effect::Mark => format!("{wish}."),
        Effect::Acknowledge => format!("{wish}: it leaves the queue."),
    }
}

/// The step as an imperative in lower case: `publish FirstItemAdded`.
fn wish(scenario: &Scenario, delivery: Delivery, effect: Effect) -> String {
    let data = scenario.message(delivery.message);
    let document = scenario.document;
    let message = name::message(scenario, delivery.message);
    match effect {
        Effect::Receive => format!("receive {}", name::delivery(scenario, delivery)),
        Effect::Load { read, latest } if read == latest => {
            format!("read the {document} as it is now")
        }
        Effect::Load { .. } => format!("read the {document} as it was before {message}"),
        Effect::Check { .. } => format!("check whether {message} is a duplicate"),
        Effect::Handle { .. } => data.behavior.says.to_string(),
        Effect::Decide { event, .. } => question(data, event).unwrap_or("decide").to_string(),
        Effect::Persist { made } => format!("store {}", name::version(made)),
        Effect::Publish { event, .. } => format!("publish {}", scenario.event(event)),
        Effect::Mark => String::from("mark the outbox record as sent"),
        Effect::Acknowledge => format!("acknowledge {message}"),
    }
}

/// `text` with a capital first letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
