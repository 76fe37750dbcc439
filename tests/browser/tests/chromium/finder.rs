//! Finding a failure in a real browser: the desk answers from its worker, the page steps on
//! meanwhile, and what is found opens.

use browser_tests::{Page, Site, Visitor, assert_none};
use redelivery::app::state::{Msg, State, answer_at_once, update};
use redelivery::app::view::view;

const BAD: &str = ".finder__summary[data-tone='bad']";
const GOOD: &str = ".finder__summary[data-tone='good']";
/// A question that keeps the desk busy for as long as a test takes.
const LONG: &str = "/v1/check/first-item-added/outbox?handlers=2&failures=5";

fn open(link: &str, visitor: Visitor) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for("#app > .stage .lane");
    page
}

#[test]
fn one_key_finds_the_loss_of_current_state_and_opens_it() {
    let page = open("", Visitor::DESKTOP);
    page.press("c");
    page.wait_for(BAD);
    let mut native = State::default();
    let commands = update(&mut native, Msg::PressedFind);
    answer_at_once(&mut native, commands);
    assert_eq!(page.link(), native.link(), "the same run as natively");
    let expected = view(&native).headline.text();
    assert_eq!(page.text(".headline__text").replace('\n', " "), expected);
    assert!(expected.contains("FirstItemAdded is lost"));
    assert!(
        page.text(".finder__summary").contains("Message lost in a run of 19 steps, with 1 failure")
    );
    let now = page.eval("document.querySelectorAll(\".step[data-time='now']\").length");
    assert_eq!(now.as_u64(), Some(2), "in both lanes");
    // The run found is one future more; the one before is a key away, and so is its address.
    page.press("]");
    page.wait_until("document.querySelector('.masthead').innerText.includes('Future 1 of 2')");
    page.back();
    page.wait_until(&format!("location.hash === {:?}", format!("#{}", native.link())));
    page.press("c");
    page.wait_until("document.querySelector('.finder') === null");
    assert_none(&page.console_errors());
}

#[test]
fn nothing_is_found_for_historic_state_and_the_outbox() {
    for approach in ["historic-state", "outbox"] {
        let link = format!("/v1/check/first-item-added/{approach}?handlers=2");
        let page = open(&link, Visitor::PROJECTOR);
        page.wait_for(GOOD);
        let says = page.text(".finder__summary");
        assert!(says.contains("Holds within these bounds"), "{says}");
        let within = page.text(".finder__within");
        assert!(within.contains("2 messages, 2 handlers, at most 1 failure"), "{within}");
        assert_eq!(page.link(), link, "the address asks the same again");
        assert_none(&page.console_errors());
    }
}

/// How many states the panel has told of so far.
fn states(page: &Page) -> u64 {
    let says = page.text(".finder__within");
    let digits = says.split(" states").next().unwrap_or_default();
    let digits = digits.rsplit(' ').next().unwrap_or_default().replace(',', "");
    digits.parse().unwrap_or_default()
}

fn press_button(page: &Page, name: &str) {
    let script = format!(
        "[...document.querySelectorAll('.finder button')]\
         .find((button) => button.innerText === {name:?}).click()"
    );
    page.eval(&script);
}

/// A step is on show by the second picture after its key: one to draw it, one to be looked at.
#[test]
fn the_page_steps_on_while_the_desk_searches() {
    let page = open(LONG, Visitor::DESKTOP);
    page.wait_until("/ states/.test(document.querySelector('.finder__within')?.innerText)");
    page.press("Home");
    page.wait_until("document.querySelector('.scrubber__count').innerText.startsWith('0 /')");
    let before = states(&page);
    let script = "(async () => { \
        const shown = []; \
        for (let press = 0; press < 10; press += 1) { \
            window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' })); \
            await new Promise((drawn) => requestAnimationFrame(() => \
                requestAnimationFrame(drawn))); \
            shown.push(document.querySelector('.scrubber__count').innerText.split(' ')[0]); \
        } \
        window.shown = shown.join(' '); \
    })()";
    page.eval(script);
    page.wait_until("typeof window.shown === 'string'");
    assert_eq!(page.eval("window.shown").as_str(), Some("1 2 3 4 5 6 7 8 9 10"));
    page.wait_until("/ a second/.test(document.querySelector('.finder__within')?.innerText)");
    assert!(states(&page) > before, "the desk has gone on meanwhile");
    press_button(&page, "Stop");
    page.wait_until("!document.querySelector('.finder').innerText.includes('Pause')");
    assert_none(&page.console_errors());
}

#[test]
fn it_waits_and_goes_on() {
    let page = open(LONG, Visitor::DESKTOP);
    page.wait_until("/ states/.test(document.querySelector('.finder__within')?.innerText)");
    press_button(&page, "Pause");
    page.wait_until("document.querySelector('.finder').innerText.includes('Go on')");
    // What was under way is still told, and then nothing more: while it searches, it says something
    // ten times a second.
    page.eval(
        "window.changed = performance.now(); \
         new MutationObserver(() => { window.changed = performance.now() }).observe( \
            document.querySelector('.finder__within'), \
            { subtree: true, childList: true, characterData: true }); 1",
    );
    page.wait_until("performance.now() - window.changed > 1000");
    page.eval("window.later = document.querySelector('.finder__within')?.innerText");
    press_button(&page, "Go on");
    page.wait_until("document.querySelector('.finder__within')?.innerText !== window.later");
    press_button(&page, "Stop");
    press_button(&page, "Close");
    page.wait_until("document.querySelector('.finder') === null");
    let focused = page.eval("document.activeElement.matches('.step')");
    assert_eq!(focused.as_bool(), Some(true), "the focus goes back to the picture");
    assert_none(&page.console_errors());
}

#[test]
fn all_approaches_are_told_and_each_that_breaks_opens() {
    let page = open("/v1/check/first-item-added/all", Visitor::DESKTOP);
    page.wait_until("!document.querySelector('.finder').innerText.includes('Pause')");
    let rows = page.texts(".finder__rows li");
    assert!(rows.len() > 15, "{rows:?}");
    page.click(".finder__rows li:nth-child(2) a");
    page.wait_until("location.hash.startsWith('#/v1/first-item-added/persist-then-publish/')");
    assert_eq!(page.texts(".finder__rows li"), rows, "the answers stay");
    assert_none(&page.console_errors());
}

/// A site whose desk is gone: as with a browser or a host that keeps workers away.
#[test]
fn a_desk_that_is_missing_is_told_and_the_page_works() {
    let whole = browser_tests::dist();
    let dist = std::env::temp_dir().join(format!("no-desk-{}", std::process::id()));
    std::fs::create_dir_all(&dist).expect("there is a folder for such things");
    let files = std::fs::read_dir(&whole).expect("the site is built").flatten();
    for file in files.filter(|file| file.path().is_file()) {
        if !file.file_name().to_string_lossy().starts_with("desk") {
            std::fs::copy(file.path(), dist.join(file.file_name())).expect("it can be copied");
        }
    }
    let site = Site::of(dist.clone());
    let page = Page::visit(&site, &site.url(""), Visitor::DESKTOP);
    page.wait_for("#app > .stage .lane");
    page.press("c");
    page.wait_until("document.querySelector('.notice')?.innerText.includes('does not answer')");
    page.press("Home");
    page.press("ArrowRight");
    page.wait_until("document.querySelector('.scrubber__count').innerText.startsWith('1 /')");
    std::fs::remove_dir_all(&dist).expect("it was made here");
}

#[test]
fn axe_finds_nothing_wrong_with_the_panel_in_any_look() {
    let mut faults = Vec::new();
    for visitor in Visitor::EVERY_LOOK {
        let page = open("/v1/check/first-item-added/all", visitor);
        page.wait_for(".finder__rows li:nth-child(9)");
        page.wait_until("!document.querySelector('.finder').innerText.includes('Pause')");
        page.eval("document.querySelector('.finder__question').open = true");
        page.rest();
        faults.extend(page.axe().iter().map(|fault| format!("{visitor:?}: {fault}")));
        let width = page.eval("document.documentElement.scrollWidth").as_u64();
        assert!(width <= Some(u64::from(visitor.width)), "{width:?}: nothing is cut off");
    }
    assert_none(&faults);
}
