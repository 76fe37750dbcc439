//! A run unrolled into frames: what happened at each instant and what the world was after it.

mod align;
mod spell;
mod struck;

pub use align::{Beat, align, partings};
pub use spell::{Spell, mishaps, spells};

use super::approach::Approach;
use super::failure::{FailurePlan, Injection, Point, Pointer, resume};
use super::invariant::{self, Judgement};
use super::machine::{Choice, Happening, Machine, Turn};
use super::model::{EventId, World};
use super::scenario::Case;

/// The identity of what is watched: the same run has the same frames everywhere.
#[derive(Clone, Debug)]
pub struct Run {
    /// The scenario, and how much of it comes.
    pub case: Case,
    /// The approach that handles its messages.
    pub approach: &'static Approach,
    /// What happened, from the first world on.
    pub choices: Vec<Choice>,
}

/// A run, unrolled.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The run.
    pub run: Run,
    /// Frame 0 is the first world; frame `n` is the instant after choice `n`. Never empty.
    pub frames: Vec<Frame>,
}

/// One instant.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What happened just before; `None` in frame 0.
    pub happened: Option<Happened>,
    /// The world after it.
    pub world: World,
    /// Whether nothing more can happen.
    pub at_rest: bool,
    /// What this world says about each promise of [`invariant::ALL`].
    pub judgements: [Judgement; invariant::ALL.len()],
}

/// What happened in a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Happened {
    /// The choice that was made.
    pub choice: Choice,
    /// What came of it.
    pub happening: Happening,
    /// Where plans find it; `None` for what is not a handler's step.
    pub point: Option<Point>,
}

/// A choice that is not possible where a run makes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Impossible {
    /// Position of the choice in the run's choices, from 0.
    pub index: usize,
    /// The choice.
    pub choice: Choice,
}

/// The answer to "is this promise kept?", at one frame of a timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// What the frame's world says.
    pub judgement: Judgement,
    /// The frame that broke it: from there to here it is broken throughout.
    pub broken_in: Option<usize>,
}

/// What the subscriber has counted under one name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// The name.
    pub name: &'static str,
    /// What it has counted.
    pub counted: u8,
    /// What it would count if each message were processed exactly once.
    pub expected: u8,
    /// Whether the two differ for good: the run is at rest, and no message waits for an operator.
    pub is_wrong: bool,
}

impl Run {
    /// The run of `case` under `approach` in which the failures of `plan` strike, to rest, with the
    /// injections that never came up.
    pub fn of_plan(
        case: impl Into<Case>,
        approach: &'static Approach,
        plan: &FailurePlan,
    ) -> (Self, Vec<Injection>) {
        let run = Self { case: case.into(), approach, choices: Vec::new() };
        let played = super::failure::play(&run.machine(), plan);
        (Self { choices: played.choices, ..run }, played.unmet)
    }

    /// The machine that the run's choices are made in.
    pub fn machine(&self) -> Machine {
        Machine { approach: self.approach, work: self.case.work() }
    }

    /// This run, continued without a failure until it comes to rest. Its choices must be
    /// possible: take them from a timeline.
    #[must_use]
    pub fn to_rest(self) -> Self {
        let played = resume(&self.machine(), &FailurePlan::default(), &self.choices);
        Self { choices: played.choices, ..self }
    }
}

impl Timeline {
    /// Unrolls `run`.
    pub fn new(run: Run) -> Result<Self, Impossible> {
        let machine = run.machine();
        let mut pointer = Pointer::default();
        let mut world = machine.start();
        let mut frames = vec![Frame::new(&machine, &world, None)];
        for (index, &choice) in run.choices.iter().enumerate() {
            if !machine.is_enabled(&world, choice) {
                return Err(Impossible { index, choice });
            }
            let (after, happening) = machine.apply(world, choice);
            world = after;
            let point = match happening {
                Happening::Step { delivery, effect, .. } => Some(pointer.advance(delivery, effect)),
                Happening::Turned(_) => None,
            };
            let happened = Happened { choice, happening, point };
            frames.push(Frame::new(&machine, &world, Some(happened)));
        }
        Ok(Self { run, frames })
    }

    /// The verdict on promise `index` of [`invariant::ALL`] at `frame`.
    pub fn verdict(&self, index: usize, frame: usize) -> Verdict {
        let broken = |frame: &Frame| matches!(frame.judgements[index], Judgement::Broken(_));
        let judgement = self.frames[frame].judgements[index];
        let since = (0..=frame).rev().take_while(|&at| broken(&self.frames[at])).last();
        Verdict { judgement, broken_in: since }
    }

    /// What the subscriber has counted at `frame`.
    pub fn counts(&self, frame: usize) -> Vec<Count> {
        let Frame { world, at_rest, .. } = &self.frames[frame];
        let settled = *at_rest && world.queue.dead.is_empty();
        let subscriber = self.run.case.scenario.subscriber;
        let counted = subscriber.counted(world);
        let work = self.run.case.work();
        let order = invariant::nearest_order(world, &work, *at_rest).messages();
        let expected = subscriber.expected(&work, &order);
        let count = |&(event, name): &(EventId, &'static str)| {
            let (counted, expected) = (counted[event.index()], expected[event.index()]);
            Count { name, counted, expected, is_wrong: settled && counted != expected }
        };
        subscriber.tallies.iter().map(count).collect()
    }

    /// The first frame after `frame` that breaks a promise which the frame before it kept.
    pub fn next_violation(&self, frame: usize) -> Option<usize> {
        (frame + 1..self.frames.len()).find(|&at| self.breaks(at))
    }

    /// Whether a promise breaks at `frame` that was kept just before.
    pub fn breaks(&self, frame: usize) -> bool {
        let broken = |at: usize, index: usize| {
            matches!(self.frames[at].judgements[index], Judgement::Broken(_))
        };
        (0..invariant::ALL.len())
            .any(|index| broken(frame, index) && !(frame > 0 && broken(frame - 1, index)))
    }

    /// The failures that struck, as a plan for playing them elsewhere.
    pub fn struck(&self) -> FailurePlan {
        struck::struck(&self.run.machine(), &self.frames).0
    }

    /// What went wrong around the handlers that no plan can say, in order.
    pub fn beyond_plan(&self) -> Vec<Turn> {
        struck::struck(&self.run.machine(), &self.frames).1
    }

    /// The last frame.
    pub fn last(&self) -> usize {
        self.frames.len() - 1
    }
}

impl Happened {
    /// The failure that struck here, as an injection.
    pub fn injection(&self) -> Option<Injection> {
        match self.choice {
            Choice::Fail(_, failure) => self.point.map(|at| Injection { at, failure }),
            Choice::Step(_) | Choice::Turn(_) => None,
        }
    }
}

impl Frame {
    fn new(machine: &Machine, world: &World, happened: Option<Happened>) -> Self {
        let at_rest = machine.is_at_rest(world);
        let judgements = invariant::judgements(world, &machine.work, at_rest);
        Self { happened, world: *world, at_rest, judgements }
    }
}
