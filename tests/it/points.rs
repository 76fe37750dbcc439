//! The crash points: every way in which a step can fail, solved, and each a link to its run.

use std::fmt::Write as _;

use redelivery::app::state::{Msg, Page, State, update};
use redelivery::app::view::{MatrixView, PointsView, Tone, matrix};
use redelivery::codec::{Address, Link};
use redelivery::sim::invariant::{self, Judgement};
use redelivery::sim::matrix::crash_points;
use redelivery::sim::model::MessageId;
use redelivery::sim::scenario;
use redelivery::sim::timeline::Timeline;

use crate::golden::Golden;

const TALK: &str = "/v1/matrix/first-item-added?points=123";

fn page(link: &str) -> MatrixView {
    let state = State::open(link);
    assert_eq!(state.notice, None, "{link}");
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
            let fates =
                step.fates.iter().map(|it| format!("{} {}", it.mark.name(), it.codes.join("+")));
            let _ = writeln!(text, "    {}: {}", step.label, fates.collect::<Vec<_>>().join(", "));
        }
    }
    vec![Golden { name: "points.first-item-added.txt".into(), text }]
}

/// Whatever the map says of a failure is what its link shows: it strikes once, and what is broken
/// at the end is what the mark says.
#[test]
fn every_mark_is_what_its_link_shows() {
    for scenario in scenario::ALL {
        for id in (0..).take(scenario.messages.len()).map(MessageId) {
            let argument = scenario.message(id).argument;
            let link = format!("/v1/matrix/{}?flawed=yes&points={argument}", scenario.id);
            let state = State::open(&link);
            assert_eq!(state.link(), link);
            let shown = matrix(&state).and_then(|view| view.points).expect("they are on show");
            let matrix = state.matrix.as_ref().expect("it is on show");
            for (row, (approach, _)) in shown.rows.iter().zip(matrix.rows()) {
                let solved = crash_points((*scenario).into(), approach, id);
                let fates = solved.iter().flat_map(|point| &point.fates);
                let marks = row.steps.iter().flat_map(|step| &step.fates);
                assert!(fates.clone().count() == marks.clone().count(), "{}", row.name);
                for (fate, mark) in fates.zip(marks) {
                    let Link { run, frame, .. } = Link::parse(&mark.link).expect("it is a link");
                    let timeline = Timeline::new(run).expect("it is possible");
                    let struck = timeline.struck();
                    let [only] = struck.injections() else { panic!("{}: {struck:?}", mark.says) };
                    assert_eq!((only.failure, only.at.delivery.message), (fate.failure, id));
                    let broken = |judgement: &Judgement| matches!(judgement, Judgement::Broken(_));
                    let last = &timeline.frames[timeline.last()];
                    assert!(last.at_rest);
                    let breaks = last.judgements.iter().any(broken);
                    assert_eq!(breaks, mark.tone == Tone::Bad, "{}", mark.says);
                    let here = timeline.frames[frame].judgements.iter().any(broken);
                    assert_eq!(here, breaks, "it opens where the promise breaks: {}", mark.says);
                }
            }
        }
    }
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
    let error = Address::parse("/v1/matrix/first-item-added?points=9").expect_err("there is no 9");
    assert!(error.to_string().contains("one of the scenario's messages, found '9'"), "{error}");
}
