//! What is in sight, and what has the focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

#[cfg(feature = "embed")]
use super::embed;
use super::{document, window};
use crate::app::state::Page;

/// The step on show in each lane, and the part of the page that scrolls sideways around it.
pub(super) const STEP_ON_SHOW: &str = ".step[data-time='now']";
const PICTURE: &str = ".picture";
/// Below this width, in pixels, one lane is higher than the screen.
const NARROW: f64 = 640.0;

/// The first element that fits and can be seen.
pub(super) fn seen(selector: &str) -> Option<Element> {
    let all = document().query_selector_all(selector).ok()?;
    let all = (0..all.length()).filter_map(|index| all.item(index)?.dyn_into::<Element>().ok());
    all.into_iter().find(is_seen)
}

/// Whether an element is drawn at all.
pub(super) fn is_seen(element: &Element) -> bool {
    element.get_bounding_client_rect().width() > 0.0
}

/// What the page was last moved for, and how far down it was then.
pub(super) struct Followed {
    cell: Option<Element>,
    left_at: Option<f64>,
}

/// Keeps the step on show in sight: sideways where there are many deliveries, and on a narrow
/// screen, where the page is long, up and down. There a page opens at its top, and moves when
/// another step is on show than `before`; then it stays with that step while the picture still
/// grows around it, until the visitor moves the page away.
pub(super) fn follow(page: Page, before: Option<&Followed>) -> Option<Followed> {
    let cells = document().query_selector_all(STEP_ON_SHOW).ok()?;
    let cells = (0..cells.length()).filter_map(|index| cells.item(index)?.dyn_into().ok());
    let mut cells = cells.filter(is_seen).peekable();
    let cell = cells.peek().cloned();
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    #[cfg(feature = "embed")]
    if embed::keep_in_sight(cells.peek()) {
        cells.for_each(|cell| scroll_sideways(&cell));
        return Some(Followed { cell, left_at: None });
    }
    // A page of the course is read at its visitor's pace.
    let is_narrow = width < Some(NARROW) && page != Page::Course;
    let down = || window().scroll_y().ok();
    let moves = before.is_some_and(|before| {
        before.cell != cell || before.left_at.is_some() && before.left_at == down()
    });
    let mut left_at = None;
    if let Some(first) = cells.peek().filter(|_| is_narrow && moves) {
        scroll_to(first, ScrollLogicalPosition::Nearest);
        left_at = down();
    }
    cells.for_each(|cell| scroll_sideways(&cell));
    Some(Followed { cell, left_at })
}

/// Scrolls the page up or down so that `element` is there.
pub(super) fn scroll_to(element: &Element, there: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(there);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Where lane `lane` is, as a selector.
pub(super) fn place_of(lane: usize) -> String {
    format!(".lanes__place:nth-child({})", lane + 1)
}

/// Scrolls the picture around `cell` so far that the whole of it can be seen.
fn scroll_sideways(cell: &Element) {
    let Some(picture) = cell.closest(PICTURE).ok().flatten() else { return };
    let (inner, outer) = (cell.get_bounding_client_rect(), picture.get_bounding_client_rect());
    // Beside it there is where a message goes that comes back from it, and beneath the left edge
    // are the names of the steps.
    let beside = inner.width() / 2.0;
    let past = (inner.right() + beside - outer.right()).max(0.0);
    let row = cell.parent_element().and_then(|cell| cell.parent_element());
    let names = row.and_then(|row| row.first_element_child());
    let names = names.map_or(0.0, |names| names.get_bounding_client_rect().width());
    let before = (outer.left() + names - inner.left()).max(0.0);
    if past > 0.0 || before > 0.0 {
        picture.scroll_by_with_x_and_y(past - before, 0.0);
    }
}

/// Gives the focus without scrolling: the menu is in sight already, and the picture must stay
/// where the visitor put it.
pub(super) fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
