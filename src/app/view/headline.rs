//! The sentence of the moment, in one or two lines.

use super::{LaneView, Tone};
use crate::app::state::State;
use crate::language::{said, tell};
use crate::sim::invariant::{Judgement, Reason};
use crate::words;

/// One thing to say: who, how bad, what.
pub type Part = (Option<String>, Tone, String);

/// Reasons given for one lane; its labels show the others.
const REASONS_MAX: usize = 2;

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
            Some(who) => tell("{0}: {1}", &[&who, &what]),
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
    let parts = if state.beat == state.last() {
        (0..lanes.len()).map(|lane| outcome(state, lane)).collect()
    } else {
        let broken = (0..lanes.len()).filter(|&lane| breaks(&lanes[lane]));
        let told = narration(state, lanes);
        // Who has just been named is not named again.
        let named = |name: &String| told.iter().any(|(who, ..)| who.as_ref() == Some(name));
        let outcomes: Vec<Part> = broken
            .map(|lane| outcome(state, lane))
            .map(|(who, tone, what)| (who.filter(|who| told.len() > 1 || !named(who)), tone, what))
            .collect();
        [told, outcomes].concat()
    };
    let parts = together(parts);
    let has = |wanted: Tone| parts.iter().any(|(_, tone, _)| *tone == wanted);
    let tone = match (has(Tone::Bad), has(Tone::Good)) {
        (true, _) => Tone::Bad,
        (false, true) => Tone::Good,
        (false, false) => Tone::Calm,
    };
    Headline { parts, tone }
}

/// What is to be said of several, said once.
fn together(parts: Vec<Part>) -> Vec<Part> {
    let mut said: Vec<Part> = Vec::new();
    for (who, tone, what) in parts {
        let same = said.iter_mut().find(|it| (it.1, &it.2) == (tone, &what));
        match (same, who) {
            (Some((Some(names), ..)), Some(who)) => *names = [names, ", ", &*who].concat(),
            (_, who) => said.push((who, tone, what)),
        }
    }
    said
}

/// What happened, told once where the lanes agree; a lane that waits has nothing to tell.
fn narration(state: &State, lanes: &[LaneView]) -> Vec<Part> {
    if state.beat == 0 {
        return vec![(None, Tone::Calm, start(state))];
    }
    let moving: Vec<&LaneView> = lanes.iter().filter(|lane| !lane.waits).collect();
    if moving.len() == lanes.len() && moving.iter().all(|lane| lane.now == lanes[0].now) {
        return vec![(None, Tone::Calm, lanes[0].now.clone())];
    }
    moving.into_iter().map(|lane| (Some(said(lane.name)), Tone::Calm, lane.now.clone())).collect()
}

pub(super) fn start(state: &State) -> String {
    let plan = state.plan();
    let planned = match plan.injections() {
        [] => said("Nothing will fail."),
        [one] if one.failure.is_of_step() => said("One step is set to fail."),
        [_] => said("One thing is set to go wrong."),
        several => tell("{0} things are set to go wrong.", &[&several.len()]),
    };
    let messages = match state.case.count {
        1 => said("One message is waiting"),
        2 => said("Two messages are waiting"),
        count => tell("{0} messages are waiting", &[&count]),
    };
    tell("{0} for {1}. {2}", &[&messages, &state.case.scenario.endpoint, &planned])
}

/// What became of a lane so far: its broken promises, or that there is none. That no order of the
/// messages explains it goes without saying where another reason is given.
fn outcome(state: &State, lane: usize) -> Part {
    let timeline = &state.lanes[lane].timeline;
    let name = Some(said(timeline.run.approach.name));
    let frame = &timeline.frames[state.frame(lane, state.beat)];
    let mut broken: Vec<Judgement> = frame.judgements.to_vec();
    broken.retain(|judgement| matches!(judgement, Judgement::Broken(_)));
    if broken.len() > 1 {
        broken.retain(|&judgement| judgement != Judgement::Broken(Reason::Unexplained));
    }
    if !broken.is_empty() {
        let why = |&judgement| words::reason(state.case.scenario, judgement).unwrap_or_default();
        let why: Vec<String> = broken.iter().take(REASONS_MAX).map(why).collect();
        return (name, Tone::Bad, why.join(" "));
    }
    let stuck = |judgement: &&Judgement| matches!(judgement, Judgement::Stuck(_));
    let vague = |judgement: &&Judgement| **judgement == Judgement::Stuck(Reason::Unexplained);
    let told = frame.judgements.iter().filter(stuck).find(|judgement| !vague(judgement));
    if let Some(&stuck) = told.filter(|_| frame.at_rest) {
        return (name, Tone::Open, words::reason(state.case.scenario, stuck).unwrap_or_default());
    }
    if frame.at_rest {
        return (name, Tone::Good, String::from("every promise is kept."));
    }
    (name, Tone::Calm, String::from("every promise is kept so far."))
}
