//! A challenge: what is to be done, what is attempted, and how it was judged.

use super::map::{kind, solved};
use super::{Block, PictureView, picture};
use crate::app::state::State;
use crate::app::state::course::{Course, Facing, Picture};
use crate::app::view::plan::plan;
use crate::app::view::{FailureView, MenuView, PlanView, Tone, menu};
use crate::codec::CourseLink;
use crate::course::challenge::{
    Arrangement, Broken, Exhibit, Goal, Grade, Line, Unfit, Verdict, apart, trace,
};
use crate::course::{CHALLENGES, Moment};
use crate::language::{said, tell};
use crate::sim::approach::Approach;
use crate::sim::checker::Question;
use crate::sim::invariant;
use crate::words;

/// A challenge.
#[derive(Clone, PartialEq, Debug)]
pub struct ChallengeView {
    /// Which of how many, from 1.
    pub place: (usize, usize),
    /// Its title.
    pub title: String,
    /// How hard it is.
    pub level: u8,
    /// What is to be done, in two words.
    pub kind: &'static str,
    /// The task.
    pub task: Vec<Block>,
    /// The bounds within which the machine judges, in words.
    pub bounds: Option<String>,
    /// The promises that it is about: their names, and what they mean.
    pub promises: Vec<(&'static str, &'static str)>,
    /// What one attempts it with.
    pub form: FormView,
    /// How it was solved before, if it was.
    pub solved: Option<String>,
    /// Whether what solved it before can be shown, and is not on show.
    pub has_solution: bool,
    /// The hint, if it was asked for.
    pub hint: Option<String>,
    /// Whether there is something to judge.
    pub can_try: bool,
    /// Whether it is being judged.
    pub is_judging: bool,
    /// How it was judged, and how good that is.
    pub verdict: Option<(Tone, String)>,
    /// Why it was judged so, in a sentence or two.
    pub why: Option<String>,
    /// What was broken, if that was the task, and how it compares.
    pub feat: Option<FeatView>,
    /// The run that refutes the attempt, if there is one to look at.
    pub refuting: Option<PictureView>,
    /// The run that left the trace, once it was told from the others.
    pub cause: Option<PictureView>,
    /// The address of the next challenge.
    pub next: Option<String>,
}

/// What was broken, and how that compares with the shortest way.
#[derive(Clone, PartialEq, Debug)]
pub struct FeatView {
    /// What the attempt takes: failures and steps, in words.
    pub own: String,
    /// What the shortest run takes that the checker knows.
    pub best: String,
    /// Whether that is another one.
    pub has_shorter: bool,
    /// That one, while it is on show.
    pub shortest: Option<PictureView>,
}

/// What a challenge is attempted with.
#[derive(Clone, PartialEq, Debug)]
pub enum FormView {
    /// A run that is to be broken.
    Break {
        /// The run.
        arena: Box<PictureView>,
        /// The open menu.
        menu: Option<MenuView>,
        /// What goes wrong in it.
        failures: Vec<FailureView>,
        /// What happens besides, in words.
        beyond: Vec<String>,
        /// How much goes wrong, and how much may.
        used: (usize, usize),
        /// What can be done now.
        to_do: ToDo,
    },
    /// One of these.
    Choose(Vec<ChoiceRow>),
    /// An order of these.
    Order(Vec<StepRow>),
    /// One of these has left a trace.
    Spot {
        /// The trace.
        seen: Vec<TraceLine>,
        /// What could have left it.
        choices: Vec<ChoiceRow>,
        /// What the one that was chosen would have left, if it is another.
        claimed: Option<Vec<TraceLine>>,
    },
}

/// What can be done with a run that is to be broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ToDo {
    /// Something more may go wrong.
    Fail,
    /// Nothing more may fail, but a handler may still pause.
    Pause,
    /// As much goes wrong as may.
    Judge,
    /// More goes wrong than may.
    TakeOut,
    /// It is broken.
    Nothing,
}

/// Something to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChoiceRow {
    /// What it is called.
    pub name: String,
    /// What it relies on.
    pub idea: Option<&'static str>,
    /// Whether it is chosen.
    pub is_chosen: bool,
    /// Whether it is what is in use.
    pub is_in_use: bool,
}

/// A step that can change places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepRow {
    /// Which it is, wherever it stands.
    pub unit: usize,
    /// What it does.
    pub says: Vec<&'static str>,
}

/// A line of a trace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TraceLine {
    /// What it says.
    pub text: String,
    /// Whether the other trace has no such line where this one stands.
    pub differs: bool,
}

pub(super) fn challenge(course: &Course, facing: &Facing) -> ChallengeView {
    let challenge = &facing.challenge;
    let index = CHALLENGES.iter().position(|listed| listed == facing.listed).unwrap_or_default();
    let next = CHALLENGES.get(index + 1);
    let known = course.progress.challenges.get(facing.listed.name);
    let (bounds, promises) = asked(&challenge.goal);
    let is_solved = matches!(facing.verdict, Some(Verdict::Solved(..)));
    let has_solution = !is_solved && facing.solution(&course.progress).is_some();
    ChallengeView {
        place: (index + 1, CHALLENGES.len()),
        title: challenge.title.clone(),
        level: challenge.level,
        kind: kind(&challenge.goal),
        task: challenge.task.clone(),
        bounds,
        promises,
        form: form(facing),
        solved: known.map(solved),
        has_solution,
        hint: facing.is_hinted.then(|| challenge.hint.clone()),
        can_try: facing.attempt().is_some() && facing.judging.is_none(),
        is_judging: facing.judging.is_some(),
        verdict: facing.verdict.as_ref().map(|verdict| judged(&challenge.goal, verdict)),
        why: why(facing),
        feat: feat(facing),
        refuting: refuting(facing),
        cause: cause(facing),
        next: next.map(|next| CourseLink::Challenge(next.name.to_string()).to_string()),
    }
}

/// The bounds, and the promises that count.
fn asked(goal: &Goal) -> (Option<String>, Vec<(&'static str, &'static str)>) {
    let promise = |&index: &usize| (invariant::ALL[index].name, invariant::ALL[index].means);
    match goal {
        Goal::Break { question, promise: broken } => {
            (Some(words::question_bounds(question)), vec![promise(broken)])
        }
        Goal::Choose { question, promises, .. } | Goal::Order { question, promises, .. } => {
            (Some(words::question_bounds(question)), promises.iter().map(promise).collect())
        }
        Goal::SpotApproach { .. } | Goal::SpotFailure { .. } => (None, Vec::new()),
    }
}

fn form(facing: &Facing) -> FormView {
    let chosen = |place: usize| facing.chosen == Some(place);
    let approach = |in_use: bool| {
        move |(place, approach): (usize, &&'static Approach)| ChoiceRow {
            name: said(approach.name),
            idea: Some(approach.idea),
            is_chosen: chosen(place),
            is_in_use: in_use && place == 0,
        }
    };
    match &facing.challenge.goal {
        Goal::Break { question, .. } => arena(facing, question),
        Goal::Choose { choices, .. } => {
            FormView::Choose(choices.iter().enumerate().map(approach(true)).collect())
        }
        Goal::Order { arrangement, .. } => {
            FormView::Order(facing.order.iter().map(|&unit| step(arrangement, unit)).collect())
        }
        Goal::SpotApproach { link, choices, .. } => {
            let choices = choices.iter().enumerate().map(approach(false)).collect();
            spot(facing, &Moment::of(link), choices)
        }
        Goal::SpotFailure { link, choices, .. } => {
            let scenario = link.run.case.scenario;
            let row = |(place, failure): (usize, &_)| ChoiceRow {
                name: words::injection(scenario, *failure),
                idea: None,
                is_chosen: chosen(place),
                is_in_use: false,
            };
            spot(facing, &Moment::of(link), choices.iter().enumerate().map(row).collect())
        }
    }
}

fn arena(facing: &Facing, question: &Question) -> FormView {
    let arena = facing.arena.as_ref().expect("the run to break is there from the start");
    let last = arena.lanes[0].timeline.frames.last();
    let used = last.map_or(0, |frame| usize::from(frame.world.failures));
    let most = usize::from(question.failures);
    let to_do = match &facing.verdict {
        Some(Verdict::Solved(..)) => ToDo::Nothing,
        _ if used > most => ToDo::TakeOut,
        _ if used < most => ToDo::Fail,
        _ if question.handlers > 1 => ToDo::Pause,
        _ => ToDo::Judge,
    };
    let PlanView { failures, beyond, .. } = plan(arena);
    FormView::Break {
        arena: Box::new(picture(Picture::Arena, arena, String::new())),
        menu: arena.menu.map(|it| menu::menu(arena, it)),
        failures,
        beyond,
        used: (used, most),
        to_do,
    }
}

fn step(arrangement: &Arrangement, unit: usize) -> StepRow {
    StepRow { unit, says: arrangement.says(unit).collect() }
}

fn spot(facing: &Facing, seen: &Moment, choices: Vec<ChoiceRow>) -> FormView {
    let seen_lines = trace(&seen.timeline);
    let claimed = facing.refuting.as_ref().map(|shown: &State| trace(&shown.lanes[0].timeline));
    let marks = claimed.as_ref().map(|lines| apart(&seen_lines, lines)).unwrap_or_default();
    let told = |lines: &[Line], marks: &[bool]| {
        let scenario = seen.timeline.run.case.scenario;
        let line = |(place, line): (usize, &Line)| TraceLine {
            text: line.told(scenario),
            differs: marks.get(place) == Some(&true),
        };
        lines.iter().enumerate().map(line).collect()
    };
    FormView::Spot {
        seen: told(&seen_lines, &marks.0),
        choices,
        claimed: claimed.map(|lines| told(&lines, &marks.1)),
    }
}

/// How an attempt was judged.
fn judged(goal: &Goal, verdict: &Verdict) -> (Tone, String) {
    match verdict {
        Verdict::Solved(Grade { taken, .. }, Some(broken)) => {
            let promise = broken.own.promise.map_or("", |promise| invariant::ALL[promise].name);
            let text = tell("Done: \"{1}\" is broken from step {0} on.", &[taken, &promise]);
            (Tone::Good, text)
        }
        Verdict::Solved(_, None) => {
            let text = match goal {
                Goal::Choose { .. } | Goal::Order { .. } => {
                    "Solved: no run within these bounds breaks it."
                }
                _ => "Right: this is what left the trace.",
            };
            (Tone::Good, said(text))
        }
        Verdict::Refuted(refuted) => (Tone::Bad, refuted_by(refuted)),
        Verdict::Unfit(unfit) => (Tone::Open, said(unfit_for(*unfit))),
        Verdict::Unsure => (
            Tone::Open,
            said("There are too many runs to check all of them, so there is no verdict."),
        ),
    }
}

/// What was broken, and how that compares.
fn feat(facing: &Facing) -> Option<FeatView> {
    let Some(Verdict::Solved(grade, Some(broken))) = &facing.verdict else { return None };
    let Broken { own, shortest } = &**broken;
    let shown = facing.shortest.as_ref();
    let caption = || said("The shortest run that breaks it, as found by the checker.");
    Some(FeatView {
        own: effort(own),
        best: effort(shortest),
        has_shorter: !grade.is_best(),
        shortest: shown.map(|it| picture(Picture::Shortest, it, caption())),
    })
}

/// Failures and steps until the promise is broken.
fn effort(exhibit: &Exhibit) -> String {
    let failures = match exhibit.failures() {
        0 => said("no failure"),
        count => words::plural(count, "failure", "failures"),
    };
    tell("{0}, {1}", &[&failures, &words::plural(exhibit.frame, "step", "steps")])
}

/// Why the attempt was judged as it was.
fn why(facing: &Facing) -> Option<String> {
    match (facing.verdict.as_ref()?, &facing.challenge.goal) {
        (
            Verdict::Solved(..),
            Goal::SpotApproach { because, .. } | Goal::SpotFailure { because, .. },
        ) => Some(because.clone()),
        (Verdict::Solved(_, Some(broken)), _) => broken_by(facing.arena.as_ref()?, &broken.own),
        (Verdict::Refuted(refuted), _) if refuted.promise.is_some() => {
            broken_by(facing.refuting.as_ref()?, refuted)
        }
        (Verdict::Refuted(_), Goal::SpotApproach { link, .. } | Goal::SpotFailure { link, .. }) => {
            told_apart(&Moment::of(link), facing.refuting.as_ref()?)
        }
        _ => None,
    }
}

/// What breaks the promise in the run on show.
fn broken_by(shown: &State, exhibit: &Exhibit) -> Option<String> {
    let timeline = &shown.lanes[0].timeline;
    let verdict = timeline.verdict(exhibit.promise?, exhibit.frame);
    words::reason(timeline.run.case.scenario, verdict.judgement)
}

/// The first line by which the trace differs from the one that the answer would have left.
fn told_apart(seen: &Moment, claimed: &State) -> Option<String> {
    let (seen_lines, claimed_lines) = (trace(&seen.timeline), trace(&claimed.lanes[0].timeline));
    let marks = apart(&seen_lines, &claimed_lines);
    let scenario = seen.timeline.run.case.scenario;
    let first = |lines: &[Line], marks: &[bool]| {
        let place = marks.iter().position(|is_marked| *is_marked)?;
        Some((place + 1, lines[place].told(scenario)))
    };
    match (first(&seen_lines, &marks.0), first(&claimed_lines, &marks.1)) {
        (Some((place, line)), _) => {
            Some(tell("Line {0} of the trace doesn't fit your answer: \"{1}\".", &[&place, &line]))
        }
        (None, Some((_, line))) => {
            Some(tell("Your answer would have left one more line: \"{0}\".", &[&line]))
        }
        (None, None) => None,
    }
}

fn refuted_by(refuted: &Exhibit) -> String {
    match refuted.promise {
        Some(promise) => tell(
            "Not yet: \"{0}\" breaks in the run below, at step {1}.",
            &[&invariant::ALL[promise].name, &refuted.frame],
        ),
        None => said("Not quite: that would have left a different trace."),
    }
}

fn unfit_for(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Other => "This run is not the one that the challenge asks for.",
        Unfit::OutOfBounds(_) => {
            "This run has more failures than the challenge allows, or failures of another kind."
        }
        Unfit::Kept => "Nothing is broken: at the end of this run, the promise is kept.",
        Unfit::Backwards => {
            "In this order, a step would have to jump back to an earlier one. No approach can do \
             that."
        }
    }
}

/// The run that refutes the attempt; a trace is shown as one.
fn refuting(facing: &Facing) -> Option<PictureView> {
    let is_spot =
        matches!(facing.challenge.goal, Goal::SpotApproach { .. } | Goal::SpotFailure { .. });
    let shown = facing.refuting.as_ref().filter(|_| !is_spot)?;
    Some(picture(Picture::Refuting, shown, said("In this run, the promise breaks.")))
}

/// The run that left the trace, from its start.
fn cause(facing: &Facing) -> Option<PictureView> {
    let shown = facing.cause.as_ref()?;
    Some(picture(Picture::Cause, shown, said("This run left the trace. Step through it.")))
}
