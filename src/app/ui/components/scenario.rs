//! The choice of the scenario, on every page.

use yew::prelude::*;

use crate::app::browser;
use crate::app::state::Msg;

/// The choice, by ids and names and which is on show, and what the scenario is about.
pub fn scenario_choice(
    scenarios: &[(&'static str, &'static str, bool)],
    about: &'static str,
    on: &Callback<Msg>,
) -> Html {
    let chosen = on.reform(|event: Event| Msg::ChoseScenario(browser::value(&event)));
    let options = scenarios.iter().map(|&(id, name, selected)| {
        html! { <option value={id} {selected}>{ name }</option> }
    });
    html! {
        <p class="masthead__scenario">
            <label>
                <span class="visually-hidden">{ "Scenario" }</span>
                <select class="masthead__choice" onchange={chosen}>{ for options }</select>
            </label>
            <span title={about}>{ about }</span>
        </p>
    }
}
