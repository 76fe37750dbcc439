//! The crash points: every approach's own steps in a row, and below each what becomes of the ways
//! in which it can fail, each of which leads to its run.

use yew::prelude::*;

use super::table::glyph;
use crate::app::state::Msg;
use crate::app::ui::element::{El, el, of_class, option, unseen};
use crate::app::view::{FateView, Mark, PointsRow, PointsStep, PointsView, Tone};

/// How the signs are read.
const SIGNS: [(Mark, &str); 4] = [
    (Mark::Refused, "fails before it happens"),
    (Mark::Unanswered, "happens, the answer is lost"),
    (Mark::Died, "the process dies before it"),
    (Mark::Odd, "happens, but not as it should"),
];

/// The crash points of every approach.
pub fn points(points: &PointsView, on: &Callback<Msg>) -> El {
    let chosen = points.messages.iter().position(|(.., chosen)| *chosen).unwrap_or_default();
    let ids: Vec<_> = points.messages.iter().map(|(id, ..)| *id).collect();
    let options = points.messages.iter().enumerate().map(|(index, (_, name, chosen))| {
        option("", *chosen).set("value", index.to_string()).say(name.clone())
    });
    let choose = move |value: String| {
        let index = value.parse::<usize>().unwrap_or(chosen);
        Msg::ChosePoints(ids.get(index).copied())
    };
    let choice = el("select").change(on, choose).all(options);
    let signs = SIGNS.map(|(mark, means)| {
        let sign = of_class("b", "points__sign").text(glyph(mark));
        el("li").with(sign).text(" ").text(means)
    });
    of_class("section", "points")
        .at("aria-label", "Crash points")
        .with(el("label").text("One failure strikes the first delivery of ").with(choice))
        .with(of_class("ul", "points__signs").all(signs))
        .with(of_class("div", "points__rows").all(points.rows.iter().map(row)))
}

fn row(row: &PointsRow) -> El {
    let head = of_class("div", "points__head")
        .set("title", row.idea.to_string())
        .with(el("h3").text(row.name))
        .with(el("small").tells("data-breaks", row.breaks).say(row.count.clone()));
    of_class("section", "points__row")
        .at("aria-label", row.name)
        .with(head)
        .with(of_class("ol", "points__steps").all(row.steps.iter().map(step)))
}

/// A line for each answer, with the ways of failing that come to it; what breaks comes first.
fn step(step: &PointsStep) -> El {
    let mut answers: Vec<(&[&'static str], Tone)> = Vec::new();
    for fate in &step.fates {
        let answer = (&*fate.codes, fate.tone);
        if !answers.contains(&answer) {
            let place = if fate.tone == Tone::Good { answers.len() } else { 0 };
            answers.insert(place, answer);
        }
    }
    let lines = answers.into_iter().map(|(codes, tone)| {
        let fates = step.fates.iter().filter(|fate| fate.codes == codes && fate.tone == tone);
        let codes = of_class("span", "points__codes").at("aria-hidden", "true");
        let codes = fates.clone().take(1).fold(codes, |codes, fate| {
            fate.codes.iter().fold(codes, |codes, code| codes.text(code).text(" "))
        });
        el("li").at("data-tone", tone.name()).all(fates.map(fate)).with(codes)
    });
    of_class("li", "points__step").with(el("b").say(step.label.clone())).with(el("ul").all(lines))
}

fn fate(fate: &FateView) -> El {
    el("a")
        .set("href", format!("#{}", fate.link))
        .set("title", fate.says.clone())
        .with(of_class("span", "points__sign").at("aria-hidden", "true").text(glyph(fate.mark)))
        .with(unseen(fate.says.clone()))
}
