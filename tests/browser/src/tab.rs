//! A tab as the protocol knows it: in a window of its own, with storage of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::PATIENCE;
use crate::chrome::Chrome;
use crate::record::{self, MARK, Record, Reports};

/// One tab of the shared browser. Dropping it closes it.
pub struct Tab {
    chrome: Arc<Chrome>,
    record: Arc<Record>,
    session: String,
    /// The tab's own storage, cookies and permissions.
    context: String,
    mark_count: AtomicU32,
}

impl Tab {
    /// An empty tab, whose every report is written down.
    pub fn open() -> Self {
        let chrome = Chrome::shared();
        let ask = |method: &str, parameters: Value, answer: &str| {
            let answers = chrome.wire.ask(None, method, &parameters);
            let answers = answers.unwrap_or_else(|error| panic!("no new tab: {error}"));
            answers[answer].as_str().unwrap_or_default().to_owned()
        };
        let context = ask("Target.createBrowserContext", json!({}), "browserContextId");
        let target = ask(
            "Target.createTarget",
            json!({ "url": "about:blank", "browserContextId": context, "newWindow": true }),
            "targetId",
        );
        let attach = json!({ "targetId": target, "flatten": true });
        let session = ask("Target.attachToTarget", attach, "sessionId");
        let permissions = json!(["clipboardReadWrite", "clipboardSanitizedWrite"]);
        let grant = json!({ "permissions": permissions, "browserContextId": context });
        ask("Browser.grantPermissions", grant, "");

        let record = Arc::new(Record::default());
        chrome.wire.report(&session, Arc::clone(&record));
        let tab = Self { chrome, record, session, context, mark_count: AtomicU32::new(0) };
        for domain in ["Page", "Network", "Runtime", "Log", "Inspector"] {
            tab.ask(&format!("{domain}.enable"), &json!({}));
        }
        tab.ask("Page.setLifecycleEventsEnabled", &json!({ "enabled": true }));
        // Every tab believes that its window is the one in front, so tests can run side by side.
        tab.ask("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        tab
    }

    /// Sends a command of the protocol and returns what it answers.
    pub fn ask(&self, method: &str, parameters: &Value) -> Value {
        self.try_ask(method, parameters)
            .unwrap_or_else(|error| panic!("the browser refused: {error}"))
    }

    /// The same, where the browser may refuse.
    pub fn try_ask(&self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.chrome.wire.ask(Some(&self.session), method, parameters)
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
        self.chrome.wire.hush(&self.session);
        // Closes the tab too. The browser may be gone already, and what then.
        let dispose = json!({ "browserContextId": self.context });
        let _ = self.chrome.wire.ask(None, "Target.disposeBrowserContext", &dispose);
    }
}
