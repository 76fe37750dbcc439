//! The closed vocabulary of everything that a step can do.

use crate::sim::model::{Delivery, EventId, MessageId, State, VersionId};

/// What a step did, or tried to do: the closed vocabulary of everything that can happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Took the next message from the queue under a lease.
    Receive,
    /// Read the document.
    Load {
        /// The version read.
        read: VersionId,
        /// The newest version at that moment.
        latest: VersionId,
    },
    /// Asked whether the message is a duplicate.
    Check {
        /// The answer.
        duplicate: bool,
    },
    /// Ran the business logic, in memory.
    Handle {
        /// The document before.
        before: State,
        /// The document after.
        after: State,
    },
    /// Asked the document, in memory, whether an event is due.
    Decide {
        /// The event in question.
        event: EventId,
        /// The number found.
        measured: u8,
        /// Whether the event is due.
        due: bool,
    },
    /// Stored a new version, and with it whatever the row says, in one write.
    Persist {
        /// The new version.
        made: VersionId,
    },
    /// Sent an event to the broker.
    Publish {
        /// The event.
        event: EventId,
        /// The version it was decided from.
        read: VersionId,
        /// Whether it was taken from the outbox instead of being decided anew.
        stored: bool,
    },
    /// Marked the outbox record as sent.
    Mark,
    /// Asked a store beside the document for something of the message's.
    Look {
        /// For what.
        sought: Sought,
        /// Whether it is there.
        found: bool,
    },
    /// Asked whether the message that this one must follow was processed.
    Follow {
        /// The message to follow; `None` when this is the first.
        after: Option<MessageId>,
        /// Whether it was. If not, this copy is dropped without a receipt.
        ready: bool,
    },
    /// Added the message to the ids in the deduplication store.
    Remember,
    /// Removed the outbox record, id and all.
    Forget,
    /// Stored the outgoing events under the attempt's own id, where nobody looks yet.
    Stage,
    /// Made staged events the outbox record of their message.
    Reveal {
        /// The attempt that staged them.
        of: Delivery,
    },
    /// Closed the transaction that was open in the document.
    Settle {
        /// The attempt that opened it.
        of: Delivery,
    },
    /// Created a token for each outgoing event.
    Grant,
    /// Wrote the tokens into the outbox record.
    Checkpoint,
    /// Deleted the message's own token.
    Consume,
    /// Recorded that the attempt is going to have a side effect.
    Register,
    /// Carried out the side effect under a name that nobody looks at yet.
    Prepare,
    /// Removed what other attempts had prepared.
    Clean {
        /// How many of them there were.
        removed: u8,
    },
    /// Put the request's body at an address of its own on the server.
    Put,
    /// Had the server carry the request out.
    Post {
        /// How often the server has carried it out by now.
        executed: u8,
    },
    /// Fetched the response.
    Get,
    /// Deleted request and response.
    Delete,
    /// A participant of the distributed transaction promised to commit.
    Vote {
        /// Which.
        place: Where,
    },
    /// The coordinator logged its decision to commit.
    Resolve,
    /// The broker committed: the events go out and the message is gone.
    Release,
    /// Removed the message from the queue for good, or sent its receipt.
    Acknowledge,
}

/// The kind of an effect, without its findings: what a row of an approach's table declares.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EffectKind {
    /// See [`Effect::Receive`].
    Receive,
    /// See [`Effect::Load`].
    Load,
    /// See [`Effect::Check`].
    Check,
    /// See [`Effect::Handle`].
    Handle,
    /// See [`Effect::Decide`].
    Decide,
    /// See [`Effect::Persist`].
    Persist,
    /// See [`Effect::Publish`].
    Publish,
    /// See [`Effect::Mark`].
    Mark,
    /// See [`Effect::Look`].
    Look,
    /// See [`Effect::Follow`].
    Follow,
    /// See [`Effect::Remember`].
    Remember,
    /// See [`Effect::Forget`].
    Forget,
    /// See [`Effect::Stage`].
    Stage,
    /// See [`Effect::Reveal`].
    Reveal,
    /// See [`Effect::Settle`].
    Settle,
    /// See [`Effect::Grant`].
    Grant,
    /// See [`Effect::Checkpoint`].
    Checkpoint,
    /// See [`Effect::Consume`].
    Consume,
    /// See [`Effect::Register`].
    Register,
    /// See [`Effect::Prepare`].
    Prepare,
    /// See [`Effect::Clean`].
    Clean,
    /// See [`Effect::Put`].
    Put,
    /// See [`Effect::Post`].
    Post,
    /// See [`Effect::Get`].
    Get,
    /// See [`Effect::Delete`].
    Delete,
    /// See [`Effect::Vote`].
    Vote,
    /// See [`Effect::Resolve`].
    Resolve,
    /// See [`Effect::Release`].
    Release,
    /// See [`Effect::Acknowledge`].
    Acknowledge,
}

/// What is looked for in a store beside the document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sought {
    /// The message's id, among those of messages that are done.
    Id,
    /// The message's outbox record.
    Record,
    /// The message's token: the permit to process it.
    Token,
}

impl Effect {
    /// Whether the answer is that there is nothing new to do for this copy.
    pub fn is_duplicate(self) -> bool {
        match self {
            Effect::Check { duplicate } => duplicate,
            Effect::Look { sought, found } => found != (sought == Sought::Token),
            _ => false,
        }
    }

    /// The kind of this effect.
    pub fn kind(self) -> EffectKind {
        match self {
            Effect::Receive => EffectKind::Receive,
            Effect::Load { .. } => EffectKind::Load,
            Effect::Check { .. } => EffectKind::Check,
            Effect::Handle { .. } => EffectKind::Handle,
            Effect::Decide { .. } => EffectKind::Decide,
            Effect::Persist { .. } => EffectKind::Persist,
            Effect::Publish { .. } => EffectKind::Publish,
            Effect::Mark => EffectKind::Mark,
            Effect::Look { .. } => EffectKind::Look,
            Effect::Follow { .. } => EffectKind::Follow,
            Effect::Remember => EffectKind::Remember,
            Effect::Forget => EffectKind::Forget,
            Effect::Stage => EffectKind::Stage,
            Effect::Reveal { .. } => EffectKind::Reveal,
            Effect::Settle { .. } => EffectKind::Settle,
            Effect::Grant => EffectKind::Grant,
            Effect::Checkpoint => EffectKind::Checkpoint,
            Effect::Consume => EffectKind::Consume,
            Effect::Register => EffectKind::Register,
            Effect::Prepare => EffectKind::Prepare,
            Effect::Clean { .. } => EffectKind::Clean,
            Effect::Put => EffectKind::Put,
            Effect::Post { .. } => EffectKind::Post,
            Effect::Get => EffectKind::Get,
            Effect::Delete => EffectKind::Delete,
            Effect::Vote { .. } => EffectKind::Vote,
            Effect::Resolve => EffectKind::Resolve,
            Effect::Release => EffectKind::Release,
            Effect::Acknowledge => EffectKind::Acknowledge,
        }
    }
}

impl EffectKind {
    /// Every kind, in the order of a message's life.
    pub const ALL: [EffectKind; 29] = [
        EffectKind::Receive,
        EffectKind::Load,
        EffectKind::Look,
        EffectKind::Check,
        EffectKind::Follow,
        EffectKind::Handle,
        EffectKind::Decide,
        EffectKind::Register,
        EffectKind::Prepare,
        EffectKind::Put,
        EffectKind::Get,
        EffectKind::Stage,
        EffectKind::Vote,
        EffectKind::Resolve,
        EffectKind::Persist,
        EffectKind::Reveal,
        EffectKind::Settle,
        EffectKind::Grant,
        EffectKind::Checkpoint,
        EffectKind::Post,
        EffectKind::Publish,
        EffectKind::Release,
        EffectKind::Mark,
        EffectKind::Remember,
        EffectKind::Consume,
        EffectKind::Clean,
        EffectKind::Delete,
        EffectKind::Forget,
        EffectKind::Acknowledge,
    ];

    /// Where the effect takes place.
    pub fn place(self) -> Where {
        use EffectKind::{
            Acknowledge, Check, Checkpoint, Clean, Consume, Decide, Delete, Follow, Forget, Get,
            Grant, Handle, Load, Look, Mark, Persist, Post, Prepare, Publish, Put, Receive,
            Register, Release, Remember, Resolve, Reveal, Settle, Stage, Vote,
        };
        match self {
            Check | Follow | Handle | Decide => Where::Memory,
            Receive | Acknowledge => Where::Queue,
            Load | Persist | Mark | Forget | Settle | Checkpoint => Where::Document,
            Look | Remember | Stage | Reveal | Grant | Consume | Register => Where::Beside,
            Prepare | Clean => Where::Blobs,
            Put | Post | Get | Delete => Where::Server,
            Publish | Release => Where::Broker,
            Vote | Resolve => Where::Coordinator,
        }
    }

    /// Whether the effect stays inside the handler's memory, so that nothing of it survives.
    pub fn is_local(self) -> bool {
        self.place() == Where::Memory
    }

    /// Whether the effect only reads.
    pub fn only_reads(self) -> bool {
        self.is_local() || matches!(self, EffectKind::Load | EffectKind::Look | EffectKind::Get)
    }
}

/// Where an effect takes place: what can be out of order, and what is not atomic with what.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Where {
    /// In the handler's memory.
    Memory,
    /// In the input queue.
    Queue,
    /// In the document's store, with the document.
    Document,
    /// In a store of its own beside the document.
    Beside,
    /// In the blob storage.
    Blobs,
    /// At the HTTP server.
    Server,
    /// At the broker that takes the outgoing events.
    Broker,
    /// In the coordinator's log.
    Coordinator,
}
