//! What went wrong in a run, read back from its choices as a plan that plays them again.

use super::Frame;
use crate::sim::failure::{Act, FailurePlan, Injection, Point, Pointer, expected};
use crate::sim::io::{EffectKind, Failure};
use crate::sim::machine::{Choice, Happening, Machine, Turn, TurnKind};
use crate::sim::model::{HandlerId, World};

/// The failures that struck in `frames`, as a plan; and what happened around the handlers that no
/// plan can say, such as a copy that came when nothing was left to do.
pub(super) fn struck(machine: &Machine, frames: &[Frame]) -> (FailurePlan, Vec<Turn>) {
    let mut reader = Reader { machine, pointer: Pointer::default(), waiting: None };
    let (mut plan, mut beyond) = (FailurePlan::default(), Vec::new());
    for pair in frames.windows(2) {
        let Some(happened) = pair[1].happened else { continue };
        let world = &pair[0].world;
        let found = reader.read(world, happened.choice);
        if let (Choice::Turn(turn), true) = (happened.choice, found.is_empty())
            && !machine.progress(world).contains(&happened.choice)
        {
            beyond.push(turn);
        }
        for injection in found {
            plan = plan.with(injection);
        }
        if let Happening::Step { delivery, effect, .. } = happened.happening {
            reader.pointer.advance(delivery, effect);
        }
    }
    (plan, beyond)
}

struct Reader<'m> {
    machine: &'m Machine,
    pointer: Pointer,
    /// The handler that the scheduler would have pausing.
    waiting: Option<HandlerId>,
}

impl Reader<'_> {
    fn read(&mut self, world: &World, choice: Choice) -> Vec<Injection> {
        let mut found = Vec::new();
        let next = |handler: HandlerId| Choice::Step(handler);
        let undisturbed = expected(self.machine, world, &mut self.waiting);
        let of_step = match choice {
            Choice::Step(handler) | Choice::Fail(handler, _) => Some(handler),
            Choice::Turn(_) => None,
        };
        if let (Some(Choice::Step(first)), Some(handler)) = (undisturbed, of_step)
            && first != handler
            && self.waiting.is_none_or(|waiting| next(waiting) != choice)
        {
            found.extend(
                self.point(world, first).map(|at| Injection { at, failure: Failure::Paused }),
            );
            self.waiting = Some(first);
        }
        match choice {
            Choice::Step(_) => {}
            Choice::Fail(handler, failure) => {
                found.extend(self.point(world, handler).map(|at| Injection { at, failure }));
            }
            Choice::Turn(turn) => found.extend(self.turned(world, turn, undisturbed)),
        }
        found
    }

    fn turned(
        &mut self,
        world: &World,
        turn: Turn,
        undisturbed: Option<Choice>,
    ) -> Option<Injection> {
        if self.machine.progress(world).contains(&Choice::Turn(turn)) {
            return None;
        }
        let failure = match turn.kind {
            TurnKind::Redeliver => Failure::Expired,
            TurnKind::Duplicate => Failure::Duplicated,
            TurnKind::Delay => Failure::Delayed,
            TurnKind::Lose => Failure::Lost,
            TurnKind::Bury => Failure::Exhausted,
            TurnKind::Evict => Failure::Evicted,
            TurnKind::Replay | TurnKind::Recover | TurnKind::Send => return None,
        };
        let Some(Choice::Step(handler)) = undisturbed else { return None };
        let at = self.point(world, handler).filter(|at| at.delivery.message == turn.message)?;
        let received = |at: &Point| at.act == Act::Of(EffectKind::Receive);
        if matches!(failure, Failure::Delayed | Failure::Exhausted | Failure::Lost)
            && !received(&at)
        {
            return None;
        }
        if failure == Failure::Expired {
            self.waiting = Some(handler);
        }
        Some(Injection { at, failure })
    }

    fn point(&self, world: &World, handler: HandlerId) -> Option<Point> {
        match self.machine.preview(world, handler)? {
            Happening::Step { delivery, effect, .. } => Some(self.pointer.peek(delivery, effect)),
            Happening::Turned(_) => None,
        }
    }
}
