//! How each page stands while its window is dragged, and in each scenario: nothing scrolls
//! sideways, nothing is cut, and what one looks for is in sight.

use browser_tests::{Page, Visitor, assert_none};
use redelivery::app::state::State;
use redelivery::sim::scenario;

const RUN: &str = "#app > .stage .lane";
/// Four approaches beside each other.
const FOUR: &str =
    "/v1/first-item-added/current-state/7.refused.14?with=historic-state+outbox+tokens";
/// Many deliveries: the message fails again and again.
const MANY: &str = "/v1/first-item-added/current-state/5.refused.5.refused.3.refused.3.refused";

/// Each kind of page, by its link, what it has to show, and the keys that open a panel on it.
const PAGES: [(&str, &str, &[&str]); 16] = [
    ("", RUN, &[]),
    (FOUR, RUN, &["Home"]),
    (MANY, RUN, &[]),
    ("", ".fates", &["Home", "ArrowRight", "f"]),
    ("", ".exports__preview", &["e"]),
    ("", ".share", &["s"]),
    ("", ".finder", &["c"]),
    ("", ".sheet", &["?"]),
    ("/v1/matrix/first-item-added", ".matrix", &[]),
    ("/v1/matrix/first-item-added?points=123", ".points__row", &[]),
    ("/v1/deck/talk", ".deck__slide", &[]),
    ("/v1/speaker/talk.2/first-item-added/current-state/", ".speaker__notes", &[]),
    ("/v1/learn", ".map__row", &[]),
    ("/v1/learn/historic-state", ".question", &[]),
    ("/v1/challenge/the-coupon", ".course", &[]),
    ("/v1/words", ".words__list", &[]),
];

fn open(link: &str, shows: &str, keys: &[&str], visitor: Visitor) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for(if keys.is_empty() { shows } else { RUN });
    page.press_all(keys);
    page.wait_for(shows);
    page.rest();
    page
}

/// The widths of a window that is dragged from a laptop's to the smallest phone's, and back.
fn dragged() -> impl Iterator<Item = u32> {
    (320..=1440).rev().step_by(16).chain((320..=1440).step_by(16))
}

#[test]
fn no_page_scrolls_sideways_however_its_window_is_dragged() {
    let mut faults = Vec::new();
    for (link, shows, keys) in PAGES {
        let page = open(link, shows, keys, Visitor::DESKTOP);
        for width in dragged() {
            page.emulate(Visitor::DESKTOP.sized(width, 900));
            let beyond = page.eval(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth",
            );
            if beyond.as_i64() > Some(0) {
                faults.push(format!("{link} {keys:?} at {width}: {beyond} pixels too wide"));
            }
        }
    }
    assert_none(&faults);
}

/// The choice of the scenario has room for a name, and what the scenario is about can be read.
#[test]
fn the_scenario_is_chosen_and_told_at_every_width() {
    let mut faults = Vec::new();
    for scenario in scenario::ALL {
        let page = open(&State::of(scenario).link(), RUN, &[], Visitor::DESKTOP);
        for width in [1920, 1440, 1280, 1100, 1000, 844, 768, 720, 600, 390, 320] {
            page.emulate(Visitor::DESKTOP.sized(width, 900));
            let lines = if width < 640 { 4 } else { 2 };
            let fault = page.eval(&format!(
                "(() => {{ const choice = document.querySelector('.masthead__choice'); \
                 const about = document.querySelector('.masthead__scenario > span'); \
                 const [room, place] = [choice, about].map((it) => it.getBoundingClientRect()); \
                 const line = parseFloat(getComputedStyle(about).lineHeight); \
                 return [room.width < 120 && 'no room to choose', \
                 room.right > innerWidth && 'the choice is cut', \
                 place.height === 0 && 'not told', place.bottom > 250 && 'told far below', \
                 place.height > {lines}.5 * line && `told in ${{place.height / line}} lines`] \
                 .filter(Boolean).join(); }})()",
            ));
            if fault != "" {
                faults.push(format!("{} at {width}: {fault}", scenario.id));
            }
        }
    }
    assert_none(&faults);
}

/// What hides what is too large for it hides no part of a letter, and no version's words are wider
/// than its box.
#[test]
fn no_text_is_cut_in_any_scenario() {
    let mut faults = Vec::new();
    for scenario in scenario::ALL {
        let page = open(&State::of(scenario).link(), RUN, &[], Visitor::DESKTOP);
        for (width, height) in [(1440, 900), (1280, 720), (768, 1024), (390, 844)] {
            page.emulate(Visitor::DESKTOP.sized(width, height));
            for key in ["Home", "Shift+ArrowRight", "Shift+ArrowRight", "End"] {
                page.press(key);
                page.rest();
                let cut = page.eval(
                    "[...document.querySelectorAll('.stage *')].filter((it) => { \
                     if (it.clientWidth < 2 || it.closest('svg, .visually-hidden')) return false; \
                     const { overflowY } = getComputedStyle(it); \
                     const hides = overflowY === 'hidden' || overflowY === 'clip'; \
                     return hides && it.scrollHeight > it.clientHeight \
                     || it.matches('.rail__tile') && it.scrollWidth > it.clientWidth; }) \
                     .map((it) => `${it.className}: ${it.innerText}`).join('; ')",
                );
                if cut != "" {
                    faults.push(format!("{} {width} {key}: {cut}", scenario.id));
                }
            }
        }
    }
    assert_none(&faults);
}

/// Lanes beside each other begin their tracks and their steps, and end, at the same heights.
#[test]
fn lanes_beside_each_other_are_in_line() {
    let mut faults = Vec::new();
    for scenario in scenario::ALL {
        for visitor in [Visitor::DESKTOP, Visitor::PROJECTOR] {
            let page = open(&State::of(scenario).link(), RUN, &[], visitor);
            let uneven = page.eval(
                "['.verdicts', '.tracks', '.steps', '.subscriber'].filter((name) => { \
                 const tops = [...document.querySelectorAll(`.lane ${name}`)] \
                 .map((it) => it.getBoundingClientRect().top); \
                 return Math.max(...tops) - Math.min(...tops) > 1; }).join()",
            );
            if uneven != "" {
                faults.push(format!("{} {}: {uneven}", scenario.id, visitor.width));
            }
        }
    }
    assert_none(&faults);
}

/// Whatever row one has come to, what its columns mean stays in sight.
#[test]
fn heads_stay_in_sight_over_a_long_table() {
    for visitor in [Visitor::DESKTOP, Visitor::PROJECTOR, Visitor::PHONE] {
        for (link, row, head) in [
            ("/v1/matrix/first-item-added?flawed=yes", ".matrix tbody tr", ".matrix thead th b"),
            ("/v1/matrix/first-item-added?points=123", ".points__row", ".points__key b"),
        ] {
            let page = open(link, row, &[], visitor);
            page.eval(&format!(
                "[...document.querySelectorAll({row:?})].at(-2) \
                 .scrollIntoView({{ block: 'nearest' }})"
            ));
            let seen = page.eval(&format!(
                "(() => {{ const {{ top, bottom }} = \
                 document.querySelector({head:?}).getBoundingClientRect(); \
                 return top >= 0 && bottom <= innerHeight; }})()"
            ));
            assert_eq!(seen.as_bool(), Some(true), "{link} {visitor:?}");
        }
    }
}
