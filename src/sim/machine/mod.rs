//! The only transition function there is. Everything nondeterministic is a [`Choice`];
//! [`Machine::enabled`] lists those possible in a world, in a fixed order, and
//! [`Machine::apply`] makes one of them happen.

mod choice;
mod impossible;
mod mishap;

pub use choice::{Choice, Happening, Turn, TurnKind};
pub use impossible::Why;
pub use mishap::is_worn_out;

use super::approach::{Approach, Flow, Sends, Step};
use super::io::{Declared, EffectKind, Failure, Io};
use super::model::{
    DELIVERY_MAX, Delivery, HANDLER_MAX, Handler, HandlerId, Memory, MessageId, MessageSet, Origin,
    Prepared, Queue, RETRY_MAX, Record, Store, Workload, World,
};

/// An approach at work on a scenario's messages.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// The table that the handlers follow.
    pub approach: &'static Approach,
    /// What there is to do.
    pub work: Workload,
}

/// Rows that one step may pass without an effect. A table that needs more loops for ever.
const ROWS_PASSED_MAX: usize = 32;

impl Machine {
    /// The first world: what the senders have sent waits in the queue, or at the sender where it
    /// delivers itself.
    pub fn start(&self) -> World {
        let sent = |&id: &MessageId| self.work.message(id).origin == Origin::Sender;
        let sent_first = self.work.ids().filter(sent);
        let store = Store::starting(self.work.start);
        let mut world = World { store, ..World::default() };
        let sent_first: MessageSet = sent_first.collect();
        if self.approach.asks_for_tokens() {
            world.beside.tokens = sent_first;
        }
        match self.approach.sends {
            Sends::ToQueue => world.queue = Queue::with(sent_first.iter()),
            _ => world.sender.unsent = sent_first,
        }
        world
    }

    /// Every choice possible in `world`, in a fixed order: what happens by itself, then what may
    /// go wrong.
    pub fn enabled(&self, world: &World) -> Vec<Choice> {
        self.by_itself(world).chain(self.mishaps(world)).collect()
    }

    /// Whether `choice` is possible in `world`.
    pub fn is_enabled(&self, world: &World, choice: Choice) -> bool {
        self.enabled(world).contains(&choice)
    }

    /// The choices in which nothing goes wrong, in the order in which an undisturbed run makes
    /// them. Empty when the run has come to rest.
    pub fn progress(&self, world: &World) -> Vec<Choice> {
        self.by_itself(world).collect()
    }

    /// The choices in which nothing goes wrong, one after the other.
    pub fn by_itself(&self, world: &World) -> impl Iterator<Item = Choice> {
        // A sender sends all it may before anybody works, and sends again when all else is done:
        // so messages are on their way together, and can overtake each other.
        let is_first = |message: MessageId| world.sender.unsent.contains(message);
        let send = |message: MessageId| Turn { kind: TurnKind::Send, message };
        let first = self.work.ids().filter(move |&id| is_first(id)).map(send);
        let again = self.work.ids().filter(move |&id| !is_first(id)).map(send);
        let others = [TurnKind::Recover, TurnKind::Redeliver]
            .into_iter()
            .flat_map(|kind| self.work.ids().map(move |message| Turn { kind, message }));
        let happens = |turn: &Turn| self.happens_by_itself(world, *turn);
        let steps = handlers().filter(|&handler| self.can_step(world, handler)).map(Choice::Step);
        let first = first.filter(happens).map(Choice::Turn);
        let last = again.chain(others).filter(happens).map(Choice::Turn);
        first.chain(steps).chain(last)
    }

    /// Whether nothing more can happen by itself in `world`.
    pub fn is_at_rest(&self, world: &World) -> bool {
        self.by_itself(world).next().is_none()
    }

    fn happens_by_itself(&self, world: &World, Turn { kind, message }: Turn) -> bool {
        match kind {
            TurnKind::Send => self.can_send(world, message),
            TurnKind::Recover => {
                orphaned(world).is_some_and(|prepared| prepared.by.message == message)
            }
            TurnKind::Redeliver => leased(world, message).any(|by| {
                !world.works_on(by)
                    && world.beside.prepared.is_none_or(|prepared| prepared.by != by)
            }),
            _ => false,
        }
    }

    /// Whether the sender sends `message` next: the first of those not sent or not confirmed that
    /// are nowhere on the way, as its approach to order has it.
    fn can_send(&self, world: &World, message: MessageId) -> bool {
        let due = |id: MessageId| {
            let open = world.sender.unsent.contains(id) || world.sender.unconfirmed.contains(id);
            open && world.queue.entry(id).is_none() && world.queue.deliveries() < RETRY_MAX
        };
        let waits_for = |id: MessageId| match self.approach.sends {
            Sends::ToQueue => true,
            Sends::OneByOne => (0..id.0).map(MessageId).any(|before| !world.is_gone(before)),
            Sends::AtOnce => self.is_held_up(world, id),
        };
        self.work.ids().find(|&id| due(id) && !waits_for(id)) == Some(message)
    }

    /// Whether the receiver would drop `message`, since the one that it must follow waits for an
    /// operator: to send it again changes nothing.
    fn is_held_up(&self, world: &World, message: MessageId) -> bool {
        let Some(before) = message.0.checked_sub(1).map(MessageId) else { return false };
        let waits = world.queue.dead.contains(before) && world.store.made(before) == 0;
        waits && self.approach.steps.iter().any(|step| step.does == EffectKind::Follow)
    }

    /// How many handlers there are. A sender that waits for receipts has one receiver.
    pub fn handlers(&self) -> usize {
        if self.approach.sends == Sends::ToQueue { HANDLER_MAX } else { 1 }
    }

    /// The idle handler that takes the next message: the first idle one, and the others only while
    /// there is room for more deliveries.
    fn free(&self, world: &World) -> Option<HandlerId> {
        let room = world.queue.deliveries() < DELIVERY_MAX;
        let alone = world.handlers.iter().all(|handler| *handler == Handler::Idle);
        handlers()
            .take(self.handlers())
            .find(|&handler| world.held(handler).is_none())
            .filter(|_| room || alone)
    }

    /// Whether `handler` has a step to take: a message to receive, or one in hand. A handler waits
    /// for a document that a distributed transaction has locked.
    pub fn can_step(&self, world: &World, handler: HandlerId) -> bool {
        let Handler::Busy { delivery, row, .. } = world.handlers[handler.index()] else {
            let goes_on = world.queue.deliveries() < RETRY_MAX && !is_last_idle(world);
            return goes_on && world.queue.front().is_some() && self.free(world) == Some(handler);
        };
        let loads = self.approach.steps[usize::from(row)].does == EffectKind::Load;
        let locked = world.beside.prepared.is_some_and(|prepared| prepared.by != delivery);
        !(loads && locked)
    }

    /// Makes `choice` happen, which must be among the enabled ones.
    pub fn apply(&self, mut world: World, choice: Choice) -> (World, Happening) {
        let happening = self.change(&mut world, choice);
        (world, happening)
    }

    /// Makes `choice` happen in place, which must be among the enabled ones.
    pub fn change(&self, world: &mut World, choice: Choice) -> Happening {
        match choice {
            Choice::Step(handler) => self.step(world, handler, None),
            Choice::Fail(handler, failure) => {
                world.failures += 1;
                self.step(world, handler, Some(failure))
            }
            Choice::Turn(turn) => {
                world.failures += u8::from(!self.happens_by_itself(world, turn));
                let receipts = self.approach.sends != Sends::ToQueue;
                self::turn(world, turn, self.work.retries, receipts);
                Happening::Turned(turn)
            }
        }
    }

    /// Whether `happening`, a step taken in `world`, was one that nobody but its handler can tell
    /// to have happened: it went by the handler's memory alone, and changed nothing else. No row
    /// that checks, handles or decides goes by more while another handler works.
    pub fn has_thought(&self, world: &World, happening: &Happening) -> bool {
        let Happening::Step { handler, row, effect, failure: None, .. } = *happening else {
            return false;
        };
        let Handler::Busy { delivery, row: before, .. } = world.handlers[handler.index()] else {
            return false;
        };
        let inward =
            matches!(effect.kind(), EffectKind::Check | EffectKind::Handle | EffectKind::Decide);
        let promised = world.beside.prepared.is_some_and(|prepared| prepared.by == delivery);
        inward && row == usize::from(before) && !promised
    }

    /// What the next step of `handler` would be; `None` when it has nothing to do. The world stays
    /// as it is.
    pub fn preview(&self, world: &World, handler: HandlerId) -> Option<Happening> {
        self.can_step(world, handler).then(|| self.apply(*world, Choice::Step(handler)).1)
    }

    fn step(&self, world: &mut World, handler: HandlerId, failure: Option<Failure>) -> Happening {
        let (delivery, mut row, mut memory) = match world.handlers[handler.index()] {
            Handler::Busy { delivery, row, memory } => (delivery, usize::from(row), memory),
            Handler::Idle => {
                let delivery = world.queue.front().expect("a step is chosen when there is one");
                (delivery, 0, Memory::default())
            }
        };
        for _ in 0..ROWS_PASSED_MAX {
            let step = &self.approach.steps[row];
            let receipts = self.approach.sends != Sends::ToQueue;
            let declared = Declared { does: step.does, writes: step.writes, receipts };
            let mut io = Io::new(world, self.work.messages, delivery, declared, failure);
            let went = (step.run)(&mut memory, &mut io);
            let (done, failure) = (io.done(), io.struck());
            let mut put_back = false;
            if let Ok(flow) = went {
                let next = self.follow(row, step, flow);
                let Some(effect) = done else {
                    row = next.expect("a delivery ends with an effect");
                    continue;
                };
                settle(world, handler, delivery, next, memory);
                return Happening::Step { handler, delivery, row, effect, failure, put_back };
            }
            let effect = done.expect("only an effect can fail");
            let struck = failure.expect("an effect fails only when a failure strikes");
            put_back = self.abandon(world, handler, delivery, struck);
            return Happening::Step { handler, delivery, row, effect, failure, put_back };
        }
        panic!("{}: more than {ROWS_PASSED_MAX} rows without an effect", self.approach.id);
    }

    fn follow(&self, row: usize, step: &Step, flow: Flow) -> Option<usize> {
        match flow {
            Flow::Next => Some(row + 1),
            Flow::Again => Some(row),
            Flow::Jump => {
                let jump = step.jump.as_ref().expect("a body jumps only from a row with a jump");
                Some(self.approach.row(jump.to))
            }
            Flow::Done => None,
        }
    }

    /// After a step that failed: the attempt is over and its memory gone. A living handler that
    /// knows it has the message puts it back, a dead one can't; a receiver that answers its sender
    /// with receipts has nothing to put back, the sender sends again. Returns whether the message
    /// was put back.
    fn abandon(
        &self,
        world: &mut World,
        handler: HandlerId,
        delivery: Delivery,
        failure: Failure,
    ) -> bool {
        let knew = world.held(handler).is_some();
        world.handlers[handler.index()] = Handler::Idle;
        if let Some(prepared) = world.beside.prepared.filter(|prepared| prepared.by == delivery) {
            if prepared.decided || failure == Failure::Died {
                return false;
            }
            world.beside.prepared = None;
        }
        if !world.queue.is_leased_to(delivery) {
            return false;
        }
        if self.approach.sends != Sends::ToQueue {
            world.queue.acknowledge(delivery);
            return false;
        }
        let puts_back = knew && failure != Failure::Died;
        puts_back && world.queue.try_again(delivery, self.work.retries)
    }
}

/// A distributed transaction whose coordinator is gone.
fn orphaned(world: &World) -> Option<Prepared> {
    world.beside.prepared.filter(|prepared| !world.works_on(prepared.by))
}

/// Whether a coordinator that comes back needs the only handler that is still idle. If it received
/// a message, all handlers could end up waiting for a document that nobody is left to unlock.
fn is_last_idle(world: &World) -> bool {
    orphaned(world).is_some() && idle(world).count() == 1
}

fn idle(world: &World) -> impl Iterator<Item = HandlerId> {
    handlers().filter(|&handler| world.held(handler).is_none())
}

/// Makes what happens around the handlers happen.
fn turn(world: &mut World, Turn { kind, message }: Turn, retries: Option<u8>, receipts: bool) {
    match kind {
        TurnKind::Redeliver => {
            // Of several, the lease nobody works under any more goes first; but not that of a
            // transaction whose outcome only its coordinator knows.
            let promised = world.beside.prepared.map(|prepared| prepared.by);
            let held: Vec<Delivery> =
                leased(world, message).filter(|&by| Some(by) != promised).collect();
            let orphaned = held.iter().find(|&&by| !world.works_on(by));
            let by = orphaned.or(held.first());
            world.queue.try_again(*by.expect("a lease expires that was given"), retries);
        }
        TurnKind::Recover => recover(world),
        TurnKind::Send => {
            world.sender.unsent.remove(message);
            world.sender.unconfirmed.insert(message);
            world.queue.add(message);
        }
        TurnKind::Duplicate => world.queue.add(message),
        TurnKind::Delay => world.queue.delay(message),
        TurnKind::Lose => world.queue.lose(message),
        // Where no broker stands between, it is the sender that gives up, and that goes on.
        TurnKind::Bury if receipts => {
            world.sender.unconfirmed.remove(message);
            world.queue.dead.insert(message);
        }
        TurnKind::Bury => world.queue.bury(message),
        TurnKind::Replay if receipts => {
            world.queue.dead.remove(message);
            world.sender.unconfirmed.insert(message);
        }
        TurnKind::Replay => world.queue.replay(message),
        TurnKind::Evict => {
            world.store.processed.remove(message);
            world.store.forgotten.insert(message);
            world.store.outbox[message.index()] = Record::Absent;
            world.beside.processed.remove(message);
        }
    }
}

/// The coordinator comes back. What was decided is carried through; what was not is rolled back:
/// presumed abort.
fn recover(world: &mut World) {
    let prepared = orphaned(world).expect("there is something to recover");
    if !prepared.decided {
        world.beside.prepared = None;
        world.queue.put_back(prepared.by);
        return;
    }
    let handler = idle(world).next().expect("a handler is kept for it");
    let Prepared { by: delivery, row, memory, .. } = prepared;
    world.handlers[handler.index()] = Handler::Busy { delivery, row, memory };
}

fn handlers() -> impl Iterator<Item = HandlerId> {
    (0..).take(HANDLER_MAX).map(HandlerId)
}

/// The deliveries of `message` that hold a lease, in the queue's order.
fn leased(world: &World, message: MessageId) -> impl Iterator<Item = Delivery> {
    world.queue.entries.iter().filter(move |entry| entry.message == message).filter_map(|entry| {
        match entry.lease {
            super::model::Lease::Waiting => None,
            super::model::Lease::Leased(attempt) => {
                Some(Delivery { message: entry.message, attempt })
            }
        }
    })
}

/// After a step that worked: the handler stands at `row`, or is idle again.
fn settle(
    world: &mut World,
    handler: HandlerId,
    delivery: Delivery,
    row: Option<usize>,
    memory: Memory,
) {
    let Some(row) = row else {
        world.handlers[handler.index()] = Handler::Idle;
        return;
    };
    let row = u8::try_from(row).expect("tables are short");
    world.handlers[handler.index()] = Handler::Busy { delivery, row, memory };
    if let Some(prepared) = &mut world.beside.prepared
        && prepared.by == delivery
    {
        prepared.row = row;
        prepared.memory = memory;
    }
}
