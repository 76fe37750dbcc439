//! A challenge that is being tried: what is attempted, and how the machine judges it, a slice of
//! work at a time.

use std::rc::Rc;

use super::lesson::keep;
use super::{Course, CourseCommand, CourseMsg, Shown, Spoken, moment};
use crate::app::state::{Command, Future, State};
use crate::codec::Link;
use crate::course::challenge::{Attempt, Challenge, Exhibit, Goal, Judging, Verdict};
use crate::course::progress::Progress;
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
    /// The shortest run that breaks it, once it was asked for.
    pub shortest: Option<State>,
    /// The run that left the trace, once that was answered.
    pub cause: Option<State>,
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
            shortest: None,
            cause: None,
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
        (self.judging, self.verdict) = (None, None);
        (self.refuting, self.shortest, self.cause) = (None, None, None);
    }

    /// Puts `attempt` where it would be if it had just been made.
    fn put(&mut self, attempt: Attempt) {
        self.forget_verdict();
        match (attempt, &self.challenge.goal) {
            (Attempt::Run(link), _) => self.arena = Some(moment(*link)),
            (
                Attempt::Approach(approach),
                Goal::Choose { choices, .. } | Goal::SpotApproach { choices, .. },
            ) => self.chosen = choices.iter().position(|choice| choice.id == approach.id),
            (Attempt::Failure(failure), Goal::SpotFailure { choices, .. }) => {
                self.chosen = choices.iter().position(|choice| *choice == failure);
            }
            (Attempt::Order(order), _) => self.order = order,
            (Attempt::Approach(_) | Attempt::Failure(_), _) => {}
        }
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

    /// What solved it before, as far as that can still be read.
    pub fn solution(&self, progress: &Progress) -> Option<Attempt> {
        let solved = progress.challenges.get(self.listed.name)?;
        self.challenge.goal.attempt(&solved.attempt)
    }

    /// Judges on, and says whether there is more to do.
    fn judge(&mut self) -> Option<Verdict> {
        let verdict = self.judging.as_mut()?.advance(SLICE)?;
        self.judging = None;
        match (&verdict, &self.challenge.goal) {
            (Verdict::Refuted(refuted), _) => self.refuting = Some(seen(refuted)),
            (
                Verdict::Solved(..),
                Goal::SpotApproach { link, .. } | Goal::SpotFailure { link, .. },
            ) => self.cause = Some(moment(Link { frame: 0, ..link.clone() })),
            _ => {}
        }
        self.verdict = Some(verdict.clone());
        Some(verdict)
    }

    /// Shows the shortest run that breaks it, if another was found, or puts it away.
    fn toggle_shortest(&mut self) -> bool {
        let Some(Verdict::Solved(_, Some(broken))) = &self.verdict else { return false };
        let is_shown = self.shortest.take().is_some();
        self.shortest = (!is_shown).then(|| seen(&broken.shortest));
        !is_shown
    }

    /// Puts the step at `place` where the one after it is.
    fn swap(&mut self, place: usize) {
        if place + 1 < self.order.len() {
            self.order.swap(place, place + 1);
            self.forget_verdict();
        }
    }
}

/// A run, where one sees in it what it shows.
fn seen(exhibit: &Exhibit) -> State {
    moment(Link { frame: exhibit.frame, ..Link::of(exhibit.run.clone()) })
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
        CourseMsg::Tried => return try_it(course),
        CourseMsg::AskedSolution => return show_solution(course),
        CourseMsg::AskedShortest => return show_shortest(facing),
        CourseMsg::JudgedOn(tries) if *tries == facing.tries => return go_on(course),
        _ => {}
    }
    Vec::new()
}

/// Shows the shortest way, ready to be stepped through, or hides it.
fn show_shortest(facing: &mut Facing) -> Vec<Command> {
    let steps = "[data-picture='shortest'] .stop__controls .button--main";
    let focus = facing.toggle_shortest().then(|| CourseCommand::Focus(String::from(steps)).into());
    focus.into_iter().collect()
}

/// Has the attempt judged, if there is one.
fn try_it(course: &mut Course) -> Vec<Command> {
    let Shown::Challenge(facing) = &mut course.shown else { return Vec::new() };
    let Some(attempt) = facing.attempt() else { return Vec::new() };
    facing.forget_verdict();
    facing.judging = Some(Box::new(Judging::new(&facing.challenge, &attempt)));
    go_on(course)
}

/// Makes the attempt that solved it before once more: what is known of it is on show again.
fn show_solution(course: &mut Course) -> Vec<Command> {
    let Shown::Challenge(facing) = &mut course.shown else { return Vec::new() };
    let Some(attempt) = facing.solution(&course.progress) else { return Vec::new() };
    facing.put(attempt);
    try_it(course)
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
    let (Verdict::Solved(grade, broken), Some(attempt)) = (verdict, facing.attempt()) else {
        return vec![focus];
    };
    // What was to break is seen breaking.
    if let (Some(arena), Some(broken)) = (&mut facing.arena, broken) {
        arena.beat = arena.beat_of(0, broken.own.frame);
    }
    let written = facing.challenge.goal.written(&attempt);
    course.progress.solve(facing.listed.name, written, grade);
    vec![keep(course), focus]
}
