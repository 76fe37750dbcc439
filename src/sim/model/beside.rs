//! What is stored beside the document, in stores of their own: no write to them is atomic with a
//! write to the document. Durable.

use super::{
    Bounded, Delivery, EFFECT_MAX, EventId, EventSet, Memory, MessageId, MessageSet, Outgoing,
};

/// The stores beside the document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Beside {
    /// The deduplication store: ids of messages that are fully processed.
    pub processed: MessageSet,
    /// Messages whose token is there: no token, no processing.
    pub tokens: MessageSet,
    /// Tokens that attempts created for their events and that no event has been sent with.
    pub granted: Bounded<Granted, EFFECT_MAX>,
    /// Outgoing events staged by an attempt, invisible until it has won.
    pub staged: Bounded<Staged, EFFECT_MAX>,
    /// Blobs, one for each attempt that registered one.
    pub blobs: Bounded<Blob, EFFECT_MAX>,
    /// Requests at the HTTP server.
    pub requests: Bounded<Request, EFFECT_MAX>,
    /// A distributed transaction on its way.
    pub prepared: Option<Prepared>,
}

/// Tokens that an attempt created.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Granted {
    /// The attempt.
    pub by: Delivery,
    /// The events that they are for.
    pub events: EventSet,
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

    /// Creates tokens.
    pub fn grant(&mut self, granted: Granted) {
        if !granted.events.is_empty() {
            self.granted.push(granted);
        }
    }

    /// Hands on the token that `by` created for `event`, if that is still there: it is the
    /// receiver's from now on.
    pub fn hand_on(&mut self, by: Delivery, event: EventId) {
        let Some(index) = self.granted.iter().position(|granted| granted.by == by) else { return };
        self.granted[index].events.remove(event);
        if self.granted[index].events.is_empty() {
            self.granted.remove(index);
        }
    }

    /// Deletes the side effects of the attempts that are meant.
    pub fn discard(&mut self, is_meant: impl Fn(Delivery) -> bool) {
        for index in (0..self.blobs.len()).rev() {
            if is_meant(self.blobs[index].by) {
                self.blobs.remove(index);
            }
        }
        self.delete_requests(is_meant);
    }

    /// Deletes the requests of the attempts that are meant, with their responses.
    pub fn delete_requests(&mut self, is_meant: impl Fn(Delivery) -> bool) {
        for request in self.requests.iter_mut().filter(|request| is_meant(request.by)) {
            request.stage = Stage::Deleted;
        }
    }

    /// What `by` staged.
    pub fn staged(&self, by: Delivery) -> Option<Outgoing> {
        self.staged.iter().find(|staged| staged.by == by).map(|staged| staged.outgoing)
    }
}
