//! What is stored beside the document, in stores of their own: no write to them is atomic with a
//! write to the document. Durable.

use super::{Bounded, Delivery, EFFECT_MAX, Memory, MessageId, MessageSet, Outgoing};

/// The stores beside the document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Beside {
    /// The deduplication store: ids of messages that are fully processed.
    pub processed: MessageSet,
    /// Messages whose token was used up: no token, no processing.
    pub used: MessageSet,
    /// Outgoing events staged by an attempt, invisible until it has won.
    pub staged: Bounded<Staged, EFFECT_MAX>,
    /// Blobs, one for each attempt that registered one.
    pub blobs: Bounded<Blob, EFFECT_MAX>,
    /// Requests at the HTTP server.
    pub requests: Bounded<Request, EFFECT_MAX>,
    /// A distributed transaction on its way.
    pub prepared: Option<Prepared>,
}

/// Events staged under an attempt's own id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Staged {
    /// The attempt.
    pub by: Delivery,
    /// What it would send.
    pub outgoing: Outgoing,
}

/// A side effect that an attempt prepares before it commits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Blob {
    /// The attempt that registered it.
    pub by: Delivery,
    /// The attempt that wrote what is in it; `None` while it is only registered.
    pub written: Option<Delivery>,
}

/// A request at the HTTP server, under its own address.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Request {
    /// The attempt that made it.
    pub by: Delivery,
    /// How often the server carried it out.
    pub executed: u8,
    /// Where it stands.
    pub stage: Stage,
}

/// How far an HTTP exchange has come.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Stage {
    /// The body is there; nothing has been done with it.
    #[default]
    Put,
    /// It was carried out and the response is kept.
    Done,
    /// Request and response are gone, and the address can't be used again.
    Deleted,
}

/// What the participants of a distributed transaction have promised to do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Prepared {
    /// The delivery.
    pub by: Delivery,
    /// Whether the coordinator has logged its decision to commit. Until then it is undecided, and
    /// nobody but the coordinator may decide.
    pub decided: bool,
    /// The row at which a recovered coordinator goes on.
    pub row: u8,
    /// What it goes on with.
    pub memory: Memory,
}

impl Beside {
    /// How often the server has carried out requests of `message`.
    pub fn executed(&self, message: MessageId) -> u8 {
        let of = |request: &&Request| request.by.message == message;
        self.requests.iter().filter(of).map(|request| request.executed).sum()
    }

    /// What `by` staged.
    pub fn staged(&self, by: Delivery) -> Option<Outgoing> {
        self.staged.iter().find(|staged| staged.by == by).map(|staged| staged.outgoing)
    }
}
