//! One visitor's tab, and what a visitor does with it.

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::tab::Tab;
use crate::{Site, Visitor, keys};

/// How long a verb waits for what it needs. Only a failing test ever waits this long.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How often a verb looks again.
pub(crate) const GLANCE: Duration = Duration::from_millis(20);

/// Runs axe-core where its script was run before: one line for each element with a fault.
pub(crate) const AXE: &str = "axe.run(document, { resultTypes: ['violations'], \
    rules: { 'target-size': { enabled: true } } }).then((found) => \
    found.violations.flatMap((rule) => rule.nodes.map((node) => \
    `${rule.id} (${rule.impact}): ${node.target.join(' ')}: \
    ${node.failureSummary.replace(/\\s+/g, ' ')}`)))";

/// A tab with storage of its own. Dropping it closes it.
pub struct Page {
    /// What the verbs are made of.
    pub(crate) tab: Tab,
    site: Arc<Site>,
    /// Whether promises may be refused with nobody to take it.
    may_reject: Cell<bool>,
}

impl Page {
    /// Opens the built site at `link`, the text after `#`, from a host of this visitor's own.
    pub fn open(link: &str, visitor: Visitor) -> Self {
        let site = Site::start();
        let url = site.url(link);
        Self::visit(&site, &url, visitor)
    }

    /// Opens `url`, which `site` serves, and waits until its HTML has been read. What the page
    /// does after that is for [`Page::wait_for`].
    pub fn visit(site: &Arc<Site>, url: &str, visitor: Visitor) -> Self {
        let page = Self { tab: Tab::open(), site: Arc::clone(site), may_reject: Cell::new(false) };
        page.emulate(visitor);
        page.go(url);
        page
    }

    /// How many sheets of paper the page takes.
    pub fn sheets(&self) -> usize {
        let printed = self
            .tab
            .ask("Page.printToPDF", &json!({ "printBackground": true, "preferCSSPageSize": true }));
        let paper = printed["data"].as_str().unwrap_or_default();
        let paper = BASE64.decode(paper.as_bytes()).unwrap_or_default();
        let kind = b"/Type /Page";
        // The tree of pages is of the type "Pages".
        paper
            .windows(kind.len() + 1)
            .filter(|it| it.starts_with(kind) && it.last() != Some(&b's'))
            .count()
    }

    /// The same on a slow phone line, 1.6 Mbit a second and 150 ms away, with a processor four
    /// times slower; `watch` is a script that runs before anything of the page does.
    pub fn visit_slowly(site: &Arc<Site>, url: &str, visitor: Visitor, watch: &str) -> Self {
        let page = Self { tab: Tab::open(), site: Arc::clone(site), may_reject: Cell::new(false) };
        page.emulate(visitor);
        let line = json!({
            "offline": false, "latency": 150,
            "downloadThroughput": 200_000, "uploadThroughput": 94_000,
        });
        page.tab.ask("Network.emulateNetworkConditions", &line);
        page.tab.ask("Emulation.setCPUThrottlingRate", &json!({ "rate": 4 }));
        page.prepare(watch);
        page.go(url);
        page
    }

    /// Opens `url` in another tab of the same visitor, who has what this one has stored.
    #[must_use]
    #[track_caller]
    pub fn open_beside(&self, url: &str, visitor: Visitor) -> Self {
        let page = Self {
            tab: self.tab.another(),
            site: Arc::clone(&self.site),
            may_reject: Cell::new(false),
        };
        page.emulate(visitor);
        page.go(url);
        page
    }

    /// From now on, [`Page::requests`] has also what the page's workers ask for, and the console
    /// what they say.
    pub fn watch_workers(&self) {
        self.tab.watch_workers();
    }

    /// Goes to `url` in the same tab, with what the page stored, and waits until its HTML has been
    /// read.
    #[track_caller]
    pub fn go(&self, url: &str) {
        let opened = self.tab.ask("Page.navigate", &json!({ "url": url }));
        assert!(opened["errorText"].is_null(), "{url} does not open: {}", opened["errorText"]);
        self.wait_until("location.href !== 'about:blank' && document.readyState !== 'loading'");
    }

    /// From the next page on, this tab runs `script` before anything of a page does.
    pub fn prepare(&self, script: &str) {
        self.tab.ask("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script }));
    }

    /// The host that the page came from.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// Becomes another visitor: another size, other colors, less motion, a finger.
    pub fn emulate(&self, visitor: Visitor) {
        let Visitor { width, height, dark, still, touch } = visitor;
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch });
        let colors = if dark { "dark" } else { "light" };
        let motion = if still { "reduce" } else { "no-preference" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": colors },
            { "name": "prefers-reduced-motion", "value": motion },
        ]);
        self.tab.ask("Emulation.setDeviceMetricsOverride", &screen);
        self.tab.ask("Emulation.setTouchEmulationEnabled", &json!({ "enabled": touch }));
        self.tab.ask("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Becomes a visitor whose system forces its own few colors on every page.
    pub fn force_colors(&self) {
        let features = json!([{ "name": "forced-colors", "value": "active" }]);
        self.tab.ask("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Presses a key, such as `PageDown`, `Home`, `Space`, `c`, `?` or `Shift+Tab`.
    pub fn press(&self, key: &str) {
        for event in keys::events(key) {
            self.tab.ask("Input.dispatchKeyEvent", &event);
        }
    }

    /// Presses several keys, one after the other.
    pub fn press_all(&self, keys: &[&str]) {
        for key in keys {
            self.press(key);
        }
    }

    /// Picks a file in the field for one that fits, as in the system's dialog.
    #[track_caller]
    pub fn pick(&self, selector: &str, file: &Path) {
        self.wait_for(selector);
        let document = self.tab.ask("DOM.getDocument", &json!({}));
        let question = json!({ "nodeId": document["root"]["nodeId"], "selector": selector });
        let field = self.tab.ask("DOM.querySelector", &question);
        let picked = json!({ "nodeId": field["nodeId"], "files": [file.display().to_string()] });
        self.tab.ask("DOM.setFileInputFiles", &picked);
    }

    /// Drags a file from elsewhere into the middle of the page, and drops it there.
    pub fn drop_file(&self, file: &Path) {
        let data = json!({
            "items": [], "files": [file.display().to_string()], "dragOperationsMask": 1,
        });
        for what in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": what, "x": 200, "y": 200, "data": data });
            self.tab.ask("Input.dispatchDragEvent", &event);
        }
    }

    /// Puts `text` on the clipboard and presses the keys that paste it where the focus is.
    #[track_caller]
    pub fn paste(&self, text: &str) {
        self.eval(&format!("navigator.clipboard.writeText({})", quoted(text)));
        let [mut down, up] = keys::events("Control+v");
        // On some systems the keys alone mean nothing to a page that nobody sees.
        down["commands"] = json!(["paste"]);
        for event in [down, up] {
            self.tab.ask("Input.dispatchKeyEvent", &event);
        }
    }

    /// What the first element that fits says to a reader, once it is there.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.wait_for(selector);
        let text = self.eval(&format!("document.querySelector({}).innerText", quoted(selector)));
        text.as_str().unwrap_or_default().trim().to_owned()
    }

    /// What every element that fits says now, in the order of the page.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let texts = self.eval(&format!(
            "[...document.querySelectorAll({})].map((element) => element.innerText.trim())",
            quoted(selector)
        ));
        strings(&texts)
    }

    /// An attribute of the first element that fits, once it is there.
    #[track_caller]
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.wait_for(selector);
        let value = self.eval(&format!(
            "document.querySelector({}).getAttribute({})",
            quoted(selector),
            quoted(name)
        ));
        value.as_str().map(str::to_owned)
    }

    /// Whether anything fits now.
    pub fn exists(&self, selector: &str) -> bool {
        self.eval(&format!("document.querySelector({}) !== null", quoted(selector))) == true
    }

    /// Waits until something fits.
    #[track_caller]
    pub fn wait_for(&self, selector: &str) {
        self.wait_until(&format!("document.querySelector({}) !== null", quoted(selector)));
    }

    /// Waits until the JavaScript expression is true.
    #[track_caller]
    pub fn wait_until(&self, condition: &str) {
        self.wait_until_within(condition, PATIENCE);
    }

    /// Waits until the JavaScript expression is true, but not longer than `patience`.
    #[track_caller]
    pub fn wait_until_within(&self, condition: &str, patience: Duration) {
        let start = Instant::now();
        let mut last = self.tab.eval(condition);
        while last != Ok(Value::Bool(true)) {
            assert!(
                start.elapsed() < patience,
                "waited {patience:?} in vain for `{condition}`, which is {last:?}; errors on the \
                 page until now:\n  {}",
                self.tab.reports().errors.join("\n  ")
            );
            thread::sleep(GLANCE);
            last = self.tab.eval(condition);
        }
    }

    /// The value of a JavaScript expression; a promise is waited for.
    #[track_caller]
    pub fn eval(&self, expression: &str) -> Value {
        self.tab.eval(expression).unwrap_or_else(|error| panic!("`{expression}` threw {error}"))
    }

    /// Goes to another link of the same page, as by typing it into the address bar.
    pub fn follow(&self, link: &str) {
        self.eval(&format!("location.hash = {}", quoted(link)));
    }

    /// The text after `#` in the address bar, once it has had the time to follow the page.
    pub fn link(&self) -> String {
        let hash = self.eval("new Promise((done) => setTimeout(() => done(location.hash), 150))");
        hash.as_str().unwrap_or_default().trim_start_matches('#').to_owned()
    }

    /// Goes back in the history. Wait for what should be there then.
    pub fn back(&self) {
        self.eval("history.back()");
    }

    /// Goes forward in the history. Wait for what should be there then.
    pub fn forward(&self) {
        self.eval("history.forward()");
    }

    /// Loads the page anew and waits until its HTML has been read.
    pub fn reload(&self) {
        self.eval("window.isBeforeReload = true");
        self.tab.ask("Page.reload", &json!({}));
        self.wait_until("!window.isBeforeReload && document.readyState !== 'loading'");
    }

    /// From now on a refused promise that nobody takes is no fault: it is what the test is about.
    pub fn let_promises_fail(&self) {
        self.may_reject.set(true);
    }

    /// Errors on the console, exceptions nobody caught and loads that failed, until now.
    pub fn console_errors(&self) -> Vec<String> {
        self.tab.all_reports().errors
    }

    /// What the console warns of that is no error, until now.
    pub fn console_warnings(&self) -> Vec<String> {
        self.tab.all_reports().warnings
    }

    /// Every address that the page asked the network for until now.
    pub fn requests(&self) -> Vec<String> {
        let mut requests = self.tab.all_reports().requests;
        requests.retain(|url| !url.starts_with("data:") && !url.starts_with("blob:"));
        requests
    }

    /// What keeps the browser from installing the page, by the browser's names for it; that a
    /// visitor of ours leaves no traces does not count.
    pub fn installability(&self) -> Vec<String> {
        let found = self.tab.ask("Page.getInstallabilityErrors", &json!({}));
        let found = found["installabilityErrors"].as_array().into_iter().flatten();
        let found = found.filter(|error| error["errorId"] != "in-incognito");
        found.map(Value::to_string).collect()
    }

    /// What is on the clipboard.
    pub fn clipboard(&self) -> String {
        self.eval("navigator.clipboard.readText()").as_str().unwrap_or_default().to_owned()
    }

    /// What axe-core finds wrong with the page as it is now, one line an element.
    pub fn axe(&self) -> Vec<String> {
        let script = fs::read_to_string(crate::axe()).expect("axe-core's script is text");
        self.eval(&format!("if (!window.axe) {{ {script}\n}} true"));
        strings(&self.eval(AXE))
    }

    /// Waits until what moves has come to rest, and returns what is seen as a PNG file has it.
    pub fn picture(&self) -> Vec<u8> {
        self.rest();
        let picture = self.tab.ask("Page.captureScreenshot", &json!({ "format": "png" }));
        let picture = picture["data"].as_str().unwrap_or_default().as_bytes();
        BASE64.decode(picture).expect("a picture arrives as base64")
    }

    /// The same, into a file.
    pub fn screenshot(&self, file: &Path) {
        fs::write(file, self.picture())
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }

    /// Waits until the page was painted and every animation that ends has ended.
    pub fn rest(&self) {
        self.eval(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))\
             .then(() => Promise.all(document.getAnimations()\
             .filter((moving) => moving.playState === 'running' \
             && moving.effect.getComputedTiming().endTime !== Infinity)\
             .map((moving) => moving.finished.catch(() => {})))).then(() => true)",
        );
    }

    /// Waits until the page has been asking for nothing for half a second. For looking at
    /// a page whose own signs are unknown; a test waits for what it means.
    pub fn wait_until_idle(&self) {
        self.tab.wait_until_idle();
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // What is held back would keep the tab from closing.
        self.site.release();
        // Whatever a test is about: no promise may be refused with nobody to take it.
        let rejections = self.tab.reports().rejections;
        if !thread::panicking() && !self.may_reject.get() {
            crate::assert_none(&rejections);
        }
    }
}

/// `text` as JavaScript writes it.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

pub(crate) fn strings(values: &Value) -> Vec<String> {
    let values = values.as_array().into_iter().flatten();
    values.filter_map(Value::as_str).map(str::to_owned).collect()
}
