//! Something to tell the visitor, until it is dismissed.

use yew::prelude::*;

use crate::app::state::Msg;

/// What the notice is drawn from.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What to tell.
    pub text: String,
    /// Where messages go.
    pub on: Callback<Msg>,
}

/// The notice.
#[component]
pub fn Notice(Props { text, on }: &Props) -> Html {
    html! {
        <div class="notice" role="alert">
            <p>{ text }</p>
            <button class="button" onclick={on.reform(|_| Msg::DismissedNotice)}>
                { "Dismiss" }
            </button>
        </div>
    }
}
