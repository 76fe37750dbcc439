//! What only flawed approaches are made of: rows that make the mistake a table is named for, and
//! right tables with a few rows changed.

use super::super::super::io::{EffectKind, Fault, Io};
use super::super::super::model::{Memory, VersionId};
use super::super::steps::{APPEND, CHECK_ID, CHECK_JOURNAL, HANDLE};
use super::super::steps_beside::{CONSUME, REVEAL_FOUND, SETTLE, SETTLE_FOUND};
use super::super::{Approach, Flow, Step, current_state, historic_state, staged_outbox};

type Went = Result<Flow, Fault>;

/// The table of current state, but for these rows.
pub(super) const fn current_state_but(rows: &[Step]) -> [Step; 8] {
    but(&current_state::APPROACH, rows)
}

/// The table of historic state, but for these rows.
pub(super) const fn historic_state_but(rows: &[Step]) -> [Step; 8] {
    but(&historic_state::APPROACH, rows)
}

/// The table of the staged outbox, but for these rows.
pub(super) const fn staged_outbox_but(rows: &[Step]) -> [Step; 13] {
    but(&staged_outbox::APPROACH, rows)
}

/// The table of a right approach, but each of `rows` in the place of the row that has its label,
/// and with that row's jump. When no row has, or the table has not `N` rows, it does not compile.
const fn but<const N: usize>(right: &Approach, rows: &[Step]) -> [Step; N] {
    assert!(right.steps.len() == N, "the table has another length");
    let mut steps = *right.steps.first_chunk().expect("it has this length");
    let mut next = 0;
    while next < rows.len() {
        let mut at = 0;
        while !is_same(steps[at].label, rows[next].label) {
            at += 1;
        }
        steps[at] = Step { jump: steps[at].jump, ..rows[next] };
        next += 1;
    }
    steps
}

/// `==`, which strings do not have in constants.
const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Books what it finishes under the message in hand.
pub(super) const REVEAL_AS_MINE: Step = Step {
    says: "if a transaction is open, turn its staged events into this message's outbox record",
    run: reveal_as_mine,
    ..REVEAL_FOUND
};

/// Fails on what is revealed already.
pub(super) const REVEAL_ONCE: Step = Step { run: reveal_once, ..REVEAL_FOUND };

/// Closes whatever transaction is open.
pub(super) const SETTLE_UNCHECKED: Step = Step { run: settle_unchecked, ..SETTLE };

pub(super) const SETTLE_FOUND_UNCHECKED: Step =
    Step { run: settle_found_unchecked, ..SETTLE_FOUND };

/// Closes the transaction without a new revision.
pub(super) const SETTLE_UNNOTICED: Step = Step { run: settle_unnoticed, ..SETTLE };

pub(super) const SETTLE_FOUND_UNNOTICED: Step =
    Step { run: settle_found_unnoticed, ..SETTLE_FOUND };

/// Deletes the token of the message in hand for what another message left.
pub(super) const CONSUME_MINE: Step = Step {
    label: "complete",
    says: "if another message's record is pending, complete it: delete the token",
    run: consume_mine,
    ..CONSUME
};

pub(super) const CHECK_CLAIM: Step =
    Step { says: "is the token claimed by this attempt?", run: check_claim, ..CHECK_ID };

pub(super) const APPLY_UNLESS_DUPLICATE: Step = Step {
    says: "run the business logic, in memory; a duplicate's change is already there",
    run: apply_unless_duplicate,
    ..HANDLE
};

pub(super) const APPEND_CHANGED: Step = Step {
    says: "unless it is a duplicate or nothing changed, append the document as a version",
    run: append_changed,
    ..APPEND
};

pub(super) const CHECK_ORDER: Step = Step {
    label: "check-order",
    says: "was the message before this one processed?",
    run: check_order,
    uses_history: false,
    ..CHECK_JOURNAL
};

/// Goes by the id of the event that caused the command: whatever was processed had the same.
pub(super) const CHECK_CAUSE: Step = Step {
    says: "is the id of the event that caused this message in the journal?",
    run: check_cause,
    ..CHECK_JOURNAL
};

pub(super) const DROP_KNOWN: Step = Step {
    label: "drop",
    does: EffectKind::Follow,
    says: "is this message's id in the journal? If so, drop it without a receipt",
    run: drop_known,
    ..CHECK_JOURNAL
};

fn reveal_as_mine(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let Some(of) = memory.transaction else { return Ok(Flow::Next) };
    memory.record = io.reveal(of, io.id())?;
    Ok(Flow::Next)
}

fn reveal_once(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let Some(of) = memory.transaction else { return Ok(Flow::Next) };
    io.reveal_new(of)?;
    Ok(Flow::Next)
}

fn settle_unchecked(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let of = io.delivery();
    io.settle_unchecked(of, memory)?;
    Ok(Flow::Next)
}

fn settle_found_unchecked(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let Some(of) = memory.transaction else { return Ok(Flow::Next) };
    io.settle_unchecked(of, memory)?;
    Ok(Flow::Jump)
}

fn settle_unnoticed(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let of = io.delivery();
    io.settle_unnoticed(of, memory)?;
    Ok(Flow::Next)
}

fn settle_found_unnoticed(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let Some(of) = memory.transaction else { return Ok(Flow::Next) };
    io.settle_unnoticed(of, memory)?;
    Ok(Flow::Jump)
}

fn consume_mine(_: &mut Memory, io: &mut Io<'_>) -> Went {
    if io.is_another_pending() {
        io.consume(io.id())?;
    }
    Ok(Flow::Next)
}

fn check_claim(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    io.check(true)?;
    memory.duplicate = true;
    Ok(Flow::Jump)
}

fn apply_unless_duplicate(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    if !memory.duplicate {
        io.handle(memory)?;
    }
    Ok(Flow::Next)
}

fn append_changed(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    if memory.duplicate {
        return Ok(Flow::Jump);
    }
    if io.is_changed(memory) {
        io.persist(memory, true)?;
    }
    Ok(Flow::Next)
}

fn check_order(_: &mut Memory, io: &mut Io<'_>) -> Went {
    let early = !io.is_next();
    io.check(early)?;
    Ok(if early { Flow::Jump } else { Flow::Next })
}

fn check_cause(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    let known = memory.latest != VersionId(0);
    io.check(known)?;
    Ok(if known { Flow::Jump } else { Flow::Next })
}

fn drop_known(memory: &mut Memory, io: &mut Io<'_>) -> Went {
    io.drop_if(memory.in_history)?;
    Ok(if memory.in_history { Flow::Done } else { Flow::Next })
}
