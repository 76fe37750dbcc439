//! The versions of the document in a row, and an arrow from each delivery to the one it read.

use crate::app::ui::element::{El, el, of_class, unseen};
use crate::app::view::{Arrow, RailView, Tile};

/// The rail. Arrows are drawn in a square of 100 by 100, stretched over the columns.
pub fn rail(rail: &RailView) -> El {
    let arrows = of_class("svg", "rail__arrows")
        .at("viewBox", "0 0 100 100")
        .at("preserveAspectRatio", "none")
        .at("aria-hidden", "true")
        .all(rail.arrows.iter().map(|each| arrow(each, rail)));
    let mut air = of_class("div", "rail__air").with(arrows);
    for each in &rail.arrows {
        air = air.all(head(each, rail));
    }
    let tiles = rail.tiles.iter().enumerate().map(|(slot, each)| tile(slot, each, rail));
    let tiles =
        of_class("ol", "rail__tiles").at("aria-label", "Versions of the document").all(tiles);
    of_class("div", "rail").set("style", format!("--slots:{}", rail.slots)).with(air).with(tiles)
}

/// Middle of the `index`th of `count` equal parts, in hundredths of the whole.
fn middle(index: usize, count: usize) -> usize {
    (200 * index + 100) / (2 * count.max(1))
}

fn ends(arrow: &Arrow, rail: &RailView) -> (usize, usize) {
    (middle(arrow.column, rail.columns), middle(arrow.to, rail.slots))
}

fn arrow(arrow: &Arrow, rail: &RailView) -> El {
    let (from, to) = ends(arrow, rail);
    of_class("path", "rail__arrow")
        .at("data-read", arrow.age.name())
        .tells("data-current", arrow.current)
        .set("d", format!("M{from} 0 C{from} 60 {to} 40 {to} 100"))
}

fn head(arrow: &Arrow, rail: &RailView) -> Vec<El> {
    let (from, to) = ends(arrow, rail);
    let head = of_class("i", "rail__head")
        .set("style", format!("left:{to}%"))
        .at("data-read", arrow.age.name())
        .tells("data-current", arrow.current);
    let word = arrow.current.then(|| {
        of_class("span", "rail__word")
            .at("data-read", arrow.age.name())
            .at("aria-hidden", "true")
            .set("style", format!("--at:{}%", usize::midpoint(from, to)))
            .text(arrow.age.word())
    });
    [head].into_iter().chain(word).collect()
}

fn tile(slot: usize, tile: &Tile, rail: &RailView) -> El {
    let made_by = tile.made_by.map_or(String::from("at first"), |by| format!("by {by}"));
    let locked = if tile.locked { ", locked" } else { "" };
    let reader = rail.arrows.iter().find(|arrow| arrow.current && arrow.to == slot);
    let read =
        reader.map(|arrow| unseen(format!(", read by the delivery on show, {}", arrow.age.word())));
    of_class("li", "rail__tile")
        .tells("data-fresh", tile.fresh)
        .tells("data-work", tile.at_work)
        .set("title", tile.lines.clone())
        .with(el("b").say(tile.name.clone()))
        .with(el("span").say(tile.lines.clone()))
        .with(el("small").say(format!("{made_by}{locked}")))
        .may(read)
}
