//! Handing the page over from its first part to the whole, or to the whole with the course: all
//! that the visitor has made, as text. Both are of one build, so that the text needs no version.
//!
//! Each text in it stands behind its length, so that no letter that somebody types means anything.

use std::rc::Rc;

use super::{Future, Lane, Left, Past, Speed, State, WHOLE};
use crate::codec::Link;
use crate::deck::{self, Deck};
use crate::sim::timeline::Run;

/// What was carried.
pub struct Carried {
    /// What was on show when it was packed: the text after `#`.
    pub link: String,
    /// What was wished for; empty if only what is on show.
    pub wish: String,
    speed: Speed,
    future: usize,
    futures: Vec<Future>,
    past: Past,
    /// Decks that nothing but this window has.
    decks: Vec<Deck>,
}

/// A wish, which the first part of the page asks the whole for: that a failure is sought.
pub const FIND: &str = "find";
/// Asks for the matrix.
pub const MATRIX: &str = "matrix";
/// Asks for the crash points.
pub const POINTS: &str = "points";
/// Asks for the stage, or for the decks.
pub const STAGE: &str = "stage";
/// See [`STAGE`].
pub const DECKS: &str = "decks";
/// Asks for what the approaches cost.
pub const COSTS: &str = "costs";
/// Asks for the course.
pub const LEARN: &str = "learn";
/// Asks for the panel in which the moment is shared.
pub const SHARE: &str = "share";

/// Asks for the panel in which the run is exported.
pub const EXPORT: &str = "export";
/// Asks to open what was dropped or pasted.
pub const GIVEN: &str = "given";
/// Asks to open progress of the course that was dropped or pasted.
pub const GIVEN_PROGRESS: &str = "given-progress";

/// What stands before a future, a moment of the past, a future that was left there, and a deck.
const FUTURE: &str = "future";
const PAST: &str = "past";
const LEFT: &str = "left";
const DECK: &str = "deck";

/// Packs what `state` holds, to be shown as `link`, with a `wish`.
pub fn pack(state: &State, link: &str, wish: &str) -> String {
    let mut packed = String::new();
    put(&mut packed, &[link, wish, state.speed.name(), &state.future.to_string()]);
    for future in &state.futures {
        put_future(&mut packed, state, FUTURE, future);
    }
    for left in state.past.all() {
        put(&mut packed, &[PAST, &left.link]);
        for future in left.futures.iter().flatten() {
            put_future(&mut packed, state, LEFT, future);
        }
    }
    if WHOLE && state.decks.is_unkept {
        for deck in &state.decks.own {
            put(&mut packed, &[DECK, &deck.id, &deck::write(deck)]);
        }
    }
    packed
}

fn put(packed: &mut String, texts: &[&str]) {
    for text in texts {
        packed.push_str(&text.len().to_string());
        packed.push(':');
        packed.push_str(text);
    }
}

/// The next text of what is left of `packed`.
fn take<'t>(packed: &mut &'t str) -> Option<&'t str> {
    let (length, rest) = packed.split_once(':')?;
    let (text, rest) = rest.split_at_checked(length.parse().ok()?)?;
    *packed = rest;
    Some(text)
}

fn put_future(packed: &mut String, state: &State, word: &str, future: &Future) {
    let parent = future.parent.map_or(String::new(), |parent| parent.to_string());
    let Lane { timeline, unmet, .. } = &state.lanes[0];
    let (run, unmet) = if future.is(&state.futures[state.future]) {
        (timeline.run.clone(), unmet.clone())
    } else {
        let lane = future.play(state.case, &[timeline.run.approach]).remove(0);
        (lane.timeline.run, lane.unmet)
    };
    let link = Link { unmet, ..Link::of(run) }.to_string();
    put(packed, &[word, &parent, &link, &future.name]);
}

/// A future, after its word.
fn take_future(packed: &mut &str) -> Option<Future> {
    let (parent, link, name) = (take(packed)?, take(packed)?, take(packed)?);
    let Link { run, unmet, .. } = Link::parse(link).ok()?;
    Some(Future::of_run(run, unmet).made_from(parent.parse().ok()).called(name.to_string()))
}

impl Carried {
    /// Reads what was packed; `None` for any other text.
    pub fn read(mut packed: &str) -> Option<Self> {
        let packed = &mut packed;
        let (link, wish) = (take(packed)?.to_string(), take(packed)?.to_string());
        let (speed, future) = (take(packed)?, take(packed)?.parse().ok()?);
        let speed = Speed::ALL.into_iter().find(|known| known.name() == speed)?;
        let (mut futures, mut past) = (Vec::new(), Vec::<Left>::new());
        let mut decks = Vec::new();
        while !packed.is_empty() {
            match take(packed)? {
                FUTURE => futures.push(take_future(packed)?),
                PAST => past.push(Left { link: take(packed)?.to_string(), futures: None }),
                LEFT => {
                    let futures = &mut past.last_mut()?.futures;
                    futures.get_or_insert_default().push(take_future(packed)?);
                }
                DECK if WHOLE => {
                    let id = take(packed)?.to_string();
                    decks.push(Deck { id, ..deck::read(take(packed)?).ok()? });
                }
                _ => return None,
            }
        }
        let past = past.into_iter().collect();
        let is_whole = future < futures.len();
        is_whole.then_some(Self { link, wish, speed, future, futures, past, decks })
    }

    /// The page that shows it.
    pub fn state(self) -> State {
        let Self { link, speed, future, mut futures, past, decks, .. } = self;
        let mut opened = State::open(&link);
        if WHOLE {
            opened.decks.is_unkept = !decks.is_empty();
            opened.decks.own = decks.into_iter().map(Rc::new).collect();
        }
        // What is on show is as its link says; of its future only name and place are carried.
        let Run { case, .. } = opened.lanes[0].timeline.run;
        if case != opened.case || opened.futures.len() != 1 {
            return opened;
        }
        let shown = opened.futures[0].clone();
        let carried = &futures[future];
        futures[future] = shown.made_from(carried.parent).called(carried.name.clone());
        State { futures, future, speed, past, ..opened }
    }
}
