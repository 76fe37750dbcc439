//! The moment on show as a link, and back: which beat a link's frame means.

use super::State;
use crate::codec::Link;

/// The link of the moment.
pub(super) fn link(state: &State) -> Link {
    let first = &state.lanes[0];
    let frame = state.frame(0, state.beat);
    Link {
        run: first.timeline.run.clone(),
        with: state.approaches().split_off(1),
        unmet: first.unmet.clone(),
        frame,
        beats_past: state.beat - state.beat_of(0, frame),
        theme: theme(state),
    }
}

/// How the page looks, if its visitor has chosen; the looks of a figure are its host's business.
fn theme(state: &State) -> Option<&'static str> {
    #[cfg(feature = "embed")]
    if state.embed.is_some() {
        return None;
    }
    Some(state.theme.word()).filter(|word| !word.is_empty())
}

/// The beat that shows `frame` of the first lane, `beats_past` beats later; never past the end.
pub(super) fn beat(state: &State, frame: usize, beats_past: usize) -> usize {
    (state.beat_of(0, frame) + beats_past).min(state.last())
}
