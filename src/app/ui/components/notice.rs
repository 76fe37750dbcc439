//! Something to tell the visitor, over the page, until it is read or dismissed.

use yew::prelude::*;

use crate::app::state::{Msg, Notice};
use crate::app::ui::element::{El, button, el, of_class};

/// The notice.
pub fn notice(notice: &Notice, on: &Callback<Msg>) -> El {
    let (role, tone) = match notice {
        Notice::Done(_) => ("status", "good"),
        Notice::Wrong(_) => ("alert", "open"),
    };
    of_class("div", "notice toast")
        .at("role", role)
        .at("data-tone", tone)
        .with(el("p").say(notice.text().to_string()))
        .with(button(on, Msg::DismissedNotice).text("Dismiss"))
}
