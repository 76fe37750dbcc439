//! The line to the desk, which works in a thread of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker};
use yew::Callback;

use super::file;
use super::words::words;
use crate::app::state::{Msg, SPEAK};

/// The desk's program.
const DESK: &str = "data-desk";

/// The page's end of the line to the desk, which works in a thread of its own.
pub(super) struct Desk {
    worker: Worker,
    /// What was asked before it could hear; empty from then on.
    early: Rc<RefCell<Option<Vec<String>>>>,
    /// Whether it broke, or could not be loaded: then it never answers again.
    is_broken: Rc<Cell<bool>>,
    _listeners: [EventListener; 2],
}

impl Desk {
    /// A desk whose answers go to `send`; why there can be none, if so.
    pub fn new(send: &Callback<Msg>) -> Result<Self, String> {
        let desk = file(DESK).unwrap_or_default();
        let worker = Worker::new(&desk).map_err(|_| String::from("this browser has no workers"))?;
        // It speaks as the page does.
        let speak = words().map(|words| [SPEAK, &words].concat());
        let early = speak.into_iter().collect();
        let early: Rc<RefCell<Option<Vec<String>>>> = Rc::new(RefCell::new(Some(early)));
        let (answered, failed) = (send.clone(), send.clone());
        let (waiting, hearing) = (early.clone(), worker.clone());
        let on_message = EventListener::new(&worker, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            // Its first word is that it hears: what was said before that it has not heard.
            if let Some(early) = waiting.borrow_mut().take() {
                for text in early {
                    say(&hearing, &text);
                }
            } else {
                for text in Array::from(&event.data()).iter().filter_map(|it| it.as_string()) {
                    answered.emit(Msg::Answered(text));
                }
            }
        });
        let is_broken = Rc::new(Cell::new(false));
        let breaks = is_broken.clone();
        let on_error = EventListener::new(&worker, "error", move |event| {
            breaks.set(true);
            let why = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            let why = if why.is_empty() { String::from("it can't be loaded") } else { why };
            failed.emit(Msg::DeskFailed(why));
        });
        Ok(Self { worker, early, is_broken, _listeners: [on_message, on_error] })
    }

    /// Whether it broke.
    pub fn is_broken(&self) -> bool {
        self.is_broken.get()
    }

    /// Asks `text`, once the desk hears.
    pub fn ask(&mut self, text: &str) {
        match &mut *self.early.borrow_mut() {
            Some(early) => early.push(text.to_string()),
            None => say(&self.worker, text),
        }
    }
}

fn say(worker: &Worker, text: &str) {
    let _ = worker.post_message(&JsValue::from_str(text));
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
