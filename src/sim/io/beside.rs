//! The effects on what lies beside the document: deduplication store, staged events, tokens,
//! blobs, the HTTP server, and the participants of a distributed transaction.

use super::{Effect, Failure, Fault, Io, Sought, Where, follows, send_all};
use crate::sim::model::{
    Blob, Delivery, Granted, Memory, MessageId, Prepared, Record, Request, Stage, Staged,
};

impl Io<'_> {
    /// Asks the deduplication store whether the message was processed. A stale answer is no.
    pub fn look(&mut self) -> Result<bool, Fault> {
        let found = self.world.beside.processed.contains(self.delivery.message);
        self.look_up(Sought::Id, found)
    }

    /// Asks the token store for the message's token. A stale answer is wrong either way: the
    /// replica has not seen yet that the token was created, or that it was deleted.
    pub fn look_for_token(&mut self) -> Result<bool, Fault> {
        let found = self.world.beside.tokens.contains(self.delivery.message);
        self.look_up(Sought::Token, found)
    }

    /// Asks the store of outbox records, which lies elsewhere, for this message's. A stale answer
    /// is that there is none.
    pub fn look_for_record(&mut self) -> Result<Record, Fault> {
        let record = self.world.store.outbox[self.delivery.message.index()];
        let found = self.look_up(Sought::Record, record != Record::Absent)?;
        Ok(if found { record } else { Record::Absent })
    }

    fn look_up(&mut self, sought: Sought, found: bool) -> Result<bool, Fault> {
        let found = found != (self.failure == Some(Failure::Stale));
        self.perform(Effect::Look { sought, found }, |_| ())?;
        Ok(found)
    }

    /// Adds the message to the ids in the deduplication store.
    pub fn remember(&mut self) -> Result<(), Fault> {
        let message = self.delivery.message;
        self.perform(Effect::Remember, |world| world.beside.processed.insert(message))
    }

    /// Stores the decided events under the attempt's own id.
    pub fn stage(&mut self, memory: &Memory) -> Result<(), Fault> {
        let staged = Staged { by: self.delivery, outgoing: memory.outgoing() };
        self.perform(Effect::Stage, |world| world.beside.staged.push(staged))
    }

    /// Makes what `of` staged the outbox record of `under`, and returns the record. Doing it again
    /// changes nothing.
    pub fn reveal(&mut self, of: Delivery, under: MessageId) -> Result<Record, Fault> {
        let staged = self.world.beside.staged(of).expect("a transaction stages before it opens");
        let record = Record::Pending(staged);
        self.perform(Effect::Reveal { of }, |world| {
            world.store.outbox[under.index()] = record;
        })?;
        Ok(record)
    }

    /// Closes the transaction of `of` in the document, if the document is still as the handler
    /// read or wrote it.
    pub fn settle(&mut self, of: Delivery, memory: &mut Memory) -> Result<(), Fault> {
        let allowed = self.is_open(of, memory);
        self.close(of, memory, (allowed, 1))
    }

    /// Closes the transaction of `of` in the document, whatever the document is by now.
    pub fn settle_unchecked(&mut self, of: Delivery, memory: &mut Memory) -> Result<(), Fault> {
        self.close(of, memory, (true, 1))
    }

    /// Closes the transaction as [`Io::settle`] does, but no one who has read the document notices.
    pub fn settle_unnoticed(&mut self, of: Delivery, memory: &mut Memory) -> Result<(), Fault> {
        let allowed = self.is_open(of, memory);
        self.close(of, memory, (allowed, 0))
    }

    fn is_open(&self, of: Delivery, memory: &Memory) -> bool {
        let store = &self.world.store;
        memory.revision == store.revision && store.transaction == Some(of)
    }

    fn close(
        &mut self,
        of: Delivery,
        memory: &mut Memory,
        (allowed, revisions): (bool, u8),
    ) -> Result<(), Fault> {
        self.guarded(Effect::Settle { of }, allowed, |world| {
            world.store.transaction = None;
            world.store.revision += revisions;
        })?;
        memory.revision = self.world.store.revision;
        memory.transaction = None;
        Ok(())
    }

    /// Creates a token for each outgoing event.
    pub fn grant(&mut self, memory: &mut Memory) -> Result<(), Fault> {
        let granted = Granted { by: self.delivery, events: memory.outgoing().events };
        self.perform(Effect::Grant, |world| world.beside.grant(granted))?;
        memory.tokens = self.delivery.attempt;
        Ok(())
    }

    /// Writes the tokens into the outbox record, if no other attempt has written any. From here on
    /// the message that follows one of the events has a token that it will arrive with.
    pub fn checkpoint(&mut self, memory: &Memory) -> Result<(), Fault> {
        let index = self.delivery.message.index();
        let found = self.world.store.outbox[index];
        let allowed = matches!(found, Record::Pending(outgoing) if outgoing.tokens == 0);
        let record = Record::Pending(memory.outgoing());
        let (message, messages) = (self.delivery.message, self.messages);
        let next = memory.outgoing().events.iter().find_map(|it| follows(messages, message, it));
        self.guarded(Effect::Checkpoint, allowed, |world| {
            world.store.outbox[index] = record;
            if let Some(next) = next {
                world.beside.tokens.insert(next);
            }
        })
    }

    /// Deletes the token of `message`.
    pub fn consume(&mut self, message: MessageId) -> Result<(), Fault> {
        self.perform(Effect::Consume, |world| world.beside.tokens.remove(message))
    }

    /// The message of the delivery at hand.
    pub fn id(&self) -> MessageId {
        self.delivery.message
    }

    /// The delivery at hand.
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// Records that the attempt is going to write a blob. With `shared`, all attempts of a message
    /// use one name.
    pub fn register(&mut self, shared: bool) -> Result<(), Fault> {
        let by = self.delivery;
        let known = self.blob(shared).is_some();
        self.perform(Effect::Register, |world| {
            if !known {
                world.beside.blobs.push(Blob { by, written: None });
            }
        })
    }

    /// Writes the blob.
    pub fn prepare(&mut self, shared: bool) -> Result<(), Fault> {
        let by = self.delivery;
        let index = self.blob(shared);
        self.perform(Effect::Prepare, |world| match index {
            Some(index) => world.beside.blobs[index].written = Some(by),
            None => world.beside.blobs.push(Blob { by, written: Some(by) }),
        })
    }

    fn blob(&self, shared: bool) -> Option<usize> {
        let by = self.delivery;
        let is_mine = |blob: &Blob| blob.by == by || (shared && blob.by.message == by.message);
        self.world.beside.blobs.iter().position(is_mine)
    }

    /// Removes the blobs of all attempts of the message but the one that has won.
    pub fn clean(&mut self) -> Result<(), Fault> {
        let message = self.delivery.message;
        let winner = self.world.store.winner(message);
        let is_left = |by: Delivery| by.message == message && Some(by) != winner;
        let left = self.world.beside.blobs.iter().filter(|blob| is_left(blob.by)).count();
        let removed = u8::try_from(left).expect("there are few attempts");
        self.perform(Effect::Clean { removed }, |world| world.beside.discard(is_left))
    }

    /// Puts the request's body at an address of the attempt's own: nothing comes of it yet.
    ///
    /// Source: "Exactly-once HTTP", exactly-once.github.io.
    pub fn put(&mut self) -> Result<(), Fault> {
        let request = Request { by: self.delivery, ..Request::default() };
        self.perform(Effect::Put, |world| world.beside.requests.push(request))
    }

    /// Has the server carry out the request of the attempt that has won: once, however often it is
    /// asked. If request and response are deleted, somebody has processed the response, and all is
    /// done: only an address where nothing was ever put is a mistake. With `direct`, there is no
    /// body put before, and the server knows no better than to carry out whatever it is asked.
    pub fn post(&mut self, direct: bool) -> Result<(), Fault> {
        let by = self.delivery;
        let winner = self.world.store.winner(by.message).unwrap_or(by);
        let owner = if direct { by } else { winner };
        let index = self.request(owner);
        let stage = index.map(|index| self.world.beside.requests[index].stage);
        let executed = match (stage, direct) {
            (Some(Stage::Put), _) | (None, true) => 1,
            _ => 0,
        };
        let allowed = direct || stage.is_some();
        let total = self.world.beside.executed(by.message) + executed;
        self.guarded(Effect::Post { executed: total }, allowed, |world| match index {
            Some(index) => {
                let request = &mut world.beside.requests[index];
                request.executed += executed;
                if request.stage == Stage::Put {
                    request.stage = Stage::Done;
                }
            }
            None => world.beside.requests.push(Request { by, executed, stage: Stage::Done }),
        })
    }

    /// Fetches the response to the request of the message before this one.
    pub fn get(&mut self) -> Result<(), Fault> {
        let asked = self.delivery.message.0.checked_sub(1).map(MessageId);
        let answers =
            |request: &Request| Some(request.by.message) == asked && request.stage == Stage::Done;
        let allowed = self.world.beside.requests.iter().any(answers);
        self.guarded(Effect::Get, allowed, |_| ())
    }

    /// Deletes every request of the message before this one, with its response. Doing it again
    /// changes nothing.
    pub fn delete_response(&mut self) -> Result<(), Fault> {
        let asked = self.delivery.message.0.checked_sub(1).map(MessageId);
        self.delete(|by| Some(by.message) == asked)
    }

    /// Deletes the requests of all attempts of the message but the one that has won.
    pub fn delete_left(&mut self) -> Result<(), Fault> {
        let message = self.delivery.message;
        let winner = self.world.store.winner(message);
        self.delete(|by| by.message == message && Some(by) != winner)
    }

    fn delete(&mut self, is_meant: impl Fn(Delivery) -> bool) -> Result<(), Fault> {
        self.perform(Effect::Delete, |world| world.beside.delete_requests(is_meant))
    }

    fn request(&self, by: Delivery) -> Option<usize> {
        self.world.beside.requests.iter().position(|request| request.by == by)
    }

    /// A participant promises to commit what the handler holds: from here on the document is
    /// locked, and only the coordinator can say what becomes of it.
    pub fn vote(&mut self, memory: &Memory) -> Result<(), Fault> {
        let prepared = Prepared { by: self.delivery, decided: false, row: 0, memory: *memory };
        let free = self.world.beside.prepared.is_none_or(|other| other.by == self.delivery);
        let current = memory.revision == self.world.store.revision;
        let allowed = free && current && self.world.queue.is_leased_to(self.delivery);
        // The document's store is asked first, the broker next.
        let first = self.world.beside.prepared.is_none_or(|other| other.by != self.delivery);
        let place = if first { Where::Document } else { Where::Broker };
        self.guarded(Effect::Vote { place }, allowed, |world| {
            world.beside.prepared = Some(prepared);
        })
    }

    /// The coordinator logs its decision to commit. From here on the transaction has happened,
    /// though no participant knows of it yet.
    pub fn resolve(&mut self) -> Result<(), Fault> {
        self.perform(Effect::Resolve, |world| {
            if let Some(prepared) = &mut world.beside.prepared {
                prepared.decided = true;
            }
        })
    }

    /// The broker commits: the events go out, the message is gone, the transaction is over.
    pub fn release(&mut self, memory: &Memory) -> Result<(), Fault> {
        let (delivery, messages, outgoing) = (self.delivery, self.messages, memory.outgoing());
        self.perform(Effect::Release, |world| {
            send_all(world, messages, delivery, outgoing);
            world.queue.acknowledge(delivery);
            world.beside.prepared = None;
        })
    }

    /// Reveals as [`Io::reveal`] does for an attempt whose events are not revealed yet; an error
    /// for one whose events are.
    pub fn reveal_new(&mut self, of: Delivery) -> Result<(), Fault> {
        let staged = self.world.beside.staged(of).expect("a transaction stages before it opens");
        let index = of.message.index();
        let allowed = self.world.store.outbox[index] == Record::Absent;
        self.guarded(Effect::Reveal { of }, allowed, |world| {
            world.store.outbox[index] = Record::Pending(staged);
        })
    }

    /// Whether the document also holds a record that another message left pending.
    pub fn is_another_pending(&self) -> bool {
        let mine = self.delivery.message.index();
        let outbox = self.world.store.outbox.iter().enumerate();
        outbox
            .filter(|&(index, _)| index != mine)
            .any(|(_, record)| matches!(record, Record::Pending(_)))
    }

    /// Whether `memory` holds another document than the one it was read from.
    pub fn is_changed(&self, memory: &Memory) -> bool {
        memory.read.is_some_and(|read| self.world.store.state(read) != memory.state)
    }

    /// Whether the message before this one was processed, or there is none.
    pub fn is_next(&self) -> bool {
        let before = self.delivery.message.0.checked_sub(1).map(MessageId);
        before.is_none_or(|before| self.world.store.made(before) > 0)
    }

    /// Drops this copy without a receipt if it is `known`.
    pub fn drop_if(&mut self, known: bool) -> Result<(), Fault> {
        let delivery = self.delivery;
        self.perform(Effect::Follow { after: None, ready: !known }, |world| {
            if known {
                world.queue.acknowledge(delivery);
            }
        })
    }
}
