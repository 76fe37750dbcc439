//! The sentence of the moment, and the one thing to do next.

use crate::language::tell;
use yew::prelude::*;

use crate::app::state::Msg;
use crate::app::ui::element::{El, el, of_class};
use crate::app::view::Headline;

/// The headline.
pub fn headline_bar(headline: &Headline, next: Option<&str>, on: &Callback<Msg>) -> El {
    let (label, msg) = match next {
        None => ("Rewind to the first step", Msg::PressedStart),
        Some(_) => ("Next step", Msg::PressedForward),
    };
    let go = of_class("button", "button button--main")
        .key(label)
        .click(on, msg)
        .text(label)
        .may(next.map(|next| el("small").say(next.to_string())));
    of_class("section", "headline")
        .at("data-tone", headline.tone.name())
        .at("aria-label", "This moment")
        .with(headline_text(headline))
        .with(go)
}

/// The sentence itself.
pub fn headline_text(headline: &Headline) -> El {
    sentence("h2", headline)
}

/// The headline's sentence in an element of another kind, where it is no heading.
pub fn sentence(tag: &'static str, headline: &Headline) -> El {
    let parts = headline.parts.iter().map(|(who, tone, what)| {
        of_class("span", "headline__part")
            .at("data-tone", tone.name())
            .may(who.as_ref().map(|who| el("b").say(tell("{0}: ", &[who]))))
            .say(what.clone())
    });
    of_class(tag, "headline__text").all(parts)
}
