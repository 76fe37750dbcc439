//! Each approach as a listing, with the line at work marked and what comes next.

use yew::prelude::*;

use crate::app::view::{LaneView, ListingLine};

/// The listings.
pub fn listings(lanes: &[LaneView]) -> Html {
    html! { <>{ for lanes.iter().map(listing) }</> }
}

fn listing(lane: &LaneView) -> Html {
    html! {
        <section class="listing" key={lane.id} aria-label={format!("Steps of {}", lane.name)}>
            <h2>{ lane.name }</h2>
            <p>{ lane.listing.idea }</p>
            <p class="listing__next">
                { match &lane.next {
                    Some(next) => format!("Next: {next}."),
                    None => String::from("Nothing is left to do."),
                } }
            </p>
            <ol class="listing__lines">{ for lane.listing.lines.iter().map(line) }</ol>
            <p class="listing__atomic">{ &lane.listing.atomic }</p>
            { terms("What it costs", lane.listing.costs.iter().map(said)) }
            { terms("What it requires", lane.listing.requires.iter().map(said)) }
            { terms("Every promise", lane.promises.iter().map(|(term, told)| (*term, &**told))) }
            <p class="listing__source">{ "Source: " }{ lane.listing.source }</p>
        </section>
    }
}

fn said((term, told): &(String, String)) -> (&str, &str) {
    (term, told)
}

fn terms<'v>(title: &str, entries: impl Iterator<Item = (&'v str, &'v str)>) -> Html {
    let entries: Vec<Html> = entries
        .map(|(term, told)| {
            html! { <div key={term.to_string()}><dt>{ term }</dt><dd>{ told }</dd></div> }
        })
        .collect();
    if entries.is_empty() {
        return html! { <p>{ format!("{title}: being measured…") }</p> };
    }
    html! {
        <>
            <h3>{ title }</h3>
            <dl class="listing__terms">{ for entries }</dl>
        </>
    }
}

fn line(line: &ListingLine) -> Html {
    html! {
        <li aria-current={line.current.then_some("step")} data-next={line.next.to_string()}>
            <b>{ line.label }</b>
            <span>
                { line.says }
                if let Some(jump) = &line.jump {
                    <em>{ " ↳ " }{ jump }</em>
                }
            </span>
        </li>
    }
}
