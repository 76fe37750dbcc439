//! A first visit on a slow phone line, in Chromium: bytes that arrive, the first paint, and when
//! the page can be used. `cargo xtask visit` runs it.

use std::fs;
use std::path::Path;

use browser_tests::{Page, Site, Visitor, dist};

/// How often it is measured; the middle one counts.
const VISITS: usize = 5;

/// Writes down when the page is drawn by the program, and so can be used.
const WATCH: &str = "new MutationObserver(() => { \
    if (!window.usable && document.querySelector('#app > .stage .lane')) { \
        window.usable = performance.now(); \
    } \
}).observe(document, { childList: true, subtree: true })";

fn main() {
    let folder = std::env::temp_dir().join(format!("redelivery-visit-{}", std::process::id()));
    compress(&dist(), &folder);
    let site = Site::of(folder.clone());
    let mut visits: Vec<[f64; 3]> = (0..VISITS).map(|_| visit(&site)).collect();
    println!("a first visit at 1.6 Mbit/s, 150 ms away, on a processor four times slower");
    println!("{:16}{:>10}{:>10}{:>10}", "", "best", "middle", "worst");
    for (index, name) in ["bytes", "first paint", "usable"].into_iter().enumerate() {
        visits.sort_by(|one, other| one[index].total_cmp(&other[index]));
        let [best, middle, worst] = [0, VISITS / 2, VISITS - 1].map(|at| visits[at][index]);
        let unit = if index == 0 { "" } else { " ms" };
        println!("{name:16}{best:>10.0}{middle:>10.0}{worst:>10.0}{unit}");
    }
    fs::remove_dir_all(&folder).expect("it was made here");
}

/// One visit with nothing in any cache: bytes, milliseconds to the first paint, and to the page
/// that works.
fn visit(site: &std::sync::Arc<Site>) -> [f64; 3] {
    let page = Page::visit_slowly(site, &site.url(""), Visitor::PHONE, WATCH);
    page.wait_until("window.usable > 0");
    let number = |script: &str| page.eval(script).as_f64().unwrap_or(f64::NAN);
    let bytes = "[...performance.getEntriesByType('navigation'), \
        ...performance.getEntriesByType('resource')] \
        .filter((entry) => entry.responseEnd <= window.usable) \
        .reduce((sum, entry) => sum + entry.encodedBodySize, 0)";
    let paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime";
    [number(bytes), number(paint), number("window.usable")]
}

/// The site in `folder`, each file with what a host would send of it instead.
fn compress(dist: &Path, folder: &Path) {
    fs::create_dir_all(folder).expect("there is a folder for such things");
    for file in fs::read_dir(dist).expect("the site is built").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if file.path().is_dir() {
            compress(&file.path(), &folder.join(name));
            continue;
        }
        let bytes = fs::read(file.path()).expect("it can be read");
        let mut sent = Vec::new();
        let best = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
        brotli::BrotliCompress(&mut &bytes[..], &mut sent, &best).expect("memory takes it");
        fs::write(folder.join(format!("{name}.br")), sent).expect("it can be written");
        fs::write(folder.join(name), bytes).expect("it can be written");
    }
}
