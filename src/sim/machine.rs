//! The only transition function there is. Everything nondeterministic is a [`Choice`];
//! [`Machine::enabled`] lists those possible in a world, in a fixed order, and
//! [`Machine::apply`] makes one of them happen.

use super::approach::{Approach, Flow, Step};
use super::io::{Effect, Failure, Io};
use super::model::{Delivery, FAILURE_MAX, Handler, Lease, Memory, Message, MessageId, World};

/// What the world does next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// The handler's next step happens.
    Step,
    /// The handler's next step fails.
    Fail(Failure),
    /// The lease of a dead process expires: its message can be received again, behind the others.
    Redeliver(MessageId),
}

/// What a choice made happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happening {
    /// A step of the handler.
    Step {
        /// The delivery it worked on.
        delivery: Delivery,
        /// The row of the approach's table.
        row: usize,
        /// What it did, or tried to do.
        effect: Effect,
        /// How it failed, if it did.
        failure: Option<Failure>,
        /// Whether the message was put back into the queue after it.
        put_back: bool,
    },
    /// A message became visible again after its handler died.
    Redelivered(MessageId),
}

impl Happening {
    /// The message it was about.
    pub fn message(&self) -> MessageId {
        match *self {
            Happening::Step { delivery, .. } => delivery.message,
            Happening::Redelivered(message) => message,
        }
    }
}

/// An approach at work on a scenario's messages.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// The table that the handler follows.
    pub approach: &'static Approach,
    /// The messages that are in the queue at first.
    pub messages: &'static [Message],
}

/// Rows that one step may pass without an effect. A table that needs more loops for ever.
const ROWS_PASSED_MAX: usize = 32;

impl Machine {
    /// The first world.
    pub fn start(&self) -> World {
        World::new(self.messages.len())
    }

    /// Every choice possible in `world`: the step, its failures, then expiring leases in the
    /// queue's order. Empty when the run has come to rest.
    pub fn enabled(&self, world: &World) -> impl Iterator<Item = Choice> {
        let step = next_delivery(world).is_some();
        let fails = step && usize::from(world.failures) < FAILURE_MAX;
        let entries = world.queue.entries;
        let held = world.held();
        step.then_some(Choice::Step)
            .into_iter()
            .chain(Failure::ALL.into_iter().filter(move |_| fails).map(Choice::Fail))
            .chain((0..entries.len()).filter_map(move |index| {
                let entry = entries[index];
                let orphaned = entry.lease == Lease::Leased
                    && held.is_none_or(|delivery| delivery.message != entry.message);
                orphaned.then_some(Choice::Redeliver(entry.message))
            }))
    }

    /// Whether nothing more can happen in `world`.
    pub fn is_at_rest(&self, world: &World) -> bool {
        self.enabled(world).next().is_none()
    }

    /// Makes `choice` happen, which must be among the enabled ones.
    pub fn apply(&self, mut world: World, choice: Choice) -> (World, Happening) {
        let happening = match choice {
            Choice::Step => self.step(&mut world, None),
            Choice::Fail(failure) => self.step(&mut world, Some(failure)),
            Choice::Redeliver(message) => {
                world.queue.put_back(message);
                Happening::Redelivered(message)
            }
        };
        (world, happening)
    }

    /// What the handler's next step would be; `None` when it has nothing to do. The world stays
    /// as it is.
    pub fn preview(&self, world: &World) -> Option<Happening> {
        next_delivery(world)?;
        Some(self.apply(*world, Choice::Step).1)
    }

    fn step(&self, world: &mut World, failure: Option<Failure>) -> Happening {
        let delivery = next_delivery(world).expect("a step is chosen when there is one");
        let (mut row, mut memory) = match world.handler {
            Handler::Idle => (0, Memory::default()),
            Handler::Busy { row, memory, .. } => (usize::from(row), memory),
        };
        for _ in 0..ROWS_PASSED_MAX {
            let step = &self.approach.steps[row];
            let declared = (step.does, step.writes);
            let mut io = Io::new(world, self.messages, delivery, declared, failure);
            let went = (step.run)(&mut memory, &mut io);
            let done = io.done();
            if let Ok(flow) = went {
                let next = self.follow(row, step, flow);
                if let Some(effect) = done {
                    settle(world, delivery, next, memory);
                    return Happening::Step { delivery, row, effect, failure, put_back: false };
                }
                row = next.expect("a delivery ends with an effect");
            } else {
                let effect = done.expect("only an effect can fail");
                let failure = failure.expect("an effect fails only when a failure strikes");
                let put_back = abandon(world, delivery, failure);
                return Happening::Step { delivery, row, effect, failure: Some(failure), put_back };
            }
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
}

fn next_delivery(world: &World) -> Option<Delivery> {
    world.held().or_else(|| world.queue.front())
}

/// After a step that worked: the handler stands at `row`, or is idle again.
fn settle(world: &mut World, delivery: Delivery, row: Option<usize>, memory: Memory) {
    world.handler = row.map_or(Handler::Idle, |row| {
        let row = u8::try_from(row).expect("tables are short");
        Handler::Busy { delivery, row, memory }
    });
}

/// After a step that failed: the attempt is over and its memory gone. A living handler that knows
/// it has the message puts it back, a dead one can't. Returns whether the message was put back.
fn abandon(world: &mut World, delivery: Delivery, failure: Failure) -> bool {
    let knew = world.held().is_some();
    world.handler = Handler::Idle;
    world.failures += 1;
    let puts_back = knew && failure != Failure::Died;
    let gone = world.queue.entry(delivery.message).is_none();
    if puts_back && !gone {
        world.queue.put_back(delivery.message);
    }
    puts_back && !gone
}
