//! A run as what its parts say to each other: who asks whom for what, what is answered, what gets
//! lost. Diagrams and logs of messages are made of it.

use std::collections::BTreeSet;

use crate::sim::approach::Sends;
use crate::sim::invariant;
use crate::sim::io::{Effect, EffectKind, Failure, Where};
use crate::sim::machine::{Happening, Turn, TurnKind};
use crate::sim::model::{Handler, HandlerId, MessageId, Origin, Output, World};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::{Run, Timeline};
use crate::words;

/// Who takes part, in the order in which they stand beside each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Part {
    Operator,
    Sender,
    Queue,
    Handler(HandlerId),
    Document,
    Beside,
    Blobs,
    Server,
    Coordinator,
    Broker,
    Subscriber,
}

/// What somebody does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    /// Hands something on, and waits for no answer.
    Hands { from: Part, to: Part, what: String, arrives: bool },
    /// Asks for something.
    Asks { from: Part, to: Part, what: String, end: End },
    /// Does something that concerns nobody else.
    Does { at: Part, what: String },
    /// A promise breaks; whose doing that is, the deed before it says.
    Breaks { promise: &'static str, why: String },
}

/// What becomes of what was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// It is done, with this for an answer, if there is more to say than that.
    Done(Option<String>),
    /// It is refused by who was asked.
    Refused(&'static str),
    /// It never got there.
    Failed(&'static str),
    /// It is done, and nobody hears of it.
    Unheard(&'static str),
}

/// Everything that is done in `frame`, in order.
pub(super) fn deeds(timeline: &Timeline, frame: usize) -> Vec<Deed> {
    let run = &timeline.run;
    let after = &timeline.frames[frame].world;
    let Some(happened) = timeline.frames[frame].happened else {
        let waiting = after.queue.entries.iter().map(|entry| entry.message);
        let sent = |message| hands(Part::Sender, Part::Queue, named(run, message));
        return waiting.map(sent).collect();
    };
    let before = &timeline.frames[frame - 1].world;
    let mut deeds = match happened.happening {
        Happening::Turned(turn) => turned(run, turn, before, after),
        step @ Happening::Step { .. } => stepped(run, &step, before, after),
    };
    for (index, promise) in invariant::ALL.iter().enumerate() {
        if timeline.verdict(index, frame).broken_in == Some(frame) {
            let judgement = timeline.frames[frame].judgements[index];
            let why = words::reason(run.case.scenario, judgement).unwrap_or_default();
            deeds.push(Deed::Breaks { promise: promise.name, why });
        }
    }
    deeds
}

/// Everybody who does something in `deeds`, in order.
pub(super) fn parts<'d>(deeds: impl IntoIterator<Item = &'d Deed>) -> Vec<Part> {
    let of = |deed: &Deed| match *deed {
        Deed::Hands { from, to, .. } | Deed::Asks { from, to, .. } => vec![from, to],
        Deed::Does { at, .. } => vec![at],
        Deed::Breaks { .. } => Vec::new(),
    };
    deeds.into_iter().flat_map(of).collect::<BTreeSet<Part>>().into_iter().collect()
}

/// What a part is called in this run.
pub(super) fn name(run: &Run, part: Part) -> String {
    let Scenario { endpoint, document, subscriber, .. } = run.case.scenario;
    let plain = match part {
        Part::Operator => "Operator",
        Part::Sender => "Sender",
        Part::Queue if run.approach.sends == Sends::ToQueue => "Queue",
        Part::Queue => "Channel",
        Part::Handler(HandlerId(0)) => endpoint,
        Part::Handler(_) => return format!("{endpoint}, second handler"),
        Part::Document => return format!("{document} store"),
        Part::Beside => "Store beside",
        Part::Blobs => "Blob storage",
        Part::Server => "HTTP server",
        Part::Coordinator => "Coordinator",
        Part::Broker => "Broker",
        // An endpoint that is told of what another of its name does would be taken for it.
        Part::Subscriber => return format!("{} (subscriber)", subscriber.name),
    };
    plain.to_string()
}

fn stepped(run: &Run, happening: &Happening, before: &World, after: &World) -> Vec<Deed> {
    let Happening::Step { handler, delivery, effect, failure, put_back, .. } = *happening else {
        return Vec::new();
    };
    let (me, place) = (Part::Handler(handler), place(run, handler, effect));
    let mut deeds = vec![step(run, happening, place, after)];
    for (index, &output) in after.sent.iter().enumerate().skip(before.sent.len()) {
        let event = event(run.case.scenario, output);
        if place != Part::Broker {
            deeds.push(hands(place, Part::Broker, event.clone()));
        }
        let again = if is_known(&after.sent[..index], output) { ", known already" } else { "" };
        deeds.push(hands(Part::Broker, Part::Subscriber, event + again));
    }
    let work = run.case.work();
    for id in work.ids().filter(|&id| matches!(work.message(id).origin, Origin::Follows(_))) {
        if after.queue.copies(id) > before.queue.copies(id) {
            deeds.push(hands(Part::Broker, Part::Queue, named(run, id)));
        }
    }
    let message = named(run, delivery.message);
    if put_back {
        deeds.push(hands(me, Part::Queue, format!("{message} goes back")));
    } else if failure.is_some() && is_moved_aside(delivery.message, before, after) {
        let what = format!("{message} is moved aside: its retries are used up");
        deeds.push(Deed::Does { at: Part::Queue, what });
    }
    deeds
}

/// The step itself.
fn step(run: &Run, happening: &Happening, place: Part, after: &World) -> Deed {
    let Happening::Step { handler, delivery, effect, failure, .. } = *happening else {
        unreachable!("only steps are told so")
    };
    let (me, kind) = (Part::Handler(handler), effect.kind());
    let wish = words::next(run, happening);
    let error = failure.map_or("", |how| words::error(kind, how));
    if failure == Some(Failure::Died) {
        return Deed::Does { at: me, what: format!("dies before it can: {wish}; {error}") };
    }
    if kind.is_local() {
        let what = match failure {
            Some(how) if how.ends_attempt() => format!("{wish}: failed, {error}"),
            _ => sentence(run, happening, after),
        };
        return Deed::Does { at: me, what };
    }
    if place == Part::Sender {
        let arrives = failure != Some(Failure::Lost);
        return Deed::Hands { from: me, to: place, what: wish, arrives };
    }
    let handed = kind == EffectKind::Receive && failure != Some(Failure::Refused);
    if handed {
        let what = words::delivery(run.case.scenario, delivery);
        return Deed::Hands { from: place, to: me, what, arrives: failure.is_none() };
    }
    let end = match failure {
        Some(Failure::Refused) => End::Failed(error),
        Some(Failure::Unanswered) => End::Unheard(error),
        Some(Failure::Conflict) => End::Refused(error),
        _ => End::Done(answer(run, effect, failure, after)),
    };
    Deed::Asks { from: me, to: place, what: wish, end }
}

/// What a reader hears.
fn answer(run: &Run, effect: Effect, failure: Option<Failure>, after: &World) -> Option<String> {
    let scenario = run.case.scenario;
    match effect {
        Effect::Load { read, .. } => {
            let document = words::lines(scenario, after.store.state(read));
            Some(format!("{}: {document}", words::version(read)))
        }
        Effect::Look { found, .. } => {
            let answer = if found { "yes" } else { "no" };
            let lags = failure == Some(Failure::Stale);
            Some([answer, if lags { ", says a replica that lags behind" } else { "" }].concat())
        }
        Effect::Get => Some(String::from("the response")),
        _ => None,
    }
}

fn turned(run: &Run, turn: Turn, before: &World, after: &World) -> Vec<Deed> {
    let happening = Happening::Turned(turn);
    let message = named(run, turn.message);
    let at = |at| Deed::Does { at, what: sentence(run, &happening, after) };
    match turn.kind {
        TurnKind::Send => vec![hands(Part::Sender, Part::Queue, message)],
        TurnKind::Duplicate => vec![hands(Part::Sender, Part::Queue, format!("{message}, again"))],
        TurnKind::Replay => vec![hands(Part::Operator, Part::Queue, message)],
        TurnKind::Redeliver | TurnKind::Delay | TurnKind::Lose | TurnKind::Bury => {
            vec![at(Part::Queue)]
        }
        TurnKind::Evict if before.beside.processed == after.beside.processed => {
            vec![at(Part::Document)]
        }
        TurnKind::Evict => vec![at(Part::Beside)],
        TurnKind::Recover => {
            let goes_on = after
                .handlers
                .iter()
                .zip(before.handlers)
                .position(|(after, before)| before == Handler::Idle && after.held().is_some());
            let goes_on = goes_on.and_then(|index| u8::try_from(index).ok()).map(HandlerId);
            let on = |handler| {
                hands(Part::Coordinator, Part::Handler(handler), format!("goes on with {message}"))
            };
            std::iter::once(at(Part::Coordinator)).chain(goes_on.map(on)).collect()
        }
    }
}

fn hands(from: Part, to: Part, what: String) -> Deed {
    Deed::Hands { from, to, what, arrives: true }
}

fn named(run: &Run, message: MessageId) -> String {
    words::message(run.case.scenario, message)
}

/// What happened, without its full stop.
fn sentence(run: &Run, happening: &Happening, after: &World) -> String {
    words::step(run, happening, after).trim_end_matches('.').to_string()
}

/// Whom the step is about.
fn place(run: &Run, handler: HandlerId, effect: Effect) -> Part {
    let place = match effect {
        Effect::Acknowledge if run.approach.sends != Sends::ToQueue => return Part::Sender,
        Effect::Vote { place } => place,
        other => other.kind().place(),
    };
    match place {
        Where::Memory => Part::Handler(handler),
        Where::Queue => Part::Queue,
        Where::Document => Part::Document,
        Where::Beside => Part::Beside,
        Where::Blobs => Part::Blobs,
        Where::Server => Part::Server,
        Where::Broker => Part::Broker,
        Where::Coordinator => Part::Coordinator,
    }
}

/// `ItemAdded 60 of AddItem 123`.
fn event(scenario: &Scenario, output: Output) -> String {
    let told = scenario.tells(&output).map_or(String::new(), |told| format!(" {told}"));
    let message = words::message(scenario, output.by.message);
    format!("{}{told} of {message}", scenario.event(output.event))
}

/// Whether the subscriber takes `output` for one of those before it.
fn is_known(earlier: &[Output], output: Output) -> bool {
    let id = |output: &Output| (output.by.message, output.event, output.id);
    earlier.iter().any(|other| id(other) == id(&output))
}

fn is_moved_aside(message: MessageId, before: &World, after: &World) -> bool {
    after.queue.dead.contains(message) && !before.queue.dead.contains(message)
}
