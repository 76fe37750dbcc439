//! The figure's end of the line to the page around it, and what it must know of its frame.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, KeyboardEvent,
    MessageEvent, ResizeObserver, UrlSearchParams, Window,
};
use yew::Callback;

use super::keys::{is_taken, move_in_menu};
use super::{Browser, GIVEN, document, focus, on_link, on_word, wear, window};
use crate::app::state::{Embed, FigureCommand, FigureMsg, Hands, Msg, Said};

/// What the static page of a figure is marked with.
const FIGURE: &str = "data-embed";

/// The figure that the address asks for, if this is the page of a figure.
pub fn embed() -> Option<Embed> {
    document().document_element().filter(|root| root.has_attribute(FIGURE))?;
    let search = window().location().search().unwrap_or_default();
    let asked = UrlSearchParams::new_with_str(&search).ok()?;
    Some(Embed::of(|name| asked.get(name)))
}

/// What was kept of `embed` during this visit.
pub fn kept(embed: &Embed) -> Option<String> {
    window().session_storage().ok()??.get_item(&place_of_page(&embed.place()?)).ok()?
}

/// The place by which two copies of the site in one page of somebody's keep apart.
fn place_of_page(place: &str) -> String {
    [place, " ", &window().location().pathname().unwrap_or_default()].concat()
}

/// Keeps `text` at `place` while the visit lasts. Storage may be blocked: then the figure begins
/// anew, and nothing else is lost.
fn keep(place: &str, text: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(&place_of_page(place), text);
    }
}

/// The page around the figure.
pub(super) struct Host {
    window: Window,
    /// Whom messages are for; nobody where none is spoken to.
    target: Option<String>,
    /// What keys mean just now.
    hands: Rc<Cell<Option<Hands>>>,
    _listeners: Vec<EventListener>,
    _observers: (Option<Sight>, Option<Height>),
}

type Sight = (IntersectionObserver, Closure<dyn FnMut(js_sys::Array)>);
type Height = (ResizeObserver, Closure<dyn FnMut()>);

impl Host {
    /// Starts to listen to the page around `embed`; where there is none, only to keys and sight.
    pub fn new(embed: &Embed, send: &Callback<Msg>) -> Self {
        let host = window().parent().ok().flatten().unwrap_or_else(window);
        let hands = Rc::new(Cell::new(None));
        let listeners =
            vec![on_message(host.clone(), send.clone()), on_key(hands.clone(), send.clone())];
        let observers = (watch_sight(send.clone()), watch_height(send.clone()));
        let target = embed.origin.target().map(String::from);
        Self { window: host, target, hands, _listeners: listeners, _observers: observers }
    }

    /// Says something to it, unless there is nobody around the figure.
    pub fn post(&self, said: &Said) {
        let Some(target) = self.target.as_ref().filter(|_| self.window != window()) else { return };
        let text = JsValue::from_str(&said.text);
        let message = if said.as_object { js_sys::JSON::parse(&said.text) } else { Ok(text) };
        if let Ok(message) = message {
            let _ = self.window.post_message(&message, target);
        }
    }

    /// Gives it the focus.
    pub fn give_focus(&self) {
        let focused = document().active_element();
        if let Some(element) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.blur();
        }
        let _ = self.window.focus();
    }
}

impl Browser {
    /// From now on is the figure of a page, whose keys mean what they mean there.
    pub fn be_figure(&mut self, embed: &Embed) {
        self.host = Some(Host::new(embed, &self.send));
        self.listeners.clear();
        self.listeners.push(on_link(self.send.clone()));
        self.listeners.push(on_word(GIVEN, self.send.clone(), Msg::WasGiven));
    }

    /// From now on the figure's keys mean this.
    pub fn take(&self, hands: Option<Hands>) {
        if let Some(host) = &self.host {
            host.hands.set(hands);
        }
    }

    /// What only a figure is asked for.
    pub(super) fn perform_as_figure(&self, command: &FigureCommand) {
        let Some(host) = &self.host else { return };
        match command {
            FigureCommand::Post(said) => host.post(said),
            FigureCommand::LeaveFocus => host.give_focus(),
            FigureCommand::TakeFocus => take_focus(),
            FigureCommand::Keep(place, text) => keep(place, text),
            FigureCommand::Wear(theme) => wear(*theme),
        }
    }
}

/// Takes the focus into the figure.
fn take_focus() {
    let _ = window().focus();
    let found = document().query_selector(".transport__forward, .step[data-time='now'], a");
    focus(found.ok().flatten());
}

/// Only what the host itself says is heard.
fn on_message(host: Window, send: Callback<Msg>) -> EventListener {
    EventListener::new(&window(), "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let is_host = event.source().is_some_and(|source| *source == ***host);
        if !is_host || host == window() {
            return;
        }
        let (data, origin) = (event.data(), event.origin());
        let as_object = data.is_object();
        let text = match data.as_string() {
            Some(text) => Some(text),
            None if as_object => js_sys::JSON::stringify(&data).ok().and_then(|it| it.as_string()),
            None => None,
        };
        if let Some(text) = text {
            send.emit(FigureMsg::Heard { text, as_object, origin }.into());
        }
    })
}

fn on_key(hands: Rc<Cell<Option<Hands>>>, send: Callback<Msg>) -> EventListener {
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let Some(hands) = hands.get() else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || is_taken(event) {
            return;
        }
        if move_in_menu(event) {
            event.prevent_default();
            return;
        }
        let (key, code) = (event.key(), event.code());
        let Some(msg) = hands.stroke(&key, &code, event.shift_key()) else { return };
        event.prevent_default();
        // A key held down steps on; it toggles nothing, and does not run away into the host.
        let steps = matches!(key.as_str(), "ArrowRight" | "ArrowLeft");
        let leaves = matches!(msg, Msg::Figure(FigureMsg::HandedBack { .. }));
        if !event.repeat() || steps && !leaves {
            send.emit(msg);
        }
    })
}

/// Says when the figure comes into sight and when it goes out of it: by scrolling, or with its tab.
fn watch_sight(send: Callback<Msg>) -> Option<Sight> {
    let changed = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last = entries.pop().dyn_into::<IntersectionObserverEntry>();
        if let Ok(entry) = last {
            send.emit(FigureMsg::Seen(entry.is_intersecting()).into());
        }
    });
    let observer = IntersectionObserver::new(changed.as_ref().unchecked_ref()).ok()?;
    observer.observe(&root()?);
    Some((observer, changed))
}

/// Says how high the figure is.
fn watch_height(send: Callback<Msg>) -> Option<Height> {
    let body = document().body()?;
    let measured = body.clone();
    let changed = Closure::<dyn FnMut()>::new(move || {
        send.emit(FigureMsg::Measured(measured.scroll_height().unsigned_abs()).into());
    });
    let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
    observer.observe(&body);
    Some((observer, changed))
}

/// In a figure, scrolls the frame and nothing around it so far that `cell` can be seen above the
/// controls; whether this is one.
pub(super) fn keep_in_sight(cell: Option<&Element>) -> bool {
    let is_figure = root().is_some_and(|root| root.has_attribute(FIGURE));
    if let Some(cell) = cell.filter(|_| is_figure) {
        let dock = document().query_selector(".dock").ok().flatten();
        let height = window().inner_height().ok().and_then(|height| height.as_f64());
        let bottom = dock.map(|dock| dock.get_bounding_client_rect().top()).or(height);
        let seen = cell.get_bounding_client_rect();
        let past = (seen.bottom() - bottom.unwrap_or(f64::MAX)).max(0.0);
        window().scroll_by_with_x_and_y(0.0, past + seen.top().min(0.0));
    }
    is_figure
}

fn root() -> Option<Element> {
    document().document_element()
}
