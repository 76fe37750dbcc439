//! The crash points: every approach's own steps in a row, and below each what becomes of the ways
//! in which it can fail, each of which leads to its run.

use yew::prelude::*;

use super::table::glyph;
use crate::app::state::Msg;
use crate::app::ui::element::{El, button, el, of_class, option, unseen};
use crate::app::view::{FateView, Mark, PointsRow, PointsStep, PointsView, Tone};

/// The ways to fail that every step has a place for, in the order of the places; then what only
/// some can suffer.
const PLACES: [(Mark, &str); 4] = [
    (Mark::Refused, "fails before it happens"),
    (Mark::Unanswered, "happens, the answer is lost"),
    (Mark::Died, "the process dies before it"),
    (Mark::Odd, "happens, but not as it should"),
];

/// The controls that only the crash points have.
pub fn points_tools(points: &PointsView, on: &Callback<Msg>) -> [El; 2] {
    let ids: Vec<_> = points.messages.iter().map(|(id, ..)| *id).collect();
    let options = points.messages.iter().enumerate().map(|(index, (_, name, chosen))| {
        option("", *chosen).set("value", index.to_string()).say(name.clone())
    });
    let choose = move |value: String| {
        let index = value.parse::<usize>().unwrap_or_default();
        Msg::ChosePoints(ids.get(index).copied())
    };
    let choice = el("select").change(on, choose).all(options);
    let around = button(on, Msg::ToggledAround)
        .tells("aria-pressed", points.around)
        .at(
            "title",
            "Also show what happens around a step: a lease expires, the sender sends a \
                      duplicate",
        )
        .text("Also lease and duplicate failures");
    [el("label").text("First delivery of ").with(choice), around]
}

/// The crash points of every approach.
pub fn points(points: &PointsView) -> El {
    let places = PLACES.map(|(mark, means)| {
        let sign = of_class("b", "points__sign").text(glyph(mark));
        el("li").with(sign).text(" ").text(means)
    });
    let places = of_class("ol", "points__places").all(places);
    let around =
        points.around.then(|| el("span").text("Below them: lease and duplicate failures."));
    of_class("section", "points")
        .at("tabindex", "-1")
        .at("aria-label", "Crash points")
        .with(
            of_class("div", "points__key")
                .with(el("span").text("The marks of a step, from left to right:"))
                .with(places)
                .may(around),
        )
        .with(of_class("div", "points__rows").all(points.rows.iter().map(row)))
}

fn row(row: &PointsRow) -> El {
    let name = el("a").set("href", format!("#{}", row.link)).text(row.name);
    let head = of_class("div", "points__head")
        .set("title", row.idea.to_string())
        .with(el("h3").with(name))
        .with(el("small").tells("data-breaks", row.breaks).say(row.count.clone()));
    of_class("section", "points__row")
        .at("aria-label", row.name)
        .with(head)
        .with(of_class("ol", "points__steps").all(row.steps.iter().map(step)))
}

/// A mark has its place, so that the eye finds all steps whose answer was lost in one line down a
/// row; what can't happen leaves its place empty.
fn step(step: &PointsStep) -> El {
    let of = |mark: Option<Mark>| step.fates.iter().filter(move |fate| fate.mark == mark);
    let [before @ .., (odd, _)] = PLACES;
    let places = before.map(|(mark, _)| match of(Some(mark)).next() {
        Some(fate) => self::fate(fate),
        None => of_class("span", "points__none"),
    });
    let own = of_class("div", "points__marks").all(places).all(of(Some(odd)).map(fate));
    let around: Vec<El> = of(None).map(fate).collect();
    let around = (!around.is_empty()).then(|| of_class("div", "points__marks").all(around));
    of_class("li", "points__step").with(el("b").say(step.label.clone())).with(own).may(around)
}

fn fate(fate: &FateView) -> El {
    let shown = if fate.tone == Tone::Good { "✓" } else { fate.codes[0] };
    let more = (fate.codes.len() > 1).then_some("+");
    let shown = of_class("span", "points__code").at("aria-hidden", "true").text(shown);
    el("a")
        .set("href", format!("#{}", fate.link))
        .set("title", fate.says.clone())
        .at("data-tone", fate.tone.name())
        .with(more.into_iter().fold(shown, El::text))
        .with(unseen(fate.says.clone()))
}
