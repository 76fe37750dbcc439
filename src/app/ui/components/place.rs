//! Where things stand in the picture: places across the deliveries, in percent of their common
//! width. Lines and signs are put there by attributes of SVG, so that no style has to be made up.

use crate::app::ui::element::{El, el, of_class};

/// Width of a column, and of the place before the first one, in units.
const COLUMN: usize = 100;
const START: usize = 60;
/// Where in its column a message runs down, and where it comes back up, in units from the left.
pub const DOWN: usize = 14;
pub const UP: usize = 96;

/// How many columns there are side by side.
#[derive(Clone, Copy)]
pub struct Places(pub usize);

impl Places {
    /// All units, from the start to the end of the last column.
    pub fn width(self) -> usize {
        START + COLUMN * self.0
    }

    /// `units` as a percentage of all, with two digits behind the point.
    pub fn percent(self, units: usize) -> String {
        percent(units, self.width())
    }
}

/// `units` into column `column`.
pub fn within(column: usize, units: usize) -> usize {
    START + COLUMN * column + units
}

/// The middle of the place before the first column.
pub fn start() -> usize {
    START / 2
}

/// `part` of `whole` as a percentage, with two digits behind the point.
pub fn percent(part: usize, whole: usize) -> String {
    hundredths(part * 10_000 / whole.max(1), "%")
}

/// A length that grows with the type: what holds words must, for type is larger on stage.
pub fn em(of_type: usize) -> String {
    hundredths(of_type, "em")
}

fn hundredths(count: usize, unit: &str) -> String {
    format!("{}.{:02}{unit}", count / 100, count % 100)
}

/// A drawing without a scale of its own: its places are percentages.
pub fn drawing(class: &'static str) -> El {
    of_class("svg", class).at("aria-hidden", "true")
}

/// A straight line.
pub fn line(class: &'static str, from: (String, String), to: (String, String)) -> El {
    let line = of_class("line", class).set("x1", from.0).set("y1", from.1);
    line.set("x2", to.0).set("y2", to.1)
}

/// Something drawn around this place, to a scale of its own.
pub fn at_place(x: String, y: String) -> El {
    el("svg").at("overflow", "visible").at("class", "at").set("x", x).set("y", y)
}
