//! A run in the middle of a page of the course, to be stepped through where it stands.

use crate::language::tell;
use yew::prelude::*;

use super::text::{link, plain};
use crate::app::state::Msg;
use crate::app::state::course::{CourseMsg, Picture};
use crate::app::ui::components::headline::sentence;
use crate::app::ui::components::icon::{Icon, icon};
use crate::app::ui::components::lane::lane;
use crate::app::ui::element::{El, el, of_class, unseen};
use crate::app::view::course::{Leads, PictureView};

/// Where what happens in a picture goes.
pub fn at(picture: Picture, on: &Callback<Msg>) -> Callback<Msg> {
    on.reform(move |msg| CourseMsg::At(picture, Box::new(msg)).into())
}

/// The picture.
pub fn picture(view: &PictureView, is_bare: bool, on: &Callback<Msg>) -> El {
    let on = &at(view.at, on);
    let caption = of_class("figcaption", "stop__caption");
    let caption = (!view.caption.is_empty()).then(|| plain(caption, &view.caption));
    let lanes = view.lanes.iter().enumerate().map(|(index, each)| lane(index, each, on));
    of_class("figure", "stop")
        .set("data-picture", view.at.name())
        .may(caption)
        .with(bar(view, is_bare, on))
        .with(of_class("div", "lanes").set("data-count", view.lanes.len().to_string()).all(lanes))
}

/// The sentence of the moment, and what there is to step with.
fn bar(view: &PictureView, is_bare: bool, on: &Callback<Msg>) -> El {
    let (step, last) = view.step;
    let button = |sign: Icon, name: &'static str, is_off: bool, msg: Msg| {
        of_class("button", "button transport__button")
            .at("aria-label", name)
            .at("title", name)
            .tells("aria-disabled", is_off)
            .click(on, msg)
            .with(icon(sign))
    };
    let next = of_class("button", "button button--main transport__button")
        .at("title", "Next step (→)")
        .tells("aria-disabled", step == last)
        .click(on, Msg::PressedForward)
        .text("Next")
        .with(unseen(" step"));
    let count = of_class("span", "stop__count").say(tell("{0} / {1}", &[&step, &last]));
    let open = view.link.clone().map(|to| {
        let name = "Open in the timeline";
        link(Leads::Page(to), is_bare).at("class", "stop__open").text(name)
    });
    let controls = of_class("div", "stop__controls")
        .at("role", "group")
        .at("aria-label", "Steps")
        .with(button(Icon::Start, "First step", step == 0, Msg::PressedStart))
        .with(button(Icon::Back, "Step back (←)", step == 0, Msg::PressedBack))
        .with(next)
        .with(button(Icon::End, "Last step", step == last, Msg::PressedEnd))
        .with(count)
        .may(open);
    let told = el("div").at("class", "stop__now").at("data-tone", view.headline.tone.name());
    of_class("div", "stop__bar").with(told.with(sentence("p", &view.headline))).with(controls)
}
