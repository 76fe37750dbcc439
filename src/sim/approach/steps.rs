//! The rows that approaches are made of. Bodies form one vocabulary, shared by all tables; a
//! table chooses rows, their order, their jumps and what is written together.

use super::super::io::{EffectKind, Fault, Io, Part};
use super::super::model::{Memory, Record};
use super::{Flow, Jump, Step};

type Went = Result<Flow, Fault>;

const fn row(label: &'static str, does: EffectKind, says: &'static str, run: super::Body) -> Step {
    Step { label, does, says, jump: None, writes: &[], uses_history: false, run }
}

impl Step {
    /// This row with a branch.
    pub(super) const fn jumping(self, when: &'static str, to: &'static str) -> Step {
        Step { jump: Some(Jump { when, to }), ..self }
    }

    /// This row under another label.
    pub(super) const fn called(self, label: &'static str) -> Step {
        Step { label, ..self }
    }

    /// This row, going by the ids in the history.
    const fn by_history(self) -> Step {
        Step { uses_history: true, ..self }
    }

    /// This row under another listing line.
    pub(super) const fn saying(self, says: &'static str) -> Step {
        Step { says, ..self }
    }
}

pub(super) const RECEIVE: Step =
    row("receive", EffectKind::Receive, "take the next message from the queue", receive);

pub(super) const LOAD: Step =
    row("load", EffectKind::Load, "read the document as it is now", load_current);

pub(super) const LOAD_BEFORE: Step = row(
    "load",
    EffectKind::Load,
    "read the document as it was before this message was first processed",
    load_before,
)
.by_history();

pub(super) const CHECK_ID: Step = row(
    "check",
    EffectKind::Check,
    "is this message's id among the processed ids?",
    check_processed,
);

pub(super) const CHECK_EFFECT: Step = row(
    "check",
    EffectKind::Check,
    "can the message's change already be seen in the document?",
    check_effect,
);

pub(super) const CHECK_HISTORY: Step =
    row("check", EffectKind::Check, "did this message create one of the versions?", check_history)
        .by_history();

pub(super) const CHECK_OUTBOX: Step =
    row("check", EffectKind::Check, "is there an outbox record for this message?", check_outbox);

pub(super) const CHECK_JOURNAL: Step = row(
    "check",
    EffectKind::Check,
    "is this message's id among the causation ids in the journal?",
    check_journal,
)
.by_history();

pub(super) const HANDLE: Step =
    row("handle", EffectKind::Handle, "run the business logic, in memory", handle);

/// Part of the loop that decides and publishes one event after the other: needs a jump to the
/// row that follows when nothing is left.
pub(super) const DECIDE: Step =
    row("decide", EffectKind::Decide, "is the next event due, by the document in memory?", decide);

pub(super) const DECIDE_ALL: Step = row(
    "decide",
    EffectKind::Decide,
    "which events are due, by the document in memory?",
    decide_all,
);

pub(super) const PUBLISH: Step =
    row("publish", EffectKind::Publish, "send the event, then decide about the next", publish)
        .jumping("it was sent", "decide");

/// Publishes with an id that is generated for each sending.
pub(super) const PUBLISH_ANEW: Step = Step { run: publish_anew, ..PUBLISH };

pub(super) const SEND_STORED: Step = row(
    "publish",
    EffectKind::Publish,
    "send each event that the outbox record holds",
    publish_stored,
);

pub(super) const MARK: Step =
    row("mark", EffectKind::Mark, "mark the outbox record as sent, keep the id", mark);

/// Where the document itself says that its message was sent.
pub(super) const MARK_SUBMITTED: Step =
    row("submit", EffectKind::Mark, "mark the draft as submitted", mark_submitted);

pub(super) const ACKNOWLEDGE: Step =
    row("acknowledge", EffectKind::Acknowledge, "remove the message from the queue", acknowledge);

/// Stores the document, and `writes` with it in the same write.
pub(super) const fn persist(says: &'static str, writes: &'static [Part]) -> Step {
    Step { writes, ..row("persist", EffectKind::Persist, says, persist_document) }
}

/// Stores the document as [`persist`] does, whoever has stored another version since it was read.
pub(super) const fn overwrite(says: &'static str, writes: &'static [Part]) -> Step {
    Step { run: persist_unchecked, ..persist(says, writes) }
}

/// Stores the document as the last thing a delivery does: the message leaves the queue with it.
pub(super) const fn commit_all(says: &'static str, writes: &'static [Part]) -> Step {
    Step { label: "commit", run: persist_and_end, ..persist(says, writes) }
}

/// Stores the document as a version that carries the message's id, unless the message is a
/// duplicate. Needs a jump for duplicates.
pub(super) const APPEND: Step = row(
    "persist",
    EffectKind::Persist,
    "unless it is a duplicate, append the document as a version with the message's id",
    append_version,
);

/// Where no broker stands between sender and receiver.
pub(super) const RECEIVE_SENT: Step = RECEIVE.saying("take the next message from the sender");

/// Where the outbox record lies with the document or beside it.
pub(super) const LOAD_AND_RECORD: Step =
    LOAD.saying("read the document as it is now, and this message's outbox record");

/// Where the document is what its journal says.
pub(super) const REPLAY: Step = LOAD.saying("replay the journal");

/// What the sender waits for where no broker stands between.
pub(super) const RECEIPT: Step = ACKNOWLEDGE.saying("send the receipt").called("receipt");

/// Nothing is written with the document.
pub(super) const PERSIST_ALONE: Step = persist("store the document", &[]);

/// The document and what makes a duplicate known.
pub(super) const PERSIST_WITH_ID: Step =
    persist("store the document and the message's id in one write", &[Part::ProcessedId]);

/// Document and broker take part in one write.
pub(super) const PERSIST_AND_SEND: Step =
    persist("store the document and send the events in one write", &[Part::Published]);

/// The outbox lies with the document.
pub(super) const PERSIST_OUTGOING: Step =
    persist("store the document and the outgoing events in one write", &[Part::Outgoing]);

/// The outbox lies elsewhere: the write names the attempt whose staged events count.
pub(super) const PERSIST_TRANSACTION: Step =
    persist("store the document, with this attempt as its open transaction", &[Part::Transaction]);

/// The events are the journal.
pub(super) const WRITE_JOURNAL: Step = persist(
    "write the event to the journal; subscribers are served from there",
    &[Part::Published],
);

fn receive(_: &mut Memory, io: &mut Io<'_>) -> Went {
    io.receive()?;
    Ok(Flow::Next)
}

fn load_current(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    *memory = io.load_current()?;
    Ok(Flow::Next)
}

fn load_before(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    *memory = io.load_before()?;
    Ok(Flow::Next)
}

fn check(memory: &mut Memory, io: &mut Io<'_>, duplicate: bool) -> Went {
    io.check(duplicate)?;
    memory.duplicate = duplicate;
    Ok(if duplicate { Flow::Jump } else { Flow::Next })
}

fn check_processed(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let duplicate = memory.duplicate;
    check(memory, io, duplicate)
}

fn check_effect(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let message = io.message();
    let already = message.behavior.already;
    let duplicate = already.is_some_and(|already| already.holds(message, memory.state));
    check(memory, io, duplicate)
}

/// A duplicate goes on with the next row like any message: it is handled again, on the past.
fn check_history(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let duplicate = memory.in_history;
    check(memory, io, duplicate)?;
    Ok(Flow::Next)
}

fn check_outbox(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    memory.hold(memory.record);
    let duplicate = memory.record != Record::Absent;
    check(memory, io, duplicate)
}

fn check_journal(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let duplicate = memory.in_history;
    check(memory, io, duplicate)
}

fn handle(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    io.handle(memory)?;
    Ok(Flow::Next)
}

fn decide(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let publications = io.message().behavior.publications;
    let next = publications.get(usize::from(memory.publication));
    let Some(publication) = next.filter(|_| !memory.declined) else {
        return Ok(Flow::Jump);
    };
    let Some(condition) = publication.when else { return Ok(Flow::Next) };
    if io.decide(publication.event, condition, memory.state)? {
        return Ok(Flow::Next);
    }
    memory.publication += 1;
    Ok(Flow::Again)
}

fn publish(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    publish_next(memory, io, false)
}

fn publish_anew(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    publish_next(memory, io, true)
}

fn publish_next(memory: &mut Memory, io: &mut Io<'_>, fresh: bool) -> Went {
    let publication = io.message().behavior.publications[usize::from(memory.publication)];
    io.publish(memory, publication.event, (false, fresh))?;
    memory.publication += 1;
    Ok(Flow::Jump)
}

fn decide_all(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let publications = if memory.declined { &[] } else { io.message().behavior.publications };
    while let Some(publication) = publications.get(usize::from(memory.publication)) {
        memory.publication += 1;
        let Some(condition) = publication.when else {
            memory.outgoing.insert(publication.event);
            continue;
        };
        if io.decide(publication.event, condition, memory.state)? {
            memory.outgoing.insert(publication.event);
        }
        return Ok(Flow::Again);
    }
    Ok(Flow::Next)
}

fn persist_document(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    io.persist(memory, true)?;
    Ok(Flow::Next)
}

fn persist_unchecked(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    io.persist(memory, false)?;
    Ok(Flow::Next)
}

fn persist_and_end(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    io.persist(memory, true)?;
    Ok(Flow::Done)
}

fn append_version(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    if memory.duplicate {
        return Ok(Flow::Jump);
    }
    persist_document(memory, io)
}

fn publish_stored(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let Some(event) = memory.outgoing.iter().next() else { return Ok(Flow::Next) };
    io.publish(memory, event, (true, false))?;
    memory.outgoing.remove(event);
    Ok(Flow::Again)
}

fn mark(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    if memory.record != Record::Dispatched {
        io.mark()?;
    }
    Ok(Flow::Next)
}

/// What sends nothing has submitted nothing.
fn mark_submitted(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    if io.message().behavior.publications.is_empty() {
        return Ok(Flow::Next);
    }
    mark(memory, io)
}

fn acknowledge(_: &mut Memory, io: &mut Io<'_>) -> Went {
    io.acknowledge()?;
    Ok(Flow::Done)
}
