//! The versions of the document in a row, and an arrow from each delivery to the one it read.

use yew::prelude::*;

use crate::app::view::{Arrow, RailView, Tile};

/// The rail. Arrows are drawn in a square of 100 by 100, stretched over the columns.
pub fn rail(rail: &RailView) -> Html {
    let arrows = rail.arrows.iter().map(|each| arrow(each, rail));
    let heads = rail.arrows.iter().map(|each| head(each, rail));
    html! {
        <div class="rail" style={format!("--slots:{}", rail.slots)}>
            <div class="rail__air">
                <svg class="rail__arrows" viewBox="0 0 100 100" preserveAspectRatio="none"
                    aria-hidden="true">{ for arrows }</svg>
                { for heads }
            </div>
            <ol class="rail__tiles" aria-label="Versions of the document">
                { for rail.tiles.iter().enumerate().map(|(slot, each)| tile(slot, each, rail)) }
            </ol>
        </div>
    }
}

/// Middle of the `index`th of `count` equal parts, in hundredths of the whole.
fn middle(index: usize, count: usize) -> usize {
    (200 * index + 100) / (2 * count.max(1))
}

fn arrow(arrow: &Arrow, rail: &RailView) -> Html {
    let (from, to) = (middle(arrow.column, rail.columns), middle(arrow.to, rail.slots));
    html! {
        <path class="rail__arrow" data-read={arrow.age.name()}
            data-current={arrow.current.to_string()}
            d={format!("M{from} 0 C{from} 60 {to} 40 {to} 100")} />
    }
}

fn head(arrow: &Arrow, rail: &RailView) -> Html {
    let (from, to) = (middle(arrow.column, rail.columns), middle(arrow.to, rail.slots));
    html! {
        <>
            <i class="rail__head" style={format!("left:{to}%")} data-read={arrow.age.name()}
                data-current={arrow.current.to_string()} />
            if arrow.current {
                <span class="rail__word" data-read={arrow.age.name()} aria-hidden="true"
                    style={format!("--at:{}%", usize::midpoint(from, to))}>
                    { arrow.age.word() }
                </span>
            }
        </>
    }
}

fn tile(slot: usize, tile: &Tile, rail: &RailView) -> Html {
    let made_by = tile.made_by.map_or(String::from("at first"), |by| format!("by {by}"));
    let reader = rail.arrows.iter().find(|arrow| arrow.current && arrow.to == slot);
    html! {
        <li class="rail__tile" data-fresh={tile.fresh.to_string()}
            data-work={tile.at_work.to_string()} title={tile.lines.clone()}>
            <b>{ &tile.name }</b>
            <span>{ &tile.lines }</span>
            <small>{ made_by }{ if tile.locked { ", locked" } else { "" } }</small>
            if let Some(arrow) = reader {
                <span class="visually-hidden">
                    { format!(", read by the delivery on show, {}", arrow.age.word()) }
                </span>
            }
        </li>
    }
}
