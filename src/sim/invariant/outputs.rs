//! Promises about the events that are out: that they tell of what is stored, truly, the same each
//! time, and under the same id.

use super::{Invariant, Judgement, Reason, publishes, worst};
use crate::sim::model::{EventId, Message, MessageId, Output, State, Workload, World};

pub(super) static NO_GHOST: Invariant = Invariant {
    id: "no-ghost",
    code: "GHOST",
    name: "Don't leak non-durable state",
    kept: "Nothing leaked",
    broken: "State leaked",
    means: "No event tells of a change that is not stored by the time the attempt which sent it \
            is over.",
    source: "the talk's third demand; NoGhostMessages in the workshop's MessageHandler.tla",
    concerns: publishes,
    judge: no_ghost,
};

pub(super) static RECOGNISABLE: Invariant = Invariant {
    id: "recognisable",
    code: "NEWID",
    name: "Repeat an event under its own id",
    kept: "Repeats known",
    broken: "Repeat not known",
    means: "An event that goes out again carries the id that it had the first time, so that the \
            next endpoint knows it.",
    source: "\"Consistent messaging\", exactly-once.github.io; the workshop, exercises 8 and 9",
    concerns: publishes,
    judge: recognisable,
};

pub(super) static TRUE_TO_STATE: Invariant = Invariant {
    id: "true-to-state",
    code: "FALSE",
    name: "Tell what was stored",
    kept: "Events true",
    broken: "Event false",
    means: "Every event of a message is one that its first stored change gives, on the version \
            that this was made from, and what it announces is there.",
    source: "ConsistentStateAndOutput in exactly_once.tla",
    concerns: publishes,
    judge: true_to_state,
};

pub(super) static SAME_ANSWER: Invariant = Invariant {
    id: "same-answer",
    code: "DIFFERS",
    name: "Give one answer",
    kept: "One answer",
    broken: "Two answers",
    means: "All events of one message could come from one processing of it on one version of the \
            document.",
    source: "AtMostOneOutputMsg in exactly_once.tla; ConsistentOutput in MessageHandler.tla",
    concerns: depends,
    judge: same_answer,
};

/// Whether what any message publishes depends on the document.
fn depends(work: &Workload) -> bool {
    let mut publications =
        work.messages.iter().flat_map(|message| message.behavior.publications.iter());
    publications.any(|publication| publication.when.is_some() || publication.tells.is_some())
}

/// Broken by the first event that leaked, open while one may still turn out to. Re-publishing from
/// a later version leaks nothing: what the event tells of is stored, if not as it tells it.
fn no_ghost(world: &World, work: &Workload, _at_rest: bool) -> Judgement {
    worst(world.sent.iter().map(|&output| leak(world, work, output)))
}

/// Whether `output` leaked: open while the attempt that sent it still runs and has not stored,
/// broken once it ended without storing. The published `NoGhostMessages` looks only at messages
/// that are done, and so misses the window. A message that changes nothing has nothing to leak.
pub fn leak(world: &World, work: &Workload, output: Output) -> Judgement {
    let reason = Reason::NotStored { output };
    let empty = work.message(output.by.message).behavior.changes.is_empty();
    match (output.stored || empty, world.works_on(output.by)) {
        (true, _) => Judgement::Holds,
        (false, true) => Judgement::Open(reason),
        (false, false) => Judgement::Broken(reason),
    }
}

/// Broken by the first event that went out before under another id: whoever takes it counts two.
fn recognisable(world: &World, _work: &Workload, _at_rest: bool) -> Judgement {
    let same = |one: &Output, two: &Output| {
        one.event == two.event && one.by.message == two.by.message && one.id != two.id
    };
    let renamed = (0..world.sent.len())
        .find(|&index| world.sent[..index].iter().any(|earlier| same(earlier, &world.sent[index])));
    renamed.map_or(Judgement::Holds, |index| {
        Judgement::Broken(Reason::Renamed { output: world.sent[index] })
    })
}

/// Whether handling `message` on `state` publishes what `output` says. A number that was drawn is
/// not held against the one that the document alone would give.
pub(super) fn gives(message: &Message, state: State, output: Output) -> bool {
    let says = |(event, tells): (EventId, Option<u8>)| {
        event == output.event && (output.drawn || tells.unwrap_or(0) == output.tells)
    };
    message.published(state).any(says)
}

/// Nothing is stored of the message yet, or its first stored change gives the event.
fn is_true(world: &World, work: &Workload, output: Output) -> bool {
    let message = work.message(output.by.message);
    let base = world.store.before(output.by.message).map(|read| world.store.state(read));
    base.is_none_or(|base| gives(message, base, output))
}

/// Whether the events of `message` announce a blob that another than the winner has written.
fn is_overwritten(world: &World, message: MessageId) -> bool {
    let told = world.sent.iter().any(|output| output.by.message == message);
    let blobs = || world.beside.blobs.iter().filter(|blob| blob.by.message == message);
    let winner = world.store.winner(message);
    told && winner.is_some() && blobs().count() > 0 && blobs().all(|blob| blob.written != winner)
}

fn true_to_state(world: &World, work: &Workload, _at_rest: bool) -> Judgement {
    if let Some(message) = work.ids().find(|&message| is_overwritten(world, message)) {
        return Judgement::Broken(Reason::Overwritten { message });
    }
    let lie = world.sent.iter().find(|output| !is_true(world, work, **output));
    lie.map_or(Judgement::Holds, |&output| Judgement::Broken(Reason::Contradicts { output }))
}

/// Whether one processing, on one of the versions, can have given both.
fn agree(world: &World, work: &Workload, one: Output, other: Output) -> bool {
    let message = work.message(one.by.message);
    let mut versions = world.store.versions.iter();
    (one.event != other.event || one.tells == other.tells)
        && versions.any(|version| {
            gives(message, version.state, one) && gives(message, version.state, other)
        })
}

fn same_answer(world: &World, work: &Workload, _at_rest: bool) -> Judgement {
    let answers = |one: &Output| {
        let of_one = |other: &&Output| other.by.message == one.by.message;
        let other =
            world.sent.iter().filter(of_one).find(|other| !agree(world, work, *one, **other));
        other.map(|&other| Judgement::Broken(Reason::Differs { one: *one, other }))
    };
    world.sent.iter().find_map(answers).unwrap_or(Judgement::Holds)
}
