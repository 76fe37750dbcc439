//! The harness itself, on pages of its own: a check that sees nothing must not pass for a page
//! with nothing wrong.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use browser_tests::{PATIENCE, Page, Site, Visitor, assert_none};

/// A host whose site is `html` and nothing else.
fn site_of(name: &str, html: &str) -> Arc<Site> {
    let folder = folder(name);
    let page = format!("<!DOCTYPE html><html lang='en'><title>Page</title>{html}");
    fs::write(folder.join("index.html"), page).expect("a temporary file can be written");
    Site::of(folder)
}

fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("browser-tests-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder can be made");
    folder
}

fn visit(name: &str, html: &str, visitor: Visitor) -> Page {
    let site = site_of(name, html);
    Page::visit(&site, &site.url(""), visitor)
}

#[test]
fn every_kind_of_error_is_seen() {
    let page = visit(
        "errors",
        "<meta http-equiv='Content-Security-Policy' content=\"img-src 'none'\">
         <link rel=stylesheet href=gone.css><script>
         console.error('said', 1); setTimeout(() => { throw new Error('thrown') });
         Promise.reject(new Error('rejected')); fetch('gone.wasm'); new Image().src = 'x.png';
         </script>",
        Visitor::DESKTOP,
    );
    page.wait_until_idle();
    page.let_promises_fail();
    let errors = page.console_errors();
    let kinds = ["said 1", "Error: thrown", "Error: rejected", "gone.css", "gone.wasm", "img-src"];
    for kind in kinds {
        assert!(errors.iter().any(|error| error.contains(kind)), "no {kind} in {errors:#?}");
    }
}

#[test]
fn a_page_without_fault_has_no_errors() {
    let page = visit("clean", "<link rel=icon href='data:,'><main>hello", Visitor::DESKTOP);
    page.wait_until_idle();
    assert_none(&page.console_errors());
    assert_eq!(page.requests(), [page.site().url("")]);
    assert_eq!(page.text("main"), "hello");
}

#[test]
fn a_request_to_another_host_is_seen() {
    let elsewhere = site_of("elsewhere", "");
    let page = visit(
        "requests",
        &format!("<script>fetch('{}').catch(() => 0)</script>", elsewhere.url("")),
        Visitor::DESKTOP,
    );
    page.wait_until_idle();
    assert!(page.requests().contains(&elsewhere.url("")), "{:?}", page.requests());
}

#[test]
fn a_request_of_a_worker_is_seen() {
    let site = site_of("worker", "<p>here</p>");
    let page = Page::visit(&site, &site.url(""), Visitor::DESKTOP);
    page.watch_workers();
    page.eval(
        "new Worker('data:text/javascript,fetch(\"http://127.0.0.1:9/far\").catch(Boolean)'); 1",
    );
    let is_seen = || page.requests().iter().any(|url| url.ends_with(":9/far"));
    let start = Instant::now();
    while !is_seen() {
        assert!(start.elapsed() < PATIENCE, "{:?}", page.requests());
    }
}

#[test]
fn another_tab_is_of_the_same_visitor_and_another_version_can_take_the_place() {
    let site = site_of("tabs", "<p>one</p>");
    let page = Page::visit(&site, &site.url(""), Visitor::DESKTOP);
    page.eval("localStorage.setItem('kept', 'yes')");
    site.deploy(folder("tabs-later"));
    fs::write(folder("tabs-later").join("index.html"), "<!doctype html><p>two</p>")
        .expect("a temporary file can be written");
    let other = page.open_beside(&site.url(""), Visitor::DESKTOP);
    assert_eq!(other.text("p"), "two");
    assert_eq!(other.eval("localStorage.getItem('kept')"), "yes");
    assert_eq!(page.text("p"), "one");
}

#[test]
fn keys_arrive_as_from_a_keyboard() {
    let page = visit(
        "keys",
        "<input autofocus><button>b</button><pre></pre><script>
         addEventListener('keydown', (e) => { document.querySelector('pre').textContent +=
         [e.key, e.code, e.keyCode, e.shiftKey, e.ctrlKey, e.isTrusted].join() + ';' })</script>",
        Visitor::DESKTOP,
    );
    page.wait_until("document.activeElement.tagName === 'INPUT'");
    page.press_all(&["c", "Space", "PageDown", "Control+ArrowLeft", "?", "Shift+Tab", "Tab"]);
    page.wait_until("document.querySelector('pre').textContent.split(';').length === 8");
    let seen = page.text("pre");
    let keys: Vec<_> = seen.trim_end_matches(';').split(';').collect();
    assert_eq!(
        keys,
        [
            "c,KeyC,67,false,false,true",
            " ,Space,32,false,false,true",
            "PageDown,PageDown,34,false,false,true",
            "ArrowLeft,ArrowLeft,37,false,true,true",
            "?,,0,false,false,true",
            "Tab,Tab,9,true,false,true",
            "Tab,Tab,9,false,false,true",
        ]
    );
    // Control and an arrow went back a word before the question mark was typed.
    assert_eq!(page.eval("document.querySelector('input').value"), "?c ");
}

#[test]
fn a_click_and_a_tap_reach_what_is_far_down() {
    let html = "<meta name=viewport content='width=device-width'><div style='height:3000px'></div>
        <button onclick='this.textContent = event.pointerType'>go</button>";
    let page = visit("click", html, Visitor::DESKTOP);
    page.click("button");
    page.wait_until("document.querySelector('button').textContent === 'mouse'");
    let page = visit("tap", html, Visitor::PHONE);
    assert_eq!(page.eval("innerWidth"), 390);
    page.tap("button");
    page.wait_until("document.querySelector('button').textContent === 'touch'");
}

#[test]
fn a_visitor_has_wishes_and_a_clipboard() {
    let visitor = Visitor { dark: true, still: true, ..Visitor::PROJECTOR };
    let page = visit("wishes", "", visitor);
    let holds = |query: &str| page.eval(&format!("matchMedia('{query}').matches")) == true;
    assert!(holds("(prefers-color-scheme: dark)") && holds("(prefers-reduced-motion: reduce)"));
    assert_eq!(page.eval("[innerWidth, innerHeight]"), serde_json::json!([1280, 720]));
    page.emulate(Visitor::DESKTOP);
    assert!(holds("(prefers-color-scheme: light)") && !holds("(prefers-reduced-motion: reduce)"));
    page.eval("navigator.clipboard.writeText('copied')");
    assert_eq!(page.clipboard(), "copied");
}

#[test]
fn what_is_held_back_arrives_on_release_and_a_closed_host_refuses() {
    let site = site_of("held", "<p>first</p><script>fetch('a.wasm').then(() => note())</script>");
    site.hold(".wasm");
    let page = Page::visit(&site, &site.url(""), Visitor::DESKTOP);
    page.eval("window.note = () => document.title = 'arrived'");
    assert_eq!(page.text("p"), "first");
    assert_eq!(page.eval("document.title"), "Page");
    site.release();
    page.wait_until("document.title === 'arrived'");
    site.close();
    assert_eq!(page.eval("fetch('x').then(() => 'answered', () => 'refused')"), "refused");
}

#[test]
fn history_and_reload() {
    let page = visit("history", "", Visitor::DESKTOP);
    page.follow("/v1/a");
    page.follow("/v1/b");
    page.back();
    page.wait_until("location.hash === '#/v1/a'");
    page.forward();
    page.wait_until("location.hash === '#/v1/b'");
    page.reload();
    assert_eq!(page.link(), "/v1/b");
    assert_eq!(page.site().paths().iter().filter(|path| path.ends_with("redelivery/")).count(), 2);
}

#[test]
fn a_page_beside_the_site_can_frame_it() {
    let site = site_of("framed", "<p>inside</p>");
    let frame = format!("<iframe src='{}'></iframe>", site.url("/v1/x"));
    let page = Page::visit(&site, &site.page_beside("slides.html", &frame), Visitor::DESKTOP);
    page.wait_until("frames[0].document.querySelector('p')?.innerText === 'inside'");
    assert_eq!(page.eval("frames[0].location.hash"), "#/v1/x");
}

#[test]
fn a_picture_is_taken_and_axe_finds_a_fault() {
    let page = visit("axe", "<main><img src='data:,'></main>", Visitor::DESKTOP);
    let file = folder("axe").join("seen.png");
    page.screenshot(&file);
    let bytes = fs::read(&file).expect("the picture was written");
    assert!(bytes.starts_with(b"\x89PNG"));
    assert!(page.axe().iter().any(|fault| fault.starts_with("image-alt")), "{:?}", page.axe());
}
