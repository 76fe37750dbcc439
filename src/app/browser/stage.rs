//! What only the stage needs of the browser: a screen that is filled and stays awake, type of a
//! size at which all of it is in sight, and the line to the speaker's window.

use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use js_sys::{Date, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, Element, HtmlElement, MessageEvent, Storage};
use yew::Callback;

use super::{document, window};
use crate::app::state::{DeckMsg, Msg, StageMsg};

/// The name of the line between the windows.
const LINE: &str = "redelivery";
/// Where the static page says that it is a stage.
const ON: &str = "data-stage";
/// The same of a pointer that does not move, and after how many milliseconds it does not.
const STILL: &str = "data-still";
const STILL_AFTER: u32 = 2000;
/// What has to fit on the screen, and what of it would scroll sideways if it did not.
const STAGE: &str = ".live";
const PICTURES: &str = ".live .picture";
/// The smallest type, in pixels; below it nothing can be read anyway.
const TYPE_MIN: f64 = 8.0;
/// How much smaller each try is.
const TYPE_STEP: f64 = 0.94;
/// The speaker's window.
const SPEAKER: (&str, &str) = ("redelivery-speaker", "width=1100,height=760");
/// Where decks are kept, and where they are put aside.
const DECKS: &str = "redelivery.decks";
const ASIDE: &str = "redelivery.decks.aside";

/// What is held while the page is a stage, or the speaker's window.
#[derive(Default)]
pub(super) struct Stage {
    line: Option<(BroadcastChannel, EventListener)>,
    sized: Option<EventListener>,
    seen: Option<EventListener>,
    moved: Option<EventListener>,
    clock: Option<Interval>,
    printed: Option<EventListener>,
}

impl Stage {
    /// Fills the screen, where the browser lets it, and keeps it awake.
    pub fn enter(&mut self, send: &Callback<Msg>) {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute(ON, "on");
            // Who opens a link to the stage has not pressed anything here: it would be refused.
            if is_pressed() {
                let _ = root.request_fullscreen();
            }
        }
        keep_awake();
        self.sized = Some(EventListener::new(&window(), "resize", |_| fit(true)));
        // A screen that was out of sight may have fallen asleep.
        self.seen = Some(EventListener::new(&document(), "visibilitychange", |_| keep_awake()));
        self.moved = Some(hide_still_pointer());
        self.listen(send);
    }

    /// None of that any more.
    pub fn leave(&mut self) {
        *self = Self { printed: self.printed.take(), ..Self::default() };
        if let Some(root) = document().document_element() {
            let _ = root.remove_attribute(ON);
            let _ = root.remove_attribute(STILL);
            set_type(None);
        }
        if document().fullscreen_element().is_some() {
            document().exit_fullscreen();
        }
        release();
    }

    /// Says `text` to the other windows.
    pub fn broadcast(&mut self, text: &str, send: &Callback<Msg>) {
        self.listen(send);
        if let Some((line, _)) = &self.line {
            let _ = line.post_message(&JsValue::from_str(text));
        }
    }

    /// Tells the time, every second.
    pub fn watch_clock(&mut self, send: &Callback<Msg>) {
        let tell = {
            let send = send.clone();
            move || send.emit(Msg::Stage(StageMsg::Clock(seconds())))
        };
        tell();
        self.clock = Some(Interval::new(1000, tell));
    }

    /// Reports when printing is over.
    pub fn watch_print(&mut self, send: &Callback<Msg>) {
        let send = send.clone();
        let over = move |_: &web_sys::Event| send.emit(Msg::Deck(DeckMsg::PrintOver));
        self.printed = Some(EventListener::once(&window(), "afterprint", over));
    }

    /// A browser without such a line has one window, and that works alone.
    fn listen(&mut self, send: &Callback<Msg>) {
        if self.line.is_some() {
            return;
        }
        let Ok(line) = BroadcastChannel::new(LINE) else { return };
        let send = send.clone();
        let listener = EventListener::new(&line, "message", move |event| {
            let said = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(text) = said {
                send.emit(Msg::Stage(StageMsg::Heard(text)));
            }
        });
        self.line = Some((line, listener));
    }
}

/// A pointer that rests on the picture is in the way.
fn hide_still_pointer() -> EventListener {
    let mut rest: Option<Timeout> = None;
    EventListener::new(&window(), "pointermove", move |_| {
        let root = document().document_element();
        if let Some(root) = &root {
            let _ = root.remove_attribute(STILL);
        }
        let still = Timeout::new(STILL_AFTER, move || {
            if let Some(root) = &root {
                let _ = root.set_attribute(STILL, "yes");
            }
        });
        // The one before it is dropped, and so does not come.
        drop(rest.replace(still));
    })
}

/// Opens the speaker's window, or turns the one that is open to `link`.
pub(super) fn open_window(address: &str, link: &str) {
    let (name, size) = SPEAKER;
    let page = format!("{address}#{link}");
    let _ = window().open_with_url_and_target_and_features(&page, name, size);
}

/// Sees to it that all of the stage is in sight: as large as can be, if it is another picture; else
/// only smaller, so that nothing jumps while a run is told.
pub(super) fn fit(anew: bool) {
    let Ok(Some(stage)) = document().query_selector(STAGE) else { return };
    let Ok(pictures) = document().query_selector_all(PICTURES) else { return };
    let size = |of: Result<JsValue, JsValue>| of.ok().and_then(|of| of.as_f64()).unwrap_or(0.0);
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let mut type_size = (width / 40.0).min(height / 22.0);
    if anew {
        set_type(Some(type_size));
    } else {
        type_size = current_type().unwrap_or(type_size);
    }
    let is_wide = |index: u32| {
        let picture = pictures.item(index).and_then(|it| it.dyn_into::<Element>().ok());
        picture.is_some_and(|it| it.scroll_width() > it.client_width() + 1)
    };
    let is_cut =
        || f64::from(stage.scroll_height()) > height + 1.0 || (0..pictures.length()).any(is_wide);
    while type_size > TYPE_MIN && is_cut() {
        type_size *= TYPE_STEP;
        set_type(Some(type_size));
    }
}

fn root() -> Option<HtmlElement> {
    document().document_element().and_then(|root| root.dyn_into().ok())
}

fn set_type(pixels: Option<f64>) {
    let Some(root) = root() else { return };
    let size = pixels.map_or(String::new(), |pixels| format!("{pixels:.2}px"));
    let _ = root.style().set_property("font-size", &size);
}

fn current_type() -> Option<f64> {
    let size = root()?.style().get_property_value("font-size").ok()?;
    size.strip_suffix("px")?.parse().ok()
}

fn seconds() -> u32 {
    let now = Date::new_0();
    (now.get_hours() * 60 + now.get_minutes()) * 60 + now.get_seconds()
}

thread_local! {
    static LOCK: std::cell::RefCell<Option<JsValue>> = const { std::cell::RefCell::new(None) };
}

/// The screen stays on while the lock is held. Not every browser has one, and none has to give it.
fn keep_awake() {
    let call = || -> Result<Promise, JsValue> {
        let wake = Reflect::get(&window().navigator(), &JsValue::from_str("wakeLock"))?;
        let request: Function = Reflect::get(&wake, &JsValue::from_str("request"))?.dyn_into()?;
        request.call1(&wake, &JsValue::from_str("screen"))?.dyn_into()
    };
    if let Ok(promise) = call() {
        yew::platform::spawn_local(async move {
            if let Ok(lock) = wasm_bindgen_futures::JsFuture::from(promise).await {
                LOCK.set(Some(lock));
            }
        });
    }
}

fn release() {
    let Some(lock) = LOCK.take() else { return };
    let release = Reflect::get(&lock, &JsValue::from_str("release"));
    if let Some(release) = release.ok().and_then(|it| it.dyn_into::<Function>().ok()) {
        let _ = release.call0(&lock);
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The decks kept on this device, as text.
pub fn kept() -> Option<String> {
    storage()?.get_item(DECKS).ok().flatten()
}

/// Keeps decks; whether it worked.
pub(super) fn keep(text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(DECKS, text).is_ok())
}

/// Puts what is kept aside, for who can read it.
pub(super) fn put_aside() {
    let Some(storage) = storage() else { return };
    if let Ok(Some(text)) = storage.get_item(DECKS)
        && storage.set_item(ASIDE, &text).is_ok()
    {
        let _ = storage.remove_item(DECKS);
    }
}

/// Whether something was just pressed on this page; a browser that does not tell decides itself.
fn is_pressed() -> bool {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &JsValue::from_str(name));
    let activation = get(&window().navigator(), "userActivation");
    let active = activation.and_then(|activation| get(&activation, "isActive"));
    active.ok().and_then(|active| active.as_bool()).unwrap_or(true)
}
