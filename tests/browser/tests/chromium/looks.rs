//! How the page stands on different screens: nothing is cut, nothing overlaps, everything can be
//! reached, and a checker of accessibility finds nothing wrong in any state.

use browser_tests::{Page, Visitor, assert_none};

const READY: &str = "#app > .stage .lane";

/// The states of the page that differ in what is on it.
const STATES: [(&str, &[&str]); 7] = [
    ("", &[]),
    ("", &["Home"]),
    ("", &["w"]),
    ("", &["Home", "ArrowRight", "ArrowRight", "f"]),
    ("/v1/first-item-added/current-state/5.refused.5.refused.3.refused.3.refused", &["ArrowRight"]),
    ("/v1/first-item-added/two-phase-commit/18.again:123.9?with=historic-state&at=27", &[]),
    ("/v1/first-item-added/publish-then-persist/6.refused?with=outbox+swallow-duplicates", &[]),
];

fn open(link: &str, visitor: Visitor, keys: &[&str]) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for(READY);
    page.press_all(keys);
    if keys.contains(&"f") {
        page.wait_for("[data-menu]");
    }
    page.rest();
    page
}

fn visitors() -> impl Iterator<Item = Visitor> {
    [Visitor::DESKTOP, Visitor::PROJECTOR, Visitor::PHONE]
        .into_iter()
        .flat_map(|visitor| [visitor, Visitor { dark: true, ..visitor }])
}

#[test]
fn axe_finds_nothing_wrong_in_any_state() {
    let mut faults = Vec::new();
    for visitor in visitors() {
        for (link, keys) in STATES {
            let page = open(link, visitor, keys);
            let found = page.axe();
            faults.extend(found.iter().map(|fault| format!("{visitor:?} {keys:?}: {fault}")));
        }
    }
    assert_none(&faults);
}

/// Screens that people have besides: a large one, a tablet, a phone held sideways, and a projector
/// with type of 150 and of 200 %.
const SIZES: [(u32, u32); 5] = [(1920, 1080), (768, 1024), (844, 390), (853, 480), (640, 360)];

fn sizes() -> impl Iterator<Item = Visitor> {
    SIZES.into_iter().map(|(width, height)| Visitor::DESKTOP.sized(width, height))
}

#[test]
fn nothing_is_wider_than_the_screen() {
    for visitor in visitors().chain(sizes()) {
        for (link, keys) in STATES {
            let page = open(link, visitor, keys);
            let width = page.eval("document.documentElement.scrollWidth");
            assert!(width.as_u64() <= Some(u64::from(visitor.width)), "{visitor:?} {width}");
        }
    }
}

#[test]
fn on_a_projector_the_whole_picture_is_in_sight() {
    let page = open("", Visitor::PROJECTOR, &[]);
    let hidden = page.eval(
        "[...document.querySelectorAll('.headline, .lane, .transport')].filter((it) => { \
         const { top, bottom } = it.getBoundingClientRect(); \
         const dock = document.querySelector('.dock').getBoundingClientRect().top; \
         return top < 0 || bottom > (it.matches('.transport') ? innerHeight : dock) + 0.5; }) \
         .map((it) => `${it.className} to ${it.getBoundingClientRect().bottom}, where the dock is \
         at ${document.querySelector('.dock').getBoundingClientRect().top}`).join()",
    );
    assert_eq!(hidden.as_str(), Some(""), "these are cut");
}

#[test]
fn the_controls_stay_in_sight_on_every_screen() {
    for visitor in visitors().chain(sizes()) {
        let page = open("", visitor, &[]);
        for at in ["0", "document.documentElement.scrollHeight"] {
            page.eval(&format!("scrollTo(0, {at}); true"));
            page.rest();
            let inside = page.eval(
                "[...document.querySelectorAll('.transport button')].every((it) => { \
                 const { top, bottom, left, right } = it.getBoundingClientRect(); \
                 return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth; })",
            );
            assert_eq!(inside.as_bool(), Some(true), "{visitor:?}");
        }
    }
}

#[test]
fn the_step_on_show_stays_in_sight_among_many() {
    let link = "/v1/first-item-added/current-state/5.refused.5.refused.3.refused.3.refused";
    for visitor in [Visitor::PROJECTOR, Visitor::PHONE] {
        let page = open(link, visitor, &["Home"]);
        let last = page.attribute(".scrubber__input", "max").expect("the run has a last step");
        for _ in 0..last.parse::<u32>().expect("a count") {
            page.press("ArrowRight");
        }
        page.wait_until(&format!("document.querySelector('.scrubber__input').value === '{last}'"));
        // What is in sight while it still grows may be cut when it has its size.
        page.rest();
        let hidden = page.eval(
            "(() => { const box = (it) => document.querySelector(it).getBoundingClientRect(); \
             const [step, picture, dock] = \
             [\".step[data-time='now']\", '.picture', '.dock'].map(box); \
             const seen = step.left >= picture.left - 1 && step.right <= picture.right + 1 \
             && step.bottom <= dock.top; const say = (it) => JSON.stringify(it); \
             return seen ? '' : `${say(step)} in ${say(picture)} above ${say(dock)}`; })()",
        );
        assert_eq!(hidden.as_str(), Some(""), "{visitor:?}");
    }
}

#[test]
fn a_finger_steps_and_breaks() {
    let page = open("", Visitor::PHONE, &[]);
    page.tap("[aria-label^='First step']");
    page.wait_until("location.hash.endsWith('at=0')");
    for _ in 0..3 {
        page.tap(".transport [aria-label='Next step']");
    }
    page.wait_until("location.hash.endsWith('at=3')");
    page.tap(".lane [aria-current='step'][data-mark]");
    page.wait_for("[data-menu]");
    page.tap(".fate:nth-child(4)");
    page.wait_until("location.hash.includes('/2.died.')");
    assert_none(&page.console_errors());
}

#[test]
fn targets_are_large_enough_for_a_finger() {
    let page = open("", Visitor::PHONE, &[]);
    let small = page.eval(
        "[...document.querySelectorAll('button, select, input')].filter((it) => { \
         const { width, height } = it.getBoundingClientRect(); \
         return width > 0 && (width < 24 || height < 24); }).map((it) => it.outerHTML).join()",
    );
    assert_eq!(small.as_str(), Some(""), "these are under 24 pixels");
}

#[test]
fn less_motion_means_none() {
    let visitor = Visitor { still: true, ..Visitor::DESKTOP };
    let page = open("", visitor, &["Home", "ArrowRight"]);
    let moving = page.eval(
        "document.getAnimations().filter((it) => it.effect.getComputedTiming().endTime > 0).length",
    );
    assert_eq!(moving.as_u64(), Some(0));
}

#[test]
fn the_keyboard_reaches_every_control_and_sees_where_it_is() {
    let page = open("", Visitor::DESKTOP, &[]);
    let wanted = page.eval(
        "[...document.querySelectorAll('button, select, input')] \
         .filter((it) => it.tabIndex >= 0).length",
    );
    let wanted = wanted.as_u64().expect("a count");
    let mut reached = 0;
    for _ in 0..wanted {
        page.press("Tab");
        let visible = page.eval(
            "document.activeElement !== document.body && \
             getComputedStyle(document.activeElement).outlineStyle !== 'none'",
        );
        assert_eq!(visible.as_bool(), Some(true), "after {reached} controls");
        reached += 1;
    }
    assert!(reached > 20, "{reached} controls");
}

/// Where the system forces its colors, drawings have them too, and what is on show is marked.
#[test]
fn forced_colors_reach_the_drawing() {
    let page = open("", Visitor::DESKTOP, &["Home", "ArrowRight"]);
    page.force_colors();
    page.rest();
    let style = |selector: &str, name: &str| {
        page.eval(&format!("getComputedStyle(document.querySelector({selector:?})).{name}"))
    };
    let text = style("body", "color");
    assert_eq!(style(".way", "stroke"), text);
    assert_eq!(style(".letter text", "fill"), text);
    assert_eq!(style(".step[data-time='now']", "outlineStyle").as_str(), Some("solid"));
    assert_none(&page.axe());
}

/// The look is the visitor's, whatever the system says, and the next visit has it from the start.
#[test]
fn a_theme_is_remembered_and_legible() {
    let mut faults = Vec::new();
    for (visitor, presses, theme) in [
        (Visitor { dark: true, ..Visitor::DESKTOP }, 2, "light"),
        (Visitor::DESKTOP, 1, "dark"),
        (Visitor::PROJECTOR, 3, "projector"),
    ] {
        let page = open("", visitor, &vec!["t"; presses]);
        let scheme = "getComputedStyle(document.body).colorScheme";
        let expected = if theme == "dark" { "dark" } else { "light" };
        page.wait_until(&format!("document.documentElement.dataset.theme === {theme:?}"));
        assert_eq!(page.eval(scheme).as_str(), Some(expected));
        page.reload();
        page.wait_for("#app > .stage .lane");
        assert_eq!(page.attribute("html", "data-theme").as_deref(), Some(theme));
        assert_eq!(page.eval("document.querySelector('.legend select').value"), theme);
        page.rest();
        faults.extend(page.axe().iter().map(|fault| format!("{theme}: {fault}")));
        // The moment's link says it too; without it, what is remembered counts, if it is known.
        assert!(page.link().ends_with(&format!("theme={theme}")), "{}", page.link());
        page.eval(
            "localStorage.setItem(`redelivery ${document.documentElement.dataset.place} theme`, \
             'no theme of ours')",
        );
        page.reload();
        page.wait_for("#app > .stage .lane");
        assert_eq!(page.attribute("html", "data-theme").as_deref(), Some(theme));
        page.eval("history.replaceState(null, '', '#')");
        page.reload();
        page.wait_for("#app > .stage .lane");
        assert_eq!(page.eval("document.querySelector('.legend select').value"), "");
    }
    assert_none(&faults);
}

#[test]
fn a_question_mark_shows_the_keys() {
    let mut faults = Vec::new();
    for visitor in visitors() {
        let page = open("", visitor, &["?"]);
        page.wait_until("document.activeElement.matches('[data-sheet]')");
        assert!(page.text(".sheet").contains("make this step fail"));
        page.rest();
        faults.extend(page.axe().iter().map(|fault| format!("{visitor:?}: {fault}")));
        page.press("Escape");
        page.wait_until("!document.querySelector('.sheet')");
    }
    assert_none(&faults);
}
