//! The page of decks, as plain data.

use super::{Headline, LaneView, view};
use crate::app::state::{Page, State};
use crate::deck::Slide;
use crate::language::said;

/// The page of decks.
#[derive(Clone, PartialEq, Debug)]
pub struct DecksView {
    /// Ids and names of the decks, and which is on show.
    pub decks: Vec<(String, String, bool)>,
    /// Its id.
    pub id: String,
    /// The name of the deck on show.
    pub title: String,
    /// Whether it can be changed; the one that comes with the page can only be copied.
    pub own: bool,
    /// The name of the deck that was deleted last.
    pub removed: Option<String>,
    /// Its slides.
    pub slides: Vec<SlideView>,
    /// The moment on the timeline, in a few words: what a new slide would show.
    pub at_hand: String,
}

/// A slide.
#[derive(Clone, PartialEq, Debug)]
pub struct SlideView {
    /// Its title.
    pub title: String,
    /// What the speaker means to say.
    pub notes: String,
    /// Its moment's link.
    pub link: String,
    /// The approaches and the scenario, in a few words.
    pub about: String,
    /// Its picture, while the handout is printed: of its moment, or of the run's end where the
    /// moment is its start.
    pub picture: Option<(Headline, Vec<LaneView>)>,
}

/// The page of decks, if it is on show.
pub fn decks(state: &State) -> Option<DecksView> {
    if state.page != Page::Decks {
        return None;
    }
    let (deck, own) = state.decks.on_show();
    let entry = |each: &crate::deck::Deck| (each.id.clone(), said(&each.title), each.id == deck.id);
    Some(DecksView {
        decks: state.decks.all().map(entry).collect(),
        id: deck.id.clone(),
        title: said(&deck.title),
        own,
        removed: state.decks.removed.as_ref().map(|(_, deck)| deck.title.clone()),
        slides: deck.slides.iter().map(|each| slide(each, state.decks.printing)).collect(),
        at_hand: about(state),
    })
}

fn slide(slide: &Slide, printing: bool) -> SlideView {
    let mut shown = State::open(&slide.moment);
    let about = about(&shown);
    // Who prints a slide from which a run is told wants to see how it ends.
    if shown.beat == shown.first() {
        shown.beat = shown.last();
    }
    let picture = printing.then(|| {
        let view = view(&shown);
        (view.headline, view.lanes)
    });
    SlideView {
        title: said(&slide.title),
        notes: said(&slide.notes),
        link: slide.moment.clone(),
        about,
        picture,
    }
}

/// What is on the timeline, in a few words.
fn about(state: &State) -> String {
    let names: Vec<&str> = state.approaches().iter().map(|approach| approach.name).collect();
    let scenario = said(state.case.scenario.name);
    crate::language::tell("{0}: {1}", &[&scenario, &crate::language::list(&names)])
}
