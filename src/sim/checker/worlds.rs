//! The worlds of the machine that the timeline shows, within bounds: the same choices, the same
//! promises, and no other model of either.

use super::bounds::{Bounds, Gap, Kind, Mishap};
use super::judge::Judge;
use super::parts::{Numbers, Parts, Spent};
use super::{GOAL_MAX, Key, Model, Sight, Successors};
use crate::sim::invariant;
use crate::sim::io::{EffectKind, Failure};
use crate::sim::machine::{Choice, Happening, Machine, Turn, TurnKind, is_worn_out};
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
}

impl Reductions {
    /// None of them.
    pub const NONE: Self = Self { handlers: false };
    /// All of them.
    pub const ALL: Self = Self { handlers: true };
}

/// The worlds of a machine.
#[derive(Clone, Debug)]
pub struct Worlds {
    pub(super) rules: Rules,
    pub(super) parts: Parts,
    judge: Judge,
    reductions: Reductions,
    noticed: Noticed,
}

/// What was noticed in any world, or on the way from one to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Noticed {
    /// Whether all that is needed has happened in some world.
    pub struck: bool,
    /// Whether two handlers were at work at once, in such a world.
    pub together: bool,
    /// Whether a write was refused because of what another attempt stored.
    pub raced: bool,
    /// The most that went wrong in one run.
    pub failures: u8,
}

/// The machine and its bounds.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) machine: Machine,
    bounds: Bounds,
    turns: Vec<TurnKind>,
    failures: Vec<Failure>,
}

/// A choice made: what came of it, and how much of the bounds is spent by then.
pub(super) struct Made<'a> {
    pub choice: Choice,
    happening: Happening,
    pub world: &'a World,
    pub spent: Spent,
}

impl Worlds {
    /// The worlds of `machine` within `bounds`.
    pub fn new(machine: Machine, bounds: Bounds, reductions: Reductions) -> Self {
        let rules = Rules::new(machine, bounds);
        // One that never works is not like one that does.
        let all_work = rules.bounds.handlers.min(machine.handlers()) == HANDLER_MAX;
        let handlers = reductions.handlers && all_work;
        let reductions = Reductions { handlers };
        let (parts, judge) = (Parts::new(), Judge::new());
        Self { rules, parts, judge, reductions, noticed: Noticed::default() }
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
            key = next.keys()[usize::from(ordinal)];
            let mut leading: Option<(Choice, World, Spent)> = None;
            let Self { rules, parts, reductions, .. } = self;
            rules.follow(&world, spent, |made| {
                let numbers = parts.take_apart(made.world, made.spent);
                if leading.is_none() && reduced(numbers, *reductions).key() == key {
                    leading = Some((made.choice, *made.world, made.spent));
                }
            });
            let (choice, after, after_spent) = leading.expect("what the one can do, the other can");
            choices.push(choice);
            (world, spent) = (after, after_spent);
        }
        choices
    }
}

impl Model for Worlds {
    fn start(&mut self) -> Key {
        let numbers = self.parts.take_apart(&self.rules.machine.start(), Spent::default());
        reduced(numbers, self.reductions).key()
    }

    fn visit(&mut self, key: Key, known: Option<Sight>, next: &mut Successors) -> Sight {
        let numbers = Numbers::of(key);
        let (world, spent) = self.parts.put_together(numbers);
        let sight = known.unwrap_or_else(|| self.judge(&world, spent, numbers));
        let Self { rules, parts, reductions, noticed, .. } = self;
        rules.follow(&world, spent, |made| {
            noticed.raced |= lost_race(&made.happening);
            noticed.failures = noticed.failures.max(made.world.failures);
            let before = (&world, spent, numbers);
            let (after, same) = match unseen(&made) {
                Some(handler) => (parts.with_handler(numbers, handler, made.world), Some(sight)),
                None => (parts.take_apart_after(before, made.world, made.spent), None),
            };
            next.push(reduced(after, *reductions).key(), same);
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

/// The one that stands for all that are taken for one with it.
fn reduced(mut numbers: Numbers, reductions: Reductions) -> Numbers {
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

impl Rules {
    pub(super) fn new(machine: Machine, bounds: Bounds) -> Self {
        let (turns, failures) = (bounds.turns().collect(), bounds.failures().collect());
        Self { machine, bounds, turns, failures }
    }

    /// Everything that can happen in `world` within the bounds, in a fixed order.
    pub(super) fn follow(&self, world: &World, spent: Spent, mut into: impl FnMut(Made<'_>)) {
        let mut effects = [None; HANDLER_MAX];
        let mut after;
        for choice in self.machine.by_itself(world).filter(|&choice| self.is_within(world, choice))
        {
            after = *world;
            let happening = self.machine.change(&mut after, choice);
            if let Choice::Step(handler) = choice {
                effects[handler.index()] = happening.effect();
            }
            into(Made { choice, happening, world: &after, spent });
        }
        if world.failures >= self.bounds.failures || is_worn_out(world) {
            return;
        }
        let failing = (0..).map(HandlerId).zip(effects).flat_map(|(handler, effect)| {
            let can = move |failure: &Failure| {
                effect.is_some_and(|effect| self.machine.can_suffer(effect, *failure))
            };
            let fail = move |failure| Choice::Fail(handler, failure);
            self.failures.iter().copied().filter(can).map(fail)
        });
        let turns = self.machine.turns_gone_wrong(world, self.turns.iter().copied());
        for choice in failing.chain(turns.map(Choice::Turn)) {
            after = *world;
            let happening = self.machine.change(&mut after, choice);
            if let Some(index) = self.allowed(spent, choice, &happening, &after) {
                let mut spent = spent;
                spent[index] += 1;
                into(Made { choice, happening, world: &after, spent });
            }
        }
    }

    /// Whether `choice` is one of a handler that there is, and starts no delivery too many.
    fn is_within(&self, world: &World, choice: Choice) -> bool {
        let Choice::Step(handler) = choice else { return true };
        let receives = world.handlers[handler.index()] == Handler::Idle;
        let attempt = || world.queue.front().map_or(0, |delivery| delivery.attempt);
        let again = |retries: u8| receives && attempt() > retries + 1;
        handler.index() < self.bounds.handlers && !self.bounds.retries.is_some_and(again)
    }

    /// The entry of the bounds that lets `choice` go wrong, if one still does.
    fn allowed(
        &self,
        spent: Spent,
        choice: Choice,
        happening: &Happening,
        after: &World,
    ) -> Option<usize> {
        let lets = |kind: &Kind| match (kind, choice) {
            (Kind::Crash(gaps), Choice::Fail(_, failure)) => {
                failure.ends_attempt()
                    && (gaps.len() == Gap::ANYWHERE.len()
                        || gaps.contains(&self.gap(after, happening.message())))
            }
            (Kind::Suffers(wanted), Choice::Fail(_, failure)) => *wanted == failure,
            (Kind::Turns(kind), Choice::Turn(Turn { kind: turned, .. })) => *kind == turned,
            _ => false,
        };
        let fits =
            |(mishap, spent): (&Mishap, u8)| spent < mishap.most && mishap.kinds.iter().any(lets);
        self.bounds.mishaps.iter().zip(spent).position(fits)
    }

    /// How far `message` has come in `world`.
    fn gap(&self, world: &World, message: MessageId) -> Gap {
        let read = world.store.before(message);
        let state = world.store.state(read.unwrap_or(world.store.latest()));
        let due = || self.machine.work.message(message).published(state);
        let out = due().filter(|(event, _)| world.has_sent(message, *event)).count();
        match (read.is_some(), out) {
            (true, out) if out == due().count() => Gap::After,
            (false, 0) => Gap::Before,
            (_, out) if out == 0 || out == due().count() => Gap::Between,
            _ => Gap::Among,
        }
    }

    /// Whether all that is needed has happened.
    fn has_struck(&self, spent: Spent) -> bool {
        let mut mishaps = self.bounds.mishaps.iter().zip(spent);
        mishaps.all(|(mishap, spent)| !mishap.needed || spent == mishap.most)
    }
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
