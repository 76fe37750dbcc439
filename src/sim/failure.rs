//! What goes wrong, where: failure plans, and the scheduler that turns a plan into choices.
//!
//! A plan names what it strikes by message, attempt and effect, never by a row's label or a step
//! number, so that one plan can be played against every approach.

use super::io::{Effect, EffectKind, Failure};
use super::machine::{Choice, Happening, Machine, Turn, TurnKind};
use super::model::{Delivery, EventId, HandlerId, MessageId, World};

/// What a step is about, as plans name it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Act {
    /// A step of this kind; never of kind publish.
    Of(EffectKind),
    /// Publishing this event.
    Publish(EventId),
}

/// A point in a run that means the same under every approach.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Point {
    /// The delivery.
    pub delivery: Delivery,
    /// What the step is about.
    pub act: Act,
    /// Which time in this delivery such a step is taken, from 1.
    pub nth: u8,
}

/// One failure to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Injection {
    /// Where it strikes.
    pub at: Point,
    /// How the step fails.
    pub failure: Failure,
}

/// The failures to come, at most one at a point. Their order says nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FailurePlan(Vec<Injection>);

/// A plan, played.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Played {
    /// The choices, from the first world until the run comes to rest.
    pub choices: Vec<Choice>,
    /// The injections whose point never came up.
    pub unmet: Vec<Injection>,
    /// The world after the last choice.
    pub world: World,
}

impl Act {
    /// What a step with this effect is about.
    pub fn of(effect: Effect) -> Self {
        match effect {
            Effect::Publish { event, .. } => Act::Publish(event),
            other => Act::Of(other.kind()),
        }
    }
}

impl Injection {
    /// At the first step about `act` in the first attempt at `message`.
    pub const fn early(message: MessageId, act: Act, failure: Failure) -> Self {
        let delivery = Delivery { message, attempt: 1 };
        Self { at: Point { delivery, act, nth: 1 }, failure }
    }
}

impl FailurePlan {
    /// A plan of `injections`; of several at one point the last counts.
    pub fn new(injections: impl IntoIterator<Item = Injection>) -> Self {
        injections.into_iter().fold(Self::default(), Self::with)
    }

    /// This plan with `injection`, in place of any other at the same point.
    #[must_use]
    pub fn with(self, injection: Injection) -> Self {
        let mut plan = self.without(injection.at);
        plan.0.push(injection);
        plan
    }

    /// This plan with nothing at `point`.
    #[must_use]
    pub fn without(mut self, point: Point) -> Self {
        self.0.retain(|injection| injection.at != point);
        self
    }

    /// How the step at `point` is to fail, if it is.
    pub fn at(&self, point: Point) -> Option<Failure> {
        self.0.iter().find(|injection| injection.at == point).map(|injection| injection.failure)
    }

    /// The injections, in the order they were planned.
    pub fn injections(&self) -> &[Injection] {
        &self.0
    }
}

/// Tells the points of a run apart while it unrolls: counts how often each delivery took each kind
/// of step.
#[derive(Clone, Debug, Default)]
pub struct Pointer {
    taken: Vec<(Delivery, Act)>,
}

impl Pointer {
    /// The point of a step of `delivery` with `effect`. Call it once for each step, in order.
    pub fn advance(&mut self, delivery: Delivery, effect: Effect) -> Point {
        let point = self.peek(delivery, effect);
        self.taken.push((delivery, point.act));
        point
    }

    /// The point that a step of `delivery` with `effect` would have if it were next.
    pub fn peek(&self, delivery: Delivery, effect: Effect) -> Point {
        let act = Act::of(effect);
        let before = self.taken.iter().filter(|&&taken| taken == (delivery, act)).count();
        Point { delivery, act, nth: u8::try_from(before + 1).expect("a delivery is short") }
    }
}

/// Plays `plan`: every step is taken as it comes up, and fails where the plan says so; each
/// injection strikes once. A dead process's lease expires when nothing else is left to do.
pub fn play(machine: &Machine, plan: &FailurePlan) -> Played {
    resume(machine, plan, &[])
}

/// Plays `plan` on from the end of `choices`, which must be possible one after the other. The
/// result's choices start with them.
pub fn resume(machine: &Machine, plan: &FailurePlan, choices: &[Choice]) -> Played {
    let mut scheduler = Scheduler {
        machine,
        world: machine.start(),
        pointer: Pointer::default(),
        unmet: plan.injections().to_vec(),
        waiting: None,
        choices: Vec::new(),
    };
    for &choice in choices {
        scheduler.take(choice);
    }
    while let Some(choice) = scheduler.next() {
        scheduler.take(choice);
    }
    let Scheduler { choices, unmet, world, .. } = scheduler;
    Played { choices, unmet, world }
}

/// Choices in one played run; a run that goes in circles ends here.
const CHOICES_MAX: usize = 1000;

/// What an undisturbed run does next. The handler that is `waiting` goes on only when nothing else
/// is left to do, and then waits no longer.
pub(super) fn expected(
    machine: &Machine,
    world: &World,
    waiting: &mut Option<HandlerId>,
) -> Option<Choice> {
    let choices = machine.progress(world);
    let paused = waiting.map(Choice::Step);
    let others = choices.iter().copied().find(|&choice| Some(choice) != paused);
    if others.is_none() {
        *waiting = None;
    }
    others.or(choices.first().copied())
}

struct Scheduler<'m> {
    machine: &'m Machine,
    world: World,
    pointer: Pointer,
    unmet: Vec<Injection>,
    /// The handler that pauses while others go on.
    waiting: Option<HandlerId>,
    choices: Vec<Choice>,
}

impl Scheduler<'_> {
    fn next(&mut self) -> Option<Choice> {
        if self.choices.len() >= CHOICES_MAX {
            return None;
        }
        loop {
            let first = expected(self.machine, &self.world, &mut self.waiting)?;
            let Choice::Step(handler) = first else { return Some(first) };
            let Some((injection, index)) = self.planned(handler) else { return Some(first) };
            let Point { delivery, .. } = injection.at;
            let choice = self.choice_for(injection.failure, handler, delivery);
            // What can't happen here does not: it is reported as never having come up.
            if !self.machine.fates(&self.world, handler).contains(&injection.failure) {
                return Some(first);
            }
            let Some(choice) = choice else {
                self.unmet.remove(index);
                self.waiting = Some(handler);
                continue;
            };
            if let Choice::Turn(_) = choice {
                self.unmet.remove(index);
                if injection.failure == Failure::Expired {
                    self.waiting = Some(handler);
                }
            }
            return Some(choice);
        }
    }

    /// What is planned for the next step of `handler`, and its place among what is to come.
    fn planned(&self, handler: HandlerId) -> Option<(Injection, usize)> {
        let happening = self.machine.preview(&self.world, handler)?;
        let Happening::Step { delivery, effect, .. } = happening else { return None };
        let point = self.pointer.peek(delivery, effect);
        let index = self.unmet.iter().position(|injection| injection.at == point)?;
        Some((self.unmet[index], index))
    }

    fn choice_for(
        &self,
        failure: Failure,
        handler: HandlerId,
        delivery: Delivery,
    ) -> Option<Choice> {
        let turn = |kind| Some(Choice::Turn(Turn { kind, message: delivery.message }));
        match failure {
            Failure::Paused | Failure::Conflict => None,
            Failure::Expired => turn(TurnKind::Redeliver),
            Failure::Duplicated => turn(TurnKind::Duplicate),
            Failure::Delayed => turn(TurnKind::Delay),
            Failure::Exhausted => turn(TurnKind::Bury),
            Failure::Evicted => turn(TurnKind::Evict),
            Failure::Lost if self.world.held(handler).is_none() => turn(TurnKind::Lose),
            of_step => Some(Choice::Fail(handler, of_step)),
        }
    }

    fn take(&mut self, choice: Choice) {
        let (world, happening) = self.machine.apply(self.world, choice);
        self.world = world;
        self.choices.push(choice);
        if let Happening::Step { delivery, effect, .. } = happening {
            let point = self.pointer.advance(delivery, effect);
            if let Choice::Fail(_, failure) = choice {
                let struck = Injection { at: point, failure };
                self.unmet.retain(|injection| *injection != struck);
            }
        }
    }
}
