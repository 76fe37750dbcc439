//! The one door between an approach's steps and the world. Every effect goes through [`Io`],
//! which lets a step have exactly the one effect its row declares, records it, and injects the
//! failure that strikes it.

use super::model::{
    Condition, Delivery, EventId, Memory, Message, Output, Record, State, Version, VersionId, World,
};

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
    /// Removed the message from the queue for good.
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
    /// See [`Effect::Acknowledge`].
    Acknowledge,
}

impl Effect {
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
            Effect::Acknowledge => EffectKind::Acknowledge,
        }
    }
}

impl EffectKind {
    /// Every kind, in the order of a message's life.
    pub const ALL: [EffectKind; 9] = [
        EffectKind::Receive,
        EffectKind::Load,
        EffectKind::Check,
        EffectKind::Handle,
        EffectKind::Decide,
        EffectKind::Persist,
        EffectKind::Publish,
        EffectKind::Mark,
        EffectKind::Acknowledge,
    ];

    /// Whether the effect stays inside the handler's memory, so that nothing of it survives.
    pub fn is_local(self) -> bool {
        matches!(self, EffectKind::Check | EffectKind::Handle | EffectKind::Decide)
    }
}

/// How a step can fail. The three differ in what survives.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Failure {
    /// It failed before it happened: nothing of the step survives; the handler sees the error.
    Refused,
    /// It happened, but the answer was lost: the effect survives; the handler sees an error and
    /// can't tell it from a refusal.
    Unanswered,
    /// The process died just before the step: nothing of it survives, and nobody is left to put
    /// the message back; the queue's lease on it has to expire.
    Died,
}

impl Failure {
    /// Every way to fail, mildest first.
    pub const ALL: [Failure; 3] = [Failure::Refused, Failure::Unanswered, Failure::Died];
}

/// The error a step's body sees and passes on with `?`; what happened is on record in [`Io`].
#[derive(Debug)]
pub struct Fault;

/// What one write puts into the store besides the new version of the document. What is atomic
/// with what is the subject of the whole product, so it is part of an approach's table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The message's id joins the processed ids.
    ProcessedId,
    /// The decided events become the message's outbox record.
    Outgoing,
}

/// The door, open for one step.
pub struct Io<'w> {
    world: &'w mut World,
    messages: &'static [Message],
    delivery: Delivery,
    declared: EffectKind,
    writes: &'static [Part],
    failure: Option<Failure>,
    done: Option<Effect>,
}

impl<'w> Io<'w> {
    /// Opens the door for a row that declares one effect of kind `declared` and, if it persists,
    /// what it `writes`; `failure` strikes that effect.
    pub fn new(
        world: &'w mut World,
        messages: &'static [Message],
        delivery: Delivery,
        (declared, writes): (EffectKind, &'static [Part]),
        failure: Option<Failure>,
    ) -> Self {
        Self { world, messages, delivery, declared, writes, failure, done: None }
    }

    /// The message being handled.
    pub fn message(&self) -> &'static Message {
        &self.messages[self.delivery.message.index()]
    }

    /// The effect that the step had or tried to have, if it came to one.
    pub fn done(&self) -> Option<Effect> {
        self.done
    }

    /// Takes the front message from the queue under a lease.
    pub fn receive(&mut self) -> Result<(), Fault> {
        let message = self.delivery.message;
        self.perform(Effect::Receive, |world| world.queue.lease(message))
    }

    /// Reads the newest version, with the ids and the outbox record stored beside it.
    pub fn load_current(&mut self) -> Result<Memory, Fault> {
        self.load(self.world.store.latest())
    }

    /// Reads the versions from the first, and stops before one that this message made; reads the
    /// newest if it made none.
    ///
    /// Source: "State-based consistent messaging", exactly-once.github.io.
    pub fn load_before(&mut self) -> Result<Memory, Fault> {
        let store = &self.world.store;
        self.load(store.before(self.delivery.message).unwrap_or(store.latest()))
    }

    fn load(&mut self, read: VersionId) -> Result<Memory, Fault> {
        let store = self.world.store;
        let latest = store.latest();
        let message = self.delivery.message;
        self.perform(Effect::Load { read, latest }, |_| ())?;
        Ok(Memory {
            read: Some(read),
            latest,
            state: store.state(read),
            duplicate: store.processed.contains(message),
            record: store.outbox[message.index()],
            ..Memory::default()
        })
    }

    /// States whether the message is a duplicate.
    pub fn check(&mut self, duplicate: bool) -> Result<(), Fault> {
        self.perform(Effect::Check { duplicate }, |_| ())
    }

    /// Runs the business logic on `before` and returns the document after it.
    pub fn handle(&mut self, before: State) -> Result<State, Fault> {
        let after = self.message().changed(before);
        self.perform(Effect::Handle { before, after }, |_| ())?;
        Ok(after)
    }

    /// Asks `condition` of `state`: is `event` due?
    pub fn decide(
        &mut self,
        event: EventId,
        condition: Condition,
        state: State,
    ) -> Result<bool, Fault> {
        let measured = condition.measured(self.message(), state);
        let due = condition.holds(self.message(), state);
        self.perform(Effect::Decide { event, measured, due }, |_| ())?;
        Ok(due)
    }

    /// Stores the handler's document as a new version, together with whatever the row writes.
    /// All of it or nothing; only on top of the version that was newest at load.
    pub fn persist(&mut self, memory: &Memory) -> Result<(), Fault> {
        assert!(memory.latest == self.world.store.latest(), "one handler never loses a race");
        let made = VersionId(memory.latest.0 + 1);
        let (delivery, writes, memory) = (self.delivery, self.writes, *memory);
        self.perform(Effect::Persist { made }, |world| {
            let store = &mut world.store;
            store.versions.push(Version { state: memory.state, made_by: Some(delivery) });
            for part in writes {
                match part {
                    Part::ProcessedId => store.processed.insert(delivery.message),
                    Part::Outgoing => {
                        let read = memory.read.expect("a handler loads before it persists");
                        let events = memory.outgoing;
                        store.outbox[delivery.message.index()] = Record::Pending { events, read };
                    }
                }
            }
        })
    }

    /// Sends `event`, decided from version `read`; `stored` if it came out of the outbox.
    pub fn publish(&mut self, event: EventId, read: VersionId, stored: bool) -> Result<(), Fault> {
        let by = self.delivery;
        self.perform(Effect::Publish { event, read, stored }, |world| {
            world.sent.push(Output { event, by, read });
        })
    }

    /// Marks the message's outbox record as sent: the events go, the id stays.
    pub fn mark(&mut self) -> Result<(), Fault> {
        let index = self.delivery.message.index();
        self.perform(Effect::Mark, |world| world.store.outbox[index] = Record::Dispatched)
    }

    /// Removes the message from the queue for good.
    pub fn acknowledge(&mut self) -> Result<(), Fault> {
        let message = self.delivery.message;
        self.perform(Effect::Acknowledge, |world| world.queue.acknowledge(message))
    }

    /// The only place where a step touches the world, and where a failure strikes.
    fn perform(&mut self, effect: Effect, change: impl FnOnce(&mut World)) -> Result<(), Fault> {
        assert!(effect.kind() == self.declared, "a step has the effect that its row declares");
        assert!(self.done.is_none(), "a step has one effect");
        self.done = Some(effect);
        match self.failure {
            None => {
                change(self.world);
                Ok(())
            }
            Some(Failure::Unanswered) => {
                change(self.world);
                Err(Fault)
            }
            Some(Failure::Refused | Failure::Died) => Err(Fault),
        }
    }
}
