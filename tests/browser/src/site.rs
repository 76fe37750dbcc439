//! A static host on a free port of this machine. Like a real one it serves the site from a
//! sub-path and knows nothing else; unlike a real one it can hold files back, and can be closed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Where the site lies on its host: deep, so that an address that is not relative is found out.
const BASE: &str = "/some/where/redelivery/";

/// The longest head of a request that is read.
const HEAD_MAX: usize = 32 * 1024;

/// A host with one site. Dropping it closes it.
pub struct Site {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    state: Mutex<State>,
    /// Told when something is released.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    folder: PathBuf,
    is_closed: bool,
    /// A file whose name is like one of these is not answered for now.
    held: String,
    /// The next file whose name is like this is not found.
    refused: Option<String>,
    /// Pages beside the site, by path.
    pages: BTreeMap<String, String>,
    /// Folders of the host in which the site lies as well.
    copies: Vec<String>,
    /// Every path asked for, in order.
    paths: Vec<String>,
}

impl Site {
    /// Serves the built site that the tests are about.
    pub fn start() -> Arc<Self> {
        Self::of(crate::dist())
    }

    /// Serves any folder.
    pub fn of(folder: PathBuf) -> Arc<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .expect("this machine has a free port for its own use");
        let address = listener.local_addr().expect("a bound listener knows its address");
        let state = Mutex::new(State { folder, ..State::default() });
        let shared = Arc::new(Shared { state, changed: Condvar::new() });
        let accepting = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Arc::new(Self { address, shared, accepting: Mutex::new(Some(accepting)) })
    }

    /// From now on serves another folder instead, as after a new version was put there.
    pub fn deploy(&self, folder: PathBuf) {
        self.state().folder = folder;
    }

    /// The address of the page at `link`, the text after `#`; the bare page if that is empty.
    pub fn url(&self, link: &str) -> String {
        let hash = if link.is_empty() { "" } else { "#" };
        format!("{}{hash}{link}", self.folder_url())
    }

    /// The address of the site's folder, with the slash. What the page asks for lies inside.
    pub fn folder_url(&self) -> String {
        format!("http://{}{BASE}", self.address)
    }

    /// Serves `html` beside the site, outside its folder, as somebody's slides or article would
    /// be; returns its address.
    pub fn page_beside(&self, name: &str, html: &str) -> String {
        let path = format!("/{name}");
        self.state().pages.insert(path.clone(), html.to_owned());
        format!("http://{}{path}", self.address)
    }

    /// Serves a copy of the site in another folder of the host, such as `/preview/`; returns its
    /// address at `link`, as [`Site::url`] does.
    pub fn copy_url(&self, folder: &str, link: &str) -> String {
        assert!(folder.starts_with('/') && folder.ends_with('/'), "{folder} is no folder");
        self.state().copies.push(folder.to_owned());
        let hash = if link.is_empty() { "" } else { "#" };
        format!("http://{}{folder}{hash}{link}", self.address)
    }

    /// From now on, does not answer for files whose name is like one of `names`, until released:
    /// words with a space between, each the end of a name, or its start and its end with a `*`
    /// between.
    pub fn hold(&self, names: &str) {
        names.clone_into(&mut self.state().held);
    }

    /// Does not find the next file whose name is like `name`, once.
    pub fn refuse(&self, name: &str) {
        self.state().refused = Some(name.to_owned());
    }

    /// Answers everything again, and what was held back first.
    pub fn release(&self) {
        self.state().held.clear();
        self.shared.changed.notify_all();
    }

    /// Every path asked for until now, in order, by whomever: the page, a worker, the browser.
    pub fn paths(&self) -> Vec<String> {
        self.state().paths.clone()
    }

    /// Goes away: from now on the port refuses, as without a network.
    pub fn close(&self) {
        let mut accepting = self.accepting.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(accepting) = accepting.take() else { return };
        self.state().is_closed = true;
        self.release();
        // The listener waits for somebody; this is to wake it. It may be gone already.
        let _ = TcpStream::connect(self.address);
        // A panic over there was printed, and made the page's own request fail.
        let _ = accepting.join();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.close();
    }
}

/// What is sent for a path.
struct Found {
    body: Vec<u8>,
    media_type: &'static str,
    is_brotli: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked while it looked at the state did not break it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes the request, waits as long as it is held back, and finds what to answer.
    fn find(&self, path: &str) -> Option<Found> {
        let mut state = self.state();
        state.paths.push(path.to_owned());
        while state.held.split_whitespace().any(|name| is_like(path, name)) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.refused.take_if(|name| is_like(path, name)).is_some() {
            return None;
        }
        if let Some(page) = state.pages.get(path) {
            let body = page.clone().into_bytes();
            return Some(Found { body, media_type: media_type("html"), is_brotli: false });
        }
        let folder = state.folder.clone();
        // A copy may lie in the folder of another one.
        let bases = state.copies.iter().map(String::as_str).chain([BASE]);
        let names = bases.filter_map(|base| path.strip_prefix(base));
        let name = names.min_by_key(|name| name.len())?;
        drop(state);
        let name = match name {
            "" => "index.html",
            name if name.contains("..") || name.contains('\\') => return None,
            name => name,
        };
        let file = folder.join(name);
        // As a host sends it that has compressed it before: only where such a file lies there.
        let compressed = fs::read(folder.join(format!("{name}.br")));
        let is_brotli = compressed.is_ok();
        let body = compressed.or_else(|_| fs::read(file)).ok()?;
        Some(Found { body, media_type: media_type(name), is_brotli })
    }
}

/// Whether the file at `path` is called as `name` says; see [`Site::hold`].
fn is_like(path: &str, name: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (start, end) = name.split_once('*').unwrap_or(("", name));
    file.starts_with(start) && file.ends_with(end)
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.state().is_closed {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // One thread a request: a held one must not keep the others waiting.
        thread::spawn(move || {
            // The browser may hang up at any time, and does when a test ends.
            let _ = answer(stream, &shared);
        });
    }
}

/// Reads one request and answers it; the connection ends with it.
fn answer(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    // Browsers open connections in advance, and may never use them.
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut head = Vec::new();
    let mut part = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") && head.len() < HEAD_MAX {
        match stream.read(&mut part)? {
            0 => return Ok(()),
            count => head.extend_from_slice(&part[..count]),
        }
    }
    let head = String::from_utf8_lossy(&head);
    let address = head.split(' ').nth(1).unwrap_or_default();
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let found = shared.find(path);
    if shared.state().is_closed {
        return Ok(());
    }
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    let nothing =
        || Found { body: b"Not here.".to_vec(), media_type: media_type("txt"), is_brotli: false };
    let Found { body, media_type, is_brotli } = found.unwrap_or_else(nothing);
    let length = body.len();
    let encoding = if is_brotli { "Content-Encoding: br\r\n" } else { "" };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{encoding}\
         Content-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

/// As static hosts send them; the browser compiles wasm while it arrives only by this name.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
