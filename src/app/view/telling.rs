//! The run in words: what the picture shows, as a list that can be walked.

use super::headline;
use crate::app::state::State;
use crate::language::tell;
use crate::words;

/// The run in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TellingView {
    /// The beats in sight, in order.
    pub lines: Vec<TellingLine>,
    /// How many come before those, and how many after.
    pub beyond: (usize, usize),
}

/// One beat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TellingLine {
    /// Which.
    pub beat: usize,
    /// What happens, with who does it where the approaches differ.
    pub says: String,
    /// Whether it is on show.
    pub current: bool,
}

/// Beats in sight on each side of the one on show.
const SIGHT: usize = 30;

pub(super) fn telling(state: &State) -> Option<TellingView> {
    if !state.telling {
        return None;
    }
    let first = state.beat.saturating_sub(SIGHT);
    let last = state.last().min(state.beat + SIGHT);
    let lines = (first..=last).map(|beat| TellingLine {
        beat,
        says: says(state, beat),
        current: beat == state.beat,
    });
    Some(TellingView { lines: lines.collect(), beyond: (first, state.last() - last) })
}

/// What happens at `beat`: once, where the approaches agree.
fn says(state: &State, beat: usize) -> String {
    if beat == 0 {
        return headline::start(state);
    }
    let moves = state.beats[beat].moves.iter().zip(&state.lanes).enumerate();
    let told = moves.filter(|(_, (moves, _))| **moves).filter_map(|(lane, (_, shown))| {
        let frame = &shown.timeline.frames[state.frame(lane, beat)];
        let run = &shown.timeline.run;
        let says = words::step(run, &frame.happened?.happening, &frame.world);
        Some((run.approach.name, says))
    });
    let told: Vec<(&str, String)> = told.collect();
    match &told[..] {
        [(_, first), rest @ ..]
            if told.len() == state.lanes.len() && rest.iter().all(|(_, says)| says == first) =>
        {
            first.clone()
        }
        _ => {
            let named = |(name, says): &(&str, String)| tell("{0}: {1}", &[&name, &says]);
            told.iter().map(named).collect::<Vec<_>>().join(" ")
        }
    }
}
