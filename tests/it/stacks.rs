//! The errors of one run come from one stack, which the page names.

use std::collections::BTreeSet;

use redelivery::app::state::{Command, Exported, Msg, State, answer_at_once, update};
use redelivery::sim::approach;
use redelivery::sim::failure::{FailurePlan, Injection};
use redelivery::sim::io::{EffectKind, Failure};
use redelivery::sim::scenario::{self, Case};
use redelivery::sim::timeline::{Run, Timeline};
use redelivery::words;

use crate::language::html;

/// What the stack called `id` says, when whatever can fails.
fn said_by(id: &str) -> BTreeSet<&'static str> {
    words::use_stack(id);
    let of =
        |failure: Failure| EffectKind::ALL.into_iter().map(move |kind| words::error(kind, failure));
    let failures = [Failure::Refused, Failure::Unanswered, Failure::Died, Failure::Conflict];
    let all = failures.into_iter().flat_map(of).collect();
    words::use_stack("msmq");
    all
}

/// What each stack says and no other does.
pub fn texts() -> [BTreeSet<&'static str>; 3] {
    let all = words::STACKS.map(|(id, _)| said_by(id));
    [0, 1, 2].map(|own| {
        let others = |text: &&str| all.iter().filter(|it| it.contains(text)).count() == 1;
        all[own].iter().copied().filter(others).collect()
    })
}

/// Every sentence of every scenario's run under every approach, failing at each step in turn.
fn sentences() -> Vec<String> {
    let mut said = Vec::new();
    for scenario in scenario::ALL {
        for approach in scenario.suited(approach::ALL) {
            let case = Case::from(*scenario);
            let undisturbed =
                Timeline::new(Run::of_plan(case, approach, &FailurePlan::default()).0)
                    .expect("it plays");
            let points = undisturbed.frames.iter().filter_map(|frame| frame.happened?.point);
            for (at, failure) in points.flat_map(|at| {
                [Failure::Refused, Failure::Unanswered, Failure::Died].map(|it| (at, it))
            }) {
                let plan = FailurePlan::new([Injection { at, failure }]);
                let timeline =
                    Timeline::new(Run::of_plan(case, approach, &plan).0).expect("it plays");
                said.extend(timeline.frames.iter().filter_map(|frame| {
                    Some(words::step(&timeline.run, &frame.happened?.happening, &frame.world))
                }));
            }
        }
    }
    said
}

#[test]
fn errors_of_a_run_come_from_one_stack() {
    let texts = texts();
    for (own, (id, name)) in words::STACKS.into_iter().enumerate() {
        words::use_stack(id);
        let said = sentences().join("\n");
        let mut has_own = 0;
        for (other, texts) in texts.iter().enumerate() {
            let found = texts.iter().filter(|text| said.contains(**text)).count();
            has_own += if other == own { found } else { 0 };
            assert!(other == own || found == 0, "{name} says what {other} does");
        }
        assert!(has_own >= 8, "{name} says {has_own} things");
    }
}

/// The errors that the talk shows are met: with the first stack, or with the second.
#[test]
fn every_error_of_the_talk_is_met() {
    let [msmq, rabbitmq, _] = texts();
    let met = |all: &BTreeSet<&str>, words: &str| all.iter().any(|text| text.contains(words));
    assert!(met(&msmq, "Insufficient resources"));
    assert!(met(&msmq, "Connection Timeout"));
    assert!(met(&msmq, "chosen as the deadlock victim"));
    assert!(met(&rabbitmq, "SocketException"));
}

/// The page names the stack, remembers another, and then shows its errors; its link stays.
#[test]
fn a_chosen_stack_is_named_shown_and_remembered() {
    let mut state = State::default();
    let link = state.link();
    for (id, name) in words::STACKS {
        let commands = update(&mut state, Msg::ChoseErrors(id.to_string()));
        assert!(commands.contains(&Command::RememberErrors(id)), "{commands:?}");
        assert_eq!((words::stack(), state.link()), ((id, name), link.clone()));
        let own = format!("<option value=\"{id}\" selected");
        assert!(html(&state).contains(&own), "{name} is not named");
    }
}

/// What is saved to a file has the errors that the page shows.
#[test]
fn exports_have_the_errors_of_the_stack() {
    let [msmq, _, aws] = texts();
    let mut state = State::default();
    update(&mut state, Msg::ChoseErrors(String::from("aws")));
    let commands = update(&mut state, Msg::ToggledExport);
    answer_at_once(&mut state, commands);
    for format in 0..state.export.formats.len() {
        let chosen = Msg::Exported(Exported::ChoseFormat(format));
        let commands = update(&mut state, chosen);
        answer_at_once(&mut state, commands);
        let text = state.export.written.as_ref().map_or("", |written| &written.text);
        let text = text.replace("<br/>", " ");
        let says = |all: &BTreeSet<&str>| all.iter().any(|it| text.contains(*it));
        assert!(!says(&msmq), "format {format} says what another stack does");
        if text.starts_with("sequenceDiagram") {
            assert!(says(&aws), "{text}");
        }
    }
}
