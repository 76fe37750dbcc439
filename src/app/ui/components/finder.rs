//! The panel in which a failure is found.

use crate::language::tell;
use yew::prelude::*;

use crate::app::state::{Msg, Stage};
use crate::app::ui::element::{El, button, el, of_class};
use crate::app::view::{BoundView, FinderRow, FinderView, HazardView};

/// The panel.
pub fn finder_panel(view: &FinderView, on: &Callback<Msg>) -> El {
    let within = view.within.as_ref().map(|within| {
        let link = view
            .link
            .as_ref()
            .map(|link| el("a").set("href", format!("#{link}")).text("Link to this question"));
        of_class("p", "finder__within").say(tell("{0} ", &[&within])).may(link)
    });
    let stale = view.is_stale.then(|| {
        of_class("p", "finder__within")
            .at("data-tone", "open")
            .text("You have changed the bounds since this answer. Press Find to search again.")
    });
    let absent = view
        .absent
        .iter()
        .map(|absent| of_class("p", "finder__within").at("data-tone", "open").say(absent.clone()));
    let rows = (!view.rows.is_empty())
        .then(|| of_class("ul", "finder__rows").all(view.rows.iter().map(|each| row(each, on))));
    let hazards = of_class("div", "finder__hazards")
        .at("role", "group")
        .at("aria-label", "What may go wrong")
        .all(view.hazards.iter().map(|each| hazard(each, on)));
    let question = of_class("details", "finder__question")
        .with(el("summary").text("Bounds and what may go wrong"))
        .with(of_class("div", "finder__bounds").all(view.bounds.iter().map(|it| bound(it, on))))
        .with(hazards)
        .with(of_class("p", "finder__within").text(
            "A state is everything at one instant: queue, store, published events, and what each \
             handler has in memory. A search may use 512 MB and tells you if it runs out.",
        ));
    of_class("section", "finder")
        .at("data-finder", "open")
        .at("tabindex", "-1")
        .at("aria-label", "Find a failure")
        .with(bar(view, on))
        .may(within)
        .group(absent)
        .may(stale)
        .may(rows)
        .with(question)
}

fn bar(view: &FinderView, on: &Callback<Msg>) -> El {
    let is_open = matches!(view.stage, Some(Stage::Running | Stage::Paused));
    let pause = if view.stage == Some(Stage::Paused) { "Go on" } else { "Pause" };
    let run = view.run.clone().map(|(name, link)| button(on, Msg::OpenedFinding(link)).text(name));
    let before = view.before.as_ref().map(|_| {
        let title = "To what was on show before";
        button(on, Msg::LeftFinding).at("title", title).text("Back")
    });
    let close = if is_open { "Stop and close" } else { "Close" };
    let larger =
        (view.can_grow && !is_open).then(|| button(on, Msg::PressedLarger).text("Larger bounds"));
    let [one, other] = if is_open {
        [Some((pause, Msg::PressedPause)), Some(("Stop", Msg::PressedStop))]
    } else {
        [None, Some(("Find", Msg::PressedAsk))]
    }
    .map(|each| each.map(|(name, msg)| button(on, msg).text(name)));
    of_class("div", "finder__bar")
        .with(
            of_class("p", "finder__summary")
                .at("data-tone", view.tone.name())
                .say(view.summary.clone()),
        )
        .may(run)
        .may(before)
        .may(larger)
        .may(one)
        .may(other)
        .with(button(on, Msg::ClosedFinder).text(close))
}

fn bound(view: &BoundView, on: &Callback<Msg>) -> El {
    let bound = view.bound;
    let options = view.options.iter().map(|(value, name, selected)| {
        el("option").set("value", value.clone()).flag("selected", *selected).say(name.clone())
    });
    let choice = el("select").change(on, move |value| Msg::ChoseBound(bound, value)).all(options);
    el("label").text(view.name).text(" ").with(choice)
}

fn hazard(view: &HazardView, on: &Callback<Msg>) -> El {
    button(on, Msg::ToggledHazard(view.word.to_string()))
        .tells("aria-pressed", view.is_on)
        .at("title", view.means)
        .text(view.name)
}

fn row(view: &FinderRow, on: &Callback<Msg>) -> El {
    let inner = match &view.link {
        Some(link) => {
            let open = Msg::OpenedFinding(link.clone());
            el("a").set("href", format!("#{link}")).follow(on, open)
        }
        None => el("span"),
    };
    let says = if view.name.is_empty() { view.says.clone() } else { tell(": {0}", &[&view.says]) };
    let name = (!view.name.is_empty()).then(|| el("b").text(view.name));
    el("li").at("data-tone", view.tone.name()).with(inner.may(name).say(says))
}
