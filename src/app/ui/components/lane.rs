//! One approach: its head, and below it the picture from the queue down to the broker.

use yew::prelude::*;

use super::rail::rail;
use super::strip::{memory, queue, sent, subscriber};
use super::table::deliveries;
use super::verdicts::verdicts;
use crate::app::browser;
use crate::app::state::Msg;
use crate::app::view::{ApproachChoice, LaneView};

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
                    { memory(&lane.memory, &lane.stored) }
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
    let options = lane.choices.iter().filter(|it| it.misfit.is_none() || it.shown).map(option);
    let misfits = lane.choices.iter().filter(|it| it.misfit.is_some() && !it.shown).map(option);
    html! {
        <header class="lane__head">
            <h2 class="lane__name">
                <label class="visually-hidden" for={format!("approach-{index}")}>
                    { format!("Approach {}", index + 1) }
                </label>
                <select id={format!("approach-{index}")} class="lane__choice" onchange={chosen}>
                    { for options }
                    <optgroup label="Make no sense in this scenario">{ for misfits }</optgroup>
                </select>
            </h2>
            <p class="lane__idea">
                if let Some(flaw) = lane.flaw {
                    <b>{ "Wrong on purpose: " }</b>{ flaw }
                } else {
                    { lane.idea }
                }
            </p>
            if lane.can_close {
                <button class="button button--quiet" aria-label={format!("Close {}", lane.name)}
                    onclick={on.reform(move |_| Msg::RemovedLane(index))}>{ "✕" }</button>
            }
        </header>
    }
}

fn option(choice: &ApproachChoice) -> Html {
    let why = choice.misfit.map_or(String::new(), |why| format!(": {why}"));
    let off = choice.misfit.is_some();
    html! {
        <option value={choice.id} selected={choice.shown} disabled={off && !choice.shown}>
            { choice.name }{ why }
        </option>
    }
}
