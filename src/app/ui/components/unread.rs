//! What lies on this device and can't be read: where, a way to take it along, and to delete it.

use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::ui::element::{El, button, el, of_class};

/// That something lies at these places; `save` saves it as a file, and once it was saved, `delete`
/// deletes it. Nothing if there is no place.
pub fn unread(
    (places, is_saved): &(String, bool),
    on: &Callback<Msg>,
    [save, delete]: [Msg; 2],
) -> Option<El> {
    if places.is_empty() {
        return None;
    }
    let text = "This version of the page can't read something that is kept on this device. It \
                stays as it is, in the browser's storage, under: ";
    let names = el("code").at("translate", "no").raw(places.clone());
    let save = button(on, save).text("Save what can't be read as it is");
    let next = if *is_saved {
        button(on, delete).text("Delete what can't be read")
    } else {
        el("span").text("Save it as a file first. Then you can delete it here.")
    };
    let what = el("p").text(text).with(names);
    Some(of_class("div", "unread").with(what).with(save).text(" ").with(next))
}
