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
        let answers = chrome.wire.ask(None, "Target.createBrowserContext", &json!({}));
        let answers = answers.unwrap_or_else(|error| panic!("no new tab: {error}"));
        let context = answers["browserContextId"].as_str().unwrap_or_default().to_owned();
        Self::of(chrome, context)
    }

    /// Another tab of the same visitor's: it shares what pages keep. Both close together.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self::of(Arc::clone(&self.chrome), self.context.clone())
    }

    fn of(chrome: Arc<Chrome>, context: String) -> Self {
        let ask = |method: &str, parameters: Value, answer: &str| {
            let answers = chrome.wire.ask(None, method, &parameters);
            let answers = answers.unwrap_or_else(|error| panic!("no new tab: {error}"));
            answers[answer].as_str().unwrap_or_default().to_owned()
        };
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
        let answer = self.chrome.wire.ask(Some(&self.session), method, parameters);
        answer.unwrap_or_else(|error| panic!("the browser refused: {error}"))
    }

    /// The value of a JavaScript expression, or what it threw; a promise is waited for.
    pub fn eval(&self, expression: &str) -> Result<Value, String> {
        let evaluate = json!({
            "expression": expression,
            "returnByValue": true, "awaitPromise": true, "userGesture": true,
        });
        let wire = &self.chrome.wire;
        let mut done = wire.ask(Some(&self.session), "Runtime.evaluate", &evaluate)?;
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
