//! The approaches side by side, and what takes their place.

use super::{Command, State};
use crate::sim::approach::{self, Approach};

/// Another approach in lane `lane`.
pub(super) fn choose_approach(state: &mut State, lane: usize, id: &str) -> Vec<Command> {
    let (Some(approach), mut approaches) = (approach::by_id(id), state.approaches()) else {
        return Vec::new();
    };
    if lane >= approaches.len() {
        return Vec::new();
    }
    // An approach that another lane shows changes places with this lane's.
    if let Some(other) = approaches.iter().position(|shown| shown.id == approach.id) {
        approaches.swap(lane, other);
    } else {
        approaches[lane] = approach;
    }
    show_lanes(state, &approaches)
}

/// One more beside the others, the next that is not on show yet.
pub(super) fn add_lane(state: &mut State) -> Vec<Command> {
    let added = state.addable();
    let approaches = state.approaches().into_iter().chain(added.into_iter().take(1));
    let mut commands = show_lanes(state, &approaches.collect::<Vec<_>>());
    commands.push(Command::ShowLane(state.lanes.len() - 1));
    commands
}

/// Without lane `lane`; the last one stays.
pub(super) fn remove_lane(state: &mut State, lane: usize) -> Vec<Command> {
    let mut approaches = state.approaches();
    if approaches.len() > 1 && lane < approaches.len() {
        approaches.remove(lane);
    }
    show_lanes(state, &approaches)
}

fn show_lanes(state: &mut State, approaches: &[&'static Approach]) -> Vec<Command> {
    let at_end = state.beat == state.last();
    let beat = state.beat;
    replace(state, State::show(state.case, approaches, state.futures.clone(), state.future));
    state.beat = if at_end { state.last() } else { state.within(beat) };
    vec![Command::PushLink(state.link())]
}

/// Another moment takes the page; what the visitor set up for the page itself stays.
pub(super) fn replace(state: &mut State, shown: State) {
    let (speed, theme, telling) = (state.speed, state.theme, state.telling);
    let share = state.share;
    let language = state.language;
    let (plays, matrix) = (state.plays + 1, state.matrix.take());
    let (past, wish) = (std::mem::take(&mut state.past), state.wish.take());
    let (address, prices) = (std::mem::take(&mut state.address), std::mem::take(&mut state.prices));
    let (finder, asked_before) = (state.finder.take(), state.asked_before.take());
    let presenter = state.presenter.take();
    let page = if presenter.is_some() { state.page } else { shown.page };
    let decks = std::mem::take(&mut state.decks);
    #[cfg(feature = "course")]
    let course = std::mem::take(&mut state.course);
    #[cfg(feature = "embed")]
    let embed = state.embed.take();
    let export = std::mem::take(&mut state.export);
    *state = State {
        share,
        telling,
        speed,
        theme,
        language,
        plays,
        address,
        page,
        matrix,
        finder,
        asked_before,
        export,
        prices,
        past,
        presenter,
        decks,
        wish,
        #[cfg(feature = "course")]
        course,
        #[cfg(feature = "embed")]
        embed,
        ..shown
    };
    #[cfg(feature = "embed")]
    super::embed::hold(state);
}
