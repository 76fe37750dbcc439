//! What the visitor has made, in the storage that all windows of this host share: read and written
//! there, and looked at again when another window may have changed it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Storage;
use yew::Callback;

use super::handover::{NAME, place, word};
use super::{Browser, document, window};
#[cfg(feature = "course")]
use crate::app::state::course::{CourseMsg, PROGRESS};
use crate::app::state::{DECKS, DeckMsg, Msg};
use crate::kept::{Entry, Found, Shelf, Store};

/// Milliseconds in which another window may change several things at once.
const CHANGING: u32 = 50;

/// What this window knows of it.
pub(super) struct Kept {
    decks: Shelf,
    #[cfg(feature = "course")]
    progress: Shelf,
}

impl Kept {
    pub fn new() -> Self {
        let (place, window) = (place(), word());
        Self {
            decks: Shelf::new(&DECKS, &place, &window),
            #[cfg(feature = "course")]
            progress: Shelf::new(&PROGRESS, &place, &window),
        }
    }
}

struct Local(Storage);

impl Store for Local {
    fn names(&self) -> Vec<String> {
        let count = self.0.length().unwrap_or_default();
        (0..count).filter_map(|index| self.0.key(index).ok().flatten()).collect()
    }

    fn get(&self, name: &str) -> Option<String> {
        self.0.get_item(name).ok().flatten()
    }

    fn set(&mut self, name: &str, text: &str) -> bool {
        self.0.set_item(name, text).is_ok()
    }

    fn remove(&mut self, name: &str) {
        let _ = self.0.remove_item(name);
    }
}

/// The storage; it may be blocked.
fn store() -> Option<Local> {
    window().local_storage().ok().flatten().map(Local)
}

/// Keeps `entries` on `shelf`; what is to be said of it, if anything.
fn keep(shelf: &mut Shelf, entries: &[Entry]) -> Option<bool> {
    let was_behind = shelf.is_behind();
    let is_kept = store().is_some_and(|mut store| shelf.keep(&mut store, entries));
    (!is_kept || was_behind).then_some(is_kept)
}

/// What is on `shelf`, if that is something else than it was.
fn read_again(shelf: &mut Shelf) -> Option<Found> {
    let mut store = store()?;
    (!shelf.is_current(&store)).then(|| shelf.read(&mut store))
}

impl Browser {
    /// The decks kept on this device.
    pub fn kept_decks(&mut self) -> Option<Found> {
        Some(self.kept.decks.read(&mut store()?))
    }

    /// What is kept of the course on this device.
    #[cfg(feature = "course")]
    pub fn kept_progress(&mut self) -> Option<Found> {
        Some(self.kept.progress.read(&mut store()?))
    }

    pub(super) fn keep_decks(&mut self, decks: &[Entry]) {
        if let Some(is_kept) = keep(&mut self.kept.decks, decks) {
            self.send.emit(DeckMsg::WasKept(is_kept).into());
        }
    }

    pub(super) fn delete_decks(&mut self, unread: &[Entry]) {
        if let Some(mut store) = store() {
            self.kept.decks.delete(&mut store, unread);
        }
    }

    pub(super) fn read_decks(&mut self) {
        if let Some(found) = read_again(&mut self.kept.decks) {
            self.send.emit(DeckMsg::Kept(found).into());
        }
    }

    #[cfg(feature = "course")]
    pub(super) fn keep_progress(&mut self, progress: &[Entry]) {
        if keep(&mut self.kept.progress, progress) == Some(false) {
            self.send.emit(CourseMsg::NotKept.into());
        }
    }

    #[cfg(feature = "course")]
    pub(super) fn clear_progress(&mut self) {
        let is_clear = store().is_some_and(|mut store| self.kept.progress.clear(&mut store));
        if !is_clear {
            self.send.emit(CourseMsg::NotKept.into());
        }
    }

    #[cfg(feature = "course")]
    pub(super) fn delete_progress(&mut self, unread: &[Entry]) {
        if let Some(mut store) = store() {
            self.kept.progress.delete(&mut store, unread);
        }
    }

    #[cfg(feature = "course")]
    pub(super) fn read_progress(&mut self) {
        if let Some(found) = read_again(&mut self.kept.progress) {
            self.send.emit(CourseMsg::Kept(found).into());
        }
    }
}

/// Whoever is told that another window may have changed something.
struct Ear {
    send: Callback<Msg>,
    /// Whether it is still to be told.
    is_due: Cell<bool>,
    /// Whether somebody writes in a field: what stands there is in no message yet, and would be
    /// gone if the page were drawn.
    is_writing: Cell<bool>,
    rest: RefCell<Option<Timeout>>,
}

impl Ear {
    fn tell_soon(self: &Rc<Self>) {
        let ear = Rc::clone(self);
        let tell = move || {
            if !ear.is_writing.get() && ear.is_due.take() {
                ear.send.emit(DeckMsg::ChangedElsewhere.into());
                #[cfg(feature = "course")]
                ear.send.emit(CourseMsg::ChangedElsewhere.into());
            }
        };
        if self.is_due.get() {
            // The one before it is dropped, and so does not come.
            drop(self.rest.replace(Some(Timeout::new(CHANGING, tell))));
        }
    }
}

/// Reports when another window may have changed what is kept: when the browser says so, and when
/// the page is come back to, for a page that was asleep is told nothing.
pub(super) fn watch(send: &Callback<Msg>) -> Vec<EventListener> {
    let ear = Rc::new(Ear {
        send: send.clone(),
        is_due: Cell::new(false),
        is_writing: Cell::new(false),
        rest: RefCell::new(None),
    });
    let changed = |ear: &Rc<Ear>| {
        ear.is_due.set(true);
        ear.tell_soon();
    };
    let (stored, shown, seen) = (ear.clone(), ear.clone(), ear.clone());
    let mut listeners = vec![
        EventListener::new(&window(), "storage", move |event| {
            let name = Reflect::get(event, &JsValue::from_str("key")).ok();
            // Without a name, all was taken away.
            let name = name.and_then(|name| name.as_string());
            if name.is_none_or(|name| name.starts_with(NAME)) {
                changed(&stored);
            }
        }),
        EventListener::new(&window(), "pageshow", move |_| changed(&shown)),
        EventListener::new(&document(), "visibilitychange", move |_| changed(&seen)),
    ];
    for (name, is_writing) in [("input", true), ("change", false), ("focusout", false)] {
        let ear = ear.clone();
        listeners.push(EventListener::new(&document(), name, move |_| {
            ear.is_writing.set(is_writing);
            if !is_writing {
                ear.tell_soon();
            }
        }));
    }
    listeners
}
