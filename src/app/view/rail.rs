//! The picture that carries the thesis: the document's versions in a row, and for every handling
//! an arrow to the version it read, as it is now or as it was then.

use super::table;
use crate::sim::io::Effect;
use crate::sim::machine::Happening;
use crate::sim::model::Handler;
use crate::sim::timeline::Timeline;
use crate::words;

/// Versions and readings. Each version of the whole run has a slot of its own from the start, so
/// that nothing moves when the next one is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RailView {
    /// Columns that the deliveries take.
    pub columns: usize,
    /// Slots that the versions take.
    pub slots: usize,
    /// The versions made so far, oldest first, from the first slot on.
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
    /// Whether the handler works on it now.
    pub at_work: bool,
    /// Whether a transaction on its way has it locked.
    pub locked: bool,
}

/// One reading: an arrow from a delivery to the version it read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrow {
    /// The delivery's column.
    pub column: usize,
    /// The slot of the version it read.
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
            Age::Passed => "read",
            Age::Then => "as it was then",
        }
    }
}

pub(super) fn rail(timeline: &Timeline, now: usize) -> RailView {
    let scenario = timeline.run.case.scenario;
    let world = &timeline.frames[now].world;
    let before = now.checked_sub(1).map_or(1, |at| timeline.frames[at].world.store.versions.len());
    let columns = table::deliveries(timeline);
    let at_work =
        world.handlers.iter().find_map(Handler::held).and_then(|_| readings(timeline, now).last());
    let shown = columns.iter().position(|(_, steps)| {
        steps.iter().any(|step| step.frame == now)
            || steps.first().is_some_and(|first| {
                first.frame <= now && steps.last().is_some_and(|last| now <= last.frame)
            })
    });
    let arrows = readings(timeline, now).filter_map(|(frame, read, historic)| {
        let column =
            columns.iter().position(|(_, steps)| steps.iter().any(|step| step.frame == frame))?;
        let newest = read == world.store.latest().index();
        let age = match (historic, newest) {
            (true, _) => Age::Then,
            (false, true) => Age::Now,
            (false, false) => Age::Passed,
        };
        Some(Arrow { column, to: read, age, current: shown == Some(column) })
    });
    let tile = |(index, version): (usize, &crate::sim::model::Version)| Tile {
        name: format!("v{index}"),
        lines: words::lines(scenario, version.state),
        made_by: version.made_by.map(|by| scenario.message(by.message).argument),
        fresh: index >= before,
        at_work: at_work.is_some_and(|(_, read, _)| read == index),
        locked: world.beside.prepared.is_some() && index == world.store.latest().index(),
    };
    RailView {
        columns: columns.len(),
        slots: timeline.frames[timeline.last()].world.store.versions.len(),
        tiles: world.store.versions.iter().enumerate().map(tile).collect(),
        arrows: arrows.collect(),
    }
}

/// Which version was read in which frame, up to now, and whether it was an older one. A reading
/// that failed, or whose answer was lost, told the handler nothing.
fn readings(timeline: &Timeline, now: usize) -> impl Iterator<Item = (usize, usize, bool)> {
    let frames = timeline.frames[..=now].iter().enumerate();
    frames.filter_map(|(number, frame)| match frame.happened?.happening {
        Happening::Step { effect: Effect::Load { read, latest }, failure: None, .. } => {
            Some((number, read.index(), read != latest))
        }
        _ => None,
    })
}
