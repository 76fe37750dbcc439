//! Prints the page's first picture as HTML. The build puts it into `index.html`, so that the
//! moment of harm is on screen before the wasm has arrived.

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

fn main() {
    let props = Props { view: Rc::new(view(&State::default())) };
    let renderer = yew::LocalServerRenderer::<FirstPicture>::with_props(props).hydratable(false);
    println!("{}", pollster::block_on(renderer.render()));
}
