//! Something to tell the visitor, until it is dismissed.

use yew::prelude::*;

use crate::app::state::Msg;

/// The notice.
pub fn notice(text: &str, on: &Callback<Msg>) -> Html {
    html! {
        <div class="notice" role="alert">
            <p>{ text }</p>
            <button class="button" onclick={on.reform(|_| Msg::DismissedNotice)}>
                { "Dismiss" }
            </button>
        </div>
    }
}
