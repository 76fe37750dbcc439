//! The crash points of an approach: every step of a message's first delivery, each way in which it
//! can fail, and what becomes of the whole run if just that goes wrong.

use super::invariant::{self, Judgement};
use crate::sim::approach::Approach;
use crate::sim::failure::{FailurePlan, Injection, Point};
use crate::sim::io::{Effect, Failure};
use crate::sim::machine::Happening;
use crate::sim::model::{Delivery, MessageId};
use crate::sim::scenario::Case;
use crate::sim::timeline::{Run, Timeline};

/// One step, and what becomes of each way in which it can fail.
#[derive(Clone, Debug)]
pub struct CrashPoint {
    /// The row of the approach's table.
    pub row: usize,
    /// What the step does when nothing fails.
    pub effect: Effect,
    /// Each failure that can strike it, in the order of [`Failure::ALL`], with what becomes of it.
    pub fates: Vec<Fate>,
}

/// What becomes of a run in which one step fails in one way.
#[derive(Clone, Debug)]
pub struct Fate {
    /// How the step fails.
    pub failure: Failure,
    /// The run, to rest.
    pub run: Run,
    /// The promises that are broken at its end, as positions in [`invariant::ALL`], each with the
    /// frame that broke it.
    pub broken: Vec<(usize, usize)>,
    /// Whether a message is left for an operator to bring back.
    pub stuck: bool,
}

/// The crash points of the first delivery of `message` under `approach`, in the order of its steps.
/// Empty if that message is never delivered.
pub fn crash_points(
    case: Case,
    approach: &'static Approach,
    message: MessageId,
) -> Vec<CrashPoint> {
    let (run, _) = Run::of_plan(case, approach, &FailurePlan::default());
    let machine = run.machine();
    let timeline = Timeline::new(run).expect("a plan plays to possible choices");
    let first = Delivery { message, attempt: 1 };
    let pairs = timeline.frames.windows(2);
    let struck = pairs.filter_map(|pair| {
        let happened = pair[1].happened?;
        let Happening::Step { handler, delivery, row, effect, .. } = happened.happening else {
            return None;
        };
        let at = happened.point.filter(|_| delivery == first)?;
        let can = machine.fates(&pair[0].world, handler).into_iter();
        let fates = can.filter(|it| it.is_of_step()).map(|it| fate(case, approach, at, it));
        Some(CrashPoint { row, effect, fates: fates.collect() })
    });
    struck.collect()
}

fn fate(case: Case, approach: &'static Approach, at: Point, failure: Failure) -> Fate {
    let plan = FailurePlan::new([Injection { at, failure }]);
    let (run, _) = Run::of_plan(case, approach, &plan);
    let timeline = Timeline::new(run).expect("a plan plays to possible choices");
    let last = timeline.last();
    let broken = (0..invariant::ALL.len())
        .filter_map(|index| Some((index, timeline.verdict(index, last).broken_in?)));
    let broken = broken.collect();
    let stuck = |judgement: &Judgement| matches!(judgement, Judgement::Stuck(_));
    let stuck = timeline.frames[last].judgements.iter().any(stuck);
    Fate { failure, broken, stuck, run: timeline.run }
}
