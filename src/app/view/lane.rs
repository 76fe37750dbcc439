//! One approach on show: its steps, its deliveries, the world as it is, its promises.

use super::Tone;
use super::holdings::{self, Fact, MemoryView};
use super::rail::{self, RailView};
use super::story::Story;
use super::strip::{self, OutputView, SubscriberView};
use super::table::{self, TableView};
use super::track::{self, TrackView};
use crate::app::state::{Menu, State};
use crate::codec::Entry;
use crate::language::tell;
use crate::sim::approach::{self, Approach, Sends};
use crate::sim::invariant::{self, Judgement};
use crate::sim::machine::Happening;
use crate::sim::model::Handler;
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
    /// The messages, each on its track.
    pub tracks: Vec<TrackView>,
    /// The deliveries, step by step.
    pub table: TableView,
    /// The document's versions.
    pub rail: RailView,
    /// What each handler at work holds in memory: a crash now loses it.
    pub memory: Vec<MemoryView>,
    /// What is stored: a crash keeps it.
    pub stored: Vec<Fact>,
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
    /// The sign of the talk's demand that it is, if it is one.
    pub sign: Option<&'static str>,
    /// How the promise stands, short.
    pub name: &'static str,
    /// The promise, and what exactly it says.
    pub means: String,
    /// How it stands.
    pub tone: Tone,
    /// How it stands, in a word.
    pub word: &'static str,
    /// Why, if it does not simply hold.
    pub why: Option<String>,
    /// The beat that broke it.
    pub broken_in: Option<usize>,
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
    /// Whether the branch was taken in the step on show.
    pub taken: bool,
    /// What selecting it selects: its step in the delivery on show; none if that never takes it.
    pub menu: Option<Menu>,
}

pub(super) fn lane(state: &State, lane: usize) -> LaneView {
    let timeline = &state.lanes[lane].timeline;
    let number = state.frame(lane, state.beat);
    let frame = &timeline.frames[number];
    let approach = timeline.run.approach;
    let story = Story::of(state, lane);
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
        tracks: track::tracks(&story),
        table: table::table(&story),
        rail: rail::rail(&story),
        memory: holdings::memory(&story),
        stored: holdings::stored(&story),
        sent: strip::sent(&story),
        subscriber: strip::subscriber(&story),
        listing: listing(&story),
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
    Some(tell("{0}{1}", &[&what, &fails]))
}

/// The promises that are always in sight; the others, once there is something to say of them. What
/// belongs to one demand is one, and stands as the worst of it does.
fn in_sight(all: &[VerdictView]) -> Vec<VerdictView> {
    let mut shown: Vec<VerdictView> = Vec::new();
    for (index, verdict) in all.iter().enumerate() {
        let demand = invariant::ALL[index].demand;
        let of_demand =
            |other: &&mut VerdictView| demand.is_some_and(|it| it.name == other.promise);
        let has_news = matches!(verdict.tone, Tone::Bad | Tone::Open);
        if let Some(one) = shown.iter_mut().find(of_demand) {
            *one = together(one, verdict);
        } else if index < invariant::IN_SIGHT || has_news {
            let promise = demand.map_or(verdict.promise, |demand| demand.name);
            shown.push(VerdictView { promise, ..verdict.clone() });
        }
    }
    shown
}

/// Two promises of one demand: it stands as the worse of the two does, and was broken when the
/// first of them was.
fn together(one: &VerdictView, other: &VerdictView) -> VerdictView {
    let badness = |verdict: &VerdictView| match verdict.tone {
        Tone::Bad => 2,
        Tone::Open => 1,
        Tone::Good | Tone::Calm => 0,
    };
    let worse = if badness(other) > badness(one) { other } else { one };
    let broken_in = [one.broken_in, other.broken_in].into_iter().flatten().min();
    let means = [&*one.means, " ", &*other.means].concat();
    let name = if worse.tone == Tone::Bad { worse.name } else { one.name };
    VerdictView { promise: one.promise, sign: one.sign, name, means, broken_in, ..worse.clone() }
}

/// A promise, and how it stands.
fn stands(verdict: &VerdictView) -> (&'static str, String) {
    let why = verdict.why.as_ref().map_or(String::new(), |why| format!(". {why}"));
    (verdict.promise, tell("{0}{1}", &[&verdict.word, &why]))
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
        sign: promise.demand.map(|demand| demand.sign),
        name: if tone == Tone::Bad { promise.broken } else { promise.kept },
        means: tell("{0}. {1} Source: {2}.", &[&promise.name, &promise.means, &promise.source]),
        tone,
        word,
        why: words::reason(state.case.scenario, verdict.judgement),
        broken_in: verdict.broken_in.map(|frame| state.beat_of(lane, frame)),
    }
}

fn listing(story: &Story) -> Listing {
    let timeline = story.timeline;
    let row = |number: usize| match timeline.frames.get(number)?.happened?.happening {
        Happening::Step { row, .. } => Some(row),
        Happening::Turned(_) => None,
    };
    let approach = timeline.run.approach;
    let (current, next) = (row(story.now), row(story.now + 1));
    let goes_on_with = match timeline.frames[story.now].happened.map(|it| it.happening) {
        Some(Happening::Step { handler, failure: None, .. }) => {
            match story.world().handlers[handler.index()] {
                Handler::Busy { row, .. } => Some(usize::from(row)),
                Handler::Idle => None,
            }
        }
        _ => None,
    };
    let line = |(index, step): (usize, &crate::sim::approach::Step)| {
        let current = current == Some(index);
        let target = step.jump.as_ref().map(|jump| approach.row(jump.to));
        ListingLine {
            label: step.label,
            says: step.says,
            jump: step.jump.as_ref().map(|jump| tell("if {0}, go to {1}", &[&jump.when, &jump.to])),
            current,
            next: next == Some(index),
            taken: current && target.is_some() && target == goes_on_with,
            menu: story.step_of(index).map(|point| Menu { point, lane: story.lane }),
        }
    };
    let price = story.state.prices.of(timeline.run.case, approach);
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
