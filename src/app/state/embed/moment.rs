//! What the host is told of the moment on show.

use crate::app::state::{Lane, State};
use crate::codec::{Moment, verdict_word, write_injection};
use crate::sim::invariant;

/// The moment on show.
pub fn moment(state: &State) -> Moment {
    let mut approaches = state.approaches().into_iter().map(|approach| approach.id);
    let strategy = approaches.next().expect("there is always a lane");
    let verdicts = |(index, lane): (usize, &Lane)| {
        let timeline = &lane.timeline;
        let frame = state.frame(index, state.beat);
        let verdict = |promise: usize| {
            let judgement = timeline.verdict(promise, frame).judgement;
            (invariant::ALL[promise].id, verdict_word(judgement))
        };
        (timeline.run.approach.id, (0..invariant::ALL.len()).map(verdict).collect())
    };
    let armed = state.plan().injections().iter();
    Moment {
        hash: state.link(),
        step: state.beat,
        total: state.last(),
        strategy,
        with: approaches.collect(),
        verdicts: state.lanes.iter().enumerate().map(verdicts).collect(),
        armed: armed.map(|&failure| write_injection(state.case.scenario, failure)).collect(),
        playing: state.playing,
        at_start: state.beat == state.first(),
        at_end: state.beat == state.last(),
    }
}
