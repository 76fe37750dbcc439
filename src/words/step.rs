//! A step in a sentence: what it did, what it will do next.

use super::{failure, name};
use crate::language::{capital, said, tell};
use crate::sim::approach::{Need, Sends};
use crate::sim::failure::Act;
use crate::sim::invariant::Order;
use crate::sim::io::{Effect, Failure, Part, Sought, Where};
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
            let wish = wish(run, delivery, effect);
            let what = capital(&wish);
            let (who, error) = (scenario.endpoint, failure::error(effect.kind(), how));
            let end = aftermath(scenario, delivery, put_back, world);
            match how {
                Failure::Refused | Failure::Conflict => {
                    tell("{0} could not {1}: {2}.{3}", &[&who, &wish, &error, &end])
                }
                Failure::Unanswered if effect.kind().is_local() => {
                    tell("{0} did {1}, but then stopped: {2}.{3}", &[&who, &wish, &error, &end])
                }
                Failure::Unanswered => {
                    tell("{0} did {1}, but does not know it: {2}.{3}", &[&who, &wish, &error, &end])
                }
                Failure::Died => {
                    tell("The process is killed before it can {0}: {1}.{2}", &[&wish, &error, &end])
                }
                Failure::Stale if matches!(effect, Effect::Look { found: true, .. }) => {
                    tell("{0}: a replica that lags behind says yes.", &[&what])
                }
                Failure::Stale => tell("{0}: a replica that lags behind says no.", &[&what]),
                Failure::Diverged => {
                    tell("{0}: its ids and random numbers differ this time.", &[&what])
                }
                Failure::Lost => tell("{0}: the channel loses it.", &[&what]),
                _ => tell("{0}: {1}.", &[&what, &error]),
            }
        }
    }
}

/// What happened around the handlers.
fn turned(run: &Run, turn: Turn, world: &World) -> String {
    let message = name::message(run.case.scenario, turn.message);
    match turn.kind {
        TurnKind::Redeliver if world.is_aside(turn.message) => tell(
            "The lease expires, and {0} has no retries left: it goes to the dead-letter queue.",
            &[&message],
        ),
        TurnKind::Redeliver => tell("The lease expires: {0} can be received again.", &[&message]),
        TurnKind::Recover => {
            let found =
                world.beside.prepared.map_or("undecided, so it is rolled back", |_| "commit it");
            tell("The coordinator comes back. Its log says of {0}: {1}.", &[&message, &found])
        }
        TurnKind::Send => tell("The sender sends {0}.", &[&message]),
        TurnKind::Duplicate => tell("The sender sends {0} again: a duplicate.", &[&message]),
        TurnKind::Delay => tell("The broker delivers {0} later, after the others.", &[&message]),
        TurnKind::Lose => tell("The channel loses {0}.", &[&message]),
        TurnKind::Bury if run.approach.sends != Sends::ToQueue => {
            tell("The sender gives up on {0}: it waits for an operator.", &[&message])
        }
        TurnKind::Bury => {
            tell("{0} has no retries left: it goes to the dead-letter queue.", &[&message])
        }
        TurnKind::Replay if run.approach.sends != Sends::ToQueue => {
            tell("An operator has {0} sent again.", &[&message])
        }
        TurnKind::Replay => tell("An operator replays {0}: it is in the queue again.", &[&message]),
        TurnKind::Evict => tell("What was stored to recognize {0} expires.", &[&message]),
    }
}

/// `AddItem 123: the sender sends again`.
pub fn turn(scenario: &Scenario, turn: Turn) -> String {
    tell("{0}: {1}", &[&name::message(scenario, turn.message), &turn_name(turn.kind)])
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
        TurnKind::Replay => "an operator replays the message",
        TurnKind::Evict => "the stored ids expire",
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
    names.join(&said(", then "))
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
        (true, _) => tell(" {0} goes back to the queue and comes again later.", &[&message]),
        (false, _) if world.is_aside(delivery.message) => {
            tell(" {0} has no retries left: it goes to the dead-letter queue.", &[&message])
        }
        (false, Some(Lease::Leased(attempt))) if attempt == delivery.attempt => {
            let locked = world.beside.prepared.is_some_and(|prepared| prepared.by == delivery);
            let rest =
                if locked { "and the document stays locked" } else { "with nobody working on it" };
            tell(" {0} stays leased, {1}.", &[&message, &rest])
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
            tell("{0} receives {1}.", &[&scenario.endpoint, &name::delivery(scenario, delivery)])
        }
        Effect::Load { read, .. } => {
            let lines = name::lines(scenario, world.store.state(read));
            tell("{0}: {1}, {2}.", &[&wish, &name::version(read), &lines])
        }
        Effect::Check { duplicate: false } => tell("{0} is new.", &[&message]),
        Effect::Check { duplicate: true } => tell("{0} is a duplicate.", &[&message]),
        Effect::Handle { before, after } => {
            let (before, after) = (name::lines(scenario, before), name::lines(scenario, after));
            tell("{0}, in memory: {1} → {2}.", &[&wish, &before, &after])
        }
        Effect::Decide { event, measured, due } => {
            let end = if due { "is due" } else { "is not published" };
            let worker = world.handlers.iter().find(|handler| handler.held() == Some(delivery));
            let on = match worker {
                Some(&Handler::Busy { memory: Memory { read: Some(read), state, .. }, .. }) => {
                    let (read, lines) = (name::version(read), name::lines(scenario, state));
                    tell(" (read {0}, in memory {1})", &[&read, &lines])
                }
                _ => String::new(),
            };
            tell("{0}{1}: {2}. {3} {4}.", &[&wish, &on, &measured, &scenario.event(event), &end])
        }
        Effect::Persist { made } => {
            tell("{0}: {1}.", &[&wish, &stored(run, delivery, (row, made), world)])
        }
        Effect::Publish { event, read, stored } => {
            let asked = question(scenario.message(delivery.message), event).is_some();
            let version = name::version(read);
            let wish = tell("{0}{1}", &[&wish, &telling(scenario, world, delivery, event)]);
            match (stored, asked) {
                (true, _) => {
                    tell("{0} from the outbox, as it was decided from {1}.", &[&wish, &version])
                }
                (false, true) => tell("{0}, decided from {1}.", &[&wish, &version]),
                (false, false) => tell("{0}.", &[&wish]),
            }
        }
        Effect::Look { sought, found } => looked(sought, found, &message),
        Effect::Follow { ready: true, .. } => tell("{0}: yes.", &[&wish]),
        Effect::Follow { ready: false, .. } => {
            tell("{0}: no. {1} is dropped without a receipt.", &[&wish, &message])
        }
        Effect::Clean { removed } => tell("{0}: {1} removed.", &[&wish, &removed]),
        Effect::Post { executed: 1 } => tell("{0}: carried out once by now.", &[&wish]),
        Effect::Post { executed } => {
            tell("{0}: carried out {1} times by now.", &[&wish, &executed])
        }
        Effect::Acknowledge if run.approach.sends == Sends::ToQueue => {
            tell("{0}: it leaves the queue.", &[&wish])
        }
        _ => tell("{0}.", &[&wish]),
    }
}

/// The step as an imperative in lower case: `publish FirstItemAdded`.
fn wish(run: &Run, delivery: Delivery, effect: Effect) -> String {
    let scenario = run.case.scenario;
    let data = scenario.message(delivery.message);
    let document = scenario.document;
    let message = name::message(scenario, delivery.message);
    match effect {
        Effect::Receive => tell("receive {0}", &[&name::delivery(scenario, delivery)]),
        Effect::Load { read, latest } if read == latest => {
            tell("read the {0} as it is now", &[&document])
        }
        Effect::Load { .. } => tell("read the {0} as it was before {1}", &[&document, &message]),
        Effect::Check { .. } => tell("check whether {0} is a duplicate", &[&message]),
        Effect::Handle { .. } => said(data.behavior.says),
        Effect::Decide { event, .. } => said(question(data, event).unwrap_or("decide")),
        Effect::Persist { made } => tell("store {0}", &[&name::version(made)]),
        Effect::Publish { event, .. } => tell("publish {0}", &[&scenario.event(event)]),
        Effect::Look { sought, .. } => match sought {
            Sought::Id => tell("look for {0} in the deduplication store", &[&message]),
            Sought::Record => tell("look for the outbox record of {0}", &[&message]),
            Sought::Token => tell("look for the token of {0}", &[&message]),
        },
        Effect::Mark if run.approach.needs == Some(Need::Draft) => {
            tell("mark the {0} as submitted", &[&document])
        }
        Effect::Mark => said("mark the outbox record as sent"),
        Effect::Vote { place: Where::Broker } => said("get the broker's vote to commit"),
        Effect::Vote { .. } => said("get the store's vote to commit"),
        Effect::Resolve => said("make the coordinator log the decision to commit"),
        Effect::Release => {
            tell("make the broker commit: the events go out and {0} is gone", &[&message])
        }
        Effect::Acknowledge if run.approach.sends == Sends::ToQueue => {
            tell("acknowledge {0}", &[&message])
        }
        Effect::Acknowledge => tell("send the receipt for {0}", &[&message]),
        Effect::Follow { after: Some(after), .. } => {
            tell("check whether {0} is processed", &[&name::message(scenario, after)])
        }
        Effect::Reveal { of } | Effect::Settle { of } if of != delivery => {
            let whose = name::delivery(scenario, of);
            tell("{0}, for {1}", &[&name::act(scenario, Act::Of(effect.kind())), &whose])
        }
        other => name::act(scenario, Act::Of(other.kind())),
    }
}

/// What came of looking for something of `message`.
fn looked(sought: Sought, found: bool, message: &str) -> String {
    match (sought, found) {
        (Sought::Id, true) => tell("{0} was processed before.", &[&message]),
        (Sought::Id, false) => tell("Nothing says that {0} was processed.", &[&message]),
        (Sought::Record, true) => tell("There is an outbox record for {0}.", &[&message]),
        (Sought::Record, false) => tell("There is no outbox record for {0}.", &[&message]),
        (Sought::Token, true) => tell("The token of {0} is there.", &[&message]),
        (Sought::Token, false) => tell("There is no token for {0}: nothing to do.", &[&message]),
    }
}

/// What a write put into the store: the document, and what went with it.
fn stored(run: &Run, delivery: Delivery, (row, made): (usize, VersionId), world: &World) -> String {
    let along = match run.approach.steps[row].writes {
        [] => "",
        [Part::ProcessedId] => ", together with the message's id",
        [Part::Outgoing] => ", together with the outgoing events",
        [Part::Transaction] => ", together with this attempt as the open transaction",
        [Part::Published] if !sends(world, delivery) => ", and there are no events to send",
        [Part::Published] => ", and the events go out with it",
        [Part::Acknowledged] => ", and the message leaves the queue with it",
        [Part::Winner] => ", together with whose side effects count",
        [Part::Outgoing, Part::Winner] => {
            ", together with the outgoing events and whose side effects count"
        }
        [_, _, ..] => ", together with everything else",
    };
    let before = VersionId(made.0.saturating_sub(1));
    let (before, after) = (world.store.state(before), world.store.state(made));
    let same = if before == after { ", unchanged" } else { "" };
    tell("{0}{1}{2}", &[&name::lines(run.case.scenario, after), &same, &along])
}

/// Whether `delivery` has sent anything.
fn sends(world: &World, delivery: Delivery) -> bool {
    world.sent.iter().any(|output| output.by == delivery)
}

/// ` with 60`, where the event that `delivery` sent last tells a number.
fn telling(scenario: &Scenario, world: &World, delivery: Delivery, event: EventId) -> String {
    let last = world.sent.iter().rev().find(|it| it.by == delivery && it.event == event);
    let told = last.and_then(|output| scenario.tells(output));
    told.map_or(String::new(), |told| tell(" with {0}", &[&told]))
}
