//! What is on stage, and what the speaker sees of it, as plain data.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use super::card::{self, CardView};
use super::lane::lane;
use super::menu::menu;
use super::{LaneView, MenuView, View, view};
use crate::app::state::{Notice, Page, State};
use crate::deck::{Deck, Shows, Slide, TALK};
use crate::language::{Own, said, tell};

/// What is said where a deck has been told to its end.
pub const END: &str = "End of the deck";

/// The stage.
#[derive(Clone, PartialEq, Debug)]
pub struct StageView {
    /// The moment; behind a slide of words, the one that was there before.
    pub moment: View,
    /// The words in place of a moment.
    pub words: Option<CardView>,
    /// Every moment of the run that the telling stops at, while they are to be measured.
    pub trials: Vec<View>,
    /// The slide's title; empty for a moment of no deck.
    pub title: Own,
    /// Which slide of how many, from 1.
    pub place: Option<(usize, usize)>,
    /// Whether the deck has been told to its end: then only that is said.
    pub is_over: bool,
    /// Whether the screen is blank.
    pub blank: bool,
    /// The moment's address as a code, if it is shown.
    pub code: Option<CodeView>,
    /// Whether a step before and after this one is left to tell.
    pub ends: (bool, bool),
}

/// An address as a code that a phone can read: a QR code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeView {
    /// The address.
    pub address: String,
    /// Squares of a side.
    pub size: usize,
    /// The dark squares, as a path.
    pub path: String,
}

/// The speaker's window.
#[derive(Clone, PartialEq, Debug)]
pub struct SpeakerView {
    /// The slide's title; empty for a moment of no deck.
    pub title: Own,
    /// What the speaker means to say.
    pub notes: Own,
    /// Which slide of how many, from 1.
    pub place: Option<(usize, usize)>,
    /// The sentence on show, or the words in one.
    pub now: String,
    /// The words on show, in place of a moment.
    pub words: Option<CardView>,
    /// The step on show, and the last; none of a slide of words.
    pub step: Option<(usize, usize)>,
    /// The slide after this.
    pub next: Option<NextView>,
    /// What the next press will say, if it stays with this slide.
    pub coming: Option<String>,
    /// Every slide's title, and whether it is on show.
    pub slides: Vec<(Own, bool)>,
    /// The time of day, and that of the talk.
    pub clock: (String, String),
    /// Whether the talk's time runs.
    pub running: bool,
    /// Whether the screen is blank, and whether the code is shown.
    pub on: (bool, bool),
    /// Whether the sheet of keys is open.
    pub sheet: bool,
    /// What can happen to the step on show, while that is chosen.
    pub menu: Option<MenuView>,
    /// Whether there is no window for the audience.
    pub is_alone: bool,
    /// Something to tell the speaker.
    pub notice: Option<Notice>,
}

/// A slide that comes next.
#[derive(Clone, PartialEq, Debug)]
pub struct NextView {
    /// Its title.
    pub title: Own,
    /// Its moment.
    pub lanes: Vec<LaneView>,
    /// Its words, if it has no moment.
    pub words: Option<CardView>,
}

/// What is on stage, if the page is one.
pub fn stage(state: &State) -> Option<StageView> {
    let presenter = state.presenter.as_ref().filter(|_| state.page == Page::Stage)?;
    let (title, place) = titled(state);
    let told = state.told();
    let has_slide_before = told.is_some_and(|(_, slide)| slide > 0);
    let has_run = !state.shows_words();
    Some(StageView {
        moment: view(state),
        words: card::on_stage(state),
        trials: if presenter.is_fitting { trials(state) } else { Vec::new() },
        title,
        place,
        is_over: presenter.is_over,
        blank: presenter.blank,
        code: presenter.code.then(|| code(state)).flatten(),
        ends: (
            has_run && state.beat > presenter.from || has_slide_before,
            // After the last slide of a deck its end is told.
            has_run && state.beat < state.last() || told.is_some() && !presenter.is_over,
        ),
    })
}

/// Moments of a run that are measured; of a very long one, so many all along it.
const TRIALS_MAX: usize = 40;

/// What the size of type must do for: every moment at which the telling stops, and the one on show.
fn trials(state: &State) -> Vec<View> {
    if state.shows_words() {
        return Vec::new();
    }
    let is_told = |beat: &usize| *beat == state.beat || state.is_stop(*beat);
    let told: Vec<usize> = (state.first()..=state.last()).filter(is_told).collect();
    let each = told.len().div_ceil(TRIALS_MAX).max(1);
    let mut shown = State { menu: None, sheet: false, notice: None, ..state.clone() };
    let at = |beat: usize| {
        shown.beat = beat;
        view(&shown)
    };
    // The end has the most in it.
    told.into_iter().rev().step_by(each).map(at).collect()
}

/// What the speaker sees, if the page is the speaker's window.
pub fn speaker(state: &State) -> Option<SpeakerView> {
    let presenter = state.presenter.as_ref().filter(|_| state.page == Page::Speaker)?;
    let (title, place) = titled(state);
    let told = state.told();
    let notes = told.map_or(Own::default(), |(deck, slide)| deck.words(&deck.slides[slide].notes));
    let has_run = !state.shows_words();
    let stop = (state.beat + 1..=state.last()).find(|&beat| has_run && state.is_stop(beat));
    let is_last = told.is_some_and(|(deck, slide)| slide + 1 == deck.slides.len());
    let coming = match stop {
        Some(beat) => Some(view(&State { beat, ..state.clone() }).headline.text()),
        None => (is_last && !presenter.is_over).then(|| said(END)),
    };
    let next = told.and_then(|(deck, slide)| next(deck, slide + 1));
    let shown = told.map(|(_, slide)| slide);
    let slides = told.map_or(Vec::new(), |(deck, _)| {
        let title =
            |(index, slide): (usize, &Slide)| (deck.words(&slide.title), Some(index) == shown);
        deck.slides.iter().enumerate().map(title).collect()
    });
    let time = |seconds: u32| (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let (hours, minutes, _) = time(presenter.clock.now);
    let (taken_hours, taken_minutes, taken_seconds) = time(presenter.clock.taken());
    let taken = format!("{:02}:{taken_seconds:02}", taken_hours * 60 + taken_minutes);
    Some(SpeakerView {
        title,
        notes,
        place,
        now: now(state),
        words: card::on_stage(state),
        step: has_run.then(|| (state.beat, state.last())),
        next,
        coming,
        slides,
        clock: (format!("{hours:02}:{minutes:02}"), taken),
        running: presenter.clock.since.is_some(),
        on: (presenter.blank, presenter.code),
        sheet: state.sheet,
        menu: state.menu.map(|open| menu(state, open)),
        is_alone: state.is_alone(),
        notice: state.notice.clone(),
    })
}

/// The sentence on show, or the words.
fn now(state: &State) -> String {
    if state.presenter.as_ref().is_some_and(|presenter| presenter.is_over) {
        return said(END);
    }
    card::on_stage(state).map_or_else(|| view(state).headline.text(), |words| words.text())
}

/// What a screen reader says in the speaker's window, if the page is that: the slide on show and
/// the sentence; and on stage, where a slide of words is on it.
pub fn spoken(state: &State) -> Option<String> {
    match state.page {
        Page::Stage if state.shows_words() => return Some(now(state)),
        Page::Speaker => {}
        _ => return None,
    }
    let (title, place) = titled(state);
    let now = now(state);
    match place {
        Some((slide, all)) if state.shows_words() => {
            Some(tell("Slide {0} of {1}: {2}", &[&slide, &all, &Own::new(now)]))
        }
        Some((slide, all)) => {
            Some(tell("Slide {0} of {1}: {2}. {3}", &[&slide, &all, &title, &now]))
        }
        None => Some(now),
    }
}

fn titled(state: &State) -> (Own, Option<(usize, usize)>) {
    state.told().map_or((Own::default(), None), |(deck, slide)| {
        (deck.words(&deck.slides[slide].title), Some((slide + 1, deck.slides.len())))
    })
}

fn next(deck: &Deck, slide: usize) -> Option<NextView> {
    let slide = deck.slides.get(slide)?;
    let (lanes, words) = match &slide.shows {
        Shows::Moment(moment) => {
            let state = State::open(moment);
            ((0..state.lanes.len()).map(|index| lane(&state, index)).collect(), None)
        }
        Shows::Card(words) => (Vec::new(), Some(card::card(deck, slide, words))),
    };
    Some(NextView { title: deck.words(&slide.title), lanes, words })
}

/// The address of the moment, off the stage: a phone has a screen of its own. A slide of words is
/// where it is, if a phone can have it: only the deck that comes with the page is everywhere. What
/// is too long for a code has none.
fn code(state: &State) -> Option<CodeView> {
    let here = state.stage_link(false);
    let is_known = here.place.as_ref().is_some_and(|(deck, _)| deck == TALK);
    let link = match here.link {
        Some(link) => format!("#{link}"),
        None if is_known => format!("#{here}"),
        None => String::new(),
    };
    code_of([&state.address, link.as_str()].concat())
}

/// The code of any address.
pub(super) fn code_of(address: String) -> Option<CodeView> {
    let code = QrCode::encode_text(&address, QrCodeEcc::Medium).ok()?;
    let side = code.size();
    let mut path = String::new();
    for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
        if code.get_module(x, y) {
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    Some(CodeView { address, size: usize::try_from(side).ok()?, path })
}
