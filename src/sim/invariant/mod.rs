//! The promises an endpoint makes, judged at every instant and at rest.
//!
//! A judgement says what is wrong as data; sentences are made elsewhere. Adding a promise is one
//! constant and one line in [`ALL`].

mod account;
mod formal;
mod outputs;
mod state;

pub use formal::{Order, explanation, nearest_order};
pub use outputs::leak;
pub use state::debts;

use super::model::{Delivery, EventId, MessageId, Output, VersionId, Workload, World};
use account::Account;

/// A promise.
#[derive(Debug)]
pub struct Invariant {
    /// Its name in tables and tests.
    pub id: &'static str,
    /// What a matrix calls a broken one, in a word.
    pub code: &'static str,
    /// What it called it before, if it did otherwise: files and links may still say so.
    pub once: Option<&'static str>,
    /// Which of the talk's demands it is a part of, if any.
    pub demand: Option<&'static Demand>,
    /// The promise, as one says it.
    pub name: &'static str,
    /// What a label says while it is kept.
    pub kept: &'static str,
    /// What a label says once it is broken.
    pub broken: &'static str,
    /// What exactly is promised.
    pub means: &'static str,
    /// Where it is stated.
    pub source: &'static str,
    /// Whether there is anything to judge in such a workload.
    concerns: fn(&Workload) -> bool,
    /// Whether it says how a world is not consistent: then it is broken only where no order of the
    /// messages explains the world.
    explains: bool,
    /// Judges one world.
    judge: fn(&Judged) -> Judgement,
}

/// A demand of the talk, with its sign. One may have several promises in it.
#[derive(PartialEq, Eq, Debug)]
pub struct Demand {
    /// The talk's sign for what happens where it is not met.
    pub sign: &'static str,
    /// The demand, as one says it.
    pub name: &'static str,
}

/// The talk's first demand.
pub static LOSE_NOTHING: Demand = Demand { sign: "🗑", name: "Don't lose messages" };
/// The second.
pub static APPLY_ONCE: Demand = Demand { sign: "👯", name: "Apply a change only once" };
/// The third.
pub static LEAK_NOTHING: Demand = Demand { sign: "👻", name: "Don't leak non-durable state" };

/// The talk's demands, in its order.
pub static DEMANDS: [&Demand; 3] = [&LOSE_NOTHING, &APPLY_ONCE, &LEAK_NOTHING];

/// A world to be judged.
struct Judged<'a> {
    world: &'a World,
    work: &'a Workload,
    /// Whether nothing more can happen.
    at_rest: bool,
    /// What the order that explains most accounts for.
    account: Account,
}

/// Every promise: the talk's three, the formal one, and what they leave unsaid.
pub static ALL: [&Invariant; 12] = [
    &state::NOTHING_LOST,
    &state::APPLIED_ONCE,
    &outputs::NO_GHOST,
    &formal::EXACTLY_ONCE,
    &state::ALL_APPLIED,
    &outputs::RECOGNISABLE,
    &outputs::TRUE_TO_STATE,
    &outputs::SAME_ANSWER,
    &state::IN_ORDER,
    &state::COMES_TO_REST,
    &state::NO_LOST_UPDATE,
    &state::NOTHING_LEFT,
];

/// How many of [`ALL`], from the first, are what every visitor is to learn: the talk's three
/// demands and the definition.
pub const IN_SIGHT: usize = 4;

/// What a world says about a promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// It holds here.
    Holds,
    /// There is nothing to judge: the messages at hand can't break it.
    NotApplicable,
    /// It is not broken yet, but something still has to happen for it to hold.
    Open(Reason),
    /// It is not broken yet, but what still has to happen will not happen by itself: the message
    /// is a dead letter, and waits for an operator.
    Stuck(Reason),
    /// It is broken, whatever happens to what is still on its way.
    Broken(Reason),
}

/// What a judgement rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The change of `message` is stored, and `event` that tells of it was not published.
    NotPublished {
        /// The message.
        message: MessageId,
        /// The event that is missing.
        event: EventId,
    },
    /// The message was never applied.
    NotApplied {
        /// The message.
        message: MessageId,
    },
    /// The message changed the document more than once.
    AppliedAgain {
        /// The message.
        message: MessageId,
        /// How often it did.
        times: usize,
    },
    /// The server carried out the message's request more than once.
    CarriedOutAgain {
        /// The message.
        message: MessageId,
        /// How often.
        times: u8,
    },
    /// The message is done, and the server never carried out its request.
    NotCarriedOut {
        /// The message.
        message: MessageId,
    },
    /// The message was processed on an older version than the newest, and what it stored is without
    /// the changes made since.
    LostUpdate {
        /// The message.
        message: MessageId,
        /// The version that it overwrote.
        version: VersionId,
    },
    /// The message is done, and something that an attempt of it wrote is left, though that attempt
    /// has not won.
    LeftBehind {
        /// The attempt.
        by: Delivery,
    },
    /// What the message's events announce was overwritten by an attempt that has not won.
    Overwritten {
        /// The message.
        message: MessageId,
    },
    /// The event is out, and the change it tells of is not stored yet.
    NotStored {
        /// The event that is out.
        output: Output,
    },
    /// The event was out when the attempt that sent it ended without storing the change. Another
    /// attempt has stored it since, or may still.
    Leaked {
        /// The event that is out.
        output: Output,
        /// Whether another attempt has stored it.
        stored: bool,
    },
    /// The event is out, its message is done, and the change it tells of was never stored.
    Ghost {
        /// The event that is out.
        output: Output,
    },
    /// The event went out before, under another id.
    Renamed {
        /// The event that went out last.
        output: Output,
    },
    /// The event is not what the message's own stored change gives.
    Contradicts {
        /// The event that is out.
        output: Output,
    },
    /// Two processings of the message came to different answers, and both are out.
    Differs {
        /// What one of them said.
        one: Output,
        /// What another said.
        other: Output,
    },
    /// The message was processed before one that was sent before it.
    OutOfOrder {
        /// The message that came too early.
        message: MessageId,
        /// The message that it should have followed.
        before: MessageId,
    },
    /// The message is delivered again and again, and never done.
    NeverRests {
        /// The message.
        message: MessageId,
    },
    /// No order of the messages, each processed once, comes to this document and these events.
    Unexplained,
}

/// The promise that `code` names, as it is called now or was before, as a position in [`ALL`].
pub fn by_code(code: &str) -> Option<usize> {
    ALL.iter().position(|promise| promise.code == code || promise.once == Some(code))
}

impl<'a> Judged<'a> {
    /// While a message waits for an operator, something may still come of it.
    fn new(world: &'a World, work: &'a Workload, at_rest: bool) -> Self {
        let waits = work.ids().any(|message| world.is_aside(message));
        let account = Account::of(world, work, at_rest && !waits);
        Self { world, work, at_rest, account }
    }

    /// Whether a message waits for an operator.
    fn waits(&self) -> bool {
        self.work.ids().any(|message| self.world.is_aside(message))
    }
}

/// What `world` says about each promise of [`ALL`]. `at_rest` says that nothing more can happen.
pub fn judgements(world: &World, work: &Workload, at_rest: bool) -> [Judgement; ALL.len()] {
    let judged = Judged::new(world, work, at_rest);
    ALL.map(|promise| promise.judge(&judged))
}

impl Invariant {
    /// Whether it is the formal promise: broken whenever another that explains it is, so that it
    /// says the least.
    pub fn is_formal(&self) -> bool {
        std::ptr::eq(self, &raw const formal::EXACTLY_ONCE)
    }

    /// What `world` says about the promise. `at_rest` says that nothing more can happen.
    pub fn judgement(&self, world: &World, work: &Workload, at_rest: bool) -> Judgement {
        self.judge(&Judged::new(world, work, at_rest))
    }

    fn judge(&self, judged: &Judged) -> Judgement {
        if !(self.concerns)(judged.work) {
            return Judgement::NotApplicable;
        }
        match (self.judge)(judged) {
            Judgement::Broken(_) if self.explains && judged.account.is_full() => Judgement::Holds,
            judgement => judgement,
        }
    }
}

impl Judgement {
    /// Whether the promise is broken.
    pub fn is_broken(self) -> bool {
        matches!(self, Judgement::Broken(_))
    }

    /// Whether there is nothing to complain of, now or later.
    pub fn is_kept(self) -> bool {
        matches!(self, Judgement::Holds | Judgement::NotApplicable)
    }

    /// How bad it is, the worst highest.
    fn badness(self) -> u8 {
        match self {
            Judgement::NotApplicable | Judgement::Holds => 0,
            Judgement::Open(_) => 1,
            Judgement::Stuck(_) => 2,
            Judgement::Broken(_) => 3,
        }
    }
}

/// The first of the worst of `judgements`; that the promise holds, when there is none.
fn worst(judgements: impl Iterator<Item = Judgement>) -> Judgement {
    judgements.fold(
        Judgement::Holds,
        |worst, next| {
            if next.badness() > worst.badness() { next } else { worst }
        },
    )
}

fn always(_: &Workload) -> bool {
    true
}

/// Whether any message publishes anything.
fn publishes(work: &Workload) -> bool {
    work.messages.iter().any(|message| !message.behavior.publications.is_empty())
}
