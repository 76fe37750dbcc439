//! What can happen in a world within bounds: the machine's own choices, as long as the bounds let
//! them happen.

use super::bounds::{Bounds, Gap, Kind, Mishap};
use super::parts::Spent;
use crate::sim::io::{Effect, Failure};
use crate::sim::machine::{Choice, Happening, Machine, Turn, TurnKind, is_worn_out};
use crate::sim::model::{HANDLER_MAX, Handler, HandlerId, MessageId, World};

/// The machine and its bounds.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub machine: Machine,
    pub bounds: Bounds,
    turns: Vec<TurnKind>,
    failures: Vec<Failure>,
}

/// The first of `choices`, each possible after those before it, that the bounds do not let happen.
pub fn first_outside(machine: Machine, bounds: Bounds, choices: &[Choice]) -> Option<usize> {
    let rules = Rules::new(machine, bounds);
    let (mut world, mut spent) = (machine.start(), Spent::default());
    choices.iter().position(|&choice| {
        let mut after = None;
        rules.follow(&world, spent, false, |made| {
            if made.choice == choice {
                after = Some((*made.world, made.spent));
            }
        });
        (world, spent) = after.unwrap_or((world, spent));
        after.is_none()
    })
}

/// A choice made: what came of it, and how much of the bounds is spent by then.
pub(super) struct Made<'a> {
    /// How often the handler has stepped before, with nobody able to tell.
    pub thoughts: usize,
    pub choice: Choice,
    pub happening: Happening,
    pub world: &'a World,
    pub spent: Spent,
}

impl Rules {
    pub fn new(machine: Machine, bounds: Bounds) -> Self {
        let (turns, failures) = (bounds.turns().collect(), bounds.failures().collect());
        Self { machine, bounds, turns, failures }
    }

    /// Everything that can happen in `world` within the bounds, in a fixed order. With `thinks`,
    /// what happens in a handler's memory alone is not looked at without the step after it.
    pub fn follow(
        &self,
        world: &World,
        spent: Spent,
        thinks: bool,
        mut into: impl FnMut(Made<'_>),
    ) {
        let mut effects = [None; HANDLER_MAX];
        let mut after;
        for choice in self.machine.by_itself(world).filter(|&choice| self.is_within(world, choice))
        {
            after = *world;
            let happening = self.machine.change(&mut after, choice);
            if let Choice::Step(handler) = choice {
                effects[handler.index()] = happening.effect();
                if thinks && self.has_thought(world, &happening, &after) {
                    self.think(handler, &after, spent, &mut into);
                    continue;
                }
            }
            into(Made { thoughts: 0, choice, happening, world: &after, spent });
        }
        if self.is_all_spent(world) {
            return;
        }
        for (handler, effect) in (0..).map(HandlerId).zip(effects) {
            self.fail(handler, effect, (world, spent), 0, &mut into);
        }
        let turns = self.machine.turns_gone_wrong(world, self.turns.iter().copied());
        for choice in turns.map(Choice::Turn) {
            self.go_wrong(choice, (world, spent), 0, &mut into);
        }
    }

    /// What comes of `world`, in which `handler` has just thought, by its next step: if that is a
    /// thought too, by the one after it, and so on.
    fn think(
        &self,
        handler: HandlerId,
        world: &World,
        spent: Spent,
        into: &mut impl FnMut(Made<'_>),
    ) {
        let (mut world, choice) = (*world, Choice::Step(handler));
        for thoughts in 1.. {
            let mut after = world;
            let happening = self.machine.change(&mut after, choice);
            if !self.is_all_spent(&world) {
                self.fail(handler, happening.effect(), (&world, spent), thoughts, into);
            }
            if !self.has_thought(&world, &happening, &after) {
                return into(Made { thoughts, choice, happening, world: &after, spent });
            }
            world = after;
        }
    }

    /// Whether the step that led from `world` to `after` can be put off until its handler's next
    /// one, which there must be.
    fn has_thought(&self, world: &World, happening: &Happening, after: &World) -> bool {
        let Happening::Step { handler, .. } = *happening else { return false };
        self.machine.has_thought(world, happening) && self.machine.can_step(after, handler)
    }

    fn is_all_spent(&self, world: &World) -> bool {
        world.failures >= self.bounds.failures || is_worn_out(world)
    }

    /// All that `handler` can suffer in its next step, which has this effect.
    fn fail(
        &self,
        handler: HandlerId,
        effect: Option<Effect>,
        before: (&World, Spent),
        thoughts: usize,
        into: &mut impl FnMut(Made<'_>),
    ) {
        let Some(effect) = effect else { return };
        for &failure in &self.failures {
            if self.machine.can_suffer(effect, failure) {
                self.go_wrong(Choice::Fail(handler, failure), before, thoughts, into);
            }
        }
    }

    fn go_wrong(
        &self,
        choice: Choice,
        (world, mut spent): (&World, Spent),
        thoughts: usize,
        into: &mut impl FnMut(Made<'_>),
    ) {
        let mut after = *world;
        let happening = self.machine.change(&mut after, choice);
        if let Some(index) = self.allowed(spent, choice, &happening, &after) {
            spent[index] += 1;
            into(Made { thoughts, choice, happening, world: &after, spent });
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
    pub fn has_struck(&self, spent: Spent) -> bool {
        let mut mishaps = self.bounds.mishaps.iter().zip(spent);
        mishaps.all(|(mishap, spent)| !mishap.needed || spent == mishap.most)
    }
}
