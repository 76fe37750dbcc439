//! Something to tell the visitor, until it is dismissed.

use yew::prelude::*;

use crate::app::state::{Msg, Notice};

/// The notice.
pub fn notice(notice: &Notice, on: &Callback<Msg>) -> Html {
    let (role, tone) = match notice {
        Notice::Done(_) => ("status", "good"),
        Notice::Wrong(_) => ("alert", "open"),
    };
    html! {
        <div class="notice" {role} data-tone={tone}>
            <p>{ notice.text() }</p>
            <button class="button" onclick={on.reform(|_| Msg::DismissedNotice)}>
                { "Dismiss" }
            </button>
        </div>
    }
}
