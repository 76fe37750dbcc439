//! Type of a size at which all of the stage is in sight: as large as can be, and the same at every
//! moment of a run, so that nothing jumps while it is told.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{document, window};

/// What is on the screen, what stands for the other moments of the run, and what would scroll
/// sideways in either.
const LIVE: &str = "[data-live]";
const TRIALS: &str = ".live__trials > .live";
const PICTURES: &str = ".picture, .card__code";
/// A slide of words, and the size of its type for styles: what lies around it has its own.
const WORDS: &str = ".live--words";
const WORDS_SIZE: &str = "--words";
/// The type of what lies around words.
const AROUND: (f64, f64, f64) = (64.0, 36.0, 16.0);
/// How the lanes are laid out, for styles: beside each other, so many in a row, or one with what is
/// said beside it.
const LAYOUT: &str = "data-layout";
/// The layouts worth a try, by the number of lanes.
const LAYOUTS: [&[&str]; 5] = [&["1"], &["1", "beside"], &["2", "1"], &["3", "1"], &["4", "2"]];
/// The smallest type, in pixels; below it nothing can be read anyway.
const TYPE_MIN: f64 = 8.0;
/// How much smaller each try is.
const TYPE_STEP: f64 = 0.96;

/// Finds the layout in which type is the largest, and the size at which every moment of the run is
/// on the screen as a whole.
pub(super) fn fit() {
    let Some(live) = all(LIVE).pop() else { return };
    if live.matches(WORDS).unwrap_or_default() {
        fit_words(&live);
        return;
    }
    set_words(None);
    let trials = all(TRIALS);
    let count = live.query_selector_all(".lanes__place").map_or(1, |lanes| lanes.length());
    let layouts = LAYOUTS[(count as usize).min(LAYOUTS.len() - 1)];
    let found = layouts.iter().map(|layout| (*layout, size_in(layout, &live, &trials)));
    let best = found.reduce(|best, other| if other.1 > best.1 { other } else { best });
    if let Some((layout, size)) = best {
        lay_out(Some(layout));
        set_type(Some(size));
    }
}

/// Makes type smaller should what is on the screen not fit: a moment that was not foreseen.
pub(super) fn shrink() {
    // The type of words is not the page's, and nothing about them changes but the screen.
    let live = all(LIVE).pop().filter(|live| !live.matches(WORDS).unwrap_or_default());
    if let (Some(live), Some(size)) = (live, current_type()) {
        shrink_from(size, &live);
    }
}

/// The type is that of any page again.
pub(super) fn forget() {
    lay_out(None);
    set_type(None);
    set_words(None);
}

/// The largest type at which all of a slide of words is on the screen.
fn fit_words(live: &Element) {
    lay_out(None);
    let (width, height) = screen();
    let (columns, rows, least) = AROUND;
    set_type(Some((width / columns).min(height / rows).max(least)));
    let mut size = (width / 22.0).min(height / 12.0);
    set_words(Some(size));
    while size > TYPE_MIN && is_cut(live) {
        size *= TYPE_STEP;
        set_words(Some(size));
    }
}

/// The largest type at which all of them fit. One is laid out at a time.
fn size_in(layout: &str, live: &Element, trials: &[Element]) -> f64 {
    lay_out(Some(layout));
    let (width, height) = screen();
    let mut size = (width / 36.0).min(height / 20.0);
    set_type(Some(size));
    let show = |shown: Option<&Element>| {
        for trial in trials {
            let _ = trial.toggle_attribute_with_force("hidden", Some(trial) != shown);
        }
    };
    // A lane that is wider by its type is laid out otherwise, so that what has fitted may not in
    // the smaller type that another moment needs.
    let mut before = f64::MAX;
    while size < before {
        before = size;
        show(None);
        size = shrink_from(size, live);
        for trial in trials {
            show(Some(trial));
            size = shrink_from(size, trial);
        }
    }
    show(None);
    size
}

fn shrink_from(mut size: f64, live: &Element) -> f64 {
    while size > TYPE_MIN && is_cut(live) {
        size *= TYPE_STEP;
        set_type(Some(size));
    }
    size
}

fn is_cut(live: &Element) -> bool {
    let (_, height) = screen();
    let is_wide = |picture: &Element| picture.scroll_width() > picture.client_width() + 1;
    f64::from(live.scroll_height()) > height + 1.0 || within(live, PICTURES).iter().any(is_wide)
}

fn screen() -> (f64, f64) {
    let size = |of: Result<wasm_bindgen::JsValue, _>| of.ok().and_then(|of| of.as_f64());
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    (width.unwrap_or(0.0), height.unwrap_or(0.0))
}

fn all(selector: &str) -> Vec<Element> {
    root().map_or(Vec::new(), |root| within(&root, selector))
}

fn within(place: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = place.query_selector_all(selector) else { return Vec::new() };
    let each = |index| found.item(index)?.dyn_into().ok();
    (0..found.length()).filter_map(each).collect()
}

fn root() -> Option<HtmlElement> {
    document().document_element().and_then(|root| root.dyn_into().ok())
}

fn lay_out(layout: Option<&str>) {
    let Some(root) = root() else { return };
    let _ = match layout {
        Some(layout) => root.set_attribute(LAYOUT, layout),
        None => root.remove_attribute(LAYOUT),
    };
}

fn set_type(pixels: Option<f64>) {
    set_size("font-size", pixels);
}

fn set_words(pixels: Option<f64>) {
    set_size(WORDS_SIZE, pixels);
}

fn set_size(of: &str, pixels: Option<f64>) {
    let Some(root) = root() else { return };
    let size = pixels.map_or(String::new(), |pixels| format!("{pixels:.2}px"));
    let _ = root.style().set_property(of, &size);
}

fn current_type() -> Option<f64> {
    let size = root()?.style().get_property_value("font-size").ok()?;
    size.strip_suffix("px")?.parse().ok()
}
