//! The parts of the page as programs: the first part hands over to the whole, and that to the whole
//! with the course; the static page's script loads what is wanted.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::Callback;

use super::{document, window};
use crate::app::state::{Msg, WHOLE};

/// What the parts of the page say to each other: the whole is wanted, or the whole with the course,
/// it could not be loaded, it is there. `static/boot.js` knows the first three.
pub(super) const WANTED: &str = "redelivery-whole";
pub(super) const WANTED_COURSE: &str = "redelivery-learn";
pub(super) const FAILED: &str = "redelivery-failed";
pub(super) const OVER: &str = "redelivery-over";
/// Where the first part leaves what it hands over.
const CARRIED: &str = "data-carried";

/// The element that the app is drawn into. The whole page takes the place of the first part of it,
/// which hears that it is over.
pub fn root() -> Element {
    let root = document().get_element_by_id("app");
    let root = root.expect("the static page has an element for the app");
    if !WHOLE {
        return root;
    }
    tell(OVER);
    let Ok(fresh) = root.clone_node() else { return root };
    let _ = root.replace_with_with_node_1(&fresh);
    fresh.unchecked_into()
}

/// How the names begin of all that the site keeps in a browser.
pub(super) const NAME: &str = "redelivery";

/// The folder of this copy of the site, as `static/boot.js` notes it: several copies on one host
/// keep apart by it.
pub(super) fn place() -> String {
    file("data-place").unwrap_or_default()
}

/// What this copy of the site calls something of its own, where others could take it for theirs.
pub(super) fn own(what: &str) -> String {
    [NAME, " ", &place(), " ", what].concat()
}

/// A word that no other window has.
pub(super) fn word() -> String {
    // The digits after the point.
    format!("{:.15}", js_sys::Math::random()).split_off(2)
}

/// Where a file of the site is: `static/boot.js` has noted it in this attribute of the page, for
/// the built site has names that say what is in a file.
pub(super) fn file(noted: &str) -> Option<String> {
    document().document_element()?.get_attribute(noted)
}

/// Asks the static page's script for another program, and leaves `text` for that.
pub(super) fn hand_over(text: &str, wanted: &str) {
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute(CARRIED, text);
    }
    tell(wanted);
}

/// What the first part of the page has left for the whole, once.
pub fn carried() -> Option<String> {
    let page = document().document_element()?;
    let text = page.get_attribute(CARRIED)?;
    let _ = page.remove_attribute(CARRIED);
    Some(text)
}

/// Says `word` to whoever listens in this window.
pub(super) fn tell(word: &str) {
    if let Ok(event) = web_sys::Event::new(word) {
        let _ = window().dispatch_event(&event);
    }
}

/// Sends `msg` when somebody says `word`.
pub(super) fn on_word(word: &'static str, send: Callback<Msg>, msg: Msg) -> EventListener {
    EventListener::new(&window(), word, move |_| send.emit(msg.clone()))
}
