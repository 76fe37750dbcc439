//! The versions of the document in a row, and an arrow from each delivery to the one it read.

use super::place::{Places, at_place, drawing, em, line, start, within};
use crate::app::ui::element::{El, el, of_class, unseen};
use crate::app::view::{Arrow, RailView, Tile, Use, means};
use crate::language::{said, tell};

/// The rail. Curves are drawn to a scale of units by 100, and stretched over the columns.
pub fn rail(rail: &RailView) -> El {
    let places = Places(rail.columns);
    let curves = of_class("svg", "rail__curves")
        .set("viewBox", format!("0 0 {} 100", places.width()))
        .at("preserveAspectRatio", "none")
        .at("aria-hidden", "true")
        .all(rail.arrows.iter().map(|each| curve(each, rail)));
    let made = rail.tiles.iter().filter_map(|tile| {
        let x = places.percent(within(tile.column?, MADE));
        let ends = ((x.clone(), String::from("0%")), (x, String::from("100%")));
        Some(line("rail__made", ends.0, ends.1).tells("data-fresh", tile.fresh))
    });
    let signs = drawing("rail__signs")
        .all(made)
        .all(rail.arrows.iter().map(|each| head(each, rail, places)))
        .all(rail.arrows.iter().filter_map(|each| word(each, rail, places)));
    let air = of_class("div", "rail__air").with(curves).with(signs);
    let slots = std::iter::once(None).chain((0..rail.columns).map(Some)).map(|slot| {
        let of_slot = rail.tiles.iter().enumerate().filter(|(_, tile)| tile.column == slot);
        let tiles: Vec<El> = of_slot.map(|(index, each)| tile(index, each, rail)).collect();
        of_class("div", "rail__slot").all(tiles)
    });
    let tiles = of_class("div", "rail__tiles")
        .at("role", "list")
        .at("aria-label", "Versions of the document")
        .all(slots);
    of_class("div", "rail").with(air).with(tiles)
}

/// Where in its column a version is made, and where one is read, in units from the left.
const MADE: usize = 28;
const READ: usize = 60;
/// How far beside its arrow a word begins, in hundredths of the type's size.
const BESIDE: usize = 50;

/// From where to where an arrow goes.
fn ends(arrow: &Arrow, rail: &RailView) -> (usize, usize) {
    let made_in = rail.tiles.get(arrow.to).and_then(|tile| tile.column);
    let to = made_in.map_or(start(), |column| within(column, 50));
    (within(arrow.column, READ), to)
}

fn curve(arrow: &Arrow, rail: &RailView) -> El {
    let (from, to) = ends(arrow, rail);
    of_class("path", "rail__arrow")
        .at("data-read", arrow.age.name())
        .tells("data-current", arrow.current)
        .set("d", format!("M{from} 0 C{from} 75 {to} 25 {to} 100"))
}

fn head(arrow: &Arrow, rail: &RailView, places: Places) -> El {
    let (_, to) = ends(arrow, rail);
    at_place(places.percent(to), String::from("100%")).with(
        el("path")
            .at("class", "rail__head")
            .at("data-read", arrow.age.name())
            .tells("data-current", arrow.current)
            .at("d", "M-7 -9h14l-7 9z"),
    )
}

/// What the arrow of the delivery on show says, beside its middle. It leads down to the left: so
/// what is said never hides it below to the right, or above to the left where that has more room.
fn word(arrow: &Arrow, rail: &RailView, places: Places) -> Option<El> {
    let (from, to) = ends(arrow, rail);
    let middle = usize::midpoint(from, to);
    let text = said(arrow.age.word());
    let half = 32 * text.chars().count() + 58;
    let (side, from_left, height) = if 2 * middle < places.width() {
        ("", BESIDE, "100%")
    } else {
        ("-", 2 * half + BESIDE, "1.6em")
    };
    let back = el("rect")
        .set("x", [side, &em(from_left)].concat())
        .at("y", "-1.58em")
        .set("width", em(2 * half))
        .at("height", "1.58em")
        .at("rx", ".79em");
    let words = el("text").set("x", [side, &em(half + BESIDE)].concat()).at("y", "-.43em");
    arrow.current.then(|| {
        at_place(places.percent(middle), String::from(height))
            .at("data-read", arrow.age.name())
            .maybe("data-means", means(arrow.age.word()))
            .with(of_class("g", "rail__word").with(back).with(words.say(text)))
    })
}

/// `text` with each number bound to the word that it counts.
fn bound(text: &str) -> String {
    let mut bound = String::new();
    for part in text.split_inclusive(' ') {
        let is_number = part.starts_with(|first: char| first.is_ascii_digit());
        let ends = [", ", ": "].iter().any(|end| bound.ends_with(end));
        if is_number && !ends && bound.pop().is_some() {
            bound.push('\u{a0}');
        }
        bound.push_str(part);
    }
    bound
}

fn tile(index: usize, tile: &Tile, rail: &RailView) -> El {
    let made_by = match tile.made_by {
        _ if tile.use_made == Use::PassedOver => String::from("passed over"),
        Some(by) => tell("by {0}", &[&by]),
        None => String::from("at first"),
    };
    let locked = if tile.locked { ", locked" } else { "" };
    let reader = rail.arrows.iter().find(|arrow| arrow.current && arrow.to == index);
    let read = reader
        .map(|arrow| unseen(tell(", read by the delivery shown here, {0}", &[&arrow.age.word()])));
    of_class("div", "rail__tile")
        .at("role", "listitem")
        .tells("data-fresh", tile.fresh)
        .at("data-use", tile.use_made.name())
        .set("title", tile.lines.clone())
        .with(el("b").say(tile.name.clone()))
        .with(el("span").raw(bound(&said(&tile.lines))))
        .with(el("small").say(tell("{0}{1}", &[&made_by, &locked])))
        .may(read)
}
