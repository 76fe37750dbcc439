//! Approaches: how a handler makes processing reliable, each a table of labelled steps.
//!
//! A row of the table is the definition of its step: label, effect, listing line, jump and body.
//! Adding an approach is one new file and one line in [`ALL`].

mod boundary;
mod current_state;
mod flawed;
mod historic_state;
mod http_exchange;
mod idempotent_logic;
mod idempotent_swallow;
mod intermediate_state;
mod must_follow;
mod one_transaction;
mod outbox;
mod outbox_and_inbox;
mod persist_then_publish;
mod publish_then_persist;
mod random_ids;
mod receipts;
mod receipts_and_ids;
mod side_effects;
mod staged_outbox;
mod steps;
mod steps_beside;
mod store_and_send;
mod swallow_duplicates;
mod token_process;
mod tokens;
mod two_phase_commit;

use super::io::{EffectKind, Fault, Io, Part};
use super::model::Memory;

/// Every approach, in the order in which a team tries them.
pub static ALL: &[&Approach] = &[
    &publish_then_persist::APPROACH,
    &persist_then_publish::APPROACH,
    &idempotent_swallow::APPROACH,
    &idempotent_logic::APPROACH,
    &swallow_duplicates::APPROACH,
    &random_ids::APPROACH,
    &current_state::APPROACH,
    &historic_state::APPROACH,
    &outbox::APPROACH,
    &outbox_and_inbox::APPROACH,
    &staged_outbox::APPROACH,
    &tokens::APPROACH,
    &side_effects::APPROACH,
    &boundary::APPROACH,
    &http_exchange::APPROACH,
    &token_process::APPROACH,
    &store_and_send::APPROACH,
    &one_transaction::APPROACH,
    &two_phase_commit::APPROACH,
    &receipts::APPROACH,
    &receipts_and_ids::APPROACH,
    &must_follow::APPROACH,
    &intermediate_state::APPROACH,
];

pub use flawed::FLAWED;

/// Those of [`FLAWED`] that a scenario compares with another approach.
pub static COMPARED: &[&Approach] = &[&flawed::post_directly::APPROACH];

/// The approach called `id`, if there is one, flawed or not. The part of the page that a first
/// visit loads knows only those flawed ones that a scenario compares; who asks for another gets
/// the whole.
pub fn by_id(id: &str) -> Option<&'static Approach> {
    let is_short = !cfg!(any(feature = "whole", feature = "embed"));
    let flawed = if is_short { COMPARED } else { FLAWED };
    ALL.iter().chain(flawed).copied().find(|approach| approach.id == id)
}

/// One way to process messages.
#[derive(Debug)]
pub struct Approach {
    /// Its name in links: lower case with hyphens. Never changes once published.
    pub id: &'static str,
    /// Its name on the screen.
    pub name: &'static str,
    /// What it relies on, in one sentence.
    pub idea: &'static str,
    /// Where it is described.
    pub source: &'static str,
    /// Its steps. The first receives.
    pub steps: &'static [Step],
    /// How messages come to it.
    pub sends: Sends,
    /// What a scenario must offer for it to make sense; `None`: nothing special.
    pub needs: Option<Need>,
    /// What is wrong with it, in a sentence or two, if it is wrong on purpose: a defect of a
    /// published sample, a first draft, a common mistake or a mutant; `source` says whose it is.
    /// Such an approach is in [`FLAWED`] and in no list that visitors see first.
    pub flaw: Option<&'static str>,
}

/// An approach without steps, to be filled in: messages come through a queue, nothing special is
/// needed, and nothing is wrong on purpose.
const PLAIN: Approach = Approach {
    id: "",
    name: "",
    idea: "",
    source: "",
    steps: &[],
    sends: Sends::ToQueue,
    needs: None,
    flaw: None,
};

/// What a scenario must offer for an approach to make sense.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// A draft that a user submits.
    Draft,
    /// A message that asks an HTTP server, and one that processes its response.
    Exchange,
}

/// How messages come to the endpoint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sends {
    /// Through a broker's queue, which hands them out under a lease to competing handlers.
    ToQueue,
    /// From a sender that sends all it has and sends again until a receipt arrives; one receiver.
    AtOnce,
    /// From a sender that sends each message only when the one before it is confirmed; one
    /// receiver.
    OneByOne,
}

/// One row of an approach's table: a step with one effect.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Its name within the table.
    pub label: &'static str,
    /// The kind of its one effect.
    pub does: EffectKind,
    /// What it does, as a line of the listing.
    pub says: &'static str,
    /// Where it may go instead of the next row.
    pub jump: Option<Jump>,
    /// What its write holds besides the document; empty unless it persists.
    pub writes: &'static [Part],
    /// Whether it goes by the ids in the document's history.
    pub uses_history: bool,
    /// Its body.
    pub run: Body,
}

/// The one branch a row may have.
#[derive(Clone, Copy, Debug)]
pub struct Jump {
    /// The condition, as the listing says it after "if".
    pub when: &'static str,
    /// Label of the row to go on with.
    pub to: &'static str,
}

/// A step's body. It may look at the memory and has at most one effect; when it has none, the
/// machine goes on with the next row at once, so looking at memory is never a step of its own.
pub type Body = fn(&mut Memory, &mut Io<'_>) -> Result<Flow, Fault>;

/// Where to go after a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// To the next row.
    Next,
    /// To the row that this row's jump names.
    Jump,
    /// To this row again.
    Again,
    /// Nowhere: the delivery is done and the handler goes idle.
    Done,
}

impl Approach {
    /// Whether it recognises messages by the ids in the document's history.
    pub fn keeps_history(&self) -> bool {
        self.steps.iter().any(|step| step.uses_history)
    }

    /// Whether it processes a message only while the message's token is there.
    pub fn asks_for_tokens(&self) -> bool {
        self.steps.iter().any(|step| step.does == EffectKind::Consume)
    }

    /// The row with this label. Panics when there is none: tables are constants, and a test walks
    /// all of their jumps.
    pub fn row(&self, label: &str) -> usize {
        self.steps.iter().position(|step| step.label == label).expect("a jump names a row")
    }
}
