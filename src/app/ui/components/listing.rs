//! Each approach as a listing, with the line at work marked and what comes next.

use crate::app::ui::element::{El, el, of_class};
use crate::app::view::{LaneView, ListingLine};

/// The listing of `lane`.
pub fn listing(lane: &LaneView) -> El {
    let next = match &lane.next {
        Some(next) => format!("Next: {next}."),
        None => String::from("Nothing is left to do."),
    };
    of_class("section", "listing")
        .key(lane.id)
        .set("aria-label", format!("Steps of {}", lane.name))
        .with(el("h2").text(lane.name))
        .with(el("p").text(lane.listing.idea))
        .with(of_class("p", "listing__next").say(next))
        .with(of_class("ol", "listing__lines").all(lane.listing.lines.iter().map(line)))
        .with(of_class("p", "listing__atomic").say(lane.listing.atomic.clone()))
        .all(terms("What it costs", lane.listing.costs.iter().map(said)))
        .all(terms("What it requires", lane.listing.requires.iter().map(said)))
        .all(terms("Every promise", lane.promises.iter().map(|(term, told)| (*term, &**told))))
        .with(of_class("p", "listing__source").text("Source: ").text(lane.listing.source))
}

fn said((term, told): &(String, String)) -> (&str, &str) {
    (term, told)
}

fn terms<'v>(title: &'static str, entries: impl Iterator<Item = (&'v str, &'v str)>) -> Vec<El> {
    let entries: Vec<El> = entries.map(|(name, told)| term(name, told)).collect();
    if entries.is_empty() {
        return vec![el("p").say(format!("{title}: being measured…"))];
    }
    vec![el("h3").text(title), of_class("dl", "listing__terms").all(entries)]
}

fn term(name: &str, told: &str) -> El {
    el("div")
        .keyed(name.to_string())
        .with(el("dt").say(name.to_string()))
        .with(el("dd").say(told.to_string()))
}

fn line(line: &ListingLine) -> El {
    let says = el("span")
        .text(line.says)
        .may(line.jump.as_ref().map(|jump| el("em").say(format!(" ↳ {jump}"))));
    el("li")
        .maybe("aria-current", line.current.then_some("step"))
        .tells("data-next", line.next)
        .with(el("b").text(line.label))
        .with(says)
}
