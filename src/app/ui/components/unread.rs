//! What lies on this device and can't be read: where, and a way to take it along.

use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::ui::element::{El, button, el, of_class};

/// That something lies at `places`, which `save` saves as a file; nothing if there is no place.
pub fn unread(places: &str, on: &Callback<Msg>, save: Msg) -> Option<El> {
    if places.is_empty() {
        return None;
    }
    let text = "This version of the page can't read something that is kept on this device. It \
                stays as it is, in the browser's storage, under: ";
    let names = el("code").at("translate", "no").raw(places.to_string());
    let button = button(on, save).text("Save what can't be read as it is");
    Some(of_class("div", "unread").with(el("p").text(text).with(names)).with(button))
}
