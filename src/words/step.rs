//! A step in a sentence: what it did, what it will do next.

use super::{failure, name};
use crate::sim::approach::Sends;
use crate::sim::failure::Act;
use crate::sim::invariant::Order;
use crate::sim::io::{Effect, Failure, Part, Where};
use crate::sim::machine::{Happening, Turn, TurnKind};
use crate::sim::model::{Delivery, EventId, Handler, Lease, Memory, Message, VersionId, World};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::Run;

/// What happened, told of `world`, the world after it.
pub fn step(run: &Run, happening: &Happening, world: &World) -> String {
    let scenario = run.case.scenario;
    match *happening {
        Happening::Turned(turn) => turned(run, turn, world),
        Happening::Step { delivery, row, effect, failure: None, .. } => {
            capital(&did(run, delivery, row, effect, world))
        }
        Happening::Step { delivery, effect, failure: Some(how), put_back, .. } => {
            let what = capital(&wish(run, delivery, effect));
            let error = failure::error(effect.kind(), how);
            let end = aftermath(scenario, delivery, put_back, world);
            match how {
                Failure::Refused => format!("{what}: failed, {error}.{end}"),
                Failure::Unanswered => {
                    format!("{what}: done, but the answer is lost, {error}.{end}")
                }
                Failure::Died => format!("{what}: it never comes to that, {error}.{end}"),
                Failure::Conflict => format!("{what}: refused, {error}.{end}"),
                Failure::Stale => format!("{what}: no, says a replica that lags behind."),
                Failure::Diverged => {
                    format!("{what}; its ids and random numbers come out differently.")
                }
                Failure::Lost => format!("{what}: done, and the channel loses it."),
                _ => format!("{what}: {error}."),
            }
        }
    }
}

/// What happened around the handlers.
fn turned(run: &Run, turn: Turn, world: &World) -> String {
    let message = name::message(run.case.scenario, turn.message);
    match turn.kind {
        TurnKind::Redeliver if world.is_aside(turn.message) => {
            format!(
                "The lease expires, and the retries of {message} are used up: it is moved aside."
            )
        }
        TurnKind::Redeliver => {
            format!("The lease expires: {message} can be received again.")
        }
        TurnKind::Recover => {
            let found = world.beside.prepared.map_or("undecided, so rolled back", |_| "to commit");
            format!("The coordinator comes back. {message} in its log: {found}.")
        }
        TurnKind::Send => format!("The sender sends {message}."),
        TurnKind::Duplicate => format!("The sender sends {message} again: another copy of it."),
        TurnKind::Delay => format!("The broker delivers {message} later, behind the others."),
        TurnKind::Lose => format!("The channel loses {message}."),
        TurnKind::Bury => {
            format!("The retries of {message} are used up: it is moved aside as a dead letter.")
        }
        TurnKind::Replay => format!("An operator brings {message} back into the queue."),
        TurnKind::Evict => {
            format!("What was kept to recognise {message} is thrown away.")
        }
    }
}

/// `AddItem 123: the sender sends again`.
pub fn turn(scenario: &Scenario, turn: Turn) -> String {
    format!("{}: {}", name::message(scenario, turn.message), turn_name(turn.kind))
}

/// What happens around the handlers, in a few words.
fn turn_name(kind: TurnKind) -> &'static str {
    match kind {
        TurnKind::Redeliver => "the lease expires",
        TurnKind::Recover => "the coordinator comes back",
        TurnKind::Send => "the sender sends",
        TurnKind::Duplicate => "the sender sends again",
        TurnKind::Delay => "the broker delivers another message first",
        TurnKind::Lose => "the channel loses the message",
        TurnKind::Bury => "the retries are used up",
        TurnKind::Replay => "an operator brings the message back",
        TurnKind::Evict => "the ids kept are thrown away",
    }
}

/// What the next step will do, from a preview of it.
pub fn next(run: &Run, happening: &Happening) -> String {
    match *happening {
        Happening::Turned(turn) => turn_name(turn.kind).to_string(),
        Happening::Step { delivery, effect, .. } => wish(run, delivery, effect),
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
        (false, _) if world.is_aside(delivery.message) => {
            format!(" Its retries are used up: {message} is moved aside as a dead letter.")
        }
        (false, Some(Lease::Leased(attempt))) if attempt == delivery.attempt => {
            let locked = world.beside.prepared.is_some_and(|prepared| prepared.by == delivery);
            let rest = if locked { "and the document locked" } else { "and nobody works on it" };
            format!(" {message} stays leased, {rest}.")
        }
        (false, _) => String::new(),
    }
}

/// The step that worked, as an imperative with what came of it.
fn did(run: &Run, delivery: Delivery, row: usize, effect: Effect, world: &World) -> String {
    let scenario = run.case.scenario;
    let message = name::message(scenario, delivery.message);
    let wish = wish(run, delivery, effect);
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
            let worker = world.handlers.iter().find(|handler| handler.held() == Some(delivery));
            let on = match worker {
                Some(&Handler::Busy { memory: Memory { read: Some(read), state, .. }, .. }) => {
                    let (read, lines) = (name::version(read), name::lines(scenario, state));
                    format!(" (read {read}, in memory {lines})")
                }
                _ => String::new(),
            };
            format!("{wish}{on}: {measured}. {} {end}.", scenario.event(event))
        }
        Effect::Persist { made } => {
            format!("{wish}, {}.", stored(run, delivery, (row, made), world))
        }
        Effect::Publish { event, read, stored } => {
            let asked = question(scenario.message(delivery.message), event).is_some();
            let version = name::version(read);
            let wish = format!("{wish}{}", telling(scenario, world, delivery, event));
            match (stored, asked) {
                (true, _) => format!("{wish} from the outbox, as it was decided from {version}."),
                (false, true) => format!("{wish}, decided from {version}."),
                (false, false) => format!("{wish}."),
            }
        }
        Effect::Look { found: true } => format!("{message} was processed before."),
        Effect::Look { found: false } => format!("Nothing says that {message} was processed."),
        Effect::Follow { ready: true, .. } => format!("{wish}: yes."),
        Effect::Follow { ready: false, .. } => {
            format!("{wish}: no. {message} is dropped without a receipt.")
        }
        Effect::Clean { removed } => format!("{wish}: {removed} removed."),
        Effect::Post { executed: 1 } => format!("{wish}: carried out once by now."),
        Effect::Post { executed } => format!("{wish}: carried out {executed} times by now."),
        Effect::Acknowledge if run.approach.sends == Sends::ToQueue => {
            format!("{wish}: it leaves the queue.")
        }
        _ => format!("{wish}."),
    }
}

/// The step as an imperative in lower case: `publish FirstItemAdded`.
fn wish(run: &Run, delivery: Delivery, effect: Effect) -> String {
    let scenario = run.case.scenario;
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
        Effect::Vote { place: Where::Broker } => String::from("the broker votes to commit"),
        Effect::Vote { .. } => String::from("the document's store votes to commit"),
        Effect::Resolve => String::from("the coordinator logs the decision to commit"),
        Effect::Release => format!("the broker commits; the events go out, {message} is gone"),
        Effect::Acknowledge if run.approach.sends == Sends::ToQueue => {
            format!("acknowledge {message}")
        }
        Effect::Acknowledge => format!("send the receipt for {message}"),
        Effect::Follow { after: Some(after), .. } => {
            format!("check whether {} is processed", name::message(scenario, after))
        }
        Effect::Reveal { of } | Effect::Settle { of } if of != delivery => {
            let whose = name::delivery(scenario, of);
            format!("{}, for {whose}", name::act(scenario, Act::Of(effect.kind())))
        }
        other => name::act(scenario, Act::Of(other.kind())),
    }
}

/// What a write put into the store: the document, and what went with it.
fn stored(run: &Run, delivery: Delivery, (row, made): (usize, VersionId), world: &World) -> String {
    let along = match run.approach.steps[row].writes {
        [] => "",
        [Part::ProcessedId] => ", and the message's id with it",
        [Part::Outgoing] => ", and the outgoing events with it",
        [Part::Transaction] => ", and the attempt with it as its open transaction",
        [Part::Published] if !sends(world, delivery) => ", and there is nothing to tell",
        [Part::Published] => ", and the events go out with it",
        [Part::Acknowledged] => ", and the message leaves the queue with it",
        [_, _, ..] => ", and everything else with it",
    };
    let before = VersionId(made.0.saturating_sub(1));
    let (before, after) = (world.store.state(before), world.store.state(made));
    let same = if before == after { ", as it was" } else { "" };
    format!("{}{same}{along}", name::lines(run.case.scenario, after))
}

/// Whether `delivery` has sent anything.
fn sends(world: &World, delivery: Delivery) -> bool {
    world.sent.iter().any(|output| output.by == delivery)
}

/// ` with 60`, where the event that `delivery` sent last tells a number.
fn telling(scenario: &Scenario, world: &World, delivery: Delivery, event: EventId) -> String {
    let last = world.sent.iter().rev().find(|it| it.by == delivery && it.event == event);
    let told = last.and_then(|output| scenario.tells(output));
    told.map_or(String::new(), |told| format!(" with {told}"))
}

/// `text` with a capital first letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
