//! How the course looks, and how it is touched: axe, narrow screens, a finger.

use browser_tests::{Page, Visitor, assert_none};

use super::challenges::judged;
use super::{answer, answers, look_at_the_run, open};

const PAGES: [&str; 8] = [
    "/v1/learn",
    "/v1/learn/one-message",
    "/v1/learn/historic-state",
    "/v1/challenge/the-unsent-bill",
    "/v1/challenge/more-pierogi",
    "/v1/challenge/store-first",
    "/v1/challenge/whose-trace-is-it",
    "/v1/words/at-least-once",
];

fn looks() -> impl Iterator<Item = Visitor> {
    [Visitor::DESKTOP, Visitor::PHONE]
        .into_iter()
        .flat_map(|visitor| [visitor, Visitor { dark: true, ..visitor }])
}

/// Every page as it opens, and with all that comes of an answer.
fn every_state(visitor: Visitor, mut look: impl FnMut(&Page, &str)) {
    for link in PAGES {
        let page = open(link, visitor);
        page.rest();
        look(&page, link);
    }
    let page = open("/v1/learn/first-item-added", visitor);
    let (right, count) = answers("first-item-added")[0];
    answer(&page, 0, (right + 1) % count);
    look_at_the_run(&page, 0);
    page.rest();
    look(&page, "a wrong answer");
    answer(&page, 0, right);
    page.wait_for("#because-0");
    page.press("s");
    page.wait_for(".dock .finder");
    page.rest();
    look(&page, "a right answer");
    let page = open("/v1/challenge/store-first", visitor);
    judged(&page);
    page.rest();
    look(&page, "a counterexample");
}

#[test]
fn axe_finds_nothing_wrong_in_the_course() {
    let mut faults = Vec::new();
    for visitor in looks() {
        every_state(visitor, |page, state| {
            faults.extend(page.axe().iter().map(|fault| format!("{visitor:?} {state}: {fault}")));
        });
    }
    assert_none(&faults);
}

#[test]
fn nothing_in_the_course_is_wider_than_the_screen() {
    let visitors = [Visitor::PHONE, Visitor::DESKTOP.sized(320, 640), Visitor::PROJECTOR];
    for visitor in visitors {
        every_state(visitor, |page, state| {
            let width = page.eval("document.documentElement.scrollWidth");
            assert!(
                width.as_u64() <= Some(u64::from(visitor.width)),
                "{visitor:?} {state} {width}"
            );
        });
    }
}

/// A wide picture is panned by a finger: what holds it scrolls, and nothing above it is in the way.
#[test]
fn a_finger_pans_a_wide_picture_and_steps_it() {
    let page = open("/v1/learn/first-item-added", Visitor::PHONE.sized(320, 640));
    page.tap(".stop [aria-label='Last step']");
    page.wait_until(
        "(() => { const [at, of] = document.querySelector('.stop__count').innerText.split(' / '); \
         return at === of; })()",
    );
    let wide = "[...document.querySelectorAll('.stop .picture')].find((it) => \
                it.scrollWidth > it.clientWidth)";
    assert_eq!(
        page.eval(&format!(
            "(() => {{ const it = {wide}; if (!it) return 'none is wide'; it.scrollLeft = 40; \
             return it.scrollLeft > 0 && getComputedStyle(it).overflowX === 'auto' && \
             getComputedStyle(it).touchAction !== 'none' && !it.closest('[inert]'); }})()"
        )),
        true
    );
}
