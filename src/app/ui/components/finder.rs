//! The panel in which a failure is found.

use yew::prelude::*;

use crate::app::browser;
use crate::app::state::{Msg, Stage};
use crate::app::view::{BoundView, FinderRow, FinderView, HazardView};

/// The panel.
pub fn finder_panel(view: &FinderView, on: &Callback<Msg>) -> Html {
    let bounds = view.bounds.iter().map(|each| bound(each, on));
    let hazards = view.hazards.iter().map(|each| hazard(each, on));
    let rows = view.rows.iter().map(|each| row(each, on));
    let is_open = matches!(view.stage, Some(Stage::Running | Stage::Paused));
    let pause = if view.stage == Some(Stage::Paused) { "Go on" } else { "Pause" };
    html! {
        <section class="finder" data-finder="open" tabindex="-1" aria-label="Find a failure">
            <div class="finder__bar">
                <p class="finder__summary" data-tone={view.tone.name()}>{ &view.summary }</p>
                if view.has_run {
                    { button("To the run found", on, || Msg::OpenedFinding(0)) }
                }
                if is_open {
                    { button(pause, on, || Msg::PressedPause) }
                    { button("Stop", on, || Msg::PressedStop) }
                } else {
                    if view.can_grow {
                        { button("Larger bounds", on, || Msg::PressedLarger) }
                    }
                    { button("Find", on, || Msg::PressedAsk) }
                }
                { button("Close", on, || Msg::ClosedFinder) }
            </div>
            if let Some(within) = &view.within {
                <p class="finder__within">
                    { "Bounds: " }{ within }{ ". " }
                    if let Some(link) = &view.link {
                        <a href={format!("#{link}")}>{ "Link to this question" }</a>
                    }
                </p>
            }
            if !view.rows.is_empty() {
                <ul class="finder__rows">{ for rows }</ul>
            }
            <details class="finder__question">
                <summary>{ "Bounds and what may go wrong" }</summary>
                <div class="finder__bounds">{ for bounds }</div>
                <div class="finder__hazards" role="group" aria-label="What may go wrong">
                    { for hazards }
                </div>
            </details>
        </section>
    }
}

fn button(name: &'static str, on: &Callback<Msg>, msg: fn() -> Msg) -> Html {
    html! { <button class="button" onclick={on.reform(move |_| msg())}>{ name }</button> }
}

fn bound(view: &BoundView, on: &Callback<Msg>) -> Html {
    let bound = view.bound;
    let chosen = on.reform(move |event: Event| Msg::ChoseBound(bound, browser::value(&event)));
    let options = view.options.iter().map(|(value, name, selected)| {
        html! { <option value={value.clone()} selected={*selected}>{ name }</option> }
    });
    html! {
        <label>{ view.name }{ " " }<select onchange={chosen}>{ for options }</select></label>
    }
}

fn hazard(view: &HazardView, on: &Callback<Msg>) -> Html {
    let word = view.word;
    html! {
        <button class="button" aria-pressed={view.is_on.to_string()} title={view.means}
            onclick={on.reform(move |_| Msg::ToggledHazard(word.to_string()))}>
            { view.name }
        </button>
    }
}

fn row(view: &FinderRow, on: &Callback<Msg>) -> Html {
    let row = view.row;
    let text = html! { <><b>{ view.name }</b>{ format!(": {}", view.says) }</> };
    html! {
        <li data-tone={view.tone.name()}>
            if let Some(link) = &view.link {
                <a href={format!("#{link}")} onclick={on.reform(move |event: MouseEvent| {
                    event.prevent_default();
                    Msg::OpenedFinding(row)
                })}>{ text }</a>
            } else {
                { text }
            }
        </li>
    }
}
