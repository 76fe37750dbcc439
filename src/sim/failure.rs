//! What goes wrong, where: failure plans, and the scheduler that turns a plan into choices.
//!
//! A plan names what it strikes by message, attempt and effect, never by a row's label or a step
//! number, so that one plan can be played against every approach.

use super::io::{Effect, EffectKind, Failure};
use super::machine::{Choice, Happening, Machine};
use super::model::{Delivery, EventId, World};

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

/// Tells the points of a run apart while it unrolls: counts how often the delivery at hand took
/// each kind of step.
#[derive(Clone, Debug, Default)]
pub struct Pointer {
    delivery: Delivery,
    taken: Vec<Act>,
}

impl Pointer {
    /// The point of a step of `delivery` with `effect`. Call it once for each step, in order.
    pub fn advance(&mut self, delivery: Delivery, effect: Effect) -> Point {
        let point = self.peek(delivery, effect);
        if delivery != self.delivery {
            *self = Self { delivery, taken: Vec::new() };
        }
        self.taken.push(point.act);
        point
    }

    /// The point that a step of `delivery` with `effect` would have if it were next.
    pub fn peek(&self, delivery: Delivery, effect: Effect) -> Point {
        let act = Act::of(effect);
        let before = self.taken.iter().filter(|&&taken| taken == act);
        let before = if delivery == self.delivery { before.count() } else { 0 };
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
        choices: Vec::new(),
    };
    for &choice in choices {
        scheduler.take(choice);
    }
    while let Some(choice) = scheduler.next() {
        scheduler.take(choice);
    }
    Played { choices: scheduler.choices, unmet: scheduler.unmet }
}

struct Scheduler<'m> {
    machine: &'m Machine,
    world: World,
    pointer: Pointer,
    unmet: Vec<Injection>,
    choices: Vec<Choice>,
}

impl Scheduler<'_> {
    fn next(&self) -> Option<Choice> {
        let first = self.machine.enabled(&self.world).next()?;
        let Some(Happening::Step { delivery, effect, .. }) = self.machine.preview(&self.world)
        else {
            return Some(first);
        };
        let point = self.pointer.peek(delivery, effect);
        let planned = self.unmet.iter().find(|injection| injection.at == point);
        let failure = planned.map(|injection| Choice::Fail(injection.failure));
        let mut enabled = self.machine.enabled(&self.world);
        Some(failure.filter(|&failure| enabled.any(|choice| choice == failure)).unwrap_or(first))
    }

    fn take(&mut self, choice: Choice) {
        let (world, happening) = self.machine.apply(self.world, choice);
        self.world = world;
        self.choices.push(choice);
        if let Happening::Step { delivery, effect, failure, .. } = happening {
            let point = self.pointer.advance(delivery, effect);
            if let Some(failure) = failure {
                let struck = Injection { at: point, failure };
                self.unmet.retain(|injection| *injection != struck);
            }
        }
    }
}
