//! The one Chromium that the tests of a run share while any of them needs it. The last page to go
//! ends it, which a plain `static` would not.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::json;

use crate::wire::{Wire, lock};

static SHARED: Mutex<Weak<Chrome>> = Mutex::new(Weak::new());

/// How long the browser may take to start, on a machine that is busy compiling.
const START: Duration = Duration::from_mins(1);

/// How long the browser may take to end before it is ended.
const END: Duration = Duration::from_secs(5);

const FLAGS: [&str; 17] = [
    "--headless",
    "--remote-debugging-port=0",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--force-device-scale-factor=1",
    "--force-color-profile=srgb",
    "--mute-audio",
    // A fresh browser asks questions and talks to its maker, and fails where there is no network.
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-mock-keychain",
    // Windows lie on top of each other here, and every page must behave as if it were in front.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
];

/// A running browser. Dropping it ends it and removes its profile.
pub struct Chrome {
    child: Child,
    profile: PathBuf,
    /// What it is spoken to over.
    pub wire: Wire,
}

impl Chrome {
    /// The browser that is running, or else a new one.
    pub fn shared() -> Arc<Self> {
        let mut shared = lock(&SHARED);
        if let Some(chrome) = shared.upgrade() {
            return chrome;
        }
        let chrome = Arc::new(Self::launch());
        *shared = Arc::downgrade(&chrome);
        chrome
    }

    fn launch() -> Self {
        let program = env::var_os("REDELIVERY_CHROME")
            .or_else(|| env::var_os("CHROME"))
            .unwrap_or_else(|| OsString::from("chromium"));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let profile =
            env::temp_dir().join(format!("redelivery-chrome-{}-{now}", std::process::id()));
        let mut command = Command::new(&program);
        command.args(FLAGS).arg(format!("--user-data-dir={}", profile.display()));
        // The sandbox of a browser refuses to run as root, and only then is done without.
        if is_root() {
            command.arg("--no-sandbox");
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| {
            panic!(
                "{} does not start: {error}; `cargo xtask test` finds or installs a Chromium, \
                 and REDELIVERY_CHROME names one",
                program.display()
            )
        });
        let said = child.stderr.take().expect("it was asked to be piped just above");
        let (sender, address) = channel();
        // To the end, for a browser that nobody listens to would stop when the pipe is full.
        thread::spawn(move || listen(said, &sender));
        let wire = address.recv_timeout(START).map_err(|error| error.to_string());
        let wire = wire.flatten().and_then(|address| Wire::connect(&address));
        let wire = wire.unwrap_or_else(|error| {
            // Whether it was still there to be ended makes no difference any more.
            let _ = child.kill();
            panic!("{} does not answer: {error}", program.display())
        });
        Self { child, profile, wire }
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        // Asked first, so that its many processes go with it. It may be gone already.
        let _ = self.wire.ask(None, "Browser.close", &json!({}));
        let start = Instant::now();
        while start.elapsed() < END && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Its last process may still be writing; what is left then lies among temporary files.
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// Sends the address that the browser prints once it can be spoken to, or all it printed instead.
fn listen(said: ChildStderr, sender: &Sender<Result<String, String>>) {
    let mut story = String::new();
    for line in BufReader::new(said).lines().map_while(Result::ok) {
        if let Some((_, address)) = line.split_once("listening on ") {
            // Nobody waits any more if that took too long.
            let _ = sender.send(Ok(address.trim().to_owned()));
        }
        story.push_str(&line);
        story.push('\n');
    }
    let _ = sender.send(Err(story));
}

/// Where there is no `id`, there is no root either.
fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}
