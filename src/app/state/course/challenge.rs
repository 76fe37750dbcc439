//! A challenge that is being tried: what is attempted, and how the machine judges it, a slice of
//! work at a time.

use std::rc::Rc;

use super::lesson::keep;
use super::{Course, CourseCommand, CourseMsg, Shown, Spoken, moment};
use crate::app::state::{Command, Future, State};
use crate::codec::Link;
use crate::course::challenge::{Attempt, Challenge, Goal, Judging, Verdict};
use crate::course::{self, Listed};
use crate::sim::approach;
use crate::sim::failure::FailurePlan;

/// Worlds looked at between two pictures.
const SLICE: usize = 4_000;

/// A challenge that is being tried.
#[derive(Clone, Debug)]
pub struct Facing {
    /// Its name.
    pub listed: &'static Listed,
    /// What it asks.
    pub challenge: Rc<Challenge>,
    /// Whether the hint was asked for.
    pub is_hinted: bool,
    /// The run that is to be broken.
    pub arena: Option<State>,
    /// What is chosen, by its place among the choices.
    pub chosen: Option<usize>,
    /// The steps in the order in which they are now; empty where none is asked for.
    pub order: Vec<usize>,
    /// The attempt that is being judged.
    pub judging: Option<Box<Judging>>,
    /// How the last attempt was judged.
    pub verdict: Option<Verdict>,
    /// The run that refutes it.
    pub refuting: Option<State>,
    /// How often something was tried: what is still to come of an earlier try is stale.
    pub tries: u32,
}

impl Facing {
    /// The challenge called `name`.
    pub(super) fn open(name: &str) -> Option<Self> {
        let listed = course::challenge(name)?;
        let challenge = Challenge::read(listed.text).expect("a test reads every challenge");
        let mut facing = Self {
            listed,
            challenge: Rc::new(challenge),
            is_hinted: false,
            arena: None,
            chosen: None,
            order: Vec::new(),
            judging: None,
            verdict: None,
            refuting: None,
            tries: 0,
        };
        facing.start_over();
        Some(facing)
    }

    fn start_over(&mut self) {
        self.forget_verdict();
        self.chosen = None;
        match &self.challenge.goal {
            Goal::Break { question, .. } => {
                let approach = question.approach.unwrap_or(approach::ALL[0]);
                let nothing = Future::of(FailurePlan::default());
                self.arena = Some(State::show(question.case, &[approach], vec![nothing], 0));
            }
            Goal::Order { arrangement, .. } => self.order.clone_from(&arrangement.first),
            _ => {}
        }
    }

    /// What was attempted is not what is on show any more.
    pub(super) fn forget_verdict(&mut self) {
        self.tries += 1;
        (self.judging, self.verdict, self.refuting) = (None, None, None);
    }

    /// What is attempted, if there is anything.
    pub fn attempt(&self) -> Option<Attempt> {
        match &self.challenge.goal {
            Goal::Break { .. } => {
                let run = self.arena.as_ref()?.lanes[0].timeline.run.clone();
                Some(Attempt::Run(Box::new(Link::of(run))))
            }
            Goal::Choose { choices, .. } | Goal::SpotApproach { choices, .. } => {
                Some(Attempt::Approach(choices.get(self.chosen?)?))
            }
            Goal::Order { .. } => Some(Attempt::Order(self.order.clone())),
            Goal::SpotFailure { choices, .. } => {
                Some(Attempt::Failure(*choices.get(self.chosen?)?))
            }
        }
    }

    /// Judges on, and says whether there is more to do.
    fn judge(&mut self) -> Option<Verdict> {
        let verdict = self.judging.as_mut()?.advance(SLICE)?;
        self.judging = None;
        if let Verdict::Refuted(refuted) = &verdict {
            let link = Link { frame: refuted.frame, ..Link::of(refuted.run.clone()) };
            self.refuting = Some(moment(link));
        }
        self.verdict = Some(verdict.clone());
        Some(verdict)
    }

    /// Puts the step at `place` where the one after it is.
    fn swap(&mut self, place: usize) {
        if place + 1 < self.order.len() {
            self.order.swap(place, place + 1);
            self.forget_verdict();
        }
    }
}

/// Lets `msg` change the challenge on show.
pub(super) fn update(course: &mut Course, msg: &CourseMsg) -> Vec<Command> {
    let Shown::Challenge(facing) = &mut course.shown else { return Vec::new() };
    match msg {
        CourseMsg::Picked(choice) => {
            facing.chosen = Some(*choice);
            facing.forget_verdict();
        }
        CourseMsg::Raised(place) if *place > 0 => {
            facing.swap(place - 1);
            return vec![focus_on_row(place - 1, 1)];
        }
        CourseMsg::Lowered(place) => {
            facing.swap(*place);
            let row = (place + 1).min(facing.order.len().saturating_sub(1));
            return vec![focus_on_row(row, 2)];
        }
        CourseMsg::AskedHint => {
            facing.is_hinted = !facing.is_hinted;
            if facing.is_hinted {
                return vec![CourseCommand::Focus(String::from("[data-hint]")).into()];
            }
        }
        CourseMsg::StartedOver => {
            facing.start_over();
            return vec![course.focus()];
        }
        CourseMsg::Tried => {
            let Some(attempt) = facing.attempt() else { return Vec::new() };
            facing.forget_verdict();
            facing.judging = Some(Box::new(Judging::new(&facing.challenge, &attempt)));
            return go_on(course);
        }
        CourseMsg::JudgedOn(tries) if *tries == facing.tries => return go_on(course),
        _ => {}
    }
    Vec::new()
}

/// The focus goes with the step that is moved: a browser takes it from what changes places.
fn focus_on_row(row: usize, button: usize) -> Command {
    let row = row + 1;
    let wanted = format!(".order__row:nth-child({row}) button:nth-of-type({button})");
    CourseCommand::Focus(wanted).into()
}

/// A slice more; what it comes to is shown, and kept if it is a solution.
fn go_on(course: &mut Course) -> Vec<Command> {
    let Shown::Challenge(facing) = &mut course.shown else { return Vec::new() };
    let Some(verdict) = facing.judge() else {
        return vec![CourseCommand::GoOn(facing.tries).into()];
    };
    course.spoken = Spoken::Nothing;
    let focus = CourseCommand::Focus(String::from("[data-verdict]")).into();
    let (Verdict::Solved(grade), Some(attempt)) = (verdict, facing.attempt()) else {
        return vec![focus];
    };
    // What was to break is seen breaking.
    if let Some(arena) = &mut facing.arena {
        arena.beat = arena.marks.breaks.first().copied().unwrap_or(arena.last());
    }
    let written = facing.challenge.goal.written(&attempt);
    course.progress.solve(facing.listed.name, written, grade);
    vec![keep(course), focus]
}
