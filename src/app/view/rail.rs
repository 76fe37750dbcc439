//! The picture that carries the thesis: the document's versions in a row, and for every handling
//! an arrow to the version it read, as it is now or as it was then.

use crate::sim::io::Effect;
use crate::sim::machine::Happening;
use crate::sim::model::Delivery;
use crate::sim::timeline::Timeline;
use crate::words;

/// Versions and readings, placed along the columns of the deliveries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RailView {
    /// Columns that the deliveries take.
    pub columns: usize,
    /// The versions, oldest first.
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
    /// It stands behind so many columns: made by the one before.
    pub after: usize,
    /// Whether it was made at this frame.
    pub fresh: bool,
    /// Whether the handler works on it now.
    pub at_work: bool,
}

/// One reading: an arrow from a delivery to the version it read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrow {
    /// The delivery's column.
    pub column: usize,
    /// It points to the tile behind so many columns.
    pub to: usize,
    /// `now` for the newest version at that time, `then` for an older one.
    pub word: &'static str,
    /// Whether it is an older version.
    pub historic: bool,
    /// Whether the delivery is on show.
    pub current: bool,
}

pub(super) fn rail(timeline: &Timeline, now: usize) -> RailView {
    let scenario = timeline.run.scenario;
    let world = &timeline.frames[now].world;
    let before = now.checked_sub(1).map_or(1, |at| timeline.frames[at].world.store.versions.len());
    let deliveries = deliveries(timeline);
    let column = |delivery: Delivery| deliveries.iter().position(|&known| known == delivery);
    let shown = timeline.frames[now].happened.and_then(|happened| happened.point);
    let current = world.held().or(shown.map(|point| point.delivery));
    let behind = |version: usize| {
        let made_by = world.store.versions[version].made_by;
        made_by.and_then(column).map_or(0, |column| column + 1)
    };
    let arrows: Vec<Arrow> = readings(timeline, now)
        .filter_map(|(delivery, read, historic)| {
            Some(Arrow {
                column: column(delivery)?,
                to: behind(read),
                word: if historic { "then" } else { "now" },
                historic,
                current: current == Some(delivery),
            })
        })
        .collect();
    let at_work = arrows.iter().find(|arrow| arrow.current && world.held().is_some());
    let tile = |(index, version): (usize, &crate::sim::model::Version)| Tile {
        name: format!("v{index}"),
        lines: words::lines(scenario, version.state),
        made_by: version.made_by.map(|by| scenario.message(by.message).argument),
        after: behind(index),
        fresh: index >= before,
        at_work: at_work.is_some_and(|arrow| arrow.to == behind(index)),
    };
    let tiles = world.store.versions.iter().enumerate().map(tile).collect();
    RailView { columns: deliveries.len(), tiles, arrows }
}

/// Every delivery, in the order in which they come.
fn deliveries(timeline: &Timeline) -> Vec<Delivery> {
    let points = timeline.frames.iter().filter_map(|frame| frame.happened?.point);
    let mut deliveries: Vec<Delivery> = points.map(|point| point.delivery).collect();
    deliveries.dedup();
    deliveries
}

/// Who read which version, up to now, and whether it was an older one. A reading that failed, or
/// whose answer was lost, told the handler nothing.
fn readings(timeline: &Timeline, now: usize) -> impl Iterator<Item = (Delivery, usize, bool)> {
    timeline.frames[..=now].iter().filter_map(|frame| match frame.happened?.happening {
        Happening::Step {
            delivery, effect: Effect::Load { read, latest }, failure: None, ..
        } => Some((delivery, read.index(), read != latest)),
        _ => None,
    })
}
