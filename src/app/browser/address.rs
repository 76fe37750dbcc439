//! The address of the page: what it shows, and where the site is.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::Callback;

use super::{Browser, window};
use crate::app::state::Msg;

/// An address of more letters than this is a long one.
const LONG_LINK: usize = 1000;
/// When steps rest: after so many milliseconds without another one.
const REST: u32 = 200;

impl Browser {
    /// Makes `link` the address of the moment. To take a long one takes the browser as long as to
    /// draw a step: it is taken when the steps rest, unless another came in between.
    pub(super) fn replace_link(&mut self, link: String) {
        if link.len() <= LONG_LINK {
            return self.write_link(&link, false);
        }
        let before = self::link();
        let write = move || {
            if self::link() == before {
                write_link(&link, false);
            }
        };
        self.unwritten = Some(Timeout::new(REST, write));
    }

    /// Makes `link` the address, whatever waits to become it.
    pub(super) fn write_link(&mut self, link: &str, push: bool) {
        self.unwritten = None;
        write_link(link, push);
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
