//! The site without a network, and a newer version of it: the page tells, waits for the visitor,
//! and never shows anything of two versions at once.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use browser_tests::{Page, Site, Visitor, assert_none, dist};
use data_encoding::BASE64;
use serde_json::Value;
use sha2::{Digest, Sha256};

const READY: &str = "#app > .stage .lane";
const POINTS: &str = "#app > .stage .points";
const NOTICE: &str = "#newer .notice";
/// The service worker has all files, and the page goes by it.
const KEPT: &str = "navigator.serviceWorker.controller !== null";
/// A newer version has been loaded and waits.
const WAITS: &str = "navigator.serviceWorker.getRegistration().then((it) => it.waiting !== null)";
/// The page is of the other version.
const IS_ANOTHER: &str = "document.querySelector('meta[name=other]') !== null";
const MOMENT: &str = "/v1/first-item-added/current-state/7.refused.14?with=historic-state&at=8";

/// A visitor who has been here before.
fn visited(site: &Arc<Site>, address: &str) -> Page {
    let page = Page::visit(site, address, Visitor::DESKTOP);
    page.wait_for(READY);
    page.wait_until(KEPT);
    page
}

#[test]
fn after_one_visit_every_address_opens_without_a_network() {
    let site = Site::start();
    let page = visited(&site, &site.url(MOMENT));
    site.close();
    let folder = site.folder_url();
    for address in [
        folder.clone(),
        format!("{folder}index.html"),
        format!("{folder}?embed=1&theme=dark#{MOMENT}"),
        site.url("/v1/cart/outbox/1"),
    ] {
        page.go("about:blank#");
        page.go(&address);
        page.wait_for(READY);
    }
    page.go("about:blank#");
    page.go(&format!("{folder}?lang=pl#{MOMENT}"));
    page.wait_until("document.querySelector('main')?.innerText.includes('Podejście')");
}

#[test]
fn the_matrix_and_a_check_work_without_a_network() {
    let site = Site::start();
    let page = visited(&site, &site.url(""));
    site.close();
    page.reload();
    page.wait_for(READY);
    page.press("m");
    page.wait_for(".stage--matrix .matrix:not(.headline:has(progress) ~ .matrix)");
    page.press("g");
    page.wait_for(POINTS);
    page.go("about:blank#");
    page.go(&site.url("/v1/check/first-item-added/historic-state?handlers=2"));
    page.wait_for(".finder[data-tone='good'], .finder [data-tone='good']");
    assert!(page.text(".finder__summary").contains("Holds within these bounds"));
}

#[test]
fn a_first_visit_waits_for_nothing_that_is_kept() {
    let site = Site::start();
    site.hold(".wasm");
    let page = Page::visit(&site, &site.url(""), Visitor::DESKTOP);
    page.wait_until("performance.getEntriesByName('first-contentful-paint').length > 0");
    let asked = site.paths().join(" ");
    for late in ["service-worker", "offline-", "whole", "desk", "webmanifest", "words"] {
        assert!(!asked.contains(late), "{asked}");
    }
    site.release();
    page.wait_until(KEPT);
    // Each file that the page had already came out of the browser's own cache, or once more; every
    // other came once.
    let paths = site.paths();
    for late in ["whole_bg", "desk_bg", "words/pl", "icons/maskable-512"] {
        assert_eq!(paths.iter().filter(|path| path.contains(late)).count(), 1, "{late}: {paths:?}");
    }
    assert_none(&page.console_errors());
}

#[test]
fn the_page_can_be_installed_from_its_own_folder() {
    let site = Site::start();
    let page = visited(&site, &site.url(MOMENT));
    let manifest = page.attribute("link[rel=manifest]", "href").expect("it is named");
    let manifest = page.eval(&format!("fetch('{manifest}').then((it) => it.json())"));
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&"./".into(), &"./".into()));
    let icons = manifest["icons"].as_array().expect("a list");
    for (size, purpose) in [("192x192", Value::Null), ("512x512", "maskable".into())] {
        let fits = |it: &&Value| {
            it["sizes"] == size && it["purpose"] == purpose && it["type"] == "image/png"
        };
        let icon = icons.iter().find(fits).unwrap_or_else(|| panic!("{size} {purpose}"));
        let source = icon["src"].as_str().expect("an address");
        let width = page.eval(&format!(
            "(async () => {{ const icon = new Image(); icon.src = '{source}'; \
             await icon.decode(); return `${{icon.naturalWidth}}x${{icon.naturalHeight}}`; }})()"
        ));
        assert_eq!(width, size);
    }
    assert_none(&page.installability());
}

/// Another version of the site in `dist`: each file's name is another one, and its page says so.
struct Version {
    folder: PathBuf,
    /// The marks in the names of the one that it is made of, and its own.
    marks: BTreeMap<String, String>,
}

impl Version {
    fn next(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("redelivery-{}-{name}", std::process::id()));
        let worker = fs::read_to_string(dist().join("service-worker.js")).expect("it is built");
        let (files, rest) = kept(&worker);
        let mut marks = BTreeMap::new();
        for mark in files.iter().filter_map(|file| mark(file)) {
            marks.insert(mark.to_owned(), mark.chars().rev().collect::<String>());
        }
        let other = |text: &str| {
            let renamed = |text: String, (old, new): (&String, &String)| text.replace(old, new);
            marks.iter().fold(text.to_owned(), renamed)
        };
        let mut digests = serde_json::Map::new();
        for file in &files {
            let source = if file.is_empty() { "index.html" } else { file };
            let mut content = fs::read(dist().join(source)).expect("it is in the list");
            if let Ok(text) = String::from_utf8(content.clone()) {
                let text = text.replace("<title>Redelivery", "<meta name=other><title>Redelivery");
                let text = other(&text.replace("data-version=", "data-version=b"));
                content = allowing_its_script(&text).into_bytes();
            }
            write(&folder.join(other(source)), &content);
            digests.insert(other(file), digest(&content).into());
        }
        let version = worker.split('"').nth(1).expect("it starts with its version");
        let files = Value::from(digests);
        let worker = format!("const VERSION=\"b{version}\";const FILES={files};{rest}");
        write(&folder.join("service-worker.js"), worker.as_bytes());
        Self { folder, marks }
    }
}

impl Drop for Version {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).expect("it was made here");
    }
}

fn digest(content: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(content)))
}

/// The page's policy names the one script that is in it.
fn allowing_its_script(page: &str) -> String {
    let starts = ["<script type=module>", "<script type=\"module\">"];
    let script = starts.into_iter().find_map(|start| page.split(start).nth(1));
    let Some(script) = script.and_then(|rest| rest.split("</script>").next()) else {
        return page.to_owned();
    };
    let before = page.split("'sha256-").nth(1).and_then(|rest| rest.split('\'').next());
    let before = format!("sha256-{}", before.expect("the policy names it"));
    page.replace(&before, &digest(script.as_bytes()))
}

fn write(file: &Path, content: &[u8]) {
    fs::create_dir_all(file.parent().expect("it is in a folder")).expect("it can be made");
    fs::write(file, content).expect("it can be written");
}

/// The files that a service worker keeps, and what comes after that list.
fn kept(worker: &str) -> (Vec<String>, &str) {
    let (_, list) = worker.split_once("FILES=").expect("it has a list");
    let (list, rest) = list.split_once("};").expect("the list ends");
    let list: Value = serde_json::from_str(&format!("{list}}}")).expect("it is JSON");
    let files = list.as_object().expect("it is by name").keys().cloned();
    (files.collect(), rest)
}

/// The part of a file's name that says what is in it.
fn mark(file: &str) -> Option<&str> {
    let is_mark = |part: &&str| part.len() == 16 && part.bytes().all(|it| it.is_ascii_hexdigit());
    file.split(['-', '.', '_', '/']).find(is_mark)
}

/// Every file that the page has loaded since it was opened.
fn loaded(page: &Page) -> String {
    let names = "performance.getEntriesByType('resource').map((it) => it.name).join(' ')";
    page.eval(names).as_str().expect("a text").to_owned()
}

fn is_another(page: &Page) -> bool {
    page.eval(IS_ANOTHER) == true
}

fn caches(page: &Page) -> u64 {
    page.eval("caches.keys().then((all) => all.length)").as_u64().expect("a number")
}

#[test]
fn a_newer_version_waits_for_the_visitor_and_opens_the_same_moment() {
    let (site, next) = (Site::start(), Version::next("waits"));
    let page = visited(&site, &site.url(MOMENT));
    site.deploy(next.folder.clone());
    page.reload();
    page.wait_for(NOTICE);
    assert_eq!(page.text(&format!("{NOTICE} p")), "A newer version of this page is ready.");
    assert!(!is_another(&page));
    // What it loads now is of its own version, which the host does not have any more.
    page.press("g");
    page.wait_for(POINTS);
    page.press("m");
    page.wait_for(READY);
    let has = |page: &Page, marks: &mut dyn Iterator<Item = &String>| {
        let loaded = loaded(page);
        marks.filter(|mark| loaded.contains(mark.as_str())).count()
    };
    assert!(has(&page, &mut next.marks.keys()) > 4, "{}", loaded(&page));
    assert_eq!(has(&page, &mut next.marks.values()), 0);
    page.press("ArrowRight");
    let moment = page.link();
    assert!(moment.ends_with("at=9"), "{moment}");
    assert_none(&page.axe());
    page.click(&format!("{NOTICE} button"));
    page.wait_until(IS_ANOTHER);
    page.wait_for(READY);
    assert_eq!(page.link(), moment);
    page.press("g");
    page.wait_for(POINTS);
    assert!(has(&page, &mut next.marks.values()) > 4, "{}", loaded(&page));
    assert_eq!(has(&page, &mut next.marks.keys()), 0);
    // Nobody needs the other one any more.
    page.wait_until("caches.keys().then((all) => all.length === 1)");
    assert!(!page.exists(NOTICE));
    assert_none(&page.console_errors());
}

#[test]
fn a_page_of_the_version_before_keeps_its_files_while_it_is_open() {
    let (site, next) = (Site::start(), Version::next("before"));
    let old = visited(&site, &site.url(MOMENT));
    old.eval("window.isStill = true");
    site.deploy(next.folder.clone());
    let new = old.open_beside(&site.url(""), Visitor::DESKTOP);
    new.click(&format!("{NOTICE} button"));
    new.wait_until(IS_ANOTHER);
    new.wait_for(READY);
    // It has heard, was not loaded anew, and finds what it needs.
    old.wait_for(NOTICE);
    assert!(!is_another(&old));
    assert_eq!(old.eval("window.isStill"), true);
    old.press("g");
    old.wait_for(POINTS);
    old.press("c");
    assert_none(&old.console_errors());
    assert_eq!(caches(&new), 2);
    drop(old);
    new.reload();
    new.wait_until("caches.keys().then((all) => all.length === 1)");
    assert!(is_another(&new));
}

#[test]
fn a_version_that_is_not_all_there_is_not_taken() {
    let (site, next) = (Site::start(), Version::next("torn"));
    let page = visited(&site, &site.url(""));
    // A cache on the way still has the page of before.
    let torn = Version::next("torn-first");
    fs::copy(dist().join("index.html"), torn.folder.join("index.html")).expect("it can be copied");
    site.deploy(torn.folder.clone());
    let refused = "navigator.serviceWorker.getRegistration().then((it) => it.update()).then((it) \
        => new Promise((tell) => { const worker = it.installing; const look = () => \
        worker?.state === 'redundant' && tell(true); look(); \
        worker?.addEventListener('statechange', look); }))";
    assert_eq!(page.eval(refused), true);
    page.reload();
    page.wait_for(READY);
    assert!(!page.exists(NOTICE));
    site.deploy(next.folder.clone());
    page.reload();
    page.wait_for(NOTICE);
    assert!(!is_another(&page));
}

#[test]
fn an_audience_and_readers_of_another_page_are_told_nothing() {
    let (site, next) = (Site::start(), Version::next("quiet"));
    let page = visited(&site, &site.url(""));
    site.deploy(next.folder.clone());
    page.reload();
    page.wait_for(NOTICE);
    page.eval("document.documentElement.dataset.theme = 'projector'");
    assert_eq!(page.eval("document.querySelector('#newer .notice').offsetHeight"), 0);
    let frame = format!("<iframe src='{}'></iframe>", site.url(MOMENT));
    // A figure keeps nothing and tells of nothing: it is loaded with the page around it.
    let figure = page.open_beside(&format!("{}?embed=1", site.folder_url()), Visitor::DESKTOP);
    figure.wait_for(READY);
    figure.wait_until_idle();
    assert!(figure.eval("location.pathname").as_str().is_some_and(|it| it.ends_with("embed.html")));
    assert!(!figure.exists("link[rel=manifest]") && !figure.exists(NOTICE));
    let addresses =
        [format!("{}?present=1", site.folder_url()), site.page_beside("article.html", &frame)];
    for address in addresses {
        let other = page.open_beside(&address, Visitor::DESKTOP);
        let inside = |condition: &str| format!("(frames[0] ?? window).{condition}");
        other.wait_until(&inside(&format!("document.querySelector('{READY}') !== null")));
        // What keeps and tells has been loaded: it names the manifest.
        other.wait_until(&inside("document.querySelector('link[rel=manifest]') !== null"));
        other.wait_until(&inside(WAITS));
        other.wait_until_idle();
        let told = other.eval(&inside(&format!("document.querySelector('{NOTICE}')")));
        assert!(told.is_null(), "{address}");
    }
    let other = page.open_beside(&format!("{}?lang=pl", site.folder_url()), Visitor::DESKTOP);
    other.wait_until(&format!(
        "document.querySelector('{NOTICE}')?.innerText.includes('Nowsza wersja tej strony')"
    ));
}

/// What the notes for hosts say about taking the site down.
#[test]
fn what_was_kept_goes_when_the_site_is_taken_down() {
    let site = Site::start();
    let page = visited(&site, &site.url(""));
    let gone = env::temp_dir().join(format!("redelivery-{}-gone", std::process::id()));
    let notes = include_str!("../../../../docs/hosting.md");
    let worker = notes.split("```js\n").nth(1).and_then(|rest| rest.split("```").next());
    write(&gone.join("service-worker.js"), worker.expect("there is a script").as_bytes());
    write(&gone.join("index.html"), b"<!doctype html><title>Gone</title>");
    site.deploy(gone.clone());
    page.reload();
    page.wait_until("document.title === 'Gone'");
    page.wait_until("caches.keys().then((all) => all.length === 0)");
    page.wait_until("navigator.serviceWorker.getRegistration().then((it) => it === undefined)");
    fs::remove_dir_all(&gone).expect("it was made here");
}
