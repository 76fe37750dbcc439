//! The menu of a selected step: choose what happens to it.

use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::view::{Fate, MenuView};

/// The menu.
pub fn fate_menu(menu: &MenuView, on: &Callback<Msg>) -> Html {
    let fates = menu.fates.iter().map(|each| fate(each, on));
    let beat = menu.beat;
    html! {
        <section class="fates" data-menu="open" role="dialog" aria-labelledby="fates-title">
            <div class="fates__head">
                <h2 id="fates-title">
                    { format!("{}, {}: what happens?", menu.delivery, menu.step) }
                </h2>
                <button class="button" onclick={on.reform(move |_| Msg::Scrubbed(beat))}>
                    { "Go to this step" }
                </button>
                <button class="button button--quiet" aria-label="Close"
                    onclick={on.reform(|_| Msg::ClosedMenu)}>{ "✕" }</button>
            </div>
            <div class="fates__list" role="group" aria-labelledby="fates-title">
                { for fates }
            </div>
        </section>
    }
}

fn fate(fate: &Fate, on: &Callback<Msg>) -> Html {
    let failure = fate.failure;
    html! {
        <button class="fate" aria-pressed={fate.chosen.to_string()}
            data-fails={failure.is_some().to_string()}
            onclick={on.reform(move |_| Msg::ChoseFate(failure))}>
            <b>{ fate.name }</b>
            if let Some(error) = fate.error {
                <code>{ error }</code>
            }
            <span>{ fate.survives }</span>
        </button>
    }
}
