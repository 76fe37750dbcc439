//! The one door between an approach's steps and the world. Every effect goes through [`Io`],
//! which lets a step have exactly the one effect its row declares, records it, and injects the
//! failure that strikes it.

mod beside;
mod effect;
mod failure;

pub use effect::{Effect, EffectKind, Sought, Where};
pub use failure::{Failure, Fault};

use super::model::{
    Condition, Delivery, EventId, Memory, Message, MessageId, Origin, Outgoing, Output, Record,
    State, Version, VersionId, World,
};

/// What one write puts into the store besides the new version of the document. What is atomic
/// with what is the subject of the whole product, so it is part of an approach's table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The message's id joins the processed ids.
    ProcessedId,
    /// The decided events become the message's outbox record.
    Outgoing,
    /// The attempt's id stays in the document as its open transaction.
    Transaction,
    /// The decided events go out: store and broker are one.
    Published,
    /// The message leaves the queue: store and queue are one.
    Acknowledged,
    /// The document names the attempt whose side effects count. An attempt whose write is refused
    /// deletes its own.
    Winner,
}

/// What a row lets its step do.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// The kind of its one effect.
    pub does: EffectKind,
    /// What its write holds besides the document.
    pub writes: &'static [Part],
    /// Whether messages come straight from their sender, who waits for receipts.
    pub receipts: bool,
}

/// The door, open for one step.
pub struct Io<'w> {
    world: &'w mut World,
    messages: &'static [Message],
    delivery: Delivery,
    declared: Declared,
    failure: Option<Failure>,
    done: Option<Effect>,
}

impl<'w> Io<'w> {
    /// Opens the door for a step of `delivery` that may do what is `declared`; `failure` strikes
    /// its effect.
    pub fn new(
        world: &'w mut World,
        messages: &'static [Message],
        delivery: Delivery,
        declared: Declared,
        failure: Option<Failure>,
    ) -> Self {
        Self { world, messages, delivery, declared, failure, done: None }
    }

    /// The message being handled.
    pub fn message(&self) -> &'static Message {
        &self.messages[self.delivery.message.index()]
    }

    /// The effect that the step had or tried to have, if it came to one.
    pub fn done(&self) -> Option<Effect> {
        self.done
    }

    /// What struck the step in the end.
    pub fn struck(&self) -> Option<Failure> {
        self.failure
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
        self.load(store.known_before(self.delivery.message).unwrap_or(store.latest()))
    }

    fn load(&mut self, read: VersionId) -> Result<Memory, Fault> {
        let store = self.world.store;
        let latest = store.latest();
        let message = self.delivery.message;
        self.perform(Effect::Load { read, latest }, |_| ())?;
        Ok(Memory {
            read: Some(read),
            latest,
            revision: store.revision,
            state: store.state(read),
            duplicate: store.processed.contains(message),
            in_history: store.known_before(message).is_some(),
            record: store.outbox[message.index()],
            transaction: store.transaction,
            ..Memory::default()
        })
    }

    /// States whether the message is a duplicate.
    pub fn check(&mut self, duplicate: bool) -> Result<(), Fault> {
        self.perform(Effect::Check { duplicate }, |_| ())
    }

    /// Runs the business logic on what the handler has in memory.
    pub fn handle(&mut self, memory: &mut Memory) -> Result<(), Fault> {
        let message = self.message();
        let before = memory.state;
        let after = message.changed(before);
        self.perform(Effect::Handle { before, after }, |_| ())?;
        memory.declined = !message.is_accepted(before);
        memory.state = after;
        if self.failure == Some(Failure::Diverged) {
            memory.draw = self.delivery.attempt;
        }
        Ok(())
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
    /// All of it or nothing. With `checked`, only on top of the version that was newest at load:
    /// optimistic concurrency.
    pub fn persist(&mut self, memory: &mut Memory, checked: bool) -> Result<(), Fault> {
        let (delivery, declared, messages) = (self.delivery, self.declared, self.messages);
        let outgoing = memory.outgoing();
        let mut allowed = !checked || memory.revision == self.world.store.revision;
        if declared.writes.contains(&Part::Acknowledged) {
            allowed &= self.world.queue.is_leased_to(delivery);
        }
        let state = memory.state;
        // What the coordinator has decided is carried out once, however often it is asked for.
        let decided = self.world.beside.prepared.is_some_and(|it| it.decided && it.by == delivery);
        let is_done = decided
            && self.world.store.versions.last().is_some_and(|last| last.made_by == Some(delivery));
        let latest = self.world.store.latest();
        let made = if is_done { latest } else { VersionId(latest.0 + 1) };
        let stored = self.guarded(Effect::Persist { made }, allowed || is_done, |world| {
            if is_done {
                return;
            }
            let store = &mut world.store;
            store.versions.push(Version { state, made_by: Some(delivery) });
            store.revision += 1;
            settle_sent(world, delivery.message);
            for part in declared.writes {
                match part {
                    Part::ProcessedId => world.store.processed.insert(delivery.message),
                    Part::Outgoing => {
                        world.store.outbox[delivery.message.index()] = Record::Pending(outgoing);
                    }
                    Part::Transaction => world.store.transaction = Some(delivery),
                    Part::Published => send_all(world, messages, delivery, outgoing),
                    Part::Acknowledged => world.queue.acknowledge(delivery),
                    Part::Winner => (),
                }
            }
        });
        let is_refused = self.failure == Some(Failure::Conflict);
        if is_refused && declared.writes.contains(&Part::Winner) {
            self.world.beside.discard(|by| by == delivery);
        }
        stored?;
        memory.revision = self.world.store.revision;
        if declared.writes.contains(&Part::Outgoing) {
            memory.record = Record::Pending(outgoing);
        }
        if declared.writes.contains(&Part::Transaction) {
            memory.transaction = Some(delivery);
        }
        Ok(())
    }

    /// Sends `event`, as decided from `memory`; `stored` if it came out of the outbox. With
    /// `fresh`, under an id drawn for this very sending.
    pub fn publish(
        &mut self,
        memory: &Memory,
        event: EventId,
        (stored, fresh): (bool, bool),
    ) -> Result<(), Fault> {
        let (by, messages) = (self.delivery, self.messages);
        let read = memory.outgoing().read;
        let redrawn = fresh || (!stored && self.failure == Some(Failure::Diverged));
        let id = match memory.outgoing() {
            _ if redrawn => by.attempt,
            Outgoing { tokens: 0, draw, .. } => draw,
            Outgoing { tokens, .. } => tokens,
        };
        let drawn = memory.draw != 0;
        let state = if stored { self.stored_state(read) } else { memory.state };
        let tells = told(self.message(), event, state, memory.draw);
        let granted = Delivery { attempt: memory.outgoing().tokens, ..by };
        self.perform(Effect::Publish { event, read, stored }, |world| {
            world.beside.hand_on(granted, event);
            let stored = world.store.made(by.message) > 0;
            world.sent.push(Output { event, by, read, id, tells, drawn, stored });
            follow(world, messages, by.message, event);
        })
    }

    /// The document that the message's stored events were decided from.
    fn stored_state(&self, read: VersionId) -> State {
        self.message().changed(self.world.store.state(read))
    }

    /// Marks the message's outbox record as sent: the events go, the id stays.
    pub fn mark(&mut self) -> Result<(), Fault> {
        let index = self.delivery.message.index();
        self.perform(Effect::Mark, |world| world.store.outbox[index] = Record::Dispatched)
    }

    /// Removes the message's outbox record, id and all.
    pub fn forget(&mut self) -> Result<(), Fault> {
        let index = self.delivery.message.index();
        self.perform(Effect::Forget, |world| world.store.outbox[index] = Record::Absent)
    }

    /// Asks whether the message that this one must follow was processed: the message that its
    /// sender sent before it. If not, drops this copy without a receipt.
    ///
    /// Source: "Reliable Delivery", the Akka-DDD wiki.
    pub fn follow(&mut self) -> Result<bool, Fault> {
        let delivery = self.delivery;
        let after = delivery.message.0.checked_sub(1).map(MessageId);
        let processed = |message: MessageId| self.world.store.made(message) > 0;
        let ready = after.is_none_or(processed);
        self.perform(Effect::Follow { after, ready }, |world| {
            if !ready {
                world.queue.acknowledge(delivery);
            }
        })?;
        Ok(ready)
    }

    /// Removes the message from the queue for good; refused when the lease has passed to another
    /// attempt. To a sender that waits for it, sends the receipt.
    pub fn acknowledge(&mut self) -> Result<(), Fault> {
        let (delivery, receipts) = (self.delivery, self.declared.receipts);
        let allowed = self.world.queue.is_leased_to(delivery);
        let lost = self.failure == Some(Failure::Lost);
        self.guarded(Effect::Acknowledge, allowed, |world| {
            world.queue.acknowledge(delivery);
            if receipts && !lost {
                world.sender.unconfirmed.remove(delivery.message);
            }
        })
    }

    /// An effect that the world refuses unless it is `allowed`.
    fn guarded(
        &mut self,
        effect: Effect,
        allowed: bool,
        change: impl FnOnce(&mut World),
    ) -> Result<(), Fault> {
        if !allowed && self.failure.is_none_or(|failure| !failure.ends_attempt()) {
            self.failure = Some(Failure::Conflict);
        }
        self.perform(effect, |world| {
            if allowed {
                change(world);
            }
        })
    }

    /// The only place where a step touches the world, and where a failure strikes.
    fn perform(&mut self, effect: Effect, change: impl FnOnce(&mut World)) -> Result<(), Fault> {
        assert!(effect.kind() == self.declared.does, "a step has the effect its row declares");
        assert!(self.done.is_none(), "a step has one effect");
        self.done = Some(effect);
        match self.failure {
            Some(Failure::Refused | Failure::Died | Failure::Conflict) => Err(Fault),
            Some(Failure::Unanswered) => {
                change(self.world);
                Err(Fault)
            }
            _ => {
                change(self.world);
                Ok(())
            }
        }
    }
}

impl Memory {
    /// Goes on with the outbox record that was found.
    pub fn hold(&mut self, record: Record) {
        self.record = record;
        if let Record::Pending(stored) = record {
            (self.outgoing, self.draw, self.tokens) = (stored.events, stored.draw, stored.tokens);
        }
    }

    /// What it would put into an outbox record.
    pub fn outgoing(&self) -> Outgoing {
        let (events, read) = match self.record {
            Record::Pending(stored) => (stored.events, stored.read),
            _ => (self.outgoing, self.read.unwrap_or_default()),
        };
        Outgoing { events, read, draw: self.draw, tokens: self.tokens }
    }
}

/// The number that `event` tells when it is decided from `state`; another draw of the handler's
/// random numbers makes it another number.
fn told(message: &Message, event: EventId, state: State, draw: u8) -> u8 {
    let measure = message.publication(event).and_then(|publication| publication.tells);
    measure.map_or(0, |measure| measure.of(message, state).wrapping_add(draw))
}

/// What the attempts at work have sent of `message` tells of something stored from now on.
fn settle_sent(world: &mut World, message: MessageId) {
    let handlers = world.handlers;
    let works_on = |by: Delivery| handlers.iter().any(|handler| handler.held() == Some(by));
    for output in world.sent.iter_mut() {
        output.stored |= output.by.message == message && works_on(output.by);
    }
}

/// Sends all of `outgoing` at once.
fn send_all(world: &mut World, messages: &'static [Message], by: Delivery, outgoing: Outgoing) {
    let message = &messages[by.message.index()];
    let state = message.changed(world.store.state(outgoing.read));
    for event in outgoing.events.iter() {
        let tells = told(message, event, state, outgoing.draw);
        let Outgoing { read, draw: id, .. } = outgoing;
        let stored = world.store.made(by.message) > 0;
        world.sent.push(Output { event, by, read, id, tells, drawn: id != 0, stored });
        follow(world, messages, by.message, event);
    }
}

/// Puts the message that follows `event` of `cause` into the queue, if there is one.
fn follow(world: &mut World, messages: &[Message], cause: MessageId, event: EventId) {
    if let Some(next) = follows(messages, cause, event) {
        world.queue.add(next);
    }
}

/// The message that follows `event` of `cause`, if there is one.
fn follows(messages: &[Message], cause: MessageId, event: EventId) -> Option<MessageId> {
    let next = MessageId(cause.0 + 1);
    let message = messages.get(next.index())?;
    (message.origin == Origin::Follows(event)).then_some(next)
}
