//! The page of decks, as plain data.

use super::card::{CardView, card};
use super::stage::code_of;
use super::{CodeView, Headline, LaneView, view};
use crate::app::state::{Page, State};
use crate::codec::StageLink;
use crate::deck::{Deck, Shows, TALK};
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
    /// What it shows.
    pub shows: ShowsView,
    /// What is printed of it, while the handout is.
    pub printed: Option<PrintedView>,
}

/// What a slide shows.
#[derive(Clone, PartialEq, Debug)]
pub enum ShowsView {
    /// A moment.
    Moment {
        /// Its link.
        link: String,
        /// The approaches and the scenario, in a few words.
        about: String,
        /// The step that it begins with, and the last of its run.
        step: (usize, usize),
    },
    /// Words.
    Words {
        /// As they are shown.
        view: CardView,
        /// As they are written.
        text: Own,
    },
}

/// A slide on paper.
#[derive(Clone, PartialEq, Debug)]
pub struct PrintedView {
    /// The picture of a moment.
    pub picture: Option<PictureView>,
    /// Where the slide is; empty if nobody else can open it.
    pub address: String,
    /// The address of the slide as a code for a phone.
    pub code: Option<CodeView>,
}

/// A moment on paper.
#[derive(Clone, PartialEq, Debug)]
pub struct PictureView {
    /// The step in the picture: the slide's own, or the run's end where that is its start.
    pub step: usize,
    /// The sentence of that moment.
    pub headline: Headline,
    /// Its picture.
    pub lanes: Vec<LaneView>,
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
        slides: (0..deck.slides.len()).map(|index| slide(deck, index, state)).collect(),
        at_hand: tell("{0}, step {1}", &[&about(state), &state.beat]),
        prints_notes: state.decks.prints_notes,
        is_printed: state.decks.printing,
        unread: (state.decks.unread.places(), state.decks.unread.is_saved),
    })
}

fn slide(deck: &Deck, index: usize, state: &State) -> SlideView {
    let slide = &deck.slides[index];
    let (shows, picture, link) = match &slide.shows {
        Shows::Moment(link) => {
            let (shows, picture) = moment(link, state.decks.printing);
            (shows, picture, link.clone())
        }
        Shows::Card(words) => {
            // Only the deck that comes with the page can be opened everywhere.
            let place = Some((deck.id.clone(), index)).filter(|_| deck.id == TALK);
            let link = StageLink { place, link: None, theme: None, is_speakers: false };
            let link = if link.place.is_some() { link.to_string() } else { String::new() };
            let (view, text) = (card(deck, slide, words), Own::new(words.text.clone()));
            (ShowsView::Words { view, text }, None, link)
        }
    };
    let printed = state.decks.printing.then(|| {
        let address =
            if link.is_empty() { link } else { [&state.address, "#", link.as_str()].concat() };
        let code = Some(address.clone()).filter(|it| !it.is_empty()).and_then(code_of);
        PrintedView { picture, address, code }
    });
    SlideView { title: deck.words(&slide.title), notes: deck.words(&slide.notes), shows, printed }
}

/// The moment of `link`, and its picture on paper if it is printed.
fn moment(link: &str, is_printed: bool) -> (ShowsView, Option<PictureView>) {
    let mut shown = State::open(link);
    let about = about(&shown);
    let step = (shown.beat, shown.last());
    // Who prints a slide from which a run is told wants to see how it ends.
    if shown.beat == shown.first() {
        shown.beat = shown.last();
    }
    let picture = is_printed.then(|| {
        let view = view(&shown);
        PictureView { step: shown.beat, headline: view.headline, lanes: view.lanes }
    });
    (ShowsView::Moment { link: link.to_string(), about, step }, picture)
}

/// What is on the timeline, in a few words.
fn about(state: &State) -> String {
    let names: Vec<&str> = state.approaches().iter().map(|approach| approach.name).collect();
    let scenario = said(state.case.scenario.name);
    tell("{0}: {1}", &[&scenario, &crate::language::list(&names)])
}
