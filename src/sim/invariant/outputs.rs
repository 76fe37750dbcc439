//! Promises about the events that are out: that they tell of what is stored, truly, the same each
//! time, and under the same id.

use super::{Invariant, Judged, Judgement, Reason, publishes, worst};
use crate::sim::model::{
    EventId, Message, MessageId, OUTPUT_MAX, Output, State, VERSION_MAX, Workload, World,
};

pub(super) static NO_GHOST: Invariant = Invariant {
    id: "no-ghost",
    code: "GHOST",
    once: None,
    demand: Some(&super::LEAK_NOTHING),
    name: "Don't leak non-durable state",
    kept: "Nothing leaked",
    broken: "State leaked",
    means: "No event announces a change that is not stored by the time the attempt that sent it \
            is over. Others may act on it at once, even if a retry stores the change later.",
    source: "the talk on exactly-once processing, third demand; NoGhostMessages in \
             MessageHandler.tla of the exactly-once workshop",
    concerns: publishes,
    explains: false,
    judge: no_ghost,
};

pub(super) static RECOGNISABLE: Invariant = Invariant {
    id: "recognisable",
    code: "TWO-IDS",
    once: Some("NEWID"),
    demand: None,
    name: "Repeat an event under its own id",
    kept: "Repeats recognized",
    broken: "Repeat not recognized",
    means: "An event that goes out again carries the id it had the first time, so the next \
            endpoint recognizes it.",
    source: "\"Consistent messaging\", exactly-once.github.io; the exactly-once workshop, \
             exercises 8 and 9",
    concerns: publishes,
    explains: true,
    judge: recognisable,
};

pub(super) static TRUE_TO_STATE: Invariant = Invariant {
    id: "true-to-state",
    code: "FALSE-EVENT",
    once: Some("FALSE"),
    demand: None,
    name: "Tell what was stored",
    kept: "Events true",
    broken: "False event",
    means: "Every event of a message follows from its first stored change and from the version \
            that it changed, and what the event announces exists.",
    source: "ConsistentStateAndOutput in exactly_once.tla",
    concerns: publishes,
    explains: true,
    judge: true_to_state,
};

pub(super) static SAME_ANSWER: Invariant = Invariant {
    id: "same-answer",
    code: "TWO-ANSWERS",
    once: Some("DIFFERS"),
    demand: None,
    name: "Give one answer",
    kept: "One answer",
    broken: "Contradictory events",
    means: "All events of one message could come from one processing of it on one version of the \
            document.",
    source: "AtMostOneOutputMsg in exactly_once.tla; ConsistentOutput in MessageHandler.tla of \
             the exactly-once workshop",
    concerns: depends,
    explains: true,
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
fn no_ghost(judged: &Judged) -> Judgement {
    let Judged { world, work, .. } = *judged;
    worst(world.sent.iter().map(|&output| leak(world, work, output)))
}

/// Whether `output` leaked: open while the attempt that sent it still runs and has not stored,
/// broken once it ended without storing. The published `NoGhostMessages` looks only at messages
/// that are done, and so misses the window. A message that changes nothing has nothing to leak.
pub fn leak(world: &World, work: &Workload, output: Output) -> Judgement {
    let message = output.by.message;
    let empty = work.message(message).behavior.changes.is_empty();
    let stored = world.store.made(message) > 0;
    if output.stored || empty {
        Judgement::Holds
    } else if world.works_on(output.by) {
        Judgement::Open(Reason::NotStored { output })
    } else if stored || !work.is_done(world, message) {
        Judgement::Broken(Reason::Leaked { output, stored })
    } else {
        Judgement::Broken(Reason::Ghost { output })
    }
}

/// Broken by the first event that went out before under another id: whoever takes it counts two.
fn recognisable(judged: &Judged) -> Judgement {
    let world = judged.world;
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

/// Nothing is stored of the message yet, or what is stored gives the event.
fn is_true(judged: &Judged, output: Output) -> bool {
    let id = output.by.message;
    let base = judged.account.base(id);
    judged.world.store.made(id) == 0 || gives(judged.work.message(id), base, output)
}

/// Whether the events of `message` announce a blob that another than the winner has written.
pub(super) fn is_overwritten(world: &World, message: MessageId) -> bool {
    let told = world.sent.iter().any(|output| output.by.message == message);
    let blobs = || world.beside.blobs.iter().filter(|blob| blob.by.message == message);
    let winner = world.store.winner(message);
    told && winner.is_some() && blobs().count() > 0 && blobs().all(|blob| blob.written != winner)
}

fn true_to_state(judged: &Judged) -> Judgement {
    let Judged { world, work, .. } = *judged;
    if let Some(message) = work.ids().find(|&message| is_overwritten(world, message)) {
        return Judgement::Broken(Reason::Overwritten { message });
    }
    let lie = world.sent.iter().find(|output| !is_true(judged, **output));
    lie.map_or(Judgement::Holds, |&output| Judgement::Broken(Reason::Contradicts { output }))
}

/// The versions of the document on which handling its message gives `output`, each a bit.
fn given_on(world: &World, work: &Workload, output: Output) -> u32 {
    let message = work.message(output.by.message);
    let versions = world.store.versions.iter().enumerate();
    let giving = versions.filter(|(_, version)| gives(message, version.state, output));
    giving.fold(0, |versions, (index, _)| versions | 1 << index)
}

const _: () = assert!(VERSION_MAX <= 32, "a bit for each version");

/// Two events of one message differ if no processing, on any one of the versions, can have given
/// both.
fn same_answer(judged: &Judged) -> Judgement {
    let Judged { world, work, .. } = *judged;
    let mut given = [0; OUTPUT_MAX];
    for (given, &output) in given.iter_mut().zip(world.sent.iter()) {
        *given = given_on(world, work, output);
    }
    let sent = || world.sent.iter().copied().zip(given);
    let differs = |(one, on): (Output, u32)| {
        let of_one = sent().filter(|(other, _)| other.by.message == one.by.message);
        let mut differing = of_one.filter(|&(other, other_on)| {
            on & other_on == 0 || (other.event == one.event && other.tells != one.tells)
        });
        differing.next().map(|(other, _)| Judgement::Broken(Reason::Differs { one, other }))
    };
    sent().find_map(differs).unwrap_or(Judgement::Holds)
}
