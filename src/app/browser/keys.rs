//! What keys mean, where they are pressed.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, NodeList};
use yew::Callback;

#[cfg(feature = "course")]
use super::course::for_picture;
use super::{focus, window};
use crate::app::state::keys::pressed;
use crate::app::state::{Msg, Page, WHOLE};

/// A choice of the open menu.
const MENU_CHOICE: &str = "[data-menu] [aria-pressed]";

/// Reports keys to `send` as what they mean on `page`.
pub(super) fn listen(send: Callback<Msg>, page: Rc<Cell<Page>>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.ctrl_key() || event.meta_key() || is_taken(event) {
            return;
        }
        if event.alt_key() {
            if WHOLE && page.get() == Page::Decks && move_slide(event) {
                event.prevent_default();
            }
            return;
        }
        if move_in_menu(event) || WHOLE && (move_in_matrix(event) || move_in_points(event)) {
            event.prevent_default();
            return;
        }
        // A key held down steps on, as a scrubber would; it does not toggle.
        // On stage nothing is done twice because a key was held.
        let steps = matches!(event.key().as_str(), "ArrowRight" | "ArrowLeft")
            && matches!(page.get(), Page::Timeline | Page::Course);
        if event.repeat() && !steps {
            return;
        }
        if let Some(msg) = pressed(page.get(), &event.key(), event.shift_key()) {
            event.prevent_default();
            #[cfg(feature = "course")]
            let msg = if page.get() == Page::Course { for_picture(msg) } else { msg };
            send.emit(msg);
        }
    })
}

/// Arrow keys on a choice of the open menu go to the choice beside it.
pub(super) fn move_in_menu(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(choice) = target.filter(|it| it.matches(MENU_CHOICE).unwrap_or(false)) else {
        return false;
    };
    let beside = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => choice.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => choice.previous_element_sibling(),
        _ => return false,
    };
    focus(beside);
    true
}

/// Alt and an arrow up or down move the slide that has the focus in it, as its buttons do.
fn move_slide(event: &KeyboardEvent) -> bool {
    let way = match event.key().as_str() {
        "ArrowUp" => "[data-move='up']",
        "ArrowDown" => "[data-move='down']",
        _ => return false,
    };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let slide = target.and_then(|target| target.closest("[data-slide]").ok().flatten());
    let button = slide.and_then(|slide| slide.query_selector(way).ok().flatten());
    let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    button.click();
    true
}

/// Arrow keys on a cell of the matrix go to the next cell in that direction that leads somewhere.
fn move_in_matrix(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let cell = target.and_then(|target| target.closest(".matrix__cell").ok().flatten());
    let Some(mut cell) = cell else { return false };
    loop {
        let place = cell.get_attribute("data-column").unwrap_or_default();
        let in_row = |row: Option<Element>| {
            row?.query_selector(&format!("[data-column='{place}']")).ok().flatten()
        };
        let row = cell.parent_element();
        let beside = match event.key().as_str() {
            "ArrowRight" => cell.next_element_sibling(),
            "ArrowLeft" => cell.previous_element_sibling(),
            "ArrowDown" => in_row(row.and_then(|row| row.next_element_sibling())),
            "ArrowUp" => in_row(row.and_then(|row| row.previous_element_sibling())),
            _ => return false,
        };
        let Some(beside) = beside else { return true };
        cell = beside;
        if let Ok(Some(link)) = cell.query_selector("a") {
            focus(Some(link));
            return true;
        }
    }
}

/// Arrow keys on a mark of the crash points go to the mark beside it, and to the same place of the
/// approach above or below.
fn move_in_points(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some((mark, row)) =
        target.and_then(|mark| Some((mark.clone(), mark.closest(".points__row").ok()??)))
    else {
        return false;
    };
    let marks = |row: &Element| row.query_selector_all(".points__marks a").ok();
    let place = |marks: &NodeList| {
        (0..marks.length()).position(|at| marks.item(at).as_ref() == Some(mark.as_ref()))
    };
    let Some(own) = marks(&row) else { return false };
    let Some(at) = place(&own).and_then(|at| u32::try_from(at).ok()) else { return false };
    let of = |row: Option<Element>| marks(&row?)?.item(at);
    let beside = match event.key().as_str() {
        "ArrowRight" => own.item(at + 1),
        "ArrowLeft" => at.checked_sub(1).and_then(|at| own.item(at)),
        "ArrowDown" => of(row.next_element_sibling()),
        "ArrowUp" => of(row.previous_element_sibling()),
        _ => return false,
    };
    focus(beside.and_then(|mark| mark.dyn_into::<Element>().ok()));
    true
}

/// Whether the focused element wants the key for itself.
pub(super) fn is_taken(event: &KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    let key = event.key();
    match element.tag_name().as_str() {
        // A slider moves by arrows, and has no use for letters.
        "INPUT" if element.get_attribute("type").as_deref() == Some("range") => {
            matches!(key.as_str(), "Home" | "End") || key.starts_with("Arrow")
        }
        // A clicker's keys always step, whatever has the focus.
        "SELECT" | "INPUT" => !matches!(key.as_str(), "Escape" | "PageDown" | "PageUp"),
        "TEXTAREA" => key != "Escape",
        "BUTTON" | "SUMMARY" | "A" => key == " " || key == "Enter",
        _ => false,
    }
}
