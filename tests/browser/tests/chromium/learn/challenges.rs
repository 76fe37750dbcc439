//! Challenges of every kind, solved after an attempt that fails.

use browser_tests::{Page, Visitor, assert_none};

use super::{open, press_until};

/// Waits until the attempt is judged, and returns how.
#[track_caller]
pub fn judged(page: &Page) -> String {
    page.click(".course__tools .button--main");
    how(page)
}

#[track_caller]
fn how(page: &Page) -> String {
    page.wait_for("[data-verdict]");
    page.wait_until("document.activeElement.matches('[data-verdict]')");
    page.attribute("[data-verdict]", "data-tone").unwrap_or_default()
}

#[test]
fn a_run_is_broken() {
    let page = open("/v1/challenge/the-unsent-bill", Visitor::DESKTOP);
    assert_eq!(judged(&page), "open", "nothing is broken yet");
    for _ in 0..6 {
        page.click(".stop .button--main");
    }
    page.wait_until("document.querySelector('.stop__count').innerText.startsWith('6 /')");
    page.press("f");
    page.wait_for("[data-menu] .fate:nth-child(2)");
    page.click("[data-menu] .fate:nth-child(2)");
    page.wait_until("document.querySelector('.challenge__plan').innerText.includes('are used')");
    assert_eq!(judged(&page), "good");
    let told = page.text("[data-verdict]");
    assert!(told.starts_with("Done: ") && told.contains("1 failure, 9 steps"), "{told}");
    page.click("[data-verdict] .button");
    page.wait_until("document.activeElement.closest('[data-picture=shortest]') !== null");
    assert_eq!(page.text("[data-picture='shortest'] .stop__count").split(' ').next(), Some("9"));
    // The next visit knows it, and shows it again.
    page.reload();
    page.wait_for(".course__solved");
    page.click(".challenge__known .button");
    assert_eq!(how(&page), "good");
    assert!(page.text(".challenge__plan").contains("OrderConfirmed"));
    assert_none(&page.console_errors());
}

/// Chooses this one of the choices, by the key that sends a form, and returns how that is judged.
#[track_caller]
fn chosen(page: &Page, place: usize) -> String {
    page.click(&format!("input[name='choice'][value='{place}']"));
    page.wait_for(".course__tools .button--main[aria-disabled='false']");
    page.wait_until("!document.querySelector('[data-verdict]')");
    page.wait_until("document.activeElement.matches('input[name=choice]:checked')");
    page.press("Enter");
    how(page)
}

/// A wrong choice is met with what `shows` fits, and the right one is right.
#[track_caller]
fn solve(challenge: &str, wrong: usize, shows: &str, right: usize) -> Page {
    let page = open(&format!("/v1/challenge/{challenge}"), Visitor::DESKTOP);
    assert_eq!(chosen(&page, wrong), "bad");
    page.wait_for(shows);
    assert_eq!(chosen(&page, right), "good");
    assert_none(&page.console_errors());
    page
}

#[test]
fn an_approach_is_chosen_after_a_wrong_one() {
    solve("more-pierogi", 0, "[data-picture='refuting'] .lane", 3);
}

#[test]
fn a_trace_is_told_apart() {
    let page = solve("whose-trace-is-it", 2, ".trace [data-differs='true']", 1);
    page.follow("/v1/learn");
    page.wait_for(".map__challenges [data-standing='done']");
}

/// By keyboard: the focus stays on the button of the step that is moved.
#[test]
fn steps_are_put_in_order_by_keyboard() {
    let page = open("/v1/challenge/store-first", Visitor::DESKTOP);
    assert_eq!(judged(&page), "bad");
    page.wait_for("[data-picture='refuting'] .lane");
    // The last step comes first, then the second of the two that follow it.
    press_until(&page, "Shift+Tab", ".order__row:nth-child(3) [aria-label^='Up']");
    page.press_all(&["Enter", "Enter"]);
    page.wait_until("document.activeElement.matches('.order__row:first-child [aria-label^=Up]')");
    press_until(&page, "Tab", ".order__row:nth-child(3) [aria-label^='Up']");
    page.press("Enter");
    page.wait_until("document.activeElement.closest('.order__row:nth-child(2)') !== null");
    assert_eq!(judged(&page), "good");
    assert_none(&page.console_errors());
}
