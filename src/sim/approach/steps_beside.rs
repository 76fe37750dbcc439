//! More rows that approaches are made of: those whose effect lies beside the document. Kept apart
//! from the others only so that either file can be read in one sitting.

use super::super::io::{EffectKind, Fault, Io};
use super::super::model::{Exchange, Memory, Record};
use super::steps::LOAD;
use super::{Flow, Step};

type Went = Result<Flow, Fault>;

const fn row(label: &'static str, does: EffectKind, says: &'static str, run: super::Body) -> Step {
    Step { label, does, says, jump: None, writes: &[], uses_history: false, run }
}

/// Needs a jump for messages that are found.
pub(super) const LOOK: Step =
    row("look", EffectKind::Look, "is this message's id in the deduplication store?", look);

/// Needs a jump for messages whose token is gone.
pub(super) const LOOK_FOR_TOKEN: Step =
    row("look", EffectKind::Look, "is this message's token there?", look_for_token);

/// Needs a jump for messages whose record is found.
pub(super) const LOOK_FOR_RECORD: Step =
    row("look", EffectKind::Look, "is there an outbox record for this message?", look_for_record);

/// Where the outbox record lies elsewhere: what is read is the document alone.
pub(super) const LOAD_WITHOUT_RECORD: Step = Step {
    says: "read the document and its open transaction",
    run: |memory, io| {
        *memory = Memory { record: Record::Absent, ..io.load_current()? };
        Ok(Flow::Next)
    },
    ..LOAD
};

pub(super) const REMEMBER: Step = row(
    "remember",
    EffectKind::Remember,
    "add the message's id to the deduplication store",
    remember,
);

pub(super) const FORGET: Step =
    row("forget", EffectKind::Forget, "remove the outbox record, if there is one", forget);

/// Drops a message that comes too early, without a receipt.
pub(super) const FOLLOW: Step = row(
    "follow",
    EffectKind::Follow,
    "was the message that this one must follow processed? If not, drop this copy without a receipt",
    follow,
);

pub(super) const STAGE: Step = row(
    "stage",
    EffectKind::Stage,
    "store the outgoing events under this attempt's id, where nobody looks yet",
    stage,
);

/// Finishes somebody's transaction, whoever's it is: first half.
pub(super) const REVEAL_FOUND: Step = row(
    "finish",
    EffectKind::Reveal,
    "if a transaction is open, turn its staged events into its message's outbox record",
    reveal,
);

/// Second half. Needs a jump back to reading.
pub(super) const SETTLE_FOUND: Step =
    row("finish-close", EffectKind::Settle, "close that transaction", settle_found);

pub(super) const REVEAL: Step = row(
    "reveal",
    EffectKind::Reveal,
    "turn the staged events into this message's outbox record",
    reveal,
);

pub(super) const SETTLE: Step =
    row("close", EffectKind::Settle, "close the transaction in the document", settle);

pub(super) const GRANT: Step = row(
    "grant",
    EffectKind::Grant,
    "unless the outbox record has tokens, create one for each event",
    grant,
);

pub(super) const GRANT_ALWAYS: Step =
    row("grant", EffectKind::Grant, "create a token for each event", grant_always);

pub(super) const CHECKPOINT: Step = row(
    "checkpoint",
    EffectKind::Checkpoint,
    "write the new tokens into the outbox record",
    checkpoint,
);

pub(super) const CONSUME: Step =
    row("consume", EffectKind::Consume, "delete this message's own token", consume);

pub(super) const REGISTER: Step = row(
    "register",
    EffectKind::Register,
    "record that this attempt will write a blob, under a name of its own",
    |_, io| io.register(false).map(|()| Flow::Next),
);

pub(super) const PREPARE: Step = row(
    "prepare",
    EffectKind::Prepare,
    "write the blob under that name; nobody knows it yet",
    |_, io| io.prepare(false).map(|()| Flow::Next),
);

pub(super) const PREPARE_SHARED: Step =
    row("prepare", EffectKind::Prepare, "write the blob under the message's name", |_, io| {
        io.prepare(true).map(|()| Flow::Next)
    });

pub(super) const CLEAN: Step = row(
    "clean",
    EffectKind::Clean,
    "delete the blobs that other attempts of this message wrote",
    |_, io| io.clean().map(|()| Flow::Next),
);

pub(super) const PUT: Step = row(
    "put",
    EffectKind::Put,
    "if this message makes a request: put its body at an address of this attempt's own",
    put,
);

pub(super) const POST: Step = row(
    "post",
    EffectKind::Post,
    "if this message makes a request: make the server carry it out",
    post,
);

pub(super) const POST_DIRECT: Step = Step { run: post_direct, ..POST };

pub(super) const GET: Step =
    row("get", EffectKind::Get, "if this message processes a response: fetch it", get);

pub(super) const DELETE: Step = row(
    "delete",
    EffectKind::Delete,
    "delete the requests of other attempts, or the response that this message processed",
    delete,
);

pub(super) const VOTE_DOCUMENT: Step = row(
    "vote",
    EffectKind::Vote,
    "the document's store votes: it promises to commit, and locks the document",
    vote,
);

pub(super) const VOTE_BROKER: Step = row(
    "vote-broker",
    EffectKind::Vote,
    "the broker votes: it promises to send the events and to drop the message",
    vote,
);

pub(super) const RESOLVE: Step =
    row("resolve", EffectKind::Resolve, "the coordinator logs its decision: commit", |_, io| {
        io.resolve().map(|()| Flow::Next)
    });

pub(super) const RELEASE: Step = row(
    "release",
    EffectKind::Release,
    "the broker commits: the events go out, the message leaves the queue, the document is free",
    |memory, io| io.release(memory).map(|()| Flow::Done),
);

fn look(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    memory.duplicate = io.look()?;
    Ok(if memory.duplicate { Flow::Jump } else { Flow::Next })
}

fn look_for_token(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    memory.duplicate = !io.look_for_token()?;
    Ok(if memory.duplicate { Flow::Jump } else { Flow::Next })
}

fn look_for_record(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let found = io.look_for_record()?;
    memory.hold(found);
    Ok(if found == Record::Absent { Flow::Next } else { Flow::Jump })
}

fn remember(_: &mut Memory, io: &mut Io<'_>) -> Went {
    io.remember()?;
    Ok(Flow::Next)
}

fn forget(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    if memory.record != Record::Absent {
        io.forget()?;
    }
    Ok(Flow::Next)
}

fn follow(_: &mut Memory, io: &mut Io<'_>) -> Went {
    Ok(if io.follow()? { Flow::Next } else { Flow::Done })
}

fn stage(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    io.stage(memory)?;
    Ok(Flow::Next)
}

fn reveal(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let Some(of) = memory.transaction else { return Ok(Flow::Next) };
    let record = io.reveal(of, of.message)?;
    if of.message == io.id() {
        memory.record = record;
    }
    Ok(Flow::Next)
}

fn settle_found(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let Some(of) = memory.transaction else { return Ok(Flow::Next) };
    io.settle(of, memory)?;
    Ok(Flow::Jump)
}

fn settle(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let of = io.delivery();
    io.settle(of, memory)?;
    Ok(Flow::Next)
}

fn grant(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    if memory.tokens == 0 && memory.record != Record::Dispatched {
        io.grant(memory)?;
    }
    Ok(Flow::Next)
}

fn grant_always(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    io.grant(memory)?;
    Ok(Flow::Next)
}

/// Tokens that came with the record are there already.
fn checkpoint(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    if let Record::Pending(stored) = memory.record
        && stored.tokens == 0
    {
        io.checkpoint(memory)?;
    }
    Ok(Flow::Next)
}

fn consume(_: &mut Memory, io: &mut Io<'_>) -> Went {
    io.consume(io.id())?;
    Ok(Flow::Next)
}

fn put(_: &mut Memory, io: &mut Io<'_>) -> Went {
    if io.message().exchange == Exchange::Asks {
        io.put()?;
    }
    Ok(Flow::Next)
}

/// Once the events are sent, the request has been carried out, and may be gone.
fn post(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    if io.message().exchange == Exchange::Asks && memory.record != Record::Dispatched {
        io.post(false)?;
    }
    Ok(Flow::Next)
}

fn post_direct(_: &mut Memory, io: &mut Io<'_>) -> Went {
    if io.message().exchange == Exchange::Asks {
        io.post(true)?;
    }
    Ok(Flow::Next)
}

fn get(_: &mut Memory, io: &mut Io<'_>) -> Went {
    if io.message().exchange == Exchange::Answers {
        io.get()?;
    }
    Ok(Flow::Next)
}

fn delete(_: &mut Memory, io: &mut Io<'_>) -> Went {
    match io.message().exchange {
        Exchange::Answers => io.delete_response()?,
        Exchange::Asks => io.delete_left()?,
        Exchange::No => (),
    }
    Ok(Flow::Next)
}

fn vote(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    io.vote(memory)?;
    Ok(Flow::Next)
}
