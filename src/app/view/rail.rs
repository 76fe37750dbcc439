//! The picture that carries the thesis: the document's versions in a row, and for every handling
//! an arrow to the version it read, as it is now or as it was then.

use super::story::{Story, Taken};
use crate::sim::io::Effect;
use crate::sim::machine::Happening;
use crate::sim::model::Version;
use crate::words;

/// Versions and readings. A version stands under the delivery that made it, so that time runs to
/// the right here, too, and nothing moves when the next one is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RailView {
    /// Columns that the deliveries take.
    pub columns: usize,
    /// The versions made so far, oldest first.
    pub tiles: Vec<Tile>,
    /// The readings, in order.
    pub arrows: Vec<Arrow>,
}

/// One version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tile {
    /// `v0`.
    pub name: String,
    /// The document.
    pub lines: String,
    /// The message that made it; none for the first.
    pub made_by: Option<&'static str>,
    /// Whether it was made at this frame.
    pub fresh: bool,
    /// What the delivery on show makes of it.
    pub use_made: Use,
    /// Whether a transaction on its way has it locked.
    pub locked: bool,
    /// The column of the delivery that made it; none for what was there before those in sight.
    pub column: Option<usize>,
}

/// What the delivery on show makes of a version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// Nothing.
    None,
    /// It works on it now.
    AtWork,
    /// It reads an older one although this one is there.
    PassedOver,
}

impl Use {
    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            Use::None => "none",
            Use::AtWork => "at-work",
            Use::PassedOver => "passed-over",
        }
    }
}

/// One reading: an arrow from a delivery to the version it read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrow {
    /// The delivery's column.
    pub column: usize,
    /// The version it read: its place in [`RailView::tiles`].
    pub to: usize,
    /// How that version stands to the newest one.
    pub age: Age,
    /// Whether the delivery is on show.
    pub current: bool,
}

/// How the version a delivery read stands to the newest one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Age {
    /// It is the newest.
    Now,
    /// It was the newest when it was read, and is not any more.
    Passed,
    /// It was an older one already: it was read for what it was then.
    Then,
}

impl Age {
    /// Its name, as styles select it.
    pub fn name(self) -> &'static str {
        match self {
            Age::Now => "now",
            Age::Passed => "passed",
            Age::Then => "then",
        }
    }

    /// Its name, as one says it.
    pub fn word(self) -> &'static str {
        match self {
            Age::Now => "as it is now",
            Age::Passed => "read earlier",
            Age::Then => "as it was then",
        }
    }
}

pub(super) fn rail(story: &Story) -> RailView {
    let (scenario, world, now) = (story.scenario(), story.world(), story.now);
    let before = if now == 0 { 1 } else { story.before().store.versions.len() };
    let readings = readings(story);
    let at_work = at_work(story, &readings);
    let shown = story.columns.iter().position(|told| {
        let steps = &told.steps;
        steps.iter().any(|step| step.frame == now)
            || (told.first() <= now && now <= told.last().frame)
    });
    let arrows = readings.iter().filter_map(|&(frame, read, historic)| {
        let column = story.column_at(frame)?;
        let newest = read == world.store.latest().index();
        let age = match (historic, newest) {
            (true, _) => Age::Then,
            (false, true) => Age::Now,
            (false, false) => Age::Passed,
        };
        Some(Arrow { column, to: read, age, current: shown == Some(column) })
    });
    let arrows: Vec<Arrow> = arrows.collect();
    let chosen = arrows.iter().rfind(|arrow| arrow.current && arrow.age == Age::Then);
    let tile = |(index, version): (usize, &Version)| Tile {
        name: format!("v{index}"),
        lines: words::lines(scenario, version.state),
        made_by: version.made_by.map(|by| scenario.message(by.message).argument),
        fresh: index >= before,
        use_made: match chosen {
            _ if at_work == Some(index) => Use::AtWork,
            Some(arrow) if index > arrow.to => Use::PassedOver,
            _ => Use::None,
        },
        locked: world.beside.prepared.is_some() && index == world.store.latest().index(),
        column: version.made_by.and_then(|by| story.column_of(by)),
    };
    let tiles = world.store.versions.iter().enumerate().map(tile).collect();
    RailView { columns: story.columns.len(), tiles, arrows }
}

/// The version that a delivery works on: it has read it, and stored nothing made from it yet.
fn at_work(story: &Story, readings: &[(usize, usize, bool)]) -> Option<usize> {
    let works = |&&(frame, ..): &&(usize, usize, bool)| {
        let Some(column) = story.column_at(frame) else { return false };
        let told = &story.columns[column];
        let stored = |step: &Taken| {
            (frame..=story.now).contains(&step.frame)
                && matches!(step.effect, Effect::Persist { .. })
        };
        story.world().works_on(told.delivery) && !told.steps.iter().any(stored)
    };
    readings.iter().filter(works).max().map(|&(_, read, _)| read)
}

/// Which version was read in which frame in sight, up to now, and whether it was an older one. A
/// reading that failed, or whose answer was lost, told the handler nothing.
fn readings(story: &Story) -> Vec<(usize, usize, bool)> {
    let steps = story.columns.iter().flat_map(|told| &told.steps);
    let taken = steps.filter(|step| step.frame <= story.now);
    let readings = taken.filter_map(|step| match step.happened.happening {
        Happening::Step { effect: Effect::Load { read, latest }, failure: None, .. } => {
            Some((step.frame, read.index(), read != latest))
        }
        _ => None,
    });
    readings.collect()
}
