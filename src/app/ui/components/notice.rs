//! Something to tell the visitor, until it is dismissed.

use yew::prelude::*;

use crate::app::state::{Msg, Notice};
use crate::app::ui::element::{El, button, el, of_class};

/// The notice.
pub fn notice(notice: &Notice, on: &Callback<Msg>) -> El {
    let (role, tone) = match notice {
        Notice::Done(_) => ("status", "good"),
        Notice::Wrong(_) => ("alert", "open"),
    };
    of_class("div", "notice")
        .at("role", role)
        .at("data-tone", tone)
        .with(el("p").say(notice.text().to_string()))
        .with(button(on, Msg::DismissedNotice).text("Dismiss"))
}
