//! The checker's named searches in Chromium, as the page's desk runs them, and natively, one after
//! the other: worlds a second, and the ratio of the two. `cargo xtask bench-web` runs it.

use std::time::{Duration, Instant};

use browser_tests::{Page, Visitor};
use redelivery::desk::bench::{BENCH, CASES, Measured};

/// The longest that a search may take in the browser.
const PATIENCE: Duration = Duration::from_mins(5);

fn main() {
    let page = Page::open("", Visitor::DESKTOP);
    page.wait_until_idle();
    // A desk of our own, beside the one that the page has.
    page.eval(
        "window.heard = []; \
         window.desk = new Worker(document.documentElement.dataset.desk); \
         window.desk.onmessage = (event) => window.heard.push(event.data); 1",
    );
    page.wait_until("window.heard.length === 1");
    println!(
        "{:32}{:>12}{:>14}{:>14}{:>8}  what",
        "million worlds a second", "worlds", "natively", "in Chromium", "ratio"
    );
    for case in &CASES {
        let (here, there) = (natively(case), in_browser(&page, case));
        println!(
            "{:32}{:>12}{here:>14.2}{there:>14.2}{:>8.2}  {}",
            case.name,
            case.worlds,
            there / here,
            case.about
        );
    }
}

fn natively(case: &Measured) -> f64 {
    let start = Instant::now();
    assert_eq!((case.run)(None).distinct, case.worlds, "{}", case.name);
    pace(case.worlds, start.elapsed().as_secs_f64())
}

fn in_browser(page: &Page, case: &Measured) -> f64 {
    // The first time also compiles: the second is what counts.
    let mut seconds = 0.0;
    for _ in 0..2 {
        page.eval("window.heard = []; 1");
        page.eval(&format!("window.desk.postMessage('{BENCH} {}'); 1", case.name));
        page.wait_until_within("window.heard.length === 1", PATIENCE);
        let heard = page.eval("window.heard[0]");
        let said: Vec<u32> = heard
            .as_str()
            .unwrap_or_default()
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        let [milliseconds, worlds, _] = said[..] else { panic!("the desk said {heard}") };
        assert_eq!(worlds as usize, case.worlds, "{}", case.name);
        seconds = f64::from(milliseconds) / 1000.0;
    }
    pace(case.worlds, seconds)
}

#[expect(clippy::cast_precision_loss, reason = "a pace is told with two digits")]
fn pace(worlds: usize, seconds: f64) -> f64 {
    worlds as f64 / seconds.max(0.001) / 1e6
}
