//! The sentence of the moment, and the one thing to do next.

use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::view::Headline;

/// The headline.
pub fn headline_bar(headline: &Headline, next: Option<&str>, on: &Callback<Msg>) -> Html {
    let parts = headline.parts.iter().map(|(who, tone, what)| {
        html! {
            <span class="headline__part" data-tone={tone.name()}>
                if let Some(who) = who {
                    <b>{ *who }{ ": " }</b>
                }
                { what }
            </span>
        }
    });
    let (label, msg) = match next {
        None => ("Rewind to the first step", Msg::PressedStart),
        Some(_) => ("Next step", Msg::PressedForward),
    };
    html! {
        <section class="headline" data-tone={headline.tone.name()} aria-label="This moment">
            <h2 class="headline__text">{ for parts }</h2>
            <button key={label} class="button button--main"
                onclick={on.reform(move |_| msg.clone())}>
                { label }
                if let Some(next) = next {
                    <small>{ next }</small>
                }
            </button>
        </section>
    }
}
