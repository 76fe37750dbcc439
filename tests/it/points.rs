//! The crash points: every way in which a step can fail, solved, and each a link to its run.

use std::fmt::Write as _;

use redelivery::app::state::{Command, Msg, Page, State, answer_at_once, update};
use redelivery::app::view::{FateView, Mark, MatrixView, PointsStep, PointsView, Tone, matrix};
use redelivery::codec::{Address, Link};
use redelivery::desk::Desk;
use redelivery::sim::approach::Approach;
use redelivery::sim::failure::{FailurePlan, Injection};
use redelivery::sim::invariant::{self, Judgement};
use redelivery::sim::model::{Delivery, HandlerId, MessageId};
use redelivery::sim::scenario::{self, Scenario};
use redelivery::sim::timeline::{Run, Timeline};

use crate::golden::Golden;

const TALK: &str = "/v1/matrix/first-item-added?points=123";

/// The page of `link`, with all that it asks the desk answered.
fn opened(link: &str) -> State {
    let mut state = State::open(link);
    assert_eq!(state.notice, None, "{link}");
    let commands = state.opening();
    answer_at_once(&mut state, commands);
    state
}

/// What `msg` leads to, with all that it asks answered; and what is left for the browser.
fn settled(state: &mut State, msg: Msg) -> Vec<Command> {
    let commands = update(state, msg);
    answer_at_once(state, commands)
}

fn page(link: &str) -> MatrixView {
    let state = opened(link);
    matrix(&state).expect("the matrix is on show")
}

fn points(link: &str) -> PointsView {
    page(link).points.expect("the crash points are on show")
}

/// The crash points of the talk's scenario, as the page shows them.
pub fn goldens() -> Vec<Golden> {
    let mut text = format!("{}\n", page(TALK).summary);
    for row in points(TALK).rows {
        let _ = writeln!(text, "\n{}: {}", row.name, row.count);
        for step in row.steps {
            let fates = step.fates.iter().map(|it| {
                format!("{} {}", it.mark.map_or("around", Mark::name), it.codes.join("+"))
            });
            let _ = writeln!(text, "    {}: {}", step.label, fates.collect::<Vec<_>>().join(", "));
        }
    }
    vec![Golden { name: "points.first-item-added.txt".into(), text }]
}

/// Whatever the map says of a failure is what its link shows, played anew: just that failure
/// strikes, what is broken or stuck at the end is what the mark says, and it opens where the first
/// of it breaks.
#[test]
fn every_mark_is_what_its_link_shows() {
    for scenario in scenario::ALL {
        for id in (0..).take(scenario.messages.len()).map(MessageId) {
            let argument = scenario.message(id).argument;
            let link =
                format!("/v1/matrix/{}?flawed=yes&points={argument}&around=yes", scenario.id);
            let state = opened(&link);
            assert_eq!(state.link(), link);
            let shown = matrix(&state).and_then(|view| view.points).expect("they are on show");
            let matrix = state.matrix.as_ref().expect("it is on show");
            assert_eq!(shown.rows.len(), matrix.rows().count());
            for (row, of) in shown.rows.iter().zip(matrix.rows()) {
                let asked = fates(scenario, of.approach, id);
                let marks: Vec<_> = row.steps.iter().flat_map(|step| &step.fates).collect();
                assert_eq!(asked.len(), marks.len(), "{}", row.name);
                for (injection, mark) in asked.into_iter().zip(marks) {
                    check_mark(scenario, of.approach, injection, mark);
                }
            }
        }
    }
}

/// What the machine lists for each step of the first delivery of `message`, in an undisturbed run.
fn fates(
    scenario: &'static Scenario,
    approach: &'static Approach,
    message: MessageId,
) -> Vec<Injection> {
    let (run, _) = Run::of_plan(scenario, approach, &FailurePlan::default());
    let (machine, calm) = (run.machine(), Timeline::new(run).expect("it is possible"));
    let first = Delivery { message, attempt: 1 };
    let fates = calm.frames.windows(2).flat_map(|pair| {
        let point = pair[1].happened.and_then(|happened| happened.point);
        let point = point.filter(|point| point.delivery == first);
        point.into_iter().flat_map(|at| {
            let fates = machine.fates(&pair[0].world, HandlerId(0)).into_iter();
            fates.map(move |failure| Injection { at, failure })
        })
    });
    fates.collect()
}

fn check_mark(
    scenario: &'static Scenario,
    approach: &'static Approach,
    injection: Injection,
    mark: &FateView,
) {
    let Link { run, frame, .. } = Link::parse(&mark.link).expect("it is a link");
    let (expected, unmet) = Run::of_plan(scenario, approach, &FailurePlan::new([injection]));
    assert_eq!((unmet.as_slice(), &run.choices), ([].as_slice(), &expected.choices));
    let timeline = Timeline::new(run).expect("it is possible");
    let last = &timeline.frames[timeline.last()];
    assert!(last.at_rest, "{}", mark.says);
    let judged = |is: fn(&Judgement) -> bool| -> Vec<usize> {
        (0..invariant::ALL.len()).filter(|&index| is(&last.judgements[index])).collect()
    };
    let broken = judged(|it| matches!(it, Judgement::Broken(_)));
    let stuck = judged(|it| matches!(it, Judgement::Stuck(_)));
    let codes: Vec<&str> = broken.iter().map(|&index| invariant::ALL[index].code).collect();
    let formal = codes.len() > 1;
    let codes: Vec<&str> =
        codes.into_iter().filter(|code| !formal || *code != "INCONSISTENT").collect();
    let (tone, codes) = match (broken.is_empty(), stuck.is_empty()) {
        (false, _) => (Tone::Bad, codes),
        (true, false) => (Tone::Open, vec!["STUCK"]),
        (true, true) => (Tone::Good, vec!["ok"]),
    };
    assert_eq!((mark.tone, &mark.codes), (tone, &codes), "{}", mark.says);
    let breaks = broken
        .iter()
        .filter(|&&index| codes.contains(&invariant::ALL[index].code))
        .filter_map(|&index| timeline.verdict(index, timeline.last()).broken_in);
    assert_eq!(frame, breaks.min().unwrap_or(timeline.last()), "{}", mark.says);
}

/// The talk's own failure is among them, for the approaches that it compares.
#[test]
fn the_talks_failure_is_among_them() {
    let of = |name: &str| points(TALK).rows.into_iter().find(|row| row.name == name);
    let current = of("Current state").expect("it is on show");
    let step = current.steps.iter().find(|step| step.label == "publish FirstItemAdded");
    let codes: Vec<_> =
        step.expect("it takes it").fates.iter().map(|it| it.codes.clone()).collect();
    assert_eq!(codes, [["LOST"], ["ok"], ["LOST"], ["ok"]]);
    assert!(!of("Historic state").expect("it is on show").breaks);
}

/// With one promise, only that counts.
#[test]
fn one_promise_can_count_alone() {
    let codes = |link: &str| -> Vec<&'static str> {
        let rows = points(link).rows.into_iter().flat_map(|row| row.steps);
        let fates = rows.flat_map(|step| step.fates).filter(|fate| fate.tone == Tone::Bad);
        fates.flat_map(|fate| fate.codes).collect()
    };
    let ghosts = codes(&format!("{TALK}&promise=no-ghost"));
    assert!(!ghosts.is_empty() && ghosts.iter().all(|code| *code == "GHOST"));
    assert!(codes(TALK).len() > ghosts.len());
    assert!(invariant::ALL.iter().any(|promise| promise.code == "GHOST"));
}

/// What happens around a step is there when asked for; a mark says in a sentence what is broken.
#[test]
fn what_happens_around_a_step_is_there_when_asked_for() {
    let mut state = opened(TALK);
    let marks = |state: &State| {
        let points = matrix(state).and_then(|view| view.points).expect("they are on show");
        let row = points.rows.into_iter().find(|row| row.name == "All in one transaction");
        row.expect("it is on show").steps.into_iter().flat_map(|step| step.fates)
    };
    assert!(marks(&state).all(|fate| fate.mark.is_some() && fate.tone == Tone::Good));
    let commands = update(&mut state, Msg::ToggledAround);
    let link = format!("{TALK}&around=yes");
    assert_eq!(commands[0], Command::ReplaceLink(link.clone()));
    let mut around = marks(&state).filter(|fate| fate.mark.is_none());
    let copy = around.find(|fate| fate.tone == Tone::Bad).expect("a copy is applied again");
    assert_eq!(copy.codes, ["DUP"]);
    assert_eq!(
        copy.says,
        "receive. The sender sends the message again: AddItem 123 changed the Order twice."
    );
    assert_eq!(State::open(&link).link(), link);
    let error = Address::parse(&format!("{TALK}&around=no")).expect_err("it is yes or nothing");
    assert!(error.to_string().ends_with("expected 'yes', found 'no' (at character 47)"), "{error}");
}

/// Coming back from a run, the focus is where it was left.
#[test]
fn a_mark_is_left_and_come_back_to() {
    let mut state = opened(TALK);
    let bad = |step: &PointsStep| step.fates.iter().find(|fate| fate.tone == Tone::Bad).cloned();
    let rows = points(TALK).rows;
    let mark = rows.iter().flat_map(|row| &row.steps).find_map(bad).expect("something breaks");
    update(&mut state, Msg::OpenedLink(mark.link.clone()));
    assert_eq!((state.page, state.link()), (Page::Timeline, mark.link.clone()));
    let back = update(&mut state, Msg::OpenedLink(String::from(TALK)));
    assert_eq!(back[1..], [Command::FocusCell(Some(mark.link))]);
}

/// From the timeline and back, to another message and another scenario.
#[test]
fn a_key_leads_there_and_the_choice_is_in_the_address() {
    let mut state = State::default();
    update(&mut state, Msg::PressedPoints);
    assert_eq!((state.page, state.link().as_str()), (Page::Matrix, TALK));
    update(&mut state, Msg::ChosePoints(Some(MessageId(1))));
    assert_eq!(state.link(), "/v1/matrix/first-item-added?points=234");
    update(&mut state, Msg::ChoseScenario(String::from("quantities")));
    assert!(state.link().starts_with("/v1/matrix/quantities?points="), "{}", state.link());
    update(&mut state, Msg::PressedPoints);
    assert_eq!(state.link(), "/v1/matrix/quantities");
    update(&mut state, Msg::PressedMatrix);
    assert_eq!(state.page, Page::Timeline);
    update(&mut state, Msg::PressedPoints);
    assert!(state.link().contains("?points="), "{}", state.link());
    update(&mut state, Msg::PressedMatrix);
    update(&mut state, Msg::PressedMatrix);
    assert_eq!(state.link(), "/v1/matrix/quantities", "its own key shows the matrix itself");
    let error = Address::parse("/v1/matrix/first-item-added?points=9").expect_err("there is no 9");
    assert!(error.to_string().contains("one of the scenario's messages, found '9'"), "{error}");
}

/// Nothing is played on the page: it says how far the desk is, and each answer adds an approach.
#[test]
fn the_page_waits_for_the_desk() {
    let mut state = State::open(TALK);
    let shown = |state: &State| matrix(state).expect("the crash points are on show");
    let all = shown(&state).progress.1;
    let commands = state.opening();
    assert!(commands.contains(&Command::Ask(String::from(TALK))), "{commands:?}");
    let mut desk = Desk::default();
    desk.ask(TALK).expect("it is an address");
    for done in 0..all {
        let page = shown(&state);
        assert_eq!(page.progress, (done, all));
        assert!(page.summary.contains(&format!("{done} of {all} approaches")), "{}", page.summary);
        assert_eq!(page.points.expect("they are on show").rows.len(), done);
        let said = desk.work(1).expect("there is something to do");
        for said in &said {
            update(&mut state, Msg::Answered(said.text(0)));
        }
    }
    assert!(desk.work(1).is_none() && shown(&state).summary.contains("whichever step fails once"));
    // What is known is not asked for again; what comes on show is.
    assert_eq!(settled(&mut state, Msg::ToggledAround).len(), 1);
    let asks = |command: &Command| matches!(command, Command::Ask(_));
    assert!(update(&mut state, Msg::ToggledFlawed).iter().any(asks));
}
