//! The main job in a real browser: the page opens at the moment of harm, is stepped and broken by
//! mouse, finger and keys, and shows the very frames that the simulator gives natively.

use browser_tests::{Page, Site, Visitor, assert_none};
use redelivery::app::state::{Msg, State, update};
use redelivery::app::view::view;

/// The picture that the running app draws, as against the one that came with the page.
const READY: &str = "#app > .stage .lane";

fn open(link: &str, visitor: Visitor) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for(READY);
    page
}

/// Waits until the page shows the moment that `state` is, and compares what is drawn with what
/// the state natively says is to be drawn.
#[track_caller]
fn assert_shows(page: &Page, state: &State) {
    page.wait_until(&format!("location.hash === {:?}", format!("#{}", state.link())));
    let view = view(state);
    assert_says(page, ".headline__text", &view.headline.text());
    for (index, lane) in view.lanes.iter().enumerate() {
        let within = |part: &str| format!(".lanes__place:nth-child({}) {part}", index + 1);
        // They stand under the deliveries that they belong to.
        let mut outputs: Vec<_> = lane.sent.iter().collect();
        outputs.sort_by_key(|output| output.column);
        let sent: Vec<String> = outputs
            .into_iter()
            .map(|output| [output.event, output.cause, output.note.unwrap_or_default()].join(" "))
            .map(|text| text.trim().to_string())
            .collect();
        let drawn = page.texts(&within("[aria-label='Sent out'] .chip"));
        let drawn: Vec<String> = drawn.iter().map(|text| text.replace('\n', " ")).collect();
        assert_eq!(drawn, sent);
        let marks: Vec<&str> = lane
            .table
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().map(|cell| cell.mark.name()))
            .collect();
        let drawn = page.eval(&format!(
            "[...document.querySelectorAll({:?})].map((it) => it.dataset.mark).join()",
            within(".step")
        ));
        assert_eq!(drawn.as_str(), Some(marks.join(",").as_str()));
        let tiles: Vec<&str> = lane.rail.tiles.iter().map(|tile| tile.name.as_str()).collect();
        assert_eq!(page.texts(&within(".rail__tile b")), tiles);
    }
}

/// Waits until what fits `selector` says `wanted` somewhere: the page is drawn after its address
/// is written.
#[track_caller]
fn assert_says(page: &Page, selector: &str, wanted: &str) {
    page.wait_until(&format!(
        "document.querySelector({selector:?})?.innerText.replaceAll('\\n', ' ') \
         .includes({wanted:?})"
    ));
}

fn pressed(state: &mut State, messages: &[Msg]) {
    for message in messages {
        update(state, message.clone());
    }
}

#[test]
fn it_opens_at_the_moment_of_harm() {
    let page = open("", Visitor::PROJECTOR);
    assert_shows(&page, &State::default());
    let headline = page.text(".headline__text");
    assert!(headline.contains("Current state: FirstItemAdded is lost"), "{headline}");
    assert!(headline.contains("Historic state: every promise is kept"), "{headline}");
    assert_eq!(page.texts(".headline .button"), ["Rewind to the first step"]);
    page.click(".headline .button");
    let mut state = State::default();
    pressed(&mut state, &[Msg::PressedStart]);
    assert_shows(&page, &state);
    assert_none(&page.console_errors());
}

#[test]
fn the_harm_is_on_screen_before_the_wasm_has_arrived() {
    let site = Site::start();
    site.hold(".wasm");
    let page = Page::visit(&site, &site.url(""), Visitor::DESKTOP);
    let headline = page.text("[data-first] .headline__text");
    assert!(headline.contains("FirstItemAdded is lost"), "{headline}");
    page.wait_until("document.querySelector('.headline').getBoundingClientRect().height > 0");
    assert!(!page.exists(READY), "the app can't be running yet");
    site.release();
    page.wait_for(READY);
    assert!(!page.exists("[data-first]"), "the app takes the first picture's place");
    assert_shows(&page, &State::default());
}

#[test]
fn a_visitor_with_a_link_of_their_own_is_not_shown_another_moment() {
    let site = Site::start();
    site.hold(".wasm");
    let link = "/v1/first-item-added/outbox/5";
    let page = Page::visit(&site, &site.url(link), Visitor::DESKTOP);
    page.wait_for("[data-first]");
    let seen = page.eval("document.querySelector('.headline').getBoundingClientRect().height");
    assert_eq!(seen.as_f64(), Some(0.0));
    assert_says(&page, ".opening", "Redelivery shows what happens to a message");
    site.release();
    page.wait_for(READY);
    assert_shows(&page, &State::open(link));
}

#[test]
fn arrow_keys_play_to_the_loss_through_the_native_frames() {
    let page = open("", Visitor::DESKTOP);
    let mut state = State::default();
    page.press("Home");
    pressed(&mut state, &[Msg::PressedStart]);
    assert_shows(&page, &state);
    while state.beat < state.last() {
        page.press("ArrowRight");
        pressed(&mut state, &[Msg::PressedForward]);
        assert_shows(&page, &state);
        assert_says(&page, "#spoken", &view(&state).spoken);
    }
    assert_says(&page, ".headline__text", "FirstItemAdded is lost");
    page.press("ArrowLeft");
    pressed(&mut state, &[Msg::PressedBack]);
    assert_shows(&page, &state);
    assert_none(&page.console_errors());
}

#[test]
fn a_clicker_and_all_other_keys_drive_it() {
    let page = open("", Visitor::PROJECTOR);
    let mut state = State::default();
    for (key, message) in [
        ("Home", Msg::PressedStart),
        ("PageDown", Msg::PressedForward),
        ("PageDown", Msg::PressedForward),
        ("PageUp", Msg::PressedBack),
        ("Shift+ArrowRight", Msg::PressedNextDelivery),
        ("Shift+ArrowRight", Msg::PressedNextDelivery),
        ("Shift+ArrowLeft", Msg::PressedPreviousDelivery),
        ("v", Msg::PressedNextViolation),
        ("Home", Msg::PressedStart),
        ("End", Msg::PressedEnd),
    ] {
        page.press(key);
        pressed(&mut state, &[message]);
        assert_shows(&page, &state);
    }
    page.press("Space");
    page.wait_for("[aria-label='Pause']");
    page.wait_until("location.hash.endsWith('&at=1')");
    page.press("Space");
    page.wait_for("[aria-label='Play']");
}

#[test]
fn every_key_has_a_button() {
    let page = open("", Visitor::DESKTOP);
    let mut state = State::default();
    for (button, message) in [
        ("[aria-label^='First step']", Msg::PressedStart),
        (".transport [aria-label='Next step']", Msg::PressedForward),
        ("[aria-label^='Next broken promise']", Msg::PressedNextViolation),
        ("[aria-label^='Step back']", Msg::PressedBack),
        ("[aria-label^='Last step']", Msg::PressedEnd),
    ] {
        page.click(button);
        pressed(&mut state, &[message]);
        assert_shows(&page, &state);
    }
    page.eval(
        "(() => { const it = document.querySelector('.scrubber__input'); it.value = 4; \
         it.dispatchEvent(new InputEvent('input', { bubbles: true })); return true; })()",
    );
    pressed(&mut state, &[Msg::Scrubbed(4)]);
    assert_shows(&page, &state);
}

#[test]
fn choosing_historic_state_shows_the_cure() {
    let page = open("/v1/first-item-added/current-state/7.refused.14", Visitor::DESKTOP);
    assert_says(&page, ".headline__text", "FirstItemAdded is lost");
    page.eval(
        "(() => { const it = document.querySelector('.lane__choice'); \
         it.value = 'historic-state'; \
         it.dispatchEvent(new Event('change', { bubbles: true })); return true; })()",
    );
    let mut state = State::open("/v1/first-item-added/current-state/7.refused.14");
    pressed(&mut state, &[Msg::ChoseApproach(0, String::from("historic-state"))]);
    assert_shows(&page, &state);
    assert_says(&page, ".headline__text", "every promise is kept");
    assert_says(&page, "[aria-label='Sent out']", "FirstItemAdded 123");
}

#[test]
fn a_failure_is_injected_by_mouse_and_the_old_future_is_kept() {
    let page = open("", Visitor::DESKTOP);
    let before = page.link();
    page.click(".lanes__place:nth-child(1) [aria-label^='AddItem 234, attempt 1, persist']");
    page.click(".fate:nth-child(2)");
    page.wait_until("!document.querySelector('[data-menu]')");
    assert_says(&page, ".headline__text", "deadlock victim");
    assert_says(&page, ".plan", "AddItem 234, attempt 1, persist");
    assert_ne!(page.link(), before);
    page.click(".plan__futures li:nth-child(1) button");
    page.press("End");
    page.wait_until(&format!("location.hash === {:?}", format!("#{before}")));
    page.click("[aria-label^='Remove: ']");
    page.wait_until("!document.querySelector('.plan__list li')");
    page.press("End");
    page.wait_until("document.querySelector('.headline').dataset.tone === 'good'");
}

#[test]
fn a_failure_is_injected_by_keyboard_alone() {
    let page = open("", Visitor::DESKTOP);
    page.press_all(&["Home", "ArrowRight", "ArrowRight", "f"]);
    page.wait_until("document.activeElement.matches('[data-menu] .fate')");
    page.press_all(&["ArrowRight", "ArrowRight", "ArrowRight", "Enter"]);
    page.wait_until("!document.querySelector('[data-menu]')");
    assert_says(&page, ".headline__text", "process is killed");
    assert!(page.link().contains("/1.died."), "{}", page.link());
    page.wait_until("document.activeElement.matches('.step[data-mark=died]')");
    page.press("f");
    page.wait_for("[data-menu]");
    page.press("Escape");
    page.wait_until("!document.querySelector('[data-menu]')");
    assert_none(&page.console_errors());
}

#[test]
fn the_link_restores_the_moment_and_back_works() {
    let page = open("", Visitor::DESKTOP);
    page.press_all(&["Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "f"]);
    page.wait_for("[data-menu]");
    let before = page.link();
    page.click(".fate:nth-child(3)");
    page.wait_until("!document.querySelector('[data-menu]')");
    let link = page.link();
    let headline = page.text(".headline__text");
    let other = open(&link, Visitor::DESKTOP);
    assert_eq!((other.link(), other.text(".headline__text")), (link.clone(), headline.clone()));
    page.reload();
    page.wait_for(READY);
    assert_eq!((page.link(), page.text(".headline__text")), (link.clone(), headline));
    page.back();
    page.wait_until(&format!("location.hash === {:?}", format!("#{before}")));
    assert_shows(&page, &State::open(&before));
    page.forward();
    page.wait_until(&format!("location.hash === {:?}", format!("#{link}")));
}

/// The address follows when the steps rest; who changes the run before that finds the step that
/// was left by going back.
#[test]
fn a_step_that_is_left_at_once_is_come_back_to() {
    let page = open("", Visitor::DESKTOP);
    page.eval(
        "(() => { \
         window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true })); \
         const choice = document.querySelector('.lane__choice'); \
         choice.value = 'outbox'; \
         choice.dispatchEvent(new Event('change', { bubbles: true })); })()",
    );
    page.wait_until("location.hash.startsWith('#/v1/first-item-added/outbox')");
    page.back();
    page.wait_until("location.hash.includes('/current-state/')");
    assert!(page.link().ends_with("&at=0"), "{}", page.link());
}

#[test]
fn the_link_is_copied_by_key_and_button() {
    let page = open("", Visitor::DESKTOP);
    page.press("l");
    assert_says(&page, ".notice", "link to this moment");
    page.click(".notice .button");
    page.wait_until("!document.querySelector('.notice')");
}

#[test]
fn a_damaged_link_opens_the_default_run_and_says_what_was_wrong_where() {
    let page = open("/v1/first-item-added/current-state/7.refuzed", Visitor::DESKTOP);
    let notice = page.text(".notice");
    assert!(notice.contains("'refuzed'") && notice.contains("Character 38"), "{notice}");
    assert_shows(&page, &State::default());
    page.follow("/v1/first-item-added/elsewhere/1");
    page.wait_until("document.querySelector('.notice').innerText.includes('elsewhere')");
    assert_shows(&page, &State::default());
    assert_none(&page.console_errors());
}

#[test]
fn a_panic_leaves_a_message_and_a_way_on() {
    let site = Site::start();
    site.hold(".wasm");
    let page = Page::visit(&site, &site.url("/v1/first-item-added/outbox/5"), Visitor::DESKTOP);
    page.wait_for("#app");
    page.eval("document.getElementById('app').id = 'gone'; true");
    site.release();
    page.wait_until("!document.getElementById('crash').hidden");
    assert_says(&page, "#crash", "Something on this page broke");
    assert_says(&page, "#crash", "the static page has an element for the app");
    page.click("#crash a[href='?again']");
    page.wait_for(READY);
    assert_shows(&page, &State::open("/v1/first-item-added/outbox/5"));
}

#[test]
fn a_key_undoes_and_redoes_and_the_browser_goes_back_too() {
    let page = open("", Visitor::DESKTOP);
    let before = page.link();
    page.click("[aria-label^='Remove: ']");
    page.wait_until("!document.querySelector('.plan__list li')");
    let after = page.link();
    assert_ne!(before, after);
    let shows = |link: &str| {
        page.wait_until(&format!("location.hash === {:?}", format!("#{link}")));
        assert_shows(&page, &State::open(link));
    };
    page.press("u");
    shows(&before);
    page.press("Shift+U");
    shows(&after);
    page.back();
    shows(&before);
    assert_none(&page.console_errors());
}
