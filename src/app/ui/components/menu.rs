//! The menu of a selected step: choose what happens to it.

use crate::language::tell;
use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::ui::element::{El, button, el, of_class};
use crate::app::view::{Fate, MenuView, stack};

/// The menu.
pub fn fate_menu(menu: &MenuView, on: &Callback<Msg>) -> El {
    let title = tell("{0}, {1}: what happens?", &[&menu.delivery, &menu.step]);
    let close = of_class("button", "button button--quiet")
        .at("aria-label", "Close")
        .click(on, Msg::ClosedMenu)
        .text("✕");
    let head = of_class("div", "fates__head")
        .with(el("h2").at("id", "fates-title").say(title))
        .may(menu.beat.map(|beat| button(on, Msg::Scrubbed(beat)).text("Go to this step")))
        .with(close);
    let list = of_class("div", "fates__list")
        .at("role", "group")
        .at("aria-labelledby", "fates-title")
        .all(menu.fates.iter().map(|each| fate(each, on)));
    let impossible = (!menu.impossible.is_empty()).then(|| {
        let each = menu
            .impossible
            .iter()
            .map(|(name, why)| el("li").with(el("s").text(name)).say(tell(". No: {0}.", &[why])));
        of_class("details", "fates__not")
            .with(el("summary").text("What can't happen here, and why"))
            .with(el("ul").all(each))
    });
    of_class("section", "fates")
        .at("data-menu", "open")
        .at("role", "dialog")
        .at("aria-labelledby", "fates-title")
        .with(head)
        .with(list)
        .with(el("small").say(tell("Errors: {0}", &[&stack().1])))
        .may(impossible)
}

fn fate(fate: &Fate, on: &Callback<Msg>) -> El {
    of_class("button", "fate")
        .tells("aria-pressed", fate.chosen)
        .tells("data-fails", fate.failure.is_some())
        .click(on, Msg::ChoseFate(fate.failure))
        .with(el("b").text(fate.name))
        .may(fate.error.map(|error| el("code").text(error)))
        .with(el("span").text(fate.survives))
}
