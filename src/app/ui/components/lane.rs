//! One approach: its head, and below it the picture from the queue down to the broker.

use yew::prelude::*;

use super::rail::rail;
use super::strip::{memory, queue, sent, subscriber};
use super::table::deliveries;
use super::verdicts::verdicts;
use crate::app::browser;
use crate::app::state::Msg;
use crate::app::view::LaneView;

/// The lane.
pub fn lane(index: usize, lane: &LaneView, on: &Callback<Msg>) -> Html {
    html! {
        <article key={lane.id} class="lane" data-approach={lane.id}
            data-waits={lane.waits.to_string()} aria-label={lane.name}>
            { head(index, lane, on) }
            { verdicts(&lane.verdicts, on) }
            { queue(&lane.queue) }
            <div class="picture" style={format!("--columns:{}", lane.table.columns.len())}>
                { deliveries(&lane.table, lane.name, on) }
                <div class="lane__store">
                    { memory(lane.memory.as_ref(), &lane.stored) }
                    { rail(&lane.rail) }
                </div>
            </div>
            <div class="lane__out">
                { sent(&lane.sent) }
                { subscriber(&lane.subscriber) }
            </div>
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
