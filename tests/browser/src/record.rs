//! What the browser reports while a page lives, written down from before the first request: what
//! went wrong, and every address asked for.

use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use crate::wire::lock;

/// Starts the marks that a page logs to find out how far the reports have come.
pub const MARK: &str = "browser-tests mark ";

/// By which the browser tells a refused promise from what was thrown.
const UNHANDLED: &str = "(in promise)";

/// The reports of one tab.
#[derive(Default)]
pub struct Record {
    reports: Mutex<Reports>,
    changed: Condvar,
    /// Who wants to know of each worker that the browser has attached, by its session.
    workers: Mutex<Option<Sender<String>>>,
}

/// The reports themselves.
#[derive(Clone, Default)]
pub struct Reports {
    /// Errors on the console, exceptions nobody caught, and loads that failed.
    pub errors: Vec<String>,
    /// Those of them that are promises whose refusal nobody took.
    pub rejections: Vec<String>,
    /// What else the console warns of.
    pub warnings: Vec<String>,
    /// Every address the page asked for, in order.
    pub requests: Vec<String>,
    /// The marks that have arrived.
    pub marks: Vec<String>,
    /// The loads, by the browser's name for them, that have come to rest.
    pub idle: Vec<String>,
}

impl Record {
    /// Everything until now.
    pub fn reports(&self) -> Reports {
        lock(&self.reports).clone()
    }

    /// From now on tells this one of every worker that the browser attaches, or nobody.
    pub fn tell_of_workers(&self, who: Option<Sender<String>>) {
        *lock(&self.workers) = who;
    }

    /// Waits until the reports are as wished; whether they were in time.
    pub fn wait(&self, patience: Duration, is_wished: impl Fn(&Reports) -> bool) -> bool {
        let (_reports, wait) = self
            .changed
            .wait_timeout_while(lock(&self.reports), patience, |reports| !is_wished(reports))
            .unwrap_or_else(PoisonError::into_inner);
        !wait.timed_out()
    }

    /// Writes one report down, `parameters` as the protocol names them.
    pub fn write(&self, method: &str, parameters: &Value) {
        let mut reports = lock(&self.reports);
        match method {
            "Network.requestWillBeSent" => {
                reports.requests.push(text(&parameters["request"]["url"]));
            }
            "Runtime.exceptionThrown" => {
                let thrown = exception(&parameters["exceptionDetails"]);
                if thrown.contains(UNHANDLED) {
                    reports.rejections.push(thrown.clone());
                }
                reports.errors.push(thrown);
            }
            "Runtime.consoleAPICalled" => {
                let said = parameters["args"].as_array().into_iter().flatten().map(shown);
                let said = said.collect::<Vec<_>>().join(" ");
                match parameters["type"].as_str() {
                    Some("error" | "assert") => reports.errors.push(format!("console: {said}")),
                    Some("warning") => reports.warnings.push(format!("console: {said}")),
                    Some("debug") if said.starts_with(MARK) => reports.marks.push(said),
                    _ => {}
                }
            }
            // Failed loads, broken policies and the like: what the browser itself says.
            "Log.entryAdded" => {
                let entry = &parameters["entry"];
                let said = format!("{} {}", text(&entry["text"]), text(&entry["url"]));
                match entry["level"].as_str() {
                    Some("error") => reports.errors.push(said),
                    Some("warning") => reports.warnings.push(said),
                    _ => return,
                }
            }
            "Inspector.targetCrashed" => reports.errors.push("the tab crashed".to_owned()),
            "Target.attachedToTarget" => {
                if let Some(workers) = &*lock(&self.workers) {
                    // Nobody listens any more when the tab is going.
                    let _ = workers.send(text(&parameters["sessionId"]));
                }
            }
            "Page.lifecycleEvent" if parameters["name"] == "networkIdle" => {
                reports.idle.push(text(&parameters["loaderId"]));
            }
            _ => return,
        }
        drop(reports);
        self.changed.notify_all();
    }
}

/// An exception as the console would show it.
pub fn exception(details: &Value) -> String {
    format!("{} {}", text(&details["text"]), shown(&details["exception"]))
}

/// A value of the page as the console would show it.
fn shown(object: &Value) -> String {
    match (&object["value"], &object["description"]) {
        (Value::Null, description) => text(description),
        (value, _) => text(value),
    }
}

/// A string without its quotes, anything else as JSON, and nothing for nothing.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
