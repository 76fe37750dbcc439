//! The steps that a figure may be stepped through, where its author wants less than the whole run.

use super::with;
use crate::app::state::{State, moment};
use crate::codec::Link;
use crate::language::{Own, clip, tell};

/// The first and the last of them. They are of one run: what a visitor lets fail is another run,
/// and is seen to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Steps {
    first: usize,
    last: usize,
    /// The run, as its link.
    run: String,
    /// Whether that is on show.
    are_on_show: bool,
}

impl Steps {
    /// The steps `from` to `to` of the run that `opening` shows, either of them the run's own where
    /// nothing is said; why not, if those are none.
    pub(super) fn read(from: &str, to: &str, opening: &State) -> Result<Option<Self>, String> {
        if from.is_empty() && to.is_empty() {
            return Ok(None);
        }
        let end = opening.last();
        let read = |text: &str, unsaid: usize| {
            if text.is_empty() { Some(unsaid) } else { text.parse().ok() }
        };
        match (read(from, 0), read(to, end)) {
            (Some(first), Some(last)) if first <= last && last <= end => {
                Ok(Some(Self { first, last, run: run(opening), are_on_show: true }))
            }
            _ => {
                let told = |text: &str, unsaid: usize| match text {
                    "" => Own::new(unsaid.to_string()),
                    text => clip(text),
                };
                let says = "This figure should show steps {0} to {1}, but its run only has steps \
                            0 to {2}. All of them are shown.";
                Err(tell(says, &[&told(from, 0), &told(to, end), &end]))
            }
        }
    }
}

/// The run on show, as a link that is the same at each of its moments.
fn run(state: &State) -> String {
    let shown = moment::link(state);
    Link { frame: 0, beats_past: 0, ..shown }.to_string()
}

/// Another run may be on show now: whether the steps are of it.
pub(in crate::app::state) fn hold(state: &mut State) {
    if state.embed.as_deref().is_none_or(|embed| embed.steps.is_none()) {
        return;
    }
    let run = run(state);
    with(state, |embed| {
        if let Some(steps) = &mut embed.steps {
            steps.are_on_show = steps.run == run;
        }
    });
    state.beat = state.within(state.beat);
}

/// The first and the last step that may be shown, if there are fewer than the run has.
pub(in crate::app::state) fn ends(state: &State) -> Option<(usize, usize)> {
    let steps = state.embed.as_deref()?.steps.as_ref()?;
    steps.are_on_show.then_some((steps.first, steps.last))
}
