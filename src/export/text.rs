//! A timeline as plain text, a line a frame: the format that people read in a terminal and that
//! reviewers read in diffs.

use std::fmt::Write as _;

use super::says;
use crate::sim::invariant::{self, Judgement};
use crate::sim::model::{Handler, Record, World};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::{Frame, Timeline};
use crate::words;

/// The timeline with its verdicts. Ends with a line feed.
pub fn text(timeline: &Timeline) -> String {
    text_numbered(timeline, |frame| frame)
}

/// The timeline with its verdicts, where its frames have other numbers because it is shown beside
/// other timelines.
pub fn text_numbered(timeline: &Timeline, step: impl Fn(usize) -> usize) -> String {
    let run = &timeline.run;
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line(format!("{}: {}", run.case.scenario.name, run.approach.name));
    line(String::new());
    for (number, frame) in timeline.frames.iter().enumerate() {
        let told = says(timeline, number);
        line(format!("{:>2}  {}{told}", step(number), place(run.case.scenario, frame)));
        line(format!("      {}", world(run.case.scenario, &frame.world)));
        for index in 0..invariant::ALL.len() {
            if timeline.verdict(index, number).broken_in == Some(number) {
                let why = words::reason(run.case.scenario, frame.judgements[index]);
                let name = invariant::ALL[index].name;
                line(format!("      BREAKS \"{name}\": {}", why.unwrap_or_default()));
            }
        }
    }
    line(String::new());
    for (index, promise) in invariant::ALL.iter().enumerate() {
        line(format!("{}: {}", promise.name, verdict(timeline, index, &step)));
    }
    let counts = timeline.counts(timeline.last());
    let counts: Vec<String> = counts.iter().map(words::count).collect();
    line(format!("{} counted: {}", run.case.scenario.subscriber.name, counts.join(", ")));
    out
}

/// The verdict at the end, in words.
fn verdict(timeline: &Timeline, index: usize, step: impl Fn(usize) -> usize) -> String {
    let verdict = timeline.verdict(index, timeline.last());
    let rest = timeline.frames[timeline.last()].at_rest;
    match (verdict.judgement, verdict.broken_in) {
        (Judgement::Broken(_), Some(frame)) => format!("broken in frame {}", step(frame)),
        (Judgement::NotApplicable, _) => String::from("not applicable"),
        (Judgement::Open(_), _) => String::from("open"),
        (Judgement::Stuck(_), _) => String::from("stuck until an operator replays it"),
        (_, _) if rest => String::from("holds"),
        (_, _) => String::from("holds so far"),
    }
}

/// Whose step it was: `AddItem 123 #1 · persist: `.
fn place(scenario: &Scenario, frame: &Frame) -> String {
    let Some(point) = frame.happened.and_then(|happened| happened.point) else {
        return String::new();
    };
    let message = words::message(scenario, point.delivery.message);
    let act = words::act(scenario, point.act);
    format!("{message} #{} · {act}: ", point.delivery.attempt)
}

fn world(scenario: &Scenario, world: &World) -> String {
    let argument = |id| scenario.message(id).argument;
    let list = |items: Vec<String>| if items.is_empty() { "-".into() } else { items.join(" ") };
    let queue = world.queue.entries.iter().map(|entry| {
        let leased = if entry.lease.is_held() { "(leased)" } else { "" };
        format!("{}{leased}", argument(entry.message))
    });
    let versions = world.store.versions.iter().enumerate().map(|(index, version)| {
        let by = version.made_by.map_or("", |by| argument(by.message));
        format!("v{index}[{}]{by}", words::lines(scenario, version.state))
    });
    let sent = world.sent.iter().map(|output| {
        let number = scenario.tells(output).map_or(String::new(), |told| format!(" {told}"));
        format!("{}{number}({})", scenario.event(output.event), argument(output.by.message))
    });
    let mut out = format!(
        "queue: {} | versions: {} | sent: {}",
        list(queue.collect()),
        list(versions.collect()),
        list(sent.collect())
    );
    for (message, record) in scenario.messages.iter().zip(world.store.outbox) {
        let record = match record {
            Record::Absent => continue,
            Record::Dispatched => String::from("sent"),
            Record::Pending(outgoing) => list(
                outgoing.events.iter().map(|event| scenario.event(event).to_string()).collect(),
            ),
        };
        let _ = write!(out, " | outbox {}: {record}", message.argument);
    }
    for handler in world.handlers {
        if let Handler::Busy { memory, .. } = handler
            && let Some(read) = memory.read
        {
            let lines = words::lines(scenario, memory.state);
            let _ = write!(out, " | memory: {} read, {lines}", words::version(read));
        }
    }
    out
}
