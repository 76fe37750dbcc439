//! The sentence of the moment, in one or two lines.

use super::{LaneView, Tone};
use crate::app::state::State;
use crate::sim::invariant::Judgement;
use crate::words;

/// One thing to say: who, how bad, what.
pub type Part = (Option<&'static str>, Tone, String);

/// The sentence of the moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Headline {
    /// One part for each thing to say.
    pub parts: Vec<Part>,
    /// The worst of them.
    pub tone: Tone,
}

impl Headline {
    /// The sentence as one string.
    pub fn text(&self) -> String {
        let part = |(who, _, what): &Part| match who {
            Some(who) => format!("{who}: {what}"),
            None => what.clone(),
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join(" ")
    }
}

/// What there is to say: what happened in this step, and which promises it broke; at the end,
/// what became of each lane.
pub(super) fn headline(state: &State, lanes: &[LaneView]) -> Headline {
    let breaks =
        |lane: &LaneView| lane.verdicts.iter().any(|verdict| verdict.broken_in == Some(state.beat));
    let parts: Vec<Part> = if state.beat == state.last() {
        (0..lanes.len()).map(|lane| outcome(state, lane)).collect()
    } else {
        let broken = (0..lanes.len()).filter(|&lane| breaks(&lanes[lane]));
        let outcomes = broken.map(|lane| outcome(state, lane));
        narration(state, lanes).into_iter().chain(outcomes).collect()
    };
    let has = |wanted: Tone| parts.iter().any(|(_, tone, _)| *tone == wanted);
    let tone = match (has(Tone::Bad), has(Tone::Good)) {
        (true, _) => Tone::Bad,
        (false, true) => Tone::Good,
        (false, false) => Tone::Calm,
    };
    Headline { parts, tone }
}

/// What happened, told once where the lanes agree.
fn narration(state: &State, lanes: &[LaneView]) -> Vec<Part> {
    if state.beat == 0 {
        return vec![(None, Tone::Calm, start(state))];
    }
    if lanes.iter().all(|lane| lane.now == lanes[0].now) {
        return vec![(None, Tone::Calm, lanes[0].now.clone())];
    }
    lanes.iter().map(|lane| (Some(lane.name), Tone::Calm, lane.now.clone())).collect()
}

fn start(state: &State) -> String {
    let planned = match state.plan().injections().len() {
        0 => String::from("nothing is going to fail"),
        1 => String::from("one failure is going to strike"),
        count => format!("{count} failures are going to strike"),
    };
    let count = state.scenario.messages.len();
    format!("{count} messages wait for {}, and {planned}.", state.scenario.endpoint)
}

/// What became of a lane so far: its gravest broken promise, or that there is none.
fn outcome(state: &State, lane: usize) -> Part {
    let timeline = &state.lanes[lane].timeline;
    let name = Some(timeline.run.approach.name);
    let frame = &timeline.frames[state.frame(lane, state.beat)];
    let broken = frame.judgements.iter().find(|at| matches!(at, Judgement::Broken(_)));
    if let Some(&broken) = broken {
        let why = words::reason(state.scenario, broken).unwrap_or_default();
        return (name, Tone::Bad, why);
    }
    if frame.at_rest {
        return (name, Tone::Good, String::from("every promise is kept."));
    }
    (name, Tone::Calm, String::from("every promise is kept so far."))
}
