//! What only the stage needs of the browser: a screen that is filled and stays awake, and the line
//! to the speaker's window.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use js_sys::{Date, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, Element, MessageEvent};
use yew::Callback;

use super::handover::{own, word};
use super::{address, document, fit, window};
use crate::app::state::{DeckMsg, GONE, Line, Msg, StageMsg};

/// What the line between the windows is called.
const LINE: &str = "windows";
/// Where the static page says that it is a stage.
const ON: &str = "data-stage";
/// Where it says that the pointer does not move, and after how many milliseconds it does not.
const STILL: &str = "data-still";
const STILL_AFTER: u32 = 3000;
/// After how many milliseconds no other digit of a slide's number is awaited.
const DIGIT_AFTER: u32 = 1000;
/// The picture on stage, and what of it is pressed for itself.
const PICTURE: &str = ".live, .live__blank, .live__over";
const PRESSABLE: &str = "button, a, select, input, label, summary, [data-means]";
/// The speaker's window, and the audience's, by what they are called before the word of the pair,
/// and by size.
const SPEAKER: (&str, &str) = ("speaker ", "width=1100,height=760");
const AUDIENCE: (&str, &str) = ("stage ", "width=1280,height=720");

/// What is held while the page is a stage, or the speaker's window.
#[derive(Default)]
pub(super) struct Stage {
    line: Option<(BroadcastChannel, EventListener)>,
    /// This window's end of the line.
    end: Rc<RefCell<Line>>,
    sized: Option<EventListener>,
    seen: Option<EventListener>,
    moved: Option<EventListener>,
    left: Option<EventListener>,
    clock: Option<Interval>,
    clicked: Option<EventListener>,
    typed: Option<Timeout>,
}

impl Stage {
    /// Fills the screen, where the browser lets it, and keeps it awake.
    pub fn enter(&mut self, send: &Callback<Msg>) {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute(ON, "on");
            // Who opens a link to the stage has not pressed anything here: it would be refused.
            if is_pressed() {
                call(&root, "requestFullscreen", None);
            }
        }
        keep_awake();
        let sized = send.clone();
        self.sized = Some(EventListener::new(&window(), "resize", move |_| {
            sized.emit(Msg::Stage(StageMsg::Sized));
        }));
        // A screen that was out of sight may have fallen asleep.
        self.seen = Some(EventListener::new(&document(), "visibilitychange", |_| keep_awake()));
        self.moved = Some(hide_still_pointer());
        self.clicked = Some(go_on_click(send));
        // By this name the speaker's window finds it again.
        let _ = window().set_name(&name(AUDIENCE.0, &self.pair()));
        self.listen(send);
        if let Some((line, _)) = &self.line {
            let (line, gone) = (line.clone(), self.end.borrow().say(GONE));
            self.left = Some(EventListener::new(&window(), "pagehide", move |_| {
                let _ = line.post_message(&JsValue::from_str(&gone));
            }));
        }
    }

    /// None of that any more.
    pub fn leave(&mut self) {
        *self = Self::default();
        if let Some(root) = document().document_element() {
            let _ = root.remove_attribute(ON);
            let _ = root.remove_attribute(STILL);
            fit::forget();
        }
        if document().fullscreen_element().is_some() {
            call(&document(), "exitFullscreen", None);
        }
        release();
    }

    /// Says `text` to the other windows.
    pub fn broadcast(&mut self, text: &str, send: &Callback<Msg>) {
        self.listen(send);
        if let Some((line, _)) = &self.line {
            let said = self.end.borrow().say(text);
            let _ = line.post_message(&JsValue::from_str(&said));
        }
    }

    /// Opens the speaker's window of this stage, or turns the one that is open to `link`. Whether
    /// the browser lets it.
    pub fn open_speaker(&self, link: &str) -> bool {
        open(SPEAKER, &self.pair(), link)
    }

    /// Opens the audience's window from the speaker's, or turns the one that is open to `link`.
    /// Whether the browser lets it.
    pub fn open_audience(&self, link: &str) -> bool {
        let pair = self.pair();
        let _ = window().set_name(&name(SPEAKER.0, &pair));
        open(AUDIENCE, &pair, link)
    }

    /// The word of the pair that this window belongs to; a new one, if it belongs to none.
    fn pair(&self) -> String {
        self.join();
        let known = self.end.borrow().pair().map(String::from);
        known.unwrap_or_else(|| {
            let pair = word();
            self.end.replace(Line::of(Some(pair.clone())));
            pair
        })
    }

    /// Says when no other digit has followed.
    pub fn await_digit(&mut self, send: &Callback<Msg>) {
        let send = send.clone();
        let typed = move || send.emit(Msg::Stage(StageMsg::TypedAll));
        self.typed = Some(Timeout::new(DIGIT_AFTER, typed));
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

    /// Takes the end of the line that the window's name says.
    fn join(&self) {
        if self.end.borrow().pair().is_none() {
            self.end.replace(Line::of(pair()));
        }
    }

    /// A browser without such a line has one window, and that works alone.
    fn listen(&mut self, send: &Callback<Msg>) {
        if self.line.is_some() {
            return;
        }
        let Ok(line) = BroadcastChannel::new(&own(LINE)) else { return };
        self.join();
        let (send, end) = (send.clone(), self.end.clone());
        let listener = EventListener::new(&line, "message", move |event| {
            let said = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            let was_alone = end.borrow().pair().is_none();
            let text = said.and_then(|said| end.borrow_mut().hear(&said).map(String::from));
            if let (true, Some(pair)) = (was_alone, end.borrow().pair()) {
                // So that it is still of the pair when it was loaded again.
                let _ = window().set_name(&name(SPEAKER.0, pair));
            }
            if let Some(text) = text {
                send.emit(Msg::Stage(StageMsg::Heard(text)));
            }
        });
        self.line = Some((line, listener));
    }
}

/// A pointer that rests on the picture is in the way, and so are the tools: who has just come here
/// sees them first.
fn hide_still_pointer() -> EventListener {
    let rest = || {
        let root = document().document_element();
        if let Some(root) = &root {
            let _ = root.remove_attribute(STILL);
        }
        Timeout::new(STILL_AFTER, move || {
            if let Some(root) = &root {
                let _ = root.set_attribute(STILL, "yes");
            }
        })
    };
    let mut still = rest();
    EventListener::new(&window(), "pointermove", move |_| {
        // The one before it is dropped, and so does not come.
        drop(std::mem::replace(&mut still, rest()));
    })
}

/// A press where nothing is to be pressed goes on, as it does in every deck.
fn go_on_click(send: &Callback<Msg>) -> EventListener {
    let send = send.clone();
    EventListener::new(&document(), "click", move |event| {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_in = |what: &str| {
            pressed.as_ref().is_some_and(|it| it.closest(what).is_ok_and(|found| found.is_some()))
        };
        if is_in(PICTURE) && !is_in(PRESSABLE) {
            send.emit(Msg::Stage(StageMsg::Clicked));
        }
    })
}

fn open((kind, size): (&str, &str), pair: &str, link: &str) -> bool {
    let page = format!("{}#{link}", address());
    let opened = window().open_with_url_and_target_and_features(&page, &name(kind, pair), size);
    opened.is_ok_and(|opened| opened.is_some())
}

/// What a window of a pair is called: by that it keeps its pair when it is loaded again.
fn name(kind: &str, pair: &str) -> String {
    own(&[kind, pair].concat())
}

/// The word of the pair that this window belongs to, by its name.
fn pair() -> Option<String> {
    let called = window().name().ok()?;
    let of = |kind: &str| called.strip_prefix(&own(kind)).map(String::from);
    of(AUDIENCE.0).or_else(|| of(SPEAKER.0))
}

/// Reports when the page is about to be printed, by whatever key, and when that is over.
pub(super) fn watch_print(send: &Callback<Msg>) -> [EventListener; 2] {
    [("beforeprint", DeckMsg::PrintBegan), ("afterprint", DeckMsg::PrintOver)].map(|(name, msg)| {
        let send = send.clone();
        EventListener::new(&window(), name, move |_| send.emit(Msg::Deck(msg.clone())))
    })
}

fn seconds() -> u32 {
    let now = Date::new_0();
    (now.get_hours() * 60 + now.get_minutes()) * 60 + now.get_seconds()
}

thread_local! {
    static LOCK: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// The screen stays on while the lock is held. Not every browser has one, and none has to give it.
fn keep_awake() {
    let Ok(wake) = Reflect::get(&window().navigator(), &JsValue::from_str("wakeLock")) else {
        return;
    };
    call(&wake, "request", Some(("screen", |lock| LOCK.set(Some(lock)))));
}

fn release() {
    if let Some(lock) = LOCK.take() {
        call(&lock, "release", None);
    }
}

/// An argument, and what takes what is given for it.
type Asked<'a> = (&'a str, fn(JsValue));

/// Calls a method that not every browser has, and that may promise something: what is refused, at
/// once or later, is none of the visitor's troubles. What is given is taken `with` its argument.
fn call(of: &JsValue, method: &str, with: Option<Asked>) {
    let ask = || -> Result<JsValue, JsValue> {
        let method: Function = Reflect::get(of, &JsValue::from_str(method))?.dyn_into()?;
        match with {
            Some((argument, _)) => method.call1(of, &JsValue::from_str(argument)),
            None => method.call0(of),
        }
    };
    let Some(promise) = ask().ok().and_then(|it| it.dyn_into::<Promise>().ok()) else { return };
    let take = with.map(|(_, take)| take);
    yew::platform::spawn_local(async move {
        if let Ok(given) = wasm_bindgen_futures::JsFuture::from(promise).await
            && let Some(take) = take
        {
            take(given);
        }
    });
}

/// Whether something was just pressed on this page; a browser that does not tell decides itself.
fn is_pressed() -> bool {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &JsValue::from_str(name));
    let activation = get(&window().navigator(), "userActivation");
    let active = activation.and_then(|activation| get(&activation, "isActive"));
    active.ok().and_then(|active| active.as_bool()).unwrap_or(true)
}
