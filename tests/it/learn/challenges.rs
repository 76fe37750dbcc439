//! Challenges on the page: the machine is the judge, what it knows is shown, and stays.

use redelivery::app::state::course::{CourseCommand, CourseMsg, Picture};
use redelivery::app::state::{Command, Msg, State, update};
use redelivery::app::view::course::{FeatView, FormView, ToDo};
use redelivery::app::view::{MenuView, Tone};
use redelivery::course::challenge::{Attempt, Challenge, Goal, Grade};
use redelivery::course::progress::Progress;
use redelivery::course::{CHALLENGES, Listed};
use redelivery::sim::io::Failure;

use super::{challenge, open, send};
use crate::language::html;

/// The state after the last of `msgs` in the arena.
fn in_arena(state: &mut State, msg: Msg) -> Vec<Command> {
    send(state, CourseMsg::At(Picture::Arena, Box::new(msg)))
}

fn menu(state: &State) -> Option<MenuView> {
    let FormView::Break { menu, .. } = challenge(state).form else { panic!("it is to be broken") };
    menu
}

fn verdict(state: &mut State) -> (Tone, String) {
    send(state, CourseMsg::Tried);
    challenge(state).verdict.expect("it was judged")
}

/// The first way to break the run with `left` fates more, pressed as a visitor would.
fn broken(state: &State, left: usize) -> Option<State> {
    let arena = state.course.picture(Picture::Arena).expect("it is there").clone();
    for beat in 1..=arena.last() {
        let mut stepped = state.clone();
        in_arena(&mut stepped, Msg::Scrubbed(beat));
        in_arena(&mut stepped, Msg::PressedFail);
        let Some(menu) = menu(&stepped) else { continue };
        for fate in menu.fates.iter().filter_map(|fate| fate.failure) {
            let mut tried = stepped.clone();
            in_arena(&mut tried, Msg::ChoseFate(Some(fate)));
            if verdict(&mut tried).0 == Tone::Good {
                return Some(tried);
            }
            let further = (left > 1).then(|| broken(&tried, left - 1)).flatten();
            if further.is_some() {
                return further;
            }
        }
    }
    None
}

/// Whoever does nothing has solved nothing; what solves it can be done on the page.
#[test]
fn every_challenge_is_solved_on_the_page() {
    for listed in CHALLENGES {
        let asked = Challenge::read(listed.text).expect("it is read");
        let mut state = open(listed, "challenge");
        assert!(!html(&state).is_empty());
        send(&mut state, CourseMsg::Tried);
        assert_ne!(challenge(&state).verdict.map(|it| it.0), Some(Tone::Good), "{}", listed.name);
        let mut solved = match (&asked.goal, &asked.solution) {
            (Goal::Break { question, .. }, _) => {
                let most = usize::from(question.failures).max(1);
                broken(&state, most).unwrap_or_else(|| panic!("{} can't be broken", listed.name))
            }
            (Goal::Order { .. }, Attempt::Order(order)) => ordered(state, order),
            (_, Attempt::Approach(approach)) => pick(state, approach.name),
            (Goal::SpotFailure { choices, .. }, Attempt::Failure(failure)) => {
                let place = choices.iter().position(|it| it == failure).expect("it is a choice");
                send(&mut state, CourseMsg::Picked(place));
                state
            }
            _ => panic!("{}: the solution is of another kind", listed.name),
        };
        let (tone, told) = verdict(&mut solved);
        assert_eq!(tone, Tone::Good, "{}: {told}", listed.name);
        assert!(challenge(&solved).solved.is_some() && !html(&solved).is_empty());
        send(&mut solved, CourseMsg::AskedHint);
        assert_eq!(challenge(&solved).hint, Some(asked.hint.clone()));
        let made = challenge(&solved);
        send(&mut solved, CourseMsg::StartedOver);
        assert_eq!(challenge(&solved).verdict, None);
        assert!(challenge(&solved).solved.is_some(), "it stays solved");
        let kept = solved.course.progress.write();
        let shown = challenge(&shown_again(listed, &kept));
        assert_eq!((shown.verdict, shown.feat.is_some()), (made.verdict, made.feat.is_some()));
        assert_eq!(
            (choice(&shown.form), order(&shown.form)),
            (choice(&made.form), order(&made.form))
        );
    }
}

/// The page as it is once what was kept is known, and its solution was asked for.
fn shown_again(listed: &'static Listed, kept: &str) -> State {
    let mut again = open(listed, "challenge");
    assert!(!challenge(&again).has_solution);
    send(&mut again, CourseMsg::AskedSolution);
    assert_eq!(challenge(&again).verdict, None, "there is none yet");
    send(&mut again, super::kept(kept));
    let before = challenge(&again);
    assert!(before.has_solution && before.solved.is_some() && before.verdict.is_none());
    send(&mut again, CourseMsg::AskedSolution);
    assert!(!challenge(&again).has_solution && !html(&again).is_empty());
    again
}

/// What is chosen, and the order of steps.
fn choice(form: &FormView) -> Option<usize> {
    let (FormView::Choose(rows) | FormView::Spot { choices: rows, .. }) = form else { return None };
    rows.iter().position(|row| row.is_chosen)
}

fn order(form: &FormView) -> Vec<usize> {
    let FormView::Order(rows) = form else { return Vec::new() };
    rows.iter().map(|row| row.unit).collect()
}

/// Whoever takes a longer way is told how much shorter it goes, and can see that.
#[test]
fn a_longer_way_is_compared_with_the_shortest() {
    let mut progress = Progress::default();
    let longer = String::from("/v1/first-item-added/current-state/7.refused.14");
    progress.solve("nobody-is-greeted", longer, Grade { taken: 21, best: 0 });
    let listed = CHALLENGES.iter().find(|it| it.name == "nobody-is-greeted").expect("it is there");
    let mut state = shown_again(listed, &progress.write());
    let feat = |state: &State| -> FeatView { challenge(state).feat.expect("it is compared") };
    let FeatView { own, best, has_shorter, shortest } = feat(&state);
    assert!(challenge(&state).why.is_some_and(|why| why.contains("FirstItemAdded is lost")));
    assert!(has_shorter && shortest.is_none() && own != best, "{own} {best}");
    assert!(own.starts_with("1 failure, ") && best.starts_with("1 failure, "), "{own} {best}");
    assert!(html(&state).contains("Show the shortest"));
    let commands = send(&mut state, CourseMsg::AskedShortest);
    assert!(matches!(&commands[..], [Command::Course(CourseCommand::Focus(it))]
        if it.contains("shortest")));
    let shown = feat(&state).shortest.expect("it is on show");
    assert_eq!(best, format!("1 failure, {} steps", shown.step.0));
    assert!(html(&state).contains("Hide the shortest"));
    // It can be stepped, and what was done stays what it was.
    let back = CourseMsg::At(Picture::Shortest, Box::new(Msg::PressedStart));
    send(&mut state, back);
    assert_eq!(feat(&state).shortest.map(|it| it.step.0), Some(0));
    assert_eq!(feat(&state).own, own);
    send(&mut state, CourseMsg::AskedShortest);
    assert_eq!(feat(&state).shortest, None);
    assert!(state.course.progress.challenges["nobody-is-greeted"].best > 0, "it is graded now");
}

/// Moves steps up until they are in this order.
fn ordered(mut state: State, order: &[usize]) -> State {
    let places = |state: &State| -> Vec<usize> {
        let FormView::Order(rows) = challenge(state).form else { panic!("it is to be ordered") };
        rows.iter().map(|row| row.unit).collect()
    };
    for (place, unit) in order.iter().enumerate() {
        let at = places(&state).iter().position(|it| it == unit).expect("it is there");
        for from in (place + 1..=at).rev() {
            send(&mut state, CourseMsg::Raised(from));
        }
    }
    assert_eq!(places(&state), order);
    state
}

fn pick(mut state: State, name: &str) -> State {
    let (FormView::Choose(rows) | FormView::Spot { choices: rows, .. }) = challenge(&state).form
    else {
        panic!("something is to be chosen")
    };
    let place = rows.iter().position(|row| row.name == name).expect("it is among the choices");
    send(&mut state, CourseMsg::Picked(place));
    state
}

/// Every wrong choice and every wrong order is met with a run, or with another trace.
#[test]
fn what_does_not_solve_a_challenge_is_refuted() {
    for listed in CHALLENGES {
        let start = open(listed, "challenge");
        let count = match challenge(&start).form {
            FormView::Choose(rows) | FormView::Spot { choices: rows, .. } => rows.len(),
            FormView::Order(rows) => rows.len() - 1,
            FormView::Break { .. } => continue,
        };
        for place in 0..count {
            let mut state = start.clone();
            match challenge(&start).form {
                FormView::Order(_) => send(&mut state, CourseMsg::Lowered(place)),
                _ => send(&mut state, CourseMsg::Picked(place)),
            };
            assert!(challenge(&state).can_try);
            let (tone, told) = verdict(&mut state);
            let shown = challenge(&state);
            let is_shown = match &shown.form {
                FormView::Spot { seen, claimed, .. } => {
                    let mut lines = seen.iter().chain(claimed.iter().flatten());
                    claimed.is_some() && lines.any(|line| line.differs)
                }
                _ => shown.refuting.is_some(),
            };
            assert_eq!(tone == Tone::Bad, is_shown, "{}: {told}", listed.name);
            assert!(!html(&state).is_empty());
            // It can be stepped through like any other.
            let back = CourseMsg::At(Picture::Refuting, Box::new(Msg::PressedStart));
            send(&mut state, back);
            if let Some(run) = challenge(&state).refuting {
                assert_eq!(run.step.0, 0);
            }
        }
    }
}

/// Whoever tells what left a trace is told by what, and gets the run to step through. After a wrong
/// answer the verdict stands before the trace that the answer would have left, and names the line
/// that does not fit.
#[test]
fn a_trace_that_is_told_is_explained() {
    for name in ["whose-trace-is-it", "two-bills", "the-line-that-is-gone"] {
        let listed = CHALLENGES.iter().find(|it| it.name == name).expect("it is there");
        let asked = Challenge::read(listed.text).expect("it is read");
        let (Goal::SpotApproach { because, .. } | Goal::SpotFailure { because, .. }) = &asked.goal
        else {
            panic!("{name} is about a trace")
        };
        for place in 0..4 {
            let mut state = open(listed, "challenge");
            send(&mut state, CourseMsg::Picked(place));
            let (tone, _) = verdict(&mut state);
            let shown = challenge(&state);
            let FormView::Spot { seen, claimed, .. } = &shown.form else { panic!("a trace") };
            let why = shown.why.clone().expect("it is explained");
            if tone == Tone::Good {
                assert!(why == *because && claimed.is_none());
                let last = shown.cause.expect("the run is on show").step.1;
                send(&mut state, CourseMsg::At(Picture::Cause, Box::new(Msg::PressedEnd)));
                assert_eq!(challenge(&state).cause.map(|it| it.step), Some((last, last)));
                send(&mut state, CourseMsg::Picked(place));
                assert_eq!(challenge(&state).cause, None);
                continue;
            }
            let claimed = claimed.as_ref().expect("the other trace is on show");
            let mut lines = seen.iter().chain(claimed).filter(|line| line.differs);
            assert!(lines.any(|line| why.contains(&line.text)), "{why}");
            let html = html(&state);
            let (before, after) = html.split_once("data-verdict").expect("there is a verdict");
            let other = "What your answer would have left";
            assert!(!before.contains(other) && after.contains(other));
        }
    }
}

#[test]
fn more_failures_than_allowed_are_refused() {
    let mut state = State::open("/v1/challenge/the-unsent-bill");
    assert_eq!(verdict(&mut state).0, Tone::Open, "nothing is broken yet");
    let to_do = |state: &State| {
        let FormView::Break { to_do, .. } = challenge(state).form else { panic!("a run") };
        to_do
    };
    assert_eq!(to_do(&state), ToDo::Fail);
    for beat in [2, 4] {
        in_arena(&mut state, Msg::Scrubbed(beat));
        in_arena(&mut state, Msg::PressedFail);
        in_arena(&mut state, Msg::ChoseFate(Some(Failure::Refused)));
        assert_eq!(challenge(&state).verdict, None, "what was judged is not on show any more");
    }
    let FormView::Break { used, failures, .. } = challenge(&state).form else { panic!("a run") };
    assert_eq!((used, failures.len()), ((2, 1), 2));
    assert_eq!(to_do(&state), ToDo::TakeOut);
    let (tone, told) = verdict(&mut state);
    assert!(
        tone == Tone::Open && told.contains("more failures than the challenge allows"),
        "{told}"
    );
    let point = failures[1].point;
    in_arena(&mut state, Msg::RemovedFailure(point));
    let FormView::Break { used, .. } = challenge(&state).form else { panic!("a run") };
    assert_eq!((used, to_do(&state)), ((1, 1), ToDo::Judge));
    assert!(html(&state).contains("All failures are used."));
}

/// A slice of an earlier try changes nothing.
#[test]
fn a_stale_slice_is_dropped() {
    let mut state = State::open("/v1/challenge/more-pierogi");
    send(&mut state, CourseMsg::Picked(1));
    let commands = update(&mut state, CourseMsg::Tried.into());
    let [Command::Course(CourseCommand::GoOn(tries))] = commands[..] else {
        return assert!(challenge(&state).verdict.is_some(), "one slice was enough");
    };
    send(&mut state, CourseMsg::Picked(2));
    send(&mut state, CourseMsg::JudgedOn(tries));
    assert_eq!((challenge(&state).verdict, challenge(&state).is_judging), (None, false));
}
