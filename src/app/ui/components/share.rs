//! The panel in which a moment is shared: texts to copy, and how a figure of it is to look.

use crate::language::tell;
use yew::prelude::*;

use crate::app::state::{Controls, FigureSize, Msg, Share, ShareChoice, Theme};
use crate::app::ui::element::{El, button, el, of_class, option};
use crate::app::view::{ShareView, Snippet};

/// The panel.
pub fn share_panel(view: &ShareView, on: &Callback<Msg>) -> El {
    let name = if view.chosen.is_some() { "Share this moment" } else { "Share this page" };
    let bar = of_class("div", "finder__bar")
        .with(of_class("h2", "finder__summary").text(name))
        .group(view.chosen.iter().flat_map(|chosen| choices(*chosen, on)))
        .with(button(on, Msg::PressedShare).text("Close"));
    of_class("section", "finder share")
        .at("data-sheet", "open")
        .at("tabindex", "-1")
        .at("aria-label", name)
        .with(bar)
        .all(view.snippets.iter().map(|each| snippet(each, on)))
}

/// How a figure is to look.
fn choices(chosen: Share, on: &Callback<Msg>) -> [El; 3] {
    let sizes = FigureSize::ALL.map(|it| option(it.width(), it == chosen.size).text(it.name()));
    let themes = Theme::ALL.map(|it| {
        let name = if it == Theme::System { "match the page" } else { it.name() };
        option(it.word(), it == chosen.theme).text(name)
    });
    let controls = Controls::ALL.map(|it| option(it.name(), it == chosen.controls).text(it.says()));
    [
        choice("Embed width: ", ShareChoice::Size, sizes, on),
        choice("Theme ", ShareChoice::Theme, themes, on),
        choice("Controls ", ShareChoice::Controls, controls, on),
    ]
}

fn choice<const N: usize>(
    label: &'static str,
    what: ShareChoice,
    options: [El; N],
    on: &Callback<Msg>,
) -> El {
    let chosen = move |word| Msg::ChoseShare(what, word);
    el("label").text(label).with(el("select").change(on, chosen).all(options))
}

fn snippet(snippet: &Snippet, on: &Callback<Msg>) -> El {
    let name = el("p").with(el("b").text(snippet.name)).text(" ").text(snippet.about);
    let text = of_class("pre", "share__text")
        .at("tabindex", "0")
        .at("aria-label", snippet.name)
        .at("role", "group")
        .with(el("code").at("translate", "no").code(&snippet.text));
    let copy = button(on, Msg::PressedCopyText(snippet.text.clone()))
        .set("aria-label", tell("Copy: {0}", &[&snippet.name]))
        .text("Copy");
    el("div").with(name).with(of_class("div", "share__snippet").with(text).with(copy))
}
