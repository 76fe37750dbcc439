//! A page inside a page. It is looked at from a world of its own, which sees what is drawn there
//! and none of the scripts' names, however foreign the frame is to the page around it.

use std::fs;
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};

use crate::page::{GLANCE, PATIENCE, Page, quoted, strings};

/// A frame of a page, known by a part of its address.
pub struct Frame<'a> {
    page: &'a Page,
    address: &'a str,
}

impl Page {
    /// The frame whose address contains `address`. It need not be there yet, and may be taken away
    /// and brought back.
    pub fn frame<'a>(&'a self, address: &'a str) -> Frame<'a> {
        Frame { page: self, address }
    }
}

impl Frame<'_> {
    /// The value of a JavaScript expression in the frame, or what went wrong.
    fn look(&self, expression: &str) -> Result<Value, String> {
        let tree = self.page.tab.ask("Page.getFrameTree", &json!({}));
        let id = found(&tree["frameTree"], self.address)
            .ok_or_else(|| format!("there is no such frame among {}", tree["frameTree"]))?;
        let world = json!({ "frameId": id, "worldName": "looking" });
        let world = self.page.tab.try_ask("Page.createIsolatedWorld", &world)?;
        self.page.tab.eval_in(&world["executionContextId"], expression)
    }

    /// The value of a JavaScript expression; a promise is waited for.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        self.look(expression).unwrap_or_else(|error| panic!("`{expression}` threw {error}"))
    }

    /// Waits until the JavaScript expression is true.
    #[track_caller]
    pub fn wait_until(&self, condition: &str) {
        let start = Instant::now();
        let mut last = self.look(condition);
        while last != Ok(Value::Bool(true)) {
            assert!(start.elapsed() < PATIENCE, "in vain: `{condition}` is {last:?}");
            thread::sleep(GLANCE);
            last = self.look(condition);
        }
    }

    /// Waits until something fits.
    #[track_caller]
    pub fn wait_for(&self, selector: &str) {
        self.wait_until(&format!("document.querySelector({}) !== null", quoted(selector)));
    }

    /// What axe-core finds wrong with it, one line an element.
    pub fn axe(&self) -> Vec<String> {
        let script = fs::read_to_string(crate::axe()).expect("axe-core's script is text");
        strings(&self.eval(&[&script, ";", crate::page::AXE].concat()))
    }
}

/// The id of the frame, somewhere below `tree`.
fn found(tree: &Value, address: &str) -> Option<String> {
    let children = tree["childFrames"].as_array().into_iter().flatten();
    children.into_iter().find_map(|child| {
        let url = |name: &str| child["frame"][name].as_str().unwrap_or_default();
        let is_it = [url("url"), url("urlFragment")].concat().contains(address);
        if is_it { Some(url("id").to_owned()) } else { found(child, address) }
    })
}
