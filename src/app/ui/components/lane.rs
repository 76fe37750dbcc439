//! One approach: its head, and below it the picture from the queue down to the broker.

use yew::prelude::*;

use super::rail::Rail;
use super::strip::{Memory, Queue, Sent};
use super::table::Deliveries;
use super::verdicts::Verdicts;
use crate::app::browser;
use crate::app::state::Msg;
use crate::app::view::LaneView;

/// What a lane is drawn from.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Its position among the lanes.
    pub index: usize,
    /// The lane.
    pub lane: LaneView,
    /// Where messages go.
    pub on: Callback<Msg>,
}

/// The lane.
#[component]
pub fn Lane(Props { index, lane, on }: &Props) -> Html {
    let index = *index;
    html! {
        <article class="lane" data-approach={lane.id} data-waits={lane.waits.to_string()}
            aria-label={lane.name}>
            { head(index, lane, on) }
            <Verdicts verdicts={lane.verdicts.clone()} {on} />
            <Queue queue={lane.queue.clone()} />
            <Deliveries table={lane.table.clone()} name={lane.name} {on} />
            <div class="lane__store">
                <Memory memory={lane.memory.clone()} stored={lane.stored.clone()} />
                <Rail rail={lane.rail.clone()} />
            </div>
            <Sent sent={lane.sent.clone()} />
        </article>
    }
}

fn head(index: usize, lane: &LaneView, on: &Callback<Msg>) -> Html {
    let chosen = on.reform(move |event: Event| Msg::ChoseApproach(index, browser::value(&event)));
    let options = lane.choices.iter().map(|&(id, name, selected)| {
        html! { <option value={id} {selected}>{ name }</option> }
    });
    html! {
        <header class="lane__head">
            <h2 class="lane__name">
                <label class="visually-hidden" for={format!("approach-{index}")}>
                    { format!("Approach {}", index + 1) }
                </label>
                <select id={format!("approach-{index}")} class="lane__choice" onchange={chosen}>
                    { for options }
                </select>
            </h2>
            <p class="lane__idea">{ lane.idea }</p>
            if lane.can_close {
                <button class="button button--quiet" aria-label={format!("Close {}", lane.name)}
                    onclick={on.reform(move |_| Msg::RemovedLane(index))}>{ "✕" }</button>
            }
        </header>
    }
}
