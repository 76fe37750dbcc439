//! The page as a figure in somebody's page: the sentence of the moment, the approaches, and the way
//! to the site.

use yew::prelude::*;

use super::headline::headline_text;
use super::lane::lane;
use super::menu::fate_menu;
use super::notice::notice;
use super::transport::transport_bar;
use super::verdicts::glyph;
use crate::app::state::{Controls, FigureMsg, Msg};
use crate::app::ui::element::{El, el, of_class, unseen};
use crate::app::view::{FigureView, Tone, View};

/// The figure: what scrolls, and what stays below it.
pub fn figure(view: &View, figure: &FigureView, on: &Callback<Msg>) -> Vec<El> {
    let away = of_class("a", "away")
        .set("href", figure.away.clone())
        .at("target", "_blank")
        .at("rel", "noopener")
        .at("title", "Open in Redelivery, in a new tab")
        .with(of_class("span", "away__words").text("Open in Redelivery"))
        .with(el("span").at("aria-hidden", "true").text(" ↗"));
    let headline = of_class("section", "headline")
        .at("data-tone", view.headline.tone.name())
        .at("aria-label", "This moment")
        .with(headline_text(&view.headline))
        .with(away);
    let lanes = view.lanes.iter().enumerate().map(|(index, each)| lane(index, each, on));
    let lanes = of_class("div", "lanes")
        .set("data-count", view.lanes.len().to_string())
        .set("data-front", figure.front.to_string())
        .all(lanes);
    let main = of_class("main", "stage stage--figure")
        .at("data-controls", figure.controls.name())
        .with(el("h1").at("class", "visually-hidden").text(figure.name))
        .with(headline)
        .may((!figure.fronts.is_empty()).then(|| fronts(figure, on)))
        .with(lanes);
    let has_controls = figure.controls != Controls::None;
    let dock = of_class("footer", "dock")
        .at("data-controls", figure.controls.name())
        .may(view.menu.as_ref().map(|menu| fate_menu(menu, on)))
        .may(has_controls.then(|| transport_bar(&view.transport, on)));
    let cover = figure.blank.then(|| of_class("div", "cover"));
    let news = view.notice.as_ref().map(|news| notice(news, on));
    [Some(main), Some(dock), cover, news].into_iter().flatten().collect()
}

/// Which approach is in front: of use where there is room for one alone.
fn fronts(figure: &FigureView, on: &Callback<Msg>) -> El {
    let fronts = figure.fronts.iter().enumerate().map(|(index, &(name, tone))| {
        of_class("button", "front")
            .tells("aria-pressed", index == figure.front)
            .at("data-tone", tone.name())
            .click(on, FigureMsg::ChoseFront(index).into())
            .with(of_class("span", "front__mark").at("aria-hidden", "true").text(glyph(tone)))
            .text(name)
            .with(unseen(word(tone)))
    });
    of_class("div", "fronts").at("role", "group").at("aria-label", "In front").all(fronts)
}

/// How an approach stands, for who does not see the sign.
fn word(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => ": breaks a promise",
        Tone::Open => ": an event is still owed",
        Tone::Good | Tone::Calm => ": keeps its promises",
    }
}
