//! Judging an attempt, a slice of work at a time: the run is replayed, the checker goes through
//! every run, or the trace is compared with what would have been seen otherwise.

use super::{Attempt, Challenge, Goal, trace};
use crate::codec::Link;
use crate::course::moment::Moment;
use crate::sim::approach::{self, Approach};
use crate::sim::checker::{
    BROKEN, Bounds, Check, Finding, Harm, Plan, Question, Reductions, Status, first_outside,
};
use crate::sim::failure::FailurePlan;
use crate::sim::machine::Machine;
use crate::sim::timeline::{Run, Timeline};

/// What comes of an attempt.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It is a solution. Where something was to be broken, with the runs that do it.
    Solved(Grade, Option<Box<Broken>>),
    /// It is none, and this run shows it.
    Refuted(Box<Exhibit>),
    /// It does not do what was asked.
    Unfit(Unfit),
    /// The search ran out of room: nothing can be said.
    Unsure,
}

/// How good a solution is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grade {
    /// Steps that it takes until the harm is done; 0 where there is nothing to count.
    pub taken: usize,
    /// Steps of the shortest that there is.
    pub best: usize,
}

/// What was to be broken, broken twice.
#[derive(Clone, Debug)]
pub struct Broken {
    /// By the attempt.
    pub own: Exhibit,
    /// By the shortest run that the checker knows.
    pub shortest: Exhibit,
}

/// A run, and where one sees in it what it shows: that an attempt is none, or how it is done.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// The run.
    pub run: Run,
    /// The promise that is broken in it, as a position among all, where there is one.
    pub promise: Option<usize>,
    /// The frame in which one sees it.
    pub frame: usize,
}

/// Why an attempt does not do what was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// The run is of another scenario or approach, or other messages come.
    Other,
    /// In this choice of the run more goes wrong than may, or something else.
    OutOfBounds(usize),
    /// The promise is kept at the run's end.
    Kept,
    /// A step would jump back to one before it.
    Backwards,
}

impl Grade {
    /// Whether nobody can do better.
    pub fn is_best(self) -> bool {
        self.taken <= self.best
    }
}

impl Exhibit {
    /// How much goes wrong in it.
    pub fn failures(&self) -> usize {
        let timeline = Timeline::new(self.run.clone()).expect("it was played before");
        usize::from(timeline.frames[timeline.last()].world.failures)
    }

    /// The link to where one sees it; `None` where the run is of an approach that has no name.
    pub fn link(&self) -> Option<Link> {
        let id = self.run.approach.id;
        approach::by_id(id)?;
        Some(Link { frame: self.frame, ..Link::of(self.run.clone()) })
    }
}

/// An attempt that is being judged.
#[derive(Clone, Debug)]
pub struct Judging(Way);

#[derive(Clone, Debug)]
enum Way {
    /// It is known already.
    Over(Verdict),
    /// How short could it be?
    Broken { check: Box<Check>, own: Exhibit, promise: usize },
    /// Does any run break one of these?
    Fixed { check: Box<Check>, run: Run, promises: Vec<usize> },
}

/// Bytes that a check may use: what a phone's tab can spare.
const MEMORY_MAX: usize = 512 << 20;

impl Challenge {
    /// Judges `attempt`, to the end.
    pub fn judge(&self, attempt: &Attempt) -> Verdict {
        let mut judging = Judging::new(self, attempt);
        loop {
            if let Some(verdict) = judging.advance(usize::MAX) {
                return verdict;
            }
        }
    }
}

impl Judging {
    /// Starts on `attempt`.
    pub fn new(challenge: &Challenge, attempt: &Attempt) -> Self {
        let other = || Way::Over(Verdict::Unfit(Unfit::Other));
        Self(match (&challenge.goal, attempt) {
            (Goal::Break { question, promise }, Attempt::Run(link)) => {
                breaks(question, *promise, link)
            }
            (Goal::Choose { question, promises, .. }, Attempt::Approach(approach)) => {
                fixes(question, approach, promises)
            }
            (Goal::Order { question, promises, arrangement }, Attempt::Order(order)) => {
                match arrangement.arranged(order) {
                    Some(approach) => fixes(question, approach, promises),
                    None => Way::Over(Verdict::Unfit(Unfit::Backwards)),
                }
            }
            (Goal::SpotApproach { link, .. }, Attempt::Approach(approach)) => {
                let seen = Moment::of(link);
                // The same failures, planned: what only a link can say is not in a plan.
                let same = approach.id == link.run.approach.id;
                let claimed = if same { seen.clone() } else { seen.under(approach) };
                Way::Over(spots(&seen, &claimed))
            }
            (Goal::SpotFailure { link, .. }, Attempt::Failure(failure)) => {
                let plan = FailurePlan::new([*failure]);
                let (run, _) = Run::of_plan(link.run.case, link.run.approach, &plan);
                Way::Over(spots(&Moment::of(link), &Moment::of(&Link::of(run))))
            }
            _ => other(),
        })
    }

    /// Looks at about `count` more worlds. `None` while there are more to look at.
    pub fn advance(&mut self, count: usize) -> Option<Verdict> {
        let check = match &mut self.0 {
            Way::Over(verdict) => return Some(verdict.clone()),
            Way::Broken { check, .. } | Way::Fixed { check, .. } => check,
        };
        let status = check.advance(count);
        if status == Status::Running {
            return None;
        }
        let mut findings = check.findings();
        let mut broken = |promise: usize| {
            findings[promise].take().filter(|finding| finding.harm == Harm::Broken)
        };
        let is_sure = status != Status::OutOfRoom;
        let verdict = match &self.0 {
            Way::Over(verdict) => verdict.clone(),
            Way::Broken { own, promise, .. } => {
                let found = broken(*promise).map(|finding| exhibit(&own.run, *promise, finding));
                let is_shorter = |found: &Exhibit| found.frame < own.frame;
                let shortest = found.filter(is_shorter).unwrap_or_else(|| own.clone());
                let grade = Grade { taken: own.frame, best: shortest.frame };
                Verdict::Solved(grade, Some(Box::new(Broken { own: own.clone(), shortest })))
            }
            Way::Fixed { run, promises, .. } => {
                let found = promises.iter().filter_map(|&it| Some((it, broken(it)?)));
                match found.min_by_key(|(_, finding)| finding.choices.len()) {
                    Some((promise, finding)) => {
                        Verdict::Refuted(Box::new(exhibit(run, promise, finding)))
                    }
                    None if is_sure => Verdict::Solved(Grade { taken: 0, best: 0 }, None),
                    None => Verdict::Unsure,
                }
            }
        };
        self.0 = Way::Over(verdict.clone());
        Some(verdict)
    }
}

/// The run of `link` is to break `promise`.
fn breaks(question: &Question, promise: usize, link: &Link) -> Way {
    let unfit = |why| Way::Over(Verdict::Unfit(why));
    let Some(approach) = question.approach else { return unfit(Unfit::Other) };
    if link.run.case != question.case || link.run.approach.id != approach.id {
        return unfit(Unfit::Other);
    }
    let Moment { timeline, .. } = Moment::of(link);
    let machine = timeline.run.machine();
    if let Some(choice) = first_outside(machine, question.bounds(), &timeline.run.choices) {
        return unfit(Unfit::OutOfBounds(choice));
    }
    let Some(frame) = timeline.verdict(promise, timeline.last()).broken_in else {
        return unfit(Unfit::Kept);
    };
    let check = Box::new(check(machine, question.bounds(), &[promise]));
    let own = Exhibit { run: timeline.run, promise: Some(promise), frame };
    Way::Broken { check, own, promise }
}

/// `approach` is to keep `promises`.
fn fixes(question: &Question, approach: &'static Approach, promises: &[usize]) -> Way {
    let run = Run { case: question.case, approach, choices: Vec::new() };
    let check = Box::new(check(run.machine(), question.bounds(), promises));
    Way::Fixed { check, run, promises: promises.to_vec() }
}

/// A check that ends with the first of `promises` that is broken.
fn check(machine: Machine, bounds: Bounds, promises: &[usize]) -> Check {
    let stop_at = promises.iter().fold(0, |goals, promise| goals | 1 << (BROKEN + promise));
    let plan = Plan { memory_max: MEMORY_MAX, stop_at, ..Plan::default() };
    Check::new(machine, bounds, Reductions::ALL, plan)
}

fn exhibit(run: &Run, promise: usize, finding: Finding) -> Exhibit {
    let run = Run { choices: finding.choices, ..run.clone() };
    Exhibit { run, promise: Some(promise), frame: finding.harmed }
}

/// Whether what was seen could have come of `claimed`.
fn spots(seen: &Moment, claimed: &Moment) -> Verdict {
    let Timeline { run, .. } = &claimed.timeline;
    if trace(&claimed.timeline) == trace(&seen.timeline) {
        return Verdict::Solved(Grade { taken: 0, best: 0 }, None);
    }
    let frame = claimed.last();
    Verdict::Refuted(Box::new(Exhibit { run: run.clone(), promise: None, frame }))
}
