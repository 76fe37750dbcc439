//! The picture and what leads from it: every gesture that makes a step fail, every word explained,
//! the run in words, futures with names, and the rest of the page that takes over.

use browser_tests::{Page, Visitor, assert_none};
use redelivery::app::state::{Msg, State, update};
use redelivery::app::view::view;

const READY: &str = "#app > .stage .lane";
const PERSIST: &str = ".step[aria-label^='AddItem 123, attempt 1, persist']";

fn open(link: &str, visitor: Visitor) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for(READY);
    page
}

/// A click, the other button, a long press, a line of the listing, and a key.
#[test]
fn any_gesture_on_a_step_opens_what_can_happen_to_it() {
    let page = open("", Visitor::DESKTOP);
    page.press("Home");
    for gesture in [
        format!("document.querySelector({PERSIST:?}).click()"),
        format!(
            "document.querySelector({PERSIST:?}).dispatchEvent(new MouseEvent('contextmenu', \
             {{ bubbles: true, cancelable: true }}))"
        ),
        String::from(
            "[...document.querySelectorAll('button.listing__line')] \
             .find((it) => it.innerText.includes('persist')).click()",
        ),
    ] {
        page.eval(&format!("{gesture}; true"));
        page.wait_for("[data-menu]");
        assert!(page.text("[data-menu]").contains("persist"), "{gesture}");
        page.press("Escape");
        page.wait_until("!document.querySelector('[data-menu]')");
    }
    assert_none(&page.console_errors());
}

#[test]
fn a_long_press_opens_what_can_happen_to_a_step() {
    let page = open("", Visitor::PHONE);
    page.hold(PERSIST);
    page.wait_for("[data-menu]");
    assert!(page.text("[data-menu]").contains("persist"));
}

/// By a mouse, by the keyboard, by a finger; Escape hides it.
#[test]
fn words_are_explained_where_one_points() {
    let page = open("", Visitor::DESKTOP);
    page.eval("document.querySelector('.tracks .term').focus(); true");
    page.wait_until("!document.getElementById('hint').hidden");
    assert!(page.text("#hint").starts_with("The queue keeps each message"));
    page.press("Escape");
    page.wait_until("document.getElementById('hint').hidden");
    page.point_at(".sent .term");
    page.wait_until("!document.getElementById('hint').hidden");
    assert!(page.text("#hint").starts_with("What the broker has accepted"));
    let inside = page.eval(
        "(() => { const { left, top, right, bottom } = \
         document.getElementById('hint').getBoundingClientRect(); \
         return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight; })()",
    );
    assert_eq!(inside.as_bool(), Some(true));
    let phone = open("", Visitor::PHONE);
    phone.tap(".verdicts .term");
    phone.wait_until("!document.getElementById('hint').hidden");
    assert!(phone.text("#hint").contains("Source:"));
}

/// The list tells each step as the picture shows it, and each line leads there.
#[test]
fn the_run_in_words_can_be_walked() {
    let page = open("", Visitor::DESKTOP);
    let mut state = State::default();
    page.press("w");
    page.wait_until("document.activeElement.matches('.telling [aria-current]')");
    page.wait_until(
        "document.activeElement.getBoundingClientRect().bottom \
         < document.querySelector('.dock').getBoundingClientRect().top",
    );
    update(&mut state, Msg::PressedTell);
    let told = view(&state).telling.expect("it is told");
    let lines: Vec<String> =
        told.lines.iter().map(|line| format!("{}{}", line.beat, line.says)).collect();
    let drawn: Vec<String> =
        page.texts(".telling li").iter().map(|text| text.replace('\n', " ")).collect();
    assert_eq!(drawn, lines);
    page.click(".telling li:nth-child(9) button");
    page.wait_until("location.hash.endsWith('&at=8')");
    page.wait_until("document.querySelector('.telling [aria-current]').innerText.startsWith('8')");
    assert_none(&page.console_errors());
}

/// The first part of the page hands over all that the visitor made.
#[test]
fn futures_stay_when_the_rest_of_the_page_is_loaded() {
    let page = open("", Visitor::DESKTOP);
    page.click(PERSIST);
    page.click(".fate:nth-child(3)");
    page.wait_for(".plan__futures .plan__futures");
    page.eval(
        "(() => { const name = document.querySelectorAll('.plan__name')[1]; \
         name.value = 'the crash'; \
         name.dispatchEvent(new Event('change', { bubbles: true })); })()",
    );
    page.wait_until(
        "document.querySelectorAll('.plan__future b')[0]?.innerText.includes('the crash')",
    );
    let before = page.link();
    page.press("c");
    page.wait_for("[data-finder]");
    page.press("Escape");
    page.wait_until("!document.querySelector('[data-finder]')");
    page.wait_until("document.querySelectorAll('.plan__future').length >= 2");
    page.wait_until(
        "document.querySelectorAll('.plan__future b')[0]?.innerText.includes('the crash')",
    );
    page.click(".plan__futures .plan__futures button");
    page.wait_until(&format!("location.hash === {:?}", format!("#{before}")));
    assert_none(&page.console_errors());
}

/// If the rest can't be loaded, the page says so and goes on.
#[test]
fn a_part_that_cannot_be_loaded_is_told_and_the_page_goes_on() {
    let page = open("", Visitor::DESKTOP);
    page.site().close();
    page.press("m");
    page.wait_for(".notice");
    page.wait_until("document.querySelector('.notice')?.innerText.includes('could not be loaded')");
    page.press("Home");
    page.wait_until("location.hash.endsWith('&at=0')");
}

/// The talk from its first step to its last, with nothing but keys, each step said aloud; then the
/// failure taken back, another put in its place, and the question for more.
#[test]
fn the_whole_talk_by_keyboard_alone() {
    let page = open("", Visitor::PROJECTOR);
    let mut state = State::default();
    let says = |state: &State| {
        let spoken = view(state).spoken;
        page.wait_until(&format!("document.getElementById('spoken').innerText === {spoken:?}"));
    };
    page.press("Home");
    update(&mut state, Msg::PressedStart);
    says(&state);
    while state.beat < state.last() {
        page.press("PageDown");
        update(&mut state, Msg::PressedForward);
        says(&state);
        if state.beat == 8 {
            // Why it fails, and what else could happen; nothing is changed.
            page.press("f");
            page.wait_until("document.activeElement.matches('[data-menu] [aria-pressed]')");
            page.press("Escape");
            page.wait_until("!document.querySelector('[data-menu]')");
        }
    }
    let headline = page.text(".headline__text");
    assert!(headline.contains("FirstItemAdded is lost"), "{headline}");
    // Where they parted, and the failure again: this time it works.
    page.press_all(&["Home", "d"]);
    update(&mut state, Msg::PressedStart);
    update(&mut state, Msg::PressedNextParting);
    says(&state);
    page.press("Home");
    page.press_all(&["PageDown"; 8]);
    page.press("f");
    page.wait_until("document.activeElement.matches('[data-menu] [aria-pressed]')");
    page.press("ArrowLeft");
    page.press("Enter");
    page.wait_until("!document.querySelector('[data-menu]')");
    page.press("End");
    page.wait_until(
        "document.querySelector('.headline__text').innerText \
         .includes('Current state, Historic state: every promise is kept')",
    );
    // Undone, and the other approach's answer looked for by the whole page.
    page.press_all(&["u", "End"]);
    page.wait_until(
        "document.querySelector('.headline__text').innerText.includes('FirstItemAdded is lost')",
    );
    page.press("g");
    page.wait_for(".points");
    page.press("m");
    page.wait_for(READY);
    page.wait_until(
        "document.querySelector('.headline__text').innerText.includes('FirstItemAdded is lost')",
    );
    assert_none(&page.console_errors());
}
