//! What only the course needs of the browser: time between two slices of judging, and which picture
//! the arrow keys mean.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{Browser, document, window};
use crate::app::state::Msg;
use crate::app::state::course::{CourseCommand, CourseMsg, Picture};

/// From where on something is too low on the screen for what comes below it to be seen.
const LOW: f64 = 0.7;
/// Every picture that can be stepped through.
const PICTURES: &str = "[data-picture]";
/// What says which picture it is.
const NAME: &str = "data-picture";

impl Browser {
    /// Does what the course asks.
    pub(super) fn perform_for_course(&mut self, command: CourseCommand) {
        match command {
            CourseCommand::Keep(progress) => self.keep_progress(&progress),
            CourseCommand::Clear => self.clear_progress(),
            CourseCommand::Delete(unread) => self.delete_progress(&unread),
            CourseCommand::Read => self.read_progress(),
            CourseCommand::Focus(selector) => {
                self.wanted = Some(selector);
                self.is_shown = true;
            }
            CourseCommand::GoOn(tries) => {
                let send = self.send.clone();
                let on = move || send.emit(CourseMsg::JudgedOn(tries).into());
                self.tick = Some(Timeout::new(0, on));
            }
        }
    }
}

/// Shows what gets the focus, unless it is well in sight.
pub(super) fn show(element: &Element) {
    let place = element.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    if place.top() >= 0.0 && height.is_some_and(|height| place.bottom() < height * LOW) {
        return;
    }
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// `msg`, which a key has meant, for the picture at hand: the one with the focus in it, or else the
/// one in the middle of the screen. None is stepped that is not looked at.
pub(super) fn for_picture(msg: Msg) -> Msg {
    let steps = matches!(msg, Msg::PressedForward | Msg::PressedBack);
    let picture = at_hand().filter(|_| steps).and_then(|name| Picture::of(&name));
    match picture {
        Some(picture) => CourseMsg::At(picture, Box::new(msg)).into(),
        None => msg,
    }
}

fn at_hand() -> Option<String> {
    let focused = document().active_element().and_then(|it| it.closest(PICTURES).ok().flatten());
    focused.or_else(in_the_middle)?.get_attribute(NAME)
}

fn in_the_middle() -> Option<Element> {
    let middle = window().inner_height().ok()?.as_f64()? / 2.0;
    let all = document().query_selector_all(PICTURES).ok()?;
    let mut pictures =
        (0..all.length()).filter_map(|index| all.item(index)?.dyn_into::<Element>().ok());
    pictures.find(|picture| {
        let place = picture.get_bounding_client_rect();
        place.top() <= middle && middle <= place.bottom()
    })
}
