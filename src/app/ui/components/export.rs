//! The panel in which the run is taken elsewhere, and opened again.

use yew::prelude::*;

use crate::app::state::{Exported, Msg};
use crate::app::ui::element::{El, button, el, file_button, of_class};
use crate::app::view::{ExportView, Preview};
use crate::language::tell;

/// The panel.
pub fn export_panel(view: &ExportView, on: &Callback<Msg>) -> El {
    let formats = view.formats.iter().enumerate().map(|(index, (format, is_chosen))| {
        let choice = button(on, Msg::Exported(Exported::ChoseFormat(index)))
            .tells("aria-pressed", *is_chosen)
            .say(format.name.clone());
        el("li").with(choice).with(of_class("span", "exports__about").say(format.about.clone()))
    });
    let alone = view.alone.map(|name| {
        of_class("p", "finder__within")
            .say(tell("This format holds one run: that of {0}.", &[&name]))
    });
    // Where there is no room beside each format, what reads the chosen one is said here.
    let chosen = view.formats.iter().find(|(_, is_chosen)| *is_chosen);
    let about =
        chosen.map(|(format, _)| of_class("p", "exports__chosen").say(format.about.clone()));
    let shown =
        of_class("div", "exports__shown").may(about).may(alone).with(preview(&view.preview));
    let open = of_class("div", "exports__open").with(file_button("Open a saved run"));
    of_class("section", "finder exports")
        .at("data-export", "open")
        .at("tabindex", "-1")
        .at("aria-label", "Export the run")
        .with(bar(view, on))
        .with(of_class("ul", "exports__formats").group(formats))
        .with(shown)
        .with(open)
}

fn bar(view: &ExportView, on: &Callback<Msg>) -> El {
    let is_waiting = view.file.is_none();
    let take = |what: Exported, how, name| {
        button(on, Msg::Exported(what)).at("data-take", how).flag("disabled", is_waiting).text(name)
    };
    let dark = view.is_dark.map(|is_dark| {
        button(on, Msg::Exported(Exported::ToggledDark))
            .tells("aria-pressed", is_dark)
            .text("Dark picture")
    });
    let file = view.file.clone().map(|name| of_class("code", "exports__file").raw(name));
    of_class("div", "finder__bar")
        .with(of_class("p", "finder__summary").text("Export the run").text(" ").may(file))
        .with(take(Exported::PressedCopy, "copy", "Copy"))
        .with(take(Exported::PressedSave, "save", "Download"))
        .may(dark)
        .with(button(on, Msg::ToggledExport).text("Close"))
}

fn preview(preview: &Preview) -> El {
    match preview {
        Preview::Waiting => el("p").key("waiting").text("One moment…"),
        Preview::Text(text) => of_class("pre", "exports__preview")
            .key("text")
            .at("tabindex", "0")
            .at("role", "region")
            .at("aria-label", "What is in the file")
            .raw(text.clone()),
        Preview::Picture(address) => of_class("div", "exports__preview")
            .key("picture")
            .at("tabindex", "0")
            .at("role", "region")
            .at("aria-label", "What is in the file")
            .with(el("img").set("src", address.clone()).at("alt", "The run as a picture")),
    }
}
