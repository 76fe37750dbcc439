//! The versions of the document in a row, and an arrow from each delivery to the one it read.

use yew::prelude::*;

use crate::app::view::{Arrow, RailView, Tile};

/// The rail. Arrows are drawn in a square of 100 by 100, stretched over the columns.
pub fn rail(rail: &RailView) -> Html {
    let arrows = rail.arrows.iter().map(|each| arrow(each, rail.columns));
    let heads = rail.arrows.iter().map(|each| head(each, rail.columns));
    let tiles = rail.tiles.iter().map(|each| tile(each, rail.columns));
    html! {
        <div class="rail">
            <svg class="rail__arrows" viewBox="0 0 100 100" preserveAspectRatio="none"
                aria-hidden="true">{ for arrows }</svg>
            { for heads }
            <ol class="rail__tiles" aria-label="Versions of the document">{ for tiles }</ol>
        </div>
    }
}

/// Middle of a delivery's column, in hundredths of the rail's width.
fn middle(column: usize, columns: usize) -> usize {
    (200 * column + 100) / (2 * columns.max(1))
}

/// Edge behind so many columns, in hundredths of the rail's width.
fn edge(after: usize, columns: usize) -> usize {
    100 * after / columns.max(1)
}

fn arrow(arrow: &Arrow, columns: usize) -> Html {
    let (from, to) = (middle(arrow.column, columns), edge(arrow.to, columns));
    html! {
        <path class="rail__arrow" data-read={arrow.word} data-current={arrow.current.to_string()}
            d={format!("M{from} 0 C{from} 60 {to} 40 {to} 100")} />
    }
}

fn head(arrow: &Arrow, columns: usize) -> Html {
    let (from, to) = (middle(arrow.column, columns), edge(arrow.to, columns));
    html! {
        <>
            <i class="rail__head" style={format!("left:{to}%")} data-read={arrow.word}
                data-current={arrow.current.to_string()} />
            if arrow.current {
                <span class="rail__word" data-read={arrow.word}
                    style={format!("left:{}%", usize::midpoint(from, to))}>
                    { if arrow.historic { "as it was then" } else { "as it is now" } }
                </span>
            }
        </>
    }
}

fn tile(tile: &Tile, columns: usize) -> Html {
    let made_by = tile.made_by.map_or(String::from("at first"), |by| format!("by {by}"));
    let last = (tile.after == columns).then_some("true");
    html! {
        <li class="rail__tile" style={format!("left:{}%", edge(tile.after, columns))}
            data-fresh={tile.fresh.to_string()} data-work={tile.at_work.to_string()}
            data-last={last}>
            <b>{ &tile.name }</b>
            <span>{ &tile.lines }</span>
            <small>{ made_by }</small>
        </li>
    }
}
