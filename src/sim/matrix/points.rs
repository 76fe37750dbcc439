//! The crash points of an approach: every step of a message's first delivery, each way in which it
//! can fail, and what becomes of the whole run if just that goes wrong.
//!
//! All of them are played at once, so what is known already is not played again: a run goes on
//! from the world before its failure, only its end is judged, and only a run that keeps less than
//! every promise is gone through once more, to find where.

use super::invariant::{self, Judgement};
use crate::sim::approach::Approach;
use crate::sim::failure::{FailurePlan, Injection, Pointer, play, resume};
use crate::sim::io::{Effect, Failure};
use crate::sim::machine::{Choice, Happening, Machine};
use crate::sim::model::{Delivery, MessageId, World};
use crate::sim::scenario::Case;
use crate::sim::timeline::Run;

/// One step, and what becomes of each way in which it can fail.
#[derive(Clone, Debug)]
pub struct CrashPoint {
    /// The row of the approach's table.
    pub row: usize,
    /// What the step does when nothing fails.
    pub effect: Effect,
    /// Each failure that can strike it or happen around it, in the order of [`Failure::ALL`], with
    /// what becomes of it.
    pub fates: Vec<Fate>,
}

/// What becomes of a run in which one step fails in one way.
#[derive(Clone, Debug)]
pub struct Fate {
    /// How the step fails.
    pub failure: Failure,
    /// The run, to rest.
    pub run: Run,
    /// The promises that are not kept at its end, in the order of [`invariant::ALL`].
    pub harms: Vec<Breach>,
}

/// A promise that is not kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Breach {
    /// The promise, as a position in [`invariant::ALL`].
    pub promise: usize,
    /// What the end says of it: that it is broken, or that it is stuck.
    pub judgement: Judgement,
    /// The frame that broke it; the last for what is stuck.
    pub frame: usize,
}

/// The steps of the first delivery of `message` in an undisturbed run: of each the row in the
/// approach's table, and its effect. Those are the steps of its [`crash_points`], in their order.
pub fn first_delivery(
    case: Case,
    approach: &'static Approach,
    message: MessageId,
) -> Vec<(usize, Effect)> {
    let machine = Run { case, approach, choices: Vec::new() }.machine();
    let mut world = machine.start();
    let step = |choice| match machine.change(&mut world, choice) {
        Happening::Step { delivery, row, effect, .. }
            if delivery == (Delivery { message, attempt: 1 }) =>
        {
            Some((row, effect))
        }
        _ => None,
    };
    play(&machine, &FailurePlan::default()).choices.into_iter().filter_map(step).collect()
}

/// The crash points of the first delivery of `message` under `approach`, in the order of its steps.
/// Empty if that message is never delivered.
pub fn crash_points(
    case: Case,
    approach: &'static Approach,
    message: MessageId,
) -> Vec<CrashPoint> {
    let start = Run { case, approach, choices: Vec::new() };
    let machine = start.machine();
    let first = Delivery { message, attempt: 1 };
    let calm = play(&machine, &FailurePlan::default()).choices;
    let (mut world, mut pointer) = (machine.start(), Pointer::default());
    let mut struck = Vec::new();
    for (count, &choice) in calm.iter().enumerate() {
        let before = world;
        let happening = machine.change(&mut world, choice);
        let Happening::Step { handler, delivery, row, effect, .. } = happening else { continue };
        let at = pointer.advance(delivery, effect);
        if delivery != first {
            continue;
        }
        let fate = |failure| {
            let plan = FailurePlan::new([Injection { at, failure }]);
            let played = resume(&machine, &plan, &calm[..count]);
            let harms = harms(&machine, &played.choices, &played.world);
            Fate { failure, run: Run { choices: played.choices, ..start }, harms }
        };
        let fates = machine.fates(&before, handler).into_iter().map(fate).collect();
        struck.push(CrashPoint { row, effect, fates });
    }
    struck
}

/// What is not kept in `end`, to which `choices` lead, and from where on.
fn harms(machine: &Machine, choices: &[Choice], end: &World) -> Vec<Breach> {
    let judge = |promise: usize, world: &World| {
        let at_rest = machine.is_at_rest(world);
        invariant::ALL[promise].judgement(world, &machine.work, at_rest)
    };
    let harm = |promise| {
        let judgement = judge(promise, end);
        let is_harm = matches!(judgement, Judgement::Stuck(_) | Judgement::Broken(_));
        is_harm.then_some(Breach { promise, judgement, frame: choices.len() })
    };
    let mut harms: Vec<Breach> = (0..invariant::ALL.len()).filter_map(harm).collect();
    let broken: Vec<usize> =
        (0..harms.len()).filter(|&index| harms[index].judgement.is_broken()).collect();
    if broken.is_empty() {
        return harms;
    }
    let mut world = machine.start();
    for (count, &choice) in (1..).zip(choices) {
        for &index in &broken {
            if !judge(harms[index].promise, &world).is_broken() {
                harms[index].frame = count;
            }
        }
        machine.change(&mut world, choice);
    }
    harms
}
