//! Prints the page's first picture as HTML. The build puts it into `index.html`, so that the
//! moment of harm is on screen before the wasm has arrived. What can't be seen before something
//! works is left out, for the bytes: other choices, and what is said of what one points at.

mod terminal;

use std::process::ExitCode;
use std::rc::Rc;

use redelivery::app::state::State;
use redelivery::app::ui::Page;
use redelivery::app::view::{View, view};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
struct Props {
    view: Rc<View>,
}

/// The page in a frame that the static page recognises: it is not shown to a visitor whose link
/// names another moment.
#[component]
fn FirstPicture(props: &Props) -> Html {
    let on = Callback::from(|_| ());
    html! { <div data-first="true"><Page view={props.view.clone()} {on} is_first=true /></div> }
}

/// Attributes of what is pointed at.
const POINTED_AT: [&str; 3] = [" title=\"", " data-means=\"", " aria-description=\""];

/// `html` without the attribute that begins so. In its value a quotation mark is written as a name.
fn without(html: &str, attribute: &str) -> String {
    let mut parts = html.split(attribute);
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |html, part| html + part.split_once('"').map_or("", |(_, rest)| rest))
}

fn main() -> ExitCode {
    let command = terminal::command("prerender", "Prints the page's first picture as HTML");
    terminal::asked(command, |_| Ok(()));
    let mut view = view(&State::default());
    view.scenarios.retain(|(_, _, is_shown)| *is_shown);
    for lane in &mut view.lanes {
        lane.choices.retain(|choice| choice.shown);
    }
    let props = Props { view: Rc::new(view) };
    let renderer = yew::LocalServerRenderer::<FirstPicture>::with_props(props).hydratable(false);
    let html = pollster::block_on(renderer.render());
    let html = POINTED_AT.iter().fold(html, |html, attribute| without(&html, attribute));
    terminal::print(|out| writeln!(out, "{html}"))
}
