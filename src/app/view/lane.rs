//! One approach on show: its steps, its deliveries, the world as it is, its promises.

use super::Tone;
use super::rail::{self, RailView};
use super::strip::{self, OutputView, QueueView, SubscriberView};
use super::table::{self, TableView};
use crate::app::state::State;
use crate::codec::Entry;
use crate::sim::approach::{self, Approach, Sends};
use crate::sim::invariant::{self, Judgement};
use crate::sim::machine::Happening;
use crate::sim::model::{Delivery, Handler, MessageSet, Record, Request, Stage, World};
use crate::sim::scenario::Scenario;
use crate::sim::timeline::Timeline;
use crate::words;

/// One lane.
#[derive(Clone, PartialEq, Debug)]
pub struct LaneView {
    /// The approach's id.
    pub id: &'static str,
    /// The approach's name.
    pub name: &'static str,
    /// What it relies on.
    pub idea: &'static str,
    /// What is wrong with it, if it is wrong on purpose.
    pub flaw: Option<&'static str>,
    /// All approaches to choose from.
    pub choices: Vec<ApproachChoice>,
    /// Whether the lane can be closed.
    pub can_close: bool,
    /// Whether the lane waits at this beat for the others.
    pub waits: bool,
    /// What happened here, in a sentence.
    pub now: String,
    /// What will happen here next, in a few words; none at rest.
    pub next: Option<String>,
    /// The promises in sight.
    pub verdicts: Vec<VerdictView>,
    /// Every promise, and how it stands in words.
    pub promises: Vec<(&'static str, String)>,
    /// The queue.
    pub queue: Vec<QueueView>,
    /// The deliveries, step by step.
    pub table: TableView,
    /// The document's versions.
    pub rail: RailView,
    /// What each handler at work holds in memory.
    pub memory: Vec<MemoryView>,
    /// What is stored beside the document, as pairs of name and content.
    pub stored: Vec<(String, String)>,
    /// What the broker has sent out.
    pub sent: Vec<OutputView>,
    /// What the next endpoint makes of it.
    pub subscriber: SubscriberView,
    /// The approach as a listing.
    pub listing: Listing,
}

/// An approach to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApproachChoice {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether it is on show.
    pub shown: bool,
    /// Why it makes no sense in the scenario, if it does not.
    pub misfit: Option<&'static str>,
}

/// The verdict on one promise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerdictView {
    /// The promise.
    pub promise: &'static str,
    /// How the promise stands, short.
    pub name: &'static str,
    /// The promise, and what exactly it says.
    pub means: String,
    /// How it stands.
    pub tone: Tone,
    /// The same in a word.
    pub word: &'static str,
    /// Why, if it does not simply hold.
    pub why: Option<String>,
    /// The beat that broke it.
    pub broken_in: Option<usize>,
}

/// The handler's memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MemoryView {
    /// The delivery at hand.
    pub delivery: String,
    /// The version worked on, and whether it is an old one.
    pub read: Option<(String, bool)>,
    /// The document in memory.
    pub lines: String,
    /// Events decided and not sent.
    pub outgoing: Vec<&'static str>,
}

/// An approach's table in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listing {
    /// What the approach relies on.
    pub idea: &'static str,
    /// Its rows.
    pub lines: Vec<ListingLine>,
    /// What is written together with what.
    pub atomic: String,
    /// What each message costs, as terms with what is said of them; nothing while it is measured.
    pub costs: Vec<Entry>,
    /// What it requires, likewise.
    pub requires: Vec<Entry>,
    /// Where it is described.
    pub source: &'static str,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListingLine {
    /// Its name.
    pub label: &'static str,
    /// What it does.
    pub says: &'static str,
    /// Its branch, in words.
    pub jump: Option<String>,
    /// Whether this row took the step on show.
    pub current: bool,
    /// Whether this row takes the next step.
    pub next: bool,
}

pub(super) fn lane(state: &State, lane: usize) -> LaneView {
    let timeline = &state.lanes[lane].timeline;
    let number = state.frame(lane, state.beat);
    let frame = &timeline.frames[number];
    let (scenario, approach) = (state.case.scenario, timeline.run.approach);
    let waits = state.beat > 0 && !state.beats[state.beat].moves[lane];
    let now = match frame.happened {
        _ if waits => String::from("Nothing happens here at this point."),
        Some(happened) => words::step(&timeline.run, &happened.happening, &frame.world),
        None if approach.sends == Sends::ToQueue => String::from("The messages wait in the queue."),
        None => String::from("The messages wait at their sender."),
    };
    let verdicts: Vec<VerdictView> =
        (0..invariant::ALL.len()).map(|index| verdict(state, lane, index)).collect();
    LaneView {
        id: approach.id,
        name: approach.name,
        idea: approach.idea,
        flaw: approach.flaw,
        choices: choices(state.case.scenario, approach),
        can_close: state.lanes.len() > 1,
        waits,
        now,
        next: next(timeline, number),
        verdicts: in_sight(&verdicts),
        promises: verdicts.iter().map(stands).collect(),
        queue: strip::queue(timeline, number),
        table: table::table(state, lane),
        rail: rail::rail(timeline, number),
        memory: memory(scenario, &frame.world),
        stored: stored(scenario, &frame.world),
        sent: strip::sent(timeline, number),
        subscriber: strip::subscriber(timeline, number),
        listing: listing(state, lane, number),
    }
}

/// All approaches, and the one on show if it is not among them: those that are wrong on purpose are
/// no choice that a visitor comes upon unasked.
fn choices(scenario: &Scenario, shown: &'static Approach) -> Vec<ApproachChoice> {
    let flawed = Some(shown).filter(|shown| shown.flaw.is_some());
    let all = approach::ALL.iter().copied().chain(flawed);
    all.map(|approach| ApproachChoice {
        id: approach.id,
        name: approach.name,
        shown: approach.id == shown.id,
        misfit: scenario.misfit(approach),
    })
    .collect()
}

/// What comes next in this very run, failures included.
fn next(timeline: &Timeline, number: usize) -> Option<String> {
    let happened = timeline.frames.get(number + 1)?.happened?;
    let what = words::next(&timeline.run, &happened.happening);
    let fails = if happened.injection().is_some() { ", which will fail" } else { "" };
    Some(format!("{what}{fails}"))
}

/// The promises that are always in sight; the others, once there is something to say of them.
fn in_sight(all: &[VerdictView]) -> Vec<VerdictView> {
    let (learned, others) = all.split_at(invariant::IN_SIGHT);
    let has_news = |verdict: &&VerdictView| matches!(verdict.tone, Tone::Bad | Tone::Open);
    learned.iter().chain(others.iter().filter(has_news)).cloned().collect()
}

/// A promise, and how it stands.
fn stands(verdict: &VerdictView) -> (&'static str, String) {
    let why = verdict.why.as_ref().map_or(String::new(), |why| format!(". {why}"));
    (verdict.promise, format!("{}{why}", verdict.word))
}

fn verdict(state: &State, lane: usize, index: usize) -> VerdictView {
    let timeline = &state.lanes[lane].timeline;
    let number = state.frame(lane, state.beat);
    let verdict = timeline.verdict(index, number);
    let rest = timeline.frames[number].at_rest;
    let promise = invariant::ALL[index];
    let (tone, word) = match verdict.judgement {
        Judgement::Broken(_) => (Tone::Bad, "broken"),
        Judgement::Open(_) => (Tone::Open, "open"),
        Judgement::Stuck(_) => (Tone::Open, "stuck until an operator replays it"),
        Judgement::NotApplicable => (Tone::Calm, "not applicable here"),
        Judgement::Holds if rest => (Tone::Good, "kept"),
        Judgement::Holds => (Tone::Calm, "kept so far"),
    };
    VerdictView {
        promise: promise.name,
        name: if tone == Tone::Bad { promise.broken } else { promise.kept },
        means: format!("{}. {} Source: {}.", promise.name, promise.means, promise.source),
        tone,
        word,
        why: words::reason(state.case.scenario, verdict.judgement),
        broken_in: verdict.broken_in.map(|frame| state.beat_of(lane, frame)),
    }
}

fn memory(scenario: &Scenario, world: &World) -> Vec<MemoryView> {
    let view = |handler: &Handler| match *handler {
        Handler::Idle => None,
        Handler::Busy { delivery, memory, .. } => Some(MemoryView {
            delivery: words::delivery(scenario, delivery),
            read: memory.read.map(|read| (words::version(read), read != memory.latest)),
            lines: words::lines(scenario, memory.state),
            outgoing: memory.outgoing.iter().map(|event| scenario.event(event)).collect(),
        }),
    };
    world.handlers.iter().filter_map(view).collect()
}

fn stored(scenario: &Scenario, world: &World) -> Vec<(String, String)> {
    let ids = |set: MessageSet| set.iter().map(|id| scenario.message(id).argument).collect();
    let attempts = |all: &mut dyn Iterator<Item = Delivery>| {
        all.map(|by| words::delivery(scenario, by)).collect::<Vec<String>>().join("; ")
    };
    let (store, beside) = (&world.store, &world.beside);
    let sets: [(&str, Vec<&str>); 5] = [
        ("not sent yet", ids(world.sender.unsent)),
        ("sent, no receipt yet", ids(world.sender.unconfirmed)),
        ("processed ids", ids(store.processed)),
        ("deduplication store", ids(beside.processed)),
        ("tokens used up", ids(beside.used)),
    ];
    let named = sets.map(|(name, ids)| (name, ids.join(", "))).into_iter().chain([
        ("open transaction", attempts(&mut store.transaction.into_iter())),
        ("staged", attempts(&mut beside.staged.iter().map(|staged| staged.by))),
        ("blobs", attempts(&mut beside.blobs.iter().map(|blob| blob.by))),
        ("dead letters", ids(world.queue.dead).join(", ")),
    ]);
    let mut stored: Vec<(String, String)> = locked(scenario, world).into_iter().collect();
    let named = named
        .filter(|(_, content)| !content.is_empty())
        .map(|(name, content)| (name.to_string(), content));
    stored.extend(named);
    stored.extend(beside.requests.iter().map(|&it| request(scenario, it)));
    for (message, record) in scenario.messages.iter().zip(world.store.outbox) {
        let content = match record {
            Record::Absent => continue,
            Record::Dispatched => String::from("sent"),
            Record::Pending(outgoing) => {
                let events: Vec<&str> =
                    outgoing.events.iter().map(|event| scenario.event(event)).collect();
                events.join(", ")
            }
        };
        stored.push((format!("outbox {}", message.argument), content));
    }
    stored
}

/// Who has the document locked: until the coordinator knows, nobody else may read it.
fn locked(scenario: &Scenario, world: &World) -> Option<(String, String)> {
    let prepared = world.beside.prepared?;
    let decision = if prepared.decided { "decided: commit" } else { "undecided" };
    let by = words::delivery(scenario, prepared.by);
    Some((String::from("locked"), format!("{by}, {decision}")))
}

/// A request at the HTTP server: where it stands and how often it was carried out.
fn request(scenario: &Scenario, request: Request) -> (String, String) {
    let stage = match request.stage {
        Stage::Put => "put",
        Stage::Done => "response kept",
        Stage::Deleted => "deleted",
    };
    let times = match request.executed {
        0 => String::from("not carried out"),
        1 => String::from("carried out once"),
        times => format!("carried out {times} times"),
    };
    (format!("request of {}", words::delivery(scenario, request.by)), format!("{stage}, {times}"))
}

fn listing(state: &State, index: usize, number: usize) -> Listing {
    let timeline = &state.lanes[index].timeline;
    let row = |number: usize| match timeline.frames.get(number)?.happened?.happening {
        Happening::Step { row, .. } => Some(row),
        Happening::Turned(_) => None,
    };
    let approach = timeline.run.approach;
    let (current, next) = (row(number), row(number + 1));
    let line = |(index, step): (usize, &crate::sim::approach::Step)| ListingLine {
        label: step.label,
        says: step.says,
        jump: step.jump.as_ref().map(|jump| format!("if {}, go to {}", jump.when, jump.to)),
        current: current == Some(index),
        next: next == Some(index),
    };
    let price = state.prices.of(timeline.run.case, approach);
    let price = price.as_deref().cloned().unwrap_or_default();
    Listing {
        lines: approach.steps.iter().enumerate().map(line).collect(),
        atomic: words::atomic(approach),
        costs: price.costs,
        requires: price.requires,
        source: approach.source,
        idea: approach.idea,
    }
}
