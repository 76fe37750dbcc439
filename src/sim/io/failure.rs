//! What can go wrong at a point of a run.

/// What goes wrong. The first five are something the step itself suffers; the others happen around
/// it, just before it, and the step is taken all the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Failure {
    /// It failed before it happened: nothing of the step survives; the handler sees the error.
    Refused,
    /// It happened, but the answer was lost: the effect survives; the handler sees an error and
    /// can't tell it from a refusal.
    Unanswered,
    /// The process died just before the step: nothing of it survives, and nobody is left to put
    /// the message back; the queue's lease on it has to expire.
    Died,
    /// The store beside the document answers from a replica that lags behind.
    Stale,
    /// The handler's random numbers, clock or new ids come out other than the message alone would
    /// have them.
    Diverged,
    /// The channel loses the message, or the receipt.
    Lost,
    /// The handler pauses; the others go on first.
    Paused,
    /// The handler takes too long: its lease expires and another handler gets the message.
    Expired,
    /// The sender sends the message again.
    Duplicated,
    /// The broker delivers the others first.
    Delayed,
    /// The retries are used up: the message is moved aside.
    Exhausted,
    /// What was kept to recognise the message is thrown away, too early.
    Evicted,
    /// Someone else was faster: the store or the queue refuses, though nothing is broken. Never
    /// chosen: it follows from what the others did.
    Conflict,
}

impl Failure {
    /// Every kind of thing that can be chosen to go wrong.
    pub const ALL: [Failure; 12] = [
        Failure::Refused,
        Failure::Unanswered,
        Failure::Died,
        Failure::Stale,
        Failure::Diverged,
        Failure::Lost,
        Failure::Paused,
        Failure::Expired,
        Failure::Duplicated,
        Failure::Delayed,
        Failure::Exhausted,
        Failure::Evicted,
    ];

    /// Whether the step itself suffers it, and what it is then.
    pub fn is_of_step(self) -> bool {
        matches!(
            self,
            Failure::Refused
                | Failure::Unanswered
                | Failure::Died
                | Failure::Stale
                | Failure::Diverged
                | Failure::Lost
                | Failure::Conflict
        )
    }

    /// Whether the attempt is over after it.
    pub fn ends_attempt(self) -> bool {
        matches!(self, Failure::Refused | Failure::Unanswered | Failure::Died | Failure::Conflict)
    }
}

/// The error a step's body sees and passes on with `?`; what happened is on record in the door.
#[derive(Debug)]
pub struct Fault;
