//! Pointing at things, by a mouse or a finger: only what a visitor could reach is reached.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::page::{GLANCE, PATIENCE, Page, quoted};

/// Longer than a browser waits before it takes a touch for a long press.
const LONG_PRESS: Duration = Duration::from_millis(900);

impl Page {
    /// Clicks the middle of the first element that fits, once it is there and nothing covers it.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let place = self.middle_of(selector);
        self.click_at(place, 1);
    }

    /// Clicks it twice, as fast as a double click is.
    #[track_caller]
    pub fn double_click(&self, selector: &str) {
        let place = self.middle_of(selector);
        self.click_at(place, 1);
        self.click_at(place, 2);
    }

    /// The click that is the `count`th of several in a row.
    fn click_at(&self, (x, y): (f64, f64), count: u8) {
        for (kind, button, count) in [
            ("mouseMoved", "none", 0),
            ("mousePressed", "left", count),
            ("mouseReleased", "left", count),
        ] {
            let event =
                json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": count });
            self.tab.ask("Input.dispatchMouseEvent", &event);
        }
    }

    /// Moves the mouse to the middle of the first element that fits, and leaves it there.
    #[track_caller]
    pub fn point_at(&self, selector: &str) {
        let (x, y) = self.middle_of(selector);
        let moved = json!({ "type": "mouseMoved", "x": x, "y": y, "button": "none" });
        self.tab.ask("Input.dispatchMouseEvent", &moved);
    }

    /// Touches the middle of the first element that fits, for as long as a long press takes.
    #[track_caller]
    pub fn hold(&self, selector: &str) {
        let (x, y) = self.middle_of(selector);
        let touch = |kind: &str, points: Value| {
            let event = json!({ "type": kind, "touchPoints": points });
            self.tab.ask("Input.dispatchTouchEvent", &event);
        };
        touch("touchStart", json!([{ "x": x, "y": y }]));
        thread::sleep(LONG_PRESS);
        touch("touchEnd", json!([]));
    }

    /// Touches the middle of the first element that fits, once it is there and nothing covers it.
    #[track_caller]
    pub fn tap(&self, selector: &str) {
        let (x, y) = self.middle_of(selector);
        self.tab.ask(
            "Input.dispatchTouchEvent",
            &json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] }),
        );
        self.tab.ask("Input.dispatchTouchEvent", &json!({ "type": "touchEnd", "touchPoints": [] }));
    }

    /// Where to point at, once the element can be pointed at.
    #[track_caller]
    fn middle_of(&self, selector: &str) -> (f64, f64) {
        // Two frames must agree on the place, or the click would miss what is still moving.
        let look = format!(
            "(async () => {{
                const element = document.querySelector({});
                if (!element) return 'not there';
                element.scrollIntoView(
                    {{ block: 'center', inline: 'center', behavior: 'instant' }});
                const place = () => JSON.stringify(element.getBoundingClientRect());
                const before = place();
                const frame = () => new Promise(requestAnimationFrame);
                await frame();
                await frame();
                if (place() !== before) return 'moving';
                const {{ x, y, width, height }} = element.getBoundingClientRect();
                const [left, top] = [x + width / 2, y + height / 2];
                const hit = document.elementFromPoint(left, top);
                if (!hit || !(element.contains(hit) || hit.closest('label')?.contains(element)))
                    return 'covered by ' + (hit ? hit.outerHTML.slice(0, 120) : 'nothing in view');
                return [left, top];
            }})()",
            quoted(selector)
        );
        let start = Instant::now();
        loop {
            // An error, as while the page loads, is a reason to look again like any other.
            let seen = self.tab.eval(&look).unwrap_or_else(Value::from);
            if let (Some(x), Some(y)) = (seen[0].as_f64(), seen[1].as_f64()) {
                return (x, y);
            }
            assert!(start.elapsed() < PATIENCE, "`{selector}` cannot be pointed at: {seen}");
            thread::sleep(GLANCE);
        }
    }
}
