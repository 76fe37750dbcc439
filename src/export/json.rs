//! A timeline as JSON, through mirror types of its own: the fields here are a promise to readers
//! outside, the simulator's types are not.

use serde::Serialize;

use super::{Taken, says};
use crate::codec::{Link, verdict_word};
use crate::sim::invariant;
use crate::sim::machine::{Choice, Happening};
use crate::sim::model::{Output, World};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::{Count, Frame, Timeline};
use crate::words;

/// Version of the format that is written, and read.
pub const VERSION: u32 = 1;

/// A run with all of its frames.
#[derive(Serialize)]
struct TimelineJson {
    /// Version of this format.
    version: u32,
    /// The run's link: the text after `#`.
    link: String,
    /// The scenario's id.
    scenario: &'static str,
    /// The approach's id.
    approach: &'static str,
    /// Every frame; the first is the world before anything happened.
    frames: Vec<FrameJson>,
    /// The promises, judged at the last frame.
    verdicts: Vec<VerdictJson>,
    /// Who takes the events, and what it has counted at the last frame.
    subscriber: SubscriberJson,
}

/// One instant.
#[derive(Serialize)]
struct FrameJson {
    /// Position in the run, from 0.
    frame: usize,
    /// What happened, as a sentence.
    says: String,
    /// `start`, or the word that stands for it in a link: `step`, `refused`, `back` and so on.
    choice: &'static str,
    /// The message it was about, as in `AddItem 123`.
    message: Option<String>,
    /// Which delivery of the message, from 1.
    attempt: Option<u8>,
    /// What the step was about, as in `publish ItemAdded`.
    act: Option<String>,
    /// The row's label in the approach's table.
    step: Option<&'static str>,
    /// Whether nothing more can happen.
    at_rest: bool,
    /// Messages in the queue, front first.
    queue: Vec<EntryJson>,
    /// Every version of the document, v0 first.
    versions: Vec<VersionJson>,
    /// Events sent so far, in order.
    sent: Vec<OutputJson>,
}

/// One message in the queue.
#[derive(Serialize)]
struct EntryJson {
    message: String,
    /// How often it was received.
    attempts: u8,
    /// Whether a handler has it.
    leased: bool,
}

/// One version of the document.
#[derive(Serialize)]
struct VersionJson {
    /// As in `lines 123, 234`.
    document: String,
    /// The message that made it; none for v0.
    message: Option<String>,
    /// The attempt that made it; none for v0.
    attempt: Option<u8>,
}

/// One event that is out.
#[derive(Serialize)]
struct OutputJson {
    event: &'static str,
    /// The message that caused it.
    message: String,
    /// The attempt that sent it.
    attempt: u8,
    /// The version it was decided from.
    read: u8,
    /// The number it tells, if it tells one.
    tells: Option<u8>,
    /// What the next endpoint knows it by among the events of its message and kind: 0 is derived
    /// from the message, any other was drawn by an attempt.
    id: u8,
}

/// The answer to one promise.
#[derive(Serialize)]
struct VerdictJson {
    /// The promise's id.
    promise: &'static str,
    /// `holds`, `not applicable`, `open`, `stuck` or `broken`.
    verdict: &'static str,
    /// The frame that broke it.
    frame: Option<usize>,
    /// Why, as a sentence.
    because: Option<String>,
}

/// Who takes the events.
#[derive(Serialize)]
struct SubscriberJson {
    name: &'static str,
    tallies: Vec<TallyJson>,
}

/// What the subscriber counts under one name.
#[derive(Serialize)]
struct TallyJson {
    name: &'static str,
    /// What it has counted.
    counted: u8,
    /// What it would count if each message were processed exactly once.
    expected: u8,
}

/// The first run.
pub(super) fn write(taken: &Taken) -> String {
    json(taken.first())
}

/// The timeline as one JSON object. Ends with a line feed.
pub fn json(timeline: &Timeline) -> String {
    let run = &timeline.run;
    let link = Link::of(run.clone());
    let document = TimelineJson {
        version: VERSION,
        link: link.to_string(),
        scenario: run.case.scenario.id,
        approach: run.approach.id,
        frames: (0..timeline.frames.len()).map(|number| frame(timeline, number)).collect(),
        verdicts: (0..invariant::ALL.len()).map(|index| verdict(timeline, index)).collect(),
        subscriber: subscriber(timeline),
    };
    let text = serde_json::to_string_pretty(&document).expect("strings and numbers serialise");
    text + "\n"
}

fn frame(timeline: &Timeline, number: usize) -> FrameJson {
    let run = &timeline.run;
    let Frame { happened, world, at_rest, .. } = &timeline.frames[number];
    let scenario = run.case.scenario;
    let row = match happened.map(|happened| happened.happening) {
        Some(Happening::Step { row, .. }) => Some(run.approach.steps[row].label),
        _ => None,
    };
    let point = happened.and_then(|happened| happened.point);
    FrameJson {
        frame: number,
        says: says(timeline, number),
        choice: happened.map_or("start", |happened| match happened.choice {
            Choice::Step(_) => "step",
            Choice::Fail(_, failure) => crate::codec::failure_word(failure),
            Choice::Turn(turn) => crate::codec::turn_word(turn.kind),
        }),
        message: happened.map(|happened| words::message(scenario, happened.happening.message())),
        attempt: point.map(|point| point.delivery.attempt),
        act: point.map(|point| words::act(scenario, point.act)),
        step: row,
        at_rest: *at_rest,
        queue: queue(scenario, world),
        versions: versions(scenario, world),
        sent: sent(scenario, world),
    }
}

fn queue(scenario: &Scenario, world: &World) -> Vec<EntryJson> {
    let entry = |entry: &crate::sim::model::Entry| EntryJson {
        message: words::message(scenario, entry.message),
        attempts: entry.attempts,
        leased: entry.lease.is_held(),
    };
    world.queue.entries.iter().map(entry).collect()
}

fn versions(scenario: &Scenario, world: &World) -> Vec<VersionJson> {
    let version = |version: &crate::sim::model::Version| VersionJson {
        document: words::lines(scenario, version.state),
        message: version.made_by.map(|by| words::message(scenario, by.message)),
        attempt: version.made_by.map(|by| by.attempt),
    };
    world.store.versions.iter().map(version).collect()
}

fn sent(scenario: &Scenario, world: &World) -> Vec<OutputJson> {
    let output = |output: &Output| OutputJson {
        event: scenario.event(output.event),
        message: words::message(scenario, output.by.message),
        attempt: output.by.attempt,
        read: output.read.0,
        tells: scenario.tells(output),
        id: output.id,
    };
    world.sent.iter().map(output).collect()
}

fn verdict(timeline: &Timeline, index: usize) -> VerdictJson {
    let verdict = timeline.verdict(index, timeline.last());
    VerdictJson {
        promise: invariant::ALL[index].id,
        verdict: verdict_word(verdict.judgement),
        frame: verdict.broken_in,
        because: words::reason(timeline.run.case.scenario, verdict.judgement),
    }
}

fn subscriber(timeline: &Timeline) -> SubscriberJson {
    let tally = |Count { name, counted, expected, .. }| TallyJson { name, counted, expected };
    SubscriberJson {
        name: timeline.run.case.scenario.subscriber.name,
        tallies: timeline.counts(timeline.last()).into_iter().map(tally).collect(),
    }
}
