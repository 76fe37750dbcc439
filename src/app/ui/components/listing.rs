//! Each approach as a listing, with the line at work marked and what comes next.

use crate::language::tell;
use yew::prelude::*;

use crate::app::state::{Msg, WHOLE};
use crate::app::ui::element::{El, button, el, of_class, sources};
use crate::app::ui::resting::resting;
use crate::app::view::{LaneView, ListingLine};

/// The listing of `lane`.
pub fn listing(lane: &LaneView, on: &Callback<Msg>) -> El {
    let next = match &lane.next {
        Some(next) => tell("Next: {0}.", &[&next]),
        None => String::from("Nothing is left to do."),
    };
    let lines = lane.listing.lines.iter().map(|each| resting(each.clone(), line, on));
    of_class("section", "listing")
        .key(lane.id)
        .set("aria-label", tell("Steps of {0}", &[&lane.name]))
        .with(el("h2").text(lane.name))
        .with(el("p").text(lane.listing.idea))
        .with(of_class("p", "listing__next").say(next))
        .with(lines.fold(of_class("ol", "listing__lines"), El::node))
        .node(resting(Terms::of(lane), all_terms, on))
}

/// What is said of an approach below its lines.
#[derive(PartialEq)]
struct Terms {
    atomic: String,
    costs: Vec<(String, String)>,
    requires: Vec<(String, String)>,
    promises: Vec<(&'static str, String)>,
    source: &'static str,
}

impl Terms {
    fn of(lane: &LaneView) -> Self {
        let listing = &lane.listing;
        Self {
            atomic: listing.atomic.clone(),
            costs: listing.costs.clone(),
            requires: listing.requires.clone(),
            promises: lane.promises.clone(),
            source: listing.source,
        }
    }
}

fn all_terms(terms: &Terms, on: &Callback<Msg>) -> Vec<El> {
    let atomic = of_class("p", "listing__atomic").say(terms.atomic.clone());
    let source = of_class("p", "listing__source").text("Source: ").group(sources(terms.source));
    let promises = terms.promises.iter().map(|(term, told)| (*term, &**told));
    let mut all = vec![atomic];
    all.extend(prices(terms, on));
    all.extend(entries("Every promise", promises));
    all.push(source);
    all
}

/// What it costs and requires; the first part of the page has to ask the whole for it.
fn prices(terms: &Terms, on: &Callback<Msg>) -> Vec<El> {
    if !WHOLE {
        return vec![button(on, Msg::PressedCosts).text("What it costs and requires")];
    }
    let mut prices = entries("What it costs", terms.costs.iter().map(said));
    prices.extend(entries("What it requires", terms.requires.iter().map(said)));
    prices
}

fn said((term, told): &(String, String)) -> (&str, &str) {
    (term, told)
}

fn entries<'v>(title: &'static str, all: impl Iterator<Item = (&'v str, &'v str)>) -> Vec<El> {
    let entries: Vec<El> = all.map(|(name, told)| term(name, told)).collect();
    if entries.is_empty() {
        return vec![el("p").say(tell("{0}: being measured…", &[&title]))];
    }
    vec![el("h3").text(title), of_class("dl", "listing__terms").all(entries)]
}

fn term(name: &str, told: &str) -> El {
    el("div")
        .keyed(name.to_string())
        .with(el("dt").say(name.to_string()))
        .with(el("dd").say(told.to_string()))
}

fn line(line: &ListingLine, on: &Callback<Msg>) -> Vec<El> {
    let branch = line.jump.as_ref().map(|jump| {
        let taken = if line.taken { ": taken" } else { "" };
        let branch = el("em").maybe("data-taken", line.taken.then_some("true"));
        branch.say(tell(" ↳ {0}{1}", &[&jump, &taken]))
    });
    let step = match line.menu {
        Some(menu) => el("button")
            .at("title", "See or change what happens to this step")
            .press(on, Msg::SelectedStep(menu)),
        None => el("div"),
    };
    let step = step
        .at("class", "listing__line")
        .maybe("aria-current", line.current.then_some("step"))
        .tells("data-next", line.next)
        .with(el("b").text(line.label))
        .with(el("span").text(line.says).may(branch));
    vec![el("li").with(step)]
}
