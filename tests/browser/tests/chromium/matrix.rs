//! The matrix in a real browser: it is computed while the page stays usable, a cell opens the run
//! that proves it, by mouse and by keyboard, and it can be taken elsewhere.

use browser_tests::{Page, Visitor, assert_none};
use redelivery::app::state::{Page as Shown, State, answer_at_once};
use redelivery::app::view::{MatrixView, matrix, view};

/// Every cell is computed.
const DONE: &str = ".stage--matrix .matrix:not(.headline:has(progress) ~ .matrix)";
/// Every crash point is played.
const PLAYED: &str = ".stage--matrix .points:not(.headline:has(progress) ~ .points)";
/// The cell of an approach that re-publishes from current state when another message got in first.
const ROW: &str = "[...document.querySelectorAll('.matrix tbody tr')]\
                   .find((row) => row.querySelector('th').innerText === 'Current state')";

fn open(link: &str, visitor: Visitor) -> Page {
    let page = Page::open(link, visitor);
    page.wait_for(DONE);
    page
}

/// The same page, computed natively.
fn native(link: &str) -> (State, MatrixView) {
    let mut state = State::open(link);
    let commands = state.opening();
    answer_at_once(&mut state, commands);
    let shown = matrix(&state).expect("the link is of the matrix");
    (state, shown)
}

#[test]
fn every_cell_is_what_it_is_natively() {
    for link in ["/v1/matrix/first-item-added?flawed=yes", "/v1/matrix/process-manager"] {
        let page = open(link, Visitor::DESKTOP);
        let (_, expected) = native(link);
        let drawn = page.eval(
            "[...document.querySelectorAll('.matrix__cell')].map((cell) => [cell.dataset.tone, \
             cell.querySelector('a')?.getAttribute('href') ?? ''].join(' ')).join('\\n')",
        );
        let cells = expected.rows.iter().flat_map(|row| row.cells.iter().flatten());
        let cells: Vec<String> = cells
            .map(|cell| {
                let link = cell.link.as_ref().map_or(String::new(), |link| format!("#{link}"));
                format!("{} {link}", cell.tone.name())
            })
            .collect();
        assert_eq!(drawn.as_str(), Some(cells.join("\n").as_str()));
        assert_eq!(page.text(".headline__text"), expected.summary);
        assert_none(&page.console_errors());
    }
}

#[test]
fn a_cell_lands_on_the_step_that_breaks_the_promise() {
    let page = open("/v1/matrix/first-item-added", Visitor::DESKTOP);
    page.eval(&format!("{ROW}.querySelectorAll('td')[4].querySelector('a').focus()"));
    page.press("Enter");
    page.wait_for("#app > .stage .lane");
    let link = page.link();
    let state = State::open(&link);
    assert_eq!((state.page, state.lanes.len()), (Shown::Timeline, 1));
    let expected = view(&state);
    assert_eq!(page.text(".headline__text"), expected.headline.text());
    assert!(expected.headline.text().contains("FirstItemAdded is lost"));
    let breaks = expected.lanes[0].verdicts[0].broken_in;
    assert_eq!(breaks, Some(state.beat), "the step on show is the one that breaks it");
    let now = page.eval("document.querySelectorAll(\".step[data-time='now']\").length");
    assert_eq!(now.as_u64(), Some(1));
    assert_none(&page.console_errors());
}

/// From the timeline by key to the crash points, from a mark to its run, and back to that mark.
#[test]
fn a_crash_point_lands_on_its_run() {
    let page = Page::open("", Visitor::DESKTOP);
    page.wait_for("#app > .stage .lane");
    page.press("g");
    page.wait_for(PLAYED);
    page.wait_until("location.hash === '#/v1/matrix/first-item-added?points=123'");
    let marks = |state: &State| {
        let points = matrix(state).and_then(|view| view.points).expect("they are on show");
        let row = points.rows.into_iter().find(|row| row.name == "Current state");
        row.expect("it is on show").steps.into_iter().flat_map(|step| step.fates)
    };
    let mut expected = marks(&native("/v1/matrix/first-item-added?points=123").0);
    let lost = expected.find(|fate| fate.codes == ["LOST"]).expect("the talk's failure");
    let mark = format!(".points a[href=\"#{}\"]", lost.link);
    assert_eq!(page.text(&format!("{mark} .points__code")), "LOST");
    page.eval(&format!("document.querySelector({mark:?}).focus()"));
    page.press("Enter");
    page.wait_for("#app > .stage .lane");
    page.wait_until(&format!("location.hash === {:?}", format!("#{}", lost.link)));
    page.eval("history.back()");
    page.wait_for(".points");
    page.wait_until(&format!("document.activeElement === document.querySelector({mark:?})"));
    assert_none(&page.console_errors());
}

#[test]
fn axe_finds_nothing_wrong_with_the_crash_points() {
    let mut faults = Vec::new();
    for visitor in Visitor::EVERY_LOOK {
        let page = Page::open("/v1/matrix/first-item-added?points=123&around=yes", visitor);
        page.wait_for(PLAYED);
        page.rest();
        faults.extend(page.axe().iter().map(|fault| format!("{visitor:?}: {fault}")));
        let width = page.eval("document.documentElement.scrollWidth").as_u64();
        assert!(width <= Some(u64::from(visitor.width)), "{visitor:?}: {width:?}");
    }
    assert_none(&faults);
}

#[test]
fn it_is_reached_from_the_timeline_and_left_by_key() {
    let page = Page::open("", Visitor::PROJECTOR);
    page.wait_for("#app > .stage .lane");
    page.press("m");
    page.wait_for(DONE);
    page.wait_until("location.hash === '#/v1/matrix/first-item-added'");
    page.press("PageDown");
    page.press("m");
    page.wait_for("#app > .stage .lane");
    page.wait_until(&format!("location.hash === {:?}", format!("#{}", State::default().link())));
    page.eval("history.back()");
    page.wait_for(DONE);
    assert_none(&page.console_errors());
}

#[test]
fn a_filter_and_the_flawed_ones_change_the_table_and_its_address() {
    let page = open("/v1/matrix/first-item-added", Visitor::DESKTOP);
    let rows = || page.eval("document.querySelectorAll('.matrix tbody tr').length").as_u64();
    let before = rows().expect("a count");
    page.click(".matrix__tools > [aria-pressed='false']");
    page.wait_until("location.hash.endsWith('?flawed=yes')");
    page.wait_for(DONE);
    assert!(rows().expect("a count") > before + 10);
    page.eval(
        "(() => { const choice = document.querySelector('.matrix__tools select'); \
         choice.value = 'no-ghost'; \
         choice.dispatchEvent(new Event('change', { bubbles: true })); })()",
    );
    page.wait_until("location.hash.endsWith('flawed=yes&promise=no-ghost')");
    let codes = page.texts(".matrix__cell[data-tone='bad'] a > span:not(.visually-hidden)");
    assert!(!codes.is_empty() && codes.iter().all(|code| code == "GHOST"), "{codes:?}");
}

#[test]
fn axe_finds_nothing_wrong_with_it_in_light_and_in_dark_on_a_laptop_and_on_a_phone() {
    let mut faults = Vec::new();
    for visitor in Visitor::EVERY_LOOK {
        let page = open("/v1/matrix/first-item-added", visitor);
        page.rest();
        faults.extend(page.axe().iter().map(|fault| format!("{visitor:?}: {fault}")));
        let width = page.eval("document.documentElement.scrollWidth").as_u64();
        assert!(
            width <= Some(u64::from(visitor.width)),
            "{width:?}: the table scrolls, not the page"
        );
    }
    assert_none(&faults);
}

/// Going there, back and there again while a long check runs leaves nothing unfinished: the desk
/// takes turns.
#[test]
fn it_is_filled_while_a_check_runs() {
    let page =
        Page::open("/v1/check/first-item-added/outbox?handlers=2&failures=5", Visitor::DESKTOP);
    page.wait_until("/ states/.test(document.querySelector('.finder__within')?.innerText)");
    page.press_all(&["m", "m", "m"]);
    page.wait_for(DONE);
    page.press("m");
    // The check was at it all the time, and still is.
    page.wait_until("document.querySelector('.finder')?.innerText.includes('Pause')");
    assert_none(&page.console_errors());
}
