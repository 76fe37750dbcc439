//! How a step or a delivery stands, each with its name for styles and its word for readers.

/// Before, at or after the moment on show.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Time {
    /// Over.
    Past,
    /// On show.
    Now,
    /// The very next.
    Next,
    /// Further on.
    Later,
}

impl Time {
    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            Time::Past => "past",
            Time::Now => "now",
            Time::Next => "next",
            Time::Later => "later",
        }
    }
}

/// What became of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// It worked.
    Done,
    /// It found a duplicate.
    Duplicate,
    /// It found that the message has come too early.
    Declined,
    /// It failed before it happened.
    Refused,
    /// It happened, but the answer was lost.
    Unanswered,
    /// The process died before it.
    Died,
    /// Someone else was faster.
    Conflict,
    /// It happened, but not as it should have, and nobody was told.
    Odd,
    /// The delivery went past it.
    Skipped,
    /// The delivery ended before it.
    NotReached,
    /// It is to come.
    ToCome,
    /// Nothing is known of it yet.
    Unknown,
    /// It should have been taken in this delivery, the last one, and never will be.
    Missing,
}

impl Mark {
    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Done => "done",
            Mark::Duplicate => "duplicate",
            Mark::Declined => "declined",
            Mark::Refused => "refused",
            Mark::Unanswered => "unanswered",
            Mark::Died => "died",
            Mark::Conflict => "conflict",
            Mark::Odd => "odd",
            Mark::Skipped => "skipped",
            Mark::NotReached => "not-reached",
            Mark::ToCome => "to-come",
            Mark::Unknown => "unknown",
            Mark::Missing => "missing",
        }
    }

    /// Its name, as one says it.
    pub fn word(self) -> &'static str {
        match self {
            Mark::Done => "done",
            Mark::Duplicate => "duplicate",
            Mark::Declined => "too early",
            Mark::Refused => "failed before it happened",
            Mark::Unanswered => "happened, answer lost",
            Mark::Died => "the process died",
            Mark::Conflict => "refused: another attempt was faster",
            Mark::Odd => "happened, but not as it should have",
            Mark::Skipped => "skipped",
            Mark::NotReached => "not reached",
            Mark::ToCome => "to come",
            Mark::Unknown => "not known yet",
            Mark::Missing => "never published: lost",
        }
    }
}

/// How a delivery ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The message left the queue.
    Acknowledged,
    /// The message went back into the queue.
    PutBack,
    /// The process died and the lease has to expire.
    Orphaned,
    /// It ended without the message being put back, and without a process dying.
    GaveUp,
    /// The copy was dropped without a receipt, for its sender to send again.
    Dropped,
    /// It was done, and the sender's receipt was lost.
    Unconfirmed,
    /// The message was never received.
    NeverReceived,
}

impl End {
    /// All of them.
    pub const ALL: [End; 7] = [
        End::Acknowledged,
        End::PutBack,
        End::Orphaned,
        End::GaveUp,
        End::Dropped,
        End::Unconfirmed,
        End::NeverReceived,
    ];

    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            End::Acknowledged => "acknowledged",
            End::PutBack => "put-back",
            End::Orphaned => "orphaned",
            End::GaveUp => "gave-up",
            End::Dropped => "dropped",
            End::Unconfirmed => "unconfirmed",
            End::NeverReceived => "never-received",
        }
    }

    /// A sign for it.
    pub fn glyph(self) -> &'static str {
        match self {
            End::Acknowledged => "✓",
            End::PutBack | End::Dropped => "↩",
            End::Orphaned => "†",
            End::GaveUp => "✕",
            End::Unconfirmed => "?",
            End::NeverReceived => "–",
        }
    }

    /// What it means, in a few words.
    pub fn word(self) -> &'static str {
        match self {
            End::Acknowledged => "done",
            End::PutBack => "put back",
            End::Orphaned => "leased on",
            End::GaveUp => "gave up",
            End::Dropped => "dropped",
            End::Unconfirmed => "receipt lost",
            End::NeverReceived => "stays queued",
        }
    }
}
