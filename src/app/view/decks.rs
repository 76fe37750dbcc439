//! The page of decks, as plain data.

use super::stage::code_of;
use super::{CodeView, Headline, LaneView, view};
use crate::app::state::{Page, State};
use crate::deck::{Deck, Slide};
use crate::language::{Own, said, tell};

/// The page of decks.
#[derive(Clone, PartialEq, Debug)]
pub struct DecksView {
    /// Ids and names of the decks, and which is on show.
    pub decks: Vec<(String, Own, bool)>,
    /// Its id.
    pub id: String,
    /// The name of the deck on show.
    pub title: Own,
    /// Whether it can be changed; the one that comes with the page can only be copied.
    pub own: bool,
    /// The name of the deck that was deleted last.
    pub removed: Option<Own>,
    /// Its slides.
    pub slides: Vec<SlideView>,
    /// The moment on the timeline, in a few words: what a new slide would show.
    pub at_hand: String,
    /// Whether the handout has the speaker's notes.
    pub prints_notes: bool,
    /// Whether it is being printed: then nothing is there to be pressed or filled in.
    pub is_printed: bool,
    /// Where that lies on this device which can't be read; empty if nothing does.
    pub unread: (String, bool),
}

/// A slide.
#[derive(Clone, PartialEq, Debug)]
pub struct SlideView {
    /// Its title.
    pub title: Own,
    /// What the speaker means to say.
    pub notes: Own,
    /// Its moment's link.
    pub link: String,
    /// The approaches and the scenario, in a few words.
    pub about: String,
    /// The step that it begins with, and the last of its run.
    pub step: (usize, usize),
    /// What is printed of it, while the handout is.
    pub printed: Option<PrintedView>,
}

/// A slide on paper.
#[derive(Clone, PartialEq, Debug)]
pub struct PrintedView {
    /// The step in the picture: the slide's own, or the run's end where that is its start.
    pub step: usize,
    /// The sentence of that moment.
    pub headline: Headline,
    /// Its picture.
    pub lanes: Vec<LaneView>,
    /// Where the slide's own moment is.
    pub address: String,
    /// The address as a code for a phone.
    pub code: Option<CodeView>,
}

/// The page of decks, if it is on show.
pub fn decks(state: &State) -> Option<DecksView> {
    if state.page != Page::Decks {
        return None;
    }
    let (deck, own) = state.decks.on_show();
    let entry = |each: &Deck| (each.id.clone(), each.words(&each.title), each.id == deck.id);
    Some(DecksView {
        decks: state.decks.all().map(entry).collect(),
        id: deck.id.clone(),
        title: deck.words(&deck.title),
        own,
        removed: state.decks.removed.as_ref().map(|(_, deck)| deck.words(&deck.title)),
        slides: deck.slides.iter().map(|each| slide(deck, each, state)).collect(),
        at_hand: tell("{0}, step {1}", &[&about(state), &state.beat]),
        prints_notes: state.decks.prints_notes,
        is_printed: state.decks.printing,
        unread: (state.decks.unread.places(), state.decks.unread.is_saved),
    })
}

fn slide(deck: &Deck, slide: &Slide, state: &State) -> SlideView {
    let mut shown = State::open(&slide.moment);
    let about = about(&shown);
    let step = (shown.beat, shown.last());
    // Who prints a slide from which a run is told wants to see how it ends.
    if shown.beat == shown.first() {
        shown.beat = shown.last();
    }
    let printed = state.decks.printing.then(|| {
        let view = view(&shown);
        let address = [&state.address, "#", &slide.moment].concat();
        PrintedView {
            step: shown.beat,
            headline: view.headline,
            lanes: view.lanes,
            code: code_of(address.clone()),
            address,
        }
    });
    SlideView {
        title: deck.words(&slide.title),
        notes: deck.words(&slide.notes),
        link: slide.moment.clone(),
        about,
        step,
        printed,
    }
}

/// What is on the timeline, in a few words.
fn about(state: &State) -> String {
    let names: Vec<&str> = state.approaches().iter().map(|approach| approach.name).collect();
    let scenario = said(state.case.scenario.name);
    tell("{0}: {1}", &[&scenario, &crate::language::list(&names)])
}
