//! The choice of the scenario, on every page.

use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::ui::element::{El, el, of_class, option, unseen};

/// The choice, by ids and names and which is on show, and what the scenario is about.
pub fn scenario_choice(
    scenarios: &[(&'static str, &'static str, bool)],
    about: &'static str,
    on: &Callback<Msg>,
) -> El {
    let options = scenarios.iter().map(|&(id, name, selected)| option(id, selected).text(name));
    let choice = of_class("select", "masthead__choice").at("title", about);
    let choice = choice.change(on, Msg::ChoseScenario).all(options);
    of_class("p", "masthead__scenario")
        .with(el("label").with(unseen("Scenario")).with(choice))
        .with(el("span").text(about))
}
