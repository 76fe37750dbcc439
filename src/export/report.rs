//! Runs as Markdown, for what is read beside code: a table of the steps, and what became of each
//! promise.

use std::fmt::Write as _;

use super::Taken;
use crate::sim::invariant::{self, Judgement};
use crate::sim::timeline::{Frame, Timeline};
use crate::words;

/// All runs, one behind the other. Ends with a line feed.
pub(super) fn write(taken: &Taken) -> String {
    let scenario = taken.first().run.case.scenario;
    let mut out = format!("# {}\n\n{}\n", escape(scenario.name), escape(scenario.about));
    // One link to all of them: there the steps have the numbers that they have here.
    let says = if taken.lanes.len() > 1 { "Open these runs" } else { "Open this run" };
    let _ = writeln!(out, "\n[{says}]({})", taken.address());
    for (timeline, numbers) in taken.lanes.iter().zip(taken.numbers()) {
        let run = &timeline.run;
        let _ =
            writeln!(out, "\n## {}\n\n{}\n", escape(run.approach.name), escape(run.approach.idea));
        let _ = writeln!(out, "{}.\n", super::numbering(&numbers));
        table(&mut out, timeline, &numbers);
        promises(&mut out, timeline, &numbers);
        let counts = timeline.counts(timeline.last());
        let counts: Vec<String> = counts.iter().map(words::count).collect();
        let name = escape(scenario.subscriber.name);
        let _ = writeln!(out, "\n{name} counted: {}.", escape(&counts.join(", ")));
    }
    out
}

fn table(out: &mut String, timeline: &Timeline, numbers: &[usize]) {
    out.push_str("| # | delivery | what happened | queue | document | events out |\n");
    out.push_str("| ---: | --- | --- | --- | --- | --- |\n");
    for (number, frame) in timeline.frames.iter().enumerate() {
        let cells = [
            numbers[number].to_string(),
            escape(&delivery(timeline, frame)),
            happened(timeline, number),
            escape(&queue(timeline, frame)),
            escape(&document(timeline, frame)),
            escape(&sent(timeline, number)),
        ];
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

fn promises(out: &mut String, timeline: &Timeline, numbers: &[usize]) {
    out.push_str("\n| promise | verdict | because |\n| --- | --- | --- |\n");
    for (index, promise) in invariant::ALL.iter().enumerate() {
        let verdict = timeline.verdict(index, timeline.last());
        let answer = match (verdict.judgement, verdict.broken_in) {
            (Judgement::Broken(_), Some(frame)) => {
                format!("**broken** in step {}", numbers[frame])
            }
            (Judgement::Broken(_), None) => String::from("**broken**"),
            (Judgement::Holds, _) => String::from("holds"),
            (Judgement::NotApplicable, _) => String::from("not applicable"),
            (Judgement::Open(_), _) => String::from("open"),
            (Judgement::Stuck(_), _) => String::from("stuck"),
        };
        let why = words::reason(timeline.run.case.scenario, verdict.judgement).unwrap_or_default();
        let _ = writeln!(out, "| {} | {answer} | {} |", escape(promise.name), escape(&why));
    }
}

fn delivery(timeline: &Timeline, frame: &Frame) -> String {
    let point = frame.happened.and_then(|happened| happened.point);
    let of = |point: crate::sim::failure::Point| {
        words::delivery(timeline.run.case.scenario, point.delivery)
    };
    point.map_or(String::new(), of)
}

/// What happened, and what that breaks.
fn happened(timeline: &Timeline, number: usize) -> String {
    let frame = &timeline.frames[number];
    let mut text = escape(&super::says(timeline, number));
    for (index, promise) in invariant::ALL.iter().enumerate() {
        if timeline.verdict(index, number).broken_in == Some(number) {
            let why = words::reason(timeline.run.case.scenario, frame.judgements[index]);
            let why = escape(&why.unwrap_or_default());
            let _ = write!(text, " **Breaks \"{}\": {why}**", escape(promise.name));
        }
    }
    text
}

fn queue(timeline: &Timeline, frame: &Frame) -> String {
    let entries = frame.world.queue.entries.iter().map(|entry| {
        let name = words::message(timeline.run.case.scenario, entry.message);
        if entry.lease.is_held() { format!("{name} (leased)") } else { name }
    });
    entries.collect::<Vec<_>>().join(", ")
}

fn document(timeline: &Timeline, frame: &Frame) -> String {
    let store = &frame.world.store;
    let document = words::lines(timeline.run.case.scenario, store.state(store.latest()));
    format!("{}: {document}", words::version(store.latest()))
}

/// The events that go out in this step.
fn sent(timeline: &Timeline, number: usize) -> String {
    let scenario = timeline.run.case.scenario;
    let before = number.checked_sub(1).map_or(0, |it| timeline.frames[it].world.sent.len());
    let events = timeline.frames[number].world.sent.iter().skip(before).map(|output| {
        let told = scenario.tells(output).map_or(String::new(), |told| format!(" {told}"));
        format!("{}{told}", scenario.event(output.event))
    });
    events.collect::<Vec<_>>().join(", ")
}

/// Signs that mean something to Markdown, as themselves.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if "\\`*_{}[]<>#|~&$!".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
