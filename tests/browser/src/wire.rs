//! The browser's debugging protocol: questions with their answers, and reports that come unasked.

use std::collections::BTreeMap;
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::protocol::Role;
use tungstenite::{Message, WebSocket};

use crate::record::Record;

/// How long one answer may take, on a machine that is busy compiling.
const TIMEOUT: Duration = Duration::from_secs(90);

/// The connection to one browser.
pub struct Wire {
    writer: Mutex<WebSocket<TcpStream>>,
    next_number: AtomicU64,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// Who waits for the answer to which question; `None` once there will be no more answers.
    waiting: Mutex<Option<BTreeMap<u64, Sender<Value>>>>,
    /// Who writes down the reports of which session.
    records: Mutex<BTreeMap<String, Arc<Record>>>,
}

impl Wire {
    /// Connects to the address that the browser printed, `ws://…`.
    pub fn connect(address: &str) -> Result<Self, String> {
        let host = address.trim_start_matches("ws://").split('/').next().unwrap_or_default();
        let stream = TcpStream::connect(host).map_err(|error| error.to_string())?;
        // A question is a small thing, and must not wait for more to send along.
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        let writing = stream.try_clone().map_err(|error| error.to_string())?;
        let (reader, _) =
            tungstenite::client(address, stream).map_err(|error| error.to_string())?;
        let shared = Arc::new(Shared::default());
        *lock(&shared.waiting) = Some(BTreeMap::new());
        thread::spawn({
            let shared = Arc::clone(&shared);
            move || read(reader, &shared)
        });
        // Two ends of one socket, so that asking never waits for the browser to say something.
        let writer = Mutex::new(WebSocket::from_raw_socket(writing, Role::Client, None));
        Ok(Self { writer, next_number: AtomicU64::new(1), shared })
    }

    /// Asks the browser, or the tab that `session` is attached to, and waits for the answer.
    pub fn ask(
        &self,
        session: Option<&str>,
        method: &str,
        parameters: &Value,
    ) -> Result<Value, String> {
        let number = self.next_number.fetch_add(1, Ordering::Relaxed);
        let (sender, answer) = channel();
        match &mut *lock(&self.shared.waiting) {
            Some(waiting) => waiting.insert(number, sender),
            None => return Err(format!("{method}: the browser is gone")),
        };
        self.send(number, session, method, parameters)?;
        let mut answer = answer
            .recv_timeout(TIMEOUT)
            .map_err(|error| format!("{method}: no answer from the browser: {error}"))?;
        match answer["error"].take() {
            Value::Null => Ok(answer["result"].take()),
            error => Err(format!("{method}: {}", error["message"])),
        }
    }

    /// Tells something to a worker that `session` is attached to, and waits for no answer: one that
    /// has not started yet gives none, and one that has ended neither.
    pub fn tell(&self, session: &str, method: &str) {
        let number = self.next_number.fetch_add(1, Ordering::Relaxed);
        let _ = self.send(number, Some(session), method, &json!({}));
    }

    fn send(
        &self,
        number: u64,
        session: Option<&str>,
        method: &str,
        parameters: &Value,
    ) -> Result<(), String> {
        let mut question = json!({ "id": number, "method": method, "params": parameters });
        if let Some(session) = session {
            question["sessionId"] = session.into();
        }
        let sent = lock(&self.writer).send(Message::text(question.to_string()));
        sent.map_err(|error| format!("{method}: {error}"))
    }

    /// From now on, `record` is shown what `session` reports.
    pub fn report(&self, session: &str, record: Arc<Record>) {
        lock(&self.shared.records).insert(session.to_owned(), record);
    }

    /// Nobody wants to know any more what `session` reports.
    pub fn hush(&self, session: &str) {
        lock(&self.shared.records).remove(session);
    }
}

fn read(mut reader: WebSocket<TcpStream>, shared: &Shared) {
    while let Ok(message) = reader.read() {
        let Ok(text) = message.to_text() else { continue };
        let Ok(message) = serde_json::from_str::<Value>(text) else { continue };
        if let Some(number) = message["id"].as_u64() {
            let sender = lock(&shared.waiting).as_mut().and_then(|waiting| waiting.remove(&number));
            if let Some(sender) = sender {
                // Whoever asked may have given up.
                let _ = sender.send(message);
            }
        } else if let Some(session) = message["sessionId"].as_str() {
            let record = lock(&shared.records).get(session).cloned();
            if let (Some(record), Some(method)) = (record, message["method"].as_str()) {
                record.write(method, &message["params"]);
            }
        }
    }
    // Tells everybody who waits.
    *lock(&shared.waiting) = None;
}

/// What a test did that panicked meanwhile, the values behind our locks survive.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
