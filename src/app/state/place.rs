//! Which slide of a deck an address of the stage means: decks change after addresses were written.

use super::State;
use super::elsewhere::show_moment;
use crate::deck::{Deck, Slide};

/// Lets the place on stage and what is on show agree. A slide that is named alone is shown as it
/// begins. A moment that is not of the slide with its number is of the one whose run it is, or of
/// the next slide with a run: so it can be told on from there.
pub(super) fn settle(state: &mut State) {
    if state.shows_words() {
        let moment = state.told().and_then(|(deck, slide)| deck.slides[slide].moment());
        if let Some(moment) = moment.map(String::from) {
            if let Some(presenter) = &mut state.presenter {
                presenter.is_words = false;
            }
            show_moment(state, &moment);
        }
    } else if let Some((deck, slide)) = state.told() {
        let found = slide_of(state, deck, slide);
        if let Some((_, place)) = state.presenter.as_mut().and_then(|it| it.place.as_mut()) {
            *place = found;
        }
    }
    state.find_start();
}

/// The slide of `deck` that the run on show is of, which has the number `slide` in its address.
fn slide_of(state: &State, deck: &Deck, slide: usize) -> usize {
    let opened = |slide: &Slide| slide.moment().map(State::open);
    if opened(&deck.slides[slide]).is_some_and(|it| is_same_case(&it, state)) {
        return slide;
    }
    let is_same = |slide: &Slide| opened(slide).is_some_and(|it| is_same_run(&it, state));
    let has_run = |at: &usize| deck.slides[*at].moment().is_some();
    let same = deck.slides.iter().position(is_same);
    same.or_else(|| (slide..deck.slides.len()).find(has_run)).unwrap_or(slide)
}

/// Whether both show the same approaches in the same scenario.
fn is_same_case(one: &State, other: &State) -> bool {
    let approaches =
        |state: &State| state.approaches().iter().map(|approach| approach.id).collect::<Vec<_>>();
    one.case == other.case && approaches(one) == approaches(other)
}

/// Whether both show the same run.
pub(super) fn is_same_run(one: &State, other: &State) -> bool {
    let choices = |state: &State| state.lanes[0].timeline.run.choices.clone();
    is_same_case(one, other) && choices(one) == choices(other)
}

impl State {
    /// Where the slide on show begins: where its own link says, if that is of the run on show.
    fn find_start(&mut self) {
        let moment = self.told().and_then(|(deck, slide)| deck.slides[slide].moment());
        let start = moment.map(Self::open);
        let from = start.filter(|it| is_same_run(it, self)).map_or(0, |start| start.beat);
        let beat = self.beat;
        if let Some(presenter) = &mut self.presenter {
            presenter.from = from.min(beat);
        }
    }
}
