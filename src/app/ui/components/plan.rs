//! The failures planned, and the futures tried.

use crate::language::{list, tell};
use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::ui::element::{El, button, el, of_class, option};
use crate::app::view::{FailureView, FutureView, PlanView, STACKS, stack};

/// The plan.
pub fn plan(plan: &PlanView, messages: Option<(usize, usize)>, on: &Callback<Msg>) -> El {
    let failures = plan.failures.iter().map(|each| failure(each, on));
    let beyond = plan.beyond.iter().map(|what| el("li").with(el("span").say(what.clone())));
    let clear = if plan.failures.is_empty() && plan.beyond.is_empty() {
        of_class("p", "strip__none")
            .text("Nothing. Click a step in the picture, or press F, to make it fail.")
    } else {
        button(on, Msg::ClearedFailures).text("Remove all failures")
    };
    let first = messages.map(|(count, all)| {
        button(on, Msg::ToggledMessages)
            .tells("aria-pressed", count < all)
            .text("Use one message only")
    });
    let (undo, redo) = plan.past;
    let is_told = plan.futures.len() > 1 || plan.futures.iter().any(FutureView::is_named);
    let futures = if is_told { futures(plan, on) } else { Vec::new() };
    of_class("section", "plan")
        .at("aria-labelledby", "plan-title")
        .with(el("h2").at("id", "plan-title").text("What goes wrong"))
        .with(of_class("ul", "plan__list").all(failures).all(beyond))
        .with(clear)
        .may(first)
        .may(undo.then(|| button(on, Msg::PressedUndo).at("title", "Undo (U)").text("Undo")))
        .may(redo.then(|| button(on, Msg::PressedRedo).at("title", "Redo (Shift U)").text("Redo")))
        .with(errors(on))
        .group(futures)
}

/// The choice of whose errors are shown.
fn errors(on: &Callback<Msg>) -> El {
    let shown = stack().0;
    let options = STACKS.map(|(id, name)| option(id, id == shown).text(name));
    let choice = el("select").change(on, Msg::ChoseErrors).all(options);
    of_class("label", "plan__errors").text("Errors as reported by ").with(choice)
}

fn failure(failure: &FailureView, on: &Callback<Msg>) -> El {
    let unmet = if failure.nowhere {
        Some(String::from(" This step is never reached."))
    } else {
        let some = !failure.unmet.is_empty();
        some.then(|| tell(" Never happens in: {0}.", &[&list(&failure.unmet)]))
    };
    let remove = of_class("button", "button button--quiet")
        .set("aria-label", tell("Remove: {0}", &[&failure.text]))
        .click(on, Msg::RemovedFailure(failure.point))
        .text("✕");
    let text = el("span").say(failure.text.clone()).may(unmet.map(|it| el("em").say(it)));
    el("li").with(text).with(remove)
}

fn futures(plan: &PlanView, on: &Callback<Msg>) -> Vec<El> {
    vec![el("h3").text("Futures tried"), branches(plan, None, on)]
}

/// The futures made from `parent`, each with those made from it.
fn branches(plan: &PlanView, parent: Option<usize>, on: &Callback<Msg>) -> El {
    let made = plan.futures.iter().enumerate().filter(|(_, future)| future.parent == parent);
    let items = made.map(|(index, future)| {
        let what = if future.is_named() {
            el("b").own(&future.name)
        } else {
            el("span").say(future.text.clone())
        };
        let choose = of_class("button", "button plan__future")
            .tells("aria-pressed", future.shown)
            .set("title", future.text.clone())
            .click(on, Msg::ChoseFuture(index))
            .say(tell("{0}. ", &[&(index + 1)]))
            .with(what);
        let name = el("input")
            .at("class", "plan__name")
            .set("aria-label", tell("Name of future {0}", &[&(index + 1)]))
            .at("placeholder", "Name")
            .set_own("value", &future.name)
            .change(on, move |name| Msg::NamedFuture(index, name));
        let remove = of_class("button", "button button--quiet")
            .set("aria-label", tell("Delete future {0}", &[&(index + 1)]))
            .click(on, Msg::RemovedFuture(index))
            .text("✕");
        let row = of_class("div", "plan__row").with(choose).with(name).with(remove);
        let has_more = plan.futures.iter().any(|other| other.parent == Some(index));
        let item = el("li").keyed(format!("{index} {}", future.text)).with(row);
        item.may(has_more.then(|| branches(plan, Some(index), on)))
    });
    of_class("ol", "plan__futures").all(items)
}
