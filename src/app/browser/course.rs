//! What only the course needs of the browser: progress that stays on this device, time between two
//! slices of judging, and which picture the arrow keys mean.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition, Storage};
use yew::Callback;

use super::{Browser, document, window};
use crate::app::state::Msg;
use crate::app::state::course::{CourseCommand, CourseMsg, Picture};

/// Where progress is kept, and where what can't be read is put aside.
const PROGRESS: &str = "redelivery.progress";
const ASIDE: &str = "redelivery.progress.aside";
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
            CourseCommand::Keep(text) if !keep(&text) => self.send.emit(CourseMsg::NotKept.into()),
            CourseCommand::Keep(_) => {}
            CourseCommand::PutAside => put_aside(),
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

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The progress kept on this device, as text.
pub fn kept_progress() -> Option<String> {
    storage()?.get_item(PROGRESS).ok().flatten()
}

fn keep(text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(PROGRESS, text).is_ok())
}

/// Puts what is kept aside, for who can read it; what is there already stays there.
fn put_aside() {
    let Some(storage) = storage() else { return };
    let Ok(Some(text)) = storage.get_item(PROGRESS) else { return };
    let before = storage.get_item(ASIDE).ok().flatten().map(|before| before + "\n");
    if storage.set_item(ASIDE, &(before.unwrap_or_default() + &text)).is_ok() {
        let _ = storage.remove_item(PROGRESS);
    }
}

/// Reports what another window of this device keeps.
pub(super) fn watch(send: Callback<Msg>) -> EventListener {
    EventListener::new(&window(), "storage", move |event| {
        let text = |name| Reflect::get(event, &JsValue::from_str(name)).ok()?.as_string();
        if text("key").as_deref() == Some(PROGRESS)
            && let Some(kept) = text("newValue")
        {
            send.emit(CourseMsg::KeptElsewhere(kept).into());
        }
    })
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
