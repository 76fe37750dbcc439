//! What a step costs in a run of ten thousand steps, in Chromium, at the start and in the middle,
//! by single steps and by the slider: until the page has changed, how long the browser works on
//! the step altogether, and until it is on screen, waiting for the screen included; and how much
//! memory the page has taken by then. `cargo xtask long` runs it.

use browser_tests::{Page, Site, Visitor, dist};

/// Steps measured at each place.
const STEPS: usize = 60;
/// How long a frame stands, in milliseconds.
const FRAME: f64 = 16.7;

/// One step: the time from the key to the change of the page; that with the time in which the
/// frame is laid out and painted; and the time from the key to the end of that frame. In
/// milliseconds.
const STEP: &str = "(async (act) => { \
    const changed = new Promise((done) => new MutationObserver((_, observer) => { \
        observer.disconnect(); done(performance.now()); }) \
        .observe(document.getElementById('app'), \
            { subtree: true, childList: true, attributes: true, characterData: true })); \
    const start = performance.now(); \
    act(); \
    const drawn = await changed; \
    const frame = await new Promise((done) => { \
        requestAnimationFrame(() => done(performance.now())); }); \
    await new Promise((done) => setTimeout(done)); \
    const end = performance.now(); \
    return [drawn - start, drawn - start + end - frame, end - start]; })";

/// Keeps the program's memory at hand.
const KEEP_MEMORY: &str = "const start = WebAssembly.instantiateStreaming; \
    WebAssembly.instantiateStreaming = async (...all) => { \
        const made = await start(...all); \
        globalThis.memory = made.instance.exports.memory; \
        return made; };";

const KEY: &str = "() => window.dispatchEvent(new KeyboardEvent('keydown', \
    { key: 'ArrowRight', bubbles: true, cancelable: true }))";

fn main() {
    let site = Site::of(dist());
    let page = Page::visit(&site, &site.url(""), Visitor::DESKTOP);
    page.prepare(KEEP_MEMORY);
    page.reload();
    page.wait_for("#app > .stage .lane");
    page.wait_until_idle();
    let last = page.attribute(".scrubber__input", "max").unwrap_or_default();
    let last: usize = last.parse().expect("the run has a last step");
    println!("a run of {last} steps, two approaches, milliseconds:");
    println!("{:40}{:>9}{:>9}{:>9}{:>11}", "", "middle", "95 %", "worst", "in a frame");
    for (name, beat) in [("from its start", 1), ("from its middle", last / 2)] {
        scrub(&page, beat);
        let times: Vec<_> = (0..STEPS).map(|_| timed(&page, KEY)).collect();
        print_times(name, &times);
    }
    let jump = |index: usize| scrub(&page, index * 7919 % last);
    let times: Vec<_> = (1..=STEPS).map(jump).collect();
    print_times("to anywhere, by the slider", &times);
    let nodes = page.eval("document.querySelectorAll('*').length");
    let memory = "performance.memory ? performance.memory.usedJSHeapSize / 1048576 : 0";
    let memory = page.eval(memory).as_f64().unwrap_or_default();
    let program = page.eval("memory.buffer.byteLength / 1048576").as_f64().unwrap_or_default();
    println!(
        "{nodes} elements on the page; {memory:.0} MB taken by its scripts, {program:.0} MB by the \
         program"
    );
}

/// How long the page takes to draw what `act` leads to: the change itself, and the frame.
fn timed(page: &Page, act: &str) -> [f64; 3] {
    let times = page.eval(&format!("{STEP}({act})"));
    [0, 1, 2].map(|at| times[at].as_f64().expect("a time"))
}

fn scrub(page: &Page, beat: usize) -> [f64; 3] {
    let act = format!(
        "() => {{ const slider = document.querySelector('.scrubber__input'); \
         slider.value = {beat}; \
         slider.dispatchEvent(new Event('input', {{ bubbles: true }})); }}"
    );
    timed(page, &act)
}

fn print_times(name: &str, times: &[[f64; 3]]) {
    for (index, what) in ["drawn", "worked on", "on screen"].into_iter().enumerate() {
        let mut all: Vec<f64> = times.iter().map(|pair| pair[index]).collect();
        all.sort_by(f64::total_cmp);
        let at = |share: usize| all[(all.len() - 1) * share / 100];
        let label = format!("{name}, {what}");
        let share = 100 * all.partition_point(|time| *time <= FRAME) / all.len();
        println!("{label:40}{:>9.1}{:>9.1}{:>9.1}{share:>9} %", at(50), at(95), at(100));
    }
}
