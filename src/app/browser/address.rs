//! The address of the page: what it shows, and where the site is.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::Callback;

use super::window;
use crate::app::state::Msg;

/// When steps rest: after so many milliseconds without another one. Less than it takes to let go
/// of a key and ask for the page again.
const REST: u32 = 60;

/// The address that the moment on show has when the steps rest.
#[derive(Default)]
pub(super) struct Moment {
    /// It, and the address before it; nothing once it is written.
    unwritten: Rc<Cell<Option<(String, String)>>>,
    /// Held, since to drop it is to call it off.
    rest: Option<Timeout>,
}

impl Moment {
    /// Makes `link` the address of the moment when the steps rest: to change it takes the browser
    /// as long as to draw a step, and some refuse to do it too often.
    pub(super) fn follow(&mut self, link: String) {
        self.unwritten.set(Some((link, self::link())));
        let unwritten = self.unwritten.clone();
        self.rest = Some(Timeout::new(REST, move || write(unwritten.take())));
    }

    /// Makes `link` the address at once.
    pub(super) fn replace(&self, link: &str) {
        self.unwritten.take();
        write_link(link, false);
    }

    /// Writes what waits to become the address.
    pub(super) fn settle(&self) {
        write(self.unwritten.take());
    }

    /// Makes `link` the address, and leaves the moment before it to the history.
    pub(super) fn push(&self, link: &str) {
        self.settle();
        write_link(link, true);
    }
}

/// Writes an address in place of the one before it, unless the visitor has gone elsewhere since.
fn write(unwritten: Option<(String, String)>) {
    if let Some((link, _)) = unwritten.filter(|(_, before)| *before == self::link()) {
        write_link(&link, false);
    }
}

/// The text after `#` in the address.
pub fn link() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or_default().to_string()
}

/// The site's address, without what it shows.
pub fn address() -> String {
    let address = window().location().href().unwrap_or_default();
    #[cfg(feature = "embed")]
    if super::embed().is_some() {
        return crate::app::state::site(&address).to_string();
    }
    address.split('#').next().unwrap_or_default().to_string()
}

/// A browser that has had too many addresses in too short a time refuses; the next one will do.
fn write_link(link: &str, push: bool) {
    let Ok(history) = window().history() else { return };
    let address = format!("#{link}");
    let _ = if push {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    };
}

pub(super) fn on_link(send: Callback<Msg>) -> EventListener {
    EventListener::new(&window(), "popstate", move |_| send.emit(Msg::OpenedLink(link())))
}
