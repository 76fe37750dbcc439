//! The desk in a worker: it hears questions, works in slices, and says answers.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use redelivery::codec::CHECK;
use redelivery::desk::bench::{BENCH, CASES};
use redelivery::desk::{Desk, Said};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Worlds looked at before the desk listens again: some hundredths of a second.
const SLICE: usize = 1 << 14;

/// Time between two words on how far a check is, in milliseconds.
const SAY_EACH: f64 = 100.0;

/// The desk at work.
struct Office {
    desk: Desk,
    scope: DedicatedWorkerGlobalScope,
    /// The slice to come.
    next: Option<Timeout>,
    /// Which row of a check is at hand, and the time that it has taken.
    row: (usize, f64),
    /// When it was last said how far that is.
    said: f64,
}

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let office = Office {
        desk: Desk::default(),
        scope: scope.clone(),
        next: None,
        row: (0, 0.0),
        said: 0.0,
    };
    let office = Rc::new(RefCell::new(office));
    let listener = EventListener::new(&scope, "message", move |event| {
        if let Some(text) = event.dyn_ref::<MessageEvent>().and_then(|it| it.data().as_string()) {
            hear(&office, &text);
        }
    });
    listener.forget();
    // The page may have asked before there was anybody to hear: from now on there is.
    let _ = scope.post_message(&JsValue::from_str("ready"));
}

/// Runs a named search to its end, and says in how many milliseconds, and how many worlds it found.
fn measure(scope: &DedicatedWorkerGlobalScope, name: &str) {
    let Some(case) = CASES.iter().find(|case| case.name == name) else { return };
    let now = || scope.performance().map_or(0.0, |performance| performance.now());
    let start = now();
    let progress = (case.run)(None);
    let text = format!("{BENCH} {} {} {}", whole(now() - start), progress.distinct, progress.bytes);
    let _ = scope.post_message(&JsValue::from_str(&text));
}

/// A question that can't be read is none that the page has asked.
fn hear(office: &Rc<RefCell<Office>>, text: &str) {
    if let Some(name) = text.strip_prefix(BENCH) {
        return measure(&office.borrow().scope, name.trim_start());
    }
    let heard = office.borrow_mut().desk.ask(text);
    if heard.is_ok() {
        if text.contains(CHECK) {
            office.borrow_mut().row = (0, 0.0);
        }
        go_on(office);
    }
}

/// The next slice, after whatever the page has said in between.
fn go_on(office: &Rc<RefCell<Office>>) {
    let again = office.clone();
    let next = Timeout::new(0, move || {
        let works = again.borrow_mut().work();
        if works {
            go_on(&again);
        }
    });
    office.borrow_mut().next = Some(next);
}

/// A time in whole milliseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times are short")]
fn whole(milliseconds: f64) -> u32 {
    milliseconds as u32
}

impl Office {
    /// Works for a slice. Returns whether there was anything to do.
    fn work(&mut self) -> bool {
        let before = self.now();
        let Some(all) = self.desk.work(SLICE) else { return false };
        let took = self.now() - before;
        let texts: Vec<String> = all.iter().filter_map(|said| self.text(said, took)).collect();
        // All that a slice has to say is one word, so that the page draws once for it.
        if !texts.is_empty() {
            let texts: js_sys::Array = texts.iter().map(|text| JsValue::from_str(text)).collect();
            let _ = self.scope.post_message(&texts);
        }
        true
    }

    /// What to say of a slice that took so many milliseconds; nothing so soon after the last time.
    fn text(&mut self, said: &Said, took: f64) -> Option<String> {
        if let Some((row, is_over)) = said.row() {
            let known = if self.row.0 == row { self.row.1 } else { 0.0 };
            self.row = (row, known + took);
            if !is_over && self.now() - self.said < SAY_EACH {
                return None;
            }
            self.said = self.now();
        }
        Some(said.text(whole(self.row.1)))
    }

    fn now(&self) -> f64 {
        self.scope.performance().map_or(0.0, |performance| performance.now())
    }
}
