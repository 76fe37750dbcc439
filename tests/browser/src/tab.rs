//! A tab as the protocol knows it: in a window of its own, with storage of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use serde_json::{Value, json};

use crate::PATIENCE;
use crate::chrome::Chrome;
use crate::record::{self, MARK, Record, Reports};

/// One tab of the shared browser. Dropping it closes it.
pub struct Tab {
    context: Arc<Context>,
    record: Arc<Record>,
    session: String,
    target: String,
    mark_count: AtomicU32,
}

/// The storage, the cookies and the permissions of one visitor. Dropping it forgets them.
struct Context {
    chrome: Arc<Chrome>,
    id: String,
}

impl Context {
    fn new() -> Self {
        let chrome = Chrome::shared();
        let id = ask(&chrome, "Target.createBrowserContext", &json!({}), "browserContextId");
        let permissions = json!(["clipboardReadWrite", "clipboardSanitizedWrite"]);
        let grant = json!({ "permissions": permissions, "browserContextId": id });
        ask(&chrome, "Browser.grantPermissions", &grant, "");
        Self { chrome, id }
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // The browser may be gone already, and what then.
        let dispose = json!({ "browserContextId": self.id });
        let _ = self.chrome.wire.ask(None, "Target.disposeBrowserContext", &dispose);
    }
}

/// Asks the browser as a whole for one thing.
fn ask(chrome: &Chrome, method: &str, parameters: &Value, answer: &str) -> String {
    let answers = chrome.wire.ask(None, method, parameters);
    let answers = answers.unwrap_or_else(|error| panic!("no new tab: {error}"));
    answers[answer].as_str().unwrap_or_default().to_owned()
}

impl Tab {
    /// An empty tab of a new visitor, whose every report is written down.
    pub fn open() -> Self {
        Self::of(Arc::new(Context::new()))
    }

    /// Another empty tab of the same visitor.
    pub fn another(&self) -> Self {
        Self::of(Arc::clone(&self.context))
    }

    fn of(context: Arc<Context>) -> Self {
        let chrome = &context.chrome;
        let create =
            json!({ "url": "about:blank", "browserContextId": context.id, "newWindow": true });
        let target = ask(chrome, "Target.createTarget", &create, "targetId");
        let attach = json!({ "targetId": target, "flatten": true });
        let session = ask(chrome, "Target.attachToTarget", &attach, "sessionId");
        let record = Arc::new(Record::default());
        chrome.wire.report(&session, Arc::clone(&record));
        let tab = Self { context, record, session, target, mark_count: AtomicU32::new(0) };
        for domain in ["Page", "Network", "Runtime", "Log", "Inspector"] {
            tab.ask(&format!("{domain}.enable"), &json!({}));
        }
        tab.ask("Page.setLifecycleEventsEnabled", &json!({ "enabled": true }));
        // Every tab believes that its window is the one in front, so tests can run side by side.
        tab.ask("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        tab
    }

    /// From now on also writes down what the page's workers ask the network for and say on the
    /// console, each from its very first request on.
    pub fn watch_workers(&self) {
        let (sender, workers) = channel();
        self.record.tell_of_workers(Some(sender));
        let (chrome, record) = (Arc::clone(&self.context.chrome), Arc::clone(&self.record));
        thread::spawn(move || {
            for session in workers {
                chrome.wire.report(&session, Arc::clone(&record));
                for domain in ["Network", "Runtime", "Log"] {
                    chrome.wire.tell(&session, &format!("{domain}.enable"));
                }
                chrome.wire.tell(&session, "Runtime.runIfWaitingForDebugger");
            }
        });
        let attach = json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true });
        self.ask("Target.setAutoAttach", &attach);
    }

    /// Sends a command of the protocol and returns what it answers.
    pub fn ask(&self, method: &str, parameters: &Value) -> Value {
        self.try_ask(method, parameters)
            .unwrap_or_else(|error| panic!("the browser refused: {error}"))
    }

    /// The same, where the browser may refuse.
    pub fn try_ask(&self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.context.chrome.wire.ask(Some(&self.session), method, parameters)
    }

    /// The value of a JavaScript expression, or what it threw; a promise is waited for.
    pub fn eval(&self, expression: &str) -> Result<Value, String> {
        self.eval_in(&Value::Null, expression)
    }

    /// The same in another context than the page's own.
    pub fn eval_in(&self, context: &Value, expression: &str) -> Result<Value, String> {
        let mut evaluate = json!({
            "expression": expression,
            "returnByValue": true, "awaitPromise": true, "userGesture": true,
        });
        if !context.is_null() {
            evaluate["contextId"] = context.clone();
        }
        let mut done = self.try_ask("Runtime.evaluate", &evaluate)?;
        match &done["exceptionDetails"] {
            Value::Null => Ok(done["result"]["value"].take()),
            details => Err(record::exception(details)),
        }
    }

    /// What was reported until now, perhaps lagging behind the page.
    pub fn reports(&self) -> Reports {
        self.record.reports()
    }

    /// What was reported, once that includes all that the page has done until now.
    pub fn all_reports(&self) -> Reports {
        let mark = format!("{MARK}{}", self.mark_count.fetch_add(1, Ordering::Relaxed));
        let logged = self.eval(&format!("console.debug({})", Value::from(mark.as_str())));
        logged.unwrap_or_else(|error| panic!("the page cannot log: {error}"));
        let is_in_time = self.record.wait(PATIENCE, |reports| reports.marks.contains(&mark));
        assert!(is_in_time, "the browser stopped reporting");
        self.reports()
    }

    /// Waits until the page has asked for nothing for half a second.
    pub fn wait_until_idle(&self) {
        let tree = self.ask("Page.getFrameTree", &json!({}));
        let load = tree["frameTree"]["frame"]["loaderId"].as_str().unwrap_or_default();
        let is_idle = |reports: &Reports| reports.idle.iter().any(|idle| idle == load);
        assert!(self.record.wait(PATIENCE, is_idle), "the page never stops loading");
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let wire = &self.context.chrome.wire;
        wire.hush(&self.session);
        self.record.tell_of_workers(None);
        // The browser may be gone already, and what then.
        let _ = wire.ask(None, "Target.closeTarget", &json!({ "targetId": self.target }));
    }
}
