//! The worlds of the machine that the timeline shows, within bounds: the same choices, the same
//! promises, and no other model of either.

use super::alike::Alike;
use super::bounds::Bounds;
use super::judge::Judge;
use super::parts::{Numbers, Parts, Spent};
use super::rules::{Made, Rules};
use super::seen::Seen;
use super::{GOAL_MAX, Key, Model, Sight, Successors};
use crate::sim::invariant;
use crate::sim::io::{EffectKind, Failure};
use crate::sim::machine::{Choice, Happening, Machine};
use crate::sim::model::{HANDLER_MAX, Handler, HandlerId, MessageId, World};

/// Goals up to here show that the promise at this position in [`invariant::ALL`] is broken.
pub const BROKEN: usize = 0;

/// From here on they show that it is stuck.
pub const STUCK: usize = invariant::ALL.len();

const _: () = assert!(STUCK + invariant::ALL.len() <= GOAL_MAX);

/// Which worlds are taken for one, because whatever can come of the one can come of the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reductions {
    /// Handlers are interchangeable.
    pub handlers: bool,
    /// So are messages that differ in their names alone.
    pub messages: bool,
    /// What a handler does in its memory happens together with its next step: nobody can tell when
    /// it did. A partial order.
    ///
    /// Source: Patrice Godefroid, "Partial-Order Methods for the Verification of Concurrent
    /// Systems".
    pub thoughts: bool,
}

impl Reductions {
    /// None of them.
    pub const NONE: Self = Self { handlers: false, messages: false, thoughts: false };
    /// All of them.
    pub const ALL: Self = Self { handlers: true, messages: true, thoughts: true };
}

/// The worlds of a machine.
#[derive(Clone, Debug)]
pub struct Worlds {
    pub(super) rules: Rules,
    pub(super) parts: Parts,
    judge: Judge,
    reductions: Reductions,
    alike: Option<Alike>,
    noticed: Noticed,
}

/// What was noticed in any world, or on the way from one to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is noticed apart from the others")]
pub struct Noticed {
    /// Whether all that is needed has happened in some world.
    pub struck: bool,
    /// Whether two handlers were at work at once, in such a world.
    pub together: bool,
    /// Whether a message that had been received was neither done nor worked on when another had
    /// been received as well, in such a world.
    pub overtaken: bool,
    /// Whether a write was refused because of what another attempt stored.
    pub raced: bool,
    /// What went wrong in any run.
    pub seen: Seen,
}

impl Worlds {
    /// The worlds of `machine` within `bounds`.
    pub fn new(machine: Machine, bounds: Bounds, reductions: Reductions) -> Self {
        let rules = Rules::new(machine, bounds);
        // One that never works is not like one that does.
        let all_work = rules.bounds.handlers.min(machine.handlers()) == HANDLER_MAX;
        let handlers = reductions.handlers && all_work;
        // A handler alone has nobody to take turns with: there it would only choose between runs.
        let thoughts = reductions.thoughts && rules.bounds.handlers > 1;
        let reductions = Reductions { handlers, thoughts, ..reductions };
        let alike = Alike::among(&machine).filter(|_| reductions.messages);
        let (parts, judge) = (Parts::new(), Judge::new());
        Self { rules, parts, judge, reductions, alike, noticed: Noticed::default() }
    }

    /// What was noticed so far.
    pub fn noticed(&self) -> Noticed {
        self.noticed
    }

    /// The machine whose worlds they are.
    pub fn machine(&self) -> &Machine {
        &self.rules.machine
    }

    /// The bounds.
    pub fn bounds(&self) -> &Bounds {
        &self.rules.bounds
    }

    /// Which promises are broken in `world`, and which are stuck, once all that is needed has
    /// happened.
    pub(super) fn judge(&mut self, world: &World, spent: Spent, numbers: Numbers) -> Sight {
        if !self.rules.has_struck(spent) {
            return Sight::default();
        }
        self.noticed.struck = true;
        self.noticed.together |= world.handlers.iter().all(|handler| *handler != Handler::Idle);
        self.noticed.overtaken = self.noticed.overtaken || is_overtaken(world);
        Sight::new(self.judge.goals(&self.rules.machine, world, numbers), world.failures)
    }

    /// The choices made on `way`: from the first world on, which of the successors comes next.
    /// Of several that lead to worlds taken for the one on the way, the first.
    pub fn choices(&mut self, way: &[u8]) -> Vec<Choice> {
        let mut key = self.start();
        let (mut world, mut spent) = self.parts.put_together(Numbers::of(key));
        let mut choices: Vec<Choice> = Vec::new();
        let mut next = Successors::default();
        for &ordinal in way {
            next.clear();
            self.visit(key, None, &mut next);
            key = next.key(ordinal);
            let mut leading: Option<(usize, Choice, World, Spent)> = None;
            let Self { rules, parts, reductions, alike, .. } = self;
            rules.follow(&world, spent, reductions.thoughts, |made| {
                let numbers = parts.take_apart(made.world, made.spent);
                let is_nearer = leading.is_none_or(|(thoughts, ..)| made.thoughts < thoughts);
                if is_nearer && reduced(parts, numbers, *reductions, *alike).key() == key {
                    leading = Some((made.thoughts, made.choice, *made.world, made.spent));
                }
            });
            let (thoughts, choice, ..) = leading.expect("what the one can do, the other can");
            let thinks = handler(choice).map(Choice::Step);
            choices.extend(thinks.into_iter().cycle().take(thoughts));
            choices.push(choice);
            (world, spent) = leading.map(|(.., world, spent)| (world, spent)).expect("it is there");
        }
        choices
    }
}

impl Model for Worlds {
    fn start(&mut self) -> Key {
        let numbers = self.parts.take_apart(&self.rules.machine.start(), Spent::default());
        reduced(&mut self.parts, numbers, self.reductions, self.alike).key()
    }

    fn visit(&mut self, key: Key, known: Option<Sight>, next: &mut Successors) -> Sight {
        let numbers = Numbers::of(key);
        let (world, spent) = self.parts.put_together(numbers);
        let sight = known.unwrap_or_else(|| self.judge(&world, spent, numbers));
        let Self { rules, parts, reductions, alike, noticed, .. } = self;
        rules.follow(&world, spent, reductions.thoughts, |made| {
            noticed.raced |= lost_race(&made.happening);
            if made.spent != spent {
                noticed.seen.note(made.choice);
            }
            let before = (&world, spent, numbers);
            let (after, same) = match unseen(&made) {
                Some(handler) => (parts.with_handler(numbers, handler, made.world), Some(sight)),
                None => (parts.take_apart_after(before, made.world, made.spent), None),
            };
            let key = reduced(parts, after, *reductions, *alike).key();
            next.push_after(made.thoughts + 1, key, same);
        });
        sight
    }

    fn bytes(&self) -> usize {
        self.parts.bytes() + self.judge.bytes()
    }

    fn is_full(&self) -> bool {
        self.parts.is_full(1 << 14)
    }
}

/// Whether a message that was received is neither done nor worked on, and another was received.
fn is_overtaken(world: &World) -> bool {
    let received = |index: usize| world.queue.received[index] > 0;
    let count = world.queue.received.len();
    (0..count).zip((0..).map(MessageId)).any(|(index, id)| {
        let other = (0..count).any(|other| other != index && received(other));
        other && received(index) && !world.is_gone(id) && !world.works_on_message(id)
    })
}

/// The one that stands for all that are taken for one with it.
fn reduced(
    parts: &mut Parts,
    numbers: Numbers,
    reductions: Reductions,
    alike: Option<Alike>,
) -> Numbers {
    let one = sorted(numbers, reductions);
    let Some(alike) = alike else { return one };
    let other = sorted(parts.renamed(numbers, alike), reductions);
    if other.key() < one.key() { other } else { one }
}

fn sorted(mut numbers: Numbers, reductions: Reductions) -> Numbers {
    if reductions.handlers {
        numbers.handlers.sort_unstable();
    }
    numbers
}

/// The handler, if nobody else can tell that anything happened: it took a step that only reads or
/// thinks, and that is not the last of its delivery. Then every promise is as it was.
fn unseen(made: &Made<'_>) -> Option<HandlerId> {
    let Happening::Step { handler, effect, failure, .. } = made.happening else { return None };
    let goes_on = made.world.held(handler).is_some();
    (effect.kind().only_reads() && failure.is_none() && goes_on).then_some(handler)
}

/// The handler whose step `choice` is.
pub(super) fn handler(choice: Choice) -> Option<HandlerId> {
    match choice {
        Choice::Step(handler) | Choice::Fail(handler, _) => Some(handler),
        Choice::Turn(_) => None,
    }
}

/// Whether a write, or the promise of one, was refused because of what another attempt stored.
fn lost_race(happening: &Happening) -> bool {
    matches!(
        happening,
        Happening::Step { effect, failure: Some(Failure::Conflict), .. }
            if matches!(effect.kind(), EffectKind::Persist | EffectKind::Vote)
    )
}
