//! Runs as one picture, in SVG that stands alone: deliveries are columns and steps are rows, as on
//! the page. Every text has its length said, so that none runs into another whatever font shows it;
//! what is drawn has its colors as attributes, so that no policy on styles takes them away.

mod drawing;
mod grid;
mod lane;

use super::{Look, Taken};
use drawing::{Drawing, Ink, Type};

/// The colors of a picture, as hexadecimal numbers.
#[derive(Debug)]
pub struct Palette {
    /// Behind everything.
    pub ground: &'static str,
    /// Words.
    pub ink: &'static str,
    /// Words that matter less.
    pub soft: &'static str,
    /// Lines that part.
    pub line: &'static str,
    /// What is well.
    pub good: &'static str,
    /// What is broken.
    pub bad: &'static str,
    /// What is not settled.
    pub open: &'static str,
}

/// Dark on white.
pub static LIGHT: Palette = Palette {
    ground: "#ffffff",
    ink: "#1b1f24",
    soft: "#57606a",
    line: "#c9d1d9",
    good: "#1a6b33",
    bad: "#b42318",
    open: "#7a5200",
};

/// Light on nearly black.
pub static DARK: Palette = Palette {
    ground: "#15181d",
    ink: "#e8eaed",
    soft: "#a2aab4",
    line: "#3b424c",
    good: "#58c07a",
    bad: "#ff8f85",
    open: "#e5b95c",
};

/// Around everything, and between lanes.
const MARGIN: usize = 24;
/// Lanes stand beside each other as long as they are no wider together.
const WIDTH_MAX: usize = 1600;

const NAME: Type = Type { size: 20, is_bold: true, ink: Ink::Plain };
const ABOUT: Type = Type { size: 13, is_bold: false, ink: Ink::Soft };

/// All runs on show. Ends with a line feed.
pub(super) fn write(taken: &Taken) -> String {
    let palette = match taken.look {
        Look::Light => &LIGHT,
        Look::Dark => &DARK,
    };
    let numbered = taken.lanes.iter().zip(taken.numbers());
    let lanes: Vec<lane::Lane> =
        numbered.map(|(timeline, numbers)| lane::Lane::of(timeline, &numbers)).collect();
    let scenario = taken.first().run.case.scenario;
    let places = placed(&lanes);
    let right = places.iter().zip(&lanes).map(|(place, lane)| place.0 + lane.width());
    let width = right.max().unwrap_or_default() + MARGIN;
    let mut drawing = Drawing::new(palette);
    let room = width - 2 * MARGIN;
    let mut y = MARGIN;
    y += drawing.lines(MARGIN, y, room, scenario.name, NAME);
    y += drawing.lines(MARGIN, y, room, scenario.about, ABOUT) + MARGIN / 2;
    for (lane, &(x, below)) in lanes.iter().zip(&places) {
        lane.draw(&mut drawing, x, y + below);
    }
    let bottom = places.iter().zip(&lanes).map(|(place, lane)| place.1 + lane.height());
    let height = y + bottom.max().unwrap_or_default() + MARGIN;
    let names: Vec<&str> = taken.lanes.iter().map(|lane| lane.run.approach.name).collect();
    let title = format!("{}: {}", scenario.name, names.join(", "));
    drawing.finish((width, height), &title, &described(taken))
}

/// What is to be seen, for who does not see it, with the link that opens it.
fn described(taken: &Taken) -> String {
    let lane = |timeline: &crate::sim::timeline::Timeline| {
        let end = match super::broken(timeline).as_slice() {
            [] => String::from("no promise is broken"),
            some => format!("broken: {}", some.join(", ")),
        };
        format!("{}: {end}.", timeline.run.approach.name)
    };
    let lanes = taken.lanes.iter().map(lane);
    lanes.chain([taken.address()]).collect::<Vec<_>>().join(" ")
}

/// Where each lane is: from the left, then in a new row.
fn placed(lanes: &[lane::Lane]) -> Vec<(usize, usize)> {
    let (mut x, mut y, mut deepest) = (MARGIN, 0, 0);
    let place = |lane: &lane::Lane| {
        if x > MARGIN && x + lane.width() > WIDTH_MAX {
            (x, y, deepest) = (MARGIN, y + deepest + MARGIN, 0);
        }
        let place = (x, y);
        x += lane.width() + MARGIN;
        deepest = deepest.max(lane.height());
        place
    };
    lanes.iter().map(place).collect()
}
