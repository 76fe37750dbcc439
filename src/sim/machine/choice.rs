//! Everything nondeterministic, as choices, and what they make happen.

use super::super::io::{Effect, Failure};
use super::super::model::{Delivery, HandlerId, MessageId};

/// What the world does next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Choice {
    /// The handler's next step happens.
    Step(HandlerId),
    /// The handler's next step suffers a failure.
    Fail(HandlerId, Failure),
    /// Something happens around the handlers.
    Turn(Turn),
}

/// Something that happens around the handlers, to one message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Turn {
    /// What.
    pub kind: TurnKind,
    /// To which message.
    pub message: MessageId,
}

/// What can happen around the handlers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TurnKind {
    /// A lease expires: the message can be received again, behind the others.
    Redeliver,
    /// The coordinator of a distributed transaction comes back and goes by its log.
    Recover,
    /// The sender sends the message, or sends it again because no receipt came.
    Send,
    /// The sender sends the message once more, though nothing was lost.
    Duplicate,
    /// The broker delivers the others first.
    Delay,
    /// The channel loses the message.
    Lose,
    /// The retries are used up and the message is moved aside.
    Bury,
    /// An operator brings the message back.
    Replay,
    /// What was kept to recognise the message is thrown away.
    Evict,
}

impl TurnKind {
    /// Every kind.
    pub const ALL: [TurnKind; 9] = [
        TurnKind::Redeliver,
        TurnKind::Recover,
        TurnKind::Send,
        TurnKind::Duplicate,
        TurnKind::Delay,
        TurnKind::Lose,
        TurnKind::Bury,
        TurnKind::Replay,
        TurnKind::Evict,
    ];
}

/// What a choice made happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happening {
    /// A step of a handler.
    Step {
        /// The handler.
        handler: HandlerId,
        /// The delivery it worked on.
        delivery: Delivery,
        /// The row of the approach's table.
        row: usize,
        /// What it did, or tried to do.
        effect: Effect,
        /// What it suffered, if anything.
        failure: Option<Failure>,
        /// Whether the message was put back into the queue after it.
        put_back: bool,
    },
    /// Something happened around the handlers.
    Turned(Turn),
}

impl Happening {
    /// Whether the attempt was over after it because it failed.
    pub fn ends_attempt(&self) -> bool {
        matches!(*self, Happening::Step { failure: Some(failure), .. } if failure.ends_attempt())
    }

    /// The effect of the step, if it was one.
    pub fn effect(&self) -> Option<Effect> {
        match *self {
            Happening::Step { effect, .. } => Some(effect),
            Happening::Turned(_) => None,
        }
    }

    /// The message it was about.
    pub fn message(&self) -> MessageId {
        match *self {
            Happening::Step { delivery, .. } => delivery.message,
            Happening::Turned(turn) => turn.message,
        }
    }
}
